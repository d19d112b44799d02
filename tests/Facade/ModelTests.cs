using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Xunit;

namespace FacadeTests;

/// <summary>What an application does with a model, from layers to predictions.</summary>
public class ModelTests
{
    private static readonly (float[,] X, int[] Y) classes = SyntheticData.Classes(300);

    private static Sequential Classifier(string? outputName = null) =>
    [
        new Input([4]),
        new Dense(16, "relu"),
        outputName is null ? new Dense(3, "softmax") : new Dense(3, "softmax") { Name = outputName },
    ];

    [Fact]
    public void A_model_is_built_compiled_trained_evaluated_and_used()
    {
        Utils.SetRandomSeed(1);
        var model = Classifier();
        model.Compile(optimizer: new Adam(learningRate: 0.01), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        var history = model.Fit(classes.X, classes.Y, batchSize: 32, epochs: 5, validationSplit: 0.1, verbose: 0);
        var logs = model.Evaluate(classes.X, classes.Y, verbose: 0);
        var p = model.Predict(classes.X, verbose: 0);

        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Values.Keys.Order());
        Assert.Equal(5, history["loss"].Count);
        Assert.True(history["loss"][4] < history["loss"][0]);
        Assert.True(logs["accuracy"] > 0.95, $"accuracy {logs["accuracy"]}");
        Assert.Equal([300, 3], p.Shape);
        Assert.Equal(1, p[0, 0] + p[0, 1] + p[0, 2], 1e-5f);
        Assert.Equal(logs["accuracy"], p.ArgMax().Zip(classes.Y).Count(pair => pair.First == pair.Second) / 300.0, 1e-6);
    }
}
