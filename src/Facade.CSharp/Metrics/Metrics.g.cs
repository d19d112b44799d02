// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Metrics;

namespace Functional.Keras.Metrics;

/// <summary>The mean of values given as predictions, such as the loss itself (<c>keras.metrics.Mean</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Mean(string name = "mean", string? dtype = null)
    : Metric(new Engine.MeanValue(), name, dtype);

/// <summary>The sum of values given as predictions, each times its weight (<c>keras.metrics.Sum</c>).</summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Sum(string name = "sum", string? dtype = null)
    : Metric(new Engine.Sum(), name, dtype);

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

/// <summary>
/// Share of the true targets that are predicted, true positives / (true positives + false negatives); 0 where there are
/// none. Targets are 0 or 1 (<c>keras.metrics.Recall</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every
/// one of the largest is.</param>
/// <param name="topK">Only so many of the largest predictions along the last axis can be positive, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Recall(
    Thresholds? thresholds = null,
    int? topK = null,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.Recall(
            thresholds: FSharp.Option(thresholds?.Engine),
            topK: FSharp.Option(topK),
            classId: FSharp.Option(classId)),
        name ?? "recall",
        dtype);

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.TruePositives</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class TruePositives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : Metric(
        new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
        name ?? "true_positives",
        dtype)
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.TruePositives");
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.FalsePositives</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class FalsePositives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : Metric(
        new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
        name ?? "false_positives",
        dtype)
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.FalsePositives");
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.TrueNegatives</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class TrueNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : Metric(
        new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
        name ?? "true_negatives",
        dtype)
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.TrueNegatives");
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.FalseNegatives</c>).
/// </summary>
/// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class FalseNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : Metric(
        new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
        name ?? "false_negatives",
        dtype)
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.FalseNegatives");
}

/// <summary>
/// Largest sensitivity at a threshold where specificity is at least so much. Sensitivity is the share of true targets
/// that are predicted, specificity the share of others that are not (<c>keras.metrics.SensitivityAtSpecificity</c>).
/// </summary>
/// <param name="specificity">Least specificity, in [0, 1].</param>
/// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SensitivityAtSpecificity(
    double specificity,
    int numThresholds = 200,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.SensitivityAtSpecificity(
            specificity: specificity,
            numThresholds: numThresholds,
            classId: FSharp.Option(classId)),
        name ?? "sensitivity_at_specificity",
        dtype);

/// <summary>
/// Largest specificity at a threshold where sensitivity is at least so much. Sensitivity is the share of true targets
/// that are predicted, specificity the share of others that are not (<c>keras.metrics.SpecificityAtSensitivity</c>).
/// </summary>
/// <param name="sensitivity">Least sensitivity, in [0, 1].</param>
/// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SpecificityAtSensitivity(
    double sensitivity,
    int numThresholds = 200,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.SpecificityAtSensitivity(
            sensitivity: sensitivity,
            numThresholds: numThresholds,
            classId: FSharp.Option(classId)),
        name ?? "specificity_at_sensitivity",
        dtype);

/// <summary>
/// Largest precision at a threshold where recall is at least so much (<c>keras.metrics.PrecisionAtRecall</c>).
/// </summary>
/// <param name="recall">Least recall, in [0, 1].</param>
/// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class PrecisionAtRecall(
    double recall,
    int numThresholds = 200,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.PrecisionAtRecall(recall: recall, numThresholds: numThresholds, classId: FSharp.Option(classId)),
        name ?? "precision_at_recall",
        dtype);

/// <summary>
/// Largest recall at a threshold where precision is at least so much (<c>keras.metrics.RecallAtPrecision</c>).
/// </summary>
/// <param name="precision">Least precision, in [0, 1].</param>
/// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
/// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class RecallAtPrecision(
    double precision,
    int numThresholds = 200,
    int? classId = null,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.RecallAtPrecision(
            precision: precision,
            numThresholds: numThresholds,
            classId: FSharp.Option(classId)),
        name ?? "recall_at_precision",
        dtype);

/// <summary>
/// Area under a curve of what thresholds give: 1 where predictions set true targets apart, 1/2 where they are drawn
/// (under ROC). Targets are 0 or 1 (<c>keras.metrics.AUC</c>).
/// </summary>
/// <param name="numThresholds">Number of thresholds, in equal steps from 0 to 1, at least 2.</param>
/// <param name="curve">What it shows: <c>"ROC"</c>, <c>"PR"</c> or <c>"PRGAIN"</c>.</param>
/// <param name="summationMethod">The height between two points: <c>"interpolation"</c>, <c>"minoring"</c> or
/// <c>"majoring"</c>.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="thresholds">Thresholds of one's own beside 0 and 1, in [0, 1].</param>
/// <param name="multiLabel">Whether each label along the last axis has a curve, whose areas are averaged.</param>
/// <param name="numLabels">Number of labels, at least 1; that of the prediction when absent.</param>
/// <param name="labelWeights">What each label weighs, at least 0.</param>
/// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class AUC(
    int numThresholds = 200,
    string curve = "ROC",
    string summationMethod = "interpolation",
    string? name = null,
    string? dtype = null,
    Numbers? thresholds = null,
    bool multiLabel = false,
    int? numLabels = null,
    Numbers? labelWeights = null,
    bool fromLogits = false)
    : Metric(
        new Engine.AUC(
            numThresholds: numThresholds,
            curve: Words.Of(curve, Usual.Curve),
            summationMethod: Words.Of(summationMethod, Usual.SummationMethod),
            thresholds: FSharp.OptionList(thresholds),
            multiLabel: multiLabel,
            numLabels: FSharp.Option(numLabels),
            labelWeights: FSharp.OptionList(labelWeights),
            fromLogits: fromLogits),
        name ?? "auc",
        dtype)
{
    private static readonly Engine.AUC Usual = FSharp.Usual<Engine.AUC>("keras.metrics.AUC");
}

/// <summary>
/// Weighted harmonic mean of precision and recall of each class, (1 + beta²) · precision · recall / (beta² · precision
/// + recall). Targets are 0 or 1, (samples, classes) (<c>keras.metrics.FBetaScore</c>).
/// </summary>
/// <param name="average">How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c>
/// by their mean, <c>"weighted"</c> by that weighed by how often each is true; a number for each class when
/// absent.</param>
/// <param name="beta">How much recall counts beside precision, above 0.</param>
/// <param name="threshold">A class is predicted above it, in (0, 1]; only the largest is when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class FBetaScore(
    string? average = null,
    double beta = 1,
    double? threshold = null,
    string name = "fbeta_score",
    string? dtype = null)
    : Metric(
        new Engine.FBetaScore(
            average: FSharp.Option(Words.OrNull<Functional.Metrics.ScoreAverage>(average)),
            beta: beta,
            threshold: FSharp.Option(threshold)),
        name,
        dtype);

/// <summary>
/// Harmonic mean of precision and recall of each class, 2 · precision · recall / (precision + recall). Targets are 0 or
/// 1, (samples, classes) (<c>keras.metrics.F1Score</c>).
/// </summary>
/// <param name="average">How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c>
/// by their mean, <c>"weighted"</c> by that weighed by how often each is true; a number for each class when
/// absent.</param>
/// <param name="threshold">A class is predicted above it, in (0, 1]; only the largest is when absent.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class F1Score(
    string? average = null,
    double? threshold = null,
    string name = "f1_score",
    string? dtype = null)
    : Metric(
        new Engine.F1Score(
            average: FSharp.Option(Words.OrNull<Functional.Metrics.ScoreAverage>(average)),
            threshold: FSharp.Option(threshold)),
        name,
        dtype);

/// <summary>
/// Mean over some classes of how far targets and predictions overlap: true positives / (true positives + false
/// positives + false negatives). Keras: in int32 unless told otherwise, which truncates fractional weights
/// (<c>keras.metrics.IoU</c>).
/// </summary>
/// <param name="numClasses">Number of classes, at least 1.</param>
/// <param name="targetClassIds">The classes over which the mean is taken, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; int32 when absent.</param>
/// <param name="ignoreClass">A class of targets whose elements do not count.</param>
/// <param name="sparseYTrue">Whether targets are classes, rather than a number for each class.</param>
/// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
/// <param name="axis">The axis of the classes; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class IoU(
    int numClasses,
    Sizes targetClassIds,
    string? name = null,
    string? dtype = null,
    int? ignoreClass = null,
    bool sparseYTrue = true,
    bool sparseYPred = true,
    int axis = -1)
    : Metric(
        new Engine.IoU(
            numClasses: numClasses,
            targetClassIds: FSharp.List(targetClassIds),
            ignoreClass: FSharp.Option(ignoreClass),
            sparseYTrue: sparseYTrue,
            sparseYPred: sparseYPred,
            axis: axis),
        name ?? "io_u",
        dtype);

/// <summary>
/// Overlap of targets and predictions as <c>IoU</c> has it, for two classes told apart by a threshold. Targets are 0 or
/// 1 (<c>keras.metrics.BinaryIoU</c>).
/// </summary>
/// <param name="targetClassIds">The classes over which the mean is taken, in [0, 1]; (0, 1) when absent.</param>
/// <param name="threshold">A prediction from it on is of class 1.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; int32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class BinaryIoU(
    Sizes? targetClassIds = null,
    double threshold = 0.5,
    string? name = null,
    string? dtype = null)
    : Metric(
        new Engine.BinaryIoU(
            targetClassIds: FSharp.List(targetClassIds, Usual.TargetClassIds),
            threshold: threshold),
        name ?? "binary_io_u",
        dtype)
{
    private static readonly Engine.BinaryIoU Usual = FSharp.Usual<Engine.BinaryIoU>("keras.metrics.BinaryIoU");
}

/// <summary>
/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it
/// (<c>keras.metrics.MeanIoU</c>).
/// </summary>
/// <param name="numClasses">Number of classes, at least 1.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; int32 when absent.</param>
/// <param name="ignoreClass">A class of targets whose elements do not count.</param>
/// <param name="sparseYTrue">Whether targets are classes, rather than a number for each class.</param>
/// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
/// <param name="axis">The axis of the classes; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class MeanIoU(
    int numClasses,
    string? name = null,
    string? dtype = null,
    int? ignoreClass = null,
    bool sparseYTrue = true,
    bool sparseYPred = true,
    int axis = -1)
    : Metric(
        new Engine.MeanIoU(
            numClasses: numClasses,
            ignoreClass: FSharp.Option(ignoreClass),
            sparseYTrue: sparseYTrue,
            sparseYPred: sparseYPred,
            axis: axis),
        name ?? "mean_io_u",
        dtype);

/// <summary>
/// Mean over some classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot
/// (<c>keras.metrics.OneHotIoU</c>).
/// </summary>
/// <param name="numClasses">Number of classes, at least 1.</param>
/// <param name="targetClassIds">The classes over which the mean is taken, at least 0.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; int32 when absent.</param>
/// <param name="ignoreClass">A class of targets whose elements do not count.</param>
/// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
/// <param name="axis">The axis of the classes; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class OneHotIoU(
    int numClasses,
    Sizes targetClassIds,
    string? name = null,
    string? dtype = null,
    int? ignoreClass = null,
    bool sparseYPred = false,
    int axis = -1)
    : Metric(
        new Engine.OneHotIoU(
            numClasses: numClasses,
            targetClassIds: FSharp.List(targetClassIds),
            ignoreClass: FSharp.Option(ignoreClass),
            sparseYPred: sparseYPred,
            axis: axis),
        name ?? "one_hot_io_u",
        dtype);

/// <summary>
/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot
/// (<c>keras.metrics.OneHotMeanIoU</c>).
/// </summary>
/// <param name="numClasses">Number of classes, at least 1.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; int32 when absent.</param>
/// <param name="ignoreClass">A class of targets whose elements do not count.</param>
/// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
/// <param name="axis">The axis of the classes; negative counts from the end.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class OneHotMeanIoU(
    int numClasses,
    string? name = null,
    string? dtype = null,
    int? ignoreClass = null,
    bool sparseYPred = false,
    int axis = -1)
    : Metric(
        new Engine.OneHotMeanIoU(
            numClasses: numClasses,
            ignoreClass: FSharp.Option(ignoreClass),
            sparseYPred: sparseYPred,
            axis: axis),
        name ?? "one_hot_mean_io_u",
        dtype);

/// <summary>
/// How closely targets and predictions follow one line, along an axis, from −1 to 1: mean((target − mean target) ·
/// (prediction − mean prediction)) / (their standard deviations) (<c>keras.metrics.PearsonCorrelation</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="axis">The axis, or the axes, along which they are compared; negative counts from the end; -1 when
/// absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class PearsonCorrelation(
    string name = "pearson_correlation",
    string? dtype = null,
    Sizes? axis = null)
    : Metric(new Engine.PearsonCorrelation(axis: FSharp.List(axis, Usual.Axis)), name, dtype)
{
    private static readonly Engine.PearsonCorrelation Usual = FSharp.Usual<Engine.PearsonCorrelation>("keras.metrics.PearsonCorrelation");
}

/// <summary>
/// How closely targets and predictions agree, along an axis, from −1 to 1: twice their covariance over the sum of their
/// variances and the square of what their means differ by (Lin 1989) (<c>keras.metrics.ConcordanceCorrelation</c>).
/// </summary>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <param name="axis">The axis, or the axes, along which they are compared; negative counts from the end; -1 when
/// absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class ConcordanceCorrelation(
    string name = "concordance_correlation",
    string? dtype = null,
    Sizes? axis = null)
    : Metric(new Engine.ConcordanceCorrelation(axis: FSharp.List(axis, Usual.Axis)), name, dtype)
{
    private static readonly Engine.ConcordanceCorrelation Usual = FSharp.Usual<Engine.ConcordanceCorrelation>("keras.metrics.ConcordanceCorrelation");
}

/// <summary>
/// Share of the targets' variance that predictions explain, 1 − Σ (target − prediction)² / Σ (target − mean target)²: 1
/// at best, 0 for a constant mean. Targets are (samples, outputs) (<c>keras.metrics.R2Score</c>).
/// </summary>
/// <param name="classAggregation">How outputs' scores become one: <c>"uniform_average"</c>, or
/// <c>"variance_weighted_average"</c>; null for a score of each.</param>
/// <param name="numRegressors">Number of regressors by which the score is adjusted, at least 0; 0 for the plain
/// score.</param>
/// <param name="name">Name in logs.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class R2Score(
    string? classAggregation = "uniform_average",
    int numRegressors = 0,
    string name = "r2_score",
    string? dtype = null)
    : Metric(
        new Engine.R2Score(
            classAggregation: FSharp.Option(Words.OrNull<Functional.Metrics.R2Aggregation>(classAggregation)),
            numRegressors: numRegressors),
        name,
        dtype);
