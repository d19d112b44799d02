namespace Functional

open System
open System.Collections.Generic
open System.Threading

/// <summary>A lock whose holder may run the user's own code: a layer's <c>Call</c>, a loss or a metric is run when a graph is made. Such code
/// may ask for the lock itself, or wait for a thread that does, which would wait for ever: that is refused. So is what closes a ring, in
/// which such code of one model waits for another one, whose own waits for the first.</summary>
/// <param name="name">What the lock is of, for errors.</param>
[<Sealed; AllowNullLiteral>]
type Turn(name: Func<string>) =

    // Goes along to the threads that are started by the code that runs.
    static let under = AsyncLocal<Under>()

    // Who waits inside of other work, and for what.
    static let waits = List<struct (Under * Turn)>()

    let gate = new ReaderWriterLockSlim()

    // Set before its work may wait for anything.
    let mutable holder: Under = null

    let refuse () =
        raise (ConfigurationException $"{name.Invoke()}: cannot be used inside of its own Call, loss or metric")

    // The work that holds what would be waited for, if that waits for what is done here.
    static let ring (mine: Under) (wanted: Turn) : Under =
        let seen = HashSet<Turn>(HashIdentity.Reference)
        let pending = Stack [ wanted ]
        let mutable found: Under = null
        while isNull found && pending.Count > 0 do
            let turn = pending.Pop()
            let holder = turn.Holder
            if seen.Add turn && not (isNull holder) then
                if mine.IsPartOf holder then
                    found <- holder
                else
                    for struct (waiting, next) in waits do
                        if waiting.IsPartOf holder then
                            pending.Push next
        found

    // Only who does other work already can keep others waiting.
    let patiently (this: Turn) (enter: unit -> unit) =
        let mine = under.Value
        if isNull mine || not mine.IsUnderWay then
            enter ()
        else
            lock waits (fun () ->
                let found = ring mine this
                if not (isNull found) then
                    if Object.ReferenceEquals(found.Turn, this) then
                        refuse ()
                    raise (
                        ConfigurationException
                            $"{name.Invoke()}: cannot be used inside of the Call, loss or metric of {found.Turn.Name}, for which its own waits"
                    )
                waits.Add(struct (mine, this)))
            try
                enter ()
            finally
                lock waits (fun () -> waits.Remove(struct (mine, this)) |> ignore)

    let alone (turn: Turn) (work: unit -> 'a) : 'a =
        if not (gate.TryEnterWriteLock 0) then
            patiently turn gate.EnterWriteLock
        let outer = under.Value
        let mine = Under(turn, outer)
        holder <- mine
        under.Value <- mine
        try
            // Once, outside of all: an error that is caught and raised again takes kilobytes of the stack each time.
            if isNull outer || not outer.IsUnderWay then NativeFailure.within work else work ()
        finally
            mine.IsOver <- true
            under.Value <- outer
            holder <- null
            gate.ExitWriteLock()

    member private _.Holder: Under = holder
    member private _.Name: string = name.Invoke()

    /// <summary>Work with nothing beside it.</summary>
    /// <exception cref="T:Functional.ConfigurationException">It was asked for inside of such work, or of work that such work waits for.</exception>
    member this.Take(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld || gate.IsReadLockHeld then
            refuse ()
        alone this work.Invoke

    /// <summary>Work with nothing beside it; inside of such work a part of it.</summary>
    /// <exception cref="T:Functional.ConfigurationException">A thread asks for it that such work started, or that does what such work waits
    /// for.</exception>
    member this.Join(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld then work.Invoke()
        elif gate.IsReadLockHeld then refuse ()
        else alone this work.Invoke

    /// <summary>Work that may run beside other work of its kind, and runs no code of the user's.</summary>
    /// <exception cref="T:Functional.ConfigurationException">It was asked for inside of other work, by a thread that such work started, or
    /// inside of what such work waits for.</exception>
    member this.Share(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld || gate.IsReadLockHeld then
            refuse ()
        if not (gate.TryEnterReadLock 0) then
            patiently this gate.EnterReadLock
        try
            work.Invoke()
        finally
            gate.ExitReadLock()

// Work under a lock, as the threads see it that are started from inside of it.
and [<Sealed; AllowNullLiteral>] private Under(turn: Turn, outer: Under) =
    member _.Turn: Turn = turn
    member _.Outer: Under = outer
    member val IsOver = false with get, set

    /// Whether it, or work around it, is not over.
    member this.IsUnderWay =
        let mutable work: Under = this
        while not (isNull work) && work.IsOver do
            work <- work.Outer
        not (isNull work)

    /// Whether it is done inside of other work that is not over.
    member this.IsPartOf(other: Under) =
        let mutable work: Under = this
        while not (isNull work || Object.ReferenceEquals(work, other)) do
            work <- work.Outer
        not (isNull work) && not other.IsOver
