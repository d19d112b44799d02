namespace Functional

open Functional.Layers

/// A function of <c>keras.ops</c> with its arguments: in a model a layer without weights, which is kept in files as what it is called with.
[<NoComparison>]
type FunctionCall = {
    Function: Function
    /// One a parameter, in order.
    Arguments: ArgumentValue list
} with

    /// <summary>A call of a function by name.</summary>
    /// <param name="name">Keras's name in <c>keras.ops</c>.</param>
    /// <param name="inOrder">Arguments in order; a tensor is its number among those that the call is applied to.</param>
    /// <param name="byName">Further arguments.</param>
    static member Create(name: string, inOrder: ArgumentValue list, ?byName: (string * ArgumentValue) list) =
        let f = FunctionTable.find name
        { Function = f; Arguments = Function.bind f inOrder (defaultArg byName []) }

    override this.ToString() = $"""{this.Function.Name}({this.Arguments |> List.map string |> String.concat ", "})"""

    /// The results for tensors.
    member this.Apply(tensors: Expr list) : Expr list = Function.build this.Function this.Arguments tensors

    interface IClassName with
        member this.ClassName = this.Function.ClassName

    // Keras casts what layers are given, not what functions are.
    interface IUncast with
        member this.Build(_, inputs) = this.Apply inputs
