namespace Functional

/// Keras's activation functions (<c>keras.activations</c>). Elementwise but for softmax, log-softmax, sparsemax and glu.
[<RequireQualifiedAccess>]
type Activation =
    | Linear
    /// max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>.
    | Relu of negativeSlope: float * maxValue: float option * threshold: float
    | Relu6
    | LeakyRelu of negativeSlope: float
    | Elu of alpha: float
    | Celu of alpha: float
    | Selu
    | Gelu of approximate: bool
    | Silu
    | Mish
    | Sigmoid
    | HardSigmoid
    | HardSilu
    | LogSigmoid
    | Tanh
    | HardTanh
    | TanhShrink
    | Softplus
    | Softsign
    | Squareplus of b: float
    | Exponential
    | HardShrink of threshold: float
    | SoftShrink of threshold: float
    | Threshold of threshold: float * defaultValue: float
    | SparsePlus
    | SparseSigmoid
    | Softmax of axis: int
    | LogSoftmax of axis: int
    | Sparsemax of axis: int
    | Glu of axis: int

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
        | None ->
            let names = named |> List.map fst |> String.concat ", "
            raise (ConfigurationException $"activation must be one of {names}, got \"{name}\"")

    let private case = FSharp.Reflection.FSharpValue.PreComputeUnionTagReader typeof<Activation>

    /// Keras's name of an activation, whatever its numbers.
    let name (activation: Activation) = named |> List.find (fun (_, known) -> case known = case activation) |> fst

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
        | Activation.Softmax axis -> Ops.softmax axis x
        | Activation.LogSoftmax axis -> Ops.logSoftmax axis x
        | Activation.Sparsemax axis -> sparsemax axis x
        | Activation.Glu axis ->
            match Ops.split axis 2 x with
            | [ value; gate ] -> value * Ops.sigmoid gate
            | _ -> invalidOp "glu"
