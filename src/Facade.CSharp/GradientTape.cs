namespace Functional.Keras;

/// <summary>
/// Records calls on arrays — of layers, models, losses and <see cref="Ops"/> — to give gradients of what they come to
/// (<c>tf.GradientTape</c>).
/// </summary>
/// <remarks>
/// What is called under a tape is computed when its numbers are asked for, or when an optimizer follows the gradients: then all of it
/// runs as one compiled program, which stays for the next steps of the same form. A tape holds for the thread that made it.
/// It ends with <see cref="Gradient(NDArray, IReadOnlyList{Variable})"/>, or when it is disposed of if it is persistent.
/// </remarks>
/// <param name="persistent">Whether gradients may be asked for more than once.</param>
public sealed class GradientTape(bool persistent = false) : IDisposable
{
    private readonly Tape tape = Tape.Start(persistent);

    /// <summary>Gradients of an array, or of its sum, for weights; null for a weight that it does not depend on.</summary>
    /// <param name="target">What is differentiated: a loss that was computed under the tape.</param>
    /// <param name="sources">The weights.</param>
    /// <exception cref="ConfigurationException">
    /// The target was not computed under the tape or before the weights changed, or the tape gave gradients already and is not persistent.
    /// </exception>
    public IReadOnlyList<NDArray?> Gradient(NDArray target, IReadOnlyList<Variable> sources) =>
        Gradients(target, [.. FSharp.Given(sources).Select(source => FSharp.Given(source).Held)], []);

    /// <summary>Gradients of an array, or of its sum, for arrays; null for one that it does not depend on.</summary>
    /// <param name="target">What is differentiated: something that was computed under the tape.</param>
    /// <param name="sources">The arrays: those that calls were handed, or gave.</param>
    /// <exception cref="ConfigurationException">
    /// The target was not computed under the tape or before the weights changed, or the tape gave gradients already and is not persistent.
    /// </exception>
    public IReadOnlyList<NDArray?> Gradient(NDArray target, IReadOnlyList<NDArray> sources) =>
        Gradients(target, [], [.. FSharp.Given(sources).Select(source => FSharp.Given(source).Lazy)]);

    /// <summary>The gradient of an array, or of its sum, for another one; null where it does not depend on it.</summary>
    /// <param name="target">What is differentiated: something that was computed under the tape.</param>
    /// <param name="source">The array: one that a call was handed, or gave.</param>
    /// <exception cref="ConfigurationException">
    /// The target was not computed under the tape or before the weights changed, or the tape gave gradients already and is not persistent.
    /// </exception>
    public NDArray? Gradient(NDArray target, NDArray source) => Gradient(target, [source])[0];

    /// <summary>Has no effect: a tape gives gradients for all arrays that calls were handed.</summary>
    /// <param name="tensor">The array.</param>
    public void Watch(NDArray tensor) => FSharp.Given(tensor);

    /// <summary>Ends the tape.</summary>
    public void Dispose() => ((IDisposable)tape).Dispose();

    private NDArray?[] Gradients(NDArray target, Held[] weights, LazyArray[] arrays) => Array.ConvertAll(
        tape.Gradient(FSharp.Given(target).Lazy, weights, arrays), gradient => gradient is null ? null : new NDArray(gradient));
}
