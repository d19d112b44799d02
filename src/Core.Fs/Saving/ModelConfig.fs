namespace Functional

open System.Collections.Generic
open System.Text.Json.Nodes
open Functional.Layers

/// Whole models ↔ Keras's JSON: <c>config.json</c> of a <c>.keras</c> file, <c>model.to_json()</c>.
[<RequireQualifiedAccess>]
module ModelConfig =

    let private functionalModule = "keras.src.models.functional"

    let private bare = Holder.bare

    let private sizesNode (sizes: int64 option list) : JsonNode =
        sizes
        |> List.map (function
            | Some size -> wholeNode size
            | None -> null)
        |> listNode

    let private shapeNode (symbol: Symbol) = sizesNode (Shape.toKeras symbol.Shape)

    let private withFields (fields: (string * JsonNode) list) (node: JsonNode) : JsonNode =
        for key, value in fields do
            node.AsObject().Add(key, value)
        node

    let private inputShape (shape: JsonNode) : string * JsonNode = "build_config", fieldsNode [ "input_shape", shape ]

    let private takesList (layer: ILayer) =
        match layer with
        | :? Add
        | :? Concatenate -> true
        | _ -> false

    let private inputLayer shape dtype : ILayer =
        let layer: InputLayer = { BatchShape = Shape.toKeras shape; DType = dtype; Optional = false }
        layer

    // The shapes that a layer was built for, as Keras writes them.
    let private buildConfig (layer: ILayer) (inputs: Symbol list) : (string * JsonNode) list =
        match Classes.tryLayer (ClassName.ofLayer layer) with
        | Some facts when facts.BuildsFromShape ->
            match inputs with
            | _ when takesList layer -> [ inputShape (inputs |> List.map shapeNode |> listNode) ]
            | [ x ] -> [ inputShape (shapeNode x) ]
            | x :: states ->
                let shapes =
                    fieldsNode [
                        "sequences_shape", shapeNode x
                        "initial_state_shape", states |> List.map shapeNode |> listNode
                    ]
                [ "build_config", fieldsNode [ "shapes_dict", shapes ] ]
            | [] -> []
        | _ -> []

    let private layerPlace (place: string) (i: int) (layer: ILayer) (name: string) =
        $"{place}, layers[{i}] {ClassName.ofLayer layer} '{name}'"

    // What no file may hold is not written either.
    let private requireFew place (what: string) count limit =
        if count > limit then
            Fault.unsupported place $"a file holds at most {limit} {what} of a model, got {count}"

    /// A layer with its class, configuration and the shape it was built for. <c>inherited</c> is the policy of what holds it.
    let rec private layerNode
        place
        (inherited: Policy)
        (name: string)
        (layer: ILayer)
        (inputs: Symbol list option)
        : JsonNode =
        let trainable, policy, inner = Catalogue.unwrap inherited layer
        // Keras: a model inside of another one may be compiled too, which has no meaning there.
        let nested = [ "compile_config", JsonObject() :> JsonNode ]
        match Flow.tryOf inner with
        | Some(Flow.Chain layers) ->
            sequentialNode place name trainable policy layers (Option.map List.head inputs) |> withFields nested
        | Some(Flow.Graph network) -> networkNode place name trainable policy network |> withFields nested
        | None when (inner :? FunctionCall) && inputs.IsSome ->
            FunctionConfig.writeFunction name (inner :?> FunctionCall)
        | None ->
            Catalogue.writeLayerConfig (inside layer inputs) place name inherited layer
            |> Catalogue.layerNode (ClassName.ofLayer inner)
            |> withFields (inputs |> Option.map (buildConfig inner) |> Option.defaultValue [])

    // Keras: layers inside of one that was built were built, too.
    and internal inside (holder: ILayer) (inputs: Symbol list option) (policy: Policy) : LayerWriter =
        let inputsOf =
            match inputs with
            | Some inputs when not (Holder.parts holder).IsEmpty -> Symbol.inside holder inputs
            | _ -> fun _ -> []
        fun place part ->
            let inputs = Some(inputsOf part) |> Option.filter (List.isEmpty >> not)
            layerNode place policy (ClassName.nameOf part) part inputs

    // Keras: building puts an input layer in front of the others.
    and private sequentialNode place name trainable policy (layers: (string * ILayer) list) (input: Symbol option) =
        let twice = layers |> List.countBy fst |> List.tryFind (fun (_, count) -> count > 1)
        for name, _ in Option.toList twice do
            Fault.unsupported
                place
                $"a Sequential that applies '{name}' twice cannot be written, only a functional model"
        requireFew place "layers" (layers.Length + 1) ModelReader.layerLimit
        let layers =
            match layers, input with
            | (_, first) :: _, _ when (bare first :? InputLayer) -> layers
            | _, None -> layers
            | _, Some symbol ->
                let layer = inputLayer symbol.Shape symbol.DType
                let free = Seq.initInfinite (fun i -> if i = 0 then "input_layer" else $"input_layer_{i}")
                let name = free |> Seq.find (fun name -> not (List.exists (fun (used, _) -> used = name) layers))
                (name, layer) :: layers
        let start =
            match layers with
            | (_, first) :: _ when (bare first :? InputLayer) -> Some(Symbol.input first)
            | _ -> None
        let nodes, _ =
            List.indexed layers
            |> List.mapFold
                (fun (symbol: Symbol option) (i, (name, layer)) ->
                    let place = layerPlace place i layer name
                    if i = 0 && start.IsSome then
                        layerNode place policy name layer None, symbol
                    else
                        let node = layerNode place policy name layer (Option.map List.singleton symbol)
                        node, symbol |> Option.map (fun symbol -> (Symbol.apply layer [ symbol ]).Head))
                start
        let built key = start |> Option.map (fun symbol -> key, shapeNode symbol) |> Option.toList
        let config =
            [
                "name", textNode name
                "trainable", flagNode trainable
                "dtype", Catalogue.writePolicy policy
                "layers", listNode nodes
            ]
            @ built "build_input_shape"
        objectNode "keras" "Sequential" (fieldsNode config)
        |> withFields (built "input_shape" |> List.map (fun (_, shape) -> inputShape shape))

    and private networkNode place name trainable policy (network: Network) : JsonNode =
        let calls = network.Calls
        let entries = HashSet<Call>(network.Inputs |> List.map _.Call, HashIdentity.Reference)
        let layers, nameOf, callsOf, indices = network.Named, network.NameOf, network.CallsOf, network.CallNumbers
        requireFew place "layers" layers.Length ModelReader.layerLimit
        requireFew place "calls of layers" calls.Length ModelReader.callLimit
        let history (symbol: Symbol) =
            listNode [
                textNode (nameOf symbol.Call.Layer)
                wholeNode indices[symbol.Call]
                wholeNode (int64 symbol.Index)
            ]
        let tensor (symbol: Symbol) =
            fieldsNode [
                "class_name", textNode "__keras_tensor__"
                "config",
                fieldsNode [
                    "shape", shapeNode symbol
                    "dtype", textNode symbol.DType.Name
                    "keras_history", history symbol
                ]
            ]
        let tensors symbols = symbols |> List.map tensor |> listNode
        let inbound (call: Call) =
            let noMask = fieldsNode [ "mask", null ]
            let args, kwargs =
                match Flow.tryOf call.Layer, bare call.Layer, call.Inputs with
                | _, (:? FunctionCall as called), inputs ->
                    FunctionConfig.writeArguments called (List.map tensor inputs), fieldsNode []
                | Some(Flow.Graph { InputKeys = Some keys }), _, inputs ->
                    [ fieldsNode (List.map2 (fun key symbol -> key, tensor symbol) keys inputs) ], noMask
                | Some _, _, [ x ] -> [ tensor x ], noMask
                | Some(Flow.Graph _), _, inputs -> [ tensors inputs ], noMask
                | _, layer, inputs when takesList layer -> [ tensors inputs ], fieldsNode []
                | _, layer, [ x ] ->
                    match Classes.tryLayer (ClassName.ofLayer layer) with
                    | Some facts when facts.TakesMask -> [ tensor x ], noMask
                    | _ -> [ tensor x ], JsonObject()
                | _, _, x :: states -> [ tensor x ], fieldsNode [ "initial_state", tensors states ]
                | _, _, [] -> [], JsonObject()
            fieldsNode [ "args", listNode args; "kwargs", kwargs ]
        let layerOf i (name, layer: ILayer) =
            let own = List.ofSeq callsOf[bare layer]
            let place = layerPlace place i layer name
            let built = if entries.Contains own.Head then None else Some own.Head.Inputs
            layerNode place policy name layer built
            |> withFields [
                "name", textNode name
                "inbound_nodes", own |> List.filter (entries.Contains >> not) |> List.map inbound |> listNode
            ]
        let ends (keys: string list option) (symbols: Symbol list) =
            match keys, symbols with
            | Some keys, _ -> List.map2 (fun key symbol -> key, history symbol) keys symbols |> fieldsNode
            | None, [ single ] -> history single
            | None, several -> several |> List.map history |> listNode
        fieldsNode [
            "module", textNode functionalModule
            "class_name", textNode "Functional"
            "config",
            fieldsNode [
                "name", textNode name
                "trainable", flagNode trainable
                "layers", layers |> List.mapi layerOf |> listNode
                "input_layers", ends network.InputKeys network.Inputs
                "output_layers", ends network.OutputKeys network.Outputs
            ]
            "registered_name", textNode "Functional"
            inputShape null
        ]

    /// <summary>A model's configuration as Keras writes it in <c>config.json</c>: layers, their shapes, and what it is compiled with.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">What it is compiled with.</param>
    /// <exception cref="T:Functional.UnsupportedException">A layer, loss, metric or optimizer that Keras does not know.</exception>
    let write (model: Model) (settings: CompileSettings option) : JsonNode =
        Containers.requireShallow model.Name model.Root
        let trainable, policy, root = Catalogue.unwrap Policy.Float32 model.Root
        let input =
            match model.Inputs with
            | Some [ spec ] -> Some(Symbol.input (inputLayer spec.Shape spec.DType))
            | _ -> None
        let node =
            match Flow.tryOf root with
            | Some(Flow.Chain layers) -> sequentialNode model.Name model.Name trainable policy layers input
            | Some(Flow.Graph network) -> networkNode model.Name model.Name trainable policy network
            | None ->
                Fault.unsupported
                    model.Name
                    $"a model around a {ClassName.ofLayer root} cannot be written, only Sequential and functional models"
        node |> withFields [ "compile_config", CompileConfig.node $"{model.Name}, compile_config" settings ]

    /// <summary>A model from its configuration, with what it is compiled with where <c>compile</c> is wanted.</summary>
    /// <param name="source">What messages call the source, such as <c>'model.keras', config.json</c>.</param>
    /// <param name="compile">Whether to read <c>compile_config</c>.</param>
    /// <param name="node">The configuration.</param>
    /// <exception cref="T:Functional.ModelFileException">A field is missing, unknown or malformed.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let read (source: string) (compile: bool) (node: JsonNode) : Model * CompileSettings option =
        ModelReader.readModel source compile node

    /// <summary>One layer as Keras serializes it, with all that it holds.</summary>
    /// <param name="name">The layer's name, where it has none of its own.</param>
    /// <param name="layer">The layer.</param>
    /// <exception cref="T:Functional.UnsupportedException">A layer that Keras does not know.</exception>
    let writeLayer (name: string) (layer: ILayer) : JsonNode =
        let name = ClassName.given layer |> Option.defaultValue name
        Containers.requireShallow name layer
        layerNode $"{ClassName.ofLayer layer} '{name}'" Policy.Float32 name layer None

    /// <summary>One layer from what Keras serialized.</summary>
    /// <param name="source">What messages call the source.</param>
    /// <param name="node">The layer's class and configuration.</param>
    /// <exception cref="T:Functional.ModelFileException">A field is missing, unknown or malformed.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let readLayer (source: string) (node: JsonNode) : ILayer = ModelReader.readLayer source node

    /// <summary>The text that Keras's <c>model.to_json()</c> gives.</summary>
    /// <exception cref="T:Functional.UnsupportedException">A layer, loss, metric or optimizer that Keras does not know.</exception>
    let toJson (model: Model) (settings: CompileSettings option) : string = KerasJson.print (write model settings)

    /// <summary>The model of a text that <c>toJson</c> or Keras's <c>model.to_json()</c> gave.</summary>
    /// <exception cref="T:Functional.ModelFileException">The text is not a model's configuration.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let ofJson (text: string) : Model * CompileSettings option =
        read "model JSON" true (KerasJson.parse "model JSON" text)
