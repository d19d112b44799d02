namespace Functional

open System
open TorchSharp

/// Kernels of windows that slide over channels-last tensors.
[<RequireQualifiedAccess>]
module internal WindowKernels =

    // (spatial..., in, out) → (out, in, spatial...)
    let private filters rank (kernel: Tensor) =
        use filters =
            if rank = 1 then
                use image = kernel.unsqueeze 0L
                image.permute [| 3L; 2L; 0L; 1L |]
            else
                kernel.permute (Array.append [| int64 rank + 1L; int64 rank |] (Array.init rank int64))
        Windows.settled filters

    let conv (window: Window) groups (args: Tensor[]) =
        let rank = window.Strides.Length
        let strides = Windows.ones rank window.Strides |> Array.ofList
        let dilation = Windows.ones rank window.Dilation |> Array.ofList
        let bias = if args.Length > 2 then args[2] else null
        let kernelSize = Array.init rank (fun i -> args[1].size i)
        use filters = filters rank args[1]
        let compute (padding: int64[]) (x: Tensor) =
            if rank = 3 then
                torch.nn.functional.conv3d (x, filters, bias, strides, padding, dilation, int64 groups)
            else
                torch.nn.functional.conv2d (x, filters, bias, strides, padding, dilation, int64 groups)
        Windows.windowed rank window kernelSize 0.0 compute args[0]

    // The time that libtorch takes grows with the square of the steps between windows. Windows that do not meet lie as well side by side,
    // with zeros put between them.
    let private farApart = 64L

    // (batch, steps · span, ...) → (batch, steps · stride, ...), zeros behind each span.
    let private spread axis (span: int64) (stride: int64) (x: Tensor) =
        let sizes = x.shape
        let apart = Array.concat [ sizes[.. axis - 1]; [| sizes[axis] / span; span |]; sizes[axis + 1 ..] ]
        let pads = Array.init (2 * (apart.Length - axis - 1)) (fun _ -> 0L)
        pads[pads.Length - 1] <- stride - span
        use parts = x.reshape apart
        use spread = torch.nn.functional.pad (parts, pads, PaddingModes.Constant, 0.0)
        spread.reshape (Array.updateAt axis (sizes[axis] / span * stride) sizes)

    // A part of an axis, with zeros where it goes beyond the end.
    let private part axis start (size: int64) (x: Tensor) =
        let missing = start + size - x.size axis
        if missing <= 0L then
            x.narrow (int64 axis, start, size)
        else
            let pads = Array.init (2 * (int x.Dimensions - axis)) (fun _ -> 0L)
            pads[pads.Length - 1] <- missing
            use longer = torch.nn.functional.pad (x, pads, PaddingModes.Constant, 0.0)
            longer.narrow (int64 axis, start, size)

    let convTranspose (window: Window) (longer: int list) (args: Tensor[]) =
        let rank = window.Strides.Length
        let longs values = Windows.longs values
        let spans = Array.init rank (fun i -> (args[1].size i - 1L) * int64 window.Dilation[i] + 1L)
        let isSpread i = int64 window.Strides[i] > max spans[i] farApart
        let crops = Windows.beyond window longer (Array.init rank (fun i -> args[1].size i))
        // libtorch takes as much off both ends, or less off the second one.
        let beside usual apart = Array.init rank (fun i -> if isSpread i then apart i else usual i)
        let strides = beside (fun i -> int64 window.Strides[i]) (fun i -> spans[i])
        let padding = beside (fun i -> fst crops[i]) (fun _ -> 0L)
        let further = beside (fun i -> max 0L (fst crops[i] - snd crops[i])) (fun _ -> 0L)
        let widen first (values: int64[]) = if rank = 1 then Array.append [| first |] values else values
        let strides, padding, further = widen 1L strides, widen 0L padding, widen 0L further
        let dilation = widen 1L (longs window.Dilation)
        use filters = filters rank args[1]
        let compute (x: Tensor) =
            if rank = 3 then
                torch.nn.functional.conv_transpose3d (x, filters, null, strides, padding, further, dilation)
            else
                torch.nn.functional.conv_transpose2d (x, filters, null, strides, padding, further, dilation)
        let mutable result = Windows.asImage rank compute args[0]
        crops
        |> Array.iteri (fun i (before, after) ->
            let axis = i + 1
            if isSpread i then
                use dense = result
                use whole = spread axis spans[i] (int64 window.Strides[i]) dense
                let size = (args[0].size axis - 1L) * int64 window.Strides[i] + spans[i] - before - after
                result <- part axis before size whole
            elif after > before then
                use whole = result
                result <- whole.narrow (int64 axis, 0L, whole.size axis - (after - before)))
        result

    let maxPool (size: int list) (window: Window) (x: Tensor) =
        let rank = size.Length
        let strides = Windows.ones rank window.Strides |> Array.ofList
        let dilation = Windows.ones rank window.Dilation |> Array.ofList
        let kernel = Windows.ones rank size |> Array.ofList
        let compute padding (x: Tensor) =
            if rank = 3 then
                torch.nn.functional.max_pool3d (x, kernel, strides, padding, dilation)
            else
                torch.nn.functional.max_pool2d (x, kernel, strides, padding, dilation)
        Windows.windowed rank window (Windows.longs size) Double.NegativeInfinity compute x

    let averagePool (size: int list) (window: Window) (x: Tensor) =
        let rank = size.Length
        Windows.wide rank [| x |]
        <| fun args ->
            let x = args[0]
            let strides = Windows.ones rank window.Strides |> Array.ofList
            let kernel = Windows.ones rank size |> Array.ofList
            let average counted padding (x: Tensor) =
                if rank = 3 then
                    torch.nn.functional.avg_pool3d (x, kernel, strides, padding, count_include_pad = counted)
                else
                    torch.nn.functional.avg_pool2d (x, kernel, strides, padding, count_include_pad = counted)
            let pads = Windows.padding window (Windows.longs size) (Windows.spatialSizes x rank)
            if pads |> Array.forall (fun (before, after) -> before = after) then
                Windows.windowed rank window (Windows.longs size) 0.0 (average false) x
            else
                // Zeros in the padding change the sum of a window but not the number that Keras divides by.
                let pool = Windows.windowed rank window (Windows.longs size) 0.0 (average true)
                use sums = pool x
                use ones =
                    torch.ones (Array.concat [ [| 1L |]; Windows.spatialSizes x rank; [| 1L |] ], x.dtype, x.device)
                use shares = pool ones
                sums.div shares

    let adaptivePool kind (counts: int list) (x: Tensor) =
        let rank = counts.Length
        let counts = Windows.ones rank counts |> Array.ofList
        let compute (x: Tensor) =
            match kind, rank with
            | PoolKind.Max, 3 -> Natives.adaptiveMaxPool3d x counts
            | PoolKind.Max, _ -> torch.nn.functional.adaptive_max_pool2d (x, counts)
            | PoolKind.Average, 3 -> torch.nn.functional.adaptive_avg_pool3d (x, counts)
            | PoolKind.Average, _ -> torch.nn.functional.adaptive_avg_pool2d (x, counts)
        Windows.asImage rank compute x
