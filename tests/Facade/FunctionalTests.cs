using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>Models of several inputs and outputs, shared layers, own layers and own models.</summary>
public class FunctionalTests
{
    private static readonly (float[,] X, float[,] Y) line = SyntheticData.Line(256);

    private sealed class Scaled : Layer
    {
        private KerasTensor? factor;

        protected override void Build(Shape inputShape) =>
            factor = AddWeight(shape: [inputShape[^1]], initializer: "ones", name: "factor");

        protected override KerasTensor Call(KerasTensor inputs, bool training) => inputs * factor!;
    }

    private sealed class Counting : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training)
        {
            var steps = AddWeight(initializer: "zeros", trainable: false, name: "steps");
            if (training)
                Assign(steps, steps + 1);
            return inputs;
        }
    }

    private sealed class Regressor : Model
    {
        private readonly Dense hidden = new(16, "relu");
        private readonly Dropout dropout = new(0.1);
        private readonly Dense output = new(1);

        protected override KerasTensor Call(KerasTensor inputs, bool training) =>
            output.Apply(dropout.Apply(hidden.Apply(inputs)));
    }

    private sealed class Squared : Loss
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
            Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
    }

    private static Model TwoInTwoOut()
    {
        Input left = new([1], name: "left");
        Input right = new([1], name: "right");
        var joined = new Concatenate().Apply([left, right]);
        var hidden = new Dense(16, "relu").Apply(joined);
        return new Model(
            inputs: [left, right],
            outputs: [new Dense(1) { Name = "sum" }.Apply(hidden), new Dense(2, "softmax") { Name = "sign" }.Apply(hidden)]);
    }

    private static (float[,] Left, float[,] Right, float[,] Sum, int[] Sign) TwoColumns()
    {
        var n = line.X.GetLength(0);
        var (left, right, sum, sign) = (new float[n, 1], new float[n, 1], new float[n, 1], new int[n]);
        for (var i = 0; i < n; i++)
        {
            (left[i, 0], right[i, 0]) = (line.X[i, 0], line.X[i, 1]);
            sum[i, 0] = left[i, 0] + right[i, 0];
            sign[i] = left[i, 0] > right[i, 0] ? 1 : 0;
        }

        return (left, right, sum, sign);
    }

    [Fact]
    public void A_model_takes_several_inputs_and_gives_several_outputs_in_order_or_by_name()
    {
        var model = TwoInTwoOut();
        var (left, right, sum, sign) = TwoColumns();
        model.Compile(
            optimizer: "adam",
            loss: ["mse", "sparse_categorical_crossentropy"],
            lossWeights: [1, 0.5],
            metrics: new() { ["sign"] = "accuracy", ["sum"] = ["mae", "mse"] });
        var history = model.Fit([left, right], [sum, sign], epochs: 30, verbose: 0);
        Assert.Equal(
            ["loss", "sign_accuracy", "sign_loss", "sum_loss", "sum_mae", "sum_mse"],
            history.Values.Keys.Order(StringComparer.Ordinal));
        Assert.True(history["loss"][^1] < history["loss"][0] / 2);

        var byOrder = model.PredictAll([left, right], verbose: 0);
        var byName = model.PredictAll(new() { ["right"] = right, ["left"] = left }, verbose: 0);
        Assert.Equal(["sum", "sign"], byOrder.Names);
        Assert.Equal([256, 2], byOrder["sign"].Shape);
        Assert.Equal(byOrder[0].ToArray<float>(), byName["sum"].ToArray<float>());
        Dictionary<string, Data> targets = new() { ["sign"] = sign, ["sum"] = sum };
        Assert.Equal(
            model.Evaluate([left, right], [sum, sign], verbose: 0),
            model.Evaluate([left, right], targets, verbose: 0));
    }

    [Fact]
    public void Inputs_without_a_name_are_numbered_as_they_are_given_and_keep_their_names_in_a_file()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        Input direct = new([1]);
        Input deep = new([null, 1]);
        Input sequence = new([null, 1]);
        var sum = new Dense(1).Apply(new GlobalMaxPooling1D().Apply(deep)) + new GlobalMaxPooling1D().Apply(sequence);
        var joined = new Concatenate().Apply([new GlobalMaxPooling1D().Apply(deep), new GlobalMaxPooling1D().Apply(sequence), direct]);
        Assert.Equal(["input_layer", "input_layer_1", "input_layer_2"], new Model([deep, direct, sequence], sum + direct).InputNames);

        Model model = new([direct, deep, sequence], new Dense(1).Apply(joined));
        Assert.Equal(["input_layer", "input_layer_1", "input_layer_2"], model.InputNames);
        var x = new float[2, 1] { { 1 }, { 2 } };
        var (five, seven) = (new float[2, 5, 1], new float[2, 7, 1]);
        var expected = model.Predict([x, five, seven], verbose: 0).ToArray<float>();
        Data byName = new() { ["input_layer_2"] = seven, ["input_layer"] = x, ["input_layer_1"] = five };
        Assert.Equal(expected, model.Predict(byName, verbose: 0).ToArray<float>());
        model.Save(file);
        var loaded = Model.Load(file);
        Assert.Equal(model.InputNames, loaded.InputNames);
        Assert.Equal(expected, loaded.Predict([x, five, seven], verbose: 0).ToArray<float>());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        var error = Assert.Throws<Functional.ConfigurationException>(() => new Model(direct, new Add().Apply([direct, new Input([1])])));
        Assert.Equal("functional: the outputs need the input \"input_layer_1\", which is not among the model's inputs", error.Message);
    }

    private sealed class Twice : Layer
    {
        protected override KerasTensors Call(KerasTensors inputs, bool training) => [inputs[0], inputs[0] * 2];
    }

    [Fact]
    public void Outputs_of_one_layer_are_followed_one_by_one()
    {
        Input x = new([1]);
        var outputs = new Twice().ApplyAll(new Dense(1).Apply(x));
        Model model = new(x, [outputs[0], outputs[1]]);
        var zeros = new float[4, 1];
        model.Compile("sgd", ["mse", "mse"], metrics: ["mse", "mse"]);
        var ones = new float[4, 1] { { 1 }, { 1 }, { 1 }, { 1 } };
        var scores = model.Evaluate(ones, [zeros, zeros], verbose: 0);
        Assert.Equal(
            ["loss", "twice_loss", "twice_loss_1", "twice_mse", "twice_mse_1"], scores.Keys.Order(StringComparer.Ordinal));
        // Keras has only the last one's loss, under the plain name, and numbers the metrics.
        Assert.Equal(4 * scores["twice_loss_1"], scores["twice_loss"], 1e-5);
        Assert.Equal(scores["twice_mse"], scores["twice_loss_1"], 1e-5);
        Assert.Equal(scores["twice_mse_1"], scores["twice_loss"], 1e-5);
        Assert.Equal(scores["twice_loss"] + scores["twice_loss_1"], scores["loss"], 1e-5);
    }

    [Fact]
    public void A_functional_model_is_saved_and_loaded()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        var model = TwoInTwoOut();
        var (left, right, _, _) = TwoColumns();
        model.Save(file);
        var loaded = Model.Load(file);
        Assert.Equal(["left", "right"], loaded.InputNames);
        Assert.Equal(
            model.PredictAll([left, right], verbose: 0)["sum"].ToArray<float>(),
            loaded.PredictAll([left, right], verbose: 0)["sum"].ToArray<float>());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void A_layer_applied_twice_shares_its_weights()
    {
        Input a = new([2], name: "a");
        Input b = new([2], name: "b");
        Dense shared = new(3);
        Model model = new([a, b], new Add().Apply([shared.Apply(a), shared.Apply(b)]));
        Assert.Equal(3 * 3, model.CountParams());
        Assert.Equal(
            model.Predict([line.X, line.X], verbose: 0).ToArray<float>(),
            model.Predict(new() { ["b"] = line.X, ["a"] = line.X }, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void Models_that_hold_the_same_layers_hold_the_same_weights()
    {
        Input input = new([2]);
        var hidden = new Dense(4, "relu") { Name = "hidden" }.Apply(input);
        var output = new Dense(1).Apply(hidden);
        Model whole = new(input, output);
        Model part = new(input, hidden);
        var before = part.Predict(line.X, verbose: 0).ToArray<float>();
        whole.Compile("sgd", "mse");
        whole.Fit(line.X, line.Y, epochs: 2, verbose: 0);
        var after = part.Predict(line.X, verbose: 0).ToArray<float>();
        Assert.NotEqual(before, after);
        Assert.Equal(whole.GetLayer("hidden").GetWeights()[0].ToArray<float>(), part.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void A_model_inside_a_model_learns_with_it()
    {
        Sequential encoder = new([new Input([2]), new Dense(4, "relu"), new BatchNormalization()], name: "encoder");
        Sequential model = [encoder, new Dense(1)];
        model.Compile("sgd", "mse");
        var before = encoder.Predict(line.X, verbose: 0).ToArray<float>();
        model.Fit(line.X, line.Y, epochs: 1, verbose: 0);
        Assert.NotEqual(before, encoder.Predict(line.X, verbose: 0).ToArray<float>());
        encoder.Trainable = false;
        model.Compile("sgd", "mse");
        Assert.Equal(["dense/kernel", "dense/bias"], model.TrainableWeights.Select(weight => weight.Path));
    }

    [Fact]
    public void A_frozen_model_keeps_its_weights_and_learns_again_when_it_is_thawed()
    {
        Sequential model = new([new Input([2]), new Dense(4), new Dense(1)], trainable: false);
        model.Compile("sgd", "mse");
        Assert.Empty(model.TrainableWeights);
        Assert.Equal(4, model.NonTrainableWeights.Count);
        model.Trainable = true;
        model.Compile("sgd", "mse");
        Assert.Equal(4, model.TrainableWeights.Count);
        var before = model.GetWeights()[0].ToArray<float>();
        model.Fit(line.X, line.Y, verbose: 0);
        Assert.NotEqual(before, model.GetWeights()[0].ToArray<float>());
        model.Trainable = false;
        Assert.Empty(model.TrainableWeights);
    }

    private sealed class Two : Model
    {
        public Dense First { get; } = new(3);

        public Sequential Rest { get; } = [new Dense(2), new Dense(1)];

        protected override KerasTensor Call(KerasTensor inputs, bool training) => Rest.Apply(First.Apply(inputs));
    }

    [Fact]
    public void Layers_of_an_own_model_are_frozen_and_thawed_at_any_depth()
    {
        Two model = new();
        model.Build([null, 2]);
        IEnumerable<string> Trainable() => model.TrainableWeights.Select(weight => weight.Path);
        Assert.Equal(6, Trainable().Count());
        model.First.Trainable = false;
        Assert.Equal(["sequential/dense/kernel"], Trainable().Take(1));
        model.Rest.Layers[0].Trainable = false;
        model.Compile("sgd", "mse");
        Assert.Equal(["kernel", "bias"], Trainable().Select(path => path.Split('/')[^1]));
        var before = model.GetWeights();
        model.Fit(line.X, line.Y, verbose: 0);
        Assert.Equal(
            [true, true, true, true, false, false],
            model.GetWeights().Zip(before, (now, then) => now.ToArray<float>().SequenceEqual(then.ToArray<float>())));
        model.First.Trainable = true;
        model.Rest.Trainable = true;
        model.Rest.Layers[0].Trainable = true;
        Assert.Equal(6, Trainable().Count());
    }

    [Fact]
    public void Weights_of_an_own_model_are_saved_and_loaded_with_those_of_the_models_in_it()
    {
        Two one = new() { Seed = 1 }, other = new() { Seed = 2 };
        one.Build([null, 2]);
        other.Build([null, 2]);
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "own.weights.h5");
        one.SaveWeights(file);
        other.LoadWeights(file);
        Assert.Equal(one.Predict(line.X, verbose: 0).ToArray<float>(), other.Predict(line.X, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void A_layer_that_is_frozen_between_two_uses_is_one_layer()
    {
        Input input = new([2]);
        Dense dense = new(2);
        var first = dense.Apply(input);
        dense.Trainable = false;
        Model model = new(input, dense.Apply(first));
        Assert.Equal(["dense/kernel", "dense/bias"], model.Weights.Select(weight => weight.Path));
        Assert.Empty(model.TrainableWeights);
        Assert.Same(dense, model.Layers[1]);
        dense.Trainable = true;
        Assert.Equal(2, model.TrainableWeights.Count);
    }

    [Fact]
    public void Layers_of_a_loaded_model_keep_their_names_when_they_are_frozen()
    {
        Sequential encoder = new([new Input([2]), new Dense(4) { Name = "hidden" }], name: "encoder");
        Sequential model = [encoder, new Dense(1) { Name = "last", DType = "mixed_bfloat16" }];
        model.Build([null, 2]);
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "named.keras");
        model.Save(file);
        using var loaded = Model.Load(file);
        Assert.Equal(["encoder", "last"], loaded.Layers.Select(layer => layer.Name));
        Assert.Equal("mixed_bfloat16", loaded.Layers[1].DType);
        var paths = model.Weights.Select(weight => weight.Path);
        loaded.Layers[1].Trainable = false;
        loaded.Layers[0].Trainable = false;
        Assert.Equal(paths, loaded.Weights.Select(weight => weight.Path));
        Assert.Empty(loaded.TrainableWeights);
        Assert.Equal(model.GetWeights()[2].ToArray<float>(), loaded.GetLayer("last").GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Operators_work_between_layers()
    {
        Input input = new([2]);
        Model model = new(input, 2 * input + Ops.Sum(input, axis: -1, keepdims: true));
        Assert.Equal([5f, 7f], model.Predict(new float[,] { { 1, 2 } }, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void A_part_of_a_tensor_is_taken_by_indices_and_ranges()
    {
        float[,,] x = { { { 0, 1, 2 }, { 3, 4, 5 } }, { { 6, 7, 8 }, { 9, 10, 11 } } };
        void Gives(int?[] shape, float[] expected, Func<KerasTensor, KerasTensor> part)
        {
            Input input = new([2, 3]);
            var taken = part(input);
            Assert.Equal(shape, taken.Shape);
            Assert.Equal(expected, new Model(input, taken).Predict(x, verbose: 0).ToArray<float>());
        }
        Gives([null, 3], [3, 4, 5, 9, 10, 11], x => x[.., 1]);
        Gives([null, 3], [3, 4, 5, 9, 10, 11], x => x[.., -1]);
        Gives([null, 2], [2, 5, 8, 11], x => x[.., .., ^1]);
        Gives([null, 2, 2], [1, 2, 4, 5, 7, 8, 10, 11], x => x[.., .., 1..3]);
        Gives([null, 2, 1], [1, 4, 7, 10], x => x[.., .., 1..^1]);
        Gives([null, 2, 2], [0, 2, 3, 5, 6, 8, 9, 11], x => x[.., .., new Slice(step: 2)]);
        Gives([null], [5, 11], x => x[.., 1, 2]);
    }

    [Fact]
    public void Columns_of_one_matrix_have_embeddings_of_their_own()
    {
        Input input = new([2], dtype: "int64");
        var joined = new Concatenate().Apply([new Embedding(4, 3).Apply(input[.., 0]), new Embedding(5, 2).Apply(input[.., 1])]);
        Model model = new(input, joined);
        long[,] ids = { { 3, 0 }, { 1, 4 } };
        var tables = model.GetWeights().Select(table => table.ToArray<float>()).ToArray();
        float[] expected = [.. tables[0][9..12], .. tables[1][..2], .. tables[0][3..6], .. tables[1][8..10]];
        Assert.Equal(expected, model.Predict(ids, verbose: 0).ToArray<float>());
        Assert.Equal("get_item", model.Layers[1].Name);
        ids[1, 1] = 5;
        var error = Assert.Throws<Functional.DataException>(() => model.Predict(ids, verbose: 0));
        Assert.Equal("x: indices must be in [0, 5), got 5 in row 1", error.Message);
    }

    [Fact]
    public void Joined_embeddings_learn_and_are_saved_each_by_its_name()
    {
        Input user = new([], dtype: "int64", name: "user"), item = new([], dtype: "int64", name: "item");
        var joined = new Concatenate().Apply([
            new Embedding(4, 3) { Name = "users" }.Apply(user), new Embedding(5, 2) { Name = "items" }.Apply(item)]);
        Model model = new([user, item], new Dense(1).Apply(joined));
        model.Compile("adam", "mse");
        long[] users = [0, 1, 3, 3], items = [4, 2, 2, 0];
        var before = model.GetWeights().Select(weight => weight.ToArray<float>()).ToArray();
        model.Fit(new() { ["user"] = users, ["item"] = items }, new float[] { 1, 2, 3, 4 }, epochs: 5, verbose: 0);
        var after = model.GetWeights().Select(weight => weight.ToArray<float>()).ToArray();
        // Row 2 of the users and rows 1 and 3 of the items are never read.
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(row => before[0][row * 3] != after[0][row * 3]));
        Assert.Equal([true, false, true, false, true], Enumerable.Range(0, 5).Select(row => before[1][row * 2] != after[1][row * 2]));
        var file = Path.Combine(Path.GetTempPath(), "joined-embeddings.keras");
        model.Save(file);
        using var loaded = Model.Load(file);
        File.Delete(file);
        Assert.Equal(
            ["users/embeddings", "items/embeddings", "dense/kernel", "dense/bias"], loaded.Weights.Select(weight => weight.Path));
        Assert.Equal(after, loaded.GetWeights().Select(weight => weight.ToArray<float>()));
    }

    [Fact]
    public void An_own_layer_declares_its_weights_and_learns()
    {
        Sequential model = [new Input([2]), new Scaled(), new Scaled { Name = "second" }, new Dense(1)];
        Assert.Equal(
            ["scaled/factor", "second/factor", "dense/kernel", "dense/bias"], model.Weights.Select(weight => weight.Path));
        model.Compile("adam", new Squared());
        var history = model.Fit(line.X, line.Y, epochs: 20, verbose: 0);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.NotEqual([1f, 1f], model.Weights[0].Value.ToArray<float>());
    }

    [Fact]
    public void An_own_layer_keeps_a_state_over_steps()
    {
        Sequential model = [new Input([2]), new Counting(), new Dense(1)];
        model.Compile("sgd", "mse");
        model.Fit(line.X, line.Y, batchSize: 64, verbose: 0);
        model.Predict(line.X, verbose: 0);
        Assert.Equal(4, (float)model.GetLayer("counting").Weights[0].Value);
    }

    [Fact]
    public void An_own_model_is_trained_like_any_other()
    {
        Regressor model = new();
        model.Compile("adam", "mse", metrics: ["mae"]);
        var history = model.Fit(line.X, line.Y, epochs: 20, verbose: 0);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.Equal(["dense", "dropout", "dense_1"], model.Layers.Select(layer => layer.Name));
        Assert.Equal([256, 1], model.Predict(line.X, verbose: 0).Shape);
    }

    [Fact]
    public void Own_losses_give_what_the_built_in_ones_give()
    {
        double Loss(LossArgument loss)
        {
            Sequential model = new([new Input([2]), new Dense(1)]) { Seed = 5 };
            model.Compile("sgd", loss);
            return model.Evaluate(line.X, line.Y, verbose: 0)["loss"];
        }

        Assert.Equal(Loss("mse"), Loss(new Squared()), 1e-6);
    }

    [Fact]
    public void An_LSTM_reads_sequences_and_gives_its_states()
    {
        Input words = new([null], dtype: "int32");
        var vectors = new Embedding(10, 4).Apply(words);
        var outputs = new LSTM(3, returnState: true).ApplyAll(vectors);
        Assert.Equal(3, outputs.Count);
        Model model = new(words, [outputs[0], outputs[2]]);
        Assert.Equal([[2, 3], [2, 3]], model.PredictAll(new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }, verbose: 0).Select(o => o.Shape));
    }

    [Fact]
    public void Models_without_a_name_are_numbered_inside_of_another_one()
    {
        static Sequential Chain() => [new Dense(4, "relu"), new Dense(3)];
        static Model Graph()
        {
            Input inner = new([3]);
            return new(inner, new Dense(3, "tanh").Apply(inner));
        }

        Input input = new([5]);
        Model[] parts = [Chain(), Chain(), Graph(), Graph()];
        Model model = new(input, parts.Aggregate((KerasTensor)input, (tensor, part) => part.Apply(tensor)));
        model.Compile("sgd", "mse");
        var x = SyntheticData.Classes(40).X;
        float[,] inputs = new float[40, 5];
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 4; j++)
                inputs[i, j] = x[i, j];
        }

        model.Fit(inputs, new float[40, 3], verbose: 0);
        Assert.Equal(["input_layer", "sequential", "sequential_1", "functional", "functional_1"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["functional", "functional_1"], parts[2..].Select(part => part.Name));
        Assert.Equal("functional", model.Name);
        Assert.Equal(12, model.Weights.Select(weight => weight.Path).Distinct().Count());
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        model.Save(file);
        var loaded = Models.LoadModel(file);
        Assert.Equal(model.Predict(inputs, verbose: 0), loaded.Predict(inputs, verbose: 0));
        Assert.Equal(model.Weights.Select(weight => weight.Path), loaded.Weights.Select(weight => weight.Path));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Sequential outer = [new Input([5]), Chain(), Chain()];
        Assert.Equal(["sequential", "sequential_1"], outer.Layers.Select(layer => layer.Name).Where(name => name.StartsWith("seq", StringComparison.Ordinal)));
        Assert.Equal([40, 3], outer.Predict(inputs, verbose: 0).Shape);
    }
}
