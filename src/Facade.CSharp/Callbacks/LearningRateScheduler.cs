namespace Functional.Keras.Callbacks;

/// <summary>
/// Sets the learning rate at the beginning of each epoch (<c>keras.callbacks.LearningRateScheduler</c>). The rate stands in the
/// logs of each epoch as <c>learning_rate</c>.
/// </summary>
/// <param name="schedule">Takes the number of the epoch, from 0, and the rate so far, and gives the new rate, at least 0.</param>
/// <param name="verbose">1 prints a line for each epoch.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0) : Callback
{
    private readonly Func<int, double, double> schedule = FSharp.Given(schedule);

    /// <summary>A rate that depends on the epoch alone.</summary>
    /// <param name="schedule">Takes the number of the epoch, from 0, and gives the rate, at least 0.</param>
    /// <param name="verbose">1 prints a line for each epoch.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0)
        : this(Alone(FSharp.Given(schedule)), verbose)
    {
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        var optimizer = Model.RunningOptimizer;
        var rate = schedule(epoch, optimizer.LearningRate);
        optimizer.LearningRate = rate;
        if (verbose > 0)
            Print($"Epoch {epoch + 1}: LearningRateScheduler setting learning rate to {ArrayText.ofFloat(rate)}.");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs["learning_rate"] = Model.RunningOptimizer.LearningRate;
    }

    private static Func<int, double, double> Alone(Func<int, double> schedule) => (epoch, _) => schedule(epoch);
}
