namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module private Noise =

    let draw (distribution: Distribution) (stream: int64) (sizes: Extent list) (x: Expr) =
        Expr.Of(Op.Random(distribution, sizes, x.DType, stream), [ x ])

    let sizesOf (x: Expr) = [ for axis in 0 .. x.Rank - 1 -> Extent.Of(0, axis) ]

/// Dropout of whole channels of sequences: all steps of one or none. [batch, time, channels] → the same (Tompson et al. 2014).
type SpatialDropout1D = {
    /// Share of the channels to drop.
    [<Within(0.0, 1.0)>]
    Rate: float
    Seed: int64 option
} with

    static member Create rate = { Rate = rate; Seed = None }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 3 x
            Dropping.apply scope this.Rate this.Seed [ 1 ] x

/// Dropout of whole channels of images or volumes. [batch, spatial..., channels] → the same (Tompson et al. 2014). Keras: SpatialDropout2D,
/// SpatialDropout3D.
type SpatialDropout = {
    /// Number of spatial axes.
    [<OfClass; Within(2.0, 3.0)>]
    Rank: int
    /// Share of the channels to drop.
    [<Within(0.0, 1.0)>]
    Rate: float
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create(rank, rate) = { Rank = rank; Rate = rate; Seed = None; DataFormat = DataFormat.ChannelsLast }

    interface IClassName with
        member this.ClassName = $"SpatialDropout{this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            Dropping.apply scope this.Rate this.Seed (DataFormat.spatialAxes this.DataFormat this.Rank) x

/// Adds normal noise in training. [...] → [...].
type GaussianNoise = {
    /// Standard deviation of the noise.
    [<AtLeast 0.0>]
    Stddev: float
    Seed: int64 option
} with

    static member Create stddev = { Stddev = stddev; Seed = None }

    interface ILayer with
        member this.Build(scope, One x) =
            if this.Stddev = 0.0 then
                [ scope.PassMask x ]
            else
                let stream = scope.Random this.Seed
                [
                    scope.PassMask(
                        if scope.Training then
                            x + draw (Distribution.Normal(0.0, this.Stddev)) stream (sizesOf x) x
                        else
                            x
                    )
                ]

/// Multiplies by normal noise around 1 in training, of standard deviation √(rate / (1 − rate)) (Srivastava et al. 2014). [...] → [...].
type GaussianDropout = {
    /// Share that plain dropout of the same strength would drop.
    [<Share>]
    Rate: float
    Seed: int64 option
} with

    static member Create rate = { Rate = rate; Seed = None }

    interface ILayer with
        member this.Build(scope, One x) =
            if this.Rate = 0.0 then
                [ scope.PassMask x ]
            else
                let stream = scope.Random this.Seed
                let stddev = sqrt (this.Rate / (1.0 - this.Rate))
                [
                    scope.PassMask(
                        if scope.Training then x * draw (Distribution.Normal(1.0, stddev)) stream (sizesOf x) x else x
                    )
                ]

/// Dropout that keeps mean and variance of what a SELU gives: dropped values take its negative limit (Klambauer et al. 2017).
/// [...] → [...].
type AlphaDropout = {
    /// Share of the values to drop.
    [<Share>]
    Rate: float
    Seed: int64 option
    /// Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's sizes.
    NoiseShape: int64 option list option
} with

    static member Create rate = { Rate = rate; Seed = None; NoiseShape = None }

    interface ILayer with
        member this.Build(scope, One x) =
            if this.Rate = 0.0 then
                [ scope.PassMask x ]
            else
                let stream = scope.Random this.Seed
                if not scope.Training then
                    [ scope.PassMask x ]
                else
                    let sizes =
                        match this.NoiseShape with
                        | None -> sizesOf x
                        | Some sizes when sizes.Length = x.Rank ->
                            sizes
                            |> List.mapi (fun axis size ->
                                size |> Option.map Extent.Size |> Option.defaultValue (Extent.Of(0, axis)))
                        | Some sizes ->
                            raise (
                                ShapeException
                                    $"noise_shape must have {x.Rank} sizes for an input of shape {x.Shape}, got {sizes.Length}"
                            )
                    let limit = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946
                    let scale = ((1.0 - this.Rate) * (1.0 + this.Rate * limit * limit)) ** -0.5
                    let kept = draw (Distribution.Bernoulli(1.0 - this.Rate)) stream sizes x
                    let dropped = x * kept + limit * (1.0 - kept)
                    [ scope.PassMask(scale * dropped - scale * limit * this.Rate) ]
