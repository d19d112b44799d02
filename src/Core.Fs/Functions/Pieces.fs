/// Functions of <c>keras.ops</c> about pieces of tensors: blocks at a place, sequences, segments.
module internal Functional.Functions.Pieces

open Functional
open Functional.Row

let private starts = wholes "start_indices" |> ofCall

let private startsOf (a: Arguments) (x: Expr) =
    let starts = a.Wholes "start_indices"
    if starts.Length <> x.Rank || List.exists (fun start -> start < 0) starts then
        raise (
            ShapeException
                $"""start_indices must be one of at least 0 for each axis of {x.Shape}, got {a.Item "start_indices"}"""
        )
    List.map int64 starts

let private requireInside axis start size (x: Expr) =
    match x.Shape[axis] with
    | Dim.Known whole when start + size > whole ->
        raise (ShapeException $"{size} elements from {start} on do not fit axis {axis} of {x.Shape}")
    | _ -> ()

// Keras: −1 is all that is left of an axis.
let private slice (a: Arguments) =
    let x = a.Tensor "inputs"
    let starts, sizes = startsOf a x, a.Wholes "shape"
    if sizes.Length <> x.Rank || List.exists (fun size -> size < -1) sizes then
        raise (ShapeException $"""shape must be a size for each axis of {x.Shape}, got {a.Item "shape"}""")
    (x, List.indexed (List.zip starts sizes))
    ||> List.fold (fun x (axis, (start, size)) ->
        if size = -1 then
            Expr.Of(Op.Slice(axis, start, None, 1L), [ x ])
        else
            requireInside axis start (int64 size) x
            Ops.slice axis start (start + int64 size) x)

let private sliceUpdate (a: Arguments) =
    let x, updates = a.Tensor "inputs", a.Tensor "updates"
    let starts = startsOf a x
    if updates.Rank <> x.Rank then
        raise (ShapeException $"updates must have the axes of {x.Shape}, got {updates.Shape}")
    let sizes = [ for axis in 0 .. x.Rank - 1 -> Places.sizeOf "slice_update" axis updates ]
    List.iteri2 (fun axis start size -> requireInside axis start size x) starts sizes
    let ends =
        List.mapi2 (fun axis start size -> int (Places.sizeOf "slice_update" axis x - start - size)) starts sizes
    let before = List.map int starts
    let updates = Ops.cast x.DType updates
    let isNew = Ops.fullLike updates DType.Int32 1.0 |> Ops.pad before ends 0.0 |> Ops.cast DType.Bool
    Ops.where isNew (Ops.pad before ends 0.0 updates) x

let private sequences (a: Arguments) =
    let x, length, stride = a.Tensor "x", a.Whole "sequence_length", a.Whole "sequence_stride"
    if x.Rank = 0 then
        raise (ShapeException "extract_sequences needs at least one axis, got a number")
    let size = Places.sizeOf "extract_sequences" (x.Rank - 1) x
    if length < 1 || stride < 1 || int64 length > size then
        raise (
            ConfigurationException
                $"sequences need a length in [1, {size}] and a stride of at least 1, got {length} and {stride}"
        )
    let count = (int size - length) / stride + 1
    [
        for sequence in 0 .. count - 1 do
            for at in 0 .. length - 1 -> sequence * stride + at
    ]
    |> Places.wholes
    |> Ops.reshape [ int64 count; int64 length ]
    |> Ops.take (x.Rank - 1) x

// An index outside of the segments counts for none.
let private segments (neutral: DType -> float) (reduce: int list -> Expr -> Expr) (a: Arguments) =
    let x, ids = a.Tensor "data", a.Tensor "segment_ids"
    if x.Rank = 0 || ids.Rank <> 1 || ids.DType.IsFloat then
        raise (
            ShapeException
                $"segments need data and a vector of whole numbers, got {x.Shape} and {ids.DType} {ids.Shape}"
        )
    let isOf =
        match a.TryWhole "num_segments" with
        | Some number -> Ops.oneHot number DType.Bool ids
        | None ->
            // As many as the largest says.
            let ids = if ids.DType = DType.Bool then Ops.cast DType.Int32 ids else ids
            let counted = Ops.maximum ids (Ops.scalarLike ids 0.0)
            let numbers = Expr.Of(Op.Special(Special.BinCount 0), [ counted ]) |> Counting.along 0
            Ops.equal (Ops.expandDims 1 ids) (Ops.cast ids.DType numbers)
    let isOf = (isOf, [ 3 .. x.Rank + 1 ]) ||> List.fold (fun isOf _ -> Ops.expandDims -1 isOf)
    let found =
        Ops.where isOf (Ops.expandDims 1 x) (Ops.scalar x.DType (neutral x.DType)) |> reduce [ 0 ] |> Ops.cast x.DType
    if x.DType.IsFloat || neutral x.DType <= 1.0 then
        found
    else
        // Keras (on PyTorch): of no element the smallest is infinite, which as a whole number is the least that there is.
        Ops.where (Ops.any [ 0 ] isOf) found (Ops.scalar x.DType (fst (DType.range x.DType)))

let private segmented name doc neutral reduce =
    one
        "math"
        name
        $"{doc} of each segment along the first axis."
        [ tensor "data"; tensor "segment_ids"; whole "num_segments" |> orNone; flag "sorted" |> orFalse ]
        (segments neutral reduce)

let private saturateCast (a: Arguments) =
    let x = a.Tensor "x"
    let dtype = a.DType("dtype", x.DType)
    let low, high = DType.range dtype
    let ownLow, ownHigh = DType.range x.DType
    if ownLow >= low && ownHigh <= high then
        Ops.cast dtype x
    elif dtype = DType.Bool then
        Ops.cast dtype (Ops.greater x (Ops.scalarLike x 0.0))
    elif x.DType.IsFloat && not dtype.IsFloat then
        // A double holds the bounds of all whole types but those of int64, which are rounded inwards.
        Ops.cast DType.Float64 x |> Ops.clip low high |> Ops.cast dtype
    else
        Ops.clip (max low ownLow) (min high ownHigh) x |> Ops.cast dtype

let private infinite sign (dtype: DType) =
    let low, high = DType.range dtype
    if dtype.IsFloat then sign * infinity
    elif sign < 0.0 then low
    else high

// Keras: whole numbers of Python's.
let private sizeOf axes (x: Expr) = Ops.count DType.Int32 axes x

let all: Function list = [
    several "core" "shape" "The size of each axis, int32." [ tensor "x" ] (fun a ->
        let x = a.Tensor "x"
        [ for axis in Ops.axes x -> sizeOf [ axis ] x ])
    one "numpy" "ndim" "The number of axes, int32." [ tensor "x" ] (fun a ->
        Ops.scalar DType.Int32 (float (a.Tensor "x").Rank))
    one "core" "slice" "The block of a shape at a place." [ tensor "inputs"; starts; wholes "shape" ] slice
    one
        "core"
        "slice_update"
        "The tensor with a block of others at a place."
        [ tensor "inputs"; starts; tensor "updates" ]
        sliceUpdate
    one
        "core"
        "saturate_cast"
        "The tensor with elements of another type, the nearest that it has."
        [ tensor "x"; dtype "dtype" ]
        saturateCast
    one
        "math"
        "extract_sequences"
        "Sequences of the last axis of one length, each a stride behind the one before."
        [ tensor "x"; whole "sequence_length"; whole "sequence_stride" ]
        sequences
    segmented "segment_sum" "Sum" (fun _ -> 0.0) Ops.sum
    segmented "segment_prod" "Product" (fun _ -> 1.0) Ops.prod
    segmented "segment_max" "The largest" (infinite -1.0) Ops.max
    segmented "segment_min" "The smallest" (infinite 1.0) Ops.min
]
