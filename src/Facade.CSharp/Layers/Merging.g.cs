// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Sum of the inputs, broadcast. n × [...] → [...] (<c>keras.layers.Add</c>).</summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Add(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Add(), name, trainable, dtype);

/// <summary>The inputs behind each other along an axis (<c>keras.layers.Concatenate</c>).</summary>
/// <param name="axis">Axis along which to join; negative counts from the end.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Concatenate(int axis = -1, string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Concatenate(axis: axis), name, trainable, dtype);

/// <summary>
/// The first of two inputs less the second, broadcast. 2 × [...] → [...] (<c>keras.layers.Subtract</c>).
/// </summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Subtract(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Subtract(), name, trainable, dtype);

/// <summary>
/// Product of the inputs, broadcast. A masked step counts as one, and is zero where no input counts. n × [...] → [...]
/// (<c>keras.layers.Multiply</c>).
/// </summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Multiply(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Multiply(), name, trainable, dtype);

/// <summary>
/// Mean of the inputs, broadcast. Keras: masked steps are averaged like others. n × [...] → [...]
/// (<c>keras.layers.Average</c>).
/// </summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Average(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Average(), name, trainable, dtype);

/// <summary>
/// Largest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Maximum</c>).
/// </summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Maximum(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Maximum(), name, trainable, dtype);

/// <summary>
/// Smallest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Minimum</c>).
/// </summary>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
public sealed class Minimum(string? name = null, bool trainable = true, string? dtype = null)
    : Layer(new Engine.Minimum(), name, trainable, dtype);

/// <summary>
/// Sums of products of two inputs along an axis of each, sample by sample. 2 × [batch, ...] → [batch, rest of the
/// first, rest of the second], (batch, 1) where nothing is left (<c>keras.layers.Dot</c>).
/// </summary>
/// <param name="axes">The axis of both inputs, or one of each; negative counts from the end, and the samples are axis
/// 0.</param>
/// <param name="normalize">Whether both are divided by their length along it first, which makes the sum the cosine of
/// their angle.</param>
/// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
/// <param name="trainable">Whether the optimizer changes its weights.</param>
/// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class Dot(
    Sizes axes,
    bool normalize = false,
    string? name = null,
    bool trainable = true,
    string? dtype = null)
    : Layer(new Engine.Dot(axes: FSharp.List(axes), normalize: normalize), name, trainable, dtype);
