using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Fully connected layer: <c>activation(x · kernel + bias)</c>, [..., features] → [..., units] (<c>keras.layers.Dense</c>).
/// </summary>
/// <param name="units">Size of the output's last axis, at least 1.</param>
/// <param name="activation">Applied to the output; none when absent.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
/// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
/// <param name="kernelRegularizer">Penalty of the kernel.</param>
/// <param name="biasRegularizer">Penalty of the bias.</param>
/// <param name="activityRegularizer">Penalty of the output.</param>
/// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
/// <param name="biasConstraint">Where the bias is put back after an update.</param>
/// <param name="loraRank">Freezes the kernel and trains a correction of this rank, at least 1.</param>
/// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
public sealed class Dense(
    int units,
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
    double? loraAlpha = null)
    : Layer(new Engine.Dense(
        units: units,
        activation: ActivationFunction.Of(activation),
        useBias: useBias,
        kernel: Rule.Of(kernelInitializer, "glorot_uniform", kernelRegularizer, kernelConstraint),
        bias: Rule.Of(biasInitializer, "zeros", biasRegularizer, biasConstraint),
        activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
        lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))));

/// <summary>Applies an activation function. [...] → [...] (<c>keras.layers.Activation</c>)</summary>
/// <param name="activation">The function.</param>
public sealed class Activation(ActivationFunction activation)
    : Layer(new Engine.ActivationLayer(
        activation: (activation ?? throw new ArgumentNullException(nameof(activation))).Engine,
        activityRegularizer: FSharp.Option<Functional.Regularizer>(null)));

/// <summary>
/// Rows of a table at integer indices. [...] of integers in [0, inputDim) → [..., outputDim]
/// (<c>keras.layers.Embedding</c>).
/// </summary>
/// <param name="inputDim">Number of rows: one more than the largest index.</param>
/// <param name="outputDim">Width of a row.</param>
/// <param name="embeddingsInitializer">How the table begins; <c>"uniform"</c> when absent.</param>
/// <param name="embeddingsRegularizer">Penalty of the table.</param>
/// <param name="embeddingsConstraint">Where the table is put back after an update.</param>
/// <param name="maskZero">Whether index 0 means "no step here": it makes a mask for the layers that follow.</param>
/// <param name="loraRank">Freezes the table and trains a correction of this rank, at least 1.</param>
/// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
public sealed class Embedding(
    int inputDim,
    int outputDim,
    Initializer? embeddingsInitializer = null,
    Regularizer? embeddingsRegularizer = null,
    Constraint? embeddingsConstraint = null,
    bool maskZero = false,
    int? loraRank = null,
    double? loraAlpha = null)
    : Layer(new Engine.Embedding(
        inputDim: inputDim,
        outputDim: outputDim,
        embeddings: Rule.Of(embeddingsInitializer, "uniform", embeddingsRegularizer, embeddingsConstraint),
        activityRegularizer: FSharp.Option<Functional.Regularizer>(null),
        maskZero: maskZero,
        lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))));

/// <summary>
/// Sets a share of the values to zero in training and scales the others up, so that the expected sum stays; nothing in
/// inference. [...] → [...] (Srivastava et al. 2014; <c>keras.layers.Dropout</c>)
/// </summary>
/// <param name="rate">Share of the values to drop, in [0, 1].</param>
/// <param name="noiseShape">Sizes of the pattern of dropped values, the batch first; 1 repeats it along an axis.</param>
/// <param name="seed">A seed of its own; the model's seed when absent.</param>
public sealed class Dropout(double rate, Shape? noiseShape = null, int? seed = null)
    : Layer(new Engine.Dropout(
        rate: rate,
        noiseShape: FSharp.Option(noiseShape is null ? null : FSharp.KerasSizes(noiseShape)),
        seed: FSharp.OptionLong(seed)));

/// <summary>The input. [...] → [...] (<c>keras.layers.Identity</c>)</summary>
public sealed class Identity() : Layer(new Engine.Identity());

/// <summary>
/// Makes a mask for the layers that follow: a step counts unless all its features are <c>maskValue</c>; others become zero.
/// [batch, time, features] → the same (<c>keras.layers.Masking</c>)
/// </summary>
/// <param name="maskValue">Value of the features of a step that does not count.</param>
public sealed class Masking(double maskValue = 0) : Layer(new Engine.Masking(maskValue: maskValue));

/// <summary>
/// Adds a penalty of its input to the loss: <c>l1 · Σ |x| + l2 · Σ x²</c>, a mean over the samples. [...] → [...]
/// (<c>keras.layers.ActivityRegularization</c>)
/// </summary>
/// <param name="l1">Factor of the sum of absolute values, at least 0.</param>
/// <param name="l2">Factor of the sum of squares, at least 0.</param>
public sealed class ActivityRegularization(double l1 = 0, double l2 = 0)
    : Layer(new Engine.ActivityRegularization(l1: l1, l2: l2));
