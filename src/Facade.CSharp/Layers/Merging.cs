using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Sum of the inputs, broadcast. n × [...] → [...] (<c>keras.layers.Add</c>)</summary>
public sealed class Add() : Layer(new Engine.Add());

/// <summary>The first of two inputs less the second, broadcast. 2 × [...] → [...] (<c>keras.layers.Subtract</c>)</summary>
public sealed class Subtract() : Layer(new Engine.Subtract());

/// <summary>
/// Product of the inputs, broadcast. A masked step counts as one, and is zero where no input counts. n × [...] → [...]
/// (<c>keras.layers.Multiply</c>)
/// </summary>
public sealed class Multiply() : Layer(new Engine.Multiply());

/// <summary>
/// Mean of the inputs, broadcast; masked steps are averaged like others. n × [...] → [...] (<c>keras.layers.Average</c>)
/// </summary>
public sealed class Average() : Layer(new Engine.Average());

/// <summary>
/// Largest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Maximum</c>)
/// </summary>
public sealed class Maximum() : Layer(new Engine.Maximum());

/// <summary>
/// Smallest of the inputs, broadcast. A masked step does not count. n × [...] → [...] (<c>keras.layers.Minimum</c>)
/// </summary>
public sealed class Minimum() : Layer(new Engine.Minimum());

/// <summary>The inputs behind each other along an axis (<c>keras.layers.Concatenate</c>).</summary>
/// <param name="axis">Axis along which to join; negative counts from the end.</param>
public sealed class Concatenate(int axis = -1) : Layer(new Engine.Concatenate(axis: axis));
