module Functional.Tests.GradientTests

open System
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open Xunit

/// Operations without a rule: a graph that differentiates through one is left to autograd.
let private withoutRule = Set.ofList [ "Sort"; "LU"; "GammaInc"; "Custom" ]

let private nameOf (sample: Sample) =
    match operation sample with
    | Op.Special op -> caseOf op
    | op -> caseOf op


/// Backward functions whose own gradient has no rule.
let private withoutSecond = Set.ofList [ "MaxPool"; "AdaptiveMaxPool"; "LSTM" ]

let private hasRule (sample: Sample) = not (withoutRule.Contains(nameOf sample))

let samples () = GraphTests.rows GraphTests.differentiable

let private byTitle = dict [ for sample in table -> sample.Title, sample ]

let private sources (sample: Sample) =
    sample.Inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)

/// Whether a gradient by expressions is the one that autograd finds.
let private assertSame tolerance (title: string) inputs (loss: Expr) (wrt: Expr list) =
    match Gradient.tryOfLoss loss wrt with
    | None -> failwith $"{title}: no rule"
    | Some gradients ->
        for source, gradient in List.zip wrt gradients do
            Assert.Equal((source.Shape, source.DType), (gradient.Shape, gradient.DType))
        let expected = run inputs (Expr.Outputs(Op.Autograd, loss :: wrt))
        for expected, actual in List.zip expected (run inputs gradients) do
            assertClose tolerance title expected actual

[<Fact>]
let ``only these operations have no rule`` () =
    let found =
        GraphTests.differentiable
        |> List.filter (fun sample -> (Gradient.tryOfLoss (weigh (graded sample)) (sources sample)).IsNone)
        |> List.map nameOf
        |> Set.ofList
    Assert.Equal<Set<string>>(withoutRule, found)

[<Theory; MemberData(nameof samples)>]
let ``every rule gives autograd's gradient`` title =
    let sample = byTitle[title]
    if hasRule sample then
        assertSame 1e-7 title sample.Inputs (weigh (graded sample)) (sources sample)

[<Property(MaxTest = 100)>]
let ``gradients of random graphs are autograd's`` (spec: GraphSpec) =
    let sample, _ = build Any spec
    assertSame 1e-7 (string spec) sample.Inputs (weigh sample.Outputs) (sources sample)

/// The gradient of a loss, against differences of the loss itself.
let assertDerivative tolerance title (inputs: (Expr * HostArray) list) (loss: Expr) =
    let wrt = inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)
    match Gradient.tryOfLoss loss wrt with
    | None -> failwith $"{title}: no rule"
    | Some gradients ->
        use evaluator = new Evaluator(List.map fst inputs, [ loss ])
        let data = List.map snd inputs
        let size = evaluator.Run data |> List.head |> floats |> Array.head |> abs
        for source, actual in List.zip wrt (run inputs gradients) do
            let place = inputs |> List.findIndex (fun (input, _) -> input.Equals source)
            let expected = host DType.Float64 actual.Shape (GraphTests.finiteDifferences evaluator data place)
            assertClose (tolerance * max 1.0 (0.1 * size)) $"{title}, argument {place}" expected actual

[<Property(MaxTest = 40)>]
let ``gradients of random graphs match finite differences`` (spec: GraphSpec) =
    let sample, _ = build Smooth spec
    assertDerivative 1e-5 (string spec) sample.Inputs (weigh sample.Outputs)

/// A number made of the gradients.
let private ofGradients (sample: Sample) =
    Gradient.tryOfLoss (weigh (graded sample)) (sources sample) |> Option.map weigh

[<Theory; MemberData(nameof samples)>]
let ``gradients of gradients match finite differences`` title =
    let sample = byTitle[title]
    match operation sample with
    | Op.Cast _
    | Op.StopGradient
    | Op.LSTM _
    | Op.MaxPoolPlaces _
    | Op.AdaptivePool(PoolKind.Max, _)
    | Op.Pool(PoolKind.Max, _, _) -> ()
    | _ when hasRule sample -> ofGradients sample |> Option.iter (assertDerivative 1e-5 title sample.Inputs)
    | _ -> ()

[<Property(MaxTest = 40)>]
let ``gradients of gradients of random smooth graphs match finite differences`` (spec: GraphSpec) =
    let sample, _ = build Smooth { spec with Steps = min spec.Steps 8 }
    ofGradients sample |> Option.iter (assertDerivative 1e-4 (string spec) sample.Inputs)

[<Fact>]
let ``every backward function has a gradient of its own, but for three`` () =
    for sample in table do
        match operation sample with
        | Op.Backward op ->
            let found = (Gradient.tryOfLoss (weigh sample.Outputs) (sources sample)).IsSome
            if (sources sample).IsEmpty |> not then
                Assert.True((found <> withoutSecond.Contains(caseOf op)), sample.Title)
                if found then
                    assertDerivative 1e-5 sample.Title sample.Inputs (weigh sample.Outputs)
        | _ -> ()

/// Numbers at which functions have kinks and ties, and beyond them.
let private kinks dims =
    givenOf
        DType.Float64
        (fun count ->
            Array.init (int count) (fun i -> [| 0.0; -3.0; 3.0; 6.0; 1.0; -1.0; 0.5; -0.6; 0.7; 7.0; -7.0 |][i % 11]))
        dims

[<Fact>]
let ``kinks and ties are treated as libtorch treats them`` () =
    let x, y = kinks [ k 4L; k 11L ], kinks [ k 4L; k 11L ]
    for op in unaries do
        match op with
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> ()
        | _ when (bounds op).IsSome -> ()
        | _ -> assertSame 1e-7 (string op) [ x ] (weigh [ Expr.Of(Op.Unary op, [ fst x ]) ]) [ fst x ]
    for op in [ Binary.Maximum; Binary.Minimum; Binary.Pow ] do
        let left, right = (if op = Binary.Pow then Ops.abs (fst x) else fst x), Ops.round (fst y)
        assertSame 1e-7 (string op) [ x; y ] (weigh [ Expr.Of(Op.Binary op, [ left; right ]) ]) [ fst x; fst y ]
    for kind in [ Reduction.Max; Reduction.Min; Reduction.Prod ] do
        for axes in [ [ 0 ]; [ 1 ]; [ 0; 1 ] ] do
            let clipped = Ops.clip -1.0 1.0 (fst x)
            assertSame 1e-7 $"{kind}" [ x ] (weigh [ Expr.Of(Op.Reduce(kind, axes, false), [ clipped ]) ]) [ fst x ]

[<Fact>]
let ``rows of a table collect the gradients of all that look them up`` () =
    for dtype in [ DType.Float32; DType.Float64 ] do
        for width in [ 1L; 7L; 16L; 19L ] do
            let array dims =
                let dims = List.map (fun size -> k size) dims
                let input, data = given dims
                Ops.input "" input.Shape dtype, host dtype data.Shape (floats data)
            let table, wide = array [ 5L; width ], array [ 30L; width + 3L ]
            let ids = indices 5 [ k 30L ]
            // The gradient is a part of a wider one.
            let loss =
                Ops.embedding (fst table) (fst ids) |> fun rows -> Ops.concat 1 [ rows; Ops.slice 1 0L 3L (fst wide) ]
            let loss = Ops.sumAll (loss * fst wide)
            assertSame 1e-5 $"{dtype}, {width}" [ table; wide; ids ] loss [ fst table; fst wide ]

[<Fact>]
let ``so many rows that libtorch looks them up have the same gradients`` () =
    let ids = indices 3 [ k 70000L; k 2L ]
    let tables = [ given [ k 3L; k 8L ]; given [ k 4L; k 8L ] ]
    let symbols = List.map fst tables
    let loss = Ops.embeddings (fst ids) symbols |> Ops.sin |> Ops.meanAll
    assertSame 1e-7 "joined" (ids :: tables) loss symbols
    let flat = indices 3 [ k 140000L ]
    let loss = Ops.embedding symbols.Head (fst flat) |> Ops.sin |> Ops.meanAll
    assertSame 1e-7 "one" [ flat; tables.Head ] loss [ symbols.Head ]

[<Fact>]
let ``a size that turns out to be 1 was broadcast`` () =
    let x, y = given [ batch 1L; k 2L ], given [ k 4L; k 2L ]
    let loss = Ops.sumAll (fst x * Ops.sin (fst y))
    assertSame 1e-12 "batch of 1" [ x; y ] loss [ fst x; fst y ]

[<Fact>]
let ``gradients of float32 recurrences are those of float64`` () =
    for reverse in [ false; true ] do
        let wide =
            [
                [ batch 2L; time 3L; k 3L ]
                [ k 3L; k 8L ]
                [ k 2L; k 8L ]
                [ k 8L ]
                [ batch 2L; k 2L ]
                [ batch 2L; k 2L ]
            ]
            |> List.map given
        let narrow =
            wide
            |> List.map (fun (x, data) ->
                Ops.input "" x.Shape DType.Float32, host DType.Float32 data.Shape (floats data))
        let gradients (inputs: (Expr * HostArray) list) =
            let args = List.map fst inputs
            // A first state that is one number lies in memory otherwise.
            let start = Ops.fullLike args[4] args[4].DType 0.0
            let both = [ args; List.take 4 args @ [ start; start ] ]
            let outputs = both |> List.collect (fun args -> Expr.Outputs(Op.LSTM { Reverse = reverse }, args))
            run inputs (Gradient.tryOfLoss (weigh outputs) args).Value
        for expected, actual in List.zip (gradients wide) (gradients narrow) do
            assertClose 1e-5 "lstm" (host DType.Float32 expected.Shape (floats expected)) actual

[<Property(MaxTest = 60)>]
let ``the gradient pass keeps values and gradients`` (spec: GraphSpec) =
    let sample, _ = build Any spec
    let before = sample.Outputs @ Expr.Outputs(Op.Autograd, weigh sample.Outputs :: sources sample)
    let after = GradientPass.run before
    let isAutograd (node: Node) = caseOf node.Op = "Autograd"
    Assert.DoesNotContain(Graph.nodes after, isAutograd)
    for a, b in List.zip before after do
        Assert.Equal((a.Shape, a.DType), (b.Shape, b.DType))
    for expected, actual in List.zip (run sample.Inputs before) (run sample.Inputs after) do
        assertClose 1e-7 (string spec) expected actual

[<Theory; MemberData(nameof samples)>]
let ``the gradient pass computes a forward operation once`` title =
    let sample = byTitle[title]
    let op = operation sample
    let wrt = sources sample
    let before = sample.Outputs @ Expr.Outputs(Op.Autograd, weigh (graded sample) :: wrt)
    let after = GradientPass.run before |> SharedNodes.run
    for expected, actual in List.zip (run sample.Inputs before) (run sample.Inputs after) do
        assertClose 1e-7 title expected actual
    if hasRule sample then
        let forward =
            Graph.nodes after
            |> List.filter (fun node ->
                match op, node.Op with
                | Op.Pool(PoolKind.Max, _, _), Op.MaxPoolPlaces _
                | Op.LSTM _, Op.LSTMTraining _ -> true
                | Op.Dropout _, Op.Random _ -> true
                | _, other -> other = op)
        match op with
        | Op.Pool(PoolKind.Max, _, _)
        | Op.LSTM _
        | Op.Dropout _ -> Assert.Single forward |> ignore
        | _ -> ()

[<Fact>]
let ``dropout as a product has the same bits`` () =
    let x = given [ batch 3L; k 40L ]
    let dropped = Expr.Of(Op.Dropout(0.4, [], 7L), [ fst x ])
    let product = fst x * GradientRules.dropoutMask 0.4 [] 7L (fst x)
    match run [ x ] [ dropped; product ] with
    | [ a; b ] -> Assert.Equal<float[]>(floats a, floats b)
    | _ -> failwith "two outputs"
