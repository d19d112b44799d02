using System.Collections.Concurrent;
using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;

namespace FacadeTests;

/// <summary>The same seed gives the same bits: in every process, and however training is divided.</summary>
public class SeedTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(100);

    // Threads that wait in a loop would keep the others' threads from running; bits do not depend on it.
    private static string Run(string mode, string folder) =>
        Program.Run(SeedModels.Arguments(mode, folder), ("OMP_WAIT_POLICY", "passive")).Output;

    [Fact]
    public void Models_have_their_seeds_in_the_order_in_which_they_are_made_whoever_uses_them_first()
    {
        static float[][] Kernels(int[] order)
        {
            Utils.SetRandomSeed(3);
            Sequential[] models = [.. order.Select(_ => new Sequential([new Input([4]), new Dense(3)]))];
            foreach (var i in order)
                models[i].Predict(classes.X, verbose: 0);
            return [.. models.Select(model => model.GetWeights()[0].ToArray<float>())];
        }

        Assert.Equal(Kernels([0, 1, 2]), Kernels([2, 0, 1]));
    }

    /// <summary>Fifty processes, three at a time, in the long form.</summary>
    [Fact]
    public void Equal_processes_give_equal_bits_and_so_do_two_that_share_the_work()
    {
        var isLong = Long.Run;
        var folder = Directory.CreateTempSubdirectory("facade-").FullName;
        ConcurrentBag<string> results = [];
        List<Action> work =
        [
            .. Enumerable.Repeat<Action>(() => results.Add(Run("whole", folder)), isLong ? 50 : 2),
            () => results.Add(Run("together", folder)),
            () =>
            {
                Run("first", folder);
                results.Add(Run("rest", folder));
            },
        ];
        Parallel.ForEach(work, new ParallelOptions { MaxDegreeOfParallelism = 3 }, act => act());
        Directory.Delete(folder, recursive: true);
        Assert.Equal(work.Count, results.Count);
        Assert.Equal(5, results.First().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(results.Distinct());
    }

    private static Sequential Network(string optimizer)
    {
        Sequential model = new([new Input([4]), new Dense(8, "relu"), new Dropout(0.3), new BatchNormalization(), new Dense(3, "softmax")])
        {
            Seed = 5,
        };
        Optimizer rule = optimizer switch
        {
            "averages" => new Adam(0.01, useEma: true, emaMomentum: 0.8),
            "averages that overwrite" => new SGD(0.01, momentum: 0.9, useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 3),
            "accumulation" => new RMSprop(0.01, gradientAccumulationSteps: 3),
            _ => new Adam(0.01),
        };
        model.Compile(rule, "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Model ThroughFile(Model model, long? seed = null)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("facade-").FullName, "m.keras");
        model.Save(file);
        var loaded = Models.LoadModel(file, seed: seed);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return loaded;
    }

    private static float[] Numbers(Model model) =>
        [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>()), .. model.Predict(classes.X, verbose: 0).ToArray<float>()];

    private sealed class Numbered : PyDataset
    {
        public override int? NumBatches => 8;

        public override Batch this[int index]
        {
            get
            {
                var (x, y) = SyntheticData.Classes(7, index);
                return (x, y);
            }
        }
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("averages")]
    [InlineData("averages that overwrite")]
    [InlineData("accumulation")]
    public void Fit_in_three_is_fit_in_one(string optimizer)
    {
        IEnumerable<Batch> Sequence() => Enumerable.Range(0, 7).Select(i => new Numbered()[i]);
        (string, Func<Model, int, int, History>)[] ways =
        [
            ("arrays", (model, from, to) => model.Fit(classes.X, classes.Y, batchSize: 9, epochs: to - from, verbose: 0)),
            ("numbered from the first epoch", (model, from, to) => model.Fit(
                classes.X, classes.Y, batchSize: 9, initialEpoch: from, epochs: to, verbose: 0, validationSplit: 0.2)),
            ("dataset", (model, from, to) => model.Fit(new Numbered(), epochs: to - from, verbose: 0)),
            ("shared passes", (model, from, to) => model.Fit(new Numbered(), epochs: to - from, stepsPerEpoch: 4, verbose: 0)),
            ("sequence", (model, from, to) => model.Fit(Sequence(), epochs: to - from, verbose: 0)),
        ];
        foreach (var (name, fit) in ways)
        {
            using var once = Network(optimizer);
            var losses = fit(once, 0, 3)["loss"];
            using var inThree = Network(optimizer);
            Model after = inThree;
            List<double> parts = [];
            for (var epoch = 0; epoch < 3; epoch++)
            {
                if (epoch == 2)
                    after = ThroughFile(after);
                parts.AddRange(fit(after, epoch, epoch + 1)["loss"]);
            }

            Assert.True(losses.SequenceEqual(parts), $"{name}: {string.Join(", ", losses)} and {string.Join(", ", parts)}");
            Assert.True(Numbers(once).SequenceEqual(Numbers(after)), name);
            after.Dispose();
        }
    }

    [Fact]
    public void A_seed_that_is_given_stands_for_the_one_in_the_file()
    {
        float[] Further(Model model)
        {
            using (model)
            {
                model.Fit(classes.X, classes.Y, verbose: 0);
                return Numbers(model);
            }
        }

        using var model = Network("adam");
        model.Fit(classes.X, classes.Y, verbose: 0);
        Assert.Equal(5, ThroughFile(model).Seed);
        var same = Further(ThroughFile(model));
        Assert.Equal(same, Further(ThroughFile(model, seed: 5)));
        Assert.NotEqual(same, Further(ThroughFile(model, seed: 6)));
        Assert.Equal(Further(ThroughFile(model, seed: 6)), Further(ThroughFile(model, seed: 6)));
    }

    [Fact]
    public void Compiling_again_begins_the_optimizer_anew_and_goes_on_with_orders_and_random_numbers()
    {
        double[] Losses(bool again)
        {
            using var model = Network("none");
            // With this rate the weights stay, and only order and dropout change the loss of an epoch.
            void Compile() => model.Compile(new SGD(0), "sparse_categorical_crossentropy");
            Compile();
            var first = model.Fit(classes.X, classes.Y, verbose: 0)["loss"];
            if (again)
                Compile();
            return [.. first, .. model.Fit(classes.X, classes.Y, verbose: 0)["loss"]];
        }

        var losses = Losses(again: false);
        Assert.NotEqual(losses[0], losses[1]);
        Assert.Equal(losses, Losses(again: true));
    }
}
