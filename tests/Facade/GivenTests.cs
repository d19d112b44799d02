using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;

namespace FacadeTests;

/// <summary>What Keras lets data, losses and metrics be given as.</summary>
public class GivenTests
{
    private static float[,] Rows(int samples, int width)
    {
        Random random = new(samples + width);
        var rows = new float[samples, width];
        for (var i = 0; i < rows.Length; i++)
            rows[i / width, i % width] = random.NextSingle();
        return rows;
    }

    private static Model TwoOutputs()
    {
        KerasTensor x = new Input([3]);
        return new Model(x, [new Dense(4, name: "a").Apply(x), new Dense(2, name: "b").Apply(x)]);
    }

    private static Sequential One() => [new Input([3]), new Dense(1)];

    private static string Refusal(Action act) => Assert.ThrowsAny<Functional.FunctionalException>(act).Message;

    [Fact]
    public void A_batch_size_of_an_input_binds_only_models_that_keep_states()
    {
        using Sequential model = [new Input([3], batchSize: 2), new Dense(4, "relu"), new BatchNormalization()];
        model.Compile("sgd", "mse");
        var history = model.Fit(Rows(7, 3), Rows(7, 4), batchSize: 3, epochs: 2, validationSplit: 0.2, verbose: 0);
        Assert.Equal(2, history["val_loss"].Count);
        Assert.Equal([7, 4], model.Predict(Rows(7, 3), verbose: 0).Shape);
        Assert.Equal([1, 4], model.PredictOnBatch(Rows(1, 3)).Shape);
        Assert.True(model.Evaluate(Rows(5, 3), Rows(5, 4), batchSize: 4, verbose: 0)["loss"] > 0);
        Assert.Equal([2, 4], model.OutputShape.Select(size => size ?? -1));
    }

    [Fact]
    public void One_weight_of_each_sample_is_for_all_outputs()
    {
        float[] weights = [0, 2, 1];
        double Loss(Data given)
        {
            Utils.SetRandomSeed(5);
            using var model = TwoOutputs();
            model.Compile("sgd", "mse");
            return model.Evaluate(Rows(3, 3), [Rows(3, 4), Rows(3, 2)], sampleWeight: given, verbose: 0)["loss"];
        }

        Assert.Equal(Loss(new Data[] { weights, weights }), Loss(weights));
    }

    [Fact]
    public void Targets_are_given_for_outputs_with_a_loss()
    {
        double[] Losses(Data y, Action<Model> compile)
        {
            Utils.SetRandomSeed(5);
            using var model = TwoOutputs();
            compile(model);
            return [.. model.Fit(Rows(6, 3), y, epochs: 3, shuffle: false, verbose: 0)["loss"]];
        }

        void Named(Model model) => model.Compile("sgd", new() { ["b"] = "mse" }, metrics: new() { ["b"] = ["mae"] });
        var y = Rows(6, 2);
        var expected = Losses(new Data[] { Rows(6, 4), y }, Named);
        Assert.Equal(expected, Losses(y, Named));
        Assert.Equal(expected, Losses(new Data { ["b"] = y }, Named));
        Assert.Equal(expected, Losses(new Data[] { y }, model => model.Compile("sgd", [null, "mse"])));
        Assert.Equal(
            "y: data for each of \"a\", \"b\" is expected, got a missing one",
            Refusal(() => Losses(new Data { ["a"] = Rows(6, 4) }, Named)));
        Assert.Equal(
            "y: data for each of \"a\", \"b\" is expected, got one",
            Refusal(() => Losses(y, model => model.Compile("sgd", "mse"))));
    }

    [Fact]
    public void An_axis_of_one_may_be_there_or_not()
    {
        using Sequential narrow = [new Input([1]), new Dense(1)];
        narrow.Compile("sgd", "mse");
        narrow.Fit(new float[] { 1, 2, 3 }, new float[] { 1, 2, 3 }, verbose: 0);
        Assert.Equal(
            narrow.Predict(new float[,] { { 1 }, { 2 } }, verbose: 0).ToArray<float>(),
            narrow.Predict(new float[] { 1, 2 }, verbose: 0).ToArray<float>());
        using var wide = One();
        Assert.Equal([2, 1], wide.Predict(new float[2, 3, 1], verbose: 0).Shape);
        Assert.Equal("sequential: input 'input_layer' must have shape (batch, 3), got (2,)", Refusal(() => wide.Predict(new float[2], verbose: 0)));
    }

    [Fact]
    public void Logs_have_the_names_that_Keras_gives_them()
    {
        using var model = TwoOutputs();
        model.Compile(
            "sgd",
            "mse",
            metrics: new() { ["a"] = ["mae", "mae"] },
            weightedMetrics: new() { ["a"] = ["mae", "mse"], ["b"] = ["mae"] });
        var logs = model.Evaluate(Rows(3, 3), [Rows(3, 4), Rows(3, 2)], verbose: 0);
        Assert.Equal(
            ["a_loss", "a_mae", "a_mae_1", "a_mse", "a_weighted_mae", "b_loss", "b_mae", "loss"],
            logs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Metrics_losses_and_weights_are_given_in_any_of_Csharps_ways()
    {
        using var one = One();
        one.Compile("sgd", "mse", metrics: "mae");
        one.Compile("sgd", "mse", metrics: new Functional.Keras.Metrics.MeanAbsoluteError());
        one.Compile("sgd", "mse", metrics: new List<string> { "mae", "mse" });
        Assert.Equal(
            ["loss", "mae", "mse"],
            one.Evaluate(new List<float[]> { new float[3] }, new List<float> { 1 }, verbose: 0).Keys.Order(StringComparer.Ordinal));
        using var two = TwoOutputs();
        two.Compile(
            "sgd",
            new Dictionary<string, string> { ["a"] = "mse", ["b"] = "mae" },
            new Dictionary<string, double> { ["a"] = 0, ["b"] = 1 },
            new Dictionary<string, string[]> { ["a"] = ["mae", "mse"] });
        Dictionary<string, Data> targets = new() { ["a"] = Rows(3, 4), ["b"] = Rows(3, 2) };
        var logs = two.Evaluate(Rows(3, 3), targets, verbose: 0);
        Assert.Equal(logs["b_loss"], logs["loss"]);
        Assert.Contains("a_mse", logs.Keys);
        two.Compile("sgd", new List<string> { "mse", "mae" }, new double[] { 1, 2 });
    }

    [Fact]
    public void Compile_finds_what_is_for_no_output()
    {
        using var model = TwoOutputs();
        Assert.Equal(
            "loss must be for one of the outputs \"a\", \"b\", got \"c\"",
            Refusal(() => model.Compile("sgd", new() { ["c"] = "mse" })));
        Assert.Equal("loss must be one for each of the 2 outputs, got 3", Refusal(() => model.Compile("sgd", ["mse", "mse", "mse"])));
        Assert.Equal(
            "metrics must be for one of the outputs \"a\", \"b\", got \"c\"",
            Refusal(() => model.Compile("sgd", "mse", metrics: new() { ["c"] = ["mae"] })));
        Assert.False(model.Compiled);
    }

    [Fact]
    public void A_number_that_cannot_be_is_found_by_its_row()
    {
        using var model = One();
        model.Compile("sgd", "mse");
        var x = Rows(4, 3);
        x[2, 1] = float.NaN;
        Assert.Equal("x must be finite numbers, got NaN in row 2", Refusal(() => model.Fit(x, Rows(4, 1), verbose: 0)));
        var y = Rows(4, 1);
        y[3, 0] = float.PositiveInfinity;
        Assert.Equal("y must be finite numbers, got infinity in row 3", Refusal(() => model.Fit(Rows(4, 3), y, verbose: 0)));
        using var two = TwoOutputs();
        two.Compile("sgd", "mse");
        var b = Rows(4, 2);
        b[1, 1] = float.NaN;
        Assert.Equal(
            "y \"b\" must be finite numbers, got NaN in row 1",
            Refusal(() => two.Fit(Rows(4, 3), [Rows(4, 4), b], verbose: 0)));
    }
}
