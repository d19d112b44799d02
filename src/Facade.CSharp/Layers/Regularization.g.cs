// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Sets a share of the values to zero in training and scales the others up, so that the expected sum stays; nothing in
/// inference. [...] → [...] (Srivastava et al. 2014) (<c>keras.layers.Dropout</c>).
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share of the values to drop, in [0, 1].</param>
    /// <param name="noiseShape">Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's
    /// sizes.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Dropout(
        double rate,
        Shape? noiseShape = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Dropout(
                rate: rate,
                noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape)),
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal Dropout(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Dropout Settings => (Engine.Dropout)Record;

    /// <summary>Share of the values to drop, in [0, 1].</summary>
    public double Rate => Settings.Rate;

    /// <summary>Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's sizes.</summary>
    public Shape? NoiseShape => FSharp.OrNull(Settings.NoiseShape) is { } sizes ? Shape.Of(FSharp.Sizes(sizes)) : null;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Adds a penalty of its input to the loss: <c>l1 · Σ |x| + l2 · Σ x²</c>, a mean over the samples. [...] → [...]
/// (<c>keras.layers.ActivityRegularization</c>).
/// </summary>
public sealed class ActivityRegularization : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="l1">Factor of the sum of sizes, at least 0.</param>
    /// <param name="l2">Factor of the sum of squares, at least 0.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ActivityRegularization(
        double l1 = 0,
        double l2 = 0,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(new Engine.ActivityRegularization(l1: l1, l2: l2), name, trainable, dtype)
    {
    }

    internal ActivityRegularization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ActivityRegularization Settings => (Engine.ActivityRegularization)Record;

    /// <summary>Factor of the sum of sizes, at least 0.</summary>
    public double L1 => Settings.L1;

    /// <summary>Factor of the sum of squares, at least 0.</summary>
    public double L2 => Settings.L2;
}

/// <summary>Adds normal noise in training. [...] → [...] (<c>keras.layers.GaussianNoise</c>).</summary>
public sealed class GaussianNoise : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="stddev">Standard deviation of the noise, at least 0.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GaussianNoise(
        double stddev,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(new Engine.GaussianNoise(stddev: stddev, seed: FSharp.OptionLong(seed)), name, trainable, dtype)
    {
    }

    internal GaussianNoise(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GaussianNoise Settings => (Engine.GaussianNoise)Record;

    /// <summary>Standard deviation of the noise, at least 0.</summary>
    public double Stddev => Settings.Stddev;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Multiplies by normal noise around 1 in training, of standard deviation √(rate / (1 − rate)) (Srivastava et al.
/// 2014). [...] → [...] (<c>keras.layers.GaussianDropout</c>).
/// </summary>
public sealed class GaussianDropout : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share that plain dropout of the same strength would drop, in [0, 1).</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GaussianDropout(
        double rate,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(new Engine.GaussianDropout(rate: rate, seed: FSharp.OptionLong(seed)), name, trainable, dtype)
    {
    }

    internal GaussianDropout(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GaussianDropout Settings => (Engine.GaussianDropout)Record;

    /// <summary>Share that plain dropout of the same strength would drop, in [0, 1).</summary>
    public double Rate => Settings.Rate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Dropout that keeps mean and variance of what a SELU gives: dropped values take its negative limit (Klambauer et al.
/// 2017). [...] → [...] (<c>keras.layers.AlphaDropout</c>).
/// </summary>
public sealed class AlphaDropout : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share of the values to drop, in [0, 1).</param>
    /// <param name="noiseShape">Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's
    /// sizes.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AlphaDropout(
        double rate,
        Shape? noiseShape = null,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AlphaDropout(
                rate: rate,
                seed: FSharp.OptionLong(seed),
                noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape))),
            name,
            trainable,
            dtype)
    {
    }

    internal AlphaDropout(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AlphaDropout Settings => (Engine.AlphaDropout)Record;

    /// <summary>Share of the values to drop, in [0, 1).</summary>
    public double Rate => Settings.Rate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's sizes.</summary>
    public Shape? NoiseShape => FSharp.OrNull(Settings.NoiseShape) is { } sizes ? Shape.Of(FSharp.Sizes(sizes)) : null;
}

/// <summary>
/// Dropout of whole channels of sequences: all steps of one or none. [batch, time, channels] → the same (Tompson et al.
/// 2014) (<c>keras.layers.SpatialDropout1D</c>).
/// </summary>
public sealed class SpatialDropout1D : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share of the channels to drop, in [0, 1].</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SpatialDropout1D(double rate, int? seed = null, string? name = null, string? dtype = null)
        : base(new Engine.SpatialDropout1D(rate: rate, seed: FSharp.OptionLong(seed)), name, true, dtype)
    {
    }

    internal SpatialDropout1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SpatialDropout1D Settings => (Engine.SpatialDropout1D)Record;

    /// <summary>Share of the channels to drop, in [0, 1].</summary>
    public double Rate => Settings.Rate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);
}

/// <summary>
/// Dropout of whole channels of images or volumes. [batch, spatial..., channels] → the same (Tompson et al. 2014).
/// Keras: SpatialDropout2D, SpatialDropout3D (<c>keras.layers.SpatialDropout2D</c>).
/// </summary>
public sealed class SpatialDropout2D : Layer
{
    private static readonly Engine.SpatialDropout Usual = FSharp.Usual<Engine.SpatialDropout>("keras.layers.SpatialDropout2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share of the channels to drop, in [0, 1].</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SpatialDropout2D(
        double rate,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.SpatialDropout(
                rank: Usual.Rank,
                rate: rate,
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            true,
            dtype)
    {
    }

    internal SpatialDropout2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SpatialDropout Settings => (Engine.SpatialDropout)Record;

    /// <summary>Share of the channels to drop, in [0, 1].</summary>
    public double Rate => Settings.Rate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}

/// <summary>
/// Dropout of whole channels of images or volumes. [batch, spatial..., channels] → the same (Tompson et al. 2014).
/// Keras: SpatialDropout2D, SpatialDropout3D (<c>keras.layers.SpatialDropout3D</c>).
/// </summary>
public sealed class SpatialDropout3D : Layer
{
    private static readonly Engine.SpatialDropout Usual = FSharp.Usual<Engine.SpatialDropout>("keras.layers.SpatialDropout3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="rate">Share of the channels to drop, in [0, 1].</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SpatialDropout3D(
        double rate,
        string? dataFormat = null,
        int? seed = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.SpatialDropout(
                rank: Usual.Rank,
                rate: rate,
                seed: FSharp.OptionLong(seed),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
            name,
            true,
            dtype)
    {
    }

    internal SpatialDropout3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SpatialDropout Settings => (Engine.SpatialDropout)Record;

    /// <summary>Share of the channels to drop, in [0, 1].</summary>
    public double Rate => Settings.Rate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);
}
