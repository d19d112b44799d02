namespace Functional

open System
open System.Text.Json.Nodes
open FSharp.Reflection

/// How a type's values stand in Keras's JSON.
type internal ValueCodec = {
    /// <c>rank</c> is what a number stands for where a list is meant: so many times itself.
    Read: string -> int -> JsonNode -> obj
    Write: string -> obj -> JsonNode
}

/// Initializers, regularizers and constraints in Keras's JSON: objects of a closed union's cases.
[<RequireQualifiedAccess>]
module internal FamilyCodec =

    let private key = FieldName.key

    /// Raises for a function of one's own.
    let refuseOwn place (name: string) =
        Fault.unsupported
            place
            $"{name} is code of your own, which no file can hold; save the weights, or write it with the layers that there are"

    /// Keras: a list of one item as a number.
    let alone (node: JsonNode) : JsonNode =
        match node with
        | Items [ single ] -> single.DeepClone()
        | other -> other

    /// A closed union whose cases are Keras classes.
    type Family = {
        Noun: string
        Module: string
        /// The case of a short name.
        Parse: string -> obj
        /// Every case of the union at Keras's defaults.
        Defaults: obj list
        /// What stands for null, if anything does.
        Null: obj option
    }

    let private family noun (parse: string -> 'a) (named: (string * 'a) list) (absent: 'a option) =
        Some {
            Noun = noun
            Module = $"keras.{noun}s"
            Parse = parse >> box
            Defaults = named |> List.map (snd >> box)
            Null = Option.map box absent
        }

    /// The family of a type, if it is one.
    let tryOf (t: Type) : Family option =
        if t = typeof<Initializer> then
            family "initializer" Initializer.parse Initializer.named (Some Initializer.glorotUniform)
        elif t = typeof<Regularizer> then
            family "regularizer" Regularizer.parse Regularizer.named None
        elif t = typeof<Constraint> then
            family "constraint" Constraint.parse Constraint.named None
        else
            None

    // Parameters of a case, those of a fan spread among the others.
    let private parameters (value: Type -> ValueCodec) (case: UnionCaseInfo) : (string * ValueCodec)[] =
        case.GetFields()
        |> Array.collect (fun part ->
            if part.PropertyType = typeof<Fan> then
                FSharpType.GetRecordFields typeof<Fan>
                |> Array.map (fun part -> key part.Name, value part.PropertyType)
            else
                [|
                    key (string (Char.ToUpperInvariant part.Name[0]) + part.Name.Substring 1), value part.PropertyType
                |])

    let private spread (values: obj[]) : obj[] =
        values
        |> Array.collect (function
            | :? Fan as fan -> FSharpValue.GetRecordFields fan
            | other -> [| other |])

    let private gather (case: UnionCaseInfo) (values: obj[]) : obj =
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

    /// How values of a family's union stand in JSON; <c>value</c> gives the codecs of their parameters.
    let objects (value: Type -> ValueCodec) (t: Type) (family: Family) : ValueCodec =
        let tag = FSharpValue.PreComputeUnionTagReader t
        // Only what has a name in Keras; the rest is made inside of layers.
        let known =
            family.Defaults
            |> List.map (fun usual ->
                let case, values = FSharpValue.GetUnionFields(usual, t)
                case.Tag, (case, spread values, parameters value case))
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
            let name, config = KerasObject.takeApart place fields
            for pair in fields do
                if not (KerasObject.envelope.Contains pair.Key) then
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
                |> Fault.keeping place
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
                    | None ->
                        match FSharpValue.GetUnionFields(value, t) |> snd with
                        | [| :? IOwnFunction as own |] -> refuseOwn place own.Name
                        | [| :? IOwnInitializer as own |] -> refuseOwn place own.Name
                        | _ -> Fault.unsupported place $"{value} has no form in Keras's files"
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
