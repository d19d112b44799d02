/// Functions of <c>keras.ops</c> that turn back hyperbolic functions, and the angle of a point.
module internal Functional.Functions.Inverses

open System
open Functional
open Functional.Row

let private isBelow (x: Expr) = Ops.less x (Ops.scalarLike x 0.0)

// From here on the square under the root is all that counts; before it nothing overflows.
let private far = 1e9

let private beyondFar (x: Expr) (near: Expr -> Expr) =
    let isFar = Ops.greater x (Ops.scalarLike x far)
    let one = Ops.scalarLike x 1.0
    Ops.where isFar (Ops.log (Ops.where isFar x one) + log 2.0) (near (Ops.where isFar one x))

// log(x + √(x² + 1)) of a length, exact for short ones, with the sign of the number. No absolute value: it has no slope at 0.
let private asinh (x: Expr) =
    let x = Ops.floats x
    let length = Ops.where (isBelow x) -x x
    let found =
        beyondFar length (fun x -> let square = x * x in Ops.log1p (x + square / (1.0 + Ops.sqrt (1.0 + square))))
    Ops.where (isBelow x) -found found

// log(x + √(x² − 1)), exact near 1.
let private acosh (x: Expr) =
    let more (x: Expr) = x - 1.0
    beyondFar (Ops.floats x) (fun x -> let t = more x in Ops.log1p (t + Ops.sqrt (t * (t + 2.0))))

let private atanh (x: Expr) =
    let x = Ops.floats x
    (Ops.log1p x - Ops.log1p -x) / 2.0

// By the quotient that is at most 1, from the axis that is nearer.
let atan2 (y: Expr) (x: Expr) =
    let dtype = DType.toFloat (DType.promote y.DType x.DType)
    let y, x = Ops.cast dtype y, Ops.cast dtype x
    let number = Ops.scalarLike x
    // Of infinities only the signs count.
    let bothInfinite =
        let isInfinite (x: Expr) = Ops.equal (Ops.abs x) (number infinity)
        Ops.logicalAnd (isInfinite x) (isInfinite y)
    let a, b = Ops.where bothInfinite (Ops.sign y) y, Ops.where bothInfinite (Ops.sign x) x
    let isFlat = Ops.greaterEqual (Ops.abs b) (Ops.abs a)
    let half = Ops.where (Numeric.signBit a) (number -1.0) (number 1.0)
    let divide (top: Expr) (bottom: Expr) isMeant =
        let isUsual = Ops.logicalAnd isMeant (Ops.notEqual bottom (number 0.0))
        Ops.atan (Ops.where isUsual top (top * 0.0) / Ops.where isUsual bottom (number 1.0))
    let behind = Ops.where (Numeric.signBit b) (half * Math.PI) (number 0.0)
    let flat = divide a b isFlat + behind
    let steep = half * (Math.PI / 2.0) - divide b a (Ops.logicalNot isFlat)
    let isKnown = Ops.logicalNot (Ops.logicalOr (Ops.isNan x) (Ops.isNan y))
    Ops.where isKnown (Ops.where isFlat flat steep) (number nan)

let private unary name doc build =
    one "numpy" name $"{doc}, elementwise." [ tensor "x" ] (fun a -> build (a.Tensor "x"))

let all: Function list = [
    unary "arcsinh" "Inverse hyperbolic sine" asinh
    unary "arccosh" "Inverse hyperbolic cosine" acosh
    unary "arctanh" "Inverse hyperbolic tangent" atanh
    one
        "numpy"
        "arctan2"
        "The angle of the point (x2, x1), in [−π, π], elementwise."
        [ operand "x1"; operand "x2" ]
        (fun a -> a.Pair("x1", "x2") ||> atan2)
]
