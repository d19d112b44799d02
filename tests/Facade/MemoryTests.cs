using TorchSharp;
using Xunit;

namespace FacadeTests;

public class MemoryTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(300);

    /// <summary>Number of tensors, once those of models that other tests dropped are gone.</summary>
    private static long Living()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    [Fact]
    public void Three_thousand_steps_and_predictions_leave_no_tensor_behind()
    {
        using var model = ModelTests.Classifier();
        var (x, y) = SyntheticData.Classes(32);
        void Work(int steps)
        {
            for (var i = 0; i < steps; i++)
                model.TrainOnBatch(x, y);
            model.Fit(classes.X, classes.Y, batchSize: 10, epochs: steps / 30, verbose: 0);
            for (var i = 0; i < steps; i++)
                model.PredictOnBatch(x);
            model.Predict(classes.X, batchSize: 10, verbose: 0);
        }

        Work(30);
        var before = Living();
        // Without a collection: nothing may wait for a finalizer.
        Work(3000);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void Compiling_again_and_disposing_free_what_a_model_held()
    {
        var before = Living();
        for (var i = 0; i < 3; i++)
        {
            using var model = ModelTests.Classifier();
            model.Fit(classes.X, classes.Y, verbose: 0);
            model.Compile("sgd", "sparse_categorical_crossentropy");
            model.Fit(classes.X, classes.Y, verbose: 0);
            model.Predict(classes.X, verbose: 0);
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }
}
