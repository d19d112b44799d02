namespace Functional

open TorchSharp

/// What an optimizer keeps in a store beside the weights.
[<RequireQualifiedAccess>]
module internal OptimizerState =

    let private zeros (device: torch.Device) (like: Tensor option) (shape: int64[]) dtype =
        match like with
        | Some weight ->
            use detached = weight.detach ()
            detached.zeros_like ()
        | None -> torch.zeros (shape, Tensors.scalarType dtype, device)

    /// Makes the tensors that are not there yet, for weights that may be elsewhere.
    let ensureFor
        (store: TensorStore)
        (optimizer: Optimizer)
        (weights: WeightDeclaration list)
        (tensor: Key -> Tensor)
        =
        let missing =
            Updates.variables optimizer weights |> List.filter (fun variable -> not (store.Contains variable.Key))
        if not missing.IsEmpty then
            missing
            |> List.map (fun variable -> variable.Key, variable.Shape, variable.DType)
            |> Weights.requireMemory store.Device (weights |> List.sumBy _.Bytes)
            for variable in missing do
                match variable.Key.KeptFor with
                | None -> store.Set(variable.Key, Updates.start variable)
                | Some weight ->
                    // In the memory layout of its weight, where it has the shape.
                    let weight = tensor weight
                    let like = if weight.shape = variable.Shape then Some weight else None
                    let slot = zeros store.Device like variable.Shape variable.DType
                    if variable.Start <> 0.0 then
                        Scalars.using [| variable.Start |] (fun start ->
                            slot |> Tensors.inPlace (fun slot -> slot.fill_ start[0]))
                    store.Put(variable.Key, slot)

    /// Makes the tensors that are not there yet.
    let ensure (store: TensorStore) (optimizer: Optimizer) (built: BuiltModel) =
        ensureFor store optimizer (Model.trainable built) (fun weight -> store[weight])

    /// Number of the optimizer's steps.
    let iteration (store: TensorStore) = int64 (Tensors.toFloat store[Key.Iteration])

    /// A weight that still is its moving average goes on from where training left it.
    let takeUp (store: TensorStore) (optimizer: Optimizer) (built: BuiltModel) =
        for weight in Model.trainable built do
            if (Optimizer.steppingFor optimizer weight).Settings.UseEma then
                let unaveraged = Key.Unaveraged weight.Key
                if store.Contains unaveraged then
                    use _ = torch.no_grad ()
                    use current = store[weight.Key].detach()
                    if current.Equals store[Key.Average weight.Key] then
                        current.copy_ store[unaveraged] |> ignore
                    store.Remove unaveraged
                    store.Touch()

    /// Keeps weights as training left them, before they take their averages.
    let leave (store: TensorStore) (built: BuiltModel) =
        for weight in Model.trainable built do
            use current = store[weight.Key].detach()
            store.Put(Key.Unaveraged weight.Key, current.clone ())

    /// Weights and their moving averages change places.
    let exchange (store: TensorStore) (built: BuiltModel) =
        use _ = torch.no_grad ()
        for weight in Model.trainable built do
            let average = Key.Average weight.Key
            if store.Contains average then
                use current = store[weight.Key].detach()
                use before = current.clone ()
                current.copy_ store[average] |> ignore
                store[average] |> Tensors.inPlace (fun average -> average.copy_ before)
        store.Touch()

    /// Keys of all that is kept: the optimizer's variables, and weights without their averages.
    let keys (store: TensorStore) (optimizer: Optimizer) (built: BuiltModel) : Key list =
        let trainable = Model.trainable built
        let unaveraged = trainable |> List.map (_.Key >> Key.Unaveraged) |> List.filter store.Contains
        (Updates.variables optimizer trainable |> List.map _.Key) @ unaveraged
