namespace Functional.Keras;

/// <summary>What a norm is of: a number, an infinity, or a word (<c>"fro"</c>, <c>"nuc"</c>).</summary>
public readonly struct Order
{
    private readonly object? value;

    private Order(object value) => this.value = value;

    internal object Value => value ?? 0L;

    /// <summary>A whole number.</summary>
    public static implicit operator Order(int value) => new((long)value);

    /// <summary>A number.</summary>
    public static implicit operator Order(double value) => new(value);

    /// <summary>A word.</summary>
    public static implicit operator Order(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value);
    }

    /// <summary>The number or the word.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value}");
}
