namespace Functional

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open TorchSharp

/// Values on their way to a model: in .NET memory, or a TorchSharp tensor that stays its owner's.
[<RequireQualifiedAccess>]
type Values =
    | Host of HostArray
    | Native of Tensor

/// Inputs, targets and weights of a number of samples, each one tensor with the samples along its first axis. Owns its tensors.
[<Sealed; AllowNullLiteral>]
type DataSet internal (inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
    member _.Inputs = inputs
    member _.Targets = targets
    /// One for all outputs, one for each, or none. An entry may be null: an output without weights.
    member _.Weights = weights
    /// Number of samples.
    member _.Count = inputs[0].size 0

    member private _.Map(f: Tensor -> Tensor) =
        let map = Array.map (fun tensor -> if isNull tensor then null else f tensor)
        new DataSet(map inputs, map targets, map weights)

    /// The samples from a position on, as views.
    member this.Slice(start: int64, length: int64) = this.Map(fun tensor -> tensor.narrow (0L, start, length))

    /// The samples at those indices, as copies.
    member this.Take(indices: Tensor) = this.Map(fun tensor -> tensor.index_select (0L, indices))

    /// Whether every tensor begins where libtorch lets its own begin. MKL's products of vectors have other bits where it does not.
    member _.IsAligned =
        let isAligned (tensor: Tensor) = isNull tensor || Tensors.isAligned tensor
        Array.forall isAligned inputs && Array.forall isAligned targets && Array.forall isAligned weights

    /// The same samples in memory of their own.
    member this.Copy() =
        use _ = torch.no_grad ()
        this.Map(fun tensor -> tensor.clone ())

    /// The inputs in those dtypes; all else as views.
    member _.Cast(dtypes: torch.ScalarType[]) =
        let cast (tensor: Tensor) (dtype: torch.ScalarType) =
            if tensor.dtype = dtype then tensor.alias () else tensor.``to`` dtype
        let alias = Array.map (fun (tensor: Tensor) -> if isNull tensor then null else tensor.alias ())
        new DataSet(Array.map2 cast inputs dtypes, alias targets, alias weights)

    /// Batches of so many samples, the last of which may have fewer, as views.
    member this.Split(length: int64) : DataSet[] =
        let split = Array.map (fun (tensor: Tensor) -> if isNull tensor then [||] else tensor.split length)
        let inputs, targets, weights = split inputs, split targets, split weights
        let part i (parts: Tensor[][]) =
            if parts.Length = 0 then
                Array.Empty()
            else
                let tensors = Array.zeroCreate parts.Length
                for j in 0 .. parts.Length - 1 do
                    tensors[j] <- if parts[j].Length = 0 then null else parts[j][i]
                tensors
        Array.init inputs[0].Length (fun i -> new DataSet(part i inputs, part i targets, part i weights))

    interface IDisposable with
        member _.Dispose() =
            for tensors in [| inputs; targets; weights |] do
                for tensor in tensors do
                    if not (isNull tensor) then
                        tensor.Dispose()

/// libtorch shares out calls over many numbers among threads, a team for each thread that calls. A second team beside the training
/// thread's would have more threads than there are cores, and each would wait for the others. So what runs beside training calls with
/// few numbers at a time.
[<RequireQualifiedAccess>]
module internal OneThread =

    // libtorch's GRAIN_SIZE is 32,768.
    let private most = 32_767L

    let private parts (tensor: Tensor) =
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

/// What must be true of data before it meets native code. Each rule that is broken is a <c>DataException</c> of one line.
[<RequireQualifiedAccess>]
module DataCheck =

    let private fail message = raise (DataException message)

    let private sizes (tensor: Tensor) = string (Shape.known tensor.shape)

    /// Every input with the rank and the known sizes that the model was built for.
    let inputs (model: string) (specs: Expr list) (tensors: Tensor[]) =
        if tensors.Length <> specs.Length then
            fail $"{model}: the model has {specs.Length} inputs, got {tensors.Length}"
        specs
        |> List.iteri (fun i spec ->
            if not (Tensors.fits spec.Shape tensors[i]) then
                let name =
                    match spec.Op with
                    | Op.Input(name, _, _) -> name
                    | _ -> "input"
                raise (ShapeException $"{model}: input '{name}' must have shape {spec.Shape}, got {sizes tensors[i]}"))

    /// At least one sample, and as many of everything.
    let counts (data: DataSet) =
        if data.Inputs.Length = 0 then
            fail "data: at least one input is needed, got none"
        let check kind (tensors: Tensor[]) =
            for tensor in tensors do
                if not (isNull tensor) then
                    if tensor.Dimensions = 0L then
                        fail $"data: {kind} must have samples along their first axis, got a scalar"
                    if tensor.numel () = 0L then
                        fail $"data: {kind} must not be empty, got shape {sizes tensor}"
                    if tensor.size 0 <> data.Count then
                        fail $"data: {kind} must be {data.Count} samples like the first input, got {tensor.size 0}"
        check "inputs" data.Inputs
        check "targets" data.Targets
        check "sample weights" data.Weights

    /// No NaN and no infinity.
    let finite what (tensor: Tensor) =
        if (Tensors.dtype tensor.dtype).IsFloat then
            // The sum of numbers that are all finite is finite but for overflow; only then are they looked at one by one.
            tensor
            |> OneThread.each (fun part ->
                use sum = part.sum ()
                if not (Double.IsFinite(Tensors.toFloat sum)) then
                    use finite = part.isfinite ()
                    use all = finite.all ()
                    if not (all.item<bool>()) then
                        fail $"data: {what} must be finite numbers, got NaN or infinity")

    /// Integers in [0, limit).
    let range what (limit: int64) (tensor: Tensor) =
        tensor
        |> OneThread.each (fun part ->
            use low = part.min ()
            use high = part.max ()
            let low, high = Tensors.toFloat low, Tensors.toFloat high
            if low < 0.0 || high >= float limit then
                let got = if low < 0.0 then low else high
                fail $"data: {what} must be in [0, {limit}), got {got}")

    /// Inputs that index into tables directly: which, what is taken of it, rows of the table.
    let private findTables (built: BuiltModel) =
        let rec partOf (expr: Expr) slices =
            match expr.Op with
            | Op.Input _ ->
                built.Inputs
                |> List.tryFindIndex (fun input -> input.Equals expr)
                |> Option.map (fun input -> input, slices)
            | Op.Slice(axis, start, stop, step) ->
                partOf expr.Node.Args.Head ((int64 axis, start, defaultArg stop Int64.MaxValue, step) :: slices)
            | Op.Cast _
            | Op.Reshape _
            | Op.Transpose _ when slices.IsEmpty -> partOf expr.Node.Args.Head []
            | _ -> None
        Graph.nodes built.Outputs
        |> List.choose (fun node ->
            match node.Op with
            | Op.Embedding ->
                partOf node.Args[1] []
                |> Option.map (fun (input, slices) -> input, slices, (Shape.sizes node.Args[0].Shape)[0])
            | _ -> None)

    let private knownTables = ConditionalWeakTable<BuiltModel, _>()

    let private tables (built: BuiltModel) = knownTables.GetValue(built, findTables)

    /// Indices that a model looks up in a table.
    let indices (built: BuiltModel) (inputs: Tensor[]) =
        for input, slices, rows in tables built do
            let take (tensor: Tensor) slice =
                use tensor = tensor
                tensor.slice slice
            use part = List.fold take (inputs[input].alias()) slices
            range $"indices of input {input}" rows part

    /// Class indices for losses and metrics that take them.
    let classes (settings: CompileSettings) (built: BuiltModel) (targets: Tensor[]) =
        PerOutput.forNames "loss" built.OutputNames None settings.Loss
        |> List.iteri (fun i loss ->
            match loss |> Option.map _.Function with
            | Some(:? Losses.SparseCategoricalCrossentropy as sparse) when i < targets.Length ->
                match built.Outputs[i].Shape[sparse.Axis] with
                | Dim.Known classes ->
                    match sparse.IgnoreClass with
                    | Some ignored ->
                        use counted = targets[i].ne(Scalar.op_Implicit (int64 ignored))
                        use kept = targets[i].masked_select counted
                        range "class indices" classes kept
                    | None -> range "class indices" classes targets[i]
                | Dim.Unknown _ -> ()
            | _ -> ())

[<RequireQualifiedAccess>]
module DataSet =

    let private toTensor (device: torch.Device) (values: Values) =
        match values with
        | Values.Host array -> Tensors.ofHost device array
        | Values.Native tensor when tensor.device.``type`` = device.``type`` -> tensor.detach ()
        | Values.Native tensor -> tensor.``to`` device

    // Keras's floatx: doubles become float32.
    let private toFloat32 (tensor: Tensor) =
        if tensor.dtype = torch.ScalarType.Float64 then
            tensor.``to`` (torch.ScalarType.Float32, disposeAfter = true)
        else
            tensor

    let private make
        (input: int -> Values -> Tensor)
        (other: Values -> Tensor)
        (inputs: Values list)
        (targets: Values list)
        (weights: Values option list)
        : DataSet =
        NativeLibraries.ensure ()
        if inputs.IsEmpty then
            raise (DataException "data: at least one input is needed, got none")
        let made = List<Tensor>()
        let keep (tensor: Tensor) =
            made.Add tensor
            tensor
        try
            let data =
                new DataSet(
                    inputs |> List.mapi (fun i values -> keep (input i values)) |> Array.ofList,
                    targets |> List.map (other >> keep) |> Array.ofList,
                    weights
                    |> List.map (function
                        | Some values -> keep (other values)
                        | None -> null)
                    |> Array.ofList
                )
            DataCheck.counts data
            data
        with _ ->
            for tensor in made do
                tensor.Dispose()
            reraise ()

    /// Data for a model on a device. Counts are checked.
    let create (device: torch.Device) inputs targets weights : DataSet =
        make (fun _ values -> toTensor device values) (toTensor device >> toFloat32) inputs targets weights

    /// The same on one thread, with copies of tensors, and inputs in those dtypes.
    let internal copy (device: torch.Device) (dtypes: torch.ScalarType[]) inputs targets weights : DataSet =
        let host =
            function
            | Values.Host array -> Tensors.ofHost torch.CPU array
            | Values.Native tensor -> OneThread.copy tensor.dtype tensor
        let fit wanted (tensor: Tensor) =
            let typed =
                if tensor.dtype = wanted then
                    tensor
                else
                    use tensor = tensor
                    OneThread.copy wanted tensor
            if device.``type`` = typed.device.``type`` then typed else typed.``to`` (device, disposeAfter = true)
        let input i values =
            let tensor = host values
            fit (if i < dtypes.Length then dtypes[i] else tensor.dtype) tensor
        let other values =
            let tensor = host values
            fit (if tensor.dtype = torch.ScalarType.Float64 then torch.ScalarType.Float32 else tensor.dtype) tensor
        make input other inputs targets weights

    /// The weight of each sample's class times its own weight, for one output. Keras: <c>class_weight</c>.
    let withClassWeights (classWeights: IReadOnlyDictionary<int, float>) (data: DataSet) : DataSet =
        if data.Targets.Length <> 1 then
            raise (DataException $"class_weight is for models with one output, got {data.Targets.Length}")
        use _ = torch.no_grad ()
        let target = data.Targets[0]
        use classes =
            if target.Dimensions > 1L && target.size (int target.Dimensions - 1) > 1L then
                target.argmax -1L
            else
                target.reshape([| -1L |]).``to``(torch.ScalarType.Int64, disposeAfter = true)
        use top = classes.max ()
        let size = max (int (Tensors.toFloat top)) (Seq.fold max 0 classWeights.Keys) + 1
        let table =
            Array.init size (fun i ->
                match classWeights.TryGetValue i with
                | true, weight -> float32 weight
                | _ -> 1f)
        use lookup = Tensors.ofHost target.device { DType = DType.Float32; Shape = [| int64 size |]; Data = table }
        let weights = lookup.index_select (0L, classes)
        let combined =
            if data.Weights.Length = 0 || isNull data.Weights[0] then
                weights
            else
                use own = weights
                use flat = data.Weights[0].reshape [| -1L |]
                own.mul flat
        let alias = Array.map (fun (tensor: Tensor) -> tensor.alias ())
        new DataSet(alias data.Inputs, alias data.Targets, [| combined |])
