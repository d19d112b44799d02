using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench;

/// <summary>Results as lines of JSON on standard output, and ratios as a table on standard error.</summary>
public static class Report
{
    /// <summary>A value counts as disturbed when other programs used more of the machine than this.</summary>
    private const double MostOthers = 0.1;

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

    /// <summary>Medians, their ratio, the median of the pairs' ratios, and how many pairs were disturbed.</summary>
    public static string Ratio(Result a, Result b)
    {
        var pairs = Enumerable.Range(0, a.Values.Length).ToArray();
        var quiet = pairs.Where(i => IsQuiet(a, i) && IsQuiet(b, i)).ToArray();
        var used = quiet.Length > 0 ? quiet : pairs;
        var (medianA, medianB) = (Median(used.Select(i => a.Values[i])), Median(used.Select(i => b.Values[i])));
        var paired = Median(used.Select(i => b.Values[i] / a.Values[i]));
        return string.Create(CultureInfo.InvariantCulture,
            $"{a.Workload,-24} {b.Metric,-22} {a.Unit,-4} {medianA,10:G5} {medianB,10:G5} {medianB / medianA,7:F2} " +
            $"{paired,7:F2} {pairs.Length - quiet.Length,3}/{pairs.Length}");
    }

    public static void PrintRatios(IReadOnlyList<string> peers, IEnumerable<string> rows)
    {
        Console.Error.WriteLine(
            $"{"workload",-24} {"metric",-22} {"unit",-4} {peers[0],10} {peers[1],10} {"ratio",7} {"paired",7} " +
            "disturbed");
        foreach (var row in rows) Console.Error.WriteLine(row);
    }

    private static bool IsQuiet(Result r, int i) => r.Others is null || r.Others[i] <= MostOthers;

    private static double Median(IEnumerable<double> values)
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
