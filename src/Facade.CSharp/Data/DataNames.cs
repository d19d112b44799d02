namespace Functional.Keras;

/// <summary>What data of a model are given by. Each list is made when it is first asked for: a prediction takes microseconds.</summary>
internal sealed class DataNames(Trainer running)
{
    private IReadOnlyList<string>? outputs, compared;

    /// <summary>Names of the inputs in order.</summary>
    public IReadOnlyList<string> Inputs { get; } = running.InputNames;

    /// <summary>Names of the outputs in order.</summary>
    public IReadOnlyList<string> Outputs => outputs ??= running.OutputNames;

    /// <summary>Names of the outputs that have a loss or metrics, in order.</summary>
    public IReadOnlyList<string> Compared => compared ??= running.ComparedNames;
}
