namespace Functional.Optimizers

open Functional

/// Divides by a moving average of the gradient's size (Hinton 2012): <c>v ← rho·v + (1 − rho)·g²</c>,
/// <c>w ← w − lr·g / √(v + epsilon)</c>.
type RMSprop = {
    /// Share of the old average that stays.
    [<Within(0.0, 1.0)>]
    Rho: float
    [<Within(0.0, 1.0)>]
    Momentum: float
    [<AtLeast 0.0>]
    Epsilon: float
    /// Whether the average gradient is taken off the average square.
    Centered: bool
} with

    static member Create() = { Rho = 0.9; Momentum = 0.0; Epsilon = 1e-7; Centered = false }

    interface IOptimizer with
        member this.SlotGroups weight = [
            Slot.All(weight, [ "velocity" ])
            if this.Momentum > 0.0 then
                Slot.All(weight, [ "momentum" ])
            if this.Centered then
                Slot.All(weight, [ "average_gradient" ])
        ]

        member this.Update(step, w, g) =
            let average name (value: Expr) =
                let moved = this.Rho * step.Slot name + (1.0 - this.Rho) * value
                step.Assign(name, moved)
                moved
            let v = average "velocity" (Ops.square g)
            let size = if this.Centered then v - Ops.square (average "average_gradient" g) else v
            let increment = Ops.cast w.DType step.LearningRate * g / Ops.sqrt (size + this.Epsilon)
            if this.Momentum > 0.0 then
                let m = this.Momentum * step.Slot "momentum" + increment
                step.Assign("momentum", m)
                w - m
            else
                w - increment

/// Steps of a size that follows from past gradients and past steps, without a rate of its own (Zeiler 2012).
type Adadelta = {
    /// Share of the old averages that stays.
    [<Within(0.0, 1.0)>]
    Rho: float
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { Rho = 0.95; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "accumulated_grad"; "accumulated_delta_var" ]) ]

        member this.Update(step, w, g) =
            let average name (value: Expr) =
                let moved = this.Rho * step.Slot name + (1.0 - this.Rho) * Ops.square value
                step.Assign(name, moved)
                moved
            let root (x: Expr) = Ops.sqrt (x + this.Epsilon)
            let delta = -(root (step.Slot "accumulated_delta_var") * g / root (average "accumulated_grad" g))
            average "accumulated_delta_var" delta |> ignore
            w + Ops.cast w.DType step.LearningRate * delta
