using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench;

/// <summary>Results as lines of JSON on standard output.</summary>
public static class Report
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The keys of the benchmark's contract, in its order.</summary>
    private sealed record Line(
        string Peer, string Workload, string Metric, string Unit, double[] Values, double Median,
        double[]? Cpu, double? CpuMedian, double[]? Others, long? Params, double? LossFirst, double? LossLast);

    public static void Print(Result r)
    {
        var line = new Line(
            r.Peer, r.Workload, r.Metric, r.Unit, Rounded(r.Values), Round(Median(r.Values)),
            r.Cpu is null ? null : Rounded(r.Cpu), r.Cpu is null ? null : Round(Median(r.Cpu)),
            r.Others is null ? null : Rounded(r.Others, 3), r.Params, Round(r.LossFirst), Round(r.LossLast));
        Console.WriteLine(JsonSerializer.Serialize(line, Json));
    }

    public static Result Parse(string json)
    {
        var l = JsonSerializer.Deserialize<Line>(json, Json)!;
        return new(l.Peer, l.Workload, l.Metric, l.Unit, l.Values, l.Cpu, l.Others, l.Params, l.LossFirst, l.LossLast);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] Rounded(double[] values, int digits = 4) =>
        [.. values.Select(v => Math.Round(v, digits))];

    private static double Round(double value) => Math.Round(value, 4);

    private static double? Round(double? value) => value is { } v ? Round(v) : null;
}
