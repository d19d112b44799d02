namespace Functional.Layers

open Functional

[<RequireQualifiedAccess>]
module internal Merging =

    /// A step counts in a sum or an average when it counts in any input; an input without a mask always counts.
    let mergeMasks (scope: Scope) (inputs: Expr list) : Expr option =
        let masks = inputs |> List.map scope.MaskOf
        if List.exists Option.isNone masks then None
        else masks |> List.choose id |> List.reduce Ops.logicalOr |> Some

    /// Inputs of different ranks: sizes of 1 are inserted behind the batch.
    let alignRanks (inputs: Expr list) : Expr list =
        let rank = inputs |> List.map (fun x -> x.Rank) |> List.max
        inputs
        |> List.map (fun x -> Seq.fold (fun x _ -> Ops.expandDims 1 x) x (seq { 1 .. rank - x.Rank }))

/// Sum of the inputs, broadcast. n × [...] → [...].
type Add() =
    interface ILayer with
        member _.Build(scope, inputs) =
            if inputs.Length < 1 then
                raise (ShapeException "expects at least one input, got none")
            let output = inputs |> Merging.alignRanks |> List.reduce (+)
            scope.SetMask(output, Merging.mergeMasks scope inputs)
            [ output ]

/// The inputs behind each other along an axis.
type Concatenate = {
    /// Axis along which to join; negative counts from the end.
    Axis: int
} with

    static member Create() = { Axis = -1 }

    interface ILayer with
        member this.Build(scope, inputs) =
            if inputs.IsEmpty then
                raise (ShapeException "expects at least one input, got none")
            let output = Ops.concat this.Axis inputs
            let masks = inputs |> List.map scope.MaskOf
            if List.exists Option.isSome masks then
                // An input without a mask counts everywhere.
                let full (x: Expr) (mask: Expr option) =
                    match mask with
                    | None -> Ops.fullLike x DType.Bool 1.0
                    | Some mask when mask.Rank < x.Rank -> Ops.broadcastLike x (Ops.expandDims -1 mask)
                    | Some mask -> mask
                let joined = List.map2 full inputs masks |> Ops.concat this.Axis
                scope.SetMask(output, Some(Ops.any [ -1 ] joined))
            [ output ]
