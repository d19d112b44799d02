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

/// How a loss or a metric was given, which is how files have it.
[<RequireQualifiedAccess>]
type Wording =
    /// By Keras's name: <c>"mse"</c>.
    | Word
    /// As one of Keras's functions: <c>keras.losses.mean_squared_error</c>.
    | Function
    | Object

/// A loss with its name and reduction.
type Loss = {
    Function: ILoss
    Name: string
    Reduction: LossReduction
    DType: DType option
    Wording: Wording
} with

    /// The mean of a loss over all elements, as Keras takes it by default.
    static member Of(``function``: ILoss) = {
        Function = ``function``
        Name = "loss"
        Reduction = LossReduction.SumOverBatchSize
        DType = None
        Wording = Wording.Object
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
