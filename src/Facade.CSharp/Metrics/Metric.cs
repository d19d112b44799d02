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
    public static implicit operator Metric(string name) => name switch
    {
        "accuracy" or "acc" => new(MetricChoice.NewAccuracy(name), name),
        "crossentropy" or "ce" => new(MetricChoice.NewCrossentropy(name), name),
        "mean_squared_error" or "mse" or "MSE" or "MeanSquaredError" => new Metrics.MeanSquaredError(name),
        "mean_absolute_error" or "mae" or "MAE" or "MeanAbsoluteError" => new Metrics.MeanAbsoluteError(name),
        "binary_accuracy" or "BinaryAccuracy" => new Metrics.BinaryAccuracy(name),
        "categorical_accuracy" or "CategoricalAccuracy" => new Metrics.CategoricalAccuracy(name),
        "sparse_categorical_accuracy" or "SparseCategoricalAccuracy" => new Metrics.SparseCategoricalAccuracy(name),
        "binary_crossentropy" or "bce" or "BCE" or "BinaryCrossentropy" => new Metrics.BinaryCrossentropy(name),
        "categorical_crossentropy" or "CategoricalCrossentropy" => new Metrics.CategoricalCrossentropy(name),
        "sparse_categorical_crossentropy" or "SparseCategoricalCrossentropy" =>
            new Metrics.SparseCategoricalCrossentropy(name),
        _ => throw new ConfigurationException(
            "metric must be one of accuracy, crossentropy, mean_squared_error, mean_absolute_error, binary_accuracy, "
            + "categorical_accuracy, sparse_categorical_accuracy, binary_crossentropy, categorical_crossentropy, "
            + $"sparse_categorical_crossentropy, got \"{name}\""),
    };
}
