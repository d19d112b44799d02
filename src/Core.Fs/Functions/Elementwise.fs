/// Functions of <c>keras.ops</c> that take each element for itself.
module internal Functional.Functions.Elementwise

open System
open Functional
open Functional.Row

let private unary modul name doc build =
    one modul name $"{doc}, elementwise." [ tensor "x" ] (fun a -> build (a.Tensor "x"))

let private binary name doc build =
    one "numpy" name $"{doc}, elementwise." [ operand "x1"; operand "x2" ] (fun a -> a.Pair("x1", "x2") ||> build)

let private round =
    one
        "numpy"
        "round"
        "To the nearest number of so many decimals, halves to even, elementwise."
        [ tensor "x"; whole "decimals" |> otherwise (ArgumentValue.Whole 0L) ]
        (fun a ->
            match a.Tensor "x", a.Whole "decimals" with
            | x, 0 -> Ops.round x
            | x, _ when not x.DType.IsFloat -> x
            | x, decimals ->
                let scale = Math.Pow(10.0, float decimals)
                Ops.round (x * scale) / scale)

let private like name doc value =
    one "numpy" name doc [ tensor "x"; dtype "dtype" |> orNone ] (fun a ->
        let x = a.Tensor "x"
        Ops.fullLike x (a.DType("dtype", x.DType)) value)

let private fullLike =
    one
        "numpy"
        "full_like"
        "One number in the shape of a tensor, and of its type when none is given."
        [ tensor "x"; operand "fill_value"; dtype "dtype" |> orNone ]
        (fun a ->
            let x = a.Tensor "x"
            a.Operand("fill_value", x.DType) |> Ops.cast (a.DType("dtype", x.DType)) |> Ops.broadcastLike x)

let private where =
    one
        "numpy"
        "where"
        "Where the condition holds the first, elsewhere the second; without both where it holds, a row for each axis (int64)."
        [ tensor "condition"; operand "x1" |> orNone; operand "x2" |> orNone ]
        (fun a ->
            let condition = a.Tensor "condition"
            if a.IsNull "x1" || a.IsNull "x2" then
                Expr.Of(Op.Special Special.NonZero, [ Ops.cast DType.Bool condition ]) |> Ops.cast DType.Int64
            else
                a.Pair("x1", "x2") ||> Ops.where condition)

let private convertToTensor =
    one
        "core"
        "convert_to_tensor"
        "The tensor, of that type when one is given."
        [ tensor "x"; dtype "dtype" |> orNone; flag "sparse" |> orNone; flag "ragged" |> orNone ]
        (fun a ->
            for name in [ "sparse"; "ragged" ] do
                if not (a.IsNull name) && a.Flag name then
                    raise (UnsupportedException $"convert_to_tensor with {name}")
            let x = a.Tensor "x"
            Ops.cast (a.DType("dtype", x.DType)) x)

let all: Function list = [
    unary "numpy" "absolute" "|x|" Ops.abs
    { unary "numpy" "abs" "|x|" Ops.abs with ClassName = "Absolute" }
    unary "numpy" "negative" "−x" Ops.neg
    unary "numpy" "sign" "−1, 0 or 1" Ops.sign
    unary "numpy" "square" "x²" Ops.square
    unary "numpy" "sqrt" "√x" Ops.sqrt
    unary "math" "rsqrt" "1 / √x" Ops.rsqrt
    unary "numpy" "reciprocal" "1 / x" Ops.reciprocal
    unary "numpy" "exp" "eˣ" Ops.exp
    unary "numpy" "expm1" "eˣ − 1, exact for small x" Ops.expm1
    unary "numpy" "log" "Natural logarithm" Ops.log
    unary "numpy" "log1p" "log(1 + x), exact for small x" Ops.log1p
    unary "numpy" "sin" "Sine" Ops.sin
    unary "numpy" "cos" "Cosine" Ops.cos
    unary "numpy" "tan" "Tangent" Ops.tan
    unary "numpy" "arcsin" "Inverse sine" Ops.asin
    unary "numpy" "arccos" "Inverse cosine" Ops.acos
    unary "numpy" "arctan" "Inverse tangent" Ops.atan
    unary "numpy" "sinh" "Hyperbolic sine" Ops.sinh
    unary "numpy" "cosh" "Hyperbolic cosine" Ops.cosh
    unary "numpy" "tanh" "Hyperbolic tangent" Ops.tanh
    unary "math" "erf" "Error function" Ops.erf
    unary "numpy" "floor" "Rounded down" Ops.floor
    unary "numpy" "ceil" "Rounded up" Ops.ceil
    round
    unary "numpy" "logical_not" "Whether it is false" Ops.logicalNot
    unary "numpy" "isnan" "Whether it is no number" Ops.isNan
    unary "numpy" "isfinite" "Whether it is neither infinite nor NaN" Ops.isFinite
    unary "nn" "relu" "max(x, 0)" Ops.relu
    unary "nn" "relu6" "min(max(x, 0), 6)" Ops.relu6
    unary "nn" "sigmoid" "1 / (1 + e⁻ˣ)" Ops.sigmoid
    unary "nn" "hard_sigmoid" "min(max(x + 3, 0), 6) / 6" Ops.hardSigmoid
    unary "nn" "log_sigmoid" "log(sigmoid(x))" Ops.logSigmoid
    unary "nn" "softplus" "log(1 + eˣ)" Ops.softplus
    unary "nn" "silu" "x · sigmoid(x)" Ops.silu
    { unary "nn" "swish" "x · sigmoid(x)" Ops.silu with ClassName = "Silu" }
    unary "nn" "selu" "The scaled elu (Klambauer et al. 2017)" Ops.selu
    one
        "nn"
        "gelu"
        "x · Φ(x), by a tanh formula or exactly. Keras: the default differs from that of the activation."
        [ tensor "x"; flag "approximate" |> otherwise (ArgumentValue.Flag true) ]
        (fun a -> Ops.gelu (a.Flag "approximate") (a.Tensor "x"))
    one
        "nn"
        "elu"
        "x where positive, <c>alpha · (eˣ − 1)</c> elsewhere."
        [ tensor "x"; real "alpha" |> otherwise (ArgumentValue.Real 1.0) ]
        (fun a -> Ops.elu (a.Real "alpha") (a.Tensor "x"))
    one
        "nn"
        "leaky_relu"
        "x where positive, <c>negativeSlope · x</c> elsewhere."
        [ tensor "x"; real "negative_slope" |> otherwise (ArgumentValue.Real 0.2) ]
        (fun a -> Ops.leakyRelu (a.Real "negative_slope") (a.Tensor "x"))
    one "numpy" "clip" "The nearest value in [xMin, xMax]." [ tensor "x"; real "x_min"; real "x_max" ] (fun a ->
        Ops.clip (a.Real "x_min") (a.Real "x_max") (a.Tensor "x"))
    binary "add" "Sum" (fun a b -> a + b)
    binary "subtract" "Difference" (fun a b -> a - b)
    binary "multiply" "Product" (fun a b -> a * b)
    binary "divide" "Quotient" (fun a b -> a / b)
    binary "true_divide" "Quotient" (fun a b -> a / b)
    binary "floor_divide" "Quotient rounded down" Ops.floorDiv
    binary "mod" "Remainder with the sign of x2" Ops.modulo
    binary "power" "x1 to the power of x2" Ops.pow
    binary "maximum" "The larger" Ops.maximum
    binary "minimum" "The smaller" Ops.minimum
    binary "equal" "Whether both are equal" Ops.equal
    binary "not_equal" "Whether both differ" Ops.notEqual
    binary "less" "Whether x1 is less than x2" Ops.less
    binary "less_equal" "Whether x1 is at most x2" Ops.lessEqual
    binary "greater" "Whether x1 is above x2" Ops.greater
    binary "greater_equal" "Whether x1 is at least x2" Ops.greaterEqual
    binary "logical_and" "Whether both hold" Ops.logicalAnd
    binary "logical_or" "Whether one holds" Ops.logicalOr
    where
    one "core" "cast" "The tensor with elements of another type." [ tensor "x"; dtype "dtype" ] (fun a ->
        Ops.cast (a.DType("dtype", DType.Float32)) (a.Tensor "x"))
    convertToTensor
    like "zeros_like" "Zeros in the shape of a tensor, and of its type when none is given." 0.0
    like
        "empty_like"
        "A tensor for others to fill in the shape of a tensor: of zeros, and of its type when none is given."
        0.0
    like "ones_like" "Ones in the shape of a tensor, and of its type when none is given." 1.0
    fullLike
    one "core" "stop_gradient" "The value; no gradient passes." [ tensor "variable" ] (fun a ->
        Ops.stopGradient (a.Tensor "variable"))
]
