// Says how English words sound, letter by letter to phoneme by phoneme: a sequence to a sequence, with attention.
//   dotnet run --project examples/Phonemes.CSharp -c Release [-- --quick]
using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using Phonemes;

var isQuick = args.Contains("--quick");
Utils.SetRandomSeed(0);
var train = Words.Load("train", isQuick ? 640 : int.MaxValue);
var test = Words.Load("test", isQuick ? 50 : int.MaxValue);
var phonemes = Words.Phonemes.Length;

// The encoder reads the word in both directions; the decoder says a phoneme at a time and looks back at the letters.
var spelling = new Input([Words.MostLetters], dtype: "int32", name: "spelling");
var before = new Input([null], dtype: "int32", name: "before");
var letters = new Bidirectional(new GRU(64, returnSequences: true)).Apply(new Embedding(Words.Letters, 32, maskZero: true).Apply(spelling));
var first = new Dense(128, activation: "tanh").Apply(new GlobalAveragePooling1D().Apply(letters));
var heard = new GRU(128, returnSequences: true).Apply(new Embedding(phonemes + 1, 32).Apply(before), initialState: first);
var query = new Dense(128).Apply(heard);
var looked = new Attention().Apply([query, letters]);
var said = new Dense(128, activation: "tanh").Apply(new Concatenate().Apply([heard, looked]));
var model = new Model([spelling, before], new Dense(phonemes, activation: "softmax").Apply(said), name: "phonemes");
model.Summary();

model.Compile(optimizer: new Adam(learningRate: 2e-3), loss: "sparse_categorical_crossentropy", weightedMetrics: ["accuracy"]);
model.Fit(
    new List<Data> { train.Spelling, train.Before }, train.Sounds,
    batchSize: 64, epochs: isQuick ? 1 : 5, sampleWeight: train.Weights, verbose: 2);

// Greedy: the most likely phoneme, then the most likely one after it.
var sounds = new int[test.Count, Words.MostPhonemes + 1];
var told = new int[test.Count, Words.MostPhonemes + 1];
for (var word = 0; word < test.Count; word++) told[word, 0] = Words.Start;
for (var place = 0; place <= Words.MostPhonemes; place++)
{
    var likely = model.Predict(new List<Data> { test.Spelling, told }, batchSize: 500, verbose: 0).ToArray<float>();
    for (var word = 0; word < test.Count; word++)
    {
        var from = (word * (Words.MostPhonemes + 1) + place) * phonemes;
        var best = likely.AsSpan(from, phonemes);
        var most = 0;
        for (var i = 1; i < phonemes; i++) if (best[i] > best[most]) most = i;
        sounds[word, place] = most;
        if (place < Words.MostPhonemes) told[word, place + 1] = most;
    }
}

var (wrong, all, right) = (0, 0, 0);
for (var word = 0; word < test.Count; word++)
{
    var (expected, got) = (Said(test.Sounds, word), Said(sounds, word));
    var distance = Distance(expected, got);
    (wrong, all, right) = (wrong + distance, all + expected.Length, right + (distance == 0 ? 1 : 0));
    if (word < 8) Console.WriteLine($"{test.Spelled[word],12}  {string.Join(' ', got.Select(i => Words.Phonemes[i])),-36} {(distance == 0 ? "" : "it is " + string.Join(' ', expected.Select(i => Words.Phonemes[i])))}");
}
Console.WriteLine($"""

    Of {test.Count} words that it has not seen: phonemes wrong {100.0 * wrong / all:F1} %, words right {100.0 * right / test.Count:F1} %
    (with PyTorch, 168,280 numbers: 17.4 % and 46.9 % after 5 epochs)
    """);
return isQuick || wrong < 0.25 * all ? 0 : 1;

static int[] Said(int[,] sounds, int word) =>
    [.. Enumerable.Range(0, sounds.GetLength(1)).Select(place => sounds[word, place]).TakeWhile(phoneme => phoneme != 0)];

// How many phonemes are put in, left out or taken for others.
static int Distance(int[] a, int[] b)
{
    var row = Enumerable.Range(0, b.Length + 1).ToArray();
    for (var i = 1; i <= a.Length; i++)
    {
        var corner = row[0]++;
        for (var j = 1; j <= b.Length; j++)
            (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
    }
    return row[^1];
}
