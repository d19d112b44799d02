using Functional.Conformance;
using Xunit;

namespace Functional.Facade.Tests;

/// <summary>
/// The rule by which recorded and computed arrays are compared. Were it too kind, no other conformance test would mean
/// anything.
/// </summary>
public class ComparisonTests
{
    private static readonly Tolerance tolerance = new(Relative: 0.1, Absolute: 0.01);

    private static HostArray Floats(params float[] values) => new(DType.Float32, [values.Length], values);
    private static HostArray Integers(params int[] values) => new(DType.Int32, [values.Length], values);
    private static HostArray Bools(params bool[] values) => new(DType.Bool, [values.Length], values);

    [Theory]
    [InlineData(10f, 10f, true)]
    [InlineData(11.0f, 10f, true)] // 1 apart, 0.01 + 0.1 · 10 allowed
    [InlineData(11.02f, 10f, false)]
    [InlineData(8.98f, 10f, false)]
    [InlineData(-10f, 10f, false)]
    [InlineData(0.009f, 0f, true)]
    [InlineData(0.011f, 0f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(1f, float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, 1f, false)]
    [InlineData(float.NaN, float.PositiveInfinity, false)]
    public void Floats_agree_within_absolute_plus_relative_of_the_recorded_value(
        float computed, float recorded, bool agrees)
    {
        Assert.Equal(agrees, Comparison.Compare(Floats(1, computed), Floats(1, recorded), tolerance).Agrees);
        Assert.Equal(agrees, Comparison.Compare((double)computed, recorded, tolerance).Agrees);
    }

    [Fact]
    public void The_tolerance_is_relative_to_the_recorded_value_not_to_the_computed_one()
    {
        Tolerance relative = new(Relative: 0.1, Absolute: 0);
        Assert.False(Comparison.Compare(Floats(11.05f), Floats(10), relative).Agrees); // 1.05 > 1.0, though < 1.105
        Assert.True(Comparison.Compare(Floats(10), Floats(11.05f), relative).Agrees);
    }

    [Fact]
    public void The_result_names_the_place_that_exceeds_its_tolerance_most()
    {
        HostArray computed = new(DType.Float32, [2, 2], new float[] { 0, 1000, 0.5f, 3 });
        HostArray recorded = new(DType.Float32, [2, 2], new float[] { 0, 1001, 0, 3 });
        var result = Comparison.Compare(computed, recorded, new(Relative: 0.01, Absolute: 0.1));
        Assert.False(result.Agrees); // 1 apart at [0, 1] is within 10.11
        Assert.Equal("at [1, 0]: 0.5, Keras has 0", result.Where);
        Assert.Equal(0.5, result.Difference);
        Assert.Equal(0.1, result.Allowed);
    }

    [Fact]
    public void A_number_against_NaN_is_infinitely_apart()
    {
        var result = Comparison.Compare(Floats(1, 2), Floats(1, float.NaN), tolerance);
        Assert.Equal(double.PositiveInfinity, result.Difference);
        Assert.Equal("at [1]: 2, Keras has NaN", result.Where);
    }

    [Fact]
    public void Integers_and_bools_must_be_equal_whatever_the_tolerance()
    {
        Assert.True(Comparison.Compare(Integers(1, 2), Integers(1, 2), tolerance).Agrees);
        Assert.False(Comparison.Compare(Integers(1, 1000), Integers(1, 1001), new(1, 1)).Agrees);
        Assert.False(Comparison.Compare(Bools(true, false), Bools(true, true), new(1, 1)).Agrees);
        Assert.False(Comparison.Compare(Floats(2.9f), Integers(3), new(1, 1)).Agrees);

        HostArray Long(long value) => new(DType.Int64, [], new[] { value });
        // Both are one and the same double.
        Assert.False(Comparison.Compare(Long(9007199254740993), Long(9007199254740992), tolerance).Agrees);
    }

    [Fact]
    public void Shapes_must_be_equal()
    {
        HostArray row = new(DType.Float32, [1, 2], new float[] { 1, 2 });
        Assert.Equal("shape is (1, 2), Keras has (2)", Comparison.Compare(row, Floats(1, 2), tolerance).Where);
    }

    [Fact]
    public void Dtypes_must_be_equal_where_they_are_part_of_the_answer()
    {
        Assert.True(Comparison.Compare(Floats(3), Integers(3), tolerance).Agrees);
        var result = Comparison.Compare(Floats(3), Integers(3), tolerance, sameDType: true);
        Assert.Equal("dtype is float32, Keras has int32", result.Where);
    }

    [Fact]
    public void Empty_arrays_and_scalars_can_be_compared()
    {
        Assert.True(Comparison.Compare(Floats(), Floats(), tolerance).Agrees);
        Assert.True(Comparison.Compare(Integers(), Integers(), tolerance).Agrees);
        HostArray Scalar(float value) => new(DType.Float32, [], new[] { value });
        Assert.True(Comparison.Compare(Scalar(1), Scalar(1), Tolerance.Exact).Agrees);
        Assert.Equal("at []: 1, Keras has 2", Comparison.Compare(Scalar(1), Scalar(2), Tolerance.Exact).Where);
    }
}
