// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Metrics;

namespace Functional.Keras.Metrics;

/// <summary>The mean of values given as predictions, such as the loss itself (<c>keras.metrics.Mean</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Mean(string name = "mean", string? dtype = null)
    : Metric(new Engine.MeanValue(), name, dtype);

/// <summary>Share of predictions equal to their targets (<c>keras.metrics.Accuracy</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Accuracy(string name = "accuracy", string? dtype = null)
    : Metric(new Engine.Accuracy(), name, dtype);

/// <summary>
/// Share of predictions on the target's side of a threshold; targets are 0 or 1 (<c>keras.metrics.BinaryAccuracy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="threshold">A prediction above it counts as 1.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class BinaryAccuracy(string name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
    : Metric(new Engine.BinaryAccuracy(threshold: threshold), name, dtype);

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

/// <summary>mean((target − prediction)²) over the last axis (<c>keras.metrics.MeanSquaredError</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanSquaredError(string name = "mean_squared_error", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanSquaredError()), name, dtype);

/// <summary>mean(|target − prediction|) over the last axis (<c>keras.metrics.MeanAbsoluteError</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanAbsoluteError(string name = "mean_absolute_error", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanAbsoluteError()), name, dtype);

/// <summary>
/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits
/// (<c>keras.metrics.BinaryCrossentropy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class BinaryCrossentropy(
    string name = "binary_crossentropy",
    string? dtype = null,
    bool fromLogits = false,
    double labelSmoothing = 0)
    : Metric(
        new Engine.MeanOfLoss(loss: new Functional.Losses.BinaryCrossentropy(
            fromLogits: fromLogits,
            labelSmoothing: labelSmoothing,
            axis: Usual.Axis)),
        name,
        dtype)
{
    private static readonly Functional.Losses.BinaryCrossentropy Usual = FSharp.Usual<Functional.Losses.BinaryCrossentropy>("keras.metrics.BinaryCrossentropy");
}

/// <summary>
/// −Σ t·log p over an axis of class probabilities. Targets are probabilities too (one hot)
/// (<c>keras.metrics.CategoricalCrossentropy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CategoricalCrossentropy(
    string name = "categorical_crossentropy",
    string? dtype = null,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1)
    : Metric(
        new Engine.MeanOfLoss(loss: new Functional.Losses.CategoricalCrossentropy(
            fromLogits: fromLogits,
            labelSmoothing: labelSmoothing,
            axis: axis)),
        name,
        dtype);

/// <summary>
/// −log p[class]. Targets are class indices in [0, classes) (<c>keras.metrics.SparseCategoricalCrossentropy</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
/// <param name="ignoreClass">A class whose elements do not count.</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SparseCategoricalCrossentropy(
    string name = "sparse_categorical_crossentropy",
    string? dtype = null,
    bool fromLogits = false,
    int? ignoreClass = null,
    int axis = -1)
    : Metric(
        new Engine.MeanOfLoss(loss: new Functional.Losses.SparseCategoricalCrossentropy(
            fromLogits: fromLogits,
            ignoreClass: FSharp.Option(ignoreClass),
            axis: axis)),
        name,
        dtype);

/// <summary>√ of the mean squared error (<c>keras.metrics.RootMeanSquaredError</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class RootMeanSquaredError(string name = "root_mean_squared_error", string? dtype = null)
    : Metric(new Engine.RootMeanSquaredError(), name, dtype);

/// <summary>
/// 100 · mean(|target − prediction| / |target|) over the last axis (<c>keras.metrics.MeanAbsolutePercentageError</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanAbsolutePercentageError(
    string name = "mean_absolute_percentage_error",
    string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanAbsolutePercentageError()), name, dtype);

/// <summary>
/// mean((log(target + 1) − log(prediction + 1))²) over the last axis
/// (<c>keras.metrics.MeanSquaredLogarithmicError</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanSquaredLogarithmicError(
    string name = "mean_squared_logarithmic_error",
    string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanSquaredLogarithmicError()), name, dtype);

/// <summary>mean(log cosh(prediction − target)) over the last axis (<c>keras.metrics.LogCoshError</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class LogCoshError(string name = "logcosh", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.LogCosh()), name, dtype);

/// <summary>
/// cos of the angle between target and prediction along an axis (<c>keras.metrics.CosineSimilarity</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CosineSimilarity(string name = "cosine_similarity", string? dtype = null, int axis = -1)
    : Metric(new Engine.CosineSimilarity(axis: axis), name, dtype);

/// <summary>
/// Share of predictions whose k largest classes include the target's largest
/// (<c>keras.metrics.TopKCategoricalAccuracy</c>).
/// </summary>
/// <param name="k">Number of classes looked at, at least 1.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class TopKCategoricalAccuracy(
    int k = 5,
    string name = "top_k_categorical_accuracy",
    string? dtype = null)
    : Metric(new Engine.TopKCategoricalAccuracy(k: k), name, dtype);

/// <summary>
/// Share of predictions whose k largest classes include the target; targets are class indices
/// (<c>keras.metrics.SparseTopKCategoricalAccuracy</c>).
/// </summary>
/// <param name="k">Number of classes looked at, at least 1.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="fromSortedIds">Whether predictions are indices of classes, the best first, instead of a number for each
/// class.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SparseTopKCategoricalAccuracy(
    int k = 5,
    string name = "sparse_top_k_categorical_accuracy",
    string? dtype = null,
    bool fromSortedIds = false)
    : Metric(new Engine.SparseTopKCategoricalAccuracy(k: k, fromSortedIds: fromSortedIds), name, dtype);

/// <summary>mean(prediction − target · log prediction) over the last axis (<c>keras.metrics.Poisson</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Poisson(string name = "poisson", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.Poisson()), name, dtype);

/// <summary>Σ target · log(target / prediction) over the last axis (<c>keras.metrics.KLDivergence</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class KLDivergence(string name = "kl_divergence", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.KLDivergence()), name, dtype);

/// <summary>
/// mean(max(1 − target · prediction, 0)) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.metrics.Hinge</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Hinge(string name = "hinge", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.Hinge()), name, dtype);

/// <summary>
/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.metrics.SquaredHinge</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class SquaredHinge(string name = "squared_hinge", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.SquaredHinge()), name, dtype);

/// <summary>
/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis
/// (<c>keras.metrics.CategoricalHinge</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class CategoricalHinge(string name = "categorical_hinge", string? dtype = null)
    : Metric(new Engine.MeanOfLoss(loss: new Functional.Losses.CategoricalHinge()), name, dtype);

/// <summary>
/// Share of the positive predictions whose targets are true, true positives / (true positives + false positives); 0
/// where there are none. Targets are 0 or 1 (<c>keras.metrics.Precision</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every
/// one of the largest is.</param>
/// <param name="topK">Only so many of the largest predictions along the last axis can be positive, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Precision(
    Thresholds? thresholds = null,
    int? topK = null,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.Precision(
            thresholds: FSharp.Option(thresholds?.Engine),
            topK: FSharp.Option(topK),
            classId: FSharp.Option(classId)),
        name ?? "precision",
        dtype);
