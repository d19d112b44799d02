// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv1D</c>).
/// </summary>
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
public sealed class Conv1D(
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
    : Layer(
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
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv1D");
}

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv2D</c>).
/// </summary>
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
public sealed class Conv2D(
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
    : Layer(
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
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv2D");
}

/// <summary>
/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>. [batch, spatial..., channels] →
/// [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D (<c>keras.layers.Conv3D</c>).
/// </summary>
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
public sealed class Conv3D(
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
    : Layer(
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
    private static readonly Engine.Conv Usual = FSharp.Usual<Engine.Conv>("keras.layers.Conv3D");
}
