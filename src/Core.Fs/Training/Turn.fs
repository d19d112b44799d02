namespace Functional

open System
open System.Threading

// Work under a lock, as the threads see it that are started from inside of it.
[<AllowNullLiteral>]
type private Under(turn: obj, outer: Under) =
    member _.Turn = turn
    member _.Outer = outer
    member val IsOver = false with get, set

/// <summary>A lock whose holder may run the user's own code: a layer's <c>Call</c>, a loss or a metric is run when a graph is made. Such code
/// may ask for the lock itself, or wait for a thread that does, which would wait for ever: that is refused.</summary>
/// <param name="name">What the lock is of, for errors.</param>
[<Sealed>]
type Turn(name: Func<string>) =

    // Goes along to the threads that are started by the code that runs.
    static let under = AsyncLocal<Under>()

    let gate = new ReaderWriterLockSlim()

    let refuse () =
        raise (ConfigurationException $"{name.Invoke()}: cannot be used inside of its own Call, loss or metric")

    let rec isUnder (turn: obj) (work: Under) =
        not (isNull work) && (Object.ReferenceEquals(work.Turn, turn) && not work.IsOver || isUnder turn work.Outer)

    let alone (turn: obj) (work: unit -> 'a) : 'a =
        if not (gate.TryEnterWriteLock 0) then
            if isUnder turn under.Value then
                refuse ()
            gate.EnterWriteLock()
        let outer = under.Value
        let mine = Under(turn, outer)
        under.Value <- mine
        try
            work ()
        finally
            mine.IsOver <- true
            under.Value <- outer
            gate.ExitWriteLock()

    /// <summary>Work with nothing beside it.</summary>
    /// <exception cref="T:Functional.ConfigurationException">It was asked for inside of such work.</exception>
    member this.Take(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld || gate.IsReadLockHeld then
            refuse ()
        alone this work.Invoke

    /// <summary>Work with nothing beside it; inside of such work a part of it.</summary>
    /// <exception cref="T:Functional.ConfigurationException">A thread asks for it that such work started.</exception>
    member this.Join(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld then work.Invoke()
        elif gate.IsReadLockHeld then refuse ()
        else alone this work.Invoke

    /// <summary>Work that may run beside other work of its kind.</summary>
    /// <exception cref="T:Functional.ConfigurationException">It was asked for inside of other work, or by a thread that such work started.</exception>
    member this.Share(work: Func<'a>) : 'a =
        if gate.IsWriteLockHeld || gate.IsReadLockHeld then
            refuse ()
        if not (gate.TryEnterReadLock 0) then
            if isUnder this under.Value then
                refuse ()
            gate.EnterReadLock()
        try
            work.Invoke()
        finally
            gate.ExitReadLock()
