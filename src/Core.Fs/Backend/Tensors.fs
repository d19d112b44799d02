namespace Functional

open System
open System.Runtime.CompilerServices
open System.Runtime.InteropServices
open TorchSharp

type Tensor = torch.Tensor

/// Where tensors live and programs run.
[<RequireQualifiedAccess>]
module Device =

    /// <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> or <c>meta</c>. Loads libtorch. Raises <c>ConfigurationException</c> for another, or for a
    /// CUDA device that is not there.
    let parse (name: string) : torch.Device =
        NativeLibraries.ensure ()
        let cuda (index: int) =
            if not (torch.cuda.is_available ()) || index >= torch.cuda.device_count () then
                raise (
                    ConfigurationException
                        $"device {name}: there is no such CUDA device here; the package for CUDA is chosen by TorchBackend=cuda"
                )
            torch.device (DeviceType.CUDA, index)
        match name with
        | "cpu" -> torch.CPU
        | "meta" -> torch.META
        | "cuda" -> cuda 0
        | _ when name.StartsWith "cuda:" ->
            match Int32.TryParse name[5..] with
            | true, index when index >= 0 -> cuda index
            | _ -> raise (ConfigurationException $"device must be cpu, cuda, cuda:N or meta, got \"{name}\"")
        | _ -> raise (ConfigurationException $"device must be cpu, cuda, cuda:N or meta, got \"{name}\"")

/// The border between .NET memory and libtorch: dtypes, copies, memory layouts.
[<RequireQualifiedAccess>]
module Tensors =

    let scalarType (dtype: DType) =
        match dtype with
        | DType.Bool -> torch.ScalarType.Bool
        | DType.UInt8 -> torch.ScalarType.Byte
        | DType.Int8 -> torch.ScalarType.Int8
        | DType.Int16 -> torch.ScalarType.Int16
        | DType.Int32 -> torch.ScalarType.Int32
        | DType.Int64 -> torch.ScalarType.Int64
        | DType.Float16 -> torch.ScalarType.Float16
        | DType.BFloat16 -> torch.ScalarType.BFloat16
        | DType.Float32 -> torch.ScalarType.Float32
        | DType.Float64 -> torch.ScalarType.Float64
        | DType.String -> raise (DataException "data: numbers are expected, got text")

    /// The dtype of a tensor's elements; nothing for a type that this library has no name for (complex, quantized).
    let tryDType (kind: torch.ScalarType) : DType option =
        DType.all |> List.tryFind (fun dtype -> scalarType dtype = kind)

    /// As <c>tryDType</c>; raises <c>DataException</c> where there is none.
    let dtype (kind: torch.ScalarType) : DType =
        match tryDType kind with
        | Some dtype -> dtype
        | None -> raise (DataException $"tensors of type {kind} are not supported")

    /// Changes a tensor in place. TorchSharp gives some such calls a second object for the same tensor, which would wait for a finalizer.
    let inPlace (change: Tensor -> Tensor) (tensor: Tensor) : unit =
        let result = change tensor
        if not (Object.ReferenceEquals(result, tensor)) then
            result.Dispose()

    let private bytesOf (array: Array) (start: int64) (count: int) =
        let first = &MemoryMarshal.GetArrayDataReference array
        MemoryMarshal.CreateSpan(&Unsafe.AddByteOffset(&first, nativeint start), count)

    // A span holds less than 2 GiB.
    let private mostBytes = 1L <<< 30

    // Calls for the memory of a dense tensor and of an array of as many bytes, a part at a time.
    let private overParts (tensor: Tensor) (size: int) (copy: Tensor -> int64 -> int -> unit) =
        let bytes = tensor.numel () * int64 size
        if bytes <= mostBytes then
            copy tensor 0L (int bytes)
        else
            use flat = tensor.view -1L
            for start in 0L .. mostBytes .. bytes - 1L do
                let count = min mostBytes (bytes - start)
                use part = flat.narrow (0L, start / int64 size, count / int64 size)
                copy part start (int count)

    /// A new tensor with a copy of the values. The caller owns it.
    let ofHost (device: torch.Device) (array: HostArray) : Tensor =
        Leaving.Guard(fun () ->
            let stored = if array.DType = DType.BFloat16 then DType.Float32 else array.DType
            let tensor = torch.empty (array.Shape, scalarType stored)
            if array.Count > 0L then
                overParts tensor stored.Size (fun part start count ->
                    (bytesOf array.Data start count).CopyTo part.bytes)
            let typed =
                if stored = array.DType then tensor else tensor.``to`` (scalarType array.DType, disposeAfter = true)
            if device.``type`` = DeviceType.CPU then typed else typed.``to`` (device, disposeAfter = true))

    let private newArray dtype (count: int) : Array =
        match dtype with
        | DType.Bool -> Array.zeroCreate<bool> count
        | DType.UInt8 -> Array.zeroCreate<byte> count
        | DType.Int8 -> Array.zeroCreate<sbyte> count
        | DType.Int16 -> Array.zeroCreate<int16> count
        | DType.Int32 -> Array.zeroCreate<int32> count
        | DType.Int64 -> Array.zeroCreate<int64> count
        | DType.Float16 -> Array.zeroCreate<Half> count
        | DType.BFloat16
        | DType.Float32 -> Array.zeroCreate<float32> count
        | DType.Float64 -> Array.zeroCreate<float> count
        | DType.String -> Array.zeroCreate<string> count

    /// Sizes of the axes. <c>Tensor.shape</c> takes a microsecond.
    let sizes (tensor: Tensor) : int64[] = Array.init (int tensor.Dimensions) (fun axis -> tensor.size axis)

    // Bytes that libtorch aligns its memory to.
    let private alignment = 64n

    /// Whether a tensor begins where memory of libtorch's own would. Elsewhere than on the CPU nobody can tell.
    let isAligned (tensor: Tensor) : bool =
        let begins (first: Tensor) =
            Unsafe.ByteOffset(&Unsafe.NullRef<byte>(), &MemoryMarshal.GetReference first.bytes) % alignment = 0n
        if tensor.device_type <> DeviceType.CPU || tensor.numel () = 0L then
            true
        elif tensor.is_contiguous () && tensor.numel () * tensor.ElementSize <= int64 Int32.MaxValue then
            begins tensor
        else
            use first = tensor.as_strided ([| 1L |], [| 1L |], tensor.storage_offset ())
            begins first

    /// Whether the sizes are those of a shape, as far as it knows them.
    let fits (shape: Shape) (tensor: Tensor) : bool =
        let rec fits axis (dims: Dim list) =
            match dims with
            | [] -> true
            | Dim.Known size :: others -> tensor.size axis = size && fits (axis + 1) others
            | Dim.Unknown _ :: others -> fits (axis + 1) others
        tensor.Dimensions = int64 shape.Rank && fits 0 shape.Dims

    let private copyOut (kind: DType) (stored: DType) (dense: Tensor) : HostArray =
        if dense.numel () > int64 Array.MaxLength then
            raise (DataException $"an array holds at most {Array.MaxLength} numbers, got {dense.numel ()}")
        let data = newArray kind (int (dense.numel ()))
        if data.Length > 0 then
            overParts dense stored.Size (fun part start count -> part.bytes.CopyTo(bytesOf data start count))
        { DType = kind; Shape = sizes dense; Data = data }

    /// A copy of the values in .NET memory, in C order. The tensor stays the caller's.
    let toHost (tensor: Tensor) : HostArray =
        Leaving.Guard(fun () ->
            let kind = dtype tensor.dtype
            if kind <> DType.BFloat16 && tensor.device_type = DeviceType.CPU && tensor.is_contiguous () then
                copyOut kind kind tensor
            else
                let stored = if kind = DType.BFloat16 then DType.Float32 else kind
                use detached = tensor.detach ()
                use onHost = detached.``to`` (scalarType stored, torch.CPU)
                use dense = onHost.contiguous ()
                copyOut kind stored dense)

    /// The number in a scalar tensor.
    let toFloat (tensor: Tensor) : float =
        use detached = tensor.detach ()
        use asDouble = detached.``to`` (torch.ScalarType.Float64, torch.CPU)
        asDouble.item<float>()

    /// The numbers in a tensor, in C order.
    let toFloats (tensor: Tensor) : float list =
        if tensor.Dimensions = 0L then
            [ toFloat tensor ]
        else
            use detached = tensor.detach ()
            use asDouble = detached.``to`` (torch.ScalarType.Float64, torch.CPU)
            List.ofArray ((toHost asDouble).Data :?> float[])

    /// A copy with its axes laid out in memory in the given order (outermost first); the shape stays.
    let withLayout (order: int list) (tensor: Tensor) : Tensor =
        let toMemory = order |> List.map int64 |> Array.ofList
        let back = order |> List.mapi (fun place axis -> axis, int64 place) |> List.sort |> List.map snd |> Array.ofList
        use permuted = tensor.permute toMemory
        // Not contiguous().clone(): one copy at most, and always one.
        use dense = torch.empty (permuted.shape, permuted.dtype, permuted.device)
        dense.copy_ permuted |> ignore
        dense.permute back
