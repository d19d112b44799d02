using Functional.Keras;
using Functional.Keras.Callbacks;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;

namespace FacadeTests;

/// <summary>What an application does with a sequence of layers, from building to predicting.</summary>
public class ModelTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(300);

    internal static Sequential Classifier(long seed = 1)
    {
        Sequential model = new([new Input([4]), new Dense(16, "relu"), new Dense(3, "softmax")]) { Seed = seed };
        model.Compile(optimizer: new Adam(learningRate: 0.01), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    [Fact]
    public void A_model_is_built_compiled_trained_evaluated_used_saved_and_loaded()
    {
        Utils.SetRandomSeed(1);
        Sequential model =
        [
            new Input([8, 8, 1]),
            new Conv2D(4, 3, activation: "relu"),
            new BatchNormalization(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.2),
            new Dense(2, "softmax"),
        ];
        var (x, y) = SyntheticData.Images(200);
        model.Compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        History history = model.Fit(x, y, batchSize: 16, epochs: 8, validationSplit: 0.1, verbose: 0);
        var logs = model.Evaluate(x, y, verbose: 0);
        var p = model.Predict(x, verbose: 0);

        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Values.Keys.Order());
        Assert.Equal(8, history["loss"].Count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], history.Epoch);
        Assert.True(history["loss"][7] < history["loss"][0]);
        Assert.True(logs["accuracy"] > 0.9, $"accuracy {logs["accuracy"]}");
        Assert.Equal([200, 2], p.Shape);
        Assert.Equal(1, p[0, 0] + p[0, 1], 1e-5f);
        Assert.Equal(logs["accuracy"], p.ArgMax().Zip(y).Count(pair => pair.First == pair.Second) / 200.0, 1e-6);

        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        model.Save(file);
        var loaded = Models.LoadModel(file);
        Assert.Equal(p.ToArray<float>(), loaded.Predict(x, verbose: 0).ToArray<float>());
        Assert.Equal(logs, loaded.Evaluate(x, y, verbose: 0));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void Training_goes_on_after_loading_as_if_it_had_not_been_saved()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        Sequential model = new([new Input([8, 8, 1]), new Conv2D(4, 3), new Flatten(), new Dense(1)]) { Seed = 3 };
        var (x, y) = SyntheticData.Images(64);
        model.Compile("adam", "mse");
        model.Fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        model.Save(file);
        var loaded = (Sequential)Model.Load(file);
        var before = model.Fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        var after = loaded.Fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        Assert.Equal(before["loss"], after["loss"]);
        Assert.Equal(model.Predict(x, verbose: 0).ToArray<float>(), loaded.Predict(x, verbose: 0).ToArray<float>());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void Weights_alone_are_saved_and_loaded()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.weights.h5");
        using var first = Classifier(seed: 1);
        using var second = Classifier(seed: 2);
        first.SaveWeights(file);
        second.LoadWeights(file);
        Assert.Equal(first.Predict(classes.X, verbose: 0).ToArray<float>(), second.Predict(classes.X, verbose: 0).ToArray<float>());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        float[] Run(int seed)
        {
            Utils.SetRandomSeed(seed);
            Sequential model = [new Input([4]), new Dense(8, "relu"), new Dropout(0.5), new Dense(3, "softmax")];
            model.Compile("adam", "sparse_categorical_crossentropy");
            model.Fit(classes.X, classes.Y, epochs: 2, verbose: 0);
            return model.Predict(classes.X, verbose: 0).ToArray<float>();
        }

        var first = Run(7);
        Assert.Equal(first, Run(7));
        Assert.NotEqual(first, Run(8));
    }

    [Fact]
    public void A_model_without_an_input_takes_its_shape_from_the_first_data()
    {
        Sequential model = [new Dense(8, "relu"), new Dense(3)];
        Assert.False(model.Built);
        Assert.Empty(model.Weights);
        Assert.Equal([300, 3], model.Predict(classes.X, verbose: 0).Shape);
        Assert.True(model.Built);
        Assert.Equal(8 * 5 + 3 * 9, model.CountParams());
    }

    [Fact]
    public void Layers_are_added_and_popped_and_the_others_keep_their_weights()
    {
        Sequential model = new(name: "grown");
        model.Add(new Input([4]));
        model.Add(new Dense(8, "relu"));
        model.Add(new Dense(3));
        Assert.Equal([4, 8], model.Layers[0].GetWeights()[0].Shape);
        var weights = model.GetWeights();
        var last = model.Pop();
        Assert.Equal("dense_1", last.Name);
        Assert.Equal([null, 8], model.OutputShape);
        model.Add(new Dense(2) { Name = "head" });
        Assert.Equal([null, 2], model.OutputShape);
        Assert.Equal(weights[0].ToArray<float>(), model.GetWeights()[0].ToArray<float>());
        Assert.Equal(["dense", "head"], model.Layers.Select(layer => layer.Name));
        Assert.Equal("head", model.GetLayer("head").Name);
        Assert.Equal("dense", model.GetLayer(index: 0).Name);
    }

    [Fact]
    public void Weights_are_read_and_written_in_Keras_s_layout()
    {
        Sequential model = [new Input([2]), new Dense(1)];
        Assert.Equal(["dense/kernel", "dense/bias"], model.Weights.Select(weight => weight.Path));
        model.SetWeights([new float[,] { { 2 }, { -1 } }, new float[] { 0.5f }]);
        Assert.Equal([2.5f], model.Predict(new float[,] { { 1.5f, 1 } }, verbose: 0).ToArray<float>());
        model.Weights[1].Assign(new double[] { 1 });
        Assert.Equal([3f], model.Predict(new float[,] { { 1.5f, 1 } }, verbose: 0).ToArray<float>());
    }

    [Fact]
    public void A_frozen_layer_keeps_its_weights_and_learns_again_when_it_is_thawed()
    {
        Sequential model = [new Input([4]), new Dense(8, "relu") { Trainable = false }, new Dense(3, "softmax")];
        model.Compile("sgd", "sparse_categorical_crossentropy");
        Assert.Equal(["dense_1/kernel", "dense_1/bias"], model.TrainableWeights.Select(weight => weight.Path));
        var before = model.Layers[0].GetWeights()[0].ToArray<float>();
        model.Fit(classes.X, classes.Y, verbose: 0);
        Assert.Equal(before, model.Layers[0].GetWeights()[0].ToArray<float>());
        model.Layers[0].Trainable = true;
        model.Compile("sgd", "sparse_categorical_crossentropy");
        model.Fit(classes.X, classes.Y, verbose: 0);
        Assert.NotEqual(before, model.Layers[0].GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Batches_are_trained_tested_and_predicted_one_by_one()
    {
        using var model = Classifier();
        var first = model.TrainOnBatch(classes.X, classes.Y);
        for (var i = 0; i < 50; i++)
            model.TrainOnBatch(classes.X, classes.Y);
        var last = model.TestOnBatch(classes.X, classes.Y);
        Assert.Equal(["accuracy", "loss"], last.Keys);
        Assert.True(last["loss"] < first["loss"]);
        Assert.Equal([300, 3], model.PredictOnBatch(classes.X).Shape);
    }

    [Fact]
    public void A_call_for_training_drops_values_and_one_for_inference_does_not()
    {
        Sequential model = [new Input([4]), new Dropout(0.5)];
        var x = classes.X;
        Assert.Equal(x.Cast<float>(), model.Call(x, training: false).ToArray<float>());
        Assert.Contains(0f, model.Call(x, training: true).ToArray<float>());
        Assert.NotEqual(model.Call(x, training: true).ToArray<float>(), model.Call(x, training: true).ToArray<float>());
    }

    [Fact]
    public void Fit_changes_the_model_and_goes_on_where_the_last_fit_ended()
    {
        using var model = Classifier();
        var first = model.Fit(classes.X, classes.Y, epochs: 2, verbose: 0);
        var second = model.Fit(classes.X, classes.Y, epochs: 4, initialEpoch: 2, verbose: 0);
        Assert.Equal([2, 3], second.Epoch);
        Assert.True(second["loss"][0] < first["loss"][0]);
    }

    [Fact]
    public void Weights_of_samples_and_classes_count()
    {
        var (x, y) = SyntheticData.Classes(60);
        var weights = y.Select(label => label == 0 ? 2f : 1f).ToArray();
        using var bySample = Classifier();
        using var byClass = Classifier();
        using var plain = Classifier();
        var first = bySample.Fit(x, y, sampleWeight: weights, shuffle: false, verbose: 0)["loss"][0];
        var second = byClass.Fit(x, y, classWeight: new Dictionary<int, double> { [0] = 2 }, shuffle: false, verbose: 0)["loss"][0];
        Assert.Equal(first, second, 1e-6);
        Assert.NotEqual(first, plain.Fit(x, y, shuffle: false, verbose: 0)["loss"][0], 1e-3);
    }

    [Fact]
    public void Callbacks_hear_of_epochs_and_batches_and_end_the_run()
    {
        using var model = Classifier();
        List<string> heard = [];
        LambdaCallback callback = new(
            onTrainBegin: () => heard.Add("begin"),
            onEpochEnd: (epoch, logs) => heard.Add($"epoch {epoch} {string.Join(' ', logs.Keys)}"),
            onTrainBatchEnd: (batch, logs) => heard.Add($"batch {batch}"),
            onTrainEnd: logs => heard.Add("end"));
        model.Fit(classes.X, classes.Y, batchSize: 150, epochs: 1, verbose: 0, callbacks: [callback]);
        Assert.Equal(["begin", "batch 0", "batch 1", "epoch 0 accuracy loss", "end"], heard);
    }

    [Fact]
    public void Early_stopping_ends_the_run_and_restores_the_best_weights()
    {
        using var model = Classifier();
        EarlyStopping stopping = new(monitor: "loss", mode: "max", patience: 2, restoreBestWeights: true);
        Dictionary<int, float[]> weights = [];
        LambdaCallback keep = new(onEpochEnd: (epoch, _) => weights[epoch] = model.GetWeights()[0].ToArray<float>());
        var history = model.Fit(classes.X, classes.Y, epochs: 20, verbose: 0, callbacks: [keep, stopping]);
        Assert.Equal(3, history.Epoch.Count);
        Assert.Equal(2, stopping.StoppedEpoch);
        Assert.Equal(0, stopping.BestEpoch);
        Assert.Equal(weights[0], model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Early_stopping_warns_when_no_epoch_had_the_number_it_watches()
    {
        using var model = Classifier();
        var console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            model.Fit(classes.X, classes.Y, epochs: 2, verbose: 0, callbacks: [new EarlyStopping("val_accuracy")]);
            model.Fit(
                classes.X, classes.Y, epochs: 3, verbose: 0, validationSplit: 0.5, validationFreq: 2, callbacks: [new EarlyStopping()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(
            $"warning: EarlyStopping watches \"val_accuracy\", the logs have accuracy, loss{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void The_learning_rate_changes_during_a_run()
    {
        using var model = Classifier();
        List<float[]> weights = [];
        LambdaCallback callback = new(onEpochEnd: (epoch, _) =>
        {
            weights.Add(model.GetWeights()[0].ToArray<float>());
            model.Optimizer!.LearningRate = 1e-30;
        });
        model.Fit(classes.X, classes.Y, epochs: 3, verbose: 0, callbacks: [callback]);
        Assert.Equal(1e-30, model.Optimizer!.LearningRate, 1e-35);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public void A_run_is_cancelled_between_two_steps()
    {
        using var model = Classifier();
        using CancellationTokenSource source = new();
        LambdaCallback callback = new(onTrainBatchEnd: (batch, _) =>
        {
            if (batch == 1)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => model.Fit(
            classes.X, classes.Y, epochs: 5, verbose: 0, callbacks: [callback], cancellationToken: source.Token));
        Assert.Equal([300, 3], model.Predict(classes.X, verbose: 0).Shape);
    }

    [Fact]
    public void A_model_is_built_for_one_shape()
    {
        using Sequential model = [new Dense(2)];
        model.Build(Shape.Of(null, 4));
        model.Build(Shape.Of(null, 4));
        var error = Assert.Throws<Functional.ConfigurationException>(() => model.Build(Shape.Of(null, 5)));
        Assert.Equal("sequential: the model is for inputs of shape (None, 4), got (None, 5)", error.Message);
        Assert.Throws<Functional.ConfigurationException>(() => model.Build(Shape.Of(8, 4)));
        Assert.Equal([4, 2], model.Weights[0].Shape);
        Input a = new(3), b = new(4);
        using Model two = new(new[] { a, b }, new Concatenate().Apply([a, b]));
        error = Assert.Throws<Functional.ConfigurationException>(() => two.Build(Shape.Of(null, 3)));
        Assert.Equal("functional: the model is for inputs of shape (None, 3), (None, 4), got (None, 3)", error.Message);
    }

    [Fact]
    public void A_disposed_model_has_no_numbers_any_more() => InFolder(folder =>
    {
        var file = Path.Combine(folder, "m.keras");
        var model = Classifier();
        model.Fit(classes.X, classes.Y, verbose: 0);
        model.Save(file);
        model.Dispose();
        model.Dispose();
        Action[] uses =
        [
            () => model.Fit(classes.X, classes.Y, verbose: 0), () => model.Evaluate(classes.X, classes.Y, verbose: 0),
            () => model.Predict(classes.X, verbose: 0), () => model.PredictOnBatch(classes.X), () => model.GetWeights(),
            () => model.SetWeights([]), () => _ = model.Weights, () => model.Save(file), () => model.SaveWeights(file + ".weights.h5"),
            () => model.LoadWeights(file), () => model.Compile("adam", "sparse_categorical_crossentropy"), () => model.Build([null, 4]),
        ];
        var length = new FileInfo(file).Length;
        foreach (var use in uses)
            Assert.Equal("sequential: the model was disposed", Assert.Throws<ObjectDisposedException>(use).Message);
        Assert.Equal(length, new FileInfo(file).Length);
        Assert.False(File.Exists(file + ".weights.h5"));

        // One that has no weights yet has none afterwards.
        Sequential unbuilt = [new Dense(3)];
        unbuilt.Dispose();
        Assert.Throws<ObjectDisposedException>(() => unbuilt.Predict(classes.X, verbose: 0));
    });

    private static void InFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("facade-").FullName;
        try
        {
            work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
