using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using Data = Functional.Keras.Data;

namespace FacadeTests;

/// <summary>What a layer's arguments mean, in the ways in which C# writes them.</summary>
public class LayerTests
{
    private static readonly Data image = Data.From<float>([.. Enumerable.Range(1, 12)], 1, 3, 4, 1);

    private static NDArray Run(Layer layer, Data x, params int?[] shape)
    {
        using Sequential model = [new Input(Shape.Of(shape)), layer];
        return model.Predict(x, verbose: 0);
    }

    private static int[] Size(Layer layer, params int?[] shape) =>
        [.. new Sequential([new Input(Shape.Of(shape)), layer]).OutputShape.Skip(1).Select(size => size!.Value)];

    [Fact]
    public void Padding_takes_a_number_sizes_or_pairs()
    {
        Assert.Equal([5, 6, 1], Size(new ZeroPadding2D(), 3, 4, 1));
        Assert.Equal([7, 8, 1], Size(new ZeroPadding2D(2), 3, 4, 1));
        Assert.Equal([3, 8, 1], Size(new ZeroPadding2D((0, 2)), 3, 4, 1));
        Assert.Equal([4, 6, 1], Size(new ZeroPadding2D(((1, 0), (0, 2))), 3, 4, 1));
        Assert.Equal([4, 6, 1], Size(new ZeroPadding2D([(1, 0), (0, 2)]), 3, 4, 1));
        Assert.Equal([2, 4, 6, 1], Size(new ZeroPadding3D((0, 1, 2)), 2, 2, 2, 1));
        Assert.Equal([3, 2, 4, 1], Size(new ZeroPadding3D(((1, 0), (0, 0), (0, 2))), 2, 2, 2, 1));
        Assert.Equal([8, 2], Size(new ZeroPadding1D((1, 2)), 5, 2));
    }

    [Fact]
    public void Cropping_takes_a_number_sizes_or_pairs()
    {
        Assert.Equal([3, 4, 1], Size(new Cropping2D(), 3, 4, 1));
        Assert.Equal([1, 2, 1], Size(new Cropping2D(1), 3, 4, 1));
        Assert.Equal([1, 1, 1], Size(new Cropping2D(((2, 0), (0, 3))), 3, 4, 1));
        Assert.Equal([1, 1, 1, 2], Size(new Cropping3D(), 3, 3, 3, 2));
        Assert.Equal([3, 2], Size(new Cropping1D(), 5, 2));
    }

    [Fact]
    public void The_first_number_of_a_pair_is_what_comes_before()
    {
        Assert.Equal([9, 10, 11], Run(new Cropping2D(((2, 0), (0, 1))), image, 3, 4, 1).ToArray<float>());
        var square = Data.From<float>([1, 2, 3, 4], 1, 2, 2, 1);
        Assert.Equal([0, 0, 1, 2, 3, 4], Run(new ZeroPadding2D(((1, 0), (0, 0))), square, 2, 2, 1).ToArray<float>());
    }

    [Fact]
    public void Axes_are_counted_as_Keras_counts_them()
    {
        Assert.Equal([4, 3, 1], Size(new Permute((2, 1, 3)), 3, 4, 1));
        Assert.Equal([6, 8, 1], Size(new UpSampling2D(), 3, 4, 1));
        Assert.Equal([3, 8, 1], Size(new UpSampling2D((1, 2)), 3, 4, 1));
        Assert.Equal([2, 2, 4, 1], Size(new UpSampling3D([1, 1, 2]), 2, 2, 2, 1));
        Assert.Equal(1, Run(new Softmax([1, 2]), image, 3, 4, 1).ToArray<float>().Sum(), 1e-5);
        using Sequential model = [new Input([3, 4, 2]), new PReLU(alphaInitializer: "ones", sharedAxes: (1, 2))];
        model.Build([null, 3, 4, 2]);
        Assert.Equal([1, 1, 2], model.GetWeights()[0].Shape);
    }

    [Fact]
    public void A_focal_loss_takes_one_weight_or_one_for_each_class()
    {
        float Loss(Numbers? alpha)
        {
            using Sequential model = [new Input([2])];
            model.Compile("sgd", new Functional.Keras.Losses.CategoricalFocalCrossentropy(alpha, gamma: 0));
            return (float)model.Evaluate(new float[,] { { 0.5f, 0.5f } }, new float[,] { { 0, 1 } }, verbose: 0)["loss"];
        }

        Assert.Equal(0.25 * Math.Log(2), Loss(null), 1e-6);
        Assert.Equal(0.5 * Math.Log(2), Loss(0.5), 1e-6);
        Assert.Equal(0.75 * Math.Log(2), Loss([0.1, 0.75]), 1e-6);
    }
}
