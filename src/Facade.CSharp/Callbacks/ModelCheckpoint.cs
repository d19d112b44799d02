namespace Functional.Keras.Callbacks;

/// <summary>
/// Saves the model as it is trained (<c>keras.callbacks.ModelCheckpoint</c>): after each epoch, or each so many batches; always, or
/// when a number has got better. A save is whole or not there: a process that is killed meanwhile leaves the last file.
/// </summary>
public sealed class ModelCheckpoint : Callback
{
    private readonly string filepath;
    private readonly Monitor monitor;
    private readonly int verbose;
    private readonly bool saveBestOnly;
    private readonly bool saveWeightsOnly;
    private readonly SaveFrequency saveFreq;
    private readonly BatchCounter counter;

    private double? best;
    private int epoch;

    /// <summary>What is saved, where and when.</summary>
    /// <param name="filepath">
    /// The file, with names of logs, <c>epoch</c> (from 1) and <c>batch</c> in braces: <c>"{epoch:02d}-{val_loss:.2f}.keras"</c>. It ends in
    /// <c>.keras</c>, or in <c>.weights.h5</c> for weights alone. Folders are made.
    /// </param>
    /// <param name="monitor">Name of the number in logs that says what is best.</param>
    /// <param name="verbose">1 prints a line for each save.</param>
    /// <param name="saveBestOnly">Whether only a model that is better than all before is saved.</param>
    /// <param name="saveWeightsOnly">Whether only weights are saved.</param>
    /// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c>: losses down, metrics as they get better.</param>
    /// <param name="saveFreq"><c>"epoch"</c>, or a number of batches, whose logs are those of the epoch so far.</param>
    /// <param name="initialValueThreshold">The first model must be better than this to count as the best.</param>
    /// <exception cref="ConfigurationException">Another mode, or another name of a file.</exception>
    public ModelCheckpoint(
        string filepath,
        string monitor = "val_loss",
        int verbose = 0,
        bool saveBestOnly = false,
        bool saveWeightsOnly = false,
        string mode = "auto",
        SaveFrequency saveFreq = default,
        double? initialValueThreshold = null)
    {
        this.filepath = FSharp.Given(filepath);
        var ending = saveWeightsOnly ? ".weights.h5" : ".keras";
        if (!filepath.EndsWith(ending, StringComparison.Ordinal))
            throw new ConfigurationException($"ModelCheckpoint: filepath must end in {ending}, got \"{filepath}\"");
        this.monitor = new(this, monitor, mode);
        this.verbose = verbose;
        this.saveBestOnly = saveBestOnly;
        this.saveWeightsOnly = saveWeightsOnly;
        this.saveFreq = saveFreq;
        counter = new(saveFreq);
        best = initialValueThreshold;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => this.epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (counter.IsDue(batch))
            Save(logs.Value, batch);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (saveFreq.Batches is null)
            Save(logs, null);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs)
    {
        if (saveBestOnly)
            monitor.End(logs);
    }

    private void Save(Dictionary<string, double> logs, int? batch)
    {
        Dictionary<string, double> values = new(logs) { ["epoch"] = epoch + 1 };
        if (batch is { } number)
            values["batch"] = number + 1;
        var path = PythonText.Format("ModelCheckpoint: filepath", filepath, values, "epoch", "batch");
        if (!IsWanted(logs, path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Output.Folder("ModelCheckpoint", folder);
        if (saveWeightsOnly)
            Model.SaveWeights(path);
        else
            Model.Save(path);
        Say($"finished saving model to {path}");
    }

    private bool IsWanted(Dictionary<string, double> logs, string path)
    {
        if (!saveBestOnly)
        {
            Say($"saving model to {path}");
            return true;
        }

        // Without the number there is no best one, and nothing is to be lost.
        if (monitor.Of(logs) is not { } current)
            return true;
        var before = best is { } known ? Short(known) : "None";
        if (!monitor.IsBetter(current, best))
        {
            Say($"{monitor.Name} did not improve from {before}");
            return false;
        }

        Say($"{monitor.Name} improved from {before} to {Short(current)}, saving model to {path}");
        best = current;
        return true;
    }

    private void Say(string what)
    {
        if (verbose > 0)
            Print($"Epoch {epoch + 1}: {what}");
    }

    private static string Short(double number) => number.ToString("F5", System.Globalization.CultureInfo.InvariantCulture);
}
