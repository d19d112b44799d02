// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Initializers;

/// <summary>All zeros (<c>keras.initializers.Zeros</c>).</summary>
public sealed class Zeros : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    public Zeros()
        : base(Functional.Initializer.Zeros)
    {
    }

    internal Zeros(Functional.Initializer engine) : base(engine)
    {
    }
}

/// <summary>All ones (<c>keras.initializers.Ones</c>).</summary>
public sealed class Ones : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    public Ones()
        : base(Functional.Initializer.Ones)
    {
    }

    internal Ones(Functional.Initializer engine) : base(engine)
    {
    }
}

/// <summary>All one number (<c>keras.initializers.Constant</c>).</summary>
public sealed class Constant : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Constant(double value = 0)
        : base(Functional.Initializer.NewConstant(value))
    {
    }

    internal Constant(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.Constant Settings => (Functional.Initializer.Constant)Record;

    /// <summary>The number.</summary>
    public double Value => Settings.value;
}

/// <summary>Uniform in [minval, maxval) (<c>keras.initializers.RandomUniform</c>).</summary>
public sealed class RandomUniform : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="minval">Lower end.</param>
    /// <param name="maxval">Upper end.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null)
        : base(Functional.Initializer.NewRandomUniform(minval, maxval, FSharp.OptionLong(seed)))
    {
    }

    internal RandomUniform(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.RandomUniform Settings => (Functional.Initializer.RandomUniform)Record;

    /// <summary>Lower end.</summary>
    public double Minval => Settings.minval;

    /// <summary>Upper end.</summary>
    public double Maxval => Settings.maxval;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.seed);
}

/// <summary>Normal (<c>keras.initializers.RandomNormal</c>).</summary>
public sealed class RandomNormal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation, at least 0.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null)
        : base(Functional.Initializer.NewRandomNormal(mean, stddev, FSharp.OptionLong(seed)))
    {
    }

    internal RandomNormal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.RandomNormal Settings => (Functional.Initializer.RandomNormal)Record;

    /// <summary>Mean.</summary>
    public double Mean => Settings.mean;

    /// <summary>Standard deviation, at least 0.</summary>
    public double Stddev => Settings.stddev;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.seed);
}

/// <summary>Normal, drawn again beyond two standard deviations (<c>keras.initializers.TruncatedNormal</c>).</summary>
public sealed class TruncatedNormal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation before the cut, at least 0.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null)
        : base(Functional.Initializer.NewTruncatedNormal(mean, stddev, FSharp.OptionLong(seed)))
    {
    }

    internal TruncatedNormal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.TruncatedNormal Settings => (Functional.Initializer.TruncatedNormal)Record;

    /// <summary>Mean.</summary>
    public double Mean => Settings.mean;

    /// <summary>Standard deviation before the cut, at least 0.</summary>
    public double Stddev => Settings.stddev;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.seed);
}

/// <summary>
/// Variance scale / n, with n the number of inputs, outputs or their mean (<c>keras.initializers.VarianceScaling</c>).
/// </summary>
public sealed class VarianceScaling : Initializer
{
    private static readonly Functional.Initializer.VarianceScaling Usual = FSharp.Usual<Functional.Initializer.VarianceScaling>("keras.initializers.VarianceScaling");

    /// <summary>An initializer with those settings.</summary>
    /// <param name="scale">Factor of the variance.</param>
    /// <param name="mode">What n counts: <c>"fan_in"</c>, <c>"fan_out"</c> or <c>"fan_avg"</c>.</param>
    /// <param name="distribution"><c>"truncated_normal"</c>, <c>"untruncated_normal"</c> or <c>"uniform"</c>.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public VarianceScaling(
        double scale = 1,
        string mode = "fan_in",
        string distribution = "truncated_normal",
        int? seed = null,
        Sizes? inputAxes = null,
        Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewVarianceScaling(
                scale,
                Words.Of(mode, Usual.mode),
                Words.Of(distribution, Usual.distribution),
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal VarianceScaling(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.VarianceScaling Settings => (Functional.Initializer.VarianceScaling)Record;

    /// <summary>Factor of the variance.</summary>
    public double Scale => Settings.scale;

    /// <summary>What n counts: <c>"fan_in"</c>, <c>"fan_out"</c> or <c>"fan_avg"</c>.</summary>
    public string Mode => CaseName.word(Settings.mode);

    /// <summary><c>"truncated_normal"</c>, <c>"untruncated_normal"</c> or <c>"uniform"</c>.</summary>
    public string Distribution => CaseName.word(Settings.distribution);

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item4.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item4.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item4.OutputAxes);
}

/// <summary>
/// Uniform within ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010) (<c>keras.initializers.GlorotUniform</c>).
/// </summary>
public sealed class GlorotUniform : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlorotUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewGlorotUniform(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal GlorotUniform(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.GlorotUniform Settings => (Functional.Initializer.GlorotUniform)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>Truncated normal with variance 2 / (fan in + fan out) (<c>keras.initializers.GlorotNormal</c>).</summary>
public sealed class GlorotNormal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GlorotNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewGlorotNormal(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal GlorotNormal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.GlorotNormal Settings => (Functional.Initializer.GlorotNormal)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>Uniform within ± √(6 / fan in) (He et al. 2015) (<c>keras.initializers.HeUniform</c>).</summary>
public sealed class HeUniform : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public HeUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewHeUniform(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal HeUniform(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.HeUniform Settings => (Functional.Initializer.HeUniform)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>Truncated normal with variance 2 / fan in (<c>keras.initializers.HeNormal</c>).</summary>
public sealed class HeNormal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public HeNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewHeNormal(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal HeNormal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.HeNormal Settings => (Functional.Initializer.HeNormal)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>Uniform within ± √(3 / fan in) (<c>keras.initializers.LecunUniform</c>).</summary>
public sealed class LecunUniform : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LecunUniform(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewLecunUniform(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal LecunUniform(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.LecunUniform Settings => (Functional.Initializer.LecunUniform)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>Truncated normal with variance 1 / fan in (<c>keras.initializers.LecunNormal</c>).</summary>
public sealed class LecunNormal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="inputAxes">Axes that count as inputs; all but the last when absent.</param>
    /// <param name="outputAxes">Axes that count as outputs; the last when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LecunNormal(int? seed = null, Sizes? inputAxes = null, Sizes? outputAxes = null)
        : base(
            Functional.Initializer.NewLecunNormal(
                new(seed: FSharp.OptionLong(seed), inputAxes: FSharp.OptionList(inputAxes), outputAxes: FSharp.OptionList(outputAxes))))
    {
    }

    internal LecunNormal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.LecunNormal Settings => (Functional.Initializer.LecunNormal)Record;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Item.Seed);

    /// <summary>Axes that count as inputs; all but the last when absent.</summary>
    public IReadOnlyList<int>? InputAxes => FSharp.OrNull(Settings.Item.InputAxes);

    /// <summary>Axes that count as outputs; the last when absent.</summary>
    public IReadOnlyList<int>? OutputAxes => FSharp.OrNull(Settings.Item.OutputAxes);
}

/// <summary>
/// An orthogonal matrix from the QR decomposition of a normal draw (Saxe et al. 2013)
/// (<c>keras.initializers.Orthogonal</c>).
/// </summary>
public sealed class Orthogonal : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="gain">Factor of the matrix.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Orthogonal(double gain = 1, int? seed = null)
        : base(Functional.Initializer.NewOrthogonal(gain, FSharp.OptionLong(seed)))
    {
    }

    internal Orthogonal(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.Orthogonal Settings => (Functional.Initializer.Orthogonal)Record;

    /// <summary>Factor of the matrix.</summary>
    public double Gain => Settings.gain;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.seed);
}

/// <summary>Ones on the diagonal of a matrix (<c>keras.initializers.Identity</c>).</summary>
public sealed class Identity : Initializer
{
    /// <summary>An initializer with those settings.</summary>
    /// <param name="gain">Factor of the matrix.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Identity(double gain = 1)
        : base(Functional.Initializer.NewIdentity(gain))
    {
    }

    internal Identity(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.Identity Settings => (Functional.Initializer.Identity)Record;

    /// <summary>Factor of the matrix.</summary>
    public double Gain => Settings.gain;
}

/// <summary>
/// Rows of a discrete Fourier transform, for convolutions that compute a short-time Fourier transform
/// (<c>keras.initializers.STFT</c>).
/// </summary>
public sealed class STFT : Initializer
{
    private static readonly Functional.Initializer.STFT Usual = FSharp.Usual<Functional.Initializer.STFT>("keras.initializers.STFT");

    /// <summary>An initializer with those settings.</summary>
    /// <param name="side"><c>"real"</c> or <c>"imag"</c>.</param>
    /// <param name="window"><c>"hann"</c>, <c>"hamming"</c> or null for none.</param>
    /// <param name="scaling"><c>"density"</c>, <c>"spectrum"</c> or null for none.</param>
    /// <param name="periodic">Whether the window is periodic.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public STFT(string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
        : base(
            Functional.Initializer.NewSTFT(
                Words.Of(side, Usual.side),
                FSharp.Option(window),
                FSharp.Option(Words.OrNull<Functional.StftScaling>(scaling)),
                periodic))
    {
    }

    internal STFT(Functional.Initializer engine) : base(engine)
    {
    }

    private Functional.Initializer.STFT Settings => (Functional.Initializer.STFT)Record;

    /// <summary><c>"real"</c> or <c>"imag"</c>.</summary>
    public string Side => CaseName.word(Settings.side);

    /// <summary><c>"hann"</c>, <c>"hamming"</c> or null for none.</summary>
    public string? Window => FSharp.OrNull(Settings.window);

    /// <summary><c>"density"</c>, <c>"spectrum"</c> or null for none.</summary>
    public string? Scaling => FSharp.OrNull(Settings.scaling) is { } word ? CaseName.word(word) : null;

    /// <summary>Whether the window is periodic.</summary>
    public bool Periodic => Settings.periodic;
}
