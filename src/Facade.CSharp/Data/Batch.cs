namespace Functional.Keras;

/// <summary>
/// Some samples of a stream: inputs, targets and weights, in whatever form <see cref="Data"/> takes. Written
/// <c>new(x, y)</c>, or as a tuple: <c>yield return (x, y);</c>. They are copied before the stream is asked for its next batch,
/// which may fill the same arrays again.
/// </summary>
/// <param name="X">Inputs, samples first.</param>
/// <param name="Y">Targets, samples first; predictions do without.</param>
/// <param name="SampleWeight">Weight of each sample.</param>
public sealed record Batch(Data X, Data? Y = null, Data? SampleWeight = null)
{
    /// <summary>Inputs and targets.</summary>
    public static implicit operator Batch((Data X, Data Y) parts) => new(parts.X, parts.Y);

    /// <summary>Inputs, targets and weights.</summary>
    public static implicit operator Batch((Data X, Data Y, Data SampleWeight) parts) =>
        new(parts.X, parts.Y, parts.SampleWeight);

    internal Functional.Batch Engine(DataNames names) => FSharp.Batch(
        Data.Given("x", X).For("x", names.Inputs),
        Y?.ForOutputs("y", names) ?? [],
        SampleWeight?.ForAllOutputs("sampleWeight", names) ?? []);
}
