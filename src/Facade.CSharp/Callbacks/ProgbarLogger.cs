namespace Functional.Keras.Callbacks;

/// <summary>
/// What a run prints as it goes (<c>keras.callbacks.ProgbarLogger</c>). Every run prints it, as its <c>verbose</c> says, so
/// there is no need to give it.
/// </summary>
public sealed class ProgbarLogger : Callback;
