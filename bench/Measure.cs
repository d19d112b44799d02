using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>What one or more stretches of steps took.</summary>
public sealed record Result(
    string Peer, string Workload, string Metric, string Unit, double[] Values, double[]? Cpu, double[]? Others,
    long? Params, double? LossFirst, double? LossLast);

/// <summary>Times steps by the rules of the benchmark: warm up, then one mean a stretch.</summary>
public static class Measure
{
    private const double LeastSeconds = 1, MostSeconds = 3;
    private const int WarmUpSteps = 50, LeastSteps = 200;

    /// <exception cref="InvalidOperationException">The network's parameters are not those of the table.</exception>
    public static IEnumerable<Result> InProcess(IPeer peer, Workload workload, int repeat)
    {
        foreach (var job in peer.Prepare(workload))
            using (job)
            {
                var expected = peer.ExpectedParams(workload);
                if (job.Params != expected)
                    throw new InvalidOperationException(
                        $"{peer.Name}, {workload.Name}: params must be {expected}, got {job.Params}");

                var lossFirst = job.Loss();
                var stepSeconds = WarmUp(job);
                var stretches = new List<Stretch>(repeat);
                for (var i = 0; i < repeat; i++) stretches.Add(Stretch.Of(() => Time(job, stepSeconds)));
                yield return new(
                    peer.Name, workload.Name, job.Metric, "us", [.. stretches.Select(s => s.Microseconds)],
                    [.. stretches.Select(s => s.CpuMicroseconds)], [.. stretches.Select(s => s.Others)],
                    job.Params, lossFirst, job.Loss());
            }
    }

    /// <summary>Runs a whole-process workload in this process and returns its number.</summary>
    public static double Whole(IPeer peer, Workload workload)
    {
        using var job = peer.Prepare(workload)[0];
        switch (workload.Name)
        {
            case "startup":
                job.Run(job.Unit);
                return Host.SecondsSinceStart();
            case "rssgrowth-mlp-small":
                RunAtLeast(job, 500);
                var before = Host.MemoryMiB("VmRSS");
                RunAtLeast(job, 5000);
                return Host.MemoryMiB("VmRSS") - before;
            default:
                RunAtLeast(job, 100);
                return Host.MemoryMiB("VmHWM");
        }
    }

    public static (string Metric, string Unit) WholeMetric(Workload workload) => workload.Name switch
    {
        "startup" => ("startup_to_first_step", "s"),
        "rssgrowth-mlp-small" => ("rss_growth_5000_steps", "MiB"),
        _ => ("peak_rss", "MiB"),
    };

    private static void RunAtLeast(Job job, int steps)
    {
        if (job.Unit > 1)
        {
            job.Run(RoundUp(steps, job.Unit));
            return;
        }
        for (var i = 0; i < steps; i++) job.Run(1);
    }

    /// <summary>Returns the seconds that a step of the last round took.</summary>
    private static double WarmUp(Job job)
    {
        var clock = Stopwatch.StartNew();
        var (steps, last) = (0, 0.0);
        while ((steps < WarmUpSteps || clock.Elapsed.TotalSeconds < LeastSeconds) &&
               (steps < 5 || clock.Elapsed.TotalSeconds < MostSeconds))
        {
            var start = clock.Elapsed.TotalSeconds;
            job.Run(job.Unit);
            last = (clock.Elapsed.TotalSeconds - start) / job.Unit;
            steps += job.Unit;
        }
        return last;
    }

    /// <summary>Runs at least 200 steps and 1 s, or 3 s: step by step, or as one run of whole epochs.</summary>
    private static int Time(Job job, double stepSeconds)
    {
        if (job.Unit > 1)
        {
            var wanted = Math.Min(Math.Max(LeastSteps, LeastSeconds / stepSeconds), MostSeconds / stepSeconds);
            var steps = RoundUp((int)Math.Ceiling(wanted), job.Unit);
            job.Run(steps);
            return steps;
        }
        var clock = Stopwatch.StartNew();
        for (var steps = 1; ; steps++)
        {
            job.Run(1);
            var seconds = clock.Elapsed.TotalSeconds;
            if (seconds >= MostSeconds || (seconds >= LeastSeconds && steps >= LeastSteps)) return steps;
        }
    }

    private static int RoundUp(int steps, int unit) => (steps + unit - 1) / unit * unit;

    private readonly record struct Stretch(double Microseconds, double CpuMicroseconds, double Others)
    {
        public static Stretch Of(Func<int> run)
        {
            var (cpu, machine, clock) = (Environment.CpuUsage.TotalTime, Host.BusySeconds(), Stopwatch.StartNew());
            var steps = run();
            var wall = clock.Elapsed.TotalSeconds;
            var own = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            var others = (Host.BusySeconds() - machine - own) / (wall * Environment.ProcessorCount);
            return new(wall * 1e6 / steps, own * 1e6 / steps, Math.Clamp(others, 0, 1));
        }
    }
}

/// <summary>What Linux tells of this process and of the machine.</summary>
public static class Host
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of all programs since the machine started; 0 where there is no /proc.</summary>
    public static double BusySeconds()
    {
        if (!File.Exists("/proc/stat")) return 0;
        // cpu user nice system idle iowait irq softirq steal ...
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { 1, 2, 3, 6, 7, 8 }.Sum(i => Number(fields[i])) / TicksPerSecond;
    }

    /// <summary>By the kernel's clock, in steps of 10 ms.</summary>
    public static double SecondsSinceStart()
    {
        var now = Number(File.ReadAllText("/proc/uptime").Split(' ')[0]);
        var stat = File.ReadAllText("/proc/self/stat");
        var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return now - Number(afterName[19]) / TicksPerSecond;
    }

    /// <param name="field"><c>VmRSS</c>, or <c>VmHWM</c> for its peak.</param>
    public static double MemoryMiB(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field + ':', StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024;
    }

    /// <summary>The processor's name; its architecture where there is no /proc.</summary>
    public static string Processor() =>
        File.Exists("/proc/cpuinfo") &&
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':', 2)[1].Trim()
            : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
