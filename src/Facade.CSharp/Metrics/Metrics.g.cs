// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Metrics;

namespace Functional.Keras.Metrics;

/// <summary>The mean of values given as predictions, such as the loss itself (<c>keras.metrics.Mean</c>).</summary>
public sealed class Mean : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Mean(string name = "mean", string? dtype = null)
        : base(new Engine.MeanValue(), name, dtype)
    {
    }

    internal Mean(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>The sum of values given as predictions, each times its weight (<c>keras.metrics.Sum</c>).</summary>
public sealed class Sum : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Sum(string name = "sum", string? dtype = null)
        : base(new Engine.Sum(), name, dtype)
    {
    }

    internal Sum(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>Share of predictions equal to their targets (<c>keras.metrics.Accuracy</c>).</summary>
public sealed class Accuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Accuracy(string name = "accuracy", string? dtype = null)
        : base(new Engine.Accuracy(), name, dtype)
    {
    }

    internal Accuracy(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// Share of predictions on the target's side of a threshold; targets are 0 or 1 (<c>keras.metrics.BinaryAccuracy</c>).
/// </summary>
public sealed class BinaryAccuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="threshold">A prediction above it counts as 1.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BinaryAccuracy(string name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
        : base(new Engine.BinaryAccuracy(threshold: threshold), name, dtype)
    {
    }

    internal BinaryAccuracy(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.BinaryAccuracy Settings => (Engine.BinaryAccuracy)Record;

    /// <summary>A prediction above it counts as 1.</summary>
    public double Threshold => Settings.Threshold;
}

/// <summary>
/// Share of predictions whose largest class is the target's largest (<c>keras.metrics.CategoricalAccuracy</c>).
/// </summary>
public sealed class CategoricalAccuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public CategoricalAccuracy(string name = "categorical_accuracy", string? dtype = null)
        : base(new Engine.CategoricalAccuracy(), name, dtype)
    {
    }

    internal CategoricalAccuracy(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// Share of predictions whose largest class is the target; targets are class indices
/// (<c>keras.metrics.SparseCategoricalAccuracy</c>).
/// </summary>
public sealed class SparseCategoricalAccuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy", string? dtype = null)
        : base(new Engine.SparseCategoricalAccuracy(), name, dtype)
    {
    }

    internal SparseCategoricalAccuracy(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>mean((target − prediction)²) over the last axis (<c>keras.metrics.MeanSquaredError</c>).</summary>
public sealed class MeanSquaredError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanSquaredError(string name = "mean_squared_error", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanSquaredError()), name, dtype)
    {
    }

    internal MeanSquaredError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>mean(|target − prediction|) over the last axis (<c>keras.metrics.MeanAbsoluteError</c>).</summary>
public sealed class MeanAbsoluteError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanAbsoluteError(string name = "mean_absolute_error", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanAbsoluteError()), name, dtype)
    {
    }

    internal MeanAbsoluteError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits
/// (<c>keras.metrics.BinaryCrossentropy</c>).
/// </summary>
public sealed class BinaryCrossentropy : Metric
{
    private static readonly Functional.Losses.BinaryCrossentropy Usual = FSharp.Usual<Functional.Losses.BinaryCrossentropy>("keras.metrics.BinaryCrossentropy");

    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BinaryCrossentropy(
        string name = "binary_crossentropy",
        string? dtype = null,
        bool fromLogits = false,
        double labelSmoothing = 0)
        : base(
            new Engine.MeanOfLoss(loss: new Functional.Losses.BinaryCrossentropy(
                fromLogits: fromLogits,
                labelSmoothing: labelSmoothing,
                axis: Usual.Axis)),
            name,
            dtype)
    {
    }

    internal BinaryCrossentropy(Functional.Metric engine) : base(engine)
    {
    }

    private Functional.Losses.BinaryCrossentropy Settings => (Functional.Losses.BinaryCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the sigmoid.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to one half, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;
}

/// <summary>
/// −Σ t·log p over an axis of class probabilities. Targets are probabilities too (one hot)
/// (<c>keras.metrics.CategoricalCrossentropy</c>).
/// </summary>
public sealed class CategoricalCrossentropy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CategoricalCrossentropy(
        string name = "categorical_crossentropy",
        string? dtype = null,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1)
        : base(
            new Engine.MeanOfLoss(loss: new Functional.Losses.CategoricalCrossentropy(
                fromLogits: fromLogits,
                labelSmoothing: labelSmoothing,
                axis: axis)),
            name,
            dtype)
    {
    }

    internal CategoricalCrossentropy(Functional.Metric engine) : base(engine)
    {
    }

    private Functional.Losses.CategoricalCrossentropy Settings => (Functional.Losses.CategoricalCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the softmax.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to equal probabilities, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// −log p[class]. Targets are class indices in [0, classes) (<c>keras.metrics.SparseCategoricalCrossentropy</c>).
/// </summary>
public sealed class SparseCategoricalCrossentropy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
    /// <param name="ignoreClass">A class whose elements do not count.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SparseCategoricalCrossentropy(
        string name = "sparse_categorical_crossentropy",
        string? dtype = null,
        bool fromLogits = false,
        int? ignoreClass = null,
        int axis = -1)
        : base(
            new Engine.MeanOfLoss(loss: new Functional.Losses.SparseCategoricalCrossentropy(
                fromLogits: fromLogits,
                ignoreClass: FSharp.Option(ignoreClass),
                axis: axis)),
            name,
            dtype)
    {
    }

    internal SparseCategoricalCrossentropy(Functional.Metric engine) : base(engine)
    {
    }

    private Functional.Losses.SparseCategoricalCrossentropy Settings => (Functional.Losses.SparseCategoricalCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the softmax.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>A class whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>√ of the mean squared error (<c>keras.metrics.RootMeanSquaredError</c>).</summary>
public sealed class RootMeanSquaredError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public RootMeanSquaredError(string name = "root_mean_squared_error", string? dtype = null)
        : base(new Engine.RootMeanSquaredError(), name, dtype)
    {
    }

    internal RootMeanSquaredError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// 100 · mean(|target − prediction| / |target|) over the last axis (<c>keras.metrics.MeanAbsolutePercentageError</c>).
/// </summary>
public sealed class MeanAbsolutePercentageError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanAbsolutePercentageError()), name, dtype)
    {
    }

    internal MeanAbsolutePercentageError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// mean((log(target + 1) − log(prediction + 1))²) over the last axis
/// (<c>keras.metrics.MeanSquaredLogarithmicError</c>).
/// </summary>
public sealed class MeanSquaredLogarithmicError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.MeanSquaredLogarithmicError()), name, dtype)
    {
    }

    internal MeanSquaredLogarithmicError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>mean(log cosh(prediction − target)) over the last axis (<c>keras.metrics.LogCoshError</c>).</summary>
public sealed class LogCoshError : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public LogCoshError(string name = "logcosh", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.LogCosh()), name, dtype)
    {
    }

    internal LogCoshError(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// cos of the angle between target and prediction along an axis (<c>keras.metrics.CosineSimilarity</c>).
/// </summary>
public sealed class CosineSimilarity : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CosineSimilarity(string name = "cosine_similarity", string? dtype = null, int axis = -1)
        : base(new Engine.CosineSimilarity(axis: axis), name, dtype)
    {
    }

    internal CosineSimilarity(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.CosineSimilarity Settings => (Engine.CosineSimilarity)Record;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// Share of predictions whose k largest classes include the target's largest
/// (<c>keras.metrics.TopKCategoricalAccuracy</c>).
/// </summary>
public sealed class TopKCategoricalAccuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="k">Number of classes looked at, at least 1.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy", string? dtype = null)
        : base(new Engine.TopKCategoricalAccuracy(k: k), name, dtype)
    {
    }

    internal TopKCategoricalAccuracy(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.TopKCategoricalAccuracy Settings => (Engine.TopKCategoricalAccuracy)Record;

    /// <summary>Number of classes looked at, at least 1.</summary>
    public int K => Settings.K;
}

/// <summary>
/// Share of predictions whose k largest classes include the target; targets are class indices
/// (<c>keras.metrics.SparseTopKCategoricalAccuracy</c>).
/// </summary>
public sealed class SparseTopKCategoricalAccuracy : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="k">Number of classes looked at, at least 1.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="fromSortedIds">Whether predictions are indices of classes, the best first, instead of a number for each
    /// class.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SparseTopKCategoricalAccuracy(
        int k = 5,
        string name = "sparse_top_k_categorical_accuracy",
        string? dtype = null,
        bool fromSortedIds = false)
        : base(new Engine.SparseTopKCategoricalAccuracy(k: k, fromSortedIds: fromSortedIds), name, dtype)
    {
    }

    internal SparseTopKCategoricalAccuracy(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.SparseTopKCategoricalAccuracy Settings => (Engine.SparseTopKCategoricalAccuracy)Record;

    /// <summary>Number of classes looked at, at least 1.</summary>
    public int K => Settings.K;

    /// <summary>Whether predictions are indices of classes, the best first, instead of a number for each class.</summary>
    public bool FromSortedIds => Settings.FromSortedIds;
}

/// <summary>mean(prediction − target · log prediction) over the last axis (<c>keras.metrics.Poisson</c>).</summary>
public sealed class Poisson : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Poisson(string name = "poisson", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.Poisson()), name, dtype)
    {
    }

    internal Poisson(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>Σ target · log(target / prediction) over the last axis (<c>keras.metrics.KLDivergence</c>).</summary>
public sealed class KLDivergence : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public KLDivergence(string name = "kl_divergence", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.KLDivergence()), name, dtype)
    {
    }

    internal KLDivergence(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// mean(max(1 − target · prediction, 0)) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.metrics.Hinge</c>).
/// </summary>
public sealed class Hinge : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Hinge(string name = "hinge", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.Hinge()), name, dtype)
    {
    }

    internal Hinge(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.metrics.SquaredHinge</c>).
/// </summary>
public sealed class SquaredHinge : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public SquaredHinge(string name = "squared_hinge", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.SquaredHinge()), name, dtype)
    {
    }

    internal SquaredHinge(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis
/// (<c>keras.metrics.CategoricalHinge</c>).
/// </summary>
public sealed class CategoricalHinge : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public CategoricalHinge(string name = "categorical_hinge", string? dtype = null)
        : base(new Engine.MeanOfLoss(loss: new Functional.Losses.CategoricalHinge()), name, dtype)
    {
    }

    internal CategoricalHinge(Functional.Metric engine) : base(engine)
    {
    }
}

/// <summary>
/// Share of the positive predictions whose targets are true, true positives / (true positives + false positives); 0
/// where there are none. Targets are 0 or 1 (<c>keras.metrics.Precision</c>).
/// </summary>
public sealed class Precision : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every
    /// one of the largest is.</param>
    /// <param name="topK">Only so many of the largest predictions along the last axis can be positive, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Precision(
        Thresholds? thresholds = null,
        int? topK = null,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.Precision(
                thresholds: FSharp.Option(thresholds?.Engine),
                topK: FSharp.Option(topK),
                classId: FSharp.Option(classId)),
            name ?? "precision",
            dtype)
    {
    }

    internal Precision(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.Precision Settings => (Engine.Precision)Record;

    /// <summary>
    /// A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every one of the largest is.
    /// </summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;

    /// <summary>Only so many of the largest predictions along the last axis can be positive, at least 1.</summary>
    public int? TopK => FSharp.OrNull(Settings.TopK);

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Share of the true targets that are predicted, true positives / (true positives + false negatives); 0 where there are
/// none. Targets are 0 or 1 (<c>keras.metrics.Recall</c>).
/// </summary>
public sealed class Recall : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every
    /// one of the largest is.</param>
    /// <param name="topK">Only so many of the largest predictions along the last axis can be positive, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Recall(
        Thresholds? thresholds = null,
        int? topK = null,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.Recall(
                thresholds: FSharp.Option(thresholds?.Engine),
                topK: FSharp.Option(topK),
                classId: FSharp.Option(classId)),
            name ?? "recall",
            dtype)
    {
    }

    internal Recall(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.Recall Settings => (Engine.Recall)Record;

    /// <summary>
    /// A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every one of the largest is.
    /// </summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;

    /// <summary>Only so many of the largest predictions along the last axis can be positive, at least 1.</summary>
    public int? TopK => FSharp.OrNull(Settings.TopK);

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.TruePositives</c>).
/// </summary>
public sealed class TruePositives : Metric
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.TruePositives");

    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TruePositives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
        : base(
            new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
            name ?? "true_positives",
            dtype)
    {
    }

    internal TruePositives(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OutcomeCount Settings => (Engine.OutcomeCount)Record;

    /// <summary>A prediction above it is positive, in [0, 1]; 0.5 when absent.</summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.FalsePositives</c>).
/// </summary>
public sealed class FalsePositives : Metric
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.FalsePositives");

    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public FalsePositives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
        : base(
            new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
            name ?? "false_positives",
            dtype)
    {
    }

    internal FalsePositives(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OutcomeCount Settings => (Engine.OutcomeCount)Record;

    /// <summary>A prediction above it is positive, in [0, 1]; 0.5 when absent.</summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.TrueNegatives</c>).
/// </summary>
public sealed class TrueNegatives : Metric
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.TrueNegatives");

    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public TrueNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
        : base(
            new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
            name ?? "true_negatives",
            dtype)
    {
    }

    internal TrueNegatives(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OutcomeCount Settings => (Engine.OutcomeCount)Record;

    /// <summary>A prediction above it is positive, in [0, 1]; 0.5 when absent.</summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;
}

/// <summary>
/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1
/// (<c>keras.metrics.FalseNegatives</c>).
/// </summary>
public sealed class FalseNegatives : Metric
{
    private static readonly Engine.OutcomeCount Usual = FSharp.Usual<Engine.OutcomeCount>("keras.metrics.FalseNegatives");

    /// <summary>A metric with those settings.</summary>
    /// <param name="thresholds">A prediction above it is positive, in [0, 1]; 0.5 when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public FalseNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
        : base(
            new Engine.OutcomeCount(outcome: Usual.Outcome, thresholds: FSharp.Option(thresholds?.Engine)),
            name ?? "false_negatives",
            dtype)
    {
    }

    internal FalseNegatives(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OutcomeCount Settings => (Engine.OutcomeCount)Record;

    /// <summary>A prediction above it is positive, in [0, 1]; 0.5 when absent.</summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds)?.All;
}

/// <summary>
/// Largest sensitivity at a threshold where specificity is at least so much. Sensitivity is the share of true targets
/// that are predicted, specificity the share of others that are not (<c>keras.metrics.SensitivityAtSpecificity</c>).
/// </summary>
public sealed class SensitivityAtSpecificity : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="specificity">Least specificity, in [0, 1].</param>
    /// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SensitivityAtSpecificity(
        double specificity,
        int numThresholds = 200,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.SensitivityAtSpecificity(
                specificity: specificity,
                numThresholds: numThresholds,
                classId: FSharp.Option(classId)),
            name ?? "sensitivity_at_specificity",
            dtype)
    {
    }

    internal SensitivityAtSpecificity(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.SensitivityAtSpecificity Settings => (Engine.SensitivityAtSpecificity)Record;

    /// <summary>Least specificity, in [0, 1].</summary>
    public double Specificity => Settings.Specificity;

    /// <summary>Number of thresholds tried, in equal steps, at least 1.</summary>
    public int NumThresholds => Settings.NumThresholds;

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Largest specificity at a threshold where sensitivity is at least so much. Sensitivity is the share of true targets
/// that are predicted, specificity the share of others that are not (<c>keras.metrics.SpecificityAtSensitivity</c>).
/// </summary>
public sealed class SpecificityAtSensitivity : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="sensitivity">Least sensitivity, in [0, 1].</param>
    /// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SpecificityAtSensitivity(
        double sensitivity,
        int numThresholds = 200,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.SpecificityAtSensitivity(
                sensitivity: sensitivity,
                numThresholds: numThresholds,
                classId: FSharp.Option(classId)),
            name ?? "specificity_at_sensitivity",
            dtype)
    {
    }

    internal SpecificityAtSensitivity(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.SpecificityAtSensitivity Settings => (Engine.SpecificityAtSensitivity)Record;

    /// <summary>Least sensitivity, in [0, 1].</summary>
    public double Sensitivity => Settings.Sensitivity;

    /// <summary>Number of thresholds tried, in equal steps, at least 1.</summary>
    public int NumThresholds => Settings.NumThresholds;

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Largest precision at a threshold where recall is at least so much (<c>keras.metrics.PrecisionAtRecall</c>).
/// </summary>
public sealed class PrecisionAtRecall : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="recall">Least recall, in [0, 1].</param>
    /// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public PrecisionAtRecall(
        double recall,
        int numThresholds = 200,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.PrecisionAtRecall(
                recall: recall,
                numThresholds: numThresholds,
                classId: FSharp.Option(classId)),
            name ?? "precision_at_recall",
            dtype)
    {
    }

    internal PrecisionAtRecall(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.PrecisionAtRecall Settings => (Engine.PrecisionAtRecall)Record;

    /// <summary>Least recall, in [0, 1].</summary>
    public double Recall => Settings.Recall;

    /// <summary>Number of thresholds tried, in equal steps, at least 1.</summary>
    public int NumThresholds => Settings.NumThresholds;

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Largest recall at a threshold where precision is at least so much (<c>keras.metrics.RecallAtPrecision</c>).
/// </summary>
public sealed class RecallAtPrecision : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="precision">Least precision, in [0, 1].</param>
    /// <param name="numThresholds">Number of thresholds tried, in equal steps, at least 1.</param>
    /// <param name="classId">The only class that counts, an index along the last axis, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public RecallAtPrecision(
        double precision,
        int numThresholds = 200,
        int? classId = null,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.RecallAtPrecision(
                precision: precision,
                numThresholds: numThresholds,
                classId: FSharp.Option(classId)),
            name ?? "recall_at_precision",
            dtype)
    {
    }

    internal RecallAtPrecision(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.RecallAtPrecision Settings => (Engine.RecallAtPrecision)Record;

    /// <summary>Least precision, in [0, 1].</summary>
    public double Precision => Settings.Precision;

    /// <summary>Number of thresholds tried, in equal steps, at least 1.</summary>
    public int NumThresholds => Settings.NumThresholds;

    /// <summary>The only class that counts, an index along the last axis, at least 0.</summary>
    public int? ClassId => FSharp.OrNull(Settings.ClassId);
}

/// <summary>
/// Area under a curve of what thresholds give: 1 where predictions set true targets apart, 1/2 where they are drawn
/// (under ROC). Targets are 0 or 1 (<c>keras.metrics.AUC</c>).
/// </summary>
public sealed class AUC : Metric
{
    private static readonly Engine.AUC Usual = FSharp.Usual<Engine.AUC>("keras.metrics.AUC");

    /// <summary>A metric with those settings.</summary>
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
    public AUC(
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
        : base(
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
    }

    internal AUC(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.AUC Settings => (Engine.AUC)Record;

    /// <summary>Number of thresholds, in equal steps from 0 to 1, at least 2.</summary>
    public int NumThresholds => Settings.NumThresholds;

    /// <summary>What it shows: <c>"ROC"</c>, <c>"PR"</c> or <c>"PRGAIN"</c>.</summary>
    public string Curve => CaseName.word(Settings.Curve);

    /// <summary>The height between two points: <c>"interpolation"</c>, <c>"minoring"</c> or <c>"majoring"</c>.</summary>
    public string SummationMethod => CaseName.word(Settings.SummationMethod);

    /// <summary>Thresholds of one's own beside 0 and 1, in [0, 1].</summary>
    public IReadOnlyList<double>? Thresholds => FSharp.OrNull(Settings.Thresholds);

    /// <summary>Whether each label along the last axis has a curve, whose areas are averaged.</summary>
    public bool MultiLabel => Settings.MultiLabel;

    /// <summary>Number of labels, at least 1; that of the prediction when absent.</summary>
    public int? NumLabels => FSharp.OrNull(Settings.NumLabels);

    /// <summary>What each label weighs, at least 0.</summary>
    public IReadOnlyList<double>? LabelWeights => FSharp.OrNull(Settings.LabelWeights);

    /// <summary>Whether predictions are any number, before the sigmoid.</summary>
    public bool FromLogits => Settings.FromLogits;
}

/// <summary>
/// Weighted harmonic mean of precision and recall of each class, (1 + beta²) · precision · recall / (beta² · precision
/// + recall). Targets are 0 or 1, (samples, classes) (<c>keras.metrics.FBetaScore</c>).
/// </summary>
public sealed class FBetaScore : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="average">How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c>
    /// by their mean, <c>"weighted"</c> by that weighed by how often each is true; a number for each class when
    /// absent.</param>
    /// <param name="beta">How much recall counts beside precision, above 0.</param>
    /// <param name="threshold">A class is predicted above it, in (0, 1]; only the largest is when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public FBetaScore(
        string? average = null,
        double beta = 1,
        double? threshold = null,
        string name = "fbeta_score",
        string? dtype = null)
        : base(
            new Engine.FBetaScore(
                average: FSharp.Option(Words.OrNull<Functional.Metrics.ScoreAverage>(average)),
                beta: beta,
                threshold: FSharp.Option(threshold)),
            name,
            dtype)
    {
    }

    internal FBetaScore(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.FBetaScore Settings => (Engine.FBetaScore)Record;

    /// <summary>
    /// How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c> by their mean,
    /// <c>"weighted"</c> by that weighed by how often each is true; a number for each class when absent.
    /// </summary>
    public string? Average => FSharp.OrNull(Settings.Average) is { } word ? CaseName.word(word) : null;

    /// <summary>How much recall counts beside precision, above 0.</summary>
    public double Beta => Settings.Beta;

    /// <summary>A class is predicted above it, in (0, 1]; only the largest is when absent.</summary>
    public double? Threshold => FSharp.OrNull(Settings.Threshold);
}

/// <summary>
/// Harmonic mean of precision and recall of each class, 2 · precision · recall / (precision + recall). Targets are 0 or
/// 1, (samples, classes) (<c>keras.metrics.F1Score</c>).
/// </summary>
public sealed class F1Score : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="average">How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c>
    /// by their mean, <c>"weighted"</c> by that weighed by how often each is true; a number for each class when
    /// absent.</param>
    /// <param name="threshold">A class is predicted above it, in (0, 1]; only the largest is when absent.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public F1Score(string? average = null, double? threshold = null, string name = "f1_score", string? dtype = null)
        : base(
            new Engine.F1Score(
                average: FSharp.Option(Words.OrNull<Functional.Metrics.ScoreAverage>(average)),
                threshold: FSharp.Option(threshold)),
            name,
            dtype)
    {
    }

    internal F1Score(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.F1Score Settings => (Engine.F1Score)Record;

    /// <summary>
    /// How classes become one number: <c>"micro"</c> from the counts of all together, <c>"macro"</c> by their mean,
    /// <c>"weighted"</c> by that weighed by how often each is true; a number for each class when absent.
    /// </summary>
    public string? Average => FSharp.OrNull(Settings.Average) is { } word ? CaseName.word(word) : null;

    /// <summary>A class is predicted above it, in (0, 1]; only the largest is when absent.</summary>
    public double? Threshold => FSharp.OrNull(Settings.Threshold);
}

/// <summary>
/// Mean over some classes of how far targets and predictions overlap: true positives / (true positives + false
/// positives + false negatives). Keras: in int32 unless told otherwise, which truncates fractional weights
/// (<c>keras.metrics.IoU</c>).
/// </summary>
public sealed class IoU : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="numClasses">Number of classes, at least 1.</param>
    /// <param name="targetClassIds">The classes over which the mean is taken, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; int32 when absent.</param>
    /// <param name="ignoreClass">A class of targets whose elements do not count.</param>
    /// <param name="sparseYTrue">Whether targets are classes, rather than a number for each class.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public IoU(
        int numClasses,
        Sizes targetClassIds,
        string? name = null,
        string? dtype = null,
        int? ignoreClass = null,
        bool sparseYTrue = true,
        bool sparseYPred = true,
        int axis = -1)
        : base(
            new Engine.IoU(
                numClasses: numClasses,
                targetClassIds: FSharp.List(targetClassIds),
                ignoreClass: FSharp.Option(ignoreClass),
                sparseYTrue: sparseYTrue,
                sparseYPred: sparseYPred,
                axis: axis),
            name ?? "io_u",
            dtype)
    {
    }

    internal IoU(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.IoU Settings => (Engine.IoU)Record;

    /// <summary>Number of classes, at least 1.</summary>
    public int NumClasses => Settings.NumClasses;

    /// <summary>The classes over which the mean is taken, at least 0.</summary>
    public IReadOnlyList<int> TargetClassIds => Settings.TargetClassIds;

    /// <summary>A class of targets whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>Whether targets are classes, rather than a number for each class.</summary>
    public bool SparseYTrue => Settings.SparseYTrue;

    /// <summary>Whether predictions are classes, rather than a number for each class.</summary>
    public bool SparseYPred => Settings.SparseYPred;

    /// <summary>The axis of the classes; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// Overlap of targets and predictions as <c>IoU</c> has it, for two classes told apart by a threshold. Targets are 0 or
/// 1 (<c>keras.metrics.BinaryIoU</c>).
/// </summary>
public sealed class BinaryIoU : Metric
{
    private static readonly Engine.BinaryIoU Usual = FSharp.Usual<Engine.BinaryIoU>("keras.metrics.BinaryIoU");

    /// <summary>A metric with those settings.</summary>
    /// <param name="targetClassIds">The classes over which the mean is taken, in [0, 1]; (0, 1) when absent.</param>
    /// <param name="threshold">A prediction from it on is of class 1.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; int32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BinaryIoU(
        Sizes? targetClassIds = null,
        double threshold = 0.5,
        string? name = null,
        string? dtype = null)
        : base(
            new Engine.BinaryIoU(
                targetClassIds: FSharp.List(targetClassIds, Usual.TargetClassIds),
                threshold: threshold),
            name ?? "binary_io_u",
            dtype)
    {
    }

    internal BinaryIoU(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.BinaryIoU Settings => (Engine.BinaryIoU)Record;

    /// <summary>The classes over which the mean is taken, in [0, 1].</summary>
    public IReadOnlyList<int> TargetClassIds => Settings.TargetClassIds;

    /// <summary>A prediction from it on is of class 1.</summary>
    public double Threshold => Settings.Threshold;
}

/// <summary>
/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it
/// (<c>keras.metrics.MeanIoU</c>).
/// </summary>
public sealed class MeanIoU : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="numClasses">Number of classes, at least 1.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; int32 when absent.</param>
    /// <param name="ignoreClass">A class of targets whose elements do not count.</param>
    /// <param name="sparseYTrue">Whether targets are classes, rather than a number for each class.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MeanIoU(
        int numClasses,
        string? name = null,
        string? dtype = null,
        int? ignoreClass = null,
        bool sparseYTrue = true,
        bool sparseYPred = true,
        int axis = -1)
        : base(
            new Engine.MeanIoU(
                numClasses: numClasses,
                ignoreClass: FSharp.Option(ignoreClass),
                sparseYTrue: sparseYTrue,
                sparseYPred: sparseYPred,
                axis: axis),
            name ?? "mean_io_u",
            dtype)
    {
    }

    internal MeanIoU(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.MeanIoU Settings => (Engine.MeanIoU)Record;

    /// <summary>Number of classes, at least 1.</summary>
    public int NumClasses => Settings.NumClasses;

    /// <summary>A class of targets whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>Whether targets are classes, rather than a number for each class.</summary>
    public bool SparseYTrue => Settings.SparseYTrue;

    /// <summary>Whether predictions are classes, rather than a number for each class.</summary>
    public bool SparseYPred => Settings.SparseYPred;

    /// <summary>The axis of the classes; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// Mean over some classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot
/// (<c>keras.metrics.OneHotIoU</c>).
/// </summary>
public sealed class OneHotIoU : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="numClasses">Number of classes, at least 1.</param>
    /// <param name="targetClassIds">The classes over which the mean is taken, at least 0.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; int32 when absent.</param>
    /// <param name="ignoreClass">A class of targets whose elements do not count.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public OneHotIoU(
        int numClasses,
        Sizes targetClassIds,
        string? name = null,
        string? dtype = null,
        int? ignoreClass = null,
        bool sparseYPred = false,
        int axis = -1)
        : base(
            new Engine.OneHotIoU(
                numClasses: numClasses,
                targetClassIds: FSharp.List(targetClassIds),
                ignoreClass: FSharp.Option(ignoreClass),
                sparseYPred: sparseYPred,
                axis: axis),
            name ?? "one_hot_io_u",
            dtype)
    {
    }

    internal OneHotIoU(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OneHotIoU Settings => (Engine.OneHotIoU)Record;

    /// <summary>Number of classes, at least 1.</summary>
    public int NumClasses => Settings.NumClasses;

    /// <summary>The classes over which the mean is taken, at least 0.</summary>
    public IReadOnlyList<int> TargetClassIds => Settings.TargetClassIds;

    /// <summary>A class of targets whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>Whether predictions are classes, rather than a number for each class.</summary>
    public bool SparseYPred => Settings.SparseYPred;

    /// <summary>The axis of the classes; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// Mean over all classes of how far targets and predictions overlap, as <c>IoU</c> has it. Targets are one hot
/// (<c>keras.metrics.OneHotMeanIoU</c>).
/// </summary>
public sealed class OneHotMeanIoU : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="numClasses">Number of classes, at least 1.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; int32 when absent.</param>
    /// <param name="ignoreClass">A class of targets whose elements do not count.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each class.</param>
    /// <param name="axis">The axis of the classes; negative counts from the end.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public OneHotMeanIoU(
        int numClasses,
        string? name = null,
        string? dtype = null,
        int? ignoreClass = null,
        bool sparseYPred = false,
        int axis = -1)
        : base(
            new Engine.OneHotMeanIoU(
                numClasses: numClasses,
                ignoreClass: FSharp.Option(ignoreClass),
                sparseYPred: sparseYPred,
                axis: axis),
            name ?? "one_hot_mean_io_u",
            dtype)
    {
    }

    internal OneHotMeanIoU(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.OneHotMeanIoU Settings => (Engine.OneHotMeanIoU)Record;

    /// <summary>Number of classes, at least 1.</summary>
    public int NumClasses => Settings.NumClasses;

    /// <summary>A class of targets whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>Whether predictions are classes, rather than a number for each class.</summary>
    public bool SparseYPred => Settings.SparseYPred;

    /// <summary>The axis of the classes; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// How closely targets and predictions follow one line, along an axis, from −1 to 1: mean((target − mean target) ·
/// (prediction − mean prediction)) / (their standard deviations) (<c>keras.metrics.PearsonCorrelation</c>).
/// </summary>
public sealed class PearsonCorrelation : Metric
{
    private static readonly Engine.PearsonCorrelation Usual = FSharp.Usual<Engine.PearsonCorrelation>("keras.metrics.PearsonCorrelation");

    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="axis">The axis, or the axes, along which they are compared; negative counts from the end; -1 when
    /// absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public PearsonCorrelation(string name = "pearson_correlation", string? dtype = null, Sizes? axis = null)
        : base(new Engine.PearsonCorrelation(axis: FSharp.List(axis, Usual.Axis)), name, dtype)
    {
    }

    internal PearsonCorrelation(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.PearsonCorrelation Settings => (Engine.PearsonCorrelation)Record;

    /// <summary>The axis, or the axes, along which they are compared; negative counts from the end.</summary>
    public IReadOnlyList<int> Axis => Settings.Axis;
}

/// <summary>
/// How closely targets and predictions agree, along an axis, from −1 to 1: twice their covariance over the sum of their
/// variances and the square of what their means differ by (Lin 1989) (<c>keras.metrics.ConcordanceCorrelation</c>).
/// </summary>
public sealed class ConcordanceCorrelation : Metric
{
    private static readonly Engine.ConcordanceCorrelation Usual = FSharp.Usual<Engine.ConcordanceCorrelation>("keras.metrics.ConcordanceCorrelation");

    /// <summary>A metric with those settings.</summary>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <param name="axis">The axis, or the axes, along which they are compared; negative counts from the end; -1 when
    /// absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public ConcordanceCorrelation(string name = "concordance_correlation", string? dtype = null, Sizes? axis = null)
        : base(new Engine.ConcordanceCorrelation(axis: FSharp.List(axis, Usual.Axis)), name, dtype)
    {
    }

    internal ConcordanceCorrelation(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.ConcordanceCorrelation Settings => (Engine.ConcordanceCorrelation)Record;

    /// <summary>The axis, or the axes, along which they are compared; negative counts from the end.</summary>
    public IReadOnlyList<int> Axis => Settings.Axis;
}

/// <summary>
/// Share of the targets' variance that predictions explain, 1 − Σ (target − prediction)² / Σ (target − mean target)²: 1
/// at best, 0 for a constant mean. Targets are (samples, outputs) (<c>keras.metrics.R2Score</c>).
/// </summary>
public sealed class R2Score : Metric
{
    /// <summary>A metric with those settings.</summary>
    /// <param name="classAggregation">How outputs' scores become one: <c>"uniform_average"</c>, or
    /// <c>"variance_weighted_average"</c>; null for a score of each.</param>
    /// <param name="numRegressors">Number of regressors by which the score is adjusted, at least 0; 0 for the plain
    /// score.</param>
    /// <param name="name">Name in logs.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public R2Score(
        string? classAggregation = "uniform_average",
        int numRegressors = 0,
        string name = "r2_score",
        string? dtype = null)
        : base(
            new Engine.R2Score(
                classAggregation: FSharp.Option(Words.OrNull<Functional.Metrics.R2Aggregation>(classAggregation)),
                numRegressors: numRegressors),
            name,
            dtype)
    {
    }

    internal R2Score(Functional.Metric engine) : base(engine)
    {
    }

    private Engine.R2Score Settings => (Engine.R2Score)Record;

    /// <summary>
    /// How outputs' scores become one: <c>"uniform_average"</c>, or <c>"variance_weighted_average"</c>; null for a score of
    /// each.
    /// </summary>
    public string? ClassAggregation => FSharp.OrNull(Settings.ClassAggregation) is { } word ? CaseName.word(word) : null;

    /// <summary>Number of regressors by which the score is adjusted, at least 0; 0 for the plain score.</summary>
    public int NumRegressors => Settings.NumRegressors;
}
