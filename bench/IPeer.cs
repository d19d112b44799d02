namespace Bench;

/// <summary>One way to write the workloads.</summary>
public interface IPeer
{
    /// <summary>The name on the command line and in the results.</summary>
    string Name { get; }

    /// <summary>Whether this peer can write the workload's network.</summary>
    bool Has(Workload workload);

    /// <summary>The trained parameters that this peer's network must have.</summary>
    long ExpectedParams(Workload workload);

    /// <summary>Makes the data and the network: one job for a training workload, one a metric for inference.</summary>
    IReadOnlyList<Job> Prepare(Workload workload);
}

/// <summary>A workload made ready; all that is left is to run its steps.</summary>
public abstract class Job : IDisposable
{
    /// <summary><c>train_step</c>, <c>call</c> or <c>predict_on_batch</c>.</summary>
    public abstract string Metric { get; }

    /// <summary>Trained parameters.</summary>
    public abstract long Params { get; }

    /// <summary>Steps of the shortest run: 1, or those of an epoch for a peer whose training is <c>fit</c>.</summary>
    public virtual int Unit => 1;

    /// <summary>Runs the steps, as one fit for a peer whose training is that, and returns when they are done.</summary>
    /// <param name="steps">A multiple of <see cref="Unit"/>.</param>
    public abstract void Run(int steps);

    /// <summary>Trains on, 20 steps or an epoch, and returns the mean loss; null for inference. Never timed.</summary>
    public virtual double? Loss() => null;

    public virtual void Dispose() { }
}
