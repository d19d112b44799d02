namespace Functional

open System
open System.IO
open System.Text.Json.Nodes

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
    let private (|Archive|Weights|Shards|Legacy|Other|) (path: string) =
        let ends (extension: string) = path.EndsWith(extension, StringComparison.Ordinal)
        if isNull path then Other
        elif ends ".keras" then Archive
        elif ends ".weights.h5" then Weights
        elif ends ShardedWeights.extension then Shards
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
        | Shards
        | Other -> refuseName path ".keras"

    /// <summary>Raises unless <c>saveWeights</c> takes that name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.h5</c>.</exception>
    let requireWeightsName (path: string) : unit =
        match path with
        | Weights -> ()
        | _ -> refuseName path ".weights.h5"

    let private refuseOther (path: string) (tree: Hdf5Group) =
        let has name = (Hdf5Group.tryAttribute name tree).IsSome
        if has "model_config" || has "layer_names" || has "layer_names0" then
            Fault.refuse (fileName path) "is of the older format; its name must end in .h5 or .hdf5"

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

    let private sourceOf (name: string) (part: string) (metadata: JsonNode) =
        match OlderForms.version metadata with
        | Some version when version.Major < 3 -> $"'{name}', {part} of Keras {version}"
        | _ -> $"'{name}', {part}"

    // The numbers of a model and of what it is compiled with, and what this library says of them.
    let private numbers
        name
        source
        (own: OwnEntry option)
        (model: Model)
        (settings: CompileSettings option)
        weights
        (optimizerTree: Hdf5Group)
        : SavedModel =
        // A Sequential's layers are found not to fit when its weights are looked for.
        Fault.guard source (fun () ->
            let settings =
                settings
                |> Option.map (fun settings -> {
                    settings with
                        Optimizer = WeightTree.optimizerOf model settings.Optimizer optimizerTree
                })
            let state =
                match settings with
                | Some settings -> WeightTree.readOptimizer name model settings.Optimizer optimizerTree
                | None -> Map.empty
            {
                Model = model
                Compile = settings
                Weights = weights ()
                OptimizerState = state
                Seed = own |> Option.bind _.Seed
                Position = own |> Option.map _.Position |> Option.defaultWith (fun () -> ofKeras state)
            })

    let private loadLegacy (compile: bool) (path: string) : SavedModel =
        let name = fileName path
        let tree = KerasArchive.readWeights path
        let metadata = LegacyFile.metadata tree
        let source = sourceOf name "model_config" metadata
        let config = LegacyFile.config name tree
        OlderForms.modernize (OlderForms.version metadata) None config
        let model, settings = ModelConfig.read source compile config
        LegacyFile.optimizerTree name tree
        |> numbers name source None model settings (fun () -> LegacyFile.readWeights None false name model tree)

    let private loadArchive (compile: bool) (path: string) : SavedModel =
        let archive = KerasArchive.read path
        let archive = { archive with Weights = OlderForms.tree archive.Weights }
        let name = fileName path
        let source = sourceOf name "config.json" archive.Metadata
        let own = OwnEntry.read $"'{name}', metadata.json" archive.Metadata
        OlderForms.modernize (OlderForms.version archive.Metadata) own archive.Config
        let model, settings = ModelConfig.read source compile archive.Config
        let model = VocabularyFiles.restore name archive model
        archive.Weights
        |> numbers name source own model settings (fun () -> WeightTree.read name model archive.Weights)

    let private loadWith (compile: bool) (path: string) : SavedModel =
        match path with
        | Shards
        | Other -> refuseName path ".keras"
        | _ -> ()
        match path, isHdf5 path with
        | Legacy, true -> loadLegacy compile path
        | Archive, false -> loadArchive compile path
        | _, true ->
            refuseOther path (KerasArchive.readWeights path)
            Fault.refuse (fileName path) "holds weights without a model; load them into a model"
        | _ -> Fault.refuse path "not an HDF5 file"

    /// <summary>Reads a <c>.keras</c> file, or a whole model in the older format (<c>.h5</c>, <c>.hdf5</c>).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name ends in nothing that Keras saves models as.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged or malformed, or its weights do not fit its model.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let load (path: string) : SavedModel = loadWith true path

    /// <summary>Reads such a file without what it is compiled with. Keras: <c>compile=False</c>.</summary>
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

    /// <summary>Raises unless <c>saveWeightShards</c> takes that name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.json</c>.</exception>
    let requireShardsName (path: string) : unit =
        match path with
        | Shards -> ()
        | _ -> refuseName path ".weights.json where maxShardSize is given"

    /// <summary>Writes the weights into several <c>.weights.h5</c> files beside a <c>.weights.json</c> file that says where each is. Each is
    /// written whole or not at all, the latter last.</summary>
    /// <param name="path">The <c>.weights.json</c> file.</param>
    /// <param name="maxShardSize">Gigabytes (2³⁰ bytes) of numbers in a file, above 0.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="weights">Its weights by the keys of their declarations.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.weights.json</c>, or the size is not above 0 or
    /// below that of a weight.</exception>
    /// <exception cref="T:Functional.ModelFileException">A weight is missing or of another shape, or a file cannot be written there.</exception>
    let saveWeightShards (path: string) (maxShardSize: float) (model: Model) (weights: Map<Key, HostArray>) : unit =
        requireShardsName path
        WeightTree.writeWith (VocabularyFiles.weights model) model weights None
        |> ShardedWeights.write path maxShardSize

    /// <summary>Reads the weights of a model, with a line for each thing that does not fit and was left out.</summary>
    /// <param name="skipMismatch">Whether what is missing, superfluous or of another shape is left out. Of files in the present format all
    /// weights of an object (a layer, a cell) are left out where one does not fit.</param>
    /// <param name="byName">Whether the names of layers tell which weights are whose; only of files in the older format.</param>
    /// <param name="path">A <c>.weights.h5</c>, <c>.weights.json</c>, <c>.keras</c>, or, of the older format, <c>.h5</c> or <c>.hdf5</c> file.</param>
    /// <param name="model">The model, built.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name is another one, the model is not built, or <c>byName</c> is asked of a file
    /// in the present format.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated or damaged, or its weights do not fit the model.</exception>
    let loadWeightsWith
        (skipMismatch: bool)
        (byName: bool)
        (path: string)
        (model: Model)
        : Map<Key, HostArray> * string list =
        // Says so where the model is not built.
        Model.build Mode.Inference model |> ignore
        let told = Collections.Generic.List<string>()
        let skipped: Skipped = if skipMismatch then Some told else None
        let read (tree: Hdf5Group) = WeightTree.readWith skipped (fileName path) model (OlderForms.tree tree)
        match path with
        | Legacy -> ()
        | _ when byName && not (isNull path) ->
            raise (ConfigurationException $"byName is for files that end in .h5 or .hdf5, got \"{path}\"")
        | _ -> ()
        let weights =
            match path with
            | Other -> refuseName path ".weights.h5, .weights.json, .h5, .hdf5 or .keras"
            | Shards -> read (ShardedWeights.read path)
            | Archive when not (isHdf5 path) -> read (KerasArchive.read path).Weights
            | Legacy -> LegacyFile.readWeights skipped byName (fileName path) model (KerasArchive.readWeights path)
            | _ ->
                let tree = KerasArchive.readWeights path
                refuseOther path tree
                read tree
        weights, List.ofSeq told

    /// <summary>Reads the weights of a model, all of which must fit.</summary>
    /// <param name="path">A <c>.weights.h5</c>, <c>.weights.json</c>, <c>.keras</c>, or, of the older format, <c>.h5</c> or <c>.hdf5</c> file.</param>
    /// <param name="model">The model, built.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name is another one, or the model is not built.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated or damaged, or its weights do not fit the model.</exception>
    let loadWeights (path: string) (model: Model) : Map<Key, HostArray> = fst (loadWeightsWith false false path model)
