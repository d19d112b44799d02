using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;

namespace FacadeTests;

/// <summary>Steps, predictions and saves beside threads that make garbage and collect it.</summary>
public class StressTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(32);
    private static readonly (float[,,,] X, int[] Y) images = SyntheticData.Images(16);

    /// <summary>Seconds; ten minutes where <c>FUNCTIONAL_STRESS</c> says 600.</summary>
    private static TimeSpan Duration => TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("FUNCTIONAL_STRESS"), out var seconds) ? seconds : Long.Run ? 60 : 10);

    private static Func<float[]> Steps(
        bool? jitCompile, Func<Optimizer> optimizer, Data x, Data y, int steps, params Func<Layer>[] layers) => () =>
    {
        using Sequential model = new(layers.Select(layer => layer())) { Seed = 3 };
        model.Compile(optimizer(), "sparse_categorical_crossentropy", metrics: ["accuracy"], jitCompile: jitCompile);
        List<float> numbers = [];
        for (var step = 0; step < steps; step++)
            numbers.Add((float)model.TrainOnBatch(x, y)["loss"]);
        numbers.AddRange(model.Predict(x, verbose: 0).ToArray<float>());
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        model.Save(file);
        Directory.Delete(Path.GetDirectoryName(file)!, true);
        return [.. numbers];
    };

    // Every operation whose call takes a number stands in one of them.
    private static Func<float[]>[] Works() =>
    [
        .. new bool?[] { true, false, null }.SelectMany(jitCompile => new[]
        {
            Steps(jitCompile, () => new Adam(), classes.X, classes.Y, 30,
                () => new Input([4]), () => new Dense(16, "elu"), () => new LeakyReLU(), () => new Dropout(0.2),
                () => new Dense(16, "softplus"), () => new BatchNormalization(), () => new GaussianNoise(0.1),
                () => new Dense(16, "selu"), () => new Dense(16, "tanh"), () => new Dense(3, "softmax")),
            Steps(jitCompile, () => new SGD(0.01, momentum: 0.9, nesterov: true), classes.X, classes.Y, 30,
                () => new Input([4]), () => new Dense(16, "relu"), () => new Dense(16, "gelu"), () => new Dense(3, "softmax")),
            Steps(jitCompile, () => new RMSprop(clipnorm: 1), images.X, images.Y, 10,
                () => new Input([8, 8, 1]), () => new Conv2D(4, 3, activation: "relu", padding: "same"), () => new MaxPooling2D(2),
                () => new BatchNormalization(), () => new AveragePooling2D(2), () => new Flatten(), () => new Dense(2, "softmax")),
            Steps(jitCompile, () => new AdamW(), classes.X, classes.Y, 10,
                () => new Input([4]), () => new Reshape([2, 2]), () => new LSTM(5), () => new Dense(3, "softmax")),
        }),
    ];

    [Fact]
    public void Collections_at_any_moment_change_no_bit()
    {
        var works = Works();
        var expected = works.Select(work => work()).ToArray();
        using CancellationTokenSource ending = new();
        Thread Beside(Action work)
        {
            Thread thread = new(() =>
            {
                while (!ending.IsCancellationRequested)
                    work();
            });
            thread.Start();
            return thread;
        }

        Thread[] threads =
        [
            Beside(() => GC.KeepAlive(new byte[1 << 20])),
            Beside(() =>
            {
                // What the calls make themselves is young.
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }),
        ];
        try
        {
            var end = DateTime.UtcNow + Duration;
            for (var i = 0; DateTime.UtcNow < end; i = (i + 1) % works.Length)
                Assert.Equal(expected[i], works[i]());
        }
        finally
        {
            ending.Cancel();
            foreach (var thread in threads)
                thread.Join();
        }
    }
}
