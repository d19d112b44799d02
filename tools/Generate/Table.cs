using System.Text;

namespace Functional.Generate;

/// <summary>The table of Keras's classes for the documentation: which are here.</summary>
public static class Table
{
    private static readonly string[] modules = ["keras.layers", "keras.losses", "keras.metrics", "keras.optimizers", "keras.optimizers.schedules",
        "keras.initializers", "keras.regularizers", "keras.constraints"];

    // Classes of the facade without a line of facts.
    private static readonly string[] handmade = ["MeanMetricWrapper", "OptimizerMap"];

    // What classes of one's own derive from.
    private static readonly string[] bases = ["Layer", "Loss", "Metric", "Optimizer", "LearningRateSchedule", "Initializer", "Regularizer", "Constraint"];

    public static string Write()
    {
        var text = new StringBuilder("# Classes\n\n");
        text.Append("What of Keras's classes is here, by module. A class that is not yet here is refused by name, also in files.\n");
        foreach (var module in modules)
        {
            var classes = Classes.all.Where(facts => facts.Module == module)
                .OrderBy(facts => facts.Name, StringComparer.Ordinal).ToLookup(facts => KerasApi.Entries.ContainsKey(facts.Id), facts => facts.Name);
            var others = KerasApi.Entries.Values.Where(entry => entry.Module == module && handmade.Contains(entry.Name)).Select(entry => entry.Name);
            var here = classes[true].Concat(others).Order(StringComparer.Ordinal).ToArray();
            var missing = KerasApi.Entries.Values
                .Where(entry => entry.Module == module && entry.Kind == "class" && entry.Tier == 1 && !here.Contains(entry.Name) && !bases.Contains(entry.Name))
                .Select(entry => entry.Name)
                .Except(bases)
                .Order(StringComparer.Ordinal)
                .ToArray();
            text.Append($"\n## {module}\n\nHere ({here.Length}): {string.Join(", ", here)}.\n");
            if (missing.Length > 0)
                text.Append($"\nNot yet ({missing.Length}): {string.Join(", ", missing)}.\n");
            if (classes[false].ToArray() is [_, ..] own)
                text.Append($"\nNot Keras's ({own.Length}): {string.Join(", ", own)}.\n");
        }
        return text.ToString();
    }
}
