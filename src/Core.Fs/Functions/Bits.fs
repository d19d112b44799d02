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

let private shifting name doc move = one "numpy" name $"{doc}, elementwise." [ operand "x"; operand "y" ] (shift move)

let all: Function list = [
    one "numpy" "bitwise_not" "All bits the other way, elementwise." [ tensor "x" ] (fun a -> invert (a.Tensor "x"))
    one "numpy" "bitwise_invert" "All bits the other way, elementwise." [ tensor "x" ] (fun a -> invert (a.Tensor "x"))
    shifting "left_shift" "x · 2ʸ" (fun x power -> x * power)
    shifting "bitwise_left_shift" "x · 2ʸ" (fun x power -> x * power)
    shifting "right_shift" "x / 2ʸ, rounded down" Ops.floorDiv
    shifting "bitwise_right_shift" "x / 2ʸ, rounded down" Ops.floorDiv
]
