namespace Functional

open System.Collections.Generic
open System.Text.Json.Nodes
open Functional.Layers

/// Models from Keras's JSON. Classes are looked up in the catalogue; no name in a file is followed.
[<RequireQualifiedAccess>]
module internal ModelReader =

    /// Layers in one model of a file; Keras's own largest, NASNetLarge, has about a thousand.
    let layerLimit = 10_000

    /// Calls of layers in a model of a file.
    let callLimit = 100_000

    // With those inside of nested models, which a small file can ask any number of: so many, and more in a file that writes many itself.
    let private callsBySize written = min (int64 callLimit) (20_000L + 16L * written)

    let private bare = Holder.bare

    // What reading has met so far.
    type private Reader = {
        /// Calls of layers in a container, those of nested ones included.
        Calls: Dictionary<ILayer, int64>
        /// Calls that the file writes.
        mutable Written: int64
        /// Layers that were built to find the shapes between them: a nested model is built anew for each one around it.
        mutable Built: int64
        /// Layers that stand in several places, with their classes, by their number there.
        Shared: Dictionary<int64, struct (string * ILayer)>
    }

    let private layerKeys = [ yield! KerasObject.envelope; "compile_config"; "name"; "inbound_nodes" ]

    let private readSizes place (node: JsonNode) : int64 option list =
        (SettingCodec.ofType typeof<int64 option list>).Read place 1 node |> unbox

    let private layerItems place (config: JsonObject) : JsonNode list =
        match tryField "layers" config with
        | Some(Items layers) when layers.Length > layerLimit ->
            Fault.refuse (field place "layers") $"has {layers.Length} layers, more than {layerLimit}"
        | Some(Items layers) -> layers
        | Some other -> Fault.refuse (field place "layers") $"{show other} is not a list"
        | None -> Fault.refuse (field place "layers") "is missing"

    // A call of a function, with where its tensors come from.
    let private readFunctionCall classPlace (place: string) f config (node: JsonNode) : FunctionCall * Inbound =
        let sources = List<KerasHistory>()
        let number (node: JsonNode) =
            match node with
            | CallReader.Tensor history ->
                sources.Add(CallReader.readHistory (fun () -> field place "keras_history") history)
                Some(sources.Count - 1)
            | _ -> None
        let read args (kwargs: JsonObject) =
            let byName = [ for pair in kwargs -> pair.Key, pair.Value ]
            let call = FunctionConfig.readCall classPlace place f config number args byName
            call, { Inputs = List.ofSeq sources; Named = []; Placed = None }
        match node with
        | Fields fields ->
            Codec.requireKnown place "a call" [ "args"; "kwargs" ] fields
            match tryField "args" fields, tryField "kwargs" fields with
            | Some(Items args), (None | Some Null) -> read args (JsonObject())
            | Some(Items args), Some(Fields kwargs) -> read args kwargs
            | _ -> Fault.refuse place "a call needs a list of args and an object of kwargs"
        | other -> Fault.unsupported place $"a call in the form {show other} is not supported, only args and kwargs"

    // Keras: one function may be called several times; here each call is a function of its own, unless they say the same.
    let private readFunction
        (place: string)
        className
        name
        config
        fields
        (inbound: JsonNode list)
        : ILayer * Inbound[] =
        let f = FunctionConfig.find place className fields
        let calls =
            inbound |> List.mapi (fun i node -> readFunctionCall place $"{place}, inbound_nodes[{i}]" f config node)
        match calls with
        | [] -> Fault.refuse (field place "inbound_nodes") "a function stands in a model only where it is called"
        | (first, _) :: others ->
            if others |> List.exists (fun (call, _) -> call <> first) then
                Fault.unsupported
                    place
                    $"an operation {className} that is called with different arguments is not supported"
            let name = CommonConfig.requireName place name
            { Configured.Of first with Name = Some name }, calls |> List.map snd |> Array.ofList

    // Tensors in lists and dictionaries. Keras takes keys in their order.
    let rec private nested (find: JsonNode -> Symbol) place (node: JsonNode) : Nest * Symbol list =
        match node with
        | Items(Text _ :: _) -> Nest.One, [ find node ]
        | Items items ->
            let inner, symbols = items |> List.map (nested find place) |> List.unzip
            Nest.Items inner, List.concat symbols
        | Fields fields ->
            let keys =
                [ for pair in fields -> pair.Key ] |> List.sortWith (fun a b -> System.String.CompareOrdinal(a, b))
            let inner, symbols = keys |> List.map (fun key -> nested find place fields[key]) |> List.unzip
            Nest.Keyed(List.zip keys inner), List.concat symbols
        | other -> Fault.refuse place $"{show other} is not a list of layers"

    let private requireLayer place className (fields: JsonObject) =
        if FunctionConfig.isFunction fields then
            Fault.unsupported place $"the operation {className} is not supported outside of functional models"

    // Class, configuration and name, and where that stands.
    let private openLayer place i (node: JsonNode) =
        match node with
        | Fields fields ->
            let at = $"{place}, layers[{i}]"
            let className, config = KerasObject.takeApart at fields
            let name =
                match tryField "name" config |> Option.orElse (tryField "name" fields) with
                | Some(Text name) -> $" '{shorten name}'"
                | _ -> ""
            let place = $"{at} {shorten className}{name}"
            Codec.requireKnown place className layerKeys fields
            place, className, config, fields
        | other -> Fault.refuse $"{place}, layers[{i}]" $"{show other} is not a layer"

    let private callsIn (reader: Reader) (layer: ILayer) = reader.Calls.GetValueOrDefault(bare layer, 1L)

    // Counts the calls of a container before anything is built.
    let private count (reader: Reader) place (layers: ILayer seq) : int64 =
        reader.Written <- reader.Written + int64 (Seq.length layers)
        let limit = callsBySize reader.Written
        let total = layers |> Seq.sumBy (callsIn reader)
        reader.Built <- reader.Built + total
        if total > limit || reader.Built > 4L * limit then
            Fault.refuse place $"more than {limit} calls of layers, those of nested models included"
        total

    let private configured name trainable policy inherited (layer: ILayer) : ILayer =
        let layer: Configured = {
            Layer = layer
            Name = name
            Trainable = trainable
            Policy = if policy = inherited then None else Some policy
        }
        layer

    // A layer that the file has several times is one, under the options of each place.
    let rec private layerOf
        (reader: Reader)
        place
        className
        inherited
        (fields: JsonObject)
        (config: JsonObject)
        : ILayer =
        let number =
            match tryField "shared_object_id" fields with
            | Some(Whole number) -> Some number
            | _ -> None
        // Before what is inside is read: a layer does not stand in itself.
        let before =
            match number |> Option.map (fun number -> reader.Shared.TryGetValue number) with
            | Some(true, struct (known, layer)) when known = className -> Some layer
            | _ -> None
        let layer = ofClass reader place className inherited config
        match before, number with
        | Some before, _ -> before |> Holder.withOptions (Holder.options layer)
        | None, Some number ->
            reader.Shared[number] <- struct (className, bare layer)
            layer
        | None, None -> layer

    and private ofClass reader place className inherited (config: JsonObject) : ILayer =
        match className with
        | "Sequential" -> readSequential reader place inherited config
        | "Functional"
        | "Model" -> readNetwork reader place inherited config
        | _ when OwnClasses.Knows className && (Classes.tryLayer className).IsNone ->
            Catalogue.readOwnLayer place className config
        | _ ->
            let layer = Catalogue.readLayerConfig (readInside reader) place className inherited config
            match Holder.parts layer with
            | [] -> ()
            | parts -> reader.Calls[bare layer] <- 1L + count reader place (parts |> List.map _.Layer)
            layer

    // A layer in a setting of another one.
    and private readInside reader inherited place (node: JsonNode) : ILayer =
        match node with
        | Fields fields ->
            let className, config = KerasObject.takeApart place fields
            let place = $"{place}, {shorten className}"
            Codec.requireKnown place className layerKeys fields
            requireLayer place className fields
            let layer = layerOf reader place className inherited fields config
            match tryField "build_config" fields with
            | Some(Fields _) -> Holder.noteBuiltAlone layer
            | _ -> ()
            layer
        | other -> Fault.refuse place $"{show other} is not a layer"

    and private readSequential reader place inherited (config: JsonObject) : ILayer =
        Codec.requireKnown place "Sequential" [ "name"; "trainable"; "dtype"; "layers"; "build_input_shape" ] config
        let policy =
            tryField "dtype" config
            |> Option.map (CommonConfig.readPolicy (field place "dtype"))
            |> Option.defaultValue inherited
        let layers =
            layerItems place config
            |> List.mapi (fun i node ->
                let place, className, config, fields = openLayer place i node
                requireLayer place className fields
                layerOf reader place className policy fields config)
        let sequential: Sequential = { Layers = layers }
        Fault.guard place (fun () -> sequential.Named |> ignore)
        reader.Calls[sequential] <- count reader place layers
        configured
            (CommonConfig.readName place config)
            (CommonConfig.readTrainable place config)
            policy
            inherited
            sequential

    and private readNetwork reader place inherited (config: JsonObject) : ILayer =
        Codec.requireKnown
            place
            "Functional"
            [ "name"; "trainable"; "dtype"; "layers"; "input_layers"; "output_layers" ]
            config
        let total, inner, symbols = readCalls reader place (layerItems place config)
        let find place (node: JsonNode) : Symbol =
            let struct (name, call, index) = CallReader.readHistory (fun () -> place) node
            // Keras: here, not in calls, the first call of a functional model in it has the number 1.
            let call' = if inner name then max 0 (call - 1) else call
            match symbols name call' with
            | Some outputs when index < List.length outputs -> outputs[index]
            | _ -> Fault.refuse place $"there is no output {index} of call {call} of a layer '{name}'"
        // One tensor, several, or several by name; Keras takes names in their order.
        let ends key : string list option * Nest option * Symbol list =
            let place = field place key
            match tryField key config with
            | Some node ->
                let nest, symbols = nested (find place) place node
                match nest with
                | Nest.One -> None, None, symbols
                | Nest.Keyed items when items |> List.forall (fun (_, item) -> item = Nest.One) ->
                    Some(List.map fst items), None, symbols
                | Nest.Items(_ :: _ :: _ as items) when items |> List.forall (fun item -> item = Nest.One) ->
                    None, None, symbols
                | nest -> None, Some nest, symbols
            | None -> Fault.refuse place "is missing"
        let inputKeys, inputNest, inputs = ends "input_layers"
        let outputKeys, outputNest, outputs = ends "output_layers"
        if inputNest |> Option.exists Nest.isKeyed then
            Fault.unsupported
                (field place "input_layers")
                "lists or dictionaries inside of a dictionary of inputs are not supported"
        for input in inputs do
            if not (Holder.isEntrance input.Call.Layer) then
                Fault.unsupported (field place "input_layers") "an input that is not an InputLayer is not supported"
        let network: Network = {
            Inputs = inputs
            Outputs = outputs
            InputKeys = inputKeys
            OutputKeys = outputKeys
            InputNest = inputNest
            OutputNest = outputNest
        }
        Fault.guard place (fun () -> network.Named |> ignore)
        reader.Calls[network] <- total
        configured
            (CommonConfig.readName place config)
            (CommonConfig.readTrainable place config)
            Policy.Float32
            inherited
            network

    // All calls of a functional model's layers: how many with those inside of them, which layers are functional models, and their outputs.
    and private readCalls
        reader
        place
        (nodes: JsonNode list)
        : int64 * (string -> bool) * (string -> int -> Symbol list option) =
        let names = HashSet<string>()
        let read first i (node: JsonNode) : Called * int =
            let place, className, config, fields = openLayer place i node
            let name =
                match tryField "name" fields |> Option.orElse (tryField "name" config) with
                | Some(Text name) -> name
                | _ -> Fault.refuse place "has no name"
            let inbound =
                match tryField "inbound_nodes" fields with
                | Some(Items calls) -> calls
                | _ -> Fault.refuse (field place "inbound_nodes") "is missing"
            let layer, calls =
                if FunctionConfig.isFunction fields then
                    readFunction place className name config fields inbound
                else
                    // Keras: a functional model's layers have their policy from themselves alone.
                    let layer =
                        let layer = layerOf reader place className Policy.Float32 fields config
                        if config.ContainsKey "name" then
                            layer
                        else
                            let options, layer = Holder.apart layer
                            layer
                            |> Holder.withOptions { options with Name = Some(CommonConfig.requireName place name) }
                    if ClassName.given layer <> Some name then
                        Fault.refuse (field place "name") $"\"{name}\" is not the name in the configuration"
                    let call i node = CallReader.readInbound (fun () -> $"{place}, inbound_nodes[{i}]") layer node
                    layer, inbound |> Array.ofList |> Array.mapi call
            if not (names.Add name) then
                Fault.refuse place "the name stands twice in the model"
            let called = { Place = place; Name = name; Layer = layer; First = first; Calls = calls }
            called, first + called.Count
        let layers, _ = ((0, List.indexed nodes) ||> List.mapFold (fun first (i, node) -> read first i node))
        let total =
            layers |> Seq.collect (fun layer -> Seq.replicate layer.Calls.Length layer.Layer) |> count reader place
        let inner =
            HashSet [
                for layer in layers do
                    match Flow.tryOf layer.Layer with
                    | Some(Flow.Graph _) -> layer.Name
                    | _ -> ()
            ]
        total, inner.Contains, CallSchedule.run layers

    let private rootInputs place (className: string) (config: JsonObject) (fields: JsonObject) (model: Model) : Model =
        if model.Inputs.IsSome || not (className = "Sequential" || OwnClasses.Knows className) then
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

    let private fresh () : Reader = {
        Calls = Dictionary<ILayer, int64>(HashIdentity.Reference)
        Written = 0L
        Built = 0L
        Shared = Dictionary()
    }

    /// How a layer in a setting of another one is read.
    let inside (policy: Policy) : LayerReader = readInside (fresh ()) policy

    /// A layer with all that it holds, from its class and configuration.
    let readLayer (source: string) (node: JsonNode) : ILayer =
        KerasJson.requireShallow source node
        match node with
        | Fields fields ->
            let className, config = KerasObject.takeApart source fields
            Codec.requireKnown source className layerKeys fields
            requireLayer source className fields
            layerOf (fresh ()) source className Policy.Float32 fields config
        | _ -> Fault.refuse source "must be a JSON object"

    /// A whole model, with what it is compiled with where that is wanted.
    let readModel (source: string) (compile: bool) (node: JsonNode) : Model * CompileSettings option =
        match node with
        | Fields fields ->
            let className, config = KerasObject.takeApart source fields
            let options, root = Holder.apart (readLayer source node)
            let outputs =
                match Flow.tryOf root with
                | Some(Flow.Graph network) -> network.Outputs.Length
                | Some(Flow.Chain _) -> 1
                | None when OwnClasses.Knows className -> 1
                | None ->
                    Fault.unsupported
                        source
                        $"a file with a {className} alone is not supported, only Sequential and functional models"
            let name = options.Name |> Option.defaultWith (fun () -> ClassName.toSnakeCase className)
            let root = root |> Holder.withOptions { options with Name = None }
            let model =
                Fault.guard source (fun () -> Model.ofLayer name root) |> rootInputs source className config fields
            let settings =
                if not compile then
                    None
                else
                    tryField "compile_config" fields
                    |> Option.bind (
                        CompileConfig.read
                            $"{source}, compile_config"
                            outputs
                            (defaultArg options.Policy Policy.Float32)
                    )
            model, settings
        | _ -> Fault.refuse source "must be a JSON object"
