namespace Functional.Keras;

/// <summary>How a weight begins. A string converts to it by Keras's name (<c>"he_normal"</c>).</summary>
public class Initializer
{
    [ThreadStatic]
    private static long stream;

    /// <summary>A beginning of one's own: override <see cref="Call"/>.</summary>
    protected Initializer() => Engine = Functional.Initializer.NewOwn(new OwnInitializer(this, () => GetType().Name));

    /// <summary>The first value of a weight. Called when a model makes its weights; <see cref="Draw"/> gives random numbers.</summary>
    /// <param name="shape">The weight's shape, all sizes known.</param>
    /// <param name="dtype">The weight's type.</param>
    protected virtual KerasTensor Call(Shape shape, string dtype) =>
        throw new ConfigurationException($"{GetType().Name} must override Call");

    /// <summary>What another initializer gives, such as <c>"random_normal"</c>. Only inside <see cref="Call"/>.</summary>
    /// <param name="initializer">The other one.</param>
    /// <param name="shape">The shape, all sizes known.</param>
    /// <param name="dtype">The type of the values.</param>
    protected KerasTensor Draw(Initializer initializer, Shape shape, string dtype = "float32") => new(
        InitializerModule.apply(
            FSharp.Given(initializer).Engine,
            [.. FSharp.Given(shape).Select(size => (long)(size ?? throw new ShapeException($"Draw needs known sizes, got {shape}")))],
            Loss.DTypeOf(dtype)!,
            // Each draw has its own numbers.
            ++stream),
        null);

    internal KerasTensor CallOwn(Shape shape, DType dtype, long from)
    {
        stream = from;
        return FSharp.Gave(Call(shape, dtype.Name), this, "Call");
    }

    private protected Initializer(Functional.Initializer engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Initializer Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Initializer Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Initializer Of(Functional.Initializer engine) =>
        engine is Functional.Initializer.Own { Item: OwnInitializer own } ? own.Owner : Made.Of(engine) ?? new(engine);

    /// <summary>The initializer of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Initializer(string name) =>
        Of(InitializerModule.parse(name ?? throw new ArgumentNullException(nameof(name))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Initializer other && Engine.Equals(other.Engine);

    /// <inheritdoc/>
    public override int GetHashCode() => Engine.GetHashCode();
}
