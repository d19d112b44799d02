namespace Functional

open System.Collections.Generic
open System.Linq
open System.Runtime.CompilerServices
open Functional.Layers

/// How a model's outputs stand in what it gives, where that is no plain list and no dictionary of tensors.
[<RequireQualifiedAccess>]
type Nest =
    /// The next output.
    | One
    | Items of Nest list
    | Keyed of (string * Nest) list

[<RequireQualifiedAccess>]
module internal Nest =

    /// Whether there are keys in it.
    let rec isKeyed (nest: Nest) : bool =
        match nest with
        | Nest.One -> false
        | Nest.Items items -> List.exists isKeyed items
        | Nest.Keyed _ -> true

    /// The names of the outputs: keys, and places in lists, behind each other.
    let names (nest: Nest) : string list =
        let rec below (prefix: string) (nest: Nest) =
            let inside key inner = below (if prefix = "" then key else $"{prefix}_{key}") inner
            match nest with
            | Nest.One -> [ prefix ]
            | Nest.Items items -> items |> List.mapi (fun i item -> inside $"{i}" item) |> List.concat
            | Nest.Keyed items -> items |> List.collect (fun (key, item) -> inside key item)
        below "" nest

/// How the layers of a model follow each other.
[<RequireQualifiedAccess>]
type Flow =
    /// One after the other, with their names.
    | Chain of (string * ILayer) list
    | Graph of Network

/// A holder that can be a model by itself: Keras's Sequential and functional models.
and IModel =
    inherit IHolder
    abstract Flow: Flow

/// Layers one after the other. Each passes its only output on.
and [<ReferenceEquality; StructuredFormatDisplay("{Text}")>] Sequential = {
    Layers: ILayer list
} with

    member internal this.Text = $"{this.Layers.Length} layers"
    override this.ToString() = this.Text

    member private this.Parts =
        Parts.listed "layers" this.Layers
        // Keras: a Sequential does not count its input layer among its layers.
        |> List.map (fun part -> if Holder.isEntrance part.Layer then { part with Place = Place.Nowhere } else part)

    /// The layers with their names in the model.
    member this.Named =
        let part = Parts.finder this.Parts
        [
            for layer in this.Layers do
                let part = part layer
                part.Name, part.Layer
        ]

    interface IContainer

    interface ILayer with
        member this.Build(scope, inputs) =
            let part = Parts.finder this.Parts
            scope.TakeMasks inputs
            (inputs, this.Layers) ||> List.fold (fun tensors layer -> Parts.build scope (part layer) tensors)

    interface IModel with
        member this.Parts = this.Parts
        member this.With layers = { Layers = this.Layers |> List.map (Parts.replacing this.Parts layers) }: Sequential
        member this.Flow = Flow.Chain this.Named

/// A graph of layers from input symbols to output symbols. Keras: the functional <c>Model(inputs, outputs)</c>.
and [<ReferenceEquality; StructuredFormatDisplay("{Text}")>] Network = {
    Inputs: Symbol list
    Outputs: Symbol list
    /// Keys of the inputs when the model takes a dictionary.
    InputKeys: string list option
    /// Keys of the outputs when the model gives a dictionary.
    OutputKeys: string list option
    /// Lists of one, lists in lists.
    InputNest: Nest option
    /// Lists of one, lists in dictionaries, and the like.
    OutputNest: Nest option
} with

    static let known = ConditionalWeakTable<Network, Call list>()

    member internal this.Text = $"{this.Inputs.Length} inputs, {this.Outputs.Length} outputs"
    override this.ToString() = this.Text

    static member Create(inputs, outputs) = {
        Inputs = inputs
        Outputs = outputs
        InputKeys = None
        OutputKeys = None
        InputNest = None
        OutputNest = None
    }

    /// From dictionaries where there are keys. Keras: their tensors are in the order of their keys.
    static member Keyed(inputs: Symbol list, inputKeys: string list option, outputs, outputKeys: string list option) =
        let sorted (keys: string list option) (symbols: Symbol list) =
            match keys with
            | None -> None, symbols
            | Some keys ->
                let keys, symbols =
                    List.zip keys symbols
                    |> List.sortWith (fun (a, _) (b, _) -> System.String.CompareOrdinal(a, b))
                    |> List.unzip
                Some keys, symbols
        let inputKeys, inputs = sorted inputKeys inputs
        let outputKeys, outputs = sorted outputKeys outputs
        { Network.Create(inputs, outputs) with InputKeys = inputKeys; OutputKeys = outputKeys }

    /// Every call that the outputs need, arguments first, in the order in which Keras lists layers: by the longest way to an output, then
    /// as they are met from the outputs. Files number layers and weights in this order.
    member this.Calls: Call list = known.GetValue(this, _.Ordered())

    member private this.Ordered() : Call list =
        let finished = List<Call>()
        let seen = HashSet<Call>(HashIdentity.Reference)
        let met = Dictionary<ILayer, int>(HashIdentity.Reference)
        let entrances = HashSet<Call>(this.Inputs |> List.map _.Call, HashIdentity.Reference)
        // A call is finished when its inputs are: those that are still to be met stand beside it.
        let open' = Stack<struct (Call * Symbol list)>()
        let meet (call: Call) =
            if seen.Add call then
                met.TryAdd(Holder.bare call.Layer, met.Count) |> ignore
                open'.Push(struct (call, (if entrances.Contains call then [] else call.Sources)))
        for output in this.Outputs do
            meet output.Call
            while open'.Count > 0 do
                match open'.Pop() with
                | call, [] -> finished.Add call
                | call, next :: others ->
                    open'.Push(struct (call, others))
                    meet next.Call
        let depths = Dictionary<Call, int>(HashIdentity.Reference)
        let layerDepths = Dictionary<ILayer, int>(HashIdentity.Reference)
        for call in Seq.rev finished do
            let layer = Holder.bare call.Layer
            let depth = max (depths.GetValueOrDefault call) (layerDepths.GetValueOrDefault layer)
            layerDepths[layer] <- depth
            depths[call] <- depth
            if not (entrances.Contains call) then
                for input in call.Sources do
                    depths[input.Call] <- max (depth + 1) (depths.GetValueOrDefault input.Call)
        for call in entrances do
            if seen.Add call then
                finished.Add call
                met[Holder.bare call.Layer] <- -1
                depths[call] <- 0
        finished |> List.ofSeq |> List.sortBy (fun call -> -depths[call], met[Holder.bare call.Layer])

    /// The calls of each layer without its options, in the order in which they were made; layers in the order of their first call here.
    member internal this.CallsOf: (ILayer * Call list) list = [
        for calls in this.Calls.ToLookup((fun call -> Holder.bare call.Layer), HashIdentity.Reference) ->
            calls.Key, calls |> Seq.sortBy _.Number |> List.ofSeq
    ]

    /// The number of each call among those of its layer.
    member internal this.CallNumbers =
        let numbers = Dictionary<Call, int>(HashIdentity.Reference)
        for _, calls in this.CallsOf do
            calls |> List.iteri (fun i call -> numbers[call] <- i)
        numbers

    /// The layers with their names in the model, each once.
    // Inputs are named first, so that those without a name are numbered as they are given.
    member private this.Parts =
        let layers = (this.Inputs |> List.map _.Call.Layer) @ (this.Calls |> List.map _.Layer)
        let part = layers |> Parts.listed "layers" |> Parts.finder
        [ for layer, _ in this.CallsOf -> part layer ]

    /// The name of a layer in the network, under whatever options.
    member internal this.NameOf: ILayer -> string = Parts.finder this.Parts >> _.Name

    /// The layers with their names in the model, each once.
    member this.Named = [ for part in this.Parts -> part.Name, part.Layer ]

    /// Raises <c>ConfigurationException</c> where the outputs need an input that the network has not.
    member internal this.RequireInputs() =
        let entrances = HashSet<Call>(this.Inputs |> List.map _.Call, HashIdentity.Reference)
        for call in this.Calls do
            if call.Inputs.IsEmpty && not (entrances.Contains call) then
                raise (
                    ConfigurationException
                        $"the outputs need the input \"{this.NameOf call.Layer}\", which is not among the model's inputs"
                )

    /// The same graph with other layers in the places of its own, under whatever names.
    member this.Taking(replace: ILayer -> ILayer) : Network =
        let calls = Dictionary<Call, Call>(HashIdentity.Reference)
        let taken (call: Call) =
            match calls.TryGetValue call with
            | true, taken -> taken
            | _ -> call
        let symbol (symbol: Symbol) =
            let call = taken symbol.Call
            if obj.ReferenceEquals(call, symbol.Call) then symbol else { symbol with Call = call }
        for call in this.Calls do
            let layer = replace call.Layer
            let isSame =
                obj.ReferenceEquals(layer, call.Layer)
                && call.Sources |> List.forall (fun source -> not (calls.ContainsKey source.Call))
            if not isSame then
                calls[call] <- {
                    call with
                        Layer = layer
                        Inputs = List.map symbol call.Inputs
                        Named = CallArguments.map (fun _ -> symbol) call.Named
                }
        if calls.Count = 0 then
            this
        else
            { this with Inputs = List.map symbol this.Inputs; Outputs = List.map symbol this.Outputs }

    /// The same graph from its inputs on, with entrances in the places of those that layers made.
    member this.Begun() : Network =
        let known = Dictionary<struct (Call * int), Symbol>()
        let inputs = [
            for input in this.Inputs do
                if Holder.isEntrance input.Call.Layer then
                    input
                else
                    let symbol =
                        Symbol.input {
                            InputLayer.Create [] with
                                BatchShape = Shape.toKeras input.Shape
                                DType = input.DType
                        }
                    known[struct (input.Call, input.Index)] <- symbol
                    symbol
        ]
        let symbol (symbol: Symbol) =
            match known.TryGetValue(struct (symbol.Call, symbol.Index)) with
            | true, found -> found
            | _ -> symbol
        // From the beginning on: an input may stand behind another one.
        for call in { this with Inputs = [] }.Calls do
            if call.Sources |> List.exists (fun source -> not (obj.ReferenceEquals(symbol source, source))) then
                let outputs =
                    Symbol.call
                        call.Layer
                        (List.map symbol call.Inputs)
                        (CallArguments.map (fun _ -> symbol) call.Named)
                for output in outputs do
                    known.TryAdd(struct (call, output.Index), output) |> ignore
        { this with Inputs = inputs; Outputs = List.map symbol this.Outputs }

    interface IClassName with
        member _.ClassName = "Functional"

    interface IContainer

    interface ILayer with
        member this.Build(scope, inputs) =
            if inputs.Length <> this.Inputs.Length then
                raise (ShapeException $"expects {this.Inputs.Length} inputs, got {inputs.Length}")
            let part = Parts.finder this.Parts
            scope.TakeMasks inputs
            let values = Dictionary<Call, Expr list>(HashIdentity.Reference)
            for symbol, input in List.zip this.Inputs inputs do
                values[symbol.Call] <- [ input ]
            this.RequireInputs()
            for call in this.Calls do
                if not (values.ContainsKey call) then
                    let value (symbol: Symbol) = values[symbol.Call][symbol.Index]
                    values[call] <-
                        Parts.call
                            scope
                            (part call.Layer)
                            (List.map value call.Inputs)
                            (CallArguments.map (fun _ -> value) call.Named)
            this.Outputs |> List.map (fun symbol -> values[symbol.Call][symbol.Index])

    interface IModel with
        member this.Parts = this.Parts
        member this.With layers = this.Taking(Parts.replacing this.Parts layers)
        member this.Flow = Flow.Graph this

[<RequireQualifiedAccess>]
module internal Network =

    /// Whether a call in a layer says something of <c>training</c> that no run heeds.
    let isHeedless (root: ILayer) : bool =
        let seen = HashSet<ILayer>(HashIdentity.Reference)
        let rec visit (layer: ILayer) =
            let layer = Holder.bare layer
            seen.Add layer
            && (match layer with
                | :? Network as network -> network.Calls |> List.exists (fun call -> CallForm.isHeedless call.Named)
                | _ -> false
                || Holder.parts layer |> List.exists (fun part -> visit part.Layer))
        visit root

[<RequireQualifiedAccess>]
module internal Flow =

    /// How the layers of a model follow each other; nothing for another layer.
    let tryOf (layer: ILayer) : Flow option =
        match Holder.bare layer with
        | :? IModel as model -> Some model.Flow
        | _ -> None

/// Layers inside of layers.
[<RequireQualifiedAccess>]
module internal Containers =

    // The options of a layer count with it.
    let private content (layer: ILayer) : ILayer list =
        let parts (layer: ILayer) =
            match layer with
            | :? IHolder as holder -> holder.Parts
            | _ -> []
        match parts layer with
        | [ { Place = Place.Same; Layer = inner } ] when not (inner :? IOptions) -> parts inner |> List.map _.Layer
        | own -> own |> List.map _.Layer

    /// Raises where layers stand inside each other so deep that what goes through them by recursion has no stack for it.
    let requireShallow (name: string) (root: ILayer) =
        let mutable level: ILayer list = [ root ]
        let mutable depth = 0
        while not level.IsEmpty do
            if depth > Layer.depthLimit then
                raise (Layer.tooDeep name)
            let seen = HashSet<ILayer>(HashIdentity.Reference)
            level <- level |> List.collect content |> List.filter seen.Add
            depth <- depth + 1
