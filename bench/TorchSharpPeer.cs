using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bench;

/// <summary>Raw TorchSharp as a competent user writes it: modules, NCHW, its Adam, a dispose scope a step.</summary>
public sealed class TorchSharpPeer : IPeer
{
    public string Name => "torchsharp";

    public bool Has(Workload workload) => true;

    public long ExpectedParams(Workload workload) => workload.Params + workload.TorchExtra;

    public IReadOnlyList<Job> Prepare(Workload workload)
    {
        random.manual_seed(0);
        var data = Data.Make(workload);
        var x = data.Ids is { } ids
            ? tensor(ids, Sizes(workload, data.XShape))
            : Floats(workload, data.XShape, data.X!);
        var model = Network(workload.Network);
        if (workload.Kind is Kind.Infer or Kind.Call) return [new Inference(model, x)];

        var y = data.Labels is { } labels ? tensor(labels) : Floats(workload, data.YShape, data.Values!);
        return [new Training(model, LossOf(workload.Network), x, y, workload.Batch)];
    }

    private static Module<Tensor, Tensor> Network(string name) => name switch
    {
        "dense" => new Mlp(16, 16),
        "mlp-small" => new Mlp(784, 128, 10),
        "mlp-large" => new Mlp(784, 1024, 1024, 10),
        "cnn-mnist" => new Cnn(),
        "resnet20-cifar" => new ResNet20(),
        "lstm-imdb" => new LstmClassifier(),
        "gru-timeseries" => new GruRegressor(),
        "rnn-timeseries" => new RnnRegressor(),
        "bilstm-stacked" => new BiLstmClassifier(),
        "transformer" => new TransformerClassifier(),
        "conv-autoencoder" => new Autoencoder(),
        "wide-tabular" => new WideTabular(),
        "many-small" => new ManySmall(),
        "mobilenet-sep" => new MobileNet(),
        _ => throw new ArgumentException($"TorchSharpPeer: no network is known as {name}"),
    };

    private static Func<Tensor, Tensor, Tensor> LossOf(string network) => network switch
    {
        "gru-timeseries" or "rnn-timeseries" or "many-small" => (output, y) => functional.mse_loss(output, y),
        "lstm-imdb" or "bilstm-stacked" or "wide-tabular" or "conv-autoencoder" =>
            (output, y) => functional.binary_cross_entropy_with_logits(output, y),
        _ => (output, y) => functional.cross_entropy(output, y),
    };

    /// <summary>Images become [samples, channels, height, width], with plain strides for one channel too.</summary>
    private static Tensor Floats(Workload workload, int[] shape, float[] values)
    {
        var t = tensor(values, Sizes(workload, shape));
        return shape is [var height, var width, var channels]
            ? empty(t.size(0), channels, height, width).copy_(t.permute(0, 3, 1, 2))
            : t;
    }

    private static long[] Sizes(Workload workload, int[] shape) =>
        [workload.Batch * workload.Batches, .. shape.Select(size => (long)size)];

    private sealed class Training(
        Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> lossOf, Tensor x, Tensor y, int batch) : Job
    {
        private readonly optim.Optimizer optimizer = optim.Adam(model.parameters(), lr: 1e-3, eps: 1e-7);
        private readonly long count = x.size(0);
        private long start;

        public override string Metric => "train_step";

        public override long Params => Count(model);

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                Step();
            }
        }

        public override double? Loss()
        {
            const int steps = 20;
            var sum = 0.0;
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                sum += Step().item<float>();
            }
            return sum / steps;
        }

        private Tensor Step()
        {
            var xBatch = x.narrow(0, start, batch);
            var yBatch = y.narrow(0, start, batch);
            start = (start + batch) % count;

            optimizer.zero_grad();
            var loss = lossOf(model.forward(xBatch), yBatch);
            loss.backward();
            optimizer.step();
            return loss;
        }

        public override void Dispose()
        {
            foreach (IDisposable part in new IDisposable[] { optimizer, model, x, y }) part.Dispose();
        }
    }

    private sealed class Inference : Job
    {
        private readonly Module<Tensor, Tensor> model;
        private readonly Tensor x;

        public Inference(Module<Tensor, Tensor> model, Tensor x)
        {
            (this.model, this.x) = (model, x);
            model.eval();
        }

        public override string Metric => "call";

        public override long Params => Count(model);

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                model.forward(x);
            }
        }

        public override void Dispose()
        {
            model.Dispose();
            x.Dispose();
        }
    }

    private static long Count(Module model) => model.parameters().Where(p => p.requires_grad).Sum(p => p.numel());
}
