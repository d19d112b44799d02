namespace Functional.Keras;

/// <content>The tensors of the layer's first call.</content>
public abstract partial class Layer
{
    private Node? first;

    /// <summary>What the layer was applied to the first time, all tensors of the call.</summary>
    /// <exception cref="ConfigurationException">It was not applied to the tensors of a model.</exception>
    public virtual IReadOnlyList<KerasTensor> Inputs => First.Inputs;

    /// <summary>What the layer gave the first time: where another model can begin or end.</summary>
    /// <exception cref="ConfigurationException">It was not applied to the tensors of a model.</exception>
    public virtual IReadOnlyList<KerasTensor> Outputs => First.Outputs;

    /// <summary>The only one of <see cref="Inputs"/>.</summary>
    /// <exception cref="ConfigurationException">It was not applied to the tensors of a model, or there are several.</exception>
    public KerasTensor Input => Inputs is [var only] ? only : throw Several("inputs", Inputs.Count, nameof(Inputs));

    /// <summary>The only one of <see cref="Outputs"/>.</summary>
    /// <exception cref="ConfigurationException">It was not applied to the tensors of a model, or there are several.</exception>
    public KerasTensor Output => Outputs is [var only] ? only : throw Several("outputs", Outputs.Count, nameof(Outputs));

    private ConfigurationException Several(string what, int count, string all) =>
        new($"{Name}: the layer has {count} {what}; use {all}");

    /// <summary>The first call, if there was one.</summary>
    internal Node? FirstOrNull
    {
        get
        {
            if (first is null && IsEntrance)
                Meet(SymbolModule.input(Descriptor).Call);
            return first;
        }
    }

    /// <summary>Whether data enters a model here.</summary>
    internal bool IsEntrance => definition is { } layer && Holder.isEntrance(layer);

    private Node First
    {
        get
        {
            if (FirstOrNull is null)
                Home?.Model.MakeTensors();
            return first ?? throw new ConfigurationException(
                $"{Name}: the layer has no tensors yet; it has them once it is applied to those of a model, or its model knows its input");
        }
    }

    /// <summary>Takes note of a call of the layer; the first one stays.</summary>
    internal void Meet(Call call) => first ??= new(call, null);

    /// <summary>Takes note of the tensor of an entrance.</summary>
    internal void Meet(KerasTensor entrance) => first ??= new(entrance.Symbol.Call, [entrance]);

    /// <summary>One call of a layer.</summary>
    internal sealed class Node(Call call, IReadOnlyList<KerasTensor>? outputs)
    {
        private IReadOnlyList<KerasTensor>? outputs = outputs;

        /// <summary>What it was applied to; an entrance has what it gives.</summary>
        public IReadOnlyList<KerasTensor> Inputs =>
            call.Inputs.IsEmpty ? Outputs : [.. call.Sources.Select(symbol => new KerasTensor(symbol))];

        // Found when they are asked for: that builds the layer.
        public IReadOnlyList<KerasTensor> Outputs =>
            outputs ??= [.. SymbolModule.outputs(call).Select(symbol => new KerasTensor(symbol))];

        /// <summary>Whether the layer was applied to that tensor alone.</summary>
        public bool IsOf(KerasTensor input) =>
            call.Named.IsEmpty && call.Inputs.Length == 1
            && ReferenceEquals(call.Inputs.Head.Call, input.Symbol.Call) && call.Inputs.Head.Index == input.Symbol.Index;
    }
}
