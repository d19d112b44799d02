namespace Functional.Keras;

/// <summary>
/// Where a weight is put back after each update. A string converts to it by Keras's name (<c>"non_neg"</c>).
/// </summary>
public class Constraint
{
    private protected Constraint(Functional.Constraint engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Constraint Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Constraint Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Constraint Of(Functional.Constraint engine) => Made.Of(engine) ?? new(engine);

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
