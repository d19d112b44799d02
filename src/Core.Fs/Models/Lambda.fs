namespace Functional.Layers

open Functional

/// A layer that is an expression: a function from symbols to symbols, made of functions of <c>keras.ops</c> and activations. Keras's
/// <c>Lambda</c> is code; this one stands in files as the functional model that it comes to.
[<ReferenceEquality>]
type Lambda = {
    Function: Symbol list -> Symbol list
} with

    static member Create(f: Symbol -> Symbol) = { Function = List.exactlyOne >> f >> List.singleton }

    /// The operations between inputs of those shapes and dtypes and what the function makes of them.
    member this.Expand(inputs: (Shape * DType) list) : Network =
        let entrances = [
            for shape, dtype in inputs ->
                Symbol.input { InputLayer.Create [] with BatchShape = Shape.toKeras shape; DType = dtype }
        ]
        let network = Network.Create(entrances, this.Function entrances)
        for call in network.Calls do
            match Holder.bare call.Layer with
            | :? FunctionCall
            | :? ActivationLayer
            | :? InputLayer -> ()
            | other ->
                raise (
                    ConfigurationException
                        $"a Lambda holds functions of Ops and activations, got the layer {ClassName.ofLayer other}; derive a class from Layer to apply layers"
                )
        network.RequireInputs()
        network

    interface ILayer with
        member this.Build(scope, inputs) =
            let network: ILayer = this.Expand [ for x in inputs -> x.Shape, x.DType ]
            network.Build(scope, inputs)
