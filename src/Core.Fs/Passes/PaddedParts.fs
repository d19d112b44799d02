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
        let rec gather open' (parts: (int64 * int64 * Expr) list) =
            match open', parts with
            | (start, stop, run), (next, size, part) :: rest when next = stop ->
                gather (start, stop + size, part :: run) rest
            | _, (next, size, part) :: rest -> close open' :: gather (next, next + size, [ part ]) rest
            | _, [] -> [ close open' ]
        match parts |> List.sortBy (fun (start, _, _) -> start) with
        | (start, size, part) :: rest -> gather (start, start + size, [ part ]) rest
        | [] -> []

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        // The terms of a sum, as they were and as they now are.
        let rec terms (before: Expr) (after: Expr) =
            match before, after with
            | Pattern.Apply(Op.Binary Binary.Add, [ a; b ]), Pattern.Apply(Op.Binary Binary.Add, [ a'; b' ]) when
                before.Shape = a.Shape && before.Shape = b.Shape
                ->
                let inner (x: Expr) x' = if usedOnce x then terms x x' else [ x' ]
                inner a a' @ inner b b'
            | _ -> [ after ]
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, node.Args, args with
            | Op.Binary Binary.Add, [ a; b ], [ a'; b' ] when a.Shape = b.Shape ->
                let all = (if usedOnce a then terms a a' else [ a' ]) @ (if usedOnce b then terms b b' else [ b' ])
                let found = all |> List.choose padded
                let axes = found |> List.map (fun (axis, _, _, _) -> axis) |> List.distinct
                match axes with
                | [ axis ] when found.Length > 1 ->
                    match a.Shape[axis] with
                    | Dim.Known total ->
                        let parts = found |> List.map (fun (_, start, size, x) -> start, size, x)
                        let ends = parts |> List.map (fun (start, size, _) -> start + size)
                        let starts = parts |> List.map (fun (start, _, _) -> start)
                        let apart =
                            List.forall2 (<=) (List.sort ends |> List.take (ends.Length - 1)) (List.sort starts).Tail
                        let joined = if apart then join axis total parts else []
                        if joined.Length < found.Length && apart then
                            let others = all |> List.filter (fun term -> (padded term).IsNone)
                            Some(List.reduce (+) (others @ joined))
                        else
                            None
                    | Dim.Unknown _ -> None
                | _ -> None
            | _ -> None)
