namespace Functional.Keras;

/// <content>The tensors of the model's graph.</content>
public partial class Model
{
    /// <summary>The tensors that data enter by; of a <see cref="Sequential"/>, once the shape of its input is known.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet, or the model is code.</exception>
    public override IReadOnlyList<KerasTensor> Inputs => FindTensors().Inputs;

    /// <summary>The tensors that the model gives, to which further layers can be applied.</summary>
    /// <exception cref="ConfigurationException">The shape of the input is not known yet, or the model is code.</exception>
    public override IReadOnlyList<KerasTensor> Outputs => FindTensors().Outputs;

    private protected virtual (IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs) FindTensors() => between
        ?? throw new ConfigurationException($"{Name}: the model is code, which has no tensors between layers");

    /// <summary>Has the layers inside know their tensors, where that is possible.</summary>
    internal void MakeTensors()
    {
        if (FSharp.OrNull(Definition.Inputs) is not null && (between is not null || this is Sequential))
            _ = FindTensors();
    }

    private void MeetLayers()
    {
        foreach (var call in FSharp.Network(between!.Value.Inputs, between.Value.Outputs).Calls)
            Of(call.Layer).Meet(call);
    }
}
