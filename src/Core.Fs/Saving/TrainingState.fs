namespace Functional

open System.Text.Json.Nodes

/// <summary>The numbers of a training without the model that they are of: a <c>.weights.h5</c> file that the same program reads to go on. Own
/// layers, losses and metrics, which no file holds, are in it with their numbers.</summary>
type TrainingState = {
    Weights: Map<Key, HostArray>
    OptimizerState: Map<Key, HostArray>
    Seed: int64
    Position: Position
}

[<RequireQualifiedAccess>]
module TrainingState =

    let private attribute = "training"

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="optimizer">What it is trained with.</param>
    /// <param name="state">The numbers.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.h5</c>.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there.</exception>
    let save (path: string) (model: Model) (optimizer: Optimizer) (state: TrainingState) : unit =
        KerasFile.requireWeightsName path
        let tree = WeightTree.write model state.Weights (Some(optimizer, state.OptimizerState))
        let entry =
            JsonObject()
            |> OwnEntry.write { Seed = Some state.Seed; Position = state.Position; HeedlessTraining = false }
        let text = Hdf5Value.Text(entry.ToJsonString())
        KerasArchive.writeWeights path { tree with Attributes = (attribute, text) :: tree.Attributes }

    /// <summary>Reads what <c>save</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="optimizer">What it is trained with.</param>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated or damaged, of another model or optimizer, or no such file.</exception>
    let load (path: string) (model: Model) (optimizer: Optimizer) : TrainingState =
        let name = System.IO.Path.GetFileName path
        let tree = KerasArchive.readWeights path
        let entry =
            Hdf5Group.tryText attribute tree |> Option.bind (KerasJson.parse $"'{name}'" >> OwnEntry.read $"'{name}'")
        match entry with
        | Some { Seed = Some seed; Position = position } -> {
            Weights = WeightTree.read name model tree
            OptimizerState = WeightTree.readOptimizer name model optimizer tree
            Seed = seed
            Position = position
          }
        | _ -> Fault.refuse $"'{name}'" "does not tell where a training stands"
