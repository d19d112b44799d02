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

    let private discard (path: string) =
        try
            File.Delete path
        with
        | :? IOException
        | :? UnauthorizedAccessException -> ()

    /// <summary>Writes a file so that a reader, or this program after a crash, finds the old content or the new, never a part:
    /// a temporary file in the same folder is written, flushed to the disk, and takes the file's name. When anything fails the
    /// temporary file is removed and what stood there before is untouched.</summary>
    /// <param name="path">The file; a symbolic link is followed.</param>
    /// <param name="write">Writes the content to a stream that can also seek and read. What it raises is raised on.</param>
    /// <exception cref="T:Functional.ModelFileException">The folder is missing, the path is a folder, there is no permission
    /// or no space.</exception>
    let write (path: string) (write: Stream -> unit) =
        requireFile path

        try
            let target =
                match (if File.Exists path then File.ResolveLinkTarget(path, true) else null) with
                | null -> Path.GetFullPath path
                | link -> link.FullName

            let name = $".{Path.GetFileName target}.{Guid.NewGuid():N}.tmp"
            let temporary = Path.Combine(Path.GetDirectoryName target, name)

            try
                using (new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite)) (fun stream ->
                    write stream
                    stream.Flush true)

                File.Move(temporary, target, true)
            with _ ->
                discard temporary
                reraise ()
        with
        | :? IOException
        | :? UnauthorizedAccessException as error -> refuse path "write" error
