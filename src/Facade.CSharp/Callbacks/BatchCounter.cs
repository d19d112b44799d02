namespace Functional.Keras.Callbacks;

/// <summary>Counts batches across epochs, of which several may be told of at once.</summary>
internal sealed class BatchCounter(SaveFrequency frequency)
{
    private int since;
    private int? last;

    /// <summary>Whether it is time after a batch.</summary>
    public bool IsDue(int batch)
    {
        if (frequency.Batches is not { } every)
            return false;
        since += last is { } before && batch > before ? batch - before : batch + 1;
        last = batch;
        if (since < every)
            return false;
        since = 0;
        return true;
    }
}
