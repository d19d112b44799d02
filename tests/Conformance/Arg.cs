namespace Functional.Conformance;

/// <summary>An argument or a result of a call, as a tree.</summary>
internal abstract record Arg
{
    /// <summary>The arrays of the tree, depth first.</summary>
    public IEnumerable<ArrayArg> Arrays => this switch
    {
        ArrayArg array => [array],
        ListArg list => list.Items.SelectMany(item => item.Arrays),
        DictArg dict => dict.Items.Values.SelectMany(item => item.Arrays),
        _ => [],
    };

    /// <summary>The same tree with every array replaced.</summary>
    public Arg Map(Func<ArrayArg, Arg> change) => this switch
    {
        ArrayArg array => change(array),
        ListArg list => new ListArg([.. list.Items.Select(item => item.Map(change))]),
        DictArg dict => new DictArg(dict.Items.ToDictionary(item => item.Key, item => item.Value.Map(change))),
        _ => this,
    };
}

/// <summary>A tensor.</summary>
/// <param name="Path">Where the case keeps it (<c>inputs/0</c>); gradients are named by it. Empty in results.</param>
/// <param name="Mask">The mask that travels with the tensor (Keras's <c>_keras_mask</c>), not an argument.</param>
internal sealed record ArrayArg(HostArray Value, string Path = "", HostArray? Mask = null) : Arg;

/// <summary>A complex tensor.</summary>
internal sealed record ComplexArg(HostArray Real, HostArray Imaginary) : Arg;

/// <summary>
/// A Python number. An integer keeps <see cref="IsInteger"/>: <c>add(x, 2)</c> and <c>add(x, 2.0)</c> differ in dtype.
/// </summary>
internal sealed record NumberArg(double Value, bool IsInteger) : Arg;

/// <summary>A Python bool.</summary>
internal sealed record BoolArg(bool Value) : Arg;

/// <summary>A string: an einsum equation, a mode, a dtype.</summary>
internal sealed record TextArg(string Value) : Arg;

/// <summary>Python's <c>None</c>.</summary>
internal sealed record NullArg : Arg;

/// <summary>Python's <c>slice</c>.</summary>
internal sealed record SliceArg(long? Start, long? Stop, long? Step) : Arg;

/// <summary>A list or tuple.</summary>
internal sealed record ListArg(IReadOnlyList<Arg> Items) : Arg;

/// <summary>A dictionary, in the order of the file.</summary>
internal sealed record DictArg(IReadOnlyDictionary<string, Arg> Items) : Arg;
