namespace Functional

open System.Collections.Generic
open System.Text.Json.Nodes
open Functional.Layers

/// Models from Keras's JSON. Classes are looked up in the catalogue; no name in a file is followed.
[<RequireQualifiedAccess>]
module internal ModelReader =

    // Calls of layers in a model, with those inside of nested models: a small file can ask for any number of them.
    let private callLimit = 100_000L

    // Layers in one model; Keras's own largest, NASNetLarge, has about a thousand.
    let private layerLimit = 5_000

    let private bare = Catalogue.bare

    // Where a tensor comes from: layer, its call, the call's output.
    type private History = string * int * int

    // One call of a layer, as a file has it.
    type private Inbound = { Arguments: History list; Mask: History option }

    type private Reader = {
        /// Calls of layers in a container, those of nested ones included.
        Calls: Dictionary<ILayer, int64>
    }

    let private layerKeys = [ yield! Codec.envelope; "compile_config"; "name"; "inbound_nodes" ]

    let private readSizes place (node: JsonNode) : int64 option list =
        (Codec.value typeof<int64 option list>).Read place 1 node |> unbox

    let private configItems place key (config: JsonObject) : JsonNode list =
        match tryField key config with
        | Some(Items items) -> items
        | Some other -> Fault.refuse (field place key) $"{show other} is not a list"
        | None -> Fault.refuse (field place key) "is missing"

    let private layerItems place (config: JsonObject) : JsonNode list =
        let layers = configItems place "layers" config
        if layers.Length > layerLimit then
            Fault.refuse (field place "layers") $"has {layers.Length} layers, more than {layerLimit}"
        layers

    let private readHistory place (node: JsonNode) : History =
        let small number = number >= 0L && number < 1_000_000L
        match node with
        | Items [ Text name; Whole call; Whole index ] when small call && small index -> name, int call, int index
        // Keras: a list of one input stands in a list of its own.
        | other ->
            Fault.refuse place $"{show other} is not a layer's name, the number of its call and of the call's output"

    let private (|Tensor|_|) (node: JsonNode) =
        match node with
        | Fields fields ->
            match tryField "class_name" fields, tryField "config" fields with
            | Some(Text "__keras_tensor__"), Some(Fields config) ->
                Some(tryField "keras_history" config |> Option.toObj)
            | _ -> None
        | _ -> None

    // The tensors of a call's argument, in order.
    let rec private readArgument place (keys: string list option) (node: JsonNode) : History list =
        match node with
        | Tensor history -> [ readHistory (field place "keras_history") history ]
        | Null -> []
        | Items items -> items |> List.collect (readArgument place keys)
        | Fields fields when keys.IsSome && not (fields.ContainsKey "class_name") ->
            Codec.requireKnown place "the called model" keys.Value fields
            Codec.requirePresent place keys.Value fields
            keys.Value |> List.collect (fun key -> readArgument place keys fields[key])
        | other -> Fault.unsupported place $"the argument {show other} is not supported, only tensors"

    let private readInbound place (layer: ILayer) (node: JsonNode) : Inbound =
        let keys =
            match bare layer with
            | :? Network as network -> network.InputKeys
            | _ -> None
        match node with
        | Fields fields ->
            Codec.requireKnown place "a call" [ "args"; "kwargs" ] fields
            let arguments = configItems place "args" fields |> List.collect (readArgument (field place "args") keys)
            let kwargs =
                match tryField "kwargs" fields with
                | Some(Fields kwargs) -> [ for pair in kwargs -> pair.Key, pair.Value ]
                | None
                | Some Null -> []
                | Some other -> Fault.refuse (field place "kwargs") $"{show other} is not an object"
            let inner = bare layer
            let read (states, mask) (key, value: JsonNode) =
                match key, value with
                | _, Null -> states, mask
                | "mask", Tensor history -> states, Some(readHistory place history)
                | "initial_state", _ when (inner :? LSTM) -> states @ readArgument (field place key) None value, mask
                | _ -> Fault.unsupported place $"a call with {key} = {show value} is not supported"
            let states, mask = kwargs |> List.fold read ([], None)
            { Arguments = arguments @ states; Mask = mask }
        | other -> Fault.unsupported place $"a call in the form {show other} is not supported, only args and kwargs"

    // Class, configuration and name, and where that stands.
    let private openLayer place i (node: JsonNode) =
        match node with
        | Fields fields ->
            let at = $"{place}, layers[{i}]"
            let className, config = Codec.takeApart at fields
            let name =
                match tryField "name" config |> Option.orElse (tryField "name" fields) with
                | Some(Text name) -> $" '{name}'"
                | _ -> ""
            let place = $"{at} {className}{name}"
            Codec.requireKnown place className layerKeys fields
            place, className, config, fields
        | other -> Fault.refuse $"{place}, layers[{i}]" $"{show other} is not a layer"

    let private count (reader: Reader) place (container: ILayer) (layers: ILayer seq) =
        let total = layers |> Seq.sumBy (fun layer -> reader.Calls.GetValueOrDefault(bare layer, 1L))
        if total > callLimit then
            Fault.refuse place $"more than {callLimit} calls of layers, those of nested models included"
        reader.Calls[container] <- total

    let private configured name trainable policy inherited (layer: ILayer) : Configured = {
        Layer = layer
        Name = name
        Trainable = trainable
        Policy = if policy = inherited then None else Some policy
    }

    let rec private layerOf reader place className inherited (config: JsonObject) : ILayer =
        match className with
        | "Sequential" -> readSequential reader place inherited config
        | "Functional"
        | "Model" -> readNetwork reader place inherited config
        | _ -> Catalogue.readLayerConfig place className inherited config

    and private readSequential reader place inherited (config: JsonObject) : Configured =
        Codec.requireKnown place "Sequential" [ "name"; "trainable"; "dtype"; "layers"; "build_input_shape" ] config
        let policy =
            tryField "dtype" config
            |> Option.map (Catalogue.readPolicy (field place "dtype"))
            |> Option.defaultValue inherited
        let layers =
            layerItems place config
            |> List.mapi (fun i node ->
                let place, className, config, _ = openLayer place i node
                layerOf reader place className policy config)
        let sequential: Sequential = { Layers = layers }
        Fault.guard place (fun () -> sequential.Named |> ignore)
        count reader place sequential layers
        configured (Catalogue.readName place config) (Catalogue.readTrainable place config) policy inherited sequential

    and private readNetwork reader place inherited (config: JsonObject) : Configured =
        Codec.requireKnown
            place
            "Functional"
            [ "name"; "trainable"; "dtype"; "layers"; "input_layers"; "output_layers" ]
            config
        let symbols = readCalls reader place (layerItems place config)
        let find place (node: JsonNode) : Symbol =
            let name, call, index = readHistory place node
            match symbols.TryGetValue((name, call)) with
            | true, outputs when index < List.length outputs -> outputs[index]
            | _ -> Fault.refuse place $"there is no output {index} of call {call} of a layer '{name}'"
        // One tensor, several, or several by name; Keras takes names in their order.
        let ends key : string list option * Symbol list =
            let place = field place key
            match tryField key config with
            | Some(Fields named) ->
                let keys =
                    [ for pair in named -> pair.Key ] |> List.sortWith (fun a b -> System.String.CompareOrdinal(a, b))
                Some keys, keys |> List.map (fun key -> find place named[key])
            | Some(Items(Text _ :: _) as single) -> None, [ find place single ]
            | Some(Items items) ->
                let rec flat (node: JsonNode) =
                    match node with
                    | Items(Text _ :: _) -> [ find place node ]
                    | Items items -> List.collect flat items
                    | other -> [ find place other ]
                None, List.collect flat items
            | Some other -> Fault.refuse place $"{show other} is not a list of layers"
            | None -> Fault.refuse place "is missing"
        let inputKeys, inputs = ends "input_layers"
        let outputKeys, outputs = ends "output_layers"
        for input in inputs do
            if not (bare input.Call.Layer :? InputLayer) then
                Fault.unsupported (field place "input_layers") "an input that is not an InputLayer is not supported"
        let network: Network = { Inputs = inputs; Outputs = outputs; InputKeys = inputKeys; OutputKeys = outputKeys }
        Fault.guard place (fun () -> network.Named |> ignore)
        count reader place network (network.Calls |> List.map _.Layer)
        configured
            (Catalogue.readName place config)
            (Catalogue.readTrainable place config)
            Policy.Float32
            inherited
            network

    // All calls of a functional model's layers, each once those that feed it are there.
    and private readCalls reader place (nodes: JsonNode list) : Dictionary<string * int, Symbol list> =
        let symbols = Dictionary<string * int, Symbol list>()
        // Keras writes the masks that it makes itself as operations; the embedding makes them again here.
        let maskSources = Dictionary<string, History>()
        let masked = HashSet<History>()
        let waiting = Dictionary<string * int, string * ILayer * Inbound>()
        let order = List<string * int>()
        nodes
        |> List.iteri (fun i node ->
            let place, className, config, fields = openLayer place i node
            let name =
                match tryField "name" fields |> Option.orElse (tryField "name" config) with
                | Some(Text name) -> name
                | _ -> Fault.refuse place "has no name"
            let inbound =
                match tryField "inbound_nodes" fields with
                | Some(Items calls) -> calls
                | _ -> Fault.refuse (field place "inbound_nodes") "is missing"
            match className, inbound with
            | "NotEqual", [ Fields call ] ->
                match tryField "args" call with
                | Some(Items [ Tensor history; Whole 0L ]) -> maskSources[name] <- readHistory place history
                | _ -> Fault.unsupported place "the operation NotEqual is not supported"
            | _ ->
                let config = config.DeepClone().AsObject()
                if not (config.ContainsKey "name") then
                    config["name"] <- textNode name
                // Keras: a functional model's layers have their policy from themselves alone.
                let layer = layerOf reader place className Policy.Float32 config
                if ClassName.given layer <> Some name then
                    Fault.refuse (field place "name") $"\"{name}\" is not the name in the configuration"
                let add call item =
                    if symbols.ContainsKey((name, call)) || not (waiting.TryAdd((name, call), item)) then
                        Fault.refuse place "the name stands twice in the model"
                    order.Add((name, call))
                match bare layer, inbound with
                | :? InputLayer, [] ->
                    if
                        waiting.ContainsKey((name, 0))
                        || not (symbols.TryAdd((name, 0), [ Fault.guard place (fun () -> Symbol.input layer) ]))
                    then
                        Fault.refuse place "the name stands twice in the model"
                | _, inbound ->
                    inbound
                    |> List.iteri (fun call node ->
                        let item = readInbound $"{place}, inbound_nodes[{call}]" layer node
                        match bare layer with
                        | :? Embedding as embedding when embedding.MaskZero ->
                            item.Arguments |> List.iter (masked.Add >> ignore)
                        | _ -> ()
                        add call ($"{place}, inbound_nodes[{call}]", layer, item)))
        let sourceOf (name, call, _) = name, call
        let needs = Dictionary<string * int, int>()
        let feeds = Dictionary<string * int, List<string * int>>()
        let ready = Queue<string * int>()
        for key in order do
            let place, _, inbound = waiting[key]
            let sources =
                inbound.Arguments |> List.map sourceOf |> List.distinct |> List.filter (symbols.ContainsKey >> not)
            for source in sources do
                match waiting.ContainsKey source with
                | true -> ()
                | false when maskSources.ContainsKey(fst source) ->
                    Fault.unsupported place $"the operation NotEqual ('{fst source}') is not supported"
                | false -> Fault.refuse place $"there is no call {snd source} of a layer '{fst source}'"
                match feeds.TryGetValue source with
                | true, list -> list.Add key
                | _ -> feeds[source] <- List [ key ]
            needs[key] <- sources.Length
            if sources.IsEmpty then
                ready.Enqueue key
        while ready.Count > 0 do
            let key = ready.Dequeue()
            let place, layer, inbound = waiting[key]
            let input (name, call, index) =
                match symbols.TryGetValue((name, call)) with
                | true, outputs when index < List.length outputs -> outputs[index]
                | _ -> Fault.refuse place $"there is no output {index} of call {call} of a layer '{name}'"
            let inputs = inbound.Arguments |> List.map input
            match inbound.Mask with
            | None -> ()
            | Some(name, _, _) ->
                match maskSources.TryGetValue name with
                | true, source when masked.Contains source && inputs |> List.exists _.Masked -> ()
                | _ -> Fault.unsupported place $"a call with mask = the output of '{name}' is not supported"
            symbols[key] <- Fault.guard place (fun () -> Symbol.apply layer inputs)
            waiting.Remove key |> ignore
            match feeds.TryGetValue key with
            | true, fed ->
                for next in fed do
                    needs[next] <- needs[next] - 1
                    if needs[next] = 0 then
                        ready.Enqueue next
            | _ -> ()
        if waiting.Count > 0 then
            let place, _, _ = order |> Seq.find waiting.ContainsKey |> (fun key -> waiting[key])
            Fault.refuse place "the layers feed each other in a circle"
        symbols

    let private rootInputs place (className: string) (config: JsonObject) (fields: JsonObject) (model: Model) : Model =
        if model.Inputs.IsSome || className <> "Sequential" then
            model
        else
            let shape =
                match tryField "build_input_shape" config, tryField "build_config" fields with
                | Some(Items _ as shape), _ -> Some(readSizes (field place "build_input_shape") shape)
                | _, Some(Fields build) ->
                    match tryField "input_shape" build with
                    | Some(Items _ as shape) -> Some(readSizes (field place "build_config") shape)
                    | _ -> None
                | _ -> None
            match shape with
            | None -> model
            | Some sizes ->
                let name = "input_layer"
                Model.withInputs [ { Name = name; Shape = Shape.ofKeras name sizes; DType = DType.Float32 } ] model

    /// A layer with all that it holds, from its class and configuration.
    let readLayer (source: string) (node: JsonNode) : ILayer =
        match node with
        | Fields fields ->
            let className, config = Codec.takeApart source fields
            Codec.requireKnown source className layerKeys fields
            let reader = { Calls = Dictionary<ILayer, int64>(HashIdentity.Reference) }
            layerOf reader source className Policy.Float32 config
        | _ -> Fault.refuse source "must be a JSON object"

    /// A whole model, with what it is compiled with where that is wanted.
    let readModel (source: string) (compile: bool) (node: JsonNode) : Model * CompileSettings option =
        match node with
        | Fields fields ->
            let className, config = Codec.takeApart source fields
            let root =
                match readLayer source node with
                | :? Configured as root -> root
                | _ -> Fault.refuse source $"{className} is not a model"
            match root.Layer with
            | :? Sequential
            | :? Network -> ()
            | _ ->
                Fault.unsupported
                    source
                    $"a file with a {className} alone is not supported, only Sequential and functional models"
            let name = root.Name |> Option.defaultWith (fun () -> ClassName.toSnakeCase className)
            let inner: ILayer = if root.Trainable && root.Policy.IsNone then root.Layer else { root with Name = None }
            let model =
                Fault.guard source (fun () -> Model.ofLayer name inner) |> rootInputs source className config fields
            let outputs =
                match root.Layer with
                | :? Network as network -> network.Outputs.Length
                | _ -> 1
            let settings =
                if not compile then
                    None
                else
                    tryField "compile_config" fields
                    |> Option.bind (CompileConfig.read $"{source}, compile_config" outputs)
            model, settings
        | _ -> Fault.refuse source "must be a JSON object"
