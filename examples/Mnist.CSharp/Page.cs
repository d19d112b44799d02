using System.Globalization;
using System.Net;
using System.Text;

namespace Mnist;

/// <summary>A page for a person: loss and accuracy by epoch, and the digits the model got wrong.</summary>
internal sealed class Page
{
    private readonly StringBuilder body = new();

    /// <summary>A chart of lines over epochs.</summary>
    public void AddChart(string title, params (string Name, string Colour, IReadOnlyList<double> Values)[] lines)
    {
        const int Width = 420, Height = 220, Margin = 40;
        var top = lines.SelectMany(line => line.Values).Max();
        var bottom = lines.SelectMany(line => line.Values).Min();
        var range = top > bottom ? top - bottom : 1.0;
        body.Append(CultureInfo.InvariantCulture, $"""
            <figure><figcaption>{WebUtility.HtmlEncode(title)}</figcaption>
            <svg width="{Width}" height="{Height}" role="img" aria-label="{WebUtility.HtmlEncode(title)}">
            <rect x="{Margin}" y="10" width="{Width - Margin - 10}" height="{Height - 40}" fill="none" stroke="#ccc"/>
            <text x="4" y="18">{top:0.###}</text><text x="4" y="{Height - 32}">{bottom:0.###}</text>

            """);
        for (var i = 0; i < lines.Length; i++)
        {
            var (name, colour, values) = lines[i];
            var points = values.Select((value, epoch) =>
            {
                var x = Margin + (Width - Margin - 10.0) * (values.Count > 1 ? (double)epoch / (values.Count - 1) : 0.5);
                var y = 10 + (Height - 40) * (top - value) / range;
                return string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}");
            });
            body.Append(CultureInfo.InvariantCulture, $"""
                <polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', points)}"/>
                <text x="{Margin + 110 * i}" y="{Height - 8}" fill="{colour}">{WebUtility.HtmlEncode(name)}</text>

                """);
        }

        body.AppendLine("</svg></figure>");
    }

    /// <summary>Small pictures with a line of text below each.</summary>
    public void AddImages(string title, IEnumerable<(byte[,] Pixels, string Text)> images)
    {
        body.AppendLine(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(title)}</h2><div class=\"grid\">");
        foreach (var (pixels, text) in images)
        {
            var data = Convert.ToBase64String(Bitmap(pixels));
            body.AppendLine(CultureInfo.InvariantCulture, $"<figure><img src=\"data:image/bmp;base64,{data}\" width=\"84\" height=\"84\" alt=\"\"><figcaption>{WebUtility.HtmlEncode(text)}</figcaption></figure>");
        }

        body.AppendLine("</div>");
    }

    /// <summary>Writes the page.</summary>
    public void Save(string path, string title) => File.WriteAllText(path, $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
        svg text { font-size: 12px } figure { display: inline-block; margin: 0 1rem 1rem 0; text-align: center }
        .grid img { image-rendering: pixelated; border: 1px solid #ddd }
        </style></head>
        <body><h1>{{WebUtility.HtmlEncode(title)}}</h1>
        {{body}}
        </body></html>
        """);

    // An 8-bit grey bitmap: header, a palette of 256 greys (ink is dark), rows from the bottom up, each padded to four bytes.
    private static byte[] Bitmap(byte[,] pixels)
    {
        int height = pixels.GetLength(0), width = pixels.GetLength(1), stride = (width + 3) / 4 * 4;
        const int HeaderLength = 14 + 40, PaletteLength = 1024;
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write("BM"u8);
        writer.Write(HeaderLength + PaletteLength + stride * height);
        writer.Write(0);
        writer.Write(HeaderLength + PaletteLength);
        writer.Write(40);
        writer.Write(width);
        writer.Write(height);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write(new byte[24]);
        for (var i = 0; i < 256; i++)
        {
            var grey = (byte)(255 - i);
            writer.Write([grey, grey, grey, (byte)0]);
        }

        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = 0; x < stride; x++)
            {
                writer.Write(x < width ? pixels[y, x] : (byte)0);
            }
        }

        return memory.ToArray();
    }
}
