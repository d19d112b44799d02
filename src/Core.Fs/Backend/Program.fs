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

/// What a program does after its last instruction.
[<RequireQualifiedAccess>]
type internal Effect =
    /// The weight in a slot takes the value of another slot.
    | Assign of weight: int * value: int
    /// The weight in a slot grows by the value of another slot.
    | Increase of weight: int * value: int
    | Call of name: string * (Tensor[] -> unit) * args: int[]

/// A graph in the form that runs: calls over slots. It is bound to a device and holds no weights: each run is handed them.
/// Runs unchanged on the CPU, CUDA and <c>meta</c>.
[<Sealed>]
type Program
    internal
    (
        device: torch.Device,
        context: RunContext,
        slotCount: int,
        inputs: (string * Shape * DType)[],
        weights: (string * Shape * DType)[],
        constants: (int * Tensor)[],
        bodies: IDisposable list,
        instructions: Instruction[],
        gradientEnd: int,
        differentiated: int[],
        effects: Effect[],
        guarded: int[],
        outputs: int[]
    ) =

    // Slots: inputs, then weights, then everything else.
    let owned = inputs.Length + weights.Length
    let constantSlots = HashSet<int>(constants |> Seq.map fst)

    /// Name, shape and dtype of what each run is given, in order.
    member _.Inputs = inputs
    /// Path, shape and dtype of the weights that a run reads or changes, in order.
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
        let slots: Tensor[] = Array.zeroCreate slotCount
        Array.blit inputTensors 0 slots 0 inputs.Length
        Array.blit weightTensors 0 slots inputs.Length weights.Length
        for slot, constant in constants do
            slots[slot] <- constant
        let copies: Tensor[] = if guarded.Length = 0 then Array.Empty() else Array.zeroCreate guarded.Length
        let mutable finished = false
        try
            if ambient then
                this.Execute(slots, 0, instructions.Length)
            else
                if gradientEnd > 0 then
                    for slot in differentiated do
                        if not slots[slot].requires_grad then
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
                        slots[weight] |> Tensors.inPlace (fun tensor -> tensor.add_ (before value, Scalars.whole 1L))
                    | Effect.Call(_, call, args) -> call (args |> Array.map (fun slot -> slots[slot]))
            let results =
                outputs
                |> Array.mapi (fun i slot ->
                    let copy = Array.IndexOf(guarded, slot)
                    if copy >= 0 then
                        copies[copy].alias()
                    elif slot < owned || constantSlots.Contains slot || Array.IndexOf(outputs, slot) < i then
                        slots[slot].alias()
                    else
                        slots[slot])
            finished <- true
            results
        finally
            for copy in copies do
                if not (isNull copy) then
                    copy.Dispose()
            for slot in owned .. slotCount - 1 do
                if not (isNull slots[slot]) && not (constantSlots.Contains slot) then
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
            elif slot < owned then
                let path, _, _ = weights[slot - inputs.Length]
                path
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
            for _, constant in constants do
                constant.Dispose()
            for body in bodies do
                body.Dispose()

[<RequireQualifiedAccess>]
module Program =

    let private isAutograd (node: Node) = (Traits.find node.Op).Source = Source.Watched

    // A script costs about as much as three calls.
    let private worthwhile = 4

    // libtorch takes longer for a line the more there are in a script: at this length 0.3 ms, at twenty times as many 0.8. A divisor
    // of many numbers, so that the parts of a graph that repeats itself are often the same text.
    let private longest = 720

    /// No run of operations is as long as that: recurrences alone are scripts.
    [<Literal>]
    let private Loops = Int32.MaxValue

    /// What runs as one call: a node, or the nodes of a script.
    let private calls (shortest: int option) (ordered: Node list) : Node list list =
        match shortest with
        | None
        | Some Loops -> ordered |> List.map List.singleton
        | Some shortest ->
            // What scripts cannot do and needs nothing of them comes first, so that they are not cut there.
            let computed = HashSet<Node>(ordered, HashIdentity.Reference)
            let early = HashSet<Node>(HashIdentity.Reference)
            let isThere (arg: Expr) = early.Contains arg.Node || not (computed.Contains arg.Node)
            for node in ordered do
                if not (Script.has node) && List.forall isThere node.Args then
                    early.Add node |> ignore
            let joined =
                (ordered |> List.filter (early.Contains >> not), [])
                ||> List.foldBack (fun node calls ->
                    match calls with
                    | (next :: _ as run) :: others when Script.has node && Script.has next -> (node :: run) :: others
                    | _ -> [ node ] :: calls)
            let short (run: Node list) =
                if run.Length >= shortest && Script.has run.Head then
                    List.chunkBySize longest run
                else
                    List.map List.singleton run
            (ordered |> List.filter early.Contains |> List.map List.singleton) @ List.collect short joined

    /// Graph → program. <c>inputs</c> are the placeholders in the order in which a run is given their tensors. Runs
    /// of operations that are as long as <c>shortest</c> are one script, if it is given.
    let rec private lowerIn
        (isWatched: bool)
        (shortest: int option)
        (device: torch.Device)
        (context: RunContext)
        (inputs: Expr list)
        (updates: Update list)
        (outputs: Expr list)
        : Program =
        let updateArgs: Expr list = updates |> List.collect _.Args
        let nodes = Graph.nodes (outputs @ updateArgs)
        let slots = Dictionary<struct (Node * int), int>(HashIdentity.Structural)
        let slotOf (expr: Expr) = slots[struct (expr.Node, expr.Index)]
        let weightSlots = Dictionary<string, int>()
        let weights = ResizeArray<string * Shape * DType>()
        let mutable next = inputs.Length
        for i, input in List.indexed inputs do
            slots[struct (input.Node, input.Index)] <- i
        let declareWeight path shape dtype =
            match weightSlots.TryGetValue path with
            | true, slot -> slot
            | _ ->
                weights.Add(path, shape, dtype)
                weightSlots[path] <- next
                next <- next + 1
                next - 1
        for node in nodes do
            match node.Op with
            | Op.Weight(path, shape, dtype) -> slots[struct (node, 0)] <- declareWeight path shape dtype
            | Op.Input(name, _, _) when not (slots.ContainsKey(struct (node, 0))) ->
                invalidArg "inputs" $"the graph reads input '{name}', which is not among the program's inputs"
            | _ -> ()
        let assignedPaths =
            updates
            |> List.choose (function
                | Update.Assign(path, value) ->
                    declareWeight path value.Shape value.DType |> ignore
                    Some path
                | Update.Increase _
                | Update.InPlace _ -> None)
        let constants = ResizeArray<int * Tensor>()
        let bodies = ResizeArray<IDisposable>()
        let tracks = nodes |> List.exists isAutograd
        let compileBody (body: Body) =
            let graph = body :?> Graph
            let shortest = if shortest = Some Loops then Some worthwhile else shortest
            let shortest = if tracks then None else shortest
            let program = lowerIn (isWatched || tracks) shortest device context graph.Inputs [] graph.Outputs
            bodies.Add program
            fun args -> program.Run(args, Array.empty, true)
        let isLeaf (node: Node) = (Traits.find node.Op).IsLeaf || slots.ContainsKey(struct (node, 0))
        // What the loss needs comes first, with gradients tracked; the rest follows without.
        let autograds = nodes |> List.filter isAutograd
        let tracked =
            HashSet<Node>(Graph.nodes (autograds |> List.map (fun node -> node.Args.Head)), HashIdentity.Reference)
        let computed = nodes |> List.filter (isLeaf >> not)
        let ordered =
            List.filter tracked.Contains computed @ List.filter (fun node -> not (tracked.Contains node)) computed
        for node in nodes do
            match node.Op with
            | Op.Scalar(value, dtype) ->
                slots[struct (node, 0)] <- next
                constants.Add(
                    next,
                    torch.full (Array.empty<int64>, Scalars.ofDType dtype value, Tensors.scalarType dtype, device)
                )
                next <- next + 1
            | Op.Constant array ->
                slots[struct (node, 0)] <- next
                constants.Add(next, Tensors.ofHost device array)
                next <- next + 1
            | _ -> ()
        let firstTemporary = next
        for node in ordered do
            for index in 0 .. node.Types.Length - 1 do
                slots[struct (node, index)] <- next
                next <- next + 1
        let outputSlots = outputs |> List.map slotOf |> Array.ofList
        let effects =
            updates
            |> List.map (fun update ->
                match update with
                | Update.Assign(path, value) -> Effect.Assign(weightSlots[path], slotOf value)
                | Update.Increase(weight, value) -> Effect.Increase(slotOf weight, slotOf value)
                | Update.InPlace call ->
                    let given = List.distinct call.Args
                    let script = Script.compile { Script.nothing with Given = given; Updates = [ update ] }
                    let args = given @ List.concat call.Changed |> List.map slotOf |> Array.ofList
                    Effect.Call(call.Name, script >> ignore, args))
        let changed = HashSet<int>()
        for effect in effects do
            match effect with
            | Effect.Assign(weight, _)
            | Effect.Increase(weight, _) -> changed.Add weight |> ignore
            | Effect.Call(_, _, args) -> args |> Seq.filter (fun slot -> slot < firstTemporary) |> changed.UnionWith
        // Nodes whose values may lie in the memory of a weight that an update changes.
        let inChanged = HashSet<Node>(HashIdentity.Reference)
        for node in nodes do
            let lies =
                match node.Op with
                | Op.Weight _ -> changed.Contains(slots[struct (node, 0)])
                | op -> (Traits.find op).MayShare && node.Args |> List.exists (fun arg -> inChanged.Contains arg.Node)
            if lies then
                inChanged.Add node |> ignore
        let assigned =
            updates
            |> List.choose (function
                | Update.Assign(_, value)
                | Update.Increase(_, value) -> Some value
                | Update.InPlace _ -> None)
        let guardedOf (exprs: Expr list) =
            exprs |> List.filter (fun expr -> inChanged.Contains expr.Node) |> List.distinct
        let calls = calls (if tracks then None else shortest) ordered
        // The last script makes the updates too, if what is handed back does not lie where they write.
        let last = calls.Length - 1
        let absorbs =
            match List.tryLast calls with
            | Some call ->
                call.Length > 1
                && not updates.IsEmpty
                && updates |> List.sumBy (fun update -> (Update.reads update).Length) <= longest
                && List.isEmpty (guardedOf outputs)
            | None -> false
        let guarded = if absorbs then [] else guardedOf (outputs @ assigned) |> List.map slotOf |> List.distinct
        let kept =
            HashSet<int>(
                if absorbs then outputSlots :> int seq else Seq.append outputSlots (updateArgs |> Seq.map slotOf)
            )
        let readers = HashSet<Expr>(if absorbs then outputs else outputs @ updateArgs)
        let readAfter = Dictionary<Expr, int>()
        calls
        |> List.iteri (fun i call ->
            for node in call do
                for arg in node.Args do
                    readAfter[arg] <- i)
        if absorbs then
            for arg in updateArgs do
                readAfter[arg] <- last
        // Autograd keeps values that it needs backwards.
        let overwrites =
            if isWatched || tracks then
                HashSet<Node>(HashIdentity.Reference)
            else
                let found = InPlace.nodes (outputs @ updateArgs)
                found.RemoveWhere(fun node -> slotOf node.Args.Head < firstTemporary) |> ignore
                found
        /// The script of some nodes, the slots that it is given and the slots of what others read.
        let script i (call: Node list) =
            let inside = HashSet<Node>(call, HashIdentity.Reference)
            let updates, assignedPaths = if absorbs && i = last then updates, assignedPaths else [], []
            let parts: Script.Parts = {
                Nodes = call
                // What was given is the program's to free.
                Overwrites = fun node -> overwrites.Contains node && inside.Contains node.Args.Head.Node
                Given =
                    (call |> List.collect _.Args) @ (updates |> List.collect Update.reads)
                    |> List.filter (fun arg -> not (inside.Contains arg.Node))
                    |> List.distinct
                Assigned = assignedPaths
                Wanted = [
                    for node in call do
                        for index in 0 .. node.Types.Length - 1 do
                            let result = { Node = node; Index = index }
                            if readers.Contains result || readAfter.GetValueOrDefault(result, -1) > i then
                                result
                ]
                Guarded = if updates.IsEmpty then [] else guardedOf assigned
                Updates = updates
            }
            let given =
                List.map slotOf parts.Given
                @ (assignedPaths |> List.map (fun path -> weightSlots[path]))
                @ (updates |> List.collect Update.lists |> List.concat |> List.map slotOf)
            parts, given, List.map slotOf parts.Wanted
        let instruction i (call: Node list) =
            match call with
            | [ node ] when shortest <> Some 1 || tracks || not (Script.has node) ->
                let ofItsOwn () =
                    let kernel =
                        Kernels.lower context compileBody device (autograds.Length > 1) node
                        |> Kernels.onDevice device node
                    match node.Op with
                    | Op.Scan scan when shortest.IsSome && not tracks && LoopScript.has scan ->
                        LoopScript.lower scan kernel
                    | _ -> kernel
                let kernel, inPlace =
                    match InPlace.kernel node.Op with
                    | Some change when overwrites.Contains node -> Kernel.One change, true
                    | _ -> ofItsOwn (), false
                let results = Graph.results node |> List.map slotOf
                node, kernel, node.Args |> List.map slotOf, results, inPlace, NativeFailure.ofOperation node
            | _ ->
                let parts, given, wanted = script i call
                let updates = if parts.Updates.IsEmpty then "" else $" and {parts.Updates.Length} updates"
                let node = {
                    List.last call with
                        Op =
                            Op.Custom {
                                Name = $"script of {call.Length} operations{updates}"
                                Infer = List.head
                                Compute = Array.head
                            }
                }
                let kernel = Kernels.lower context compileBody device false
                let explain (args: Tensor[]) = NativeFailure.ofScript kernel call (Seq.zip parts.Given args)
                node, Kernel.Many(Script.compile parts), given, wanted, false, explain
        // Going backwards, the first instruction that mentions a slot is its last use.
        let seen = HashSet<int>()
        let instructions =
            calls
            |> List.mapi instruction
            |> List.rev
            |> List.map (fun (node, kernel, args, results, inPlace, explain) ->
                let args, results = Array.ofList args, Array.ofList results
                let dies =
                    Array.append args results
                    |> Array.distinct
                    |> Array.filter (fun slot -> slot >= firstTemporary && not (kept.Contains slot) && seen.Add slot)
                    |> Array.filter (fun slot -> not inPlace || slot <> args[0])
                {
                    Node = node
                    Kernel = kernel
                    Args = args
                    Results = results
                    Dies = dies
                    InPlace = inPlace
                    Explain = explain
                })
            |> List.rev
            |> Array.ofList
        let differentiated = [|
            for node in autograds do
                for weight in node.Args.Tail do
                    slotOf weight
        |]
        new Program(
            device,
            context,
            next,
            [|
                for input in inputs do
                    match input.Op with
                    | Op.Input(name, shape, dtype) -> name, shape, dtype
                    | _ -> "", input.Shape, input.DType
            |],
            weights.ToArray(),
            constants.ToArray(),
            List.ofSeq bodies,
            instructions,
            (ordered |> List.filter tracked.Contains |> List.length),
            differentiated,
            (if absorbs then [||] else Array.ofList effects),
            Array.ofList guarded,
            outputSlots
        )

    /// As above, for a program that stands alone.
    let internal lower shortest device context inputs updates outputs =
        lowerIn false shortest device context inputs updates outputs

    /// Graph → program of one call an operation. <c>inputs</c> are the placeholders in the order in which a run is given their tensors.
    let compile device context inputs updates outputs = lower None device context inputs updates outputs

    /// The same with runs of operations as scripts: one native call each. There are none on <c>meta</c>, where some operations
    /// are only told by their shape rules, nor in a graph that is left to autograd.
    let compileScripted (device: torch.Device) context inputs updates outputs =
        let shortest = if device.``type`` = DeviceType.META then None else Some worthwhile
        lower shortest device context inputs updates outputs

    /// The same with recurrences alone as scripts: one native call for all steps.
    let compileLoops (device: torch.Device) context inputs updates outputs =
        let shortest = if device.``type`` = DeviceType.META then None else Some Loops
        lower shortest device context inputs updates outputs

    // From here on a step gains more than a tenth; starting costs a tenth of a second.
    let private many = 20

    let private isConvolution (node: Node) = (Traits.find node.Op).Work.IsConvolution

    /// Scripts or none, or, if nothing is said, scripts for recurrences, and for all of a graph with many operations whose calls
    /// weigh something: beside convolutions they do not.
    let compileChoosing (scripts: bool option) device context inputs (updates: Update list) outputs =
        let nodes = Graph.nodes (outputs @ (updates |> List.collect _.Args))
        let pays () = not (List.exists isConvolution nodes) && List.length (List.filter Script.has nodes) >= many
        let compile =
            if scripts = Some false then compile
            elif scripts = Some true || pays () then compileScripted
            else compileLoops
        compile device context inputs updates outputs
