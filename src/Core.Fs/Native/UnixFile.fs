namespace Functional

open System
open System.Runtime.InteropServices

/// <summary>What .NET's library for Unix knows and its public face does not tell: the kind of a file, and flushing of folders.</summary>
[<RequireQualifiedAccess>]
module internal UnixFile =

    // Flags, then the mode as in stat.h, then more.
    [<DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")>]
    extern int private stat(string path, byte[] status)

    [<DllImport("libSystem.Native", EntryPoint = "SystemNative_Open")>]
    extern nativeint private openFile(string path, int flags, int mode)

    [<DllImport("libSystem.Native", EntryPoint = "SystemNative_FSync")>]
    extern int private fsync(nativeint file)

    [<DllImport("libSystem.Native", EntryPoint = "SystemNative_Close")>]
    extern int private close(nativeint file)

    // Of other systems, or of a .NET that has no such library, nothing is known.
    let private asked (otherwise: 'a) (work: unit -> 'a) =
        if OperatingSystem.IsWindows() then
            otherwise
        else
            try
                work ()
            with
            | :? DllNotFoundException
            | :? EntryPointNotFoundException -> otherwise

    /// What stands at a path, links followed, where it is neither a regular file nor a folder.
    let special (path: string) : string option =
        asked None (fun () ->
            let status = Array.zeroCreate<byte> 512

            if stat (path, status) <> 0 then
                None
            else
                match BitConverter.ToInt32(status, 4) &&& 0xF000 with
                | 0x1000 -> Some "a pipe"
                | 0x2000
                | 0x6000 -> Some "a device"
                | 0xC000 -> Some "a socket"
                | _ -> None)

    /// Writes a folder's names to the disk, where the file system can; whether that was done.
    let flushFolder (path: string) : bool =
        asked false (fun () ->
            let file = openFile (path, 0, 0)

            file >= 0n
            && (let isFlushed = fsync file = 0
                close file |> ignore
                isFlushed))
