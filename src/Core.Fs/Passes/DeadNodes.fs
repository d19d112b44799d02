namespace Functional

open System
open System.Collections.Generic

/// What no output needs goes. A graph holds only what its outputs reach; this pass cuts what is reached in vain: arguments that
/// give nothing but a size, parts joined and taken apart again, a choice between equals, results of a recurrence that nobody reads.
[<RequireQualifiedAccess>]
module DeadNodes =

    /// What is found once in a run of the pass, so that long chains and wide joins take no longer than others.
    type private Found = {
        /// The earliest tensor with the size of a tensor's axis, and its axis there.
        Sources: Dictionary<struct (Expr * int), struct (Expr * int)>
        /// The parts of a concatenation, and where they begin as far as their sizes are known, and then where the last of them ends.
        Parts: Dictionary<Node, struct (Expr[] * int64[])>
    }

    /// The earliest tensor with a size of that name. Equal names are equal sizes.
    let private sizeSource (found: Found) (expr: Expr) axis : struct (Expr * int) =
        let dim = expr.Shape[axis]
        let earlier (expr: Expr) =
            expr.Node.Args
            |> List.tryPick (fun arg ->
                arg.Shape.Dims |> List.tryFindIndex ((=) dim) |> Option.map (fun axis -> struct (arg, axis)))
        let passed = List<struct (Expr * int)>()
        let rec search (struct (expr, _) as place) =
            match found.Sources.TryGetValue place with
            | true, source -> source
            | _ ->
                passed.Add place
                match earlier expr with
                | Some before -> search before
                | None -> place
        let source = search (struct (expr, axis))
        for place in passed do
            found.Sources[place] <- source
        source

    /// Extents that read no more than they must, with what they read. The first <c>values</c> arguments are needed for their values.
    let private lean found values (args: Expr list) (extents: Extent list) : Extent list * Expr list =
        let sources = List<Expr>(List.take values args)
        let extents =
            extents
            |> List.map (fun extent ->
                match extent with
                | Extent.Size _
                | Extent.Rest -> extent
                | Extent.Of(argument, axis) ->
                    match args[argument].Shape[axis] with
                    | Dim.Known size -> Extent.Size size
                    | Dim.Unknown _ when argument < values -> extent
                    | Dim.Unknown _ ->
                        let struct (source, axis) =
                            sizeSource found args[argument] (Shape.axis args[argument].Shape axis)
                        if not (sources.Contains source) then
                            sources.Add source
                        Extent.Of(sources.IndexOf source, axis))
        extents, List.ofSeq sources

    /// The part of a concatenation that a slice lies in, with the part's place.
    let private partOf found axis start stop (joined: Node) =
        let struct (parts, places) =
            match found.Parts.TryGetValue joined with
            | true, known -> known
            | _ ->
                let sizes =
                    joined.Args
                    |> Seq.map (fun part -> part.Shape[axis])
                    |> Seq.takeWhile Dim.isKnown
                    |> Seq.map (function
                        | Dim.Known size -> size
                        | Dim.Unknown _ -> 0L)
                let known = struct (Array.ofList joined.Args, sizes |> Seq.scan (+) 0L |> Array.ofSeq)
                found.Parts[joined] <- known
                known
        let after = Array.BinarySearch(places, start)
        // Of parts without elements at one place, the last is the one that may hold some.
        let mutable part = if after >= 0 then after else ~~~after - 1
        while part + 1 < places.Length && places[part + 1] = start do
            part <- part + 1
        if part + 1 < places.Length && stop <= places[part + 1] then Some(parts[part], places[part]) else None

    /// The tensor that lies in slices one after the other, and where they begin and end.
    let private rejoined axis (parts: Expr list) =
        let slice (part: Expr) =
            match part with
            | Pattern.Apply(Op.Slice(axis', start, Some stop, 1L), [ x ]) when
                Shape.axis x.Shape axis' = axis
                && start >= 0L
                && stop > start
                && part.Shape[axis] = Dim.Known(stop - start)
                ->
                Some(x, start, stop)
            | _ -> None
        let slices = List.map slice parts
        if parts.Length > 1 && List.forall Option.isSome slices then
            let slices = List.choose id slices
            let joined =
                List.pairwise slices |> List.forall (fun ((x, _, stop), (x', start, _)) -> x.Equals x' && stop = start)
            let x, start, _ = slices.Head
            let _, _, stop = List.last slices
            if joined then Some(Ops.slice axis start stop x) else None
        else
            None

    let private simplify (found: Found) (node: Node) (args: Expr list) : Expr option =
        match node.Op, args with
        | Op.Select, [ _; a; b ] when a.Equals b -> Some a
        | Op.Reshape extents, _ ->
            let extents, args = lean found 1 args extents
            Some(Expr.Of(Op.Reshape extents, args))
        | Op.Broadcast extents, _ ->
            let extents, args = lean found 1 args extents
            Some(Expr.Of(Op.Broadcast extents, args))
        | Op.Random(distribution, extents, dtype, stream), _ ->
            let extents, args = lean found 0 args extents
            Some(Expr.Of(Op.Random(distribution, extents, dtype, stream), args))
        | Op.Slice(axis, start, Some stop, step), [ Pattern.Apply(Op.Concat axis', _) as x ] when
            Shape.axis x.Shape axis = Shape.axis x.Shape axis' && start >= 0L && stop > start
            ->
            partOf found (Shape.axis x.Shape axis) start stop x.Node
            |> Option.map (fun (part, offset) ->
                Expr.Of(Op.Slice(axis, start - offset, Some(stop - offset), step), [ part ]))
        | Op.Concat axis, first :: _ -> rejoined (Shape.axis first.Shape axis) args
        | _ -> None

    let private unchanged (node: Node) (expr: Expr) =
        expr.Op = node.Op
        && expr.Node.Args.Length = node.Args.Length
        && List.forall2 (fun (a: Expr) (b: Expr) -> a.Equals b) expr.Node.Args node.Args

    let private pick (kept: bool list) items = List.zip kept items |> List.filter fst |> List.map snd

    /// A recurrence without the outputs that nobody reads, the states that only they needed, and the arguments that neither uses.
    let private leanScan (read: int -> bool) (scan: Scan) (node: Node) (args: Expr list) : Expr list =
        let body = scan.Body :?> Graph
        let outputCount = body.Outputs.Length - scan.States
        let states = body.Inputs |> List.skip scan.Sequences |> List.take scan.States
        let reached (kept: bool list) = HashSet<Node>(Graph.nodes (pick kept body.Outputs), HashIdentity.Reference)
        let rec settle (kept: bool list) =
            let reached = reached kept
            let kept' =
                kept
                |> List.mapi (fun i kept -> kept || i >= outputCount && reached.Contains states[i - outputCount].Node)
            if kept' = kept then kept else settle kept'
        let kept = settle (List.init body.Outputs.Length read)
        let reached = reached kept
        // The first sequence tells the number of steps.
        let used =
            body.Inputs
            |> List.mapi (fun i input ->
                if i = 0 then true
                elif i >= scan.Sequences && i < scan.Sequences + scan.States then kept[outputCount + i - scan.Sequences]
                else reached.Contains input.Node)
        if List.forall id kept && List.forall id used then
            Graph.rebuild node args
        else
            let count from size (flags: bool list) =
                flags |> List.skip from |> List.take size |> List.filter id |> List.length
            let lean = {
                Recurrence = scan.Recurrence
                InPlace = scan.InPlace
                Sequences = count 0 scan.Sequences used
                States = count scan.Sequences scan.States used
                Body = Graph(pick used body.Inputs, pick kept body.Outputs)
            }
            let results = Expr.Outputs(Op.Scan lean, pick used args)
            let place i = kept |> List.take i |> List.filter id |> List.length
            // Nobody reads the expressions in the places of what has gone.
            kept |> List.mapi (fun i kept -> if kept then results[place i] else results.Head)

    let run (outputs: Expr list) : Expr list =
        let uses = Pattern.uses outputs
        let found = {
            Sources = Dictionary(HashIdentity.Structural)
            Parts = Dictionary(HashIdentity.Reference)
        }
        outputs
        |> Graph.rewrite (fun node args ->
            match node.Op with
            | Op.Scan scan ->
                let read index = uses.ContainsKey { Node = node; Index = index }
                leanScan read scan node args
            | _ ->
                match simplify found node args with
                | Some expr when node.Types = [| expr.Shape, expr.DType |] && not (unchanged node expr) -> [ expr ]
                | _ -> Graph.rebuild node args)
