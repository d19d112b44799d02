namespace Functional.Keras;

/// <content>The numbers of a layer, once a model holds them.</content>
public abstract partial class Layer
{
    /// <summary>The layer's weights; empty while no model with it is built.</summary>
    public virtual IReadOnlyList<Variable> Weights
    {
        get
        {
            // Which may put the layer elsewhere.
            Home?.Model.Refresh();
            return Home?.Model.WeightsBelow(Home.Path) ?? [];
        }
    }

    /// <summary>Weights that the optimizer changes.</summary>
    public IReadOnlyList<Variable> TrainableWeights => [.. Weights.Where(weight => weight.Trainable)];

    /// <summary>Weights that the optimizer leaves alone: frozen ones, moving averages, states.</summary>
    public IReadOnlyList<Variable> NonTrainableWeights => [.. Weights.Where(weight => !weight.Trainable)];

    /// <summary>Number of values in all weights.</summary>
    public int CountParams() => Weights.Sum(weight => weight.Size);

    /// <summary>Copies of the values of all weights, in Keras's order and layout.</summary>
    public NDArray[] GetWeights()
    {
        var mine = Weights;
        return Variable.Together(mine, () => mine.Select(weight => weight.Value).ToArray());
    }

    /// <summary>Writes the values of all weights, in Keras's order and layout. Nothing changes when one does not fit.</summary>
    /// <param name="weights">One array for each weight, such as <see cref="GetWeights"/> gives.</param>
    /// <exception cref="DataException">There are not as many arrays as weights, or one cannot be read.</exception>
    /// <exception cref="ShapeException">An array has another shape than its weight.</exception>
    public void SetWeights(Data weights)
    {
        NDArray[] arrays = [.. Data.Given("weights", weights).Select(part => Data.Given("weights", part).Alone("weights"))];
        var mine = Weights;
        if (arrays.Length != mine.Count)
            throw new DataException($"{Name}: weights must be {mine.Count} arrays, got {arrays.Length}");
        HostArray[] fitting = [.. arrays.Zip(mine, (array, weight) => weight.Fitting(array))];
        Variable.Together(mine, () =>
        {
            foreach (var (values, weight) in fitting.Zip(mine))
                weight.Write(values);
            return true;
        });
    }

    /// <summary>
    /// Sets the states of stateful recurrences back to zero: of this layer, and of those inside of it. They go on from batch to batch
    /// otherwise, through <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c>. A callback may call it while a model trains.
    /// </summary>
    public virtual void ResetStates() => Home?.Model.ResetStatesBelow(Home.Path);
}
