namespace Functional.Metrics

open Functional

/// √ of the mean squared error.
type RootMeanSquaredError() =
    inherit WithoutSettings()

    interface IMetric with
        member _.Rule =
            MetricRule.States(
                (fun scope batch ->
                    let error = Ops.cast batch.Prediction.DType batch.Target - batch.Prediction
                    Mean.update scope (Ops.square error) batch.Weight),
                Mean.result >> Ops.sqrt >> MetricResult.Value
            )

/// cos of the angle between target and prediction along an axis.
type CosineSimilarity = {
    Axis: int
} with

    static member Create() = { Axis = -1 }

    interface IMetric with
        member this.Rule =
            MetricRule.Mean(fun (target, prediction) ->
                -(fst (Loss.losses { Losses.CosineSimilarity.Axis = this.Axis } target prediction)))
