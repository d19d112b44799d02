namespace Functional

open System
open System.Collections.Generic
open System.Threading
open TorchSharp
open Functional.Optimizers

/// <summary>An optimizer in a loop of the user's own: follows gradients that a tape gave.</summary>
[<Sealed>]
type Following(device: Func<torch.Device>) =

    static let mutable last = 0
    let number = Interlocked.Increment &last
    let own = OwnKeeper(lazy (new TensorStore(device.Invoke())), 0L)
    // Given back when the next ones are followed.
    let mutable before: LazyArray[] = Array.empty

    let requireFitting (gradient: LazyArray) (held: Held) =
        if not (gradient.Sizes.AsSpan().SequenceEqual(held.Declaration.Shape.AsSpan())) then
            raise (
                ShapeException
                    $"Apply: the gradient of {held.Declaration.Key} must have its shape {Shape.known held.Declaration.Shape}, got {Shape.known gradient.Sizes}"
            )

    // What is kept of weights of any models, in a place of its own.
    let ensured = HashSet<int>()
    let ensureOwn optimizer (weights: Held[]) (declared: Held -> WeightDeclaration, tensor) (store: TensorStore) =
        if weights |> Array.exists (fun held -> not (ensured.Contains held.Number)) then
            let known =
                [ for held in weights -> declared held, held ] |> List.distinctBy (fun (weight, _) -> weight.Key)
            let places = dict [ for declaration, held in known -> declaration.Key, held ]
            OptimizerState.ensureFor store optimizer (List.map fst known) (fun key -> tensor places[key])
            for held in weights do
                ensured.Add held.Number |> ignore

    /// Number of the steps made by itself.
    member _.Iterations =
        own.Use(fun store -> if store.Contains Key.Iteration then OptimizerState.iteration store else 0L)

    /// <summary>What a loss is to be multiplied by, since gradients are divided by it; null for none.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="place">Where a model keeps what the optimizer keeps; null where none is compiled with it.</param>
    member _.Scale(optimizer: Optimizer, place: Keeper) : Nullable<float> =
        match optimizer.Rule with
        | :? LossScaleOptimizer as rule ->
            let keeper = if isNull place then (own :> Keeper) else place
            Nullable(
                keeper.Use(fun store ->
                    if store.Contains Key.DynamicScale then
                        Tensors.toFloat store[Key.DynamicScale]
                    else
                        rule.InitialScale)
            )
        | :? IOptimizers as several -> Option.toNullable several.LossScaleFactor
        | _ -> Option.toNullable optimizer.Settings.LossScaleFactor

    /// Sets the learning rate of further steps made by itself.
    member _.SetLearningRate(rate: float) =
        own.Use(fun store ->
            if store.Contains Key.LearningRate then
                store.Set(Key.LearningRate, { DType = DType.Float32; Shape = [||]; Data = [| float32 rate |] }))

    /// <summary>Makes a step. Weights without a gradient stay.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="place">Where a model keeps what the optimizer keeps; null where none is compiled with it.</param>
    /// <param name="ensure">Makes what is not there yet in that place.</param>
    /// <param name="gradients">One for each weight, or null.</param>
    /// <param name="weights">The weights.</param>
    member _.Apply
        (optimizer: Optimizer, place: Keeper, ensure: Action, gradients: LazyArray[], weights: Held[])
        : unit =
        if gradients.Length <> weights.Length then
            raise (
                ConfigurationException
                    $"Apply: there must be a gradient for each weight, got {gradients.Length} for {weights.Length}"
            )
        let pairs = Array.zip gradients weights |> Array.filter (fun (gradient, _) -> not (isNull gradient))
        if pairs.Length = 0 then
            raise (ConfigurationException "Apply: no weight has a gradient")
        for gradient, held in pairs do
            requireFitting gradient held
        let gradients, weights = Array.unzip pairs
        let waiting =
            gradients
            |> Seq.filter (fun gradient -> not gradient.IsThere)
            |> Seq.map _.Pending
            |> Seq.distinct
            |> List.ofSeq
        let recorder =
            match waiting with
            | [ :? RecordedRun as only ] -> only
            | several ->
                for pending in several do
                    pending.Compute()
                RecordedRun()
        let isOwn = isNull place
        recorder.Run(
            ValueSome {
                Number = number
                Optimizer = optimizer
                Place = if isOwn then (own :> Keeper) else place
                IsOwn = isOwn
                Ensure =
                    fun weight store ->
                        if isOwn then
                            ensureOwn optimizer weights weight store
                        elif not (store.Contains Key.Iteration) then
                            ensure.Invoke()
                Weights = weights
                Gradients = Array.map recorder.Code gradients
            }
        )
        for gradient in before do
            if not (Array.exists (fun (now: LazyArray) -> obj.ReferenceEquals(now, gradient)) gradients) then
                gradient.Release()
        before <- gradients
