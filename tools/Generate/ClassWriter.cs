using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.FSharp.Core;
using Microsoft.FSharp.Reflection;

namespace Functional.Generate;

/// <summary>The facade's class of one of Keras's: a constructor with Keras's parameters that makes the engine's descriptor.</summary>
public sealed class ClassWriter
{
    // What a constructor takes beside the settings of the descriptor.
    private static readonly Dictionary<string, Argument[]> common = new()
    {
        ["keras.layers"] =
        [
            new("name", "string", "Name of the layer; its class in snake case, with a number where needed, when absent."),
            new("trainable", "bool", "Whether the optimizer changes its weights."),
            new("dtype", "string", "What it computes in and keeps its weights in; <c>\"float32\"</c> when absent."),
        ],
        ["keras.losses"] =
        [
            new("reduction", "string", "How a batch's losses become one number."),
            new("name", "string", "Name of the loss."),
            new("dtype", "string", "What it computes in; float32 when absent."),
        ],
        ["keras.metrics"] =
        [
            new("name", "string", "Name in logs."),
            new("dtype", "string", "What it computes in; float32 when absent."),
        ],
        ["keras.optimizers"] =
        [
            new("name", "string", "Name of the optimizer; its class in snake case when absent."),
        ],
    };

    private readonly ClassFacts facts;
    private readonly KerasApi.Entry entry;
    private readonly List<Setting[]> descriptors = [];
    private readonly List<(Argument Argument, JsonElement? Default, string? Absent)> parameters = [];
    private bool usesUsual;

    public ClassWriter(ClassFacts facts)
    {
        this.facts = facts;
        descriptors.Add([.. Setting.Of(ClassFactsModule.descriptor(facts.Template))]);
        if (facts.Template is Optimizer optimizer && OptimizerModule.hasSettings(optimizer))
            descriptors.Add([.. Setting.Of(optimizer.Settings)]);
        entry = KerasApi.Entries.GetValueOrDefault(facts.Id) ?? Own();
        Order();
    }

    private Argument[] Common => [.. common.GetValueOrDefault(facts.Module, []).Select(shared =>
        facts.Template is IMetric rule && shared.Key == "dtype"
            ? shared with { Doc = shared.Doc.Replace("float32", Functional.Metric.Of(rule, facts.Name).DType.Name) }
            : shared)];

    private bool Takes(Argument shared) => parameters.Any(one => one.Argument == shared);

    private static readonly JsonElement none = JsonDocument.Parse("null").RootElement;
    private static readonly JsonElement yes = JsonDocument.Parse("true").RootElement;

    // A class that Keras has not takes its fields in their order, those without a default first.
    private KerasApi.Entry Own()
    {
        var fields =
            from settings in descriptors
            from setting in settings
            from parameter in setting.Parameters
            let isRequired = facts.Required.Contains(parameter.Key)
            orderby isRequired descending
            select new KerasApi.Parameter(parameter.Key, isRequired ? null : setting.Default);
        var shared = Common.Select(parameter => new KerasApi.Parameter(parameter.Key, JsonSerializer.SerializeToElement(parameter.Key switch
        {
            "reduction" => "sum_over_batch_size",
            "name" when facts.Template is not Optimizer => facts.SnakeName,
            _ => null,
        })));
        return new(facts.Id, facts.Module, facts.Name, "class", 3,
            [.. fields, .. facts.Template is ILayer ? [new("**kwargs", null)] : shared]);
    }

    // Keras's order; then what Keras takes by **kwargs.
    private void Order()
    {
        var own = descriptors.SelectMany(settings => settings)
            .SelectMany(setting => setting.Parameters.Select(parameter => (parameter, setting)))
            .Where(pair => !facts.Hidden.Contains(pair.parameter.Key) || entry.Parameters.Any(one => one.Key == pair.parameter.Key))
            .ToDictionary(pair => pair.parameter.Key);
        foreach (var keras in entry.Parameters)
        {
            if (own.Remove(keras.Key, out var pair))
                Add(pair.parameter, pair.setting, keras.Default);
            else if (Common.FirstOrDefault(parameter => parameter.Key == keras.Key) is { } shared)
                parameters.Add((shared, keras.Default, null));
        }
        if (entry.Parameters.All(keras => keras.Key != "**kwargs"))
            return;
        foreach (var (parameter, setting) in own.Values)
            Add(parameter, setting, none);
        foreach (var shared in Common.Where(shared => (facts.Template is not ILayer || facts.Common.Contains(shared.Key)) && !IsThere(shared.Key)))
            parameters.Add((shared, shared.Type == "bool" ? yes : none, null));
    }

    private void Add(Argument parameter, Setting setting, JsonElement? keras) =>
        parameters.Add((parameter, keras, keras is { } value ? setting.WhenAbsent(value) : null));

    private bool IsThere(string key) => parameters.Any(one => one.Argument.Key == key);

    private bool IsNullable(string key)
    {
        var (parameter, keras, _) = parameters.First(one => one.Argument.Key == key);
        return keras is { } value && Literal(parameter.Type, value) is null;
    }

    // A default that C# can write.
    private static string? Literal(string type, JsonElement keras) => (type, keras.ValueKind) switch
    {
        ("bool", JsonValueKind.True) => "true",
        ("bool", JsonValueKind.False) => "false",
        ("int" or "double", JsonValueKind.Number) => keras.GetRawText().Replace("e-0", "e-").Replace(".0", "") is var text
            && double.Parse(text) == keras.GetDouble() ? text : keras.GetRawText(),
        ("string", JsonValueKind.String) => $"\"{keras.GetString()}\"",
        _ => null,
    };

    /// <summary>The text of the class.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        var descriptor = ClassFactsModule.descriptor(facts.Template);
        var engine = descriptor.GetType();
        var doc = Case(descriptor) is { } one ? Docs.Of(one) : Docs.Of(engine);
        var summary = (doc ?? throw new InvalidOperationException($"{facts.Id} needs documentation")).TrimEnd('.');
        var id = KerasApi.Entries.ContainsKey(facts.Id) ? $" (<c>{facts.Id}</c>)" : "";
        foreach (var line in Docs.Comment("summary", $"{summary}{id}."))
            text.AppendLine(line);
        text.AppendLine($"public sealed class {facts.Name} : {BaseName}");
        string?[] members = [Members(engine), Shown(engine), CallWriter.Write(facts) is { Length: > 0 } calls ? calls : null];
        text.AppendLine($"{{\n{string.Join("\n", members.Where(part => part is not null))}}}");
        return text.ToString();
    }

    private string Noun => facts.Template switch
    {
        ILayer => "layer",
        ILoss => "loss",
        IMetric => "metric",
        ISchedule => "schedule",
        Optimizer => "optimizer",
        var template => char.ToLowerInvariant(Case(template)!.DeclaringType.Name[0]) + Case(template)!.DeclaringType.Name[1..],
    };

    // What the engine has of it, for one that comes from there.
    private string Made => facts.Template switch
    {
        ILayer => "ILayer engine, LayerOptions options",
        ILoss => "Functional.Loss engine",
        IMetric => "Functional.Metric engine",
        ISchedule => "ISchedule engine",
        Optimizer => "Functional.Optimizer engine",
        var template => $"{Case(template)!.DeclaringType.FullName} engine",
    };

    private string Members(Type engine)
    {
        var text = new StringBuilder();
        var article = "aeiou".Contains(Noun[0]) ? "An" : "A";
        text.AppendLine($"    /// <summary>{article} {Noun} with those settings.</summary>");
        foreach (var (parameter, keras, absent) in parameters)
        {
            var isWritten = keras is { } value && Literal(parameter.Type, value) is not null;
            var said = absent is null || isWritten || parameter.Doc.Contains("when absent")
                ? parameter.Doc
                : $"{parameter.Doc.TrimEnd('.')}; {absent} when absent.";
            foreach (var line in Docs.Comment($"param name=\"{parameter.Name}\"", said))
                text.AppendLine($"    {line}");
        }
        if (parameters.Count > Common.Length)
            text.AppendLine("    /// <exception cref=\"ConfigurationException\">A setting that cannot be.</exception>");
        var arguments = parameters.Select(parameter => Declaration(parameter.Argument, parameter.Default)).ToArray();
        text.Append("    ").Append(Fit($"public {facts.Name}", arguments, "    "));
        text.Append(Base()).AppendLine().AppendLine("    {").AppendLine("    }");
        text.AppendLine();
        text.AppendLine($"    internal {facts.Name}({Made}) : base({string.Join(", ", Made.Split(", ").Select(one => one.Split(' ')[1]))})");
        text.AppendLine("    {").AppendLine("    }");
        return (usesUsual ? $"    private static readonly {EngineName(engine)} Usual = FSharp.Usual<{EngineName(engine)}>(\"{facts.Id}\");\n\n" : "") + text;
    }

    // What the settings are, each under the name of its parameter.
    private string? Shown(Type engine)
    {
        var type = Case(ClassFactsModule.descriptor(facts.Template)) is { } one ? $"{one.DeclaringType.FullName}.{one.Name}" : EngineName(engine);
        var shown = descriptors[0].SelectMany(setting => setting.Properties("Settings"))
            .Where(property => parameters.Any(parameter => parameter.Argument.Key == property.Key)).ToArray();
        if (shown.Length == 0)
            return null;
        var text = new StringBuilder();
        text.AppendLine($"    private {type} Settings => ({type})Record;");
        foreach (var property in shown)
        {
            text.AppendLine();
            foreach (var line in Docs.Comment("summary", property.Doc))
                text.AppendLine($"    {line}");
            // A member may not be called as its class.
            var name = property.Name == facts.Name ? "Value" : property.Name;
            var isOverriding = (facts.Template, name) is (ILayer, "DType") or (Optimizer, "LossScaleFactor");
            text.AppendLine($"    public {(isOverriding ? "override " : "")}{property.Type} {name} => {property.Value};");
        }
        return text.ToString();
    }

    private static UnionCaseInfo? Case(object descriptor) =>
        FSharpType.IsUnion(descriptor.GetType(), FSharpOption<BindingFlags>.None)
            ? FSharpValue.GetUnionFields(descriptor, descriptor.GetType(), FSharpOption<BindingFlags>.None).Item1
            : null;

    /// <summary>A parameter with Keras's default; none where Keras has none.</summary>
    public static string Declaration(Argument parameter, JsonElement? keras)
    {
        if (keras is not { } value)
            return $"{parameter.Type} {parameter.Name}";
        return Literal(parameter.Type, value) is { } literal
            ? $"{parameter.Type}{(parameter.IsOption ? "?" : "")} {parameter.Name} = {literal}"
            : $"{parameter.Type}? {parameter.Name} = null";
    }

    private string EngineName(Type type) =>
        type.Namespace!.EndsWith(facts.Module[6..], StringComparison.OrdinalIgnoreCase)
            ? $"Engine.{type.Name}"
            : type.FullName!.Replace('+', '.');

    /// <summary>The case of a union with those arguments.</summary>
    public static string Construct(UnionCaseInfo one, string[] arguments, string indent) =>
        arguments.Length == 0
            ? $"{one.DeclaringType.FullName}.{one.Name}"
            : Fit($"{one.DeclaringType.FullName}.New{one.Name}", arguments, indent);

    private string Construct(Type type, Setting[] settings, string indent)
    {
        var arguments = settings.Select(setting => setting.EngineName + setting.Value(IsThere, IsNullable)).ToArray();
        usesUsual |= arguments.Any(argument => argument.Contains("Usual."));
        return Case(ClassFactsModule.descriptor(facts.Template)) is { } one ? Construct(one, arguments, indent) : Fit($"new {EngineName(type)}", arguments, indent);
    }

    private string Base()
    {
        var descriptor = ClassFactsModule.descriptor(facts.Template);
        var made = Construct(descriptor.GetType(), descriptors[0], "            ");
        string[] arguments = facts.Template switch
        {
            Optimizer optimizer when !OptimizerModule.hasSettings(optimizer) => [made, $"name ?? \"{optimizer.Name}\""],
            Optimizer optimizer =>
                [made, Construct(typeof(OptimizerSettings), descriptors[1], "            "), $"name ?? \"{optimizer.Name}\""],
            Functional.Metrics.MeanOfLoss => [$"new Engine.MeanOfLoss(loss: {made})"],
            _ => [made],
        };
        var others = facts.Template is Optimizer ? [] : Common.Select(parameter =>
            !Takes(parameter) ? (parameter.Type == "bool" ? "true" : "null")
            : facts.Module == "keras.metrics" && parameter.Key == "name" && IsNullable("name") ? $"name ?? \"{facts.SnakeName}\""
            : parameter.Name);
        string[] given = [.. arguments, .. others];
        return "\n        : " + Fit("base", given, "        ");
    }

    private string BaseName => facts.Template switch
    {
        Functional.Layers.IVocabulary<string> => "VocabularyLayer<string>",
        Functional.Layers.IVocabulary<long> => "VocabularyLayer<long>",
        Functional.Layers.IAdaptable => "AdaptableLayer",
        ILayer => facts.Family == "Preprocessing" ? "PreprocessingLayer" : "Layer",
        ILoss => "Loss",
        IMetric => "Metric",
        ISchedule => "LearningRateSchedule",
        Optimizer => "Optimizer",
        var template => Case(template)!.DeclaringType.Name,
    };

    // On one line where it fits, else one a line.
    private static string Fit(string head, string[] arguments, string indent)
    {
        var line = $"{head}({string.Join(", ", arguments)})";
        return line.Length + indent.Length <= 116 && !line.Contains('\n')
            ? line
            : $"{head}(\n{string.Join(",\n", arguments.Select(argument => $"{indent}    {argument}"))})";
    }
}
