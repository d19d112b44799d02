namespace Functional.Losses

open Functional

[<AutoOpen>]
module private Hinges =

    // Labels that are all 0 or 1 become −1 and 1.
    let signed (target: Expr) =
        let is value = Ops.equal target (Ops.scalarLike target value)
        let binary = Ops.logicalOr (is 0.0) (is 1.0)
        Ops.where (Ops.all (Ops.axes binary) binary) (2.0 * target - 1.0) target

    let positive (x: Expr) = Ops.maximum x (Ops.scalarLike x 0.0)

/// mean(max(1 − target · prediction, 0)) over the last axis. Targets are −1 and 1, or 0 and 1.
type Hinge() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let target = signed target
            Ops.mean [ -1 ] (positive (1.0 - target * prediction)), None

/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1.
type SquaredHinge() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let target = signed target
            Ops.mean [ -1 ] (Ops.square (positive (1.0 - target * prediction))), None

/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis.
type CategoricalHinge() =
    inherit WithoutSettings()

    interface ITargetRule with
        member _.Targets = TargetRule.OneHot -1

    interface ILoss with
        member _.Losses(target, prediction) =
            let right = Ops.sum [ -1 ] (target * prediction)
            let wrong = Ops.max [ -1 ] ((1.0 - target) * prediction)
            positive (wrong - right + 1.0), None
