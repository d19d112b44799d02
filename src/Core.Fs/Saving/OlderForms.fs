namespace Functional

open System
open System.Collections.Generic
open System.Text.Json.Nodes

/// What earlier versions of Keras wrote otherwise, in the words of the one whose files these are (<c>KerasArchive.kerasVersion</c>).
[<RequireQualifiedAccess>]
module internal OlderForms =

    /// The version that a file's metadata says.
    let version (metadata: JsonNode) : Version option =
        match metadata["keras_version"] with
        | Text text ->
            let numbers = text.Split('-', '+', 'a', 'b', 'r')
            match Version.TryParse(numbers[0].TrimEnd '.': string) with
            | true, version -> Some version
            | _ -> None
        | _ -> None

    // All objects below a node, the outer ones first, but those of calls.
    let private objects (node: JsonNode) : List<JsonObject> =
        let found = List<JsonObject>()
        let rec visit (node: JsonNode) =
            match node with
            | Fields fields ->
                found.Add fields
                for pair in fields do
                    if pair.Key <> "inbound_nodes" then
                        visit pair.Value
            | :? JsonArray as items -> Seq.iter visit items
            | _ -> ()
        visit node
        found

    /// What stands in the place of a <c>training</c> that no run heeds.
    let heedless = "heedless"

    // Before 3.16 every call had training: false, which no run heeded.
    let private forgetTraining (call: JsonNode) =
        match call with
        | Fields call ->
            match tryField "kwargs" call with
            | Some(Fields kwargs) ->
                match tryField "training" kwargs with
                | Some(Flag false) -> kwargs["training"] <- textNode heedless
                | _ -> kwargs.Remove "training" |> ignore
            | _ -> ()
        | _ -> ()

    let private isLayer (fields: JsonObject) = fields.ContainsKey "class_name" && fields.ContainsKey "config"

    // What tells that two places say the same of one layer: not how it is called there, nor numbers of objects.
    let private bare (layer: JsonObject) : string =
        let copy = JsonObject()
        for pair in layer do
            if pair.Key <> "inbound_nodes" then
                copy[pair.Key] <- (if isNull pair.Value then null else pair.Value.DeepClone())
        for fields in objects copy do
            fields.Remove "shared_object_id" |> ignore
        KerasJson.print copy

    // Keras: a layer in several models inside of a model has a number, but not in the first of its places.
    let private numberFirstPlaces (layers: JsonObject list) =
        let numbers = HashSet<int64>()
        let before = Dictionary<string, JsonObject>()
        let isNumbered (layer: JsonObject) = layer.ContainsKey "shared_object_id"
        for layer in (if List.exists isNumbered layers then layers else []) do
            let text = bare layer
            match tryField "shared_object_id" layer with
            | Some(Whole number) ->
                if numbers.Add number then
                    match before.TryGetValue text with
                    | true, first -> first["shared_object_id"] <- wholeNode number
                    | _ -> ()
            | _ -> before[text] <- layer

    let private rename (config: JsonObject) (from: string) (into: string) =
        match tryField from config with
        | Some node ->
            config.Remove from |> ignore
            if not (config.ContainsKey into) then
                config[into] <- (if isNull node then null else node.DeepClone())
        | None -> ()

    let private tensorNode (name: JsonNode) (call: JsonNode) (index: JsonNode) : JsonNode =
        fieldsNode [
            "class_name", textNode "__keras_tensor__"
            "config", fieldsNode [ "keras_history", listNode [ name.DeepClone(); call.DeepClone(); index.DeepClone() ] ]
        ]

    // A call as a list of its tensors, each with the arguments by name: [["x", 0, 0, {}]].
    let private longCall (call: JsonNode) : JsonNode option =
        let tensors =
            match call with
            | Items(_ :: _ as items) ->
                items
                |> List.map (fun item ->
                    match item with
                    | Items [ Text _ as name; Whole _ as at; Whole _ as index ] -> Some(tensorNode name at index, None)
                    | Items [ Text _ as name; Whole _ as at; Whole _ as index; Fields named ] ->
                        Some(tensorNode name at index, Some named)
                    | _ -> None)
            | _ -> [ None ]
        if List.forall Option.isSome tensors then
            let tensors, named = tensors |> List.choose id |> List.unzip
            let kwargs =
                match named |> List.choose id |> List.tryLast with
                | Some named -> named.DeepClone()
                | None -> JsonObject()
            let argument = if tensors.Length = 1 then tensors.Head else listNode tensors
            Some(fieldsNode [ "args", listNode [ argument ]; "kwargs", kwargs ])
        else
            None

    let private recurrent = set [ "LSTM"; "GRU"; "SimpleRNN"; "LSTMCell"; "GRUCell"; "SimpleRNNCell"; "RNN" ]

    // Settings that had other names, and those without effect.
    let private renameSettings (className: string) (config: JsonObject) =
        match className with
        | "InputLayer" -> rename config "batch_input_shape" "batch_shape"
        | "LeakyReLU" -> rename config "alpha" "negative_slope"
        | "Embedding" -> config.Remove "input_length" |> ignore
        | "BatchNormalization" ->
            match tryField "axis" config with
            | Some(Items [ axis ]) -> config["axis"] <- axis.DeepClone()
            | _ -> ()
        | name when recurrent.Contains name ->
            config.Remove "implementation" |> ignore
            match tryField "time_major" config with
            | Some(Flag false) -> config.Remove "time_major" |> ignore
            | _ -> ()
        | _ -> ()

    // What a Sequential's first layer said of its input is an input layer.
    let private addInput (config: JsonObject) =
        match tryField "layers" config with
        | Some(:? JsonArray as layers) when layers.Count > 0 ->
            match layers[0] with
            | Fields first ->
                match tryField "class_name" first, tryField "config" first with
                | Some(Text name), Some(Fields own) when name <> "InputLayer" && own.ContainsKey "batch_input_shape" ->
                    let dtype =
                        match tryField "dtype" own with
                        | Some(Text dtype) when name <> "Embedding" -> dtype
                        | _ -> "float32"
                    let input = [
                        "batch_shape", own["batch_input_shape"].DeepClone()
                        "dtype", textNode dtype
                        "name", textNode "input_layer"
                    ]
                    layers.Insert(0, objectNode "keras.layers" "InputLayer" (fieldsNode input))
                | _ -> ()
            | _ -> ()
        | _ -> ()

    // Whatever version wrote it.
    let private inPresentWords (layers: JsonObject list) =
        for layer in layers do
            match tryField "class_name" layer, tryField "config" layer with
            | Some(Text name), Some(Fields config) ->
                if name = "Sequential" then
                    addInput config
                renameSettings name config
            | _ -> ()
            match tryField "inbound_nodes" layer with
            | Some(:? JsonArray as calls) ->
                for i in 0 .. calls.Count - 1 do
                    longCall calls[i] |> Option.iter (fun call -> calls[i] <- call)
            | _ -> ()
        for layer in layers do
            match tryField "class_name" layer, tryField "config" layer with
            | Some(Text name), Some(Fields config) when name <> "InputLayer" ->
                config.Remove "batch_input_shape" |> ignore
            | _ -> ()

    /// <summary>A configuration as this version of Keras would write it.</summary>
    /// <param name="version">The version that wrote it; nothing where that is not known.</param>
    /// <param name="own">What this library says of it, if it wrote it.</param>
    /// <param name="config">The configuration, which is changed.</param>
    let modernize (version: Version option) (own: OwnEntry option) (config: JsonNode) : unit =
        let layers = objects config |> Seq.filter isLayer |> List.ofSeq
        inPresentWords layers
        let isBefore major minor = version |> Option.exists (fun version -> version < Version(major, minor))
        let isHeedless = isBefore 3 16 || own |> Option.exists _.HeedlessTraining
        for layer in layers do
            match tryField "inbound_nodes" layer with
            | Some(Items calls) when isHeedless -> List.iter forgetTraining calls
            | _ -> ()
        if own.IsNone then
            layers
            |> List.filter (fun layer -> layer.ContainsKey "inbound_nodes" || layer.ContainsKey "build_config")
            |> numberFirstPlaces

    let private dependencies = "_layer_checkpoint_dependencies"

    /// Weights as this version of Keras keeps them: 2.13 had the layers of a model under another name.
    let rec tree (group: Hdf5Group) : Hdf5Group =
        let inner =
            group.Children
            |> List.map (fun (name, item) ->
                let name = if name = dependencies then "layers" else name
                match item with
                | Hdf5Item.Group inner -> name, Hdf5Item.Group(tree inner)
                | dataset -> name, dataset)
        let rec together (items: (string * Hdf5Item) list) : (string * Hdf5Item) list =
            items
            |> List.groupBy fst
            |> List.map (fun (name, found) ->
                match List.map snd found with
                | Hdf5Item.Group first :: (_ :: _ as others) ->
                    let children = [
                        yield! first.Children
                        for other in others do
                            match other with
                            | Hdf5Item.Group other -> yield! other.Children
                            | Hdf5Item.Dataset _ -> ()
                    ]
                    name, Hdf5Item.Group { first with Children = together children }
                | items -> name, items.Head)
        if group.Children |> List.exists (fun (name, _) -> name = dependencies) then
            { group with Children = together inner }
        else
            { group with Children = inner }
