namespace Functional.Keras;

/// <summary>
/// A penalty on the size of a weight or an output, added to the loss. A string converts to it by Keras's name
/// (<c>"l2"</c>).
/// </summary>
public class Regularizer
{
    private protected Regularizer(Functional.Regularizer engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Regularizer Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Regularizer Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Regularizer Of(Functional.Regularizer engine) => Made.Of(engine) ?? new(engine);

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
