// Written by tools/Generate from the table of functions (src/Core.Fs/Functions); edit that, and run it.

#nullable enable

using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <content>The functions.</content>
public static partial class Ops
{
    /// <summary>|x|, elementwise.</summary>
    public static KerasTensor Absolute(KerasTensor x) => Symbols("absolute", x)[0];

    /// <inheritdoc cref="Absolute(KerasTensor)"/>
    public static NDArray Absolute(NDArray x) => Values("absolute", x)[0];

    /// <summary>|x|, elementwise.</summary>
    public static KerasTensor Abs(KerasTensor x) => Symbols("abs", x)[0];

    /// <inheritdoc cref="Abs(KerasTensor)"/>
    public static NDArray Abs(NDArray x) => Values("abs", x)[0];

    /// <summary>−x, elementwise.</summary>
    public static KerasTensor Negative(KerasTensor x) => Symbols("negative", x)[0];

    /// <inheritdoc cref="Negative(KerasTensor)"/>
    public static NDArray Negative(NDArray x) => Values("negative", x)[0];

    /// <summary>−1, 0 or 1, elementwise.</summary>
    public static KerasTensor Sign(KerasTensor x) => Symbols("sign", x)[0];

    /// <inheritdoc cref="Sign(KerasTensor)"/>
    public static NDArray Sign(NDArray x) => Values("sign", x)[0];

    /// <summary>x², elementwise.</summary>
    public static KerasTensor Square(KerasTensor x) => Symbols("square", x)[0];

    /// <inheritdoc cref="Square(KerasTensor)"/>
    public static NDArray Square(NDArray x) => Values("square", x)[0];

    /// <summary>√x, elementwise.</summary>
    public static KerasTensor Sqrt(KerasTensor x) => Symbols("sqrt", x)[0];

    /// <inheritdoc cref="Sqrt(KerasTensor)"/>
    public static NDArray Sqrt(NDArray x) => Values("sqrt", x)[0];

    /// <summary>1 / √x, elementwise.</summary>
    public static KerasTensor Rsqrt(KerasTensor x) => Symbols("rsqrt", x)[0];

    /// <inheritdoc cref="Rsqrt(KerasTensor)"/>
    public static NDArray Rsqrt(NDArray x) => Values("rsqrt", x)[0];

    /// <summary>1 / x, elementwise.</summary>
    public static KerasTensor Reciprocal(KerasTensor x) => Symbols("reciprocal", x)[0];

    /// <inheritdoc cref="Reciprocal(KerasTensor)"/>
    public static NDArray Reciprocal(NDArray x) => Values("reciprocal", x)[0];

    /// <summary>eˣ, elementwise.</summary>
    public static KerasTensor Exp(KerasTensor x) => Symbols("exp", x)[0];

    /// <inheritdoc cref="Exp(KerasTensor)"/>
    public static NDArray Exp(NDArray x) => Values("exp", x)[0];

    /// <summary>eˣ − 1, exact for small x, elementwise.</summary>
    public static KerasTensor Expm1(KerasTensor x) => Symbols("expm1", x)[0];

    /// <inheritdoc cref="Expm1(KerasTensor)"/>
    public static NDArray Expm1(NDArray x) => Values("expm1", x)[0];

    /// <summary>Natural logarithm, elementwise.</summary>
    public static KerasTensor Log(KerasTensor x) => Symbols("log", x)[0];

    /// <inheritdoc cref="Log(KerasTensor)"/>
    public static NDArray Log(NDArray x) => Values("log", x)[0];

    /// <summary>log(1 + x), exact for small x, elementwise.</summary>
    public static KerasTensor Log1p(KerasTensor x) => Symbols("log1p", x)[0];

    /// <inheritdoc cref="Log1p(KerasTensor)"/>
    public static NDArray Log1p(NDArray x) => Values("log1p", x)[0];

    /// <summary>Sine, elementwise.</summary>
    public static KerasTensor Sin(KerasTensor x) => Symbols("sin", x)[0];

    /// <inheritdoc cref="Sin(KerasTensor)"/>
    public static NDArray Sin(NDArray x) => Values("sin", x)[0];

    /// <summary>Cosine, elementwise.</summary>
    public static KerasTensor Cos(KerasTensor x) => Symbols("cos", x)[0];

    /// <inheritdoc cref="Cos(KerasTensor)"/>
    public static NDArray Cos(NDArray x) => Values("cos", x)[0];

    /// <summary>Tangent, elementwise.</summary>
    public static KerasTensor Tan(KerasTensor x) => Symbols("tan", x)[0];

    /// <inheritdoc cref="Tan(KerasTensor)"/>
    public static NDArray Tan(NDArray x) => Values("tan", x)[0];

    /// <summary>Inverse sine, elementwise.</summary>
    public static KerasTensor Arcsin(KerasTensor x) => Symbols("arcsin", x)[0];

    /// <inheritdoc cref="Arcsin(KerasTensor)"/>
    public static NDArray Arcsin(NDArray x) => Values("arcsin", x)[0];

    /// <summary>Inverse cosine, elementwise.</summary>
    public static KerasTensor Arccos(KerasTensor x) => Symbols("arccos", x)[0];

    /// <inheritdoc cref="Arccos(KerasTensor)"/>
    public static NDArray Arccos(NDArray x) => Values("arccos", x)[0];

    /// <summary>Inverse tangent, elementwise.</summary>
    public static KerasTensor Arctan(KerasTensor x) => Symbols("arctan", x)[0];

    /// <inheritdoc cref="Arctan(KerasTensor)"/>
    public static NDArray Arctan(NDArray x) => Values("arctan", x)[0];

    /// <summary>Hyperbolic sine, elementwise.</summary>
    public static KerasTensor Sinh(KerasTensor x) => Symbols("sinh", x)[0];

    /// <inheritdoc cref="Sinh(KerasTensor)"/>
    public static NDArray Sinh(NDArray x) => Values("sinh", x)[0];

    /// <summary>Hyperbolic cosine, elementwise.</summary>
    public static KerasTensor Cosh(KerasTensor x) => Symbols("cosh", x)[0];

    /// <inheritdoc cref="Cosh(KerasTensor)"/>
    public static NDArray Cosh(NDArray x) => Values("cosh", x)[0];

    /// <summary>Hyperbolic tangent, elementwise.</summary>
    public static KerasTensor Tanh(KerasTensor x) => Symbols("tanh", x)[0];

    /// <inheritdoc cref="Tanh(KerasTensor)"/>
    public static NDArray Tanh(NDArray x) => Values("tanh", x)[0];

    /// <summary>Error function, elementwise.</summary>
    public static KerasTensor Erf(KerasTensor x) => Symbols("erf", x)[0];

    /// <inheritdoc cref="Erf(KerasTensor)"/>
    public static NDArray Erf(NDArray x) => Values("erf", x)[0];

    /// <summary>Rounded down, elementwise.</summary>
    public static KerasTensor Floor(KerasTensor x) => Symbols("floor", x)[0];

    /// <inheritdoc cref="Floor(KerasTensor)"/>
    public static NDArray Floor(NDArray x) => Values("floor", x)[0];

    /// <summary>Rounded up, elementwise.</summary>
    public static KerasTensor Ceil(KerasTensor x) => Symbols("ceil", x)[0];

    /// <inheritdoc cref="Ceil(KerasTensor)"/>
    public static NDArray Ceil(NDArray x) => Values("ceil", x)[0];

    /// <summary>To the nearest number of so many decimals, halves to even, elementwise.</summary>
    public static KerasTensor Round(KerasTensor x, int decimals = 0) => Symbols("round", x, decimals)[0];

    /// <inheritdoc cref="Round(KerasTensor, int)"/>
    public static NDArray Round(NDArray x, int decimals = 0) => Values("round", x, decimals)[0];

    /// <summary>Whether it is false, elementwise.</summary>
    public static KerasTensor LogicalNot(KerasTensor x) => Symbols("logical_not", x)[0];

    /// <inheritdoc cref="LogicalNot(KerasTensor)"/>
    public static NDArray LogicalNot(NDArray x) => Values("logical_not", x)[0];

    /// <summary>Whether it is no number, elementwise.</summary>
    public static KerasTensor Isnan(KerasTensor x) => Symbols("isnan", x)[0];

    /// <inheritdoc cref="Isnan(KerasTensor)"/>
    public static NDArray Isnan(NDArray x) => Values("isnan", x)[0];

    /// <summary>Whether it is neither infinite nor NaN, elementwise.</summary>
    public static KerasTensor Isfinite(KerasTensor x) => Symbols("isfinite", x)[0];

    /// <inheritdoc cref="Isfinite(KerasTensor)"/>
    public static NDArray Isfinite(NDArray x) => Values("isfinite", x)[0];

    /// <summary>max(x, 0), elementwise.</summary>
    public static KerasTensor Relu(KerasTensor x) => Symbols("relu", x)[0];

    /// <inheritdoc cref="Relu(KerasTensor)"/>
    public static NDArray Relu(NDArray x) => Values("relu", x)[0];

    /// <summary>min(max(x, 0), 6), elementwise.</summary>
    public static KerasTensor Relu6(KerasTensor x) => Symbols("relu6", x)[0];

    /// <inheritdoc cref="Relu6(KerasTensor)"/>
    public static NDArray Relu6(NDArray x) => Values("relu6", x)[0];

    /// <summary>1 / (1 + e⁻ˣ), elementwise.</summary>
    public static KerasTensor Sigmoid(KerasTensor x) => Symbols("sigmoid", x)[0];

    /// <inheritdoc cref="Sigmoid(KerasTensor)"/>
    public static NDArray Sigmoid(NDArray x) => Values("sigmoid", x)[0];

    /// <summary>min(max(x + 3, 0), 6) / 6, elementwise.</summary>
    public static KerasTensor HardSigmoid(KerasTensor x) => Symbols("hard_sigmoid", x)[0];

    /// <inheritdoc cref="HardSigmoid(KerasTensor)"/>
    public static NDArray HardSigmoid(NDArray x) => Values("hard_sigmoid", x)[0];

    /// <summary>log(sigmoid(x)), elementwise.</summary>
    public static KerasTensor LogSigmoid(KerasTensor x) => Symbols("log_sigmoid", x)[0];

    /// <inheritdoc cref="LogSigmoid(KerasTensor)"/>
    public static NDArray LogSigmoid(NDArray x) => Values("log_sigmoid", x)[0];

    /// <summary>log(1 + eˣ), elementwise.</summary>
    public static KerasTensor Softplus(KerasTensor x) => Symbols("softplus", x)[0];

    /// <inheritdoc cref="Softplus(KerasTensor)"/>
    public static NDArray Softplus(NDArray x) => Values("softplus", x)[0];

    /// <summary>x · sigmoid(x), elementwise.</summary>
    public static KerasTensor Silu(KerasTensor x) => Symbols("silu", x)[0];

    /// <inheritdoc cref="Silu(KerasTensor)"/>
    public static NDArray Silu(NDArray x) => Values("silu", x)[0];

    /// <summary>x · sigmoid(x), elementwise.</summary>
    public static KerasTensor Swish(KerasTensor x) => Symbols("swish", x)[0];

    /// <inheritdoc cref="Swish(KerasTensor)"/>
    public static NDArray Swish(NDArray x) => Values("swish", x)[0];

    /// <summary>The scaled elu (Klambauer et al. 2017), elementwise.</summary>
    public static KerasTensor Selu(KerasTensor x) => Symbols("selu", x)[0];

    /// <inheritdoc cref="Selu(KerasTensor)"/>
    public static NDArray Selu(NDArray x) => Values("selu", x)[0];

    /// <summary>x · Φ(x), by a tanh formula or exactly. Keras: the default differs from that of the activation.</summary>
    public static KerasTensor Gelu(KerasTensor x, bool approximate = true) => Symbols("gelu", x, approximate)[0];

    /// <inheritdoc cref="Gelu(KerasTensor, bool)"/>
    public static NDArray Gelu(NDArray x, bool approximate = true) => Values("gelu", x, approximate)[0];

    /// <summary>x where positive, <c>alpha · (eˣ − 1)</c> elsewhere.</summary>
    public static KerasTensor Elu(KerasTensor x, double alpha = 1) => Symbols("elu", x, alpha)[0];

    /// <inheritdoc cref="Elu(KerasTensor, double)"/>
    public static NDArray Elu(NDArray x, double alpha = 1) => Values("elu", x, alpha)[0];

    /// <summary>x where positive, <c>negativeSlope · x</c> elsewhere.</summary>
    public static KerasTensor LeakyRelu(KerasTensor x, double negativeSlope = 0.2) => Symbols("leaky_relu", x, negativeSlope)[0];

    /// <inheritdoc cref="LeakyRelu(KerasTensor, double)"/>
    public static NDArray LeakyRelu(NDArray x, double negativeSlope = 0.2) => Values("leaky_relu", x, negativeSlope)[0];

    /// <summary>The nearest value in [xMin, xMax].</summary>
    public static KerasTensor Clip(KerasTensor x, double xMin, double xMax) => Symbols("clip", x, xMin, xMax)[0];

    /// <inheritdoc cref="Clip(KerasTensor, double, double)"/>
    public static NDArray Clip(NDArray x, double xMin, double xMax) => Values("clip", x, xMin, xMax)[0];

    /// <summary>Sum, elementwise.</summary>
    public static KerasTensor Add(KerasTensor x1, KerasTensor x2) => Symbols("add", x1, x2)[0];

    /// <inheritdoc cref="Add(KerasTensor, KerasTensor)"/>
    public static KerasTensor Add(KerasTensor x1, Number x2) => Symbols("add", x1, x2)[0];

    /// <inheritdoc cref="Add(KerasTensor, KerasTensor)"/>
    public static KerasTensor Add(Number x1, KerasTensor x2) => Symbols("add", x1, x2)[0];

    /// <inheritdoc cref="Add(KerasTensor, KerasTensor)"/>
    public static NDArray Add(NDArray x1, NDArray x2) => Values("add", x1, x2)[0];

    /// <inheritdoc cref="Add(KerasTensor, KerasTensor)"/>
    public static NDArray Add(NDArray x1, Number x2) => Values("add", x1, x2)[0];

    /// <inheritdoc cref="Add(KerasTensor, KerasTensor)"/>
    public static NDArray Add(Number x1, NDArray x2) => Values("add", x1, x2)[0];

    /// <summary>Difference, elementwise.</summary>
    public static KerasTensor Subtract(KerasTensor x1, KerasTensor x2) => Symbols("subtract", x1, x2)[0];

    /// <inheritdoc cref="Subtract(KerasTensor, KerasTensor)"/>
    public static KerasTensor Subtract(KerasTensor x1, Number x2) => Symbols("subtract", x1, x2)[0];

    /// <inheritdoc cref="Subtract(KerasTensor, KerasTensor)"/>
    public static KerasTensor Subtract(Number x1, KerasTensor x2) => Symbols("subtract", x1, x2)[0];

    /// <inheritdoc cref="Subtract(KerasTensor, KerasTensor)"/>
    public static NDArray Subtract(NDArray x1, NDArray x2) => Values("subtract", x1, x2)[0];

    /// <inheritdoc cref="Subtract(KerasTensor, KerasTensor)"/>
    public static NDArray Subtract(NDArray x1, Number x2) => Values("subtract", x1, x2)[0];

    /// <inheritdoc cref="Subtract(KerasTensor, KerasTensor)"/>
    public static NDArray Subtract(Number x1, NDArray x2) => Values("subtract", x1, x2)[0];

    /// <summary>Product, elementwise.</summary>
    public static KerasTensor Multiply(KerasTensor x1, KerasTensor x2) => Symbols("multiply", x1, x2)[0];

    /// <inheritdoc cref="Multiply(KerasTensor, KerasTensor)"/>
    public static KerasTensor Multiply(KerasTensor x1, Number x2) => Symbols("multiply", x1, x2)[0];

    /// <inheritdoc cref="Multiply(KerasTensor, KerasTensor)"/>
    public static KerasTensor Multiply(Number x1, KerasTensor x2) => Symbols("multiply", x1, x2)[0];

    /// <inheritdoc cref="Multiply(KerasTensor, KerasTensor)"/>
    public static NDArray Multiply(NDArray x1, NDArray x2) => Values("multiply", x1, x2)[0];

    /// <inheritdoc cref="Multiply(KerasTensor, KerasTensor)"/>
    public static NDArray Multiply(NDArray x1, Number x2) => Values("multiply", x1, x2)[0];

    /// <inheritdoc cref="Multiply(KerasTensor, KerasTensor)"/>
    public static NDArray Multiply(Number x1, NDArray x2) => Values("multiply", x1, x2)[0];

    /// <summary>Quotient, elementwise.</summary>
    public static KerasTensor Divide(KerasTensor x1, KerasTensor x2) => Symbols("divide", x1, x2)[0];

    /// <inheritdoc cref="Divide(KerasTensor, KerasTensor)"/>
    public static KerasTensor Divide(KerasTensor x1, Number x2) => Symbols("divide", x1, x2)[0];

    /// <inheritdoc cref="Divide(KerasTensor, KerasTensor)"/>
    public static KerasTensor Divide(Number x1, KerasTensor x2) => Symbols("divide", x1, x2)[0];

    /// <inheritdoc cref="Divide(KerasTensor, KerasTensor)"/>
    public static NDArray Divide(NDArray x1, NDArray x2) => Values("divide", x1, x2)[0];

    /// <inheritdoc cref="Divide(KerasTensor, KerasTensor)"/>
    public static NDArray Divide(NDArray x1, Number x2) => Values("divide", x1, x2)[0];

    /// <inheritdoc cref="Divide(KerasTensor, KerasTensor)"/>
    public static NDArray Divide(Number x1, NDArray x2) => Values("divide", x1, x2)[0];

    /// <summary>Quotient, elementwise.</summary>
    public static KerasTensor TrueDivide(KerasTensor x1, KerasTensor x2) => Symbols("true_divide", x1, x2)[0];

    /// <inheritdoc cref="TrueDivide(KerasTensor, KerasTensor)"/>
    public static KerasTensor TrueDivide(KerasTensor x1, Number x2) => Symbols("true_divide", x1, x2)[0];

    /// <inheritdoc cref="TrueDivide(KerasTensor, KerasTensor)"/>
    public static KerasTensor TrueDivide(Number x1, KerasTensor x2) => Symbols("true_divide", x1, x2)[0];

    /// <inheritdoc cref="TrueDivide(KerasTensor, KerasTensor)"/>
    public static NDArray TrueDivide(NDArray x1, NDArray x2) => Values("true_divide", x1, x2)[0];

    /// <inheritdoc cref="TrueDivide(KerasTensor, KerasTensor)"/>
    public static NDArray TrueDivide(NDArray x1, Number x2) => Values("true_divide", x1, x2)[0];

    /// <inheritdoc cref="TrueDivide(KerasTensor, KerasTensor)"/>
    public static NDArray TrueDivide(Number x1, NDArray x2) => Values("true_divide", x1, x2)[0];

    /// <summary>Quotient rounded down, elementwise.</summary>
    public static KerasTensor FloorDivide(KerasTensor x1, KerasTensor x2) => Symbols("floor_divide", x1, x2)[0];

    /// <inheritdoc cref="FloorDivide(KerasTensor, KerasTensor)"/>
    public static KerasTensor FloorDivide(KerasTensor x1, Number x2) => Symbols("floor_divide", x1, x2)[0];

    /// <inheritdoc cref="FloorDivide(KerasTensor, KerasTensor)"/>
    public static KerasTensor FloorDivide(Number x1, KerasTensor x2) => Symbols("floor_divide", x1, x2)[0];

    /// <inheritdoc cref="FloorDivide(KerasTensor, KerasTensor)"/>
    public static NDArray FloorDivide(NDArray x1, NDArray x2) => Values("floor_divide", x1, x2)[0];

    /// <inheritdoc cref="FloorDivide(KerasTensor, KerasTensor)"/>
    public static NDArray FloorDivide(NDArray x1, Number x2) => Values("floor_divide", x1, x2)[0];

    /// <inheritdoc cref="FloorDivide(KerasTensor, KerasTensor)"/>
    public static NDArray FloorDivide(Number x1, NDArray x2) => Values("floor_divide", x1, x2)[0];

    /// <summary>Remainder with the sign of x2, elementwise.</summary>
    public static KerasTensor Mod(KerasTensor x1, KerasTensor x2) => Symbols("mod", x1, x2)[0];

    /// <inheritdoc cref="Mod(KerasTensor, KerasTensor)"/>
    public static KerasTensor Mod(KerasTensor x1, Number x2) => Symbols("mod", x1, x2)[0];

    /// <inheritdoc cref="Mod(KerasTensor, KerasTensor)"/>
    public static KerasTensor Mod(Number x1, KerasTensor x2) => Symbols("mod", x1, x2)[0];

    /// <inheritdoc cref="Mod(KerasTensor, KerasTensor)"/>
    public static NDArray Mod(NDArray x1, NDArray x2) => Values("mod", x1, x2)[0];

    /// <inheritdoc cref="Mod(KerasTensor, KerasTensor)"/>
    public static NDArray Mod(NDArray x1, Number x2) => Values("mod", x1, x2)[0];

    /// <inheritdoc cref="Mod(KerasTensor, KerasTensor)"/>
    public static NDArray Mod(Number x1, NDArray x2) => Values("mod", x1, x2)[0];

    /// <summary>x1 to the power of x2, elementwise.</summary>
    public static KerasTensor Power(KerasTensor x1, KerasTensor x2) => Symbols("power", x1, x2)[0];

    /// <inheritdoc cref="Power(KerasTensor, KerasTensor)"/>
    public static KerasTensor Power(KerasTensor x1, Number x2) => Symbols("power", x1, x2)[0];

    /// <inheritdoc cref="Power(KerasTensor, KerasTensor)"/>
    public static KerasTensor Power(Number x1, KerasTensor x2) => Symbols("power", x1, x2)[0];

    /// <inheritdoc cref="Power(KerasTensor, KerasTensor)"/>
    public static NDArray Power(NDArray x1, NDArray x2) => Values("power", x1, x2)[0];

    /// <inheritdoc cref="Power(KerasTensor, KerasTensor)"/>
    public static NDArray Power(NDArray x1, Number x2) => Values("power", x1, x2)[0];

    /// <inheritdoc cref="Power(KerasTensor, KerasTensor)"/>
    public static NDArray Power(Number x1, NDArray x2) => Values("power", x1, x2)[0];

    /// <summary>The larger, elementwise.</summary>
    public static KerasTensor Maximum(KerasTensor x1, KerasTensor x2) => Symbols("maximum", x1, x2)[0];

    /// <inheritdoc cref="Maximum(KerasTensor, KerasTensor)"/>
    public static KerasTensor Maximum(KerasTensor x1, Number x2) => Symbols("maximum", x1, x2)[0];

    /// <inheritdoc cref="Maximum(KerasTensor, KerasTensor)"/>
    public static KerasTensor Maximum(Number x1, KerasTensor x2) => Symbols("maximum", x1, x2)[0];

    /// <inheritdoc cref="Maximum(KerasTensor, KerasTensor)"/>
    public static NDArray Maximum(NDArray x1, NDArray x2) => Values("maximum", x1, x2)[0];

    /// <inheritdoc cref="Maximum(KerasTensor, KerasTensor)"/>
    public static NDArray Maximum(NDArray x1, Number x2) => Values("maximum", x1, x2)[0];

    /// <inheritdoc cref="Maximum(KerasTensor, KerasTensor)"/>
    public static NDArray Maximum(Number x1, NDArray x2) => Values("maximum", x1, x2)[0];

    /// <summary>The smaller, elementwise.</summary>
    public static KerasTensor Minimum(KerasTensor x1, KerasTensor x2) => Symbols("minimum", x1, x2)[0];

    /// <inheritdoc cref="Minimum(KerasTensor, KerasTensor)"/>
    public static KerasTensor Minimum(KerasTensor x1, Number x2) => Symbols("minimum", x1, x2)[0];

    /// <inheritdoc cref="Minimum(KerasTensor, KerasTensor)"/>
    public static KerasTensor Minimum(Number x1, KerasTensor x2) => Symbols("minimum", x1, x2)[0];

    /// <inheritdoc cref="Minimum(KerasTensor, KerasTensor)"/>
    public static NDArray Minimum(NDArray x1, NDArray x2) => Values("minimum", x1, x2)[0];

    /// <inheritdoc cref="Minimum(KerasTensor, KerasTensor)"/>
    public static NDArray Minimum(NDArray x1, Number x2) => Values("minimum", x1, x2)[0];

    /// <inheritdoc cref="Minimum(KerasTensor, KerasTensor)"/>
    public static NDArray Minimum(Number x1, NDArray x2) => Values("minimum", x1, x2)[0];

    /// <summary>Whether both are equal, elementwise.</summary>
    public static KerasTensor Equal(KerasTensor x1, KerasTensor x2) => Symbols("equal", x1, x2)[0];

    /// <inheritdoc cref="Equal(KerasTensor, KerasTensor)"/>
    public static KerasTensor Equal(KerasTensor x1, Number x2) => Symbols("equal", x1, x2)[0];

    /// <inheritdoc cref="Equal(KerasTensor, KerasTensor)"/>
    public static KerasTensor Equal(Number x1, KerasTensor x2) => Symbols("equal", x1, x2)[0];

    /// <inheritdoc cref="Equal(KerasTensor, KerasTensor)"/>
    public static NDArray Equal(NDArray x1, NDArray x2) => Values("equal", x1, x2)[0];

    /// <inheritdoc cref="Equal(KerasTensor, KerasTensor)"/>
    public static NDArray Equal(NDArray x1, Number x2) => Values("equal", x1, x2)[0];

    /// <inheritdoc cref="Equal(KerasTensor, KerasTensor)"/>
    public static NDArray Equal(Number x1, NDArray x2) => Values("equal", x1, x2)[0];

    /// <summary>Whether both differ, elementwise.</summary>
    public static KerasTensor NotEqual(KerasTensor x1, KerasTensor x2) => Symbols("not_equal", x1, x2)[0];

    /// <inheritdoc cref="NotEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor NotEqual(KerasTensor x1, Number x2) => Symbols("not_equal", x1, x2)[0];

    /// <inheritdoc cref="NotEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor NotEqual(Number x1, KerasTensor x2) => Symbols("not_equal", x1, x2)[0];

    /// <inheritdoc cref="NotEqual(KerasTensor, KerasTensor)"/>
    public static NDArray NotEqual(NDArray x1, NDArray x2) => Values("not_equal", x1, x2)[0];

    /// <inheritdoc cref="NotEqual(KerasTensor, KerasTensor)"/>
    public static NDArray NotEqual(NDArray x1, Number x2) => Values("not_equal", x1, x2)[0];

    /// <inheritdoc cref="NotEqual(KerasTensor, KerasTensor)"/>
    public static NDArray NotEqual(Number x1, NDArray x2) => Values("not_equal", x1, x2)[0];

    /// <summary>Whether x1 is less than x2, elementwise.</summary>
    public static KerasTensor Less(KerasTensor x1, KerasTensor x2) => Symbols("less", x1, x2)[0];

    /// <inheritdoc cref="Less(KerasTensor, KerasTensor)"/>
    public static KerasTensor Less(KerasTensor x1, Number x2) => Symbols("less", x1, x2)[0];

    /// <inheritdoc cref="Less(KerasTensor, KerasTensor)"/>
    public static KerasTensor Less(Number x1, KerasTensor x2) => Symbols("less", x1, x2)[0];

    /// <inheritdoc cref="Less(KerasTensor, KerasTensor)"/>
    public static NDArray Less(NDArray x1, NDArray x2) => Values("less", x1, x2)[0];

    /// <inheritdoc cref="Less(KerasTensor, KerasTensor)"/>
    public static NDArray Less(NDArray x1, Number x2) => Values("less", x1, x2)[0];

    /// <inheritdoc cref="Less(KerasTensor, KerasTensor)"/>
    public static NDArray Less(Number x1, NDArray x2) => Values("less", x1, x2)[0];

    /// <summary>Whether x1 is at most x2, elementwise.</summary>
    public static KerasTensor LessEqual(KerasTensor x1, KerasTensor x2) => Symbols("less_equal", x1, x2)[0];

    /// <inheritdoc cref="LessEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor LessEqual(KerasTensor x1, Number x2) => Symbols("less_equal", x1, x2)[0];

    /// <inheritdoc cref="LessEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor LessEqual(Number x1, KerasTensor x2) => Symbols("less_equal", x1, x2)[0];

    /// <inheritdoc cref="LessEqual(KerasTensor, KerasTensor)"/>
    public static NDArray LessEqual(NDArray x1, NDArray x2) => Values("less_equal", x1, x2)[0];

    /// <inheritdoc cref="LessEqual(KerasTensor, KerasTensor)"/>
    public static NDArray LessEqual(NDArray x1, Number x2) => Values("less_equal", x1, x2)[0];

    /// <inheritdoc cref="LessEqual(KerasTensor, KerasTensor)"/>
    public static NDArray LessEqual(Number x1, NDArray x2) => Values("less_equal", x1, x2)[0];

    /// <summary>Whether x1 is above x2, elementwise.</summary>
    public static KerasTensor Greater(KerasTensor x1, KerasTensor x2) => Symbols("greater", x1, x2)[0];

    /// <inheritdoc cref="Greater(KerasTensor, KerasTensor)"/>
    public static KerasTensor Greater(KerasTensor x1, Number x2) => Symbols("greater", x1, x2)[0];

    /// <inheritdoc cref="Greater(KerasTensor, KerasTensor)"/>
    public static KerasTensor Greater(Number x1, KerasTensor x2) => Symbols("greater", x1, x2)[0];

    /// <inheritdoc cref="Greater(KerasTensor, KerasTensor)"/>
    public static NDArray Greater(NDArray x1, NDArray x2) => Values("greater", x1, x2)[0];

    /// <inheritdoc cref="Greater(KerasTensor, KerasTensor)"/>
    public static NDArray Greater(NDArray x1, Number x2) => Values("greater", x1, x2)[0];

    /// <inheritdoc cref="Greater(KerasTensor, KerasTensor)"/>
    public static NDArray Greater(Number x1, NDArray x2) => Values("greater", x1, x2)[0];

    /// <summary>Whether x1 is at least x2, elementwise.</summary>
    public static KerasTensor GreaterEqual(KerasTensor x1, KerasTensor x2) => Symbols("greater_equal", x1, x2)[0];

    /// <inheritdoc cref="GreaterEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor GreaterEqual(KerasTensor x1, Number x2) => Symbols("greater_equal", x1, x2)[0];

    /// <inheritdoc cref="GreaterEqual(KerasTensor, KerasTensor)"/>
    public static KerasTensor GreaterEqual(Number x1, KerasTensor x2) => Symbols("greater_equal", x1, x2)[0];

    /// <inheritdoc cref="GreaterEqual(KerasTensor, KerasTensor)"/>
    public static NDArray GreaterEqual(NDArray x1, NDArray x2) => Values("greater_equal", x1, x2)[0];

    /// <inheritdoc cref="GreaterEqual(KerasTensor, KerasTensor)"/>
    public static NDArray GreaterEqual(NDArray x1, Number x2) => Values("greater_equal", x1, x2)[0];

    /// <inheritdoc cref="GreaterEqual(KerasTensor, KerasTensor)"/>
    public static NDArray GreaterEqual(Number x1, NDArray x2) => Values("greater_equal", x1, x2)[0];

    /// <summary>Whether both hold, elementwise.</summary>
    public static KerasTensor LogicalAnd(KerasTensor x1, KerasTensor x2) => Symbols("logical_and", x1, x2)[0];

    /// <inheritdoc cref="LogicalAnd(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalAnd(KerasTensor x1, Number x2) => Symbols("logical_and", x1, x2)[0];

    /// <inheritdoc cref="LogicalAnd(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalAnd(Number x1, KerasTensor x2) => Symbols("logical_and", x1, x2)[0];

    /// <inheritdoc cref="LogicalAnd(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalAnd(NDArray x1, NDArray x2) => Values("logical_and", x1, x2)[0];

    /// <inheritdoc cref="LogicalAnd(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalAnd(NDArray x1, Number x2) => Values("logical_and", x1, x2)[0];

    /// <inheritdoc cref="LogicalAnd(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalAnd(Number x1, NDArray x2) => Values("logical_and", x1, x2)[0];

    /// <summary>Whether one holds, elementwise.</summary>
    public static KerasTensor LogicalOr(KerasTensor x1, KerasTensor x2) => Symbols("logical_or", x1, x2)[0];

    /// <inheritdoc cref="LogicalOr(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalOr(KerasTensor x1, Number x2) => Symbols("logical_or", x1, x2)[0];

    /// <inheritdoc cref="LogicalOr(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalOr(Number x1, KerasTensor x2) => Symbols("logical_or", x1, x2)[0];

    /// <inheritdoc cref="LogicalOr(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalOr(NDArray x1, NDArray x2) => Values("logical_or", x1, x2)[0];

    /// <inheritdoc cref="LogicalOr(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalOr(NDArray x1, Number x2) => Values("logical_or", x1, x2)[0];

    /// <inheritdoc cref="LogicalOr(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalOr(Number x1, NDArray x2) => Values("logical_or", x1, x2)[0];

    /// <summary>Where the condition holds the first, elsewhere the second.</summary>
    public static KerasTensor Where(KerasTensor condition, KerasTensor x1, KerasTensor x2) => Symbols("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static KerasTensor Where(KerasTensor condition, KerasTensor x1, Number x2) => Symbols("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static KerasTensor Where(KerasTensor condition, Number x1, KerasTensor x2) => Symbols("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static KerasTensor Where(KerasTensor condition, Number x1, Number x2) => Symbols("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static NDArray Where(NDArray condition, NDArray x1, NDArray x2) => Values("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static NDArray Where(NDArray condition, NDArray x1, Number x2) => Values("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static NDArray Where(NDArray condition, Number x1, NDArray x2) => Values("where", condition, x1, x2)[0];

    /// <inheritdoc cref="Where(KerasTensor, KerasTensor, KerasTensor)"/>
    public static NDArray Where(NDArray condition, Number x1, Number x2) => Values("where", condition, x1, x2)[0];

    /// <summary>The tensor with elements of another type.</summary>
    public static KerasTensor Cast(KerasTensor x, string dtype) => Symbols("cast", x, dtype)[0];

    /// <inheritdoc cref="Cast(KerasTensor, string)"/>
    public static NDArray Cast(NDArray x, string dtype) => Values("cast", x, dtype)[0];

    /// <summary>The tensor, of that type when one is given.</summary>
    public static KerasTensor ConvertToTensor(KerasTensor x, string? dtype = null, bool? sparse = null, bool? ragged = null) =>
        Symbols("convert_to_tensor", x, dtype, sparse, ragged)[0];

    /// <inheritdoc cref="ConvertToTensor(KerasTensor, string?, bool?, bool?)"/>
    public static NDArray ConvertToTensor(NDArray x, string? dtype = null, bool? sparse = null, bool? ragged = null) =>
        Values("convert_to_tensor", x, dtype, sparse, ragged)[0];

    /// <summary>Zeros in the shape of a tensor, and of its type when none is given.</summary>
    public static KerasTensor ZerosLike(KerasTensor x, string? dtype = null) => Symbols("zeros_like", x, dtype)[0];

    /// <inheritdoc cref="ZerosLike(KerasTensor, string?)"/>
    public static NDArray ZerosLike(NDArray x, string? dtype = null) => Values("zeros_like", x, dtype)[0];

    /// <summary>Ones in the shape of a tensor, and of its type when none is given.</summary>
    public static KerasTensor OnesLike(KerasTensor x, string? dtype = null) => Symbols("ones_like", x, dtype)[0];

    /// <inheritdoc cref="OnesLike(KerasTensor, string?)"/>
    public static NDArray OnesLike(NDArray x, string? dtype = null) => Values("ones_like", x, dtype)[0];

    /// <summary>One number in the shape of a tensor, and of its type when none is given.</summary>
    public static KerasTensor FullLike(KerasTensor x, KerasTensor fillValue, string? dtype = null) =>
        Symbols("full_like", x, fillValue, dtype)[0];

    /// <inheritdoc cref="FullLike(KerasTensor, KerasTensor, string?)"/>
    public static KerasTensor FullLike(KerasTensor x, Number fillValue, string? dtype = null) =>
        Symbols("full_like", x, fillValue, dtype)[0];

    /// <inheritdoc cref="FullLike(KerasTensor, KerasTensor, string?)"/>
    public static NDArray FullLike(NDArray x, NDArray fillValue, string? dtype = null) => Values("full_like", x, fillValue, dtype)[0];

    /// <inheritdoc cref="FullLike(KerasTensor, KerasTensor, string?)"/>
    public static NDArray FullLike(NDArray x, Number fillValue, string? dtype = null) => Values("full_like", x, fillValue, dtype)[0];

    /// <summary>The value; no gradient passes.</summary>
    public static KerasTensor StopGradient(KerasTensor variable) => Symbols("stop_gradient", variable)[0];

    /// <inheritdoc cref="StopGradient(KerasTensor)"/>
    public static NDArray StopGradient(NDArray variable) => Values("stop_gradient", variable)[0];

    /// <summary>Sum over axes, over all when absent.</summary>
    public static KerasTensor Sum(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("sum", x, axis, keepdims)[0];

    /// <inheritdoc cref="Sum(KerasTensor, Sizes?, bool)"/>
    public static NDArray Sum(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("sum", x, axis, keepdims)[0];

    /// <summary>Mean over axes, over all when absent.</summary>
    public static KerasTensor Mean(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("mean", x, axis, keepdims)[0];

    /// <inheritdoc cref="Mean(KerasTensor, Sizes?, bool)"/>
    public static NDArray Mean(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("mean", x, axis, keepdims)[0];

    /// <summary>The largest over axes, over all when absent; <c>initial</c> counts as an element.</summary>
    public static KerasTensor Max(KerasTensor x, Sizes? axis = null, bool keepdims = false, double? initial = null) =>
        Symbols("max", x, axis, keepdims, initial)[0];

    /// <inheritdoc cref="Max(KerasTensor, Sizes?, bool, double?)"/>
    public static NDArray Max(NDArray x, Sizes? axis = null, bool keepdims = false, double? initial = null) =>
        Values("max", x, axis, keepdims, initial)[0];

    /// <summary>The smallest over axes, over all when absent; <c>initial</c> counts as an element.</summary>
    public static KerasTensor Min(KerasTensor x, Sizes? axis = null, bool keepdims = false, double? initial = null) =>
        Symbols("min", x, axis, keepdims, initial)[0];

    /// <inheritdoc cref="Min(KerasTensor, Sizes?, bool, double?)"/>
    public static NDArray Min(NDArray x, Sizes? axis = null, bool keepdims = false, double? initial = null) =>
        Values("min", x, axis, keepdims, initial)[0];

    /// <summary>The largest over axes, over all when absent.</summary>
    public static KerasTensor Amax(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("amax", x, axis, keepdims)[0];

    /// <inheritdoc cref="Amax(KerasTensor, Sizes?, bool)"/>
    public static NDArray Amax(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("amax", x, axis, keepdims)[0];

    /// <summary>The smallest over axes, over all when absent.</summary>
    public static KerasTensor Amin(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("amin", x, axis, keepdims)[0];

    /// <inheritdoc cref="Amin(KerasTensor, Sizes?, bool)"/>
    public static NDArray Amin(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("amin", x, axis, keepdims)[0];

    /// <summary>Product over axes, over all when absent.</summary>
    public static KerasTensor Prod(KerasTensor x, Sizes? axis = null, bool keepdims = false, string? dtype = null) =>
        Symbols("prod", x, axis, keepdims, dtype)[0];

    /// <inheritdoc cref="Prod(KerasTensor, Sizes?, bool, string?)"/>
    public static NDArray Prod(NDArray x, Sizes? axis = null, bool keepdims = false, string? dtype = null) =>
        Values("prod", x, axis, keepdims, dtype)[0];

    /// <summary>Whether all hold over axes, over all when absent.</summary>
    public static KerasTensor All(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("all", x, axis, keepdims)[0];

    /// <inheritdoc cref="All(KerasTensor, Sizes?, bool)"/>
    public static NDArray All(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("all", x, axis, keepdims)[0];

    /// <summary>Whether one holds over axes, over all when absent.</summary>
    public static KerasTensor Any(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("any", x, axis, keepdims)[0];

    /// <inheritdoc cref="Any(KerasTensor, Sizes?, bool)"/>
    public static NDArray Any(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("any", x, axis, keepdims)[0];

    /// <summary>log Σ eˣ, safe for large values, over axes, over all when absent.</summary>
    public static KerasTensor Logsumexp(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Symbols("logsumexp", x, axis, keepdims)[0];

    /// <inheritdoc cref="Logsumexp(KerasTensor, Sizes?, bool)"/>
    public static NDArray Logsumexp(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("logsumexp", x, axis, keepdims)[0];

    /// <summary>Index of the largest along an axis, or of all elements in order, int32; the first of equals.</summary>
    public static KerasTensor Argmax(KerasTensor x, int? axis = null, bool keepdims = false) => Symbols("argmax", x, axis, keepdims)[0];

    /// <inheritdoc cref="Argmax(KerasTensor, int?, bool)"/>
    public static NDArray Argmax(NDArray x, int? axis = null, bool keepdims = false) => Values("argmax", x, axis, keepdims)[0];

    /// <summary>Sum of the elements so far along an axis, or of all elements in order.</summary>
    public static KerasTensor Cumsum(KerasTensor x, int? axis = null, string? dtype = null) => Symbols("cumsum", x, axis, dtype)[0];

    /// <inheritdoc cref="Cumsum(KerasTensor, int?, string?)"/>
    public static NDArray Cumsum(NDArray x, int? axis = null, string? dtype = null) => Values("cumsum", x, axis, dtype)[0];

    /// <summary>Product of the elements so far along an axis, or of all elements in order.</summary>
    public static KerasTensor Cumprod(KerasTensor x, int? axis = null, string? dtype = null) => Symbols("cumprod", x, axis, dtype)[0];

    /// <inheritdoc cref="Cumprod(KerasTensor, int?, string?)"/>
    public static NDArray Cumprod(NDArray x, int? axis = null, string? dtype = null) => Values("cumprod", x, axis, dtype)[0];

    /// <summary>The elements along an axis, smallest first.</summary>
    public static KerasTensor Sort(KerasTensor x, int axis = -1) => Symbols("sort", x, axis)[0];

    /// <inheritdoc cref="Sort(KerasTensor, int)"/>
    public static NDArray Sort(NDArray x, int axis = -1) => Values("sort", x, axis)[0];

    /// <summary>eˣ / Σ eˣ over an axis.</summary>
    public static KerasTensor Softmax(KerasTensor x, int axis = -1) => Symbols("softmax", x, axis)[0];

    /// <inheritdoc cref="Softmax(KerasTensor, int)"/>
    public static NDArray Softmax(NDArray x, int axis = -1) => Values("softmax", x, axis)[0];

    /// <summary>log(softmax(x)) over an axis.</summary>
    public static KerasTensor LogSoftmax(KerasTensor x, int axis = -1) => Symbols("log_softmax", x, axis)[0];

    /// <inheritdoc cref="LogSoftmax(KerasTensor, int)"/>
    public static NDArray LogSoftmax(NDArray x, int axis = -1) => Values("log_softmax", x, axis)[0];

    /// <summary>A part of each axis, from the first on; an axis with one number goes.</summary>
    public static KerasTensor GetItem(KerasTensor x, params ReadOnlySpan<Slice> key) => Symbols("get_item", x, key.ToArray())[0];

    /// <inheritdoc cref="GetItem(KerasTensor, ReadOnlySpan{Slice})"/>
    public static NDArray GetItem(NDArray x, params ReadOnlySpan<Slice> key) => Values("get_item", x, key.ToArray())[0];

    /// <summary>The same elements in another shape; one size may be −1, which stands for what is left, such as the batch.</summary>
    public static KerasTensor Reshape(KerasTensor x, Sizes newshape) => Symbols("reshape", x, newshape)[0];

    /// <inheritdoc cref="Reshape(KerasTensor, Sizes)"/>
    public static NDArray Reshape(NDArray x, Sizes newshape) => Values("reshape", x, newshape)[0];

    /// <summary>New axes of size 1.</summary>
    public static KerasTensor ExpandDims(KerasTensor x, Sizes axis) => Symbols("expand_dims", x, axis)[0];

    /// <inheritdoc cref="ExpandDims(KerasTensor, Sizes)"/>
    public static NDArray ExpandDims(NDArray x, Sizes axis) => Values("expand_dims", x, axis)[0];

    /// <summary>Without axes of size 1, without all of them when absent.</summary>
    public static KerasTensor Squeeze(KerasTensor x, Sizes? axis = null) => Symbols("squeeze", x, axis)[0];

    /// <inheritdoc cref="Squeeze(KerasTensor, Sizes?)"/>
    public static NDArray Squeeze(NDArray x, Sizes? axis = null) => Values("squeeze", x, axis)[0];

    /// <summary>The axes in another order, reversed when absent.</summary>
    public static KerasTensor Transpose(KerasTensor x, Sizes? axes = null) => Symbols("transpose", x, axes)[0];

    /// <inheritdoc cref="Transpose(KerasTensor, Sizes?)"/>
    public static NDArray Transpose(NDArray x, Sizes? axes = null) => Values("transpose", x, axes)[0];

    /// <summary>Axes moved to other places.</summary>
    public static KerasTensor Moveaxis(KerasTensor x, Sizes source, Sizes destination) => Symbols("moveaxis", x, source, destination)[0];

    /// <inheritdoc cref="Moveaxis(KerasTensor, Sizes, Sizes)"/>
    public static NDArray Moveaxis(NDArray x, Sizes source, Sizes destination) => Values("moveaxis", x, source, destination)[0];

    /// <summary>Two axes in each other's places.</summary>
    public static KerasTensor Swapaxes(KerasTensor x, int axis1, int axis2) => Symbols("swapaxes", x, axis1, axis2)[0];

    /// <inheritdoc cref="Swapaxes(KerasTensor, int, int)"/>
    public static NDArray Swapaxes(NDArray x, int axis1, int axis2) => Values("swapaxes", x, axis1, axis2)[0];

    /// <summary>The tensor repeated to a shape.</summary>
    public static KerasTensor BroadcastTo(KerasTensor x, Sizes shape) => Symbols("broadcast_to", x, shape)[0];

    /// <inheritdoc cref="BroadcastTo(KerasTensor, Sizes)"/>
    public static NDArray BroadcastTo(NDArray x, Sizes shape) => Values("broadcast_to", x, shape)[0];

    /// <summary>Tensors behind each other along an axis.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Concatenate(KerasTensors xs, int axis = 0) => Symbols("concatenate", xs, axis)[0];

    /// <inheritdoc cref="Concatenate(KerasTensors, int)"/>
    public static NDArray Concatenate(IReadOnlyList<NDArray> xs, int axis = 0) => Values("concatenate", xs, axis)[0];

    /// <summary>Tensors behind each other along a new axis.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Stack(KerasTensors x, int axis = 0) => Symbols("stack", x, axis)[0];

    /// <inheritdoc cref="Stack(KerasTensors, int)"/>
    public static NDArray Stack(IReadOnlyList<NDArray> x, int axis = 0) => Values("stack", x, axis)[0];

    /// <summary>Parts along an axis: so many of equal size, or cut at indices.</summary>
    public static IReadOnlyList<KerasTensor> Split(KerasTensor x, Sizes indicesOrSections, int axis = 0) =>
        Symbols("split", x, indicesOrSections, axis);

    /// <inheritdoc cref="Split(KerasTensor, Sizes, int)"/>
    public static IReadOnlyList<NDArray> Split(NDArray x, Sizes indicesOrSections, int axis = 0) =>
        Values("split", x, indicesOrSections, axis);

    /// <summary>The elements backwards along axes, along all when absent.</summary>
    public static KerasTensor Flip(KerasTensor x, Sizes? axis = null) => Symbols("flip", x, axis)[0];

    /// <inheritdoc cref="Flip(KerasTensor, Sizes?)"/>
    public static NDArray Flip(NDArray x, Sizes? axis = null) => Values("flip", x, axis)[0];

    /// <summary>Slices of an axis at integer indices; of all elements in order when absent.</summary>
    public static KerasTensor Take(KerasTensor x, KerasTensor indices, int? axis = null) => Symbols("take", x, indices, axis)[0];

    /// <inheritdoc cref="Take(KerasTensor, KerasTensor, int?)"/>
    public static NDArray Take(NDArray x, NDArray indices, int? axis = null) => Values("take", x, indices, axis)[0];

    /// <summary>One hot along a new axis, of float32 when no type is given; zeros for an index outside.</summary>
    public static KerasTensor OneHot(KerasTensor x, int numClasses, int axis = -1, string? dtype = null, bool sparse = false) =>
        Symbols("one_hot", x, numClasses, axis, dtype, sparse)[0];

    /// <inheritdoc cref="OneHot(KerasTensor, int, int, string?, bool)"/>
    public static NDArray OneHot(NDArray x, int numClasses, int axis = -1, string? dtype = null, bool sparse = false) =>
        Values("one_hot", x, numClasses, axis, dtype, sparse)[0];

    /// <summary>Matrix product over the last axis of the left and the last but one of the right side.</summary>
    public static KerasTensor Matmul(KerasTensor x1, KerasTensor x2) => Symbols("matmul", x1, x2)[0];

    /// <inheritdoc cref="Matmul(KerasTensor, KerasTensor)"/>
    public static NDArray Matmul(NDArray x1, NDArray x2) => Values("matmul", x1, x2)[0];
}
