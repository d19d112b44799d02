using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench;

/// <summary>Two peers' values of one workload and metric; nothing where a peer does not have the workload.</summary>
public sealed record Row(Workload Workload, Result? A, Result? B);

/// <summary>Two peers side by side, with ratios and goals.</summary>
public static class Table
{
    /// <summary>A value counts as disturbed when other programs used more of the machine than this.</summary>
    private const double MostOthers = 0.1;

    private static readonly string[] Headings = ["ratio", "paired", "goal", "reached", "disturbed"];

    /// <summary>One row a metric of the second peer: for inference it has two beside the one of the first.</summary>
    public static IEnumerable<Row> Rows(Workload workload, IReadOnlyList<Result> a, IReadOnlyList<Result> b) =>
        a.Count == 0 || b.Count == 0
            ? [new(workload, a.FirstOrDefault(), b.FirstOrDefault())]
            : b.Select(result => new Row(workload, a[0], result));

    /// <summary>Aligned by spaces.</summary>
    public static string Plain(IReadOnlyList<string> peers, IEnumerable<Row> rows)
    {
        string[][] lines = [["workload", "metric", .. peers, .. Headings], .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, lines[0].Length).Select(i => lines.Max(line => line[i].Length)).ToArray();
        string Padded(string cell, int i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]);
        return string.Join('\n', lines.Select(line => string.Join("  ", line.Select(Padded)).TrimEnd()));
    }

    /// <summary>As a page of documentation has it, below a line on the machine.</summary>
    public static string Markdown(IReadOnlyList<string> peers, IEnumerable<Row> rows)
    {
        string[][] lines = [["workload", "metric", .. peers, .. Headings], .. rows.Select(Cells)];
        string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
        var rule = "|---|---|" + string.Concat(Enumerable.Repeat("--:|", lines[0].Length - 2));
        return string.Join('\n', [Machine(), "", Line(lines[0]), rule, .. lines.Skip(1).Select(Line)]);
    }

    /// <summary>Medians, their ratio, the median of the pairs' ratios, the goal, and how many pairs were disturbed.</summary>
    private static string[] Cells(Row row)
    {
        if (row.A is not { } a || row.B is not { } b)
        {
            var there = row.A ?? row.B;
            return [row.Workload.Name, there?.Metric ?? "", Value(row.A), Value(row.B), "", "", Goal(row.Workload, there), "", ""];
        }
        // Values that were measured one after the other stand in the same place.
        var pairs = Enumerable.Range(0, Math.Min(a.Values.Length, b.Values.Length)).ToArray();
        var quiet = pairs.Where(i => IsQuiet(a, i) && IsQuiet(b, i)).ToArray();
        var used = quiet.Length > 0 ? quiet : pairs;
        var (medianA, medianB) = (Report.Median(used.Select(i => a.Values[i])), Report.Median(used.Select(i => b.Values[i])));
        // Memory may shrink: there is no ratio to nothing.
        var isRatio = a.Metric != "rss_growth_5000_steps";
        var paired = Report.Median(used.Select(i => b.Values[i] / a.Values[i]));
        var reached = row.Workload.Goal is { } goal ? (goal.IsRatio ? paired : medianB) <= goal.Most ? "yes" : "no" : "";
        return
        [
            row.Workload.Name, b.Metric, Value(medianA, a.Unit), Value(medianB, b.Unit),
            isRatio ? Fixed(medianB / medianA) : "", isRatio ? Fixed(paired) : "", Goal(row.Workload, b), reached,
            $"{pairs.Length - quiet.Length}/{pairs.Length}",
        ];
    }

    private static string Goal(Workload workload, Result? result) => workload.Goal switch
    {
        null => "",
        { IsRatio: true } goal => Fixed(goal.Most),
        { } goal => Value(goal.Most, result?.Unit ?? ""),
    };

    private static string Value(Result? result) => result is null ? "none" : Value(Report.Median(result.Values), result.Unit);

    private static string Value(double value, string unit) =>
        unit == "us" && value >= 1000 ? Value(value / 1000, "ms") : $"{Digits(value)} {(unit == "us" ? "µs" : unit)}";

    /// <summary>Three digits that say something.</summary>
    private static string Digits(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "F0" : Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Fixed(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static bool IsQuiet(Result r, int i) => r.Others is null || r.Others[i] <= MostOthers;

    private static string Machine()
    {
        Functional.NativeLibraries.ensure();
        return $"Machine: {Environment.ProcessorCount} cores ({Host.Processor()}), {RuntimeInformation.OSDescription}, " +
            $"{RuntimeInformation.FrameworkDescription}, libtorch {TorchSharp.torch.__version__}, " +
            $"{TorchSharp.torch.get_num_threads()} threads, {DateTime.UtcNow:yyyy-MM-dd}.";
    }
}
