namespace Functional

open System
open TorchSharp

/// Sliding windows over channels-last tensors, in terms of libtorch's channels-first calls.
[<RequireQualifiedAccess>]
module internal Windows =

    let longs (values: int list) = values |> List.map int64 |> Array.ofList

    /// Padding before and after each spatial axis, for the sizes that are there.
    let padding (window: Window) (kernel: int64[]) (sizes: int64[]) =
        Array.init kernel.Length (fun i ->
            let stride, dilation = int64 window.Strides[i], int64 window.Dilation[i]
            let span = (kernel[i] - 1L) * dilation + 1L
            match window.Padding with
            | Functional.Padding.Valid -> 0L, 0L
            | Functional.Padding.Causal -> span - 1L, 0L
            | Functional.Padding.Same ->
                let total = max 0L (((sizes[i] + stride - 1L) / stride - 1L) * stride + span - sizes[i])
                total / 2L, total - total / 2L)

    /// What a transposed convolution computes beyond its result, before and after each spatial axis; below zero where it gives no more.
    let beyond (window: Window) (longer: int list) (kernel: int64[]) =
        let spans = Array.init kernel.Length (fun i -> (kernel[i] - 1L) * int64 window.Dilation[i] + 1L)
        // It does not depend on how many steps there are: those that one step makes.
        let sizes =
            Array.init kernel.Length (fun i ->
                int64 longer[i] + (if window.Padding = Functional.Padding.Valid then spans[i] else 1L))
        padding window kernel sizes |> Array.mapi (fun i (before, _) -> before, spans[i] - sizes[i] - before)

    /// libtorch's order for padding (last axis first, before and after), for a channels-last tensor.
    let padArgument (pads: (int64 * int64)[]) = [|
        yield 0L
        yield 0L
        for before, after in Array.rev pads do
            yield before
            yield after
    |]

    let channelsFirst rank = Array.append [| 0L; int64 rank + 1L |] (Array.init rank (fun axis -> int64 axis + 1L))
    let channelsLast rank = Array.concat [ [| 0L |]; Array.init rank (fun axis -> int64 axis + 2L); [| 1L |] ]

    /// The kernel of a convolution as libtorch understands it. From unusual strides along axes of size 1, which mean nothing, it concludes
    /// another order in memory: with groups the numbers are then wrong, and the gradient for one filter ends the process.
    let settled (filters: Tensor) : Tensor =
        let sizes = filters.shape
        // Of dense memory whose axes lie in an order, the last one densest.
        let dense (order: int seq) =
            let result = Array.copy sizes
            let mutable step = 1L
            for axis in Seq.rev order do
                result[axis] <- step
                step <- step * sizes[axis]
            result
        if not (Array.contains 1L sizes) then
            filters.alias ()
        else
            let strides = filters.stride ()
            let isOf (usual: int64[]) =
                Seq.forall (fun axis -> sizes[axis] = 1L || strides[axis] = usual[axis]) [ 0 .. sizes.Length - 1 ]
            match
                List.tryFind isOf [ dense (0 :: [ 2 .. sizes.Length - 1 ] @ [ 1 ]); dense [ 0 .. sizes.Length - 1 ] ]
            with
            | Some usual when usual <> strides -> filters.as_strided (sizes, usual, filters.storage_offset ())
            | _ -> filters.alias ()

    let spatialSizes (x: Tensor) rank = Array.init rank (fun i -> x.size (i + 1))

    /// Runs a channels-first function on a channels-last tensor: a view each way, so the memory is channels-last all along. One
    /// spatial axis becomes two, because libtorch's fast kernels have at least two.
    let asImage rank (compute: Tensor -> Tensor) (x: Tensor) =
        if rank = 1 then
            use image = x.unsqueeze 1L
            use first = image.permute [| 0L; 3L; 1L; 2L |]
            use result = compute first
            use last = result.permute [| 0L; 2L; 3L; 1L |]
            last.squeeze 1L
        else
            use first = x.permute (channelsFirst rank)
            use result = compute first
            result.permute (channelsLast rank)

    /// As above after padding, which the function gets as a symmetric argument where that is possible.
    let windowed rank (window: Window) kernel fill (compute: int64[] -> Tensor -> Tensor) (x: Tensor) =
        let widen (values: int64[]) = if rank = 1 then Array.append [| 0L |] values else values
        let pads = padding window kernel (spatialSizes x rank)
        if pads |> Array.forall (fun (before, after) -> before = after) then
            asImage rank (compute (pads |> Array.map fst |> widen)) x
        else
            use padded = torch.nn.functional.pad (x, padArgument pads, PaddingModes.Constant, fill)
            asImage rank (compute (Array.zeroCreate (max rank 2))) padded

    let ones rank (values: int list) = if rank = 1 then 1L :: List.map int64 values else List.map int64 values

    /// A call for windows along so many axes, on these arguments: libtorch averages no half types along three axes, so they are averaged in
    /// float32.
    let wide rank (args: Tensor[]) (compute: Tensor[] -> Tensor) : Tensor =
        let dtype = args[0].dtype
        if rank = 3 && (dtype = torch.ScalarType.Float16 || dtype = torch.ScalarType.BFloat16) then
            let widened = args |> Array.map (fun (arg: Tensor) -> arg.``to`` torch.ScalarType.Float32)
            try
                use result = compute widened
                result.``to`` dtype
            finally
                for arg in widened do
                    arg.Dispose()
        else
            compute args
