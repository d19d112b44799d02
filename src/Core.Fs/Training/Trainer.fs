namespace Functional

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open TorchSharp

/// <summary>The compiled steps of a model over one store of tensors: train, test and predict. It changes the store in place; what is
/// outside never sees a half-made step.</summary>
/// <remarks>Every member may be called on any thread. Predictions run beside each other; a step waits for those that run, and they for it.</remarks>
[<Sealed>]
type Trainer(model: Model, settings: CompileSettings option, store: TensorStore, seed: int64) =

    do settings |> Option.iter _.Check()
    let context = RunContext(Seed = seed)
    let device = store.Device
    let steps = StepPrograms(model, settings, device, context)
    let built = steps.Built
    // What is of this trainer alone: totals of metrics, and what predictions prepare. Others may have the same store.
    let own = new TensorStore(device)
    let metrics = new MetricStates(own, context)
    let bindings = Dictionary<Program, int * Tensor[]>(HashIdentity.Reference)
    let programs = ProgramCache(fun program -> bindings.Remove program |> ignore)
    let workloads = ConditionalWeakTable<Program, Workload>()
    // Shared by predictions; everything else is alone.
    let turn = Turn(fun () -> model.Name)
    let mutable isDisposed = false
    // How many use it, and what goes with it once nobody does.
    let uses = obj ()
    let mutable users = 0
    let mutable retired: IDisposable voption = ValueNone
    // Whether the weights are as training left them, and not their moving averages.
    let mutable isUnderWay = false
    // Whether moving averages stand in for the weights, and these for them.
    let mutable showsAverages = false
    // What the last step of the user's own came to.
    let mutable ownLogs: (string * float) list voption = ValueNone

    // Only training needs it, not a model that predicts.
    do
        if settings.IsSome then
            Natives.prepareBackward ()

    let requireAlive () = ObjectDisposedException.ThrowIf(isDisposed, typeof<Model>)

    let alive (work: unit -> 'a) () =
        requireAlive ()
        work ()

    // Between two steps, or a part of what is done there.
    let exclusively (work: unit -> 'a) : 'a = Leaving.Guard(fun () -> turn.Join(alive work))

    // A step.
    let step (work: unit -> 'a) : 'a = Leaving.Guard(fun () -> turn.Take(alive work))

    // What is to go now, once.
    let heirs () =
        let now = if users = 0 then retired else ValueNone
        if now.IsSome then
            retired <- ValueNone
        now

    // The optimizer's tensors appear when they are first needed.
    let ensured () =
        let optimizer = steps.Settings.Optimizer
        OptimizerState.ensure store optimizer (built Mode.Training)
        optimizer

    let showAverages wanted =
        if wanted <> showsAverages then
            OptimizerState.exchange store (built Mode.Training)
            showsAverages <- wanted

    // Both only rise.
    let version () = store.Version + own.Version

    let tensorsOf (program: Program) =
        program.Weights |> Array.map (fun (key, _, _) -> if own.Contains key then own[key] else store[key])

    // Runs a program with the number of threads that its sizes are worth.
    let launch (program: Program) (tensors: Tensor[]) (weights: Tensor[]) =
        if device.``type`` <> DeviceType.CPU then
            program.Run(tensors, weights)
        else
            let count =
                match Threads.fixedTo (), workloads.TryGetValue program with
                | None, (true, workload) -> workload.Threads(Threads.count (), tensors)
                | _ -> Threads.count ()
            Threads.using count (fun () -> program.Run(tensors, weights))

    let bind (program: Program) =
        match bindings.TryGetValue program with
        | true, (known, tensors) when known = version () -> tensors
        | _ ->
            let tensors = tensorsOf program
            bindings[program] <- (version (), tensors)
            tensors

    let training kinds targets weights =
        ensured () |> ignore
        let objective, program, workload = steps.Training(kinds, targets, weights)
        metrics.Ensure objective
        workloads.Add(program, workload)
        program

    let test targets weights =
        let objective, program = steps.Test(targets, weights)
        metrics.Ensure objective
        program

    let rate = lazy steps.Rate()

    let mutable predictor: Predictor voption = ValueNone
    let mutable preparedAt = -1L
    let mutable predictorWeights: int * Tensor[] = -1, [||]

    let isReady () =
        match predictor with
        | ValueNone -> false
        | ValueSome predictor ->
            fst predictorWeights = version () && (predictor.Prepared.IsNone || preparedAt = store.Revision)

    let predictorNow () =
        if predictor.IsNone then
            predictor <- ValueSome(steps.Predict())
        predictor.Value

    let makeReady () =
        let predictor = predictorNow ()
        match predictor.Prepared with
        | Some(program, keys) when preparedAt <> store.Revision ->
            let values = launch program [||] (bind program)
            List.iteri (fun i key -> own.Put(key, values[i])) keys
            preparedAt <- store.Revision
        | _ -> ()
        predictorWeights <- version (), tensorsOf predictor.Program

    // Runs a program on inputs, in the dtype that it was built for, and what else it is given.
    let runWith (program: Program) (weights: Tensor[]) (inputs: Tensor[]) (rest: Tensor[]) =
        let tensors = Array.append inputs rest
        let mutable converted: Tensor list = []
        try
            for i in 0 .. inputs.Length - 1 do
                let _, _, dtype = program.Inputs[i]
                let wanted = Tensors.scalarType dtype
                if inputs[i].dtype <> wanted then
                    tensors[i] <- inputs[i].``to`` wanted
                    converted <- tensors[i] :: converted
            launch program tensors weights
        finally
            for tensor in converted do
                tensor.Dispose()

    let run (program: Program) inputs rest = runWith program (bind program) inputs rest

    // The program of that name for those targets and weights.
    let programFor name (data: Tensor[]) targets (build: Signature[] -> Signature[] -> Program) =
        match programs.TryFind(name, data) with
        | ValueSome program -> program
        | ValueNone ->
            let signatures = steps.Signatures(data, targets)
            let program = build (Array.truncate targets signatures) (Array.skip targets signatures)
            programs.Add(name, signatures, program)
            program

    let hosts = OwnSteps.Arrays

    // Targets, and the weights of each output (null where an output has none): what a step's program is chosen by.
    let data (targets: Tensor[]) (weights: Tensor[]) =
        if weights.Length = 0 then
            targets
        else
            let outputs = (built Mode.Inference).Outputs.Length
            Array.append targets (Array.init outputs (fun i -> weights[min i (weights.Length - 1)]))

    let given (data: Tensor[]) = if Array.exists isNull data then Array.filter (isNull >> not) data else data

    member _.Model = model
    /// Names of the inputs in order, by which data for them is given; none before the model has inputs.
    member _.InputNames = Array.ofList (Model.inputNames model)
    /// Names of the outputs in order.
    member _.OutputNames = Array.ofList (built Mode.Inference).OutputNames
    /// Names of the outputs that have a loss or metrics, in order; all of a model that is not compiled.
    member _.ComparedNames =
        let names = (built Mode.Inference).OutputNames
        match settings with
        | Some settings ->
            List.zip names (TargetCheck.isCompared settings names) |> List.filter snd |> List.map fst |> Array.ofList
        | None -> Array.ofList names
    member _.Settings = settings
    member _.Store = store
    member _.Context = context
    /// The model as a graph for one mode.
    member _.Built mode = built mode

    /// Number of optimizer steps made.
    member _.Iteration =
        exclusively (fun () ->
            ensured () |> ignore
            OptimizerState.iteration store)

    /// The learning rate of the next step. Raises <c>ConfigurationException</c> when it is set and follows from a schedule.
    member _.LearningRate
        with get () =
            exclusively (fun () ->
                ensured () |> ignore
                let rates = launch rate.Value [||] (tensorsOf rate.Value)
                use rate = rates[0]
                Tensors.toFloat rate)
        and set (value: float) =
            exclusively (fun () ->
                Optimizer.requireSettable steps.Settings.Optimizer
                ensured () |> ignore
                store.Set(Key.LearningRate, { DType = DType.Float32; Shape = [||]; Data = [| float32 value |] }))

    /// The optimizer's tensors in the order of Keras's files, made now if there are none yet.
    member _.OptimizerVariables =
        exclusively (fun () -> Updates.variables (ensured ()) (Model.trainable (built Mode.Training)))

    /// Keys of all that the optimizer keeps, made now if there is nothing yet: its variables, and weights without their averages.
    member _.OptimizerKeys = exclusively (fun () -> OptimizerState.keys store (ensured ()) (built Mode.Training))

    /// Steps of the user's own in the place of the model's; null where there are none.
    member val Own: OwnSteps = null with get, set

    /// One step, the user's own where there is one. Tensors stay the caller's.
    member this.Train(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        if isNull this.Own || not this.Own.HasTrain then
            this.TrainCompiled(inputs, targets, weights)
        else
            let before = store.Position.Steps
            ownLogs <- ValueSome(List.ofSeq (this.Own.Train(hosts inputs, hosts targets, hosts weights)))
            store.Position <- { store.Position with Steps = before + 1L }

    /// One step: outputs, loss, metrics, state updates, gradients and the new weights. Tensors stay the caller's.
    member _.TrainCompiled(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        step (fun () ->
            if not isUnderWay then
                OptimizerState.takeUp store (ensured ()) (built Mode.Training)
                isUnderWay <- true
            showAverages false
            let kinds = Updates.kindsOf steps.Settings.Optimizer (fun () -> OptimizerState.iteration store)
            let data = data targets weights
            let program = programFor (StepKind.name kinds) data targets.Length (training kinds)
            context.Step <- store.Position.Steps
            run program inputs (given data) |> ignore
            store.Touch()
            store.Position <- { store.Position with Steps = store.Position.Steps + 1L })

    /// Ends training: weights whose moving averages are kept take them. The next step goes on without that.
    member _.Finish() =
        step (fun () ->
            let built = built Mode.Training
            showAverages false
            match Updates.finish steps.Settings.Optimizer (Model.trainable built) with
            | [] -> ()
            | updates ->
                ensured () |> ignore
                if isUnderWay then
                    OptimizerState.leave store built
                use program = Program.compile device context [] updates []
                launch program [||] (tensorsOf program) |> ignore
                store.Touch()
                isUnderWay <- false)

    /// Whether the moving averages of weights stand in for them, where the optimizer keeps any. A step puts them back.
    member _.ShowsAverages
        with get () = showsAverages
        and set wanted = exclusively (fun () -> showAverages wanted)

    /// Loss and metrics of a batch, by the user's own step where there is one.
    member this.Test(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        if isNull this.Own || not this.Own.HasTest then
            this.TestCompiled(inputs, targets, weights)
        else
            ownLogs <- ValueSome(List.ofSeq (this.Own.Test(hosts inputs, hosts targets, hosts weights)))

    /// Loss and metrics of a batch; the weights stay as they are.
    member _.TestCompiled(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        step (fun () ->
            let data = data targets weights
            let program = programFor "test" data targets.Length test
            run program inputs (given data) |> ignore)

    /// Outputs of a batch, the caller's to dispose.
    member _.Predict(inputs: Tensor[]) : Tensor[] =
        let now () =
            requireAlive ()
            if isReady () && not predictor.Value.IsAlone then
                ValueSome(runWith predictor.Value.Program (snd predictorWeights) inputs [||])
            else
                ValueNone
        match Leaving.Guard(fun () -> turn.Share now) with
        | ValueSome outputs -> outputs
        | ValueNone ->
            step (fun () ->
                makeReady ()
                runWith predictor.Value.Program (snd predictorWeights) inputs [||])

    /// Outputs of a batch as training has them: dropout drops, moving averages move. The caller's to dispose.
    member _.Call(inputs: Tensor[]) : Tensor[] =
        step (fun () ->
            let program = programFor "call" [||] 0 (fun _ _ -> steps.Call())
            // Random numbers of their own, apart from those of steps.
            store.Position <- { store.Position with Calls = store.Position.Calls + 1L }
            context.Step <- -store.Position.Calls
            let outputs = run program inputs [||]
            store.Touch()
            outputs)

    /// The programs made so far, as text.
    member _.Programs =
        exclusively (fun () -> [
            for predictor in ValueOption.toList predictor do
                "predict", string predictor.Program
            for name, _, program in programs.All do
                name, string program
        ])

    /// The program of a step that changes the weights, for targets of those shapes. The caller's to dispose.
    member internal _.TrainingProgram(targets: Tensor[]) =
        exclusively (fun () ->
            let kinds =
                Updates.kindsOf steps.Settings.Optimizer (fun () -> 0L)
                |> List.map (fun _ -> { Apply = true; Overwrite = false })
            training kinds (steps.Signatures(targets, targets.Length)) [||])

    /// The program of a prediction. It stays the trainer's.
    member internal _.PredictProgram() = exclusively (fun () -> (predictorNow ()).Program)

    /// Sets all metrics back to their start.
    member this.ResetMetrics() =
        ownLogs <- ValueNone
        if not (isNull this.Own) then
            this.Own.Reset()
        exclusively metrics.Reset

    /// Sets what stays between batches, of the layer at a path and those inside of it, back to zero; of all layers for the root.
    member _.ResetStates(path: LayerPath) =
        exclusively (fun () -> Weights.resetStates store (built Mode.Inference) path)

    /// Every number that is followed, by name: what the user's own step came to, or else what the compiled ones did.
    member this.Logs() : (string * float) list =
        match ownLogs with
        | ValueSome logs -> logs
        | ValueNone -> this.CompiledLogs()

    /// What compiled steps came to, by name. Reads the numbers back from the device.
    member _.CompiledLogs() : (string * float) list =
        exclusively (fun () -> metrics.Logs(fun program -> launch program [||] (bind program)))

    /// Work on the store between two steps; inside of such work a part of it.
    member _.Between(work: Func<'a>) : 'a = exclusively work.Invoke

    /// Begins a use, which ends with <c>Leave</c>: until then <c>Retire</c> waits.
    member _.Enter() = lock uses (fun () -> users <- users + 1)

    member this.Leave() =
        lock uses (fun () ->
            users <- users - 1
            heirs ())
        |> this.Pass

    /// Work of a use that was entered, which ends with it.
    member this.During(work: Func<'a>) : 'a =
        try
            NativeFailure.within work.Invoke
        finally
            this.Leave()

    /// Disposes of the steps and of something else, such as their store, as soon as nobody uses them.
    member this.Retire(other: IDisposable) =
        lock uses (fun () ->
            retired <- ValueSome other
            heirs ())
        |> this.Pass

    member private this.Pass(other: IDisposable voption) =
        match other with
        | ValueSome other ->
            (this :> IDisposable).Dispose()
            if not (isNull other) then
                other.Dispose()
        | ValueNone -> ()

    interface IDisposable with
        /// Waits for what runs. Later calls raise <c>ObjectDisposedException</c>.
        member _.Dispose() =
            turn.Take(fun () ->
                if not isDisposed then
                    isDisposed <- true
                    programs.Clear()
                    (metrics :> IDisposable).Dispose()
                    if rate.IsValueCreated then
                        (rate.Value :> IDisposable).Dispose()
                    (own :> IDisposable).Dispose()
                    for predictor in ValueOption.toList predictor do
                        (predictor.Program :> IDisposable).Dispose()
                        for program, _ in Option.toList predictor.Prepared do
                            (program :> IDisposable).Dispose())
