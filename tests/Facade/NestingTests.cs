using Functional.Keras.Layers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using Input = Functional.Keras.Input;
using KerasTensor = Functional.Keras.KerasTensor;
using Layer = Functional.Keras.Layer;
using Model = Functional.Keras.Model;
using Sequential = Functional.Keras.Sequential;
using UnsupportedException = Functional.UnsupportedException;

namespace FacadeTests;

/// <summary>Layers inside of layers, on a thread with a stack of 1 MB: built, or refused by name, and never the end of the process.</summary>
public class NestingTests
{
    private static void OnSmallStack(Action work)
    {
        Exception? error = null;
        Thread thread = new(() => error = Record.Exception(work), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    private static void Fails(string message, Action act) => OnSmallStack(
        () => Assert.Equal(message, Assert.Throws<ConfigurationException>(act).Message));

    private sealed class Loop : Layer
    {
        public Layer? Inner { get; set; }

        protected override KerasTensor Call(KerasTensor inputs, bool training) => (Inner ?? this).Apply(inputs);
    }

    private sealed class LoopModel : Model
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => Apply(inputs);
    }

    private sealed class Forgetful : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => new Dense(2).Apply(inputs);
    }

    [Fact]
    public void A_layer_that_makes_others_whenever_it_is_called_is_refused_by_name()
    {
        float[,] x = new float[4, 3], y = new float[4, 2];
        foreach (var use in new Action<Model>[]
        {
            model => model.Fit(x, y, verbose: 0),
            model => model.Predict(x, verbose: 0),
            model => model.Evaluate(x, y, verbose: 0),
            model => model.TrainOnBatch(x, y),
            model => model.GetWeights(),
        })
        {
            using Sequential model = [new Input([3]), new Forgetful()];
            model.Compile("adam", "mse");
            var error = Assert.Throws<ConfigurationException>(() => use(model));
            Assert.StartsWith("forgetful/dense", error.Message);
            Assert.EndsWith(
                "/kernel: a model must have the same weights whenever its graph is made, got a new one; "
                + "layers that a layer applies must be made outside of Call",
                error.Message);
        }
    }

    [Fact]
    public void A_layer_in_two_models_is_one_layer()
    {
        var folder = Directory.CreateTempSubdirectory("facade-");
        Dense dense = new(3);
        Input a = new([3]), b = new([3]), x = new([3]);
        Model first = new(a, dense.Apply(a), name: "first"), second = new(b, new Dense(2).Apply(dense.Apply(b)), name: "second");
        Model model = new(x, second.Apply(first.Apply(x)));
        model.Compile("sgd", "mse");
        float[,] inputs = { { 1, 2, 3 }, { 0, -1, 1 } }, targets = { { 1, 0 }, { 0, 1 } };
        model.Fit(inputs, targets, verbose: 0);
        Assert.Equal(20, model.CountParams());
        Assert.Equal(4, model.Weights.Count);
        Assert.Equal(12, first.CountParams());
        Assert.Equal(20, second.CountParams());
        float[] Kernel(Layer layer) => layer.GetWeights()[0].ToArray<float>();
        Assert.Equal(Kernel(dense), Kernel(model));
        Assert.Equal(Kernel(dense), Kernel(first));
        Assert.Equal(Kernel(dense), Kernel(second));
        var file = Path.Combine(folder.FullName, "shared.keras");
        model.Save(file);
        using var loaded = Model.Load(file);
        Assert.Equal(20, loaded.CountParams());
        Assert.Equal(model.Predict(inputs).ToArray<float>(), loaded.Predict(inputs).ToArray<float>());
        loaded.Fit(inputs, targets, verbose: 0);
        model.Fit(inputs, targets, verbose: 0);
        Assert.Equal(model.Predict(inputs).ToArray<float>(), loaded.Predict(inputs).ToArray<float>());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void An_own_layer_that_applies_itself_is_refused_by_name()
    {
        Fails("loop: the layer is applied inside itself", () => new Loop().Apply(new Input([4])));
        Fails("mine: the layer is applied inside itself", () => new Loop { Name = "mine" }.Apply(new Input([4])));
        Sequential model = [new Input([4]), new Dense(2), new Loop()];
        Fails("sequential/loop: the layer is applied inside itself", () => model.Build([null, 4]));
        Fails("sequential/loop: the layer is applied inside itself", () => model.Build([null, 4]));
        OnSmallStack(() => Assert.Equal(2, model.Layers.Count));
    }

    [Fact]
    public void Layers_that_apply_each_other_are_refused_by_name()
    {
        Loop first = new() { Name = "first" }, second = new() { Name = "second", Inner = first };
        first.Inner = second;
        Sequential model = [new Input([4]), first];
        Fails("sequential/first: the layer is applied inside itself", () => model.Build([null, 4]));
        OnSmallStack(() => Assert.Single(model.Layers));
    }

    [Fact]
    public void A_model_that_applies_itself_is_refused_by_name()
    {
        LoopModel model = new();
        Fails("loop_model: the layer is applied inside itself", () => model.Build([null, 4]));
        Sequential outer = [new Input([4])];
        Fails("sequential: a model cannot be a layer of itself, got loop", () => outer.Add(new Loop { Inner = outer }));
        outer.Build([null, 4]);
    }

    [Fact]
    public void A_model_is_no_layer_of_itself()
    {
        Sequential model = [new Input([4]), new Dense(2)];
        Fails("sequential: a model cannot be a layer of itself, got sequential", () => model.Add(model));
        Sequential outer = new([model], name: "outer");
        Fails("sequential: a model cannot be a layer of itself, got outer", () => model.Add(outer));
        Input input = new([4]);
        Model functional = new(input, outer.Apply(input), name: "functional");
        Fails("sequential: a model cannot be a layer of itself, got functional", () => model.Add(functional));
        model.Add(new Dense(1));
        model.Build([null, 4]);
        Assert.Equal(2, model.Layers.Count);
    }

    private static Sequential Nested(int depth)
    {
        Sequential model = [new Dense(1)];
        for (var i = 0; i < depth; i++)
            model = new([model], name: $"m{i}");
        return model;
    }

    [Fact]
    public void Models_nest_a_hundred_deep_and_no_deeper()
    {
        OnSmallStack(() =>
        {
            var model = Nested(99);
            model.Compile("sgd", "mse");
            model.Fit(new float[4, 2], new float[4, 1], verbose: 0);
            model.Summary(expandNested: true, printFn: _ => { });
            var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "nested.keras");
            model.Save(file);
            Model.Load(file).Predict(new float[4, 2], verbose: 0);
        });
        Fails("m99: layers stand inside each other more than 100 deep", () => Nested(101).Build([null, 2]));
        Fails("m99998: layers stand inside each other more than 100 deep", () => Nested(100_000).Build([null, 2]));
    }

    [Fact]
    public void A_model_of_very_many_layers_works() => OnSmallStack(() =>
    {
        Input input = new([2]);
        KerasTensor output = input;
        for (var i = 0; i < 20_000; i++)
            output = new Activation("relu").Apply(output);
        Model model = new(input, output);
        var lines = 0;
        model.Summary(printFn: text => lines = text.Count(c => c == '\n'));
        Assert.InRange(lines, 40_000, 50_000);
        Assert.Equal(20_001, model.Layers.Count);
        Assert.Equal(1f, model.Predict(new float[,] { { 1, 2 } }, verbose: 0).ToArray<float>()[0]);
        Assert.Equal(
            "functional: a file holds at most 10000 layers of a model, got 20001",
            Assert.Throws<UnsupportedException>(() => model.Save("many.keras")).Message);
        model.Dispose();
    });

    [Fact]
    public void A_layer_that_is_applied_very_often_works() => OnSmallStack(() =>
    {
        var folder = Directory.CreateTempSubdirectory("facade-");
        Input input = new([2]);
        KerasTensor output = input;
        Dense dense = new(2);
        for (var i = 0; i < 10_000; i++)
            output = dense.Apply(output);
        Model model = new(input, output);
        model.Compile("sgd", "mse");
        var file = Path.Combine(folder.FullName, "often.keras");
        model.Save(file);
        using var loaded = Model.Load(file);
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), loaded.GetWeights()[0].ToArray<float>());
        folder.Delete(recursive: true);
    });

    [Fact]
    public void Own_layers_nest_no_deeper_either()
    {
        Layer layer = new Dense(1);
        for (var i = 0; i < 100_000; i++)
            layer = new Loop { Name = $"l{i}", Inner = layer };
        Fails("l99999: layers stand inside each other more than 100 deep", () => layer.Apply(new Input([2])));
    }
}
