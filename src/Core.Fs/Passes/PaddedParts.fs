namespace Functional

open System
open System.Collections.Generic

/// Parts that are padded with zeros to one size and added are joined instead: what the gradients of slices come to.
[<RequireQualifiedAccess>]
module PaddedParts =

    /// The axis along which a part is padded, what stands before it, the part.
    let private padded (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Pad(before, after, 0.0), [ x ]) ->
            match List.zip before after |> List.indexed |> List.filter (fun (_, sides) -> sides <> (0, 0)) with
            | [ axis, (start, _) ] ->
                match x.Shape[axis] with
                | Dim.Known size -> Some(axis, int64 start, size, x)
                | Dim.Unknown _ -> None
            | _ -> None
        | _ -> None

    /// Parts that lie one after the other, as one.
    let private join axis (total: int64) (parts: (int64 * int64 * Expr) list) : Expr list =
        let close (start, stop, run: Expr list) =
            let flat (part: Expr) =
                match part with
                | Pattern.Apply(Op.Concat axis', inner) when Shape.axis part.Shape axis' = axis -> inner
                | _ -> [ part ]
            let joined = List.rev run |> List.collect flat |> Ops.concat axis
            let sides value = Ops.axes joined |> List.map (fun i -> if i = axis then int value else 0)
            Ops.pad (sides start) (sides (total - stop)) 0.0 joined
        let rec gather closed open' (parts: (int64 * int64 * Expr) list) =
            match open', parts with
            | (start, stop, run), (next, size, part) :: rest when next = stop ->
                gather closed (start, stop + size, part :: run) rest
            | _, (next, size, part) :: rest -> gather (close open' :: closed) (next, next + size, [ part ]) rest
            | _, [] -> List.rev (close open' :: closed)
        match parts |> List.sortBy (fun (start, _, _) -> start) with
        | (start, size, part) :: rest -> gather [] (start, start + size, [ part ]) rest
        | [] -> []

    /// Places along an axis that parts of a sum fill, in order; parts side by side are one.
    type private Filled = { Axis: int; Spans: List<struct (int64 * int64)> }

    /// Fills one more place, unless it is taken.
    let private fill (spans: List<struct (int64 * int64)>) (struct (start: int64, stop: int64)) : bool =
        let found = spans.BinarySearch(struct (start, stop))
        let at = if found < 0 then ~~~found else found
        let struct (_, before) = if at > 0 then spans[at - 1] else struct (0L, Int64.MinValue)
        let struct (after, _) = if at < spans.Count then spans[at] else struct (Int64.MaxValue, 0L)
        if before > start || after < stop then
            false
        else
            let first = if before = start then at - 1 else at
            let last = if after = stop then at else at - 1
            let struct (start, _) = if before = start then spans[at - 1] else struct (start, stop)
            let struct (_, stop) = if after = stop then spans[at] else struct (start, stop)
            spans.RemoveRange(first, last - first + 1)
            spans.Insert(first, struct (start, stop))
            true

    type private Term =
        | Single of Expr
        | Inner of Sum

    /// A sum of two, with its arguments before and after the pass.
    and private Sum(before: Expr list, after: Expr list) =
        member _.Before = before
        member _.After = after
        member val Terms: Term list = [] with get, set
        /// Nothing when parts overlap or lie along several axes.
        member val Filled: Filled option = None with get, set
        /// Whether parts of both arguments come to lie side by side here.
        member val Joins = false with get, set
        /// Whether its parts leave nothing of the axis open: it is no part of a larger one.
        member val IsWhole = false with get, set
        /// What its value is made of.
        member val Needs: Term list = [] with get, set
        member val Value: Expr option = None with get, set

    /// Every sum in a sum, outer ones first; what has other readers too is a single term.
    let private sums (isInner: Node -> bool) (before: Expr list) (after: Expr list) : List<Sum> =
        let all = List<Sum>()
        all.Add(Sum(before, after))
        let mutable at = 0
        while at < all.Count do
            let sum = all[at]
            sum.Terms <-
                List.map2
                    (fun (before: Expr) (after: Expr) ->
                        if isInner before.Node then
                            let inner = Sum(before.Node.Args, after.Node.Args)
                            all.Add inner
                            Inner inner
                        else
                            Single after)
                    sum.Before
                    sum.After
            at <- at + 1
        all

    /// Finds, inner sums first, where parts come to lie side by side.
    let private place (total: int -> int64) (all: List<Sum>) =
        let filled term =
            match term with
            | Inner sum -> sum.Filled
            | Single expr ->
                match padded expr with
                | Some(axis, start, size, _) -> Some { Axis = axis; Spans = List [ struct (start, start + size) ] }
                | None -> Some { Axis = 0; Spans = List() }
        for sum in Seq.rev all do
            match List.map filled sum.Terms with
            | [ Some a; Some b ] when a.Spans.Count = 0 || b.Spans.Count = 0 ->
                sum.Filled <- Some(if a.Spans.Count = 0 then b else a)
            | [ Some a; Some b ] when a.Axis = b.Axis ->
                let many, few = if a.Spans.Count >= b.Spans.Count then a, b else b, a
                let apart = many.Spans.Count + few.Spans.Count
                if few.Spans |> Seq.forall (fill many.Spans) then
                    sum.Joins <- many.Spans.Count < apart
                    sum.IsWhole <- many.Spans.Count = 1 && many.Spans[0] = struct (0L, total many.Axis)
                    sum.Filled <- Some(if sum.IsWhole then { many with Spans = List() } else many)
            | _ -> ()

    /// All terms of a sum, in order.
    let private flatten (sum: Sum) : Term list =
        let terms = List<Term>()
        let pending = Stack<Term>(List.rev sum.Terms)
        while pending.Count > 0 do
            match pending.Pop() with
            | Inner inner when not inner.IsWhole -> inner.Terms |> List.rev |> List.iter pending.Push
            | term -> terms.Add term
        List.ofSeq terms

    /// The sum with its parts joined, if there are any to join.
    let private rejoin isInner (before: Expr list) (after: Expr list) : Expr option =
        let all = sums isInner before after
        let isPart term =
            match term with
            | Single expr -> (padded expr).IsSome
            | Inner _ -> false
        if all |> Seq.sumBy (fun sum -> sum.Terms |> List.filter isPart |> List.length) < 2 then
            None
        else
            let total axis =
                match before.Head.Shape[axis] with
                | Dim.Known size -> size
                | Dim.Unknown _ -> 0L
            place total all
            let needed = List<Sum>()
            let pending = Stack<Sum>([ all[0] ])
            while pending.Count > 0 do
                let sum = pending.Pop()
                needed.Add sum
                sum.Needs <- if sum.Joins then flatten sum else sum.Terms
                for term in sum.Needs do
                    match term with
                    | Inner inner -> pending.Push inner
                    | Single _ -> ()
            for sum in Seq.rev needed do
                let values =
                    sum.Needs
                    |> List.map (function
                        | Single expr -> expr
                        | Inner inner -> inner.Value.Value)
                sum.Value <-
                    if sum.Joins then
                        let parts, others = values |> List.partition (padded >> Option.isSome)
                        let parts = List.choose padded parts
                        let axis, _, _, _ = parts.Head
                        let joined =
                            parts |> List.map (fun (_, start, size, x) -> start, size, x) |> join axis (total axis)
                        Some(List.reduce (+) (others @ joined))
                    else
                        Some(Expr.Of(Op.Binary Binary.Add, values))
            if Seq.exists (fun (sum: Sum) -> sum.Joins) needed then all[0].Value else None

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        let isSum (node: Node) =
            match node.Op, node.Args with
            | Op.Binary Binary.Add, [ a; b ] -> a.Shape = b.Shape
            | _ -> false
        // Sums that are terms of one sum alone.
        let inner = HashSet<Node>(HashIdentity.Reference)
        for node in Graph.nodes outputs do
            if isSum node then
                for arg in node.Args do
                    if isSum arg.Node && usedOnce arg then
                        inner.Add arg.Node |> ignore
        outputs
        |> Pattern.rewrite (fun node args ->
            if isSum node && not (inner.Contains node) then rejoin inner.Contains node.Args args else None)
