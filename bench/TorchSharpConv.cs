using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bench;

/// <summary>[batch, 1, 28, 28] → logits [batch, 10].</summary>
internal sealed class Cnn : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(1, 32, 3);
    private readonly Conv2d conv2 = Conv2d(32, 64, 3);
    private readonly MaxPool2d pool = MaxPool2d(2);
    private readonly Flatten flatten = Flatten();
    private readonly Dropout dropout = Dropout(0.5);
    private readonly Linear head = Linear(1600, 10);

    public Cnn() : base(nameof(Cnn)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = pool.forward(functional.relu(conv1.forward(x)));
        x = pool.forward(functional.relu(conv2.forward(x)));
        return head.forward(dropout.forward(flatten.forward(x)));
    }
}

/// <summary>Batch normalisation as Keras has it by default.</summary>
internal static class Norm
{
    public static BatchNorm2d Of(int features) => BatchNorm2d(features, eps: 1e-3, momentum: 0.01);
}

/// <summary>He et al. 2015, version 1, for 32 x 32 images: [batch, 3, 32, 32] → logits [batch, 10].</summary>
internal sealed class ResNet20 : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = Norm.Of(16);
    private readonly ModuleList<ResidualBlock> blocks = [];
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
    private readonly Linear head = Linear(64, 10);

    public ResNet20() : base(nameof(ResNet20))
    {
        var channels = 16;
        foreach (var filters in new[] { 16, 32, 64 })
            for (var i = 0; i < 3; i++)
            {
                blocks.Add(new ResidualBlock(channels, filters));
                channels = filters;
            }
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.forward(conv.forward(x)));
        foreach (var block in blocks) x = block.forward(x);
        return head.forward(pool.forward(x).flatten(1));
    }
}

/// <summary>Halves the image where the number of channels changes.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d norm1, norm2;
    private readonly Sequential? shortcut;

    public ResidualBlock(int channels, int filters) : base(nameof(ResidualBlock))
    {
        var stride = channels == filters ? 1 : 2;
        conv1 = Conv2d(channels, filters, 3, stride: stride, padding: 1, bias: false);
        norm1 = Norm.Of(filters);
        conv2 = Conv2d(filters, filters, 3, padding: 1, bias: false);
        norm2 = Norm.Of(filters);
        if (stride == 2) shortcut = Sequential(Conv2d(channels, filters, 1, stride: 2, bias: false), Norm.Of(filters));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = functional.relu(norm1.forward(conv1.forward(x)));
        y = norm2.forward(conv2.forward(y));
        return functional.relu(y + (shortcut is null ? x : shortcut.forward(x)));
    }
}

/// <summary>[batch, 1, 28, 28] → logits of the same shape.</summary>
internal sealed class Autoencoder : Module<Tensor, Tensor>
{
    private readonly Sequential encoder = Sequential(
        Conv2d(1, 32, 3, padding: 1), ReLU(), MaxPool2d(2),
        Conv2d(32, 32, 3, padding: 1), ReLU(), MaxPool2d(2));

    private readonly Sequential decoder = Sequential(
        ConvTranspose2d(32, 32, 3, stride: 2, padding: 1, output_padding: 1), ReLU(),
        ConvTranspose2d(32, 32, 3, stride: 2, padding: 1, output_padding: 1), ReLU(),
        Conv2d(32, 1, 3, padding: 1));

    public Autoencoder() : base(nameof(Autoencoder)) => RegisterComponents();

    public override Tensor forward(Tensor x) => decoder.forward(encoder.forward(x));
}

/// <summary>Depthwise separable convolutions (Howard et al. 2017): [batch, 3, 64, 64] → logits [batch, 10].</summary>
internal sealed class MobileNet : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d pool = AdaptiveAvgPool2d(1);
    private readonly Linear head = Linear(256, 10);

    public MobileNet() : base(nameof(MobileNet))
    {
        var layers = new List<Module<Tensor, Tensor>>
        {
            Conv2d(3, 32, 3, stride: 2, padding: 1, bias: false), Norm.Of(32), ReLU(),
        };
        var channels = 32;
        foreach (var (filters, stride) in new[] { (64, 1), (128, 2), (128, 1), (256, 2), (256, 1) })
        {
            layers.AddRange(
            [
                Conv2d(channels, channels, 3, stride: stride, padding: 1, groups: channels, bias: false),
                Norm.Of(channels), ReLU(),
                Conv2d(channels, filters, 1, bias: false), Norm.Of(filters), ReLU(),
            ]);
            channels = filters;
        }
        features = Sequential(layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.forward(pool.forward(features.forward(x)).flatten(1));
}
