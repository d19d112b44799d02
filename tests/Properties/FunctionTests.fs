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
open Functional.Tests.FunctionSamples

let private network (subject: Subject) =
    let inputs =
        subject.Values
        |> List.map (fun value ->
            let sizes = value.Shape |> Array.skip 1 |> Array.map Some |> List.ofArray
            let batch = if ofKnownSizes.Contains subject.Call.Function.Name then Some value.Shape[0] else None
            Symbol.input { InputLayer.Create [] with BatchShape = batch :: sizes; DType = value.DType })
    Model.network "functional" inputs (Symbol.apply subject.Call inputs)

let private outputs (model: Model) (values: HostArray list) =
    let built = Model.build Mode.Inference model
    use evaluator = new Evaluator(built.Inputs, built.Outputs)
    evaluator.Run values

let private saved (model: Model) = KerasJson.print (ModelConfig.write model None)
let private loaded (text: string) = fst (ModelConfig.read "test" false (KerasJson.parse "test" text))

let private bits (value: HostArray) = value.DType.Name, List.ofArray value.Shape, List.ofArray (floats value)

let names: obj[] list = FunctionTable.all |> List.map (fun f -> [| box f.Name |])

let ofTensors: obj[] list =
    FunctionTable.all |> List.filter _.TakesTensors |> List.map (fun f -> [| box f.Name |])

[<Theory; MemberData(nameof ofTensors)>]
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
    match FunctionTable.tryClass f.Module f.ClassName with
    | Some found ->
        Assert.Equal((f.Module, f.ClassName), (found.Module, found.ClassName))
        let configured (f: Function) = f.Parameters |> List.filter (_.IsOfCall >> not) |> List.map _.Name
        Assert.Equal<string list>(configured f, configured found)
        Assert.Equal(f.Parameters.Length, found.Parameters.Length)
    | None -> Assert.False f.TakesTensors

[<Fact>]
let ``functions of numbers alone make tensors`` () =
    let made name arguments byName =
        let values = Eager.compute (FunctionCall.Create(name, arguments, byName)) [] |> List.map bits
        values.Head
    Assert.Equal(("int32", [ 3L ], [ 0.0; 1.0; 2.0 ]), made "arange" [ whole 3L ] [])
    Assert.Equal(("float32", [ 2L ], [ 2.5; 1.5 ]), made "arange" [ Value.Real 2.5; whole 1L; whole -1L ] [])
    Assert.Equal(("float32", [ 3L ], [ 1.0; 10.0; 100.0 ]), made "geomspace" [ whole 1L; whole 100L; whole 3L ] [])
    Assert.Equal(("float32", [ 3L ], [ 0.0; 0.5; 1.0 ]), made "linspace" [ whole 0L; whole 1L; whole 3L ] [])
    Assert.Equal(("float32", [ 1L ], [ 4.0 ]), made "linspace" [ whole 4L; whole 1L; whole 1L ] [])
    Assert.Equal(
        ("int32", [ 2L; 3L ], [ 0.0; 1.0; 0.0; 0.0; 0.0; 1.0 ]),
        made "eye" [ whole 2L; whole 3L; whole 1L ] [ "dtype", Value.Text "int32" ]
    )
    Assert.Equal(("float32", [ 2L; 2L ], [ 1.0; 0.0; 1.0; 1.0 ]), made "tri" [ whole 2L ] [])
    Assert.Equal(("bool", [ 0L; 2L ], []), made "ones" [ wholes [ 0L; 2L ] ] [ "dtype", Value.Text "bool" ])
    Assert.Equal(("float32", [ 1L ], [ 1.0 ]), made "kaiser" [ whole 1L; Value.Real 2.0 ] [])
    let refuse name arguments =
        Assert.Throws<ConfigurationException>(fun () -> made name arguments [] |> ignore).Message
    Assert.Equal("N must be in [0, 67108864], got -1", refuse "eye" [ whole -1L ])
    Assert.StartsWith(
        "arange needs finite numbers and a step that is not 0",
        refuse "arange" [ whole 1L; whole 2L; whole 0L ]
    )

[<Fact>]
let ``names of functions stand once in the table, and classes for one thing`` () =
    let names = FunctionTable.all |> List.map _.Name
    Assert.Equal<string list>(List.distinct names, names)
    let seconds =
        FunctionTable.all
        |> List.groupBy (fun f -> f.Module, f.ClassName)
        |> List.filter (fun (_, rows) -> rows.Length > 1)
        |> List.map (fun (_, rows) -> rows |> List.map _.Name)
    Assert.Equal<string list list>(
        [
            [ "absolute"; "abs" ]
            [ "silu"; "swish" ]
            [ "conjugate"; "conj" ]
            [ "hard_silu"; "hard_swish" ]
            [ "image.extract_patches"; "image.extract_patches_3d" ]
        ],
        seconds
    )

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

/// Functions whose gradient is left to libtorch: those that sort, and two of which it has the rule.
let private sorting =
    set [
        "sort"
        "sparsemax"
        "median"
        "quantile"
        "percentile"
        "nanmedian"
        "nanquantile"
        "nanpercentile"
        "lu_factor"
        "gammainc"
    ]

[<Theory; MemberData(nameof ofTensors)>]
let ``the gradient of a function is its finite differences`` (name: string) =
    Setup.ready ()
    let subject = (subjects (FunctionTable.find name)).Head
    let ofDouble (value: HostArray) =
        if value.DType.IsFloat then host DType.Float64 (List.ofArray value.Shape) (floats value) else value
    let values = subject.Values |> List.map ofDouble
    let inputs = values |> List.mapi (fun i value -> Ops.input $"x{i}" (Shape.known value.Shape) value.DType)
    let results = subject.Call.Apply inputs |> List.filter _.DType.IsFloat
    let learned = List.zip inputs values |> List.filter (fun (input, _) -> input.DType.IsFloat)
    if name <> "stop_gradient" && not results.IsEmpty && not learned.IsEmpty then
        let loss = results |> List.map (Ops.square >> Ops.sumAll >> Ops.cast DType.Float64) |> List.reduce (+)
        match Gradient.tryOfLoss loss (List.map fst learned) with
        | None -> Assert.Contains(name, sorting)
        | Some gradients ->
            Assert.DoesNotContain(name, sorting)
            use evaluator = new Evaluator(inputs, [ loss ])
            let computed = run (List.zip inputs values) gradients
            for (input, _), gradient in List.zip learned computed do
                let expected = GraphTests.finiteDifferences evaluator values (List.findIndex ((=) input) inputs)
                for expected, actual in Array.zip expected (floats gradient) do
                    Assert.True(abs (expected - actual) < 1e-5 * (1.0 + abs expected), $"{expected}, got {actual}")

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
        | ArgumentKind.Reals -> several (Gen.elements [ Value.Real 0.5; Value.Real -1.0; whole 1L; Value.Real nan ])
        | ArgumentKind.DType -> Gen.elements (DType.all |> List.map (fun dtype -> Value.Text dtype.Name))
        | ArgumentKind.Number ->
            Gen.oneof [ small; Gen.elements [ Value.Real 0.5; Value.Real nan; Value.Real infinity ] ]
        | ArgumentKind.Text -> Gen.elements [ for word in [ "reflect"; "same"; "lower"; "right" ] -> Value.Text word ]
        | ArgumentKind.Order ->
            Gen.oneof [ small; Gen.elements [ Value.Real infinity; Value.Text "nuc"; Value.Text "x" ] ]
        | ArgumentKind.Lengths -> Gen.constant (Value.List [ Value.List [ Value.Text "a"; whole 2L ] ])
        | ArgumentKind.Borders -> Gen.oneof [ small; several small; several (several small) ]
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
