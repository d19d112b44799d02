namespace Functional.Keras;

/// <content>What own layers are written with.</content>
public abstract partial class Layer
{
    private readonly OwnLayers ownChildren = new();
    private Turn? turn;
    private DelegateLayer? ownRoot;
    private Tracing? tracing;

    /// <summary>How many layers an own layer was seen to apply.</summary>
    private protected int OwnCount => ownChildren.All.Count;

    /// <summary>Layers that it was seen to apply, with their names in it.</summary>
    private protected IReadOnlyList<(string Name, Layer Layer)> OwnChildren => ownChildren.All;

    private protected DelegateLayer OwnRoot => ownRoot ??= new(() => GetType().Name, Trace, () => ownChildren.All, this);

    /// <summary>Declares the weights. Called before <see cref="Call(KerasTensor, bool)"/> whenever a graph is made.</summary>
    /// <param name="inputShape">Shape of the first input, the batch first.</param>
    protected virtual void Build(Shape inputShape)
    {
    }

    /// <summary>Computes the output from the only input.</summary>
    /// <param name="inputs">The input.</param>
    /// <param name="training">Whether the graph is for training.</param>
    protected virtual KerasTensor Call(KerasTensor inputs, bool training) =>
        throw new ConfigurationException($"{GetType().Name} must override Call");

    /// <summary>Computes the outputs from several inputs; override it in a layer of several inputs or outputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="training">Whether the graph is for training.</param>
    protected virtual KerasTensors Call(KerasTensors inputs, bool training) => inputs is [var input]
        ? FSharp.Gave(Call(input, training), this, nameof(Call))
        : throw new ShapeException($"expects one input, got {inputs.Count}");

    /// <summary>Declares a weight and gives its symbol. Only inside <see cref="Build"/> and <c>Call</c>.</summary>
    /// <param name="shape">Its shape; a scalar when absent.</param>
    /// <param name="initializer">How it begins; <c>"glorot_uniform"</c> when absent.</param>
    /// <param name="trainable">Whether the optimizer changes it. What is not trainable changes by <see cref="Assign"/>.</param>
    /// <param name="regularizer">Penalty that is added to the loss.</param>
    /// <param name="constraint">Where it is put back after each update.</param>
    /// <param name="name">Its name; <c>variable</c> with a number when absent.</param>
    /// <exception cref="ConfigurationException">Called at another time.</exception>
    /// <exception cref="ShapeException">A size that is not known.</exception>
    protected KerasTensor AddWeight(
        Shape? shape = null,
        Initializer? initializer = null,
        bool trainable = true,
        Regularizer? regularizer = null,
        Constraint? constraint = null,
        string? name = null) =>
        Now.AddWeight(name, shape ?? [], initializer ?? "glorot_uniform", trainable, regularizer, constraint, isNew: true);

    /// <summary>Gives a weight that is not trainable a new value after the step.</summary>
    /// <exception cref="ConfigurationException">It is not such a weight of this layer.</exception>
    protected void Assign(KerasTensor weight, KerasTensor value) => Now.Assign(weight, value);

    /// <summary>Adds a scalar to the model's loss.</summary>
    protected void AddLoss(KerasTensor loss) => Now.Scope.AddLoss(FSharp.Given(loss).Expr);

    /// <summary>
    /// What a file is to hold of an own class, to be handed to its constructor: the parameters in snake case. As it is, what fields and
    /// properties of their names have. Numbers, texts, flags and lists of them.
    /// </summary>
    /// <exception cref="UnsupportedException">Nothing tells of a parameter.</exception>
    protected virtual Dictionary<string, object?> GetConfig() => OwnClass.ConfigOf(this);

    internal System.Text.Json.Nodes.JsonObject? ConfigOwn => OwnClass.IsCode(this) ? null : OwnClass.Write(this, GetConfig());

    private protected Tracing Now => tracing ?? throw new ConfigurationException(
        $"{GetType().Name}: weights and losses can be added only inside Build and Call");

    private IEnumerable<Expr> Trace(Scope scope, IReadOnlyList<Expr> inputs) => Traced(scope, tracing =>
    {
        KerasTensors symbols = [.. inputs.Select(input => new KerasTensor(input, tracing))];
        Build(symbols[0].Shape);
        return FSharp.Gave(Call(symbols, scope.Training), this, nameof(Call), "tensors").Select(output => output.Expr).ToArray();
    });

    /// <summary>Work that makes a part of a graph and may add weights to it.</summary>
    private protected T Traced<T>(Scope scope, Func<Tracing, T> work) => LazyInitializer.EnsureInitialized(ref turn, () => new(() => Name)).Join(() =>
    {
        var outer = tracing;
        tracing = new(scope, ownChildren, this);
        try
        {
            return work(tracing);
        }
        finally
        {
            tracing = outer;
        }
    });
}

/// <summary>One making of a graph from an own layer.</summary>
internal sealed class Tracing(Scope scope, OwnLayers children, Layer? owner)
{
    private readonly Dictionary<Expr, string> states = [];
    private readonly HashSet<string> weights = [];
    private int unnamed;

    public Scope Scope => scope;

    public KerasTensor AddWeight(
        string? name,
        Shape shape,
        Initializer initializer,
        bool trainable,
        Regularizer? regularizer,
        Constraint? constraint,
        bool isNew = false)
    {
        name ??= unnamed++ == 0 ? "variable" : $"variable_{unnamed - 1}";
        if (isNew && !weights.Add(name))
            throw new ConfigurationException($"weight {name} is added twice; each has a name of its own, and what AddWeight gave can be kept in a field");
        if (shape.Any(size => size is null))
            throw new ShapeException($"weight {name} needs known sizes, got {shape}");
        var sizes = FSharp.Longs(shape.Select(size => size!.Value));
        WeightRule rule = new(
            initializer: initializer.Engine,
            regularizer: FSharp.Option(regularizer?.Engine),
            constraint: FSharp.Option(constraint?.Engine));
        if (trainable)
            return new(scope.Weight(name, sizes, rule), this);
        var state = scope.State(name, sizes, rule);
        states[state] = name;
        return new(state, this);
    }

    public void Assign(KerasTensor weight, KerasTensor value)
    {
        if (!states.TryGetValue(FSharp.Given(weight).Expr, out var name))
            throw new ConfigurationException("Assign needs a weight of this layer that was added with trainable: false");
        scope.Assign(name, Functional.Ops.cast(weight.Expr.DType, FSharp.Given(value).Expr));
    }

    /// <summary>Builds a call of a layer inside the own one, under a name of its own.</summary>
    public IReadOnlyList<KerasTensor> Apply(
        Layer layer, IReadOnlyList<KerasTensor> inputs, IReadOnlyList<(string Name, object? Value)> named)
    {
        var known = children.NameOf(layer);
        var name = known ?? children.FreeName(layer.Name);
        var outputs = Functional.Parts.call(
            scope,
            OwnLayers.Part(name, layer),
            FSharp.List(inputs.Select(input => input.Expr)),
            FSharp.Arguments(named, tensor => tensor.Expr));
        // Not one that could not be built, such as the own layer itself.
        if (known is null)
        {
            children.Add(name, layer);
            if (owner is { Trainable: false })
                layer.Trainable = false;
        }

        return [.. outputs.Select(output => new KerasTensor(output, this))];
    }
}

/// <summary>Layers that an own layer applies, with their names in it.</summary>
internal sealed class OwnLayers
{
    private readonly List<(string Name, Layer Layer)> all = [];
    private readonly Dictionary<Layer, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> used = [];

    // How many of a stem's names are taken for certain.
    private readonly Dictionary<string, int> taken = [];

    public IReadOnlyList<(string Name, Layer Layer)> All => all;

    /// <summary>A layer as the engine sees it inside of the own one. Its attribute there is not known, its name stands for it.</summary>
    public static LayerPart Part(string name, Layer layer) =>
        new(name: name, kerasName: name, place: Place.Attribute, layer: layer.Descriptor);

    public string? NameOf(Layer layer) => names.GetValueOrDefault(layer);

    public string FreeName(string stem)
    {
        var number = taken.GetValueOrDefault(stem);
        while (used.Contains(Numbered()))
            number++;
        taken[stem] = number;
        return Numbered();

        string Numbered() => number == 0 ? stem : $"{stem}_{number}";
    }

    public void Add(string name, Layer layer)
    {
        all.Add((name, layer));
        names[layer] = name;
        used.Add(name);
    }
}
