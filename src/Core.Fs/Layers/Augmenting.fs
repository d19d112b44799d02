namespace Functional.Layers

open Functional
open Functional.Layer

/// Random numbers of a layer for a batch of images, of float32 or float64.
[<Sealed>]
type internal Draws(stream: unit -> int64, images: Expr) =

    let dtype = if images.DType = DType.Float64 then DType.Float64 else DType.Float32
    let batch = Extent.Of(0, 0)

    /// The images that they are for.
    member _.Images = images

    member _.Draw(distribution, sizes: Extent list) =
        Expr.Of(Op.Random(distribution, sizes, dtype, stream ()), [ images ]) |> Ops.cast images.DType

    member this.Uniform((low: float, high: float), sizes) = this.Draw(Distribution.Uniform(low, high), sizes)

    /// A number an image, (batch, 1, 1, 1).
    member this.PerImage(low, high) =
        this.Uniform((low, high), [ batch; Extent.Size 1L; Extent.Size 1L; Extent.Size 1L ])

    /// Numbers an image, (batch, sizes...).
    member this.Several(low, high, sizes: int64 list) = this.Uniform((low, high), batch :: List.map Extent.Size sizes)

    /// −1 or 1 an image, (batch, 1, 1, 1).
    member this.Side() =
        let number = this.PerImage(0.0, 1.0)
        let either = Ops.scalarLike number
        Ops.where (Ops.greater number (either 0.5)) (either -1.0) (either 1.0)

    /// One number for all images.
    member this.Single(low, high) = this.Uniform((low, high), [])

    /// Whether something happens to an image, (batch, 1, 1, 1): with a probability that is drawn from a range.
    member this.IsChosen(low, high) = Ops.less (this.PerImage(0.0, 1.0)) (this.PerImage(low, high))

    /// The images in a random order: for each the number of another one.
    member this.Order() =
        let place = this.Several(0.0, 1.0, [])
        // How many come before.
        Ops.less (Ops.expandDims 0 place) (Ops.expandDims 1 place) |> Ops.cast DType.Int64 |> Ops.sum [ 1 ]

    /// Logarithms of gamma distributed numbers of sizes, for a tensor of the shape parameter (Marsaglia and Tsang 2000). Of eight tries one is
    /// taken but once in 10¹¹ times.
    member this.LogGamma(alpha: Expr, sizes) =
        let d = alpha + 2.0 / 3.0
        let attempt () =
            let z = this.Draw(Distribution.Normal(0.0, 1.0), sizes)
            let root = 1.0 + z * Ops.rsqrt (d * 9.0)
            let isAbove = Ops.greater root (Ops.scalarLike root 0.0)
            let logV = Ops.log (Ops.where isAbove root (Ops.scalarLike root 1.0)) * 3.0
            let u = this.Uniform((1e-38, 1.0), sizes)
            let bound = z * z * 0.5 + d - d * Ops.exp logV + d * logV
            Ops.logicalAnd isAbove (Ops.less (Ops.log u) bound), logV
        let _, last = attempt ()
        let taken =
            (last, [ 1..7 ])
            ||> List.fold (fun rest _ ->
                let isTaken, logV = attempt ()
                Ops.where isTaken logV rest)
        // One more than the parameter is drawn, for which the tries are good.
        Ops.log d + taken + Ops.log (this.Uniform((1e-38, 1.0), sizes)) / alpha

    /// Beta distributed numbers with both parameters alike.
    member this.Beta(alpha: Expr, sizes) = Ops.sigmoid (this.LogGamma(alpha, sizes) - this.LogGamma(alpha, sizes))

/// What changes images in training, each by numbers of its own, and leaves them as they are otherwise.
type internal IAugmentation =
    abstract Format: DataFormat
    abstract Seed: int64 option
    /// Draws numbers, and gives what changes images (batch, height, width, channels) by them.
    abstract Transform: draws: Draws -> (Expr -> Expr)

/// What layers of images are written with.
[<AutoOpen>]
module internal Augmenting =

    /// A batch of images, or one alone, as (batch, height, width, channels).
    let onImages format (f: Expr -> Expr) (x: Expr) =
        if x.Rank <> 3 && x.Rank <> 4 then
            raise (ShapeException $"expects images of 4 axes, or of 3 without a batch, got {x.Shape}")
        let batch = if x.Rank = 3 then Ops.expandDims 0 x else x
        let changed = batch |> DataFormat.toLast format |> f |> DataFormat.ofLast format
        if x.Rank = 3 then Ops.squeeze 0 changed else changed

    /// Builds a layer that changes images in training.
    let augment (scope: Scope) (layer: IAugmentation) (x: Expr) =
        // Declared also where nothing is drawn.
        let first = ref (Some(scope.Generator layer.Seed))
        let stream () =
            let taken = first.Value
            first.Value <- None
            taken |> Option.defaultWith (fun () -> scope.Generator layer.Seed)
        let x = Ops.cast scope.Compute x
        let change (x: Expr) = layer.Transform (Draws(stream, x)) x
        [ onImages layer.Format (if scope.Training then change else id) x ]

    /// A range of two numbers, the lower one first.
    let range what (values: float list) =
        match values with
        | [ low; high ] when low < high -> low, high
        | _ -> raise (ConfigurationException $"{what} must be two numbers, the lower one first, got {values}")

    /// One number for all of a tensor, or one for each of what its last axis has.
    let alongLast (name: string) (each: string) (x: Expr) (numbers: float list) =
        match numbers with
        | [ one ] -> Ops.scalarLike x one
        | several when x.Rank > 0 && x.Shape[-1] = Dim.Known(int64 several.Length) ->
            Ops.constant { DType = DType.Float64; Shape = [| int64 several.Length |]; Data = Array.ofList several }
            |> Ops.cast x.DType
        | several ->
            raise (ShapeException $"{name} must be a number, or one for each {each} of {x.Shape}, got {several.Length}")

    /// Images of a range of values in another.
    let toRange (low: float, high: float) (low': float, high': float) (x: Expr) =
        if (low, high) = (low', high') then x else (x - low) / (high - low) * (high' - low') + low'

    let clipTo (low, high) (x: Expr) = Ops.clip low high x

    /// The height and width of images as numbers of their dtype.
    let sides (x: Expr) = Resampling.sizeOf x.DType 1 x, Resampling.sizeOf x.DType 2 x

/// Multiplies by a scale and adds an offset. [...] → [...].
type Rescaling = {
    /// What is multiplied by; one number, or one for each place of the last axis.
    [<NumberOrList>]
    Scale: float list
    /// What is added then; one number, or one for each place of the last axis.
    [<NumberOrList>]
    Offset: float list
} with

    static member Create scale = { Scale = scale; Offset = [ 0.0 ] }

    interface ILayer with
        member this.Build(scope, One x) =
            let x' = Ops.cast scope.Compute x
            let numbers what = alongLast what "place of the last axis" x'
            [ scope.PassMask(x' * numbers "scale" this.Scale + numbers "offset" this.Offset) ]

/// Images in another size. [batch, height, width, channels] → [batch, height', width', channels]; one image without a batch, too.
type Resizing = {
    /// Height of the result.
    [<AtLeast 1.0>]
    Height: int
    /// Width of the result.
    [<AtLeast 1.0>]
    Width: int
    /// How values between pixels come about; all but <c>Lanczos3</c> and <c>Lanczos5</c>.
    Interpolation: Interpolation
    /// Whether the largest part in the middle with the sides' ratio of the result is resized, and not the whole image.
    CropToAspectRatio: bool
    /// Whether the image gets a border, so that its sides have the ratio of those of the result.
    PadToAspectRatio: bool
    /// What the border is: <c>"constant"</c>.
    FillMode: FillMode
    /// The number that the border is of.
    FillValue: float
    /// Whether a smaller image is of averages over as much as becomes one pixel, for lines and curves.
    Antialias: bool
    DataFormat: DataFormat
} with

    static member Create(height, width) = {
        Height = height
        Width = width
        Interpolation = Interpolation.Bilinear
        CropToAspectRatio = false
        PadToAspectRatio = false
        FillMode = FillMode.Constant
        FillValue = 0.0
        Antialias = false
        DataFormat = DataFormat.ChannelsLast
    }

    interface ILayer with
        member this.Build(scope, One x) =
            scope.Require(
                not (this.CropToAspectRatio && this.PadToAspectRatio),
                "only one of crop_to_aspect_ratio and pad_to_aspect_ratio may be true"
            )
            scope.Require(this.FillMode = FillMode.Constant, "fill_mode must be \"constant\"")
            let size = int64 this.Height, int64 this.Width
            let shape = this.CropToAspectRatio, this.PadToAspectRatio
            let change = Resampling.fit shape this.FillValue this.Interpolation this.Antialias size
            [ onImages this.DataFormat change x ]

/// The middle of images; of smaller ones the largest part with the sides' ratio, resized.
/// [batch, height, width, channels] → [batch, height', width', channels]; one image without a batch, too.
type CenterCrop = {
    /// Height of the result.
    [<AtLeast 1.0>]
    Height: int
    /// Width of the result.
    [<AtLeast 1.0>]
    Width: int
    DataFormat: DataFormat
} with

    static member Create(height, width) = { Height = height; Width = width; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(scope, One x) =
            let height, width = int64 this.Height, int64 this.Width
            let resized (x: Expr) =
                Resampling.resizePart
                    Interpolation.Bilinear
                    false
                    (Resampling.middle (height, width) x)
                    (height, width)
                    x
            let change (x: Expr) =
                match x.Shape[1], x.Shape[2] with
                | Dim.Known h, Dim.Known w when h >= height && w >= width ->
                    let part size start axis (x: Expr) = Ops.slice axis start (start + size) x
                    x |> part height ((h - height) / 2L) 1 |> part width ((w - width) / 2L) 2
                | Dim.Known h, _ when h < height -> resized x
                | _, Dim.Known w when w < width -> resized x
                | _ ->
                    let size axis = Resampling.sizeOf DType.Int64 axis x
                    let cut axis (wanted: int64) (x: Expr) =
                        let start = Ops.floorDiv (size axis - float wanted) (Ops.scalar DType.Int64 2.0)
                        let inside =
                            Ops.maximum start (Ops.scalar DType.Int64 0.0) + Resampling.count DType.Int64 wanted
                        Ops.take axis x (Ops.minimum inside (size axis - 1.0))
                    let isLarge axis (wanted: int64) =
                        Ops.greaterEqual (size axis) (Ops.scalar DType.Int64 (float wanted))
                    Ops.where
                        (Ops.logicalAnd (isLarge 1 height) (isLarge 2 width))
                        (x |> cut 1 height |> cut 2 width)
                        (resized x)
            [ onImages this.DataFormat change (Ops.cast scope.Compute x) ]

/// A part of images at a random place, the same for all of a batch, in training; otherwise the images.
/// [batch, height, width, channels] → [batch, height', width', channels]; one image without a batch, too. Smaller images are resized.
type RandomCrop = {
    /// Height of the part.
    [<AtLeast 1.0>]
    Height: int
    /// Width of the part.
    [<AtLeast 1.0>]
    Width: int
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create(height, width) = {
        Height = height
        Width = width
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let height, width = int64 this.Height, int64 this.Width
            match draws.Images.Shape[1], draws.Images.Shape[2] with
            | Dim.Known h, Dim.Known w when h > height && w > width ->
                let place (size: int64) (wanted: int64) =
                    let number = Ops.cast DType.Float32 (draws.Single(0.0, 1.0)) * float (size - wanted + 1L)
                    let start = Ops.cast DType.Int64 (Ops.floor number)
                    // A number just below 1 may be rounded up.
                    Ops.minimum start (Ops.scalar DType.Int64 (float (size - wanted)))
                    + Resampling.count DType.Int64 wanted
                let rows, columns = place h height, place w width
                fun x -> Ops.take 2 (Ops.take 1 x rows) columns
            | Dim.Known h, Dim.Known w ->
                let start own other (mine: int64) (others: int64) =
                    let size = max (min own (int64 (float (other * mine) / float others))) 1L
                    (own - size) / 2L
                let top, left = start h w height width, start w h width height
                let cut axis start size own (x: Expr) = Ops.slice axis start (min own (start + size)) x
                fun x ->
                    let part = x |> cut 1 top height h |> cut 2 left width w
                    if part.Shape[1] = Dim.Known height && part.Shape[2] = Dim.Known width then
                        part
                    else
                        Resampling.resize Interpolation.Bilinear false (height, width) part
            | _ -> raise (ShapeException $"expects images of known height and width, got {draws.Images.Shape}")

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Which way images are turned over.
[<RequireQualifiedAccess>]
type FlipMode =
    | Horizontal
    | Vertical
    | HorizontalAndVertical

/// Every second image turned over, in training. [batch, height, width, channels] → the same; one image without a batch, too.
type RandomFlip = {
    /// Which way; with both at once.
    Mode: FlipMode
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        Mode = FlipMode.HorizontalAndVertical
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let axes =
                match this.Mode with
                | FlipMode.Horizontal -> [ 2 ]
                | FlipMode.Vertical -> [ 1 ]
                | FlipMode.HorizontalAndVertical -> [ 1; 2 ]
            let number = draws.PerImage(0.0, 1.0)
            let isFlipped = Ops.lessEqual number (Ops.scalarLike number 0.5)
            fun x -> Ops.where isFlipped (Ops.flip axes x) x

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x
