/// Further functions of <c>keras.ops</c> that take each element for itself.
module internal Functional.Functions.Numeric

open System
open Functional
open Functional.Row

let private unary name doc build =
    one "numpy" name $"{doc}, elementwise." [ tensor "x" ] (fun a -> build (a.Tensor "x"))

let private binary name doc build =
    one "numpy" name $"{doc}, elementwise." [ operand "x1"; operand "x2" ] (fun a -> a.Pair("x1", "x2") ||> build)

let private everywhere value (x: Expr) = Ops.fullLike x DType.Bool value

// Keras: int64 becomes float64 in some functions.
let private wide (x: Expr) = if x.DType = DType.Int64 then Ops.cast DType.Float64 x else Ops.floats x

// Keras: as above, of the dtype that both have together.
let private widePair build (a: Expr) (b: Expr) =
    let dtype = DType.promote a.DType b.DType
    let dtype = if dtype = DType.Int64 then DType.Float64 else DType.toFloat dtype
    build (Ops.cast dtype a) (Ops.cast dtype b)

let private floatPair build (a: Expr) (b: Expr) =
    let dtype = DType.toFloat (DType.promote a.DType b.DType)
    build (Ops.cast dtype a) (Ops.cast dtype b)

let private is value (x: Expr) = if x.DType.IsFloat then Ops.equal x (Ops.scalarLike x value) else everywhere 0.0 x

let private isInf (x: Expr) = if x.DType.IsFloat then is infinity (Ops.abs x) else everywhere 0.0 x

// −0 has a sign too, which its reciprocal shows.
let signBit (x: Expr) =
    let isBelow (x: Expr) = Ops.less x (Ops.scalarLike x 0.0)
    if x.DType = DType.Bool then everywhere 0.0 x
    elif x.DType.IsFloat then Ops.logicalOr (isBelow x) (isBelow (Ops.reciprocal x))
    else isBelow x

let private trunc (x: Expr) =
    if x.DType.IsFloat then Ops.where (Ops.less x (Ops.scalarLike x 0.0)) (Ops.ceil x) (Ops.floor x) else x

// 1 at 0, where the quotient is not defined.
let private sinc (x: Expr) =
    let x = Ops.floats x
    let isZero = Ops.equal x (Ops.scalarLike x 0.0)
    let angle = Ops.where isZero (Ops.scalarLike x 1.0) x * Math.PI
    Ops.where isZero (Ops.scalarLike x 1.0) (Ops.sin angle / angle)

let private cbrt (x: Expr) =
    let x = wide x
    Ops.sign x * Ops.pow (Ops.abs x) (Ops.scalarLike x (1.0 / 3.0))

let private angle (x: Expr) =
    let x = Ops.floats x
    let flat = Ops.where (Ops.less x (Ops.scalarLike x 0.0)) (Ops.scalarLike x Math.PI) (Ops.scalarLike x 0.0)
    Ops.where (Ops.isNan x) x flat

let private nanToNum nan posinf neginf (x: Expr) =
    if x.DType.IsFloat then
        let low, high = DType.range x.DType
        let put value = Ops.scalarLike x (DType.saturate x.DType value)
        let x' = Ops.where (is infinity x) (put (defaultArg posinf high)) x
        let x' = Ops.where (is -infinity x) (put (defaultArg neginf low)) x'
        Ops.where (Ops.isNan x) (put nan) x'
    else
        x

// The other one where one is NaN.
let private skippingNan nearer (a: Expr) (b: Expr) =
    let dtype = DType.promote a.DType b.DType
    let a, b = Ops.cast dtype a, Ops.cast dtype b
    if dtype.IsFloat then Ops.where (Ops.isNan a) b (Ops.where (Ops.isNan b) a (nearer a b)) else nearer a b

// Remainders of lengths, which are exact, with the sign of the first.
let private fmod (a: Expr) (b: Expr) =
    let dtype = DType.promote a.DType b.DType
    let dtype = if dtype = DType.Bool then DType.Int32 else dtype
    let a, b = Ops.cast dtype a, Ops.cast dtype b
    if dtype = DType.UInt8 then Ops.modulo a b else Ops.sign a * Ops.modulo (Ops.abs a) (Ops.abs b)

let private divideNoNan =
    floatPair (fun a b ->
        let isZero = Ops.equal b (Ops.scalarLike b 0.0)
        Ops.where isZero (Ops.scalarLike a 0.0) (a / Ops.where isZero (Ops.scalarLike b 1.0) b))

// Keras (on PyTorch): 0 for NaN, and truths stay truths.
let private heaviside (a: Expr) (b: Expr) =
    if a.DType = DType.Bool && b.DType = DType.Bool then
        Ops.logicalOr a b
    else
        (a, b)
        ||> widePair (fun a atZero ->
            let zero = Ops.scalarLike a 0.0
            Ops.where (Ops.equal a zero) atZero (Ops.cast a.DType (Ops.greater a zero)))

// The longer side times √(1 + r²), so that squares do not overflow; sums where that is not defined.
let private hypot =
    widePair (fun a b ->
        let a, b = Ops.abs a, Ops.abs b
        let long, short = Ops.maximum a b, Ops.minimum a b
        let isUsual = Ops.logicalAnd (Ops.isFinite long) (Ops.greater long (Ops.scalarLike long 0.0))
        let ratio = Ops.where isUsual short (Ops.scalarLike a 0.0) / Ops.where isUsual long (Ops.scalarLike a 1.0)
        let usual = Ops.where isUsual (long * Ops.sqrt (1.0 + Ops.square ratio)) (a + b)
        Ops.where (Ops.logicalOr (isInf a) (isInf b)) (Ops.scalarLike a infinity) usual)

// The larger exponent stands outside, so that no power overflows. Infinities stay what they are.
let private logAddExp (a: Expr) (b: Expr) =
    let difference = a - b
    let isUsual = Ops.isFinite difference
    let difference = Ops.abs (Ops.where isUsual difference (Ops.scalarLike a 0.0))
    let larger = Ops.maximum a b
    Ops.where isUsual (larger + Ops.log1p (Ops.exp -difference)) larger

let private logAddExp2 (a: Expr) (b: Expr) = logAddExp (a * log 2.0) (b * log 2.0) / log 2.0

let private ldexp (a: Expr) (b: Expr) =
    if b.DType.IsFloat || b.DType = DType.Bool then
        raise (ShapeException $"x2 must be of whole numbers, got {b.DType}")
    let a = Ops.floats a
    a * Ops.pow (Ops.scalarLike a 2.0) (Ops.cast a.DType b)

// Keras: of doubles, and rounded then.
let private nextAfter (a: Expr) (b: Expr) =
    let dtype = DType.toFloat (DType.promote a.DType b.DType)
    Linalg.pair Special.NextAfter (Ops.cast DType.Float64 a) (Ops.cast DType.Float64 b) |> Ops.cast dtype

let private gammaInc (a: Expr) (b: Expr) =
    let dtype = DType.toFloat (DType.promote a.DType b.DType)
    let wide = Ops.cast (DType.toWide dtype)
    Linalg.pair Special.GammaInc (wide a) (wide b) |> Ops.cast dtype

let private math name doc build = { unary name doc build with Module = "keras.src.ops.math" }

let private truths build (a: Expr) (b: Expr) = build (Ops.cast DType.Bool a) (Ops.cast DType.Bool b)

let private tolerances = [ real "rtol" |> orReal 1e-5; real "atol" |> orReal 1e-8 ]

let private equalNan = flag "equal_nan" |> orFalse

// Infinities are close to themselves alone.
let private isClose (a: Arguments) =
    let x1, x2 = a.Pair("x1", "x2")
    let same = Ops.equal x1 x2
    if not (DType.promote x1.DType x2.DType).IsFloat then
        same
    else
        let allowed = Ops.abs x2 * a.Real "rtol" + a.Real "atol"
        let apart = Ops.abs (x1 - x2)
        let isNear = Ops.logicalAnd (Ops.isFinite apart) (Ops.lessEqual apart allowed)
        let close = Ops.logicalOr same isNear
        if a.Flag "equal_nan" then
            let nan (x: Expr) = Ops.isNan x
            Ops.logicalOr close (Ops.logicalAnd (nan x1) (nan x2))
        else
            close

let private isIn (a: Arguments) =
    let x, others = a.Pair("x1", "x2")
    let found = Ops.equal (Ops.expandDims -1 x) (Ops.reshape [ -1L ] others) |> Ops.any [ -1 ]
    if a.Flag "invert" then Ops.logicalNot found else found

let private second name row = ofClass name row

let all: Function list = [
    unary "fabs" "|x| as a float" (Ops.floats >> Ops.abs)
    unary "cbrt" "Cube root" cbrt
    unary "exp2" "2ˣ" (fun x -> let x = Ops.floats x in Ops.pow (Ops.scalarLike x 2.0) x)
    unary "log2" "Logarithm to the base 2" (fun x -> Ops.log x / log 2.0)
    unary "log10" "Logarithm to the base 10" (fun x -> Ops.log x / log 10.0)
    unary "sinc" "sin(πx) / (πx), 1 at 0" sinc
    unary "deg2rad" "Degrees as radians" (fun x ->
        let radians = Ops.floats x * (Math.PI / 180.0)
        if x.DType = DType.Int64 then Ops.cast DType.Float64 radians else radians)
    unary "rad2deg" "Radians as degrees" (fun x ->
        let degrees = Ops.floats x * (180.0 / Math.PI)
        if x.DType = DType.Int64 then Ops.cast DType.Float64 degrees else degrees)
    unary "trunc" "Rounded towards 0" trunc
    unary "isinf" "Whether it is infinite" isInf
    unary "isposinf" "Whether it is +∞" (is infinity)
    unary "isneginf" "Whether it is −∞" (is -infinity)
    unary "isreal" "Whether it has no imaginary part" (everywhere 1.0)
    unary "signbit" "Whether it has a minus sign" signBit
    unary "angle" "0 for a positive and π for a negative number" angle
    unary "real" "The real part" id
    unary "conjugate" "The complex conjugate" id
    unary "conj" "The complex conjugate" id |> second "Conjugate"
    one "numpy" "copy" "The tensor." [ tensor "x" ] _.Tensor("x")
    one "numpy" "array" "The tensor, of that type when one is given." [ tensor "x"; dtype "dtype" |> orNone ] (fun a ->
        let x = a.Tensor "x"
        Ops.cast (a.DType("dtype", x.DType)) x)
    one
        "numpy"
        "nan_to_num"
        "Numbers in the places of NaN and infinities, which are the largest of the type when absent, elementwise."
        [ tensor "x"; real "nan" |> orReal 0.0; real "posinf" |> orNone; real "neginf" |> orNone ]
        (fun a -> nanToNum (a.Real "nan") (a.TryReal "posinf") (a.TryReal "neginf") (a.Tensor "x"))
    |> second "NanToNum"
    binary "fmax" "The larger, the other one beside NaN" (skippingNan Ops.maximum)
    binary "fmin" "The smaller, the other one beside NaN" (skippingNan Ops.minimum)
    binary "fmod" "Remainder with the sign of x1" fmod
    binary "divide_no_nan" "Quotient, 0 where x2 is 0" divideNoNan
    binary "heaviside" "0 below 0, 1 above, x2 at 0" heaviside
    binary "hypot" "√(x1² + x2²)" hypot
    unary "imag" "The imaginary part" (fun x -> Ops.fullLike x x.DType 0.0)
    binary "nextafter" "The next number of the type from x1 towards x2" nextAfter
    math "erfc" "1 − erf x, exact where that is small" (Ops.floats >> Ops.erfc)
    math "erfinv" "What the error function makes the number of" (Ops.floats >> Ops.erfinv)
    unary "i0" "Modified Bessel function of the first kind of order 0" (wide >> Ops.besselI 0)
    {
        binary "gammainc" "Regularised lower incomplete gamma function, ∫₀^x2 t^(x1 − 1) e⁻ᵗ dt / Γ(x1)" gammaInc with
            Module = "keras.src.ops.math"
    }
    binary "logaddexp" "log(eˣ¹ + eˣ²)" (floatPair logAddExp)
    binary "logaddexp2" "log₂(2ˣ¹ + 2ˣ²)" (floatPair logAddExp2)
    one "numpy" "ldexp" "x1 · 2ˣ², elementwise." [ operand "x1"; operand "x2" ] (fun a ->
        ldexp (a.Operand("x1", DType.Float32)) (a.Operand("x2", DType.Int32)))
    binary "logical_xor" "Whether exactly one holds" (truths Ops.notEqual)
    one
        "numpy"
        "isclose"
        "Whether |x1 − x2| is at most <c>atol + rtol · |x2|</c>, elementwise; whole numbers must be equal."
        ([ operand "x1"; operand "x2" ] @ List.map ofCall tolerances @ [ equalNan ])
        isClose
    one
        "numpy"
        "allclose"
        "Whether |x1 − x2| is at most <c>atol + rtol · |x2|</c> everywhere; whole numbers must be equal."
        ([ operand "x1"; operand "x2" ] @ tolerances @ [ equalNan ])
        (fun a -> let close = isClose a in Ops.all (Ops.axes close) close)
    |> second "AllClose"
    one
        "numpy"
        "isin"
        "Whether it is one of the elements of x2, elementwise."
        [ operand "x1"; operand "x2"; flag "assume_unique" |> orFalse; flag "invert" |> orFalse ]
        isIn
    |> second "IsIn"
]
