/// Functions of <c>keras.ops</c> that make tensors from numbers alone.
module internal Functional.Functions.Creating

open System
open Functional
open Functional.Row

let private number name = Parameter.Of(ArgumentKind.Number, name)
let private dtypeOf (a: Arguments) usual = a.DType("dtype", usual)
let private dtypeOrNone = dtype "dtype" |> orNone

// Rounded to the dtype from doubles.
let private ofDoubles dtype (numbers: float[]) =
    Ops.constant { DType = DType.Float64; Shape = [| numbers.LongLength |]; Data = numbers } |> Ops.cast dtype

let private sizesOf (a: Arguments) =
    a.Sizes "shape"
    |> List.map (function
        | Some size when size >= 0L -> size
        | _ -> raise (ConfigurationException $"""shape must be of sizes of at least 0, got {a.Item "shape"}"""))

let private filled (a: Arguments) dtype value =
    Ops.scalar dtype value |> Ops.broadcastTo (sizesOf a |> List.map Extent.Size) []

let private requireCount (name: string) (count: int64) =
    if count < 0L || count > Places.most then
        raise (ConfigurationException $"{name} must be in [0, {Places.most}], got {count}")
    int count

let private countOf (a: Arguments) name = int64 (a.Whole name) |> requireCount name

// Keras: whole numbers make int32, others float32.
let private commonOf (a: Arguments) names =
    let isReal name = not (a.IsNull name) && (a.Item name).IsReal
    if List.exists isReal names then DType.Float32 else DType.Int32

let private arange (a: Arguments) =
    let start, stop = if a.IsNull "stop" then 0.0, a.Real "start" else a.Real "start", a.Real "stop"
    let step = a.TryReal "step" |> Option.defaultValue 1.0
    let count = ceil ((stop - start) / step)
    if step = 0.0 || not (Double.IsFinite count) then
        raise (
            ConfigurationException $"arange needs finite numbers and a step that is not 0, got {start}, {stop}, {step}"
        )
    let count = requireCount "the number of elements" (int64 (max 0.0 (min count 1e18)))
    let numbers = Array.init count (fun i -> start + float i * step)
    ofDoubles (dtypeOf a (commonOf a [ "start"; "stop"; "step" ])) numbers

// Numbers in equal steps.
let private evenly (a: Arguments) (start: float) (stop: float) =
    if a.Whole "axis" <> 0 then
        raise (UnsupportedException "an axis other than 0")
    let count = countOf a "num"
    let steps = if a.Flag "endpoint" then count - 1 else count
    Array.init count (fun i ->
        if i = steps && i > 0 then stop
        elif i = 0 then start
        else start + (stop - start) * float i / float steps)

let private linspace (a: Arguments) =
    if a.Flag "retstep" then
        raise (UnsupportedException "linspace with retstep")
    evenly a (a.Real "start") (a.Real "stop") |> ofDoubles (dtypeOf a DType.Float32)

let private logspace (a: Arguments) =
    let numbers = evenly a (a.Real "start") (a.Real "stop")
    numbers
    |> Array.map (fun exponent -> Math.Pow(a.Real "base", exponent))
    |> ofDoubles (dtypeOf a DType.Float32)

// Keras: the sign is that of the start.
let private geomspace (a: Arguments) =
    let start, stop = a.Real "start", a.Real "stop"
    if start = 0.0 || stop = 0.0 then
        raise (ConfigurationException $"geomspace needs numbers other than 0, got {start} and {stop}")
    evenly a (log10 (abs start)) (log10 (abs stop))
    |> Array.map (fun exponent -> (if start < 0.0 then -1.0 else 1.0) * Math.Pow(10.0, exponent))
    |> ofDoubles (dtypeOf a DType.Float32)

// Ones where the column less the row is such a number.
let private banded (holds: int64 -> bool) rows columns dtype =
    Places.requireMost "a matrix" [ int64 rows; int64 columns ]
    let isOne = Array.init (rows * columns) (fun i -> holds (int64 (i % columns) - int64 (i / columns)))
    Ops.constant { DType = DType.Bool; Shape = [| int64 rows; int64 columns |]; Data = isOne } |> Ops.cast dtype

let private matrix (a: Arguments) holds =
    let rows = countOf a "N"
    let columns = if a.IsNull "M" then rows else countOf a "M"
    banded (holds (int64 (a.Whole "k"))) rows columns (dtypeOf a DType.Float32)

// A window of so many steps from one end to the other, by the share of the way.
let private window name doc further (shape: Arguments -> float -> float) =
    one "numpy" name doc (whole "x" :: further) (fun a ->
        let count = countOf a "x"
        let at i = if count = 1 then 1.0 else shape a (float i / float (count - 1))
        Array.init count at |> ofDoubles DType.Float32)

let private cosine turns share = cos (2.0 * Math.PI * turns * share)
let private besselI0 (x: float) = MathNet.Numerics.SpecialFunctions.BesselI0 x

let private kaiser (a: Arguments) share =
    let beta = a.Real "beta"
    let place = 2.0 * share - 1.0
    besselI0 (beta * sqrt (max 0.0 (1.0 - place * place))) / besselI0 beta

let private corner = [ whole "N"; whole "M" |> orNone; whole "k" |> orWhole 0L; dtypeOrNone ]
let private spaced = [
    number "start"
    number "stop"
    whole "num" |> orWhole 50L
    flag "endpoint" |> otherwise (ArgumentValue.Flag true)
]
let private axis = whole "axis" |> orWhole 0L

let all: Function list = [
    one "numpy" "zeros" "Zeros, float32 when no type is given." [ sizes "shape"; dtypeOrNone ] (fun a ->
        filled a (dtypeOf a DType.Float32) 0.0)
    one
        "numpy"
        "empty"
        "A tensor for others to fill: of zeros, float32 when no type is given."
        [ sizes "shape"; dtypeOrNone ]
        (fun a -> filled a (dtypeOf a DType.Float32) 0.0)
    one "numpy" "ones" "Ones, float32 when no type is given." [ sizes "shape"; dtypeOrNone ] (fun a ->
        filled a (dtypeOf a DType.Float32) 1.0)
    one
        "numpy"
        "full"
        "One number, float32 when no type is given."
        [ sizes "shape"; number "fill_value"; dtypeOrNone ]
        (fun a -> filled a (dtypeOf a DType.Float32) (a.Real "fill_value"))
    one
        "numpy"
        "arange"
        "Numbers from start (0 when only one is given) to before stop, int32 when all are whole and float32 otherwise, when no type is given."
        [ number "start"; number "stop" |> orNone; number "step" |> orNone; dtypeOrNone ]
        arange
    one
        "numpy"
        "linspace"
        "So many numbers in equal steps from start to stop, which is the last one with an endpoint."
        (spaced @ [ flag "retstep" |> orFalse; dtypeOrNone; axis ])
        linspace
    one
        "numpy"
        "logspace"
        "A base to the power of so many numbers in equal steps."
        (spaced @ [ number "base" |> orWhole 10L; dtypeOrNone; axis ])
        logspace
    one
        "numpy"
        "geomspace"
        "So many numbers from start to stop, each the same multiple of the one before."
        (spaced @ [ dtypeOrNone; axis ])
        geomspace
    one "numpy" "eye" "A matrix with ones on its k-th diagonal." corner (fun a -> matrix a (fun k apart -> apart = k))
    one "numpy" "tri" "A matrix with ones on its k-th diagonal and below." corner (fun a ->
        matrix a (fun k apart -> apart <= k))
    one "numpy" "identity" "A square matrix with ones on its diagonal." [ whole "n"; dtypeOrNone ] (fun a ->
        let size = countOf a "n"
        banded ((=) 0L) size size (dtypeOf a DType.Float32))
    window "bartlett" "The triangular window of so many steps." [] (fun _ share -> 1.0 - abs (2.0 * share - 1.0))
    window "hanning" "The raised cosine window of so many steps." [] (fun _ share -> 0.5 - 0.5 * cosine 1.0 share)
    window "hamming" "The Hamming window of so many steps." [] (fun _ share -> 0.54 - 0.46 * cosine 1.0 share)
    window "blackman" "The Blackman window of so many steps." [] (fun _ share ->
        0.42 - 0.5 * cosine 1.0 share + 0.08 * cosine 2.0 share)
    window "kaiser" "The Kaiser window of so many steps; beta says how narrow it is." [ real "beta" ] kaiser
]
