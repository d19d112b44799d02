namespace Functional.Keras;

/// <summary>Keras's <c>keras.utils</c>.</summary>
public static class Utils
{
    private static readonly Lock gate = new();
    private static long? next;

    /// <summary>
    /// Seeds all models that are made from now on: the same seed and the same program give the same bits
    /// (<c>keras.utils.set_random_seed</c>).
    /// </summary>
    /// <param name="seed">At least 0.</param>
    /// <exception cref="ConfigurationException">A negative seed.</exception>
    public static void SetRandomSeed(int seed)
    {
        if (seed < 0)
            throw new ConfigurationException($"seed must be at least 0, got {seed}");
        lock (gate)
            next = seed * 1_000L;
    }

    /// <summary>A seed for the next model: in order from the given one, or a random one.</summary>
    internal static long NextSeed()
    {
        lock (gate)
            return next is null ? Random.Shared.NextInt64(1L << 40) : (next++).Value;
    }
}
