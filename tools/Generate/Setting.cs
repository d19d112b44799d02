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

/// <summary>What shows a setting.</summary>
/// <param name="Key">Keras's name.</param>
/// <param name="Type">C#'s type.</param>
/// <param name="Value">Its value, in terms of the descriptor.</param>
/// <param name="Doc">What it is.</param>
public sealed record Property(string Key, string Type, string Value, string Doc)
{
    /// <summary>C#'s name.</summary>
    public string Name { get; } = Key == "dtype" ? "DType" : char.ToUpperInvariant(FieldName.argument(Key)[0]) + FieldName.argument(Key)[1..];
}

/// <summary>
/// One field of a descriptor: the parameters that it is made of, and how. What is not in the constructor stays as usual.
/// </summary>
public sealed class Setting
{
    private readonly object descriptor;
    private readonly string name;
    private readonly Type type;
    private readonly MemberInfo? member;
    private readonly NumberRange? range;
    private readonly string? doc;
    private readonly object? usual;
    private readonly string? usualName;

    // A field of a record.
    private Setting(object descriptor, PropertyInfo property)
    {
        this.descriptor = descriptor;
        name = property.Name;
        type = property.PropertyType;
        member = property;
        range = property.GetCustomAttribute<RangeAttribute>()?.Range;
        doc = Docs.Of(property.DeclaringType!, name);
        usual = property.GetValue(descriptor);
        usualName = name;
        EngineName = $"{char.ToLowerInvariant(name[0])}{name[1..]}: ";
        Parameters = Make();
    }

    // A parameter of a case; one that is a record is made of the record's fields.
    private Setting(object descriptor, UnionCaseInfo one, PropertyInfo parameter, object? usual)
    {
        this.descriptor = descriptor;
        this.usual = usual;
        name = char.ToUpperInvariant(parameter.Name[0]) + parameter.Name[1..];
        type = parameter.PropertyType;
        usualName = parameter.Name;
        range = Ranges.ofType(parameter.DeclaringType!).FirstOrDefault(pair => pair.Item1 == name)?.Item2;
        doc = Docs.Of(one, parameter.Name);
        EngineName = "";
        inner = Is<Fan>(type) ? Of(usual!) : [];
        Parameters = inner.Count > 0 ? [.. inner.SelectMany(part => part.Parameters)] : Make();
    }

    private readonly IReadOnlyList<Setting> inner = [];

    /// <summary>What the field is made of; nothing when the class says it.</summary>
    public IReadOnlyList<Argument> Parameters { get; }

    /// <summary>The name before the argument of the engine's constructor, if it has one.</summary>
    public string EngineName { get; }

    /// <summary>What it is by default, where JSON has a word for it; else null.</summary>
    public JsonElement Default => JsonSerializer.SerializeToElement(usual is bool or int or double or string ? usual : null);

    private string Usual => $"Usual.{usualName}";

    private string Key => FieldName.key(name);

    /// <summary>The fields of a descriptor: those of a record, or of a case of a union; none of a class without settings.</summary>
    public static IReadOnlyList<Setting> Of(object descriptor)
    {
        var type = descriptor.GetType();
        if (FSharpType.IsRecord(type, FSharpOption<BindingFlags>.None))
            return [.. FSharpType.GetRecordFields(type, FSharpOption<BindingFlags>.None).Select(one => new Setting(descriptor, one))];
        if (!FSharpType.IsUnion(type, FSharpOption<BindingFlags>.None))
            return [];
        var (one, values) = FSharpValue.GetUnionFields(descriptor, type, FSharpOption<BindingFlags>.None);
        return [.. one.GetFields().Zip(values, (field, value) => new Setting(descriptor, one, field, value))];
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

    private static bool IsWord(Type type) => FSharpType.IsUnion(type, FSharpOption<BindingFlags>.None)
        && FSharpType.GetUnionCases(type, FSharpOption<BindingFlags>.None).All(one => one.GetFields().Length == 0);

    // A word that may be absent.
    private static Type? WordInside(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FSharpOption<>) && IsWord(type.GenericTypeArguments[0])
            ? type.GenericTypeArguments[0]
            : null;

    // How many numbers a list has: one for each axis.
    private int? Axes =>
        member?.GetCustomAttribute<PerAxisAttribute>() is { } axes && axes.Count > 0 ? axes.Count
        : member?.IsDefined(typeof(PerAxisAttribute)) == true || Is<FSharpList<FSharpList<int>>>(type)
            ? (int)descriptor.GetType().GetProperty("Rank")!.GetValue(descriptor)!
        : null;

    // The shape of what enters a model, which may be given with or without the batch.
    private bool IsEntrance => Is<FSharpList<FSharpOption<long>>>(type) && descriptor is Functional.Layers.InputLayer;

    private Argument[] Make()
    {
        if (member is not null && new[] { typeof(OfClassAttribute), typeof(LearnedAttribute), typeof(OfFileAttribute) }.Any(kind => member.IsDefined(kind)))
            return [];
        var own = doc;
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
        var ranged = Ranged(own ?? Usually(Key) ?? Missing($"{descriptor.GetType().Name}.{name}"));
        if (IsEntrance)
            return
            [
                new("shape", "Shape", "Sizes without the batch; null is a size that is not known."),
                new("batch_size", "int", "Size of the batch, where it must be known."),
                new(Key, "Shape", Ranged("Sizes with the batch first, instead of <c>shape</c>; null is a size that is not known.")),
            ];
        return Is<Initializer>(type)
            ? [new($"{Key}_initializer", "Initializer", ranged)]
            : [new(Key, CSharp(type), ranged, type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FSharpOption<>))];
    }

    private string CSharp(Type type) =>
        Is<bool>(type) || Is<FSharpOption<bool>>(type) ? "bool"
        : Is<int>(type) || Is<FSharpOption<int>>(type) || Is<FSharpOption<long>>(type) || Is<long>(type) ? "int"
        : Is<double>(type) || Is<FSharpOption<double>>(type) ? "double"
        : Is<string>(type) || Is<FSharpOption<string>>(type) || Is<DType>(type) || Is<FSharpOption<DType>>(type) || IsWord(type) || WordInside(type) is not null ? "string"
        : Is<Functional.Activation>(type) ? "ActivationFunction"
        : Is<ILayer>(type) ? member?.IsDefined(typeof(StackableAttribute)) == true ? "Cells" : "Layer"
        : Is<FSharpList<ILayer>>(type) ? "IEnumerable<Layer>"
        : Is<FSharpOption<ILayer>>(type) ? "Layer"
        : Is<Rate>(type) ? "LearningRate"
        : Is<Optimizer>(type) ? "Optimizer"
        : Is<Functional.Optimizers.OptimizerMap>(type) ? "OptimizerMap"
        : Is<FSharpOption<Functional.Regularizer>>(type) ? "Regularizer"
        : Is<FSharpOption<Functional.Constraint>>(type) ? "Constraint"
        : Is<FSharpOption<Functional.Layers.RenormClipping>>(type) ? "RenormClipping"
        : Is<FSharpOption<Functional.Metrics.Thresholds>>(type) ? "Thresholds"
        : Is<FSharpList<int>>(type) || Is<FSharpOption<FSharpList<int>>>(type) || Is<FSharpList<long>>(type) ? "Sizes"
        : Is<FSharpList<FSharpOption<long>>>(type) || Is<FSharpOption<FSharpList<FSharpOption<long>>>>(type) ? "Shape"
        : Is<FSharpList<FSharpList<int>>>(type) ? "Borders"
        : Is<FSharpList<double>>(type) || Is<FSharpOption<FSharpList<double>>>(type) ? "Numbers"
        : Is<FSharpList<string>>(type) || Is<FSharpOption<FSharpList<string>>>(type) ? "string[]"
        : Is<FSharpOption<FSharpList<long>>>(type) ? "long[]"
        : Is<FSharpOption<Nested>>(type) ? "Data"
        : Is<FSharpOption<Functional.Layers.Token>>(type) ? "Token"
        : Is<FSharpOption<Functional.Layers.Salt>>(type) || Is<FSharpOption<Functional.Layers.NGrams>>(type) ? "Sizes"
        : throw new InvalidOperationException($"{descriptor.GetType().Name}.{name}: {type} has no form in C# yet");

    /// <summary>The value in terms of the parameters, of which some may be null and some are not in the constructor.</summary>
    public string Value(Func<string, bool> isThere, Func<string, bool> isNullable)
    {
        if (Parameters.Count == 0 || !Parameters.All(parameter => isThere(parameter.Key)))
            return Usual;
        if (inner.Count > 0)
            return $"new({string.Join(", ", inner.Select(part => part.EngineName + part.Value(isThere, isNullable)))})";
        var a = Parameters[0].Name;
        var nullable = isNullable(Parameters[0].Key);
        if (Is<WeightRule>(type))
            return $"Rule.Of({string.Join(", ", Parameters.Select(parameter => parameter.Name))}, {Usual})";
        if (Is<FSharpOption<Functional.Layers.Lora>>(type))
            return $"FSharp.Option(Rule.Lora({Parameters[0].Name}, {Parameters[1].Name}))";
        if (Is<Functional.Activation>(type) || Is<Initializer>(type))
            return nullable ? $"{a}?.Engine ?? {Usual}" : $"FSharp.Given({a}).Engine";
        if (Is<Rate>(type))
            return $"{a}?.Engine ?? {((Rate.Number)usual!).Item}";
        if (Is<ILayer>(type))
            return member?.GetCustomAttribute<MadeByAttribute>() is { } made
                ? $"Engine.{descriptor.GetType().Name}.{made.Name}(FSharp.Given({a}).Descriptor)"
                : $"FSharp.Given({a}).Descriptor";
        if (Is<Optimizer>(type))
            return $"{descriptor.GetType().FullName}.{member!.GetCustomAttribute<MadeByAttribute>()!.Name}(FSharp.Given({a}).Engine)";
        if (Is<Functional.Optimizers.OptimizerMap>(type))
            return $"FSharp.Given({a}).Engine";
        if (Is<FSharpOption<ILayer>>(type))
            return $"FSharp.Option({a}?.Descriptor)";
        if (Is<DType>(type))
            return $"Words.DType({a}, {Usual})";
        if (Is<FSharpList<ILayer>>(type))
            return $"FSharp.Descriptors({a})";
        if (IsWord(type))
            return $"Words.Of({a}, {Usual})";
        if (WordInside(type) is { } word)
            return $"FSharp.Option(Words.OrNull<{word.FullName}>({a}))";
        if (IsEntrance)
            return $"FSharp.BatchShape({string.Join(", ", Parameters.Select(parameter => parameter.Name))})";
        if (Is<FSharpOption<Functional.Regularizer>>(type) || Is<FSharpOption<Functional.Constraint>>(type)
            || Is<FSharpOption<Functional.Layers.RenormClipping>>(type) || Is<FSharpOption<Functional.Metrics.Thresholds>>(type))
            return $"FSharp.Option({a}?.Engine)";
        if (Is<FSharpOption<bool>>(type) || Is<FSharpOption<int>>(type) || Is<FSharpOption<double>>(type) || Is<FSharpOption<string>>(type))
            return $"FSharp.Option({a})";
        if (Is<FSharpOption<Nested>>(type) || Is<FSharpOption<Functional.Layers.Salt>>(type) || Is<FSharpOption<Functional.Layers.NGrams>>(type))
            return $"FSharp.{type.GenericTypeArguments[0].Name}({a})";
        if (Is<FSharpOption<Functional.Layers.Token>>(type))
            return $"FSharp.Option({a}?.Engine)";
        if (Is<FSharpOption<FSharpList<string>>>(type) || Is<FSharpOption<FSharpList<long>>>(type))
            return $"FSharp.OptionList({a})";
        if (Is<FSharpOption<long>>(type))
            return $"FSharp.OptionLong({a})";
        if (Is<FSharpList<FSharpOption<long>>>(type))
            return $"FSharp.KerasSizes({a})";
        if (Is<FSharpOption<DType>>(type))
            return $"FSharp.Option({a} is null ? null : Words.DType({a}, Functional.DType.Float32))";
        if (Is<FSharpOption<FSharpList<FSharpOption<long>>>>(type))
            return $"FSharp.Option({a} is null ? null : FSharp.KerasSizes({a}))";
        var items = Axes is { } count ? $"{a}{(nullable ? "?" : "")}.For({count})" : a;
        if (Is<FSharpOption<FSharpList<int>>>(type) || Is<FSharpOption<FSharpList<double>>>(type))
            return $"FSharp.OptionList({items})";
        if (Is<FSharpList<long>>(type))
            return $"FSharp.Longs({items})";
        if (Is<FSharpList<FSharpList<int>>>(type))
            return nullable ? $"FSharp.Pairs({items}, {Usual})" : $"FSharp.Pairs({items})";
        if (Is<FSharpList<int>>(type) || Is<FSharpList<double>>(type) || Is<FSharpList<string>>(type))
        {
            var list = nullable ? $"FSharp.List({items}, {Usual})" : $"FSharp.List({items})";
            return member?.GetCustomAttribute<SpreadAttribute>() is { } spread ? $"Functional.Spread.kept({spread.Least}, {list})" : list;
        }

        return nullable ? $"{a} ?? {Usual}" : a;
    }

    /// <summary>What shows the parameters, given what has the settings.</summary>
    public IEnumerable<Property> Properties(string settings)
    {
        var read = $"{settings}.{usualName}";
        if (inner.Count > 0)
            return inner.SelectMany(part => part.Properties(read));
        if (Is<WeightRule>(type))
            return
            [
                Shown(0, "Initializer", $"Initializer.Of({read}.Initializer)"),
                Shown(1, "Regularizer?", $"Regularizer.OrNull(FSharp.OrNull({read}.Regularizer))"),
                Shown(2, "Constraint?", $"Constraint.OrNull(FSharp.OrNull({read}.Constraint))"),
            ];
        if (Is<FSharpOption<Functional.Layers.Lora>>(type))
            return [Shown(0, "int?", $"FSharp.OrNull({read})?.Rank"), Shown(1, "double?", $"FSharp.OrNull({read})?.Alpha")];
        if (IsEntrance)
            return [Shown(2, "Shape", $"Shape.Of(FSharp.Sizes({read}))") with { Doc = Parameters[2].Doc.Replace(", instead of <c>shape</c>", "") }];
        if (Parameters.Count == 0 || Is<Rate>(type))
            return [];
        var (shown, value) = Show(type, read);
        return [Shown(0, shown, value)];

        Property Shown(int i, string shown, string value) => new(Parameters[i].Key, shown, value, Parameters[i].Doc);
    }

    private static (string Type, string Value) Show(Type type, string read) =>
        Is<bool>(type) ? ("bool", read)
        : Is<int>(type) ? ("int", read)
        : Is<long>(type) ? ("int", $"(int){read}")
        : Is<double>(type) ? ("double", read)
        : Is<string>(type) ? ("string", read)
        : Is<FSharpOption<bool>>(type) ? ("bool?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<int>>(type) ? ("int?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<long>>(type) ? ("int?", $"(int?)FSharp.OrNull({read})")
        : Is<FSharpOption<double>>(type) ? ("double?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<string>>(type) ? ("string?", $"FSharp.OrNull({read})")
        : Is<DType>(type) ? ("string", $"{read}.Name")
        : Is<FSharpOption<DType>>(type) ? ("string?", $"FSharp.OrNull({read})?.Name")
        : IsWord(type) ? ("string", $"CaseName.word({read})")
        : WordInside(type) is not null ? ("string?", $"FSharp.OrNull({read}) is {{ }} word ? CaseName.word(word) : null")
        : Is<Functional.Activation>(type) ? ("ActivationFunction", $"new({read})")
        : Is<Initializer>(type) ? ("Initializer", $"Initializer.Of({read})")
        : Is<ILayer>(type) ? ("Layer", $"Of({read})")
        : Is<Optimizer>(type) ? ("Optimizer", $"Of({read})")
        : Is<Functional.Optimizers.OptimizerMap>(type) ? ("OptimizerMap", $"OptimizerMap.Of({read})")
        : Is<FSharpOption<ILayer>>(type) ? ("Layer?", $"FSharp.OrNull({read}) is {{ }} inner ? Of(inner) : null")
        : Is<FSharpList<ILayer>>(type) ? ("IReadOnlyList<Layer>", $"[.. {read}.Select(Of)]")
        : Is<FSharpOption<Functional.Regularizer>>(type) ? ("Regularizer?", $"Regularizer.OrNull(FSharp.OrNull({read}))")
        : Is<FSharpOption<Functional.Constraint>>(type) ? ("Constraint?", $"Constraint.OrNull(FSharp.OrNull({read}))")
        : Is<FSharpOption<Functional.Layers.RenormClipping>>(type) ? ("RenormClipping?", $"RenormClipping.OrNull(FSharp.OrNull({read}))")
        : Is<FSharpOption<Functional.Metrics.Thresholds>>(type) ? ("IReadOnlyList<double>?", $"FSharp.OrNull({read})?.All")
        : Is<FSharpList<int>>(type) ? ("IReadOnlyList<int>", read)
        : Is<FSharpList<double>>(type) ? ("IReadOnlyList<double>", read)
        : Is<FSharpList<string>>(type) ? ("IReadOnlyList<string>", read)
        : Is<FSharpOption<FSharpList<int>>>(type) ? ("IReadOnlyList<int>?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<FSharpList<double>>>(type) ? ("IReadOnlyList<double>?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<FSharpList<string>>>(type) ? ("IReadOnlyList<string>?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<FSharpList<long>>>(type) ? ("IReadOnlyList<long>?", $"FSharp.OrNull({read})")
        : Is<FSharpOption<Nested>>(type) ? ("NDArray?", $"FSharp.OrNull({read}) is {{ }} numbers ? new(NestedModule.toHost(numbers)) : null")
        : Is<FSharpOption<Functional.Layers.Token>>(type) ? ("Token?", $"FSharp.OrNull({read}) is {{ }} token ? new(token) : null")
        : Is<FSharpOption<Functional.Layers.Salt>>(type) ? ("IReadOnlyList<long>?", $"FSharp.OrNull({read})?.All")
        : Is<FSharpOption<Functional.Layers.NGrams>>(type) ? ("IReadOnlyList<int>?", $"FSharp.OrNull({read})?.All")
        : Is<FSharpList<long>>(type) ? ("IReadOnlyList<int>", $"[.. {read}.Select(number => (int)number)]")
        : Is<FSharpList<FSharpOption<long>>>(type) ? ("Shape", $"Shape.Of(FSharp.Sizes({read}))")
        : Is<FSharpOption<FSharpList<FSharpOption<long>>>>(type) ? ("Shape?", $"FSharp.OrNull({read}) is {{ }} sizes ? Shape.Of(FSharp.Sizes(sizes)) : null")
        : Is<FSharpList<FSharpList<int>>>(type) ? ("IReadOnlyList<(int Before, int After)>", $"[.. {read}.Select(pair => (pair[0], pair[1]))]")
        : throw new InvalidOperationException($"{read}: {type} is not shown in C# yet");

    /// <summary>What a parameter is when it is absent, in words; nothing when the field is absent then, too.</summary>
    public string? WhenAbsent(JsonElement keras)
    {
        if (keras.ValueKind != JsonValueKind.Null)
            return Show(keras);
        return usual is null or Functional.Activation ? null
            : usual is DType dtype ? $"<c>\"{dtype.Name}\"</c>"
            : IsWord(type) ? $"<c>\"{CaseName.word(usual)}\"</c>"
            : null;
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
        if (range is null)
            return doc;
        var end = doc.IndexOfAny(['.', ';']);
        while (end >= 0 && end + 1 < doc.Length && doc[end + 1] != ' ')
            end = doc.IndexOfAny(['.', ';'], end + 1);
        return end < 0 ? $"{doc}, {range.Text}" : $"{doc[..end]}, {range.Text}{doc[end..]}";
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
