namespace Functional

/// Keras's activation functions (<c>keras.activations</c>). Elementwise but for softmax, log-softmax, sparsemax and glu.
[<RequireQualifiedAccess>]
type Activation =
    /// x
    | Linear
    /// <summary>max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>.</summary>
    /// <param name="negativeSlope">Factor below zero.</param>
    /// <param name="maxValue">Largest result; none when absent.</param>
    /// <param name="threshold">From where on x counts.</param>
    | Relu of negativeSlope: float * maxValue: float option * threshold: float
    /// min(max(x, 0), 6)
    | Relu6
    /// <summary>x where positive, <c>negativeSlope · x</c> elsewhere.</summary>
    /// <param name="negativeSlope">Factor below zero.</param>
    | LeakyRelu of negativeSlope: float
    /// <summary>x where positive, <c>alpha · (exp x − 1)</c> elsewhere.</summary>
    /// <param name="alpha">Factor of the negative part.</param>
    | Elu of alpha: float
    /// <summary>max(x, 0) + min(0, <c>alpha · (exp(x / alpha) − 1)</c>)</summary>
    /// <param name="alpha">Factor of the negative part.</param>
    | Celu of alpha: float
    /// The scaled elu that keeps mean and variance (Klambauer et al. 2017).
    | Selu
    /// <summary>x · Φ(x), exactly or by a tanh formula (Hendrycks and Gimpel 2016).</summary>
    /// <param name="approximate">Whether by the tanh formula.</param>
    | Gelu of approximate: bool
    /// x · sigmoid(x)
    | Silu
    /// x · tanh(softplus(x))
    | Mish
    /// 1 / (1 + exp(−x))
    | Sigmoid
    /// relu6(x + 3) / 6
    | HardSigmoid
    /// x · hard_sigmoid(x)
    | HardSilu
    /// log(sigmoid(x))
    | LogSigmoid
    /// tanh(x)
    | Tanh
    /// x clipped to [−1, 1]
    | HardTanh
    /// x − tanh(x)
    | TanhShrink
    /// log(exp(x) + 1)
    | Softplus
    /// x / (|x| + 1)
    | Softsign
    /// <summary>(x + √(x² + b)) / 2</summary>
    /// <param name="b">How smooth the bend is.</param>
    | Squareplus of b: float
    /// exp(x)
    | Exponential
    /// <summary>x where |x| is above the threshold, 0 elsewhere.</summary>
    /// <param name="threshold">Values up to it are 0.</param>
    | HardShrink of threshold: float
    /// <summary>x moved towards 0 by the threshold, 0 where |x| is below it.</summary>
    /// <param name="threshold">How far values are moved.</param>
    | SoftShrink of threshold: float
    /// <summary>x above the threshold, <c>defaultValue</c> elsewhere.</summary>
    /// <param name="threshold">From where on x stays.</param>
    /// <param name="defaultValue">What stands elsewhere.</param>
    | Threshold of threshold: float * defaultValue: float
    /// 0 below −1, (x + 1)² / 4 up to 1, x above.
    | SparsePlus
    /// 0 below −1, (x + 1) / 2 up to 1, 1 above.
    | SparseSigmoid
    /// <summary>exp(x) / Σ exp(x) over an axis.</summary>
    /// <param name="axis">The axis.</param>
    | Softmax of axis: int
    /// <summary>log(softmax(x)) over an axis.</summary>
    /// <param name="axis">The axis.</param>
    | LogSoftmax of axis: int
    /// <summary>The nearest point of the simplex (Martins and Astudillo 2016).</summary>
    /// <param name="axis">The axis.</param>
    | Sparsemax of axis: int
    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    /// <param name="axis">The axis.</param>
    | Glu of axis: int
    /// One's own.
    | Own of IOwnFunction

[<RequireQualifiedAccess>]
module Activation =

    /// max(x, 0).
    let relu = Activation.Relu(0.0, None, 0.0)

    /// Softmax over the last axis.
    let softmax = Activation.Softmax -1

    /// Keras's names, each with its activation at Keras's defaults.
    let named: (string * Activation) list = [
        "linear", Activation.Linear
        "relu", relu
        "relu6", Activation.Relu6
        "leaky_relu", Activation.LeakyRelu 0.2
        "elu", Activation.Elu 1.0
        "celu", Activation.Celu 1.0
        "selu", Activation.Selu
        "gelu", Activation.Gelu false
        "silu", Activation.Silu
        "mish", Activation.Mish
        "sigmoid", Activation.Sigmoid
        "hard_sigmoid", Activation.HardSigmoid
        "hard_silu", Activation.HardSilu
        "log_sigmoid", Activation.LogSigmoid
        "tanh", Activation.Tanh
        "hard_tanh", Activation.HardTanh
        "tanh_shrink", Activation.TanhShrink
        "softplus", Activation.Softplus
        "softsign", Activation.Softsign
        "squareplus", Activation.Squareplus 4.0
        "exponential", Activation.Exponential
        "hard_shrink", Activation.HardShrink 0.5
        "soft_shrink", Activation.SoftShrink 0.5
        "threshold", Activation.Threshold(0.0, 0.0)
        "sparse_plus", Activation.SparsePlus
        "sparse_sigmoid", Activation.SparseSigmoid
        "softmax", softmax
        "log_softmax", Activation.LogSoftmax -1
        "sparsemax", Activation.Sparsemax -1
        "glu", Activation.Glu -1
    ]

    // Other names that Keras takes for the same functions.
    let private aliases = Map [ "swish", "silu"; "hard_swish", "hard_silu" ]

    /// The activation of that Keras name, if there is one.
    let tryParse (name: string) =
        let name = aliases |> Map.tryFind name |> Option.defaultValue name
        named |> List.tryFind (fun (known, _) -> known = name) |> Option.map snd

    /// The activation of that Keras name. Raises <c>ConfigurationException</c> for another.
    let parse name =
        match tryParse name with
        | Some activation -> activation
        | None -> raise (ConfigurationException(OneOf.message "activation" (List.map fst named) name))

    let private case = FSharp.Reflection.FSharpValue.PreComputeUnionTagReader typeof<Activation>

    /// Keras's name of an activation, whatever its numbers.
    let name (activation: Activation) =
        match activation with
        | Activation.Own own -> own.Name
        | _ -> named |> List.find (fun (_, known) -> case known = case activation) |> fst

    let private zero x = Ops.scalarLike x 0.0

    let private relu' slope (maxValue: float option) threshold (x: Expr) =
        match slope, maxValue, threshold with
        | 0.0, None, 0.0 -> Ops.relu x
        | 0.0, Some 6.0, 0.0 -> Ops.relu6 x
        | _, None, 0.0 -> Ops.leakyRelu slope x
        | _ ->
            // Keras: the negative part is measured from the threshold, the positive part is not.
            let positive =
                if threshold = 0.0 then
                    Ops.relu x
                else
                    Ops.where (Ops.greater x (Ops.scalarLike x threshold)) x (zero x)
            let positive = maxValue |> Option.fold (fun positive top -> Ops.clip 0.0 top positive) positive
            if slope = 0.0 then positive else positive - slope * Ops.relu (threshold - x)

    let private sparsemax axis (x: Expr) =
        // Martins and Astudillo 2016. Keras: sums the cumulative sums over the support.
        let size =
            match x.Shape[axis] with
            | Dim.Known size -> size
            | Dim.Unknown _ -> raise (ShapeException $"sparsemax needs a known size on axis {axis}, got {x.Shape}")
        let axis = Shape.axis x.Shape axis
        let sorted = Ops.sort axis true x
        let cumulated = Ops.cumsum axis sorted
        let ranks =
            Ops.constant {
                DType = DType.Float32
                Shape = [| size |]
                Data = Array.init (int size) (fun i -> float32 (i + 1))
            }
            |> Ops.cast x.DType
            |> Ops.reshape [ for i in 0 .. x.Rank - 1 -> if i = axis then size else 1L ]
        let support = Ops.greater (1.0 + ranks * sorted) cumulated |> Ops.cast x.DType
        let count = Ops.sumKeep [ axis ] support
        let tau = (Ops.sumKeep [ axis ] (cumulated * support) - 1.0) / count
        Ops.maximum (x - tau) (zero x)

    /// The activation as an expression.
    let apply (activation: Activation) (x: Expr) : Expr =
        match activation with
        | Activation.Linear -> x
        | Activation.Relu(slope, maxValue, threshold) -> relu' slope maxValue threshold x
        | Activation.Relu6 -> Ops.relu6 x
        | Activation.LeakyRelu slope -> Ops.leakyRelu slope x
        | Activation.Elu alpha -> Ops.elu alpha x
        | Activation.Celu alpha -> Ops.maximum x (zero x) + alpha * Ops.expm1 (Ops.minimum x (zero x) / alpha)
        | Activation.Selu -> Ops.selu x
        | Activation.Gelu approximate -> Ops.gelu approximate x
        | Activation.Silu -> Ops.silu x
        | Activation.Mish -> x * Ops.tanh (Ops.softplus x)
        | Activation.Sigmoid -> Ops.sigmoid x
        | Activation.HardSigmoid -> Ops.hardSigmoid x
        | Activation.HardSilu -> x * (Ops.clip 0.0 6.0 (x + 3.0) / 6.0)
        | Activation.LogSigmoid -> Ops.logSigmoid x
        | Activation.Tanh -> Ops.tanh x
        | Activation.HardTanh ->
            // No gradient passes at the bounds.
            Ops.where (Ops.less (Ops.abs x) (Ops.scalarLike x 1.0)) x (Ops.stopGradient (Ops.clip -1.0 1.0 x))
        | Activation.TanhShrink -> x - Ops.tanh x
        | Activation.Softplus -> Ops.softplus x
        | Activation.Softsign -> x / (1.0 + Ops.abs x)
        | Activation.Squareplus b -> (x + Ops.sqrt (Ops.square x + b)) / 2.0
        | Activation.Exponential -> Ops.exp x
        | Activation.HardShrink threshold -> Ops.where (Ops.greater (Ops.abs x) (Ops.scalarLike x threshold)) x (zero x)
        | Activation.SoftShrink threshold ->
            Ops.where
                (Ops.greater x (Ops.scalarLike x threshold))
                (x - threshold)
                (Ops.where (Ops.less x (Ops.scalarLike x -threshold)) (x + threshold) (zero x))
        | Activation.Threshold(threshold, value) ->
            Ops.where (Ops.greater x (Ops.scalarLike x threshold)) x (Ops.scalarLike x value)
        | Activation.SparsePlus ->
            Ops.where
                (Ops.lessEqual x (Ops.scalarLike x -1.0))
                (zero x)
                (Ops.where (Ops.less x (Ops.scalarLike x 1.0)) (0.25 * Ops.square (x + 1.0)) x)
        | Activation.SparseSigmoid ->
            Ops.where
                (Ops.lessEqual x (Ops.scalarLike x -1.0))
                (zero x)
                (Ops.where (Ops.greaterEqual x (Ops.scalarLike x 1.0)) (Ops.scalarLike x 1.0) (0.5 * (x + 1.0)))
        | Activation.Own own -> own.Apply x
        | Activation.Softmax axis -> Ops.softmax axis x
        | Activation.LogSoftmax axis -> Ops.logSoftmax axis x
        | Activation.Sparsemax axis -> sparsemax axis x
        | Activation.Glu axis ->
            match Ops.split axis 2 x with
            | [ value; gate ] -> value * Ops.sigmoid gate
            | _ -> invalidOp "glu"
