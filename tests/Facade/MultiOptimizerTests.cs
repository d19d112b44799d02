using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>Several optimizers in one model, each for some of its weights.</summary>
public class MultiOptimizerTests
{
    private static readonly float[,] x = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
    private static readonly float[,] y = { { 1 }, { 0 }, { 1 }, { 0 } };

    private static Sequential Make() => [new Input(2), new Dense(3, "tanh", name: "first"), new Dense(1, name: "last")];

    private static float[] Weights(Model model) => [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];

    [Fact]
    public void Each_weight_is_changed_by_its_optimizer_also_after_a_file()
    {
        using var model = Make();
        OptimizerMap map = new(new SGD(0)) { ["first/.*"] = new Adam(0.1), ["last/bias"] = new SGD(0.5, momentum: 0.5) };
        model.Compile(new MultiOptimizer(map), "mse");
        var before = model.GetWeights();
        model.Fit(x, y, epochs: 2, batchSize: 2, verbose: 0);
        var after = model.GetWeights();
        // The kernel of the last layer is the default optimizer's.
        Assert.Equal([true, true, false, true], before.Zip(after, (a, b) => !a.ToArray<float>().SequenceEqual(b.ToArray<float>())));
        Assert.Equal(4, model.Optimizer!.Iterations);

        var folder = Directory.CreateTempSubdirectory("several-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.keras");
            model.Save(path);
            using var again = Model.Load(path);
            var loaded = Assert.IsType<MultiOptimizer>(again.Optimizer).OptimizerMap;
            Assert.Equal(["first/.*", "last/bias"], loaded.Select(entry => entry.Key));
            Assert.IsType<Adam>(loaded["first/kernel"]);
            Assert.Equal(0, Assert.IsType<SGD>(loaded["last/kernel"]).LearningRate);
            model.Fit(x, y, epochs: 2, batchSize: 2, verbose: 0, shuffle: false);
            again.Fit(x, y, epochs: 2, batchSize: 2, verbose: 0, shuffle: false);
            Assert.Equal(Weights(model), Weights(again));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Several_optimizers_have_no_learning_rate_of_all()
    {
        const string message = "multi_optimizer: learning_rate is that of each of its optimizers, not of all";
        MultiOptimizer optimizer = new(new OptimizerMap("adam"));
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => optimizer.LearningRate).Message);
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => optimizer.LearningRate = 1).Message);
        using var model = Make();
        model.Compile(optimizer, "mse");
        model.Fit(x, y, verbose: 0);
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => optimizer.LearningRate).Message);
    }

    [Fact]
    public void A_key_stands_for_one_optimizer()
    {
        OptimizerMap map = new("adam") { ["a"] = "sgd" };
        Assert.Equal(
            "optimizer_map must have each key once, got \"a\" twice",
            Assert.Throws<ConfigurationException>(() => map["a"] = "sgd").Message);
        Assert.IsType<SGD>(map["a"]);
        Assert.IsType<Adam>(map["b"]);
    }

    [Fact]
    public void The_loss_of_several_optimizers_is_scaled_in_half_precision()
    {
        using Sequential model = new([new InputLayer(2), new Dense(1)]) { DType = "mixed_float16" };
        model.Compile(new MultiOptimizer(new("sgd"), lossScaleFactor: 8), "mse");
        var inner = Assert.IsType<MultiOptimizer>(Assert.IsType<LossScaleOptimizer>(model.Optimizer).InnerOptimizer);
        Assert.Null(inner.LossScaleFactor);
        model.Fit(x, y, batchSize: 2, verbose: 0);
        Assert.Equal(2, model.Optimizer!.Iterations);
    }
}
