namespace Functional.Keras;

/// <summary>When numbers are written: <c>"epoch"</c>, <c>"batch"</c>, or every so many batches.</summary>
public readonly record struct UpdateFrequency
{
    private readonly int batches;

    private UpdateFrequency(int batches) => this.batches = batches;

    /// <summary>Batches between two times; nothing for epochs alone.</summary>
    public int? Batches => batches == 0 ? null : batches;

    /// <summary><c>"epoch"</c> or <c>"batch"</c>.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static implicit operator UpdateFrequency(string word) => word switch
    {
        "epoch" => default,
        "batch" => new(1),
        _ => throw new ConfigurationException($"updateFreq must be \"epoch\", \"batch\" or a number of batches, got \"{word}\""),
    };

    /// <summary>A number of batches, at least 1.</summary>
    /// <exception cref="ConfigurationException">It is below 1.</exception>
    public static implicit operator UpdateFrequency(int batches) => batches >= 1
        ? new(batches)
        : throw new ConfigurationException($"updateFreq must be at least 1, got {batches}");
}
