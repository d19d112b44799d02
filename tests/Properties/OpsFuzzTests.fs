/// The public functions of the engine with arguments that make sense and that make none: each gives an expression that computes, or an
/// error of this library, of one line, that names the function and the rule.
module Functional.Tests.OpsFuzzTests

open System
open System.Reflection
open Microsoft.FSharp.Reflection
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.AnyArguments
open Xunit

/// What a function may be called in an error, beside its own name.
let private otherNames =
    Map [
        "op_Addition", [ "add"; "number" ]
        "op_Subtraction", [ "sub"; "number" ]
        "op_Multiply", [ "mul"; "number" ]
        "op_Division", [ "div"; "number" ]
        "op_UnaryNegation", [ "neg" ]
        "op_MultiplyAt", [ "matmul" ]
        "where", [ "select" ]
        "clip", [ "maximum"; "minimum"; "number" ]
        "modulo", [ "mod" ]
        "logicalAnd", [ "and" ]
        "logicalOr", [ "or" ]
        "logicalNot", [ "not" ]
        "sumKeep", [ "sum" ]
        "sumAll", [ "sum" ]
        "meanKeep", [ "mean" ]
        "meanAll", [ "mean" ]
        "maxKeep", [ "max" ]
        "scalar", [ "number" ]
        "scalarLike", [ "number" ]
        "fullLike", [ "number"; "broadcast" ]
        "broadcastLike", [ "broadcast" ]
        "broadcastTo", [ "broadcast"; "size of a result"; "reshape"; "numbers of elements" ]
        "reshape", [ "size of a result"; "numbers of elements" ]
        "reshapeTo", [ "reshape"; "size of a result"; "numbers of elements" ]
        "concat", [ "concatenation" ]
        "stack", [ "concatenation"; "expand_dims" ]
        "index", [ "slice" ]
        "getItem", [ "index"; "indices"; "step of axis"; "slice" ]
        "split", [ "splitting" ]
        "linear", [ "matmul" ]
        "conv", [ "window" ]
        "convTranspose", [ "convolution"; "window"; "numbers of elements" ]
        "pool", [ "window" ]
        "embeddings", [ "embedding" ]
        "lstm", [ "recurrence"; "matmul" ]
        "scan", [ "recurrence" ]
        "custom", [ "same" ]
        "pad", [ "number" ]
        "logSumExp", [ "max"; "sum" ]
        "Cast", [ "number" ]
        "ScalarLike", [ "number" ]
        "Scalar", [ "number" ]
        "Select", []
        "Reshape", [ "size of a result"; "numbers of elements" ]
        "Broadcast", [ "size of a result"; "reshape"; "numbers of elements" ]
        "Random", [ "size of a result"; "reshape"; "numbers of elements" ]
        "Concat", [ "concatenation" ]
        "Gather", [ "take" ]
        "Linear", [ "matmul" ]
        "Conv", [ "convolution"; "window" ]
        "ConvTranspose", [ "transposed convolution"; "window" ]
        "Pool", [ "window" ]
        "AdaptivePool", [ "pool"; "window" ]
        "MaxPoolPlaces", [ "pool"; "window" ]
        "BatchNorm", [ "batch normalisation" ]
        "BatchNormInference", [ "batch normalisation" ]
        "SigmoidCrossEntropy", [ "cross-entropy" ]
        "LSTM", [ "recurrence"; "matmul" ]
        "LSTMTraining", [ "recurrence"; "matmul"; "LSTM" ]
        "Scan", [ "recurrence" ]
        "Autograd", [ "gradients" ]
        "Custom", [ "same" ]
    ]

/// A function's own name, or that of the operation that it is asked to apply.
let private namesOf (method: MethodInfo) (args: obj[]) : string list =
    let rec ofCase (value: obj) : string list =
        if isNull value then
            []
        else
            let case, fields = FSharpValue.GetUnionFields(value, value.GetType())
            match value with
            | :? Op ->
                case.Name
                :: (fields |> Array.filter (fun field -> isUnion field) |> List.ofArray |> List.collect ofCase)
            | _ -> [ case.Name ]
    and isUnion (field: obj) =
        match field with
        | :? Unary
        | :? Binary
        | :? Reduction
        | :? Special
        | :? Backward -> true
        | _ -> false
    let own =
        match Array.tryHead args with
        | Some(:? Op | :? Binary) -> ofCase args[0]
        | _ -> [ method.Name ]
    own @ List.collect (fun name -> Option.defaultValue [] (otherNames.TryFind name)) own

let private plain (text: string) = text.ToLowerInvariant().Replace("_", "").Replace(" ", "").Replace("-", "")

let private isNamed (names: string list) (message: string) =
    names |> List.exists (fun name -> (plain message).Contains(plain name))

/// Why an error is none that a user should see, if so.
let private fault (names: string list) (error: exn) : string option =
    match error with
    | :? FunctionalException when error.Message.Contains '\n' || error.Message = "" -> Some "a message of one line"
    // An empty place is empty before anything is known of it.
    | :? FunctionalException when error.Message.Contains "must not be null" || error.Message.Contains "may be null" ->
        None
    | :? FunctionalException when isNamed names error.Message -> None
    | :? FunctionalException -> Some "a message that names the function"
    | _ -> Some "an error of this library"

let private expressions (result: obj) : Expr list =
    match result with
    | :? Expr as expr -> [ expr ]
    | :? (Expr list) as exprs -> exprs
    | :? (Expr * Expr) as pair -> [ fst pair; snd pair ]
    | :? (Expr * Expr * Expr) as triple -> triple |> fun (a, b, c) -> [ a; b; c ]
    | :? (Expr list * Expr list) as lists -> fst lists @ snd lists
    | _ -> []

/// What results are computed from, where that is known and small.
let private inputsOf (exprs: Expr list) =
    let nodes = Graph.nodes exprs
    let inputs =
        nodes
        |> List.filter (fun node ->
            match node.Op with
            | Op.Input _ -> true
            | _ -> false)
    let isSmall (node: Node) =
        node.Types
        |> Array.forall (fun (shape, _) ->
            shape.Dims
            |> List.forall (fun dim ->
                match dim with
                | Dim.Known size -> size <= 64L
                | Dim.Unknown name -> name = "batch" || name = "time")
            && Option.forall (fun count -> count <= 4096L) (Shape.tryCount shape))
    let canRun (node: Node) =
        match node.Op with
        // Gradients are made by this library's own rules, of shapes that belong together.
        | Op.Backward _
        | Op.Autograd
        | Op.Weight _ -> false
        | _ -> true
    if List.forall dataOf.ContainsKey inputs && List.forall isSmall nodes && List.forall canRun nodes then
        Some [ for node in inputs -> { Node = node; Index = 0 }, dataOf[node] ]
    else
        None

let private shown (args: obj[]) = args |> Array.map (fun arg -> sprintf "%A" arg) |> String.concat " "

/// How many calls a function gets, and how many of the results are computed.
let private calls, computations = if Setup.isLong then 4000, 400 else 400, 40

/// Arguments of functions that few fit.
let private fitting (name: string) : obj[] option =
    let tensor (sizes: int64 list) : obj =
        tensors
        |> List.find (fun (expr, data) -> expr.DType = DType.Float32 && List.ofArray data.Shape = sizes)
        |> fst
        |> box
    let window: Window = { Strides = [ 1; 1 ]; Padding = Functional.Padding.Valid; Dilation = [ 1; 1 ] }
    match name with
    | "linear" -> Some [| tensor [ 2L; 3L ]; tensor [ 3L; 12L ]; tensor [ 12L ] |]
    | "conv" -> Some [| window; 1; tensor [ 2L; 5L; 5L; 4L ]; tensor [ 2L; 2L; 4L; 2L ] |]
    | "convTranspose" -> Some [| window; [ 0; 0 ]; tensor [ 2L; 2L; 4L; 2L ]; tensor [ 2L; 2L; 4L; 2L ] |]
    | "pool" -> Some [| PoolKind.Max; [ 2; 2 ]; window; tensor [ 2L; 5L; 5L; 4L ] |]
    | "lstm" ->
        Some [|
            { Reverse = false }
            tensor [ 2L; 3L; 4L ]
            tensor [ 4L; 12L ]
            tensor [ 3L; 12L ]
            tensor [ 12L ]
            tensor [ 2L; 3L ]
            tensor [ 2L; 3L ]
        |]
    | _ -> None

/// Any arguments, or fitting ones with another in one place.
let private argumentsOf (choices: Choices) (method: MethodInfo) : obj[] =
    let any = method.GetParameters() |> Array.map (fun parameter -> value choices parameter.ParameterType)
    match fitting method.Name with
    | Some args when choices.Chance 70 ->
        let place = choices.Below(2 * args.Length)
        if place < args.Length then Array.updateAt place any[place] args else args
    | _ -> any

let private assertSafe (method: MethodInfo) =
    let mutable computed = 0
    let mutable succeeded = 0
    let faults = Collections.Generic.Dictionary<string, string>()
    for seed in 1..calls do
        let args = argumentsOf (Choices(seed, true)) method
        let note (step: string) (error: exn) rule =
            let key = $"{step}: {error.GetType().Name}: {error.Message}: not {rule}"
            faults.TryAdd(key, shown args) |> ignore
        let result =
            try
                Ok(method.Invoke(null, args))
            with :? TargetInvocationException as error ->
                Error error.InnerException
        match result with
        | Error error -> fault (namesOf method args) error |> Option.iter (note "call" error)
        | Ok result ->
            succeeded <- succeeded + 1
            let exprs = expressions result
            match (if exprs.IsEmpty || computed >= computations then None else inputsOf exprs) with
            | None -> ()
            | Some inputs ->
                computed <- computed + 1
                try
                    run inputs exprs |> ignore
                with error ->
                    // Numbers and sizes that only data tell are checked when they are there.
                    match error with
                    | :? FunctionalException when not (error.Message.Contains '\n') ->
                        let isOfData = error.Message.Contains "indices must be" || error.Message.Contains "divided by 0"
                        let isKnown (node: Node) = node.Types |> Array.forall (fun (shape, _) -> shape.IsKnown)
                        if Graph.nodes exprs |> List.forall isKnown && not isOfData then
                            note "run" error "computed"
                    | _ -> note "run" error "an error of this library"
    let text = String.Join("\n", faults |> Seq.map (fun entry -> $"{entry.Key}\n      {entry.Value}"))
    Assert.True(faults.Count = 0, $"{method.Name}: {faults.Count} faults\n{text}")
    Assert.True(succeeded > 0, $"{method.Name}: no arguments suit it")

let private publicFunctions (owner: Type) =
    owner.GetMethods(BindingFlags.Public ||| BindingFlags.Static ||| BindingFlags.DeclaredOnly)
    |> Array.filter (fun method -> not (method.Name.StartsWith "get_"))
    |> List.ofArray

let private vocabulary = publicFunctions (typeof<Expr>.Assembly.GetType("Functional.Ops", true))

let functions () =
    let data = TheoryData<string>()
    for method in vocabulary do
        data.Add method.Name
    data

[<Theory; MemberData(nameof functions)>]
let ``a word of the vocabulary gives what computes, or an error that names it`` name =
    assertSafe (vocabulary |> List.find (fun method -> method.Name = name))

let members () =
    let data = TheoryData<int>()
    for i in 0 .. (publicFunctions typeof<Expr>).Length - 1 do
        data.Add i
    data

/// Operators, and any operation on any arguments.
[<Theory; MemberData(nameof members)>]
let ``expressions are made of what fits, or there is an error`` i =
    let method = (publicFunctions typeof<Expr>)[i]
    // What `Of` and its like are asked for names the error.
    assertSafe method

[<Theory>]
[<InlineData "Functional.DimModule">]
[<InlineData "Functional.ShapeModule">]
[<InlineData "Functional.Extents">]
[<InlineData "Functional.ShapeRules">]
let ``sizes and shapes are found, or there is an error`` (owner: string) =
    for method in publicFunctions (typeof<Expr>.Assembly.GetType(owner, true)) do
        let method = if method.IsGenericMethod then method.MakeGenericMethod typeof<string> else method
        for seed in 1..calls do
            let choices = Choices(seed, false)
            let args = method.GetParameters() |> Array.map (fun parameter -> value choices parameter.ParameterType)
            try
                method.Invoke(null, args) |> ignore
            with :? TargetInvocationException as error ->
                let isOwn = error.InnerException :? FunctionalException
                Assert.True(isOwn, $"{method.Name} {shown args}: {error.InnerException}")
                Assert.DoesNotContain("\n", error.InnerException.Message)

[<Fact>]
let ``the vocabulary is all of its module`` () =
    Assert.True(vocabulary.Length > 80)
    Assert.Equal(vocabulary.Length, (vocabulary |> List.distinctBy _.Name).Length)
