using System.Globalization;
using System.Text;

namespace Functional.Generate;

/// <summary>The facade's <c>Ops</c> from the table of functions: for each a method on symbols and one on values.</summary>
public static class OpsClass
{
    private const string head = """
        // Written by tools/Generate from the table of functions (src/Core.Fs/Functions); edit that, and run it.

        #nullable enable

        using System.Runtime.CompilerServices;

        namespace Functional.Keras;

        /// <content>The functions.</content>
        public static partial class Ops
        {

        """;

    /// <summary>The text of the class. A function of a module in <c>keras.ops</c> is in a class in it.</summary>
    public static string Text()
    {
        StringBuilder text = new(head);
        Members(text, "    ", FunctionTable.all.Where(function => !function.Name.Contains('.')));
        foreach (var module in FunctionTable.all.Where(function => function.Name.Contains('.')).GroupBy(function => function.Name.Split('.')[0]))
        {
            text.AppendLine().AppendLine($"    /// <summary>Functions of <c>keras.ops.{module.Key}</c>.</summary>");
            text.AppendLine($"    public static class {Pascal(module.Key)}").AppendLine("    {");
            Members(text, "        ", module);
            text.AppendLine("    }");
        }

        return text.Append("}\n").ToString().ReplaceLineEndings("\n");
    }

    private static void Members(StringBuilder text, string indent, IEnumerable<Function> functions)
    {
        foreach (var function in functions)
        {
            var forms = Forms(function).ToList();
            // What is made from numbers alone is a value.
            (string Result, string Call)[] results = function.TakesTensors
                ? [("KerasTensor", "Symbols"), ("NDArray", "Values")]
                : [("NDArray", "Values")];
            foreach (var (result, call) in results)
                foreach (var form in forms)
                {
                    var signature = Signature(function, form, result);
                    text.AppendLine(result == results[0].Result && form == forms[0]
                        ? $"{indent}/// <summary>{function.Doc}</summary>"
                        : $"{indent}/// <inheritdoc cref=\"{Reference(function, forms[0])}\"/>");
                    // An empty list is one of symbols.
                    if (result == "KerasTensor" && function.Parameters.Any(parameter => parameter.Kind.IsTensors))
                        text.AppendLine($"{indent}[OverloadResolutionPriority(1)]");
                    var arguments = string.Concat(function.Parameters.Select(parameter => $", {Argument(parameter)}"));
                    var value = $"{call}(\"{function.Name}\"{arguments})" + (function.IsSeveral ? "" : "[0]");
                    var line = $"{indent}public static {signature} => {value};";
                    text.AppendLine(line.Length <= 140 ? line : $"{indent}public static {signature} =>\n{indent}    {value};");
                    text.AppendLine();
                }
        }

        text.Length -= Environment.NewLine.Length;
    }

    // Which operands are tensors, as long as one argument is.
    private static IEnumerable<IReadOnlyList<bool>> Forms(Function function)
    {
        IEnumerable<IReadOnlyList<bool>> forms = [[]];
        foreach (var parameter in function.Parameters)
            forms = parameter.Kind.IsOperand
                ? forms.SelectMany(form => new[] { true, false }, (form, isTensor) => (IReadOnlyList<bool>)[.. form, isTensor])
                : forms.Select(form => (IReadOnlyList<bool>)[.. form, parameter.Kind.IsTensor || parameter.Kind.IsTensors]);
        return forms.Where(form => form.Contains(true) || !function.TakesTensors).OrderByDescending(form => form.Count(isTensor => isTensor));
    }

    private static string Signature(Function function, IReadOnlyList<bool> form, string result)
    {
        var parameters = function.Parameters.Zip(
            form, (parameter, isTensor) => $"{Type(parameter, isTensor, result)} {Name(parameter)}{Default(parameter, isTensor)}");
        return $"{(function.IsSeveral ? $"IReadOnlyList<{result}>" : result)} {Pascal(function.Name.Split('.')[^1])}({string.Join(", ", parameters)})";
    }

    private static string Reference(Function function, IReadOnlyList<bool> form)
    {
        var types = function.Parameters.Zip(
            form, (parameter, isTensor) => Type(parameter, isTensor, "KerasTensor").Replace("params ", "").Replace('<', '{').Replace('>', '}'));
        return $"{Pascal(function.Name.Split('.')[^1])}({string.Join(", ", types)})";
    }

    private static string Type(Parameter parameter, bool isTensor, string tensor)
    {
        var optional = parameter.Default?.Value.IsNull == true || ((parameter.Kind.IsWholes || parameter.Kind.IsReals || parameter.Kind.IsNumber) && parameter.Default is not null) ? "?" : "";
        return parameter.Kind switch
        {
            { IsTensor: true } => tensor + optional,
            { IsOperand: true } => isTensor ? tensor : "Number",
            { IsNumber: true } => "Number" + optional,
            { IsTensors: true } => tensor == "NDArray" ? "IReadOnlyList<NDArray>" : "KerasTensors",
            { IsKey: true } => "params ReadOnlySpan<Slice>",
            { IsFlag: true } => "bool" + optional,
            { IsWhole: true } => "int" + optional,
            { IsReal: true } => "double" + optional,
            { IsReals: true } => "Numbers" + optional,
            { IsDType: true } or { IsText: true } => "string" + optional,
            { IsBorders: true } => "Borders" + optional,
            { IsOrder: true } => "Order" + optional,
            { IsLengths: true } => "IReadOnlyDictionary<string, int>?",
            _ => "Sizes" + optional,
        };
    }

    private static string Argument(Parameter parameter) =>
        parameter.Kind.IsKey ? $"{Name(parameter)}.ToArray()" : Name(parameter);

    // Where a number may stand for a tensor, none may not, but the number 0 may be left out.
    private static string Default(Parameter parameter, bool isTensor) => parameter switch
    {
        { Kind.IsOperand: true, Default.Value: ArgumentValue.Whole { Item: 0 } } when !isTensor => " = default",
        { Kind.IsOperand: true } => "",
        { Kind.IsWholes: true, Default: not null } or { Kind.IsReals: true, Default: not null } or { Kind.IsNumber: true, Default: not null } => " = null",
        _ => Default(parameter.Default?.Value),
    };

    private static string Default(ArgumentValue? value) => value switch
    {
        null => "",
        ArgumentValue.Text text => $" = \"{text.Item}\"",
        ArgumentValue.Flag flag => flag.Item ? " = true" : " = false",
        ArgumentValue.Whole whole => $" = {whole.Item}",
        ArgumentValue.Real real => $" = {real.Item.ToString("R", CultureInfo.InvariantCulture)}",
        _ => " = null",
    };

    private static string Pascal(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Name(Parameter parameter)
    {
        var pascal = Pascal(parameter.Name);
        var name = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        // Words of C#'s.
        return name is "default" or "base" ? $"@{name}" : name;
    }
}
