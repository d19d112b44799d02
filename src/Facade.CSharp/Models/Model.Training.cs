namespace Functional.Keras;

/// <content>Compile, fit, evaluate, predict.</content>
public partial class Model
{
    // The settings depend on the number of outputs, which may not be known yet.
    private (Optimizer Optimizer, Func<int, CompileSettings> Settings)? compiled;

    /// <summary>Whether <c>Compile</c> was called.</summary>
    public bool Compiled => compiled is not null;

    /// <summary>The optimizer the model was compiled with.</summary>
    public Optimizer? Optimizer => compiled?.Optimizer;

    /// <summary>The optimizer, for what needs one.</summary>
    /// <exception cref="ConfigurationException">The model is not compiled.</exception>
    internal Optimizer RunningOptimizer => compiled?.Optimizer ?? throw NotCompiled;

    /// <summary>Every number of every epoch of the last run; null before the first.</summary>
    public History? History { get; private set; }

    /// <summary>Set it in a callback to end training after the epoch or batch that is running. Each run begins with <c>false</c>.</summary>
    public bool StopTraining
    {
        get => ending.StopTraining;
        set => ending.StopTraining = value;
    }

    /// <summary>Whether a number in logs gets better upwards; null where that is not known.</summary>
    internal bool? GetsBetterUpwards(string log) =>
        FSharp.OrNull(Directions.ofLog(compiled!.Value.Settings(OutputNames.Count), FSharp.List(OutputNames), log))?.IsUp;

    /// <summary>Says how the model is trained. The optimizer starts anew; weights stay as they are.</summary>
    /// <param name="optimizer">How weights follow their gradients; <c>"rmsprop"</c> when absent.</param>
    /// <param name="loss">What is made small: for all outputs, or for each.</param>
    /// <param name="lossWeights">Weights of the outputs' losses; 1 when absent.</param>
    /// <param name="metrics">What is followed, without sample weights.</param>
    /// <param name="weightedMetrics">What is followed, with sample weights.</param>
    /// <param name="stepsPerExecution">Batches between two calls of the callbacks and looks at the logs, at least 1.</param>
    /// <param name="jitCompile">
    /// Whether steps run as compiled scripts where they can; the library decides when absent (<c>"auto"</c>).
    /// </param>
    /// <param name="autoScaleLoss">
    /// Whether the optimizer of a model of the policy <c>"mixed_float16"</c> becomes the inner one of a <c>LossScaleOptimizer</c>.
    /// </param>
    /// <exception cref="ConfigurationException">A name or number that is not allowed, or the model runs.</exception>
    public void Compile(
        Optimizer? optimizer = null,
        LossArgument? loss = null,
        LossWeightsArgument? lossWeights = null,
        MetricsArgument? metrics = null,
        MetricsArgument? weightedMetrics = null,
        int stepsPerExecution = 1,
        bool? jitCompile = null,
        bool autoScaleLoss = true)
    {
        RequireAlive();
        if (stepsPerExecution < 1)
            throw new ConfigurationException($"stepsPerExecution must be at least 1, got {stepsPerExecution}");
        var scaled = optimizer ?? "rmsprop";
        if (autoScaleLoss && Functional.Optimizers.LossScaling.isFor(Policy.Parse(DType)) && !Functional.Optimizers.LossScaling.isThere(scaled.Engine))
            scaled = new Optimizers.LossScaleOptimizer(scaled);
        CompileArguments arguments = new(scaled, loss, lossWeights, metrics, weightedMetrics, stepsPerExecution, jitCompile);
        // Others are looked at when the model is built, for building runs code of its user's.
        if (FSharp.OrNull(ModelModule.tryOutputNames(Definition)) is { } outputs)
            arguments.Engine(outputs.Length).CheckOutputs(outputs);

        optimizer?.Take(this);
        Change("Compile", () =>
        {
            Retire(DetachTrainer(), null);
            compiled = (arguments.Optimizer, arguments.Engine);
            Refresh();
            foreach (var key in store?.Keys.Where(key => key.IsOfOptimizer).ToArray() ?? [])
                store!.Remove(key);
        });
    }

    /// <summary>Trains this model for some epochs.</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="y">Targets, samples first.</param>
    /// <param name="batchSize">Samples a step, at least 1; 32 when absent.</param>
    /// <param name="epochs">Number of the last epoch, from 1.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line an epoch.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="validationSplit">Share of the samples, the last ones, kept back for validation, in [0, 1).</param>
    /// <param name="validationData">Inputs and targets for validation, <c>(x, y)</c>, or a stream, instead of a split.</param>
    /// <param name="shuffle">Whether each epoch sees the samples in a new order.</param>
    /// <param name="classWeight">Weights of the samples of each class; 1 where absent.</param>
    /// <param name="sampleWeight">Weight of each sample.</param>
    /// <param name="initialEpoch">Epochs made before, to go on with an earlier run.</param>
    /// <param name="stepsPerEpoch">Steps an epoch; all of the data when absent.</param>
    /// <param name="validationSteps">Steps of a validation; all of its data when absent.</param>
    /// <param name="validationBatchSize">Samples a step of validation; <paramref name="batchSize"/> when absent.</param>
    /// <param name="validationFreq">Epochs between validations, at least 1.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the weights then are those of the last step.</param>
    /// <returns>Every number of every epoch.</returns>
    /// <exception cref="ConfigurationException">The model is not compiled, or a number is outside its range.</exception>
    /// <exception cref="DataException">Data that is empty, of different lengths, not finite, or a class out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public History Fit(
        Data x,
        Data? y = null,
        int? batchSize = null,
        int epochs = 1,
        Verbose verbose = default,
        IEnumerable<Functional.Callback>? callbacks = null,
        double validationSplit = 0,
        ValidationData? validationData = null,
        bool shuffle = true,
        IReadOnlyDictionary<int, double>? classWeight = null,
        Data? sampleWeight = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        CancellationToken cancellationToken = default)
    {
        Positive("batchSize", batchSize);
        if (!(validationSplit is >= 0 and < 1))
            throw new ConfigurationException($"validationSplit must be in [0, 1), got {validationSplit}");
        RunSettings run = new(
            epochs,
            verbose,
            callbacks,
            validationData,
            classWeight,
            initialEpoch,
            stepsPerEpoch,
            validationSteps,
            validationBatchSize,
            validationFreq,
            cancellationToken);
        return Train(run, () => Data.Given("x", x), batchSize, validationSplit, shuffle, (running, settings) =>
        {
            using var data = Load(running, x, y, sampleWeight);
            return Loop.fit(running, settings, data);
        });
    }

    /// <summary>Loss and metrics of data.</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="y">Targets, samples first.</param>
    /// <param name="batchSize">Samples a step, at least 1; 32 when absent.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="sampleWeight">Weight of each sample.</param>
    /// <param name="steps">Steps to make; all of the data when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <returns>Each number by its name: <c>loss</c>, <c>accuracy</c>, … (Keras's <c>return_dict=True</c>).</returns>
    /// <exception cref="ConfigurationException">The model is not compiled, or a number is outside its range.</exception>
    /// <exception cref="DataException">Data that is empty, of different lengths, not finite, or a class out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(
        Data x,
        Data? y = null,
        int? batchSize = null,
        Verbose verbose = default,
        Data? sampleWeight = null,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        Positive("batchSize", batchSize);
        Positive("steps", steps);
        return Run("Evaluate", () => Data.Given("x", x), running =>
        {
            using var data = First(steps, batchSize, Load(running, x, y, sampleWeight));
            return Loop.evaluate(
                running, batchSize ?? 32, verbose.Verbosity, Told(callbacks), Console.Out, cancellationToken, data);
        });
    }

    /// <summary>The output for inputs, of a model with one output. [samples, ...] → [samples, ...]</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="batchSize">Samples a step, at least 1; 32 when absent.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="steps">Steps to make; all of the data when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ConfigurationException">A number outside its range, or a model of several outputs.</exception>
    /// <exception cref="DataException">Data that is empty or of different lengths, or an index out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public NDArray Predict(
        Data x,
        int? batchSize = null,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        Only(PredictAll(x, batchSize, verbose, steps, callbacks, cancellationToken));

    /// <summary>The outputs for inputs, each by its position and its name.</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="batchSize">Samples a step, at least 1; 32 when absent.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="steps">Steps to make; all of the data when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ConfigurationException">A number outside its range.</exception>
    /// <exception cref="DataException">Data that is empty or of different lengths, or an index out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Outputs PredictAll(
        Data x,
        int? batchSize = null,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        Positive("batchSize", batchSize);
        Positive("steps", steps);
        return Run(null, () => Data.Given("x", x), running =>
        {
            using var data = First(steps, batchSize, Load(running, x));
            var arrays = Loop.predict(
                running, batchSize ?? 32, verbose.Verbosity, Told(callbacks), Console.Out, cancellationToken, data);
            return new Outputs(running.OutputNames, arrays);
        });
    }

    /// <summary>One step of training on one batch.</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="y">Targets, samples first.</param>
    /// <param name="sampleWeight">Weight of each sample.</param>
    /// <param name="classWeight">Weights of the samples of each class; 1 where absent.</param>
    /// <returns>Loss and metrics of the batch before the step, by name.</returns>
    /// <exception cref="ConfigurationException">The model is not compiled.</exception>
    /// <exception cref="DataException">Data that is empty, of different lengths, not finite, or a class out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    public IReadOnlyDictionary<string, double> TrainOnBatch(
        Data x, Data? y = null, Data? sampleWeight = null, IReadOnlyDictionary<int, double>? classWeight = null) =>
        Run("TrainOnBatch", () => Data.Given("x", x), running =>
        {
            using var data = Load(running, x, y, sampleWeight);
            return Loop.trainOnBatch(running, FSharp.Option(classWeight), data);
        });

    /// <summary>Loss and metrics of one batch, by name.</summary>
    /// <param name="x">Inputs, samples first.</param>
    /// <param name="y">Targets, samples first.</param>
    /// <param name="sampleWeight">Weight of each sample.</param>
    /// <exception cref="ConfigurationException">The model is not compiled.</exception>
    /// <exception cref="DataException">Data that is empty, of different lengths, not finite, or a class out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    public IReadOnlyDictionary<string, double> TestOnBatch(Data x, Data? y = null, Data? sampleWeight = null) =>
        Run("TestOnBatch", () => Data.Given("x", x), running =>
        {
            using var data = Load(running, x, y, sampleWeight);
            return Loop.testOnBatch(running, data);
        });

    /// <summary>The output for one batch, of a model with one output.</summary>
    /// <exception cref="ConfigurationException">The model has several outputs.</exception>
    /// <exception cref="DataException">Data that is empty or of different lengths, or an index out of range.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    public NDArray PredictOnBatch(Data x)
    {
        var outputs = CallAtOnce(x, training: false);
        return outputs.Count == 1 ? outputs[0] : throw NotOne(outputs.Count);
    }

    // With the compiled steps: data are checked, and any number of samples is one program.
    private IReadOnlyList<NDArray> CallAtOnce(Data x, bool training) => Run(null, () => Data.Given("x", x), running =>
    {
        using var data = Load(running, x);
        return Loop.call(running, training, data).Select(output => new NDArray(output)).ToArray();
    });

    private NDArray Only(Outputs outputs) => outputs is [var output] ? output : throw NotOne(outputs.Count);

    private ConfigurationException NotOne(int outputs) =>
        new($"{Name}: the model has {outputs} outputs; use PredictAll");

    private sealed record CompileArguments(
        Optimizer Optimizer,
        LossArgument? Loss,
        LossWeightsArgument? LossWeights,
        MetricsArgument? Metrics,
        MetricsArgument? WeightedMetrics,
        int StepsPerExecution,
        bool? JitCompile)
    {
        public CompileSettings Engine(int outputs) => FSharp.Compile(
            Optimizer.Engine,
            Loss?.Engine,
            LossWeights?.Engine ?? PerOutput<double>.NewAll(1),
            Metrics?.Engine(outputs) ?? PerOutput<IReadOnlyList<MetricChoice>>.NewAll([]),
            WeightedMetrics?.Engine(outputs) ?? PerOutput<IReadOnlyList<MetricChoice>>.NewAll([]),
            StepsPerExecution,
            JitCompile);
    }
}
