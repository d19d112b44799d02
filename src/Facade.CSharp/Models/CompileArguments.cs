using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// A loss for all outputs (<c>"mse"</c>), one for each in order (<c>["mse", "bce"]</c>), or by the name of the output's layer
/// (<c>new() { ["price"] = "mse" }</c>); null trains nothing on that output.
/// </summary>
[CollectionBuilder(typeof(LossArgument), nameof(Of))]
public sealed class LossArgument : IEnumerable<Loss?>
{
    private readonly Loss? all;
    private readonly Dictionary<string, Loss?> named = [];
    private readonly List<Loss?>? each;

    /// <summary>No losses yet; they are added by name.</summary>
    public LossArgument()
    {
    }

    private LossArgument(Loss all) => this.all = all;

    private LossArgument(List<Loss?> each) => this.each = each;

    /// <summary>One loss for each output, in order.</summary>
    public static LossArgument Of(ReadOnlySpan<Loss?> losses) => new([.. losses]);

    /// <summary>The loss of that Keras name for all outputs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator LossArgument(string name) => new((Loss)name);

    /// <summary>The same loss for all outputs.</summary>
    public static implicit operator LossArgument(Loss loss) => new(loss);

    /// <summary>One loss for each output, in order.</summary>
    public static implicit operator LossArgument(List<string> names) => new([.. FSharp.Given(names).Select(name => (Loss)name)]);

    /// <summary>One loss for each output, in order.</summary>
    public static implicit operator LossArgument(string[] names) => new([.. FSharp.Given(names).Select(name => (Loss)name)]);

    /// <summary>The loss of each output by its name.</summary>
    public static implicit operator LossArgument(Dictionary<string, string> names) =>
        Named(FSharp.Given(names).Select(entry => KeyValuePair.Create(entry.Key, (Loss?)entry.Value)));

    /// <summary>The loss of each output by its name.</summary>
    public static implicit operator LossArgument(Dictionary<string, Loss> losses) =>
        Named(FSharp.Given(losses).Select(entry => KeyValuePair.Create(entry.Key, (Loss?)entry.Value)));

    private static LossArgument Named(IEnumerable<KeyValuePair<string, Loss?>> losses)
    {
        LossArgument argument = new();
        foreach (var (output, loss) in losses)
            argument[output] = loss;
        return argument;
    }

    /// <summary>The same function for all outputs.</summary>
    public static implicit operator LossArgument(Func<KerasTensor, KerasTensor, KerasTensor> function) => new((Loss)function);

    /// <summary>The loss of an output by its name.</summary>
    /// <exception cref="ConfigurationException">There is none for that name.</exception>
    public Loss? this[string output]
    {
        get => named.TryGetValue(output, out var loss) ? loss : throw new ConfigurationException($"there is no loss for \"{output}\"");
        set => named[output] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<Loss?> GetEnumerator() => (each ?? (all is null ? [.. named.Values] : [all])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal PerOutput<Functional.Loss?> Engine =>
        all is not null ? PerOutput<Functional.Loss?>.NewAll(all.Engine)
        : each is not null ? PerOutput<Functional.Loss?>.NewEach(FSharp.List(each.Select(loss => loss?.Engine)))
        : PerOutput<Functional.Loss?>.NewNamed(
            FSharp.List(named.Select(entry => Tuple.Create(entry.Key, entry.Value?.Engine))));
}

/// <summary>Weights of the outputs' losses: one for each in order (<c>[1, 0.2]</c>), or by the name of the output's layer.</summary>
[CollectionBuilder(typeof(LossWeightsArgument), nameof(Of))]
public sealed class LossWeightsArgument : IEnumerable<double>
{
    private readonly Dictionary<string, double> named = [];
    private readonly List<double>? each;

    /// <summary>No weights yet; they are added by name.</summary>
    public LossWeightsArgument()
    {
    }

    private LossWeightsArgument(List<double> each) => this.each = each;

    /// <summary>One weight for each output, in order.</summary>
    public static implicit operator LossWeightsArgument(double[] weights) => new([.. FSharp.Given(weights)]);

    /// <summary>One weight for each output, in order.</summary>
    public static implicit operator LossWeightsArgument(List<double> weights) => new([.. FSharp.Given(weights)]);

    /// <summary>The weight of each output's loss by its name.</summary>
    public static implicit operator LossWeightsArgument(Dictionary<string, double> weights)
    {
        LossWeightsArgument argument = new();
        foreach (var (output, weight) in FSharp.Given(weights))
            argument[output] = weight;
        return argument;
    }

    /// <summary>One weight for each output, in order.</summary>
    public static LossWeightsArgument Of(ReadOnlySpan<double> weights) => new([.. weights]);

    /// <summary>The weight of an output's loss by its name.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public double this[string output]
    {
        get => named.TryGetValue(output, out var weight) ? weight : throw new ConfigurationException($"there is no weight for \"{output}\"");
        set => named[output] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => (each ?? [.. named.Values]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal PerOutput<double> Engine => each is not null
        ? PerOutput<double>.NewEach(FSharp.List(each))
        : PerOutput<double>.NewNamed(FSharp.List(named.Select(entry => Tuple.Create(entry.Key, entry.Value))));
}

/// <summary>One metric or several: <c>"mae"</c>, <c>["mae", "mse"]</c>.</summary>
[CollectionBuilder(typeof(MetricGroup), nameof(Of))]
public sealed class MetricGroup : IEnumerable<Metric>
{
    private readonly List<Metric> metrics;

    private MetricGroup(List<Metric> metrics) => this.metrics = metrics;

    /// <summary>Several metrics of one output.</summary>
    public static MetricGroup Of(ReadOnlySpan<Metric> metrics) => new([.. metrics]);

    /// <summary>The metric of that Keras name.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator MetricGroup(string name) => new([name]);

    /// <summary>One metric.</summary>
    public static implicit operator MetricGroup(Metric metric) => new([metric]);

    /// <summary>The mean of a function of targets and predictions.</summary>
    public static implicit operator MetricGroup(Func<KerasTensor, KerasTensor, KerasTensor> function) => new([function]);

    /// <inheritdoc/>
    public IEnumerator<Metric> GetEnumerator() => metrics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal IReadOnlyList<MetricChoice> Engine => [.. metrics.Select(metric => (metric ?? throw Null).Engine)];

    /// <summary>Where there should be a metric, or several.</summary>
    internal static ConfigurationException Null => new("metrics: a metric must not be null");
}

/// <summary>
/// Metrics of a model. One output: <c>["accuracy", new MeanSquaredError()]</c>. Several outputs: one entry for each in order
/// (<c>["mae", ["accuracy", "mse"]]</c>), or by the name of the output's layer (<c>new() { ["price"] = ["mae"] }</c>).
/// </summary>
[CollectionBuilder(typeof(MetricsArgument), nameof(Of))]
public sealed class MetricsArgument : IEnumerable<MetricGroup>
{
    private readonly Dictionary<string, MetricGroup> named = [];
    private readonly List<MetricGroup>? each;

    /// <summary>No metrics yet; they are added by name.</summary>
    public MetricsArgument()
    {
    }

    private MetricsArgument(List<MetricGroup> each) => this.each = each;

    /// <summary>Metrics in order.</summary>
    public static MetricsArgument Of(ReadOnlySpan<MetricGroup> metrics) => new([.. metrics]);

    /// <summary>The metric of that Keras name.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator MetricsArgument(string name) => new([(MetricGroup)name]);

    /// <summary>One metric.</summary>
    public static implicit operator MetricsArgument(Metric metric) => new([(MetricGroup)metric]);

    /// <summary>Metrics in order.</summary>
    public static implicit operator MetricsArgument(List<string> names) => FSharp.Given(names).ToArray();

    /// <summary>Metrics in order.</summary>
    public static implicit operator MetricsArgument(List<Metric> metrics) => FSharp.Given(metrics).ToArray();

    /// <summary>The metric of each output by its name.</summary>
    public static implicit operator MetricsArgument(Dictionary<string, string> metrics) =>
        Named(FSharp.Given(metrics).Select(entry => KeyValuePair.Create(entry.Key, (MetricGroup)entry.Value)));

    /// <summary>The metrics of each output by its name.</summary>
    public static implicit operator MetricsArgument(Dictionary<string, string[]> metrics) =>
        Named(FSharp.Given(metrics).Select(entry => KeyValuePair.Create(entry.Key, MetricGroup.Of([.. FSharp.Given(entry.Value).Select(name => (Metric)name)]))));

    /// <summary>The metric of each output by its name.</summary>
    public static implicit operator MetricsArgument(Dictionary<string, Metric> metrics) =>
        Named(FSharp.Given(metrics).Select(entry => KeyValuePair.Create(entry.Key, (MetricGroup)entry.Value)));

    private static MetricsArgument Named(IEnumerable<KeyValuePair<string, MetricGroup>> metrics)
    {
        MetricsArgument argument = new();
        foreach (var (output, group) in metrics)
            argument[output] = group;
        return argument;
    }

    /// <summary>Metrics in order.</summary>
    public static implicit operator MetricsArgument(string[] names) => new([.. FSharp.Given(names).Select(name => (MetricGroup)name)]);

    /// <summary>Metrics in order.</summary>
    public static implicit operator MetricsArgument(Metric[] metrics) => new([.. FSharp.Given(metrics).Select(metric => (MetricGroup)metric)]);

    /// <summary>The metrics of an output by its name.</summary>
    /// <exception cref="ConfigurationException">There are none for that name.</exception>
    public MetricGroup this[string output]
    {
        get => named.TryGetValue(output, out var metrics) ? metrics : throw new ConfigurationException($"there are no metrics for \"{output}\"");
        set => named[output] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<MetricGroup> GetEnumerator() => (each ?? [.. named.Values]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal PerOutput<IReadOnlyList<MetricChoice>> Engine(int outputs) =>
        each is null ? PerOutput<IReadOnlyList<MetricChoice>>.NewNamed(
            FSharp.List(named.Select(entry => Tuple.Create(entry.Key, EngineOf(entry.Value)))))
        : outputs == 1 ? PerOutput<IReadOnlyList<MetricChoice>>.NewAll([.. each.SelectMany(EngineOf)])
        : PerOutput<IReadOnlyList<MetricChoice>>.NewEach(FSharp.List(each.Select(EngineOf)));

    private static IReadOnlyList<MetricChoice> EngineOf(MetricGroup? group) => (group ?? throw MetricGroup.Null).Engine;
}
