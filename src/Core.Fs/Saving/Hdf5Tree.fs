namespace Functional

open System.Collections.Generic
open System.Runtime.CompilerServices

/// <summary>Value of an HDF5 attribute.</summary>
[<RequireQualifiedAccess>]
type Hdf5Value =
    /// One text, such as <c>model_config</c> of an older Keras file.
    | Text of string
    /// A list of texts, such as <c>layer_names</c>.
    | Texts of string list
    /// One whole number.
    | Integer of int64
    /// One number with a fraction.
    | Real of float
    /// One truth value.
    | Flag of bool
    /// An array of numbers. Keras writes an empty list of names as one, of shape (0).
    | Numbers of HostArray

/// <summary>What a name in a group stands for.</summary>
[<RequireQualifiedAccess>]
type Hdf5Item =
    | Group of Hdf5Group
    | Dataset of HostArray

/// <summary>A group of an HDF5 file: the neutral value between Keras's files and models. Names are unique in it.</summary>
and Hdf5Group = {
    /// Attributes of the group, in the file's order.
    Attributes: (string * Hdf5Value) list
    /// Groups and datasets in it, in the file's order (Python's Keras writes them sorted by name: 0, 1, 10, 2).
    Children: (string * Hdf5Item) list
}

[<RequireQualifiedAccess>]
module Hdf5Group =

    /// A group with nothing in it.
    let empty = { Attributes = []; Children = [] }

    /// The attribute of that name, if there is one.
    let tryAttribute name group = group.Attributes |> List.tryFind (fun (key, _) -> key = name) |> Option.map snd

    /// The text of that attribute; None when it is missing or no text.
    let tryText name group =
        match tryAttribute name group with
        | Some(Hdf5Value.Text text) -> Some text
        | _ -> None

    /// <summary>The list of texts of that attribute; None when it is missing or of another kind. Copes with the two ways in
    /// which Keras writes lists: an empty one as an array of no numbers, one over 64 kB in parts <c>name0</c>,
    /// <c>name1</c>, ….</summary>
    let tryTexts name group =
        let part key =
            match tryAttribute key group with
            | Some(Hdf5Value.Texts texts) -> Some texts
            | Some(Hdf5Value.Text text) -> Some [ text ]
            | Some(Hdf5Value.Numbers array) when array.Count = 0L -> Some []
            | _ -> None

        match part name with
        | Some texts -> Some texts
        | None ->
            match Seq.initInfinite (fun i -> part $"{name}{i}") |> Seq.takeWhile Option.isSome |> List.ofSeq with
            | [] -> None
            | parts -> Some(List.collect Option.get parts)

    // Groups of models have thousands of children, each of which is asked for.
    let private byName = ConditionalWeakTable<Hdf5Group, Dictionary<string, Hdf5Item>>()

    let private index (group: Hdf5Group) =
        let items = Dictionary<string, Hdf5Item>()
        for name, item in group.Children do
            items.TryAdd(name, item) |> ignore
        items

    /// The child of that name, if there is one.
    let tryChild (name: string) (group: Hdf5Group) =
        match byName.GetValue(group, index).TryGetValue name with
        | true, item -> Some item
        | _ -> None

    /// The item at a path such as <c>layers/dense/vars/0</c>, if there is one.
    let tryFind (path: string) group =
        let step item name =
            match item with
            | Some(Hdf5Item.Group group) -> tryChild name group
            | _ -> None

        path.Split '/' |> Array.fold step (Some(Hdf5Item.Group group))

    /// The group at a path, if there is one.
    let tryGroup path group =
        match tryFind path group with
        | Some(Hdf5Item.Group found) -> Some found
        | _ -> None

    /// The dataset at a path, if there is one.
    let tryDataset path group =
        match tryFind path group with
        | Some(Hdf5Item.Dataset found) -> Some found
        | _ -> None
