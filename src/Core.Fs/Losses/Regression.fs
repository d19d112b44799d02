namespace Functional.Losses

open Functional

/// mean((target − prediction)²) over the last axis.
type MeanSquaredError() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) = Ops.mean [ -1 ] (Ops.square (target - prediction)), None

/// mean(|target − prediction|) over the last axis.
type MeanAbsoluteError() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) = Ops.mean [ -1 ] (Ops.abs (target - prediction)), None

/// 100 · mean(|target − prediction| / |target|) over the last axis.
type MeanAbsolutePercentageError() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let size = Ops.maximum (Ops.abs target) (Ops.scalarLike target Loss.epsilon)
            100.0 * Ops.mean [ -1 ] (Ops.abs ((target - prediction) / size)), None

/// mean((log(target + 1) − log(prediction + 1))²) over the last axis.
type MeanSquaredLogarithmicError() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let log (x: Expr) = Ops.log (Ops.maximum x (Ops.scalarLike x Loss.epsilon) + 1.0)
            Ops.mean [ -1 ] (Ops.square (log prediction - log target)), None

/// mean(log cosh(prediction − target)) over the last axis.
type LogCosh() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let error = prediction - target
            Ops.mean [ -1 ] (error + Ops.softplus (error * -2.0) - log 2.0), None

/// Quadratic for errors up to <c>delta</c>, linear beyond (Huber 1964); the mean over the last axis.
type Huber = {
    /// Size of the error where the loss becomes linear.
    [<Above 0.0>]
    Delta: float
} with

    static member Create() = { Delta = 1.0 }

    interface ILoss with
        member this.Losses(target, prediction) =
            let error = prediction - target
            let size = Ops.abs error
            let near = 0.5 * Ops.square error
            let far = this.Delta * size - 0.5 * this.Delta * this.Delta
            Ops.mean [ -1 ] (Ops.where (Ops.lessEqual size (Ops.scalarLike size this.Delta)) near far), None

/// −cos of the angle between target and prediction along an axis.
type CosineSimilarity = {
    Axis: int
} with

    static member Create() = { Axis = -1 }

    interface ILoss with
        member this.Losses(target, prediction) =
            let unit = Ops.normalize [ this.Axis ] Loss.epsilon
            -(Ops.sum [ this.Axis ] (unit target * unit prediction)), None
