namespace Functional.Keras;

/// <summary>
/// A learning rate that follows from the number of steps made. Own ones derive from it and override <see cref="Call(KerasTensor)"/>;
/// they are code, which no file can hold.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>An own schedule.</summary>
    protected LearningRateSchedule() => Engine = new OwnSchedule(this);

    private protected LearningRateSchedule(ISchedule engine) => Engine = FSharp.Checked(engine, GetType().Name);

    internal ISchedule Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected object Record => Engine;

    /// <summary>The object of one of the engine's; null for one that is a function.</summary>
    internal static LearningRateSchedule? Of(ISchedule engine) => engine is OwnSchedule own ? own.Schedule : Made.Of(engine);

    /// <summary>The rate after so many steps, from 0.</summary>
    public double Call(long step) => Rates.at(step, Rate.NewSchedule(Engine));

    /// <summary>The rate from the number of steps made, a float32 scalar. With gradient accumulation each batch counts.</summary>
    protected virtual KerasTensor Call(KerasTensor step) =>
        throw new ConfigurationException($"{GetType().Name} must override Call");

    internal Expr CallOwn(Expr step) => FSharp.Gave(
        Call(new KerasTensor(Functional.Ops.cast(Functional.DType.Float32, step), null)), this, "Call").Expr;
}
