namespace Bench;

public enum Kind { Train, Infer, Process }

/// <summary>One row of the workload table.</summary>
/// <param name="Network">The training workload whose network (and data) this workload uses.</param>
/// <param name="Batch">Samples a step.</param>
/// <param name="Batches">Batches held in memory.</param>
/// <param name="Params">Trained parameters, as Keras counts them.</param>
/// <param name="TorchExtra">Parameters that a torch LSTM has beside those: its second bias vectors.</param>
public sealed record Workload(
    string Name, Kind Kind, string Network, int Batch, int Batches, long Params, long TorchExtra = 0);

public static class Workloads
{
    private static readonly Workload[] Training =
    [
        Train("mlp-small", 32, 200, 101_770),
        Train("mlp-large", 256, 40, 1_863_690),
        Train("cnn-mnist", 128, 40, 34_826),
        Train("resnet20-cifar", 64, 20, 272_474),
        Train("lstm-imdb", 32, 40, 2_609_473, torchExtra: 256),
        Train("gru-timeseries", 64, 20, 15_425),
        Train("bilstm-stacked", 32, 40, 2_757_761, torchExtra: 1024),
        Train("transformer", 32, 40, 653_566),
        Train("conv-autoencoder", 64, 40, 28_353),
        Train("wide-tabular", 512, 50, 435_201),
        Train("many-small", 8, 200, 16_337),
        Train("mobilenet-sep", 16, 20, 136_778),
    ];

    public static IReadOnlyList<Workload> All { get; } =
    [
        .. Training,
        Infer("infer1", "mlp-small", 1),
        Infer("infer1", "cnn-mnist", 1),
        Infer("infer1", "resnet20-cifar", 1),
        Infer("infer256", "cnn-mnist", 256),
        Infer("infer256", "resnet20-cifar", 256),
        Infer("infer256", "mobilenet-sep", 256),
        Of("mlp-small") with { Name = "startup", Kind = Kind.Process, Batches = 1 },
        Of("cnn-mnist") with { Name = "rss-cnn-mnist", Kind = Kind.Process },
        Of("lstm-imdb") with { Name = "rss-lstm-imdb", Kind = Kind.Process },
        Of("mlp-small") with { Name = "rssgrowth-mlp-small", Kind = Kind.Process },
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
        "proc" => All.Where(w => w.Kind == Kind.Process),
        _ when All.FirstOrDefault(w => w.Name == name) is { } workload => [workload],
        _ => throw new ArgumentException(
            "--workload: must be one of all, train, infer, proc, " +
            $"{string.Join(", ", All.Select(w => w.Name))}, got {name}"),
    };

    private static Workload Of(string network) => Training.Single(w => w.Name == network);

    private static Workload Train(string name, int batch, int batches, long parameters, long torchExtra = 0) =>
        new(name, Kind.Train, name, batch, batches, parameters, torchExtra);

    private static Workload Infer(string prefix, string network, int batch) =>
        Of(network) with { Name = $"{prefix}-{network}", Kind = Kind.Infer, Batch = batch, Batches = 1 };
}
