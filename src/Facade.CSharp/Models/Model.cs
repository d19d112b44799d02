namespace Functional.Keras;

/// <summary>
/// Layers that are trained together (<c>keras.Model</c>). From tensors: <c>new Model(inputs, outputs)</c>; in a row:
/// <see cref="Sequential"/>; own: derive and override <c>Call</c>, applying layers that are fields.
/// </summary>
/// <remarks>
/// Nothing needs to be disposed: what native memory a model holds goes with it. <see cref="Dispose"/> frees it at once.
/// <para>
/// Predictions (<c>Predict</c>, <c>PredictAll</c>, <c>PredictOnBatch</c>, and <c>Call</c> for inference) may be called by any number of
/// threads at the same time, the first one included, and beside a training: they see the weights between two steps. Everything else is for
/// one thread at a time. While <c>Fit</c> runs, a callback may read and set weights, evaluate, predict and save, but not compile the model
/// or change its layers.
/// </para>
/// </remarks>
public partial class Model : Layer, IDisposable
{
    private readonly KerasTensors? inputTensors;
    private readonly KerasTensors? outputTensors;
    private Functional.Model? definition;
    private bool stale;
    // Taken here and not at first use, whose order threads may choose.
    private long seed = Utils.NextSeed();
    private TensorStore? store;
    // Says where in the store the weights of each layer are.
    private Trace? trace;
    private Trainer? trainer;
    private bool isShared;
    private int runs;
    private Parts? inner;

    /// <summary>Held while the definition, the numbers and the compiled steps are looked up or made, never while they run.</summary>
    private readonly Lock making = new();

    /// <summary>A model from input tensors to output tensors.</summary>
    /// <param name="inputs">One <see cref="Input"/>, or several in order or by name.</param>
    /// <param name="outputs">What layers made of them: one tensor, or several in order or by name.</param>
    /// <param name="name">Name of the model; <c>functional</c> when absent.</param>
    /// <exception cref="ConfigurationException">The outputs need an input that is not given, or layer names repeat.</exception>
    public Model(KerasTensors inputs, KerasTensors outputs, string? name = null)
        : this(name ?? "functional")
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        inputTensors = inputs;
        outputTensors = outputs;
        _ = Definition;
    }

    /// <summary>An own model.</summary>
    protected Model()
    {
    }

    private protected Model(string name) => Name = name;

    private protected Model(Functional.Model definition) : this(definition.Name) => this.definition = definition;

    /// <summary>
    /// Seed of the weights' start, of dropout and of the order of samples. Set it before the model is built. With it these follow from the epochs
    /// and steps that the model has made, however many calls of <c>Fit</c> they were.
    /// </summary>
    public long Seed
    {
        get => seed;
        init => seed = value;
    }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Layer> Layers
    {
        get
        {
            Settle(this, LayerPath.Root);
            return Inner.Layers;
        }
    }

    /// <summary>Whether the weights exist: the shape of the input is known and was used.</summary>
    public bool Built => store is not null;

    /// <summary>Names of the inputs; empty while they are not known.</summary>
    public IReadOnlyList<string> InputNames => FSharp.OrNull(Definition.Inputs)?.Select(input => input.Name).ToArray() ?? [];

    /// <summary>Names of the outputs in losses, metrics and logs.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public IReadOnlyList<string> OutputNames => [.. ModelModule.build(Mode.Inference, Definition).OutputNames];

    /// <summary>Shape of the first input, the batch first.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public Shape InputShape => Shape.Of(ModelModule.build(Mode.Inference, Definition).Inputs.First().Shape);

    /// <summary>Shape of the first output, the batch first.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public Shape OutputShape => Shape.Of(ModelModule.build(Mode.Inference, Definition).Outputs.First().Shape);

    internal override IReadOnlyList<(string Name, Layer Layer)> Children => Inner.Children;

    // Looked up once for each definition, and for an own model when it has applied more layers.
    private Parts Inner
    {
        get
        {
            var root = Definition.Root;
            if (inner is null || !ReferenceEquals(inner.Root, root) || inner.OwnCount != OwnCount)
            {
                var children = base.Children;
                var uncounted = Holder.parts(root).Where(part => part.Place.IsNowhere).Select(part => part.Name).ToHashSet();
                inner = new(root, OwnCount, children, [.. children.Where(child => !uncounted.Contains(child.Name)).Select(child => child.Layer)]);
            }

            return inner;
        }
    }

    private protected override string KerasClass => GetType() == typeof(Model) ? "Functional" : GetType().Name;

    private protected override ILayer Root => Definition.Root;

    /// <summary>The store of the model's numbers, if there are any.</summary>
    internal TensorStore? Store => store;

    /// <summary>The layer of that name, or at that position.</summary>
    /// <exception cref="ConfigurationException">There is none, or neither or both of the arguments are given.</exception>
    public Layer GetLayer(string? name = null, int? index = null)
    {
        if ((name is null) == (index is null))
            throw new ConfigurationException($"{Name}: GetLayer takes either a name or an index");
        var layers = Layers;
        if (index is { } at)
            return at >= 0 && at < layers.Count
                ? layers[at]
                : throw new ConfigurationException($"{Name}: index must be in [0, {layers.Count}), got {at}");
        return Children.FirstOrDefault(child => child.Name == name).Layer
            ?? throw new ConfigurationException(
                $"{Name}: there is no layer \"{name}\"; it has {string.Join(", ", Children.Select(child => $"\"{child.Name}\""))}");
    }

    /// <summary>Makes the weights for inputs of that shape, where the layers say nothing of it.</summary>
    /// <param name="inputShape">Sizes with the batch first.</param>
    /// <exception cref="ShapeException">Layers do not fit together.</exception>
    public new void Build(Shape inputShape)
    {
        if (FSharp.OrNull(Definition.Inputs) is null)
            definition = FSharp.WithInputs(Definition, [FSharp.Unnamed("input_layer", inputShape)]);
        EnsureStore();
    }

    /// <summary>Frees the memory of the model's numbers. The model can be built again, from its initializers.</summary>
    public void Dispose()
    {
        lock (making)
        {
            DropTrainer();
            Drop(ref store);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The model as the engine sees it.</summary>
    internal Functional.Model Definition
    {
        get
        {
            if (definition is null || stale)
            {
                var known = definition is null ? null : FSharp.OrNull(definition.Inputs);
                var fresh = FSharp.WithTrainable(Define(), Trainable);
                definition = FSharp.OrNull(fresh.Inputs) is null && known is not null ? FSharp.WithInputs(fresh, known) : fresh;
                stale = false;
            }

            return definition;
        }
    }

    private protected virtual Functional.Model Define() => inputTensors is null || outputTensors is null
        ? ModelModule.ofLayer(Name, OwnRoot)
        : ModelModule.ofLayer(Name, new Network(
            inputs: FSharp.List(inputTensors.Select(tensor => tensor.Symbol)),
            outputs: FSharp.List(outputTensors.Select(tensor => tensor.Symbol)),
            inputKeys: FSharp.OptionList(inputTensors.Names),
            outputKeys: FSharp.OptionList(outputTensors.Names)));

    /// <summary>After a change of layers: the weights are made again at the next use, and shared ones taken over.</summary>
    private protected void Rebuild()
    {
        stale = true;
        Forget();
        DropTrainer();
        if (store is not null)
            EnsureStore(afresh: true);
    }

    private protected void RefuseWhileTraining(string what)
    {
        if (runs > 0)
            throw new ConfigurationException($"{Name}: {what} is not possible while Fit runs");
    }

    private void DropTrainer()
    {
        compiled?.Optimizer.Attach(null);
        Drop(ref trainer);
    }

    private static void Drop<T>(ref T? item) where T : class, IDisposable
    {
        item?.Dispose();
        item = null;
    }

    private TensorStore EnsureStore(bool afresh = false)
    {
        if (store is not null && !afresh)
            return store;
        var built = ModelModule.build(Mode.Training, Definition);
        var fresh = Functional.Weights.initialize(Config.TorchDevice, Seed, built);
        trace = built.Trace;
        try
        {
            Share(fresh, new(() => ByLayer(fresh.Keys, key => key.Layer)), this, LayerPath.Root);
        }
        catch
        {
            ((IDisposable)fresh).Dispose();
            throw;
        }

        var old = store;
        if (old is not null)
            fresh.Position = old.Position;
        store = fresh;
        variables = null;
        Settle(this, LayerPath.Root);
        ((IDisposable?)old)?.Dispose();
        return fresh;
    }

    // A layer that was built before has its weights somewhere: both stores then hold the same memory.
    private void Share(TensorStore fresh, Lazy<ILookup<LayerPath, Key>> keys, Layer layer, LayerPath place)
    {
        var path = HomeAt(place);
        var isSelf = path.IsRoot && ReferenceEquals(layer.Home?.Model, this);
        if (!isSelf && layer.Home is { Model.Store: { } other } home && other.Device.type == fresh.Device.type)
        {
            var isWhole = true;
            foreach (var key in path.IsRoot ? fresh.Keys : keys.Value[path])
            {
                var there = key.Moved(path, home.Path);
                if (other.Contains(there) && other[there].shape.AsSpan().SequenceEqual(fresh[key].shape))
                    fresh.Put(key, other[there].detach());
                else
                    isWhole = false;
            }

            isShared = home.Model.isShared = true;
            if (isWhole)
                return;
            // A layer inside may have its home elsewhere, where it stands first.
        }

        foreach (var (name, child) in Inside(layer, place))
            Share(fresh, keys, child, place.Child(name));
    }

    /// <summary>What layers have, by the paths of all layers that it is inside of.</summary>
    private static ILookup<LayerPath, T> ByLayer<T>(IEnumerable<T> items, Func<T, LayerPath> layer) => items
        .SelectMany(item => Around(layer(item)).Select(path => (Path: path, Item: item)))
        .ToLookup(entry => entry.Path, entry => entry.Item);

    private static IEnumerable<LayerPath> Around(LayerPath layer)
    {
        for (; !layer.IsRoot; layer = layer.Parent)
            yield return layer;
    }

    // Where the weights of a layer are that stands at a place: one may stand at several.
    private LayerPath HomeAt(LayerPath place) => trace?.HomeAt(place) ?? place;

    private void Settle(Layer layer, LayerPath place)
    {
        var path = HomeAt(place);
        var isMine = ReferenceEquals(layer.Home?.Model, this);
        if (isMine ? !layer.Home!.Path.Equals(path) : layer.Home is null or { Model.Store: null })
            layer.Home = new(this, path);
        foreach (var (name, child) in Inside(layer, place))
            Settle(child, child.Home?.Path is { } known && known.Name == name && place.Equals(known.Parent) ? known : place.Child(name));
    }

    // Own layers say what they hold only when they are built, and may have been built inside each other.
    private static IReadOnlyList<(string Name, Layer Layer)> Inside(Layer layer, LayerPath path) =>
        path.Depth <= Functional.Layer.depthLimit ? layer.Children : throw Functional.Layer.tooDeep(layer.Name);

    private sealed record Parts(ILayer Root, int OwnCount, IReadOnlyList<(string Name, Layer Layer)> Children, IReadOnlyList<Layer> Layers);
}
