using System.IO.Compression;
using System.Text.Json;

namespace Functional.Conformance;

/// <summary>What one model of another program's files came to.</summary>
/// <param name="Name">Version and name, <c>3.5.0/dag_0</c>.</param>
/// <param name="Refused">The message of an <see cref="UnsupportedException"/> where one was to be expected.</param>
/// <param name="Problems">What does not agree; empty where all does.</param>
public sealed record InteropReport(string Name, string? Refused, IReadOnlyList<string> Problems);

/// <summary>
/// Models that versions of Keras wrote, one folder each (<c>data/interop.md</c>). Each is loaded, predicts, is trained on, and is written
/// again.
/// </summary>
public static class InteropRun
{
    // Relative to the largest value of an array.
    private const double exact = 1e-5, mixed = 1e-2, logs = 1e-4, weights = 1e-4;

    /// <summary>The project's own part of them, unpacked.</summary>
    /// <param name="folder">Where to.</param>
    public static void UnpackOwn(string folder) =>
        ZipFile.ExtractToDirectory(Path.Combine(ConformanceRun.OwnData(), "interop.zip"), folder);

    /// <summary>All models below a folder, by their paths in it.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "case.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>Checks all models below a folder and prints what does not agree; the program's exit code.</summary>
    /// <param name="folder">Where they are; <c>own</c> is the project's part.</param>
    /// <param name="parts">Parts of names of those that are wanted; all where there are none.</param>
    /// <param name="verbose">Whether refusals are printed too.</param>
    internal static int Print(string folder, IReadOnlyList<string> parts, bool verbose)
    {
        if (folder == "own")
        {
            var own = Directory.CreateTempSubdirectory("interop-").FullName;
            try
            {
                UnpackOwn(own);
                return Print(own, parts, verbose);
            }
            finally
            {
                Directory.Delete(own, recursive: true);
            }
        }

        var (passed, refused, failed) = (0, 0, 0);
        foreach (var name in Names(folder).Where(name => parts.Count == 0 || parts.Any(name.Contains)))
        {
            var report = Run(folder, name);
            if (report.Problems.Count > 0)
                failed++;
            else if (report.Refused is null)
                passed++;
            else
                refused++;
            foreach (var problem in report.Problems)
                Console.WriteLine($"{name}: {problem}");
            if (verbose && report.Refused is { } message)
                Console.WriteLine($"{name} refused: {message}");
        }

        Console.WriteLine($"passed {passed} refused {refused} failed {failed}");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Checks one model.</summary>
    /// <param name="folder">Where all are.</param>
    /// <param name="name">Its path there.</param>
    public static InteropReport Run(string folder, string name)
    {
        var place = Path.Combine(folder, name);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(place, "case.json")));
        List<string> problems = [];
        try
        {
            Check(place, document.RootElement, problems);
        }
        catch (UnsupportedException error) when (document.RootElement.GetProperty("refuse").GetBoolean())
        {
            return new(name, error.Message, []);
        }

        return new(name, null, problems);
    }

    private static void Check(string place, JsonElement item, List<string> problems)
    {
        var file = Path.Combine(place, "m0.keras");
        LoadedModel model;
        try
        {
            model = Load(file);
        }
        catch (Exception error) when (error is not UnsupportedException || !item.GetProperty("refuse").GetBoolean())
        {
            problems.Add($"load: {error.GetType().Name}: {error.Message}");
            return;
        }

        void Aspect(string what, Action work)
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                problems.Add($"{what}: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}");
            }
        }

        // Older files have what the present version writes of them beside them.
        var later = Path.Combine(place, "config.json");
        var recorded = File.Exists(later) ? JsonElement.Parse(File.ReadAllText(later)) : Config(file);
        Aspect("config", () =>
        {
            if (ConfigComparison.Difference(model.ToJson(), recorded, everything: true) is { } difference)
                problems.Add(difference);
        });
        Aspect("save", () => Saved(model, problems));
        if (!item.TryGetProperty("x", out var entries))
            return;
        var named = item.GetProperty("named").GetBoolean();
        var (x, y) = (Tree(place, entries, named), Tree(place, item.GetProperty("y"), named));
        if (item.TryGetProperty("outputs", out var outputs))
            Aspect("predict", () =>
            {
                var tolerance = recorded.GetRawText().Contains("mixed_") ? mixed : exact;
                var predicted = model.Predict(x, Batch(x)).Arrays.Select(array => array.Value).ToList();
                Compare("predict", predicted, Arrays(place, outputs), tolerance, problems);
            });
        if (item.TryGetProperty("evaluate", out var evaluate))
            Aspect("evaluate", () =>
            {
                var got = Load(file).Evaluate(x, y, null);
                foreach (var log in evaluate.EnumerateObject())
                    Number($"evaluate {log.Name}", got.GetValueOrDefault(log.Name, double.NaN), log.Value.GetDouble(), problems);
            });
        if (item.GetProperty("train").GetBoolean() && item.TryGetProperty("losses", out var losses))
            Aspect("train", () => Train(place, x, y, losses, problems));
    }

    private static void Train(string place, Arg x, Arg y, JsonElement losses, List<string> problems)
    {
        var model = Load(Path.Combine(place, "m0.keras"));
        var history = model.Fit(new(x, y, null, null, losses.GetArrayLength(), Batch(x), 0));
        foreach (var (loss, i) in losses.EnumerateArray().Select((loss, i) => (loss, i)))
            Number($"train loss {i}", history["loss"][i], loss.GetDouble(), problems);
        var expected = Load(Path.Combine(place, "m3.keras"));
        Compare("weights after training", model.WeightValues(), expected.WeightValues(), weights, problems);
        Compare(
            "optimizer after training",
            [.. model.OptimizerVariables().Select(variable => variable.Value)],
            [.. expected.OptimizerVariables().Select(variable => variable.Value)],
            weights,
            problems);
    }

    // What is written of the model is read again as the same.
    private static void Saved(LoadedModel model, List<string> problems)
    {
        var path = Path.Combine(Path.GetTempPath(), $"interop-{Guid.NewGuid():N}.keras");
        try
        {
            model.Save(path);
            var again = Load(path);
            Compare("saved weights", again.WeightValues(), model.WeightValues(), 0, problems);
            if (ConfigComparison.Difference(again.ToJson(), model.ToJson(), everything: true) is { } difference)
                problems.Add("saved: " + difference);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static LoadedModel Load(string path) => Engine.LoadModel(new(path, "keras", null, null));

    private static JsonElement Config(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.GetEntry("config.json")!.Open();
        using var reader = new StreamReader(stream);
        return JsonElement.Parse(reader.ReadToEnd());
    }

    private static int Batch(Arg x) => (int)x.Arrays.First().Value.Shape[0];

    private static Arg Tree(string place, JsonElement entries, bool named)
    {
        var arrays = Arrays(place, entries).Select(array => (Arg)new ArrayArg(array)).ToList();
        var names = entries.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()).ToList();
        if (named && names.All(name => name is not null))
            return new DictArg(names.Zip(arrays).ToDictionary(pair => pair.First!, pair => pair.Second));
        return arrays.Count == 1 ? arrays[0] : new ListArg(arrays);
    }

    private static List<HostArray> Arrays(string place, JsonElement entries) =>
        [.. entries.EnumerateArray().Select(entry => Array(place, entry))];

    private static HostArray Array(string place, JsonElement entry)
    {
        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var bytes = File.ReadAllBytes(Path.Combine(place, entry.GetProperty("file").GetString()!));
        HostArray Of<T>(DType dtype) where T : unmanaged =>
            new(dtype, shape, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes).ToArray());
        return entry.GetProperty("dtype").GetString() switch
        {
            "float32" => Of<float>(DType.Float32),
            "float64" => Of<double>(DType.Float64),
            "float16" => Of<Half>(DType.Float16),
            "int64" => Of<long>(DType.Int64),
            "int32" => Of<int>(DType.Int32),
            "uint8" => Of<byte>(DType.UInt8),
            "bool" => new(DType.Bool, shape, System.Array.ConvertAll(bytes, value => value != 0)),
            var other => throw new UnsupportedException($"dtype {other}"),
        };
    }

    private static void Number(string what, double computed, double recorded, List<string> problems)
    {
        if (!(Math.Abs(computed - recorded) <= logs * Math.Abs(recorded) + 1e-7))
            problems.Add($"{what}: is {computed}, Keras has {recorded}");
    }

    private static void Compare(
        string what,
        IReadOnlyList<HostArray> computed,
        IReadOnlyList<HostArray> recorded,
        double tolerance,
        List<string> problems)
    {
        if (computed.Count != recorded.Count)
        {
            problems.Add($"{what}: {computed.Count} arrays, Keras has {recorded.Count}");
            return;
        }

        for (var i = 0; i < recorded.Count; i++)
        {
            var values = Comparison.Doubles(recorded[i]);
            var largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            var result = Comparison.Compare(
                computed[i], recorded[i], new(0, tolerance * largest + (tolerance > 0 ? 1e-7 : 0)));
            if (!result.Agrees)
                problems.Add($"{what}, {i}: {result.Difference:e1} of {largest:e1}, {result.Where}");
        }
    }
}
