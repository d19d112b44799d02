module Functional.Tests.PassTests

open System
open Functional
open Functional.Losses
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open Xunit

let private passes =
    (Passes.training @ Passes.inference |> List.distinctBy fst)
    @ [ "all of training", Passes.run Passes.training; "all of inference", Passes.run Passes.inference ]

/// Outputs, and the gradients of something made of them.
let private withGradients (inputs: (Expr * HostArray) list) (outputs: Expr list) =
    let sources = inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)
    if sources.IsEmpty then outputs else outputs @ Expr.Outputs(Op.Autograd, weigh outputs :: sources)

let private assertKept tolerance title (inputs: (Expr * HostArray) list) (before: Expr list) (after: Expr list) =
    Assert.Equal(before.Length, after.Length)
    for a, b in List.zip before after do
        Assert.Equal((a.Shape, a.DType), (b.Shape, b.DType))
    for expected, actual in List.zip (run inputs before) (run inputs after) do
        assertClose tolerance title expected actual

[<Property(MaxTest = 60)>]
let ``every pass keeps values, types and gradients`` (spec: GraphSpec) =
    let sample, _ = build Any spec
    let before = withGradients sample.Inputs sample.Outputs
    for name, pass in passes do
        assertKept 1e-7 $"{name}: {spec}" sample.Inputs before (Passes.withBodies pass before)

let samples () = GraphTests.rows table

[<Theory; MemberData(nameof samples)>]
let ``every pass keeps every operation's value`` title =
    let sample = table |> List.find (fun sample -> sample.Title = title)
    for name, pass in passes do
        assertKept 1e-9 $"{name}: {title}" sample.Inputs sample.Outputs (Passes.withBodies pass sample.Outputs)

[<Fact>]
let ``every pass that random graphs give work to has some`` () =
    let graphs = [ for seed in 1..60 -> (build Any { Seed = seed; Steps = 14 } |> fst).Outputs ]
    let idle =
        passes
        |> List.filter (fun (_, pass) ->
            graphs |> List.forall (fun outputs -> Print.graph (pass outputs) = Print.graph outputs))
        |> List.map fst
    // These are given their patterns below; nothing is differentiated here.
    Assert.Equal<string list>(
        [ "cross-entropy fusion"; "gradients"; "padded parts"; "batch normalisation folding" ],
        idle
    )

[<Property(MaxTest = 60)>]
let ``a second run of a pass finds nothing more to share`` (spec: GraphSpec) =
    let sample, _ = build Any spec
    let once = SharedNodes.run sample.Outputs
    Assert.True(List.forall2 (fun (a: Expr) (b: Expr) -> a.Equals b) once (SharedNodes.run once))

/// Names of the operations that are computed, in order; nothing for leaves.
let private operations (outputs: Expr list) =
    Graph.nodes outputs
    |> List.choose (fun node ->
        match node.Op with
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _ -> None
        | Op.Unary op -> Some(caseOf op)
        | Op.Binary op -> Some(caseOf op)
        | Op.Reduce(kind, _, _) -> Some(caseOf kind)
        | op -> Some(caseOf op))

/// A pass turns this into these operations and keeps its value.
let private gives pass (expected: string) (inputs: (Expr * HostArray) list) (outputs: Expr list) =
    let after = pass outputs
    Assert.Equal(expected, operations after |> String.concat " ")
    let before = withGradients inputs outputs
    assertKept 1e-6 expected inputs before (pass before)

let private xData = given [ batch 3L; k 4L ]
let private yData = given [ batch 3L; k 4L ]
let private wholeData = indices 7 [ batch 3L; k 4L ]
let private truthData = truths [ batch 3L; k 4L ]
let private sequenceData = given [ batch 2L; time 3L; k 4L ]
let private imageData = given [ batch 2L; k 3L; k 4L ]
let private x, y, whole, truth, sequence, image =
    fst xData, fst yData, fst wholeData, fst truthData, fst sequenceData, fst imageData

/// What is to be folded, what is to remain of it, and on which inputs.
let private folded: (string * (Expr * HostArray) * Expr) list = [
    "", xData, x + 0.0
    "", xData, 0.0 + x
    "", xData, x - 0.0
    "", xData, x * 1.0
    "", xData, 1.0 * x
    "", xData, x / 1.0
    "", xData, Ops.pow x (Ops.scalarLike x 1.0)
    "Square", xData, Ops.pow x (Ops.scalarLike x 2.0)
    "", xData, x + Ops.fullLike x DType.Float64 0.0
    "", xData, Ops.maximum x (Ops.scalarLike x Double.NegativeInfinity)
    "", wholeData, whole * 1.0
    "", truthData, Ops.logicalAnd truth (Ops.scalar DType.Bool 1.0)
    "", truthData, Ops.logicalOr (Ops.scalar DType.Bool 0.0) truth
    "", truthData, Ops.logicalNot (Ops.logicalNot truth)
    "", xData, -(-x)
    "Relu", xData, Ops.relu (Ops.relu x)
    "", xData, Expr.Of(Op.Cast DType.Float64, [ x ])
    "", wholeData, whole |> Ops.cast DType.Float64 |> Ops.cast DType.Int32
    "Cast", wholeData, whole |> Ops.cast DType.Int64 |> Ops.cast DType.Float32
    "Mul", xData, x * (Ops.scalar DType.Float64 2.0 + Ops.sqrt (Ops.scalar DType.Float64 9.0))
    "Add", xData, x + Expr.Of(Op.Cast DType.Float64, [ Ops.scalar DType.Int32 2.0 ])
    "Add", xData, x + Ops.cast DType.Float64 (Ops.less (Ops.scalar DType.Float32 1.0) (Ops.scalar DType.Float32 2.0))
    "", xData, Ops.where (Ops.scalar DType.Bool 1.0) x (Ops.sin x)
    "Sin", xData, Ops.where (Ops.scalar DType.Bool 0.0) x (Ops.sin x)
    "", xData, Ops.expandDims 1 x |> Ops.squeeze 1
    "Reshape", xData, Ops.expandDims 1 x |> Ops.expandDims 0
    "Reshape",
    imageData,
    image
    |> Ops.reshapeTo [ Extent.Of(0, 0); Extent.Size 2L; Extent.Rest ]
    |> Ops.reshapeTo [ Extent.Of(0, 0); Extent.Rest ]
    "", xData, Ops.reshapeTo [ Extent.Of(0, 0); Extent.Size 4L ] x
    "Transpose", sequenceData, sequence |> Ops.transpose [ 1; 2; 0 ] |> Ops.transpose [ 1; 2; 0 ]
    "", sequenceData, sequence |> Ops.transpose [ 1; 2; 0 ] |> Ops.transpose [ 2; 0; 1 ]
    "", sequenceData, Expr.Of(Op.Transpose [ 0; 1; 2 ], [ sequence ])
    "", xData, Ops.broadcastTo [ Extent.Of(0, 0); Extent.Size 4L ] [] x
    "Broadcast",
    xData,
    x
    |> Ops.broadcastTo [ Extent.Size 2L; Extent.Of(0, 0); Extent.Size 4L ] []
    |> Ops.broadcastTo [ Extent.Size 5L; Extent.Of(0, 0); Extent.Of(0, 1); Extent.Size 4L ] []
    "", xData, Ops.flip [ 0; 1 ] (Ops.flip [ 0; 1 ] x)
    "", xData, Expr.Of(Op.Slice(0, 0L, None, 1L), [ x ])
    "", xData, Ops.slice 1 0L 4L x
    "", xData, Expr.Of(Op.Concat 0, [ x ])
    "", xData, Expr.Of(Op.Pad([ 0; 0 ], [ 0; 0 ], 1.0), [ x ])
    "", xData, Expr.Of(Op.Dropout(0.0, [], 1L), [ x ])
    "", xData, Expr.Of(Op.Reduce(Reduction.Sum, [], false), [ x ])
    "Add", xData, x + Ops.count DType.Float64 [ 1 ] x
    "Reshape", xData, x |> Ops.expandDims 1 |> Ops.mean [ 1 ] |> Ops.expandDims 0
    "StopGradient", xData, Ops.stopGradient (Ops.stopGradient x)
]

/// What looks alike and must stay.
let private kept: (string * (Expr * HostArray) * Expr) list = [
    "Mul", xData, x * 0.0
    "Add",
    xData,
    x + Ops.broadcastTo [ Extent.Size 2L; Extent.Size 1L; Extent.Size 1L ] [] (Ops.scalar DType.Float64 0.0)
    |> Ops.reshape [ -1L ]
    "Div", wholeData, whole / 1.0
    "Cast Cast", xData, x |> Ops.cast DType.Int32 |> Ops.cast DType.Float64
    "Cast Cast", xData, x |> Ops.cast DType.Float32 |> Ops.cast DType.Float64
    "StopGradient", xData, Ops.stopGradient x
    "Sum", wholeData, Ops.sum [ 1 ] whole
    "And", wholeData, Ops.logicalAnd whole (Ops.scalarLike whole 1.0)
    "Slice", xData, Ops.slice 1 0L 3L x
    "Dropout", xData, Expr.Of(Op.Dropout(0.5, [], 1L), [ x ])
    "Transpose", xData, Ops.transpose [ 1; 0 ] x
    "Count", xData, Ops.count DType.Float32 [ 0 ] x
]

[<Fact>]
let ``constant folding takes out what changes nothing`` () =
    for expected, input, output in folded do
        gives ConstantFolding.run expected [ input ] [ output ]
    // Not by chance: all of them had something to take out.
    for _, _, output in folded do
        Assert.NotEqual<string list>(operations [ output ], operations (ConstantFolding.run [ output ]))

[<Fact>]
let ``constant folding leaves what changes values, shapes or dtypes`` () =
    for expected, input, output in kept do
        let after = ConstantFolding.run [ output ]
        Assert.StartsWith(
            expected,
            operations after |> List.filter (fun name -> name <> "Broadcast") |> String.concat " "
        )
        assertKept 0.0 expected [ input ] [ output ] after

[<Fact>]
let ``numbers are folded as their dtype holds them`` () =
    let fold (expr: Expr) =
        match (ConstantFolding.run [ expr ]).Head.Op with
        | Op.Scalar(value, dtype) -> Some(value, dtype)
        | _ -> None
    let single = Ops.scalar DType.Float32
    Assert.Equal(Some(float 0.3f, DType.Float32), fold (single 0.1 + single 0.2 + single 0.0))
    Assert.Equal(Some(2.0, DType.Int32), fold (Expr.Of(Op.Cast DType.Int32, [ Ops.scalar DType.Float64 2.7 ])))
    Assert.Equal(Some(1.0, DType.Bool), fold (Expr.Of(Op.Cast DType.Bool, [ Ops.scalar DType.Float64 0.5 ])))
    Assert.Equal(None, fold (Ops.scalar DType.Int8 100.0 + Ops.scalar DType.Int8 100.0))
    Assert.Equal(None, fold (Ops.scalar DType.Float16 0.1 + Ops.scalar DType.Float16 0.2))
    Assert.Equal(Some(0.0, DType.Bool), fold (Ops.equal (single nan) (single nan)))

[<Fact>]
let ``nodes that compute the same are shared`` () =
    gives SharedNodes.run "Sin Add" [ xData ] [ Ops.sin x + Ops.sin x ]
    gives SharedNodes.run "Mul Add" [ xData; yData ] [ x * y + y * x ]
    gives SharedNodes.run "Sub Sub Add" [ xData; yData ] [ (x - y) + (y - x) ]
    let drawn stream =
        Expr.Of(
            Op.Random(Distribution.Uniform(0.0, 1.0), [ Extent.Of(0, 0); Extent.Of(0, 1) ], DType.Float64, stream),
            [ x ]
        )
    gives SharedNodes.run "Random Sub" [ xData ] [ drawn 1L - drawn 1L ]
    gives SharedNodes.run "Random Random Sub" [ xData ] [ drawn 1L - drawn 2L ]
    let dropped (x: Expr) = Expr.Of(Op.Dropout(0.5, [], 3L), [ x ])
    gives SharedNodes.run "Dropout Add" [ xData ] [ dropped x + dropped x ]
    gives SharedNodes.run "Dropout Dropout Add" [ xData; yData ] [ dropped x + dropped y ]

[<Fact>]
let ``weights of one path are one`` () =
    let weight () = fst weightSample |> fun w -> Expr.Of(w.Op, [])
    let after = SharedNodes.run [ weight () + weight () ]
    Assert.Equal(2, (Graph.nodes after).Length)

[<Fact>]
let ``what only looks alike is not shared`` () =
    let input () = Ops.input "x" (Shape.known [ 2L ]) DType.Float32
    Assert.Equal(3, (Graph.nodes (SharedNodes.run [ input () + input () ])).Length)
    let zero = Ops.scalar DType.Float64 0.0
    let negative = Ops.scalar DType.Float64 -0.0
    match SharedNodes.run [ 1.0 / zero; 1.0 / negative ] |> run [] with
    | [ up; down ] ->
        Assert.Equal<float[]>([| infinity |], floats up)
        Assert.Equal<float[]>([| -infinity |], floats down)
    | _ -> failwith "two outputs"

[<Fact>]
let ``joined embeddings are one operation on the matrix that their columns come from`` () =
    let ids = indices 4 [ batch 3L; k 4L ]
    let tables = [ for width in [ 2L; 3L; 1L; 2L ] -> given [ k 4L; k width ] ]
    let looked i = Ops.embedding (fst tables[i]) (Ops.index 1 (int64 i) (fst ids))
    let inputs = ids :: tables
    let run = EmbeddingFusion.run >> DeadNodes.run >> ConstantFolding.run
    gives run "Embeddings" inputs [ Ops.concat -1 [ for i in 0..3 -> looked i ] ]
    gives run "Slice Embeddings" inputs [ Ops.concat 1 [ looked 1; looked 2 ] ]
    gives run "Slice Slice Concat Embeddings" inputs [ Ops.concat 1 [ looked 3; looked 0 ] ]
    gives run "Slice Embeddings Slice Embeddings Concat" (xData :: inputs) [
        Ops.concat 1 [ looked 0; looked 1; x; looked 2; looked 3 ]
    ]
    // Along another axis, alone, and read by others too.
    gives run "Slice Reshape Embedding Slice Reshape Embedding Concat" inputs [ Ops.concat 0 [ looked 0; looked 3 ] ]
    gives run "Slice Reshape Embedding Concat" (xData :: inputs) [ Ops.concat 1 [ looked 0; x ] ]
    let first = looked 0
    gives run "Slice Reshape Embedding Slice Reshape Embedding Concat" inputs [
        first
        Ops.concat 1 [ first; looked 1 ]
    ]

[<Fact>]
let ``an index without a row is told`` () =
    let ids, table = Ops.input "ids" (Shape.known [ 2L; 2L ]) DType.Int32, given [ k 4L; k 2L ]
    for index in [ 4; -1 ] do
        let ids = ids, host DType.Int32 [ 2L; 2L ] [| 0.0; 1.0; float index; 3.0 |]
        let joined = Ops.embeddings (fst ids) [ fst table; fst table ]
        let error = Assert.Throws<FunctionalException>(fun () -> run [ ids; table ] [ joined ] |> ignore)
        Assert.Equal($"embeddings of (2, 2), (4, 2), (4, 2): indices must be in [0, 4), got {index}", error.Message)

[<Fact>]
let ``what is computed in vain goes`` () =
    gives DeadNodes.run "" [ xData ] [ Ops.where (Ops.greater x (Ops.scalarLike x 0.0)) x x ]
    // Only a size is read.
    gives DeadNodes.run "Broadcast" [ xData ] [ Ops.fullLike (Ops.tanh (Ops.sin x)) DType.Float64 2.0 ]
    let known = given [ k 3L; k 4L ]
    gives DeadNodes.run "Broadcast" [ known ] [ Ops.fullLike (fst known) DType.Float64 2.0 ]
    Assert.Equal(2, (Graph.nodes (DeadNodes.run [ Ops.fullLike (fst known) DType.Float64 2.0 ])).Length)
    let drawn =
        Expr.Of(
            Op.Random(Distribution.Uniform(0.0, 1.0), [ Extent.Of(0, 0); Extent.Of(0, 1) ], DType.Float64, 1L),
            [ Ops.exp (x + y) ]
        )
    gives DeadNodes.run "Random" [ xData; yData ] [ drawn ]
    // Joined and taken apart.
    let joined = Ops.concat 1 [ Ops.sin x; Ops.cos x ]
    gives (DeadNodes.run >> ConstantFolding.run) "Cos" [ xData ] [ Ops.slice 1 4L 8L joined ]
    gives DeadNodes.run "Sin Slice" [ xData ] [ Ops.slice 1 1L 3L joined ]
    gives DeadNodes.run "Sin Cos Concat Slice" [ xData ] [ Ops.slice 1 3L 5L joined ]
    gives (DeadNodes.run >> ConstantFolding.run) "" [ xData ] [
        Ops.concat 1 [ Ops.slice 1 0L 1L x; Ops.slice 1 1L 4L x ]
    ]
    gives DeadNodes.run "Slice Slice Concat" [ xData ] [ Ops.concat 1 [ Ops.slice 1 1L 4L x; Ops.slice 1 0L 1L x ] ]

let private scanOf (outputs: Expr list) =
    Graph.nodes outputs
    |> List.pick (fun node ->
        match node.Op with
        | Op.Scan scan -> Some(scan, node)
        | _ -> None)

[<Fact>]
let ``a recurrence computes only what is read`` () =
    let other = given [ batch 2L; time 3L; k 4L ]
    let start = given [ batch 2L; k 4L ]
    let step (xs: Expr list) (states: Expr list) =
        let h = Ops.tanh (xs[0] + states[0])
        [ h; h * xs[1] ], [ h; states[1] + xs[1] ]
    let outputs, states = Ops.scan { Reverse = false } [ sequence; (fst other) ] [ (fst start); (fst start) ] step
    let shape pick =
        let after = DeadNodes.run pick
        let scan, node = scanOf after
        assertKept
            1e-9
            "scan"
            [ sequenceData; other; start ]
            (withGradients [ sequenceData; other; start ] pick)
            (withGradients [ sequenceData; other; start ] after)
        scan.Sequences, scan.States, scan.Body.OutputTypes.Length, node.Args.Length
    Assert.Equal((2, 2, 4, 4), shape (outputs @ states))
    Assert.Equal((1, 1, 2, 2), shape [ outputs[0] ])
    Assert.Equal((2, 1, 2, 3), shape [ outputs[1] ])
    Assert.Equal((1, 1, 1, 2), shape [ states[0] ])
    // The first sequence stays, for the number of steps.
    Assert.Equal((2, 1, 1, 3), shape [ states[1] ])

[<Fact>]
let ``passes go into the bodies of recurrences`` () =
    let kernel, bias = given [ k 4L; k 4L ], given [ k 4L ]
    let start = given [ batch 2L; k 4L ]
    let step (xs: Expr list) (states: Expr list) =
        let h = Ops.tanh ((states.Head *@ (fst kernel)) + (fst bias) + xs.Head * 1.0)
        [ h ], [ h ]
    let outputs, _ = Ops.scan { Reverse = false } [ sequence ] [ (fst start) ] step
    let after = Passes.run Passes.training outputs
    let scan, _ = scanOf after
    Assert.Equal("Linear Add Tanh", operations (scan.Body :?> Graph).Outputs |> String.concat " ")
    let inputs = [ sequenceData; start; kernel; bias ]
    assertKept 1e-9 "body" inputs (withGradients inputs outputs) (withGradients inputs after)

[<Fact>]
let ``a bias goes into its product`` () =
    let kernel, bias = given [ k 4L; k 2L ], given [ k 2L ]
    let product () = x *@ (fst kernel)
    gives LinearFusion.run "Linear" [ xData; kernel; bias ] [ product () + (fst bias) ]
    gives LinearFusion.run "Linear" [ xData; kernel; bias ] [ (fst bias) + product () ]
    gives LinearFusion.run "Linear Tanh" [ sequenceData; kernel; bias ] [
        Ops.tanh ((sequence *@ (fst kernel)) + (fst bias))
    ]
    // The product itself is read.
    let shared = product ()
    gives LinearFusion.run "MatMul Add" [ xData; kernel; bias ] [ shared + (fst bias); shared ]
    // Not a bias: repeated along the last axis, or along more axes.
    let one, wide = given [ k 1L ], given [ k 3L; k 2L ]
    gives LinearFusion.run "MatMul Add" [ xData; kernel; one ] [ product () + (fst one) ]
    gives LinearFusion.run "MatMul Add" [ xData; kernel; wide ] [ product () + (fst wide) ]
    let batched = given [ batch 2L; k 4L; k 2L ]
    gives LinearFusion.run "MatMul Add" [ sequenceData; batched; bias ] [ (sequence *@ (fst batched)) + (fst bias) ]
    let filters = given [ k 2L; k 4L; k 2L ]
    let conv = Ops.conv (window [ 1 ] Padding.Same [ 1 ]) 1 sequence (fst filters)
    gives LinearFusion.run "Conv" [ sequenceData; filters; bias ] [ conv + (fst bias) ]

let private meanLoss (loss: ILoss) target prediction =
    let loss = {
        Function = loss
        Name = "loss"
        Reduction = LossReduction.SumOverBatchSize
        DType = Some DType.Float64
        Wording = Wording.Object
    }
    Loss.apply loss target prediction None None

[<Fact>]
let ``a cross-entropy of a softmax or sigmoid is computed from the logits`` () =
    let classes, steps = indices 4 [ batch 3L ], indices 4 [ batch 2L; time 3L ]
    let column = indices 4 [ batch 3L; k 1L ]
    let targets = within 0.0 1.0 [ batch 3L; k 4L ]
    let sparse, categorical, binary =
        SparseCategoricalCrossentropy.Create(), CategoricalCrossentropy.Create(), BinaryCrossentropy.Create()
    let fused expected inputs output =
        gives CrossEntropyFusion.run expected inputs [ output ]
        gives (Passes.run Passes.training) expected inputs [ output ]
    let softmax = Ops.softmax -1
    fused "SparseCrossEntropy Mean" [ xData; classes ] (meanLoss sparse (fst classes) (softmax x))
    fused "Reshape SparseCrossEntropy Mean" [ xData; column ] (meanLoss sparse (fst column) (softmax x))
    fused "SparseCrossEntropy Mean" [ sequenceData; steps ] (meanLoss sparse (fst steps) (softmax sequence))
    fused "CrossEntropy Mean" [ xData; targets ] (meanLoss categorical (fst targets) (softmax x))
    fused
        "Mul Add CrossEntropy Mean"
        [ xData; targets ]
        (meanLoss { categorical with LabelSmoothing = 0.1 } (fst targets) (softmax x))
    fused "SigmoidCrossEntropy Mean Mean" [ xData; targets ] (meanLoss binary (fst targets) (Ops.sigmoid x))
    fused
        "Mul Add SigmoidCrossEntropy Mean Mean"
        [ xData; targets ]
        (meanLoss { binary with LabelSmoothing = 0.2 } (fst targets) (Ops.sigmoid x))
    // Classes along another axis.
    let middle = indices 3 [ batch 2L; k 4L ]
    fused
        "Transpose SparseCrossEntropy Mean"
        [ imageData; middle ]
        (meanLoss { sparse with Axis = 1 } (fst middle) (Ops.softmax 1 image))
    // The ignored class counts nothing.
    let ignoring =
        Passes.run Passes.training [ meanLoss { sparse with IgnoreClass = Some 1 } (fst classes) (softmax x) ]
    Assert.Contains("SparseCrossEntropy", operations ignoring)
    assertKept
        1e-9
        "ignored"
        [ xData; classes ]
        [ meanLoss { sparse with IgnoreClass = Some 1 } (fst classes) (softmax x) ]
        ignoring
    // Mixed precision: half logits, loss in float32.
    let half = given [ batch 3L; k 4L ]
    let logits = Ops.cast DType.Float32 (fst half)
    let output = Ops.cast DType.Float64 (softmax logits)
    gives CrossEntropyFusion.run "Cast Cast SparseCrossEntropy Mean" [ half; classes ] [
        meanLoss sparse (fst classes) output
    ]

[<Fact>]
let ``predictions stay beside a fused loss`` () =
    let classes = indices 4 [ batch 3L ]
    let p = Ops.softmax -1 x
    let outputs = [ meanLoss (SparseCategoricalCrossentropy.Create()) (fst classes) p; Ops.argmax -1 p; p ]
    gives CrossEntropyFusion.run "Softmax ArgMax SparseCrossEntropy Mean" [ xData; classes ] outputs

[<Fact>]
let ``other cross-entropies stay as they are`` () =
    let targets = within 0.0 1.0 [ batch 3L; k 4L ]
    let unfused (loss: ILoss) prediction =
        let before = [ meanLoss loss (fst targets) prediction ]
        let after = CrossEntropyFusion.run before
        Assert.True(operations after |> List.exists (fun op -> op = "Log" || op = "BinaryCrossEntropy"), string after)
        assertKept 1e-9 "not fused" [ xData; targets ] before after
    unfused (CategoricalCrossentropy.Create()) (Ops.sigmoid x)
    unfused (CategoricalCrossentropy.Create()) (Ops.softmax 0 x)
    unfused (BinaryCrossentropy.Create()) (Ops.softmax -1 x)
    unfused (CategoricalCrossentropy.Create()) (Ops.softmax -1 x * 0.5 + 0.1)

[<Fact>]
let ``a fused loss is exact where probabilities would be clipped`` () =
    let logits = Ops.input "logits" (Shape.known [ 1L; 2L ]) DType.Float32
    let classes = Ops.input "classes" (Shape.known [ 1L ]) DType.Int32
    let inputs = [ logits, host DType.Float32 [ 1L; 2L ] [| 40.0; 0.0 |]; classes, host DType.Int32 [ 1L ] [| 1.0 |] ]
    let loss = meanLoss (SparseCategoricalCrossentropy.Create()) classes (Ops.softmax -1 logits)
    let value outputs = (floats (run inputs outputs).Head)[0]
    Assert.Equal(-log 1e-7, value [ loss ], 3)
    Assert.Equal(40.0, value (CrossEntropyFusion.run [ loss ]), 3)

let private weight path (sizes: int64 list) = Expr.Of(Op.Weight(Setup.key path, Shape.known sizes, DType.Float64), [])

let private statistics width = [ for name in [ "gamma"; "beta"; "mean"; "variance" ] -> weight $"bn/{name}" [ width ] ]

/// Numbers for all weights of a graph; variances are positive.
let private weightsOf (outputs: Expr list) =
    Graph.nodes outputs
    |> List.choose (fun node ->
        match node.Op with
        | Op.Weight(key, shape, dtype) ->
            let sizes = Shape.sizes shape
            let path = string key
            let values = spread path.Length (product sizes)
            Some(
                key,
                host dtype sizes (if path.EndsWith "variance" then Array.map (fun v -> 0.5 + abs v) values else values)
            )
        | _ -> None)

let private normalised (x: Expr) statistics = Expr.Of(Op.BatchNormInference 1e-3, x :: statistics)

let private convolved (x: Expr) = Ops.conv (window [ 1 ] Padding.Same [ 1 ]) 1 x (weight "conv/kernel" [ 3L; 4L; 2L ])

[<Fact>]
let ``batch normalisation goes into the weights before it`` () =
    let folds input title build =
        let before = [ build (fst input) ]
        let after = before |> LinearFusion.run |> BatchNormFolding.run
        Assert.True(not (List.contains "BatchNormInference" (operations after)), title)
        let weights = weightsOf before
        assertClose
            1e-9
            title
            (runWithWeights weights [ input ] before).Head
            (runWithWeights weights [ input ] after).Head
        // Of what is left, a run computes the product alone.
        let prepared, outputs = Prepare.split after
        Assert.Equal(2, prepared.Length)
        Assert.Equal(1, (operations outputs).Length)
        Assert.Equal<Key list>([ Key.Prepared 0; Key.Prepared 1 ], List.map fst prepared)
        let values = runWithWeights weights [] (List.map snd prepared)
        let weights = List.zip (List.map fst prepared) values @ weights
        assertClose
            1e-9
            title
            (runWithWeights weights [ input ] before).Head
            (runWithWeights weights [ input ] outputs).Head
    let kernel = weight "dense/kernel" [ 4L; 2L ]
    let bias = weight "bias" [ 2L ]
    folds sequenceData "conv" (fun x -> normalised (convolved x) (statistics 2L))
    folds sequenceData "conv + bias" (fun x -> normalised (convolved x + bias) (statistics 2L))
    folds xData "dense" (fun x -> normalised (x *@ kernel) (statistics 2L))
    folds xData "dense + bias" (fun x -> normalised ((x *@ kernel) + bias) (statistics 2L))
    let ones = Ops.broadcastTo [ Extent.Size 2L ] [] (Ops.scalar DType.Float64 1.0)
    folds xData "without scale and offset" (fun x ->
        normalised (x *@ kernel) ([ ones; ones * 0.0 ] @ List.skip 2 (statistics 2L)))

[<Fact>]
let ``batch normalisation stays where folding would change more than weights`` () =
    let stays outputs = Assert.Contains("BatchNormInference", operations (BatchNormFolding.run outputs))
    let kernel = weight "dense/kernel" [ 4L; 2L ]
    let shared = x *@ kernel
    stays [ normalised shared (statistics 2L); shared ]
    stays [ normalised (Ops.relu (x *@ kernel)) (statistics 2L) ]
    let moments = Ops.mean [ 0 ] x |> Ops.slice 0 0L 2L
    stays [ normalised (x *@ kernel) (List.take 3 (statistics 2L) @ [ moments ]) ]
    let dynamic = given [ k 4L; k 2L ]
    stays [ normalised (x *@ (fst dynamic)) (statistics 2L) ]

[<Fact>]
let ``what depends on weights alone is prepared once`` () =
    let kernel = weight "kernel" [ 4L; 2L ]
    let scaled = Ops.tanh (kernel * 2.0)
    let outputs = [ x *@ scaled; Ops.sum [ 0 ] scaled; x * 2.0; kernel ]
    let prepared, outputs' = Prepare.split outputs
    Assert.Equal<Key list>([ Key.Prepared 0; Key.Prepared 1 ], List.map fst prepared |> List.sort)
    Assert.Equal("Mul MatMul", operations outputs' |> String.concat " ")
    Assert.True(kernel.Equals outputs'[3])
    let weights = weightsOf outputs
    let values = runWithWeights weights [] (List.map snd prepared)
    let all = List.zip (List.map fst prepared) values @ weights
    for expected, actual in List.zip (runWithWeights all [ xData ] outputs) (runWithWeights all [ xData ] outputs') do
        assertClose 1e-12 "prepared" expected actual
    // Nothing to prepare, nothing changed.
    let plain = [ x *@ kernel ]
    let none, same = Prepare.split plain
    Assert.Empty none
    Assert.True(plain.Head.Equals same.Head)

[<Fact>]
let ``draws are not prepared`` () =
    let drawn =
        Expr.Of(Op.Random(Distribution.Uniform(0.0, 1.0), [ Extent.Size 4L; Extent.Size 2L ], DType.Float64, 1L), [])
    Assert.Empty(fst (Prepare.split [ x *@ Ops.tanh drawn ]))

[<Fact>]
let ``stages show the graph after each pass`` () =
    let output = x * 1.0 + 0.0
    let stages = Passes.stages Passes.inference [ output ]
    Assert.Equal<string list>("as built" :: List.map fst Passes.inference, List.map fst stages)
    Assert.Equal("Mul Add", operations (snd stages[0]) |> String.concat " ")
    Assert.Equal("", operations (snd stages[1]) |> String.concat " ")
    Assert.True((Passes.run Passes.inference [ output ]).Head.Equals x)
