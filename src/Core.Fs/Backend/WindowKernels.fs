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

    let convTranspose (window: Window) (longer: int list) (args: Tensor[]) =
        let rank = window.Strides.Length
        let ones values = Windows.ones rank values |> Array.ofList
        let strides, dilation = ones window.Strides, ones window.Dilation
        let crops = Windows.beyond window longer (Array.init rank (fun i -> args[1].size i))
        let widen (values: int64[]) = if rank = 1 then Array.append [| 0L |] values else values
        // libtorch takes as much off both ends, or less off the second one.
        let padding = crops |> Array.map fst |> widen
        let further = crops |> Array.map (fun (before, after) -> max 0L (before - after)) |> widen
        use filters = filters rank args[1]
        let compute (x: Tensor) =
            if rank = 3 then
                torch.nn.functional.conv_transpose3d (x, filters, null, strides, padding, further, dilation)
            else
                torch.nn.functional.conv_transpose2d (x, filters, null, strides, padding, further, dilation)
        let mutable result = Windows.asImage rank compute args[0]
        crops
        |> Array.iteri (fun i (before, after) ->
            if after > before then
                use whole = result
                result <- whole.narrow (int64 i + 1L, 0L, whole.size (i + 1) - (after - before)))
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
