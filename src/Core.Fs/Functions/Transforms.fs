/// Functions of <c>keras.ops</c> that take signals apart into waves, and put them together. A complex tensor is a pair: real and imaginary parts.
module internal Functional.Functions.Transforms

open System
open Functional
open Functional.Row

// float16 and bfloat16 are transformed as float32.
let private wide (x: Expr) = if DType.isWide x.DType then x else Ops.cast DType.Float32 x

let private requireFloats (x: Expr) =
    if not x.DType.IsFloat then
        raise (ShapeException $"real and imaginary parts must be floats, got {x.DType}")

let private parts (a: Arguments) =
    match a.Tensors "x" with
    | [ re; im ] ->
        requireFloats re
        requireFloats im
        if re.Shape <> im.Shape then
            raise (ShapeException $"real and imaginary parts must be of one shape, got {re.Shape} and {im.Shape}")
        let dtype = DType.promote (wide re).DType (wide im).DType
        Ops.cast dtype re, Ops.cast dtype im
    | others ->
        raise (ConfigurationException $"x must be a pair of real and imaginary parts, got {others.Length} tensors")

let private requireAxes count (x: Expr) =
    if x.Rank < count then
        raise (ShapeException $"a transform needs at least {count} axes, got {x.Shape}")

let private sizeOf axis (x: Expr) = Places.sizeOf "a transform" (Shape.axis x.Shape axis) x

let private apart (re: Expr, im: Expr) = [ re; im ]

// Both parts at once.
let private both change (re: Expr, im: Expr) : Expr * Expr = change re, change im

let private shared isInverse (re: Expr, im: Expr) =
    let re, im = Linalg.fourier isInverse (re, im)
    if isInverse then
        let size = Ops.count re.DType [ re.Rank - 1 ] re
        re / size, im / size
    else
        re, im

let private twice isInverse (x: Expr * Expr) =
    requireAxes 2 (fst x)
    x |> shared isInverse |> both Linalg.transpose |> shared isInverse |> both Linalg.transpose

// As many steps of the last axis, cut or with zeros behind.
let private fitted (length: int64) (x: Expr) =
    let size = sizeOf -1 x
    if length <= size then
        Ops.slice (x.Rank - 1) 0L length x
    else
        let after = List.replicate (x.Rank - 1) 0 @ [ int (length - size) ]
        Ops.pad (List.replicate x.Rank 0) after 0.0 x

let private lengthOf (a: Arguments) =
    match a.TryWhole "fft_length" with
    | Some length when length < 1 || length > (1 <<< 30) ->
        raise (ConfigurationException $"fft_length must be in [1, {1 <<< 30}], got {length}")
    | length -> length |> Option.map int64

// Of real numbers the second half mirrors the first.
let private half length (x: Expr) =
    requireAxes 1 x
    let x = length |> Option.map (fun length -> fitted length (wide x)) |> Option.defaultValue (wide x)
    let kept = sizeOf -1 x / 2L + 1L
    shared false (x, Ops.fullLike x x.DType 0.0) |> both (Ops.slice (x.Rank - 1) 0L kept)

let private whole' (length: int64 option) (re: Expr, im: Expr) =
    requireAxes 1 re
    let length = length |> Option.defaultWith (fun () -> 2L * (sizeOf -1 re - 1L))
    if length < 1L then
        raise (ShapeException $"irfft needs at least one step of the result, got {length} for {re.Shape}")
    let re, im = (re, im) |> both (fitted (length / 2L + 1L))
    let last = re.Rank - 1
    // What stands behind the middle is the mirrored rest, without the first and, of an even length, the last.
    let mirrored = (length - 1L) / 2L
    let rest (x: Expr) = Ops.slice last 1L (mirrored + 1L) x |> Ops.flip [ last ]
    let join (x: Expr) (rest: Expr) = if mirrored = 0L then x else Ops.concat last [ x; rest ]
    // Of the first and the middle one only the real part counts.
    let ends = [| for at in 0L .. length / 2L -> if at = 0L || 2L * at = length then 0.0f else 1.0f |]
    let counted =
        Ops.constant { DType = DType.Float32; Shape = [| length / 2L + 1L |]; Data = ends } |> Ops.cast re.DType
    let im = im * counted
    shared true (join re (rest re), join im -(rest im)) |> fst

// Half a period of a cosine more than it has steps.
let private windowOf (a: Arguments) length (dtype: DType) =
    match a.Item "window" with
    | ArgumentValue.Null -> None
    | ArgumentValue.Text word ->
        let data = SignalWindow.periodic word length
        Some(Ops.constant { DType = DType.Float64; Shape = [| int64 length |]; Data = data } |> Ops.cast dtype)
    | _ ->
        let window = a.Tensor "window"
        if window.Shape <> Shape.known [ int64 length ] then
            raise (ShapeException $"window must have {length} elements, got {window.Shape}")
        Some(Ops.cast dtype window)

// With zeros before and behind.
let private centred length (total: int) (window: Expr) =
    let before = (total - length) / 2
    Ops.pad [ before ] [ total - length - before ] 0.0 window

let private steps (a: Arguments) =
    let length, stride, total = a.Whole "sequence_length", a.Whole "sequence_stride", a.Whole "fft_length"
    if length < 1 || stride < 1 || total < length || total > (1 <<< 30) then
        raise (
            ConfigurationException
                $"sequence_length and sequence_stride must be at least 1 and fft_length at least sequence_length, got {length}, {stride} and {total}"
        )
    length, stride, total

// Without the border mirrored at both ends.
let private reflected border (x: Expr) =
    let size, last = sizeOf -1 x, x.Rank - 1
    if int64 border >= size then
        raise (ShapeException $"stft with center needs more than fft_length / 2 = {border} steps, got {x.Shape}")
    if border = 0 then
        x
    else
        let part start stop = Ops.slice last start stop x |> Ops.flip [ last ]
        Ops.concat last [ part 1L (int64 border + 1L); x; part (size - 1L - int64 border) (size - 1L) ]

let private sequences (length: int) stride (x: Expr) =
    let count = (int (sizeOf -1 x) - length) / stride + 1
    if int64 length > sizeOf -1 x then
        raise (ShapeException $"stft needs at least {length} steps, got {x.Shape}")
    [
        for sequence in 0 .. count - 1 do
            for at in 0 .. length - 1 -> sequence * stride + at
    ]
    |> Places.wholes
    |> Ops.reshape [ int64 count; int64 length ]
    |> Ops.take (x.Rank - 1) x

let private stft (a: Arguments) =
    let x = a.Tensor "x"
    let length, stride, total = steps a
    if not (DType.isWide x.DType) then
        raise (ShapeException $"stft needs float32 or float64, got {x.DType}")
    requireAxes 1 x
    let x = if a.Flag "center" then reflected (total / 2) x else x
    let parts = sequences total stride x
    let window =
        windowOf a length x.DType
        |> Option.defaultWith (fun () -> Ops.broadcastTo [ Extent.Size(int64 length) ] [] (Ops.scalar x.DType 1.0))
    half None (parts * centred length total window) |> apart

// Sequences a stride behind each other, summed where they lie over each other.
let private overlapped (stride: int) (x: Expr) =
    let count, length = int (sizeOf -2 x), int (sizeOf -1 x)
    let rank = x.Rank - 2
    let leading = [ for axis in 0 .. rank - 1 -> Extent.Of(0, axis) ]
    let pieces = 1 + (length - 1) / stride
    let none = List.replicate x.Rank 0
    // Each sequence as pieces of a stride, the last one filled up.
    let cut =
        Ops.pad none (List.replicate (rank + 1) 0 @ [ pieces * stride - length ]) 0.0 x
        |> Ops.reshapeTo (leading @ [ Extent.Size(int64 count); Extent.Size(int64 pieces); Extent.Size(int64 stride) ])
    [
        for piece in 0 .. pieces - 1 ->
            let part = Ops.index (rank + 1) (int64 piece) cut
            let before = List.replicate rank 0 @ [ piece; 0 ]
            let after = List.replicate rank 0 @ [ pieces - 1 - piece; 0 ]
            Ops.pad before after 0.0 part
    ]
    |> List.reduce (+)
    |> Ops.reshapeTo (leading @ [ Extent.Size(int64 (count + pieces - 1) * int64 stride) ])
    |> Ops.slice rank 0L (int64 (stride * (count - 1) + length))

let private istft (a: Arguments) =
    let re, im = parts a
    requireAxes 2 re
    let length, stride, total = steps a
    let isCentred = a.Flag "center"
    let x = whole' (Some(int64 total)) (re, im)
    let count = int (sizeOf -2 x)
    let all = total + stride * (count - 1)
    let start = if isCentred then total / 2 else 0
    let stop =
        match a.TryWhole "length" with
        | Some length when length < 1 -> raise (ConfigurationException $"length must be at least 1, got {length}")
        | Some length -> start + length
        | None when isCentred -> all - total / 2
        | None -> all
    let isWeighed = length = total && isCentred && total > 1 && not (a.IsNull "window")
    if stride > total || stride * count < total && not isWeighed then
        raise (
            ConfigurationException
                $"sequence_stride must be at most fft_length, and {count} strides must cover it, got {stride} and {total}"
        )
    let last = x.Rank - 2
    let cut (y: Expr) = Ops.slice last (int64 start) (int64 stop) y
    let fill (y: Expr) =
        let missing = stop - start - int (sizeOf -1 y)
        if missing > 0 then
            Ops.pad (List.replicate y.Rank 0) (List.replicate (y.Rank - 1) 0 @ [ missing ]) 0.0 y
        else
            y
    match windowOf a length x.DType with
    | None -> cut (overlapped stride x)
    | Some window when isWeighed ->
        // What the windows of all sequences put in is divided out again.
        let covered =
            Ops.broadcastTo [ Extent.Size(int64 count); Extent.Size(int64 total) ] [] (Ops.square window)
            |> overlapped stride
        cut (overlapped stride (x * window)) / Ops.slice 0 (int64 start) (min (int64 all) (int64 stop)) covered
        |> fill
    | Some window ->
        let window = centred length total window
        let pieces = (total + stride - 1) / stride
        let folded =
            Ops.pad [ 0 ] [ pieces * stride - total ] 0.0 (Ops.square window)
            |> Ops.reshape [ int64 pieces; int64 stride ]
            |> Ops.sumKeep [ 0 ]
        let weights =
            Ops.broadcastTo [ Extent.Size(int64 pieces); Extent.Size(int64 stride) ] [] folded
            |> Ops.reshape [ -1L ]
            |> Ops.slice 0 0L (int64 total)
        cut (overlapped stride (x * (window / weights)))

let private fftLength = whole "fft_length" |> orNone
let private window = text "window" |> orText "hann"
let private center = flag "center" |> otherwise (ArgumentValue.Flag true)

let private complex name className doc build =
    several "math" name doc [ tensors "x" ] (parts >> build >> apart) |> ofClass className

let private polar (a: Arguments) =
    let size, angle = a.Tensor "abs_", a.Tensor "angle"
    [ size * Ops.cos angle; size * Ops.sin angle ]

let all: Function list = [
    several
        "nn"
        "polar"
        "The complex number of a size and an angle, elementwise: a pair of real and imaginary parts."
        [ tensor "abs_"; tensor "angle" ]
        polar
    complex "fft" "FFT" "Σⱼ xⱼ e^(−2πi jk / n) over the last axis, of a pair and as one." (shared false)
    complex "fft2" "FFT2" "The same over the last two axes." (twice false)
    complex "ifft2" "IFFT2" "What <c>fft2</c> makes the tensor of: the inverse over the last two axes." (twice true)
    several
        "math"
        "rfft"
        "<c>fft</c> of real numbers: the first ⌊n / 2⌋ + 1 of the last axis, cut or filled with zeros to <c>fft_length</c> before."
        [ tensor "x"; fftLength ]
        (fun a -> half (lengthOf a) (a.Tensor "x") |> apart)
    |> ofClass "RFFT"
    one
        "math"
        "irfft"
        "The real numbers of which <c>rfft</c> makes the tensor; without <c>fft_length</c> twice the last axis less 2."
        [ tensors "x"; fftLength ]
        (fun a -> whole' (lengthOf a) (parts a))
    |> ofClass "IRFFT"
    several
        "math"
        "stft"
        "<c>rfft</c> of sequences of the last axis, each a stride behind the one before and times a window: (..., sequences, fft_length / 2 + 1)."
        [ tensor "x"; whole "sequence_length"; whole "sequence_stride"; whole "fft_length"; window; center ]
        stft
    |> ofClass "STFT"
    one
        "math"
        "istft"
        "The signal of which <c>stft</c> makes the tensor."
        [
            tensors "x"
            whole "sequence_length"
            whole "sequence_stride"
            whole "fft_length"
            whole "length" |> orNone
            window
            center
        ]
        istft
    |> ofClass "ISTFT"
]
