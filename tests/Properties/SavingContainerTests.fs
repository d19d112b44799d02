module Functional.Tests.SavingContainerTests

open System
open System.Diagnostics
open System.IO
open System.IO.Compression
open System.Text
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open Functional

type private TreeGenerator =
    static member Tree() = Arb.fromGen Trees.tree

let private written tree =
    use stream = new MemoryStream()
    Hdf5.write tree stream
    stream.ToArray()

let private message work = Assert.Throws<ModelFileException>(fun () -> work () |> ignore).Message

let private models = Path.Combine(Setup.recorded, "models")
let private model name = Path.Combine(models, name)

// Reads a damaged file: success and ModelFileException with one line are allowed, and little time.
let private survives (read: unit -> unit) =
    let watch = Stopwatch.StartNew()

    try
        read ()
    with :? ModelFileException as error ->
        Assert.DoesNotContain("\n", error.Message)

    Assert.True(watch.ElapsedMilliseconds < 2000L, $"took {watch.ElapsedMilliseconds} ms")

let private flipped (random: Random) (bytes: byte[]) =
    let copy = Array.copy bytes

    for _ in 0 .. random.Next 4 do
        // Half of the flips hit the first kilobytes, where the structure is.
        let reach = if random.Next 2 = 0 then min 4000 copy.Length else copy.Length
        let value = if random.Next 3 = 0 then 255uy else byte (random.Next 256)
        copy[random.Next reach] <- value

    copy

let private writtenSample () =
    let dataset shape (data: Array) = Hdf5Item.Dataset { DType = DType.Float32; Shape = shape; Data = data }

    written {
        Attributes = [ "name", Hdf5Value.Text "model"; "names", Hdf5Value.Texts [ "a"; "b" ] ]
        Children = [
            "scalar", dataset [||] [| 1.0f |]
            "empty", Hdf5Item.Group Hdf5Group.empty
            "vars",
            Hdf5Item.Group {
                Hdf5Group.empty with
                    Children = [ "0", dataset [| 2L; 3L |] (Array.zeroCreate<float32> 6) ]
            }
        ]
    }

[<Property(Arbitrary = [| typeof<TreeGenerator> |], MaxTest = 200)>]
let ``a written tree reads back the same`` (tree: Hdf5Group) = Trees.same tree (Hdf5.readBytes "tree" (written tree))

[<Property(Arbitrary = [| typeof<TreeGenerator> |], MaxTest = 20)>]
let ``a written archive reads back the same`` (tree: Hdf5Group) =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "model.keras")
        let config =
            KerasJson.parse
                "config"
                """{"class_name": "Sequential", "config": {"rate": 1e-07, "name": "é", "x": [1, 1.0, null, true]}}"""
        let archive = {
            KerasArchive.create config tree with
                Assets = [ "layers/text/vocabulary.txt", lazy "a\nb"B ]
        }
        KerasArchive.write path archive
        let read = KerasArchive.read path
        Assert.Equal(KerasJson.print config, KerasJson.print read.Config)
        Assert.Equal(KerasJson.print archive.Metadata, KerasJson.print read.Metadata)
        let values (assets: (string * Lazy<byte[]>) list) = assets |> List.map (fun (name, bytes) -> name, bytes.Value)
        Assert.Equal<(string * byte[]) list>(values archive.Assets, values read.Assets)
        Trees.same tree read.Weights)

[<Fact>]
let ``every file that Keras wrote reads`` () =
    let files = Directory.GetFiles models
    Assert.NotEmpty files

    for file in files do
        if file.EndsWith ".keras" then
            let archive = KerasArchive.read file
            Assert.NotNull(archive.Config["class_name"])
            Assert.Equal(KerasArchive.kerasVersion, archive.Metadata["keras_version"].GetValue<string>())
            Assert.NotEmpty archive.Weights.Children
        elif file.EndsWith ".weights.h5" then
            Assert.NotEmpty((KerasArchive.readWeights file).Children)
        elif file.EndsWith ".h5" then
            let root = KerasArchive.readWeights file
            let config = Hdf5Group.tryText "model_config" root
            Assert.NotNull((KerasJson.parse "model_config" config.Value)["class_name"])
            let weights = (Hdf5Group.tryGroup "model_weights" root).Value

            for layer in (Hdf5Group.tryTexts "layer_names" weights).Value do
                let group = (Hdf5Group.tryGroup layer weights).Value

                for name in (Hdf5Group.tryTexts "weight_names" group).Value do
                    Assert.True((Hdf5Group.tryDataset name group).IsSome, name)

[<Fact>]
let ``a configuration prints as Python wrote it`` () =
    for file in Directory.GetFiles(models, "*.keras") do
        use zip = ZipFile.OpenRead file

        for name in [ "config.json"; "metadata.json" ] do
            use reader = new StreamReader(zip.GetEntry(name).Open())
            let text = reader.ReadToEnd()
            Assert.Equal(text, KerasJson.print (KerasJson.parse name text))

[<Fact>]
let ``a truncated HDF5 file is refused at every length`` () =
    for bytes in [ writtenSample (); File.ReadAllBytes(model "weights_only.weights.h5") ] do
        for length in Seq.append (seq { 0..37 .. bytes.Length - 1 }) [ bytes.Length - 1 ] do
            message (fun () -> Hdf5.readBytes "m.h5" (Array.sub bytes 0 length)) |> ignore

[<Fact>]
let ``flipped bytes in an HDF5 file raise only ModelFileException`` () =
    let random = Random 1

    for bytes in [ writtenSample (); File.ReadAllBytes(model "legacy_h5_trained.h5") ] do
        for _ in 1..2000 do
            survives (fun () -> Hdf5.readBytes "m.h5" (flipped random bytes) |> ignore)

[<Fact>]
let ``a cut or flipped archive raises only ModelFileException`` () =
    Setup.inFolder (fun folder ->
        let random = Random 2
        let path = Path.Combine(folder, "m.keras")
        let bytes = File.ReadAllBytes(model "unbuilt_compiled.keras")

        for length in 0..97 .. bytes.Length - 1 do
            File.WriteAllBytes(path, Array.sub bytes 0 length)
            message (fun () -> KerasArchive.read path) |> ignore

        for _ in 1..500 do
            let copy = flipped random bytes
            // The directory at the end too.
            copy[copy.Length - 1 - random.Next 250] <- byte (random.Next 256)
            File.WriteAllBytes(path, copy)
            survives (fun () -> KerasArchive.read path |> ignore))

[<Fact>]
let ``links, other files and cycles are refused`` () =
    let read bytes = message (fun () -> Hdf5.readBytes "m.h5" bytes)
    Assert.Equal("m.h5, far: external links are refused in model files", read Hostile.externalLink)
    Assert.Equal("m.h5, b: soft links are refused in model files", read Hostile.softLink)
    Assert.Equal("m.h5, b: soft links are refused in model files", read Hostile.softLinkInMessage)
    Assert.Equal("m.h5, x: data in other files (external storage) is refused", read Hostile.externalStorage)
    Assert.Equal("m.h5, v: virtual datasets, which refer to other files, are refused", read Hostile.virtualDataset)
    Assert.Equal(
        "m.h5, a/up: an object is referred to more than once (a cycle or a second hard link)",
        read Hostile.cycle
    )

[<Fact>]
let ``what is no HDF5 file is said in one line`` () =
    let read bytes = message (fun () -> Hdf5.readBytes "model.keras, model.weights.h5" bytes)
    Assert.Equal("model.keras, model.weights.h5: not an HDF5 file", read [||])
    Assert.Equal("model.keras, model.weights.h5: not an HDF5 file", read (Encoding.ASCII.GetBytes(String('x', 5000))))

[<Fact>]
let ``what HDF5 cannot hold is refused before writing`` () =
    let write group = message (fun () -> written group)
    let group = Hdf5Item.Group Hdf5Group.empty
    let rule = "a name that is empty, has a slash or stands twice in its group"
    Assert.Equal($"a/b: {rule}", write { Hdf5Group.empty with Children = [ "a/b", group ] })
    Assert.Equal($"a: {rule}", write { Hdf5Group.empty with Children = [ "a", group; "a", group ] })

    let short = { DType = DType.Float32; Shape = [| 3L |]; Data = [| 1.0f |] }
    let expected = "w: float32 (3) has 1 values, its shape needs 3"
    Assert.Equal(expected, write { Hdf5Group.empty with Children = [ "w", Hdf5Item.Dataset short ] })

// An archive of the given entries.
let private zipOf folder (entries: (string * byte[]) list) =
    let path = Path.Combine(folder, "m.keras")
    use zip = new ZipArchive(File.Create path, ZipArchiveMode.Create)

    for name, bytes in entries do
        use stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open()
        stream.Write(bytes, 0, bytes.Length)

    path

[<Fact>]
let ``an archive that is wrong says what is wrong`` () =
    Setup.inFolder (fun folder ->
        let weights = "model.weights.h5", writtenSample ()
        let good = [ "metadata.json", "{}"B; "config.json", "{}"B; weights ]

        let read entries =
            let path = zipOf folder entries
            (message (fun () -> KerasArchive.read path)).Replace(folder + string Path.DirectorySeparatorChar, "")

        KerasArchive.read (zipOf folder (("evil/../../x", [| 1uy |]) :: good)) |> ignore
        Assert.Equal(
            "m.keras: config.json is missing, so it is not a .keras file",
            read [ "metadata.json", "{}"B; weights ]
        )
        Assert.Equal("m.keras, config.json: stands twice in the archive", read (good @ [ "config.json", "{}"B ]))
        Assert.Equal(
            "m.keras, config.json: must be a JSON object",
            read [ "metadata.json", "{}"B; "config.json", "1"B; weights ]
        )

        let bomb = read [ "metadata.json", "{}"B; "config.json", Array.create (4 <<< 20) (byte ' '); weights ]
        Assert.StartsWith("m.keras, config.json: declares 4194304 bytes, ", bomb)

        let bad = read [ "metadata.json", "{}"B; "config.json", "{\"a\":\n  [1,}"B; weights ]
        Assert.StartsWith("m.keras, config.json: not valid JSON at line 2, column 6: ", bad)

        let missing = Path.Combine(folder, "none.keras")
        Assert.Equal($"{missing}: there is no such file", message (fun () -> KerasArchive.read missing))
        Assert.Equal($"{folder}: is a folder, not a file", message (fun () -> KerasArchive.read folder)))

[<Fact>]
let ``Python's NaN and Infinity are numbers and survive`` () =
    let text = """{"a": NaN, "b": [Infinity, -Infinity], "NaN": "Infinity \" NaN"}"""
    let node = KerasJson.parse "config.json" text
    Assert.True(Double.IsNaN(node["a"].GetValue<float>()))
    Assert.Equal(-infinity, (node["b"][1]).GetValue<float>())
    Assert.Equal("Infinity \" NaN", node["NaN"].GetValue<string>())
    Assert.Equal(text, KerasJson.print node)

[<Fact>]
let ``JSON that is too deep or says a name twice is refused`` () =
    let parse text = message (fun () -> KerasJson.parse "config.json" text)
    Assert.StartsWith("config.json: not valid JSON at line 1", parse (String('[', 100000)))
    Assert.StartsWith("config.json: not valid JSON at line 1", parse """{"a": 1, "a": 2}""")
    Assert.Equal("config.json: not valid JSON: a text is not valid Unicode", parse """{"a": "\ud800"}""")

[<Fact>]
let ``a failing writer leaves the old file and nothing else`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "model.keras")
        File.WriteAllText(path, "old")

        let failing (stream: IO.Stream) =
            stream.WriteByte 1uy
            invalidOp "no"

        Assert.Throws<InvalidOperationException>(fun () -> AtomicFile.write path failing) |> ignore
        let wrong = { Hdf5Group.empty with Children = [ "a/b", Hdf5Item.Group Hdf5Group.empty ] }
        message (fun () -> KerasArchive.write path (KerasArchive.create null wrong)) |> ignore
        Assert.Equal("old", File.ReadAllText path)
        Assert.Equal<string[]>([| path |], Directory.GetFileSystemEntries folder)
        AtomicFile.write path (fun stream -> stream.Write("new"B, 0, 3))
        Assert.Equal("new", File.ReadAllText path)
        Assert.Equal<string[]>([| path |], Directory.GetFileSystemEntries folder))

[<Fact>]
let ``a full disk is a ModelFileException and leaves the old file`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.weights.h5")
        File.WriteAllText(path, "old")
        let data = { DType = DType.Float32; Shape = [| 100000L |]; Data = Array.zeroCreate<float32> 100000 }
        let tree = { Hdf5Group.empty with Children = [ "w", Hdf5Item.Dataset data ] }

        let full = {
            new MemoryStream() with
                override _.Write(_: byte[], _: int, _: int) = raise (IOException "No space left on device")
                override _.Write(_: ReadOnlySpan<byte>) = raise (IOException "No space left on device")
        }

        let work () = AtomicFile.write path (fun _ -> Hdf5.write tree full)
        Assert.Equal($"{path}: cannot write it: No space left on device", message work)
        Assert.Equal("old", File.ReadAllText path))

[<Fact>]
let ``a changed weight is found by its checksum`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        let bytes = File.ReadAllBytes(model "mlp_sequential.keras")
        let at = bytes.Length - 1000
        bytes[at] <- bytes[at] ^^^ 1uy
        File.WriteAllBytes(path, bytes)
        let expected = $"{path}, model.weights.h5: is damaged: its checksum differs"
        Assert.Equal(expected, message (fun () -> KerasArchive.read path)))

[<Fact>]
let ``a place that cannot be written is said in one line`` () =
    Setup.inFolder (fun folder ->
        let write path = message (fun () -> AtomicFile.write path ignore)
        let missing = Path.Combine(folder, "none", "m.keras")
        Assert.Equal($"{missing}: its folder does not exist", write missing)
        Assert.Equal($"{folder}: is a folder, not a file", write folder)
        Assert.Equal("a file's path is empty", write ""))
