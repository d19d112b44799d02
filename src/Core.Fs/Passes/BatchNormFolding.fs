namespace Functional

/// Batch normalisation of an inference graph into the weights of the product or convolution before it:
/// <c>kernel · f</c> and <c>(bias − mean) · f + offset</c> with <c>f = scale / √(variance + epsilon)</c>.
/// Biases are part of the product by then: <c>LinearFusion</c> comes first. The new weights are expressions over the old ones;
/// <c>Prepare.split</c> takes them out of what every run computes.
[<RequireQualifiedAccess>]
module BatchNormFolding =

    /// x, kernel, bias, and the operation that they are given to.
    let private (|Product|_|) (expr: Expr) =
        match expr with
        | Pattern.Apply(Op.Conv(window, groups), [ x; kernel ]) -> Some(Op.Conv(window, groups), x, kernel, None)
        | Pattern.Apply(Op.Conv(window, groups), [ x; kernel; bias ]) ->
            Some(Op.Conv(window, groups), x, kernel, Some bias)
        | Pattern.Apply(Op.MatMul, [ x; kernel ]) when kernel.Rank = 2 -> Some(Op.Linear, x, kernel, None)
        | Pattern.Apply(Op.Linear, [ x; kernel; bias ]) when kernel.Rank = 2 -> Some(Op.Linear, x, kernel, Some bias)
        | _ -> None

    let private fold
        epsilon
        op
        (x: Expr)
        (kernel: Expr)
        bias
        (scale: Expr)
        (offset: Expr)
        (mean: Expr)
        (variance: Expr)
        =
        let factor = scale * Ops.rsqrt (variance + epsilon)
        let shift =
            match bias with
            | Some bias -> (bias - mean) * factor + offset
            | None -> offset - mean * factor
        Expr.Of(op, [ x; kernel * factor; shift ])

    let run (outputs: Expr list) : Expr list =
        let usedOnce = Pattern.usedOnce outputs
        let isFixed = Pattern.fixedNodes outputs
        let fixedWeights (expr: Expr) = isFixed.Contains expr.Node
        outputs
        |> Pattern.rewrite (fun node args ->
            match node.Op, node.Args, args with
            | Op.BatchNormInference epsilon,
              (Product(_, _, kernel, bias) as product) :: statistics,
              Product(op, x, kernel', bias') :: statistics' when
                usedOnce product
                && List.forall fixedWeights (kernel :: Option.toList bias @ statistics)
                && List.forall (fun (s: Expr) -> s.DType = x.DType && s.Rank = 1) statistics
                ->
                match statistics' with
                | [ scale; offset; mean; variance ] -> Some(fold epsilon op x kernel' bias' scale offset mean variance)
                | _ -> None
            | _ -> None)
