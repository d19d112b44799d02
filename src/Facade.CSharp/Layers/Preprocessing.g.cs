// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>
/// Shifts and scales numbers to mean 0 and variance 1: <c>(x − mean) / √variance</c>, with the mean and the variance of
/// each place along some axes, given or learned from data. [...] → [...] (<c>keras.layers.Normalization</c>).
/// </summary>
public sealed class Normalization : AdaptableLayer
{
    private static readonly Engine.Normalization Usual = FSharp.Usual<Engine.Normalization>("keras.layers.Normalization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">The axes along which every place has a mean and a variance of its own; none of them is one for
    /// all; -1 when absent.</param>
    /// <param name="mean">The mean, of as many places as the axes have; learned from data when absent.</param>
    /// <param name="variance">The variance, like the mean.</param>
    /// <param name="invert">Whether to go back: <c>mean + x · √variance</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Normalization(
        Sizes? axis = null,
        Data? mean = null,
        Data? variance = null,
        bool invert = false,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Normalization(
                axis: FSharp.List(axis, Usual.Axis),
                mean: FSharp.Nested(mean),
                variance: FSharp.Nested(variance),
                invert: invert,
                moments: Usual.Moments),
            name,
            trainable,
            dtype)
    {
    }

    internal Normalization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Normalization Settings => (Engine.Normalization)Record;

    /// <summary>
    /// The axes along which every place has a mean and a variance of its own; none of them is one for all.
    /// </summary>
    public IReadOnlyList<int> Axis => Settings.Axis;

    /// <summary>The mean, of as many places as the axes have; learned from data when absent.</summary>
    public NDArray? Mean => FSharp.OrNull(Settings.Mean) is { } numbers ? new(NestedModule.toHost(numbers)) : null;

    /// <summary>The variance, like the mean.</summary>
    public NDArray? Variance => FSharp.OrNull(Settings.Variance) is { } numbers ? new(NestedModule.toHost(numbers)) : null;

    /// <summary>Whether to go back: <c>mean + x · √variance</c>.</summary>
    public bool Invert => Settings.Invert;
}

/// <summary>
/// Which of several ranges each number is in: 0 below the first boundary, 1 from there on, and so on. [...] → [...], or
/// a vector of the bins for each number or sample (<c>keras.layers.Discretization</c>).
/// </summary>
public sealed class Discretization : AdaptableLayer
{
    private static readonly Engine.Discretization Usual = FSharp.Usual<Engine.Discretization>("keras.layers.Discretization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="binBoundaries">Where bins begin, but for the first; learned from data when absent.</param>
    /// <param name="numBins">Into how many bins data are divided that boundaries are learned from, at least 1.</param>
    /// <param name="epsilon">How far boundaries that are learned may be off, as a share of the data, in (0, 1].</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or
    /// <c>"count"</c>.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Discretization(
        Numbers? binBoundaries = null,
        int? numBins = null,
        double epsilon = 0.01,
        string outputMode = "int",
        string? dtype = null,
        string? name = null)
        : base(
            new Engine.Discretization(
                binBoundaries: FSharp.OptionList(binBoundaries),
                numBins: FSharp.Option(numBins),
                epsilon: epsilon,
                outputMode: Words.Of(outputMode, Usual.OutputMode)),
            name,
            true,
            dtype)
    {
    }

    internal Discretization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Discretization Settings => (Engine.Discretization)Record;

    /// <summary>Where bins begin, but for the first; learned from data when absent.</summary>
    public IReadOnlyList<double>? BinBoundaries => FSharp.OrNull(Settings.BinBoundaries);

    /// <summary>Into how many bins data are divided that boundaries are learned from, at least 1.</summary>
    public int? NumBins => FSharp.OrNull(Settings.NumBins);

    /// <summary>How far boundaries that are learned may be off, as a share of the data, in (0, 1].</summary>
    public double Epsilon => Settings.Epsilon;

    /// <summary>What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or <c>"count"</c>.</summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);
}

/// <summary>
/// Vectors that stand for categories, which are whole numbers from 0 on. [batch, n] → [batch, numTokens], or one for
/// each: [...] → [..., numTokens]. A number beyond the categories stands for none
/// (<c>keras.layers.CategoryEncoding</c>).
/// </summary>
public sealed class CategoryEncoding : PreprocessingLayer
{
    private static readonly Engine.CategoryEncoding Usual = FSharp.Usual<Engine.CategoryEncoding>("keras.layers.CategoryEncoding");

    /// <summary>A layer with those settings.</summary>
    /// <param name="numTokens">How many categories there are, at least 1.</param>
    /// <param name="outputMode">What stands in the output: <c>"multi_hot"</c>, <c>"one_hot"</c> or <c>"count"</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CategoryEncoding(
        int? numTokens = null,
        string outputMode = "multi_hot",
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.CategoryEncoding(
                numTokens: FSharp.Option(numTokens),
                outputMode: Words.Of(outputMode, Usual.OutputMode)),
            name,
            trainable,
            dtype)
    {
    }

    internal CategoryEncoding(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.CategoryEncoding Settings => (Engine.CategoryEncoding)Record;

    /// <summary>How many categories there are, at least 1.</summary>
    public int? NumTokens => FSharp.OrNull(Settings.NumTokens);

    /// <summary>What stands in the output: <c>"multi_hot"</c>, <c>"one_hot"</c> or <c>"count"</c>.</summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);

    /// <summary>Applies the layer. What shape comes out is the layer's matter.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="countWeights">What each counts, for <c>"count"</c>; 1 when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor? countWeights = null) =>
        Single(ApplyAll(inputs, countWeights));

    /// <summary>Applies the layer where it gives several tensors.</summary>
    /// <param name="inputs">What the layer is applied to.</param>
    /// <param name="countWeights">What each counts, for <c>"count"</c>; 1 when absent.</param>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensor inputs, KerasTensor? countWeights = null) =>
        Invoke(inputs, ("count_weights", countWeights));
}

/// <summary>
/// Indices of texts in a vocabulary, which is given or learned from data; or vectors that stand for them; or texts for
/// indices. [...] of text → [...], or [..., size] and [batch, size]. It works on the host, before the graph
/// (<c>keras.layers.StringLookup</c>).
/// </summary>
public sealed class StringLookup : VocabularyLayer<string>
{
    private static readonly Engine.StringLookup Usual = FSharp.Usual<Engine.StringLookup>("keras.layers.StringLookup");

    /// <summary>A layer with those settings.</summary>
    /// <param name="maxTokens">Most indices that the vocabulary has, with those of other tokens, at least 2; as many as
    /// there are tokens when absent.</param>
    /// <param name="numOovIndices">How many indices there are for texts that are not in the vocabulary, in [0, 16777216];
    /// with 0 such texts are refused.</param>
    /// <param name="maskToken">The text that does not count: its index is 0, and it stands in no vector.</param>
    /// <param name="oovToken">What stands for a text that is not in the vocabulary, where indices become texts.</param>
    /// <param name="vocabulary">The texts in order; learned from data when absent.</param>
    /// <param name="idfWeights">The weight of each text, for <c>"tf_idf"</c>.</param>
    /// <param name="invert">Whether to go back, from indices to texts.</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>,
    /// <c>"count"</c> or <c>"tf_idf"</c>.</param>
    /// <param name="padToMaxTokens">Whether vectors have <c>max_tokens</c> places, however many tokens there are.</param>
    /// <param name="encoding">How text is written in bytes: <c>"utf-8"</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="salt">A key for hashes of texts that are not in the vocabulary.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public StringLookup(
        int? maxTokens = null,
        int numOovIndices = 1,
        string? maskToken = null,
        string? oovToken = "[UNK]",
        string[]? vocabulary = null,
        Numbers? idfWeights = null,
        bool invert = false,
        string outputMode = "int",
        bool padToMaxTokens = false,
        string encoding = "utf-8",
        string? name = null,
        Sizes? salt = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.StringLookup(
                maxTokens: FSharp.Option(maxTokens),
                numOovIndices: numOovIndices,
                maskToken: FSharp.Option(maskToken),
                oovToken: FSharp.Option(oovToken),
                vocabulary: FSharp.OptionList(vocabulary),
                idfWeights: FSharp.OptionList(idfWeights),
                invert: invert,
                outputMode: Words.Of(outputMode, Usual.OutputMode),
                padToMaxTokens: padToMaxTokens,
                encoding: encoding,
                salt: FSharp.Salt(salt),
                oovMethod: Usual.OovMethod,
                vocabularySize: Usual.VocabularySize,
                learned: Usual.Learned),
            name,
            trainable,
            dtype)
    {
    }

    internal StringLookup(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.StringLookup Settings => (Engine.StringLookup)Record;

    /// <summary>
    /// Most indices that the vocabulary has, with those of other tokens, at least 2; as many as there are tokens when
    /// absent.
    /// </summary>
    public int? MaxTokens => FSharp.OrNull(Settings.MaxTokens);

    /// <summary>
    /// How many indices there are for texts that are not in the vocabulary, in [0, 16777216]; with 0 such texts are
    /// refused.
    /// </summary>
    public int NumOovIndices => Settings.NumOovIndices;

    /// <summary>The text that does not count: its index is 0, and it stands in no vector.</summary>
    public string? MaskToken => FSharp.OrNull(Settings.MaskToken);

    /// <summary>What stands for a text that is not in the vocabulary, where indices become texts.</summary>
    public string? OovToken => FSharp.OrNull(Settings.OovToken);

    /// <summary>The texts in order; learned from data when absent.</summary>
    public IReadOnlyList<string>? Vocabulary => FSharp.OrNull(Settings.Vocabulary);

    /// <summary>The weight of each text, for <c>"tf_idf"</c>.</summary>
    public IReadOnlyList<double>? IdfWeights => FSharp.OrNull(Settings.IdfWeights);

    /// <summary>Whether to go back, from indices to texts.</summary>
    public bool Invert => Settings.Invert;

    /// <summary>
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    /// </summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);

    /// <summary>Whether vectors have <c>max_tokens</c> places, however many tokens there are.</summary>
    public bool PadToMaxTokens => Settings.PadToMaxTokens;

    /// <summary>How text is written in bytes: <c>"utf-8"</c>.</summary>
    public string Encoding => Settings.Encoding;

    /// <summary>A key for hashes of texts that are not in the vocabulary.</summary>
    public IReadOnlyList<long>? Salt => FSharp.OrNull(Settings.Salt)?.All;
}

/// <summary>
/// Indices of whole numbers in a vocabulary, which is given or learned from data; or vectors that stand for them; or
/// numbers for indices. [...] of integers → [...], or [..., size] and [batch, size]. It works on the host, before the
/// graph (<c>keras.layers.IntegerLookup</c>).
/// </summary>
public sealed class IntegerLookup : VocabularyLayer<long>
{
    private static readonly Engine.IntegerLookup Usual = FSharp.Usual<Engine.IntegerLookup>("keras.layers.IntegerLookup");

    /// <summary>A layer with those settings.</summary>
    /// <param name="maxTokens">Most indices that the vocabulary has, with those of other tokens, at least 2; as many as
    /// there are tokens when absent.</param>
    /// <param name="numOovIndices">How many indices there are for numbers that are not in the vocabulary, in [0, 16777216];
    /// with 0 such numbers are refused.</param>
    /// <param name="maskToken">The number that does not count: its index is 0, and it stands in no vector.</param>
    /// <param name="oovToken">What stands for a number that is not in the vocabulary, where indices become numbers.</param>
    /// <param name="vocabulary">The numbers in order; learned from data when absent.</param>
    /// <param name="vocabularyDtype">Type of the tokens: <c>"int64"</c>.</param>
    /// <param name="idfWeights">The weight of each number, for <c>"tf_idf"</c>.</param>
    /// <param name="invert">Whether to go back, from indices to numbers.</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>,
    /// <c>"count"</c> or <c>"tf_idf"</c>.</param>
    /// <param name="padToMaxTokens">Whether vectors have <c>max_tokens</c> places, however many tokens there are.</param>
    /// <param name="oovMethod">How numbers that are not in the vocabulary are told apart: <c>"floormod"</c> or
    /// <c>"farmhash"</c>.</param>
    /// <param name="salt">A key for hashes of such numbers.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public IntegerLookup(
        int? maxTokens = null,
        int numOovIndices = 1,
        int? maskToken = null,
        int? oovToken = -1,
        long[]? vocabulary = null,
        string vocabularyDtype = "int64",
        Numbers? idfWeights = null,
        bool invert = false,
        string outputMode = "int",
        bool padToMaxTokens = false,
        string oovMethod = "floormod",
        Sizes? salt = null,
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.IntegerLookup(
                maxTokens: FSharp.Option(maxTokens),
                numOovIndices: numOovIndices,
                maskToken: FSharp.OptionLong(maskToken),
                oovToken: FSharp.OptionLong(oovToken),
                vocabulary: FSharp.OptionList(vocabulary),
                vocabularyDtype: Words.Of(vocabularyDtype, Usual.VocabularyDtype),
                idfWeights: FSharp.OptionList(idfWeights),
                invert: invert,
                outputMode: Words.Of(outputMode, Usual.OutputMode),
                padToMaxTokens: padToMaxTokens,
                oovMethod: Words.Of(oovMethod, Usual.OovMethod),
                salt: FSharp.Salt(salt),
                vocabularySize: Usual.VocabularySize,
                learned: Usual.Learned),
            name,
            trainable,
            dtype)
    {
    }

    internal IntegerLookup(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.IntegerLookup Settings => (Engine.IntegerLookup)Record;

    /// <summary>
    /// Most indices that the vocabulary has, with those of other tokens, at least 2; as many as there are tokens when
    /// absent.
    /// </summary>
    public int? MaxTokens => FSharp.OrNull(Settings.MaxTokens);

    /// <summary>
    /// How many indices there are for numbers that are not in the vocabulary, in [0, 16777216]; with 0 such numbers are
    /// refused.
    /// </summary>
    public int NumOovIndices => Settings.NumOovIndices;

    /// <summary>The number that does not count: its index is 0, and it stands in no vector.</summary>
    public int? MaskToken => (int?)FSharp.OrNull(Settings.MaskToken);

    /// <summary>What stands for a number that is not in the vocabulary, where indices become numbers.</summary>
    public int? OovToken => (int?)FSharp.OrNull(Settings.OovToken);

    /// <summary>The numbers in order; learned from data when absent.</summary>
    public IReadOnlyList<long>? Vocabulary => FSharp.OrNull(Settings.Vocabulary);

    /// <summary>Type of the tokens: <c>"int64"</c>.</summary>
    public string VocabularyDtype => CaseName.word(Settings.VocabularyDtype);

    /// <summary>The weight of each number, for <c>"tf_idf"</c>.</summary>
    public IReadOnlyList<double>? IdfWeights => FSharp.OrNull(Settings.IdfWeights);

    /// <summary>Whether to go back, from indices to numbers.</summary>
    public bool Invert => Settings.Invert;

    /// <summary>
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    /// </summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);

    /// <summary>Whether vectors have <c>max_tokens</c> places, however many tokens there are.</summary>
    public bool PadToMaxTokens => Settings.PadToMaxTokens;

    /// <summary>
    /// How numbers that are not in the vocabulary are told apart: <c>"floormod"</c> or <c>"farmhash"</c>.
    /// </summary>
    public string OovMethod => CaseName.word(Settings.OovMethod);

    /// <summary>A key for hashes of such numbers.</summary>
    public IReadOnlyList<long>? Salt => FSharp.OrNull(Settings.Salt)?.All;
}

/// <summary>
/// Texts as indices of their words, or as one vector for each text: each is made alike, split, and looked up in a
/// vocabulary, which is given or learned from data. [batch] or [batch, 1] of text → [batch, tokens] or [batch, size].
/// Index 0 fills up shorter texts, index 1 stands for words that are not in the vocabulary. It works on the host,
/// before the graph (<c>keras.layers.TextVectorization</c>).
/// </summary>
public sealed class TextVectorization : VocabularyLayer<string>
{
    private static readonly Engine.TextVectorization Usual = FSharp.Usual<Engine.TextVectorization>("keras.layers.TextVectorization");

    /// <summary>A layer with those settings.</summary>
    /// <param name="maxTokens">Most indices that the vocabulary has, with those of other tokens, at least 2; as many as
    /// there are tokens when absent.</param>
    /// <param name="standardize">How texts are made alike: <c>"lower_and_strip_punctuation"</c>, <c>"lower"</c> or
    /// <c>"strip_punctuation"</c>; texts stay as they are when absent.</param>
    /// <param name="split">Where texts are split: <c>"whitespace"</c> or <c>"character"</c>; a text is one token when
    /// absent.</param>
    /// <param name="ngrams">How many neighbours are taken together: all up to a number, or just those of a list.</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>,
    /// <c>"count"</c> or <c>"tf_idf"</c>.</param>
    /// <param name="outputSequenceLength">How many indices a text has, for <c>"int"</c>: more are cut off, fewer filled up,
    /// in [1, 16777216]; those of the longest text when absent.</param>
    /// <param name="padToMaxTokens">Whether vectors have <c>max_tokens</c> places, however many tokens there are.</param>
    /// <param name="vocabulary">The tokens in order; learned from data when absent.</param>
    /// <param name="idfWeights">The weight of each token, for <c>"tf_idf"</c>.</param>
    /// <param name="encoding">How text is written in bytes: <c>"utf-8"</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TextVectorization(
        int? maxTokens = null,
        string? standardize = "lower_and_strip_punctuation",
        string? split = "whitespace",
        Sizes? ngrams = null,
        string outputMode = "int",
        int? outputSequenceLength = null,
        bool padToMaxTokens = false,
        string[]? vocabulary = null,
        Numbers? idfWeights = null,
        string encoding = "utf-8",
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.TextVectorization(
                maxTokens: FSharp.Option(maxTokens),
                standardize: FSharp.Option(Words.OrNull<Functional.Layers.Standardize>(standardize)),
                split: FSharp.Option(Words.OrNull<Functional.Layers.Split>(split)),
                ngrams: FSharp.NGrams(ngrams),
                outputMode: Words.Of(outputMode, Usual.OutputMode),
                outputSequenceLength: FSharp.Option(outputSequenceLength),
                padToMaxTokens: padToMaxTokens,
                vocabulary: FSharp.OptionList(vocabulary),
                idfWeights: FSharp.OptionList(idfWeights),
                encoding: encoding,
                vocabularySize: Usual.VocabularySize,
                learned: Usual.Learned),
            name,
            trainable,
            dtype)
    {
    }

    internal TextVectorization(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.TextVectorization Settings => (Engine.TextVectorization)Record;

    /// <summary>
    /// Most indices that the vocabulary has, with those of other tokens, at least 2; as many as there are tokens when
    /// absent.
    /// </summary>
    public int? MaxTokens => FSharp.OrNull(Settings.MaxTokens);

    /// <summary>
    /// How texts are made alike: <c>"lower_and_strip_punctuation"</c>, <c>"lower"</c> or <c>"strip_punctuation"</c>; texts
    /// stay as they are when absent.
    /// </summary>
    public string? Standardize => FSharp.OrNull(Settings.Standardize) is { } word ? CaseName.word(word) : null;

    /// <summary>
    /// Where texts are split: <c>"whitespace"</c> or <c>"character"</c>; a text is one token when absent.
    /// </summary>
    public string? Split => FSharp.OrNull(Settings.Split) is { } word ? CaseName.word(word) : null;

    /// <summary>How many neighbours are taken together: all up to a number, or just those of a list.</summary>
    public IReadOnlyList<int>? Ngrams => FSharp.OrNull(Settings.Ngrams)?.All;

    /// <summary>
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c>, <c>"count"</c> or <c>"tf_idf"</c>.
    /// </summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);

    /// <summary>
    /// How many indices a text has, for <c>"int"</c>: more are cut off, fewer filled up, in [1, 16777216]; those of the
    /// longest text when absent.
    /// </summary>
    public int? OutputSequenceLength => FSharp.OrNull(Settings.OutputSequenceLength);

    /// <summary>Whether vectors have <c>max_tokens</c> places, however many tokens there are.</summary>
    public bool PadToMaxTokens => Settings.PadToMaxTokens;

    /// <summary>The tokens in order; learned from data when absent.</summary>
    public IReadOnlyList<string>? Vocabulary => FSharp.OrNull(Settings.Vocabulary);

    /// <summary>The weight of each token, for <c>"tf_idf"</c>.</summary>
    public IReadOnlyList<double>? IdfWeights => FSharp.OrNull(Settings.IdfWeights);

    /// <summary>How text is written in bytes: <c>"utf-8"</c>.</summary>
    public string Encoding => Settings.Encoding;
}

/// <summary>
/// The bin of each text or number: its hash, divided by the number of bins, leaves it. [...] → [...], or a vector of
/// the bins for each or for each sample. It works on the host, before the graph. Bins are TensorFlow's: FarmHash64, or
/// SipHash with a salt (<c>keras.layers.Hashing</c>).
/// </summary>
public sealed class Hashing : PreprocessingLayer
{
    private static readonly Engine.Hashing Usual = FSharp.Usual<Engine.Hashing>("keras.layers.Hashing");

    /// <summary>A layer with those settings.</summary>
    /// <param name="numBins">How many bins there are, with that of what is masked, at least 1.</param>
    /// <param name="maskValue">What has the bin 0 for itself.</param>
    /// <param name="salt">A key for the hash.</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or
    /// <c>"count"</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Hashing(
        int numBins,
        Token? maskValue = null,
        Sizes? salt = null,
        string outputMode = "int",
        string? name = null,
        bool trainable = true,
        string? dtype = null)
        : base(
            new Engine.Hashing(
                numBins: numBins,
                maskValue: FSharp.Option(maskValue?.Engine),
                salt: FSharp.Salt(salt),
                outputMode: Words.Of(outputMode, Usual.OutputMode)),
            name,
            trainable,
            dtype)
    {
    }

    internal Hashing(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Hashing Settings => (Engine.Hashing)Record;

    /// <summary>How many bins there are, with that of what is masked, at least 1.</summary>
    public int NumBins => Settings.NumBins;

    /// <summary>What has the bin 0 for itself.</summary>
    public Token? MaskValue => FSharp.OrNull(Settings.MaskValue) is { } token ? new(token) : null;

    /// <summary>A key for the hash.</summary>
    public IReadOnlyList<long>? Salt => FSharp.OrNull(Settings.Salt)?.All;

    /// <summary>What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or <c>"count"</c>.</summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);
}

/// <summary>
/// The bin that several texts or whole numbers have together, by a hash of all: one category for each pair that there
/// is. [batch] or [batch, 1] each → the same, or [batch, numBins]. It works on the host, before the graph. Bins are
/// TensorFlow's (<c>keras.layers.HashedCrossing</c>).
/// </summary>
public sealed class HashedCrossing : PreprocessingLayer
{
    private static readonly Engine.HashedCrossing Usual = FSharp.Usual<Engine.HashedCrossing>("keras.layers.HashedCrossing");

    /// <summary>A layer with those settings.</summary>
    /// <param name="numBins">How many bins there are, at least 1.</param>
    /// <param name="outputMode">What stands in the output: <c>"int"</c> or <c>"one_hot"</c>.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public HashedCrossing(int numBins, string outputMode = "int", string? name = null, string? dtype = null)
        : base(
            new Engine.HashedCrossing(numBins: numBins, outputMode: Words.Of(outputMode, Usual.OutputMode)),
            name,
            true,
            dtype)
    {
    }

    internal HashedCrossing(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.HashedCrossing Settings => (Engine.HashedCrossing)Record;

    /// <summary>How many bins there are, at least 1.</summary>
    public int NumBins => Settings.NumBins;

    /// <summary>What stands in the output: <c>"int"</c> or <c>"one_hot"</c>.</summary>
    public string OutputMode => CaseName.word(Settings.OutputMode);
}
