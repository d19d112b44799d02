namespace Functional

open System.Collections.Generic

/// The step of a recurrence as a graph of its own.
[<RequireQualifiedAccess>]
module internal StepGraph =

    /// A graph over a step's inputs, and what it is to be given after them: what does not depend on the step is computed once, outside.
    let close (inputs: Expr list) (outputs: Expr list) : Graph * Expr list =
        let varying = Graph.dependsOn inputs outputs
        let captured = Dictionary<Expr, Expr>()
        let capture (expr: Expr) =
            match captured.TryGetValue expr with
            | true, inner -> inner
            | _ ->
                let inner = Expr.Of(Op.Input($"constant{captured.Count}", expr.Shape, expr.DType), [])
                captured[expr] <- inner
                inner
        let isScalar (expr: Expr) =
            match expr.Op with
            | Op.Scalar _ -> true
            | _ -> false
        let replaced = Dictionary<Node, Expr list>(HashIdentity.Reference)
        let find (expr: Expr) =
            if not (varying.Contains expr.Node || isScalar expr) then
                capture expr
            else
                match replaced.TryGetValue expr.Node with
                | true, results -> results[expr.Index]
                | _ -> expr
        for node in Graph.nodes outputs do
            if varying.Contains node then
                replaced[node] <- Graph.rebuild node (node.Args |> List.map find)
        let outputs = List.map find outputs
        Graph(inputs @ List.ofSeq captured.Values, outputs), List.ofSeq captured.Keys
