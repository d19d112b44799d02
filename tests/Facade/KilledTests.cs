using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>A process that is killed while it saves.</summary>
public class KilledTests
{
    public const string Mode = "--save";

    /// <summary>Saves a model again and again, each time with all weights of another number, until it is killed.</summary>
    internal static void SaveForever(string file)
    {
        Sequential model = [new Input([200]), new Dense(400, useBias: false)];
        for (var number = 1; ; number++)
        {
            var kernel = new float[200, 400];
            for (var i = 0; i < kernel.Length; i++)
                kernel[i / 400, i % 400] = number;
            model.SetWeights([kernel]);
            model.Save(file);
            if (number == 1)
                Console.WriteLine("begun");
        }
    }

    /// <summary>The number that all weights in a file are.</summary>
    private static float NumberIn(string file) =>
        Assert.Single(Model.Load(file).GetWeights()[0].ToArray<float>().Distinct());

    [Fact]
    public void A_process_that_is_killed_while_it_saves_leaves_a_whole_file()
    {
        var folder = Directory.CreateTempSubdirectory("facade-");
        try
        {
            var file = Path.Combine(folder.FullName, "m.keras");
            Random random = new(7);
            for (var round = 0; round < (Long.Run ? 60 : 4); round++)
            {
                using var process = Program.Begin([Mode, file]);
                Assert.Equal("begun", process.StandardOutput.ReadLine());
                Thread.Sleep(random.Next(60));
                process.Kill();
                process.WaitForExit();
                Assert.True(NumberIn(file) >= 1);
                // What it was writing at that moment, and nothing of those before.
                Assert.InRange(folder.GetFiles().Length, 1, 2);
            }

            Sequential model = [new Input([200]), new Dense(400, useBias: false)];
            model.Save(file);
            Assert.Equal("m.keras", Assert.Single(folder.GetFiles()).Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
