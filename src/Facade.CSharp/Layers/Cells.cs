using System.Collections;
using System.Runtime.CompilerServices;
using Functional.Keras.Layers;

namespace Functional.Keras;

/// <summary>A cell, or several one upon the other: <c>new LSTMCell(8)</c>, <c>[new LSTMCell(8), new GRUCell(4)]</c>.</summary>
[CollectionBuilder(typeof(Cells), nameof(Of))]
public sealed class Cells : IEnumerable<Layer>
{
    private readonly Layer[] all;
    private readonly Layer one;

    private Cells(Layer[] all, Layer one) => (this.all, this.one) = (all, one);

    internal ILayer Descriptor => one.Descriptor;

    /// <summary>Several cells, the first one first.</summary>
    public static Cells Of(ReadOnlySpan<Layer> cells)
    {
        var all = cells.ToArray();
        return new(all, new StackedRNNCells(all));
    }

    /// <summary>One cell.</summary>
    public static implicit operator Cells(Layer cell) => new([cell], cell ?? throw new ArgumentNullException(nameof(cell)));

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => all.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
