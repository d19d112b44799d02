namespace Functional

open System

/// Operations that change nothing, or whose value is known while the graph is built: <c>x + 0</c>, <c>x · 1</c>, a cast to the
/// same dtype, a transposition of a transposition, a reshape of a reshape, numbers computed from numbers.
/// <remarks>
/// Values, NaN and infinities are kept (<c>x · 0</c> stays as it is); only <c>−0 + 0</c> may become <c>−0</c>.
/// </remarks>
[<RequireQualifiedAccess>]
module ConstantFolding =

    /// Integers that a double holds exactly.
    let private exact = 9007199254740992.0

    let private range dtype =
        match dtype with
        | DType.UInt8 -> 0.0, 255.0
        | DType.Int8 -> -128.0, 127.0
        | DType.Int16 -> -32768.0, 32767.0
        | DType.Int32 -> -2147483648.0, 2147483647.0
        | _ -> -exact, exact

    /// The number as a tensor of that dtype holds it, where that is certain.
    let private held (dtype: DType) (value: float) =
        match dtype with
        | DType.Bool -> Some(if value = 0.0 then 0.0 else 1.0)
        | DType.Float64 -> Some value
        | DType.Float32 -> Some(float (float32 value))
        | DType.Float16
        | DType.BFloat16 -> None
        | _ ->
            let low, high = range dtype
            let whole = Math.Truncate value
            if whole >= low && whole <= high then Some whole else None

    let private scalar dtype value = held dtype value |> Option.map (Ops.scalar dtype)

    let private (|Held|_|) (expr: Expr) =
        match expr.Op with
        | Op.Scalar(value, dtype) -> held dtype value
        | _ -> None

    let private unaryOfNumber op dtype value =
        match op with
        | Unary.Neg -> scalar dtype -value
        | Unary.Abs -> scalar dtype (abs value)
        | Unary.Square -> scalar dtype (value * value)
        | Unary.Sqrt when dtype.IsFloat -> scalar dtype (sqrt value)
        | Unary.Reciprocal when dtype.IsFloat -> scalar dtype (1.0 / value)
        | Unary.Floor -> scalar dtype (floor value)
        | Unary.Ceil -> scalar dtype (ceil value)
        | _ -> None

    let private binaryOfNumbers op (dtype: DType) a b =
        let truth condition = scalar DType.Bool (if condition then 1.0 else 0.0)
        let ordered = not (Double.IsNaN a || Double.IsNaN b)
        match op with
        | Binary.Add -> scalar dtype (a + b)
        | Binary.Sub -> scalar dtype (a - b)
        | Binary.Mul -> scalar dtype (a * b)
        | Binary.Div when dtype.IsFloat -> scalar dtype (a / b)
        | Binary.Maximum when ordered -> scalar dtype (max a b)
        | Binary.Minimum when ordered -> scalar dtype (min a b)
        | Binary.Equal -> truth (a = b)
        | Binary.NotEqual -> truth (a <> b)
        | Binary.Less -> truth (a < b)
        | Binary.LessEqual -> truth (a <= b)
        | Binary.Greater -> truth (a > b)
        | Binary.GreaterEqual -> truth (a >= b)
        | Binary.And -> truth (a <> 0.0 && b <> 0.0)
        | Binary.Or -> truth (a <> 0.0 || b <> 0.0)
        | _ -> None

    let private binary op (a: Expr) (b: Expr) =
        match op, a, b with
        | _, Held x, Held y when a.DType = b.DType -> binaryOfNumbers op a.DType x y
        | (Binary.Add | Binary.Sub), x, Pattern.Uniform 0.0
        | Binary.Add, Pattern.Uniform 0.0, x
        | (Binary.Mul | Binary.Div | Binary.Pow), x, Pattern.Uniform 1.0
        | Binary.Mul, Pattern.Uniform 1.0, x
        | Binary.Maximum, x, Pattern.Uniform Double.NegativeInfinity
        | Binary.Minimum, x, Pattern.Uniform Double.PositiveInfinity -> Some x
        | Binary.Pow, x, Pattern.Number 2.0 when x.DType.IsFloat -> Some(Ops.square x)
        | Binary.And, x, Pattern.Uniform number
        | Binary.And, Pattern.Uniform number, x when number <> 0.0 -> Some x
        | Binary.Or, x, Pattern.Uniform 0.0
        | Binary.Or, Pattern.Uniform 0.0, x -> Some x
        | _ -> None

    /// Whether every value of the first dtype is one of the second.
    let private widens (source: DType) target =
        match source, target with
        | _ when source = target -> true
        | DType.Bool, _ -> true
        | (DType.UInt8 | DType.Int8), (DType.Float16 | DType.BFloat16)
        | (DType.UInt8 | DType.Int8 | DType.Int16), (DType.Float32 | DType.Float64)
        | DType.Int32, DType.Float64
        | (DType.Float16 | DType.BFloat16), (DType.Float32 | DType.Float64)
        | DType.Float32, DType.Float64
        | DType.UInt8, (DType.Int16 | DType.Int32 | DType.Int64)
        | DType.Int8, (DType.Int16 | DType.Int32 | DType.Int64)
        | DType.Int16, (DType.Int32 | DType.Int64)
        | DType.Int32, DType.Int64 -> true
        | _ -> false

    let private cast dtype (x: Expr) =
        match x with
        | _ when x.DType = dtype -> Some x
        | Held value -> scalar dtype value
        | Pattern.Apply(Op.Cast middle, [ inner ]) when widens inner.DType middle -> Some(Ops.cast dtype inner)
        | _ -> None

    /// Extents of an operation on another one's result, over the arguments of the inner one and then those of the outer beyond
    /// its first.
    let private compose (inner: Expr) (innerExtents: Extent list) (outerExtents: Extent list) =
        let ofInner axis =
            let axis = Shape.axis inner.Shape axis
            match inner.Shape[axis], innerExtents[axis] with
            | Dim.Known size, _ -> Some(Extent.Size size)
            | Dim.Unknown _, Extent.Rest -> None
            | Dim.Unknown _, extent -> Some extent
        let composed =
            outerExtents
            |> List.map (function
                | Extent.Of(0, axis) -> ofInner axis
                | Extent.Of(argument, axis) -> Some(Extent.Of(argument + inner.Node.Args.Length - 1, axis))
                | extent -> Some extent)
        if List.forall Option.isSome composed then Some(List.choose id composed) else None

    let private sizeOne (x: Expr) axes = axes |> List.forall (fun axis -> x.Shape[axis] = Dim.Known 1L)

    let private extentsOf shape = [
        for axis, dim in List.indexed shape.Dims ->
            match dim with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(0, axis)
    ]

    /// Without axes of size 1.
    let private squeeze axes (x: Expr) =
        let axes = axes |> List.map (Shape.axis x.Shape)
        let kept = extentsOf x.Shape |> List.indexed |> List.filter (fun (axis, _) -> not (List.contains axis axes))
        Ops.reshapeTo (List.map snd kept) x

    let private wholeAxis (x: Expr) axis stop =
        match x.Shape[axis], stop with
        | _, None -> true
        | Dim.Known size, Some stop -> stop >= size
        | Dim.Unknown _, Some _ -> false

    let private simplify (node: Node) (args: Expr list) : Expr option =
        let shape = fst node.Types[0]
        match node.Op, args with
        | Op.Unary op, [ Held value as x ] -> unaryOfNumber op x.DType value
        | Op.Unary(Unary.Neg | Unary.Not as op), [ Pattern.Apply(Op.Unary op', [ x ]) ] when op = op' -> Some x
        | Op.Unary(Unary.Abs | Unary.Relu | Unary.Floor | Unary.Ceil | Unary.Round as op),
          [ Pattern.Apply(Op.Unary op', _) as x ] when op = op' -> Some x
        | Op.Binary op, [ a; b ] -> binary op a b
        | Op.Select, [ Pattern.Uniform condition; a; b ] -> Some(if condition = 0.0 then b else a)
        | Op.Cast dtype, [ x ] -> cast dtype x
        | Op.StopGradient, [ Pattern.Apply((Op.StopGradient | Op.Scalar _ | Op.Constant _), _) as x ] -> Some x
        | Op.Reduce(_, [], _), [ x ] -> Some x
        | Op.Reduce((Reduction.Sum | Reduction.Mean | Reduction.Max | Reduction.Min | Reduction.Prod), axes, keep),
          [ x ] when sizeOne x axes -> Some(if keep then x else squeeze axes x)
        | Op.Count(axes, dtype), [ x ] ->
            axes
            |> List.map (fun axis -> x.Shape[axis])
            |> Shape.ofDims
            |> Shape.tryCount
            |> Option.bind (float >> scalar dtype)
        | (Op.Reshape _ | Op.Broadcast _), x :: _ when x.Shape = shape -> Some x
        | Op.Reshape outer, (Pattern.Apply(Op.Reshape inner, source) as x) :: others ->
            compose x inner outer |> Option.map (fun extents -> Expr.Of(Op.Reshape extents, source @ others))
        | Op.Broadcast outer, (Pattern.Apply(Op.Broadcast inner, source) as x) :: others ->
            compose x inner outer |> Option.map (fun extents -> Expr.Of(Op.Broadcast extents, source @ others))
        | Op.Transpose order, [ x ] when order = Ops.axes x -> Some x
        | Op.Transpose outer, [ Pattern.Apply(Op.Transpose inner, [ x ]) ] ->
            Some(Ops.transpose (outer |> List.map (fun axis -> inner[axis])) x)
        | Op.Concat _, [ x ] -> Some x
        | Op.Slice(axis, 0L, stop, 1L), [ x ] when wholeAxis x axis stop -> Some x
        | Op.Flip [], [ x ] -> Some x
        | Op.Flip outer, [ Pattern.Apply(Op.Flip inner, [ x ]) ] when outer = inner -> Some x
        | Op.Pad(before, after, _), [ x ] when List.forall ((=) 0) (before @ after) -> Some x
        | Op.Dropout(0.0, _, _), [ x ] -> Some x
        | _ -> None

    /// Until nothing is left to simplify: what a step gives may be simple itself.
    let private settle (node: Node) (args: Expr list) : Expr option =
        let rec step found (node: Node) args =
            match simplify node args with
            | Some expr when node.Types = [| expr.Shape, expr.DType |] -> step (Some expr) expr.Node expr.Node.Args
            | _ -> found
        step None node args

    let run (outputs: Expr list) : Expr list = Pattern.rewrite settle outputs
