using System.Reflection;
using System.Text.Json.Nodes;
using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>
/// Has files hold a class of one's own, and read it (<c>keras.saving.register_keras_serializable</c>): they know it as <c>package>Name</c>.
/// </summary>
/// <param name="package">What sets it apart from other classes of the same name.</param>
/// <param name="name">Its name in files; that of the class when absent.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RegisterKerasSerializableAttribute(string package = "Custom", string? name = null) : Attribute
{
    /// <summary>What sets it apart from other classes of the same name.</summary>
    public string Package => package;

    /// <summary>Its name in files; that of the class when null.</summary>
    public string? Name => name;
}

/// <summary>Classes of users' own in files: by what their constructors take.</summary>
internal static class OwnClass
{
    /// <summary>Whether an object is a function of the user's in a class of this library.</summary>
    public static bool IsCode(object own) => own.GetType().Assembly == typeof(OwnClass).Assembly;

    /// <summary>What files know a class by.</summary>
    public static string NameOf(Type type) => type.GetCustomAttribute<RegisterKerasSerializableAttribute>() is { } registered
        ? $"{registered.Package}>{registered.Name ?? type.Name}"
        : type.Name;

    /// <summary>What an object's constructor took, as far as fields and properties tell.</summary>
    /// <exception cref="UnsupportedException">They do not tell of a parameter.</exception>
    public static Dictionary<string, object?> ConfigOf(object own)
    {
        var type = own.GetType();
        Dictionary<string, object?> config = [];
        foreach (var parameter in Constructor(type).GetParameters())
            config[Key(parameter)] = Value(own, type, parameter);
        return config;
    }

    /// <summary>Settings as JSON.</summary>
    /// <exception cref="UnsupportedException">One is no number, text or flag, nor a list of them.</exception>
    public static JsonObject Write(object own, IEnumerable<KeyValuePair<string, object?>> config)
    {
        JsonObject written = [];
        foreach (var (key, value) in config)
            written[key] = Node(own, key, value);
        return written;
    }

    /// <summary>An object of a class with those settings.</summary>
    /// <exception cref="ModelFileException">The constructor takes others.</exception>
    public static object Make(string place, Type type, JsonObject config)
    {
        var constructor = Constructor(type);
        var parameters = constructor.GetParameters();
        if (config.FirstOrDefault(setting => !parameters.Any(parameter => Key(parameter) == setting.Key)).Key is { } unknown)
            throw new ModelFileException($"{place}, field '{unknown}': the constructor of {type.Name} has no such parameter");
        var values = parameters.Select(parameter => config.TryGetPropertyValue(Key(parameter), out var node)
            ? Read(place, parameter, node)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : throw new ModelFileException($"{place}, field '{Key(parameter)}': is missing")).ToArray();
        try
        {
            return constructor.Invoke(values);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw new ModelFileException($"{place}: {error.InnerException.Message}");
        }
    }

    // The one with most parameters.
    private static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => !constructor.IsStatic)
            .MaxBy(constructor => constructor.GetParameters().Length)
        ?? throw new UnsupportedException($"{type.Name}: the class has no constructor");

    private static string Key(ParameterInfo parameter) => Engine.ClassName.toSnakeCase(parameter.Name!);

    private static object? Value(object own, Type type, ParameterInfo parameter)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.IgnoreCase;
        // Of a primary constructor what its class captures.
        string[] fields = [$"<{parameter.Name}>P", parameter.Name!, $"_{parameter.Name}"];
        if (fields.Select(name => type.GetField(name, Any)).FirstOrDefault(field => field is not null) is { } field)
            return field.GetValue(own);
        return type.GetProperty(parameter.Name!, Any) is { CanRead: true } property
            ? property.GetValue(own)
            : throw new UnsupportedException(
                $"{type.Name}: no field or property has what the constructor's {parameter.Name} was; override GetConfig");
    }

    private static JsonNode? Node(object own, string key, object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        int or long or short or byte or sbyte => JsonValue.Create(Convert.ToInt64(value)),
        float or double => JsonValue.Create(Convert.ToDouble(value)),
        Enum word => JsonValue.Create(word.ToString()),
        System.Collections.IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Node(own, key, item))]),
        _ => throw new UnsupportedException(
            $"{own.GetType().Name}: a file holds numbers, texts, flags and lists of them, and {key} is a {value.GetType().Name}; override GetConfig"),
    };

    private static object? Read(string place, ParameterInfo parameter, JsonNode? node)
    {
        try
        {
            return node is null ? null : Convert(node, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException or InvalidCastException or OverflowException)
        {
            throw new ModelFileException($"{place}, field '{Key(parameter)}': {node!.ToJsonString()} is no {parameter.ParameterType.Name}");
        }

        static object Convert(JsonNode node, Type type)
        {
            if (type == typeof(string))
                return node.GetValue<string>();
            if (type == typeof(bool))
                return node.GetValue<bool>();
            if (type.IsEnum)
                return Enum.Parse(type, node.GetValue<string>());
            if (type.IsPrimitive)
            {
                var number = double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
                return type == typeof(long) ? node.GetValue<long>() : System.Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture);
            }

            var element = type.IsArray ? type.GetElementType()! : type.GenericTypeArguments is [var only] ? only : throw new FormatException();
            var items = node.AsArray();
            var array = Array.CreateInstance(element, items.Count);
            for (var i = 0; i < items.Count; i++)
                array.SetValue(Convert(items[i]!, element), i);
            return type.IsAssignableFrom(array.GetType()) ? array : throw new FormatException();
        }
    }
}

/// <summary>The classes that may be made while a file is read.</summary>
internal sealed class OwnObjects(IReadOnlyDictionary<string, Type>? passed) : OwnClasses
{
    public override bool Has(string name) => Find(name) is not null;

    public override object Make(string place, string name, JsonObject config)
    {
        var type = Find(name)!;
        var own = (JsonObject)config.DeepClone();
        string? Taken(string key)
        {
            var value = own.TryGetPropertyValue(key, out var node) ? node?.ToJsonString().Trim('"') : null;
            own.Remove(key);
            return value;
        }

        if (!typeof(Layer).IsAssignableFrom(type))
        {
            return OwnClass.Make(place, type, own) switch
            {
                Loss loss => loss.Engine,
                Metric metric => metric.Engine,
                _ => throw new UnsupportedException($"{place}: {type.Name} is neither a layer nor a loss nor a metric"),
            };
        }

        var (layerName, trainable, dtype) = (Taken("name"), Taken("trainable"), Taken("dtype"));
        var layer = (Layer)OwnClass.Make(place, type, own);
        if (layerName is not null)
            layer.Name = layerName;
        if (dtype is not null and not "float32")
            typeof(Layer).GetProperty(nameof(Layer.DType))!.SetValue(layer, dtype);
        if (trainable == "false")
            layer.Trainable = false;
        return layer.Descriptor;
    }

    private Type? Find(string name)
    {
        if (passed is not null)
        {
            if (passed.TryGetValue(name, out var type) || passed.TryGetValue(name[(name.IndexOf('>', StringComparison.Ordinal) + 1)..], out type))
                return type;
        }

        return name.Contains('>', StringComparison.Ordinal) ? Registered(name) : null;
    }

    private static Type? Registered(string name) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetReferencedAssemblies().Any(other => other.Name == typeof(Layer).Assembly.GetName().Name))
        .SelectMany(assembly => assembly.GetTypes())
        .FirstOrDefault(type => type.IsDefined(typeof(RegisterKerasSerializableAttribute), false) && OwnClass.NameOf(type) == name);
}
