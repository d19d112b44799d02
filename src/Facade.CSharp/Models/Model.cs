namespace Functional.Keras;

/// <summary>
/// Layers that are trained together (<c>keras.Model</c>). From tensors: <c>new Model(inputs, outputs)</c>; in a row:
/// <see cref="Sequential"/>; own: derive and override <c>Call</c>, applying layers that are fields.
/// </summary>
/// <remarks>
/// Nothing needs to be disposed: what native memory a model holds goes with it. <see cref="Dispose"/> frees it at once.
/// <para>
/// Predictions (<c>Predict</c>, <c>PredictAll</c>, <c>PredictOnBatch</c>, and <c>Call</c> for inference) may be called by any number of
/// threads at the same time, the first one included, and beside a training: they see the weights between two steps. While a run goes on
/// (<c>Fit</c>, <c>Evaluate</c>, <c>TrainOnBatch</c>, <c>TestOnBatch</c>), its callbacks and other threads may read and set weights, save, and
/// begin other runs, all of which happens between two steps. They may not compile the model or change its layers, which raises
/// <c>ConfigurationException</c>. <see cref="Dispose"/> ends what runs: it raises <c>ObjectDisposedException</c>. Predictions that run while the
/// model is compiled or its layers change go on with the model that they began with.
/// </para>
/// </remarks>
public partial class Model : Layer, IDisposable
{
    // Of a model between tensors.
    private readonly (KerasTensors Inputs, KerasTensors Outputs)? between;
    private volatile Functional.Model? definition;
    private volatile bool stale;
    // Taken here and not at first use, whose order threads may choose.
    private long seed = Utils.NextSeed();
    private TensorStore? store;
    // Says where in the store the weights of each layer are.
    private Trace? trace;
    private Trainer? trainer;
    private bool isShared;
    private bool isDisposed;
    private readonly Ending ending = new();
    private Parts? inner;

    // What runs and may change numbers, each by its name.
    private readonly List<string> runs = [];

    // Held while the definition, the numbers and the compiled steps are looked up or made, never while they run. Who holds the trainer's own
    // lock may ask for it, and not the other way round.
    private readonly Turn making;

    /// <summary>A model from input tensors to output tensors.</summary>
    /// <param name="inputs">One <see cref="Input"/>, or several in order or by name.</param>
    /// <param name="outputs">What layers made of them: one tensor, or several in order or by name.</param>
    /// <param name="name">Name of the model; <c>functional</c> when absent, with a number where needed within another model.</param>
    /// <param name="trainable">Whether the optimizer changes the weights; else all layers are frozen.</param>
    /// <remarks>Inputs may be inner tensors of another model: the new one begins there, and shares the weights of the layers between.</remarks>
    /// <exception cref="ConfigurationException">The outputs need an input that is not given, or layer names repeat.</exception>
    public Model(KerasTensors inputs, KerasTensors outputs, string? name = null, bool trainable = true)
        : this(name)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        between = FSharp.Between(inputs, outputs);
        _ = Definition;
        MeetLayers();
        if (!trainable)
            Trainable = false;
    }

    /// <summary>An own model.</summary>
    protected Model() => making = new(() => Name);

    private protected Model(string? name) : this()
    {
        if (name is not null)
            Name = name;
    }

    // One that the engine has.
    private protected Model(ILayer root, LayerOptions options) : base(options)
    {
        making = new(() => Name);
        definition = FSharp.WithTrainable(ModelModule.ofLayer(Name, root), options.Trainable);
        if (root is IModel { Flow: Flow.Graph { Item: var network } })
        {
            between = (
                KerasTensors.Of(network.Inputs, FSharp.OrNull(network.InputKeys)),
                KerasTensors.Of(network.Outputs, FSharp.OrNull(network.OutputKeys)));
            MeetLayers();
        }
    }

    /// <summary>The object of a model of the engine; null for another layer.</summary>
    internal static Model? OrNull(ILayer layer, LayerOptions options) => layer is not IModel model ? null
        : model.Flow is Flow.Chain chain ? new Sequential(layer, options, chain.Item.Select(part => Of(part.Item2)))
        : new Model(layer, options);

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
            Refresh();
            Settle(this, LayerPath.Root);
            return Inner.Layers;
        }
    }

    /// <summary>Whether the weights exist: the shape of the input is known and was used.</summary>
    public bool Built => store is not null;

    /// <summary>Names of the inputs; empty while they are not known.</summary>
    public IReadOnlyList<string> InputNames => [.. ModelModule.inputNames(Definition)];

    /// <summary>Names of the outputs in losses, metrics and logs.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public IReadOnlyList<string> OutputNames => [.. ModelModule.build(Mode.Inference, Definition).OutputNames];

    /// <summary>Shape of the first input, the batch first.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public Shape InputShape => Shape.Of(ModelModule.build(Mode.Inference, Definition).Given.First().Shape);

    /// <summary>Shape of the first output, the batch first.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet.</exception>
    public Shape OutputShape => Shape.Of(ModelModule.build(Mode.Inference, Definition).Outputs.First().Shape);

    /// <summary>Keras's name of the dtype of the first input.</summary>
    internal string InputDType => ModelModule.build(Mode.Inference, Definition).Inputs.First().DType.Name;

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

    internal bool IsDisposed => isDisposed;

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
    /// <exception cref="ConfigurationException">The model is for inputs of another shape.</exception>
    /// <exception cref="ShapeException">Layers do not fit together.</exception>
    public new void Build(Shape inputShape) => making.Join(() =>
    {
        var asked = FSharp.Unnamed("input_layer", inputShape);
        if (FSharp.OrNull(Definition.Inputs) is not { } inputs)
        {
            definition = FSharp.WithInputs(Definition, [asked]);
        }
        else if (!inputs.Select(input => Shape.Of(input.Shape)).SequenceEqual([Shape.Of(asked.Shape)]))
        {
            var shapes = string.Join(", ", inputs.Select(input => Shape.Of(input.Shape)));
            throw new ConfigurationException($"{Name}: the model is for inputs of shape {shapes}, got {inputShape}");
        }

        return EnsureStore();
    });

    /// <summary>
    /// Frees the memory of the model's numbers, once the step that runs is over. What needs them afterwards raises
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        var (steps, numbers) = making.Join(() => (trainer, store));
        ((IDisposable?)steps)?.Dispose();
        making.Join(() =>
        {
            if (ReferenceEquals(trainer, steps))
                DetachTrainer();
            if (ReferenceEquals(store, numbers))
                store = null;
            return isDisposed = true;
        });
        ((IDisposable?)numbers)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The model as the engine sees it.</summary>
    internal Functional.Model Definition => stale ? making.Join(Redefined) : definition ?? making.Join(Redefined);

    private Functional.Model Redefined()
    {
        if (definition is { } current && !stale)
            return current;
        var known = definition is null ? null : FSharp.OrNull(definition.Inputs);
        var fresh = FSharp.WithTrainable(Define(), Trainable);
        var made = FSharp.OrNull(fresh.Inputs) is null && known is not null ? FSharp.WithInputs(fresh, known) : fresh;
        definition = made;
        stale = false;
        return made;
    }

    private protected virtual Functional.Model Define() => ModelModule.ofLayer(
        Name, between is { } tensors ? FSharp.Network(tensors.Inputs, tensors.Outputs).Taking(FSharp.Replacing(layer => Of(layer).Descriptor)) : OwnRoot);

    /// <summary>Changes the layers: the weights are made again at the next use, and shared ones taken over.</summary>
    private protected void ChangeLayers(string what, Action change) => Change(what, () =>
    {
        change();
        stale = true;
        Forget();
        var steps = DetachTrainer();
        var old = store;
        try
        {
            if (old is not null)
                EnsureStore(afresh: true);
        }
        finally
        {
            Retire(steps, ReferenceEquals(old, store) ? null : old);
        }
    });

    /// <summary>A change of what runs go by: refused while one goes on, alone between two predictions otherwise.</summary>
    private void Change(string what, Action change)
    {
        bool Changed(Trainer? steps)
        {
            if (!ReferenceEquals(steps, trainer))
                return false;
            RefuseWhileRunning(what);
            change();
            return true;
        }

        while (true)
        {
            var isDone = false;
            Trainer? steps = null;
            making.Join(() =>
            {
                RefuseWhileRunning(what);
                steps = trainer;
                if (steps is null)
                    isDone = Changed(null);
                else
                    steps.Enter();
                return true;
            });
            if (steps is not null)
                isDone = steps.During(() => steps.Between(() => making.Join(() => Changed(steps))));
            if (isDone)
                return;
        }
    }

    /// <summary>Goes on with what a layer inside learned: with its other definition, and weights that it learned.</summary>
    internal void TakeUpLearned(LayerPath path) => Change("Adapt", () =>
    {
        TakeUp([this]);
        if (store is { } numbers)
        {
            foreach (var weight in ModelModule.build(Mode.Inference, Definition).Trace.Weights)
            {
                if (weight.Key.Layer.IsIn(path) && FSharp.OrNull(weight.Start) is { } start)
                    numbers.Set(weight.Key, start);
            }

            numbers.Touch();
        }

        variables = null;
        Retire(DetachTrainer(), null);
    });

    internal void RefuseWhileRunning(string what)
    {
        lock (runs)
        {
            if (runs is [var first, ..])
                throw new ConfigurationException($"{Name}: {what} is not possible while {first} runs");
        }
    }

    private Trainer? DetachTrainer()
    {
        compiled?.Optimizer.Attach(null);
        var steps = trainer;
        trainer = null;
        return steps;
    }

    // Predictions that began with them may still run.
    private static void Retire(Trainer? steps, TensorStore? numbers)
    {
        if (steps is null)
            ((IDisposable?)numbers)?.Dispose();
        else
            steps.Retire(numbers);
    }

    private sealed record Parts(ILayer Root, int OwnCount, IReadOnlyList<(string Name, Layer Layer)> Children, IReadOnlyList<Layer> Layers);
}
