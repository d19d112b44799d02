namespace Functional

open System.Collections.Generic

/// Gradients by autograd become expressions, so that the other passes see the backward part and nothing is tracked when the
/// program runs. A graph with a gradient that has no rule stays as it is.
[<RequireQualifiedAccess>]
module GradientPass =

    /// Dropout as a product with its mask, which the gradient needs too.
    let private withMasks (outputs: Expr list) =
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, args with
            | Op.Dropout(rate, shared, stream), [ x ] -> Some(x * GradientRules.dropoutMask rate shared stream x)
            | _ -> None)

    /// Forward operations give way to those that also leave something for the gradient, and these are computed in their place.
    let private inPlace (forms: GradientRules.Forms) (outputs: Expr list) =
        let needs (node: Node) =
            match forms.TryGetValue node with
            | true, results -> results |> List.map _.Node |> List.distinct
            | _ -> node.Args |> List.map _.Node |> List.distinct
        let place = Dictionary<Node, int64>(HashIdentity.Reference)
        let note at (node: Node) =
            let pending = Stack [ node ]
            while pending.Count > 0 do
                let node = pending.Pop()
                if place.TryAdd(node, at) then
                    for inner in needs node do
                        if inner.Id > at then
                            pending.Push inner
        let readers = Dictionary<Node, List<Node>>(HashIdentity.Reference)
        let missing = Dictionary<Node, int>(HashIdentity.Reference)
        let ready = PriorityQueue<Node, struct (int64 * int64)>()
        let pending = Stack<Node>(outputs |> List.map _.Node)
        while pending.Count > 0 do
            let node = pending.Pop()
            if not (missing.ContainsKey node) then
                let needed = needs node
                missing[node] <- needed.Length
                for inner in needed do
                    if not (readers.ContainsKey inner) then
                        readers[inner] <- List<Node>()
                    readers[inner].Add node
                    pending.Push inner
        for node in missing.Keys |> Seq.sortBy _.Id do
            note node.Id node
        let enqueue (node: Node) = ready.Enqueue(node, struct (place[node], node.Id))
        for entry in missing do
            if entry.Value = 0 then
                enqueue entry.Key
        let replaced = Dictionary<Node, Expr list>(HashIdentity.Reference)
        let find (expr: Expr) = replaced[expr.Node][expr.Index]
        while ready.Count > 0 do
            let node = ready.Dequeue()
            replaced[node] <-
                match forms.TryGetValue node with
                | true, results -> List.map find results
                | _ -> LayerPath.Within(node.Layer, fun () -> Graph.rebuild node (List.map find node.Args))
            match readers.TryGetValue node with
            | true, readers ->
                for reader in readers do
                    missing[reader] <- missing[reader] - 1
                    if missing[reader] = 0 then
                        enqueue reader
            | _ -> ()
        List.map find outputs

    let run (outputs: Expr list) : Expr list =
        if not (Graph.nodes outputs |> List.exists (fun node -> (Traits.find node.Op).Source = Source.Watched)) then
            outputs
        else
            let mutable complete = true
            let forms = GradientRules.Forms HashIdentity.Reference
            let expanded =
                withMasks outputs
                |> Graph.rewrite (fun node args ->
                    match node.Op with
                    | Op.Autograd ->
                        match Gradient.tryWithForms forms args.Head args.Tail with
                        | Some gradients -> gradients
                        | None ->
                            complete <- false
                            Graph.rebuild node args
                    | _ -> Graph.rebuild node args)
            if not complete then outputs
            elif forms.Count = 0 then expanded
            else inPlace forms expanded
