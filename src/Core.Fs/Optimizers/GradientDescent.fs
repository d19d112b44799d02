namespace Functional.Optimizers

open Functional

/// Gradient descent with momentum: <c>v ← momentum·v − lr·g</c>, <c>w ← w + v</c>; Nesterov's form looks one step ahead.
type SGD = {
    /// Share of the last step that goes on.
    [<Within(0.0, 1.0)>]
    Momentum: float
    /// Whether gradients count one step ahead.
    Nesterov: bool
} with

    static member Create() = { Momentum = 0.0; Nesterov = false }

    interface IOptimizer with
        member this.SlotGroups weight = if this.Momentum <> 0.0 then [ Slot.All(weight, [ "momentum" ]) ] else []

        member this.Update(step, w, g) =
            let lr = Ops.cast w.DType step.LearningRate
            if this.Momentum = 0.0 then
                w - lr * g
            else
                let v = this.Momentum * step.Slot "momentum" - lr * g
                step.Assign("momentum", v)
                if this.Nesterov then w + this.Momentum * v - lr * g else w + v

    interface INativeUpdate with
        member this.NativeUpdate = if this.Nesterov then None else Some(NativeUpdate.Descent this.Momentum)

/// Steps of one size along the sign of an average gradient (Chen et al. 2023).
type Lion = {
    /// Share of the average in a step.
    [<Within(0.0, 1.0)>]
    Beta1: float
    /// Share of the old average that stays.
    [<Share>]
    Beta2: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.99 }

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "momentum" ]) ]

        member this.Update(step, w, g) =
            let m = step.Slot "momentum"
            step.Assign("momentum", m * this.Beta2 + g * (1.0 - this.Beta2))
            w - Ops.cast w.DType step.LearningRate * Ops.sign (m * this.Beta1 + g * (1.0 - this.Beta1))
