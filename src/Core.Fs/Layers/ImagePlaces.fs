namespace Functional.Layers

open System
open Functional
open Functional.Layer

[<AutoOpen>]
module private Places =

    let isLinear what (interpolation: Interpolation) =
        match interpolation with
        | Interpolation.Bilinear -> true
        | Interpolation.Nearest -> false
        | other -> raise (ConfigurationException $"{what}: interpolation must be nearest or bilinear, got {other}")

    let number (x: Expr) value = Ops.scalarLike x value

/// Images moved by a random share of their sides, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomTranslation = {
    /// Range of the shares of the height that images are moved down by; one number stands for its negative and itself.
    [<NumberOrList; Within(-1.0, 1.0)>]
    HeightFactor: float list
    /// Range of the shares of the width that images are moved to the right by; one number stands for its negative and itself.
    [<NumberOrList; Within(-1.0, 1.0)>]
    WidthFactor: float list
    /// What is beyond the border.
    FillMode: FillMode
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    Seed: int64 option
    /// The number beyond the border.
    FillValue: float
    DataFormat: DataFormat
} with

    static member Create(heightFactor, widthFactor) = {
        HeightFactor = heightFactor
        WidthFactor = widthFactor
        FillMode = FillMode.Reflect
        Interpolation = Interpolation.Bilinear
        Seed = None
        FillValue = 0.0
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let height, width = sides draws.Images
            let y = draws.PerImage(Spread.ends -1.0 this.HeightFactor) * height
            let x = draws.PerImage(Spread.ends -1.0 this.WidthFactor) * width
            let one, zero = number x 1.0, number x 0.0
            Warping.affineBy (isLinear "RandomTranslation" this.Interpolation) this.FillMode this.FillValue [
                one
                zero
                -x
                zero
                one
                -y
            ]

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images turned around their middle by a random angle, in training. [batch, height, width, channels] → the same; one image without a batch,
/// too.
type RandomRotation = {
    /// Range of the angle in full turns; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    Factor: float list
    /// What is beyond the border.
    FillMode: FillMode
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    Seed: int64 option
    /// The number beyond the border.
    FillValue: float
    DataFormat: DataFormat
} with

    static member Create factor = {
        Factor = factor
        FillMode = FillMode.Reflect
        Interpolation = Interpolation.Bilinear
        Seed = None
        FillValue = 0.0
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let angle = draws.PerImage(Spread.ends -1.0 this.Factor) * (2.0 * Math.PI)
            let height, width = sides draws.Images
            let middleX, middleY = (width - 1.0) * 0.5, (height - 1.0) * 0.5
            let cos, sin = Ops.cos angle, Ops.sin angle
            Warping.affineBy (isLinear "RandomRotation" this.Interpolation) this.FillMode this.FillValue [
                cos
                -sin
                middleX - middleX * cos + middleY * sin
                sin
                cos
                middleY - middleX * sin - middleY * cos
            ]

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images made larger or smaller around their middle by a random share, in training. [batch, height, width, channels] → the same; one image
/// without a batch, too.
type RandomZoom = {
    /// Range of the shares by which the height that is seen is larger; one number stands for its negative and itself.
    [<NumberOrList; AboveUpTo(-1.0, 1.0)>]
    HeightFactor: float list
    /// Range of the shares by which the width that is seen is larger; as much as the height when absent.
    [<NumberOrList; AboveUpTo(-1.0, 1.0)>]
    WidthFactor: float list option
    /// What is beyond the border.
    FillMode: FillMode
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    Seed: int64 option
    /// The number beyond the border.
    FillValue: float
    DataFormat: DataFormat
} with

    static member Create heightFactor = {
        HeightFactor = heightFactor
        WidthFactor = None
        FillMode = FillMode.Reflect
        Interpolation = Interpolation.Bilinear
        Seed = None
        FillValue = 0.0
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let share factor =
                let low, high = Spread.ends -1.0 factor
                draws.PerImage(1.0 + low, 1.0 + high)
            let y = share this.HeightFactor
            let x = this.WidthFactor |> Option.map share |> Option.defaultValue y
            let height, width = sides draws.Images
            let zero = number x 0.0
            Warping.affineBy (isLinear "RandomZoom" this.Interpolation) this.FillMode this.FillValue [
                x
                zero
                (width - 1.0) / 2.0 * (1.0 - x)
                zero
                y
                (height - 1.0) / 2.0 * (1.0 - y)
            ]

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images sheared by random shares, to either side as often, in training. [batch, height, width, channels] → the same; one image without a
/// batch, too.
type RandomShear = {
    /// Range of how much further to the right each row is; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    XFactor: float list
    /// Range of how much further down each column is; one number stands for its negative and itself.
    [<Spread -1.0; Within(-1.0, 1.0)>]
    YFactor: float list
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    /// What is beyond the border.
    FillMode: FillMode
    /// The number beyond the border.
    FillValue: float
    DataFormat: DataFormat
    Seed: int64 option
} with

    static member Create() = {
        XFactor = [ 0.0; 0.0 ]
        YFactor = [ 0.0; 0.0 ]
        Interpolation = Interpolation.Bilinear
        FillMode = FillMode.Reflect
        FillValue = 0.0
        DataFormat = DataFormat.ChannelsLast
        Seed = None
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let side = draws.Side()
            let y = draws.PerImage(Spread.ends -1.0 this.YFactor) * side
            let x = draws.PerImage(Spread.ends -1.0 this.XFactor) * side
            let one, zero = number x 1.0, number x 0.0
            Warping.affineBy (isLinear "RandomShear" this.Interpolation) this.FillMode this.FillValue [
                one
                x
                zero
                y
                one
                zero
            ]

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images seen from random sides, in training: their corners moved. [batch, height, width, channels] → the same; one image without a batch,
/// too.
type RandomPerspective = {
    /// Range of the probability that an image is changed; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// How far a corner may move, in sides of the image.
    [<Within(0.0, 1.0)>]
    Scale: float
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    /// The number beyond the border.
    FillValue: float
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        Factor = [ 0.0; 1.0 ]
        Scale = 1.0
        Interpolation = Interpolation.Bilinear
        FillValue = 0.0
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let isChosen = draws.IsChosen(Spread.ends 0.0 this.Factor)
            let move = draws.Several(-0.5 * this.Scale, 0.5 * this.Scale, [ 4L; 2L ])
            let height, width = sides draws.Images
            let right, bottom, zero = width - 1.0, height - 1.0, number move 0.0
            let start =
                [ zero, zero; right, zero; zero, bottom; right, bottom ]
                |> List.map (fun (x, y) -> Ops.stack 0 [ x; y ])
                |> Ops.stack 0
            let isMoved = Ops.reshape [ -1L; 1L; 1L ] isChosen
            let corners = start + start * move
            let target = Ops.where isMoved corners start
            fun x ->
                let start = Ops.broadcastLike target (Ops.expandDims 0 start)
                let linear = isLinear "RandomPerspective" this.Interpolation
                Ops.where isChosen (Warping.perspective linear this.FillValue start target x) x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Images whose pixels are moved by random smooth ways, in training (Simard et al. 2003). [batch, height, width, channels] → the same; one
/// image without a batch, too.
type RandomElasticTransform = {
    /// Range of the probability that an image is changed; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// Range of the strength; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Scale: float list
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    /// What is beyond the border.
    FillMode: FillMode
    /// The number beyond the border.
    FillValue: float
    /// The least and the largest value of a pixel.
    ValueRange: float list
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        Factor = [ 0.0; 1.0 ]
        Scale = [ 0.0; 1.0 ]
        Interpolation = Interpolation.Bilinear
        FillMode = FillMode.Reflect
        FillValue = 0.0
        ValueRange = [ 0.0; 255.0 ]
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let scale, factor = Spread.ends 0.0 this.Scale, Spread.ends 0.0 this.Factor
            match draws.Images.Shape[1], draws.Images.Shape[2] with
            | _ when snd scale = 0.0 || snd factor = 0.0 -> id
            | Dim.Known height, Dim.Known width ->
                let isChosen = draws.IsChosen factor
                let strength = draws.Single scale
                let largest, smallest = float (max height width), float (min height width)
                let alpha = strength * (0.1 * largest)
                let sigma = Ops.maximum (strength * (0.05 * smallest)) (number strength 1e-6)
                // A window of three standard deviations to each side, within the largest that there may be.
                let reach = int (3.0 * 0.05 * smallest * snd scale)
                let steps = Resampling.count sigma.DType (int64 (2 * reach + 1)) - float reach
                let isNear = Ops.lessEqual (Ops.abs steps) (Ops.floor (sigma * 3.0))
                let bell = Ops.exp (Ops.square (steps / sigma) * -0.5) * Ops.cast sigma.DType isNear
                let bell = bell / Ops.sumAll bell
                let window = Ops.expandDims 1 bell * bell
                let way () =
                    let noise =
                        draws.Draw(
                            Distribution.Normal(0.0, 1.0),
                            [ Extent.Of(0, 0); Extent.Size height; Extent.Size width; Extent.Size 1L ]
                        )
                    Ops.squeeze -1 (Colors.filter Padding.Same window (noise * sigma)) * alpha
                let dx, dy = way (), way ()
                fun x ->
                    let rows = Ops.reshape [ height; 1L ] (Resampling.count dx.DType height)
                    let columns = Resampling.count dx.DType width
                    let linear = isLinear "RandomElasticTransform" this.Interpolation
                    let moved = Warping.images linear this.FillMode this.FillValue (rows + dy) (columns + dx) x
                    Ops.where isChosen moved x |> clipTo (range "value_range" this.ValueRange)
            | _ -> raise (ShapeException $"expects images of known height and width, got {draws.Images.Shape}")

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x
