namespace Functional.Keras;

/// <summary>Every number of every epoch of a run (<c>keras.callbacks.History</c>): what <c>Fit</c> answers.</summary>
public sealed class History : Callbacks.Callback
{
    private Functional.History engine = new();

    /// <summary>Numbers of the epochs, from 0.</summary>
    public IReadOnlyList<int> Epoch => engine.Epoch;

    /// <summary>One value an epoch for each name: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, …</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values => engine.Values;

    /// <summary>The values of one name over the epochs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public IReadOnlyList<double> this[string name] => Values.TryGetValue(name, out var found)
        ? found
        : throw new ConfigurationException($"history must have the name ({string.Join(", ", Values.Keys)}), got \"{name}\"");

    /// <inheritdoc/>
    public override void OnTrainBegin() => engine = new();

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs) => engine.Add(epoch, FSharp.Given(logs));
}
