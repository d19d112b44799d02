// Says how warm the sea off Peru will be next month, from the two years before: a gated recurrent unit over a series.
//   dotnet run --project examples/Series.CSharp -c Release [-- --quick]
using System.Globalization;
using System.Reflection;
using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;

const int Window = 24, TestMonths = 146;
var epochs = args.Contains("--quick") ? 5 : 60;
Utils.SetRandomSeed(0);

var months = Read("elnino-nino12-sst-monthly.csv");
var known = months[..^TestMonths];
var (mean, deviation) = (known.Average(), MathF.Sqrt(known.Average(v => (v - known.Average()) * (v - known.Average()))));

// Each sample is a window of months, each target the month after it; all in standard deviations.
var (x, y) = Windows(known);
var (xTest, yTest) = Windows(months[^(TestMonths + Window)..]);

Sequential model = [new Input([Window, 1]), new GRU(24), new Dense(1)];
model.Summary();
model.Compile(optimizer: new Adam(learningRate: 5e-3), loss: "mse");
model.Fit(x, y, batchSize: 32, epochs: epochs, verbose: 2);

var predicted = model.Predict(xTest, verbose: 0).ToArray<float>();
Console.WriteLine($"""

    Root mean squared error of the {TestMonths} months that it has not seen, in °C:
      this month again              {Error(xTest, (window, i) => window[i, Window - 1, 0]),6:F3}   (1.168)
      this month a year ago         {Error(xTest, (window, i) => window[i, Window - 12, 0]),6:F3}   (1.418)
      the gated recurrent unit      {Error(xTest, (_, i) => predicted[i]),6:F3}   (0.478 to 0.531 with PyTorch, 60 epochs)
      a linear model of 24 months            (0.502: hard to beat)
    """);
return Error(xTest, (_, i) => predicted[i]) < 1.0 ? 0 : 1;

static float[] Read(string name)
{
    using var reader = new StreamReader(
        Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
        ?? throw new FileNotFoundException($"the program has no embedded file {name}"));
    return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
}

(float[,,] X, float[] Y) Windows(float[] values)
{
    var count = values.Length - Window;
    var (inputs, targets) = (new float[count, Window, 1], new float[count]);
    for (var i = 0; i < count; i++)
    {
        for (var step = 0; step < Window; step++) inputs[i, step, 0] = (values[i + step] - mean) / deviation;
        targets[i] = (values[i + Window] - mean) / deviation;
    }
    return (inputs, targets);
}

double Error(float[,,] windows, Func<float[,,], int, float> guess) =>
    deviation * Math.Sqrt(yTest.Select((actual, i) => Math.Pow(guess(windows, i) - actual, 2)).Average());
