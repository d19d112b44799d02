// Takes noise off handwritten digits: convolutions make an image small, transposed convolutions make it large again.
//   dotnet run --project examples/Autoencoder.CSharp -c Release [-- --quick]
using Functional.Keras;
using Functional.Keras.Layers;
using Mnist;

var isQuick = args.Contains("--quick");
Utils.SetRandomSeed(0);

var images = Digits.Load("train").Images;
var testImages = Digits.Load("test").Images;
if (isQuick) images = First(images, 1500);
var (noisy, noisyTest) = (WithNoise(images, seed: 1), WithNoise(testImages, seed: 2));

var input = new Input([28, 28, 1]);
// The encoder: 28 × 28 to 7 × 7.
var x = new Conv2D(32, 3, activation: "relu", padding: "same").Apply(input);
x = new MaxPooling2D(2, padding: "same").Apply(x);
x = new Conv2D(32, 3, activation: "relu", padding: "same").Apply(x);
x = new MaxPooling2D(2, padding: "same").Apply(x);
// The decoder: 7 × 7 to 28 × 28.
x = new Conv2DTranspose(32, 3, strides: 2, activation: "relu", padding: "same").Apply(x);
x = new Conv2DTranspose(32, 3, strides: 2, activation: "relu", padding: "same").Apply(x);
x = new Conv2D(1, 3, activation: "sigmoid", padding: "same").Apply(x);

var autoencoder = new Model(input, x);
autoencoder.Summary();
autoencoder.Compile(optimizer: "adam", loss: "binary_crossentropy");
autoencoder.Fit(noisy, images, epochs: isQuick ? 1 : 8, batchSize: 128, shuffle: true, validationData: (noisyTest, testImages));

var clean = autoencoder.Predict(noisyTest, verbose: 0);
var (before, after) = (Distance(noisyTest.Cast<float>()), Distance(clean.ToArray<float>()));
Console.WriteLine($"\nMean squared distance to the clean test image: {before:F4} with noise, {after:F4} after the autoencoder");
for (var image = 0; image < 2; image++) Show(image);
return isQuick || after < before / 2 ? 0 : 1;

static float[,,,] First(float[,,,] images, int count)
{
    var part = new float[count, 28, 28, 1];
    Array.Copy(images, part, part.Length);
    return part;
}

// Normal noise of 0.4, cut off at black and white.
static float[,,,] WithNoise(float[,,,] images, int seed)
{
    var random = new Random(seed);
    var noisy = (float[,,,])images.Clone();
    for (var i = 0; i < images.GetLength(0); i++)
        for (var row = 0; row < 28; row++)
            for (var column = 0; column < 28; column++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                noisy[i, row, column, 0] = Math.Clamp(noisy[i, row, column, 0] + (float)(0.4 * normal), 0, 1);
            }
    return noisy;
}

double Distance(IEnumerable<float> pixels) =>
    pixels.Zip(testImages.Cast<float>(), (a, b) => (double)(a - b) * (a - b)).Average();

// With noise and without, side by side.
void Show(int image)
{
    const string Ink = " .:-=+*#%@";
    char Dot(float value) => Ink[(int)(Math.Clamp(value, 0, 0.999f) * Ink.Length)];
    var pixels = clean.ToArray<float>();
    for (var row = 0; row < 28; row += 2)
        Console.WriteLine(
            string.Concat(Enumerable.Range(0, 28).Select(column => Dot(noisyTest[image, row, column, 0]))) + "   |   "
            + string.Concat(Enumerable.Range(0, 28).Select(column => Dot(pixels[image * 784 + row * 28 + column]))));
    Console.WriteLine();
}
