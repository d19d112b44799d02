namespace Functional.Metrics

open Functional

/// A mean whose total and count are kept: what most metrics come down to.
[<RequireQualifiedAccess>]
module Mean =

    let private zeros = WeightRule.Of Initializer.Zeros

    let private states (scope: Scope) = scope.State("total", [], zeros), scope.State("count", [], zeros)

    // One value and one weight a sample: means over all other axes.
    let private samplewise (values: Expr) (weight: Expr option) =
        let tail (x: Expr) from = if x.Rank > from then Ops.mean [ from .. x.Rank - 1 ] x else x
        match weight with
        | None -> tail values 1, None
        | Some weight ->
            let values, weight = Ranks.align true values weight
            let values = tail values weight.Rank * weight
            tail values 1, Some(tail weight 1)

    /// Adds a batch's values, each with its weight.
    let update (scope: Scope) (values: Expr) (weight: Expr option) =
        let total, count = states scope
        let values, weight = samplewise (Ops.cast total.DType values) (weight |> Option.map (Ops.cast total.DType))
        let number =
            match weight with
            | Some weight -> Ops.sumAll weight
            | None when values.Rank = 0 -> Ops.scalar total.DType 1.0
            | None -> Ops.count total.DType [ 0 ] values
        scope.Assign("total", total + Ops.sumAll values)
        scope.Assign("count", count + number)

    /// total / count; 0 before the first batch.
    let result (scope: Scope) =
        let total, count = states scope
        let none = Ops.equal count (Ops.scalarLike count 0.0)
        Ops.where none (Ops.scalarLike total 0.0) (total / Ops.where none (Ops.scalarLike count 1.0) count)

namespace Functional

/// What a metric comes to so far. Sizes must be known, for every number has a name in logs.
[<RequireQualifiedAccess; NoComparison>]
type MetricResult =
    /// One number, under the metric's name, or those of a tensor, with their places behind it: <c>name_0</c>, <c>name_1</c>, ….
    | Value of Expr
    /// Several, each with a word behind the metric's name: <c>name_word</c>.
    | Named of (string * Expr) list

[<RequireQualifiedAccess>]
module MetricResult =

    let private places (name: string, value: Expr) =
        let size (dim: Dim) =
            match dim with
            | Dim.Known size -> size
            | Dim.Unknown _ -> raise (ShapeException $"the result must have known sizes, got {value.Shape}")
        let below names size = [
            for name in names do
                for i in 0L .. size - 1L do
                    $"{name}_{i}"
        ]
        value.Shape.Dims |> List.map size |> List.fold below [ name ], value

    /// The tensors of a result, each with the names of its numbers in logs, in order.
    let named (name: string) (result: MetricResult) : (string list * Expr) list =
        match result with
        | MetricResult.Value value -> [ places (name, value) ]
        | MetricResult.Named values -> values |> List.map (fun (word, value) -> places ($"{name}_{word}", value))

/// A batch as a metric takes it in.
[<NoEquality; NoComparison>]
type MetricBatch = {
    /// Prepared as the metric's targets are (<c>TargetRule.prepare</c>).
    Target: Expr
    Prediction: Expr
    /// What each sample, or step, weighs; 0 where a mask says that it does not count.
    Weight: Expr option
}

/// How a metric gets from batches to what it comes to. Its totals are states like a layer's: declared and assigned through a scope, and
/// kept on the device. Each begins as its rule says, and again whenever the metric is reset.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type MetricRule =
    /// The mean of a value for each element, from target and prediction.
    | Mean of values: (Expr * Expr -> Expr)
    /// A function of such a mean.
    | OfMean of values: (Expr * Expr -> Expr) * result: (Expr -> Expr)
    /// States of its own: it declares them, gives them new values from a batch, and says what they come to.
    | States of (Scope -> MetricBatch -> MetricResult)

/// What is followed over batches.
/// <remarks>Targets have the shape of the prediction, unless the metric says otherwise (<c>ITargetRule</c>), as with losses.</remarks>
type IMetric =
    abstract Rule: MetricRule

/// A metric that computes in another dtype than float32, unless told otherwise.
type IOwnDType =
    abstract DType: DType

/// A metric with its name.
type Metric = {
    Rule: IMetric
    Name: string
    DType: DType
    Wording: Wording
} with

    /// A metric that computes in what Keras's does by default: in float32, unless its rule says otherwise.
    static member Of(rule: IMetric, name: string) = {
        Rule = rule
        Name = name
        DType =
            match box rule with
            | :? IOwnDType as own -> own.DType
            | _ -> DType.Float32
        Wording = Wording.Object
    }

[<RequireQualifiedAccess>]
module Metric =

    /// Takes a batch in, and says what the metric comes to so far, from its states. Targets are prepared here; <c>mask</c> travels with
    /// the prediction.
    let follow (scope: Scope) (metric: Metric) target prediction sampleWeight mask : MetricResult =
        let weight = Loss.applyMask sampleWeight mask scope.Compute LossReduction.Sum
        let target, prediction = TargetRule.prepare (TargetRule.find metric.Rule) target prediction
        let mean values =
            Metrics.Mean.update scope (values (target, prediction)) weight
            Metrics.Mean.result scope
        match metric.Rule.Rule with
        | MetricRule.Mean values -> MetricResult.Value(mean values)
        | MetricRule.OfMean(values, result) -> MetricResult.Value(result (mean values))
        | MetricRule.States follow -> follow scope { Target = target; Prediction = prediction; Weight = weight }

namespace Functional.Metrics

open Functional

/// The mean of values given as predictions, such as the loss itself.
type MeanValue() =
    inherit WithoutSettings()

    interface ITargetRule with
        member _.Targets = TargetRule.Own(fun _ -> None)

    interface IMetric with
        member _.Rule =
            MetricRule.States(fun scope batch ->
                Mean.update scope batch.Prediction batch.Weight
                MetricResult.Value(Mean.result scope))

/// The sum of values given as predictions, each times its weight.
type Sum() =
    inherit WithoutSettings()

    interface ITargetRule with
        member _.Targets = TargetRule.Own(fun _ -> None)

    interface IMetric with
        member _.Rule =
            MetricRule.States(fun scope batch ->
                let total = scope.State("total", [], WeightRule.Of Initializer.Zeros)
                let values = Ops.cast total.DType batch.Prediction
                let weighted =
                    match batch.Weight |> Option.map (Ops.cast total.DType) with
                    | None -> values
                    | Some weight ->
                        let values, weight = Ranks.align true values weight
                        let rec full (x: Expr) = if x.Rank < values.Rank then full (Ops.expandDims -1 x) else x
                        values * full weight
                scope.Assign("total", total + Ops.sumAll weighted)
                MetricResult.Value total)

/// The mean of a loss's values.
type MeanOfLoss = {
    Loss: ILoss
} with

    static member Create loss = { Loss = loss }

    interface IWrapper with
        member this.Inside = this.Loss
        member _.With loss = MeanOfLoss.Create(loss :?> ILoss)

    interface ITargetRule with
        member this.Targets = TargetRule.find this.Loss

    interface IMetric with
        member this.Rule = MetricRule.Mean(fun (target, prediction) -> fst (Loss.losses this.Loss target prediction))

/// The mean of what one of Keras's functions gives for each sample, known by the function's name (<c>keras.metrics.MeanMetricWrapper</c>).
type MeanOfFunction = {
    /// Keras's name of the function.
    Function: string
    Mean: IMetric
} with

    interface ITargetRule with
        member this.Targets = TargetRule.find this.Mean

    interface IMetric with
        member this.Rule = this.Mean.Rule
