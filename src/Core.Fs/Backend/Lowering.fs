namespace Functional

open System.Collections.Generic
open TorchSharp

/// Which operations are joined to one native call, a script.
[<RequireQualifiedAccess>]
type internal Scripting =
    /// None: each is a call of its own.
    | None
    /// All steps of a recurrence.
    | Loops
    /// The same, and runs of operations that are at least as long.
    | Runs of shortest: int

/// A graph that is to become a program.
type internal Request = {
    Scripting: Scripting
    /// Whether autograd follows it from outside, as it does the body of a recurrence.
    IsWatched: bool
    Inputs: Expr list
    Updates: Update list
    Outputs: Expr list
} with

    /// What must be computed.
    member this.Needed: Expr list = this.Outputs @ (this.Updates |> List.collect _.Args)

/// What a program does after its last instruction.
[<RequireQualifiedAccess>]
type internal Effect =
    /// The weight in a slot takes the value of another slot.
    | Assign of weight: int * value: int
    /// The weight in a slot grows by the value of another slot.
    | Increase of weight: int * value: int
    | Call of name: string * (Tensor[] -> unit) * args: int[]

/// The first stage: where each value lies. Inputs come first, then weights, then constants, then what is computed, in its order.
type internal Slots = {
    Inputs: (string * Shape * DType)[]
    Weights: (Key * Shape * DType)[]
    /// Operations whose value is known.
    Constants: Op list
    /// What the loss needs, which autograd follows, comes first.
    Computed: Node list
    /// How many of those it follows.
    Followed: int
    Autograds: Node list
    Of: Expr -> int
    OfWeight: Key -> int
    Count: int
} with

    member this.FirstConstant = this.Inputs.Length + this.Weights.Length
    /// From here on slots are the program's to free.
    member this.FirstTemporary = this.FirstConstant + this.Constants.Length

/// The second stage: a call before it has a kernel.
type internal NativeCall = {
    Nodes: Node list
    /// What it is made of, if it is a script.
    Script: Script.Parts option
    Args: int[]
    Results: int[]
    /// Whether the result is the first argument's tensor, changed.
    InPlace: bool
}

/// The calls of a graph, and what follows them.
type internal Plan = {
    /// None where autograd follows the graph.
    Scripting: Scripting
    Calls: NativeCall[]
    Effects: Effect[]
    /// Slots whose values are copied before updates change the memory they lie in.
    Guarded: int[]
    /// Slots that are read after the last call.
    Kept: HashSet<int>
}

/// From a graph to the calls of a program and the slots that each frees, in stages.
[<RequireQualifiedAccess>]
module internal Lowering =

    let private isAutograd (node: Node) = (Traits.find node.Op).Source = Source.Watched

    /// Slots for all that a graph needs. Raises <c>ArgumentException</c> for an input that is not among those given.
    let slots (request: Request) : Slots =
        let nodes = Graph.nodes request.Needed
        let places = Dictionary<Expr, int>()
        let first node = { Node = node; Index = 0 }
        request.Inputs |> List.iteri (fun i input -> places[input] <- i)
        let weights = List<Key * Shape * DType>()
        let ofWeights = Dictionary<Key, int>()
        let declare key shape dtype =
            match ofWeights.TryGetValue key with
            | true, slot -> slot
            | _ ->
                let slot = request.Inputs.Length + weights.Count
                weights.Add(key, shape, dtype)
                ofWeights[key] <- slot
                slot
        for node in nodes do
            match node.Op with
            | Op.Weight(key, shape, dtype) -> places[first node] <- declare key shape dtype
            | Op.Input(name, _, _) when not (places.ContainsKey(first node)) ->
                invalidArg "inputs" $"the graph reads input '{name}', which is not among the program's inputs"
            | _ -> ()
        for update in request.Updates do
            match update with
            | Update.Assign(key, value) -> declare key value.Shape value.DType |> ignore
            | Update.Increase _
            | Update.InPlace _ -> ()
        let constants = nodes |> List.filter (fun node -> (Traits.find node.Op).Source = Source.Fixed)
        let firstConstant = request.Inputs.Length + weights.Count
        constants |> List.iteri (fun i node -> places[first node] <- firstConstant + i)
        let autograds = nodes |> List.filter isAutograd
        let followed =
            HashSet<Node>(Graph.nodes (autograds |> List.map (fun node -> node.Args.Head)), HashIdentity.Reference)
        let before, after =
            nodes |> List.filter (fun node -> not (places.ContainsKey(first node))) |> List.partition followed.Contains
        let results = before @ after |> List.collect Graph.results
        results |> List.iteri (fun i result -> places[result] <- firstConstant + constants.Length + i)
        {
            Inputs = [|
                for input in request.Inputs do
                    match input.Op with
                    | Op.Input(name, shape, dtype) -> name, shape, dtype
                    | _ -> "", input.Shape, input.DType
            |]
            Weights = weights.ToArray()
            Constants = constants |> List.map _.Op
            Computed = before @ after
            Followed = before.Length
            Autograds = autograds
            Of = fun expr -> places[expr]
            OfWeight = fun key -> ofWeights[key]
            Count = firstConstant + constants.Length + results.Length
        }

    // libtorch takes longer for a line the more there are in a script: at this length 0.3 ms, at twenty times as many 0.8. A divisor
    // of many numbers, so that the parts of a graph that repeats itself are often the same text.
    let private longest = 720

    /// What runs as one call: a node, or the nodes of a script.
    let groups (scripting: Scripting) (computed: Node list) : Node list list =
        match scripting with
        | Scripting.None
        | Scripting.Loops -> computed |> List.map List.singleton
        | Scripting.Runs shortest ->
            // What scripts cannot do and needs nothing of them comes first, so that they are not cut there.
            let all = HashSet<Node>(computed, HashIdentity.Reference)
            let early = HashSet<Node>(HashIdentity.Reference)
            let isThere (arg: Expr) = early.Contains arg.Node || not (all.Contains arg.Node)
            for node in computed do
                if not (ScriptForm.has node) && List.forall isThere node.Args then
                    early.Add node |> ignore
            let joined =
                (computed |> List.filter (early.Contains >> not), [])
                ||> List.foldBack (fun node calls ->
                    match calls with
                    | (next :: _ as run) :: others when ScriptForm.has node && ScriptForm.has next ->
                        (node :: run) :: others
                    | _ -> [ node ] :: calls)
            let short (run: Node list) =
                if run.Length >= shortest && ScriptForm.has run.Head then
                    List.chunkBySize longest run
                else
                    List.map List.singleton run
            (computed |> List.filter early.Contains |> List.map List.singleton) @ List.collect short joined

    let private effectOf (slots: Slots) (update: Update) =
        match update with
        | Update.Assign(key, value) -> Effect.Assign(slots.OfWeight key, slots.Of value)
        | Update.Increase(weight, value) -> Effect.Increase(slots.Of weight, slots.Of value)
        | Update.InPlace call ->
            let given = List.distinct call.Args
            let script = Script.compile { Script.nothing with Given = given; Updates = [ update ] }
            let args = given @ List.concat call.Changed |> List.map slots.Of |> Array.ofList
            Effect.Call(call.Name, script >> ignore, args)

    /// Nodes whose values may lie in the memory of a weight that an update changes.
    let private inChanged (slots: Slots) (effects: Effect list) (nodes: Node list) : HashSet<Node> =
        let changed = HashSet<int>()
        for effect in effects do
            match effect with
            | Effect.Assign(weight, _)
            | Effect.Increase(weight, _) -> changed.Add weight |> ignore
            | Effect.Call(_, _, args) ->
                args |> Seq.filter (fun slot -> slot < slots.FirstTemporary) |> changed.UnionWith
        let found = HashSet<Node>(HashIdentity.Reference)
        for node in nodes do
            let traits = Traits.find node.Op
            let lies =
                match traits.Source with
                | Source.Stored -> changed.Contains(slots.Of { Node = node; Index = 0 })
                | _ -> traits.MayShare && node.Args |> List.exists (fun arg -> found.Contains arg.Node)
            if lies then
                found.Add node |> ignore
        found

    /// The script of some nodes and updates. <c>isRead</c> tells of a result whether it is read behind the script.
    let private script
        (overwrites: Node -> bool)
        isRead
        guarded
        (updates: Update list)
        (nodes: Node list)
        : Script.Parts =
        let inside = HashSet<Node>(nodes, HashIdentity.Reference)
        {
            Nodes = nodes
            // What was given is the program's to free.
            Overwrites = fun node -> overwrites node && inside.Contains node.Args.Head.Node
            Given =
                (nodes |> List.collect _.Args) @ (updates |> List.collect Update.reads)
                |> List.filter (fun arg -> not (inside.Contains arg.Node))
                |> List.distinct
            Assigned =
                updates
                |> List.choose (function
                    | Update.Assign(key, _) -> Some key
                    | Update.Increase _
                    | Update.InPlace _ -> None)
            Wanted = nodes |> List.collect Graph.results |> List.filter isRead
            Guarded = guarded
            Updates = updates
        }

    /// The calls over slots, in order.
    let plan (request: Request) (slots: Slots) : Plan =
        let isFollowed = not slots.Autograds.IsEmpty
        let scripting = if isFollowed then Scripting.None else request.Scripting
        let groups = groups scripting slots.Computed
        let effects = request.Updates |> List.map (effectOf slots)
        let inChanged = inChanged slots effects (Graph.nodes request.Needed)
        let guardedOf (exprs: Expr list) =
            exprs |> List.filter (fun expr -> inChanged.Contains expr.Node) |> List.distinct
        let assigned =
            request.Updates
            |> List.choose (function
                | Update.Assign(_, value)
                | Update.Increase(_, value) -> Some value
                | Update.InPlace _ -> None)
        // The last script makes the updates too, if what is handed back does not lie where they write.
        let absorbs =
            match List.tryLast groups with
            | Some nodes ->
                nodes.Length > 1
                && not request.Updates.IsEmpty
                && request.Updates |> List.sumBy (fun update -> (Update.reads update).Length) <= longest
                && List.isEmpty (guardedOf request.Outputs)
            | None -> false
        let last = groups.Length - 1
        let readAtEnd = HashSet<Expr>(if absorbs then request.Outputs else request.Needed)
        let readAfter = Dictionary<Expr, int>()
        groups
        |> List.iteri (fun i nodes ->
            for node in nodes do
                for arg in node.Args do
                    readAfter[arg] <- i)
        if absorbs then
            for update in request.Updates do
                for arg in update.Args do
                    readAfter[arg] <- last
        // Autograd keeps values that it needs backwards.
        let overwrites =
            if request.IsWatched || isFollowed then
                HashSet<Node>(HashIdentity.Reference)
            else
                let found = InPlace.nodes request.Needed
                found.RemoveWhere(fun node -> slots.Of node.Args.Head < slots.FirstTemporary) |> ignore
                found
        let call i (nodes: Node list) =
            match nodes with
            | [ node ] when scripting <> Scripting.Runs 1 || not (ScriptForm.has node) -> {
                Nodes = nodes
                Script = None
                Args = node.Args |> List.map slots.Of |> Array.ofList
                Results = Graph.results node |> List.map slots.Of |> Array.ofList
                InPlace = overwrites.Contains node && (InPlace.kernel node.Op).IsSome
              }
            | _ ->
                let isRead result = readAtEnd.Contains result || readAfter.GetValueOrDefault(result, -1) > i
                let updates = if absorbs && i = last then request.Updates else []
                let guarded = if updates.IsEmpty then [] else guardedOf assigned
                let parts = script overwrites.Contains isRead guarded updates nodes
                let lists = updates |> List.collect Update.lists |> List.concat
                {
                    Nodes = nodes
                    Script = Some parts
                    Args = [|
                        for expr in parts.Given -> slots.Of expr
                        for key in parts.Assigned -> slots.OfWeight key
                        for expr in lists -> slots.Of expr
                    |]
                    Results = parts.Wanted |> List.map slots.Of |> Array.ofList
                    InPlace = false
                }
        {
            Scripting = scripting
            Calls = groups |> List.mapi call |> Array.ofList
            Effects = if absorbs then [||] else Array.ofList effects
            Guarded =
                if absorbs then
                    [||]
                else
                    guardedOf (request.Outputs @ assigned) |> List.map slots.Of |> List.distinct |> Array.ofList
            Kept = HashSet<int>(readAtEnd |> Seq.map slots.Of)
        }

    /// The third stage: for each call the slots that are freed after it, since nothing later mentions them. A slot that is written
    /// over goes on as the result.
    let deaths (slots: Slots) (plan: Plan) : int[][] =
        let seen = HashSet<int>(plan.Kept)
        // Going backwards, the first call that mentions a slot is its last use.
        Array.foldBack
            (fun (call: NativeCall) later ->
                let dies =
                    Array.append call.Args call.Results
                    |> Array.filter (fun slot -> slot >= slots.FirstTemporary && seen.Add slot)
                    |> Array.filter (fun slot -> not call.InPlace || slot <> call.Args[0])
                dies :: later)
            plan.Calls
            []
        |> Array.ofList
