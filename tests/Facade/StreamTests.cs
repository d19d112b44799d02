using Functional.Keras;
using Functional.Keras.Callbacks;
using Functional.Keras.Layers;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using DataException = Functional.DataException;

namespace FacadeTests;

/// <summary>Training on batches that are made as the model trains.</summary>
public class StreamTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(100);

    private static Sequential Classifier(bool built = true)
    {
        Sequential model = new([.. built ? [new Input([4])] : (Layer[])[], new Dense(8, "relu"), new Dense(3, "softmax")])
        {
            Seed = 3,
        };
        model.Compile("adam", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Batch Rows(int start, int count)
    {
        var x = new float[count, 4];
        Array.Copy(classes.X, start * 4, x, 0, count * 4);
        return (x, classes.Y[start..(start + count)]);
    }

    // The last one is smaller.
    private static IEnumerable<Batch> Sequence()
    {
        for (var start = 0; start < 100; start += 32)
            yield return Rows(start, Math.Min(32, 100 - start));
    }

    private static async IAsyncEnumerable<Batch> Asynchronous()
    {
        foreach (var batch in Sequence())
        {
            await Task.Delay(1);
            yield return batch;
        }
    }

    private sealed class Numbered(int workers = 1) : PyDataset(workers, maxQueueSize: 3)
    {
        public List<string> Heard { get; } = [];

        public override int? NumBatches => 4;

        public override Batch this[int index]
        {
            get
            {
                lock (Heard)
                    Heard.Add($"{index}");
                return Sequence().ElementAt(index);
            }
        }

        public override void OnEpochBegin() => Heard.Add("begin");

        public override void OnEpochEnd() => Heard.Add("end");
    }

    private static void Same(Model expected, Functional.Keras.History expectedHistory, Model model, Functional.Keras.History history)
    {
        Assert.Equal(expectedHistory.Values.Keys, history.Values.Keys);
        Assert.All(expectedHistory.Values, entry => Assert.Equal(entry.Value, history[entry.Key]));
        Assert.All(
            expected.GetWeights().Zip(model.GetWeights()),
            pair => Assert.Equal(pair.First.ToArray<float>(), pair.Second.ToArray<float>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Streams_of_all_kinds_train_like_arrays(bool built)
    {
        using var expected = Classifier(built);
        var history = expected.Fit(
            classes.X, classes.Y, epochs: 3, shuffle: false, verbose: 0, validationData: (classes.X, classes.Y));
        using var one = Classifier(built);
        Same(expected, history, one, one.Fit(Sequence(), epochs: 3, verbose: 0, validationData: ValidationData.From(Sequence())));
        using var two = Classifier(built);
        Same(expected, history, two, two.Fit(
            Asynchronous(), epochs: 3, verbose: 0, validationData: ValidationData.From(Asynchronous())));
        using var three = Classifier(built);
        Same(expected, history, three, three.Fit(
            new Numbered(), epochs: 3, shuffle: false, verbose: 0, validationData: new Numbered()));
        using var four = Classifier(built);
        Same(expected, history, four, four.Fit(
            new Numbered(workers: 2), epochs: 3, shuffle: false, verbose: 0, validationData: (classes.X, classes.Y)));

        var scores = expected.Evaluate(classes.X, classes.Y, verbose: 0);
        Assert.Equal(scores, expected.Evaluate(Sequence(), verbose: 0));
        Assert.Equal(scores, expected.Evaluate(Asynchronous(), verbose: 0));
        Assert.Equal(scores, expected.Evaluate(new Numbered(), verbose: 0));
        var predicted = expected.Predict(classes.X, verbose: 0).ToArray<float>();
        Assert.Equal(predicted, expected.Predict(Sequence(), verbose: 0).ToArray<float>());
        Assert.Equal(predicted, expected.Predict(Asynchronous(), verbose: 0).ToArray<float>());
        Assert.Equal(predicted, expected.PredictAll(new Numbered(), verbose: 0)[0].ToArray<float>());
    }

    [Fact]
    public void Steps_bound_arrays_and_streams_alike()
    {
        using var model = Classifier();
        var scores = model.Evaluate(classes.X, classes.Y, steps: 2, verbose: 0);
        Assert.Equal(scores, model.Evaluate(Sequence(), steps: 2, verbose: 0));
        Assert.Equal([64, 3], model.Predict(classes.X, steps: 2, verbose: 0).Shape);
        Assert.Equal([64, 3], model.Predict(Sequence(), steps: 2, verbose: 0).Shape);
        var whole = model.Fit(
            classes.X, classes.Y, verbose: 0, stepsPerEpoch: 2, shuffle: false, validationData: (classes.X, classes.Y), validationSteps: 1);
        using var other = Classifier();
        Same(model, whole, other, other.Fit(
            Sequence(), verbose: 0, stepsPerEpoch: 2, validationData: ValidationData.From(Sequence()), validationSteps: 1));
    }

    [Fact]
    public void Sample_weights_come_with_the_batch()
    {
        float[] weights = [.. Enumerable.Range(0, 100).Select(i => i % 3f)];
        using var expected = Classifier();
        var history = expected.Fit(
            classes.X, classes.Y, batchSize: 100, sampleWeight: weights, verbose: 0, validationData: (classes.X, classes.Y, weights), shuffle: false);
        using var model = Classifier();
        Batch[] batches = [(classes.X, classes.Y, weights)];
        Same(expected, history, model, model.Fit(batches, verbose: 0, validationData: ValidationData.From(batches)));
    }

    [Fact]
    public void A_dataset_hears_of_epochs_and_is_shuffled()
    {
        Numbered dataset = new();
        using var model = Classifier();
        model.Fit(dataset, epochs: 2, verbose: 0);
        Assert.Equal("begin", dataset.Heard[0]);
        Assert.Equal(["end", "begin"], dataset.Heard[5..7]);
        Assert.Equal("end", dataset.Heard[11]);
        Assert.Equal(["0", "1", "2", "3"], dataset.Heard[1..5].Order());
        Assert.Equal(["0", "1", "2", "3"], dataset.Heard[7..11].Order());
        Assert.Equal((1, 3), (dataset.Workers, dataset.MaxQueueSize));
        Assert.Equal(4, dataset.Count());
    }

    [Fact]
    public void A_stream_may_fill_the_same_array_again_and_hold_tensors_and_matrices()
    {
        IEnumerable<Batch> Reusing()
        {
            var x = new float[4, 4];
            var y = new int[4];
            for (var start = 0; start < 100; start += 4)
            {
                Array.Copy(classes.X, start * 4, x, 0, 16);
                Array.Copy(classes.Y, start, y, 0, 4);
                yield return (x, y);
            }
        }

        IEnumerable<Batch> Tensors()
        {
            for (var start = 0; start < 100; start += 4)
            {
                using var x = torch.tensor((float[,])Cut(start));
                using var y = torch.tensor(classes.Y[start..(start + 4)]);
                yield return (x, y);
            }
        }

        IEnumerable<Batch> Matrices()
        {
            for (var start = 0; start < 100; start += 4)
                yield return (Matrix<float>.Build.DenseOfArray(Cut(start)), classes.Y[start..(start + 4)]);
        }

        static float[,] Cut(int start)
        {
            var x = new float[4, 4];
            Array.Copy(classes.X, start * 4, x, 0, 16);
            return x;
        }

        using var expected = Classifier();
        var history = expected.Fit(classes.X, classes.Y, batchSize: 4, shuffle: false, verbose: 0);
        foreach (var stream in new[] { Reusing(), Tensors(), Matrices() })
        {
            using var model = Classifier();
            Same(expected, history, model, model.Fit(stream, verbose: 0));
        }
    }

    [Fact]
    public void A_model_of_several_inputs_takes_them_by_name()
    {
        Input a = new([2], name: "a"), b = new([2], name: "b");
        using Model model = new([a, b], new Dense(1).Apply(new Concatenate().Apply([a, b])));
        model.Compile("sgd", "mse");
        var x = new float[6, 2];
        var y = new float[6, 1];
        Batch[] batches = [(new Data { ["a"] = x, ["b"] = x }, y), (new Data[] { x, x }, y)];
        Assert.Single(model.Fit(batches, verbose: 0)["loss"]);
        Batch[] wrong = [(x, y)];
        Assert.Equal(
            "batch 0: x: data for each of \"a\", \"b\" is expected, got one",
            Assert.Throws<DataException>(() => model.Fit(wrong, verbose: 0)).Message);
    }

    [Fact]
    public void Mistakes_are_one_line()
    {
        using var model = Classifier();
        void Fails<T>(string message, Action act) where T : Exception => Assert.Equal(message, Assert.Throws<T>(act).Message);
        Fails<ConfigurationException>(
            "shuffle is for data in memory and a PyDataset, a stream has its own order",
            () => model.Fit(Sequence(), shuffle: true, verbose: 0));
        Fails<ConfigurationException>(
            "stepsPerEpoch must be at least 1, got 0", () => model.Fit(Sequence(), stepsPerEpoch: 0, verbose: 0));
        Fails<ConfigurationException>(
            "validationSteps must be at least 1, got -1", () => model.Fit(Asynchronous(), validationSteps: -1, verbose: 0));
        Fails<ConfigurationException>("steps must be at least 1, got 0", () => model.Evaluate(Sequence(), steps: 0, verbose: 0));
        Fails<ConfigurationException>("steps must be at least 1, got 0", () => model.Predict(classes.X, steps: 0, verbose: 0));
        Fails<DataException>(
            "data: a stream must give at least one batch, got none", () => model.Fit(Array.Empty<Batch>(), verbose: 0));
        using var unbuilt = Classifier(built: false);
        Fails<DataException>(
            "data: a stream must give at least one batch, got none", () => unbuilt.Fit(Array.Empty<Batch>(), verbose: 0));
        Fails<DataException>(
            "batch 4: y: class indices must be in [0, 3), got 7 in row 0",
            () => model.Fit(Sequence().Append((new float[1, 4], new[] { 7 })), verbose: 0));
    }

    [Fact]
    public void What_a_stream_throws_and_a_cancelled_run_leave_no_tensor_behind()
    {
        static async IAsyncEnumerable<Batch> Broken()
        {
            await foreach (var batch in Asynchronous())
                yield return batch;
            throw new TimeoutException("the server is silent");
        }

        using var model = Classifier();
        void Work()
        {
            Assert.Equal("the server is silent", Assert.Throws<TimeoutException>(() => model.Fit(Broken(), verbose: 0)).Message);
            using CancellationTokenSource source = new();
            LambdaCallback cancel = new(onTrainBatchEnd: (batch, _) => source.Cancel());
            Assert.Throws<OperationCanceledException>(
                () => model.Fit(Asynchronous(), verbose: 0, callbacks: [cancel], cancellationToken: source.Token));
            model.Fit(new Numbered(workers: 3), epochs: 2, verbose: 0);
        }

        Work();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = torch.Tensor.TotalCount;
        Work();
        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
