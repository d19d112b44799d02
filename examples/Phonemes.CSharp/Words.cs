using System.Reflection;

namespace Phonemes;

/// <summary>Words as numbers of letters, and their sounds as numbers of phonemes; 0 is for what comes after the end.</summary>
internal sealed class Words
{
    public const int MostLetters = 12, MostPhonemes = 13, Letters = 27;

    /// <summary>The phonemes by number. Number 0 is the end, the last one stands before the first phoneme.</summary>
    public static readonly string[] Phonemes = Known();

    public static int Start => Phonemes.Length;

    public required string[] Spelled { get; init; }

    /// <summary>[count, 12]: the letters.</summary>
    public required int[,] Spelling { get; init; }

    /// <summary>[count, 14]: the phonemes before each place, which the decoder is told.</summary>
    public required int[,] Before { get; init; }

    /// <summary>[count, 14]: the phoneme at each place, with an end behind the last.</summary>
    public required int[,] Sounds { get; init; }

    /// <summary>[count, 14]: 1 for what counts, 0 behind the end.</summary>
    public required float[,] Weights { get; init; }

    public int Count => Spelled.Length;

    /// <summary>Reads an embedded file: <c>train</c> or <c>test</c>.</summary>
    public static Words Load(string split, int most = int.MaxValue)
    {
        var number = Phonemes.Select((phoneme, i) => (phoneme, i)).ToDictionary(pair => pair.phoneme, pair => pair.i);
        var lines = Lines(split).Take(most).Select(line => line.Split('\t')).ToArray();
        var words = new Words
        {
            Spelled = [.. lines.Select(line => line[0])],
            Spelling = new int[lines.Length, MostLetters],
            Before = new int[lines.Length, MostPhonemes + 1],
            Sounds = new int[lines.Length, MostPhonemes + 1],
            Weights = new float[lines.Length, MostPhonemes + 1],
        };
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = 0; j < lines[i][0].Length; j++) words.Spelling[i, j] = lines[i][0][j] - 'a' + 1;
            var sounds = lines[i][1].Split(' ');
            words.Before[i, 0] = Start;
            for (var j = 0; j <= sounds.Length; j++)
            {
                words.Weights[i, j] = 1;
                if (j == sounds.Length) break;
                words.Sounds[i, j] = number[sounds[j]];
                words.Before[i, j + 1] = number[sounds[j]];
            }
        }
        return words;
    }

    private static string[] Known() =>
        ["(end)", .. Lines("train").SelectMany(line => line.Split('\t')[1].Split(' ')).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Lines(string split)
    {
        var name = $"cmudict-g2p-{split}.tsv";
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"the program has no embedded file {name}"));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }
}
