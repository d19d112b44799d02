namespace Functional.Keras.Callbacks;

/// <summary>Functions that are called as a run goes (<c>keras.callbacks.LambdaCallback</c>).</summary>
/// <param name="onEpochBegin">Takes the number of the epoch, from 0.</param>
/// <param name="onEpochEnd">Takes the number of the epoch and its logs.</param>
/// <param name="onTrainBegin">Called when the run begins.</param>
/// <param name="onTrainEnd">Takes the logs of the last epoch.</param>
/// <param name="onTrainBatchBegin">Takes the number of the batch in its epoch, from 0.</param>
/// <param name="onTrainBatchEnd">Takes the number of the batch and the epoch's logs so far, which cost a look at the
/// device.</param>
public sealed class LambdaCallback(
    Action<int>? onEpochBegin = null,
    Action<int, IReadOnlyDictionary<string, double>>? onEpochEnd = null,
    Action? onTrainBegin = null,
    Action<IReadOnlyDictionary<string, double>>? onTrainEnd = null,
    Action<int>? onTrainBatchBegin = null,
    Action<int, IReadOnlyDictionary<string, double>>? onTrainBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => onEpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IReadOnlyDictionary<string, double> logs) => onEpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin() => onTrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs) => onTrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => onTrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<IReadOnlyDictionary<string, double>> logs)
    {
        if (onTrainBatchEnd is not null)
            onTrainBatchEnd(batch, logs.Value);
    }
}
