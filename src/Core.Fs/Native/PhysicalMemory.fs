namespace Functional

open System
open System.IO

/// How much memory there is for this process at most.
[<RequireQualifiedAccess>]
module internal PhysicalMemory =

    let private tryRead (file: string) (number: string -> int64 option) =
        try
            File.ReadLines file |> Seq.tryPick number
        with
        | :? IOException
        | :? UnauthorizedAccessException -> None

    let private parse (text: string) =
        match Int64.TryParse text with
        | true, value -> Some value
        | _ -> None

    // A line such as "MemTotal:       24597476 kB".
    let private kibibytes (name: string) (line: string) =
        if line.StartsWith(name, StringComparison.Ordinal) then
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] |> parse |> Option.map ((*) 1024L)
        else
            None

    /// Bytes of the machine's memory, its swap space included, or of what the container may have. .NET's own number may be the limit of
    /// its collector's heap, in which tensors do not lie.
    let total: int64 =
        let machine = tryRead "/proc/meminfo" (kibibytes "MemTotal:")
        let swap = tryRead "/proc/meminfo" (kibibytes "SwapTotal:") |> Option.defaultValue 0L
        match machine with
        | None -> GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        | Some machine ->
            let container = tryRead "/sys/fs/cgroup/memory.max" parse
            min (machine + swap) (defaultArg container Int64.MaxValue)
