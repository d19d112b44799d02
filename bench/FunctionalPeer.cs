using Functional.Keras;
using Functional.Keras.Layers;
using Functional.Keras.Optimizers;
using KerasData = Functional.Keras.Data;

namespace Bench;

/// <summary>This library, through its C# interface, as an application uses it.</summary>
public sealed class FunctionalPeer : IPeer
{
    public string Name => "functional";

    public bool Has(Workload workload) => workload.Kind == Kind.Call || Networks.ContainsKey(workload.Network);

    public long ExpectedParams(Workload workload) => workload.Params;

    public IReadOnlyList<Job> Prepare(Workload workload)
    {
        Utils.SetRandomSeed(0);
        var data = Data.Make(workload);
        if (workload.Kind == Kind.Call)
            return [new LayerCalling(new Dense(16), data.X!)];

        var (network, loss, metric) = Networks.TryGetValue(workload.Network, out var found)
            ? found
            : throw new NotSupportedException(
                $"{workload.Name}: the library does not have its layers yet. Use --peer torchsharp.");
        var model = network();
        model.Compile(optimizer: new Adam(learningRate: 1e-3, epsilon: 1e-7), loss: loss, metrics: [metric]);
        var count = workload.Batch * workload.Batches;
        KerasData x = data.Ids is { } ids ? KerasData.From<long>(ids, Sizes(count, data.XShape)) : KerasData.From<float>(data.X!, Sizes(count, data.XShape));
        if (workload.Kind == Kind.Infer)
            return [new Predicting(model, x), new Calling(model, x)];

        KerasData y = data.Labels is { } labels ? KerasData.From<long>(labels, [count]) : KerasData.From<float>(data.Values!, Sizes(count, data.YShape));
        return workload.Kind == Kind.Loop
            ? [new Looping(model, loss, metric, data, workload), new Training(model, x, y, workload)]
            : [new Training(model, x, y, workload)];
    }

    private static int[] Sizes(int count, int[] shape) => [count, .. shape];

    // What the library has no layers for is missing.
    private static readonly Dictionary<string, (Func<Model> Network, string Loss, string Metric)> Networks = new()
    {
        ["mlp-small"] = (() => Mlp(784, 128), "sparse_categorical_crossentropy", "accuracy"),
        ["mlp-large"] = (() => Mlp(784, 1024, 1024), "sparse_categorical_crossentropy", "accuracy"),
        ["cnn-mnist"] = (Cnn, "sparse_categorical_crossentropy", "accuracy"),
        ["resnet20-cifar"] = (ResNet20, "sparse_categorical_crossentropy", "accuracy"),
        ["lstm-imdb"] = (Lstm, "binary_crossentropy", "accuracy"),
        ["gru-timeseries"] = (Gru, "mse", "mae"),
        ["rnn-timeseries"] = (Rnn, "mse", "mae"),
        ["bilstm-stacked"] = (BiLstm, "binary_crossentropy", "accuracy"),
        ["wide-tabular"] = (WideTabular, "binary_crossentropy", "accuracy"),
        ["many-small"] = (ManySmall, "mse", "mae"),
    };

    private static Sequential Mlp(int inputs, params int[] hidden) =>
        new([new Input([inputs]), .. hidden.Select(units => new Dense(units, "relu")), new Dense(10, "softmax")]);

    private static Sequential Cnn() =>
    [
        new Input([28, 28, 1]),
        new Conv2D(32, 3, activation: "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, activation: "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dropout(0.5),
        new Dense(10, "softmax"),
    ];

    private static Sequential Lstm() =>
    [
        new Input([80], dtype: "int64"),
        new Embedding(20_000, 128),
        new LSTM(64),
        new Dense(1, "sigmoid"),
    ];

    private static Sequential Gru() => [new Input([120, 14]), new GRU(64), new Dense(1)];

    private static Sequential Rnn() => [new Input([120, 14]), new SimpleRNN(64), new Dense(1)];

    private static Sequential BiLstm() =>
    [
        new Input([80], dtype: "int64"),
        new Embedding(20_000, 128),
        new Bidirectional(new LSTM(64, returnSequences: true)),
        new Bidirectional(new LSTM(64)),
        new Dense(1, "sigmoid"),
    ];

    private static Model WideTabular()
    {
        var input = new Input([20], dtype: "int64");
        KerasTensor[] columns = [.. Enumerable.Range(0, 20).Select(i => new Embedding(1000, 16).Apply(input[.., i]))];
        var x = new Concatenate().Apply(columns);
        x = new Dense(256, "relu").Apply(x);
        x = new Dense(128, "relu").Apply(x);
        return new Model(input, new Dense(1, "sigmoid").Apply(x));
    }

    private static Sequential ManySmall() =>
        new([new Input([16]), .. Enumerable.Range(0, 60).Select(_ => new Dense(16, "tanh")), new Dense(1)]);

    private static Model ResNet20()
    {
        var input = new Input([32, 32, 3]);
        var x = Normalised(input, 16, 3, 1, relu: true);
        foreach (var (filters, stage) in new[] { (16, 0), (32, 1), (64, 2) })
        {
            for (var block = 0; block < 3; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                var shortcut = stride == 2 ? Normalised(x, filters, 1, 2, relu: false) : x;
                var y = Normalised(x, filters, 3, stride, relu: true);
                y = Normalised(y, filters, 3, 1, relu: false);
                x = new Activation("relu").Apply(new Add().Apply([y, shortcut]));
            }
        }
        return new Model(input, new Dense(10, "softmax").Apply(new GlobalAveragePooling2D().Apply(x)));
    }

    private static KerasTensor Normalised(KerasTensor x, int filters, int size, int stride, bool relu)
    {
        x = new Conv2D(filters, size, strides: stride, padding: "same", useBias: false).Apply(x);
        x = new BatchNormalization().Apply(x);
        return relu ? new Activation("relu").Apply(x) : x;
    }

    private sealed class Training(Model model, KerasData x, KerasData y, Workload workload) : Job
    {
        public override string Metric => "train_step";

        public override long Params => Trainable(model);

        public override int Unit => workload.Batches;

        public override void Run(int steps) =>
            model.Fit(x, y, batchSize: workload.Batch, epochs: steps / Unit, verbose: 0);

        public override double? Loss() =>
            model.Fit(x, y, batchSize: workload.Batch, epochs: 1, verbose: 0)["loss"][^1];
    }

    private sealed class Predicting(Model model, KerasData x) : Job
    {
        public override string Metric => "predict_on_batch";

        public override long Params => Trainable(model);

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++) model.PredictOnBatch(x);
        }
    }

    private sealed class Calling(Model model, KerasData x) : Job
    {
        public override string Metric => "call";

        public override long Params => Trainable(model);

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++) model.Call(x, training: false);
        }
    }

    /// <summary>A loop of the user's own, as in Keras's guide: batches are arrays.</summary>
    private sealed class Looping : Job
    {
        private readonly Model model;
        private readonly Loss loss;
        private readonly Metric metric;
        private readonly Adam optimizer = new(learningRate: 1e-3, epsilon: 1e-7);
        private readonly (NDArray X, NDArray Y)[] batches;
        private int at;

        public Looping(Model model, string loss, string metric, Dataset data, Workload workload)
        {
            (this.model, this.loss, this.metric) = (model, loss, metric);
            var size = data.XShape.Aggregate(1, (count, size) => count * size) * workload.Batch;
            batches = [.. Enumerable.Range(0, workload.Batches).Select(i => (
                ((NDArray)data.X!.AsSpan(i * size, size).ToArray()).Reshape(Sizes(workload.Batch, data.XShape)),
                (NDArray)data.Labels!.AsSpan(i * workload.Batch, workload.Batch).ToArray()))];
        }

        public override string Metric => "own_loop";

        public override long Params => Trainable(model);

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++) Step();
        }

        public override double? Loss() => Enumerable.Range(0, 20).Average(_ => (double)Step());

        private NDArray Step()
        {
            var (x, y) = batches[at++ % batches.Length];
            using GradientTape tape = new();
            var predicted = model.Call(x, training: true);
            var value = loss.Call(y, predicted);
            var gradients = tape.Gradient(value, model.TrainableWeights);
            optimizer.Apply(gradients, model.TrainableWeights);
            metric.UpdateState(y, predicted);
            return value;
        }
    }

    /// <summary>A layer by itself on one sample.</summary>
    private sealed class LayerCalling(Layer layer, NDArray x) : Job
    {
        private readonly NDArray sample = x.Reshape(1, -1);

        public override string Metric => "layer_call";

        public override long Params
        {
            get
            {
                layer.Call(sample);
                return layer.CountParams();
            }
        }

        public override void Run(int steps)
        {
            for (var i = 0; i < steps; i++) layer.Call(sample);
        }
    }

    private static long Trainable(Model model) => model.TrainableWeights.Sum(weight => weight.Shape.Aggregate(1L, (n, size) => n * size));
}
