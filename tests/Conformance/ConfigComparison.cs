using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Whether a config that was decoded and encoded again says the same as the recorded one.</summary>
internal static class ConfigComparison
{
    // Identities of Python objects, what only quantized models use, and shapes that Keras adds to built layers.
    private static readonly HashSet<string> identities = ["shared_object_id"];
    private static readonly HashSet<string> ignored = ["shared_object_id", "quantization_config", "build_config"];

    /// <summary>Null when they agree, else the first place where they do not.</summary>
    /// <param name="everything">Whether what is said of shapes and of quantization counts too.</param>
    public static string? Difference(
        JsonElement computed, JsonElement recorded, string where = "config", bool everything = false) =>
        Difference(computed, recorded, where, everything, isFrozen: false);

    private static string? Difference(
        JsonElement computed, JsonElement recorded, string where, bool everything, bool isFrozen)
    {
        if (recorded.ValueKind == JsonValueKind.Number && computed.ValueKind == JsonValueKind.Number)
            return computed.GetDouble().Equals(recorded.GetDouble()) ? null : Apart(computed, recorded, where);
        if (recorded.ValueKind != computed.ValueKind)
            return Apart(computed, recorded, where);

        return recorded.ValueKind switch
        {
            JsonValueKind.Object => Objects(computed, recorded, where, everything, isFrozen),
            JsonValueKind.Array => Lists(computed, recorded, where, everything, isFrozen),
            JsonValueKind.String when computed.GetString() != recorded.GetString() => Apart(computed, recorded, where),
            _ => null,
        };
    }

    private static string? Objects(
        JsonElement computed, JsonElement recorded, string where, bool everything, bool isFrozen)
    {
        var (ours, theirs) = (Members(computed, everything), Members(recorded, everything));
        // Keras: under its torch backend optimizers are saved with a module of that backend; only class_name matters.
        var anyModule = theirs.TryGetValue("module", out var module)
            && module.ToString() is var name
            && (name == "keras.optimizers" || name.StartsWith("keras.src.backend.torch.optimizers"));

        // A layer in a frozen model is frozen, whatever it says; here it is written so.
        isFrozen |= theirs.ContainsKey("layers") && theirs.TryGetValue("trainable", out var trainable)
            && trainable.ValueKind == JsonValueKind.False;

        foreach (var (key, value) in theirs)
        {
            if (isFrozen && key == "trainable" && ours.TryGetValue(key, out var said) && said.ValueKind == JsonValueKind.False)
                continue;
            if (anyModule && key is "module" or "registered_name")
                continue;
            if (!ours.TryGetValue(key, out var own))
                return $"{where}.{key} is not there, Keras has {Short(value)}";
            if (Difference(own, value, $"{where}.{key}", everything, isFrozen) is { } difference)
                return difference;
        }

        return ours.Keys.FirstOrDefault(key => !theirs.ContainsKey(key)) is { } extra
            ? $"{where}.{extra} is {Short(ours[extra])}, Keras has no such key"
            : null;
    }

    private static string? Lists(
        JsonElement computed, JsonElement recorded, string where, bool everything, bool isFrozen)
    {
        if (computed.GetArrayLength() != recorded.GetArrayLength())
            return Apart(computed, recorded, where);
        return computed.EnumerateArray().Zip(recorded.EnumerateArray())
            .Select((pair, i) => Difference(pair.First, pair.Second, $"{where}[{i}]", everything, isFrozen))
            .FirstOrDefault(difference => difference is not null);
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element, bool everything) =>
        element.EnumerateObject()
            .Where(member => !(everything ? identities : ignored).Contains(member.Name))
            .ToDictionary(member => member.Name, member => member.Value);

    private static string Apart(JsonElement computed, JsonElement recorded, string where) =>
        $"{where} is {Short(computed)}, Keras has {Short(recorded)}";

    private static string Short(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 80 ? text : text[..77] + "...";
    }
}
