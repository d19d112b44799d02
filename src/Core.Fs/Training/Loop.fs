namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Threading

/// Runs over data, in memory or a stream: fit, evaluate, predict.
[<RequireQualifiedAccess>]
module Loop =

    let private require condition message =
        if not condition then
            raise (ConfigurationException message)

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
        use feed = Feed.ofData trainer Purpose.Evaluate batchSize false None data
        Run.evaluate trainer verbosity callbacks output token feed |> snd

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
        let got, logs = Run.evaluate trainer verbosity callbacks output token feed
        Run.warnShort output "steps" steps got
        logs

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
        use feed = Feed.ofData trainer Purpose.Predict batchSize false None data
        Run.predict trainer verbosity callbacks output token feed |> snd

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
        let got, outputs = Run.predict trainer verbosity callbacks output token feed
        Run.warnShort output "steps" steps got
        outputs

    let private validationFeed trainer (settings: FitSettings) validation : Feed option =
        match validation with
        | Validation.Absent
        | Validation.Split _ -> None
        | Validation.Data data ->
            let batchSize = defaultArg settings.ValidationBatchSize settings.BatchSize
            Feed.check trainer Purpose.Evaluate (int64 batchSize) data
            Some(Feed.ofData trainer Purpose.Evaluate batchSize false settings.ValidationSteps data)
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
        Run.fit trainer settings wanted feed validation

    /// Trains for some epochs. The trainer's store holds the new weights; the answer has every epoch's logs.
    let fit (trainer: Trainer) (settings: FitSettings) (data: DataSet) : History =
        Ranges.check FieldName.key settings
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
            let feed = Feed.ofData trainer Purpose.Fit settings.BatchSize settings.Shuffle settings.StepsPerEpoch data
            runOver trainer settings None feed validation
        finally
            for item in owned do
                item.Dispose()

    /// The same with the batches of a stream. What is wrong with a batch is found when the run comes to it.
    let fitStream (trainer: Trainer) (settings: FitSettings) (stream: BatchStream) : History =
        Ranges.check FieldName.key settings
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

    // One batch as the graph takes it, checked. What it computes must not depend on where it happens to lie in memory.
    let private onBatch (trainer: Trainer) (purpose: Purpose) (data: DataSet) (work: DataSet -> 'a) : 'a =
        Feed.check trainer purpose data.Count data
        if data.IsAligned && not (Feed.isStaged trainer) then
            work data
        else
            use copy = Feed.staged trainer purpose (data.Copy())
            work copy

    /// One step of training on one batch. Gives its loss and metrics, from before the step.
    let trainOnBatch (trainer: Trainer) (classWeights: IReadOnlyDictionary<int, float> option) (data: DataSet) : Logs =
        let step (data: DataSet) =
            trainer.ResetMetrics()
            trainer.Train(data.Inputs, data.Targets, data.Weights)
            Run.logs trainer
        match classWeights with
        | Some weights ->
            use weighted = DataSet.withClassWeights weights data
            onBatch trainer Purpose.Fit weighted step
        | None -> onBatch trainer Purpose.Fit data step

    /// Loss and metrics of one batch.
    let testOnBatch (trainer: Trainer) (data: DataSet) : Logs =
        onBatch trainer Purpose.Evaluate data (fun data ->
            trainer.ResetMetrics()
            trainer.Test(data.Inputs, data.Targets, data.Weights))
        Run.logs trainer

    /// The model's outputs for one batch, as in inference or as in training.
    let call (trainer: Trainer) (training: bool) (data: DataSet) : HostArray list =
        let outputs =
            onBatch trainer Purpose.Predict data (fun data ->
                if training then trainer.Call data.Inputs else trainer.Predict data.Inputs)
        try
            outputs |> Array.map Tensors.toHost |> List.ofArray
        finally
            for output in outputs do
                output.Dispose()
