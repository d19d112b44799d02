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

/// Sums of products of two inputs along an axis of each, sample by sample. 2 × [batch, ...] → [batch, rest of the first, rest of the
/// second], (batch, 1) where nothing is left.
type Dot = {
    /// The axis of both inputs, or one of each; negative counts from the end, and the samples are axis 0.
    [<NumberOrList>]
    Axes: int list
    /// Whether both are divided by their length along it first, which makes the sum the cosine of their angle.
    Normalize: bool
} with

    static member Create axes = { Axes = axes; Normalize = false }

    // Samples, what is left of the other axes in order, and the axis of the products at a place.
    member private this.Flat(scope: Scope, input: int, at: int, x: Expr) : Expr * Dim list =
        let axis = Functional.Shape.axis x.Shape (if this.Axes.Length = 1 then this.Axes.Head else this.Axes[input])
        scope.Require(axis > 0, $"axes must be others than the samples', got {this.Axes}")
        let x = if this.Normalize then Ops.normalize [ axis ] 1e-7 x else x
        let rest = x.Shape.Dims |> List.removeAt axis |> List.tail
        let moved = Ops.moveAxis axis (if at = 1 then 1 else x.Rank - 1) x
        let sum = Extent.Of(0, (if at = 1 then 1 else x.Rank - 1))
        let extents = [ Extent.Of(0, 0); Extent.Rest ] |> List.insertAt at sum
        Ops.reshapeTo extents moved, rest

    interface ILayer with
        member this.Build(scope, inputs) =
            scope.Require(
                this.Axes.Length = 1 || this.Axes.Length = 2,
                $"axes must be one number or two, got {this.Axes}"
            )
            match inputs with
            | [ x; y ] ->
                let x, restOfX = this.Flat(scope, 0, 2, x)
                let y, restOfY = this.Flat(scope, 1, 1, y)
                let sizes axis (rest: Dim list) =
                    match rest with
                    | [ _ ] -> [ Extent.Of(0, axis) ]
                    | several -> [
                        for dim in several ->
                            match dim with
                            | Dim.Known size -> Extent.Size size
                            | Dim.Unknown _ -> Extent.Rest
                      ]
                let sizes = sizes 1 restOfX @ sizes 2 restOfY
                let sizes = if sizes.IsEmpty then [ Extent.Size 1L ] else sizes
                [ Ops.reshapeTo (Extent.Of(0, 0) :: sizes) (x *@ y) ]
            | _ -> raise (ShapeException $"expects 2 inputs, got {inputs.Length}")
