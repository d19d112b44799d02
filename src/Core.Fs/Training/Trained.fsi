namespace Functional

/// A model with numbers: its weights, and the optimizer's tensors of the runs so far. A value: training gives a new one and leaves
/// this one as it is.
[<Sealed>]
type Trained =
    /// The model without its numbers.
    member Model: Model
    /// The values of a weight, by path (<c>dense/kernel</c>). Raises <c>ConfigurationException</c> for a path that is not there.
    member Weight: path: string -> HostArray
    internal new: model: Model * store: TensorStore * seed: int64 -> Trained
    member internal Store: TensorStore
    member internal Seed: int64

/// The way through for scripts: a model as a value, data in, a trained model and its history out.
[<RequireQualifiedAccess>]
module Trained =

    /// The model with its initial weights. The same seed gives the same bits. A model that does not know the shape of its input is built
    /// for the first data that it meets, each time anew until it is trained. Raises <c>ShapeException</c> where layers do not fit.
    val create: seed: int64 -> model: Model -> Trained

    /// The model with given weights.
    val ofWeights: seed: int64 -> model: Model -> value: (WeightDeclaration -> HostArray) -> Trained

    /// Trains a copy. Gives the new model and the logs of every epoch. Raises <c>DataException</c> for data that cannot be used.
    val fit:
        compile: CompileSettings ->
        settings: FitSettings ->
        inputs: Values ->
        targets: Values ->
        start: Trained ->
            Trained * History

    /// The same with the batches of a stream, which are made while it trains. What is wrong with a batch is found when the run comes to it.
    val fitStream:
        compile: CompileSettings -> settings: FitSettings -> stream: BatchStream -> start: Trained -> Trained * History

    /// Loss and metrics of data.
    val evaluate: compile: CompileSettings -> inputs: Values -> targets: Values -> trained: Trained -> Logs

    /// Loss and metrics of a stream's batches.
    val evaluateStream: compile: CompileSettings -> stream: BatchStream -> trained: Trained -> Logs

    /// The model with the states of stateful recurrences at zero: of the layer at a path and those inside of it, or of all for an empty path.
    val resetStates: path: string -> trained: Trained -> Trained

    /// The outputs for inputs, one array for each output. The states of stateful recurrences go on from batch to batch, and from call to call.
    val predict: inputs: Values -> trained: Trained -> HostArray list

    /// The outputs for the inputs of a stream's batches, one array for each output.
    val predictStream: stream: BatchStream -> trained: Trained -> HostArray list
