namespace Functional

open System
open System.Text.Json.Nodes
open Functional.Layers

/// The format of files before <c>.keras</c>: HDF5 with configurations as attributes, and weights by the names of layers.
[<RequireQualifiedAccess>]
module internal LegacyFile =

    /// The version of Keras that wrote it, as metadata of a <c>.keras</c> file say it.
    let metadata (tree: Hdf5Group) : JsonNode =
        fieldsNode [
            for version in Option.toList (Hdf5Group.tryText "keras_version" tree) do
                "keras_version", textNode version
        ]

    let private has name (group: Hdf5Group) = (Hdf5Group.tryAttribute name group).IsSome

    let private hasLayers group = has "layer_names" group || has "layer_names0" group

    let private modelWeights = "model_weights"

    /// The group of the weights, of a whole model or alone.
    let weightsOf (file: string) (tree: Hdf5Group) : Hdf5Group =
        match Hdf5Group.tryGroup modelWeights tree with
        | _ when hasLayers tree -> tree
        | Some group when hasLayers group -> group
        | _ -> Fault.refuse file "has no layer_names, so it holds no weights of the older format"

    // Keras 2 wrote what has no effect, or what others took the place of.
    let private withoutEffect = [ "jit_compile"; "is_legacy_optimizer"; "decay" ]

    let private compileConfig (training: JsonNode) : JsonNode =
        match training with
        | Fields fields ->
            fieldsNode [
                for pair in fields do
                    let node = if isNull pair.Value then null else pair.Value.DeepClone()
                    match pair.Key, node with
                    | "optimizer_config", Fields optimizer ->
                        match tryField "config" optimizer with
                        | Some(Fields config) ->
                            for key in withoutEffect do
                                config.Remove key |> ignore
                        | _ -> ()
                        "optimizer", node
                    | "sample_weight_mode", _ -> ()
                    | key, node -> key, node
            ]
        | other -> other

    /// The configuration of a whole model, with what it was compiled with.
    let config (file: string) (tree: Hdf5Group) : JsonNode =
        let parse name = Hdf5Group.tryText name tree |> Option.map (KerasJson.parse $"{file}, {name}")
        match parse "model_config" with
        | Some(Fields fields as node) ->
            for training in Option.toList (parse "training_config") do
                fields["compile_config"] <- compileConfig training
            node
        | Some other -> Fault.refuse file $"model_config is {show other}, not an object"
        | None -> Fault.refuse file "holds weights without a model; load them into a model"

    // The model's own layers with their weights, those that are trained first.
    let private layers (model: Model) : (string * WeightDeclaration list) list =
        let trace = (Model.build Mode.Inference model).Trace
        let rec homes (path: LayerPath) (layer: ILayer) : LayerPath list = [
            let home = trace.TryHome(Holder.bare layer) |> Option.defaultValue path
            home
            for part in Holder.parts layer do
                yield! homes (home.Child part.Name) part.Layer
        ]
        [
            for part in Holder.parts model.Root ->
                let homes = homes (LayerPath.Root.Child part.Name) part.Layer
                let isOwn (weight: WeightDeclaration) =
                    not weight.IsSeed && homes |> List.exists (fun home -> weight.Key.Layer.IsIn home)
                let trained, others = trace.Weights |> List.filter isOwn |> List.partition _.Trainable
                part.Name, trained @ others
        ]

    let private arrays where (names: string) (group: Hdf5Group) : HostArray list =
        Hdf5Group.tryTexts names group
        |> Option.defaultValue []
        |> List.map (fun name ->
            match Hdf5Group.tryDataset name group with
            | Some array -> array
            | None -> Fault.refuse where $"{name} is missing")

    /// <summary>A model's weights: those of its layers in their order, or of the layers with the names in the file.</summary>
    /// <param name="skipped">Where to say what does not fit and is left out.</param>
    /// <param name="byName">Whether names tell which layers they are of; those of other names are left alone.</param>
    /// <param name="file">What messages call the file.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="tree">The file's content.</param>
    /// <exception cref="T:Functional.ModelFileException">Layers or weights are others than those of the model.</exception>
    let readWeights (skipped: Skipped) (byName: bool) (file: string) (model: Model) (tree: Hdf5Group) =
        let group = weightsOf file tree
        let where = $"{file}, weights"
        let stored = [
            for name in Hdf5Group.tryTexts "layer_names" group |> Option.defaultValue [] ->
                let place = $"{where} {name}"
                match Hdf5Group.tryGroup name group with
                | Some layer -> name, arrays place "weight_names" layer
                | None -> Fault.refuse place "is missing"
        ]
        let layers = layers model
        let pairs =
            if byName then
                let own = dict layers
                [
                    for name, arrays in stored do
                        match own.TryGetValue name with
                        | true, weights -> name, weights, arrays
                        | _ -> ()
                ]
            else
                let stored = stored |> List.filter (fun (_, arrays) -> not arrays.IsEmpty)
                let layers = layers |> List.filter (fun (_, weights) -> not weights.IsEmpty)
                if stored.Length <> layers.Length then
                    Fault.refuse where $"of {stored.Length} layers, the model has {layers.Length} with weights"
                List.map2 (fun (name, weights) (_, arrays) -> name, weights, arrays) layers stored
        pairs
        |> List.collect (fun (name, weights: WeightDeclaration list, arrays) ->
            Skipped.attempt skipped (fun () ->
                if weights.Length <> arrays.Length then
                    Fault.refuse $"{where} {name}" $"{arrays.Length} arrays, the model needs {weights.Length}"
                List.zip weights arrays)
            |> List.collect (fun (weight, array) ->
                Skipped.attempt skipped (fun () -> [
                    weight.Key, StoredWeight.fitting where weight.Key weight.Shape weight.DType array
                ])))
        |> Map

    /// The weights of an optimizer where <c>.weights.h5</c> files have them. Those of Keras 2 are laid out otherwise, and Keras begins anew.
    let optimizerTree (file: string) (tree: Hdf5Group) : Hdf5Group =
        let isKeras3 = OlderForms.version (metadata tree) |> Option.exists (fun version -> version >= Version(3, 0))
        match Hdf5Group.tryGroup "optimizer_weights" tree with
        | Some group when isKeras3 ->
            let inner name children = { Hdf5Group.empty with Children = [ name, Hdf5Item.Group children ] }
            arrays $"{file}, optimizer_weights" "weight_names" group
            |> List.mapi (fun i array -> string i, Hdf5Item.Dataset array)
            |> fun children -> inner "optimizer" (inner "vars" { Hdf5Group.empty with Children = children })
        | _ -> Hdf5Group.empty
