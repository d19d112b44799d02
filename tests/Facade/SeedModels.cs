using System.Security.Cryptography;
using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;

namespace FacadeTests;

/// <summary>Models whose bits are compared between processes.</summary>
internal static class SeedModels
{
    /// <summary>A model, its training for some epochs of an equal kind, and what it is asked for afterwards.</summary>
    private sealed record Case(string Name, Func<Model> Make, Action<Model, int> Train, Data Probe);

    private const int epochs = 4;

    /// <summary>The arguments with which the test program trains all models and prints a hash of each.</summary>
    /// <param name="mode">
    /// <c>whole</c>: in one run; <c>together</c>: each model on a thread of its own; <c>first</c>: half the epochs, into files; <c>rest</c>: the
    /// others, from these files.
    /// </param>
    /// <param name="folder">Of the files.</param>
    public static string[] Arguments(string mode, string folder) => ["--seeds", mode, folder];

    public static (string Mode, string Folder)? Asked(string[] arguments) =>
        arguments is [.., "--seeds", var mode, var folder] ? (mode, folder) : null;

    /// <summary>A line for each model: its name and a hash of weights and outputs.</summary>
    public static IReadOnlyList<string> Run(string mode, string folder)
    {
        string Trained(Case found)
        {
            var file = Path.Combine(folder, found.Name + ".keras");
            using var model = mode == "rest" ? Model.Load(file) : found.Make();
            found.Train(model, mode is "first" or "rest" ? epochs / 2 : epochs);
            if (mode == "first")
                model.Save(file);
            return $"{found.Name} {Hash(model, found.Probe)}";
        }

        var cases = Cases();
        if (mode != "together")
            return [.. cases.Select(Trained)];
        var lines = new string[cases.Length];
        Thread[] threads = [.. cases.Select((found, i) => new Thread(() => lines[i] = Trained(found)))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return lines;
    }

    private static string Hash(Model model, Data probe)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var array in model.GetWeights().Append(model.Predict(probe, verbose: 0)))
            foreach (var value in array.ToArray<float>())
                hash.AppendData(BitConverter.GetBytes(value));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static Case[] Cases()
    {
        var (x, y) = Numbers(1000, 20, 10);
        var (rows, _) = Numbers(80_000, 6, 3);
        var (targets, _) = Numbers(80_000, 2, 3);
        var weights = Enumerable.Range(0, 80_000).Select(i => i % 7 / 3f).ToArray();
        var (images, halves) = SyntheticData.Images(300);
        var words = new int[200, 12];
        for (var i = 0; i < words.Length; i++)
            words[i / 12, i % 12] = i * 7919 % 50;
        var liked = Enumerable.Range(0, 200).Select(i => i * 31 % 7 % 2f).ToArray();
        return
        [
            // Small operations: one thread.
            new(
                "dense",
                () => Compiled(
                    [new Input([20]), new Dense(32, "relu"), new Dropout(0.3), new Dense(32, "tanh"), new GaussianNoise(0.1), new Dense(10, "softmax")],
                    new Adam(0.01, useEma: true, emaMomentum: 0.9, gradientAccumulationSteps: 3),
                    "sparse_categorical_crossentropy"),
                (model, count) => model.Fit(x, y, epochs: count, verbose: 0, validationSplit: 0.1),
                x),
            // Long sums into few numbers.
            new(
                "rows",
                () => Compiled(
                    [new Input([6]), new Dense(5, "sigmoid"), new BatchNormalization(), new Dense(16, "softplus"), new Dense(2)],
                    new RMSprop(0.01, clipnorm: 1),
                    "mse"),
                (model, count) => model.Fit(
                    rows, targets, batchSize: 40_000, epochs: count, verbose: 0, sampleWeight: weights, shuffle: false),
                rows),
            new(
                "images",
                () => Compiled(
                    [
                        new Input([8, 8, 1]), new Conv2D(8, 3, activation: "relu"), new BatchNormalization(), new MaxPooling2D(2), new Flatten(),
                        new Dropout(0.5), new Dense(2, "softmax"),
                    ],
                    new SGD(0.05, momentum: 0.9),
                    "sparse_categorical_crossentropy"),
                (model, count) => model.Fit(images, halves, batchSize: 50, epochs: count, verbose: 0),
                images),
            new(
                "words",
                () => Compiled(
                    [new Input([12]), new Embedding(50, 16), new LSTM(16), new Dropout(0.2), new Dense(1, "sigmoid")], new Adam(0.01), "binary_crossentropy"),
                (model, count) => model.Fit(words, liked, epochs: count, verbose: 0, classWeight: new Dictionary<int, double> { [1] = 2.5 }),
                words),
            // Batches made on several threads, products that all threads share, and passes that two epochs share.
            new(
                "stream",
                () => Compiled(
                    [new Input([64]), new Dense(300, "gelu"), new Dropout(0.1), new Dense(300, "elu"), new Dense(3, "softmax")],
                    new AdamW(0.001),
                    "sparse_categorical_crossentropy"),
                (model, count) => model.Fit(new Numbered(), epochs: count, stepsPerEpoch: 4, verbose: 0),
                Numbers(256, 64, 3).X),
        ];
    }

    private static Sequential Compiled(Layer[] layers, Optimizer optimizer, string loss)
    {
        Sequential model = new(layers) { Seed = 11 };
        model.Compile(optimizer, loss, metrics: [loss == "mse" ? "mae" : "accuracy"]);
        return model;
    }

    private static (float[,] X, int[] Y) Numbers(int count, int size, int classes)
    {
        Random random = new(count);
        var x = new float[count, size];
        var y = new int[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < size; j++)
                x[i, j] = random.NextSingle() - 0.5f;
            y[i] = (int)(classes * random.NextSingle());
        }

        return (x, y);
    }

    private sealed class Numbered() : PyDataset(workers: 3, maxQueueSize: 4)
    {
        public override int? NumBatches => 8;

        public override Batch this[int index]
        {
            get
            {
                var (x, y) = Numbers(256 + index, 64, 3);
                return (x, y);
            }
        }
    }
}
