// Tells clothes apart, with images that are moved, turned and mirrored while it learns: that is a part of the model, and rests when it predicts.
//   dotnet run --project examples/Clothes.CSharp -c Release [-- --quick]
using Functional.Keras;
using Functional.Keras.Layers;
using Mnist;

var isQuick = args.Contains("--quick");
Utils.SetRandomSeed(0);
var (train, test) = (Digits.Load("train"), Digits.Load("test"));
var (images, labels) = isQuick ? (First(train.Images, 1000), train.Labels[..1000]) : (train.Images, train.Labels);

var plain = Network("plain", []);
var augmented = Network("augmented", [new RandomFlip("horizontal"), new RandomTranslation(0.06, 0.06), new RandomRotation(0.02)]);
var scores = new[] { plain, augmented }.Select(Score).ToArray();
Console.WriteLine($"""

    Of {test.Labels.Length} images that it has not seen are named right:
      without augmentation   {100 * scores[0]:F1} %   (PyTorch after 10 epochs: 84.8 to 87.6 %)
      with augmentation      {100 * scores[1]:F1} %
    """);
return isQuick || scores.Min() > 0.8 ? 0 : 1;

static Sequential Network(string name, Layer[] augmentation)
{
    var model = new Sequential(name: name) { new Input([28, 28, 1]) };
    foreach (var layer in augmentation) model.Add(layer);
    model.Add(new Conv2D(16, 3, padding: "same", activation: "relu"));
    model.Add(new MaxPooling2D(2));
    model.Add(new Conv2D(32, 3, padding: "same", activation: "relu"));
    model.Add(new MaxPooling2D(2));
    model.Add(new Flatten());
    model.Add(new Dropout(0.25));
    model.Add(new Dense(64, "relu"));
    model.Add(new Dense(10, "softmax"));
    return model;
}

double Score(Sequential model)
{
    model.Summary();
    model.Compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
    model.Fit(images, labels, batchSize: 64, epochs: isQuick ? 1 : 10, verbose: 2);
    return model.Evaluate(test.Images, test.Labels, verbose: 0)["accuracy"];
}

static float[,,,] First(float[,,,] images, int count)
{
    var part = new float[count, 28, 28, 1];
    Array.Copy(images, part, part.Length);
    return part;
}
