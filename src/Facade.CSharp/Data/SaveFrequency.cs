namespace Functional.Keras;

/// <summary>When something is saved: <c>"epoch"</c> for the end of each epoch, or a number of batches.</summary>
public readonly record struct SaveFrequency
{
    private readonly int batches;

    private SaveFrequency(int batches) => this.batches = batches;

    /// <summary>Batches between two times; nothing for the end of each epoch.</summary>
    public int? Batches => batches == 0 ? null : batches;

    /// <summary><c>"epoch"</c>.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static implicit operator SaveFrequency(string word) => word == "epoch"
        ? default
        : throw new ConfigurationException($"saveFreq must be \"epoch\" or a number of batches, got \"{word}\"");

    /// <summary>A number of batches, at least 1.</summary>
    /// <exception cref="ConfigurationException">It is below 1.</exception>
    public static implicit operator SaveFrequency(int batches) => batches >= 1
        ? new(batches)
        : throw new ConfigurationException($"saveFreq must be at least 1, got {batches}");
}
