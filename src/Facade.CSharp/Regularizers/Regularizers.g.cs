// Written by tools/Generate from the facts of the classes. Changes belong there, or to the engine's records.
#nullable enable

namespace Functional.Keras.Regularizers;

/// <summary>l1 · Σ |x| (<c>keras.regularizers.L1</c>).</summary>
/// <param name="l1">Factor, at least 0.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class L1(double l1 = 0.01)
    : Regularizer(Functional.Regularizer.NewL1(l1));

/// <summary>l2 · Σ x² (<c>keras.regularizers.L2</c>).</summary>
/// <param name="l2">Factor, at least 0.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class L2(double l2 = 0.01)
    : Regularizer(Functional.Regularizer.NewL2(l2));

/// <summary>l1 · Σ |x| + l2 · Σ x² (<c>keras.regularizers.L1L2</c>).</summary>
/// <param name="l1">Factor of the absolute values, at least 0.</param>
/// <param name="l2">Factor of the squares, at least 0.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class L1L2(double l1 = 0, double l2 = 0)
    : Regularizer(Functional.Regularizer.NewL1L2(l1, l2));

/// <summary>
/// Pushes the rows or columns of a matrix to be orthogonal to each other
/// (<c>keras.regularizers.OrthogonalRegularizer</c>).
/// </summary>
/// <param name="factor">Factor of the penalty, at least 0.</param>
/// <param name="mode"><c>"rows"</c> or <c>"columns"</c>.</param>
/// <exception cref="ConfigurationException">A setting that cannot be.</exception>
public sealed class OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    : Regularizer(Functional.Regularizer.NewOrthogonalRegularizer(factor, Words.Of(mode, Usual.mode)))
{
    private static readonly Functional.Regularizer.OrthogonalRegularizer Usual = FSharp.Usual<Functional.Regularizer.OrthogonalRegularizer>("keras.regularizers.OrthogonalRegularizer");
}
