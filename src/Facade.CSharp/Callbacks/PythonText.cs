using System.Globalization;
using System.Text.RegularExpressions;

namespace Functional.Keras.Callbacks;

/// <summary>Python's format of a text with names in braces, for names of files.</summary>
internal static partial class PythonText
{
    /// <summary>
    /// A text with values in place of their names in braces, <c>{epoch:02d}</c>: zeros, width, digits after the point, and the kinds
    /// <c>d</c>, <c>f</c>, <c>e</c> and <c>%</c>.
    /// </summary>
    /// <exception cref="ConfigurationException">A name without a value, or another form.</exception>
    public static string Format(string place, string template, IReadOnlyDictionary<string, double> values, params ReadOnlySpan<string> whole)
    {
        var wholeNames = whole.ToArray();
        return Part().Replace(template, match =>
        {
            if (match.Value is "{{" or "}}")
                return match.Value[..1];
            var name = match.Groups["name"].Value;
            if (!match.Groups["name"].Success)
                throw new ConfigurationException($"{place} must have names in braces, as in {{epoch:02d}}, got \"{template}\"");
            if (!values.TryGetValue(name, out var value))
            {
                var known = string.Join(", ", values.Keys);
                throw new ConfigurationException($"{place} must name in braces what there is ({known}), got \"{name}\"");
            }

            return Number(place, value, Array.IndexOf(wholeNames, name) >= 0, match.Groups["form"].Value);
        });
    }

    private static string Number(string place, double value, bool isWhole, string form)
    {
        if (Form().Match(form) is not { Success: true } parts || (parts.Groups["kind"].Value == "d" && !isWhole))
            throw new ConfigurationException($"{place} must have forms such as 02d and .4f in braces, got \"{form}\"");
        var invariant = CultureInfo.InvariantCulture;
        var digits = parts.Groups["digits"] is { Success: true } given ? int.Parse(given.Value, invariant) : 6;
        var text = parts.Groups["kind"].Value switch
        {
            "f" => value.ToString("F" + digits, invariant),
            "e" => value.ToString(digits == 0 ? "0e+00" : $"0.{new string('0', digits)}e+00", invariant),
            "%" => (value * 100).ToString("F" + digits, invariant) + "%",
            _ when isWhole => value.ToString("F0", invariant),
            _ => ArrayText.ofFloat(value),
        };
        var width = parts.Groups["width"] is { Success: true } wide ? int.Parse(wide.Value, invariant) : 0;
        if (!parts.Groups["zero"].Success)
            return text.PadLeft(width);
        return text.StartsWith('-') ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0');
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<name>[^{}:]+)(:(?<form>[^{}]*))?\}|[{}]")]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?<zero>0)?(?<width>[1-9]\d{0,2})?(\.(?<digits>\d{1,2}))?(?<kind>[dfe%])?$")]
    private static partial Regex Form();
}
