namespace Functional.Keras;

/// <summary>
/// A penalty on the size of a weight or an output, added to the loss. A string converts to it by Keras's name
/// (<c>"l2"</c>).
/// </summary>
public class Regularizer
{
    /// <summary>A penalty of one's own: override <see cref="Call"/>.</summary>
    protected Regularizer() => Engine = Functional.Regularizer.NewOwn(new OwnFunction(() => GetType().Name, Call, this));

    private Regularizer(Func<KerasTensor, KerasTensor> function) =>
        Engine = Functional.Regularizer.NewOwn(new OwnFunction(() => FunctionName.Of(function), function, this));

    /// <summary>A penalty that is a function: the penalty of a weight or an output, a scalar.</summary>
    public static Regularizer Of(Func<KerasTensor, KerasTensor> function) => new(FSharp.Given(function));

    /// <summary>A penalty that is a function.</summary>
    public static implicit operator Regularizer(Func<KerasTensor, KerasTensor> function) => Of(function);

    /// <summary>The penalty of a weight or an output, a scalar.</summary>
    /// <param name="x">What it is of.</param>
    protected virtual KerasTensor Call(KerasTensor x) => throw new ConfigurationException($"{GetType().Name} must override Call");

    private protected Regularizer(Functional.Regularizer engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Regularizer Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Regularizer Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Regularizer Of(Functional.Regularizer engine) =>
        engine is Functional.Regularizer.Own { Item: OwnFunction { Owner: Regularizer own } } ? own : Made.Of(engine) ?? new(engine);

    internal static Regularizer? OrNull(Functional.Regularizer? engine) => engine is null ? null : Of(engine);

    /// <summary>The regularizer of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Regularizer(string name) =>
        Of(RegularizerModule.parse(name ?? throw new ArgumentNullException(nameof(name))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Regularizer other && Engine.Equals(other.Engine);

    /// <inheritdoc/>
    public override int GetHashCode() => Engine.GetHashCode();
}
