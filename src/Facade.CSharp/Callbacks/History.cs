namespace Functional.Keras;

/// <summary>Every number of every epoch of a run (<c>keras.callbacks.History</c>): what <c>Fit</c> answers.</summary>
public sealed class History : Callbacks.Callback
{
    private readonly List<int> epochs = [];
    private readonly Dictionary<string, IReadOnlyList<double>> values = [];

    /// <summary>Numbers of the epochs, from 0.</summary>
    public IReadOnlyList<int> Epoch => epochs;

    /// <summary>One value an epoch for each name: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, …</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values => values;

    /// <summary>The values of one name over the epochs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public IReadOnlyList<double> this[string name] => values.TryGetValue(name, out var found)
        ? found
        : throw new ConfigurationException($"history must have the name ({string.Join(", ", values.Keys)}), got \"{name}\"");

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        epochs.Clear();
        values.Clear();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        epochs.Add(epoch);
        foreach (var (name, value) in logs)
        {
            if (!values.TryGetValue(name, out var list))
                values[name] = list = new List<double>();
            ((List<double>)list).Add(value);
        }
    }
}
