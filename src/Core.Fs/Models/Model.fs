namespace Functional

open Functional.Layers

/// Name, shape (batch first) and dtype of one of a model's inputs.
type InputSpec = { Name: string; Shape: Shape; DType: DType }

/// A model as a value: its layers and its name. Holds no numbers.
[<ReferenceEquality>]
type Model = {
    Name: string
    /// A <c>Sequential</c> or a <c>Network</c>.
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
}

[<RequireQualifiedAccess>]
module Model =

    let private inputSpec name (layer: ILayer) =
        let symbol = Symbol.input layer
        {
            Name = name
            Shape = Shape.ofKeras name (Shape.toKeras symbol.Shape)
            DType = symbol.DType
        }

    let rec private isInput (layer: ILayer) =
        match layer with
        | :? Configured as configured -> isInput configured.Layer
        | :? InputLayer -> true
        | _ -> false

    // What the layers themselves say of the inputs.
    let rec private declaredInputs (root: ILayer) =
        match root with
        | :? Configured as configured -> declaredInputs configured.Layer
        | :? Network as network ->
            let names = network.Named |> List.map (fun (name, layer) -> layer, name)
            network.Inputs
            |> List.map (fun symbol ->
                let name = names |> List.find (fun (layer, _) -> obj.ReferenceEquals(layer, symbol.Call.Layer)) |> snd
                inputSpec name symbol.Call.Layer)
            |> Some
        | :? Sequential as sequential ->
            match sequential.Named with
            | (name, layer) :: _ when isInput layer -> Some [ inputSpec name layer ]
            | _ -> None
        | _ -> None

    /// A model of layers one after the other.
    let sequential name (layers: ILayer list) : Model =
        let root: Sequential = { Layers = layers }
        { Name = name; Root = root; Inputs = declaredInputs root }

    /// A model from input symbols to output symbols.
    let network name (inputs: Symbol list) (outputs: Symbol list) : Model =
        let root = Network.Create(inputs, outputs)
        { Name = name; Root = root; Inputs = declaredInputs root }

    /// A model around any layer that holds layers.
    let ofLayer name (root: ILayer) : Model = { Name = name; Root = root; Inputs = declaredInputs root }

    /// The model for inputs of these shapes, where its layers say nothing of them.
    let withInputs (inputs: InputSpec list) (model: Model) = { model with Inputs = Some inputs }

    let rec private outputNames (root: ILayer) (count: int) =
        match root with
        | :? Configured as configured -> outputNames configured.Layer count
        | :? Network as network ->
            match network.OutputKeys with
            | Some keys -> keys
            | None ->
                let names = network.Named |> List.map (fun (name, layer) -> layer, name)
                network.Outputs
                |> List.map (fun symbol ->
                    names |> List.find (fun (layer, _) -> obj.ReferenceEquals(layer, symbol.Call.Layer)) |> snd)
        | :? Sequential as sequential when count = 1 && not sequential.Layers.IsEmpty -> [
            fst (List.last sequential.Named)
          ]
        | _ -> [ for i in 0 .. count - 1 -> $"output_{i}" ]

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
            let trace = Trace mode
            let outputs =
                try
                    Layer.build (Scope trace) model.Root inputs
                with
                | :? ShapeException as error -> raise (ShapeException $"{model.Name}/{error.Message}")
                | :? ConfigurationException as error -> raise (ConfigurationException $"{model.Name}/{error.Message}")
            {
                Mode = mode
                Inputs = inputs
                Outputs = outputs
                OutputNames = outputNames model.Root outputs.Length
                Trace = trace
            }

    /// The weights of a model, in the order of Keras's <c>get_weights</c>: each layer's trainable ones before the others.
    let weights (built: BuiltModel) : WeightDeclaration list =
        built.Trace.Weights |> List.filter (fun weight -> not weight.IsSeed)
