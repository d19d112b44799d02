namespace Functional

/// Shape and dtype of every operation's results, from those of its arguments. Raises <c>ShapeException</c> with the rule and what
/// was got; the layer's border adds where.
[<RequireQualifiedAccess>]
module ShapeRules =

    let private fail message = raise (ShapeException message)

    let private broadcast (what: 'a) a b =
        match Shape.tryBroadcast a b with
        | Some shape -> shape
        | None -> fail $"{Shape.caller what} needs shapes that broadcast, got {a} and {b}"

    /// Whether a tensor repeated along axes of size 1 and new ones before them is the other, as far as that can be told.
    let private repeats (shape: Shape) (result: Shape) =
        result.Rank >= shape.Rank
        && List.forall2
            (fun from into ->
                match from, into with
                | Dim.Known from, Dim.Known into -> from = into || from = 1L
                | _ -> true)
            shape.Dims
            (List.skip (result.Rank - shape.Rank) result.Dims)

    let private removeAxes (what: 'a) (shape: Shape) axes keep =
        let axes = Shape.axesFor what shape axes
        shape.Dims
        |> List.indexed
        |> List.choose (fun (axis, dim) ->
            if not (List.contains axis axes) then Some dim
            elif keep then Some(Dim.Known 1L)
            else None)
        |> Shape.ofDims

    let private mapAxis (what: string) (shape: Shape) axis f =
        let axis = Shape.axisFor what shape axis
        Shape.ofDims (shape.Dims |> List.mapi (fun i dim -> if i = axis then f dim else dim))

    /// The largest of nothing is not there.
    let private requireElements (what: 'a) (shape: Shape) axis =
        if shape[axis] = Dim.Known 0L then
            fail $"{Shape.caller what} needs at least one element on axis {axis}, got {shape}"

    let private reduce kind axes keep (shape, dtype: DType) =
        let reduced = removeAxes kind shape axes keep
        match kind with
        | Reduction.Max
        | Reduction.Min -> axes |> List.iter (requireElements kind shape)
        | _ -> ()
        reduced, (if axes.IsEmpty then dtype else DTypeRules.ofReduction kind dtype)

    let private matmul (a: Shape) (b: Shape) =
        if a.Rank < 1 || b.Rank < 2 then
            fail $"matmul needs a matrix on the right, got {a} · {b}"
        if a.Rank < 2 && b.Rank > 2 then
            fail $"matmul needs matrices on both sides where there are several, got {a} · {b}"
        match a[-1], b[-2] with
        | Dim.Known inner, Dim.Known inner' when inner <> inner' ->
            fail $"matmul needs equal inner sizes, got {a} · {b}"
        | _ -> ()
        if b.Rank = 2 then
            Shape.ofDims (List.take (a.Rank - 1) a.Dims @ [ b[-1] ])
        else
            let batch =
                broadcast
                    "matmul"
                    (Shape.ofDims (List.take (a.Rank - 2) a.Dims))
                    (Shape.ofDims (List.take (b.Rank - 2) b.Dims))
            Shape.ofDims (batch.Dims @ [ a[-2]; b[-1] ])

    let private concat axis (shapes: Shape list) =
        let first = shapes.Head
        let axis = Shape.axisFor "concatenation" first axis
        let fits (shape: Shape) =
            shape.Rank = first.Rank
            && List.forall2
                (fun (i, a) b ->
                    i = axis
                    || match a, b with
                       | Dim.Known a, Dim.Known b -> a = b
                       | _ -> true)
                (List.indexed first.Dims)
                shape.Dims
        if not (List.forall fits shapes) then
            let got = shapes |> List.map string |> String.concat ", "
            fail $"concatenation along axis {axis} needs equal sizes on all other axes, got {got}"
        mapAxis "concatenation" first axis (fun _ ->
            shapes |> List.map (fun shape -> shape[axis]) |> List.reduce Dim.add)

    let private requireTable (what: string) (table: Shape) =
        if table.Rank <> 2 then
            fail $"{what} needs tables of rows and columns, got {table}"

    /// The channels of what is normalised, and of everything that is given for them.
    let private channelsOf (shapes: Shape list) =
        let x = shapes.Head
        if x.Rank < 2 then
            fail $"batch normalisation needs at least two axes, got {x}"
        let channels = Shape.ofDims [ x[-1] ]
        for given in shapes.Tail do
            Shape.require "batch normalisation" "number for each channel, a tensor" channels given
        channels

    let private slice start stop step dim =
        if step < 1L then
            fail $"a slice needs a step of at least 1, got {step}"
        match dim, stop with
        | Dim.Known size, _ ->
            let bound index = if index < 0L then max 0L (index + size) else min index size
            let span = (stop |> Option.map bound |> Option.defaultValue size) - bound start
            Dim.Known(if span <= 0L then 0L else 1L + (span - 1L) / step)
        | Dim.Unknown _, None when start >= 0L -> Dim.ceilDiv (Dim.add dim (Dim.Known(-start))) step
        | Dim.Unknown name, _ ->
            // The axis may end before the slice does. Equal names are equal sizes, so the name tells all that the size comes from.
            let stop = stop |> Option.map string |> Option.defaultValue "end"
            Dim.Unknown $"slice({name},{start},{stop},{step})"

    let private backward (op: Backward) (args: (Shape * DType) list) =
        match op with
        | Backward.Relu
        | Backward.Tanh
        | Backward.Sigmoid
        | Backward.Softmax _
        | Backward.LogSoftmax _
        | Backward.Gelu _
        | Backward.Elu _
        | Backward.Softplus
        | Backward.Silu
        | Backward.LeakyRelu _
        | Backward.SparseCrossEntropy
        | Backward.ConvInput _
        | Backward.MaxPool _
        | Backward.AveragePool _
        | Backward.AdaptiveMaxPool _
        | Backward.AdaptiveAveragePool _
        | Backward.Embedding
        | Backward.Gather _
        | Backward.Slice _
        | Backward.SumTo -> [ args[1] ]
        | Backward.ConvKernel(_, _, bias) -> [
            args[2]
            if bias then
                let kernel = fst args[2]
                Shape.ofDims [ kernel[Shape.axisFor "backward" kernel -1] ], snd args[2]
          ]
        | Backward.BatchNorm _ -> [ args[1]; args[2]; args[2] ]
        | Backward.Concat _ -> args.Tail
        | Backward.Embeddings -> args.Tail.Tail
        | Backward.LSTM _ -> args[3..8]

    let private one result = [ result ]

    /// What a whole type cannot hold has no place in it.
    let private requireNumber (what: string) (dtype: DType) (value: float) =
        if not dtype.IsFloat && dtype <> DType.Bool then
            let low, high = DType.range dtype
            if not (value >= low && value <= high) then
                fail $"{what} of dtype {dtype} must be in [{low}, {high}], got {value}"

    let private requireDistribution (distribution: Distribution) (dtype: DType) =
        let low, high = DType.range dtype
        let isHeld value = value >= low && value <= high
        let isGood =
            match distribution with
            | Distribution.Uniform(low, high) -> isHeld low && isHeld high && isHeld (high - low) && low <= high
            | Distribution.Normal(mean, stddev)
            | Distribution.TruncatedNormal(mean, stddev) -> isHeld mean && isHeld stddev && stddev >= 0.0
            | Distribution.Bernoulli probability -> probability >= 0.0 && probability <= 1.0
        if not isGood then
            fail
                $"random numbers need bounds in order, a deviation of at least 0 or a probability in [0, 1], within {dtype}, got {distribution}"

    let private rule (op: Op) (args: (Shape * DType) list) : (Shape * DType) list =
        let shape i = fst args[i]
        let dtype i = snd args[i]
        let shapes () = List.map fst args
        match op with
        | Op.Input(_, shape, dtype)
        | Op.Weight(_, shape, dtype) -> one (shape, dtype)
        | Op.Scalar(value, dtype) ->
            requireNumber "a number" dtype value
            one (Shape.scalar, dtype)
        | Op.Constant array ->
            if not array.IsWhole then
                fail $"a constant needs as many elements of its dtype as its sizes say, got {array}"
            one (Shape.known array.Shape, array.DType)
        | Op.Random(distribution, sizes, dtype, _) ->
            requireDistribution distribution dtype
            one (Extents.resolve sizes (shapes ()), dtype)
        | Op.Unary op -> one (shape 0, DTypeRules.ofUnary op (dtype 0))
        | Op.Binary op -> one (broadcast op (shape 0) (shape 1), DTypeRules.ofBinary op (dtype 0) (dtype 1))
        | Op.Select ->
            one (
                broadcast "select" (shape 0) (broadcast "select" (shape 1) (shape 2)),
                DType.promote (dtype 1) (dtype 2)
            )
        | Op.Cast dtype -> one (shape 0, dtype)
        | Op.StopGradient -> one args[0]
        | Op.Reduce(kind, axes, keep) -> one (reduce kind axes keep args[0])
        | Op.ArgMax axis ->
            let reduced = removeAxes "argmax" (shape 0) [ axis ] false
            requireElements "argmax" (shape 0) axis
            one (reduced, DType.Int32)
        | Op.CumSum axis ->
            Shape.axisFor "cumsum" (shape 0) axis |> ignore
            one args[0]
        | Op.Sort(axis, _) ->
            Shape.axisFor "sort" (shape 0) axis |> ignore
            one args[0]
        | Op.Reshape sizes ->
            let result = Extents.resolve sizes (shapes ())
            Extents.requireSameCount (shape 0) result
            one (result, dtype 0)
        | Op.Broadcast sizes when List.contains Extent.Rest sizes ->
            fail "broadcast needs every size of its result, got one that is what is left"
        | Op.Broadcast sizes ->
            let result = Extents.resolve sizes (shapes ())
            if not (repeats (shape 0) result) then
                fail $"broadcast repeats sizes of 1, got {shape 0} for {result}"
            one (result, dtype 0)
        | Op.Transpose permutation ->
            if List.sort permutation <> [ 0 .. (shape 0).Rank - 1 ] then
                let got = permutation |> List.map string |> String.concat ", "
                fail $"transpose needs a permutation of {(shape 0).Rank} axes, got ({got})"
            one (Shape.ofDims (permutation |> List.map (fun axis -> (shape 0)[axis])), dtype 0)
        | Op.Concat axis -> one (concat axis (shapes ()), args |> List.map snd |> List.reduce DType.promote)
        | Op.Slice(axis, start, stop, step) -> one (mapAxis "slice" (shape 0) axis (slice start stop step), dtype 0)
        | Op.Flip axes ->
            Shape.axesFor "flip" (shape 0) axes |> ignore
            one args[0]
        | Op.Pad(before, after, value) ->
            requireNumber "a number for a pad" (dtype 0) value
            let rank = (shape 0).Rank
            if before.Length <> rank || after.Length <> rank || List.exists (fun size -> size < 0) (before @ after) then
                let got = List.map string before @ List.map string after |> String.concat ", "
                fail $"padding needs two sizes of at least 0 for each axis of {shape 0}, got {got}"
            let grow = List.map2 (fun b a -> Dim.Known(int64 b + int64 a)) before after
            one (Shape.ofDims (List.map2 Dim.add (shape 0).Dims grow), dtype 0)
        | Op.Gather axis ->
            let table, indices = shape 0, shape 1
            let axis = Shape.axisFor "take" table axis
            one (Shape.ofDims (List.take axis table.Dims @ indices.Dims @ List.skip (axis + 1) table.Dims), dtype 0)
        | Op.OneHot(classes, _) when classes < 1 -> fail $"one_hot needs at least one class, got {classes}"
        | Op.OneHot(classes, dtype) -> one (Shape.ofDims ((shape 0).Dims @ [ Dim.Known(int64 classes) ]), dtype)
        | Op.Count(axes, dtype) ->
            Shape.axesFor "count" (shape 0) axes |> ignore
            one (Shape.scalar, dtype)
        | Op.MatMul -> one (matmul (shape 0) (shape 1), DType.promote (dtype 0) (dtype 1))
        | Op.Linear ->
            let product = matmul (shape 0) (shape 1)
            Shape.require "linear" "bias" (Shape.ofDims [ product[-1] ]) (shape 2)
            one (product, DType.promote (dtype 0) (dtype 1))
        | Op.Conv(window, groups) ->
            let result = WindowRules.conv window groups (shape 0) (shape 1)
            if args.Length > 2 then
                Shape.require "convolution" "bias" (Shape.ofDims [ result[-1] ]) (shape 2)
            one (result, dtype 0)
        | Op.ConvTranspose(window, longer) -> one (WindowRules.convTranspose window longer (shape 0) (shape 1), dtype 0)
        | Op.Pool(_, size, window) -> one (WindowRules.pool size window (shape 0), dtype 0)
        | Op.AdaptivePool(_, counts) -> one (WindowRules.adaptivePool counts (shape 0), dtype 0)
        | Op.MaxPoolPlaces(size, window) ->
            let pooled = WindowRules.pool size window (shape 0)
            [ pooled, dtype 0; pooled, DType.Int64 ]
        | Op.Special op -> SpecialRules.infer op args
        | Op.Embedding ->
            requireTable "embedding" (shape 0)
            one (Shape.ofDims ((shape 1).Dims @ [ (shape 0)[-1] ]), dtype 0)
        | Op.Embeddings ->
            List.iter (requireTable "embeddings") (shapes ()).Tail
            let indices, widths = shape 0, args.Tail |> List.map (fun (table, _) -> table[-1])
            if indices.Rank = 0 || indices[-1] <> Dim.Known(int64 widths.Length) then
                fail $"embeddings need an index for each of {widths.Length} tables, got {indices}"
            one (mapAxis "embeddings" indices -1 (fun _ -> List.reduce Dim.add widths), dtype 1)
        | Op.Softmax axis ->
            Shape.axisFor "softmax" (shape 0) axis |> ignore
            one (shape 0, DType.toFloat (dtype 0))
        | Op.LogSoftmax axis ->
            Shape.axisFor "log_softmax" (shape 0) axis |> ignore
            one (shape 0, DType.toFloat (dtype 0))
        | Op.BatchNorm _ ->
            let channels = channelsOf (shapes ())
            [ args[0]; channels, dtype 0; channels, dtype 0 ]
        | Op.BatchNormInference _ ->
            channelsOf (shapes ()) |> ignore
            one args[0]
        | Op.SparseCrossEntropy ->
            let logits, target = shape 0, shape 1
            if logits.Rank <> target.Rank + 1 then
                fail $"sparse cross-entropy needs labels of rank {logits.Rank - 1} for logits {logits}, got {target}"
            let expected = Shape.ofDims (List.take target.Rank logits.Dims)
            Shape.require "sparse cross-entropy" "label for each of its logits, a tensor" expected target
            one (broadcast "sparse cross-entropy" target expected, dtype 0)
        | Op.CrossEntropy ->
            one (removeAxes "cross-entropy" (broadcast "cross-entropy" (shape 0) (shape 1)) [ -1 ] false, dtype 0)
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> one (broadcast "binary cross-entropy" (shape 0) (shape 1), dtype 0)
        | Op.Dropout(rate, shared, _) ->
            if not (rate >= 0.0 && rate <= 1.0) then
                fail $"dropout needs a rate in [0, 1], got {rate}"
            Shape.axesFor "dropout" (shape 0) shared |> ignore
            one args[0]
        | Op.LSTM _ -> RecurrenceRules.lstm args
        | Op.LSTMTraining _ -> RecurrenceRules.lstm args @ [ Shape.ofDims [ Dim.Unknown "workspace" ], DType.UInt8 ]
        | Op.Scan recurrence -> RecurrenceRules.scan recurrence args
        | Op.Autograd ->
            if (shape 0).Rank <> 0 then
                fail $"gradients need a loss that is one number, got {shape 0}"
            args.Tail
        | Op.Backward op -> backward op args
        | Op.Custom custom -> one (custom.Infer args)

    let private largest = int64 System.Int32.MaxValue

    /// Shape and dtype of each result.
    let infer (op: Op) (args: (Shape * DType) list) : (Shape * DType) list =
        Operands.require op args.Length
        DTypeRules.require op (List.map snd args)
        let types = rule op args
        match op, types with
        | Op.Input _, _ -> ()
        | _ when types |> List.exists (fun (_, dtype) -> dtype = DType.String) -> fail (DTypeRules.noText op)
        | _ -> ()
        for shape, _ in types do
            for dim in shape.Dims do
                match dim with
                | Dim.Known size when size < 0L || size > largest ->
                    fail $"{DTypeRules.name op}: sizes must be in [0, {largest}], got {shape}"
                | _ -> ()
        types
