namespace Functional

open System
open System.Collections.Generic
open System.IO
open System.Threading
open TorchSharp

/// Runs over the batches of feeds.
[<RequireQualifiedAccess>]
module internal Run =

    // C# may hand over null.
    let private start (callbacks: Callback list) epochs verbosity (feed: Feed) =
        if callbacks |> List.exists (box >> isNull) then
            raise (ConfigurationException "callbacks: a callback must not be null")
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

    /// What is followed, by name.
    let logs (trainer: Trainer) : Logs = sorted (trainer.Logs())

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

    /// Says that a stream gave fewer batches than were asked for.
    let warnShort (output: TextWriter) name (wanted: int option) got =
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
            let logs = lazy (logs trainer)
            for callback in callbacks do
                onEnd callback logs

    let private test (trainer: Trainer) (callbacks: Callback list) token (onStep: int -> unit) (feed: Feed) =
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
        let logs = logs trainer
        for callback in callbacks do
            callback.OnTestEnd logs
        steps, logs

    /// The number of batches, loss and metrics.
    let evaluate (trainer: Trainer) verbosity (callbacks: Callback list) output token (feed: Feed) : int * Logs =
        start callbacks 1 verbosity feed
        let progress = progressOf output verbosity feed
        let onStep step =
            if progress.WantsLogs && Some step <> feed.Steps then
                progress.Step(step, logs trainer)
        let steps, logs = test trainer callbacks token onStep feed
        progress.Finish(steps, logs)
        steps, logs

    // Of a batch, by the user's own step where there is one.
    let private outputs (trainer: Trainer) (inputs: Tensor[]) : Tensor[] =
        if isNull trainer.Own || not trainer.Own.HasPredict then
            trainer.Predict inputs
        else
            trainer.Own.Predict(OwnSteps.Arrays inputs) |> Array.map (Tensors.ofHost trainer.Store.Device)

    /// The number of batches, and each output of all of them as one array.
    let predict
        (trainer: Trainer)
        verbosity
        (callbacks: Callback list)
        output
        token
        (feed: Feed)
        : int * HostArray list =
        start callbacks 1 verbosity feed
        let progress = progressOf output verbosity feed
        let parts = List<Tensor[]>()
        for callback in callbacks do
            callback.OnPredictBegin()
        try
            let steps =
                each feed 0 token always (fun step batch ->
                    for callback in callbacks do
                        callback.OnPredictBatchBegin step
                    parts.Add(outputs trainer batch.Inputs)
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

    let private isStopped (settings: FitSettings) = settings.Callbacks |> List.exists _.StopTraining

    // Keeps where the run is: in which of the epochs that the model has made, and how far in the feed.
    let private mark (trainer: Trainer) (feed: Feed) epochs =
        let now = trainer.Store.Position
        let struct (passEpoch, passBatches) = feed.Place
        if now.Epochs <> epochs || now.PassEpoch <> passEpoch || now.PassBatches <> passBatches then
            trainer.Store.Position <- { now with Epochs = epochs; PassEpoch = passEpoch; PassBatches = passBatches }

    // Trains on the batches of an epoch, and says how many there were. <c>order</c> is the number of the epoch for the feed.
    let private train (trainer: Trainer) (settings: FitSettings) (progress: Progress) (feed: Feed) order =
        let callbacks = settings.Callbacks
        // Keras: batches between two calls of the callbacks.
        let every =
            trainer.Settings |> Option.map (fun settings -> max 1 settings.StepsPerExecution) |> Option.defaultValue 1
        let look step =
            tell trainer callbacks (fun callback logs -> callback.OnTrainBatchEnd(step, logs))
            if progress.WantsLogs && Some(step + 1) <> feed.Steps then
                progress.Step(step + 1, logs trainer)
        let steps =
            each feed order settings.Cancellation (fun () -> not (isStopped settings)) (fun step batch ->
                if step % every = 0 then
                    for callback in callbacks do
                        callback.OnTrainBatchBegin step
                trainer.Train(batch.Inputs, batch.Targets, batch.Weights)
                mark trainer feed (order + 1)
                if (step + 1) % every = 0 then
                    look step)
        if steps % every <> 0 then
            look (steps - 1)
        steps

    let private validate (trainer: Trainer) (settings: FitSettings) (feed: Feed) =
        let steps, logs = test trainer settings.Callbacks settings.Cancellation ignore feed
        warnShort settings.Output "validation_steps" feed.Steps steps
        [ for entry in logs -> $"val_{entry.Key}", entry.Value ]

    /// Trains epoch by epoch. A stream must give as many batches as an epoch wants, if that is said.
    let fit
        (trainer: Trainer)
        (settings: FitSettings)
        (wanted: int option)
        (feed: Feed)
        (validation: Feed option)
        : History =
        let history = History()
        let callbacks = settings.Callbacks
        start callbacks settings.Epochs settings.Verbosity feed
        for callback in callbacks do
            callback.StopTraining <- false
            callback.OnTrainBegin()
        let mutable epoch = settings.InitialEpoch
        // The epochs made before, whatever the user calls the first of these.
        let mutable order = max trainer.Store.Position.Epochs settings.InitialEpoch
        let mutable last = sorted []
        let mutable isOver = false
        while epoch < settings.Epochs && not isOver && not (isStopped settings) do
            trainer.ResetMetrics()
            for callback in callbacks do
                callback.OnEpochBegin epoch
            if settings.Verbosity <> Verbosity.Silent && settings.Epochs > 1 then
                settings.Output.WriteLine $"Epoch {epoch + 1}/{settings.Epochs}"
            let progress = progressOf settings.Output settings.Verbosity feed
            let steps = train trainer settings progress feed order
            if not (isStopped settings) && Some steps < wanted then
                warnShort settings.Output "steps_per_epoch" wanted steps
                isOver <- true
            if epoch = settings.InitialEpoch then
                refuseNone steps
            if steps > 0 then
                mark trainer feed (order + 1)
                let logs = trainer.Logs()
                let validationLogs =
                    match validation with
                    | Some feed when (epoch + 1) % settings.ValidationFreq = 0 -> validate trainer settings feed
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
