module Functional.Tests.GraphTests

open System
open System.Collections.Generic
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open TorchSharp
open Xunit

let rows (samples: Sample list) : TheoryData<string> =
    let data = TheoryData<string>()
    for sample in samples do
        data.Add sample.Title
    data

let private byTitle = dict [ for sample in table -> sample.Title, sample ]

let samples () = rows table
let differentiable = table |> List.filter (operation >> withoutGradient >> not)
let samplesWithGradient () = rows differentiable

[<Fact>]
let ``every operation has a sample`` () =
    Assert.Equal(table.Length, byTitle.Count)
    let operations = Op.Weight(Setup.key "", Shape.scalar, DType.Float32) :: List.map operation table
    let covered choose = operations |> List.choose choose |> List.map (fun case -> case: string) |> Set.ofList
    Assert.Equal<Set<string>>(casesOf<Op>, covered (caseOf >> Some))
    Assert.Equal<Set<string>>(
        casesOf<Unary>,
        covered (function
            | Op.Unary op -> Some(caseOf op)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Binary>,
        covered (function
            | Op.Binary op -> Some(caseOf op)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Backward>,
        covered (function
            | Op.Backward op -> Some(caseOf op)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Special>,
        covered (function
            | Op.Special op -> Some(caseOf op)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Reduction>,
        covered (function
            | Op.Reduce(kind, _, _) -> Some(caseOf kind)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<PoolKind>,
        covered (function
            | Op.Pool(kind, _, _) -> Some(caseOf kind)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Functional.Padding>,
        covered (function
            | Op.Conv(w, _) -> Some(caseOf w.Padding)
            | _ -> None)
    )
    Assert.Equal<Set<string>>(
        casesOf<Distribution>,
        covered (function
            | Op.Random(d, _, _, _) -> Some(caseOf d)
            | _ -> None)
    )

[<Theory; MemberData(nameof samples)>]
let ``inferred shape and dtype are the computed ones`` title =
    let sample = byTitle[title]
    let seen = Dictionary<string, int64>()
    let results = run sample.Inputs sample.Outputs
    Assert.NotEmpty results
    for expr, result in List.zip sample.Outputs results do
        assertTyped sample expr result.Shape result.DType seen

[<Theory; MemberData(nameof samples)>]
let ``every operation runs on meta`` title =
    let sample = byTitle[title]
    let seen = Dictionary<string, int64>()
    let results = runOnMeta sample.Inputs sample.Outputs
    Assert.NotEmpty results
    for expr, (sizes, dtype) in List.zip sample.Outputs results do
        assertTyped sample expr sizes dtype seen

let private elementTypes = DType.all |> List.except [ DType.Bool ]

let private assertComputed (inputs: (Expr * HostArray) list) (outputs: Expr list) =
    let sample = sampleOf "dtypes" inputs outputs
    let seen = Dictionary<string, int64>()
    for expr, result in List.zip outputs (run inputs outputs) do
        assertTyped sample expr result.Shape result.DType seen

[<Fact>]
let ``inferred dtype is the computed dtype`` () =
    let x dtype = givenOf dtype (fun count -> Array.init (int count) (fun i -> float (i + 1))) [ k 3L ]
    for dtype in elementTypes do
        let input = x dtype
        // What keeps integers, or gives bools, takes them; the rest is given floats, wide ones where halves do not do.
        let forms = [ fst input; Ops.floats (fst input); Ops.cast (DType.toWide dtype) (fst input) ]
        let takes op (form: Expr) =
            try
                let result = snd (ShapeRules.infer (Op.Unary op) [ Shape.scalar, form.DType ]).Head
                result = form.DType || result = DType.Bool
            with :? ShapeException ->
                false
        assertComputed [ input ] [ for op in unaries -> Expr.Of(Op.Unary op, [ List.find (takes op) forms ]) ]
    for a in DType.all do
        for b in DType.all do
            let left, right = x a, x b
            // libtorch subtracts no bools, and floors and powers none.
            let arithmetic = DType.promote a b <> DType.Bool
            assertComputed [ left; right ] [
                for op in binaries do
                    match op with
                    | Binary.Sub
                    | Binary.FloorDiv
                    | Binary.Mod
                    | Binary.Pow when not arithmetic -> ()
                    | _ -> Expr.Binary(op, fst left, fst right)
            ]
    for dtype in DType.all do
        let input = x dtype
        let reduced = [
            Ops.sum [ 0 ]
            Ops.mean [ 0 ]
            Ops.max [ 0 ]
            Ops.min [ 0 ]
            Ops.prod [ 0 ]
            Ops.all [ 0 ]
            Ops.any [ 0 ]
        ]
        assertComputed [ input ] [ for reduce in reduced -> reduce (fst input) ]

/// Change of the loss with every element of an input, from two evaluations each.
let finiteDifferences (loss: Evaluator) (data: HostArray list) (which: int) : float[] =
    let step = 1e-5
    let values = floats data[which]
    Array.init values.Length (fun i ->
        let at change =
            let moved = Array.copy values
            moved[i] <- moved[i] + change
            let data =
                data |> List.mapi (fun j array -> if j = which then host DType.Float64 array.Shape moved else array)
            (floats (loss.Run data).Head)[0]
        (at step - at -step) / (2.0 * step))

/// Relative to the gradient, and coarser for large losses, whose differences are coarser too.
let assertGradients tolerance (title: string) (inputs: (Expr * HostArray) list) (loss: Expr) =
    let places = [
        for i, (input, _) in List.indexed inputs do
            if input.DType = DType.Float64 then
                i
    ]
    Assert.NotEmpty places
    let weights = places |> List.map (fun i -> fst inputs[i])
    let gradients = run inputs (Expr.Outputs(Op.Autograd, loss :: weights))
    use evaluator = new Evaluator(List.map fst inputs, [ loss ])
    let size = evaluator.Run(List.map snd inputs) |> List.head |> floats |> Array.head |> abs
    let tolerance = tolerance * max 1.0 (0.1 * size)
    for place, gradient in List.zip places gradients do
        let expected = finiteDifferences evaluator (List.map snd inputs) place
        let expected = host DType.Float64 gradient.Shape expected
        assertClose tolerance $"{title}, argument {place}" expected gradient

[<Theory; MemberData(nameof samplesWithGradient)>]
let ``gradients match finite differences`` title =
    let sample = byTitle[title]
    match operation sample with
    | Op.Cast DType.Float32 ->
        // Differences of float32 numbers are too coarse: the gradient is that of the identity.
        let loss = weigh sample.Outputs
        let same = weigh [ fst sample.Inputs.Head ]
        let gradient loss = (run sample.Inputs (Expr.Outputs(Op.Autograd, [ loss; fst sample.Inputs.Head ]))).Head
        assertClose 1e-6 title (gradient same) (gradient loss)
    | Op.StopGradient ->
        let x = fst sample.Inputs.Head
        let gradient = (run sample.Inputs (Expr.Outputs(Op.Autograd, [ weigh (x :: sample.Outputs); x ]))).Head
        let without = (run sample.Inputs (Expr.Outputs(Op.Autograd, [ weigh [ x ]; x ]))).Head
        assertClose 0.0 title without gradient
    | _ -> assertGradients 1e-6 title sample.Inputs (weigh (graded sample))

[<Fact>]
let ``only operations without a gradient are left out of its test`` () =
    let without =
        Set.ofList [
            "Scalar"
            "Constant"
            "Weight"
            "Random"
            "ArgMax"
            "OneHot"
            "Count"
            "Autograd"
            "Backward"
            "LSTMTraining"
        ]
    let tested = differentiable |> List.map (operation >> caseOf) |> Set.ofList
    Assert.Equal<Set<string>>(casesOf<Op> - without, tested)

[<Fact>]
let ``a matrix product binds as a product, before a sum`` () =
    let x = givenOf DType.Float32 (spread 3) [ batch 4L; k 2L ]
    let kernel = givenOf DType.Float32 (spread 3) [ k 2L; k 3L ]
    let bias = givenOf DType.Float32 (spread 3) [ k 3L ]
    let unbracketed = fst x *@ fst kernel + fst bias
    let operands (expr: Expr) = expr.Op, [ for arg in expr.Node.Args -> arg.Op ]
    match operands unbracketed, operands (fst x * 2.0 *@ fst kernel) with
    | (Op.Binary Binary.Add, [ Op.MatMul; Op.Input _ ]), (Op.MatMul, [ Op.Binary Binary.Mul; Op.Input _ ]) -> ()
    | other -> failwith $"{other}"

[<Fact>]
let ``a gradient of a gradient's weight is taken from the weights of a program`` () =
    let kernel, kept = weightSample
    let x = givenOf DType.Float32 (spread 3) [ batch 4L; k 2L ]
    let loss = Ops.sumAll (Ops.square (fst x *@ kernel))
    let gradient = Expr.Of(Op.Autograd, [ loss; kernel ])
    let byHand = 2.0 * (Ops.transpose [ 1; 0 ] (fst x) *@ (fst x *@ kernel))
    match runWithWeights [ kept ] [ x ] [ gradient; byHand ] with
    | [ actual; expected ] -> assertClose 1e-6 "2·xᵀ·x·w" expected actual
    | _ -> failwith "two outputs"

[<Fact>]
let ``a program takes more than one gradient`` () =
    let x, w = given [ batch 3L; k 2L ], given [ k 2L; k 2L ]
    let hidden = Ops.tanh (fst x *@ fst w)
    let gradient loss = Expr.Of(Op.Autograd, [ loss; fst w ])
    let squares, sum = Ops.sumAll (Ops.square hidden), Ops.sumAll hidden
    let alone = [ gradient squares; gradient sum ] |> List.map (fun gradient -> (run [ x; w ] [ gradient ]).Head)
    let together = run [ x; w ] [ gradient squares; gradient sum ]
    for expected, actual in List.zip alone together do
        assertClose 1e-12 "gradients" expected actual

[<Fact>]
let ``an unused weight's gradient is zero`` () =
    let x, w = given [ batch 3L; k 2L ], given [ k 2L ]
    let gradients = run [ x; w ] (Expr.Outputs(Op.Autograd, [ Ops.sumAll (fst x); fst w ]))
    Assert.Equal<float[]>([| 0.0; 0.0 |], floats gradients.Head)
    // Nothing at all to differentiate.
    let nothing = run [ x; w ] (Expr.Outputs(Op.Autograd, [ Ops.scalar DType.Float64 1.0; fst w ]))
    Assert.Equal<float[]>([| 0.0; 0.0 |], floats nothing.Head)

[<Property(MaxTest = 150)>]
let ``inferred shapes of random graphs are the computed ones`` (spec: GraphSpec) =
    let sample, pool = build Any spec
    let seen = Dictionary<string, int64>()
    for expr, result in List.zip pool (run sample.Inputs pool) do
        assertTyped sample expr result.Shape result.DType seen
    for expr, (sizes, dtype) in List.zip pool (runOnMeta sample.Inputs pool) do
        assertTyped sample expr sizes dtype seen

[<Property(MaxTest = 40)>]
let ``gradients of random smooth graphs match finite differences`` (spec: GraphSpec) =
    let sample, _ = build Smooth spec
    assertGradients 1e-5 (string spec) sample.Inputs (weigh sample.Outputs)

[<Fact>]
let ``random graphs have every size, and most operations`` () =
    let built = [ for seed in 1..250 -> build Any { Seed = seed; Steps = 14 } |> snd ]
    let cases = built |> List.collect Graph.nodes |> List.map (fun node -> caseOf node.Op) |> Set.ofList
    let rare =
        Set.ofList [
            "Weight"
            "Autograd"
            "Custom"
            "Special"
            "LSTM"
            "Sort"
            "Backward"
            "LSTMTraining"
            "MaxPoolPlaces"
        ]
    Assert.Equal<Set<string>>(Set.empty, casesOf<Op> - rare - cases)
    Assert.True(built |> List.exists (List.exists (fun expr -> expr.Rank = 0)))
    Assert.True(built |> List.exists (List.exists (fun expr -> expr.Rank = 4)))
    Assert.True(built |> List.exists (List.exists (fun expr -> not expr.Shape.IsKnown)))

[<Fact>]
let ``printing names every operation`` () =
    let name (op: Op) =
        match op with
        | Op.Unary op -> caseOf op
        | Op.Binary op -> caseOf op
        | Op.Reduce(kind, _, _) -> caseOf kind
        | Op.Special op -> caseOf op
        | Op.Scalar _ -> "1.5"
        | op -> caseOf op
    for sample in { table.Head with Outputs = [ fst weightSample ] } :: table do
        let op = operation sample
        Assert.Contains(name op, Print.op op, StringComparison.OrdinalIgnoreCase)
        // What stands in other lines is a leaf without a line of its own.
        let lines = (Print.graph sample.Outputs).Split '\n'
        let own =
            Graph.nodes sample.Outputs
            |> List.filter (fun node ->
                match node.Op with
                | Op.Scalar _
                | Op.Weight _ -> false
                | _ -> true)
        Assert.Equal(own.Length + 1, lines.Length)
        for node, line in List.zip own (List.ofArray lines[.. own.Length - 1]) do
            Assert.Contains(Print.op node.Op, line)
        Assert.StartsWith("return ", Array.last lines)

[<Fact>]
let ``a graph prints one operation a line`` () =
    let x = Ops.input "x" (Shape.ofKeras "x" [ None; Some 2L ]) DType.Float32
    let kernel, _ = weightSample
    let y = Ops.relu (x *@ kernel) * 2.0
    let lines = [
        "%0 = input x : float32 (batch, 2)"
        "%1 = matmul (%0, dense/kernel) : float32 (batch, 3)"
        "%2 = relu (%1) : float32 (batch, 3)"
        "%3 = mul (%2, 2) : float32 (batch, 3)"
        "return %3"
    ]
    Assert.Equal(String.Join("\n", lines), Print.graph [ y ])

let private x sizes = Ops.input "x" (Shape.ofKeras "x" sizes) DType.Float32

let private wrongShapes: (string * (unit -> Expr)) list = [
    "matmul needs equal inner sizes, got (batch, 128) · (64, 10)",
    (fun () -> x [ None; Some 128L ] *@ weight "kernel" [ 64L; 10L ])
    "matmul needs a matrix on the right, got (batch, 3) · (3,)",
    (fun () -> x [ None; Some 3L ] *@ weight "kernel" [ 3L ])
    "add needs shapes that broadcast, got (batch, 3) and (4,)", (fun () -> x [ None; Some 3L ] + weight "bias" [ 4L ])
    "convolution needs 3 input channels for its kernel (3, 3, 3, 8), got (batch, 28, 28, 1)",
    (fun () ->
        Ops.conv
            (window [ 1; 1 ] Functional.Padding.Valid [ 1; 1 ])
            1
            (x [ None; Some 28L; Some 28L; Some 1L ])
            (weight "kernel" [ 3L; 3L; 3L; 8L ]))
    "a 2-dimensional convolution needs input (batch, spatial..., channels), got (batch, 28, 28)",
    (fun () ->
        Ops.conv
            (window [ 1; 1 ] Functional.Padding.Valid [ 1; 1 ])
            1
            (x [ None; Some 28L; Some 28L ])
            (weight "kernel" [ 3L; 3L; 3L; 8L ]))
    "a window of 3 (dilation 1) needs at least that many steps, got spatial sizes (2,)",
    (fun () -> Ops.pool PoolKind.Max [ 3 ] (window [ 1 ] Functional.Padding.Valid [ 1 ]) (x [ None; Some 2L; Some 1L ]))
    "a window may span 1048576 steps here, got 3 (dilation 2147483647)",
    (fun () ->
        Ops.conv
            (window [ 1 ] Functional.Padding.Same [ Int32.MaxValue ])
            1
            (x [ None; Some 8L; Some 1L ])
            (weight "kernel" [ 3L; 1L; 1L ]))
    "a window may span 2147483647 steps here, got 3 (dilation 2147483647)",
    (fun () ->
        Ops.conv
            (window [ 1 ] Functional.Padding.Valid [ Int32.MaxValue ])
            1
            (x [ None; None; Some 1L ])
            (weight "kernel" [ 3L; 1L; 1L ]))
    "a window may span 1048576 steps here, got 2147483647 (dilation 1)",
    (fun () ->
        Ops.pool
            PoolKind.Max
            [ Int32.MaxValue ]
            (window [ 1 ] Functional.Padding.Same [ 1 ])
            (x [ None; None; Some 1L ]))
    "concatenation along axis 1 needs equal sizes on all other axes, got (batch, 2, 3), (batch, 2, 4)",
    (fun () -> Ops.concat 1 [ x [ None; Some 2L; Some 3L ]; x [ None; Some 2L; Some 4L ] ])
    "cannot reshape (2, 3) so that 6 elements divide by 4", (fun () -> Ops.reshape [ 4L; -1L ] (weight "w" [ 2L; 3L ]))
    "reshape needs sizes of at least 0, or -1 for what is left, got -2",
    (fun () -> Ops.reshape [ -2L; 3L ] (weight "w" [ 2L; 3L ]))
    "cannot reshape (2, 3) (6 elements) into (4, 2) (8)", (fun () -> Ops.reshape [ 4L; 2L ] (weight "w" [ 2L; 3L ]))
    "transpose needs a permutation of 2 axes, got (0, 0)", (fun () -> Ops.transpose [ 0; 0 ] (weight "w" [ 2L; 3L ]))
    "expand_dims needs an axis in [-3, 2] for a tensor of shape (batch, 3), got 3",
    (fun () -> Ops.expandDims 3 (x [ None; Some 3L ]))
    "split needs at least one part, got 0", (fun () -> (Ops.split 1 0 (x [ None; Some 3L ])).Head)
    "windows need a size, a stride and a dilation for each of one to three axes, got 2, 1 and 2",
    (fun () ->
        x [ None; Some 4L; Some 4L; Some 3L ]
        |> Ops.pool PoolKind.Max [ 2; 2 ] (window [ 2 ] Functional.Padding.Valid [ 1; 1 ]))
    "a recurrence needs at least one sequence, got none",
    (fun () -> (Ops.scan { Reverse = false } [] [] (fun _ _ -> [], []) |> fst).Head)
    "linear needs a bias of shape (4,), got (3,)",
    (fun () -> Ops.linear (weight "x" [ 2L; 3L ]) (weight "w" [ 3L; 4L ]) (weight "b" [ 3L ]))
    "matmul takes 2 arguments, got 1", (fun () -> Expr.Of(Op.MatMul, [ weight "w" [ 2L; 3L ] ]))
    "embedding needs tables of rows and columns, got (3,)",
    (fun () -> Ops.embedding (weight "w" [ 3L ]) (Ops.cast DType.Int32 (weight "i" [ 2L ])))
    "the index of axis 1 must be in [-3, 3), got 3", (fun () -> Ops.index 1 3L (x [ None; Some 3L ]))
    "softmax: axis 2 is out of range for a tensor of shape (batch, 3)", (fun () -> Ops.softmax 2 (x [ None; Some 3L ]))
    "sparse cross-entropy needs labels of rank 1 for logits (batch, 3), got (batch, 3)",
    (fun () -> Expr.Of(Op.SparseCrossEntropy, [ x [ None; Some 3L ]; x [ None; Some 3L ] ]))
    "embeddings need an index for each of 2 tables, got (batch, 3)",
    (fun () ->
        let table = weight "table" [ 5L; 2L ]
        Expr.Of(Op.Embeddings, [ Ops.cast DType.Int32 (x [ None; Some 3L ]); table; table ]))
    "embeddings needs integer indices (int32 or int64), got float32",
    (fun () -> Expr.Of(Op.Embeddings, [ x [ None; Some 1L ]; weight "table" [ 5L; 2L ] ]))
    "embedding needs integer indices (int32 or int64), got float32",
    (fun () -> Expr.Of(Op.Embedding, [ weight "table" [ 5L; 2L ]; x [ None; Some 3L ] ]))
    "qr needs matrices, got (batch,)", (fun () -> fst (Linalg.qr false (x [ None ])))
    "inverse needs square matrices, got (2, 3)", (fun () -> Linalg.inverse (x [ Some 2L; Some 3L ]))
    "solve needs as many rows on both sides, got (3, 3) and (2, 1)",
    (fun () -> Linalg.solve (x [ Some 3L; Some 3L ]) (x [ Some 2L; Some 1L ]))
    "det needs float32 or float64, got int32", (fun () -> Linalg.det (Ops.cast DType.Int32 (x [ Some 3L; Some 3L ])))
    "gradients need a loss that is one number, got (batch, 3)",
    (fun () -> Expr.Of(Op.Autograd, [ x [ None; Some 3L ]; weight "w" [ 2L ] ]))
    "squeeze needs size 1 on axis 1, got (batch, 3)", (fun () -> Ops.squeeze 1 (x [ None; Some 3L ]))
    "splitting axis -1 into 2 needs a known size that they divide, got (batch, 3)",
    (fun () -> Ops.split -1 2 (x [ None; Some 3L ]) |> List.head)
    "size 'batch' of (batch, 3) must be known here",
    (fun () ->
        Shape.sizes (x [ None; Some 3L ]).Shape |> ignore
        x [])
]

[<Fact>]
let ``a pool longer than its input is worth one that is twice as long`` () =
    let data, values = given [ batch 2L; k 5L; k 1L ]
    for kind in [ PoolKind.Max; PoolKind.Average ] do
        for stride in [ 1; 2; 3; 100 ] do
            let same = window [ stride ] Functional.Padding.Same [ 1 ]
            Assert.Equal(Op.Pool(kind, [ 10 ], same), (Ops.pool kind [ Int32.MaxValue ] same data).Node.Op)
            let pooled size = run [ data, values ] [ Expr.Of(Op.Pool(kind, [ size ], same), [ data ]) ] |> List.head
            for size in 11..25 do
                assertClose 1e-12 $"{kind} {size}, stride {stride}" (pooled 10) (pooled size)

[<Fact>]
let ``wrong shapes are told in one line`` () =
    for message, wrong in wrongShapes do
        let error = Assert.Throws<ShapeException>(fun () -> wrong () |> ignore)
        Assert.Equal(message, error.Message)

[<Fact>]
let ``what a rewrite made or failed at leaves the layer that is being built as it was`` () =
    let layer = {
        new ILayer with
            member _.Build(_, _) = [ Ops.exp (x [ None; Some 3L ]) ]
    }
    let outputs = Layer.build (Scope(Trace Mode.Inference).Child("inner", "inner")) layer []
    let layers = List<string>()
    let rewrite answer =
        Graph.rewrite
            (fun node args ->
                layers.Add (Ops.exp outputs.Head).Node.Layer.Name
                answer node args)
            outputs
    LayerPath.Within(
        LayerPath.Root.Child "outer",
        fun () ->
            rewrite Graph.rebuild |> ignore
            Assert.Throws<ShapeException>(fun () -> rewrite (fun _ _ -> raise (ShapeException "no")) |> ignore)
            |> ignore
            Assert.Equal("outer", string LayerPath.Current)
    )
    Assert.Equal<string list>([ "inner"; "inner"; "inner" ], List.ofSeq layers)

[<Fact>]
let ``however a layer's work ends, the layer that is being built is the one from before`` () =
    let failing = {
        new ILayer with
            member _.Build(_, _) =
                Assert.Equal("outer/inner", string LayerPath.Current)
                invalidOp "its own"
    }
    let outer = {
        new ILayer with
            member _.Build(scope, inputs) =
                let fails () = Layer.build (scope.Child("inner", "inner")) failing inputs |> ignore
                Assert.Throws<InvalidOperationException> fails |> ignore
                Assert.Equal("outer", string LayerPath.Current)
                inputs
    }
    Layer.build (Scope(Trace Mode.Inference).Child("outer", "outer")) outer [ x [ None; Some 3L ] ] |> ignore
    Assert.Equal("", string LayerPath.Current)
    // Gradients and substitutions go into the layers of other nodes.
    let source = x [ None; Some 3L ]
    let inside = LayerPath.Within(LayerPath.Root.Child "layer", fun () -> Ops.exp source)
    let loss = Ops.sumAll inside
    let gradient = (Gradient.tryOfLoss loss [ source ]).Value.Head
    Assert.Contains(Graph.nodes [ gradient ], (fun node -> node.Layer.Name = "layer" && node.Id > loss.Node.Id))
    let wrong = dict [ source.Node, x [ None; Some 3L; Some 4L ] ]
    let product = LayerPath.Within(LayerPath.Root.Child "layer", fun () -> source *@ Ops.transpose [ 1; 0 ] source)
    Assert.Throws<ShapeException>(fun () -> Graph.substitute wrong [ product ] |> ignore) |> ignore
    Assert.Equal("", string LayerPath.Current)

[<Fact>]
let ``sizes that can be told are known, and the others have names`` () =
    let shape (x: Expr) = string x.Shape
    let images = x [ None; Some 4L; Some 4L; Some 3L ]
    Assert.Equal("(batch, 48)", shape (Ops.reshapeTo [ Extent.Of(0, 0); Extent.Rest ] images))
    Assert.Equal("(batch, 48)", shape (Ops.reshape [ -1L; 48L ] images))
    Assert.Equal("(batch*2, 24)", shape (Ops.reshape [ -1L; 24L ] images))
    let words = x [ None; None; Some 3L ]
    Assert.Equal("(batch, x.1, 3)", shape words)
    Assert.Equal("(batch*x.1, 3)", shape (Ops.reshape [ -1L; 3L ] words))
    let middle start stop = Expr.Of(Op.Slice(1, start, Some stop, 1L), [ words ])
    Assert.Equal("(batch, slice(x.1,1,-1,1), 3)", shape (middle 1L -1L))
    Assert.NotEqual((middle 1L -1L).Shape, (middle 2L -1L).Shape)
    let pooled = Ops.pool PoolKind.Max [ 2 ] (window [ 2 ] Functional.Padding.Same [ 1 ]) words
    Assert.Equal("(batch, (x.1+1)//2, 3)", shape pooled)

[<Fact>]
let ``formulas of unknown sizes give the sizes`` () =
    let sizes = Map [ "height", 7L; "batch", 3L ]
    let height, batch = Dim.Unknown "height", Dim.Unknown "batch"
    Assert.Equal(Some 4L, sizeOf sizes (Dim.ceilDiv height 2L))
    Assert.Equal(Some 3L, sizeOf sizes (Dim.floorDiv height 2L))
    Assert.Equal(Some 21L, sizeOf sizes (Dim.mul height batch))
    Assert.Equal(Some 5L, sizeOf sizes (Dim.ceilDiv (Dim.add (Dim.mul height batch) (Dim.Known -12L)) 2L))
    Assert.Equal(None, sizeOf sizes (Dim.Unknown "width"))
