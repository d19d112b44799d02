using System.Globalization;

namespace Bench;

public static class Program
{
    private const string Usage =
        """
        functional-bench [--peer PEER|both] [--workload NAME[,NAME...]|all|train|infer|proc] [--repeat N]
        functional-bench [--table plain|markdown] --read FILE    the table of earlier runs, whose lines are in the file
        functional-bench --peer PEER --child NAME    runs a whole-process workload in this process
        PEER is torchsharp or functional. Without options: --peer both --workload all --repeat 5 --table plain.
        """;

    private static readonly IPeer[] Peers = [new TorchSharpPeer(), new FunctionalPeer()];

    public static int Main(string[] args)
    {
        try
        {
            Run(Options.Parse(args));
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static void Run(Options options)
    {
        if (options.Help)
        {
            Console.Error.WriteLine(Usage);
            return;
        }
        if (options.Child is { } child)
        {
            var one = Peer(options.Peer);
            LoadNatives(one);
            var number = Measure.Whole(one, Workloads.Select(child).Single());
            Console.WriteLine(number.ToString("G6", CultureInfo.InvariantCulture));
            return;
        }

        var workloads = Workloads.Select(options.Workload);
        if (options.Read is not null || options.Peer == "both")
        {
            Row[] rows = options.Read is null
                ? [.. Comparison.Run(Peers[0], Peers[1], workloads, options.Repeat)]
                : [.. Comparison.Read(Peers[0], Peers[1], workloads, options.Read)];
            string[] names = [.. Peers.Select(p => p.Name)];
            Console.Error.WriteLine(options.Table == "markdown" ? Table.Markdown(names, rows) : Table.Plain(names, rows));
            return;
        }

        var peer = Peer(options.Peer);
        foreach (var workload in workloads)
        {
            if (workload.Kind == Kind.Process)
            {
                Report.Print(Comparison.WholeProcess(peer.Name, workload, options.Repeat));
                continue;
            }
            LoadNatives(peer);
            foreach (var result in Measure.InProcess(peer, workload, options.Repeat)) Report.Print(result);
        }
    }

    /// <summary>Before TorchSharp's first use: makes its native library load on older Linux systems too.</summary>
    private static void LoadNatives(IPeer peer)
    {
        // What our library sets in the allocator must not help the raw peer.
        AppContext.SetSwitch("Functional.KeepFreedMemory", peer is FunctionalPeer);
        Functional.NativeLibraries.ensure();
    }

    private static IPeer Peer(string name) =>
        Peers.FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException(
            $"--peer: must be one of {string.Join(", ", Peers.Select(p => p.Name))} or both, got {name}");

    private sealed record Options(string Peer, string Workload, int Repeat, string Table, string? Read, string? Child, bool Help)
    {
        public static Options Parse(string[] args)
        {
            var options = new Options("both", "all", 5, "plain", null, null, false);
            for (var i = 0; i < args.Length; i++)
            {
                var flag = args[i];
                if (flag is "--help" or "-h") return options with { Help = true };
                var value = ++i < args.Length
                    ? args[i]
                    : throw new ArgumentException($"{flag}: needs a value.\n{Usage}");
                options = flag switch
                {
                    "--peer" => options with { Peer = value },
                    "--workload" => options with { Workload = value },
                    "--repeat" when int.TryParse(value, out var n) && n > 0 => options with { Repeat = n },
                    "--repeat" => throw new ArgumentException($"--repeat: must be at least 1, got {value}"),
                    "--table" when value is "plain" or "markdown" => options with { Table = value },
                    "--table" => throw new ArgumentException($"--table: must be plain or markdown, got {value}"),
                    "--read" => options with { Read = value },
                    "--child" => options with { Child = value },
                    _ => throw new ArgumentException($"{flag}: no such option.\n{Usage}"),
                };
            }
            return options;
        }
    }
}
