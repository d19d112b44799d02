using System.Numerics;

namespace Bench;

/// <summary>
/// Inputs and targets in memory, row-major. One of <c>X</c> and <c>Ids</c> is there, and one of <c>Values</c> and
/// <c>Labels</c>.
/// </summary>
/// <param name="XShape">Shape of one sample; images are (height, width, channels).</param>
/// <param name="YShape">Shape of one target; empty for class labels.</param>
public sealed record Dataset(int[] XShape, float[]? X, long[]? Ids, int[] YShape, float[]? Values, long[]? Labels);

/// <summary>The synthetic data of every workload, the same bits for each peer.</summary>
public static class Data
{
    public static Dataset Make(Workload workload)
    {
        var random = new Random(0);
        var count = workload.Batch * workload.Batches;
        return workload.Network switch
        {
            "dense" => new([16], Filled(16, _ => Uniform(random)), null, [], null, [0]),
            "mlp-small" or "mlp-large" => Projected(random, count),
            "cnn-mnist" => Stripes(random, count, 28, 1),
            "resnet20-cifar" => Stripes(random, count, 32, 3),
            "mobilenet-sep" => Stripes(random, count, 64, 3),
            "lstm-imdb" or "bilstm-stacked" => Reviews(random, count, 80) with { YShape = [1], Labels = null },
            "transformer" => Reviews(random, count, 200) with { Values = null },
            "gru-timeseries" or "rnn-timeseries" => Series(random, count),
            "conv-autoencoder" => Waves(random, count),
            "wide-tabular" => Columns(random, count),
            "many-small" => Means(random, count),
            _ => throw new ArgumentException($"{workload.Name}: no data is known for the network {workload.Network}"),
        };
    }

    /// <summary>784 numbers; the class is the largest of 10 fixed random projections.</summary>
    private static Dataset Projected(Random random, int count)
    {
        const int size = 784, classes = 10;
        var x = Filled(count * size, _ => Uniform(random));
        var projections = Filled(classes * size, _ => Normal(random));
        var labels = new long[count];
        for (var i = 0; i < count; i++)
        {
            var best = float.NegativeInfinity;
            for (var c = 0; c < classes; c++)
            {
                var score = Dot(x.AsSpan(i * size, size), projections.AsSpan(c * size, size));
                if (score > best) (best, labels[i]) = (score, c);
            }
        }
        return new([size], x, null, [], null, labels);
    }

    /// <summary>Images whose rows swing more often the higher the class.</summary>
    private static Dataset Stripes(Random random, int count, int side, int channels)
    {
        var labels = Classes(random, count, 10);
        var x = new float[count * side * side * channels];
        for (int i = 0, at = 0; i < count; i++)
            for (var row = 0; row < side; row++)
            {
                var wave = 0.5f * MathF.Sin((labels[i] + 1) * row * MathF.PI / 28);
                for (var k = 0; k < side * channels; k++) x[at++] = wave + Uniform(random);
            }
        return new([side, side, channels], x, null, [], null, labels);
    }

    /// <summary>Word ids; 1 where their mean is above 10,000. Labels and values both, for the two losses.</summary>
    private static Dataset Reviews(Random random, int count, int length)
    {
        var ids = Classes(random, count * length, 20_000);
        var labels = new long[count];
        for (var i = 0; i < count; i++)
            labels[i] = ids.AsSpan(i * length, length).ToArray().Average() > 10_000 ? 1 : 0;
        return new([length], null, ids, [], Filled(count, i => labels[i]), labels);
    }

    private static Dataset Series(Random random, int count)
    {
        const int steps = 120, features = 14, tail = 10;
        var x = Filled(count * steps * features, _ => Normal(random));
        var y = new float[count];
        for (var i = 0; i < count; i++)
            for (var t = steps - tail; t < steps; t++) y[i] += x[(i * steps + t) * features] / tail;
        return new([steps, features], x, null, [1], y, null);
    }

    private static Dataset Waves(Random random, int count)
    {
        const int side = 28;
        var x = new float[count * side * side];
        for (int n = 0, at = 0; n < count; n++)
        {
            var (a, b, c) = (2 * random.NextSingle(), 2 * random.NextSingle(), 2 * random.NextSingle());
            for (var i = 0; i < side; i++)
                for (var j = 0; j < side; j++) x[at++] = 0.5f + 0.5f * MathF.Sin(a * i / 4 + b * j / 4 + c);
        }
        return new([side, side, 1], x, null, [side, side, 1], x, null);
    }

    /// <summary>20 categorical columns; 1 where more than half of the ids are odd.</summary>
    private static Dataset Columns(Random random, int count)
    {
        const int columns = 20;
        var ids = Classes(random, count * columns, 1000);
        var y = new float[count];
        for (var i = 0; i < count; i++)
        {
            var odd = 0L;
            foreach (var id in ids.AsSpan(i * columns, columns)) odd += id & 1;
            y[i] = odd > columns / 2 ? 1 : 0;
        }
        return new([columns], null, ids, [1], y, null);
    }

    private static Dataset Means(Random random, int count)
    {
        const int size = 16;
        var x = Filled(count * size, _ => Normal(random));
        var y = new float[count];
        for (var i = 0; i < count; i++)
            foreach (var value in x.AsSpan(i * size, size)) y[i] += value / size;
        return new([size], x, null, [1], y, null);
    }

    private static float[] Filled(int count, Func<int, float> value)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = value(i);
        return values;
    }

    private static long[] Classes(Random random, int count, int classes)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++) values[i] = random.Next(classes);
        return values;
    }

    private static float Uniform(Random random) => random.NextSingle() - 0.5f;

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var dot = Vector.Sum(sum);
        for (; i < a.Length; i++) dot += a[i] * b[i];
        return dot;
    }
}
