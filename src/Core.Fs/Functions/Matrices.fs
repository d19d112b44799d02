/// Functions of <c>keras.ops</c> of linear algebra, over the last two axes.
module internal Functional.Functions.Matrices

open Functional
open Functional.Row

// libtorch decomposes matrices of float32 and float64.
let private wide (x: Expr) = Ops.cast (DType.toWide x.DType) x

let private widePair (a: Expr) (b: Expr) =
    let dtype = DType.promote a.DType b.DType
    Ops.cast (DType.toWide dtype) a, Ops.cast (DType.toWide dtype) b

let private back (dtype: DType) (results: Expr list) =
    results
    |> List.map (fun result -> if result.DType.IsFloat then Ops.cast (DType.toFloat dtype) result else result)

let private requireMatrices what (x: Expr) =
    if x.Rank < 2 then
        raise (ShapeException $"{what} needs matrices, got {x.Shape}")

let private of' (x: Expr) (build: Expr -> Expr list) = build (wide x) |> back x.DType

let private row name doc parameters build =
    several "linalg" name doc (tensor "x" :: parameters) (fun a ->
        let x = a.Tensor "x"
        requireMatrices name x
        of' x (build a))

let private single name doc parameters build = {
    row name doc parameters (fun a x -> [ build a x ]) with
        IsSeveral = false
}

let private pair (a, b) = [ a; b ]

let private cholesky (a: Arguments) (x: Expr) =
    if a.Flag "upper" then Linalg.transpose (Linalg.cholesky (Linalg.transpose x)) else Linalg.cholesky x

// Of A = L·Lᵀ from L.
let private choleskyInverse (a: Arguments) (x: Expr) =
    let factor = if a.Flag "upper" then Linalg.transpose x else x
    let inverse = Linalg.solveTriangular true factor (Linalg.identityLike factor)
    Linalg.transpose inverse *@ inverse

// NaN where the determinant is negative.
let private logDet (x: Expr) =
    let sign, size = Linalg.logDet x
    Ops.where (Ops.less sign (Ops.scalarLike sign 0.0)) (Ops.scalarLike size nan) size

let private singularValues (x: Expr) =
    let _, s, _ = Linalg.svd false x
    s

let private svd (a: Arguments) (x: Expr) =
    if a.Flag "compute_uv" then
        let u, s, v = Linalg.svd (a.Flag "full_matrices") x
        [ u; s; v ]
    else
        [ singularValues x ]

// A right side with one axis less than the matrices is a vector for each.
let private right (apply: Expr -> Expr -> Expr) (a: Expr) (b: Expr) =
    requireMatrices "a system of equations" a
    let a', b' = widePair a b
    let dtype = DType.toFloat (DType.promote a.DType b.DType)
    let found =
        if b.Rank = a.Rank - 1 then
            Ops.squeeze -1 (apply a' (Ops.expandDims -1 b'))
        else
            requireMatrices "a system of equations" b
            apply a' b'
    Ops.cast dtype found

let private equations name doc parameters apply =
    one "linalg" name doc ([ tensor "a"; tensor "b" ] @ parameters) (fun a ->
        right (apply a) (a.Tensor "a") (a.Tensor "b"))

let private share (a: Arguments) =
    match a.TryReal "rcond" with
    | Some share when not (share >= 0.0) -> raise (ConfigurationException $"rcond must be at least 0, got {share}")
    | share -> share

let private power (a: Arguments) (x: Expr) =
    let n = a.Whole "n"
    if abs (int64 n) > 65536L then
        raise (ConfigurationException $"n must be in [-65536, 65536], got {n}")
    let rec raised n (x: Expr) =
        if n = 1 then x
        elif n % 2 = 0 then raised (n / 2) (x *@ x)
        else raised (n - 1) x *@ x
    if n = 0 then Linalg.identityLike x
    elif n > 0 then raised n x
    else raised -n (Linalg.inverse x)

let private epsilon (dtype: DType) = if dtype = DType.Float64 then 2.220446049250313e-16 else 1.1920928955078125e-07

let private rank (a: Arguments) =
    let x = a.Tensor "x"
    requireMatrices "matrix_rank" x
    let x = wide x
    let s = singularValues x
    let least =
        match a.TryReal "tol" with
        | Some tol -> Ops.scalarLike s tol
        | None ->
            let longer = Ops.maximum (Ops.count s.DType [ x.Rank - 2 ] x) (Ops.count s.DType [ x.Rank - 1 ] x)
            Ops.maxKeep [ -1 ] s * longer * epsilon x.DType
    Ops.sum [ -1 ] (Ops.cast DType.Int32 (Ops.greater s least))

// 0 has a slope of 0 here.
let private root (squares: Expr) =
    let isZero = Ops.equal squares (Ops.scalarLike squares 0.0)
    Ops.where isZero (Ops.scalarLike squares 0.0) (Ops.sqrt (Ops.where isZero (Ops.scalarLike squares 1.0) squares))

let private euclidean axes (x: Expr) = root (Ops.sum axes (Ops.square x))

let private vectorNorm (order: ArgumentValue) axes (x: Expr) =
    let size = Ops.abs x
    match order with
    | ArgumentValue.Null -> euclidean axes x
    | ArgumentValue.Text word -> raise (ConfigurationException $"ord of a vector must be a number, got \"{word}\"")
    | ArgumentValue.Whole 2L
    | ArgumentValue.Real 2.0 -> euclidean axes x
    | ArgumentValue.Whole 1L
    | ArgumentValue.Real 1.0 -> Ops.sum axes size
    | ArgumentValue.Real System.Double.PositiveInfinity -> Ops.max axes size
    | ArgumentValue.Real System.Double.NegativeInfinity -> Ops.min axes size
    | ArgumentValue.Whole 0L
    | ArgumentValue.Real 0.0 -> Ops.sum axes (Ops.cast x.DType (Ops.notEqual x (Ops.scalarLike x 0.0)))
    | ArgumentValue.Whole _
    | ArgumentValue.Real _ ->
        let p =
            match order with
            | ArgumentValue.Whole p -> float p
            | ArgumentValue.Real p -> p
            | _ -> 2.0
        let number value = Ops.scalarLike x value
        Ops.pow (Ops.sum axes (Ops.pow size (number p))) (number (1.0 / p))
    | other -> raise (ConfigurationException $"ord must be a number, \"fro\" or \"nuc\", got {other}")

let private matrixNorm (order: ArgumentValue) (rows: int) (columns: int) (x: Expr) =
    // The sums of one axis, of which the largest or smallest is taken along the other one.
    let sums choose summed left = choose [ (if summed < left then left - 1 else left) ] (Ops.sum [ summed ] (Ops.abs x))
    let singular () =
        x
        |> Ops.moveAxis rows -1
        |> Ops.moveAxis (if rows < columns then columns - 1 else columns) -1
        |> Linalg.transpose
        |> singularValues
    match order with
    | ArgumentValue.Null
    | ArgumentValue.Text "fro" -> euclidean [ rows; columns ] x
    | ArgumentValue.Text "nuc" -> Ops.sum [ -1 ] (singular ())
    | ArgumentValue.Real System.Double.PositiveInfinity -> sums Ops.max columns rows
    | ArgumentValue.Real System.Double.NegativeInfinity -> sums Ops.min columns rows
    | ArgumentValue.Whole 1L
    | ArgumentValue.Real 1.0 -> sums Ops.max rows columns
    | ArgumentValue.Whole -1L
    | ArgumentValue.Real -1.0 -> sums Ops.min rows columns
    | ArgumentValue.Whole 2L
    | ArgumentValue.Real 2.0 -> Ops.max [ -1 ] (singular ())
    | ArgumentValue.Whole -2L
    | ArgumentValue.Real -2.0 -> Ops.min [ -1 ] (singular ())
    | other ->
        raise (
            ConfigurationException
                $"ord of a matrix must be \"fro\", \"nuc\", 1, 2, infinity or their negatives, got {other}"
        )

let private norm (a: Arguments) =
    let x = a.Tensor "x"
    let order = a.Item "ord"
    let dtype = if x.DType = DType.Int64 then DType.Float32 else DType.toFloat x.DType
    let x = Ops.cast dtype x
    let axes = if a.IsNull "axis" then Ops.axes x else a.Wholes "axis" |> List.map (Shape.axis x.Shape)
    if List.distinct axes <> axes then
        raise (ConfigurationException $"""axis must name each axis once, got {a.Item "axis"}""")
    let found =
        match axes with
        | _ when a.IsNull "axis" && order.IsNull -> euclidean axes x
        | [ _ ] -> vectorNorm order axes x
        | [ rows; columns ] ->
            let x' = wide x
            Ops.cast dtype (matrixNorm order rows columns x')
        | _ -> raise (ShapeException $"a norm is of one or two axes, got {axes.Length} of {x.Shape}")
    Reductions.kept a (List.sort axes) found

let private rcond = real "rcond" |> orNone

let all: Function list = [
    single
        "cholesky"
        "L with A = L·Lᵀ of symmetric positive definite matrices, or Lᵀ. Of the matrix the triangle of the result is read."
        [ flag "upper" |> orFalse ]
        cholesky
    single
        "cholesky_inverse"
        "Inverse of the matrices of which <c>x</c> is the Cholesky factor."
        [ flag "upper" |> orFalse ]
        choleskyInverse
    single "det" "Determinant." [] (fun _ -> Linalg.det)
    several "numpy" "slogdet" "Sign of the determinant, and the logarithm of its size." [ tensor "x" ] (fun a ->
        of' (a.Tensor "x") (Linalg.logDet >> pair))
    {
        single "logdet" "Logarithm of the determinant, NaN where that is negative." [] (fun _ -> logDet) with
            Module = "keras.src.ops.math"
    }
    single "inv" "Inverse." [] (fun _ -> Linalg.inverse)
    row
        "lu_factor"
        "L and U in one matrix, without L's ones; and the row that each row was exchanged with (int32)."
        []
        (fun _ -> Linalg.lu >> pair)
    row
        "eigh"
        "Rising eigenvalues and their vectors, as columns, of symmetric matrices of which the lower triangle is read."
        []
        (fun _ -> Linalg.eigh >> pair)
    {
        row
            "svd"
            "U, S and Vᵀ with x = U·S·Vᵀ, where S falls: whole, or as wide as S is long; or S alone."
            [
                flag "full_matrices" |> otherwise (ArgumentValue.Flag true)
                flag "compute_uv" |> otherwise (ArgumentValue.Flag true)
            ]
            svd with
            ClassName = "SVD"
            IsOne = fun a -> not (a.Flag "compute_uv")
    }
    row
        "qr"
        "Q with orthonormal columns and R upper triangular, x = Q·R: as small as they can be, or whole (complete)."
        [ text "mode" |> orText "reduced" ]
        (fun a -> Linalg.qr (a.Text("mode", [ "reduced"; "complete" ]) = "complete") >> pair)
    equations "solve" "x with a·x = b, for a vector or a matrix b." [] (fun _ -> Linalg.solve)
    equations
        "solve_triangular"
        "x with a·x = b, where the upper or lower triangle of a is read."
        [ flag "lower" |> orFalse ]
        (fun a -> Linalg.solveTriangular (a.Flag "lower"))
    equations
        "lstsq"
        "The shortest x for which |a·x − b| is smallest, without singular values up to <c>rcond</c> times the largest."
        [ rcond ]
        (fun a x b -> Linalg.pinv (share a) x *@ b)
    single "pinv" "Pseudo-inverse, without singular values up to <c>rcond</c> times the largest." [ rcond ] (fun a ->
        Linalg.pinv (share a))
    single "matrix_power" "Product of so many times the matrix, of its inverse below 0." [ whole "n" ] power
    one
        "linalg"
        "matrix_rank"
        "Number of singular values above <c>tol</c>, or above max(m, n) roundings of the largest (int32)."
        [ tensor "x"; real "tol" |> orNone ]
        rank
    one
        "linalg"
        "norm"
        "Norm of vectors (one axis), of matrices (two axes), or of all elements. <c>ord</c> is 2 or \"fro\" when absent."
        [
            tensor "x"
            Parameter.Of(ArgumentKind.Order, "ord") |> orNone
            wholes "axis" |> orNone
            Reductions.keepdims
        ]
        norm
]
