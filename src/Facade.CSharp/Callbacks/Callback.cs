namespace Functional.Keras.Callbacks;

/// <summary>What is told of a run as it goes (<c>keras.callbacks.Callback</c>). Override what is of interest.</summary>
public abstract class Callback : Functional.Callback
{
    private Model? model;

    /// <summary>The model that is being trained.</summary>
    /// <exception cref="ConfigurationException">No run has begun.</exception>
    public Model Model
    {
        get => model ?? throw new ConfigurationException($"{GetType().Name} has no model before Fit");
        internal set => model = value;
    }
}
