namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// One call: which slots go in, which come out, and which are freed after it because nothing later needs them.
type internal Instruction = {
    Node: Node
    Kernel: Kernel
    Args: int[]
    Results: int[]
    Dies: int[]
    /// Whether the result is the first argument's tensor, changed.
    InPlace: bool
    /// What is said when the call fails on those arguments.
    Explain: Tensor[] -> exn -> exn
}

/// A graph in the form that runs: calls over slots. It is bound to a device and holds no weights: each run is handed them.
/// Runs unchanged on the CPU, CUDA and <c>meta</c>.
[<Sealed>]
type Program
    internal
    (
        device: torch.Device,
        context: RunContext,
        places: Slots,
        plan: Plan,
        constants: Tensor[],
        bodies: IDisposable list,
        instructions: Instruction[],
        differentiated: int[],
        outputs: int[]
    ) =

    let inputs, weights = places.Inputs, places.Weights
    let firstConstant, firstTemporary = places.FirstConstant, places.FirstTemporary
    let gradientEnd = places.Followed
    let effects, guarded = plan.Effects, plan.Guarded

    /// Name, shape and dtype of what each run is given, in order.
    member _.Inputs = inputs
    /// Key, shape and dtype of the weights that a run reads or changes, in order.
    member _.Weights = weights
    member _.Device = device
    /// What random operations draw from.
    member _.Context = context

    // What it is made of, for those who follow a run without making it.
    member internal _.Instructions = instructions
    member internal _.GradientEnd = gradientEnd
    member internal _.Differentiated = differentiated
    member internal _.Effects = effects
    member internal _.Guarded = guarded

    member private _.Execute(slots: Tensor[], from: int, until: int) =
        let mutable at = from
        try
            while at < until do
                let instruction = instructions[at]
                let args = Array.zeroCreate instruction.Args.Length
                for i in 0 .. args.Length - 1 do
                    args[i] <- slots[instruction.Args[i]]
                match instruction.Kernel with
                | Kernel.One compute when instruction.InPlace ->
                    args[0] |> Tensors.inPlace (fun _ -> compute args)
                    slots[instruction.Args[0]] <- null
                    slots[instruction.Results[0]] <- args[0]
                | Kernel.One compute -> slots[instruction.Results[0]] <- compute args
                | Kernel.Many compute ->
                    let results = compute args
                    for i in 0 .. results.Length - 1 do
                        slots[instruction.Results[i]] <- results[i]
                for slot in instruction.Dies do
                    slots[slot].Dispose()
                    slots[slot] <- null
                at <- at + 1
        with
        | :? FunctionalException -> reraise ()
        | error ->
            let instruction = instructions[at]
            raise (instruction.Explain (instruction.Args |> Array.map (fun slot -> slots[slot])) error)

    /// Computes the outputs and carries out the updates. Inputs and weights stay the caller's (weights may be changed in place);
    /// the results are the caller's to dispose. With <c>ambient</c>, gradients are tracked as the surrounding code has it.
    member internal this.Run(inputTensors: Tensor[], weightTensors: Tensor[], ambient: bool) : Tensor[] =
        let slots: Tensor[] = Array.zeroCreate places.Count
        Array.blit inputTensors 0 slots 0 inputs.Length
        Array.blit weightTensors 0 slots inputs.Length weights.Length
        Array.blit constants 0 slots firstConstant constants.Length
        let copies: Tensor[] = if guarded.Length = 0 then Array.Empty() else Array.zeroCreate guarded.Length
        let mutable finished = false
        try
            if ambient then
                this.Execute(slots, 0, instructions.Length)
            else
                if gradientEnd > 0 then
                    for slot in differentiated do
                        if slot < firstTemporary && not slots[slot].requires_grad then
                            slots[slot].requires_grad_ true |> ignore
                    use _ = torch.enable_grad ()
                    this.Execute(slots, 0, gradientEnd)
                // Inference mode keeps no book of views and versions, but autograd must not have seen its tensors.
                use _ = if gradientEnd = 0 then torch.inference_mode true else torch.no_grad ()
                this.Execute(slots, gradientEnd, instructions.Length)
                // Values from before the step, for updates and outputs, where the memory they lie in is about to change.
                for i in 0 .. guarded.Length - 1 do
                    copies[i] <- slots[guarded[i]].clone()
                let before slot =
                    let copy = Array.IndexOf(guarded, slot)
                    if copy < 0 then slots[slot] else copies[copy]
                for effect in effects do
                    match effect with
                    | Effect.Assign(weight, value) -> slots[weight].copy_(before value) |> ignore
                    | Effect.Increase(weight, value) ->
                        slots[weight] |> Tensors.inPlace (fun tensor -> tensor.add_ (before value, Scalars.one))
                    | Effect.Call(_, call, args) -> call (args |> Array.map (fun slot -> slots[slot]))
            let results =
                outputs
                |> Array.mapi (fun i slot ->
                    let copy = Array.IndexOf(guarded, slot)
                    if copy >= 0 then copies[copy].alias()
                    elif slot < firstTemporary || Array.IndexOf(outputs, slot) < i then slots[slot].alias()
                    else slots[slot])
            finished <- true
            results
        finally
            for copy in copies do
                if not (isNull copy) then
                    copy.Dispose()
            for slot in firstTemporary .. places.Count - 1 do
                if not (isNull slots[slot]) then
                    let handedOut = finished && Array.IndexOf(outputs, slot) >= 0 && Array.IndexOf(guarded, slot) < 0
                    if not handedOut then
                        slots[slot].Dispose()

    /// Computes the outputs and carries out the updates. Inputs and weights stay the caller's (weights may be changed in place);
    /// the results are the caller's to dispose.
    member this.Run(inputTensors: Tensor[], weightTensors: Tensor[]) = this.Run(inputTensors, weightTensors, false)

    /// The instructions as text, with what each frees.
    override _.ToString() =
        let name slot =
            if slot < inputs.Length then
                let name, _, _ = inputs[slot]
                name
            elif slot < firstConstant then
                let key, _, _ = weights[slot - inputs.Length]
                string key
            else
                $"${slot}"
        let names slots = slots |> Array.map name |> String.concat ", "
        let lines = [
            for i, instruction in Array.indexed instructions do
                let frees = if instruction.Dies.Length = 0 then "" else $"   free {names instruction.Dies}"
                let place = if instruction.InPlace then $"   over {name instruction.Args[0]}" else ""
                let marker = if i = gradientEnd - 1 then "   (gradients tracked up to here)" else ""
                $"{names instruction.Results} = {Print.op instruction.Node.Op} ({names instruction.Args}){place}{frees}{marker}"
            for effect in effects do
                match effect with
                | Effect.Assign(weight, value) -> $"{name weight} <- {name value}"
                | Effect.Increase(weight, value) -> $"{name weight} += {name value}"
                | Effect.Call(call, _, args) -> $"{call} in place ({names args})"
            $"return {names outputs}"
        ]
        String.Join("\n", lines)

    interface IDisposable with
        member _.Dispose() =
            for constant in constants do
                constant.Dispose()
            for body in bodies do
                body.Dispose()

[<RequireQualifiedAccess>]
module Program =

    // A script costs about as much as three calls.
    let private worthwhile = 4

    /// The last stage: a call with its kernel. <c>lowerNode</c> gives the kernel of a node that is a call of its own.
    let private instruction
        (scripting: Scripting)
        (lowerNode: Node -> Kernel)
        (call: NativeCall)
        (dies: int[])
        : Instruction =
        let node, kernel, explain =
            match call.Script with
            | Some parts ->
                let updates = if parts.Updates.IsEmpty then "" else $" and {parts.Updates.Length} updates"
                let node = {
                    List.last call.Nodes with
                        Op =
                            Op.Custom {
                                Name = $"script of {call.Nodes.Length} operations{updates}"
                                Infer = List.head
                                Compute = Array.head
                            }
                }
                let explain (args: Tensor[]) = NativeFailure.ofScript lowerNode call.Nodes (Seq.zip parts.Given args)
                node, Kernel.Many(Script.compile parts), explain
            | None ->
                let node = call.Nodes.Head
                let kernel =
                    match InPlace.kernel node.Op, node.Op with
                    | Some change, _ when call.InPlace -> Kernel.One change
                    | _, Op.Scan scan when scripting <> Scripting.None && LoopScript.has scan ->
                        LoopScript.lower scan (lowerNode node)
                    | _ -> lowerNode node
                node, kernel, NativeFailure.ofOperation node
        {
            Node = node
            Kernel = kernel
            Args = call.Args
            Results = call.Results
            Dies = dies
            InPlace = call.InPlace
            Explain = explain
        }

    let rec private lowerRequest (device: torch.Device) (context: RunContext) (request: Request) : Program =
        let slots = Lowering.slots request
        let plan = Lowering.plan request slots
        let scripting = plan.Scripting
        let bodies = List<IDisposable>()
        let compileBody (body: Body) =
            let graph = body :?> Graph
            let program =
                lowerRequest device context {
                    Scripting = (if scripting = Scripting.Loops then Scripting.Runs worthwhile else scripting)
                    IsWatched = request.IsWatched || not slots.Autograds.IsEmpty
                    Inputs = graph.Inputs
                    Updates = []
                    Outputs = graph.Outputs
                }
            bodies.Add program
            fun args -> program.Run(args, Array.empty, true)
        let sources =
            HashSet<Node>(
                slots.Autograds |> List.collect (fun node -> node.Args.Tail |> List.map _.Node),
                HashIdentity.Reference
            )
        let lowerNode node =
            let kernel =
                Kernels.lower context compileBody device (slots.Autograds.Length > 1) node
                |> Kernels.onDevice device node
            match kernel with
            // What gradients are of begins a graph of its own.
            | Kernel.One compute when sources.Contains node ->
                Kernel.One(fun args -> (compute args).requires_grad_ true)
            | _ -> kernel
        let instructions = Array.map2 (instruction scripting lowerNode) plan.Calls (Lowering.deaths slots plan)
        let constant op =
            match op with
            | Op.Constant array -> Tensors.ofHost device array
            | Op.Scalar(value, dtype) ->
                (Scalars.ofDType dtype value)
                    .Call(fun number -> torch.full (Array.empty<int64>, number, Tensors.scalarType dtype, device))
            | _ -> invalidOp $"{Print.op op} is no constant"
        new Program(
            device,
            context,
            slots,
            plan,
            (slots.Constants |> List.map constant |> Array.ofList),
            List.ofSeq bodies,
            instructions,
            [|
                for node in slots.Autograds do
                    for weight in node.Args.Tail do
                        slots.Of weight
            |],
            (request.Outputs |> List.map slots.Of |> Array.ofList)
        )

    /// Graph → program. <c>inputs</c> are the placeholders in the order in which a run is given their tensors.
    let internal lower scripting device context inputs updates outputs =
        lowerRequest device context {
            Scripting = scripting
            IsWatched = false
            Inputs = inputs
            Updates = updates
            Outputs = outputs
        }

    /// Graph → program of one call an operation. <c>inputs</c> are the placeholders in the order in which a run is given their tensors.
    let compile device context inputs updates outputs = lower Scripting.None device context inputs updates outputs

    /// The same with runs of operations as scripts: one native call each. There are none on <c>meta</c>, where some operations
    /// are only told by their shape rules, nor in a graph that is left to autograd.
    let compileScripted (device: torch.Device) context inputs updates outputs =
        let scripting = if device.``type`` = DeviceType.META then Scripting.None else Scripting.Runs worthwhile
        lower scripting device context inputs updates outputs

    /// The same with recurrences alone as scripts: one native call for all steps.
    let compileLoops (device: torch.Device) context inputs updates outputs =
        let scripting = if device.``type`` = DeviceType.META then Scripting.None else Scripting.Loops
        lower scripting device context inputs updates outputs

    // From here on a step gains more than a tenth; starting costs a tenth of a second.
    let private many = 20

    let private isConvolution (node: Node) = (Traits.find node.Op).Work.IsConvolution

    /// Scripts or none, or, if nothing is said, scripts for recurrences, and for all of a graph with many operations whose calls
    /// weigh something: beside convolutions they do not.
    let compileChoosing (scripts: bool option) device context inputs (updates: Update list) outputs =
        let nodes = Graph.nodes (outputs @ (updates |> List.collect _.Args))
        let pays () = not (List.exists isConvolution nodes) && List.length (List.filter ScriptForm.has nodes) >= many
        let compile =
            if scripts = Some false then compile
            elif scripts = Some true || pays () then compileScripted
            else compileLoops
        compile device context inputs updates outputs
