using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>All axes behind the batch as one. [batch, ...] → [batch, product] (<c>keras.layers.Flatten</c>)</summary>
/// <param name="dataFormat"><c>"channels_last"</c>, also when absent, or <c>"channels_first"</c>, which moves the channels
/// behind the other axes first.</param>
/// <exception cref="ConfigurationException">Another format.</exception>
public sealed class Flatten(string? dataFormat = null) : Layer(new Engine.Flatten(dataFormat: Words.DataFormat(dataFormat)));

/// <summary>
/// Other sizes for the axes behind the batch. [batch, ...] → [batch, targetShape] (<c>keras.layers.Reshape</c>)
/// </summary>
/// <param name="targetShape">Sizes without the batch; one may be −1.</param>
public sealed class Reshape(Sizes targetShape) : Layer(new Engine.Reshape(targetShape: FSharp.Longs(targetShape)));
