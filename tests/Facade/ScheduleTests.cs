using Functional.Keras;
using Functional.Keras.Callbacks;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Functional.Keras.Optimizers.Schedules;
using Xunit;

namespace FacadeTests;

/// <summary>Learning rates that follow from the number of steps made.</summary>
public class ScheduleTests
{
    private static readonly float[,] x = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
    private static readonly float[,] y = { { 1 }, { 0 }, { 1 }, { 0 } };

    private static Sequential Compiled(Optimizer optimizer)
    {
        Sequential model = [new InputLayer([2]), new Dense(1)];
        model.Compile(optimizer: optimizer, loss: "mse");
        return model;
    }

    private sealed class Halving : LearningRateSchedule
    {
        protected override KerasTensor Call(KerasTensor step) => 0.5 / (step + 1);
    }

    private sealed class Nothing : LearningRateSchedule;

    [Fact]
    public void An_optimizer_takes_a_number_or_a_schedule()
    {
        Assert.Equal(0.25, new Adam(learningRate: 0.25).LearningRate);
        Assert.Equal(1, new SGD(1).LearningRate);
        Assert.Equal(0.001, new Adam().LearningRate);
        Assert.Equal(0.5, new SGD(new CosineDecay(0.5, decaySteps: 10)).LearningRate);
        Assert.Equal(0.5, new SGD(new Halving()).LearningRate);
    }

    [Fact]
    public void A_schedule_tells_the_rate_after_any_number_of_steps()
    {
        PiecewiseConstantDecay steps = new([10, 20], [1, 0.5, 0.25]);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new long[] { 0, 10, 11, 20, 21 }.Select(steps.Call));
        CosineDecay warm = new(0, decaySteps: 10, warmupTarget: 0.5, warmupSteps: 4);
        Assert.Equal([0, 0.25, 0.5, 0], new long[] { 0, 2, 4, 14 }.Select(warm.Call));
        Assert.Equal(0.125, new Halving().Call(3));
    }

    [Fact]
    public void The_rate_follows_the_steps_of_a_run()
    {
        List<double> rates = [];
        using var model = Compiled(new SGD(new Halving()));
        LambdaCallback callback = new(onTrainBatchEnd: (_, _) => rates.Add(model.Optimizer!.LearningRate));
        model.Fit(x, y, batchSize: 1, verbose: 0, callbacks: [callback]);
        Assert.Equal([0.25, 0.5 / 3.0, 0.125, 0.1], rates.Select(rate => Math.Round(rate, 7)), (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void A_rate_that_follows_from_a_schedule_cannot_be_set()
    {
        Adam optimizer = new(new CosineDecay(0.5, 10));
        var error = Assert.Throws<Functional.ConfigurationException>(() => optimizer.LearningRate = 0.1);
        Assert.Equal(
            "adam: learning_rate follows from CosineDecay and cannot be set; compile with a number to set it", error.Message);
    }

    [Fact]
    public void A_file_keeps_the_schedule_and_where_it_stands()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.keras");
        try
        {
            using var model = Compiled(new Adam(new ExponentialDecay(0.5, decaySteps: 2, decayRate: 0.5, staircase: true)));
            model.Fit(x, y, batchSize: 1, verbose: 0);
            model.Save(path);
            using var again = Model.Load(path);
            Assert.Equal(0.125, again.Optimizer!.LearningRate);
            again.Fit(x, y, batchSize: 2, verbose: 0);
            model.Fit(x, y, batchSize: 2, verbose: 0);
            Assert.Equal(0.0625, again.Optimizer!.LearningRate);
            Assert.Equal(model.GetWeights()[0].ToArray<float>(), again.GetWeights()[0].ToArray<float>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_cannot_hold_an_own_schedule()
    {
        using var model = Compiled(new Adam(new Halving()));
        model.Fit(x, y, verbose: 0);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.keras");
        var error = Assert.Throws<Functional.UnsupportedException>(() => model.Save(path));
        Assert.EndsWith("the schedule Halving cannot be written: Keras has no such schedule", error.Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Settings_of_schedules_are_checked()
    {
        static string Message(Action make) => Assert.Throws<Functional.ConfigurationException>(make).Message;
        Assert.Equal("CosineDecay: decaySteps must be above 0, got 0", Message(() => new CosineDecay(0.1, 0)));
        Assert.Equal(
            "PiecewiseConstantDecay: values must be 2 numbers, got 1",
            Message(() => new PiecewiseConstantDecay([1], [0.5])));
        Assert.Equal("Nothing must override Call", Message(() => new Nothing().Call(0)));
        Assert.Equal("Adam: learningRate must be at least 0, got -1", Message(() => new Adam(-1)));
    }
}
