namespace Functional.Metrics

open Functional

[<RequireQualifiedAccess>]
module internal Overlap =

    // The batch's weights by class of the target and class of the prediction.
    let private table (scope: Scope) (classes: int) (ignored: int option) (target: Expr) (prediction: Expr) weight =
        let flat (x: Expr) = Ops.reshape [ -1L ] x
        let target, prediction = flat target, flat prediction
        // Keras: in the metric's own dtype, which truncates fractional weights where it is whole.
        let weight =
            match weight with
            | None -> Ops.fullLike target DType.Float32 1.0
            | Some weight -> flat weight |> Ops.cast scope.Compute |> Ops.cast DType.Float32
        let weight =
            match ignored with
            | None -> weight
            | Some ignored ->
                weight * Ops.cast DType.Float32 (Ops.notEqual target (Ops.scalarLike target (float ignored)))
        let rows = Ops.oneHot classes DType.Float32 target
        let columns = Ops.oneHot classes DType.Float32 prediction * Ops.expandDims -1 weight
        Ops.transpose [ 1; 0 ] rows *@ columns

    /// The mean over some classes of true positives / (true positives + false positives + false negatives), without classes that
    /// neither targets nor predictions have. <c>indices</c> makes classes of a batch's target and prediction.
    let rule classes (ids: int list) (ignored: int option) (indices: MetricBatch -> Expr * Expr) =
        if List.isEmpty ids then
            raise (ConfigurationException "target_class_ids must have at least one class, got none")
        for id in ids do
            if id < 0 || id >= classes then
                raise (ConfigurationException $"target_class_ids must be in [0, {classes}), got {id}")
        MetricRule.States(fun scope batch ->
            let target, prediction = indices batch
            let sizes = [ int64 classes; int64 classes ]
            let total = scope.State("total_confusion_matrix", sizes, WeightRule.Of Initializer.Zeros)
            let added = table scope classes ignored target prediction batch.Weight
            scope.Assign("total_confusion_matrix", Ops.cast total.DType (Ops.cast DType.Float32 total + added))
            let total = Ops.cast DType.Float32 total
            let of' id (x: Expr) = Ops.index 0 (int64 id) x
            let shares = [
                for id in ids do
                    let right = of' id (of' id total)
                    let all = Ops.sum [ 0 ] (of' id total) + of' id (Ops.sum [ 0 ] total) - right
                    let counts = Ops.cast DType.Float32 (Ops.greater all (Ops.scalarLike all 1e-9))
                    right / (all + Loss.epsilon), counts
            ]
            let shares, counts = shares |> List.map fst |> List.reduce (+), shares |> List.map snd |> List.reduce (+)
            MetricResult.Value(shares / (counts + Loss.epsilon)))

    let private whole (x: Expr) = if x.DType.IsFloat then Ops.cast DType.Int32 x else x

    /// Classes as they are, or the largest along an axis.
    let classes sparse axis (x: Expr) = if sparse then whole x else Ops.argmax axis x

    /// Classes of a batch's targets and predictions, each as they are or the largest along an axis.
    let indices sparseTarget sparsePrediction axis (batch: MetricBatch) =
        classes sparseTarget axis batch.Target, classes sparsePrediction axis batch.Prediction

    /// What targets are beside predictions, of which each may be classes or a number for each class.
    let targets sparseTarget sparsePrediction axis =
        match sparseTarget, sparsePrediction with
        | true, true -> TargetRule.Numbers
        | false, false -> TargetRule.OneHot axis
        | true, false ->
            TargetRule.Own(fun prediction ->
                Some(Shape.ofDims (List.removeAt (Shape.axis prediction axis) prediction.Dims)))
        | false, true -> TargetRule.Own(fun _ -> None)

/// Mean over some classes of how far targets and predictions overlap: true positives / (true positives + false positives + false
/// negatives). Keras: in int32 unless told otherwise, which truncates fractional weights.
type IoU = {
    /// Number of classes.
    [<AtLeast 1.0>]
    NumClasses: int
    /// The classes over which the mean is taken.
    [<AtLeast 0.0>]
    TargetClassIds: int list
    /// A class of targets whose elements do not count.
    IgnoreClass: int option
    /// Whether targets are classes, rather than a number for each class.
    SparseYTrue: bool
    /// Whether predictions are classes, rather than a number for each class.
    SparseYPred: bool
    /// The axis of the classes; negative counts from the end.
    Axis: int
} with

    static member Create(numClasses, targetClassIds) = {
        NumClasses = numClasses
        TargetClassIds = targetClassIds
        IgnoreClass = None
        SparseYTrue = true
        SparseYPred = true
        Axis = -1
    }

    interface IOwnDType with
        member _.DType = DType.Int32

    interface ITargetRule with
        member this.Targets = Overlap.targets this.SparseYTrue this.SparseYPred this.Axis

    interface IMetric with
        member this.Rule =
            Overlap.rule
                this.NumClasses
                this.TargetClassIds
                this.IgnoreClass
                (Overlap.indices this.SparseYTrue this.SparseYPred this.Axis)

/// Overlap of targets and predictions as <c>IoU</c> has it, for two classes told apart by a threshold. Targets are 0 or 1.
type BinaryIoU = {
    /// The classes over which the mean is taken.
    [<Within(0.0, 1.0)>]
    TargetClassIds: int list
    /// A prediction from it on is of class 1.
    Threshold: float
} with

    static member Create() = { TargetClassIds = [ 0; 1 ]; Threshold = 0.5 }

    interface IOwnDType with
        member _.DType = DType.Int32

    interface IMetric with
        member this.Rule =
            Overlap.rule 2 this.TargetClassIds None (fun batch ->
                let bound = Ops.scalarLike batch.Prediction this.Threshold
                Overlap.classes true -1 batch.Target, Ops.cast DType.Int32 (Ops.greaterEqual batch.Prediction bound))

/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it.
type MeanIoU = {
    /// Number of classes.
    [<AtLeast 1.0>]
    NumClasses: int
    /// A class of targets whose elements do not count.
    IgnoreClass: int option
    /// Whether targets are classes, rather than a number for each class.
    SparseYTrue: bool
    /// Whether predictions are classes, rather than a number for each class.
    SparseYPred: bool
    /// The axis of the classes; negative counts from the end.
    Axis: int
} with

    static member Create numClasses = {
        NumClasses = numClasses
        IgnoreClass = None
        SparseYTrue = true
        SparseYPred = true
        Axis = -1
    }

    interface IOwnDType with
        member _.DType = DType.Int32

    interface ITargetRule with
        member this.Targets = Overlap.targets this.SparseYTrue this.SparseYPred this.Axis

    interface IMetric with
        member this.Rule =
            Overlap.rule
                this.NumClasses
                [ 0 .. this.NumClasses - 1 ]
                this.IgnoreClass
                (Overlap.indices this.SparseYTrue this.SparseYPred this.Axis)

/// Mean over some classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot.
type OneHotIoU = {
    /// Number of classes.
    [<AtLeast 1.0>]
    NumClasses: int
    /// The classes over which the mean is taken.
    [<AtLeast 0.0>]
    TargetClassIds: int list
    /// A class of targets whose elements do not count.
    IgnoreClass: int option
    /// Whether predictions are classes, rather than a number for each class.
    SparseYPred: bool
    /// The axis of the classes; negative counts from the end.
    Axis: int
} with

    static member Create(numClasses, targetClassIds) = {
        NumClasses = numClasses
        TargetClassIds = targetClassIds
        IgnoreClass = None
        SparseYPred = false
        Axis = -1
    }

    interface IOwnDType with
        member _.DType = DType.Int32

    interface ITargetRule with
        member this.Targets = Overlap.targets false this.SparseYPred this.Axis

    interface IMetric with
        member this.Rule =
            Overlap.rule
                this.NumClasses
                this.TargetClassIds
                this.IgnoreClass
                (Overlap.indices false this.SparseYPred this.Axis)

/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot.
type OneHotMeanIoU = {
    /// Number of classes.
    [<AtLeast 1.0>]
    NumClasses: int
    /// A class of targets whose elements do not count.
    IgnoreClass: int option
    /// Whether predictions are classes, rather than a number for each class.
    SparseYPred: bool
    /// The axis of the classes; negative counts from the end.
    Axis: int
} with

    static member Create numClasses = { NumClasses = numClasses; IgnoreClass = None; SparseYPred = false; Axis = -1 }

    interface IOwnDType with
        member _.DType = DType.Int32

    interface ITargetRule with
        member this.Targets = Overlap.targets false this.SparseYPred this.Axis

    interface IMetric with
        member this.Rule =
            Overlap.rule
                this.NumClasses
                [ 0 .. this.NumClasses - 1 ]
                this.IgnoreClass
                (Overlap.indices false this.SparseYPred this.Axis)
