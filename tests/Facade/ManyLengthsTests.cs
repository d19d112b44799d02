using System.Diagnostics;
using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>Sequences of any number of lengths: one program, and memory that ends somewhere.</summary>
public class ManyLengthsTests
{
    public const string Mode = "--lengths";

    private static Sequential Model(bool recurrent)
    {
        Sequential model =
        [
            new Input([null, 16]),
            recurrent ? new LSTM(32, returnSequences: true) : new Dense(32, "relu"),
            new Dense(3, "softmax"),
        ];
        model.Compile("adam", "sparse_categorical_crossentropy");
        return model;
    }

    private static void Step(Model model, int length) => model.TrainOnBatch(new float[8, length, 16], new int[8, length]);

    /// <summary>Mebibytes by which a process grows while a model meets 400 lengths more than the first hundred.</summary>
    internal static long Growth(string kind)
    {
        using var model = Model(kind == "lstm");
        long before = 0;
        for (var length = 1; length <= 500; length++)
        {
            Step(model, length);
            if (length == 100)
                before = Resident();
        }

        return Resident() - before;
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("lstm")]
    public void Five_hundred_lengths_end_at_some_amount_of_memory(string kind)
    {
        var (_, output, _) = Program.Run([Mode, kind]);
        var growth = long.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
        // What a length costs where everything is kept: .8 MiB, .4 MiB.
        Assert.InRange(growth, -100, 100);
    }

    [Fact]
    public void Sequences_of_other_lengths_need_no_other_program()
    {
        using var model = Model(recurrent: false);
        Step(model, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(model, 2);
        var second = GC.GetAllocatedBytesForCurrentThread() - before;
        // Building a program of this size takes some hundred kilobytes.
        Assert.InRange(second, 0, 60_000);
    }
}
