// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Optimizers.Schedules;

namespace Functional.Keras.Optimizers.Schedules;

/// <summary>
/// A power of the share of <c>decay_steps</c> made: rate = initial · decay_rate ^ (step / decay_steps)
/// (<c>keras.optimizers.schedules.ExponentialDecay</c>).
/// </summary>
/// <param name="initialLearningRate">The rate at the start, at least 0.</param>
/// <param name="decaySteps">Steps after which the rate has been multiplied once, above 0.</param>
/// <param name="decayRate">What the rate is multiplied by, at least 0.</param>
/// <param name="staircase">Whether the rate changes only after whole multiples of the steps.</param>
/// <param name="name">Name of the schedule.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ExponentialDecay(
    double initialLearningRate,
    double decaySteps,
    double decayRate,
    bool staircase = false,
    string name = "ExponentialDecay")
    : LearningRateSchedule(
        new Engine.ExponentialDecay(
            initialLearningRate: initialLearningRate,
            decaySteps: decaySteps,
            decayRate: decayRate,
            staircase: staircase,
            name: name));

/// <summary>
/// The initial rate over what grows with the steps: rate = initial / (1 + decay_rate · step / decay_steps)
/// (<c>keras.optimizers.schedules.InverseTimeDecay</c>).
/// </summary>
/// <param name="initialLearningRate">The rate at the start, at least 0.</param>
/// <param name="decaySteps">Steps after which the divisor has grown by the decay rate, above 0.</param>
/// <param name="decayRate">How much the divisor grows, at least 0.</param>
/// <param name="staircase">Whether the rate changes only after whole multiples of the steps.</param>
/// <param name="name">Name of the schedule.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class InverseTimeDecay(
    double initialLearningRate,
    double decaySteps,
    double decayRate,
    bool staircase = false,
    string name = "InverseTimeDecay")
    : LearningRateSchedule(
        new Engine.InverseTimeDecay(
            initialLearningRate: initialLearningRate,
            decaySteps: decaySteps,
            decayRate: decayRate,
            staircase: staircase,
            name: name));

/// <summary>
/// One number up to each boundary, the boundary included: rate = values[i] as long as step ≤ boundaries[i]
/// (<c>keras.optimizers.schedules.PiecewiseConstantDecay</c>).
/// </summary>
/// <param name="boundaries">The last steps of the parts, each greater than the one before.</param>
/// <param name="values">The rate of each part, one more than boundaries, at least 0.</param>
/// <param name="name">Name of the schedule.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class PiecewiseConstantDecay(Sizes boundaries, Numbers values, string name = "PiecewiseConstant")
    : LearningRateSchedule(
        new Engine.PiecewiseConstantDecay(
            boundaries: FSharp.List(boundaries),
            values: FSharp.List(values),
            name: name));

/// <summary>
/// A power of what is left of <c>decay_steps</c>: rate = (initial − end) · (1 − step / decay_steps) ^ power + end
/// (<c>keras.optimizers.schedules.PolynomialDecay</c>).
/// </summary>
/// <param name="initialLearningRate">The rate at the start, at least 0.</param>
/// <param name="decaySteps">Steps after which the rate is the last one, above 0.</param>
/// <param name="endLearningRate">The last rate, at least 0.</param>
/// <param name="power">The power, at least 0; 1 is a straight line.</param>
/// <param name="cycle">Whether the decay begins anew, over longer and longer times, when it has come to its
/// end.</param>
/// <param name="name">Name of the schedule.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class PolynomialDecay(
    double initialLearningRate,
    double decaySteps,
    double endLearningRate = 0.0001,
    double power = 1,
    bool cycle = false,
    string name = "PolynomialDecay")
    : LearningRateSchedule(
        new Engine.PolynomialDecay(
            initialLearningRate: initialLearningRate,
            decaySteps: decaySteps,
            endLearningRate: endLearningRate,
            power: power,
            cycle: cycle,
            name: name));

/// <summary>
/// Half a cosine's wave, after a straight way up where there is a target for it (Loshchilov and Hutter 2016; Goyal et
/// al. 2017): rate = initial · ((1 − alpha) · (1 + cos(π · step / decay_steps)) / 2 + alpha)
/// (<c>keras.optimizers.schedules.CosineDecay</c>).
/// </summary>
/// <param name="initialLearningRate">The rate at the start, at least 0.</param>
/// <param name="decaySteps">Steps after which the rate is the last one, counted from the end of the way up, above
/// 0.</param>
/// <param name="alpha">The last rate as a share of the highest, at least 0.</param>
/// <param name="name">Name of the schedule.</param>
/// <param name="warmupTarget">The rate at the end of the way up, at least 0; none goes up when absent.</param>
/// <param name="warmupSteps">Steps of the way up, at least 0.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CosineDecay(
    double initialLearningRate,
    double decaySteps,
    double alpha = 0,
    string name = "CosineDecay",
    double? warmupTarget = null,
    double warmupSteps = 0)
    : LearningRateSchedule(
        new Engine.CosineDecay(
            initialLearningRate: initialLearningRate,
            decaySteps: decaySteps,
            alpha: alpha,
            name: name,
            warmupTarget: FSharp.Option(warmupTarget),
            warmupSteps: warmupSteps));

/// <summary>
/// Half a cosine's wave again and again, each over longer times and from another height (Loshchilov and Hutter 2016)
/// (<c>keras.optimizers.schedules.CosineDecayRestarts</c>).
/// </summary>
/// <param name="initialLearningRate">The rate at the start, at least 0.</param>
/// <param name="firstDecaySteps">Steps up to the first restart, above 0.</param>
/// <param name="tMul">How many times longer each decay is than the one before, above 0.</param>
/// <param name="mMul">What the height is multiplied by at each restart, at least 0.</param>
/// <param name="alpha">The last rate as a share of the initial one, at least 0.</param>
/// <param name="name">Name of the schedule.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CosineDecayRestarts(
    double initialLearningRate,
    double firstDecaySteps,
    double tMul = 2,
    double mMul = 1,
    double alpha = 0,
    string name = "SGDRDecay")
    : LearningRateSchedule(
        new Engine.CosineDecayRestarts(
            initialLearningRate: initialLearningRate,
            firstDecaySteps: firstDecaySteps,
            tMul: tMul,
            mMul: mMul,
            alpha: alpha,
            name: name));
