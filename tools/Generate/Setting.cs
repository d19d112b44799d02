using System.Reflection;
using System.Text.Json;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Microsoft.FSharp.Reflection;

namespace Functional.Generate;

/// <summary>One parameter of a constructor.</summary>
/// <param name="Key">Keras's name.</param>
/// <param name="Type">C#'s type, without the mark of what may be null.</param>
/// <param name="Doc">What it is.</param>
/// <param name="IsOption">Whether null has a meaning of its own.</param>
public sealed record Argument(string Key, string Type, string Doc, bool IsOption = false)
{
    /// <summary>C#'s name.</summary>
    public string Name { get; } = FieldName.argument(Key);
}

/// <summary>
/// One field of a descriptor: the parameters that it is made of, and how. What is not in the constructor stays as usual.
/// </summary>
public sealed class Setting
{
    private static readonly BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private readonly object descriptor;
    private readonly PropertyInfo property;

    private Setting(object descriptor, PropertyInfo property)
    {
        this.descriptor = descriptor;
        this.property = property;
        Parameters = Make();
    }

    /// <summary>What the field is made of; nothing when the class says it.</summary>
    public IReadOnlyList<Argument> Parameters { get; }

    /// <summary>The argument of the engine's constructor.</summary>
    public string EngineName => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    private string Usual => $"Usual.{property.Name}";

    private string Key => FieldName.key(property.Name);

    /// <summary>The fields of a descriptor: of a record, or of a class's longest constructor.</summary>
    public static IReadOnlyList<Setting> Of(object descriptor)
    {
        var type = descriptor.GetType();
        return FSharpType.IsRecord(type, FSharpOption<BindingFlags>.None)
            ? [.. FSharpType.GetRecordFields(type, FSharpOption<BindingFlags>.None).Select(one => new Setting(descriptor, one))]
            : [.. type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters()
                .Select(parameter => new Setting(
                    descriptor, type.GetProperty(char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..], all)!))];
    }

    private static readonly List<string> missing = [];

    /// <summary>Fields without a word on what they are, of which the facade's documentation would be made.</summary>
    public static IReadOnlyList<string> Undocumented => missing;

    private static string Missing(string field)
    {
        missing.Add(field);
        return field;
    }

    private static bool Is<T>(Type type) => type == typeof(T);

    private bool IsWord => FSharpType.IsUnion(property.PropertyType, FSharpOption<BindingFlags>.None)
        && FSharpType.GetUnionCases(property.PropertyType, FSharpOption<BindingFlags>.None).All(one => one.GetFields().Length == 0);

    // How many numbers a list has: one for each axis.
    private int? Axes =>
        property.GetCustomAttribute<PerAxisAttribute>() is { } axes && axes.Count > 0 ? axes.Count
        : property.IsDefined(typeof(PerAxisAttribute)) || Is<FSharpList<FSharpList<int>>>(property.PropertyType)
            ? (int)descriptor.GetType().GetProperty("Rank", all)!.GetValue(descriptor)!
        : null;

    private Argument[] Make()
    {
        var type = property.PropertyType;
        if (property.IsDefined(typeof(OfClassAttribute)))
            return [];
        var own = Docs.Of(property.DeclaringType!, property.Name);
        if (Is<WeightRule>(type))
        {
            var noun = own?.TrimEnd('.') is { } text ? char.ToLowerInvariant(text[0]) + text[1..] : $"the {Key}";
            return
            [
                new($"{Key}_initializer", "Initializer", $"How {noun} begins."),
                new($"{Key}_regularizer", "Regularizer", $"Penalty of {noun}."),
                new($"{Key}_constraint", "Constraint", $"Where {noun} is put back after an update."),
            ];
        }
        if (Is<FSharpOption<Functional.Layers.Lora>>(type))
            return
            [
                new("lora_rank", "int", (own ?? "Freezes the kernel and trains a correction of low rank.").TrimEnd('.') + ": its rank, at least 1."),
                new("lora_alpha", "double", "Factor of the correction, over the rank; the rank when absent."),
            ];
        var doc = Ranged(own ?? Usually(Key) ?? Missing($"{property.DeclaringType!.Name}.{property.Name}"));
        return Is<Initializer>(type)
            ? [new($"{Key}_initializer", "Initializer", doc)]
            : [new(Key, CSharp(type), doc, type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FSharpOption<>))];
    }

    private string CSharp(Type type) =>
        Is<bool>(type) ? "bool"
        : Is<int>(type) || Is<FSharpOption<int>>(type) || Is<FSharpOption<long>>(type) || Is<long>(type) ? "int"
        : Is<double>(type) || Is<FSharpOption<double>>(type) ? "double"
        : Is<string>(type) || IsWord ? "string"
        : Is<Functional.Activation>(type) ? "ActivationFunction"
        : Is<ILayer>(type) ? "Layer"
        : Is<FSharpOption<Functional.Regularizer>>(type) ? "Regularizer"
        : Is<FSharpOption<Functional.Constraint>>(type) ? "Constraint"
        : Is<FSharpOption<Functional.Layers.RenormClipping>>(type) ? "RenormClipping"
        : Is<FSharpOption<Functional.Metrics.Thresholds>>(type) ? "Thresholds"
        : Is<FSharpList<int>>(type) || Is<FSharpOption<FSharpList<int>>>(type) || Is<FSharpList<long>>(type) ? "Sizes"
        : Is<FSharpOption<FSharpList<FSharpOption<long>>>>(type) ? "Shape"
        : Is<FSharpList<FSharpList<int>>>(type) ? "Borders"
        : Is<FSharpList<double>>(type) ? "Numbers"
        : throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: {type} has no form in C# yet");

    /// <summary>The value in terms of the parameters, of which some may be null and some are not in the constructor.</summary>
    public string Value(Func<string, bool> isThere, Func<string, bool> isNullable)
    {
        if (Parameters.Count == 0 || !Parameters.All(parameter => isThere(parameter.Key)))
            return Usual;
        var type = property.PropertyType;
        var a = Parameters[0].Name;
        var nullable = isNullable(Parameters[0].Key);
        if (Is<WeightRule>(type))
            return $"Rule.Of({string.Join(", ", Parameters.Select(parameter => parameter.Name))}, {Usual})";
        if (Is<FSharpOption<Functional.Layers.Lora>>(type))
            return $"FSharp.Option(Rule.Lora({Parameters[0].Name}, {Parameters[1].Name}))";
        if (Is<Functional.Activation>(type) || Is<Initializer>(type))
            return nullable ? $"{a}?.Engine ?? {Usual}" : $"FSharp.Given({a}).Engine";
        if (Is<ILayer>(type))
            return $"FSharp.Given({a}).Descriptor";
        if (IsWord)
            return $"Words.Of({a}, {Usual})";
        if (Is<FSharpOption<Functional.Regularizer>>(type) || Is<FSharpOption<Functional.Constraint>>(type)
            || Is<FSharpOption<Functional.Layers.RenormClipping>>(type) || Is<FSharpOption<Functional.Metrics.Thresholds>>(type))
            return $"FSharp.Option({a}?.Engine)";
        if (Is<FSharpOption<int>>(type) || Is<FSharpOption<double>>(type))
            return $"FSharp.Option({a})";
        if (Is<FSharpOption<long>>(type))
            return $"FSharp.OptionLong({a})";
        if (Is<FSharpOption<FSharpList<FSharpOption<long>>>>(type))
            return $"FSharp.Option({a} is null ? null : FSharp.KerasSizes({a}))";
        var items = Axes is { } count ? $"{a}{(nullable ? "?" : "")}.For({count})" : a;
        if (Is<FSharpOption<FSharpList<int>>>(type))
            return $"FSharp.OptionList({items})";
        if (Is<FSharpList<long>>(type))
            return $"FSharp.Longs({items})";
        if (Is<FSharpList<FSharpList<int>>>(type))
            return nullable ? $"FSharp.Pairs({items}, {Usual})" : $"FSharp.Pairs({items})";
        if (Is<FSharpList<int>>(type) || Is<FSharpList<double>>(type))
            return nullable ? $"FSharp.List({items}, {Usual})" : $"FSharp.List({items})";
        return nullable ? $"{a} ?? {Usual}" : a;
    }

    /// <summary>What a parameter is when it is absent, in words; nothing when the field is absent then, too.</summary>
    public string? WhenAbsent(JsonElement keras)
    {
        if (keras.ValueKind != JsonValueKind.Null)
            return Show(keras);
        var value = property.GetValue(descriptor);
        return value is null || value is Functional.Activation ? null : IsWord ? $"<c>\"{CaseName.word(value.ToString()!)}\"</c>" : null;
    }

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"<c>\"{value.GetString()!.ToLowerInvariant()}\"</c>",
        JsonValueKind.Array when value.EnumerateArray().Select(Show).Distinct().Take(2).Count() == 1 => Show(value[0]),
        JsonValueKind.Array => $"({string.Join(", ", value.EnumerateArray().Select(Show))})",
        _ => value.ToString(),
    };

    // The range in words, behind the first part of the sentence.
    private string Ranged(string doc)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range)
            return doc;
        var end = doc.IndexOfAny(['.', ';']);
        while (end >= 0 && end + 1 < doc.Length && doc[end + 1] != ' ')
            end = doc.IndexOfAny(['.', ';'], end + 1);
        return end < 0 ? $"{doc}, {range.Range.Text}" : $"{doc[..end]}, {range.Range.Text}{doc[end..]}";
    }

    // What many classes have.
    private static string? Usually(string key) => key switch
    {
        "activation" => "Applied to the output.",
        "use_bias" => "Whether a bias is added.",
        "activity_regularizer" => "Penalty of the output.",
        "data_format" => "<c>\"channels_last\"</c> or <c>\"channels_first\"</c>.",
        "padding" => "<c>\"valid\"</c> or <c>\"same\"</c>.",
        "seed" => "A seed of its own; the model's seed when absent.",
        "axis" => "The axis; negative counts from the end.",
        "epsilon" => "Guards against division by zero.",
        "momentum" => "Share of the last step that goes on.",
        "moving_mean" => "How the moving mean begins.",
        "moving_variance" => "How the moving variance begins.",
        "from_logits" => "Whether predictions are any number instead of probabilities.",
        _ => null,
    };
}
