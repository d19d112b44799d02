// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv1D</c>).
/// </summary>
public sealed class Conv1D : Layer
{
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1; a multiple of <c>Groups</c>.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="groups">Number of parts into which channels and filters are split, at least 1.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="loraRank">Freezes the kernel and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv1D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        int groups = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        int? loraRank = null,
        double? loraAlpha = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Conv(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(1)),
                strides: FSharp.List(strides?.For(1), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(1), Usual.DilationRate),
                groups: groups,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Conv Settings => (Engine.Conv)Record;

    /// <summary>Number of output channels, at least 1; a multiple of <c>Groups</c>.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Number of parts into which channels and filters are split, at least 1.</summary>
    public int Groups => Settings.Groups;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Freezes the kernel and trains a correction of low rank: its rank, at least 1.</summary>
    public int? LoraRank => FSharp.OrNull(Settings.Lora)?.Rank;

    /// <summary>Factor of the correction, over the rank; the rank when absent.</summary>
    public double? LoraAlpha => FSharp.OrNull(Settings.Lora)?.Alpha;
}

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv2D</c>).
/// </summary>
public sealed class Conv2D : Layer
{
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1; a multiple of <c>Groups</c>.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="groups">Number of parts into which channels and filters are split, at least 1.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="loraRank">Freezes the kernel and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv2D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        int groups = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        int? loraRank = null,
        double? loraAlpha = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Conv(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(2)),
                strides: FSharp.List(strides?.For(2), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(2), Usual.DilationRate),
                groups: groups,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Conv Settings => (Engine.Conv)Record;

    /// <summary>Number of output channels, at least 1; a multiple of <c>Groups</c>.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Number of parts into which channels and filters are split, at least 1.</summary>
    public int Groups => Settings.Groups;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Freezes the kernel and trains a correction of low rank: its rank, at least 1.</summary>
    public int? LoraRank => FSharp.OrNull(Settings.Lora)?.Rank;

    /// <summary>Factor of the correction, over the rank; the rank when absent.</summary>
    public double? LoraAlpha => FSharp.OrNull(Settings.Lora)?.Alpha;
}

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv3D</c>).
/// </summary>
public sealed class Conv3D : Layer
{
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv3D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1; a multiple of <c>Groups</c>.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="groups">Number of parts into which channels and filters are split, at least 1.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="loraRank">Freezes the kernel and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv3D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        int groups = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        int? loraRank = null,
        double? loraAlpha = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Conv(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(3)),
                strides: FSharp.List(strides?.For(3), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(3), Usual.DilationRate),
                groups: groups,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv3D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Conv Settings => (Engine.Conv)Record;

    /// <summary>Number of output channels, at least 1; a multiple of <c>Groups</c>.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Number of parts into which channels and filters are split, at least 1.</summary>
    public int Groups => Settings.Groups;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Freezes the kernel and trains a correction of low rank: its rank, at least 1.</summary>
    public int? LoraRank => FSharp.OrNull(Settings.Lora)?.Rank;

    /// <summary>Factor of the correction, over the rank; the rank when absent.</summary>
    public double? LoraAlpha => FSharp.OrNull(Settings.Lora)?.Alpha;
}

/// <summary>
/// Transposed convolution over 1, 2 or 3 spatial axes: what a convolution makes its input of, <c>activation(x ∗ᵀ kernel
/// + bias)</c>. [batch, spatial..., channels] → [batch, spatial'..., filters], where spatial' is about spatial ·
/// strides. Keras: Conv1DTranspose to Conv3DTranspose (<c>keras.layers.Conv1DTranspose</c>).
/// </summary>
public sealed class Conv1DTranspose : Layer
{
    private static readonly Engine.ConvTranspose Usual = FSharp.Usual<Engine.ConvTranspose>("keras.layers.Conv1DTranspose");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between the windows that are added up, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="outputPadding">Steps by which the output is longer than the shortest, below the stride of each axis, at
    /// least 0. Absent: as the padding says.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window gives, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv1DTranspose(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        Sizes? outputPadding = null,
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvTranspose(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(1)),
                strides: FSharp.List(strides?.For(1), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                outputPadding: FSharp.OptionList(outputPadding?.For(1)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(1), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv1DTranspose(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvTranspose Settings => (Engine.ConvTranspose)Record;

    /// <summary>Number of output channels, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between the windows that are added up, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>
    /// Steps by which the output is longer than the shortest, below the stride of each axis, at least 0. Absent: as the
    /// padding says.
    /// </summary>
    public IReadOnlyList<int>? OutputPadding => FSharp.OrNull(Settings.OutputPadding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window gives, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Transposed convolution over 1, 2 or 3 spatial axes: what a convolution makes its input of, <c>activation(x ∗ᵀ kernel
/// + bias)</c>. [batch, spatial..., channels] → [batch, spatial'..., filters], where spatial' is about spatial ·
/// strides. Keras: Conv1DTranspose to Conv3DTranspose (<c>keras.layers.Conv2DTranspose</c>).
/// </summary>
public sealed class Conv2DTranspose : Layer
{
    private static readonly Engine.ConvTranspose Usual = FSharp.Usual<Engine.ConvTranspose>("keras.layers.Conv2DTranspose");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between the windows that are added up, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="outputPadding">Steps by which the output is longer than the shortest, below the stride of each axis, at
    /// least 0. Absent: as the padding says.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window gives, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv2DTranspose(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        Sizes? outputPadding = null,
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvTranspose(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(2)),
                strides: FSharp.List(strides?.For(2), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                outputPadding: FSharp.OptionList(outputPadding?.For(2)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(2), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv2DTranspose(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvTranspose Settings => (Engine.ConvTranspose)Record;

    /// <summary>Number of output channels, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between the windows that are added up, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>
    /// Steps by which the output is longer than the shortest, below the stride of each axis, at least 0. Absent: as the
    /// padding says.
    /// </summary>
    public IReadOnlyList<int>? OutputPadding => FSharp.OrNull(Settings.OutputPadding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window gives, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Transposed convolution over 1, 2 or 3 spatial axes: what a convolution makes its input of, <c>activation(x ∗ᵀ kernel
/// + bias)</c>. [batch, spatial..., channels] → [batch, spatial'..., filters], where spatial' is about spatial ·
/// strides. Keras: Conv1DTranspose to Conv3DTranspose (<c>keras.layers.Conv3DTranspose</c>).
/// </summary>
public sealed class Conv3DTranspose : Layer
{
    private static readonly Engine.ConvTranspose Usual = FSharp.Usual<Engine.ConvTranspose>("keras.layers.Conv3DTranspose");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between the windows that are added up, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="outputPadding">Steps by which the output is longer than the shortest, below the stride of each axis, at
    /// least 0. Absent: as the padding says.</param>
    /// <param name="dilationRate">Steps between the values a window gives, at least 1. Not together with strides above 1; 1
    /// when absent.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Conv3DTranspose(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? outputPadding = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ConvTranspose(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(3)),
                strides: FSharp.List(strides?.For(3), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                outputPadding: FSharp.OptionList(outputPadding?.For(3)),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(3), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal Conv3DTranspose(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ConvTranspose Settings => (Engine.ConvTranspose)Record;

    /// <summary>Number of output channels, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between the windows that are added up, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>
    /// Steps by which the output is longer than the shortest, below the stride of each axis, at least 0. Absent: as the
    /// padding says.
    /// </summary>
    public IReadOnlyList<int>? OutputPadding => FSharp.OrNull(Settings.OutputPadding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window gives, at least 1. Not together with strides above 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer => Initializer.Of(Settings.Kernel.Initializer);

    /// <summary>Penalty of the kernel.</summary>
    public Regularizer? KernelRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Kernel.Regularizer));

    /// <summary>Where the kernel is put back after an update.</summary>
    public Constraint? KernelConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Kernel.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Convolution of each channel by itself over 1 or 2 spatial axes: <c>activation(x_c ∗ kernel_cm + bias_cm)</c>.
/// [batch, spatial..., channels] → [batch, spatial'..., channels · depthMultiplier]. Keras: DepthwiseConv1D,
/// DepthwiseConv2D (<c>keras.layers.DepthwiseConv1D</c>).
/// </summary>
public sealed class DepthwiseConv1D : Layer
{
    private static readonly Engine.DepthwiseConv Usual = FSharp.Usual<Engine.DepthwiseConv>("keras.layers.DepthwiseConv1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="depthMultiplier">Number of output channels that each input channel gives, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1; 1 when absent.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the depthwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="depthwiseRegularizer">Penalty of the depthwise.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="depthwiseConstraint">Where the depthwise is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public DepthwiseConv1D(
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        int depthMultiplier = 1,
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.DepthwiseConv(
                rank: Usual.Rank,
                kernelSize: FSharp.List(kernelSize.For(1)),
                strides: FSharp.List(strides?.For(1), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                depthMultiplier: depthMultiplier,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(1), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                depthwise: Rule.Of(depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, Usual.Depthwise),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal DepthwiseConv1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.DepthwiseConv Settings => (Engine.DepthwiseConv)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>Number of output channels that each input channel gives, at least 1.</summary>
    public int DepthMultiplier => Settings.DepthMultiplier;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the depthwise begins.</summary>
    public Initializer DepthwiseInitializer => Initializer.Of(Settings.Depthwise.Initializer);

    /// <summary>Penalty of the depthwise.</summary>
    public Regularizer? DepthwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Depthwise.Regularizer));

    /// <summary>Where the depthwise is put back after an update.</summary>
    public Constraint? DepthwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Depthwise.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Convolution of each channel by itself over 1 or 2 spatial axes: <c>activation(x_c ∗ kernel_cm + bias_cm)</c>.
/// [batch, spatial..., channels] → [batch, spatial'..., channels · depthMultiplier]. Keras: DepthwiseConv1D,
/// DepthwiseConv2D (<c>keras.layers.DepthwiseConv2D</c>).
/// </summary>
public sealed class DepthwiseConv2D : Layer
{
    private static readonly Engine.DepthwiseConv Usual = FSharp.Usual<Engine.DepthwiseConv>("keras.layers.DepthwiseConv2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="depthMultiplier">Number of output channels that each input channel gives, at least 1.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1; 1 when absent.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the depthwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="depthwiseRegularizer">Penalty of the depthwise.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="depthwiseConstraint">Where the depthwise is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public DepthwiseConv2D(
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        int depthMultiplier = 1,
        string? dataFormat = null,
        Sizes? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.DepthwiseConv(
                rank: Usual.Rank,
                kernelSize: FSharp.List(kernelSize.For(2)),
                strides: FSharp.List(strides?.For(2), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                depthMultiplier: depthMultiplier,
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(2), Usual.DilationRate),
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                depthwise: Rule.Of(depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, Usual.Depthwise),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal DepthwiseConv2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.DepthwiseConv Settings => (Engine.DepthwiseConv)Record;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary>Number of output channels that each input channel gives, at least 1.</summary>
    public int DepthMultiplier => Settings.DepthMultiplier;

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the depthwise begins.</summary>
    public Initializer DepthwiseInitializer => Initializer.Of(Settings.Depthwise.Initializer);

    /// <summary>Penalty of the depthwise.</summary>
    public Regularizer? DepthwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Depthwise.Regularizer));

    /// <summary>Where the depthwise is put back after an update.</summary>
    public Constraint? DepthwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Depthwise.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Convolution of each channel by itself, then of all channels place by place, over 1 or 2 spatial axes:
/// <c>activation((x ∗ depthwise) · pointwise + bias)</c>. [batch, spatial..., channels] → [batch, spatial'...,
/// filters]. Keras: SeparableConv1D, SeparableConv2D (<c>keras.layers.SeparableConv1D</c>).
/// </summary>
public sealed class SeparableConv1D : Layer
{
    private static readonly Engine.SeparableConv Usual = FSharp.Usual<Engine.SeparableConv>("keras.layers.SeparableConv1D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1; 1 when absent.</param>
    /// <param name="depthMultiplier">Number of channels that each input channel gives before they are joined, at least
    /// 1.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the depthwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="pointwiseInitializer">How the pointwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="depthwiseRegularizer">Penalty of the depthwise.</param>
    /// <param name="pointwiseRegularizer">Penalty of the pointwise.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="depthwiseConstraint">Where the depthwise is put back after an update.</param>
    /// <param name="pointwiseConstraint">Where the pointwise is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SeparableConv1D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        int depthMultiplier = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? pointwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? pointwiseConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.SeparableConv(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(1)),
                strides: FSharp.List(strides?.For(1), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(1), Usual.DilationRate),
                depthMultiplier: depthMultiplier,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                depthwise: Rule.Of(depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, Usual.Depthwise),
                pointwise: Rule.Of(pointwiseInitializer, pointwiseRegularizer, pointwiseConstraint, Usual.Pointwise),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal SeparableConv1D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SeparableConv Settings => (Engine.SeparableConv)Record;

    /// <summary>Number of output channels, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Number of channels that each input channel gives before they are joined, at least 1.</summary>
    public int DepthMultiplier => Settings.DepthMultiplier;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the depthwise begins.</summary>
    public Initializer DepthwiseInitializer => Initializer.Of(Settings.Depthwise.Initializer);

    /// <summary>Penalty of the depthwise.</summary>
    public Regularizer? DepthwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Depthwise.Regularizer));

    /// <summary>Where the depthwise is put back after an update.</summary>
    public Constraint? DepthwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Depthwise.Constraint));

    /// <summary>How the pointwise begins.</summary>
    public Initializer PointwiseInitializer => Initializer.Of(Settings.Pointwise.Initializer);

    /// <summary>Penalty of the pointwise.</summary>
    public Regularizer? PointwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Pointwise.Regularizer));

    /// <summary>Where the pointwise is put back after an update.</summary>
    public Constraint? PointwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Pointwise.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Convolution of each channel by itself, then of all channels place by place, over 1 or 2 spatial axes:
/// <c>activation((x ∗ depthwise) · pointwise + bias)</c>. [batch, spatial..., channels] → [batch, spatial'...,
/// filters]. Keras: SeparableConv1D, SeparableConv2D (<c>keras.layers.SeparableConv2D</c>).
/// </summary>
public sealed class SeparableConv2D : Layer
{
    private static readonly Engine.SeparableConv Usual = FSharp.Usual<Engine.SeparableConv>("keras.layers.SeparableConv2D");

    /// <summary>A layer with those settings.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Sizes of the window, at least 1.</param>
    /// <param name="strides">Steps between windows, at least 1; 1 when absent.</param>
    /// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dataFormat"><c>"channels_last"</c> or <c>"channels_first"</c>; <c>"channels_last"</c> when
    /// absent.</param>
    /// <param name="dilationRate">Steps between the values a window takes, at least 1; 1 when absent.</param>
    /// <param name="depthMultiplier">Number of channels that each input channel gives before they are joined, at least
    /// 1.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="depthwiseInitializer">How the depthwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="pointwiseInitializer">How the pointwise begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="depthwiseRegularizer">Penalty of the depthwise.</param>
    /// <param name="pointwiseRegularizer">Penalty of the pointwise.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="depthwiseConstraint">Where the depthwise is put back after an update.</param>
    /// <param name="pointwiseConstraint">Where the pointwise is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SeparableConv2D(
        int filters,
        Sizes kernelSize,
        Sizes? strides = null,
        string padding = "valid",
        string? dataFormat = null,
        Sizes? dilationRate = null,
        int depthMultiplier = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? pointwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? pointwiseConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.SeparableConv(
                rank: Usual.Rank,
                filters: filters,
                kernelSize: FSharp.List(kernelSize.For(2)),
                strides: FSharp.List(strides?.For(2), Usual.Strides),
                padding: Words.Of(padding, Usual.Padding),
                dataFormat: Words.Of(dataFormat, Usual.DataFormat),
                dilationRate: FSharp.List(dilationRate?.For(2), Usual.DilationRate),
                depthMultiplier: depthMultiplier,
                activation: activation?.Engine ?? Usual.Activation,
                useBias: useBias,
                depthwise: Rule.Of(depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, Usual.Depthwise),
                pointwise: Rule.Of(pointwiseInitializer, pointwiseRegularizer, pointwiseConstraint, Usual.Pointwise),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal SeparableConv2D(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.SeparableConv Settings => (Engine.SeparableConv)Record;

    /// <summary>Number of output channels, at least 1.</summary>
    public int Filters => Settings.Filters;

    /// <summary>Sizes of the window, at least 1.</summary>
    public IReadOnlyList<int> KernelSize => Settings.KernelSize;

    /// <summary>Steps between windows, at least 1.</summary>
    public IReadOnlyList<int> Strides => Settings.Strides;

    /// <summary><c>"valid"</c> or <c>"same"</c>.</summary>
    public string Padding => CaseName.word(Settings.Padding);

    /// <summary><c>"channels_last"</c> or <c>"channels_first"</c>.</summary>
    public string DataFormat => CaseName.word(Settings.DataFormat);

    /// <summary>Steps between the values a window takes, at least 1.</summary>
    public IReadOnlyList<int> DilationRate => Settings.DilationRate;

    /// <summary>Number of channels that each input channel gives before they are joined, at least 1.</summary>
    public int DepthMultiplier => Settings.DepthMultiplier;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the depthwise begins.</summary>
    public Initializer DepthwiseInitializer => Initializer.Of(Settings.Depthwise.Initializer);

    /// <summary>Penalty of the depthwise.</summary>
    public Regularizer? DepthwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Depthwise.Regularizer));

    /// <summary>Where the depthwise is put back after an update.</summary>
    public Constraint? DepthwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Depthwise.Constraint));

    /// <summary>How the pointwise begins.</summary>
    public Initializer PointwiseInitializer => Initializer.Of(Settings.Pointwise.Initializer);

    /// <summary>Penalty of the pointwise.</summary>
    public Regularizer? PointwiseRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Pointwise.Regularizer));

    /// <summary>Where the pointwise is put back after an update.</summary>
    public Constraint? PointwiseConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Pointwise.Constraint));

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer => Initializer.Of(Settings.Bias.Initializer);

    /// <summary>Penalty of the bias.</summary>
    public Regularizer? BiasRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Bias.Regularizer));

    /// <summary>Where the bias is put back after an update.</summary>
    public Constraint? BiasConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Bias.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}
