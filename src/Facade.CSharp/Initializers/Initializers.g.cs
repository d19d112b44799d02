// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Initializers;

/// <summary>All zeros (<c>keras.initializers.Zeros</c>).</summary>
public sealed class Zeros()
    : Initializer(Functional.Initializer.Zeros);

/// <summary>All ones (<c>keras.initializers.Ones</c>).</summary>
public sealed class Ones()
    : Initializer(Functional.Initializer.Ones);

/// <summary>All one number (<c>keras.initializers.Constant</c>).</summary>
/// <param name="value">The number.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Constant(double value = 0)
    : Initializer(Functional.Initializer.NewConstant(value));

/// <summary>Uniform in [minval, maxval) (<c>keras.initializers.RandomUniform</c>).</summary>
/// <param name="minval">Lower end.</param>
/// <param name="maxval">Upper end.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewRandomUniform(minval, maxval, FSharp.OptionLong(seed)));

/// <summary>Normal (<c>keras.initializers.RandomNormal</c>).</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation, at least 0.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewRandomNormal(mean, stddev, FSharp.OptionLong(seed)));

/// <summary>Normal, drawn again beyond two standard deviations (<c>keras.initializers.TruncatedNormal</c>).</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation before the cut, at least 0.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewTruncatedNormal(mean, stddev, FSharp.OptionLong(seed)));

/// <summary>
/// Variance scale / n, with n the number of inputs, outputs or their mean (<c>keras.initializers.VarianceScaling</c>).
/// </summary>
/// <param name="scale">Factor of the variance.</param>
/// <param name="mode">What n counts: <c>"fan_in"</c>, <c>"fan_out"</c> or <c>"fan_avg"</c>.</param>
/// <param name="distribution"><c>"truncated_normal"</c>, <c>"untruncated_normal"</c> or <c>"uniform"</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class VarianceScaling(
    double scale = 1,
    string mode = "fan_in",
    string distribution = "truncated_normal",
    int? seed = null,
    Sizes? inputAxes = null,
    Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewVarianceScaling(
            scale,
            Words.Of(mode, Usual.mode),
            Words.Of(distribution, Usual.distribution),
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
{
    private static readonly Functional.Initializer.VarianceScaling Usual = FSharp.Usual<Functional.Initializer.VarianceScaling>("keras.initializers.VarianceScaling");
}

/// <summary>
/// Uniform within ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010) (<c>keras.initializers.GlorotUniform</c>).
/// </summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class GlorotUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewGlorotUniform(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>Truncated normal with variance 2 / (fan in + fan out) (<c>keras.initializers.GlorotNormal</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class GlorotNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewGlorotNormal(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>Uniform within ± √(6 / fan in) (He et al. 2015) (<c>keras.initializers.HeUniform</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class HeUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewHeUniform(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>Truncated normal with variance 2 / fan in (<c>keras.initializers.HeNormal</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class HeNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewHeNormal(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>Uniform within ± √(3 / fan in) (<c>keras.initializers.LecunUniform</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class LecunUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewLecunUniform(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>Truncated normal with variance 1 / fan in (<c>keras.initializers.LecunNormal</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class LecunNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
    : Initializer(
        Functional.Initializer.NewLecunNormal(
            new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))));

/// <summary>
/// An orthogonal matrix from the QR decomposition of a normal draw (Saxe et al. 2013)
/// (<c>keras.initializers.Orthogonal</c>).
/// </summary>
/// <param name="gain">Factor of the matrix.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Orthogonal(double gain = 1, int? seed = null)
    : Initializer(Functional.Initializer.NewOrthogonal(gain, FSharp.OptionLong(seed)));

/// <summary>Ones on the diagonal of a matrix (<c>keras.initializers.Identity</c>).</summary>
/// <param name="gain">Factor of the matrix.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Identity(double gain = 1)
    : Initializer(Functional.Initializer.NewIdentity(gain));

/// <summary>
/// Rows of a discrete Fourier transform, for convolutions that compute a short-time Fourier transform
/// (<c>keras.initializers.STFT</c>).
/// </summary>
/// <param name="side"><c>"real"</c> or <c>"imag"</c>.</param>
/// <param name="window"><c>"hann"</c>, <c>"hamming"</c> or null for none.</param>
/// <param name="scaling"><c>"density"</c>, <c>"spectrum"</c> or null for none.</param>
/// <param name="periodic">Whether the window is periodic.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class STFT(
    string side = "real",
    string? window = "hann",
    string? scaling = "density",
    bool periodic = false)
    : Initializer(
        Functional.Initializer.NewSTFT(
            Words.Of(side, Usual.side),
            FSharp.Option(window),
            FSharp.Option(Words.OrNull<Functional.StftScaling>(scaling)),
            periodic))
{
    private static readonly Functional.Initializer.STFT Usual = FSharp.Usual<Functional.Initializer.STFT>("keras.initializers.STFT");
}
