namespace Functional

open TorchSharp

/// The numbers of a model: how they begin and how they lie in memory.
[<RequireQualifiedAccess>]
module Weights =

    /// Order of a weight's axes in memory, outermost first, where it is not the order of its shape: kernels of convolutions lie as
    /// libtorch's channels-last convolutions read them.
    let private layouts (built: BuiltModel) : Map<Key, int list> =
        let rec weightOf (expr: Expr) =
            match expr.Op with
            | Op.Weight(key, shape, _) -> Some(key, shape.Rank)
            | Op.Cast _ -> weightOf expr.Node.Args.Head
            | _ -> None
        Graph.nodes (built.Outputs @ (built.Trace.Updates |> List.map snd))
        |> List.choose (fun node ->
            match node.Op with
            | Op.Conv _
            | Op.ConvTranspose _ -> weightOf node.Args[1]
            | _ -> None)
        // (spatial..., in, out) → out, spatial..., in
        |> List.map (fun (key, rank) -> key, (rank - 1) :: [ 0 .. rank - 2 ])
        |> Map

    /// Raises <c>ConfigurationException</c> for tensors that a device cannot hold together, before any is made. So it is told for
    /// this machine's memory; what a CUDA device has shows when it is asked for it. <c>meta</c> holds all.
    let requireMemory (device: torch.Device) (before: int64) (tensors: (Key * int64[] * DType) seq) =
        if device.``type`` = DeviceType.CPU then
            let mutable total = before
            for key, shape, dtype in tensors do
                let shape = Shape.known shape
                let bytes = Shape.leastBytes dtype shape
                total <- total + bytes
                if total > PhysicalMemory.total then
                    raise (
                        ConfigurationException
                            $"{key} of shape {shape} takes {bytes} bytes, {total} with what must be there beside it; the machine has {PhysicalMemory.total}"
                    )

    let private place (store: TensorStore) (layouts: Map<Key, int list>) (key: Key) (tensor: Tensor) =
        match Map.tryFind key layouts with
        | Some order ->
            store.Put(key, Tensors.withLayout order tensor)
            tensor.Dispose()
        | None -> store.Put(key, tensor)

    let private addStates (store: TensorStore) (built: BuiltModel) =
        for key, shape, dtype in built.Trace.States do
            store.Put(key, torch.zeros (shape, Tensors.scalarType dtype, store.Device))

    // An initial value may be a number seen as a whole tensor. What has a seed of its own does not depend on the model's.
    let private draw (device: torch.Device) (seed: int64) (weights: WeightDeclaration list) : Tensor[] =
        let drawn = Array.zeroCreate weights.Length
        let draws (seed: int64) (some: (int * WeightDeclaration) list) =
            if not some.IsEmpty then
                let values =
                    some
                    |> List.map (fun (_, weight) ->
                        let stream = Stream.ofText (string weight.Key)
                        Initializer.apply weight.Rule.Initializer weight.Shape weight.DType stream)
                use program = Program.compile device (RunContext(Seed = seed)) [] [] values
                let tensors = Threads.using (Threads.count ()) (fun () -> program.Run([||], [||]))
                some |> List.iteri (fun i (place, _) -> drawn[place] <- tensors[i])
        let known = [
            for place, weight in List.indexed weights do
                for value in Option.toList weight.Start do
                    place, value
        ]
        let own, others =
            weights
            |> List.indexed
            |> List.filter (fun (_, weight) -> weight.Start.IsNone)
            |> List.partition (fun (_, weight) -> (Initializer.ownSeed weight.Rule.Initializer).IsSome)
        draws 0L own
        draws seed others
        for place, value in known do
            drawn[place] <- Tensors.ofHost device value
        drawn

    let private whole (value: Tensor) : Tensor =
        use value = value
        use dense = value.contiguous ()
        dense.clone ()

    /// How weights begin, the caller's to dispose.
    let begins (device: torch.Device) (seed: int64) (weights: WeightDeclaration list) : Tensor list =
        draw device seed weights |> Array.map whole |> List.ofArray

    /// A store with every weight at its initial value. The same seed gives the same bits.
    let initialize (device: torch.Device) (seed: int64) (built: BuiltModel) : TensorStore =
        NativeLibraries.ensure ()
        let store = new TensorStore(device)
        let weights = built.Trace.Weights
        // While a weight is put in its place, it is there twice.
        let largest = weights |> List.fold (fun most weight -> max most weight.Bytes) 0L
        weights |> List.map (fun weight -> weight.Key, weight.Shape, weight.DType) |> requireMemory device largest
        let tensors = draw device seed weights
        let layouts = layouts built
        weights |> List.iteri (fun i weight -> place store layouts weight.Key (whole tensors[i]))
        addStates store built
        store

    /// A store with given values.
    let ofHost (device: torch.Device) (built: BuiltModel) (value: WeightDeclaration -> HostArray) : TensorStore =
        NativeLibraries.ensure ()
        let store = new TensorStore(device)
        let layouts = layouts built
        for weight in built.Trace.Weights do
            place store layouts weight.Key (Tensors.ofHost device (value weight))
        addStates store built
        store

    /// Sets what stays between batches but is no weight, of the layer at a path and those inside of it, back to zero; of all layers for
    /// the root.
    let resetStates (store: TensorStore) (built: BuiltModel) (path: LayerPath) : unit =
        use _ = torch.no_grad ()
        for state, _, _ in built.Trace.States do
            if state.Layer.IsIn path then
                store[state] |> Tensors.inPlace (fun tensor -> tensor.zero_ ())
        store.Touch()
