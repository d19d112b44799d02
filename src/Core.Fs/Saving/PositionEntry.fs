namespace Functional

open System
open System.Text.Json.Nodes

/// <summary>Where a model's training stands, in <c>metadata.json</c>, of which Keras reads nothing when it loads a model.</summary>
[<RequireQualifiedAccess>]
module internal PositionEntry =

    let private name = "functional"

    /// Metadata with seed and position.
    let write (seed: int64 option) (position: Position) (metadata: JsonNode) : JsonNode =
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
            ]
        metadata

    /// Seed and position, if the metadata has them.
    let read (where: string) (metadata: JsonNode) : (int64 option * Position) option =
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
            Some(
                seed,
                {
                    Epochs = small "epochs"
                    Steps = count "steps"
                    Calls = count "calls"
                    PassEpoch = small "pass_epoch"
                    PassBatches = small "pass_batches"
                }
            )
        | node -> Fault.refuse $"{where}, {name}" $"must be a JSON object, got {show node}"
