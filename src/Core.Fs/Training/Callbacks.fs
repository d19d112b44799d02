namespace Functional

open System
open System.Collections.Generic

/// Numbers by name, in the order of their names.
type Logs = Dictionary<string, float>

/// What a run is going to do.
type CallbackParams = {
    /// Number of the last epoch, from 1.
    Epochs: int
    /// Batches of an epoch, a test or a prediction, where it is known.
    Steps: Nullable<int>
    /// 0 prints nothing, 1 a progress bar, 2 one line an epoch.
    Verbose: int
} with

    /// Of a run that has not begun.
    static member Empty = { Epochs = 1; Steps = Nullable(); Verbose = 0 }

/// <summary>What is told of a run as it goes. Override what is of interest.</summary>
/// <remarks>Numbers of epochs and batches count from 0. Logs of a batch are read from the device when they are asked for; those of an
/// epoch and of its end go from one callback to the next, to the history and to what is printed: what one adds or changes, the others see.
/// With several steps an execution a batch's calls come once for all of them.</remarks>
[<AbstractClass>]
type Callback() =
    /// Set it to end training after the epoch or batch that is running.
    member val StopTraining = false with get, set

    /// What the run is going to do.
    member val Params = CallbackParams.Empty with get, set

    abstract OnTrainBegin: unit -> unit
    default _.OnTrainBegin() = ()
    abstract OnTrainEnd: logs: Logs -> unit
    default _.OnTrainEnd _ = ()
    abstract OnEpochBegin: epoch: int -> unit
    default _.OnEpochBegin _ = ()
    abstract OnEpochEnd: epoch: int * logs: Logs -> unit
    default _.OnEpochEnd(_, _) = ()
    abstract OnTrainBatchBegin: batch: int -> unit
    default _.OnTrainBatchBegin _ = ()
    abstract OnTrainBatchEnd: batch: int * logs: Lazy<Logs> -> unit
    default _.OnTrainBatchEnd(_, _) = ()
    abstract OnTestBegin: unit -> unit
    default _.OnTestBegin() = ()
    abstract OnTestEnd: logs: Logs -> unit
    default _.OnTestEnd _ = ()
    abstract OnTestBatchBegin: batch: int -> unit
    default _.OnTestBatchBegin _ = ()
    abstract OnTestBatchEnd: batch: int * logs: Lazy<Logs> -> unit
    default _.OnTestBatchEnd(_, _) = ()
    abstract OnPredictBegin: unit -> unit
    default _.OnPredictBegin() = ()
    abstract OnPredictEnd: unit -> unit
    default _.OnPredictEnd() = ()
    abstract OnPredictBatchBegin: batch: int -> unit
    default _.OnPredictBatchBegin _ = ()
    abstract OnPredictBatchEnd: batch: int -> unit
    default _.OnPredictBatchEnd _ = ()

/// Every log of every epoch.
[<Sealed>]
type History() =
    let epochs = List<int>()
    let values = Dictionary<string, List<float>>()

    /// Numbers of the epochs, from 0.
    member _.Epoch: IReadOnlyList<int> = epochs

    /// One value an epoch for each name.
    member _.Values: IReadOnlyDictionary<string, IReadOnlyList<float>> =
        Dictionary(values |> Seq.map (fun entry -> KeyValuePair(entry.Key, entry.Value :> IReadOnlyList<float>)))

    /// The values of one log over the epochs.
    member _.Item
        with get (name: string): IReadOnlyList<float> =
            match values.TryGetValue name with
            | true, found -> found
            | _ ->
                let known = values.Keys |> String.concat ", "
                raise (KeyNotFoundException $"history has {known}, not \"{name}\"")

    /// Takes up the logs of an epoch.
    member _.Add(epoch: int, logs: Logs) =
        epochs.Add epoch
        for entry in logs do
            if not (values.ContainsKey entry.Key) then
                values[entry.Key] <- List<float>()
            values[entry.Key].Add entry.Value
