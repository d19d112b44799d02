namespace Functional.Keras.Callbacks;

/// <summary>
/// Has the moving averages of weights stand in for the weights in tests and predictions (<c>keras.callbacks.SwapEMAWeights</c>), of an
/// optimizer that keeps them (<c>useEma</c>).
/// </summary>
/// <param name="swapOnEpoch">
/// Whether they stand in between the end of an epoch and the beginning of the next, for what is saved there.
/// </param>
public sealed class SwapEMAWeights(bool swapOnEpoch = false) : Callback
{
    /// <inheritdoc/>
    public override void OnTrainBegin() => Model.ShowAverages(false);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => Model.ShowAverages(false);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs) => Model.ShowAverages(swapOnEpoch);

    /// <inheritdoc/>
    public override void OnTestBegin() => Model.ShowAverages(true);

    /// <inheritdoc/>
    public override void OnTestEnd(Dictionary<string, double> logs) => Model.ShowAverages(false);

    /// <inheritdoc/>
    public override void OnPredictBegin() => Model.ShowAverages(true);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Model.ShowAverages(false);
}
