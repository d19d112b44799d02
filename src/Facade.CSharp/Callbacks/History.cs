namespace Functional.Keras;

/// <summary>Every number of every epoch of a run (<c>keras.callbacks.History</c>).</summary>
public sealed class History
{
    private readonly Functional.History engine;

    internal History(Functional.History engine) => this.engine = engine;

    /// <summary>Numbers of the epochs, from 0.</summary>
    public IReadOnlyList<int> Epoch => engine.Epoch;

    /// <summary>One value an epoch for each name: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, …</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Values => engine.Values;

    /// <summary>The values of one name over the epochs.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public IReadOnlyList<double> this[string name] => engine[name];
}
