/// Functions of <c>keras.ops</c> of the bits of whole numbers.
module internal Functional.Functions.Bits

open Functional
open Functional.Row

let private requireWhole (x: Expr) =
    if x.DType.IsFloat then
        raise (ShapeException $"bits are those of whole numbers, got {x.DType}")

let private invert (x: Expr) =
    requireWhole x
    Statistics.reversed x

// By a power of two in int64, which holds all that the other types can be moved by.
let private shift (move: Expr -> Expr -> Expr) (a: Arguments) =
    let x, by = a.Pair("x", "y")
    requireWhole x
    requireWhole by
    let dtype = DType.promote x.DType by.DType
    if dtype = DType.Bool then
        raise (ShapeException "a shift needs whole numbers, got bool")
    let number value = Ops.scalar DType.Int64 value
    let by = Ops.minimum (Ops.maximum (Ops.cast DType.Int64 by) (number 0.0)) (number 62.0)
    move (Ops.cast DType.Int64 x) (Ops.pow (number 2.0) by) |> Ops.cast dtype

// Of one type; truths are bits too.
let private together op (a: Arguments) =
    let x, y = a.Pair("x", "y")
    requireWhole x
    requireWhole y
    let dtype = DType.promote x.DType y.DType
    Linalg.pair op (Ops.cast dtype x) (Ops.cast dtype y)

let private bitwise name doc op = one "numpy" name $"{doc}, elementwise." [ operand "x"; operand "y" ] (together op)

let private integers (a: Arguments) =
    let x, y = a.Pair("x1", "x2")
    requireWhole x
    requireWhole y
    let dtype = DType.promote x.DType y.DType
    if dtype = DType.Bool then
        raise (ShapeException "divisors are those of whole numbers, got bool")
    Ops.cast dtype x, Ops.cast dtype y

let private gcd (a, b) = Linalg.pair Special.Gcd a b

// Short types as int32, from which the result is cut.
let private lcm (a: Expr, b: Expr) =
    let dtype = a.DType
    let within = if dtype = DType.Int64 then dtype else DType.Int32
    let a, b = Ops.cast within a, Ops.cast within b
    let zero = Ops.scalarLike a 0.0
    let isZero = Ops.equal (a * b) zero
    let divisor = Ops.where isZero (Ops.scalarLike a 1.0) (gcd (a, b))
    Ops.where isZero zero (Ops.abs (Ops.floorDiv a divisor * b)) |> Ops.cast dtype

let private view (a: Arguments) =
    let x = a.Tensor "x"
    let dtype = a.DType("dtype", DType.Float32)
    if dtype = x.DType then x else Expr.Of(Op.Special(Special.Bits dtype), [ x ])

let private shifting name doc move = one "numpy" name $"{doc}, elementwise." [ operand "x"; operand "y" ] (shift move)

let all: Function list = [
    bitwise "bitwise_and" "The bits that both have" Special.BitAnd
    bitwise "bitwise_or" "The bits that one has" Special.BitOr
    bitwise "bitwise_xor" "The bits that exactly one has" Special.BitXor
    one
        "numpy"
        "gcd"
        "The largest whole number that divides both, elementwise."
        [ operand "x1"; operand "x2" ]
        (integers >> gcd)
    one
        "numpy"
        "lcm"
        "The smallest whole number that both divide, elementwise."
        [ operand "x1"; operand "x2" ]
        (integers >> lcm)
    one "numpy" "view" "The same bits as elements of another type." [ tensor "x"; dtype "dtype" |> orNone ] view
    one "numpy" "bitwise_not" "All bits the other way, elementwise." [ tensor "x" ] (fun a -> invert (a.Tensor "x"))
    one "numpy" "bitwise_invert" "All bits the other way, elementwise." [ tensor "x" ] (fun a -> invert (a.Tensor "x"))
    shifting "left_shift" "x · 2ʸ" (fun x power -> x * power)
    shifting "bitwise_left_shift" "x · 2ʸ" (fun x power -> x * power)
    shifting "right_shift" "x / 2ʸ, rounded down" Ops.floorDiv
    shifting "bitwise_right_shift" "x / 2ʸ, rounded down" Ops.floorDiv
]
