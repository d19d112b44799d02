using System.Text.Json;
using PureHDF;
using PureHDF.VOL.Native;

namespace Functional.Conformance;

/// <summary>A folder laid out as <c>data/README.md</c> says: <c>index.json</c>, and two files an area.</summary>
internal sealed class CaseFolder
{
    private readonly Dictionary<string, string> schemas = [];

    public CaseFolder(string path)
    {
        Root = Path.GetFullPath(path);
        var index = Path.Combine(Root, "index.json");
        if (!File.Exists(index))
            throw new DirectoryNotFoundException(
                $"{index}: there is no such file, so this is no folder of conformance data.");
        using var json = JsonDocument.Parse(File.ReadAllBytes(index));
        foreach (var area in json.RootElement.GetProperty("areas").EnumerateObject())
            schemas.Add(area.Name, area.Value.GetProperty("schema").GetString()!);
    }

    public string Root { get; }

    /// <summary>Names of the areas, in the order of the index.</summary>
    public IReadOnlyList<string> Areas => [.. schemas.Keys];

    public CaseArea Open(string area) => schemas.TryGetValue(area, out var schema)
        ? new CaseArea(Root, area, schema)
        : throw new ArgumentException($"There is no area '{area}'. Areas: {string.Join(", ", Areas)}.");
}

/// <summary>The cases of one area. Arrays are read when a case asks for them.</summary>
internal sealed class CaseArea : IDisposable
{
    private readonly JsonDocument json;
    private readonly NativeFile arrays;

    public CaseArea(string root, string name, string schema)
    {
        (Root, Name, Schema) = (root, name, schema);
        json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, name + ".json")));
        arrays = H5File.OpenRead(Path.Combine(root, name + ".h5"));
        Cases = [.. json.RootElement.EnumerateArray().Select(item => new Case(this, item))];
    }

    public string Root { get; }
    public string Name { get; }
    public string Schema { get; }
    public IReadOnlyList<Case> Cases { get; }

    internal IH5Group Group(string id) => arrays.Group("/" + id);

    public void Dispose()
    {
        arrays.Dispose();
        json.Dispose();
    }
}

/// <summary>One recorded case: its JSON, with absent keys read as the documented defaults, and its arrays.</summary>
internal sealed class Case(CaseArea area, JsonElement json)
{
    private readonly Lazy<Dictionary<string, JsonElement>> declared =
        new(() => json.GetProperty("arrays").EnumerateObject().ToDictionary(array => array.Name, array => array.Value));

    private readonly Dictionary<string, HostArray> read = [];
    private IH5Group? group;

    public string Id { get; } = json.GetProperty("id").GetString()!;
    public JsonElement Json => json;
    public string Root => area.Root;

    /// <summary>What the case is about: the Keras class or function.</summary>
    public string Subject => Text("class_name") ?? Text("function") ?? Id;

    public Tolerance Tolerance => new(Number("rtol"), Number("atol"));

    /// <summary>For arrays named <c>grad_*</c>.</summary>
    public Tolerance GradientTolerance =>
        Get("grad_rtol") is null ? Tolerance : new(Number("grad_rtol"), Number("grad_atol"));

    /// <summary>For everything after training, in the area <c>models</c>.</summary>
    public Tolerance TrainTolerance => new(Number("train_rtol"), Number("train_atol"));

    /// <summary>The value of a key; null when it is absent (README: the default was left out) or null.</summary>
    public JsonElement? Get(string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Required(string key) => json.GetProperty(key);
    public string? Text(string key) => Get(key)?.GetString();
    public bool Flag(string key) => Get(key)?.GetBoolean() ?? false;
    public int Integer(string key, int otherwise) => Get(key)?.GetInt32() ?? otherwise;
    public IReadOnlyList<JsonElement> List(string key) => Get(key) is { } list ? [.. list.EnumerateArray()] : [];

    private double Number(string key) => json.GetProperty(key).GetDouble();

    public bool Has(string path) => declared.Value.ContainsKey(path);

    /// <summary>Names of the recorded arrays, sorted.</summary>
    public IEnumerable<string> Paths => declared.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Recorded arrays that nothing has asked for: what a check has forgotten.</summary>
    public IReadOnlyList<string> Unread => [.. Paths.Where(path => !read.ContainsKey(path))];

    /// <summary>The arrays <c>prefix00</c>, <c>prefix01</c>, … (or <c>prefix0</c>, …), as many as there are.</summary>
    public IReadOnlyList<HostArray> Numbered(string prefix, string format = "00")
    {
        List<HostArray> found = [];
        while (Has(prefix + found.Count.ToString(format)))
            found.Add(Array(prefix + found.Count.ToString(format)));
        return found;
    }

    /// <summary>The array where it is recorded, null elsewhere.</summary>
    public HostArray? Optional(string path) => Has(path) ? Array(path) : null;

    /// <summary>A recorded array, in its logical dtype.</summary>
    public HostArray Array(string path)
    {
        if (read.TryGetValue(path, out var known))
            return known;
        if (!declared.Value.TryGetValue(path, out var entry))
            throw new InvalidDataException($"{Id}: the case has no array '{path}'.");

        var shape = entry[1].EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var dataset = (group ??= area.Group(Id)).Dataset(path);
        var stored = dataset.Space.Dimensions.Select(size => (long)size);
        if (!stored.SequenceEqual(shape))
            throw new InvalidDataException(
                $"{Id}/{path}: shape is ({string.Join(", ", stored)}), the index says ({string.Join(", ", shape)}).");

        return read[path] = Restore(dataset, entry[0].GetString()!, shape);
    }

    private static HostArray Restore(IH5Dataset dataset, string dtype, long[] shape) => dtype switch
    {
        "float32" => new(DType.Float32, shape, Values<float>(dataset, shape)),
        "float64" => new(DType.Float64, shape, Values<double>(dataset, shape)),
        "int32" => new(DType.Int32, shape, Values<int>(dataset, shape)),
        "int64" => new(DType.Int64, shape, Values<long>(dataset, shape)),
        "uint8" => new(DType.UInt8, shape, Values<byte>(dataset, shape)),
        "bool" => new(DType.Bool, shape, System.Array.ConvertAll(Values<byte>(dataset, shape), value => value != 0)),
        "int8" => new(DType.Int8, shape, System.Array.ConvertAll(Values<int>(dataset, shape), value => (sbyte)value)),
        "int16" => new(DType.Int16, shape, System.Array.ConvertAll(Values<int>(dataset, shape), value => (short)value)),
        "float16" => new(
            DType.Float16, shape, System.Array.ConvertAll(Values<float>(dataset, shape), value => (Half)value)),
        // The engine has no such types; they stay as they are stored, in the next wider signed one.
        "uint16" => new(DType.Int32, shape, Values<int>(dataset, shape)),
        "uint32" => new(DType.Int64, shape, Values<long>(dataset, shape)),
        _ => throw new UnsupportedException($"dtype {dtype}"),
    };

    private static T[] Values<T>(IH5Dataset dataset, long[] shape) where T : unmanaged
    {
        if (shape.Contains(0))
            return [];
        return shape.Length == 0 ? [dataset.Read<T>()] : dataset.Read<T[]>();
    }

    /// <summary>The tree of a key, null when the key is absent or null.</summary>
    public Arg? Tree(string key) => Get(key) is { } value ? Tree(value) : null;

    /// <summary>The one array that a key names, null when the key is absent or null.</summary>
    public HostArray? ArrayOf(string key) => Get(key) is { } value ? ArrayOf(value) : null;

    public HostArray ArrayOf(JsonElement value) =>
        Tree(value) is ArrayArg array ? array.Value : throw new InvalidDataException($"{Id}: {value} is not an array.");

    public Arg Tree(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new NullArg(),
        JsonValueKind.True or JsonValueKind.False => new BoolArg(value.GetBoolean()),
        JsonValueKind.String => new TextArg(value.GetString()!),
        JsonValueKind.Number => new NumberArg(
            value.GetDouble(), IsInteger: !value.GetRawText().AsSpan().ContainsAny(".eE")),
        JsonValueKind.Array => new ListArg([.. value.EnumerateArray().Select(Tree)]),
        _ => Marked(value),
    };

    private Arg Marked(JsonElement value)
    {
        if (value.TryGetProperty("$array", out var path))
            return new ArrayArg(Array(path.GetString()!), path.GetString()!);
        if (value.TryGetProperty("$complex", out var complex))
            return new ComplexArg(Array(complex.GetString() + ".re"), Array(complex.GetString() + ".im"));
        if (value.TryGetProperty("$float", out var special))
            return new NumberArg(Special(special.GetString()!), IsInteger: false);
        if (value.TryGetProperty("$slice", out var slice))
            return new SliceArg(Bound(slice[0]), Bound(slice[1]), Bound(slice[2]));
        return new DictArg(value.EnumerateObject().ToDictionary(item => item.Name, item => Tree(item.Value)));
    }

    private static double Special(string name) => name switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => throw new InvalidDataException($"'{name}' is not one of nan, inf, -inf"),
    };

    private static long? Bound(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetInt64();
}
