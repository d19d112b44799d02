namespace Functional.Losses

open Functional

[<AutoOpen>]
module private Parts =

    let moveLast axis (x: Expr) = Ops.moveAxis axis (x.Rank - 1) x

    // Indices of classes, without an axis of size 1 behind those of the samples.
    let classIndices (target: Expr) (prediction: Expr) =
        let target = if target.DType.IsFloat then Ops.cast DType.Int64 target else target
        if target.Rank = prediction.Rank && target.Shape[-1] = Dim.Known 1L then Ops.squeeze -1 target else target

    // Targets moved a share of the way to one number.
    let smoothed share (towards: float) (target: Expr) =
        if share = 0.0 then target else target * (1.0 - share) + towards * share

    // Keras keeps probabilities inside [1e-7, 1 − 1e-7].
    let binaryCrossEntropy (prediction: Expr) (target: Expr) =
        Expr.Of(Op.BinaryCrossEntropy, [ Ops.clip Loss.epsilon (1.0 - Loss.epsilon) prediction; target ])

    // Probabilities along the last axis as Keras's cross-entropies take them: summing to one, and inside [1e-7, 1 − 1e-7].
    let logProbabilities (prediction: Expr) =
        Ops.log (Ops.clip Loss.epsilon (1.0 - Loss.epsilon) (prediction / Ops.sumKeep [ -1 ] prediction))

/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits.
type BinaryCrossentropy = {
    /// Whether predictions are any number, before the sigmoid.
    FromLogits: bool
    /// Moves targets this share of the way to one half.
    [<Within(0.0, 1.0)>]
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
    /// Moves targets this share of the way to equal probabilities.
    [<Within(0.0, 1.0)>]
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
        member this.Targets = TargetRule.Indices(this.Axis, OtherIndex.Refused this.IgnoreClass)

    interface ILoss with
        member this.Losses(target, prediction) =
            let prediction = moveLast this.Axis prediction
            let target = classIndices target prediction
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

/// (1 − p[class]^q) / q, which wrong labels disturb less than the cross-entropy (Zhang and Sabuncu 2018). Targets are class indices in
/// [0, classes).
type CategoricalGeneralizedCrossEntropy = {
    /// The cross-entropy near 0, the mean absolute error near 1.
    [<Between(0.0, 1.0)>]
    Q: float
} with

    static member Create() = { Q = 0.5 }

    interface ITargetRule with
        member _.Targets = TargetRule.Indices(-1, OtherIndex.Refused None)

    interface ILoss with
        member this.Losses(target, prediction) =
            let chosen = Ops.oneHot (int (Layer.lastAxis prediction)) prediction.DType (classIndices target prediction)
            let p = Ops.sum [ -1 ] (chosen * prediction)
            (1.0 - Ops.pow p (Ops.scalarLike p this.Q)) / this.Q, None

/// Binary cross-entropy in which well-classified examples count less: <c>(1 − p_t)^gamma · −log p_t</c> (Lin et al. 2018).
type BinaryFocalCrossentropy = {
    /// Whether <c>alpha</c> weighs the class 1, and 1 − alpha the class 0.
    ApplyClassBalancing: bool
    /// Weight of the class 1.
    [<Within(0.0, 1.0)>]
    Alpha: float
    /// How strongly easy examples are played down.
    [<AtLeast 0.0>]
    Gamma: float
    /// Whether predictions are any number, before the sigmoid.
    FromLogits: bool
    /// Moves targets this share of the way to one half.
    [<Within(0.0, 1.0)>]
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
    [<NumberOrList>]
    Alpha: float list
    /// How strongly easy examples are played down.
    [<AtLeast 0.0>]
    Gamma: float
    /// Whether predictions are any number, before the softmax.
    FromLogits: bool
    /// Moves targets this share of the way to equal probabilities.
    [<Within(0.0, 1.0)>]
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

/// mean(prediction − target · log prediction) over the last axis.
type Poisson() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            Ops.mean [ -1 ] (prediction - target * Ops.log (prediction + Loss.epsilon)), None

/// Σ target · log(target / prediction) over the last axis.
type KLDivergence() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            let target, prediction = Ops.clip Loss.epsilon 1.0 target, Ops.clip Loss.epsilon 1.0 prediction
            Ops.sum [ -1 ] (target * Ops.log (target / prediction)), None
