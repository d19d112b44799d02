namespace Functional

open System
open System.Collections.Generic

/// The rules of single operations: from the gradient <c>g</c> of a result, the arguments and the result itself to the gradients of the
/// arguments. Ties and kinks are libtorch's: halves at a tie of two, equal shares among the largest of a reduction, 0 at relu's 0.
module internal GradientRules =

    // What a rule gives: for each argument its gradient, or nothing where none flows. Shapes that broadcasting made larger and
    // dtypes are put right afterwards.
    type Rule = Expr option list option

    /// Forward operations that leave something for their gradient: for each the results that stand for its own, of an operation
    /// on the same arguments.
    type Forms = Dictionary<Node, Expr list>

    let flows gradients : Rule = Some(List.map Some gradients)
    /// Nothing flows: the result is constant, or constant between jumps.
    let stops (node: Node) : Rule = Some(node.Args |> List.map (fun _ -> None))
    let toFirst gradient (node: Node) : Rule = Some(Some gradient :: (node.Args.Tail |> List.map (fun _ -> None)))

    let number (x: Expr) value = Ops.scalarLike x value
    let onlyWhere condition (g: Expr) = Ops.where condition g (number g 0.0)

    let sizeOf argument (x: Expr) axis =
        match x.Shape[axis] with
        | Dim.Known size -> Extent.Size size
        | Dim.Unknown _ -> Extent.Of(argument, axis)

    /// The same elements in the shape of another tensor, which gives nothing but sizes.
    let reshapeLike (like: Expr) (g: Expr) =
        if g.Shape = like.Shape then
            g
        else
            Expr.Of(Op.Reshape [ for axis in Ops.axes like -> sizeOf 1 like axis ], [ g; like ])

    /// With axes of size 1 where a reduction has removed them.
    let restoreAxes axes (x: Expr) (g: Expr) =
        let kept = Ops.axes x |> List.filter (fun axis -> not (List.contains axis axes))
        g
        |> Ops.reshapeTo [
            for axis in Ops.axes x ->
                if List.contains axis axes then Extent.Size 1L else sizeOf 0 g (List.findIndex ((=) axis) kept)
        ]

    /// The sum over what broadcasting repeated.
    let sumLike (like: Expr) (g: Expr) =
        let extra = g.Rank - like.Rank
        let pairs = Ops.axes like |> List.map (fun axis -> axis + extra, g.Shape[axis + extra], like.Shape[axis])
        let repeated = [
            for axis, _, dim in pairs do
                if dim = Dim.Known 1L then
                    axis
        ]
        if g.Shape = like.Shape then
            g
        elif extra >= 0 && pairs |> List.forall (fun (_, mine, dim) -> mine = dim || dim = Dim.Known 1L) then
            let leading = [ 0 .. extra - 1 ]
            let repeated = repeated |> List.filter (fun axis -> g.Shape[axis] <> Dim.Known 1L)
            if repeated.IsEmpty then Ops.sum leading g
            elif extra = 0 then Ops.sumKeep repeated g
            else Ops.sumKeep (leading @ repeated) g |> reshapeLike like
        else
            // Sizes that only data tell: one of them may be 1.
            Expr.Of(Op.Backward Backward.SumTo, [ g; like ])

    let fit (arg: Expr) (g: Expr) = Ops.cast arg.DType g |> sumLike arg |> reshapeLike arg

    let backward op args = Expr.Of(Op.Backward op, args)

    let unary op (g: Expr) (x: Expr) (y: Expr) : Expr option =
        match op with
        | Unary.Neg -> Some -g
        | Unary.Abs -> Some(g * Ops.sign x)
        | Unary.Sign
        | Unary.Floor
        | Unary.Ceil
        | Unary.Round
        | Unary.Not
        | Unary.IsNan
        | Unary.IsFinite -> None
        | Unary.Square -> Some(g * (x * 2.0))
        | Unary.Reciprocal -> Some(-g * (y * y))
        | Unary.Sqrt -> Some(g / (y * 2.0))
        | Unary.Rsqrt -> Some(g * -0.5 * (y * y * y))
        | Unary.Exp -> Some(g * y)
        | Unary.Expm1 -> Some(g * (y + 1.0))
        | Unary.Log -> Some(g / x)
        | Unary.Log1p -> Some(g / (x + 1.0))
        | Unary.Sin -> Some(g * Ops.cos x)
        | Unary.Cos -> Some(-g * Ops.sin x)
        | Unary.Tan -> Some(g * (y * y + 1.0))
        | Unary.Asin -> Some(g * Ops.rsqrt (1.0 - x * x))
        | Unary.Acos -> Some(-g * Ops.rsqrt (1.0 - x * x))
        | Unary.Atan -> Some(g / (x * x + 1.0))
        | Unary.Sinh -> Some(g * Ops.cosh x)
        | Unary.Cosh -> Some(g * Ops.sinh x)
        | Unary.Tanh -> Some(backward Backward.Tanh [ g; y ])
        | Unary.Erfc -> Some(-g * (Ops.exp -(x * x) * (2.0 / sqrt Math.PI)))
        | Unary.Erfinv -> Some(g * (Ops.exp (y * y) * (sqrt Math.PI / 2.0)))
        | Unary.BesselI 0 -> Some(g * Ops.besselI 1 x)
        | Unary.BesselI _ ->
            let isZero = Ops.equal x (number x 0.0)
            let share = Ops.where isZero (number x 0.5) (y / Ops.where isZero (number x 1.0) x)
            Some(g * (Ops.besselI 0 x - share))
        | Unary.Erf -> Some(g * (Ops.exp -(x * x) * (2.0 / sqrt Math.PI)))
        | Unary.Sigmoid -> Some(backward Backward.Sigmoid [ g; y ])
        | Unary.LogSigmoid -> Some(g * Ops.sigmoid -x)
        | Unary.Softplus -> Some(backward Backward.Softplus [ g; x ])
        | Unary.Relu -> Some(backward Backward.Relu [ g; y ])
        | Unary.Silu -> Some(backward Backward.Silu [ g; x ])
        | Unary.Gelu approximate -> Some(backward (Backward.Gelu approximate) [ g; x ])
        | Unary.Elu alpha -> Some(backward (Backward.Elu(alpha, 1.0)) [ g; x ])
        | Unary.Selu ->
            // Klambauer et al. 2017.
            Some(backward (Backward.Elu(1.6732632423543772848170429916717, 1.0507009873554804934193349852946)) [ g; x ])
        | Unary.LeakyRelu slope -> Some(backward (Backward.LeakyRelu slope) [ g; x ])
        | Unary.Clip(low, high) ->
            Some(onlyWhere (Ops.logicalAnd (Ops.greaterEqual x (number x low)) (Ops.lessEqual x (number x high))) g)
        | Unary.Relu6 -> Some(onlyWhere (Ops.logicalAnd (Ops.greater x (number x 0.0)) (Ops.less x (number x 6.0))) g)
        | Unary.HardSigmoid ->
            Some(onlyWhere (Ops.logicalAnd (Ops.greater x (number x -3.0)) (Ops.less x (number x 3.0))) (g / 6.0))

    let isZero (x: Expr) = Ops.equal x (number x 0.0)

    /// Of the larger (or smaller): a half each at a tie.
    let ofTwo (loses: Expr -> Expr -> Expr) (g: Expr) a b =
        let tie = Ops.equal a b
        let half = g * 0.5
        let part mine = Ops.where tie half (Ops.where mine (number g 0.0) g)
        flows [ part (loses a b); part (loses b a) ]

    let binary op (node: Node) (g: Expr) (a: Expr) (b: Expr) (y: Expr) : Rule =
        match op with
        | Binary.Add -> flows [ g; g ]
        | Binary.Sub -> flows [ g; -g ]
        | Binary.Mul -> flows [ g * b; g * a ]
        | Binary.Div -> flows [ g / b; -g * (y / b) ]
        | Binary.Mod -> flows [ g; -g * Ops.floor (a / b) ]
        | Binary.Pow ->
            let ofBase =
                match b.Op with
                | Op.Scalar(0.0, _) -> None
                | Op.Scalar(exponent, _) -> Some(g * (Ops.pow a (number b (exponent - 1.0)) * exponent))
                | _ -> Some(Ops.where (isZero b) (number g 0.0) (g * (b * Ops.pow a (b - 1.0))))
            let ofExponent () =
                let still = Ops.logicalAnd (isZero a) (Ops.greaterEqual b (number b 0.0))
                Ops.where still (number g 0.0) (g * (y * Ops.log a))
            let fixedExponent =
                match b.Op with
                | Op.Scalar _ -> true
                | _ -> false
            Some [ ofBase; (if fixedExponent then None else Some(ofExponent ())) ]
        | Binary.Maximum -> ofTwo Ops.less g a b
        | Binary.Minimum -> ofTwo Ops.greater g a b
        | Binary.FloorDiv
        | Binary.Equal
        | Binary.NotEqual
        | Binary.Less
        | Binary.LessEqual
        | Binary.Greater
        | Binary.GreaterEqual
        | Binary.And
        | Binary.Or -> stops node

    let reduce kind axes keep (node: Node) (g: Expr) (x: Expr) (y: Expr) : Rule =
        let axes = axes |> List.map (Shape.axis x.Shape)
        let kept (reduced: Expr) = if keep || axes.IsEmpty then reduced else restoreAxes axes x reduced
        match kind with
        | Reduction.Sum -> flows [ Ops.broadcastLike x (kept g) ]
        | Reduction.Mean -> flows [ Ops.broadcastLike x (kept (g / Ops.count g.DType axes x)) ]
        | Reduction.Max
        | Reduction.Min ->
            let largest = Ops.equal x (kept y) |> Ops.cast g.DType
            flows [ kept g * largest / Ops.sumKeep axes largest ]
        | Reduction.Prod ->
            // Without the zeros; where another element is zero nothing flows.
            let zero = isZero x
            let others = Ops.where zero (number x 1.0) x
            let count = Ops.cast x.DType zero
            let elsewhere = Ops.sumKeep axes count - count
            let quotient = Expr.Of(Op.Reduce(Reduction.Prod, axes, true), [ others ]) / others
            flows [ kept g * onlyWhere (isZero elsewhere) quotient ]
        | Reduction.All
        | Reduction.Any -> stops node

    let swapLast (x: Expr) = Ops.moveAxis -1 -2 x

    /// Leading axes as one.
    let asMatrix (x: Expr) = if x.Rank = 2 then x else Ops.reshapeTo [ Extent.Rest; sizeOf 0 x (x.Rank - 1) ] x

    let matmul (g: Expr) (a: Expr) (b: Expr) =
        if b.Rank = 2 then
            [ g *@ swapLast b; swapLast (asMatrix a) *@ asMatrix g ]
        else
            [ g *@ swapLast b; swapLast a *@ g ]

    /// A part of an axis for each part that was joined.
    let concat axis (node: Node) (g: Expr) : Rule =
        let axis = Shape.axis g.Shape axis
        let sizes = [| for arg in node.Args -> arg.Shape[axis] |]
        if sizes |> Array.filter (Dim.isKnown >> not) |> Array.length > 1 then
            flows (Expr.Outputs(Op.Backward(Backward.Concat axis), g :: node.Args))
        else
            let ends =
                sizes
                |> Array.map (function
                    | Dim.Known size -> size
                    | Dim.Unknown _ -> 0L)
                |> Array.scan (+) 0L
            // From the part of unknown size on, places count from the end.
            let unknown = sizes |> Array.tryFindIndex (Dim.isKnown >> not) |> Option.defaultValue sizes.Length
            let fromEnd place = place - Array.last ends
            flows [
                for i in 0 .. sizes.Length - 1 ->
                    let start = if i <= unknown then ends[i] else fromEnd ends[i]
                    let stop =
                        if i > unknown && start = 0L then Some 0L
                        elif i = sizes.Length - 1 then None
                        elif i < unknown then Some ends[i + 1]
                        else Some(fromEnd ends[i + 1]) |> Option.filter (fun stop -> stop < 0L)
                    Expr.Of(Op.Slice(axis, start, stop, 1L), [ g ])
            ]

    let slice axis start stop step (g: Expr) (x: Expr) =
        match x.Shape[axis], g.Shape[axis] with
        | Dim.Known size, Dim.Known taken when step = 1L ->
            let start = if start < 0L then max 0L (start + size) else min start size
            let only value = Ops.axes x |> List.map (fun i -> if i = Shape.axis x.Shape axis then int value else 0)
            Ops.pad (only start) (only (size - start - taken)) 0.0 g
        | _ -> backward (Backward.Slice(axis, start, stop, step)) [ g; x ]

    let spatialMean (x: Expr) = Ops.axes x |> List.take (x.Rank - 1)

    /// The gradients through the batch's mean and variance, for those who look at them.
    let ofStatistics (x: Expr) (mean: Expr) (gMean: Expr option) (gVariance: Expr option) =
        let share (g: Expr) = g / Ops.count x.DType (spatialMean x) x
        [
            for g in Option.toList gMean -> Ops.broadcastLike x (share g)
            for g in Option.toList gVariance -> (x - mean) * (share g * 2.0)
        ]

    let crossEntropy (g: Expr) (logits: Expr) (target: Expr) =
        let g = Ops.expandDims -1 g
        let total = Ops.sumKeep [ -1 ] target
        flows [ g * (Ops.softmax -1 logits * total - target); -g * Ops.logSoftmax -1 logits ]

    /// What the dropped tensor is multiplied by.
    let dropoutMask rate (shared: int list) stream (x: Expr) =
        let shared = shared |> List.map (Shape.axis x.Shape)
        let extents = [
            for axis in Ops.axes x -> if List.contains axis shared then Extent.Size 1L else sizeOf 0 x axis
        ]
        let kept = Expr.Of(Op.Random(Distribution.Bernoulli(1.0 - rate), extents, x.DType, stream), [ x ])
        kept * (1.0 / (1.0 - rate))

    /// Backward functions in terms of operations that have rules; nothing for those with a rule of their own.
    let plain (op: Backward) (args: Expr list) : Expr list option =
        let g, x = args[0], args[1]
        match op with
        | Backward.Relu -> Some [ onlyWhere (Ops.greater x (number x 0.0)) g ]
        | Backward.Tanh -> Some [ g * (1.0 - x * x) ]
        | Backward.Sigmoid -> Some [ g * (x * (1.0 - x)) ]
        | Backward.Softmax axis -> Some [ x * (g - Ops.sumKeep [ axis ] (g * x)) ]
        | Backward.LogSoftmax axis -> Some [ g - Ops.exp x * Ops.sumKeep [ axis ] g ]
        | Backward.Gelu false ->
            let cumulated = (Ops.erf (x * sqrt 0.5) + 1.0) * 0.5
            let density = Ops.exp (x * x * -0.5) * (1.0 / sqrt (2.0 * Math.PI))
            Some [ g * (cumulated + x * density) ]
        | Backward.Gelu true ->
            let factor = sqrt (2.0 / Math.PI)
            let t = Ops.tanh ((x + x * x * x * 0.044715) * factor)
            let slope = (x * x * (3.0 * 0.044715) + 1.0) * factor
            Some [ g * ((t + 1.0) * 0.5 + x * (1.0 - t * t) * slope * 0.5) ]
        | Backward.Elu(alpha, scale) ->
            let below = Ops.exp (Ops.minimum x (number x 0.0)) * (alpha * scale)
            Some [ g * Ops.where (Ops.greater x (number x 0.0)) (number x scale) below ]
        | Backward.Softplus -> Some [ g * Ops.where (Ops.greater x (number x 20.0)) (number x 1.0) (Ops.sigmoid x) ]
        | Backward.Silu ->
            let s = Ops.sigmoid x
            Some [ g * (s * (1.0 + x * (1.0 - s))) ]
        | Backward.LeakyRelu slope ->
            Some [ g * Ops.where (Ops.greater x (number x 0.0)) (number x 1.0) (number x slope) ]
        | Backward.SparseCrossEntropy ->
            match x.Shape[-1] with
            | Dim.Known classes -> Some [ Ops.expandDims -1 g * (x - Ops.oneHot (int classes) x.DType args[2]) ]
            | Dim.Unknown _ -> None
        | Backward.BatchNorm _ ->
            let scale, mean, inverse = args[2], args[3], args[4]
            let axes = spatialMean x
            let normal = (x - mean) * inverse
            let ofScale, ofOffset = Ops.sum axes (g * normal), Ops.sum axes g
            let count = Ops.count x.DType axes x
            Some [ scale * inverse * (g - ofOffset / count - normal * (ofScale / count)); ofScale; ofOffset ]
        | Backward.ConvInput _
        | Backward.ConvKernel _
        | Backward.MaxPool _
        | Backward.AveragePool _
        | Backward.AdaptiveMaxPool _
        | Backward.AdaptiveAveragePool _
        | Backward.Embedding
        | Backward.Embeddings
        | Backward.Gather _
        | Backward.Slice _
        | Backward.Concat _
        | Backward.SumTo
        | Backward.LSTM _ -> None
