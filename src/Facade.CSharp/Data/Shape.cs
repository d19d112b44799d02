using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// Sizes of a tensor's axes, outermost first; null is a size that is not known before there is data. Written
/// <c>[28, 28, null]</c>, or as a number or tuple: <c>784</c>, <c>(28, 28)</c>.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public sealed class Shape : IReadOnlyList<int?>, IEquatable<Shape>
{
    private readonly int?[] sizes;

    private Shape(int?[] sizes) => this.sizes = sizes;

    /// <summary>The shape of those sizes.</summary>
    public static Shape Of(params ReadOnlySpan<int?> sizes) => new(sizes.ToArray());

    internal static Shape Of(IEnumerable<int?> sizes) => new([.. sizes]);

    internal static Shape Of(Functional.Shape shape) => Of(FSharp.Sizes(shape));

    /// <summary>Number of axes.</summary>
    public int Rank => sizes.Length;

    /// <inheritdoc/>
    public int Count => sizes.Length;

    /// <summary>Size of an axis.</summary>
    public int? this[int axis] => sizes[axis];

    /// <summary>Size of an axis, which may be counted from the end: <c>shape[^1]</c>.</summary>
    public int? this[Index axis] => sizes[axis];

    /// <summary>A shape of one axis.</summary>
    public static implicit operator Shape(int size) => Of(size);

    /// <summary>A shape of two axes.</summary>
    public static implicit operator Shape((int?, int?) sizes) => Of(sizes.Item1, sizes.Item2);

    /// <summary>A shape of three axes.</summary>
    public static implicit operator Shape((int?, int?, int?) sizes) => Of(sizes.Item1, sizes.Item2, sizes.Item3);

    /// <summary>The shape of those sizes.</summary>
    public static implicit operator Shape(int[] sizes) => Of(sizes.Select(size => (int?)size));

    /// <inheritdoc/>
    public IEnumerator<int?> GetEnumerator() => sizes.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && sizes.AsSpan().SequenceEqual(other.sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => sizes.Aggregate(0, HashCode.Combine);

    /// <summary>The sizes as Python writes a tuple: <c>(None, 10)</c>.</summary>
    public override string ToString() => sizes.Length == 1
        ? $"({Text(sizes[0])},)"
        : $"({string.Join(", ", sizes.Select(Text))})";

    private static string Text(int? size) => size?.ToString() ?? "None";
}
