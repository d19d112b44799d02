using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Metrics;
using Functional.Keras.Optimizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>What layers, weights and metrics are called is for people: it changes no number.</summary>
public sealed class NameTests
{
    private static readonly string[] words =
    [
        "optimizer", "metrics", "prepared", "weights", "layers", "vars", "iteration", "learning_rate", "loss", "val_loss", "total",
        "count", "average", "unaveraged", "gradient_accumulator", "momentum", "velocity", "kernel", "bias", "seed_generator",
        "seed_generator_state", "moving_mean", "cell", "dense", "input_layer", "target0", "sample_weight0", "name", "config", "0", "1",
        "train", "predict", ".", "..", ":", "#1", "%0", "$1", "{0}", "\\", "é", "\"", "a b", "optimizer:iteration", "<-", ";",
    ];

    // Of one to three words each.
    private static string[] Distinct(Random random, int count, params string[] others)
    {
        HashSet<string> names = [];
        while (names.Count < count)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => words[random.Next(words.Length)]));
            if (!others.Contains(name))
                names.Add(name);
        }

        return [.. names];
    }

    private static readonly NDArray x = Numbers([24, 4], i => i * 7 % 13 / 13f - 0.5f);
    private static readonly NDArray y = Numbers([24, 3], i => i * 5 % 11 / 11f);

    private static NDArray Numbers(int[] shape, Func<int, float> value) =>
        Shaped([.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(value)], shape);

    private static NDArray Shaped(float[] values, int[] shape) => ((NDArray)values!).Reshape(shape);

    // Weights and what is followed, after each of: training, a second Compile and training, a file and training.
    private static List<float> Trained(string[] layers, string[] metrics, float[][] start)
    {
        Sequential model = new(
        [
            new Input([4], name: layers[0]),
            new Dense(5, "relu", name: layers[1]),
            new Dropout(0.3, seed: 3, name: layers[2]),
            new BatchNormalization(name: layers[3]),
            new Dense(3, name: layers[4]),
        ])
        {
            Seed = 1,
        };
        model.SetWeights((NDArray[])[.. model.Weights.Zip(start, (weight, values) => Shaped(values, [.. weight.Shape]))]);
        List<float> numbers = [];
        void Compile(Optimizer optimizer) => model.Compile(
            optimizer, "mse", metrics: new Metric[] { new MeanSquaredError(name: metrics[0]), new MeanAbsoluteError(name: metrics[1]) });
        void Train(Model model)
        {
            model.Fit(x, y, batchSize: 8, epochs: 2, verbose: 0, shuffle: false);
            numbers.AddRange(model.GetWeights().SelectMany(weight => weight.ToArray<float>()));
            var logs = model.Evaluate(x, y, verbose: 0);
            numbers.AddRange(metrics.Prepend("loss").Select(name => (float)logs[name]));
            numbers.AddRange(model.Predict(x, verbose: 0).ToArray<float>());
        }

        var file = Path.Combine(Path.GetTempPath(), $"names-{Guid.NewGuid():N}.keras");
        try
        {
            using (model)
            {
                Compile(new Adam(0.01, useEma: true, emaMomentum: 0.9, gradientAccumulationSteps: 2));
                Train(model);
                Compile(new SGD(0.05, momentum: 0.9));
                Train(model);
                model.Save(file);
            }

            using var loaded = Model.Load(file);
            Train(loaded);
        }
        finally
        {
            File.Delete(file);
        }

        return numbers;
    }

    private static float[][] Start()
    {
        using Sequential model =
            [new Input([4]), new Dense(5, "relu"), new Dropout(0.3), new BatchNormalization(), new Dense(3)];
        return [.. model.GetWeights().Select(weight => weight.ToArray<float>())];
    }

    private static readonly Lazy<(float[][] Start, List<float> Numbers)> plain = new(() =>
    {
        var start = Start();
        return (start, Trained(["a", "b", "c", "d", "e"], ["first", "second"], start));
    });

    [Theory]
    [InlineData("optimizer", "metrics", "prepared", "iteration", "learning_rate")]
    [InlineData("momentum", "optimizer", "average", "gradient_accumulator", "unaveraged")]
    [InlineData("kernel", "bias", "seed_generator", "total", "count")]
    public void Reserved_words_are_names_like_others(params string[] layers) =>
        Assert.Equal(plain.Value.Numbers, Trained(layers, [layers[0], "optimizer/kernel"], plain.Value.Start));

    [Fact]
    public void Names_change_no_number()
    {
        var random = new Random(5);
        for (var i = 0; i < 25; i++)
        {
            var layers = Distinct(random, 5);
            // Slashes are for metrics alone, whose names stand in no path of Keras's.
            var metrics = Distinct(random, 2, "loss").Select(name => random.Next(3) == 0 ? $"{name}/{name}" : name).ToArray();
            var numbers = Trained(layers, metrics, plain.Value.Start);
            Assert.True(plain.Value.Numbers.SequenceEqual(numbers), $"{string.Join(" | ", layers)} || {string.Join(" | ", metrics)}");
        }
    }

    private sealed class Own(string first, string second) : Layer
    {
        protected override KerasTensor Call(KerasTensor inputs, bool training) =>
            inputs * AddWeight([4], "ones", name: first) + AddWeight([4], "zeros", name: second);
    }

    [Fact]
    public void Weights_of_own_layers_are_called_as_one_likes()
    {
        List<float> Trained(string layer, string first, string second)
        {
            using Sequential model = [new Input([4]), new Own(first, second) { Name = layer }, new Dense(3, name: "last", kernelInitializer: "ones")];
            List<float> numbers = [];
            foreach (var _ in Enumerable.Range(0, 2))
            {
                model.Compile(new Adam(0.01), "mse");
                model.Fit(x, y, batchSize: 8, epochs: 1, verbose: 0, shuffle: false);
                numbers.AddRange(model.GetWeights().SelectMany(weight => weight.ToArray<float>()));
            }

            return numbers;
        }

        var expected = Trained("own", "scale", "offset");
        Assert.Equal(expected, Trained("optimizer", "iteration", "learning_rate"));
        Assert.Equal(expected, Trained("metrics", "loss", "total"));
        Assert.Equal(expected, Trained("last_0", "momentum", "a:b#1"));
    }

    [Fact]
    public void Slashes_stand_between_names_and_in_none()
    {
        var layer = Assert.Throws<ConfigurationException>(() => new Dense(1, name: "a/b"));
        Assert.Equal("name must not be empty or hold a slash, got \"a/b\"", layer.Message);
        using Sequential model = [new Input([4]), new Own("a/b", "c") { Name = "own" }];
        var weight = Assert.Throws<ConfigurationException>(() => model.Weights.Count);
        Assert.Equal("sequential/own: the name of a weight must not be empty or hold a slash, got \"a/b\"", weight.Message);
    }
}
