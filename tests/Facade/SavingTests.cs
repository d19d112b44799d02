using Functional.Conformance;
using Functional.Keras.Layers;
using Xunit;
using ConfigurationException = Functional.ConfigurationException;
using Input = Functional.Keras.Input;
using Model = Functional.Keras.Model;
using ModelFileException = Functional.ModelFileException;
using Sequential = Functional.Keras.Sequential;
using UnsupportedException = Functional.UnsupportedException;

namespace FacadeTests;

/// <summary>Files: what they may be called, what may stand where they go, and models without weights.</summary>
public class SavingTests
{
    private static Sequential Small() => [new Input([2]), new Dense(1)];

    private static void InFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("facade-");
        try
        {
            work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Fails<T>(string message, Action act) where T : Exception =>
        Assert.Equal(message, Assert.Throws<T>(act).Message);

    private static Functional.Keras.KerasTensor Focal(Functional.Keras.KerasTensor yTrue, Functional.Keras.KerasTensor yPred) =>
        (yTrue - yPred) * (yTrue - yPred);

    [Fact]
    public void A_model_with_a_function_as_its_loss_names_it_and_is_saved_without_what_it_is_compiled_with() => InFolder(folder =>
    {
        var (model, file) = (Small(), Path.Combine(folder, "m.keras"));
        model.Compile("sgd", loss: Functional.Keras.Loss.Of(Focal));
        Fails<UnsupportedException>(
            "sequential, compile_config, loss: the loss FunctionLoss cannot be written: Keras has no such loss", () => model.Save(file));
        Assert.False(File.Exists(file));
        foreach (var verify in new[] { true, false })
        {
            model.Save(file, compile: false, verify: verify);
            float[,] x = { { 1, 2 } };
            Assert.Equal(model.Predict(x, verbose: 0).ToArray<float>(), Model.Load(file).Predict(x, verbose: 0).ToArray<float>());
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_that_was_compiled_and_never_built_is_built_by_its_first_fit(bool compile)
    {
        var model = Model.Load(Path.Combine(ConformanceRun.OwnData(), "models", "unbuilt_compiled.keras"), compile);
        Assert.False(model.Built);
        Assert.Equal(compile, model.Compiled);
        Assert.Equal(2, model.Layers.Count);
        Assert.Empty(model.Weights);
        model.Summary(printFn: _ => { });
        if (!compile)
            model.Compile("sgd", "mse");
        else
            Assert.Equal(0.005f, (float)model.Optimizer!.LearningRate);
        var history = model.Fit(new float[8, 3], new float[8, 1], epochs: 2, verbose: 0);
        Assert.Equal(2, history.Epoch.Count);
        Assert.True(model.Built);
        Assert.Equal(4, model.Weights.Count);
        Assert.Equal(8, model.Predict(new float[8, 3], verbose: 0).Shape[0]);
    }

    [Fact]
    public void A_model_that_is_not_built_is_saved_and_loaded_as_it_is() => InFolder(folder =>
    {
        var file = Path.Combine(folder, "m.keras");
        Sequential model = [new Dense(3), new Dense(1)];
        model.Compile("adam", "mse");
        model.Save(file);
        var loaded = Model.Load(file);
        Assert.False(loaded.Built);
        Fails<ConfigurationException>(
            "sequential: the shape of the input is not known yet; add an Input, or build or fit the model first",
            () => loaded.LoadWeights(file));
        loaded.Fit(new float[8, 3], new float[8, 1], verbose: 0);
        Assert.Equal(4, loaded.Weights.Count);
    });

    [Fact]
    public void The_name_of_a_file_decides_its_format() => InFolder(folder =>
    {
        using var model = Small();
        string In(string name) => Path.Combine(folder, name);
        Fails<UnsupportedException>(
            "m.h5: a whole model cannot be written as .h5; name it .keras, or save its weights as .weights.h5",
            () => model.Save(In("m.h5")));
        Fails<ConfigurationException>($"filepath must end in .keras, got \"{In("m.bin")}\"", () => model.Save(In("m.bin")));
        Fails<ConfigurationException>($"filepath must end in .keras, got \"{In("m.bin")}\"", () => Model.Load(In("m.bin")));
        Fails<ConfigurationException>("filepath must end in .keras, got \"\"", () => model.Save(null!));
        Fails<ConfigurationException>(
            $"filepath must end in .weights.h5, got \"{In("m.h5")}\"", () => model.SaveWeights(In("m.h5")));
        Fails<ConfigurationException>(
            $"filepath must end in .weights.h5, .weights.json, .h5, .hdf5 or .keras, got \"{In("m")}\"",
            () => model.LoadWeights(In("m")));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    });

    [Fact]
    public void A_device_is_not_replaced() => InFolder(folder =>
    {
        if (OperatingSystem.IsWindows())
            return;
        using var model = Small();
        var file = Path.Combine(folder, "m.keras");
        File.CreateSymbolicLink(file, "/dev/null");
        Fails<ModelFileException>($"{file}: is a device, not a file", () => model.Save(file));
        Assert.Equal("/dev/null", new FileInfo(file).LinkTarget);
    });

    [Fact]
    public void A_model_that_lacks_an_input_is_refused_by_its_constructor()
    {
        Input a = new([2], name: "a"), b = new([2], name: "b");
        var sum = new Add().Apply([a, b]);
        Fails<ConfigurationException>(
            "functional: the outputs need the input \"b\", which is not among the model's inputs", () => new Model(a, sum));
        Fails<ConfigurationException>(
            "pair: the outputs need the input \"a\", which is not among the model's inputs", () => new Model(b, sum, name: "pair"));
    }
}
