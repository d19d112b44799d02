module Functional.Tests.FuzzTests

open System
open System.Collections.Generic
open System.Diagnostics
open System.IO
open System.IO.Compression
open System.Text
open System.Text.Json.Nodes
open Xunit
open Functional
open Functional.Layers

// The long form has 100,000; FUNCTIONAL_FUZZ says another number.
// Mutations are numbered, and each depends on its number alone; FUNCTIONAL_FUZZ_FIRST=41233 begins with that one.
let private setting (name: string) usual =
    match Int32.TryParse(Environment.GetEnvironmentVariable name) with
    | true, number -> number
    | _ -> usual

let private mutations = setting "FUNCTIONAL_FUZZ" (if Setup.isLong then 100_000 else 1_500)
let private first = setting "FUNCTIONAL_FUZZ_FIRST" 0

let private models = Path.Combine(Setup.recorded, "models")

/// An archive as texts and bytes.
type private Parts = { Name: string; Metadata: byte[]; Config: JsonNode; Weights: byte[] }

let private partsOf (path: string) : Parts =
    use zip = ZipFile.OpenRead path

    let bytes (name: string) =
        use stream = zip.GetEntry(name).Open()
        use copy = new MemoryStream()
        stream.CopyTo copy
        copy.ToArray()

    {
        Name = Path.GetFileName path
        Metadata = bytes "metadata.json"
        Config = KerasJson.parseBytes path (bytes "config.json")
        Weights = bytes "model.weights.h5"
    }

let private isSmall (path: string) = (FileInfo path).Length < 100_000L

// Files of Keras that load.
let private ofKeras () = [
    for path in Directory.GetFiles(models, "*.keras") |> Array.sort do
        let loads =
            try
                KerasFile.load path |> ignore
                isSmall path
            with :? FunctionalException ->
                false

        if loads then
            partsOf path
]

// A file of ours for each class of layers.
let private ofClasses () = [
    let folder = Directory.CreateTempSubdirectory "functional-"

    for name, way in Subjects.calls |> List.distinctBy fst do
        let path = Path.Combine(folder.FullName, $"{name}.keras")
        let model = Subjects.model Subjects.Around.Nothing (Subjects.find name way 0)
        let trained = Trained.create 1L model
        TrainedFile.save path None trained
        (trained.Store :> IDisposable).Dispose()

        if isSmall path then
            partsOf path

    folder.Delete true
]

let private sources = lazy (Array.ofList (ofKeras () @ ofClasses ()))

let private zipped (parts: Parts) =
    use stream = new MemoryStream()

    using (new ZipArchive(stream, ZipArchiveMode.Create, true)) (fun zip ->
        let add (name: string) (bytes: byte[]) =
            use entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open()
            entry.Write(bytes, 0, bytes.Length)

        add "metadata.json" parts.Metadata
        add "config.json" (Encoding.UTF8.GetBytes(KerasJson.print parts.Config))
        add "model.weights.h5" parts.Weights)

    stream.ToArray()

let private pick (random: Random) (items: IReadOnlyList<'a>) = items[random.Next items.Count]

// Values that stand where others are meant.
let private strange = [|
    "null"
    "true"
    "false"
    "0"
    "-1"
    "1"
    "3"
    "7"
    "1e400"
    "2.5"
    "-0.0"
    "1e-30"
    "NaN"
    "-Infinity"
    "2147483647"
    "2147483648"
    "-9223372036854775808"
    "123456789012345678901234567890"
    "\"\""
    "\"relu\""
    "\"float16\""
    "\"mixed_bfloat16\""
    "\"dense\""
    "\"\\u0000\""
    "\"a/b\""
    "[]"
    "[0]"
    "[null, 3]"
    "[null, null, 4]"
    "[[1], {}]"
    "[-1, 2]"
    "[9999999999, 9999999999, 9999999999]"
    "{}"
    "{\"class_name\": \"Dense\", \"config\": {\"units\": 3}}"
    "{\"class_name\": 3}"
    "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"dense\", 0, 0]}}"
|]

// Every object and list of a tree, with the keys and places in it.
let private places (root: JsonNode) : (JsonNode * obj)[] =
    let found = List<JsonNode * obj>()
    let pending = Stack [ root ]

    while pending.Count > 0 do
        match pending.Pop() with
        | Fields fields as node ->
            for pair in fields do
                found.Add(node, pair.Key)
                pending.Push pair.Value
        | Items items as node ->
            items
            |> List.iteri (fun i item ->
                found.Add(node, i)
                pending.Push item)
        | _ -> ()

    found.ToArray()

let private child (node: JsonNode, place: obj) =
    match place with
    | :? string as key -> node[key]
    | place -> node[unbox<int> place]

let private clone (node: JsonNode) = if isNull node then null else node.DeepClone()

let private replace (node: JsonNode, place: obj) (value: JsonNode) =
    match place with
    | :? string as key -> node[key] <- value
    | place -> node[unbox<int> place] <- value

let private remove (node: JsonNode, place: obj) =
    match place with
    | :? string as key -> node.AsObject().Remove key |> ignore
    | place -> node.AsArray().RemoveAt(unbox<int> place)

// One change of a configuration that leaves it JSON: of a value, of the structure, of what refers to what.
let private changeJson (random: Random) (root: JsonNode) =
    let all = places root

    if all.Length > 0 then
        let place = pick random all

        match random.Next 9, child place with
        | 0, _ -> remove place
        | 1, value -> replace place (JsonArray [| clone value |])
        | 2, value ->
            // Again, beside itself.
            match fst place with
            | :? JsonArray as items -> items.Insert(random.Next(items.Count + 1), clone value)
            | node -> node.AsObject()[$"again{random.Next 3}"] <- clone value
        | 3, value ->
            let other = pick random all
            let its = clone (child other)
            replace other (clone value)
            // The first change may have taken the second place away, which changes nothing then.
            replace place its
        | 4, _ -> replace place (clone (child (pick random (places (pick random sources.Value).Config))))
        | 5, Whole number ->
            let near = [| number + 1L; number - 1L; -number; number * 1_000L; number * 1_000_000_007L; 0L |]
            replace place (JsonValue.Create(pick random near))
        | 6, Text _ ->
            let texts =
                all
                |> Array.choose (fun place ->
                    match child place with
                    | Text text -> Some text
                    | _ -> None)
            replace place (JsonValue.Create(pick random texts))
        | 7, value ->
            let mutable deep = clone value
            for _ in 1 .. random.Next 90 do
                deep <-
                    (if random.Next 2 = 0 then
                         JsonArray [| deep |] :> JsonNode
                     else
                         JsonObject [| KeyValuePair("layers", deep) |])
            replace place deep
        | _ -> replace place (KerasJson.parse "strange" (pick random strange))

// One change of bytes; eight of them are an address or a size in HDF5, four a signature, two a length.
let private changeBytes (random: Random) (bytes: byte[]) : byte[] =
    let at size = random.Next(max 1 (bytes.Length - size))
    // Half of the changes hit the first kilobytes, where structure is, or the last ones.
    let near size =
        match random.Next 4 with
        | 0 -> at size
        | 1 -> max 0 (bytes.Length - size - random.Next(min bytes.Length 400 + 1))
        | _ -> random.Next(max 1 (min bytes.Length 6_000 - size))
    let word (number: int64) size =
        let place = near size / size * size
        let copy = Array.copy bytes
        Array.blit (BitConverter.GetBytes number) 0 copy place (min size (bytes.Length - place))
        copy

    match random.Next 8 with
    | _ when bytes.Length < 16 -> bytes
    | 0 -> Array.sub bytes 0 (at 1)
    | 1 ->
        let from, length = at 1, 1 + random.Next 64
        Array.append
            (Array.sub bytes 0 from)
            (Array.sub bytes (min bytes.Length (from + length)) (max 0 (bytes.Length - from - length)))
    | 2 ->
        let from = at 64
        let piece = Array.sub bytes from (min 64 (bytes.Length - from))
        Array.concat [ Array.sub bytes 0 from; piece; Array.sub bytes from (bytes.Length - from) ]
    | 3 ->
        word
            (pick random [|
                0L
                1L
                -1L
                0x7FFFFFFFL
                0xFFFFFFFFL
                1L <<< 40
                int64 bytes.Length
                int64 (at 8)
                int64 (at 8) &&& ~~~7L
            |])
            8
    | 4 -> word (pick random [| 0L; 1L; -1L; 32L; 255L; 0x10L; 0x11L; 0x7FFFL |]) 2
    | 5 ->
        // Eight bytes from elsewhere: one structure where another one is meant.
        let copy = Array.copy bytes
        Array.blit bytes (at 8) copy (near 8) (min 8 bytes.Length)
        copy
    | _ ->
        let copy = Array.copy bytes
        for _ in 0 .. random.Next 4 do
            copy[near 1] <- (if random.Next 3 = 0 then 255uy else byte (random.Next 256))
        copy

// Every layer that Keras recorded.
let private layers =
    lazy
        [|
            for path in Directory.GetFiles(Setup.recorded, "layers_*.json") |> Array.sort do
                for case in JsonNode.Parse(File.ReadAllText path).AsArray() do
                    if not (isNull case["config"]) then
                        case["config"]
        |]

let private loads (folder: string) (name: string) (bytes: byte[]) =
    let path = Path.Combine(folder, name)
    File.WriteAllBytes(path, bytes)

    if name.EndsWith(".weights.h5", StringComparison.Ordinal) then
        let model = (KerasFile.load (Path.Combine(models, "residual_cnn.keras"))).Model
        KerasFile.loadWeights path model |> ignore
    else
        let trained, _ = TrainedFile.load 0L path
        (trained.Store :> IDisposable).Dispose()

// A layer is read, and built for images, sequences and rows; it fits some of them.
let private builds (node: JsonNode) =
    let layer = ModelConfig.readLayer "mutant" node

    for sizes in [ [ 8L; 8L; 3L ]; [ 8L; 3L ]; [ 4L ] ] do
        try
            Symbol.apply layer [ Symbol.input (InputLayer.Create sizes) ] |> ignore
        with :? FunctionalException as error ->
            Assert.DoesNotContain("\n", error.Message)

// The mutation of that number: its size in bytes, and what is done with it.
let private mutant (folder: string) (number: int) : int * (unit -> unit) =
    let random = Random(number * 31 + 7)
    let source = pick random sources.Value
    let times = max 1 (random.Next 4)
    let change f x = Seq.fold (fun x _ -> f random x) x (seq { 1..times })
    let file name bytes = Array.length bytes, (fun () -> loads folder name bytes)

    match number % 5 with
    | 0
    | 1 ->
        let config = source.Config.DeepClone()
        for _ in 1..times do
            changeJson random config
        file "m.keras" (zipped { source with Config = config })
    | 2 ->
        let layer = (pick random layers.Value).DeepClone()
        for _ in 1..times do
            changeJson random layer
        1_000, (fun () -> builds layer)
    | 3 ->
        let weights = change changeBytes source.Weights
        if random.Next 3 = 0 then
            file "m.weights.h5" weights
        else
            file "m.keras" (zipped { source with Weights = weights })
    | _ -> file "m.keras" (change changeBytes (zipped source))

[<Fact>]
let ``a mutated file is loaded, or refused in one line`` () =
    Setup.ready ()
    let folder = Directory.CreateTempSubdirectory "functional-"
    let failures = List<string>()
    let mutable loaded = 0

    let attempt (number: int) =
        let size, work = mutant folder.FullName number
        let taken = GC.GetAllocatedBytesForCurrentThread()
        let watch = Stopwatch.StartNew()

        try
            work ()
            loaded <- loaded + 1
        with
        | :? FunctionalException as error ->
            if error.Message.Contains '\n' || error.Message.Length > 300 then
                failures.Add $"{number}: not a short line: {error.Message}"
        | error -> failures.Add $"{number}: {error}"

        let taken = GC.GetAllocatedBytesForCurrentThread() - taken

        if taken > (64L <<< 20) + 100L * int64 size || watch.ElapsedMilliseconds > 10_000L then
            failures.Add $"{number}: {taken} bytes in {watch.ElapsedMilliseconds} ms"

    try
        Setup.onSmallStack (fun () -> Seq.iter attempt (seq { first .. first + mutations - 1 }))
    finally
        folder.Delete true

    Assert.True(failures.Count = 0, $"{failures.Count} of {mutations}\n" + String.Join("\n", Seq.truncate 9 failures))
    // Enough of them are changed so little that they are read to the end.
    Assert.InRange(loaded, mutations / 20, mutations * 4 / 5)
