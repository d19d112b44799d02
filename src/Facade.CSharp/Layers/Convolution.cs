using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Convolution over one axis: <c>activation(x ∗ kernel + bias)</c>. [batch, steps, channels] → [batch, steps', filters]
/// (<c>keras.layers.Conv1D</c>)
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
/// <param name="kernelSize">Size of the window.</param>
/// <param name="strides">Steps between windows; 1 when absent.</param>
/// <param name="padding"><c>"valid"</c>, <c>"same"</c> or, so that no step sees later ones, <c>"causal"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="dilationRate">Steps between the values a window takes; 1 when absent. Not together with strides above 1.</param>
/// <param name="groups">Number of parts into which channels and filters are split; divides both.</param>
/// <param name="activation">Applied to the output; none when absent.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
/// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
/// <param name="kernelRegularizer">Penalty of the kernel.</param>
/// <param name="biasRegularizer">Penalty of the bias.</param>
/// <param name="activityRegularizer">Penalty of the output.</param>
/// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
/// <param name="biasConstraint">Where the bias is put back after an update.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
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
    Constraint? biasConstraint = null)
    : Layer(new Engine.Conv(
        rank: 1,
        filters: filters,
        kernelSize: FSharp.List(kernelSize.For(1)),
        strides: FSharp.List((strides ?? 1).For(1)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat),
        dilationRate: FSharp.List((dilationRate ?? 1).For(1)),
        groups: groups,
        activation: ActivationFunction.Of(activation),
        useBias: useBias,
        kernel: Rule.Of(kernelInitializer, "glorot_uniform", kernelRegularizer, kernelConstraint),
        bias: Rule.Of(biasInitializer, "zeros", biasRegularizer, biasConstraint),
        activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
        lora: FSharp.Option<Engine.Lora>(null)));

/// <summary>
/// Convolution over images: <c>activation(x ∗ kernel + bias)</c>. [batch, height, width, channels] → [batch, height', width', filters]
/// (<c>keras.layers.Conv2D</c>)
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
/// <param name="kernelSize">Sizes of the window.</param>
/// <param name="strides">Steps between windows; 1 when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="dilationRate">Steps between the values a window takes; 1 when absent. Not together with strides above 1.</param>
/// <param name="groups">Number of parts into which channels and filters are split; divides both.</param>
/// <param name="activation">Applied to the output; none when absent.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
/// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
/// <param name="kernelRegularizer">Penalty of the kernel.</param>
/// <param name="biasRegularizer">Penalty of the bias.</param>
/// <param name="activityRegularizer">Penalty of the output.</param>
/// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
/// <param name="biasConstraint">Where the bias is put back after an update.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
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
    Constraint? biasConstraint = null)
    : Layer(new Engine.Conv(
        rank: 2,
        filters: filters,
        kernelSize: FSharp.List(kernelSize.For(2)),
        strides: FSharp.List((strides ?? 1).For(2)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat),
        dilationRate: FSharp.List((dilationRate ?? 1).For(2)),
        groups: groups,
        activation: ActivationFunction.Of(activation),
        useBias: useBias,
        kernel: Rule.Of(kernelInitializer, "glorot_uniform", kernelRegularizer, kernelConstraint),
        bias: Rule.Of(biasInitializer, "zeros", biasRegularizer, biasConstraint),
        activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
        lora: FSharp.Option<Engine.Lora>(null)));

/// <summary>
/// Convolution over volumes: <c>activation(x ∗ kernel + bias)</c>. [batch, depth, height, width, channels] → [batch, depth', height', width', filters]
/// (<c>keras.layers.Conv3D</c>)
/// </summary>
/// <param name="filters">Number of output channels, at least 1.</param>
/// <param name="kernelSize">Sizes of the window.</param>
/// <param name="strides">Steps between windows; 1 when absent.</param>
/// <param name="padding"><c>"valid"</c> or <c>"same"</c>.</param>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>.</param>
/// <param name="dilationRate">Steps between the values a window takes; 1 when absent. Not together with strides above 1.</param>
/// <param name="groups">Number of parts into which channels and filters are split; divides both.</param>
/// <param name="activation">Applied to the output; none when absent.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
/// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
/// <param name="kernelRegularizer">Penalty of the kernel.</param>
/// <param name="biasRegularizer">Penalty of the bias.</param>
/// <param name="activityRegularizer">Penalty of the output.</param>
/// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
/// <param name="biasConstraint">Where the bias is put back after an update.</param>
/// <exception cref="ConfigurationException">Another padding or format.</exception>
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
    Constraint? biasConstraint = null)
    : Layer(new Engine.Conv(
        rank: 3,
        filters: filters,
        kernelSize: FSharp.List(kernelSize.For(3)),
        strides: FSharp.List((strides ?? 1).For(3)),
        padding: Words.Padding(padding),
        dataFormat: Words.DataFormat(dataFormat),
        dilationRate: FSharp.List((dilationRate ?? 1).For(3)),
        groups: groups,
        activation: ActivationFunction.Of(activation),
        useBias: useBias,
        kernel: Rule.Of(kernelInitializer, "glorot_uniform", kernelRegularizer, kernelConstraint),
        bias: Rule.Of(biasInitializer, "zeros", biasRegularizer, biasConstraint),
        activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
        lora: FSharp.Option<Engine.Lora>(null)));
