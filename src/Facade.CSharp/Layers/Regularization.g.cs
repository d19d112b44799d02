// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Sets a share of the values to zero in training and scales the others up, so that the expected sum stays; nothing in
/// inference. [...] → [...] (Srivastava et al. 2014) (<c>keras.layers.Dropout</c>).
/// </summary>
/// <param name="rate">Share of the values to drop, in [0, 1].</param>
/// <param name="noiseShape">Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's
/// sizes.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Dropout(
    double rate,
    Shape? noiseShape = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.Dropout(
            rate: rate,
            noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape)),
            seed: FSharp.OptionLong(seed)),
        name,
        trainable,
        dtype);

/// <summary>
/// Adds a penalty of its input to the loss: <c>l1 · Σ |x| + l2 · Σ x²</c>, a mean over the samples. [...] → [...]
/// (<c>keras.layers.ActivityRegularization</c>).
/// </summary>
/// <param name="l1">Factor of the sum of sizes, at least 0.</param>
/// <param name="l2">Factor of the sum of squares, at least 0.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ActivityRegularization(
    double l1 = 0,
    double l2 = 0,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.ActivityRegularization(l1: l1, l2: l2), name, trainable, dtype);

/// <summary>Adds normal noise in training. [...] → [...] (<c>keras.layers.GaussianNoise</c>).</summary>
/// <param name="stddev">Standard deviation of the noise, at least 0.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class GaussianNoise(
    double stddev,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.GaussianNoise(stddev: stddev, seed: FSharp.OptionLong(seed)), name, trainable, dtype);

/// <summary>
/// Multiplies by normal noise around 1 in training, of standard deviation √(rate / (1 − rate)) (Srivastava et al.
/// 2014). [...] → [...] (<c>keras.layers.GaussianDropout</c>).
/// </summary>
/// <param name="rate">Share that plain dropout of the same strength would drop, in [0, 1).</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class GaussianDropout(
    double rate,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.GaussianDropout(rate: rate, seed: FSharp.OptionLong(seed)), name, trainable, dtype);

/// <summary>
/// Dropout that keeps mean and variance of what a SELU gives: dropped values take its negative limit (Klambauer et al.
/// 2017). [...] → [...] (<c>keras.layers.AlphaDropout</c>).
/// </summary>
/// <param name="rate">Share of the values to drop, in [0, 1).</param>
/// <param name="noiseShape">Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's
/// sizes.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class AlphaDropout(
    double rate,
    Shape? noiseShape = null,
    int? seed = null,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(
        new Engine.AlphaDropout(
            rate: rate,
            seed: FSharp.OptionLong(seed),
            noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape))),
        name,
        trainable,
        dtype);

/// <summary>
/// Dropout of whole channels of sequences: all steps of one or none. [batch, time, channels] → the same (Tompson et al.
/// 2014) (<c>keras.layers.SpatialDropout1D</c>).
/// </summary>
/// <param name="rate">Share of the channels to drop, in [0, 1].</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SpatialDropout1D(double rate, int? seed = null, string? name = null, string? dtype = null)
    : Layer(new Engine.SpatialDropout1D(rate: rate, seed: FSharp.OptionLong(seed)), name, true, dtype);

/// <summary>
/// Dropout of whole channels of images or volumes. [batch, spatial..., channels] → the same (Tompson et al. 2014).
/// Keras: SpatialDropout2D, SpatialDropout3D (<c>keras.layers.SpatialDropout2D</c>).
/// </summary>
/// <param name="rate">Share of the channels to drop, in [0, 1].</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SpatialDropout2D(
    double rate,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    string? dtype = null)
    : Layer(
        new Engine.SpatialDropout(
            rank: Usual.Rank,
            rate: rate,
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        true,
        dtype)
{
    private static readonly Engine.SpatialDropout Usual = FSharp.Usual<Engine.SpatialDropout>("keras.layers.SpatialDropout2D");
}

/// <summary>
/// Dropout of whole channels of images or volumes. [batch, spatial..., channels] → the same (Tompson et al. 2014).
/// Keras: SpatialDropout2D, SpatialDropout3D (<c>keras.layers.SpatialDropout3D</c>).
/// </summary>
/// <param name="rate">Share of the channels to drop, in [0, 1].</param>
/// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
/// absent.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SpatialDropout3D(
    double rate,
    string? dataFormat = null,
    int? seed = null,
    string? name = null,
    string? dtype = null)
    : Layer(
        new Engine.SpatialDropout(
            rank: Usual.Rank,
            rate: rate,
            seed: FSharp.OptionLong(seed),
            dataFormat: Words.Of(dataFormat, Usual.DataFormat)),
        name,
        true,
        dtype)
{
    private static readonly Engine.SpatialDropout Usual = FSharp.Usual<Engine.SpatialDropout>("keras.layers.SpatialDropout3D");
}
