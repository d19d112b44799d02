namespace Functional.Keras;

/// <content>A metric in a loop of one's own.</content>
public partial class Metric
{
    private MetricCall? call;

    private MetricCall Called => call ??= new(Engine, Name, () => Config.TorchDevice);

    /// <summary>Takes a batch in. A mask that came with predictions counts.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="sampleWeight">What each sample weighs; all the same when absent.</param>
    /// <exception cref="ShapeException">Targets, predictions and weights do not fit together.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public void UpdateState(Data yTrue, Data yPred, Data? sampleWeight = null) => Called.Update(
        Data.Given("yTrue", yTrue).Alone("yTrue").Lazy,
        Data.Given("yPred", yPred).Alone("yPred").Lazy,
        sampleWeight?.Alone("sampleWeight").Lazy);

    /// <summary>Takes values in: for <c>Mean</c> and <c>Sum</c>, which compare nothing.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public void UpdateState(Data values) => UpdateState(values, values);

    /// <summary>What the metric comes to so far, 0 before the first batch.</summary>
    /// <param name="name">Which of the numbers, where it gives several by name.</param>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public NDArray Result(string? name = null)
    {
        var results = Called.Results;
        var found = results.FirstOrDefault(result => result.Item1 == (name ?? ""))?.Item2;
        return found is not null ? new(found) : throw new ConfigurationException(
            $"{Name}: the result must be one of {string.Join(", ", results.Select(result => $"\"{result.Item1}\""))}, got \"{name}\"");
    }

    /// <summary>Begins anew: all totals are as they were at first.</summary>
    public void ResetState() => Called.Reset();
}
