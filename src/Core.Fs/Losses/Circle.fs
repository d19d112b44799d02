namespace Functional.Losses

open Functional

/// Pulls embeddings of one label together and pushes others apart, softplus(log Σ exp(positive terms) + log Σ exp(negative terms)) of
/// each sample beside the others of its batch (Sun et al. 2020). Predictions are (samples, features) of length 1, targets their labels.
type Circle = {
    /// Scale of the terms.
    Gamma: float
    /// How far apart they shall be.
    Margin: float
    /// Whether a sample is left out of its own positives.
    RemoveDiagonal: bool
} with

    static member Create() = { Gamma = 80.0; Margin = 0.4; RemoveDiagonal = true }

    interface ITargetRule with
        member _.Targets =
            TargetRule.Own(fun prediction ->
                if prediction.Rank <> 2 then
                    raise (ShapeException $"needs predictions of two axes, samples and features, got {prediction}")
                Some(Shape.ofDims [ prediction[0] ]))

    interface ILoss with
        member this.Losses(target, prediction) =
            let labels = Ops.reshape [ -1L ] (Ops.cast DType.Int32 target)
            let pairs (x: Expr) = Ops.equal (Ops.expandDims 1 x) (Ops.expandDims 0 x)
            let zero = Ops.scalarLike prediction 0.0
            let distance = Ops.maximum (1.0 - prediction *@ Ops.transpose [ 1; 0 ] prediction) zero
            let alike = pairs labels
            let positive =
                if this.RemoveDiagonal then
                    let places = Ops.cumsum 0 (Ops.fullLike labels DType.Int32 1.0)
                    Ops.logicalAnd alike (Ops.logicalNot (pairs places))
                else
                    alike
            // log Σ exp over those that count; very little where none does.
            let total (counts: Expr) (terms: Expr) =
                let masked = Ops.where counts terms (Ops.scalarLike terms -1e30)
                Ops.logSumExp 1 masked
            let pull = -this.Gamma * (this.Margin + distance) * (this.Margin - distance)
            let push = this.Gamma * Ops.maximum (1.0 + this.Margin - distance) zero * (1.0 - this.Margin - distance)
            let losses = Ops.softplus (total positive pull + total (Ops.logicalNot alike) push)
            losses, Some(Ops.greater losses zero)
