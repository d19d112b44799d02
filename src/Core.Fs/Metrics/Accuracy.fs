namespace Functional.Metrics

open Functional

/// Share of predictions equal to their targets.
type Accuracy() =
    inherit MeanOf()
    override _.Values(target, prediction) = Ops.mean [ -1 ] (Ops.cast DType.Float32 (Ops.equal target prediction))

/// Share of predictions on the target's side of a threshold; targets are 0 or 1.
type BinaryAccuracy(threshold: float) =
    inherit MeanOf()
    /// Keras's threshold, 0.5.
    new() = BinaryAccuracy 0.5
    /// A prediction above it counts as 1.
    member _.Threshold = threshold
    override _.Values(target, prediction) =
        let decided = Ops.cast target.DType (Ops.greater prediction (Ops.scalarLike prediction threshold))
        Ops.cast DType.Float32 (Ops.equal target decided)

/// Share of predictions whose largest class is the target's largest.
type CategoricalAccuracy() =
    inherit MeanOf()
    override _.Targets = TargetRule.OneHot -1
    override _.Values(target, prediction) =
        let target = Ops.argmax -1 target
        let prediction = Ops.argmax -1 prediction
        Ops.cast DType.Float32 (Ops.equal target prediction)

/// Share of predictions whose largest class is the target; targets are class indices.
type SparseCategoricalAccuracy() =
    inherit MeanOf()
    override _.Targets = TargetRule.Indices(-1, None)
    override _.Values(target, prediction) =
        let target =
            if target.Rank = prediction.Rank && target.Shape[-1] = Dim.Known 1L then Ops.squeeze -1 target else target
        let prediction = Ops.argmax -1 prediction
        Ops.cast DType.Float32 (Ops.equal (Ops.cast prediction.DType target) prediction)

[<AutoOpen>]
module private Top =

    // Whether the class's prediction is at least the k-th largest along the last axis.
    let isAmong k (classes: Expr) (prediction: Expr) =
        let size = int (Layer.lastAxis prediction)
        let own = Ops.sum [ -1 ] (Ops.oneHot size prediction.DType classes * prediction)
        let least = Ops.index -1 (int64 (min k size - 1)) (Ops.sort -1 true prediction)
        Ops.cast DType.Float32 (Ops.greaterEqual own least)

/// Share of predictions whose k largest classes include the target's largest.
type TopKCategoricalAccuracy(k: int) =
    inherit MeanOf()
    /// Keras's number of classes, 5.
    new() = TopKCategoricalAccuracy 5
    /// Number of classes looked at, at least 1.
    member _.K = k
    override _.Targets = TargetRule.OneHot -1
    override _.Values(target, prediction) = isAmong k (Ops.argmax -1 target) prediction

/// Share of predictions whose k largest classes include the target; targets are class indices.
type SparseTopKCategoricalAccuracy(k: int, fromSortedIds: bool) =
    inherit MeanOf()
    /// Keras's number of classes, 5, looked for among their predictions.
    new() = SparseTopKCategoricalAccuracy(5, false)
    /// Number of classes looked at, at least 1.
    member _.K = k
    /// Whether predictions are indices of classes, the best first, instead of a number for each class.
    member _.FromSortedIds = fromSortedIds
    override _.Targets = TargetRule.Indices(-1, None)
    override _.Values(target, prediction) =
        let target =
            if target.Rank = prediction.Rank && target.Shape[-1] = Dim.Known 1L then Ops.squeeze -1 target else target
        if fromSortedIds then
            let first = Ops.slice -1 0L (int64 (min k (int (Layer.lastAxis prediction)))) prediction
            let same = Ops.equal (Ops.expandDims -1 (Ops.cast prediction.DType target)) first
            Ops.cast DType.Float32 (Ops.any [ -1 ] same)
        else
            isAmong k (Ops.cast DType.Int32 target) prediction
