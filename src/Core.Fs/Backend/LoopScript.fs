namespace Functional

open System.Collections.Generic
open TorchSharp

/// A recurrence as one TorchScript function: all steps in one native call. Outputs are written where they stay, time first in memory,
/// so that a step of them is dense.
[<RequireQualifiedAccess>]
module internal LoopScript =

    /// The argument by which an operation takes the tensor to write its result to.
    let private target (node: Node) =
        match node.Op with
        | _ when not (snd node.Types[0]).IsFloat -> None
        | Op.Unary(Unary.Neg | Unary.Abs | Unary.Sqrt | Unary.Rsqrt | Unary.Exp | Unary.Log | Unary.Sin | Unary.Cos | Unary.Tanh | Unary.Sigmoid | Unary.Erf)
        | Op.Binary(Binary.Add | Binary.Sub | Binary.Mul | Binary.Div)
        | Op.Concat _ -> Some "out"
        | Op.MatMul
        | Op.Linear when node.Args |> List.truncate 2 |> List.forall (fun arg -> arg.Rank = 2) -> Some "out"
        | Op.Backward(Backward.Tanh | Backward.Sigmoid) -> Some "grad_input"
        | _ -> None

    let private isLeaf (node: Node) =
        match { Node = node; Index = 0 } with
        | Pattern.Number _ -> true
        | expr -> (Traits.find expr.Op).Source = Source.Given

    // libtorch goes through a script by recursion: ten thousand lines are too many for a stack of one megabyte.
    let private longest = 1_000

    /// Whether all of a step can stand in a script.
    let has (scan: Scan) : bool =
        let nodes = Graph.nodes (scan.Body :?> Graph).Outputs
        nodes.Length <= longest && nodes |> List.forall (fun node -> isLeaf node || ScriptForm.has node)

    /// What holds an output.
    [<RequireQualifiedAccess>]
    type private Holder =
        /// A tensor with a place for each step.
        | Own
        /// The states of all steps and the one after the last; the output is the state before a step, or after it.
        | States of state: int * after: bool

    let source (scan: Scan) : string =
        let body = scan.Body :?> Graph
        let outputCount = body.Outputs.Length - scan.States
        let outputs, nextStates = List.splitAt outputCount body.Outputs
        let stateIns = body.Inputs |> List.skip scan.Sequences |> List.take scan.States
        let computed = Graph.nodes body.Outputs |> List.filter (isLeaf >> not)
        let canWrite (expr: Expr) = expr.Node.Types.Length = 1 && not (isLeaf expr.Node) && (target expr.Node).IsSome
        // Where an operation writes: the name of the place.
        let places = Dictionary<Node, string>(HashIdentity.Reference)
        let held = [
            for k in 0 .. scan.States - 1 do
                let next = nextStates[k]
                if
                    List.contains stateIns[k] outputs
                    && canWrite next
                    && next.DType = stateIns[k].DType
                    && places.TryAdd(next.Node, $"m{k}[to]")
                then
                    k
        ]
        let holders = [
            for j, output in List.indexed outputs do
                match held |> List.tryFind (fun k -> output.Equals stateIns[k]) with
                | Some k -> Holder.States(k, false)
                | None ->
                    match held |> List.tryFind (fun k -> output.Equals nextStates[k]) with
                    | Some k -> Holder.States(k, true)
                    | None ->
                        if canWrite output then
                            places.TryAdd(output.Node, $"o{j}[at]") |> ignore
                        Holder.Own
        ]
        let own = [
            for j, holder in List.indexed holders do
                if holder = Holder.Own then
                    j
        ]
        let lines = List<string>()
        let line depth text = lines.Add(String.replicate (4 * depth) " " + text)
        let shared = Dictionary<Expr, string>()
        for i in 0 .. scan.Sequences - 1 do
            line 1 $"q{i} = args[{i}].unbind(1)"
        for k in 0 .. scan.States - 1 do
            line 1 $"s{k} = args[{scan.Sequences + k}]"
        body.Inputs
        |> List.iteri (fun i input ->
            if i < scan.Sequences then
                shared[input] <- $"x{i}"
            elif i < scan.Sequences + scan.States then
                shared[input] <- $"s{i - scan.Sequences}"
            else
                shared[input] <- $"c{i}"
                line 1 $"c{i} = args[{i}]")
        for node in Graph.nodes body.Outputs do
            match node.Op with
            | Op.Scalar(value, dtype) ->
                let expr = { Node = node; Index = 0 }
                shared[expr] <- $"n{shared.Count}"
                line
                    1
                    $"{shared[expr]} = torch.full([], {ScriptText.number value}, dtype={ScriptText.dtype dtype}, device=args[0].device)"
            | _ -> ()
        line 1 "steps = len(q0)"
        /// The operations of a step; the new states are in the table afterwards.
        let step depth prefix writes =
            let names = Dictionary<Expr, string>(shared)
            for i in 0 .. scan.Sequences - 1 do
                line depth $"x{i} = q{i}[t]"
            computed
            |> List.iteri (fun i node ->
                let args = node.Args |> List.map (fun arg -> names[arg])
                match ScriptForm.form node args $"{prefix}t{i}" with
                | Some(before, results) ->
                    List.iter (line depth) before
                    results
                    |> List.iteri (fun index result ->
                        let name = if results.Length = 1 then $"{prefix}{i}" else $"{prefix}{i}_{index}"
                        names[{ Node = node; Index = index }] <- name
                        let result =
                            match places.TryGetValue node, target node with
                            | (true, place), Some argument when writes ->
                                $"{result.Substring(0, result.Length - 1)}, {argument}={place})"
                            | _ -> result
                        line depth $"{name} = {result}")
                | None -> invalidArg (nameof scan) $"{Print.op node.Op} has no script form")
            names
        let copy depth (names: Dictionary<Expr, string>) writes =
            for j in own do
                let written =
                    match places.TryGetValue outputs[j].Node with
                    | true, place -> writes && place = $"o{j}[at]"
                    | _ -> false
                if not written then
                    line depth $"o{j}[at].copy_({names[outputs[j]]})"
        let advance depth (names: Dictionary<Expr, string>) =
            // All at once: a new state may be another old one.
            for k in 0 .. scan.States - 1 do
                line depth $"r{k} = {names[nextStates[k]]}"
            for k in 0 .. scan.States - 1 do
                line depth $"s{k} = r{k}"
        let reverse = scan.Recurrence.Reverse
        // Going backwards in place, a state lies before that of the step that came first.
        let falls = reverse && scan.InPlace
        let place depth =
            line depth (if reverse then "t = steps - 1 - i" else "t = i")
            line depth (if scan.InPlace then "at = t" else "at = i")
            if not held.IsEmpty then
                line depth (if falls then "to = t" else "to = i + 1")
        // The first step shows how large the results are.
        line 1 "i = 0"
        place 1
        let first = step 1 "f" false
        for k in 0 .. scan.States - 1 do
            line 1 $"assert s{k}.size() == {first[nextStates[k]]}.size(), \"a state must keep its sizes\""
        for k in held do
            line 1 $"h{k} = s{k}.new_empty([steps + 1] + s{k}.size())"
            line 1 $"m{k} = h{k}.unbind(0)"
            line 1 $"""m{k}[{if falls then "steps" else "0"}].copy_(s{k})"""
            line 1 $"m{k}[to].copy_({first[nextStates[k]]})"
        for j in own do
            let value = first[outputs[j]]
            line 1 $"b{j} = {value}.new_empty([steps] + {value}.size())"
            line 1 $"o{j} = b{j}.unbind(0)"
        copy 1 first false
        advance 1 first
        line 1 "for i in range(1, steps):"
        place 2
        let later = step 2 "v" true
        copy 2 later true
        advance 2 later
        let stacked =
            holders
            |> List.mapi (fun j holder ->
                match holder with
                | Holder.Own -> $"b{j}.transpose(0, 1)"
                | Holder.States(k, after) ->
                    let start = if after <> falls then 1 else 0
                    $"torch.slice(h{k}, 0, {start}, steps + {start}).transpose(0, 1)")
        let results = stacked @ List.init scan.States (fun k -> $"s{k}")
        line 1 $"return {ScriptText.list results}"
        let text = System.String.Join("\n", lines)
        $"def run(args: List[Tensor], one: float) -> List[Tensor]:\n{text}\n"

    /// The call of a recurrence by a script; of one without steps by its kernel.
    let lower (scan: Scan) (kernel: Kernel) : Kernel =
        let script = Script.ofSource (source scan)
        Kernel.Many(fun args ->
            match kernel with
            | Kernel.Many run when args[0].size 1 = 0L -> run args
            | _ -> script args)
