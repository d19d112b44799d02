namespace Functional.Keras.Metrics;

/// <summary>The mean of what a function gives for each sample (<c>keras.metrics.MeanMetricWrapper</c>).</summary>
/// <param name="fn">Targets and predictions in, one number for each sample, or more, out.</param>
/// <param name="name">Name in logs; that of the method when absent.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanMetricWrapper(Func<KerasTensor, KerasTensor, KerasTensor> fn, string? name = null, string? dtype = null)
    : Metric(name ?? FunctionName.Of(FSharp.Given(fn)), dtype)
{
    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
        fn(yTrue, yPred) ?? throw new ConfigurationException($"{Name} must give a tensor, got null");
}
