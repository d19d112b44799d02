using System.Text.Json.Nodes;
using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>Whether a model is trained is a matter of its layers, as in Keras.</summary>
public sealed class TrainableTests
{
    private static readonly float[,] x = { { 1, 2, 3 }, { 0, -1, 1 }, { 2, 0, -2 }, { 1, 1, 0 } };
    private static readonly float[,] y = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 } };

    private sealed class Own : Model
    {
        private readonly Dense hidden = new(3, "relu");
        private readonly BatchNormalization norm = new();
        private readonly Dense last = new(2);

        public IEnumerable<Layer> Inner => [hidden, norm, last];

        protected override KerasTensor Call(KerasTensor inputs, bool training) => last.Apply(norm.Apply(hidden.Apply(inputs)));
    }

    private static Model Functional(bool trainable = true)
    {
        Input input = new([3]);
        return new(
            input, new Dense(2).Apply(new BatchNormalization().Apply(new Dense(3, "relu").Apply(input))), trainable: trainable);
    }

    private static Sequential Chain(bool trainable = true) =>
        new([new Input([3]), new Dense(3, "relu"), new BatchNormalization(), new Dense(2)], trainable);

    private static Model Again(Model model)
    {
        var file = Path.Combine(Path.GetTempPath(), $"trainable-{Guid.NewGuid():N}.keras");
        try
        {
            model.Save(file);
            return Model.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static TheoryData<string> Ways => ["argument", "property", "own", "loaded", "saved", "added", "inside"];

    private static Model Frozen(string way)
    {
        Model model = way switch
        {
            "own" => new Own(),
            "added" => new Sequential(trainable: false),
            "inside" => new Sequential([new Input([3]), Functional(trainable: false)]),
            "argument" => Functional(trainable: false),
            "saved" => Again(Chain(trainable: false)),
            "loaded" => Again(Chain()),
            _ => Chain(),
        };
        if (model is Sequential { Built: false } grown && way == "added")
        {
            foreach (var layer in (Layer[])[new InputLayer([3]), new Dense(3), new BatchNormalization(), new Dense(2)])
                grown.Add(layer);
        }

        if (way != "inside")
            model.Trainable = false;
        return model;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_frozen_model_does_not_move(string way)
    {
        using var model = Frozen(way);
        model.Compile("adam", "mse");
        model.Predict(x, verbose: 0);
        var before = model.GetWeights().Select(weight => weight.ToArray<float>()).ToArray();
        model.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(8, before.Length);
        Assert.Equal(before, model.GetWeights().Select(weight => weight.ToArray<float>()));
        Assert.Empty(model.TrainableWeights);
        Assert.Equal(8, model.NonTrainableWeights.Count);
        var lines = "";
        model.Summary(printFn: text => lines = text);
        Assert.Contains("\n Trainable params: 0 (0.00 B)\n", lines);
        Assert.All(model.Layers.Where(layer => layer is not InputLayer), layer => Assert.False(layer.Trainable));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_model_that_is_trained_again_trains_all_its_layers(string way)
    {
        using var model = Frozen(way);
        model.Compile("adam", "mse");
        model.Fit(x, y, verbose: 0);
        model.Trainable = true;
        model.Compile("adam", "mse");
        var before = model.GetWeights().Select(weight => weight.ToArray<float>()).ToArray();
        model.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(6, model.TrainableWeights.Count);
        Assert.All(before.Zip(model.GetWeights()), pair => Assert.NotEqual(pair.First, pair.Second.ToArray<float>()));
    }

    [Fact]
    public void Layers_of_a_frozen_model_can_be_trained_again_one_by_one()
    {
        var inner = Functional();
        Input input = new([3]);
        using Model model = new(input, new Dense(2, name: "head").Apply(inner.Apply(input)));
        inner.Trainable = false;
        inner.Trainable = true;
        foreach (var layer in inner.Layers.SkipLast(1))
            layer.Trainable = false;
        model.Compile("sgd", "mse");
        Assert.Equal(["dense_1/kernel", "dense_1/bias", "kernel", "bias"], model.TrainableWeights.Select(weight => weight.Path.Split('/', 2)[1]));
    }

    // Keras: a model's own word stands in no file, its layers' do.
    private static IEnumerable<bool> Written(JsonNode node) => node["config"]!["layers"] is JsonArray layers
        ? layers.SelectMany(layer => Written(layer!))
        : node["config"]!["trainable"] is { } trainable ? [trainable.GetValue<bool>()] : [];

    [Fact]
    public void Files_say_it_of_every_layer()
    {
        using var frozen = Frozen("inside");
        Assert.Equal([false, false, false], Written(JsonNode.Parse(frozen.ToJson())!));
        using var trained = new Sequential([new Input([3]), Functional()]);
        Assert.Equal([true, true, true], Written(JsonNode.Parse(trained.ToJson())!));
    }
}
