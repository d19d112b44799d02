namespace Functional

/// A block of memory that tensors lie in. It goes with its last holder.
[<AllowNullLiteral>]
type internal Block(bytes: int64, isGradient: bool) =
    member _.Bytes = bytes
    member _.IsGradient = isGradient
    member val Holders = 0 with get, set

/// A tensor of which only the size matters.
type internal Sized = {
    Shape: Shape
    DType: DType
    Block: Block
    /// Whether its elements lie in the order of its axes, so that another shape is a view.
    IsDense: bool
    /// Whether autograd follows it.
    IsTracked: bool
} with

    member this.Bytes = Array.fold (*) (int64 this.DType.Size) (Shape.sizes this.Shape)

/// How much memory operations take, as their kernels call libtorch.
[<RequireQualifiedAccess>]
module internal OpMemory =

    let private count (shape: Shape) = Array.fold (*) 1L (Shape.sizes shape)

    /// Whether a result lies in the memory of the first argument.
    let isView (op: Op) (args: Sized list) (result: Shape * DType) =
        match op with
        | Op.StopGradient
        | Op.Broadcast _
        | Op.Transpose _
        | Op.Slice _
        | Op.Reduce(_, [], _)
        | Op.Backward(Backward.Concat _) -> true
        | Op.Reshape _ -> args.Head.IsDense
        | Op.Cast dtype -> args.Head.DType = dtype
        | Op.Unary Unary.Round -> not args.Head.DType.IsFloat
        | Op.Backward Backward.SumTo -> args.Head.Shape = fst result
        | _ -> false

    let isDense (op: Op) (args: Sized list) (result: Shape) =
        match op with
        | Op.StopGradient
        | Op.Cast _
        | Op.Unary _
        | Op.Binary _
        | Op.Select -> args |> List.forall (fun arg -> arg.Shape <> result || arg.IsDense)
        | Op.Transpose permutation -> args.Head.IsDense && permutation = List.sort permutation
        | Op.Broadcast _ -> args.Head.IsDense && args.Head.Shape = result
        | Op.Slice(axis, _, _, step) ->
            let leading = List.take (Shape.axis result axis) result.Dims
            args.Head.IsDense && step = 1L && leading |> List.forall ((=) (Dim.Known 1L))
        | _ -> true

    /// The bytes of an input with its border, where the border is uneven and libtorch gets a wider copy.
    let private widened (window: Window) (kernel: int64[]) (x: Sized) =
        let sizes = Shape.sizes x.Shape
        let pads = Windows.padding window kernel (Array.sub sizes 1 kernel.Length)
        if pads |> Array.forall (fun (before, after) -> before = after) then
            0L
        else
            let wide =
                sizes
                |> Array.mapi (fun axis size ->
                    if axis = 0 || axis > kernel.Length then size else size + fst pads[axis - 1] + snd pads[axis - 1])
            Array.fold (*) (int64 x.DType.Size) wide

    let kernelOf (window: Window) (kernel: Sized) = Array.truncate window.Strides.Length (Shape.sizes kernel.Shape)

    /// Copy of the argument that a window passes over, if one is made.
    let border (op: Op) (args: Sized list) =
        match op with
        | Op.Conv(window, _) -> widened window (kernelOf window args[1]) args[0]
        | Op.Pool(_, size, window)
        | Op.MaxPoolPlaces(size, window) -> widened window (Windows.longs size) args[0]
        | Op.Backward(Backward.ConvInput(window, _))
        | Op.Backward(Backward.ConvKernel(window, _, _)) -> widened window (kernelOf window args[2]) args[1]
        | Op.Backward(Backward.MaxPool(size, window))
        | Op.Backward(Backward.AveragePool(size, window)) -> widened window (Windows.longs size) args[1]
        | _ -> 0L

    // oneDNN's sizes in libtorch 2.10, in floats, found by watching which pages of its workspace are written: pages that nobody writes are no
    // memory. Rows are padded to whole cache lines, and those of 256 floats by one line more.
    let private row (size: int64) =
        let lines = (size + 15L) / 16L * 16L
        if lines % 256L = 0L then lines + 16L else lines

    let private lstmSizes (x: Sized) (recurrent: Sized) =
        let sizes = Shape.sizes x.Shape
        struct (sizes[0], sizes[1], sizes[2], (Shape.sizes recurrent.Shape)[0])

    /// What an LSTM leaves for its gradient: the gates and the cell states of every step.
    let lstmWorkspace (x: Sized) (recurrent: Sized) =
        let struct (batch, steps, _, units) = lstmSizes x recurrent
        4L * batch * (steps * row (4L * units) + (steps + 1L) * units)

    let private lstmGates (x: Sized) (recurrent: Sized) =
        let struct (batch, steps, _, units) = lstmSizes x recurrent
        4L * batch * steps * row (4L * units)

    /// What an LSTM takes while it runs: its input and kernels in oneDNN's order, and the gates of all steps at once in batches
    /// below 128.
    let private lstmForward (x: Sized) (kernel: Sized) (recurrent: Sized) =
        let struct (batch, _, _, _) = lstmSizes x recurrent
        x.Bytes + kernel.Bytes + recurrent.Bytes + (if batch < 128L then lstmGates x recurrent else 0L)

    /// The same for its gradient: the gradients of gates and states of every step, input and outputs in oneDNN's order, and kernels
    /// and their gradients.
    let lstmBackward (x: Sized) (kernel: Sized) (recurrent: Sized) =
        let struct (batch, steps, features, units) = lstmSizes x recurrent
        let states = 4L * batch * (steps + 1L) * (3L * row (max features units) + units)
        let outputs = 4L * batch * steps * units
        lstmGates x recurrent + states + x.Bytes + outputs + 3L * (kernel.Bytes + recurrent.Bytes)

    /// Memory that is taken for the length of a call, besides its results.
    let borrowed (op: Op) (args: Sized list) (results: Sized list) =
        let wide (indices: Sized) = if indices.DType = DType.Int64 then 0L else 8L * count indices.Shape
        match op with
        | Op.SparseCrossEntropy -> args[0].Bytes + wide args[1]
        | Op.CrossEntropy -> 2L * args[0].Bytes
        | Op.Dropout(_, shared, _) ->
            let sizes = Shape.sizes args[0].Shape
            for axis in shared do
                sizes[Shape.axis args[0].Shape axis] <- 1L
            Array.fold (*) (int64 args[0].DType.Size) sizes
        | Op.ArgMax _ -> 8L * count results.Head.Shape
        | Op.Sort _ -> 8L * count results.Head.Shape
        | Op.OneHot(_, dtype) -> if dtype = DType.Bool then 0L else count results.Head.Shape
        | Op.Gather _ -> wide args[1]
        | Op.Pool(PoolKind.Max, _, _) -> border op args + 8L * count results.Head.Shape
        | Op.Scan scan ->
            let outputs = results |> List.take (results.Length - scan.States)
            outputs |> List.sumBy _.Bytes
        | Op.LSTM _
        | Op.LSTMTraining _ -> lstmForward args[0] args[1] args[2]
        | Op.Backward(Backward.LSTM _) -> lstmBackward args[3] args[4] args[5]
        | Op.Backward(Backward.SparseCrossEntropy) -> 8L * count args[2].Shape * 2L
        | Op.Backward(Backward.Gather _) -> args[1].Bytes + wide args[2]
        | Op.Backward(Backward.ConvInput _)
        | Op.Backward(Backward.MaxPool _)
        | Op.Backward(Backward.AveragePool _) -> 2L * border op args
        | Op.Conv _
        | Op.MaxPoolPlaces _
        | Op.Backward _ -> border op args
        | _ -> 0L

    /// What autograd keeps until the gradient is computed: arguments and results by position, and bytes of its own.
    let saved (op: Op) (args: Sized list) (results: Sized list) : Sized list * int64 =
        let tracked i = args[i].IsTracked
        let result = [ results.Head ]
        match op with
        | Op.Unary op ->
            match op with
            | Unary.Neg
            | Unary.Sign
            | Unary.Floor
            | Unary.Ceil
            | Unary.Round
            | Unary.Not
            | Unary.IsNan
            | Unary.IsFinite -> [], 0L
            | Unary.Relu
            | Unary.Tanh
            | Unary.Sigmoid
            | Unary.Exp
            | Unary.Expm1
            | Unary.Sqrt
            | Unary.Rsqrt
            | Unary.Reciprocal
            | Unary.Tan -> result, 0L
            | _ -> args, 0L
        | Op.Binary op ->
            match op with
            | Binary.Mul ->
                [
                    for i in 0..1 do
                        if tracked (1 - i) then
                            args[i]
                ],
                0L
            | Binary.Div ->
                [
                    args[1]
                    if tracked 1 then
                        args[0]
                ],
                0L
            | Binary.Maximum
            | Binary.Minimum
            | Binary.Mod -> args, 0L
            | Binary.Pow -> args @ result, 0L
            | _ -> [], 0L
        | Op.Select -> [ args[0] ], 0L
        | Op.Reduce((Reduction.Max | Reduction.Min | Reduction.Prod), _, _) -> args @ result, 0L
        | Op.Gather _
        | Op.Embedding -> [ args[1] ], 0L
        | Op.MatMul
        | Op.Linear ->
            [
                for i in 0..1 do
                    if tracked (1 - i) then
                        args[i]
            ],
            0L
        | Op.Conv _
        | Op.Pool(PoolKind.Average, _, _) ->
            match border op args with
            | 0L -> List.truncate 2 args, 0L
            | wide -> args[1..1], wide
        | Op.Pool(PoolKind.Max, _, _) ->
            let places = 8L * count results.Head.Shape
            match border op args with
            | 0L -> args, places
            | wide -> [], places + wide
        | Op.Softmax _
        | Op.LogSoftmax _ -> result, 0L
        | Op.BatchNorm _
        | Op.BatchNormInference _ -> args, 0L
        | Op.SparseCrossEntropy
        | Op.CrossEntropy -> [ args[1] ], args[0].Bytes
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> args, 0L
        | Op.Dropout _ -> [], borrowed op args results
        | Op.LSTM _ -> args @ results, lstmWorkspace args[0] args[2]
        | Op.Scan _
        | Op.Custom _
        | Op.Qr
        | Op.CumSum _ -> args @ results, 0L
        | _ -> [], 0L

    /// Memory that autograd takes for the length of its call for an operation, besides the gradients.
    let borrowedBackwards (op: Op) (args: Sized list) =
        match op with
        | Op.LSTM _ -> lstmBackward args[0] args[1] args[2]
        | _ -> border op args

    /// Whether the gradient of an argument is the gradient of the result, or a view of it.
    let passesGradient (op: Op) (args: Sized list) i (result: Sized) =
        match op with
        | Op.Binary(Binary.Add | Binary.Sub) -> args[i].Shape = result.Shape
        | Op.Cast dtype -> args[i].DType = dtype
        | Op.Reshape _
        | Op.Transpose _
        | Op.Concat _
        | Op.Reduce((Reduction.Sum | Reduction.Mean), _, _) -> true
        | _ -> false
