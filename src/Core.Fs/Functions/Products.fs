/// Functions of <c>keras.ops</c> that multiply and sum: products of vectors and matrices.
module internal Functional.Functions.Products

open Functional
open Functional.Row

// Whole numbers are multiplied as doubles, which hold their products.
let private within dtype (multiply: Expr -> Expr -> Expr) (a: Expr) (b: Expr) =
    let wide = if (dtype: DType).IsFloat then dtype else DType.Float64
    multiply (Ops.cast wide a) (Ops.cast wide b) |> Ops.cast dtype

/// Sums the products over pairs of axes; what is left of the first stands before what is left of the second.
let contract (ofFirst: int list) (ofSecond: int list) (a: Expr) (b: Expr) =
    let ofFirst = Shape.axesFor "the first tensor" a.Shape ofFirst
    let ofSecond = Shape.axesFor "the second tensor" b.Shape ofSecond
    if ofFirst.Length <> ofSecond.Length then
        raise (ShapeException $"as many axes of both must be named, got {ofFirst.Length} and {ofSecond.Length}")
    for first, second in List.zip ofFirst ofSecond do
        match a.Shape[first], b.Shape[second] with
        | Dim.Known size, Dim.Known other when size <> other ->
            raise (ShapeException $"axis {first} of {a.Shape} and axis {second} of {b.Shape} must be of one size")
        | _ -> ()
    let leftA, leftB = Ops.axes a |> List.except ofFirst, Ops.axes b |> List.except ofSecond
    let sizes argument (x: Expr) axes = [
        for axis in axes do
            match x.Shape[axis] with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(argument, axis)
    ]
    let total argument (x: Expr) axes =
        match axes |> List.map (fun axis -> x.Shape[axis]) |> List.fold Dim.mul (Dim.Known 1L), axes with
        | Dim.Known size, _ -> Extent.Size size
        | _, [ axis ] -> Extent.Of(argument, axis)
        | _ -> Extent.Rest
    let flat (x: Expr) first second =
        let moved = Ops.transpose (first @ second) x
        let at axes = axes |> List.map (fun axis -> List.findIndex ((=) axis) (first @ second))
        moved |> Ops.reshapeTo [ total 0 moved (at first); total 0 moved (at second) ]
    let multiply (a: Expr) (b: Expr) =
        let product = flat a leftA ofFirst *@ flat b ofSecond leftB
        Expr.Of(Op.Reshape(sizes 1 a leftA @ sizes 2 b leftB), [ product; a; b ])
    within (DType.promote a.DType b.DType) multiply a b

let private dot (a: Expr) (b: Expr) =
    if a.Rank = 0 || b.Rank = 0 then a * b
    elif b.Rank = 1 then contract [ -1 ] [ -1 ] a b
    else contract [ -1 ] [ -2 ] a b

let private tensorDot (a: Arguments) =
    let x1, x2 = a.Tensor "x1", a.Tensor "x2"
    match a.Item "axes" with
    | ArgumentValue.List [ first; second ] ->
        let axes value =
            match value with
            | ArgumentValue.List items -> items
            | single -> [ single ]
            |> List.map (function
                | ArgumentValue.Whole axis when abs axis < 1000L -> int axis
                | other -> raise (ConfigurationException $"axes must be whole numbers, got {other}"))
        contract (axes first) (axes second) x1 x2
    | _ ->
        let count = a.Whole "axes"
        if count < 0 || count > x1.Rank || count > x2.Rank then
            raise (ShapeException $"axes must be in [0, {min x1.Rank x2.Rank}], got {count}")
        contract [ x1.Rank - count .. x1.Rank - 1 ] [ 0 .. count - 1 ] x1 x2

let private outer (a: Expr) (b: Expr) = Ops.expandDims 1 (Reductions.flat a) * Ops.expandDims 0 (Reductions.flat b)

// The components of the vectors of an axis.
let private components axis (x: Expr) =
    let axis = Shape.axis x.Shape axis
    if x.Shape[axis] <> Dim.Known 3L then
        raise (ShapeException $"cross needs vectors of 3 elements on axis {axis}, got {x.Shape}")
    [ for at in 0L .. 2L -> Ops.index axis at x ]

let private cross (a: Arguments) =
    let axis name = a.TryWhole "axis" |> Option.defaultWith (fun () -> a.Whole name)
    match components (axis "axisa") (a.Tensor "x1"), components (axis "axisb") (a.Tensor "x2") with
    | [ a1; a2; a3 ], [ b1; b2; b3 ] ->
        [ a2 * b3 - a3 * b2; a3 * b1 - a1 * b3; a1 * b2 - a2 * b1 ] |> Ops.stack (axis "axisc")
    | _ -> invalidOp "cross"

// Each axis of the first beside the same axis of the second, and both as one.
let private kron (a: Expr) (b: Expr) =
    let rank = max a.Rank b.Rank
    let wide (x: Expr) = Seq.init (rank - x.Rank) id |> Seq.fold (fun x _ -> Ops.expandDims 0 x) x
    let a, b = wide a, wide b
    let apart first (x: Expr) =
        List.foldBack (fun axis x -> Ops.expandDims (if first then axis + 1 else axis) x) (Ops.axes x) x
    let product = apart true a * apart false b
    product
    |> Ops.reshapeTo [
        for axis in 0 .. rank - 1 do
            match Dim.mul a.Shape[axis] b.Shape[axis] with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Rest
    ]

// Of the rows of a matrix, each a variable.
let private corrcoef (x: Expr) =
    let dtype = if x.DType = DType.Int64 then DType.Float64 else DType.toFloat x.DType
    if x.Rank > 2 then
        raise (ShapeException $"corrcoef needs a matrix or a vector, got {x.Shape}")
    let rows = Ops.cast dtype x |> if x.Rank = 2 then id else Ops.reshape [ 1L; -1L ]
    let apart = rows - Ops.meanKeep [ 1 ] rows
    let products = apart *@ Ops.transpose [ 1; 0 ] apart
    let lengths = Ops.sqrt (Ops.sum [ 1 ] (Ops.square apart))
    let found = products / Ops.expandDims 1 lengths / Ops.expandDims 0 lengths |> Ops.clip -1.0 1.0
    if x.Rank = 2 then found else Ops.reshape [] found

let private correlate (a: Arguments) =
    let x, y = a.Tensor "x1", a.Tensor "x2"
    let mode = a.Text("mode", [ "valid"; "same"; "full" ])
    if x.Rank <> 1 || y.Rank <> 1 then
        raise (ShapeException $"correlate needs vectors, got {x.Shape} and {y.Shape}")
    let dtype = DType.promote x.DType y.DType
    let dtype = if dtype = DType.Int64 then DType.Float64 else DType.toFloat dtype
    let length, width = Places.sizeOf "correlate" 0 x, Places.sizeOf "correlate" 0 y
    if length = 0L || width = 0L then
        raise (ShapeException $"correlate needs at least one element in both, got {x.Shape} and {y.Shape}")
    let border = int width - 1
    let signal = Ops.cast dtype x |> Ops.pad [ border ] [ border ] 0.0 |> Ops.reshape [ 1L; -1L; 1L ]
    let kernel = Ops.cast dtype y |> Ops.reshape [ -1L; 1L; 1L ]
    let window = { Strides = [ 1 ]; Padding = Padding.Valid; Dilation = [ 1 ] }
    let full = Ops.conv window 1 signal kernel |> Ops.reshape [ -1L ]
    let total = length + width - 1L
    let count =
        match mode with
        | "full" -> total
        | "same" -> length
        | _ -> max length width - min length width + 1L
    let start = (total - count) / 2L
    let found = Ops.slice 0 start (start + count) full
    // Keras (on PyTorch): a single number has no axis.
    if count = 1L then Ops.reshape [] found else found

let private pair name doc build =
    one "numpy" name doc [ tensor "x1"; tensor "x2" ] (fun a -> build (a.Tensor "x1") (a.Tensor "x2"))

let all: Function list = [
    pair "dot" "Sum of products over the last axis of the first and the last but one of the second side." dot
    pair "inner" "Sum of products over the last axes of both." (fun a b ->
        if a.Rank = 0 || b.Rank = 0 then a * b else contract [ -1 ] [ -1 ] a b)
    pair "outer" "The products of each element of the first with each of the second, as rows and columns." outer
    pair "vdot" "Sum of the products of all elements in order." (fun a b ->
        contract [ 0 ] [ 0 ] (Reductions.flat a) (Reductions.flat b))
    one
        "numpy"
        "tensordot"
        "Sum of products over the last axes of the first and the first of the second side, or over axes that are named for both."
        [ tensor "x1"; tensor "x2"; wholes "axes" |> orWhole 2L ]
        tensorDot
    one
        "numpy"
        "cross"
        "Vector product of vectors of three elements."
        [
            tensor "x1"
            tensor "x2"
            for name in [ "axisa"; "axisb"; "axisc" ] do
                whole name |> orWhole -1L
            whole "axis" |> orNone
        ]
        cross
    pair "kron" "Kronecker product: the second in the place of each element of the first, times that." kron
    one "numpy" "corrcoef" "Correlation of each row of a matrix with each other." [ tensor "x" ] (fun a ->
        corrcoef (a.Tensor "x"))
    one
        "numpy"
        "correlate"
        "Sums of products of two vectors that are moved along each other: where one covers the other (valid), as many as the first has (same), all (full)."
        [ tensor "x1"; tensor "x2"; text "mode" |> orText "valid" ]
        correlate
]
