namespace Functional

open System
open System.Text.Json.Nodes
open Functional.Layers

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

/// The forms of fields that hold nothing with fields of its own.
[<RequireQualifiedAccess>]
module internal FieldCodec =

    let private key = FieldName.key

    /// A value under the key of the field.
    let plain (field': Reflection.PropertyInfo) : FieldCodec =
        let name = field'.Name
        let key, codec = key name, SettingCodec.ofType field'.PropertyType
        let shape (node: JsonNode) =
            match field'.GetCustomAttributes(typeof<NumberOrListAttribute>, false), node with
            | [||], _ -> node
            | found, Items [ Whole axis ] when axis >= 0L && (found[0] :?> NumberOrListAttribute).FrontListed -> node
            | _ -> FamilyCodec.alone node
        let kept (value: obj) : obj =
            match field'.GetCustomAttributes(typeof<SpreadAttribute>, false), value with
            | [| found |], (:? (float list) as values) -> box (Spread.kept (found :?> SpreadAttribute).Least values)
            | _ -> value
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
            Write = fun _ place value -> [ key, shape (codec.Write (field place key) (kept value)) ]
        }

    /// A layer, a list of them, or one that may be missing.
    let layer (name: string) (t: Type) : FieldCodec =
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

    /// A field under other keys than its own: each key a part of the value.
    let spread name (parts: (string * Type) list) (apart: obj -> obj list) (join: obj list -> obj) : FieldCodec =
        let parts = parts |> List.map (fun (key, t) -> key, SettingCodec.ofType t)
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

    /// Initializer, regularizer and constraint of a weight.
    let rule name =
        let stem = key name
        spread
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

    /// Rank and alpha of a correction; Keras writes neither where there is none.
    let lora name =
        let both =
            spread
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
