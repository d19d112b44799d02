namespace Functional

open System
open System.Collections.Generic
open System.Globalization
open System.IO
open System.IO.Compression
open System.Text
open System.Text.Json.Nodes

/// <summary>A <c>.keras</c> file: a zip of <c>metadata.json</c>, <c>config.json</c>, <c>model.weights.h5</c>, and files of layers
/// (vocabularies) under <c>assets/</c>.</summary>
type KerasArchive = {
    /// The model's configuration: <c>class_name</c>, <c>config</c>, <c>compile_config</c>, …
    Config: JsonNode
    /// <c>keras_version</c> and <c>date_saved</c>.
    Metadata: JsonNode
    /// The weights, by the paths of layers: <c>layers/dense/vars/0</c>.
    Weights: Hdf5Group
    /// Files under <c>assets/</c>, by their path below it, such as <c>layers/text_vectorization/vocabulary.txt</c>. Names from
    /// a file are only names: never paths to write to. Of an archive that was read, each is read when it is asked for; the file must
    /// still be there then.
    Assets: (string * Lazy<byte[]>) list
}

[<RequireQualifiedAccess>]
module KerasArchive =

    /// The version of Keras whose files these are.
    let kerasVersion = "3.16.0"

    // Keras stores entries as they are, and so do we. Deflate's best is 1032 to 1, which only zeros reach; trained weights reach 1.1,
    // configurations 5 to 40, and are seldom over a megabyte. Bytes that an entry may unfold to, of so many stored:
    let private textLimit stored = min (64L <<< 20) ((2L <<< 20) + 16L * stored)
    let private weightsLimit stored = (1L <<< 20) + 20L * stored
    let private assetLimit stored = (1L <<< 16) + 100L * stored
    // Values in a text of that length. In configurations one takes thirteen bytes, in memory it takes a hundred and more; a layer has
    // about a hundred, a further call of it fourteen.
    let private valuesLimit length = min 2_000_000L (20_000L + length / 10L)
    // Weights up to this size are read in memory, larger ones through a temporary file.
    let private memoryLimit = 1L <<< 30

    let private refuse where (problem: string) inner = raise (ModelFileException($"{where}: {problem}", inner))

    // Eight tables of CRC-32, the k-th for a byte that k others follow, so that eight bytes are folded in at once.
    let private crcTables =
        let bit (value: uint32) _ = if value &&& 1u = 1u then (value >>> 1) ^^^ 0xEDB88320u else value >>> 1

        let first = Array.init 256 (fun i -> Seq.fold bit (uint32 i) (seq { 1..8 }))
        let next (table: uint32[]) = table |> Array.map (fun value -> first[int (value &&& 0xFFu)] ^^^ (value >>> 8))
        Array.concat (Seq.scan (fun table _ -> next table) first (seq { 1..7 }))

    let private crc (state: uint32) (bytes: byte[]) count =
        let inline table row (value: uint32) = crcTables[row * 256 + int (value &&& 0xFFu)]
        let mutable state = state
        let mutable i = 0

        while count - i >= 8 do
            let low = state ^^^ BitConverter.ToUInt32(bytes, i)
            let high = BitConverter.ToUInt32(bytes, i + 4)
            let fromLow = table 7 low ^^^ table 6 (low >>> 8) ^^^ table 5 (low >>> 16) ^^^ table 4 (low >>> 24)
            let fromHigh = table 3 high ^^^ table 2 (high >>> 8) ^^^ table 1 (high >>> 16) ^^^ table 0 (high >>> 24)
            state <- fromLow ^^^ fromHigh
            i <- i + 8

        while i < count do
            state <- table 0 (state ^^^ uint32 bytes[i]) ^^^ (state >>> 8)
            i <- i + 1

        state

    // Copies an entry to a stream, exactly as many bytes as it declares, and compares their checksum (which .NET does not).
    let private copyEntry where (entry: ZipArchiveEntry) (target: Stream) =
        use source = entry.Open()
        let buffer = Array.zeroCreate<byte>(1 <<< 16)
        let mutable left = entry.Length
        let mutable state = UInt32.MaxValue
        let mutable count = source.Read(buffer, 0, buffer.Length)

        while count > 0 do
            left <- left - int64 count
            if left < 0L then
                refuse where "is longer than the archive says" null
            state <- crc state buffer count
            target.Write(buffer, 0, count)
            count <- source.Read(buffer, 0, buffer.Length)

        if left > 0L then
            refuse where "is truncated" null
        if ~~~state <> entry.Crc32 then
            refuse where "is damaged: its checksum differs" null

    let private checkEntry where (limit: int64 -> int64) archiveLength (entry: ZipArchiveEntry) =
        if entry.IsEncrypted then
            refuse where "is encrypted" null

        if entry.CompressedLength > archiveLength then
            refuse where $"declares {entry.CompressedLength} bytes in an archive of {archiveLength}" null

        if entry.Length > limit entry.CompressedLength then
            refuse where $"declares {entry.Length} bytes, {entry.CompressedLength} of them stored: too many" null

    let private entryBytes where limit archiveLength (entry: ZipArchiveEntry) =
        checkEntry where limit archiveLength entry
        use memory = new MemoryStream(int entry.Length)
        copyEntry where entry memory
        memory.ToArray()

    // A seekable copy of an entry; the temporary file of a large one is gone when the stream is closed.
    let private seekable where archiveLength (entry: ZipArchiveEntry) : Stream =
        checkEntry where weightsLimit archiveLength entry

        let stream: Stream =
            if entry.Length <= memoryLimit then
                new MemoryStream(int entry.Length)
            else
                AtomicFile.scratch (Path.GetTempPath())

        try
            copyEntry where entry stream
            stream
        with _ ->
            stream.Dispose()
            reraise ()

    let private assetsFolder = "assets/"

    let private isAsset (entry: ZipArchiveEntry) =
        entry.FullName.StartsWith(assetsFolder, StringComparison.Ordinal) && not (entry.FullName.EndsWith '/')

    // Opens an archive for as long as it is needed; what is wrong with it is said in one line.
    let private within (path: string) (work: int64 -> ZipArchive -> 'a) : 'a =
        use stream = AtomicFile.openRead path

        try
            use zip = new ZipArchive(stream, ZipArchiveMode.Read)
            work stream.Length zip
        with
        | :? InvalidDataException as error -> refuse path "not a zip archive, or a damaged one" error
        | :? EndOfStreamException as error -> refuse path "truncated" error
        | :? NotSupportedException as error -> refuse path "is compressed in an unknown way" error
        | :? ArgumentException as error -> refuse path "a damaged zip archive" error
        | :? UnauthorizedAccessException
        | :? IOException as error -> refuse path $"cannot read it: {error.Message}" error

    let private asset path name =
        lazy
            (within path (fun length zip ->
                let where = $"{path}, {name}"

                if zip.Entries |> Seq.filter isAsset |> Seq.sumBy _.Length > assetLimit length then
                    refuse $"{path}, {assetsFolder}" $"more than {assetLimit length} bytes" null

                match zip.GetEntry name with
                | null -> refuse where "is missing" null
                | entry -> entryBytes where assetLimit length entry))

    let private content (path: string) (length: int64) (zip: ZipArchive) : KerasArchive =
        let entries = Dictionary<string, ZipArchiveEntry>()

        for entry in zip.Entries do
            if not (entries.TryAdd(entry.FullName, entry)) then
                refuse $"{path}, {entry.FullName}" "stands twice in the archive" null

        let where name = $"{path}, {name}"

        let entry name =
            match entries.TryGetValue name with
            | true, entry -> entry
            | _ -> refuse path $"{name} is missing, so it is not a .keras file" null

        let json name =
            let entry = entry name
            let bytes = entryBytes (where name) textLimit length entry

            match KerasJson.parseWithin (valuesLimit bytes.LongLength) (where name) bytes with
            | :? JsonObject as fields -> fields :> JsonNode
            | _ -> refuse (where name) "must be a JSON object" null

        let assets = zip.Entries |> Seq.filter isAsset |> List.ofSeq

        let config = json "config.json"
        let metadata = json "metadata.json"
        let weightsEntry = entry "model.weights.h5"
        use weights = seekable (where "model.weights.h5") length weightsEntry

        {
            Config = config
            Metadata = metadata
            Weights = Hdf5.read (where "model.weights.h5") weights
            Assets =
                assets
                |> List.map (fun entry -> entry.FullName.Substring assetsFolder.Length, asset path entry.FullName)
        }

    /// <summary>Reads a <c>.keras</c> file. Entries that Keras does not write are left alone; nothing is unpacked to disk.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged, or not a <c>.keras</c>
    /// file.</exception>
    let read (path: string) : KerasArchive = within path (content path)

    /// Metadata as Keras writes it, for a model saved at that time.
    let metadata (time: DateTime) : JsonNode =
        let date = time.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture)
        JsonObject [
            KeyValuePair("keras_version", JsonValue.Create kerasVersion :> JsonNode)
            KeyValuePair("date_saved", JsonValue.Create date :> JsonNode)
        ]

    /// An archive of a configuration and weights, saved now.
    let create config weights = { Config = config; Metadata = metadata DateTime.Now; Weights = weights; Assets = [] }

    let private fill (path: string) (archive: KerasArchive) (stream: Stream) : unit =
        use zip = new ZipArchive(stream, ZipArchiveMode.Create, true)

        let entry (name: string) (content: Stream -> unit) =
            use target = zip.CreateEntry(name, CompressionLevel.NoCompression).Open()
            content target

        let text name (node: JsonNode) =
            entry name (fun target -> target.Write(ReadOnlySpan(Encoding.ASCII.GetBytes(KerasJson.print node))))

        text "metadata.json" archive.Metadata
        text "config.json" archive.Config

        for name, bytes in archive.Assets do
            entry (assetsFolder + name) (fun target -> target.Write(ReadOnlySpan bytes.Value))

        // PureHDF seeks while it writes, which a zip entry cannot.
        use weights = AtomicFile.scratch (Path.GetDirectoryName(Path.GetFullPath path))
        Hdf5.write archive.Weights weights
        weights.Position <- 0L
        entry "model.weights.h5" weights.CopyTo

    /// <summary>Writes a <c>.keras</c> file that Python's Keras 3 loads, whole or not at all. Entries are stored
    /// uncompressed, as Keras does.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="archive">What to write.</param>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there.</exception>
    let write (path: string) (archive: KerasArchive) = AtomicFile.write path (fill path archive)

    /// <summary>The same, with the file read back and compared before it takes its name.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="archive">What to write.</param>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there, or what was read back is not what was
    /// written.</exception>
    let writeVerified (path: string) (archive: KerasArchive) =
        AtomicFile.write path (fun stream ->
            fill path archive stream
            stream.Position <- 0L
            use zip = new ZipArchive(stream, ZipArchiveMode.Read, true)
            let again = content path stream.Length zip
            let same (a: JsonNode) (b: JsonNode) = KerasJson.print a = KerasJson.print b
            ReadBack.require
                path
                (if not (same archive.Config again.Config) then Some "config.json"
                 elif not (same archive.Metadata again.Metadata) then Some "metadata.json"
                 else ReadBack.difference "" archive.Weights again.Weights))

    /// <summary>Reads a <c>.weights.h5</c> file, or an older whole-model <c>.h5</c> file.</summary>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated or damaged.</exception>
    let readWeights (path: string) : Hdf5Group =
        use stream = AtomicFile.openRead path
        Hdf5.read path stream

    /// <summary>Writes a <c>.weights.h5</c> file, or an older whole-model <c>.h5</c> file, whole or not at all.</summary>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there.</exception>
    let writeWeights (path: string) (weights: Hdf5Group) = AtomicFile.write path (Hdf5.write weights)

    /// <summary>The same, with the file read back and compared before it takes its name.</summary>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there, or what was read back is not what was
    /// written.</exception>
    let writeWeightsVerified (path: string) (weights: Hdf5Group) =
        AtomicFile.write path (fun stream ->
            Hdf5.write weights stream
            stream.Position <- 0L
            ReadBack.require path (Hdf5.read path stream |> ReadBack.difference "" weights))
