namespace Functional

open System
open System.Collections.Generic

/// Numbers by name, in the order of their names.
type Logs = IReadOnlyDictionary<string, float>

/// What is told of a run as it goes. Override what is of interest.
[<AbstractClass>]
type Callback() =
    /// Set it to end training after the epoch or batch that is running.
    member val StopTraining = false with get, set

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
    /// The logs are read from the device only when they are asked for.
    abstract OnTrainBatchEnd: batch: int * logs: Lazy<Logs> -> unit
    default _.OnTrainBatchEnd(_, _) = ()
    abstract OnTestBegin: unit -> unit
    default _.OnTestBegin() = ()
    abstract OnTestEnd: logs: Logs -> unit
    default _.OnTestEnd _ = ()

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

    member internal _.Add(epoch: int, logs: Logs) =
        epochs.Add epoch
        for entry in logs do
            if not (values.ContainsKey entry.Key) then
                values[entry.Key] <- List<float>()
            values[entry.Key].Add entry.Value
