namespace Functional

open System
open System.Collections.Concurrent
open System.Collections.Generic
open System.Runtime.ExceptionServices
open System.Threading
open System.Threading.Tasks
open TorchSharp

/// Inputs, targets and weights of some samples, as a stream gives them. The samples are copied before the stream is asked for its
/// next batch, so that it may fill the same arrays again, or dispose of tensors.
type Batch = {
    Inputs: Values list
    Targets: Values list
    /// One for all outputs, one for each, or none.
    Weights: Values option list
} with

    /// A batch for a model with one input and one output.
    static member Of(inputs: Values, targets: Values) = { Inputs = [ inputs ]; Targets = [ targets ]; Weights = [] }

/// Batches that are made while a run goes on, on threads of their own. Keras: generators and <c>PyDataset</c>.
[<Sealed>]
type BatchStream
    private
    (
        count: unit -> Nullable<int>,
        isIndexed: bool,
        ahead: int,
        batches: IEnumerable<int> -> CancellationToken -> IEnumerable<Batch>,
        onEpochBegin: Action,
        onEpochEnd: Action
    ) =

    static let nothing = Action ignore

    // Of a sequence. Few, for batches may be large; with fewer the threads would wait for each other at every step.
    static let few = 4

    // Calls for the next batches run beside each other; answers come in order.
    static let inOrder workers (item: Func<int, Batch>) (indices: IEnumerable<int>) : IEnumerable<Batch> =
        seq {
            use indices = indices.GetEnumerator()
            let running = Queue<Task<Batch>>()
            let start () =
                if indices.MoveNext() then
                    let index = indices.Current
                    running.Enqueue(Task.Run(fun () -> item.Invoke index))
            for _ in 1..workers do
                start ()
            while running.Count > 0 do
                let batch = running.Dequeue().GetAwaiter().GetResult()
                start ()
                yield batch
        }

    /// Batches of a pass over the stream, where that is known.
    member internal _.Count = count ()
    /// Whether batches have numbers, so that a pass may take them in any order.
    member internal _.IsIndexed = isIndexed
    /// How many batches are made before they are used, at most.
    member internal _.Ahead = ahead
    /// One pass: the batches of those numbers, or all there are of a stream without numbers.
    member internal _.Batches(indices, token) = batches indices token
    member internal _.OnEpochBegin() = onEpochBegin.Invoke()
    member internal _.OnEpochEnd() = onEpochEnd.Invoke()

    /// Batches of a sequence. It is enumerated once for each pass over the data, on another thread than the run's.
    static member OfSeq(batches: IEnumerable<Batch>) =
        BatchStream((fun () -> Nullable()), false, few, (fun _ _ -> batches), nothing, nothing)

    /// Batches of an asynchronous sequence, which is given a token that says when the run has ended.
    static member OfAsync(batches: IAsyncEnumerable<Batch>) =
        BatchStream(
            (fun () -> Nullable()),
            false,
            few,
            (fun _ token -> TaskAsyncEnumerableExtensions.ToBlockingEnumerable(batches, token)),
            nothing,
            nothing
        )

    /// Batches by their number, from 0. The count is asked for before each epoch; none is a stream without an end.
    static member Indexed
        (
            count: Func<Nullable<int>>,
            item: Func<int, Batch>,
            workers: int,
            maxQueueSize: int,
            onEpochBegin: Action,
            onEpochEnd: Action
        ) =
        if workers < 0 then
            raise (ConfigurationException $"workers must be at least 0, got {workers}")
        if maxQueueSize < 1 then
            raise (ConfigurationException $"max_queue_size must be at least 1, got {maxQueueSize}")
        let batches (indices: IEnumerable<int>) (_: CancellationToken) =
            if workers > 1 then inOrder workers item indices else Seq.map item.Invoke indices
        BatchStream(count.Invoke, true, maxQueueSize, batches, onEpochBegin, onEpochEnd)

/// Makes things ahead of their use, on a thread of its own, and hands them over in order. Whatever is not taken is disposed of.
[<Sealed>]
type internal Prefetch<'item when 'item: null and 'item :> IDisposable>
    (ahead: int, token: CancellationToken, next: unit -> 'item, close: unit -> unit) =

    let queue = new BlockingCollection<'item>(ahead)
    let mutable failure: ExceptionDispatchInfo = null

    let empty () =
        let mutable item = null
        while queue.TryTake &item do
            item.Dispose()

    let hand (item: 'item) =
        try
            queue.Add(item, token)
        with _ ->
            item.Dispose()
            reraise ()

    let produce () =
        let mutable goesOn = true
        while goesOn && not token.IsCancellationRequested do
            match next () with
            | null -> goesOn <- false
            | item -> hand item

    let work () =
        try
            // Said for each thread anew.
            use _ = torch.no_grad ()
            produce ()
        with error ->
            failure <- ExceptionDispatchInfo.Capture error
        // Nobody may be there any more to do it, and an exception here would end the process.
        if token.IsCancellationRequested then
            empty ()
            try
                close ()
            with _ ->
                ()
        queue.CompleteAdding()

    let thread = Thread(work, IsBackground = true, Name = "Functional batches")
    do thread.Start()

    /// The next thing, or null after the last. Raises what was raised in making it.
    member _.Next() : 'item =
        let mutable item = null
        if queue.TryTake(&item, Timeout.Infinite, token) then
            item
        else
            if not (isNull failure) then
                failure.Throw()
            null

    /// Waits for the thread's end, but not for ever: a stream may hang. Says whether the thread has ended; if not, it frees what it holds
    /// when it does, provided that the token is cancelled.
    member _.Join() : bool =
        let ended = thread.Join(TimeSpan.FromSeconds 1.0)
        empty ()
        if ended then
            queue.Dispose()
        ended
