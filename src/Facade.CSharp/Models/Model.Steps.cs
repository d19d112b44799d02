using System.Reflection;

namespace Functional.Keras;

/// <content>Steps of one's own.</content>
public partial class Model
{
    private (object Of, CompiledLoss Loss, Metric[] Metrics, IReadOnlyList<string> Names)? asked;

    /// <summary>
    /// What is followed over batches in a model with steps of its own: the mean of the loss, and what <c>Compile</c> was told. They begin
    /// anew with every epoch and evaluation. Override it to follow others.
    /// </summary>
    public virtual IReadOnlyList<Metric> Metrics => compiled is null ? [] : Asked.Metrics;

    /// <summary>
    /// One step of training, which <c>Fit</c> and <c>TrainOnBatch</c> make of each batch: override it for steps of one's own, with a
    /// <see cref="GradientTape"/>.
    /// </summary>
    /// <param name="data">The batch: <c>var (x, y, sampleWeight) = data;</c>.</param>
    /// <returns>Numbers by name, as logs have them.</returns>
    protected virtual IReadOnlyDictionary<string, NDArray> TrainStep(Batch data) =>
        AtOnce(data, (running, batch) => running.TrainCompiled(batch.Inputs, batch.Targets, batch.Weights));

    /// <summary>One step of evaluation, which <c>Evaluate</c>, <c>TestOnBatch</c> and a validation make of each batch.</summary>
    /// <param name="data">The batch.</param>
    /// <returns>Numbers by name, as logs have them.</returns>
    protected virtual IReadOnlyDictionary<string, NDArray> TestStep(Batch data) =>
        AtOnce(data, (running, batch) => running.TestCompiled(batch.Inputs, batch.Targets, batch.Weights));

    /// <summary>The outputs of one batch, for <c>Predict</c>.</summary>
    /// <param name="data">The batch, without targets.</param>
    protected virtual IReadOnlyList<NDArray> PredictStep(Batch data) => CallAll(FSharp.Given(data).X);

    /// <summary>The loss that <c>Compile</c> was told, with the penalties of the last call: for steps of one's own.</summary>
    /// <param name="x">The batch. It is not looked at.</param>
    /// <param name="y">Targets.</param>
    /// <param name="yPred">Predictions: what calling the model gave.</param>
    /// <param name="sampleWeight">What each sample weighs.</param>
    /// <param name="training">It is not looked at: the call of the model was told.</param>
    /// <exception cref="ConfigurationException">The model is not compiled, or has neither a loss nor penalties.</exception>
    /// <exception cref="ShapeException">Targets and predictions do not fit together.</exception>
    public NDArray ComputeLoss(Data? x = null, Data? y = null, Data? yPred = null, Data? sampleWeight = null, bool training = true)
    {
        var (_, loss, _, names) = Asked;
        LazyArray[] Arrays(string argument, Data? data) =>
            data is null ? [] : [.. data.ArraysFor(argument, names).Select(array => array.Lazy)];
        return new(loss.Call(
            Arrays("y", y), Arrays("yPred", yPred), Arrays("sampleWeight", sampleWeight), [.. Losses.Select(penalty => penalty.Lazy)]));
    }

    /// <summary>What comes in, of a model whose own steps are all that it does.</summary>
    protected override KerasTensor Call(KerasTensor inputs, bool training) =>
        Overrides(nameof(TrainStep)) ? inputs : base.Call(inputs, training);

    // What Compile was told, on arrays.
    private (object Of, CompiledLoss Loss, Metric[] Metrics, IReadOnlyList<string> Names) Asked
    {
        get
        {
            var known = compiled ?? throw NotCompiled;
            if (asked is { } same && ReferenceEquals(same.Of, known.Settings))
                return same;
            var names = OutputNames;
            CompiledLoss loss = new(known.Settings(names.Count), FSharp.List(names));
            asked = (known.Settings, loss, [new Metrics.Mean("loss"), .. loss.Metrics.Select(metric => Metric.Of(metric.Item2, metric.Item1))], names);
            return asked.Value;
        }
    }

    private Dictionary<string, NDArray> AtOnce(Batch data, Action<Trainer, DataSet> step)
    {
        var running = trainer ?? throw NotCompiled;
        using var batch = Load(running, FSharp.Given(data).X, data.Y, data.SampleWeight);
        step(running, batch);
        return running.CompiledLogs().ToDictionary(log => log.Item1, log => new NDArray(new HostArray(Functional.DType.Float32, [], new[] { (float)log.Item2 })));
    }

    private bool Overrides(string step)
    {
        var method = GetType().GetMethod(step, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(Batch)]);
        return method is not null && method.DeclaringType != typeof(Model);
    }

    private Stepping? Stepped => GetType().Assembly == typeof(Model).Assembly ? null
        : new Stepping(this, Overrides(nameof(TrainStep)), Overrides(nameof(TestStep)), Overrides(nameof(PredictStep)));

    private sealed class Stepping(Model model, bool hasTrain, bool hasTest, bool hasPredict) : OwnSteps
    {
        public override bool HasTrain => hasTrain;

        public override bool HasTest => hasTest;

        public override bool HasPredict => hasPredict;

        public override IEnumerable<Tuple<string, double>> Train(HostArray[] inputs, HostArray[] targets, HostArray[] weights) =>
            Logs(nameof(TrainStep), model.TrainStep(BatchOf(inputs, targets, weights)));

        public override IEnumerable<Tuple<string, double>> Test(HostArray[] inputs, HostArray[] targets, HostArray[] weights) =>
            Logs(nameof(TestStep), model.TestStep(BatchOf(inputs, targets, weights)));

        public override HostArray[] Predict(HostArray[] inputs) =>
            [.. Given(nameof(PredictStep), model.PredictStep(new(Of(inputs)!))).Select(output => output.Host)];

        public override void Reset()
        {
            foreach (var metric in hasTrain || hasTest ? model.Metrics : [])
                metric.ResetState();
        }

        private IEnumerable<Tuple<string, double>> Logs(string step, IReadOnlyDictionary<string, NDArray> logs) =>
            [.. Given(step, logs).Select(log => Tuple.Create(log.Key, (double)Given(step, log.Value)))];

        private T Given<T>(string step, T? value) where T : class =>
            value ?? throw new ConfigurationException($"{model.Name}: {step} must not give null");

        private static Batch BatchOf(HostArray[] inputs, HostArray[] targets, HostArray[] weights) => new(Of(inputs)!, Of(targets), Of(weights));

        private static Data? Of(HostArray?[] arrays) => arrays.All(array => array is null) ? null
            : arrays is [var only] ? new NDArray(only!)
            : Data.Of([.. arrays.Select(array => array is null ? null! : (Data)new NDArray(array))]);
    }
}
