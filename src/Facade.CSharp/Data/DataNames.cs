namespace Functional.Keras;

/// <summary>What data of a model are given by.</summary>
/// <param name="Inputs">Names of the inputs in order.</param>
/// <param name="Outputs">Names of the outputs in order.</param>
/// <param name="Compared">Names of the outputs that have a loss or metrics, in order.</param>
internal sealed record DataNames(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<string> Compared)
{
    /// <summary>Those of a model that runs.</summary>
    public static DataNames Of(Trainer running) => new(running.InputNames, running.OutputNames, running.ComparedNames);
}
