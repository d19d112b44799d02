namespace Functional.Keras;

/// <summary>
/// Keras's operations (<c>keras.ops</c>): on symbols, as own layers, losses and models are written with, and on values, which
/// are computed at once. They broadcast and promote as Keras's do. A function in a model is kept in its file.
/// </summary>
public static partial class Ops
{
    private static IReadOnlyList<KerasTensor> Symbols(string name, params ReadOnlySpan<object?> arguments) =>
        KerasTensor.Call(name, arguments);

    private static IReadOnlyList<NDArray> Values(string name, params ReadOnlySpan<object?> arguments)
    {
        List<NDArray> arrays = [];
        var call = FSharp.Call(name, arguments, arrays);
        return [.. Recording.Call(call, FSharp.List(arrays.Select(array => array.Lazy))).Select(result => new NDArray(result))];
    }
}
