// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>. [...] → [...]
/// (<c>keras.layers.ReLU</c>).
/// </summary>
public sealed class ReLU : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="maxValue">Largest output, at least 0.</param>
    /// <param name="negativeSlope">Slope below the threshold, at least 0.</param>
    /// <param name="threshold">Where the output begins to follow the input, at least 0.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ReLU(
        double? maxValue = null,
        double negativeSlope = 0,
        double threshold = 0,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ReLU(maxValue: FSharp.Option(maxValue), negativeSlope: negativeSlope, threshold: threshold),
            name,
            trainable,
            dtype)
    {
    }

    internal ReLU(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ReLU Settings => (Engine.ReLU)Record;

    /// <summary>Largest output, at least 0.</summary>
    public double? MaxValue => FSharp.OrNull(Settings.MaxValue);

    /// <summary>Slope below the threshold, at least 0.</summary>
    public double NegativeSlope => Settings.NegativeSlope;

    /// <summary>Where the output begins to follow the input, at least 0.</summary>
    public double Threshold => Settings.Threshold;
}

/// <summary>
/// x, or <c>negativeSlope · x</c> where x is negative (Maas et al. 2013). [...] → [...]
/// (<c>keras.layers.LeakyReLU</c>).
/// </summary>
public sealed class LeakyReLU : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="negativeSlope">Slope of the negative side, at least 0. Keras: 0.3 for the layer, 0.2 for the
    /// activation.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LeakyReLU(double negativeSlope = 0.3, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.LeakyReLU(negativeSlope: negativeSlope), name, trainable, dtype)
    {
    }

    internal LeakyReLU(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.LeakyReLU Settings => (Engine.LeakyReLU)Record;

    /// <summary>Slope of the negative side, at least 0. Keras: 0.3 for the layer, 0.2 for the activation.</summary>
    public double NegativeSlope => Settings.NegativeSlope;
}

/// <summary>
/// x, or <c>alpha · (exp x − 1)</c> where x is negative (Clevert et al. 2015). [...] → [...] (<c>keras.layers.ELU</c>).
/// </summary>
public sealed class ELU : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="alpha">What the output goes to for very negative inputs, with a minus.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ELU(double alpha = 1, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.ELU(alpha: alpha), name, trainable, dtype)
    {
    }

    internal ELU(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ELU Settings => (Engine.ELU)Record;

    /// <summary>What the output goes to for very negative inputs, with a minus.</summary>
    public double Alpha => Settings.Alpha;
}

/// <summary>
/// x, or <c>alpha · x</c> where x is negative, with slopes that are trained (He et al. 2015). [batch, ...] → [batch,
/// ...] (<c>keras.layers.PReLU</c>).
/// </summary>
public sealed class PReLU : Layer
{
    private static readonly Engine.PReLU Usual = FSharp.Usual<Engine.PReLU>("keras.layers.PReLU");

    /// <summary>A layer with those settings.</summary>
    /// <param name="alphaInitializer">How the alpha begins; <c>"zeros"</c> when absent.</param>
    /// <param name="alphaRegularizer">Penalty of the alpha.</param>
    /// <param name="alphaConstraint">Where the alpha is put back after an update.</param>
    /// <param name="sharedAxes">Axes, from 1, along which a slope is shared.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public PReLU(
        Initializer? alphaInitializer = null,
        Regularizer? alphaRegularizer = null,
        Constraint? alphaConstraint = null,
        Sizes? sharedAxes = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.PReLU(
                alpha: Rule.Of(alphaInitializer, alphaRegularizer, alphaConstraint, Usual.Alpha),
                sharedAxes: FSharp.OptionList(sharedAxes)),
            name,
            trainable,
            dtype)
    {
    }

    internal PReLU(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.PReLU Settings => (Engine.PReLU)Record;

    /// <summary>How the alpha begins.</summary>
    public Initializer AlphaInitializer => Initializer.Of(Settings.Alpha.Initializer);

    /// <summary>Penalty of the alpha.</summary>
    public Regularizer? AlphaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Alpha.Regularizer));

    /// <summary>Where the alpha is put back after an update.</summary>
    public Constraint? AlphaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Alpha.Constraint));

    /// <summary>Axes, from 1, along which a slope is shared.</summary>
    public IReadOnlyList<int>? SharedAxes => FSharp.OrNull(Settings.SharedAxes);
}

/// <summary>
/// exp x / Σ exp x over an axis, or over several. A mask along with the input keeps elements out, where it broadcasts
/// to it. [...] → [...] (<c>keras.layers.Softmax</c>).
/// </summary>
public sealed class Softmax : Layer
{
    private static readonly Engine.Softmax Usual = FSharp.Usual<Engine.Softmax>("keras.layers.Softmax");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axis; negative counts from the end; -1 when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Softmax(Sizes? axis = null, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Softmax(axis: FSharp.List(axis, Usual.Axis)), name, trainable, dtype)
    {
    }

    internal Softmax(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Softmax Settings => (Engine.Softmax)Record;

    /// <summary>The axis; negative counts from the end.</summary>
    public IReadOnlyList<int> Axis => Settings.Axis;

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor? mask = null) =>
        Single(ApplyAll(inputs, mask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensor? mask = null) =>
        Invoke(inputs, ("mask", mask));
}
