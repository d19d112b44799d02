using System.Security.Cryptography;
using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Schema <c>model</c>: files of Keras, loaded, used, trained and saved again.</summary>
internal static class ModelCases
{
    // The same program on the same numbers; threads may still add in another order.
    private static readonly Tolerance same = new(1e-6, 1e-7);

    /// <param name="saveFolder">Where saved files go: under their own names as loaded, as <c>ID.trained</c> after
    /// training.</param>
    public static void Check(Case item, CaseCheck check, string saveFolder)
    {
        var file = Path.Combine(item.Root, item.Text("file")!);
        check.Aspect("file", () =>
            check.Equal(
                "sha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), item.Text("sha256")));
        LoadedModel Load(string path) =>
            Engine.LoadModel(new(
                path,
                path.EndsWith(".keras") ? "keras" : item.Text("kind")!,
                item.Get("architecture"),
                item.Flag("saved_optimizer") ? null : item.Get("compile_config"),
                item.Text("kind") == "h5"));

        check.Aspect("model", () =>
        {
            var model = Load(file);
            Weights(item, check, model);
            if (item.Get("architecture") is { } architecture)
                check.Aspect("architecture", () => check.Config("architecture", model.ToJson(), architecture));
            var saved = item.Numbered("saved_optimizer_variables/");
            if (item.Flag("saved_optimizer"))
                check.Arrays("saved_optimizer_variables/", Values(model.OptimizerVariables()), saved, item.Tolerance);

            // Saved before the first call, which moves the state of a stateful model.
            var path = Path.Combine(saveFolder, Written(Path.GetFileName(file)));
            File.Delete(path); // an earlier run's
            check.Aspect("saving", () => model.Save(path));
            var outputs = Predict(item, check, model);
            if (File.Exists(path))
                check.Aspect("saved file", () => Reloaded(item, check, "saved", model, Load(path), outputs));
        });

        if (item.Get("train") is not { } train)
            return;
        check.Aspect("training", () =>
        {
            // Keras: its first sequence is the weights that a model has before the file's are read, which are random.
            if (!item.Flag("saved_optimizer") && file.Contains("schedule_free"))
                throw new UnsupportedException("numbers of a ScheduleFreeAdamW without a state in the file");
            var model = Load(file);
            Train(item, check, model, train);
            check.Aspect("saving after training", () =>
            {
                var extension = file.EndsWith(".weights.h5") ? ".weights.h5" : ".keras";
                var path = Path.Combine(saveFolder, $"{item.Id}.trained{extension}");
                model.Save(path);
                Reloaded(item, check, "saved after training", model, Load(path), outputs: null);
            });
        });
        if (train.TryGetProperty("fit", out var fit) && fit.ValueKind == JsonValueKind.Object)
            check.Aspect("fit", () => Fit(item, check, Load(file), train, fit));
    }

    // Older files are written in the present format.
    private static string Written(string name) =>
        name.EndsWith(".weights.h5") ? name : Path.ChangeExtension(name, ".keras");

    private static void Weights(Case item, CaseCheck check, LoadedModel model)
    {
        var recorded = item.Required("info").GetProperty("weights").EnumerateArray().ToList();
        check.Weights(model.Weights, recorded);
        for (var i = 0; i < Math.Min(model.Weights.Count, recorded.Count); i++)
        {
            var shape = recorded[i].GetProperty("shape").EnumerateArray().Select(size => size.GetInt64());
            check.Sequence($"weights/{i:00} shape", model.Weights[i].Shape, shape);
        }

        if (item.Flag("store_weights"))
            check.Arrays("weights/", model.WeightValues(), item.Numbered("weights/"), item.Tolerance);
    }

    private static Arg? Predict(Case item, CaseCheck check, LoadedModel model)
    {
        if (item.Tree("inputs") is not { } inputs)
            return null;
        var batchSize = item.Integer("predict_batch_size", 32);
        var recorded = item.Tree("outputs")!;
        var outputs = model.Predict(inputs, batchSize);
        check.Tree("outputs", outputs, recorded, item.Tolerance);
        if (item.Flag("stateful"))
        {
            Arg SecondCall(ArrayArg array)
            {
                var path = "outputs_call2" + array.Path["outputs".Length..];
                return new ArrayArg(item.Array(path), path);
            }

            check.Tree("outputs_call2", model.Predict(inputs, batchSize), recorded.Map(SecondCall), item.Tolerance);
        }

        return outputs;
    }

    private static void Train(Case item, CaseCheck check, LoadedModel model, JsonElement train)
    {
        var (x, y, sampleWeight, classWeight) = Data(item, train);
        var (size, steps) = (train.GetProperty("batch_size").GetInt32(), train.GetProperty("steps").GetInt32());
        var info = item.Required("info");
        for (var step = 0; step < steps; step++)
        {
            Arg Batch(ArrayArg array) => array with { Value = array.Value.Rows(step * size, size) };
            var logs = model.TrainOnBatch(
                x.Map(Batch), y.Map(Batch), sampleWeight?.Rows(step * size, size), classWeight);
            Logs(item, check, "train_logs", step, logs, info.GetProperty("logs"));
        }

        check.Arrays("final_weights/", model.WeightValues(), item.Numbered("final_weights/"), item.TrainTolerance);
        var variables = model.OptimizerVariables();
        var recorded = info.GetProperty("optimizer_variables").EnumerateArray();
        check.Names("optimizer_variables names", variables.Select(variable => variable.Name), recorded);
        if (item.Flag("store_optimizer"))
            check.Arrays(
                "optimizer_variables/", Values(variables), item.Numbered("optimizer_variables/"), item.TrainTolerance);

        // Sample weights are used here too (binary_weighted tells), class weights are not: evaluate has none.
        var evaluated = model.Evaluate(x, y, sampleWeight);
        Logs(item, check, "evaluate", 0, evaluated, info.GetProperty("evaluate"));
    }

    private static void Fit(Case item, CaseCheck check, LoadedModel model, JsonElement train, JsonElement fit)
    {
        var (x, y, sampleWeight, classWeight) = Data(item, train);
        var epochs = fit.GetProperty("epochs").GetInt32();
        var (size, split) = (fit.GetProperty("batch_size").GetInt32(), fit.GetProperty("validation_split").GetDouble());
        var history = model.Fit(new(x, y, sampleWeight, classWeight, epochs, size, split));
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var logs = history.Where(log => epoch < log.Value.Count).ToDictionary(
                log => log.Key, log => log.Value[epoch]);
            var names = item.Required("info").GetProperty("history");
            Logs(item, check, "fit_history", epoch, logs, names);
        }
    }

    private static void Logs(
        Case item,
        CaseCheck check,
        string arrays,
        int row,
        IReadOnlyDictionary<string, double> computed,
        JsonElement names)
    {
        var recorded = names.EnumerateArray().Select(name => name.GetString()!).ToList();
        check.Sequence(
            $"{arrays}[{row}] names", computed.Keys.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
        foreach (var name in recorded)
        {
            var value = Comparison.Doubles(item.Array($"{arrays}/{name}"))[row];
            if (computed.TryGetValue(name, out var own))
                check.Number($"{arrays}/{name}[{row}]", own, value, item.TrainTolerance);
        }
    }

    /// <summary>The model that a saved file gives is the saved one.</summary>
    private static void Reloaded(
        Case item, CaseCheck check, string what, LoadedModel model, LoadedModel again, Arg? outputs)
    {
        check.Sequence(
            what + ": weights paths", again.Weights.Select(weight => weight.Path), model.Weights.Select(weight => weight.Path));
        // What was saved before a stateful model was called has its weights still: state is no weight.
        check.Arrays(what + ": weights/", again.WeightValues(), model.WeightValues(), Tolerance.Exact);
        if (item.Text("kind") != "weights")
        {
            check.Config(what + ": config", again.ToJson(), model.ToJson());
            var (own, restored) = (model.OptimizerVariables(), again.OptimizerVariables());
            check.Sequence(
                what + ": optimizer_variables names",
                restored.Select(variable => variable.Name),
                own.Select(variable => variable.Name));
            check.Arrays(what + ": optimizer_variables/", Values(restored), Values(own), Tolerance.Exact);
        }

        if (outputs is not null)
        {
            var predicted = again.Predict(item.Tree("inputs")!, item.Integer("predict_batch_size", 32));
            check.Tree(what + ": outputs", predicted, outputs, same);
        }
    }

    private static (Arg X, Arg Y, HostArray? SampleWeight, IReadOnlyDictionary<int, double>? ClassWeight) Data(
        Case item, JsonElement train)
    {
        JsonElement? Optional(string key) =>
            train.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        return (
            item.Tree(train.GetProperty("x")),
            item.Tree(train.GetProperty("y")),
            Optional("sample_weight") is { } weight ? item.ArrayOf(weight) : null,
            Optional("class_weight") is { } classes
                ? classes.EnumerateObject().ToDictionary(
                    entry => int.Parse(entry.Name), entry => entry.Value.GetDouble())
                : null);
    }

    private static IReadOnlyList<HostArray> Values(IReadOnlyList<NamedArray> variables) =>
        [.. variables.Select(variable => variable.Value)];
}
