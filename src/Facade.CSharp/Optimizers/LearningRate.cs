namespace Functional.Keras;

/// <summary>How long an optimizer's steps are: a number, or a schedule that gives one for each step.</summary>
public sealed class LearningRate
{
    private LearningRate(Rate engine) => Engine = engine;

    internal Rate Engine { get; }

    /// <summary>A number, which can be changed while a model trains.</summary>
    public static implicit operator LearningRate(double rate) => new(Rate.NewNumber(rate));

    /// <summary>A number for each step.</summary>
    public static implicit operator LearningRate(LearningRateSchedule schedule) =>
        new(Rate.NewSchedule(FSharp.Given(schedule).Engine));
}
