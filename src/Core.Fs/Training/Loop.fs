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

/// How a run over data goes (Keras's <c>fit</c>).
type FitSettings = {
    Epochs: int
    /// Samples a step.
    BatchSize: int
    /// Whether each epoch sees the samples in a new order.
    Shuffle: bool
    Validation: Validation
    /// Epochs between looks at the validation data.
    ValidationFreq: int
    ValidationBatchSize: int option
    /// Number of the first epoch, to go on with an earlier run.
    InitialEpoch: int
    /// Steps an epoch; all of the data when absent.
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

    let private steps (count: int64) (batch: int) = int ((count + int64 batch - 1L) / int64 batch)

    let private sorted (logs: (string * float) seq) : Logs =
        let result = Dictionary<string, float>()
        for name, value in Seq.sortBy fst logs do
            result[name] <- value
        result

    let private check (trainer: Trainer) mode (data: DataSet) =
        let built = trainer.Built mode
        DataCheck.inputs trainer.Model.Name built.Inputs data.Inputs
        DataCheck.indices built data.Inputs
        for input in data.Inputs do
            DataCheck.finite "inputs" input
        for target in data.Targets do
            DataCheck.finite "targets" target
        if data.Targets.Length > 0 then
            trainer.Settings |> Option.iter (fun settings -> DataCheck.classes settings built data.Targets)

    let private evaluateBatches
        (trainer: Trainer)
        (batchSize: int)
        (token: CancellationToken)
        (onStep: int -> unit)
        (data: DataSet)
        =
        trainer.ResetMetrics()
        let count = data.Count
        for step in 0 .. steps count batchSize - 1 do
            token.ThrowIfCancellationRequested()
            let start = int64 step * int64 batchSize
            use batch = data.Slice(start, min (int64 batchSize) (count - start))
            trainer.Test(batch.Inputs, batch.Targets, batch.Weights)
            onStep (step + 1)
        trainer.Logs()

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
        check trainer Mode.Inference data
        let total = steps data.Count batchSize
        let progress = Progress(output, not Console.IsOutputRedirected, verbosity, total)
        for callback in callbacks do
            callback.OnTestBegin()
        let onStep step =
            if progress.WantsLogs && step < total then
                progress.Step(step, sorted (trainer.Logs()))
        let logs = evaluateBatches trainer batchSize token onStep data |> sorted
        progress.Finish(total, logs)
        for callback in callbacks do
            callback.OnTestEnd logs
        logs

    /// The model's outputs for inputs, batch by batch, each output one array.
    let predict
        (trainer: Trainer)
        (batchSize: int)
        (verbosity: Verbosity)
        (output: TextWriter)
        (token: CancellationToken)
        (data: DataSet)
        : HostArray list =
        require (batchSize > 0) $"batch_size must be at least 1, got {batchSize}"
        let built = trainer.Built Mode.Inference
        DataCheck.inputs trainer.Model.Name built.Inputs data.Inputs
        DataCheck.indices built data.Inputs
        let count = data.Count
        let total = steps count batchSize
        let progress = Progress(output, not Console.IsOutputRedirected, verbosity, total)
        let parts = List<Tensor[]>()
        try
            for step in 0 .. total - 1 do
                token.ThrowIfCancellationRequested()
                let start = int64 step * int64 batchSize
                use batch = data.Slice(start, min (int64 batchSize) (count - start))
                parts.Add(trainer.Predict batch.Inputs)
                if progress.WantsLogs && step + 1 < total then
                    progress.Step(step + 1, sorted [])
            progress.Finish(total, sorted [])
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

    // A number for the order of an epoch that depends on the seed and the epoch only, so that a run can be taken up again.
    let private orderOf (trainer: Trainer) (epoch: int) (count: int64) =
        let device = trainer.Store.Device
        use generator = new torch.Generator(uint64 (trainer.Context.Seed * 1_000_003L + int64 epoch), torch.CPU)
        let order = torch.randperm (count, generator = generator)
        if device.``type`` = DeviceType.CPU then order else order.``to`` (device, disposeAfter = true)

    /// Trains for some epochs. The trainer's store holds the new weights; the answer has every epoch's logs.
    let fit (trainer: Trainer) (settings: FitSettings) (data: DataSet) : History =
        require (settings.BatchSize > 0) $"batch_size must be at least 1, got {settings.BatchSize}"
        require (settings.Epochs >= 0) $"epochs must be at least 0, got {settings.Epochs}"
        require (settings.ValidationFreq > 0) $"validation_freq must be at least 1, got {settings.ValidationFreq}"
        DataCheck.counts data
        let owned = List<IDisposable>()
        let own (data: DataSet) =
            owned.Add data
            data
        try
            let data, validation =
                match settings.Validation with
                | Validation.Absent -> data, None
                | Validation.Data validation -> data, Some validation
                | Validation.Split share ->
                    require (share > 0.0 && share < 1.0) $"validation_split must be in (0, 1), got {share}"
                    let kept = int64 (floor (float data.Count * (1.0 - share)))
                    if kept = 0L || kept = data.Count then
                        raise (
                            DataException $"validation_split {share} leaves nothing on one side of {data.Count} samples"
                        )
                    own (data.Slice(0L, kept)), Some(own (data.Slice(kept, data.Count - kept)))
            let data =
                match settings.ClassWeight with
                | Some weights -> own (DataSet.withClassWeights weights data)
                | None -> data
            check trainer Mode.Training data
            validation |> Option.iter (check trainer Mode.Inference)
            let history = History()
            let callbacks = settings.Callbacks
            let count = data.Count
            let perEpoch =
                match settings.StepsPerEpoch with
                | Some steps ->
                    require (steps > 0) $"steps_per_epoch must be at least 1, got {steps}"
                    min steps (int ((count + int64 settings.BatchSize - 1L) / int64 settings.BatchSize))
                | None -> steps count settings.BatchSize
            // Keras: batches between two calls of the callbacks.
            let every =
                trainer.Settings
                |> Option.map (fun settings -> max 1 settings.StepsPerExecution)
                |> Option.defaultValue 1
            let stopped () = callbacks |> List.exists _.StopTraining
            for callback in callbacks do
                callback.StopTraining <- false
                callback.OnTrainBegin()
            let mutable epoch = settings.InitialEpoch
            let mutable last = sorted []
            while epoch < settings.Epochs && not (stopped ()) do
                if settings.Verbosity <> Verbosity.Silent then
                    settings.Output.WriteLine $"Epoch {epoch + 1}/{settings.Epochs}"
                for callback in callbacks do
                    callback.OnEpochBegin epoch
                trainer.ResetMetrics()
                let progress = Progress(settings.Output, not Console.IsOutputRedirected, settings.Verbosity, perEpoch)
                use order = if settings.Shuffle then orderOf trainer epoch count else null
                let mutable step = 0
                while step < perEpoch && not (step > 0 && stopped ()) do
                    settings.Cancellation.ThrowIfCancellationRequested()
                    if step % every = 0 then
                        for callback in callbacks do
                            callback.OnTrainBatchBegin step
                    let start = int64 step * int64 settings.BatchSize
                    let length = min (int64 settings.BatchSize) (count - start)
                    use batch =
                        if settings.Shuffle then
                            use indices = order.narrow (0L, start, length)
                            data.Take indices
                        else
                            data.Slice(start, length)
                    trainer.Train(batch.Inputs, batch.Targets, batch.Weights)
                    step <- step + 1
                    let looks = step % every = 0 || step = perEpoch
                    if looks && not callbacks.IsEmpty then
                        let logs = lazy (sorted (trainer.Logs()))
                        for callback in callbacks do
                            callback.OnTrainBatchEnd(step - 1, logs)
                    if looks && progress.WantsLogs && step < perEpoch then
                        progress.Step(step, sorted (trainer.Logs()))
                let logs = trainer.Logs()
                let validationLogs =
                    match validation with
                    | Some validation when (epoch + 1) % settings.ValidationFreq = 0 ->
                        for callback in callbacks do
                            callback.OnTestBegin()
                        let batchSize = defaultArg settings.ValidationBatchSize settings.BatchSize
                        let logs = evaluateBatches trainer batchSize settings.Cancellation ignore validation
                        for callback in callbacks do
                            callback.OnTestEnd(sorted logs)
                        logs |> List.map (fun (name, value) -> $"val_{name}", value)
                    | _ -> []
                last <- sorted (logs @ validationLogs)
                progress.Finish(step, last)
                history.Add(epoch, last)
                for callback in callbacks do
                    callback.OnEpochEnd(epoch, last)
                epoch <- epoch + 1
            if epoch > settings.InitialEpoch then
                trainer.Finish()
            for callback in callbacks do
                callback.OnTrainEnd last
            history
        finally
            for item in owned do
                item.Dispose()

    /// One step of training on one batch. Gives its loss and metrics, from before the step.
    let trainOnBatch (trainer: Trainer) (classWeights: IReadOnlyDictionary<int, float> option) (data: DataSet) : Logs =
        let step (data: DataSet) =
            check trainer Mode.Training data
            trainer.ResetMetrics()
            trainer.Train(data.Inputs, data.Targets, data.Weights)
            sorted (trainer.Logs())
        match classWeights with
        | Some weights ->
            use weighted = DataSet.withClassWeights weights data
            step weighted
        | None -> step data

    /// Loss and metrics of one batch.
    let testOnBatch (trainer: Trainer) (data: DataSet) : Logs =
        check trainer Mode.Inference data
        trainer.ResetMetrics()
        trainer.Test(data.Inputs, data.Targets, data.Weights)
        sorted (trainer.Logs())

    /// The model's outputs for one batch, as in inference or as in training.
    let call (trainer: Trainer) (training: bool) (data: DataSet) : HostArray list =
        let built = trainer.Built Mode.Inference
        DataCheck.inputs trainer.Model.Name built.Inputs data.Inputs
        DataCheck.indices built data.Inputs
        let outputs = if training then trainer.Call data.Inputs else trainer.Predict data.Inputs
        try
            outputs |> Array.map Tensors.toHost |> List.ofArray
        finally
            for output in outputs do
                output.Dispose()
