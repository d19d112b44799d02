// Reads handwritten digits with a convolutional network, in Keras's seven steps.
//   dotnet run --project examples/Mnist.CSharp -c Release [-- --seed N] [--epochs N] [--quick]
using Functional.Keras;
using Functional.Keras.Layers;
using Mnist;

var seed = Option("--seed", 0);
var epochs = args.Contains("--quick") ? 1 : Option("--epochs", 5);
Utils.SetRandomSeed(seed);

var train = Digits.Load("train");
var test = Digits.Load("test");

// 1 and 2: create the model, add layers.
Sequential model =
[
    new Input([28, 28, 1]),
    new Conv2D(16, 3, padding: "same", activation: "relu"),
    new MaxPooling2D(2),
    new Conv2D(32, 3, padding: "same", activation: "relu"),
    new MaxPooling2D(2),
    new Flatten(),
    new Dense(64, "relu"),
    new Dense(10, "softmax"),
];
model.Summary();

// 3: compile.
model.Compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);

// 4: fit.
var history = model.Fit(train.Images, train.Labels, batchSize: 64, epochs: epochs, validationSplit: 0.1);

// 5: evaluate.
var scores = model.Evaluate(test.Images, test.Labels, verbose: 0);
Console.WriteLine($"\nTest accuracy {scores["accuracy"]:P1}, loss {scores["loss"]:F4} (seed {seed})");

// 6: predict.
var probabilities = model.Predict(test.Images, verbose: 0);
var predicted = Enumerable.Range(0, test.Labels.Length).Select(i => Largest(probabilities.Row(i).ToArray<float>())).ToArray();
PrintConfusion(test.Labels, predicted);

// 7: save. The loaded model predicts the same.
model.Save("model.keras");
using var loaded = Model.Load("model.keras");
var again = loaded.Predict(test.Images, verbose: 0);
var same = probabilities.ToArray<float>().SequenceEqual(again.ToArray<float>());
Console.WriteLine($"\nmodel.keras ({new FileInfo("model.keras").Length / 1024} kB) loaded again predicts {(same ? "the same, to the bit" : "SOMETHING ELSE")}.");

WritePage("mnist.html");
Console.WriteLine("mnist.html shows loss and accuracy by epoch, and the digits it got wrong.");

return same ? 0 : 1;

int Option(string name, int fallback)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : fallback;
}

static int Largest(float[] values) => Array.IndexOf(values, values.Max());

static void PrintConfusion(long[] labels, int[] predicted)
{
    Console.WriteLine("\nRows are digits, columns what was read:\n");
    Console.WriteLine("      " + string.Concat(Enumerable.Range(0, 10).Select(digit => $"{digit,5}")));
    for (var digit = 0; digit < 10; digit++)
    {
        var counts = Enumerable.Range(0, 10).Select(read => labels.Zip(predicted).Count(pair => pair.First == digit && pair.Second == read));
        Console.WriteLine($"{digit,5} " + string.Concat(counts.Select(count => count == 0 ? "    ." : $"{count,5}")));
    }
}

void WritePage(string path)
{
    var page = new Page();
    page.AddChart("Loss", ("training", "#c33", history["loss"]), ("validation", "#36c", history["val_loss"]));
    page.AddChart("Accuracy", ("training", "#c33", history["accuracy"]), ("validation", "#36c", history["val_accuracy"]));
    var wrong = Enumerable.Range(0, predicted.Length).Where(i => predicted[i] != test.Labels[i]);
    page.AddImages(
        $"Digits it got wrong ({wrong.Count()} of {predicted.Length})",
        wrong.Select(i => (Pixels(i), $"{test.Labels[i]} read as {predicted[i]}")));
    page.Save(path, $"Handwritten digits: {scores["accuracy"]:P1} of the test images read right");
}

byte[,] Pixels(int image)
{
    var pixels = new byte[28, 28];
    for (var i = 0; i < 784; i++)
    {
        pixels[i / 28, i % 28] = (byte)Math.Round(test.Images[image, i / 28, i % 28, 0] * 255);
    }

    return pixels;
}
