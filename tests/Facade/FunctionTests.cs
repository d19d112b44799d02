using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>Functions of <c>keras.ops</c> and operators: on symbols, on values, and in files.</summary>
public class FunctionTests
{
    private static readonly float[,,] x = { { { 0.5f, -1, 2 }, { 3, 0.25f, -5 } }, { { 6, -7, 8 }, { -9, 1, 0.125f } } };

    public static TheoryData<string, Func<KerasTensor, KerasTensor>> Formulas() => new()
    {
        { "add", x => x + x[.., 1..] },
        { "numbers", x => 1 - 2 * x / 4.0 + 0.5 },
        { "minus", x => -x % 3 },
        { "greater", x => Ops.Cast((x > 0) & !(x >= 2.0) | (0.1 < x), "float32") },
        { "compare", x => Ops.Where(x <= x[.., .., ^1..], x, 0) },
        { "parts", x => x[.., 1] - x[.., 0, ..^0] + x[.., -1, new Slice(step: 2)][.., ..1] },
        { "reduce", x => Ops.Sum(x, axis: [1, -1], keepdims: true) * Ops.Mean(x, axis: -1, keepdims: true) },
        { "words", x => Ops.Clip(Ops.Maximum(x, Ops.Square(x)), 0, 10) },
        { "lists", x => Ops.Concatenate([.. Ops.Split(x, 2, axis: 1), Ops.Stack([x[.., 0], x[.., 1]], axis: 1)], axis: 1) },
        { "products", x => Ops.Matmul(x, Ops.Transpose(x, [0, 2, 1])) },
        { "running", x => Ops.Cumprod(x, axis: 1) + Ops.Logsumexp(x, axis: -1, keepdims: true) },
        { "activation", x => ((ActivationFunction)"relu").Apply(x) },
        { "between layers", x => new Dense(2).Apply(Ops.Relu(new Dense(3).Apply(x) + x)) / 2 },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_model_with_operators_and_functions_is_the_same_after_saving_and_loading(
        string name, Func<KerasTensor, KerasTensor> formula)
    {
        Input input = new([2, 3]);
        using Model model = new(input, formula(input), name: name);
        var folder = Directory.CreateTempSubdirectory("functional-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.keras");
            model.Save(path);
            using var loaded = (Model)Models.LoadModel(path);
            Assert.Equal(model.Predict(x, verbose: 0).ToArray<float>(), loaded.Predict(x, verbose: 0).ToArray<float>());
            Assert.Equal(name, loaded.Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_function_on_values_gives_values()
    {
        Assert.Equal([1f, 3f], Ops.Add(new float[] { 0, 2 }, 1).ToArray<float>());
        Assert.Equal([2f, 2f], Ops.Sum(new float[,] { { 0, 2 }, { 1, 1 } }, axis: 1).ToArray<float>());
        Assert.Equal("int32", Ops.Argmax(x, axis: -1).DType);
        Assert.Equal([2, 2], Ops.Argmax(x, axis: -1).Shape);
        var parts = Ops.Split(new[] { 1f, 2, 3 }, [1]);
        Assert.Equal([1f], parts[0].ToArray<float>());
        Assert.Equal([2f, 3f], parts[1].ToArray<float>());
        Assert.Equal(6f, (float)Ops.Matmul(new[] { 1f, 1 }, new[] { 2f, 4 }));
        Assert.Equal([8f, 0.125f], Ops.GetItem(x, 1, .., ^1).ToArray<float>());
    }

    [Fact]
    public void A_whole_number_beside_integers_stays_one()
    {
        Input input = new([2], dtype: "int32");
        Assert.Equal("int32", (input + 2).DType);
        Assert.Equal("float32", (input + 2.0).DType);
        Assert.Equal("float32", (input / 2).DType);
        Assert.Equal("bool", (input > 2.5).DType);
        int[] values = [1, 2];
        Assert.Equal("int32", Ops.Multiply(values, 2).DType);
        Assert.Equal("float32", Ops.Multiply(values, 0.5).DType);
    }

    [Fact]
    public void What_a_function_does_not_take_is_told_by_its_name()
    {
        Input input = new([4]);
        Assert.Equal(
            "reshape: newshape may leave one size open",
            Assert.Throws<Functional.ConfigurationException>(() => Ops.Reshape(input, [-1, -1])).Message);
        Assert.Equal(
            "axis must name each axis once, got [0; 0]",
            Assert.Throws<Functional.ConfigurationException>(() => Ops.Sum(x, axis: [0, 0])).Message);
        Assert.Throws<ArgumentNullException>(() => Ops.Add(input, (KerasTensor)null!));
    }
}
