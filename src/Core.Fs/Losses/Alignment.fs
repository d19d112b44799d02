namespace Functional.Losses

open Functional

/// −log of the probability that a sequence spells its labels, over all ways to repeat them and to put blanks between them (Graves 2006).
/// Targets [batch, labels], whole numbers of which 0 is the blank and counts for none; predictions [batch, time, classes], logits.
type CTC() =
    inherit WithoutSettings()

    interface ILoss with
        member _.Losses(target, prediction) =
            if target.Rank <> 2 || prediction.Rank <> 3 then
                raise (
                    ShapeException
                        $"CTC needs labels (batch, labels) and logits (batch, time, classes), got {target.Shape} and {prediction.Shape}"
                )
            let labels = if target.DType.IsFloat then Ops.cast DType.Int32 target else target
            let count = Ops.sum [ 1 ] (Ops.cast DType.Int32 (Ops.notEqual labels (Ops.scalarLike labels 0.0)))
            let steps = Ops.broadcastLike count (Ops.count DType.Int32 [ 1 ] prediction)
            Functions.Alignment.loss 0 labels prediction count steps, None

    interface ITargetRule with
        member _.Targets = TargetRule.Own(fun _ -> None)
