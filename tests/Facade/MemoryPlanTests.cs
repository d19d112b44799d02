using System.Globalization;
using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using Xunit.Abstractions;

namespace FacadeTests;

public class MemoryPlanTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names() => [.. MemoryModels.Names];

    /// <summary>Growth of the peak memory of a process that trains the model for three steps.</summary>
    private static long Measure(string name)
    {
        // Each block apart, so that the system tells what is in use and not what the allocator keeps between blocks; and a collector
        // whose heap does not depend on the size of the processor's caches.
        var (_, output, _) = Program.Run(
            MemoryModels.Arguments(name), ("MALLOC_MMAP_THRESHOLD_", "65536"), ("DOTNET_GCgen0size", "200000"));
        return long.Parse(output.Trim(), CultureInfo.InvariantCulture);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_peak_of_training_is_the_measured_one_within_15_percent(string name)
    {
        var (make, batch, _) = MemoryModels.Find(name);
        using var model = make();
        var plan = model.MemoryPlan(batch);
        // Other systems have no /proc, and their libtorch takes another amount for its code.
        if (!OperatingSystem.IsLinux())
            return;
        var measured = Measure(name);
        var ratio = (double)plan.TrainingPeak / measured;
        output.WriteLine($"{name}: planned {plan.TrainingPeak >> 10} KiB, measured {measured >> 10} KiB, ratio {ratio:F3}");
        Assert.True(ratio is > 0.85 and < 1.15, $"{name}: planned {plan.TrainingPeak}, measured {measured}");
    }

    [Fact]
    public void A_compiled_model_shows_its_memory_below_Keras_s_lines()
    {
        Sequential model = new([new Input([2]), new Dense(1)], name: "line");
        model.Compile("adam", "mse");
        var text = "";
        model.Summary(printFn: lines => text = lines, batchSize: 64);
        Assert.EndsWith(
            "\n Non-trainable params: 0 (0.00 B)\n Memory (batch size 64): 40.00 MB for training, 40.00 MB for inference", text);
        model.Summary(printFn: lines => text = lines, batchSize: 64, memory: true);
        Assert.EndsWith(
            """
             Non-trainable params: 0 (0.00 B)
             Training memory (batch size 64): 40.00 MB
             Inference memory (batch size 64): 40.00 MB
               Weights: 20.00 B
               Optimizer: 32.00 B
               Gradients: 12.00 B
               Batch: 768.00 B
               Activations: 780.00 B
               Activations of inference: 256.00 B
               Runtime: 40.00 MB
            """,
            text);
    }

    [Fact]
    public void Planning_makes_no_weights()
    {
        Sequential model = [new Input([2]), new Dense(1)];
        model.Compile("adam", "mse");
        Assert.Equal(12, model.MemoryPlan().Trainable);
        Assert.False(model.Built);
    }

    [Fact]
    public void A_plan_needs_a_compiled_model_and_a_batch()
    {
        Sequential model = new([new Input([2]), new Dense(1)], name: "line");
        var error = Assert.Throws<Functional.ConfigurationException>(() => model.MemoryPlan());
        Assert.Equal("line: compile the model before its memory is planned", error.Message);
        model.Compile("adam", "mse");
        error = Assert.Throws<Functional.ConfigurationException>(() => model.MemoryPlan(0));
        Assert.Equal("batchSize must be at least 1, got 0", error.Message);
    }

    [Fact]
    public void A_size_that_only_data_tells_leaves_the_memory_unknown()
    {
        Sequential model = [new Input([null, 4]), new LSTM(3), new Dense(1)];
        model.Compile("adam", "mse");
        var text = "";
        model.Summary(printFn: lines => text = lines);
        Assert.EndsWith(" Memory: unknown (memory plan: size 'input_layer.1' must be known)", text);
    }
}
