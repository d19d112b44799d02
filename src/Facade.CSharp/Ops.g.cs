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

    /// <summary>Where the condition holds the first, elsewhere the second; without both where it holds, a row for each axis (int64).</summary>
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

    /// <summary>A tensor for others to fill in the shape of a tensor: of zeros, and of its type when none is given.</summary>
    public static KerasTensor EmptyLike(KerasTensor x, string? dtype = null) => Symbols("empty_like", x, dtype)[0];

    /// <inheritdoc cref="EmptyLike(KerasTensor, string?)"/>
    public static NDArray EmptyLike(NDArray x, string? dtype = null) => Values("empty_like", x, dtype)[0];

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

    /// <summary>|x| as a float, elementwise.</summary>
    public static KerasTensor Fabs(KerasTensor x) => Symbols("fabs", x)[0];

    /// <inheritdoc cref="Fabs(KerasTensor)"/>
    public static NDArray Fabs(NDArray x) => Values("fabs", x)[0];

    /// <summary>Cube root, elementwise.</summary>
    public static KerasTensor Cbrt(KerasTensor x) => Symbols("cbrt", x)[0];

    /// <inheritdoc cref="Cbrt(KerasTensor)"/>
    public static NDArray Cbrt(NDArray x) => Values("cbrt", x)[0];

    /// <summary>2ˣ, elementwise.</summary>
    public static KerasTensor Exp2(KerasTensor x) => Symbols("exp2", x)[0];

    /// <inheritdoc cref="Exp2(KerasTensor)"/>
    public static NDArray Exp2(NDArray x) => Values("exp2", x)[0];

    /// <summary>Logarithm to the base 2, elementwise.</summary>
    public static KerasTensor Log2(KerasTensor x) => Symbols("log2", x)[0];

    /// <inheritdoc cref="Log2(KerasTensor)"/>
    public static NDArray Log2(NDArray x) => Values("log2", x)[0];

    /// <summary>Logarithm to the base 10, elementwise.</summary>
    public static KerasTensor Log10(KerasTensor x) => Symbols("log10", x)[0];

    /// <inheritdoc cref="Log10(KerasTensor)"/>
    public static NDArray Log10(NDArray x) => Values("log10", x)[0];

    /// <summary>sin(πx) / (πx), 1 at 0, elementwise.</summary>
    public static KerasTensor Sinc(KerasTensor x) => Symbols("sinc", x)[0];

    /// <inheritdoc cref="Sinc(KerasTensor)"/>
    public static NDArray Sinc(NDArray x) => Values("sinc", x)[0];

    /// <summary>Degrees as radians, elementwise.</summary>
    public static KerasTensor Deg2rad(KerasTensor x) => Symbols("deg2rad", x)[0];

    /// <inheritdoc cref="Deg2rad(KerasTensor)"/>
    public static NDArray Deg2rad(NDArray x) => Values("deg2rad", x)[0];

    /// <summary>Radians as degrees, elementwise.</summary>
    public static KerasTensor Rad2deg(KerasTensor x) => Symbols("rad2deg", x)[0];

    /// <inheritdoc cref="Rad2deg(KerasTensor)"/>
    public static NDArray Rad2deg(NDArray x) => Values("rad2deg", x)[0];

    /// <summary>Rounded towards 0, elementwise.</summary>
    public static KerasTensor Trunc(KerasTensor x) => Symbols("trunc", x)[0];

    /// <inheritdoc cref="Trunc(KerasTensor)"/>
    public static NDArray Trunc(NDArray x) => Values("trunc", x)[0];

    /// <summary>Whether it is infinite, elementwise.</summary>
    public static KerasTensor Isinf(KerasTensor x) => Symbols("isinf", x)[0];

    /// <inheritdoc cref="Isinf(KerasTensor)"/>
    public static NDArray Isinf(NDArray x) => Values("isinf", x)[0];

    /// <summary>Whether it is +∞, elementwise.</summary>
    public static KerasTensor Isposinf(KerasTensor x) => Symbols("isposinf", x)[0];

    /// <inheritdoc cref="Isposinf(KerasTensor)"/>
    public static NDArray Isposinf(NDArray x) => Values("isposinf", x)[0];

    /// <summary>Whether it is −∞, elementwise.</summary>
    public static KerasTensor Isneginf(KerasTensor x) => Symbols("isneginf", x)[0];

    /// <inheritdoc cref="Isneginf(KerasTensor)"/>
    public static NDArray Isneginf(NDArray x) => Values("isneginf", x)[0];

    /// <summary>Whether it has no imaginary part, elementwise.</summary>
    public static KerasTensor Isreal(KerasTensor x) => Symbols("isreal", x)[0];

    /// <inheritdoc cref="Isreal(KerasTensor)"/>
    public static NDArray Isreal(NDArray x) => Values("isreal", x)[0];

    /// <summary>Whether it has a minus sign, elementwise.</summary>
    public static KerasTensor Signbit(KerasTensor x) => Symbols("signbit", x)[0];

    /// <inheritdoc cref="Signbit(KerasTensor)"/>
    public static NDArray Signbit(NDArray x) => Values("signbit", x)[0];

    /// <summary>0 for a positive and π for a negative number, elementwise.</summary>
    public static KerasTensor Angle(KerasTensor x) => Symbols("angle", x)[0];

    /// <inheritdoc cref="Angle(KerasTensor)"/>
    public static NDArray Angle(NDArray x) => Values("angle", x)[0];

    /// <summary>The real part, elementwise.</summary>
    public static KerasTensor Real(KerasTensor x) => Symbols("real", x)[0];

    /// <inheritdoc cref="Real(KerasTensor)"/>
    public static NDArray Real(NDArray x) => Values("real", x)[0];

    /// <summary>The complex conjugate, elementwise.</summary>
    public static KerasTensor Conjugate(KerasTensor x) => Symbols("conjugate", x)[0];

    /// <inheritdoc cref="Conjugate(KerasTensor)"/>
    public static NDArray Conjugate(NDArray x) => Values("conjugate", x)[0];

    /// <summary>The complex conjugate, elementwise.</summary>
    public static KerasTensor Conj(KerasTensor x) => Symbols("conj", x)[0];

    /// <inheritdoc cref="Conj(KerasTensor)"/>
    public static NDArray Conj(NDArray x) => Values("conj", x)[0];

    /// <summary>The tensor.</summary>
    public static KerasTensor Copy(KerasTensor x) => Symbols("copy", x)[0];

    /// <inheritdoc cref="Copy(KerasTensor)"/>
    public static NDArray Copy(NDArray x) => Values("copy", x)[0];

    /// <summary>The tensor, of that type when one is given.</summary>
    public static KerasTensor Array(KerasTensor x, string? dtype = null) => Symbols("array", x, dtype)[0];

    /// <inheritdoc cref="Array(KerasTensor, string?)"/>
    public static NDArray Array(NDArray x, string? dtype = null) => Values("array", x, dtype)[0];

    /// <summary>Numbers in the places of NaN and infinities, which are the largest of the type when absent, elementwise.</summary>
    public static KerasTensor NanToNum(KerasTensor x, double nan = 0, double? posinf = null, double? neginf = null) =>
        Symbols("nan_to_num", x, nan, posinf, neginf)[0];

    /// <inheritdoc cref="NanToNum(KerasTensor, double, double?, double?)"/>
    public static NDArray NanToNum(NDArray x, double nan = 0, double? posinf = null, double? neginf = null) =>
        Values("nan_to_num", x, nan, posinf, neginf)[0];

    /// <summary>The larger, the other one beside NaN, elementwise.</summary>
    public static KerasTensor Fmax(KerasTensor x1, KerasTensor x2) => Symbols("fmax", x1, x2)[0];

    /// <inheritdoc cref="Fmax(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmax(KerasTensor x1, Number x2) => Symbols("fmax", x1, x2)[0];

    /// <inheritdoc cref="Fmax(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmax(Number x1, KerasTensor x2) => Symbols("fmax", x1, x2)[0];

    /// <inheritdoc cref="Fmax(KerasTensor, KerasTensor)"/>
    public static NDArray Fmax(NDArray x1, NDArray x2) => Values("fmax", x1, x2)[0];

    /// <inheritdoc cref="Fmax(KerasTensor, KerasTensor)"/>
    public static NDArray Fmax(NDArray x1, Number x2) => Values("fmax", x1, x2)[0];

    /// <inheritdoc cref="Fmax(KerasTensor, KerasTensor)"/>
    public static NDArray Fmax(Number x1, NDArray x2) => Values("fmax", x1, x2)[0];

    /// <summary>The smaller, the other one beside NaN, elementwise.</summary>
    public static KerasTensor Fmin(KerasTensor x1, KerasTensor x2) => Symbols("fmin", x1, x2)[0];

    /// <inheritdoc cref="Fmin(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmin(KerasTensor x1, Number x2) => Symbols("fmin", x1, x2)[0];

    /// <inheritdoc cref="Fmin(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmin(Number x1, KerasTensor x2) => Symbols("fmin", x1, x2)[0];

    /// <inheritdoc cref="Fmin(KerasTensor, KerasTensor)"/>
    public static NDArray Fmin(NDArray x1, NDArray x2) => Values("fmin", x1, x2)[0];

    /// <inheritdoc cref="Fmin(KerasTensor, KerasTensor)"/>
    public static NDArray Fmin(NDArray x1, Number x2) => Values("fmin", x1, x2)[0];

    /// <inheritdoc cref="Fmin(KerasTensor, KerasTensor)"/>
    public static NDArray Fmin(Number x1, NDArray x2) => Values("fmin", x1, x2)[0];

    /// <summary>Remainder with the sign of x1, elementwise.</summary>
    public static KerasTensor Fmod(KerasTensor x1, KerasTensor x2) => Symbols("fmod", x1, x2)[0];

    /// <inheritdoc cref="Fmod(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmod(KerasTensor x1, Number x2) => Symbols("fmod", x1, x2)[0];

    /// <inheritdoc cref="Fmod(KerasTensor, KerasTensor)"/>
    public static KerasTensor Fmod(Number x1, KerasTensor x2) => Symbols("fmod", x1, x2)[0];

    /// <inheritdoc cref="Fmod(KerasTensor, KerasTensor)"/>
    public static NDArray Fmod(NDArray x1, NDArray x2) => Values("fmod", x1, x2)[0];

    /// <inheritdoc cref="Fmod(KerasTensor, KerasTensor)"/>
    public static NDArray Fmod(NDArray x1, Number x2) => Values("fmod", x1, x2)[0];

    /// <inheritdoc cref="Fmod(KerasTensor, KerasTensor)"/>
    public static NDArray Fmod(Number x1, NDArray x2) => Values("fmod", x1, x2)[0];

    /// <summary>Quotient, 0 where x2 is 0, elementwise.</summary>
    public static KerasTensor DivideNoNan(KerasTensor x1, KerasTensor x2) => Symbols("divide_no_nan", x1, x2)[0];

    /// <inheritdoc cref="DivideNoNan(KerasTensor, KerasTensor)"/>
    public static KerasTensor DivideNoNan(KerasTensor x1, Number x2) => Symbols("divide_no_nan", x1, x2)[0];

    /// <inheritdoc cref="DivideNoNan(KerasTensor, KerasTensor)"/>
    public static KerasTensor DivideNoNan(Number x1, KerasTensor x2) => Symbols("divide_no_nan", x1, x2)[0];

    /// <inheritdoc cref="DivideNoNan(KerasTensor, KerasTensor)"/>
    public static NDArray DivideNoNan(NDArray x1, NDArray x2) => Values("divide_no_nan", x1, x2)[0];

    /// <inheritdoc cref="DivideNoNan(KerasTensor, KerasTensor)"/>
    public static NDArray DivideNoNan(NDArray x1, Number x2) => Values("divide_no_nan", x1, x2)[0];

    /// <inheritdoc cref="DivideNoNan(KerasTensor, KerasTensor)"/>
    public static NDArray DivideNoNan(Number x1, NDArray x2) => Values("divide_no_nan", x1, x2)[0];

    /// <summary>0 below 0, 1 above, x2 at 0, elementwise.</summary>
    public static KerasTensor Heaviside(KerasTensor x1, KerasTensor x2) => Symbols("heaviside", x1, x2)[0];

    /// <inheritdoc cref="Heaviside(KerasTensor, KerasTensor)"/>
    public static KerasTensor Heaviside(KerasTensor x1, Number x2) => Symbols("heaviside", x1, x2)[0];

    /// <inheritdoc cref="Heaviside(KerasTensor, KerasTensor)"/>
    public static KerasTensor Heaviside(Number x1, KerasTensor x2) => Symbols("heaviside", x1, x2)[0];

    /// <inheritdoc cref="Heaviside(KerasTensor, KerasTensor)"/>
    public static NDArray Heaviside(NDArray x1, NDArray x2) => Values("heaviside", x1, x2)[0];

    /// <inheritdoc cref="Heaviside(KerasTensor, KerasTensor)"/>
    public static NDArray Heaviside(NDArray x1, Number x2) => Values("heaviside", x1, x2)[0];

    /// <inheritdoc cref="Heaviside(KerasTensor, KerasTensor)"/>
    public static NDArray Heaviside(Number x1, NDArray x2) => Values("heaviside", x1, x2)[0];

    /// <summary>√(x1² + x2²), elementwise.</summary>
    public static KerasTensor Hypot(KerasTensor x1, KerasTensor x2) => Symbols("hypot", x1, x2)[0];

    /// <inheritdoc cref="Hypot(KerasTensor, KerasTensor)"/>
    public static KerasTensor Hypot(KerasTensor x1, Number x2) => Symbols("hypot", x1, x2)[0];

    /// <inheritdoc cref="Hypot(KerasTensor, KerasTensor)"/>
    public static KerasTensor Hypot(Number x1, KerasTensor x2) => Symbols("hypot", x1, x2)[0];

    /// <inheritdoc cref="Hypot(KerasTensor, KerasTensor)"/>
    public static NDArray Hypot(NDArray x1, NDArray x2) => Values("hypot", x1, x2)[0];

    /// <inheritdoc cref="Hypot(KerasTensor, KerasTensor)"/>
    public static NDArray Hypot(NDArray x1, Number x2) => Values("hypot", x1, x2)[0];

    /// <inheritdoc cref="Hypot(KerasTensor, KerasTensor)"/>
    public static NDArray Hypot(Number x1, NDArray x2) => Values("hypot", x1, x2)[0];

    /// <summary>The imaginary part, elementwise.</summary>
    public static KerasTensor Imag(KerasTensor x) => Symbols("imag", x)[0];

    /// <inheritdoc cref="Imag(KerasTensor)"/>
    public static NDArray Imag(NDArray x) => Values("imag", x)[0];

    /// <summary>The next number of the type from x1 towards x2, elementwise.</summary>
    public static KerasTensor Nextafter(KerasTensor x1, KerasTensor x2) => Symbols("nextafter", x1, x2)[0];

    /// <inheritdoc cref="Nextafter(KerasTensor, KerasTensor)"/>
    public static KerasTensor Nextafter(KerasTensor x1, Number x2) => Symbols("nextafter", x1, x2)[0];

    /// <inheritdoc cref="Nextafter(KerasTensor, KerasTensor)"/>
    public static KerasTensor Nextafter(Number x1, KerasTensor x2) => Symbols("nextafter", x1, x2)[0];

    /// <inheritdoc cref="Nextafter(KerasTensor, KerasTensor)"/>
    public static NDArray Nextafter(NDArray x1, NDArray x2) => Values("nextafter", x1, x2)[0];

    /// <inheritdoc cref="Nextafter(KerasTensor, KerasTensor)"/>
    public static NDArray Nextafter(NDArray x1, Number x2) => Values("nextafter", x1, x2)[0];

    /// <inheritdoc cref="Nextafter(KerasTensor, KerasTensor)"/>
    public static NDArray Nextafter(Number x1, NDArray x2) => Values("nextafter", x1, x2)[0];

    /// <summary>1 − erf x, exact where that is small, elementwise.</summary>
    public static KerasTensor Erfc(KerasTensor x) => Symbols("erfc", x)[0];

    /// <inheritdoc cref="Erfc(KerasTensor)"/>
    public static NDArray Erfc(NDArray x) => Values("erfc", x)[0];

    /// <summary>What the error function makes the number of, elementwise.</summary>
    public static KerasTensor Erfinv(KerasTensor x) => Symbols("erfinv", x)[0];

    /// <inheritdoc cref="Erfinv(KerasTensor)"/>
    public static NDArray Erfinv(NDArray x) => Values("erfinv", x)[0];

    /// <summary>Modified Bessel function of the first kind of order 0, elementwise.</summary>
    public static KerasTensor I0(KerasTensor x) => Symbols("i0", x)[0];

    /// <inheritdoc cref="I0(KerasTensor)"/>
    public static NDArray I0(NDArray x) => Values("i0", x)[0];

    /// <summary>Regularised lower incomplete gamma function, ∫₀^x2 t^(x1 − 1) e⁻ᵗ dt / Γ(x1), elementwise.</summary>
    public static KerasTensor Gammainc(KerasTensor x1, KerasTensor x2) => Symbols("gammainc", x1, x2)[0];

    /// <inheritdoc cref="Gammainc(KerasTensor, KerasTensor)"/>
    public static KerasTensor Gammainc(KerasTensor x1, Number x2) => Symbols("gammainc", x1, x2)[0];

    /// <inheritdoc cref="Gammainc(KerasTensor, KerasTensor)"/>
    public static KerasTensor Gammainc(Number x1, KerasTensor x2) => Symbols("gammainc", x1, x2)[0];

    /// <inheritdoc cref="Gammainc(KerasTensor, KerasTensor)"/>
    public static NDArray Gammainc(NDArray x1, NDArray x2) => Values("gammainc", x1, x2)[0];

    /// <inheritdoc cref="Gammainc(KerasTensor, KerasTensor)"/>
    public static NDArray Gammainc(NDArray x1, Number x2) => Values("gammainc", x1, x2)[0];

    /// <inheritdoc cref="Gammainc(KerasTensor, KerasTensor)"/>
    public static NDArray Gammainc(Number x1, NDArray x2) => Values("gammainc", x1, x2)[0];

    /// <summary>log(eˣ¹ + eˣ²), elementwise.</summary>
    public static KerasTensor Logaddexp(KerasTensor x1, KerasTensor x2) => Symbols("logaddexp", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp(KerasTensor, KerasTensor)"/>
    public static KerasTensor Logaddexp(KerasTensor x1, Number x2) => Symbols("logaddexp", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp(KerasTensor, KerasTensor)"/>
    public static KerasTensor Logaddexp(Number x1, KerasTensor x2) => Symbols("logaddexp", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp(NDArray x1, NDArray x2) => Values("logaddexp", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp(NDArray x1, Number x2) => Values("logaddexp", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp(Number x1, NDArray x2) => Values("logaddexp", x1, x2)[0];

    /// <summary>log₂(2ˣ¹ + 2ˣ²), elementwise.</summary>
    public static KerasTensor Logaddexp2(KerasTensor x1, KerasTensor x2) => Symbols("logaddexp2", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp2(KerasTensor, KerasTensor)"/>
    public static KerasTensor Logaddexp2(KerasTensor x1, Number x2) => Symbols("logaddexp2", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp2(KerasTensor, KerasTensor)"/>
    public static KerasTensor Logaddexp2(Number x1, KerasTensor x2) => Symbols("logaddexp2", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp2(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp2(NDArray x1, NDArray x2) => Values("logaddexp2", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp2(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp2(NDArray x1, Number x2) => Values("logaddexp2", x1, x2)[0];

    /// <inheritdoc cref="Logaddexp2(KerasTensor, KerasTensor)"/>
    public static NDArray Logaddexp2(Number x1, NDArray x2) => Values("logaddexp2", x1, x2)[0];

    /// <summary>x1 · 2ˣ², elementwise.</summary>
    public static KerasTensor Ldexp(KerasTensor x1, KerasTensor x2) => Symbols("ldexp", x1, x2)[0];

    /// <inheritdoc cref="Ldexp(KerasTensor, KerasTensor)"/>
    public static KerasTensor Ldexp(KerasTensor x1, Number x2) => Symbols("ldexp", x1, x2)[0];

    /// <inheritdoc cref="Ldexp(KerasTensor, KerasTensor)"/>
    public static KerasTensor Ldexp(Number x1, KerasTensor x2) => Symbols("ldexp", x1, x2)[0];

    /// <inheritdoc cref="Ldexp(KerasTensor, KerasTensor)"/>
    public static NDArray Ldexp(NDArray x1, NDArray x2) => Values("ldexp", x1, x2)[0];

    /// <inheritdoc cref="Ldexp(KerasTensor, KerasTensor)"/>
    public static NDArray Ldexp(NDArray x1, Number x2) => Values("ldexp", x1, x2)[0];

    /// <inheritdoc cref="Ldexp(KerasTensor, KerasTensor)"/>
    public static NDArray Ldexp(Number x1, NDArray x2) => Values("ldexp", x1, x2)[0];

    /// <summary>Whether exactly one holds, elementwise.</summary>
    public static KerasTensor LogicalXor(KerasTensor x1, KerasTensor x2) => Symbols("logical_xor", x1, x2)[0];

    /// <inheritdoc cref="LogicalXor(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalXor(KerasTensor x1, Number x2) => Symbols("logical_xor", x1, x2)[0];

    /// <inheritdoc cref="LogicalXor(KerasTensor, KerasTensor)"/>
    public static KerasTensor LogicalXor(Number x1, KerasTensor x2) => Symbols("logical_xor", x1, x2)[0];

    /// <inheritdoc cref="LogicalXor(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalXor(NDArray x1, NDArray x2) => Values("logical_xor", x1, x2)[0];

    /// <inheritdoc cref="LogicalXor(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalXor(NDArray x1, Number x2) => Values("logical_xor", x1, x2)[0];

    /// <inheritdoc cref="LogicalXor(KerasTensor, KerasTensor)"/>
    public static NDArray LogicalXor(Number x1, NDArray x2) => Values("logical_xor", x1, x2)[0];

    /// <summary>Whether |x1 − x2| is at most <c>atol + rtol · |x2|</c>, elementwise; whole numbers must be equal.</summary>
    public static KerasTensor Isclose(KerasTensor x1, KerasTensor x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Isclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static KerasTensor Isclose(KerasTensor x1, Number x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Isclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static KerasTensor Isclose(Number x1, KerasTensor x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Isclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Isclose(NDArray x1, NDArray x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Isclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Isclose(NDArray x1, Number x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Isclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Isclose(Number x1, NDArray x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("isclose", x1, x2, rtol, atol, equalNan)[0];

    /// <summary>Whether |x1 − x2| is at most <c>atol + rtol · |x2|</c> everywhere; whole numbers must be equal.</summary>
    public static KerasTensor Allclose(KerasTensor x1, KerasTensor x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Allclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static KerasTensor Allclose(KerasTensor x1, Number x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Allclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static KerasTensor Allclose(Number x1, KerasTensor x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Symbols("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Allclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Allclose(NDArray x1, NDArray x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Allclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Allclose(NDArray x1, Number x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <inheritdoc cref="Allclose(KerasTensor, KerasTensor, double, double, bool)"/>
    public static NDArray Allclose(Number x1, NDArray x2, double rtol = 1E-05, double atol = 1E-08, bool equalNan = false) =>
        Values("allclose", x1, x2, rtol, atol, equalNan)[0];

    /// <summary>Whether it is one of the elements of x2, elementwise.</summary>
    public static KerasTensor Isin(KerasTensor x1, KerasTensor x2, bool assumeUnique = false, bool invert = false) =>
        Symbols("isin", x1, x2, assumeUnique, invert)[0];

    /// <inheritdoc cref="Isin(KerasTensor, KerasTensor, bool, bool)"/>
    public static KerasTensor Isin(KerasTensor x1, Number x2, bool assumeUnique = false, bool invert = false) =>
        Symbols("isin", x1, x2, assumeUnique, invert)[0];

    /// <inheritdoc cref="Isin(KerasTensor, KerasTensor, bool, bool)"/>
    public static KerasTensor Isin(Number x1, KerasTensor x2, bool assumeUnique = false, bool invert = false) =>
        Symbols("isin", x1, x2, assumeUnique, invert)[0];

    /// <inheritdoc cref="Isin(KerasTensor, KerasTensor, bool, bool)"/>
    public static NDArray Isin(NDArray x1, NDArray x2, bool assumeUnique = false, bool invert = false) =>
        Values("isin", x1, x2, assumeUnique, invert)[0];

    /// <inheritdoc cref="Isin(KerasTensor, KerasTensor, bool, bool)"/>
    public static NDArray Isin(NDArray x1, Number x2, bool assumeUnique = false, bool invert = false) =>
        Values("isin", x1, x2, assumeUnique, invert)[0];

    /// <inheritdoc cref="Isin(KerasTensor, KerasTensor, bool, bool)"/>
    public static NDArray Isin(Number x1, NDArray x2, bool assumeUnique = false, bool invert = false) =>
        Values("isin", x1, x2, assumeUnique, invert)[0];

    /// <summary>Inverse hyperbolic sine, elementwise.</summary>
    public static KerasTensor Arcsinh(KerasTensor x) => Symbols("arcsinh", x)[0];

    /// <inheritdoc cref="Arcsinh(KerasTensor)"/>
    public static NDArray Arcsinh(NDArray x) => Values("arcsinh", x)[0];

    /// <summary>Inverse hyperbolic cosine, elementwise.</summary>
    public static KerasTensor Arccosh(KerasTensor x) => Symbols("arccosh", x)[0];

    /// <inheritdoc cref="Arccosh(KerasTensor)"/>
    public static NDArray Arccosh(NDArray x) => Values("arccosh", x)[0];

    /// <summary>Inverse hyperbolic tangent, elementwise.</summary>
    public static KerasTensor Arctanh(KerasTensor x) => Symbols("arctanh", x)[0];

    /// <inheritdoc cref="Arctanh(KerasTensor)"/>
    public static NDArray Arctanh(NDArray x) => Values("arctanh", x)[0];

    /// <summary>The angle of the point (x2, x1), in [−π, π], elementwise.</summary>
    public static KerasTensor Arctan2(KerasTensor x1, KerasTensor x2) => Symbols("arctan2", x1, x2)[0];

    /// <inheritdoc cref="Arctan2(KerasTensor, KerasTensor)"/>
    public static KerasTensor Arctan2(KerasTensor x1, Number x2) => Symbols("arctan2", x1, x2)[0];

    /// <inheritdoc cref="Arctan2(KerasTensor, KerasTensor)"/>
    public static KerasTensor Arctan2(Number x1, KerasTensor x2) => Symbols("arctan2", x1, x2)[0];

    /// <inheritdoc cref="Arctan2(KerasTensor, KerasTensor)"/>
    public static NDArray Arctan2(NDArray x1, NDArray x2) => Values("arctan2", x1, x2)[0];

    /// <inheritdoc cref="Arctan2(KerasTensor, KerasTensor)"/>
    public static NDArray Arctan2(NDArray x1, Number x2) => Values("arctan2", x1, x2)[0];

    /// <inheritdoc cref="Arctan2(KerasTensor, KerasTensor)"/>
    public static NDArray Arctan2(Number x1, NDArray x2) => Values("arctan2", x1, x2)[0];

    /// <summary>The bits that both have, elementwise.</summary>
    public static KerasTensor BitwiseAnd(KerasTensor x, KerasTensor y) => Symbols("bitwise_and", x, y)[0];

    /// <inheritdoc cref="BitwiseAnd(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseAnd(KerasTensor x, Number y) => Symbols("bitwise_and", x, y)[0];

    /// <inheritdoc cref="BitwiseAnd(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseAnd(Number x, KerasTensor y) => Symbols("bitwise_and", x, y)[0];

    /// <inheritdoc cref="BitwiseAnd(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseAnd(NDArray x, NDArray y) => Values("bitwise_and", x, y)[0];

    /// <inheritdoc cref="BitwiseAnd(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseAnd(NDArray x, Number y) => Values("bitwise_and", x, y)[0];

    /// <inheritdoc cref="BitwiseAnd(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseAnd(Number x, NDArray y) => Values("bitwise_and", x, y)[0];

    /// <summary>The bits that one has, elementwise.</summary>
    public static KerasTensor BitwiseOr(KerasTensor x, KerasTensor y) => Symbols("bitwise_or", x, y)[0];

    /// <inheritdoc cref="BitwiseOr(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseOr(KerasTensor x, Number y) => Symbols("bitwise_or", x, y)[0];

    /// <inheritdoc cref="BitwiseOr(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseOr(Number x, KerasTensor y) => Symbols("bitwise_or", x, y)[0];

    /// <inheritdoc cref="BitwiseOr(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseOr(NDArray x, NDArray y) => Values("bitwise_or", x, y)[0];

    /// <inheritdoc cref="BitwiseOr(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseOr(NDArray x, Number y) => Values("bitwise_or", x, y)[0];

    /// <inheritdoc cref="BitwiseOr(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseOr(Number x, NDArray y) => Values("bitwise_or", x, y)[0];

    /// <summary>The bits that exactly one has, elementwise.</summary>
    public static KerasTensor BitwiseXor(KerasTensor x, KerasTensor y) => Symbols("bitwise_xor", x, y)[0];

    /// <inheritdoc cref="BitwiseXor(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseXor(KerasTensor x, Number y) => Symbols("bitwise_xor", x, y)[0];

    /// <inheritdoc cref="BitwiseXor(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseXor(Number x, KerasTensor y) => Symbols("bitwise_xor", x, y)[0];

    /// <inheritdoc cref="BitwiseXor(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseXor(NDArray x, NDArray y) => Values("bitwise_xor", x, y)[0];

    /// <inheritdoc cref="BitwiseXor(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseXor(NDArray x, Number y) => Values("bitwise_xor", x, y)[0];

    /// <inheritdoc cref="BitwiseXor(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseXor(Number x, NDArray y) => Values("bitwise_xor", x, y)[0];

    /// <summary>The largest whole number that divides both, elementwise.</summary>
    public static KerasTensor Gcd(KerasTensor x1, KerasTensor x2) => Symbols("gcd", x1, x2)[0];

    /// <inheritdoc cref="Gcd(KerasTensor, KerasTensor)"/>
    public static KerasTensor Gcd(KerasTensor x1, Number x2) => Symbols("gcd", x1, x2)[0];

    /// <inheritdoc cref="Gcd(KerasTensor, KerasTensor)"/>
    public static KerasTensor Gcd(Number x1, KerasTensor x2) => Symbols("gcd", x1, x2)[0];

    /// <inheritdoc cref="Gcd(KerasTensor, KerasTensor)"/>
    public static NDArray Gcd(NDArray x1, NDArray x2) => Values("gcd", x1, x2)[0];

    /// <inheritdoc cref="Gcd(KerasTensor, KerasTensor)"/>
    public static NDArray Gcd(NDArray x1, Number x2) => Values("gcd", x1, x2)[0];

    /// <inheritdoc cref="Gcd(KerasTensor, KerasTensor)"/>
    public static NDArray Gcd(Number x1, NDArray x2) => Values("gcd", x1, x2)[0];

    /// <summary>The smallest whole number that both divide, elementwise.</summary>
    public static KerasTensor Lcm(KerasTensor x1, KerasTensor x2) => Symbols("lcm", x1, x2)[0];

    /// <inheritdoc cref="Lcm(KerasTensor, KerasTensor)"/>
    public static KerasTensor Lcm(KerasTensor x1, Number x2) => Symbols("lcm", x1, x2)[0];

    /// <inheritdoc cref="Lcm(KerasTensor, KerasTensor)"/>
    public static KerasTensor Lcm(Number x1, KerasTensor x2) => Symbols("lcm", x1, x2)[0];

    /// <inheritdoc cref="Lcm(KerasTensor, KerasTensor)"/>
    public static NDArray Lcm(NDArray x1, NDArray x2) => Values("lcm", x1, x2)[0];

    /// <inheritdoc cref="Lcm(KerasTensor, KerasTensor)"/>
    public static NDArray Lcm(NDArray x1, Number x2) => Values("lcm", x1, x2)[0];

    /// <inheritdoc cref="Lcm(KerasTensor, KerasTensor)"/>
    public static NDArray Lcm(Number x1, NDArray x2) => Values("lcm", x1, x2)[0];

    /// <summary>The same bits as elements of another type.</summary>
    public static KerasTensor View(KerasTensor x, string? dtype = null) => Symbols("view", x, dtype)[0];

    /// <inheritdoc cref="View(KerasTensor, string?)"/>
    public static NDArray View(NDArray x, string? dtype = null) => Values("view", x, dtype)[0];

    /// <summary>All bits the other way, elementwise.</summary>
    public static KerasTensor BitwiseNot(KerasTensor x) => Symbols("bitwise_not", x)[0];

    /// <inheritdoc cref="BitwiseNot(KerasTensor)"/>
    public static NDArray BitwiseNot(NDArray x) => Values("bitwise_not", x)[0];

    /// <summary>All bits the other way, elementwise.</summary>
    public static KerasTensor BitwiseInvert(KerasTensor x) => Symbols("bitwise_invert", x)[0];

    /// <inheritdoc cref="BitwiseInvert(KerasTensor)"/>
    public static NDArray BitwiseInvert(NDArray x) => Values("bitwise_invert", x)[0];

    /// <summary>x · 2ʸ, elementwise.</summary>
    public static KerasTensor LeftShift(KerasTensor x, KerasTensor y) => Symbols("left_shift", x, y)[0];

    /// <inheritdoc cref="LeftShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor LeftShift(KerasTensor x, Number y) => Symbols("left_shift", x, y)[0];

    /// <inheritdoc cref="LeftShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor LeftShift(Number x, KerasTensor y) => Symbols("left_shift", x, y)[0];

    /// <inheritdoc cref="LeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray LeftShift(NDArray x, NDArray y) => Values("left_shift", x, y)[0];

    /// <inheritdoc cref="LeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray LeftShift(NDArray x, Number y) => Values("left_shift", x, y)[0];

    /// <inheritdoc cref="LeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray LeftShift(Number x, NDArray y) => Values("left_shift", x, y)[0];

    /// <summary>x · 2ʸ, elementwise.</summary>
    public static KerasTensor BitwiseLeftShift(KerasTensor x, KerasTensor y) => Symbols("bitwise_left_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseLeftShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseLeftShift(KerasTensor x, Number y) => Symbols("bitwise_left_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseLeftShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseLeftShift(Number x, KerasTensor y) => Symbols("bitwise_left_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseLeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseLeftShift(NDArray x, NDArray y) => Values("bitwise_left_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseLeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseLeftShift(NDArray x, Number y) => Values("bitwise_left_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseLeftShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseLeftShift(Number x, NDArray y) => Values("bitwise_left_shift", x, y)[0];

    /// <summary>x / 2ʸ, rounded down, elementwise.</summary>
    public static KerasTensor RightShift(KerasTensor x, KerasTensor y) => Symbols("right_shift", x, y)[0];

    /// <inheritdoc cref="RightShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor RightShift(KerasTensor x, Number y) => Symbols("right_shift", x, y)[0];

    /// <inheritdoc cref="RightShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor RightShift(Number x, KerasTensor y) => Symbols("right_shift", x, y)[0];

    /// <inheritdoc cref="RightShift(KerasTensor, KerasTensor)"/>
    public static NDArray RightShift(NDArray x, NDArray y) => Values("right_shift", x, y)[0];

    /// <inheritdoc cref="RightShift(KerasTensor, KerasTensor)"/>
    public static NDArray RightShift(NDArray x, Number y) => Values("right_shift", x, y)[0];

    /// <inheritdoc cref="RightShift(KerasTensor, KerasTensor)"/>
    public static NDArray RightShift(Number x, NDArray y) => Values("right_shift", x, y)[0];

    /// <summary>x / 2ʸ, rounded down, elementwise.</summary>
    public static KerasTensor BitwiseRightShift(KerasTensor x, KerasTensor y) => Symbols("bitwise_right_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseRightShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseRightShift(KerasTensor x, Number y) => Symbols("bitwise_right_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseRightShift(KerasTensor, KerasTensor)"/>
    public static KerasTensor BitwiseRightShift(Number x, KerasTensor y) => Symbols("bitwise_right_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseRightShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseRightShift(NDArray x, NDArray y) => Values("bitwise_right_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseRightShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseRightShift(NDArray x, Number y) => Values("bitwise_right_shift", x, y)[0];

    /// <inheritdoc cref="BitwiseRightShift(KerasTensor, KerasTensor)"/>
    public static NDArray BitwiseRightShift(Number x, NDArray y) => Values("bitwise_right_shift", x, y)[0];

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

    /// <summary>Mean squared distance from the mean over axes, over all when absent.</summary>
    public static KerasTensor Var(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("var", x, axis, keepdims)[0];

    /// <inheritdoc cref="Var(KerasTensor, Sizes?, bool)"/>
    public static NDArray Var(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("var", x, axis, keepdims)[0];

    /// <summary>Root of the mean squared distance from the mean over axes, over all when absent.</summary>
    public static KerasTensor Std(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("std", x, axis, keepdims)[0];

    /// <inheritdoc cref="Std(KerasTensor, Sizes?, bool)"/>
    public static NDArray Std(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("std", x, axis, keepdims)[0];

    /// <summary>The largest less the smallest over axes, over all when absent.</summary>
    public static KerasTensor Ptp(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("ptp", x, axis, keepdims)[0];

    /// <inheritdoc cref="Ptp(KerasTensor, Sizes?, bool)"/>
    public static NDArray Ptp(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("ptp", x, axis, keepdims)[0];

    /// <summary>Index of the smallest along an axis, or of all elements in order, int32; the first of equals.</summary>
    public static KerasTensor Argmin(KerasTensor x, int? axis = null, bool keepdims = false) => Symbols("argmin", x, axis, keepdims)[0];

    /// <inheritdoc cref="Argmin(KerasTensor, int?, bool)"/>
    public static NDArray Argmin(NDArray x, int? axis = null, bool keepdims = false) => Values("argmin", x, axis, keepdims)[0];

    /// <summary>Mean over axes, over all when absent, in which each element counts by its weight.</summary>
    public static KerasTensor Average(KerasTensor x, Sizes? axis = null, KerasTensor? weights = null) =>
        Symbols("average", x, axis, weights)[0];

    /// <inheritdoc cref="Average(KerasTensor, Sizes?, KerasTensor?)"/>
    public static NDArray Average(NDArray x, Sizes? axis = null, NDArray? weights = null) => Values("average", x, axis, weights)[0];

    /// <summary>How many elements are not 0 over axes, over all when absent, int32. Keras: the axes that are left come out in reverse.</summary>
    public static KerasTensor CountNonzero(KerasTensor x, Sizes? axis = null) => Symbols("count_nonzero", x, axis)[0];

    /// <inheritdoc cref="CountNonzero(KerasTensor, Sizes?)"/>
    public static NDArray CountNonzero(NDArray x, Sizes? axis = null) => Values("count_nonzero", x, axis)[0];

    /// <summary>Each element less the one before it along an axis, so many times over.</summary>
    public static KerasTensor Diff(KerasTensor a, int n = 1, int axis = -1) => Symbols("diff", a, n, axis)[0];

    /// <inheritdoc cref="Diff(KerasTensor, int, int)"/>
    public static NDArray Diff(NDArray a, int n = 1, int axis = -1) => Values("diff", a, n, axis)[0];

    /// <summary>The area under values along an axis, at the places <c>x</c> or <c>dx</c> apart, by the trapezoidal rule.</summary>
    public static KerasTensor Trapezoid(KerasTensor y, KerasTensor? x = null, double dx = 1, int axis = -1) =>
        Symbols("trapezoid", y, x, dx, axis)[0];

    /// <inheritdoc cref="Trapezoid(KerasTensor, KerasTensor?, double, int)"/>
    public static NDArray Trapezoid(NDArray y, NDArray? x = null, double dx = 1, int axis = -1) => Values("trapezoid", y, x, dx, axis)[0];

    /// <summary>The middle element over axes, over all when absent, or the mean of the two in the middle.</summary>
    public static KerasTensor Median(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("median", x, axis, keepdims)[0];

    /// <inheritdoc cref="Median(KerasTensor, Sizes?, bool)"/>
    public static NDArray Median(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("median", x, axis, keepdims)[0];

    /// <summary>The value below which a share <c>q</c> of the elements lies, over axes, over all when absent. The method says what lies between two elements.</summary>
    public static KerasTensor Quantile(KerasTensor x, KerasTensor q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("quantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Quantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static KerasTensor Quantile(KerasTensor x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("quantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Quantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Quantile(NDArray x, NDArray q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("quantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Quantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Quantile(NDArray x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("quantile", x, q, axis, method, keepdims)[0];

    /// <summary>The value below which <c>q</c> percent of the elements lie, over axes, over all when absent. The method says what lies between two elements.</summary>
    public static KerasTensor Percentile(KerasTensor x, KerasTensor q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("percentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Percentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static KerasTensor Percentile(KerasTensor x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("percentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Percentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Percentile(NDArray x, NDArray q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("percentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Percentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Percentile(NDArray x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("percentile", x, q, axis, method, keepdims)[0];

    /// <summary>Sum of the numbers that are not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nansum(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nansum", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nansum(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nansum(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nansum", x, axis, keepdims)[0];

    /// <summary>Mean of the numbers that are not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanmean(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanmean", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanmean(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanmean(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanmean", x, axis, keepdims)[0];

    /// <summary>The largest that is not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanmax(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanmax", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanmax(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanmax(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanmax", x, axis, keepdims)[0];

    /// <summary>The smallest that is not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanmin(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanmin", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanmin(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanmin(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanmin", x, axis, keepdims)[0];

    /// <summary>Product of the numbers that are not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanprod(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanprod", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanprod(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanprod(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanprod", x, axis, keepdims)[0];

    /// <summary>Mean squared distance from the mean of the numbers that are not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanvar(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanvar", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanvar(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanvar(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanvar", x, axis, keepdims)[0];

    /// <summary>Root of the mean squared distance from the mean of the numbers that are not NaN over axes, over all when absent.</summary>
    public static KerasTensor Nanstd(KerasTensor x, Sizes? axis = null, bool keepdims = false) => Symbols("nanstd", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanstd(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanstd(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanstd", x, axis, keepdims)[0];

    /// <summary>Index of the largest number along an axis, or of all elements in order, int32; −1 where all are NaN.</summary>
    public static KerasTensor Nanargmax(KerasTensor x, int? axis = null, bool keepdims = false) =>
        Symbols("nanargmax", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanargmax(KerasTensor, int?, bool)"/>
    public static NDArray Nanargmax(NDArray x, int? axis = null, bool keepdims = false) => Values("nanargmax", x, axis, keepdims)[0];

    /// <summary>Index of the smallest number along an axis, or of all elements in order, int32; −1 where all are NaN.</summary>
    public static KerasTensor Nanargmin(KerasTensor x, int? axis = null, bool keepdims = false) =>
        Symbols("nanargmin", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanargmin(KerasTensor, int?, bool)"/>
    public static NDArray Nanargmin(NDArray x, int? axis = null, bool keepdims = false) => Values("nanargmin", x, axis, keepdims)[0];

    /// <summary>Sum of the elements that are not NaN so far along an axis, or of all elements in order.</summary>
    public static KerasTensor Nancumsum(KerasTensor x, int? axis = null, string? dtype = null) => Symbols("nancumsum", x, axis, dtype)[0];

    /// <inheritdoc cref="Nancumsum(KerasTensor, int?, string?)"/>
    public static NDArray Nancumsum(NDArray x, int? axis = null, string? dtype = null) => Values("nancumsum", x, axis, dtype)[0];

    /// <summary>Product of the elements that are not NaN so far along an axis, or of all elements in order.</summary>
    public static KerasTensor Nancumprod(KerasTensor x, int? axis = null, string? dtype = null) => Symbols("nancumprod", x, axis, dtype)[0];

    /// <inheritdoc cref="Nancumprod(KerasTensor, int?, string?)"/>
    public static NDArray Nancumprod(NDArray x, int? axis = null, string? dtype = null) => Values("nancumprod", x, axis, dtype)[0];

    /// <summary>The middle one of the numbers that are not NaN over axes, over all when absent, or the mean of the two in the middle.</summary>
    public static KerasTensor Nanmedian(KerasTensor x, Sizes? axis = null, bool keepdims = false) =>
        Symbols("nanmedian", x, axis, keepdims)[0];

    /// <inheritdoc cref="Nanmedian(KerasTensor, Sizes?, bool)"/>
    public static NDArray Nanmedian(NDArray x, Sizes? axis = null, bool keepdims = false) => Values("nanmedian", x, axis, keepdims)[0];

    /// <summary>The value below which a share <c>q</c> of the numbers that are not NaN lies, over axes, over all when absent.</summary>
    public static KerasTensor Nanquantile(KerasTensor x, KerasTensor q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("nanquantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanquantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static KerasTensor Nanquantile(KerasTensor x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("nanquantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanquantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Nanquantile(NDArray x, NDArray q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("nanquantile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanquantile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Nanquantile(NDArray x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("nanquantile", x, q, axis, method, keepdims)[0];

    /// <summary>The value below which <c>q</c> percent of the numbers that are not NaN lie, over axes, over all when absent.</summary>
    public static KerasTensor Nanpercentile(KerasTensor x, KerasTensor q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("nanpercentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanpercentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static KerasTensor Nanpercentile(KerasTensor x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Symbols("nanpercentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanpercentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Nanpercentile(NDArray x, NDArray q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("nanpercentile", x, q, axis, method, keepdims)[0];

    /// <inheritdoc cref="Nanpercentile(KerasTensor, KerasTensor, Sizes?, string, bool)"/>
    public static NDArray Nanpercentile(NDArray x, Number q, Sizes? axis = null, string method = "linear", bool keepdims = false) =>
        Values("nanpercentile", x, q, axis, method, keepdims)[0];

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

    /// <summary>All elements in order along one axis.</summary>
    public static KerasTensor Ravel(KerasTensor x) => Symbols("ravel", x)[0];

    /// <inheritdoc cref="Ravel(KerasTensor)"/>
    public static NDArray Ravel(NDArray x) => Values("ravel", x)[0];

    /// <summary>Tensors behind each other along the second axis, vectors along their only one.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Hstack(KerasTensors xs) => Symbols("hstack", xs)[0];

    /// <inheritdoc cref="Hstack(KerasTensors)"/>
    public static NDArray Hstack(IReadOnlyList<NDArray> xs) => Values("hstack", xs)[0];

    /// <summary>Tensors behind each other along the first axis, vectors as rows.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Vstack(KerasTensors xs) => Symbols("vstack", xs)[0];

    /// <inheritdoc cref="Vstack(KerasTensors)"/>
    public static NDArray Vstack(IReadOnlyList<NDArray> xs) => Values("vstack", xs)[0];

    /// <summary>Tensors behind each other along the third axis.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Dstack(KerasTensors xs) => Symbols("dstack", xs)[0];

    /// <inheritdoc cref="Dstack(KerasTensors)"/>
    public static NDArray Dstack(IReadOnlyList<NDArray> xs) => Values("dstack", xs)[0];

    /// <summary>Tensors behind each other along the second axis, vectors as columns.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor ColumnStack(KerasTensors xs) => Symbols("column_stack", xs)[0];

    /// <inheritdoc cref="ColumnStack(KerasTensors)"/>
    public static NDArray ColumnStack(IReadOnlyList<NDArray> xs) => Values("column_stack", xs)[0];

    /// <summary>The second behind the first along an axis, or all elements of both in order.</summary>
    public static KerasTensor Append(KerasTensor x1, KerasTensor x2, int? axis = null) => Symbols("append", x1, x2, axis)[0];

    /// <inheritdoc cref="Append(KerasTensor, KerasTensor, int?)"/>
    public static NDArray Append(NDArray x1, NDArray x2, int? axis = null) => Values("append", x1, x2, axis)[0];

    /// <summary>Parts along an axis: so many, the first of which are longer by one where they cannot be equal, or cut at indices.</summary>
    public static IReadOnlyList<KerasTensor> ArraySplit(KerasTensor x, Sizes indicesOrSections, int axis = 0) =>
        Symbols("array_split", x, indicesOrSections, axis);

    /// <inheritdoc cref="ArraySplit(KerasTensor, Sizes, int)"/>
    public static IReadOnlyList<NDArray> ArraySplit(NDArray x, Sizes indicesOrSections, int axis = 0) =>
        Values("array_split", x, indicesOrSections, axis);

    /// <summary>Parts along the second axis, of a vector along its only one.</summary>
    public static IReadOnlyList<KerasTensor> Hsplit(KerasTensor x, Sizes indicesOrSections) => Symbols("hsplit", x, indicesOrSections);

    /// <inheritdoc cref="Hsplit(KerasTensor, Sizes)"/>
    public static IReadOnlyList<NDArray> Hsplit(NDArray x, Sizes indicesOrSections) => Values("hsplit", x, indicesOrSections);

    /// <summary>Parts along the first axis.</summary>
    public static IReadOnlyList<KerasTensor> Vsplit(KerasTensor x, Sizes indicesOrSections) => Symbols("vsplit", x, indicesOrSections);

    /// <inheritdoc cref="Vsplit(KerasTensor, Sizes)"/>
    public static IReadOnlyList<NDArray> Vsplit(NDArray x, Sizes indicesOrSections) => Values("vsplit", x, indicesOrSections);

    /// <summary>Parts along the third axis.</summary>
    public static IReadOnlyList<KerasTensor> Dsplit(KerasTensor x, Sizes indicesOrSections) => Symbols("dsplit", x, indicesOrSections);

    /// <inheritdoc cref="Dsplit(KerasTensor, Sizes)"/>
    public static IReadOnlyList<NDArray> Dsplit(NDArray x, Sizes indicesOrSections) => Values("dsplit", x, indicesOrSections);

    /// <summary>The slices of an axis.</summary>
    public static IReadOnlyList<KerasTensor> Unstack(KerasTensor x, int? num = null, int axis = 0) => Symbols("unstack", x, num, axis);

    /// <inheritdoc cref="Unstack(KerasTensor, int?, int)"/>
    public static IReadOnlyList<NDArray> Unstack(NDArray x, int? num = null, int axis = 0) => Values("unstack", x, num, axis);

    /// <summary>The tensor so many times over along each axis.</summary>
    public static KerasTensor Tile(KerasTensor x, Sizes repeats) => Symbols("tile", x, repeats)[0];

    /// <inheritdoc cref="Tile(KerasTensor, Sizes)"/>
    public static NDArray Tile(NDArray x, Sizes repeats) => Values("tile", x, repeats)[0];

    /// <summary>Each element of an axis, or of all elements in order, so many times.</summary>
    public static KerasTensor Repeat(KerasTensor x, Sizes repeats, int? axis = null) => Symbols("repeat", x, repeats, axis)[0];

    /// <inheritdoc cref="Repeat(KerasTensor, Sizes, int?)"/>
    public static NDArray Repeat(NDArray x, Sizes repeats, int? axis = null) => Values("repeat", x, repeats, axis)[0];

    /// <summary>The second axis backwards.</summary>
    public static KerasTensor Fliplr(KerasTensor x) => Symbols("fliplr", x)[0];

    /// <inheritdoc cref="Fliplr(KerasTensor)"/>
    public static NDArray Fliplr(NDArray x) => Values("fliplr", x)[0];

    /// <summary>The first axis backwards.</summary>
    public static KerasTensor Flipud(KerasTensor x) => Symbols("flipud", x)[0];

    /// <inheritdoc cref="Flipud(KerasTensor)"/>
    public static NDArray Flipud(NDArray x) => Values("flipud", x)[0];

    /// <summary>The elements moved on along axes, or in order; those beyond the end come first.</summary>
    public static KerasTensor Roll(KerasTensor x, Sizes shift, Sizes? axis = null) => Symbols("roll", x, shift, axis)[0];

    /// <inheritdoc cref="Roll(KerasTensor, Sizes, Sizes?)"/>
    public static NDArray Roll(NDArray x, Sizes shift, Sizes? axis = null) => Values("roll", x, shift, axis)[0];

    /// <summary>Turned by a quarter so many times in the plane of two axes, (0, 1) when absent.</summary>
    public static KerasTensor Rot90(KerasTensor array, int k = 1, Sizes? axes = null) => Symbols("rot90", array, k, axes)[0];

    /// <inheritdoc cref="Rot90(KerasTensor, int, Sizes?)"/>
    public static NDArray Rot90(NDArray array, int k = 1, Sizes? axes = null) => Values("rot90", array, k, axes)[0];

    /// <summary>Further elements before and after each axis: <c>constantValues</c> (0 when absent), or mirrored ones. Keras: a single pair is for the last axis.</summary>
    public static KerasTensor Pad(KerasTensor x, Borders padWidth, string mode = "constant", double? constantValues = null) =>
        Symbols("pad", x, padWidth, mode, constantValues)[0];

    /// <inheritdoc cref="Pad(KerasTensor, Borders, string, double?)"/>
    public static NDArray Pad(NDArray x, Borders padWidth, string mode = "constant", double? constantValues = null) =>
        Values("pad", x, padWidth, mode, constantValues)[0];

    /// <summary>The index of each axis for the place of an element in order.</summary>
    public static IReadOnlyList<KerasTensor> UnravelIndex(KerasTensor indices, Sizes shape) => Symbols("unravel_index", indices, shape);

    /// <inheritdoc cref="UnravelIndex(KerasTensor, Sizes)"/>
    public static IReadOnlyList<NDArray> UnravelIndex(NDArray indices, Sizes shape) => Values("unravel_index", indices, shape);

    /// <summary>The element of each index along an axis, or among all elements in order.</summary>
    public static KerasTensor TakeAlongAxis(KerasTensor x, KerasTensor indices, int? axis = null) =>
        Symbols("take_along_axis", x, indices, axis)[0];

    /// <inheritdoc cref="TakeAlongAxis(KerasTensor, KerasTensor, int?)"/>
    public static NDArray TakeAlongAxis(NDArray x, NDArray indices, int? axis = null) => Values("take_along_axis", x, indices, axis)[0];

    /// <summary>Each element from the first choice whose condition holds, the default where none does.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Select(KerasTensors condlist, KerasTensors choicelist, KerasTensor @default) =>
        Symbols("select", condlist, choicelist, @default)[0];

    /// <inheritdoc cref="Select(KerasTensors, KerasTensors, KerasTensor)"/>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Select(KerasTensors condlist, KerasTensors choicelist, Number @default = default) =>
        Symbols("select", condlist, choicelist, @default)[0];

    /// <inheritdoc cref="Select(KerasTensors, KerasTensors, KerasTensor)"/>
    public static NDArray Select(IReadOnlyList<NDArray> condlist, IReadOnlyList<NDArray> choicelist, NDArray @default) =>
        Values("select", condlist, choicelist, @default)[0];

    /// <inheritdoc cref="Select(KerasTensors, KerasTensors, KerasTensor)"/>
    public static NDArray Select(IReadOnlyList<NDArray> condlist, IReadOnlyList<NDArray> choicelist, Number @default = default) =>
        Values("select", condlist, choicelist, @default)[0];

    /// <summary>The place of each value in a sorted list, before equal elements or (<c>right</c>) after them, int32.</summary>
    public static KerasTensor Searchsorted(KerasTensor sortedSequence, KerasTensor values, string side = "left") =>
        Symbols("searchsorted", sortedSequence, values, side)[0];

    /// <inheritdoc cref="Searchsorted(KerasTensor, KerasTensor, string)"/>
    public static NDArray Searchsorted(NDArray sortedSequence, NDArray values, string side = "left") =>
        Values("searchsorted", sortedSequence, values, side)[0];

    /// <summary>How many of the sorted bins are at most each value, int32.</summary>
    public static KerasTensor Digitize(KerasTensor x, KerasTensor bins) => Symbols("digitize", x, bins)[0];

    /// <inheritdoc cref="Digitize(KerasTensor, KerasTensor)"/>
    public static NDArray Digitize(NDArray x, NDArray bins) => Values("digitize", x, bins)[0];

    /// <summary>How many elements there are, int64.</summary>
    public static KerasTensor Size(KerasTensor x) => Symbols("size", x)[0];

    /// <inheritdoc cref="Size(KerasTensor)"/>
    public static NDArray Size(NDArray x) => Values("size", x)[0];

    /// <summary>The size of each axis, int32.</summary>
    public static IReadOnlyList<KerasTensor> Shape(KerasTensor x) => Symbols("shape", x);

    /// <inheritdoc cref="Shape(KerasTensor)"/>
    public static IReadOnlyList<NDArray> Shape(NDArray x) => Values("shape", x);

    /// <summary>The number of axes, int32.</summary>
    public static KerasTensor Ndim(KerasTensor x) => Symbols("ndim", x)[0];

    /// <inheritdoc cref="Ndim(KerasTensor)"/>
    public static NDArray Ndim(NDArray x) => Values("ndim", x)[0];

    /// <summary>The block of a shape at a place.</summary>
    public static KerasTensor Slice(KerasTensor inputs, Sizes startIndices, Sizes shape) =>
        Symbols("slice", inputs, startIndices, shape)[0];

    /// <inheritdoc cref="Slice(KerasTensor, Sizes, Sizes)"/>
    public static NDArray Slice(NDArray inputs, Sizes startIndices, Sizes shape) => Values("slice", inputs, startIndices, shape)[0];

    /// <summary>The tensor with a block of others at a place.</summary>
    public static KerasTensor SliceUpdate(KerasTensor inputs, Sizes startIndices, KerasTensor updates) =>
        Symbols("slice_update", inputs, startIndices, updates)[0];

    /// <inheritdoc cref="SliceUpdate(KerasTensor, Sizes, KerasTensor)"/>
    public static NDArray SliceUpdate(NDArray inputs, Sizes startIndices, NDArray updates) =>
        Values("slice_update", inputs, startIndices, updates)[0];

    /// <summary>The tensor with elements of another type, the nearest that it has.</summary>
    public static KerasTensor SaturateCast(KerasTensor x, string dtype) => Symbols("saturate_cast", x, dtype)[0];

    /// <inheritdoc cref="SaturateCast(KerasTensor, string)"/>
    public static NDArray SaturateCast(NDArray x, string dtype) => Values("saturate_cast", x, dtype)[0];

    /// <summary>Sequences of the last axis of one length, each a stride behind the one before.</summary>
    public static KerasTensor ExtractSequences(KerasTensor x, int sequenceLength, int sequenceStride) =>
        Symbols("extract_sequences", x, sequenceLength, sequenceStride)[0];

    /// <inheritdoc cref="ExtractSequences(KerasTensor, int, int)"/>
    public static NDArray ExtractSequences(NDArray x, int sequenceLength, int sequenceStride) =>
        Values("extract_sequences", x, sequenceLength, sequenceStride)[0];

    /// <summary>Sum of each segment along the first axis.</summary>
    public static KerasTensor SegmentSum(KerasTensor data, KerasTensor segmentIds, int? numSegments = null, bool sorted = false) =>
        Symbols("segment_sum", data, segmentIds, numSegments, sorted)[0];

    /// <inheritdoc cref="SegmentSum(KerasTensor, KerasTensor, int?, bool)"/>
    public static NDArray SegmentSum(NDArray data, NDArray segmentIds, int? numSegments = null, bool sorted = false) =>
        Values("segment_sum", data, segmentIds, numSegments, sorted)[0];

    /// <summary>Product of each segment along the first axis.</summary>
    public static KerasTensor SegmentProd(KerasTensor data, KerasTensor segmentIds, int? numSegments = null, bool sorted = false) =>
        Symbols("segment_prod", data, segmentIds, numSegments, sorted)[0];

    /// <inheritdoc cref="SegmentProd(KerasTensor, KerasTensor, int?, bool)"/>
    public static NDArray SegmentProd(NDArray data, NDArray segmentIds, int? numSegments = null, bool sorted = false) =>
        Values("segment_prod", data, segmentIds, numSegments, sorted)[0];

    /// <summary>The largest of each segment along the first axis.</summary>
    public static KerasTensor SegmentMax(KerasTensor data, KerasTensor segmentIds, int? numSegments = null, bool sorted = false) =>
        Symbols("segment_max", data, segmentIds, numSegments, sorted)[0];

    /// <inheritdoc cref="SegmentMax(KerasTensor, KerasTensor, int?, bool)"/>
    public static NDArray SegmentMax(NDArray data, NDArray segmentIds, int? numSegments = null, bool sorted = false) =>
        Values("segment_max", data, segmentIds, numSegments, sorted)[0];

    /// <summary>The smallest of each segment along the first axis.</summary>
    public static KerasTensor SegmentMin(KerasTensor data, KerasTensor segmentIds, int? numSegments = null, bool sorted = false) =>
        Symbols("segment_min", data, segmentIds, numSegments, sorted)[0];

    /// <inheritdoc cref="SegmentMin(KerasTensor, KerasTensor, int?, bool)"/>
    public static NDArray SegmentMin(NDArray data, NDArray segmentIds, int? numSegments = null, bool sorted = false) =>
        Values("segment_min", data, segmentIds, numSegments, sorted)[0];

    /// <summary>A matrix with a vector on its k-th diagonal, or the k-th diagonal of a matrix.</summary>
    public static KerasTensor Diag(KerasTensor x, int k = 0) => Symbols("diag", x, k)[0];

    /// <inheritdoc cref="Diag(KerasTensor, int)"/>
    public static NDArray Diag(NDArray x, int k = 0) => Values("diag", x, k)[0];

    /// <summary>A matrix with all elements in order on its k-th diagonal.</summary>
    public static KerasTensor Diagflat(KerasTensor x, int k = 0) => Symbols("diagflat", x, k)[0];

    /// <inheritdoc cref="Diagflat(KerasTensor, int)"/>
    public static NDArray Diagflat(NDArray x, int k = 0) => Values("diagflat", x, k)[0];

    /// <summary>The diagonal of two axes, along a new last axis.</summary>
    public static KerasTensor Diagonal(KerasTensor x, int offset = 0, int axis1 = 0, int axis2 = 1) =>
        Symbols("diagonal", x, offset, axis1, axis2)[0];

    /// <inheritdoc cref="Diagonal(KerasTensor, int, int, int)"/>
    public static NDArray Diagonal(NDArray x, int offset = 0, int axis1 = 0, int axis2 = 1) =>
        Values("diagonal", x, offset, axis1, axis2)[0];

    /// <summary>Sum of the diagonal of two axes.</summary>
    public static KerasTensor Trace(KerasTensor x, int offset = 0, int axis1 = 0, int axis2 = 1) =>
        Symbols("trace", x, offset, axis1, axis2)[0];

    /// <inheritdoc cref="Trace(KerasTensor, int, int, int)"/>
    public static NDArray Trace(NDArray x, int offset = 0, int axis1 = 0, int axis2 = 1) => Values("trace", x, offset, axis1, axis2)[0];

    /// <summary>The matrices of the last two axes with zeros above the k-th diagonal.</summary>
    public static KerasTensor Tril(KerasTensor x, int k = 0) => Symbols("tril", x, k)[0];

    /// <inheritdoc cref="Tril(KerasTensor, int)"/>
    public static NDArray Tril(NDArray x, int k = 0) => Values("tril", x, k)[0];

    /// <summary>The matrices of the last two axes with zeros below the k-th diagonal.</summary>
    public static KerasTensor Triu(KerasTensor x, int k = 0) => Symbols("triu", x, k)[0];

    /// <inheritdoc cref="Triu(KerasTensor, int)"/>
    public static NDArray Triu(NDArray x, int k = 0) => Values("triu", x, k)[0];

    /// <summary>The powers of a vector's elements as columns, N of them (as many as elements when absent), the highest first unless increasing.</summary>
    public static KerasTensor Vander(KerasTensor x, int? n = null, bool increasing = false) => Symbols("vander", x, n, increasing)[0];

    /// <inheritdoc cref="Vander(KerasTensor, int?, bool)"/>
    public static NDArray Vander(NDArray x, int? n = null, bool increasing = false) => Values("vander", x, n, increasing)[0];

    /// <summary>Sum of products over the last axis of the first and the last but one of the second side.</summary>
    public static KerasTensor Dot(KerasTensor x1, KerasTensor x2) => Symbols("dot", x1, x2)[0];

    /// <inheritdoc cref="Dot(KerasTensor, KerasTensor)"/>
    public static NDArray Dot(NDArray x1, NDArray x2) => Values("dot", x1, x2)[0];

    /// <summary>Sum of products over the last axes of both.</summary>
    public static KerasTensor Inner(KerasTensor x1, KerasTensor x2) => Symbols("inner", x1, x2)[0];

    /// <inheritdoc cref="Inner(KerasTensor, KerasTensor)"/>
    public static NDArray Inner(NDArray x1, NDArray x2) => Values("inner", x1, x2)[0];

    /// <summary>The products of each element of the first with each of the second, as rows and columns.</summary>
    public static KerasTensor Outer(KerasTensor x1, KerasTensor x2) => Symbols("outer", x1, x2)[0];

    /// <inheritdoc cref="Outer(KerasTensor, KerasTensor)"/>
    public static NDArray Outer(NDArray x1, NDArray x2) => Values("outer", x1, x2)[0];

    /// <summary>Sum of the products of all elements in order.</summary>
    public static KerasTensor Vdot(KerasTensor x1, KerasTensor x2) => Symbols("vdot", x1, x2)[0];

    /// <inheritdoc cref="Vdot(KerasTensor, KerasTensor)"/>
    public static NDArray Vdot(NDArray x1, NDArray x2) => Values("vdot", x1, x2)[0];

    /// <summary>Sum of products over the last axes of the first and the first of the second side, or over axes that are named for both.</summary>
    public static KerasTensor Tensordot(KerasTensor x1, KerasTensor x2, Sizes? axes = null) => Symbols("tensordot", x1, x2, axes)[0];

    /// <inheritdoc cref="Tensordot(KerasTensor, KerasTensor, Sizes?)"/>
    public static NDArray Tensordot(NDArray x1, NDArray x2, Sizes? axes = null) => Values("tensordot", x1, x2, axes)[0];

    /// <summary>Vector product of vectors of three elements.</summary>
    public static KerasTensor Cross(KerasTensor x1, KerasTensor x2, int axisa = -1, int axisb = -1, int axisc = -1, int? axis = null) =>
        Symbols("cross", x1, x2, axisa, axisb, axisc, axis)[0];

    /// <inheritdoc cref="Cross(KerasTensor, KerasTensor, int, int, int, int?)"/>
    public static NDArray Cross(NDArray x1, NDArray x2, int axisa = -1, int axisb = -1, int axisc = -1, int? axis = null) =>
        Values("cross", x1, x2, axisa, axisb, axisc, axis)[0];

    /// <summary>Kronecker product: the second in the place of each element of the first, times that.</summary>
    public static KerasTensor Kron(KerasTensor x1, KerasTensor x2) => Symbols("kron", x1, x2)[0];

    /// <inheritdoc cref="Kron(KerasTensor, KerasTensor)"/>
    public static NDArray Kron(NDArray x1, NDArray x2) => Values("kron", x1, x2)[0];

    /// <summary>Correlation of each row of a matrix with each other.</summary>
    public static KerasTensor Corrcoef(KerasTensor x) => Symbols("corrcoef", x)[0];

    /// <inheritdoc cref="Corrcoef(KerasTensor)"/>
    public static NDArray Corrcoef(NDArray x) => Values("corrcoef", x)[0];

    /// <summary>Sums of products of two vectors that are moved along each other: where one covers the other (valid), as many as the first has (same), all (full).</summary>
    public static KerasTensor Correlate(KerasTensor x1, KerasTensor x2, string mode = "valid") => Symbols("correlate", x1, x2, mode)[0];

    /// <inheritdoc cref="Correlate(KerasTensor, KerasTensor, string)"/>
    public static NDArray Correlate(NDArray x1, NDArray x2, string mode = "valid") => Values("correlate", x1, x2, mode)[0];

    /// <summary>Zeros, float32 when no type is given.</summary>
    public static NDArray Zeros(Sizes shape, string? dtype = null) => Values("zeros", shape, dtype)[0];

    /// <summary>A tensor for others to fill: of zeros, float32 when no type is given.</summary>
    public static NDArray Empty(Sizes shape, string? dtype = null) => Values("empty", shape, dtype)[0];

    /// <summary>Ones, float32 when no type is given.</summary>
    public static NDArray Ones(Sizes shape, string? dtype = null) => Values("ones", shape, dtype)[0];

    /// <summary>One number, float32 when no type is given.</summary>
    public static NDArray Full(Sizes shape, Number fillValue, string? dtype = null) => Values("full", shape, fillValue, dtype)[0];

    /// <summary>Numbers from start (0 when only one is given) to before stop, int32 when all are whole and float32 otherwise, when no type is given.</summary>
    public static NDArray Arange(Number start, Number? stop = null, Number? step = null, string? dtype = null) =>
        Values("arange", start, stop, step, dtype)[0];

    /// <summary>So many numbers in equal steps from start to stop, which is the last one with an endpoint.</summary>
    public static NDArray Linspace(Number start, Number stop, int num = 50, bool endpoint = true, bool retstep = false, string? dtype = null, int axis = 0) =>
        Values("linspace", start, stop, num, endpoint, retstep, dtype, axis)[0];

    /// <summary>A base to the power of so many numbers in equal steps.</summary>
    public static NDArray Logspace(Number start, Number stop, int num = 50, bool endpoint = true, Number? @base = null, string? dtype = null, int axis = 0) =>
        Values("logspace", start, stop, num, endpoint, @base, dtype, axis)[0];

    /// <summary>So many numbers from start to stop, each the same multiple of the one before.</summary>
    public static NDArray Geomspace(Number start, Number stop, int num = 50, bool endpoint = true, string? dtype = null, int axis = 0) =>
        Values("geomspace", start, stop, num, endpoint, dtype, axis)[0];

    /// <summary>A matrix with ones on its k-th diagonal.</summary>
    public static NDArray Eye(int n, int? m = null, int k = 0, string? dtype = null) => Values("eye", n, m, k, dtype)[0];

    /// <summary>A matrix with ones on its k-th diagonal and below.</summary>
    public static NDArray Tri(int n, int? m = null, int k = 0, string? dtype = null) => Values("tri", n, m, k, dtype)[0];

    /// <summary>A square matrix with ones on its diagonal.</summary>
    public static NDArray Identity(int n, string? dtype = null) => Values("identity", n, dtype)[0];

    /// <summary>The triangular window of so many steps.</summary>
    public static NDArray Bartlett(int x) => Values("bartlett", x)[0];

    /// <summary>The raised cosine window of so many steps.</summary>
    public static NDArray Hanning(int x) => Values("hanning", x)[0];

    /// <summary>The Hamming window of so many steps.</summary>
    public static NDArray Hamming(int x) => Values("hamming", x)[0];

    /// <summary>The Blackman window of so many steps.</summary>
    public static NDArray Blackman(int x) => Values("blackman", x)[0];

    /// <summary>The Kaiser window of so many steps; beta says how narrow it is.</summary>
    public static NDArray Kaiser(int x, double beta) => Values("kaiser", x, beta)[0];

    /// <summary>x where positive, <c>alpha · (e^(x / alpha) − 1)</c> elsewhere.</summary>
    public static KerasTensor Celu(KerasTensor x, double alpha = 1) => Symbols("celu", x, alpha)[0];

    /// <inheritdoc cref="Celu(KerasTensor, double)"/>
    public static NDArray Celu(NDArray x, double alpha = 1) => Values("celu", x, alpha)[0];

    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    public static KerasTensor Glu(KerasTensor x, int axis = -1) => Symbols("glu", x, axis)[0];

    /// <inheritdoc cref="Glu(KerasTensor, int)"/>
    public static NDArray Glu(NDArray x, int axis = -1) => Values("glu", x, axis)[0];

    /// <summary>0 in [−threshold, threshold], x elsewhere.</summary>
    public static KerasTensor HardShrink(KerasTensor x, double threshold = 0.5) => Symbols("hard_shrink", x, threshold)[0];

    /// <inheritdoc cref="HardShrink(KerasTensor, double)"/>
    public static NDArray HardShrink(NDArray x, double threshold = 0.5) => Values("hard_shrink", x, threshold)[0];

    /// <summary>x moved towards 0 by the threshold, 0 within.</summary>
    public static KerasTensor SoftShrink(KerasTensor x, double threshold = 0.5) => Symbols("soft_shrink", x, threshold)[0];

    /// <inheritdoc cref="SoftShrink(KerasTensor, double)"/>
    public static NDArray SoftShrink(NDArray x, double threshold = 0.5) => Values("soft_shrink", x, threshold)[0];

    /// <summary>x · min(max(x + 3, 0), 6) / 6, elementwise.</summary>
    public static KerasTensor HardSilu(KerasTensor x) => Symbols("hard_silu", x)[0];

    /// <inheritdoc cref="HardSilu(KerasTensor)"/>
    public static NDArray HardSilu(NDArray x) => Values("hard_silu", x)[0];

    /// <summary>x · min(max(x + 3, 0), 6) / 6, elementwise.</summary>
    public static KerasTensor HardSwish(KerasTensor x) => Symbols("hard_swish", x)[0];

    /// <inheritdoc cref="HardSwish(KerasTensor)"/>
    public static NDArray HardSwish(NDArray x) => Values("hard_swish", x)[0];

    /// <summary>min(max(x, −1), 1), elementwise.</summary>
    public static KerasTensor HardTanh(KerasTensor x) => Symbols("hard_tanh", x)[0];

    /// <inheritdoc cref="HardTanh(KerasTensor)"/>
    public static NDArray HardTanh(NDArray x) => Values("hard_tanh", x)[0];

    /// <summary>x / (1 + |x|), elementwise.</summary>
    public static KerasTensor Softsign(KerasTensor x) => Symbols("softsign", x)[0];

    /// <inheritdoc cref="Softsign(KerasTensor)"/>
    public static NDArray Softsign(NDArray x) => Values("softsign", x)[0];

    /// <summary>0 below −1, (x + 1)² / 4 up to 1, x above, elementwise.</summary>
    public static KerasTensor SparsePlus(KerasTensor x) => Symbols("sparse_plus", x)[0];

    /// <inheritdoc cref="SparsePlus(KerasTensor)"/>
    public static NDArray SparsePlus(NDArray x) => Values("sparse_plus", x)[0];

    /// <summary>0 below −1, (x + 1) / 2 up to 1, 1 above, elementwise.</summary>
    public static KerasTensor SparseSigmoid(KerasTensor x) => Symbols("sparse_sigmoid", x)[0];

    /// <inheritdoc cref="SparseSigmoid(KerasTensor)"/>
    public static NDArray SparseSigmoid(NDArray x) => Values("sparse_sigmoid", x)[0];

    /// <summary>The nearest point of the simplex (Martins and Astudillo 2016).</summary>
    public static KerasTensor Sparsemax(KerasTensor x, int axis = -1) => Symbols("sparsemax", x, axis)[0];

    /// <inheritdoc cref="Sparsemax(KerasTensor, int)"/>
    public static NDArray Sparsemax(NDArray x, int axis = -1) => Values("sparsemax", x, axis)[0];

    /// <summary>(x + √(x² + b)) / 2.</summary>
    public static KerasTensor Squareplus(KerasTensor x, int b = 4) => Symbols("squareplus", x, b)[0];

    /// <inheritdoc cref="Squareplus(KerasTensor, int)"/>
    public static NDArray Squareplus(NDArray x, int b = 4) => Values("squareplus", x, b)[0];

    /// <summary>x − tanh x, elementwise.</summary>
    public static KerasTensor TanhShrink(KerasTensor x) => Symbols("tanh_shrink", x)[0];

    /// <inheritdoc cref="TanhShrink(KerasTensor)"/>
    public static NDArray TanhShrink(NDArray x) => Values("tanh_shrink", x)[0];

    /// <summary>x above the threshold, <c>defaultValue</c> elsewhere.</summary>
    public static KerasTensor Threshold(KerasTensor x, double threshold, double defaultValue) =>
        Symbols("threshold", x, threshold, defaultValue)[0];

    /// <inheritdoc cref="Threshold(KerasTensor, double, double)"/>
    public static NDArray Threshold(NDArray x, double threshold, double defaultValue) => Values("threshold", x, threshold, defaultValue)[0];

    /// <summary>Mean and variance over axes.</summary>
    public static IReadOnlyList<KerasTensor> Moments(KerasTensor x, Sizes axes, bool keepdims = false, bool synchronized = false) =>
        Symbols("moments", x, axes, keepdims, synchronized);

    /// <inheritdoc cref="Moments(KerasTensor, Sizes, bool, bool)"/>
    public static IReadOnlyList<NDArray> Moments(NDArray x, Sizes axes, bool keepdims = false, bool synchronized = false) =>
        Values("moments", x, axes, keepdims, synchronized);

    /// <summary>The tensor over its length along axes, <c>(Σ |x|^order)^(1 / order)</c>, which counts for at least epsilon (1e-7 when absent).</summary>
    public static KerasTensor Normalize(KerasTensor x, Sizes? axis = null, int order = 2, double? epsilon = null) =>
        Symbols("normalize", x, axis, order, epsilon)[0];

    /// <inheritdoc cref="Normalize(KerasTensor, Sizes?, int, double?)"/>
    public static NDArray Normalize(NDArray x, Sizes? axis = null, int order = 2, double? epsilon = null) =>
        Values("normalize", x, axis, order, epsilon)[0];

    /// <summary>The tensor over the root of its mean square along axes, times a scale (Zhang and Sennrich 2019). Epsilon is 1e-7 when absent.</summary>
    public static KerasTensor RmsNormalization(KerasTensor x, KerasTensor? scale = null, Sizes? axis = null, double? epsilon = null) =>
        Symbols("rms_normalization", x, scale, axis, epsilon)[0];

    /// <inheritdoc cref="RmsNormalization(KerasTensor, KerasTensor?, Sizes?, double?)"/>
    public static NDArray RmsNormalization(NDArray x, NDArray? scale = null, Sizes? axis = null, double? epsilon = null) =>
        Values("rms_normalization", x, scale, axis, epsilon)[0];

    /// <summary>The tensor less its mean, over its deviation along axes, times gamma plus beta (Ba et al. 2016). Epsilon is 1e-7 when absent.</summary>
    public static KerasTensor LayerNormalization(KerasTensor x, KerasTensor? gamma = null, KerasTensor? beta = null, Sizes? axis = null, double? epsilon = null, bool rmsScaling = false) =>
        Symbols("layer_normalization", x, gamma, beta, axis, epsilon, rmsScaling)[0];

    /// <inheritdoc cref="LayerNormalization(KerasTensor, KerasTensor?, KerasTensor?, Sizes?, double?, bool)"/>
    public static NDArray LayerNormalization(NDArray x, NDArray? gamma = null, NDArray? beta = null, Sizes? axis = null, double? epsilon = null, bool rmsScaling = false) =>
        Values("layer_normalization", x, gamma, beta, axis, epsilon, rmsScaling)[0];

    /// <summary>The tensor less a mean, over a deviation, times a scale plus an offset: a number of each for each index of an axis.</summary>
    public static KerasTensor BatchNormalization(KerasTensor x, KerasTensor mean, KerasTensor variance, int axis, KerasTensor? offset = null, KerasTensor? scale = null, double epsilon = 0.001) =>
        Symbols("batch_normalization", x, mean, variance, axis, offset, scale, epsilon)[0];

    /// <inheritdoc cref="BatchNormalization(KerasTensor, KerasTensor, KerasTensor, int, KerasTensor?, KerasTensor?, double)"/>
    public static NDArray BatchNormalization(NDArray x, NDArray mean, NDArray variance, int axis, NDArray? offset = null, NDArray? scale = null, double epsilon = 0.001) =>
        Values("batch_normalization", x, mean, variance, axis, offset, scale, epsilon)[0];

    /// <summary>−t · log p − (1 − t) · log(1 − p), elementwise; with logits p is their sigmoid.</summary>
    public static KerasTensor BinaryCrossentropy(KerasTensor target, KerasTensor output, bool fromLogits = false) =>
        Symbols("binary_crossentropy", target, output, fromLogits)[0];

    /// <inheritdoc cref="BinaryCrossentropy(KerasTensor, KerasTensor, bool)"/>
    public static NDArray BinaryCrossentropy(NDArray target, NDArray output, bool fromLogits = false) =>
        Values("binary_crossentropy", target, output, fromLogits)[0];

    /// <summary>−Σ t · log p over an axis; with logits p is their softmax.</summary>
    public static KerasTensor CategoricalCrossentropy(KerasTensor target, KerasTensor output, bool fromLogits = false, int axis = -1) =>
        Symbols("categorical_crossentropy", target, output, fromLogits, axis)[0];

    /// <inheritdoc cref="CategoricalCrossentropy(KerasTensor, KerasTensor, bool, int)"/>
    public static NDArray CategoricalCrossentropy(NDArray target, NDArray output, bool fromLogits = false, int axis = -1) =>
        Values("categorical_crossentropy", target, output, fromLogits, axis)[0];

    /// <summary>−log p[class] over an axis; with logits p is their softmax.</summary>
    public static KerasTensor SparseCategoricalCrossentropy(KerasTensor target, KerasTensor output, bool fromLogits = false, int axis = -1) =>
        Symbols("sparse_categorical_crossentropy", target, output, fromLogits, axis)[0];

    /// <inheritdoc cref="SparseCategoricalCrossentropy(KerasTensor, KerasTensor, bool, int)"/>
    public static NDArray SparseCategoricalCrossentropy(NDArray target, NDArray output, bool fromLogits = false, int axis = -1) =>
        Values("sparse_categorical_crossentropy", target, output, fromLogits, axis)[0];

    /// <summary>Peak signal-to-noise ratio of two tensors in decibels, of values up to <c>maxVal</c>.</summary>
    public static KerasTensor Psnr(KerasTensor x1, KerasTensor x2, double maxVal) => Symbols("psnr", x1, x2, maxVal)[0];

    /// <inheritdoc cref="Psnr(KerasTensor, KerasTensor, double)"/>
    public static NDArray Psnr(NDArray x1, NDArray x2, double maxVal) => Values("psnr", x1, x2, maxVal)[0];

    /// <summary>Ones for all indices of a row, of float32 when no type is given.</summary>
    public static KerasTensor MultiHot(KerasTensor inputs, int? numClasses = null, int axis = -1, string? dtype = null, bool sparse = false) =>
        Symbols("multi_hot", inputs, numClasses, axis, dtype, sparse)[0];

    /// <inheritdoc cref="MultiHot(KerasTensor, int?, int, string?, bool)"/>
    public static NDArray MultiHot(NDArray inputs, int? numClasses = null, int axis = -1, string? dtype = null, bool sparse = false) =>
        Values("multi_hot", inputs, numClasses, axis, dtype, sparse)[0];

    /// <summary>Whether the prediction for the target's class is among the k largest.</summary>
    public static KerasTensor InTopK(KerasTensor targets, KerasTensor predictions, int k) =>
        Symbols("in_top_k", targets, predictions, k)[0];

    /// <inheritdoc cref="InTopK(KerasTensor, KerasTensor, int)"/>
    public static NDArray InTopK(NDArray targets, NDArray predictions, int k) => Values("in_top_k", targets, predictions, k)[0];

    /// <summary>Distance of each row of the first from each row of the second.</summary>
    public static KerasTensor Cdist(KerasTensor x, KerasTensor y) => Symbols("cdist", x, y)[0];

    /// <inheritdoc cref="Cdist(KerasTensor, KerasTensor)"/>
    public static NDArray Cdist(NDArray x, NDArray y) => Values("cdist", x, y)[0];

    /// <summary><c>softmax(query · keyᵀ · scale + bias) · value</c> over (batch, length, heads, width); the scale is 1 / √width when absent.</summary>
    public static KerasTensor DotProductAttention(KerasTensor query, KerasTensor key, KerasTensor value, KerasTensor? bias = null, KerasTensor? mask = null, double? scale = null, bool isCausal = false, bool? flashAttention = null, double? attnLogitsSoftCap = null) =>
        Symbols("dot_product_attention", query, key, value, bias, mask, scale, isCausal, flashAttention, attnLogitsSoftCap)[0];

    /// <inheritdoc cref="DotProductAttention(KerasTensor, KerasTensor, KerasTensor, KerasTensor?, KerasTensor?, double?, bool, bool?, double?)"/>
    public static NDArray DotProductAttention(NDArray query, NDArray key, NDArray value, NDArray? bias = null, NDArray? mask = null, double? scale = null, bool isCausal = false, bool? flashAttention = null, double? attnLogitsSoftCap = null) =>
        Values("dot_product_attention", query, key, value, bias, mask, scale, isCausal, flashAttention, attnLogitsSoftCap)[0];

    /// <summary>Convolution over one to three spatial axes, kernel (spatial..., channels of a group, filters).</summary>
    public static KerasTensor Conv(KerasTensor inputs, KerasTensor kernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Symbols("conv", inputs, kernel, strides, padding, dataFormat, dilationRate)[0];

    /// <inheritdoc cref="Conv(KerasTensor, KerasTensor, Sizes?, string, string?, Sizes?)"/>
    public static NDArray Conv(NDArray inputs, NDArray kernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Values("conv", inputs, kernel, strides, padding, dataFormat, dilationRate)[0];

    /// <summary>Convolution of each channel for itself, kernel (spatial..., channels, multiplier).</summary>
    public static KerasTensor DepthwiseConv(KerasTensor inputs, KerasTensor kernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Symbols("depthwise_conv", inputs, kernel, strides, padding, dataFormat, dilationRate)[0];

    /// <inheritdoc cref="DepthwiseConv(KerasTensor, KerasTensor, Sizes?, string, string?, Sizes?)"/>
    public static NDArray DepthwiseConv(NDArray inputs, NDArray kernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Values("depthwise_conv", inputs, kernel, strides, padding, dataFormat, dilationRate)[0];

    /// <summary>Convolution of each channel for itself, and then of all channels at each place.</summary>
    public static KerasTensor SeparableConv(KerasTensor inputs, KerasTensor depthwiseKernel, KerasTensor pointwiseKernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Symbols("separable_conv", inputs, depthwiseKernel, pointwiseKernel, strides, padding, dataFormat, dilationRate)[0];

    /// <inheritdoc cref="SeparableConv(KerasTensor, KerasTensor, KerasTensor, Sizes?, string, string?, Sizes?)"/>
    public static NDArray SeparableConv(NDArray inputs, NDArray depthwiseKernel, NDArray pointwiseKernel, Sizes? strides = null, string padding = "valid", string? dataFormat = null, Sizes? dilationRate = null) =>
        Values("separable_conv", inputs, depthwiseKernel, pointwiseKernel, strides, padding, dataFormat, dilationRate)[0];

    /// <summary>The largest of each window, side by side when no strides are given.</summary>
    public static KerasTensor MaxPool(KerasTensor inputs, Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
        Symbols("max_pool", inputs, poolSize, strides, padding, dataFormat)[0];

    /// <inheritdoc cref="MaxPool(KerasTensor, Sizes, Sizes?, string, string?)"/>
    public static NDArray MaxPool(NDArray inputs, Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
        Values("max_pool", inputs, poolSize, strides, padding, dataFormat)[0];

    /// <summary>The mean of each window, side by side when no strides are given.</summary>
    public static KerasTensor AveragePool(KerasTensor inputs, Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
        Symbols("average_pool", inputs, poolSize, strides, padding, dataFormat)[0];

    /// <inheritdoc cref="AveragePool(KerasTensor, Sizes, Sizes?, string, string?)"/>
    public static NDArray AveragePool(NDArray inputs, Sizes poolSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
        Values("average_pool", inputs, poolSize, strides, padding, dataFormat)[0];

    /// <summary>Channels as blocks of pixels.</summary>
    public static KerasTensor DepthToSpace(KerasTensor x, int blockSize, string dataFormat = "channels_last") =>
        Symbols("depth_to_space", x, blockSize, dataFormat)[0];

    /// <inheritdoc cref="DepthToSpace(KerasTensor, int, string)"/>
    public static NDArray DepthToSpace(NDArray x, int blockSize, string dataFormat = "channels_last") =>
        Values("depth_to_space", x, blockSize, dataFormat)[0];

    /// <summary>Blocks of pixels as channels.</summary>
    public static KerasTensor SpaceToDepth(KerasTensor x, int blockSize, string dataFormat = "channels_last") =>
        Symbols("space_to_depth", x, blockSize, dataFormat)[0];

    /// <inheritdoc cref="SpaceToDepth(KerasTensor, int, string)"/>
    public static NDArray SpaceToDepth(NDArray x, int blockSize, string dataFormat = "channels_last") =>
        Values("space_to_depth", x, blockSize, dataFormat)[0];

    /// <summary>Transposed convolution over one to three spatial axes, kernel (spatial..., filters, channels).</summary>
    public static KerasTensor ConvTranspose(KerasTensor inputs, KerasTensor kernel, Sizes? strides = null, string padding = "valid", Sizes? outputPadding = null, string? dataFormat = null, Sizes? dilationRate = null) =>
        Symbols("conv_transpose", inputs, kernel, strides, padding, outputPadding, dataFormat, dilationRate)[0];

    /// <inheritdoc cref="ConvTranspose(KerasTensor, KerasTensor, Sizes?, string, Sizes?, string?, Sizes?)"/>
    public static NDArray ConvTranspose(NDArray inputs, NDArray kernel, Sizes? strides = null, string padding = "valid", Sizes? outputPadding = null, string? dataFormat = null, Sizes? dilationRate = null) =>
        Values("conv_transpose", inputs, kernel, strides, padding, outputPadding, dataFormat, dilationRate)[0];

    /// <summary>Mean of each of so many parts of every spatial axis, as even as they can be.</summary>
    public static KerasTensor AdaptiveAveragePool(KerasTensor inputs, Sizes outputSize, string? dataFormat = null) =>
        Symbols("adaptive_average_pool", inputs, outputSize, dataFormat)[0];

    /// <inheritdoc cref="AdaptiveAveragePool(KerasTensor, Sizes, string?)"/>
    public static NDArray AdaptiveAveragePool(NDArray inputs, Sizes outputSize, string? dataFormat = null) =>
        Values("adaptive_average_pool", inputs, outputSize, dataFormat)[0];

    /// <summary>The largest of each of so many parts of every spatial axis, as even as they can be.</summary>
    public static KerasTensor AdaptiveMaxPool(KerasTensor inputs, Sizes outputSize, string? dataFormat = null) =>
        Symbols("adaptive_max_pool", inputs, outputSize, dataFormat)[0];

    /// <inheritdoc cref="AdaptiveMaxPool(KerasTensor, Sizes, string?)"/>
    public static NDArray AdaptiveMaxPool(NDArray inputs, Sizes outputSize, string? dataFormat = null) =>
        Values("adaptive_max_pool", inputs, outputSize, dataFormat)[0];

    /// <summary>The windows of images (batch, channels, height, width) as columns: (batch, channels · window, positions).</summary>
    public static KerasTensor Unfold(KerasTensor x, Sizes kernelSize, Sizes? dilation = null, Sizes? padding = null, Sizes? stride = null) =>
        Symbols("unfold", x, kernelSize, dilation, padding, stride)[0];

    /// <inheritdoc cref="Unfold(KerasTensor, Sizes, Sizes?, Sizes?, Sizes?)"/>
    public static NDArray Unfold(NDArray x, Sizes kernelSize, Sizes? dilation = null, Sizes? padding = null, Sizes? stride = null) =>
        Values("unfold", x, kernelSize, dilation, padding, stride)[0];

    /// <summary>Images (batch, channels, height, width) from the columns of their windows, summed where windows lie over each other.</summary>
    public static KerasTensor Fold(KerasTensor x, Sizes outputSize, Sizes kernelSize, Sizes? dilation = null, Sizes? padding = null, Sizes? stride = null) =>
        Symbols("fold", x, outputSize, kernelSize, dilation, padding, stride)[0];

    /// <inheritdoc cref="Fold(KerasTensor, Sizes, Sizes, Sizes?, Sizes?, Sizes?)"/>
    public static NDArray Fold(NDArray x, Sizes outputSize, Sizes kernelSize, Sizes? dilation = null, Sizes? padding = null, Sizes? stride = null) =>
        Values("fold", x, outputSize, kernelSize, dilation, padding, stride)[0];

    /// <summary>−log of the probability that logits (batch, time, classes) spell labels (batch, labels), with blanks of the class <c>mask_index</c> between them.</summary>
    public static KerasTensor CtcLoss(KerasTensor target, KerasTensor output, KerasTensor targetLength, KerasTensor outputLength, int maskIndex = 0) =>
        Symbols("ctc_loss", target, output, targetLength, outputLength, maskIndex)[0];

    /// <inheritdoc cref="CtcLoss(KerasTensor, KerasTensor, KerasTensor, KerasTensor, int)"/>
    public static NDArray CtcLoss(NDArray target, NDArray output, NDArray targetLength, NDArray outputLength, int maskIndex = 0) =>
        Values("ctc_loss", target, output, targetLength, outputLength, maskIndex)[0];

    /// <summary>The labels that logits (batch, time, classes) spell: (1, batch, time), −1 behind them; and minus the sum of the largest logits (batch, 1).</summary>
    public static IReadOnlyList<KerasTensor> CtcDecode(KerasTensor inputs, KerasTensor sequenceLengths, string strategy = "greedy", int beamWidth = 100, int topPaths = 1, bool mergeRepeated = true, int maskIndex = 0) =>
        Symbols("ctc_decode", inputs, sequenceLengths, strategy, beamWidth, topPaths, mergeRepeated, maskIndex);

    /// <inheritdoc cref="CtcDecode(KerasTensor, KerasTensor, string, int, int, bool, int)"/>
    public static IReadOnlyList<NDArray> CtcDecode(NDArray inputs, NDArray sequenceLengths, string strategy = "greedy", int beamWidth = 100, int topPaths = 1, bool mergeRepeated = true, int maskIndex = 0) =>
        Values("ctc_decode", inputs, sequenceLengths, strategy, beamWidth, topPaths, mergeRepeated, maskIndex);

    /// <summary>L with A = L·Lᵀ of symmetric positive definite matrices, or Lᵀ. Of the matrix the triangle of the result is read.</summary>
    public static KerasTensor Cholesky(KerasTensor x, bool upper = false) => Symbols("cholesky", x, upper)[0];

    /// <inheritdoc cref="Cholesky(KerasTensor, bool)"/>
    public static NDArray Cholesky(NDArray x, bool upper = false) => Values("cholesky", x, upper)[0];

    /// <summary>Inverse of the matrices of which <c>x</c> is the Cholesky factor.</summary>
    public static KerasTensor CholeskyInverse(KerasTensor x, bool upper = false) => Symbols("cholesky_inverse", x, upper)[0];

    /// <inheritdoc cref="CholeskyInverse(KerasTensor, bool)"/>
    public static NDArray CholeskyInverse(NDArray x, bool upper = false) => Values("cholesky_inverse", x, upper)[0];

    /// <summary>Determinant.</summary>
    public static KerasTensor Det(KerasTensor x) => Symbols("det", x)[0];

    /// <inheritdoc cref="Det(KerasTensor)"/>
    public static NDArray Det(NDArray x) => Values("det", x)[0];

    /// <summary>Sign of the determinant, and the logarithm of its size.</summary>
    public static IReadOnlyList<KerasTensor> Slogdet(KerasTensor x) => Symbols("slogdet", x);

    /// <inheritdoc cref="Slogdet(KerasTensor)"/>
    public static IReadOnlyList<NDArray> Slogdet(NDArray x) => Values("slogdet", x);

    /// <summary>Logarithm of the determinant, NaN where that is negative.</summary>
    public static KerasTensor Logdet(KerasTensor x) => Symbols("logdet", x)[0];

    /// <inheritdoc cref="Logdet(KerasTensor)"/>
    public static NDArray Logdet(NDArray x) => Values("logdet", x)[0];

    /// <summary>Inverse.</summary>
    public static KerasTensor Inv(KerasTensor x) => Symbols("inv", x)[0];

    /// <inheritdoc cref="Inv(KerasTensor)"/>
    public static NDArray Inv(NDArray x) => Values("inv", x)[0];

    /// <summary>L and U in one matrix, without L's ones; and the row that each row was exchanged with (int32).</summary>
    public static IReadOnlyList<KerasTensor> LuFactor(KerasTensor x) => Symbols("lu_factor", x);

    /// <inheritdoc cref="LuFactor(KerasTensor)"/>
    public static IReadOnlyList<NDArray> LuFactor(NDArray x) => Values("lu_factor", x);

    /// <summary>Rising eigenvalues and their vectors, as columns, of symmetric matrices of which the lower triangle is read.</summary>
    public static IReadOnlyList<KerasTensor> Eigh(KerasTensor x) => Symbols("eigh", x);

    /// <inheritdoc cref="Eigh(KerasTensor)"/>
    public static IReadOnlyList<NDArray> Eigh(NDArray x) => Values("eigh", x);

    /// <summary>U, S and Vᵀ with x = U·S·Vᵀ, where S falls: whole, or as wide as S is long; or S alone.</summary>
    public static IReadOnlyList<KerasTensor> Svd(KerasTensor x, bool fullMatrices = true, bool computeUv = true) =>
        Symbols("svd", x, fullMatrices, computeUv);

    /// <inheritdoc cref="Svd(KerasTensor, bool, bool)"/>
    public static IReadOnlyList<NDArray> Svd(NDArray x, bool fullMatrices = true, bool computeUv = true) =>
        Values("svd", x, fullMatrices, computeUv);

    /// <summary>Q with orthonormal columns and R upper triangular, x = Q·R: as small as they can be, or whole (complete).</summary>
    public static IReadOnlyList<KerasTensor> Qr(KerasTensor x, string mode = "reduced") => Symbols("qr", x, mode);

    /// <inheritdoc cref="Qr(KerasTensor, string)"/>
    public static IReadOnlyList<NDArray> Qr(NDArray x, string mode = "reduced") => Values("qr", x, mode);

    /// <summary>x with a·x = b, for a vector or a matrix b.</summary>
    public static KerasTensor Solve(KerasTensor a, KerasTensor b) => Symbols("solve", a, b)[0];

    /// <inheritdoc cref="Solve(KerasTensor, KerasTensor)"/>
    public static NDArray Solve(NDArray a, NDArray b) => Values("solve", a, b)[0];

    /// <summary>x with a·x = b, where the upper or lower triangle of a is read.</summary>
    public static KerasTensor SolveTriangular(KerasTensor a, KerasTensor b, bool lower = false) =>
        Symbols("solve_triangular", a, b, lower)[0];

    /// <inheritdoc cref="SolveTriangular(KerasTensor, KerasTensor, bool)"/>
    public static NDArray SolveTriangular(NDArray a, NDArray b, bool lower = false) => Values("solve_triangular", a, b, lower)[0];

    /// <summary>The shortest x for which |a·x − b| is smallest, without singular values up to <c>rcond</c> times the largest.</summary>
    public static KerasTensor Lstsq(KerasTensor a, KerasTensor b, double? rcond = null) => Symbols("lstsq", a, b, rcond)[0];

    /// <inheritdoc cref="Lstsq(KerasTensor, KerasTensor, double?)"/>
    public static NDArray Lstsq(NDArray a, NDArray b, double? rcond = null) => Values("lstsq", a, b, rcond)[0];

    /// <summary>Pseudo-inverse, without singular values up to <c>rcond</c> times the largest.</summary>
    public static KerasTensor Pinv(KerasTensor x, double? rcond = null) => Symbols("pinv", x, rcond)[0];

    /// <inheritdoc cref="Pinv(KerasTensor, double?)"/>
    public static NDArray Pinv(NDArray x, double? rcond = null) => Values("pinv", x, rcond)[0];

    /// <summary>Product of so many times the matrix, of its inverse below 0.</summary>
    public static KerasTensor MatrixPower(KerasTensor x, int n) => Symbols("matrix_power", x, n)[0];

    /// <inheritdoc cref="MatrixPower(KerasTensor, int)"/>
    public static NDArray MatrixPower(NDArray x, int n) => Values("matrix_power", x, n)[0];

    /// <summary>Number of singular values above <c>tol</c>, or above max(m, n) roundings of the largest (int32).</summary>
    public static KerasTensor MatrixRank(KerasTensor x, double? tol = null) => Symbols("matrix_rank", x, tol)[0];

    /// <inheritdoc cref="MatrixRank(KerasTensor, double?)"/>
    public static NDArray MatrixRank(NDArray x, double? tol = null) => Values("matrix_rank", x, tol)[0];

    /// <summary>Norm of vectors (one axis), of matrices (two axes), or of all elements. <c>ord</c> is 2 or "fro" when absent.</summary>
    public static KerasTensor Norm(KerasTensor x, Order? ord = null, Sizes? axis = null, bool keepdims = false) =>
        Symbols("norm", x, ord, axis, keepdims)[0];

    /// <inheritdoc cref="Norm(KerasTensor, Order?, Sizes?, bool)"/>
    public static NDArray Norm(NDArray x, Order? ord = null, Sizes? axis = null, bool keepdims = false) =>
        Values("norm", x, ord, axis, keepdims)[0];

    /// <summary>The complex number of a size and an angle, elementwise: a pair of real and imaginary parts.</summary>
    public static IReadOnlyList<KerasTensor> Polar(KerasTensor abs, KerasTensor angle) => Symbols("polar", abs, angle);

    /// <inheritdoc cref="Polar(KerasTensor, KerasTensor)"/>
    public static IReadOnlyList<NDArray> Polar(NDArray abs, NDArray angle) => Values("polar", abs, angle);

    /// <summary>Σⱼ xⱼ e^(−2πi jk / n) over the last axis, of a pair and as one.</summary>
    [OverloadResolutionPriority(1)]
    public static IReadOnlyList<KerasTensor> Fft(KerasTensors x) => Symbols("fft", x);

    /// <inheritdoc cref="Fft(KerasTensors)"/>
    public static IReadOnlyList<NDArray> Fft(IReadOnlyList<NDArray> x) => Values("fft", x);

    /// <summary>The same over the last two axes.</summary>
    [OverloadResolutionPriority(1)]
    public static IReadOnlyList<KerasTensor> Fft2(KerasTensors x) => Symbols("fft2", x);

    /// <inheritdoc cref="Fft2(KerasTensors)"/>
    public static IReadOnlyList<NDArray> Fft2(IReadOnlyList<NDArray> x) => Values("fft2", x);

    /// <summary>What <c>fft2</c> makes the tensor of: the inverse over the last two axes.</summary>
    [OverloadResolutionPriority(1)]
    public static IReadOnlyList<KerasTensor> Ifft2(KerasTensors x) => Symbols("ifft2", x);

    /// <inheritdoc cref="Ifft2(KerasTensors)"/>
    public static IReadOnlyList<NDArray> Ifft2(IReadOnlyList<NDArray> x) => Values("ifft2", x);

    /// <summary><c>fft</c> of real numbers: the first ⌊n / 2⌋ + 1 of the last axis, cut or filled with zeros to <c>fft_length</c> before.</summary>
    public static IReadOnlyList<KerasTensor> Rfft(KerasTensor x, int? fftLength = null) => Symbols("rfft", x, fftLength);

    /// <inheritdoc cref="Rfft(KerasTensor, int?)"/>
    public static IReadOnlyList<NDArray> Rfft(NDArray x, int? fftLength = null) => Values("rfft", x, fftLength);

    /// <summary>The real numbers of which <c>rfft</c> makes the tensor; without <c>fft_length</c> twice the last axis less 2.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Irfft(KerasTensors x, int? fftLength = null) => Symbols("irfft", x, fftLength)[0];

    /// <inheritdoc cref="Irfft(KerasTensors, int?)"/>
    public static NDArray Irfft(IReadOnlyList<NDArray> x, int? fftLength = null) => Values("irfft", x, fftLength)[0];

    /// <summary><c>rfft</c> of sequences of the last axis, each a stride behind the one before and times a window: (..., sequences, fft_length / 2 + 1).</summary>
    public static IReadOnlyList<KerasTensor> Stft(KerasTensor x, int sequenceLength, int sequenceStride, int fftLength, string window = "hann", bool center = true) =>
        Symbols("stft", x, sequenceLength, sequenceStride, fftLength, window, center);

    /// <inheritdoc cref="Stft(KerasTensor, int, int, int, string, bool)"/>
    public static IReadOnlyList<NDArray> Stft(NDArray x, int sequenceLength, int sequenceStride, int fftLength, string window = "hann", bool center = true) =>
        Values("stft", x, sequenceLength, sequenceStride, fftLength, window, center);

    /// <summary>The signal of which <c>stft</c> makes the tensor.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Istft(KerasTensors x, int sequenceLength, int sequenceStride, int fftLength, int? length = null, string window = "hann", bool center = true) =>
        Symbols("istft", x, sequenceLength, sequenceStride, fftLength, length, window, center)[0];

    /// <inheritdoc cref="Istft(KerasTensors, int, int, int, int?, string, bool)"/>
    public static NDArray Istft(IReadOnlyList<NDArray> x, int sequenceLength, int sequenceStride, int fftLength, int? length = null, string window = "hann", bool center = true) =>
        Values("istft", x, sequenceLength, sequenceStride, fftLength, length, window, center)[0];

    /// <summary>The indices that sort along an axis, or all elements in order, int32; equals keep their order.</summary>
    public static KerasTensor Argsort(KerasTensor x, int axis = -1) => Symbols("argsort", x, axis)[0];

    /// <inheritdoc cref="Argsort(KerasTensor, int)"/>
    public static NDArray Argsort(NDArray x, int axis = -1) => Values("argsort", x, axis)[0];

    /// <summary>Indices along an axis with those of the <c>kth + 1</c> smallest before the others, int32.</summary>
    public static KerasTensor Argpartition(KerasTensor x, int kth, int axis = -1) => Symbols("argpartition", x, kth, axis)[0];

    /// <inheritdoc cref="Argpartition(KerasTensor, int, int)"/>
    public static NDArray Argpartition(NDArray x, int kth, int axis = -1) => Values("argpartition", x, kth, axis)[0];

    /// <summary>The <c>k</c> largest of the last axis, and their indices (int64).</summary>
    public static IReadOnlyList<KerasTensor> TopK(KerasTensor x, int k, bool sorted = true, bool isStable = true) =>
        Symbols("top_k", x, k, sorted, isStable);

    /// <inheritdoc cref="TopK(KerasTensor, int, bool, bool)"/>
    public static IReadOnlyList<NDArray> TopK(NDArray x, int k, bool sorted = true, bool isStable = true) =>
        Values("top_k", x, k, sorted, isStable);

    /// <summary>Where the elements are that are not 0: a row for each axis, int32.</summary>
    public static KerasTensor Nonzero(KerasTensor x) => Symbols("nonzero", x)[0];

    /// <inheritdoc cref="Nonzero(KerasTensor)"/>
    public static NDArray Nonzero(NDArray x) => Values("nonzero", x)[0];

    /// <summary>The different elements, or parts along an axis, sorted; the first index of each, the number of each element among them, how often each is there (int64).</summary>
    public static IReadOnlyList<KerasTensor> Unique(KerasTensor x, bool sorted = true, bool returnIndex = false, bool returnInverse = false, bool returnCounts = false, int? axis = null, int? size = null, double? fillValue = null) =>
        Symbols("unique", x, sorted, returnIndex, returnInverse, returnCounts, axis, size, fillValue);

    /// <inheritdoc cref="Unique(KerasTensor, bool, bool, bool, bool, int?, int?, double?)"/>
    public static IReadOnlyList<NDArray> Unique(NDArray x, bool sorted = true, bool returnIndex = false, bool returnInverse = false, bool returnCounts = false, int? axis = null, int? size = null, double? fillValue = null) =>
        Values("unique", x, sorted, returnIndex, returnInverse, returnCounts, axis, size, fillValue);

    /// <summary>How often each whole number from 0 on is there, or the sum of its weights; of a matrix for each row.</summary>
    public static KerasTensor Bincount(KerasTensor x, KerasTensor? weights = null, int minlength = 0, bool sparse = false) =>
        Symbols("bincount", x, weights, minlength, sparse)[0];

    /// <inheritdoc cref="Bincount(KerasTensor, KerasTensor?, int, bool)"/>
    public static NDArray Bincount(NDArray x, NDArray? weights = null, int minlength = 0, bool sparse = false) =>
        Values("bincount", x, weights, minlength, sparse)[0];

    /// <summary>How many elements lie in each of some bins of one width, and the edges of the bins.</summary>
    public static IReadOnlyList<KerasTensor> Histogram(KerasTensor x, int bins = 10, Numbers? range = null) =>
        Symbols("histogram", x, bins, range);

    /// <inheritdoc cref="Histogram(KerasTensor, int, Numbers?)"/>
    public static IReadOnlyList<NDArray> Histogram(NDArray x, int bins = 10, Numbers? range = null) => Values("histogram", x, bins, range);

    /// <summary>A tensor of a shape with values at places, summed where they are the same, and zeros elsewhere.</summary>
    public static KerasTensor Scatter(KerasTensor indices, KerasTensor values, Sizes shape) =>
        Symbols("scatter", indices, values, shape)[0];

    /// <inheritdoc cref="Scatter(KerasTensor, KerasTensor, Sizes)"/>
    public static NDArray Scatter(NDArray indices, NDArray values, Sizes shape) => Values("scatter", indices, values, shape)[0];

    /// <summary>The tensor with others at places: in the place of what was there, or added to it, multiplied by it, or where they are larger or smaller.</summary>
    public static KerasTensor ScatterUpdate(KerasTensor inputs, KerasTensor indices, KerasTensor updates, string? reduction = null) =>
        Symbols("scatter_update", inputs, indices, updates, reduction)[0];

    /// <inheritdoc cref="ScatterUpdate(KerasTensor, KerasTensor, KerasTensor, string?)"/>
    public static NDArray ScatterUpdate(NDArray inputs, NDArray indices, NDArray updates, string? reduction = null) =>
        Values("scatter_update", inputs, indices, updates, reduction)[0];

    /// <summary>Sum of products of tensors, with a letter for each axis: axes with one letter go together, and those that the result has not are summed.</summary>
    [OverloadResolutionPriority(1)]
    public static KerasTensor Einsum(string subscripts, KerasTensors operands) => Symbols("einsum", subscripts, operands)[0];

    /// <inheritdoc cref="Einsum(string, KerasTensors)"/>
    public static NDArray Einsum(string subscripts, IReadOnlyList<NDArray> operands) => Values("einsum", subscripts, operands)[0];

    /// <summary>The axes cut, moved and joined as a pattern says, such as <c>b (h w) c -> b h w c</c> with a size for <c>h</c>.</summary>
    public static KerasTensor Rearrange(KerasTensor tensor, string pattern, IReadOnlyDictionary<string, int>? axesLengths = null) =>
        Symbols("rearrange", tensor, pattern, axesLengths)[0];

    /// <inheritdoc cref="Rearrange(KerasTensor, string, IReadOnlyDictionary{string, int}?)"/>
    public static NDArray Rearrange(NDArray tensor, string pattern, IReadOnlyDictionary<string, int>? axesLengths = null) =>
        Values("rearrange", tensor, pattern, axesLengths)[0];

    /// <summary>Of vectors tensors of one shape, each of which grows along an axis of its own; the first two axes change places for "xy".</summary>
    [OverloadResolutionPriority(1)]
    public static IReadOnlyList<KerasTensor> Meshgrid(KerasTensors x, string indexing = "xy") => Symbols("meshgrid", x, indexing);

    /// <inheritdoc cref="Meshgrid(KerasTensors, string)"/>
    public static IReadOnlyList<NDArray> Meshgrid(IReadOnlyList<NDArray> x, string indexing = "xy") => Values("meshgrid", x, indexing);

    /// <summary>Functions of <c>keras.ops.image</c>.</summary>
    public static class Image
    {
        /// <summary>Images in another size, by the nearest pixel or by lines or curves between pixels.</summary>
        public static KerasTensor Resize(KerasTensor images, Sizes size, string interpolation = "bilinear", bool antialias = false, bool cropToAspectRatio = false, bool padToAspectRatio = false, string fillMode = "constant", double fillValue = 0, string? dataFormat = null) =>
            Symbols("image.resize", images, size, interpolation, antialias, cropToAspectRatio, padToAspectRatio, fillMode, fillValue, dataFormat)[0];

        /// <inheritdoc cref="Resize(KerasTensor, Sizes, string, bool, bool, bool, string, double, string?)"/>
        public static NDArray Resize(NDArray images, Sizes size, string interpolation = "bilinear", bool antialias = false, bool cropToAspectRatio = false, bool padToAspectRatio = false, string fillMode = "constant", double fillValue = 0, string? dataFormat = null) =>
            Values("image.resize", images, size, interpolation, antialias, cropToAspectRatio, padToAspectRatio, fillMode, fillValue, dataFormat)[0];

        /// <summary>Images moved, turned and stretched, each by eight numbers: the pixel (x, y) is the old one at (a0·x + a1·y + a2, b0·x + b1·y + b2).</summary>
        public static KerasTensor AffineTransform(KerasTensor images, KerasTensor transform, string interpolation = "bilinear", string fillMode = "constant", double fillValue = 0, string? dataFormat = null) =>
            Symbols("image.affine_transform", images, transform, interpolation, fillMode, fillValue, dataFormat)[0];

        /// <inheritdoc cref="AffineTransform(KerasTensor, KerasTensor, string, string, double, string?)"/>
        public static NDArray AffineTransform(NDArray images, NDArray transform, string interpolation = "bilinear", string fillMode = "constant", double fillValue = 0, string? dataFormat = null) =>
            Values("image.affine_transform", images, transform, interpolation, fillMode, fillValue, dataFormat)[0];

        /// <summary>Images seen from elsewhere: what was at four points is at four others.</summary>
        public static KerasTensor PerspectiveTransform(KerasTensor images, KerasTensor startPoints, KerasTensor endPoints, string interpolation = "bilinear", double fillValue = 0, string? dataFormat = null) =>
            Symbols("image.perspective_transform", images, startPoints, endPoints, interpolation, fillValue, dataFormat)[0];

        /// <inheritdoc cref="PerspectiveTransform(KerasTensor, KerasTensor, KerasTensor, string, double, string?)"/>
        public static NDArray PerspectiveTransform(NDArray images, NDArray startPoints, NDArray endPoints, string interpolation = "bilinear", double fillValue = 0, string? dataFormat = null) =>
            Values("image.perspective_transform", images, startPoints, endPoints, interpolation, fillValue, dataFormat)[0];

        /// <summary>Values at places between elements, a tensor of coordinates for each axis.</summary>
        public static KerasTensor MapCoordinates(KerasTensor inputs, KerasTensor coordinates, int order, string fillMode = "constant", double fillValue = 0) =>
            Symbols("image.map_coordinates", inputs, coordinates, order, fillMode, fillValue)[0];

        /// <inheritdoc cref="MapCoordinates(KerasTensor, KerasTensor, int, string, double)"/>
        public static NDArray MapCoordinates(NDArray inputs, NDArray coordinates, int order, string fillMode = "constant", double fillValue = 0) =>
            Values("image.map_coordinates", inputs, coordinates, order, fillMode, fillValue)[0];

        /// <summary>0.2989 · red + 0.587 · green + 0.114 · blue.</summary>
        public static KerasTensor RgbToGrayscale(KerasTensor images, string? dataFormat = null) =>
            Symbols("image.rgb_to_grayscale", images, dataFormat)[0];

        /// <inheritdoc cref="RgbToGrayscale(KerasTensor, string?)"/>
        public static NDArray RgbToGrayscale(NDArray images, string? dataFormat = null) =>
            Values("image.rgb_to_grayscale", images, dataFormat)[0];

        /// <summary>Hue, saturation and value of red, green and blue in [0, 1].</summary>
        public static KerasTensor RgbToHsv(KerasTensor images, string? dataFormat = null) =>
            Symbols("image.rgb_to_hsv", images, dataFormat)[0];

        /// <inheritdoc cref="RgbToHsv(KerasTensor, string?)"/>
        public static NDArray RgbToHsv(NDArray images, string? dataFormat = null) => Values("image.rgb_to_hsv", images, dataFormat)[0];

        /// <summary>Red, green and blue of hue, saturation and value in [0, 1].</summary>
        public static KerasTensor HsvToRgb(KerasTensor images, string? dataFormat = null) =>
            Symbols("image.hsv_to_rgb", images, dataFormat)[0];

        /// <inheritdoc cref="HsvToRgb(KerasTensor, string?)"/>
        public static NDArray HsvToRgb(NDArray images, string? dataFormat = null) => Values("image.hsv_to_rgb", images, dataFormat)[0];

        /// <summary>Images behind a window of a normal distribution. On values channels come first where data_format is not given, as in Keras.</summary>
        public static KerasTensor GaussianBlur(KerasTensor images, Sizes? kernelSize = null, Numbers? sigma = null, string? dataFormat = null) =>
            Symbols("image.gaussian_blur", images, kernelSize, sigma, dataFormat)[0];

        /// <inheritdoc cref="GaussianBlur(KerasTensor, Sizes?, Numbers?, string?)"/>
        public static NDArray GaussianBlur(NDArray images, Sizes? kernelSize = null, Numbers? sigma = null, string? dataFormat = null) =>
            Values("image.gaussian_blur", images, kernelSize, sigma, dataFormat)[0];

        /// <summary>Axes stretched by a scale, and then moved.</summary>
        public static KerasTensor ScaleAndTranslate(KerasTensor images, Sizes outputShape, KerasTensor scale, KerasTensor translation, Sizes spatialDims, string method, bool antialias = true) =>
            Symbols("image.scale_and_translate", images, outputShape, scale, translation, spatialDims, method, antialias)[0];

        /// <inheritdoc cref="ScaleAndTranslate(KerasTensor, Sizes, KerasTensor, KerasTensor, Sizes, string, bool)"/>
        public static NDArray ScaleAndTranslate(NDArray images, Sizes outputShape, NDArray scale, NDArray translation, Sizes spatialDims, string method, bool antialias = true) =>
            Values("image.scale_and_translate", images, outputShape, scale, translation, spatialDims, method, antialias)[0];

        /// <summary>How steep images are, downwards and to the right, along a new last axis.</summary>
        public static KerasTensor SobelEdges(KerasTensor images, string? dataFormat = null) =>
            Symbols("image.sobel_edges", images, dataFormat)[0];

        /// <inheritdoc cref="SobelEdges(KerasTensor, string?)"/>
        public static NDArray SobelEdges(NDArray images, string? dataFormat = null) => Values("image.sobel_edges", images, dataFormat)[0];

        /// <summary>How alike two images are in structure, an image, 1 for the same ones (Wang et al. 2004).</summary>
        public static KerasTensor Ssim(KerasTensor image1, KerasTensor image2, double maxVal = 1, int filterSize = 11, double filterSigma = 1.5, double k1 = 0.01, double k2 = 0.03, string? dataFormat = null) =>
            Symbols("image.ssim", image1, image2, maxVal, filterSize, filterSigma, k1, k2, dataFormat)[0];

        /// <inheritdoc cref="Ssim(KerasTensor, KerasTensor, double, int, double, double, double, string?)"/>
        public static NDArray Ssim(NDArray image1, NDArray image2, double maxVal = 1, int filterSize = 11, double filterSigma = 1.5, double k1 = 0.01, double k2 = 0.03, string? dataFormat = null) =>
            Values("image.ssim", image1, image2, maxVal, filterSize, filterSigma, k1, k2, dataFormat)[0];

        /// <summary>Parts of images, or of volumes for three sizes, each as a vector along the last axis; side by side when no strides are given.</summary>
        public static KerasTensor ExtractPatches(KerasTensor images, Sizes size, Sizes? strides = null, Sizes? dilationRate = null, string padding = "valid", string? dataFormat = null) =>
            Symbols("image.extract_patches", images, size, strides, dilationRate, padding, dataFormat)[0];

        /// <inheritdoc cref="ExtractPatches(KerasTensor, Sizes, Sizes?, Sizes?, string, string?)"/>
        public static NDArray ExtractPatches(NDArray images, Sizes size, Sizes? strides = null, Sizes? dilationRate = null, string padding = "valid", string? dataFormat = null) =>
            Values("image.extract_patches", images, size, strides, dilationRate, padding, dataFormat)[0];

        /// <summary>Parts of volumes, each as a vector along the last axis; side by side when no strides are given.</summary>
        public static KerasTensor ExtractPatches3d(KerasTensor volumes, Sizes size, Sizes? strides = null, Sizes? dilationRate = null, string padding = "valid", string? dataFormat = null) =>
            Symbols("image.extract_patches_3d", volumes, size, strides, dilationRate, padding, dataFormat)[0];

        /// <inheritdoc cref="ExtractPatches3d(KerasTensor, Sizes, Sizes?, Sizes?, string, string?)"/>
        public static NDArray ExtractPatches3d(NDArray volumes, Sizes size, Sizes? strides = null, Sizes? dilationRate = null, string padding = "valid", string? dataFormat = null) =>
            Values("image.extract_patches_3d", volumes, size, strides, dilationRate, padding, dataFormat)[0];

        /// <summary>Images, or volumes for three sizes, of their parts.</summary>
        public static KerasTensor ReconstructPatches(KerasTensor patches, Sizes size, Sizes outputSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
            Symbols("image.reconstruct_patches", patches, size, outputSize, strides, padding, dataFormat)[0];

        /// <inheritdoc cref="ReconstructPatches(KerasTensor, Sizes, Sizes, Sizes?, string, string?)"/>
        public static NDArray ReconstructPatches(NDArray patches, Sizes size, Sizes outputSize, Sizes? strides = null, string padding = "valid", string? dataFormat = null) =>
            Values("image.reconstruct_patches", patches, size, outputSize, strides, padding, dataFormat)[0];

        /// <summary>Images with zeros around them: two of the borders and the size of each axis are given.</summary>
        public static KerasTensor PadImages(KerasTensor images, int? topPadding = null, int? leftPadding = null, int? bottomPadding = null, int? rightPadding = null, int? targetHeight = null, int? targetWidth = null, string? dataFormat = null) =>
            Symbols("image.pad_images", images, topPadding, leftPadding, bottomPadding, rightPadding, targetHeight, targetWidth, dataFormat)[0];

        /// <inheritdoc cref="PadImages(KerasTensor, int?, int?, int?, int?, int?, int?, string?)"/>
        public static NDArray PadImages(NDArray images, int? topPadding = null, int? leftPadding = null, int? bottomPadding = null, int? rightPadding = null, int? targetHeight = null, int? targetWidth = null, string? dataFormat = null) =>
            Values("image.pad_images", images, topPadding, leftPadding, bottomPadding, rightPadding, targetHeight, targetWidth, dataFormat)[0];

        /// <summary>A part of images: two of what is cut off and the size of each axis are given.</summary>
        public static KerasTensor CropImages(KerasTensor images, int? topCropping = null, int? leftCropping = null, int? bottomCropping = null, int? rightCropping = null, int? targetHeight = null, int? targetWidth = null, string? dataFormat = null) =>
            Symbols("image.crop_images", images, topCropping, leftCropping, bottomCropping, rightCropping, targetHeight, targetWidth, dataFormat)[0];

        /// <inheritdoc cref="CropImages(KerasTensor, int?, int?, int?, int?, int?, int?, string?)"/>
        public static NDArray CropImages(NDArray images, int? topCropping = null, int? leftCropping = null, int? bottomCropping = null, int? rightCropping = null, int? targetHeight = null, int? targetWidth = null, string? dataFormat = null) =>
            Values("image.crop_images", images, topCropping, leftCropping, bottomCropping, rightCropping, targetHeight, targetWidth, dataFormat)[0];
    }
}
