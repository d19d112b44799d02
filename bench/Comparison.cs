using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>
/// Measures in new processes of this program, so that no peer meets what another did to its process: memory settings,
/// threads.
/// </summary>
public static class Comparison
{
    /// <summary>Peers in turn, A B A B …, one process a value: a line a peer and metric, then the ratios.</summary>
    public static void Run(IReadOnlyList<string> peers, IReadOnlyList<Workload> workloads, int repeat)
    {
        var rows = new List<string>();
        foreach (var workload in workloads)
        {
            var values = peers.ToDictionary(peer => peer, _ => new List<IReadOnlyList<Result>>());
            for (var i = 0; i < repeat; i++)
                foreach (var peer in peers) values[peer].Add(OneValue(peer, workload));

            var results = peers.Select(peer => Merge(values[peer])).ToArray();
            foreach (var result in results.SelectMany(r => r)) Report.Print(result);
            rows.AddRange(results[1].Select(other => Report.Ratio(results[0][0], other)));
        }
        Report.PrintRatios(peers, rows);
    }

    public static Result WholeProcess(string peer, Workload workload, int repeat)
    {
        var values = Enumerable.Range(0, repeat).Select(_ => Child(peer, workload)).ToArray();
        var (metric, unit) = Measure.WholeMetric(workload);
        return new(peer, workload.Name, metric, unit, values, null, null, workload.Params, null, null);
    }

    private static IReadOnlyList<Result> OneValue(string peer, Workload workload) =>
        workload.Kind == Kind.Process
            ? [WholeProcess(peer, workload, 1)]
            : [.. Start("--peer", peer, "--workload", workload.Name, "--repeat", "1")
                .Where(line => line.StartsWith('{'))
                .Select(Report.Parse)];

    private static double Child(string peer, Workload workload) =>
        double.Parse(Start("--peer", peer, "--child", workload.Name)[^1].Split(' ')[^1], CultureInfo.InvariantCulture);

    /// <summary>One result a metric, with the values of all runs.</summary>
    private static Result[] Merge(IReadOnlyList<IReadOnlyList<Result>> runs) =>
        [.. runs[0].Select((first, metric) => first with
        {
            Values = [.. runs.SelectMany(run => run[metric].Values)],
            Cpu = first.Cpu is null ? null : [.. runs.SelectMany(run => run[metric].Cpu!)],
            Others = first.Others is null ? null : [.. runs.SelectMany(run => run[metric].Others!)],
        })];

    /// <exception cref="InvalidOperationException">The process failed.</exception>
    private static string[] Start(params string[] arguments)
    {
        // The program is either its own executable or `dotnet program.dll`.
        var program = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] all = isDotnet ? [typeof(Comparison).Assembly.Location, .. arguments] : arguments;
        using var process = Process.Start(new ProcessStartInfo(program, all) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)}: failed with exit code {process.ExitCode}");
    }
}
