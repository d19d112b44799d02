using System.Runtime.CompilerServices;

namespace Functional.Keras;

/// <content>Fit, evaluate, predict from streams of batches.</content>
/// <remarks>
/// Sequences are a type parameter, so that <c>Batch[]</c> is one and not <see cref="Data"/>; the priorities leave <c>new() { … }</c> to
/// <see cref="Data"/>.
/// </remarks>
public partial class Model
{
    /// <summary>
    /// Trains this model on batches that are made while it trains, on another thread. A sequence is enumerated once for each epoch; with
    /// <paramref name="stepsPerEpoch"/>, which a sequence without an end needs, the next epoch goes on where the last one stopped. A
    /// sequence that ends within an epoch then ends the run, with a warning.
    /// </summary>
    /// <typeparam name="TBatches">The kind of sequence.</typeparam>
    /// <param name="x">Batches of any sizes, or a <see cref="PyDataset"/>.</param>
    /// <param name="epochs">Number of the last epoch, from 1.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line an epoch.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="validationData">Inputs and targets for validation, <c>(x, y)</c>, or a stream.</param>
    /// <param name="shuffle">Whether each epoch takes the batches of a <see cref="PyDataset"/> in a new order: so when absent.</param>
    /// <param name="classWeight">Weights of the samples of each class; 1 where absent.</param>
    /// <param name="initialEpoch">Epochs made before, to go on with an earlier run.</param>
    /// <param name="stepsPerEpoch">Steps an epoch; a whole pass when absent.</param>
    /// <param name="validationSteps">Steps of a validation; all of its data when absent.</param>
    /// <param name="validationBatchSize">Samples a step of validation with data in memory; 32 when absent.</param>
    /// <param name="validationFreq">Epochs between validations, at least 1.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the weights then are those of the last step.</param>
    /// <returns>Every number of every epoch.</returns>
    /// <exception cref="ConfigurationException">The model is not compiled, or a number is outside its range.</exception>
    /// <exception cref="DataException">
    /// No batch, or one that is empty, of different lengths, not finite, or with a class out of range. The weights then are those of the step
    /// before.
    /// </exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <remarks>What a stream throws goes through to the caller.</remarks>
    public History Fit<TBatches>(
        TBatches x,
        int epochs = 1,
        Verbose verbose = default,
        IEnumerable<Functional.Callback>? callbacks = null,
        ValidationData? validationData = null,
        bool? shuffle = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        CancellationToken cancellationToken = default)
        where TBatches : IEnumerable<Batch>
    {
        if (shuffle == true && x is not PyDataset)
            throw new ConfigurationException("shuffle is for data in memory and a PyDataset, a stream has its own order");
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
        return TrainOver(new(x), run, shuffle ?? true);
    }

    /// <inheritdoc cref="Fit{TBatches}(TBatches, int, Verbose, IEnumerable{Functional.Callback}?, ValidationData?, bool?, IReadOnlyDictionary{int, double}?, int, int?, int?, int?, int, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public History Fit(
        IAsyncEnumerable<Batch> x,
        int epochs = 1,
        Verbose verbose = default,
        IEnumerable<Functional.Callback>? callbacks = null,
        ValidationData? validationData = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        int validationFreq = 1,
        CancellationToken cancellationToken = default)
    {
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
        return TrainOver(new(x), run, shuffle: false);
    }

    /// <summary>Loss and metrics of a stream's batches.</summary>
    /// <typeparam name="TBatches">The kind of sequence.</typeparam>
    /// <param name="x">Batches of any sizes, or a <see cref="PyDataset"/>.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="steps">Steps to make; the whole stream when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <returns>Each number by its name: <c>loss</c>, <c>accuracy</c>, … (Keras's <c>return_dict=True</c>).</returns>
    /// <exception cref="ConfigurationException">The model is not compiled, or a number is outside its range.</exception>
    /// <exception cref="DataException">No batch, or one that cannot be used.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IReadOnlyDictionary<string, double> Evaluate<TBatches>(
        TBatches x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TBatches : IEnumerable<Batch> =>
        EvaluateOver(new(x), verbose, steps, callbacks, cancellationToken);

    /// <inheritdoc cref="Evaluate{TBatches}(TBatches, Verbose, int?, IEnumerable{Functional.Callback}?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IReadOnlyDictionary<string, double> Evaluate(
        IAsyncEnumerable<Batch> x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        EvaluateOver(new(x), verbose, steps, callbacks, cancellationToken);

    /// <summary>The output for the inputs of a stream's batches, of a model with one output. [samples, ...] → [samples, ...]</summary>
    /// <typeparam name="TBatches">The kind of sequence.</typeparam>
    /// <param name="x">Batches of any sizes, or a <see cref="PyDataset"/>; targets and weights are left aside.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="steps">Steps to make; the whole stream when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ConfigurationException">A number outside its range, or a model of several outputs.</exception>
    /// <exception cref="DataException">No batch, or one that cannot be used.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public NDArray Predict<TBatches>(
        TBatches x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TBatches : IEnumerable<Batch> =>
        Only(PredictAll(x, verbose, steps, callbacks, cancellationToken));

    /// <inheritdoc cref="Predict{TBatches}(TBatches, Verbose, int?, IEnumerable{Functional.Callback}?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public NDArray Predict(
        IAsyncEnumerable<Batch> x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        Only(PredictAll(x, verbose, steps, callbacks, cancellationToken));

    /// <summary>The outputs for the inputs of a stream's batches, each by its position and its name.</summary>
    /// <typeparam name="TBatches">The kind of sequence.</typeparam>
    /// <param name="x">Batches of any sizes, or a <see cref="PyDataset"/>; targets and weights are left aside.</param>
    /// <param name="verbose">0 prints nothing, 1 a progress bar, 2 one line.</param>
    /// <param name="steps">Steps to make; the whole stream when absent.</param>
    /// <param name="callbacks">What is told of the run as it goes.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ConfigurationException">A number outside its range.</exception>
    /// <exception cref="DataException">No batch, or one that cannot be used.</exception>
    /// <exception cref="ShapeException">Data or layers that do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Outputs PredictAll<TBatches>(
        TBatches x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TBatches : IEnumerable<Batch> =>
        PredictOver(new(x), verbose, steps, callbacks, cancellationToken);

    /// <inheritdoc cref="PredictAll{TBatches}(TBatches, Verbose, int?, IEnumerable{Functional.Callback}?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Outputs PredictAll(
        IAsyncEnumerable<Batch> x,
        Verbose verbose = default,
        int? steps = null,
        IEnumerable<Functional.Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        PredictOver(new(x), verbose, steps, callbacks, cancellationToken);

    private History TrainOver(Batches batches, RunSettings run, bool shuffle) => Train(
        run,
        () => batches.FirstInputs(run.CancellationToken),
        batchSize: null,
        validationSplit: 0,
        shuffle,
        (running, settings) => Loop.fitStream(running, settings, Engine(batches, running)));

    private IReadOnlyDictionary<string, double> EvaluateOver(
        Batches batches,
        Verbose verbose,
        int? steps,
        IEnumerable<Functional.Callback>? callbacks,
        CancellationToken cancellationToken)
    {
        Positive("steps", steps);
        return Run("Evaluate", () => batches.FirstInputs(cancellationToken), running => Loop.evaluateStream(
            running,
            FSharp.Option(steps),
            verbose.Verbosity,
            Told(callbacks),
            Console.Out,
            cancellationToken,
            Engine(batches, running)));
    }

    private Outputs PredictOver(
        Batches batches,
        Verbose verbose,
        int? steps,
        IEnumerable<Functional.Callback>? callbacks,
        CancellationToken cancellationToken)
    {
        Positive("steps", steps);
        return Run(null, () => batches.FirstInputs(cancellationToken), running => new Outputs(
            running.OutputNames,
            Loop.predictStream(
                running,
                FSharp.Option(steps),
                verbose.Verbosity,
                Told(callbacks),
                Console.Out,
                cancellationToken,
                Engine(batches, running))));
    }

    private static BatchStream Engine(Batches batches, Trainer running) => batches.Engine(new DataNames(running));
}
