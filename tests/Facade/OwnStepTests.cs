using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Metrics;
using Functional.Keras.Optimizers;
using Xunit;
using Callback = Functional.Keras.Callbacks.Callback;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>Keras's guide "Customizing what happens in fit".</summary>
public sealed class OwnStepTests
{
    private static readonly float[,] x = { { 1, 2, 3 }, { 0, -1, 1 }, { 2, 0, -2 }, { 1, 1, 0 } };
    private static readonly float[,] y = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 } };

    private class Custom : Model
    {
        private readonly Dense a = new(8, "relu"), b = new(2);

        public int Steps { get; private set; }

        protected override KerasTensor Call(KerasTensor inputs, bool training) => b.Apply(a.Apply(inputs));

        protected override IReadOnlyDictionary<string, NDArray> TrainStep(Batch data)
        {
            Steps++;
            var (x, y, sampleWeight) = data;
            using GradientTape tape = new();
            var yPred = Call(x, training: true);
            var loss = ComputeLoss(x, y, yPred, sampleWeight);
            var gradients = tape.Gradient(loss, TrainableWeights);
            Optimizer!.Apply(gradients, TrainableWeights);
            foreach (var metric in Metrics)
            {
                if (metric.Name == "loss")
                    metric.UpdateState(loss);
                else
                    metric.UpdateState(y!, yPred);
            }

            return Metrics.ToDictionary(metric => metric.Name, metric => metric.Result());
        }
    }

    private sealed class Plain : Model
    {
        private readonly Dense a = new(8, "relu"), b = new(2);

        protected override KerasTensor Call(KerasTensor inputs, bool training) => b.Apply(a.Apply(inputs));
    }

    private sealed class Listening : Callback
    {
        public List<string> Events { get; } = [];

        public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) =>
            Events.Add($"{batch}: {string.Join(", ", logs.Value.Keys)}");

        public override void OnEpochEnd(int epoch, Dictionary<string, double> logs) =>
            Events.Add($"epoch {epoch}: {string.Join(", ", logs.Keys)}");
    }

    [Fact]
    public void An_own_step_trains_as_the_models_own_does()
    {
        Custom custom = new() { Seed = 4 };
        Plain plain = new() { Seed = 4 };
        foreach (var model in (Model[])[custom, plain])
            model.Compile(new Adam(0.01), "mse", metrics: ["mae"]);
        Listening callback = new();
        var got = custom.Fit(x, y, batchSize: 2, epochs: 3, verbose: 0, callbacks: [callback], validationData: (x, y));
        var expected = plain.Fit(x, y, batchSize: 2, epochs: 3, verbose: 0, validationData: (x, y));
        Assert.Equal(6, custom.Steps);
        foreach (var name in (string[])["loss", "mae", "val_loss", "val_mae"])
        {
            foreach (var (a, b) in expected[name].Zip(got[name]))
                Assert.Equal(a, b, 1e-5);
        }

        Assert.Equal(["0: loss, mae", "1: loss, mae", "epoch 0: loss, mae, val_loss, val_mae"], callback.Events.Take(3));
        Assert.Equal(6, custom.Optimizer!.Iterations);
        Assert.Equal(plain.Evaluate(x, y, verbose: 0)["mae"], custom.Evaluate(x, y, verbose: 0)["mae"], 1e-5);
        Assert.True(plain.Predict(x, verbose: 0).AllClose(custom.Predict(x, verbose: 0), 1e-4, 1e-5));
        Assert.Equal(["loss", "mae"], custom.TrainOnBatch(x, y).Keys.Order());
    }

    private sealed class WithMetrics : Model
    {
        private readonly Dense layer = new(2);
        private readonly Mean lossTracker = new("loss");
        private readonly Functional.Keras.Metrics.MeanAbsoluteError mae = new("mae");
        private readonly Functional.Keras.Losses.MeanSquaredError lossOf = new();

        public override IReadOnlyList<Metric> Metrics => [lossTracker, mae];

        protected override KerasTensor Call(KerasTensor inputs, bool training) => layer.Apply(inputs);

        protected override IReadOnlyDictionary<string, NDArray> TrainStep(Batch data)
        {
            var (x, y, _) = data;
            using GradientTape tape = new();
            var yPred = Call(x, training: true);
            var loss = lossOf.Call(y!, yPred);
            Optimizer!.Apply(tape.Gradient(loss, TrainableWeights), TrainableWeights);
            lossTracker.UpdateState(loss);
            mae.UpdateState(y!, yPred);
            return new Dictionary<string, NDArray> { ["loss"] = lossTracker.Result(), ["mae"] = mae.Result() };
        }

        protected override IReadOnlyDictionary<string, NDArray> TestStep(Batch data)
        {
            var (x, y, _) = data;
            mae.UpdateState(y!, Call(x));
            return new Dictionary<string, NDArray> { ["only"] = mae.Result() };
        }

        protected override IReadOnlyList<NDArray> PredictStep(Batch data) => [Call(data.X) + 100.0];
    }

    [Fact]
    public void Own_steps_need_no_loss_and_have_metrics_of_their_own()
    {
        WithMetrics model = new();
        model.Compile("adam");
        var history = model.Fit(x, y, batchSize: 2, epochs: 2, verbose: 0, validationData: (x, y));
        Assert.Equal(["loss", "mae", "val_only"], history.Values.Keys.Order());
        var only = model.Evaluate(x, y, batchSize: 2, verbose: 0)["only"];
        Assert.Equal(only, model.Evaluate(x, y, batchSize: 4, verbose: 0)["only"], 1e-5);
        Assert.True((model.Call(x) + 100.0).AllClose(model.Predict(x, verbose: 0), 1e-5));
    }

    private sealed class Gan(Model discriminator, Model generator) : Model
    {
        private readonly Adam ofDiscriminator = new(0.003), ofGenerator = new(0.003);
        private readonly Functional.Keras.Losses.BinaryCrossentropy lossOf = new(fromLogits: true);
        private readonly Mean dLoss = new("d_loss"), gLoss = new("g_loss");

        public override IReadOnlyList<Metric> Metrics => [dLoss, gLoss];

        protected override IReadOnlyDictionary<string, NDArray> TrainStep(Batch data)
        {
            var real = (NDArray)data.X;
            var size = real.Shape[0];
            NDArray Noise() => Ops.Ones([size, 4]);
            var generated = generator.Call(Noise());
            var combined = Ops.Concatenate([generated, real], axis: 0);
            var labels = Ops.Concatenate([Ops.Ones([size, 1]), Ops.Zeros([size, 1])], axis: 0);
            NDArray d;
            using (GradientTape tape = new())
            {
                d = lossOf.Call(labels, discriminator.Call(combined));
                ofDiscriminator.Apply(tape.Gradient(d, discriminator.TrainableWeights), discriminator.TrainableWeights);
            }

            NDArray g;
            using (GradientTape tape = new())
            {
                g = lossOf.Call(Ops.Zeros([size, 1]), discriminator.Call(generator.Call(Noise())));
                ofGenerator.Apply(tape.Gradient(g, generator.TrainableWeights), generator.TrainableWeights);
            }

            dLoss.UpdateState(d);
            gLoss.UpdateState(g);
            return Metrics.ToDictionary(metric => metric.Name, metric => metric.Result());
        }
    }

    [Fact]
    public void Two_models_are_trained_against_each_other()
    {
        Sequential discriminator = [new Input([3]), new Dense(8, "relu"), new Dense(1)];
        Sequential generator = [new Input([4]), new Dense(8, "relu"), new Dense(3)];
        var (before, after) = (discriminator.GetWeights()[0], generator.GetWeights()[0]);
        Gan gan = new(discriminator, generator);
        gan.Compile("adam");
        var history = gan.Fit(x, batchSize: 4, epochs: 3, verbose: 0);
        Assert.Equal(["d_loss", "g_loss"], history.Values.Keys.Order());
        Assert.All(history["d_loss"], loss => Assert.InRange(loss, 0, 5));
        Assert.False(before.AllClose(discriminator.GetWeights()[0]));
        Assert.False(after.AllClose(generator.GetWeights()[0]));
    }

    private sealed class Nothing : Model
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) => inputs;

        protected override IReadOnlyDictionary<string, NDArray> TrainStep(Batch data) => null!;
    }

    [Fact]
    public void A_step_that_gives_nothing_is_told()
    {
        Nothing model = new();
        model.Compile("adam");
        var error = Assert.Throws<ConfigurationException>(() => model.Fit(x, y, verbose: 0));
        Assert.Equal("nothing: TrainStep must not give null", error.Message);
    }
}
