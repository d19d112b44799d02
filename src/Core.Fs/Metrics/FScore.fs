namespace Functional.Metrics

open Functional

/// How the scores of classes become one.
[<RequireQualifiedAccess>]
type ScoreAverage =
    /// From the counts of all classes together.
    | Micro
    /// The mean.
    | Macro
    /// The mean weighed by how often each class is true.
    | Weighted

[<RequireQualifiedAccess>]
module internal FScore =

    /// Predictions have two axes, samples and classes.
    let targets =
        TargetRule.Own(fun prediction ->
            if prediction.Rank <> 2 then
                raise (ShapeException $"needs predictions of two axes, samples and classes, got {prediction}")
            Some prediction)

    let rule (average: ScoreAverage option) (beta: float) (threshold: float option) =
        MetricRule.States(fun scope batch ->
            Layer.requireRank 2 batch.Prediction
            let prediction = Ops.cast scope.Compute batch.Prediction
            let target = Ops.cast scope.Compute batch.Target
            let chosen =
                match threshold with
                | Some threshold -> Ops.greater prediction (Ops.scalarLike prediction threshold)
                | None ->
                    let isLargest = Ops.greaterEqual prediction (Ops.maxKeep [ -1 ] prediction)
                    // Keras: of a sample of zeros no class is chosen.
                    Ops.logicalAnd isLargest (Ops.greater (Ops.abs prediction) (Ops.scalarLike prediction 1e-9))
            let chosen = Ops.cast scope.Compute chosen
            let isMicro = (average = Some ScoreAverage.Micro)
            let sizes = if isMicro then [] else [ Layer.lastAxis prediction ]
            let total name (values: Expr) =
                let weighted =
                    match batch.Weight with
                    | None -> values
                    | Some weight when weight.Rank = 1 -> values * Ops.expandDims 1 (Ops.cast scope.Compute weight)
                    | Some weight -> values * Ops.cast scope.Compute weight
                let state = scope.State(name, sizes, WeightRule.Of Initializer.Zeros)
                scope.Assign(name, state + Ops.sum (if isMicro then [ 0; 1 ] else [ 0 ]) weighted)
                state
            let right = total "true_positives" (chosen * target)
            let wrong = total "false_positives" (chosen * (1.0 - target))
            let missed = total "false_negatives" ((1.0 - chosen) * target)
            let support = total "intermediate_weights" target
            let precision = right / (right + wrong + Loss.epsilon)
            let recall = right / (right + missed + Loss.epsilon)
            let square = beta * beta
            let score = precision * recall / (square * precision + recall + Loss.epsilon) * (1.0 + square)
            match average with
            | None -> score
            | Some ScoreAverage.Weighted -> Ops.sumAll (score * (support / (Ops.sumAll support + Loss.epsilon)))
            | Some(ScoreAverage.Micro | ScoreAverage.Macro) -> Ops.meanAll score
            |> MetricResult.Value)

/// Weighted harmonic mean of precision and recall of each class, (1 + beta²) · precision · recall / (beta² · precision + recall).
/// Targets are 0 or 1, (samples, classes).
type FBetaScore = {
    /// How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c> by their mean, <c>"weighted"</c> by
    /// that weighed by how often each is true; a number for each class when absent.
    Average: ScoreAverage option
    /// How much recall counts beside precision.
    [<Above 0.0>]
    Beta: float
    /// A class is predicted above it; only the largest is when absent.
    [<AboveUpTo(0.0, 1.0)>]
    Threshold: float option
} with

    static member Create() = { Average = None; Beta = 1.0; Threshold = None }

    interface ITargetRule with
        member _.Targets = FScore.targets

    interface IMetric with
        member this.Rule = FScore.rule this.Average this.Beta this.Threshold

/// Harmonic mean of precision and recall of each class, 2 · precision · recall / (precision + recall). Targets are 0 or 1, (samples,
/// classes).
type F1Score = {
    /// How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c> by their mean, <c>"weighted"</c> by
    /// that weighed by how often each is true; a number for each class when absent.
    Average: ScoreAverage option
    /// A class is predicted above it; only the largest is when absent.
    [<AboveUpTo(0.0, 1.0)>]
    Threshold: float option
} with

    static member Create() = { Average = None; Threshold = None }

    interface ITargetRule with
        member _.Targets = FScore.targets

    interface IMetric with
        member this.Rule = FScore.rule this.Average 1.0 this.Threshold
