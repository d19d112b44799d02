// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Attention over steps, softmax(scores(query, key)) · value (Luong et al. 2015). Called with [query; value] or [query;
/// value; key]: [batch, T, features], [batch, S, width], [batch, S, features] → [batch, T, width], and with
/// <c>return_attention_scores</c> the softmax, [batch, T, S] (<c>keras.layers.Attention</c>).
/// </summary>
public sealed class Attention : Layer
{
    private static readonly Engine.Attention Usual = FSharp.Usual<Engine.Attention>("keras.layers.Attention");

    /// <summary>A layer with those settings.</summary>
    /// <param name="useScale">Whether the scores are multiplied by a number that is trained.</param>
    /// <param name="scoreMode">How a query is compared with a key: <c>"dot"</c>, q · k, or <c>"concat"</c>, Σ tanh(q +
    /// k).</param>
    /// <param name="dropout">Share of the scores to drop in training, in [0, 1].</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Attention(
        bool useScale = false,
        string scoreMode = "dot",
        double dropout = 0,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Attention(
                useScale: useScale,
                scoreMode: Words.Of(scoreMode, Usual.ScoreMode),
                dropout: dropout,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal Attention(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Attention Settings => (Engine.Attention)Record;

    /// <summary>Whether the scores are multiplied by a number that is trained.</summary>
    public bool UseScale => Settings.UseScale;

    /// <summary>How a query is compared with a key: <c>"dot"</c>, q · k, or <c>"concat"</c>, Σ tanh(q + k).</summary>
    public string ScoreMode => CaseName.word(Settings.ScoreMode);

    /// <summary>Share of the scores to drop in training, in [0, 1].</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensors inputs, IReadOnlyList<KerasTensor?>? mask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Single(ApplyAll(inputs, mask, returnAttentionScores, useCausalMask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensors inputs, IReadOnlyList<KerasTensor?>? mask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Invoke(inputs, ("mask", mask), ("return_attention_scores", returnAttentionScores), ("use_causal_mask", useCausalMask));
}

/// <summary>
/// Attention over steps whose scores are Σ scale · tanh(query + key) (Bahdanau et al. 2015). Called as
/// <c>Attention</c>: [batch, T, features], [batch, S, width] → [batch, T, width]
/// (<c>keras.layers.AdditiveAttention</c>).
/// </summary>
public sealed class AdditiveAttention : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="useScale">Whether the terms of a score are multiplied by numbers that are trained, one for each
    /// feature.</param>
    /// <param name="dropout">Share of the scores to drop in training, in [0, 1].</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public AdditiveAttention(
        bool useScale = true,
        double dropout = 0,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.AdditiveAttention(useScale: useScale, dropout: dropout, seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal AdditiveAttention(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.AdditiveAttention Settings => (Engine.AdditiveAttention)Record;

    /// <summary>Whether the terms of a score are multiplied by numbers that are trained, one for each feature.</summary>
    public bool UseScale => Settings.UseScale;

    /// <summary>Share of the scores to drop in training, in [0, 1].</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensors inputs, IReadOnlyList<KerasTensor?>? mask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Single(ApplyAll(inputs, mask, returnAttentionScores, useCausalMask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="mask">Which steps count; the mask that came with the input when absent.</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensors inputs, IReadOnlyList<KerasTensor?>? mask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Invoke(inputs, ("mask", mask), ("return_attention_scores", returnAttentionScores), ("use_causal_mask", useCausalMask));
}

/// <summary>
/// Attention in several heads (Vaswani et al. 2017): projections of query, key and value, softmax(q · k / √keyDim) · v
/// in each head, and a projection of all heads. Called with query [batch, T, features], value [batch, S, width] and
/// possibly key [batch, S, width'] → [batch, T, outputShape...], and with <c>return_attention_scores</c> the softmax,
/// [batch, heads, T, S] (<c>keras.layers.MultiHeadAttention</c>).
/// </summary>
public sealed class MultiHeadAttention : Layer
{
    private static readonly Engine.MultiHeadAttention Usual = FSharp.Usual<Engine.MultiHeadAttention>("keras.layers.MultiHeadAttention");

    /// <summary>A layer with those settings.</summary>
    /// <param name="numHeads">Number of heads, at least 1.</param>
    /// <param name="keyDim">Width of a head's queries and keys, at least 1.</param>
    /// <param name="valueDim">Width of a head's values, at least 1; that of the keys when absent.</param>
    /// <param name="dropout">Share of the scores to drop in training, in [0, 1].</param>
    /// <param name="useBias">Whether the projections have biases.</param>
    /// <param name="outputShape">Sizes of the output behind the steps, at least 1; the query's last one when
    /// absent.</param>
    /// <param name="attentionAxes">Axes of the steps; all between the batch and the features when absent.</param>
    /// <param name="slidingWindow">Each step of the query sees those less than so many steps away, at least 1; all when
    /// absent.</param>
    /// <param name="flashAttention">Whether only calls are taken that need no scores: without dropout and without
    /// <c>return_attention_scores</c>.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="useGate">Whether what the heads give is multiplied by a sigmoid of a projection of the query.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MultiHeadAttention(
        int numHeads,
        int keyDim,
        int? valueDim = null,
        double dropout = 0,
        bool useBias = true,
        Sizes? outputShape = null,
        Sizes? attentionAxes = null,
        int? slidingWindow = null,
        bool? flashAttention = null,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        bool useGate = false,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.MultiHeadAttention(
                numHeads: numHeads,
                keyDim: keyDim,
                valueDim: FSharp.Option(valueDim),
                dropout: dropout,
                useBias: useBias,
                outputShape: FSharp.OptionList(outputShape),
                attentionAxes: FSharp.OptionList(attentionAxes),
                slidingWindow: FSharp.Option(slidingWindow),
                flashAttention: FSharp.Option(flashAttention),
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                useGate: useGate,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal MultiHeadAttention(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.MultiHeadAttention Settings => (Engine.MultiHeadAttention)Record;

    /// <summary>Number of heads, at least 1.</summary>
    public int NumHeads => Settings.NumHeads;

    /// <summary>Width of a head's queries and keys, at least 1.</summary>
    public int KeyDim => Settings.KeyDim;

    /// <summary>Width of a head's values, at least 1; that of the keys when absent.</summary>
    public int? ValueDim => FSharp.OrNull(Settings.ValueDim);

    /// <summary>Share of the scores to drop in training, in [0, 1].</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>Sizes of the output behind the steps, at least 1; the query's last one when absent.</summary>
    public IReadOnlyList<int>? OutputShape => FSharp.OrNull(Settings.OutputShape);

    /// <summary>Axes of the steps; all between the batch and the features when absent.</summary>
    public IReadOnlyList<int>? AttentionAxes => FSharp.OrNull(Settings.AttentionAxes);

    /// <summary>Each step of the query sees those less than so many steps away, at least 1; all when absent.</summary>
    public int? SlidingWindow => FSharp.OrNull(Settings.SlidingWindow);

    /// <summary>
    /// Whether only calls are taken that need no scores: without dropout and without <c>return_attention_scores</c>.
    /// </summary>
    public bool? FlashAttention => FSharp.OrNull(Settings.FlashAttention);

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

    /// <summary>Whether what the heads give is multiplied by a sigmoid of a projection of the query.</summary>
    public bool UseGate => Settings.UseGate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="query">What is asked for, [batch, T, features].</param>
    /// <param name="value">What is found, [batch, S, features].</param>
    /// <param name="key">What queries are compared with, [batch, S, features]; the value when absent.</param>
    /// <param name="queryMask">Not looked at: the mask that came with the query is.</param>
    /// <param name="valueMask">Which steps of the value count; the mask that came with it when absent.</param>
    /// <param name="keyMask">Which steps of the key count; the mask that came with it when absent.</param>
    /// <param name="attentionMask">Which step of the query sees which of the value, [batch, T, S].</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? queryMask = null, KerasTensor? valueMask = null, KerasTensor? keyMask = null, KerasTensor? attentionMask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Single(ApplyAll(query, value, key, queryMask, valueMask, keyMask, attentionMask, returnAttentionScores, useCausalMask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="query">What is asked for, [batch, T, features].</param>
    /// <param name="value">What is found, [batch, S, features].</param>
    /// <param name="key">What queries are compared with, [batch, S, features]; the value when absent.</param>
    /// <param name="queryMask">Not looked at: the mask that came with the query is.</param>
    /// <param name="valueMask">Which steps of the value count; the mask that came with it when absent.</param>
    /// <param name="keyMask">Which steps of the key count; the mask that came with it when absent.</param>
    /// <param name="attentionMask">Which step of the query sees which of the value, [batch, T, S].</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? queryMask = null, KerasTensor? valueMask = null, KerasTensor? keyMask = null, KerasTensor? attentionMask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Invoke([query, value], ("key", key), ("query_mask", queryMask), ("value_mask", valueMask), ("key_mask", keyMask), ("attention_mask", attentionMask), ("return_attention_scores", returnAttentionScores), ("use_causal_mask", useCausalMask));
}

/// <summary>
/// Attention in several heads that share keys and values in groups (Ainslie et al. 2023). Called with query [batch, T,
/// features], value [batch, S, features] and possibly key [batch, S, width] → [batch, T, features], and with
/// <c>return_attention_scores</c> the softmax, [batch, query heads, T, S] (<c>keras.layers.GroupQueryAttention</c>).
/// </summary>
public sealed class GroupQueryAttention : Layer
{
    private static readonly Engine.GroupQueryAttention Usual = FSharp.Usual<Engine.GroupQueryAttention>("keras.layers.GroupQueryAttention");

    /// <summary>A layer with those settings.</summary>
    /// <param name="headDim">Width of a head, at least 1.</param>
    /// <param name="numQueryHeads">Number of heads of the query, at least 1; a multiple of that of keys and values.</param>
    /// <param name="numKeyValueHeads">Number of heads of keys and values, at least 1.</param>
    /// <param name="dropout">Share of the scores to drop in training, in [0, 1].</param>
    /// <param name="useBias">Whether the projections have biases.</param>
    /// <param name="slidingWindow">Each step of the query sees those less than so many steps away, at least 1; all when
    /// absent.</param>
    /// <param name="flashAttention">Whether only calls are taken that need no scores: without dropout and without
    /// <c>return_attention_scores</c>.</param>
    /// <param name="kernelInitializer">How the kernel begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="biasInitializer">How the bias begins; <c>"zeros"</c> when absent.</param>
    /// <param name="kernelRegularizer">Penalty of the kernel.</param>
    /// <param name="biasRegularizer">Penalty of the bias.</param>
    /// <param name="activityRegularizer">Penalty of the output.</param>
    /// <param name="kernelConstraint">Where the kernel is put back after an update.</param>
    /// <param name="biasConstraint">Where the bias is put back after an update.</param>
    /// <param name="useGate">Whether what the heads give is multiplied by a sigmoid of a projection of the query.</param>
    /// <param name="seed">A seed of its own; the model's seed when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public GroupQueryAttention(
        int headDim,
        int numQueryHeads,
        int numKeyValueHeads,
        double dropout = 0,
        bool useBias = true,
        int? slidingWindow = null,
        bool? flashAttention = null,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        bool useGate = false,
        int? seed = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.GroupQueryAttention(
                headDim: headDim,
                numQueryHeads: numQueryHeads,
                numKeyValueHeads: numKeyValueHeads,
                dropout: dropout,
                useBias: useBias,
                flashAttention: FSharp.Option(flashAttention),
                slidingWindow: FSharp.Option(slidingWindow),
                kernel: Rule.Of(kernelInitializer, kernelRegularizer, kernelConstraint, Usual.Kernel),
                bias: Rule.Of(biasInitializer, biasRegularizer, biasConstraint, Usual.Bias),
                activityRegularizer: FSharp.Option(activityRegularizer?.Engine),
                useGate: useGate,
                seed: FSharp.OptionLong(seed)),
            name,
            trainable,
            dtype)
    {
    }

    internal GroupQueryAttention(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.GroupQueryAttention Settings => (Engine.GroupQueryAttention)Record;

    /// <summary>Width of a head, at least 1.</summary>
    public int HeadDim => Settings.HeadDim;

    /// <summary>Number of heads of the query, at least 1; a multiple of that of keys and values.</summary>
    public int NumQueryHeads => Settings.NumQueryHeads;

    /// <summary>Number of heads of keys and values, at least 1.</summary>
    public int NumKeyValueHeads => Settings.NumKeyValueHeads;

    /// <summary>Share of the scores to drop in training, in [0, 1].</summary>
    public double Dropout => Settings.Dropout;

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>
    /// Whether only calls are taken that need no scores: without dropout and without <c>return_attention_scores</c>.
    /// </summary>
    public bool? FlashAttention => FSharp.OrNull(Settings.FlashAttention);

    /// <summary>Each step of the query sees those less than so many steps away, at least 1; all when absent.</summary>
    public int? SlidingWindow => FSharp.OrNull(Settings.SlidingWindow);

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

    /// <summary>Whether what the heads give is multiplied by a sigmoid of a projection of the query.</summary>
    public bool UseGate => Settings.UseGate;

    /// <summary>A seed of its own; the model's seed when absent.</summary>
    public int? Seed => (int?)FSharp.OrNull(Settings.Seed);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="query">What is asked for, [batch, T, features].</param>
    /// <param name="value">What is found, [batch, S, features].</param>
    /// <param name="key">What queries are compared with, [batch, S, features]; the value when absent.</param>
    /// <param name="queryMask">Not looked at: the mask that came with the query is.</param>
    /// <param name="valueMask">Which steps of the value count; the mask that came with it when absent.</param>
    /// <param name="keyMask">Which steps of the key count; the mask that came with it when absent.</param>
    /// <param name="attentionMask">Which step of the query sees which of the value, [batch, T, S].</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? queryMask = null, KerasTensor? valueMask = null, KerasTensor? keyMask = null, KerasTensor? attentionMask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Single(ApplyAll(query, value, key, queryMask, valueMask, keyMask, attentionMask, returnAttentionScores, useCausalMask));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="query">What is asked for, [batch, T, features].</param>
    /// <param name="value">What is found, [batch, S, features].</param>
    /// <param name="key">What queries are compared with, [batch, S, features]; the value when absent.</param>
    /// <param name="queryMask">Not looked at: the mask that came with the query is.</param>
    /// <param name="valueMask">Which steps of the value count; the mask that came with it when absent.</param>
    /// <param name="keyMask">Which steps of the key count; the mask that came with it when absent.</param>
    /// <param name="attentionMask">Which step of the query sees which of the value, [batch, T, S].</param>
    /// <param name="returnAttentionScores">Whether the scores are given back as a second tensor.</param>
    /// <param name="useCausalMask">Whether steps see nothing behind them.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? queryMask = null, KerasTensor? valueMask = null, KerasTensor? keyMask = null, KerasTensor? attentionMask = null, bool returnAttentionScores = false, bool useCausalMask = false) =>
        Invoke([query, value], ("key", key), ("query_mask", queryMask), ("value_mask", valueMask), ("key_mask", keyMask), ("attention_mask", attentionMask), ("return_attention_scores", returnAttentionScores), ("use_causal_mask", useCausalMask));
}
