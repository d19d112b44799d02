using System.Text;
using Microsoft.FSharp.Reflection;

namespace Functional.Generate;

/// <summary>The facade's <c>Activations</c> from the cases of the engine's union, with Keras's parameters and defaults.</summary>
public static class ActivationsClass
{
    private const string head = """
        // Written by tools/Generate from the engine's activations. Changes belong there.
        #nullable enable

        namespace Functional.Keras;

        /// <summary>Keras's activation functions (<c>keras.activations</c>), as arguments for layers.</summary>
        public static class Activations
        {
        """;

    public static string Text()
    {
        var text = new StringBuilder(head);
        foreach (var (name, activation) in ActivationModule.named)
        {
            var one = FSharpValue.GetUnionFields(activation, typeof(Activation), null).Item1;
            var settings = Setting.Of(activation);
            var defaults = KerasApi.Entries[$"keras.activations.{name}"].Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Default);
            text.AppendLine();
            Comment("summary", Docs.Of(one) ?? throw new InvalidOperationException($"{name} needs documentation"));
            foreach (var parameter in settings.SelectMany(setting => setting.Parameters))
                Comment($"param name=\"{parameter.Name}\"", parameter.Doc);
            var declared = settings.Select(setting =>
                ClassWriter.Declaration(setting.Parameters[0], defaults[setting.Parameters[0].Key]));
            var made = ClassWriter.Construct(one, [.. settings.Select(setting => setting.Value(_ => true, _ => false))], "        ");
            var parameters = settings.Count == 0 ? "" : $"({string.Join(", ", declared)})";
            text.AppendLine($"    public static ActivationFunction {one.Name}{parameters} =>\n        new({made});");
        }

        return text.Append("}\n").ToString().ReplaceLineEndings("\n");

        void Comment(string tag, string doc)
        {
            foreach (var line in Docs.Comment(tag, doc))
                text.AppendLine($"    {line}");
        }
    }
}
