namespace Functional.Optimizers

open Functional

/// Divides by the root of the sum of all squares so far (Duchi et al. 2011): <c>a ← a + g²</c>, <c>w ← w − lr·g / √(a + epsilon)</c>.
type Adagrad = {
    /// What the sums begin as.
    [<AtLeast 0.0>]
    InitialAccumulatorValue: float
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { InitialAccumulatorValue = 0.1; Epsilon = 1e-7 }

    interface IOptimizer with
        member this.SlotGroups weight = [
            [ { Slot.Of(weight, "accumulator") with Start = this.InitialAccumulatorValue } ]
        ]

        member this.Update(step, w, g) =
            let sum = step.Slot "accumulator" + Ops.square g
            step.Assign("accumulator", sum)
            w - Ops.cast w.DType step.LearningRate * g / Ops.sqrt (sum + this.Epsilon)

/// Follows the regularised leader: few weights stay other than 0 (McMahan et al. 2013).
type Ftrl = {
    /// Power of the sum of squares that steps are divided by, with its sign turned.
    [<AtMost 0.0>]
    LearningRatePower: float
    /// What the sums begin as.
    [<AtLeast 0.0>]
    InitialAccumulatorValue: float
    /// Penalty of the sizes of weights, which makes small ones 0.
    [<AtLeast 0.0>]
    L1RegularizationStrength: float
    /// Penalty of the squares of weights.
    [<AtLeast 0.0>]
    L2RegularizationStrength: float
    /// Penalty of the squares of weights that is added to gradients.
    [<AtLeast 0.0>]
    L2ShrinkageRegularizationStrength: float
    /// Added to the root of the sum of squares.
    [<AtLeast 0.0>]
    Beta: float
} with

    static member Create() = {
        LearningRatePower = -0.5
        InitialAccumulatorValue = 0.1
        L1RegularizationStrength = 0.0
        L2RegularizationStrength = 0.0
        L2ShrinkageRegularizationStrength = 0.0
        Beta = 0.0
    }

    interface IOptimizer with
        member this.SlotGroups weight = [
            [ { Slot.Of(weight, "accumulator") with Start = this.InitialAccumulatorValue }; Slot.Of(weight, "linear") ]
        ]

        member this.Update(step, w, g) =
            let lr = Ops.cast w.DType step.LearningRate
            let before = step.Slot "accumulator"
            let sum = before + Ops.square g
            let power (x: Expr) = Ops.pow x (Ops.scalarLike x -this.LearningRatePower)
            let shrinking = g + 2.0 * this.L2ShrinkageRegularizationStrength * w
            let linear = step.Slot "linear" + (shrinking - (power sum - power before) / lr * w)
            let quadratic = power sum / lr + 2.0 * (this.L2RegularizationStrength + this.Beta / (2.0 * lr))
            let limit = this.L1RegularizationStrength
            step.Assign("accumulator", sum)
            step.Assign("linear", linear)
            (Ops.clip -limit limit linear - linear) / quadratic
