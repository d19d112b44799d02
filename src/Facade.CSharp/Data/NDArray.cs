using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Functional.Keras;

/// <summary>
/// Numbers in .NET memory with a shape, in C order: what a model gives. <c>p[0, 3]</c> is an element, <c>p[1..3, .., ^1]</c> a part,
/// <c>foreach</c> gives the parts along the first axis. It prints as in NumPy.
/// </summary>
/// <remarks>Two are equal when shape, type and elements are.</remarks>
public sealed partial class NDArray : IEnumerable<NDArray>, IEquatable<NDArray>
{
    private int[]? sizes;

    internal NDArray(HostArray host) => Lazy = LazyArray.Of(host);

    internal NDArray(LazyArray lazy) => Lazy = lazy;

    internal LazyArray Lazy { get; }

    internal HostArray Host => Lazy.Host;

    private int[] Axes => sizes ??= Array.ConvertAll(Lazy.Sizes, size => checked((int)size));

    /// <summary>An array of numbers of any rank, or a jagged array.</summary>
    /// <exception cref="DataException">Elements that are no numbers, or rows of different lengths.</exception>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator NDArray?(Array? array) => array is null ? null : ((Data)array).Alone("array");

    /// <summary>Sizes of the axes, outermost first.</summary>
    public IReadOnlyList<int> Shape => Axes;

    /// <summary>Number of axes.</summary>
    public int Rank => Axes.Length;

    /// <summary>Number of elements.</summary>
    public int Size => Axes.Aggregate(1, (count, size) => count * size);

    /// <summary>Keras's name of the element type: <c>"float32"</c>, <c>"int64"</c>, …</summary>
    public string DType => Lazy.DType.Name;

    /// <summary>The element at an index for each axis; negative ones count from the end.</summary>
    /// <exception cref="IndexOutOfRangeException">An index is outside its axis, or there is not one for each axis.</exception>
    /// <exception cref="InvalidCastException">The elements are text.</exception>
    public float this[params ReadOnlySpan<int> index]
    {
        get
        {
            var at = Place(index);
            return Host.Data switch
            {
                float[] floats => floats[at],
                Half[] halves => (float)halves[at],
                string[] => throw NoNumbers("Single"),
                var data => Convert.ToSingle(data.GetValue(at)),
            };
        }
    }

    /// <summary>A part: an index, a range or a <see cref="Slice"/> for each axis, from the first; an axis with an index goes.</summary>
    /// <exception cref="ShapeException">An index is outside its axis, or there are more than axes.</exception>
    public NDArray this[params ReadOnlySpan<Slice> parts] => Ops.GetItem(this, parts);

    /// <summary>The element at an index for each axis, exactly, in the type that holds it.</summary>
    /// <exception cref="IndexOutOfRangeException">An index is outside its axis, or there is not one for each axis.</exception>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public T Get<T>(params ReadOnlySpan<int> index) where T : unmanaged => AsSpan<T>()[Place(index)];

    /// <summary>The part at an index of the first axis, which goes. [n, ...] → [...]</summary>
    /// <exception cref="IndexOutOfRangeException">The index is outside the axis, or there is none.</exception>
    public NDArray Row(int index)
    {
        if (Rank == 0)
            throw new IndexOutOfRangeException("a scalar has no rows");
        var length = Size / Math.Max(1, Axes[0]);
        var part = Array.CreateInstance(Host.Data.GetType().GetElementType()!, length);
        Array.Copy(Host.Data, Position(index, 0) * length, part, 0, length);
        return new(new HostArray(Host.DType, Host.Shape[1..], part));
    }

    /// <summary>The same elements in another shape; one size may be −1.</summary>
    /// <exception cref="ShapeException">The shape holds another number of elements.</exception>
    public NDArray Reshape(params ReadOnlySpan<int> newShape)
    {
        var sizes = newShape.ToArray();
        // Products of sizes may be beyond a whole number.
        var known = sizes.Where(size => size >= 0).Aggregate(1.0, (count, size) => count * size);
        if (Array.IndexOf(sizes, -1) is var open and >= 0 && known > 0)
            sizes[open] = (int)(Size / known);
        if (sizes.Aggregate(1.0, (count, size) => count * size) != Size || sizes.Any(size => size < 0))
            throw new ShapeException($"an array of shape {Text} has {Size} elements, got shape ({string.Join(", ", newShape.ToArray())})");
        return new(new HostArray(Host.DType, [.. sizes.Select(size => (long)size)], Host.Data));
    }

    /// <summary>The elements in C order, converted where the type differs.</summary>
    /// <exception cref="DataException">One is beyond the type.</exception>
    /// <exception cref="InvalidCastException">The elements are text, or the type is none of numbers.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        if (Host.Data is T[] same)
            return [.. same];
        if (Host.Data is string[])
            throw NoNumbers(typeof(T).Name);
        var result = new T[Size];
        for (var i = 0; i < result.Length; i++)
        {
            var element = Host.Data.GetValue(i)!;
            try
            {
                result[i] = Converted<T>(element);
            }
            catch (OverflowException)
            {
                throw new DataException($"data: values must be {typeof(T).Name}, got {element}");
            }
        }

        return result;
    }

    private static InvalidCastException NoNumbers(string wanted) => new($"the elements are text, not {wanted}");

    /// <summary>The texts in C order.</summary>
    /// <exception cref="InvalidCastException">The elements are numbers.</exception>
    public string[] ToStrings() => Host.Data is string[] texts
        ? [.. texts]
        : throw new InvalidCastException($"the elements are {DType}, not text");

    private static T Converted<T>(object element)
    {
        var number = element is Half half ? (float)half : element;
        return typeof(T) == typeof(Half)
            ? (T)(object)(Half)Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture)
            : (T)Convert.ChangeType(number, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The elements in C order, without a copy.</summary>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => Host.Data is T[] same
        ? same
        : throw new InvalidCastException($"the elements are {DType}, not {typeof(T).Name}; ToArray converts");

    /// <summary>The same values in another type.</summary>
    /// <exception cref="DataException">One is beyond it.</exception>
    internal HostArray As(DType type)
    {
        if (type.Equals(Host.DType))
            return Host;
        var isNarrower = DTypeModule.range(type).Item2 < DTypeModule.range(Host.DType).Item2;
        if (type.IsFloat && isNarrower
            && Array.Exists(ToArray<double>(), value => double.IsFinite(value) && !double.IsFinite(DTypeModule.saturate(type, value))))
            throw Beyond(type);
        Array data;
        try
        {
            data = type.Name switch
            {
                "bool" => ToArray<bool>(),
                "uint8" => ToArray<byte>(),
                "int8" => ToArray<sbyte>(),
                "int16" => ToArray<short>(),
                "int32" => ToArray<int>(),
                "int64" => ToArray<long>(),
                "float16" => Array.ConvertAll(ToArray<float>(), value => (Half)value),
                "float64" => ToArray<double>(),
                _ => ToArray<float>(),
            };
        }
        catch (DataException)
        {
            throw Beyond(type);
        }

        return new(type, Host.Shape, data);
    }

    private static DataException Beyond(DType type) => new($"data: values must be {type.Name}, got one beyond it");

    /// <summary>An array of two axes as a rectangular .NET array.</summary>
    /// <exception cref="ShapeException">There are not two axes.</exception>
    public T[,] ToArray2D<T>() where T : unmanaged
    {
        if (Rank != 2)
            throw new ShapeException($"ToArray2D needs an array of two axes, got shape {Text}");
        var result = new T[Axes[0], Axes[1]];
        ToArray<T>().CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(result)), Size));
        return result;
    }

    /// <summary>Index of the largest element of each row of the last axis. [..., n] → one number a row, in C order.</summary>
    /// <exception cref="ShapeException">It is a scalar, or the axis is empty.</exception>
    public int[] ArgMax()
    {
        if (Rank == 0 || Axes[^1] == 0)
            throw new ShapeException($"ArgMax needs elements along the last axis, got shape {Text}");
        var rows = ToArray<float>().Chunk(Axes[^1]);
        return [.. rows.Select(row => Array.IndexOf(row, row.Max()))];
    }

    /// <summary>An array as a <see cref="Tensor{T}"/> of its own, converted where the type differs.</summary>
    public Tensor<T> ToTensor<T>() where T : unmanaged =>
        Tensor.Create(ToArray<T>(), [.. Axes.Select(size => (nint)size)]);

    /// <summary>A tensor's elements, copied.</summary>
    /// <exception cref="DataException">They are no numbers.</exception>
    public static NDArray From<T>(ReadOnlyTensorSpan<T> tensor) where T : unmanaged
    {
        var flat = new T[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return ((NDArray)flat)!.Reshape([.. tensor.Lengths.ToArray().Select(length => checked((int)length))]);
    }

    /// <summary>Whether another array has the same shape and numbers that differ by at most atol + rtol · |other|, as in NumPy.</summary>
    /// <param name="other">The other array.</param>
    /// <param name="rtol">The part that depends on the size of the other's numbers.</param>
    /// <param name="atol">The part that does not.</param>
    /// <param name="equalNan">Whether two that are no numbers are near.</param>
    public bool AllClose(NDArray other, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Axes.AsSpan().SequenceEqual(other.Axes) && ToArray<double>().Zip(other.ToArray<double>()).All(pair =>
            pair.First == pair.Second
            || (double.IsFinite(pair.Second) && Math.Abs(pair.First - pair.Second) <= atol + (rtol * Math.Abs(pair.Second)))
            || (equalNan && double.IsNaN(pair.First) && double.IsNaN(pair.Second)));
    }

    /// <inheritdoc/>
    public bool Equals(NDArray? other) =>
        other is not null && Host.DType.Equals(other.Host.DType) && Axes.AsSpan().SequenceEqual(other.Axes)
        && StructuralComparisons.StructuralEqualityComparer.Equals(Host.Data, other.Host.Data);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NDArray);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(DType);
        foreach (var size in Axes)
            hash.Add(size);
        for (var i = 0; i < Math.Min(Size, 16); i++)
            hash.Add(Host.Data.GetValue(i));
        return hash.ToHashCode();
    }

    /// <summary>The parts along the first axis. [n, ...] → n of [...]</summary>
    /// <exception cref="InvalidOperationException">It is a scalar.</exception>
    public IEnumerator<NDArray> GetEnumerator()
    {
        if (Rank == 0)
            throw new InvalidOperationException("a scalar has no axis to go along");
        return Enumerable.Range(0, Axes[0]).Select(Row).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of an array with one element.</summary>
    /// <exception cref="InvalidCastException">There is not one element.</exception>
    public static explicit operator float(NDArray array) => (array ?? throw new ArgumentNullException(nameof(array))).Size == 1
        ? array.ToArray<float>()[0]
        : throw new InvalidCastException($"one element is expected, got shape {array.Text}");

    /// <summary>The number of an array with one element.</summary>
    /// <exception cref="InvalidCastException">There is not one element.</exception>
    public static explicit operator double(NDArray array) => (array ?? throw new ArgumentNullException(nameof(array))).Size == 1
        ? array.ToArray<double>()[0]
        : throw new InvalidCastException($"one element is expected, got shape {array.Text}");

    /// <summary>The numbers as NumPy prints them: <c>[[0.1 0.9]</c>, next line, <c> [0.3 0.7]]</c>.</summary>
    public override string ToString() => ArrayText.ofArray(Host);

    private string Text => ((Functional.Keras.Shape)Axes).ToString();

    private int Place(ReadOnlySpan<int> index)
    {
        if (index.Length != Rank)
            throw new IndexOutOfRangeException($"an array of shape {Text} takes {Rank} indices, got {index.Length}");
        var at = 0;
        for (var axis = 0; axis < index.Length; axis++)
            at = (at * Axes[axis]) + Position(index[axis], axis);
        return at;
    }

    private int Position(int index, int axis)
    {
        var size = Axes[axis];
        if (index < -size || index >= size)
            throw new IndexOutOfRangeException($"index {index} is outside axis {axis} of shape {Text}");
        return index < 0 ? index + size : index;
    }
}
