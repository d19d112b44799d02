using System.Text.Json;

namespace Functional.Conformance;

/// <summary>
/// The one file that calls the engine, by its public doors. What the engine lacks raises an
/// <see cref="UnsupportedException"/> with the name of what is lacking; such a case is counted apart. Any other exception
/// is a failure of its case.
/// </summary>
internal static class Engine
{
    /// <summary>Keras JSON decoded to the engine's own value and encoded again.</summary>
    public static JsonElement RoundTrip(Kind kind, JsonElement config) => throw Missing("codec");

    public static LayerRun RunLayer(LayerRequest request) => throw Missing("layers");

    /// <summary>
    /// Shapes of the outputs, depth first, inferred from the shapes of the arguments; null where a size is unknown.
    /// </summary>
    /// <param name="unknownBatch">The first axis of every input is unknown.</param>
    public static IReadOnlyList<long?[]> OutputShapes(LayerRequest request, bool unknownBatch) =>
        throw Missing("layers");

    public static ValueAndGradient RunActivation(ActivationRequest request) => throw Missing("activations");
    public static ValueAndGradient RunLoss(LossRequest request) => throw Missing("losses");
    public static MetricRun RunMetric(JsonElement config, IReadOnlyList<MetricUpdate> updates) =>
        throw Missing("metrics");
    public static OptimizerRun RunOptimizer(OptimizerRequest request) => throw Missing("optimizers");

    /// <summary>The learning rate at each step.</summary>
    public static HostArray RunSchedule(JsonElement config, HostArray steps) => throw Missing("schedules");

    public static ValueAndGradient RunRegularizer(JsonElement config, HostArray x) => throw Missing("regularizers");
    public static HostArray RunConstraint(JsonElement config, HostArray x) => throw Missing("constraints");

    /// <summary>A float32 weight of that shape; another seed draws another one.</summary>
    public static HostArray RunInitializer(JsonElement config, long[] shape, int seed) => throw Missing("initializers");

    /// <summary>
    /// <c>keras.ops.FUNCTION(*args, **kwargs)</c>; a result that is a Python number is a <see cref="NumberArg"/>.
    /// </summary>
    public static Arg RunOp(OpRequest request) => throw Missing("operations");

    public static LookupRun RunLookup(LookupRequest request) => throw Missing("lookups");
    public static LoadedModel LoadModel(ModelRequest request) => throw Missing("models");

    private static UnsupportedException Missing(string what) => new(what);
}
