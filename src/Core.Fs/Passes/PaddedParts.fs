namespace Functional

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

    // Terms that lie beside each other along an axis; what overlaps with one before it is left out.
    let private apart (terms: (Expr * (int * int64 * int64 * Expr)) list) =
        terms
        |> List.sortBy (fun (_, (_, start, _, _)) -> start)
        |> List.fold
            (fun (kept, free) (term, (_, start, size, x)) ->
                if start >= free then (term, (start, size, x)) :: kept, start + size else kept, free)
            ([], 0L)
        |> fst
        |> List.rev

    // The terms of a sum with fewer of them, where parts can be joined.
    let private fewer (sum: Expr) (terms: Expr list) : Expr list option =
        let found = terms |> List.choose (fun term -> padded term |> Option.map (fun part -> term, part))
        let joined =
            found
            |> List.groupBy (fun (_, (axis, _, _, _)) -> axis)
            |> List.choose (fun (axis, found) ->
                match sum.Shape[axis], apart found with
                | Dim.Known total, (_ :: _ :: _ as parts) ->
                    let joined = join axis total (List.map snd parts)
                    if joined.Length < parts.Length then Some(List.map fst parts, joined) else None
                | _ -> None)
        if joined.IsEmpty then
            None
        else
            let gone = HashSet<Expr>(joined |> List.collect fst)
            Some(List.filter (gone.Contains >> not) terms @ List.collect snd joined)

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        let sides (expr: Expr) =
            match expr with
            | Pattern.Apply(Op.Binary Binary.Add, [ a; b ]) when a.Shape = expr.Shape && b.Shape = expr.Shape -> [
                a
                b
              ]
            | _ -> []
        // Sums that only another sum reads are looked at with that one.
        let inner =
            HashSet<Expr>(
                Graph.nodes outputs
                |> Seq.collect (fun node -> sides { Node = node; Index = 0 })
                |> Seq.filter (fun side -> usedOnce side && not (sides side).IsEmpty)
            )
        // The terms of a sum from the first on, as they now are.
        let terms (before: Expr list) (after: Expr list) = [
            let pending = Stack<Expr * Expr>(List.rev (List.zip before after))
            while pending.Count > 0 do
                match pending.Pop() with
                | before, Pattern.Apply(Op.Binary Binary.Add, [ a; b ]) when inner.Contains before ->
                    for pair in List.zip (sides before) [ a; b ] |> List.rev do
                        pending.Push pair
                | _, after -> after
        ]
        outputs
        |> Pattern.rewrite (fun node args ->
            let sum = { Node = node; Index = 0 }
            if (sides sum).IsEmpty || inner.Contains sum then
                None
            else
                terms node.Args args |> fewer sum |> Option.map (List.reduce (+)))
