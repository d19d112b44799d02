namespace Functional

open System
open System.Collections.Generic
open System.Threading
open TorchSharp

/// The batches of a run, epoch by epoch.
[<AbstractClass>]
type internal Feed() =
    /// Batches of an epoch; nothing where only the end of the data tells.
    abstract Steps: int option
    /// The number that is given for an epoch decides the order of its samples.
    abstract Begin: epoch: int -> unit
    /// The next batch, the caller's to dispose of, or null where the epoch is over.
    abstract Next: unit -> DataSet
    abstract End: unit -> unit
    /// The epoch that gave its order to a pass which the next epoch goes on with, and how many batches were taken of it; zeros if
    /// each epoch is a pass.
    abstract Place: struct (int * int)
    default _.Place = struct (0, 0)
    abstract Dispose: unit -> unit

    interface IDisposable with
        member this.Dispose() = this.Dispose()

/// What batches are for.
[<RequireQualifiedAccess>]
type internal Purpose =
    | Fit
    | Evaluate
    | Predict

[<RequireQualifiedAccess>]
module internal Feed =

    /// How many batches there are of so many samples.
    let steps (count: int64) (batchSize: int) = int ((count + int64 batchSize - 1L) / int64 batchSize)

    // Depends on the seed and the epoch only, so that a run can be taken up again.
    let private orderOf (trainer: Trainer) (epoch: int) (count: int64) =
        use generator = new torch.Generator(uint64 (trainer.Context.Seed * 1_000_003L + int64 epoch), torch.CPU)
        torch.randperm (count, generator = generator)

    let private dtypes (trainer: Trainer) =
        (trainer.Built Mode.Inference).Inputs |> List.map (fun spec -> Tensors.scalarType spec.DType) |> Array.ofList

    // A model may be built for a number of samples: then every batch has so many.
    let private requireBatches (model: string) (samples: int64) (batchSize: int64) (count: int64) =
        let fits = if count <= batchSize then count = samples else batchSize = samples && count % samples = 0L
        if not fits then
            raise (
                ShapeException
                    $"{model}: the model is built for batches of {samples} samples, got {count} samples in batches of {batchSize}"
            )

    let private builtFor (trainer: Trainer) (purpose: Purpose) =
        trainer.Built(if purpose = Purpose.Fit then Mode.Training else Mode.Inference)

    // Steps of the user's own may take any targets.
    let private isUnknown (trainer: Trainer) (purpose: Purpose) =
        let isOwn has = not (isNull trainer.Own) && has trainer.Own
        match purpose with
        | Purpose.Predict -> true
        | Purpose.Fit -> isOwn _.HasTrain
        | Purpose.Evaluate -> isOwn _.HasTest

    // What must be true of what the graph takes.
    let private checkGraph (trainer: Trainer) (purpose: Purpose) : DataSet -> unit =
        DataCheck.forModel
            trainer.Model.Name
            (builtFor trainer purpose)
            (if isUnknown trainer purpose then None else trainer.Settings)

    /// What must be true of inputs and, but for predictions, of targets, in batches of so many samples. Where the graph takes what layers
    /// make on the host, that is looked at batch by batch.
    let check (trainer: Trainer) (purpose: Purpose) (batchSize: int64) (data: DataSet) : unit =
        let built = builtFor trainer purpose
        let isCompared =
            match trainer.Settings with
            | Some settings when purpose <> Purpose.Predict -> TargetCheck.isCompared settings built.OutputNames
            | _ -> []
        data.Suit(built.Given, isCompared)
        let check =
            if HostStage.isNeeded built then
                DataCheck.given trainer.Model.Name built.Given
            else
                checkGraph trainer purpose
        match List.tryHead built.Given.Head.Shape.Dims with
        | Some(Dim.Known samples) ->
            requireBatches trainer.Model.Name samples batchSize data.Count
            for batch in data.Split samples do
                use batch = batch
                Leaving.Guard(fun () -> check batch)
        | _ -> Leaving.Guard(fun () -> check data)

    /// Whether the graph takes what layers make on the host.
    let isStaged (trainer: Trainer) : bool = HostStage.isNeeded (trainer.Built Mode.Inference)

    /// The samples of a batch as the graph takes them, checked. The data are disposed of, or given back.
    let staged (trainer: Trainer) (purpose: Purpose) (data: DataSet) : DataSet =
        let built = builtFor trainer purpose
        if HostStage.isNeeded built then
            use given = data
            let staged = HostStage.apply built given
            try
                Leaving.Guard(fun () -> checkGraph trainer purpose staged)
                staged
            with _ ->
                (staged :> IDisposable).Dispose()
                reraise ()
        else
            data

    // Errors of a batch say which it is.
    let private numbered (number: int) (work: unit -> 'a) : 'a =
        try
            work ()
        with
        | :? ShapeException as error -> raise (ShapeException $"batch {number}: {error.Message}")
        | :? DataException as error -> raise (DataException $"batch {number}: {error.Message}")

    // A few batches are made before they are used.
    let private few = 4

    // The same batches as the graph takes them, made on another thread while the run goes on.
    let private stagedAhead (trainer: Trainer) (purpose: Purpose) (feed: Feed) : Feed =
        let dtypes = dtypes trainer
        let mutable prefetch = Unchecked.defaultof<Prefetch<DataSet>>
        let mutable ending: CancellationTokenSource = null
        let finish () =
            if not (isNull ending) then
                ending.Cancel()
                while not (prefetch.Join()) do
                    ()
                ending.Dispose()
                ending <- null
        let makeNext () =
            let mutable number = 0
            fun () ->
                match feed.Next() with
                | null -> null
                | batch ->
                    number <- number + 1
                    numbered (number - 1) (fun () ->
                        staged trainer purpose batch |> DataSet.fitted trainer.Store.Device dtypes)
        {
            new Feed() with
                member _.Steps = feed.Steps
                member _.Begin epoch =
                    feed.Begin epoch
                    ending <- new CancellationTokenSource()
                    prefetch <- Prefetch(few, ending.Token, makeNext (), ignore)
                member _.Next() = prefetch.Next()
                member _.End() =
                    finish ()
                    feed.End()
                member _.Place = feed.Place
                member _.Dispose() =
                    finish ()
                    feed.Dispose()
        }

    // A gather for each batch would cost as much again in calls as in copying; more memory than this leaves the processor's cache.
    let private chunkBytes = 1L <<< 20
    let private chunkBatches = 64L

    /// Data in memory, which stays the caller's: a few batches are gathered at once, and are then views.
    let ofData
        (trainer: Trainer)
        (purpose: Purpose)
        (batchSize: int)
        (shuffle: bool)
        (most: int option)
        (data: DataSet)
        : Feed =
        let isStaged = HostStage.isNeeded (builtFor trainer purpose)
        let count = data.Count
        let total = min (steps count batchSize) (defaultArg most Int32.MaxValue)
        let used = min count (int64 total * int64 batchSize)
        let dtypes = dtypes trainer
        let casts =
            not isStaged && Array.exists2 (fun (tensor: Tensor) dtype -> tensor.dtype <> dtype) data.Inputs dtypes
        let sampleBytes =
            Seq.concat [ data.Inputs; data.Targets; data.Weights ]
            |> Seq.sumBy (fun tensor ->
                if isNull tensor then 0L else tensor.numel () / count * max 4L tensor.ElementSize)
        let chunk =
            int64 batchSize * (chunkBytes / max 1L (sampleBytes * int64 batchSize) |> max 1L |> min chunkBatches)
        let waiting = Queue<DataSet>()
        let mutable order: Tensor = null
        let mutable at = 0L
        let gather start length =
            if isNull order then
                let samples = data.Slice(start, length)
                if samples.IsAligned then
                    samples
                else
                    use samples = samples
                    samples.Copy()
            else
                use indices = order.narrow (0L, start, length)
                data.Take indices
        let refill () =
            use samples = gather at (min chunk (used - at))
            at <- at + samples.Count
            if casts then
                use fitted = samples.Cast dtypes
                fitted.Split batchSize |> Array.iter waiting.Enqueue
            else
                samples.Split batchSize |> Array.iter waiting.Enqueue
        let finish () =
            for batch in waiting do
                (batch :> IDisposable).Dispose()
            waiting.Clear()
            if not (isNull order) then
                order.Dispose()
                order <- null
        {
            new Feed() with
                member _.Steps = Some total
                member _.Begin epoch =
                    at <- 0L
                    if shuffle then
                        order <- orderOf trainer epoch count
                        if trainer.Store.Device.``type`` <> DeviceType.CPU then
                            order <- order.``to`` (trainer.Store.Device, disposeAfter = true)
                member _.Next() =
                    if waiting.Count = 0 && at < used then
                        Leaving.Guard refill
                    if waiting.Count = 0 then null else waiting.Dequeue()
                member _.End() = finish ()
                member _.Dispose() = finish ()
        }
        |> if isStaged then stagedAhead trainer purpose else id

    // A batch as tensors, checked, in the dtypes of the model. An error says which batch it is.
    let private load (trainer: Trainer) purpose (classWeights: IReadOnlyDictionary<int, float> option) =
        let dtypes = dtypes trainer
        let check (data: DataSet) = check trainer purpose data.Count data
        let make (batch: Batch) =
            if isNull (box batch) then
                raise (DataException "data: a batch must not be null")
            if purpose = Purpose.Predict then
                DataSet.copy batch.Inputs [] []
            else
                DataSet.copy batch.Inputs batch.Targets batch.Weights
        let weighted (data: DataSet) =
            match classWeights with
            | Some weights ->
                use unweighted = data
                DataSet.withClassWeights weights unweighted
            | None -> data
        let checkedData (data: DataSet) =
            try
                check data
            with _ ->
                (data :> IDisposable).Dispose()
                reraise ()
            let data = staged trainer purpose data
            DataSet.fitted trainer.Store.Device dtypes data
        fun (number: int) batch ->
            numbered number (fun () -> Leaving.Guard(fun () -> make batch |> weighted |> checkedData))

    /// <summary>The batches of a stream, made on another thread. An epoch has so many, if that is said, and the next goes on from
    /// there; or else it is a pass over the stream. Where <c>anew</c>, each epoch begins with the first. The first epoch may begin
    /// within a pass, that of an epoch and behind so many batches.</summary>
    let ofStream
        (trainer: Trainer)
        (purpose: Purpose)
        (classWeights: IReadOnlyDictionary<int, float> option)
        (shuffle: bool)
        (anew: bool)
        (within: struct (int * int))
        (most: int option)
        (token: CancellationToken)
        (stream: BatchStream)
        : Feed =
        let load = load trainer purpose classWeights
        let ending = CancellationTokenSource.CreateLinkedTokenSource token
        let mutable pass: IEnumerator<Batch> = null
        let mutable prefetch = Unchecked.defaultof<Prefetch<DataSet>>
        let mutable known: int option = None
        let mutable taken = 0
        let mutable isOver = false
        let mutable isLeftBehind = false
        // Of the pass: the epoch that gave its order, and the batches drawn before this epoch and so far.
        let mutable passEpoch = 0
        let mutable drawnBefore = 0
        let mutable drawn = 0
        let mutable start = within
        let close () =
            if not (isNull pass) then
                let closing = pass
                pass <- null
                closing.Dispose()
        let openPass epoch behind =
            let indices =
                match Option.ofNullable stream.Count with
                | Some count when shuffle && stream.IsIndexed ->
                    use order = orderOf trainer epoch (int64 count)
                    order.data<int64>().ToArray() |> Array.skip (min behind count) |> Seq.map int
                | Some count -> seq { behind .. count - 1 }
                | None -> Seq.initInfinite ((+) behind)
            pass <- stream.Batches(indices, ending.Token).GetEnumerator()
            passEpoch <- epoch
            drawnBefore <- behind
            drawn <- behind
            if not stream.IsIndexed then
                let mutable left = behind
                while left > 0 && not ending.IsCancellationRequested && pass.MoveNext() do
                    left <- left - 1
        let makeNext epoch =
            drawnBefore <- drawn
            let mutable made = 0
            let give () =
                let data = load made pass.Current
                made <- made + 1
                drawn <- drawn + 1
                data
            fun () ->
                if Some made = most then
                    null
                else
                    let struct (startEpoch, behind) = start
                    let isFresh = isNull pass && behind = 0
                    if isNull pass then
                        start <- struct (0, 0)
                        openPass (if isFresh then epoch else startEpoch) behind
                    if pass.MoveNext() then
                        give ()
                    else
                        close ()
                        // Where the last epoch ended with the stream, this one begins with it.
                        if made = 0 && not isFresh then
                            openPass epoch 0
                            if pass.MoveNext() then
                                give ()
                            else
                                close ()
                                null
                        else
                            null
        let finish () =
            if not (isNull (box prefetch)) then
                if not isOver && Some taken <> most then
                    ending.Cancel()
                isLeftBehind <- not (prefetch.Join())
                prefetch <- Unchecked.defaultof<_>
                if anew && not isLeftBehind then
                    close ()
        {
            new Feed() with
                member _.Steps = most |> Option.orElse (Option.ofNullable stream.Count) |> Option.orElse known
                member _.Begin epoch =
                    stream.OnEpochBegin()
                    taken <- 0
                    isOver <- false
                    prefetch <- Prefetch(stream.Ahead, ending.Token, makeNext epoch, close)
                member _.Next() =
                    token.ThrowIfCancellationRequested()
                    let batch =
                        try
                            prefetch.Next()
                        with :? OperationCanceledException when token.IsCancellationRequested ->
                            raise (OperationCanceledException token)
                    match batch with
                    | null ->
                        isOver <- true
                        known <- Some taken
                        null
                    | batch ->
                        taken <- taken + 1
                        batch
                member _.End() =
                    finish ()
                    stream.OnEpochEnd()
                member _.Place =
                    if most.IsNone || anew || (isOver && Some taken <> most) then
                        struct (0, 0)
                    else
                        struct (passEpoch, drawnBefore + taken)
                member _.Dispose() =
                    ending.Cancel()
                    finish ()
                    if not isLeftBehind then
                        close ()
                        ending.Dispose()
        }
