namespace Functional.Metrics

open Functional

[<AutoOpen>]
module private Shares =

    // 1 where something holds.
    let share (holds: Expr) = Ops.cast DType.Float32 holds

    // Indices of classes without an axis of size 1 behind those of the samples.
    let indices (target: Expr) (prediction: Expr) =
        if target.Rank = prediction.Rank && target.Shape[-1] = Dim.Known 1L then Ops.squeeze -1 target else target

    // Whether the class's prediction is at least the k-th largest along the last axis.
    let isAmong k (classes: Expr) (prediction: Expr) =
        let size = int (Layer.lastAxis prediction)
        let own = Ops.sum [ -1 ] (Ops.oneHot size prediction.DType classes * prediction)
        let least = Ops.index -1 (int64 (min k size - 1)) (Ops.sort -1 true prediction)
        share (Ops.greaterEqual own least)

/// Share of predictions equal to their targets.
type Accuracy() =
    inherit WithoutSettings()

    interface IMetric with
        member _.Rule =
            MetricRule.Mean(fun (target, prediction) -> Ops.mean [ -1 ] (share (Ops.equal target prediction)))

/// Share of predictions on the target's side of a threshold; targets are 0 or 1.
type BinaryAccuracy = {
    /// A prediction above it counts as 1.
    Threshold: float
} with

    static member Create() = { Threshold = 0.5 }

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                let decided = Ops.greater prediction (Ops.scalarLike prediction this.Threshold)
                share (Ops.equal target (Ops.cast target.DType decided)))

/// Share of predictions whose largest class is the target's largest.
type CategoricalAccuracy() =
    inherit WithoutSettings()

    interface ITargetRule with
        member _.Targets = TargetRule.OneHot -1

    interface IMetric with
        member _.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                share (Ops.equal (Ops.argmax -1 target) (Ops.argmax -1 prediction)))

/// Share of predictions whose largest class is the target; targets are class indices.
type SparseCategoricalAccuracy() =
    inherit WithoutSettings()

    interface ITargetRule with
        member _.Targets = TargetRule.Indices(-1, OtherIndex.Wrong)

    interface IMetric with
        member _.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                let largest = Ops.argmax -1 prediction
                share (Ops.equal (Ops.cast largest.DType (indices target prediction)) largest))

/// Share of predictions whose k largest classes include the target's largest.
type TopKCategoricalAccuracy = {
    /// Number of classes looked at.
    [<AtLeast 1.0>]
    K: int
} with

    static member Create() = { K = 5 }

    interface ITargetRule with
        member _.Targets = TargetRule.OneHot -1

    interface IMetric with
        member this.Rule = MetricRule.Mean(fun (target, prediction) -> isAmong this.K (Ops.argmax -1 target) prediction)

/// Share of predictions whose k largest classes include the target; targets are class indices.
type SparseTopKCategoricalAccuracy = {
    /// Number of classes looked at.
    [<AtLeast 1.0>]
    K: int
    /// Whether predictions are indices of classes, the best first, instead of a number for each class.
    FromSortedIds: bool
} with

    static member Create() = { K = 5; FromSortedIds = false }

    interface ITargetRule with
        member _.Targets = TargetRule.Indices(-1, OtherIndex.Wrong)

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                let target = indices target prediction
                if this.FromSortedIds then
                    let count = min this.K (int (Layer.lastAxis prediction))
                    let first = Ops.slice -1 0L (int64 count) prediction
                    let same = Ops.equal (Ops.expandDims -1 (Ops.cast prediction.DType target)) first
                    share (Ops.any [ -1 ] same)
                else
                    isAmong this.K (Ops.cast DType.Int32 target) prediction)
