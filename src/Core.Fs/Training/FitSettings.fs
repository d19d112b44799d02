namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Threading

/// What of the data is kept back to look at after each epoch.
[<RequireQualifiedAccess>]
type Validation =
    | Absent
    /// The last share of the samples, in (0, 1), before any shuffling.
    | Split of float
    | Data of DataSet
    /// Each look begins with the stream's first batch.
    | Stream of BatchStream

/// How a run over data goes (Keras's <c>fit</c>).
type FitSettings = {
    [<AtLeast 0.0>]
    Epochs: int
    /// Samples a step. Batches of a stream have their own sizes.
    [<AtLeast 1.0>]
    BatchSize: int
    /// Whether each epoch sees the samples, or the batches of a stream that numbers them, in a new order.
    Shuffle: bool
    Validation: Validation
    /// Epochs between looks at the validation data.
    [<AtLeast 1.0>]
    ValidationFreq: int
    [<AtLeast 1.0>]
    ValidationBatchSize: int option
    /// Batches of one look at the validation data; all of them when absent.
    [<AtLeast 1.0>]
    ValidationSteps: int option
    /// Number of the first epoch, to go on with an earlier run. The order of samples goes by the epochs that the model has made, or by
    /// this if it is more. With it and <c>StepsPerEpoch</c>, a stream without numbers goes on behind the batches that were taken.
    [<AtLeast 0.0>]
    InitialEpoch: int
    /// Steps an epoch; all of the data when absent. The next epoch goes on with a stream where the last one left it.
    [<AtLeast 1.0>]
    StepsPerEpoch: int option
    /// Weight of the samples of each class.
    ClassWeight: IReadOnlyDictionary<int, float> option
    Callbacks: Callback list
    Verbosity: Verbosity
    /// Where progress is printed.
    Output: TextWriter
    Cancellation: CancellationToken
} with

    /// Keras's defaults: one epoch of batches of 32, shuffled, with a progress bar.
    static member Default = {
        Epochs = 1
        BatchSize = 32
        Shuffle = true
        Validation = Validation.Absent
        ValidationFreq = 1
        ValidationBatchSize = None
        ValidationSteps = None
        InitialEpoch = 0
        StepsPerEpoch = None
        ClassWeight = None
        Callbacks = []
        Verbosity = Verbosity.Bar
        Output = Console.Out
        Cancellation = CancellationToken.None
    }
