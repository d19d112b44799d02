namespace Functional.Keras;

/// <summary>
/// A number beside a tensor, whose type it takes where that can hold it: <c>2</c> beside integers is an integer, <c>2.0</c> makes
/// float32 of them.
/// </summary>
public readonly struct Number
{
    private readonly object? value;

    private Number(object value) => this.value = value;

    internal object Value => value ?? 0L;

    /// <summary>A whole number.</summary>
    public static implicit operator Number(int value) => new((long)value);

    /// <summary>A whole number.</summary>
    public static implicit operator Number(long value) => new(value);

    /// <summary>A real number.</summary>
    public static implicit operator Number(double value) => new(value);

    /// <summary>The number.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value}");
}
