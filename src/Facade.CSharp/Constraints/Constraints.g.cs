// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Constraints;

/// <summary>Norm at most <c>maxValue</c> (<c>keras.constraints.MaxNorm</c>).</summary>
/// <param name="maxValue">Largest norm, at least 0.</param>
/// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class MaxNorm(double maxValue = 2, Sizes? axis = null)
    : Constraint(Functional.Constraint.NewMaxNorm(maxValue, FSharp.List(axis, Usual.axis)))
{
    private static readonly Functional.Constraint.MaxNorm Usual = FSharp.Usual<Functional.Constraint.MaxNorm>("keras.constraints.MaxNorm");
}

/// <summary>Norm moved towards [minValue, maxValue] (<c>keras.constraints.MinMaxNorm</c>).</summary>
/// <param name="minValue">Smallest norm, at least 0.</param>
/// <param name="maxValue">Largest norm, at least 0.</param>
/// <param name="rate">Share of the way that is gone at each step, in [0, 1].</param>
/// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, Sizes? axis = null)
    : Constraint(Functional.Constraint.NewMinMaxNorm(minValue, maxValue, rate, FSharp.List(axis, Usual.axis)))
{
    private static readonly Functional.Constraint.MinMaxNorm Usual = FSharp.Usual<Functional.Constraint.MinMaxNorm>("keras.constraints.MinMaxNorm");
}

/// <summary>No negative numbers (<c>keras.constraints.NonNeg</c>).</summary>
public sealed class NonNeg()
    : Constraint(Functional.Constraint.NonNeg);

/// <summary>Norm 1 (<c>keras.constraints.UnitNorm</c>).</summary>
/// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class UnitNorm(Sizes? axis = null)
    : Constraint(Functional.Constraint.NewUnitNorm(FSharp.List(axis, Usual.axis)))
{
    private static readonly Functional.Constraint.UnitNorm Usual = FSharp.Usual<Functional.Constraint.UnitNorm>("keras.constraints.UnitNorm");
}
