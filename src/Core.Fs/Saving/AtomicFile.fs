namespace Functional

open System
open System.IO

/// <summary>Files that are there whole or not at all.</summary>
[<RequireQualifiedAccess>]
module AtomicFile =

    let private oneLine (text: string) = text.ReplaceLineEndings " "

    // Raises the one-line error for a file that the system will not give.
    let private refuse (path: string) (action: string) (error: exn) =
        let problem =
            match error with
            | :? FileNotFoundException -> "there is no such file"
            | :? DirectoryNotFoundException -> "its folder does not exist"
            | :? UnauthorizedAccessException -> $"no permission to {action} it"
            | _ -> $"cannot {action} it: {oneLine error.Message}"

        raise (ModelFileException($"{path}: {problem}", error))

    let private requireFile (path: string) =
        if String.IsNullOrWhiteSpace path then
            raise (ModelFileException "a file's path is empty")

        if path.Contains '\000' then
            raise (ModelFileException "a file's path has a zero character")

        if Directory.Exists path then
            raise (ModelFileException $"{path}: is a folder, not a file")

        match UnixFile.special path with
        | Some kind -> raise (ModelFileException $"{path}: is {kind}, not a file")
        | None -> ()

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="T:Functional.ModelFileException">It is missing, a folder, or not readable.</exception>
    let openRead (path: string) : FileStream =
        requireFile path

        try
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 <<< 16)
        with
        | :? IOException
        | :? ArgumentException
        | :? NotSupportedException
        | :? UnauthorizedAccessException as error -> refuse path "read" error

    // What the system refuses here is left as it is.
    let private quietly (work: unit -> unit) =
        try
            work ()
        with
        | :? IOException
        | :? UnauthorizedAccessException -> ()

    let private discard (path: string) = quietly (fun () -> File.Delete path)

    let private prefix, suffix = ".functional-", ".tmp"

    let private newName (folder: string) = Path.Combine(folder, $"{prefix}{Guid.NewGuid():N}{suffix}")

    let private isTemporary (path: string) =
        let name = Path.GetFileName path
        let middle = name.Length - prefix.Length - suffix.Length
        middle = 32 && Seq.forall Char.IsAsciiHexDigitLower (name.Substring(prefix.Length, middle))

    /// What a file is made, named and kept with, as the system has it; tests see in which order it is asked.
    type internal Disk = {
        /// A new file, open for reading and writing.
        Create: string -> FileStream
        /// Gives the file of the first path the second one, in place of what is there.
        Rename: string -> string -> unit
        /// Writes the names in a folder to the disk; whether that was done.
        FlushFolder: string -> bool
    }

    let internal disk = {
        Create =
            fun path ->
                new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read ||| FileShare.Delete)
        Rename = fun path target -> File.Move(path, target, true)
        FlushFolder = UnixFile.flushFolder
    }

    // A new file that nobody else deletes: who has it open holds a lock on it, which ends with the process.
    let private create (disk: Disk) (folder: string) : string * FileStream =
        let attempt last =
            let path = newName folder

            try
                let stream = disk.Create path

                if File.Exists path then
                    Some(path, stream)
                else
                    stream.Dispose()
                    None
            with :? IOException when not last && Directory.Exists folder ->
                None

        // Between the making and the lock it looks like one that was left over, and another process may remove it.
        Seq.init 10 (fun i -> attempt (i = 9)) |> Seq.pick id

    let private isLocked (path: string) =
        try
            use _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
            false
        with :? IOException ->
            true

    // What keeps all others out, and lets the file be deleted.
    let private alone = if OperatingSystem.IsWindows() then FileShare.Delete else FileShare.None

    // Temporary files of processes that ended while they wrote. Only where locks are seen to hold is one without a lock nobody's.
    let private removeLeftovers (folder: string) (own: string) =
        quietly (fun () ->
            if isLocked own then
                for path in Directory.GetFiles(folder, $"{prefix}*{suffix}") do
                    if path <> own && isTemporary path && (UnixFile.special path).IsNone then
                        quietly (fun () ->
                            use _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, alone)
                            File.Delete path))

    /// A file for the time of its use, gone when it is closed or the process ends.
    let internal scratch (folder: string) : FileStream =
        if OperatingSystem.IsWindows() then
            let path = newName folder
            let options = FileOptions.DeleteOnClose
            new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 <<< 16, options)
        else
            // What is open stays until it is closed.
            let path, stream = create disk folder
            discard path
            stream

    // Where a path leads: symbolic links are followed, also to a file that is not there yet.
    let private resolve (path: string) =
        match (FileInfo path).LinkTarget with
        | null -> Path.GetFullPath path
        | _ -> (File.ResolveLinkTarget(path, true)).FullName

    let private keepMode (target: string) (stream: FileStream) =
        if not (OperatingSystem.IsWindows()) && File.Exists target then
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode target)

    let internal writeTo (disk: Disk) (path: string) (write: Stream -> unit) =
        requireFile path

        try
            let target = resolve path
            let folder = Path.GetDirectoryName target
            let temporary, stream = create disk folder

            try
                // Windows moves no file that is open; elsewhere the lock lasts until the file has its name.
                let takeName () = disk.Rename temporary target

                using stream (fun stream ->
                    removeLeftovers folder temporary
                    write stream
                    stream.Flush true
                    keepMode target stream

                    if not (OperatingSystem.IsWindows()) then
                        takeName ())

                if OperatingSystem.IsWindows() then
                    takeName ()

                disk.FlushFolder folder |> ignore
            with _ ->
                discard temporary
                reraise ()
        with
        | :? IOException
        | :? UnauthorizedAccessException as error -> refuse path "write" error

    /// <summary>Writes a file so that a reader, or this program after a crash, finds the old content or the new, never a part:
    /// a temporary file in the same folder is written, flushed to the disk, and takes the file's name. When anything fails the
    /// temporary file is removed and what stood there before is untouched. Temporary files of processes that were killed
    /// before they could remove them go with the next file that is written into the folder.</summary>
    /// <param name="path">The file; a symbolic link is followed, and stays a link. Permissions stay as they are.</param>
    /// <param name="write">Writes the content to a stream that can also seek and read. What it raises is raised on.</param>
    /// <exception cref="T:Functional.ModelFileException">The folder is missing, the path is a folder, a device, a pipe or a socket, there
    /// is no permission or no space.</exception>
    let write (path: string) (write: Stream -> unit) = writeTo disk path write
