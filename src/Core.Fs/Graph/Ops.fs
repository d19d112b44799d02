namespace Functional

open System

/// The vocabulary: what layers, losses, metrics and optimizers are written in. Names are those of <c>keras.ops</c>.
[<RequireQualifiedAccess>]
module Ops =

    // What .NET may leave out, where a function looks into it before its operation does.
    let private given (what: 'a) (argument: string) (value: 'b) =
        if isNull (box value) then
            raise (ConfigurationException $"{Shape.caller what}: {argument} must not be null")

    // Leaves

    /// A tensor that each run is given, by name.
    let input name shape dtype = Expr.Of(Op.Input(name, shape, dtype), [])

    /// A number.
    let scalar dtype (value: float) = Expr.Of(Op.Scalar(value, dtype), [])

    /// A number of the dtype of a tensor.
    let scalarLike (x: Expr) value = Expr.ScalarLike(x, value)

    /// A constant tensor from .NET memory.
    let constant (array: HostArray) = Expr.Of(Op.Constant array, [])

    let private sizesOf (x: Expr) argument = [ for axis in 0 .. x.Rank - 1 -> Extent.Of(argument, axis) ]

    // Elementwise

    let cast dtype (x: Expr) = Expr.Cast(x, dtype)

    /// Floats as they are, all else as float32.
    let floats (x: Expr) = cast (DType.toFloat x.DType) x

    let private unary op (x: Expr) = Expr.Of(Op.Unary op, [ x ])
    let private floatUnary op (x: Expr) = unary op (floats x)

    let neg x = unary Unary.Neg x
    let abs x = unary Unary.Abs x
    let sign x = unary Unary.Sign x
    let square x = unary Unary.Square x
    let floor x = unary Unary.Floor x
    let ceil x = unary Unary.Ceil x
    /// To the nearest, halves to even.
    let round x = unary Unary.Round x
    let relu x = unary Unary.Relu x
    let logicalNot x = unary Unary.Not x
    let isNan x = unary Unary.IsNan x
    let isFinite x = unary Unary.IsFinite x
    let reciprocal x = floatUnary Unary.Reciprocal x
    let sqrt x = floatUnary Unary.Sqrt x
    let rsqrt x = floatUnary Unary.Rsqrt x
    let exp x = floatUnary Unary.Exp x
    let expm1 x = floatUnary Unary.Expm1 x
    let log x = floatUnary Unary.Log x
    let log1p x = floatUnary Unary.Log1p x
    let sin x = floatUnary Unary.Sin x
    let cos x = floatUnary Unary.Cos x
    let tan x = floatUnary Unary.Tan x
    let asin x = floatUnary Unary.Asin x
    let acos x = floatUnary Unary.Acos x
    let atan x = floatUnary Unary.Atan x
    let sinh x = floatUnary Unary.Sinh x
    let cosh x = floatUnary Unary.Cosh x
    let tanh x = floatUnary Unary.Tanh x
    let erf x = floatUnary Unary.Erf x
    let erfc x = floatUnary Unary.Erfc x
    let erfinv x = floatUnary Unary.Erfinv x
    let besselI order (x: Expr) =
        cast (DType.toWide x.DType) x |> unary (Unary.BesselI order) |> cast (DType.toFloat x.DType)
    let sigmoid x = floatUnary Unary.Sigmoid x
    let logSigmoid x = floatUnary Unary.LogSigmoid x
    let softplus x = floatUnary Unary.Softplus x
    let silu x = floatUnary Unary.Silu x
    let gelu approximate x = floatUnary (Unary.Gelu approximate) x
    // libtorch takes no number that a dtype cannot hold; beyond it lies infinity.
    let private within (x: Expr) (value: float) = DType.saturate (DType.toFloat x.DType) value

    let elu alpha (x: Expr) = floatUnary (Unary.Elu(within x alpha)) x
    let selu x = floatUnary Unary.Selu x
    let leakyRelu slope (x: Expr) = floatUnary (Unary.LeakyRelu(within x slope)) x
    let relu6 x = floatUnary Unary.Relu6 x
    let hardSigmoid x = floatUnary Unary.HardSigmoid x

    let maximum (a: Expr) (b: Expr) = Expr.Binary(Binary.Maximum, a, b)
    let minimum (a: Expr) (b: Expr) = Expr.Binary(Binary.Minimum, a, b)
    let pow (a: Expr) (b: Expr) = Expr.Binary(Binary.Pow, a, b)
    let floorDiv (a: Expr) (b: Expr) = Expr.Binary(Binary.FloorDiv, a, b)
    let modulo (a: Expr) (b: Expr) = Expr.Binary(Binary.Mod, a, b)
    let equal (a: Expr) (b: Expr) = Expr.Binary(Binary.Equal, a, b)
    let notEqual (a: Expr) (b: Expr) = Expr.Binary(Binary.NotEqual, a, b)
    let less (a: Expr) (b: Expr) = Expr.Binary(Binary.Less, a, b)
    let lessEqual (a: Expr) (b: Expr) = Expr.Binary(Binary.LessEqual, a, b)
    let greater (a: Expr) (b: Expr) = Expr.Binary(Binary.Greater, a, b)
    let greaterEqual (a: Expr) (b: Expr) = Expr.Binary(Binary.GreaterEqual, a, b)
    let logicalAnd (a: Expr) (b: Expr) = Expr.Binary(Binary.And, a, b)
    let logicalOr (a: Expr) (b: Expr) = Expr.Binary(Binary.Or, a, b)

    /// Where the condition holds the first, elsewhere the second.
    let where (condition: Expr) (a: Expr) (b: Expr) =
        let dtype = DType.promote a.DType b.DType
        Expr.Of(Op.Select, [ cast DType.Bool condition; cast dtype a; cast dtype b ])

    /// The nearest value in [low, high].
    let clip (low: float) (high: float) (x: Expr) =
        if x.DType.IsFloat then
            unary (Unary.Clip(within x low, within x high)) x
        else
            minimum (maximum x (scalarLike x low)) (scalarLike x high)

    /// The value; no gradient passes.
    let stopGradient (x: Expr) = Expr.Of(Op.StopGradient, [ x ])

    // Reductions

    let private reduce (kind: Reduction) keep axes (x: Expr) =
        given kind "axes" axes
        match axes |> List.map (Shape.axisFor kind x.Shape) with
        // Nothing is reduced, but the result has the dtype that it has for some axes.
        | [] -> cast (DTypeRules.ofReduction kind x.DType) x
        | axes -> Expr.Of(Op.Reduce(kind, axes, keep), [ x ])

    /// All axes of a tensor.
    let axes (x: Expr) = [ 0 .. x.Rank - 1 ]

    let sum axes x = reduce Reduction.Sum false axes x
    let sumKeep axes x = reduce Reduction.Sum true axes x
    let mean axes (x: Expr) = reduce Reduction.Mean false axes (floats x)
    let meanKeep axes (x: Expr) = reduce Reduction.Mean true axes (floats x)
    let max axes x = reduce Reduction.Max false axes x
    let maxKeep axes x = reduce Reduction.Max true axes x
    let min axes x = reduce Reduction.Min false axes x
    let prod axes x = reduce Reduction.Prod false axes x
    let all axes x = reduce Reduction.All false axes x
    let any axes x = reduce Reduction.Any false axes x
    let sumAll (x: Expr) = sum (axes x) x
    let meanAll (x: Expr) = mean (axes x) x

    /// x over its length along axes, √ Σ x², which counts for at least <c>epsilon</c>.
    let normalize axes (epsilon: float) (x: Expr) =
        given "normalize" "axes" axes
        if not x.DType.IsFloat then
            raise (ShapeException $"normalize needs floats, got {x.DType}")
        let axes = Shape.axesFor "normalize" x.Shape axes
        let squares = sumKeep axes (square x)
        let least = scalarLike squares (within squares (epsilon * epsilon))
        // Not a maximum: the root of a zero vector has no finite gradient.
        x * rsqrt (where (greater squares least) squares least)

    // Where truths are taken for zeros and ones.
    let private counted (x: Expr) = if x.DType = DType.Bool then cast DType.Int32 x else x

    /// Number of elements over those axes, as a scalar of that dtype.
    let count dtype axes (x: Expr) = Expr.Of(Op.Count(axes, dtype), [ x ])

    /// Index of the largest, int32; the first of equals.
    let argmax axis (x: Expr) = Expr.Of(Op.ArgMax axis, [ counted x ])

    let cumsum axis (x: Expr) = Expr.Of(Op.CumSum axis, [ counted x ])
    let sort axis descending (x: Expr) = Expr.Of(Op.Sort(axis, descending), [ x ])

    // Form

    /// New sizes, which may refer to those of the tensor (argument 0).
    let reshapeTo (extents: Extent list) (x: Expr) = Expr.Of(Op.Reshape extents, [ x ])

    /// Sizes as numbers; one may be −1.
    let reshape (sizes: int64 list) (x: Expr) =
        given "reshape" "sizes" sizes
        match List.tryFind (fun size -> size < -1L) sizes with
        | Some size -> raise (ShapeException $"reshape needs sizes of at least 0, or -1 for what is left, got {size}")
        | None -> ()
        x |> reshapeTo [ for size in sizes -> if size < 0L then Extent.Rest else Extent.Size size ]

    /// A new axis of size 1 before the given one.
    let expandDims axis (x: Expr) =
        let rank = x.Rank
        if axis < -rank - 1 || axis > rank then
            raise (
                ShapeException
                    $"expand_dims needs an axis in [{-rank - 1}, {rank}] for a tensor of shape {x.Shape}, got {axis}"
            )
        let axis = if axis < 0 then axis + rank + 1 else axis
        x |> reshapeTo (List.insertAt axis (Extent.Size 1L) (sizesOf x 0))

    /// Without an axis of size 1.
    let squeeze axis (x: Expr) =
        let axis = Shape.axisFor "squeeze" x.Shape axis
        match x.Shape[axis] with
        | Dim.Known size when size <> 1L -> raise (ShapeException $"squeeze needs size 1 on axis {axis}, got {x.Shape}")
        | _ -> x |> reshapeTo (List.removeAt axis (sizesOf x 0))

    /// The tensor repeated to the shape of another.
    let broadcastLike (like: Expr) (x: Expr) =
        if x.Shape = like.Shape then x else Expr.Of(Op.Broadcast(sizesOf like 1), [ x; like ])

    /// The tensor repeated to sizes that may refer to other tensors (arguments 1, 2, …).
    let broadcastTo (extents: Extent list) (others: Expr list) (x: Expr) =
        given "broadcast_to" "others" others
        Expr.Of(Op.Broadcast extents, x :: others)

    /// A tensor of that number in the shape of another.
    let fullLike (like: Expr) dtype value = scalar dtype value |> broadcastLike like

    let transpose permutation (x: Expr) =
        given "transpose" "the permutation" permutation
        if permutation = axes x then x else Expr.Of(Op.Transpose permutation, [ x ])

    /// The axis moved to another place.
    let moveAxis source target (x: Expr) =
        let axis = Shape.axisFor "moveaxis" x.Shape
        let source, target = axis source, axis target
        axes x |> List.removeAt source |> List.insertAt target source |> fun order -> transpose order x

    let concat axis (parts: Expr list) =
        given "concatenation" "parts" parts
        match parts with
        | [] -> raise (ShapeException "concatenation needs at least one part, got none")
        | [ single ] ->
            Shape.axisFor "concatenation" single.Shape axis |> ignore
            single
        | _ ->
            let dtype = parts |> List.map (fun part -> part.DType) |> List.reduce DType.promote
            Expr.Of(Op.Concat axis, parts |> List.map (cast dtype))

    let stack axis (parts: Expr list) =
        given "stack" "parts" parts
        parts |> List.map (expandDims axis) |> concat axis

    /// From start (inclusive) to stop (exclusive) of an axis.
    let slice axis (start: int64) (stop: int64) (x: Expr) = Expr.Of(Op.Slice(axis, start, Some stop, 1L), [ x ])

    /// One element of an axis; the axis goes.
    let index axis (at: int64) (x: Expr) =
        let axis = Shape.axisFor "index" x.Shape axis
        match x.Shape[axis] with
        | Dim.Known size when at < -size || at >= size ->
            raise (ShapeException $"the index of axis {axis} must be in [{-size}, {size}), got {at}")
        | _ when at = Int64.MaxValue ->
            raise (ShapeException $"the index of axis {axis} must be below 2^63 - 1, got {at}")
        | _ -> ()
        let stop = if at = -1L then None else Some(at + 1L)
        Expr.Of(Op.Slice(axis, at, stop, 1L), [ x ]) |> squeeze axis

    /// A part of each axis, from the first axis on; axes without one stay whole.
    let getItem (parts: Part list) (x: Expr) =
        given "get_item" "parts" parts
        if parts.Length > x.Rank then
            raise (ShapeException $"{parts.Length} indices need as many axes, got {x.Shape}")
        let take axis part (x: Expr) =
            given "get_item" "a part" part
            match part with
            | Part.At at -> index axis at x
            | Part.Range(0L, None, 1L) -> x
            | Part.Range(_, _, step) when step < 1L ->
                raise (ShapeException $"the step of axis {axis} must be at least 1, got {step}")
            | Part.Range(start, stop, step) -> Expr.Of(Op.Slice(axis, start, stop, step), [ x ])
        // The last axis first, so that the others keep their numbers.
        List.foldBack (fun (axis, part) x -> take axis part x) (List.indexed parts) x

    let flip axes (x: Expr) = Expr.Of(Op.Flip axes, [ x ])

    /// Sizes before and after each axis, filled with a number.
    let pad before after value (x: Expr) =
        given "pad" "sizes before" before
        given "pad" "sizes after" after
        let nothing = List.replicate x.Rank 0
        if before = nothing && after = nothing then x else Expr.Of(Op.Pad(before, after, value), [ x ])

    /// Parts of equal size along an axis of known size.
    let split axis parts (x: Expr) =
        match x.Shape[Shape.axisFor "split" x.Shape axis] with
        | _ when parts < 1 -> raise (ShapeException $"split needs at least one part, got {parts}")
        // Of nothing there is one part.
        | Dim.Known 0L when parts = 1 -> [ x ]
        | Dim.Known size when size > 0L && size % int64 parts = 0L ->
            let width = size / int64 parts
            [ for i in 0L .. int64 parts - 1L -> slice axis (i * width) ((i + 1L) * width) x ]
        | _ ->
            raise (
                ShapeException $"splitting axis {axis} into {parts} needs a known size that they divide, got {x.Shape}"
            )

    /// Slices of an axis at integer indices.
    let take axis (x: Expr) (indices: Expr) = Expr.Of(Op.Gather axis, [ x; indices ])

    /// One hot along a new last axis.
    let oneHot classes dtype (indices: Expr) = Expr.Of(Op.OneHot(classes, dtype), [ counted indices ])

    // Products and the field's own

    /// x · weight + bias over the last axis of x.
    let linear (x: Expr) (weight: Expr) (bias: Expr) = Expr.Of(Op.Linear, [ x; weight; bias ])

    /// Convolution of a channels-last tensor.
    let conv window groups (x: Expr) (kernel: Expr) =
        let dtype = DType.promote x.DType kernel.DType
        Expr.Of(Op.Conv(window, groups), [ cast dtype x; cast dtype kernel ])

    /// Transposed convolution of a channels-last tensor, with so many further steps on each axis.
    let convTranspose window longer (x: Expr) (kernel: Expr) =
        let dtype = DType.promote x.DType kernel.DType
        Expr.Of(Op.ConvTranspose(window, longer), [ cast dtype x; cast dtype kernel ])

    /// Pooling of a channels-last tensor.
    let pool kind (size: int list) (window: Window) (x: Expr) =
        given "pool" "size" size
        Operands.requireParts (Op.Pool(kind, size, window))
        // One twice as long as its input covers all of it at every step, wherever the padding puts it: more is only work.
        let enough at number =
            match List.tryItem (at + 1) x.Shape.Dims with
            | Some(Dim.Known length) when
                window.Padding = Padding.Same && List.forall ((=) 1) window.Dilation && length > 0L
                ->
                int (Math.Min(int64 number, 2L * length))
            | _ -> number
        let size = List.mapi enough size
        let pool (x: Expr) = Expr.Of(Op.Pool(kind, size, window), [ x ])
        match kind with
        // A double holds any pixel or count.
        | PoolKind.Max when not x.DType.IsFloat -> x |> cast DType.Float64 |> pool |> cast x.DType
        | _ -> pool (floats x)

    // Keras: what is neither int32 nor int64 becomes int32.
    let private asIndices (x: Expr) = if x.DType = DType.Int32 || x.DType = DType.Int64 then x else cast DType.Int32 x

    /// Rows of a table at integer indices.
    let embedding (table: Expr) (indices: Expr) = Expr.Of(Op.Embedding, [ table; asIndices indices ])

    /// The rows of several tables joined along the last axis; the last axis of the indices has one for each table.
    let embeddings (indices: Expr) (tables: Expr list) =
        given "embeddings" "tables" tables
        Expr.Of(Op.Embeddings, asIndices indices :: tables)

    let softmax axis (x: Expr) = Expr.Of(Op.Softmax(Shape.axisFor "softmax" x.Shape axis), [ floats x ])

    let logSoftmax axis (x: Expr) = Expr.Of(Op.LogSoftmax(Shape.axisFor "log_softmax" x.Shape axis), [ floats x ])

    /// log Σ exp over an axis, safe for large values.
    let logSumExp axis (x: Expr) =
        let axis = Shape.axisFor "logsumexp" x.Shape axis
        let x = floats x
        let top = stopGradient (maxKeep [ axis ] x)
        log (sum [ axis ] (exp (x - top))) + squeeze axis top

    /// Outputs, last hidden state and last cell state of an LSTM with the standard gates.
    let lstm recurrence x kernel recurrent bias h c =
        match Expr.Outputs(Op.LSTM recurrence, [ x; kernel; recurrent; bias; h; c ]) with
        | [ outputs; h; c ] -> outputs, h, c
        | _ -> invalidOp "lstm"

    /// A .NET function as an operation.
    let custom op args = Expr.Of(Op.Custom op, args)

    /// Runs a step over the time axis (axis 1) of the sequences. The step gets one step of each sequence and the states, and gives
    /// its outputs and the new states. What it uses from outside stays the same for all steps.
    let scan
        (recurrence: Recurrence)
        (sequences: Expr list)
        (states: Expr list)
        (step: Expr list -> Expr list -> Expr list * Expr list)
        =
        given "scan" "the recurrence" recurrence
        given "scan" "sequences" sequences
        given "scan" "states" states
        given "scan" "the step" step
        if sequences.IsEmpty then
            raise (ShapeException "a recurrence needs at least one sequence, got none")
        for s in sequences do
            if s.Rank < 2 then
                raise (ShapeException $"a recurrence needs sequences (batch, time, ...), got {s.Shape}")
        let placeholder name (shape: Shape) dtype = input name shape dtype
        let stepInputs =
            sequences
            |> List.mapi (fun i s -> placeholder $"sequence{i}" (Shape.ofDims (List.removeAt 1 s.Shape.Dims)) s.DType)
        let stateInputs = states |> List.mapi (fun i s -> placeholder $"state{i}" s.Shape s.DType)
        let outputs, states' = step stepInputs stateInputs
        given "scan" "the step's outputs" outputs
        given "scan" "the step's new states" states'
        if states'.Length <> states.Length then
            raise (ShapeException $"a recurrence's step must give {states.Length} new states, got {states'.Length}")
        for before, after in List.zip states states' do
            if not (Shape.fits before.Shape after.Shape) then
                raise (ShapeException $"a recurrence's state must keep its shape {before.Shape}, got {after.Shape}")
            if before.DType <> after.DType then
                raise (ShapeException $"a recurrence's state must keep its dtype {before.DType}, got {after.DType}")
        let graph, constants = StepGraph.close (stepInputs @ stateInputs) (outputs @ states')
        let scan = {
            Recurrence = recurrence
            InPlace = false
            Sequences = sequences.Length
            States = states.Length
            Body = graph
        }
        let results = Expr.Outputs(Op.Scan scan, sequences @ states @ constants)
        List.take outputs.Length results, List.skip outputs.Length results
