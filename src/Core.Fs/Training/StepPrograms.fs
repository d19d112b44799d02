namespace Functional

open System.Collections.Generic
open TorchSharp

/// What is done to the graph of a step before it is a program.
[<RequireQualifiedAccess>]
module internal StepPasses =

    /// Runs the passes over everything a program computes, which keeps what stands on both sides shared.
    let optimise passes (updates: Update list) (outputs: Expr list) : Update list * Expr list =
        let rewritten = Passes.run passes ((updates |> List.collect _.Args) @ outputs)
        let updates, outputs =
            (rewritten, updates)
            ||> List.mapFold (fun rest update ->
                let mine, rest = List.splitAt update.Args.Length rest
                update.With mine, rest)
        Update.accumulate outputs updates, outputs

    /// Whether the gradients of a loss are left to libtorch. Measured: its autograd is as fast where few large operations are, and its peak
    /// memory is lower there. Steps that it tracks are calls of their own.
    let isTracked (jitCompile: bool option) (loss: Expr) : bool =
        let traits = Graph.nodes [ loss ] |> List.map (fun node -> Traits.find node.Op)
        jitCompile <> Some true
        && traits |> List.exists (fun traits -> traits.Work.IsConvolution || traits.Work.IsRecurrence)
        && not (traits |> List.exists _.Body.IsSome)

/// What answers a prediction.
type internal Predictor = {
    Program: Program
    /// What depends on weights alone (kernels with their normalisation folded in), and where its results are kept.
    Prepared: (Program * Key list) option
    /// Whether each runs with nothing beside it: it changes the store, as that of a stateful recurrence does, or runs the user's own code.
    IsAlone: bool
}

/// The programs of a model: from its graph, what it is compiled with and the sizes of data to what runs.
[<Sealed>]
type internal StepPrograms(model: Model, settings: CompileSettings option, device: torch.Device, context: RunContext) =

    let builtModels = Dictionary<Mode, BuiltModel>()
    let building = Turn(fun () -> model.Name)

    let compiled () =
        match settings with
        | Some settings -> settings
        | None -> raise (ConfigurationException $"{model.Name}: compile the model before it is trained or evaluated")

    let built mode =
        building.Join(fun () ->
            match builtModels.TryGetValue mode with
            | true, found -> found
            | _ ->
                let fresh = Model.buildForBatches mode model
                builtModels[mode] <- fresh
                fresh)

    let placeholder name (signature: Signature) =
        match signature.Shape with
        | ValueSome shape -> Some(Ops.input name shape (Tensors.dtype signature.Type))
        | ValueNone -> None

    let objective mode (targets: Signature[]) (weights: Signature[]) =
        let built = built mode
        let targetInputs = targets |> Seq.mapi (fun i target -> placeholder $"target{i}" target) |> List.ofSeq
        // Weights are there for all outputs or for none; a missing one is for an output without.
        let weightInputs =
            if weights.Length = 0 then
                List.replicate built.Outputs.Length None
            else
                weights |> Seq.mapi (fun i weight -> placeholder $"sample_weight{i}" weight) |> List.ofSeq
        let objective = Objective.build (compiled ()) built targetInputs weightInputs
        built, objective, built.Inputs @ List.choose id (targetInputs @ weightInputs)

    let compile passes inputs updates outputs =
        let updates, outputs = StepPasses.optimise passes (List.map Update.Assign updates) outputs
        let scripts = settings |> Option.bind _.JitCompile
        Program.compileChoosing scripts device context inputs updates outputs

    /// What the model is compiled with. Raises <c>ConfigurationException</c> where it is not.
    member _.Settings = compiled ()

    /// The model as a graph for one mode.
    member _.Built mode = built mode

    /// What a program depends on of the data that it is for: so many targets, then the weights of each output, if there are any.
    member _.Signatures(data: Tensor[], targets: int) =
        let outputs = (built Mode.Inference).Outputs |> List.map _.Shape |> Array.ofList
        data
        |> Array.mapi (fun i tensor ->
            if i < targets then
                Signature.OfTarget(tensor, outputs[i % outputs.Length])
            else
                Signature.OfWeight(tensor, outputs[(i - targets) % outputs.Length]))

    /// A step: outputs, loss, metrics, state updates, gradients and the new weights. Tells what work it is.
    member _.Training(kinds: StepKind list, targets, weights) : Objective * Program * Workload =
        let settings = compiled ()
        let built, objective, inputs = objective Mode.Training targets weights
        let symbols = Model.trainable built |> List.map (fun weight -> weight, built.Trace.Symbol weight.Key)
        let reached = Graph.dependsOn (symbols |> List.map snd) [ objective.Loss ]
        let reached = symbols |> List.filter (fun (_, symbol) -> reached.Contains symbol.Node)
        let loss = Updates.scaledLoss settings.Optimizer objective.Loss
        let gradients = if reached.IsEmpty then [] else Expr.Outputs(Op.Autograd, loss :: List.map snd reached)
        let isReached (key, _) = reached |> List.exists (fun (weight, _) -> weight.Key = key)
        // A weight that the model replaced is where the optimizer begins.
        let ofModel = built.Trace.Updates |> List.filter (isReached >> not)
        let states = ofModel @ objective.Updates |> List.map Update.Assign
        let changes = Updates.build settings.Optimizer true kinds reached gradients
        let passes = if StepPasses.isTracked settings.JitCompile objective.Loss then Passes.tracked else Passes.training
        let updates, _ = StepPasses.optimise passes (states @ changes) []
        let program = Program.compileChoosing settings.JitCompile device context inputs updates []
        objective, program, Workload.Of(inputs, updates |> List.collect _.Args)

    /// Loss and metrics of a batch; the weights stay as they are.
    member _.Test(targets, weights) : Objective * Program =
        let _, objective, inputs = objective Mode.Inference targets weights
        objective, compile Passes.inference inputs objective.Updates []

    /// The outputs as training has them.
    member _.Call() : Program =
        let built = built Mode.Training
        compile Passes.training built.Inputs built.Trace.Updates built.Outputs

    /// The outputs, what depends on weights alone apart from the rest.
    member _.Predict() : Predictor =
        let built = built Mode.Inference
        if not built.Trace.Updates.IsEmpty then
            {
                Program = compile Passes.inference built.Inputs built.Trace.Updates built.Outputs
                Prepared = None
                IsAlone = true
            }
        else
            let fixedPart, outputs = Prepare.split (Passes.run Passes.inference built.Outputs)
            let prepare () = Program.compile device context [] [] (List.map snd fixedPart), List.map fst fixedPart
            {
                Program = Program.compileLoops device context built.Inputs [] outputs
                Prepared = if fixedPart.IsEmpty then None else Some(prepare ())
                IsAlone = Graph.nodes outputs |> List.exists (fun node -> node.Op.IsCustom)
            }

    /// The learning rate of the next step, as a number.
    member _.Rate() : Program =
        let rate = Updates.learningRate (compiled ()).Optimizer |> Ops.cast DType.Float64
        Program.compile device context [] [] (Passes.run Passes.inference [ rate ])
