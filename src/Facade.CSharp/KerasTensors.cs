using System.Collections;
using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <summary>One tensor or several: <c>x</c>, <c>[a, b]</c>, or by name <c>new() { ["title"] = a, ["body"] = b }</c>.</summary>
[CollectionBuilder(typeof(KerasTensors), nameof(Of))]
public sealed class KerasTensors : IReadOnlyList<KerasTensor>
{
    private readonly List<(string? Name, KerasTensor Tensor)> tensors = [];

    /// <summary>No tensors yet; they are added by name.</summary>
    public KerasTensors()
    {
    }

    /// <summary>Several tensors in order.</summary>
    public static KerasTensors Of(ReadOnlySpan<KerasTensor> tensors)
    {
        KerasTensors several = new();
        foreach (var tensor in tensors)
            several.tensors.Add((null, tensor ?? throw new ArgumentNullException(nameof(tensors))));
        return several;
    }

    /// <summary>Several tensors of the engine, with their names if they have names.</summary>
    internal static KerasTensors Of(IEnumerable<Symbol> symbols, IReadOnlyList<string>? names)
    {
        KerasTensors several = new();
        foreach (var symbol in symbols)
            several.tensors.Add((names?[several.Count], new(symbol)));
        return several;
    }

    /// <summary>One tensor.</summary>
    public static implicit operator KerasTensors(KerasTensor tensor) => Of([tensor]);

    /// <summary>Several tensors in order.</summary>
    public static implicit operator KerasTensors(KerasTensor[] tensors) => Of(tensors);

    /// <summary>Several tensors in order.</summary>
    public static implicit operator KerasTensors(List<KerasTensor> tensors) =>
        Of([.. tensors ?? throw new ArgumentNullException(nameof(tensors))]);

    /// <summary>A tensor by its name.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public KerasTensor this[string name]
    {
        get => tensors.Find(entry => entry.Name == name).Tensor
            ?? throw new ConfigurationException($"there is no tensor \"{name}\"");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            tensors.RemoveAll(entry => entry.Name == name);
            tensors.Add((name, value));
        }
    }

    /// <summary>A tensor by its position.</summary>
    public KerasTensor this[int index] => tensors[index].Tensor;

    /// <inheritdoc/>
    public int Count => tensors.Count;

    /// <summary>The names, if the tensors have names.</summary>
    internal IReadOnlyList<string>? Names =>
        tensors.Count > 0 && tensors.TrueForAll(entry => entry.Name is not null)
            ? [.. tensors.Select(entry => entry.Name!)]
            : null;

    /// <inheritdoc/>
    public IEnumerator<KerasTensor> GetEnumerator() => tensors.Select(entry => entry.Tensor).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
