namespace Functional.Conformance;

/// <summary>How far apart two values may be: <c>|a - b| &lt;= Absolute + Relative · |b|</c>.</summary>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    public static Tolerance Exact => default;
    public double Allowed(double recorded) => Absolute + Relative * Math.Abs(recorded);
}

/// <summary>What a comparison found, at the place that exceeds its tolerance most.</summary>
/// <param name="Difference">|a - b| there; infinite when the two cannot be compared (shape, dtype, NaN against a
/// number).</param>
/// <param name="Allowed">The largest difference that would have agreed there.</param>
/// <param name="Where">The index and both values there, or what cannot be compared; empty when they agree.</param>
public readonly record struct ComparisonResult(bool Agrees, double Difference, double Allowed, string Where);

/// <summary>Whether computed values agree with recorded ones.</summary>
public static class Comparison
{
    /// <summary>
    /// Floats agree within the tolerance, NaN with NaN, an infinity with the same infinity; integers and bools must be
    /// equal. Shapes must be equal, and dtypes too with <paramref name="sameDType"/>; without it, 3 in a float agrees
    /// with an integer 3.
    /// </summary>
    public static ComparisonResult Compare(
        HostArray computed, HostArray recorded, Tolerance tolerance, bool sameDType = false)
    {
        if (!computed.Shape.SequenceEqual(recorded.Shape))
            return Apart($"shape is {Shape(computed)}, Keras has {Shape(recorded)}");
        if (sameDType && !computed.DType.Equals(recorded.DType))
            return Apart($"dtype is {computed.DType.Name}, Keras has {recorded.DType.Name}");
        if (computed.Data.Length != recorded.Data.Length)
            return Apart($"{computed.Data.Length} values in shape {Shape(computed)}");

        var result = recorded.DType.IsFloat || computed.DType.IsFloat
            ? CompareFloats(Doubles(computed), Doubles(recorded), recorded.DType.IsFloat ? tolerance : Tolerance.Exact)
            : CompareIntegers(Integers(computed), Integers(recorded));
        if (result.Agrees)
            return result with { Where = "" };
        var place = int.Parse(result.Where);
        var (ours, theirs) = (computed.Data.GetValue(place), recorded.Data.GetValue(place));
        return result with { Where = $"at {Index(place, recorded.Shape)}: {ours}, Keras has {theirs}" };
    }

    /// <summary>The same for one number.</summary>
    public static ComparisonResult Compare(double computed, double recorded, Tolerance tolerance)
    {
        var (excess, difference) = Excess(computed, recorded, tolerance);
        var allowed = double.IsFinite(recorded) ? tolerance.Allowed(recorded) : 0;
        return new(excess <= 0, difference, allowed, excess <= 0 ? "" : $"is {computed}, Keras has {recorded}");
    }

    private static ComparisonResult CompareFloats(double[] computed, double[] recorded, Tolerance tolerance)
    {
        var (worst, worstExcess, worstDifference) = (0, double.NegativeInfinity, 0.0);
        for (var i = 0; i < recorded.Length; i++)
        {
            var (excess, difference) = Excess(computed[i], recorded[i], tolerance);
            if (excess > worstExcess)
                (worst, worstExcess, worstDifference) = (i, excess, difference);
        }

        var allowed = recorded.Length == 0 ? 0 : tolerance.Allowed(recorded[worst]);
        return new(worstExcess <= 0, worstDifference, double.IsFinite(allowed) ? allowed : 0, worst.ToString());
    }

    private static (double Excess, double Difference) Excess(double computed, double recorded, Tolerance tolerance)
    {
        if (computed.Equals(recorded)) // also NaN with NaN and equal infinities
            return (-tolerance.Absolute, 0);
        var difference = Math.Abs(computed - recorded);
        // NaN here: one of the two is NaN; infinite: one of the two is.
        return double.IsFinite(difference)
            ? (difference - tolerance.Allowed(recorded), difference)
            : (double.PositiveInfinity, double.PositiveInfinity);
    }

    private static ComparisonResult CompareIntegers(long[] computed, long[] recorded)
    {
        var (worst, largest) = (0, 0.0);
        for (var i = 0; i < recorded.Length; i++)
        {
            var difference = Math.Abs((double)computed[i] - recorded[i]);
            if (computed[i] != recorded[i] && difference >= largest)
                (worst, largest) = (i, Math.Max(difference, 1)); // 1: beyond 2^53 two longs may be one double
        }

        return new(largest == 0, largest, 0, worst.ToString());
    }

    /// <summary>The values as doubles, bools as 0 and 1.</summary>
    internal static double[] Doubles(HostArray array) => array.Data switch
    {
        float[] data => Array.ConvertAll(data, value => (double)value),
        double[] data => data,
        Half[] data => Array.ConvertAll(data, value => (double)value),
        _ => Array.ConvertAll(Integers(array), value => (double)value),
    };

    private static long[] Integers(HostArray array) => array.Data switch
    {
        bool[] data => Array.ConvertAll(data, value => value ? 1L : 0L),
        byte[] data => Array.ConvertAll(data, value => (long)value),
        sbyte[] data => Array.ConvertAll(data, value => (long)value),
        short[] data => Array.ConvertAll(data, value => (long)value),
        int[] data => Array.ConvertAll(data, value => (long)value),
        long[] data => data,
        _ => throw new UnsupportedException($"values of {array.Data.GetType().Name}"),
    };

    private static ComparisonResult Apart(string why) => new(false, double.PositiveInfinity, 0, why);

    private static string Shape(HostArray array) => $"({string.Join(", ", array.Shape)})";

    private static string Index(long rest, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
            (rest, index[axis]) = Math.DivRem(rest, shape[axis]);
        return $"[{string.Join(", ", index)}]";
    }
}
