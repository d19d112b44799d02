using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bench;

/// <summary>Dense layers of these sizes, relu between them: [batch, sizes[0]] → [batch, sizes[^1]].</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = [];

    public Mlp(params int[] sizes) : base(nameof(Mlp))
    {
        foreach (var (from, to) in sizes.Zip(sizes.Skip(1))) layers.Add(Linear(from, to));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < layers.Count - 1; i++) x = functional.relu(layers[i].forward(x));
        return layers[layers.Count - 1].forward(x);
    }
}

/// <summary>An embedding a column, joined, then three dense layers: ids [batch, 20] → logits [batch, 1].</summary>
internal sealed class WideTabular : Module<Tensor, Tensor>
{
    private const int Columns = 20, Width = 16;

    private readonly ModuleList<Embedding> embeddings = [];
    private readonly Linear dense1 = Linear(Columns * Width, 256);
    private readonly Linear dense2 = Linear(256, 128);
    private readonly Linear head = Linear(128, 1);

    public WideTabular() : base(nameof(WideTabular))
    {
        for (var i = 0; i < Columns; i++) embeddings.Add(Embedding(1000, Width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids)
    {
        var columns = new Tensor[Columns];
        for (var i = 0; i < Columns; i++) columns[i] = embeddings[i].forward(ids.select(1, i));
        var x = cat(columns, 1);
        x = functional.relu(dense1.forward(x));
        x = functional.relu(dense2.forward(x));
        return head.forward(x);
    }
}

/// <summary>60 dense layers of 16 units, by Glorot's initialisation: [batch, 16] → [batch, 1].</summary>
internal sealed class ManySmall : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = [];
    private readonly Linear head = Linear(16, 1);

    public ManySmall() : base(nameof(ManySmall))
    {
        for (var i = 0; i < 60; i++) layers.Add(Linear(16, 16));
        foreach (var layer in layers.Append(head))
        {
            init.xavier_uniform_(layer.weight);
            init.zeros_(layer.bias);
        }
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var layer in layers) x = functional.tanh(layer.forward(x));
        return head.forward(x);
    }
}
