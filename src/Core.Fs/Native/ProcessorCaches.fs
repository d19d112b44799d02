namespace Functional

open System
open System.Globalization
open System.IO
open System.Runtime.InteropServices
open System.Runtime.Intrinsics.X86
open TorchSharp

[<UnmanagedFunctionPointer(CallingConvention.Cdecl)>]
type private Context = delegate of unit -> nativeint

[<UnmanagedFunctionPointer(CallingConvention.Cdecl)>]
type private SetTruth = delegate of nativeint * byte -> unit

/// <summary>What oneDNN, which computes libtorch's convolutions and recurrences, takes for the processor's caches.</summary>
/// <remarks>
/// It sizes its blocks by the caches that an AMD processor lists. Some virtual machines list none: it then takes three levels of one byte
/// each, and its kernels of every vector width but the shortest give wrong numbers without an error (oneDNN 3.7.1, in libtorch 2.10). When it
/// is told that no level is known, as on processors of other makers, it takes usual sizes, and the numbers are right. Where it cannot be
/// told, libtorch does without it: its own kernels take longer.
/// </remarks>
[<RequireQualifiedAccess>]
module internal ProcessorCaches =

    [<Literal>]
    let private Variable = "ONEDNN_MAX_CPU_ISA"

    [<Literal>]
    let private Shortest = "SSE41"

    /// <summary>Whether a processor of AMD says nothing of its caches.</summary>
    /// <param name="cpuId">The instruction CPUID: leaf and subleaf to the registers EAX, EBX, ECX and EDX.</param>
    let areHidden (cpuId: struct (int * int) -> struct (int * int * int * int)) =
        let struct (_, vendor, _, _) = cpuId (struct (0, 0))
        let struct (last, _, _, _) = cpuId (struct (int 0x80000000u, 0))

        // Bits 0 to 4 of EAX are the kind of the first cache, 0 for none.
        let isListed =
            uint last >= 0x8000001Du
            && (let struct (eax, _, _, _) = cpuId (struct (int 0x8000001Du, 0))
                eax &&& 0x1F <> 0)

        vendor = 0x68747541 && not isListed // "Auth" of "AuthenticAMD"

    /// The memory that a library writes to: first and last address of each part, from the lines of /proc/self/maps.
    let writable (library: string) (maps: string seq) : (int64 * int64) list =
        let folder (parts, last) (line: string) =
            let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let ends = words[0].Split '-' |> Array.map (fun number -> Int64.Parse(number, NumberStyles.HexNumber))
            // What has no file behind a part of the library are its numbers that begin as zeros.
            let isOwn = if words.Length < 6 then ends[0] = last else line.Contains library

            if not isOwn then parts, -1L
            elif words[1].StartsWith("rw", StringComparison.Ordinal) then (ends[0], ends[1]) :: parts, ends[1]
            else parts, ends[1]

        Seq.fold folder ([], -1L) maps |> fst |> List.rev

    // What oneDNN keeps: the sizes of up to ten levels, by how many cores each is shared, and how many levels there are.
    let private kept =
        let three = Array.append [| 1; 1; 1 |] (Array.zeroCreate<int> 7)
        Array.concat [ three; three; [| 3 |] ]

    /// Where those numbers lie.
    let private places () : nativeint list = [
        for first, last in File.ReadLines "/proc/self/maps" |> writable "libtorch_cpu.so" do
            let numbers = Array.zeroCreate<int>(int ((last - first) / 4L))
            Marshal.Copy(nativeint first, numbers, 0, numbers.Length)
            let mutable from = 0
            let mutable found = 0

            while found >= 0 do
                found <- ReadOnlySpan(numbers, from, numbers.Length - from).IndexOf(ReadOnlySpan kept)

                if found >= 0 then
                    nativeint first + 4n * nativeint (from + found)
                    from <- from + found + 1
    ]

    // oneDNN looks at the processor at its first call.
    let private callOnce () =
        use x = torch.ones ([| 2L; 1L; 3L; 3L |])
        use kernel = torch.ones ([| 1L; 1L; 3L; 3L |])
        use result = torch.nn.functional.conv2d (x, kernel)
        ignore result

    // What libtorch keeps for the whole process, and its setting of whether it calls oneDNN: C++ functions by their names in the library.
    let private contextName, setterName = "_ZN2at13globalContextEv", "_ZN2at7Context20setUserEnabledMkldnnEb"

    let mutable private isUsed = true

    /// Whether libtorch calls oneDNN, and the engine may.
    let usesOneDNN () = isUsed

    /// Has libtorch call oneDNN, or do without it. Says whether that could be told.
    let setUsesOneDNN (truth: bool) : bool =
        let export (library: nativeint) (name: string) =
            match NativeLibrary.TryGetExport(library, name) with
            | true, address -> Some address
            | _ -> None
        match NativeLibrary.TryLoad "libtorch_cpu.so" with
        | true, library ->
            match export library contextName, export library setterName with
            | Some context, Some set ->
                let context = Marshal.GetDelegateForFunctionPointer<Context>(context).Invoke()
                Marshal.GetDelegateForFunctionPointer<SetTruth>(set).Invoke(context, (if truth then 1uy else 0uy))
                isUsed <- truth
                true
            | _ -> false
        | _ -> false

    /// <summary>Has oneDNN take usual sizes where the processor hides its caches. To be called when libtorch is loaded.</summary>
    /// <exception cref="T:Functional.PlatformException">That cannot be done: libtorch would compute wrong numbers.</exception>
    let correct () =
        let isShort = Environment.GetEnvironmentVariable Variable = Shortest

        if X86Base.IsSupported && not isShort && areHidden (fun (struct (a, c)) -> X86Base.CpuId(a, c)) then
            if OperatingSystem.IsWindows() then
                Environment.SetEnvironmentVariable(Variable, Shortest)
            else
                callOnce ()

                match places () with
                | [ place ] -> Marshal.WriteInt32(place + 4n * nativeint (kept.Length - 1), 0)
                | _ ->
                    if not (setUsesOneDNN false) then
                        raise (
                            PlatformException
                                "libtorch: would compute wrong convolutions, since this processor does not list its caches"
                        )
