/// Functions of <c>keras.ops</c> about diagonals and triangles of matrices, and powers as columns.
module internal Functional.Functions.Diagonals

open Functional
open Functional.Row

let private offset name = whole name |> orWhole 0L

let private requireMatrix (what: string) (x: Expr) =
    if x.Rank < 2 then
        raise (ShapeException $"{what} needs at least two axes, got {x.Shape}")

/// The elements of two axes at (i, i + offset), along a new last axis.
let diagonal offset axis1 axis2 (x: Expr) =
    requireMatrix "a diagonal" x
    let first, second = Shape.axis x.Shape axis1, Shape.axis x.Shape axis2
    if first = second then
        raise (ConfigurationException $"axis1 and axis2 must differ, got {axis1} and {axis2}")
    let rows, columns = int (Places.sizeOf "a diagonal" first x), int (Places.sizeOf "a diagonal" second x)
    let others = Ops.axes x |> List.except [ first; second ]
    let flat =
        Ops.transpose (others @ [ first; second ]) x
        |> Ops.reshapeTo [
            for at in 0 .. others.Length - 1 do
                Extent.Of(0, at)
            Extent.Size(int64 rows * int64 columns)
        ]
    let places = [
        for row in 0 .. rows - 1 do
            let column = int64 row + int64 offset
            if column >= 0L && column < int64 columns then
                row * columns + int column
    ]
    Ops.take others.Length flat (Places.wholes places)

/// A square matrix of zeros with a vector on a diagonal.
let onDiagonal (offset: int) (x: Expr) =
    let wide = Places.sizeOf "a diagonal" 0 x + abs (int64 offset)
    Places.requireMost "a matrix" [ wide; wide ]
    let length, size = int (wide - abs (int64 offset)), int wide
    let first = max 0 -offset
    // Each row is the vector's element, or zeros; where it does not count the first stands in.
    let isThere = [|
        for row in 0 .. size - 1 do
            for column in 0 .. size - 1 -> column - row = offset
    |]
    let mask = Ops.constant { DType = DType.Bool; Shape = [| int64 size; int64 size |]; Data = isThere }
    if length = 0 then
        Ops.scalar x.DType 0.0 |> Ops.broadcastTo [ Extent.Size(int64 size); Extent.Size(int64 size) ] []
    else
        let ofRow = Places.wholes [ for row in 0 .. size - 1 -> min (length - 1) (max 0 (row - first)) ]
        let rows = Ops.expandDims 1 (Ops.take 0 x ofRow)
        Ops.where mask rows (Ops.scalar x.DType 0.0)

let private diag offset (x: Expr) =
    match x.Rank with
    | 1 -> onDiagonal offset x
    | 2 -> diagonal offset 0 1 x
    | _ -> raise (ShapeException $"diag needs a vector or a matrix, got {x.Shape}")

// Whether the column of each place less its row is such a number.
let private triangle (holds: Expr -> Expr -> Expr) offset (x: Expr) =
    requireMatrix "a triangle" x
    let rows, columns = Counting.along (x.Rank - 2) x, Counting.along (x.Rank - 1) x
    let apart = Ops.expandDims 0 columns - Ops.expandDims 1 rows
    Ops.where (holds apart (Ops.scalar DType.Int32 (float (offset: int)))) x (Ops.scalar x.DType 0.0)

// One power after the other, so that the gradient at zero is that of products.
let private vander (a: Arguments) =
    let x = a.Tensor "x"
    if x.Rank <> 1 then
        raise (ShapeException $"vander needs a vector, got {x.Shape}")
    let count = a.TryWhole "N" |> Option.defaultWith (fun () -> int (Places.sizeOf "vander" 0 x))
    if count < 0 then
        raise (ConfigurationException $"N must be at least 0, got {count}")
    let powers = List.scan (fun power _ -> power * x) (Ops.fullLike x x.DType 1.0) [ 2..count ]
    let powers = if count = 0 then [] else powers
    match if a.Flag "increasing" then powers else List.rev powers with
    | [] -> Ops.slice 1 0L 0L (Ops.expandDims 1 x)
    | powers -> Ops.stack 1 powers

let private planes = [ offset "offset"; whole "axis1" |> orWhole 0L; whole "axis2" |> orWhole 1L ]
let private ofPlanes (a: Arguments) = diagonal (a.Whole "offset") (a.Whole "axis1") (a.Whole "axis2") (a.Tensor "x")

let all: Function list = [
    one
        "numpy"
        "diag"
        "A matrix with a vector on its k-th diagonal, or the k-th diagonal of a matrix."
        [ tensor "x"; offset "k" ]
        (fun a -> diag (a.Whole "k") (a.Tensor "x"))
    one
        "numpy"
        "diagflat"
        "A matrix with all elements in order on its k-th diagonal."
        [ tensor "x"; offset "k" ]
        (fun a -> onDiagonal (a.Whole "k") (Reductions.flat (a.Tensor "x")))
    one "numpy" "diagonal" "The diagonal of two axes, along a new last axis." (tensor "x" :: planes) ofPlanes
    one "numpy" "trace" "Sum of the diagonal of two axes." (tensor "x" :: planes) (ofPlanes >> Ops.sum [ -1 ])
    one
        "numpy"
        "tril"
        "The matrices of the last two axes with zeros above the k-th diagonal."
        [ tensor "x"; offset "k" ]
        (fun a -> triangle Ops.lessEqual (a.Whole "k") (a.Tensor "x"))
    one
        "numpy"
        "triu"
        "The matrices of the last two axes with zeros below the k-th diagonal."
        [ tensor "x"; offset "k" ]
        (fun a -> triangle Ops.greaterEqual (a.Whole "k") (a.Tensor "x"))
    one
        "numpy"
        "vander"
        "The powers of a vector's elements as columns, N of them (as many as elements when absent), the highest first unless increasing."
        [ tensor "x"; whole "N" |> orNone; flag "increasing" |> orFalse ]
        vander
]
