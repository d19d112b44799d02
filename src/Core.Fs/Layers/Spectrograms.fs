namespace Functional.Layers

open System
open Functional
open Functional.Functions
open Functional.Layer

[<AutoOpen>]
module private Waves =

    /// Waves are a table of so many by as many numbers.
    let largest = 8192

/// What of a short-time Fourier transform is given.
[<RequireQualifiedAccess>]
type SpectrogramMode =
    /// Logarithm of the magnitude.
    | Log
    | Magnitude
    /// Power, with that of negative frequencies.
    | Psd
    | Real
    | Imag
    /// Phase.
    | Angle
    /// Real and imaginary parts behind each other.
    | Stft

/// How signals are padded.
[<RequireQualifiedAccess>]
type SpectrogramPadding =
    | Valid
    | Same

/// Short-time Fourier transform by learned convolutions that begin as its waves. [batch, time, channels] → [batch, frames, channels · bins].
type STFTSpectrogram = {
    /// What is given of it.
    Mode: SpectrogramMode
    /// Steps of a frame.
    [<AtLeast 1.0>]
    FrameLength: int
    /// Steps between frames, at most those of a frame; half a frame when absent.
    [<AtLeast 1.0>]
    FrameStep: int option
    /// Length of the transform, at least that of a frame; the next power of two when absent.
    [<AtLeast 1.0>]
    FftLength: int option
    /// What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>; by nothing when absent.
    Window: string option
    /// Whether the window is that of a periodic signal.
    Periodic: bool
    /// Whether numbers are per hertz or not; as they are when absent.
    Scaling: StftScaling option
    Padding: SpectrogramPadding
    /// Whether channels have an axis of their own, the last one.
    ExpandDims: bool
    DataFormat: DataFormat
} with

    static member Create() = {
        Mode = SpectrogramMode.Log
        FrameLength = 256
        FrameStep = None
        FftLength = None
        Window = Some "hann"
        Periodic = false
        Scaling = Some StftScaling.Density
        Padding = SpectrogramPadding.Valid
        ExpandDims = false
        DataFormat = DataFormat.ChannelsLast
    }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 3 x
            let step = this.FrameStep |> Option.defaultValue (max 1 (this.FrameLength / 2))
            scope.Require(
                step <= this.FrameLength,
                $"frame_step must be at most frame_length {this.FrameLength}, got {step}"
            )
            let power = 2.0 ** ceil (Math.Log2(float this.FrameLength))
            let length = defaultArg this.FftLength (int (min power (float Int32.MaxValue)))
            scope.Require(length <= largest, $"fft_length must be at most {largest}, got {length}")
            scope.Require(
                length >= this.FrameLength,
                $"fft_length must be at least frame_length {this.FrameLength}, got {length}"
            )
            if not x.DType.IsFloat then
                raise (ShapeException $"expects floats, got {x.DType}")
            let bins = int64 (length / 2 + 1)
            let x = DataFormat.toLast this.DataFormat x
            // Each channel for itself, (batch · channels, time, 1).
            let signals =
                let sizes = [ Extent.Rest; Extent.Of(1, 1); Extent.Size 1L ]
                Expr.Of(Op.Reshape sizes, [ Ops.transpose [ 0; 2; 1 ] x; x ])
            let part name side =
                let initializer = Initializer.STFT(side, this.Window, this.Scaling, this.Periodic)
                let kernel = scope.Weight(name, [ int64 this.FrameLength; 1L; bins ], WeightRule.Of initializer)
                let padding =
                    match this.Padding with
                    | SpectrogramPadding.Valid -> Padding.Valid
                    | SpectrogramPadding.Same -> Padding.Same
                Ops.conv { Strides = [ step ]; Padding = padding; Dilation = [ 1 ] } 1 signals kernel
            let real = if this.Mode = SpectrogramMode.Imag then None else Some(part "real_kernel" StftSide.Real)
            let imag = if this.Mode = SpectrogramMode.Real then None else Some(part "imag_kernel" StftSide.Imag)
            let epsilon = 1e-7
            let atLeast (x: Expr) = Ops.maximum x (Ops.scalarLike x epsilon)
            // (batch · channels, frames, bins)
            let frames =
                match this.Mode, real, imag with
                | SpectrogramMode.Real, Some real, _ -> real
                | SpectrogramMode.Imag, _, Some imag -> imag
                | SpectrogramMode.Angle, Some real, Some imag -> Functions.Inverses.atan2 imag real
                | SpectrogramMode.Stft, Some real, Some imag -> Ops.concat 2 [ real; imag ]
                | mode, Some real, Some imag ->
                    let power = Ops.square real + Ops.square imag
                    match mode with
                    | SpectrogramMode.Psd when bins > 2L ->
                        power + Ops.pad [ 0; 0; 1 ] [ 0; 0; 1 ] 0.0 (Ops.slice 2 1L (bins - 1L) power)
                    | SpectrogramMode.Psd -> power
                    | SpectrogramMode.Magnitude -> Ops.sqrt (atLeast power)
                    | _ -> Ops.log (atLeast (Ops.sqrt (atLeast power)))
                | _ -> invalidOp "spectrogram"
            let channels =
                match x.Shape[2] with
                | Dim.Known channels -> Extent.Size channels
                | Dim.Unknown _ -> Extent.Rest
            let apart =
                let sizes = [ Extent.Of(1, 0); channels; Extent.Of(0, 1); Extent.Of(0, 2) ]
                Expr.Of(Op.Reshape sizes, [ frames; x ])
            // (batch, channels, frames, bins)
            match this.DataFormat, this.ExpandDims with
            | DataFormat.ChannelsLast, true -> [ Ops.transpose [ 0; 2; 3; 1 ] apart ]
            | DataFormat.ChannelsLast, false ->
                let sizes = [ Extent.Of(0, 0); Extent.Of(0, 1); Extent.Rest ]
                [ Ops.transpose [ 0; 2; 1; 3 ] apart |> Ops.reshapeTo sizes ]
            | DataFormat.ChannelsFirst, true -> [ apart ]
            | DataFormat.ChannelsFirst, false ->
                let sizes = [ Extent.Of(0, 0); Extent.Rest; Extent.Of(0, 3) ]
                [ Ops.transpose [ 0; 1; 3; 2 ] apart |> Ops.reshapeTo sizes ]

/// Powers of a signal in bands of the mel scale, at frames around each so many steps (Davis and Mermelstein 1980).
/// [batch, time] → [batch, bands, frames]; one signal without a batch, too.
type MelSpectrogram = {
    /// Length of the transform.
    [<AtLeast 2.0>]
    FftLength: int
    /// Steps between frames.
    [<AtLeast 1.0>]
    SequenceStride: int
    /// Steps of a window, at most the length of the transform, which it is when absent.
    [<AtLeast 1.0; WrittenAs "FftLength">]
    SequenceLength: int option
    /// What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>.
    Window: string
    /// Steps of a second.
    [<AtLeast 1.0>]
    SamplingRate: int
    /// Number of bands.
    [<AtLeast 1.0>]
    NumMelBins: int
    /// The lowest frequency of the bands in hertz.
    [<AtLeast 0.0>]
    MinFreq: float
    /// The highest frequency of the bands in hertz; half the sampling rate when absent.
    [<Above 0.0>]
    MaxFreq: float option
    /// Whether powers are given in decibel.
    PowerToDb: bool
    /// How far below the largest of a batch decibels may be.
    TopDb: float
    /// The power that magnitudes are raised to.
    MagExp: float
    /// What a power counts for at least.
    [<Above 0.0>]
    MinPower: float
    /// The power of zero decibel.
    RefPower: float
} with

    static member Create() = {
        FftLength = 2048
        SequenceStride = 512
        SequenceLength = None
        Window = "hann"
        SamplingRate = 16000
        NumMelBins = 128
        MinFreq = 20.0
        MaxFreq = None
        PowerToDb = true
        TopDb = 80.0
        MagExp = 2.0
        MinPower = 1e-10
        RefPower = 1.0
    }

    // Cosines and sines of the bins, times the window in the middle of a frame: (length, 1, 2 · bins).
    member private this.Waves(window: int, bins: int) =
        let length = this.FftLength
        let weights = SignalWindow.periodic this.Window window
        let start = (length - window) / 2
        let weight at = weights |> Array.tryItem (at - start) |> Option.defaultValue 0.0
        Array.init (length * 2 * bins) (fun i ->
            let at, bin = i / (2 * bins), i % (2 * bins)
            // The number of whole turns is left out, for large angles are less exact.
            let angle = 2.0 * Math.PI * float (int64 at * int64 (bin % bins) % int64 length) / float length
            weight at * (if bin < bins then cos angle else -(sin angle)))

    // Triangles over the mel scale: (bins, bands).
    member private this.Bands(bins: int) =
        let mel hertz = 1127.0 * Math.Log(1.0 + hertz / 700.0)
        let highest = this.MaxFreq |> Option.defaultValue (float (this.SamplingRate / 2))
        let low, high = mel this.MinFreq, mel highest
        let edge i = low + (high - low) * float i / float (this.NumMelBins + 1)
        Array.init (bins * this.NumMelBins) (fun i ->
            let bin, band = i / this.NumMelBins, i % this.NumMelBins
            // Without the constant part.
            if bin = 0 then
                0.0
            else
                let place = mel (float this.SamplingRate / 2.0 * float bin / float (bins - 1))
                let rising = (place - edge band) / (edge (band + 1) - edge band)
                let falling = (edge (band + 2) - place) / (edge (band + 2) - edge (band + 1))
                max 0.0 (min rising falling))

    interface ILayer with
        member this.Build(scope, One x) =
            if x.Rank <> 1 && x.Rank <> 2 then
                raise (ShapeException $"expects signals (batch, time), or one of one axis, got {x.Shape}")
            let window = defaultArg this.SequenceLength this.FftLength
            scope.Require(
                window <= this.FftLength,
                $"fft_length must be at least sequence_length {window}, got {this.FftLength}"
            )
            scope.Require(this.FftLength <= largest, $"fft_length must be at most {largest}, got {this.FftLength}")
            scope.Require(this.NumMelBins <= largest, $"num_mel_bins must be at most {largest}, got {this.NumMelBins}")
            let dtype = if scope.Compute = DType.Float64 then DType.Float64 else DType.Float32
            let signals = Ops.cast dtype (if x.Rank = 1 then Ops.expandDims 0 x else x)
            let border = this.FftLength / 2
            let table shape data = Ops.constant { DType = DType.Float64; Shape = shape; Data = data } |> Ops.cast dtype
            let bins = this.FftLength / 2 + 1
            let waves = table [| int64 this.FftLength; 1L; int64 (2 * bins) |] (this.Waves(window, bins))
            // Turned over at both ends.
            let places = Resampling.along DType.Int64 1 (Ops.pad [ 0; border ] [ 0; border ] 0.0 signals) - float border
            let padded = Ops.take 1 signals (Warping.mirror (Resampling.sizeOf DType.Int64 1 signals) places)
            let stride = { Strides = [ this.SequenceStride ]; Padding = Padding.Valid; Dilation = [ 1 ] }
            let both = Ops.conv stride 1 (Ops.expandDims -1 padded) waves
            let real, imag = Ops.slice 2 0L (int64 bins) both, Ops.slice 2 (int64 bins) (int64 (2 * bins)) both
            let power = Ops.square real + Ops.square imag
            let spectrum =
                if this.MagExp = 2.0 then power else Ops.pow (Ops.sqrt power) (Ops.scalarLike power this.MagExp)
            let bands = spectrum *@ table [| int64 bins; int64 this.NumMelBins |] (this.Bands bins)
            let result =
                if not this.PowerToDb then
                    bands
                else
                    let decibel (power: Expr) =
                        Ops.log (Ops.maximum power (Ops.scalarLike power this.MinPower)) * (10.0 / Math.Log 10.0)
                    let reference = 10.0 * Math.Log10(max (abs this.RefPower) this.MinPower)
                    let db = decibel bands - reference
                    Ops.maximum db (Ops.max (Ops.axes db) db - this.TopDb)
            let result = Ops.transpose [ 0; 2; 1 ] result |> Ops.cast scope.Compute
            [ (if x.Rank = 1 then Ops.squeeze 0 result else result) ]
