module Functional.Tests.NativeTests

open System
open System.IO
open System.Runtime.InteropServices
open Functional
open Xunit

/// TorchSharp's library as its package ships it, when the tests run on Linux.
let private shipped =
    [ AppContext.BaseDirectory; Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") ]
    |> List.map (fun folder -> Path.Combine(folder, "libLibTorchSharp.so"))
    |> List.tryFind File.Exists

let private onShipped law =
    match shipped with
    | Some path when OperatingSystem.IsLinux() -> law (File.ReadAllBytes path)
    | _ -> ()

let private weakened image =
    match ElfNeeds.weaken NativeLibraries.MarkVersion image with
    | Ok copy -> copy
    | Error reason -> failwith reason

let private inNewFolder law =
    let folder = Directory.CreateTempSubdirectory "functional-tests-"

    try
        law folder.FullName
    finally
        folder.Delete true

let private never () : Result<string, string> = failwith "a copy was made without need"

[<Fact>]
let ``a tensor can be summed once the libraries are loaded`` () =
    NativeLibraries.ensure ()
    NativeLibraries.ensure ()
    use ones = TorchSharp.torch.ones 2L
    use sum = ones.sum ()
    Assert.Equal(2.0f, sum.item<float32>())

[<Fact>]
let ``a system that loads the library as it is shipped is left alone`` () =
    Assert.Equal(Ok "shipped", NativeLibraries.firstThatLoads (fun _ -> true) "shipped" [ never ])

[<Fact>]
let ``a system that does not load the library gets the changed copy`` () =
    let loads path = path = "copy"
    Assert.Equal(Ok "copy", NativeLibraries.firstThatLoads loads "shipped" [ (fun () -> Ok "copy"); never ])

[<Fact>]
let ``the next place is tried where a copy cannot be written or does not load`` () =
    let loads path = path = "third"
    let copies = [ (fun () -> Error "read-only"); (fun () -> Ok "second"); (fun () -> Ok "third") ]
    Assert.Equal(Ok "third", NativeLibraries.firstThatLoads loads "shipped" copies)

[<Fact>]
let ``every reason is told when nothing loads`` () =
    let copies = [ (fun () -> Error "'/a' cannot be written: full"); (fun () -> Ok "/b/c") ]

    Assert.Equal(
        Error "'/a' cannot be written: full; the changed copy '/b/c' does not load either",
        NativeLibraries.firstThatLoads (fun _ -> false) "shipped" copies
    )

[<Fact>]
let ``the changed copy differs in the one flag`` () =
    onShipped (fun image ->
        let copy = weakened image
        Assert.Equal(image.Length, copy.Length)
        let differing = [
            for i in 0 .. image.Length - 1 do
                if image[i] <> copy[i] then
                    i
        ]

        match ElfNeeds.versionNeeds image, ElfNeeds.versionNeeds copy with
        | Ok before, Ok after ->
            let mark = before |> List.filter (fun need -> need.Version = NativeLibraries.MarkVersion)
            Assert.Equal("libstdc++.so.6", (List.exactlyOne mark).File)
            Assert.Equal<int list>([ (List.exactlyOne mark).FlagsOffset ], differing)

            let expected =
                before
                |> List.map (fun need -> {
                    need with
                        IsWeak = need.IsWeak || need.Version = NativeLibraries.MarkVersion
                })

            Assert.Equal<ElfNeeds.VersionNeed list>(expected, after)
        | before, after -> failwith $"{before}, {after}")

[<Fact>]
let ``the system's loader takes the changed copy`` () =
    onShipped (fun image ->
        NativeLibraries.ensure ()

        inNewFolder (fun folder ->
            match NativeLibraries.place folder "libLibTorchSharp.so" (weakened image) with
            | Ok path -> Assert.NotEqual(0n, NativeLibrary.Load path)
            | Error reason -> failwith reason))

[<Fact>]
let ``a version that is used is not made optional`` () =
    onShipped (fun image ->
        Assert.Equal(Error "the library uses symbols of GLIBCXX_3.4.21", ElfNeeds.weaken "GLIBCXX_3.4.21" image))

[<Fact>]
let ``a version that is not needed is named`` () =
    onShipped (fun image ->
        Assert.Equal(Error "the library does not need GLIBCXX_9.9", ElfNeeds.weaken "GLIBCXX_9.9" image))

[<Fact>]
let ``a file that is no library is refused`` () =
    let refused reason image =
        Assert.Equal(Error $"not a library that can be read: {reason}", ElfNeeds.weaken "GLIBCXX_3.4.32" image)

    refused "0 bytes are less than an ELF header" [||]
    refused "it does not begin with the ELF mark" (Array.zeroCreate 4096)

    let elf (marks: byte list) =
        Array.append [| 0x7fuy; byte 'E'; byte 'L'; byte 'F'; yield! marks |] (Array.zeroCreate 100)

    refused "it is not a 64-bit little-endian ELF file" (elf [ 1uy; 1uy ])
    refused "it has 0 dynamic segments" (elf [ 2uy; 1uy ])

[<Fact>]
let ``a library that was cut short is refused`` () =
    onShipped (fun image ->
        for length in [ 63; 64; 1000; 0x3f8f0; 0x3f940; image.Length / 2 ] do
            match ElfNeeds.weaken NativeLibraries.MarkVersion image[.. length - 1] with
            | Error reason -> Assert.StartsWith("not a library that can be read: ", reason)
            | Ok _ -> failwith $"{length} bytes were taken for a library")

[<Fact>]
let ``damage anywhere in the tables is an error or a copy, and nothing else`` () =
    onShipped (fun image ->
        let random = Random 7
        // All headers and tables that are followed lie before the code.
        let image = image[..0x48000]

        for _ in 1..300 do
            let damaged = Array.copy image

            for _ in 1..200 do
                damaged[random.Next damaged.Length] <- byte (random.Next 256)

            damaged[random.Next 64] <- byte (random.Next 256)

            match ElfNeeds.weaken NativeLibraries.MarkVersion damaged with
            | Ok copy -> Assert.Equal(damaged.Length, copy.Length)
            | Error reason -> Assert.DoesNotContain("\n", reason))

[<Fact>]
let ``a file that somebody else put in the place is replaced`` () =
    inNewFolder (fun folder ->
        let folder = Path.Combine(folder, "new")
        let contents = [| 1uy; 2uy; 3uy |]
        let path = Path.Combine(folder, "name")
        Assert.Equal(Ok path, NativeLibraries.place folder "name" contents)
        File.WriteAllBytes(path, [| 1uy; 2uy; 4uy |])
        Assert.Equal(Ok path, NativeLibraries.place folder "name" contents)
        Assert.Equal<byte>(contents, File.ReadAllBytes path)
        Assert.Equal<string>([| path |], Directory.GetFiles folder))

[<Fact>]
let ``a place that cannot be written is an error`` () =
    inNewFolder (fun folder ->
        let file = Path.Combine(folder, "file")
        File.WriteAllText(file, "")

        match NativeLibraries.place (Path.Combine(file, "below")) "name" [| 1uy |] with
        | Error reason -> Assert.StartsWith($"'{file}", reason)
        | Ok path -> failwith path)

[<Theory>]
[<InlineData("linux-x64", false)>]
[<InlineData("win-x64", false)>]
[<InlineData("osx-arm64", false)>]
let ``a supported platform passes`` rid isMusl = Platform.check rid isMusl

[<Theory>]
[<InlineData("linux-arm64", false, "linux-arm64")>]
[<InlineData("linux-x64", true, "linux-musl-x64")>]
[<InlineData("osx-x64", false, "osx-x64")>]
[<InlineData("win-arm64", false, "win-arm64")>]
[<InlineData("freebsd-x64", false, "freebsd-x64")>]
let ``an unsupported platform is named beside the supported ones`` (rid: string) isMusl name =
    let error = Assert.Throws<PlatformException>(fun () -> Platform.check rid isMusl)

    Assert.Equal(
        $"libtorch: the platform must be linux-x64 (with glibc), win-x64 or osx-arm64, got {name}",
        error.Message
    )

/// A processor of which CPUID says only this: vendor, its last leaf, and whether it lists a first cache.
let private processor isAmd (last: uint) listsCaches (struct (leaf, subleaf)) =
    match uint leaf, subleaf with
    | 0u, _ -> struct (0x20, (if isAmd then 0x68747541 else 0x756E6547), 0, 0)
    | 0x80000000u, _ -> struct (int last, 0, 0, 0)
    | 0x8000001Du, 0 when listsCaches -> struct (0x121, 0x01C0003F, 0x3F, 0)
    | _ -> struct (0, 0, 0, 0)

[<Theory>]
[<InlineData(true, 0x80000021u, false, true)>]
[<InlineData(true, 0x80000021u, true, false)>]
[<InlineData(true, 0x8000001Au, true, true)>]
[<InlineData(false, 0x80000008u, false, false)>]
let ``a processor of AMD that lists no caches is known`` isAmd last listsCaches hides =
    Assert.Equal(hides, ProcessorCaches.areHidden (processor isAmd last listsCaches))

[<Fact>]
let ``what a library writes to are its parts and the zeros behind them`` () =
    let maps = [
        "7f00000-7f01000 r-xp 00000000 fe:00 5374355     /folder/libtorch_cpu.so"
        "7f01000-7f03000 rw-p 00001000 fe:00 5374355     /folder/libtorch_cpu.so"
        "7f03000-7f04000 rw-p 00000000 00:00 0 "
        "7f05000-7f06000 rw-p 00000000 00:00 0 "
        "7f06000-7f07000 rw-p 00001000 fe:00 5374356     /folder/libtorch.so"
        "7f07000-7f08000 rw-p 00000000 00:00 0 "
        "7f09000-7f0a000 rw-p 00001000 fe:00 5374355     /folder/libtorch_cpu.so"
        "7fff000-8000000 rw-p 00000000 00:00 0           [stack]"
    ]
    Assert.Equal<(int64 * int64) list>(
        [ 0x7f01000L, 0x7f03000L; 0x7f03000L, 0x7f04000L; 0x7f09000L, 0x7f0a000L ],
        ProcessorCaches.writable "libtorch_cpu.so" maps
    )
