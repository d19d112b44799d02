using Functional.Keras;
using Functional.Keras.Layers;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using Xunit;

namespace FacadeTests;

/// <summary>All that converts to data gives the same numbers.</summary>
public class DataTests
{
    private static readonly float[,] expected = { { 1, 2 }, { 3, 4 }, { 5, 6 } };

    public static TheoryData<string> Forms() => [.. forms.Keys];

    private static readonly Dictionary<string, Func<Data>> forms = new()
    {
        ["float[,]"] = () => expected,
        ["double[,]"] = () => new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } },
        ["int[,]"] = () => new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } },
        ["byte[,]"] = () => new byte[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } },
        ["long[,]"] = () => new long[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } },
        ["Half[,]"] = () => new[,] { { (Half)1, (Half)2 }, { (Half)3, (Half)4 }, { (Half)5, (Half)6 } },
        ["float[][]"] = () => new float[][] { [1, 2], [3, 4], [5, 6] },
        ["span"] = () => Data.From<float>([1, 2, 3, 4, 5, 6], 3, 2),
        ["memory"] = () => Data.From(new ReadOnlyMemory<float>([1, 2, 3, 4, 5, 6]), 3, 2),
        ["Matrix<float>"] = () => Matrix<float>.Build.DenseOfArray(expected),
        ["Matrix<double>"] = () => Matrix<double>.Build.Dense(3, 2, (row, column) => 2 * row + column + 1),
        ["tensor"] = () => torch.tensor(expected),
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_data_gives_the_same_numbers(string form)
    {
        Sequential model = [new Input([2]), new Activation("linear")];
        var output = model.Predict(forms[form](), verbose: 0);
        Assert.Equal(expected, output.ToArray2D<float>());
    }

    [Fact]
    public void Vectors_are_targets()
    {
        Sequential model = new([new Input([2]), new Dense(1)]) { Seed = 1 };
        model.Compile("sgd", "mse");
        var array = model.Evaluate(expected, new float[] { 1, 2, 3 }, verbose: 0)["loss"];
        Assert.Equal(array, model.Evaluate(expected, Vector<double>.Build.Dense([1, 2, 3]), verbose: 0)["loss"]);
        Assert.Equal(array, model.Evaluate(expected, new[,] { { 1f }, { 2 }, { 3 } }, verbose: 0)["loss"]);
    }

    [Fact]
    public void Results_are_read_by_index_row_span_and_array()
    {
        Sequential model = [new Input([2, 2]), new Activation("linear")];
        var p = model.Predict(new float[,,] { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } }, verbose: 0);
        Assert.Equal("float32", p.DType);
        Assert.Equal(3, p.Rank);
        Assert.Equal(7, p[1, 1, 0]);
        Assert.Equal(8, p[-1, -1, -1]);
        Assert.Equal([2, 2], p.Row(1).Shape);
        Assert.Equal([5f, 6, 7, 8], p.Row(1).ToArray<float>());
        Assert.Equal(8, p.AsSpan<float>().Length);
        Assert.Equal([5, 6, 7, 8], p.Row(1).ToArray<int>());
        Assert.Equal([4, 2], p.Reshape(-1, 2).Shape);
        Assert.Equal([1, 1, 1, 1], p.ArgMax());
        Assert.Equal("index 2 is outside axis 0 of shape (2, 2, 2)", Assert.Throws<IndexOutOfRangeException>(() => p[2, 0, 0]).Message);
        Assert.Equal("an array of shape (2, 2, 2) takes 3 indices, got 1", Assert.Throws<IndexOutOfRangeException>(() => p[0]).Message);
    }

    [Fact]
    public void On_the_meta_device_shapes_are_known_without_numbers()
    {
        Config.Device = "meta";
        try
        {
            Sequential model = [new Input([8, 8, 1]), new Conv2D(2, 3), new Flatten(), new Dense(4)];
            Assert.Equal(2 * 10 + 4 * (6 * 6 * 2 + 1), model.CountParams());
        }
        finally
        {
            Config.Device = "cpu";
        }
    }
}
