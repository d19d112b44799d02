// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Losses;

namespace Functional.Keras.Losses;

/// <summary>mean((target − prediction)²) over the last axis (<c>keras.losses.MeanSquaredError</c>).</summary>
public sealed class MeanSquaredError : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanSquaredError(
        string reduction = "sum_over_batch_size",
        string name = "mean_squared_error",
        string? dtype = null)
        : base(new Engine.MeanSquaredError(), reduction, name, dtype)
    {
    }

    internal MeanSquaredError(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>mean(|target − prediction|) over the last axis (<c>keras.losses.MeanAbsoluteError</c>).</summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanAbsoluteError(
        string reduction = "sum_over_batch_size",
        string name = "mean_absolute_error",
        string? dtype = null)
        : base(new Engine.MeanAbsoluteError(), reduction, name, dtype)
    {
    }

    internal MeanAbsoluteError(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits
/// (<c>keras.losses.BinaryCrossentropy</c>).
/// </summary>
public sealed class BinaryCrossentropy : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BinaryCrossentropy(
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        string reduction = "sum_over_batch_size",
        string name = "binary_crossentropy",
        string? dtype = null)
        : base(
            new Engine.BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis),
            reduction,
            name,
            dtype)
    {
    }

    internal BinaryCrossentropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.BinaryCrossentropy Settings => (Engine.BinaryCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the sigmoid.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to one half, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// −Σ t·log p over an axis of class probabilities. Targets are probabilities too (one hot)
/// (<c>keras.losses.CategoricalCrossentropy</c>).
/// </summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CategoricalCrossentropy(
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        string reduction = "sum_over_batch_size",
        string name = "categorical_crossentropy",
        string? dtype = null)
        : base(
            new Engine.CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis),
            reduction,
            name,
            dtype)
    {
    }

    internal CategoricalCrossentropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.CategoricalCrossentropy Settings => (Engine.CategoricalCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the softmax.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to equal probabilities, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// −log p[class]. Targets are class indices in [0, classes) (<c>keras.losses.SparseCategoricalCrossentropy</c>).
/// </summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
    /// <param name="ignoreClass">A class whose elements do not count.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public SparseCategoricalCrossentropy(
        bool fromLogits = false,
        int? ignoreClass = null,
        string reduction = "sum_over_batch_size",
        int axis = -1,
        string name = "sparse_categorical_crossentropy",
        string? dtype = null)
        : base(
            new Engine.SparseCategoricalCrossentropy(
                fromLogits: fromLogits,
                ignoreClass: FSharp.Option(ignoreClass),
                axis: axis),
            reduction,
            name,
            dtype)
    {
    }

    internal SparseCategoricalCrossentropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.SparseCategoricalCrossentropy Settings => (Engine.SparseCategoricalCrossentropy)Record;

    /// <summary>Whether predictions are any number, before the softmax.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>A class whose elements do not count.</summary>
    public int? IgnoreClass => FSharp.OrNull(Settings.IgnoreClass);

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// 100 · mean(|target − prediction| / |target|) over the last axis (<c>keras.losses.MeanAbsolutePercentageError</c>).
/// </summary>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanAbsolutePercentageError(
        string reduction = "sum_over_batch_size",
        string name = "mean_absolute_percentage_error",
        string? dtype = null)
        : base(new Engine.MeanAbsolutePercentageError(), reduction, name, dtype)
    {
    }

    internal MeanAbsolutePercentageError(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// mean((log(target + 1) − log(prediction + 1))²) over the last axis (<c>keras.losses.MeanSquaredLogarithmicError</c>).
/// </summary>
public sealed class MeanSquaredLogarithmicError : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public MeanSquaredLogarithmicError(
        string reduction = "sum_over_batch_size",
        string name = "mean_squared_logarithmic_error",
        string? dtype = null)
        : base(new Engine.MeanSquaredLogarithmicError(), reduction, name, dtype)
    {
    }

    internal MeanSquaredLogarithmicError(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>mean(log cosh(prediction − target)) over the last axis (<c>keras.losses.LogCosh</c>).</summary>
public sealed class LogCosh : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public LogCosh(string reduction = "sum_over_batch_size", string name = "log_cosh", string? dtype = null)
        : base(new Engine.LogCosh(), reduction, name, dtype)
    {
    }

    internal LogCosh(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// Quadratic for errors up to <c>delta</c>, linear beyond (Huber 1964); the mean over the last axis
/// (<c>keras.losses.Huber</c>).
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="delta">Size of the error where the loss becomes linear, above 0.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Huber(
        double delta = 1,
        string reduction = "sum_over_batch_size",
        string name = "huber_loss",
        string? dtype = null)
        : base(new Engine.Huber(delta: delta), reduction, name, dtype)
    {
    }

    internal Huber(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.Huber Settings => (Engine.Huber)Record;

    /// <summary>Size of the error where the loss becomes linear, above 0.</summary>
    public double Delta => Settings.Delta;
}

/// <summary>
/// −cos of the angle between target and prediction along an axis (<c>keras.losses.CosineSimilarity</c>).
/// </summary>
public sealed class CosineSimilarity : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CosineSimilarity(
        int axis = -1,
        string reduction = "sum_over_batch_size",
        string name = "cosine_similarity",
        string? dtype = null)
        : base(new Engine.CosineSimilarity(axis: axis), reduction, name, dtype)
    {
    }

    internal CosineSimilarity(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.CosineSimilarity Settings => (Engine.CosineSimilarity)Record;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>mean(prediction − target · log prediction) over the last axis (<c>keras.losses.Poisson</c>).</summary>
public sealed class Poisson : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Poisson(string reduction = "sum_over_batch_size", string name = "poisson", string? dtype = null)
        : base(new Engine.Poisson(), reduction, name, dtype)
    {
    }

    internal Poisson(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>Σ target · log(target / prediction) over the last axis (<c>keras.losses.KLDivergence</c>).</summary>
public sealed class KLDivergence : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public KLDivergence(
        string reduction = "sum_over_batch_size",
        string name = "kl_divergence",
        string? dtype = null)
        : base(new Engine.KLDivergence(), reduction, name, dtype)
    {
    }

    internal KLDivergence(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// mean(max(1 − target · prediction, 0)) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.losses.Hinge</c>).
/// </summary>
public sealed class Hinge : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public Hinge(string reduction = "sum_over_batch_size", string name = "hinge", string? dtype = null)
        : base(new Engine.Hinge(), reduction, name, dtype)
    {
    }

    internal Hinge(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.losses.SquaredHinge</c>).
/// </summary>
public sealed class SquaredHinge : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public SquaredHinge(
        string reduction = "sum_over_batch_size",
        string name = "squared_hinge",
        string? dtype = null)
        : base(new Engine.SquaredHinge(), reduction, name, dtype)
    {
    }

    internal SquaredHinge(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis
/// (<c>keras.losses.CategoricalHinge</c>).
/// </summary>
public sealed class CategoricalHinge : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public CategoricalHinge(
        string reduction = "sum_over_batch_size",
        string name = "categorical_hinge",
        string? dtype = null)
        : base(new Engine.CategoricalHinge(), reduction, name, dtype)
    {
    }

    internal CategoricalHinge(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// (1 − p[class]^q) / q, which wrong labels disturb less than the cross-entropy (Zhang and Sabuncu 2018). Targets are
/// class indices in [0, classes) (<c>keras.losses.CategoricalGeneralizedCrossEntropy</c>).
/// </summary>
public sealed class CategoricalGeneralizedCrossEntropy : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="q">The cross-entropy near 0, the mean absolute error near 1, in (0, 1).</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CategoricalGeneralizedCrossEntropy(
        double q = 0.5,
        string reduction = "sum_over_batch_size",
        string name = "categorical_generalized_cross_entropy",
        string? dtype = null)
        : base(new Engine.CategoricalGeneralizedCrossEntropy(q: q), reduction, name, dtype)
    {
    }

    internal CategoricalGeneralizedCrossEntropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.CategoricalGeneralizedCrossEntropy Settings => (Engine.CategoricalGeneralizedCrossEntropy)Record;

    /// <summary>The cross-entropy near 0, the mean absolute error near 1, in (0, 1).</summary>
    public double Q => Settings.Q;
}

/// <summary>
/// 1 − 2 · Σ target · prediction / Σ (target + prediction) over axes (Milletari et al. 2016)
/// (<c>keras.losses.Dice</c>).
/// </summary>
public sealed class Dice : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="axis">The axes of a sum, or the one; all of them, with the batch, when absent.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Dice(
        string reduction = "sum_over_batch_size",
        string name = "dice",
        Sizes? axis = null,
        string? dtype = null)
        : base(new Engine.Dice(axis: FSharp.OptionList(axis)), reduction, name, dtype)
    {
    }

    internal Dice(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.Dice Settings => (Engine.Dice)Record;

    /// <summary>The axes of a sum, or the one; all of them, with the batch, when absent.</summary>
    public IReadOnlyList<int>? Axis => FSharp.OrNull(Settings.Axis);
}

/// <summary>
/// 1 − right / (right + alpha · Σ (1 − target) · prediction + beta · Σ target · (1 − prediction)), with right = Σ
/// target · prediction, over axes (Salehi et al. 2017) (<c>keras.losses.Tversky</c>).
/// </summary>
public sealed class Tversky : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="alpha">Factor of what is predicted wrongly.</param>
    /// <param name="beta">Factor of what is missed.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="axis">The axes of a sum, or the one; all of them, with the batch, when absent.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Tversky(
        double alpha = 0.5,
        double beta = 0.5,
        string reduction = "sum_over_batch_size",
        string name = "tversky",
        Sizes? axis = null,
        string? dtype = null)
        : base(new Engine.Tversky(alpha: alpha, beta: beta, axis: FSharp.OptionList(axis)), reduction, name, dtype)
    {
    }

    internal Tversky(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.Tversky Settings => (Engine.Tversky)Record;

    /// <summary>Factor of what is predicted wrongly.</summary>
    public double Alpha => Settings.Alpha;

    /// <summary>Factor of what is missed.</summary>
    public double Beta => Settings.Beta;

    /// <summary>The axes of a sum, or the one; all of them, with the batch, when absent.</summary>
    public IReadOnlyList<int>? Axis => FSharp.OrNull(Settings.Axis);
}

/// <summary>
/// Pulls embeddings of one label together and pushes others apart, softplus(log Σ exp(positive terms) + log Σ
/// exp(negative terms)) of each sample beside the others of its batch (Sun et al. 2020). Predictions are (samples,
/// features) of length 1, targets their labels (<c>keras.losses.Circle</c>).
/// </summary>
public sealed class Circle : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="gamma">Scale of the terms.</param>
    /// <param name="margin">How far apart they shall be.</param>
    /// <param name="removeDiagonal">Whether a sample is left out of its own positives.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Circle(
        double gamma = 80,
        double margin = 0.4,
        bool removeDiagonal = true,
        string reduction = "sum_over_batch_size",
        string name = "circle",
        string? dtype = null)
        : base(
            new Engine.Circle(gamma: gamma, margin: margin, removeDiagonal: removeDiagonal),
            reduction,
            name,
            dtype)
    {
    }

    internal Circle(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.Circle Settings => (Engine.Circle)Record;

    /// <summary>Scale of the terms.</summary>
    public double Gamma => Settings.Gamma;

    /// <summary>How far apart they shall be.</summary>
    public double Margin => Settings.Margin;

    /// <summary>Whether a sample is left out of its own positives.</summary>
    public bool RemoveDiagonal => Settings.RemoveDiagonal;
}

/// <summary>
/// −log of the probability that a sequence spells its labels, over all ways to repeat them and to put blanks between
/// them (Graves 2006). Targets [batch, labels], whole numbers of which 0 is the blank and counts for none; predictions
/// [batch, time, classes], logits (<c>keras.losses.CTC</c>).
/// </summary>
public sealed class CTC : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    public CTC(string reduction = "sum_over_batch_size", string name = "ctc", string? dtype = null)
        : base(new Engine.CTC(), reduction, name, dtype)
    {
    }

    internal CTC(Functional.Loss engine) : base(engine)
    {
    }
}

/// <summary>
/// Binary cross-entropy in which well-classified examples count less: <c>(1 − p_t)^gamma · −log p_t</c> (Lin et al.
/// 2018) (<c>keras.losses.BinaryFocalCrossentropy</c>).
/// </summary>
public sealed class BinaryFocalCrossentropy : Loss
{
    /// <summary>A loss with those settings.</summary>
    /// <param name="applyClassBalancing">Whether <c>alpha</c> weighs the class 1, and 1 − alpha the class 0.</param>
    /// <param name="alpha">Weight of the class 1, in [0, 1].</param>
    /// <param name="gamma">How strongly easy examples are played down, at least 0.</param>
    /// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false,
        double alpha = 0.25,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        string reduction = "sum_over_batch_size",
        string name = "binary_focal_crossentropy",
        string? dtype = null)
        : base(
            new Engine.BinaryFocalCrossentropy(
                applyClassBalancing: applyClassBalancing,
                alpha: alpha,
                gamma: gamma,
                fromLogits: fromLogits,
                labelSmoothing: labelSmoothing,
                axis: axis),
            reduction,
            name,
            dtype)
    {
    }

    internal BinaryFocalCrossentropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.BinaryFocalCrossentropy Settings => (Engine.BinaryFocalCrossentropy)Record;

    /// <summary>Whether <c>alpha</c> weighs the class 1, and 1 − alpha the class 0.</summary>
    public bool ApplyClassBalancing => Settings.ApplyClassBalancing;

    /// <summary>Weight of the class 1, in [0, 1].</summary>
    public double Alpha => Settings.Alpha;

    /// <summary>How strongly easy examples are played down, at least 0.</summary>
    public double Gamma => Settings.Gamma;

    /// <summary>Whether predictions are any number, before the sigmoid.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to one half, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// Categorical cross-entropy in which well-classified examples count less: <c>Σ −alpha · (1 − p)^gamma · t · log p</c>
/// (Lin et al. 2018) (<c>keras.losses.CategoricalFocalCrossentropy</c>).
/// </summary>
public sealed class CategoricalFocalCrossentropy : Loss
{
    private static readonly Engine.CategoricalFocalCrossentropy Usual = FSharp.Usual<Engine.CategoricalFocalCrossentropy>("keras.losses.CategoricalFocalCrossentropy");

    /// <summary>A loss with those settings.</summary>
    /// <param name="alpha">Weight of all classes, or one for each; 0.25 when absent.</param>
    /// <param name="gamma">How strongly easy examples are played down, at least 0.</param>
    /// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
    /// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
    /// <param name="axis">The axis; negative counts from the end.</param>
    /// <param name="reduction">How a batch's losses become one number.</param>
    /// <param name="name">Name of the loss.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public CategoricalFocalCrossentropy(
        Numbers? alpha = null,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1,
        string reduction = "sum_over_batch_size",
        string name = "categorical_focal_crossentropy",
        string? dtype = null)
        : base(
            new Engine.CategoricalFocalCrossentropy(
                alpha: FSharp.List(alpha, Usual.Alpha),
                gamma: gamma,
                fromLogits: fromLogits,
                labelSmoothing: labelSmoothing,
                axis: axis),
            reduction,
            name,
            dtype)
    {
    }

    internal CategoricalFocalCrossentropy(Functional.Loss engine) : base(engine)
    {
    }

    private Engine.CategoricalFocalCrossentropy Settings => (Engine.CategoricalFocalCrossentropy)Record;

    /// <summary>Weight of all classes, or one for each.</summary>
    public IReadOnlyList<double> Alpha => Settings.Alpha;

    /// <summary>How strongly easy examples are played down, at least 0.</summary>
    public double Gamma => Settings.Gamma;

    /// <summary>Whether predictions are any number, before the softmax.</summary>
    public bool FromLogits => Settings.FromLogits;

    /// <summary>Moves targets this share of the way to equal probabilities, in [0, 1].</summary>
    public double LabelSmoothing => Settings.LabelSmoothing;

    /// <summary>The axis; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}
