namespace Functional

open System.Text.Json.Nodes

/// Calls of functions ↔ what Keras writes of them: an operation with its configuration, and the arguments of its call.
[<RequireQualifiedAccess>]
module internal FunctionConfig =

    /// Whether an object of a file is a function of <c>keras.ops</c>.
    let isFunction (fields: JsonObject) =
        match tryField "module" fields with
        | Some(Text modul) -> modul.StartsWith("keras.src.ops.", System.StringComparison.Ordinal)
        | _ -> false

    let private (|Integer|_|) (node: JsonNode) =
        match node with
        | :? JsonValue as value ->
            match value.TryGetValue<int64>(), value.TryGetValue<int>() with
            | (true, number), _ -> Some number
            | _, (true, number) -> Some(int64 number)
            | _ -> None
        | _ -> None

    let private bound place (fields: JsonObject) key =
        match tryField key fields with
        | None
        | Some Null -> None
        | Some(Integer number) -> Some number
        | Some other -> Fault.refuse place $"{show other} is not a bound of a slice"

    // Python tells 2 from 2.0, and so do dtypes of results.
    let rec private read place (tensor: JsonNode -> int option) (node: JsonNode) : ArgumentValue =
        match tensor node with
        | Some number -> ArgumentValue.Tensor number
        | None ->
            match node with
            | Null -> ArgumentValue.Null
            | Flag flag -> ArgumentValue.Flag flag
            | Integer number -> ArgumentValue.Whole number
            | Real number -> ArgumentValue.Real number
            | Text text -> ArgumentValue.Text text
            | Items items -> items |> List.map (read place tensor) |> ArgumentValue.List
            | Fields fields ->
                match tryField "class_name" fields, tryField "config" fields with
                | Some(Text "__slice__"), Some(Fields bounds) ->
                    ArgumentValue.Slice(
                        bound place bounds "start",
                        bound place bounds "stop",
                        bound place bounds "step"
                    )
                | Some(Text "__ellipsis__"), _ -> ArgumentValue.Ellipsis
                | _ -> Fault.unsupported place $"the argument {show node} is not supported"
            | other -> Fault.refuse place $"{show other} is not an argument"

    let private objectOf className config = fieldsNode [ "class_name", textNode className; "config", fieldsNode config ]

    let rec private write (tensors: JsonNode[]) (value: ArgumentValue) : JsonNode =
        match value with
        | ArgumentValue.Null -> null
        | ArgumentValue.Flag flag -> flagNode flag
        | ArgumentValue.Whole number -> wholeNode number
        | ArgumentValue.Real number -> realNode number
        | ArgumentValue.Text text -> textNode text
        | ArgumentValue.List items -> items |> List.map (write tensors) |> listNode
        | ArgumentValue.Slice(start, stop, step) ->
            let bound (value: int64 option) = value |> Option.map wholeNode |> Option.toObj
            objectOf "__slice__" [ "start", bound start; "stop", bound stop; "step", bound step ]
        | ArgumentValue.Ellipsis -> objectOf "__ellipsis__" []
        | ArgumentValue.Tensor number -> tensors[number].DeepClone()

    let private ofCall (f: Function) = f.Parameters |> List.filter _.IsOfCall
    let private ofClass (f: Function) = f.Parameters |> List.filter (_.IsOfCall >> not)

    /// The function of an object of a file.
    let find place (className: string) (fields: JsonObject) : Function =
        let known =
            match tryField "module" fields with
            | Some(Text modul) -> FunctionTable.tryClass modul className
            | _ -> None
        match known with
        | Some f -> f
        | None -> Fault.unsupported place $"the operation {className} is not supported"

    /// A call from the function's configuration and the arguments beside it. <c>tensor</c> numbers the tensors of the call.
    let readCall
        (classPlace: string)
        (place: string)
        (f: Function)
        (config: JsonObject)
        (tensor: JsonNode -> int option)
        (args: JsonNode list)
        (kwargs: (string * JsonNode) list)
        : FunctionCall =
        // Keras keeps some arguments in the configuration that are of the call here, such as places that may be a tensor.
        let own = f.Parameters |> List.filter (fun one -> not one.IsOfCall || one.Default.IsSome)
        Codec.requireKnown classPlace f.ClassName ("name" :: List.map (fun (one: Parameter) -> one.Name) own) config
        let configured =
            own
            |> List.choose (fun one ->
                tryField one.Name config
                |> Option.map (fun node -> one.Name, read (field classPlace one.Name) (fun _ -> None) node))
        let inCall = ofCall f
        let isGathered = inCall |> List.tryFindIndex (fun one -> one.IsRest && one.Kind.IsTensors)
        let args =
            match isGathered with
            | Some at when args.Length > at ->
                List.truncate at args @ [ listNode (List.skip at args |> List.map _.DeepClone()) ]
            | _ -> args
        let kwargs =
            match inCall |> List.tryFind _.Kind.IsLengths with
            | Some lengths ->
                let isKnown (name, _) = inCall |> List.exists (fun one -> one.Name = name)
                let known, others = List.partition isKnown kwargs
                let pairs = [ for name, node in others -> listNode [ textNode name; node.DeepClone() ] ]
                known @ [ lengths.Name, listNode pairs ]
            | None -> kwargs
        if args.Length > inCall.Length then
            Fault.refuse place $"{f.ClassName} is called with {inCall.Length} arguments at most, got {args.Length}"
        let inOrder = List.map2 (fun (one: Parameter) node -> one.Name, node) (List.truncate args.Length inCall) args
        let called = inOrder @ kwargs |> List.map (fun (name, node) -> name, read place tensor node)
        for name, _ in called do
            if not (inCall |> List.exists (fun one -> one.Name = name)) then
                Fault.refuse place $"{f.ClassName} is called without an argument '{name}'"
        if (called |> List.distinctBy fst).Length < called.Length then
            Fault.refuse place $"{f.ClassName} is called with an argument twice"
        Fault.guard place (fun () -> { Function = f; Arguments = Function.bind f [] (configured @ called) })

    let private valueOf (call: FunctionCall) (parameter: Parameter) =
        List.zip call.Function.Parameters call.Arguments
        |> List.find (fun (one, _) -> one.Name = parameter.Name)
        |> snd

    /// The arguments of a call in Keras's order, with nodes in the places of its tensors.
    let writeArguments (call: FunctionCall) (tensors: JsonNode list) : JsonNode list =
        let tensors = Array.ofList tensors
        ofCall call.Function
        |> List.filter (_.Kind.IsLengths >> not)
        |> List.collect (fun parameter ->
            match valueOf call parameter with
            | ArgumentValue.List items when parameter.IsRest -> List.map (write tensors) items
            | value -> [ write tensors value ])

    /// The arguments of a call that Keras writes by name.
    let writeNamed (call: FunctionCall) : (string * JsonNode) list =
        ofCall call.Function
        |> List.filter _.Kind.IsLengths
        |> List.collect (fun parameter ->
            match valueOf call parameter with
            | ArgumentValue.List pairs ->
                pairs
                |> List.choose (function
                    | ArgumentValue.List [ ArgumentValue.Text name; value ] -> Some(name, write [||] value)
                    | _ -> None)
            | _ -> [])

    /// A call's function as Keras's object.
    let writeFunction (name: string) (call: FunctionCall) : JsonNode =
        let f = call.Function
        let config = ofClass f |> List.map (fun one -> one.Name, valueOf call one |> f.Kept one.Name |> write [||])
        fieldsNode [
            "module", textNode f.Module
            "class_name", textNode f.ClassName
            "config", fieldsNode (("name", textNode name) :: config)
            "registered_name", textNode f.ClassName
        ]
