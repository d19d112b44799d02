namespace Functional

open System
open System.IO

/// <summary>All that a <c>.keras</c> file holds: a model, what it is compiled with, and their numbers.</summary>
type SavedModel = {
    Model: Model
    /// Nothing for a model that is not compiled.
    Compile: CompileSettings option
    /// Weights by the keys of their declarations. Random states may be missing: Keras does not keep them. So may the factors of
    /// low-rank corrections: Keras adds them to the weight.
    Weights: Map<Key, HostArray>
    /// The optimizer's tensors by the keys of <c>Updates.variables</c>. Of an optimizer that never made a step Keras keeps
    /// only the number of steps and the learning rate; the others are zero then.
    OptimizerState: Map<Key, HostArray>
    /// Seed of the order of samples and of random numbers. Keras's own files have none.
    Seed: int64 option
    /// Where the training stands. Of Keras's own files only the optimizer's steps are known.
    Position: Position
}

/// <summary>Keras's files: <c>.keras</c> (model, weights, optimizer) and <c>.weights.h5</c> (weights), read and written as Python's Keras 3
/// reads and writes them. A file is data of any origin: no code in it runs, no name in it is followed, and sizes are checked
/// before memory is taken.</summary>
[<RequireQualifiedAccess>]
module KerasFile =

    let private isHdf5 (path: string) =
        use stream = AtomicFile.openRead path
        let start = Array.zeroCreate<byte> Hdf5Format.signature.Length
        stream.ReadAtLeast(Span start, start.Length, false) = start.Length && start = Hdf5Format.signature

    let private fileName (path: string) = Path.GetFileName path

    // Keras takes names as they are written: lower case.
    let private (|Archive|Weights|Legacy|Other|) (path: string) =
        let ends (extension: string) = path.EndsWith(extension, StringComparison.Ordinal)
        if isNull path then Other
        elif ends ".keras" then Archive
        elif ends ".weights.h5" then Weights
        elif ends ".h5" || ends ".hdf5" then Legacy
        else Other

    let private refuseName (path: string) (allowed: string) : 'a =
        raise (ConfigurationException $"filepath must end in {allowed}, got \"{path}\"")

    /// <summary>Raises unless <c>save</c> takes that name. Keras: a name that ends in <c>.h5</c> or <c>.hdf5</c> asks for the older format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.keras</c>.</exception>
    /// <exception cref="T:Functional.UnsupportedException">It ends in <c>.h5</c> or <c>.hdf5</c>.</exception>
    let requireArchiveName (path: string) : unit =
        match path with
        | Archive -> ()
        | Weights
        | Legacy ->
            Fault.unsupported
                (fileName path)
                "a whole model cannot be written as .h5; name it .keras, or save its weights as .weights.h5"
        | Other -> refuseName path ".keras"

    /// <summary>Raises unless <c>saveWeights</c> takes that name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.h5</c>.</exception>
    let requireWeightsName (path: string) : unit =
        match path with
        | Weights -> ()
        | _ -> refuseName path ".weights.h5"

    let private refuseWhole (path: string) : 'a =
        Fault.unsupported
            (fileName path)
            "an older whole-model .h5 file is not supported; save it as .keras with Python's Keras"

    let private refuseLegacyWeights (path: string) : 'a =
        Fault.unsupported
            (fileName path)
            "an older .h5 file of weights is not supported; save it as .weights.h5 with Python's Keras"

    let private refuseLegacy (path: string) (tree: Hdf5Group) =
        let has name = (Hdf5Group.tryAttribute name tree).IsSome
        if has "model_config" then
            refuseWhole path
        if has "layer_names" || has "layer_names0" then
            refuseLegacyWeights path

    // Keras: the learning rate as it is now.
    let private withRateNow (state: Map<Key, HostArray>) (settings: CompileSettings) : CompileSettings =
        let now place (settings: OptimizerSettings) =
            match settings.LearningRate, state.TryFind(Updates.keyAt place Key.LearningRate) with
            | Rate.Number _, Some rate -> {
                settings with
                    LearningRate = Rate.Number(Convert.ToDouble(rate.Data.GetValue 0))
              }
            | _ -> settings
        { settings with Optimizer = Optimizer.mapPlaces now settings.Optimizer }

    /// <summary>Writes a <c>.keras</c> file, whole or not at all.</summary>
    /// <param name="verify">Whether the file is read back and compared before it takes its name.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="saved">What to write.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.keras</c>.</exception>
    /// <exception cref="T:Functional.UnsupportedException">A layer, loss, metric or optimizer that Keras does not know, or a name in <c>.h5</c>.</exception>
    /// <exception cref="T:Functional.ModelFileException">A weight is missing or of another shape, the file cannot be written there, or what
    /// was read back is not what was written.</exception>
    let saveWith (verify: bool) (path: string) (saved: SavedModel) : unit =
        requireArchiveName path
        let compile = saved.Compile |> Option.map (withRateNow saved.OptimizerState)
        let optimizer = compile |> Option.map (fun settings -> settings.Optimizer, saved.OptimizerState)
        let archive =
            KerasArchive.create
                (ModelConfig.write saved.Model compile)
                (WeightTree.writeWith (VocabularyFiles.weights saved.Model) saved.Model saved.Weights optimizer)
        let write = if verify then KerasArchive.writeVerified else KerasArchive.write
        write path {
            archive with
                Assets = VocabularyFiles.assets saved.Model
                Metadata =
                    archive.Metadata
                    |> OwnEntry.write {
                        Seed = saved.Seed
                        Position = saved.Position
                        HeedlessTraining = Network.isHeedless saved.Model.Root
                    }
        }

    /// <summary>Writes a <c>.keras</c> file, whole or not at all, and reads it back before it takes its name.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="saved">What to write.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.keras</c>.</exception>
    /// <exception cref="T:Functional.UnsupportedException">A layer, loss, metric or optimizer that Keras does not know, or a name in <c>.h5</c>.</exception>
    /// <exception cref="T:Functional.ModelFileException">A weight is missing or of another shape, the file cannot be written there, or what
    /// was read back is not what was written.</exception>
    let save (path: string) (saved: SavedModel) : unit = saveWith true path saved

    // Without a word of ours the steps that the optimizer made are those of the model.
    let private ofKeras (state: Map<Key, HostArray>) : Position =
        let steps =
            state.TryFind Key.Iteration |> Option.map (fun count -> max 0L (Convert.ToInt64(count.Data.GetValue 0)))
        { Position.Start with Steps = defaultArg steps 0L }

    let private loadWith (compile: bool) (path: string) : SavedModel =
        match path with
        | Other -> refuseName path ".keras"
        | _ -> ()
        if isHdf5 path then
            match path with
            | Weights -> ()
            | Legacy -> refuseWhole path
            | _ -> refuseLegacy path (KerasArchive.readWeights path)
            Fault.refuse (fileName path) "holds weights without a model; load them into a model"
        match path with
        | Archive -> ()
        | _ -> Fault.refuse path "not an HDF5 file"
        let archive = KerasArchive.read path
        let archive = { archive with Weights = OlderForms.tree archive.Weights }
        let name = fileName path
        let source = $"'{name}', config.json"
        let own = OwnEntry.read $"'{name}', metadata.json" archive.Metadata
        OlderForms.modernize (OlderForms.version archive.Metadata) own archive.Config
        let model, settings = ModelConfig.read source compile archive.Config
        let model = VocabularyFiles.restore name archive model
        // A Sequential's layers are found not to fit when its weights are looked for.
        Fault.guard source (fun () ->
            let settings =
                settings
                |> Option.map (fun settings -> {
                    settings with
                        Optimizer = WeightTree.optimizerOf model settings.Optimizer archive.Weights
                })
            let state =
                match settings with
                | Some settings -> WeightTree.readOptimizer name model settings.Optimizer archive.Weights
                | None -> Map.empty
            {
                Model = model
                Compile = settings
                Weights = WeightTree.read name model archive.Weights
                OptimizerState = state
                Seed = own |> Option.bind _.Seed
                Position = own |> Option.map _.Position |> Option.defaultWith (fun () -> ofKeras state)
            })

    /// <summary>Reads a <c>.keras</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name ends in nothing that Keras saves models as.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged or malformed, or its weights do not fit its model.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let load (path: string) : SavedModel = loadWith true path

    /// <summary>Reads a <c>.keras</c> file without what it is compiled with. Keras: <c>compile=False</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name ends in nothing that Keras saves models as.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged or malformed, or its weights do not fit its model.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let loadUncompiled (path: string) : SavedModel = loadWith false path

    /// <summary>Writes a <c>.weights.h5</c> file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="weights">Its weights by the keys of their declarations.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.h5</c>.</exception>
    /// <exception cref="T:Functional.ModelFileException">A weight is missing or of another shape, or the file cannot be written there.</exception>
    let saveWeights (path: string) (model: Model) (weights: Map<Key, HostArray>) : unit =
        requireWeightsName path
        WeightTree.writeWith (VocabularyFiles.weights model) model weights None
        |> KerasArchive.writeWeightsVerified path

    /// <summary>Reads the weights of a model from a <c>.weights.h5</c> or a <c>.keras</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, built.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.h5</c> or <c>.keras</c>, or the model is not built.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated or damaged, or its weights do not fit the model.</exception>
    /// <exception cref="T:Functional.UnsupportedException">An older <c>.h5</c> file.</exception>
    let loadWeights (path: string) (model: Model) : Map<Key, HostArray> =
        // Says so where the model is not built.
        Model.build Mode.Inference model |> ignore
        let tree =
            match path with
            | Other -> refuseName path ".weights.h5 or .keras"
            | Archive when not (isHdf5 path) -> (KerasArchive.read path).Weights
            | Legacy when isHdf5 path -> refuseLegacyWeights path
            | _ ->
                let tree = KerasArchive.readWeights path
                refuseLegacy path tree
                tree
        WeightTree.read (fileName path) model (OlderForms.tree tree)
