namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module private Histograms =

    /// How many indices are of each number below <c>count</c>, of that dtype.
    let countOf dtype (count: int64) (indices: Expr) =
        let indices = Ops.reshape [ -1L ] indices
        let table = Ops.broadcastTo [ Extent.Size count; Extent.Size 1L ] [] (Ops.scalar dtype 0.0)
        let ones = Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size 1L ] [ indices ] (Ops.scalar dtype 1.0)
        // What is added to the rows that are taken.
        Ops.reshape [ count ] (Expr.Of(Op.Backward Backward.Embedding, [ ones; table; indices ]))

    let whole (x: Expr) = Ops.cast DType.Int64 x

    /// Values of each channel, over all images, so that all values up to a bin are as often as the bin is large.
    let equalize (bins: int) values (x: Expr) =
        let channels =
            match x.Shape[3] with
            | Dim.Known channels -> channels
            | Dim.Unknown _ -> raise (ShapeException $"expects images of a known number of channels, got {x.Shape}")
        let last = float (bins - 1)
        let x' = toRange values (0.0, 255.0) x
        let wide = Ops.cast DType.Float32 (Ops.stopGradient x')
        let first = Resampling.count DType.Int64 channels * float bins
        let bin scaled = whole (Ops.clip 0.0 last scaled) + first
        let counts = countOf DType.Float64 (channels * int64 bins) (bin (wide * last / 255.0))
        let upTo = Ops.cumsum 1 (Ops.reshape [ channels; int64 bins ] counts)
        let zero = Ops.scalarLike upTo 0.0
        let least =
            Ops.where (Ops.greater upTo zero) upTo (Ops.scalarLike upTo infinity) |> Ops.min [ 1 ] |> Ops.expandDims 1
        let others = Ops.slice 1 (int64 (bins - 1)) (int64 bins) upTo - least
        let others' = Ops.where (Ops.equal others zero) (Ops.scalarLike upTo 1.0) others
        let table = (upTo - least) * 255.0 / others' |> Ops.round |> Ops.clip 0.0 255.0 |> Ops.cast x.DType
        let looked = Ops.take 0 (Ops.reshape [ -1L ] table) (bin (wide / 255.0 * last))
        // One bin alone has no order.
        let filled = Ops.greater (Ops.reshape [ channels; int64 bins ] counts) zero |> whole |> Ops.sum [ 1 ]
        let isOne = Ops.lessEqual filled (Ops.scalarLike filled 1.0)
        Ops.where isOne x' looked |> toRange (0.0, 255.0) values

    /// Values from the least to the largest over two axes as the whole range; one value alone stays.
    let stretch values (x: Expr) =
        let x' = toRange values (0.0, 255.0) x
        let high = Ops.maxKeep [ 1; 2 ] x'
        let low = -(Ops.maxKeep [ 1; 2 ] -x')
        let scale = 255.0 / (high - low)
        let result = x' * scale - low * scale |> Ops.clip 0.0 255.0 |> toRange (0.0, 255.0) values
        Ops.where (Ops.isNan result) x result

/// Images in which all values are as often, as far as can be, in training: each channel over a whole batch.
/// [batch, height, width, channels] → the same; one image without a batch, too.
type Equalization = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    /// Number of values that are told apart.
    [<Within(2.0, 65536.0)>]
    Bins: int
    DataFormat: DataFormat
} with

    static member Create() = { ValueRange = [ 0.0; 255.0 ]; Bins = 256; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(scope, One x) =
            let change = equalize this.Bins (range "value_range" this.ValueRange)
            [ onImages this.DataFormat (if scope.Training then change else id) (Ops.cast scope.Compute x) ]

/// Images whose values go from the least to the largest that there may be, for each channel.
/// [batch, height, width, channels] → the same; one image without a batch, too. Keras: over the first two axes behind the batch also where
/// channels come first.
type AutoContrast = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    DataFormat: DataFormat
} with

    static member Create() = { ValueRange = [ 0.0; 255.0 ]; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(scope, One x) =
            let change = stretch (range "value_range" this.ValueRange)
            [ onImages DataFormat.ChannelsLast change (Ops.cast scope.Compute x) ]

/// Images in which all values are as often, as far as can be, in each tile of a grid, with lines between the tiles (Zuiderveld 1994).
/// [batch, height, width, channels] → the same; one image without a batch, too.
type ContrastLimitedAdaptiveHistogramEqualization = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    /// How much more often than on the average a value may count; what is more is shared out among all. No limit where it is not above 0.
    ClipLimit: float
    /// Numbers of tiles down and across.
    [<PerAxis 2; AtLeast 1.0>]
    TileGridSize: int list
    DataFormat: DataFormat
} with

    static member Create() = {
        ValueRange = [ 0.0; 255.0 ]
        ClipLimit = 4.0
        TileGridSize = [ 8; 8 ]
        DataFormat = DataFormat.ChannelsLast
    }

    member private this.Change(x: Expr) =
        match x.Shape.Dims, this.TileGridSize with
        | [ _; Dim.Known height; Dim.Known width; Dim.Known channels ], [ down; across ] when height > 0L && width > 0L ->
            let tileOf size (count: int) = (size + int64 count - 1L) / int64 count
            let tileHeight, tileWidth = tileOf height down, tileOf width across
            let fullHeight, fullWidth = tileHeight * int64 down, tileWidth * int64 across
            if max fullHeight fullWidth > (1L <<< 20) then
                raise (
                    ConfigurationException
                        $"tiles may cover {1 <<< 20} rows and columns, got {fullHeight} and {fullWidth} for tile_grid_size ({down}, {across})"
                )
            // Beyond the border is the image turned over.
            let turned (size: int64) (full: int64) axis (x: Expr) =
                if full = size then
                    x
                else
                    let wave = 2L * size
                    let place at = let at = at % wave in if at < size then at else wave - 1L - at
                    let places = Array.init (int full) (fun at -> place (int64 at))
                    Ops.take axis x (Ops.constant { DType = DType.Int64; Shape = [| full |]; Data = places })
            let padded = x |> turned height fullHeight 1 |> turned width fullWidth 2
            let value = whole (Ops.clip 0.0 255.0 padded)
            let count size = Resampling.count DType.Int64 size
            let number = Resampling.along DType.Int64 0 x |> Ops.reshape [ -1L; 1L; 1L; 1L ]
            let channel = count channels
            // The first value of tiles in a grid of so many.
            let place (grid: int * int) (rows: Expr) (columns: Expr) =
                let row = Ops.reshape [ -1L; 1L; 1L ] rows
                let column = Ops.reshape [ -1L; 1L ] columns
                let tile = (number * float (fst grid) + row) * float (snd grid) + column
                (tile * float channels + channel) * 256.0
            let tiles full tile = Ops.floorDiv (count full) (Ops.scalar DType.Int64 (float tile))
            let bins = place (down, across) (tiles fullHeight tileHeight) (tiles fullWidth tileWidth) + value
            let flat = Ops.reshape [ -1L ] bins
            let table =
                Ops.scalar DType.Float32 0.0
                |> Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size(int64 down * int64 across * channels * 256L) ] [ x ]
                |> Ops.reshape [ -1L; 1L ]
            let ones = Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size 1L ] [ flat ] (Ops.scalar DType.Float32 1.0)
            let counts = Expr.Of(Op.Backward Backward.Embedding, [ ones; table; flat ])
            let counts = Ops.reshape [ -1L; int64 down; int64 across; channels; 256L ] counts
            let pixels = float (tileHeight * tileWidth)
            let counts =
                if this.ClipLimit > 0.0 then
                    // Keras: counts are whole numbers, and so is the limit.
                    let clipped = Ops.clip 0.0 (truncate (this.ClipLimit * pixels / 256.0)) counts
                    clipped + Ops.sumKeep [ 4 ] (counts - clipped) / 256.0
                else
                    counts
            let upTo = Ops.cumsum 4 counts
            let least = -(Ops.maxKeep [ 4 ] -upTo)
            let others = pixels - least
            let others = Ops.where (Ops.equal others (Ops.scalarLike others 0.0)) (Ops.scalarLike others 1.0) others
            let shares = (upTo - least) * 255.0 / others |> Ops.clip 0.0 255.0
            // The tiles at the border once more.
            let bordered axis size (x: Expr) =
                Ops.concat axis [ Ops.slice axis 0L 1L x; x; Ops.slice axis (int64 size - 1L) (int64 size) x ]
            let shares = shares |> bordered 1 down |> bordered 2 across |> Ops.reshape [ -1L ]
            let between full tile (tiles: int) =
                let place = (Resampling.count DType.Float32 full - float tile / 2.0) / float tile + 1.0
                let first = Ops.floor place
                let inside (x: Expr) = whole (Ops.clip 0.0 (float (tiles + 1)) x)
                inside first, inside (first + 1.0), place - first
            let top, bottom, downShare = between fullHeight tileHeight down
            let left, right, acrossShare = between fullWidth tileWidth across
            let looked rows columns = Ops.take 0 shares (place (down + 2, across + 2) rows columns + value)
            let acrossShare = Ops.reshape [ -1L; 1L ] acrossShare
            let downShare = Ops.reshape [ -1L; 1L; 1L ] downShare
            let line rows = looked rows left * (1.0 - acrossShare) + looked rows right * acrossShare
            let result = line top * (1.0 - downShare) + line bottom * downShare
            result |> Ops.slice 1 0L height |> Ops.slice 2 0L width
        | _ -> raise (ShapeException $"expects images of known sizes, got {x.Shape}")

    interface ILayer with
        member this.Build(_, One x) =
            let values = range "value_range" this.ValueRange
            let change (x: Expr) =
                Ops.stopGradient (Ops.cast DType.Float32 x)
                |> toRange values (0.0, 255.0)
                |> this.Change
                |> toRange (0.0, 255.0) values
                |> Ops.cast x.DType
            [ onImages this.DataFormat change x ]

[<AutoOpen>]
module private Operations =

    /// What images are changed by at random, each with a strength of a range.
    let operations (draws: Draws) all (factor: float * float) (values: float list) interpolation : (Expr -> Expr) list =
        let ends = [ fst factor; snd factor ]
        let bits = [ max 1.0 (floor (8.0 * snd factor)) ]
        let made (layer: IAugmentation) = layer.Transform draws
        let spread = range "value_range" values
        [
            made {
                RandomShear.Create() with
                    XFactor = ends
                    YFactor = ends
                    Interpolation = interpolation
            }
            made { RandomTranslation.Create(ends, ends) with Interpolation = interpolation }
            made { RandomRotation.Create ends with Interpolation = interpolation }
            if all then
                made { RandomBrightness.Create ends with ValueRange = values }
                made { RandomColorDegeneration.Create ends with ValueRange = values }
                made { RandomContrast.Create ends with ValueRange = values }
                made { RandomSharpness.Create ends with ValueRange = values }
            made { RandomPosterization.Create bits with ValueRange = values }
            made {
                Solarization.Create() with
                    AdditionFactor = ends
                    ThresholdFactor = ends
                    ValueRange = values
            }
            stretch spread
            equalize 256 spread
        ]

    /// Images changed by the operation of a number, or by none where there is none of it.
    let chosen (operations: (Expr -> Expr) list) (number: Expr) (x: Expr) =
        (x, List.indexed operations)
        ||> List.fold (fun x (i, change) -> Ops.where (Ops.equal number (Ops.scalarLike number (float i))) (change x) x)

/// Images changed by so many operations one after the other, drawn from eleven, in training (Cubuk et al. 2020).
/// [batch, height, width, 3] → the same; one image without a batch, too.
type RandAugment = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    /// Number of operations.
    [<Within(0.0, 20.0)>]
    NumOps: int
    /// Range of the strength; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        ValueRange = [ 0.0; 255.0 ]
        NumOps = 2
        Factor = [ 0.0; 0.5 ]
        Interpolation = Interpolation.Bilinear
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let operations = operations draws true (Spread.ends 0.0 this.Factor) this.ValueRange this.Interpolation
            let numbers = [ for _ in 1 .. this.NumOps -> Ops.floor (draws.Single(0.0, float operations.Length)) ]
            fun x -> (x, numbers) ||> List.fold (fun x number -> chosen operations number x)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x

/// Mixtures of images that were changed by chains of random operations with the images themselves, in training (Hendrycks et al. 2020).
/// [batch, height, width, 3] → the same; one image without a batch, too.
type AugMix = {
    /// The least and the largest value of a pixel.
    ValueRange: float list
    /// Number of chains.
    [<Within(1.0, 10.0)>]
    NumChains: int
    /// Number of operations in a chain.
    [<Within(0.0, 10.0)>]
    ChainDepth: int
    /// Range of the strength; one number stands for that from 0.
    [<Spread 0.0; Within(0.0, 1.0)>]
    Factor: float list
    /// Parameter of the distributions of the chains' weights, and of the images' own.
    [<Above 0.0>]
    Alpha: float
    /// Whether brightness, contrast, colors and sharpness are among the operations.
    AllOps: bool
    /// How values between pixels come about, <c>Nearest</c> or <c>Bilinear</c>.
    Interpolation: Interpolation
    Seed: int64 option
    DataFormat: DataFormat
} with

    static member Create() = {
        ValueRange = [ 0.0; 255.0 ]
        NumChains = 3
        ChainDepth = 3
        Factor = [ 0.0; 0.3 ]
        Alpha = 1.0
        AllOps = true
        Interpolation = Interpolation.Bilinear
        Seed = None
        DataFormat = DataFormat.ChannelsLast
    }

    interface IAugmentation with
        member this.Format = this.DataFormat
        member this.Seed = this.Seed

        member this.Transform draws =
            let alpha = Ops.scalarLike draws.Images this.Alpha
            let weights = draws.LogGamma(alpha, [ Extent.Size(int64 this.NumChains) ]) |> Ops.softmax 0
            let own = draws.Beta(alpha, [])
            let step () =
                let operations =
                    operations draws this.AllOps (Spread.ends 0.0 this.Factor) this.ValueRange this.Interpolation
                // One more leaves the images.
                let number = Ops.floor (draws.Single(0.0, float (operations.Length + 1)))
                chosen operations number
            let chains = [ for _ in 1 .. this.NumChains -> [ for _ in 1 .. this.ChainDepth -> step () ] ]
            fun x ->
                let mixed =
                    chains
                    |> List.mapi (fun i steps ->
                        ((x, steps) ||> List.fold (fun x change -> change x)) * Ops.index 0 (int64 i) weights)
                    |> List.reduce (+)
                own * x + (1.0 - own) * mixed |> clipTo (range "value_range" this.ValueRange)

    interface ILayer with
        member this.Build(scope, One x) = augment scope this x
