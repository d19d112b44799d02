namespace Functional.Keras.Callbacks;

/// <summary>
/// Ends a run when the loss is not a finite number (<c>keras.callbacks.TerminateOnNaN</c>). It looks at the loss after every
/// batch, which waits for the device.
/// </summary>
/// <param name="raiseError">Whether the run ends with an exception, without a word to the other callbacks.</param>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">The loss is not finite, and <c>raiseError</c> is set.</exception>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (!logs.Value.TryGetValue("loss", out var loss) || double.IsFinite(loss))
            return;
        if (raiseError)
            throw new NotFiniteNumberException($"TerminateOnNaN: the loss must be finite, got {ArrayText.ofFloat(loss)} at batch {batch}", loss);
        Console.WriteLine($"Batch {batch}: Invalid loss, terminating training");
        StopTraining = true;
    }
}
