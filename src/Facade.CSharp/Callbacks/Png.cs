using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Functional.Keras.Callbacks;

/// <summary>Pictures of grey values as PNG.</summary>
internal static class Png
{
    /// <summary>A picture of rows and columns; values outside of [0, 1] are drawn as 0 or 1.</summary>
    public static byte[] Of(float[,] picture)
    {
        var (height, width) = (picture.GetLength(0), picture.GetLength(1));
        var rows = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                rows[(y * (width + 1)) + 1 + x] = (byte)(Math.Clamp(picture[y, x], 0, 1) * 255.5f);
        }

        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(rows);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        using MemoryStream png = new();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(Stream png, string kind, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(body));
        png.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309.</summary>
    private static uint Check(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320u);
        }

        return ~crc;
    }
}
