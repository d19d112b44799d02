using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>
/// A number for all classes, or one for each: <c>0.25</c>, <c>[0.2, 0.8]</c>. What Keras takes as "float or list".
/// </summary>
[CollectionBuilder(typeof(Numbers), nameof(Of))]
public readonly struct Numbers : IEnumerable<double>
{
    private readonly double[]? values;

    private Numbers(double[] values) => this.values = values;

    /// <summary>One number for each class.</summary>
    public static Numbers Of(params ReadOnlySpan<double> values) => new(values.ToArray());

    /// <summary>The same number for all classes.</summary>
    public static implicit operator Numbers(double value) => new([value]);

    /// <summary>One number for each class.</summary>
    public static implicit operator Numbers(double[] values) => Of(values);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => (values ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers as Keras writes them: <c>0.25</c>, <c>[0.2, 0.8]</c>.</summary>
    public override string ToString() => values is [var only] ? $"{only}" : $"[{string.Join(", ", values ?? [])}]";
}
