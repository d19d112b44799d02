namespace Functional

/// That an operation has what it is made of, and as many arguments as it takes, before any rule looks at them.
[<RequireQualifiedAccess>]
module internal Operands =

    let private many = System.Int32.MaxValue

    let private backward (op: Backward) =
        match op with
        | Backward.Relu
        | Backward.Tanh
        | Backward.Sigmoid
        | Backward.Softmax _
        | Backward.LogSoftmax _
        | Backward.Gelu _
        | Backward.Elu _
        | Backward.Softplus
        | Backward.Silu
        | Backward.LeakyRelu _
        | Backward.AveragePool _
        | Backward.AdaptiveMaxPool _
        | Backward.AdaptiveAveragePool _
        | Backward.Slice _
        | Backward.SumTo -> 2, 2
        | Backward.SparseCrossEntropy
        | Backward.ConvInput _
        | Backward.ConvKernel _
        | Backward.MaxPool _
        | Backward.Embedding
        | Backward.Gather _ -> 3, 3
        | Backward.Concat _ -> 2, many
        | Backward.Embeddings -> 3, many
        | Backward.BatchNorm _ -> 5, 5
        | Backward.LSTM _ -> 13, 13

    /// The least and the largest number.
    let private numbers (op: Op) =
        match op with
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _ -> 0, 0
        | Op.Random _
        | Op.Custom _ -> 0, many
        | Op.Unary _
        | Op.Cast _
        | Op.StopGradient
        | Op.Reduce _
        | Op.ArgMax _
        | Op.CumSum _
        | Op.Sort _
        | Op.Transpose _
        | Op.Slice _
        | Op.Flip _
        | Op.Pad _
        | Op.OneHot _
        | Op.Count _
        | Op.Pool _
        | Op.AdaptivePool _
        | Op.MaxPoolPlaces _
        | Op.Softmax _
        | Op.LogSoftmax _
        | Op.Dropout _ -> 1, 1
        // Others may tell sizes.
        | Op.Reshape _
        | Op.Broadcast _
        | Op.Concat _
        | Op.Scan _
        | Op.Autograd -> 1, many
        | Op.Binary _
        | Op.Gather _
        | Op.MatMul
        | Op.ConvTranspose _
        | Op.Embedding
        | Op.SparseCrossEntropy
        | Op.CrossEntropy
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> 2, 2
        | Op.Embeddings -> 2, many
        | Op.Conv _ -> 2, 3
        | Op.Select
        | Op.Linear
        | Op.BatchNorm _ -> 3, 3
        | Op.BatchNormInference _ -> 5, 5
        | Op.LSTM _
        | Op.LSTMTraining _ -> 6, 6
        | Op.Special op -> SpecialRules.arguments op
        | Op.Backward op -> backward op

    /// What .NET may have left out.
    let private parts (op: Op) : obj list =
        let window (window: Window) : obj list =
            if isNull (box window) then [ null ] else [ window.Strides; window.Padding; window.Dilation ]
        let dims (shape: Shape) : obj = if isNull (box shape) then null else shape.Dims
        match op with
        | Op.Input(name, shape, dtype) -> [ name; shape; dims shape; dtype ]
        | Op.Weight(key, shape, dtype) -> [ key; shape; dims shape; dtype ]
        | Op.Scalar(_, dtype)
        | Op.Cast dtype
        | Op.OneHot(_, dtype) -> [ dtype ]
        | Op.Constant array when isNull (box array) -> [ null ]
        | Op.Constant array -> [ array.DType; array.Shape; array.Data ]
        | Op.Random(distribution, extents, dtype, _) -> [ distribution; extents; dtype ]
        | Op.Unary op -> [ op ]
        | Op.Binary op -> [ op ]
        | Op.Reduce(kind, axes, _) -> [ kind; axes ]
        | Op.Reshape extents
        | Op.Broadcast extents -> [ extents ]
        | Op.Transpose axes
        | Op.Flip axes
        | Op.Dropout(_, axes, _) -> [ axes ]
        | Op.Pad(before, after, _) -> [ before; after ]
        | Op.Count(axes, dtype) -> [ axes; dtype ]
        | Op.Conv(strides, _) -> window strides
        | Op.ConvTranspose(strides, longer) -> box longer :: window strides
        | Op.Pool(kind, size, strides) -> box kind :: box size :: window strides
        | Op.AdaptivePool(kind, counts) -> [ kind; counts ]
        | Op.MaxPoolPlaces(size, strides) -> box size :: window strides
        | Op.LSTM recurrence
        | Op.LSTMTraining recurrence -> [ recurrence ]
        | Op.Scan scan when isNull (box scan) -> [ null ]
        | Op.Scan scan -> [ scan.Recurrence; scan.Body ]
        | Op.Special op -> [ op ]
        | Op.Backward op -> [ op ]
        | Op.Custom custom when isNull (box custom) -> [ null ]
        | Op.Custom custom -> [ custom.Name; custom.Infer; custom.Compute ]
        | Op.StopGradient
        | Op.ArgMax _
        | Op.CumSum _
        | Op.Sort _
        | Op.Concat _
        | Op.Slice _
        | Op.Gather _
        | Op.Select
        | Op.MatMul
        | Op.Linear
        | Op.Embedding
        | Op.Embeddings
        | Op.Softmax _
        | Op.LogSoftmax _
        | Op.BatchNorm _
        | Op.BatchNormInference _
        | Op.SparseCrossEntropy
        | Op.CrossEntropy
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy
        | Op.Autograd -> []

    /// Raises for an operation without its parts.
    let requireParts (op: Op) =
        if isNull (box op) then
            raise (ConfigurationException "an operation must not be null")
        if parts op |> List.exists isNull then
            raise (ConfigurationException $"{DTypeRules.name op}: nothing that it is made of may be null")

    /// Raises for another number of arguments than an operation takes.
    let require (op: Op) (count: int) =
        let least, most = numbers op
        if count < least || count > most then
            let wanted =
                if least = most then string least
                elif most = many then $"at least {least}"
                else $"{least} to {most}"
            raise (ShapeException $"{DTypeRules.name op} takes {wanted} arguments, got {count}")
