namespace Functional.Keras;

/// <summary>
/// What is taken of an axis: one element (<c>3</c>, <c>^1</c>), a range (<c>1..3</c>, <c>..^1</c>) or, as Python's <c>slice</c>, every
/// so many. Negative numbers count from the end.
/// </summary>
public readonly struct Slice
{
    private readonly ArgumentValue? value;

    /// <summary>From start (inclusive) to stop (exclusive), every <paramref name="step"/>-th element.</summary>
    /// <param name="start">0 when absent.</param>
    /// <param name="stop">The axis to its end when absent.</param>
    /// <param name="step">At least 1.</param>
    public Slice(int? start = null, int? stop = null, int step = 1) => value = FSharp.Range(start, stop, step == 1 ? null : step);

    private Slice(int at) => value = ArgumentValue.NewWhole(at);

    internal ArgumentValue Value => value ?? FSharp.Range(null, null, null);

    /// <summary>One element; the axis goes.</summary>
    public static implicit operator Slice(int at) => new(at);

    /// <summary>One element; the axis goes.</summary>
    public static implicit operator Slice(Index at) => new(Signed(at));

    /// <summary>A range of the axis.</summary>
    public static implicit operator Slice(Range range) =>
        new(range.Start.Equals(Index.Start) ? null : Signed(range.Start), range.End.Equals(Index.End) ? null : Signed(range.End));

    /// <exception cref="ShapeException">It is <c>^0</c>, behind the last element.</exception>
    private static int Signed(Index index) => index switch
    {
        { IsFromEnd: false } => index.Value,
        { Value: 0 } => throw new ShapeException("^0 is behind the last element; ^1 is the last"),
        _ => -index.Value,
    };
}
