namespace Functional.Keras;

/// <summary>
/// A number that is followed over batches. A string converts to it by Keras's name (<c>"mae"</c>); <c>"accuracy"</c> and
/// <c>"crossentropy"</c> are read from the shapes of target and prediction.
/// </summary>
public class Metric
{
    private protected Metric(MetricChoice engine, string name)
    {
        Engine = engine;
        Name = name;
    }

    private protected Metric(IMetric rule, string name, string? dtype)
        : this(MetricChoice.NewMetric(new(rule: rule, name: name, dType: Loss.DTypeOf(dtype) ?? DType.Float32)), name)
    {
    }

    internal MetricChoice Engine { get; }

    /// <summary>Name in logs.</summary>
    public string Name { get; }

    /// <summary>The metric of that Keras name, with Keras's defaults; the word is its name in logs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Metric(string name) => new(
        FSharp.OrNull(Catalogue.tryMetric(name)) ?? throw new ConfigurationException(
            $"metric must be one of crossentropy, {KerasNames.Of(typeof(Metric), Functional.Layers.ClassName.toSnakeCase)}, "
            + $"got \"{name}\""),
        name);
}
