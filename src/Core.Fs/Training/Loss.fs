namespace Functional

/// How the losses of a batch's elements become one number (<c>keras.losses</c>).
[<RequireQualifiedAccess>]
type LossReduction =
    /// Sum over the number of elements.
    | SumOverBatchSize
    | Sum
    | Mean
    /// Sum over the sum of the sample weights.
    | MeanWithSampleWeight
    | None

/// What is compared, from targets and predictions to a loss for each element. A layer's output is <c>prediction</c>.
/// <remarks>
/// Targets have the shape and the dtype of the prediction, unless the loss says otherwise (<c>ITargetRule</c>): a target without the
/// prediction's last axis of size 1 is given one, as Keras does, and targets that do not fit are refused before anything runs.
/// </remarks>
type ILoss =
    /// Losses without the last axis, and, where some elements do not count, which do.
    abstract Losses: target: Expr * prediction: Expr -> Expr * Expr option

/// A loss with its name and reduction.
type Loss = {
    Function: ILoss
    Name: string
    Reduction: LossReduction
    DType: DType option
} with

    /// The mean of a loss over all elements, as Keras takes it by default.
    static member Of(``function``: ILoss) = {
        Function = ``function``
        Name = "loss"
        Reduction = LossReduction.SumOverBatchSize
        DType = None
    }

[<RequireQualifiedAccess>]
module Loss =

    // Keras's guard against division by zero and the logarithm of zero.
    let internal epsilon = 1e-7

    /// Mask × weights; for means scaled so that what counts keeps its total.
    let internal applyMask (sampleWeight: Expr option) (mask: Expr option) dtype reduction =
        match mask with
        | None -> sampleWeight
        | Some mask ->
            let mask = Ops.cast dtype mask
            let mask =
                match reduction with
                | LossReduction.Mean
                | LossReduction.SumOverBatchSize ->
                    mask * (Ops.count dtype (Ops.axes mask) mask / (Ops.sumAll mask + epsilon))
                | LossReduction.Sum
                | LossReduction.MeanWithSampleWeight
                | LossReduction.None -> mask
            match sampleWeight with
            | None -> Some mask
            | Some weight ->
                let weight, mask = Ranks.align true weight mask
                Some(weight * mask)

    /// The name of a loss in an error: its own, or that of its type.
    let internal title (loss: Loss) =
        if loss.Name = "loss" then Layers.ClassName.toSnakeCase (loss.Function.GetType().Name) else loss.Name

    /// The losses of the elements, from targets as they come, and, where some elements do not count, which do.
    let losses (``function``: ILoss) (target: Expr) (prediction: Expr) : Expr * Expr option =
        let rule = TargetRule.find ``function``
        let target = if TargetRule.isNumbers rule prediction then Ops.cast prediction.DType target else target
        ``function``.Losses(TargetRule.prepare rule target prediction)

    /// The losses of a batch, weighted and reduced. <c>mask</c> travels with the prediction.
    let apply (loss: Loss) (target: Expr) (prediction: Expr) (sampleWeight: Expr option) (mask: Expr option) : Expr =
        // Keras: in float32 whatever the dtype of the prediction, unless the loss says otherwise.
        let dtype = defaultArg loss.DType DType.Float32
        let prediction = Ops.cast dtype prediction
        let values, counts = losses loss.Function target prediction
        let mask =
            match mask, counts with
            | Some a, Some b -> Some(Ops.logicalAnd a b)
            | Some only, None
            | None, Some only -> Some only
            | None, None -> None
        let weight = applyMask (sampleWeight |> Option.map (Ops.cast dtype)) mask dtype loss.Reduction
        let values, weight =
            match weight with
            | None -> values, None
            | Some weight ->
                let values, weight = Ranks.align true values weight
                values * weight, Some weight
        match loss.Reduction with
        | LossReduction.None -> values
        | _ when values.Rank = 0 -> values
        | LossReduction.Sum -> Ops.sumAll values
        | LossReduction.SumOverBatchSize
        | LossReduction.Mean -> Ops.meanAll values
        | LossReduction.MeanWithSampleWeight ->
            match weight with
            | None -> Ops.meanAll values
            | Some weight ->
                let total = Ops.sumAll weight
                let zero = Ops.scalarLike total 0.0
                Ops.where
                    (Ops.equal total zero)
                    zero
                    (Ops.sumAll values / Ops.where (Ops.equal total zero) (Ops.scalarLike total 1.0) total)

namespace Functional.Losses

open Functional

[<AutoOpen>]
module private Parts =

    let moveLast axis (x: Expr) = Ops.moveAxis axis (x.Rank - 1) x

    // Targets moved a share of the way to one number.
    let smoothed share (towards: float) (target: Expr) =
        if share = 0.0 then target else target * (1.0 - share) + towards * share

    // Keras keeps probabilities inside [1e-7, 1 − 1e-7].
    let binaryCrossEntropy (prediction: Expr) (target: Expr) =
        Expr.Of(Op.BinaryCrossEntropy, [ Ops.clip Loss.epsilon (1.0 - Loss.epsilon) prediction; target ])

    // Probabilities along the last axis as Keras's cross-entropies take them: summing to one, and inside [1e-7, 1 − 1e-7].
    let logProbabilities (prediction: Expr) =
        Ops.log (Ops.clip Loss.epsilon (1.0 - Loss.epsilon) (prediction / Ops.sumKeep [ -1 ] prediction))

/// mean((target − prediction)²) over the last axis.
type MeanSquaredError() =
    interface ILoss with
        member _.Losses(target, prediction) = Ops.mean [ -1 ] (Ops.square (target - prediction)), None

/// mean(|target − prediction|) over the last axis.
type MeanAbsoluteError() =
    interface ILoss with
        member _.Losses(target, prediction) = Ops.mean [ -1 ] (Ops.abs (target - prediction)), None

/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits.
type BinaryCrossentropy = {
    /// Whether predictions are any number, before the sigmoid.
    FromLogits: bool
    /// Moves targets this share of the way to one half, in [0, 1].
    LabelSmoothing: float
    Axis: int
} with

    static member Create() = { FromLogits = false; LabelSmoothing = 0.0; Axis = -1 }

    interface ILoss with
        member this.Losses(target, prediction) =
            let target = smoothed this.LabelSmoothing 0.5 target
            let losses =
                if this.FromLogits then
                    Expr.Of(Op.SigmoidCrossEntropy, [ prediction; target ])
                else
                    binaryCrossEntropy prediction target
            Ops.mean [ this.Axis ] losses, None

/// −Σ t·log p over an axis of class probabilities. Targets are probabilities too (one hot).
type CategoricalCrossentropy = {
    /// Whether predictions are any number, before the softmax.
    FromLogits: bool
    /// Moves targets this share of the way to equal probabilities, in [0, 1].
    LabelSmoothing: float
    Axis: int
} with

    static member Create() = { FromLogits = false; LabelSmoothing = 0.0; Axis = -1 }

    interface ITargetRule with
        member this.Targets = TargetRule.OneHot this.Axis

    interface ILoss with
        member this.Losses(target, prediction) =
            let prediction, target = moveLast this.Axis prediction, moveLast this.Axis target
            let target =
                if this.LabelSmoothing = 0.0 then
                    target
                else
                    target * (1.0 - this.LabelSmoothing) + this.LabelSmoothing / float (Layer.lastAxis target)
            if this.FromLogits then
                Expr.Of(Op.CrossEntropy, [ prediction; target ]), None
            else
                -(Ops.sum [ -1 ] (target * logProbabilities prediction)), None

/// −log p[class]. Targets are class indices in [0, classes).
type SparseCategoricalCrossentropy = {
    /// Whether predictions are any number, before the softmax.
    FromLogits: bool
    /// A class whose elements do not count.
    IgnoreClass: int option
    Axis: int
} with

    static member Create() = { FromLogits = false; IgnoreClass = None; Axis = -1 }

    interface ITargetRule with
        member this.Targets = TargetRule.Indices(this.Axis, this.IgnoreClass)

    interface ILoss with
        member this.Losses(target, prediction) =
            let target = if target.DType.IsFloat then Ops.cast DType.Int64 target else target
            let prediction = moveLast this.Axis prediction
            let target =
                if target.Rank = prediction.Rank && target.Shape[-1] = Dim.Known 1L then
                    Ops.squeeze -1 target
                else
                    target
            let counts =
                this.IgnoreClass
                |> Option.map (fun ignored -> Ops.notEqual target (Ops.scalarLike target (float ignored)))
            let target =
                counts |> Option.fold (fun target counts -> Ops.where counts target (Ops.scalarLike target 0.0)) target
            let losses =
                if this.FromLogits then
                    Expr.Of(Op.SparseCrossEntropy, [ prediction; target ])
                else
                    let chosen = Ops.oneHot (int (Layer.lastAxis prediction)) prediction.DType target
                    -(Ops.sum [ -1 ] (chosen * logProbabilities prediction))
            let losses =
                counts |> Option.fold (fun losses counts -> Ops.where counts losses (Ops.scalarLike losses 0.0)) losses
            losses, counts

/// 100 · mean(|target − prediction| / |target|) over the last axis.
type MeanAbsolutePercentageError() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let size = Ops.maximum (Ops.abs target) (Ops.scalarLike target Loss.epsilon)
            100.0 * Ops.mean [ -1 ] (Ops.abs ((target - prediction) / size)), None

/// mean((log(target + 1) − log(prediction + 1))²) over the last axis.
type MeanSquaredLogarithmicError() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let log (x: Expr) = Ops.log (Ops.maximum x (Ops.scalarLike x Loss.epsilon) + 1.0)
            Ops.mean [ -1 ] (Ops.square (log prediction - log target)), None

/// mean(log cosh(prediction − target)) over the last axis.
type LogCosh() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let error = prediction - target
            Ops.mean [ -1 ] (error + Ops.softplus (error * -2.0) - log 2.0), None

/// Quadratic for errors up to <c>delta</c>, linear beyond (Huber 1964); the mean over the last axis.
type Huber = {
    /// Size of the error where the loss becomes linear, above 0.
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
            let unit (x: Expr) =
                let squares = Ops.sumKeep [ this.Axis ] (Ops.square x)
                let least = Ops.scalarLike squares (Loss.epsilon * Loss.epsilon)
                // Not a maximum: the root of a zero vector has no finite gradient.
                x * Ops.rsqrt (Ops.where (Ops.greater squares least) squares least)
            -(Ops.sum [ this.Axis ] (unit target * unit prediction)), None

/// mean(prediction − target · log prediction) over the last axis.
type Poisson() =
    interface ILoss with
        member _.Losses(target, prediction) =
            Ops.mean [ -1 ] (prediction - target * Ops.log (prediction + Loss.epsilon)), None

/// Σ target · log(target / prediction) over the last axis.
type KLDivergence() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let target, prediction = Ops.clip Loss.epsilon 1.0 target, Ops.clip Loss.epsilon 1.0 prediction
            Ops.sum [ -1 ] (target * Ops.log (target / prediction)), None

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
    interface ILoss with
        member _.Losses(target, prediction) =
            let target = signed target
            Ops.mean [ -1 ] (positive (1.0 - target * prediction)), None

/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1.
type SquaredHinge() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let target = signed target
            Ops.mean [ -1 ] (Ops.square (positive (1.0 - target * prediction))), None

/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis.
type CategoricalHinge() =
    interface ITargetRule with
        member _.Targets = TargetRule.OneHot -1

    interface ILoss with
        member _.Losses(target, prediction) =
            let right = Ops.sum [ -1 ] (target * prediction)
            let wrong = Ops.max [ -1 ] ((1.0 - target) * prediction)
            positive (wrong - right + 1.0), None

/// Binary cross-entropy in which well-classified examples count less: <c>(1 − p_t)^gamma · −log p_t</c> (Lin et al. 2018).
type BinaryFocalCrossentropy = {
    /// Whether <c>alpha</c> weighs the class 1, and 1 − alpha the class 0.
    ApplyClassBalancing: bool
    /// Weight of the class 1, in [0, 1].
    Alpha: float
    /// How strongly easy examples are played down, at least 0.
    Gamma: float
    /// Whether predictions are any number, before the sigmoid.
    FromLogits: bool
    /// Moves targets this share of the way to one half, in [0, 1].
    LabelSmoothing: float
    Axis: int
} with

    static member Create() = {
        ApplyClassBalancing = false
        Alpha = 0.25
        Gamma = 2.0
        FromLogits = false
        LabelSmoothing = 0.0
        Axis = -1
    }

    interface ILoss with
        member this.Losses(target, prediction) =
            let target = smoothed this.LabelSmoothing 0.5 target
            let p = if this.FromLogits then Ops.sigmoid prediction else prediction
            let entropy = binaryCrossEntropy p target
            let right = target * p + (1.0 - target) * (1.0 - p)
            let focal = Ops.pow (1.0 - right) (Ops.scalarLike right this.Gamma) * entropy
            let balanced =
                if this.ApplyClassBalancing then
                    focal * (target * this.Alpha + (1.0 - target) * (1.0 - this.Alpha))
                else
                    focal
            Ops.mean [ this.Axis ] balanced, None

/// Categorical cross-entropy in which well-classified examples count less: <c>Σ −alpha · (1 − p)^gamma · t · log p</c> (Lin et al. 2018).
type CategoricalFocalCrossentropy = {
    /// Weight of all classes, or one for each.
    Alpha: float list
    /// How strongly easy examples are played down, at least 0.
    Gamma: float
    /// Whether predictions are any number, before the softmax.
    FromLogits: bool
    /// Moves targets this share of the way to equal probabilities, in [0, 1].
    LabelSmoothing: float
    Axis: int
} with

    static member Create() = { Alpha = [ 0.25 ]; Gamma = 2.0; FromLogits = false; LabelSmoothing = 0.0; Axis = -1 }

    interface ITargetRule with
        member this.Targets = TargetRule.OneHot this.Axis

    interface ILoss with
        member this.Losses(target, prediction) =
            let target =
                if this.LabelSmoothing = 0.0 then
                    target
                else
                    // Keras: the classes are counted along the last axis, whatever the axis of the loss.
                    target * (1.0 - this.LabelSmoothing) + this.LabelSmoothing / float (Layer.lastAxis prediction)
            let p = if this.FromLogits then Ops.softmax this.Axis prediction else prediction
            let p = Ops.clip Loss.epsilon (1.0 - Loss.epsilon) (p / Ops.sumKeep [ this.Axis ] p)
            let focal = Ops.pow (1.0 - p) (Ops.scalarLike p this.Gamma) * -(target * Ops.log p)
            let weighted =
                match this.Alpha with
                | [ alpha ] -> alpha * focal
                | several ->
                    let data = several |> List.map float32 |> Array.ofList
                    focal
                    * Ops.cast
                        p.DType
                        (Ops.constant { DType = DType.Float32; Shape = [| int64 data.Length |]; Data = data })
            Ops.sum [ this.Axis ] weighted, None
