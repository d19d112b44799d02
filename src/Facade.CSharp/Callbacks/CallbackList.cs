using System.Collections;

namespace Functional.Keras.Callbacks;

/// <summary>Callbacks as one, which tells each of them in their order (<c>keras.callbacks.CallbackList</c>).</summary>
/// <param name="callbacks">Those that are told.</param>
/// <param name="addHistory">Whether a <see cref="Keras.History"/> is added, if there is none.</param>
/// <param name="model">The model that they see before a run begins.</param>
public sealed class CallbackList(IEnumerable<Callback>? callbacks = null, bool addHistory = false, Model? model = null)
    : Callback, IEnumerable<Callback>
{
    private readonly List<Callback> all = Those(callbacks, addHistory, model);

    /// <summary>Adds one, which is told after the others.</summary>
    public void Append(Callback callback) => all.Add(FSharp.Given(callback));

    /// <inheritdoc/>
    public IEnumerator<Callback> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override void OnTrainBegin() => Tell(callback => callback.OnTrainBegin());

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs) => Tell(callback => callback.OnTrainEnd(logs));

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => Tell(callback => callback.OnEpochBegin(epoch));

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs) => Tell(callback => callback.OnEpochEnd(epoch, logs));

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => Tell(callback => callback.OnTrainBatchBegin(batch));

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) =>
        Tell(callback => callback.OnTrainBatchEnd(batch, logs));

    /// <inheritdoc/>
    public override void OnTestBegin() => Tell(callback => callback.OnTestBegin());

    /// <inheritdoc/>
    public override void OnTestEnd(Dictionary<string, double> logs) => Tell(callback => callback.OnTestEnd(logs));

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch) => Tell(callback => callback.OnTestBatchBegin(batch));

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) =>
        Tell(callback => callback.OnTestBatchEnd(batch, logs));

    /// <inheritdoc/>
    public override void OnPredictBegin() => Tell(callback => callback.OnPredictBegin());

    /// <inheritdoc/>
    public override void OnPredictEnd() => Tell(callback => callback.OnPredictEnd());

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch) => Tell(callback => callback.OnPredictBatchBegin(batch));

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch) => Tell(callback => callback.OnPredictBatchEnd(batch));

    internal override int? Prepare(Model of)
    {
        Tell(callback => callback.Model = of);
        return all.Select(callback => callback.Prepare(of)).LastOrDefault(epoch => epoch is not null);
    }

    private void Tell(Action<Callback> tell)
    {
        foreach (var callback in all)
        {
            callback.Params = Params;
            tell(callback);
            StopTraining |= callback.StopTraining;
        }
    }

    private static List<Callback> Those(IEnumerable<Callback>? callbacks, bool addHistory, Model? model)
    {
        List<Callback> all = [.. (callbacks ?? []).Select(callback => FSharp.Given(callback, nameof(callbacks)))];
        if (addHistory && !all.OfType<History>().Any())
            all.Add(new History());
        foreach (var callback in all)
        {
            if (model is not null)
                callback.Model = model;
        }

        return all;
    }
}
