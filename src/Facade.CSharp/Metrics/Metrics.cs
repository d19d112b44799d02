using Engine = Functional.Metrics;

namespace Functional.Keras.Metrics;

/// <summary>Share of predictions equal to their targets (<c>keras.metrics.Accuracy</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Accuracy(string name = "accuracy", string? dtype = null) : Metric(new Engine.Accuracy(), name, dtype);

/// <summary>
/// Share of predictions on the target's side of a threshold; targets are 0 or 1 (<c>keras.metrics.BinaryAccuracy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="threshold">A prediction above it counts as 1.</param>
public sealed class BinaryAccuracy(string name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
    : Metric(new Engine.BinaryAccuracy(threshold), name, dtype);

/// <summary>
/// Share of predictions whose largest class is the target's largest (<c>keras.metrics.CategoricalAccuracy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy", string? dtype = null)
    : Metric(new Engine.CategoricalAccuracy(), name, dtype);

/// <summary>
/// Share of predictions whose largest class is the target; targets are class indices
/// (<c>keras.metrics.SparseCategoricalAccuracy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy", string? dtype = null)
    : Metric(new Engine.SparseCategoricalAccuracy(), name, dtype);

/// <summary>Mean of the predictions themselves (<c>keras.metrics.Mean</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Mean(string name = "mean", string? dtype = null) : Metric(new Engine.MeanValue(), name, dtype);

/// <summary>mean((target − prediction)²) (<c>keras.metrics.MeanSquaredError</c>)</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanSquaredError(string name = "mean_squared_error", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(new Functional.Losses.MeanSquaredError()), name, dtype);

/// <summary>mean(|target − prediction|) (<c>keras.metrics.MeanAbsoluteError</c>)</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanAbsoluteError(string name = "mean_absolute_error", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(new Functional.Losses.MeanAbsoluteError()), name, dtype);

/// <summary>Mean of −t·log p − (1 − t)·log(1 − p) (<c>keras.metrics.BinaryCrossentropy</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the sigmoid, instead of probabilities.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
public sealed class BinaryCrossentropy(
    string name = "binary_crossentropy", string? dtype = null, bool fromLogits = false, double labelSmoothing = 0)
    : Metric(
        new Engine.MeanOfLoss(new Functional.Losses.BinaryCrossentropy(
            fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: -1)),
        name,
        dtype);

/// <summary>Mean of −Σ t·log p (<c>keras.metrics.CategoricalCrossentropy</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the softmax, instead of probabilities.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
/// <param name="axis">Axis of the classes.</param>
public sealed class CategoricalCrossentropy(
    string name = "categorical_crossentropy",
    string? dtype = null,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1)
    : Metric(
        new Engine.MeanOfLoss(new Functional.Losses.CategoricalCrossentropy(
            fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis)),
        name,
        dtype);

/// <summary>Mean of −log p[class] (<c>keras.metrics.SparseCategoricalCrossentropy</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the softmax, instead of probabilities.</param>
/// <param name="ignoreClass">A class whose elements do not count.</param>
/// <param name="axis">Axis of the classes.</param>
public sealed class SparseCategoricalCrossentropy(
    string name = "sparse_categorical_crossentropy",
    string? dtype = null,
    bool fromLogits = false,
    int? ignoreClass = null,
    int axis = -1)
    : Metric(
        new Engine.MeanOfLoss(new Functional.Losses.SparseCategoricalCrossentropy(
            fromLogits: fromLogits, ignoreClass: FSharp.Option(ignoreClass), axis: axis)),
        name,
        dtype);
