using System.Text.Json;
using MathNet.Numerics.Distributions;

namespace Functional.Conformance;

/// <summary>Schemas <c>schedule</c>, <c>regularizer</c>, <c>constraint</c> and <c>initializer</c>.</summary>
internal static class SmallCases
{
    public static void Schedule(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Schedule);
        check.Aspect("schedule", () =>
        {
            var values = Engine.RunSchedule(item.Required("config"), item.Array("steps"));
            check.Array("values", values, item.Array("values"), item.Tolerance);
        });
    }

    public static void Regularizer(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Regularizer);
        check.Aspect("regularizer", () =>
        {
            var run = Engine.RunRegularizer(item.Required("config"), item.Array("x"));
            check.Array("value", run.Value, item.Array("value"), item.Tolerance);
            check.Array("grad_x", run.Gradient, item.Array("grad_x"), item.GradientTolerance);
        });
    }

    public static void Constraint(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Constraint);
        check.Aspect("constraint", () =>
        {
            var y = Engine.RunConstraint(item.Required("config"), item.Array("x"));
            check.Array("y", y, item.Array("y"), item.Tolerance);
        });
    }

    public static void Initializer(Case item, CaseCheck check)
    {
        check.RoundTrip(Kind.Initializer);
        check.Aspect("initializer", () =>
        {
            var shape = item.Required("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            HostArray Draw(int seed) => Engine.RunInitializer(item.Required("config"), shape, seed);
            switch (item.Text("kind"))
            {
                case "exact":
                    check.Array("value", Draw(0), item.Array("value"), item.Tolerance);
                    break;
                case "orthogonal":
                    Orthogonal(check, Draw(0), item.Required("gain").GetDouble(), shape);
                    Differs(check, Draw(0), Draw(1));
                    break;
                case "random":
                    Random(check, Draw, item.Required("facts"), shape);
                    Differs(check, Draw(0), Draw(1));
                    break;
                case var kind:
                    throw new InvalidDataException($"unknown kind '{kind}'");
            }
        });
    }

    private static void Differs(CaseCheck check, HostArray one, HostArray other)
    {
        if (Comparison.Compare(one, other, Tolerance.Exact).Agrees)
            check.Fail("value", "two seeds draw the same values");
    }

    /// <summary>
    /// Enough draws are taken for about 10,000 values. Limits are six standard errors (a chance of 2e-9 a check):
    /// sigma/sqrt(n) for the mean, sigma/sqrt(2n) for the standard deviation (the normal's; the bounded distributions
    /// have less). The whole distribution is held against its own by the Dvoretzky-Kiefer-Wolfowitz bound
    /// sqrt(ln(2/p)/2n) with p = 1e-9.
    /// </summary>
    private static void Random(CaseCheck check, Func<int, HostArray> draw, JsonElement facts, long[] shape)
    {
        var size = shape.Aggregate(1L, (product, axis) => product * axis);
        var draws = (int)Math.Clamp(10_000 / size + 1, 1, 256);
        var values = Enumerable.Range(0, draws).SelectMany(seed =>
        {
            var drawn = draw(seed);
            if (seed == 0)
                check.Sequence("value shape", drawn.Shape, shape);
            return Comparison.Doubles(drawn);
        }).Order().ToArray();

        double Fact(string name) => facts.GetProperty(name).GetDouble();
        var (mean, std, count) = (Fact("expect_mean"), Fact("expect_std"), values.Length);
        var actualMean = values.Average();
        var actualStd = Math.Sqrt(values.Sum(value => (value - actualMean) * (value - actualMean)) / count);
        check.Number("mean", actualMean, mean, new(0, 6 * std / Math.Sqrt(count)));
        check.Number("std", actualStd, std, new(0, 6 * std / Math.Sqrt(2.0 * count)));

        // A float32 at a bound may be one rounding outside of the double that is recorded.
        double? Bound(string name) =>
            facts.GetProperty(name) is { ValueKind: JsonValueKind.Number } bound ? bound.GetDouble() : null;
        if (Bound("expect_min") is { } min && values[0] < min - 1e-6 * Math.Abs(min))
            check.Fail("min", $"is {values[0]}, Keras draws from {min}");
        if (Bound("expect_max") is { } max && values[^1] > max + 1e-6 * Math.Abs(max))
            check.Fail("max", $"is {values[^1]}, Keras draws up to {max}");

        var cumulative = Cumulative(facts);
        var apart = Enumerable.Range(0, count)
            .Max(i => Math.Max(cumulative(values[i]) - (double)i / count, (i + 1.0) / count - cumulative(values[i])));
        check.Number("distribution", apart, 0, new(0, Math.Sqrt(Math.Log(2 / 1e-9) / (2 * count))));
    }

    private static Func<double, double> Cumulative(JsonElement facts)
    {
        double Fact(string name) => facts.GetProperty(name).GetDouble();
        switch (facts.GetProperty("draw").GetString())
        {
            case "uniform":
                return x => Math.Clamp((x - Fact("minval")) / (Fact("maxval") - Fact("minval")), 0, 1);
            case "normal":
                return x => Normal.CDF(Fact("mean"), Fact("stddev"), x);
            case "truncated_normal": // Keras cuts at two standard deviations
                var outside = Normal.CDF(0, 1, -2);
                return x =>
                    Math.Clamp((Normal.CDF(Fact("mean"), Fact("stddev"), x) - outside) / (1 - 2 * outside), 0, 1);
            case var draw:
                throw new InvalidDataException($"unknown draw '{draw}'");
        }
    }

    /// <summary>As a matrix (-1, last), the product with its transpose on the short side is gain² I.</summary>
    private static void Orthogonal(CaseCheck check, HostArray value, double gain, long[] shape)
    {
        check.Sequence("value shape", value.Shape, shape);
        var data = Comparison.Doubles(value);
        var columns = (int)shape[^1];
        var rows = data.Length / columns;
        var (side, inner) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double At(int one, int k) => rows < columns ? data[one * columns + k] : data[k * columns + one];

        for (var i = 0; i < side; i++)
            for (var j = 0; j < side; j++)
            {
                var product = Enumerable.Range(0, inner).Sum(k => At(i, k) * At(j, k));
                // A float32 QR decomposition of this size is orthogonal to a few roundings of 1e-7.
                check.Number($"product[{i}, {j}]", product, i == j ? gain * gain : 0, new(0, 1e-5 * gain * gain));
            }
    }
}
