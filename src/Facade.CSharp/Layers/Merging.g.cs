// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable
using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Sum of the inputs, broadcast. n × [...] → [...] (<c>keras.layers.Add</c>).</summary>
public sealed class Add : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Add(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Add(), name, trainable, dtype)
    {
    }

    internal Add(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>The inputs behind each other along an axis (<c>keras.layers.Concatenate</c>).</summary>
public sealed class Concatenate : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="axis">Axis along which to join; negative counts from the end.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Concatenate(int axis = -1, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Concatenate(axis: axis), name, trainable, dtype)
    {
    }

    internal Concatenate(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Concatenate Settings => (Engine.Concatenate)Record;

    /// <summary>Axis along which to join; negative counts from the end.</summary>
    public int Axis => Settings.Axis;
}

/// <summary>
/// The first of two inputs less the second, broadcast. 2 × [...] → [...] (<c>keras.layers.Subtract</c>).
/// </summary>
public sealed class Subtract : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Subtract(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Subtract(), name, trainable, dtype)
    {
    }

    internal Subtract(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Product of the inputs, broadcast. A masked step counts as one, and is zero where no input counts. n × [...] → [...]
/// (<c>keras.layers.Multiply</c>).
/// </summary>
public sealed class Multiply : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Multiply(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Multiply(), name, trainable, dtype)
    {
    }

    internal Multiply(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Mean of the inputs, broadcast. Keras: masked steps are averaged like others. n × [...] → [...]
/// (<c>keras.layers.Average</c>).
/// </summary>
public sealed class Average : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Average(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Average(), name, trainable, dtype)
    {
    }

    internal Average(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Largest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Maximum</c>).
/// </summary>
public sealed class Maximum : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Maximum(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Maximum(), name, trainable, dtype)
    {
    }

    internal Maximum(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Smallest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Minimum</c>).
/// </summary>
public sealed class Minimum : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    public Minimum(string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Minimum(), name, trainable, dtype)
    {
    }

    internal Minimum(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }
}

/// <summary>
/// Sums of products of two inputs along an axis of each, sample by sample. 2 × [batch, ...] → [batch, rest of the
/// first, rest of the second], (batch, 1) where nothing is left (<c>keras.layers.Dot</c>).
/// </summary>
public sealed class Dot : Layer
{
    /// <summary>A layer with those settings.</summary>
    /// <param name="axes">The axis of both inputs, or one of each; negative counts from the end, and the samples are axis
    /// 0.</param>
    /// <param name="normalize">Whether both are divided by their length along it first, which makes the sum the cosine of
    /// their angle.</param>
    /// <param name="name">Name of the layer; its class in snake case, with a number where needed, when absent.</param>
    /// <param name="trainable">Whether the optimizer changes its weights.</param>
    /// <param name="dtype">What it computes in and keeps its weights in; <c>"float32"</c> when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public Dot(Sizes axes, bool normalize = false, string? name = null, bool trainable = true, string? dtype = null)
        : base(new Engine.Dot(axes: FSharp.List(axes), normalize: normalize), name, trainable, dtype)
    {
    }

    internal Dot(ILayer engine, LayerOptions options) : base(engine, options)
    {
    }

    private Engine.Dot Settings => (Engine.Dot)Record;

    /// <summary>
    /// The axis of both inputs, or one of each; negative counts from the end, and the samples are axis 0.
    /// </summary>
    public IReadOnlyList<int> Axes => Settings.Axes;

    /// <summary>
    /// Whether both are divided by their length along it first, which makes the sum the cosine of their angle.
    /// </summary>
    public bool Normalize => Settings.Normalize;
}
