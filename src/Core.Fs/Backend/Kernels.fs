namespace Functional

open System
open TorchSharp

/// The TorchSharp call of an operation: arguments in, new tensors out. The arguments stay the caller's; a result is never
/// one of the argument objects.
[<RequireQualifiedAccess>]
type internal Kernel =
    | One of (Tensor[] -> Tensor)
    | Many of (Tensor[] -> Tensor[])

[<RequireQualifiedAccess>]
module internal Kernels =

    let private longs = Windows.longs

    /// Sizes that extents stand for at run time; <c>Rest</c> becomes −1.
    let private sizes (extents: Extent list) : Tensor[] -> int64[] =
        let extents = Array.ofList extents
        if
            extents
            |> Array.forall (fun e ->
                match e with
                | Extent.Of _ -> false
                | _ -> true)
        then
            let fixedSizes =
                extents
                |> Array.map (function
                    | Extent.Size size -> size
                    | Extent.Of _
                    | Extent.Rest -> -1L)
            fun _ -> fixedSizes
        else
            fun args ->
                extents
                |> Array.map (function
                    | Extent.Size size -> size
                    | Extent.Of(argument, axis) -> args[argument].size axis
                    | Extent.Rest -> -1L)

    // TorchSharp does not catch what libtorch raises of this call, which ends the process: sizes that only data decides are checked
    // before.
    let private matmul (a: Tensor) (b: Tensor) : Tensor =
        let inner = if b.Dimensions = 1L then -1 else -2
        let mutable fits = a.size -1 = b.size inner
        for axis in 3 .. int (min a.Dimensions b.Dimensions) do
            let left, right = a.size -axis, b.size -axis
            fits <- fits && (left = right || left = 1L || right = 1L)
        if not fits then
            invalidOp "inner sizes must be equal, and batches must broadcast"
        a.matmul b

    /// A view of x as (batch, channels, …) for kernels that want channels second.
    let private channelsSecond (x: Tensor) =
        let rank = int x.Dimensions
        if rank <= 2 then x.alias () else x.permute (Windows.channelsFirst (rank - 2))

    let private channelsBack (x: Tensor) =
        let rank = int x.Dimensions
        if rank <= 2 then x.alias () else x.permute (Windows.channelsLast (rank - 2))

    let private batchNorm epsilon (args: Tensor[]) =
        let x, scale, offset = args[0], args[1], args[2]
        let elements = float (x.numel ()) / float (x.size (int x.Dimensions - 1))
        // With momentum 1 the running statistics become the batch's own; libtorch's variance is the unbiased one. It is kept for the
        // gradient and must not change: that would end the process.
        let mean = torch.zeros ([| scale.size 0 |], x.dtype, x.device)
        use unbiased = torch.ones ([| scale.size 0 |], x.dtype, x.device)
        use first = channelsSecond x
        // libtorch's gradient walks through the scale's memory: a number seen as a whole tensor would give a wrong one.
        use dense = if scale.is_contiguous () then null else scale.contiguous ()
        let scale = if isNull dense then scale else dense
        use result = torch.nn.functional.batch_norm (first, mean, unbiased, scale, offset, true, 1.0, epsilon)
        let variance =
            if elements > 1.0 then
                Scalars.using [| (elements - 1.0) / elements |] (fun share -> unbiased.mul share[0])
            else
                torch.zeros_like unbiased
        [| channelsBack result; mean; variance |]

    let private batchNormInference epsilon =
        let number = Scalars.real epsilon
        fun (args: Tensor[]) ->
            let mean, variance = args[3], args[4]
            if mean.requires_grad || variance.requires_grad then
                // libtorch's own call gives no gradient for the statistics.
                use widened = number.Call(fun epsilon -> variance.add (epsilon, Scalars.one))
                use deviation = widened.rsqrt ()
                use factor = deviation.mul args[1]
                use centred = args[0].sub mean
                use scaled = centred.mul factor
                scaled.add (args[2], Scalars.one)
            else
                use first = channelsSecond args[0]
                use result =
                    torch.nn.functional.batch_norm (first, mean, variance, args[1], args[2], false, 0.0, epsilon)
                channelsBack result

    let private sparseCrossEntropy (args: Tensor[]) =
        use logProbabilities = torch.nn.functional.log_softmax (args[0], -1L)
        use wide = args[1].``to`` torch.ScalarType.Int64
        if args[0].Dimensions = 2L then
            torch.nn.functional.nll_loss (logProbabilities, wide, reduction = torch.nn.Reduction.None)
        else
            use indices = wide.unsqueeze -1L
            use picked = logProbabilities.gather (-1L, indices)
            use flat = picked.squeeze -1L
            flat.neg ()

    let private crossEntropy (args: Tensor[]) =
        use logProbabilities = torch.nn.functional.log_softmax (args[0], -1L)
        use product = logProbabilities.mul args[1]
        use sum = product.sum (-1L)
        sum.neg ()

    /// A loss of libtorch's that wants both arguments in one shape.
    let private elementwiseLoss (losses: Tensor -> Tensor -> Tensor) (args: Tensor[]) =
        if args[0].shape = args[1].shape then
            losses args[0] args[1]
        else
            let both = torch.broadcast_tensors args
            use prediction = both[0]
            use targets = both[1]
            losses prediction targets

    let private sigmoidCrossEntropy =
        elementwiseLoss (fun logits targets ->
            torch.nn.functional.binary_cross_entropy_with_logits (logits, targets, reduction = torch.nn.Reduction.None))

    let private binaryCrossEntropy =
        elementwiseLoss (fun p targets ->
            torch.nn.functional.binary_cross_entropy (p, targets, reduction = torch.nn.Reduction.None))

    let private embeddings (args: Tensor[]) =
        let indices, tables = args[0], args[1..]
        let isTracked = torch.is_grad_enabled () && tables |> Array.exists _.requires_grad
        let elements = indices.numel () / int64 tables.Length * (tables |> Array.sumBy (fun table -> table.size 1))
        if not isTracked && Tables.suit elements tables then
            Tables.rows indices tables
        else
            let parts =
                tables
                |> Array.mapi (fun i table ->
                    use column = indices.select (-1L, int64 i)
                    Natives.embedding table column)
            let joined = torch.cat (parts, -1L)
            for part in parts do
                part.Dispose()
            joined

    let private gather axis (args: Tensor[]) =
        let table, indices = args[0], args[1]
        let axis = if axis < 0 then axis + int table.Dimensions else axis
        use wide = indices.``to`` torch.ScalarType.Int64
        if indices.Dimensions = 1L then
            table.index_select (int64 axis, wide)
        else
            use flat = wide.reshape [| -1L |]
            use rows = table.index_select (int64 axis, flat)
            let shape = table.shape
            rows.reshape (Array.concat [ shape[.. axis - 1]; indices.shape; shape[axis + 1 ..] ])

    let private oneHot (classes: int) (dtype: DType) =
        let count = Scalars.whole (int64 classes)
        fun (args: Tensor[]) ->
            let indices = args[0]
            use wide = indices.unsqueeze -1L
            use range =
                count.Call(fun count ->
                    torch.arange (Scalars.zero, count, Scalars.one, Nullable wide.dtype, wide.device))
            use same = wide.eq range
            same.``to`` (Tensors.scalarType dtype)

    let private lstm (recurrence: Recurrence) (args: Tensor[]) =
        let run (x: Tensor) =
            let train = torch.is_grad_enabled ()
            Natives.lstm x args[1] args[2] args[3] args[4] args[5] train
        if recurrence.Reverse then
            use reversed = args[0].flip [| 1L |]
            run reversed
        else
            run args[0]

    let private autograd retainGraph (args: Tensor[]) =
        let weights = Array.sub args 1 (args.Length - 1)
        if args[0].requires_grad then
            Natives.gradients [| args[0] |] weights Array.empty retainGraph
        else
            weights |> Array.map torch.zeros_like

    let private toType (dtype: DType) =
        let target = Tensors.scalarType dtype
        fun (x: Tensor) -> if x.dtype = target then x.alias () else x.``to`` target

    let private scan (runBody: Tensor[] -> Tensor[]) (scan: Scan) (args: Tensor[]) =
        let constants = args[scan.Sequences + scan.States ..]
        // At once: the gradient of one select after the other would be as many whole sequences of zeros.
        let sequences = Array.init scan.Sequences (fun i -> args[i].unbind 1)
        let steps = sequences[0].Length
        let mutable states = Array.init scan.States (fun i -> args[scan.Sequences + i].alias())
        let outputs: Tensor[][] = Array.zeroCreate steps
        for i in 0 .. steps - 1 do
            let at = if scan.Recurrence.Reverse then steps - 1 - i else i
            let results = runBody (Array.concat [ Array.map (Array.item at) sequences; states; constants ])
            states |> Array.iter (fun state -> state.Dispose())
            let count = results.Length - scan.States
            outputs[if scan.InPlace then at else i] <- results[.. count - 1]
            states <- results[count..]
        sequences |> Array.iter (Array.iter (fun step -> step.Dispose()))
        let stacked =
            Array.init (scan.Body.OutputTypes.Length - scan.States) (fun i ->
                torch.stack (outputs |> Seq.map (Array.item i), 1L))
        for output in outputs do
            output |> Array.iter (fun tensor -> tensor.Dispose())
        Array.append stacked states

    /// The call of a node. <c>compileBody</c> gives the way to run a graph inside an operation; <c>retainGraph</c> says that what a
    /// loss left behind for its gradient is needed by another one too.
    let lower
        (context: RunContext)
        (compileBody: Body -> Tensor[] -> Tensor[])
        (device: torch.Device)
        retainGraph
        (node: Node)
        : Kernel =
        let dtype = snd node.Types[0]
        let one = Kernel.One
        let scalarArgument i =
            match node.Args[i].Op with
            | Op.Scalar(value, dtype) -> Some(Scalars.ofDType dtype value)
            | _ -> None
        match node.Op with
        | Op.Input _
        | Op.Weight _
        | Op.Constant _ -> invalidOp "leaves have no kernel"
        | Op.Scalar(value, dtype) ->
            let number = Scalars.ofDType dtype value
            one (fun _ ->
                number.Call(fun number -> torch.full (Array.empty<int64>, number, Tensors.scalarType dtype, device)))
        | Op.Random(distribution, extents, dtype, stream) ->
            let sizes = sizes extents
            let draw = Draws.draw distribution context stream
            one (fun args -> draw (sizes args) (Tensors.scalarType dtype) device)
        | Op.Unary op ->
            let compute = ElementKernels.unary op
            one (fun args -> compute args[0])
        | Op.Binary op ->
            match op, scalarArgument 1 with
            | Binary.Pow, Some exponent -> one (fun args -> exponent.Call args[0].pow)
            | _ ->
                // A number is a tensor without axes here: libtorch takes that in half the time of its overloads for numbers.
                let compute = ElementKernels.binary op
                one (fun args -> compute args[0] args[1])
        | Op.Select -> one (fun args -> torch.where (args[0], args[1], args[2]))
        | Op.Cast dtype ->
            let cast = toType dtype
            one (fun args -> cast args[0])
        | Op.StopGradient -> one (fun args -> args[0].detach())
        | Op.Reduce(_, [], _) -> one (fun args -> args[0].alias())
        | Op.Reduce(kind, axes, keep) ->
            let compute = ElementKernels.reduce kind axes keep dtype
            one (fun args -> compute args[0])
        | Op.ArgMax axis ->
            one (fun args ->
                use indices = args[0].argmax(int64 axis)
                indices.``to`` torch.ScalarType.Int32)
        | Op.CumSum axis -> one (fun args -> args[0].cumsum(int64 axis, Nullable args[0].dtype))
        | Op.Sort(axis, descending) ->
            one (fun args ->
                let struct (values, indices) = args[0].sort(int64 axis, descending, true)
                indices.Dispose()
                values)
        | Op.Reshape extents ->
            let sizes = sizes extents
            one (fun args ->
                let result = args[0].reshape(sizes args)
                if Object.ReferenceEquals(result, args[0]) then result.alias () else result)
        | Op.Broadcast extents ->
            let sizes = sizes extents
            one (fun args -> args[0].expand(sizes args, false))
        | Op.Transpose [ 1; 0 ] -> one (fun args -> args[0].t())
        | Op.Transpose permutation ->
            let permutation = longs permutation
            one (fun args -> args[0].permute permutation)
        | Op.Concat axis -> one (fun args -> torch.cat (args, int64 axis))
        | Op.Slice(axis, start, stop, step) ->
            let stop = defaultArg stop Int64.MaxValue
            one (fun args -> args[0].slice(int64 axis, start, stop, step))
        | Op.Flip axes ->
            let axes = longs axes
            one (fun args -> args[0].flip axes)
        | Op.Pad(before, after, value) ->
            let pads = [|
                for before, after in List.rev (List.zip before after) do
                    yield int64 before
                    yield int64 after
            |]
            one (fun args -> torch.nn.functional.pad (args[0], pads, PaddingModes.Constant, value))
        | Op.Gather axis -> one (gather axis)
        | Op.OneHot(classes, dtype) -> one (oneHot classes dtype)
        | Op.Count(axes, dtype) ->
            let torchType = Tensors.scalarType dtype
            one (fun args ->
                let count = axes |> List.fold (fun product axis -> product * args[0].size axis) 1L
                // Another number for each size of batch.
                Scalars.using [| float count |] (fun number ->
                    torch.full (Array.empty<int64>, number[0], torchType, device)))
        | Op.MatMul when node.Args |> List.forall (fun arg -> arg.Rank = 2) -> one (fun args -> args[0].mm args[1])
        | Op.MatMul -> one (fun args -> matmul args[0] args[1])
        | Op.Linear ->
            one (fun args ->
                if args[0].Dimensions = 2L then
                    torch.addmm (args[2], args[0], args[1], 1f, 1f)
                else
                    use product = matmul args[0] args[1]
                    product.add (args[2], Scalars.one))
        | Op.Conv(window, groups) -> one (WindowKernels.conv window groups)
        | Op.ConvTranspose(window, longer) -> one (WindowKernels.convTranspose window longer)
        | Op.Pool(PoolKind.Max, size, window) -> one (fun args -> WindowKernels.maxPool size window args[0])
        | Op.Pool(PoolKind.Average, size, window) -> one (fun args -> WindowKernels.averagePool size window args[0])
        | Op.AdaptivePool(kind, counts) -> one (fun args -> WindowKernels.adaptivePool kind counts args[0])
        | Op.MaxPoolPlaces(size, window) -> Kernel.Many(BackwardKernels.maxPoolPlaces size window)
        | Op.Special op -> Kernel.Many(SpecialKernels.lower op)
        | Op.Embedding -> one (fun args -> Natives.embedding args[0] args[1])
        | Op.Embeddings -> one embeddings
        | Op.Softmax axis -> one (fun args -> torch.nn.functional.softmax (args[0], int64 axis))
        | Op.LogSoftmax axis -> one (fun args -> torch.nn.functional.log_softmax (args[0], int64 axis))
        | Op.BatchNorm epsilon -> Kernel.Many(batchNorm epsilon)
        | Op.BatchNormInference epsilon -> one (batchNormInference epsilon)
        | Op.SparseCrossEntropy -> one sparseCrossEntropy
        | Op.CrossEntropy -> one crossEntropy
        | Op.SigmoidCrossEntropy -> one sigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> one binaryCrossEntropy
        | Op.Dropout(rate, shared, stream) -> one (Draws.dropout rate shared context stream)
        | Op.LSTM recurrence -> Kernel.Many(lstm recurrence)
        | Op.LSTMTraining recurrence -> Kernel.Many(BackwardKernels.lstmTraining recurrence)
        | Op.Scan scanned ->
            let body = compileBody scanned.Body
            Kernel.Many(scan body scanned)
        | Op.Autograd -> Kernel.Many(autograd retainGraph)
        | Op.Backward op -> Kernel.Many(BackwardKernels.lower op)
        | Op.Custom custom -> one custom.Compute

    /// On <c>meta</c> libtorch knows only some operations by itself; for the others the shape rule gives what the kernel would.
    let onDevice (device: torch.Device) (node: Node) (kernel: Kernel) : Kernel =
        if device.``type`` <> DeviceType.META then
            kernel
        else
            // Only a workspace has a size that its arguments do not tell.
            let sizesOf (shape: Shape) = [|
                for dim in shape.Dims ->
                    match dim with
                    | Dim.Known size -> size
                    | Dim.Unknown _ -> 0L
            |]
            let byRule (args: Tensor[]) =
                args
                |> Array.map (fun arg -> Shape.known arg.shape, Tensors.dtype arg.dtype)
                |> List.ofArray
                |> ShapeRules.infer node.Op
                |> List.map (fun (shape, dtype) -> torch.empty (sizesOf shape, Tensors.scalarType dtype, device))
                |> Array.ofList
            Kernel.Many(fun args ->
                try
                    match kernel with
                    | Kernel.One compute -> [| compute args |]
                    | Kernel.Many compute -> compute args
                with :? Runtime.InteropServices.ExternalException ->
                    byRule args)
