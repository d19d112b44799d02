using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace Functional.Keras.Callbacks;

/// <summary>
/// A file of events that TensorBoard reads: records of a length, the message <c>Event</c>, and checks of both (TFRecord, CRC-32C).
/// </summary>
internal sealed class EventFile : IDisposable
{
    private static int files;

    private readonly FileStream stream;

    public EventFile(string folder)
    {
        Output.Folder("TensorBoard", folder);
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{seconds:D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref files)}.v2");
        stream = Output.To(
            "TensorBoard", folder, () => new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        Write(new() { FileVersion = "brain.Event:2" });
    }

    /// <summary>A number at a step.</summary>
    public void Scalar(string tag, double value, long step)
    {
        TensorProto tensor = new() { Dtype = DataType.DtFloat, TensorShape = new() };
        tensor.FloatVal.Add((float)value);
        Value("scalars", tag, tensor, step);
    }

    /// <summary>How numbers are spread at a step: 30 ranges of equal length, with how many are in each.</summary>
    public void Histogram(string tag, double[] values, long step)
    {
        const int Ranges = 30;
        var numbers = Array.FindAll(values, double.IsFinite);
        TensorProto tensor = new() { Dtype = DataType.DtDouble, TensorShape = new() };
        tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = numbers.Length == 0 ? 0 : Ranges });
        tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = 3 });
        if (numbers.Length > 0)
        {
            double low = numbers.Min(), high = numbers.Max();
            // All in one: a range around it, as TensorBoard has it.
            if (low == high)
                (low, high) = (low - 0.5, high + 0.5);
            var counts = new long[Ranges];
            foreach (var number in numbers)
                counts[Math.Min(Ranges - 1, (int)((number - low) / (high - low) * Ranges))]++;
            for (var i = 0; i < Ranges; i++)
                tensor.DoubleVal.AddRange([low + ((high - low) * i / Ranges), low + ((high - low) * (i + 1) / Ranges), counts[i]]);
        }

        Value("histograms", tag, tensor, step);
    }

    /// <summary>Pictures of one channel, as PNG with values in [0, 1].</summary>
    public void Images(string tag, IReadOnlyList<float[,]> pictures, long step)
    {
        TensorProto tensor = new() { Dtype = DataType.DtString, TensorShape = new() };
        tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = pictures.Count + 2 });
        var (height, width) = (pictures[0].GetLength(0), pictures[0].GetLength(1));
        tensor.StringVal.Add(ByteString.CopyFromUtf8(width.ToString(CultureInfo.InvariantCulture)));
        tensor.StringVal.Add(ByteString.CopyFromUtf8(height.ToString(CultureInfo.InvariantCulture)));
        foreach (var picture in pictures)
            tensor.StringVal.Add(ByteString.CopyFrom(Png.Of(picture)));
        Value("images", tag, tensor, step);
    }

    /// <summary>A model's configuration, which TensorBoard draws as a graph.</summary>
    public void Graph(string tag, string json, long step)
    {
        TensorProto tensor = new() { Dtype = DataType.DtString, TensorShape = new() };
        tensor.StringVal.Add(ByteString.CopyFromUtf8(json));
        Value("graph_keras_model", tag, tensor, step);
    }

    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    private void Value(string plugin, string tag, TensorProto tensor, long step)
    {
        SummaryMetadata metadata = new()
        {
            PluginData = new() { PluginName = plugin },
            DataClass = plugin switch
            {
                "images" => DataClass.BlobSequence,
                "graph_keras_model" => DataClass.Unknown,
                "histograms" => DataClass.Tensor,
                _ => DataClass.Scalar,
            },
        };
        Tensorboard.Summary summary = new();
        summary.Value.Add(new Tensorboard.Summary.Types.Value { Tag = tag, Tensor = tensor, Metadata = metadata });
        Write(new() { Step = step, Summary = summary });
    }

    private void Write(Event item)
    {
        item.WallTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        var message = item.ToByteArray();
        var record = new byte[8 + 4 + message.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(record, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Check(record.AsSpan(0, 8)));
        message.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + message.Length), Check(message));
        stream.Write(record);
    }

    /// <summary>CRC-32C, turned and shifted as TFRecord has it.</summary>
    internal static uint Check(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8u;
    }
}
