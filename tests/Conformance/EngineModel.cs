using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using TorchSharp;

namespace Functional.Conformance;

/// <summary>A model of a file, by the engine's public doors; with <see cref="Engine"/> all that calls it.</summary>
internal sealed class EngineModel : LoadedModel
{
    private readonly Model model;
    private readonly FSharpOption<CompileSettings>? settings;
    private readonly IReadOnlySet<Key> loaded;
    private readonly BuiltModel? built;
    private readonly TensorStore store;
    private readonly Trainer trainer;
    private readonly string[] scope = [];

    public EngineModel(ModelRequest request)
    {
        FSharpMap<Key, HostArray> weights;
        var optimizerState = MapModule.Empty<Key, HostArray>();
        switch (request.Kind)
        {
            case "keras":
                var saved = KerasFile.load(request.Path);
                (model, settings, weights, optimizerState) = (saved.Model, saved.Compile, saved.Weights, saved.OptimizerState);
                break;
            case "h5":
                var older = request.CompileConfig is null ? KerasFile.load(request.Path) : KerasFile.loadUncompiled(request.Path);
                (model, settings, weights, optimizerState) = (older.Model, older.Compile, older.Weights, older.OptimizerState);
                if (request.CompileConfig is { } compile)
                    (model, settings) = ModelConfig.ofJson(Compiled(ModelConfig.toJson(model, settings), compile));
                break;
            case "weights" when request.Architecture is { } architecture:
                (model, settings) = ModelConfig.ofJson(architecture.GetRawText());
                weights = KerasFile.loadWeights(request.Path, model);
                break;
            case var kind:
                throw new UnsupportedException($"{kind} files");
        }

        // A difference that the documents tell: in Keras, paths of a Sequential's weights begin with its name where an older file was read.
        if (request.OfOlder && model.Root is not Network)
            scope = [model.Name];

        // A model that was never built has no weights yet.
        built = model.Inputs is null ? null : ModelModule.build(Mode.Inference, model);
        // What the file lacks begins as in a new model.
        store = built is null ? new(torch.CPU) : Functional.Weights.initialize(torch.CPU, 0, built);
        foreach (var (key, value) in weights.Concat(optimizerState))
            store.Set(key, value);
        loaded = weights.Keys.ToHashSet();
        trainer = new(model, settings, store, 0);
    }

    // Keras's compile takes rmsprop where it is told no optimizer.
    private static string Compiled(string model, JsonElement compile)
    {
        var fields = JsonNode.Parse(model)!.AsObject();
        var settings = JsonNode.Parse(compile.GetRawText())!.AsObject();
        settings["optimizer"] = "rmsprop";
        fields["compile_config"] = settings;
        return fields.ToJsonString();
    }

    private IEnumerable<WeightDeclaration> Declared => built is null ? [] : ModelModule.weights(built);

    public override IReadOnlyList<WeightInfo> Weights =>
        [.. Declared.Select(weight => new WeightInfo(
            weight.Name, string.Join('/', [.. scope, weight.KerasPath.ToString()]), weight.Trainable, weight.Shape))];

    public override IReadOnlyList<HostArray> WeightValues() => [.. Declared.Select(weight => store.Get(weight.Key))];

    public override IReadOnlyList<NamedArray> OptimizerVariables() => settings is null || built is null
        ? []
        : [.. trainer.OptimizerVariables.Select(slot => new NamedArray(
            slot.KerasName is "iteration" or "learning_rate" ? slot.KerasName : string.Join('_', [.. scope, slot.KerasName]),
            store.Get(slot.Key)))];

    public override JsonElement ToJson() => JsonElement.Parse(ModelConfig.toJson(model, settings));

    public override Arg Predict(Arg inputs, int batchSize)
    {
        using var data = Data(inputs, null, null);
        var outputs = Loop.predict(trainer, batchSize, Verbosity.Silent, FSharpList<Callback>.Empty, TextWriter.Null, default, data)
            .Select(output => (Arg)new ArrayArg(output)).ToList();
        return (model.Root as Network)?.OutputKeys is { } keys
            ? new DictArg(keys.Value.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second))
            : outputs.Count == 1 ? outputs[0] : new ListArg(outputs);
    }

    public override IReadOnlyDictionary<string, double> TrainOnBatch(
        Arg x, Arg y, HostArray? sampleWeight, IReadOnlyDictionary<int, double>? classWeight)
    {
        using var plain = Data(x, y, sampleWeight);
        using var weighted = classWeight is null ? null : DataSetModule.withClassWeights(classWeight, plain);
        var data = weighted ?? plain;
        trainer.ResetMetrics();
        trainer.Train(data.Inputs, data.Targets, data.Weights);
        return trainer.Logs().ToDictionary(log => log.Item1, log => log.Item2);
    }

    public override IReadOnlyDictionary<string, double> Evaluate(Arg x, Arg y, HostArray? sampleWeight)
    {
        using var data = Data(x, y, sampleWeight);
        return Loop.evaluate(trainer, 32, Verbosity.Silent, FSharpList<Callback>.Empty, TextWriter.Null, default, data);
    }

    public override IReadOnlyDictionary<string, IReadOnlyList<double>> Fit(FitRequest request)
    {
        using var data = Data(request.X, request.Y, request.SampleWeight);
        var usual = FitSettings.Default;
        var history = Loop.fit(
            trainer,
            new(
                epochs: request.Epochs,
                batchSize: request.BatchSize,
                shuffle: false,
                validation: request.ValidationSplit > 0 ? Validation.NewSplit(request.ValidationSplit) : Validation.Absent,
                validationFreq: usual.ValidationFreq,
                validationBatchSize: usual.ValidationBatchSize,
                validationSteps: usual.ValidationSteps,
                initialEpoch: usual.InitialEpoch,
                stepsPerEpoch: usual.StepsPerEpoch,
                classWeight: request.ClassWeight is null
                    ? null
                    : FSharpOption<IReadOnlyDictionary<int, double>>.Some(request.ClassWeight),
                callbacks: usual.Callbacks,
                verbosity: Verbosity.Silent,
                output: TextWriter.Null,
                cancellation: default),
            data);
        return history.Values;
    }

    public override void Save(string path)
    {
        // Random states are kept only where they were.
        var weights = Map((built?.Trace.Weights ?? List<WeightDeclaration>([]))
            .Where(weight => !weight.IsSeed || loaded.Contains(weight.Key))
            .Select(weight => (weight.Key, store.Get(weight.Key))));
        if (path.EndsWith(".weights.h5"))
            KerasFile.saveWeights(path, model, weights);
        else if (path.EndsWith(".keras"))
        {
            var slots = settings is null || built is null
                ? []
                : trainer.OptimizerKeys.Select(slot => (slot, store.Get(slot)));
            KerasFile.save(path, new(model, settings, weights, Map(slots), seed: null, store.Position));
        }
        else
            throw new UnsupportedException($"{Path.GetExtension(path)} files");
    }

    private static FSharpMap<Key, HostArray> Map(IEnumerable<(Key Key, HostArray Value)> values) =>
        MapModule.OfSeq(values.Select(value => Tuple.Create(value.Key, value.Value)));

    private DataSet Data(Arg x, Arg? y, HostArray? sampleWeight) => DataSetModule.create(
        torch.CPU,
        List(Values(x, ModelModule.inputNames(model))),
        List(y is null ? [] : Values(y, built!.OutputNames)),
        List(sampleWeight is null ? [] : new[] { FSharpOption<Values>.Some(Functional.Values.NewHost(sampleWeight)) }));

    /// <summary>The arrays of a tree in the model's order; those of a dictionary by name.</summary>
    private static IEnumerable<Values> Values(Arg tree, IEnumerable<string> names) =>
        (tree is DictArg dict ? names.SelectMany(name => dict.Items[name].Arrays) : tree.Arrays)
        .Select(array => Functional.Values.NewHost(array.Value));

    private static FSharpList<T> List<T>(IEnumerable<T> items) => ListModule.OfSeq(items);
}
