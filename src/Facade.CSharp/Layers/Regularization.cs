using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Adds normal noise in training. [...] → [...] (<c>keras.layers.GaussianNoise</c>)</summary>
/// <param name="stddev">Standard deviation of the noise, at least 0.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class GaussianNoise(double stddev, int? seed = null)
    : Layer(new Engine.GaussianNoise(stddev: stddev, seed: FSharp.OptionLong(seed)));

/// <summary>
/// Multiplies by normal noise around 1 in training, of standard deviation √(rate / (1 − rate)). [...] → [...]
/// (Srivastava et al. 2014; <c>keras.layers.GaussianDropout</c>)
/// </summary>
/// <param name="rate">Share that plain dropout of the same strength would drop, in [0, 1).</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class GaussianDropout(double rate, int? seed = null)
    : Layer(new Engine.GaussianDropout(rate: rate, seed: FSharp.OptionLong(seed)));

/// <summary>
/// Dropout that keeps mean and variance of what a SELU gives: dropped values take its negative limit. [...] → [...]
/// (Klambauer et al. 2017; <c>keras.layers.AlphaDropout</c>)
/// </summary>
/// <param name="rate">Share of the values to drop, in [0, 1).</param>
/// <param name="noiseShape">Sizes of the pattern of dropped values, the batch first; 1 repeats it along an axis.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class AlphaDropout(double rate, Shape? noiseShape = null, int? seed = null)
    : Layer(new Engine.AlphaDropout(
        rate: rate,
        seed: FSharp.OptionLong(seed),
        noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape))));
