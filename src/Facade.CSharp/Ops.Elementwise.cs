using Engine = Functional.Ops;

namespace Functional.Keras;

/// <summary>
/// Keras's operations (<c>keras.ops</c>) on symbols: what own layers, losses and models are written with. They broadcast and
/// promote as Keras's do. Sum, difference, product, quotient and negation are operators of <see cref="KerasTensor"/>.
/// </summary>
public static partial class Ops
{
    /// <summary>|x|, elementwise.</summary>
    public static KerasTensor Absolute(KerasTensor x) => KerasTensor.Map("absolute", x, Engine.abs);

    /// <summary>−x, elementwise.</summary>
    public static KerasTensor Negative(KerasTensor x) => KerasTensor.Map("negative", x, Engine.neg);

    /// <summary>−1, 0 or 1, elementwise.</summary>
    public static KerasTensor Sign(KerasTensor x) => KerasTensor.Map("sign", x, Engine.sign);

    /// <summary>x², elementwise.</summary>
    public static KerasTensor Square(KerasTensor x) => KerasTensor.Map("square", x, Engine.square);

    /// <summary>√x, elementwise.</summary>
    public static KerasTensor Sqrt(KerasTensor x) => KerasTensor.Map("sqrt", x, Engine.sqrt);

    /// <summary>1 / √x, elementwise.</summary>
    public static KerasTensor Rsqrt(KerasTensor x) => KerasTensor.Map("rsqrt", x, Engine.rsqrt);

    /// <summary>1 / x, elementwise.</summary>
    public static KerasTensor Reciprocal(KerasTensor x) => KerasTensor.Map("reciprocal", x, Engine.reciprocal);

    /// <summary>eˣ, elementwise.</summary>
    public static KerasTensor Exp(KerasTensor x) => KerasTensor.Map("exp", x, Engine.exp);

    /// <summary>eˣ − 1, exact for small x, elementwise.</summary>
    public static KerasTensor Expm1(KerasTensor x) => KerasTensor.Map("expm1", x, Engine.expm1);

    /// <summary>Natural logarithm, elementwise.</summary>
    public static KerasTensor Log(KerasTensor x) => KerasTensor.Map("log", x, Engine.log);

    /// <summary>log(1 + x), exact for small x, elementwise.</summary>
    public static KerasTensor Log1p(KerasTensor x) => KerasTensor.Map("log1p", x, Engine.log1p);

    /// <summary>Sine, elementwise.</summary>
    public static KerasTensor Sin(KerasTensor x) => KerasTensor.Map("sin", x, Engine.sin);

    /// <summary>Cosine, elementwise.</summary>
    public static KerasTensor Cos(KerasTensor x) => KerasTensor.Map("cos", x, Engine.cos);

    /// <summary>Tangent, elementwise.</summary>
    public static KerasTensor Tan(KerasTensor x) => KerasTensor.Map("tan", x, Engine.tan);

    /// <summary>Inverse sine, elementwise.</summary>
    public static KerasTensor Arcsin(KerasTensor x) => KerasTensor.Map("arcsin", x, Engine.asin);

    /// <summary>Inverse cosine, elementwise.</summary>
    public static KerasTensor Arccos(KerasTensor x) => KerasTensor.Map("arccos", x, Engine.acos);

    /// <summary>Inverse tangent, elementwise.</summary>
    public static KerasTensor Arctan(KerasTensor x) => KerasTensor.Map("arctan", x, Engine.atan);

    /// <summary>Hyperbolic sine, elementwise.</summary>
    public static KerasTensor Sinh(KerasTensor x) => KerasTensor.Map("sinh", x, Engine.sinh);

    /// <summary>Hyperbolic cosine, elementwise.</summary>
    public static KerasTensor Cosh(KerasTensor x) => KerasTensor.Map("cosh", x, Engine.cosh);

    /// <summary>Hyperbolic tangent, elementwise.</summary>
    public static KerasTensor Tanh(KerasTensor x) => KerasTensor.Map("tanh", x, Engine.tanh);

    /// <summary>Error function, elementwise.</summary>
    public static KerasTensor Erf(KerasTensor x) => KerasTensor.Map("erf", x, Engine.erf);

    /// <summary>Rounded down, elementwise.</summary>
    public static KerasTensor Floor(KerasTensor x) => KerasTensor.Map("floor", x, Engine.floor);

    /// <summary>Rounded up, elementwise.</summary>
    public static KerasTensor Ceil(KerasTensor x) => KerasTensor.Map("ceil", x, Engine.ceil);

    /// <summary>To the nearest integer, halves to even, elementwise.</summary>
    public static KerasTensor Round(KerasTensor x) => KerasTensor.Map("round", x, Engine.round);

    /// <summary>max(x, 0), elementwise.</summary>
    public static KerasTensor Relu(KerasTensor x) => KerasTensor.Map("relu", x, Engine.relu);

    /// <summary>1 / (1 + e⁻ˣ), elementwise.</summary>
    public static KerasTensor Sigmoid(KerasTensor x) => KerasTensor.Map("sigmoid", x, Engine.sigmoid);

    /// <summary>log(sigmoid(x)), elementwise.</summary>
    public static KerasTensor LogSigmoid(KerasTensor x) => KerasTensor.Map("log_sigmoid", x, Engine.logSigmoid);

    /// <summary>log(1 + eˣ), elementwise.</summary>
    public static KerasTensor Softplus(KerasTensor x) => KerasTensor.Map("softplus", x, Engine.softplus);

    /// <summary>x · sigmoid(x), elementwise.</summary>
    public static KerasTensor Silu(KerasTensor x) => KerasTensor.Map("silu", x, Engine.silu);

    /// <summary>The scaled elu (Klambauer et al. 2017), elementwise.</summary>
    public static KerasTensor Selu(KerasTensor x) => KerasTensor.Map("selu", x, Engine.selu);

    /// <summary>Whether it is false, elementwise.</summary>
    public static KerasTensor LogicalNot(KerasTensor x) => KerasTensor.Map("logical_not", x, Engine.logicalNot);

    /// <summary>Whether it is no number, elementwise.</summary>
    public static KerasTensor Isnan(KerasTensor x) => KerasTensor.Map("isnan", x, Engine.isNan);

    /// <summary>Whether it is neither infinite nor NaN, elementwise.</summary>
    public static KerasTensor Isfinite(KerasTensor x) => KerasTensor.Map("isfinite", x, Engine.isFinite);

    /// <summary>The value; no gradient passes, elementwise.</summary>
    public static KerasTensor StopGradient(KerasTensor variable) =>
        KerasTensor.Map("stop_gradient", variable, Engine.stopGradient);

    /// <summary>The larger, elementwise.</summary>
    public static KerasTensor Maximum(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("maximum", x1, x2, Engine.maximum);

    /// <summary>The larger, elementwise.</summary>
    public static KerasTensor Maximum(KerasTensor x1, double x2) =>
        KerasTensor.Map("maximum", x1, x => Engine.maximum(x, Engine.scalarLike(x, x2)));

    /// <summary>The smaller, elementwise.</summary>
    public static KerasTensor Minimum(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("minimum", x1, x2, Engine.minimum);

    /// <summary>The smaller, elementwise.</summary>
    public static KerasTensor Minimum(KerasTensor x1, double x2) =>
        KerasTensor.Map("minimum", x1, x => Engine.minimum(x, Engine.scalarLike(x, x2)));

    /// <summary>a to the power of b, elementwise.</summary>
    public static KerasTensor Power(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("power", x1, x2, Engine.pow);

    /// <summary>a to the power of b, elementwise.</summary>
    public static KerasTensor Power(KerasTensor x1, double x2) =>
        KerasTensor.Map("power", x1, x => Engine.pow(x, Engine.scalarLike(x, x2)));

    /// <summary>Quotient rounded down, elementwise.</summary>
    public static KerasTensor FloorDivide(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("floor_divide", x1, x2, Engine.floorDiv);

    /// <summary>Quotient rounded down, elementwise.</summary>
    public static KerasTensor FloorDivide(KerasTensor x1, double x2) =>
        KerasTensor.Map("floor_divide", x1, x => Engine.floorDiv(x, Engine.scalarLike(x, x2)));

    /// <summary>Remainder with the sign of b, elementwise.</summary>
    public static KerasTensor Mod(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("mod", x1, x2, Engine.modulo);

    /// <summary>Remainder with the sign of b, elementwise.</summary>
    public static KerasTensor Mod(KerasTensor x1, double x2) =>
        KerasTensor.Map("mod", x1, x => Engine.modulo(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether both are equal, elementwise.</summary>
    public static KerasTensor Equal(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("equal", x1, x2, Engine.equal);

    /// <summary>Whether both are equal, elementwise.</summary>
    public static KerasTensor Equal(KerasTensor x1, double x2) =>
        KerasTensor.Map("equal", x1, x => Engine.equal(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether both differ, elementwise.</summary>
    public static KerasTensor NotEqual(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("not_equal", x1, x2, Engine.notEqual);

    /// <summary>Whether both differ, elementwise.</summary>
    public static KerasTensor NotEqual(KerasTensor x1, double x2) =>
        KerasTensor.Map("not_equal", x1, x => Engine.notEqual(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether a is less than b, elementwise.</summary>
    public static KerasTensor Less(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("less", x1, x2, Engine.less);

    /// <summary>Whether a is less than b, elementwise.</summary>
    public static KerasTensor Less(KerasTensor x1, double x2) =>
        KerasTensor.Map("less", x1, x => Engine.less(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether a is at most b, elementwise.</summary>
    public static KerasTensor LessEqual(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("less_equal", x1, x2, Engine.lessEqual);

    /// <summary>Whether a is at most b, elementwise.</summary>
    public static KerasTensor LessEqual(KerasTensor x1, double x2) =>
        KerasTensor.Map("less_equal", x1, x => Engine.lessEqual(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether a is above b, elementwise.</summary>
    public static KerasTensor Greater(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("greater", x1, x2, Engine.greater);

    /// <summary>Whether a is above b, elementwise.</summary>
    public static KerasTensor Greater(KerasTensor x1, double x2) =>
        KerasTensor.Map("greater", x1, x => Engine.greater(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether a is at least b, elementwise.</summary>
    public static KerasTensor GreaterEqual(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("greater_equal", x1, x2, Engine.greaterEqual);

    /// <summary>Whether a is at least b, elementwise.</summary>
    public static KerasTensor GreaterEqual(KerasTensor x1, double x2) =>
        KerasTensor.Map("greater_equal", x1, x => Engine.greaterEqual(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether both hold, elementwise.</summary>
    public static KerasTensor LogicalAnd(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("logical_and", x1, x2, Engine.logicalAnd);

    /// <summary>Whether both hold, elementwise.</summary>
    public static KerasTensor LogicalAnd(KerasTensor x1, double x2) =>
        KerasTensor.Map("logical_and", x1, x => Engine.logicalAnd(x, Engine.scalarLike(x, x2)));

    /// <summary>Whether one holds, elementwise.</summary>
    public static KerasTensor LogicalOr(KerasTensor x1, KerasTensor x2) => KerasTensor.Map("logical_or", x1, x2, Engine.logicalOr);

    /// <summary>Whether one holds, elementwise.</summary>
    public static KerasTensor LogicalOr(KerasTensor x1, double x2) =>
        KerasTensor.Map("logical_or", x1, x => Engine.logicalOr(x, Engine.scalarLike(x, x2)));
}
