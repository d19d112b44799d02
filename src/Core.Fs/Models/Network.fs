namespace Functional

open System.Collections.Generic
open System.Runtime.CompilerServices
open Functional.Layers

/// A layer applied to tensors. A layer may be applied several times; it then shares its weights.
[<ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Call = {
    Layer: ILayer
    Inputs: Symbol list
    /// Arguments beside the inputs, such as <c>initial_state</c>.
    Named: Arguments<Symbol>
} with

    /// All tensors that it is made of.
    member this.Sources = this.Inputs @ Arguments.all this.Named

    // Printed alone, without the layers before it.
    member internal this.Text =
        $"""{ClassName.ofLayer this.Layer}({this.Sources |> List.map string |> String.concat ", "})"""
    override this.ToString() = this.Text

/// A tensor between layers, with what is known of it before there is data.
and [<ReferenceEquality; StructuredFormatDisplay("{Text}")>] Symbol = {
    Call: Call
    Index: int
    Shape: Shape
    DType: DType
    /// Whether a mask travels with it.
    Masked: bool
} with

    member internal this.Text = $"{this.DType} {this.Shape}"
    override this.ToString() = this.Text

/// Gives the layers of a model their names: the user's own, or the class in snake case, made unique by a number.
[<RequireQualifiedAccess>]
module internal LayerNames =

    let assign (layers: ILayer list) : Dictionary<ILayer, string> =
        let names = Dictionary<ILayer, string>(HashIdentity.Reference)
        let used = HashSet<string>()
        // How many of a stem's names are taken for certain.
        let taken = Dictionary<string, int>()
        for layer in layers do
            match ClassName.given layer with
            | Some name when not (names.ContainsKey layer) ->
                if not (used.Add name) then
                    raise (ConfigurationException $"layer names must be unique in a model, got \"{name}\" twice")
                names[layer] <- name
            | _ -> ()
        for layer in layers do
            if not (names.ContainsKey layer) then
                let stem = ClassName.toSnakeCase (ClassName.ofLayer layer)
                let mutable number = taken.GetValueOrDefault stem
                let name () = if number = 0 then stem else $"{stem}_{number}"
                while not (used.Add(name ())) do
                    number <- number + 1
                names[layer] <- name ()
                taken[stem] <- number + 1
        names

    /// A layer's name in Keras's paths of weights. Keras: a model inside of a model does not stand in them.
    let rec inPaths (name: string) (layer: ILayer) =
        match layer with
        | :? Configured as configured -> inPaths name configured.Layer
        | :? IContainer -> ""
        | _ -> name

/// Layers one after the other. Each passes its only output on.
[<ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Sequential = {
    Layers: ILayer list
} with

    member internal this.Text = $"{this.Layers.Length} layers"
    override this.ToString() = this.Text

    /// The layers with their names in the model.
    member this.Named =
        let names = LayerNames.assign this.Layers
        [ for layer in this.Layers -> names[layer], layer ]

    interface IContainer with
        member this.Build(scope, inputs) =
            (inputs, this.Named)
            ||> List.fold (fun tensors (name, layer) ->
                Layer.build (scope.Child(name, LayerNames.inPaths name layer)) layer tensors)

/// A graph of layers from input symbols to output symbols. Keras: the functional <c>Model(inputs, outputs)</c>.
[<ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Network = {
    Inputs: Symbol list
    Outputs: Symbol list
    /// Keys of the inputs when the model takes a dictionary.
    InputKeys: string list option
    /// Keys of the outputs when the model gives a dictionary.
    OutputKeys: string list option
} with

    static let known = ConditionalWeakTable<Network, Call list>()

    member internal this.Text = $"{this.Inputs.Length} inputs, {this.Outputs.Length} outputs"
    override this.ToString() = this.Text

    static member Create(inputs, outputs) = { Inputs = inputs; Outputs = outputs; InputKeys = None; OutputKeys = None }

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
                met.TryAdd(call.Layer, met.Count) |> ignore
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
            let depth = max (depths.GetValueOrDefault call) (layerDepths.GetValueOrDefault call.Layer)
            layerDepths[call.Layer] <- depth
            depths[call] <- depth
            if not (entrances.Contains call) then
                for input in call.Sources do
                    depths[input.Call] <- max (depth + 1) (depths.GetValueOrDefault input.Call)
        for call in entrances do
            if seen.Add call then
                finished.Add call
                met[call.Layer] <- -1
                depths[call] <- 0
        finished |> List.ofSeq |> List.sortBy (fun call -> -depths[call], met[call.Layer])

    /// The layers with their names in the model, each once.
    member this.Named =
        let layers = this.Calls |> List.map _.Layer
        let names = LayerNames.assign layers
        let seen = HashSet<ILayer>(HashIdentity.Reference)
        [
            for layer in layers do
                if seen.Add layer then
                    names[layer], layer
        ]

    /// Raises <c>ConfigurationException</c> where the outputs need an input that the network has not.
    member internal this.RequireInputs() =
        let entrances = HashSet<Call>(this.Inputs |> List.map _.Call, HashIdentity.Reference)
        for call in this.Calls do
            if call.Inputs.IsEmpty && not (entrances.Contains call) then
                let name, _ = this.Named |> List.find (fun (_, layer) -> obj.ReferenceEquals(layer, call.Layer))
                raise (
                    ConfigurationException
                        $"the outputs need the input \"{name}\", which is not among the model's inputs"
                )

    /// The same network with other layers in the places of its own, for example with some of them frozen.
    member this.MapLayers(replace: ILayer -> ILayer) : Network =
        let layers = Dictionary<ILayer, ILayer>(HashIdentity.Reference)
        for _, layer in this.Named do
            layers[layer] <- replace layer
        let calls = Dictionary<Call, Call>(HashIdentity.Reference)
        let symbol (symbol: Symbol) = { symbol with Call = calls[symbol.Call] }
        for call in this.Calls do
            calls[call] <- {
                Layer = layers[call.Layer]
                Inputs = List.map symbol call.Inputs
                Named = Arguments.map (fun _ -> symbol) call.Named
            }
        { this with Inputs = List.map symbol this.Inputs; Outputs = List.map symbol this.Outputs }

    interface IClassName with
        member _.ClassName = "Functional"

    interface IContainer with
        member this.Build(scope, inputs) =
            if inputs.Length <> this.Inputs.Length then
                raise (ShapeException $"expects {this.Inputs.Length} inputs, got {inputs.Length}")
            let names = LayerNames.assign (this.Calls |> List.map _.Layer)
            let values = Dictionary<Call, Expr list>(HashIdentity.Reference)
            for symbol, input in List.zip this.Inputs inputs do
                values[symbol.Call] <- [ input ]
            this.RequireInputs()
            for call in this.Calls do
                if not (values.ContainsKey call) then
                    let name = names[call.Layer]
                    let value (symbol: Symbol) = values[symbol.Call][symbol.Index]
                    values[call] <-
                        Layer.call
                            (scope.Child(name, LayerNames.inPaths name call.Layer))
                            call.Layer
                            (List.map value call.Inputs)
                            (Arguments.map (fun _ -> value) call.Named)
            this.Outputs |> List.map (fun symbol -> values[symbol.Call][symbol.Index])

/// Layers inside of layers.
[<RequireQualifiedAccess>]
module internal Containers =

    let private parts (layer: ILayer) : ILayer list =
        match layer with
        | :? Configured as configured -> [ configured.Layer ]
        | :? Sequential as sequential -> sequential.Layers
        | :? Network as network -> network.Calls |> List.map _.Layer
        | _ -> []

    // The options of a layer count with it.
    let private content (layer: ILayer) =
        match layer with
        | :? Configured as configured when not (configured.Layer :? Configured) -> parts configured.Layer
        | other -> parts other

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

[<RequireQualifiedAccess>]
module Symbol =

    /// Where a model's data enters.
    let input (layer: ILayer) : Symbol =
        let rec find (layer: ILayer) =
            match layer with
            | :? Configured as configured -> find configured.Layer
            | :? InputLayer as input -> input
            | _ -> raise (ConfigurationException "a model's input must be an InputLayer")
        let inner = find layer
        let name = ClassName.given layer |> Option.defaultValue "input"
        {
            Call = { Layer = layer; Inputs = []; Named = [] }
            Index = 0
            Shape = Shape.ofKeras name inner.BatchShape
            DType = inner.DType
            Masked = false
        }

    /// Calls a layer with inputs and named arguments, and finds the shapes of its outputs. Raises <c>ShapeException</c> where they do not
    /// fit, and <c>ConfigurationException</c> for an argument that the layer does not take.
    let call (layer: ILayer) (inputs: Symbol list) (named: Arguments<Symbol>) : Symbol list =
        let trace = Trace Mode.Inference
        let argument (prefix: string) (symbol: Symbol) =
            let argument = Ops.input prefix symbol.Shape symbol.DType
            if symbol.Masked then
                let steps = Shape.ofDims (List.truncate 2 symbol.Shape.Dims)
                trace.SetMask(argument, Ops.input "mask" steps DType.Bool)
            argument
        let name =
            ClassName.given layer |> Option.defaultWith (fun () -> ClassName.toSnakeCase (ClassName.ofLayer layer))
        let outputs =
            Layer.call
                (Scope(trace).Child(name, name))
                layer
                (inputs |> List.mapi (fun i symbol -> argument $"x{i}" symbol))
                (Arguments.map argument named)
        let call = { Layer = layer; Inputs = inputs; Named = named }
        outputs
        |> List.mapi (fun index output -> {
            Call = call
            Index = index
            Shape = output.Shape
            DType = output.DType
            Masked = (trace.TryMask output).IsSome
        })

    /// Applies a layer to symbols alone.
    let apply (layer: ILayer) (inputs: Symbol list) : Symbol list = call layer inputs []

    /// The outputs of a layer for inputs like those of a call of it, given that call's outputs.
    let internal tryAgain (before: Symbol list) (inputs: Symbol list) (named: Arguments<Symbol>) : Symbol list option =
        let alike (a: Symbol) (b: Symbol) = a.Shape = b.Shape && a.DType = b.DType && a.Masked = b.Masked
        match before with
        | first :: _ when
            first.Call.Inputs.Length = inputs.Length
            && first.Call.Inputs.Length > 0
            && List.forall2 alike first.Call.Inputs inputs
            && first.Call.Named.IsEmpty
            && named.IsEmpty
            ->
            let call = { first.Call with Inputs = inputs }
            Some(before |> List.map (fun output -> { output with Call = call }))
        | _ -> None
