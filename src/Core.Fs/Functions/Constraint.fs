namespace Functional

/// Where a weight is put back after each update (<c>keras.constraints</c>). Norms are taken over <c>axis</c>.
[<NumberOrList "axis";
  ParameterRange("maxValue", 0.0);
  ParameterRange("minValue", 0.0);
  ParameterRange("rate", 0.0, 1.0)>]
[<RequireQualifiedAccess>]
type Constraint =
    /// Norm at most <c>maxValue</c>.
    | MaxNorm of maxValue: float * axis: int list
    /// Norm moved towards [minValue, maxValue] by a share of <c>rate</c>.
    | MinMaxNorm of minValue: float * maxValue: float * rate: float * axis: int list
    | NonNeg
    | UnitNorm of axis: int list

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
