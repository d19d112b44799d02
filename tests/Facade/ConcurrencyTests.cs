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
}
