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
        match (Traits.find op).View with
        | View.Always -> true
        | View.IfDense -> args.Head.IsDense
        | View.IfSameShape -> args.Head.Shape = fst result
        | View.IfSameDType -> args.Head.DType = snd result
        | View.IfInteger -> not args.Head.DType.IsFloat
        | View.Never
        | View.Unknown -> false

    let isDense (op: Op) (args: Sized list) (result: Shape) =
        match (Traits.find op).Layout with
        | Layout.Dense -> true
        | Layout.Planar -> result.Rank = 2 || result.Rank = 4
        | Layout.Other -> false
        | Layout.Elementwise
        | Layout.Pointwise -> args |> List.forall (fun arg -> arg.Shape <> result || arg.IsDense)
        | Layout.Permuted permutation -> args.Head.IsDense && permutation = List.sort permutation
        | Layout.Repeated -> args.Head.IsDense && args.Head.Shape = result
        | Layout.Cut(axis, step) ->
            let leading = List.take (Shape.axis result axis) result.Dims
            args.Head.IsDense && step = 1L && leading |> List.forall ((=) (Dim.Known 1L))

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

    /// The bytes of the copy of an argument that a window slides over, if one is made.
    let private border (sliding: Sliding) (args: Sized list) =
        let size =
            match sliding.Size with
            | WindowSize.Fixed size -> Windows.longs size
            | WindowSize.Kernel argument ->
                Array.truncate sliding.Window.Strides.Length (Shape.sizes args[argument].Shape)
        widened sliding.Window size args[sliding.Over]

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

    let private scratch (args: Sized list) (results: Sized list) (part: Scratch) : int64 =
        match part with
        | Scratch.Copy argument -> args[argument].Bytes
        | Scratch.Shrunk(argument, axes) ->
            let sizes = Shape.sizes args[argument].Shape
            for axis in axes do
                sizes[Shape.axis args[argument].Shape axis] <- 1L
            Array.fold (*) (int64 args[argument].DType.Size) sizes
        | Scratch.Indices argument when args[argument].DType = DType.Int64 -> 0L
        | Scratch.Indices argument
        | Scratch.Places argument -> 8L * count args[argument].Shape
        | Scratch.OfResult bytes -> bytes * count results.Head.Shape
        | Scratch.Border sliding -> border sliding args
        | Scratch.Steps states -> results |> List.take (results.Length - states) |> List.sumBy _.Bytes
        | Scratch.LSTM x -> lstmForward args[x] args[x + 1] args[x + 2]
        | Scratch.LSTMBackward x -> lstmBackward args[x] args[x + 1] args[x + 2]
        | Scratch.LSTMWorkspace x -> lstmWorkspace args[x] args[x + 2]

    /// Memory that is taken for the length of a call, besides its results.
    let borrowed (op: Op) (args: Sized list) (results: Sized list) =
        (Traits.find op).Scratch |> List.sumBy (scratch args results)

    /// What autograd keeps until the gradient is computed: arguments and results, and bytes of its own.
    let saved (op: Op) (args: Sized list) (results: Sized list) : Sized list * int64 =
        let parts =
            (Traits.find op).Kept
            |> List.map (fun kept ->
                match kept with
                | Kept.Arguments -> args, 0L
                | Kept.Results -> results, 0L
                | Kept.Argument argument -> [ args[argument] ], 0L
                | Kept.For(other, argument) -> (if args[other].IsTracked then [ args[argument] ] else []), 0L
                | Kept.Bordered sliding ->
                    match border sliding args with
                    | 0L -> [ args[sliding.Over] ], 0L
                    | wide -> [], wide
                | Kept.Scratch part -> [], scratch args results part)
        List.collect fst parts, List.sumBy snd parts

    /// Memory that autograd takes for the length of its call for an operation, besides the gradients.
    let borrowedBackwards (op: Op) (args: Sized list) (results: Sized list) =
        (Traits.find op).BackwardScratch |> List.sumBy (scratch args results)

    /// Whether the gradient of an argument is the gradient of the result, or a view of it.
    let passesGradient (op: Op) (args: Sized list) i (result: Sized) =
        match (Traits.find op).Flow with
        | GradientFlow.Passes -> true
        | GradientFlow.PassesIfSameShape -> args[i].Shape = result.Shape
        | GradientFlow.PassesIfSameDType -> args[i].DType = result.DType
        | GradientFlow.Stops
        | GradientFlow.New -> false
