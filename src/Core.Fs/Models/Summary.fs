namespace Functional

open System
open System.Collections.Generic
open System.Linq
open Functional.Layers

/// A number of values and the bytes they take.
type ParamCount = {
    Count: int64
    Bytes: int64
} with

    static member Zero = { Count = 0L; Bytes = 0L }
    static member (+)(a: ParamCount, b: ParamCount) = { Count = a.Count + b.Count; Bytes = a.Bytes + b.Bytes }

    /// That of a tensor.
    static member Of(shape: int64[], dtype: DType) =
        let count = Array.fold (*) 1L shape
        { Count = count; Bytes = count * int64 dtype.Size }

/// One layer in a summary.
type SummaryRow = {
    Name: string
    /// Its Keras class.
    Class: string
    /// Shapes of its outputs; none while the model's input is unknown.
    Outputs: Shape list
    /// Number of values in its weights; nothing while the model's input is unknown.
    Params: int64 option
    /// The tensors it is applied to, as <c>layer[call][output]</c>.
    ConnectedTo: string list
    /// Whether the optimizer changes its weights; nothing when it has none.
    Trainable: bool option
    /// 0 for the model's own layers, 1 for those of a model among them, and so on.
    Level: int
}

/// What a model consists of (Keras's <c>summary</c>).
type Summary = {
    Model: string
    Rows: SummaryRow list
    /// Whether each layer has one input, the output of the one before it.
    IsChain: bool
    Trainable: ParamCount
    NonTrainable: ParamCount
    /// The optimizer's tensors, once there are any.
    Optimizer: ParamCount option
}

[<RequireQualifiedAccess>]
module Summary =

    /// What a trace holds, by the path of a layer.
    type private Parts = {
        /// The layers that were built directly below it, in order.
        Layers: Dictionary<LayerPath, List<string * ILayer>>
        /// Number of values in the weights below it, and whether the optimizer changes one of them.
        Weights: Dictionary<LayerPath, struct (int64 * bool)>
    }

    let private partsOf (trace: Trace) (weights: WeightDeclaration list) : Parts =
        let layers = Dictionary<LayerPath, List<string * ILayer>>()
        for path in trace.LayerPaths do
            match trace.TryLayer path with
            | Some(layer, _) when not path.IsRoot ->
                if not (layers.ContainsKey path.Parent) then
                    layers[path.Parent] <- List()
                layers[path.Parent].Add(path.Name, layer)
            | _ -> ()
        let ofLayers = Dictionary<LayerPath, struct (int64 * bool)>()
        // A layer in several places has its weights in each.
        let places = trace.LayerPaths.ToLookup(fun path -> trace.HomeAt path)
        for weight in weights do
            let found = HashSet<LayerPath>()
            let mutable home = weight.Key.Layer
            while not home.IsRoot do
                for place in places[home] do
                    let mutable path = place
                    while not path.IsRoot && found.Add path do
                        path <- path.Parent
                home <- home.Parent
            for path in found do
                let struct (count, isTrainable) = ofLayers.GetValueOrDefault path
                let total = count + Array.fold (*) 1L weight.Shape
                ofLayers[path] <- struct (total, isTrainable || weight.Trainable)
        { Layers = layers; Weights = ofLayers }

    // The layers of a model; for one that is code, those that it built.
    let private layersOf (parts: Parts option) (path: LayerPath) (layer: ILayer) : (string * ILayer) list =
        match Holder.bare layer with
        | :? IHolder as holder -> [
            for part in holder.Parts do
                if part.Place <> Place.Nowhere then
                    part.Name, part.Layer
          ]
        | _ ->
            match parts |> Option.map (fun parts -> parts.Layers.TryGetValue path) with
            | Some(true, layers) -> List.ofSeq layers
            | _ -> []

    let private connections (network: Network) : (ILayer -> string list) * bool =
        let name, calls, numbers = network.NameOf, network.Calls, network.CallNumbers
        let callsOf = Dictionary<ILayer, Call list>(HashIdentity.Reference)
        for layer, calls in network.CallsOf do
            callsOf[layer] <- calls
        let text (symbol: Symbol) = $"{name symbol.Call.Layer}[{numbers[symbol.Call]}][{symbol.Index}]"
        let read = calls |> List.collect _.Sources |> List.map _.Call
        let isChain =
            calls |> List.forall (fun call -> call.Sources.Length <= 1)
            && network.Inputs.Length = 1
            && callsOf.Count = calls.Length
            && read.Length = HashSet<Call>(read, HashIdentity.Reference).Count
        let sources layer = [
            for call in callsOf[Holder.bare layer] do
                for input in call.Sources -> text input
        ]
        sources, isChain

    /// The summary of a model; <c>optimizer</c> are shapes and dtypes of the optimizer's tensors. With <c>nested</c> the layers of
    /// models among the layers follow them.
    let ofModel (nested: bool) (optimizer: (int64[] * DType) list option) (model: Model) : Summary =
        Containers.requireShallow model.Name model.Root
        let built = if model.Inputs.IsSome then Some(Model.build Mode.Inference model) else None
        let trace = built |> Option.map _.Trace
        let weights = built |> Option.map Model.weights |> Option.defaultValue []
        let parts = trace |> Option.map (fun trace -> partsOf trace weights)
        let rec rows level (path: LayerPath) (layer: ILayer) : SummaryRow list =
            let connected =
                match Flow.tryOf layer with
                | Some(Flow.Graph network) -> fst (connections network)
                | _ -> fun _ -> []
            layersOf parts path layer
            |> List.collect (fun (name, part) ->
                let place = path.Child name
                let own =
                    match parts |> Option.map (fun parts -> parts.Weights.TryGetValue place) with
                    | Some(true, own) -> ValueSome own
                    | _ -> ValueNone
                let outputs =
                    match trace |> Option.bind (fun trace -> trace.TryLayer place) with
                    | Some(_, outputs) -> outputs |> List.map _.Shape
                    | None when Holder.isEntrance part -> [ (Symbol.input part).Shape ]
                    | None -> []
                let row = {
                    Name = name
                    Class = ClassName.ofLayer part
                    Outputs = outputs
                    Params =
                        trace
                        |> Option.map (fun _ ->
                            match own with
                            | ValueSome struct (count, _) -> count
                            | ValueNone -> 0L)
                    ConnectedTo = connected part
                    Trainable =
                        match own with
                        | ValueSome struct (_, isTrainable) -> Some isTrainable
                        | ValueNone -> None
                    Level = level
                }
                row :: (if nested && (Flow.tryOf part).IsSome then rows (level + 1) place part else []))
        let count trainable =
            weights
            |> List.filter (fun weight -> weight.Trainable = trainable)
            |> List.fold (fun total weight -> total + ParamCount.Of(weight.Shape, weight.DType)) ParamCount.Zero
        {
            Model = model.Name
            Rows = rows 0 LayerPath.Root model.Root
            IsChain =
                match Flow.tryOf model.Root with
                | Some(Flow.Graph network) -> snd (connections network)
                | _ -> true
            Trainable = count true
            NonTrainable = count false
            Optimizer =
                optimizer
                |> Option.map (List.fold (fun total variable -> total + ParamCount.Of variable) ParamCount.Zero)
        }

    let private shapeText (shapes: Shape list) =
        let one (shape: Shape) =
            let sizes = shape.Dims |> List.map (fun dim -> if Dim.isKnown dim then string dim else "None")
            "(" + String.concat ", " sizes + ")"
        match shapes with
        | [] -> "?"
        | [ shape ] -> one shape
        | several -> "[" + String.concat ", " (List.map one several) + "]"

    let private grouped (count: int64) = count.ToString("N0", Globalization.CultureInfo.InvariantCulture)

    /// Bytes as Keras writes them: <c>198.79 KB</c>.
    let internal sizeText (bytes: int64) =
        let rec scale (size: float) (units: string list) =
            if size < 1024.0 || units.Tail.IsEmpty then
                size.ToString("0.00", Globalization.CultureInfo.InvariantCulture) + " " + units.Head
            else
                scale (size / 1024.0) units.Tail
        scale (float bytes) [ "B"; "KB"; "MB"; "GB"; "TB"; "PB" ]

    // Lines of at most that width, broken at spaces; a word that is longer is cut off.
    let private wrap (width: int) (text: string) : string list =
        let lines = ResizeArray<string>()
        let mutable line = text.Substring(0, text.Length - text.TrimStart().Length)
        let push () = lines.Add(if line.Length > width then line.Substring(0, width - 1) + "…" else line)
        for i, word in Seq.indexed (text.TrimStart().Split ' ') do
            let joined = if i = 0 then line + word else line + " " + word
            if i = 0 || joined.Length <= width then
                line <- joined
            else
                push ()
                line <- word
        push ()
        List.ofSeq lines

    type private Alignment =
        | Left
        | Right
        | Center

    // Characters of a line.
    let private longest = 10_000

    // The table's width shared out as Keras and the package rich, which prints for it, do it.
    let private widths (lineLength: int) (positions: float list) =
        if lineLength > longest then
            raise (ConfigurationException $"line_length must be at most {longest}, got {lineLength}")
        let ends = positions |> List.map (fun share -> int (share * float lineLength))
        let wanted = List.map2 (-) ends (0 :: List.take (ends.Length - 1) ends) |> List.map ((+) 2)
        let excess = List.sum wanted - (lineLength - (wanted.Length + 1))
        let folder (remaining, left) width =
            let cut = int (Math.Round(float remaining / float left))
            width - cut - 2, (remaining - cut, left - 1)
        let shared, _ = List.mapFold folder (excess, wanted.Length) wanted
        if List.exists (fun width -> width < 4) shared then
            raise (ConfigurationException $"line_length must leave room for {wanted.Length} columns, got {lineLength}")
        shared

    let private pad alignment (width: int) (text: string) =
        match alignment with
        | Left -> text.PadRight width
        | Right -> text.PadLeft width
        | Center -> text.PadLeft(text.Length + (width - text.Length) / 2).PadRight width

    /// The summary as Keras prints it, in lines of that length (76 is Keras's in a terminal of 80 columns).
    let text (lineLength: int) (showTrainable: bool) (summary: Summary) : string =
        let positions = if summary.IsChain then [ 0.45; 0.80; 1.0 ] else [ 0.3; 0.56; 0.74; 1.0 ]
        let positions = if showTrainable then List.map ((*) 0.9) positions @ [ 1.0 ] else positions
        let headers =
            [ "Layer (type)", Left; "Output Shape", Left; "Param #", Right ]
            @ (if summary.IsChain then [] else [ "Connected to", Left ])
            @ (if showTrainable then [ "Trainable", Center ] else [])
        let widths = widths lineLength positions
        let rule (left: string) (line: char) (middle: string) (right: string) =
            left + String.Join(middle, widths |> List.map (fun width -> String(line, width + 2))) + right
        let lines (bar: string) (cells: string list) = [
            let cells = List.map2 (fun width cell -> Array.ofList (wrap width cell)) widths cells
            for i in 0 .. (cells |> List.map Array.length |> List.max) - 1 do
                let texts =
                    List.zip3 cells widths headers
                    |> List.map (fun (cell, width, (_, alignment)) ->
                        " " + pad alignment width (cell |> Array.tryItem i |> Option.defaultValue "") + " ")
                bar + String.Join(bar, texts) + bar
        ]
        let cells (row: SummaryRow) = [
            let prefix = if row.Level = 0 then "" else String(' ', 3 * row.Level) + "└ "
            $"{prefix}{row.Name} ({row.Class})"
            shapeText row.Outputs
            match row.Params with
            | Some count -> grouped count
            | None -> "0 (unbuilt)"
            if not summary.IsChain then
                if row.ConnectedTo.IsEmpty then "-" else String.concat ", " row.ConnectedTo
            if showTrainable then
                match row.Trainable with
                | None -> "-"
                | Some true -> "Y"
                | Some false -> "N"
        ]
        let total what (count: ParamCount) = $" {what} params: {grouped count.Count} ({sizeText count.Bytes})"
        let rows = [
            for i, row in List.indexed summary.Rows do
                if i > 0 then
                    rule "├" '─' "┼" "┤"
                yield! lines "│" (cells row)
        ]
        String.Join(
            "\n",
            [
                $"Model: \"{summary.Model}\""
                rule "┏" '━' "┳" "┓"
                yield! lines "┃" (List.map fst headers)
                rule "┡" '━' "╇" "┩"
                yield! rows
                rule "└" '─' "┴" "┘"
                total "Total" (summary.Trainable + summary.NonTrainable + defaultArg summary.Optimizer ParamCount.Zero)
                total "Trainable" summary.Trainable
                total "Non-trainable" summary.NonTrainable
                yield! summary.Optimizer |> Option.map (total "Optimizer") |> Option.toList
            ]
        )
