using System.Collections;

namespace Functional.Keras;

/// <summary>A stream of batches in one of the forms that C# has for it.</summary>
internal sealed class Batches
{
    private readonly IAsyncEnumerable<Batch>? asynchronous;
    private IEnumerable<Batch> batches = [];

    public Batches(IEnumerable<Batch> batches) => this.batches = batches;

    public Batches(IAsyncEnumerable<Batch> batches) => asynchronous = batches;

    /// <summary>The inputs of the first batch, which is not lost to a stream that can be read only once.</summary>
    public Data FirstInputs(CancellationToken token)
    {
        if (batches is PyDataset dataset)
            return dataset[0].X;
        Opened opened = new(asynchronous?.ToBlockingEnumerable(token) ?? batches);
        batches = opened;
        return opened.First.X;
    }

    public BatchStream Engine(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        if (batches is PyDataset dataset)
            return BatchStream.Indexed(
                () => dataset.NumBatches,
                index => dataset[index].Engine(inputs, outputs),
                dataset.Workers,
                dataset.MaxQueueSize,
                dataset.OnEpochBegin,
                dataset.OnEpochEnd);
        return asynchronous is not null && batches is not Opened
            ? BatchStream.OfAsync(asynchronous.Select(batch => batch.Engine(inputs, outputs)))
            : BatchStream.OfSeq(batches.Select(batch => batch.Engine(inputs, outputs)));
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
                throw new DataException("data: a stream must give at least one batch, got none");
        }

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
