namespace Functional.Keras.Callbacks;

/// <summary>
/// Ends a run when a number has stopped getting better (<c>keras.callbacks.EarlyStopping</c>). An epoch whose logs lack the
/// number does not count; a run without an epoch that has it ends with a warning.
/// </summary>
/// <param name="monitor">Name of the number in logs.</param>
/// <param name="minDelta">A smaller change counts as none.</param>
/// <param name="patience">Epochs without improvement before the run ends.</param>
/// <param name="verbose">1 prints a line when the run ends early.</param>
/// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c>: accuracies and areas up, everything else down.</param>
/// <param name="baseline">The number must be better than this, or it counts as no improvement.</param>
/// <param name="restoreBestWeights">Whether the model ends with the weights of its best epoch.</param>
/// <param name="startFromEpoch">Epochs before counting begins.</param>
/// <exception cref="ConfigurationException">Another mode, or a negative number of epochs.</exception>
public sealed class EarlyStopping(
    string monitor = "val_loss",
    double minDelta = 0,
    int patience = 0,
    int verbose = 0,
    string mode = "auto",
    double? baseline = null,
    bool restoreBestWeights = false,
    int startFromEpoch = 0) : Callback
{
    private readonly bool upwards = mode switch
    {
        "min" => false,
        "max" => true,
        "auto" => (monitor ?? throw new ArgumentNullException(nameof(monitor))).EndsWith("acc", StringComparison.Ordinal)
            || monitor.EndsWith("accuracy", StringComparison.Ordinal)
            || monitor.EndsWith("auc", StringComparison.OrdinalIgnoreCase),
        _ => throw new ConfigurationException($"EarlyStopping: mode must be \"auto\", \"min\" or \"max\", got \"{mode}\""),
    };

    private readonly int patience = patience >= 0
        ? patience
        : throw new ConfigurationException($"EarlyStopping: patience must be at least 0, got {patience}");

    private double? best;
    private NDArray[]? bestWeights;
    private int wait;
    private bool isSeen;

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
        isSeen = false;
        StoppedEpoch = 0;
        BestEpoch = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IReadOnlyDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        isSeen |= logs.ContainsKey(monitor);
        if (epoch < startFromEpoch || !logs.TryGetValue(monitor, out var current))
            return;
        if (restoreBestWeights && bestWeights is null)
            Keep(epoch);
        wait++;
        if (IsBetter(current, best))
        {
            best = current;
            Keep(epoch);
            if (IsBetter(current, baseline))
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
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (!isSeen && logs.Count > 0)
            Console.WriteLine($"warning: EarlyStopping watches \"{monitor}\", the logs have {string.Join(", ", logs.Keys)}");
        if (StoppedEpoch > 0 && verbose > 0)
            Console.WriteLine($"Epoch {StoppedEpoch + 1}: early stopping");
        if (bestWeights is not null)
            Model.SetWeights(bestWeights);
    }

    private void Keep(int epoch)
    {
        BestEpoch = epoch;
        if (restoreBestWeights)
            bestWeights = Model.GetWeights();
    }

    private bool IsBetter(double value, double? reference) =>
        reference is null || (upwards ? value - minDelta > reference : value + minDelta < reference);
}
