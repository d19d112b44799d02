using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Schema <c>transcribed</c>: lookup layers, whose cases are JSON alone.</summary>
internal static class LookupCases
{
    public static void Check(Case item, CaseCheck check) => check.Aspect("lookup", () =>
    {
        var run = Engine.RunLookup(new(
            item.Subject,
            item.Required("arguments"),
            item.Get("adapt"),
            item.Get("set_vocabulary"),
            item.Get("input")));
        if (item.Get("output") is { } output)
            Compare(item, check, "output", run.Output, output);
        if (item.Get("vocabulary") is { } vocabulary)
            Compare(item, check, "vocabulary", run.Vocabulary, vocabulary);
    });

    private static void Compare(Case item, CaseCheck check, string where, JsonElement? computed, JsonElement recorded)
    {
        if (computed is not { } value)
        {
            check.Fail(where, "there is none, Keras has one");
            return;
        }

        var kinds = (recorded.ValueKind, value.ValueKind);
        if (kinds == (JsonValueKind.Array, JsonValueKind.Array) && value.GetArrayLength() == recorded.GetArrayLength())
            for (var i = 0; i < recorded.GetArrayLength(); i++)
                Compare(item, check, $"{where}[{i}]", value[i], recorded[i]);
        else if (kinds == (JsonValueKind.Number, JsonValueKind.Number))
        {
            var tolerance = recorded.TryGetInt64(out _) ? Tolerance.Exact : item.Tolerance;
            check.Number(where, value.GetDouble(), recorded.GetDouble(), tolerance);
        }
        else if (kinds != (JsonValueKind.String, JsonValueKind.String) || value.GetString() != recorded.GetString())
            check.Fail(where, $"is {value.GetRawText()}, Keras has {recorded.GetRawText()}");
    }
}
