namespace Functional.Optimizers

open Functional

/// AdamW without a schedule: steps are made from a sequence z, gradients are taken at a point between z and the average of all z so far
/// (Defazio et al. 2024). The weight is that point.
type ScheduleFreeAdamW = {
    /// Share of the average in the weight.
    [<Share>]
    Beta1: float
    /// Share of the old average square that stays.
    [<Share>]
    Beta2: float
    /// Added to the root.
    [<AtLeast 0.0>]
    Epsilon: float
    /// Steps over which the learning rate grows from 0.
    [<AtLeast 0.0>]
    WarmupSteps: int
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-8; WarmupSteps = 0 }

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "momentum"; "velocity" ]) ]

        member this.Update(step, w, g) =
            let cast (x: Expr) = Ops.cast w.DType x
            let number = cast step.Number
            let rate =
                if this.WarmupSteps = 0 then
                    cast step.LearningRate
                else
                    cast step.LearningRate * Ops.minimum (number / float this.WarmupSteps) (Ops.scalarLike number 1.0)
            // At the start z is the weight.
            let isFirst = Ops.equal step.Number (Ops.scalarLike step.Number 1.0)
            let z = Ops.where isFirst step.Before (step.Slot "momentum")
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            let correction = 1.0 - Ops.pow (Ops.scalar DType.Float64 this.Beta2) step.Number
            let next = z - rate * g / (Ops.sqrt (v / cast correction) + this.Epsilon)
            step.Assign("momentum", next)
            step.Assign("velocity", v)
            // Keras (on PyTorch): z after its step stands here, which was made in place.
            let average = (w - (1.0 - this.Beta1) * next) / this.Beta1
            let share = 1.0 / number
            (1.0 - this.Beta1) * next + this.Beta1 * ((1.0 - share) * average + share * next)
