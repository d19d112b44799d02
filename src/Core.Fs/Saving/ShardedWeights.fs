namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Text
open System.Text.Json.Nodes

/// Weights in several files beside each other: <c>NAME.weights.json</c>, which says where each is, and <c>NAME_00000.weights.h5</c>, ….
[<RequireQualifiedAccess>]
module internal ShardedWeights =

    /// What the name of the file ends in that says where the weights are.
    let extension = ".weights.json"

    // A group takes some hundred bytes of it.
    let private indexLimit = 64L <<< 20

    let private shardEnd = ".weights.h5"

    // A file may name others beside it, and none elsewhere.
    let private isPlain (name: string) =
        name.EndsWith(shardEnd, StringComparison.Ordinal) && name.IndexOfAny [| '/'; '\\'; ':' |] < 0

    let private shards (where: string) (index: JsonNode) : string list =
        let map =
            match index with
            | Fields fields -> tryField "weight_map" fields
            | _ -> None
        let name (group: string) (node: JsonNode) =
            match node with
            | Text name when isPlain name -> name
            | other -> Fault.refuse (field where group) $"{show other} is not the name of a {shardEnd} file beside it"
        match map with
        | Some(Fields map) ->
            [
                for pair in map do
                    match pair.Value with
                    | Items names -> yield! names |> List.map (name pair.Key)
                    | single -> name pair.Key single
            ]
            |> List.distinct
        | _ -> Fault.refuse where "has no weight_map"

    let rec private merge (where: string) (groups: Hdf5Group list) : Hdf5Group = {
        Attributes = groups |> List.collect _.Attributes |> List.distinctBy fst
        Children =
            groups
            |> List.collect _.Children
            |> List.groupBy fst
            |> List.map (fun (name, found) ->
                let inner =
                    found
                    |> List.choose (fun (_, item) ->
                        match item with
                        | Hdf5Item.Group group -> Some group
                        | Hdf5Item.Dataset _ -> None)
                match found with
                | [ single ] -> single
                | _ when inner.Length = found.Length -> name, Hdf5Item.Group(merge $"{where}/{name}" inner)
                | _ -> Fault.refuse $"{where}/{name}" "stands in several files")
    }

    /// <summary>All weights of the files that an index names.</summary>
    /// <param name="path">The index.</param>
    /// <exception cref="T:Functional.ModelFileException">A file is missing, truncated or damaged, or the index names one elsewhere.</exception>
    let read (path: string) : Hdf5Group =
        let name = Path.GetFileName path
        let bytes =
            use stream = AtomicFile.openRead path
            if stream.Length > indexLimit then
                Fault.refuse name $"has {stream.Length} bytes, more than {indexLimit}"
            let bytes = Array.zeroCreate<byte>(int stream.Length)
            stream.ReadExactly(Span bytes)
            bytes
        let folder = Path.GetDirectoryName(Path.GetFullPath path)
        KerasJson.parseWithin (20_000L + int64 bytes.Length / 10L) name bytes
        |> shards name
        |> List.map (fun shard -> KerasArchive.readWeights (Path.Combine(folder, shard)))
        |> merge name

    // Datasets with their paths, in the file's order.
    let rec private datasets (path: string) (group: Hdf5Group) : (string * HostArray) list = [
        for name, item in group.Children do
            match item with
            | Hdf5Item.Dataset array -> $"{path}/{name}", array
            | Hdf5Item.Group inner -> yield! datasets $"{path}/{name}" inner
    ]

    let rec private pick (chosen: HashSet<string>) (path: string) (group: Hdf5Group) : Hdf5Group = {
        group with
            Children =
                group.Children
                |> List.choose (fun (name, item) ->
                    let path = $"{path}/{name}"
                    match item with
                    | Hdf5Item.Dataset _ -> if chosen.Contains path then Some(name, item) else None
                    | Hdf5Item.Group inner ->
                        match pick chosen path inner with
                        | { Children = [] } -> None
                        | inner -> Some(name, Hdf5Item.Group inner))
    }

    // So many in a file as have place, in their order.
    let private pack (limit: float) (arrays: (string * HostArray) list) : string list list =
        let add (full: string list list, current: string list, size: float) (path: string, array: HostArray) =
            let bytes = float (Shape.leastBytes array.DType (Shape.known array.Shape))
            if bytes > limit then
                raise (
                    ConfigurationException
                        $"maxShardSize must hold each weight, got {limit} bytes for {bytes} of {path.TrimStart '/'}"
                )
            if size + bytes > limit && not current.IsEmpty then
                List.rev current :: full, [ path ], bytes
            else
                full, path :: current, size + bytes
        let full, current, _ = List.fold add ([], [], 0.0) arrays
        List.rev (List.rev current :: full)

    /// <summary>Writes weights into files of at most a size, and the index after them.</summary>
    /// <param name="path">The index, <c>NAME.weights.json</c>.</param>
    /// <param name="maxShardSize">Gigabytes (2³⁰ bytes) of numbers in a file.</param>
    /// <param name="tree">The weights.</param>
    /// <exception cref="T:Functional.ConfigurationException">The size is not above 0, or a weight is larger.</exception>
    /// <exception cref="T:Functional.ModelFileException">A file cannot be written there.</exception>
    let write (path: string) (maxShardSize: float) (tree: Hdf5Group) : unit =
        if not (maxShardSize > 0.0) then
            raise (ConfigurationException $"maxShardSize must be above 0, got {maxShardSize}")
        let arrays = datasets "" tree
        let stem = (Path.GetFileName path).Substring(0, (Path.GetFileName path).Length - extension.Length)
        let map = SortedDictionary<string, List<string>>(StringComparer.Ordinal)
        for i, chosen in pack (maxShardSize * float (1L <<< 30)) arrays |> List.indexed do
            let shard = $"{stem}_{i:D5}{shardEnd}"
            let place = Path.Combine(Path.GetDirectoryName(Path.GetFullPath path), shard)
            pick (HashSet chosen) "" tree |> KerasArchive.writeWeightsVerified place
            for path in chosen do
                let group = path.Substring(0, path.LastIndexOf '/')
                if not (map.ContainsKey group) then
                    map[group] <- List()
                if not (map[group].Contains shard) then
                    map[group].Add shard
        let total =
            arrays |> List.sumBy (fun (_, array) -> float (Shape.leastBytes array.DType (Shape.known array.Shape)))
        let index =
            fieldsNode [
                "metadata", fieldsNode [ "total_size", realNode total ]
                "weight_map",
                fieldsNode [
                    for pair in map ->
                        pair.Key,
                        if pair.Value.Count = 1 then
                            textNode pair.Value[0]
                        else
                            pair.Value |> Seq.map textNode |> List.ofSeq |> listNode
                ]
            ]
        AtomicFile.write path (fun stream -> stream.Write(ReadOnlySpan(Encoding.ASCII.GetBytes(KerasJson.print index))))
