namespace Functional.Keras;

/// <summary>One weight of a model (<c>keras.Variable</c>).</summary>
public sealed class Variable
{
    private readonly Model model;
    private readonly WeightDeclaration declaration;

    internal Variable(Model model, WeightDeclaration declaration)
    {
        this.model = model;
        this.declaration = declaration;
    }

    /// <summary>Its name in its layer: <c>kernel</c>.</summary>
    public string Name => declaration.Name;

    /// <summary>Names of layers and its own: <c>dense/kernel</c>.</summary>
    public string Path => declaration.Key.ToString();

    internal LayerPath Layer => declaration.Key.Layer;

    /// <summary>Sizes of its axes.</summary>
    public IReadOnlyList<int> Shape => [.. declaration.Shape.Select(size => (int)size)];

    /// <summary>Keras's name of its type.</summary>
    public string DType => declaration.DType.Name;

    /// <summary>Whether the optimizer changes it.</summary>
    public bool Trainable => declaration.Trainable;

    /// <summary>Number of values.</summary>
    public int Size => Shape.Aggregate(1, (count, size) => count * size);

    internal DType Type => declaration.DType;

    /// <summary>The weight for calls on arrays.</summary>
    internal Held Held => held ??= new(model.Keeper, declaration);

    private Held? held;

    /// <summary>A copy of the values (Keras's <c>numpy()</c>).</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public NDArray Value => new(model.Between(numbers => numbers.Get(declaration.Key)));

    /// <summary>Writes other values of the same shape.</summary>
    /// <exception cref="ShapeException">They have another shape.</exception>
    /// <exception cref="DataException">They cannot be read, or are beyond the weight's type.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Assign(Data value) => Write(Fitting(Data.Given("value", value).Alone("value")));

    /// <summary>The values in the weight's type.</summary>
    internal HostArray Fitting(NDArray value) => value.Shape.SequenceEqual(Shape)
        ? value.As(declaration.DType)
        : throw new ShapeException(
            $"{Path}: shape is {(Functional.Keras.Shape)(int[])[.. value.Shape]}, the model needs {(Functional.Keras.Shape)(int[])[.. Shape]}");

    internal void Write(HostArray values) => model.Between(numbers =>
    {
        numbers.Set(declaration.Key, values);
        return true;
    });

    /// <summary>Work on weights of one model with no step between.</summary>
    internal static T Together<T>(IReadOnlyList<Variable> weights, Func<T> work) =>
        weights is [var first, ..] ? first.model.Between(_ => work()) : work();

    /// <summary>Path, type and shape: <c>dense/kernel: float32 (784, 64)</c>.</summary>
    public override string ToString() => $"{Path}: {DType} {(Functional.Keras.Shape)(int[])[.. Shape]}";
}
