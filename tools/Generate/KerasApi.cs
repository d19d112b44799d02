using System.Text.Json;

namespace Generate;

/// <summary>Every public name of Keras with its parameters and defaults.</summary>
public static class KerasApi
{
    /// <summary>One name: a class or a function.</summary>
    /// <param name="Id">Its full name, such as <c>keras.layers.Dense</c>.</param>
    /// <param name="Kind"><c>class</c>, <c>function</c>, ….</param>
    /// <param name="Tier">1 for what most programs use, up to 3.</param>
    /// <param name="Parameters">In Keras's order.</param>
    public sealed record Entry(string Id, string Module, string Name, string Kind, int Tier, IReadOnlyList<Parameter> Parameters)
    {
        /// <summary>Other full names of the same.</summary>
        public IReadOnlyList<string> Aliases { get; init; } = [];
    }

    /// <summary>A parameter in snake case; a required one has no default.</summary>
    public sealed record Parameter(string Key, JsonElement? Default)
    {
        public bool IsRequired => Default is null;

        public bool IsNull => Default is { ValueKind: JsonValueKind.Null };
    }

    public static IReadOnlyDictionary<string, Entry> Entries { get; } = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "keras-api.json")))
        .RootElement.GetProperty("entries").EnumerateArray()
        .Select(entry => new Entry(
            entry.GetProperty("id").GetString()!,
            entry.GetProperty("module").GetString()!,
            entry.GetProperty("name").GetString()!,
            entry.GetProperty("kind").GetString()!,
            entry.GetProperty("tier").GetInt32(),
            entry.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Array
                ? [.. parameters.EnumerateArray().Select(one => new Parameter(
                    one[0].GetString()!, one.GetArrayLength() > 1 ? one[1] : null))]
                : [])
        {
            Aliases = entry.TryGetProperty("aliases", out var aliases) ? [.. aliases.EnumerateArray().Select(alias => alias.GetString()!)] : [],
        })
        .ToDictionary(entry => entry.Id);
}
