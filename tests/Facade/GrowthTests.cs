using Functional.Keras.Layers;
using Xunit;
using Input = Functional.Keras.Input;
using KerasTensor = Functional.Keras.KerasTensor;
using Model = Functional.Keras.Model;
using Sequential = Functional.Keras.Sequential;

namespace FacadeTests;

/// <summary>Twice the layers, twice the work. What a call allocates is a measure of its work that is the same in every run.</summary>
public class GrowthTests
{
    private sealed class Own(int count) : Model
    {
        private readonly Dense[] layers = [.. Enumerable.Range(0, count).Select(_ => new Dense(4))];

        protected override KerasTensor Call(KerasTensor inputs, bool training) =>
            layers.Aggregate(inputs, (x, layer) => layer.Apply(x));
    }

    private static Model InARow(int count)
    {
        Sequential model = [new Input([4]), .. Enumerable.Range(0, count).Select(_ => new Dense(4))];
        return model;
    }

    private static Model FromTensors(int count)
    {
        Input input = new([4]);
        var output = Enumerable.Range(0, count).Aggregate((KerasTensor)input, (x, _) => new Dense(4).Apply(x));
        return new(input, output);
    }

    /// <summary>A model of layers that another model holds too.</summary>
    private static Model OfSharedLayers(int count)
    {
        Dense[] layers = [.. Enumerable.Range(0, count).Select(_ => new Dense(4))];
        Sequential first = [new Input([4]), .. layers];
        first.Build([null, 4]);
        Sequential second = [new Input([4]), .. layers];
        return second;
    }

    public static TheoryData<string> Kinds => ["in a row", "from tensors", "own", "of shared layers"];

    private static Model Make(string kind, int count) => kind switch
    {
        "in a row" => InARow(count),
        "from tensors" => FromTensors(count),
        "own" => new Own(count),
        _ => OfSharedLayers(count),
    };

    private static IEnumerable<(string Stage, long Bytes)> Work(string kind, int count)
    {
        List<(string, long)> stages = [];
        Model? model = null;
        void Stage(string name, Action work)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            stages.Add((name, GC.GetAllocatedBytesForCurrentThread() - before));
        }

        Stage("making", () => model = Make(kind, count));
        Stage("building", () => model!.Build([null, 4]));
        using (model)
        {
            Stage("compiling", () => model!.Compile("adam", "mse"));
            Stage("each layer's weights", () =>
            {
                foreach (var layer in model!.Layers)
                    layer.GetWeights();
            });
            Stage("each layer by its place", () =>
            {
                for (var i = 0; i < count; i++)
                    model!.GetLayer(index: i);
            });
            Stage("summary", () => model!.Summary(printFn: _ => { }));
            var file = Path.Combine(Path.GetTempPath(), $"growth-{Guid.NewGuid():N}.weights.h5");
            Stage("saving", () => model!.SaveWeights(file));
            Stage("loading", () => model!.LoadWeights(file));
            File.Delete(file);
        }

        return stages;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Twice_the_layers_are_twice_the_work(string kind)
    {
        const int count = 150;
        // What is made once in a process is not counted.
        _ = Work(kind, 10);
        foreach (var ((stage, once), (_, twice)) in Work(kind, count).Zip(Work(kind, 2 * count)))
            // A few kilobytes may be anything.
            Assert.True(twice < 2.3 * once + 4096, $"{stage}: {once} bytes for {count} layers, {twice} for {2 * count}");
    }
}
