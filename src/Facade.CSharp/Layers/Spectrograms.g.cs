// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Short-time Fourier transform by learned convolutions that begin as its waves. [batch, time, channels] → [batch,
/// frames, channels · bins] (<c>keras.layers.STFTSpectrogram</c>).
/// </summary>
public sealed class STFTSpectrogram : Layer
{
    private static readonly Engine.STFTSpectrogram Usual = FSharp.Usual<Engine.STFTSpectrogram>("keras.layers.STFTSpectrogram");

    /// <summary>A layer with those settings.</summary>
    /// <param name="mode">What is given of it.</param>
    /// <param name="frameLength">Steps of a frame, at least 1.</param>
    /// <param name="frameStep">Steps between frames, at most those of a frame, at least 1; half a frame when
    /// absent.</param>
    /// <param name="fftLength">Length of the transform, at least that of a frame, at least 1; the next power of two when
    /// absent.</param>
    /// <param name="window">What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>; by nothing when
    /// absent.</param>
    /// <param name="periodic">Whether the window is that of a periodic signal.</param>
    /// <param name="scaling">Whether numbers are per hertz or not; as they are when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="expandDims">Whether channels have an axis of their own, the last one.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public STFTSpectrogram(
        string mode = "log",
        int frameLength = 256,
        int? frameStep = null,
        int? fftLength = null,
        string? window = "hann",
        bool periodic = false,
        string? scaling = "density",
        string padding = "valid",
        bool expandDims = false,
        string? dataFormat = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.STFTSpectrogram(
                mode: Words.Of(mode, Usual.Mode),
                frameLength: frameLength,
                frameStep: FSharp.Option(frameStep),
                fftLength: FSharp.Option(fftLength),
                window: FSharp.Option(window),
                periodic: periodic,
                scaling: FSharp.Option(Words.OrNull<Functional.StftScaling>(scaling)),
                padding: Words.Of(padding, Usual.Padding),
                expandDims: expandDims,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            trainable,
            dtype)
    {
    }

    internal STFTSpectrogram(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.STFTSpectrogram Settings => (Engine.STFTSpectrogram)Record;

    /// <summary>What is given of it.</summary>
    public string Mode => CaseName.word(Settings.Mode);

    /// <summary>Steps of a frame, at least 1.</summary>
    public int FrameLength => Settings.FrameLength;

    /// <summary>Steps between frames, at most those of a frame, at least 1; half a frame when absent.</summary>
    public int? FrameStep => FSharp.OrNull(Settings.FrameStep);

    /// <summary>Length of the transform, at least that of a frame, at least 1; the next power of two when absent.</summary>
    public int? FftLength => FSharp.OrNull(Settings.FftLength);

    /// <summary>What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>; by nothing when absent.</summary>
    public string? Window => FSharp.OrNull(Settings.Window);

    /// <summary>Whether the window is that of a periodic signal.</summary>
    public bool Periodic => Settings.Periodic;

    /// <summary>Whether numbers are per hertz or not; as they are when absent.</summary>
    public string? Scaling => FSharp.OrNull(Settings.Scaling) is { } word ? CaseName.word(word) : null;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>Whether channels have an axis of their own, the last one.</summary>
    public bool ExpandDims => Settings.ExpandDims;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Powers of a signal in bands of the mel scale, at frames around each so many steps (Davis and Mermelstein 1980).
/// [batch, time] → [batch, bands, frames]; one signal without a batch, too (<c>keras.layers.MelSpectrogram</c>).
/// </summary>
public sealed class MelSpectrogram : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="fftLength">Length of the transform, at least 2.</param>
    /// <param name="sequenceStride">Steps between frames, at least 1.</param>
    /// <param name="sequenceLength">Steps of a window, at most the length of the transform, which it is when absent, at
    /// least 1.</param>
    /// <param name="window">What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>.</param>
    /// <param name="samplingRate">Steps of a second, at least 1.</param>
    /// <param name="numMelBins">Number of bands, at least 1.</param>
    /// <param name="minFreq">The lowest frequency of the bands in hertz, at least 0.</param>
    /// <param name="maxFreq">The highest frequency of the bands in hertz, above 0; half the sampling rate when
    /// absent.</param>
    /// <param name="powerToDb">Whether powers are given in decibel.</param>
    /// <param name="topDb">How far below the largest of a batch decibels may be.</param>
    /// <param name="magExp">The power that magnitudes are raised to.</param>
    /// <param name="minPower">What a power counts for at least, above 0.</param>
    /// <param name="refPower">The power of zero decibel.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MelSpectrogram(
        int fftLength = 2048,
        int sequenceStride = 512,
        int? sequenceLength = null,
        string window = "hann",
        int samplingRate = 16000,
        int numMelBins = 128,
        double minFreq = 20,
        double? maxFreq = null,
        bool powerToDb = true,
        double topDb = 80,
        double magExp = 2,
        double minPower = 1e-10,
        double refPower = 1,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.MelSpectrogram(
                fftLength: fftLength,
                sequenceStride: sequenceStride,
                sequenceLength: FSharp.Option(sequenceLength),
                window: window,
                samplingRate: samplingRate,
                numMelBins: numMelBins,
                minFreq: minFreq,
                maxFreq: FSharp.Option(maxFreq),
                powerToDb: powerToDb,
                topDb: topDb,
                magExp: magExp,
                minPower: minPower,
                refPower: refPower),
            name,
            trainable,
            dtype)
    {
    }

    internal MelSpectrogram(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.MelSpectrogram Settings => (Engine.MelSpectrogram)Record;

    /// <summary>Length of the transform, at least 2.</summary>
    public int FftLength => Settings.FftLength;

    /// <summary>Steps between frames, at least 1.</summary>
    public int SequenceStride => Settings.SequenceStride;

    /// <summary>Steps of a window, at most the length of the transform, which it is when absent, at least 1.</summary>
    public int? SequenceLength => FSharp.OrNull(Settings.SequenceLength);

    /// <summary>What frames are multiplied by, <c>"hann"</c> or <c>"hamming"</c>.</summary>
    public string Window => Settings.Window;

    /// <summary>Steps of a second, at least 1.</summary>
    public int SamplingRate => Settings.SamplingRate;

    /// <summary>Number of bands, at least 1.</summary>
    public int NumMelBins => Settings.NumMelBins;

    /// <summary>The lowest frequency of the bands in hertz, at least 0.</summary>
    public double MinFreq => Settings.MinFreq;

    /// <summary>The highest frequency of the bands in hertz, above 0; half the sampling rate when absent.</summary>
    public double? MaxFreq => FSharp.OrNull(Settings.MaxFreq);

    /// <summary>Whether powers are given in decibel.</summary>
    public bool PowerToDb => Settings.PowerToDb;

    /// <summary>How far below the largest of a batch decibels may be.</summary>
    public double TopDb => Settings.TopDb;

    /// <summary>The power that magnitudes are raised to.</summary>
    public double MagExp => Settings.MagExp;

    /// <summary>What a power counts for at least, above 0.</summary>
    public double MinPower => Settings.MinPower;

    /// <summary>The power of zero decibel.</summary>
    public double RefPower => Settings.RefPower;
}
