module Functional.Tests.SavingFilesTests

open System
open System.Diagnostics
open System.IO
open System.Net.Sockets
open System.Text.Json.Nodes
open Xunit
open Functional
open Functional.Layers
open Functional.Losses
open Functional.Optimizers

let private refused work = Assert.Throws<ModelFileException>(fun () -> work () |> ignore).Message

let private write (text: string) (path: string) =
    AtomicFile.write path (fun stream -> stream.Write(ReadOnlySpan(Text.Encoding.UTF8.GetBytes text)))

let private entries (folder: string) = Directory.GetFileSystemEntries folder |> Array.map Path.GetFileName |> Array.sort

let private model = Model.sequential "m" [ InputLayer.Create [ 2L ]; Dense.Create 3; Dense.Create 1 ]

let private saved =
    lazy
        (Setup.ready ()
         let trained = Trained.create 0L model
         let weights = (Model.build Mode.Inference model).Trace.Weights
         {
             Model = model
             Compile = None
             Weights = Map [ for weight in weights -> weight.Key, trained.Weight(string weight.Key) ]
             OptimizerState = Map.empty
             Seed = Some 0L
             Position = Position.Start
         })

// What only Unix has.
let private onUnix work =
    if not (OperatingSystem.IsWindows()) then
        work ()

let private run (program: string) (arguments: string list) =
    use started = Process.Start(ProcessStartInfo(program, arguments))
    started.WaitForExit()
    Assert.Equal(0, started.ExitCode)

[<Fact>]
let ``what is neither a regular file nor a new name is not written over, and not read`` () =
    onUnix (fun () ->
        Setup.inFolder (fun folder ->
            let pipe = Path.Combine(folder, "pipe.keras")
            let socket = Path.Combine(folder, "socket.keras")
            let device = Path.Combine(folder, "device.keras")
            run "mkfifo" [ pipe ]
            use listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            listener.Bind(UnixDomainSocketEndPoint socket)
            File.CreateSymbolicLink(device, "/dev/null") |> ignore
            let before = entries folder

            for path, kind in [ pipe, "a pipe"; socket, "a socket"; device, "a device"; folder, "a folder" ] do
                let message = $"{path}: is {kind}, not a file"
                Assert.Equal(message, refused (fun () -> write "x" path))
                Assert.Equal(message, refused (fun () -> KerasArchive.read path))

            Assert.Equal($"{device}: is a device, not a file", refused (fun () -> KerasFile.save device saved.Value))

            Assert.Equal<string[]>(before, entries folder)
            Assert.Equal("/dev/null", (FileInfo device).LinkTarget)))

[<Fact>]
let ``a symbolic link stays one, and the file behind it is replaced, or made`` () =
    onUnix (fun () ->
        Setup.inFolder (fun folder ->
            let place name = Path.Combine(folder, name)
            let elsewhere = Directory.CreateDirectory(place "elsewhere").FullName
            File.WriteAllText(Path.Combine(elsewhere, "old"), "old")
            File.CreateSymbolicLink(place "link", "elsewhere/old") |> ignore
            File.CreateSymbolicLink(place "twice", "link") |> ignore
            File.CreateSymbolicLink(place "new", "elsewhere/new") |> ignore
            File.CreateSymbolicLink(place "round", "round") |> ignore
            write "first" (place "link")
            Assert.Equal("first", File.ReadAllText(Path.Combine(elsewhere, "old")))
            write "second" (place "twice")
            Assert.Equal("second", File.ReadAllText(Path.Combine(elsewhere, "old")))
            write "third" (place "new")
            Assert.Equal("third", File.ReadAllText(Path.Combine(elsewhere, "new")))
            let round = place "round"
            Assert.StartsWith($"{round}: cannot write it: ", refused (fun () -> write "x" round))
            Assert.Equal("elsewhere/old", (FileInfo(place "link")).LinkTarget)
            Assert.Equal<string[]>([| "elsewhere"; "link"; "new"; "round"; "twice" |], entries folder)
            Assert.Equal<string[]>([| "new"; "old" |], entries elsewhere)))

[<Fact>]
let ``a file that is replaced keeps its permissions`` () =
    onUnix (fun () ->
        Setup.inFolder (fun folder ->
            let path = Path.Combine(folder, "m")
            File.WriteAllText(path, "old")
            let mode = UnixFileMode.UserRead ||| UnixFileMode.UserWrite ||| UnixFileMode.OtherRead
            File.SetUnixFileMode(path, mode)
            write "new" path
            Assert.Equal(mode, File.GetUnixFileMode path)))

[<Fact>]
let ``temporary files that were left over go, those in use and others stay`` () =
    Setup.inFolder (fun folder ->
        let place name = Path.Combine(folder, name)
        let left = $".functional-{Guid.NewGuid():N}.tmp"
        let others = [| ".functional-notes.tmp"; $".functional-{Guid.NewGuid():N}.txt"; "a.tmp" |]
        for name in Array.append [| left |] others do
            File.WriteAllText(place name, "x")

        // One save within another: the inner one must not take the outer one's file away.
        AtomicFile.write (place "outer") (fun stream ->
            write "inner" (place "inner")
            write "inner" (place "inner")
            stream.WriteByte 1uy)

        Assert.Equal<string[]>(Array.sort (Array.append [| "inner"; "outer" |] others), entries folder)
        Assert.Equal<byte[]>([| 1uy |], File.ReadAllBytes(place "outer")))

/// A file that says when it is written to the disk.
type private Watched(path: string, note: string -> unit) =
    inherit FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read ||| FileShare.Delete)
    override _.Flush(toDisk: bool) =
        if toDisk then
            note "flush the file"
        base.Flush toDisk

[<Fact>]
let ``a file is on the disk before it takes its name, and the name is on the disk when a save is done`` () =
    Setup.inFolder (fun folder ->
        let done' = ResizeArray<string>()
        let disk: AtomicFile.Disk = {
            Create = fun path -> new Watched(path, done'.Add)
            Rename =
                fun path target ->
                    done'.Add "rename"
                    AtomicFile.disk.Rename path target
            FlushFolder =
                fun path ->
                    Assert.Equal(folder, path)
                    done'.Add "flush the folder"
                    AtomicFile.disk.FlushFolder path
        }
        let path = Path.Combine(folder, "m")
        AtomicFile.writeTo disk path (fun stream -> stream.WriteByte 7uy)
        Assert.Equal<string seq>([ "flush the file"; "rename"; "flush the folder" ], done')
        Assert.Equal<byte[]>([| 7uy |], File.ReadAllBytes path)
        Assert.Equal<string[]>([| "m" |], entries folder)
        onUnix (fun () -> Assert.True(AtomicFile.disk.FlushFolder folder))
        Assert.False(AtomicFile.disk.FlushFolder(Path.Combine(folder, "missing"))))

[<Fact>]
let ``two threads that write into one folder do not disturb each other`` () =
    Setup.inFolder (fun folder ->
        let write i =
            let path = Path.Combine(folder, $"{i % 4}")
            for round in 1..50 do
                write $"{i} {round}" path
        [| for i in 0..7 -> Threading.Tasks.Task.Run(fun () -> write i) |] |> Threading.Tasks.Task.WaitAll
        Assert.Equal<string[]>([| "0"; "1"; "2"; "3" |], entries folder))

[<Fact>]
let ``the name decides the format, as in Keras`` () =
    Setup.inFolder (fun folder ->
        let place name = Path.Combine(folder, name)
        let save name () = KerasFile.save (place name) saved.Value
        let unsupported name =
            Assert.Equal(
                $"{name}: a whole model cannot be written as .h5; name it .keras, or save its weights as .weights.h5",
                Assert.Throws<UnsupportedException>(save name).Message
            )
        let wrong allowed (name: string) (work: unit -> unit) =
            let name = if isNull name then name else place name
            Assert.Equal(
                $"filepath must end in {allowed}, got \"{name}\"",
                Assert.Throws<ConfigurationException>(work).Message
            )

        List.iter unsupported [ "m.h5"; "m.hdf5"; "m.weights.h5" ]
        for name in [ "m"; "m.zip"; "m.KERAS"; "keras"; "m.keras.txt" ] do
            wrong ".keras" name (save name)
            wrong ".keras" name (fun () -> KerasFile.load (place name) |> ignore)
            wrong ".weights.h5" name (fun () -> KerasFile.saveWeights (place name) model saved.Value.Weights)
            wrong ".weights.h5, .weights.json, .h5, .hdf5 or .keras" name (fun () ->
                KerasFile.loadWeights (place name) model |> ignore)
        wrong ".weights.h5" "m.h5" (fun () -> KerasFile.saveWeights (place "m.h5") model saved.Value.Weights)
        wrong ".keras" null (fun () -> KerasFile.save null saved.Value)
        Assert.Empty(entries folder)
        save "m.keras" ()
        KerasFile.saveWeights (place "m.weights.h5") model saved.Value.Weights
        Assert.Equal<string[]>([| "m.keras"; "m.weights.h5" |], entries folder)
        Assert.Equal(
            "m.weights.h5: holds weights without a model; load them into a model",
            refused (fun () -> KerasFile.load (place "m.weights.h5"))
        )
        let other = place "n.h5"
        Assert.Equal($"{other}: there is no such file", refused (fun () -> KerasFile.load other))
        File.Copy(place "m.keras", other)
        Assert.Equal($"{other}: not an HDF5 file", refused (fun () -> KerasFile.load other)))

[<Fact>]
let ``a save that fails leaves nothing behind`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        let own = {
            new ILayer with
                member _.Build(_, inputs) = inputs
        }
        let weights = saved.Value.Weights
        let slashed =
            weights |> Map.toList |> List.map (fun (path, array) -> path, { array with Shape = [| 1L |] }) |> Map
        let withOwn = { saved.Value with Model = Model.sequential "m" [ InputLayer.Create [ 2L ]; own ] }
        Assert.Throws<UnsupportedException>(fun () -> KerasFile.save path withOwn) |> ignore
        refused (fun () -> KerasFile.save path { saved.Value with Weights = slashed }) |> ignore
        Assert.Empty(entries folder)
        KerasFile.save path saved.Value
        let before = File.ReadAllBytes path
        Assert.Throws<UnsupportedException>(fun () -> KerasFile.save path withOwn) |> ignore
        Assert.Equal<byte[]>(before, File.ReadAllBytes path)
        Assert.Equal<string[]>([| "m.keras" |], entries folder))

[<Fact>]
let ``a model that lacks an input is refused when it is made`` () =
    let input name = Symbol.input { Configured.Of(InputLayer.Create [ 2L ]) with Name = Some name }
    let a, b = input "a", input "b"
    let both = Symbol.apply (Add()) [ a; b ]
    let message work = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message
    let expected = "pair: the outputs need the input \"b\", which is not among the model's inputs"
    Assert.Equal(expected, message (fun () -> Model.network "pair" [ a ] both))
    Assert.Equal(expected, message (fun () -> Model.ofLayer "pair" (Network.Create([ a ], both))))
    Model.network "pair" [ a; b ] both |> ignore

// As Keras writes a Sequential that was compiled and never built: no shapes, and an optimizer that made no step.
let private unbuilt (optimizerVars: (string * Hdf5Item) list) =
    let compile =
        CompileSettings.Create(
            Optimizer.Create(Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
            Loss.Of(MeanSquaredError())
        )
    let config = ModelConfig.write (Model.sequential "m" [ Dense.Create 3; Dense.Create 1 ]) (Some compile)
    Assert.DoesNotContain("build_input_shape", KerasJson.print config)
    let group children = Hdf5Item.Group { Hdf5Group.empty with Children = children }
    let layers = group [ for name in [ "dense"; "dense_1" ] -> name, group [ "vars", group [] ] ]
    KerasArchive.create config {
        Attributes = []
        Children = [ "layers", layers; "optimizer", group [ "vars", group optimizerVars ]; "vars", group [] ]
    }

let private scalar dtype (data: Array) = Hdf5Item.Dataset { DType = dtype; Shape = [||]; Data = data }

[<Theory; InlineData false; InlineData true>]
let ``a model that was compiled and never built loads, and is built by its first fit`` (hasVariables: bool) =
    let vars = [ "0", scalar DType.Int64 [| 0L |]; "1", scalar DType.Float32 [| 0.01f |] ]
    let vars = if hasVariables then vars else []
    Setup.ready ()
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        KerasArchive.write path (unbuilt vars)
        let loaded, compile = TrainedFile.load 1L path
        Assert.True loaded.Model.Inputs.IsNone
        let again = Path.Combine(folder, "again.keras")
        TrainedFile.save again compile loaded
        Assert.Equal(
            ModelConfig.toJson loaded.Model compile,
            TrainedFile.load 1L again ||> fun again compile -> ModelConfig.toJson again.Model compile
        )
        let values shape = Values.Host { DType = DType.Float32; Shape = shape; Data = Array.create 8 1.0f }
        let x, y =
            values [| 4L; 2L |],
            Values.Host { DType = DType.Float32; Shape = [| 4L; 1L |]; Data = Array.create 4 2.0f }
        let settings = { FitSettings.Default with Epochs = 3; Verbosity = Verbosity.Silent }
        let trained, history = loaded |> Trained.fit compile.Value settings x y
        Assert.Equal<int64[]>([| 2L; 3L |], (trained.Weight "dense/kernel").Shape)
        Assert.Equal(3, history.Epoch.Count)
        Assert.Equal(1, (loaded |> Trained.predict x).Length)
        let stream = BatchStream.OfSeq [ Batch.Of(x, y) ]
        let streamed, _ = loaded |> Trained.fitStream compile.Value settings stream
        Assert.Equal<float32[]>(
            (trained.Weight "dense/kernel").Data :?> float32[],
            (streamed.Weight "dense/kernel").Data :?> float32[]
        ))
