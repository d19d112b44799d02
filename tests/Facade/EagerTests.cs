using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using ShapeException = Functional.ShapeException;

namespace FacadeTests;

/// <summary>Layers, models, losses and metrics on arrays do what they do in models.</summary>
public sealed class EagerTests
{
    private static readonly float[,] x = { { 1, 2, 3 }, { 0, -1, 1 }, { 2, 0, -2 }, { 1, 1, 0 } };
    private static readonly float[,] y = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 } };

    private static void Same(NDArray expected, NDArray actual, double tolerance = 1e-5) =>
        Assert.True(expected.AllClose(actual, tolerance, tolerance), $"{expected}\n{actual}");

    private sealed class ComputeSum : Layer
    {
        private KerasTensor? total;

        protected override void Build(Shape inputShape) =>
            total = AddWeight([inputShape[^1]], "zeros", trainable: false, name: "total");

        protected override KerasTensor Call(KerasTensor inputs, bool training)
        {
            var sum = total! + Ops.Sum(inputs, axis: 0);
            Assign(total!, sum);
            return sum;
        }
    }

    [Fact]
    public void A_layer_builds_its_weights_at_the_first_call()
    {
        Dense dense = new(2, name: "d");
        Assert.Empty(dense.Weights);
        var output = dense.Call(x);
        Assert.Equal([4, 2], output.Shape);
        Assert.Equal(["d/kernel", "d/bias"], dense.Weights.Select(weight => weight.Path));
        Same(Ops.Matmul((NDArray)x, dense.Weights[0].Value), output);
        Same(output, dense.Call((NDArray)x));
        // Other sizes are another program over the same weights.
        Assert.Equal([2, 4, 2], dense.Call(new float[2, 4, 3]).Shape);
    }

    [Fact]
    public void A_running_total_adds_up()
    {
        ComputeSum sum = new();
        float[,] ones = { { 1, 1 }, { 1, 1 } };
        Assert.Equal([2f, 2f], sum.Call(ones).ToArray<float>());
        Assert.Equal([4f, 4f], sum.Call(ones).ToArray<float>());
        Assert.Single(sum.Weights);
        Assert.Empty(sum.TrainableWeights);
        Assert.Equal([4f, 4f], sum.Weights[0].Value.ToArray<float>());
    }

    [Fact]
    public void A_layer_called_by_itself_keeps_its_weights_in_a_model()
    {
        Dense dense = new(2);
        var before = dense.Call(x);
        Sequential model = [new Input([3]), dense];
        Same(before, model.Predict(x, verbose: 0));
        model.Compile(new SGD(0.1), "mse");
        model.Fit(x, y, epochs: 2, verbose: 0);
        Same(model.Predict(x, verbose: 0), dense.Call(x));
        Assert.False(before.AllClose(dense.Call(x)));
    }

    [Fact]
    public void A_layer_of_a_model_has_the_models_weights()
    {
        Dense first = new(4, "relu"), second = new(2);
        Sequential model = [new Input([3]), first, second];
        Same(model.Predict(x, verbose: 0), second.Call(first.Call(x)));
    }

    [Fact]
    public void Layers_of_several_inputs_and_outputs_are_called()
    {
        NDArray a = x;
        Same(a + a, new Add().Call([a, a]));
        LSTM lstm = new(3, returnState: true);
        var outputs = lstm.CallAll(new float[2, 5, 4]);
        Assert.Equal(3, outputs.Count);
        var error = Assert.Throws<ShapeException>(() => lstm.Call(new float[2, 5, 4]));
        Assert.Equal("lstm: gives 3 arrays; use CallAll", error.Message);
    }

    [Fact]
    public void Masks_travel_with_arrays()
    {
        int[,] ids = { { 1, 2, 0 }, { 3, 0, 0 } };
        Embedding embedding = new(5, 4, maskZero: true);
        LSTM lstm = new(3);
        Sequential model = [new Input([3], dtype: "int32"), embedding, lstm];
        Same(model.Predict(ids, verbose: 0), lstm.Call(embedding.Call(ids)));
    }

    [Fact]
    public void Gradients_of_a_call_are_those_of_mathematics()
    {
        Dense dense = new(1, useBias: false);
        NDArray given = x;
        using GradientTape tape = new(persistent: true);
        var loss = Ops.Sum(Ops.Square(dense.Call(given)));
        var kernel = dense.TrainableWeights[0].Value;
        var output = Ops.Matmul(given, kernel);
        Same(2 * Ops.Matmul(Ops.Transpose(given), output), tape.Gradient(loss, dense.TrainableWeights)[0]!);
        Same(2 * Ops.Matmul(output, Ops.Transpose(kernel)), tape.Gradient(loss, given)!);
    }

    [Fact]
    public void Gradients_of_gradients_are_gradients()
    {
        NDArray given = new[] { 1f, 2f, 3f };
        using GradientTape outer = new();
        using GradientTape inner = new();
        var cube = given * given * given;
        var first = inner.Gradient(cube, given)!;
        Same(6 * given, outer.Gradient(first, given)!);
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("convolution")]
    [InlineData("recurrence")]
    public void A_loop_of_ones_own_trains_as_Fit_does(string kind)
    {
        Sequential Make() => new(
        [
            new Input([3]),
            .. (Layer[])(kind switch
            {
                "convolution" => [new Dense(16), new Reshape([4, 4, 1]), new Conv2D(3, 2), new BatchNormalization(), new Flatten()],
                "recurrence" => [new Reshape([3, 1]), new LSTM(4)],
                _ => [new Dense(8, "relu")],
            }),
            new Dense(2, name: "b"),
        ])
        {
            Seed = 3,
        };
        using var fitted = Make();
        fitted.Compile(new Adam(0.01), "mse", metrics: ["mae"]);
        var history = fitted.Fit(x, y, batchSize: 4, epochs: 5, shuffle: false, verbose: 0);

        using var looped = Make();
        Adam optimizer = new(0.01);
        Functional.Keras.Losses.MeanSquaredError lossOf = new();
        Functional.Keras.Metrics.MeanAbsoluteError metric = new();
        for (var epoch = 0; epoch < 5; epoch++)
        {
            using GradientTape tape = new();
            var predicted = looped.Call(x, training: true);
            var loss = lossOf.Call(y, predicted);
            var gradients = tape.Gradient(loss, looped.TrainableWeights);
            optimizer.Apply(gradients, looped.TrainableWeights);
            metric.UpdateState(y, predicted);
            Assert.Equal(history["loss"][epoch], (double)loss, 1e-4);
            Assert.Equal(history["mae"][epoch], (double)metric.Result(), 1e-4);
            metric.ResetState();
            Assert.Equal(0, (double)metric.Result());
        }

        Assert.Equal(5, optimizer.Iterations);
        foreach (var (expected, actual) in fitted.GetWeights().Zip(looped.GetWeights()))
            Same(expected, actual, 1e-3);
    }

    [Fact]
    public void Weights_of_several_models_are_followed_each_by_its_optimizer()
    {
        Sequential generator = [new Input([3]), new Dense(3, name: "same")];
        Sequential critic = [new Input([3]), new Dense(1, name: "same")];
        SGD first = new(0.1), second = new(0.1);
        var before = generator.GetWeights()[0];
        using GradientTape ofGenerator = new(), ofCritic = new();
        var judged = critic.Call(generator.Call(x, training: true), training: true);
        var loss = Ops.Mean(judged);
        var a = ofGenerator.Gradient(loss, generator.TrainableWeights);
        var b = ofCritic.Gradient(-loss, critic.TrainableWeights);
        first.Apply(a, generator.TrainableWeights);
        second.Apply(b, critic.TrainableWeights);
        Same(before - (0.1 * a[0]!), generator.GetWeights()[0]);
    }

    [Fact]
    public void Weights_that_two_models_have_are_the_same_weights()
    {
        Input input = new([3]);
        Dense shared = new(2);
        Model inner = new(input, shared.Apply(input));
        Model outer = new(input, new Dense(1).Apply(inner.Output));
        _ = inner.Weights;
        using GradientTape tape = new();
        var loss = Ops.Sum(outer.Call(x)) + Ops.Sum(inner.Call(x));
        var gradients = tape.Gradient(loss, inner.TrainableWeights);
        NDArray kernel = outer.Weights[2].Value;
        var ofBias = 4 * (Ops.Reshape(kernel, new int[] { 2 }) + 1.0);
        Same(ofBias, gradients[1]!);
    }

    [Fact]
    public void What_a_model_penalises_is_there_after_a_call()
    {
        Dense dense = new(2, kernelRegularizer: new Functional.Keras.Regularizers.L2(0.1), activityRegularizer: new Functional.Keras.Regularizers.L1(1));
        Sequential model = [new Input([3]), dense];
        var output = model.Call(x);
        Assert.Equal(2, model.Losses.Count);
        using GradientTape tape = new();
        output = model.Call(x);
        Assert.Equal(2, model.Losses.Count);
        Same(Ops.Sum(Ops.Abs(output)) / 4, model.Losses[0]);
        Same(0.1 * Ops.Sum(Ops.Square(dense.Weights[0].Value)), model.Losses[1]);
    }

    [Fact]
    public void Numbers_that_are_looked_at_change_nothing()
    {
        Sequential Make() => new([new Input([3]), new Dense(64), new Dropout(0.5), new Dense(2)]) { Seed = 7 };
        NDArray[] Train(bool looks)
        {
            var model = Make();
            SGD optimizer = new(0.1);
            for (var i = 0; i < 3; i++)
            {
                using GradientTape tape = new();
                var loss = new Functional.Keras.Losses.MeanSquaredError().Call(y, model.Call(x, training: true));
                if (looks)
                    Assert.True((float)loss > 0);
                var gradients = tape.Gradient(loss, model.TrainableWeights);
                if (looks)
                    Assert.Equal([3, 64], gradients[0]!.ToArray2D<float>().GetLength(0) == 3 ? gradients[0]!.Shape : []);
                optimizer.Apply(gradients, model.TrainableWeights);
            }

            return model.GetWeights();
        }

        foreach (var (a, b) in Train(false).Zip(Train(true)))
            Same(a, b);
    }

    [Fact]
    public void A_scaled_loss_makes_the_same_step()
    {
        static NDArray After(Optimizer optimizer)
        {
            Sequential model = new([new Input([3]), new Dense(2)]) { Seed = 1 };
            using GradientTape tape = new();
            var loss = optimizer.ScaleLoss(Ops.Mean(Ops.Square(model.Call(x))));
            optimizer.Apply(tape.Gradient(loss, model.TrainableWeights), model.TrainableWeights);
            return model.GetWeights()[0];
        }

        Same(After(new SGD(0.1)), After(new SGD(0.1, lossScaleFactor: 8)));
        Same(After(new SGD(0.1)), After(new LossScaleOptimizer(new SGD(0.1))));
    }

    [Fact]
    public void A_compiled_models_optimizer_keeps_its_state_in_the_model()
    {
        Sequential model = [new Input([3]), new Dense(2)];
        model.Compile("adam", "mse");
        using GradientTape tape = new();
        var gradients = tape.Gradient(Ops.Mean(Ops.Square(model.Call(x) - (NDArray)y)), model.TrainableWeights);
        model.Optimizer!.Apply(gradients, model.TrainableWeights);
        Assert.Equal(1, model.Optimizer.Iterations);
        model.Fit(x, y, verbose: 0);
        Assert.Equal(2, model.Optimizer.Iterations);
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Dense dense = new(2);
        _ = dense.Call(x);
        SGD optimizer = new(0.1);
        NDArray outside = Ops.Sum((NDArray)x);
        GradientTape tape = new();
        var loss = Ops.Sum(dense.Call(x));
        Says("GradientTape: the target was not computed under the tape", () => tape.Gradient(outside, dense.TrainableWeights));
        var gradients = tape.Gradient(loss, dense.TrainableWeights);
        Says("GradientTape: only a persistent tape gives gradients more than once", () => tape.Gradient(loss, dense.TrainableWeights));
        Says("Apply: there must be a gradient for each weight, got 2 for 1", () => optimizer.Apply(gradients, dense.TrainableWeights.Take(1)));
        Says("Apply: no weight has a gradient", () => optimizer.Apply([null, null], dense.TrainableWeights));
        optimizer.Apply(gradients, dense.TrainableWeights);
        var kept = gradients[0]!;
        using (GradientTape next = new())
            optimizer.Apply(next.Gradient(Ops.Sum(dense.Call(x)), dense.TrainableWeights), dense.TrainableWeights);
        Says(
            "the gradient belongs to an earlier step; read gradients before the optimizer's next Apply",
            () => kept.ToArray<float>());
        var shapes = Assert.Throws<ShapeException>(() => optimizer.Apply([x], dense.TrainableWeights.Take(1)));
        Assert.Equal("Apply: the gradient of dense/kernel must have its shape (3, 2), got (4, 3)", shapes.Message);
        using GradientTape over = new(persistent: true);
        loss = Ops.Sum(dense.Call(x));
        optimizer.Apply(over.Gradient(loss, dense.TrainableWeights), dense.TrainableWeights);
        Says(
            "GradientTape: the weights changed since the target was computed; ask for all gradients before Apply",
            () => over.Gradient(loss, dense.TrainableWeights));

        static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<ConfigurationException>(act).Message);
    }

    [Fact]
    public void A_loop_without_Dispose_keeps_memory_flat()
    {
        Sequential model = [new Input([256]), new Dense(256, "relu"), new Dense(10)];
        Adam optimizer = new(0.001);
        Functional.Keras.Losses.SparseCategoricalCrossentropy lossOf = new(fromLogits: true);
        Functional.Keras.Metrics.SparseCategoricalAccuracy metric = new();
        NDArray data = new float[32, 256];
        var labels = new int[32];
        List<NDArray> losses = [];
        void Steps(int count)
        {
            for (var i = 0; i < count; i++)
            {
                GradientTape tape = new();
                var logits = model.Call(data, training: true);
                var loss = lossOf.Call(labels, logits);
                optimizer.Apply(tape.Gradient(loss, model.TrainableWeights), model.TrainableWeights);
                metric.UpdateState(labels, logits);
                losses.Add(loss);
            }
        }

        Steps(100);
        var before = Resident();
        // Gradients of these steps are 300 MB.
        Steps(1000);
        Assert.True(Resident() - before < 60 << 20, $"{(Resident() - before) >> 20} MB");

        static long Resident()
        {
            GC.Collect();
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}
