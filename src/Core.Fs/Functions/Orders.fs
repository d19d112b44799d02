/// Functions of <c>keras.ops</c> about the order of elements, how often they are there, and where.
module internal Functional.Functions.Orders

open Functional
open Functional.Row

let private int64s value = Ops.scalar DType.Int64 value

// Truths have an order as numbers.
let private ordered (x: Expr) = if x.DType = DType.Bool then Ops.cast DType.UInt8 x else x

// Along one axis, or of all elements in order where none is named.
let private alongOne (a: Arguments) (x: Expr) =
    match a.TryWhole "axis" with
    | Some axis -> x, Shape.axis x.Shape axis
    | None -> Reductions.flat x, 0

let private argsort (a: Arguments) =
    let x, axis = alongOne a (a.Tensor "x")
    Linalg.argsort axis false (ordered x)

let private topPlaces count isSorted (x: Expr) = Expr.Of(Op.Special(Special.TopK(count, isSorted)), [ x ])

let private requireLast what least (x: Expr) =
    if x.Rank = 0 then
        raise (ShapeException $"{what} needs at least one axis, got a number")
    match x.Shape[-1] with
    | Dim.Known size when size < int64 least ->
        raise (ShapeException $"{what} needs at least {least} elements on the last axis, got {x.Shape}")
    | _ -> ()

let private topK (a: Arguments) =
    let x, k = a.Tensor "x", a.Whole "k"
    if k < 0 then
        raise (ConfigurationException $"k must be at least 0, got {k}")
    requireLast "top_k" k x
    let last = x.Rank - 1
    let order =
        if a.Flag "is_stable" then
            Linalg.argsort last true (ordered x) |> Ops.slice last 0L (int64 k) |> Ops.cast DType.Int64
        else
            topPlaces k (a.Flag "sorted") (ordered x)
    [ Places.gather last x order; order ]

// Keras (on PyTorch): fractions are cut off before.
let private argPartition (a: Arguments) =
    let x, axis = alongOne a (a.Tensor "x")
    let kth = a.Whole "kth"
    let size = int (Places.sizeOf "argpartition" axis x)
    let place = if kth < 0 then kth + size else kth
    if place < 0 || place >= size then
        raise (ConfigurationException $"kth must be in [{-size}, {size}), got {kth}")
    let last = x.Rank - 1
    let rows = Forms.swapAxes axis last (Ops.cast DType.Int32 x)
    let below = topPlaces (place + 1) true -rows
    let isBelow = Ops.oneHot size DType.Bool below |> Ops.any [ last ]
    let above = Ops.logicalNot isBelow |> Ops.cast DType.Int32 |> topPlaces (size - place - 1) true
    Ops.concat last [ below; above ] |> Ops.cast DType.Int32 |> Forms.swapAxes axis last

let private nonzero (x: Expr) = Expr.Of(Op.Special Special.NonZero, [ x ])

let private unique (a: Arguments) =
    let x = a.Tensor "x"
    let flat, axis = alongOne a x
    let rows = Ops.moveAxis axis 0 flat
    match Expr.Outputs(Op.Special Special.Unique, [ rows ]) with
    | [ values; first; inverse; counts ] ->
        let sized fill (found: Expr) =
            match a.TryWhole "size" with
            | Some size when size < 0 -> raise (ConfigurationException $"size must be at least 0, got {size}")
            | Some size ->
                let none = List.replicate found.Rank 0
                Ops.pad none (size :: none.Tail) fill found |> Ops.slice 0 0L (int64 size)
            | None -> found
        let fill = a.TryReal "fill_value" |> Option.defaultValue 0.0
        [
            sized fill values |> Ops.moveAxis 0 axis
            if a.Flag "return_index" then
                sized 1.0 first
            if a.Flag "return_inverse" then
                if a.IsNull "axis" && x.Rank <> 1 then
                    Expr.Of(Op.Reshape [ for axis in Ops.axes x -> Extent.Of(1, axis) ], [ inverse; x ])
                else
                    inverse
            if a.Flag "return_counts" then
                sized 0.0 counts
        ]
    | _ -> invalidOp "unique"

let private bincount (a: Arguments) =
    if a.Flag "sparse" then
        raise (UnsupportedException "bincount with sparse")
    let x, weights, least = a.Tensor "x", a.TryTensor "weights", a.Whole "minlength"
    if x.DType.IsFloat || x.DType = DType.Bool || x.Rank < 1 || x.Rank > 2 then
        raise (ShapeException $"bincount needs one or two axes of whole numbers, got {x.DType} {x.Shape}")
    if least < 0 then
        raise (ConfigurationException $"minlength must be at least 0, got {least}")
    let dtype =
        match weights with
        | Some weights -> DType.promote x.DType weights.DType
        | None -> DType.Int32
    let count args = Expr.Of(Op.Special(Special.BinCount least), args)
    if x.Rank = 1 then
        count (x :: Option.toList weights) |> Ops.cast dtype
    else
        // Each row as long as the longest.
        let bins = count [ Reductions.flat x ] |> Counting.along 0 |> Ops.cast x.DType
        let isOf = Ops.equal (Ops.expandDims -1 x) bins
        match weights with
        | Some weights -> Ops.sum [ 1 ] (Ops.cast dtype isOf * Ops.expandDims -1 (Ops.cast dtype weights))
        | None -> Ops.sum [ 1 ] (Ops.cast dtype isOf)

let private histogram (a: Arguments) =
    let x, bins = a.Tensor "x", a.Whole "bins"
    if bins < 1 || bins > (1 <<< 24) then
        raise (ConfigurationException $"bins must be in [1, {1 <<< 24}], got {bins}")
    if x.Rank > 1 || not x.DType.IsFloat then
        raise (ShapeException $"histogram needs a vector of floats, got {x.DType} {x.Shape}")
    let x = Reductions.flat x
    let low, high =
        match a.Item "range" with
        | ArgumentValue.Null -> Ops.min [ 0 ] x, Ops.max [ 0 ] x
        | _ ->
            match a.Reals "range" with
            | [ low; high ] when low <= high -> Ops.scalarLike x low, Ops.scalarLike x high
            | _ -> raise (ConfigurationException $"""range must be two numbers that rise, got {a.Item "range"}""")
    // All in one place get a bin of their own.
    let half = Ops.where (Ops.equal low high) (Ops.scalarLike x 0.5) (Ops.scalarLike x 0.0)
    let low, high = low - half, high + half
    let step = (high - low) / float bins
    let edges = [
        for i in 0..bins -> if 2 * i < bins + 1 then low + step * float i else high - step * float (bins - i)
    ]
    let edges = Ops.stack 0 edges
    let points = Ops.expandDims 1 x
    let isIn =
        Ops.logicalAnd
            (Ops.greaterEqual points (Ops.slice 0 0L (int64 bins) edges))
            (Ops.less points (Ops.slice 0 1L (int64 bins + 1L) edges))
    // The last bin has its end too.
    let isLast =
        Places.wholes [ for bin in 0 .. bins - 1 -> bin ]
        |> fun bin -> Ops.equal bin (Ops.scalarLike bin (float (bins - 1)))
    let isIn = Ops.logicalOr isIn (Ops.logicalAnd (Ops.equal points high) isLast)
    [ Ops.sum [ 0 ] (Ops.cast x.DType isIn); edges ]

// The place of each index of some leading axes among their elements in order; one that is outside stays outside.
let private flatten (sizes: Expr list) (indices: Expr) =
    let total = sizes |> List.fold (fun total size -> total * size) (int64s 1.0)
    let folder (place: Expr, isInside: Expr) (axis, size: Expr) =
        let at = Ops.index 1 (int64 axis) indices
        let at = Ops.where (Ops.less at (int64s 0.0)) (at + size) at
        let inside = Ops.logicalAnd (Ops.greaterEqual at (int64s 0.0)) (Ops.less at size)
        place * size + at, Ops.logicalAnd isInside inside
    let first = Ops.index 1 0L indices * int64s 0.0
    let place, isInside = List.indexed sizes |> List.fold folder (first, Ops.equal first first)
    Ops.where isInside place total

let private requireIndices what rank (indices: Expr) =
    if indices.DType.IsFloat || indices.Rank = 0 then
        raise (ShapeException $"{what} needs whole indices, got {indices.DType} {indices.Shape}")
    let width = int (Places.sizeOf what (indices.Rank - 1) indices)
    if width < 1 || width > rank then
        raise (ShapeException $"{what} needs indices of 1 to {rank} axes, got {indices.Shape}")
    width, Ops.cast DType.Int64 indices |> Ops.reshape [ -1L; int64 width ]

let private scatter (a: Arguments) =
    let values = a.Tensor "values"
    let shape =
        a.Sizes "shape"
        |> List.map (function
            | Some size when size >= 0L -> size
            | _ -> raise (ConfigurationException $"""shape must be sizes of at least 0, got {a.Item "shape"}"""))
    let width, indices = requireIndices "scatter" shape.Length (a.Tensor "indices")
    let outer, inner = List.splitAt width shape
    let rows = Ops.reshape (-1L :: inner) values
    let zeros =
        Ops.broadcastTo
            [ for size in List.fold (*) 1L outer :: inner -> Extent.Size size ]
            []
            (Ops.scalar values.DType 0.0)
    let place = flatten [ for size in outer -> int64s (float size) ] indices
    Linalg.scatter Meeting.Add zeros place rows |> Ops.reshape shape

let private scatterUpdate (a: Arguments) =
    let x = a.Tensor "inputs"
    let meeting =
        match a.Item "reduction" with
        | ArgumentValue.Null -> Meeting.Replace
        | _ ->
            match a.Text("reduction", [ "add"; "max"; "min"; "mul" ]) with
            | "add" -> Meeting.Add
            | "max" -> Meeting.Largest
            | "min" -> Meeting.Smallest
            | _ -> Meeting.Multiply
    let width, indices = requireIndices "scatter_update" x.Rank (a.Tensor "indices")
    let outer, inner = [ 0 .. width - 1 ], [ width .. x.Rank - 1 ]
    let rows = Expr.Of(Op.Reshape(Extent.Rest :: [ for axis in inner -> Extent.Of(0, axis) ]), [ x ])
    let updates = Ops.cast x.DType (a.Tensor "updates")
    let updates =
        Ops.broadcastTo
            (Extent.Of(1, 0) :: [ for at in 1 .. inner.Length -> Extent.Of(2, at) ])
            [ indices; rows ]
            updates
    let place = flatten [ for axis in outer -> Ops.count DType.Int64 [ axis ] x ] indices
    let found = Linalg.scatter meeting rows place updates
    Expr.Of(Op.Reshape [ for axis in Ops.axes x -> Extent.Of(1, axis) ], [ found; x ])

let private yes name = flag name |> otherwise (ArgumentValue.Flag true)

let all: Function list = [
    one
        "numpy"
        "argsort"
        "The indices that sort along an axis, or all elements in order, int32; equals keep their order."
        [ tensor "x"; lastAxis |> otherwise (ArgumentValue.Whole -1L) ]
        argsort
    one
        "numpy"
        "argpartition"
        "Indices along an axis with those of the <c>kth + 1</c> smallest before the others, int32."
        [ tensor "x"; whole "kth"; lastAxis ]
        argPartition
    several
        "math"
        "top_k"
        "The <c>k</c> largest of the last axis, and their indices (int64)."
        [ tensor "x"; whole "k"; yes "sorted"; yes "is_stable" ]
        topK
    one "numpy" "nonzero" "Where the elements are that are not 0: a row for each axis, int32." [ tensor "x" ] (fun a ->
        nonzero (a.Tensor "x"))
    {
        several
            "numpy"
            "unique"
            "The different elements, or parts along an axis, sorted; the first index of each, the number of each element among them, how often each is there (int64)."
            [
                tensor "x"
                yes "sorted"
                flag "return_index" |> orFalse
                flag "return_inverse" |> orFalse
                flag "return_counts" |> orFalse
                whole "axis" |> orNone
                whole "size" |> orNone
                real "fill_value" |> orNone
            ]
            unique with
            IsOne = fun a -> not (a.Flag "return_index" || a.Flag "return_inverse" || a.Flag "return_counts")
    }
    one
        "numpy"
        "bincount"
        "How often each whole number from 0 on is there, or the sum of its weights; of a matrix for each row."
        [ tensor "x"; tensor "weights" |> orNone; whole "minlength" |> orWhole 0L; flag "sparse" |> orFalse ]
        bincount
    several
        "numpy"
        "histogram"
        "How many elements lie in each of some bins of one width, and the edges of the bins."
        [ tensor "x"; whole "bins" |> orWhole 10L; Parameter.Of(ArgumentKind.Reals, "range") |> orNone ]
        histogram
    one
        "core"
        "scatter"
        "A tensor of a shape with values at places, summed where they are the same, and zeros elsewhere."
        [ tensor "indices"; tensor "values"; sizes "shape" ]
        scatter
    one
        "core"
        "scatter_update"
        "The tensor with others at places: in the place of what was there, or added to it, multiplied by it, or where they are larger or smaller."
        [ tensor "inputs"; tensor "indices"; tensor "updates"; text "reduction" |> orNone ]
        scatterUpdate
]
