namespace Functional.Keras.Callbacks;

/// <summary>
/// Lowers the learning rate when a number has stopped getting better (<c>keras.callbacks.ReduceLROnPlateau</c>): rate ←
/// max(rate · factor, minLr). The rate stands in the logs of each epoch as <c>learning_rate</c>.
/// </summary>
public sealed class ReduceLROnPlateau : Callback
{
    private readonly Monitor monitor;
    private readonly double factor;
    private readonly int patience;
    private readonly int verbose;
    private readonly int cooldown;
    private readonly double minLr;

    private double? best;
    private int wait;
    private int cooling;

    /// <summary>What is watched, and what becomes of the rate.</summary>
    /// <param name="monitor">Name of the number in logs.</param>
    /// <param name="factor">What the rate is multiplied with, in [0, 1).</param>
    /// <param name="patience">Epochs without improvement before the rate is lowered.</param>
    /// <param name="verbose">1 prints a line when the rate is lowered.</param>
    /// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c>: losses down, metrics as they get better.</param>
    /// <param name="minDelta">A smaller change counts as none; its sign does not matter.</param>
    /// <param name="cooldown">Epochs after a change that do not count.</param>
    /// <param name="minLr">The rate is not lowered beneath it.</param>
    /// <exception cref="ConfigurationException">Another mode, or a number outside of its range.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss",
        double factor = 0.1,
        int patience = 10,
        int verbose = 0,
        string mode = "auto",
        double minDelta = 1e-4,
        int cooldown = 0,
        double minLr = 0)
    {
        this.monitor = new(this, monitor, mode, minDelta);
        this.factor = factor is >= 0 and < 1
            ? factor
            : throw new ConfigurationException($"ReduceLROnPlateau: factor must be in [0, 1), got {factor}");
        this.patience = patience;
        this.verbose = verbose;
        this.cooldown = cooldown;
        this.minLr = minLr >= 0
            ? minLr
            : throw new ConfigurationException($"ReduceLROnPlateau: minLr must be at least 0, got {minLr}");
    }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        best = null;
        wait = 0;
        cooling = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var optimizer = Model.RunningOptimizer;
        logs["learning_rate"] = optimizer.LearningRate;
        if (monitor.Of(logs) is not { } current)
            return;
        if (cooling > 0)
        {
            cooling--;
            wait = 0;
        }

        if (monitor.IsBetter(current, best))
        {
            best = current;
            wait = 0;
        }
        else if (cooling == 0 && ++wait >= patience && optimizer.LearningRate is var old && old > (float)minLr)
        {
            var lower = Math.Max(old * factor, minLr);
            optimizer.LearningRate = lower;
            if (verbose > 0)
                Print($"Epoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {ArrayText.ofFloat(lower)}.");
            cooling = cooldown;
            wait = 0;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs) => monitor.End(logs);
}
