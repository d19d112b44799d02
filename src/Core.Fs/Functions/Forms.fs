/// Functions of <c>keras.ops</c> that arrange elements anew, and products of matrices.
module internal Functional.Functions.Forms

open Functional
open Functional.Row

let private axisOf (a: Arguments) (x: Expr) = Shape.axis x.Shape (a.Whole "axis")

let private getItem (key: ArgumentValue) (x: Expr) =
    let parts =
        match key with
        | ArgumentValue.List parts -> parts
        | single -> [ single ]
    let refuse part = raise (UnsupportedException $"get_item at {part}, only numbers, slices, ... and None")
    let isOfAxis part =
        match part with
        | ArgumentValue.Ellipsis
        | ArgumentValue.Null -> false
        | _ -> true
    let whole = ArgumentValue.Slice(None, None, None)
    let rest = max 0 (x.Rank - (parts |> List.filter isOfAxis |> List.length))
    let parts =
        match parts |> List.filter _.IsEllipsis |> List.length with
        | 0 -> parts
        | 1 -> parts |> List.collect (fun part -> if part.IsEllipsis then List.replicate rest whole else [ part ])
        | _ -> raise (ConfigurationException "get_item takes one ellipsis at most")
    let taken =
        parts
        |> List.filter isOfAxis
        |> List.map (function
            | ArgumentValue.Whole at -> Part.At at
            | ArgumentValue.Slice(start, stop, step) -> Part.Range(defaultArg start 0L, stop, defaultArg step 1L)
            | other -> refuse other)
    // An axis with a number goes, so it has no place in the result.
    parts
    |> List.filter (fun part -> not part.IsWhole)
    |> List.indexed
    |> List.filter (fun (_, part) -> part.IsNull)
    |> List.fold (fun x (axis, _) -> Ops.expandDims axis x) (Ops.getItem taken x)

let private reshape (sizes: int64 option list) (x: Expr) =
    if sizes |> List.filter (fun size -> size.IsNone || size.Value < 0L) |> List.length > 1 then
        raise (ConfigurationException "newshape may leave one size open")
    sizes |> List.map (Option.defaultValue -1L) |> fun sizes -> Ops.reshape sizes x

let private squeeze (axes: int list option) (x: Expr) =
    let axes =
        match axes with
        | Some axes -> axes |> List.map (Shape.axis x.Shape) |> List.distinct
        | None -> Ops.axes x |> List.filter (fun axis -> x.Shape[axis] = Dim.Known 1L)
    List.foldBack Ops.squeeze (List.sort axes) x

let expandDims (axes: int list) (x: Expr) =
    let rank = x.Rank + axes.Length
    let at axis =
        if axis < -rank || axis >= rank then
            raise (ShapeException $"axis must be in [{-rank}, {rank}), got {axis}")
        if axis < 0 then axis + rank else axis
    let axes = axes |> List.map at |> List.sort
    if List.distinct axes <> axes then
        raise (ConfigurationException $"axis must name each axis once, got {axes}")
    axes |> List.fold (fun x axis -> Ops.expandDims axis x) x

let private transpose (axes: int list option) (x: Expr) =
    match axes with
    | None -> Ops.transpose (List.rev (Ops.axes x)) x
    | Some axes ->
        let axes' = axes |> List.map (Shape.axis x.Shape)
        if List.sort axes' <> Ops.axes x then
            raise (ShapeException $"axes must name each axis of {x.Shape} once, got {axes}")
        Ops.transpose axes' x

let private moveAxis (sources: int list) (targets: int list) (x: Expr) =
    if sources.Length <> targets.Length then
        raise (ConfigurationException "source and destination must name as many axes")
    let sources, targets = List.map (Shape.axis x.Shape) sources, List.map (Shape.axis x.Shape) targets
    if List.distinct sources <> sources || List.distinct targets <> targets then
        raise (ConfigurationException "source and destination must name each axis once")
    let others = Ops.axes x |> List.except sources
    List.zip targets sources
    |> List.sort
    |> List.fold (fun order (target, source) -> List.insertAt target source order) others
    |> fun order -> Ops.transpose order x

let swapAxes first second (x: Expr) =
    let first, second = Shape.axis x.Shape first, Shape.axis x.Shape second
    let other axis =
        if axis = first then second
        elif axis = second then first
        else axis
    Ops.transpose (Ops.axes x |> List.map other) x

let private broadcastTo (sizes: int64 option list) (x: Expr) =
    let added = sizes.Length - x.Rank
    if added < 0 then
        raise (ShapeException $"shape must have at least {x.Rank} sizes, got {sizes.Length}")
    let extents =
        sizes
        |> List.mapi (fun axis size ->
            match size with
            | Some size -> Extent.Size size
            | None when axis >= added -> Extent.Of(0, axis - added)
            | None -> raise (ShapeException $"the size of axis {axis} must be given"))
    Ops.broadcastTo extents [] x

/// Parts of an axis: so many of equal size, or cut at indices.
let split (a: Arguments) axis (x: Expr) =
    match a.Item "indices_or_sections" with
    | ArgumentValue.Whole sections when sections < 1L ->
        raise (ConfigurationException $"indices_or_sections must be at least 1, got {sections}")
    | ArgumentValue.Whole sections -> Ops.split axis (int sections) x
    | _ ->
        let cuts = a.Wholes "indices_or_sections" |> List.map int64
        let part (start, stop) = Expr.Of(Op.Slice(axis, start, stop, 1L), [ x ])
        List.zip (0L :: cuts) (List.map Some cuts @ [ None ]) |> List.map part

/// Integer indices of an axis, of which negative ones count from the end.
let indicesOf axis (x: Expr) (indices: Expr) =
    if indices.DType.IsFloat then
        raise (ShapeException $"indices must be integers, got {indices.DType}")
    let indices = if indices.DType = DType.Int64 then indices else Ops.cast DType.Int32 indices
    let size = Ops.count indices.DType [ axis ] x
    Ops.where (Ops.less indices (Ops.scalarLike indices 0.0)) (indices + size) indices

let private take (a: Arguments) =
    let x, indices = a.Tensor "x", a.Tensor "indices"
    let x, axis =
        match a.TryWhole "axis" with
        | Some axis -> x, Shape.axis x.Shape axis
        | None -> Ops.reshape [ -1L ] x, 0
    Ops.take axis x (indicesOf axis x indices)

let private oneHot (a: Arguments) =
    if a.Flag "sparse" then
        raise (UnsupportedException "one_hot with sparse")
    let hot = Ops.oneHot (a.Whole "num_classes") (a.DType("dtype", DType.Float32)) (a.Tensor "x")
    Ops.moveAxis -1 (a.Whole "axis") hot

// A vector is a row on the left, a column on the right. Whole numbers are multiplied as doubles, which hold their products.
let matmul (a: Expr) (b: Expr) =
    if a.Rank = 0 || b.Rank = 0 then
        raise (ShapeException $"matmul needs at least one axis, got {a.Shape} and {b.Shape}")
    let dtype = DType.promote a.DType b.DType
    let within = if dtype.IsFloat then dtype else DType.Float64
    let left = if a.Rank = 1 then Ops.expandDims 0 a else a
    let right = if b.Rank = 1 then Ops.expandDims 1 b else b
    let product = Ops.cast within left *@ Ops.cast within right
    let product = if b.Rank = 1 then Ops.squeeze -1 product else product
    let product = if a.Rank = 1 then Ops.squeeze (if b.Rank = 1 then -1 else -2) product else product
    let result = if dtype.IsFloat || dtype = DType.Int64 then dtype else DType.promote dtype DType.Int32
    Ops.cast result product

let private axisOrZero = whole "axis" |> otherwise (ArgumentValue.Whole 0L)

// The axes that are named, if any are.
let named name (a: Arguments) = if a.IsNull name then None else Some(a.Wholes name)

let all = [
    one
        "numpy"
        "get_item"
        "A part of each axis, from the first on; an axis with one number goes."
        [ tensor "x"; key "key" ]
        (fun a -> getItem (a.Item "key") (a.Tensor "x"))
    one
        "numpy"
        "reshape"
        "The same elements in another shape; one size may be −1, which stands for what is left, such as the batch."
        [ tensor "x"; sizes "newshape" ]
        (fun a -> reshape (a.Sizes "newshape") (a.Tensor "x"))
    one "numpy" "expand_dims" "New axes of size 1." [ tensor "x"; wholes "axis" ] (fun a ->
        expandDims (a.Wholes "axis") (a.Tensor "x"))
    one
        "numpy"
        "squeeze"
        "Without axes of size 1, without all of them when absent."
        [ tensor "x"; wholes "axis" |> orNone ]
        (fun a -> squeeze (named "axis" a) (a.Tensor "x"))
    one
        "numpy"
        "transpose"
        "The axes in another order, reversed when absent."
        [ tensor "x"; wholes "axes" |> orNone ]
        (fun a -> transpose (named "axes" a) (a.Tensor "x"))
    one "numpy" "moveaxis" "Axes moved to other places." [ tensor "x"; wholes "source"; wholes "destination" ] (fun a ->
        moveAxis (a.Wholes "source") (a.Wholes "destination") (a.Tensor "x"))
    one "numpy" "swapaxes" "Two axes in each other's places." [ tensor "x"; whole "axis1"; whole "axis2" ] (fun a ->
        swapAxes (a.Whole "axis1") (a.Whole "axis2") (a.Tensor "x"))
    one "numpy" "broadcast_to" "The tensor repeated to a shape." [ tensor "x"; sizes "shape" ] (fun a ->
        broadcastTo (a.Sizes "shape") (a.Tensor "x"))
    one "numpy" "concatenate" "Tensors behind each other along an axis." [ tensors "xs"; axisOrZero ] (fun a ->
        Ops.concat (a.Whole "axis") (a.Tensors "xs"))
    one "numpy" "stack" "Tensors behind each other along a new axis." [ tensors "x"; axisOrZero ] (fun a ->
        a.Tensors "x" |> List.map (expandDims [ a.Whole "axis" ]) |> Ops.concat (a.Whole "axis"))
    several
        "numpy"
        "split"
        "Parts along an axis: so many of equal size, or cut at indices."
        [ tensor "x"; wholes "indices_or_sections"; axisOrZero ]
        (fun a ->
            let x = a.Tensor "x"
            split a (axisOf a x) x)
    one
        "numpy"
        "flip"
        "The elements backwards along axes, along all when absent."
        [ tensor "x"; wholes "axis" |> orNone ]
        (fun a ->
            let x = a.Tensor "x"
            Ops.flip (named "axis" a |> Option.defaultValue (Ops.axes x) |> List.map (Shape.axis x.Shape)) x)
    one
        "numpy"
        "take"
        "Slices of an axis at integer indices; of all elements in order when absent."
        [ tensor "x"; tensor "indices"; whole "axis" |> orNone ]
        take
    one
        "nn"
        "one_hot"
        "One hot along a new axis, of float32 when no type is given; zeros for an index outside."
        [
            tensor "x"
            whole "num_classes"
            whole "axis" |> otherwise (ArgumentValue.Whole -1L)
            dtype "dtype" |> orNone
            flag "sparse" |> otherwise (ArgumentValue.Flag false)
        ]
        oneHot
    one
        "numpy"
        "matmul"
        "Matrix product over the last axis of the left and the last but one of the right side."
        [ tensor "x1"; tensor "x2" ]
        (fun a -> matmul (a.Tensor "x1") (a.Tensor "x2"))
]
