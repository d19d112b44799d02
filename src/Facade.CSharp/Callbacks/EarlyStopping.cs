namespace Functional.Keras.Callbacks;

/// <summary>
/// Ends a run when a number has stopped getting better (<c>keras.callbacks.EarlyStopping</c>). An epoch whose logs lack the
/// number does not count; a run without an epoch that has it ends with a warning.
/// </summary>
public sealed class EarlyStopping : Callback
{
    private readonly Monitor monitor;
    private readonly int patience;
    private readonly int verbose;
    private readonly double? baseline;
    private readonly bool restoreBestWeights;
    private readonly int startFromEpoch;

    private double? best;
    private NDArray[]? bestWeights;
    private int wait;

    /// <summary>What is watched, and for how long it may get no better.</summary>
    /// <param name="monitor">Name of the number in logs.</param>
    /// <param name="minDelta">A smaller change counts as none; its sign does not matter.</param>
    /// <param name="patience">Epochs without improvement before the run ends.</param>
    /// <param name="verbose">1 prints a line when the run ends early, and when weights are restored.</param>
    /// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c>: losses down, metrics as they get better.</param>
    /// <param name="baseline">The number must be better than this, or it counts as no improvement.</param>
    /// <param name="restoreBestWeights">Whether the model ends with the weights of its best epoch.</param>
    /// <param name="startFromEpoch">Epochs before counting begins.</param>
    /// <exception cref="ConfigurationException">Another mode, or a negative number of epochs.</exception>
    public EarlyStopping(
        string monitor = "val_loss",
        double minDelta = 0,
        int patience = 0,
        int verbose = 0,
        string mode = "auto",
        double? baseline = null,
        bool restoreBestWeights = false,
        int startFromEpoch = 0)
    {
        this.monitor = new(this, monitor, mode, minDelta);
        this.patience = patience >= 0
            ? patience
            : throw new ConfigurationException($"EarlyStopping: patience must be at least 0, got {patience}");
        this.startFromEpoch = startFromEpoch >= 0
            ? startFromEpoch
            : throw new ConfigurationException($"EarlyStopping: startFromEpoch must be at least 0, got {startFromEpoch}");
        this.verbose = verbose;
        this.baseline = baseline;
        this.restoreBestWeights = restoreBestWeights;
    }

    /// <summary>Number of the epoch after which the run ended early; 0 when it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>Number of the best epoch so far, from 0.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        best = null;
        bestWeights = null;
        wait = 0;
        StoppedEpoch = 0;
        BestEpoch = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        if (monitor.Of(logs) is not { } current || epoch < startFromEpoch)
            return;
        if (restoreBestWeights && bestWeights is null)
            Keep(epoch);
        wait++;
        if (monitor.IsBetter(current, best))
        {
            best = current;
            Keep(epoch);
            if (monitor.IsBetter(current, baseline))
                wait = 0;
            return;
        }

        if (wait >= patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs)
    {
        monitor.End(logs);
        if (StoppedEpoch > 0 && verbose > 0)
            Console.WriteLine($"Epoch {StoppedEpoch + 1}: early stopping");
        if (bestWeights is null)
            return;
        if (verbose > 0)
            Console.WriteLine($"Restoring model weights from the end of the best epoch: {BestEpoch + 1}.");
        Model.SetWeights(bestWeights);
    }

    private void Keep(int epoch)
    {
        BestEpoch = epoch;
        if (restoreBestWeights)
            bestWeights = Model.GetWeights();
    }
}
