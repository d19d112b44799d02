using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;

namespace Mnist;

/// <summary>Images of one split, [count, 28, 28, 1] in [0, 1], and their labels, 0 to 9.</summary>
internal sealed record Digits(float[,,,] Images, long[] Labels)
{
    /// <summary>Reads the embedded files of a split: <c>train</c> or <c>test</c>.</summary>
    public static Digits Load(string split)
    {
        var pixels = ReadIdx($"{split}-images-idx3-ubyte.gz", headerLength: 16, out var count);
        var labels = ReadIdx($"{split}-labels-idx1-ubyte.gz", headerLength: 8, out _);
        var images = new float[count, 28, 28, 1];
        for (var i = 0; i < pixels.Length; i++)
        {
            images[i / 784, i / 28 % 28, i % 28, 0] = pixels[i] / 255f;
        }

        return new Digits(images, [.. labels.Select(label => (long)label)]);
    }

    // MNIST's format: a magic number, the count, sizes, then bytes; all numbers big-endian.
    private static byte[] ReadIdx(string name, int headerLength, out int count)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"the program has no embedded file {name}");
        using var unzipped = new GZipStream(resource, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        unzipped.CopyTo(memory);
        var bytes = memory.ToArray();
        count = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
        return bytes[headerLength..];
    }
}
