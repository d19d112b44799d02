// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Where a model's data enters: a shape without the batch, and a dtype (<c>keras.layers.InputLayer</c>).
/// </summary>
public sealed class InputLayer : Layer
{
    private static readonly Engine.InputLayer Usual = FSharp.Usual<Engine.InputLayer>("keras.layers.InputLayer");

    /// <summary>A layer with those settings.</summary>
    /// <param name="shape">Sizes without the batch; null is a size that is not known.</param>
    /// <param name="batchSize">Size of the batch, where it must be known.</param>
    /// <param name="dtype">Type of the elements; <c>"float32"</c> when absent.</param>
    /// <param name="batchShape">Sizes with the batch first, instead of <c>shape</c>, at least 0; null is a size that is not
    /// known.</param>
    /// <param name="optional">Whether data for it may be left out.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public InputLayer(
        Shape? shape = null,
        int? batchSize = null,
        string? dtype = null,
        Shape? batchShape = null,
        bool optional = false,
        string? name = null)
        : base(
            new Engine.InputLayer(
                batchShape: FSharp.BatchShape(shape, batchSize, batchShape),
                dType: Words.DType(dtype, Usual.DType),
                optional: optional),
            name,
            true,
            null)
    {
    }

    internal InputLayer(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.InputLayer Settings => (Engine.InputLayer)Record;

    /// <summary>Sizes with the batch first, at least 0; null is a size that is not known.</summary>
    public Shape BatchShape => Shape.Of(FSharp.Sizes(Settings.BatchShape));

    /// <summary>Type of the elements.</summary>
    public override string DType => Settings.DType.Name;

    /// <summary>Whether data for it may be left out.</summary>
    public bool Optional => Settings.Optional;
}

/// <summary>
/// Fully connected layer: <c>activation(x · kernel + bias)</c>, [..., features] → [..., units]
/// (<c>keras.layers.Dense</c>).
/// </summary>
public sealed class Dense : Layer
{
    private static readonly Engine.Dense Usual = FSharp.Usual<Engine.Dense>("keras.layers.Dense");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the output's last axis, at least 1.</param>
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
    public Dense(
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
        double? loraAlpha = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Dense(
                units: units,
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

    internal Dense(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Dense Settings => (Engine.Dense)Record;

    /// <summary>Size of the output's last axis, at least 1.</summary>
    public int Units => Settings.Units;

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

/// <summary>Applies an activation function. [...] → [...] (<c>keras.layers.Activation</c>).</summary>
public sealed class Activation : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Activation(
        ActivationFunction activation,
        Regularizer? activityRegularizer = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ActivationLayer(
                activation: FSharp.Given(activation).Engine,
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine)),
            name,
            trainable,
            dtype)
    {
    }

    internal Activation(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ActivationLayer Settings => (Engine.ActivationLayer)Record;

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Value => new(Settings.Activation);

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));
}

/// <summary>
/// Rows of a table at integer indices. [...] of integers in [0, inputDim) → [..., outputDim]
/// (<c>keras.layers.Embedding</c>).
/// </summary>
public sealed class Embedding : Layer
{
    private static readonly Engine.Embedding Usual = FSharp.Usual<Engine.Embedding>("keras.layers.Embedding");

    /// <summary>A layer with those settings.</summary>
    /// <param name="inputDim">Number of rows: one more than the largest index, at least 1.</param>
    /// <param name="outputDim">Width of a row, at least 1.</param>
    /// <param name="embeddingsInitializer">How the embeddings begins; <c>"uniform"</c> when absent.</param>
    /// <param name="embeddingsRegularizer">Penalty of the embeddings.</param>
    /// <param name="embeddingsConstraint">Where the embeddings is put back after an update.</param>
    /// <param name="maskZero">Whether index 0 means "no step here": it makes a mask for the layers that follow.</param>
    /// <param name="loraRank">Freezes the table and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Embedding(
        int inputDim,
        int outputDim,
        Initializer? embeddingsInitializer = null,
        Regularizer? embeddingsRegularizer = null,
        Constraint? embeddingsConstraint = null,
        bool maskZero = false,
        int? loraRank = null,
        double? loraAlpha = null,
        Regularizer? activityRegularizer = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Embedding(
                inputDim: inputDim,
                outputDim: outputDim,
                embeddings: Rule.Of(embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint, Usual.Embeddings),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                maskZero: maskZero,
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal Embedding(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Embedding Settings => (Engine.Embedding)Record;

    /// <summary>Number of rows: one more than the largest index, at least 1.</summary>
    public int InputDim => Settings.InputDim;

    /// <summary>Width of a row, at least 1.</summary>
    public int OutputDim => Settings.OutputDim;

    /// <summary>How the embeddings begins.</summary>
    public Initializer EmbeddingsInitializer => Initializer.Of(Settings.Embeddings.Initializer);

    /// <summary>Penalty of the embeddings.</summary>
    public Regularizer? EmbeddingsRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Embeddings.Regularizer));

    /// <summary>Where the embeddings is put back after an update.</summary>
    public Constraint? EmbeddingsConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Embeddings.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Whether index 0 means "no step here": it makes a mask for the layers that follow.</summary>
    public bool MaskZero => Settings.MaskZero;

    /// <summary>Freezes the table and trains a correction of low rank: its rank, at least 1.</summary>
    public int? LoraRank => FSharp.OrNull(Settings.Lora)?.Rank;

    /// <summary>Factor of the correction, over the rank; the rank when absent.</summary>
    public double? LoraAlpha => FSharp.OrNull(Settings.Lora)?.Alpha;
}

/// <summary>The input. [...] → [...] (<c>keras.layers.Identity</c>).</summary>
public sealed class Identity : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Identity(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Identity(), name, trainable, dtype)
    {
    }

    internal Identity(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Makes a mask: a step counts unless all its features are <c>maskValue</c>. Others become zero. [batch, time,
/// features] → the same (<c>keras.layers.Masking</c>).
/// </summary>
public sealed class Masking : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="maskValue">Value of the features of a step that does not count.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Masking(double maskValue = 0, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Masking(maskValue: maskValue), name, trainable, dtype)
    {
    }

    internal Masking(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Masking Settings => (Engine.Masking)Record;

    /// <summary>Value of the features of a step that does not count.</summary>
    public double MaskValue => Settings.MaskValue;
}

/// <summary>
/// Fully connected layer over the axes that an equation names: <c>activation(Σ x · kernel + bias)</c>. [...] → [batch,
/// outputShape...] (<c>keras.layers.EinsumDense</c>).
/// </summary>
public sealed class EinsumDense : Layer
{
    private static readonly Engine.EinsumDense Usual = FSharp.Usual<Engine.EinsumDense>("keras.layers.EinsumDense");

    /// <summary>A layer with those settings.</summary>
    /// <param name="equation">Letters of the axes of input and kernel, and of those of the output: <c>"abc,cd-&gt;abd"</c>;
    /// dots stand for further axes in front or behind.</param>
    /// <param name="outputShape">Sizes of the output behind the batch, at least 1; nothing = as in the input.</param>
    /// <param name="activation">Applied to the output.</param>
    /// <param name="biasAxes">Letters of the output's axes that a bias has; no bias when absent.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="loraRank">Freezes the kernel and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public EinsumDense(
        string equation,
        Shape outputShape,
        ActivationFunction? activation = null,
        string? biasAxes = null,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        int? loraRank = null,
        double? loraAlpha = null,
        Regularizer? activityRegularizer = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.EinsumDense(
                equation: equation,
                outputShape: FSharp.KerasSizes(outputShape),
                activation: activation?.Engine ?? Usual.Activation,
                biasAxes: FSharp.Option(biasAxes),
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal EinsumDense(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.EinsumDense Settings => (Engine.EinsumDense)Record;

    /// <summary>
    /// Letters of the axes of input and kernel, and of those of the output: <c>"abc,cd-&gt;abd"</c>; dots stand for further
    /// axes in front or behind.
    /// </summary>
    public string Equation => Settings.Equation;

    /// <summary>Sizes of the output behind the batch, at least 1; nothing = as in the input.</summary>
    public Shape OutputShape => Shape.Of(FSharp.Sizes(Settings.OutputShape));

    /// <summary>Applied to the output.</summary>
    public ActivationFunction Activation => new(Settings.Activation);

    /// <summary>Letters of the output's axes that a bias has; no bias when absent.</summary>
    public string? BiasAxes => FSharp.OrNull(Settings.BiasAxes);

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
/// An embedding that also goes back: rows of a table at integer indices, [...] → [..., outputDim], or called with
/// <c>reverse</c> the logits of the indices, <c>x · tableᵀ</c>, [..., outputDim] → [..., inputDim] (Press and Wolf
/// 2016) (<c>keras.layers.ReversibleEmbedding</c>).
/// </summary>
public sealed class ReversibleEmbedding : Layer
{
    private static readonly Engine.ReversibleEmbedding Usual = FSharp.Usual<Engine.ReversibleEmbedding>("keras.layers.ReversibleEmbedding");

    /// <summary>A layer with those settings.</summary>
    /// <param name="inputDim">Number of rows: one more than the largest index, at least 1.</param>
    /// <param name="outputDim">Width of a row, at least 1.</param>
    /// <param name="tieWeights">Whether the way back uses the same table; a kernel of its own otherwise.</param>
    /// <param name="embeddingsInitializer">How the embeddings begins; <c>"uniform"</c> when absent.</param>
    /// <param name="embeddingsRegularizer">Penalty of the embeddings.</param>
    /// <param name="embeddingsConstraint">Where the embeddings is put back after an update.</param>
    /// <param name="maskZero">Whether index 0 means "no step here": it makes a mask for the layers that follow.</param>
    /// <param name="reverseDtype">Type in which the way back is computed; the layer's when absent.</param>
    /// <param name="logitSoftCap">Bound of the logits' size, which they approach as <c>cap · tanh(logits / cap)</c>; none
    /// when absent.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="loraRank">Freezes the table and trains a correction of low rank: its rank, at least 1.</param>
    /// <param name="loraAlpha">Factor of the correction, over the rank; the rank when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ReversibleEmbedding(
        int inputDim,
        int outputDim,
        bool tieWeights = true,
        Initializer? embeddingsInitializer = null,
        Regularizer? embeddingsRegularizer = null,
        Constraint? embeddingsConstraint = null,
        bool maskZero = false,
        string? reverseDtype = null,
        double? logitSoftCap = null,
        Regularizer? activityRegularizer = null,
        int? loraRank = null,
        double? loraAlpha = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.ReversibleEmbedding(
                inputDim: inputDim,
                outputDim: outputDim,
                embeddings: Rule.Of(embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint, Usual.Embeddings),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                maskZero: maskZero,
                tieWeights: tieWeights,
                reverseDtype: FSharp.Option(Words.OrNull<Functional.DType>(reverseDtype)),
                logitSoftCap: FSharp.Option(logitSoftCap),
                lora: FSharp.Option(Rule.Lora(loraRank, loraAlpha))),
            name,
            trainable,
            dtype)
    {
    }

    internal ReversibleEmbedding(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.ReversibleEmbedding Settings => (Engine.ReversibleEmbedding)Record;

    /// <summary>Number of rows: one more than the largest index, at least 1.</summary>
    public int InputDim => Settings.InputDim;

    /// <summary>Width of a row, at least 1.</summary>
    public int OutputDim => Settings.OutputDim;

    /// <summary>How the embeddings begins.</summary>
    public Initializer EmbeddingsInitializer => Initializer.Of(Settings.Embeddings.Initializer);

    /// <summary>Penalty of the embeddings.</summary>
    public Regularizer? EmbeddingsRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.Embeddings.Regularizer));

    /// <summary>Where the embeddings is put back after an update.</summary>
    public Constraint? EmbeddingsConstraint => Constraint.OrNull(FSharp.OrNull(Settings.Embeddings.Constraint));

    /// <summary>Penalty of the output.</summary>
    public Regularizer? ActivityRegularizer => Regularizer.OrNull(FSharp.OrNull(Settings.ActivityRegularizer));

    /// <summary>Whether index 0 means "no step here": it makes a mask for the layers that follow.</summary>
    public bool MaskZero => Settings.MaskZero;

    /// <summary>Whether the way back uses the same table; a kernel of its own otherwise.</summary>
    public bool TieWeights => Settings.TieWeights;

    /// <summary>Type in which the way back is computed; the layer's when absent.</summary>
    public string? ReverseDtype => FSharp.OrNull(Settings.ReverseDtype)?.Name;

    /// <summary>
    /// Bound of the logits' size, which they approach as <c>cap · tanh(logits / cap)</c>; none when absent.
    /// </summary>
    public double? LogitSoftCap => FSharp.OrNull(Settings.LogitSoftCap);

    /// <summary>Freezes the table and trains a correction of low rank: its rank, at least 1.</summary>
    public int? LoraRank => FSharp.OrNull(Settings.Lora)?.Rank;

    /// <summary>Factor of the correction, over the rank; the rank when absent.</summary>
    public double? LoraAlpha => FSharp.OrNull(Settings.Lora)?.Alpha;

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="reverse">Whether to go back, from vectors to logits.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, bool reverse = false) =>
        Single(ApplyAll(inputs, reverse));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="reverse">Whether to go back, from vectors to logits.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, bool reverse = false) =>
        Invoke(inputs, ("reverse", reverse));
}

/// <summary>
/// Fully connected layer whose kernel is −1, 0 or 1 forwards, while its gradient is that of the kernel itself:
/// <c>activation(β · x · ternary(kernel) + bias)</c>, [..., features] → [..., units], with β the mean size of the
/// kernel, or 1 with a threshold of one's own (BitNet b1.58, Ma et al. 2024) (<c>keras.layers.TernaryDense</c>).
/// </summary>
public sealed class TernaryDense : Layer
{
    private static readonly Engine.TernaryDense Usual = FSharp.Usual<Engine.TernaryDense>("keras.layers.TernaryDense");

    /// <summary>A layer with those settings.</summary>
    /// <param name="units">Size of the output's last axis, at least 1.</param>
    /// <param name="threshold">Size up to which a weight counts as 0, at least 0; half the mean size when absent.</param>
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
    public TernaryDense(
        int units,
        double? threshold = null,
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
            new Engine.TernaryDense(
                units: units,
                threshold: FSharp.Option(threshold),
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

    internal TernaryDense(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.TernaryDense Settings => (Engine.TernaryDense)Record;

    /// <summary>Size of the output's last axis, at least 1.</summary>
    public int Units => Settings.Units;

    /// <summary>Size up to which a weight counts as 0, at least 0; half the mean size when absent.</summary>
    public double? Threshold => FSharp.OrNull(Settings.Threshold);

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
