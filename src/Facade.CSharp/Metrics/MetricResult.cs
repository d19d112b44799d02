namespace Functional.Keras;

/// <summary>
/// What a metric comes to. Logs have a number under the metric's name, those of a tensor with their places behind it
/// (<c>name_0</c>, …), and those with words of their own as <c>name_word</c>.
/// </summary>
public sealed class MetricResult
{
    private MetricResult(Functional.MetricResult engine) => Engine = engine;

    internal Functional.MetricResult Engine { get; }

    /// <summary>A number, or a tensor of them, of known sizes.</summary>
    public static implicit operator MetricResult(KerasTensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(Functional.MetricResult.NewValue(value.Expr));
    }

    /// <summary>Several by name.</summary>
    public static implicit operator MetricResult(Dictionary<string, KerasTensor> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Functional.MetricResult.NewNamed(FSharp.List(values.Select(pair => Tuple.Create(
            pair.Key,
            pair.Value?.Expr ?? throw new ConfigurationException($"the result '{pair.Key}' must not be null"))))));
    }
}
