namespace Functional.Keras;

/// <summary>
/// What is printed while a run goes: 0 nothing, 1 a progress bar, 2 one line an epoch; <c>"auto"</c> is 1.
/// </summary>
public readonly struct Verbose
{
    private readonly int? level;

    private Verbose(int? level) => this.level = level;

    /// <summary>0, 1 or 2.</summary>
    /// <exception cref="ConfigurationException">Another number.</exception>
    public static implicit operator Verbose(int level) => level is >= 0 and <= 2
        ? new(level)
        : throw new ConfigurationException($"verbose must be \"auto\", 0, 1 or 2, got {level}");

    /// <summary><c>"auto"</c>, <c>"0"</c>, <c>"1"</c> or <c>"2"</c>.</summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static implicit operator Verbose(string word) => word switch
    {
        "auto" => default,
        "0" or "1" or "2" => new(word[0] - '0'),
        _ => throw new ConfigurationException($"verbose must be \"auto\", 0, 1 or 2, got \"{word}\""),
    };

    internal Verbosity Verbosity => level switch
    {
        0 => Verbosity.Silent,
        2 => Verbosity.Line,
        _ => Verbosity.Bar,
    };

    /// <summary>The word or number as Keras writes it.</summary>
    public override string ToString() => level?.ToString() ?? "auto";
}
