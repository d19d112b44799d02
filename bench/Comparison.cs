using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>
/// Measures in new processes of this program, so that no peer meets what another did to its process: memory settings,
/// threads.
/// </summary>
public static class Comparison
{
    /// <summary>Peers in turn, A B A B …, one process a value: prints a line a peer and metric, and gives the ratios.</summary>
    public static IEnumerable<Row> Run(IPeer a, IPeer b, IEnumerable<Workload> workloads, int repeat)
    {
        foreach (var workload in workloads)
        {
            List<IReadOnlyList<Result>> ofA = [], ofB = [];
            for (var i = 0; i < repeat; i++)
            {
                if (a.Has(workload)) ofA.Add(OneValue(a.Name, workload));
                if (b.Has(workload)) ofB.Add(OneValue(b.Name, workload));
            }
            var (resultsA, resultsB) = (Merge(ofA), Merge(ofB));
            foreach (var result in resultsA.Concat(resultsB)) Report.Print(result);
            foreach (var row in Table.Rows(workload, resultsA, resultsB)) yield return row;
        }
    }

    /// <summary>Results of earlier runs, from their lines of JSON.</summary>
    public static IEnumerable<Row> Read(IPeer a, IPeer b, IEnumerable<Workload> workloads, string file)
    {
        var results = File.ReadLines(file).Where(line => line.StartsWith('{')).Select(Report.Parse).ToArray();
        Result[] Of(IPeer peer, Workload workload) =>
            [.. results
                .Where(result => result.Peer == peer.Name && result.Workload == workload.Name)
                .GroupBy(result => result.Metric)
                .Select(same => Joined([.. same]))];
        return workloads
            .SelectMany(workload => Table.Rows(workload, Of(a, workload), Of(b, workload)))
            .Where(row => row.A is not null || row.B is not null);
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
        runs.Count == 0 ? [] : [.. runs[0].Select((_, metric) => Joined([.. runs.Select(run => run[metric])]))];

    private static Result Joined(IReadOnlyList<Result> results) => results[0] with
    {
        Values = [.. results.SelectMany(result => result.Values)],
        Cpu = results[0].Cpu is null ? null : [.. results.SelectMany(result => result.Cpu!)],
        Others = results[0].Others is null ? null : [.. results.SelectMany(result => result.Others!)],
    };

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
