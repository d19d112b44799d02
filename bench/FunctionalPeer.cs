namespace Functional.Bench;

/// <summary>This library, through its C# interface.</summary>
public sealed class FunctionalPeer : IPeer
{
    public string Name => "functional";

    public long ExpectedParams(Workload workload) => workload.Params;

    // A training job: Unit = workload.Batches; Run(steps) = one Fit of steps / Unit epochs, silent, with the metric
    // that the rules name; Loss() = the loss in the history of one more epoch.
    // An inference workload: two jobs, with the metrics predict_on_batch and call.
    public IReadOnlyList<Job> Prepare(Workload workload) =>
        throw new NotSupportedException(
            $"{workload.Name}: the peer functional is not built yet. Use --peer torchsharp.");
}
