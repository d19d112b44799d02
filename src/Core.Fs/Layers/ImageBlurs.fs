namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module private Boxes =

    /// Whether a pixel is in a box at a random place, of those shares of the width and the height: (batch, height, width, 1).
    let boxes (draws: Draws) (ofWidth: Expr) (ofHeight: Expr) =
        let height, width = sides draws.Images
        let bounds share (length: Expr) =
            let size = share * length
            let start = draws.PerImage(0.0, 1.0) * (length - size)
            start, start + size
        let inside (places: Expr) (first, behind) =
            Ops.logicalAnd (Ops.greaterEqual places first) (Ops.less places behind)
        let columns = Resampling.along draws.Images.DType 2 draws.Images |> Ops.reshape [ -1L; 1L ]
        let rows = Resampling.along draws.Images.DType 1 draws.Images |> Ops.reshape [ -1L; 1L; 1L ]
        let ofColumns = inside columns (bounds ofWidth width)
        let ofRows = inside rows (bounds ofHeight height)
        Ops.logicalAnd ofRows ofColumns

/// Some images behind a window of a normal distribution of random width, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too.
type RandomGaussianBlur = {
    /// Range of the probability that an image is changed; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// Height and width of the window, odd numbers.
    [<PerAxis 2; AtLeast 1.0>]
    KernelSize: int list
    /// Range of the standard deviations, of which each direction has one for all of a batch; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Sigma: float list
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create() = {
        Factor = [ 0.0; 1.0 ]
        KernelSize = [ 3; 3 ]
        Sigma = [ 0.0; 1.0 ]
        ValueRange = [ 0.0; 255.0 ]
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let size =
                match this.KernelSize with
                | [ height; width ] when height % 2 = 1 && width % 2 = 1 -> height, width
                | other -> raise (ConfigurationException $"kernel_size must be two odd numbers, got {other}")
            let isChosen = draws.IsChosen(Spread.ends 0.0 this.Factor)
            let sigma () = draws.Single(Spread.ends 0.0 this.Sigma) + 1e-6
            let horizontal, vertical = sigma (), sigma ()
            fun x ->
                Ops.where isChosen (Colors.blur size vertical horizontal x) x
                |> clipTo (range "value_range" this.ValueRange)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Some images with a box of noise or of one color in them, in training (Zhong et al. 2017). [batch, height, width, channels] → the same; one
/// image without a batch, too.
type RandomErasing = {
    /// Range of the probability that an image is changed; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// Range of the squares of the box's shares of the sides; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Scale: float list
    /// What the box is of, a number or one for each channel; normal noise when absent.
    [<NumberOrList>]
    FillValue: float list option
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        Factor = [ 0.0; 1.0 ]
        Scale = [ 0.02; 0.33 ]
        FillValue = None
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let share () = Ops.sqrt (draws.PerImage(Spread.ends 0.0 this.Scale))
            let ofWidth, ofHeight = share (), share ()
            let isInside = boxes draws ofWidth ofHeight
            let isChosen = draws.IsChosen(Spread.ends 0.0 this.Factor)
            let low, high = range "value_range" this.ValueRange
            let images = draws.Images
            let fill =
                match this.FillValue with
                | None ->
                    let sizes = [ for axis in 0..3 -> Extent.Of(0, axis) ]
                    draws.Draw(Distribution.Normal(0.0, 1.0), sizes) * high
                | Some numbers -> alongLast "fill_value" "channel" images numbers
            let fill = clipTo (low, high) fill
            fun x -> Ops.where (Ops.logicalAnd isInside isChosen) fill x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with random brightness, contrast, saturation and hue, in this order, in training. [batch, height, width, 3] → the same; one image
/// without a batch, too.
type RandomColorJitter = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    /// As the factor of <c>RandomBrightness</c>; nothing is changed when absent.
    [<NumberOrList; Within(-1.0, 1.0)>]
    BrightnessFactor: float list option
    /// As the factor of <c>RandomContrast</c>; nothing is changed when absent.
    [<NumberOrList; Within(0.0, 1.0)>]
    ContrastFactor: float list option
    /// As the factor of <c>RandomSaturation</c>; nothing is changed when absent.
    [<NumberOrList; Within(-1.0, 1.0)>]
    SaturationFactor: float list option
    /// As the factor of <c>RandomHue</c>; nothing is changed when absent.
    [<NumberOrList; Within(0.0, 1.0)>]
    HueFactor: float list option
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        ValueRange = [ 0.0; 255.0 ]
        BrightnessFactor = None
        ContrastFactor = None
        SaturationFactor = None
        HueFactor = None
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let values = this.ValueRange
            let part factor (make: float list -> IAugmentation) =
                factor |> Option.map (fun factor -> (make factor).Transform draws) |> Option.toList
            let parts =
                part this.BrightnessFactor (fun f -> { RandomBrightness.Create f with ValueRange = values })
                @ part this.ContrastFactor (fun f -> { RandomContrast.Create f with ValueRange = values })
                @ part this.SaturationFactor (fun f -> { RandomSaturation.Create f with ValueRange = values })
                @ part this.HueFactor (fun f -> { RandomHue.Create f with ValueRange = values })
            fun x -> (x, parts) ||> List.fold (fun x change -> change x)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Mixtures of two images each, in training: w · one + (1 − w) · other with a beta distributed w (Zhang et al. 2018).
/// [batch, height, width, channels] → the same; one image without a batch, too.
type MixUp = {
    /// Both parameters of the distribution.
    [<Above 0.0>]
    Alpha: float
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create() = { Alpha = 0.2; DataFormat = DataFormat.ChannelsLast; Seed = None }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let order = draws.Order()
            let alpha = Ops.scalarLike draws.Images this.Alpha
            let one = Extent.Size 1L
            let weight = draws.Beta(alpha, [ Extent.Of(0, 0); one; one; one ])
            fun x -> weight * x + (1.0 - weight) * Ops.take 0 x order

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images with a box of another one in them, in training (Yun et al. 2019). [batch, height, width, channels] → the same; one image without a
/// batch, too.
type CutMix = {
    /// Range of both parameters of the beta distribution of what stays; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = { Factor = [ 0.0; 1.0 ]; Seed = None; DataFormat = DataFormat.ChannelsLast }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let alpha = draws.Single(Spread.ends 0.0 this.Factor) + 1e-6
            let one = Extent.Size 1L
            let weight = draws.Beta(alpha, [ Extent.Of(0, 0); one; one; one ])
            let share = Ops.sqrt (1.0 - weight)
            let isInside = boxes draws share share
            let order = draws.Order()
            fun x -> Ops.where isInside (Ops.take 0 x order) x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x
