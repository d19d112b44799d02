namespace Functional.Keras;

/// <content>Calls on arrays.</content>
public abstract partial class Layer
{
    private readonly Lock calling = new();
    private (ILayer Layer, Functional.Model Around, LayerCall Call)? prepared;
    private IReadOnlyList<NDArray> losses = [];

    /// <summary>
    /// What the layer makes of data, at once. Its weights begin with the first call, where no model has them. Under a
    /// <see cref="GradientTape"/> it is computed when its numbers are asked for.
    /// </summary>
    /// <param name="x">An array; several for a layer that takes several, in order or by name.</param>
    /// <param name="training">Whether dropout drops and moving averages move.</param>
    /// <exception cref="ShapeException">The layer does not take such data, or gives several arrays.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public NDArray Call(Data x, bool training = false)
    {
        var outputs = CallAll(x, training);
        return outputs.Count == 1 ? outputs[0] : throw new ShapeException($"{Name}: gives {outputs.Count} arrays; use CallAll");
    }

    /// <summary>What a layer makes of data that gives several arrays, such as an LSTM with its states.</summary>
    /// <param name="x">An array; several for a layer that takes several, in order or by name.</param>
    /// <param name="training">Whether dropout drops and moving averages move.</param>
    /// <exception cref="ShapeException">The layer does not take such data.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public virtual IReadOnlyList<NDArray> CallAll(Data x, bool training = false)
    {
        NDArray[] arrays = [.. Data.Given("x", x).Select(part => Data.Given("x", part).Alone("x"))];
        return arrays.Length > 0
            ? Called(training, arrays)
            : throw new ShapeException($"{Name}: at least one input is needed, got none");
    }

    /// <summary>Penalties of the last call on data: those of its outputs, and of trained weights.</summary>
    public IReadOnlyList<NDArray> Losses => losses;

    private protected IReadOnlyList<NDArray> Called(bool training, IReadOnlyList<NDArray> arrays)
    {
        LazyArray[] inputs = [.. arrays.Select(array => array.Lazy)];
        var (outputs, penalties) = Prepared(inputs).Call(training, inputs);
        losses = Wrapped(penalties);
        return Wrapped(outputs);
    }

    private static NDArray[] Wrapped(LazyArray[] arrays) => Array.ConvertAll(arrays, array => new NDArray(array));

    // The layer as it is now, where its weights are now.
    private LayerCall Prepared(LazyArray[] inputs)
    {
        lock (calling)
        {
            var home = Housed(inputs);
            var (around, trace) = home.Model.Around();
            var layer = ReferenceEquals(home.Model, this) ? around.Root : Descriptor;
            if (prepared is { } same && ReferenceEquals(same.Layer, layer) && ReferenceEquals(same.Around, around))
                return same.Call;
            IEnumerable<DType> casts = ReferenceEquals(home.Model, this) ? FSharp.OrNull(around.Inputs)!.Select(input => input.DType) : [];
            LayerCall call = new(home.Model.Keeper, trace, home.Path, layer, FSharp.List(casts));
            prepared = (layer, around, call);
            return call;
        }
    }

    // A model that has its weights; one for it alone where there is none.
    private protected virtual Home Housed(LazyArray[] inputs)
    {
        if (Home is { Model: { IsDisposed: false, IsKnown: true } })
            return Home;
        return Model.Alone(this, inputs.Select((input, i) => FSharp.Unnamed(
            $"x{i}", input.Sizes.Select((size, axis) => axis == 0 ? null : (int?)size), input.DType)));
    }
}
