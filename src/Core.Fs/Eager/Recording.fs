namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// Recorded calls as they are run: one program for all that is asked for, kept for the next calls in the same order.
[<Sealed; AllowNullLiteral>]
type internal RecordedRun() =
    inherit Recorder()

    // Random numbers of calls that are computed again are the same.
    let mutable position = 0L

    static let nowhere = OwnKeeper(lazy (new TensorStore(torch.CPU)), 0L) :> Keeper

    static let rec within (places: Keeper list) (stores: TensorStore list) (work: TensorStore[] -> unit) =
        match places with
        | [] -> work (stores |> List.rev |> Array.ofList)
        | place :: others -> place.Use(fun store -> within others (store :: stores) work)

    static let bind (compiled: Compiled) (stores: TensorStore[]) =
        let struct (known, versions, tensors) = compiled.Bound
        let isKnown =
            not (isNull known)
            && Array.forall2 (fun (a: TensorStore) b -> obj.ReferenceEquals(a, b)) known stores
            && Array.forall2 (fun (store: TensorStore) version -> store.Version = version) stores versions
        if isKnown then
            tensors
        else
            let tensors = compiled.Origins |> Array.map (fun (struct (place, key)) -> stores[place][key])
            compiled.Bound <- struct (stores, stores |> Array.map _.Version, tensors)
            tensors

    // In an order that all runs take them in.
    member private this.Places(start: int, application: Application voption) =
        let places = HashSet<Keeper>(HashIdentity.Reference)
        let add (place: Keeper) =
            if not (isNull place) then
                places.Add place |> ignore
        for i in start .. this.Steps.Count - 1 do
            if not (isNull this.Steps[i].Piece) then
                add this.Steps[i].Piece.Place
            for held in this.Steps[i].Weights do
                add held.Place
        match application with
        | ValueSome application ->
            for held in application.Weights do
                add held.Place
            add application.Place
        | ValueNone -> ()
        if places.Count = 0 then
            add nowhere
        places |> Seq.sortBy _.Number |> Array.ofSeq

    // Numbers of the results that are to come.
    member private this.Wanted = [|
        for i in this.Finished .. this.Steps.Count - 1 do
            for j in 0 .. this.Steps[i].Results.Length - 1 do
                this.Steps[i].First + j
    |]

    member private this.Signature(start: int, application: Application voption, kinds: StepKind list) =
        let signature = List<int>()
        signature.Add start
        signature.Add this.Finished
        for i in start .. this.Steps.Count - 1 do
            let step = this.Steps[i]
            signature.Add(if isNull step.Piece then -1 else step.Piece.Number)
            signature.AddRange step.Args
            for held in step.Weights do
                signature.Add held.Number
        match application with
        | ValueSome application ->
            signature.Add -2
            signature.Add application.Number
            signature.Add application.Place.Number
            signature.Add(hash application.Optimizer.ExcludeFromWeightDecay)
            for kind in kinds do
                signature.Add((if kind.Apply then 1 else 0) + (if kind.Overwrite then 2 else 0))
            for held in application.Weights do
                signature.Add held.Number
            signature.AddRange application.Gradients
        | ValueNone -> ()
        signature.ToArray()

    member private _.Composition(places: Keeper[], stores: TensorStore[]) =
        Composition(fun place key -> stores[Array.IndexOf(places, place)].Identity key)

    member private this.Compose(start: int, places, stores, application: Application voption) =
        let composed: Composition = this.Composition(places, stores)
        let first = this.FirstOf start
        let give code =
            if code < first then
                composed.Give(code, this.Array code)
        for i in start .. this.Steps.Count - 1 do
            Array.iter give this.Steps[i].Args
            composed.Add(i, this.Steps[i], i < this.Finished)
        match application with
        | ValueSome application -> Array.iter give application.Gradients
        | ValueNone -> ()
        composed

    member private this.Make
        (start, application: Application voption, kinds, places: Keeper[], stores: TensorStore[])
        : Compiled =
        let composed = this.Compose(start, places, stores, application)
        let program, workload = Composition.compile stores[0].Device composed this.Wanted application kinds
        let origin (key: Key) =
            match application with
            | ValueSome application when key.IsOfOptimizer ->
                let there =
                    match key.KeptFor with
                    | Some weight when not application.IsOwn ->
                        let struct (_, origin) = composed.Origin weight
                        key.For origin
                    | _ -> key
                struct (Array.IndexOf(places, application.Place), there)
            | _ ->
                let struct (place, origin) = composed.Origin key
                struct (Array.IndexOf(places, place), origin)
        let changed = [
            for key, _ in composed.Updates do
                let struct (place, _) = composed.Origin key
                place
            match application with
            | ValueSome application ->
                application.Place
                for held in application.Weights do
                    held.Place
            | ValueNone -> ()
        ]
        let changes = places |> Array.map (fun place -> List.contains place changed)
        Compiled(program, composed.Given, Array.map (fun (key, _, _) -> origin key) program.Weights, workload, changes)

    // What random numbers follow from: the first place with calls for training.
    member private this.Draw(start: int, places: Keeper[], stores: TensorStore[], context: RunContext) =
        let training =
            Seq.skip start this.Steps |> Seq.tryFind (fun step -> not (isNull step.Piece) && step.Piece.IsTraining)
        match training with
        | Some step ->
            let store = stores[Array.IndexOf(places, step.Piece.Place)]
            if position = 0L then
                store.Position <- { store.Position with Calls = store.Position.Calls + 1L }
                position <- -store.Position.Calls
            context.Seed <- step.Piece.Place.Seed
            context.Step <- position
        | None -> ()

    // Gradients that the optimizer follows are its to give back; all else goes to .NET memory.
    member private this.Take(outputs: Tensor[], application: Application voption) =
        let followed =
            match application with
            | ValueSome application -> HashSet application.Gradients
            | ValueNone -> HashSet()
        let wanted = this.Wanted
        for i in 0 .. outputs.Length - 1 do
            let result = this.Array wanted[i]
            if followed.Contains wanted[i] then
                result.Become outputs[i]
            else
                result.Become(Tensors.toHost outputs[i])
                outputs[i].Dispose()

    member private this.RunIn(start, places: Keeper[], stores: TensorStore[], application: Application voption) =
        let device = stores[0].Device
        let kinds =
            match application with
            | ValueSome application ->
                let store = stores[Array.IndexOf(places, application.Place)]
                let declared held = fst (this.Composition(places, stores).Weight held)
                let tensor (held: Held) = stores[Array.IndexOf(places, held.Place)][held.Declaration.Key]
                application.Ensure (declared, tensor) store
                Updates.kindsOf application.Optimizer (fun () -> OptimizerState.iteration store)
            | ValueNone -> []
        let signature = this.Signature(start, application, kinds)
        let compiled =
            match places[0].Programs.TryFind signature with
            | ValueSome known -> known
            | ValueNone ->
                let fresh = this.Make(start, application, kinds, places, stores)
                places[0].Programs.Add(signature, fresh)
                fresh
        let program = compiled.Program
        let weights = bind compiled stores
        this.Draw(start, places, stores, program.Context)
        let given = compiled.Given |> Array.map this.Array
        let tensors =
            given
            |> Array.map (fun array -> if isNull array.Native then Tensors.ofHost device array.Host else array.Native)
        try
            let threads =
                if device.``type`` = DeviceType.CPU && (Threads.fixedTo ()).IsNone then
                    compiled.Workload.Threads(Threads.count (), tensors)
                else
                    Threads.count ()
            this.Take(Threads.using threads (fun () -> program.Run(tensors, weights)), application)
        finally
            Array.iter2
                (fun (array: LazyArray) (tensor: Tensor) ->
                    if isNull array.Native then
                        tensor.Dispose())
                given
                tensors
        for i in 0 .. places.Length - 1 do
            if compiled.Changes[i] then
                stores[i].Touch()

    /// Computes what is not there yet, and has an optimizer follow gradients among it.
    member this.Run(application: Application voption) =
        lock this (fun () ->
            if this.IsPending || application.IsSome then
                NativeLibraries.ensure ()
                let start = this.Start
                // Those of other calls first: here all is taken at once.
                for array in this.Arrays do
                    if not array.IsThere then
                        array.Host |> ignore
                let places = this.Places(start, application)
                try
                    Leaving.Guard(fun () ->
                        NativeFailure.within (fun () ->
                            within (List.ofArray places) [] (fun stores ->
                                this.RunIn(start, places, stores, application))))
                with error ->
                    this.Forget error
                    reraise ()
                this.Finished <- this.Steps.Count
                if application.IsSome then
                    this.Left <- this.Steps.Count
                this.Forgive())

    member private this.Forget(error: exn) =
        position <- 0L
        this.Clear error

    member private this.Forgive() =
        if not this.IsWatched then
            position <- 0L
            this.Rest()

    override this.Compute() = this.Run ValueNone

/// Calls on arrays. Under a tape they are recorded, and computed when numbers are asked for; else at once.
[<AbstractClass; Sealed>]
type Recording private () =

    [<ThreadStatic; DefaultValue>]
    static val mutable private current: RecordedRun

    // Calls that nobody asks for are computed at last.
    static let most = 1000

    static let functions =
        Bounded<FunctionCall * (DType * int64 list) list, Piece>(128, HashIdentity.Structural, ignore)

    static member private Active: RecordedRun =
        let current = Recording.current
        if not (isNull current) && current.IsWatched then current else null

    /// What goes on with a tape: the calls that wait, or new ones.
    static member internal Begin() : RecordedRun =
        let known = Recording.current
        let goesOn = not (isNull known) && (known.IsPending || known.IsWatched)
        if goesOn && known.Steps.Count > most && not known.IsWatched then
            known.Compute()
        if not goesOn then
            Recording.current <- RecordedRun()
        Recording.current

    /// Computes what waits on this thread, before something that it reads is changed.
    static member Settle() =
        let current = Recording.current
        if not (isNull current) && current.IsPending then
            current.Compute()

    /// Whether calls on these arrays are recorded.
    static member IsRecorded(args: LazyArray seq) =
        not (isNull Recording.Active) || args |> Seq.exists (fun arg -> not arg.IsThere)

    /// <summary>What a call gives: outputs, masks and penalties.</summary>
    /// <param name="piece">What it computes.</param>
    /// <param name="args">Arrays of the types that the piece was made for.</param>
    static member Call(piece: Piece, args: LazyArray[]) : LazyArray[] =
        match Recording.Active with
        | null ->
            match args |> Array.tryFind (fun arg -> not arg.IsThere && arg.Pending :? RecordedRun) with
            | Some arg -> (arg.Pending :?> RecordedRun).Call(piece, args)
            | None ->
                let now = RecordedRun()
                let results = now.Call(piece, args)
                now.Compute()
                results
        | active -> active.Call(piece, args)

    /// The results of a function of <c>keras.ops</c>. Raises what building a model with the call would raise.
    static member Call(call: FunctionCall, values: LazyArray list) : LazyArray list =
        let key = call, [ for value in values -> value.DType, List.ofArray value.Sizes ]
        let piece =
            lock functions (fun () ->
                match functions.TryFind key with
                | ValueSome piece -> piece
                | ValueNone ->
                    let piece = Piece.ofFunction call values
                    functions.Add(key, piece)
                    piece)
        Recording.Call(piece, Array.ofList values) |> List.ofArray

/// <summary>Records calls on arrays, to give gradients of what they come to.</summary>
/// <param name="isPersistent">Whether gradients may be asked for more than once, until it is disposed of.</param>
[<Sealed>]
type Tape(isPersistent: bool) =
    let recorder = Recording.Begin()
    let mutable isOver = false

    member private this.End() =
        recorder.Unwatch this
        recorder.Rest()

    member private this.Begin() = recorder.Watch this

    /// A tape that records from now on.
    static member Start(isPersistent: bool) =
        let tape = new Tape(isPersistent)
        tape.Begin()
        tape

    /// Gradients of an array, or of its sum, for weights and then for arrays; null for what it does not depend on.
    member this.Gradient(target: LazyArray, weights: Held[], sources: LazyArray[]) : LazyArray[] =
        if isOver then
            raise (ConfigurationException "GradientTape: only a persistent tape gives gradients more than once")
        let gradients = recorder.Gradient(target, weights, sources)
        if not isPersistent then
            isOver <- true
            this.End()
        gradients

    interface IDisposable with
        member this.Dispose() = this.End()

/// Functions of <c>keras.ops</c> on values.
[<RequireQualifiedAccess>]
module Eager =

    /// The results of a function for values, on the CPU. Raises what building a model with the call would raise.
    let compute (call: FunctionCall) (values: HostArray list) : HostArray list =
        Recording.Call(call, List.map LazyArray.Of values) |> List.map _.Host
