namespace Functional

open System
open TorchSharp

/// The calls of <c>Backward</c>, and of the operations that keep something for it. No gradients are tracked here.
[<RequireQualifiedAccess>]
module internal BackwardKernels =

    let private one (compute: Tensor[] -> Tensor) : Tensor[] -> Tensor[] = fun args -> [| compute args |]

    /// A native function of tensors and numbers.
    let private native name (numbers: Argument list) =
        let numbers = Array.ofList numbers
        one (fun args -> Natives.backward name (Array.append (Argument.Each args) numbers))

    /// Channels-last as libtorch's fast kernels have it: channels first with the memory of channels last.
    let private asFirst rank (x: Tensor) =
        if rank = 1 then
            use image = x.unsqueeze 1L
            image.permute [| 0L; 3L; 1L; 2L |]
        else
            x.permute (Windows.channelsFirst rank)

    let private asLast rank (x: Tensor) =
        if rank = 1 then
            use last = x.permute [| 0L; 2L; 3L; 1L |]
            last.squeeze 1L
        else
            x.permute (Windows.channelsLast rank)

    /// (spatial..., in, out) → (out, in, spatial...)
    let private kernelFirst rank (kernel: Tensor) =
        if rank = 1 then
            use image = kernel.unsqueeze 0L
            image.permute [| 3L; 2L; 0L; 1L |]
        else
            kernel.permute (Array.append [| int64 rank + 1L; int64 rank |] (Array.init rank int64))

    let private kernelLast rank (kernel: Tensor) =
        if rank = 1 then
            use last = kernel.permute [| 2L; 3L; 1L; 0L |]
            last.squeeze 0L
        else
            kernel.permute (Array.append (Array.init rank (fun axis -> int64 axis + 2L)) [| 1L; 0L |])

    // Three numbers for each axis that there may be; an axis that one-dimensional windows lack comes first.
    let private three rank missing (values: int64 list) : Argument list =
        let values = if rank = 1 then missing :: values else values
        [ for i in 0..2 -> Argument.Of(if i < values.Length then int values[i] else int missing) ]

    let private settings rank (window: Window) (padding: int64 list) =
        Argument.Of(max rank 2) :: three rank 1L (List.map int64 window.Strides)
        @ three rank 0L padding
        @ three rank 1L (List.map int64 window.Dilation)

    /// How much a tensor is widened before a window passes, and what is left to the call itself.
    let private borders rank window kernel (x: Tensor) =
        let pads = Windows.padding window kernel (Windows.spatialSizes x rank)
        if pads |> Array.forall (fun (before, after) -> before = after) then
            None, pads |> Array.map fst |> List.ofArray
        else
            Some pads, List.replicate rank 0L

    let private widened fill pads (x: Tensor) =
        match pads with
        | None -> x.alias ()
        | Some pads -> torch.nn.functional.pad (x, Windows.padArgument pads, PaddingModes.Constant, fill)

    /// As widened, for calls that look at nothing but sizes and memory layout.
    let private sizesOnly pads (x: Tensor) =
        match pads with
        | None -> x.alias ()
        | Some pads ->
            let sizes = Array.copy x.shape
            pads |> Array.iteri (fun i (before, after) -> sizes[i + 1] <- sizes[i + 1] + before + after)
            torch.empty (sizes, x.dtype, x.device)

    let private narrowed pads (x: Tensor) =
        match pads with
        | None -> x.alias ()
        | Some pads ->
            let mutable result = x.alias ()
            pads
            |> Array.iteri (fun i (before, after) ->
                use whole = result
                result <- whole.narrow (int64 i + 1L, before, whole.size (i + 1) - before - after))
            result

    let private kernelSize rank (kernel: Tensor) = Array.init rank (fun i -> kernel.size i)

    let private convInput (window: Window) (groups: int) (args: Tensor[]) =
        let rank = window.Strides.Length
        let pads, padding = borders rank window (kernelSize rank args[2]) args[1]
        use x = sizesOnly pads args[1]
        use g = asFirst rank args[0]
        use x = asFirst rank x
        use kernel = kernelFirst rank args[2]
        use kernel = Windows.settled kernel
        let numbers = settings rank window padding @ [ Argument.Of groups ]
        use result = Natives.backward "conv_input" [| yield! Argument.Each [| g; x; kernel |]; yield! numbers |]
        use last = asLast rank result
        narrowed pads last

    let private convKernel (window: Window) (groups: int) bias (args: Tensor[]) =
        let rank = window.Strides.Length
        let pads, padding = borders rank window (kernelSize rank args[2]) args[1]
        use x = widened 0.0 pads args[1]
        use g = asFirst rank args[0]
        use x = asFirst rank x
        use kernel = kernelFirst rank args[2]
        use kernel = Windows.settled kernel
        let args = [|
            yield! Argument.Each [| g; x; kernel |]
            yield! settings rank window padding
            Argument.Of groups
        |]
        if bias then
            let results = Natives.backwardMany "conv_kernel_and_bias" args
            use result = results[0]
            [| kernelLast rank result; results[1] |]
        else
            use result = Natives.backward "conv_kernel" args
            [| kernelLast rank result |]

    /// The largest of each window, and its place in the channel (in the widened one, if the border is uneven).
    let maxPoolPlaces (size: int list) (window: Window) (args: Tensor[]) : Tensor[] =
        let rank = size.Length
        let pads, padding = borders rank window (Windows.longs size) args[0]
        use x = widened Double.NegativeInfinity pads args[0]
        use x = asFirst rank x
        let ones = Windows.ones rank >> Array.ofList
        let padding = if rank = 1 then [| 0L; padding.Head |] else Array.ofList padding
        let struct (values, places) =
            if rank = 3 then
                torch.nn.functional.max_pool3d_with_indices (
                    x,
                    ones size,
                    ones window.Strides,
                    padding,
                    ones window.Dilation
                )
            else
                torch.nn.functional.max_pool2d_with_indices (
                    x,
                    ones size,
                    ones window.Strides,
                    padding,
                    ones window.Dilation
                )
        use values = values
        use places = places
        [| asLast rank values; asLast rank places |]

    let private maxPool (size: int list) (window: Window) (args: Tensor[]) =
        let rank = size.Length
        let pads, padding = borders rank window (Windows.longs size) args[1]
        use x = sizesOnly pads args[1]
        use g = asFirst rank args[0]
        use x = asFirst rank x
        use places = asFirst rank args[2]
        let numbers = settings rank window padding @ three rank 1L (List.map int64 size)
        use result = Natives.backward "max_pool" [| yield! Argument.Each [| g; x; places |]; yield! numbers |]
        use last = asLast rank result
        narrowed pads last

    let private averagePool (size: int list) (window: Window) (args: Tensor[]) =
        let rank = size.Length
        Windows.wide rank args
        <| fun args ->
            let pads, padding = borders rank window (Windows.longs size) args[1]
            use x = sizesOnly pads args[1]
            use first = asFirst rank x
            // What the padding adds to a window does not count.
            use shares =
                match pads with
                | None -> null
                | Some pads ->
                    use ones =
                        torch.ones (
                            Array.concat [ [| 1L |]; Windows.spatialSizes args[1] rank; [| 1L |] ],
                            x.dtype,
                            x.device
                        )
                    use wide = widened 0.0 (Some pads) ones
                    use wide = asFirst rank wide
                    let ones = Windows.ones rank >> Array.ofList
                    let zeros = Array.zeroCreate (max rank 2)
                    use means =
                        if rank = 3 then
                            torch.nn.functional.avg_pool3d (wide, ones size, ones window.Strides, zeros)
                        else
                            torch.nn.functional.avg_pool2d (wide, ones size, ones window.Strides, zeros)
                    asLast rank means
            use scaled = if isNull shares then args[0].alias() else args[0].div shares
            use g = asFirst rank scaled
            let numbers = settings rank window padding @ three rank 1L (List.map int64 size)
            use result = Natives.backward "average_pool" [| yield! Argument.Each [| g; first |]; yield! numbers |]
            use last = asLast rank result
            narrowed pads last

    let private adaptivePool name rank (counts: Argument list) (args: Tensor[]) =
        use g = asFirst rank args[0]
        use x = asFirst rank args[1]
        use result = Natives.backward name [| yield! Argument.Each [| g; x |]; Argument.Of(max rank 2); yield! counts |]
        asLast rank result

    let private batchNorm (epsilon: float) =
        let epsilon = Argument.Of(Scalars.real epsilon)
        fun (args: Tensor[]) ->
            let second (x: Tensor) =
                let rank = int x.Dimensions
                if rank <= 2 then x.alias () else x.permute (Windows.channelsFirst (rank - 2))
            use g = second args[0]
            use x = second args[1]
            // libtorch walks through the scale's memory.
            use scale = args[2].contiguous()
            let results =
                Natives.backwardMany "batch_norm" [|
                    yield! Argument.Each [| g; x; scale; args[3]; args[4] |]
                    epsilon
                |]
            let rank = int x.Dimensions
            if rank > 2 then
                use first = results[0]
                results[0] <- first.permute (Windows.channelsLast (rank - 2))
            results

    let private embedding (args: Tensor[]) =
        let g, table, indices = args[0], args[1], args[2]
        if Tables.suit (g.numel ()) [| table |] then
            (Tables.gradients g indices [| table |])[0]
        else
            Natives.backward "embedding" (Argument.Each [| g; table; indices |])

    let private embeddings (args: Tensor[]) =
        let g, indices, tables = args[0], args[1], args[2..]
        if Tables.suit (g.numel ()) tables then
            Tables.gradients g indices tables
        else
            let parts = g.split (tables |> Array.map (fun table -> table.size 1), -1L)
            Array.init tables.Length (fun i ->
                use part = parts[i]
                use column = indices.select (-1L, int64 i)
                Natives.backward "embedding" (Argument.Each [| part; tables[i]; column |]))

    let private gather axis (args: Tensor[]) =
        let g, x, indices = args[0], args[1], args[2]
        let axis = if axis < 0 then axis + int x.Dimensions else axis
        use wide = indices.``to`` torch.ScalarType.Int64
        use flat = wide.reshape [| -1L |]
        let shape = x.shape
        shape[axis] <- flat.size 0
        use rows = g.reshape shape
        use zeros = torch.zeros (x.shape, x.dtype, x.device)
        zeros.index_add (int64 axis, flat, rows, Scalars.one)

    let private slice (axis: int) start stop step (args: Tensor[]) =
        let x = args[1]
        let result = torch.zeros (x.shape, x.dtype, x.device)
        use part = result.slice (int64 axis, start, defaultArg stop Int64.MaxValue, step)
        part.copy_ args[0] |> ignore
        result

    let private concat (axis: int) (args: Tensor[]) =
        let mutable start = 0L
        args[1..]
        |> Array.map (fun part ->
            let size = part.size axis
            start <- start + size
            args[0].narrow(int64 axis, start - size, size))

    let private sumTo (args: Tensor[]) =
        let g, target = args[0], args[1].shape
        if g.shape = target then
            g.alias ()
        else
            let extra = int g.Dimensions - target.Length
            let repeated = [|
                for axis in 0 .. int g.Dimensions - 1 do
                    if axis < extra || target[axis - extra] = 1L && g.size axis <> 1L then
                        int64 axis
            |]
            use sums = g.sum (repeated, true)
            sums.reshape target

    /// Whether oneDNN's recurrent layers can be called directly.
    let private hasNativeLstm (x: Tensor) =
        x.device_type = DeviceType.CPU
        && x.dtype = torch.ScalarType.Float32
        && x.numel () > 0L
        && ProcessorCaches.usesOneDNN ()

    let private timeFirst (recurrence: Recurrence) (x: Tensor) =
        use ordered = if recurrence.Reverse then x.flip [| 1L |] else x.alias ()
        use transposed = ordered.transpose (0L, 1L)
        transposed.contiguous ()

    // Calls that walk through memory: a bias, or a first state that is a number repeated, may lie otherwise.
    let private dense (args: Tensor[]) (call: Tensor[] -> 'r) =
        let args = args |> Array.map (fun (arg: Tensor) -> arg.contiguous ())
        try
            call args
        finally
            for arg in args do
                arg.Dispose()

    let lstmTraining (recurrence: Recurrence) (args: Tensor[]) : Tensor[] =
        if hasNativeLstm args[0] then
            use x = timeFirst recurrence args[0]
            // Without tracking libtorch returns no workspace.
            use _ = torch.enable_grad ()
            let results =
                dense args[3..5] (fun dense ->
                    [| [| x |]; args[1..2]; dense |]
                    |> Array.concat
                    |> Argument.Each
                    |> Natives.backwardMany "lstm_training")
            use outputs = results[0]
            results[0] <- outputs.transpose (0L, 1L)
            results
        else
            use x = if recurrence.Reverse then args[0].flip [| 1L |] else args[0].alias()
            let results = Natives.lstm x args[1] args[2] args[3] args[4] args[5] false
            Array.append results [| torch.zeros ([| 0L |], torch.ScalarType.Byte, x.device) |]

    let private lstm (recurrence: Recurrence) (args: Tensor[]) =
        let flipBack (results: Tensor[]) =
            if recurrence.Reverse then
                use forwards = results[0]
                results[0] <- forwards.flip [| 1L |]
            results
        if hasNativeLstm args[3] then
            let steps (x: Tensor) = timeFirst { Reverse = false } x
            use g = steps args[0]
            use x = timeFirst recurrence args[3]
            use y = steps args[9]
            let results =
                dense [| args[1]; args[2]; args[6]; args[7]; args[8]; args[10]; args[11] |] (fun dense ->
                    [| [| g |]; dense[0..1]; [| x |]; args[4..5]; dense[2..4]; [| y |]; dense[5..6]; [| args[12] |] |]
                    |> Array.concat
                    |> Argument.Each
                    |> Natives.backwardMany "lstm")
            use gx = results[0]
            results[0] <- gx.transpose (0L, 1L)
            flipBack results
        else
            // No direct call: once more forwards, tracked. Tensors of inference mode cannot be; their copies can.
            use _ = torch.inference_mode false
            use _ = torch.enable_grad ()
            let leaves = [|
                for i in 3..8 do
                    use source = if i = 3 && recurrence.Reverse then args[3].flip [| 1L |] else args[i].alias()
                    use copy = source.clone ()
                    (copy.detach ()).requires_grad_ true
            |]
            let results = Natives.lstm leaves[0] leaves[1] leaves[2] leaves[3] leaves[4] leaves[5] true
            let gradients = Natives.gradients results leaves args[0..2] false
            for tensor in Array.append leaves results do
                tensor.Dispose()
            flipBack gradients

    /// The call of a backward function.
    let lower (op: Backward) : Tensor[] -> Tensor[] =
        match op with
        | Backward.Relu -> native "relu" []
        | Backward.Tanh -> native "tanh" []
        | Backward.Sigmoid -> native "sigmoid" []
        | Backward.Softmax axis -> native "softmax" [ Argument.Of axis ]
        | Backward.LogSoftmax axis -> native "log_softmax" [ Argument.Of axis ]
        | Backward.Gelu approximate -> native (if approximate then "gelu_tanh" else "gelu") []
        | Backward.Elu(alpha, scale) ->
            native "elu" [ Argument.Of(Scalars.real alpha); Argument.Of(Scalars.real scale) ]
        | Backward.Softplus -> native "softplus" []
        | Backward.Silu -> native "silu" []
        | Backward.LeakyRelu slope -> native "leaky_relu" [ Argument.Of(Scalars.real slope) ]
        | Backward.SparseCrossEntropy -> native "sparse_cross_entropy" []
        | Backward.ConvInput(window, groups) -> one (convInput window groups)
        | Backward.ConvKernel(window, groups, bias) -> convKernel window groups bias
        | Backward.MaxPool(size, window) -> one (maxPool size window)
        | Backward.AveragePool(size, window) -> one (averagePool size window)
        | Backward.AdaptiveMaxPool counts ->
            one (adaptivePool "adaptive_max_pool" counts.Length (three counts.Length 1L (List.map int64 counts)))
        | Backward.AdaptiveAveragePool counts -> one (adaptivePool "adaptive_average_pool" counts.Length [])
        | Backward.BatchNorm epsilon -> batchNorm epsilon
        | Backward.Embedding -> one embedding
        | Backward.Embeddings -> embeddings
        | Backward.Gather axis -> one (gather axis)
        | Backward.Slice(axis, start, stop, step) -> one (slice axis start stop step)
        | Backward.Concat axis -> concat axis
        | Backward.SumTo -> one sumTo
        | Backward.LSTM recurrence -> lstm recurrence
