namespace Functional.Optimizers

open Functional

/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With <c>WeightDecay</c> set it
/// is AdamW (Loshchilov and Hutter 2017).
type Adam = {
    /// Share of the old average gradient that stays.
    [<Share>]
    Beta1: float
    /// Share of the old average square that stays.
    [<Share>]
    Beta2: float
    /// Added to the root.
    [<AtLeast 0.0>]
    Epsilon: float
    /// Whether the largest average square so far is used (Reddi et al. 2018).
    Amsgrad: bool
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7; Amsgrad = false }

    interface IOptimizer with
        member this.SlotGroups weight = [
            Slot.All(weight, [ "momentum"; "velocity" ])
            if this.Amsgrad then
                Slot.All(weight, [ "velocity_hat" ])
        ]

        member this.Update(step, w, g) =
            let power beta = Ops.pow (Ops.scalar DType.Float64 beta) step.Number
            let alpha =
                step.LearningRate * Ops.sqrt (1.0 - power this.Beta2) / (1.0 - power this.Beta1) |> Ops.cast w.DType
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            step.Assign("momentum", m)
            step.Assign("velocity", v)
            let v =
                if this.Amsgrad then
                    let largest = Ops.maximum (step.Slot "velocity_hat") v
                    step.Assign("velocity_hat", largest)
                    largest
                else
                    v
            w - alpha * m / (Ops.sqrt v + this.Epsilon)

    interface INativeUpdate with
        member this.NativeUpdate = Some(NativeUpdate.Adam(this.Beta1, this.Beta2, this.Epsilon, this.Amsgrad))

/// Adam with the largest gradient so far in place of the root of an average square (Kingma and Ba 2014).
type Adamax = {
    /// Share of the old average gradient that stays.
    [<Share>]
    Beta1: float
    /// Share of the old largest size that stays.
    [<Share>]
    Beta2: float
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "momentum"; "norm" ]) ]

        member this.Update(step, w, g) =
            let power = Ops.pow (Ops.scalar DType.Float64 this.Beta1) step.Number
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let u = Ops.maximum (this.Beta2 * step.Slot "norm") (Ops.abs g)
            step.Assign("momentum", m)
            step.Assign("norm", u)
            w - Ops.cast w.DType (step.LearningRate / (1.0 - power)) * m / (u + this.Epsilon)

/// Adam that looks one step ahead (Dozat 2016).
type Nadam = {
    /// Share of the old average gradient that stays.
    [<Share>]
    Beta1: float
    /// Share of the old average square that stays.
    [<Share>]
    Beta2: float
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7 }

    // The share of momentum grows with the steps.
    member private this.Share(number: Expr) = this.Beta1 * (1.0 - 0.5 * Ops.pow (Ops.scalarLike number 0.96) number)

    interface IOptimizerNumber with
        member _.NumberName = "variable"
        member _.NumberStart = 1.0
        member this.NextNumber(before, number) = before * this.Share number

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "momentum"; "velocity" ]) ]

        member this.Update(step, w, g) =
            let number = Ops.cast w.DType step.Number
            let share, next = this.Share number, this.Share(number + 1.0)
            let shares = Ops.cast w.DType step.Own
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            step.Assign("momentum", m)
            step.Assign("velocity", v)
            let ahead = next * m / (1.0 - shares * next) + (1.0 - share) * g / (1.0 - shares)
            let size = v / (1.0 - Ops.pow (Ops.scalarLike number this.Beta2) number)
            w - ahead * Ops.cast w.DType step.LearningRate / (Ops.sqrt size + this.Epsilon)

/// Adam whose step for each weight is as long as the weight itself, times the learning rate (You et al. 2019).
type Lamb = {
    /// Share of the old average gradient that stays.
    [<Share>]
    Beta1: float
    /// Share of the old average square that stays.
    [<Share>]
    Beta2: float
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups weight = [ Slot.All(weight, [ "momentum"; "velocity" ]) ]

        member this.Update(step, w, g) =
            let power beta = Ops.pow (Ops.scalar DType.Float64 beta) step.Number
            let corrected beta (x: Expr) = x / Ops.cast x.DType (1.0 - power beta)
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            step.Assign("momentum", m)
            step.Assign("velocity", v)
            let direction = corrected this.Beta1 m / (Ops.sqrt (corrected this.Beta2 v) + this.Epsilon)
            let norm (x: Expr) = Ops.sqrt (Ops.sumAll (Ops.square x))
            let zero = Ops.scalarLike w 0.0
            let one = Ops.scalarLike w 1.0
            let own, step' = norm w, norm direction
            let ratio = Ops.where (Ops.greater own zero) (Ops.where (Ops.greater step' zero) (own / step') one) one
            w - ratio * Ops.cast w.DType step.LearningRate * direction
