using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Functional.Conformance;

/// <summary>Lookups by their constructor's arguments: adapted, given a vocabulary, called alone on data.</summary>
internal static class EngineLookup
{
    public static LookupRun Run(LookupRequest request)
    {
        var config = KerasJson.parse("case", new JsonObject
        {
            ["module"] = "keras.layers",
            ["class_name"] = request.ClassName,
            ["config"] = JsonNode.Parse(request.Arguments.GetRawText()),
            ["registered_name"] = null,
        }.ToJsonString());
        var layer = ModelConfig.readLayer("case", config);
        if (request.Adapt is { } data)
            layer = Functional.Layers.Adapting.layer(Functional.Layers.Adapting.batch(Array(data)), layer);
        if (request.SetVocabulary is { } vocabulary)
            layer = ((Functional.Layers.IVocabulary<string>)Holder.bare(layer)).WithVocabulary(
                ListModule.OfSeq(vocabulary[0].EnumerateArray().Select(token => token.GetString()!)),
                FSharpOption<FSharpList<double>>.Some(
                    ListModule.OfSeq(vocabulary[1].EnumerateArray().Select(weight => weight.GetDouble()))));
        JsonElement? output = null;
        if (request.Input is { } input)
        {
            HostArray[] inputs = request.ClassName == "HashedCrossing" ? [.. input.EnumerateArray().Select(Array)] : [Array(input)];
            var made = Alone.call(layer, ListModule.OfSeq(inputs), ListModule.Empty<Tuple<string, Argument<HostArray>>>());
            output = Json(made.Single());
        }

        return new(output, Holder.bare(layer) switch
        {
            Functional.Layers.IVocabulary<string> texts => JsonSerializer.SerializeToElement(texts.Vocabulary(true).ToArray()),
            Functional.Layers.IVocabulary<long> numbers => JsonSerializer.SerializeToElement(numbers.Vocabulary(true).ToArray()),
            _ => null,
        });
    }

    private static HostArray Array(JsonElement data)
    {
        List<long> shape = [];
        var level = data;
        for (; level.ValueKind == JsonValueKind.Array; level = level[0])
            shape.Add(level.GetArrayLength());
        static IEnumerable<JsonElement> Flat(JsonElement item) =>
            item.ValueKind == JsonValueKind.Array ? item.EnumerateArray().SelectMany(Flat) : [item];
        return level.ValueKind == JsonValueKind.String
            ? new(DType.String, [.. shape], Flat(data).Select(item => item.GetString()!).ToArray())
            : new(DType.Int64, [.. shape], Flat(data).Select(item => item.GetInt64()).ToArray());
    }

    private static JsonElement Json(HostArray array)
    {
        var at = 0;
        object Level(int axis) => axis == array.Shape.Length
            ? array.Data.GetValue(at++)!
            : Enumerable.Range(0, (int)array.Shape[axis]).Select(_ => Level(axis + 1)).ToArray();
        return JsonSerializer.SerializeToElement(Level(0));
    }
}
