namespace Functional

open System
open System.Collections
open System.Collections.Concurrent
open System.Text.Json.Nodes
open FSharp.Reflection

/// Values of settings in Keras's JSON, by their types.
[<RequireQualifiedAccess>]
module internal SettingCodec =

    let private choices (names: string seq) = names |> Seq.map (fun name -> $"\"{name}\"") |> String.concat ", "

    let private isOption (t: Type) = t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<option<_>>
    let private isList (t: Type) = t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<list<_>>

    let private simple what (read: JsonNode -> 'a option) (write: 'a -> JsonNode) : ValueCodec = {
        Read =
            fun place _ node ->
                match read node with
                | Some value -> box value
                | None -> Fault.refuse place $"{show node} is not {what}"
        Write = fun _ value -> write (unbox value)
    }

    let private smallWhole (node: JsonNode) =
        match node with
        | Whole number when number >= int64 Int32.MinValue && number <= int64 Int32.MaxValue -> Some(int number)
        // Keras: an axis may be a list of one.
        | Items [ Whole number ] when abs number < 1000L -> Some(int number)
        | _ -> None

    let private activation: ValueCodec =
        let refuse place (name: string) =
            Fault.refuse place $"\"{name}\" is not one of {choices (List.map fst Activation.named)}"
        let parse place name =
            match Activation.tryParse name with
            | Some activation -> box activation
            | None -> refuse place name
        {
            Read =
                fun place _ node ->
                    match node with
                    | Null -> box Activation.Linear
                    | Text name -> parse place name
                    | Fields fields ->
                        match tryField "class_name" fields, tryField "config" fields with
                        | Some(Text "function"), Some(Text name) -> parse place name
                        | Some(Text name), _ ->
                            Fault.unsupported place $"{name} as an activation is not supported, only functions by name"
                        | _ -> Fault.refuse place $"{show node} is not an activation"
                    | _ -> Fault.refuse place $"{show node} is not an activation"
            Write =
                fun place value ->
                    let activation = value :?> Activation
                    let name = Activation.name activation
                    match activation with
                    | Activation.Own _ -> FamilyCodec.refuseOwn place name
                    | _ -> ()
                    if Activation.tryParse name <> Some activation then
                        Fault.unsupported
                            place
                            $"Keras files name an activation without its numbers, so {activation} cannot be written, only \"{name}\" as it is by default"
                    textNode name
        }

    let private dtype: ValueCodec =
        simple
            $"one of {choices ((DType.all @ [ DType.String ]) |> List.map _.Name)}"
            (function
            | Text name -> DType.tryParseData name
            | _ -> None)
            (fun (dtype: DType) -> textNode dtype.Name)

    // Fieldless cases as Keras's lower-case words.
    let private words (t: Type) : ValueCodec =
        let cases = CaseName.all t |> Array.ofList
        let tag = FSharpValue.PreComputeUnionTagReader t
        {
            Read =
                fun place _ node ->
                    let found =
                        match node with
                        | Text text -> CaseName.tryFind t text
                        // Keras: no word is the word "none".
                        | Null -> CaseName.tryFind t "none"
                        | _ -> None
                    match found with
                    | Some value -> value
                    | None -> Fault.refuse place $"{show node} is not one of {choices (Seq.map fst cases)}"
            Write = fun _ value -> textNode (fst cases[tag value])
        }

    let private thresholds: ValueCodec =
        simple
            "a number or a list of numbers"
            (function
            | Real number -> Some(Metrics.Thresholds.One number)
            | Items nodes ->
                let numbers = nodes |> List.map (|Real|_|)
                if List.forall Option.isSome numbers then
                    Some(Metrics.Thresholds.Several(List.choose id numbers))
                else
                    None
            | _ -> None)
            (function
             | Metrics.Thresholds.One number -> realNode number
             | Metrics.Thresholds.Several numbers -> numbers |> List.map realNode |> listNode)

    // Numbers in lists in lists.
    let rec private tryNested (node: JsonNode) : Nested option =
        match node with
        | Real number -> Some(Nested.One number)
        | Items nodes ->
            let items = nodes |> List.map tryNested
            if List.forall Option.isSome items then Some(Nested.Several(List.choose id items)) else None
        | _ -> None

    let rec private nestedNode (numbers: Nested) : JsonNode =
        match numbers with
        | Nested.One number -> realNode number
        | Nested.Several items -> items |> List.map nestedNode |> listNode

    let private token =
        simple
            "a text or a whole number"
            (function
            | Text text -> Some(Layers.Token.Text text)
            | Whole number -> Some(Layers.Token.Whole number)
            | _ -> None)
            (function
             | Layers.Token.Text text -> textNode text
             | Layers.Token.Whole number -> wholeNode number)

    let private salt =
        simple
            "a whole number or two"
            (function
            | Whole number -> Some(Layers.Salt.Of number)
            | Items [ Whole first; Whole second ] -> Some { First = first; Second = second }
            | _ -> None)
            (fun (salt: Layers.Salt) -> listNode [ wholeNode salt.First; wholeNode salt.Second ])

    let private nGrams =
        simple
            "a whole number or a list of some"
            (function
            | Whole most when abs most < 1000L -> Some(Layers.NGrams.UpTo(int most))
            | Items nodes ->
                let widths = nodes |> List.map smallWhole
                if List.forall Option.isSome widths then Some(Layers.NGrams.Widths(List.choose id widths)) else None
            | _ -> None)
            (function
             | Layers.NGrams.UpTo most -> wholeNode (int64 most)
             | Layers.NGrams.Widths widths -> widths |> List.map (int64 >> wholeNode) |> listNode)

    let private codecs = ConcurrentDictionary<Type, ValueCodec>()

    /// How values of a type stand in JSON.
    let rec ofType (t: Type) : ValueCodec =
        match codecs.TryGetValue t with
        | true, codec -> codec
        | _ ->
            let codec = make t
            codecs[t] <- codec
            codec

    and private make (t: Type) : ValueCodec =
        let realOf (node: JsonNode) =
            match node with
            | Real number -> Some number
            | _ -> None
        if t = typeof<bool> then
            simple
                "true or false"
                (function
                | Flag flag -> Some flag
                | _ -> None)
                flagNode
        elif t = typeof<int> then
            simple "a whole number" smallWhole (int64 >> wholeNode)
        elif t = typeof<int64> then
            simple
                "a whole number"
                (function
                | Whole number -> Some number
                | _ -> None)
                wholeNode
        elif t = typeof<float> then
            simple "a number" realOf realNode
        elif t = typeof<string> then
            simple
                "a text"
                (function
                | Text text -> Some text
                | _ -> None)
                textNode
        elif t = typeof<DType> then
            dtype
        elif t = typeof<Activation> then
            activation
        elif t = typeof<Metrics.Thresholds> then
            thresholds
        elif t = typeof<Nested> then
            simple "a number or a list of numbers" tryNested nestedNode
        elif t = typeof<Layers.Token> then
            token
        elif t = typeof<Layers.Salt> then
            salt
        elif t = typeof<Layers.NGrams> then
            nGrams
        elif isOption t then
            optional t
        elif isList t then
            items t
        else
            match FamilyCodec.tryOf t with
            | Some family -> FamilyCodec.objects ofType t family
            | None when
                FSharpType.IsUnion t
                && FSharpType.GetUnionCases t |> Array.forall (fun case -> case.GetFields().Length = 0)
                ->
                words t
            | None when FSharpType.IsRecord t -> record t
            | None -> invalidOp $"{t.Name} has no form in Keras's JSON"

    and private optional (t: Type) : ValueCodec =
        let inner = ofType (t.GetGenericArguments()[0])
        let some = FSharpType.GetUnionCases t |> Array.find (fun case -> case.Name = "Some")
        let content = some.GetFields()[0]
        {
            Read =
                fun place rank node ->
                    if isNull node then null else FSharpValue.MakeUnion(some, [| inner.Read place rank node |])
            Write = fun place value -> if isNull value then null else inner.Write place (content.GetValue value)
        }

    and private items (t: Type) : ValueCodec =
        let inner = ofType (t.GetGenericArguments()[0])
        let cases = FSharpType.GetUnionCases t
        let nil = FSharpValue.MakeUnion(Array.find (fun (case: UnionCaseInfo) -> case.Name = "Empty") cases, [||])
        let cons = cases |> Array.find (fun case -> case.Name = "Cons")
        let ofSeq values = Seq.foldBack (fun head tail -> FSharpValue.MakeUnion(cons, [| head; tail |])) values nil
        {
            Read =
                fun place rank node ->
                    match node with
                    | Items nodes -> nodes |> List.map (inner.Read place rank) |> ofSeq
                    | Real _ -> List.replicate rank (inner.Read place rank node) |> ofSeq
                    | _ -> Fault.refuse place $"{show node} is not a list"
            Write = fun place value -> value :?> IEnumerable |> Seq.cast<obj> |> Seq.map (inner.Write place) |> listNode
        }

    // A record inside a configuration: an object without its missing fields.
    and private record (t: Type) : ValueCodec =
        let make = FSharpValue.PreComputeRecordConstructor t
        let values = FSharpValue.PreComputeRecordReader t
        let parts =
            FSharpType.GetRecordFields t |> Array.map (fun part -> FieldName.key part.Name, ofType part.PropertyType)
        {
            Read =
                fun place _ node ->
                    match node with
                    | Fields fields ->
                        for pair in fields do
                            if not (Array.exists (fun (key, _) -> key = pair.Key) parts) then
                                Fault.refuse place $"has no field '{pair.Key}'"
                        parts
                        |> Array.map (fun (key, codec) ->
                            codec.Read (field place key) 1 (tryField key fields |> Option.toObj))
                        |> make
                    | _ -> Fault.refuse place $"{show node} is not an object"
            Write =
                fun place value ->
                    Array.zip parts (values value)
                    |> Array.map (fun ((key, codec), value) -> key, codec.Write place value)
                    |> Array.filter (fun (_, node) -> not (isNull node))
                    |> fieldsNode
        }
