namespace Functional

/// What is to be known of each operation, stated here and nowhere else.
[<RequireQualifiedAccess; CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module internal Traits =

    // Of one dense result in memory of its own, whose bits depend on the number of threads.
    let private computed = {
        Source = Source.Computed
        View = View.Never
        Layout = Layout.Dense
        Work = Work.Elements
        Body = None
        IsExact = false
        Commutes = false
        OneDType = false
        Numbers = []
        Overwrite = None
        Flow = GradientFlow.New
        Kept = []
        Scratch = []
        BackwardScratch = []
    }

    let private exact = { computed with IsExact = true }
    let private leaf source = { exact with Source = source; Flow = GradientFlow.Stops }
    let private form layout = { exact with View = View.Always; Layout = layout; Flow = GradientFlow.Passes }
    let private product = { computed with OneDType = true; Work = Work.Product }
    let private recurrence = { product with Layout = Layout.Other; Work = Work.Recurrence 0 }

    let private keeping kept traits = { traits with Kept = kept }
    let private borrowing scratch traits = { traits with Scratch = scratch }
    let private over overwrite traits = { traits with Overwrite = Some overwrite }
    let private with' numbers traits = { traits with Numbers = numbers }
    let private stopping traits = { traits with Flow = GradientFlow.Stops }

    /// With a window that slides over an argument.
    let private sliding window over size copies traits = {
        traits with
            Scratch = List.replicate copies (Scratch.Border { Window = window; Over = over; Size = size })
            BackwardScratch = [ Scratch.Border { Window = window; Over = over; Size = size } ]
    }

    // Both arguments, each for the gradient of the other.
    let private crosswise = [ Kept.For(1, 0); Kept.For(0, 1) ]

    let private unary op =
        let elementwise = { computed with Layout = Layout.Elementwise; Kept = [ Kept.Argument 0 ] }
        let ofResult = { elementwise with Kept = [ Kept.Results ] }
        let exact = { elementwise with IsExact = true }
        match op with
        | Unary.Neg
        | Unary.Sign
        | Unary.Floor
        | Unary.Ceil -> exact |> keeping []
        | Unary.Round -> { exact with View = View.IfInteger; Kept = [] }
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> exact |> keeping [] |> stopping
        | Unary.Abs
        | Unary.Square
        | Unary.Relu6 -> exact
        | Unary.Clip(low, high) -> exact |> with' [ low; high ]
        | Unary.Reciprocal -> { ofResult with IsExact = true }
        | Unary.Relu -> { ofResult with IsExact = true } |> over Overwrite.Relu
        | Unary.Sqrt -> { ofResult with IsExact = true } |> over Overwrite.Sqrt
        | Unary.Exp -> ofResult |> over Overwrite.Exp
        | Unary.Tanh -> ofResult |> over Overwrite.Tanh
        | Unary.Sigmoid -> ofResult |> over Overwrite.Sigmoid
        | Unary.Expm1
        | Unary.Erfinv
        | Unary.Rsqrt
        | Unary.Tan -> ofResult
        | Unary.Elu number
        | Unary.LeakyRelu number -> elementwise |> with' [ number ]
        | Unary.Log
        | Unary.Log1p
        | Unary.Sin
        | Unary.Cos
        | Unary.Asin
        | Unary.Acos
        | Unary.Atan
        | Unary.Sinh
        | Unary.Cosh
        | Unary.Erf
        | Unary.Erfc
        | Unary.BesselI _
        | Unary.LogSigmoid
        | Unary.Softplus
        | Unary.Silu
        | Unary.Gelu _
        | Unary.Selu
        | Unary.HardSigmoid -> elementwise

    let private binary op =
        let elementwise = { exact with Layout = Layout.Elementwise }
        let commuting = { elementwise with Commutes = true }
        match op with
        | Binary.Add -> { commuting with Flow = GradientFlow.PassesIfSameShape } |> over Overwrite.Add
        | Binary.Sub -> { elementwise with Flow = GradientFlow.PassesIfSameShape } |> over Overwrite.Sub
        | Binary.Mul -> commuting |> keeping crosswise |> over Overwrite.Mul
        | Binary.Div -> elementwise |> keeping [ Kept.Argument 1; Kept.For(1, 0) ] |> over Overwrite.Div
        | Binary.Mod -> { elementwise with IsExact = false } |> keeping [ Kept.Arguments ]
        | Binary.Pow -> { elementwise with IsExact = false } |> keeping [ Kept.Arguments; Kept.Results ]
        | Binary.Maximum
        | Binary.Minimum -> commuting |> keeping [ Kept.Arguments ]
        | Binary.FloorDiv -> { elementwise with IsExact = false } |> stopping
        | Binary.Equal
        | Binary.NotEqual
        | Binary.And
        | Binary.Or -> commuting |> stopping
        | Binary.Less
        | Binary.LessEqual
        | Binary.Greater
        | Binary.GreaterEqual -> elementwise |> stopping

    let private reduce kind =
        let reduction = { computed with Work = Work.Reduction }
        match kind with
        | Reduction.Sum
        | Reduction.Mean -> { reduction with Flow = GradientFlow.Passes }
        | Reduction.Prod -> reduction |> keeping [ Kept.Arguments; Kept.Results ]
        | Reduction.Max
        | Reduction.Min -> { reduction with IsExact = true } |> keeping [ Kept.Arguments; Kept.Results ]
        | Reduction.All
        | Reduction.Any -> { reduction with IsExact = true } |> stopping

    let private special op =
        let other = { computed with Layout = Layout.Other }
        let decomposed = { other with Work = Work.Decomposition } |> keeping [ Kept.Arguments; Kept.Results ]
        let pair = { computed with Layout = Layout.Elementwise; IsExact = true; OneDType = true }
        match op with
        | Special.Cholesky
        | Special.Inverse
        | Special.Det
        | Special.LogDet
        | Special.LU
        | Special.Eigh
        | Special.Svd _
        | Special.Pinv None
        | Special.Qr _ -> decomposed
        | Special.Pinv(Some share) -> decomposed |> with' [ share ]
        | Special.Solve
        | Special.SolveTriangular _ -> { decomposed with OneDType = true }
        | Special.Fourier _ -> { other with OneDType = true } |> borrowing [ Scratch.OfResult 16L ]
        | Special.Scatter _ -> other |> keeping [ Kept.Arguments ]
        | Special.Unique -> other
        | Special.ArgSort _ -> other |> borrowing [ Scratch.OfResult 16L ] |> stopping
        | Special.TopK _ -> other |> borrowing [ Scratch.OfResult 8L ] |> stopping
        | Special.NonZero
        | Special.BinCount _
        | Special.Bits _ -> other |> stopping
        | Special.GammaInc -> { pair with IsExact = false } |> keeping [ Kept.Arguments ]
        | Special.NextAfter -> pair
        | Special.BitAnd
        | Special.BitOr
        | Special.BitXor
        | Special.Gcd -> pair |> stopping

    let private backward op =
        let pointwise = { computed with Layout = Layout.Pointwise }
        let other = { computed with Layout = Layout.Other }
        match op with
        | Backward.Relu -> { pointwise with IsExact = true } |> over Overwrite.ReluBackward
        | Backward.Tanh -> pointwise |> over Overwrite.TanhBackward
        | Backward.Sigmoid -> pointwise |> over Overwrite.SigmoidBackward
        | Backward.Gelu _
        | Backward.Softplus
        | Backward.Silu -> pointwise
        | Backward.Elu(alpha, scale) -> pointwise |> with' [ alpha; scale ]
        | Backward.LeakyRelu slope -> pointwise |> with' [ slope ]
        | Backward.Softmax _
        | Backward.LogSoftmax _
        | Backward.Embedding
        | Backward.Embeddings -> computed
        | Backward.SparseCrossEntropy -> computed |> borrowing [ Scratch.Places 2; Scratch.Places 2 ]
        | Backward.ConvInput(window, _) ->
            { other with Work = Work.Convolution(Some 0, 2) } |> sliding window 1 (WindowSize.Kernel 2) 2
        | Backward.ConvKernel(window, _, _) ->
            { other with Work = Work.Convolution(Some 0, 2) } |> sliding window 1 (WindowSize.Kernel 2) 1
        | Backward.MaxPool(size, window)
        | Backward.AveragePool(size, window) -> other |> sliding window 1 (WindowSize.Fixed size) 2
        | Backward.AdaptiveMaxPool _ -> other |> borrowing [ Scratch.Copy 0; Scratch.Places 0 ]
        | Backward.AdaptiveAveragePool _ -> other
        | Backward.BatchNorm epsilon -> computed |> with' [ epsilon ]
        | Backward.Gather _ -> computed |> borrowing [ Scratch.Copy 1; Scratch.Indices 2 ]
        | Backward.Slice _ -> exact
        | Backward.Concat axis -> form (Layout.Cut(axis, 1L))
        | Backward.SumTo -> { computed with View = View.IfSameShape }
        | Backward.LSTM _ -> { other with Work = Work.Recurrence 3 } |> borrowing [ Scratch.LSTMBackward 3 ]

    /// The traits of an operation. Whoever adds a case is led here by the compiler, and has its line.
    let find (op: Op) : Traits =
        match op with
        | Op.Input _ -> leaf Source.Given
        | Op.Weight _ -> leaf Source.Stored
        | Op.Scalar(value, _) -> leaf Source.Fixed |> with' [ value ]
        | Op.Constant _ -> leaf Source.Fixed
        | Op.Random(distribution, _, _, _) ->
            let numbers =
                match distribution with
                | Distribution.Uniform(a, b)
                | Distribution.Normal(a, b)
                | Distribution.TruncatedNormal(a, b) -> [ a; b ]
                | Distribution.Bernoulli probability -> [ probability ]
            { computed with Source = Source.Drawn; Flow = GradientFlow.Stops } |> with' numbers
        | Op.Unary op -> unary op
        | Op.Binary op -> binary op
        | Op.Select -> { exact with Layout = Layout.Elementwise } |> keeping [ Kept.Argument 0 ]
        | Op.Cast _ -> {
            exact with
                View = View.IfSameDType
                Layout = Layout.Elementwise
                Flow = GradientFlow.PassesIfSameDType
          }
        | Op.StopGradient -> form Layout.Elementwise |> stopping
        | Op.Reduce(_, [], _) -> form Layout.Elementwise
        | Op.Reduce(kind, _, _) -> reduce kind
        | Op.ArgMax _ -> exact |> borrowing [ Scratch.OfResult 8L ] |> stopping
        | Op.CumSum _ -> exact |> keeping [ Kept.Arguments; Kept.Results ]
        | Op.Sort _ -> exact |> keeping [ Kept.Scratch(Scratch.OfResult 8L) ] |> borrowing [ Scratch.OfResult 8L ]
        | Op.Reshape _ -> { form Layout.Dense with View = View.IfDense }
        | Op.Broadcast _ -> { form Layout.Repeated with Flow = GradientFlow.New }
        | Op.Transpose permutation -> form (Layout.Permuted permutation)
        | Op.Concat _ -> { exact with Flow = GradientFlow.Passes }
        | Op.Slice(axis, _, _, step) -> { form (Layout.Cut(axis, step)) with Flow = GradientFlow.New }
        | Op.Flip _ -> exact
        | Op.Pad(_, _, value) -> exact |> with' [ value ]
        | Op.Gather _ -> exact |> keeping [ Kept.Argument 1 ] |> borrowing [ Scratch.Indices 1 ]
        | Op.OneHot(_, DType.Bool) -> exact |> stopping
        | Op.OneHot _ -> exact |> borrowing [ Scratch.OfResult 1L ] |> stopping
        | Op.Count _ -> exact |> stopping
        | Op.MatMul
        | Op.Linear -> product |> keeping crosswise
        | Op.Conv(window, _) ->
            let border = { Window = window; Over = 0; Size = WindowSize.Kernel 1 }
            let layout = if window.Strides.Length = 3 then Layout.Other else Layout.Dense
            { product with Layout = layout; Work = Work.Convolution(None, 1) }
            |> sliding window 0 (WindowSize.Kernel 1) 1
            |> keeping [ Kept.Bordered border; Kept.Argument 1 ]
        | Op.ConvTranspose _ ->
            { product with Layout = Layout.Other; Work = Work.Convolution(Some 0, 1) } |> keeping crosswise
        | Op.Pool(kind, size, window) ->
            let border = { Window = window; Over = 0; Size = WindowSize.Fixed size }
            let pool = computed |> sliding window 0 (WindowSize.Fixed size) 1
            match kind with
            | PoolKind.Average -> pool |> keeping [ Kept.Bordered border ]
            | PoolKind.Max ->
                { pool with IsExact = true }
                |> keeping [ Kept.Bordered border; Kept.Scratch(Scratch.OfResult 8L) ]
                |> borrowing [ Scratch.Border border; Scratch.OfResult 8L ]
        | Op.AdaptivePool(kind, counts) ->
            let pool = {
                computed with
                    IsExact = (kind = PoolKind.Max)
                    Layout = if counts.Length = 3 then Layout.Other else Layout.Dense
                    Kept = [ Kept.Arguments ]
            }
            match kind with
            | PoolKind.Average -> pool
            | PoolKind.Max ->
                pool
                |> keeping [ Kept.Arguments; Kept.Scratch(Scratch.OfResult 8L) ]
                |> borrowing [ Scratch.OfResult 8L ]
        | Op.MaxPoolPlaces(size, window) -> exact |> sliding window 0 (WindowSize.Fixed size) 1
        | Op.Special op -> special op
        | Op.Embedding -> exact |> keeping [ Kept.Argument 1 ]
        | Op.Embeddings -> exact |> keeping [ Kept.Argument 0 ]
        | Op.Softmax _
        | Op.LogSoftmax _ -> computed |> keeping [ Kept.Results ]
        | Op.BatchNorm epsilon
        | Op.BatchNormInference epsilon ->
            { computed with Layout = Layout.Planar } |> keeping [ Kept.Arguments ] |> with' [ epsilon ]
        | Op.SparseCrossEntropy ->
            computed
            |> keeping [ Kept.Argument 1; Kept.Scratch(Scratch.Copy 0) ]
            |> borrowing [ Scratch.Copy 0; Scratch.Indices 1 ]
        | Op.CrossEntropy ->
            computed
            |> keeping [ Kept.Argument 1; Kept.Scratch(Scratch.Copy 0) ]
            |> borrowing [ Scratch.Copy 0; Scratch.Copy 0 ]
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> { computed with Layout = Layout.Elementwise } |> keeping [ Kept.Arguments ]
        | Op.Dropout(rate, shared, _) ->
            let mask = Scratch.Shrunk(0, shared)
            { exact with Source = Source.Drawn }
            |> with' [ rate ]
            |> keeping [ Kept.Scratch mask ]
            |> borrowing [ mask ]
        | Op.LSTM _ ->
            { recurrence with BackwardScratch = [ Scratch.LSTMBackward 0 ] }
            |> keeping [ Kept.Arguments; Kept.Results; Kept.Scratch(Scratch.LSTMWorkspace 0) ]
            |> borrowing [ Scratch.LSTM 0 ]
        | Op.LSTMTraining _ -> recurrence |> borrowing [ Scratch.LSTM 0 ]
        | Op.Scan scan ->
            { computed with Body = Some scan.Body; View = View.Unknown; Layout = Layout.Other }
            |> keeping [ Kept.Arguments; Kept.Results ]
            |> borrowing [ Scratch.Steps scan.States ]
        | Op.Autograd -> { computed with Source = Source.Watched; Layout = Layout.Other }
        | Op.Backward op -> backward op
        | Op.Custom _ ->
            { computed with Source = Source.Foreign; View = View.Unknown; Layout = Layout.Other }
            |> keeping [ Kept.Arguments; Kept.Results ]
