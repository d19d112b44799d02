using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>A model from a file is like one that was written down: its layers have their classes, settings and tensors.</summary>
public sealed class LoadedTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("loaded-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private T Again<T>(T model) where T : Model
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.keras");
        model.Save(file);
        return Assert.IsType<T>(Model.Load(file));
    }

    private static NDArray Numbers(params int[] shape) => ((NDArray)Enumerable
        .Range(0, shape.Aggregate((a, b) => a * b)).Select(i => i * 7 % 13 / 13f - 0.4f).ToArray()!).Reshape(shape);

    private static float[] Values(NDArray array) => array.ToArray<float>();

    private static Sequential Pictures()
    {
        Sequential model =
        [
            new Input([8, 8, 1]),
            new Conv2D(4, (3, 2), strides: (1, 2), padding: "same", activation: "relu", kernelRegularizer: new Functional.Keras.Regularizers.L2(0.1)),
            new BatchNormalization(momentum: 0.5),
            new Flatten(),
            new Dropout(0.25, seed: 3),
            new Dense(3, "softmax", useBias: false, kernelInitializer: "he_normal", name: "last"),
        ];
        model.Compile(new Adam(0.01, beta1: 0.8, clipnorm: 2), "sparse_categorical_crossentropy");
        return model;
    }

    private static readonly int[] classes = [.. Enumerable.Range(0, 6).Select(i => i % 3)];

    [Fact]
    public void Layers_have_their_classes_and_show_their_settings()
    {
        using var model = Again(Pictures());
        var conv = Assert.IsType<Conv2D>(model.Layers[0]);
        Assert.Equal(4, conv.Filters);
        Assert.Equal([3, 2], conv.KernelSize);
        Assert.Equal([1, 2], conv.Strides);
        Assert.Equal("same", conv.Padding);
        Assert.Equal("relu", conv.Activation.Name);
        Assert.Equal(0.1, Assert.IsType<Functional.Keras.Regularizers.L2>(conv.KernelRegularizer).Value);
        Assert.Null(conv.KernelConstraint);
        Assert.Equal(0.5, Assert.IsType<BatchNormalization>(model.Layers[1]).Momentum);
        var dropout = Assert.IsType<Dropout>(model.Layers[3]);
        Assert.Equal((0.25, 3), (dropout.Rate, dropout.Seed));
        var dense = Assert.IsType<Dense>(model.GetLayer("last"));
        Assert.Equal((3, false), (dense.Units, dense.UseBias));
        Assert.IsType<Functional.Keras.Initializers.HeNormal>(dense.KernelInitializer);
        var adam = Assert.IsType<Adam>(model.Optimizer);
        Assert.Equal((0.8, 2.0), (adam.Beta1, adam.Clipnorm));
        Assert.Equal(0.01, adam.LearningRate, 1e-8);
    }

    [Fact]
    public void A_loaded_model_is_trained_frozen_renamed_grown_and_popped()
    {
        var x = Numbers(6, 8, 8, 1);
        using var written = Pictures();
        written.Fit(x, classes, verbose: 0);
        using var model = Again(written);
        Assert.Equal(Values(written.Predict(x, verbose: 0)), Values(model.Predict(x, verbose: 0)));

        var conv = model.Layers[0];
        conv.Trainable = false;
        model.Compile(new SGD(0.1), "sparse_categorical_crossentropy");
        var kernel = Values(conv.GetWeights()[0]);
        model.Fit(x, classes, verbose: 0);
        Assert.Equal(kernel, Values(conv.GetWeights()[0]));
        Assert.Equal(3, model.TrainableWeights.Count);

        var before = Values(model.Predict(x, verbose: 0));
        conv.Name = "first";
        Assert.Equal("first/kernel", model.Weights[0].Path);
        Assert.Same(conv, model.GetLayer("first"));
        Assert.Equal(before, Values(model.Predict(x, verbose: 0)));
        Assert.Equal(before, Values(Again(model).Predict(x, verbose: 0)));

        var last = model.Pop();
        Assert.Equal("last", last.Name);
        model.Add(new Dense(2));
        Assert.Equal([6, 2], model.Predict(x, verbose: 0).Shape);
        Assert.Equal(kernel, Values(conv.GetWeights()[0]));
    }

    [Fact]
    public void A_renamed_layer_keeps_the_optimizer_s_state()
    {
        var (x, y) = (Numbers(6, 4), Numbers(6, 2));
        float[] Trained(bool isRenamed)
        {
            using Sequential model = new([new Input([4]), new Dense(3, "tanh", name: "a"), new Dense(2, name: "b")]) { Seed = 3 };
            model.Compile(new Adam(0.1, useEma: true), "mse");
            model.Fit(x, y, verbose: 0);
            if (isRenamed)
                (model.Layers[0].Name, model.Layers[1].Name) = ("b", "a");
            Assert.Equal(isRenamed ? "b/kernel" : "a/kernel", model.Weights[0].Path);
            Assert.Equal(1, model.Optimizer!.Iterations);
            model.Fit(x, y, verbose: 0);
            Assert.Equal(2, model.Optimizer.Iterations);
            return [.. model.GetWeights().SelectMany(Values)];
        }

        Assert.Equal(Trained(false), Trained(true));
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused_and_can_be_renamed()
    {
        using var first = Again(new Sequential([new Input([4]), new Dense(2, name: "same")], name: "first"));
        using var second = Again(new Sequential([new Input([4]), new Dense(2, name: "same")], name: "second"));
        Input input = new([4]);
        var (a, b) = (first.Layers[0].Apply(input), second.Layers[0].Apply(input));
        Model Join() => new(input, new Add().Apply([a, b]));
        Assert.Equal(
            "functional: layer names must be unique in a model, got \"same\" twice", Assert.Throws<ConfigurationException>(Join).Message);
        second.Layers[0].Name = "other";
        using var joined = Join();
        Assert.Equal(["same/kernel", "same/bias", "other/kernel", "other/bias"], joined.Weights.Select(weight => weight.Path));
        var x = Numbers(3, 4);
        Assert.Equal(
            Values(first.Predict(x, verbose: 0)).Zip(Values(second.Predict(x, verbose: 0)), (a, b) => a + b),
            Values(joined.Predict(x, verbose: 0)));
    }

    private static Model Nested()
    {
        Input inside = new([4], name: "inside");
        Model inner = new(inside, new Dense(3, "relu", name: "hidden").Apply(inside), name: "inner");
        Sequential chain = new([new Input([3]), new Dense(3, name: "link")], name: "chain");
        Input input = new([4], name: "x");
        var output = chain.Apply(inner.Apply(input)) * 2 + 1;
        Model model = new(input, new Bidirectional(new LSTM(2), name: "both").Apply(new Reshape([3, 1], name: "steps").Apply(output)), name: "outer");
        model.Compile("rmsprop", "mse");
        return model;
    }

    [Fact]
    public void Models_inside_are_models_and_holders_show_what_they_hold()
    {
        var x = Numbers(5, 4);
        using var written = Nested();
        using var model = Again(written);
        var inner = Assert.IsType<Model>(model.GetLayer("inner"));
        Assert.Equal(["inside", "hidden"], inner.Layers.Select(layer => layer.Name));
        Assert.Equal(3, Assert.IsType<Dense>(inner.Layers[1]).Units);
        var chain = Assert.IsType<Sequential>(model.GetLayer("chain"));
        Assert.Equal(3, Assert.IsType<Dense>(Assert.Single(chain.Layers)).Units);
        Assert.Equal(Values(written.GetLayer("inner").GetWeights()[0]), Values(inner.GetWeights()[0]));
        var both = Assert.IsType<Bidirectional>(model.GetLayer("both"));
        Assert.Equal(2, Assert.IsType<LSTM>(both.Layer).Units);
        Assert.IsType<RMSprop>(model.Optimizer);

        // They can be used, frozen and trained by themselves.
        Assert.Equal([5, 3], inner.Predict(x, verbose: 0).Shape);
        inner.Trainable = false;
        Assert.False(inner.Layers[1].Trainable);
        model.Compile("sgd", "mse");
        var before = Values(inner.GetWeights()[0]);
        model.Fit(x, Numbers(5, 4), verbose: 0);
        Assert.Equal(before, Values(inner.GetWeights()[0]));
        Assert.Equal(Values(model.Predict(x, verbose: 0)), Values(Again(model).Predict(x, verbose: 0)));
        var again = Again(model);
        Assert.False(((Model)again.GetLayer("inner")).Layers[1].Trainable);
        again.Dispose();
    }

    [Fact]
    public void Inner_tensors_are_where_other_models_begin_and_end()
    {
        var x = Numbers(6, 8, 8, 1);
        using var model = Again(Pictures());
        // Features.
        using Model features = new(model.Inputs.Single(), model.Layers[2].Output, name: "features");
        var made = features.Predict(x, verbose: 0);
        Assert.Equal([6, 8 * 4 * 4], made.Shape);
        // A new head.
        using Model other = new(model.Input, new Dense(2, "softmax", name: "head").Apply(model.GetLayer("dropout").Output));
        other.Compile("sgd", "sparse_categorical_crossentropy");
        other.Fit(x, new[] { 0, 1, 0, 1, 0, 1 }, verbose: 0);
        Assert.Equal(Values(model.GetWeights()[0]), Values(other.GetWeights()[0]));
        // The rest, from a tensor in the middle on.
        using Model rest = new(model.Layers[2].Output, model.Output, name: "rest");
        Assert.Equal(["input_layer", "dropout", "last"], rest.Layers.Select(layer => layer.Name));
        Assert.Equal(
            Values(model.Predict(x, verbose: 0)),
            Values(rest.Predict(features.Predict(x, verbose: 0), verbose: 0)));
    }

    [Fact]
    public void A_loaded_graph_is_taken_apart_and_joined_as_a_written_one()
    {
        var x = Numbers(5, 4);
        using var written = Nested();
        using var loaded = Again(written);
        foreach (var model in new[] { written, loaded })
        {
            var steps = model.GetLayer("steps");
            using Model head = new(model.Inputs[0], steps.Output, name: "head");
            using Model tail = new(steps.Output, model.Outputs[0], name: "tail");
            Assert.Equal(
                Values(model.Predict(x, verbose: 0)), Values(tail.Predict(head.Predict(x, verbose: 0), verbose: 0)));
            using Model longer = new(model.Input, new Dense(1, name: "new").Apply(model.Output), name: "longer");
            longer.Compile("sgd", "mse");
            longer.Fit(x, Numbers(5, 1), verbose: 0);
            Assert.Equal(Values(model.GetWeights()[0]), Values(longer.GetWeights()[0]));
            Assert.Equal(Values(longer.Predict(x, verbose: 0)), Values(Again(longer).Predict(x, verbose: 0)));
        }
    }

    [Fact]
    public void Tensors_that_are_not_there_are_said_to_be_missing()
    {
        void Fails(string message, Func<object> act) => Assert.Equal(message, Assert.Throws<ConfigurationException>(act).Message);
        Fails(
            "dense: the layer has no tensors yet; it has them once it is applied to those of a model, or its model knows its input",
            () => new Dense(2).Output);
        Sequential unbuilt = [new Dense(2)];
        Fails(
            "sequential: the shape of the input is not known yet; add an Input, or build or fit the model first",
            () => unbuilt.Outputs);
        unbuilt.Build([null, 3]);
        Assert.Equal("(None, 2)", unbuilt.Output.Shape.ToString());
        Assert.Equal("(None, 3)", unbuilt.Layers[0].Input.Shape.ToString());
        Input input = new([3]);
        LSTM lstm = new(2, returnState: true);
        lstm.ApplyAll(new Reshape([3, 1]).Apply(input));
        Fails("lstm: the layer has 3 outputs; use Outputs", () => lstm.Output);
        Assert.Equal(3, lstm.Outputs.Count);
        Assert.Same(input, input.AsLayer().Output);
    }
}

file static class InputExtensions
{
    public static Layer AsLayer(this Input input) => input;
}
