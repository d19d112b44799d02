namespace Functional

open System
open System.Collections.Generic

/// Calls in the order in which they are made, and their results. Under a tape they are computed together, as one program.
[<AbstractClass; AllowNullLiteral>]
type internal Recorder() =
    inherit Pending()

    let steps = List<CallStep>()
    let results = List<LazyArray>()
    let arrays = List<LazyArray>()
    let numbers = Dictionary<LazyArray, int>(HashIdentity.Reference)
    let tapes = List<WeakReference>()

    // Whether a weight is among those that were read: one may be kept in two places.
    static let isRead (reads: HashSet<struct (Keeper * Key)>) =
        let identity (place: Keeper) key = place.Use(fun store -> store.Identity key)
        let identities = lazy HashSet(seq { for struct (place, key) in reads -> identity place key })
        fun (held: Held) ->
            reads.Contains(struct (held.Place, held.Declaration.Key))
            || identities.Value.Contains(identity held.Place held.Declaration.Key)

    /// The calls so far.
    member _.Steps = steps
    /// How many of them are computed.
    member val Finished = 0 with get, set
    /// How many of them were made with other weights than there are now.
    member val Left = 0 with get, set
    member this.IsPending = steps.Count > this.Finished

    /// Whether a tape is there that may ask for gradients.
    member _.IsWatched =
        tapes.Count > 0
        && (tapes.RemoveAll(fun tape -> not tape.IsAlive) |> ignore
            tapes.Count > 0)

    member _.Watch(tape: obj) = tapes.Add(WeakReference tape)

    member _.Unwatch(tape: obj) = tapes.RemoveAll(fun known -> obj.ReferenceEquals(known.Target, tape)) |> ignore

    /// The arrays that calls were handed.
    member _.Arrays = arrays
    member _.Array code = if code < 0 then arrays[-1 - code] else results[code]

    /// The number of an array among results or arguments.
    member this.Code(array: LazyArray) =
        if obj.ReferenceEquals(array.Pending, this) then
            array.Code
        else
            match numbers.TryGetValue array with
            | true, code -> code
            | _ ->
                let code = -1 - arrays.Count
                arrays.Add array
                numbers[array] <- code
                code

    member private this.Add(piece, args, weights, gives: (Shape * DType)[]) =
        let first = results.Count
        let given = gives |> Array.mapi (fun i (shape, dtype) -> LazyArray.Coming(dtype, shape, this, first + i))
        results.AddRange given
        steps.Add { Piece = piece; Args = args; Weights = weights; Results = given; First = first }
        given

    /// Adds a call.
    member this.Call(piece: Piece, args: LazyArray[]) : LazyArray[] =
        let given = this.Add(piece, Array.map this.Code args, Array.empty, piece.Gives)
        piece.Settle given
        given

    /// The number of the first result of a call, or of the next one's.
    member _.FirstOf(step: int) = if step < steps.Count then steps[step].First else results.Count

    // What the numbers of a result depend on, as far as calls tell: arrays, and weights.
    member private this.Reached(target: int) =
        let oldest = this.FirstOf this.Left
        let calls, weights = HashSet<int>(), HashSet<struct (Keeper * Key)>()
        let pending = Stack [ target ]
        while pending.Count > 0 do
            let code = pending.Pop()
            if calls.Add code && code >= oldest then
                let step = steps.FindLast(fun step -> step.First <= code)
                for arg in step.Args do
                    pending.Push arg
                for held in step.Weights do
                    weights.Add(struct (held.Place, held.Declaration.Key)) |> ignore
                if not (isNull step.Piece) && not (isNull step.Piece.Place) then
                    for key in step.Piece.Reads do
                        weights.Add(struct (step.Piece.Place, key)) |> ignore
        calls, weights

    /// Adds gradients of an array, for weights and then for arrays; null for what it does not depend on.
    member this.Gradient(target: LazyArray, weights: Held[], sources: LazyArray[]) : LazyArray[] =
        if not (obj.ReferenceEquals(target.Pending, this)) then
            raise (ConfigurationException "GradientTape: the target was not computed under the tape")
        if target.Code < this.FirstOf this.Left then
            raise (
                ConfigurationException
                    "GradientTape: the weights changed since the target was computed; ask for all gradients before Apply"
            )
        if not target.DType.IsFloat then
            raise (ConfigurationException $"GradientTape: the target must be of a float type, got {target.DType}")
        let calls, reads = this.Reached target.Code
        let isSource (source: LazyArray) =
            (obj.ReferenceEquals(source.Pending, this) || numbers.ContainsKey source)
            && source.DType.IsFloat
            && calls.Contains(this.Code source)
        let known = sources |> Array.filter isSource
        let held = weights |> Array.filter (isRead reads)
        let gives = [|
            for held in held -> Shape.known held.Declaration.Shape, held.Declaration.DType
            for source in known -> Shape.known source.Sizes, source.DType
        |]
        let given = this.Add(null, Array.append [| target.Code |] (Array.map this.Code known), held, gives)
        let mutable next = 0
        let take isThere =
            if isThere then
                next <- next + 1
                given[next - 1]
            else
                null
        let ofWeights = weights |> Array.map (fun weight -> take (Array.contains weight held))
        Array.append ofWeights (sources |> Array.map (isSource >> take))

    /// Forgets all calls. Results that are not there yet say why.
    member this.Clear(failure: exn) =
        for result in results do
            if not (isNull failure || result.IsThere) then
                result.Fail failure
            result.Pending <- null
        steps.Clear()
        results.Clear()
        arrays.Clear()
        numbers.Clear()
        this.Finished <- 0
        this.Left <- 0

    /// Forgets calls that nobody may ask for any more.
    member this.Rest() =
        if not this.IsPending && not this.IsWatched then
            this.Clear null

    /// The first of the calls that a program has: all where gradients go back through them, else those that are left.
    member this.Start =
        let mutable start = this.Finished
        for i in this.Finished .. steps.Count - 1 do
            if isNull steps[i].Piece then
                start <- this.Left
        start
