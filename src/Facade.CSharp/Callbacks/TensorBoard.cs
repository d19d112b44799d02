using System.Diagnostics;
using System.Text;

namespace Functional.Keras.Callbacks;

/// <summary>
/// Writes a run for TensorBoard (<c>keras.callbacks.TensorBoard</c>), under <c>train</c> and <c>validation</c>: the logs of each
/// epoch with the learning rate, of batches where asked for, how weights are spread, and the model as a graph.
/// </summary>
public sealed class TensorBoard : Callback
{
    private readonly string logDir;
    private readonly int histogramFreq;
    private readonly bool writeGraph;
    private readonly bool writeImages;
    private readonly bool writeStepsPerSecond;
    private readonly UpdateFrequency updateFreq;
    private readonly int embeddingsFreq;
    private readonly Dictionary<string, string> embeddingsMetadata;

    private EventFile? train;
    private EventFile? validation;
    private bool isTraining;
    private long trainBatch;
    private long epochBegan;
    private long batchBegan;
    private int epochBatches;

    /// <summary>Where a run is written, and what of it.</summary>
    /// <param name="logDir">The folder; another one for each run.</param>
    /// <param name="histogramFreq">Epochs between two times at which it is written how weights are spread; 0 for never.</param>
    /// <param name="writeGraph">Whether the model is written as a graph. Own models are not.</param>
    /// <param name="writeImages">Whether weights are written as pictures too, whenever it is written how they are spread.</param>
    /// <param name="writeStepsPerSecond">Whether it is written how many batches are made in a second.</param>
    /// <param name="updateFreq">
    /// <c>"epoch"</c>, <c>"batch"</c> or a number of batches: when logs of batches are written, beside those of epochs. Each waits for the device.
    /// </param>
    /// <param name="profileBatch">0: there are no profiles.</param>
    /// <param name="embeddingsFreq">Epochs between two times at which embeddings are written; 0 for never.</param>
    /// <param name="embeddingsMetadata">Files with the labels of embeddings, by the names of their layers.</param>
    /// <exception cref="ConfigurationException">A negative number, a profile, or no name of a folder.</exception>
    public TensorBoard(
        string logDir = "logs",
        int histogramFreq = 0,
        bool writeGraph = true,
        bool writeImages = false,
        bool writeStepsPerSecond = false,
        UpdateFrequency updateFreq = default,
        int profileBatch = 0,
        int embeddingsFreq = 0,
        IReadOnlyDictionary<string, string>? embeddingsMetadata = null)
    {
        this.logDir = !string.IsNullOrEmpty(logDir)
            ? logDir
            : throw new ConfigurationException("TensorBoard: logDir must name a folder, got \"\"");
        if (histogramFreq < 0 || embeddingsFreq < 0)
        {
            throw new ConfigurationException(
                $"TensorBoard: histogramFreq and embeddingsFreq must be at least 0, got {histogramFreq} and {embeddingsFreq}");
        }

        if (profileBatch != 0)
            throw new ConfigurationException($"TensorBoard: profileBatch must be 0, for there are no profiles, got {profileBatch}");
        this.histogramFreq = histogramFreq;
        this.writeGraph = writeGraph;
        this.writeImages = writeImages;
        this.writeStepsPerSecond = writeStepsPerSecond;
        this.updateFreq = updateFreq;
        this.embeddingsFreq = embeddingsFreq;
        this.embeddingsMetadata = new(embeddingsMetadata ?? new Dictionary<string, string>());
    }

    private EventFile Train => train ??= new(Path.Combine(logDir, "train"));

    private EventFile Validation => validation ??= new(Path.Combine(logDir, "validation"));

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        isTraining = true;
        trainBatch = 0;
        if (writeGraph)
            WriteGraph();
        if (embeddingsFreq > 0)
            WriteProjector();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs)
    {
        isTraining = false;
        Close();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        epochBegan = Stopwatch.GetTimestamp();
        epochBatches = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        foreach (var (name, value) in FSharp.Given(logs))
        {
            if (name.StartsWith("val_", StringComparison.Ordinal))
                Validation.Scalar($"epoch_{name[4..]}", value, epoch);
            else if (name != "learning_rate")
                Train.Scalar($"epoch_{name}", value, epoch);
        }

        Train.Scalar("epoch_learning_rate", Model.RunningOptimizer.LearningRate, epoch);
        if (writeStepsPerSecond)
            Train.Scalar("epoch_steps_per_second", epochBatches / Stopwatch.GetElapsedTime(epochBegan).TotalSeconds, epoch);
        if (histogramFreq > 0 && epoch % histogramFreq == 0)
            WriteWeights(epoch);
        if (embeddingsFreq > 0 && epoch % embeddingsFreq == 0)
            Model.SaveWeights(Path.Combine(logDir, "train", $"keras_embedding.ckpt-{epoch}.weights.h5"));
        Train.Flush();
        validation?.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => batchBegan = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs)
    {
        // Several batches may be told of at once.
        trainBatch += batch + 1 - epochBatches;
        epochBatches = batch + 1;
        if (updateFreq.Batches is not { } every || trainBatch % every != 0)
            return;
        if (writeStepsPerSecond)
            Train.Scalar("batch_steps_per_second", 1 / Stopwatch.GetElapsedTime(batchBegan).TotalSeconds, trainBatch);
        foreach (var (name, value) in FSharp.Given(logs).Value)
            Train.Scalar($"batch_{name}", value, trainBatch);
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Dictionary<string, double> logs)
    {
        foreach (var (name, value) in FSharp.Given(logs))
            Validation.Scalar($"evaluation_{name}_vs_iterations", value, Model.RunningOptimizer.Iterations);
        if (!isTraining)
            Close();
    }

    private void WriteGraph()
    {
        try
        {
            Train.Graph("keras", Model.ToJson(), 0);
        }
        catch (UnsupportedException)
        {
            // Own layers and models have no graph of Keras's.
        }
    }

    private void WriteWeights(int epoch)
    {
        foreach (var weight in Model.Weights)
        {
            var value = weight.Value;
            Train.Histogram($"{weight.Path}/histogram", value.ToArray<double>(), epoch);
            if (writeImages && Pictures(value) is { Count: > 0 } pictures)
                Train.Images($"{weight.Path}/image", pictures, epoch);
        }
    }

    // Keras: a row, a matrix lying on its longer side, or a picture for each of the last axis.
    private static List<float[,]> Pictures(NDArray weight)
    {
        var sizes = weight.Shape.Where(size => size != 1).ToArray();
        var values = weight.ToArray<float>();
        return sizes switch
        {
            _ when values.Length == 0 => [],
            [var length] => [Picture(length, 1, (y, _) => values[y])],
            [var rows, var columns] when rows > columns => [Picture(columns, rows, (y, x) => values[(x * columns) + y])],
            [var rows, var columns] => [Picture(rows, columns, (y, x) => values[(y * columns) + x])],
            [var rows, var columns, var last] =>
                [.. Enumerable.Range(0, last).Select(at => Picture(rows, columns, (y, x) => values[(((y * columns) + x) * last) + at]))],
            _ => [],
        };
    }

    private static float[,] Picture(int rows, int columns, Func<int, int, float> at)
    {
        var picture = new float[rows, columns];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
                picture[y, x] = at(y, x);
        }

        return picture;
    }

    private void WriteProjector()
    {
        var layers = Model.Layers.OfType<Layers.Embedding>().Select(layer => layer.Name).ToArray();
        if (embeddingsMetadata.Keys.Except(layers).FirstOrDefault() is { } unknown)
        {
            throw new ConfigurationException(
                $"TensorBoard: embeddingsMetadata must be for embeddings ({string.Join(", ", layers)}), got \"{unknown}\"");
        }

        StringBuilder text = new();
        foreach (var layer in layers)
        {
            text.Append("embeddings {\n  tensor_name: \"layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE\"\n");
            if (embeddingsMetadata.TryGetValue(layer, out var path))
                text.Append("  metadata_path: \"").Append(path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\n");
            text.Append("}\n");
        }

        Output.Folder("TensorBoard", logDir);
        Output.To("TensorBoard", logDir, () => File.WriteAllText(Path.Combine(logDir, "projector_config.pbtxt"), text.ToString()));
    }

    private void Close()
    {
        train?.Dispose();
        validation?.Dispose();
        train = null;
        validation = null;
    }
}
