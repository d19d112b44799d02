using Engine = Functional.Layers;

namespace Functional.Keras.Layers;

/// <summary>A weight's three settings as the engine takes them.</summary>
internal static class Rule
{
    public static WeightRule Of(Initializer? initializer, Regularizer? regularizer, Constraint? constraint, WeightRule usual) => new(
        initializer: initializer?.Engine ?? usual.Initializer,
        regularizer: FSharp.Option(regularizer?.Engine),
        constraint: FSharp.Option(constraint?.Engine));

    public static Engine.Lora? Lora(int? rank, double? alpha) =>
        rank is { } known ? new(rank: known, alpha: alpha ?? known) : null;
}
