namespace Functional.Keras.Layers;

/// <summary>
/// A function as a layer (<c>keras.layers.Lambda</c>): <c>new Lambda(x => Ops.Square(x) + 1)</c>. It is an expression, made of functions
/// of <see cref="Ops"/>, operators and activations. A file has the operations, which Python's Keras reads too, as a functional model;
/// loaded, the layer is such a <see cref="Model"/>.
/// </summary>
/// <param name="function">The function. What has weights is a class derived from <see cref="Layer"/>.</param>
/// <param name="name">Name of the layer; <c>lambda</c>, with a number where needed, when absent.</param>
/// <param name="trainable">Has no effect: there are no weights.</param>
/// <param name="dtype">What it computes in; <c>"float32"</c> when absent.</param>
public sealed class Lambda(
    Func<KerasTensor, KerasTensor> function, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(FSharp.Lambda(FSharp.Given(function)), name, trainable, dtype);
