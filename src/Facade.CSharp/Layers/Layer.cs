using System.Runtime.CompilerServices;
using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>
/// A layer: Keras's <c>keras.layers.Layer</c>. Own layers derive from it: <see cref="Build"/> declares weights with
/// <see cref="AddWeight"/> and <see cref="Call(KerasTensor, bool)"/> computes with them.
/// </summary>
/// <remarks>
/// Both are functions over symbols: they are called each time a graph is made of the layer, not for each batch, so they must not
/// depend on anything but the layer's own settings. One object applied twice shares its weights.
/// </remarks>
public abstract partial class Layer
{
    private static long changes;

    // From the engine's layers, without options, back to the objects that users hold.
    private static readonly ConditionalWeakTable<ILayer, Layer> known = [];

    // Layers inside layers whose descriptors are being made on this thread, and the name of the outermost.
    [ThreadStatic]
    private static int describing;
    [ThreadStatic]
    private static string? outermost;

    private ILayer? definition;
    private string? name;
    private readonly string? dtype;
    private bool trainable = true;
    private ILayer? descriptor;

    /// <summary>An own layer.</summary>
    protected Layer()
    {
    }

    private protected Layer(ILayer definition, string? name, bool trainable, string? dtype) : this(definition)
    {
        if (name is not null)
            Name = name;
        if (dtype is not null)
            DType = dtype;
        this.trainable = trainable;
    }

    private protected Layer(ILayer definition) => this.definition = FSharp.Checked(definition, GetType().Name);

    private protected Layer(ILayer definition, LayerOptions options) : this(options) => this.definition = definition;

    private protected Layer(LayerOptions options)
    {
        name = FSharp.OrNull(options.Name);
        dtype = FSharp.OrNull(options.Policy)?.Name;
        trainable = options.Trainable;
    }

    /// <summary>
    /// Name of the layer: the given one, or the one that its model gave it (class in snake case, with a number where needed). A model
    /// takes a change up when it is compiled, saved or shown, or a new one is made with the layer; the weights stay.
    /// </summary>
    /// <exception cref="ConfigurationException">A name that is empty or holds a slash.</exception>
    public string Name
    {
        get => name ?? (Home is { Path.IsRoot: false } home ? home.Path.Name : Engine.ClassName.toSnakeCase(KerasClass));
        set
        {
            if (string.IsNullOrWhiteSpace(value) || value.Contains('/'))
                throw new ConfigurationException($"name must not be empty or hold a slash, got \"{value}\"");
            if (name == value)
                return;
            name = value;
            Forget();
        }
    }

    /// <summary>
    /// Whether the optimizer changes the layer's weights. A change reaches all layers inside. After <c>Compile</c> it counts from the next
    /// <c>Compile</c> on.
    /// </summary>
    public bool Trainable
    {
        get => trainable;
        set
        {
            SetTrainable(value, []);
            Interlocked.Increment(ref changes);
        }
    }

    private void SetTrainable(bool value, HashSet<Layer> seen)
    {
        if (!seen.Add(this))
            return;
        trainable = value;
        descriptor = null;
        foreach (var (_, child) in Children)
            child.SetTrainable(value, seen);
    }

    /// <summary>
    /// What the layer computes in and keeps its weights in: a dtype (<c>"float32"</c>) or a policy (<c>"mixed_bfloat16"</c>).
    /// </summary>
    /// <exception cref="ConfigurationException">A name that is neither.</exception>
    public virtual string DType
    {
        get
        {
            var said = dtype ?? "float32";
            return definition is Functional.Layers.IWritten written ? written.Policy(Policy.Parse(said)).Name : said;
        }
        init
        {
            _ = Policy.Parse(value);
            dtype = value;
        }
    }

    /// <summary>Name of the layer's Keras class.</summary>
    private protected virtual string KerasClass => definition is null ? GetType().Name : Engine.ClassName.ofLayer(definition);

    internal string? GivenName => name;

    /// <summary>What has the settings.</summary>
    private protected ILayer Record => definition!;

    /// <summary>The model that keeps the layer's numbers, and where.</summary>
    internal Home? Home { get; set; }

    /// <summary>Layers inside this one, with their names.</summary>
    internal virtual IReadOnlyList<(string Name, Layer Layer)> Children => Holder.parts(Root) is { IsEmpty: false } parts
        ? [.. parts.Select(part => (part.Name, Of(part.Layer)))]
        : [];

    /// <summary>What the engine sees. A new object each time an option changes.</summary>
    internal ILayer Descriptor
    {
        get
        {
            if (descriptor is null)
            {
                var inner = Holder.bare(Describe());
                descriptor = name is null && trainable && dtype is null
                    ? inner
                    : new Configured(
                        layer: inner,
                        name: FSharp.Option(name),
                        trainable: trainable,
                        policy: FSharp.Option(dtype is null ? null : Policy.Parse(dtype)));
                known.AddOrUpdate(inner, this);
            }

            return descriptor;
        }
    }

    // Models ask their layers, which may be models.
    private ILayer Describe()
    {
        if (describing > Functional.Layer.depthLimit)
            throw Functional.Layer.tooDeep(outermost);
        if (describing++ == 0)
            outermost = Name;
        try
        {
            return Root;
        }
        finally
        {
            describing--;
        }
    }

    /// <summary>Takes up options of the layers inside that were changed since this one was made.</summary>
    private protected virtual void TakeUp(HashSet<Layer> seen)
    {
        TakeUpInside(seen);
        if (definition is null || !HasChanged(definition))
            return;
        definition = FSharp.Replace(definition, layer => Of(layer).Descriptor);
        descriptor = null;
    }

    private protected void TakeUpInside(HashSet<Layer> seen)
    {
        foreach (var (_, child) in Children)
        {
            if (seen.Add(child))
                child.TakeUp(seen);
        }
    }

    private protected static bool HasChanged(ILayer root) =>
        Holder.parts(root).Any(part => !ReferenceEquals(Of(part.Layer).Descriptor, part.Layer));

    private protected virtual ILayer Root => definition ?? OwnRoot;

    private protected void Forget()
    {
        descriptor = null;
        Interlocked.Increment(ref changes);
    }

    /// <summary>Takes another definition of the same class, with something learned, and has the model that holds the layer go by it.</summary>
    private protected void Become(ILayer learned)
    {
        Home?.Model.RefuseWhileRunning("Adapt");
        definition = learned;
        Forget();
        Home?.Model.TakeUpLearned(Home.Path);
    }

    /// <summary>How often an option of any layer was changed.</summary>
    private protected static long Changes => Interlocked.Read(ref changes);

    /// <summary>The object of a layer of the engine; a new one when users hold none.</summary>
    internal static Layer Of(ILayer layer)
    {
        var (options, bare) = Holder.apart(layer);
        return known.GetValue(bare, bare =>
        {
            var made = Model.OrNull(bare, options) ?? Made.Of(bare, options) ?? new Other(bare, options);
            made.descriptor = layer;
            return made;
        });
    }

    /// <summary>Applies the layer to a tensor. What shape comes out is the layer's matter.</summary>
    /// <exception cref="ShapeException">The layer does not take such a tensor, or gives several.</exception>
    public KerasTensor Apply(KerasTensor input) => Single(ApplyAll(input));

    /// <summary>Applies the layer to several tensors: <c>new Add().Apply([a, b])</c>.</summary>
    /// <exception cref="ShapeException">The layer does not take such tensors, or gives several.</exception>
    public KerasTensor Apply(KerasTensors inputs) => Single(ApplyAll(inputs));

    /// <summary>Applies a layer that gives several tensors, such as an LSTM with its states.</summary>
    /// <exception cref="ShapeException">The layer does not take such tensors.</exception>
    public IReadOnlyList<KerasTensor> ApplyAll(KerasTensors inputs) => Invoke(inputs);

    /// <summary>Applies the layer to tensors, with arguments by Keras's names: tensors, flags, or nothing.</summary>
    private protected IReadOnlyList<KerasTensor> Invoke(KerasTensors inputs, params IReadOnlyList<(string Name, object? Value)> named)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
            throw new ShapeException($"{Name}: at least one input is needed, got none");
        if (inputs[0].IsSymbol)
        {
            KerasTensor[] outputs = [.. SymbolModule.call(
                Descriptor,
                FSharp.List(inputs.Select(input => input.Symbol)),
                FSharp.Arguments(named, tensor => tensor.Symbol)).Select(symbol => new KerasTensor(symbol))];
            if (outputs is [var one, ..])
                first ??= new(one.Symbol.Call, outputs);
            return outputs;
        }

        var tracing = inputs[0].Tracing
            ?? throw new ConfigurationException($"{Name}: a layer cannot be applied inside a loss or metric");
        return tracing.Apply(this, inputs, named);
    }

    private protected KerasTensor Single(IReadOnlyList<KerasTensor> outputs) => outputs is [var output]
        ? output
        : throw new ShapeException($"{Name}: gives {outputs.Count} tensors; use ApplyAll");

    /// <summary>What Keras has no layer's class for, such as a call of a function of <c>keras.ops</c>.</summary>
    private sealed class Other(ILayer definition, LayerOptions options) : Layer(definition, options);
}

/// <summary>Where a layer's numbers are: a model and a path in it.</summary>
internal sealed record Home(Model Model, LayerPath Path);
