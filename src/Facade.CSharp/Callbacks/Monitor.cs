namespace Functional.Keras.Callbacks;

/// <summary>A number of the logs that is watched, and what counts as better.</summary>
internal sealed class Monitor
{
    private readonly Callback owner;
    private readonly double minDelta;
    private readonly bool? given;
    private bool? upwards;
    private bool isSeen;

    /// <param name="owner">Whose it is.</param>
    /// <param name="name">Name of the number in logs.</param>
    /// <param name="mode"><c>"min"</c>, <c>"max"</c> or <c>"auto"</c>.</param>
    /// <param name="minDelta">A smaller change counts as none; its sign does not.</param>
    /// <exception cref="ConfigurationException">Another mode, or a change that is not a number.</exception>
    public Monitor(Callback owner, string name, string mode, double minDelta = 0)
    {
        ArgumentNullException.ThrowIfNull(name, "monitor");
        this.owner = owner;
        Name = name;
        if (double.IsNaN(minDelta))
            throw new ConfigurationException($"{Title}: minDelta must be a number, got NaN");
        this.minDelta = Math.Abs(minDelta);
        given = mode switch
        {
            "min" => false,
            "max" => true,
            "auto" => null,
            _ => throw new ConfigurationException($"{Title}: mode must be \"auto\", \"min\" or \"max\", got \"{mode}\""),
        };
    }

    public string Name { get; }

    private string Title => owner.GetType().Name;

    /// <summary>The number, or null where the logs lack it.</summary>
    public double? Of(Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (!logs.TryGetValue(Name, out var value))
            return null;
        isSeen = true;
        return value;
    }

    /// <summary>Warns when a run ends that never had the number. A validation need not be there in every epoch.</summary>
    public void End(Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (!isSeen && logs.Count > 0)
            Console.WriteLine($"warning: {Title} watches \"{Name}\", the logs have {string.Join(", ", logs.Keys)}");
        isSeen = false;
    }

    /// <summary>Whether a number is better than another one, or there is no other. One that is not a number is not.</summary>
    /// <exception cref="ConfigurationException">Which way the number gets better is not known and not said.</exception>
    public bool IsBetter(double value, double? reference)
    {
        if (reference is not { } other)
            return true;
        upwards ??= given ?? owner.Model.GetsBetterUpwards(Name) ?? throw new ConfigurationException(
            $"{Title}: mode must be \"min\" or \"max\": it is not known which way \"{Name}\" gets better");
        return upwards.Value ? value - minDelta > other : value + minDelta < other;
    }
}
