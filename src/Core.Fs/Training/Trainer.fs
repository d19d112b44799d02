namespace Functional

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open TorchSharp

/// What answers a prediction, made once for each state of the weights.
type private Predictor = {
    Program: Program
    /// What depends on weights alone (kernels with their normalisation folded in), and where its results are kept.
    Prepared: (Program * Key list) option
    /// Whether predictions change the store, as those of a stateful recurrence do.
    ChangesStore: bool
}

/// <summary>The compiled steps of a model over one store of tensors: train, test and predict. It changes the store in place; what is
/// outside never sees a half-made step.</summary>
/// <remarks>Every member may be called on any thread. Predictions run beside each other; a step waits for those that run, and they for it.</remarks>
[<Sealed>]
type Trainer(model: Model, settings: CompileSettings option, store: TensorStore, seed: int64) =

    do settings |> Option.iter _.Check()
    let context = RunContext(Seed = seed)
    let device = store.Device
    // What is of this trainer alone: totals of metrics, and what predictions prepare. Others may have the same store.
    let own = new TensorStore(device)
    let bindings = Dictionary<Program, int * Tensor[]>(HashIdentity.Reference)
    let builtModels = Dictionary<Mode, BuiltModel>()
    let metricStates = HashSet<Key>()
    // How states of metrics begin that do not begin at zero.
    let starts = new TensorStore(device)
    let mutable results: (string list * Expr) list = []
    let mutable resultProgram: Program = Unchecked.defaultof<_>
    let programs = ProgramCache(fun program -> bindings.Remove program |> ignore)
    let workloads = ConditionalWeakTable<Program, Workload>()
    // Shared by predictions; everything else is alone.
    let turn = Turn(fun () -> model.Name)
    let building = Turn(fun () -> model.Name)
    let mutable isDisposed = false
    // How many use it, and what goes with it once nobody does.
    let uses = obj ()
    let mutable users = 0
    let mutable retired: IDisposable voption = ValueNone
    // Whether the weights are as training left them, and not their moving averages.
    let mutable isUnderWay = false
    // Whether moving averages stand in for the weights, and these for them.
    let mutable showsAverages = false

    // Only training needs it, not a model that predicts.
    do
        if settings.IsSome then
            Natives.prepareBackward ()

    let compiled () =
        match settings with
        | Some settings -> settings
        | None -> raise (ConfigurationException $"{model.Name}: compile the model before it is trained or evaluated")

    let requireAlive () = ObjectDisposedException.ThrowIf(isDisposed, typeof<Model>)

    let alive (work: unit -> 'a) () =
        requireAlive ()
        work ()

    // Between two steps, or a part of what is done there.
    let exclusively (work: unit -> 'a) : 'a = Leaving.Guard(fun () -> turn.Join(alive work))

    // A step.
    let step (work: unit -> 'a) : 'a = Leaving.Guard(fun () -> turn.Take(alive work))

    let built mode =
        building.Join(fun () ->
            match builtModels.TryGetValue mode with
            | true, found -> found
            | _ ->
                let fresh = Model.build mode model
                builtModels[mode] <- fresh
                fresh)

    // What is to go now, once.
    let heirs () =
        let now = if users = 0 then retired else ValueNone
        if now.IsSome then
            retired <- ValueNone
        now

    let zeros (like: Tensor option) (shape: int64[]) dtype =
        match like with
        | Some weight ->
            use detached = weight.detach ()
            detached.zeros_like ()
        | None -> torch.zeros (shape, Tensors.scalarType dtype, device)

    let trainable () = Model.weights (built Mode.Training) |> List.filter _.Trainable

    // The optimizer's tensors appear when they are first needed.
    let ensureOptimizer (optimizer: Optimizer) =
        let missing =
            Updates.variables optimizer (trainable ())
            |> List.filter (fun variable -> not (store.Contains variable.Key))
        if not missing.IsEmpty then
            let ofWeights = (built Mode.Training).Trace.Weights |> List.sumBy _.Bytes
            missing
            |> List.map (fun variable -> variable.Key, variable.Shape, variable.DType)
            |> Weights.requireMemory device ofWeights
            for variable in missing do
                match variable.Key.KeptFor with
                | None -> store.Set(variable.Key, Updates.start variable)
                | Some weight ->
                    // In the memory layout of its weight, where it has the shape.
                    let like = if store[weight].shape = variable.Shape then Some store[weight] else None
                    let slot = zeros like variable.Shape variable.DType
                    if variable.Start <> 0.0 then
                        Scalars.using [| variable.Start |] (fun start ->
                            slot |> Tensors.inPlace (fun slot -> slot.fill_ start[0]))
                    store.Put(variable.Key, slot)

    let iteration () = int64 (Tensors.toFloat store[Key.Iteration])

    // A weight that still is its moving average goes on from where training left it.
    let takeUp (optimizer: Optimizer) =
        if optimizer.Settings.UseEma then
            for weight in trainable () do
                let unaveraged = Key.Unaveraged weight.Key
                if store.Contains unaveraged then
                    use _ = torch.no_grad ()
                    use current = store[weight.Key].detach()
                    if current.Equals store[Key.Average weight.Key] then
                        current.copy_ store[unaveraged] |> ignore
                    store.Remove unaveraged
                    store.Touch()

    // Weights and their moving averages change places.
    let showAverages wanted =
        if wanted <> showsAverages then
            use _ = torch.no_grad ()
            for weight in trainable () do
                let average = Key.Average weight.Key
                if store.Contains average then
                    use current = store[weight.Key].detach()
                    use before = current.clone ()
                    current.copy_ store[average] |> ignore
                    store[average] |> Tensors.inPlace (fun average -> average.copy_ before)
            showsAverages <- wanted
            store.Touch()

    let ensureMetrics (objective: Objective) =
        let fresh = objective.States |> List.filter (fun state -> metricStates.Add state.Key)
        let atZero, others = fresh |> List.partition (fun state -> state.Rule.Initializer = Initializer.Zeros)
        for state in atZero do
            own.Put(state.Key, zeros None state.Shape state.DType)
        if not others.IsEmpty then
            for state, start in List.zip others (Weights.begins device seed others) do
                own.Put(state.Key, start.clone ())
                starts.Put(state.Key, start)
        if results.IsEmpty then
            results <- objective.Results
            resultProgram <- Program.compile device context [] [] (results |> List.map snd)

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

    // Of targets, so many, then of the weights of each output, if there are any.
    let signatures (data: Tensor[]) targets =
        let outputs = (built Mode.Inference).Outputs |> List.map _.Shape |> Array.ofList
        data
        |> Array.mapi (fun i tensor ->
            if i < targets then
                Signature.OfTarget(tensor, outputs[i % outputs.Length])
            else
                Signature.OfWeight(tensor, outputs[(i - targets) % outputs.Length]))

    let placeholder name (signature: Signature) =
        match signature.Shape with
        | ValueSome shape -> Some(Ops.input name shape (Tensors.dtype signature.Type))
        | ValueNone -> None

    let objective mode (targets: Signature[]) (weights: Signature[]) =
        let built = built mode
        let targetInputs =
            targets |> Seq.mapi (fun i target -> placeholder $"target{i}" target) |> Seq.choose id |> List.ofSeq
        // Weights are there for all outputs or for none; a missing one is for an output without.
        let weightInputs =
            if weights.Length = 0 then
                List.replicate built.Outputs.Length None
            else
                weights |> Seq.mapi (fun i weight -> placeholder $"sample_weight{i}" weight) |> List.ofSeq
        let objective = Objective.build (compiled ()) built targetInputs weightInputs
        ensureMetrics objective
        built, objective, built.Inputs @ targetInputs @ List.choose id weightInputs

    // Runs the passes over everything a program computes, which keeps what stands on both sides shared.
    let optimise passes (updates: Update list) (outputs: Expr list) =
        let rewritten = passes ((updates |> List.collect _.Args) @ outputs)
        let updates, outputs =
            (rewritten, updates)
            ||> List.mapFold (fun rest update ->
                let mine, rest = List.splitAt update.Args.Length rest
                update.With mine, rest)
        Update.accumulate outputs updates, outputs

    let compile passes inputs updates outputs =
        let updates, outputs = optimise passes updates outputs
        let scripts = settings |> Option.bind _.JitCompile
        Program.compileChoosing scripts device context inputs updates outputs

    let trainingProgram (kind: StepKind) (targets: Signature[]) (weights: Signature[]) =
        let settings = compiled ()
        ensureOptimizer settings.Optimizer
        let built, objective, inputs = objective Mode.Training targets weights
        let symbols = trainable () |> List.map (fun weight -> weight, built.Trace.Symbol weight.Key)
        let reached = Graph.dependsOn (symbols |> List.map snd) [ objective.Loss ]
        let reached = symbols |> List.filter (fun (_, symbol) -> reached.Contains symbol.Node)
        let loss =
            match settings.Optimizer.Settings.LossScaleFactor with
            | Some factor -> objective.Loss * factor
            | None -> objective.Loss
        let gradients = if reached.IsEmpty then [] else Expr.Outputs(Op.Autograd, loss :: List.map snd reached)
        let states = built.Trace.Updates @ objective.Updates |> List.map Update.Assign
        let changes = Updates.build settings.Optimizer true kind reached gradients
        // Measured: libtorch's autograd is as fast where few large operations are, and its peak memory is lower there.
        let isLarge (traits: Traits) = traits.Work.IsConvolution || traits.Work.IsRecurrence
        // Steps that autograd tracks are calls of their own.
        let isLoop (traits: Traits) = traits.Body.IsSome
        let nodes = Graph.nodes [ objective.Loss ] |> List.map (fun node -> Traits.find node.Op)
        let tracked = settings.JitCompile <> Some true && List.exists isLarge nodes && not (List.exists isLoop nodes)
        let passes = Passes.run (if tracked then Passes.tracked else Passes.training)
        let updates, _ = optimise passes (states @ changes) []
        let program = Program.compileChoosing settings.JitCompile device context inputs updates []
        workloads.Add(program, Workload.Of(inputs, updates |> List.collect _.Args))
        program

    let testProgram targets weights =
        let built, objective, inputs = objective Mode.Inference targets weights
        compile (Passes.run Passes.inference) inputs (objective.Updates |> List.map Update.Assign) []

    // What the next step takes, as a number.
    let rateProgram =
        lazy
            (let rate = Updates.learningRate (compiled ()).Optimizer |> Ops.cast DType.Float64
             Program.compile device context [] [] (Passes.run Passes.inference [ rate ]))

    let mutable predictor: Predictor voption = ValueNone
    let mutable preparedAt = -1L
    let mutable predictorWeights: int * Tensor[] = -1, [||]

    let makePredictor () =
        let built = built Mode.Inference
        if not built.Trace.Updates.IsEmpty then
            {
                Program =
                    compile
                        (Passes.run Passes.inference)
                        built.Inputs
                        (built.Trace.Updates |> List.map Update.Assign)
                        built.Outputs
                Prepared = None
                ChangesStore = true
            }
        else
            let fixedPart, outputs = Prepare.split (Passes.run Passes.inference built.Outputs)
            {
                Program = Program.compileLoops device context built.Inputs [] outputs
                Prepared =
                    if fixedPart.IsEmpty then
                        None
                    else
                        Some(Program.compile device context [] [] (List.map snd fixedPart), List.map fst fixedPart)
                ChangesStore = false
            }

    let isReady () =
        match predictor with
        | ValueNone -> false
        | ValueSome predictor ->
            fst predictorWeights = version () && (predictor.Prepared.IsNone || preparedAt = store.Revision)

    let predictorNow () =
        match predictor with
        | ValueSome predictor -> predictor
        | ValueNone ->
            let made = makePredictor ()
            predictor <- ValueSome made
            made

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
            let signatures = signatures data targets
            let program = build (Array.truncate targets signatures) (Array.skip targets signatures)
            programs.Add(name, signatures, program)
            program

    // Targets, and the weights of each output (null where an output has none): what a step's program is chosen by.
    let data (targets: Tensor[]) (weights: Tensor[]) =
        if weights.Length = 0 then
            targets
        else
            let outputs = (built Mode.Inference).Outputs.Length
            Array.append targets (Array.init outputs (fun i -> weights[min i (weights.Length - 1)]))

    let given (data: Tensor[]) = if Array.exists isNull data then Array.filter (isNull >> not) data else data

    member _.Model = model
    /// Names of the inputs in order; none before the model has inputs.
    member _.InputNames = [|
        for input in Option.defaultValue [] model.Inputs do
            input.Name
    |]
    /// Names of the outputs in order.
    member _.OutputNames = Array.ofList (built Mode.Inference).OutputNames
    member _.Settings = settings
    member _.Store = store
    member _.Context = context
    /// The model as a graph for one mode.
    member _.Built mode = built mode

    /// Number of optimizer steps made.
    member _.Iteration =
        exclusively (fun () ->
            ensureOptimizer (compiled ()).Optimizer
            iteration ())

    /// The learning rate of the next step. Raises <c>ConfigurationException</c> when it is set and follows from a schedule.
    member _.LearningRate
        with get () =
            exclusively (fun () ->
                ensureOptimizer (compiled ()).Optimizer
                let rates = launch rateProgram.Value [||] (tensorsOf rateProgram.Value)
                use rate = rates[0]
                Tensors.toFloat rate)
        and set (value: float) =
            exclusively (fun () ->
                let optimizer = (compiled ()).Optimizer
                Optimizer.requireSettable optimizer
                ensureOptimizer optimizer
                store.Set(Key.LearningRate, { DType = DType.Float32; Shape = [||]; Data = [| float32 value |] }))

    /// The optimizer's tensors in the order of Keras's files, made now if there are none yet.
    member _.OptimizerVariables =
        exclusively (fun () ->
            let optimizer = (compiled ()).Optimizer
            ensureOptimizer optimizer
            Updates.variables optimizer (trainable ()))

    /// Keys of all that the optimizer keeps, made now if there is nothing yet: its variables, and weights without their averages.
    member this.OptimizerKeys =
        let variables: StateDeclaration list = this.OptimizerVariables
        let unaveraged = trainable () |> List.map (_.Key >> Key.Unaveraged) |> List.filter store.Contains
        (variables |> List.map _.Key) @ unaveraged

    /// One step: outputs, loss, metrics, state updates, gradients and the new weights. Tensors stay the caller's.
    member _.Train(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        step (fun () ->
            let optimizer = (compiled ()).Optimizer
            if not isUnderWay then
                ensureOptimizer optimizer
                takeUp optimizer
                isUnderWay <- true
            showAverages false
            let kind = Updates.kindOf optimizer iteration
            let data = data targets weights
            let program = programFor (StepKind.name kind) data targets.Length (trainingProgram kind)
            context.Step <- store.Position.Steps
            run program inputs (given data) |> ignore
            store.Touch()
            store.Position <- { store.Position with Steps = store.Position.Steps + 1L })

    /// Ends training: weights whose moving averages are kept take them. The next step goes on without that.
    member _.Finish() =
        step (fun () ->
            let optimizer = (compiled ()).Optimizer
            showAverages false
            match Updates.finish optimizer (trainable ()) with
            | [] -> ()
            | updates ->
                ensureOptimizer optimizer
                if isUnderWay then
                    for weight in trainable () do
                        use current = store[weight.Key].detach()
                        store.Put(Key.Unaveraged weight.Key, current.clone ())
                use program = Program.compile device context [] updates []
                launch program [||] (tensorsOf program) |> ignore
                store.Touch()
                isUnderWay <- false)

    /// Whether the moving averages of weights stand in for them, where the optimizer keeps any. A step puts them back.
    member _.ShowsAverages
        with get () = showsAverages
        and set wanted = exclusively (fun () -> showAverages wanted)

    /// Loss and metrics of a batch; the weights stay as they are.
    member _.Test(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) =
        step (fun () ->
            let data = data targets weights
            let program = programFor "test" data targets.Length testProgram
            run program inputs (given data) |> ignore)

    /// Outputs of a batch, the caller's to dispose.
    member _.Predict(inputs: Tensor[]) : Tensor[] =
        let now () =
            requireAlive ()
            if isReady () && not predictor.Value.ChangesStore then
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
        let build _ _ =
            let built = built Mode.Training
            let updates = built.Trace.Updates |> List.map Update.Assign
            compile (Passes.run Passes.training) built.Inputs updates built.Outputs
        step (fun () ->
            let program = programFor "call" [||] 0 build
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
            trainingProgram { Apply = true; Overwrite = false } (signatures targets targets.Length) [||])

    /// The program of a prediction. It stays the trainer's.
    member internal _.PredictProgram() = exclusively (fun () -> (predictorNow ()).Program)

    /// Sets all metrics back to their start.
    member _.ResetMetrics() =
        exclusively (fun () ->
            use _ = torch.no_grad ()
            for key in metricStates do
                own[key]
                |> Tensors.inPlace (fun state ->
                    if starts.Contains key then state.copy_ starts[key] else state.zero_ ()))

    /// Sets what stays between batches, of the layer at a path and those inside of it, back to zero; of all layers for the root.
    member _.ResetStates(path: LayerPath) =
        exclusively (fun () -> Weights.resetStates store (built Mode.Inference) path)

    /// Every number that is followed, by name. Reads them back from the device.
    member _.Logs() : (string * float) list =
        exclusively (fun () ->
            if results.IsEmpty then
                []
            else
                let values = launch resultProgram [||] (bind resultProgram)
                let logs =
                    results
                    |> List.mapi (fun i (names, _) -> List.zip names (Tensors.toFloats values[i]))
                    |> List.concat
                for value in values do
                    value.Dispose()
                logs)

    /// Work on the store between two steps; inside of such work a part of it.
    member _.Between(work: Func<'a>) : 'a = exclusively work.Invoke

    /// Begins a use, which ends with <c>Leave</c>: until then <c>Retire</c> waits.
    member _.Enter() = lock uses (fun () -> users <- users + 1)

    member this.Leave() =
        lock uses (fun () ->
            users <- users - 1
            heirs ())
        |> this.Pass

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
                    if not (isNull (box resultProgram)) then
                        (resultProgram :> IDisposable).Dispose()
                    if rateProgram.IsValueCreated then
                        (rateProgram.Value :> IDisposable).Dispose()
                    (own :> IDisposable).Dispose()
                    (starts :> IDisposable).Dispose()
                    for predictor in ValueOption.toList predictor do
                        (predictor.Program :> IDisposable).Dispose()
                        for program, _ in Option.toList predictor.Prepared do
                            (program :> IDisposable).Dispose())
