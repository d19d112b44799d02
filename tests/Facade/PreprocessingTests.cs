using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using Data = Functional.Keras.Data;
using Model = Functional.Keras.Model;
using Sequential = Functional.Keras.Sequential;

namespace FacadeTests;

/// <summary>Layers that prepare data: alone on arrays, at the head of models, adapted before and after, in files.</summary>
public class PreprocessingTests
{
    private static readonly string[] words = ["good film", "bad film", "a good one", "bad, bad!", "the film", "very good, the film"];
    private static readonly float[,] labels = { { 1 }, { 0 }, { 1 }, { 0 }, { 1 }, { 1 } };

    private static string Folder() => Directory.CreateTempSubdirectory("functional").FullName;

    [Fact]
    public void Layers_work_on_arrays_by_themselves()
    {
        StringLookup lookup = new(vocabulary: ["a", "b"]);
        Assert.Equal([1, 2, 0], lookup.Apply(new[] { "a", "b", "c" }).ToArray<int>());
        Assert.Equal(["[UNK]", "a", "b"], lookup.GetVocabulary());
        Assert.Equal(["a", "b"], lookup.GetVocabulary(includeSpecialTokens: false));
        Assert.Equal(3, lookup.VocabularySize());
        Assert.Equal(["b", "[UNK]"], new StringLookup(vocabulary: ["a", "b"], invert: true).Apply(new[] { 2, 0 }).ToStrings());
        Assert.Equal("['b' '[UNK]']", new StringLookup(vocabulary: ["a", "b"], invert: true).Apply(new[] { 2, 0 }).ToString());
        Assert.Equal([2, 0], new IntegerLookup(vocabulary: [7, 9]).Apply(new[] { 9, 3 }).ToArray<int>());
        Assert.Equal([0, 1, 2], new Discretization(binBoundaries: new[] { 0.0, 1.0 }).Apply(new[] { -1.0, 0.5, 3.0 }).ToArray<int>());
        Assert.Equal([0f, 1, 0, 1], new CategoryEncoding(4).Apply(new[,] { { 1, 3 } }).ToArray<float>());
        Assert.Equal([-1f, 1], new Normalization(axis: default(Sizes), mean: 2.0, variance: 4.0).Apply(new[] { 0f, 4 }).ToArray<float>());
        var crossed = new HashedCrossing(5).Apply([new[] { "A", "B", "A", "B", "A" }, new[] { 101, 101, 101, 102, 102 }]);
        Assert.Equal([1, 4, 1, 1, 3], crossed.ToArray<int>());
        Assert.Equal([1, 2, 1], new Hashing(3, salt: (133, 137)).Apply(new[] { "A", "B", "C" }).ToArray<int>());
        Assert.Equal([0, 1], new Hashing(3, maskValue: "m").Apply(new[] { "m", "omar" }).ToArray<int>());
    }

    [Fact]
    public void Layers_learn_from_data_and_from_batches()
    {
        Normalization normalization = new();
        normalization.Adapt(new float[,] { { 1, 10 }, { 3, 30 } });
        Assert.Equal([-1f, 1], normalization.Apply(new float[,] { { 1, 30 } }).ToArray<float>());
        normalization.Adapt([new float[,] { { 0, 0 } }, new float[,] { { 2, 4 } }]);
        Assert.Equal([0f, 0], normalization.Apply(new float[,] { { 1, 2 } }).ToArray<float>());

        IntegerLookup lookup = new();
        lookup.Adapt(new[] { 5, 7, 5 });
        Assert.Equal([-1L, 5, 7], lookup.GetVocabulary());
        lookup.SetVocabulary([9]);
        Assert.Equal([-1L, 9], lookup.GetVocabulary());

        TextVectorization text = new(outputMode: "count");
        text.Adapt(words);
        Assert.Equal(["[UNK]", "film", "good", "bad"], text.GetVocabulary().Take(4));
        Assert.Equal(text.VocabularySize(), text.Apply(words).Shape[1]);
    }

    private static Sequential TextModel(TextVectorization text) =>
        [new Input([1], dtype: "string"), text, new Embedding(20, 4), new GlobalAveragePooling1D(), new Dense(1, "sigmoid")];

    [Fact]
    public void A_model_of_text_trains_predicts_and_is_loaded_again()
    {
        TextVectorization text = new(outputSequenceLength: 4, name: "text");
        text.Adapt(words);
        var model = TextModel(text);
        model.Compile(optimizer: "adam", loss: "binary_crossentropy");
        var before = model.Evaluate(words.Chunk(1).ToArray(), labels, verbose: 0)["loss"];
        model.Fit(words.Chunk(1).ToArray(), labels, epochs: 30, batchSize: 2, verbose: 0);
        Assert.True(model.Evaluate(words.Chunk(1).ToArray(), labels, verbose: 0)["loss"] < before);
        var predictions = model.Predict(words.Chunk(1).ToArray(), verbose: 0);

        var path = Path.Combine(Folder(), "model.keras");
        model.Save(path);
        var again = Models.LoadModel(path);
        Assert.Equal(predictions, again.Predict(words.Chunk(1).ToArray(), verbose: 0));
        var loaded = Assert.IsType<TextVectorization>(again.GetLayer("text"));
        Assert.Equal(text.GetVocabulary(), loaded.GetVocabulary());
        Assert.Equal(text.Apply(words), loaded.Apply(words));
    }

    [Fact]
    public void A_model_without_an_input_is_built_for_the_text_that_it_meets()
    {
        TextVectorization text = new(outputMode: "multi_hot");
        text.Adapt(words);
        Sequential model = [text, new Dense(1)];
        Assert.Equal([6, 1], model.Predict(words, verbose: 0).Shape);
    }

    [Fact]
    public void A_layer_that_learns_later_changes_the_models_that_hold_it()
    {
        Normalization normalization = new();
        Input x = new([2]);
        Model model = new(x, new Dense(1, kernelInitializer: "ones").Apply(normalization.Apply(x)));
        float[,] data = { { 1, 10 }, { 3, 30 } };
        Assert.Equal([11f, 33], model.Predict(data, verbose: 0).ToArray<float>());
        normalization.Adapt(data);
        Assert.Equal([-2f, 2], model.Predict(data, verbose: 0).ToArray<float>());
        Assert.Equal([2f, 20], normalization.GetWeights()[0].ToArray<float>());

        StringLookup lookup = new(vocabulary: ["a"]);
        Sequential indices = [new Input([1], dtype: "string"), lookup];
        Assert.Equal([0, 1], indices.Predict(new[,] { { "b" }, { "a" } }, verbose: 0).ToArray<int>());
        lookup.SetVocabulary(["b", "a"]);
        Assert.Equal([1, 2], indices.Predict(new[,] { { "b" }, { "a" } }, verbose: 0).ToArray<int>());
    }

    [Fact]
    public void Numbers_and_text_go_into_one_model_together_also_as_a_stream()
    {
        Input age = new([1], name: "age");
        Input city = new([1], dtype: "string", name: "city");
        StringLookup lookup = new(vocabulary: ["Bern", "Rome"], outputMode: "one_hot");
        var joined = new Concatenate().Apply([age, lookup.Apply(city)]);
        Model model = new([age, city], new Dense(1).Apply(joined));
        model.Compile(optimizer: "sgd", loss: "mse");
        Data inputs = new() { ["city"] = new[,] { { "Rome" }, { "Oslo" } }, ["age"] = new float[,] { { 1 }, { 2 } } };
        model.Fit(inputs, new float[,] { { 0 }, { 1 } }, epochs: 2, verbose: 0);
        Assert.Equal([2, 1], model.Predict(inputs, verbose: 0).Shape);
        Assert.Equal([2, 1], model.PredictOnBatch(inputs).Shape);
    }

    [Fact]
    public void What_cannot_be_is_refused_in_one_line()
    {
        string Message<T>(Action work) where T : Exception => Assert.Throws<T>(work).Message;
        StringLookup lookup = new(vocabulary: ["a"]);
        Assert.Equal(
            "a vocabulary is given, so there is nothing to adapt",
            Message<Functional.ConfigurationException>(() => lookup.Adapt(words)));
        Assert.Equal(
            "string_lookup: takes text, got float32",
            Message<Functional.ShapeException>(() => lookup.Apply(new[] { 1f })));
        Assert.Equal(
            "data: there must be something to adapt to, got nothing",
            Message<Functional.DataException>(() => new StringLookup().Adapt(Array.Empty<Data>())));
        Assert.Equal(
            "string_lookup: needs its vocabulary: adapt the layer to data or set one first",
            Message<Functional.ConfigurationException>(() => new StringLookup(outputMode: "count").Apply(words)));
        Assert.Equal(
            "salt must be a number or two, got (1, 2, 3)",
            Message<Functional.ConfigurationException>(() => new Hashing(3, salt: (1, 2, 3))));
    }
}
