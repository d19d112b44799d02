using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <content>Compiling with functions in the places of losses and metrics.</content>
public partial class Model
{
    /// <summary>Says how the model is trained, with a function as the loss: <c>(yTrue, yPred) => Ops.Abs(yTrue - yPred)</c>.</summary>
    /// <param name="optimizer">How weights follow their gradients; <c>"rmsprop"</c> when null.</param>
    /// <param name="loss">Targets and predictions in, one number for each sample, or more, out.</param>
    /// <param name="lossWeights">Weights of the outputs' losses; 1 when absent.</param>
    /// <param name="metrics">What is followed, without sample weights.</param>
    /// <param name="weightedMetrics">What is followed, with sample weights.</param>
    /// <param name="stepsPerExecution">Batches between two calls of the callbacks and looks at the logs, at least 1.</param>
    /// <param name="jitCompile">Whether steps run as compiled scripts where they can; the library decides when absent.</param>
    /// <param name="autoScaleLoss">Whether the loss of a model of the policy <c>"mixed_float16"</c> is scaled.</param>
    /// <exception cref="ConfigurationException">A name or number that is not allowed, or the model runs.</exception>
    [OverloadResolutionPriority(-1)]
    public void Compile(
        Optimizer? optimizer,
        Func<KerasTensor, KerasTensor, KerasTensor> loss,
        LossWeightsArgument? lossWeights = null,
        MetricsArgument? metrics = null,
        MetricsArgument? weightedMetrics = null,
        int stepsPerExecution = 1,
        bool? jitCompile = null,
        bool autoScaleLoss = true) =>
        Compile(optimizer, (LossArgument)FSharp.Given(loss), lossWeights, metrics, weightedMetrics, stepsPerExecution, jitCompile, autoScaleLoss);

    /// <summary>Says how the model is trained, with functions as metrics: <c>metrics: [(t, p) => Ops.Max(Ops.Abs(t - p))]</c>.</summary>
    /// <param name="optimizer">How weights follow their gradients; <c>"rmsprop"</c> when null.</param>
    /// <param name="loss">What is made small: for all outputs, or for each.</param>
    /// <param name="metrics">Functions of targets and predictions, whose means are followed.</param>
    /// <param name="lossWeights">Weights of the outputs' losses; 1 when absent.</param>
    /// <param name="weightedMetrics">What is followed, with sample weights.</param>
    /// <param name="stepsPerExecution">Batches between two calls of the callbacks and looks at the logs, at least 1.</param>
    /// <param name="jitCompile">Whether steps run as compiled scripts where they can; the library decides when absent.</param>
    /// <param name="autoScaleLoss">Whether the loss of a model of the policy <c>"mixed_float16"</c> is scaled.</param>
    /// <exception cref="ConfigurationException">A name or number that is not allowed, or the model runs.</exception>
    [OverloadResolutionPriority(-2)]
    public void Compile(
        Optimizer? optimizer,
        LossArgument? loss,
        IReadOnlyList<Func<KerasTensor, KerasTensor, KerasTensor>> metrics,
        LossWeightsArgument? lossWeights = null,
        MetricsArgument? weightedMetrics = null,
        int stepsPerExecution = 1,
        bool? jitCompile = null,
        bool autoScaleLoss = true) =>
        Compile(optimizer, loss, lossWeights, Wrapped(metrics), weightedMetrics, stepsPerExecution, jitCompile, autoScaleLoss);

    /// <inheritdoc cref="Compile(Optimizer?, LossArgument?, IReadOnlyList{Func{KerasTensor, KerasTensor, KerasTensor}}, LossWeightsArgument?, MetricsArgument?, int, bool?, bool)"/>
    [OverloadResolutionPriority(-3)]
    public void Compile(
        Optimizer? optimizer,
        Func<KerasTensor, KerasTensor, KerasTensor> loss,
        IReadOnlyList<Func<KerasTensor, KerasTensor, KerasTensor>> metrics,
        LossWeightsArgument? lossWeights = null,
        MetricsArgument? weightedMetrics = null,
        int stepsPerExecution = 1,
        bool? jitCompile = null,
        bool autoScaleLoss = true) =>
        Compile(optimizer, (LossArgument)FSharp.Given(loss), lossWeights, Wrapped(metrics), weightedMetrics, stepsPerExecution, jitCompile, autoScaleLoss);

    // Several without a name are numbered.
    private static MetricsArgument Wrapped(IReadOnlyList<Func<KerasTensor, KerasTensor, KerasTensor>> functions)
    {
        Dictionary<string, int> used = [];
        List<Metric> wrapped = [];
        foreach (var function in FSharp.Given(functions))
        {
            var name = FunctionName.Of(FSharp.Given(function));
            var number = used.GetValueOrDefault(name);
            used[name] = number + 1;
            wrapped.Add(new Metrics.MeanMetricWrapper(function, number == 0 ? name : $"{name}_{number}"));
        }

        return wrapped.ToArray();
    }
}
