namespace Functional.Metrics

open Functional

/// √ of the mean squared error.
type RootMeanSquaredError() =
    inherit MeanOf()
    override _.Values(target, prediction) = Ops.square (Ops.cast prediction.DType target - prediction)
    override _.OfMean mean = Ops.sqrt mean

/// cos of the angle between target and prediction along an axis.
type CosineSimilarity(axis: int) =
    inherit MeanOf()
    /// Along the last axis.
    new() = CosineSimilarity -1
    member _.Axis = axis
    override _.Values(target, prediction) =
        -(fst (Loss.losses { Losses.CosineSimilarity.Axis = axis } target prediction))
