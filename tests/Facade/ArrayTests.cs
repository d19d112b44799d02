using Functional.Keras;
using Xunit;

namespace FacadeTests;

/// <summary>Arrays as values of .NET: printed, cut, gone through, converted and compared. Texts are NumPy's.</summary>
public class ArrayTests
{
    private static NDArray Range(int count, Func<int, float> value, params int[] shape) =>
        ((NDArray)Enumerable.Range(0, count).Select(value).ToArray()).Reshape(shape);

    public static TheoryData<NDArray, string> Printed() => new()
    {
        { new float[] { 1.5f, 2.25f }, "[1.5  2.25]" },
        { new[,] { { 0.1f, 0.9f }, { 0.3f, 1f / 3 } }, "[[0.1        0.9       ]\n [0.3        0.33333334]]" },
        { new[] { 1e-5, 1.5 }, "[1.0e-05 1.5e+00]" },
        { new[] { 1e-5 }, "[1.e-05]" },
        { new[] { 1, 2.5 }, "[1.  2.5]" },
        { new[] { double.NaN, 1, double.NegativeInfinity }, "[ nan   1. -inf]" },
        { new[,] { { 1, -20 }, { 300, 4 } }, "[[  1 -20]\n [300   4]]" },
        { new[] { true, false }, "[ True False]" },
        {
            Range(24, i => i, 2, 3, 4),
            "[[[ 0.  1.  2.  3.]\n  [ 4.  5.  6.  7.]\n  [ 8.  9. 10. 11.]]\n\n [[12. 13. 14. 15.]\n  [16. 17. 18. 19.]\n  [20. 21. 22. 23.]]]"
        },
        { Enumerable.Range(0, 2000).Select(i => (double)i).ToArray(), "[0.000e+00 1.000e+00 2.000e+00 ... 1.997e+03 1.998e+03 1.999e+03]" },
        {
            Range(14, i => i / 7f, 14),
            "[0.         0.14285715 0.2857143  0.42857143 0.5714286  0.71428573\n 0.85714287 1.         1.1428572  1.2857143  1.4285715  1.5714285\n"
            + " 1.7142857  1.8571428 ]"
        },
        { new[] { 1e8, 1 }, "[1.e+08 1.e+00]" },
        { new[] { 123456.789, 0.5 }, "[1.23456789e+05 5.00000000e-01]" },
        { new[] { (Half)0.1, (Half)0.2 }, "[0.1 0.2]" },
        { new[] { 1 / 3.0, 2 / 3.0 }, "[0.33333333 0.66666667]" },
        { new[] { -1.5, 0, 2 }, "[-1.5  0.   2. ]" },
        { new[] { 9007199254740993L }, "[9007199254740993]" },
        { new[] { 1e-10, double.PositiveInfinity }, "[1.e-10    inf]" },
        { new[] { 0.0001f, 0.05f }, "[0.0001 0.05  ]" },
        { Range(1, _ => 0.5f), "0.5" },
        { ((NDArray)new[] { 3.0 }).Reshape(), "3.0" },
        { ((NDArray)new[] { 7 }).Reshape(), "7" },
        { ((NDArray)new[] { 1e-7f }).Reshape(), "1e-07" },
        { new float[0, 3], "[]" },
    };

    [Theory]
    [MemberData(nameof(Printed), DisableDiscoveryEnumeration = true)]
    public void Arrays_print_as_in_NumPy(NDArray array, string text) => Assert.Equal(text, array.ToString());

    [Fact]
    public void Of_large_arrays_the_edges_are_printed() => Assert.Equal(
        "[[   0    1    2 ...   37   38   39]\n [  40   41   42 ...   77   78   79]\n [  80   81   82 ...  117  118  119]\n ...\n"
        + " [1080 1081 1082 ... 1117 1118 1119]\n [1120 1121 1122 ... 1157 1158 1159]\n [1160 1161 1162 ... 1197 1198 1199]]",
        ((NDArray)Enumerable.Range(0, 1200).ToArray()).Reshape(30, 40).ToString());

    [Fact]
    public void Parts_are_taken_by_indices_ranges_and_steps()
    {
        var array = Range(24, i => i, 2, 3, 4);
        Assert.Equal(23, array[1, 2, 3]);
        Assert.Equal(Range(4, i => 5 + (i % 2) + (12 * (i / 2)), 2, 2), array[.., 1, 1..3]);
        Assert.Equal(Range(3, i => 15 + (4 * i), 3), array[^1, .., ^1]);
        Assert.Equal(Range(6, i => 12 + (2 * i), 3, 2), array[1, .., new Slice(step: 2)]);
        Assert.Equal(array.Row(1), array[1..].Row(0));
        Assert.Throws<Functional.ShapeException>(() => array[2, ..]);
        Assert.Throws<IndexOutOfRangeException>(() => array[2, 0, 0]);
    }

    [Fact]
    public void Going_through_an_array_goes_along_its_first_axis()
    {
        NDArray array = new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        Assert.Equal([3, 7, 11], array.Select(row => row.ToArray<int>().Sum()));
        Assert.Equal(array.Row(2), array.Last());
        Assert.Throws<InvalidOperationException>(() => array.Row(0).Row(0).GetEnumerator());
    }

    [Fact]
    public void Every_element_type_goes_through_exactly()
    {
        NDArray longs = new[] { 9007199254740993L, -1 };
        Assert.Equal(9007199254740993L, longs.Get<long>(0));
        Assert.Equal(longs, Functional.Keras.Ops.Add(longs, new long[] { 0, 0 }));
        NDArray halves = new[] { (Half)0.1, (Half)(-2) };
        Assert.Equal((Half)0.1, halves.Get<Half>(0));
        Assert.Equal((float)(Half)0.1, halves[0]);
        Assert.Equal([(Half)0.1, (Half)(-2)], halves.ToArray<Half>());
        Assert.Equal([(Half)1.5], ((NDArray)new[] { 1.5 }).ToArray<Half>());
        Assert.Equal([true, false], ((NDArray)new[] { true, false }).ToArray<bool>());
        Assert.Throws<InvalidCastException>(() => halves.Get<float>(0));
        var doubles = new[,] { { 1e-300, 2 }, { 3, 4 } };
        Assert.Equal(doubles, ((NDArray)doubles).ToArray2D<double>());
    }

    [Fact]
    public void Tensors_of_NET_convert_both_ways()
    {
        var array = Range(6, i => i, 2, 3);
        var tensor = array.ToTensor<double>();
        Assert.Equal([2, 3], tensor.Lengths.ToArray().Select(length => (int)length));
        Assert.Equal(5.0, tensor[1, 2]);
        Assert.Equal(array, NDArray.From(array.ToTensor<float>().AsReadOnlyTensorSpan()));
    }

    [Fact]
    public void Arrays_are_compared_by_shape_type_and_elements()
    {
        NDArray a = new[] { 1f, 2f }, same = new[] { 1f, 2f }, other = new[] { 1f, 2.0001f };
        Assert.True(a.Equals(same) && a.GetHashCode() == same.GetHashCode());
        Assert.False(a.Equals(other) || a.Equals((NDArray)new[] { 1.0, 2.0 }) || a.Equals(a.Reshape(1, 2)) || a.Equals(null));
        Assert.True(a.AllClose(other, rtol: 1e-3));
        Assert.False(a.AllClose(other));
        NDArray nan = new[] { float.NaN };
        Assert.False(nan.AllClose(nan));
        Assert.True(nan.AllClose(nan, equalNan: true));
        Assert.False(((NDArray)new[] { 1f }).AllClose(new[] { float.PositiveInfinity }));
    }

    [Fact]
    public void Sizes_whose_product_is_beyond_a_whole_number_are_no_shape()
    {
        NDArray empty = Array.Empty<float>(), one = new[] { 1f };
        foreach (var sizes in new[] { new[] { 65536, 65536 }, [int.MaxValue, int.MaxValue], [65536, 32768, 2] })
        {
            Assert.StartsWith("an array of shape (0,) has 0 elements", Assert.Throws<Functional.ShapeException>(() => empty.Reshape(sizes)).Message);
            Assert.Throws<Functional.ShapeException>(() => one.Reshape(sizes));
        }

        // 3 · 715827883 is 1 beyond 2^31, twice over.
        Assert.Throws<Functional.ShapeException>(() => one.Reshape(3, 715827883, 2));
        Assert.Equal([0, 7], empty.Reshape(-1, 7).Shape);
    }

    [Fact]
    public void Elements_that_a_type_cannot_hold_are_refused()
    {
        NDArray large = new[] { 1e30f }, nan = new[] { double.NaN }, text = new[] { "a" };
        Assert.Equal("data: values must be Int32, got 1E+30", Assert.Throws<Functional.DataException>(() => large.ToArray<int>()).Message);
        Assert.Throws<Functional.DataException>(() => nan.ToArray<long>());
        Assert.Throws<Functional.DataException>(() => ((NDArray)new[] { 300 }).ToArray<byte>());
        Assert.Equal("the elements are text, not Single", Assert.Throws<InvalidCastException>(() => text[0]).Message);
        Assert.Equal("the elements are text, not Int32", Assert.Throws<InvalidCastException>(() => text.ToArray<int>()).Message);
        Assert.Throws<InvalidCastException>(() => text.ArgMax());
        Assert.Throws<InvalidCastException>(() => text.AllClose(text));
    }
}
