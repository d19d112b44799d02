using System.Text;
using Microsoft.FSharp.Collections;

namespace Functional.Generate;

/// <summary>How C# calls a layer whose call takes more than its inputs: <c>Apply</c> and <c>ApplyAll</c> with Keras's arguments by name.</summary>
public static class CallWriter
{
    private static readonly Dictionary<string, string> docs = new()
    {
        ["inputs"] = "What the layer is applied to.",
        ["sequences"] = "What the layer is applied to, [batch, time, ...].",
        ["mask"] = "Which steps count; the mask that came with the input when absent.",
        ["initial_state"] = "The states before the first step; zeros, or those of the batch before, when absent.",
        ["states"] = "The states before the step, in the cell's order.",
        ["return_attention_scores"] = "Whether the scores are given back as a second tensor.",
        ["use_causal_mask"] = "Whether steps see nothing behind them.",
        ["query"] = "What is asked for, [batch, T, features].",
        ["value"] = "What is found, [batch, S, features].",
        ["key"] = "What queries are compared with, [batch, S, features]; the value when absent.",
        ["query_mask"] = "Not looked at: the mask that came with the query is.",
        ["value_mask"] = "Which steps of the value count; the mask that came with it when absent.",
        ["key_mask"] = "Which steps of the key count; the mask that came with it when absent.",
        ["attention_mask"] = "Which step of the query sees which of the value, [batch, T, S].",
        ["reverse"] = "Whether to go back, from vectors to logits.",
        ["count_weights"] = "What each counts, for <c>\"count\"</c>; 1 when absent.",
        ["constants"] = "What an own cell takes at all steps.",
    };

    /// <summary>The members; none for a class that is called with its inputs alone.</summary>
    public static string Write(ClassFacts facts)
    {
        if (facts.Template is not ILayer || CallFormModule.arguments(facts.Call) is not { Length: > 1 } arguments)
            return "";
        var text = new StringBuilder();
        var declared = string.Join(", ", arguments.Select(Declaration));
        var names = string.Join(", ", arguments.Select(argument => FieldName.argument(argument.Item1)));
        Document(text, "Applies the layer. What shape comes out is the layer's matter.", "does not take such tensors, or gives several", arguments);
        text.AppendLine($"    public KerasTensor Apply({declared}) =>");
        text.AppendLine($"        Single(ApplyAll({names}));");
        text.AppendLine();
        Document(text, "Applies the layer where it gives several tensors.", "does not take such tensors", arguments);
        text.AppendLine($"    public IReadOnlyList<KerasTensor> ApplyAll({declared}) =>");
        var inputs = arguments.TakeWhile((argument, i) => i == 0 || argument.Item2.IsTensor).ToArray();
        var first = string.Join(", ", inputs.Select(argument => FieldName.argument(argument.Item1)));
        var others = arguments.Skip(inputs.Length)
            .Select(argument => $"(\"{argument.Item1}\", {FieldName.argument(argument.Item1)})");
        text.AppendLine($"        Invoke({string.Join(", ", others.Prepend(inputs.Length == 1 ? first : $"[{first}]"))});");
        return text.ToString();
    }

    private static void Document(StringBuilder text, string summary, string error, FSharpList<Tuple<string, Need>> arguments)
    {
        Line("summary", summary);
        foreach (var (name, _) in arguments)
            Line($"param name=\"{FieldName.argument(name)}\"", docs[name]);
        Line("exception cref=\"ShapeException\"", $"The layer {error}.");

        void Line(string tag, string words)
        {
            foreach (var line in Docs.Comment(tag, words))
                text.AppendLine($"    {line}");
        }
    }

    private static string Declaration(Tuple<string, Need> argument)
    {
        var (type, absent) = argument.Item2 switch
        {
            { IsTensor: true } => ("KerasTensor", ""),
            { IsTensors: true } => ("KerasTensors", ""),
            { IsOptionalTensor: true } => ("KerasTensor?", " = null"),
            { IsOptionalTensors: true } => ("KerasTensors?", " = null"),
            { IsOptionalMasks: true } => ("IReadOnlyList<KerasTensor?>?", " = null"),
            _ => ("bool", " = false"),
        };
        return $"{type} {FieldName.argument(argument.Item1)}{absent}";
    }
}
