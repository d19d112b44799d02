namespace Functional

[<RequireQualifiedAccess>]
type OrthogonalMode =
    | Rows
    | Columns

/// A penalty on the size of a weight or an output (<c>keras.regularizers</c>), added to the loss.
[<ParameterRange("l1", 0.0); ParameterRange("l2", 0.0); ParameterRange("factor", 0.0)>]
[<RequireQualifiedAccess>]
type Regularizer =
    /// <summary>l1 · Σ |x|</summary>
    /// <param name="l1">Factor.</param>
    | L1 of l1: float
    /// <summary>l2 · Σ x²</summary>
    /// <param name="l2">Factor.</param>
    | L2 of l2: float
    /// <summary>l1 · Σ |x| + l2 · Σ x²</summary>
    /// <param name="l1">Factor of the absolute values.</param>
    /// <param name="l2">Factor of the squares.</param>
    | L1L2 of l1: float * l2: float
    /// <summary>Pushes the rows or columns of a matrix to be orthogonal to each other.</summary>
    /// <param name="factor">Factor of the penalty.</param>
    /// <param name="mode"><c>"rows"</c> or <c>"columns"</c>.</param>
    | OrthogonalRegularizer of factor: float * mode: OrthogonalMode
    /// One's own.
    | Own of IOwnFunction

[<RequireQualifiedAccess>]
module Regularizer =

    /// Keras's names, each with its regularizer at Keras's defaults.
    let named: (string * Regularizer) list = [
        "l1", Regularizer.L1 0.01
        "l2", Regularizer.L2 0.01
        "l1_l2", Regularizer.L1L2(0.0, 0.0)
        "orthogonal_regularizer", Regularizer.OrthogonalRegularizer(0.01, OrthogonalMode.Rows)
    ]

    /// The regularizer of that Keras name. Raises <c>ConfigurationException</c> for another.
    let parse (name: string) =
        let key = name.ToLowerInvariant()
        match named |> List.tryFind (fun (known, _) -> known = key || known.Replace("_", "") = key) with
        | Some(_, regularizer) -> regularizer
        | None -> raise (ConfigurationException $"regularizer must be one of l1, l2, l1_l2, got \"{name}\"")

    let private orthogonal factor mode (x: Expr) =
        if x.Rank <> 2 then
            raise (ShapeException $"OrthogonalRegularizer needs a weight of two axes, got {x.Shape}")
        let norm axis = x / Ops.sqrt (Ops.maximum (Ops.sumKeep [ axis ] (Ops.square x)) (Ops.scalarLike x 1e-12))
        let turned (x: Expr) = Ops.transpose [ 1; 0 ] x
        let product, size =
            match mode with
            | OrthogonalMode.Rows ->
                let rows = norm 1
                rows *@ turned rows, (Shape.sizes x.Shape)[0]
            | OrthogonalMode.Columns ->
                let columns = norm 0
                turned columns *@ columns, (Shape.sizes x.Shape)[1]
        let offDiagonal =
            Ops.constant {
                DType = DType.Float32
                Shape = [| size; size |]
                Data = Array.init (int (size * size)) (fun i -> if i / int size = i % int size then 0f else 1f)
            }
        let pairs = float (size * (size - 1L)) / 2.0
        factor * 0.5 * Ops.sumAll (Ops.abs (product * Ops.cast x.DType offDiagonal)) / pairs

    /// The penalty, a scalar.
    let apply (regularizer: Regularizer) (x: Expr) : Expr =
        match regularizer with
        | Regularizer.L1 l1 -> l1 * Ops.sumAll (Ops.abs x)
        | Regularizer.L2 l2 -> l2 * Ops.sumAll (Ops.square x)
        | Regularizer.L1L2(0.0, 0.0) -> Ops.scalar x.DType 0.0
        | Regularizer.L1L2(l1, 0.0) -> l1 * Ops.sumAll (Ops.abs x)
        | Regularizer.L1L2(0.0, l2) -> l2 * Ops.sumAll (Ops.square x)
        | Regularizer.L1L2(l1, l2) -> l1 * Ops.sumAll (Ops.abs x) + l2 * Ops.sumAll (Ops.square x)
        | Regularizer.OrthogonalRegularizer(factor, mode) -> orthogonal factor mode x
        | Regularizer.Own own -> Own.scalar own x
