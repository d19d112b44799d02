namespace Functional

open System.Text.Json.Nodes

/// Where a tensor comes from: layer, its call, the call's output.
type internal KerasHistory = (struct (string * int * int))

/// One call of a layer, as a file has it.
type internal Inbound = {
    Inputs: KerasHistory list
    Named: CallArguments<KerasHistory>
    /// How many arguments stand by place.
    Placed: int option
} with

    member this.Sources = this.Inputs @ CallArguments.all this.Named

/// Calls of layers from Keras's JSON.
[<RequireQualifiedAccess>]
module internal CallReader =

    // Places of calls are text only when something is wrong there: there are many calls.
    let readHistory (place: unit -> string) (node: JsonNode) : KerasHistory =
        let small number = number >= 0L && number < 1_000_000L
        match node with
        | Items [ Text name; Whole call; Whole index ] when small call && small index -> name, int call, int index
        // Keras: a list of one input stands in a list of its own.
        | other ->
            Fault.refuse
                (place ())
                $"{show other} is not a layer's name, the number of its call and of the call's output"

    /// The history of a tensor.
    let (|Tensor|_|) (node: JsonNode) =
        match node with
        | Fields fields ->
            match tryField "class_name" fields, tryField "config" fields with
            | Some(Text "__keras_tensor__"), Some(Fields config) ->
                Some(tryField "keras_history" config |> Option.toObj)
            | _ -> None
        | _ -> None

    // The tensors of a call's argument, in order.
    let rec private readArgument
        (place: unit -> string)
        (keys: string list option)
        (node: JsonNode)
        : KerasHistory list =
        match node with
        | Tensor history -> [ readHistory (fun () -> field (place ()) "keras_history") history ]
        | Null -> []
        | Items items -> items |> List.collect (readArgument place keys)
        | Fields fields when keys.IsSome && not (fields.ContainsKey "class_name") ->
            Codec.requireKnown (place ()) "the called model" keys.Value fields
            Codec.requirePresent (place ()) keys.Value fields
            keys.Value |> List.collect (fun key -> readArgument place keys fields[key])
        | other -> Fault.unsupported (place ()) $"the argument {show other} is not supported, only tensors"

    let private isTensor (node: JsonNode) =
        match node with
        | Tensor _ -> true
        | _ -> false

    // One for each input, null where there is none.
    let private masksOf (keys: string list option) (node: JsonNode) : JsonNode list option =
        match keys, node with
        | _, Items items -> Some items
        | Some keys, Fields fields when not (fields.ContainsKey "class_name") ->
            Some(keys |> List.map (fun key -> tryField key fields |> Option.toObj))
        | _ -> None

    /// A call's inputs and its arguments by their names, those of its class.
    let readInbound (place: unit -> string) (layer: ILayer) (node: JsonNode) : Inbound =
        let keys =
            match Flow.tryOf layer with
            | Some(Flow.Graph network) -> network.InputKeys
            | _ -> None
        match node with
        | Fields fields ->
            for pair in fields do
                if pair.Key <> "args" && pair.Key <> "kwargs" then
                    Fault.refuse (field (place ()) pair.Key) "a call has no such field"
            let args =
                match tryField "args" fields with
                | Some(Items items) -> items
                | Some other -> Fault.refuse (field (place ()) "args") $"{show other} is not a list"
                | None -> Fault.refuse (field (place ()) "args") "is missing"
            let kwargs =
                match tryField "kwargs" fields with
                | Some(Fields kwargs) -> [ for pair in kwargs -> pair.Key, pair.Value ]
                | None
                | Some Null -> []
                | Some other -> Fault.refuse (field (place ()) "kwargs") $"{show other} is not an object"
            let known = CallForm.arguments (Catalogue.callForm layer)
            if args.Length > known.Length then
                Fault.unsupported
                    (place ())
                    $"a call with {args.Length} arguments is not supported, only {known.Length}"
            let read at (name, need) (value: JsonNode) : (string * Argument<KerasHistory>) option =
                match need, value with
                | _, Null -> None
                | Need.OptionalFlag, Flag flag -> Some(name, Argument.Flag flag)
                | Need.OptionalMasks, _ when not (isTensor value) ->
                    match masksOf keys value with
                    | Some masks when List.forall isNull masks -> None
                    | Some masks when List.exists isNull masks ->
                        Some(name, Argument.Gapped(masks |> List.map (readArgument at None >> List.tryHead)))
                    | Some masks -> Some(name, Argument.Tensors(masks |> List.collect (readArgument at None)))
                    | None -> Fault.refuse (at ()) $"{show value} is not a mask for each input"
                | _ -> Some(name, Argument.Tensors(readArgument at keys value))
            let byPlace =
                List.zip (List.truncate args.Length known) args
                |> List.choose (fun (argument, value) -> read (fun () -> field (place ()) "args") argument value)
            let byName =
                kwargs
                |> List.choose (fun (key, value) ->
                    match List.tryFind (fun (name, _) -> name = key) known, value with
                    // Keras writes masks that are not there by itself only where nothing is given by name.
                    | Some(_, Need.OptionalTensor), Null when CallForm.isMask key && kwargs.Length > 1 ->
                        Some(key, Argument.Gapped [ None ])
                    | _, Null -> None
                    | None, Flag flag when key = "training" -> Some(key, Argument.Flag flag)
                    | None, Text text when key = "training" && text = OlderForms.heedless -> Some CallForm.heedless
                    | Some argument, _ when not (List.exists (fun (name, _) -> name = key) byPlace) ->
                        read (fun () -> field (place ()) key) argument value
                    | _ -> Fault.unsupported (place ()) $"a call with {key} = {show value} is not supported")
            let first = fst known.Head
            let inputs, named = byPlace @ byName |> List.partition (fun (name, _) -> name = first)
            let usual = known |> List.filter (fun (_, need) -> need = Need.Tensor || need = Need.Tensors)
            {
                Inputs = CallArguments.all inputs
                Named = named
                Placed = if args.Length = usual.Length then None else Some args.Length
            }
        | other ->
            Fault.unsupported (place ()) $"a call in the form {show other} is not supported, only args and kwargs"
