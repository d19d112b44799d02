using Functional.Keras;
using Functional.Keras.Layers;
using TorchSharp;

namespace FacadeTests;

/// <summary>Models whose memory is measured in a process of their own.</summary>
internal static class MemoryModels
{
    private static readonly Random random = new(0);

    public static readonly string[] Names = ["mlp-wide", "mlp-deep", "mlp-rmsprop", "cnn-mnist", "resnet20", "lstm-imdb"];

    /// <summary>The arguments with which the test program measures a model.</summary>
    public static string[] Arguments(string name) => ["--memory", name];

    public static string? Measured(string[] arguments) =>
        arguments is [.., "--memory", var name] ? name : null;

    /// <summary>Bytes by which the process's peak grows in three training steps.</summary>
    public static long Measure(string name)
    {
        using (var ones = torch.ones(2))
        {
            using var sum = ones.sum();
        }

        var (make, _, data) = Find(name);
        var (x, y) = data();
        GC.Collect();
        // The peak becomes what is there now: making the data may have taken more.
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Status("VmHWM");
        using var model = make();
        for (var i = 0; i < 3; i++)
            model.TrainOnBatch(x, y);
        return Status("VmHWM") - before;
    }

    // The kernel tells it in KiB.
    private static long Status(string what) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(what + ":", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);

    public static (Func<Model> Model, int Batch, Func<(Data X, Data Y)> Data) Find(string name) => name switch
    {
        // What is left of these is the plan's Runtime.
        "tiny" => (() => Compiled([new Input([4]), new Dense(4, "relu"), new Dense(2, "softmax")]), 8, () => (Floats(8, 4), Classes(8, 2))),
        "tiny-cnn" => (
            () => Compiled([new Input([8, 8, 1]), new Conv2D(4, 3, activation: "relu"), new Flatten(), new Dense(2, "softmax")]),
            8, () => (Images(8, 8, 1), Classes(8, 2))),
        "tiny-lstm" => (
            () => Compiled([new Input([5]), new Embedding(8, 4), new LSTM(4), new Dense(2, "softmax")]),
            8, () => (Ids(8, 5, 8), Classes(8, 2))),
        "mlp-wide" => (
            () => Compiled([new Input([784]), new Dense(4096, "relu"), new Dense(4096, "relu"), new Dense(10, "softmax")]),
            512, () => (Floats(512, 784), Classes(512, 10))),
        "mlp-rmsprop" => (
            () => Compiled([new Input([784]), new Dense(2048, "relu"), new Dense(2048, "relu"), new Dense(10, "softmax")], "rmsprop"),
            512, () => (Floats(512, 784), Classes(512, 10))),
        "mlp-deep" => (
            () => Compiled([new Input([784]), .. Enumerable.Range(0, 20).Select(_ => new Dense(1024, "tanh")), new Dense(10, "softmax")]),
            1024, () => (Floats(1024, 784), Classes(1024, 10))),
        "cnn-mnist" => (
            () => Compiled(
            [
                new Input([28, 28, 1]), new Conv2D(32, 3, activation: "relu"), new MaxPooling2D(2),
                new Conv2D(64, 3, activation: "relu"), new MaxPooling2D(2), new Flatten(), new Dropout(0.5), new Dense(10, "softmax"),
            ]),
            128, () => (Images(128, 28, 1), Classes(128, 10))),
        "resnet20" => (ResNet, 64, () => (Images(64, 32, 3), Classes(64, 10))),
        "lstm-imdb" => (
            () => Compiled([new Input([80]), new Embedding(20000, 128), new LSTM(64), new Dense(1, "sigmoid")], "adam", "binary_crossentropy"),
            32, () => (Ids(32, 80, 20000), Floats(32, 1))),
        _ => throw new ArgumentException(name),
    };

    private static Sequential Compiled(Layer[] layers, string optimizer = "adam", string loss = "sparse_categorical_crossentropy")
    {
        Sequential model = [.. layers];
        model.Compile(optimizer, loss, metrics: ["accuracy"]);
        return model;
    }

    private static Model ResNet()
    {
        Input input = new([32, 32, 3]);
        KerasTensor Block(KerasTensor x, int filters, int kernel, int strides, bool relu)
        {
            x = new BatchNormalization().Apply(new Conv2D(filters, kernel, strides: strides, padding: "same", useBias: false).Apply(x));
            return relu ? new ReLU().Apply(x) : x;
        }

        var x = Block(input, 16, 3, 1, true);
        foreach (var filters in (int[])[16, 32, 64])
            for (var i = 0; i < 3; i++)
            {
                var strides = i == 0 && filters > 16 ? 2 : 1;
                var y = Block(Block(x, filters, 3, strides, true), filters, 3, 1, false);
                var shortcut = strides == 2 ? Block(x, filters, 1, 2, false) : x;
                x = new ReLU().Apply(new Add().Apply([y, shortcut]));
            }

        Model model = new(input, new Dense(10, "softmax").Apply(new GlobalAveragePooling2D().Apply(x)));
        model.Compile("adam", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Data Floats(int count, int size)
    {
        var values = new float[count, size];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < size; j++)
                values[i, j] = random.NextSingle();
        return values;
    }

    private static Data Images(int count, int size, int channels)
    {
        var values = new float[count, size, size, channels];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < size; j++)
                for (var k = 0; k < size; k++)
                    values[i, j, k, 0] = random.NextSingle();
        return values;
    }

    private static Data Sequences(int count, int steps, int features)
    {
        var values = new float[count, steps, features];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < steps; j++)
                values[i, j, 0] = random.NextSingle();
        return values;
    }

    private static Data Ids(int count, int steps, int limit)
    {
        var values = new int[count, steps];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < steps; j++)
                values[i, j] = random.Next(limit);
        return values;
    }

    private static Data Classes(int count, int classes) => Enumerable.Range(0, count).Select(i => i % classes).ToArray();
}
