using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>A process that ends while other threads compute.</summary>
public class LeavingTests
{
    public const string Mode = "--leave";

    /// <summary>Begins work that would go on for minutes, and comes back while it is under way.</summary>
    internal static void Begin(string work)
    {
        var (x, y) = SyntheticData.Images(64);
        Sequential model =
        [
            new Input([8, 8, 1]), new Conv2D(32, 3, activation: "relu"), new Conv2D(32, 3, activation: "relu"), new Dropout(0.2),
            new Flatten(), new Dense(64, "relu"), new Dense(2, "softmax"),
        ];
        model.Compile("adam", "sparse_categorical_crossentropy");
        IEnumerable<Batch> Batches()
        {
            while (true)
                yield return new(x, y);
        }

        Action run = work switch
        {
            "fit" => () => model.Fit(x, y, epochs: 1_000_000, verbose: 0),
            "stream" => () => model.Fit(Batches(), verbose: 0),
            "predict" => () =>
            {
                while (true)
                    model.Predict(x, batchSize: 8, verbose: 0);
            }
            ,
            _ => throw new ArgumentException(work),
        };
        for (var i = 0; i < 2; i++)
            new Thread(() => run()) { IsBackground = true }.Start();
        Thread.Sleep(1000);
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("stream")]
    [InlineData("predict")]
    public void A_process_leaves_with_its_own_exit_code(string work)
    {
        Assert.Equal((7, "", ""), Program.Run([Mode, work]));
    }
}
