namespace Functional.Keras.Initializers;

/// <summary>All zeros (<c>keras.initializers.Zeros</c>).</summary>
public sealed class Zeros() : Initializer(Functional.Initializer.Zeros);

/// <summary>All ones (<c>keras.initializers.Ones</c>).</summary>
public sealed class Ones() : Initializer(Functional.Initializer.Ones);

/// <summary>All one number (<c>keras.initializers.Constant</c>).</summary>
/// <param name="value">The number.</param>
public sealed class Constant(double value = 0) : Initializer(Functional.Initializer.NewConstant(value));

/// <summary>Uniform in [minval, maxval) (<c>keras.initializers.RandomUniform</c>).</summary>
/// <param name="minval">Lower end.</param>
/// <param name="maxval">Upper end.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewRandomUniform(minval, maxval, FSharp.OptionLong(seed)));

/// <summary>Normal (<c>keras.initializers.RandomNormal</c>).</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewRandomNormal(mean, stddev, FSharp.OptionLong(seed)));

/// <summary>Normal, drawn again beyond two standard deviations (<c>keras.initializers.TruncatedNormal</c>).</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation before the cut.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null)
    : Initializer(Functional.Initializer.NewTruncatedNormal(mean, stddev, FSharp.OptionLong(seed)));

/// <summary>
/// Variance scale / n, with n the number of inputs, outputs or their mean (<c>keras.initializers.VarianceScaling</c>).
/// </summary>
/// <param name="scale">Above 0.</param>
/// <param name="mode"><c>"fan_in"</c>, <c>"fan_out"</c> or <c>"fan_avg"</c>.</param>
/// <param name="distribution"><c>"truncated_normal"</c>, <c>"untruncated_normal"</c> or <c>"uniform"</c>.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
/// <exception cref="ConfigurationException">Another mode or distribution.</exception>
public sealed class VarianceScaling(
    double scale = 1,
    string mode = "fan_in",
    string distribution = "truncated_normal",
    int? seed = null,
    int[]? inputAxes = null,
    int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewVarianceScaling(
        scale, Mode(mode), Distribution(distribution), Fan(seed, inputAxes, outputAxes)))
{
    private static FanMode Mode(string mode) => mode switch
    {
        "fan_in" => FanMode.FanIn,
        "fan_out" => FanMode.FanOut,
        "fan_avg" => FanMode.FanAvg,
        _ => throw new ConfigurationException(
            $"VarianceScaling: mode must be \"fan_in\", \"fan_out\" or \"fan_avg\", got \"{mode}\""),
    };

    private static ScalingDistribution Distribution(string distribution) => distribution switch
    {
        "truncated_normal" or "normal" => ScalingDistribution.TruncatedNormal,
        "untruncated_normal" => ScalingDistribution.UntruncatedNormal,
        "uniform" => ScalingDistribution.Uniform,
        _ => throw new ConfigurationException(
            "VarianceScaling: distribution must be \"truncated_normal\", \"untruncated_normal\" or \"uniform\", "
            + $"got \"{distribution}\""),
    };
}

/// <summary>
/// Uniform within ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010; <c>keras.initializers.GlorotUniform</c>).
/// </summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class GlorotUniform(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewGlorotUniform(Fan(seed, inputAxes, outputAxes)));

/// <summary>
/// Truncated normal with variance 2 / (fan in + fan out) (<c>keras.initializers.GlorotNormal</c>).
/// </summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class GlorotNormal(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewGlorotNormal(Fan(seed, inputAxes, outputAxes)));

/// <summary>Uniform within ± √(6 / fan in) (He et al. 2015; <c>keras.initializers.HeUniform</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class HeUniform(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewHeUniform(Fan(seed, inputAxes, outputAxes)));

/// <summary>Truncated normal with variance 2 / fan in (<c>keras.initializers.HeNormal</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class HeNormal(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewHeNormal(Fan(seed, inputAxes, outputAxes)));

/// <summary>Uniform within ± √(3 / fan in) (<c>keras.initializers.LecunUniform</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class LecunUniform(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewLecunUniform(Fan(seed, inputAxes, outputAxes)));

/// <summary>Truncated normal with variance 1 / fan in (<c>keras.initializers.LecunNormal</c>).</summary>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
/// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
/// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
public sealed class LecunNormal(int? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : Initializer(Functional.Initializer.NewLecunNormal(Fan(seed, inputAxes, outputAxes)));

/// <summary>
/// An orthogonal matrix from the QR decomposition of a normal draw (Saxe et al. 2013;
/// <c>keras.initializers.Orthogonal</c>).
/// </summary>
/// <param name="gain">Factor of the matrix.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class Orthogonal(double gain = 1, int? seed = null)
    : Initializer(Functional.Initializer.NewOrthogonal(gain, FSharp.OptionLong(seed)));

/// <summary>Ones on the diagonal of a matrix (<c>keras.initializers.Identity</c>).</summary>
/// <param name="gain">Factor of the matrix.</param>
public sealed class Identity(double gain = 1) : Initializer(Functional.Initializer.NewIdentity(gain));

/// <summary>
/// Rows of a discrete Fourier transform, for convolutions that compute a short-time Fourier transform
/// (<c>keras.initializers.STFT</c>).
/// </summary>
/// <param name="side"><c>"real"</c> or <c>"imag"</c>.</param>
/// <param name="window"><c>"hann"</c>, <c>"hamming"</c> or null for none.</param>
/// <param name="scaling"><c>"density"</c>, <c>"spectrum"</c> or null for none.</param>
/// <param name="periodic">Whether the window is periodic.</param>
/// <exception cref="ConfigurationException">Another side or scaling.</exception>
public sealed class STFT(
    string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
    : Initializer(Functional.Initializer.NewSTFT(Side(side), FSharp.Option(window), FSharp.Option(Scaling(scaling)), periodic))
{
    private static StftSide Side(string side) => side switch
    {
        "real" => StftSide.Real,
        "imag" => StftSide.Imag,
        _ => throw new ConfigurationException($"STFT: side must be \"real\" or \"imag\", got \"{side}\""),
    };

    private static StftScaling? Scaling(string? scaling) => scaling switch
    {
        null => null,
        "density" => StftScaling.Density,
        "spectrum" => StftScaling.Spectrum,
        _ => throw new ConfigurationException(
            $"STFT: scaling must be \"density\", \"spectrum\" or null, got \"{scaling}\""),
    };
}
