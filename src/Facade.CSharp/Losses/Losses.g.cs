// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Losses;

namespace Functional.Keras.Losses;

/// <summary>mean((target − prediction)²) over the last axis (<c>keras.losses.MeanSquaredError</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanSquaredError(
    string reduction = "sum_over_batch_size",
    string name = "mean_squared_error",
    string? dtype = null)
    : Loss(new Engine.MeanSquaredError(), reduction, name, dtype);

/// <summary>mean(|target − prediction|) over the last axis (<c>keras.losses.MeanAbsoluteError</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanAbsoluteError(
    string reduction = "sum_over_batch_size",
    string name = "mean_absolute_error",
    string? dtype = null)
    : Loss(new Engine.MeanAbsoluteError(), reduction, name, dtype);

/// <summary>
/// −t·log p − (1 − t)·log(1 − p), its mean over an axis. Predictions are probabilities, or logits
/// (<c>keras.losses.BinaryCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the sigmoid.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class BinaryCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    string reduction = "sum_over_batch_size",
    string name = "binary_crossentropy",
    string? dtype = null)
    : Loss(
        new Engine.BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis),
        reduction,
        name,
        dtype);

/// <summary>
/// −Σ t·log p over an axis of class probabilities. Targets are probabilities too (one hot)
/// (<c>keras.losses.CategoricalCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CategoricalCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    string reduction = "sum_over_batch_size",
    string name = "categorical_crossentropy",
    string? dtype = null)
    : Loss(
        new Engine.CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis),
        reduction,
        name,
        dtype);

/// <summary>
/// −log p[class]. Targets are class indices in [0, classes) (<c>keras.losses.SparseCategoricalCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
/// <param name="ignoreClass">A class whose elements do not count.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false,
    int? ignoreClass = null,
    string reduction = "sum_over_batch_size",
    int axis = -1,
    string name = "sparse_categorical_crossentropy",
    string? dtype = null)
    : Loss(
        new Engine.SparseCategoricalCrossentropy(
            fromLogits: fromLogits,
            ignoreClass: FSharp.Option(ignoreClass),
            axis: axis),
        reduction,
        name,
        dtype);

/// <summary>
/// 100 · mean(|target − prediction| / |target|) over the last axis (<c>keras.losses.MeanAbsolutePercentageError</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanAbsolutePercentageError(
    string reduction = "sum_over_batch_size",
    string name = "mean_absolute_percentage_error",
    string? dtype = null)
    : Loss(new Engine.MeanAbsolutePercentageError(), reduction, name, dtype);

/// <summary>
/// mean((log(target + 1) − log(prediction + 1))²) over the last axis (<c>keras.losses.MeanSquaredLogarithmicError</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class MeanSquaredLogarithmicError(
    string reduction = "sum_over_batch_size",
    string name = "mean_squared_logarithmic_error",
    string? dtype = null)
    : Loss(new Engine.MeanSquaredLogarithmicError(), reduction, name, dtype);

/// <summary>mean(log cosh(prediction − target)) over the last axis (<c>keras.losses.LogCosh</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class LogCosh(
    string reduction = "sum_over_batch_size",
    string name = "log_cosh",
    string? dtype = null)
    : Loss(new Engine.LogCosh(), reduction, name, dtype);

/// <summary>
/// Quadratic for errors up to <c>delta</c>, linear beyond (Huber 1964); the mean over the last axis
/// (<c>keras.losses.Huber</c>).
/// </summary>
/// <param name="delta">Size of the error where the loss becomes linear, above 0.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Huber(
    double delta = 1,
    string reduction = "sum_over_batch_size",
    string name = "huber_loss",
    string? dtype = null)
    : Loss(new Engine.Huber(delta: delta), reduction, name, dtype);

/// <summary>
/// −cos of the angle between target and prediction along an axis (<c>keras.losses.CosineSimilarity</c>).
/// </summary>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CosineSimilarity(
    int axis = -1,
    string reduction = "sum_over_batch_size",
    string name = "cosine_similarity",
    string? dtype = null)
    : Loss(new Engine.CosineSimilarity(axis: axis), reduction, name, dtype);

/// <summary>mean(prediction − target · log prediction) over the last axis (<c>keras.losses.Poisson</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Poisson(string reduction = "sum_over_batch_size", string name = "poisson", string? dtype = null)
    : Loss(new Engine.Poisson(), reduction, name, dtype);

/// <summary>Σ target · log(target / prediction) over the last axis (<c>keras.losses.KLDivergence</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class KLDivergence(
    string reduction = "sum_over_batch_size",
    string name = "kl_divergence",
    string? dtype = null)
    : Loss(new Engine.KLDivergence(), reduction, name, dtype);

/// <summary>
/// mean(max(1 − target · prediction, 0)) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.losses.Hinge</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class Hinge(string reduction = "sum_over_batch_size", string name = "hinge", string? dtype = null)
    : Loss(new Engine.Hinge(), reduction, name, dtype);

/// <summary>
/// mean(max(1 − target · prediction, 0)²) over the last axis. Targets are −1 and 1, or 0 and 1
/// (<c>keras.losses.SquaredHinge</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class SquaredHinge(
    string reduction = "sum_over_batch_size",
    string name = "squared_hinge",
    string? dtype = null)
    : Loss(new Engine.SquaredHinge(), reduction, name, dtype);

/// <summary>
/// max(largest wrong prediction − right prediction + 1, 0). Targets are one hot along the last axis
/// (<c>keras.losses.CategoricalHinge</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
public sealed class CategoricalHinge(
    string reduction = "sum_over_batch_size",
    string name = "categorical_hinge",
    string? dtype = null)
    : Loss(new Engine.CategoricalHinge(), reduction, name, dtype);

/// <summary>
/// (1 − p[class]^q) / q, which wrong labels disturb less than the cross-entropy (Zhang and Sabuncu 2018). Targets are
/// class indices in [0, classes) (<c>keras.losses.CategoricalGeneralizedCrossEntropy</c>).
/// </summary>
/// <param name="q">The cross-entropy near 0, the mean absolute error near 1, in (0, 1).</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CategoricalGeneralizedCrossEntropy(
    double q = 0.5,
    string reduction = "sum_over_batch_size",
    string name = "categorical_generalized_cross_entropy",
    string? dtype = null)
    : Loss(new Engine.CategoricalGeneralizedCrossEntropy(q: q), reduction, name, dtype);

/// <summary>
/// 1 − 2 · Σ target · prediction / Σ (target + prediction) over axes (Milletari et al. 2016)
/// (<c>keras.losses.Dice</c>).
/// </summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="axis">The axes of a sum, or the one; all of them, with the batch, when absent.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Dice(
    string reduction = "sum_over_batch_size",
    string name = "dice",
    Sizes? axis = null,
    string? dtype = null)
    : Loss(new Engine.Dice(axis: FSharp.OptionList(axis)), reduction, name, dtype);

/// <summary>
/// 1 − right / (right + alpha · Σ (1 − target) · prediction + beta · Σ target · (1 − prediction)), with right = Σ
/// target · prediction, over axes (Salehi et al. 2017) (<c>keras.losses.Tversky</c>).
/// </summary>
/// <param name="alpha">Factor of what is predicted wrongly.</param>
/// <param name="beta">Factor of what is missed.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="axis">The axes of a sum, or the one; all of them, with the batch, when absent.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Tversky(
    double alpha = 0.5,
    double beta = 0.5,
    string reduction = "sum_over_batch_size",
    string name = "tversky",
    Sizes? axis = null,
    string? dtype = null)
    : Loss(new Engine.Tversky(alpha: alpha, beta: beta, axis: FSharp.OptionList(axis)), reduction, name, dtype);

/// <summary>
/// Pulls embeddings of one label together and pushes others apart, softplus(log Σ exp(positive terms) + log Σ
/// exp(negative terms)) of each sample beside the others of its batch (Sun et al. 2020). Predictions are (samples,
/// features) of length 1, targets their labels (<c>keras.losses.Circle</c>).
/// </summary>
/// <param name="gamma">Scale of the terms.</param>
/// <param name="margin">How far apart they shall be.</param>
/// <param name="removeDiagonal">Whether a sample is left out of its own positives.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Circle(
    double gamma = 80,
    double margin = 0.4,
    bool removeDiagonal = true,
    string reduction = "sum_over_batch_size",
    string name = "circle",
    string? dtype = null)
    : Loss(new Engine.Circle(gamma: gamma, margin: margin, removeDiagonal: removeDiagonal), reduction, name, dtype);

/// <summary>
/// Binary cross-entropy in which well-classified examples count less: <c>(1 − p_t)^gamma · −log p_t</c> (Lin et al.
/// 2018) (<c>keras.losses.BinaryFocalCrossentropy</c>).
/// </summary>
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
public sealed class BinaryFocalCrossentropy(
    bool applyClassBalancing = false,
    double alpha = 0.25,
    double gamma = 2,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    string reduction = "sum_over_batch_size",
    string name = "binary_focal_crossentropy",
    string? dtype = null)
    : Loss(
        new Engine.BinaryFocalCrossentropy(
            applyClassBalancing: applyClassBalancing,
            alpha: alpha,
            gamma: gamma,
            fromLogits: fromLogits,
            labelSmoothing: labelSmoothing,
            axis: axis),
        reduction,
        name,
        dtype);

/// <summary>
/// Categorical cross-entropy in which well-classified examples count less: <c>Σ −alpha · (1 − p)^gamma · t · log p</c>
/// (Lin et al. 2018) (<c>keras.losses.CategoricalFocalCrossentropy</c>).
/// </summary>
/// <param name="alpha">Weight of all classes, or one for each; 0.25 when absent.</param>
/// <param name="gamma">How strongly easy examples are played down, at least 0.</param>
/// <param name="fromLogits">Whether predictions are any number, before the softmax.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
/// <param name="axis">The axis; negative counts from the end.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; float32 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class CategoricalFocalCrossentropy(
    Numbers? alpha = null,
    double gamma = 2,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    string reduction = "sum_over_batch_size",
    string name = "categorical_focal_crossentropy",
    string? dtype = null)
    : Loss(
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
    private static readonly Engine.CategoricalFocalCrossentropy Usual = FSharp.Usual<Engine.CategoricalFocalCrossentropy>("keras.losses.CategoricalFocalCrossentropy");
}
