using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using Data = Functional.Keras.Data;

namespace FacadeTests;

/// <summary>Own cells in C#, calls of recurrences with arguments by name, and states that stay between batches.</summary>
public class CellTests
{
    /// <summary>A minimal gated unit (Zhou et al. 2016).</summary>
    private sealed class MinimalGatedUnit(int units) : RNNCell
    {
        protected override IReadOnlyList<Shape> StateSizes(Shape inputShape) => [[units]];

        protected override CellStep Begin(KerasTensor inputs, KerasTensors states, bool training)
        {
            var kernel = AddWeight([inputs.Shape[^1], 2 * units], name: "kernel");
            var ofGate = AddWeight([units, units], name: "gate_kernel");
            var ofCandidate = AddWeight([units, units], name: "candidate_kernel");
            return (x, before) =>
            {
                var h = before[0];
                var ofInput = Ops.Matmul(x, kernel);
                var f = Ops.Sigmoid(ofInput[.., ..units] + Ops.Matmul(h, ofGate));
                var next = (1 - f) * h + f * Ops.Tanh(ofInput[.., units..] + Ops.Matmul(f * h, ofCandidate));
                return (next, next);
            };
        }
    }

    /// <summary>A cell of two states that takes a constant, with a layer inside.</summary>
    private sealed class Tracing(int units) : RNNCell
    {
        private readonly Dense context = new(units, useBias: false);

        protected override IReadOnlyList<Shape> StateSizes(Shape inputShape) => [[units], [units]];

        protected override CellStep Begin(KerasTensor inputs, KerasTensors states, bool training)
        {
            var kernel = AddWeight([inputs.Shape[^1], units], name: "kernel");
            var constant = context.Apply(Constants[0]);
            return (x, before) =>
            {
                var h = Ops.Tanh(Ops.Matmul(x, kernel) + before[0] + constant);
                var trace = before[1] * 0.75 + h;
                return (h * trace, [h, trace]);
            };
        }
    }

    /// <summary>The first cell with plain operations, a step after the other.</summary>
    private sealed class Written(int units, int steps) : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training)
        {
            var kernel = AddWeight([inputs.Shape[^1], 2 * units], name: "kernel");
            var ofGate = AddWeight([units, units], name: "gate_kernel");
            var ofCandidate = AddWeight([units, units], name: "candidate_kernel");
            var h = Ops.Matmul(inputs[.., 0], kernel[.., ..units]) * 0;
            for (var t = 0; t < steps; t++)
            {
                var x = inputs[.., t];
                var f = Ops.Sigmoid(Ops.Matmul(x, kernel[.., ..units]) + Ops.Matmul(h, ofGate));
                var candidate = Ops.Tanh(Ops.Matmul(x, kernel[.., units..]) + Ops.Matmul(f * h, ofCandidate));
                h = h + f * (candidate - h);
            }

            return h;
        }
    }

    private static float[,,] Waves(int samples, int steps, int features)
    {
        var x = new float[samples, steps, features];
        for (var i = 0; i < x.Length; i++)
            x[i / (steps * features), i / features % steps, i % features] = (float)Math.Sin(1.7 * i + 0.3);
        return x;
    }

    private static float[,] Waves(int samples, int features)
    {
        var waves = Waves(samples, 1, features);
        var x = new float[samples, features];
        for (var i = 0; i < x.Length; i++)
            x[i / features, i % features] = waves[i / features, 0, i % features];
        return x;
    }

    private static void Close(NDArray expected, NDArray actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void An_own_cell_is_trained_as_its_steps_written_out()
    {
        var x = Waves(12, 5, 2);
        // What came last, which a cell can give.
        var y = new float[12, 3];
        for (var i = 0; i < y.Length; i++)
            y[i / 3, i % 3] = 0.5f * x[i / 3, 4, i % 3 % 2];
        using Sequential recurrent = [new Input([5, 2]), new RNN(new MinimalGatedUnit(3))];
        using Sequential written = [new Input([5, 2]), new Written(3, 5)];
        written.SetWeights(recurrent.GetWeights());
        Close(written.Predict(x, verbose: 0), recurrent.Predict(x, verbose: 0));
        foreach (var model in new[] { recurrent, written })
            model.Compile(new Functional.Keras.Optimizers.SGD(0.5), "mse");
        var history = recurrent.Fit(x, y, batchSize: 4, epochs: 20, shuffle: false, verbose: 0)["loss"];
        written.Fit(x, y, batchSize: 4, epochs: 20, shuffle: false, verbose: 0);
        Assert.True(history[^1] < 0.9 * history[0], $"{history[0]} → {history[^1]}");
        foreach (var (a, b) in written.GetWeights().Zip(recurrent.GetWeights()))
            Close(a, b);
    }

    [Fact]
    public void An_own_cell_of_two_states_takes_a_constant_a_mask_and_initial_states_by_name()
    {
        KerasTensor sequence = new Input([4, 2]), constant = new Input([5]), h = new Input([3]), trace = new Input([3]);
        KerasTensor mask = new Input([4], dtype: "bool");
        RNN rnn = new(new Tracing(3), returnSequences: true, returnState: true);
        using Model model = new(
            [sequence, constant, h, trace, mask],
            [.. rnn.ApplyAll(sequence, initialState: [h, trace], mask: mask, constants: constant)]);
        var (x, c, h0, s0) = (Waves(2, 4, 2), Waves(2, 5), Waves(2, 3), Waves(2, 3));
        bool[,] counts = { { true, true, false, true }, { false, true, true, false } };
        Data inputs = [x, c, h0, s0, counts];
        var outputs = model.PredictAll(inputs, verbose: 0);
        Assert.Equal(3, outputs.Count);

        // The formula, in numbers.
        var weights = rnn.GetWeights();
        Assert.Equal(["kernel", "dense/kernel"], rnn.Weights.Select(weight => string.Join('/', weight.Path.Split('/')[2..])));
        var (kernel, context) = (weights[0].ToArray<float>(), weights[1].ToArray<float>());
        var all = outputs[0].ToArray<float>();
        for (var sample = 0; sample < 2; sample++)
        {
            double[] now = [h0[sample, 0], h0[sample, 1], h0[sample, 2]], faded = [s0[sample, 0], s0[sample, 1], s0[sample, 2]];
            double[] output = [0, 0, 0];
            for (var t = 0; t < 4; t++)
            {
                if (counts[sample, t])
                {
                    for (var j = 0; j < 3; j++)
                    {
                        var sum = now[j] + Enumerable.Range(0, 2).Sum(i => x[sample, t, i] * kernel[i * 3 + j])
                            + Enumerable.Range(0, 5).Sum(i => c[sample, i] * context[i * 3 + j]);
                        now[j] = Math.Tanh(sum);
                        faded[j] = 0.75 * faded[j] + now[j];
                        output[j] = now[j] * faded[j];
                    }
                }

                for (var j = 0; j < 3; j++)
                    Assert.Equal(output[j], all[(sample * 4 + t) * 3 + j], 1e-5);
            }

            for (var j = 0; j < 3; j++)
            {
                Assert.Equal(now[j], outputs[1].ToArray<float>()[sample * 3 + j], 1e-5);
                Assert.Equal(faded[j], outputs[2].ToArray<float>()[sample * 3 + j], 1e-5);
            }
        }
    }

    [Fact]
    public void Several_cells_are_one_upon_the_other()
    {
        using Sequential model = [new Input([4, 2]), new RNN([new MinimalGatedUnit(3), new LSTMCell(4), new GRUCell(2)])];
        Assert.Equal([null, 2], model.OutputShape);
        Assert.Equal(
            ["minimal_gated_unit", "lstm_cell", "gru_cell"],
            model.Weights.Select(weight => weight.Path.Split('/')[^2]).Distinct());
        using Sequential cells = [new Input([4, 2]), new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(2)]))];
        using Sequential list = [new Input([4, 2]), new RNN([new LSTMCell(4), new GRUCell(2)])];
        list.SetWeights(cells.GetWeights());
        Close(cells.Predict(Waves(3, 4, 2), verbose: 0), list.Predict(Waves(3, 4, 2), verbose: 0), 0);
    }

    [Fact]
    public void A_cell_that_gives_other_states_than_it_has_is_refused_by_its_place()
    {
        Sequential model = [new Input([4, 2]), new RNN(new Forgetful())];
        var error = Assert.ThrowsAny<Functional.FunctionalException>(() => model.Predict(Waves(3, 4, 2), verbose: 0));
        Assert.Equal("sequential/rnn/cell: a step must give 1 state, got 2", error.Message);
    }

    /// <summary>A cell with a layer inside.</summary>
    private sealed class Holding(int units) : RNNCell
    {
        private readonly Dense dense = new(units, "tanh");

        protected override IReadOnlyList<Shape> StateSizes(Shape inputShape) => [[units]];

        protected override CellStep Begin(KerasTensor inputs, KerasTensors states, bool training) => (x, before) =>
        {
            var next = dense.Apply(Ops.Concatenate([x, before[0]], axis: -1));
            return (next, next);
        };
    }

    [Fact]
    public void Both_directions_of_an_own_cell_have_weights_of_their_own()
    {
        RNN forward = new(new MinimalGatedUnit(3), returnSequences: true);
        using Sequential model = [new Input([4, 2]), new Bidirectional(forward)];
        Assert.Equal([null, 4, 6], model.OutputShape);
        var paths = model.Weights.Select(weight => weight.Path).ToArray();
        Assert.Equal(6, paths.Distinct().Count());
        // Each direction alone, with its weights; the other one from the last step to the first.
        using Sequential ahead = [new Input([4, 2]), new RNN(new MinimalGatedUnit(3), returnSequences: true)];
        using Sequential back = [new Input([4, 2]), new RNN(new MinimalGatedUnit(3), returnSequences: true, goBackwards: true)];
        ahead.SetWeights([.. model.GetWeights().Take(3)]);
        back.SetWeights([.. model.GetWeights().Skip(3)]);
        var x = Waves(3, 4, 2);
        var (both, a, b) = (model.Predict(x, verbose: 0), ahead.Predict(x, verbose: 0), back.Predict(x, verbose: 0));
        float[] outputs = both.ToArray<float>(), first = a.ToArray<float>(), last = b.ToArray<float>();
        for (var i = 0; i < outputs.Length; i++)
        {
            var (sample, step, unit) = (i / 24, i / 6 % 4, i % 6);
            Assert.Equal(unit < 3 ? first[sample * 12 + step * 3 + unit] : last[sample * 12 + (3 - step) * 3 + unit - 3], outputs[i], 1e-6);
        }
    }

    [Fact]
    public void A_cell_that_holds_layers_needs_another_one_for_the_other_direction()
    {
        Sequential model = [new Input([4, 2]), new Bidirectional(new RNN(new Holding(3)))];
        var error = Assert.ThrowsAny<Functional.FunctionalException>(() => model.Predict(Waves(3, 4, 2), verbose: 0));
        Assert.Equal(
            "sequential/bidirectional: both directions hold one Dense, which own code made: backward_layer must be given",
            error.Message);
        using Sequential given =
        [
            new Input([4, 2]),
            new Bidirectional(new RNN(new Holding(3)), backwardLayer: new RNN(new Holding(3), goBackwards: true)),
        ];
        Assert.Equal([null, 6], given.OutputShape);
        Assert.Equal(4, given.Weights.Count);
    }

    private sealed class Forgetful : RNNCell
    {
        protected override IReadOnlyList<Shape> StateSizes(Shape inputShape) => [[2]];

        protected override CellStep Begin(KerasTensor inputs, KerasTensors states, bool training) =>
            (x, before) => (before[0], [before[0], before[0]]);
    }

    [Fact]
    public void Library_layers_take_their_arguments_by_name()
    {
        KerasTensor sequence = new Input([4, 2]), h = new Input([3]);
        KerasTensor mask = new Input([4], dtype: "bool");
        using Model named = new([sequence, h, mask], new GRU(3).Apply(sequence, initialState: h, mask: mask));
        using Model placed = new([sequence, h, mask], new GRU(3).Apply(sequence, h, mask));
        placed.SetWeights(named.GetWeights());
        bool[,] counts = { { true, false, false, true }, { true, true, false, false } };
        Data inputs = [Waves(2, 4, 2), Waves(2, 3), counts];
        var expected = named.Predict(inputs, verbose: 0);
        Close(expected, placed.Predict(inputs, verbose: 0), 0);
        bool[,] others = { { true, true, true, true }, { true, true, true, true } };
        Data unmasked = [Waves(2, 4, 2), Waves(2, 3), others];
        Assert.NotEqual(expected.ToArray<float>(), named.Predict(unmasked, verbose: 0).ToArray<float>());
        KerasTensor state = new Input([3]), step = new Input([2]);
        using Model cell = new([step, state], new GRUCell(3).ApplyAll(step, states: state)[0]);
        Assert.Equal([null, 3], cell.OutputShape);
    }

    private static Sequential Stateful() =>
        [new Input(batchSize: 2, shape: [3, 2]), new GRU(3, stateful: true, returnSequences: true, name: "a"), new RNN(new MinimalGatedUnit(2), stateful: true, name: "b")];

    [Fact]
    public void States_go_on_from_batch_to_batch_until_they_are_reset()
    {
        using var model = Stateful();
        var x = Waves(2, 3, 2);
        var first = model.Predict(x, batchSize: 2, verbose: 0);
        var second = model.Predict(x, batchSize: 2, verbose: 0);
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
        model.ResetStates();
        Close(first, model.Predict(x, batchSize: 2, verbose: 0), 0);
        Close(second, model.Predict(x, batchSize: 2, verbose: 0), 0);
        model.ResetStates();
        // Four samples are two batches, of which the second goes on.
        float[,,] both = new float[4, 3, 2];
        for (var i = 0; i < both.Length; i++)
            both[i / 6, i / 2 % 3, i % 2] = x[i / 6 % 2, i / 2 % 3, i % 2];
        Assert.Equal(
            [.. first.ToArray<float>(), .. second.ToArray<float>()],
            model.Predict(both, batchSize: 2, verbose: 0).ToArray<float>());
        // One layer alone.
        model.ResetStates();
        model.Predict(x, batchSize: 2, verbose: 0);
        model.Layers[0].ResetStates();
        var ofOne = model.Predict(x, batchSize: 2, verbose: 0).ToArray<float>();
        Assert.NotEqual(first.ToArray<float>(), ofOne);
        Assert.NotEqual(second.ToArray<float>(), ofOne);
    }

    [Fact]
    public void Training_goes_on_with_the_states_too_and_a_callback_may_reset_them()
    {
        using var start = Stateful();
        var weights = start.GetWeights();
        float Trained(bool resets)
        {
            using var model = Stateful();
            model.SetWeights(weights);
            model.Compile(new Functional.Keras.Optimizers.SGD(0.0), "mse");
            Functional.Keras.Callbacks.LambdaCallback callback = new(onEpochBegin: _ =>
            {
                if (resets)
                    model.ResetStates();
            });
            var losses = model.Fit(Waves(2, 3, 2), Waves(2, 2), batchSize: 2, epochs: 2, shuffle: false, verbose: 0, callbacks: [callback])["loss"];
            if (resets)
                Assert.Equal(losses[0], losses[1]);
            else
                Assert.NotEqual(losses[0], losses[1]);
            return model.Predict(Waves(2, 3, 2), batchSize: 2, verbose: 0).ToArray<float>()[0];
        }

        // What was trained stays, so a prediction after it goes on from there.
        Assert.NotEqual(Trained(true), Trained(false));
    }

    [Fact]
    public void Another_batch_size_is_refused_where_states_are_kept()
    {
        using var model = Stateful();
        model.Compile("sgd", "mse");
        void Refused(string got, Action act) => Assert.Equal(
            $"sequential: the model is built for batches of 2 samples, got {got}",
            Assert.Throws<Functional.ShapeException>(act).Message);
        Refused("3 samples in batches of 32", () => model.Predict(Waves(3, 3, 2), verbose: 0));
        Refused("3 samples in batches of 2", () => model.Predict(Waves(3, 3, 2), batchSize: 2, verbose: 0));
        Refused("4 samples in batches of 4", () => model.Fit(Waves(4, 3, 2), Waves(4, 2), batchSize: 4, verbose: 0));
        Refused("1 samples in batches of 1", () => model.TrainOnBatch(Waves(1, 3, 2), Waves(1, 2)));
        Assert.Equal([4, 2], model.Predict(Waves(4, 3, 2), batchSize: 2, verbose: 0).Shape);
        Assert.True(model.Evaluate(Waves(4, 3, 2), Waves(4, 2), batchSize: 2, verbose: 0)["loss"] > 0);
        Assert.Single(model.Fit(Waves(4, 3, 2), Waves(4, 2), batchSize: 2, verbose: 0)["loss"]);
    }
}
