using System.Collections;

namespace Functional.Keras;

/// <summary>A stream of batches in one of the forms that C# has for it.</summary>
internal sealed class Batches
{
    private readonly IAsyncEnumerable<Batch>? asynchronous;
    private IEnumerable<Batch> batches = [];

    public Batches(IEnumerable<Batch>? batches) => this.batches = batches ?? throw Null;

    public Batches(IAsyncEnumerable<Batch>? batches) => asynchronous = batches ?? throw Null;

    private static DataException Null => new("data: batches must not be null");

    /// <summary>The inputs of the first batch, which is not lost to a stream that can be read only once.</summary>
    public Data FirstInputs(CancellationToken token)
    {
        if (batches is PyDataset dataset)
            return dataset.NumBatches is > 0 or null ? InputsOf(dataset[0]) : throw Opened.None;
        Opened opened = new(asynchronous?.ToBlockingEnumerable(token) ?? batches);
        batches = opened;
        return InputsOf(opened.First);
    }

    public BatchStream Engine(DataNames names)
    {
        if (batches is PyDataset dataset)
            return BatchStream.Indexed(
                () => dataset.NumBatches,
                index => Engine(dataset[index], index),
                dataset.Workers,
                dataset.MaxQueueSize,
                dataset.OnEpochBegin,
                dataset.OnEpochEnd);
        return asynchronous is not null && batches is not Opened
            ? BatchStream.OfAsync(asynchronous.Select(Engine))
            : BatchStream.OfSeq(batches.Select(Engine));

        Functional.Batch Engine(Batch? batch, int number) =>
            Numbered(number, () => batch is null ? throw NullBatch : batch.Engine(names));
    }

    private static DataException NullBatch => new("data: a batch must not be null");

    private static Data InputsOf(Batch? first) =>
        Numbered(0, () => Data.Given("x", first is null ? throw NullBatch : first.X));

    private static T Numbered<T>(int number, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (DataException error)
        {
            throw new DataException($"batch {number}: {error.Message}");
        }
    }

    private sealed class Opened : IEnumerable<Batch>
    {
        private readonly IEnumerable<Batch> source;
        private IEnumerator<Batch>? opened;

        public Opened(IEnumerable<Batch> source)
        {
            this.source = source;
            opened = source.GetEnumerator();
            if (!opened.MoveNext())
                throw None;
        }

        public static DataException None => new("data: a stream must give at least one batch, got none");

        public Batch First => opened!.Current;

        public IEnumerator<Batch> GetEnumerator() =>
            Interlocked.Exchange(ref opened, null) is { } first ? GoOn(first) : source.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static IEnumerator<Batch> GoOn(IEnumerator<Batch> opened)
        {
            using (opened)
            {
                do
                    yield return opened.Current;
                while (opened.MoveNext());
            }
        }
    }
}
