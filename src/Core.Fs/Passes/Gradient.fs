namespace Functional

open System.Collections.Generic
open Functional.GradientRules

/// Gradients as expressions: reverse mode over the graph, a rule an operation (<c>GradientRules</c>).
[<RequireQualifiedAccess>]
module Gradient =

    let private orZeros (like: Expr) (g: Expr option) =
        g |> Option.defaultWith (fun () -> Ops.fullLike like like.DType 0.0)

    let private form (forms: Forms) (node: Node) op =
        if not (forms.ContainsKey node) then
            forms[node] <- Expr.Outputs(op, node.Args)
        forms[node]

    /// Gradients flow backwards from outputs with gradients of their own; nothing when an operation on the way has no rule.
    let rec internal pull (forms: Forms) (seeds: (Expr * Expr) list) (sources: Expr list) : Rule =
        let outputs = List.map fst seeds
        let reached = Graph.dependsOn sources outputs
        let gradients = Dictionary<Expr, Expr>()
        let add (expr: Expr) (g: Expr) =
            if expr.DType.IsFloat then
                gradients[expr] <-
                    match gradients.TryGetValue expr with
                    | true, before -> before + g
                    | _ -> g
        let find (expr: Expr) =
            match gradients.TryGetValue expr with
            | true, g -> Some g
            | _ -> None
        for output, g in seeds do
            add output (fit output g)
        let step complete (node: Node) =
            let arrived = Graph.results node |> List.map find
            if
                not complete || node.Args.IsEmpty || not (reached.Contains node) || List.forall Option.isNone arrived
            then
                complete
            else
                let pass flowing =
                    for arg, g in List.zip node.Args flowing do
                        if reached.Contains arg.Node then
                            g |> Option.iter (fun g -> add arg (fit arg g))
                LayerPath.Within(
                    node.Layer,
                    fun () ->
                        let flowing = rule forms node arrived
                        Option.iter pass flowing
                        flowing.IsSome
                )
        let complete = Graph.nodes outputs |> List.rev |> List.fold step true
        if complete then Some(List.map find sources) else None

    /// The rule of a composition, over placeholders, so that what one argument owes to another is not counted twice.
    and private through (compose: Expr list -> Expr list option) (args: Expr list) (arrived: Expr option list) : Rule =
        let placeholder (expr: Expr) = Ops.input "" expr.Shape expr.DType
        let symbols = List.map placeholder args
        match compose symbols with
        | None -> None
        | Some outputs ->
            let seeds = [
                for output, g in List.zip outputs arrived do
                    for g in Option.toList g -> output, g, placeholder g
            ]
            let replaced =
                dict [
                    for symbol, arg in List.zip symbols args -> symbol.Node, arg
                    for _, g, symbol in seeds -> symbol.Node, g
                ]
            pull (Forms HashIdentity.Reference) [ for output, _, symbol in seeds -> output, symbol ] symbols
            |> Option.map (List.map (Option.map (fun g -> (Graph.substitute replaced [ g ]).Head)))

    and private ofBackward (op: Backward) (node: Node) (arrived: Expr option list) : Rule =
        let args = node.Args
        let g = arrived.Head
        match op with
        | Backward.Relu
        | Backward.Tanh
        | Backward.Sigmoid
        | Backward.Softmax _
        | Backward.LogSoftmax _
        | Backward.Gelu _
        | Backward.Elu _
        | Backward.Softplus
        | Backward.Silu
        | Backward.LeakyRelu _
        | Backward.SparseCrossEntropy
        | Backward.BatchNorm _ -> through (plain op) args arrived
        // The others are linear in the gradient that they are given.
        | Backward.ConvInput(window, groups) ->
            Some [
                Some(Ops.conv window groups g.Value args[2])
                None
                Some(backward (Backward.ConvKernel(window, groups, false)) [ args[0]; g.Value; args[2] ])
            ]
        | Backward.ConvKernel(window, groups, _) ->
            let ofKernel = g |> Option.map (Ops.conv window groups args[1])
            let ofBias = List.tryItem 1 arrived |> Option.flatten |> Option.map (Ops.broadcastLike args[0])
            let ofGradient =
                match ofKernel, ofBias with
                | Some a, Some b -> Some(a + b)
                | a, b -> Option.orElse b a
            Some [
                ofGradient
                g |> Option.map (fun g -> backward (Backward.ConvInput(window, groups)) [ args[0]; args[1]; g ])
                None
            ]
        | Backward.AveragePool(size, window) -> toFirst (Ops.pool PoolKind.Average size window g.Value) node
        | Backward.AdaptiveAveragePool counts ->
            toFirst (Expr.Of(Op.AdaptivePool(PoolKind.Average, counts), [ g.Value ])) node
        | Backward.Embedding -> toFirst (Ops.embedding g.Value args[2]) node
        | Backward.Gather axis -> toFirst (Ops.take axis g.Value args[2]) node
        | Backward.Slice(axis, start, stop, step) ->
            toFirst (Expr.Of(Op.Slice(axis, start, stop, step), [ g.Value ])) node
        | Backward.Concat axis -> toFirst (Ops.concat axis (List.map2 orZeros args.Tail arrived)) node
        | Backward.Embeddings -> toFirst (Ops.embeddings args[1] (List.map2 orZeros args.Tail.Tail arrived)) node
        | Backward.SumTo -> toFirst (Ops.broadcastLike args[0] g.Value) node
        | Backward.MaxPool _
        | Backward.AdaptiveMaxPool _
        | Backward.LSTM _ -> None

    /// The gradients of a node's arguments from those of its results.
    and private rule (forms: Forms) (node: Node) (arrived: Expr option list) : Rule =
        let args = node.Args
        let y = { Node = node; Index = 0 }
        let x () = args[0]
        let g () = arrived.Head.Value
        let or0 i = arrived[i] |> Option.defaultWith (fun () -> Ops.fullLike { Node = node; Index = i } y.DType 0.0)
        match node.Op with
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _
        | Op.Random _
        | Op.StopGradient
        | Op.ArgMax _
        | Op.OneHot _
        | Op.Count _ -> stops node
        | Op.Unary op -> Some [ unary op (g ()) (x ()) y ]
        | Op.Binary op -> binary op node (g ()) (x ()) args[1] y
        | Op.Select ->
            let zero = number (g ()) 0.0
            Some [ None; Some(Ops.where args[0] (g ()) zero); Some(Ops.where args[0] zero (g ())) ]
        | Op.Cast _ -> flows [ g () ]
        | Op.Reduce(kind, axes, keep) -> reduce kind axes keep node (g ()) (x ()) y
        | Op.CumSum axis -> flows [ g () |> Ops.flip [ axis ] |> Ops.cumsum axis |> Ops.flip [ axis ] ]
        | Op.Reshape _ -> toFirst (reshapeLike (x ()) (g ())) node
        | Op.Broadcast _ -> toFirst (g ()) node
        | Op.Transpose order ->
            let back = order |> List.mapi (fun place axis -> axis, place) |> List.sort |> List.map snd
            flows [ Ops.transpose back (g ()) ]
        | Op.Concat axis -> concat axis node (g ())
        | Op.Slice(axis, start, stop, step) -> flows [ slice axis start stop step (g ()) (x ()) ]
        | Op.Flip axes -> flows [ Ops.flip axes (g ()) ]
        | Op.Pad(before, after, _) ->
            let cut g (axis, (before, after)) =
                let stop = if after = 0 then None else Some(int64 -after)
                if before = 0 && after = 0 then g else Expr.Of(Op.Slice(axis, int64 before, stop, 1L), [ g ])
            flows [ List.zip before after |> List.indexed |> List.fold cut (g ()) ]
        | Op.Gather axis -> Some [ Some(backward (Backward.Gather axis) [ g (); x (); args[1] ]); None ]
        | Op.MatMul -> flows (matmul (g ()) (x ()) args[1])
        | Op.Linear -> flows (matmul (g ()) (x ()) args[1] @ [ g () ])
        | Op.Conv(window, groups) ->
            let hasBias = args.Length > 2
            let ofKernel =
                Expr.Outputs(Op.Backward(Backward.ConvKernel(window, groups, hasBias)), [ g (); x (); args[1] ])
            flows (backward (Backward.ConvInput(window, groups)) [ g (); x (); args[1] ] :: ofKernel)
        | Op.ConvTranspose(window, _) ->
            flows [
                Ops.conv window 1 (g ()) args[1]
                backward (Backward.ConvKernel(window, 1, false)) [ x (); g (); args[1] ]
            ]
        | Op.Pool(PoolKind.Max, size, window) ->
            let forward = form forms node (Op.MaxPoolPlaces(size, window))
            flows [ backward (Backward.MaxPool(size, window)) [ g (); x (); forward[1] ] ]
        | Op.Pool(PoolKind.Average, size, window) ->
            flows [ backward (Backward.AveragePool(size, window)) [ g (); x () ] ]
        | Op.AdaptivePool(kind, counts) ->
            let op = if kind = PoolKind.Max then Backward.AdaptiveMaxPool else Backward.AdaptiveAveragePool
            flows [ backward (op counts) [ g (); x () ] ]
        | Op.MaxPoolPlaces(size, window) ->
            flows [ backward (Backward.MaxPool(size, window)) [ g (); x (); (Graph.results node)[1] ] ]
        | Op.Embedding -> Some [ Some(backward Backward.Embedding [ g (); x (); args[1] ]); None ]
        | Op.Embeddings -> Some(None :: (Expr.Outputs(Op.Backward Backward.Embeddings, g () :: args) |> List.map Some))
        | Op.Softmax axis -> flows [ backward (Backward.Softmax axis) [ g (); y ] ]
        | Op.LogSoftmax axis -> flows [ backward (Backward.LogSoftmax axis) [ g (); y ] ]
        | Op.BatchNorm epsilon ->
            let mean, variance = (Graph.results node)[1], (Graph.results node)[2]
            let inverse = Ops.rsqrt (variance + epsilon)
            let found = Expr.Outputs(Op.Backward(Backward.BatchNorm epsilon), [ or0 0; x (); args[1]; mean; inverse ])
            let ofX = ofStatistics (x ()) mean arrived[1] arrived[2] |> List.fold (+) found.Head
            flows (ofX :: found.Tail)
        | Op.BatchNormInference epsilon ->
            let compose (args: Expr list) =
                Some [ (args[0] - args[3]) * (Ops.rsqrt (args[4] + epsilon) * args[1]) + args[2] ]
            through compose args arrived
        | Op.SparseCrossEntropy ->
            let probabilities = Ops.softmax -1 (x ())
            Some [ Some(backward Backward.SparseCrossEntropy [ g (); probabilities; args[1] ]); None ]
        | Op.CrossEntropy -> crossEntropy (g ()) (x ()) args[1]
        | Op.SigmoidCrossEntropy -> flows [ g () * (Ops.sigmoid (x ()) - args[1]); -(g ()) * x () ]
        | Op.BinaryCrossEntropy ->
            let p, target = x (), args[1]
            let spread = Ops.maximum (p * (1.0 - p)) (number p 1e-12)
            flows [ g () * (p - target) / spread; g () * (Ops.log (1.0 - p) - Ops.log p) ]
        | Op.Dropout(rate, shared, stream) -> flows [ g () * dropoutMask rate shared stream (x ()) ]
        | Op.LSTM recurrence ->
            let forward = form forms node (Op.LSTMTraining recurrence)
            flows (Expr.Outputs(Op.Backward(Backward.LSTM recurrence), [ or0 0; or0 1; or0 2 ] @ args @ forward))
        | Op.LSTMTraining recurrence ->
            flows (
                Expr.Outputs(Op.Backward(Backward.LSTM recurrence), [ or0 0; or0 1; or0 2 ] @ args @ Graph.results node)
            )
        | Op.Scan scan -> ScanGradient.rule (pull (Forms HashIdentity.Reference)) forms scan node arrived
        | Op.Backward op -> ofBackward op node arrived
        | Op.Special op -> SpecialGradients.rule op node arrived
        | Op.Sort _
        | Op.Autograd
        | Op.Custom _ -> None

    /// As <c>tryOfLoss</c>; what forward operations are to become is added to the table.
    let internal tryWithForms (forms: Forms) (loss: Expr) (wrt: Expr list) : Expr list option =
        let orZeros (source: Expr) g = g |> Option.defaultWith (fun () -> Ops.fullLike source source.DType 0.0)
        pull forms [ loss, Ops.scalar loss.DType 1.0 ] wrt |> Option.map (List.map2 orZeros wrt)

    /// The gradients of a loss of one number for tensors that it is made of: zeros for those that it does not depend on. Nothing
    /// when an operation on the way has no rule; then libtorch's autograd is what remains.
    let tryOfLoss (loss: Expr) (wrt: Expr list) : Expr list option =
        tryWithForms (Forms HashIdentity.Reference) loss wrt
