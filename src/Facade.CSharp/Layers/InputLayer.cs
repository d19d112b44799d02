using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Where a model's data enters (<c>keras.layers.InputLayer</c>). [...] → [...]</summary>
public sealed class InputLayer : Layer
{
    /// <summary>An input layer.</summary>
    /// <param name="shape">Sizes without the batch; null is a size that is not known.</param>
    /// <param name="batchSize">Size of the batch, where it must be known.</param>
    /// <param name="dtype">Type of the elements; <c>"float32"</c> when absent.</param>
    /// <param name="batchShape">Sizes with the batch first, instead of <paramref name="shape"/>.</param>
    /// <param name="optional">Whether data for it may be left out.</param>
    /// <param name="name">Name of the input, by which data can be given; <c>input_layer</c> with a number where needed when absent.</param>
    /// <exception cref="ConfigurationException">Both or none of the shapes, or an unknown dtype.</exception>
    public InputLayer(
        Shape? shape = null,
        int? batchSize = null,
        string? dtype = null,
        Shape? batchShape = null,
        bool optional = false,
        string? name = null)
        : base(new Engine.InputLayer(
            batchShape: FSharp.KerasSizes(BatchShape(shape, batchSize, batchShape)),
            dType: dtype is null ? Functional.DType.Float32 : Loss.DTypeOf(dtype)!,
            optional: optional))
    {
        if (name is not null)
            Name = name;
    }

    private static IEnumerable<int?> BatchShape(Shape? shape, int? batchSize, Shape? batchShape) => (shape, batchShape) switch
    {
        ({ } sizes, null) => [batchSize, .. sizes],
        (null, { } sizes) when batchSize is null => sizes,
        _ => throw new ConfigurationException("Input: exactly one of shape and batchShape must be given"),
    };
}
