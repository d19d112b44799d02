namespace Functional.Keras;

/// <summary>
/// Where a weight is put back after each update. A string converts to it by Keras's name (<c>"non_neg"</c>).
/// </summary>
public class Constraint
{
    /// <summary>A constraint of one's own: override <see cref="Call"/>.</summary>
    protected Constraint() => Engine = Functional.Constraint.NewOwn(new OwnFunction(() => GetType().Name, Call, this));

    private Constraint(Func<KerasTensor, KerasTensor> function) =>
        Engine = Functional.Constraint.NewOwn(new OwnFunction(() => FunctionName.Of(function), function, this));

    /// <summary>A constraint that is a function: the weight where the constraint holds, in the same shape.</summary>
    public static Constraint Of(Func<KerasTensor, KerasTensor> function) => new(FSharp.Given(function));

    /// <summary>A constraint that is a function.</summary>
    public static implicit operator Constraint(Func<KerasTensor, KerasTensor> function) => Of(function);

    /// <summary>The weight where the constraint holds, in the same shape.</summary>
    /// <param name="x">What it is of.</param>
    protected virtual KerasTensor Call(KerasTensor x) => throw new ConfigurationException($"{GetType().Name} must override Call");

    private protected Constraint(Functional.Constraint engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Constraint Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Constraint Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Constraint Of(Functional.Constraint engine) =>
        engine is Functional.Constraint.Own { Item: OwnFunction { Owner: Constraint own } } ? own : Made.Of(engine) ?? new(engine);

    internal static Constraint? OrNull(Functional.Constraint? engine) => engine is null ? null : Of(engine);

    /// <summary>The constraint of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Constraint(string name) =>
        Of(ConstraintModule.parse(name ?? throw new ArgumentNullException(nameof(name))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Constraint other && Engine.Equals(other.Engine);

    /// <inheritdoc/>
    public override int GetHashCode() => Engine.GetHashCode();
}
