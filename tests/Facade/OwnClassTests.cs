using System.Text.Json.Nodes;
using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using ModelFileException = Functional.ModelFileException;
using UnsupportedException = Functional.UnsupportedException;

namespace FacadeTests;

/// <summary>Own classes in files: registered by attribute, or passed.</summary>
public sealed class OwnClassTests
{
    private static readonly float[,] x = { { 1, 2, 3 }, { 0, -1, 1 }, { 2, 0, -2 }, { 1, 1, 0 } };
    private static readonly float[,] y = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 } };

    [RegisterKerasSerializable(package: "Tests")]
    private sealed class Registered(int units = 32, string word = "a", double[]? numbers = null, bool isTwice = false) : Layer
    {
        private KerasTensor? kernel;

        public string Said => $"{units} {word} {string.Join(", ", numbers ?? [])} {isTwice}";

        protected override void Build(Shape inputShape) => kernel = AddWeight([inputShape[^1], units], name: "kernel");

        protected override KerasTensor Call(KerasTensor inputs, bool training) => Ops.Matmul(inputs, kernel!) * (isTwice ? 2 : 1);
    }

    private sealed class Passed : Layer
    {
        private readonly Dense inside;

        public Passed(int units) => inside = new(units, name: "inside");

        protected override Dictionary<string, object?> GetConfig() => new() { ["units"] = inside.Units };

        protected override KerasTensor Call(KerasTensor inputs, bool training) => inside.Apply(inputs);
    }

    private sealed class Weighted(double weight) : Loss
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => weight * Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
    }

    [RegisterKerasSerializable(package: "Tests", name: "Far")]
    private sealed class Farthest : Metric
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => Ops.Max(Ops.Abs(yTrue - yPred), axis: -1);
    }

    private sealed class Hidden(Func<int> count) : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => inputs * count();
    }

    [RegisterKerasSerializable(package: "Tests")]
    private sealed class Whole(int units = 4) : Model
    {
        private readonly Dense a = new(units, "relu"), b = new(2);

        public int Units { get; } = units;

        protected override KerasTensor Call(KerasTensor inputs, bool training) => b.Apply(a.Apply(inputs));
    }

    private static Model Again(Model model, IReadOnlyDictionary<string, Type>? customObjects = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            model.Save(path);
            return Model.Load(path, customObjects: customObjects);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Same(Model model, Model loaded) =>
        Assert.True(model.Predict(x, verbose: 0).AllClose(loaded.Predict(x, verbose: 0), 1e-6));

    [Fact]
    public void A_registered_layer_is_made_again_with_its_settings_and_weights()
    {
        Sequential model = [new Input([3]), new Registered(5, "b", [0.5, 2], isTwice: true), new Dense(2)];
        var loaded = Again(model);
        Same(model, loaded);
        var layer = Assert.IsType<Registered>(loaded.Layers[0]);
        Assert.Equal("5 b 0.5, 2 True", layer.Said);
        Assert.Equal(
            "Tests>Registered", (string?)JsonNode.Parse(model.ToJson())!["config"]!["layers"]![1]!["registered_name"]);
        Same(loaded, Again(loaded));
    }

    [Fact]
    public void A_layer_that_is_passed_is_made_in_a_model_between_tensors()
    {
        Input input = new([3]);
        Passed layer = new(4) { Name = "mine", Trainable = false };
        Model model = new(input, new Dense(2).Apply(layer.Apply(input)));
        var loaded = Again(model, new Dictionary<string, Type> { ["Passed"] = typeof(Passed) });
        Same(model, loaded);
        Assert.IsType<Passed>(loaded.GetLayer("mine"));
        Assert.False(loaded.GetLayer("mine").Trainable);
    }

    [Fact]
    public void Losses_and_metrics_of_ones_own_come_back()
    {
        Sequential model = [new Input([3]), new Dense(2)];
        model.Compile("sgd", new Weighted(3), metrics: [new Farthest()]);
        var expected = model.Evaluate(x, y, verbose: 0);
        var loaded = Again(model, new Dictionary<string, Type> { ["Weighted"] = typeof(Weighted) });
        Assert.Equal(expected, loaded.Evaluate(x, y, verbose: 0));
    }

    [Fact]
    public void A_model_of_ones_own_comes_back()
    {
        Whole model = new(6);
        model.Compile("adam", "mse");
        model.Fit(x, y, verbose: 0);
        var loaded = Again(model);
        Assert.IsType<Whole>(loaded);
        Same(model, loaded);
        Assert.Equal(1, loaded.Optimizer!.Iterations);
    }

    [Fact]
    public void What_is_neither_registered_nor_passed_is_not_made()
    {
        Sequential model = [new Input([3]), new Passed(2)];
        var error = Assert.Throws<UnsupportedException>(() => Again(model));
        Assert.EndsWith("the layer Passed is not supported", error.Message);
        var wrong = Assert.Throws<ModelFileException>(() => Again(model, new Dictionary<string, Type> { ["Passed"] = typeof(Registered2) }));
        Assert.EndsWith("field 'other': is missing", wrong.Message);
        Sequential hidden = [new Input([3]), new Hidden(() => 2)];
        var told = Assert.Throws<UnsupportedException>(() => Again(hidden));
        Assert.Equal("Hidden: a file holds numbers, texts, flags and lists of them, and count is a Func`1; override GetConfig", told.Message);
    }

    private sealed class Registered2(int units, int other) : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => inputs * (units + other);
    }
}
