using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Metrics;
using Functional.Keras.Optimizers;
using Functional.Keras.Regularizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using ShapeException = Functional.ShapeException;
using UnsupportedException = Functional.UnsupportedException;

namespace FacadeTests;

/// <summary>What users write themselves, as classes and as functions, does what the library's own does.</summary>
public sealed class OwnTests
{
    private static readonly float[,] x = { { 1, 2, 3 }, { 0, -1, 1 }, { 2, 0, -2 }, { 1, 1, 0 } };
    private static readonly float[,] y = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 } };

    private static float[] Trained(
        Optimizer? optimizer = null,
        LossArgument? loss = null,
        ActivationFunction? activation = null,
        Initializer? initializer = null,
        Regularizer? regularizer = null,
        Constraint? constraint = null)
    {
        using Sequential model = new(
        [
            new Input([3]),
            new Dense(4, activation, kernelInitializer: initializer, kernelRegularizer: regularizer, kernelConstraint: constraint, name: "a"),
            new Dense(2, name: "b"),
        ])
        {
            Seed = 5,
        };
        model.Compile(optimizer ?? new SGD(0.1), loss ?? "mse");
        model.Fit(x, y, epochs: 3, verbose: 0);
        return [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
    }

    private static void Same(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    private sealed class OwnSquare : Loss
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
    }

    private static KerasTensor MySquare(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);

    [Fact]
    public void Losses_are_classes_and_functions()
    {
        var expected = Trained(loss: "mse");
        Same(expected, Trained(loss: new OwnSquare()));
        Func<KerasTensor, KerasTensor, KerasTensor> function = MySquare;
        Same(expected, Trained(loss: function));
        Assert.Equal("my_square", ((Loss)function).Name);
        Assert.Equal("lambda", Loss.Of((t, p) => t - p).Name);
    }

    [Fact]
    public void Functions_stand_in_Compile_for_losses_and_metrics()
    {
        static KerasTensor Distance(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Abs(yTrue - yPred), axis: -1);
        Sequential Make() => new([new Input([3]), new Dense(2)]) { Seed = 4 };
        using var named = Make();
        named.Compile("sgd", "mse", metrics: ["mae"]);
        var expected = named.Fit(x, y, epochs: 2, verbose: 0);

        using var one = Make();
        one.Compile("sgd", loss: (t, p) => Ops.Mean(Ops.Square(t - p), axis: -1), metrics: ["mae"]);
        Assert.Equal(expected["loss"], one.Fit(x, y, epochs: 2, verbose: 0)["loss"]);

        using var both = Make();
        both.Compile("sgd", loss: (t, p) => Ops.Mean(Ops.Square(t - p), axis: -1), metrics: [Distance, (t, p) => t - p, (t, p) => p]);
        var logs = both.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(["distance", "lambda", "lambda_1", "loss"], logs.Values.Keys.Order());
        Assert.Equal(expected["mae"], logs["distance"]);

        using var wrapped = Make();
        wrapped.Compile("sgd", "mse", metrics: ["mae", new MeanMetricWrapper(Distance, name: "far")]);
        logs = wrapped.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(expected["mae"], logs["far"]);
        using var plain = Make();
        plain.Compile("sgd", "mse", metrics: []);
        Assert.Equal(["loss"], plain.Fit(x, y, verbose: 0).Values.Keys);
    }

    private sealed class OwnL2(double l2) : Regularizer
    {
        protected override KerasTensor Call(KerasTensor x) => l2 * Ops.Sum(Ops.Square(x));
    }

    private sealed class OwnNonNeg : Constraint
    {
        protected override KerasTensor Call(KerasTensor x) => Ops.Maximum(x, 0);
    }

    private sealed class Halves : Initializer
    {
        protected override KerasTensor Call(Shape shape, string dtype) => Draw("ones", shape, dtype) / 2;
    }

    private sealed class Noise : Initializer
    {
        protected override KerasTensor Call(Shape shape, string dtype) =>
            Draw("random_normal", shape) + Draw("random_normal", shape);
    }

    [Fact]
    public void Settings_of_weights_are_classes_and_functions()
    {
        var expected = Trained(regularizer: new L2(0.1));
        Same(expected, Trained(regularizer: new OwnL2(0.1)));
        Same(expected, Trained(regularizer: Regularizer.Of(w => 0.1 * Ops.Sum(Ops.Square(w)))));
        expected = Trained(constraint: "non_neg");
        Same(expected, Trained(constraint: new OwnNonNeg()));
        Same(expected, Trained(constraint: Constraint.Of(w => Ops.Maximum(w, 0))));
        Same(Trained(initializer: new Functional.Keras.Initializers.Constant(0.5)), Trained(initializer: new Halves()));
        Assert.Equal(Trained(initializer: new Noise()), Trained(initializer: new Noise()));
        expected = Trained(activation: "tanh");
        Same(expected, Trained(activation: new(Ops.Tanh)));
        Same(expected, Trained(activation: new(h => 1 - 2 / (Ops.Exp(2 * h) + 1))));
        // They are shown as they were given.
        OwnL2 mine = new(0.1);
        Assert.Same(mine, new Dense(2, kernelRegularizer: mine).KernelRegularizer);
    }

    private sealed class Momentum(double rate, double share) : Optimizer(rate)
    {
        protected override IReadOnlyList<string> Slots => ["momentum"];

        protected override KerasTensor UpdateStep(KerasTensor gradient, KerasTensor variable, KerasTensor learningRate)
        {
            var step = share * Slot("momentum") - learningRate * gradient;
            Assign("momentum", step);
            return variable + step;
        }
    }

    [Fact]
    public void Optimizers_are_classes()
    {
        Same(Trained(new SGD(0.1, momentum: 0.9)), Trained(new Momentum(0.1, 0.9)));
        Assert.Equal("momentum", new Momentum(0.1, 0.9).Name);
    }

    private sealed class Wrong(Func<KerasTensor, KerasTensor> update) : Optimizer(0.1)
    {
        protected override KerasTensor UpdateStep(KerasTensor gradient, KerasTensor variable, KerasTensor learningRate) => update(Slot("a"));
    }

    [Fact]
    public void What_own_code_gives_is_checked()
    {
        void Fails<T>(string message, Func<object> act) where T : Exception => Assert.Equal(message, Assert.Throws<T>(act).Message);
        Fails<ShapeException>(
            "sequential/a: kernel: OwnTwice must give the shape of what it is given, (3, 4), got (4, 3)",
            () => Trained(constraint: new OwnTwice()));
        Fails<ShapeException>(
            "sequential/a: lambda must give a scalar, got (3, 4)", () => Trained(regularizer: Regularizer.Of(w => w)));
        Fails<ConfigurationException>("Wrong: there is no slot \"a\"; Slots names ", () => Trained(new Wrong(w => w)));
        Fails<ConfigurationException>("sequential/a: Nothing must override Call", () => Trained(regularizer: new Nothing()));
        using Sequential twice = [new Input([3]), new Doubled()];
        Fails<ConfigurationException>(
            "sequential/doubled: weight w is added twice; each has a name of its own, and what AddWeight gave can be kept in a field",
            () => twice.Weights);
        using Sequential model = [new Input([3]), new Dense(2, kernelRegularizer: new OwnL2(1), name: "mine")];
        Fails<UnsupportedException>(
            "sequential, layers[1] Dense 'mine', field 'kernel_regularizer': OwnL2 is code of your own, which no file can hold; "
            + "save the weights, or write it with the layers that there are",
            () => model.ToJson());
    }

    private sealed class OwnTwice : Constraint
    {
        protected override KerasTensor Call(KerasTensor x) => Ops.Transpose(x);
    }

    private sealed class Nothing : Regularizer;

    private sealed class Doubled : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) =>
            inputs * AddWeight([3], "ones", name: "w") + AddWeight([3], "ones", name: "w");
    }

    [Fact]
    public void A_Lambda_is_an_expression_that_files_hold()
    {
        var file = Path.Combine(Path.GetTempPath(), $"lambda-{Guid.NewGuid():N}.keras");
        using Sequential model = new(
            [new Input([3]), new Dense(4), new Lambda(h => Ops.Square(h) + 1 - Ops.Relu(h)), new Lambda(h => h / 2, name: "half"), new Dense(2)])
        {
            Seed = 2,
        };
        model.Compile("sgd", "mse");
        model.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(["dense", "lambda", "half", "dense_1"], model.Layers.Select(layer => layer.Name));
        model.Save(file);
        using var loaded = Model.Load(file);
        File.Delete(file);
        Assert.Equal(["dense", "lambda", "half", "dense_1"], loaded.Layers.Select(layer => layer.Name));
        Assert.Equal(model.Predict(x, verbose: 0).ToArray<float>(), loaded.Predict(x, verbose: 0).ToArray<float>());
        model.Fit(x, y, epochs: 2, verbose: 0);
        loaded.Fit(x, y, epochs: 2, verbose: 0);
        Assert.Equal(model.Predict(x, verbose: 0).ToArray<float>(), loaded.Predict(x, verbose: 0).ToArray<float>());

        Input input = new([3]);
        using Model joined = new(input, new Lambda(h => h * 3).Apply(new Lambda(h => h + 1).Apply(input)));
        Assert.Equal(6, joined.Predict(new float[,] { { 1, 1, 1 } }, verbose: 0)[0, 0]);
        var error = Assert.Throws<ConfigurationException>(() => new Lambda(h => new Dense(2).Apply(h)).Apply(input));
        Assert.Equal(
            "lambda: a Lambda holds functions of Ops and activations, got the layer Dense; derive a class from Layer to apply layers",
            error.Message);
    }

    [Fact]
    public void One_optimizer_trains_one_model()
    {
        Adam adam = new();
        Sequential first = new([new Input([3]), new Dense(2)], name: "first"), second = new([new Input([3]), new Dense(2)], name: "second");
        first.Compile(adam, "mse");
        first.Compile(adam, "mae");
        Assert.Equal(
            "second: the optimizer \"adam\" trains the model first already; each model needs one of its own",
            Assert.Throws<ConfigurationException>(() => second.Compile(adam, "mse")).Message);
        first.Compile("sgd", "mse");
        second.Compile(adam, "mse");
        second.Dispose();
        first.Compile(adam, "mse");
        first.Dispose();
    }

    [Fact]
    public void A_rate_that_was_set_stands_in_files()
    {
        var file = Path.Combine(Path.GetTempPath(), $"rate-{Guid.NewGuid():N}.keras");
        using Sequential model = [new Input([3]), new Dense(2)];
        model.Compile(new Adam(0.1), "mse");
        model.Fit(x, y, verbose: 0);
        model.Optimizer!.LearningRate = 0.25;
        model.Save(file);
        using var loaded = Model.Load(file);
        File.Delete(file);
        Assert.Equal(0.25, loaded.Optimizer!.LearningRate);
        loaded.Compile(loaded.Optimizer, "mse");
        Assert.Equal(0.25, loaded.Optimizer.LearningRate);
    }

    [Fact]
    public void A_layer_that_was_popped_keeps_its_weights()
    {
        using Sequential model = [new Input([3]), new Dense(4), new Dense(2)];
        model.Compile("sgd", "mse");
        model.Fit(x, y, verbose: 0);
        var before = model.Predict(x, verbose: 0).ToArray<float>();
        var weights = model.Layers[1].GetWeights().Select(weight => weight.ToArray<float>()).ToArray();
        var last = model.Pop();
        Assert.Equal(weights, last.GetWeights().Select(weight => weight.ToArray<float>()));
        Assert.Equal([4, 4], model.Predict(x, verbose: 0).Shape);
        model.Add(last);
        Assert.Equal(before, model.Predict(x, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void A_layer_that_does_not_fit_leaves_the_model_as_it_was()
    {
        using Sequential model = [new Input([3]), new Dense(4)];
        model.Compile("sgd", "mse");
        var before = model.Predict(x, verbose: 0).ToArray<float>();
        Assert.Equal(
            "sequential/conv2d: expects an input of 4 axes, got (batch, 4)",
            Assert.Throws<ShapeException>(() => model.Add(new Conv2D(2, 3))).Message);
        Assert.Single(model.Layers);
        Assert.Equal(before, model.Predict(x, verbose: 0).ToArray<float>());
        model.Add(new Dense(2));
        Assert.Equal([4, 2], model.Predict(x, verbose: 0).Shape);
    }

    private sealed class NullLoss : Loss
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => null!;
    }

    private sealed class NullMetric(bool isResult) : Functional.Keras.Metric
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => isResult ? yPred : null!;

        protected override MetricResult Result() => isResult ? null! : base.Result();
    }

    private sealed class NullLayer(bool isOne) : Functional.Keras.Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => null!;

        protected override KerasTensors Call(KerasTensors inputs, bool training) => isOne ? base.Call(inputs, training) : null!;
    }

    private sealed class NullOptimizer(string where) : Optimizer(0.1)
    {
        protected override IReadOnlyList<string> Slots => where == "slots" ? null! : where == "slot" ? [null!] : [];

        protected override KerasTensor UpdateStep(KerasTensor gradient, KerasTensor variable, KerasTensor learningRate) => null!;
    }

    private sealed class NullSchedule : LearningRateSchedule
    {
        protected override KerasTensor Call(KerasTensor step) => null!;
    }

    private sealed class NullInitializer : Initializer
    {
        protected override KerasTensor Call(Functional.Keras.Shape shape, string dtype) => null!;
    }

    private sealed class NullCell(string where) : RNNCell
    {
        protected override IReadOnlyList<Functional.Keras.Shape> StateSizes(Functional.Keras.Shape inputShape) =>
            where == "sizes" ? null! : where == "size" ? [null!] : [2];

        protected override CellStep Begin(KerasTensor inputs, KerasTensors states, bool training) => where switch
        {
            "begin" => null!,
            "output" => (_, before) => (null!, before),
            _ => (input, _) => (input, null!),
        };
    }

    public static TheoryData<string, string> Nulls() => new()
    {
        { "loss", "NullLoss: Call must give a tensor, got null" },
        { "metric", "NullMetric: Call must give a tensor, got null" },
        { "result", "NullMetric: Result must not be null" },
        { "layer", "sequential/null_layer: NullLayer: Call must give a tensor, got null" },
        { "layers", "sequential/null_layer: NullLayer: Call must give tensors, got null" },
        { "update", "NullOptimizer: UpdateStep must give a tensor, got null" },
        { "slots", "NullOptimizer: Slots must give names, got null" },
        { "slot", "NullOptimizer: Slots must give names, got null" },
        { "schedule", "NullSchedule: Call must give a tensor, got null" },
        { "initializer", "NullInitializer: Call must give a tensor, got null" },
        { "sizes", "sequential/rnn/cell: NullCell: StateSizes must give shapes, got null" },
        { "size", "sequential/rnn/cell: NullCell: StateSizes must give shapes, got null" },
        { "begin", "sequential/rnn/cell: NullCell: Begin must give the step, got null" },
        { "output", "sequential/rnn/cell: NullCell: the step must give a tensor, got null" },
        { "states", "sequential/rnn/cell: NullCell: the step must give states, got null" },
        { "function", "F must give a tensor, got null" },
        { "activation", "sequential/dense: f must give a tensor, got null" },
        { "lambda", "sequential/lambda: a Lambda's function must give a tensor, got null" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void What_own_code_gives_must_be_there(string where, string message)
    {
        void Use()
        {
            Optimizer optimizer = where is "update" or "slots" or "slot" ? new NullOptimizer(where)
                : where == "schedule" ? new SGD(new NullSchedule()) : "sgd";
            Loss loss = where == "loss" ? new NullLoss() : where == "function" ? Loss.Of((_, _) => null!, "F") : "mse";
            Functional.Keras.Metric[] metrics = where is "metric" or "result" ? [new NullMetric(where == "result")] : [];
            Functional.Keras.Layer layer = where switch
            {
                "layer" or "layers" => new NullLayer(where == "layer"),
                "lambda" => new Lambda(_ => null!),
                "activation" => new Dense(3, new ActivationFunction(_ => null!, "f")),
                "initializer" => new Dense(3, kernelInitializer: new NullInitializer()),
                _ => new Dense(3),
            };
            var isCell = where is "sizes" or "size" or "begin" or "output" or "states";
            using Sequential model = isCell
                ? [new Input([3]), new Reshape([3, 1]), new RNN(new NullCell(where), name: "rnn"), new Dense(2)]
                : [new Input([3]), layer, new Dense(2)];
            model.Compile(optimizer, loss, metrics: metrics);
            model.Fit(x, y, verbose: 0);
        }

        var error = Assert.ThrowsAny<Functional.FunctionalException>(Use);
        Assert.Contains(message.Split(": ", 2)[^1], error.Message);
    }
}
