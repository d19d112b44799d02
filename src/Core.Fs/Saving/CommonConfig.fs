namespace Functional

open System.Text.Json.Nodes

/// What Keras writes of every layer: its name, whether it is trained, its dtypes.
[<RequireQualifiedAccess>]
module internal CommonConfig =

    let writePolicy (policy: Policy) : JsonNode =
        objectNode "keras" "DTypePolicy" (fieldsNode [ "name", textNode policy.Name ])

    let readPolicy (place: string) (node: JsonNode) : Policy =
        let parse name = Fault.guard place (fun () -> Policy.Parse name)
        match node with
        | Null -> Policy.Float32
        | Text name -> parse name
        | Fields fields ->
            match KerasObject.takeApart place fields with
            | "DTypePolicy", config ->
                match tryField "name" config with
                | Some(Text name) -> parse name
                | _ -> Fault.refuse (field place "name") "is missing"
            | other, _ -> Fault.unsupported place $"the dtype policy {other} is not supported"
        | other -> Fault.refuse place $"{show other} is not a dtype policy"


    // Names stand in the paths of all weights below.
    let nameLimit = 256

    let requireName (place: string) (name: string) : string =
        if name = "" || name.Contains '/' || name.Contains '\000' then
            Fault.refuse (field place "name") $"{show (textNode name)} is not a name: a text without slashes"
        if name.Length > nameLimit then
            Fault.refuse (field place "name") $"{show (textNode name)} is longer than {nameLimit} characters"
        name

    let readName (place: string) (config: JsonObject) : string option =
        match tryField "name" config with
        | None
        | Some Null -> None
        | Some(Text name) -> Some(requireName place name)
        | Some other -> Fault.refuse (field place "name") $"{show other} is not a name: a text without slashes"

    let readTrainable (place: string) (config: JsonObject) : bool =
        match tryField "trainable" config with
        | None
        | Some Null -> true
        | Some(Flag trainable) -> trainable
        | Some other -> Fault.refuse (field place "trainable") $"{show other} is not true or false"
