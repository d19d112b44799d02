/// Functions of <c>keras.ops</c> over the elements that are not NaN.
module internal Functional.Functions.Skipping

open Functional
open Functional.Row
open Functional.Functions.Reductions

/// A number in the place of NaN.
let private instead (value: float) (x: Expr) =
    if x.DType.IsFloat then Ops.where (Ops.isNan x) (Ops.scalarLike x value) x else x

let private isNan (x: Expr) = if x.DType.IsFloat then Ops.isNan x else Ops.fullLike x DType.Bool 0.0

// NaN where there is no number.
let private extreme reduce (least: float) axes (x: Expr) =
    if axes = [] || not x.DType.IsFloat then
        reduce axes x
    else
        let found = reduce axes (instead least x)
        Ops.where (Ops.all axes (isNan x)) (Ops.scalarLike found nan) found

let private numbers axes (x: Expr) = Ops.logicalNot (isNan x) |> Ops.cast DType.Int32 |> Ops.sum axes

let private mean axes (x: Expr) =
    let x = Ops.floats x
    Ops.sum axes (instead 0.0 x) / Ops.cast x.DType (numbers axes x)

let private variance (axes: int list) (x: Expr) =
    let x = Ops.floats x
    let middle = (mean axes x, axes) ||> List.fold (fun middle axis -> Ops.expandDims axis middle)
    let apart = Ops.where (isNan x) (Ops.scalarLike x 0.0) (x - middle)
    Ops.sum axes (Ops.square apart) / Ops.cast x.DType (numbers axes x)

let private reduction name doc reduce =
    one "numpy" name $"{doc} over axes, over all when absent." [ tensor "x"; axis; keepdims ] (fun a ->
        over a reduce (a.Tensor "x"))

// −1 where there is no number.
let private index least (turn: Expr -> Expr) (a: Arguments) =
    let x = a.Tensor "x"
    let find axis (x: Expr) =
        let found = Ops.argmax axis (turn (instead least x))
        Ops.where (Ops.all [ axis ] (isNan x)) (Ops.scalar DType.Int32 -1.0) found
    Statistics.indexOf a find x

let private extremeIndex name doc least turn =
    one
        "numpy"
        name
        $"Index of the {doc} number along an axis, or of all elements in order, int32; −1 where all are NaN."
        [ tensor "x"; Statistics.oneAxis; keepdims ]
        (index least turn)

let private running name doc (value: float) =
    let row = List.find (fun (row: Function) -> row.Name = name) Reductions.all
    one "numpy" $"nan{name}" doc row.Parameters (fun a ->
        let arguments =
            row.Parameters
            |> List.map (fun parameter ->
                if parameter.Kind.IsTensor then ArgumentValue.Tensor 0 else a.Item parameter.Name)
        (Function.build row arguments [ instead value (a.Tensor "x") ]).Head)

let all: Function list = [
    reduction "nansum" "Sum of the numbers that are not NaN" (fun axes x -> Ops.sum axes (instead 0.0 x))
    reduction "nanmean" "Mean of the numbers that are not NaN" mean
    reduction "nanmax" "The largest that is not NaN" (extreme Ops.max -infinity)
    reduction "nanmin" "The smallest that is not NaN" (extreme Ops.min infinity)
    one
        "numpy"
        "nanprod"
        "Product of the numbers that are not NaN over axes, over all when absent."
        [ tensor "x"; axis; keepdims ]
        (fun a -> a.Tensor "x" |> instead 1.0 |> overOrAll a Ops.prod)
    reduction "nanvar" "Mean squared distance from the mean of the numbers that are not NaN" variance
    reduction "nanstd" "Root of the mean squared distance from the mean of the numbers that are not NaN" (fun axes x ->
        Ops.sqrt (variance axes x))
    extremeIndex "nanargmax" "largest" -infinity id
    extremeIndex "nanargmin" "smallest" infinity Statistics.reversed
    running "cumsum" "Sum of the elements that are not NaN so far along an axis, or of all elements in order." 0.0
    running "cumprod" "Product of the elements that are not NaN so far along an axis, or of all elements in order." 1.0
    Statistics.medianRow
        "nanmedian"
        "The middle one of the numbers that are not NaN over axes, over all when absent, or the mean of the two in the middle."
        true
    Statistics.quantileRow
        "nanquantile"
        "The value below which a share <c>q</c> of the numbers that are not NaN lies, over axes, over all when absent."
        1.0
        true
    Statistics.quantileRow
        "nanpercentile"
        "The value below which <c>q</c> percent of the numbers that are not NaN lie, over axes, over all when absent."
        100.0
        true
]
