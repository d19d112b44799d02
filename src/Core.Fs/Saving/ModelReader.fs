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

    // A layer of a functional model with its calls, which have numbers in the model from the first on.
    type private Called = { Place: string; Layer: ILayer; First: int; Inbound: Inbound[] }

    // What Keras compares with a number to mask steps: whether any of a step's values differs, or the only one.
    [<Struct>]
    type private MaskRule = { Of: KerasHistory; Value: float; IsOfStep: bool }

    // What reading has met so far.
    type private Reader = {
        /// Calls of layers in a container, those of nested ones included.
        Calls: Dictionary<ILayer, int64>
        /// Calls that the file writes.
        mutable Written: int64
        /// Layers that were built to find the shapes between them: a nested model is built anew for each one around it.
        mutable Built: int64
    }

    let private layerKeys = [ yield! Codec.envelope; "compile_config"; "name"; "inbound_nodes" ]

    let private readSizes place (node: JsonNode) : int64 option list =
        (Codec.value typeof<int64 option list>).Read place 1 node |> unbox

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
            call, { Inputs = List.ofSeq sources; Named = [] }
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
            let name = Catalogue.requireName place name
            { Configured.Of first with Name = Some name }, calls |> List.map snd |> Array.ofList

    let private requireLayer place className (fields: JsonObject) =
        if FunctionConfig.isFunction fields then
            Fault.unsupported place $"the operation {className} is not supported outside of functional models"

    // Class, configuration and name, and where that stands.
    let private openLayer place i (node: JsonNode) =
        match node with
        | Fields fields ->
            let at = $"{place}, layers[{i}]"
            let className, config = Codec.takeApart at fields
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

    let rec private layerOf reader place className inherited (config: JsonObject) : ILayer =
        match className with
        | "Sequential" -> readSequential reader place inherited config
        | "Functional"
        | "Model" -> readNetwork reader place inherited config
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
            let className, config = Codec.takeApart place fields
            let place = $"{place}, {shorten className}"
            Codec.requireKnown place className layerKeys fields
            requireLayer place className fields
            layerOf reader place className inherited config
        | other -> Fault.refuse place $"{show other} is not a layer"

    and private readSequential reader place inherited (config: JsonObject) : ILayer =
        Codec.requireKnown place "Sequential" [ "name"; "trainable"; "dtype"; "layers"; "build_input_shape" ] config
        let policy =
            tryField "dtype" config
            |> Option.map (Catalogue.readPolicy (field place "dtype"))
            |> Option.defaultValue inherited
        let layers =
            layerItems place config
            |> List.mapi (fun i node ->
                let place, className, config, fields = openLayer place i node
                requireLayer place className fields
                layerOf reader place className policy config)
        let sequential: Sequential = { Layers = layers }
        Fault.guard place (fun () -> sequential.Named |> ignore)
        reader.Calls[sequential] <- count reader place layers
        configured (Catalogue.readName place config) (Catalogue.readTrainable place config) policy inherited sequential

    and private readNetwork reader place inherited (config: JsonObject) : ILayer =
        Codec.requireKnown
            place
            "Functional"
            [ "name"; "trainable"; "dtype"; "layers"; "input_layers"; "output_layers" ]
            config
        let total, symbols = readCalls reader place (layerItems place config)
        let find place (node: JsonNode) : Symbol =
            let struct (name, call, index) = CallReader.readHistory (fun () -> place) node
            match symbols name call with
            | Some outputs when index < List.length outputs -> outputs[index]
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
        reader.Calls[network] <- total
        configured
            (Catalogue.readName place config)
            (Catalogue.readTrainable place config)
            Policy.Float32
            inherited
            network

    // Whether a function's result is a mask that a layer makes: x ≠ value, or any of a step's x ≠ value.
    and private noteMask (rules: Dictionary<string, MaskRule>) name (layer: ILayer) (calls: Inbound[]) =
        match layer, calls with
        | :? FunctionCall as call, [| { Inputs = [ struct (source, _, _) as history ] } |] ->
            match call.Function.Name, call.Arguments with
            | "not_equal", [ _; ArgumentValue.Whole value ] ->
                rules[name] <- { Of = history; Value = float value; IsOfStep = false }
            | "not_equal", [ _; ArgumentValue.Real value ] ->
                rules[name] <- { Of = history; Value = value; IsOfStep = false }
            | "any", [ _; ArgumentValue.Whole -1L; ArgumentValue.Flag false ] ->
                match rules.TryGetValue source with
                | true, rule -> rules[name] <- { rule with IsOfStep = true }
                | _ -> ()
            | _ -> ()
        | _ -> ()

    // All calls of a functional model's layers, each once those that feed it are there: how many with those inside of them, and their
    // outputs by the layer's name and the call's number.
    and private readCalls reader place (nodes: JsonNode list) : int64 * (string -> int -> Symbol list option) =
        // Keras writes the masks that it makes itself as operations; the layers make them again here.
        let maskRules = Dictionary<string, MaskRule>()
        let masked = HashSet<MaskRule>()
        let layers = Dictionary<string, Called>()
        let called = List<Called>()
        let mutable next = 0
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
            let add layer calls =
                let called' = { Place = place; Layer = layer; First = next; Inbound = calls }
                if not (layers.TryAdd(name, called')) then
                    Fault.refuse place "the name stands twice in the model"
                called.Add called'
                // An input has a call of its own.
                next <- next + max 1 calls.Length
            if FunctionConfig.isFunction fields then
                let layer, calls = readFunction place className name config fields inbound
                noteMask maskRules name (bare layer) calls
                add layer calls
            else
                // Keras: a functional model's layers have their policy from themselves alone.
                let layer =
                    let layer = layerOf reader place className Policy.Float32 config
                    if config.ContainsKey "name" then
                        layer
                    else
                        let options, layer = Holder.apart layer
                        layer |> Holder.withOptions { options with Name = Some(Catalogue.requireName place name) }
                if ClassName.given layer <> Some name then
                    Fault.refuse (field place "name") $"\"{name}\" is not the name in the configuration"
                Array.ofList inbound
                |> Array.mapi (fun call node ->
                    let inbound = CallReader.readInbound (fun () -> $"{place}, inbound_nodes[{call}]") layer node
                    for source in inbound.Inputs do
                        match bare layer with
                        | :? Embedding as embedding when embedding.MaskZero ->
                            masked.Add { Of = source; Value = 0.0; IsOfStep = false } |> ignore
                        | :? Masking as masking ->
                            masked.Add { Of = source; Value = masking.MaskValue; IsOfStep = true } |> ignore
                        | _ -> ()
                    inbound)
                |> add layer)
        let calls = [|
            for layer in called do
                for call, inbound in Array.indexed layer.Inbound do
                    struct (layer, call, inbound)
        |]
        let total = calls |> Seq.map (fun struct (layer, _, _) -> layer.Layer) |> count reader place
        let symbols: Symbol list[] = Array.create next Unchecked.defaultof<_>
        // Of each layer, at its first number.
        let latest: Symbol list[] = Array.create next []
        for layer in called do
            if layer.Inbound.Length = 0 && (bare layer.Layer :? InputLayer) then
                symbols[layer.First] <- [ Fault.guard layer.Place (fun () -> Symbol.input layer.Layer) ]
        let isThere number = not (isNull (box symbols[number]))
        let numberOf (name: string) call =
            match layers.TryGetValue name with
            | true, layer when call < layer.Inbound.Length || call = 0 && isThere layer.First ->
                Some(layer.First + call)
            | _ -> None
        let outputs name call =
            match numberOf name call with
            | Some number when isThere number -> Some symbols[number]
            | _ -> None
        let at (layer: Called) call = $"{layer.Place}, inbound_nodes[{call}]"
        let needs = Array.zeroCreate<int> next
        let feeds: List<struct (Called * int * Inbound)>[] = Array.zeroCreate next
        let ready = Queue<struct (Called * int * Inbound)>()
        let isAutomatic (name, argument) =
            match name, argument with
            | "mask", Argument.Tensors [ struct (source, _, _) ] -> maskRules.ContainsKey source
            | _ -> false
        for struct (layer, call, inbound) in calls do
            let sources =
                { inbound with Named = List.filter (isAutomatic >> not) inbound.Named }.Sources
                |> List.map (fun struct (name, source, _) ->
                    match numberOf name source with
                    | Some number -> number
                    | None -> Fault.refuse (at layer call) $"there is no call {source} of a layer '{name}'")
                |> List.distinct
                |> List.filter (isThere >> not)
            for source in sources do
                if isNull feeds[source] then
                    feeds[source] <- List()
                feeds[source].Add(struct (layer, call, inbound))
            needs[layer.First + call] <- sources.Length
            if sources.IsEmpty then
                ready.Enqueue(struct (layer, call, inbound))
        while ready.Count > 0 do
            let struct (layer, call, inbound) = ready.Dequeue()
            let input (struct (name, source, index): KerasHistory) =
                match outputs name source with
                | Some outputs when index < List.length outputs -> outputs[index]
                | _ -> Fault.refuse (at layer call) $"there is no output {index} of call {source} of a layer '{name}'"
            let inputs = List.map input inbound.Inputs
            let automatic, named = List.partition isAutomatic inbound.Named
            for struct (name, _, _) in CallArguments.all automatic do
                if not (masked.Contains maskRules[name] && inputs |> List.exists _.Masked) then
                    Fault.unsupported (at layer call) $"a call with mask = the output of '{name}' is not supported"
            let named = CallArguments.map (fun _ -> input) named
            let number = layer.First + call
            symbols[number] <-
                match Symbol.tryAgain latest[layer.First] inputs named with
                | Some outputs -> outputs
                | None -> Fault.guard (at layer call) (fun () -> Symbol.call layer.Layer inputs named)
            latest[layer.First] <- symbols[number]
            if not (isNull feeds[number]) then
                for struct (fed, call, _) as waiting in feeds[number] do
                    needs[fed.First + call] <- needs[fed.First + call] - 1
                    if needs[fed.First + call] = 0 then
                        ready.Enqueue waiting
        for struct (layer, call, _) in calls do
            if not (isThere (layer.First + call)) then
                Fault.refuse (at layer call) "the layers feed each other in a circle"
        total, outputs

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

    let private fresh () : Reader = {
        Calls = Dictionary<ILayer, int64>(HashIdentity.Reference)
        Written = 0L
        Built = 0L
    }

    /// How a layer in a setting of another one is read.
    let inside (policy: Policy) : LayerReader = readInside (fresh ()) policy

    /// A layer with all that it holds, from its class and configuration.
    let readLayer (source: string) (node: JsonNode) : ILayer =
        KerasJson.requireShallow source node
        match node with
        | Fields fields ->
            let className, config = Codec.takeApart source fields
            Codec.requireKnown source className layerKeys fields
            requireLayer source className fields
            layerOf (fresh ()) source className Policy.Float32 config
        | _ -> Fault.refuse source "must be a JSON object"

    /// A whole model, with what it is compiled with where that is wanted.
    let readModel (source: string) (compile: bool) (node: JsonNode) : Model * CompileSettings option =
        match node with
        | Fields fields ->
            let className, config = Codec.takeApart source fields
            let options, root = Holder.apart (readLayer source node)
            let outputs =
                match Flow.tryOf root with
                | Some(Flow.Graph network) -> network.Outputs.Length
                | Some(Flow.Chain _) -> 1
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
                    |> Option.bind (CompileConfig.read $"{source}, compile_config" outputs)
            model, settings
        | _ -> Fault.refuse source "must be a JSON object"
