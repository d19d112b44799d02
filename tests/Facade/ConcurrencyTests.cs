using Functional.Keras;
using Functional.Keras.Callbacks;
using Functional.Keras.Layers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>What may be called at the same time, and inside of each other.</summary>
public class ConcurrencyTests
{
    private static Sequential Fresh(bool withInput)
    {
        Sequential model = new(
        [
            .. withInput ? new Layer[] { new Input([8, 8, 1]) } : [],
            new Conv2D(4, 3, useBias: false), new BatchNormalization(), new Flatten(), new Dense(3, "softmax"),
        ])
        { Seed = 1 };
        model.Compile("adam", "sparse_categorical_crossentropy");
        return model;
    }

    private static void AllAtOnce(int threads, Action<int> work)
    {
        using Barrier start = new(threads);
        var failures = new Exception?[threads];
        var running = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            failures[i] = Record.Exception(() => work(i));
        })).ToArray();
        foreach (var thread in running)
            thread.Start();
        foreach (var thread in running)
            thread.Join();
        Assert.All(failures, Assert.Null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cold_model_predicts_for_sixteen_threads_at_once(bool withInput)
    {
        var (x, _) = SyntheticData.Images(4);
        var expected = Fresh(withInput).Predict(x, verbose: 0).ToArray<float>();
        for (var round = 0; round < 20; round++)
        {
            using var model = Fresh(withInput);
            AllAtOnce(16, i => Assert.Equal(
                expected, (i % 2 == 0 ? model.Predict(x, verbose: 0) : model.PredictOnBatch(x)).ToArray<float>()));
        }
    }

    [Fact]
    public void Predictions_beside_a_training_see_the_weights_between_two_steps()
    {
        var (x, y) = SyntheticData.Images(8);
        float[] Start(Sequential model) => model.PredictOnBatch(x).ToArray<float>();
        using var alone = Fresh(true);
        List<float[]> allowed = [Start(alone)];
        for (var step = 0; step < 60; step++)
        {
            alone.TrainOnBatch(x, y);
            allowed.Add(Start(alone));
        }

        using var model = Fresh(true);
        AllAtOnce(4, i =>
        {
            for (var step = 0; step < 60; step++)
            {
                if (i == 0)
                {
                    model.TrainOnBatch(x, y);
                }
                else
                {
                    var seen = Start(model);
                    Assert.Contains(allowed, numbers => numbers.AsSpan().SequenceEqual(seen));
                }
            }
        });
        Assert.Equal(allowed[^1], Start(model));
    }

    [Fact]
    public void Disposing_a_model_waits_for_predictions_that_run()
    {
        var (x, _) = SyntheticData.Images(8);
        for (var round = 0; round < 30; round++)
        {
            var model = Fresh(true);
            model.PredictOnBatch(x);
            AllAtOnce(3, i =>
            {
                if (i == 0)
                    model.Dispose();
                else
                    Assert.True(Record.Exception(() => model.PredictOnBatch(x)) is null or ObjectDisposedException);
            });
        }
    }

    [Fact]
    public void A_callback_cannot_change_what_is_being_trained()
    {
        var (x, y) = SyntheticData.Images(8);
        void Refused(Action<Sequential> change, string message)
        {
            using var model = Fresh(true);
            var error = Assert.Throws<ConfigurationException>(() => model.Fit(
                x, y, epochs: 3, verbose: 0, callbacks: [new LambdaCallback(onEpochEnd: (_, _) => change(model))]));
            Assert.Equal(message, error.Message);
            // The model is whole afterwards.
            change(model);
            model.Compile("adam", "sparse_categorical_crossentropy");
        }

        Refused(model => model.Compile("sgd", "mse"), "sequential: Compile is not possible while Fit runs");
        Refused(model => model.Add(new Dense(2)), "sequential: Add is not possible while Fit runs");
        Refused(model => model.Pop(), "sequential: Pop is not possible while Fit runs");
    }

    [Fact]
    public void A_callback_that_disposes_of_the_model_ends_the_run()
    {
        var (x, y) = SyntheticData.Images(8);
        var model = Fresh(true);
        Assert.Throws<ObjectDisposedException>(() => model.Fit(
            x, y, epochs: 3, verbose: 0, callbacks: [new LambdaCallback(onEpochBegin: _ => model.Dispose())]));
    }

    [Fact]
    public void A_callback_may_evaluate_predict_save_and_set_weights()
    {
        var (x, y) = SyntheticData.Images(8);
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        using var model = Fresh(true);
        List<double> losses = [];
        var history = model.Fit(x, y, epochs: 3, verbose: 0, callbacks:
        [
            new LambdaCallback(onEpochEnd: (_, _) =>
            {
                losses.Add(model.Evaluate(x, y, verbose: 0)["loss"]);
                model.Predict(x, verbose: 0);
                model.Save(file);
                model.SetWeights(model.GetWeights());
            }),
        ]);
        Assert.Equal(3, history["loss"].Count);
        Assert.Equal(losses[2], model.Evaluate(x, y, verbose: 0)["loss"]);
    }

    public static TheoryData<string> Changes => ["Compile", "Add", "Pop", "Dispose", "SetWeights", "LoadWeights", "Save", "Summary", "LearningRate"];

    private static readonly string folder = Directory.CreateTempSubdirectory("facade-").FullName;

    private static void Do(string change, Sequential model)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid()}");
        switch (change)
        {
            case "Compile":
                model.Compile("adam", "sparse_categorical_crossentropy");
                break;
            case "Add":
                model.Add(new Dense(3));
                break;
            case "Pop":
                var last = model.Pop();
                while (Record.Exception(() => model.Add(last)) is ConfigurationException)
                    Thread.Yield();
                break;
            case "Dispose":
                model.Dispose();
                break;
            case "SetWeights":
                model.SetWeights(model.GetWeights());
                break;
            case "LoadWeights":
                model.SaveWeights(file + ".weights.h5");
                model.LoadWeights(file + ".weights.h5");
                break;
            case "Save":
                model.Save(file + ".keras");
                break;
            case "Summary":
                model.Summary(printFn: _ => { });
                break;
            default:
                model.Optimizer!.LearningRate = 0.01;
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_beside_a_run_happens_between_two_steps_or_is_refused(string change)
    {
        var (x, y) = SyntheticData.Images(64);
        var isRefused = change is "Compile" or "Add" or "Pop";
        foreach (var run in new[] { "Fit", "Evaluate", "TrainOnBatch", "Fit" })
        {
            using var model = Fresh(true);
            model.TrainOnBatch(x, y);
            using ManualResetEventSlim begun = new();
            var error = Record.Exception(() => AllAtOnce(2, i =>
            {
                if (i == 1)
                {
                    begun.Wait();
                    for (var at = 0; at < 5; at++)
                    {
                        var error = Record.Exception(() => Do(change, model));
                        if (error is not ConfigurationException || !isRefused)
                            Assert.Null(error);
                        else
                            Assert.EndsWith("runs", error.Message);
                    }

                    return;
                }

                LambdaCallback callback = new(onTrainBatchBegin: _ => begun.Set());
                if (run == "Fit")
                    model.Fit(x, y, batchSize: 4, epochs: 12, verbose: 0, callbacks: [callback]);
                begun.Set();
                for (var step = 0; step < 40; step++)
                {
                    if (run == "Evaluate")
                        model.Evaluate(x, y, batchSize: 8, verbose: 0);
                    else if (run == "TrainOnBatch")
                        model.TrainOnBatch(x, y);
                }
            }));
            Assert.True(
                error is null || change == "Dispose" && error.ToString().Contains(nameof(ObjectDisposedException)), $"{run}: {error}");
        }
    }

    [Theory]
    [InlineData("Compile")]
    [InlineData("Add")]
    public void Predictions_go_on_with_the_model_that_they_began_with(string change)
    {
        var (x, _) = SyntheticData.Images(64);
        using var model = Fresh(true);
        model.Predict(x, verbose: 0);
        AllAtOnce(3, i =>
        {
            for (var at = 0; at < 15; at++)
            {
                if (i == 0)
                    Do(change, model);
                else
                    Assert.Equal(64, model.Predict(x, batchSize: 2, verbose: 0).Shape[0]);
            }
        });
    }

    /// <summary>Who saves sees a model with its own numbers and optimizer, whatever others make of it meanwhile.</summary>
    [Fact]
    public void Saving_and_reading_weights_beside_changes_is_done_before_or_after_them()
    {
        var (x, y) = SyntheticData.Images(8);
        for (var round = 0; round < 3; round++)
        {
            using var model = Fresh(true);
            model.TrainOnBatch(x, y);
            string[] uses = ["Compile", "Compile", "Save", "Save", "SetWeights", "LoadWeights", "Summary", "LearningRate"];
            AllAtOnce(uses.Length, i =>
            {
                for (var at = 0; at < 12; at++)
                    Do(uses[i], model);
            });
            model.TrainOnBatch(x, y);
        }
    }

    private sealed class Twice : Functional.Keras.Layer
    {
        public Action? Meanwhile { get; set; }

        protected override KerasTensor Call(KerasTensor inputs, bool training)
        {
            var work = Meanwhile;
            Meanwhile = null;
            work?.Invoke();
            return inputs * 2;
        }
    }

    private sealed class Once(Action work) : Functional.Keras.Layer
    {
        private int calls;

        protected override KerasTensor Call(KerasTensor inputs, bool training)
        {
            if (Interlocked.Increment(ref calls) == 1)
                work();
            return inputs * 2;
        }
    }

    private sealed class OnceLoss(Action work) : Functional.Keras.Loss
    {
        private int calls;

        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred)
        {
            if (Interlocked.Increment(ref calls) == 1)
                work();
            return yPred - yTrue;
        }
    }

    /// <summary>Models in a ring, each of whose own code uses the next one: all are there at once, each on a thread of its own.</summary>
    [Theory]
    [InlineData(2, "layer", "Predict")]
    [InlineData(2, "layer", "GetWeights")]
    [InlineData(2, "layer", "Fit")]
    [InlineData(2, "loss", "Predict")]
    [InlineData(2, "loss", "Fit")]
    [InlineData(2, "loss", "Dispose")]
    [InlineData(2, "loss", "Compile")]
    [InlineData(3, "layer", "Predict")]
    [InlineData(4, "loss", "Evaluate")]
    public void Models_whose_code_uses_each_other_do_not_wait_for_ever(int count, string place, string use)
    {
        float[,] x = { { 1 }, { 2 } };
        for (var round = 0; round < 5; round++)
        {
            using Barrier inside = new(count);
            var models = new Sequential[count];
            void Use(Sequential model)
            {
                switch (use)
                {
                    case "Predict":
                        model.Predict(x, verbose: 0);
                        break;
                    case "Fit":
                        model.Fit(x, x, verbose: 0);
                        break;
                    case "Evaluate":
                        model.Evaluate(x, x, verbose: 0);
                        break;
                    case "Compile":
                        model.Compile("sgd", "mse");
                        break;
                    case "Dispose":
                        model.Dispose();
                        break;
                    default:
                        model.GetWeights();
                        break;
                }
            }

            for (var i = 0; i < count; i++)
            {
                var at = i;
                void Work()
                {
                    inside.SignalAndWait(TimeSpan.FromSeconds(5));
                    Use(models[(at + 1) % count]);
                }

                models[i] = new([new Input([1]), place == "layer" ? new Once(Work) : new Dense(1), new Dense(1)], name: $"model_{i}");
                models[i].Compile("sgd", place == "loss" ? new OnceLoss(Work) : "mse");
            }

            var refused = 0;
            AllAtOnce(count, i => OnAnotherThread(() =>
            {
                var error = Record.Exception(() => models[i].Fit(x, x, verbose: 0));
                if (error is ConfigurationException)
                {
                    Assert.Matches(
                        @"^(model_\d/once: )?model_\d: (cannot be used inside of (its own Call, loss or metric|the Call, loss or metric of model_\d, for which its own waits)|\w+ is not possible while \w+ runs)$",
                        error.Message);
                    Interlocked.Increment(ref refused);
                }
                else if (error is not ObjectDisposedException || use != "Dispose")
                {
                    Assert.Null(error);
                }
            }));
            Assert.True(refused < count || use != "Predict", "none went on");
            foreach (var model in models)
                model.Dispose();
        }
    }

    private sealed class Waiting(Action work) : Functional.Keras.Metric
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred)
        {
            work();
            return yPred;
        }

        protected override Shape? TargetShape(Shape yPred) => null;
    }

    private static void OnAnotherThread(Action work)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(work)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "it waits for ever");
        if (failure is not null)
            throw failure;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_is_not_waited_for_inside_of_its_own_code(bool isInLayer)
    {
        var (x, y) = SyntheticData.Images(4);
        Action<Sequential>[] all =
        [
            model => model.Fit(x, y, verbose: 0), model => model.Predict(x, verbose: 0), model => model.Evaluate(x, y, verbose: 0),
            model => model.TrainOnBatch(x, y), model => model.GetWeights(), model => model.Save(Path.Combine(folder, "m.keras")),
            model => model.Compile("sgd", "mse"), model => model.Dispose(), model => model.ResetStates(),
        ];
        foreach (var work in all)
        {
            Twice twice = new();
            Sequential? model = null;
            var isFirst = true;
            Waiting metric = new(() =>
            {
                if (isFirst && !isInLayer)
                {
                    isFirst = false;
                    OnAnotherThread(() => work(model!));
                }
            });
            model = new([new Input([8, 8, 1]), twice, new Flatten(), new Dense(3, "softmax")]);
            model.Compile("adam", "sparse_categorical_crossentropy", metrics: new Functional.Keras.Metric[] { metric });
            if (isInLayer)
                twice.Meanwhile = () => OnAnotherThread(() => work(model));
            var error = Record.Exception(() => model.Fit(x, y, verbose: 0));
            if (error is not null)
            {
                var message = Assert.IsType<ConfigurationException>(error).Message;
                Assert.True(
                    message.EndsWith("cannot be used inside of its own Call, loss or metric") || message.EndsWith("while Fit runs"), message);
            }

            // What was refused leaves a whole model.
            model.Compile("adam", "sparse_categorical_crossentropy");
            model.Fit(x, y, verbose: 0);
            model.Dispose();
        }
    }
}
