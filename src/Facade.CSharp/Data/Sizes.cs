using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// A number for all axes, or one for each: <c>3</c>, <c>(3, 3)</c>, <c>[3, 3]</c>. What Keras takes as "int or tuple".
/// </summary>
[CollectionBuilder(typeof(Sizes), nameof(Of))]
public readonly struct Sizes : IEnumerable<int>
{
    private readonly int[]? values;
    private readonly bool isOne;

    private Sizes(int[] values, bool isOne)
    {
        this.values = values;
        this.isOne = isOne;
    }

    /// <summary>One number for each axis.</summary>
    public static Sizes Of(params ReadOnlySpan<int> values) => new(values.ToArray(), isOne: false);

    /// <summary>The same number for all axes.</summary>
    public static implicit operator Sizes(int value) => new([value], isOne: true);

    /// <summary>One number for each of two axes.</summary>
    public static implicit operator Sizes((int, int) values) => Of(values.Item1, values.Item2);

    /// <summary>One number for each of three axes.</summary>
    public static implicit operator Sizes((int, int, int) values) => Of(values.Item1, values.Item2, values.Item3);

    /// <summary>One number for each axis.</summary>
    public static implicit operator Sizes(int[] values) => Of(values);

    /// <summary>The number that stands for all axes, if it is one.</summary>
    internal int? One => isOne ? values![0] : null;

    /// <summary>One number for each of so many axes.</summary>
    internal IEnumerable<int> For(int rank) => isOne ? Enumerable.Repeat(values![0], rank) : this;

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => (values ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers as Keras writes them: <c>3</c>, <c>(3, 3)</c>.</summary>
    public override string ToString() => isOne ? $"{values![0]}" : $"({string.Join(", ", values ?? [])})";
}
