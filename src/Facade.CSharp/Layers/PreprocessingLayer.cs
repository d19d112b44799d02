namespace Functional.Keras;

/// <summary>A layer that prepares data. It may also be applied to data by itself, without a model.</summary>
public abstract class PreprocessingLayer : Layer
{
    private protected PreprocessingLayer(ILayer definition, string? name, bool trainable, string? dtype)
        : base(definition, name, trainable, dtype)
    {
    }

    private protected PreprocessingLayer(ILayer definition, LayerOptions options) : base(definition, options)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NDArray> CallAll(Data x, bool training = false) =>
        Holder.bare(Descriptor) is IHostLayer ? [Apply(x)] : base.CallAll(x, training);

    /// <summary>What the layer makes of data. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">An array, of numbers or text; several for a layer that takes several.</param>
    /// <exception cref="ShapeException">The layer does not take data of that shape or type.</exception>
    /// <exception cref="ConfigurationException">It must be adapted to data first.</exception>
    /// <exception cref="DataException">The data cannot be read, or there is something among them that the layer does not know.</exception>
    public NDArray Apply(Data inputs)
    {
        var arrays = Data.Given("inputs", inputs).Select(part => Data.Given("inputs", part).Alone("inputs").Host).ToArray();
        if (arrays.Length == 0)
            throw new ShapeException($"{Name}: at least one input is needed, got none");
        // In a model, weights may be others than those that the layer began with.
        var known = Weights.ToDictionary(weight => weight.Name, weight => weight.Value.Host);
        return new(FSharp.Alone(Descriptor, arrays, name => known.GetValueOrDefault(name)));
    }
}

/// <summary>A layer that learns from data what it does.</summary>
public abstract class AdaptableLayer : PreprocessingLayer
{
    private protected AdaptableLayer(ILayer definition, string? name, bool trainable, string? dtype)
        : base(definition, name, trainable, dtype)
    {
    }

    private protected AdaptableLayer(ILayer definition, LayerOptions options) : base(definition, options)
    {
    }

    /// <summary>
    /// Learns from data, and forgets what it learned before. Models with the layer go by it from then on, where outputs keep their sizes; others
    /// must be compiled again.
    /// </summary>
    /// <param name="data">An array, samples along the first axis; of a single axis each element is a sample. Or several, as batches.</param>
    /// <param name="batchSize">Has no effect. Keras: neither.</param>
    /// <param name="steps">Of how many batches it learns; of all when absent.</param>
    /// <exception cref="ConfigurationException">The settings say already what there is to learn, or a model with the layer runs.</exception>
    /// <exception cref="DataException">The data cannot be read, or there are none.</exception>
    /// <exception cref="ShapeException">Batches do not fit together.</exception>
    public void Adapt(Data data, int? batchSize = null, int? steps = null)
    {
        var parts = Data.Given("data", data).ToArray();
        if (parts is [var only] && ReferenceEquals(only, data))
            Learn(FSharp.Batches(only.Alone("data").Host));
        else
            LearnBatches(parts, steps);
    }

    /// <summary>Learns from batches, and forgets what it learned before.</summary>
    /// <param name="batches">Arrays with samples along the first axis; gone through once.</param>
    /// <param name="steps">Of how many batches it learns; of all when absent.</param>
    /// <exception cref="ConfigurationException">The settings say already what there is to learn, or a model with the layer runs.</exception>
    /// <exception cref="DataException">The data cannot be read, or there are none.</exception>
    /// <exception cref="ShapeException">Batches do not fit together.</exception>
    public void Adapt(IEnumerable<Data> batches, int? steps = null) => LearnBatches(batches, steps);

    private void LearnBatches(IEnumerable<Data> batches, int? steps)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (steps < 1)
            throw new ConfigurationException($"steps must be at least 1, got {steps}");
        Learn(FSharp.List(batches.Take(steps ?? int.MaxValue).Select(batch => Data.Given("data", batch).Alone("data").Host)));
    }

    private void Learn(Microsoft.FSharp.Collections.FSharpList<HostArray> batches) =>
        Become(Functional.Layers.Adapting.layer(batches, Holder.bare(Descriptor)));
}

/// <summary>A layer with a vocabulary: tokens and their indices.</summary>
/// <typeparam name="T">What tokens are: <c>string</c> or <c>long</c>.</typeparam>
public abstract class VocabularyLayer<T> : AdaptableLayer
{
    private protected VocabularyLayer(ILayer definition, string? name, bool trainable, string? dtype)
        : base(definition, name, trainable, dtype)
    {
    }

    private protected VocabularyLayer(ILayer definition, LayerOptions options) : base(definition, options)
    {
    }

    private Functional.Layers.IVocabulary<T> Tokens => (Functional.Layers.IVocabulary<T>)Holder.bare(Descriptor);

    /// <summary>The tokens in the order of their indices.</summary>
    /// <param name="includeSpecialTokens">Whether those are among them that stand for what is masked or not in the vocabulary.</param>
    public IReadOnlyList<T> GetVocabulary(bool includeSpecialTokens = true) => [.. Tokens.Vocabulary(includeSpecialTokens)];

    /// <summary>How many indices there are, with those of what is masked or not in the vocabulary.</summary>
    public int VocabularySize() => FSharp.OrNull(Tokens.Size) ?? GetVocabulary().Count;

    /// <summary>Sets the vocabulary, in the place of one that was given or learned.</summary>
    /// <param name="vocabulary">The tokens in order; those that stand for others are at the start, or not among them.</param>
    /// <param name="idfWeights">What each token weighs, for <c>"tf_idf"</c>.</param>
    /// <exception cref="ConfigurationException">The layer cannot have such a vocabulary, or a model with the layer runs.</exception>
    public void SetVocabulary(IEnumerable<T> vocabulary, Numbers? idfWeights = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var tokens = FSharp.List(vocabulary);
        if (tokens.Any(token => token is null))
            throw new ConfigurationException($"{Name}: vocabulary must not hold null");
        Become(Tokens.WithVocabulary(tokens, FSharp.OptionList(idfWeights)));
    }
}
