namespace Functional.Layers

open Functional
open Functional.Layer

/// Limits of batch renormalisation's corrections; none when absent.
type RenormClipping = { Rmax: float option; Rmin: float option; Dmax: float option }

/// Normalises each channel over the batch: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...]. Training uses the
/// batch's mean and biased variance and moves the averages; inference uses the averages (Ioffe and Szegedy 2015). A frozen layer
/// acts as in inference.
type BatchNormalization = {
    /// The axis of the channels.
    Axis: int
    /// Share of the old moving average that stays at each step.
    [<Within(0.0, 1.0)>]
    Momentum: float
    /// Added to the variance.
    [<AtLeast 0.0>]
    Epsilon: float
    /// Whether <c>beta</c> is added.
    Center: bool
    /// Whether <c>gamma</c> multiplies.
    Scale: bool
    Beta: WeightRule
    Gamma: WeightRule
    MovingMean: Initializer
    MovingVariance: Initializer
    /// Averages over several devices; has no effect on one.
    Synchronized: bool
    /// Batch renormalisation: training sees the moving statistics too (Ioffe 2017).
    Renorm: bool
    /// Limits of its corrections.
    RenormClipping: RenormClipping option
    /// Share of its old averages that stays at each step.
    [<Within(0.0, 1.0)>]
    RenormMomentum: float
} with

    static member Create() = {
        Axis = -1
        Momentum = 0.99
        Epsilon = 1e-3
        Center = true
        Scale = true
        Beta = WeightRule.Of Initializer.Zeros
        Gamma = WeightRule.Of Initializer.Ones
        MovingMean = Initializer.Zeros
        MovingVariance = Initializer.Ones
        Synchronized = false
        Renorm = false
        RenormClipping = None
        RenormMomentum = 0.99
    }

    // Mean and biased variance of the steps that count. Keras: the mask multiplies before the mean is taken off.
    member private this.MaskedMoments(x: Expr, mask: Expr) =
        let weights = Ops.expandDims -1 (Ops.cast x.DType mask)
        let axes = [ 0 .. x.Rank - 2 ]
        let total =
            Ops.sumKeep
                axes
                (Ops.broadcastTo
                    [ for axis in 0 .. x.Rank - 1 -> if axis < x.Rank - 1 then Extent.Of(1, axis) else Extent.Size 1L ]
                    [ x ]
                    weights)
            + 1e-7
        let weighted = weights * x
        let mean = Ops.sumKeep axes weighted / total
        let variance = Ops.sumKeep axes (weights * Ops.square (weighted - mean)) / total
        let flat (moment: Expr) = Ops.reshape [ lastAxis x ] moment
        flat mean, flat variance

    interface ILayer with
        member this.Build(scope, One input) =
            let axis = Functional.Shape.axis input.Shape this.Axis
            let half = input.DType = DType.Float16 || input.DType = DType.BFloat16
            let wide = if half then Ops.cast DType.Float32 input else input
            let x = Ops.moveAxis axis (input.Rank - 1) wide
            let channels = [ lastAxis x ]
            let scope' = scope.With(true, Some { scope.Policy with Compute = x.DType })
            let full value =
                Ops.constant {
                    DType = DType.Float32
                    Shape = Array.ofList channels
                    Data = Array.create (int channels.Head) value
                }
                |> Ops.cast x.DType
            let gamma = if this.Scale then scope'.Weight("gamma", channels, this.Gamma) else full 1.0f
            let beta = if this.Center then scope'.Weight("beta", channels, this.Beta) else full 0.0f
            let state name initializer = Ops.cast x.DType (scope'.State(name, channels, WeightRule.Of initializer))
            let movingMean = state "moving_mean" this.MovingMean
            let movingVariance = state "moving_variance" this.MovingVariance
            let latest name = Ops.cast x.DType (scope'.Latest name)
            let move name momentum (value: Expr) =
                let moved = latest name * momentum + value * (1.0 - momentum)
                scope.Assign(name, Ops.cast scope.Policy.Variable moved)
                moved
            let normalise (mean: Expr) (variance: Expr) =
                Expr.Of(Op.BatchNormInference this.Epsilon, [ x; gamma; beta; mean; variance ])
            // Asked for in inference as well, where a call may give it and it changes nothing.
            let mask = scope.MaskOf input
            let moments () =
                match mask with
                | Some mask when mask.Rank = x.Rank - 1 ->
                    let mean, variance = this.MaskedMoments(x, mask)
                    let deviation = Ops.rsqrt (variance + this.Epsilon)
                    (x - mean) * deviation * gamma + beta, mean, variance
                | _ ->
                    match Expr.Outputs(Op.BatchNorm this.Epsilon, [ x; gamma; beta ]) with
                    | [ y; mean; variance ] -> y, mean, variance
                    | _ -> invalidOp "batchNorm"
            // Keras takes the states that renormalisation adds after the others.
            let renorm =
                if not this.Renorm then
                    None
                else
                    let deviation = scope'.State("moving_stddev", channels, WeightRule.Of Initializer.Ones)
                    let mean = scope'.State("renorm_mean", channels, WeightRule.Of this.MovingMean)
                    let stddev = scope'.State("renorm_stddev", channels, WeightRule.Of Initializer.Ones)
                    Some(deviation, Ops.cast x.DType mean, Ops.cast x.DType stddev)
            let y =
                if not (scope.Training && scope.Trainable) then
                    normalise movingMean movingVariance
                else
                    let y, mean, variance = moments ()
                    match renorm with
                    | None ->
                        move "moving_mean" this.Momentum mean |> ignore
                        move "moving_variance" this.Momentum variance |> ignore
                        y
                    | Some(_, renormMean, renormStddev) ->
                        // The batch's moments again, as expressions through which gradients pass.
                        let axes = [ 0 .. x.Rank - 2 ]
                        let mean, variance =
                            match mask with
                            | Some _ -> mean, variance
                            | None ->
                                let mean = Ops.mean axes x
                                mean, Ops.mean axes (Ops.square (x - mean))
                        let stddev = Ops.sqrt (variance + this.Epsilon)
                        let floor = Ops.maximum renormStddev (Ops.scalarLike renormStddev (sqrt this.Epsilon))
                        let limit pick clip (value: Expr) =
                            this.RenormClipping
                            |> Option.bind pick
                            |> Option.fold (fun value limit -> clip value limit) value
                        let r =
                            stddev / floor
                            |> limit _.Rmax (fun v top -> Ops.minimum v (Ops.scalarLike v top))
                            |> limit _.Rmin (fun v low -> Ops.maximum v (Ops.scalarLike v low))
                        let d = (mean - renormMean) / floor |> limit _.Dmax (fun v top -> Ops.clip -top top v)
                        move "moving_mean" this.Momentum mean |> ignore
                        let moved = move "moving_stddev" this.Momentum stddev
                        scope.Assign(
                            "moving_variance",
                            Ops.cast scope.Policy.Variable (Ops.relu (Ops.square moved - this.Epsilon))
                        )
                        move "renorm_mean" this.RenormMomentum mean |> ignore
                        move "renorm_stddev" this.RenormMomentum stddev |> ignore
                        ((x - mean) / stddev * Ops.stopGradient r + Ops.stopGradient d) * gamma + beta
            let back = Ops.moveAxis (input.Rank - 1) axis y
            [ scope.PassMask(Ops.cast input.DType back) ]
