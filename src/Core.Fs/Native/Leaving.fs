namespace Functional

open System
open System.Threading

/// <summary>The end of the process while other threads compute. Once the process's last code has run, libtorch takes its own things
/// down, and a call that is under way then ends the process with a fault. So leaving waits for such calls, some seconds at most, and no thread
/// begins another one.</summary>
[<AbstractClass; Sealed>]
type internal Leaving private () =

    // How long a process waits for a step that is under way.
    static let patience = TimeSpan.FromSeconds 5.0

    static let mutable active = 0
    // The thread that ends the process, whose own calls go on: a program may save its model then.
    static let mutable leaver = 0

    [<ThreadStatic; DefaultValue>]
    static val mutable private depth: int

    static let leave () =
        // The processor must not read the other before this is seen: either a call sees the leaver, or the leaver sees the call.
        Interlocked.Exchange(&leaver, Environment.CurrentManagedThreadId) |> ignore
        let mine = min 1 Leaving.depth
        SpinWait.SpinUntil((fun () -> Volatile.Read &active <= mine), patience) |> ignore

    static do AppDomain.CurrentDomain.ProcessExit.Add(fun _ -> leave ())

    /// To be called before calls of libtorch, with <c>Exit</c> after them. Does not return where the process is ending.
    static member Enter() =
        if Leaving.depth = 0 then
            Interlocked.Increment &active |> ignore
            let leaver = Volatile.Read &leaver
            if leaver <> 0 && leaver <> Environment.CurrentManagedThreadId then
                Interlocked.Decrement &active |> ignore
                Thread.Sleep Timeout.Infinite
        Leaving.depth <- Leaving.depth + 1

    static member Exit() =
        Leaving.depth <- Leaving.depth - 1
        if Leaving.depth = 0 then
            Interlocked.Decrement &active |> ignore

    /// Work with calls of libtorch.
    static member Guard(work: unit -> 'a) : 'a =
        Leaving.Enter()
        try
            work ()
        finally
            Leaving.Exit()
