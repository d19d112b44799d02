namespace Functional.Keras;

/// <summary>
/// Where data enters a model (<c>keras.Input</c>): the first entry of a <see cref="Sequential"/>, or a tensor that layers are
/// applied to.
/// </summary>
public sealed class Input : KerasTensor
{
    private readonly Layers.InputLayer layer;

    /// <summary>An input.</summary>
    /// <param name="shape">Sizes without the batch; null is a size that is not known.</param>
    /// <param name="batchSize">Size of the batch, where it must be known.</param>
    /// <param name="dtype">Type of the elements; <c>"float32"</c> when absent.</param>
    /// <param name="batchShape">Sizes with the batch first, instead of <paramref name="shape"/>.</param>
    /// <param name="name">Name of the input, by which data can be given; <c>input_layer</c> with a number where needed when absent.</param>
    /// <param name="optional">Whether data for it may be left out.</param>
    /// <exception cref="ConfigurationException">Both or none of the shapes, or an unknown dtype.</exception>
    public Input(
        Shape? shape = null,
        int? batchSize = null,
        string? dtype = null,
        Shape? batchShape = null,
        string? name = null,
        bool optional = false)
        : this(new Layers.InputLayer(shape, batchSize, dtype, batchShape, optional, name))
    {
    }

    private Input(Layers.InputLayer layer) : base(SymbolModule.input(layer.Descriptor))
    {
        this.layer = layer;
        layer.Meet(this);
    }

    /// <summary>The input as a layer.</summary>
    public static implicit operator Layer(Input input) =>
        (input ?? throw new ArgumentNullException(nameof(input))).layer;
}
