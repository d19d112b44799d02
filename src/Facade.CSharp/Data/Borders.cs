using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// Sizes before and after each axis: a number for all (<c>1</c>), one for each axis (<c>(1, 2)</c>), or a pair for each axis
/// (<c>((1, 0), (2, 2))</c>, <c>[(1, 0), (2, 2)]</c>).
/// </summary>
[CollectionBuilder(typeof(Borders), nameof(Of))]
public readonly struct Borders : IEnumerable<(int Before, int After)>
{
    private readonly (int Before, int After)[]? pairs;
    private readonly bool isOne;

    private Borders((int Before, int After)[] pairs, bool isOne)
    {
        this.pairs = pairs;
        this.isOne = isOne;
    }

    /// <summary>A pair for each axis.</summary>
    public static Borders Of(params ReadOnlySpan<(int Before, int After)> pairs) => new(pairs.ToArray(), isOne: false);

    /// <summary>The same size at both ends of all axes.</summary>
    public static implicit operator Borders(int size) => new([(size, size)], isOne: true);

    /// <summary>One size for both ends of each of two axes.</summary>
    public static implicit operator Borders((int, int) sizes) => Even([sizes.Item1, sizes.Item2]);

    /// <summary>One size for both ends of each of three axes.</summary>
    public static implicit operator Borders((int, int, int) sizes) => Even([sizes.Item1, sizes.Item2, sizes.Item3]);

    /// <summary>One size for both ends of each axis.</summary>
    public static implicit operator Borders(int[] sizes) => Even(sizes);

    /// <summary>A pair for each of two axes.</summary>
    public static implicit operator Borders(((int, int), (int, int)) pairs) => Of(pairs.Item1, pairs.Item2);

    /// <summary>A pair for each of three axes.</summary>
    public static implicit operator Borders(((int, int), (int, int), (int, int)) pairs) =>
        Of(pairs.Item1, pairs.Item2, pairs.Item3);

    /// <summary>A pair for each axis.</summary>
    public static implicit operator Borders((int Before, int After)[] pairs) => Of(pairs);

    private static Borders Even(IEnumerable<int> sizes) => new([.. sizes.Select(size => (size, size))], isOne: false);

    /// <summary>The size that stands for all axes, if it is one.</summary>
    internal int? One => isOne ? pairs![0].Before : null;

    /// <summary>A pair for each of so many axes.</summary>
    internal IEnumerable<(int Before, int After)> For(int rank) => isOne ? Enumerable.Repeat(pairs![0], rank) : this;

    /// <inheritdoc/>
    public IEnumerator<(int Before, int After)> GetEnumerator() => (pairs ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sizes as Keras writes them: <c>1</c>, <c>((1, 0), (2, 2))</c>.</summary>
    public override string ToString() => isOne ? $"{pairs![0].Before}" : $"({string.Join(", ", pairs ?? [])})";
}
