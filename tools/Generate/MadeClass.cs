using System.Text;

namespace Functional.Generate;

/// <summary>The way back from the engine's descriptors to the facade's classes.</summary>
public static class MadeClass
{
    private const string head = """
        // Written by tools/Generate from the facts of the classes. Changes belong there.
        #nullable enable

        namespace Functional.Keras;

        /// <summary>The facade's objects of what the engine has, by class; nothing for what Keras has not.</summary>
        internal static class Made
        {
        """;

    // Types of the engine, by the facade's.
    private static readonly (string Name, string Engine, Func<object, bool> Has)[] families =
    [
        ("Layer", "ILayer", template => template is ILayer),
        ("Loss", "Functional.Loss", template => template is ILoss),
        ("Metric", "Functional.Metric", template => template is IMetric),
        ("LearningRateSchedule", "ISchedule", template => template is ISchedule),
        ("Optimizer", "Functional.Optimizer", template => template is Optimizer),
        ("Initializer", "Functional.Initializer", template => template is Initializer),
        ("Regularizer", "Functional.Regularizer", template => template is Regularizer),
        ("Constraint", "Functional.Constraint", template => template is Constraint),
    ];

    public static string Text()
    {
        var text = new StringBuilder(head);
        foreach (var (name, engine, has) in families)
        {
            var of = name switch
            {
                "Loss" => "engine.Function",
                "Metric" => "engine.Rule",
                _ => "engine",
            };
            var (parameter, argument) = name == "Layer" ? (", LayerOptions options", ", options") : ("", "");
            text.AppendLine();
            text.AppendLine($"    public static {name}? Of({engine} engine{parameter}) => FSharp.IdOf({of}) switch");
            text.AppendLine("    {");
            foreach (var facts in Classes.all.Where(facts => has(facts.Template)))
            {
                var area = string.Join('.', facts.Module.Split('.')[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
                text.AppendLine($"        \"{facts.Id}\" => new {area}.{facts.Name}(engine{argument}),");
            }
            text.AppendLine("        _ => null,").AppendLine("    };");
        }
        return text.Append("}\n").ToString().ReplaceLineEndings("\n");
    }
}
