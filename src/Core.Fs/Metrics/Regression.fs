namespace Functional.Metrics

open Functional

/// √ of the mean squared error.
type RootMeanSquaredError() =
    inherit WithoutSettings()

    interface IMetric with
        member _.Rule =
            let values (target: Expr, prediction: Expr) = Ops.square (Ops.cast prediction.DType target - prediction)
            MetricRule.OfMean(values, Ops.sqrt)

/// cos of the angle between target and prediction along an axis.
type CosineSimilarity = {
    Axis: int
} with

    static member Create() = { Axis = -1 }

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                -(fst (Loss.losses { Losses.CosineSimilarity.Axis = this.Axis } target prediction)))

/// How closely targets and predictions follow one line, along an axis, from −1 to 1:
/// mean((target − mean target) · (prediction − mean prediction)) / (their standard deviations).
type PearsonCorrelation = {
    /// The axis, or the axes, along which they are compared; negative counts from the end.
    [<NumberOrList>]
    Axis: int list
} with

    static member Create() = { Axis = [ -1 ] }

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                let standard (x: Expr) =
                    let error = x - Ops.meanKeep this.Axis x
                    error / (Ops.sqrt (Ops.meanKeep this.Axis (Ops.square error)) + Loss.epsilon)
                Ops.mean this.Axis (standard (Ops.cast prediction.DType target) * standard prediction))

/// How closely targets and predictions agree, along an axis, from −1 to 1: twice their covariance over the sum of their variances and
/// the square of what their means differ by (Lin 1989).
type ConcordanceCorrelation = {
    /// The axis, or the axes, along which they are compared; negative counts from the end.
    [<NumberOrList>]
    Axis: int list
} with

    static member Create() = { Axis = [ -1 ] }

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                let target = Ops.cast prediction.DType target
                let mean (x: Expr) = Ops.meanKeep this.Axis x
                let targetMean, predictionMean = mean target, mean prediction
                let variance (x: Expr) (at: Expr) = mean (Ops.square (x - at))
                let norm =
                    variance target targetMean
                    + variance prediction predictionMean
                    + Ops.square (targetMean - predictionMean)
                // Keras: both less the mean of the prediction, which comes to the same.
                let product = (target - predictionMean) * (prediction - predictionMean)
                Ops.mean this.Axis (2.0 * product / (norm + Loss.epsilon)))

/// How the scores of several outputs become one.
[<RequireQualifiedAccess>]
type R2Aggregation =
    /// Their mean.
    | UniformAverage
    /// Their mean weighed by the variance of the targets.
    | VarianceWeightedAverage

/// Share of the targets' variance that predictions explain, 1 − Σ (target − prediction)² / Σ (target − mean target)²: 1 at best, 0 for
/// a constant mean. Targets are (samples, outputs).
type R2Score = {
    /// How outputs' scores become one: <c>"uniform_average"</c>, or <c>"variance_weighted_average"</c>; null for a score of each.
    ClassAggregation: R2Aggregation option
    /// Number of regressors by which the score is adjusted; 0 for the plain score.
    [<AtLeast 0.0>]
    NumRegressors: int
} with

    static member Create() = { ClassAggregation = Some R2Aggregation.UniformAverage; NumRegressors = 0 }

    interface ITargetRule with
        member _.Targets =
            TargetRule.Own(fun prediction ->
                if prediction.Rank <> 2 then
                    raise (ShapeException $"needs predictions of two axes, samples and outputs, got {prediction}")
                Some prediction)

    interface IMetric with
        member this.Rule =
            MetricRule.States(fun scope batch ->
                Layer.requireRank 2 batch.Prediction
                let target, prediction = Ops.cast scope.Compute batch.Target, Ops.cast scope.Compute batch.Prediction
                let weight =
                    match batch.Weight |> Option.map (Ops.cast scope.Compute) with
                    | None -> Ops.fullLike target scope.Compute 1.0
                    | Some weight when weight.Rank = 1 -> Ops.broadcastLike target (Ops.expandDims 1 weight)
                    | Some weight -> Ops.broadcastLike target weight
                let total sizes name (added: Expr) =
                    let state = scope.State(name, sizes, WeightRule.Of Initializer.Zeros)
                    scope.Assign(name, state + added)
                    state
                let each name (values: Expr) =
                    total [ Layer.lastAxis prediction ] name (Ops.sum [ 0 ] (values * weight))
                let number = total [] "num_samples" (Ops.count scope.Compute [ 0 ] target)
                let squares = each "squared_sum" (Ops.square target)
                let sum = each "sum" target
                let residual = each "residual" (Ops.square (target - prediction))
                let count = each "count" (Ops.fullLike target scope.Compute 1.0)
                let variance = squares - sum * (sum / count)
                let scores = 1.0 - residual / variance
                let isInfinite = Ops.logicalNot (Ops.logicalOr (Ops.isFinite scores) (Ops.isNan scores))
                let scores = Ops.where isInfinite (Ops.scalarLike scores 0.0) scores
                let score =
                    match this.ClassAggregation with
                    | None -> scores
                    | Some R2Aggregation.UniformAverage -> Ops.meanAll scores
                    | Some R2Aggregation.VarianceWeightedAverage ->
                        Ops.sumAll (variance * scores) / Ops.sumAll variance
                if this.NumRegressors = 0 then
                    MetricResult.Value score
                else
                    let free = number - float this.NumRegressors - 1.0
                    let adjusted = 1.0 - (1.0 - score) * (number - 1.0) / free
                    // Keras: with too few samples the plain score.
                    let enough = Ops.greater free (Ops.scalarLike free 0.0)
                    MetricResult.Value(Ops.where enough adjusted score))
