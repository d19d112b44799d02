namespace Functional

open System
open System.Collections.Generic

/// One node for all that compute the same: the same operation on the same arguments, in either order where the order does not
/// matter. Two draws are one when they have one stream and the same arguments.
[<RequireQualifiedAccess>]
module SharedNodes =

    let run (outputs: Expr list) : Expr list =
        let known = Dictionary<struct (Op * int64 list * (int64 * int) list), Expr list>(HashIdentity.Structural)
        outputs
        |> Graph.rewrite (fun node args ->
            let results = Graph.rebuild node args
            match node.Op with
            // A program knows its inputs by their nodes.
            | Op.Input _ -> results
            | op ->
                let places = args |> List.map (fun arg -> arg.Node.Id, arg.Index)
                let traits = Traits.find op
                // 0 and −0 are equal and yet not the same.
                let bits = traits.Numbers |> List.map BitConverter.DoubleToInt64Bits
                let key = struct (op, bits, (if traits.Commutes then List.sort places else places))
                match known.TryGetValue key with
                // Equal sizes under two names are the same value and not the same type.
                | true, same when same.Head.Node.Types = node.Types -> same
                | _ ->
                    known[key] <- results
                    results)
