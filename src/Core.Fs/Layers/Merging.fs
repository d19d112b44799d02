namespace Functional.Layers

open Functional

[<RequireQualifiedAccess>]
module internal Merging =

    /// A step counts in a sum or an average when it counts in any input; an input without a mask always counts.
    let mergeMasks (scope: Scope) (inputs: Expr list) : Expr option =
        let masks = inputs |> List.map scope.MaskOf
        if List.exists Option.isNone masks then None else masks |> List.choose id |> List.reduce Ops.logicalOr |> Some

    /// Inputs of different ranks: sizes of 1 are inserted behind the batch.
    let alignRanks (inputs: Expr list) : Expr list =
        let rank = inputs |> List.map (fun x -> x.Rank) |> List.max
        inputs |> List.map (fun x -> Seq.fold (fun x _ -> Ops.expandDims 1 x) x (seq { 1 .. rank - x.Rank }))

    /// Elements of each input with whether they count; nothing for an input without a mask.
    let withMasks (scope: Scope) (inputs: Expr list) : (Expr * Expr option) list =
        let counts (x: Expr) (mask: Expr) =
            let mask = Seq.fold (fun mask _ -> Ops.expandDims -1 mask) mask (seq { 1 .. x.Rank - mask.Rank })
            Ops.broadcastLike x mask
        List.map2 (fun (input: Expr) x -> x, scope.MaskOf input |> Option.map (counts x)) inputs (alignRanks inputs)

    /// Combines elements where both count, and takes the other where one does not; the first where none does.
    let choose (merge: Expr -> Expr -> Expr) (parts: (Expr * Expr option) list) : Expr =
        let both (a: Expr, aCounts: Expr option) (b: Expr, bCounts: Expr option) =
            let b = bCounts |> Option.fold (fun b counts -> Ops.where counts b a) b
            let a = aCounts |> Option.fold (fun a counts -> Ops.where counts a b) a
            merge a b, Option.map2 Ops.logicalOr aCounts bCounts
        parts |> List.reduce both |> fst

/// Inputs of shapes that broadcast, combined element by element. n × [...] → [...].
[<AbstractClass>]
type Merge internal (least: int, most: int option) =
    inherit WithoutSettings()

    /// The output, from inputs with the masks of their elements.
    abstract Combine: (Expr * Expr option) list -> Expr

    interface ILayer with
        member this.Build(scope, inputs) =
            match most with
            | Some most when inputs.Length <> most ->
                raise (ShapeException $"expects {most} inputs, got {inputs.Length}")
            | _ when inputs.Length < least ->
                raise (ShapeException $"expects at least {least} inputs, got {inputs.Length}")
            | _ -> ()
            let output = Merging.withMasks scope inputs |> this.Combine
            scope.SetMask(output, Merging.mergeMasks scope inputs)
            [ output ]

/// Sum of the inputs, broadcast. n × [...] → [...].
type Add() =
    inherit Merge(1, None)
    override _.Combine parts = parts |> List.map fst |> List.reduce (+)

/// The first of two inputs less the second, broadcast. 2 × [...] → [...].
type Subtract() =
    inherit Merge(2, Some 2)
    override _.Combine parts = parts |> List.map fst |> List.reduce (-)

/// Product of the inputs, broadcast. A masked step counts as one, and is zero where no input counts. n × [...] → [...].
type Multiply() =
    inherit Merge(1, None)
    override _.Combine parts =
        let factor (x: Expr, counts: Expr option) =
            counts |> Option.fold (fun x counts -> Ops.where counts x (Ops.scalarLike x 1.0)) x
        let product = parts |> List.map factor |> List.reduce (*)
        if parts |> List.exists (snd >> Option.isNone) then
            product
        else
            let any = parts |> List.choose snd |> List.reduce Ops.logicalOr
            Ops.where any product (Ops.scalarLike product 0.0)

/// Mean of the inputs, broadcast. Keras: masked steps are averaged like others. n × [...] → [...].
type Average() =
    inherit Merge(1, None)
    override _.Combine parts = (parts |> List.map fst |> List.reduce (+)) / float parts.Length

/// Largest of the inputs, broadcast. A masked step does not count. n × [...] → [...].
type Maximum() =
    inherit Merge(1, None)
    override _.Combine parts = Merging.choose Ops.maximum parts

/// Smallest of the inputs, broadcast. A masked step does not count. n × [...] → [...].
type Minimum() =
    inherit Merge(1, None)
    override _.Combine parts = Merging.choose Ops.minimum parts

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
