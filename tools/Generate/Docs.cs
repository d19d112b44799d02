using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.FSharp.Reflection;

namespace Functional.Generate;

/// <summary>The engine's documentation.</summary>
public static partial class Docs
{
    private static readonly XElement[] documented = [.. XDocument
        .Load(Path.ChangeExtension(typeof(Functional.ClassFacts).Assembly.Location, ".xml"))
        .Descendants("member")];

    private static readonly Dictionary<string, string> members = documented
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));

    private static readonly Dictionary<(string Member, string Name), string> parameters = documented
        .SelectMany(member => member.Elements("param"), (member, parameter) => (member, parameter))
        .ToDictionary(
            pair => (pair.member.Attribute("name")!.Value, pair.parameter.Attribute("name")!.Value), pair => Text(pair.parameter));

    /// <summary>What is said of a type.</summary>
    public static string? Of(Type type) => members.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}");

    /// <summary>What is said of a field of a record.</summary>
    public static string? Of(Type type, string field) =>
        members.GetValueOrDefault($"P:{type.FullName!.Replace('+', '.')}.{field}");

    /// <summary>What is said of a case of a union.</summary>
    public static string? Of(UnionCaseInfo one) =>
        new[] { "T", "P" }.Select(kind => members.GetValueOrDefault($"{kind}:{Id(one)}")).FirstOrDefault(doc => doc is not null);

    /// <summary>What is said of a parameter of a case.</summary>
    public static string? Of(UnionCaseInfo one, string parameter) => parameters.GetValueOrDefault(($"T:{Id(one)}", parameter));

    private static string Id(UnionCaseInfo one) => $"{one.DeclaringType.FullName!.Replace('+', '.')}.{one.Name}";

    /// <summary>A documentation comment, in lines of at most 120 characters.</summary>
    public static IEnumerable<string> Comment(string tag, string text)
    {
        var close = tag.Split(' ')[0];
        var line = $"/// <{tag}>{text}</{close}>";
        if (line.Length <= 120)
            return [line];
        return close == "summary"
            ? [$"/// <{tag}>", .. Wrap(text, 116).Select(part => $"/// {part}"), $"/// </{close}>"]
            : [.. Wrap($"<{tag}>{text}</{close}>", 116).Select(part => $"/// {part}")];
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        // A tag with its attributes is one word.
        foreach (var word in Words().Matches(text).Select(match => match.Value))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }

    private static string Text(XElement summary) =>
        Escaped().Replace(
            Blanks().Replace(string.Concat(summary.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))), " ").Trim(),
            "<$1c>");

    // F# takes comments without a summary's tags for plain text.
    [GeneratedRegex(@"&lt;(/?)c&gt;")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(<[^>]*>|[^\s<])+")]
    private static partial Regex Words();
}
