using System.Text.Json;

namespace Functional.Conformance;

// What the checks ask of the engine and what they look at in its answer: host arrays and Keras JSON, nothing of the
// engine.

/// <summary>A Keras object that is described by JSON of <c>serialize_keras_object</c>.</summary>
internal enum Kind { Layer, Loss, Metric, Optimizer, Schedule, Regularizer, Constraint, Initializer }

/// <summary>A weight as <c>get_weights()</c> lists it.</summary>
internal sealed record WeightInfo(string Name, string Path, bool Trainable, long[] Shape);

internal sealed record NamedArray(string Name, HostArray Value);

/// <summary>
/// Build the layer of <see cref="Config"/> for these arguments, set its weights, call it, and take gradients.
/// </summary>
internal sealed record LayerRequest
{
    public required JsonElement Config { get; init; }

    /// <summary>Positional arguments; a tensor's <see cref="ArrayArg.Mask"/> travels with it.</summary>
    public required IReadOnlyList<Arg> Args { get; init; }

    /// <summary>Keyword arguments, without <c>training</c>.</summary>
    public required IReadOnlyDictionary<string, Arg> Kwargs { get; init; }

    /// <summary>Values in <c>get_weights()</c> order; null when adapting gives them.</summary>
    public IReadOnlyList<HostArray>? Weights { get; init; }

    /// <summary>Data to <c>adapt()</c> a new layer on before the call.</summary>
    public HostArray? AdaptData { get; init; }

    public bool Training { get; init; }

    /// <summary>How often to call with the same inputs; a stateful layer begins at zero and goes on.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>
    /// Output number → cotangent: gradients of <c>sum_i sum(outputs_i · cotangents_i)</c> are wanted. Null: none are.
    /// </summary>
    public IReadOnlyDictionary<int, HostArray>? Cotangents { get; init; }
}

internal sealed record LayerOutput(HostArray Value, HostArray? Mask);

internal sealed record LayerRun
{
    public required IReadOnlyList<WeightInfo> Weights { get; init; }

    /// <summary>Values of the weights before the first call.</summary>
    public required IReadOnlyList<HostArray> WeightsBefore { get; init; }

    /// <summary>Values of the weights after the first call.</summary>
    public required IReadOnlyList<HostArray> WeightsAfter { get; init; }

    /// <summary>For each call its outputs, depth first where they are nested.</summary>
    public required IReadOnlyList<IReadOnlyList<LayerOutput>> Calls { get; init; }

    /// <summary><c>layer.losses</c> after the first call, in Keras's order.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    /// <summary>
    /// Gradients by the path of the float argument (<c>inputs/0</c>, <c>kwargs/initial_state/1</c>) or trainable weight
    /// (<c>weights/00</c>), of the first call. What the outputs do not depend on has no entry.
    /// </summary>
    public IReadOnlyDictionary<string, HostArray> Gradients { get; init; } = new Dictionary<string, HostArray>();

    /// <summary>The layer's config after the call, where adapting may change it.</summary>
    public JsonElement? Config { get; init; }

    /// <summary>Texts warned with; null when the engine keeps none.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

internal sealed record ActivationRequest(
    string Function, IReadOnlyDictionary<string, Arg> Kwargs, HostArray X, HostArray Cotangent);

/// <summary>A value and the gradient of its sum (or of its sum with the cotangent) with respect to the input.</summary>
internal sealed record ValueAndGradient(HostArray Value, HostArray Gradient);

/// <param name="Mask">Travels with <paramref name="YPred"/>.</param>
internal sealed record LossRequest(
    JsonElement Config, HostArray YTrue, HostArray YPred, HostArray? SampleWeight, HostArray? Mask);

/// <summary>
/// Arguments of one <c>update_state</c>: either <see cref="Values"/> or <see cref="YTrue"/> and <see cref="YPred"/>.
/// </summary>
internal sealed record MetricUpdate(
    HostArray? Values, HostArray? YTrue, HostArray? YPred, HostArray? SampleWeight, HostArray? Mask);

internal sealed record MetricRun
{
    /// <summary><c>result()</c> after each update.</summary>
    public required IReadOnlyList<HostArray> Results { get; init; }

    /// <summary>State after the last update.</summary>
    public required IReadOnlyList<NamedArray> Variables { get; init; }

    public required HostArray ResultAfterReset { get; init; }

    /// <summary>After the reset and then the first update again.</summary>
    public required HostArray ResultAfterResetAndUpdate { get; init; }
}

/// <param name="Gradients">One a step.</param>
internal sealed record OptimizerVariable(
    string Name, HostArray Initial, IReadOnlyList<HostArray> Gradients, JsonElement? Constraint);

internal sealed record OptimizerRequest
{
    public required JsonElement Config { get; init; }
    public required int Steps { get; init; }
    public required IReadOnlyList<OptimizerVariable> Variables { get; init; }

    /// <summary>Names for <c>exclude_from_weight_decay</c>, before building.</summary>
    public required IReadOnlyList<string> ExcludeFromWeightDecay { get; init; }

    /// <summary>Whether <c>finalize_variable_values</c> is called in the end.</summary>
    public required bool Finalize { get; init; }
}

internal sealed record OptimizerStep(IReadOnlyList<HostArray> Values, double LearningRate, long Iterations);

internal sealed record OptimizerRun
{
    /// <summary>
    /// After <c>apply</c> of each step: the variables, and the optimizer's properties (NaN where it has no learning
    /// rate).
    /// </summary>
    public required IReadOnlyList<OptimizerStep> Steps { get; init; }

    /// <summary>All of the optimizer's own variables in order, after the last step and before finalizing.</summary>
    public required IReadOnlyList<NamedArray> OptimizerVariables { get; init; }

    /// <summary>The variables after finalizing, where that was asked for.</summary>
    public IReadOnlyList<HostArray>? Finalized { get; init; }
}

internal sealed record OpRequest(string Function, IReadOnlyList<Arg> Args, IReadOnlyDictionary<string, Arg> Kwargs);

/// <summary>A lookup layer by its constructor's arguments; text, numbers and nested lists of them stay JSON.</summary>
internal sealed record LookupRequest(
    string ClassName, JsonElement Arguments, JsonElement? Adapt, JsonElement? SetVocabulary, JsonElement? Input);

/// <param name="Output">Of the call on the input, null without an input.</param>
/// <param name="Vocabulary"><c>get_vocabulary()</c>; only looked at where it is recorded.</param>
internal sealed record LookupRun(JsonElement? Output, JsonElement? Vocabulary);

/// <summary>A file to load.</summary>
/// <param name="Kind"><c>keras</c>: whole model; <c>weights</c>: weights of <paramref name="Architecture"/>; <c>h5</c>:
/// legacy whole model.</param>
/// <param name="CompileConfig">Legacy files: load without compiling, then compile with this; with the file's own where it is null.</param>
/// <param name="OfOlder">Whether it is a legacy file, or what was written of one.</param>
internal sealed record ModelRequest(string Path, string Kind, JsonElement? Architecture, JsonElement? CompileConfig, bool OfOlder = false);

/// <summary>A loaded model. Trees of arrays are an array, a list or a dictionary, as Keras takes them.</summary>
internal abstract class LoadedModel
{
    public abstract IReadOnlyList<WeightInfo> Weights { get; }

    /// <summary>Values in <c>get_weights()</c> order.</summary>
    public abstract IReadOnlyList<HostArray> WeightValues();

    /// <summary>The optimizer's variables in Keras's order; none when the model is not compiled.</summary>
    public abstract IReadOnlyList<NamedArray> OptimizerVariables();

    /// <summary>The object that Keras's <c>to_json()</c> gives.</summary>
    public abstract JsonElement ToJson();

    public abstract Arg Predict(Arg inputs, int batchSize);
    public abstract IReadOnlyDictionary<string, double> TrainOnBatch(
        Arg x, Arg y, HostArray? sampleWeight, IReadOnlyDictionary<int, double>? classWeight);
    public abstract IReadOnlyDictionary<string, double> Evaluate(Arg x, Arg y, HostArray? sampleWeight);
    public abstract IReadOnlyDictionary<string, IReadOnlyList<double>> Fit(FitRequest request);

    /// <summary>Writes the form that the extension names: <c>.keras</c>, <c>.weights.h5</c> or <c>.h5</c>.</summary>
    public abstract void Save(string path);
}

/// <summary>Arguments of <c>fit</c>; never shuffled.</summary>
internal sealed record FitRequest(
    Arg X,
    Arg Y,
    HostArray? SampleWeight,
    IReadOnlyDictionary<int, double>? ClassWeight,
    int Epochs,
    int BatchSize,
    double ValidationSplit);
