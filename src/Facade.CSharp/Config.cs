using TorchSharp;

namespace Functional.Keras;

/// <summary>Settings for all models (<c>keras.config</c>).</summary>
public static class Config
{
    private static string device = "cpu";

    /// <summary>
    /// Where models compute: <c>"cpu"</c>, <c>"cuda"</c>, <c>"cuda:1"</c>, or <c>"meta"</c>, which knows shapes but holds no
    /// numbers. A model takes the device that is set when its weights are made.
    /// </summary>
    /// <exception cref="ConfigurationException">Another word.</exception>
    public static string Device
    {
        get => device;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var isCuda = value.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(value[5..], out var index) && index >= 0;
            if (value is not ("cpu" or "cuda" or "meta") && !isCuda)
                throw new ConfigurationException($"Device must be cpu, cuda, cuda:N or meta, got \"{value}\"");
            device = value;
        }
    }

    /// <summary>
    /// Number of threads that models compute with, in [1, 1024]. Null, the default, is libtorch's own number when the library is first used
    /// (all cores, or what <c>OMP_NUM_THREADS</c> says), and fewer for training steps of small operations.
    /// </summary>
    /// <remarks>
    /// With another number sums are taken in other parts, and results have other bits. Which number a step has follows from sizes alone, never
    /// from measurements.
    /// </remarks>
    /// <exception cref="ConfigurationException">Less than 1, or more than 1024.</exception>
    public static int? Threads
    {
        get => FSharp.OrNull(Functional.Threads.fixedTo());
        set => Functional.Threads.fix(FSharp.Option(value));
    }

    internal static torch.Device TorchDevice => Functional.Device.parse(device);
}
