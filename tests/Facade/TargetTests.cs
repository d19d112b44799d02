using Functional.Keras;
using Functional.Keras.Layers;
using TorchSharp;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using DataException = Functional.DataException;
using FunctionalException = Functional.FunctionalException;
using ShapeException = Functional.ShapeException;

namespace FacadeTests;

/// <summary>Targets, weights and outputs that do not fit each other are one line, by every way in, before a weight changes.</summary>
public class TargetTests
{
    private const int samples = 12;

    private static readonly float[,] x = Numbers(samples, 4);

    private static float[,] Numbers(int rows, int columns)
    {
        var numbers = new float[rows, columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i / columns, i % columns] = i * 7 % 11 / 11f;
        return numbers;
    }

    private static int[] Labels(int classes, int count = samples) => [.. Enumerable.Range(0, count).Select(i => i % classes)];

    private static Sequential Compiled(Layer[] layers, Loss loss, params Metric[] metrics)
    {
        Sequential model = new([new Input([4]), .. layers]) { Seed = 1 };
        model.Compile("sgd", loss, metrics: metrics);
        return model;
    }

    /// <summary>Every way by which data reach a model.</summary>
    internal static IEnumerable<(string Way, Action<Model> Act)> Ways(Data? x, Data? y, Data? weights = null)
    {
        async IAsyncEnumerable<Batch> Later()
        {
            await Task.Yield();
            yield return new(x!, y, weights);
        }

        Batch[] stream = [new(x!, y, weights)];
        yield return ("Fit", model => model.Fit(x!, y, verbose: 0, sampleWeight: weights));
        yield return ("Evaluate", model => model.Evaluate(x!, y, verbose: 0, sampleWeight: weights));
        yield return ("TrainOnBatch", model => model.TrainOnBatch(x!, y, weights));
        yield return ("TestOnBatch", model => model.TestOnBatch(x!, y, weights));
        yield return ("a stream", model => model.Fit(stream, verbose: 0));
        yield return ("a later stream", model => model.Fit(Later(), verbose: 0));
        yield return ("a stream to evaluate", model => model.Evaluate(stream, verbose: 0));
        yield return ("a dataset", model => model.Fit(new Only(stream[0]), verbose: 0));
    }

    internal static void Refused<T>(Model model, string message, IEnumerable<(string Way, Action<Model> Act)> ways)
        where T : FunctionalException
    {
        var before = model.Built ? model.GetWeights().Select(weight => weight.ToArray<float>()).ToArray() : [];
        foreach (var (way, act) in ways)
        {
            var error = Record.Exception(() => act(model));
            Assert.True(error is T, $"{way}: {error}");
            Assert.Equal(message, error.Message.Replace("batch 0: ", ""));
        }

        if (before.Length > 0)
            Assert.Equal(before, model.GetWeights().Select(weight => weight.ToArray<float>()));
    }

    private sealed class Only(Batch? batch) : PyDataset
    {
        public override int? NumBatches => 1;

        public override Batch this[int index] => batch!;
    }

    [Fact]
    public void One_hot_targets_are_not_class_indices()
    {
        Refused<ShapeException>(
            Compiled([new Dense(3, "softmax")], "sparse_categorical_crossentropy"),
            "output 'dense' of shape (batch, 3): loss sparse_categorical_crossentropy takes class indices of shape (batch,), got (12, 3); "
            + "one-hot targets are for categorical_crossentropy and categorical_accuracy",
            Ways(x, new float[samples, 3]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(samples)]
    [InlineData(1)]
    public void Class_indices_are_not_one_hot_targets(int classes)
    {
        const string rest = "; class indices are for sparse_categorical_crossentropy and sparse_categorical_accuracy";
        // With as many samples as classes, or one sample, the shapes would broadcast.
        var count = classes == 1 ? 1 : samples;
        var units = classes == 1 ? 3 : classes;
        var some = Numbers(count, 4);
        foreach (var loss in new[] { "categorical_crossentropy", "categorical_focal_crossentropy", "categorical_hinge" })
        {
            var model = Compiled([new Dense(units, "softmax")], loss);
            Refused<ShapeException>(
                model,
                $"output 'dense' of shape (batch, {units}): loss {loss} takes one-hot targets of the same shape, got ({count},){rest}",
                Ways(some, Labels(units, count)));
            Refused<ShapeException>(
                model,
                $"output 'dense' of shape (batch, {units}): loss {loss} takes one-hot targets of the same shape, got ({count}, 1){rest}",
                Ways(some, new int[count, 1]));
        }
    }

    [Fact]
    public void Numbers_for_one_output_are_not_numbers_for_several()
    {
        foreach (var loss in new[] { "mse", "mae", "binary_crossentropy", "hinge", "huber", "log_cosh", "poisson", "kl_divergence" })
        {
            string Message(int units, string got) =>
                $"output 'dense' of shape (batch, {units}): loss {loss} takes targets of the same shape, got {got}";

            var four = Compiled([new Dense(4, "sigmoid")], loss);
            Refused<ShapeException>(four, Message(4, "(12, 1)"), Ways(x, new float[samples, 1]));
            Refused<ShapeException>(four, Message(4, "(12,)"), Ways(x, new float[samples]));
            var one = Compiled([new Dense(1, "sigmoid")], loss);
            Refused<ShapeException>(one, Message(1, "(12, 2)"), Ways(x, new float[samples, 2]));
        }
    }

    [Fact]
    public void A_forgotten_Flatten_is_seen()
    {
        Sequential model = [new Input([28, 28, 1]), new Conv2D(2, 3, padding: "same"), new Dense(10, "softmax")];
        model.Compile("sgd", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        Refused<ShapeException>(
            model,
            "output 'dense' of shape (batch, 28, 28, 10): loss sparse_categorical_crossentropy takes class indices of shape "
            + "(batch, 28, 28), got (4,)",
            Ways(new float[4, 28, 28, 1], Labels(10, 4)));
    }

    [Fact]
    public void Validation_data_are_looked_at_before_training()
    {
        var model = Compiled([new Dense(3, "softmax")], "sparse_categorical_crossentropy");
        model.Build([null, 4]);
        Refused<ShapeException>(
            model,
            "output 'dense' of shape (batch, 3): loss sparse_categorical_crossentropy takes class indices of shape (batch,), got (12, 2)",
            [("validation", model => model.Fit(x, Labels(3), verbose: 0, validationData: (x, new float[samples, 2])))]);
    }

    [Fact]
    public void Outputs_are_named()
    {
        Input input = new([4]);
        KerasTensor price = new Dense(1) { Name = "price" }.Apply(input), kind = new Dense(3) { Name = "kind" }.Apply(input);
        Model model = new(input, new() { ["price"] = price, ["kind"] = kind });
        model.Compile("sgd", new() { ["price"] = "mse", ["kind"] = "categorical_crossentropy" });
        Refused<ShapeException>(
            model,
            "output 'kind' of shape (batch, 3): loss categorical_crossentropy takes one-hot targets of the same shape, got (12, 1); "
            + "class indices are for sparse_categorical_crossentropy and sparse_categorical_accuracy",
            Ways(x, new() { ["price"] = new float[samples], ["kind"] = new float[samples, 1] }));
        Refused<DataException>(
            model,
            "y \"kind\" must be finite numbers, got NaN in row 5",
            Ways(x, new() { ["price"] = new float[samples], ["kind"] = Filled(float.NaN) }));
    }

    private static float[,] Filled(float number)
    {
        var all = new float[samples, 3];
        all[5, 1] = number;
        return all;
    }

    [Fact]
    public void Sample_weights_are_one_for_each_loss()
    {
        var model = Compiled([new Dense(3, "softmax")], "sparse_categorical_crossentropy");
        foreach (var (weights, got) in new (Data, string)[]
        {
            (new float[samples, 3], "(12, 3)"), (new float[samples, 1, 2], "(12, 1, 2)"), (new float[samples, samples], "(12, 12)"),
        })
            Refused<ShapeException>(
                model,
                "output 'dense' of shape (batch, 3): sample weights for loss sparse_categorical_crossentropy must have shape (12,), got "
                + got,
                Ways(x, Labels(3), weights));
        Refused<DataException>(
            model, "sampleWeight must be 12 samples like x, got 5", Ways(x, Labels(3), new float[5]));
        Refused<DataException>(
            model,
            "sampleWeight must be finite numbers, got infinity in row 0",
            Ways(x, Labels(3), Enumerable.Repeat(float.PositiveInfinity, samples).ToArray()));
        Refused<DataException>(
            model,
            "classWeight must be finite numbers, got NaN for class 1",
            [
                ("Fit", model => model.Fit(x, Labels(3), verbose: 0, classWeight: new Dictionary<int, double> { [1] = double.NaN })),
                ("TrainOnBatch", model => model.TrainOnBatch(x, Labels(3), classWeight: new Dictionary<int, double> { [1] = double.NaN })),
            ]);
    }

    [Fact]
    public void Class_weights_of_any_keys_and_labels_are_a_matter_of_milliseconds()
    {
        var model = Compiled([new Dense(1, "tanh")], "hinge");
        var labels = Labels(2).Select(label => label * 2f - 1).ToArray();
        Dictionary<int, double> weights = new() { [-1] = 3, [1] = 0.5, [2_000_000_000] = 7, [int.MinValue] = 2 };
        var byClass = model.TrainOnBatch(x, labels, classWeight: weights)["loss"];
        var byHand = Compiled([new Dense(1, "tanh")], "hinge").TrainOnBatch(
            x, labels, labels.Select(label => label < 0 ? 3f : 0.5f).ToArray())["loss"];
        Assert.Equal(byHand, byClass);
    }

    private sealed class OwnError : Loss
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
    }

    private sealed class OwnMetric() : Metric(name: "own")
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
    }

    [Fact]
    public void Own_losses_and_metrics_get_targets_of_the_shape_of_the_predictions()
    {
        IReadOnlyDictionary<string, double> Logs(Loss loss, Data y) =>
            Compiled([new Dense(1)], loss, new OwnMetric(), "mse").Evaluate(x, y, verbose: 0);
        var expected = Logs("mse", new float[samples, 1])["loss"];
        foreach (var y in new Data[] { new float[samples], new float[samples, 1], new byte[samples], new bool[samples] })
        {
            var logs = Logs(new OwnError(), y);
            Assert.Equal(expected, logs["loss"], 1e-6);
            Assert.Equal(expected, logs["own"], 1e-6);
            Assert.Equal(expected, logs["mse"], 1e-6);
        }

        Refused<ShapeException>(
            Compiled([new Dense(1)], new OwnError()),
            "output 'dense' of shape (batch, 1): loss own_error takes targets of the same shape, got (12, 3)",
            Ways(x, new float[samples, 3]));
        Refused<ShapeException>(
            Compiled([new Dense(1)], new Packed(), new OwnMetric()),
            "output 'dense' of shape (batch, 1): metric own takes targets of the same shape, got (12, 2)",
            Ways(x, new float[samples, 2]));
    }

    /// <summary>The smallest and the largest prediction, and how often each class of two was predicted.</summary>
    private sealed class Range() : Metric(name: "range")
    {
        protected override void UpdateState(KerasTensor yTrue, KerasTensor yPred, KerasTensor? sampleWeight)
        {
            var (low, high, number) = States();
            Assign(low, Ops.Minimum(low, Ops.Min(yPred, axis: [0, 1])));
            Assign(high, Ops.Maximum(high, Ops.Max(yPred, axis: [0, 1])));
            Assign(number, number + Ops.Sum(yPred * 0 + 1, axis: 0));
        }

        protected override MetricResult Result()
        {
            var (low, high, number) = States();
            return new Dictionary<string, KerasTensor> { ["low"] = low, ["high"] = high, ["number"] = number };
        }

        private (KerasTensor, KerasTensor, KerasTensor) States() => (
            State("low", initializer: new Functional.Keras.Initializers.Constant(1e9)),
            State("high", initializer: new Functional.Keras.Initializers.Constant(-1e9)),
            State("number", [2]));
    }

    [Fact]
    public void Metrics_of_several_numbers_begin_as_they_say_with_every_epoch_and_have_a_name_for_each()
    {
        var model = Compiled([new Dense(2, "sigmoid")], "mse", new Range(), new Functional.Keras.Metrics.Precision([0.0, 0.5, 1.0]));
        var y = new float[samples, 2];
        for (var i = 0; i < samples; i++)
            y[i, 0] = 1;
        var history = model.Fit(x, y, epochs: 2, verbose: 0, validationData: (x, y)).Values;
        string[] names =
            ["range_low", "range_high", "range_number_0", "range_number_1", "precision_0", "precision_1", "precision_2"];
        string[] all = ["loss", .. names];
        Assert.Equal(all.Concat(all.Select(name => "val_" + name)).Order(), history.Keys.Order());
        Assert.Equal([samples, samples], history["range_number_1"]);
        foreach (var epoch in new[] { 0, 1 })
        {
            Assert.InRange(history["range_low"][epoch], 0, history["range_high"][epoch]);
            Assert.InRange(history["range_high"][epoch], 0, 1);
            Assert.Equal(0.5, history["precision_0"][epoch], 1e-6);
            Assert.Equal(0, history["precision_2"][epoch]);
        }

        var logs = model.Evaluate(x, y, verbose: 0);
        var predictions = model.Predict(x).ToArray<float>();
        Assert.Equal(predictions.Min(), logs["range_low"], 1e-6);
        Assert.Equal(predictions.Max(), logs["range_high"], 1e-6);
        var positive = predictions.Where((p, i) => p > 0.5f && i % 2 == 0).Count();
        Assert.Equal(positive / Math.Max(1.0, predictions.Count(p => p > 0.5f)), logs["precision_1"], 1e-6);
    }

    [Theory]
    [InlineData(1.5, null, null, "thresholds must be in [0, 1], got 1.5")]
    [InlineData(double.NaN, null, null, "thresholds must be in [0, 1], got NaN")]
    [InlineData(0.5, 0, null, "topK must be at least 1, got 0")]
    [InlineData(0.5, null, 2, "class_id must be in [0, 2), got 2")]
    public void Settings_of_precision_are_checked_before_anything_runs(double threshold, int? topK, int? classId, string rule)
    {
        var error = Assert.Throws<ConfigurationException>(() =>
        {
            var model = Compiled([new Dense(2)], "mse", new Functional.Keras.Metrics.Precision(threshold, topK, classId));
            model.Fit(x, new float[samples, 2], verbose: 0);
        });
        Assert.EndsWith(rule, error.Message);
    }

    /// <summary>Targets are a number and how much it counts.</summary>
    private sealed class Packed : Loss
    {
        protected override Shape? TargetShape(Shape yPred) => [yPred[0], 2];

        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
            Ops.Mean(yTrue[.., 1..2] * Ops.Square(yTrue[.., 0..1] - yPred), axis: -1);
    }

    private sealed class Blind : Loss
    {
        protected override Shape? TargetShape(Shape yPred) => null;

        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) => Ops.Mean(Ops.Square(yPred), axis: -1);
    }

    [Fact]
    public void An_own_loss_says_what_it_takes_instead()
    {
        var model = Compiled([new Dense(1)], new Packed());
        Assert.True(model.TrainOnBatch(x, Numbers(samples, 2))["loss"] > 0);
        Refused<ShapeException>(
            model,
            "output 'dense' of shape (batch, 1): loss packed takes targets of shape (batch, 2), got (12, 1)",
            Ways(x, new float[samples, 1]));
        Assert.True(Compiled([new Dense(1)], new Blind()).TrainOnBatch(x, new float[samples, 5, 3])["loss"] > 0);
    }

    [Fact]
    public void Data_that_are_null_are_refused_by_their_name()
    {
        var model = Compiled([new Dense(3, "softmax")], "sparse_categorical_crossentropy");
        Refused<DataException>(model, "x must not be null", Ways((float[,]?)null, Labels(3)));
        Refused<DataException>(model, "x must not be null", Ways((torch.Tensor?)null, Labels(3)));
        Refused<DataException>(model, "targets must be one for each of the outputs 'dense', got 0", Ways(x, (int[]?)null));
        Action<Model>[] predicting =
        [
            model => model.Predict((float[,]?)null!, verbose: 0),
            model => model.PredictOnBatch((float[,]?)null!),
            model => model.Call((float[,]?)null!),
            model => model.PredictAll((float[,]?)null!, verbose: 0),
            model => model.Predict(new Batch[] { new(null!) }, verbose: 0),
            model => model.Fit(x, Labels(3), verbose: 0, validationData: ((float[,]?)null!, Labels(3))),
        ];
        Refused<DataException>(model, "x must not be null", predicting.Select((act, i) => ($"{i}", act)));
        Action<Model>[] streams =
        [
            model => model.Fit(new Batch[] { null! }, verbose: 0),
            model => model.Evaluate(new Batch[] { null! }, verbose: 0),
            model => model.Predict(new Batch[] { null! }, verbose: 0),
            model => model.Fit(new Only(null), verbose: 0),
        ];
        Refused<DataException>(model, "data: a batch must not be null", streams.Select((act, i) => ($"{i}", act)));
        Sequential open = [new Dense(3)];
        open.Compile("sgd", "mse");
        Refused<DataException>(open, "data: a batch must not be null", streams.Select((act, i) => ($"open {i}", act)));
        Action<Model>[] none =
        [
            model => model.Fit((Batch[]?)null!, verbose: 0),
            model => model.Fit((PyDataset?)null!, verbose: 0),
            model => model.Predict((IAsyncEnumerable<Batch>?)null!, verbose: 0),
        ];
        Refused<DataException>(model, "data: batches must not be null", none.Select((act, i) => ($"{i}", act)));
    }

    [Fact]
    public void A_part_that_is_null_is_refused_by_its_name()
    {
        Input a = new([2], name: "a"), b = new([2], name: "b");
        Model model = new([a, b], new Dense(1).Apply(new Concatenate().Apply([a, b])));
        model.Compile("sgd", "mse");
        var x = new float[samples, 2];
        var y = new float[samples];
        foreach (var parts in new Data[] { new Data[] { x, null! }, new List<Data> { x, null! }, Data.Of([x, null!]) })
            Refused<DataException>(model, "x \"b\" must not be null", Ways(parts, y));
        Refused<DataException>(
            model,
            "x: data for each of \"a\", \"b\" is expected, got a missing one",
            Ways(new Dictionary<string, Data> { ["a"] = x, ["b"] = null! }, y));
        Refused<DataException>(
            model, "data: rows must not be null, got one on axis 0", [("rows", _ => model.Predict(new float[]?[] { [1, 2], null }, verbose: 0))]);
    }

    [Fact]
    public void Tensors_that_cannot_be_read_are_refused_by_the_name_of_the_argument()
    {
        var model = Compiled([new Dense(3, "softmax")], "sparse_categorical_crossentropy");
        Sequential open = [new Dense(3)];
        open.Compile("sgd", "mse");
        var disposed = torch.ones(samples, 4);
        disposed.Dispose();
        using var sparse = torch.eye(samples, 4).to_sparse();
        using var meta = torch.ones(samples, 4, device: torch.META);
        using var complex = torch.ones(samples, 4, torch.complex64);
        foreach (var (tensor, message) in new[]
        {
            (disposed, "must be alive, got a disposed tensor"),
            (sparse, "must be dense, got a sparse tensor"),
            (meta, "must have numbers, got a tensor on the device meta"),
            (complex, "must be real numbers, got a tensor of ComplexFloat32"),
        })
        {
            foreach (var some in new[] { model, open })
            {
                Refused<DataException>(some, $"x {message}", Ways(tensor, Labels(3)));
                Refused<DataException>(
                    some,
                    $"x {message}",
                    [("Predict", model => model.Predict(tensor, verbose: 0)), ("Call", model => model.Call(tensor))]);
            }

            Refused<DataException>(model, $"y {message}", Ways(x, tensor));
            Refused<DataException>(model, $"sampleWeight {message}", Ways(x, Labels(3), tensor));
        }

        Assert.False(open.Built);
    }

    [Fact]
    public void Weights_that_cannot_be_read_are_refused()
    {
        var model = Compiled([new Dense(1)], "mse");
        var disposed = torch.ones(4, 1);
        disposed.Dispose();
        model.Build([null, 4]);
        Refused<DataException>(
            model,
            "weights must not be null",
            [("all", model => model.SetWeights(null!)), ("one", model => model.SetWeights([null!, new float[1]]))]);
        Refused<DataException>(
            model, "weights must be alive, got a disposed tensor", [("disposed", model => model.SetWeights([disposed, new float[1]]))]);
        Refused<DataException>(
            model, "value must not be null", [("Assign", model => model.Weights[0].Assign((float[,]?)null!))]);
        Refused<DataException>(
            model,
            "data: values must be float32, got one beyond it",
            [("Assign", model => model.Weights[1].Assign(new[] { 1e300 }))]);
        model.SetWeights([new Half[4, 1], new[] { (Half)2 }]);
        Assert.Equal(2, model.Predict(x, verbose: 0)[0, 0]);
    }

    [Theory]
    [InlineData("float16", 65504, 65520)]
    [InlineData("bfloat16", 3.3895313892515355e38, 3.4e38)]
    [InlineData("float32", float.MaxValue, 1e300)]
    public void A_weight_takes_finite_numbers_of_its_dtype_and_infinities(string dtype, double largest, double beyond)
    {
        using Sequential model = [new Input([4]), new Dense(1) { DType = dtype }];
        var bias = model.Weights[1];
        foreach (var taken in new[] { largest, -largest, double.PositiveInfinity })
            bias.Assign(new[] { taken });
        foreach (var refused in new[] { beyond, -beyond })
        {
            var error = Assert.Throws<DataException>(() => bias.Assign(new[] { refused }));
            Assert.Equal($"data: values must be {dtype}, got one beyond it", error.Message);
        }

        Assert.Equal(float.PositiveInfinity, (float)bias.Value);
    }

    [Fact]
    public void Data_that_do_not_fit_do_not_decide_the_shape_of_the_input()
    {
        Sequential model = [new Conv2D(2, 3), new Flatten(), new Dense(3, "softmax")];
        model.Compile("sgd", "sparse_categorical_crossentropy");
        Assert.Throws<ShapeException>(() => model.Fit(new float[samples, 8, 8], Labels(3), verbose: 0));
        Assert.Throws<DataException>(() => model.Fit(torch.ones([]), Labels(3), verbose: 0));
        Assert.Throws<DataException>(() => model.Fit(new float[0, 8, 8, 1], Labels(3), verbose: 0));
        Assert.Single(model.Fit(new float[samples, 8, 8, 1], Labels(3), verbose: 0)["loss"]);
    }

    [Fact]
    public void Numbers_that_an_input_would_change_are_refused()
    {
        Sequential bytes = [new Input([1], dtype: "uint8"), new Flatten()];
        Refused<DataException>(
            bytes,
            "sequential: input 'input_layer' must be uint8, whole numbers in [0, 255], got 300 in row 0",
            [("Predict", model => model.Predict(new[,] { { 300 } }, verbose: 0)), ("Call", model => model.Call(new[,] { { 300 } }))]);
        Sequential whole = [new Input([1], dtype: "int32"), new Flatten()];
        const string rule = "sequential: input 'input_layer' must be int32, whole numbers in [-2147483648, 2147483647], got ";
        Refused<DataException>(whole, rule + "0.5 in row 0", [("Predict", model => model.Predict(new[,] { { 0.5f } }, verbose: 0))]);
        Refused<DataException>(whole, rule + "NaN in row 0", [("Predict", model => model.Predict(new[,] { { float.NaN } }, verbose: 0))]);
        Refused<DataException>(
            whole, rule + "3000000000 in row 0", [("Predict", model => model.Predict(new[,] { { 3_000_000_000L } }, verbose: 0))]);
        Assert.Equal(7, whole.Predict(new[,] { { 7.0 } }, verbose: 0)[0, 0]);
    }
}
