namespace Functional

open System.Collections.Generic

/// The part of a program that depends on weights alone, apart from the part that every run needs.
[<RequireQualifiedAccess>]
module Prepare =

    /// The largest subexpressions over weights alone, each with the key of the weight that now stands for it
    /// (<c>Key.Prepared 0</c>, …), and the outputs over those. The first part holds until a weight changes, so a graph that changes
    /// the weights it reads is not to be split.
    let split (outputs: Expr list) : (Key * Expr) list * Expr list =
        let isFixed = Pattern.fixedNodes outputs
        let prepared = List<Key * Expr>()
        let symbols = Dictionary<Expr, Expr>()
        let symbol (expr: Expr) =
            if (Traits.find expr.Op).IsLeaf || not (isFixed.Contains expr.Node) || not expr.Shape.IsKnown then
                expr
            else
                match symbols.TryGetValue expr with
                | true, known -> known
                | _ ->
                    let key = Key.Prepared prepared.Count
                    let symbol = Expr.Of(Op.Weight(key, expr.Shape, expr.DType), [])
                    symbols[expr] <- symbol
                    prepared.Add(key, expr)
                    symbol
        let outputs' =
            outputs
            |> Graph.rewrite (fun node args ->
                if isFixed.Contains node then
                    Graph.rebuild node node.Args
                else
                    Graph.rebuild node (List.map symbol args))
            |> List.map symbol
        List.ofSeq prepared, outputs'
