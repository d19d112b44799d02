namespace Functional.Optimizers

open Functional

/// Which optimizer changes which weights (<c>keras.optimizers.OptimizerMap</c>).
type OptimizerMap = {
    /// The optimizer of all other weights.
    DefaultOptimizer: Optimizer
    /// Optimizers by the path of a weight (<c>dense/kernel</c>), which goes first, or by a pattern that is the whole of paths.
    Optimizers: (string * Optimizer) list
} with

    static member Create defaultOptimizer : OptimizerMap = { DefaultOptimizer = defaultOptimizer; Optimizers = [] }

    /// The optimizer of a weight. Raises <c>ConfigurationException</c> where several patterns fit.
    member this.Of(path: string) : Optimizer =
        let isIt (pattern: string, _) = PathPattern.isAll "optimizer_map" path pattern
        match this.Optimizers |> List.tryFind (fst >> (=) path) with
        | Some(_, optimizer) -> optimizer
        | None ->
            match this.Optimizers |> List.filter isIt with
            | [] -> this.DefaultOptimizer
            | [ _, optimizer ] -> optimizer
            | several ->
                let patterns = several |> List.map (fun (pattern, _) -> $"\"{pattern}\"") |> String.concat ", "
                raise (ConfigurationException $"optimizer_map must have one pattern for {path}, got {patterns}")

/// Several optimizers, each for some of the weights, with settings, a learning rate and steps of its own.
type MultiOptimizer = {
    /// The optimizer of each weight.
    OptimizerMap: OptimizerMap
    /// The loss is multiplied by it and the gradients divided; factors of the optimizers inside have no effect.
    [<Above 0.0>]
    LossScaleFactor: float option
} with

    static member Create optimizerMap : MultiOptimizer = { OptimizerMap = optimizerMap; LossScaleFactor = None }

    // Those of patterns first, as in Keras, each object once.
    member private this.Apart: Optimizer list =
        let known = System.Collections.Generic.HashSet<Optimizer>(HashIdentity.Reference)
        (List.map snd this.OptimizerMap.Optimizers) @ [ this.OptimizerMap.DefaultOptimizer ] |> List.filter known.Add

    // Under the factor of all.
    member private this.Scaled(optimizer: Optimizer) : Optimizer =
        if not (Optimizer.hasSettings optimizer) then
            let name = optimizer.Rule.GetType().Name
            raise (
                ConfigurationException $"optimizer_map must have optimizers with settings of their own, got a {name}"
            )
        elif optimizer.Settings.LossScaleFactor = this.LossScaleFactor then
            optimizer
        else
            {
                optimizer with
                    Settings = { optimizer.Settings with LossScaleFactor = this.LossScaleFactor }
            }

    member private this.Place(weight: WeightDeclaration) : int =
        let optimizer = this.OptimizerMap.Of(string weight.KerasPath)
        this.Apart |> List.findIndex (fun other -> obj.ReferenceEquals(other, optimizer))

    interface IOptimizers with
        member this.All = this.Apart |> List.map this.Scaled
        member this.PlaceOf weight = this.Place weight

        member this.With all =
            let places = this.Apart
            let other (optimizer: Optimizer) =
                this.Scaled all[places |> List.findIndex (fun known -> obj.ReferenceEquals(known, optimizer))]
            {
                this with
                    OptimizerMap = {
                        DefaultOptimizer = other this.OptimizerMap.DefaultOptimizer
                        Optimizers = this.OptimizerMap.Optimizers |> List.map (fun (path, one) -> path, other one)
                    }
            }

        member this.LossScaleFactor = this.LossScaleFactor
        member this.WithFactor factor = { this with LossScaleFactor = factor }
        member this.SlotGroups weight = this.Apart[this.Place weight].Rule.SlotGroups weight
        member this.Update(step, w, g) = this.Apart[this.Place step.Weight].Rule.Update(step, w, g)
