namespace Functional.Optimizers

open Functional

/// The steps of another optimizer, of a loss that is multiplied by a scale, so that gradients in half precision do not vanish
/// (Micikevicius et al. 2018). Gradients are divided by the scale. Where one is not finite, no step is made and the scale is halved;
/// after some steps without that it is doubled.
type LossScaleOptimizer = {
    /// The optimizer that makes the steps, with all settings; its own <c>loss_scale_factor</c> has no effect.
    [<MadeBy "Unscaled">]
    InnerOptimizer: Optimizer
    /// The scale at the start.
    [<Above 0.0>]
    InitialScale: float
    /// Number of steps with finite gradients after which the scale is doubled.
    [<AtLeast 1.0>]
    DynamicGrowthSteps: int
} with

    /// An optimizer without a scale of its own. Raises <c>ConfigurationException</c> for a <c>LossScaleOptimizer</c>.
    static member Unscaled(optimizer: Optimizer) : Optimizer =
        match optimizer.Rule with
        | :? LossScaleOptimizer ->
            raise (ConfigurationException "inner_optimizer must be another one than a LossScaleOptimizer")
        | :? IOptimizers as several -> { optimizer with Rule = several.WithFactor None }
        | _ when optimizer.Settings.LossScaleFactor.IsNone -> optimizer
        | _ -> { optimizer with Settings = { optimizer.Settings with LossScaleFactor = None } }

    /// Around an optimizer.
    static member Create innerOptimizer = {
        InnerOptimizer = LossScaleOptimizer.Unscaled innerOptimizer
        InitialScale = 32768.0
        DynamicGrowthSteps = 2000
    }

    interface IOptimizerAround with
        member this.SlotGroups weight = this.InnerOptimizer.Rule.SlotGroups weight
        member this.Update(step, w, g) = this.InnerOptimizer.Rule.Update(step, w, g)
        member this.Inner = LossScaleOptimizer.Unscaled this.InnerOptimizer

        member this.Around inner = { this with InnerOptimizer = LossScaleOptimizer.Unscaled inner }

[<RequireQualifiedAccess>]
module LossScaling =

    /// The name that Keras gives it.
    let name = "loss_scale_optimizer"

    /// Whether models of a policy are compiled with a scale, unless they say otherwise.
    let isFor (policy: Policy) = policy.Name = "mixed_float16"

    /// Whether an optimizer is one with a scale.
    let isThere (optimizer: Optimizer) = optimizer.Rule :? LossScaleOptimizer

    /// An optimizer with a scale as it is by default.
    let around (optimizer: Optimizer) : Optimizer =
        if isThere optimizer then
            optimizer
        else
            Optimizer.Create(LossScaleOptimizer.Create optimizer, OptimizerSettings.Create 0.0, name)
