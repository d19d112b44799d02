namespace Functional

open System
open System.Text.Json.Nodes

/// What this library says in <c>metadata.json</c>, of which Keras reads nothing when it loads a model.
type internal OwnEntry = {
    Seed: int64 option
    /// Where the model's training stands.
    Position: Position
    /// Whether a call's <c>training: false</c> is what an earlier version of Keras wrote everywhere.
    HeedlessTraining: bool
}

[<RequireQualifiedAccess>]
module internal OwnEntry =

    let private name = "functional"

    /// Metadata with the entry.
    let write (entry: OwnEntry) (metadata: JsonNode) : JsonNode =
        let seed, position = entry.Seed, entry.Position
        let metadata = metadata.DeepClone().AsObject()
        metadata[name] <-
            fieldsNode [
                for seed in Option.toList seed do
                    "seed", wholeNode seed
                "epochs", wholeNode (int64 position.Epochs)
                "steps", wholeNode position.Steps
                "calls", wholeNode position.Calls
                "pass_epoch", wholeNode (int64 position.PassEpoch)
                "pass_batches", wholeNode (int64 position.PassBatches)
                if entry.HeedlessTraining then
                    "heedless_training", flagNode true
            ]
        metadata

    /// The entry, if the metadata has one.
    let read (where: string) (metadata: JsonNode) : OwnEntry option =
        match metadata[name] with
        | Null -> None
        | Fields entry ->
            let number (key: string) (low: int64) (high: int64) : int64 =
                match entry[key] with
                | Whole number when number >= low && number <= high -> number
                | Null -> Fault.refuse $"{where}, {name}" $"{key} is missing"
                | node ->
                    Fault.refuse
                        $"{where}, {name}.{key}"
                        $"must be a whole number from {low} to {high}, got {show node}"
            let count key = number key 0L (Int64.MaxValue / 2L)
            let small key = int (number key 0L (int64 Int32.MaxValue / 2L))
            let seed = if entry.ContainsKey "seed" then Some(number "seed" Int64.MinValue Int64.MaxValue) else None
            Some {
                Seed = seed
                Position = {
                    Epochs = small "epochs"
                    Steps = count "steps"
                    Calls = count "calls"
                    PassEpoch = small "pass_epoch"
                    PassBatches = small "pass_batches"
                }
                HeedlessTraining =
                    match entry["heedless_training"] with
                    | Flag heedless -> heedless
                    | _ -> false
            }
        | node -> Fault.refuse $"{where}, {name}" $"must be a JSON object, got {show node}"
