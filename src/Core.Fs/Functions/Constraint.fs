namespace Functional

/// Where a weight is put back after each update (<c>keras.constraints</c>). Norms are taken over <c>axis</c>.
[<NumberOrList "axis";
  ParameterRange("maxValue", 0.0);
  ParameterRange("minValue", 0.0);
  ParameterRange("rate", 0.0, 1.0)>]
[<RequireQualifiedAccess>]
type Constraint =
    /// <summary>Norm at most <c>maxValue</c>.</summary>
    /// <param name="maxValue">Largest norm.</param>
    /// <param name="axis">Axes over which norms are taken.</param>
    | MaxNorm of maxValue: float * axis: int list
    /// <summary>Norm moved towards [minValue, maxValue].</summary>
    /// <param name="minValue">Smallest norm.</param>
    /// <param name="maxValue">Largest norm.</param>
    /// <param name="rate">Share of the way that is gone at each step.</param>
    /// <param name="axis">Axes over which norms are taken.</param>
    | MinMaxNorm of minValue: float * maxValue: float * rate: float * axis: int list
    /// No negative numbers.
    | NonNeg
    /// <summary>Norm 1.</summary>
    /// <param name="axis">Axes over which norms are taken.</param>
    | UnitNorm of axis: int list
    /// One's own.
    | Own of IOwnFunction

[<RequireQualifiedAccess>]
module Constraint =

    /// Keras's names, each with its constraint at Keras's defaults.
    let named: (string * Constraint) list = [
        "max_norm", Constraint.MaxNorm(2.0, [ 0 ])
        "min_max_norm", Constraint.MinMaxNorm(0.0, 1.0, 1.0, [ 0 ])
        "non_neg", Constraint.NonNeg
        "unit_norm", Constraint.UnitNorm [ 0 ]
    ]

    /// The constraint of that Keras name. Raises <c>ConfigurationException</c> for another.
    let parse (name: string) =
        let key = name.ToLowerInvariant()
        match named |> List.tryFind (fun (known, _) -> known = key || known.Replace("_", "") = key) with
        | Some(_, found) -> found
        | None ->
            raise (
                ConfigurationException
                    $"constraint must be one of max_norm, min_max_norm, non_neg, unit_norm, got \"{name}\""
            )

    // Keras's guard against division by zero.
    let private epsilon = 1e-7

    let private norm axes (x: Expr) = Ops.sqrt (Ops.sumKeep axes (Ops.square x))

    /// The weight where the constraint holds.
    let apply (``constraint``: Constraint) (w: Expr) : Expr =
        match ``constraint`` with
        | Constraint.MaxNorm(maxValue, axes) ->
            let norms = norm axes w
            w * (Ops.clip 0.0 maxValue norms / (epsilon + norms))
        | Constraint.MinMaxNorm(minValue, maxValue, rate, axes) ->
            let norms = norm axes w
            let desired = rate * Ops.clip minValue maxValue norms + (1.0 - rate) * norms
            w * (desired / (epsilon + norms))
        | Constraint.NonNeg -> w * Ops.cast w.DType (Ops.greaterEqual w (Ops.scalarLike w 0.0))
        | Constraint.UnitNorm axes -> w / (epsilon + norm axes w)
        | Constraint.Own own -> Own.alike own w
