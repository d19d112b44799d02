/// Numbers that are far too large: what is said of them is one line, at once, and no machine dies of them.
module Functional.Tests.SizeLimitTests

open System
open System.Diagnostics
open System.Reflection
open System.Runtime.InteropServices
open FSharp.Reflection
open Xunit
open TorchSharp
open Functional
open Functional.Layers

let private message (work: unit -> unit) : string =
    let error = Assert.ThrowsAny<FunctionalException>(work)
    Assert.DoesNotContain("\n", error.Message)
    Assert.InRange(error.Message.Length, 1, 300)
    error.Message

let private buildOn (shape: Dim list) (layer: ILayer) =
    let input = { Name = "x"; Shape = Shape.ofDims (Dim.Unknown "batch" :: shape); DType = DType.Float32 }
    Model.ofLayer "m" layer |> Model.withInputs [ input ] |> Model.build Mode.Inference |> ignore

let private fields (layer: ILayer) =
    FSharpType.GetRecordFields(layer.GetType()) |> Array.map (fun field -> field.Name, field) |> Map

let private set (changes: (string * obj) list) (layer: ILayer) : ILayer =
    let values =
        FSharpType.GetRecordFields(layer.GetType())
        |> Array.map (fun field ->
            match changes |> List.tryFind (fun (name, _) -> name = field.Name) with
            | Some(_, value) -> value
            | None -> field.GetValue layer)
    FSharpValue.MakeRecord(layer.GetType(), values) :?> ILayer

/// Every layer with windows, with one of so many steps along each axis.
let private windowed (size: int -> int) (padding: string) : (string * ILayer * int) list = [
    for facts in Classes.layers do
        let layer = facts.Template :?> ILayer
        if FSharpType.IsRecord(layer.GetType()) && (facts.Name.Contains "Conv" || facts.Name.Contains "Pooling") then
            let known = fields layer
            let sizes =
                [ "KernelSize"; "PoolSize" ]
                |> List.filter (fun name -> known.ContainsKey name && known[name].PropertyType = typeof<int list>)
            for name in sizes do
                let rank = (known[name].GetValue layer :?> int list).Length
                let ones = List.replicate rank 1
                let changes: (string * obj) list = [
                    name, List.replicate rank (size rank)
                    for other in [ "Strides"; "DilationRate" ] do
                        other, ones
                    if known.ContainsKey "Padding" then
                        "Padding", Option.get (CaseName.tryFind known["Padding"].PropertyType padding)
                ]
                let fitting =
                    changes
                    |> List.filter (fun (field, value) ->
                        known.ContainsKey field && known[field].PropertyType.IsInstanceOfType value)
                facts.Name, set fitting layer, rank
]

let private axesOf (name: string) rank (size: Dim) = [
    if name.StartsWith("ConvLSTM", StringComparison.Ordinal) then
        Dim.Known 2L
    for axis in 1..rank do
        match size with
        | Dim.Unknown _ -> Dim.Unknown $"s{axis}"
        | known -> known
    Dim.Known 1L
]

// More than any machine goes through, and still numbers of which each alone would do.
let private huge rank = if rank = 1 then 2_000_000 else 10_000

[<Fact>]
let ``windows that no machine goes through are refused when a layer is built`` () =
    let all = windowed huge "same"
    Assert.True(all.Length >= 15, $"{all.Length}")
    let watch = Stopwatch.StartNew()
    for name, layer, rank in all do
        // Pools know that nothing is beyond an input whose size they know.
        let isPool = name.Contains "Pooling"
        for size in [ Dim.Known 28L; Dim.Unknown "s" ] do
            let build () = buildOn (axesOf name rank size) layer
            if isPool && Dim.isKnown size then
                build ()
            else
                let said = message build
                Assert.True(
                    said.Contains "a window may span"
                    || said.Contains "a window with padding may cover"
                    || said.Contains "must be known",
                    $"{name} {size}: {said}"
                )
    for name, layer, rank in windowed huge "valid" do
        if not (name.EndsWith("Transpose", StringComparison.Ordinal)) then
            Assert.Contains(
                "needs at least that many steps",
                message (fun () -> buildOn (axesOf name rank (Dim.Known 28L)) layer)
            )
    Assert.InRange(watch.Elapsed.TotalSeconds, 0.0, 20.0)

[<Fact>]
let ``windows at more places than can be gone through are refused`` () =
    let conv padding kernel = { Conv.Create(1, [ kernel; kernel ]) with Padding = padding }
    let image size = [ Dim.Known size; Dim.Known size; Dim.Known 1L ]
    Assert.Equal(
        "m: windows may see 17592186044416 values of a channel in all, got 5000 · 5000 at each of (15001, 15001)",
        message (fun () -> buildOn (image 20_000L) (conv Padding.Valid 5_000))
    )
    Assert.Equal(
        "m: a window with padding may cover 16777216 places here, got 10000 · 10000 (dilation 1 · 1)",
        message (fun () -> buildOn (image 28L) (conv Padding.Same 10_000))
    )
    // What is usual is far from it.
    buildOn (image 512L) { conv Padding.Same 3 with DilationRate = [ 64; 64 ] }
    buildOn (image 4_000L) (conv Padding.Same 31)

[<Fact>]
let ``steps between windows have a largest one, for libtorch ends the process`` () =
    for stride in [ 1_048_577; Int32.MaxValue ] do
        let conv = { Conv.Create(1, [ 2 ]) with Strides = [ stride ] }
        let transposed = { ConvTranspose.Create(1, [ 2 ]) with Strides = [ stride ] }
        let steps: Dim list = [ Dim.Known 9L; Dim.Known 1L ]
        for layer in [ conv :> ILayer; transposed ] do
            Assert.Equal(
                $"m: strides of a convolution may be at most 1048576, got {stride}",
                message (fun () -> buildOn steps layer)
            )
    // Pools take any.
    buildOn [ Dim.Known 9L; Dim.Known 1L ] {
        Pooling.Create(PoolKind.Max, [ 2 ]) with
            Strides = Some [ Int32.MaxValue ]
    }

/// That a transposed convolution is the convolution turned round: Σ conv(y) · x = Σ y · transposed(x), whatever x and y.
[<Fact>]
let ``a transposed convolution with steps far apart is the convolution turned round`` () =
    Setup.ready ()
    let random = Random 7
    let values count = Array.init count (fun _ -> float (random.Next(-4, 5)))
    for strides, kernel, padding in
        [
            [ 65 ], [ 2 ], Padding.Valid
            [ 65 ], [ 3 ], Padding.Same
            [ 100 ], [ 4 ], Padding.Same
            [ 1000 ], [ 1 ], Padding.Valid
            [ 70; 1 ], [ 2; 3 ], Padding.Same
            [ 2; 90 ], [ 3; 2 ], Padding.Valid
            [ 66; 67; 1 ], [ 1; 2; 2 ], Padding.Same
        ] do
        let rank = strides.Length
        let window = { Strides = strides; Padding = padding; Dilation = List.replicate rank 1 }
        let sizes = [ 2L ] @ List.replicate rank 2L @ [ 3L ]
        let x = Ops.input "x" (Shape.known sizes) DType.Float64
        let kernelShape = List.map int64 kernel @ [ 2L; 3L ]
        let w = Ops.input "w" (Shape.known kernelShape) DType.Float64
        let wide = Functions.Windowed.transposed window None x w
        let y = Ops.input "y" wide.Shape DType.Float64
        let there = Ops.sumAll (Ops.conv window 1 y w * x)
        let back = Ops.sumAll (y * wide)
        let count (shape: Shape) = int (Shape.tryCount shape).Value
        let given (expr: Expr) = expr, Evaluate.host DType.Float64 (Shape.sizes expr.Shape) (values (count expr.Shape))
        let results =
            Evaluate.run [ given x; given w; given y ] [ there; back ] |> List.map (Evaluate.floats >> Array.head)
        Assert.Equal(results[0], results[1], 9)

/// Numbers of a record that could be far larger.
let private grown (layer: ILayer) : (string * ILayer) list = [
    for field in FSharpType.GetRecordFields(layer.GetType()) do
        for size in [ 100_000_000; Int32.MaxValue ] do
            let value: obj =
                if field.PropertyType = typeof<int> then box size
                elif field.PropertyType = typeof<int option> then box (Some size)
                elif field.PropertyType = typeof<NGrams option> then box (Some(NGrams.UpTo size))
                else null
            if not (isNull value) then
                $"{field.Name} = {size}", set [ field.Name, value ] layer
]

[<Fact>]
let ``a setting that is far too large costs no memory on the host`` () =
    Setup.ready ()
    let texts: HostArray = { DType = DType.String; Shape = [| 2L; 1L |]; Data = [| "a b"; "c" |] }
    let numbers: HostArray = { DType = DType.Int64; Shape = [| 2L; 1L |]; Data = [| 1L; 7L |] }
    let mutable ran = 0
    for facts in Classes.layers do
        let layer = facts.Template :?> ILayer
        if FSharpType.IsRecord(layer.GetType()) then
            for name, other in grown layer do
                let attempt (title: string) (work: unit -> unit) =
                    let before = GC.GetAllocatedBytesForCurrentThread()
                    let watch = Stopwatch.StartNew()
                    try
                        work ()
                        ran <- ran + 1
                    with
                    | :? FunctionalException as error ->
                        Assert.False(
                            error.Message.Contains '\n' || error.Message.Length > 300,
                            $"{facts.Name} {name} {title}: {error.Message}"
                        )
                    | error -> Assert.Fail $"{facts.Name} {name} {title}: {error}"
                    let megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) >>> 20
                    Assert.True(
                        megabytes < 512L && watch.ElapsedMilliseconds < 10_000L,
                        $"{facts.Name} {name} {title}: {megabytes} MB in {watch.ElapsedMilliseconds} ms"
                    )
                for rank in 1..5 do
                    attempt $"of {rank} axes" (fun () -> buildOn (List.replicate rank (Dim.Known 4L)) other)
                match other with
                | :? IAdaptable as adaptable ->
                    for data in [ texts; numbers ] do
                        attempt "adapted" (fun () -> adaptable.Adapt [ data ] |> ignore)
                | _ -> ()
                match other with
                | :? IVocabulary<string> as lookup ->
                    attempt "given a vocabulary" (fun () ->
                        let known = lookup.WithVocabulary([ "a"; "b" ], None)
                        // One vector for each of so many places is what was asked for.
                        if not (name.StartsWith("OutputSequenceLength", StringComparison.Ordinal)) then
                            Alone.compute known texts |> ignore)
                | _ -> ()
    Assert.InRange(ran, 100, Int32.MaxValue)

[<Fact>]
let ``what a function would make beyond this machine's memory is refused`` () =
    Setup.ready ()
    let value: HostArray = { DType = DType.Int32; Shape = [| 2L |]; Data = [| 0; 1 |] }
    let compute name arguments values () = Eager.compute (FunctionCall.Create(name, arguments)) values |> ignore
    let whole number = ArgumentValue.Whole number
    let wide (sizes: int64 list) = ArgumentValue.List(List.map whole sizes)
    Assert.Equal(
        $"broadcast of shape (2000000, 1000000, 2) takes at least 16000000000000 bytes, the machine has {PhysicalMemory.total}",
        message (compute "broadcast_to" [ ArgumentValue.Tensor 0; wide [ 2_000_000L; 1_000_000L; 2L ] ] [ value ])
    )
    Assert.Equal(
        "numbers of elements must stay below 2^63, got 8589934588 * 2147483647",
        message (compute "zeros" [ wide [ 2147483647L; 2147483647L ] ] [])
    )
    for name in [ "identity"; "eye"; "tri"; "hamming"; "arange" ] do
        Assert.Contains("67108864", message (compute name [ whole 100_000_000L ] []))
    Assert.Equal(
        "a matrix may have 67108864 elements here, got 10000 by 10000",
        message (compute "identity" [ whole 10_000L ] [])
    )

[<Fact>]
let ``memory that is not there is told in one line, wherever it was asked for`` () =
    let refused (error: exn) = message (fun () -> NativeFailure.within (fun () -> raise error))
    Assert.Equal(
        "800000000 bytes of memory are not there",
        refused (
            ExternalException
                "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 800000000 bytes. Error code 12\nframe #0: c10"
        )
    )
    Assert.Equal("more memory is needed than is there", refused (OutOfMemoryException()))
    let size: Expr = Ops.scalar DType.Int32 0.0
    Assert.Equal(
        "mod of (2,), (): whole numbers cannot be divided by 0",
        message (fun () ->
            let x = Ops.input "x" (Shape.known [ 2L ]) DType.Int32
            Evaluate.run [ x, Evaluate.host DType.Int32 [ 2L ] [| 1.0; 2.0 |] ] [ Ops.modulo x size ] |> ignore)
    )

/// Errors say what users gave them: names, paths, lists of any length.
[<Fact>]
let ``an error is one line of at most 300 characters, whatever it tells`` () =
    let kinds =
        typeof<FunctionalException>.Assembly.GetTypes()
        |> Array.filter (fun kind -> typeof<FunctionalException>.IsAssignableFrom kind && not kind.IsAbstract)
    Assert.True(kinds.Length >= 7)
    for kind in kinds do
        let make =
            kind.GetConstructors(BindingFlags.Instance ||| BindingFlags.Public)
            |> Array.find (fun maker -> (Array.head (maker.GetParameters())).ParameterType = typeof<string>)
        let said (text: string) =
            let others = Array.create (make.GetParameters().Length - 1) null
            (make.Invoke(Array.append [| box text |] others) :?> exn).Message
        Assert.Equal("m/dense: rule, got a b", said "m/dense: rule, got a\nb")
        for filler in [ 'x'; '\n'; '\u2028'; '\000' ] do
            let text = said ("where: rule, " + String(filler, 100_000) + " got this")
            Assert.InRange(text.Length, 10, 300)
            Assert.True(text.StartsWith "where: rule," && text.EndsWith "got this", text)
            Assert.False(Seq.exists (fun c -> Char.IsControl c || c = '\u2028') text)
