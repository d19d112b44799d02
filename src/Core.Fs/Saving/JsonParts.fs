namespace Functional

open System
open System.Text.Json
open System.Text.Json.Nodes

/// Raises the errors of files, each with the place where it was found.
[<RequireQualifiedAccess>]
module internal Fault =

    let refuse (place: string) (problem: string) : 'a = raise (ModelFileException $"{place}: {problem}")
    let unsupported (place: string) (problem: string) : 'a = raise (UnsupportedException $"{place}: {problem}")

    /// Runs what builds a value from a file; a rule that it breaks becomes an error of the file.
    let guard (place: string) (work: unit -> 'a) : 'a =
        try
            work ()
        with
        | :? ConfigurationException
        | :? ShapeException as error -> raise (ModelFileException($"{place}: {error.Message}", error))

    /// A descriptor, if it keeps the rules that its fields state.
    let keeping (place: string) (descriptor: obj) : obj =
        guard place (fun () -> Ranges.check FieldName.key descriptor)
        descriptor

/// Parts of a JSON tree, whether read from text or made here.
[<AutoOpen>]
module internal JsonParts =

    /// A text that is not too long for a message.
    let shorten (text: string) = if text.Length <= 80 then text else text.Substring(0, 77) + "..."

    /// A node as one short line.
    let show (node: JsonNode) = shorten (KerasJson.print node)

    let (|Null|_|) (node: JsonNode) = isNull node

    let (|Fields|_|) (node: JsonNode) =
        match node with
        | :? JsonObject as fields -> Some fields
        | _ -> None

    let (|Items|_|) (node: JsonNode) =
        match node with
        | :? JsonArray as items -> Some(List.ofSeq items)
        | _ -> None

    let private scalar<'a> (node: JsonNode) =
        match node with
        | :? JsonValue as value ->
            match value.TryGetValue<'a>() with
            | true, found -> Some found
            | _ -> None
        | _ -> None

    let (|Text|_|) (node: JsonNode) = scalar<string> node
    let (|Flag|_|) (node: JsonNode) = scalar<bool> node

    let (|Real|_|) (node: JsonNode) =
        match scalar<JsonElement> node with
        | Some element when element.ValueKind = JsonValueKind.Number -> Some(element.GetDouble())
        | Some _ -> None
        | None ->
            scalar<float> node
            |> Option.orElse (scalar<int> node |> Option.map float)
            |> Option.orElse (scalar<int64> node |> Option.map float)

    let (|Whole|_|) (node: JsonNode) =
        match scalar<JsonElement> node, scalar<int64> node, scalar<int> node, node with
        | Some element, _, _, _ when element.ValueKind = JsonValueKind.Number && fst (element.TryGetInt64()) ->
            Some(element.GetInt64())
        | _, Some number, _, _ -> Some number
        | _, _, Some number, _ -> Some(int64 number)
        // Keras writes whole numbers with a point where a user gave them so.
        | _, _, _, Real number when Math.Floor number = number && abs number < 9e15 -> Some(int64 number)
        | _ -> None

    let textNode (text: string) : JsonNode = JsonValue.Create text
    let flagNode (flag: bool) : JsonNode = JsonValue.Create flag
    let wholeNode (number: int64) : JsonNode = JsonValue.Create number
    let realNode (number: float) : JsonNode = JsonValue.Create number
    let listNode (items: JsonNode seq) : JsonNode = JsonArray(Array.ofSeq items)

    let fieldsNode (fields: (string * JsonNode) seq) : JsonNode =
        let node = JsonObject()
        for key, value in fields do
            node.Add(key, value)
        node

    /// What Keras writes of an object: its class, and what its constructor takes.
    let objectNode (modul: string) (className: string) (config: JsonNode) : JsonNode =
        fieldsNode [
            "module", textNode modul
            "class_name", textNode className
            "config", config
            "registered_name", null
        ]

    /// Whether two trees say the same.
    let sameNode (a: JsonNode) (b: JsonNode) = KerasJson.print a = KerasJson.print b

    /// An object of a user's own class that a file can hold.
    let (|Own|_|) (value: obj) : IOwnClass option =
        match value with
        | :? IOwnClass as own when not (isNull own.Config) -> Some own
        | _ -> None

    /// What stands in files for an object of a user's own class.
    let ownNode (className: string) (own: IOwnClass) (common: (string * JsonNode) list) : JsonNode =
        let config = own.Config.DeepClone() :?> JsonObject
        for key, value in common do
            if not (config.ContainsKey key) then
                config.Add(key, value)
        fieldsNode [
            "module", null
            "class_name", textNode className
            "config", config
            "registered_name", textNode own.RegisteredName
        ]

    let field (place: string) (key: string) = $"{place}, field '{key}'"

    let tryField (key: string) (fields: JsonObject) =
        let mutable value: JsonNode = null
        if fields.TryGetPropertyValue(key, &value) then Some value else None

/// What stands around the configuration of any Keras object.
[<RequireQualifiedAccess>]
module internal KerasObject =

    /// The keys of one.
    let envelope = set [ "module"; "class_name"; "config"; "registered_name"; "shared_object_id"; "build_config" ]

    /// Class and configuration of a Keras object.
    let takeApart (place: string) (fields: JsonObject) : string * JsonObject =
        let name =
            match tryField "class_name" fields with
            | Some(Text name) -> name
            | _ -> Fault.refuse place "class_name is missing"
        let name =
            match tryField "registered_name" fields with
            | Some(Text registered) when registered.Contains '>' ->
                if OwnClasses.Knows registered then
                    registered
                else
                    Fault.unsupported
                        place
                        $"{registered} is a class of its author's own, whose code is not in the file; register it, or pass it in customObjects"
            | _ -> name
        match tryField "config" fields with
        | Some(Fields config) -> name, config
        | None
        | Some Null -> name, JsonObject()
        | Some other -> Fault.refuse (field place "config") $"{show other} is not an object"
