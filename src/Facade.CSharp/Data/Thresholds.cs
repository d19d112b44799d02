using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>One number, or several with a result each: <c>0.5</c>, <c>[0.2, 0.7]</c>.</summary>
[CollectionBuilder(typeof(Thresholds), nameof(Of))]
public readonly struct Thresholds : IEnumerable<double>
{
    private readonly double[]? values;
    private readonly bool isOne;

    private Thresholds(double[] values, bool isOne)
    {
        this.values = values;
        this.isOne = isOne;
    }

    /// <summary>Several numbers.</summary>
    public static Thresholds Of(params ReadOnlySpan<double> values) => new(values.ToArray(), isOne: false);

    /// <summary>One number.</summary>
    public static implicit operator Thresholds(double value) => new([value], isOne: true);

    /// <summary>Several numbers.</summary>
    public static implicit operator Thresholds(double[] values) => Of(values);

    internal Functional.Metrics.Thresholds Engine => isOne
        ? Functional.Metrics.Thresholds.NewOne(values![0])
        : Functional.Metrics.Thresholds.NewSeveral(FSharp.List(this));

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => (values ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers as Keras writes them: <c>0.5</c>, <c>[0.2, 0.7]</c>.</summary>
    public override string ToString() => isOne ? $"{values![0]}" : $"[{string.Join(", ", values ?? [])}]";
}
