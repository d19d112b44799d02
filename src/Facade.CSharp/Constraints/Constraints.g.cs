// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Constraints;

/// <summary>Norm at most <c>maxValue</c> (<c>keras.constraints.MaxNorm</c>).</summary>
public sealed class MaxNorm : Constraint
{
    private static readonly Functional.Constraint.MaxNorm Usual = FSharp.Usual<Functional.Constraint.MaxNorm>("keras.constraints.MaxNorm");

    /// <summary>A constraint with those settings.</summary>
    /// <param name="maxValue">Largest norm, at least 0.</param>
    /// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MaxNorm(double maxValue = 2, Sizes? axis = null)
        : base(Functional.Constraint.NewMaxNorm(maxValue, FSharp.List(axis, Usual.axis)))
    {
    }

    internal MaxNorm(Functional.Constraint engine) : base(engine)
    {
    }

    private Functional.Constraint.MaxNorm Settings => (Functional.Constraint.MaxNorm)Record;

    /// <summary>Largest norm, at least 0.</summary>
    public double MaxValue => Settings.maxValue;

    /// <summary>Axes over which norms are taken.</summary>
    public IReadOnlyList<int> Axis => Settings.axis;
}

/// <summary>Norm moved towards [minValue, maxValue] (<c>keras.constraints.MinMaxNorm</c>).</summary>
public sealed class MinMaxNorm : Constraint
{
    private static readonly Functional.Constraint.MinMaxNorm Usual = FSharp.Usual<Functional.Constraint.MinMaxNorm>("keras.constraints.MinMaxNorm");

    /// <summary>A constraint with those settings.</summary>
    /// <param name="minValue">Smallest norm, at least 0.</param>
    /// <param name="maxValue">Largest norm, at least 0.</param>
    /// <param name="rate">Share of the way that is gone at each step, in [0, 1].</param>
    /// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, Sizes? axis = null)
        : base(Functional.Constraint.NewMinMaxNorm(minValue, maxValue, rate, FSharp.List(axis, Usual.axis)))
    {
    }

    internal MinMaxNorm(Functional.Constraint engine) : base(engine)
    {
    }

    private Functional.Constraint.MinMaxNorm Settings => (Functional.Constraint.MinMaxNorm)Record;

    /// <summary>Smallest norm, at least 0.</summary>
    public double MinValue => Settings.minValue;

    /// <summary>Largest norm, at least 0.</summary>
    public double MaxValue => Settings.maxValue;

    /// <summary>Share of the way that is gone at each step, in [0, 1].</summary>
    public double Rate => Settings.rate;

    /// <summary>Axes over which norms are taken.</summary>
    public IReadOnlyList<int> Axis => Settings.axis;
}

/// <summary>No negative numbers (<c>keras.constraints.NonNeg</c>).</summary>
public sealed class NonNeg : Constraint
{
    /// <summary>A constraint with those settings.</summary>
    public NonNeg()
        : base(Functional.Constraint.NonNeg)
    {
    }

    internal NonNeg(Functional.Constraint engine) : base(engine)
    {
    }
}

/// <summary>Norm 1 (<c>keras.constraints.UnitNorm</c>).</summary>
public sealed class UnitNorm : Constraint
{
    private static readonly Functional.Constraint.UnitNorm Usual = FSharp.Usual<Functional.Constraint.UnitNorm>("keras.constraints.UnitNorm");

    /// <summary>A constraint with those settings.</summary>
    /// <param name="axis">Axes over which norms are taken; 0 when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public UnitNorm(Sizes? axis = null)
        : base(Functional.Constraint.NewUnitNorm(FSharp.List(axis, Usual.axis)))
    {
    }

    internal UnitNorm(Functional.Constraint engine) : base(engine)
    {
    }

    private Functional.Constraint.UnitNorm Settings => (Functional.Constraint.UnitNorm)Record;

    /// <summary>Axes over which norms are taken.</summary>
    public IReadOnlyList<int> Axis => Settings.axis;
}
