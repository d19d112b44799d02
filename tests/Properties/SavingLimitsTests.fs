module Functional.Tests.SavingLimitsTests

open System
open System.Diagnostics
open System.IO
open System.IO.Compression
open System.Text
open System.Text.Json.Nodes
open Xunit
open Functional
open Functional.Layers

let private refused work = Assert.Throws<ModelFileException>(fun () -> work () |> ignore).Message

// What work takes: milliseconds, and megabytes that it asks for, whether or not they are freed on the way.
let private cost (work: unit -> unit) : float * float =
    let bytes = GC.GetAllocatedBytesForCurrentThread()
    let watch = Stopwatch.StartNew()
    work ()
    float watch.ElapsedMilliseconds, float (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1e6

let private written tree =
    use stream = new MemoryStream()
    Hdf5.write tree stream
    stream.ToArray()

let private group children = Hdf5Item.Group { Hdf5Group.empty with Children = children }

let private zeros (shape: int64 list) =
    Hdf5Item.Dataset {
        DType = DType.Float32
        Shape = Array.ofList shape
        Data = Array.zeroCreate<float32>(int (List.fold (*) 1L shape))
    }

// An archive of the given entries, besides its metadata: as Keras writes it, or compressed.
let private archived (level: CompressionLevel) folder (entries: (string * byte[]) list) =
    let path = Path.Combine(folder, $"{Guid.NewGuid():N}.keras")
    use zip = new ZipArchive(File.Create path, ZipArchiveMode.Create)

    for name, bytes in ("metadata.json", "{}"B) :: entries do
        use stream = zip.CreateEntry(name, level).Open()
        stream.Write(bytes, 0, bytes.Length)

    path

let private stored = archived CompressionLevel.NoCompression
let private zipped = archived CompressionLevel.Optimal

let private weightsOf (tree: (string * Hdf5Item) list) =
    "model.weights.h5", written { Hdf5Group.empty with Children = tree }

let private configOf (text: string) = "config.json", Encoding.UTF8.GetBytes text

let private functional (name: string) (layers: string) (inputs: string) (outputs: string) =
    $"""{{"class_name": "Functional", "config": {{"name": "{name}", "layers": [{layers}], "input_layers": {inputs}, "output_layers": {outputs}}}"""

let private tensor name call =
    $"""{{"class_name": "__keras_tensor__", "config": {{"shape": [null, 4], "dtype": "float32", "keras_history": ["{name}", {call}, 0]}}}}"""

let private layer className name (config: string) (inbound: string) =
    $"""{{"class_name": "{className}", "name": "{name}", "config": {{"name": "{name}", {config}}}, "inbound_nodes": [{inbound}]}}"""

let private call args = $"""{{"args": [{args}], "kwargs": {{}}}}"""
let private input = layer "InputLayer" "x" "\"batch_shape\": [null, 4], \"dtype\": \"float32\"" ""

// One dense layer that is called so many times, each time on what it gave before.
let private repeated folder count =
    let calls = [| for i in 0 .. count - 1 -> call (if i = 0 then tensor "x" 0 else tensor "d" (i - 1)) |]
    let dense = layer "Dense" "d" "\"units\": 4" (String.Join(", ", calls))
    let vars = group [ "0", zeros [ 4L; 4L ]; "1", zeros [ 4L ] ]

    stored folder [
        configOf (functional "m" $"{input}, {dense}" "[\"x\", 0, 0]" $"[\"d\", {count - 1}, 0]" + "}")
        weightsOf [ "layers", group [ "dense", group [ "vars", vars ] ] ]
    ]

let private callsOf (model: Model) = (model.Root :?> Network).Calls.Length

[<Fact>]
let ``a layer that is called on itself again and again takes time and memory in proportion`` () =
    Setup.inFolder (fun folder ->
        let load count =
            let path = repeated folder count
            let mutable spent = 0.0, 0.0

            Setup.onSmallStack (fun () ->
                KerasFile.load path |> ignore
                spent <- cost (fun () -> Assert.Equal(count + 1, callsOf (KerasFile.load path).Model)))

            spent

        let _, few = load 4_000
        let time, many = load 16_000
        Assert.True(many < 4.5 * few, $"{few} MB for a quarter of the calls, {many} MB for all")
        Assert.True(many < 400.0 && time < 5_000.0, $"{many} MB in {time} ms"))

[<Fact>]
let ``more calls than a model may have are refused before anything is built`` () =
    Setup.inFolder (fun folder ->
        let path = repeated folder 120_000

        Setup.onSmallStack (fun () ->
            let _, spent =
                cost (fun () ->
                    Assert.EndsWith(
                        "config.json: more than 100000 calls of layers, those of nested models included",
                        refused (fun () -> KerasFile.load path)
                    ))

            Assert.True(spent < 1_000.0, $"{spent} MB"))

        let many = repeated folder 300_000
        Setup.onSmallStack (fun () ->
            let _, spent = cost (fun () -> refused (fun () -> KerasFile.load many) |> ignore)
            Assert.True(spent < 150.0, $"{spent} MB")))

// Models inside of models, the innermost with one dense layer.
let private nested depth =
    let rec wrap depth =
        if depth = 0 then
            functional
                "m"
                $"""{input}, {layer "Dense" "d" "\"units\": 4" (call (tensor "x" 0))}"""
                "[\"x\", 0, 0]"
                "[\"d\", 0, 0]"
        else
            let inner = wrap (depth - 1) + $""", "name": "m", "inbound_nodes": [{call (tensor "x" 0)}]}}"""
            functional "m" $"{input}, {inner}" "[\"x\", 0, 0]" "[\"m\", 0, 0]"

    wrap depth + "}"

[<Fact>]
let ``models inside of models are read as deep as they may stand, and no deeper`` () =
    Setup.onSmallStack (fun () ->
        let read depth = KerasJson.parse "test" (nested depth) |> ModelConfig.read "test" true |> fst
        let model = read 99
        Assert.Equal(99, (ModelConfig.toJson model None).Split("\"m\", \"trainable\"").Length - 2)
        Model.build Mode.Inference model |> ignore
        Assert.EndsWith("layers stand inside each other more than 100 deep", refused (fun () -> read 102))
        Assert.Contains("maximum configured depth of 400", refused (fun () -> read 300)))

[<Fact>]
let ``a configuration that calls models inside of models costs what its length warrants`` () =
    // Each level calls the one inside of it twice.
    let rec doubled depth =
        if depth = 0 then
            functional
                "m"
                $"""{input}, {layer "Dense" "d" "\"units\": 4" (call (tensor "x" 0))}"""
                "[\"x\", 0, 0]"
                "[\"d\", 0, 0]"
        else
            let calls = $"""{call (tensor "x" 0)}, {call (tensor "m" 0)}"""
            let inner = doubled (depth - 1) + $""", "name": "m", "inbound_nodes": [{calls}]}}"""
            functional "m" $"{input}, {inner}" "[\"x\", 0, 0]" "[\"m\", 1, 0]"

    let read depth = KerasJson.parse "test" (doubled depth + "}") |> ModelConfig.read "test" true

    Setup.onSmallStack (fun () ->
        read 8 |> ignore
        let time, spent =
            cost (fun () -> Assert.Contains("those of nested models included", refused (fun () -> read 30)))

        Assert.True(spent < 400.0 && time < 5_000.0, $"{spent} MB in {time} ms"))

[<Fact>]
let ``a small archive of a large configuration is refused before it is read`` () =
    Setup.inFolder (fun folder ->
        let expected = [
            String.replicate 6_000_000 "[],", "declares 18000010 bytes, "
            "\"a\", " + String(' ', 50_000_000), "declares 50000015 bytes, "
            String.replicate 500_000 "[],", "holds more than 170001 values, too many for its size"
        ]

        for text, problem in expected do
            let path = zipped folder [ configOf ("{\"x\": [" + text + "0]}"); weightsOf [] ]
            let _, spent = cost (fun () -> Assert.Matches(problem, refused (fun () -> KerasFile.load path)))

            Assert.True(spent < 40.0, $"{spent} MB for an archive of {(FileInfo path).Length} bytes"))

[<Fact>]
let ``names that would stand in many paths are short`` () =
    let long = String('n', 300)
    let dense = layer "Dense" long "\"units\": 4" (call (tensor "x" 0))
    let text = functional "m" $"{input}, {dense}" "[\"x\", 0, 0]" $"[\"{long}\", 0, 0]" + "}"
    Assert.EndsWith(
        "is longer than 256 characters",
        refused (fun () -> KerasJson.parse "test" text |> ModelConfig.read "test" true)
    )

[<Fact>]
let ``files of layers are read when they are asked for, and never more of them than an archive can hold`` () =
    Setup.inFolder (fun folder ->
        let assets (bytes: int) = [
            let content = Array.init bytes (fun i -> byte (i * i / 7))
            for i in 1..3_900 -> $"assets/{i}.txt", content
        ]

        let archive assets =
            let path = zipped folder ([ configOf "{}"; weightsOf [] ] @ assets)
            let mutable archive = Unchecked.defaultof<KerasArchive>
            let _, spent = cost (fun () -> archive <- KerasArchive.read path)
            Assert.True(spent < 20.0, $"{spent} MB")
            Assert.Equal(3_900, archive.Assets.Length)
            path, archive.Assets

        let _, some = archive (assets 100)
        Assert.Equal("1.txt", fst some.Head)
        Assert.Equal<byte[]>(snd (assets 100).Head, (snd some.Head).Value)
        let path, many = archive [ for name, _ in assets 0 -> name, Array.zeroCreate<byte> 65_000 ]
        Assert.Equal(
            $"{path}, assets/: more than {65_536L + 100L * (FileInfo path).Length} bytes",
            refused (fun () -> (snd many.Head).Value)
        ))

// A file of groups, each with one link to the next, and objects whose headers go on elsewhere, byte by byte.
module private Handmade =

    let file (objects: (int64 -> int64[] -> byte[]) list) (sizes: int list) =
        let starts = sizes |> List.scan (+) 48 |> List.map int64 |> Array.ofList
        use stream = new MemoryStream()
        use writer = new BinaryWriter(stream)
        writer.Write [| 0x89uy; 0x48uy; 0x44uy; 0x46uy; 0x0Duy; 0x0Auy; 0x1Auy; 0x0Auy; 2uy; 8uy; 8uy; 0uy |]
        for number in [ 0L; -1L; Array.last starts; starts[0] ] do
            writer.Write number
        writer.Write 0
        objects |> List.iteri (fun i make -> writer.Write(make starts[i] starts))
        stream.ToArray()

    let private message (kind: int) (body: byte[]) =
        Array.concat [ [| byte kind |]; BitConverter.GetBytes(uint16 body.Length); [| 0uy |]; body ]

    let link (name: string) (address: int64) =
        let name = Encoding.ASCII.GetBytes name
        message 6 (Array.concat [ [| 1uy; 0uy; byte name.Length |]; name; BitConverter.GetBytes address ])

    let continuation (address: int64) (size: int) =
        message 0x10 (Array.append (BitConverter.GetBytes address) (BitConverter.GetBytes(int64 size)))

    let header (messages: byte[]) =
        Array.concat [ "OHDR"B; [| 2uy; 0uy; byte messages.Length |]; messages; Array.zeroCreate 4 ]

    let block (messages: byte[]) = Array.concat [ "OCHK"B; messages; Array.zeroCreate 4 ]

[<Fact>]
let ``groups inside of groups are read as deep as they may stand, and no deeper`` () =
    let nested depth =
        let size = (Handmade.header (Handmade.link "g" 0L)).Length
        let group i (_: int64) (starts: int64[]) = Handmade.header (Handmade.link "g" starts[i + 1])
        let last (_: int64) (_: int64[]) = Handmade.header (Handmade.link "g" 0L |> Array.map (fun _ -> 0uy))
        Handmade.file [ for i in 0 .. depth - 1 -> group i ] [ for _ in 1..depth -> size ]

    Setup.onSmallStack (fun () ->
        let message = refused (fun () -> Hdf5.readBytes "m.h5" (nested 100_000))
        Assert.EndsWith("groups nest more than 220 deep", message)
        Assert.True(message.Length < 1_000))

[<Fact>]
let ``a header that goes on in many places is read once, and never in a circle`` () =
    let first = Handmade.header (Handmade.continuation 0L 0)
    let next = Handmade.block (Handmade.continuation 0L 0)

    let chain count (after: int64[] -> int64) =
        let at i (_: int64) (starts: int64[]) =
            let target = if i = count then after starts else starts[i + 1]
            let more = Handmade.continuation target next.Length
            if i = 0 then Handmade.header more else Handmade.block more

        Handmade.file [ for i in 0..count -> at i ] (first.Length :: [ for _ in 1..count -> next.Length ])

    Setup.onSmallStack (fun () ->
        let circle = refused (fun () -> Hdf5.readBytes "m.h5" (chain 50_000 (fun starts -> starts[1])))
        Assert.Equal(
            "m.h5: a continuation of a header is referred to more than once (a cycle or a second hard link)",
            circle
        )

        let time, spent =
            cost (fun () -> refused (fun () -> Hdf5.readBytes "m.h5" (chain 50_000 (fun _ -> 1L <<< 40))) |> ignore)

        Assert.True(spent < 100.0 && time < 3_000.0, $"{spent} MB in {time} ms"))

[<Fact>]
let ``trees that are deeper than files may be are refused, not written`` () =
    Setup.onSmallStack (fun () ->
        let tree =
            Seq.fold (fun tree _ -> { Hdf5Group.empty with Children = [ "g", Hdf5Item.Group tree ] }) Hdf5Group.empty
        Assert.EndsWith("groups nest more than 220 deep", refused (fun () -> written (tree (seq { 1..100_000 }))))
        let mutable node: JsonNode = JsonArray()
        for _ in 1..100_000 do
            node <- JsonArray [| node |]
        Assert.Equal(2 * 100_001, (KerasJson.print node).Length)
        let config = JsonObject()
        config["class_name"] <- node
        Assert.EndsWith("nests more than 400 levels", refused (fun () -> ModelConfig.readLayer "test" config)))
