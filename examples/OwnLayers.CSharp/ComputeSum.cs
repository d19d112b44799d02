using Functional.Keras;

namespace OwnLayers;

/// <summary>Adds up all that it has seen, in a weight that is not trained, [batch, features] → [features].</summary>
internal sealed class ComputeSum : Layer
{
    private KerasTensor? total;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape) =>
        total = AddWeight([inputShape[^1]], "zeros", trainable: false, name: "total");

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor inputs, bool training)
    {
        var sum = total! + Ops.Sum(inputs, axis: 0);
        Assign(total!, sum);
        return sum;
    }
}
