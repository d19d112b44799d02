namespace Functional.Keras.Regularizers;

/// <summary>l1 · Σ |x| (<c>keras.regularizers.L1</c>)</summary>
/// <param name="l1">Factor, at least 0.</param>
public sealed class L1(double l1 = 0.01) : Regularizer(Functional.Regularizer.NewL1(l1));

/// <summary>l2 · Σ x² (<c>keras.regularizers.L2</c>)</summary>
/// <param name="l2">Factor, at least 0.</param>
public sealed class L2(double l2 = 0.01) : Regularizer(Functional.Regularizer.NewL2(l2));

/// <summary>l1 · Σ |x| + l2 · Σ x² (<c>keras.regularizers.L1L2</c>)</summary>
/// <param name="l1">Factor of the absolute values, at least 0.</param>
/// <param name="l2">Factor of the squares, at least 0.</param>
public sealed class L1L2(double l1 = 0, double l2 = 0) : Regularizer(Functional.Regularizer.NewL1L2(l1, l2));

/// <summary>
/// Pushes the rows or columns of a matrix to be orthogonal to each other
/// (<c>keras.regularizers.OrthogonalRegularizer</c>).
/// </summary>
/// <param name="factor">Factor of the penalty.</param>
/// <param name="mode"><c>"rows"</c> or <c>"columns"</c>.</param>
/// <exception cref="ConfigurationException">Another mode.</exception>
public sealed class OrthogonalRegularizer(double factor = 0.01, string mode = "rows")
    : Regularizer(Functional.Regularizer.NewOrthogonalRegularizer(factor, Mode(mode)))
{
    private static OrthogonalMode Mode(string mode) => mode switch
    {
        "rows" => OrthogonalMode.Rows,
        "columns" => OrthogonalMode.Columns,
        _ => throw new ConfigurationException(
            $"OrthogonalRegularizer: mode must be \"rows\" or \"columns\", got \"{mode}\""),
    };
}
