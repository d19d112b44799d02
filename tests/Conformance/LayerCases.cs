using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Schema <c>layer</c>.</summary>
internal static class LayerCases
{
    public static void Check(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Layer);

        LayerRequest? request = null;
        check.Aspect("request", () => request = Request(item));
        if (request is null)
            return;

        var gradientsInTraining = item.Flag("grad_training");
        var cotangents = Cotangents(item);
        check.Aspect("inference", () =>
        {
            var run = Engine.RunLayer(request with { Cotangents = gradientsInTraining ? null : cotangents });
            Weights(item, check, run);
            Outputs(item, check, run);
            Losses(item, check, run);
            if (item.Get("adapted_config") is { } adapted)
            {
                var config = run.Config ?? throw new InvalidDataException("no config after adapting");
                check.Config("adapted_config", config, adapted);
            }

            if (run.Warnings is { } warnings)
                check.Sequence("warnings", warnings, item.List("warnings").Select(text => text.GetString()!));
            if (!gradientsInTraining)
                Gradients(item, check, run, request);
        });

        if (item.Text("train") is not null || gradientsInTraining)
            check.Aspect("training", () =>
            {
                var wanted = gradientsInTraining ? cotangents : null;
                var run = Engine.RunLayer(request with { Training = true, Calls = 1, Cotangents = wanted });
                if (item.Text("train") is not null)
                    Training(item, check, run);
                if (gradientsInTraining)
                    Gradients(item, check, run, request);
            });

        check.Aspect(
            "compute_output_shape", () => Shapes(item, check, request, "compute_output_shape", unknownBatch: false));
        check.Aspect("compute_output_shape_none", () => Shapes(
            item, check, request, "compute_output_shape_none", unknownBatch: true));
    }

    private static LayerRequest Request(Case item)
    {
        var masks = item.Get("input_masks") is { } map
            ? map.EnumerateObject().ToDictionary(mask => mask.Name, mask => item.Array(mask.Value.GetString()!))
            : [];
        Arg WithMask(ArrayArg array) => array with { Mask = masks.GetValueOrDefault(array.Path) };

        var kwargs = item.Get("call_kwargs") is { } given
            ? given.EnumerateObject()
                .Where(kwarg => kwarg.Name != "training")
                .ToDictionary(kwarg => kwarg.Name, kwarg => item.Tree(kwarg.Value))
            : [];
        var adaptData = item.ArrayOf("adapt_data");
        return new()
        {
            Config = item.Required("config"),
            Args = [.. item.List("call_args").Select(arg => item.Tree(arg).Map(WithMask))],
            Kwargs = kwargs,
            AdaptData = adaptData,
            Weights = adaptData is null ? item.Numbered("weights/") : null,
            Calls = item.Integer("calls", 1),
        };
    }

    /// <summary>By output number; null where no gradients are recorded.</summary>
    private static Dictionary<int, HostArray>? Cotangents(Case item)
    {
        var cotangents = OutputPaths(item)
            .Select((path, i) => (i, Cotangent: item.Optional("cotangents" + path["outputs".Length..])))
            .Where(pair => pair.Cotangent is not null)
            .ToDictionary(pair => pair.i, pair => pair.Cotangent!);
        return cotangents.Count > 0 ? cotangents : null;
    }

    /// <summary>
    /// A recorded output in the dtype that it must have: float64 is float64 throughout, where Keras took some of its steps, and so a
    /// result, in float32.
    /// </summary>
    private static HostArray Wide(Case item, HostArray recorded) =>
        item.Text("dtype") == "float64" && recorded.DType.Equals(DType.Float32)
            ? new(DType.Float64, recorded.Shape, Comparison.Doubles(recorded))
            : recorded;

    /// <summary>The paths of the outputs, depth first.</summary>
    private static List<string> OutputPaths(Case item)
    {
        static IEnumerable<string> Flat(JsonElement tree) =>
            tree.ValueKind == JsonValueKind.Array ? tree.EnumerateArray().SelectMany(Flat) : [tree.GetString()!];
        return [.. Flat(item.Required("outputs"))];
    }

    private static void Weights(Case item, CaseCheck check, LayerRun run)
    {
        var recorded = item.List("weights");
        check.Weights(run.Weights, recorded);
        var values = item.Numbered("weights/");
        for (var i = 0; i < Math.Min(values.Count, run.Weights.Count); i++)
            check.Sequence($"weights/{i:00} shape", run.Weights[i].Shape, values[i].Shape);
        check.Arrays("weights/", run.WeightsBefore, values, item.Tolerance);
    }

    private static void Outputs(Case item, CaseCheck check, LayerRun run)
    {
        var paths = OutputPaths(item);
        check.Equal("calls", run.Calls.Count, item.Integer("calls", 1));
        for (var call = 0; call < run.Calls.Count; call++)
        {
            var outputs = run.Calls[call];
            check.Equal("outputs count", outputs.Count, paths.Count);
            for (var i = 0; i < Math.Min(outputs.Count, paths.Count); i++)
            {
                var path = call == 0 ? paths[i] : $"outputs_call{call + 1}{paths[i]["outputs".Length..]}";
                check.Array(path, outputs[i].Value, Wide(item, item.Array(path)), item.Tolerance, sameDType: true);
                if (call == 0)
                    Mask(item, check, paths[i], outputs[i].Mask);
            }
        }
    }

    private static void Mask(Case item, CaseCheck check, string path, HostArray? computed)
    {
        var recorded = item.Get("output_masks") is { } masks && masks.TryGetProperty(path, out var mask)
            ? mask.GetString()
            : null;
        switch (computed, recorded)
        {
            case (null, null):
                break;
            case (null, { }):
                check.Fail(recorded, "no mask leaves with the output, Keras has one");
                break;
            case ({ }, null):
                check.Fail(path, "a mask leaves with the output, Keras has none");
                break;
            case ({ }, { }):
                check.Array(recorded, computed, item.Array(recorded), Tolerance.Exact, sameDType: true);
                break;
        }
    }

    private static void Losses(Case item, CaseCheck check, LayerRun run)
    {
        var recorded = item.Optional("losses") is { } losses ? Comparison.Doubles(losses) : [];
        check.Equal("losses count", run.Losses.Count, recorded.Length);
        for (var i = 0; i < Math.Min(run.Losses.Count, recorded.Length); i++)
            check.Number($"losses[{i}]", run.Losses[i], recorded[i], item.Tolerance);
    }

    private static void Training(Case item, CaseCheck check, LayerRun run)
    {
        var paths = OutputPaths(item);
        var outputs = run.Calls[0];
        check.Equal("train_outputs count", outputs.Count, paths.Count);
        for (var i = 0; i < Math.Min(outputs.Count, paths.Count); i++)
        {
            var (path, train) = (paths[i], "train_" + paths[i]);
            if (item.Text("train") == "random")
            {
                check.Sequence(train + " shape", outputs[i].Value.Shape, RandomShape(item, path));
                check.Equal(train + " dtype", outputs[i].Value.DType.Name, item.Array(path).DType.Name);
            }
            else
            {
                var recorded = item.Text("train") == "differs" && item.Has(train) ? train : path;
                check.Array(train, outputs[i].Value, Wide(item, item.Array(recorded)), item.Tolerance, sameDType: true);
            }
        }

        var updated = item.List("updated_weights").Select(number => number.GetInt32()).ToHashSet();
        var before = run.WeightsBefore;
        check.Equal("weights count", run.WeightsAfter.Count, before.Count);
        for (var i = 0; i < Math.Min(run.WeightsAfter.Count, before.Count); i++)
        {
            var (after, path) = (run.WeightsAfter[i], $"updated_weights/{i:00}");
            if (updated.Contains(i))
                check.Array(path, after, item.Array(path), item.Tolerance);
            else
                check.Array($"weights/{i:00} after training", after, before[i], Tolerance.Exact);
        }
    }

    /// <summary>Inference and training give the same shape, except that RandomCrop crops only in training.</summary>
    private static long[] RandomShape(Case item, string path)
    {
        var shape = item.Array(path).Shape;
        return item.Text("class_name") == "RandomCrop" && FlatShapes(item.Get("compute_output_shape")) is [{ } cropped]
            ? [.. cropped.Zip(shape, (size, whole) => size ?? whole)]
            : shape;
    }

    private static void Gradients(Case item, CaseCheck check, LayerRun run, LayerRequest request)
    {
        if (item.Get("grad_error") is not null || Cotangents(item) is null)
            return;

        var arguments = request.Args.Concat(request.Kwargs.Values).SelectMany(arg => arg.Arrays)
            .Where(array => array.Value.DType.IsFloat).Select(array => array.Path);
        var weights = item.List("weights")
            .Select((weight, i) => (Path: $"weights/{i:00}", Trainable: weight.GetProperty("trainable").GetBoolean()))
            .Where(weight => weight.Trainable).Select(weight => weight.Path);
        var wanted = arguments.Concat(weights).ToHashSet();

        foreach (var path in wanted)
            switch (run.Gradients.GetValueOrDefault(path), item.Optional("grad_" + path))
            {
                case (null, null):
                    break;
                case (null, { }):
                    check.Fail("grad_" + path, "there is no gradient, Keras has one");
                    break;
                case ({ }, null):
                    check.Fail("grad_" + path, "there is a gradient, Keras has none (no path)");
                    break;
                case ({ } computed, { } recorded):
                    check.Array("grad_" + path, computed, recorded, item.GradientTolerance);
                    break;
            }

        foreach (var extra in run.Gradients.Keys.Where(path => !wanted.Contains(path)))
            check.Fail("grad_" + extra, "there is a gradient of what is no float argument or trainable weight");
    }

    private static void Shapes(Case item, CaseCheck check, LayerRequest request, string key, bool unknownBatch)
    {
        if (FlatShapes(item.Get(key)) is not { } recorded)
            return; // Keras fails here; `..._error` says how

        var computed = Engine.OutputShapes(request, unknownBatch);
        var actual = OutputPaths(item).Select(path => item.Array(path).Shape).ToList();
        // Keras answers with the first output only where return_attention_scores is an argument of the call.
        var count = recorded.Count == 1 && request.Kwargs.ContainsKey("return_attention_scores") ? 1 : computed.Count;
        check.Equal(key + " count", count, recorded.Count);
        for (var i = 0; i < Math.Min(count, recorded.Count); i++)
            if (!computed[i].SequenceEqual(recorded[i]) && !IsTruth(computed[i], recorded[i], actual[i], unknownBatch))
                check.Fail(key, $"is {Text(computed[i])}, Keras has {Text(recorded[i])}");
    }

    /// <summary>
    /// Keras: its answer is sometimes not the shape that its own call has (EinsumDense leaves sizes unknown, glu in
    /// Activation keeps the size, ReversibleEmbedding ignores <c>reverse</c>, RandomCrop answers for training). There
    /// the shape of the call is right too.
    /// </summary>
    private static bool IsTruth(long?[] computed, long?[] recorded, long[] actual, bool unknownBatch)
    {
        var truth = actual.Select(size => (long?)size).ToArray();
        if (unknownBatch && truth.Length > 0 && recorded is [null, ..])
            truth[0] = null;
        return !recorded.SequenceEqual(truth) && computed.SequenceEqual(truth);
    }

    private static List<long?[]>? FlatShapes(JsonElement? shapes)
    {
        if (shapes is not { } value)
            return null;
        var items = value.EnumerateArray().ToList();
        return items.All(item => item.ValueKind != JsonValueKind.Array)
            ? [[.. items.Select(item => item.ValueKind == JsonValueKind.Null ? (long?)null : item.GetInt64())]]
            : [.. items.SelectMany(item => FlatShapes(item)!)];
    }

    private static string Text(long?[] shape) =>
        $"({string.Join(", ", shape.Select(size => size?.ToString() ?? "None"))})";
}
