using System.Globalization;

namespace Functional.Keras.Callbacks;

/// <summary>
/// Writes the logs of each epoch to a table of text (<c>keras.callbacks.CSVLogger</c>): a line of names, then a line for each
/// epoch, <c>NA</c> where it lacks a number. Columns are those of the first epoch, and the same of a validation where it had none.
/// </summary>
/// <param name="filename">The file.</param>
/// <param name="separator">What stands between two columns, one character.</param>
/// <param name="append">Whether lines are added to a file that is there; else it is replaced.</param>
public sealed class CSVLogger(string filename, string separator = ",", bool append = false) : Callback
{
    private readonly string filename = FSharp.Given(filename);
    private readonly string separator = separator is { Length: 1 }
        ? separator
        : throw new ConfigurationException($"CSVLogger: separator must be one character, got \"{separator}\"");

    private string[]? columns;
    private bool isNew;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        columns = null;
        isNew = !append || !File.Exists(filename) || new FileInfo(filename).Length == 0;
        if (isNew)
            Output.To("CSVLogger", filename, () => File.WriteAllText(filename, ""));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Dictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var lines = new List<string[]>();
        if (columns is null)
        {
            var names = logs.Keys.Order(StringComparer.Ordinal).ToArray();
            var hasValidation = names.Any(name => name.StartsWith("val_", StringComparison.Ordinal));
            columns = hasValidation ? names : [.. names, .. names.Select(name => $"val_{name}")];
            if (isNew)
                lines.Add(["epoch", .. columns]);
        }

        var numbers = columns.Select(name => logs.TryGetValue(name, out var value) ? ArrayText.ofFloat(value) : "NA");
        lines.Add([epoch.ToString(CultureInfo.InvariantCulture), .. numbers]);
        var text = string.Concat(lines.Select(line => string.Join(separator, line.Select(Quoted)) + "\r\n"));
        Output.To("CSVLogger", filename, () => File.AppendAllText(filename, text));
    }

    // As tables of text are read everywhere.
    private string Quoted(string field) =>
        field.Contains(separator, StringComparison.Ordinal) || field.AsSpan().ContainsAny("\"\r\n")
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}
