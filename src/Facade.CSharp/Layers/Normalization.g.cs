// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Normalises each channel over the batch: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...].
/// Training uses the batch's mean and biased variance and moves the averages; inference uses the averages (Ioffe and
/// Szegedy 2015). A frozen layer acts as in inference (<c>keras.layers.BatchNormalization</c>).
/// </summary>
public sealed class BatchNormalization : Layer
{
    private static readonly Engine.BatchNormalization Usual = FSharp.Usual<Engine.BatchNormalization>("keras.layers.BatchNormalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axis of the channels.</param>
    /// <param name="momentum">Share of the old moving average that stays at each step, in [0, 1].</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Whether <c>beta</c> is added.</param>
    /// <param name="scale">Whether <c>gamma</c> multiplies.</param>
    /// <param name="betaInitializer">How the beta begins; <c>"zeros"</c> when absent.</param>
    /// <param name="gammaInitializer">How the gamma begins; <c>"ones"</c> when absent.</param>
    /// <param name="movingMeanInitializer">How the moving mean begins; <c>"zeros"</c> when absent.</param>
    /// <param name="movingVarianceInitializer">How the moving variance begins; <c>"ones"</c> when absent.</param>
    /// <param name="betaRegularizer">Penalty of the beta.</param>
    /// <param name="gammaRegularizer">Penalty of the gamma.</param>
    /// <param name="betaConstraint">Where the beta is put back after an update.</param>
    /// <param name="gammaConstraint">Where the gamma is put back after an update.</param>
    /// <param name="renorm">Batch renormalisation: training sees the moving statistics too (Ioffe 2017).</param>
    /// <param name="renormClipping">Limits of its corrections.</param>
    /// <param name="renormMomentum">Share of its old averages that stays at each step, in [0, 1].</param>
    /// <param name="synchronized">Averages over several devices; has no effect on one.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BatchNormalization(
        int axis = -1,
        double momentum = 0.99,
        double epsilon = 0.001,
        bool center = true,
        bool scale = true,
        Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null,
        Initializer? movingMeanInitializer = null,
        Initializer? movingVarianceInitializer = null,
        Regularizer? betaRegularizer = null,
        Regularizer? gammaRegularizer = null,
        Constraint? betaConstraint = null,
        Constraint? gammaConstraint = null,
        bool renorm = false,
        RenormClipping? renormClipping = null,
        double renormMomentum = 0.99,
        bool synchronized = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.BatchNormalization(
                axis: axis,
                momentum: momentum,
                epsilon: epsilon,
                center: center,
                scale: scale,
                beta: Rule.Of(betaInitializer, betaRegularizer, betaConstraint, Usual.Beta),
                gamma: Rule.Of(gammaInitializer, gammaRegularizer, gammaConstraint, Usual.Gamma),
                movingMean: movingMeanInitializer?.Engine ?? Usual.MovingMean,
                movingVariance: movingVarianceInitializer?.Engine ?? Usual.MovingVariance,
                synchronized: synchronized,
                renorm: renorm,
                renormClipping: FSharp.Option(renormClipping?.Engine),
                renormMomentum: renormMomentum),
            name,
            trainable,
            dtype)
    {
    }

    internal BatchNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.BatchNormalization Settings => (Engine.BatchNormalization)Record;

    /// <summary>The axis of the channels.</summary>
    public int Axis => Settings.Axis;

    /// <summary>Share of the old moving average that stays at each step, in [0, 1].</summary>
    public double Momentum => Settings.Momentum;

    /// <summary>Added to the variance, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether <c>beta</c> is added.</summary>
    public bool Center => Settings.Center;

    /// <summary>Whether <c>gamma</c> multiplies.</summary>
    public bool Scale => Settings.Scale;

    /// <summary>How the beta begins.</summary>
    public Initializer BetaInitializer => Initializer.Of(Settings.Beta.Initializer);

    /// <summary>Penalty of the beta.</summary>
    public Regularizer? BetaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Beta.Regularizer));

    /// <summary>Where the beta is put back after an update.</summary>
    public Constraint? BetaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Beta.Constraint));

    /// <summary>How the gamma begins.</summary>
    public Initializer GammaInitializer => Initializer.Of(Settings.Gamma.Initializer);

    /// <summary>Penalty of the gamma.</summary>
    public Regularizer? GammaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Gamma.Regularizer));

    /// <summary>Where the gamma is put back after an update.</summary>
    public Constraint? GammaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Gamma.Constraint));

    /// <summary>How the moving mean begins.</summary>
    public Initializer MovingMeanInitializer => Initializer.Of(Settings.MovingMean);

    /// <summary>How the moving variance begins.</summary>
    public Initializer MovingVarianceInitializer => Initializer.Of(Settings.MovingVariance);

    /// <summary>Averages over several devices; has no effect on one.</summary>
    public bool Synchronized => Settings.Synchronized;

    /// <summary>Batch renormalisation: training sees the moving statistics too (Ioffe 2017).</summary>
    public bool Renorm => Settings.Renorm;

    /// <summary>Limits of its corrections.</summary>
    public RenormClipping? RenormClipping => RenormClipping.OrNull(FSharp.OrNull(Settings.RenormClipping));

    /// <summary>Share of its old averages that stays at each step, in [0, 1].</summary>
    public double RenormMomentum => Settings.RenormMomentum;

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

/// <summary>
/// Normalises each sample over axes: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] → [...] (Ba et al.
/// 2016) (<c>keras.layers.LayerNormalization</c>).
/// </summary>
public sealed class LayerNormalization : Layer
{
    private static readonly Engine.LayerNormalization Usual = FSharp.Usual<Engine.LayerNormalization>("keras.layers.LayerNormalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axes over which mean and variance are taken, and along which gamma and beta lie; negative
    /// counts from the end; -1 when absent.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Whether <c>beta</c> is added.</param>
    /// <param name="scale">Whether <c>gamma</c> multiplies.</param>
    /// <param name="betaInitializer">How the beta begins; <c>"zeros"</c> when absent.</param>
    /// <param name="gammaInitializer">How the gamma begins; <c>"ones"</c> when absent.</param>
    /// <param name="betaRegularizer">Penalty of the beta.</param>
    /// <param name="gammaRegularizer">Penalty of the gamma.</param>
    /// <param name="betaConstraint">Where the beta is put back after an update.</param>
    /// <param name="gammaConstraint">Where the gamma is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public LayerNormalization(
        Sizes? axis = null,
        double epsilon = 0.001,
        bool center = true,
        bool scale = true,
        Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null,
        Regularizer? betaRegularizer = null,
        Regularizer? gammaRegularizer = null,
        Constraint? betaConstraint = null,
        Constraint? gammaConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.LayerNormalization(
                axis: FSharp.List(axis, Usual.Axis),
                epsilon: epsilon,
                center: center,
                scale: scale,
                beta: Rule.Of(betaInitializer, betaRegularizer, betaConstraint, Usual.Beta),
                gamma: Rule.Of(gammaInitializer, gammaRegularizer, gammaConstraint, Usual.Gamma)),
            name,
            trainable,
            dtype)
    {
    }

    internal LayerNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.LayerNormalization Settings => (Engine.LayerNormalization)Record;

    /// <summary>
    /// The axes over which mean and variance are taken, and along which gamma and beta lie; negative counts from the end.
    /// </summary>
    public IReadOnlyList<int> Axis => Settings.Axis;

    /// <summary>Added to the variance, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether <c>beta</c> is added.</summary>
    public bool Center => Settings.Center;

    /// <summary>Whether <c>gamma</c> multiplies.</summary>
    public bool Scale => Settings.Scale;

    /// <summary>How the beta begins.</summary>
    public Initializer BetaInitializer => Initializer.Of(Settings.Beta.Initializer);

    /// <summary>Penalty of the beta.</summary>
    public Regularizer? BetaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Beta.Regularizer));

    /// <summary>Where the beta is put back after an update.</summary>
    public Constraint? BetaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Beta.Constraint));

    /// <summary>How the gamma begins.</summary>
    public Initializer GammaInitializer => Initializer.Of(Settings.Gamma.Initializer);

    /// <summary>Penalty of the gamma.</summary>
    public Regularizer? GammaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Gamma.Regularizer));

    /// <summary>Where the gamma is put back after an update.</summary>
    public Constraint? GammaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Gamma.Constraint));
}

/// <summary>
/// Normalises groups of channels of each sample: <c>gamma · (x − mean) / √(variance + epsilon) + beta</c>, [...] →
/// [...] (Wu and He 2018) (<c>keras.layers.GroupNormalization</c>).
/// </summary>
public sealed class GroupNormalization : Layer
{
    private static readonly Engine.GroupNormalization Usual = FSharp.Usual<Engine.GroupNormalization>("keras.layers.GroupNormalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="groups">Number of groups, which divides that of the channels, at least -1; −1 for a group of each
    /// channel.</param>
    /// <param name="axis">The axis of the channels.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Whether <c>beta</c> is added.</param>
    /// <param name="scale">Whether <c>gamma</c> multiplies.</param>
    /// <param name="betaInitializer">How the beta begins; <c>"zeros"</c> when absent.</param>
    /// <param name="gammaInitializer">How the gamma begins; <c>"ones"</c> when absent.</param>
    /// <param name="betaRegularizer">Penalty of the beta.</param>
    /// <param name="gammaRegularizer">Penalty of the gamma.</param>
    /// <param name="betaConstraint">Where the beta is put back after an update.</param>
    /// <param name="gammaConstraint">Where the gamma is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GroupNormalization(
        int groups = 32,
        int axis = -1,
        double epsilon = 0.001,
        bool center = true,
        bool scale = true,
        Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null,
        Regularizer? betaRegularizer = null,
        Regularizer? gammaRegularizer = null,
        Constraint? betaConstraint = null,
        Constraint? gammaConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GroupNormalization(
                groups: groups,
                axis: axis,
                epsilon: epsilon,
                center: center,
                scale: scale,
                beta: Rule.Of(betaInitializer, betaRegularizer, betaConstraint, Usual.Beta),
                gamma: Rule.Of(gammaInitializer, gammaRegularizer, gammaConstraint, Usual.Gamma)),
            name,
            trainable,
            dtype)
    {
    }

    internal GroupNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GroupNormalization Settings => (Engine.GroupNormalization)Record;

    /// <summary>
    /// Number of groups, which divides that of the channels, at least -1; −1 for a group of each channel.
    /// </summary>
    public int Groups => Settings.Groups;

    /// <summary>The axis of the channels.</summary>
    public int Axis => Settings.Axis;

    /// <summary>Added to the variance, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>Whether <c>beta</c> is added.</summary>
    public bool Center => Settings.Center;

    /// <summary>Whether <c>gamma</c> multiplies.</summary>
    public bool Scale => Settings.Scale;

    /// <summary>How the beta begins.</summary>
    public Initializer BetaInitializer => Initializer.Of(Settings.Beta.Initializer);

    /// <summary>Penalty of the beta.</summary>
    public Regularizer? BetaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Beta.Regularizer));

    /// <summary>Where the beta is put back after an update.</summary>
    public Constraint? BetaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Beta.Constraint));

    /// <summary>How the gamma begins.</summary>
    public Initializer GammaInitializer => Initializer.Of(Settings.Gamma.Initializer);

    /// <summary>Penalty of the gamma.</summary>
    public Regularizer? GammaRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Gamma.Regularizer));

    /// <summary>Where the gamma is put back after an update.</summary>
    public Constraint? GammaConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Gamma.Constraint));
}

/// <summary>
/// Divides each sample by its root mean square over axes: <c>scale · x / √(mean x² + epsilon)</c>, [...] → [...] (Zhang
/// and Sennrich 2019) (<c>keras.layers.RMSNormalization</c>).
/// </summary>
public sealed class RMSNormalization : Layer
{
    private static readonly Engine.RMSNormalization Usual = FSharp.Usual<Engine.RMSNormalization>("keras.layers.RMSNormalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axes over which the mean is taken, and along which the scale lies; negative counts from the
    /// end; -1 when absent.</param>
    /// <param name="epsilon">Added to the mean square, at least 0.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RMSNormalization(
        Sizes? axis = null,
        double epsilon = 1e-6,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.RMSNormalization(axis: FSharp.List(axis, Usual.Axis), epsilon: epsilon),
            name,
            trainable,
            dtype)
    {
    }

    internal RMSNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.RMSNormalization Settings => (Engine.RMSNormalization)Record;

    /// <summary>
    /// The axes over which the mean is taken, and along which the scale lies; negative counts from the end.
    /// </summary>
    public IReadOnlyList<int> Axis => Settings.Axis;

    /// <summary>Added to the mean square, at least 0.</summary>
    public double Epsilon => Settings.Epsilon;
}

/// <summary>
/// Divides each sample by its length over axes, <c>x / √ Σ x²</c>, [...] → [...]
/// (<c>keras.layers.UnitNormalization</c>).
/// </summary>
public sealed class UnitNormalization : Layer
{
    private static readonly Engine.UnitNormalization Usual = FSharp.Usual<Engine.UnitNormalization>("keras.layers.UnitNormalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axes over which the length is taken; negative counts from the end; -1 when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public UnitNormalization(Sizes? axis = null, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.UnitNormalization(axis: FSharp.List(axis, Usual.Axis)), name, trainable, dtype)
    {
    }

    internal UnitNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.UnitNormalization Settings => (Engine.UnitNormalization)Record;

    /// <summary>The axes over which the length is taken; negative counts from the end.</summary>
    public IReadOnlyList<int> Axis => Settings.Axis;
}

/// <summary>
/// A layer whose weight is divided by an estimate of its largest singular value in each step of training (Miyato et al.
/// 2018). [...] → [...'] as the layer has it, in the input's dtype (<c>keras.layers.SpectralNormalization</c>).
/// </summary>
public sealed class SpectralNormalization : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="layer">What is applied, a layer of which a weight is called <c>kernel</c> or <c>embeddings</c>.
    /// Training replaces that weight: the optimizer's step begins with the one that was divided.</param>
    /// <param name="powerIterations">Rounds of the power iteration in a step, each of which makes the estimate better, at
    /// least 1.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SpectralNormalization(
        Layer layer,
        int powerIterations = 1,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.SpectralNormalization(
                layer: FSharp.Given(layer).Descriptor,
                powerIterations: powerIterations),
            name,
            trainable,
            dtype)
    {
    }

    internal SpectralNormalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SpectralNormalization Settings => (Engine.SpectralNormalization)Record;

    /// <summary>
    /// What is applied, a layer of which a weight is called <c>kernel</c> or <c>embeddings</c>. Training replaces that
    /// weight: the optimizer's step begins with the one that was divided.
    /// </summary>
    public Layer Layer => Of(Settings.Layer);

    /// <summary>Rounds of the power iteration in a step, each of which makes the estimate better, at least 1.</summary>
    public int PowerIterations => Settings.PowerIterations;
}
