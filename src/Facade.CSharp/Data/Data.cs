using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace Functional.Keras;

/// <summary>
/// Values on their way to a model, samples along the first axis. Arrays of any rank and element type (<c>float[,]</c>,
/// <c>byte[,,]</c>, <c>int[]</c>, <c>string[]</c>, jagged <c>float[][]</c>), MathNet matrices and vectors, TorchSharp tensors and
/// <see cref="NDArray"/>s, lists of rows or numbers convert to it by themselves; spans go through <c>From</c>. A model of several inputs or
/// outputs takes several: <c>[a, b]</c> in order, or <c>new() { ["title"] = a, ["body"] = b }</c> by name.
/// </summary>
/// <remarks>Arrays and tensors are not copied here; a run copies arrays once, as a whole.</remarks>
[CollectionBuilder(typeof(Data), nameof(Of))]
public sealed class Data : IEnumerable<Data>
{
    private readonly Values? given;
    // Numbers that may be still to be computed.
    private readonly NDArray? array;
    private readonly List<(string? Name, Data? Value)> parts = [];

    /// <summary>No values yet; they are added by name: <c>new Data { ["title"] = x }</c>.</summary>
    public Data()
    {
    }

    private Data(Values values) => given = values;

    private Data(NDArray array) => this.array = array;

    private bool IsSeveral => given is null && array is null;

    private Values? Known => given ?? (array is null ? null : Values.NewHost(array.Host));

    private Data(DType dtype, IEnumerable<int> shape, Array array)
        : this(Values.NewHost(new(dtype, [.. shape.Select(size => (long)size)], array)))
    {
    }

    /// <summary>The values of an input or output by its name.</summary>
    /// <exception cref="DataException">There is none of that name.</exception>
    public Data this[string name]
    {
        get => parts.Find(part => part.Name == name).Value
            ?? throw new DataException($"data: there is none for \"{name}\"");
        set
        {
            parts.RemoveAll(part => part.Name == name);
            parts.Add((name, value));
        }
    }

    /// <summary>Several values, in the order of the model's inputs or outputs.</summary>
    public static Data Of(ReadOnlySpan<Data> parts)
    {
        Data data = new();
        foreach (var part in parts)
            data.parts.Add((null, part));
        return data;
    }

    /// <summary>Values in C order with a shape; they are copied.</summary>
    /// <exception cref="DataException">The shape holds another number of values.</exception>
    public static Data From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        var count = 1.0;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new DataException($"data: sizes of a shape must be at least 0, got ({string.Join(", ", shape.ToArray())})");
            count *= size;
        }

        if (count != values.Length)
            throw new DataException(
                $"data: shape ({string.Join(", ", shape.ToArray())}) holds {count} values, got {values.Length}");
        return new(DTypeOf(typeof(T)), shape.ToArray(), values.ToArray());
    }

    /// <summary>Values in C order with a shape; they are copied.</summary>
    /// <exception cref="DataException">The shape holds another number of values.</exception>
    public static Data From<T>(ReadOnlyMemory<T> values, params ReadOnlySpan<int> shape) where T : unmanaged =>
        From(values.Span, shape);

    /// <summary>An array of numbers or text of any rank, a jagged array, or an array of data for several inputs.</summary>
    /// <exception cref="DataException">Elements that are neither numbers nor text, or rows of different lengths.</exception>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(Array? array) => array switch
    {
        null => null,
        Data?[] several => Of(several!),
        NDArray?[] several => Of([.. several.Select(part => (Data?)part)!]),
        torch.Tensor?[] several => Of([.. several.Select(part => (Data?)part)!]),
        _ when array.GetType().GetElementType()!.IsArray => Jagged(array),
        // Text has no bytes of its own that could be read in order.
        string?[,] or string?[,,] => new(Values.NewHost(HostArray.Of(array))),
        _ => new(
            DTypeOf(array.GetType().GetElementType()!),
            Enumerable.Range(0, array.Rank).Select(array.GetLength),
            array),
    };

    /// <summary>A number, without an axis.</summary>
    public static implicit operator Data(double value) => new(DType.Float64, [], new[] { value });

    /// <summary>A tensor, which stays its owner's.</summary>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(torch.Tensor? tensor) => tensor is null ? null : new(Values.NewNative(tensor));

    /// <summary>A matrix, rows first.</summary>
    [return: NotNullIfNotNull(nameof(matrix))]
    public static implicit operator Data?(Matrix<float>? matrix) =>
        matrix is null ? null : new(DType.Float32, [matrix.RowCount, matrix.ColumnCount], matrix.ToRowMajorArray());

    /// <summary>A matrix, rows first.</summary>
    [return: NotNullIfNotNull(nameof(matrix))]
    public static implicit operator Data?(Matrix<double>? matrix) =>
        matrix is null ? null : new(DType.Float64, [matrix.RowCount, matrix.ColumnCount], matrix.ToRowMajorArray());

    /// <summary>A vector.</summary>
    [return: NotNullIfNotNull(nameof(vector))]
    public static implicit operator Data?(Vector<float>? vector) =>
        vector is null ? null : new(DType.Float32, [vector.Count], vector.ToArray());

    /// <summary>A vector.</summary>
    [return: NotNullIfNotNull(nameof(vector))]
    public static implicit operator Data?(Vector<double>? vector) =>
        vector is null ? null : new(DType.Float64, [vector.Count], vector.ToArray());

    /// <summary>An array that a model gave.</summary>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(NDArray? array) => array is null ? null : new(array);

    /// <summary>Several values, in the order of the model's inputs or outputs.</summary>
    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator Data?(List<Data>? parts) =>
        parts is null ? null : Of(CollectionsMarshal.AsSpan(parts));

    /// <summary>A row for each sample.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<float[]>? rows) => rows?.ToArray();

    /// <summary>A row for each sample.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<double[]>? rows) => rows?.ToArray();

    /// <summary>A row for each sample.</summary>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<int[]>? rows) => rows?.ToArray();

    /// <summary>A number for each sample.</summary>
    [return: NotNullIfNotNull(nameof(numbers))]
    public static implicit operator Data?(List<float>? numbers) => numbers?.ToArray();

    /// <summary>A number for each sample.</summary>
    [return: NotNullIfNotNull(nameof(numbers))]
    public static implicit operator Data?(List<double>? numbers) => numbers?.ToArray();

    /// <summary>A number for each sample.</summary>
    [return: NotNullIfNotNull(nameof(numbers))]
    public static implicit operator Data?(List<int>? numbers) => numbers?.ToArray();

    /// <summary>A text for each sample.</summary>
    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator Data?(List<string>? texts) => texts?.ToArray();

    /// <summary>The one array.</summary>
    /// <exception cref="DataException">There are several.</exception>
    public static explicit operator NDArray(Data data) => Given("data", data).Alone("data");

    /// <summary>Several values by name.</summary>
    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator Data?(Dictionary<string, Data>? parts)
    {
        if (parts is null)
            return null;
        Data data = new();
        foreach (var (name, value) in parts)
            data[name] = value;
        return data;
    }

    /// <summary>The parts, or this alone when it is one value.</summary>
    public IEnumerator<Data> GetEnumerator() =>
        (IsSeveral ? parts.Select(part => part.Value!) : [this]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The argument of that name, which has to be there.</summary>
    internal static Data Given(string argument, Data? data) =>
        data ?? throw new DataException($"{argument} must not be null");

    /// <summary>One value for each name, in their order.</summary>
    internal IReadOnlyList<Values> For(string argument, IReadOnlyList<string> names) => All(argument, names, Read);

    /// <summary>One array for each name, in their order.</summary>
    internal IReadOnlyList<NDArray> ArraysFor(string argument, IReadOnlyList<string> names) =>
        All(argument, names, (part, what) => part.Alone(what));

    private IReadOnlyList<T> All<T>(string argument, IReadOnlyList<string> names, Func<Data, string, T> read) where T : class =>
        [.. Resolve(argument, names, read).Select((part, i) => part ?? throw (parts[0].Name is null
            ? new DataException($"{Part(argument, names, i)} must not be null")
            : Count(argument, names, "a missing one")))];

    /// <summary>One value for each output, or for each of those that have a loss or metrics.</summary>
    internal IReadOnlyList<Values> ForOutputs(string argument, DataNames names)
    {
        var compared = names.Compared;
        var count = IsSeveral ? parts.Count : 1;
        var isFewer = count == compared.Count && parts.TrueForAll(part => part.Name is null || compared.Contains(part.Name));
        return For(argument, isFewer ? compared : names.Outputs);
    }

    /// <summary>One value for all outputs, or one or none for each.</summary>
    internal IReadOnlyList<Values?> ForAllOutputs(string argument, DataNames names) =>
        IsSeveral ? Resolve(argument, names.Outputs, Read) : [Leaf(argument)];

    private static Values Read(Data part, string what) => part.Leaf(what);

    private List<T?> Resolve<T>(string argument, IReadOnlyList<string> names, Func<Data, string, T> read) where T : class
    {
        if (!IsSeveral)
            return names.Count == 1 ? [read(this, argument)] : throw Count(argument, names, "one");
        if (parts.Find(part => part.Name is not null && !names.Contains(part.Name)).Name is { } unknown)
            throw new DataException($"{argument}: there is no \"{unknown}\" among {Quoted(names)}");
        var isNamed = parts.Exists(part => part.Name is not null);
        if (!isNamed && parts.Count != names.Count)
            throw Count(argument, names, $"{parts.Count}");
        return [.. names.Select((name, i) => (isNamed ? parts.Find(part => part.Name == name) : parts[i]).Value is { } part
            ? read(part, Part(argument, names, i))
            : null)];
    }

    /// <summary>The shape of each part, its dtype in a model, and its name if it has one.</summary>
    /// <exception cref="DataException">There are no samples.</exception>
    internal IReadOnlyList<(string? Name, int[] Shape, DType DType)> Shapes(string argument)
    {
        if (!IsSeveral)
            return [(null, SamplesOf(this, argument), ValuesModule.inputDType(Known!))];
        string[] names = [.. parts.Select((part, i) => part.Name ?? $"{i}")];
        return [.. parts.Select((part, i) =>
        {
            var what = Part(argument, names, i);
            var given = Given(what, part.Value);
            return (part.Name, SamplesOf(given, what), ValuesModule.inputDType(given.Known!));
        })];
    }

    private static string Part(string argument, IReadOnlyList<string> names, int i) =>
        names.Count == 1 ? argument : $"{argument} \"{names[i]}\"";

    /// <summary>The one value as an array of this library.</summary>
    internal NDArray Alone(string argument) => array ?? Leaf(argument) switch
    {
        Values.Host { Item: { Data.Rank: <= 1 } host } => new(host),
        Values.Host { Item: var host } => new(HostArray.Of(host.Data)),
        Values.Native native => new(Tensors.toHost(native.Item)),
        _ => throw new InvalidOperationException(),
    };

    private Values Leaf(string argument)
    {
        if (Known is not { } values)
            throw new DataException($"{argument}: data for one input is expected, got several");
        DataCheck.readable(argument, values);
        return values;
    }

    private static int[] SamplesOf(Data data, string argument)
    {
        var values = data.Leaf(argument);
        return [.. DataCheck.sizesOf(argument, values).Select(size => (int)size)];
    }

    /// <summary>Whether what is computed with it is recorded.</summary>
    internal bool IsRecorded => Recording.IsRecorded(IsSeveral
        ? parts.Where(part => part.Value?.array is not null).Select(part => part.Value!.array!.Lazy)
        : array is null ? [] : [array.Lazy]);

    private static DataException Count(string argument, IReadOnlyList<string> names, string got) =>
        new($"{argument}: data for each of {Quoted(names)} is expected, got {got}");

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static DType DTypeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean => DType.Bool,
        TypeCode.Byte => DType.UInt8,
        TypeCode.SByte => DType.Int8,
        TypeCode.Int16 => DType.Int16,
        TypeCode.Int32 => DType.Int32,
        TypeCode.Int64 => DType.Int64,
        TypeCode.Single => DType.Float32,
        TypeCode.Double => DType.Float64,
        TypeCode.String => DType.String,
        _ when element == typeof(Half) => DType.Float16,
        TypeCode.Char or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 or TypeCode.Decimal => throw new DataException(
            $"data: elements must be bool, byte, sbyte, short, int, long, Half, float or double, got {element.Name}"),
        _ => throw new DataException($"data: elements must be numbers or text, got {element.Name}"),
    };

    private static Data Jagged(Array rows)
    {
        List<int> shape = [];
        var element = rows.GetType();
        for (object? level = rows; element.IsArray; element = element.GetElementType()!)
        {
            if (element.GetArrayRank() != 1)
                throw new DataException($"data: rows must be arrays of one axis, got {element.Name}");
            var array = level as Array;
            shape.Add(array?.Length ?? 0);
            level = array?.Length > 0 ? array.GetValue(0) : null;
        }

        // Rows may be one object many times over, so that they hold more than memory does.
        var count = shape.Aggregate(1.0, (count, size) => count * size);
        if (count > Array.MaxLength)
            throw new DataException($"data: an array holds at most {Array.MaxLength} values, got shape ({string.Join(", ", shape)})");
        var flat = Array.CreateInstance(element, (int)count);
        var at = 0;
        Fill(rows, 0);
        return new(DTypeOf(element), shape, flat);

        void Fill(Array level, int depth)
        {
            if (level.Length != shape[depth])
                throw new DataException(
                    $"data: rows must be of one length, got {shape[depth]} and {level.Length} on axis {depth}");
            if (depth == shape.Count - 1)
            {
                level.CopyTo(flat, at);
                at += level.Length;
                return;
            }

            foreach (Array? row in level)
                Fill(row ?? throw new DataException($"data: rows must not be null, got one on axis {depth}"), depth + 1);
        }
    }
}
