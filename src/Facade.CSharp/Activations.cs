namespace Functional.Keras;

/// <summary>
/// A function that a layer applies to its output. A string converts to it by Keras's name (<c>"relu"</c>); those with
/// numbers of their own are made by <see cref="Activations"/>.
/// </summary>
public sealed class ActivationFunction
{
    internal ActivationFunction(Functional.Activation engine) => Engine = engine;

    /// <summary>A function of one's own, [...] → [...].</summary>
    /// <param name="function">The function, made of <see cref="Ops"/> and operators.</param>
    /// <param name="name">Its name in messages; that of the method when absent.</param>
    public ActivationFunction(Func<KerasTensor, KerasTensor> function, string? name = null)
    {
        FSharp.Given(function);
        Engine = Functional.Activation.NewOwn(new OwnFunction(() => name ?? FunctionName.Of(function), function, this));
    }

    /// <summary>A function of one's own.</summary>
    public static implicit operator ActivationFunction(Func<KerasTensor, KerasTensor> function) => new(function);

    internal Functional.Activation Engine { get; }

    /// <summary>Keras's name of the function.</summary>
    public string Name => ActivationModule.name(Engine);

    /// <summary>The function of that Keras name.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator ActivationFunction(string name) =>
        new(ActivationModule.parse(name ?? throw new ArgumentNullException(nameof(name))));

    internal static Functional.Activation Of(ActivationFunction? function) =>
        function?.Engine ?? Functional.Activation.Linear;

    /// <summary>Applies the function. [...] → [...]</summary>
    public KerasTensor Apply(KerasTensor x) => KerasTensor.Apply(
        Functional.Layers.ActivationLayer.Create(Engine),
        [x ?? throw new ArgumentNullException(nameof(x))],
        inputs => FSharp.List([ActivationModule.apply(Engine, inputs.Head)]))[0];

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActivationFunction other && Engine.Equals(other.Engine);

    /// <inheritdoc/>
    public override int GetHashCode() => Engine.GetHashCode();

    /// <summary>Keras's name of the function.</summary>
    public override string ToString() => Name;
}
