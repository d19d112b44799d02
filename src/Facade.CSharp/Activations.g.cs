// Written by tools/Generate from the engine's activations. Changes belong there.
#nullable enable

namespace Functional.Keras;

/// <summary>Keras's activation functions (<c>keras.activations</c>), as arguments for layers.</summary>
public static class Activations
{
    /// <summary>x</summary>
    public static ActivationFunction Linear =>
        new(Functional.Activation.Linear);

    /// <summary>max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>.</summary>
    /// <param name="negativeSlope">Factor below zero.</param>
    /// <param name="maxValue">Largest result; none when absent.</param>
    /// <param name="threshold">From where on x counts.</param>
    public static ActivationFunction Relu(double negativeSlope = 0, double? maxValue = null, double threshold = 0) =>
        new(Functional.Activation.NewRelu(negativeSlope, FSharp.Option(maxValue), threshold));

    /// <summary>min(max(x, 0), 6)</summary>
    public static ActivationFunction Relu6 =>
        new(Functional.Activation.Relu6);

    /// <summary>x where positive, <c>negativeSlope · x</c> elsewhere.</summary>
    /// <param name="negativeSlope">Factor below zero.</param>
    public static ActivationFunction LeakyRelu(double negativeSlope = 0.2) =>
        new(Functional.Activation.NewLeakyRelu(negativeSlope));

    /// <summary>x where positive, <c>alpha · (exp x − 1)</c> elsewhere.</summary>
    /// <param name="alpha">Factor of the negative part.</param>
    public static ActivationFunction Elu(double alpha = 1) =>
        new(Functional.Activation.NewElu(alpha));

    /// <summary>max(x, 0) + min(0, <c>alpha · (exp(x / alpha) − 1)</c>)</summary>
    /// <param name="alpha">Factor of the negative part.</param>
    public static ActivationFunction Celu(double alpha = 1) =>
        new(Functional.Activation.NewCelu(alpha));

    /// <summary>The scaled elu that keeps mean and variance (Klambauer et al. 2017).</summary>
    public static ActivationFunction Selu =>
        new(Functional.Activation.Selu);

    /// <summary>x · Φ(x), exactly or by a tanh formula (Hendrycks and Gimpel 2016).</summary>
    /// <param name="approximate">Whether by the tanh formula.</param>
    public static ActivationFunction Gelu(bool approximate = false) =>
        new(Functional.Activation.NewGelu(approximate));

    /// <summary>x · sigmoid(x)</summary>
    public static ActivationFunction Silu =>
        new(Functional.Activation.Silu);

    /// <summary>x · tanh(softplus(x))</summary>
    public static ActivationFunction Mish =>
        new(Functional.Activation.Mish);

    /// <summary>1 / (1 + exp(−x))</summary>
    public static ActivationFunction Sigmoid =>
        new(Functional.Activation.Sigmoid);

    /// <summary>relu6(x + 3) / 6</summary>
    public static ActivationFunction HardSigmoid =>
        new(Functional.Activation.HardSigmoid);

    /// <summary>x · hard_sigmoid(x)</summary>
    public static ActivationFunction HardSilu =>
        new(Functional.Activation.HardSilu);

    /// <summary>log(sigmoid(x))</summary>
    public static ActivationFunction LogSigmoid =>
        new(Functional.Activation.LogSigmoid);

    /// <summary>tanh(x)</summary>
    public static ActivationFunction Tanh =>
        new(Functional.Activation.Tanh);

    /// <summary>x clipped to [−1, 1]</summary>
    public static ActivationFunction HardTanh =>
        new(Functional.Activation.HardTanh);

    /// <summary>x − tanh(x)</summary>
    public static ActivationFunction TanhShrink =>
        new(Functional.Activation.TanhShrink);

    /// <summary>log(exp(x) + 1)</summary>
    public static ActivationFunction Softplus =>
        new(Functional.Activation.Softplus);

    /// <summary>x / (|x| + 1)</summary>
    public static ActivationFunction Softsign =>
        new(Functional.Activation.Softsign);

    /// <summary>(x + √(x² + b)) / 2</summary>
    /// <param name="b">How smooth the bend is.</param>
    public static ActivationFunction Squareplus(double b = 4) =>
        new(Functional.Activation.NewSquareplus(b));

    /// <summary>exp(x)</summary>
    public static ActivationFunction Exponential =>
        new(Functional.Activation.Exponential);

    /// <summary>x where |x| is above the threshold, 0 elsewhere.</summary>
    /// <param name="threshold">Values up to it are 0.</param>
    public static ActivationFunction HardShrink(double threshold = 0.5) =>
        new(Functional.Activation.NewHardShrink(threshold));

    /// <summary>x moved towards 0 by the threshold, 0 where |x| is below it.</summary>
    /// <param name="threshold">How far values are moved.</param>
    public static ActivationFunction SoftShrink(double threshold = 0.5) =>
        new(Functional.Activation.NewSoftShrink(threshold));

    /// <summary>x above the threshold, <c>defaultValue</c> elsewhere.</summary>
    /// <param name="threshold">From where on x stays.</param>
    /// <param name="defaultValue">What stands elsewhere.</param>
    public static ActivationFunction Threshold(double threshold, double defaultValue) =>
        new(Functional.Activation.NewThreshold(threshold, defaultValue));

    /// <summary>0 below −1, (x + 1)² / 4 up to 1, x above.</summary>
    public static ActivationFunction SparsePlus =>
        new(Functional.Activation.SparsePlus);

    /// <summary>0 below −1, (x + 1) / 2 up to 1, 1 above.</summary>
    public static ActivationFunction SparseSigmoid =>
        new(Functional.Activation.SparseSigmoid);

    /// <summary>exp(x) / Σ exp(x) over an axis.</summary>
    /// <param name="axis">The axis.</param>
    public static ActivationFunction Softmax(int axis = -1) =>
        new(Functional.Activation.NewSoftmax(axis));

    /// <summary>log(softmax(x)) over an axis.</summary>
    /// <param name="axis">The axis.</param>
    public static ActivationFunction LogSoftmax(int axis = -1) =>
        new(Functional.Activation.NewLogSoftmax(axis));

    /// <summary>The nearest point of the simplex (Martins and Astudillo 2016).</summary>
    /// <param name="axis">The axis.</param>
    public static ActivationFunction Sparsemax(int axis = -1) =>
        new(Functional.Activation.NewSparsemax(axis));

    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    /// <param name="axis">The axis.</param>
    public static ActivationFunction Glu(int axis = -1) =>
        new(Functional.Activation.NewGlu(axis));
}
