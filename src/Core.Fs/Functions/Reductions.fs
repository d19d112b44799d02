/// Functions of <c>keras.ops</c> along axes: reductions, orders and running totals.
module internal Functional.Functions.Reductions

open Functional
open Functional.Row

let axis = wholes "axis" |> orNone
let keepdims = flag "keepdims" |> otherwise (ArgumentValue.Flag false)

// All axes where none is named, in order.
let axesOf (a: Arguments) (x: Expr) =
    if a.IsNull "axis" then
        Ops.axes x
    else
        let axes = a.Wholes "axis" |> List.map (Shape.axis x.Shape) |> List.sort
        if List.distinct axes <> axes then
            raise (ConfigurationException $"axis must name each axis once, got {axes}")
        axes

let kept (a: Arguments) axes (result: Expr) =
    if a.Flag "keepdims" then
        (result, axes) ||> List.fold (fun result axis -> Ops.expandDims axis result)
    else
        result

let over (a: Arguments) (reduce: int list -> Expr -> Expr) (x: Expr) =
    let axes = axesOf a x
    reduce axes x |> kept a axes

/// Keras (on PyTorch): in some functions no axis is kept where none is named.
let overOrAll (a: Arguments) (reduce: int list -> Expr -> Expr) (x: Expr) =
    if a.IsNull "axis" then reduce (Ops.axes x) x else over a reduce x

let private reduction name doc reduce =
    one "numpy" name $"{doc} over axes, over all when absent." [ tensor "x"; axis; keepdims ] (fun a ->
        over a reduce (a.Tensor "x"))

let private extreme name doc reduce (nearer: Expr -> Expr -> Expr) =
    one
        "numpy"
        name
        $"{doc} over axes, over all when absent; <c>initial</c> counts as an element."
        [ tensor "x"; axis; keepdims; real "initial" |> orNone ]
        (fun a ->
            let result = over a reduce (a.Tensor "x")
            match a.TryReal "initial" with
            | Some initial -> nearer result (Ops.scalarLike result initial)
            | None -> result)

let private prod =
    one
        "numpy"
        "prod"
        "Product over axes, over all when absent."
        [ tensor "x"; axis; keepdims; dtype "dtype" |> orNone ]
        (fun a ->
            let x = a.Tensor "x"
            overOrAll a Ops.prod (Ops.cast (a.DType("dtype", x.DType)) x))

let private logSumExp (axes: int list) (x: Expr) =
    let x = Ops.floats x
    // Infinities stay what they are: their difference would be NaN.
    let top = Ops.stopGradient (Ops.maxKeep axes x)
    let top = Ops.where (Ops.isFinite top) top (Ops.scalar top.DType 0.0)
    Ops.log (Ops.sum axes (Ops.exp (x - top))) + List.foldBack Ops.squeeze axes top

let flat (x: Expr) = Ops.reshape [ -1L ] x

// Along one axis, or along all elements in order where none is named.
let private running name doc run =
    one
        "numpy"
        name
        $"{doc} so far along an axis, or of all elements in order."
        [ tensor "x"; whole "axis" |> orNone; dtype "dtype" |> orNone ]
        (fun a ->
            let x = a.Tensor "x"
            let x = Ops.cast (a.DType("dtype", x.DType)) x
            match a.TryWhole "axis" with
            | Some axis -> run (Shape.axis x.Shape axis) x
            | None -> run 0 (flat x))

// A recurrence whose state is the product: exact gradients, also at zeros.
let private cumprod axis (x: Expr) =
    let x = if x.DType = DType.Bool then Ops.cast DType.Int32 x else x
    let steps = Ops.expandDims 0 x |> Ops.moveAxis (axis + 1) 1
    let first = Ops.fullLike (Ops.index 1 0L steps) x.DType 1.0
    let products, _ =
        Ops.scan { Reverse = false } [ steps ] [ first ] (fun step before ->
            let product = before.Head * step.Head
            [ product ], [ product ])
    products.Head |> Ops.moveAxis 1 (axis + 1) |> Ops.squeeze 0

let private argmax =
    one
        "numpy"
        "argmax"
        "Index of the largest along an axis, or of all elements in order, int32; the first of equals."
        [ tensor "x"; whole "axis" |> orNone; keepdims ]
        (fun a ->
            let x = a.Tensor "x"
            match a.TryWhole "axis" with
            | Some axis ->
                let axis = Shape.axis x.Shape axis
                Ops.argmax axis x |> kept a [ axis ]
            | None -> Ops.argmax 0 (flat x) |> kept a (Ops.axes x))

let private alongAxis modul name doc run =
    one modul name doc [ tensor "x"; whole "axis" |> otherwise (ArgumentValue.Whole -1L) ] (fun a ->
        run (a.Whole "axis") (a.Tensor "x"))

let all = [
    reduction "sum" "Sum" Ops.sum
    reduction "mean" "Mean" Ops.mean
    extreme "max" "The largest" Ops.max Ops.maximum
    extreme "min" "The smallest" Ops.min Ops.minimum
    reduction "amax" "The largest" Ops.max
    reduction "amin" "The smallest" Ops.min
    prod
    reduction "all" "Whether all hold" Ops.all
    reduction "any" "Whether one holds" Ops.any
    {
        reduction "logsumexp" "log Σ eˣ, safe for large values," logSumExp with
            Module = "keras.src.ops.math"
    }
    argmax
    running "cumsum" "Sum of the elements" Ops.cumsum
    running "cumprod" "Product of the elements" cumprod
    alongAxis "numpy" "sort" "The elements along an axis, smallest first." (fun axis x -> Ops.sort axis false x)
    alongAxis "nn" "softmax" "eˣ / Σ eˣ over an axis." Ops.softmax
    alongAxis "nn" "log_softmax" "log(softmax(x)) over an axis." Ops.logSoftmax
]
