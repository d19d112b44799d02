namespace Functional

open System
open Functional.Optimizers

/// One of an optimizer's tensors.
type StateDeclaration = {
    Key: Key
    /// Keras's name of it (<c>dense_kernel_momentum</c>).
    KerasName: string
    Shape: int64[]
    DType: DType
    /// What all its numbers begin as.
    Start: float
    /// Whether Keras has it before the first step.
    IsAlwaysThere: bool
}

/// What of a step depends on its number, known before it is made.
type StepKind = {
    /// Whether the weights change, or gradients are only collected.
    Apply: bool
    /// Whether the weights take their moving averages.
    Overwrite: bool
}

[<RequireQualifiedAccess>]
module StepKind =

    /// What a step is called, of one optimizer or of several.
    let name (kinds: StepKind list) =
        let nameOf kind =
            match kind with
            | { Apply = true; Overwrite = false } -> "train"
            | { Apply = true; Overwrite = true } -> "train, then take averages"
            | { Apply = false; Overwrite = false } -> "collect gradients"
            | { Apply = false; Overwrite = true } -> "collect gradients, then take averages"
        kinds |> List.map nameOf |> String.concat "; "

/// An optimizer's step for all weights, as a list of updates over one graph.
[<RequireQualifiedAccess>]
module Updates =

    // What is kept for a weight has its shape and dtype.
    let private beside (key: Key -> Key) (weight: WeightDeclaration) =
        Expr.Of(Op.Weight(key weight.Key, Shape.known weight.Shape, weight.DType), [])

    let private slotKey name weight = Key.Slot(name, weight)
    let private slot (weight: WeightDeclaration) name = beside (slotKey name) weight

    let private accumulation (optimizer: Optimizer) =
        optimizer.Settings.GradientAccumulationSteps |> Option.defaultValue 1

    /// What an optimizer keeps a number by: one that is alone, or the one at a place among several.
    let keyAt (place: int option) (key: Key) : Key =
        match place with
        | None -> key
        | Some i -> Key.OfPart(string i, key)

    let private scalarAt place key dtype = Expr.Of(Op.Weight(keyAt place key, Shape.scalar, dtype), [])

    // The one place where the number of steps made is kept.
    let private iterationAt place = scalarAt place Key.Iteration DType.Int32

    let private learningRateAt place (rate: Rate) : Expr =
        match rate with
        | Rate.Number _ -> scalarAt place Key.LearningRate DType.Float32
        | Rate.Schedule schedule -> Schedule.rate (iterationAt place) schedule

    /// The learning rate of the next step, a float32 scalar: what updates take and what a user is shown. Keras: with gradient
    /// accumulation a schedule counts each batch. Raises <c>ConfigurationException</c> for several optimizers.
    let learningRate (optimizer: Optimizer) : Expr = learningRateAt None (Optimizer.rate optimizer)

    let private scalar key name dtype start = {
        Key = key
        KerasName = name
        Shape = [||]
        DType = dtype
        Start = start
        IsAlwaysThere = true
    }

    let private variablesOf place (optimizer: Optimizer) (trainable: WeightDeclaration list) : StateDeclaration list =
        let named (key: Key -> Key) (weight: WeightDeclaration) (slot: Slot) = {
            Key = key weight.Key
            KerasName =
                if slot.IsUnnamed then weight.Name else String.concat "_" (weight.KerasPath.Names @ [ slot.Name ])
            Shape = slot.Shape
            DType = slot.DType
            Start = slot.Start
            IsAlwaysThere = false
        }
        let slot weight (slot: Slot) = named (slotKey slot.Name) weight slot
        let alike key name = trainable |> List.map (fun weight -> named key weight (Slot.Of(weight, name)))
        let groups = trainable |> List.map (fun weight -> weight, optimizer.Rule.SlotGroups weight)
        [
            scalar (keyAt place Key.Iteration) "iteration" DType.Int32 0.0
            match optimizer.Settings.LearningRate with
            | Rate.Number rate -> scalar (keyAt place Key.LearningRate) "learning_rate" DType.Float32 rate
            | Rate.Schedule _ -> ()
            if optimizer.Settings.UseEma then
                yield! alike Key.Average "average"
            if optimizer.Settings.GradientAccumulationSteps.IsSome then
                yield! alike Key.Accumulator "gradient_accumulator"
            for i in 0 .. (groups |> List.tryHead |> Option.map (snd >> List.length) |> Option.defaultValue 0) - 1 do
                for weight, groups in groups do
                    yield! groups[i] |> List.map (slot weight)
            match optimizer.Rule with
            | :? IOptimizerNumber as rule -> {
                scalar (keyAt place Key.OptimizerNumber) rule.NumberName DType.Float32 rule.NumberStart with
                    IsAlwaysThere = false
              }
            | _ -> ()
        ]

    // Weights by the place of the optimizer among several that changes them, which all have a place.
    let private shares (several: IOptimizers) (weightOf: 'a -> WeightDeclaration) (items: 'a list) =
        let places = items |> List.map (weightOf >> several.PlaceOf)
        several.All
        |> List.mapi (fun i optimizer ->
            i, optimizer, List.zip places items |> List.filter (fst >> (=) i) |> List.map snd)

    /// The optimizer's tensors in the order of Keras's files.
    let rec variables (optimizer: Optimizer) (trainable: WeightDeclaration list) : StateDeclaration list =
        // Keras: every optimizer has a number of steps and a learning rate, of which these do not go by all.
        let unused owner key = Key.OfPart(owner, key)
        match optimizer.Rule with
        | :? LossScaleOptimizer as rule -> [
            scalar (unused LossScaling.name Key.Iteration) "iteration" DType.Int32 0.0
            scalar (unused LossScaling.name Key.LearningRate) "learning_rate" DType.Float32 0.0
            { scalar Key.StepCounter "step_counter" DType.Int32 0.0 with IsAlwaysThere = false }
            {
                scalar Key.DynamicScale "dynamic_scale" DType.Float32 rule.InitialScale with
                    IsAlwaysThere = false
            }
            yield! variables (rule :> IOptimizerAround).Inner trainable
          ]
        | :? IOptimizers as several -> [
            scalar Key.Iteration "iteration" DType.Int32 0.0
            scalar (unused "all" Key.LearningRate) "learning_rate" DType.Float32 0.0
            for i, inner, weights in shares several id trainable do
                // Keras: one without a weight is not built.
                yield!
                    variablesOf (Some i) inner weights
                    |> List.filter (fun variable -> variable.IsAlwaysThere || not weights.IsEmpty)
          ]
        | _ -> variablesOf None optimizer trainable

    /// What a scalar of the optimizer begins as.
    let start (variable: StateDeclaration) : HostArray =
        let data: Array = if variable.DType.IsFloat then [| float32 variable.Start |] else [| int variable.Start |]
        { DType = variable.DType; Shape = [||]; Data = data }

    let private kindOf (iteration: unit -> int64) (optimizer: Optimizer) : StepKind =
        let settings = optimizer.Settings
        let steps = int64 (accumulation optimizer)
        {
            Apply = steps = 1L || (iteration () + 1L) % steps = 0L
            Overwrite =
                match settings.EmaOverwriteFrequency with
                | Some frequency when settings.UseEma -> (iteration () / steps + 1L) % int64 frequency = 0L
                | _ -> false
        }

    /// What the next step is like, for each optimizer where there are several. <c>iteration</c> reads how many were made; most
    /// optimizers need not know.
    let kindsOf (optimizer: Optimizer) (iteration: unit -> int64) : StepKind list =
        match (Optimizer.stepping optimizer).Rule with
        | :? IOptimizers as several -> several.All |> List.map (kindOf iteration)
        | _ -> [ kindOf iteration (Optimizer.stepping optimizer) ]

    let private clip (settings: OptimizerSettings) (gradients: Expr list) =
        let norm (g: Expr) = Ops.sumAll (Ops.square g)
        match settings with
        | { Clipnorm = Some limit } ->
            gradients
            |> List.map (fun g ->
                let squares = norm g
                let positive = Ops.greater squares (Ops.scalarLike squares 0.0)
                let length = Ops.sqrt (Ops.where positive squares (Ops.scalarLike squares 1.0))
                g * limit / Ops.maximum length (Ops.scalarLike length limit))
        | { GlobalClipnorm = Some limit } ->
            let length = gradients |> List.map (norm >> Ops.cast DType.Float32) |> List.reduce (+) |> Ops.sqrt
            let scale = limit * Ops.minimum (1.0 / length) (Ops.scalarLike length (1.0 / limit))
            gradients |> List.map (fun g -> g * Ops.cast g.DType scale)
        | { Clipvalue = Some limit } -> gradients |> List.map (Ops.clip -limit limit)
        | _ -> gradients

    /// What gradients are taken of: the loss, multiplied by what the updates divide gradients by.
    let scaledLoss (optimizer: Optimizer) (loss: Expr) : Expr =
        match optimizer.Rule, optimizer.Settings.LossScaleFactor with
        | (:? LossScaleOptimizer), _ -> loss * ScaledUpdate.scale ()
        | (:? IOptimizers as several), _ ->
            several.LossScaleFactor |> Option.fold (fun loss factor -> loss * factor) loss
        | _, Some factor -> loss * factor
        | _, None -> loss

    let private buildOf
        (place: int option)
        (optimizer: Optimizer)
        (fuse: bool)
        (kind: StepKind)
        (weights: (WeightDeclaration * Expr) list)
        (gradients: Expr list)
        : Update list =
        let settings = optimizer.Settings
        let steps = accumulation optimizer
        let iteration = iterationAt place
        let rate = learningRateAt place settings.LearningRate
        let learningRate = Ops.cast DType.Float64 rate
        // Updates made before this one.
        let made = if steps = 1 then iteration else Ops.floorDiv iteration (Ops.scalarLike iteration (float steps))
        let number = Ops.cast DType.Float64 made
        let scaled =
            match settings.LossScaleFactor with
            | Some factor -> gradients |> List.map (fun g -> g / factor)
            | None -> gradients
        let collected =
            if settings.GradientAccumulationSteps.IsNone then
                scaled
            else
                List.map2 (fun (weight, _) g -> beside Key.Accumulator weight + g) weights scaled
        let accumulators =
            match settings.GradientAccumulationSteps with
            | None -> []
            | Some _ ->
                List.map2
                    (fun (weight: WeightDeclaration, _) (sum: Expr) ->
                        let value = if kind.Apply then Ops.fullLike sum sum.DType 0.0 else sum
                        Update.Assign(Key.Accumulator weight.Key, value))
                    weights
                    collected
        let decays =
            weights
            |> List.map (fun (weight, _) ->
                optimizer.ExcludeFromWeightDecay
                |> List.forall (fun part -> not ((string weight.KerasPath).Contains part)))
        let gradients =
            if kind.Apply then
                collected |> List.map (fun g -> if steps > 1 then g / float steps else g) |> clip settings
            else
                []
        // libtorch changes weights where they lie, and so only those with which the step begins.
        let isStored (symbol: Expr) =
            match symbol.Op with
            | Op.Weight _ -> true
            | _ -> false
        let inPlace, others = weights |> List.indexed |> List.partition (fun (_, (_, symbol)) -> isStored symbol)
        let fused =
            if fuse && kind.Apply then
                let ofThem (items: 'a list) = inPlace |> List.map (fun (i, _) -> items[i])
                let weights = List.map snd inPlace
                FusedUpdate.tryOf optimizer weights (ofThem gradients) (ofThem decays) slot rate (made + 1.0)
            else
                None
        let own =
            match optimizer.Rule with
            | :? IOptimizerNumber as rule when kind.Apply ->
                let before = scalarAt place Key.OptimizerNumber DType.Float32
                Some(rule.NextNumber(before, Ops.cast DType.Float32 (number + 1.0)))
            | _ -> None
        let decayOf weight =
            match optimizer.Rule with
            | :? IDecayRule as rule -> rule.WeightDecay(settings.WeightDecay, weight)
            | _ -> settings.WeightDecay
        let decays, gradients = Array.ofList decays, Array.ofList gradients
        let updateOne i (weight: WeightDeclaration, symbol: Expr) =
            let assigned = ResizeArray<Update>()
            let assign key value = assigned.Add(Update.Assign(key, value))
            let updated =
                if not kind.Apply then
                    symbol
                else
                    let decayed =
                        match decayOf weight with
                        | Some decay when decays[i] -> symbol - symbol * Ops.cast symbol.DType (decay * learningRate)
                        | _ -> symbol
                    let slots = optimizer.Rule.SlotGroups weight |> List.concat
                    let read name =
                        let slot = slots |> List.find (fun slot -> slot.Name = name)
                        Expr.Of(Op.Weight(Key.Slot(name, weight.Key), Shape.known slot.Shape, slot.DType), [])
                    let step =
                        UpdateStep(
                            weight,
                            symbol,
                            read,
                            (fun (name, value) -> assign (Key.Slot(name, weight.Key)) value),
                            learningRate,
                            number + 1.0,
                            own
                        )
                    optimizer.Rule.Update(step, decayed, gradients[i])
            let averaged =
                if not settings.UseEma then
                    updated
                else
                    // Keras: at the start the average is the weight.
                    let momentum =
                        settings.EmaMomentum * Ops.cast DType.Float64 (Ops.notEqual number (Ops.scalarLike number 0.0))
                        |> Ops.cast updated.DType
                    let average = momentum * beside Key.Average weight + (1.0 - momentum) * updated
                    assign (Key.Average weight.Key) average
                    if kind.Overwrite then average else updated
            let final = weight.Rule.Constraint |> Option.fold (fun w rule -> Constraint.apply rule w) averaged
            if final <> symbol || not (isStored symbol) then
                assign weight.Key final
            List.ofSeq assigned
        let changed =
            match fused with
            | Some updates -> updates @ (others |> List.collect (fun (i, weight) -> updateOne i weight))
            | None -> weights |> List.mapi updateOne |> List.concat
        let numbers = own |> Option.toList |> List.map (fun own -> Update.Assign(keyAt place Key.OptimizerNumber, own))
        // Keras: with nothing to train the optimizer makes no step.
        let counted = if weights.IsEmpty then [] else [ Update.Assign(keyAt place Key.Iteration, iteration + 1.0) ]
        accumulators @ changed @ numbers @ counted

    /// The updates of one step. With <c>fuse</c> libtorch's fused kernels are used where there are any.
    let rec build
        (optimizer: Optimizer)
        (fuse: bool)
        (kinds: StepKind list)
        (weights: (WeightDeclaration * Expr) list)
        (gradients: Expr list)
        : Update list =
        match optimizer.Rule with
        | :? LossScaleOptimizer as rule ->
            if weights.IsEmpty then
                []
            else
                let finite = ScaledUpdate.areFinite gradients
                let scale = ScaledUpdate.scale ()
                gradients
                |> List.map (fun g -> g / Ops.cast g.DType scale)
                |> build (rule :> IOptimizerAround).Inner fuse kinds weights
                |> List.map (ScaledUpdate.onlyWhere finite weights)
                |> List.append (ScaledUpdate.follow rule finite)
        | :? IOptimizers as several ->
            let changes =
                List.zip weights gradients
                |> shares several (fst >> fst)
                |> List.collect (fun (i, inner, share) ->
                    let weights, gradients = List.unzip share
                    buildOf (Some i) inner fuse kinds[i] weights gradients)
            let counted = if weights.IsEmpty then [] else [ Update.Assign(Key.Iteration, iterationAt None + 1.0) ]
            changes @ counted
        | _ -> buildOf None optimizer fuse kinds.Head weights gradients

    /// What ends training: weights whose moving averages are kept take them. Keras: <c>finalize_variable_values</c>.
    let finish (optimizer: Optimizer) (weights: WeightDeclaration list) : Update list =
        weights
        |> List.filter (fun weight -> (Optimizer.steppingFor optimizer weight).Settings.UseEma)
        |> List.map (fun weight -> Update.Assign(weight.Key, beside Key.Average weight))
