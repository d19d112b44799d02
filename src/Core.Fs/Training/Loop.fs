namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Threading
open TorchSharp

/// What of the data is kept back to look at after each epoch.
[<RequireQualifiedAccess>]
type Validation =
    | Absent
    /// The last share of the samples, in (0, 1), before any shuffling.
    | Split of float
    | Data of DataSet
    /// Each look begins with the stream's first batch.
    | Stream of BatchStream

/// How a run over data goes (Keras's <c>fit</c>).
type FitSettings = {
    Epochs: int
    /// Samples a step. Batches of a stream have their own sizes.
    BatchSize: int
    /// Whether each epoch sees the samples, or the batches of a stream that numbers them, in a new order.
    Shuffle: bool
    Validation: Validation
    /// Epochs between looks at the validation data.
    ValidationFreq: int
    ValidationBatchSize: int option
    /// Batches of one look at the validation data; all of them when absent.
    ValidationSteps: int option
    /// Number of the first epoch, to go on with an earlier run. The order of samples goes by the epochs that the model has made, or by
    /// this if it is more. With it and <c>StepsPerEpoch</c>, a stream without numbers goes on behind the batches that were taken.
    InitialEpoch: int
    /// Steps an epoch; all of the data when absent. The next epoch goes on with a stream where the last one left it.
    StepsPerEpoch: int option
    /// Weight of the samples of each class.
    ClassWeight: IReadOnlyDictionary<int, float> option
    Callbacks: Callback list
    Verbosity: Verbosity
    /// Where progress is printed.
    Output: TextWriter
    Cancellation: CancellationToken
} with

    /// Keras's defaults: one epoch of batches of 32, shuffled, with a progress bar.
    static member Default = {
        Epochs = 1
        BatchSize = 32
        Shuffle = true
        Validation = Validation.Absent
        ValidationFreq = 1
        ValidationBatchSize = None
        ValidationSteps = None
        InitialEpoch = 0
        StepsPerEpoch = None
        ClassWeight = None
        Callbacks = []
        Verbosity = Verbosity.Bar
        Output = Console.Out
        Cancellation = CancellationToken.None
    }

/// Runs over data: fit, evaluate, predict.
[<RequireQualifiedAccess>]
module Loop =

    let private require condition message =
        if not condition then
            raise (ConfigurationException message)

    // C# may hand over null.
    let private begun (callbacks: Callback list) epochs verbosity (feed: Feed) =
        require (callbacks |> List.forall (box >> isNull >> not)) "callbacks: a callback must not be null"
        for callback in callbacks do
            callback.Params <- {
                Epochs = epochs
                Steps = Option.toNullable feed.Steps
                Verbose = Verbosity.number verbosity
            }

    let private sorted (logs: (string * float) seq) : Logs =
        let result = Logs()
        for name, value in Seq.sortBy fst logs do
            result[name] <- value
        result

    let private progressOf (output: TextWriter) verbosity (feed: Feed) =
        Progress(output, not Console.IsOutputRedirected, verbosity, feed.Steps)

    // Calls for each batch of an epoch, and says how many there were.
    let private each (feed: Feed) (epoch: int) (token: CancellationToken) (goesOn: unit -> bool) onStep =
        let mutable step = 0
        feed.Begin epoch
        let mutable batch = null
        let next () =
            token.ThrowIfCancellationRequested()
            batch <- feed.Next()
            not (isNull batch)
        while (step = 0 || goesOn ()) && next () do
            Leaving.Guard(fun () ->
                use samples = batch
                onStep step samples)
            step <- step + 1
        feed.End()
        step

    let private always () = true

    let private warnShort (output: TextWriter) name (wanted: int option) got =
        match wanted with
        | Some wanted when got < wanted ->
            output.WriteLine $"warning: {name} asks for {wanted} batches, the stream gave {got}"
        | _ -> ()

    let private refuseNone steps =
        if steps = 0 then
            raise (DataException "data: a stream must give at least one batch, got none")

    // Calls what hears of the end of a batch, if anything does. Looking at the device for logs waits for it.
    let private tell (trainer: Trainer) (callbacks: Callback list) (onEnd: Callback -> Lazy<Logs> -> unit) =
        if not callbacks.IsEmpty then
            let logs = lazy (sorted (trainer.Logs()))
            for callback in callbacks do
                onEnd callback logs

    let private evaluateBatches (trainer: Trainer) token (callbacks: Callback list) (onStep: int -> unit) (feed: Feed) =
        for callback in callbacks do
            callback.OnTestBegin()
        trainer.ResetMetrics()
        let steps =
            each feed 0 token always (fun step batch ->
                for callback in callbacks do
                    callback.OnTestBatchBegin step
                trainer.Test(batch.Inputs, batch.Targets, batch.Weights)
                tell trainer callbacks (fun callback logs -> callback.OnTestBatchEnd(step, logs))
                onStep (step + 1))
        refuseNone steps
        let logs = sorted (trainer.Logs())
        for callback in callbacks do
            callback.OnTestEnd logs
        steps, logs

    let private evaluateFeed
        (trainer: Trainer)
        verbosity
        (callbacks: Callback list)
        output
        token
        (feed: Feed)
        : int * Logs =
        begun callbacks 1 verbosity feed
        let progress = progressOf output verbosity feed
        let onStep step =
            if progress.WantsLogs && Some step <> feed.Steps then
                progress.Step(step, sorted (trainer.Logs()))
        let steps, logs = evaluateBatches trainer token callbacks onStep feed
        progress.Finish(steps, logs)
        steps, logs

    let private fromStart = struct (0, 0)

    let private requireEnd name (steps: int option) (stream: BatchStream) =
        steps |> Option.iter (fun steps -> require (steps > 0) $"{name} must be at least 1, got {steps}")
        require
            (not stream.IsIndexed || steps.IsSome || stream.Count.HasValue)
            $"{name} must be given for a dataset without a number of batches"

    /// Loss and metrics of the data.
    let evaluate
        (trainer: Trainer)
        (batchSize: int)
        (verbosity: Verbosity)
        (callbacks: Callback list)
        (output: TextWriter)
        (token: CancellationToken)
        (data: DataSet)
        : Logs =
        require (batchSize > 0) $"batch_size must be at least 1, got {batchSize}"
        Feed.check trainer Purpose.Evaluate (int64 batchSize) data
        use feed = Feed.ofData trainer batchSize false None data
        evaluateFeed trainer verbosity callbacks output token feed |> snd

    /// Loss and metrics of a stream's batches, or of so many of them.
    let evaluateStream
        (trainer: Trainer)
        (steps: int option)
        (verbosity: Verbosity)
        (callbacks: Callback list)
        (output: TextWriter)
        (token: CancellationToken)
        (stream: BatchStream)
        : Logs =
        requireEnd "steps" steps stream
        use feed = Feed.ofStream trainer Purpose.Evaluate None false true fromStart steps token stream
        let got, logs = evaluateFeed trainer verbosity callbacks output token feed
        warnShort output "steps" steps got
        logs

    let private predictFeed
        (trainer: Trainer)
        verbosity
        (callbacks: Callback list)
        output
        token
        (feed: Feed)
        : int * HostArray list =
        begun callbacks 1 verbosity feed
        let progress = progressOf output verbosity feed
        let parts = List<Tensor[]>()
        for callback in callbacks do
            callback.OnPredictBegin()
        try
            let steps =
                each feed 0 token always (fun step batch ->
                    for callback in callbacks do
                        callback.OnPredictBatchBegin step
                    parts.Add(trainer.Predict batch.Inputs)
                    for callback in callbacks do
                        callback.OnPredictBatchEnd step
                    if progress.WantsLogs && Some(step + 1) <> feed.Steps then
                        progress.Step(step + 1, sorted []))
            refuseNone steps
            for callback in callbacks do
                callback.OnPredictEnd()
            progress.Finish(steps, sorted [])
            steps,
            [
                for i in 0 .. parts[0].Length - 1 do
                    if parts.Count = 1 then
                        Tensors.toHost ((parts[0])[i])
                    else
                        use whole = torch.cat (parts |> Seq.map (fun part -> part[i]) |> Array.ofSeq, 0L)
                        Tensors.toHost whole
            ]
        finally
            for part in parts do
                for tensor in part do
                    tensor.Dispose()

    /// The model's outputs for inputs, batch by batch, each output one array.
    let predict
        (trainer: Trainer)
        (batchSize: int)
        (verbosity: Verbosity)
        (callbacks: Callback list)
        (output: TextWriter)
        (token: CancellationToken)
        (data: DataSet)
        : HostArray list =
        require (batchSize > 0) $"batch_size must be at least 1, got {batchSize}"
        Feed.check trainer Purpose.Predict (int64 batchSize) data
        use feed = Feed.ofData trainer batchSize false None data
        predictFeed trainer verbosity callbacks output token feed |> snd

    /// The model's outputs for a stream's inputs, or for so many of its batches, each output one array.
    let predictStream
        (trainer: Trainer)
        (steps: int option)
        (verbosity: Verbosity)
        (callbacks: Callback list)
        (output: TextWriter)
        (token: CancellationToken)
        (stream: BatchStream)
        : HostArray list =
        requireEnd "steps" steps stream
        use feed = Feed.ofStream trainer Purpose.Predict None false true fromStart steps token stream
        let got, outputs = predictFeed trainer verbosity callbacks output token feed
        warnShort output "steps" steps got
        outputs

    // A stream must give as many batches as an epoch wants, if that is said.
    let private run (trainer: Trainer) (settings: FitSettings) wanted (feed: Feed) (validation: Feed option) : History =
        let history = History()
        let callbacks = settings.Callbacks
        begun callbacks settings.Epochs settings.Verbosity feed
        // Keras: batches between two calls of the callbacks.
        let every =
            trainer.Settings |> Option.map (fun settings -> max 1 settings.StepsPerExecution) |> Option.defaultValue 1
        let stopped () = callbacks |> List.exists _.StopTraining
        for callback in callbacks do
            callback.StopTraining <- false
            callback.OnTrainBegin()
        let mutable epoch = settings.InitialEpoch
        // The epochs made before, whatever the user calls the first of these.
        let mutable order = max trainer.Store.Position.Epochs settings.InitialEpoch
        let mark () =
            let now = trainer.Store.Position
            let struct (passEpoch, passBatches) = feed.Place
            if now.Epochs <> order + 1 || now.PassEpoch <> passEpoch || now.PassBatches <> passBatches then
                trainer.Store.Position <- {
                    now with
                        Epochs = order + 1
                        PassEpoch = passEpoch
                        PassBatches = passBatches
                }
        let mutable last = sorted []
        let mutable isOver = false
        while epoch < settings.Epochs && not isOver && not (stopped ()) do
            trainer.ResetMetrics()
            for callback in callbacks do
                callback.OnEpochBegin epoch
            if settings.Verbosity <> Verbosity.Silent && settings.Epochs > 1 then
                settings.Output.WriteLine $"Epoch {epoch + 1}/{settings.Epochs}"
            let progress = progressOf settings.Output settings.Verbosity feed
            let look step =
                tell trainer callbacks (fun callback logs -> callback.OnTrainBatchEnd(step, logs))
                if progress.WantsLogs && Some(step + 1) <> feed.Steps then
                    progress.Step(step + 1, sorted (trainer.Logs()))
            let steps =
                each feed order settings.Cancellation (stopped >> not) (fun step batch ->
                    if step % every = 0 then
                        for callback in callbacks do
                            callback.OnTrainBatchBegin step
                    trainer.Train(batch.Inputs, batch.Targets, batch.Weights)
                    mark ()
                    if (step + 1) % every = 0 then
                        look step)
            if steps % every <> 0 then
                look (steps - 1)
            if not (stopped ()) && Some steps < wanted then
                warnShort settings.Output "steps_per_epoch" wanted steps
                isOver <- true
            if epoch = settings.InitialEpoch then
                refuseNone steps
            if steps > 0 then
                mark ()
                let logs = trainer.Logs()
                let validationLogs =
                    match validation with
                    | Some validation when (epoch + 1) % settings.ValidationFreq = 0 ->
                        let steps, logs = evaluateBatches trainer settings.Cancellation callbacks ignore validation
                        warnShort settings.Output "validation_steps" validation.Steps steps
                        [ for entry in logs -> $"val_{entry.Key}", entry.Value ]
                    | _ -> []
                last <- sorted (logs @ validationLogs)
                for callback in callbacks do
                    callback.OnEpochEnd(epoch, last)
                history.Add(epoch, last)
                progress.Finish(steps, last)
                epoch <- epoch + 1
                order <- order + 1
            else
                isOver <- true
        if epoch > settings.InitialEpoch then
            trainer.Finish()
        for callback in callbacks do
            callback.OnTrainEnd last
        history

    let private requireSettings (settings: FitSettings) =
        require (settings.BatchSize > 0) $"batch_size must be at least 1, got {settings.BatchSize}"
        require (settings.Epochs >= 0) $"epochs must be at least 0, got {settings.Epochs}"
        require (settings.ValidationFreq > 0) $"validation_freq must be at least 1, got {settings.ValidationFreq}"
        require (settings.InitialEpoch >= 0) $"initial_epoch must be at least 0, got {settings.InitialEpoch}"
        for name, number in
            [
                "steps_per_epoch", settings.StepsPerEpoch
                "validation_steps", settings.ValidationSteps
                "validation_batch_size", settings.ValidationBatchSize
            ] do
            number |> Option.iter (fun number -> require (number > 0) $"{name} must be at least 1, got {number}")

    let private validationFeed trainer (settings: FitSettings) validation : Feed option =
        match validation with
        | Validation.Absent
        | Validation.Split _ -> None
        | Validation.Data data ->
            let batchSize = defaultArg settings.ValidationBatchSize settings.BatchSize
            Feed.check trainer Purpose.Evaluate (int64 batchSize) data
            Some(Feed.ofData trainer batchSize false settings.ValidationSteps data)
        | Validation.Stream stream ->
            requireEnd "validation_steps" settings.ValidationSteps stream
            Some(
                Feed.ofStream
                    trainer
                    Purpose.Evaluate
                    None
                    false
                    true
                    fromStart
                    settings.ValidationSteps
                    settings.Cancellation
                    stream
            )

    let private runOver trainer settings wanted feed validation =
        use feed: Feed = feed
        let validation = validationFeed trainer settings validation
        use _ = Option.toObj validation
        run trainer settings wanted feed validation

    /// Trains for some epochs. The trainer's store holds the new weights; the answer has every epoch's logs.
    let fit (trainer: Trainer) (settings: FitSettings) (data: DataSet) : History =
        requireSettings settings
        DataCheck.counts data
        let owned = List<IDisposable>()
        let own (data: DataSet) =
            owned.Add data
            data
        try
            let data, validation =
                match settings.Validation with
                | Validation.Split share ->
                    require (share > 0.0 && share < 1.0) $"validation_split must be in (0, 1), got {share}"
                    let kept = int64 (floor (float data.Count * (1.0 - share)))
                    if kept = 0L || kept = data.Count then
                        raise (
                            DataException $"validation_split {share} leaves nothing on one side of {data.Count} samples"
                        )
                    own (data.Slice(0L, kept)), Validation.Data(own (data.Slice(kept, data.Count - kept)))
                | validation -> data, validation
            let data =
                match settings.ClassWeight with
                | Some weights -> own (DataSet.withClassWeights weights data)
                | None -> data
            Feed.check trainer Purpose.Fit (int64 settings.BatchSize) data
            let feed = Feed.ofData trainer settings.BatchSize settings.Shuffle settings.StepsPerEpoch data
            runOver trainer settings None feed validation
        finally
            for item in owned do
                item.Dispose()

    /// The same with the batches of a stream. What is wrong with a batch is found when the run comes to it.
    let fitStream (trainer: Trainer) (settings: FitSettings) (stream: BatchStream) : History =
        requireSettings settings
        requireEnd "steps_per_epoch" settings.StepsPerEpoch stream
        require
            (settings.BatchSize = FitSettings.Default.BatchSize)
            $"batch_size is for data in memory, a stream's batches have their own sizes, got {settings.BatchSize}"
        match settings.Validation with
        | Validation.Split share ->
            raise (
                ConfigurationException
                    $"validation_split is for data in memory, a stream takes validation data of its own, got {share}"
            )
        | _ -> ()
        let within =
            let position = trainer.Store.Position
            let isTakenUp = settings.StepsPerEpoch.IsSome && (stream.IsIndexed || settings.InitialEpoch > 0)
            if isTakenUp then struct (position.PassEpoch, position.PassBatches) else fromStart
        let feed =
            Feed.ofStream
                trainer
                Purpose.Fit
                settings.ClassWeight
                settings.Shuffle
                false
                within
                settings.StepsPerEpoch
                settings.Cancellation
                stream
        runOver trainer settings settings.StepsPerEpoch feed settings.Validation

    // What a batch computes must not depend on where it happens to lie in memory.
    let private aligned (data: DataSet) (work: DataSet -> 'a) : 'a =
        if data.IsAligned then
            work data
        else
            use copy = data.Copy()
            work copy

    /// One step of training on one batch. Gives its loss and metrics, from before the step.
    let trainOnBatch (trainer: Trainer) (classWeights: IReadOnlyDictionary<int, float> option) (data: DataSet) : Logs =
        let step (data: DataSet) =
            Feed.check trainer Purpose.Fit data.Count data
            trainer.ResetMetrics()
            trainer.Train(data.Inputs, data.Targets, data.Weights)
            sorted (trainer.Logs())
        match classWeights with
        | Some weights ->
            use weighted = DataSet.withClassWeights weights data
            aligned weighted step
        | None -> aligned data step

    /// Loss and metrics of one batch.
    let testOnBatch (trainer: Trainer) (data: DataSet) : Logs =
        Feed.check trainer Purpose.Evaluate data.Count data
        trainer.ResetMetrics()
        aligned data (fun data -> trainer.Test(data.Inputs, data.Targets, data.Weights))
        sorted (trainer.Logs())

    /// The model's outputs for one batch, as in inference or as in training.
    let call (trainer: Trainer) (training: bool) (data: DataSet) : HostArray list =
        Feed.check trainer Purpose.Predict data.Count data
        let outputs =
            aligned data (fun data -> if training then trainer.Call data.Inputs else trainer.Predict data.Inputs)
        try
            outputs |> Array.map Tensors.toHost |> List.ofArray
        finally
            for output in outputs do
                output.Dispose()
