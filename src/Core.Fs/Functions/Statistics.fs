/// Functions of <c>keras.ops</c> that describe elements along axes: spread, order, quantiles.
module internal Functional.Functions.Statistics

open Functional
open Functional.Row
open Functional.Functions.Reductions


/// The mean of the squared distance from the mean; of halves in float32.
let variance axes (x: Expr) =
    let dtype = DType.toFloat x.DType
    let x = Ops.cast (DType.toWide dtype) x
    Ops.mean axes (Ops.square (x - Ops.meanKeep axes x)) |> Ops.cast dtype

/// A number that is the larger the smaller the element is.
let reversed (x: Expr) =
    match x.DType with
    | DType.Bool -> Ops.logicalNot x
    | DType.UInt8 -> 255.0 - x
    | dtype when dtype.IsFloat -> -x
    | _ -> -x - 1.0

/// Along one axis, or along all elements in order where none is named.
let indexOf (a: Arguments) (find: int -> Expr -> Expr) (x: Expr) =
    match a.TryWhole "axis" with
    | Some axis ->
        let axis = Shape.axis x.Shape axis
        find axis x |> kept a [ axis ]
    | None -> find 0 (flat x) |> kept a (Ops.axes x)

let oneAxis = whole "axis" |> orNone

let private methods = [ "linear"; "lower"; "higher"; "midpoint"; "nearest" ]

/// The values below which shares of the elements lie, of all elements or of those that are numbers. A row with a NaN among those that count has NaN.
let quantile skipsNan (axes: int list) (method: string) (q: Expr) (x: Expr) =
    let dtype = DType.toFloat x.DType
    let x = Ops.cast (DType.toWide dtype) x
    let others = Ops.axes x |> List.except axes
    let rows =
        Ops.transpose (others @ axes) x
        |> Ops.reshapeTo [
            for place, _ in List.indexed others do
                Extent.Of(0, place)
            match axes |> List.map (fun axis -> x.Shape[axis]) |> List.fold Dim.mul (Dim.Known 1L) with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Rest
        ]
    let last = rows.Rank - 1
    if rows.Shape[last] = Dim.Known 0L then
        raise (ShapeException $"a quantile needs at least one element, got {x.Shape}")
    let sorted = Ops.sort last false rows
    let isNumber = Ops.logicalNot (Ops.isNan rows) |> Ops.cast DType.Int32 |> Ops.sumKeep [ last ]
    let length = Ops.count DType.Int32 [ last ] rows
    // How many elements count, a row.
    let counted = if skipsNan then isNumber else Ops.broadcastLike isNumber length
    if q.Rank > 1 then
        raise (ShapeException $"q must be a number or a vector, got {q.Shape}")
    let q = Ops.cast x.DType q
    let shares = Ops.reshape [ -1L ] q
    let place = Ops.cast x.DType (counted - 1.0) * shares
    let at (place: Expr) =
        let index = Ops.maximum (Ops.cast DType.Int32 place) (Ops.scalar DType.Int32 0.0)
        Places.gather last sorted (Ops.minimum index (length - 1.0))
    let below, above = Ops.floor place, Ops.ceil place
    let found =
        match method with
        | "lower" -> at below
        | "higher" -> at above
        | "nearest" -> at (Ops.round place)
        | "midpoint" -> (at below + at above) / 2.0
        | _ ->
            let low, high = at below, at above
            low + (high - low) * (place - below)
    let isKnown = if skipsNan then Ops.greater isNumber (Ops.scalar DType.Int32 0.0) else Ops.equal isNumber length
    let found = Ops.where isKnown found (Ops.scalarLike found nan)
    let found = Ops.moveAxis -1 0 found
    (if q.Rank = 0 then Ops.squeeze 0 found else found) |> Ops.cast dtype

/// The row of a quantile, of a share in parts of so many.
let quantileRow name doc whole skipsNan =
    one "numpy" name doc [ tensor "x"; operand "q"; axis; text "method" |> orText "linear"; keepdims ] (fun a ->
        let x = a.Tensor "x"
        let q = a.Operand("q", DType.Float32)
        match a.Item "q" with
        | ArgumentValue.Whole _
        | ArgumentValue.Real _ when not (a.Real "q" >= 0.0 && a.Real "q" <= whole) ->
            let q = a.Item "q"
            raise (ConfigurationException $"q must be in [0, {whole}], got {q}")
        | _ -> ()
        let axes = axesOf a x
        let q = if whole = 1.0 then q else Ops.cast DType.Float32 q / whole
        let found = quantile skipsNan axes (a.Text("method", methods)) q x
        // The axes of q stand before the others.
        let axes = if q.Rank = 0 then axes else axes |> List.map ((+) 1)
        kept a axes found)

/// The row of the median.
let medianRow name doc skipsNan =
    one "numpy" name doc [ tensor "x"; axis; keepdims ] (fun a ->
        let x = a.Tensor "x"
        let axes = axesOf a x
        quantile skipsNan axes "linear" (Ops.scalar DType.Float32 0.5) x |> kept a axes)

let private reduction name doc reduce =
    one "numpy" name $"{doc} over axes, over all when absent." [ tensor "x"; axis; keepdims ] (fun a ->
        over a reduce (a.Tensor "x"))

let private average (a: Arguments) =
    let x, axes = a.Tensor "x", axesOf a (a.Tensor "x")
    match a.TryTensor "weights" with
    | None -> Ops.mean axes x
    | Some weights ->
        let dtype = DType.toFloat (DType.promote x.DType weights.DType)
        let x, weights = Ops.cast dtype x, Ops.cast dtype weights
        let weights =
            match axes with
            | _ when weights.Rank = x.Rank -> weights
            | [ axis ] when weights.Rank = 1 -> Places.spread x.Rank axis weights
            | _ ->
                raise (
                    ShapeException
                        $"weights must have the shape of x, or one axis beside one axis of x, got {weights.Shape} for {x.Shape}"
                )
        Ops.sum axes (x * weights) / Ops.sum axes weights

// Keras (on PyTorch): the axes that are left come out in reverse.
let private countNonzero (a: Arguments) =
    let x = a.Tensor "x"
    let counts = Ops.cast DType.Bool x |> Ops.cast DType.Int32 |> Ops.sum (axesOf a x)
    if a.IsNull "axis" || not (a.Wholes "axis").IsEmpty then
        Ops.transpose (List.rev (Ops.axes counts)) counts
    else
        counts

let private from axis start (x: Expr) = Expr.Of(Op.Slice(axis, start, None, 1L), [ x ])
let private upTo axis stop (x: Expr) = Expr.Of(Op.Slice(axis, 0L, Some stop, 1L), [ x ])

// Each element without the one before it.
let private step axis (x: Expr) =
    let after, before = from axis 1L x, upTo axis -1L x
    if x.DType = DType.Bool then Ops.notEqual after before else after - before

let private diff (a: Arguments) =
    let x, times = a.Tensor "a", a.Whole "n"
    if times < 0 then
        raise (ConfigurationException $"n must be at least 0, got {times}")
    let axis = Shape.axis x.Shape (a.Whole "axis")
    // No known axis is longer than that many differences.
    let times =
        match x.Shape[axis] with
        | Dim.Known size -> min (int64 times) size
        | Dim.Unknown _ -> min (int64 times) 1000L
    Seq.init (int times) id |> Seq.fold (fun x _ -> step axis x) x

let private trapezoid (a: Arguments) =
    let y = a.Tensor "y" |> Ops.floats
    let axis = Shape.axis y.Shape (a.Whole "axis")
    let heights = (from axis 1L y + upTo axis -1L y) / 2.0
    match a.TryTensor "x" with
    | None -> Ops.sum [ axis ] (heights * a.Real "dx")
    | Some x when x.Rank = 1 -> Ops.sum [ axis ] (heights * Places.spread y.Rank axis (step 0 x))
    | Some x -> Ops.sum [ axis ] (heights * step (Shape.axis x.Shape (a.Whole "axis")) x)

let all: Function list = [
    reduction "var" "Mean squared distance from the mean" variance
    reduction "std" "Root of the mean squared distance from the mean" (fun axes x -> Ops.sqrt (variance axes x))
    one
        "numpy"
        "ptp"
        "The largest less the smallest over axes, over all when absent."
        [ tensor "x"; axis; keepdims ]
        (fun a -> a.Tensor "x" |> overOrAll a (fun axes x -> Ops.max axes x - Ops.min axes x))
    one
        "numpy"
        "argmin"
        "Index of the smallest along an axis, or of all elements in order, int32; the first of equals."
        [ tensor "x"; oneAxis; keepdims ]
        (fun a -> a.Tensor "x" |> reversed |> indexOf a Ops.argmax)
    one
        "numpy"
        "average"
        "Mean over axes, over all when absent, in which each element counts by its weight."
        [ tensor "x"; axis; tensor "weights" |> orNone ]
        average
    one
        "numpy"
        "count_nonzero"
        "How many elements are not 0 over axes, over all when absent, int32. Keras: the axes that are left come out in reverse."
        [ tensor "x"; axis ]
        countNonzero
    one
        "numpy"
        "diff"
        "Each element less the one before it along an axis, so many times over."
        [ tensor "a"; whole "n" |> orWhole 1L; whole "axis" |> orWhole -1L ]
        diff
    one
        "numpy"
        "trapezoid"
        "The area under values along an axis, at the places <c>x</c> or <c>dx</c> apart, by the trapezoidal rule."
        [ tensor "y"; tensor "x" |> orNone; real "dx" |> orReal 1.0; whole "axis" |> orWhole -1L ]
        trapezoid
    medianRow "median" "The middle element over axes, over all when absent, or the mean of the two in the middle." false
    quantileRow
        "quantile"
        "The value below which a share <c>q</c> of the elements lies, over axes, over all when absent. The method says what lies between two elements."
        1.0
        false
    quantileRow
        "percentile"
        "The value below which <c>q</c> percent of the elements lie, over axes, over all when absent. The method says what lies between two elements."
        100.0
        false
]
