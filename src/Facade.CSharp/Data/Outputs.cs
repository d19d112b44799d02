using System.Collections;

namespace Functional.Keras;

/// <summary>The outputs of a model, by position and by the name of the output's layer.</summary>
public sealed class Outputs : IReadOnlyList<NDArray>
{
    private readonly string[] names;
    private readonly NDArray[] arrays;

    internal Outputs(IEnumerable<string> names, IEnumerable<HostArray> arrays)
    {
        this.names = [.. names];
        this.arrays = [.. arrays.Select(array => new NDArray(array))];
    }

    /// <summary>Names in order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public int Count => arrays.Length;

    /// <summary>An output by its position.</summary>
    public NDArray this[int index] => arrays[index];

    /// <summary>An output by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public NDArray this[string name] => Array.IndexOf(names, name) is var at and >= 0
        ? arrays[at]
        : throw new KeyNotFoundException($"outputs are {string.Join(", ", names)}, not \"{name}\"");

    /// <inheritdoc/>
    public IEnumerator<NDArray> GetEnumerator() => arrays.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
