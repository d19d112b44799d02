namespace Functional

open TorchSharp

/// libtorch shares out calls over many numbers among threads, a team for each thread that calls. A second team beside the training
/// thread's would have more threads than there are cores, and each would wait for the others. So what runs beside training calls with
/// few numbers at a time.
[<RequireQualifiedAccess>]
module internal OneThread =

    // libtorch's GRAIN_SIZE is 32,768.
    let private most = 32_767L

    /// The elements in order, in parts; the caller's to dispose of.
    let parts (tensor: Tensor) : Tensor[] =
        if tensor.numel () <= most || tensor.device.``type`` <> DeviceType.CPU then
            [| tensor.alias () |]
        else
            use flat = tensor.reshape [| -1L |]
            flat.split most

    /// Calls with every element in some part.
    let each (look: Tensor -> unit) (tensor: Tensor) =
        if tensor.numel () > 0L then
            use _ = torch.no_grad ()
            let parts = parts tensor
            try
                parts |> Array.iter look
            finally
                for part in parts do
                    part.Dispose()

    /// A copy in a dtype.
    let copy (dtype: torch.ScalarType) (tensor: Tensor) : Tensor =
        use _ = torch.no_grad ()
        use detached = tensor.detach ()
        use dense = detached.contiguous ()
        let copy = torch.empty (dense.shape, dtype, dense.device)
        let from, into = parts dense, parts copy
        for source, target in Array.zip from into do
            Tensors.inPlace (fun target -> target.copy_ source) target
            source.Dispose()
            target.Dispose()
        copy
