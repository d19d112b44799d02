namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// The memory of a compiled model, in bytes, told from its programs and shapes for one batch size. Nothing is run.
type MemoryPlan = {
    /// Samples a step.
    BatchSize: int
    /// Weights that the optimizer changes.
    Trainable: int64
    /// Other weights: moving statistics, frozen layers, seeds; and the totals of metrics.
    NonTrainable: int64
    /// The optimizer's slots, its step counter and learning rate.
    Optimizer: int64
    /// The gradients of all trainable weights, which are there together before the update.
    Gradients: int64
    /// Inputs and targets of one batch. The data set they are taken from is not counted.
    Batch: int64
    /// The most that a training step holds at one time besides the lines above: results of operations, what their gradients need of
    /// them, and what libtorch takes for the length of one call.
    Activations: int64
    /// The same for a prediction, with what is computed from the weights once for all predictions (kernels with their normalisation
    /// folded in).
    InferenceActivations: int64
    /// What the process takes once for libtorch's code and .NET's, whatever the model's size. Measured, not computed.
    Runtime: int64
    /// Most memory at one time in training. At most the sum of the lines, and usually less: activations go while gradients come.
    TrainingPeak: int64
    /// Most memory at one time in predictions, without the optimizer's slots and without gradients.
    InferencePeak: int64
} with

    /// All weights.
    member this.Weights = this.Trainable + this.NonTrainable

/// Blocks that live, and the most that lived at one time.
type internal Blocks() =
    let mutable live = 0L
    let mutable gradients = 0L
    let mutable peak = 0L
    let mutable peakWithoutGradients = 0L
    let mutable heldPeak = 0L

    let note extra =
        peak <- max peak (live + extra)
        peakWithoutGradients <- max peakWithoutGradients (live - gradients + extra)

    member _.Peak = peak
    member _.PeakWithoutGradients = peakWithoutGradients
    /// The most that tensors held, without what calls took for their length.
    member _.HeldPeak = heldPeak
    member _.Hold(block: Block) =
        if block.Holders = 0 then
            live <- live + block.Bytes
            if block.IsGradient then
                gradients <- gradients + block.Bytes
            note 0L
            heldPeak <- max heldPeak live
        block.Holders <- block.Holders + 1
    member _.Release(block: Block) =
        block.Holders <- block.Holders - 1
        if block.Holders = 0 then
            live <- live - block.Bytes
            if block.IsGradient then
                gradients <- gradients - block.Bytes
    /// Memory for the length of a call.
    member _.Borrow bytes = note bytes

[<RequireQualifiedAccess>]
module MemoryPlan =

    /// A node that autograd goes back over.
    type private Recorded = { Node: Node; Args: (int * Sized) list; Results: (int * Sized) list; Kept: Block list }

    let private fail message = raise (ConfigurationException message)

    let private sized (batch: int) (shape: Shape) =
        shape.Dims
        |> List.map (function
            | Dim.Unknown "batch" -> Dim.Known(int64 batch)
            | Dim.Unknown name -> fail $"memory plan: size '{name}' must be known"
            | known -> known)
        |> Shape.ofDims

    let private leaf batch (shape: Shape, dtype) = {
        Shape = sized batch shape
        DType = dtype
        Block = Block(0L, false)
        IsDense = true
        IsTracked = false
    }

    let private types (arg: Sized) = arg.Shape, arg.DType

    let private inferred batch (node: Node) (args: Sized list) =
        match node.Op with
        | Op.LSTMTraining _ ->
            let workspace = Shape.known [ OpMemory.lstmWorkspace args[0] args[2] ]
            (ShapeRules.infer node.Op (List.map types args) |> List.take 3) @ [ workspace, DType.UInt8 ]
        | op -> ShapeRules.infer op (List.map types args)
        |> List.map (fun (shape, dtype) -> sized batch shape, dtype)

    // Slots whose memory goes to the update of the weights in one call.
    let private gradientSlots (program: Program) =
        let owned = program.Inputs.Length + program.Weights.Length
        let slots = HashSet<int>()
        for effect in program.Effects do
            match effect with
            | Effect.Call(_, _, args) -> args |> Seq.filter (fun slot -> slot >= owned) |> slots.UnionWith
            | Effect.Assign _
            | Effect.Increase _ -> ()
        for instruction in Array.rev program.Instructions do
            let traits = Traits.find instruction.Node.Op
            if traits.Source = Source.Watched then
                slots.UnionWith instruction.Results
            elif traits.IsForm && slots.Contains instruction.Results[0] then
                slots.Add instruction.Args[0] |> ignore
        slots

    /// Follows a program through one run.
    let internal follow (batch: int) (program: Program) : Blocks =
        let blocks = Blocks()
        let slots = Dictionary<int, Sized>()
        let inputs = program.Inputs |> Array.map (fun (_, shape, dtype) -> leaf batch (shape, dtype))
        let weights = program.Weights |> Array.map (fun (_, shape, dtype) -> leaf batch (shape, dtype))
        Array.append inputs weights |> Array.iteri (fun slot value -> slots[slot] <- value)
        let differentiated = HashSet<int>(program.Differentiated)
        for slot in differentiated do
            match slots.TryGetValue slot with
            | true, value -> slots[slot] <- { value with IsTracked = true }
            | _ -> ()
        let gradientSlots = gradientSlots program
        let allocate isGradient bytes =
            let block = Block(bytes, isGradient)
            blocks.Hold block
            block
        let recorded = Stack<Recorded>()

        let backwards (weightSlots: int[]) (results: int[]) =
            let arrived = Dictionary<int, Block>()
            let wanted = HashSet<int>(weightSlots)
            let add slot (size: int64) (shared: Block option) =
                let block =
                    match shared with
                    | Some block ->
                        blocks.Hold block
                        block
                    | None -> allocate (wanted.Contains slot) size
                match arrived.TryGetValue slot with
                | true, before when before.Holders = 1 -> blocks.Release block
                | true, before ->
                    arrived[slot] <- allocate (wanted.Contains slot) size
                    blocks.Release before
                    blocks.Release block
                | _ -> arrived[slot] <- block
            let mutable first = true
            while recorded.Count > 0 do
                let entry = recorded.Pop()
                if first then
                    add (fst entry.Results.Head) (snd entry.Results.Head).Bytes None
                    first <- false
                let coming =
                    entry.Results
                    |> List.choose (fun (slot, value) ->
                        match arrived.TryGetValue slot with
                        | true, block -> Some(slot, value, block)
                        | _ -> None)
                match coming with
                | [] -> ()
                | (_, result, g) :: _ ->
                    let args = List.map snd entry.Args
                    for i, (slot, arg) in List.indexed entry.Args do
                        if arg.IsTracked then
                            let passes =
                                OpMemory.passesGradient entry.Node.Op args i result && not (wanted.Contains slot)
                            add slot arg.Bytes (if passes then Some g else None)
                    blocks.Borrow(OpMemory.borrowedBackwards entry.Node.Op args (List.map snd entry.Results))
                    for slot, _, block in coming do
                        arrived.Remove slot |> ignore
                        blocks.Release block
                entry.Kept |> List.iter blocks.Release
            Array.iter2
                (fun weight result ->
                    let value = slots[weight]
                    let block =
                        match arrived.TryGetValue weight with
                        | true, block -> block
                        | _ -> allocate true value.Bytes
                    slots[result] <- { value with Block = block; IsTracked = false })
                weightSlots
                results

        program.Instructions
        |> Array.iteri (fun at instruction ->
            let node = instruction.Node
            for slot, expr in Seq.zip instruction.Args node.Args do
                if not (slots.ContainsKey slot) then
                    slots[slot] <- leaf batch (expr.Shape, expr.DType)
            let args = instruction.Args |> Array.map (fun slot -> slots[slot]) |> List.ofArray
            match node.Op with
            | Op.Autograd -> backwards instruction.Args[1..] instruction.Results
            | op ->
                let isTracked =
                    at < program.GradientEnd
                    && args |> List.exists _.IsTracked
                    && (Traits.find op).Flow <> GradientFlow.Stops
                let results =
                    inferred batch node args
                    |> List.mapi (fun i (shape, dtype) ->
                        let isView = instruction.InPlace || OpMemory.isView op args (shape, dtype)
                        let fresh = {
                            Shape = shape
                            DType = dtype
                            Block = null
                            IsDense = OpMemory.isDense op args shape
                            IsTracked = isTracked && dtype.IsFloat
                        }
                        let block =
                            if isView then
                                blocks.Hold args.Head.Block
                                args.Head.Block
                            else
                                allocate (gradientSlots.Contains instruction.Results[i]) fresh.Bytes
                        { fresh with Block = block })
                results
                |> List.iteri (fun i result ->
                    let slot = instruction.Results[i]
                    slots[slot] <- { result with IsTracked = result.IsTracked || differentiated.Contains slot })
                blocks.Borrow(OpMemory.borrowed op args results)
                if isTracked then
                    let kept, bytes = OpMemory.saved op args results
                    let kept = [
                        for value in kept do
                            blocks.Hold value.Block
                            value.Block
                        if bytes > 0L then
                            allocate false bytes
                    ]
                    recorded.Push {
                        Node = node
                        Args = List.zip (List.ofArray instruction.Args) args
                        Results = List.zip (List.ofArray instruction.Results) results
                        Kept = kept
                    }
            if instruction.InPlace then
                blocks.Release args.Head.Block
            for slot in instruction.Dies do
                blocks.Release slots[slot].Block)
        for slot in program.Guarded do
            allocate false slots[slot].Bytes |> ignore
        blocks

    let private total (tensors: (Shape * DType) seq) =
        tensors |> Seq.sumBy (fun (shape, dtype) -> Array.fold (*) (int64 dtype.Size) (Shape.sizes shape))

    // Measured on Linux with libtorch 2.10: what models of a few bytes make the process grow by, once libtorch was loaded and had added
    // two numbers. Half is code of libtorch and .NET that runs for the first time, half what both compile;
    // convolutions and LSTMs add oneDNN.
    let private runtime (program: Program) =
        let has (test: Work -> bool) =
            program.Instructions |> Array.exists (fun step -> test (Traits.find step.Node.Op).Work)
        let mebibytes =
            if has _.IsConvolution then 49L
            elif has _.IsRecurrence then 54L
            else 40L
        mebibytes <<< 20

    // What a loss compares an output with.
    let private targets (settings: CompileSettings) (built: BuiltModel) batch : Tensor[] =
        let losses = PerOutput.forNames "loss" built.OutputNames None settings.Loss
        [|
            for output, loss in Seq.zip built.Outputs losses do
                let shape = sized batch output.Shape
                let rule = loss |> Option.map (fun loss -> TargetRule.find loss.Function)
                let dtype =
                    match rule with
                    | Some(TargetRule.Indices _) -> torch.ScalarType.Int32
                    | _ -> torch.ScalarType.Float32
                let wanted = rule |> Option.bind (fun rule -> TargetRule.shape rule shape) |> Option.defaultValue shape
                torch.empty (Shape.sizes wanted, dtype, torch.META)
        |]

    // Weights that have shapes and no memory.
    let private shapesOf (built: BuiltModel) =
        let store = new TensorStore(Device.parse "meta")
        for weight in built.Trace.Weights do
            store.Put(weight.Key, torch.empty (weight.Shape, Tensors.scalarType weight.DType, torch.META))
        for key, shape, dtype in built.Trace.States do
            store.Put(key, torch.empty (shape, Tensors.scalarType dtype, torch.META))
        store

    /// <summary>The plan of a model for batches of that size.</summary>
    /// <exception cref="T:Functional.ConfigurationException">The batch size is below 1, or a size besides the batch's is not known.</exception>
    let ofModel (settings: CompileSettings) (batchSize: int) (model: Model) : MemoryPlan =
        if batchSize < 1 then
            fail $"batch_size must be at least 1, got {batchSize}"
        let built = Model.build Mode.Training model
        use store = shapesOf built
        use trainer = new Trainer(model, Some settings, store, 0L)
        let targets = targets settings built batchSize
        try
            use training = trainer.TrainingProgram targets
            let inference = trainer.PredictProgram()
            let batchBytes (program: Program) =
                program.Inputs |> Seq.map (fun (_, shape, dtype) -> sized batchSize shape, dtype) |> total
            let declared = built.Trace.Weights
            let ofWeights weights =
                weights |> Seq.map (fun (weight: WeightDeclaration) -> Shape.known weight.Shape, weight.DType) |> total
            let trainable = Model.trainable built
            let ofState = built.Trace.States |> Seq.map (fun (_, shape, dtype) -> Shape.known shape, dtype) |> total
            let ofMetrics =
                training.Weights
                |> Seq.filter (fun (key, _, _) -> key.IsMetricState)
                |> Seq.map (fun (_, shape, dtype) -> shape, dtype)
                |> total
            let slots =
                Updates.variables settings.Optimizer trainable
                |> Seq.map (fun variable -> Shape.known variable.Shape, variable.DType)
                |> total
            let prepared =
                inference.Weights
                |> Seq.filter (fun (key, _, _) -> key.IsPrepared)
                |> Seq.map (fun (_, shape, dtype) -> shape, dtype)
                |> total
            let step, prediction = follow batchSize training, follow batchSize inference
            let ofTrainable = ofWeights trainable
            let ofOthers = ofWeights declared - ofTrainable + ofState
            let runtime = runtime training
            {
                BatchSize = batchSize
                Trainable = ofTrainable
                NonTrainable = ofOthers + ofMetrics
                Optimizer = slots
                Gradients = ofTrainable
                Batch = batchBytes training
                Activations = step.PeakWithoutGradients
                InferenceActivations = prediction.Peak + prepared
                Runtime = runtime
                TrainingPeak = ofTrainable + ofOthers + ofMetrics + slots + batchBytes training + step.Peak + runtime
                InferencePeak = ofTrainable + ofOthers + batchBytes inference + prediction.Peak + prepared + runtime
            }
        finally
            for tensor in targets do
                tensor.Dispose()

    /// The plan in lines, with sizes as in Keras's summary: 1 KB is 1024 bytes.
    let line (plan: MemoryPlan) : string =
        let training, inference = Summary.sizeText plan.TrainingPeak, Summary.sizeText plan.InferencePeak
        $" Memory (batch size {plan.BatchSize}): {training} for training, {inference} for inference"

    /// The same, and what it is for, in lines.
    let text (plan: MemoryPlan) : string =
        let line indent what bytes = $"{indent}{what}: {Summary.sizeText bytes}"
        String.Join(
            "\n",
            [
                line " " $"Training memory (batch size {plan.BatchSize})" plan.TrainingPeak
                line " " $"Inference memory (batch size {plan.BatchSize})" plan.InferencePeak
                line "   " "Weights" plan.Weights
                line "   " "Optimizer" plan.Optimizer
                line "   " "Gradients" plan.Gradients
                line "   " "Batch" plan.Batch
                line "   " "Activations" plan.Activations
                line "   " "Activations of inference" plan.InferenceActivations
                line "   " "Runtime" plan.Runtime
            ]
        )
