namespace Bench;

public enum Kind { Train, Infer, Process, Loop, Call }

/// <summary>One row of the workload table.</summary>
/// <param name="Network">The training workload whose network (and data) this workload uses.</param>
/// <param name="Batch">Samples a step.</param>
/// <param name="Batches">Batches held in memory.</param>
/// <param name="Params">Trained parameters, as Keras counts them.</param>
/// <param name="TorchExtra">Parameters that a torch LSTM has beside those: its second bias vectors.</param>
/// <param name="Goal">What this library is to reach.</param>
public sealed record Workload(
    string Name, Kind Kind, string Network, int Batch, int Batches, long Params, long TorchExtra = 0, Goal? Goal = null);

/// <summary>A value that is to be reached: a ratio to TorchSharp's, or a number in the workload's unit.</summary>
public sealed record Goal(double Most, bool IsRatio = true);

public static class Workloads
{
    private static readonly Workload[] Training =
    [
        Train("mlp-small", 32, 200, 101_770, goal: 0.60),
        Train("mlp-large", 256, 40, 1_863_690, goal: 0.95),
        Train("cnn-mnist", 128, 40, 34_826, goal: 0.60),
        Train("resnet20-cifar", 64, 20, 272_474, goal: 0.70),
        Train("lstm-imdb", 32, 40, 2_609_473, goal: 0.70, torchExtra: 256),
        Train("gru-timeseries", 64, 20, 15_425, goal: 0.50),
        Train("rnn-timeseries", 64, 20, 5_121, torchExtra: 64),
        Train("bilstm-stacked", 32, 40, 2_757_761, goal: 0.82, torchExtra: 1024),
        Train("transformer", 32, 40, 653_566, goal: 0.80),
        Train("conv-autoencoder", 64, 40, 28_353, goal: 0.52),
        Train("wide-tabular", 512, 50, 435_201, goal: 0.60),
        Train("many-small", 8, 200, 16_337, goal: 0.21),
        Train("mobilenet-sep", 16, 20, 136_778, goal: 0.42),
    ];

    public static IReadOnlyList<Workload> All { get; } =
    [
        .. Training,
        Infer("infer1", "mlp-small", 1, goal: 1.1),
        Infer("infer1", "cnn-mnist", 1, goal: 0.48),
        Infer("infer1", "resnet20-cifar", 1, goal: 0.32),
        Infer("infer256", "cnn-mnist", 256, goal: 0.35),
        Infer("infer256", "resnet20-cifar", 256, goal: 0.78),
        Infer("infer256", "mobilenet-sep", 256, goal: 0.25),
        Loop("mlp-small", goal: 0.8),
        Loop("cnn-mnist", goal: 0.8),
        Of("mlp-small") with { Name = "call-dense", Kind = Kind.Call, Network = "dense", Batch = 1, Batches = 1, Params = 272, Goal = new(30, IsRatio: false) },
        Whole("startup", "mlp-small", new(0.6, IsRatio: false)) with { Batches = 1 },
        Whole("rss-cnn-mnist", "cnn-mnist", new(1.0)),
        Whole("rss-lstm-imdb", "lstm-imdb", new(1.0)),
        Whole("rssgrowth-mlp-small", "mlp-small", null),
    ];

    /// <summary>The workloads that a comma-separated list names, one by one or by group.</summary>
    /// <exception cref="ArgumentException">A name is in no row.</exception>
    public static IReadOnlyList<Workload> Select(string names) =>
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(Named).Distinct()];

    private static IEnumerable<Workload> Named(string name) => name switch
    {
        "all" => All,
        "train" => All.Where(w => w.Kind == Kind.Train),
        "infer" => All.Where(w => w.Kind == Kind.Infer),
        "loop" => All.Where(w => w.Kind is Kind.Loop or Kind.Call),
        "proc" => All.Where(w => w.Kind == Kind.Process),
        _ when All.FirstOrDefault(w => w.Name == name) is { } workload => [workload],
        _ => throw new ArgumentException(
            "--workload: must be one of all, train, infer, loop, proc, " +
            $"{string.Join(", ", All.Select(w => w.Name))}, got {name}"),
    };

    private static Workload Of(string network) => Training.Single(w => w.Name == network);

    private static Workload Train(
        string name, int batch, int batches, long parameters, double? goal = null, long torchExtra = 0) =>
        new(name, Kind.Train, name, batch, batches, parameters, torchExtra, goal is { } most ? new(most) : null);

    private static Workload Infer(string prefix, string network, int batch, double goal) => Of(network) with
    {
        Name = $"{prefix}-{network}",
        Kind = Kind.Infer,
        Batch = batch,
        Batches = 1,
        Goal = new(goal),
    };

    private static Workload Loop(string network, double goal) => Of(network) with
    {
        Name = $"loop-{network}",
        Kind = Kind.Loop,
        Goal = new(goal),
    };

    private static Workload Whole(string name, string network, Goal? goal) =>
        Of(network) with { Name = name, Kind = Kind.Process, Goal = goal };
}
