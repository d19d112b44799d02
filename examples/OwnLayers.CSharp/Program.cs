using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using OwnLayers;
using MeanAbsoluteError = Functional.Keras.Metrics.MeanAbsoluteError;
using MeanSquaredError = Functional.Keras.Losses.MeanSquaredError;

// The two layers of Keras's guide to own layers, on data and inside of a model.
Utils.SetRandomSeed(1);
float[,] ones = { { 1, 1 }, { 1, 1 } };

// On data: each call adds what it is given.
ComputeSum computeSum = new();
for (var i = 0; i < 2; i++)
    Console.WriteLine($"the sum so far: {computeSum.Call(ones)}");
Console.WriteLine($"weights {computeSum.Weights.Count}, not trained {computeSum.NonTrainableWeights.Count}");

// Inside of a model: y = x₀ − 2 x₁ is learned by two layers, and a penalty and a metric are functions.
Random random = new(2);
var x = new float[256, 2];
var y = new float[256, 1];
for (var i = 0; i < 256; i++)
{
    (x[i, 0], x[i, 1]) = (random.NextSingle(), random.NextSingle());
    y[i, 0] = x[i, 0] - 2 * x[i, 1];
}

SimpleDense first = new(8);
Sequential model = [new Input([2]), first, new Lambda(h => Ops.Maximum(h, 0.1 * h)), new SimpleDense(1)];
model.Compile("adam", loss: (yTrue, yPred) => Ops.Square(yTrue - yPred), metrics: [(yTrue, yPred) => Ops.Abs(yTrue - yPred)]);
var history = model.Fit(x, y, epochs: args.Contains("--quick") ? 5 : 50, verbose: 0);
Console.WriteLine($"weights of the first layer: {string.Join("; ", first.TrainableWeights)}");
Console.WriteLine($"loss {history["loss"][0]:F3} at first, {history["loss"][^1]:F3} at last");

// A training loop of one's own, as in Keras's guide. What is called under the tape runs as one program with the gradients and the step.
Sequential looped = [new Input([2]), new SimpleDense(8), new Lambda(h => Ops.Maximum(h, 0.1 * h)), new SimpleDense(1)];
Adam optimizer = new(0.01);
MeanSquaredError lossOf = new();
MeanAbsoluteError metric = new();
for (var epoch = 0; epoch < (args.Contains("--quick") ? 2 : 20); epoch++)
{
    foreach (var rows in Enumerable.Range(0, 256).Chunk(32))
    {
        var (xBatch, yBatch) = (Ops.Take(x, rows, axis: 0), Ops.Take(y, rows, axis: 0));
        using GradientTape tape = new();
        var predicted = looped.Call(xBatch, training: true);
        var loss = lossOf.Call(yBatch, predicted);
        var gradients = tape.Gradient(loss, looped.TrainableWeights);
        optimizer.Apply(gradients, looped.TrainableWeights);
        metric.UpdateState(yBatch, predicted);
    }

    Console.WriteLine($"epoch {epoch + 1}: error {(float)metric.Result():F3}");
    metric.ResetState();
}
