// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Regularizers;

/// <summary>l1 · Σ |x| (<c>keras.regularizers.L1</c>).</summary>
public sealed class L1 : Regularizer
{
    /// <summary>A regularizer with those settings.</summary>
    /// <param name="l1">Factor, at least 0.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public L1(double l1 = 0.01)
        : base(Functional.Regularizer.NewL1(l1))
    {
    }

    internal L1(Functional.Regularizer engine) : base(engine)
    {
    }

    private Functional.Regularizer.L1 Settings => (Functional.Regularizer.L1)Record;

    /// <summary>Factor, at least 0.</summary>
    public double Value => Settings.l1;
}

/// <summary>l2 · Σ x² (<c>keras.regularizers.L2</c>).</summary>
public sealed class L2 : Regularizer
{
    /// <summary>A regularizer with those settings.</summary>
    /// <param name="l2">Factor, at least 0.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public L2(double l2 = 0.01)
        : base(Functional.Regularizer.NewL2(l2))
    {
    }

    internal L2(Functional.Regularizer engine) : base(engine)
    {
    }

    private Functional.Regularizer.L2 Settings => (Functional.Regularizer.L2)Record;

    /// <summary>Factor, at least 0.</summary>
    public double Value => Settings.l2;
}

/// <summary>l1 · Σ |x| + l2 · Σ x² (<c>keras.regularizers.L1L2</c>).</summary>
public sealed class L1L2 : Regularizer
{
    /// <summary>A regularizer with those settings.</summary>
    /// <param name="l1">Factor of the absolute values, at least 0.</param>
    /// <param name="l2">Factor of the squares, at least 0.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public L1L2(double l1 = 0, double l2 = 0)
        : base(Functional.Regularizer.NewL1L2(l1, l2))
    {
    }

    internal L1L2(Functional.Regularizer engine) : base(engine)
    {
    }

    private Functional.Regularizer.L1L2 Settings => (Functional.Regularizer.L1L2)Record;

    /// <summary>Factor of the absolute values, at least 0.</summary>
    public double L1 => Settings.l1;

    /// <summary>Factor of the squares, at least 0.</summary>
    public double L2 => Settings.l2;
}

/// <summary>
/// Pushes the rows or columns of a matrix to be orthogonal to each other
/// (<c>keras.regularizers.OrthogonalRegularizer</c>).
/// </summary>
public sealed class OrthogonalRegularizer : Regularizer
{
    private static readonly Functional.Regularizer.OrthogonalRegularizer Usual = FSharp.Usual<Functional.Regularizer.OrthogonalRegularizer>("keras.regularizers.OrthogonalRegularizer");

    /// <summary>A regularizer with those settings.</summary>
    /// <param name="factor">Factor of the penalty, at least 0.</param>
    /// <param name="mode"><c>"rows"</c> or <c>"columns"</c>.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    public OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
        : base(Functional.Regularizer.NewOrthogonalRegularizer(factor, Words.Of(mode, Usual.mode)))
    {
    }

    internal OrthogonalRegularizer(Functional.Regularizer engine) : base(engine)
    {
    }

    private Functional.Regularizer.OrthogonalRegularizer Settings => (Functional.Regularizer.OrthogonalRegularizer)Record;

    /// <summary>Factor of the penalty, at least 0.</summary>
    public double Factor => Settings.factor;

    /// <summary><c>"rows"</c> or <c>"columns"</c>.</summary>
    public string Mode => CaseName.word(Settings.mode);
}
