/// What operations compute, as plain loops over doubles.
module Functional.Tests.Reference

open System
open Functional

/// Numbers in C order.
type Plain = {
    Sizes: int[]
    Values: float[]
} with

    member this.Rank = this.Sizes.Length

let private product (sizes: int seq) = Seq.fold (*) 1 sizes

let private strides (sizes: int[]) = Array.scanBack (*) sizes 1 |> Array.tail

/// The element of each place, in C order.
let private make (sizes: int[]) (element: int[] -> float) : Plain =
    let at = Array.zeroCreate<int> sizes.Length
    let values =
        Array.init (product sizes) (fun i ->
            if i > 0 then
                let mutable axis = sizes.Length - 1
                at[axis] <- at[axis] + 1
                while at[axis] = sizes[axis] do
                    at[axis] <- 0
                    axis <- axis - 1
                    at[axis] <- at[axis] + 1
            element at)
    { Sizes = sizes; Values = values }

let private get (x: Plain) (at: int[]) =
    let mutable index = 0
    for axis in 0 .. x.Rank - 1 do
        index <- index * x.Sizes[axis] + at[axis]
    x.Values[index]

let transpose (permutation: int[]) (x: Plain) : Plain =
    let steps = strides x.Sizes
    make (permutation |> Array.map (fun axis -> x.Sizes[axis])) (fun at ->
        let mutable index = 0
        for i in 0 .. at.Length - 1 do
            index <- index + at[i] * steps[permutation[i]]
        x.Values[index])

/// The element of a tensor whose axes of size 1 are repeated, and whose axes are the last ones of the place.
let private repeated (x: Plain) (at: int[]) =
    let before = at.Length - x.Rank
    let mutable index = 0
    for axis in 0 .. x.Rank - 1 do
        let size = x.Sizes[axis]
        index <- index * size + (if size = 1 then 0 else at[before + axis])
    x.Values[index]

let private broadcast (sizes: int[] list) =
    let rank = sizes |> List.map Array.length |> List.max
    sizes
    |> List.map (fun sizes -> Array.append (Array.create (rank - sizes.Length) 1) sizes)
    |> List.reduce (Array.map2 max)

let private elementwise (f: float -> float -> float) (a: Plain) (b: Plain) =
    make (broadcast [ a.Sizes; b.Sizes ]) (fun at -> f (repeated a at) (repeated b at))

let private truth value = if value then 1.0 else 0.0
let private sigmoid x = 1.0 / (1.0 + exp -x)
let private softplus x = max x 0.0 + Math.Log(1.0 + exp -(abs x))

let private unary op (x: float) : float =
    match op with
    | Unary.Neg -> -x
    | Unary.Abs -> abs x
    | Unary.Sign -> float (sign x)
    | Unary.Square -> x * x
    | Unary.Reciprocal -> 1.0 / x
    | Unary.Sqrt -> sqrt x
    | Unary.Rsqrt -> 1.0 / sqrt x
    | Unary.Exp -> exp x
    | Unary.Expm1 -> exp x - 1.0
    | Unary.Log -> log x
    | Unary.Log1p -> log (1.0 + x)
    | Unary.Sin -> sin x
    | Unary.Cos -> cos x
    | Unary.Tan -> tan x
    | Unary.Asin -> asin x
    | Unary.Acos -> acos x
    | Unary.Atan -> atan x
    | Unary.Sinh -> sinh x
    | Unary.Cosh -> cosh x
    | Unary.Tanh -> tanh x
    | Unary.Erf -> MathNet.Numerics.SpecialFunctions.Erf x
    | Unary.Erfc -> MathNet.Numerics.SpecialFunctions.Erfc x
    | Unary.Erfinv -> MathNet.Numerics.SpecialFunctions.ErfInv x
    | Unary.BesselI 0 -> MathNet.Numerics.SpecialFunctions.BesselI0 x
    | Unary.BesselI _ -> MathNet.Numerics.SpecialFunctions.BesselI1 x
    | Unary.Floor -> floor x
    | Unary.Ceil -> ceil x
    | Unary.Round -> Math.Round x
    | Unary.Sigmoid -> sigmoid x
    | Unary.LogSigmoid -> -(softplus -x)
    | Unary.Softplus -> softplus x
    | Unary.Relu -> max x 0.0
    | Unary.Silu -> x * sigmoid x
    | Unary.Gelu true -> 0.5 * x * (1.0 + tanh (sqrt (2.0 / Math.PI) * (x + 0.044715 * x ** 3.0)))
    | Unary.Gelu false -> 0.5 * x * (1.0 + MathNet.Numerics.SpecialFunctions.Erf(x / sqrt 2.0))
    | Unary.Elu alpha -> if x > 0.0 then x else alpha * (exp x - 1.0)
    | Unary.Selu ->
        1.0507009873554804934193349852946 * (if x > 0.0 then x else 1.6732632423543772848170429916717 * (exp x - 1.0))
    | Unary.LeakyRelu slope -> if x > 0.0 then x else slope * x
    | Unary.Clip(low, high) -> x |> max low |> min high
    | Unary.Relu6 -> x |> max 0.0 |> min 6.0
    | Unary.HardSigmoid -> (x + 3.0 |> max 0.0 |> min 6.0) / 6.0
    | Unary.Not -> truth (x = 0.0)
    | Unary.IsNan -> truth (Double.IsNaN x)
    | Unary.IsFinite -> truth (Double.IsFinite x)

let private binary op (a: float) (b: float) : float =
    match op with
    | Binary.Add -> a + b
    | Binary.Sub -> a - b
    | Binary.Mul -> a * b
    | Binary.Div -> a / b
    | Binary.FloorDiv -> floor (a / b)
    | Binary.Mod -> a - b * floor (a / b)
    | Binary.Pow -> a ** b
    | Binary.Maximum -> max a b
    | Binary.Minimum -> min a b
    | Binary.Equal -> truth (a = b)
    | Binary.NotEqual -> truth (a <> b)
    | Binary.Less -> truth (a < b)
    | Binary.LessEqual -> truth (a <= b)
    | Binary.Greater -> truth (a > b)
    | Binary.GreaterEqual -> truth (a >= b)
    | Binary.And -> truth (a <> 0.0 && b <> 0.0)
    | Binary.Or -> truth (a <> 0.0 || b <> 0.0)

/// Each line along an axis, as another line.
let private alongAxis axis (f: float[] -> float[]) (x: Plain) : Plain =
    let axis = if axis < 0 then axis + x.Rank else axis
    let step, length = (strides x.Sizes)[axis], x.Sizes[axis]
    let starts = [|
        for i in 0 .. x.Values.Length - 1 do
            if i / step % length = 0 then
                i
    |]
    let lines = starts |> Array.map (fun start -> f (Array.init length (fun i -> x.Values[start + i * step])))
    let longest = if lines.Length = 0 then 0 else lines[0].Length
    let sizes = Array.updateAt axis longest x.Sizes
    let values = Array.zeroCreate (product sizes)
    lines
    |> Array.iteri (fun number line ->
        let start = number / step * step * longest + number % step
        line |> Array.iteri (fun i value -> values[start + i * step] <- value))
    { Sizes = sizes; Values = values }

let private reduceLine kind (line: float[]) =
    match kind with
    | Reduction.Sum -> Array.sum line
    | Reduction.Mean -> Array.average line
    | Reduction.Max -> Array.max line
    | Reduction.Min -> Array.min line
    | Reduction.Prod -> Array.reduce (*) line
    | Reduction.All -> truth (Array.forall ((<>) 0.0) line)
    | Reduction.Any -> truth (Array.exists ((<>) 0.0) line)

let private without axis (x: Plain) = {
    x with
        Sizes = Array.removeAt (if axis < 0 then axis + x.Rank else axis) x.Sizes
}

let private reduce kind axes keep (x: Plain) =
    (x, List.sortDescending axes)
    ||> List.fold (fun x axis ->
        let one = alongAxis axis (fun line -> [| reduceLine kind line |]) x
        if keep then one else without axis one)

let private logSoftmax (line: float[]) =
    let top = Array.max line
    let sum = log (line |> Array.sumBy (fun value -> exp (value - top)))
    line |> Array.map (fun value -> value - top - sum)

let private matmul (a: Plain) (b: Plain) =
    let inner = b.Sizes[b.Rank - 2]
    let front (x: Plain) = Array.truncate (x.Rank - 2) x.Sizes
    let sizes = [| yield! broadcast [ front a; front b ]; a.Sizes[a.Rank - 2]; b.Sizes[b.Rank - 1] |]
    let left, right = Array.zeroCreate<int> sizes.Length, Array.zeroCreate<int> sizes.Length
    make sizes (fun at ->
        let rank = at.Length
        Array.blit at 0 left 0 rank
        Array.blit at 0 right 0 rank
        let mutable sum = 0.0
        for i in 0 .. inner - 1 do
            left[rank - 1] <- i
            right[rank - 2] <- i
            sum <- sum + repeated a left * repeated b right
        sum)

// Windows of one and two axes are windows of three.
let private three missing (values: int seq) =
    Array.append (Array.create (3 - Seq.length values) missing) (Array.ofSeq values)

/// The steps of the input that each step of the output sees along an axis: the step of the window, and that of the input.
let private seen (window: Window) (kernel: int[]) (sizes: int[]) : (int * int)[][][] =
    let strides, dilation = three 1 window.Strides, three 1 window.Dilation
    Array.init 3 (fun axis ->
        let span = (kernel[axis] - 1) * dilation[axis] + 1
        let size, stride = sizes[axis], strides[axis]
        let steps, before =
            match window.Padding with
            | Padding.Valid -> (size - span) / stride + 1, 0
            | Padding.Causal -> (size + stride - 1) / stride, span - 1
            | Padding.Same ->
                let steps = (size + stride - 1) / stride
                steps, max 0 ((steps - 1) * stride + span - size) / 2
        Array.init steps (fun step -> [|
            for i in 0 .. kernel[axis] - 1 do
                let place = step * stride + i * dilation[axis] - before
                if place >= 0 && place < size then
                    i, place
        |]))

let private conv (window: Window) groups (x: Plain) (kernel: Plain) (bias: Plain option) : Plain =
    let rank = window.Strides.Length
    let spatial = three 1 x.Sizes[1..rank]
    let size = three 1 kernel.Sizes[.. rank - 1]
    let channels, inner, filters = x.Sizes[rank + 1], kernel.Sizes[rank], kernel.Sizes[rank + 1]
    let see = seen window size spatial
    let places = see |> Array.map Array.length
    let sizes = [| x.Sizes[0]; yield! Array.skip (3 - rank) places; filters |]
    let y = Array.zeroCreate (product sizes)
    let mutable at = 0
    for n in 0 .. x.Sizes[0] - 1 do
        for d in see[0] do
            for h in see[1] do
                for w in see[2] do
                    for f in 0 .. filters - 1 do
                        let first = f / (filters / groups) * inner
                        let mutable sum =
                            match bias with
                            | Some bias -> bias.Values[f]
                            | None -> 0.0
                        for kd, xd in d do
                            for kh, xh in h do
                                for kw, xw in w do
                                    let from =
                                        (((n * spatial[0] + xd) * spatial[1] + xh) * spatial[2] + xw) * channels + first
                                    let weight = ((kd * size[1] + kh) * size[2] + kw) * inner * filters + f
                                    for c in 0 .. inner - 1 do
                                        sum <- sum + x.Values[from + c] * kernel.Values[weight + c * filters]
                        y[at] <- sum
                        at <- at + 1
    { Sizes = sizes; Values = y }

let private adaptivePool kind (counts: int list) (x: Plain) : Plain =
    let rank = counts.Length
    let spatial, counts, channels = three 1 x.Sizes[1..rank], three 1 counts, x.Sizes[rank + 1]
    let parts axis = [|
        for i in 0 .. counts[axis] - 1 ->
            [| i * spatial[axis] / counts[axis] .. ((i + 1) * spatial[axis] - 1) / counts[axis] |]
    |]
    let sizes = [| x.Sizes[0]; yield! Array.skip (3 - rank) counts; channels |]
    let values = [|
        for n in 0 .. x.Sizes[0] - 1 do
            for d in parts 0 do
                for h in parts 1 do
                    for w in parts 2 do
                        for c in 0 .. channels - 1 do
                            let inside = [|
                                for d in d do
                                    for h in h do
                                        for w in w do
                                            x.Values[(((n * spatial[0] + d) * spatial[1] + h) * spatial[2] + w)
                                                     * channels
                                                     + c]
                            |]
                            if kind = PoolKind.Max then Array.max inside else Array.average inside
    |]
    { Sizes = sizes; Values = values }

/// Each step of the input adds the kernel's window to the steps of the result that a convolution would see for it.
let private convTranspose (window: Window) (longer: int list) (x: Plain) (kernel: Plain) : Plain =
    let rank = window.Strides.Length
    let places, size = three 1 x.Sizes[1..rank], three 1 kernel.Sizes[.. rank - 1]
    let filters, channels = kernel.Sizes[rank], kernel.Sizes[rank + 1]
    let strides, dilation, longer = three 1 window.Strides, three 1 window.Dilation, three 0 longer
    let spatial =
        Array.init 3 (fun axis ->
            let span = if window.Padding = Padding.Valid then (size[axis] - 1) * dilation[axis] + 1 else 1
            (places[axis] - 1) * strides[axis] + span + longer[axis])
    let see = seen window size spatial
    let at (sizes: int[]) (n: int) (d: int, h: int, w: int) channels =
        (((n * sizes[0] + d) * sizes[1] + h) * sizes[2] + w) * channels
    let y = Array.zeroCreate (x.Sizes[0] * product spatial * filters)
    for n in 0 .. x.Sizes[0] - 1 do
        for pd in 0 .. places[0] - 1 do
            for ph in 0 .. places[1] - 1 do
                for pw in 0 .. places[2] - 1 do
                    for kd, yd in see[0][pd] do
                        for kh, yh in see[1][ph] do
                            for kw, yw in see[2][pw] do
                                let source, target =
                                    at places n (pd, ph, pw) channels, at spatial n (yd, yh, yw) filters
                                let weight = at size 0 (kd, kh, kw) (filters * channels)
                                for f in 0 .. filters - 1 do
                                    for c in 0 .. channels - 1 do
                                        y[target + f] <-
                                            y[target + f]
                                            + x.Values[source + c] * kernel.Values[weight + f * channels + c]
    { Sizes = [| x.Sizes[0]; yield! Array.skip (3 - rank) spatial; filters |]; Values = y }

let private pool kind (size: int list) (window: Window) (x: Plain) : Plain =
    let rank = size.Length
    let spatial, channels = three 1 x.Sizes[1..rank], x.Sizes[rank + 1]
    let see = seen window (three 1 size) spatial
    let sizes = [| x.Sizes[0]; yield! Array.skip (3 - rank) (Array.map Array.length see); channels |]
    let values = [|
        for n in 0 .. x.Sizes[0] - 1 do
            for d in see[0] do
                for h in see[1] do
                    for w in see[2] do
                        for c in 0 .. channels - 1 do
                            let inside = [|
                                for _, xd in d do
                                    for _, xh in h do
                                        for _, xw in w do
                                            x.Values[(((n * spatial[0] + xd) * spatial[1] + xh) * spatial[2] + xw)
                                                     * channels
                                                     + c]
                            |]
                            if kind = PoolKind.Max then Array.max inside else Array.average inside
    |]
    { Sizes = sizes; Values = values }

let private normalised epsilon (x: Plain) (scale: Plain) (offset: Plain) (mean: float[]) (variance: float[]) =
    let channels = scale.Values.Length
    let values =
        x.Values
        |> Array.mapi (fun i value ->
            let c = i % channels
            (value - mean[c]) / sqrt (variance[c] + epsilon) * scale.Values[c] + offset.Values[c])
    { x with Values = values }

let private batchNorm epsilon (x: Plain) scale offset =
    let channels = x.Sizes[x.Rank - 1]
    let count = float (x.Values.Length / channels)
    let overChannels (f: int -> float -> float) =
        let sums = Array.zeroCreate channels
        x.Values |> Array.iteri (fun i value -> sums[i % channels] <- sums[i % channels] + f (i % channels) value)
        sums |> Array.map (fun sum -> sum / count)
    let mean = overChannels (fun _ value -> value)
    let variance = overChannels (fun c value -> (value - mean[c]) ** 2.0)
    let channelsOf values = { Sizes = [| channels |]; Values = values }
    [ normalised epsilon x scale offset mean variance; channelsOf mean; channelsOf variance ]

let private lstm (recurrence: Recurrence) (args: Plain list) : Plain list =
    let x, kernel, recurrent, bias = args[0], args[1], args[2], args[3].Values
    let samples, time, features, units = x.Sizes[0], x.Sizes[1], x.Sizes[2], recurrent.Sizes[0]
    let h, c = Array.copy args[4].Values, Array.copy args[5].Values
    let outputs = Array.zeroCreate (samples * time * units)
    for n in 0 .. samples - 1 do
        for step in 0 .. time - 1 do
            let at = if recurrence.Reverse then time - 1 - step else step
            let before = Array.sub h (n * units) units
            let sum column =
                let mutable sum = bias[column]
                for i in 0 .. features - 1 do
                    sum <- sum + x.Values[(n * time + at) * features + i] * kernel.Values[i * 4 * units + column]
                for i in 0 .. units - 1 do
                    sum <- sum + before[i] * recurrent.Values[i * 4 * units + column]
                sum
            for u in 0 .. units - 1 do
                let input, forget, output = sigmoid (sum u), sigmoid (sum (units + u)), sigmoid (sum (3 * units + u))
                let state = forget * c[n * units + u] + input * tanh (sum (2 * units + u))
                c[n * units + u] <- state
                h[n * units + u] <- output * tanh state
                outputs[(n * time + step) * units + u] <- h[n * units + u]
    let state values = { Sizes = [| samples; units |]; Values = values }
    [ { Sizes = [| samples; time; units |]; Values = outputs }; state h; state c ]

let private sparseCrossEntropy (logits: Plain) (target: Plain) =
    let lines = alongAxis -1 logSoftmax logits
    let classes = logits.Sizes[logits.Rank - 1]
    {
        target with
            Values = target.Values |> Array.mapi (fun i label -> -lines.Values[i * classes + int label])
    }

let private crossEntropy (logits: Plain) (target: Plain) =
    elementwise (fun p t -> -p * t) (alongAxis -1 logSoftmax logits) target
    |> reduce Reduction.Sum [ logits.Rank - 1 ] false

let private rowsOf (table: Plain) (indices: Plain) =
    let width = table.Sizes[1]
    {
        Sizes = Array.append indices.Sizes [| width |]
        Values = indices.Values |> Array.collect (fun i -> Array.sub table.Values (int i * width) width)
    }

/// The results of an operation, or nothing for one that only moves numbers, draws them, or is made of other operations.
let compute (op: Op) (args: Plain list) : Plain list option =
    let one result = Some [ result ]
    match op with
    | Op.Input _
    | Op.Weight _
    | Op.Scalar _
    | Op.Constant _
    | Op.Random _
    | Op.Select
    | Op.Cast _
    | Op.StopGradient
    | Op.Reshape _
    | Op.Broadcast _
    | Op.Concat _
    | Op.Slice _
    | Op.Flip _
    | Op.Pad _
    | Op.Gather _
    | Op.OneHot _
    | Op.Count _
    | Op.Special _
    | Op.Embeddings
    | Op.Dropout _
    | Op.Scan _
    | Op.Autograd
    | Op.Backward _
    | Op.MaxPoolPlaces _
    | Op.LSTMTraining _
    | Op.Custom _ -> None
    | Op.Transpose permutation -> one (transpose (Array.ofList permutation) args[0])
    | Op.Unary op -> one { args[0] with Values = Array.map (unary op) args[0].Values }
    | Op.Binary op -> one (elementwise (binary op) args[0] args[1])
    | Op.Reduce(kind, axes, keep) -> one (reduce kind axes keep args[0])
    | Op.ArgMax axis ->
        let first (line: float[]) = [| float (Array.IndexOf(line, Array.max line)) |]
        one (args[0] |> alongAxis axis first |> without axis)
    | Op.CumSum axis -> one (alongAxis axis (Array.scan (+) 0.0 >> Array.tail) args[0])
    | Op.Sort(axis, descending) ->
        one (alongAxis axis (if descending then Array.sortDescending else Array.sort) args[0])
    | Op.MatMul -> one (matmul args[0] args[1])
    | Op.Linear -> one (elementwise (+) (matmul args[0] args[1]) args[2])
    | Op.Conv(window, groups) -> one (conv window groups args[0] args[1] (List.tryItem 2 args))
    | Op.ConvTranspose(window, longer) -> one (convTranspose window longer args[0] args[1])
    | Op.AdaptivePool(kind, counts) -> one (adaptivePool kind counts args[0])
    | Op.Pool(kind, size, window) -> one (pool kind size window args[0])
    | Op.Embedding -> one (rowsOf args[0] args[1])
    | Op.Softmax axis -> one (alongAxis axis (logSoftmax >> Array.map exp) args[0])
    | Op.LogSoftmax axis -> one (alongAxis axis logSoftmax args[0])
    | Op.BatchNorm epsilon -> Some(batchNorm epsilon args[0] args[1] args[2])
    | Op.BatchNormInference epsilon -> one (normalised epsilon args[0] args[1] args[2] args[3].Values args[4].Values)
    | Op.SparseCrossEntropy -> one (sparseCrossEntropy args[0] args[1])
    | Op.CrossEntropy -> one (crossEntropy args[0] args[1])
    | Op.SigmoidCrossEntropy -> one (elementwise (fun x t -> softplus x - x * t) args[0] args[1])
    | Op.BinaryCrossEntropy -> one (elementwise (fun p t -> -t * log p - (1.0 - t) * log (1.0 - p)) args[0] args[1])
    | Op.LSTM recurrence -> Some(lstm recurrence args)
