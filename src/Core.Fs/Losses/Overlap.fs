namespace Functional.Losses

open Functional

/// 1 − 2 · Σ target · prediction / Σ (target + prediction) over axes (Milletari et al. 2016).
type Dice = {
    /// The axes of a sum, or the one; all of them, with the batch, when absent.
    [<NumberOrList>]
    Axis: int list option
} with

    static member Create() = { Axis = None }

    interface ILoss with
        member this.Losses(target, prediction) =
            let sum (x: Expr) = Ops.sum (defaultArg this.Axis (Ops.axes x)) x
            1.0 - 2.0 * sum (target * prediction) / (sum target + sum prediction + Loss.epsilon), None

/// 1 − right / (right + alpha · Σ (1 − target) · prediction + beta · Σ target · (1 − prediction)), with right = Σ target · prediction,
/// over axes (Salehi et al. 2017).
type Tversky = {
    /// Factor of what is predicted wrongly.
    Alpha: float
    /// Factor of what is missed.
    Beta: float
    /// The axes of a sum, or the one; all of them, with the batch, when absent.
    [<NumberOrList>]
    Axis: int list option
} with

    static member Create() = { Alpha = 0.5; Beta = 0.5; Axis = None }

    interface ILoss with
        member this.Losses(target, prediction) =
            let sum (x: Expr) = Ops.sum (defaultArg this.Axis (Ops.axes x)) x
            let right = sum (target * prediction)
            let wrong = this.Alpha * sum ((1.0 - target) * prediction)
            let missed = this.Beta * sum (target * (1.0 - prediction))
            1.0 - right / (right + wrong + missed + Loss.epsilon), None
