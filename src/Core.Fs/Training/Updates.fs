namespace Functional

open Functional.Optimizers

/// One of an optimizer's tensors.
type StateDeclaration = {
    /// Where it is kept (<c>optimizer/dense/kernel/momentum</c>).
    Path: string
    /// Keras's path of the same (<c>adam/dense_kernel_momentum</c>).
    KerasPath: string
    Shape: int64[]
    DType: DType
}

/// What of a step depends on its number, known before it is made.
type StepKind = {
    /// Whether the weights change, or gradients are only collected.
    Apply: bool
    /// Whether the weights take their moving averages.
    Overwrite: bool
}

/// What the host knows of a run's progress, for calls that take plain numbers.
[<Sealed>]
type Clock() =
    /// Number of steps made.
    member val Iteration = 0L with get, set
    member val LearningRate = 0.0 with get, set

/// An optimizer's step for all weights, as a list of updates over one graph.
[<RequireQualifiedAccess>]
module Updates =

    let iterationPath = "optimizer/iteration"
    let learningRatePath = "optimizer/learning_rate"

    let private slotPath (weight: WeightDeclaration) slot = $"optimizer/{weight.Path}/{slot}"

    let private accumulation (optimizer: Optimizer) =
        optimizer.Settings.GradientAccumulationSteps |> Option.defaultValue 1

    /// The optimizer's tensors in the order of Keras's files.
    let variables (optimizer: Optimizer) (trainable: WeightDeclaration list) : StateDeclaration list =
        let slot name (weight: WeightDeclaration) =
            let flat = weight.KerasPath.Replace('/', '_')
            {
                Path = slotPath weight name
                KerasPath = $"{optimizer.Name}/{flat}_{name}"
                Shape = weight.Shape
                DType = weight.DType
            }
        let scalar path name dtype = {
            Path = path
            KerasPath = $"{optimizer.Name}/{name}"
            Shape = [||]
            DType = dtype
        }
        [
            scalar iterationPath "iteration" DType.Int32
            scalar learningRatePath "learning_rate" DType.Float32
            if optimizer.Settings.UseEma then
                yield! trainable |> List.map (slot "average")
            if optimizer.Settings.GradientAccumulationSteps.IsSome then
                yield! trainable |> List.map (slot "gradient_accumulator")
            for group in optimizer.Rule.SlotGroups do
                for weight in trainable do
                    for name in group do
                        slot name weight
        ]

    /// What the step after so many is like.
    let kindOf (optimizer: Optimizer) (iteration: int64) : StepKind =
        let steps = int64 (accumulation optimizer)
        {
            Apply = (iteration + 1L) % steps = 0L
            Overwrite =
                match optimizer.Settings.EmaOverwriteFrequency with
                | Some frequency -> optimizer.Settings.UseEma && (iteration / steps + 1L) % int64 frequency = 0L
                | None -> false
        }

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

    /// Gets what a training step needs of libtorch ready while other work goes on.
    let prepare (optimizer: Optimizer) =
        Natives.prepareBackward ()
        match optimizer.Rule with
        | :? Adam -> Natives.prepareAdam ()
        | :? SGD -> Natives.prepareSgd ()
        | _ -> ()

    // libtorch's own update of all weights at once, where the rule has one and nothing stands between it and the weights.
    let private fused
        (optimizer: Optimizer)
        (clock: Clock)
        (weights: (WeightDeclaration * Expr) list)
        (gradients: Expr list)
        decays
        : Update option =
        let settings = optimizer.Settings
        let slots name =
            weights
            |> List.map (fun (weight, _) ->
                Expr.Of(Op.Weight(slotPath weight name, Shape.known weight.Shape, weight.DType), []))
        let symbols = weights |> List.map snd
        let n = weights.Length
        let part (tensors: Tensor[]) i = Array.sub tensors (i * n) n
        // libtorch's fused kernels walk through memory: a gradient that lies otherwise than its weight would silently be wrong.
        let aligned (tensors: Tensor[]) (call: Tensor[] -> unit) =
            let weights, gradients = part tensors 0, part tensors 1
            let copies = ResizeArray<Tensor>()
            for i in 0 .. n - 1 do
                let weight, gradient = weights[i], gradients[i]
                let same =
                    if weight.is_contiguous () then gradient.is_contiguous () else weight.stride () = gradient.stride ()
                if not same then
                    let copy = weight.empty_like ()
                    copies.Add(copy.copy_ gradient)
                    gradients[i] <- copy
            call gradients
            for copy in copies do
                copy.Dispose()
        let plain =
            not settings.UseEma
            && weights |> List.forall (fun (weight, _) -> weight.Rule.Constraint.IsNone && weight.DType = DType.Float32)
            && n > 0
        match optimizer.Rule with
        | :? Adam as adam when plain ->
            let steps = int64 (accumulation optimizer)
            let decay =
                match settings.WeightDecay with
                | Some decay when List.forall id decays -> Some decay
                | Some _ -> None
                | None -> Some 0.0
            decay
            |> Option.map (fun decay ->
                let number =
                    Expr.Of(Op.Weight(iterationPath, Shape.scalar, DType.Int32), [])
                    |> fun iteration -> Ops.floorDiv iteration (Ops.scalarLike iteration (float steps)) + 1.0
                    |> Ops.cast DType.Float32
                let update (tensors: Tensor[]) =
                    let number = float (clock.Iteration / steps + 1L)
                    // libtorch adds epsilon to the corrected root, Keras to the plain one.
                    let epsilon = adam.Epsilon / sqrt (1.0 - adam.Beta2 ** number)
                    let vMax = if adam.Amsgrad then part tensors 4 else [||]
                    let count = Array.replicate n (Array.last tensors)
                    aligned tensors (fun gradients ->
                        Natives.adam
                            (part tensors 0)
                            gradients
                            (part tensors 2)
                            (part tensors 3)
                            vMax
                            count
                            clock.LearningRate
                            adam.Beta1
                            adam.Beta2
                            decay
                            epsilon
                            adam.Amsgrad)
                let state = slots "momentum" @ slots "velocity" @ (if adam.Amsgrad then slots "velocity_hat" else [])
                Update.InPlace("adam", update, symbols @ gradients @ state @ [ number ]))
        | :? SGD as sgd when plain && not sgd.Nesterov && settings.WeightDecay.IsNone ->
            let momenta = if sgd.Momentum = 0.0 then [] else slots "momentum"
            let update (tensors: Tensor[]) =
                let momenta = if sgd.Momentum = 0.0 then [||] else part tensors 2
                aligned tensors (fun gradients ->
                    Natives.sgd (part tensors 0) gradients momenta clock.LearningRate sgd.Momentum)
            Some(Update.InPlace("sgd", update, symbols @ gradients @ momenta))
        | _ -> None

    /// The updates of one step. With <c>fuse</c> libtorch's fused kernels are used where there are any.
    let build
        (optimizer: Optimizer)
        (clock: Clock)
        (fuse: bool)
        (kind: StepKind)
        (weights: (WeightDeclaration * Expr) list)
        (gradients: Expr list)
        : Update list =
        let settings = optimizer.Settings
        let steps = accumulation optimizer
        let iteration = Expr.Of(Op.Weight(iterationPath, Shape.scalar, DType.Int32), [])
        let learningRate =
            Expr.Of(Op.Weight(learningRatePath, Shape.scalar, DType.Float32), []) |> Ops.cast DType.Float64
        let number = Ops.floorDiv iteration (Ops.scalarLike iteration (float steps)) |> Ops.cast DType.Float64
        let slot (weight: WeightDeclaration) name =
            Expr.Of(Op.Weight(slotPath weight name, Shape.known weight.Shape, weight.DType), [])
        let scaled =
            match settings.LossScaleFactor with
            | Some factor -> gradients |> List.map (fun g -> g / factor)
            | None -> gradients
        let collected =
            if settings.GradientAccumulationSteps.IsNone then
                scaled
            else
                List.map2 (fun (weight, _) g -> slot weight "gradient_accumulator" + g) weights scaled
        let accumulators =
            match settings.GradientAccumulationSteps with
            | None -> []
            | Some _ ->
                List.map2
                    (fun (weight, _) (sum: Expr) ->
                        let value = if kind.Apply then Ops.fullLike sum sum.DType 0.0 else sum
                        Update.Assign(slotPath weight "gradient_accumulator", value))
                    weights
                    collected
        let decays =
            weights
            |> List.map (fun (weight, _) ->
                optimizer.ExcludeFromWeightDecay |> List.forall (fun part -> not (weight.KerasPath.Contains part)))
        let gradients =
            if kind.Apply then
                collected |> List.map (fun g -> if steps > 1 then g / float steps else g) |> clip settings
            else
                []
        let fusedUpdate = if fuse && kind.Apply then fused optimizer clock weights gradients decays else None
        let updateOne i (weight: WeightDeclaration, symbol: Expr) =
            let assigned = ResizeArray<Update>()
            let assign path value = assigned.Add(Update.Assign(path, value))
            let updated =
                if not kind.Apply then
                    symbol
                else
                    let decayed =
                        match settings.WeightDecay with
                        | Some decay when decays[i] -> symbol - symbol * Ops.cast symbol.DType (decay * learningRate)
                        | _ -> symbol
                    let step =
                        UpdateStep(
                            slot weight,
                            (fun (name, value) -> assign (slotPath weight name) value),
                            learningRate,
                            number + 1.0
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
                    let average = momentum * slot weight "average" + (1.0 - momentum) * updated
                    assign (slotPath weight "average") average
                    if kind.Overwrite then average else updated
            let final = weight.Rule.Constraint |> Option.fold (fun w rule -> Constraint.apply rule w) averaged
            if final <> symbol then
                assign weight.Path final
            List.ofSeq assigned
        let changed =
            match fusedUpdate with
            | Some update -> [ update ]
            | None -> weights |> List.mapi updateOne |> List.concat
        accumulators @ changed @ [ Update.Assign(iterationPath, iteration + 1.0) ]

    /// What ends training: weights whose moving averages are kept take them. Keras: <c>finalize_variable_values</c>.
    let finish (optimizer: Optimizer) (weights: WeightDeclaration list) : Update list =
        if not optimizer.Settings.UseEma then
            []
        else
            weights
            |> List.map (fun weight ->
                let average = Expr.Of(Op.Weight(slotPath weight "average", Shape.known weight.Shape, weight.DType), [])
                Update.Assign(weight.Path, average))
