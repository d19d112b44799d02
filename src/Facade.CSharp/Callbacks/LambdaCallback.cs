namespace Functional.Keras.Callbacks;

/// <summary>Functions that are called as a run goes (<c>keras.callbacks.LambdaCallback</c>).</summary>
/// <param name="onEpochBegin">Takes the number of the epoch, from 0.</param>
/// <param name="onEpochEnd">Takes the number of the epoch and its logs.</param>
/// <param name="onTrainBegin">Called when the run begins.</param>
/// <param name="onTrainEnd">Takes the logs of the last epoch.</param>
/// <param name="onTrainBatchBegin">Takes the number of the batch in its epoch, from 0.</param>
/// <param name="onTrainBatchEnd">Takes the number of the batch and the epoch's logs so far, which cost a look at the
/// device.</param>
/// <param name="onTestBegin">Called when an evaluation or a validation begins.</param>
/// <param name="onTestEnd">Takes its logs.</param>
/// <param name="onTestBatchBegin">Takes the number of the batch, from 0.</param>
/// <param name="onTestBatchEnd">Takes the number of the batch and the logs so far, which cost a look at the device.</param>
/// <param name="onPredictBegin">Called when a prediction begins.</param>
/// <param name="onPredictEnd">Called when it ends.</param>
/// <param name="onPredictBatchBegin">Takes the number of the batch, from 0.</param>
/// <param name="onPredictBatchEnd">Takes the number of the batch.</param>
public sealed class LambdaCallback(
    Action<int>? onEpochBegin = null,
    Action<int, Dictionary<string, double>>? onEpochEnd = null,
    Action? onTrainBegin = null,
    Action<Dictionary<string, double>>? onTrainEnd = null,
    Action<int>? onTrainBatchBegin = null,
    Action<int, Dictionary<string, double>>? onTrainBatchEnd = null,
    Action? onTestBegin = null,
    Action<Dictionary<string, double>>? onTestEnd = null,
    Action<int>? onTestBatchBegin = null,
    Action<int, Dictionary<string, double>>? onTestBatchEnd = null,
    Action? onPredictBegin = null,
    Action? onPredictEnd = null,
    Action<int>? onPredictBatchBegin = null,
    Action<int>? onPredictBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => onEpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs) => onEpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin() => onTrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs) => onTrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => onTrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) => Batch(onTrainBatchEnd, batch, logs);

    /// <inheritdoc/>
    public override void OnTestBegin() => onTestBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTestEnd(Dictionary<string, double> logs) => onTestEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch) => onTestBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) => Batch(onTestBatchEnd, batch, logs);

    /// <inheritdoc/>
    public override void OnPredictBegin() => onPredictBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnPredictEnd() => onPredictEnd?.Invoke();

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch) => onPredictBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch) => onPredictBatchEnd?.Invoke(batch);

    private static void Batch(
        Action<int, Dictionary<string, double>>? tell, int batch, Lazy<Dictionary<string, double>> logs) =>
        tell?.Invoke(batch, FSharp.Given(logs).Value);
}
