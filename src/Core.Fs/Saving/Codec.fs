namespace Functional

open System
open System.Collections
open System.Collections.Concurrent
open System.Collections.Generic
open System.Text.Json.Nodes
open System.Text.RegularExpressions
open FSharp.Reflection
open Functional.Layers

/// How a type's values stand in Keras's JSON.
type internal ValueCodec = {
    /// <c>rank</c> is what a number stands for where a list is meant: so many times itself.
    Read: string -> int -> JsonNode -> obj
    Write: string -> obj -> JsonNode
}

/// How a layer inside of another one is read, which those know who read all layers: from its place and node.
type internal LayerReader = string -> JsonNode -> ILayer

/// How a layer inside of another one is written at a place.
type internal LayerWriter = string -> ILayer -> JsonNode

/// How one field of a descriptor stands in Keras's JSON: under one key, several, or none.
type internal FieldCodec = {
    Name: string
    /// The field that is written in its place where it is absent.
    WrittenAs: string option
    Keys: string list
    /// From the fields of a configuration; a missing one is what the template has.
    Read: LayerReader -> string -> int -> obj -> JsonObject -> obj
    Write: LayerWriter -> string -> obj -> (string * JsonNode) list
}

/// A descriptor's type, taken apart.
type internal DescriptorCodec = { Fields: FieldCodec[]; Make: obj[] -> obj; Values: obj -> obj[] }

/// The one translation between descriptors and Keras's JSON, by the names and types of their fields: <c>UseBias</c> ↔
/// <c>use_bias</c>.
[<RequireQualifiedAccess>]
module internal Codec =

    let private key = FieldName.key

    // Keras: a list of one item as a number.
    let private alone (node: JsonNode) : JsonNode =
        match node with
        | Items [ single ] -> single.DeepClone()
        | other -> other

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
                    if Activation.tryParse name <> Some activation then
                        Fault.unsupported
                            place
                            $"Keras files name an activation without its numbers, so {activation} cannot be written, only \"{name}\" as it is by default"
                    textNode name
        }

    let private dtype: ValueCodec =
        simple
            $"one of {choices (DType.all |> List.map _.Name)}"
            (function
            | Text name -> DType.tryParse name
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
                        | Text text -> cases |> Array.tryFind (fun (name, _) -> name = text)
                        // Keras: no word is the word "none".
                        | Null -> cases |> Array.tryFind (fun (name, _) -> name = "none")
                        | _ -> None
                    match found with
                    | Some(_, value) -> value
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

    /// A closed union whose cases are Keras classes.
    type private Family = {
        Noun: string
        Module: string
        /// The case of a short name.
        Parse: string -> obj
        /// Every case of the union at Keras's defaults.
        Defaults: obj list
        /// What stands for null, if anything does.
        Null: obj option
    }

    let private family (t: Type) =
        let boxed (named: (string * 'a) list) = named |> List.map (snd >> box)
        if t = typeof<Initializer> then
            Some {
                Noun = "initializer"
                Module = "keras.initializers"
                Parse = Initializer.parse >> box
                Defaults = boxed Initializer.named
                Null = Some(box Initializer.glorotUniform)
            }
        elif t = typeof<Regularizer> then
            Some {
                Noun = "regularizer"
                Module = "keras.regularizers"
                Parse = Regularizer.parse >> box
                Defaults = boxed Regularizer.named
                Null = None
            }
        elif t = typeof<Constraint> then
            Some {
                Noun = "constraint"
                Module = "keras.constraints"
                Parse = Constraint.parse >> box
                Defaults = boxed Constraint.named
                Null = None
            }
        else
            None

    /// What stands around the configuration of any Keras object.
    let envelope = set [ "module"; "class_name"; "config"; "registered_name"; "shared_object_id"; "build_config" ]

    /// Class and configuration of a Keras object.
    let takeApart (place: string) (fields: JsonObject) : string * JsonObject =
        let name =
            match tryField "class_name" fields with
            | Some(Text name) -> name
            | _ -> Fault.refuse place "class_name is missing"
        match tryField "registered_name" fields with
        | Some(Text registered) when registered.Contains '>' ->
            Fault.unsupported place $"{registered} is a class of its author's own, whose code is not in the file"
        | _ -> ()
        match tryField "config" fields with
        | Some(Fields config) -> name, config
        | None
        | Some Null -> name, JsonObject()
        | Some other -> Fault.refuse (field place "config") $"{show other} is not an object"

    let private codecs = ConcurrentDictionary<Type, ValueCodec>()
    let private descriptors = ConcurrentDictionary<Type, DescriptorCodec>()

    /// How values of a type stand in JSON.
    let rec value (t: Type) : ValueCodec =
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
        elif isOption t then
            optional t
        elif isList t then
            items t
        else
            match family t with
            | Some family -> objects t family
            | None when
                FSharpType.IsUnion t
                && FSharpType.GetUnionCases t |> Array.forall (fun case -> case.GetFields().Length = 0)
                ->
                words t
            | None when FSharpType.IsRecord t -> record t
            | None -> invalidOp $"{t.Name} has no form in Keras's JSON"

    and private optional (t: Type) : ValueCodec =
        let inner = value (t.GetGenericArguments()[0])
        let some = FSharpType.GetUnionCases t |> Array.find (fun case -> case.Name = "Some")
        let content = some.GetFields()[0]
        {
            Read =
                fun place rank node ->
                    if isNull node then null else FSharpValue.MakeUnion(some, [| inner.Read place rank node |])
            Write = fun place value -> if isNull value then null else inner.Write place (content.GetValue value)
        }

    and private items (t: Type) : ValueCodec =
        let inner = value (t.GetGenericArguments()[0])
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
        let parts = FSharpType.GetRecordFields t |> Array.map (fun part -> key part.Name, value part.PropertyType)
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

    // Parameters of a case, those of a fan spread among the others.
    and private parameters (case: UnionCaseInfo) : (string * ValueCodec)[] =
        case.GetFields()
        |> Array.collect (fun part ->
            if part.PropertyType = typeof<Fan> then
                FSharpType.GetRecordFields typeof<Fan>
                |> Array.map (fun part -> key part.Name, value part.PropertyType)
            else
                [|
                    key (string (Char.ToUpperInvariant part.Name[0]) + part.Name.Substring 1), value part.PropertyType
                |])

    and private spread (values: obj[]) : obj[] =
        values
        |> Array.collect (function
            | :? Fan as fan -> FSharpValue.GetRecordFields fan
            | other -> [| other |])

    and private gather (case: UnionCaseInfo) (values: obj[]) : obj =
        let fields = case.GetFields()
        let mutable next = 0
        let take count =
            let taken = Array.sub values next count
            next <- next + count
            taken
        let arguments =
            fields
            |> Array.map (fun part ->
                if part.PropertyType = typeof<Fan> then FSharpValue.MakeRecord(typeof<Fan>, take 3) else (take 1)[0])
        FSharpValue.MakeUnion(case, arguments)

    and private objects (t: Type) (family: Family) : ValueCodec =
        let tag = FSharpValue.PreComputeUnionTagReader t
        // Only what has a name in Keras; the rest is made inside of layers.
        let known =
            family.Defaults
            |> List.map (fun value ->
                let case, values = FSharpValue.GetUnionFields(value, t)
                case.Tag, (case, spread values, parameters case))
            |> Map
        let suffix = string (Char.ToUpperInvariant family.Noun[0]) + family.Noun.Substring 1
        let isQuiet case key =
            t.GetCustomAttributes(typeof<QuietParameterAttribute>, false)
            |> Array.exists (fun found ->
                let found = found :?> QuietParameterAttribute
                found.Case = case && found.Parameter = key)
        let isAlone key =
            t.GetCustomAttributes(typeof<NumberOrListAttribute>, false)
            |> Array.exists (fun found -> (found :?> NumberOrListAttribute).Parameter = key)
        let find (name: string) =
            known.Values |> Seq.tryFind (fun (case, _, _) -> case.Name = name || case.Name + suffix = name)
        let readFields place (fields: JsonObject) =
            let name, config = takeApart place fields
            for pair in fields do
                if not (envelope.Contains pair.Key) then
                    Fault.refuse place $"has no field '{pair.Key}'"
            match name, tryField "config" fields, find name with
            | "function", Some(Text short), _ -> Fault.guard place (fun () -> family.Parse short)
            | _, _, None -> Fault.unsupported place $"the {family.Noun} {name} is not supported"
            | _, _, Some(case, defaults, parameters) ->
                let place = $"{place}, {name}"
                for pair in config do
                    if not (Array.exists (fun (key, _) -> key = pair.Key) parameters) then
                        Fault.refuse (field place pair.Key) $"{name} has no such field"
                parameters
                |> Array.mapi (fun i (key, codec) ->
                    match tryField key config with
                    | Some node -> codec.Read (field place key) 1 node
                    | None -> defaults[i])
                |> gather case
        {
            Read =
                fun place _ node ->
                    match node with
                    | Text name -> Fault.guard place (fun () -> family.Parse name)
                    | Fields fields -> readFields place fields
                    | Null when family.Null.IsSome -> family.Null.Value
                    | _ -> Fault.refuse place $"{show node} is not a {family.Noun}"
            Write =
                fun place value ->
                    match known.TryFind(tag value) with
                    | None -> Fault.unsupported place $"{value} has no form in Keras's files"
                    | Some(case, defaults, parameters) ->
                        let values = FSharpValue.GetUnionFields(value, t) |> snd |> spread
                        let config =
                            Array.zip3 parameters values defaults
                            |> Array.filter (fun ((key, _), value, usual) ->
                                not (isQuiet case.Name key && value.Equals usual))
                            |> Array.map (fun ((key, codec), value, _) ->
                                let node = codec.Write place value
                                key, (if isAlone key then alone node else node))
                        objectNode family.Module case.Name (fieldsNode config)
        }

    let private plainField (field': Reflection.PropertyInfo) : FieldCodec =
        let name = field'.Name
        let key, codec = key name, value field'.PropertyType
        let shape = if field'.IsDefined(typeof<NumberOrListAttribute>, false) then alone else id
        {
            Name = name
            WrittenAs =
                field'.GetCustomAttributes(typeof<WrittenAsAttribute>, false)
                |> Array.tryHead
                |> Option.map (fun found -> (found :?> WrittenAsAttribute).Field)
            Keys = [ key ]
            Read =
                fun _ place rank usual fields ->
                    match tryField key fields with
                    | Some node -> codec.Read (field place key) rank node
                    | None -> usual
            Write = fun _ place value -> [ key, shape (codec.Write (field place key) value) ]
        }

    // A layer, a list of them, or one that may be missing.
    let private layerField (name: string) (t: Type) : FieldCodec =
        let key = key name
        let read (layer: LayerReader) place (node: JsonNode) : obj =
            if t = typeof<ILayer list> then
                match node with
                | Items nodes -> nodes |> List.mapi (fun i node -> layer $"{place}[{i}]" node) |> box
                | _ -> Fault.refuse place $"{show node} is not a list of layers"
            elif t = typeof<ILayer option> then
                if isNull node then null else box (Some(layer place node))
            else
                layer place node
        let write (layer: LayerWriter) place (value: obj) : JsonNode =
            match value with
            | null -> null
            | :? (ILayer list) as several -> several |> List.mapi (fun i part -> layer $"{place}[{i}]" part) |> listNode
            | :? (ILayer option) as part -> layer place part.Value
            | part -> layer place (part :?> ILayer)
        {
            Name = name
            WrittenAs = None
            Keys = [ key ]
            Read =
                fun layer place _ usual fields ->
                    match tryField key fields with
                    | Some node -> read layer (field place key) node
                    | None -> usual
            Write = fun layer place value -> [ key, write layer (field place key) value ]
        }

    // A field under other keys than its own: each key a part of the value.
    let private spreadField
        name
        (parts: (string * Type) list)
        (apart: obj -> obj list)
        (join: obj list -> obj)
        : FieldCodec =
        let parts = parts |> List.map (fun (key, t) -> key, value t)
        {
            Name = name
            WrittenAs = None
            Keys = List.map fst parts
            Read =
                fun _ place rank usual fields ->
                    List.map2
                        (fun (key, codec: ValueCodec) usual ->
                            match tryField key fields with
                            | Some node -> codec.Read (field place key) rank node
                            | None -> usual)
                        parts
                        (apart usual)
                    |> join
            Write =
                fun _ place value ->
                    List.map2
                        (fun (key, codec: ValueCodec) value -> key, codec.Write (field place key) value)
                        parts
                        (apart value)
        }

    let private ruleField name =
        let stem = key name
        spreadField
            name
            [
                $"{stem}_initializer", typeof<Initializer>
                $"{stem}_regularizer", typeof<Regularizer option>
                $"{stem}_constraint", typeof<Constraint option>
            ]
            (fun value ->
                let rule = value :?> WeightRule
                [ rule.Initializer; rule.Regularizer; rule.Constraint ])
            (function
             | [ initializer; regularizer; constrained ] -> {
                 Initializer = unbox initializer
                 Regularizer = unbox regularizer
                 Constraint = unbox constrained
               }
             | _ -> invalidOp name)

    // Rank and alpha of a correction; Keras writes neither where there is none.
    let private loraField name =
        let both =
            spreadField
                name
                [ "lora_rank", typeof<int option>; "lora_alpha", typeof<float option> ]
                (fun value ->
                    match unbox<Lora option> value with
                    | Some lora -> [ Some lora.Rank; Some lora.Alpha ]
                    | None -> [ null; null ])
                (fun parts ->
                    match unbox<int option> parts[0], unbox<float option> parts[1] with
                    | None, _ -> null
                    | Some rank, alpha -> box (Some { Rank = rank; Alpha = defaultArg alpha (float rank) }))
        {
            both with
                Write = fun layers place value -> if isNull value then [] else both.Write layers place value
        }

    let private fieldOf (field': Reflection.PropertyInfo) : FieldCodec =
        let name, t = field'.Name, field'.PropertyType
        match name with
        | _ when field'.IsDefined(typeof<OfClassAttribute>, false) -> {
            Name = name
            WrittenAs = None
            Keys = []
            Read = (fun _ _ _ usual _ -> usual)
            Write = fun _ _ _ -> []
          }
        | _ when t = typeof<WeightRule> -> ruleField name
        | _ when t = typeof<Initializer> -> spreadField name [ $"{key name}_initializer", t ] List.singleton List.head
        | _ when t = typeof<Lora option> -> loraField name
        | _ when t = typeof<ILayer> || t = typeof<ILayer list> || t = typeof<ILayer option> -> layerField name t
        | _ -> plainField field'

    // A class is its longest constructor, with a property for each parameter.
    let private ofClass (t: Type) : DescriptorCodec =
        let construct = t.GetConstructors() |> Array.maxBy (fun construct -> construct.GetParameters().Length)
        let properties =
            construct.GetParameters()
            |> Array.map (fun parameter ->
                let name = string (Char.ToUpperInvariant parameter.Name[0]) + parameter.Name.Substring 1
                t.GetProperty name)
        {
            Fields = properties |> Array.map fieldOf
            Make = construct.Invoke
            Values = fun value -> properties |> Array.map _.GetValue(value)
        }

    /// A descriptor's type, a record or a class, taken apart.
    let descriptor (t: Type) : DescriptorCodec =
        descriptors.GetOrAdd(
            t,
            fun t ->
                if FSharpType.IsRecord t then
                    {
                        Fields = FSharpType.GetRecordFields t |> Array.map fieldOf
                        Make = FSharpValue.PreComputeRecordConstructor t
                        Values = FSharpValue.PreComputeRecordReader t
                    }
                else
                    ofClass t
        )

    /// The keys that a descriptor takes.
    let keys (template: obj) = (descriptor (template.GetType())).Fields |> Seq.collect _.Keys |> List.ofSeq

    /// A descriptor from the fields of a configuration, with the layers in it. What is missing is as in the template; keys of others are
    /// left alone.
    let readWith (layer: LayerReader) (place: string) (template: obj) (fields: JsonObject) : obj =
        let codec = descriptor (template.GetType())
        let usual = codec.Values template
        let rank =
            match codec.Fields |> Array.tryFindIndex (fun part -> part.Name = "Rank") with
            | Some i -> unbox<int> usual[i]
            | None -> 1
        let made = codec.Fields |> Array.mapi (fun i part -> part.Read layer place rank usual[i] fields) |> codec.Make
        Fault.guard place (fun () -> Ranges.check FieldName.key made)
        made

    /// A descriptor's fields as Keras writes them, with the layers in it.
    let writeWith (layer: LayerWriter) (place: string) (descriptor': obj) : (string * JsonNode) list =
        let codec = descriptor (descriptor'.GetType())
        let values = codec.Values descriptor'
        let written (part: FieldCodec) (value: obj) =
            match part.WrittenAs with
            | Some other when isNull value ->
                let i = codec.Fields |> Array.findIndex (fun part -> part.Name = other)
                [ for _, node in codec.Fields[i].Write layer place values[i] -> part.Keys.Head, node ]
            | _ -> part.Write layer place value
        Array.map2 written codec.Fields values |> List.concat

    let noLayer place = Fault.unsupported place "a layer is not supported here"

    /// A descriptor that holds no layers from the fields of a configuration.
    let read (place: string) (template: obj) (fields: JsonObject) : obj =
        readWith (fun place _ -> noLayer place) place template fields

    /// The fields of a descriptor that holds no layers as Keras writes them.
    let write (place: string) (descriptor': obj) : (string * JsonNode) list =
        writeWith (fun place _ -> noLayer place) place descriptor'

    let private usual = ConcurrentDictionary<string, Map<string, string>>()

    // Of a class, and so written once for all its layers.
    let private usualFields (facts: ClassFacts) =
        usual.GetOrAdd(
            facts.Id,
            fun id ->
                write id (ClassFacts.descriptor facts.Template) |> Map |> Map.map (fun _ node -> KerasJson.print node)
        )

    /// A descriptor's fields as Keras writes them of its class: without those that the class has not, which must be as usual, and those that
    /// Keras leaves out where they are.
    let writeUnusual
        (layer: LayerWriter)
        (place: string)
        (facts: ClassFacts)
        (descriptor': obj)
        : (string * JsonNode) list =
        let fields = writeWith layer place (ClassFacts.descriptor descriptor')
        if facts.Quiet.IsEmpty && facts.Hidden.IsEmpty then
            fields
        else
            let usual = usualFields facts
            fields
            |> List.filter (fun (key, value) ->
                let isUsual = usual.TryFind key = Some(KerasJson.print value)
                if List.contains key facts.Hidden && not isUsual then
                    Fault.unsupported (field place key) $"a {facts.Name} cannot be written with {show value}"
                not (List.contains key facts.Hidden) && not (isUsual && List.contains key facts.Quiet))

    /// Raises for a key of a configuration that is not among the known ones.
    let requireKnown (place: string) (owner: string) (known: string seq) (fields: JsonObject) =
        for pair in fields do
            if not (Seq.contains pair.Key known) then
                Fault.refuse (field place pair.Key) $"{owner} has no such field"

    /// Raises for a key that must be there and is not.
    let requirePresent (place: string) (required: string seq) (fields: JsonObject) =
        for key in required do
            if not (fields.ContainsKey key) then
                Fault.refuse (field place key) "is missing"
