using System.Diagnostics.CodeAnalysis;

namespace Functional.Keras;

/// <summary>
/// What a model is tested with after each epoch: <c>(x, y)</c>, <c>(x, y, sampleWeight)</c>, a <see cref="PyDataset"/>, or a stream
/// of batches through <c>From</c>, which is read anew each time.
/// </summary>
public sealed class ValidationData
{
    private readonly Batch? whole;
    private readonly Batches? batches;

    private ValidationData(Batch whole) => this.whole = whole;

    private ValidationData(Batches batches) => this.batches = batches;

    /// <summary>Batches that come one after another.</summary>
    public static ValidationData From(IEnumerable<Batch> batches) => new(new Batches(batches));

    /// <summary>Batches that come one after another.</summary>
    public static ValidationData From(IAsyncEnumerable<Batch> batches) => new(new Batches(batches));

    /// <summary>Inputs and targets.</summary>
    public static implicit operator ValidationData((Data X, Data Y) data) => new((Batch)data);

    /// <summary>Inputs, targets and weights.</summary>
    public static implicit operator ValidationData((Data X, Data Y, Data SampleWeight) data) => new((Batch)data);

    /// <summary>Batches by their number.</summary>
    [return: NotNullIfNotNull(nameof(dataset))]
    public static implicit operator ValidationData?(PyDataset? dataset) => dataset is null ? null : From(dataset);

    /// <summary>As the engine takes it; what is to be disposed of after the run is given back too.</summary>
    internal (Validation Validation, DataSet? Owned) Engine(
        Func<Data, Data?, Data?, DataSet> load, DataNames names)
    {
        if (batches is not null)
            return (Validation.NewStream(batches.Engine(names)), null);
        var data = load(whole!.X, whole.Y, whole.SampleWeight);
        return (Validation.NewData(data), data);
    }
}
