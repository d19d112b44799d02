namespace Functional

/// Cross-entropies of probabilities that come out of a softmax or a sigmoid, computed from what went into it: one stable operation
/// in place of a division, a clip, a logarithm and a sum, as if the loss had been built for logits.
/// <remarks>
/// Losses and gradients are the same where Keras does not clip. Where it does (a probability outside [1e-7, 1 − 1e-7], or one that
/// is 0 or 1 in its dtype) the loss here is exact and its gradient is not zero. Class indices must lie inside the classes.
/// </remarks>
[<RequireQualifiedAccess>]
module CrossEntropyFusion =

    let private (|Log|_|) (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Unary Unary.Log, [ x ]) -> Some x
        | _ -> None

    /// A tensor and a number under an operation whose arguments may stand in either order.
    let private withNumber op (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Binary op', [ x; Pattern.Number number ])
        | Pattern.Apply(Op.Binary op', [ Pattern.Number number; x ]) when op' = op -> Some(x, number)
        | _ -> None

    let private isLow number = number > 0.0 && number < 1e-6
    let private isHigh number = number > 1.0 - 1e-6 && number < 1.0

    /// A probability kept off 0 and 1 by at most a millionth.
    let private (|Clipped|_|) (expr: Expr) =
        let both outer inner low high =
            match withNumber outer expr with
            | Some(clipped, number) when (if outer = Binary.Minimum then high else low) number ->
                match withNumber inner clipped with
                | Some(x, number) when (if inner = Binary.Minimum then high else low) number -> Some x
                | _ -> None
            | _ -> None
        match expr with
        | Pattern.Apply(Op.Unary(Unary.Clip(low, high)), [ x ]) when isLow low && isHigh high -> Some x
        | _ ->
            both Binary.Minimum Binary.Maximum isLow isHigh
            |> Option.orElseWith (fun () -> both Binary.Maximum Binary.Minimum isLow isHigh)

    let private isLast (x: Expr) axes = axes |> List.map (Shape.axis x.Shape) = [ x.Rank - 1 ]

    // A loss is computed in a dtype of its own, as it is in mixed precision.
    let rec private uncast (dtypes: DType list) (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Cast dtype, [ x ]) when dtype.IsFloat -> uncast (dtype :: dtypes) x
        | _ -> expr, dtypes

    /// What goes into an operation whose result may have been cast, in the dtype of the last cast.
    let private beforeCasts (logits: Expr -> Expr option) (expr: Expr) =
        let inner, dtypes = uncast [] expr
        logits inner |> Option.map (fun x -> List.fold (fun x dtype -> Ops.cast dtype x) x dtypes)

    /// What went into a softmax over the last axis.
    let private (|Softmax|_|) =
        beforeCasts (fun expr ->
            match expr with
            | Pattern.Apply(Op.Softmax axis, [ logits ]) when isLast logits [ axis ] -> Some logits
            // The axis of the classes moved to the end.
            | Pattern.Apply(Op.Transpose order, [ Pattern.Apply(Op.Softmax axis, [ logits ]) ]) when
                List.last order = Shape.axis logits.Shape axis
                ->
                Some(Ops.transpose order logits)
            | _ -> None)

    let private (|Sigmoid|_|) =
        beforeCasts (fun expr ->
            match expr with
            | Pattern.Apply(Op.Unary Unary.Sigmoid, [ logits ]) -> Some logits
            | _ -> None)

    /// p / Σp over the last axis.
    let private (|Normalised|_|) (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Binary Binary.Div, [ p; Pattern.Apply(Op.Reduce(Reduction.Sum, axes, true), [ p' ]) ]) when
            p.Equals p' && isLast p axes
            ->
            Some p
        | _ -> None

    /// log of the clipped, normalised probabilities of a softmax: what <c>Losses.logProbabilities</c> builds.
    let private (|LogOfSoftmax|_|) (expr: Expr) =
        match expr with
        | Log(Clipped(Normalised(Softmax logits)))
        | Log(Clipped(Softmax logits)) -> Some logits
        | _ -> None

    /// Whether two tensors line up without one of them being repeated.
    let private sameSizes (a: Dim list) (b: Dim list) =
        a.Length = b.Length && List.forall2 (fun x y -> x = y || not (Dim.isKnown x || Dim.isKnown y)) a b

    /// Target times log-probability, summed over the classes.
    let private ofClasses (target: Expr) (logits: Expr) =
        match target with
        // Losses.SparseCategoricalCrossentropy
        | Pattern.Apply(Op.OneHot(classes, _), [ indices ]) when
            logits.Shape[-1] = Dim.Known(int64 classes)
            && sameSizes indices.Shape.Dims (List.take (logits.Rank - 1) logits.Shape.Dims)
            ->
            Some(Expr.Of(Op.SparseCrossEntropy, [ logits; indices ]))
        // Losses.CategoricalCrossentropy
        | _ when target.DType = logits.DType -> Some(Expr.Of(Op.CrossEntropy, [ logits; target ]))
        | _ -> None

    /// Two factors in either order.
    let private (|Product|_|) (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Binary Binary.Mul, [ a; b ]) -> Some [ a, b; b, a ]
        | _ -> None

    let run (outputs: Expr list) : Expr list =
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, args with
            | Op.Unary Unary.Neg,
              [ Pattern.Apply(Op.Reduce(Reduction.Sum, axes, false), [ Product orders as product ]) ] when
                isLast product axes
                ->
                orders
                |> List.tryPick (fun (target, log) ->
                    match log with
                    | LogOfSoftmax logits -> ofClasses target logits
                    | _ -> None)
            // Losses.BinaryCrossentropy
            | Op.BinaryCrossEntropy, [ Clipped(Sigmoid logits); target ] when
                target.DType = logits.DType && sameSizes target.Shape.Dims logits.Shape.Dims
                ->
                Some(Expr.Of(Op.SigmoidCrossEntropy, [ logits; target ]))
            | _ -> None)
