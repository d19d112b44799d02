namespace Functional.Layers

open Functional
open Functional.Layer

/// Images with a random contrast around their mean, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomContrast = {
    /// How much lower and how much higher than 1 the factor of contrast may be; one number stands for none lower and that higher.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let low, high = Spread.ends 0.0 this.Factor
            let factor = draws.PerImage(1.0 - low, 1.0 + high)
            fun x ->
                let mean = Ops.meanKeep [ 1; 2 ] x
                (x - mean) * factor + mean |> clipTo (range "value_range" this.ValueRange)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images made darker or brighter by a random number, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomBrightness = {
    /// Range of what is added, as a share of the range of values; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let low, high = range "value_range" this.ValueRange
            let more = draws.PerImage(Spread.ends -1.0 this.Factor) * (high - low)
            fun x -> clipTo (low, high) (x + more)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with colors that are nearer to gray by a random share, in training. [batch, height, width, 3] → the same; one image without a batch,
/// too.
type RandomColorDegeneration = {
    /// Range of the share of gray; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let share = draws.PerImage(Spread.ends -1.0 this.Factor)
            fun x -> x + share * (Colors.toGray x - x) |> clipTo (range "value_range" this.ValueRange)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Some images in gray, in training. [batch, height, width, 3] → the same; one image without a batch, too.
type RandomGrayscale = {
    /// Probability that an image becomes gray.
    [<Within(0.0, 1.0)>]
    Factor: float
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create() = { Factor = 0.5; DataFormat = DataFormat.ChannelsLast; Seed = None }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let number = draws.PerImage(0.0, 1.0)
            let isChosen = Ops.less number (Ops.scalarLike number this.Factor)
            fun x -> Ops.where isChosen (Colors.toGray x) x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with hues turned by a random share, to either side as often, in training. [batch, height, width, 3] → the same; one image without a
/// batch, too.
type RandomHue = {
    /// Range of the share of a half turn; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let number (x: Expr) value = Ops.scalarLike x value
            let side = draws.Side()
            let turn = side * draws.PerImage(Spread.ends 0.0 this.Factor) * 0.5
            let values = range "value_range" this.ValueRange
            fun x ->
                let hsv = x |> toRange values (0.0, 1.0) |> Colors.toHsv
                let hue = Ops.slice -1 0L 1L hsv + turn
                let hue = Ops.where (Ops.greater hue (number hue 1.0)) (hue - 1.0) hue
                let hue = Ops.where (Ops.less hue (number hue 0.0)) (hue + 1.0) hue
                Ops.concat -1 [ hue; Ops.slice -1 1L 3L hsv ]
                |> Colors.ofHsv
                |> Ops.clip 0.0 1.0
                |> toRange (0.0, 1.0) values

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with a random saturation, in training. [batch, height, width, 3] → the same; one image without a batch, too.
type RandomSaturation = {
    /// Range of f, for a factor of f / (1 − f): 0 is gray, 0.5 as it is; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    Factor: float list
    /// The least and the largest saturation.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let share = draws.PerImage(Spread.ends -1.0 this.Factor)
            let factor = share / (1.0 - share + 1e-7)
            fun x ->
                let hsv = Colors.toHsv x
                let saturation = Ops.slice -1 1L 2L hsv * factor |> clipTo (range "value_range" this.ValueRange)
                Colors.ofHsv (Ops.concat -1 [ Ops.slice -1 0L 1L hsv; saturation; Ops.slice -1 2L 3L hsv ])

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Some images as negatives, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomInvert = {
    /// Range of the probability that an image is changed; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        Factor = [ 0.0; 1.0 ]
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let isChosen = draws.IsChosen(Spread.ends 0.0 this.Factor)
            let _, high = range "value_range" this.ValueRange
            fun x -> Ops.where isChosen (high - x) x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with so many bits a channel as are drawn, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomPosterization = {
    /// Range of the number of bits, of which the upper end is not drawn unless it is the lower one, too; one number stands for that from 1.
    [<Spread 1.0; Within(1.0, 8.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let low, high = Spread.ends 1.0 this.Factor
            let bits = Ops.floor (draws.PerImage(low, high))
            let last = Ops.scalarLike bits (max low (high - 1.0))
            let step = Ops.pow (Ops.scalarLike bits 2.0) (8.0 - Ops.minimum bits last)
            let values = range "value_range" this.ValueRange
            fun x ->
                let whole = x |> toRange values (0.0, 255.0) |> Ops.clip 0.0 255.0 |> Ops.floor
                Ops.floor (whole / step) * step |> toRange (0.0, 255.0) values

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images made smoother or sharper by a random factor, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomSharpness = {
    /// Range of the sharpness: 0 is smooth, 0.5 as it is, 1 sharp; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create factor = {
        Factor = factor
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let factor = draws.PerImage(Spread.ends 0.0 this.Factor) * 2.0
            fun x ->
                let weights =
                    Ops.constant {
                        DType = DType.Float64
                        Shape = [| 3L; 3L |]
                        Data = Array.init 9 (fun i -> if i = 4 then 5.0 / 13.0 else 1.0 / 13.0)
                    }
                let smooth = Colors.filter Padding.Same (Ops.cast x.DType weights) x
                x + (1.0 - factor) * (smooth - x) |> clipTo (range "value_range" this.ValueRange)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images of which the brighter pixels are negatives, in training: of values v in [0, 255] those from a random threshold on are 255 − v, after
/// a random number was added. [batch, height, width, channels] → the same; one image without a batch, too.
type Solarization = {
    /// Range of what is added, in shares of 255; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    AdditionFactor: float list
    /// Range of the threshold, in shares of 255; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    ThresholdFactor: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        AdditionFactor = [ 0.0; 0.0 ]
        ThresholdFactor = [ 0.0; 0.0 ]
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            // Keras: the lower end is no share.
            let draw factor =
                let low, high = Spread.ends 0.0 factor
                draws.PerImage(low, max low (high * 255.0))
            let addition, threshold = draw this.AdditionFactor, draw this.ThresholdFactor
            let values = range "value_range" this.ValueRange
            fun x ->
                let more = toRange values (0.0, 255.0) x + addition |> Ops.clip 0.0 255.0
                Ops.where (Ops.less more threshold) more (255.0 - more) |> toRange (0.0, 255.0) values

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x
