namespace Functional

open System.Collections.Generic

/// What of a recurrence's step needs no state is computed before it, and what no state needs after it, for all steps at once: one
/// product over batch and time instead of one a step. Sums over the steps, such as the gradients of weights, become one product
/// or one sum after it.
[<RequireQualifiedAccess>]
module LoopHoisting =

    /// A recurrence as the pass sees it.
    type internal Loop = {
        Scan: Scan
        Body: Graph
        /// What it is given: sequences, first states, constants.
        Args: Expr list
    } with

        static member Of(scan: Scan, args: Expr list) = { Scan = scan; Body = scan.Body :?> Graph; Args = args }

        /// The number of steps.
        member this.Time = this.Args.Head.Shape[1]
        /// How many outputs a step has.
        member this.OutputCount = this.Body.Outputs.Length - this.Scan.States
        /// What a step gives.
        member this.Outputs = List.take this.OutputCount this.Body.Outputs
        /// Each state as a step gets it, and the new one.
        member this.States =
            let given = this.Body.Inputs |> List.skip this.Scan.Sequences |> List.take this.Scan.States
            List.zip given (List.skip this.OutputCount this.Body.Outputs)
        /// The first states.
        member this.FirstStates = this.Args |> List.skip this.Scan.Sequences |> List.take this.Scan.States

    /// What becomes of a state.
    type internal StateForm = {
        /// The state as a step gets it.
        Given: Expr
        /// The new state in the loop; nothing where the loop has no more need of it.
        Next: Expr option
        /// Terms that are added to it at every step, and now once, after the loop.
        Summed: Expr list
    }

    /// What is computed after a loop.
    type internal After = {
        /// What of a step the loop must hand out, each with the symbol that stands for it at all steps.
        HandedOut: (Expr * Expr) list
        /// The loop's outputs, over these symbols.
        Outputs: Expr list
        /// What is added to each state in the end.
        Sums: Expr option list
    }

    /// The loop that is left: inputs of its step with what each of them is given, and what a step hands out, then its new states.
    type internal Rest = {
        Sequences: (Expr * Expr) list
        States: (Expr * Expr) list
        Constants: (Expr * Expr) list
        Outputs: Expr list
    }

    let private isLeaf (expr: Expr) = (Traits.find expr.Op).Source = Source.Fixed

    let private takes work (node: Node) = (Traits.find node.Op).Work = work

    /// Before the loop: what no state goes into. Draws stay in it.
    let internal before (loop: Loop) : IReadOnlyDictionary<Expr, Lifted> =
        let varying = Graph.dependsOn (List.map fst loop.States) loop.Body.Outputs
        let before = Dictionary<Expr, Lifted>()
        List.zip loop.Body.Inputs loop.Args
        |> List.iteri (fun i (input, arg) ->
            if i < loop.Scan.Sequences then
                before[input] <- Lifted.Whole arg
            elif i >= loop.Scan.Sequences + loop.Scan.States then
                before[input] <- Lifted.Same arg)
        for inner in Graph.nodes loop.Body.Outputs do
            let result = { Node = inner; Index = 0 }
            if isLeaf result then
                before[result] <- Lifted.Same result
            elif
                not (before.ContainsKey result)
                && not (varying.Contains inner)
                && (Traits.find inner.Op).IsRepeatable
                && not inner.Args.IsEmpty
                && inner.Args |> List.forall before.ContainsKey
            then
                Lifting.lift loop.Time inner (inner.Args |> List.map (fun arg -> before[arg]))
                |> Option.iter (fun lifted -> before[result] <- lifted)
        before

    /// The terms of a sum that nothing else reads, from the first on.
    let private terms (uses: Dictionary<Expr, int>) (expr: Expr) : Expr list =
        let found = List<Expr>()
        let pending = Stack<Expr>([ expr ])
        while pending.Count > 0 do
            match pending.Pop() with
            | Pattern.Apply(Op.Binary Binary.Add, [ a; b ]) as sum when
                uses[sum] = 1 && a.Shape = sum.Shape && b.Shape = sum.Shape
                ->
                pending.Push b
                pending.Push a
            | term -> found.Add term
        List.ofSeq found

    /// States that nothing but their own sum reads grow after the loop by what has such a form.
    let internal stateForms (loop: Loop) (before: IReadOnlyDictionary<Expr, Lifted>) : StateForm list =
        let uses = Pattern.uses loop.Body.Outputs
        let isSame expr =
            match before.TryGetValue expr with
            | true, Lifted.Same _ -> true
            | _ -> false
        [
            for state, next in loop.States do
                let own, others = terms uses next |> List.partition (fun term -> term.Equals state)
                let summed, rest =
                    if own.Length = 1 && state.DType.IsFloat && uses[state] = 1 then
                        List.partition (Lifting.isSummable isSame) others
                    else
                        [], others
                {
                    Given = state
                    Next =
                        match summed, rest with
                        | [], _ -> Some next
                        | _, [] -> None
                        | _, rest -> Some(List.fold (+) state rest)
                    Summed = summed
                }
        ]

    /// A value of the step after the loop.
    type private Attempt = {
        /// The value at all steps, if it can be had.
        Value: Lifted option
        /// What the loop must hand out for it.
        Frontier: Expr list
        /// What is computed for it after the loop.
        Computed: Node list
    }

    /// The value over all steps: from what was computed before the loop, and else from as little as the new states (<c>core</c>) allow.
    let private attempt
        (loop: Loop)
        (before: IReadOnlyDictionary<Expr, Lifted>)
        (core: HashSet<Node>)
        (symbol: Expr -> Expr)
        (expr: Expr)
        : Attempt =
        // Outputs lie in the order in which steps are computed.
        let turned = loop.Scan.Recurrence.Reverse && not loop.Scan.InPlace
        let inOrder lifted =
            match lifted with
            | Lifted.Whole x when turned -> Lifted.Whole(Ops.flip [ 1 ] x)
            | other -> other
        let frontier = List<Expr>()
        let computed = List<Node>()
        let known = Dictionary<Expr, Lifted option>()
        let handOut (expr: Expr) =
            if expr.Rank = 0 then
                None
            else
                if not (frontier.Contains expr) then
                    frontier.Add expr
                Some(Lifted.Whole(symbol expr))
        let ofArgs (expr: Expr) =
            let args = expr.Node.Args |> List.map (fun arg -> known[arg])
            let lifted =
                if List.forall Option.isSome args then Lifting.lift loop.Time expr.Node (List.choose id args) else None
            match lifted with
            | Some lifted ->
                computed.Add expr.Node
                Some lifted
            | None -> handOut expr
        // Arguments first, from the first on.
        let pending = Stack [ expr ]
        while pending.Count > 0 do
            let expr = pending.Pop()
            if not (known.ContainsKey expr) then
                match before.TryGetValue expr with
                | true, lifted -> known[expr] <- Some(inOrder lifted)
                | _ when core.Contains expr.Node || not (Traits.find expr.Op).IsRepeatable || expr.Node.Args.IsEmpty ->
                    known[expr] <- handOut expr
                | _ ->
                    match expr.Node.Args |> List.filter (known.ContainsKey >> not) with
                    | [] -> known[expr] <- ofArgs expr
                    | missing ->
                        pending.Push expr
                        missing |> List.rev |> List.iter pending.Push
        { Value = known[expr]; Frontier = List.ofSeq frontier; Computed = List.ofSeq computed }

    let private width (expr: Expr) =
        expr.Shape.Dims.Tail
        |> List.sumBy (fun dim ->
            match dim with
            | Dim.Known size -> size
            | Dim.Unknown _ -> 0L)

    /// Whether a value is better computed after the loop than handed out by it. A product is worth its factors, unless they are far larger.
    let private pays (expr: Expr) (attempt: Attempt) (fresh: Expr list) =
        if attempt.Computed.IsEmpty then true
        elif List.exists (takes Work.Product) attempt.Computed then List.sumBy width fresh <= 8L * max 8L (width expr)
        else fresh.Length <= 1 && not (List.exists (takes Work.Reduction) attempt.Computed)

    /// A value that no step changes, at all steps.
    let private repeated (loop: Loop) (x: Expr) =
        let extents = Ops.axes x |> List.map (fun axis -> Extent.Of(0, (if axis = 0 then 0 else axis + 1)))
        let steps =
            match loop.Time with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(1, 1)
        Ops.expandDims 1 x |> Ops.broadcastTo (Lifting.insertTime steps extents) [ loop.Args.Head ]

    /// After the loop: what no new state needs, over what the loop hands out.
    let internal after (loop: Loop) (before: IReadOnlyDictionary<Expr, Lifted>) (states: StateForm list) : After =
        let core = HashSet<Node>(Graph.nodes (states |> List.choose _.Next), HashIdentity.Reference)
        let handedOut = List<Expr>()
        let symbols = Dictionary<Expr, Expr>()
        let symbol (expr: Expr) =
            match symbols.TryGetValue expr with
            | true, known -> known
            | _ ->
                let known = Ops.input "" (Lifting.withTime loop.Time expr.Shape) expr.DType
                symbols[expr] <- known
                known
        let handOut (expr: Expr) =
            if not (handedOut.Contains expr) then
                handedOut.Add expr
        let whole (expr: Expr) =
            let attempt = attempt loop before core symbol expr
            match attempt.Value with
            | Some(Lifted.Whole x) when pays expr attempt (attempt.Frontier |> List.filter (handedOut.Contains >> not)) ->
                List.iter handOut attempt.Frontier
                x
            | Some(Lifted.Same x) when attempt.Frontier.IsEmpty && x.Rank > 0 -> repeated loop x
            | _ ->
                handOut expr
                symbol expr
        let outputs = List.map whole loop.Outputs
        let sums = [
            for state in states ->
                match List.map (Lifting.sumOf whole) state.Summed with
                | [] -> None
                | sums -> Some(List.reduce (+) sums)
        ]
        {
            HandedOut = [ for expr in handedOut -> expr, symbols[expr] ]
            Outputs = outputs
            Sums = sums
        }

    /// In the loop: what is left of a step, over what was computed before.
    let internal rest
        (loop: Loop)
        (before: IReadOnlyDictionary<Expr, Lifted>)
        (states: StateForm list)
        (after: After)
        : Rest =
        let sequences, constants = List<Expr * Expr>(), List<Expr * Expr>()
        let given = Dictionary<Expr, Expr>()
        let isInput = HashSet<Expr>(loop.Body.Inputs)
        let hand (expr: Expr) =
            match given.TryGetValue expr with
            | true, input -> input
            | _ ->
                let input = if isInput.Contains expr then expr else Ops.input "" expr.Shape expr.DType
                given[expr] <- input
                match before[expr] with
                | Lifted.Whole x -> sequences.Add(input, x)
                | Lifted.Same x -> constants.Add(input, x)
                input
        let replaced = Dictionary<Node, Expr list>(HashIdentity.Reference)
        let inside (expr: Expr) =
            if isLeaf expr then
                expr
            elif before.ContainsKey expr then
                hand expr
            else
                match replaced.TryGetValue expr.Node with
                | true, results -> results[expr.Index]
                | _ -> expr
        let left = List.map fst after.HandedOut @ (states |> List.choose _.Next)
        // Only what is still reached, stopping where something was computed before.
        let needed = HashSet<Node>(HashIdentity.Reference)
        let pending = Stack<Expr> left
        while pending.Count > 0 do
            let expr = pending.Pop()
            if not (before.ContainsKey expr) && needed.Add expr.Node then
                List.iter pending.Push expr.Node.Args
        for inner in needed |> Seq.sortBy _.Id do
            if not inner.Args.IsEmpty then
                replaced[inner] <- Graph.rebuild inner (List.map inside inner.Args)
        let outputs = List.map inside left
        {
            Sequences =
                // The first sequence tells the number of steps.
                if sequences.Count = 0 then [ loop.Body.Inputs.Head, loop.Args.Head ] else List.ofSeq sequences
            States = [
                for state, first in List.zip states loop.FirstStates do
                    if state.Next.IsSome then
                        state.Given, first
            ]
            Constants = List.ofSeq constants
            Outputs = outputs
        }

    /// Whether the loop that is left is the loop that there was.
    let private isSame (loop: Loop) (after: After) (rest: Rest) =
        let same (a: Expr list) (b: Expr list) =
            a.Length = b.Length && List.forall2 (fun (a: Expr) (b: Expr) -> a.Equals b) a b
        let isInput = HashSet<Expr>(loop.Body.Inputs)
        List.forall (fst >> isInput.Contains) (rest.Sequences @ rest.Constants)
        && rest.States.Length = loop.Scan.States
        && List.forall Option.isNone after.Sums
        && same loop.Outputs (List.map fst after.HandedOut)
        && same after.Outputs (List.map snd after.HandedOut)

    /// The loop that is left, and in the places of its symbols what it hands out.
    let private assemble (loop: Loop) (states: StateForm list) (after: After) (rest: Rest) : Expr list =
        let results =
            if rest.Outputs.IsEmpty then
                []
            else
                let inputs = rest.Sequences @ rest.States @ rest.Constants
                let scan = {
                    loop.Scan with
                        Sequences = rest.Sequences.Length
                        States = rest.States.Length
                        Body = Graph(List.map fst inputs, rest.Outputs)
                }
                Expr.Outputs(Op.Scan scan, List.map snd inputs)
        let handedOut, last = List.splitAt after.HandedOut.Length results
        let table = Dictionary<Node, Expr>(HashIdentity.Reference)
        for (_, symbol), result in List.zip after.HandedOut handedOut do
            table[symbol.Node] <- result
        let kept = Queue<Expr> last
        let lastStates = [
            for state, first, sum in List.zip3 states loop.FirstStates after.Sums do
                let last = if state.Next.IsSome then kept.Dequeue() else first
                match sum with
                | Some sum -> last + sum
                | None -> last
        ]
        after.Outputs @ lastStates |> Graph.substitute table

    let private hoist (loop: Loop) : Expr list option =
        let before = before loop
        let states = stateForms loop before
        let after = after loop before states
        let rest = rest loop before states after
        if isSame loop after rest then None else Some(assemble loop states after rest)

    let run (outputs: Expr list) : Expr list =
        outputs
        |> Graph.rewrite (fun node args ->
            match node.Op with
            | Op.Scan scan ->
                let sequences = List.take scan.Sequences args
                let results =
                    if sequences |> List.forall (fun s -> s.Shape[1] = args.Head.Shape[1]) then
                        hoist (Loop.Of(scan, args))
                    else
                        None
                match results with
                | Some results when
                    Seq.forall2 (fun (x: Expr) (shape, dtype) -> x.Shape = shape && x.DType = dtype) results node.Types
                    ->
                    results
                | _ -> Graph.rebuild node args
            | _ -> Graph.rebuild node args)
