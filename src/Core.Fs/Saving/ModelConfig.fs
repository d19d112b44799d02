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

    let private inputLayer shape dtype : ILayer =
        let layer: InputLayer = { BatchShape = Shape.toKeras shape; DType = dtype; Optional = false }
        layer

    // The shapes that a layer was built for, as Keras writes them: of its only argument, or of each by name.
    let private buildConfig (call: Call) : (string * JsonNode) list =
        match Classes.tryLayer (ClassName.ofLayer call.Layer) with
        | Some facts when facts.BuildsFromShape ->
            let shapes = [
                for name, need, argument in CallForm.bind facts.Call call.Inputs call.Named do
                    match need, argument with
                    | _ when CallForm.isMask name -> ()
                    | (Need.Tensors | Need.OptionalTensors), Argument.Tensors several ->
                        name, several |> List.map shapeNode |> listNode
                    | _, Argument.Tensors [ x ] -> name, shapeNode x
                    | _ -> ()
            ]
            match facts.Call, shapes with
            | _, [] -> []
            | _, [ _, shape ]
            // Keras: a cell is built from its input alone.
            | CallForm.Cell, (_, shape) :: _ -> [ inputShape shape ]
            | _ ->
                let byName = fieldsNode [ for name, shape in shapes -> $"{name}_shape", shape ]
                [ "build_config", fieldsNode [ "shapes_dict", byName ] ]
        | _ -> []

    let private layerPlace (place: string) (i: int) (layer: ILayer) (name: string) =
        $"{place}, layers[{i}] {ClassName.ofLayer layer} '{name}'"

    // What no file may hold is not written either.
    let private requireFew place (what: string) count limit =
        if count > limit then
            Fault.unsupported place $"a file holds at most {limit} {what} of a model, got {count}"

    // Numbers of the layers that stand in several places below a layer, and of those inside of them.
    let private sharedIn (root: ILayer) : Dictionary<ILayer, int64> =
        let seen = HashSet<ILayer>(HashIdentity.Reference)
        let numbers = Dictionary<ILayer, int64>(HashIdentity.Reference)
        let rec visit (layer: ILayer) =
            let layer = bare layer
            if seen.Add layer || numbers.TryAdd(layer, int64 numbers.Count + 1L) then
                for part in Holder.parts layer do
                    visit part.Layer
        visit root
        numbers

    /// A layer with its class, configuration and the shape it was built for. <c>inherited</c> is the policy of what holds it.
    let rec private layerNode
        (shared: Dictionary<ILayer, int64>)
        place
        (inherited: Policy)
        (name: string)
        (layer: ILayer)
        (call: Call option)
        : JsonNode =
        let trainable, policy, inner = Catalogue.unwrap inherited layer
        // Keras: a model inside of another one may be compiled too, which has no meaning there.
        let nested = [ "compile_config", JsonObject() :> JsonNode ]
        // Keras: a layer in several places has one number in all of them, by which it is read as one.
        let numbered =
            match shared.TryGetValue inner with
            | true, number -> withFields [ "shared_object_id", wholeNode number ]
            | _ -> id
        match Flow.tryOf inner with
        | Some(Flow.Chain layers) ->
            let input = call |> Option.bind (fun call -> List.tryHead call.Inputs)
            sequentialNode shared place name trainable policy layers input |> withFields nested |> numbered
        | Some(Flow.Graph network) ->
            networkNode shared place name trainable policy network |> withFields nested |> numbered
        | None when (inner :? Lambda) ->
            match call with
            | Some call ->
                (inner :?> Lambda).Expand [ for symbol in call.Inputs -> symbol.Shape, symbol.DType ]
                |> networkNode shared place name trainable policy
                |> withFields nested
                |> numbered
            | None -> Fault.unsupported place "a Lambda cannot be written before its model knows the shape of its input"
        | None when (|Own|_|) inner |> Option.isSome ->
            let dtype = CommonConfig.writePolicy policy
            let built = call |> Option.bind (fun call -> List.tryHead call.Inputs) |> Option.toList
            ownNode (ClassName.ofLayer inner) (inner :?> IOwnClass) [
                "name", textNode name
                "trainable", flagNode trainable
                "dtype", dtype
            ]
            |> withFields [ for input in built -> inputShape (shapeNode input) ]
            |> numbered
        | None when (inner :? FunctionCall) && call.IsSome -> FunctionConfig.writeFunction name (inner :?> FunctionCall)
        | None ->
            Catalogue.writeLayerConfig (insideOf shared call) place name inherited layer
            |> Catalogue.layerNode (ClassName.ofLayer inner)
            |> withFields (call |> Option.map buildConfig |> Option.defaultValue [])
            |> numbered

    // Keras: layers inside of one that was built were built, too.
    and private insideOf shared (call: Call option) (policy: Policy) : LayerWriter =
        let inputsOf =
            match call with
            | Some call when not (Holder.parts (bare call.Layer)).IsEmpty -> Symbol.inside call
            | _ -> fun _ -> []
        fun place part ->
            let call =
                match inputsOf part with
                | [] -> None
                | inputs -> Some(Call.Of(part, inputs, []))
            layerNode shared place policy (ClassName.nameOf part) part call

    and internal inside (holder: ILayer) (inputs: Symbol list option) (policy: Policy) : LayerWriter =
        insideOf (sharedIn holder) (inputs |> Option.map (fun inputs -> Call.Of(holder, inputs, []))) policy

    // Keras: building puts an input layer in front of the others.
    and private sequentialNode
        shared
        place
        name
        trainable
        policy
        (layers: (string * ILayer) list)
        (input: Symbol option)
        =
        let twice = layers |> List.countBy fst |> List.tryFind (fun (_, count) -> count > 1)
        for name, _ in Option.toList twice do
            Fault.unsupported
                place
                $"a Sequential that applies '{name}' twice cannot be written, only a functional model"
        requireFew place "layers" (layers.Length + 1) ModelReader.layerLimit
        let layers =
            match layers, input with
            | (_, first) :: _, _ when Holder.isEntrance first -> layers
            | _, None -> layers
            | _, Some symbol ->
                let layer = inputLayer symbol.Shape symbol.DType
                let free = Seq.initInfinite (fun i -> if i = 0 then "input_layer" else $"input_layer_{i}")
                let name = free |> Seq.find (fun name -> not (List.exists (fun (used, _) -> used = name) layers))
                (name, layer) :: layers
        let start =
            match layers with
            | (_, first) :: _ when Holder.isEntrance first -> Some(Symbol.input first)
            | _ -> None
        let nodes, _ =
            List.indexed layers
            |> List.mapFold
                (fun (symbol: Symbol option) (i, (name, layer)) ->
                    let place = layerPlace place i layer name
                    if i = 0 && start.IsSome then
                        layerNode shared place policy name layer None, symbol
                    else
                        let call = symbol |> Option.map (fun symbol -> Call.Of(layer, [ symbol ], []))
                        let node = layerNode shared place policy name layer call
                        node, symbol |> Option.map (fun symbol -> (Symbol.apply layer [ symbol ]).Head))
                start
        let built key = start |> Option.map (fun symbol -> key, shapeNode symbol) |> Option.toList
        let config =
            [
                "name", textNode name
                "trainable", flagNode trainable
                "dtype", CommonConfig.writePolicy policy
                "layers", listNode nodes
            ]
            @ built "build_input_shape"
        objectNode "keras" "Sequential" (fieldsNode config)
        |> withFields (built "input_shape" |> List.map (fun (_, shape) -> inputShape shape))

    and private networkNode shared place name trainable policy (network: Network) : JsonNode =
        let calls = network.Calls
        let entries = HashSet<Call>(network.Inputs |> List.map _.Call, HashIdentity.Reference)
        let layers, nameOf, indices = network.Named, network.NameOf, network.CallNumbers
        let callsOf = Dictionary<ILayer, Call list>(HashIdentity.Reference)
        for layer, calls in network.CallsOf do
            callsOf[layer] <- calls
        requireFew place "layers" layers.Length ModelReader.layerLimit
        requireFew place "calls of layers" calls.Length ModelReader.callLimit
        let historyOf (call: int64) (symbol: Symbol) : JsonNode =
            listNode [ textNode (nameOf symbol.Call.Layer); wholeNode call; wholeNode (int64 symbol.Index) ]
        let history (symbol: Symbol) = historyOf (int64 indices[symbol.Call]) symbol
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
        let inboundOf place (call: Call) =
            let form = Catalogue.callForm call.Layer
            let bound = Fault.guard place (fun () -> CallForm.bind form call.Inputs call.Named)
            let node need argument =
                match Flow.tryOf call.Layer, need, argument with
                | Some(Flow.Graph { InputKeys = Some keys }), Need.Tensors, Argument.Tensors several ->
                    List.map2 (fun key symbol -> key, tensor symbol) keys several |> fieldsNode
                | _, (Need.Tensors | Need.OptionalTensors | Need.OptionalMasks), Argument.Tensors several ->
                    tensors several
                | _, Need.OptionalTensor, Argument.Gapped _ -> null
                | _, _, Argument.Gapped several -> several |> List.map (Option.map tensor >> Option.toObj) |> listNode
                | _, _, Argument.Tensors several -> tensor several.Head
                | _, _, Argument.Flag flag -> flagNode flag
            // As one writes it in Keras: what must be there by place, the rest by name.
            let byPlace, byName =
                match call.Placed with
                | Some count -> List.splitAt (min count bound.Length) bound
                | None -> bound |> List.partition (fun (_, need, _) -> need = Need.Tensor || need = Need.Tensors)
            let training, _ = CallForm.training call.Named
            let given =
                (byName |> List.map (fun (name, need, argument) -> name, node need argument))
                @ [
                    for training in Option.toList training do
                        "training", flagNode training
                    if CallForm.isHeedless call.Named then
                        "training", flagNode false
                ]
            // Keras writes those that it hands over itself where the call gives nothing by name.
            let masks = if given.IsEmpty then CallForm.masks form bound else []
            let none: JsonNode =
                match Flow.tryOf call.Layer, byPlace with
                | Some(Flow.Graph { InputKeys = Some keys }), _ -> fieldsNode [ for key in keys -> key, null ]
                | _, [ _, Need.Tensors, Argument.Tensors several ] -> several |> List.map (fun _ -> null) |> listNode
                | _ -> null
            fieldsNode [
                "args", listNode [ for _, need, argument in byPlace -> node need argument ]
                "kwargs", fieldsNode (given @ [ for name in masks -> name, none ])
            ]
        let inbound place (call: Call) =
            match bare call.Layer with
            | :? FunctionCall as called ->
                let args = FunctionConfig.writeArguments called (List.map tensor call.Inputs)
                fieldsNode [ "args", listNode args; "kwargs", fieldsNode (FunctionConfig.writeNamed called) ]
            | _ -> inboundOf place call
        let layerOf i (name, layer: ILayer) =
            let own = callsOf[bare layer]
            let place = layerPlace place i layer name
            let built = if entries.Contains own.Head then None else Some own.Head
            layerNode shared place policy name layer built
            |> withFields [
                "name", textNode name
                "inbound_nodes", own |> List.filter (entries.Contains >> not) |> List.map (inbound place) |> listNode
            ]
        // Keras: here, not in calls, the first call of a functional model in it has the number 1.
        let histories (symbols: Symbol list) =
            symbols
            |> List.map (fun symbol ->
                match Flow.tryOf symbol.Call.Layer with
                | Some(Flow.Graph _) -> historyOf (int64 indices[symbol.Call] + 1L) symbol
                | _ -> history symbol)
        let rec nested (nest: Nest) (left: JsonNode list) : JsonNode * JsonNode list =
            match nest with
            | Nest.One -> left.Head, left.Tail
            | Nest.Items items ->
                let nodes, left = List.mapFold (fun left item -> nested item left) left items
                listNode nodes, left
            | Nest.Keyed items ->
                let nodes, left = List.mapFold (fun left (_, item) -> nested item left) left items
                fieldsNode (List.zip (List.map fst items) nodes), left
        let ends (keys: string list option) (nest: Nest option) (symbols: Symbol list) : JsonNode =
            match keys, nest, histories symbols with
            | Some keys, _, several -> List.zip keys several |> fieldsNode
            | None, Some nest, several -> fst (nested nest several)
            | None, None, [ single ] -> single
            | None, None, several -> listNode several
        fieldsNode [
            "module", textNode functionalModule
            "class_name", textNode "Functional"
            "config",
            fieldsNode [
                "name", textNode name
                "trainable", flagNode trainable
                "layers", layers |> List.mapi layerOf |> listNode
                "input_layers", ends network.InputKeys network.InputNest network.Inputs
                "output_layers", ends network.OutputKeys network.OutputNest network.Outputs
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
        let trainable, policy, root = Holder.freezeInside model.Root |> Catalogue.unwrap Policy.Float32
        let shared = sharedIn root
        let input =
            match model.Inputs with
            | Some [ spec ] -> Some(Symbol.input (inputLayer spec.Shape spec.DType))
            | _ -> None
        let node =
            match Flow.tryOf root with
            | Some(Flow.Chain layers) -> sequentialNode shared model.Name model.Name trainable policy layers input
            | Some(Flow.Graph network) -> networkNode shared model.Name model.Name trainable policy network
            | None when (|Own|_|) root |> Option.isSome ->
                let call = input |> Option.map (fun input -> Call.Of(root, [ input ], []))
                layerNode shared model.Name Policy.Float32 model.Name model.Root call
            | None ->
                Fault.unsupported
                    model.Name
                    $"a model around a {ClassName.ofLayer root} cannot be written, only Sequential and functional models"
        node |> withFields [ "compile_config", CompileConfig.node $"{model.Name}, compile_config" policy settings ]

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
        let layer = Holder.freezeInside layer
        layerNode (sharedIn layer) $"{ClassName.ofLayer layer} '{name}'" Policy.Float32 name layer None

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
