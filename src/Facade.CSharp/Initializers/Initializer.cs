namespace Functional.Keras;

/// <summary>How a weight begins. A string converts to it by Keras's name (<c>"he_normal"</c>).</summary>
public class Initializer
{
    private protected Initializer(Functional.Initializer engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal Functional.Initializer Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected Functional.Initializer Record => Engine;

    /// <summary>The object of one of the engine's.</summary>
    internal static Initializer Of(Functional.Initializer engine) => Made.Of(engine) ?? new(engine);

    /// <summary>The initializer of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Initializer(string name) =>
        Of(InitializerModule.parse(name ?? throw new ArgumentNullException(nameof(name))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Initializer other && Engine.Equals(other.Engine);

    /// <inheritdoc/>
    public override int GetHashCode() => Engine.GetHashCode();
}
