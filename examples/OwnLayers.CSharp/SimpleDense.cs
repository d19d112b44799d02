using Functional.Keras;

namespace OwnLayers;

/// <summary>A dense layer by hand: a kernel and a bias that are trained, [batch, features] → [batch, units].</summary>
internal sealed class SimpleDense(int units = 32) : Layer
{
    private KerasTensor? kernel;
    private KerasTensor? bias;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        kernel = AddWeight([inputShape[^1], units], "glorot_uniform", name: "kernel");
        bias = AddWeight([units], "zeros", name: "bias");
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor inputs, bool training) => Ops.Matmul(inputs, kernel!) + bias!;
}
