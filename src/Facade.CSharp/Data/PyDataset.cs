using System.Collections;

namespace Functional.Keras;

/// <summary>
/// Batches by their number, made while the model trains (<c>keras.utils.PyDataset</c>, whose name it keeps). An epoch takes each once, in
/// a new order if <c>shuffle</c> says so. Batches are asked for on other threads than the one that trains.
/// </summary>
/// <param name="workers">How many batches are asked for at the same time; up to 1, one after another.</param>
/// <param name="maxQueueSize">How many batches are made before they are used, at least 1.</param>
public abstract class PyDataset(int workers = 1, int maxQueueSize = 10) : IEnumerable<Batch>
{
    /// <summary>How many batches are asked for at the same time.</summary>
    public int Workers => workers;

    /// <summary>How many batches are made before they are used, at most.</summary>
    public int MaxQueueSize => maxQueueSize;

    /// <summary>Number of batches, not of samples; null for a dataset without an end.</summary>
    public abstract int? NumBatches { get; }

    /// <summary>A batch, whole.</summary>
    /// <param name="index">From 0, below <see cref="NumBatches"/>.</param>
    public abstract Batch this[int index] { get; }

    /// <summary>Called before each epoch.</summary>
    public virtual void OnEpochBegin()
    {
    }

    /// <summary>Called after each epoch.</summary>
    public virtual void OnEpochEnd()
    {
    }

    /// <summary>The batches in order.</summary>
    public IEnumerator<Batch> GetEnumerator()
    {
        for (var i = 0; i < (NumBatches ?? int.MaxValue); i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
