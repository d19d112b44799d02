global using FSharpCallbacks = Microsoft.FSharp.Collections.FSharpList<Functional.Callback>;

namespace Functional.Keras.Callbacks;

/// <summary>What is told of a run as it goes (<c>keras.callbacks.Callback</c>). Override what is of interest.</summary>
/// <inheritdoc/>
public abstract class Callback : Functional.Callback
{
    private Model? model;

    /// <summary>The model that is being trained, evaluated or asked.</summary>
    /// <exception cref="ConfigurationException">No run has begun.</exception>
    public Model Model
    {
        get => model ?? throw new ConfigurationException($"{GetType().Name} has no model before Fit");
        internal set => model = value;
    }

    /// <summary>A batch of training begins; Keras's older word for <c>OnTrainBatchBegin</c>.</summary>
    public virtual void OnBatchBegin(int batch)
    {
    }

    /// <summary>A batch of training ends; Keras's older word for <c>OnTrainBatchEnd</c>.</summary>
    public virtual void OnBatchEnd(int batch, Lazy<Dictionary<string, double>> logs)
    {
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => OnBatchBegin(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Lazy<Dictionary<string, double>> logs) => OnBatchEnd(batch, logs);

    /// <summary>What is to be done before a training begins; the number of its first epoch, where that is another one.</summary>
    internal virtual int? Prepare(Model of) => null;

    /// <summary>Prints a line of its own, as Keras does beneath a bar that grows.</summary>
    private protected static void Print(string line) => Console.WriteLine($"\n{line}");
}
