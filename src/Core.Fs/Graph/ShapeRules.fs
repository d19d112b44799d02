namespace Functional

/// Shape and dtype of every operation's results, from those of its arguments. Raises <c>ShapeException</c> with the rule and what
/// was got; the layer's border adds where.
[<RequireQualifiedAccess>]
module ShapeRules =

    let private fail message = raise (ShapeException message)

    // What it is for becomes text only in an error: the name of a union's case takes a hundred microseconds.
    let private broadcast (what: 'a) a b =
        match Shape.tryBroadcast a b with
        | Some shape -> shape
        | None -> fail $"{what} needs shapes that broadcast, got {a} and {b}"

    /// Axes as numbers in [0, rank), each once.
    let private distinctAxes (shape: Shape) axes =
        let found = axes |> List.map (Shape.axis shape)
        if (List.distinct found).Length < found.Length then
            let got = axes |> List.map string |> String.concat ", "
            fail $"each axis may be given once, got ({got}) for a tensor of shape {shape}"
        found

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

    let private removeAxes (shape: Shape) axes keep =
        let axes = distinctAxes shape axes
        shape.Dims
        |> List.indexed
        |> List.choose (fun (axis, dim) ->
            if not (List.contains axis axes) then Some dim
            elif keep then Some(Dim.Known 1L)
            else None)
        |> Shape.ofDims

    let private mapAxis (shape: Shape) axis f =
        let axis = Shape.axis shape axis
        Shape.ofDims (shape.Dims |> List.mapi (fun i dim -> if i = axis then f dim else dim))

    let private outputSize padding stride dilation kernel dim =
        let span = (int64 kernel - 1L) * int64 dilation + 1L
        match padding with
        | Padding.Valid -> Dim.floorDiv (Dim.add dim (Dim.Known(int64 stride - span))) (int64 stride)
        | Padding.Same
        | Padding.Causal -> Dim.ceilDiv dim (int64 stride)

    // A window without padding is as long as its input at most. One with padding brings as many steps of its own, which libtorch counts in
    // 32 bits (a convolution ends the process where they do not suffice) and goes through one by one.
    let private requireSpan padding (kernel: int) (dilation: int) dim =
        let span = (int64 kernel - 1L) * int64 dilation + 1L
        let longest =
            match padding, dim with
            | Padding.Valid, _ -> 2147483647L
            | _, Dim.Known size when size < 1073741823L -> max 1048576L (2L * size)
            | _ -> 1048576L
        if span > longest then
            fail $"a window may span {longest} steps here, got {kernel} (dilation {dilation})"

    /// Spatial sizes after a window has passed over them.
    let windowed (window: Window) (kernel: int list) (spatial: Dim list) =
        let numbers = kernel @ window.Strides @ window.Dilation
        if List.exists (fun number -> number < 1) numbers then
            let got = numbers |> List.map string |> String.concat ", "
            fail $"windows need sizes, strides and dilation of at least 1, got {got}"
        List.zip3 window.Strides window.Dilation (List.zip kernel spatial)
        |> List.map (fun (stride, dilation, (kernel, dim)) ->
            requireSpan window.Padding kernel dilation dim
            match outputSize window.Padding stride dilation kernel dim with
            | Dim.Known size when size <= 0L ->
                let sizes = Shape.ofDims spatial
                fail
                    $"a window of {kernel} (dilation {dilation}) needs at least that many steps, got spatial sizes {sizes}"
            | size -> size)

    /// The largest of nothing is not there.
    let private requireElements (what: 'a) (shape: Shape) axis =
        if shape[axis] = Dim.Known 0L then
            fail $"{(string what).ToLowerInvariant()} needs at least one element on axis {axis}, got {shape}"

    let private unary op (shape: Shape, dtype: DType) =
        match op with
        | Unary.Neg
        | Unary.Abs
        | Unary.Sign
        | Unary.Square
        | Unary.Relu
        | Unary.Floor
        | Unary.Ceil
        | Unary.Round -> shape, dtype
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> shape, DType.Bool
        | Unary.Reciprocal
        | Unary.Sqrt
        | Unary.Rsqrt
        | Unary.Exp
        | Unary.Expm1
        | Unary.Log
        | Unary.Log1p
        | Unary.Sin
        | Unary.Cos
        | Unary.Tan
        | Unary.Asin
        | Unary.Acos
        | Unary.Atan
        | Unary.Sinh
        | Unary.Cosh
        | Unary.Tanh
        | Unary.Erf
        | Unary.Sigmoid
        | Unary.LogSigmoid
        | Unary.Softplus
        | Unary.Silu
        | Unary.Gelu _
        | Unary.Elu _
        | Unary.Selu
        | Unary.LeakyRelu _
        | Unary.Clip _
        | Unary.Relu6
        | Unary.HardSigmoid -> shape, DType.toFloat dtype

    let private binary op (a, da) (b, db) =
        let shape = broadcast op a b
        let dtype = DType.promote da db
        match op with
        | Binary.Add
        | Binary.Sub
        | Binary.Mul
        | Binary.FloorDiv
        | Binary.Mod
        | Binary.Pow
        | Binary.Maximum
        | Binary.Minimum -> shape, dtype
        | Binary.Div -> shape, DType.toFloat dtype
        | Binary.Equal
        | Binary.NotEqual
        | Binary.Less
        | Binary.LessEqual
        | Binary.Greater
        | Binary.GreaterEqual
        | Binary.And
        | Binary.Or -> shape, DType.Bool

    let private reduce kind axes keep (shape, dtype: DType) =
        let reduced = removeAxes shape axes keep
        match kind with
        | Reduction.Max
        | Reduction.Min -> axes |> List.iter (requireElements kind shape)
        | _ -> ()
        match kind with
        | _ when axes.IsEmpty -> reduced, dtype
        | Reduction.Sum
        | Reduction.Prod -> reduced, (if dtype.IsFloat || dtype = DType.Int64 then dtype else DType.Int32)
        | Reduction.Mean -> reduced, DType.toFloat dtype
        | Reduction.Max
        | Reduction.Min -> reduced, dtype
        | Reduction.All
        | Reduction.Any -> reduced, DType.Bool

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

    let private conv (window: Window) groups (x: Shape) (kernel: Shape) =
        let rank = window.Strides.Length
        if x.Rank <> rank + 2 || kernel.Rank <> rank + 2 then
            fail $"a {rank}-dimensional convolution needs input (batch, spatial..., channels), got {x}"
        match x[-1], kernel[-2] with
        | Dim.Known channels, Dim.Known inner when channels <> inner * int64 groups ->
            fail $"convolution needs {inner * int64 groups} input channels for its kernel {kernel}, got {x}"
        | _ -> ()
        let size = Shape.sizes (Shape.ofDims (List.take rank kernel.Dims)) |> Array.map int |> List.ofArray
        Shape.ofDims ([ x[0] ] @ windowed window size x.Dims[1..rank] @ [ kernel[-1] ])

    let private pool (size: int list) window (x: Shape) =
        if x.Rank <> size.Length + 2 then
            fail $"{size.Length}-dimensional pooling needs input (batch, spatial..., channels), got {x}"
        Shape.ofDims ([ x[0] ] @ windowed window size x.Dims[1 .. size.Length] @ [ x[-1] ])

    let private concat axis (shapes: Shape list) =
        let first = shapes.Head
        let axis = Shape.axis first axis
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
        mapAxis first axis (fun _ -> shapes |> List.map (fun shape -> shape[axis]) |> List.reduce Dim.add)

    let private lstm (args: (Shape * DType) list) =
        let x, recurrent, dtype = fst args[0], fst args[2], snd args[0]
        matmul x (fst args[1]) |> ignore
        if x[1] = Dim.Known 0L then
            fail $"a recurrence needs at least one step, got {x}"
        let state = Shape.ofDims [ x[0]; recurrent[0] ]
        for given, _ in args[4..5] do
            if not (Shape.fits state given) then
                fail $"a recurrence needs states of shape {state}, got {given}"
        [
            Shape.ofDims [ x[0]; x[1]; recurrent[0] ], dtype
            Shape.ofDims [ x[0]; recurrent[0] ], dtype
            Shape.ofDims [ x[0]; recurrent[0] ], dtype
        ]

    let private slice start stop step dim =
        if step < 1L then
            fail $"a slice needs a step of at least 1, got {step}"
        match dim, stop with
        | Dim.Known size, _ ->
            let bound index = if index < 0L then max 0L (index + size) else min index size
            let stop = stop |> Option.map bound |> Option.defaultValue size
            Dim.Known(max 0L ((stop - bound start + step - 1L) / step))
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
        | Backward.Embedding
        | Backward.Gather _
        | Backward.Slice _
        | Backward.SumTo -> [ args[1] ]
        | Backward.ConvKernel(_, _, bias) -> [
            args[2]
            if bias then
                Shape.ofDims [ (fst args[2])[-1] ], snd args[2]
          ]
        | Backward.BatchNorm _ -> [ args[1]; args[2]; args[2] ]
        | Backward.Concat _ -> args.Tail
        | Backward.Embeddings -> args.Tail.Tail
        | Backward.LSTM _ -> args[3..8]

    let private one result = [ result ]

    // Recurrences inside of each other; Keras's own models have one.
    let private scanLimit = 20

    let private rule (op: Op) (args: (Shape * DType) list) : (Shape * DType) list =
        let shape i = fst args[i]
        let dtype i = snd args[i]
        let shapes () = List.map fst args
        match op with
        | Op.Input(_, shape, dtype)
        | Op.Weight(_, shape, dtype) -> one (shape, dtype)
        | Op.Scalar(value, dtype) ->
            if not dtype.IsFloat && dtype <> DType.Bool then
                let low, high = DType.range dtype
                if not (value >= low && value <= high) then
                    fail $"a number of dtype {dtype} must be in [{low}, {high}], got {value}"
            one (Shape.scalar, dtype)
        | Op.Constant array -> one (Shape.known array.Shape, array.DType)
        | Op.Random(_, sizes, dtype, _) -> one (Extents.resolve sizes (shapes ()), dtype)
        | Op.Unary op -> one (unary op args[0])
        | Op.Binary op -> one (binary op args[0] args[1])
        | Op.Select ->
            one (
                broadcast "select" (shape 0) (broadcast "select" (shape 1) (shape 2)),
                DType.promote (dtype 1) (dtype 2)
            )
        | Op.Cast dtype -> one (shape 0, dtype)
        | Op.StopGradient -> one args[0]
        | Op.Reduce(kind, axes, keep) -> one (reduce kind axes keep args[0])
        | Op.ArgMax axis ->
            let reduced = removeAxes (shape 0) [ axis ] false
            requireElements "argmax" (shape 0) axis
            one (reduced, DType.Int32)
        | Op.CumSum axis ->
            Shape.axis (shape 0) axis |> ignore
            one args[0]
        | Op.Sort(axis, _) ->
            Shape.axis (shape 0) axis |> ignore
            one args[0]
        | Op.Reshape sizes ->
            let result = Extents.resolve sizes (shapes ())
            Extents.requireSameCount (shape 0) result
            one (result, dtype 0)
        | Op.Broadcast sizes ->
            let result = Extents.resolve sizes (shapes ())
            if not (repeats (shape 0) result) then
                fail $"broadcast repeats sizes of 1, got {shape 0} for {result}"
            one (result, dtype 0)
        | Op.Transpose permutation ->
            if List.sort permutation <> [ 0 .. (shape 0).Rank - 1 ] then
                let got = permutation |> List.map string |> String.concat ", "
                fail $"a permutation of {(shape 0).Rank} axes is needed, got ({got})"
            one (Shape.ofDims (permutation |> List.map (fun axis -> (shape 0)[axis])), dtype 0)
        | Op.Concat axis -> one (concat axis (shapes ()), args |> List.map snd |> List.reduce DType.promote)
        | Op.Slice(axis, start, stop, step) -> one (mapAxis (shape 0) axis (slice start stop step), dtype 0)
        | Op.Flip axes ->
            distinctAxes (shape 0) axes |> ignore
            one args[0]
        | Op.Pad(before, after, _) ->
            let rank = (shape 0).Rank
            if before.Length <> rank || after.Length <> rank || List.exists (fun size -> size < 0) (before @ after) then
                let got = List.map string before @ List.map string after |> String.concat ", "
                fail $"padding needs two sizes of at least 0 for each axis of {shape 0}, got {got}"
            let grow = List.map2 (fun b a -> Dim.Known(int64 b + int64 a)) before after
            one (Shape.ofDims (List.map2 Dim.add (shape 0).Dims grow), dtype 0)
        | Op.Gather axis ->
            let table, indices = shape 0, shape 1
            let axis = Shape.axis table axis
            one (Shape.ofDims (List.take axis table.Dims @ indices.Dims @ List.skip (axis + 1) table.Dims), dtype 0)
        | Op.OneHot(classes, _) when classes < 1 -> fail $"one_hot needs at least one class, got {classes}"
        | Op.OneHot(classes, dtype) -> one (Shape.ofDims ((shape 0).Dims @ [ Dim.Known(int64 classes) ]), dtype)
        | Op.Count(axes, dtype) ->
            distinctAxes (shape 0) axes |> ignore
            one (Shape.scalar, dtype)
        | Op.MatMul -> one (matmul (shape 0) (shape 1), DType.promote (dtype 0) (dtype 1))
        | Op.Linear -> one (matmul (shape 0) (shape 1), DType.promote (dtype 0) (dtype 1))
        | Op.Conv(window, groups) -> one (conv window groups (shape 0) (shape 1), dtype 0)
        | Op.Pool(_, size, window) -> one (pool size window (shape 0), dtype 0)
        | Op.MaxPoolPlaces(size, window) ->
            let pooled = pool size window (shape 0)
            [ pooled, dtype 0; pooled, DType.Int64 ]
        | Op.Qr ->
            let a = shape 0
            match a.Dims with
            | [ Dim.Known m; Dim.Known n ] -> [
                Shape.known [ m; min m n ], dtype 0
                Shape.known [ min m n; n ], dtype 0
              ]
            | _ -> fail $"qr needs a matrix of known size, got {a}"
        | Op.Embedding -> one (Shape.ofDims ((shape 1).Dims @ [ (shape 0)[-1] ]), dtype 0)
        | Op.Embeddings ->
            let indices, widths = shape 0, args.Tail |> List.map (fun (table, _) -> table[-1])
            if indices[-1] <> Dim.Known(int64 widths.Length) then
                fail $"embeddings need an index for each of {widths.Length} tables, got {indices}"
            one (mapAxis indices -1 (fun _ -> List.reduce Dim.add widths), dtype 1)
        | Op.Softmax axis
        | Op.LogSoftmax axis ->
            Shape.axis (shape 0) axis |> ignore
            one (shape 0, DType.toFloat (dtype 0))
        | Op.BatchNorm _ ->
            let channels = Shape.ofDims [ (shape 0)[-1] ]
            [ args[0]; channels, dtype 0; channels, dtype 0 ]
        | Op.BatchNormInference _ -> one args[0]
        | Op.SparseCrossEntropy ->
            let logits, target = shape 0, shape 1
            if logits.Rank <> target.Rank + 1 then
                fail $"sparse cross-entropy needs labels of rank {logits.Rank - 1} for logits {logits}, got {target}"
            one (broadcast "sparse cross-entropy" target (Shape.ofDims (List.take target.Rank logits.Dims)), dtype 0)
        | Op.CrossEntropy -> one (removeAxes (broadcast "cross-entropy" (shape 0) (shape 1)) [ -1 ] false, dtype 0)
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> one (broadcast "binary cross-entropy" (shape 0) (shape 1), dtype 0)
        | Op.Dropout _ -> one args[0]
        | Op.LSTM _ -> lstm args
        | Op.LSTMTraining _ -> lstm args @ [ Shape.ofDims [ Dim.Unknown "workspace" ], DType.UInt8 ]
        | Op.Scan scan ->
            // What goes through a graph goes through the bodies of its recurrences by recursion.
            if scan.Body.Depth >= scanLimit then
                raise (ConfigurationException $"recurrences stand inside each other more than {scanLimit} deep")
            let time = (shape 0)[1]
            if time = Dim.Known 0L then
                fail $"a recurrence needs at least one step, got {shape 0}"
            let outputs = scan.Body.OutputTypes.Length - scan.States
            scan.Body.OutputTypes
            |> List.mapi (fun i (shape, dtype) ->
                if i < outputs then Shape.ofDims (shape[0] :: time :: shape.Dims.Tail), dtype else shape, dtype)
        | Op.Autograd ->
            if (shape 0).Rank <> 0 then
                fail $"gradients need a loss that is one number, got {shape 0}"
            args.Tail
        | Op.Backward op -> backward op args
        | Op.Custom custom -> one (custom.Infer args)

    let private largest = int64 System.Int32.MaxValue

    /// Shape and dtype of each result.
    let infer (op: Op) (args: (Shape * DType) list) : (Shape * DType) list =
        DTypeRules.require op (List.map snd args)
        let types = rule op args
        for shape, _ in types do
            for dim in shape.Dims do
                match dim with
                | Dim.Known size when size < 0L || size > largest ->
                    fail $"sizes must be in [0, {largest}], got {shape}"
                | _ -> ()
        types
