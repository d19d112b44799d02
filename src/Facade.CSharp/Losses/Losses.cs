using Engine = Functional.Losses;

namespace Functional.Keras.Losses;

/// <summary>mean((target − prediction)²) over the last axis (<c>keras.losses.MeanSquaredError</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; the prediction's when absent.</param>
public sealed class MeanSquaredError(
    string reduction = "sum_over_batch_size", string name = "mean_squared_error", string? dtype = null)
    : Loss(new Engine.MeanSquaredError(), reduction, name, dtype);

/// <summary>mean(|target − prediction|) over the last axis (<c>keras.losses.MeanAbsoluteError</c>).</summary>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; the prediction's when absent.</param>
public sealed class MeanAbsoluteError(
    string reduction = "sum_over_batch_size", string name = "mean_absolute_error", string? dtype = null)
    : Loss(new Engine.MeanAbsoluteError(), reduction, name, dtype);

/// <summary>
/// −t·log p − (1 − t)·log(1 − p), its mean over an axis (<c>keras.losses.BinaryCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the sigmoid, instead of probabilities.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to one half, in [0, 1].</param>
/// <param name="axis">Axis of the mean.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; the prediction's when absent.</param>
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
/// −Σ t·log p over an axis of class probabilities; targets are probabilities too
/// (<c>keras.losses.CategoricalCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the softmax, instead of probabilities.</param>
/// <param name="labelSmoothing">Moves targets this share of the way to equal probabilities, in [0, 1].</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; the prediction's when absent.</param>
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
/// −log p[class]; targets are class indices in [0, classes) (<c>keras.losses.SparseCategoricalCrossentropy</c>).
/// </summary>
/// <param name="fromLogits">Whether predictions are any number, before the softmax, instead of probabilities.</param>
/// <param name="ignoreClass">A class whose elements do not count.</param>
/// <param name="reduction">How a batch's losses become one number.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="name">Name of the loss.</param>
/// <param name="dtype">What it computes in; the prediction's when absent.</param>
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false,
    int? ignoreClass = null,
    string reduction = "sum_over_batch_size",
    int axis = -1,
    string name = "sparse_categorical_crossentropy",
    string? dtype = null)
    : Loss(
        new Engine.SparseCategoricalCrossentropy(
            fromLogits: fromLogits, ignoreClass: FSharp.Option(ignoreClass), axis: axis),
        reduction,
        name,
        dtype);
