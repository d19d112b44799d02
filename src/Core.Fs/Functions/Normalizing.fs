/// Functions of <c>keras.ops</c> that normalise, compare with targets and attend.
module internal Functional.Functions.Normalizing

open Functional
open Functional.Row

let private epsilon = real "epsilon" |> orNone
// Keras's backend.epsilon().
let private epsilonOf (a: Arguments) = a.TryReal "epsilon" |> Option.defaultValue 1e-7
let private lastAxes = wholes "axis" |> orWhole -1L
let private fromLogits = flag "from_logits" |> orFalse
let private axesOf (a: Arguments) name (x: Expr) = a.Wholes name |> Shape.axesFor "axis" x.Shape |> List.sort

// In float32 at least, and back.
let private atLeastSingle (x: Expr) (compute: Expr -> Expr) =
    Ops.cast (DType.toWide x.DType) x |> compute |> Ops.cast x.DType

let private moments (a: Arguments) =
    if a.Flag "synchronized" then
        raise (UnsupportedException "moments with synchronized")
    let x = a.Tensor "x"
    let axes = axesOf a "axes" x
    let wide = Ops.cast (DType.toWide x.DType) x
    let mean = Ops.mean axes wide
    // Keras: the mean of the squares less the square of the mean.
    let variance = Ops.mean axes (Ops.square wide) - Ops.square mean
    let dtype = DType.toFloat x.DType
    let low, high = DType.range dtype
    let within (x: Expr) = if dtype = DType.Float16 then Ops.clip low high x else x
    [ mean; variance ] |> List.map (within >> Ops.cast dtype >> Reductions.kept a axes)

let private normalize (a: Arguments) =
    let given, order, epsilon = a.Tensor "x", a.Whole "order", epsilonOf a
    if order < 1 then
        raise (ConfigurationException $"order must be at least 1, got {order}")
    let x = Ops.floats given
    let x = if x.Rank = 0 then Ops.expandDims 0 x else x
    let axes = axesOf a "axis" x
    if order = 2 then
        let squares = Ops.sumKeep axes (Ops.square x)
        x * Ops.rsqrt (Ops.maximum squares (Ops.scalarLike squares (epsilon * epsilon)))
    else
        let powers = Ops.sumKeep axes (Ops.pow (Ops.abs x) (Ops.scalarLike x (float order)))
        let norm = Ops.pow powers (Ops.scalarLike powers (1.0 / float order))
        x / Ops.maximum norm (Ops.scalarLike norm epsilon)

// A factor or summand of the axes that are normalised.
let private beside (axes: int list) (x: Expr) (factor: Expr) =
    if factor.Rank = x.Rank || axes = [ x.Rank - 1 ] then
        factor
    else
        Ops.reshapeTo
            [
                for axis in 0 .. x.Rank - 1 do
                    match x.Shape[axis] with
                    | Dim.Known size when List.contains axis axes -> Extent.Size size
                    | Dim.Unknown _ when List.contains axis axes -> Extent.Rest
                    | _ -> Extent.Size 1L
            ]
            factor

let private rmsNormalization (a: Arguments) =
    let x = a.Tensor "x"
    atLeastSingle x (fun x ->
        let axes = axesOf a "axis" x
        let y = x * Ops.rsqrt (Ops.meanKeep axes (Ops.square x) + epsilonOf a)
        match a.TryTensor "scale" with
        | Some scale -> y * beside axes x (Ops.cast x.DType scale)
        | None -> y)

let private layerNormalization (a: Arguments) =
    let x = a.Tensor "x"
    atLeastSingle x (fun x ->
        let axes = axesOf a "axis" x
        let apart = x - Ops.meanKeep axes x
        let factor = Ops.rsqrt (Ops.meanKeep axes (Ops.square apart) + epsilonOf a)
        let along name = a.TryTensor name |> Option.map (Ops.cast x.DType >> beside axes x)
        let scaled y = along "gamma" |> Option.fold (*) (y * factor)
        // Keras: the scaling that goes by this name knows no mean and no offset.
        if a.Flag "rms_scaling" then scaled x else along "beta" |> Option.fold (+) (scaled apart))

let private batchNormalization (a: Arguments) =
    let x = a.Tensor "x"
    let axis = Shape.axis x.Shape (a.Whole "axis")
    let along (numbers: Expr) = Places.spread x.Rank axis numbers
    let factor = Ops.rsqrt (along (a.Tensor "variance") + a.Real "epsilon")
    let factor = a.TryTensor "scale" |> Option.fold (fun factor scale -> factor * along scale) factor
    let shift = -(along (a.Tensor "mean")) * factor
    let shift = a.TryTensor "offset" |> Option.fold (fun shift offset -> shift + along offset) shift
    x * factor + shift

let private ofOneShape (target: Expr) (output: Expr) =
    if not (Shape.fits target.Shape output.Shape) || target.Rank <> output.Rank then
        raise (ShapeException $"target and output must be of one shape, got {target.Shape} and {output.Shape}")

let private inside (x: Expr) = Ops.clip 1e-7 (1.0 - 1e-7) x

let private binary (a: Arguments) =
    let output = a.Tensor "output"
    let output = Ops.floats output
    let target = Ops.cast output.DType (a.Tensor "target")
    ofOneShape target output
    if a.Flag "from_logits" then
        Expr.Of(Op.SigmoidCrossEntropy, [ output; target ])
    else
        Expr.Of(Op.BinaryCrossEntropy, [ inside output; target ])

// log p along the last axis.
let private logProbabilities (a: Arguments) (output: Expr) =
    if a.Flag "from_logits" then
        Ops.logSoftmax -1 output
    else
        Ops.log (inside (output / Ops.sumKeep [ -1 ] output))

let private outputOf (a: Arguments) =
    let output = a.Tensor "output"
    if output.Rank = 0 then
        raise (ShapeException $"output must have at least one axis, got {output.Shape}")
    let axis = Shape.axis output.Shape (a.Whole "axis")
    Ops.floats output |> Ops.moveAxis axis -1, axis

let private categorical (a: Arguments) =
    let output, axis = outputOf a
    let target = a.Tensor "target"
    ofOneShape target (a.Tensor "output")
    -(Ops.sum [ -1 ] (Ops.moveAxis axis -1 (Ops.cast output.DType target) * logProbabilities a output))

let private sparse (a: Arguments) =
    let output, axis = outputOf a
    let target = a.Tensor "target"
    let target =
        if target.Rank = output.Rank && target.Shape[axis] = Dim.Known 1L then Ops.squeeze axis target else target
    let expected = Shape.ofDims (List.take (output.Rank - 1) output.Shape.Dims)
    if not (Shape.fits expected target.Shape) then
        raise (
            ShapeException $"target must have the shape of output without its classes, {expected}, got {target.Shape}"
        )
    match output.Shape[-1] with
    | Dim.Unknown _ -> raise (ShapeException $"output must have a known number of classes, got {output.Shape}")
    | Dim.Known classes ->
        let chosen = Ops.oneHot (int classes) DType.Bool (Ops.cast DType.Int64 target)
        let logs = logProbabilities a output
        -(Ops.sum [ -1 ] (Ops.where chosen logs (Ops.scalarLike logs 0.0)))

let private psnr (a: Arguments) =
    let x1, x2 = a.Tensor "x1", a.Tensor "x2"
    ofOneShape x1 x2
    let apart = Ops.square (x1 - x2)
    let error = Ops.meanAll apart
    20.0 * (log10 (a.Real "max_val")) - 10.0 * (Ops.log error / log 10.0)

// The largest over the second axis, of a vector over its only one.
let private multiHot (a: Arguments) =
    if a.Flag "sparse" then
        raise (UnsupportedException "multi_hot with sparse")
    let x = a.Tensor "inputs"
    let hot =
        Ops.oneHot (a.Whole "num_classes") (a.DType("dtype", DType.Float32)) (Ops.cast DType.Int32 x)
        |> Ops.moveAxis -1 (a.Whole "axis")
    Ops.max [ (if x.Rank > 1 then 1 else 0) ] hot

let private inTopK (a: Arguments) =
    let predictions, targets = a.Tensor "predictions", a.Tensor "targets"
    if predictions.Rank <> targets.Rank + 1 then
        raise (
            ShapeException $"predictions need one axis more than targets, got {predictions.Shape} and {targets.Shape}"
        )
    let chosen = Places.gather targets.Rank predictions (Ops.expandDims -1 (Ops.cast DType.Int64 targets))
    let above = Ops.greater predictions chosen |> Ops.cast DType.Int32 |> Ops.sum [ -1 ]
    Ops.less above (Ops.scalar DType.Int32 (float (a.Whole "k")))

let private cdist (a: Arguments) =
    let x, y = a.Tensor "x", a.Tensor "y"
    if x.Rank < 2 || y.Rank < 2 then
        raise (ShapeException $"cdist needs rows of vectors, got {x.Shape} and {y.Shape}")
    let x, y = Ops.floats x, Ops.floats y
    let squares = Ops.square (Ops.expandDims -2 x - Ops.expandDims -3 y) |> Ops.sum [ -1 ]
    // The root of 0 has no finite gradient.
    let isZero = Ops.equal squares (Ops.scalarLike squares 0.0)
    Ops.where isZero squares (Ops.sqrt (Ops.where isZero (Ops.scalarLike squares 1.0) squares))

let private attention (a: Arguments) =
    if not (a.IsNull "attn_logits_soft_cap") then
        raise (UnsupportedException "dot_product_attention with attn_logits_soft_cap")
    let query, key, value = a.Tensor "query", a.Tensor "key", a.Tensor "value"
    if query.Rank <> 4 || key.Rank <> 4 || value.Rank <> 4 then
        raise (
            ShapeException
                $"dot_product_attention needs (batch, length, heads, width), got {query.Shape}, {key.Shape}, {value.Shape}"
        )
    if not (a.IsNull "bias") && not (a.IsNull "mask") then
        raise (ConfigurationException "dot_product_attention takes a bias or a mask, got both")
    let dtype = DType.toFloat (DType.promote query.DType (DType.promote key.DType value.DType))
    let heads (x: Expr) = Ops.transpose [ 0; 2; 1; 3 ] (Ops.cast dtype x)
    let query, key, value = heads query, heads key, heads value
    // A head of keys serves several of queries.
    let shared (x: Expr) =
        match query.Shape[1], x.Shape[1] with
        | Dim.Known queries, Dim.Known keys when keys > 1L && queries > keys && queries % keys = 0L ->
            let wide = Ops.expandDims 2 x
            let at axis = Extent.Of(0, axis)
            Ops.broadcastTo [ at 0; at 1; Extent.Size(queries / keys); at 3; at 4 ] [] wide
            |> Ops.reshapeTo [ at 0; Extent.Size queries; at 3; at 4 ]
        | _ -> x
    let key, value = shared key, shared value
    let scale =
        match a.TryReal "scale", query.Shape[3] with
        | Some scale, _ -> scale
        | None, Dim.Known width -> 1.0 / sqrt (float width)
        | None, Dim.Unknown _ -> raise (ShapeException $"query needs a known width, got {query.Shape}")
    let scores = query *@ Ops.transpose [ 0; 1; 3; 2 ] key * scale
    let isBefore () =
        let queries, keys = Counting.along 2 scores, Counting.along 3 scores
        Ops.lessEqual (Ops.expandDims 0 keys) (Ops.expandDims 1 queries)
    let least = Ops.scalarLike scores (-0.7 * (if dtype = DType.Float16 then 65500.0 else 3.38953e38))
    let scores =
        match a.TryTensor "mask", a.TryTensor "bias" with
        | Some mask, _ ->
            let mask = Ops.cast DType.Bool mask
            let mask = if a.Flag "is_causal" then Ops.logicalAnd mask (isBefore ()) else mask
            scores + Ops.where mask (Ops.scalarLike scores 0.0) least
        | None, Some bias -> scores + Ops.cast dtype bias
        | None, None -> scores
    let scores =
        if a.Flag "is_causal" && a.IsNull "mask" then
            Ops.where (isBefore ()) scores (Ops.scalarLike scores -infinity)
        else
            scores
    Ops.softmax -1 scores *@ value |> Ops.transpose [ 0; 2; 1; 3 ]

let private orNoTensor name = tensor name |> orNone

let all: Function list = [
    several
        "nn"
        "moments"
        "Mean and variance over axes."
        [ tensor "x"; wholes "axes"; Reductions.keepdims; flag "synchronized" |> orFalse ]
        moments
    one
        "nn"
        "normalize"
        "The tensor over its length along axes, <c>(Σ |x|^order)^(1 / order)</c>, which counts for at least epsilon (1e-7 when absent)."
        [ tensor "x"; lastAxes; whole "order" |> orWhole 2L; epsilon ]
        normalize
    {
        one
            "nn"
            "rms_normalization"
            "The tensor over the root of its mean square along axes, times a scale (Zhang and Sennrich 2019). Epsilon is 1e-7 when absent."
            [ tensor "x"; orNoTensor "scale"; lastAxes; epsilon ]
            rmsNormalization with
            ClassName = "RMSNorm"
    }
    {
        one
            "nn"
            "layer_normalization"
            "The tensor less its mean, over its deviation along axes, times gamma plus beta (Ba et al. 2016). Epsilon is 1e-7 when absent."
            [ tensor "x"; orNoTensor "gamma"; orNoTensor "beta"; lastAxes; epsilon; flag "rms_scaling" |> orFalse ]
            layerNormalization with
            ClassName = "LayerNorm"
    }
    {
        one
            "nn"
            "batch_normalization"
            "The tensor less a mean, over a deviation, times a scale plus an offset: a number of each for each index of an axis."
            [
                tensor "x"
                tensor "mean"
                tensor "variance"
                whole "axis"
                orNoTensor "offset"
                orNoTensor "scale"
                real "epsilon" |> orReal 0.001
            ]
            batchNormalization with
            ClassName = "BatchNorm"
    }
    one
        "nn"
        "binary_crossentropy"
        "−t · log p − (1 − t) · log(1 − p), elementwise; with logits p is their sigmoid."
        [ tensor "target"; tensor "output"; fromLogits ]
        binary
    one
        "nn"
        "categorical_crossentropy"
        "−Σ t · log p over an axis; with logits p is their softmax."
        [ tensor "target"; tensor "output"; fromLogits; lastAxis ]
        categorical
    one
        "nn"
        "sparse_categorical_crossentropy"
        "−log p[class] over an axis; with logits p is their softmax."
        [ tensor "target"; tensor "output"; fromLogits; lastAxis ]
        sparse
    {
        one
            "nn"
            "psnr"
            "Peak signal-to-noise ratio of two tensors in decibels, of values up to <c>maxVal</c>."
            [ tensor "x1"; tensor "x2"; real "max_val" ]
            psnr with
            ClassName = "PSNR"
    }
    one
        "nn"
        "multi_hot"
        "Ones for all indices of a row, of float32 when no type is given."
        [
            tensor "inputs"
            whole "num_classes" |> orNone
            lastAxis
            dtype "dtype" |> orNone
            flag "sparse" |> orFalse
        ]
        multiHot
    one
        "math"
        "in_top_k"
        "Whether the prediction for the target's class is among the k largest."
        [ tensor "targets"; tensor "predictions"; whole "k" ]
        inTopK
    {
        one
            "math"
            "cdist"
            "Distance of each row of the first from each row of the second."
            [ tensor "x"; tensor "y" ]
            cdist with
            ClassName = "CDist"
    }
    one
        "nn"
        "dot_product_attention"
        "<c>softmax(query · keyᵀ · scale + bias) · value</c> over (batch, length, heads, width); the scale is 1 / √width when absent."
        [
            tensor "query"
            tensor "key"
            tensor "value"
            orNoTensor "bias"
            orNoTensor "mask"
            real "scale" |> orNone |> ofCall
            flag "is_causal" |> orFalse
            flag "flash_attention" |> orNone
            real "attn_logits_soft_cap" |> orNone
        ]
        attention
]
