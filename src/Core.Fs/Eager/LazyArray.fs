namespace Functional

open System
open System.Collections.Generic
open System.Threading

/// Calls whose results are not there yet.
[<AbstractClass; AllowNullLiteral>]
type internal Pending() =
    /// Computes all of them.
    abstract Compute: unit -> unit

/// <summary>An array that is there, or that is computed with others when one of them is asked for.</summary>
[<Sealed; AllowNullLiteral>]
type LazyArray private (dtype: DType, sizes: int64[]) =

    // Null where only the numbers tell.
    static let sizesOf (shape: Shape) : int64[] =
        if shape.IsKnown then
            [|
                for dim in shape.Dims do
                    match dim with
                    | Dim.Known size -> size
                    | Dim.Unknown _ -> ()
            |]
        else
            null

    let mutable host = Unchecked.defaultof<HostArray>
    let mutable native: Tensor = null
    let mutable failure: exn = null

    /// One that is there.
    static member Of(array: HostArray) =
        let given = LazyArray(array.DType, array.Shape)
        given.Become array
        given

    /// One that is to come.
    static member internal Coming(dtype: DType, shape: Shape, pending: Pending, code: int) =
        LazyArray(dtype, sizesOf shape, Pending = pending, Code = code)

    /// The calls that it is a result of, as long as they can be computed again.
    member val internal Pending: Pending = null with get, set
    /// Its number among their results.
    member val internal Code = 0 with get, set
    /// Travels with it: true where a step counts.
    member val Mask: LazyArray = null with get, set

    member _.DType = dtype

    /// Sizes of the axes.
    member this.Sizes: int64[] = if isNull sizes then this.Host.Shape else sizes

    /// Whether nothing needs to be computed for it.
    member _.IsThere = not (isNull (box host)) || not (isNull native) || not (isNull failure)

    /// The numbers. Raises what computing them raises, and <c>ConfigurationException</c> for a gradient of an earlier step.
    member this.Host: HostArray =
        if isNull (box host) then
            if not this.IsThere && not (isNull this.Pending) then
                this.Pending.Compute()
            if not (isNull failure) then
                raise failure
            if isNull (box host) then
                if isNull native then
                    raise (
                        ConfigurationException
                            "the gradient belongs to an earlier step; read gradients before the optimizer's next Apply"
                    )
                host <- Tensors.toHost native
        host

    /// The tensor, which stays the array's; null where the numbers are in .NET memory.
    member internal _.Native = native

    member internal _.Become(array: HostArray) = host <- array
    /// Takes a tensor over.
    member internal _.Become(tensor: Tensor) = native <- tensor
    member internal _.Fail(error: exn) = failure <- error

    /// Gives the tensor's memory back. Numbers that were read stay.
    member internal _.Release() =
        if not (isNull native) then
            native.Dispose()
            native <- null

/// Programs by what they are made for, the oldest dropped.
[<Sealed>]
type internal Bounded<'key, 'value when 'key: not null>
    (most: int, comparer: IEqualityComparer<'key>, drop: 'value -> unit) =
    let known = Dictionary<'key, 'value>(comparer)
    let order = Queue<'key>()

    member _.TryFind(key: 'key) =
        match known.TryGetValue key with
        | true, value -> ValueSome value
        | _ -> ValueNone

    member _.Add(key: 'key, value: 'value) =
        if order.Count = most then
            let key = order.Dequeue()
            match known.TryGetValue key with
            | true, oldest ->
                drop oldest
                known.Remove key |> ignore
            // A key that is not equal to itself, since it holds what is no number: nothing finds it again.
            | _ ->
                Seq.iter drop known.Values
                known.Clear()
                order.Clear()
        known[key] <- value
        order.Enqueue key

/// Numbers in order, compared by what they are.
[<Sealed>]
type internal IntsComparer() =
    interface IEqualityComparer<int[]> with
        member _.Equals(a, b) = a.AsSpan().SequenceEqual(b.AsSpan())
        member _.GetHashCode(numbers) =
            let mutable hash = HashCode()
            for number in numbers do
                hash.Add number
            hash.ToHashCode()

/// A program of calls, and where its weights are.
[<Sealed>]
type internal Compiled
    (program: Program, given: int[], origins: struct (int * Key)[], workload: Workload, changes: bool[]) =
    member _.Program = program
    /// Numbers of the arrays that it is given, in order.
    member _.Given = given
    /// For each weight the number of its place among those of the program, and its key there.
    member _.Origins = origins
    member _.Workload = workload
    /// For each place whether the program changes something there.
    member _.Changes = changes
    /// The tensors that were found last, and the stores as they then were.
    member val Bound: struct (TensorStore[] * int[] * Tensor[]) = struct (null, null, null) with get, set

/// <summary>Where calls have numbers that stay: the weights of a model, the states of a metric, what an optimizer keeps.</summary>
[<AbstractClass; AllowNullLiteral>]
type Keeper() =
    static let mutable last = 0

    /// Rises with every place. Those of one run are taken in this order.
    member val Number = Interlocked.Increment &last
    /// What random numbers of training follow from, beside the number of the call.
    abstract Seed: int64
    /// Work with its numbers, with nothing beside it.
    abstract Use: work: Func<TensorStore, 'a> -> 'a
    /// Programs of calls that begin with one here.
    member val internal Programs =
        Bounded<int[], Compiled>(64, IntsComparer(), fun known -> (known.Program :> IDisposable).Dispose())

/// Numbers that nothing else has.
[<Sealed>]
type OwnKeeper(store: Lazy<TensorStore>, seed: int64) =
    inherit Keeper()
    let gate = obj ()
    override _.Seed = seed
    override _.Use work = lock gate (fun () -> work.Invoke store.Value)

/// A weight, and where it is.
[<Sealed; AllowNullLiteral>]
type Held(place: Keeper, declaration: WeightDeclaration) =
    static let mutable last = 0
    /// Tells it from all others.
    member val internal Number = Interlocked.Increment &last
    member _.Place = place
    member _.Declaration = declaration
