namespace Functional

open System
open System.IO
open System.Reflection
open System.Runtime.CompilerServices
open System.Runtime.InteropServices
open System.Threading

/// Where libtorch can run.
[<RequireQualifiedAccess>]
module Platform =

    /// <summary>Does nothing on a platform that libtorch is built for, and raises an error that names it on another.</summary>
    /// <param name="rid">Operating system and architecture, in .NET's form: <c>linux-x64</c>, <c>osx-arm64</c>.</param>
    /// <param name="isMusl">Whether a Linux has musl as its C library, as Alpine does, and not glibc.</param>
    /// <exception cref="T:Functional.PlatformException">libtorch has no build for the platform.</exception>
    let check (rid: string) (isMusl: bool) =
        match rid, isMusl with
        | "linux-x64", false
        | "win-x64", _
        | "osx-arm64", _ -> ()
        | _ ->
            let name = if isMusl then rid.Replace("linux-", "linux-musl-") else rid

            raise (
                PlatformException
                    $"libtorch: the platform must be linux-x64 (with glibc), win-x64 or osx-arm64, got {name}"
            )

    let internal isMusl =
        let rid = RuntimeInformation.RuntimeIdentifier
        rid.Contains "musl" || rid.StartsWith "alpine"

    /// The platform of this process, whatever distribution .NET itself was built for.
    let internal rid =
        let system =
            if OperatingSystem.IsLinux() then "linux"
            elif OperatingSystem.IsWindows() then "win"
            elif OperatingSystem.IsMacOS() then "osx"
            else RuntimeInformation.RuntimeIdentifier.Split('-')[0]

        system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()

/// <summary>Settings of glibc's allocator, which libtorch takes the memory of its tensors from.</summary>
/// <remarks>
/// By default a large block goes back to the system when it is freed, and each of its pages is faulted in and cleared
/// again when the next step asks for the same block. With the memory kept, convolutions run up to ten times as fast.
/// On threads other than the process's first, glibc's heaps end at 64 MiB, and larger blocks still go back.
/// </remarks>
[<RequireQualifiedAccess>]
module internal Allocator =

    [<DllImport("libc.so.6")>]
    extern int private mallopt(int parameter, int value)

    [<DllImport("libc.so.6")>]
    extern int private setenv(string name, string value, int overwrite)

    /// The AppContext switch that turns this off when it is false: a process then gives freed memory back.
    [<Literal>]
    let Switch = "Functional.KeepFreedMemory"

    // Names and values of malloc.h.
    let private M_TRIM_THRESHOLD = -1
    let private M_TOP_PAD = -2
    let private M_MMAP_MAX = -4

    /// Keeps freed memory for the next tensor. Only glibc has this, and only memory taken later is concerned.
    let keepFreedMemory () =
        let isOn =
            match AppContext.TryGetSwitch Switch with
            | true, isOn -> isOn
            | _ -> true

        if isOn && OperatingSystem.IsLinux() && not Platform.isMusl then
            // No block by mmap, so that each comes from the heap; the heap never shrinks and grows by 64 MiB.
            mallopt (M_MMAP_MAX, 0) |> ignore
            mallopt (M_TRIM_THRESHOLD, -1) |> ignore
            mallopt (M_TOP_PAD, 64 <<< 20) |> ignore
            // libtorch then takes blocks of 2 MiB and more in whole pages, huge ones where the system gives them. What is left over at their
            // ends is too large for glibc's cache of small pieces, which else keeps neighbours from becoming one free block again.
            setenv ("THP_MEM_ALLOC_ENABLE", "1", 0) |> ignore

    /// oneDNN keeps what it compiled for each size that it met, up to 1024 of them: with sequences of many lengths some hundred
    /// mebibytes. Fewer are more than a network needs. What the environment says already stays.
    let limitPrimitives () =
        if OperatingSystem.IsLinux() && not Platform.isMusl then
            setenv ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "256", 0) |> ignore

/// <summary>Loads libtorch and TorchSharp's own native library, before TorchSharp looks for them.</summary>
/// <remarks>
/// <para>
/// TorchSharp looks for its libraries by name, and finds those that are in the process already. On systems older
/// than GCC 13 (Debian 12, Ubuntu 22.04) its own library does not load as it is shipped: it asks libstdc++ for the version
/// <c>GLIBCXX_3.4.32</c>, of which it uses nothing. There a copy in which that version may be missing is loaded in its place.
/// It is kept in the user's cache folder. An up-to-date system is left alone.
/// </para>
/// <para>
/// In F# scripts TorchSharp's packages lie in a folder each, where the system's loader finds nothing. There each library
/// is loaded by its path.
/// </para>
/// </remarks>
[<RequireQualifiedAccess>]
module NativeLibraries =

    /// What old systems lack. Its one symbol is a mark that GCC 13 leaves where iostream is included.
    [<Literal>]
    let internal MarkVersion = "GLIBCXX_3.4.32"

    let private fileName (name: string) =
        if OperatingSystem.IsWindows() then name + ".dll"
        elif OperatingSystem.IsMacOS() then "lib" + name + ".dylib"
        else "lib" + name + ".so"

    // A type without a static constructor: that of `torch` loads the libraries.
    let private torchSharp = typeof<TorchSharp.DeviceType>.Assembly

    let private folderOf (assembly: Assembly) =
        match assembly.Location with
        | "" -> AppContext.BaseDirectory
        | location -> Path.GetDirectoryName location

    /// Folders of NuGet's cache, when that is where TorchSharp's assembly is: <packages>/torchsharp/<version>/lib/<framework>.
    let private packageFolders () =
        let packages = Path.GetFullPath(Path.Combine(folderOf torchSharp, "..", "..", "..", ".."))

        if Directory.Exists(Path.Combine(packages, "torchsharp")) then
            // TorchSharp says which libtorch it was built against, with a fourth number that the package's version lacks.
            let version =
                let field =
                    torchSharp
                        .GetType("TorchSharp.torch")
                        .GetField("libtorchPackageVersion", BindingFlags.Static ||| BindingFlags.NonPublic)

                match field with
                | null -> ""
                | field -> Version.Parse(field.GetRawConstantValue() :?> string).ToString 3

            [
                Path.Combine(packages, "libtorch-cpu-" + Platform.rid, version)
                Path.GetFullPath(Path.Combine(folderOf torchSharp, "..", ".."))
            ]
        else
            []

    /// Folders that may hold the libraries, nearest first.
    let private folders =
        let beside folder = [ folder; Path.Combine(folder, "runtimes", Platform.rid, "native") ]

        [
            fun () -> beside AppContext.BaseDirectory
            fun () -> beside (folderOf torchSharp)
            // What the program's deps.json says.
            fun () ->
                match AppContext.GetData "NATIVE_DLL_SEARCH_DIRECTORIES" with
                | :? string as folders -> List.ofArray (folders.Split Path.PathSeparator)
                | _ -> []
            fun () -> packageFolders () |> List.collect beside
        ]

    let private find (name: string) =
        let file = fileName name

        let inFolder folder =
            let path = Path.Combine(folder, file)
            if File.Exists path then Some path else None

        folders |> List.tryPick (fun group -> List.tryPick inFolder (group ()))

    let private loads (path: string) = NativeLibrary.TryLoad path |> fst

    /// The loader's reason for not loading a file: the last line of what .NET says.
    let private whyNot path =
        try
            NativeLibrary.Load path |> ignore
            ""
        with error ->
            error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries) |> Array.last

    /// <summary>The library as it was shipped if that loads, and the first of the changed copies that does if not.</summary>
    /// <param name="loads">Loads a file, and says whether that went well.</param>
    /// <param name="shipped">Path of the library.</param>
    /// <param name="copies">Each makes a changed copy and gives its path. None runs before it is needed.</param>
    let internal firstThatLoads
        (loads: string -> bool)
        (shipped: string)
        (copies: (unit -> Result<string, string>) list)
        =
        let rec tryCopies failures copies =
            match copies with
            | [] -> Error(failures |> List.distinct |> List.rev |> String.concat "; ")
            | copy :: rest ->
                match copy () with
                | Ok path when loads path -> Ok path
                | Ok path -> tryCopies ($"the changed copy '{path}' does not load either" :: failures) rest
                | Error failure -> tryCopies (failure :: failures) rest

        if loads shipped then Ok shipped else tryCopies [] copies

    /// FNV-1a. It names a file whose contents are compared as well.
    let private hash (bytes: byte[]) =
        let mutable hash = 14695981039346656037UL

        for word in MemoryMarshal.Cast<byte, uint64>(ReadOnlySpan bytes) do
            hash <- (hash ^^^ word) * 1099511628211UL

        hash

    /// Writes a file so that nobody ever sees a part of it, unless it is there with the same contents.
    let internal place (folder: string) (name: string) (contents: byte[]) =
        try
            let path = Path.Combine(folder, name)

            let isThere =
                File.Exists path
                && FileInfo(path).Length = int64 contents.Length
                && ReadOnlySpan(File.ReadAllBytes path).SequenceEqual(ReadOnlySpan contents)

            if not isThere then
                if OperatingSystem.IsWindows() then
                    Directory.CreateDirectory folder |> ignore
                else
                    let userOnly = UnixFileMode.UserRead ||| UnixFileMode.UserWrite ||| UnixFileMode.UserExecute
                    Directory.CreateDirectory(folder, userOnly) |> ignore

                let part = Path.Combine(folder, Path.GetRandomFileName())
                File.WriteAllBytes(part, contents)
                File.Move(part, path, true)

            Ok path
        with
        | :? IOException
        | :? UnauthorizedAccessException as error -> Error $"'{folder}' cannot be written: {error.Message}"

    let private userCache () =
        let home = Environment.GetFolderPath Environment.SpecialFolder.UserProfile

        match Environment.GetEnvironmentVariable "XDG_CACHE_HOME" with
        | folder when Path.IsPathRooted folder -> Some folder
        | _ when home <> "" -> Some(Path.Combine(home, ".cache"))
        | _ -> None

    /// The ways to a changed copy: kept in the user's cache folder, or where that cannot be written or holds no code, in a
    /// temporary folder that only this user can enter and that no other process has ever used.
    let private changedCopies (temporary: Lazy<DirectoryInfo>) shipped = [
        let changed = lazy (ElfNeeds.weaken MarkVersion (File.ReadAllBytes shipped))

        let placedIn folder () =
            changed.Value
            |> Result.bind (fun bytes ->
                place (Path.Combine(folder, (hash bytes).ToString "x16")) (Path.GetFileName shipped) bytes)

        match userCache () with
        | Some cache -> placedIn (Path.Combine(cache, "functional-torch"))
        | None -> ()

        fun () -> placedIn temporary.Value.FullName ()
    ]

    let private failure reason = PlatformException $"libtorch: cannot be loaded, {reason}"

    /// Loads by path what TorchSharp would not find by name.
    let private load () =
        match find "torch_cpu", find "torch", find "LibTorchSharp" with
        | Some torchCpu, Some torch, Some shipped ->
            // On Windows and macOS libraries that lie in one folder find each other, and there is no other obstacle.
            let isNeeded = OperatingSystem.IsLinux() || Path.GetDirectoryName torchCpu <> Path.GetDirectoryName shipped

            // torch_cpu brings libc10 and its OpenMP, from its own folder; with CUDA, torch brings torch_cuda.
            if isNeeded then
                for path in [ torchCpu; torch ] do
                    if not (loads path) then
                        raise (failure (whyNot path))

                let temporary = lazy (Directory.CreateTempSubdirectory "functional-torch-")
                let copies = if OperatingSystem.IsLinux() then changedCopies temporary shipped else []

                try
                    match firstThatLoads loads shipped copies with
                    | Ok _ -> ()
                    | Error reasons -> raise (failure $"{whyNot shipped}; {reasons}")
                finally
                    // What was loaded stays in memory.
                    if temporary.IsValueCreated then
                        temporary.Value.Delete true
        | _ ->
            // A program may have loaded a libtorch of its own.
            if not (NativeLibrary.TryLoad("LibTorchSharp", torchSharp, Nullable()) |> fst) then
                raise (
                    failure
                        "its files are neither beside the program nor in a NuGet package beside TorchSharp's. Reference \
                         TorchSharp-cpu, TorchSharp-cuda-linux or TorchSharp-cuda-windows, of TorchSharp's version"
                )

    let private loaded =
        lazy
            (Platform.check Platform.rid Platform.isMusl
             Allocator.keepFreedMemory ()
             Allocator.limitPrimitives ()
             load ()
             ProcessorCaches.correct ())

    /// <summary>Makes TorchSharp ready for use. Cheap after the first call, and safe from any thread.</summary>
    /// <remarks>Call this before anything of TorchSharp that takes or makes a tensor.</remarks>
    /// <exception cref="T:Functional.PlatformException">This machine cannot run libtorch, or libtorch is not there.</exception>
    let ensure () = loaded.Value

    /// Begins what `ensure` does on another thread, so that it goes on while a program still builds its model: libtorch takes
    /// the system's loader some 150 ms. A failure is kept for `ensure`.
    let internal beginLoading () =
        let load _ =
            try
                Leaving.Guard(fun () ->
                    ensure ()
                    RuntimeHelpers.RunClassConstructor typeof<TorchSharp.torch>.TypeHandle)
            with _ ->
                ()

        if not loaded.IsValueCreated then
            ThreadPool.UnsafeQueueUserWorkItem(load, null) |> ignore
