namespace Functional.Metrics

open Functional

[<AutoOpen>]
module private Trade =

    // The most of one share that is reached while another is at least so much.
    let most wanted enough (atLeast: float) number (classId: int option) =
        MetricRule.States(fun scope batch ->
            let chosen (x: Expr) = classId |> Option.fold (fun x at -> Confusion.ofClass at x) x
            let batch = { batch with Target = chosen batch.Target; Prediction = chosen batch.Prediction }
            let counts = Confusion.followAll scope false (Confusion.evenly number) batch
            let wanted: Expr = wanted counts
            let enough: Expr = enough counts
            let holds = Ops.greaterEqual enough (Ops.scalarLike enough atLeast)
            MetricResult.Value(Ops.max [ 0 ] (Ops.where holds wanted (Ops.scalarLike wanted 0.0))))

    let precision (right, wrong, _, _) = Confusion.share right (right + wrong)
    let recall (right, _, _, missed) = Confusion.share right (right + missed)
    let specificity (_, wrong, refused, _) = Confusion.share refused (refused + wrong)

/// Largest sensitivity at a threshold where specificity is at least so much. Sensitivity is the share of true targets that are
/// predicted, specificity the share of others that are not.
type SensitivityAtSpecificity = {
    /// Least specificity.
    [<Within(0.0, 1.0)>]
    Specificity: float
    /// Number of thresholds tried, in equal steps.
    [<AtLeast 1.0>]
    NumThresholds: int
    /// The only class that counts, an index along the last axis.
    [<AtLeast 0.0>]
    ClassId: int option
} with

    static member Create specificity = { Specificity = specificity; NumThresholds = 200; ClassId = None }

    interface IMetric with
        member this.Rule = most recall specificity this.Specificity this.NumThresholds this.ClassId

/// Largest specificity at a threshold where sensitivity is at least so much. Sensitivity is the share of true targets that are
/// predicted, specificity the share of others that are not.
type SpecificityAtSensitivity = {
    /// Least sensitivity.
    [<Within(0.0, 1.0)>]
    Sensitivity: float
    /// Number of thresholds tried, in equal steps.
    [<AtLeast 1.0>]
    NumThresholds: int
    /// The only class that counts, an index along the last axis.
    [<AtLeast 0.0>]
    ClassId: int option
} with

    static member Create sensitivity = { Sensitivity = sensitivity; NumThresholds = 200; ClassId = None }

    interface IMetric with
        member this.Rule = most specificity recall this.Sensitivity this.NumThresholds this.ClassId

/// Largest precision at a threshold where recall is at least so much.
type PrecisionAtRecall = {
    /// Least recall.
    [<Within(0.0, 1.0)>]
    Recall: float
    /// Number of thresholds tried, in equal steps.
    [<AtLeast 1.0>]
    NumThresholds: int
    /// The only class that counts, an index along the last axis.
    [<AtLeast 0.0>]
    ClassId: int option
} with

    static member Create recall = { Recall = recall; NumThresholds = 200; ClassId = None }

    interface IMetric with
        member this.Rule = most precision recall this.Recall this.NumThresholds this.ClassId

/// Largest recall at a threshold where precision is at least so much.
type RecallAtPrecision = {
    /// Least precision.
    [<Within(0.0, 1.0)>]
    Precision: float
    /// Number of thresholds tried, in equal steps.
    [<AtLeast 1.0>]
    NumThresholds: int
    /// The only class that counts, an index along the last axis.
    [<AtLeast 0.0>]
    ClassId: int option
} with

    static member Create precision = { Precision = precision; NumThresholds = 200; ClassId = None }

    interface IMetric with
        member this.Rule = most recall precision this.Precision this.NumThresholds this.ClassId

/// What a curve shows as a threshold moves.
[<RequireQualifiedAccess>]
type Curve =
    /// True positives' share over false positives' share.
    | [<Word "ROC"; AlsoCalled "roc">] ROC
    /// Precision over recall.
    | [<Word "PR"; AlsoCalled "pr">] PR
    /// Precision gain over recall gain (Flach and Kull 2015).
    | [<Word "PRGAIN"; AlsoCalled "prgain">] PRGain

/// The height between two points of a curve.
[<RequireQualifiedAccess>]
type SummationMethod =
    | Interpolation
    | Minoring
    | Majoring

/// Area under a curve of what thresholds give: 1 where predictions set true targets apart, 1/2 where they are drawn (under ROC).
/// Targets are 0 or 1.
type AUC = {
    /// Number of thresholds, in equal steps from 0 to 1.
    [<AtLeast 2.0>]
    NumThresholds: int
    /// What it shows: <c>"ROC"</c>, <c>"PR"</c> or <c>"PRGAIN"</c>.
    Curve: Curve
    /// The height between two points: <c>"interpolation"</c>, <c>"minoring"</c> or <c>"majoring"</c>.
    SummationMethod: SummationMethod
    /// Thresholds of one's own beside 0 and 1.
    [<Within(0.0, 1.0)>]
    Thresholds: float list option
    /// Whether each label along the last axis has a curve, whose areas are averaged.
    MultiLabel: bool
    /// Number of labels; that of the prediction when absent.
    [<AtLeast 1.0>]
    NumLabels: int option
    /// What each label weighs.
    [<AtLeast 0.0>]
    LabelWeights: float list option
    /// Whether predictions are any number, before the sigmoid.
    FromLogits: bool
} with

    static member Create() = {
        NumThresholds = 200
        Curve = Curve.ROC
        SummationMethod = SummationMethod.Interpolation
        Thresholds = None
        MultiLabel = false
        NumLabels = None
        LabelWeights = None
        FromLogits = false
    }

    member private this.Limits =
        let inner =
            match this.Thresholds with
            | Some own -> List.sort own
            | None -> [ for i in 1 .. this.NumThresholds - 2 -> float i / float (this.NumThresholds - 1) ]
        -Loss.epsilon :: inner @ [ 1.0 + Loss.epsilon ]

    member private this.Weights(like: Expr) =
        this.LabelWeights
        |> Option.map (fun weights ->
            let array = { DType = DType.Float64; Shape = [| int64 weights.Length |]; Data = Array.ofList weights }
            Ops.cast like.DType (Ops.constant array))

    // Davis and Goadrich 2006: true positives grow in proportion to all positives between two thresholds.
    member private _.PrecisionRecallSteps
        (right: Expr, wrong: Expr, missed: Expr, first: Expr -> Expr, rest: Expr -> Expr)
        =
        let all = right + wrong
        let zero = Ops.scalarLike all 0.0
        let gained = first right - rest right
        let slope = Confusion.share gained (Ops.maximum (first all - rest all) zero)
        let intercept = rest right - slope * rest all
        let both = Ops.logicalAnd (Ops.greater (first all) zero) (Ops.greater (rest all) zero)
        let ratio = Ops.where both (Confusion.share (first all) (rest all)) (Ops.scalarLike all 1.0)
        Confusion.share (slope * (gained + intercept * Ops.log ratio)) (rest right + rest missed)

    // The curve's points, x and y.
    member private this.Points(right: Expr, wrong: Expr, refused: Expr, missed: Expr) =
        match this.Curve with
        | Curve.ROC -> Confusion.share wrong (wrong + refused), recall (right, wrong, refused, missed)
        | Curve.PR -> recall (right, wrong, refused, missed), precision (right, wrong, refused, missed)
        | Curve.PRGain ->
            let odds = Confusion.share (right + missed) (refused + wrong)
            let zero = Ops.scalarLike right 0.0
            let none = Ops.equal right zero
            let gain (other: Expr) without =
                Ops.where none (Ops.scalarLike right without) (1.0 - odds * Confusion.share other right)
            Ops.maximum (gain missed 0.0) zero, gain wrong 1.0

    member private this.Area(right: Expr, wrong: Expr, refused: Expr, missed: Expr) =
        let number = int64 this.Limits.Length
        let first (x: Expr) = Ops.slice 0 0L (number - 1L) x
        let rest (x: Expr) = Ops.slice 0 1L number x
        let steps =
            match this.Curve, this.SummationMethod with
            | Curve.PR, SummationMethod.Interpolation -> this.PrecisionRecallSteps(right, wrong, missed, first, rest)
            | _ ->
                let x, y = this.Points(right, wrong, refused, missed)
                let height =
                    match this.SummationMethod with
                    | SummationMethod.Interpolation -> (first y + rest y) / 2.0
                    | SummationMethod.Minoring -> Ops.minimum (first y) (rest y)
                    | SummationMethod.Majoring -> Ops.maximum (first y) (rest y)
                (first x - rest x) * height
        let areas = Ops.sum [ 0 ] steps
        match this.MultiLabel, this.Weights areas with
        | false, _ -> areas
        | true, None -> Ops.meanAll areas
        | true, Some weights -> Confusion.share (Ops.sumAll (areas * weights)) (Ops.sumAll weights)

    interface IMetric with
        member this.Rule =
            MetricRule.States(fun scope batch ->
                let prediction = Ops.cast scope.Compute batch.Prediction
                let prediction = if this.FromLogits then Ops.sigmoid prediction else prediction
                if this.MultiLabel then
                    Layer.requireRank 2 prediction
                let labelled =
                    match this.MultiLabel, this.Weights prediction with
                    | false, Some weights ->
                        let each = Ops.broadcastLike prediction weights
                        match batch.Weight with
                        | None -> Some each
                        | Some weight ->
                            let each, weight = Ranks.align true each (Ops.cast scope.Compute weight)
                            let rec full (x: Expr) = if x.Rank < each.Rank then full (Ops.expandDims -1 x) else x
                            Some(each * full weight)
                    | _ -> batch.Weight
                { batch with Prediction = prediction; Weight = labelled }
                |> Confusion.followAll scope this.MultiLabel this.Limits
                |> this.Area
                |> MetricResult.Value)
