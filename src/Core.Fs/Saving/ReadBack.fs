namespace Functional

open System
open System.Runtime.InteropServices

/// Whether what was read from a file is what was written to it.
[<RequireQualifiedAccess>]
module internal ReadBack =

    let private bytes (array: HostArray) : ReadOnlySpan<byte> =
        MemoryMarshal.CreateReadOnlySpan(&MemoryMarshal.GetArrayDataReference array.Data, Buffer.ByteLength array.Data)

    let private sameValues (a: HostArray) (b: HostArray) : bool =
        match a.Data, b.Data with
        | (:? (Half[]) as a), (:? (Half[]) as b) -> a.AsSpan().SequenceEqual(ReadOnlySpan b)
        | _ -> (bytes a).SequenceEqual(bytes b)

    let private sameArray (a: HostArray) (b: HostArray) : bool =
        a.DType = b.DType && a.Shape = b.Shape && sameValues a b

    let private attributes (group: Hdf5Group) =
        group.Attributes |> List.map (fun (name, value) -> name, string value) |> List.sort

    /// The first place at which two trees differ; nothing where they say the same.
    let rec difference (place: string) (written: Hdf5Group) (read: Hdf5Group) : string option =
        let at name = if place = "" then name else $"{place}/{name}"
        if attributes written <> attributes read then
            Some(at "attributes")
        elif written.Children.Length <> read.Children.Length then
            Some(if place = "" then "the number of groups" else place)
        else
            written.Children
            |> List.tryPick (fun (name, item) ->
                match item, Hdf5Group.tryChild name read with
                | Hdf5Item.Dataset written, Some(Hdf5Item.Dataset read) when sameArray written read -> None
                | Hdf5Item.Group written, Some(Hdf5Item.Group read) -> difference (at name) written read
                | _ -> Some(at name))

    /// Raises where something differs. What stood in the place of the file before is untouched then.
    let require (path: string) (difference: string option) : unit =
        match difference with
        | None -> ()
        | Some place ->
            raise (
                ModelFileException $"{path}: what was read back is not what was written, at {place}; nothing was saved"
            )
