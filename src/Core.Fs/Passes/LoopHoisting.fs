namespace Functional

open System.Collections.Generic

/// What of a recurrence's step needs no state is computed before it, and what no state needs after it, for all steps at once: one
/// product over batch and time instead of one a step. Sums over the steps, such as the gradients of weights, become one product
/// or one sum after it.
[<RequireQualifiedAccess>]
module LoopHoisting =

    /// A value of the step, outside of it.
    [<RequireQualifiedAccess>]
    type private Lifted =
        /// The same at every step.
        | Same of Expr
        /// All steps, along a time axis after the first.
        | Whole of Expr

    let private withTime time (shape: Shape) = Shape.ofDims (List.insertAt 1 time shape.Dims)

    let private insertTime extent (extents: Extent list) = List.insertAt 1 extent extents

    /// Time before batch, where each step is dense: the form in which a recurrence leaves its outputs.
    let private swapTime (x: Expr) = Ops.transpose (1 :: 0 :: List.skip 2 (Ops.axes x)) x

    /// All steps of a matrix below each other.
    let private asRows (x: Expr) = swapTime x |> Ops.reshapeTo [ Extent.Rest; GradientRules.sizeOf 0 (swapTime x) 2 ]

    /// An operation of the step over all steps, if it has such a form. Its first result alone.
    let private lift time (node: Node) (args: Lifted list) : Lifted option =
        let shape, dtype = node.Types[0]
        let traits = Traits.find node.Op
        let stepArgs = node.Args
        let allWhole () =
            args
            |> List.forall (function
                | Lifted.Whole _ -> true
                | Lifted.Same _ -> false)
        let expr i =
            match args[i] with
            | Lifted.Whole x
            | Lifted.Same x -> x
        let isWhole i =
            match args[i] with
            | Lifted.Whole _ -> true
            | Lifted.Same _ -> false
        let exprs () = List.init args.Length expr
        /// As an operand that broadcasts to the result.
        let operand i =
            match args[i] with
            | Lifted.Whole x when stepArgs[i].Rank = shape.Rank -> Some x
            | Lifted.Same x when x.Rank < shape.Rank -> Some x
            | Lifted.Same x when x.Rank = shape.Rank -> Some(Ops.expandDims 1 x)
            | _ -> None
        let elementwise () =
            let operands = List.init args.Length operand
            if shape.Rank > 0 && List.forall Option.isSome operands then
                Some(Expr.Of(node.Op, List.choose id operands))
            else
                None
        let axis a =
            match Shape.axis stepArgs[0].Shape a with
            | 0 -> 0
            | a -> a + 1
        let onFirst op = if isWhole 0 then Some(Expr.Of(op, exprs ())) else None
        /// Sizes of the step as sizes of the whole.
        let extentsOf extents =
            extents
            |> List.map (function
                | Extent.Of(argument, a) when isWhole argument -> Extent.Of(argument, (if a = 0 then 0 else a + 1))
                | extent -> extent)
        let timeExtent argument =
            match time with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(argument, 1)
        let isMatrix i =
            match args[i] with
            | Lifted.Same w -> w.Rank = 2
            | Lifted.Whole _ -> false
        let product (rest: Expr list) =
            if isWhole 0 && stepArgs[0].Rank >= 2 && isMatrix 1 then
                let x = expr 0
                if stepArgs[0].Rank = 2 then
                    Some(swapTime (Expr.Of(node.Op, swapTime x :: rest)))
                else
                    Some(Expr.Of(node.Op, x :: rest))
            else
                None
        let whole =
            match node.Op with
            | _ when traits.Layout = Layout.Elementwise -> elementwise ()
            | _ when traits.Layout = Layout.Pointwise -> if allWhole () then elementwise () else None
            | Op.Reduce(kind, axes, keep) ->
                let axes' = List.map axis axes
                if keep || not (List.contains 0 axes') then onFirst (Op.Reduce(kind, axes', keep)) else None
            | Op.ArgMax a when axis a <> 0 -> onFirst (Op.ArgMax(axis a))
            | Op.CumSum a -> onFirst (Op.CumSum(axis a))
            | Op.Sort(a, descending) -> onFirst (Op.Sort(axis a, descending))
            | Op.Softmax a -> onFirst (Op.Softmax(axis a))
            | Op.LogSoftmax a -> onFirst (Op.LogSoftmax(axis a))
            | Op.Slice(a, start, stop, step) -> onFirst (Op.Slice(axis a, start, stop, step))
            | Op.Flip axes -> onFirst (Op.Flip(List.map axis axes))
            | Op.Pad(before, after, value) -> onFirst (Op.Pad(List.insertAt 1 0 before, List.insertAt 1 0 after, value))
            | Op.OneHot _ -> onFirst node.Op
            | Op.Transpose(0 :: rest) -> onFirst (Op.Transpose(0 :: 1 :: List.map ((+) 1) rest))
            | Op.Concat a when allWhole () -> onFirst (Op.Concat(axis a))
            | Op.Reshape(Extent.Rest :: _) -> None
            | Op.Reshape extents when shape.Rank > 0 && stepArgs[0].Shape[0] = shape[0] ->
                onFirst (Op.Reshape(insertTime (timeExtent 0) (extentsOf extents)))
            | Op.Broadcast extents when isWhole 0 && stepArgs[0].Rank = shape.Rank ->
                onFirst (Op.Broadcast(insertTime (timeExtent 0) (extentsOf extents)))
            | Op.MatMul when stepArgs[1].Rank = 2 -> product [ expr 1 ]
            | Op.MatMul when allWhole () && stepArgs[0].Rank > 2 && stepArgs[0].Rank = stepArgs[1].Rank ->
                onFirst node.Op
            | Op.Linear when not (isWhole 2) -> product [ expr 1; expr 2 ]
            | Op.Embedding
            | Op.Gather 0 when not (isWhole 0) && isWhole 1 && stepArgs[1].Rank > 0 -> Some(Expr.Of(node.Op, exprs ()))
            | _ -> None
        /// What needs no more than sizes of steps.
        let same () =
            match node.Op with
            | Op.Count(axes, dtype) when isWhole 0 -> Some(Expr.Of(Op.Count(List.map axis axes, dtype), exprs ()))
            | Op.Broadcast extents when not (isWhole 0) -> Some(Expr.Of(Op.Broadcast(extentsOf extents), exprs ()))
            | Op.Reshape extents when not (isWhole 0) -> Some(Expr.Of(Op.Reshape(extentsOf extents), exprs ()))
            | _ -> None
        if node.Types.Length > 1 then
            None
        elif not (List.exists isWhole [ 0 .. args.Length - 1 ]) then
            if traits.Source = Source.Watched then None else Some(Lifted.Same((Graph.rebuild node (exprs ())).Head))
        else
            let whole =
                whole
                |> Option.filter (fun x -> shape.Rank > 0 && x.Shape = withTime time shape && x.DType = dtype)
                |> Option.map Lifted.Whole
            let same () =
                same () |> Option.filter (fun x -> x.Shape = shape && x.DType = dtype) |> Option.map Lifted.Same
            whole |> Option.orElseWith same

    /// Whether a term that is added at every step is one product or sum over all steps.
    let rec private isSummable (lifted: Expr -> bool) (term: Expr) =
        match term with
        | Pattern.Apply(Op.MatMul, [ Pattern.Apply(Op.Transpose [ 1; 0 ], [ x ]); g ]) ->
            x.Rank = 2 && g.Rank = 2 && not (lifted x && lifted g)
        | Pattern.Apply(Op.Reduce(Reduction.Sum, _, _), [ x ]) -> x.Rank > 0
        | Pattern.Apply((Op.Unary Unary.Neg | Op.Transpose _ | Op.Slice _ | Op.Pad(_, _, 0.0)), [ x ]) ->
            isSummable lifted x
        | Pattern.Apply(Op.Reshape extents, x :: _) -> x.Shape.IsKnown && term.Shape.IsKnown && isSummable lifted x
        | _ -> false

    /// The sum of such a term over all steps; <c>whole</c> gives a value at all steps.
    let private sumOf (whole: Expr -> Expr) (term: Expr) : Expr =
        // What is done with the sum afterwards, the last first.
        let rec sum (following: Expr list) (term: Expr) =
            let args = term.Node.Args
            match term.Op with
            | Op.MatMul ->
                let x, g = args[0].Node.Args.Head, args[1]
                Ops.transpose [ 1; 0 ] (asRows (whole x)) *@ asRows (whole g), following
            | Op.Reduce(_, axes, keep) ->
                let x = args.Head
                let axes =
                    axes
                    |> List.map (fun a ->
                        match Shape.axis x.Shape a with
                        | 0 -> 0
                        | a -> a + 1)
                (if keep then Ops.sum [ 1 ] (Ops.sumKeep axes (whole x)) else Ops.sum (1 :: axes |> List.sort) (whole x)),
                following
            | _ -> sum (term :: following) args.Head
        sum [] term
        ||> List.fold (fun x term ->
            match term.Op with
            | Op.Reshape _ -> Ops.reshape (List.ofArray (Shape.sizes term.Shape)) x
            | op -> Expr.Of(op, [ x ]))

    let private hoist (scan: Scan) (node: Node) (args: Expr list) : Expr list option =
        let body = scan.Body :?> Graph
        let time = args.Head.Shape[1]
        let outputCount = body.Outputs.Length - scan.States
        let stateIns = body.Inputs |> List.skip scan.Sequences |> List.take scan.States
        let constantFrom = scan.Sequences + scan.States
        let varying = Graph.dependsOn stateIns body.Outputs
        let uses = Pattern.uses body.Outputs
        let isLeaf (expr: Expr) = (Traits.find expr.Op).Source = Source.Fixed
        // Before the loop: what no state goes into.
        let before = Dictionary<Expr, Lifted>()
        List.zip body.Inputs args
        |> List.iteri (fun i (input, arg) ->
            if i < scan.Sequences then
                before[input] <- Lifted.Whole arg
            elif i >= constantFrom then
                before[input] <- Lifted.Same arg)
        for inner in Graph.nodes body.Outputs do
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
                lift time inner (inner.Args |> List.map (fun arg -> before[arg]))
                |> Option.iter (fun lifted -> before[result] <- lifted)
        // Outputs lie in the order of time, or are turned round.
        let turned = scan.Recurrence.Reverse && not scan.InPlace
        let inOrder lifted =
            match lifted with
            | Lifted.Whole x when turned -> Lifted.Whole(Ops.flip [ 1 ] x)
            | other -> other
        let isSame expr =
            match before.TryGetValue expr with
            | true, Lifted.Same _ -> true
            | _ -> false
        // States that nothing but their own sum reads.
        let terms (expr: Expr) =
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
        let sums =
            stateIns
            |> List.mapi (fun i state ->
                let all = terms body.Outputs[outputCount + i]
                let own, others = all |> List.partition (fun term -> term.Equals state)
                if own.Length = 1 && state.DType.IsFloat && uses[state] = 1 && not others.IsEmpty then
                    List.partition (isSummable isSame) others
                else
                    [], [])
        let stateOutputs =
            List.zip sums stateIns
            |> List.mapi (fun i ((summed, rest), state) ->
                match summed, rest with
                | [], _ -> Some body.Outputs[outputCount + i]
                | _, [] -> None
                | _, rest -> Some(List.fold (+) state rest))
        let core = HashSet<Node>(Graph.nodes (List.choose id stateOutputs), HashIdentity.Reference)
        // After the loop: over what the loop hands out.
        let emitted = List<Expr>()
        let symbols = Dictionary<Expr, Expr>()
        let symbol (expr: Expr) =
            match symbols.TryGetValue expr with
            | true, known -> known
            | _ ->
                let known = Ops.input "" (withTime time expr.Shape) expr.DType
                symbols[expr] <- known
                known
        let emit (expr: Expr) =
            if not (emitted.Contains expr) then
                emitted.Add expr
            symbol expr
        /// The value over all steps, what must be handed out for it, and what is computed for it.
        let after (expr: Expr) =
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
                match (if List.forall Option.isSome args then lift time expr.Node (List.choose id args) else None) with
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
            known[expr], List.ofSeq frontier, List.ofSeq computed
        let takes work (node: Node) = (Traits.find node.Op).Work = work
        let width (expr: Expr) =
            expr.Shape.Dims.Tail
            |> List.sumBy (fun dim ->
                match dim with
                | Dim.Known size -> size
                | Dim.Unknown _ -> 0L)
        // A product is worth its factors, unless they are far larger.
        let pays (expr: Expr) (frontier: Expr list) (computed: Node list) =
            let fresh = frontier |> List.filter (emitted.Contains >> not)
            if List.exists (takes Work.Product) computed then
                List.sumBy width fresh <= 8L * max 8L (width expr)
            else
                fresh.Length <= 1 && not (List.exists (takes Work.Reduction) computed)
        let whole (expr: Expr) =
            match after expr with
            | Some(Lifted.Whole x), frontier, computed when computed.IsEmpty || pays expr frontier computed ->
                frontier |> List.iter (emit >> ignore)
                x
            | Some(Lifted.Same x), [], _ when x.Rank > 0 ->
                let extents = Ops.axes x |> List.map (fun axis -> Extent.Of(0, (if axis = 0 then 0 else axis + 1)))
                let repeated =
                    match time with
                    | Dim.Known size -> Extent.Size size
                    | Dim.Unknown _ -> Extent.Of(1, 1)
                Ops.expandDims 1 x |> Ops.broadcastTo (insertTime repeated extents) [ args.Head ]
            | _ -> emit expr
        let outputs = body.Outputs |> List.take outputCount |> List.map whole
        let summed =
            List.zip sums stateIns
            |> List.mapi (fun i ((summed, _), _) ->
                match List.map (sumOf whole) summed with
                | [] -> None
                | sums -> Some(List.reduce (+) sums))
        // In the loop: what is left, over what was computed before it.
        let sequences, states, constants = List<Expr * Expr>(), List<Expr * Expr>(), List<Expr * Expr>()
        let given = Dictionary<Expr, Expr>()
        let isInput = HashSet<Expr>(body.Inputs)
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
        let left = List.ofSeq emitted @ List.choose id stateOutputs
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
        let left = List.map inside left
        let keptStates = [
            for i, output in List.indexed stateOutputs do
                if output.IsSome then
                    i
        ]
        for i in keptStates do
            states.Add(stateIns[i], args[scan.Sequences + i])
        let hoisted = given.Keys |> Seq.exists (isInput.Contains >> not)
        let unchanged =
            not hoisted
            && keptStates.Length = scan.States
            && List.forall Option.isNone summed
            && emitted.Count = outputCount
            && List.forall2
                (fun (a: Expr) (b: Expr) -> a.Equals b)
                (List.take outputCount body.Outputs)
                (List.ofSeq emitted)
            && List.forall2 (fun (a: Expr) b -> a.Equals(symbol b)) outputs (List.take outputCount body.Outputs)
        if unchanged then
            None
        else
            // The first sequence tells the number of steps.
            if sequences.Count = 0 then
                sequences.Add(body.Inputs.Head, args.Head)
            let results =
                if emitted.Count = 0 && keptStates.IsEmpty then
                    []
                else
                    let inputs = List.ofSeq sequences @ List.ofSeq states @ List.ofSeq constants
                    let rest = {
                        scan with
                            Sequences = sequences.Count
                            States = states.Count
                            Body = Graph(List.map fst inputs, left)
                    }
                    Expr.Outputs(Op.Scan rest, List.map snd inputs)
            let table = Dictionary<Node, Expr>(HashIdentity.Reference)
            emitted |> Seq.iteri (fun i expr -> table[(symbols[expr]).Node] <- results[i])
            let lastState i =
                let start = args[scan.Sequences + i]
                let kept =
                    match List.tryFindIndex ((=) i) keptStates with
                    | Some place -> results[emitted.Count + place]
                    | None -> start
                match summed[i] with
                | Some sum -> kept + sum
                | None -> kept
            outputs @ List.init scan.States lastState |> Graph.substitute table |> Some

    let run (outputs: Expr list) : Expr list =
        outputs
        |> Graph.rewrite (fun node args ->
            match node.Op with
            | Op.Scan scan ->
                let sequences = List.take scan.Sequences args
                let results =
                    if sequences |> List.forall (fun s -> s.Shape[1] = args.Head.Shape[1]) then
                        hoist scan node args
                    else
                        None
                match results with
                | Some results when
                    Seq.forall2 (fun (x: Expr) (shape, dtype) -> x.Shape = shape && x.DType = dtype) results node.Types
                    ->
                    results
                | _ -> Graph.rebuild node args
            | _ -> Graph.rebuild node args)
