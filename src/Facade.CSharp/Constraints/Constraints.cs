namespace Functional.Keras.Constraints;

/// <summary>Norm at most <c>maxValue</c> (<c>keras.constraints.MaxNorm</c>).</summary>
/// <param name="maxValue">Largest norm.</param>
/// <param name="axis">Axes over which norms are taken; 0 when absent: each column of a kernel has its own.</param>
public sealed class MaxNorm(double maxValue = 2, Sizes? axis = null)
    : Constraint(Functional.Constraint.NewMaxNorm(maxValue, FSharp.List(axis ?? 0)));

/// <summary>Norm moved towards [minValue, maxValue] (<c>keras.constraints.MinMaxNorm</c>).</summary>
/// <param name="minValue">Smallest norm.</param>
/// <param name="maxValue">Largest norm.</param>
/// <param name="rate">Share of the way that is gone at each step, in [0, 1].</param>
/// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
public sealed class MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, Sizes? axis = null)
    : Constraint(Functional.Constraint.NewMinMaxNorm(minValue, maxValue, rate, FSharp.List(axis ?? 0)));

/// <summary>No negative numbers (<c>keras.constraints.NonNeg</c>).</summary>
public sealed class NonNeg() : Constraint(Functional.Constraint.NonNeg);

/// <summary>Norm 1 (<c>keras.constraints.UnitNorm</c>).</summary>
/// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
public sealed class UnitNorm(Sizes? axis = null) : Constraint(Functional.Constraint.NewUnitNorm(FSharp.List(axis ?? 0)));
