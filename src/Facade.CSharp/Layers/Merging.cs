using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Sum of the inputs, broadcast. n × [...] → [...] (<c>keras.layers.Add</c>)</summary>
public sealed class Add() : Layer(new Engine.Add());

/// <summary>The inputs behind each other along an axis (<c>keras.layers.Concatenate</c>).</summary>
/// <param name="axis">Axis along which to join; negative counts from the end.</param>
public sealed class Concatenate(int axis = -1) : Layer(new Engine.Concatenate(axis: axis));
