using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bench;

/// <summary>ids [batch, 80] → logits [batch, 1].</summary>
internal sealed class LstmClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(20_000, 128);
    private readonly LSTM lstm = LSTM(128, 64, batchFirst: true);
    private readonly Linear head = Linear(64, 1);

    public LstmClassifier() : base(nameof(LstmClassifier)) => RegisterComponents();

    public override Tensor forward(Tensor ids)
    {
        var (_, last, _) = lstm.forward(embedding.forward(ids));
        return head.forward(last.squeeze(0));
    }
}

/// <summary>ids [batch, 80] → logits [batch, 1]; the head sees where both directions end.</summary>
internal sealed class BiLstmClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(20_000, 128);
    private readonly LSTM lstm = LSTM(128, 64, numLayers: 2, batchFirst: true, bidirectional: true);
    private readonly Linear head = Linear(128, 1);

    public BiLstmClassifier() : base(nameof(BiLstmClassifier)) => RegisterComponents();

    public override Tensor forward(Tensor ids)
    {
        // last: [layer x direction, batch, 64]
        var (_, last, _) = lstm.forward(embedding.forward(ids));
        return head.forward(cat([last.select(0, 2), last.select(0, 3)], 1));
    }
}

/// <summary>[batch, 120, 14] → [batch, 1].</summary>
internal sealed class GruRegressor : Module<Tensor, Tensor>
{
    private readonly GRU gru = GRU(14, 64, batchFirst: true);
    private readonly Linear head = Linear(64, 1);

    public GruRegressor() : base(nameof(GruRegressor)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (_, last) = gru.forward(x);
        return head.forward(last.squeeze(0));
    }
}

/// <summary>[batch, 120, 14] → [batch, 1].</summary>
internal sealed class RnnRegressor : Module<Tensor, Tensor>
{
    private readonly RNN rnn = RNN(14, 64, batchFirst: true);
    private readonly Linear head = Linear(64, 1);

    public RnnRegressor() : base(nameof(RnnRegressor)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (_, last) = rnn.forward(x, null);
        return head.forward(last.squeeze(0));
    }
}

/// <summary>ids [batch, 200] → logits [batch, 2].</summary>
internal sealed class TransformerClassifier : Module<Tensor, Tensor>
{
    private const int Length = 200, Width = 32;

    private readonly Embedding tokens = Embedding(20_000, Width);
    private readonly Embedding positions = Embedding(Length, Width);
    private readonly TransformerBlock block = new(Width, heads: 2);
    private readonly Dropout dropout = Dropout(0.1);
    private readonly Linear dense = Linear(Width, 20);
    private readonly Linear head = Linear(20, 2);
    private readonly Tensor range = arange(Length, int64);

    public TransformerClassifier() : base(nameof(TransformerClassifier)) => RegisterComponents();

    public override Tensor forward(Tensor ids)
    {
        var x = block.forward(tokens.forward(ids) + positions.forward(range));
        x = dropout.forward(x.mean([1]));
        x = dropout.forward(functional.relu(dense.forward(x)));
        return head.forward(x);
    }
}

/// <summary>Self-attention and two dense layers, each added to its input and normalised.</summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly int width, heads;
    private readonly Linear project, attended, dense1, dense2;
    private readonly LayerNorm norm1, norm2;
    private readonly Dropout dropout = Dropout(0.1);

    public TransformerBlock(int width, int heads) : base(nameof(TransformerBlock))
    {
        (this.width, this.heads) = (width, heads);
        project = Linear(width, 3 * width);
        attended = Linear(width, width);
        dense1 = Linear(width, width);
        dense2 = Linear(width, width);
        norm1 = LayerNorm(width, eps: 1e-6);
        norm2 = LayerNorm(width, eps: 1e-6);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = norm1.forward(x + dropout.forward(Attend(x)));
        var y = dense2.forward(functional.relu(dense1.forward(x)));
        return norm2.forward(x + dropout.forward(y));
    }

    private Tensor Attend(Tensor x)
    {
        var (batch, length) = (x.size(0), x.size(1));
        // [batch, length, 3 x width] → query, key, value, each [batch, heads, length, width / heads]
        var split = project.forward(x).view(batch, length, 3, heads, width / heads);
        var parts = split.permute(2, 0, 3, 1, 4).unbind(0);
        var y = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        return attended.forward(y.transpose(1, 2).reshape(batch, length, width));
    }
}
