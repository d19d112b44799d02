global using FSharpExprs = Microsoft.FSharp.Collections.FSharpList<Functional.Expr>;

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
    public KerasTensor this[params ReadOnlySpan<Slice> key] => Ops.GetItem(this, key);

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(KerasTensor a, KerasTensor b) => Ops.Add(a, b);

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(KerasTensor a, Number b) => Ops.Add(a, b);

    /// <summary>Elementwise sum.</summary>
    public static KerasTensor operator +(Number a, KerasTensor b) => Ops.Add(a, b);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(KerasTensor a, KerasTensor b) => Ops.Subtract(a, b);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(KerasTensor a, Number b) => Ops.Subtract(a, b);

    /// <summary>Elementwise difference.</summary>
    public static KerasTensor operator -(Number a, KerasTensor b) => Ops.Subtract(a, b);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(KerasTensor a, KerasTensor b) => Ops.Multiply(a, b);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(KerasTensor a, Number b) => Ops.Multiply(a, b);

    /// <summary>Elementwise product.</summary>
    public static KerasTensor operator *(Number a, KerasTensor b) => Ops.Multiply(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(KerasTensor a, KerasTensor b) => Ops.TrueDivide(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(KerasTensor a, Number b) => Ops.TrueDivide(a, b);

    /// <summary>Elementwise quotient.</summary>
    public static KerasTensor operator /(Number a, KerasTensor b) => Ops.TrueDivide(a, b);

    /// <summary>Remainder with the sign of the right side, elementwise.</summary>
    public static KerasTensor operator %(KerasTensor a, KerasTensor b) => Ops.Mod(a, b);

    /// <summary>Remainder with the sign of the right side, elementwise.</summary>
    public static KerasTensor operator %(KerasTensor a, Number b) => Ops.Mod(a, b);

    /// <summary>Remainder with the sign of the right side, elementwise.</summary>
    public static KerasTensor operator %(Number a, KerasTensor b) => Ops.Mod(a, b);

    /// <summary>Whether the left is above the right, elementwise.</summary>
    public static KerasTensor operator >(KerasTensor a, KerasTensor b) => Ops.Greater(a, b);

    /// <summary>Whether the left is above the right, elementwise.</summary>
    public static KerasTensor operator >(KerasTensor a, Number b) => Ops.Greater(a, b);

    /// <summary>Whether the left is above the right, elementwise.</summary>
    public static KerasTensor operator >(Number a, KerasTensor b) => Ops.Greater(a, b);

    /// <summary>Whether the left is less than the right, elementwise.</summary>
    public static KerasTensor operator <(KerasTensor a, KerasTensor b) => Ops.Less(a, b);

    /// <summary>Whether the left is less than the right, elementwise.</summary>
    public static KerasTensor operator <(KerasTensor a, Number b) => Ops.Less(a, b);

    /// <summary>Whether the left is less than the right, elementwise.</summary>
    public static KerasTensor operator <(Number a, KerasTensor b) => Ops.Less(a, b);

    /// <summary>Whether the left is at least the right, elementwise.</summary>
    public static KerasTensor operator >=(KerasTensor a, KerasTensor b) => Ops.GreaterEqual(a, b);

    /// <summary>Whether the left is at least the right, elementwise.</summary>
    public static KerasTensor operator >=(KerasTensor a, Number b) => Ops.GreaterEqual(a, b);

    /// <summary>Whether the left is at least the right, elementwise.</summary>
    public static KerasTensor operator >=(Number a, KerasTensor b) => Ops.GreaterEqual(a, b);

    /// <summary>Whether the left is at most the right, elementwise.</summary>
    public static KerasTensor operator <=(KerasTensor a, KerasTensor b) => Ops.LessEqual(a, b);

    /// <summary>Whether the left is at most the right, elementwise.</summary>
    public static KerasTensor operator <=(KerasTensor a, Number b) => Ops.LessEqual(a, b);

    /// <summary>Whether the left is at most the right, elementwise.</summary>
    public static KerasTensor operator <=(Number a, KerasTensor b) => Ops.LessEqual(a, b);

    /// <summary>Whether both hold, elementwise.</summary>
    public static KerasTensor operator &(KerasTensor a, KerasTensor b) => Ops.LogicalAnd(a, b);

    /// <summary>Whether one holds, elementwise.</summary>
    public static KerasTensor operator |(KerasTensor a, KerasTensor b) => Ops.LogicalOr(a, b);

    /// <summary>Elementwise negation.</summary>
    public static KerasTensor operator -(KerasTensor a) => Ops.Negative(a);

    /// <summary>Whether it does not hold, elementwise.</summary>
    public static KerasTensor operator !(KerasTensor a) => Ops.LogicalNot(a);

    /// <summary>Type and shape: <c>float32 (None, 10)</c>.</summary>
    public override string ToString() => $"{DType} {Shape}";

    /// <summary>Calls a function: at once inside an own layer, as a part of the model's graph outside.</summary>
    internal static IReadOnlyList<KerasTensor> Call(string name, ReadOnlySpan<object?> arguments)
    {
        List<KerasTensor> inputs = [];
        var call = FSharp.Call(name, arguments, inputs);
        return Apply(call, inputs, call.Apply);
    }

    /// <summary>Applies a layer of the engine: at once inside an own layer, as a part of the model's graph outside.</summary>
    internal static IReadOnlyList<KerasTensor> Apply(
        ILayer layer, IReadOnlyList<KerasTensor> inputs, Func<FSharpExprs, FSharpExprs> build)
    {
        if (inputs.Any(input => input.IsSymbol))
        {
            var symbols = FSharp.List(inputs.Select(input => input.Symbol));
            return [.. SymbolModule.apply(layer, symbols).Select(symbol => new KerasTensor(symbol))];
        }

        var tracing = inputs.Select(input => input.Tracing).FirstOrDefault(tracing => tracing is not null);
        var results = build(FSharp.List(inputs.Select(input => input.Expr)));
        return [.. results.Select(result => new KerasTensor(result, tracing))];
    }
}
