/// Random valid graphs over the operations, with data.
module Functional.Tests.Generators

open System
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples

/// A graph, by the seed of the choices in it and their number. Fewer steps are the beginning of the same graph.
type GraphSpec = { Seed: int; Steps: int }

/// What may stand in a graph.
type Kind =
    /// Every operation, dtype and size.
    | Any
    /// float64 values that change smoothly with all inputs.
    | Smooth

type private Choices(seed: int) =
    let random = Random seed
    member _.Below count = random.Next count
    member this.Of(items: 'a list) = items[this.Below items.Length]
    member this.Chance percent = this.Below 100 < percent

let private limit = 160L

let private smoothUnaries = [
    Unary.Neg
    Unary.Square
    Unary.Sin
    Unary.Cos
    Unary.Atan
    Unary.Tanh
    Unary.Erf
    Unary.Sigmoid
    Unary.LogSigmoid
    Unary.Softplus
    Unary.Silu
    Unary.Gelu true
    Unary.Gelu false
]

let private otherUnaries = [
    Unary.Abs
    Unary.Relu
    Unary.Sign
    Unary.Floor
    Unary.Elu 0.5
    Unary.Selu
    Unary.LeakyRelu 0.1
]

/// A graph with data, and every expression in it.
let build (kind: Kind) (spec: GraphSpec) : Sample * Expr list =
    let choices = Choices spec.Seed
    let inputs = ResizeArray<Expr * HostArray>()
    let fresh (dims: (Dim * int64) list) =
        let name = $"x{inputs.Count}"
        let data =
            host DType.Float64 (List.map snd dims) (spread (spec.Seed + inputs.Count) (product (List.map snd dims)))
        let input = Ops.input name (Shape.ofDims (List.map fst dims)) DType.Float64
        inputs.Add(input, data)
        input
    let dims = [ batch 3L; time 4L; k 1L; k 2L; k 3L; k 4L ]
    let shapes = [
        [ batch 3L; k 2L ]
        [ batch 3L; time 4L; k 2L ]
        [ batch 3L; k 3L ]
        [ k 4L ]
        [ batch 3L; k 4L; k 2L ]
        [ batch 3L; k 1L ]
    ]
    let pool = ResizeArray<Expr>()
    pool.Add(fresh (choices.Of shapes))
    pool.Add(fresh (choices.Of shapes))
    let names =
        sizesByName [
            for dim, size in dims do
                if not (Dim.isKnown dim) then
                    Ops.input "" (Shape.ofDims [ dim ]) DType.Float32,
                    host DType.Float32 [ size ] (Array.zeroCreate (int size))
        ]
    let sizes (x: Expr) = x.Shape.Dims |> List.map (sizeOf names)
    let known (x: Expr) = sizes x |> List.forall Option.isSome
    let actual (x: Expr) = sizes x |> List.map (Option.defaultValue 0L)
    let fits (a: Expr) (b: Expr) =
        let pad rank sizes = List.replicate (rank - List.length sizes) 1L @ sizes
        let rank = max a.Rank b.Rank
        let a', b' = pad rank (actual a), pad rank (actual b)
        // Two names that meet are taken for one size, so they must be one.
        known a
        && known b
        && List.forall2 (fun x y -> x = y || x = 1L || y = 1L) a' b'
        && [ Shape.tryBroadcast a.Shape b.Shape; Shape.tryBroadcast b.Shape a.Shape ]
           |> List.forall (function
               | Some shape -> List.map (sizeOf names) shape.Dims = List.map2 (fun x y -> Some(max x y)) a' b'
               | None -> false)
    let axis (x: Expr) = choices.Below x.Rank
    let someAxes (x: Expr) = Ops.axes x |> List.filter (fun _ -> choices.Chance 50)
    let fixedAxes (x: Expr) = Ops.axes x |> List.filter (fun axis -> Dim.isKnown x.Shape[axis])
    let isFloat (x: Expr) = x.DType = DType.Float64
    let squash (x: Expr) = if choices.Chance 40 then Ops.tanh x else x
    let number (x: Expr) = Ops.scalarLike x (choices.Of [ 0.0; 1.0; -1.0; 2.0; 0.5 ])
    let partner (x: Expr) =
        let fitting = pool |> Seq.filter (fun other -> isFloat other && fits x other) |> List.ofSeq
        if fitting.IsEmpty then x else choices.Of fitting

    let permutation rank = [ 0 .. rank - 1 ] |> List.sortBy (fun _ -> choices.Below 1000)
    let lastKnown (x: Expr) =
        match List.tryLast x.Shape.Dims with
        | Some(Dim.Known size) -> Some size
        | _ -> None

    // Each makes something of a float64 tensor, or nothing where it does not apply.
    let smooth: (Expr -> Expr option) list = [
        fun x -> Some(Expr.Of(Op.Unary(choices.Of smoothUnaries), [ squash x ]))
        fun x ->
            match choices.Below 6 with
            | 0 -> Some(x + number x)
            | 1 -> Some(number x + x)
            | 2 -> Some(x - number x)
            | 3 -> Some(x * number x)
            | 4 -> Some(number x * x)
            | _ -> Some(x / Ops.scalarLike x (choices.Of [ 1.0; 2.0; -1.0 ]))
        fun x -> Some(Ops.pow (Ops.softplus x) (Ops.scalarLike x (choices.Of [ 1.0; 2.0; 0.5 ])))
        fun x -> Some(x + partner x)
        fun x -> Some(Ops.tanh x * partner x)
        fun x -> Some(x - partner x)
        fun x -> Some(partner x / (Ops.square (Ops.tanh x) + 1.0))
        fun x -> Some(Ops.log (Ops.square (Ops.tanh x) + 1.0))
        fun x -> Some(-(-x))
        fun x -> Some(Expr.Of(Op.Cast DType.Float64, [ x ]))
        fun x -> Some(Ops.mean (someAxes x) x)
        fun x -> Some(Expr.Of(Op.Reduce(Reduction.Mean, someAxes x, true), [ x ]))
        fun x -> Some(Ops.sum (Ops.axes x |> List.filter (fun axis -> actual x |> List.item axis = 1L)) x)
        fun x -> if x.Rank < 4 then Some(Ops.expandDims (choices.Below(x.Rank + 1)) x) else None
        fun x ->
            match Ops.axes x |> List.filter (fun axis -> x.Shape[axis] = Dim.Known 1L) with
            | [] -> None
            | axes -> Some(Ops.squeeze (choices.Of axes) x)
        fun x -> if x.Rank > 1 then Some(Ops.reshapeTo [ Extent.Of(0, 0); Extent.Rest ] x) else None
        fun x -> Some(Ops.reshape [ -1L ] x)
        fun x -> Some(Ops.transpose (permutation x.Rank) x)
        fun x -> if x.Rank > 1 then Some(Expr.Of(Op.Transpose(Ops.axes x), [ x ])) else None
        fun x ->
            let target = partner x
            if target.Rank >= x.Rank && (Shape.tryBroadcast x.Shape target.Shape = Some target.Shape) then
                Some(Ops.broadcastLike target x)
            else
                None
        fun x -> if x.Rank > 0 then Some(Ops.concat (axis x) [ x; Ops.sin x ]) else None
        fun x ->
            // Joined and taken apart again.
            match fixedAxes x with
            | [] -> None
            | axes ->
                let axis = choices.Of axes
                let size = actual x |> List.item axis
                let joined = Ops.concat axis [ Ops.cos x; x ]
                Some(
                    if choices.Chance 50 then Ops.slice axis size (2L * size) joined else Ops.slice axis 0L size joined
                )
        fun x ->
            // Taken apart and joined again.
            match fixedAxes x |> List.filter (fun axis -> List.item axis (actual x) > 1L) with
            | [] -> None
            | axes ->
                let axis = choices.Of axes
                let size = actual x |> List.item axis
                Some(Ops.concat axis [ Ops.slice axis 0L 1L x; Ops.slice axis 1L size x ])
        fun x ->
            if x.Rank > 0 then Some(Expr.Of(Op.Slice(axis x, 0L, None, int64 (1 + choices.Below 2)), [ x ])) else None
        fun x -> if x.Rank > 0 then Some(Expr.Of(Op.Slice(axis x, -1L, None, 1L), [ x ])) else None
        fun x -> Some(Ops.flip (someAxes x) x)
        fun x ->
            let before = Ops.axes x |> List.map (fun _ -> choices.Below 2)
            Some(Ops.pad before (List.rev before) 0.5 x)
        fun x -> if x.Rank > 0 then Some(Ops.cumsum (axis x) x) else None
        fun x ->
            lastKnown x
            |> Option.map (fun width ->
                let kernel = fresh [ k width; k (int64 (1 + choices.Below 3)) ]
                let product = Ops.tanh x *@ kernel
                match choices.Below 4 with
                | 0 -> product
                | 1 -> product + fresh [ kernel.Shape[1], (snd inputs[inputs.Count - 1]).Shape[1] ]
                | 2 -> fresh [ kernel.Shape[1], (snd inputs[inputs.Count - 1]).Shape[1] ] + product
                | _ -> Ops.linear x kernel (fresh [ kernel.Shape[1], (snd inputs[inputs.Count - 1]).Shape[1] ]))
        fun x -> if x.Rank > 0 then Some(Ops.softmax (axis x) x) else None
        fun x -> if x.Rank > 0 then Some(Ops.logSoftmax (axis x) (Ops.tanh x)) else None
        fun x ->
            match x.Rank, lastKnown x with
            | 3, Some channels when List.item 1 (actual x) > 1L ->
                let padding = choices.Of [ Padding.Same; Padding.Causal; Padding.Valid ]
                let kernel = fresh [ k 2L; k channels; k 2L ]
                let y = Ops.conv (window [ 1 + choices.Below 2 ] padding [ 1 ]) 1 (Ops.tanh x) kernel
                Some(if choices.Chance 50 then y + fresh [ k 2L ] else y)
            | _ -> None
        fun x ->
            match x.Rank, lastKnown x with
            | 3, Some channels ->
                let stride = 1 + choices.Below 2
                let window = window [ stride ] (choices.Of [ Padding.Same; Padding.Valid ]) [ 1 ]
                Some(Ops.convTranspose window [ choices.Below stride ] (Ops.tanh x) (fresh [ k 2L; k 2L; k channels ]))
            | _ -> None
        fun x ->
            if x.Rank = 3 then
                Some(Expr.Of(Op.AdaptivePool(PoolKind.Average, [ 1 + choices.Below 3 ]), [ x ]))
            else
                None
        fun x ->
            match x.Rank with
            | 3 when List.item 1 (actual x) > 1L ->
                Some(
                    Ops.pool PoolKind.Average [ 2 ] (window [ 2 ] (choices.Of [ Padding.Same; Padding.Valid ]) [ 1 ]) x
                )
            | _ -> None
        fun x ->
            match x.Rank, lastKnown x with
            | rank, Some width when rank > 1 ->
                let part () = fresh [ k width ]
                let variance = Ops.square (part ())
                Some(Expr.Of(Op.BatchNormInference 1e-2, [ x; part (); part (); part (); variance ]))
            | _ -> None
        fun x ->
            match x.Rank, lastKnown x with
            | rank, Some width when rank > 1 && product (actual x) / width > 1L ->
                Some(Expr.Outputs(Op.BatchNorm 0.1, [ Ops.tanh x; fresh [ k width ]; fresh [ k width ] ]).Head)
            | _ -> None
        fun x ->
            if x.Rank = 3 then
                let start = Ops.sum [ 1 ] x * 0.1
                let outputs, states =
                    Ops.scan { Reverse = choices.Chance 50 } [ x; Ops.sin x ] [ start; start; start ] (fun xs states ->
                        let h = Ops.tanh (xs.Head + states.Head * 0.5 + 0.0)
                        [ h; h * xs[1] ], [ h; states[1] + h; states[2] * 0.9 ])
                Some(choices.Of(outputs @ states))
            else
                None
        fun x ->
            if x.Rank > 0 && actual x |> List.head > 1L then
                Some(Ops.take 0 x (Ops.constant (host DType.Int32 [ 2L ] [| 1.0; 0.0 |])))
            else
                None
        fun x -> Some(Expr.Of(Op.Dropout(choices.Of [ 0.0; 0.4 ], [], int64 (choices.Below 3)), [ x ]))
        fun x ->
            lastKnown x
            |> Option.map (fun width ->
                let p = Ops.softmax -1 x
                let target = Ops.softmax -1 (Ops.cos x)
                if width > 1L then
                    Expr.Of(Op.CrossEntropy, [ p; target ])
                else
                    Expr.Of(Op.SigmoidCrossEntropy, [ x; target ]))
        fun x -> Some(Expr.Of(Op.BinaryCrossEntropy, [ 0.1 + 0.8 * Ops.sigmoid x; Ops.sigmoid (Ops.cos x) ]))
        // The same once more.
        fun _ ->
            let node = (choices.Of(List.ofSeq pool)).Node
            match node.Op with
            | Op.Input _ -> None
            | _ -> Some (Expr.Outputs(node.Op, node.Args)).Head
    ]
    let other: (Expr -> Expr option) list = [
        fun x -> Some(Expr.Of(Op.Unary(choices.Of otherUnaries), [ x ]))
        fun x -> Some(Ops.maximum x (partner x))
        fun x -> Some(Ops.clip -0.5 0.5 x)
        fun x ->
            let y = partner x
            Some(Ops.where (Ops.greater x y) x y)
        fun x -> Some(Ops.where (Ops.scalar DType.Bool (float (choices.Below 2))) x (Ops.sin x))
        fun x -> Some(Ops.where (Ops.greater x (number x)) x x)
        fun x ->
            let condition = Ops.logicalOr (Ops.lessEqual x (number x)) (Ops.logicalNot (Ops.isFinite x))
            Some(condition |> Ops.cast (choices.Of DType.all) |> Ops.cast DType.Float64)
        // Gradients in narrow types would differ by their rounding.
        fun x ->
            let narrow = choices.Of [ DType.Float32; DType.Int32; DType.Int64; DType.BFloat16 ]
            Some(Ops.stopGradient x |> Ops.cast narrow |> Ops.cast DType.Float64)
        fun x -> Some(Ops.max (someAxes x) x)
        fun x -> Some(Ops.stopGradient (Ops.stopGradient x))
        fun x -> if x.Rank > 0 then Some(Ops.argmax (axis x) x |> Ops.cast DType.Float64) else None
        fun x -> if x.Rank > 0 && x.Rank < 4 then Some(Ops.oneHot 3 DType.Float64 (Ops.argmax (axis x) x)) else None
        fun x -> Some(x / Ops.count DType.Float64 (someAxes x) x)
        fun x ->
            let width = int64 (2 + choices.Below 2)
            if x.Rank = 0 then
                None
            else
                let table = fresh [ k (List.last (actual x)); k width ]
                Some(Ops.embedding table (Ops.argmax -1 x))
        fun x ->
            if x.Rank = 0 then
                None
            else
                let rows = k (List.last (actual x))
                let table, other = fresh [ rows; k 2L ], fresh [ rows; k 1L ]
                let ids, others = Ops.argmax -1 x, Ops.argmax -1 (Ops.sin x)
                if choices.Chance 50 then
                    Some(Ops.embeddings (Ops.stack -1 [ ids; others ]) [ table; other ])
                else
                    let parts = [ table, ids; other, others; table, others ]
                    Some(Ops.concat -1 [ for table, ids in parts -> Ops.embedding table ids ])
        fun x ->
            let like = x
            let extents = [ for axis in 0 .. like.Rank - 1 -> Extent.Of(0, axis) ]
            let drawn =
                Expr.Of(
                    Op.Random(
                        choices.Of [ Distribution.Uniform(0.0, 1.0); Distribution.Normal(0.0, 1.0) ],
                        extents,
                        DType.Float64,
                        int64 (choices.Below 2)
                    ),
                    [ like ]
                )
            Some(x + drawn)
        fun x ->
            match lastKnown x with
            | Some width when width > 1L && x.Rank > 1 ->
                Some(Expr.Of(Op.SparseCrossEntropy, [ Ops.tanh x; Ops.argmax -1 (Ops.sin x) ]))
            | _ -> None
        fun x ->
            match lastKnown x, x.Rank with
            | Some width, 3 when List.item 1 (actual x) > 1L ->
                ignore width
                Some(Ops.pool PoolKind.Max [ 2 ] (window [ 1 ] (choices.Of [ Padding.Same; Padding.Valid ]) [ 1 ]) x)
            | _ -> None
    ]
    let moves =
        match kind with
        | Any -> smooth @ smooth @ other @ other
        | Smooth -> smooth
    for _ in 1 .. spec.Steps do
        // Later tensors are taken more often, so that graphs grow deep.
        let from = if choices.Chance 60 then max 0 (pool.Count - 3) else 0
        let source = pool[from + choices.Below(pool.Count - from)]
        let attempt () =
            let move = choices.Of moves
            match move source with
            | Some result when
                isFloat result
                && known result
                && product (actual result) <= limit
                && product (actual result) > 0L
                && result.Rank <= 4
                ->
                pool.Add result
                true
            | _ -> false
        Seq.initInfinite (fun _ -> attempt ()) |> Seq.truncate 8 |> Seq.exists id |> ignore
    let outputs = [ pool[pool.Count - 1]; pool[pool.Count / 2]; pool[max 0 (pool.Count - 3)] ]
    sampleOf (string spec) (List.ofSeq inputs) outputs, List.ofSeq pool

type Arbitraries =
    static member GraphSpec() =
        let generator =
            gen {
                let! seed = Gen.choose (1, 1_000_000)
                let! steps = Gen.choose (1, 14)
                return { Seed = seed; Steps = steps }
            }
        Arb.fromGenShrink (
            generator,
            fun spec -> seq { for steps in 1 .. spec.Steps - 1 -> { spec with Steps = steps } }
        )

[<assembly: FsCheck.Xunit.Properties(Arbitrary = [| typeof<Arbitraries> |])>]
do ()
