using System.Net;
using System.Text.Json;
using Functional.Keras;
using Functional.Keras.Callbacks;
using Functional.Keras.Layers;
using Functional.Keras.Metrics;
using Functional.Keras.Optimizers;
using Tensorboard;
using Xunit;

namespace FacadeTests;

/// <summary>What callbacks are told and what they do. Numbers and orders of events are those of Keras 3.16.</summary>
public class CallbackTests
{
    private static readonly float[,] x = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
    private static readonly float[,] y = { { 1 }, { 2 }, { 3 }, { 4 } };

    private static Sequential Linear(Optimizer? optimizer = null, MetricsArgument? metrics = null, long seed = 1)
    {
        Sequential model = new([new Input([2]), new Dense(1, kernelInitializer: "ones")]) { Seed = seed };
        model.Compile(optimizer ?? new SGD(1e-3), "mse", metrics: metrics);
        return model;
    }

    // Its loss stays 0, whatever the rate.
    private static Sequential Still()
    {
        Sequential model = [new Input([2]), new Dense(1, kernelInitializer: "zeros")];
        model.Compile(new SGD(0.5), "mse");
        return model;
    }

    private static History Rest(Sequential model, int epochs, params Functional.Callback[] callbacks) =>
        model.Fit(new float[4, 2], new float[4, 1], batchSize: 4, epochs: epochs, verbose: 0, callbacks: callbacks);

    private static string Printed(Action work)
    {
        var console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            work();
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    private static void InFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("facade-").FullName;
        try
        {
            work(folder);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static LambdaCallback Telling(List<string> events) => new(
        onEpochBegin: epoch => events.Add($"epoch_begin {epoch}"),
        onEpochEnd: (epoch, logs) => events.Add($"epoch_end {epoch}: {string.Join(",", logs.Keys)}"),
        onTrainBegin: () => events.Add("train_begin"),
        onTrainEnd: logs => events.Add($"train_end: {string.Join(",", logs.Keys)}"),
        onTrainBatchBegin: batch => events.Add($"train_batch_begin {batch}"),
        onTrainBatchEnd: (batch, logs) => events.Add($"train_batch_end {batch}: {string.Join(",", logs.Keys)}"),
        onTestBegin: () => events.Add("test_begin"),
        onTestEnd: logs => events.Add($"test_end: {string.Join(",", logs.Keys)}"),
        onTestBatchBegin: batch => events.Add($"test_batch_begin {batch}"),
        onTestBatchEnd: (batch, logs) => events.Add($"test_batch_end {batch}: {string.Join(",", logs.Keys)}"),
        onPredictBegin: () => events.Add("predict_begin"),
        onPredictEnd: () => events.Add("predict_end"),
        onPredictBatchBegin: batch => events.Add($"predict_batch_begin {batch}"),
        onPredictBatchEnd: batch => events.Add($"predict_batch_end {batch}"));

    [Fact]
    public void Events_come_in_Keras_s_order_with_Keras_s_logs()
    {
        List<string> events = [];
        var model = Linear(metrics: ["mae"]);
        model.Fit(x, y, batchSize: 2, epochs: 2, validationData: (new float[2, 2], new float[2, 1]), verbose: 0, callbacks: [Telling(events)]);
        string[] Epoch(int epoch) =>
        [
            $"epoch_begin {epoch}", "train_batch_begin 0", "train_batch_end 0: loss,mae", "train_batch_begin 1", "train_batch_end 1: loss,mae",
            "test_begin", "test_batch_begin 0", "test_batch_end 0: loss,mae", "test_end: loss,mae",
            $"epoch_end {epoch}: loss,mae,val_loss,val_mae",
        ];
        Assert.Equal(["train_begin", .. Epoch(0), .. Epoch(1), "train_end: loss,mae,val_loss,val_mae"], events);

        events.Clear();
        model.Evaluate(x, y, batchSize: 2, verbose: 0, callbacks: [Telling(events)]);
        Assert.Equal(
            [
                "test_begin", "test_batch_begin 0", "test_batch_end 0: loss,mae", "test_batch_begin 1", "test_batch_end 1: loss,mae",
                "test_end: loss,mae",
            ],
            events);

        string[] asked =
            ["predict_begin", "predict_batch_begin 0", "predict_batch_end 0", "predict_batch_begin 1", "predict_batch_end 1", "predict_end"];
        events.Clear();
        model.Predict(x, batchSize: 2, verbose: 0, callbacks: [Telling(events)]);
        Assert.Equal(asked, events);
        events.Clear();
        model.Predict(new[] { new Batch(x), new Batch(x) }, verbose: 0, callbacks: [Telling(events)]);
        Assert.Equal(asked, events);
    }

    [Fact]
    public void A_callback_knows_what_the_run_is_going_to_do()
    {
        LambdaCallback callback = new();
        var model = Linear();
        model.Fit(x, y, batchSize: 3, epochs: 2, verbose: 0, callbacks: [callback]);
        Assert.Equal((2, 2, 0), (callback.Params.Epochs, callback.Params.Steps, callback.Params.Verbose));
        Assert.Same(model, callback.Model);
    }

    [Fact]
    public void A_model_s_own_word_ends_a_run_and_is_forgotten_by_the_next()
    {
        var model = Linear();
        LambdaCallback stop = new(onTrainBatchEnd: (batch, _) => model.StopTraining = batch == 1);
        Assert.Single(model.Fit(x, y, batchSize: 1, epochs: 5, verbose: 0, callbacks: [stop]).Epoch);
        Assert.True(model.StopTraining);
        Assert.Equal(2, model.Optimizer!.Iterations);
        Assert.Equal(2, model.Fit(x, y, epochs: 2, verbose: 0).Epoch.Count);
        Assert.False(model.StopTraining);
        Assert.Equal([0, 1], model.History!.Epoch);
    }

    [Fact]
    public void What_a_callback_adds_to_logs_goes_to_those_behind_it_to_the_history_and_to_the_screen()
    {
        List<double> seen = [];
        LambdaCallback adding = new(onEpochEnd: (epoch, logs) => logs["twice"] = 2 * epoch);
        LambdaCallback seeing = new(onEpochEnd: (_, logs) => seen.Add(logs["twice"]));
        History history = new();
        var printed = Printed(() => Assert.Same(history, Linear().Fit(x, y, epochs: 2, verbose: 2, callbacks: [adding, seeing, history])));
        Assert.Equal([0, 2], seen);
        Assert.Equal([0, 2], history["twice"]);
        Assert.Contains("twice: 2.0000", printed);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    public void Early_stopping_takes_the_size_of_the_smallest_change(double minDelta)
    {
        EarlyStopping stopping = new("loss", patience: 1, minDelta: minDelta);
        Sequential model = [new Input([1]), new Dense(1, kernelInitializer: "ones", useBias: false)];
        model.Compile(new SGD(0.05), "mse");
        float[,] ones = { { 1 }, { 1 }, { 1 }, { 1 } };
        var history = model.Fit(ones, new float[4, 1], epochs: 20, batchSize: 4, verbose: 0, callbacks: [stopping]);
        Assert.Equal([1, 0.81], history["loss"], Near);
        Assert.Equal((1, 0), (stopping.StoppedEpoch, stopping.BestEpoch));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    [Fact]
    public void A_metric_says_itself_which_way_it_gets_better()
    {
        // Similarities rise while the model learns.
        Assert.Equal(6, Runs("cosine_similarity", ["cosine_similarity"], new(0.05)));
        Assert.Equal(6, Runs("loss", [], new(0.05)));
        Assert.Equal(6, Runs("mae", ["mae"], new(0.05)));
        Assert.Equal(6, Runs("my_name", [new CosineSimilarity(name: "my_name")], new(0.05)));
        // With a rate of 0 nothing gets better.
        Assert.Equal(2, Runs("cosine_similarity", ["cosine_similarity"], new(0)));

        static int Runs(string monitor, MetricsArgument metrics, SGD optimizer)
        {
            float[,] inputs = { { 1, 0 }, { 0, 1 } };
            float[,] targets = { { 1, -1 }, { -1, 1 } };
            Sequential model = [new Input([2]), new Dense(2, kernelInitializer: "ones", useBias: false)];
            model.Compile(optimizer, "mse", metrics: metrics);
            EarlyStopping stopping = new(monitor, patience: 1);
            return model.Fit(inputs, targets, epochs: 6, verbose: 0, callbacks: [stopping]).Epoch.Count;
        }
    }

    [Fact]
    public void Outputs_of_a_model_have_metrics_with_names_of_their_own()
    {
        Input input = new([2]);
        Model model = new(input, [new Dense(1) { Name = "a" }.Apply(input), new Dense(1) { Name = "b" }.Apply(input)]);
        model.Compile("sgd", "mse", metrics: new() { ["a"] = "cosine_similarity", ["b"] = "mae" });
        var callbacks = new[] { "a_cosine_similarity", "b_mae", "a_loss" }.Select(name => new EarlyStopping(name, patience: 5));
        Assert.Equal(3, model.Fit(x, new Data[] { y, y }, epochs: 3, verbose: 0, callbacks: callbacks).Epoch.Count);
    }

    [Fact]
    public void Where_nobody_knows_which_way_is_better_it_must_be_said()
    {
        var error = Assert.Throws<Functional.ConfigurationException>(() =>
            Linear(metrics: [new Mean(name: "mean")]).Fit(x, y, epochs: 2, verbose: 0, callbacks: [new EarlyStopping("mean")]));
        Assert.Equal("EarlyStopping: mode must be \"min\" or \"max\": it is not known which way \"mean\" gets better", error.Message);
        Linear(metrics: [new Mean(name: "mean")]).Fit(x, y, epochs: 2, verbose: 0, callbacks: [new EarlyStopping("mean", mode: "max")]);
        error = Assert.Throws<Functional.ConfigurationException>(() => new EarlyStopping(mode: "up"));
        Assert.Equal("EarlyStopping: mode must be \"auto\", \"min\" or \"max\", got \"up\"", error.Message);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_as_in_Keras()
    {
        History? history = null;
        ReduceLROnPlateau callback = new("loss", factor: 0.5, patience: 2, cooldown: 1, minLr: 0.1, verbose: 1);
        var printed = Printed(() => history = Rest(Still(), 9, callback));
        Assert.Equal([0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.1f, 0.1f], history!["learning_rate"]);
        Assert.Equal(
            "\nEpoch 3: ReduceLROnPlateau reducing learning rate to 0.25.\n"
            + "\nEpoch 5: ReduceLROnPlateau reducing learning rate to 0.125.\n"
            + "\nEpoch 7: ReduceLROnPlateau reducing learning rate to 0.1.\n",
            printed);
        Assert.Equal(
            "ReduceLROnPlateau: factor must be in [0, 1), got 1",
            Assert.Throws<Functional.ConfigurationException>(() => new ReduceLROnPlateau(factor: 1)).Message);
    }

    [Fact]
    public void A_function_sets_the_rate_of_each_epoch()
    {
        History? history = null;
        LearningRateScheduler callback = new((epoch, rate) => epoch == 0 ? rate : rate * 0.5, verbose: 1);
        var printed = Printed(() => history = Rest(Still(), 3, callback));
        Assert.Equal([0.5, 0.25, 0.125], history!["learning_rate"]);
        Assert.StartsWith("\nEpoch 1: LearningRateScheduler setting learning rate to 0.5.\n\nEpoch 2: ", printed);
        Assert.Equal([0.25, 0.125], Rest(Still(), 2, new LearningRateScheduler(epoch => epoch == 0 ? 0.25 : 0.125))["learning_rate"]);
        Assert.Throws<Functional.ConfigurationException>(() => Rest(Still(), 1, new LearningRateScheduler(_ => double.NaN)));
    }

    [Fact]
    public void Tables_of_logs_are_those_of_Keras() => InFolder(folder =>
    {
        var file = Path.Combine(folder, "log.csv");
        LearningRateScheduler scheduler = new((_, rate) => rate * 0.5);
        Rest(Still(), 2, new CSVLogger(file), scheduler);
        Assert.Equal("epoch,loss,val_loss\r\n0,0.0,NA\r\n1,0.0,NA\r\n", File.ReadAllText(file));
        Rest(Still(), 1, scheduler, new CSVLogger(file, append: true));
        Assert.Equal("epoch,loss,val_loss\r\n0,0.0,NA\r\n1,0.0,NA\r\n0,0.25,0.0,NA,NA\r\n", File.ReadAllText(file));
        Rest(Still(), 1, scheduler, new CSVLogger(file, separator: ";"));
        Assert.Equal("epoch;learning_rate;loss;val_learning_rate;val_loss\r\n0;0.25;0.0;NA;NA\r\n", File.ReadAllText(file));
    });

    [Fact]
    public void Checkpoints_have_names_from_logs_and_hold_the_model_of_their_epoch() => InFolder(folder =>
    {
        var model = Linear();
        List<float[]> weights = [];
        var printed = Printed(() => model.Fit(x, y, epochs: 3, verbose: 0, callbacks:
        [
            new ModelCheckpoint(Path.Combine(folder, "deep", "{epoch:02d}-{loss:.1f}.keras"), verbose: 1),
            new ModelCheckpoint(Path.Combine(folder, "{epoch}.weights.h5"), saveWeightsOnly: true),
            new LambdaCallback(onEpochEnd: (_, _) => weights.Add(model.GetWeights()[0].ToArray<float>())),
        ]));
        var losses = model.History!["loss"];
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var name = FormattableString.Invariant($"{epoch:D2}-{losses[epoch - 1]:F1}.keras");
            var path = Path.Combine(folder, "deep", name);
            Assert.Equal(weights[epoch - 1], Models.LoadModel(path).GetWeights()[0].ToArray<float>());
            Assert.Contains($"\nEpoch {epoch}: saving model to {path}\n\nEpoch {epoch}: finished saving model to {path}\n", printed);
            var other = Linear();
            other.LoadWeights(Path.Combine(folder, $"{epoch}.weights.h5"));
            Assert.Equal(weights[epoch - 1], other.GetWeights()[0].ToArray<float>());
        }
    });

    [Fact]
    public void Only_a_better_model_is_kept_where_that_is_asked_for() => InFolder(folder =>
    {
        // Too large a rate: it gets worse from epoch to epoch.
        var model = Linear(new SGD(0.1));
        var path = Path.Combine(folder, "best.keras");
        float[]? first = null;
        var printed = Printed(() => model.Fit(x, y, epochs: 3, verbose: 0, callbacks:
        [
            new ModelCheckpoint(path, "loss", saveBestOnly: true, verbose: 1),
            new LambdaCallback(onEpochEnd: (_, _) => first ??= model.GetWeights()[0].ToArray<float>()),
        ]));
        Assert.Equal(first, Models.LoadModel(path).GetWeights()[0].ToArray<float>());
        var loss = model.History!["loss"][0].ToString("F5", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"\nEpoch 1: loss improved from None to {loss}, saving model to {path}\n", printed);
        Assert.Contains($"\nEpoch 3: loss did not improve from {loss}\n", printed);

        File.Delete(path);
        model.Fit(x, y, epochs: 1, verbose: 0, callbacks: [new ModelCheckpoint(path, "loss", saveBestOnly: true, initialValueThreshold: 1e-9)]);
        Assert.False(File.Exists(path));
    });

    [Fact]
    public void Checkpoints_may_come_every_so_many_batches_across_epochs() => InFolder(folder =>
    {
        Linear().Fit(x, y, batchSize: 1, epochs: 2, verbose: 0, callbacks:
            [new ModelCheckpoint(Path.Combine(folder, "{epoch}-{batch}.keras"), saveFreq: 3)]);
        Assert.Equal(["1-3.keras", "2-2.keras"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
    });

    [Theory]
    [InlineData("{val_acc}.keras", "ModelCheckpoint: filepath must name in braces what there is (loss, epoch), got \"val_acc\"")]
    [InlineData("{loss:x}.keras", "ModelCheckpoint: filepath must have forms such as 02d and .4f in braces, got \"x\"")]
    [InlineData("{.keras", "ModelCheckpoint: filepath must have names in braces, as in {epoch:02d}, got \"{.keras\"")]
    [InlineData("m.h5", "ModelCheckpoint: filepath must end in .keras, got \"m.h5\"")]
    public void A_name_that_cannot_be_made_is_refused(string path, string message)
    {
        var error = Assert.Throws<Functional.ConfigurationException>(() =>
            Linear().Fit(x, y, epochs: 1, verbose: 0, callbacks: [new ModelCheckpoint(path)]));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_was_interrupted_is_taken_up_and_comes_to_the_same_bits(bool own) => InFolder(folder =>
    {
        float[] Whole(params Functional.Callback[] callbacks)
        {
            Sequential model = new([new Input([2]), own ? new Twice() : new Dense(8, "relu"), new Dropout(0.5), new Dense(1)]) { Seed = 5 };
            model.Compile(new Adam(0.01), own ? new Cubed() : "mse");
            model.Fit(x, y, batchSize: 2, epochs: 5, verbose: 0, callbacks: callbacks);
            return [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
        }

        var expected = Whole();
        LambdaCallback interrupted = new(onEpochBegin: epoch =>
        {
            if (epoch == 3)
                throw new OperationCanceledException();
        });
        List<int> epochs = [];
        LambdaCallback seen = new(onEpochBegin: epochs.Add);
        Assert.Throws<OperationCanceledException>(() => Whole(new BackupAndRestore(folder), interrupted));
        Assert.Equal("backup-3-0.weights.h5", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(folder))));
        Assert.Equal(expected, Whole(new BackupAndRestore(folder, deleteCheckpoint: false), seen));
        Assert.Equal([3, 4], epochs);
        Assert.Single(Directory.EnumerateFiles(folder));
        // What is finished is not trained again.
        epochs.Clear();
        Assert.Equal(expected, Whole(new BackupAndRestore(folder), seen));
        Assert.Empty(epochs);
        Assert.False(Directory.Exists(folder));
    });

    [Fact]
    public void A_damaged_backup_gives_way_to_the_one_before() => InFolder(folder =>
    {
        Linear().Fit(x, y, epochs: 4, verbose: 0, callbacks: [new BackupAndRestore(folder, doubleCheckpoint: true, deleteCheckpoint: false)]);
        string[] names = ["backup-3-0.weights.h5", "backup-4-0.weights.h5"];
        Assert.Equal(names, Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
        File.WriteAllText(Path.Combine(folder, names[1]), "damaged");
        List<int> epochs = [];
        LambdaCallback seen = new(onEpochBegin: epochs.Add);
        Linear().Fit(x, y, epochs: 4, verbose: 0, callbacks: [new BackupAndRestore(folder, doubleCheckpoint: true, deleteCheckpoint: false), seen]);
        Assert.Equal([3], epochs);
        File.WriteAllText(Path.Combine(folder, names[1]), "damaged");
        Assert.Throws<Functional.ModelFileException>(() =>
            Linear().Fit(x, y, epochs: 4, verbose: 0, callbacks: [new BackupAndRestore(folder)]));
    });

    [Fact]
    public void A_backup_within_an_epoch_begins_that_epoch_anew() => InFolder(folder =>
    {
        LambdaCallback interrupted = new(onTrainBatchEnd: (batch, _) =>
        {
            if (batch == 2)
                throw new OperationCanceledException();
        });
        Assert.Throws<OperationCanceledException>(() =>
            Linear().Fit(x, y, batchSize: 1, epochs: 2, verbose: 0, callbacks: [new BackupAndRestore(folder, saveFreq: 2), interrupted]));
        Assert.Equal("backup-0-2.weights.h5", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(folder))));
        var model = Linear();
        model.Fit(x, y, batchSize: 1, epochs: 1, verbose: 0, callbacks: [new BackupAndRestore(folder)]);
        Assert.Equal(6, model.Optimizer!.Iterations);
    });

    [Fact]
    public void A_backup_of_another_model_is_refused() => InFolder(folder =>
    {
        Linear().Fit(x, y, epochs: 1, verbose: 0, callbacks: [new BackupAndRestore(folder, deleteCheckpoint: false)]);
        Sequential other = [new Input([2]), new Dense(3), new Dense(1)];
        other.Compile("sgd", "mse");
        var before = other.GetWeights()[0].ToArray<float>();
        Assert.Throws<Functional.ModelFileException>(() => other.Fit(x, y, epochs: 1, verbose: 0, callbacks: [new BackupAndRestore(folder)]));
        Assert.Equal(before, other.GetWeights()[0].ToArray<float>());
    });

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run()
    {
        var model = Linear(new SGD(1e30));
        var printed = Printed(() =>
            Assert.Single(model.Fit(x, y, batchSize: 1, epochs: 5, verbose: 0, callbacks: [new TerminateOnNaN()]).Epoch));
        Assert.Matches("^Batch [123]: Invalid loss, terminating training\n$", printed);
        var error = Assert.Throws<NotFiniteNumberException>(() =>
            Linear(new SGD(1e30)).Fit(x, y, batchSize: 1, epochs: 5, verbose: 0, callbacks: [new TerminateOnNaN(raiseError: true)]));
        Assert.Matches("^TerminateOnNaN: the loss must be finite, got (inf|nan) at batch [123]$", error.Message);
    }

    [Theory]
    [InlineData(false, new[] { 0.64, 0.4096, 0.262144 })]
    [InlineData(true, new[] { 0.72, 0.5128, 0.341192 })]
    public void Moving_averages_stand_in_for_weights_in_tests(bool swapOnEpoch, double[] afterwards)
    {
        Sequential model = [new Input([1]), new Dense(1, kernelInitializer: "ones", useBias: false)];
        model.Compile(new SGD(0.1, useEma: true, emaMomentum: 0.5), "mse");
        double Weight() => model.GetWeights()[0].ToArray<float>()[0];
        List<double> inTests = [], beforeSwap = [], afterSwap = [];
        float[,] ones = { { 1 }, { 1 }, { 1 }, { 1 } };
        model.Fit(ones, new float[4, 1], epochs: 3, batchSize: 2, verbose: 0, validationData: (ones, new float[4, 1]), callbacks:
        [
            new LambdaCallback(onEpochEnd: (_, _) => beforeSwap.Add(Weight())),
            new SwapEMAWeights(swapOnEpoch),
            new LambdaCallback(onTestBegin: () => inTests.Add(Weight()), onEpochEnd: (_, _) => afterSwap.Add(Weight())),
        ]);
        Assert.Equal([0.72, 0.5128, 0.341192], inTests, Near);
        Assert.Equal([0.64, 0.4096, 0.262144], beforeSwap, Near);
        Assert.Equal(afterwards, afterSwap, Near);
        Assert.Equal(0.341192, Weight(), 1e-6);
        Assert.Equal(
            "SwapEMAWeights: the optimizer must keep moving averages (useEma), got sgd without",
            Assert.Throws<Functional.ConfigurationException>(() => Linear().Fit(x, y, verbose: 0, callbacks: [new SwapEMAWeights()])).Message);
    }

    [Fact]
    public async Task Logs_go_to_a_server()
    {
        using HttpListener listener = new();
        var port = FreePort();
        listener.Prefixes.Add($"http://localhost:{port}/");
        listener.Start();
        var asked = Task.Run(() =>
        {
            List<(string Type, string Body, string? Header)> bodies = [];
            for (var i = 0; i < 2; i++)
            {
                var context = listener.GetContext();
                using StreamReader reader = new(context.Request.InputStream);
                Assert.Equal("/publish/epoch/end/", context.Request.Url!.AbsolutePath);
                bodies.Add((context.Request.ContentType!, reader.ReadToEnd(), context.Request.Headers["X-Run"]));
                context.Response.Close();
            }

            return bodies;
        });
        Rest(Still(), 1, new RemoteMonitor($"http://localhost:{port}", sendAsJson: true, headers: new Dictionary<string, string> { ["X-Run"] = "7" }));
        Rest(Still(), 1, new RemoteMonitor($"http://localhost:{port}"));
        var sent = await asked;
        Assert.StartsWith("application/json", sent[0].Type);
        Assert.Equal("7", sent[0].Header);
        Assert.Equal(0, JsonDocument.Parse(sent[0].Body).RootElement.GetProperty("epoch").GetInt32());
        Assert.Equal(0, JsonDocument.Parse(sent[0].Body).RootElement.GetProperty("loss").GetDouble());
        Assert.Equal("application/x-www-form-urlencoded", sent[1].Type);
        Assert.StartsWith("data=%7B", sent[1].Body);
        listener.Stop();
        Assert.Equal(
            $"warning: RemoteMonitor could not reach http://localhost:{port}\n",
            Printed(() => Rest(Still(), 1, new RemoteMonitor($"http://localhost:{port}"))));
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [Fact]
    public void TensorBoard_is_told_of_epochs_batches_weights_and_the_graph() => InFolder(folder =>
    {
        var model = Linear(metrics: ["mae"]);
        model.Fit(x, y, batchSize: 2, epochs: 2, validationData: (x, y), verbose: 0, callbacks:
            [new TensorBoard(folder, histogramFreq: 1, writeImages: true, writeStepsPerSecond: true, updateFreq: 2)]);
        var train = Events(Path.Combine(folder, "train"));
        var validation = Events(Path.Combine(folder, "validation"));
        Assert.Equal("brain.Event:2", train[0].FileVersion);
        Assert.Equal(model.History!["loss"], Scalars(train, "epoch_loss"), Near);
        Assert.Equal(model.History["val_mae"], Scalars(validation, "epoch_mae"), Near);
        Assert.Equal([1e-3, 1e-3], Scalars(train, "epoch_learning_rate"), Near);
        Assert.Equal([2L, 4L], train.Where(item => Tag(item) == "batch_loss").Select(item => item.Step));
        Assert.Equal([2L, 4L], validation.Where(item => Tag(item) == "evaluation_loss_vs_iterations").Select(item => item.Step));
        Assert.All(Scalars(train, "epoch_steps_per_second"), speed => Assert.True(speed > 0));
        Assert.Equal(2, train.Count(item => Tag(item) == "dense/kernel/image"));

        var histogram = train.Last(item => Tag(item) == "dense/kernel/histogram").Summary.Value[0];
        Assert.Equal("histograms", histogram.Metadata.PluginData.PluginName);
        var numbers = histogram.Tensor.DoubleVal.Chunk(3).ToArray();
        var kernel = model.GetWeights()[0].ToArray<float>();
        Assert.Equal((30, 2.0), (numbers.Length, numbers.Sum(range => range[2])));
        Assert.Equal((kernel.Min(), kernel.Max()), (numbers[0][0], numbers[^1][1]));

        var graph = train.Single(item => Tag(item) == "keras").Summary.Value[0];
        Assert.Equal("graph_keras_model", graph.Metadata.PluginData.PluginName);
        Assert.Equal("Sequential", JsonDocument.Parse(graph.Tensor.StringVal[0].ToStringUtf8()).RootElement.GetProperty("class_name").GetString());
    });

    [Fact]
    public void TensorBoard_is_told_of_tests_alone_and_of_embeddings() => InFolder(folder =>
    {
        Linear().Evaluate(x, y, verbose: 0, callbacks: [new TensorBoard(folder)]);
        Assert.Single(Events(Path.Combine(folder, "validation")), item => Tag(item) == "evaluation_loss_vs_iterations");

        Sequential model = [new Input([1], dtype: "int32"), new Embedding(5, 2) { Name = "words" }, new Flatten(), new Dense(1)];
        model.Compile("sgd", "mse");
        Dictionary<string, string> labels = new() { ["words"] = "labels.tsv" };
        int[,] indices = { { 1 }, { 2 }, { 3 }, { 4 } };
        model.Fit(indices, y, verbose: 0, callbacks: [new TensorBoard(folder, embeddingsFreq: 1, embeddingsMetadata: labels)]);
        Assert.True(File.Exists(Path.Combine(folder, "train", "keras_embedding.ckpt-0.weights.h5")));
        Assert.Contains("metadata_path: \"labels.tsv\"", File.ReadAllText(Path.Combine(folder, "projector_config.pbtxt")));
        labels = new() { ["other"] = "labels.tsv" };
        Assert.Equal(
            "TensorBoard: embeddingsMetadata must be for embeddings (words), got \"other\"",
            Assert.Throws<Functional.ConfigurationException>(() =>
                model.Fit(indices, y, verbose: 0, callbacks: [new TensorBoard(folder, embeddingsFreq: 1, embeddingsMetadata: labels)])).Message);
    });

    [Fact]
    public void Several_callbacks_can_be_told_as_one()
    {
        List<string> one = [], other = [];
        var model = Linear();
        CallbackList list = new([Telling(one), Telling(other)], addHistory: true, model: model);
        model.Fit(x, y, batchSize: 2, epochs: 2, verbose: 0, callbacks: [list]);
        Assert.Equal(one, other);
        Assert.Equal(14, one.Count);
        Assert.Equal([0, 1], list.OfType<History>().Single().Epoch);
        list.Append(new LambdaCallback(onEpochEnd: (_, _) => model.StopTraining = true));
        Assert.Single(model.Fit(x, y, epochs: 3, verbose: 0, callbacks: [list]).Epoch);
    }

    private static string? Tag(Event item) => item.Summary?.Value[0].Tag;

    private static double[] Scalars(IEnumerable<Event> events, string tag) =>
        [.. events.Where(item => Tag(item) == tag).Select(item => (double)item.Summary.Value[0].Tensor.FloatVal[0])];

    // Reads records, and their checks by the definition of CRC-32C, bit by bit.
    private static List<Event> Events(string folder)
    {
        var bytes = File.ReadAllBytes(Assert.Single(Directory.EnumerateFiles(folder, "events.out.tfevents.*")));
        List<Event> events = [];
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BitConverter.ToInt64(bytes, at);
            Assert.Equal(Check(bytes[at..(at + 8)]), BitConverter.ToUInt32(bytes, at + 8));
            var message = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(Check(message), BitConverter.ToUInt32(bytes, at + 12 + length));
            events.Add(Event.Parser.ParseFrom(message));
            at += length + 16;
        }

        return events;

        static uint Check(byte[] bytes)
        {
            var crc = uint.MaxValue;
            foreach (var one in bytes)
            {
                crc ^= one;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82f63b78;
            }

            crc = ~crc;
            return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
        }
    }

    private sealed class Twice : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => inputs * 2;
    }

    private sealed class Cubed : Loss
    {
        protected override KerasTensor Call(KerasTensor target, KerasTensor prediction) => Ops.Abs(target - prediction);
    }
}
