using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>Keras's words for the engine's cases.</summary>
internal static class Words
{
    public static Engine.DataFormat DataFormat(string? word) => word switch
    {
        null or "channels_last" => Engine.DataFormat.ChannelsLast,
        "channels_first" => Engine.DataFormat.ChannelsFirst,
        _ => throw new ConfigurationException(
            $"dataFormat must be \"channels_last\" or \"channels_first\", got \"{word}\""),
    };

    public static Padding Padding(string word) => word switch
    {
        "valid" => Functional.Padding.Valid,
        "same" => Functional.Padding.Same,
        "causal" => Functional.Padding.Causal,
        _ => throw new ConfigurationException($"padding must be \"valid\", \"same\" or \"causal\", got \"{word}\""),
    };

    public static Engine.Interpolation Interpolation(string word) => word switch
    {
        "nearest" => Engine.Interpolation.Nearest,
        "bilinear" => Engine.Interpolation.Bilinear,
        "bicubic" => Engine.Interpolation.Bicubic,
        "lanczos3" => Engine.Interpolation.Lanczos3,
        "lanczos5" => Engine.Interpolation.Lanczos5,
        _ => throw new ConfigurationException(
            $"interpolation must be \"nearest\", \"bilinear\", \"bicubic\", \"lanczos3\" or \"lanczos5\", got \"{word}\""),
    };
}
