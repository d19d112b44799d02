using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;

namespace FacadeTests;

/// <summary>Models in half precision are compiled with an optimizer that scales the loss, unless they say otherwise.</summary>
public class LossScaleTests
{
    private static readonly float[,] x = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
    private static readonly float[,] y = { { 1 }, { 0 }, { 1 }, { 0 } };

    private static Sequential Mixed() => new([new InputLayer(2), new Dense(3, "relu"), new Dense(1)]) { DType = "mixed_float16" };

    private static Model Again(Model model)
    {
        var folder = Directory.CreateTempSubdirectory("scale-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.keras");
            model.Save(path);
            return Model.Load(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_model_in_half_precision_scales_its_loss_by_itself()
    {
        using var model = Mixed();
        model.Compile(new SGD(0.25, momentum: 0.5), "mse");
        var optimizer = Assert.IsType<LossScaleOptimizer>(model.Optimizer);
        Assert.Equal(0.25, optimizer.LearningRate);
        Assert.Equal(0.5, Assert.IsType<SGD>(optimizer.InnerOptimizer).Momentum);
        model.Fit(x, y, epochs: 3, batchSize: 2, verbose: 0);
        Assert.Equal(6, optimizer.Iterations);
        optimizer.LearningRate = 0.125;
        using var again = Again(model);
        var loaded = Assert.IsType<LossScaleOptimizer>(again.Optimizer);
        Assert.Equal((0.125, 6L), (loaded.LearningRate, loaded.Iterations));
        model.Fit(x, y, epochs: 2, batchSize: 2, verbose: 0, shuffle: false);
        again.Fit(x, y, epochs: 2, batchSize: 2, verbose: 0, shuffle: false);
        Assert.Equal(model.GetWeights().SelectMany(weight => weight.ToArray<float>()), again.GetWeights().SelectMany(weight => weight.ToArray<float>()));
    }

    [Fact]
    public void A_model_that_says_so_does_not_scale_its_loss_nor_after_a_file()
    {
        using var model = Mixed();
        model.Compile("adam", "mse", autoScaleLoss: false);
        Assert.IsType<Adam>(model.Optimizer);
        model.Fit(x, y, verbose: 0);
        using var again = Again(model);
        Assert.IsType<Adam>(again.Optimizer);
        Assert.Equal(1, again.Optimizer!.Iterations);
    }

    [Fact]
    public void An_optimizer_that_scales_the_loss_is_taken_as_it_is()
    {
        using var model = Mixed();
        LossScaleOptimizer optimizer = new("adam", initialScale: 4, dynamicGrowthSteps: 1, name: "mine");
        model.Compile(optimizer, "mse");
        Assert.Same(optimizer, model.Optimizer);
        using var again = Again(model);
        var loaded = Assert.IsType<LossScaleOptimizer>(again.Optimizer);
        Assert.Equal(("mine", 4, 1), (loaded.Name, loaded.InitialScale, loaded.DynamicGrowthSteps));
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("mixed_bfloat16")]
    public void Other_models_do_not_scale_their_loss(string dtype)
    {
        using Sequential model = new([new InputLayer(2), new Dense(1)]) { DType = dtype };
        model.Compile("adam", "mse");
        Assert.IsType<Adam>(model.Optimizer);
    }

    [Fact]
    public void Gradients_that_half_precision_cannot_hold_are_trained_on()
    {
        static float Change(bool autoScaleLoss)
        {
            using Sequential model = new([new InputLayer(2), new Dense(1, useBias: false, kernelInitializer: "zeros") { DType = "mixed_float16" }])
            {
                DType = "mixed_float16",
            };
            model.Compile(new SGD(1e6), "mse", lossWeights: [1e-8], autoScaleLoss: autoScaleLoss);
            // Gradients of 2e-8, less than the smallest number of that type.
            model.Fit(new float[,] { { 1, 1 } }, new float[,] { { 1 } }, verbose: 0);
            return Math.Abs(model.GetWeights()[0].ToArray<float>()[0]);
        }

        Assert.Equal(0, Change(autoScaleLoss: false));
        Assert.Equal(0.02f, Change(autoScaleLoss: true), 1e-4f);
    }

    [Fact]
    public void An_optimizer_that_scales_the_loss_is_around_another_one()
    {
        var error = Assert.Throws<ConfigurationException>(() => new LossScaleOptimizer(new LossScaleOptimizer("sgd")));
        Assert.Equal("inner_optimizer must be another one than a LossScaleOptimizer", error.Message);
    }
}
