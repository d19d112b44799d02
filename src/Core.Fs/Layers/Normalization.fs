namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module private Normalizing =

    // Keras: of half precision in float32.
    let wide (x: Expr) = if x.DType = DType.Float16 || x.DType = DType.BFloat16 then Ops.cast DType.Float32 x else x

    let sizeOf (x: Expr) axis : int64 =
        match x.Shape[axis] with
        | Dim.Known size -> size
        | Dim.Unknown _ -> raise (ShapeException $"axis {axis} of the input must be known, got {x.Shape}")

    // A weight with the sizes of some axes, so that it lies along them.
    let along (x: Expr) (axes: int list) (weight: Expr) =
        Ops.reshape [ for axis in 0 .. x.Rank - 1 -> if List.contains axis axes then sizeOf x axis else 1L ] weight

    // gamma · y + beta, of each only what is wanted, along axes of the input.
    let affine (scope: Scope) (x: Expr) axes (scale: bool, gamma) (center: bool, beta) (y: Expr) =
        let scope = scope.With(true, Some { scope.Policy with Compute = x.DType })
        let weight name rule = scope.Weight(name, List.map (sizeOf x) axes, rule) |> along x axes
        let y = if scale then y * weight "gamma" gamma else y
        if center then y + weight "beta" beta else y

    // (x − mean) / √(variance + epsilon) over axes.
    let standard (epsilon: float) axes (x: Expr) =
        let error = x - Ops.meanKeep axes x
        error * Ops.rsqrt (Ops.meanKeep axes (Ops.square error) + epsilon)

    // The axes as numbers from 0, each once.
    let distinctAxes (scope: Scope) (axes: int list) (x: Expr) =
        let places = axes |> List.map (Functional.Shape.axis x.Shape)
        scope.Require(List.distinct places = places && not places.IsEmpty, $"axis must name each axis once, got {axes}")
        places

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
            let x = Ops.moveAxis axis (input.Rank - 1) (wide input)
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

/// Normalises each sample over axes: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...] (Ba et al. 2016).
type LayerNormalization = {
    /// The axes over which mean and variance are taken, and along which gamma and beta lie; negative counts from the end.
    [<NumberOrList(FrontListed = true)>]
    Axis: int list
    /// Added to the variance.
    [<AtLeast 0.0>]
    Epsilon: float
    /// Whether <c>beta</c> is added.
    Center: bool
    /// Whether <c>gamma</c> multiplies.
    Scale: bool
    Beta: WeightRule
    Gamma: WeightRule
} with

    static member Create() = {
        Axis = [ -1 ]
        Epsilon = 1e-3
        Center = true
        Scale = true
        Beta = WeightRule.Of Initializer.Zeros
        Gamma = WeightRule.Of Initializer.Ones
    }

    interface ILayer with
        member this.Build(scope, One input) =
            let x = wide input
            let axes = distinctAxes scope this.Axis x
            let y =
                standard this.Epsilon axes x |> affine scope x axes (this.Scale, this.Gamma) (this.Center, this.Beta)
            [ scope.PassMask(Ops.cast input.DType y) ]

/// Normalises groups of channels of each sample: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...] (Wu and He
/// 2018).
type GroupNormalization = {
    /// Number of groups, which divides that of the channels; −1 for a group of each channel.
    [<AtLeast -1.0>]
    Groups: int
    /// The axis of the channels.
    Axis: int
    /// Added to the variance.
    [<AtLeast 0.0>]
    Epsilon: float
    /// Whether <c>beta</c> is added.
    Center: bool
    /// Whether <c>gamma</c> multiplies.
    Scale: bool
    Beta: WeightRule
    Gamma: WeightRule
} with

    static member Create() = {
        Groups = 32
        Axis = -1
        Epsilon = 1e-3
        Center = true
        Scale = true
        Beta = WeightRule.Of Initializer.Zeros
        Gamma = WeightRule.Of Initializer.Ones
    }

    interface ILayer with
        member this.Build(scope, One input) =
            let x = wide input
            let axis = Functional.Shape.axis x.Shape this.Axis
            scope.Require(axis > 0, $"axis must be another one than the samples', got {this.Axis}")
            let channels = sizeOf x axis
            let groups = if this.Groups = -1 then channels else int64 this.Groups
            let divides = groups > 0L && channels % groups = 0L
            scope.Require(divides, $"groups must divide the {channels} channels, got {this.Groups}")
            let apart = [
                for i in 0 .. x.Rank - 1 do
                    if i = axis then
                        Extent.Size groups
                        Extent.Size(channels / groups)
                    else
                        Extent.Of(0, i)
            ]
            let together = [
                for i in 0 .. x.Rank - 1 ->
                    if i = axis then Extent.Size channels else Extent.Of(0, (if i < axis then i else i + 1))
            ]
            let others = [ 1 .. x.Rank ] |> List.filter (fun i -> i <> axis)
            let y =
                Ops.reshapeTo apart x
                |> standard this.Epsilon others
                |> Ops.reshapeTo together
                |> affine scope x [ axis ] (this.Scale, this.Gamma) (this.Center, this.Beta)
            [ scope.PassMask(Ops.cast input.DType y) ]

/// Divides each sample by its root mean square over axes: <c>scale · x / √(mean x² + epsilon)</c>, [...] → [...] (Zhang and Sennrich
/// 2019).
type RMSNormalization = {
    /// The axes over which the mean is taken, and along which the scale lies; negative counts from the end.
    [<NumberOrList>]
    Axis: int list
    /// Added to the mean square.
    [<AtLeast 0.0>]
    Epsilon: float
} with

    static member Create() = { Axis = [ -1 ]; Epsilon = 1e-6 }

    interface ILayer with
        member this.Build(scope, One input) =
            let x = wide input
            let axes = distinctAxes scope this.Axis x
            let scope' = scope.With(true, Some { scope.Policy with Compute = x.DType })
            let scale = scope'.Weight("scale", List.map (sizeOf x) axes, WeightRule.Of Initializer.Ones)
            let y = x * Ops.rsqrt (Ops.meanKeep axes (Ops.square x) + this.Epsilon) * along x axes scale
            [ scope.PassMask(Ops.cast input.DType y) ]

/// Divides each sample by its length over axes, <c>x / √ Σ x²</c>, [...] → [...].
type UnitNormalization = {
    /// The axes over which the length is taken; negative counts from the end.
    [<NumberOrList>]
    Axis: int list
} with

    static member Create() = { Axis = [ -1 ] }

    interface ILayer with
        member this.Build(scope, One x) =
            let axes = distinctAxes scope this.Axis x
            [ scope.PassMask(Ops.normalize axes 1e-12 x) ]
