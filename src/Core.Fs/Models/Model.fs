namespace Functional

open Functional.Layers

/// Name, shape (batch first) and dtype of one of a model's inputs.
type InputSpec = { Name: string; Shape: Shape; DType: DType }

/// A model as a value: its layers and its name. Holds no numbers.
[<ReferenceEquality>]
type Model = {
    Name: string
    /// What holds them: a <c>Sequential</c> or a <c>Network</c>, or code of one's own.
    Root: ILayer
    /// What it is built for: from its own input layers, or from the data it met first.
    Inputs: InputSpec list option
}

/// A model as a graph for one mode, with all that was declared on the way.
type BuiltModel = {
    Mode: Mode
    Inputs: Expr list
    Outputs: Expr list
    /// Names of the outputs in logs, losses and metrics.
    OutputNames: string list
    Trace: Trace
} with

    /// What data are given for: the inputs, but where some of them are made on the host of others.
    member this.Given: Expr list = if this.Trace.HostSteps.IsEmpty then this.Inputs else this.Trace.Given

[<RequireQualifiedAccess>]
module Model =

    let private inputSpec name (layer: ILayer) =
        let symbol = Symbol.input layer
        {
            Name = name
            Shape = Shape.ofKeras name (Shape.toKeras symbol.Shape)
            DType = symbol.DType
        }

    // What the layers themselves say of the inputs.
    let private declaredInputs (root: ILayer) =
        match Flow.tryOf root with
        | Some(Flow.Graph network) ->
            let name = network.NameOf
            network.Inputs |> List.map (fun symbol -> inputSpec (name symbol.Call.Layer) symbol.Call.Layer) |> Some
        | Some(Flow.Chain((name, layer) :: _)) when Holder.isEntrance layer -> Some [ inputSpec name layer ]
        | _ -> None

    let private requireInputs (root: ILayer) =
        match Flow.tryOf root with
        | Some(Flow.Graph network) -> network.RequireInputs()
        | _ -> ()

    /// A model around any layer that holds layers. Raises <c>ConfigurationException</c> where they stand inside each other too deep, or
    /// where the outputs need an input that is not given.
    let ofLayer name (root: ILayer) : Model =
        let model =
            try
                requireInputs root
                { Name = name; Root = root; Inputs = declaredInputs root }
            with :? ConfigurationException as error ->
                raise (ConfigurationException $"{name}: {error.Message}")
        Containers.requireShallow name root
        model

    /// A model of layers one after the other.
    let sequential name (layers: ILayer list) : Model =
        let root: Sequential = { Layers = layers }
        ofLayer name root

    /// A model from input symbols to output symbols. Raises <c>ConfigurationException</c> where the outputs need another input.
    let network name (inputs: Symbol list) (outputs: Symbol list) : Model =
        ofLayer name (Network.Create(inputs, outputs))

    /// The model for inputs of these shapes, where its layers say nothing of them.
    let withInputs (inputs: InputSpec list) (model: Model) = { model with Inputs = Some inputs }

    /// The same model with other layers in the places of its own, for example with some of them frozen.
    let mapLayers (replace: ILayer -> ILayer) (model: Model) : Model = {
        model with
            Root = Holder.map replace model.Root
    }

    let private outputNames (root: ILayer) (count: int) =
        match Flow.tryOf root with
        | Some(Flow.Graph network) ->
            match network.OutputKeys, network.OutputNest with
            | Some keys, _ -> keys
            | None, Some nest when Nest.isKeyed nest -> Nest.names nest
            | _ ->
                let name = network.NameOf
                network.Outputs |> List.map (fun symbol -> name symbol.Call.Layer)
        | Some(Flow.Chain(_ :: _ as layers)) when count = 1 -> [ fst (List.last layers) ]
        | _ -> [ for i in 0 .. count - 1 -> $"output_{i}" ]

    /// Names of the outputs where they are known before the model is built.
    let tryOutputNames (model: Model) : string list option =
        match Flow.tryOf model.Root with
        | Some(Flow.Graph network) -> Some(outputNames model.Root network.Outputs.Length)
        | _ -> None

    /// Names by which data for the inputs is given: the keys of a model that takes a dictionary, or those of its input layers.
    let inputNames (model: Model) : string list =
        match Flow.tryOf model.Root with
        | Some(Flow.Graph { InputKeys = Some keys }) -> keys
        | _ -> [
            for input in Option.defaultValue [] model.Inputs do
                input.Name
          ]

    /// The name of an input of a built model.
    let internal inputName (input: Expr) =
        match input.Op with
        | Op.Input(name, _, _) -> name
        | _ -> "input"

    /// The model as a graph. Raises <c>ShapeException</c> where layers do not fit together.
    let build (mode: Mode) (model: Model) : BuiltModel =
        match model.Inputs with
        | None ->
            raise (
                ConfigurationException
                    $"{model.Name}: the shape of the input is not known yet; add an Input, or build or fit the model first"
            )
        | Some specs ->
            let inputs = specs |> List.map (fun spec -> Ops.input spec.Name spec.Shape spec.DType)
            let trace = Trace(mode, Given = inputs)
            let outputs =
                try
                    let outputs = Layer.build (Scope trace) model.Root inputs
                    if outputs |> List.exists (fun output -> output.DType = DType.String) then
                        raise (ConfigurationException "outputs must be numbers, got text")
                    Layer.requireAllHeld outputs
                    outputs
                with
                | :? ShapeException
                | :? ConfigurationException as error -> raise (Layer.inModel model.Name (error :?> FunctionalException))
            {
                Mode = mode
                Inputs =
                    inputs @ (trace.HostSteps |> List.map _.Output) |> List.filter (fun x -> x.DType <> DType.String)
                Outputs = outputs
                OutputNames = outputNames model.Root outputs.Length
                Trace = trace
            }

    /// The model as a graph that takes batches of any size, also where its inputs say one; not where it is made for that many samples:
    /// states of each are kept, or the outputs have so many rows whatever is given.
    let buildForBatches (mode: Mode) (model: Model) : BuiltModel =
        let batch = Dim.Unknown "batch"
        let freed (spec: InputSpec) = { spec with Shape = Shape.ofDims (batch :: List.tail spec.Shape.Dims) }
        let ofAny (specs: InputSpec list) =
            try
                let built = build mode { model with Inputs = Some(List.map freed specs) }
                if built.Outputs |> List.forall (fun x -> List.tryHead x.Shape.Dims = Some batch) then
                    Some built
                else
                    None
            with :? FunctionalException ->
                None
        match model.Inputs with
        | Some specs when specs |> List.exists (fun spec -> Dim.isKnown spec.Shape.Dims.Head) ->
            ofAny specs |> Option.defaultWith (fun () -> build mode model)
        | _ -> build mode model

    /// The weights of a model, in the order of Keras's <c>get_weights</c>: each layer's trainable ones before the others.
    let weights (built: BuiltModel) : WeightDeclaration list =
        built.Trace.Weights |> List.filter (fun weight -> not weight.IsSeed)

    /// The weights that an optimizer changes, in that order.
    let trainable (built: BuiltModel) : WeightDeclaration list = weights built |> List.filter _.Trainable
