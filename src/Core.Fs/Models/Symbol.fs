namespace Functional

open Functional.Layers

/// Numbers of calls, in the order in which they are made.
[<AbstractClass; Sealed>]
type internal CallNumber private () =
    static let mutable last = 0L
    static member Next() = System.Threading.Interlocked.Increment &last
    /// The first of so many numbers in a row.
    static member Reserve(count: int) = System.Threading.Interlocked.Add(&last, int64 count) - int64 count + 1L

/// A layer applied to tensors. A layer may be applied several times; it then shares its weights.
[<ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Call = {
    Layer: ILayer
    Inputs: Symbol list
    /// Arguments beside the inputs, such as <c>initial_state</c>.
    Named: CallArguments<Symbol>
    /// Greater than that of calls made before. Files number the calls of a layer in this order.
    Number: int64
    /// How many arguments stand by place in files, where it is not those that must be there; the others stand by name.
    Placed: int option
} with

    /// A call that is made now.
    static member Of(layer: ILayer, inputs: Symbol list, named: CallArguments<Symbol>) = {
        Layer = layer
        Inputs = inputs
        Named = named
        Number = CallNumber.Next()
        Placed = None
    }

    /// All tensors that it is made of.
    member this.Sources = this.Inputs @ CallArguments.all this.Named

    // Printed alone, without the layers before it.
    member internal this.Text =
        $"""{ClassName.ofLayer this.Layer}({this.Sources |> List.map string |> String.concat ", "})"""
    override this.ToString() = this.Text

/// A tensor between layers, with what is known of it before there is data.
and [<ReferenceEquality; StructuredFormatDisplay("{Text}")>] Symbol = {
    Call: Call
    Index: int
    Shape: Shape
    DType: DType
    /// Whether a mask travels with it.
    Masked: bool
} with

    member internal this.Text = $"{this.DType} {this.Shape}"
    override this.ToString() = this.Text

[<RequireQualifiedAccess>]
module Symbol =

    /// Where a model's data enters.
    let input (layer: ILayer) : Symbol =
        let entrance =
            match Holder.tryEntrance layer with
            | Some entrance -> entrance
            | None -> raise (ConfigurationException "a model's input must be an InputLayer")
        let name = ClassName.given layer |> Option.defaultValue "input_layer"
        {
            Call = Call.Of(layer, [], [])
            Index = 0
            Shape = Shape.ofKeras name entrance.Shape
            DType = entrance.DType
            Masked = false
        }

    // A layer called with symbols by itself, under its name.
    let private built
        (layer: ILayer)
        (inputs: Symbol list)
        (named: CallArguments<Symbol>)
        : Trace * LayerPath * Expr list =
        let trace = Trace Mode.Inference
        let argument (prefix: string) (symbol: Symbol) =
            let argument = Ops.input prefix symbol.Shape symbol.DType
            if symbol.Masked then
                let steps = Shape.ofDims (List.truncate 2 symbol.Shape.Dims)
                trace.SetMask(argument, Ops.input "mask" steps DType.Bool)
            argument
        let inputs = inputs |> List.mapi (fun i symbol -> argument $"x{i}" symbol)
        let arguments = CallArguments.map argument named
        trace.Given <- inputs @ CallArguments.all arguments
        let name = ClassName.nameOf layer
        let scope = Scope(trace).Child(name, name)
        trace, scope.Path, Layer.call scope layer inputs arguments

    let private ofExpr (trace: Trace) (call: Call) (index: int) (x: Expr) : Symbol = {
        Call = call
        Index = index
        Shape = x.Shape
        DType = x.DType
        Masked = (trace.TryMask x).IsSome
    }

    /// Calls a layer with inputs and named arguments, and finds the shapes of its outputs. Raises <c>ShapeException</c> where they do not
    /// fit, and <c>ConfigurationException</c> for an argument that the layer does not take.
    let call (layer: ILayer) (inputs: Symbol list) (named: CallArguments<Symbol>) : Symbol list =
        let trace, _, outputs = built layer inputs named
        outputs |> List.mapi (ofExpr trace (Call.Of(layer, inputs, named)))

    /// The outputs of a call, those that nothing reads too.
    let outputs (call: Call) : Symbol list =
        if call.Inputs.IsEmpty then
            [ { input call.Layer with Call = call } ]
        else
            let trace, _, outputs = built call.Layer call.Inputs call.Named
            outputs |> List.mapi (ofExpr trace call)

    /// What the parts of a layer are applied to in a call of it; nothing for a part that it does not apply.
    let internal inside (call: Call) : ILayer -> Symbol list =
        let trace, path, _ = built call.Layer call.Inputs call.Named
        let part = Parts.finder (Holder.parts call.Layer)
        fun layer -> trace.InputsOf(path.Child (part layer).Name) |> List.mapi (ofExpr trace call)

    /// Applies a layer to symbols alone.
    let apply (layer: ILayer) (inputs: Symbol list) : Symbol list = call layer inputs []

    /// The first result of a function of <c>keras.ops</c>. Its arguments tell tensors by their numbers among the symbols.
    let ofFunction (name: string) (arguments: ArgumentValue list) (symbols: Symbol list) : Symbol =
        (apply (FunctionCall.Create(name, arguments)) symbols).Head

    let private ofTwo name (a: Symbol) (b: Symbol) =
        ofFunction name [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]

    /// Whether elements are equal.
    let equal (a: Symbol) (b: Symbol) = ofTwo "equal" a b
    /// Whether elements differ.
    let notEqual (a: Symbol) (b: Symbol) = ofTwo "not_equal" a b
    /// Whether elements of the first are less.
    let less (a: Symbol) (b: Symbol) = ofTwo "less" a b
    /// Whether elements of the first are less or equal.
    let lessEqual (a: Symbol) (b: Symbol) = ofTwo "less_equal" a b
    /// Whether elements of the first are greater.
    let greater (a: Symbol) (b: Symbol) = ofTwo "greater" a b
    /// Whether elements of the first are greater or equal.
    let greaterEqual (a: Symbol) (b: Symbol) = ofTwo "greater_equal" a b
    /// The larger of two elements.
    let maximum (a: Symbol) (b: Symbol) = ofTwo "maximum" a b
    /// The smaller of two elements.
    let minimum (a: Symbol) (b: Symbol) = ofTwo "minimum" a b
    /// Whether both hold.
    let logicalAnd (a: Symbol) (b: Symbol) = ofTwo "logical_and" a b
    /// Whether one of two holds.
    let logicalOr (a: Symbol) (b: Symbol) = ofTwo "logical_or" a b

    /// Where the condition does not hold.
    let logicalNot (a: Symbol) = ofFunction "logical_not" [ ArgumentValue.Tensor 0 ] [ a ]

    /// A part of each axis, from the first axis on; axes without one stay whole.
    let getItem (parts: Part list) (x: Symbol) : Symbol =
        let key part =
            match part with
            | Part.At at -> ArgumentValue.Whole at
            | Part.Range(0L, None, 1L) -> ArgumentValue.Slice(None, None, None)
            | Part.Range(start, stop, step) -> ArgumentValue.Slice(Some start, stop, Some step)
        ofFunction "get_item" [ ArgumentValue.Tensor 0; parts |> List.map key |> ArgumentValue.List ] [ x ]

    /// The outputs of a layer for inputs like those of a call of it, given that call's outputs.
    let internal tryAgain
        (before: Symbol list)
        (inputs: Symbol list)
        (named: CallArguments<Symbol>)
        : Symbol list option =
        let alike (a: Symbol) (b: Symbol) = a.Shape = b.Shape && a.DType = b.DType && a.Masked = b.Masked
        match before with
        | first :: _ when
            first.Call.Inputs.Length = inputs.Length
            && first.Call.Inputs.Length > 0
            && List.forall2 alike first.Call.Inputs inputs
            && first.Call.Named.IsEmpty
            && named.IsEmpty
            ->
            let call = Call.Of(first.Call.Layer, inputs, [])
            Some(before |> List.map (fun output -> { output with Call = call }))
        | _ -> None

// Operators are calls of functions of keras.ops, as layers without weights: files keep them as what they are.
type Symbol with

    /// Elementwise sum.
    static member (+)(a: Symbol, b: Symbol) =
        Symbol.ofFunction "add" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member (+)(a: Symbol, b: float) =
        Symbol.ofFunction "add" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member (+)(a: Symbol, b: int) =
        Symbol.ofFunction "add" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]
    static member (+)(a: float, b: Symbol) =
        Symbol.ofFunction "add" [ ArgumentValue.Real a; ArgumentValue.Tensor 0 ] [ b ]
    static member (+)(a: int, b: Symbol) =
        Symbol.ofFunction "add" [ ArgumentValue.Whole(int64 a); ArgumentValue.Tensor 0 ] [ b ]

    /// Elementwise difference.
    static member (-)(a: Symbol, b: Symbol) =
        Symbol.ofFunction "subtract" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member (-)(a: Symbol, b: float) =
        Symbol.ofFunction "subtract" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member (-)(a: Symbol, b: int) =
        Symbol.ofFunction "subtract" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]
    static member (-)(a: float, b: Symbol) =
        Symbol.ofFunction "subtract" [ ArgumentValue.Real a; ArgumentValue.Tensor 0 ] [ b ]
    static member (-)(a: int, b: Symbol) =
        Symbol.ofFunction "subtract" [ ArgumentValue.Whole(int64 a); ArgumentValue.Tensor 0 ] [ b ]

    /// Elementwise product.
    static member (*)(a: Symbol, b: Symbol) =
        Symbol.ofFunction "multiply" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member (*)(a: Symbol, b: float) =
        Symbol.ofFunction "multiply" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member (*)(a: Symbol, b: int) =
        Symbol.ofFunction "multiply" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]
    static member (*)(a: float, b: Symbol) =
        Symbol.ofFunction "multiply" [ ArgumentValue.Real a; ArgumentValue.Tensor 0 ] [ b ]
    static member (*)(a: int, b: Symbol) =
        Symbol.ofFunction "multiply" [ ArgumentValue.Whole(int64 a); ArgumentValue.Tensor 0 ] [ b ]

    /// Elementwise quotient.
    static member (/)(a: Symbol, b: Symbol) =
        Symbol.ofFunction "true_divide" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member (/)(a: Symbol, b: float) =
        Symbol.ofFunction "true_divide" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member (/)(a: Symbol, b: int) =
        Symbol.ofFunction "true_divide" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]
    static member (/)(a: float, b: Symbol) =
        Symbol.ofFunction "true_divide" [ ArgumentValue.Real a; ArgumentValue.Tensor 0 ] [ b ]
    static member (/)(a: int, b: Symbol) =
        Symbol.ofFunction "true_divide" [ ArgumentValue.Whole(int64 a); ArgumentValue.Tensor 0 ] [ b ]

    /// Elementwise remainder, with the sign of the right side.
    static member (%)(a: Symbol, b: Symbol) =
        Symbol.ofFunction "mod" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member (%)(a: Symbol, b: float) =
        Symbol.ofFunction "mod" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member (%)(a: Symbol, b: int) =
        Symbol.ofFunction "mod" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]
    static member (%)(a: float, b: Symbol) =
        Symbol.ofFunction "mod" [ ArgumentValue.Real a; ArgumentValue.Tensor 0 ] [ b ]
    static member (%)(a: int, b: Symbol) =
        Symbol.ofFunction "mod" [ ArgumentValue.Whole(int64 a); ArgumentValue.Tensor 0 ] [ b ]

    /// To a power, as <c>x ** y</c>.
    static member Pow(a: Symbol, b: Symbol) =
        Symbol.ofFunction "power" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]
    static member Pow(a: Symbol, b: float) =
        Symbol.ofFunction "power" [ ArgumentValue.Tensor 0; ArgumentValue.Real b ] [ a ]
    static member Pow(a: Symbol, b: int) =
        Symbol.ofFunction "power" [ ArgumentValue.Tensor 0; ArgumentValue.Whole(int64 b) ] [ a ]

    /// Matrix product.
    static member ( *@ )(a: Symbol, b: Symbol) =
        Symbol.ofFunction "matmul" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]

    /// The negative of each element.
    static member (~-)(a: Symbol) = Symbol.ofFunction "negative" [ ArgumentValue.Tensor 0 ] [ a ]

    /// <summary>A part of each axis, from the first on: <c>x[Part.All, Part.At 3L]</c> is Keras's <c>x[:, 3]</c>.</summary>
    member this.Item
        with get ([<System.ParamArray>] parts: Part[]) = Symbol.getItem (List.ofArray parts) this
