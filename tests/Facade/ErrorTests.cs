using Functional.Keras.Layers;
using Xunit;
using Batch = Functional.Keras.Batch;
using Config = Functional.Keras.Config;
using ConfigurationException = Functional.ConfigurationException;
using Data = Functional.Keras.Data;
using DataException = Functional.DataException;
using Input = Functional.Keras.Input;
using Layer = Functional.Keras.Layer;
using Loss = Functional.Keras.Loss;
using Metric = Functional.Keras.Metric;
using MetricsArgument = Functional.Keras.MetricsArgument;
using Model = Functional.Keras.Model;
using ModelFileException = Functional.ModelFileException;
using Ops = Functional.Keras.Ops;
using Optimizer = Functional.Keras.Optimizer;
using Sequential = Functional.Keras.Sequential;
using ShapeException = Functional.ShapeException;
using UnsupportedException = Functional.UnsupportedException;

namespace FacadeTests;

/// <summary>Each mistake is an exception of its type, with one line that says what is wrong; the model stays as it was.</summary>
public class ErrorTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(32);

    private static void Fails<T>(string message, Action act) where T : Exception =>
        Assert.Equal(message, Assert.Throws<T>(act).Message);

    [Fact]
    public void A_shape_that_does_not_fit_names_the_layer()
    {
        Sequential model = [new Input([4]), new Dense(8), new Conv2D(2, 3) { Name = "look" }];
        Fails<ShapeException>(
            "sequential/look: expects an input of 4 axes, got (batch, 8)", () => model.Predict(classes.X, verbose: 0));
    }

    [Fact]
    public void A_number_of_threads_is_at_least_one()
    {
        Fails<ConfigurationException>("the number of threads must be in [1, 1024], got 0", () => Config.Threads = 0);
        Assert.Null(Config.Threads);
    }

    [Fact]
    public void A_part_that_is_not_there_is_found_where_it_is_taken()
    {
        Input input = new([4]);
        Fails<ShapeException>("get_item: the index of axis 1 must be in [-4, 4), got 4", () => _ = input[.., 4]);
        Fails<ShapeException>("get_item: 3 indices need as many axes, got (batch, 4)", () => _ = input[.., 0, 0]);
        Fails<ShapeException>(
            "get_item: the step of axis 1 must be at least 1, got -1",
            () => _ = input[.., new Functional.Keras.Slice(step: -1)]);
        Fails<ShapeException>("^0 is behind the last element; ^1 is the last", () => _ = input[.., ^0]);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_found_where_the_layer_is_applied()
    {
        Input input = new([4]);
        Fails<ShapeException>("conv2d: expects an input of 4 axes, got (batch, 4)", () => new Conv2D(2, 3).Apply(input));
    }

    [Fact]
    public void Data_of_another_shape_names_the_input()
    {
        using var model = ModelTests.Classifier();
        Fails<ShapeException>(
            "sequential: input 'input_layer' must have shape (batch, 4), got (32, 2)",
            () => model.Predict(new float[32, 2], verbose: 0));
    }

    [Fact]
    public void A_layer_with_a_number_that_it_cannot_have_is_refused_at_once() =>
        Fails<ConfigurationException>("Dense: units must be at least 1, got 0", () => _ = new Dense(0));

    [Fact]
    public void Words_that_Keras_does_not_know_are_refused_at_once()
    {
        Fails<ConfigurationException>(
            "optimizer must be one of adadelta, adafactor, adagrad, adam, adamax, adamw, ftrl, lamb, lion, muon, nadam, rmsprop, "
            + "schedulefreeadamw, sgd, got \"adm\"",
            () => _ = (Optimizer)"adm");
        Fails<ConfigurationException>(
            "loss must be one of 22 words, most like it mean_squared_error, mean_squared_logarithmic_error, hinge, huber, circle, "
            + "got \"mean_squared\"",
            () => _ = (Loss)"mean_squared");
        Fails<ConfigurationException>(
            "metric must be one of 37 words, most like it accuracy, auc, mean, recall, sum, got \"acuracy\"",
            () => _ = (Metric)"acuracy");
        Fails<ConfigurationException>(
            "interpolation must be one of \"nearest\", \"bilinear\", \"bicubic\", \"lanczos3\", \"lanczos5\", got \"linear\"",
            () => new UpSampling2D(interpolation: "linear"));
        Fails<ConfigurationException>(
            "padding must be one of \"valid\", \"same\", \"causal\", got \"samee\"", () => new Conv2D(1, 3, padding: "samee"));
        Fails<ConfigurationException>(
            "dataFormat must be one of \"channels_last\", \"channels_first\", got \"last\"", () => new Flatten("last"));
        Fails<ConfigurationException>(
            "activation must be one of 30 words, most like it relu, relu6, elu, celu, selu, got \"rellu\"", () => new Dense(1, "rellu"));
    }

    [Fact]
    public void A_model_must_be_compiled_before_it_is_trained()
    {
        Sequential model = [new Input([4]), new Dense(3)];
        Fails<ConfigurationException>(
            "sequential: compile the model before it is trained or evaluated", () => model.Fit(classes.X, classes.Y));
        Fails<ConfigurationException>(
            "sequential: compile the model before it is trained or evaluated", () => model.Evaluate(classes.X, classes.Y));
    }

    [Fact]
    public void Numbers_of_a_run_outside_their_range_are_refused()
    {
        using var model = ModelTests.Classifier();
        Fails<ConfigurationException>("batchSize must be at least 1, got 0", () => model.Fit(classes.X, classes.Y, batchSize: 0));
        Fails<ConfigurationException>("batchSize must be at least 1, got 0", () => model.Predict(classes.X, batchSize: 0));
        Fails<ConfigurationException>(
            "validationSplit must be in [0, 1), got 1", () => model.Fit(classes.X, classes.Y, validationSplit: 1));
        Fails<ConfigurationException>(
            "verbose must be \"auto\", 0, 1 or 2, got 3", () => model.Fit(classes.X, classes.Y, verbose: 3));
        Fails<ConfigurationException>(
            "stepsPerEpoch must be at least 1, got 0", () => model.Fit(classes.X, classes.Y, stepsPerEpoch: 0));
        Assert.False(model.Built);
    }

    [Fact]
    public void Data_that_cannot_be_used_is_refused_before_the_weights_change()
    {
        using var model = ModelTests.Classifier();
        var before = model.GetWeights()[0].ToArray<float>();
        Fails<DataException>(
            "x must not be empty, got shape (0, 4)", () => model.Fit(new float[0, 4], new int[0], verbose: 0));
        Fails<DataException>(
            "y must be 32 samples like x, got 31",
            () => model.Fit(classes.X, new int[31], verbose: 0));
        var broken = (float[,])classes.X.Clone();
        broken[3, 1] = float.NaN;
        Fails<DataException>(
            "x must be finite numbers, got NaN in row 3", () => model.Fit(broken, classes.Y, verbose: 0));
        Fails<DataException>(
            "y: class indices must be in [0, 3), got 7 in row 5",
            () => model.Fit(classes.X, classes.Y.Select((y, i) => i == 5 ? 7 : y).ToArray(), verbose: 0));
        Fails<DataException>(
            "y: class indices must be in [0, 3), got -1 in row 5",
            () => model.TrainOnBatch(classes.X, classes.Y.Select((y, i) => i == 5 ? -1 : y).ToArray()));
        Fails<DataException>(
            "validation_split 0.999 leaves nothing on one side of 32 samples",
            () => model.Fit(classes.X, classes.Y, validationSplit: 0.999, verbose: 0));
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void An_index_outside_an_embedding_is_refused()
    {
        Sequential model = [new Input([2], dtype: "int32"), new Embedding(10, 3)];
        Fails<DataException>(
            "x: indices must be in [0, 10), got 10 in row 0", () => model.Predict(new int[,] { { 3, 10 } }, verbose: 0));
        Assert.Equal([1, 2, 3], model.Predict(new int[,] { { 3, 9 } }, verbose: 0).Shape);
    }

    [Fact]
    public void Arrays_that_are_no_data_are_refused()
    {
        Fails<DataException>("data: elements must be numbers or text, got Uri", () => _ = (Data)new Uri[1]);
        Fails<DataException>(
            "data: rows must be of one length, got 2 and 1 on axis 1", () => _ = (Data)new float[][] { [1, 2], [3] });
        Fails<DataException>("data: shape (2, 2) holds 4 values, got 3", () => Data.From<float>([1, 2, 3], 2, 2));
        var rows = new float[70_000][];
        Array.Fill(rows, new float[70_000]);
        Fails<DataException>("data: an array holds at most 2147483591 values, got shape (70000, 70000)", () => _ = (Data)rows);
    }

    [Fact]
    public void Nothing_in_the_place_of_a_callback_metric_or_part_is_refused_before_the_weights_change()
    {
        using var model = ModelTests.Classifier();
        model.Build([null, 4]);
        var before = model.GetWeights()[0].ToArray<float>();
        const string noCallback = "callbacks: a callback must not be null";
        Fails<ConfigurationException>(noCallback, () => model.Fit(classes.X, classes.Y, verbose: 0, callbacks: [null!]));
        Fails<ConfigurationException>(
            noCallback, () => model.Fit(new Batch[] { (classes.X, classes.Y) }, verbose: 0, callbacks: [null!]));
        Fails<ConfigurationException>(noCallback, () => model.Evaluate(classes.X, classes.Y, verbose: 0, callbacks: [null!]));
        MetricsArgument[] withoutMetric = [[null!], [[null!]], [(Metric)null!], new() { ["dense_1"] = null! }];
        foreach (var metrics in withoutMetric)
        {
            Fails<ConfigurationException>("metrics: a metric must not be null", () =>
            {
                model.Compile(loss: "sparse_categorical_crossentropy", metrics: metrics);
                model.Fit(classes.X, classes.Y, verbose: 0);
            });
        }

        Fails<ShapeException>("concatenation needs at least one part, got none", () => Ops.Concatenate([]));
        Fails<ShapeException>("concatenation needs at least one part, got none", () => Ops.Stack([]));
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Several_inputs_are_named_when_they_do_not_fit()
    {
        Input left = new([1], name: "left");
        Input right = new([1], name: "right");
        Model model = new([left, right], new Add().Apply([left, right]));
        float[,] x = { { 1 } };
        Fails<DataException>("x: data for each of \"left\", \"right\" is expected, got one", () => model.Predict(x));
        Fails<DataException>(
            "x: there is no \"middle\" among \"left\", \"right\"",
            () => model.Predict(new() { ["left"] = x, ["middle"] = x }));
        Fails<DataException>(
            "x: data for each of \"left\", \"right\" is expected, got a missing one", () => model.Predict(new() { ["left"] = x }));
    }

    [Fact]
    public void A_name_that_layers_share_is_refused()
    {
        Sequential model = [new Input([4]), new Dense(1) { Name = "a" }, new Dense(1) { Name = "a" }];
        Fails<ConfigurationException>(
            "sequential: layer names must be unique in a model, got \"a\" twice", () => model.Predict(classes.X, verbose: 0));
        Fails<ConfigurationException>("name must not be empty or hold a slash, got \"a/b\"", () => new Dense(1) { Name = "a/b" });
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused_as_a_whole()
    {
        Sequential model = [new Input([2]), new Dense(1)];
        var before = model.GetWeights()[0].ToArray<float>();
        Fails<ShapeException>(
            "dense/bias: shape is (2,), the model needs (1,)",
            () => model.SetWeights([new float[,] { { 1 }, { 1 } }, new float[] { 1, 2 }]));
        Fails<DataException>("sequential: weights must be 2 arrays, got 1", () => model.SetWeights([new float[1]]));
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named_with_those_that_are()
    {
        using var model = ModelTests.Classifier();
        Fails<ConfigurationException>(
            "sequential: there is no layer \"conv\"; it has \"input_layer\", \"dense\", \"dense_1\"", () => model.GetLayer("conv"));
        Fails<ConfigurationException>("sequential: index must be in [0, 2), got 2", () => model.GetLayer(index: 2));
    }

    [Fact]
    public void A_device_that_is_none_is_refused() =>
        Fails<ConfigurationException>("Device must be cpu, cuda, cuda:N or meta, got \"gpu\"", () => Functional.Keras.Config.Device = "gpu");

    [Fact]
    public void A_file_that_is_missing_truncated_or_none_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("facade-").FullName;
        var file = Path.Combine(folder, "m.keras");
        Fails<ModelFileException>($"{file}: there is no such file", () => Model.Load(file));
        using var model = ModelTests.Classifier();
        model.Save(file);
        Fails<ModelFileException>(
            "'m.keras': the file exists and overwrite is false", () => model.Save(file, overwrite: false));
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        Fails<ModelFileException>($"{file}: not a zip archive, or a damaged one", () => Model.Load(file));
        Fails<ModelFileException>($"{file}: not a zip archive, or a damaged one", () => model.LoadWeights(file));
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Own : Layer
    {
        protected override Functional.Keras.KerasTensor Call(Functional.Keras.KerasTensor inputs, bool training) => inputs;

        public void AddTooLate() => AddWeight(shape: [1]);
    }

    [Fact]
    public void An_own_layer_that_nobody_passes_is_not_loaded_and_says_so()
    {
        Sequential model = [new Input([4]), new Own(), new Dense(1)];
        var file = Path.Combine(Path.GetTempPath(), "own-layer.keras");
        model.Save(file);
        var error = Assert.Throws<UnsupportedException>(() => Model.Load(file));
        File.Delete(file);
        Assert.EndsWith("layers[1] Own 'own': the layer Own is not supported", error.Message);
        Fails<ConfigurationException>(
            "Own: weights and losses can be added only inside Build and Call", new Own().AddTooLate);
    }
}
