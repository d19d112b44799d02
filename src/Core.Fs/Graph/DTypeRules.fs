namespace Functional

/// Which dtypes every operation takes: those that libtorch computes with. Raises <c>ShapeException</c> for others. Some of libtorch's calls
/// end the process where they are given another.
[<RequireQualifiedAccess>]
module internal DTypeRules =

    let private fail message = raise (ShapeException message)

    [<RequireQualifiedAccess>]
    type private Need =
        | Anything
        /// All but bool.
        | Numbers
        | Floats
        /// All but float16 and bfloat16.
        | Wide
        | Bools
        /// int32 or int64.
        | Indices

    let private unary op =
        match op with
        | Unary.Neg
        | Unary.Abs
        | Unary.Square
        | Unary.Relu
        | Unary.Floor
        | Unary.Ceil -> Need.Numbers
        | Unary.LogSigmoid
        | Unary.Softplus
        | Unary.Silu
        | Unary.Gelu _
        | Unary.Elu _
        | Unary.Selu
        | Unary.LeakyRelu _
        | Unary.Relu6
        | Unary.HardSigmoid -> Need.Floats
        | Unary.Sign
        | Unary.Reciprocal
        | Unary.Sqrt
        | Unary.Rsqrt
        | Unary.Exp
        | Unary.Expm1
        | Unary.Log
        | Unary.Log1p
        | Unary.Sin
        | Unary.Cos
        | Unary.Tan
        | Unary.Asin
        | Unary.Acos
        | Unary.Atan
        | Unary.Sinh
        | Unary.Cosh
        | Unary.Tanh
        | Unary.Erf
        | Unary.Erfc
        | Unary.Erfinv
        | Unary.Round
        | Unary.Sigmoid
        | Unary.Clip _
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> Need.Anything
        | Unary.BesselI _ -> Need.Wide

    let private binary op =
        match op with
        | Binary.Sub
        | Binary.FloorDiv
        | Binary.Mod
        | Binary.Pow -> Need.Numbers
        | Binary.Add
        | Binary.Mul
        | Binary.Div
        | Binary.Maximum
        | Binary.Minimum
        | Binary.Equal
        | Binary.NotEqual
        | Binary.Less
        | Binary.LessEqual
        | Binary.Greater
        | Binary.GreaterEqual
        | Binary.And
        | Binary.Or -> Need.Anything

    /// What each argument is to be; further arguments as the last of them.
    let private needs (op: Op) : Need list =
        match op with
        | Op.Random _
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _
        | Op.Cast _
        | Op.StopGradient
        | Op.Sort _
        | Op.Reshape _
        | Op.Broadcast _
        | Op.Transpose _
        | Op.Concat _
        | Op.Slice _
        | Op.Flip _
        | Op.Pad _
        | Op.Gather _
        | Op.Count _
        | Op.Scan _
        | Op.Custom _ -> [ Need.Anything ]
        | Op.Autograd -> [ Need.Floats ]
        // A gradient comes first.
        | Op.Backward(Backward.ConvInput _ | Backward.ConvKernel _) -> [ Need.Floats ]
        | Op.Backward _ -> [ Need.Floats; Need.Anything ]
        | Op.Unary op -> [ unary op ]
        | Op.Binary op -> [ binary op ]
        | Op.Select -> [ Need.Bools; Need.Anything ]
        | Op.Reduce(Reduction.Mean, _ :: _, _) -> [ Need.Floats ]
        | Op.Reduce _ -> [ Need.Anything ]
        | Op.Conv(window, _) when window.Dilation |> List.exists (fun step -> step > 1) -> [ Need.Floats ]
        | Op.ArgMax _
        | Op.CumSum _
        | Op.OneHot _
        | Op.MatMul
        | Op.Linear
        | Op.Conv _
        | Op.Pool(PoolKind.Max, _, { Padding = Padding.Valid }) -> [ Need.Numbers ]
        | Op.ConvTranspose _
        | Op.Pool _
        | Op.AdaptivePool _
        | Op.MaxPoolPlaces _
        | Op.Softmax _
        | Op.LogSoftmax _
        | Op.BatchNorm _
        | Op.BatchNormInference _
        | Op.CrossEntropy
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy
        | Op.Dropout _
        | Op.LSTM _
        | Op.LSTMTraining _ -> [ Need.Floats ]
        | Op.SparseCrossEntropy -> [ Need.Floats; Need.Anything ]
        // Its own rules look at them.
        | Op.Special _ -> [ Need.Anything ]
        | Op.Embedding -> [ Need.Anything; Need.Indices ]
        | Op.Embeddings -> [ Need.Indices; Need.Anything ]

    let private meets need (dtype: DType) =
        match need with
        | Need.Anything -> true
        | Need.Numbers -> dtype <> DType.Bool
        | Need.Floats -> dtype.IsFloat
        | Need.Wide -> dtype <> DType.Float16 && dtype <> DType.BFloat16
        | Need.Bools -> dtype = DType.Bool
        | Need.Indices -> dtype = DType.Int32 || dtype = DType.Int64

    let private describe need =
        match need with
        | Need.Anything -> "anything"
        | Need.Numbers -> "numbers"
        | Need.Floats -> "floats"
        | Need.Wide -> "numbers of 32 bits and more"
        | Need.Bools -> "bools"
        | Need.Indices -> "integer indices (int32 or int64)"

    /// What an operation is called in errors.
    let name (op: Op) =
        let case (value: obj) = ((string value).Split(' ', '\n') |> Array.head).ToLowerInvariant()
        match op with
        | Op.Unary op -> case op
        | Op.Binary op -> case op
        | Op.Reduce(kind, _, _) -> case kind
        | Op.Special op -> SpecialRules.name op
        | op -> case op

    /// The rule that an operation breaks with text.
    let noText (op: Op) = $"{name op} takes numbers, got text, which only preprocessing layers take"

    /// Raises where an operation does not take arguments of those dtypes.
    let require (op: Op) (dtypes: DType list) =
        match op with
        | Op.Random(_, _, dtype, _) when not dtype.IsFloat -> fail $"random numbers are floats, got {dtype}"
        | _ -> ()
        if List.contains DType.String dtypes then
            fail (noText op)
        let rec check needs (dtypes: DType list) =
            match needs, dtypes with
            | _, [] -> ()
            | [ need ], dtype :: rest ->
                if not (meets need dtype) then
                    fail $"{name op} needs {describe need}, got {dtype}"
                check [ need ] rest
            | need :: others, dtype :: rest ->
                check [ need ] [ dtype ]
                check others rest
            | [], _ -> ()
        check (needs op) dtypes
        if (Traits.find op).OneDType && dtypes |> List.exists ((<>) dtypes.Head) then
            let got = dtypes |> List.map string |> String.concat ", "
            fail $"{name op} needs arguments of one dtype, got {got}"

    /// Dtype of an elementwise function's result.
    let ofUnary op (dtype: DType) =
        match op with
        | Unary.Neg
        | Unary.Abs
        | Unary.Sign
        | Unary.Square
        | Unary.Relu
        | Unary.Floor
        | Unary.Ceil
        | Unary.Round -> dtype
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> DType.Bool
        | Unary.Reciprocal
        | Unary.Sqrt
        | Unary.Rsqrt
        | Unary.Exp
        | Unary.Expm1
        | Unary.Log
        | Unary.Log1p
        | Unary.Sin
        | Unary.Cos
        | Unary.Tan
        | Unary.Asin
        | Unary.Acos
        | Unary.Atan
        | Unary.Sinh
        | Unary.Cosh
        | Unary.Tanh
        | Unary.Erf
        | Unary.Erfc
        | Unary.Erfinv
        | Unary.BesselI _
        | Unary.Sigmoid
        | Unary.LogSigmoid
        | Unary.Softplus
        | Unary.Silu
        | Unary.Gelu _
        | Unary.Elu _
        | Unary.Selu
        | Unary.LeakyRelu _
        | Unary.Clip _
        | Unary.Relu6
        | Unary.HardSigmoid -> DType.toFloat dtype

    /// Dtype of an elementwise function of two tensors.
    let ofBinary op (a: DType) (b: DType) =
        match op with
        | Binary.Add
        | Binary.Sub
        | Binary.Mul
        | Binary.FloorDiv
        | Binary.Mod
        | Binary.Pow
        | Binary.Maximum
        | Binary.Minimum -> DType.promote a b
        | Binary.Div -> DType.toFloat (DType.promote a b)
        | Binary.Equal
        | Binary.NotEqual
        | Binary.Less
        | Binary.LessEqual
        | Binary.Greater
        | Binary.GreaterEqual
        | Binary.And
        | Binary.Or -> DType.Bool

    /// Dtype of a reduction over some axes.
    let ofReduction kind (dtype: DType) =
        match kind with
        | Reduction.Sum
        | Reduction.Prod -> if dtype.IsFloat || dtype = DType.Int64 then dtype else DType.Int32
        | Reduction.Mean -> DType.toFloat dtype
        | Reduction.Max
        | Reduction.Min -> dtype
        | Reduction.All
        | Reduction.Any -> DType.Bool
