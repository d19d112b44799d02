/// Functions of keras.ops: one row of a table each, for symbols, values and files.
module Functional.Tests.FunctionTests

open System
open System.Text.Json.Nodes
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open Functional
open Functional.Layers
open Functional.Tests.Evaluate
open Functional.Tests.Samples

type private Value = ArgumentValue

let private whole number = Value.Whole number
let private wholes (numbers: int64 list) = numbers |> List.map Value.Whole |> Value.List
let private full = Value.Slice(None, None, None)

/// Values of parameters without a default, by function and parameter.
let private required =
    Map [
        ("get_item", "key"),
        [
            Value.List [ full; whole 1L ]
            Value.List [ Value.Ellipsis; whole -1L ]
            Value.List [ full; Value.Null; Value.Slice(Some 1L, None, None) ]
            Value.List [ full; full; Value.Slice(None, Some -1L, Some 2L) ]
        ]
        ("clip", "x_min"), [ Value.Real 0.3; whole 0L ]
        ("clip", "x_max"), [ Value.Real 0.6; whole 1L ]
        ("cast", "dtype"), [ Value.Text "int32"; Value.Text "float64"; Value.Text "bool" ]
        ("full_like", "fill_value"), [ Value.Real 2.5; whole 2L ]
        ("reshape", "newshape"), [ wholes [ -1L; 12L ]; wholes [ -1L; 4L; 3L; 1L ] ]
        ("expand_dims", "axis"), [ whole 1L; whole -1L; wholes [ 0L; -2L ] ]
        ("moveaxis", "source"), [ whole 0L; wholes [ 0L; 1L ] ]
        ("moveaxis", "destination"), [ whole -1L; wholes [ 2L; 0L ] ]
        ("swapaxes", "axis1"), [ whole 0L ]
        ("swapaxes", "axis2"), [ whole -1L ]
        ("broadcast_to", "shape"), [ Value.List [ whole 5L; Value.Null; whole 3L; whole 4L ] ]
        ("split", "indices_or_sections"), [ whole 3L; wholes [ 1L ] ]
        ("one_hot", "num_classes"), [ whole 4L ]
    ]

/// Other values of parameters with a default, by name.
let private others =
    Map [
        "axis", [ whole 1L; whole -1L; wholes [ 1L; 2L ] ]
        "axes", [ wholes [ 0L; 2L; 1L ] ]
        "keepdims", [ Value.Flag true ]
        "initial", [ Value.Real 0.5 ]
        "decimals", [ whole 1L ]
        "approximate", [ Value.Flag false ]
        "alpha", [ Value.Real 0.7 ]
        "negative_slope", [ Value.Real 0.3 ]
        "dtype", [ Value.Text "float64"; Value.Text "int32" ]
    ]

let private valuesOf (f: Function) (parameter: Parameter) : Value list =
    match f.Name, parameter.Name, required.TryFind((f.Name, parameter.Name)), parameter.Default with
    | _, _, Some values, _ -> values
    // No axis of the default is split into parts.
    | ("split" | "take" | "cumsum" | "cumprod" | "sort" | "argmax" | "stack" | "concatenate" | "softmax" | "log_softmax"),
      "axis",
      _,
      _ -> [ whole 1L; whole -2L ]
    | "squeeze", "axis", _, _ -> [ Value.Null; whole 1L; wholes [ -2L ] ]
    | "one_hot", "axis", _, _ -> [ whole -1L; whole 1L ]
    | _, name, _, Some usual -> usual :: Option.defaultValue [] (others.TryFind name)
    | _ -> failwith $"{f.Name} needs values for {parameter.Name} here"

let private tensor (f: Function) name seed : HostArray =
    let sizes =
        match f.Name, name with
        | "squeeze", _ -> [ 2L; 1L; 4L ]
        | "matmul", "x2" -> [ 2L; 4L; 3L ]
        | _ -> [ 2L; 3L; 4L ]
    let count = sizes |> List.reduce (*) |> int
    match f.Name, name with
    | "take", "indices" -> host DType.Int32 [ 2L; 2L ] [| 0.0; 1.0; -1.0; -2.0 |]
    | "one_hot", _ -> host DType.Int32 sizes (Array.init count (fun i -> float (i % 4)))
    // Where every function is defined.
    | _ -> host DType.Float32 sizes (spread seed (int64 count) |> Array.map (fun value -> 0.5 + value / 4.0))

type private Subject = { Call: FunctionCall; Values: HostArray list }

/// Calls of a function: each value of a parameter beside the first of the others, numbers and tensors in the places of operands.
let private subjects (f: Function) : Subject list =
    let choices =
        f.Parameters
        |> List.map (fun parameter ->
            match parameter.Kind with
            | ArgumentKind.Tensor -> [ Choice1Of2 1 ]
            | ArgumentKind.Tensors -> [ Choice1Of2 3 ]
            | ArgumentKind.Operand -> [
                Choice1Of2 1
                Choice2Of2(whole 2L)
                Choice2Of2(Value.Real 0.25)
                Choice2Of2(Value.List [ whole 1L ])
              ]
            | _ -> valuesOf f parameter |> List.map Choice2Of2)
    let first = choices |> List.map List.head
    let called =
        first
        :: [
            for place, values in List.indexed choices do
                for value in values.Tail do
                    // Pairs of lists go together.
                    let pair = if f.Name = "moveaxis" then List.map List.last choices else first
                    List.updateAt place value pair
        ]
    called
    |> List.filter (List.exists _.IsChoice1Of2)
    |> List.distinct
    |> List.map (fun choice ->
        let values = Collections.Generic.List<HostArray>()
        let tensorOf name =
            values.Add(tensor f name (values.Count + 1))
            Value.Tensor(values.Count - 1)
        let arguments =
            List.zip f.Parameters choice
            |> List.map (fun (parameter, choice) ->
                match parameter.Kind, choice with
                | ArgumentKind.Tensors, Choice1Of2 count ->
                    List.init count (fun _ -> tensorOf parameter.Name) |> Value.List
                | _, Choice1Of2 _ -> tensorOf parameter.Name
                | _, Choice2Of2 value -> value)
        { Call = { Function = f; Arguments = arguments }; Values = List.ofSeq values })

let private network (subject: Subject) =
    let inputs =
        subject.Values
        |> List.map (fun value ->
            let sizes = value.Shape |> Array.skip 1 |> Array.map Some |> List.ofArray
            Symbol.input { InputLayer.Create [] with BatchShape = None :: sizes; DType = value.DType })
    Model.network "functional" inputs (Symbol.apply subject.Call inputs)

let private outputs (model: Model) (values: HostArray list) =
    let built = Model.build Mode.Inference model
    use evaluator = new Evaluator(built.Inputs, built.Outputs)
    evaluator.Run values

let private saved (model: Model) = KerasJson.print (ModelConfig.write model None)
let private loaded (text: string) = fst (ModelConfig.read "test" false (KerasJson.parse "test" text))

let private bits (value: HostArray) = value.DType.Name, List.ofArray value.Shape, List.ofArray (floats value)

let names: obj[] list = FunctionTable.all |> List.map (fun f -> [| box f.Name |])

[<Theory; MemberData(nameof names)>]
let ``a function gives the same on values, on symbols, and in a model that was saved and loaded`` (name: string) =
    Setup.ready ()
    for subject in subjects (FunctionTable.find name) do
        let eager = Eager.compute subject.Call subject.Values |> List.map bits
        let model = network subject
        let text = saved model
        Assert.Equal<_ list>(eager, outputs model subject.Values |> List.map bits)
        Assert.Equal<_ list>(eager, outputs (loaded text) subject.Values |> List.map bits)
        Assert.Equal(text, saved (loaded text))

[<Theory; MemberData(nameof names)>]
let ``a function is found by the class that files name`` (name: string) =
    let f = FunctionTable.find name
    let found = (FunctionTable.tryClass f.Module f.ClassName).Value
    Assert.Equal((f.Module, f.ClassName), (found.Module, found.ClassName))
    Assert.Equal<string list>(f.Parameters |> List.map _.Name, found.Parameters |> List.map _.Name)

[<Fact>]
let ``names of functions stand once in the table, and classes for one thing`` () =
    let names = FunctionTable.all |> List.map _.Name
    Assert.Equal<string list>(List.distinct names, names)
    let seconds =
        FunctionTable.all
        |> List.groupBy (fun f -> f.Module, f.ClassName)
        |> List.filter (fun (_, rows) -> rows.Length > 1)
        |> List.map (fun (_, rows) -> rows |> List.map _.Name)
    Assert.Equal<string list list>([ [ "absolute"; "abs" ]; [ "silu"; "swish" ] ], seconds)

[<Fact>]
let ``a product so far has the gradient of its factors also where one is zero`` () =
    Setup.ready ()
    let x = Ops.input "x" (Shape.known [ 3L ]) DType.Float64
    let call = FunctionCall.Create("cumprod", [ Value.Tensor 0; whole 0L ])
    let gradient = (Gradient.tryOfLoss (Ops.sumAll (call.Apply [ x ]).Head) [ x ]).Value
    let at = x, host DType.Float64 [ 3L ] [| 2.0; 0.0; 5.0 |]
    // 1 + b + b·c, a + a·c, a·b
    Assert.Equal<float[]>([| 1.0; 12.0; 0.0 |], floats (run [ at ] gradient).Head)

let private refused (arguments: Value list) byName name =
    let f = FunctionTable.find name
    Assert
        .Throws<ConfigurationException>(fun () ->
            let x = Ops.input "x" (Shape.known [ 2L; 3L ]) DType.Float32
            Function.build f (Function.bind f arguments byName) [ x ] |> ignore)
        .Message

[<Fact>]
let ``arguments that a function does not take are refused in one line`` () =
    let x = Value.Tensor 0
    Assert.Equal("sum takes 3 arguments, got 4", "sum" |> refused [ x; Value.Null; Value.Null; Value.Null ] [])
    Assert.Equal("sum takes no further argument where", "sum" |> refused [ x ] [ "where", Value.Null ])
    Assert.Equal("sum takes no further argument x", "sum" |> refused [ x ] [ "x", x ])
    Assert.Equal("clip needs the argument x_max", "clip" |> refused [ x; whole 1L ] [])
    Assert.Equal(
        "axis must be a whole number or a list of them, got [1.5]",
        "sum" |> refused [ x; Value.List [ Value.Real 1.5 ] ] []
    )
    Assert.Equal("axis must be a whole number, got 4294967296", "sum" |> refused [ x; whole 4294967296L ] [])
    Assert.Equal("axis must name each axis once, got [0; 0]", "sum" |> refused [ x; wholes [ 0L; -2L ] ] [])
    Assert.Equal("x must be a tensor, got 2", "sin" |> refused [ whole 2L ] [])
    Assert.Equal("dtype must be a dtype, got \"float\"", "cast" |> refused [ x; Value.Text "float" ] [])
    Assert.Equal("indices_or_sections must be at least 1, got 0", "split" |> refused [ x; whole 0L ] [])

// A model's text with another thing in the place of one.
let private altered (before: string) (after: string) =
    let x = Symbol.input (InputLayer.Create [ 3L ])
    let sum = Symbol.apply (FunctionCall.Create("sum", [ Value.Tensor 0; whole -1L ])) [ x ]
    let text = saved (Model.network "functional" [ x ] sum)
    Assert.Contains(before, text)
    text.Replace(before, after)

let private message<'error when 'error :> exn> before after =
    Assert.Throws<'error>(fun () -> loaded (altered before after) |> ignore).Message

[<Fact>]
let ``calls in files that do not fit their functions are refused by name`` () =
    let sum = "test, layers[1] Sum 'sum'"
    Assert.Equal(
        "test, layers[1] Frob 'sum': the operation Frob is not supported",
        message<UnsupportedException> "\"class_name\": \"Sum\"" "\"class_name\": \"Frob\""
    )
    Assert.Equal(
        $"{sum}, field 'axes': Sum has no such field",
        message<ModelFileException> "\"axis\": -1" "\"axes\": -1"
    )
    Assert.StartsWith(
        $"{sum}, inbound_nodes[0]: sum: axis must be a whole number, got \"a\"",
        message<ModelFileException> "\"axis\": -1" "\"axis\": \"a\""
    )
    Assert.Equal(
        $"{sum}, inbound_nodes[0]: Sum is called without an argument 'keepdims'",
        message<ModelFileException> "\"kwargs\": {}" "\"kwargs\": {\"keepdims\": true}"
    )

[<Theory>]
[<InlineData("logsumexp", 1L, true)>]
[<InlineData("logsumexp", -1L, false)>]
[<InlineData("cumprod", 1L, false)>]
[<InlineData("cumprod", 0L, false)>]
let ``gradients of functions made of others match finite differences`` (name: string) (axis: int64) (keepdims: bool) =
    Setup.ready ()
    let f = FunctionTable.find name
    let extra = if name = "logsumexp" then [ "keepdims", Value.Flag keepdims ] else []
    let arguments = Function.bind f [ Value.Tensor 0 ] (("axis", whole axis) :: extra)
    let input, data = Samples.given [ k 2L; k 3L; k 2L ]
    let loss = (Function.build f arguments [ input ]).Head |> Ops.square |> Ops.sumAll
    let gradient = (Gradient.tryOfLoss loss [ input ]).Value
    use evaluator = new Evaluator([ input ], [ loss ])
    let expected = GraphTests.finiteDifferences evaluator [ data ] 0
    for expected, actual in Array.zip expected (floats (run [ input, data ] gradient).Head) do
        Assert.True(abs (expected - actual) < 1e-6 * (1.0 + abs expected), $"{expected}, got {actual}")

let private operators: (string * (Symbol -> Symbol -> Symbol) * (Expr -> Expr -> Expr)) list = [
    "Add", (fun a b -> a + b), (fun a b -> a + b)
    "Add", (fun a _ -> a + 2.5), (fun a _ -> a + 2.5)
    "Add", (fun a _ -> 2 + a), (fun a _ -> 2.0 + a)
    "Subtract", (fun a b -> a - b), (fun a b -> a - b)
    "Subtract", (fun a _ -> a - 2), (fun a _ -> a - 2.0)
    "Subtract", (fun a _ -> 0.5 - a), (fun a _ -> 0.5 - a)
    "Multiply", (fun a b -> a * b), (fun a b -> a * b)
    "Multiply", (fun a _ -> a * a), (fun a _ -> a * a)
    "Multiply", (fun a _ -> 3.0 * a), (fun a _ -> 3.0 * a)
    "TrueDivide", (fun a b -> a / b), (fun a b -> a / b)
    "TrueDivide", (fun a _ -> 1.0 / a), (fun a _ -> 1.0 / a)
    "Mod", (fun a b -> a % b), Ops.modulo
    "Power", (fun a b -> a ** b), Ops.pow
    "Power", (fun a _ -> a ** 2), (fun a _ -> Ops.pow a (Ops.scalarLike a 2.0))
    "Power", (fun a _ -> a ** 0.5), (fun a _ -> Ops.pow a (Ops.scalarLike a 0.5))
    "Matmul", (fun a b -> a *@ b), (fun a b -> a *@ b)
    "Negative", (fun a _ -> -a), (fun a _ -> -a)
    "Equal", Symbol.equal, Ops.equal
    "NotEqual", Symbol.notEqual, Ops.notEqual
    "Less", Symbol.less, Ops.less
    "LessEqual", Symbol.lessEqual, Ops.lessEqual
    "Greater", Symbol.greater, Ops.greater
    "GreaterEqual", Symbol.greaterEqual, Ops.greaterEqual
    "Maximum", Symbol.maximum, Ops.maximum
    "Minimum", Symbol.minimum, Ops.minimum
    "LogicalAnd", Symbol.logicalAnd, Ops.logicalAnd
    "LogicalOr", Symbol.logicalOr, Ops.logicalOr
    "LogicalNot", (fun a _ -> Symbol.logicalNot a), (fun a _ -> Ops.logicalNot a)
    "GetItem", (fun a _ -> a[Part.All, Part.At -1L]), (fun a _ -> Ops.getItem [ Part.All; Part.At -1L ] a)
    "GetItem",
    (fun a _ -> a[Part.All, Part.Range(0L, Some 2L, 1L), Part.At 1L]),
    (fun a _ -> Ops.index 2 1L a |> Ops.slice 1 0L 2L)
]

[<Fact>]
let ``operators of symbols are functions of a model, and are kept with it`` () =
    for name, ofSymbols, ofExprs in operators do
        let inputs = [ for _ in 1..2 -> Symbol.input (InputLayer.Create [ 3L; 3L ]) ]
        let model = Model.network "functional" inputs [ ofSymbols inputs[0] inputs[1]; inputs[0] + inputs[1] ]
        let data = [
            for seed in 1..2 -> host DType.Float32 [ 2L; 3L; 3L ] (spread seed 18L |> Array.map (fun v -> v + 1.3))
        ]
        let exprs = [ for i in 0..1 -> Ops.input $"x{i}" (Shape.known [ 2L; 3L; 3L ]) DType.Float32 ]
        let expected = run (List.zip exprs data) [ ofExprs exprs[0] exprs[1]; exprs[0] + exprs[1] ]
        Assert.Equal<obj>(List.map bits expected, outputs model data |> List.map bits)
        let text = saved model
        Assert.Contains($"\"class_name\": \"{name}\"", text)
        Assert.Equal<obj>(List.map bits expected, outputs (loaded text) data |> List.map bits)

[<Fact>]
let ``operators of symbols bind as those of numbers, and say what does not fit`` () =
    let x, k = Symbol.input (InputLayer.Create [ 3L; 4L ]), Symbol.input (InputLayer.Create [ 4L; 5L ])
    let sum = x *@ k + 1.0
    Assert.Equal("Add", ClassName.ofLayer sum.Call.Layer)
    Assert.Equal("float32 (batch, 3, 5)", string sum)
    let wrong = Assert.Throws<ShapeException>(fun () -> k *@ x + 1.0 |> ignore)
    Assert.EndsWith("matmul needs equal inner sizes, got (batch, 4, 5) · (batch, 3, 4)", wrong.Message)
    let beyond = Assert.Throws<ShapeException>(fun () -> x[Part.All, Part.At 3L] |> ignore)
    Assert.DoesNotContain("\n", beyond.Message)

// What a file may hold in the place of an argument.
let private anyArgument (tensors: int) =
    let small = Gen.choose (-4, 6) |> Gen.map (int64 >> whole)
    let bound = Gen.oneof [ Gen.constant None; Gen.choose (-4, 4) |> Gen.map (int64 >> Some) ]
    let slice = Gen.map3 (fun start stop step -> Value.Slice(start, stop, step)) bound bound bound
    let leaf =
        Gen.frequency [
            6, Gen.choose (0, tensors - 1) |> Gen.map Value.Tensor
            6, small
            2, Gen.elements [ Value.Real 0.5; Value.Real nan; Value.Real -infinity; Value.Real 1e300 ]
            1, Gen.elements [ Value.Null; Value.Flag true; Value.Flag false; Value.Ellipsis ]
            1, Gen.elements [ Value.Text "int32"; Value.Text "bool"; Value.Text "float16"; Value.Text "x" ]
            1, slice
        ]
    Gen.frequency [
        5, leaf
        2, Gen.choose (0, 3) |> Gen.bind (fun count -> Gen.listOfLength count leaf |> Gen.map Value.List)
    ]

// What a parameter takes, most of the time.
let private mostlyFitting tensors (parameter: Parameter) =
    let tensor = Gen.choose (0, tensors - 1) |> Gen.map Value.Tensor
    let small = Gen.choose (-3, 3) |> Gen.map (int64 >> whole)
    let several gen = Gen.choose (1, 3) |> Gen.bind (fun count -> Gen.listOfLength count gen |> Gen.map Value.List)
    let bound = Gen.oneof [ Gen.constant None; Gen.choose (-2, 3) |> Gen.map (int64 >> Some) ]
    let slice = Gen.map3 (fun start stop step -> Value.Slice(start, stop, step)) bound bound bound
    let fitting =
        match parameter.Kind with
        | ArgumentKind.Tensor -> tensor
        | ArgumentKind.Tensors -> several tensor
        | ArgumentKind.Operand -> Gen.oneof [ tensor; small; Gen.elements [ Value.Real 0.5; Value.Real infinity ] ]
        | ArgumentKind.Key -> Gen.oneof [ small; slice; several (Gen.oneof [ small; slice; Gen.constant Value.Null ]) ]
        | ArgumentKind.Flag -> Gen.elements [ Value.Flag true; Value.Flag false ]
        | ArgumentKind.Whole -> small
        | ArgumentKind.Wholes -> Gen.oneof [ small; several small ]
        | ArgumentKind.Sizes -> several (Gen.oneof [ small; Gen.constant Value.Null ])
        | ArgumentKind.Real -> Gen.elements [ Value.Real 0.5; Value.Real -1.0; whole 1L; Value.Real nan ]
        | ArgumentKind.DType -> Gen.elements (DType.all |> List.map (fun dtype -> Value.Text dtype.Name))
    let usual = parameter.Default |> Option.map (fun usual -> 4, Gen.constant usual) |> Option.toList
    Gen.frequency ([ 1, anyArgument tensors; 12, fitting ] @ usual)

let private tensorsOfAllTypes = [
    host DType.Float32 [ 2L; 3L; 4L ] (spread 1 24L)
    host DType.Int32 [ 2L; 1L; 3L ] [| 0.0; 1.0; 2.0; -1.0; -2.0; 0.0 |]
    host DType.Bool [ 3L ] [| 1.0; 0.0; 1.0 |]
    host DType.Float32 [] [| 0.5 |]
    host DType.Int64 [ 0L; 2L ] [||]
]

[<Property(MaxTest = 1000)>]
let ``any arguments give a result or an error of one line`` () =
    Setup.ready ()
    let calls =
        Gen.elements FunctionTable.all
        |> Gen.bind (fun f ->
            f.Parameters
            |> List.map (mostlyFitting tensorsOfAllTypes.Length)
            |> Gen.sequenceToList
            |> Gen.map (fun arguments -> { Function = f; Arguments = arguments }))
    Prop.forAll (Arb.fromGen calls) (fun call ->
        try
            Eager.compute call tensorsOfAllTypes |> ignore
        with :? FunctionalException as error ->
            Assert.DoesNotContain("\n", error.Message))
