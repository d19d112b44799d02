using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>. [...] → [...]
/// (<c>keras.layers.ReLU</c>)
/// </summary>
/// <param name="maxValue">Largest output, at least 0; none when absent.</param>
/// <param name="negativeSlope">Slope below the threshold, at least 0.</param>
/// <param name="threshold">Where the output begins to follow the input, at least 0.</param>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0)
    : Layer(new Engine.ReLU(maxValue: FSharp.Option(maxValue), negativeSlope: negativeSlope, threshold: threshold));

/// <summary>
/// x, or <c>negativeSlope · x</c> where x is negative. [...] → [...] (Maas et al. 2013; <c>keras.layers.LeakyReLU</c>)
/// </summary>
/// <param name="negativeSlope">Slope of the negative side, at least 0. The activation function of that name has 0.2.</param>
public sealed class LeakyReLU(double negativeSlope = 0.3) : Layer(new Engine.LeakyReLU(negativeSlope: negativeSlope));

/// <summary>
/// x, or <c>alpha · (exp x − 1)</c> where x is negative. [...] → [...] (Clevert et al. 2015; <c>keras.layers.ELU</c>)
/// </summary>
/// <param name="alpha">What the output goes to for very negative inputs, with a minus.</param>
public sealed class ELU(double alpha = 1) : Layer(new Engine.ELU(alpha: alpha));

/// <summary>
/// x, or <c>alpha · x</c> where x is negative, with slopes that are trained. [batch, ...] → [batch, ...] (He et al. 2015;
/// <c>keras.layers.PReLU</c>)
/// </summary>
/// <param name="alphaInitializer">How the slopes begin; <c>"zeros"</c> when absent.</param>
/// <param name="alphaRegularizer">Penalty of the slopes.</param>
/// <param name="alphaConstraint">Where the slopes are put back after an update.</param>
/// <param name="sharedAxes">Axes, from 1, along which a slope is shared: (1, 2) for one slope a channel of an image.</param>
public sealed class PReLU(
    Initializer? alphaInitializer = null,
    Regularizer? alphaRegularizer = null,
    Constraint? alphaConstraint = null,
    Sizes? sharedAxes = null)
    : Layer(new Engine.PReLU(
        alpha: Rule.Of(alphaInitializer, "zeros", alphaRegularizer, alphaConstraint),
        sharedAxes: FSharp.OptionList(sharedAxes)));

/// <summary>
/// exp x / Σ exp x over an axis, or over several. A mask that comes with the input keeps elements out. [...] → [...]
/// (<c>keras.layers.Softmax</c>)
/// </summary>
/// <param name="axis">Axis of the sum, or several; the last when absent.</param>
public sealed class Softmax(Sizes? axis = null) : Layer(new Engine.Softmax(axis: FSharp.List(axis ?? -1)));
