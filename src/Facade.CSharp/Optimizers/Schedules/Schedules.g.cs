// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Optimizers.Schedules;

namespace Functional.Keras.Optimizers.Schedules;

/// <summary>
/// A power of the share of <c>decay_steps</c> made: rate = initial · decay_rate ^ (step / decay_steps)
/// (<c>keras.optimizers.schedules.ExponentialDecay</c>).
/// </summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="initialLearningRate">The rate at the start, at least 0.</param>
    /// <param name="decaySteps">Steps after which the rate has been multiplied once, above 0.</param>
    /// <param name="decayRate">What the rate is multiplied by, at least 0.</param>
    /// <param name="staircase">Whether the rate changes only after whole multiples of the steps.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ExponentialDecay(
        double initialLearningRate,
        double decaySteps,
        double decayRate,
        bool staircase = false,
        string name = "ExponentialDecay")
        : base(
            new Engine.ExponentialDecay(
                initialLearningRate: initialLearningRate,
                decaySteps: decaySteps,
                decayRate: decayRate,
                staircase: staircase,
                name: name))
    {
    }

    internal ExponentialDecay(ISchedule engine) : base(engine)
    {
    }

    private Engine.ExponentialDecay Settings => (Engine.ExponentialDecay)Record;

    /// <summary>The rate at the start, at least 0.</summary>
    public double InitialLearningRate => Settings.InitialLearningRate;

    /// <summary>Steps after which the rate has been multiplied once, above 0.</summary>
    public double DecaySteps => Settings.DecaySteps;

    /// <summary>What the rate is multiplied by, at least 0.</summary>
    public double DecayRate => Settings.DecayRate;

    /// <summary>Whether the rate changes only after whole multiples of the steps.</summary>
    public bool Staircase => Settings.Staircase;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;
}

/// <summary>
/// The initial rate over what grows with the steps: rate = initial / (1 + decay_rate · step / decay_steps)
/// (<c>keras.optimizers.schedules.InverseTimeDecay</c>).
/// </summary>
public sealed class InverseTimeDecay : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="initialLearningRate">The rate at the start, at least 0.</param>
    /// <param name="decaySteps">Steps after which the divisor has grown by the decay rate, above 0.</param>
    /// <param name="decayRate">How much the divisor grows, at least 0.</param>
    /// <param name="staircase">Whether the rate changes only after whole multiples of the steps.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public InverseTimeDecay(
        double initialLearningRate,
        double decaySteps,
        double decayRate,
        bool staircase = false,
        string name = "InverseTimeDecay")
        : base(
            new Engine.InverseTimeDecay(
                initialLearningRate: initialLearningRate,
                decaySteps: decaySteps,
                decayRate: decayRate,
                staircase: staircase,
                name: name))
    {
    }

    internal InverseTimeDecay(ISchedule engine) : base(engine)
    {
    }

    private Engine.InverseTimeDecay Settings => (Engine.InverseTimeDecay)Record;

    /// <summary>The rate at the start, at least 0.</summary>
    public double InitialLearningRate => Settings.InitialLearningRate;

    /// <summary>Steps after which the divisor has grown by the decay rate, above 0.</summary>
    public double DecaySteps => Settings.DecaySteps;

    /// <summary>How much the divisor grows, at least 0.</summary>
    public double DecayRate => Settings.DecayRate;

    /// <summary>Whether the rate changes only after whole multiples of the steps.</summary>
    public bool Staircase => Settings.Staircase;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;
}

/// <summary>
/// One number up to each boundary, the boundary included: rate = values[i] as long as step ≤ boundaries[i]
/// (<c>keras.optimizers.schedules.PiecewiseConstantDecay</c>).
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="boundaries">The last steps of the parts, each greater than the one before.</param>
    /// <param name="values">The rate of each part, one more than boundaries, at least 0.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public PiecewiseConstantDecay(Sizes boundaries, Numbers values, string name = "PiecewiseConstant")
        : base(
            new Engine.PiecewiseConstantDecay(
                boundaries: FSharp.List(boundaries),
                values: FSharp.List(values),
                name: name))
    {
    }

    internal PiecewiseConstantDecay(ISchedule engine) : base(engine)
    {
    }

    private Engine.PiecewiseConstantDecay Settings => (Engine.PiecewiseConstantDecay)Record;

    /// <summary>The last steps of the parts, each greater than the one before.</summary>
    public IReadOnlyList<int> Boundaries => Settings.Boundaries;

    /// <summary>The rate of each part, one more than boundaries, at least 0.</summary>
    public IReadOnlyList<double> Values => Settings.Values;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;
}

/// <summary>
/// A power of what is left of <c>decay_steps</c>: rate = (initial − end) · (1 − step / decay_steps) ^ power + end
/// (<c>keras.optimizers.schedules.PolynomialDecay</c>).
/// </summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="initialLearningRate">The rate at the start, at least 0.</param>
    /// <param name="decaySteps">Steps after which the rate is the last one, above 0.</param>
    /// <param name="endLearningRate">The last rate, at least 0.</param>
    /// <param name="power">The power, at least 0; 1 is a straight line.</param>
    /// <param name="cycle">Whether the decay begins anew, over longer and longer times, when it has come to its
    /// end.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public PolynomialDecay(
        double initialLearningRate,
        double decaySteps,
        double endLearningRate = 0.0001,
        double power = 1,
        bool cycle = false,
        string name = "PolynomialDecay")
        : base(
            new Engine.PolynomialDecay(
                initialLearningRate: initialLearningRate,
                decaySteps: decaySteps,
                endLearningRate: endLearningRate,
                power: power,
                cycle: cycle,
                name: name))
    {
    }

    internal PolynomialDecay(ISchedule engine) : base(engine)
    {
    }

    private Engine.PolynomialDecay Settings => (Engine.PolynomialDecay)Record;

    /// <summary>The rate at the start, at least 0.</summary>
    public double InitialLearningRate => Settings.InitialLearningRate;

    /// <summary>Steps after which the rate is the last one, above 0.</summary>
    public double DecaySteps => Settings.DecaySteps;

    /// <summary>The last rate, at least 0.</summary>
    public double EndLearningRate => Settings.EndLearningRate;

    /// <summary>The power, at least 0; 1 is a straight line.</summary>
    public double Power => Settings.Power;

    /// <summary>Whether the decay begins anew, over longer and longer times, when it has come to its end.</summary>
    public bool Cycle => Settings.Cycle;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;
}

/// <summary>
/// Half a cosine's wave, after a straight way up where there is a target for it (Loshchilov and Hutter 2016; Goyal et
/// al. 2017): rate = initial · ((1 − alpha) · (1 + cos(π · step / decay_steps)) / 2 + alpha)
/// (<c>keras.optimizers.schedules.CosineDecay</c>).
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="initialLearningRate">The rate at the start, at least 0.</param>
    /// <param name="decaySteps">Steps after which the rate is the last one, counted from the end of the way up, above
    /// 0.</param>
    /// <param name="alpha">The last rate as a share of the highest, at least 0.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <param name="warmupTarget">The rate at the end of the way up, at least 0; none goes up when absent.</param>
    /// <param name="warmupSteps">Steps of the way up, at least 0.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CosineDecay(
        double initialLearningRate,
        double decaySteps,
        double alpha = 0,
        string name = "CosineDecay",
        double? warmupTarget = null,
        double warmupSteps = 0)
        : base(
            new Engine.CosineDecay(
                initialLearningRate: initialLearningRate,
                decaySteps: decaySteps,
                alpha: alpha,
                name: name,
                warmupTarget: FSharp.Option(warmupTarget),
                warmupSteps: warmupSteps))
    {
    }

    internal CosineDecay(ISchedule engine) : base(engine)
    {
    }

    private Engine.CosineDecay Settings => (Engine.CosineDecay)Record;

    /// <summary>The rate at the start, at least 0.</summary>
    public double InitialLearningRate => Settings.InitialLearningRate;

    /// <summary>Steps after which the rate is the last one, counted from the end of the way up, above 0.</summary>
    public double DecaySteps => Settings.DecaySteps;

    /// <summary>The last rate as a share of the highest, at least 0.</summary>
    public double Alpha => Settings.Alpha;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;

    /// <summary>The rate at the end of the way up, at least 0; none goes up when absent.</summary>
    public double? WarmupTarget => FSharp.OrNull(Settings.WarmupTarget);

    /// <summary>Steps of the way up, at least 0.</summary>
    public double WarmupSteps => Settings.WarmupSteps;
}

/// <summary>
/// Half a cosine's wave again and again, each over longer times and from another height (Loshchilov and Hutter 2016)
/// (<c>keras.optimizers.schedules.CosineDecayRestarts</c>).
/// </summary>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    /// <summary>A schedule with those settings.</summary>
    /// <param name="initialLearningRate">The rate at the start, at least 0.</param>
    /// <param name="firstDecaySteps">Steps up to the first restart, above 0.</param>
    /// <param name="tMul">How many times longer each decay is than the one before, above 0.</param>
    /// <param name="mMul">What the height is multiplied by at each restart, at least 0.</param>
    /// <param name="alpha">The last rate as a share of the initial one, at least 0.</param>
    /// <param name="name">Name of the schedule.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CosineDecayRestarts(
        double initialLearningRate,
        double firstDecaySteps,
        double tMul = 2,
        double mMul = 1,
        double alpha = 0,
        string name = "SGDRDecay")
        : base(
            new Engine.CosineDecayRestarts(
                initialLearningRate: initialLearningRate,
                firstDecaySteps: firstDecaySteps,
                tMul: tMul,
                mMul: mMul,
                alpha: alpha,
                name: name))
    {
    }

    internal CosineDecayRestarts(ISchedule engine) : base(engine)
    {
    }

    private Engine.CosineDecayRestarts Settings => (Engine.CosineDecayRestarts)Record;

    /// <summary>The rate at the start, at least 0.</summary>
    public double InitialLearningRate => Settings.InitialLearningRate;

    /// <summary>Steps up to the first restart, above 0.</summary>
    public double FirstDecaySteps => Settings.FirstDecaySteps;

    /// <summary>How many times longer each decay is than the one before, above 0.</summary>
    public double TMul => Settings.TMul;

    /// <summary>What the height is multiplied by at each restart, at least 0.</summary>
    public double MMul => Settings.MMul;

    /// <summary>The last rate as a share of the initial one, at least 0.</summary>
    public double Alpha => Settings.Alpha;

    /// <summary>Name of the schedule.</summary>
    public string Name => Settings.Name;
}
