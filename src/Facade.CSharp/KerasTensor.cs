namespace Functional.Keras;

/// <summary>
/// A tensor before there is data: what layers are applied to, and what the body of an own layer, loss or metric computes with.
/// Operators broadcast and promote as Keras does; <see cref="Ops"/> holds the functions.
/// </summary>
public class KerasTensor
{
    private readonly Symbol? symbol;
    private readonly Expr expr;

    internal KerasTensor(Symbol symbol) => this.symbol = symbol;

    internal KerasTensor(Expr expr, Tracing? tracing)
    {
        this.expr = expr;
        Tracing = tracing;
    }

    /// <summary>The own layer that is being built; null between layers and in losses and metrics.</summary>
    internal Tracing? Tracing { get; }

    internal Symbol Symbol => symbol ?? throw new ConfigurationException(
        "a tensor inside an own layer cannot be an input or output of a model");

    internal Expr Expr => symbol is null ? expr : throw new ConfigurationException(
        "a tensor of the model's graph cannot be used inside an own layer; pass it as an input");

    internal bool IsSymbol => symbol is not null;

    /// <summary>Sizes of the axes, the batch first; null is a size that is not known.</summary>
    public Shape Shape => Keras.Shape.Of(symbol is null ? expr.Shape : symbol.Shape);

    /// <summary>Keras's name of the element type: <c>"float32"</c>, …</summary>
    public string DType => (symbol is null ? expr.DType : symbol.DType).Name;

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>
    /// A part of each axis, from the first on: <c>x[.., 3]</c> is Keras's <c>x[:, 3]</c>, <c>x[.., 1..^1]</c> its <c>x[:, 1:-1]</c>.
    /// An axis with one number goes; axes beyond the last part stay whole.
    /// </summary>
    /// <exception cref="Functional.ShapeException">There are fewer axes, or an axis is too short.</exception>
    public KerasTensor this[params ReadOnlySpan<Slice> key]
    {
        get
        {
            var parts = FSharp.List(key.ToArray().Select(part => part.Part));
            return Map("get_item", this, expr => Functional.Ops.getItem(parts, expr));
        }
    }

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(KerasTensor a, KerasTensor b) => Map("add", a, b, (x, y) => x + y);

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(KerasTensor a, double b) => Map("add", a, x => x + b);

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(double a, KerasTensor b) => Map("add", b, x => a + x);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(KerasTensor a, KerasTensor b) => Map("subtract", a, b, (x, y) => x - y);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(KerasTensor a, double b) => Map("subtract", a, x => x - b);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(double a, KerasTensor b) => Map("subtract", b, x => a - x);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(KerasTensor a, KerasTensor b) => Map("multiply", a, b, (x, y) => x * y);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(KerasTensor a, double b) => Map("multiply", a, x => x * b);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(double a, KerasTensor b) => Map("multiply", b, x => a * x);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(KerasTensor a, KerasTensor b) => Map("divide", a, b, (x, y) => x / y);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(KerasTensor a, double b) => Map("divide", a, x => x / b);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(double a, KerasTensor b) => Map("divide", b, x => a / x);

    /// <summary>Elementwise negation.</summary>
    public static KerasTensor operator -(KerasTensor a) => Map("negative", a, x => -x);

    /// <summary>Type and shape: <c>float32 (None, 10)</c>.</summary>
    public override string ToString() => $"{DType} {Shape}";

    internal static KerasTensor Map(string name, KerasTensor x, Func<Expr, Expr> function) =>
        Map(name, [x], xs => [function(xs[0])])[0];

    internal static KerasTensor Map(string name, KerasTensor a, KerasTensor b, Func<Expr, Expr, Expr> function) =>
        Map(name, [a, b], xs => [function(xs[0], xs[1])])[0];

    /// <summary>Applies an operation: at once inside an own layer, as a layer of the model's graph outside.</summary>
    internal static IReadOnlyList<KerasTensor> Map(
        string name, IReadOnlyList<KerasTensor> inputs, Func<IReadOnlyList<Expr>, IEnumerable<Expr>> function)
    {
        if (inputs.Any(input => input is null))
            throw new ArgumentNullException(nameof(inputs), $"{name}: an input must not be null");
        if (inputs.Any(input => input.IsSymbol))
        {
            DelegateLayer operation = new(() => name, (_, xs) => function(xs));
            var symbols = FSharp.List(inputs.Select(input => input.Symbol));
            return [.. SymbolModule.apply(operation, symbols).Select(symbol => new KerasTensor(symbol))];
        }

        var tracing = inputs.Select(input => input.Tracing).FirstOrDefault(tracing => tracing is not null);
        return [.. function([.. inputs.Select(input => input.Expr)]).Select(result => new KerasTensor(result, tracing))];
    }
}
