using System.Globalization;
using System.Text.RegularExpressions;

namespace Functional.Keras.Callbacks;

/// <summary>
/// Saves the whole state of a training as it goes, and takes it up where a run was interrupted (<c>keras.callbacks.BackupAndRestore</c>):
/// the same program, started again, goes on with the epoch that was not finished. With a backup after each epoch it comes to the bits
/// that it would have come to; after a backup within an epoch, that epoch's batches are seen from the first one again, as in Keras.
/// </summary>
/// <remarks>
/// A backup is one file, <c>backup-EPOCH-BATCH.weights.h5</c>, that appears whole or not at all: weights, optimizer, the position in the
/// order of samples, and the seed. Own layers and losses, which no file of a model holds, are no hindrance.
/// </remarks>
public sealed partial class BackupAndRestore : Callback
{
    private readonly string backupDir;
    private readonly SaveFrequency saveFreq;
    private readonly bool doubleCheckpoint;
    private readonly bool deleteCheckpoint;
    private readonly BatchCounter counter;

    private int epoch;

    /// <summary>Where the state is saved, and when.</summary>
    /// <param name="backupDir">A folder for this run alone. It is made where it is not there.</param>
    /// <param name="saveFreq"><c>"epoch"</c>, or a number of batches.</param>
    /// <param name="doubleCheckpoint">Whether the backup before the last one is kept too, for a disk that damages files.</param>
    /// <param name="deleteCheckpoint">Whether backups are deleted when training is finished.</param>
    /// <exception cref="ConfigurationException">The folder has no name.</exception>
    public BackupAndRestore(
        string backupDir, SaveFrequency saveFreq = default, bool doubleCheckpoint = false, bool deleteCheckpoint = true)
    {
        this.backupDir = !string.IsNullOrEmpty(backupDir)
            ? backupDir
            : throw new ConfigurationException("BackupAndRestore: backupDir must name a folder, got \"\"");
        this.saveFreq = saveFreq;
        this.doubleCheckpoint = doubleCheckpoint;
        this.deleteCheckpoint = deleteCheckpoint;
        counter = new(saveFreq);
    }

    internal override int? Prepare(Model of)
    {
        ModelFileException? damaged = null;
        foreach (var backup in Backups())
        {
            try
            {
                of.LoadState(backup.Path);
                return backup.Epoch;
            }
            catch (ModelFileException error) when (doubleCheckpoint)
            {
                damaged ??= error;
            }
        }

        return damaged is null ? null : throw damaged;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => this.epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs)
    {
        if (counter.IsDue(batch))
            Save(epoch, batch + 1);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        if (saveFreq.Batches is null)
            Save(epoch + 1, 0);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Dictionary<string, double> logs)
    {
        if (!deleteCheckpoint || !Directory.Exists(backupDir))
            return;
        foreach (var backup in Backups())
            File.Delete(backup.Path);
        if (!Directory.EnumerateFileSystemEntries(backupDir).Any())
            Directory.Delete(backupDir);
    }

    private void Save(int epoch, int batch)
    {
        Output.Folder("BackupAndRestore", backupDir);
        Model.SaveState(Path.Combine(backupDir, string.Create(CultureInfo.InvariantCulture, $"backup-{epoch}-{batch}.weights.h5")));
        foreach (var old in Backups().Skip(doubleCheckpoint ? 2 : 1))
            File.Delete(old.Path);
    }

    // The newest first.
    private (string Path, int Epoch, int Batch)[] Backups() => !Directory.Exists(backupDir) ? [] :
    [
        .. from path in Directory.EnumerateFiles(backupDir)
           let match = BackupName().Match(Path.GetFileName(path))
           where match.Success
           let epoch = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
           let batch = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
           orderby epoch descending, batch descending
           select (path, epoch, batch),
    ];

    [GeneratedRegex(@"^backup-(\d{1,9})-(\d{1,9})\.weights\.h5$")]
    private static partial Regex BackupName();
}
