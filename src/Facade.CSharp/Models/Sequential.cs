using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// Layers one after the other (<c>keras.Sequential</c>): <c>Sequential model = [new Input([784]), new Dense(10)];</c>
/// </summary>
[CollectionBuilder(typeof(Sequential), nameof(Of))]
public sealed class Sequential : Model, IEnumerable<Layer>
{
    // Never changed, only replaced: another thread may be reading it.
    private IReadOnlyList<Layer> layers;

    /// <summary>A model of those layers.</summary>
    /// <param name="layers">The layers; more can be added.</param>
    /// <param name="trainable">Whether the optimizer changes the weights.</param>
    /// <param name="name">Name of the model; <c>sequential</c> when absent, with a number where needed within another model.</param>
    public Sequential(IEnumerable<Layer>? layers = null, bool trainable = true, string? name = null)
        : base(name)
    {
        this.layers = [.. layers ?? []];
        if (this.layers.Contains(null!))
            throw new ArgumentNullException(nameof(layers), "a layer must not be null");
        if (!trainable)
            Trainable = false;
    }

    internal Sequential(ILayer root, LayerOptions options, IEnumerable<Layer> layers) : base(root, options) => this.layers = [.. layers];

    /// <summary>A model of those layers.</summary>
    public static Sequential Of(ReadOnlySpan<Layer> layers) => new(layers.ToArray());

    /// <summary>
    /// Puts a layer at the end. Layers that were built keep their weights. Where the shape of the input is known, the layer is tried at once;
    /// one that does not fit leaves the model as it was.
    /// </summary>
    /// <exception cref="ConfigurationException">The layer is this model, or holds it, or the model runs.</exception>
    /// <exception cref="ShapeException">The layer does not take what the last one gives.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        RefuseSelf(layer);
        if (layers.Count > 0 && FSharp.OrNull(Definition.Inputs) is not null)
        {
            var (inputs, outputs) = FindTensors();
            try
            {
                outputs = layer.ApplyAll([.. outputs]);
            }
            catch (FunctionalException error)
            {
                throw FSharp.Inside(Name, error);
            }

            // What own code applies is known now.
            RefuseSelf(layer);
            ChangeLayers("Add", () => layers = [.. layers, layer]);
            tensors = (layers, inputs, outputs);
        }
        else
        {
            ChangeLayers("Add", () => layers = [.. layers, layer]);
        }

        if (!Trainable)
            layer.Trainable = false;
    }

    /// <summary>Takes the last layer off and returns it. All layers keep their weights, the one that is taken off too.</summary>
    /// <exception cref="ConfigurationException">There are no layers, or the model runs.</exception>
    public Layer Pop()
    {
        Layer? last = null;
        var kept = Keep();
        ChangeLayers("Pop", () =>
        {
            if (layers.Count == 0)
                throw new ConfigurationException($"{Name}: there is no layer to pop");
            last = layers[^1];
            layers = [.. layers.SkipLast(1)];
        });
        kept?.Take(last!);
        return last!;
    }

    // A model of the last layer alone, which holds its numbers when this one does not any more.
    private Sequential? Keep()
    {
        if (!Built || layers is not [.., { IsEntrance: false } last])
            return null;
        // It keeps its name, too.
        last.Name = last.Name;
        MakeTensors();
        var input = last.Input;
        Sequential kept = [new Layers.InputLayer(batchShape: input.Shape, dtype: input.DType), last];
        kept.Build(input.Shape);
        return kept;
    }

    // The model is where a layer has its numbers from now on.
    private void Take(Layer layer) => layer.Home = new(this, LayerPath.Root.Child(Children.Single(child => child.Layer == layer).Name));

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override (IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs) FindTensors()
    {
        if (tensors is { } known && ReferenceEquals(known.Of, layers))
            return (known.Inputs, known.Outputs);
        var given = layers;
        var entrance = given is [{ IsEntrance: true } layer, ..] ? layer : null;
        entrance ??= inferred ??= EntranceOf(this);
        var inputs = entrance.Outputs;
        var outputs = inputs;
        foreach (var next in given.Where(next => next != entrance))
            outputs = next.FirstOrNull is { } first && outputs is [var only] && first.IsOf(only) ? first.Outputs : next.ApplyAll([.. outputs]);
        tensors = (given, inputs, outputs);
        return (inputs, outputs);
    }

    private (IReadOnlyList<Layer> Of, IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs)? tensors;

    // Where data enters, where no layer says it.
    private Layer? inferred;

    private static Layer EntranceOf(Model model) => new Layers.InputLayer(batchShape: model.InputShape, dtype: model.InputDType);

    private void RefuseSelf(Layer layer)
    {
        if (Holds(layer, this))
            throw new ConfigurationException($"{Name}: a model cannot be a layer of itself, got {layer.Name}");
    }

    // Whether one layer is another one or has it inside, as far as they were built.
    private static bool Holds(Layer layer, Layer sought)
    {
        HashSet<Layer> seen = [layer];
        Stack<Layer> pending = new(seen);
        while (pending.TryPop(out var next))
        {
            if (ReferenceEquals(next, sought))
                return true;
            foreach (var (_, child) in next.Children)
            {
                if (seen.Add(child))
                    pending.Push(child);
            }
        }

        return false;
    }

    private protected override Functional.Model Define() =>
        ModelModule.sequential(Name, FSharp.List(layers.Select(layer => layer.Descriptor)));
}
