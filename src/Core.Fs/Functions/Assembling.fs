/// Functions of <c>keras.ops</c> that put tensors together, take them apart, repeat, turn and pad them.
module internal Functional.Functions.Assembling

open Functional
open Functional.Row
open Functional.Functions.Reductions

// Axes of size 1 in front, up to a rank.
let private atLeast rank (x: Expr) = Seq.init (max 0 (rank - x.Rank)) id |> Seq.fold (fun x _ -> Ops.expandDims 0 x) x

let private stacked name doc (join: Expr list -> Expr) =
    one "numpy" name doc [ tensors "xs" ] (fun a ->
        match a.Tensors "xs" with
        | [] -> raise (ShapeException $"{name} needs at least one tensor, got none")
        | xs -> join xs)

let private hstack (xs: Expr list) =
    let xs = List.map (atLeast 1) xs
    Ops.concat (if xs.Head.Rank = 1 then 0 else 1) xs

// A vector is the middle axis of three, a matrix the first two.
let private deep (x: Expr) =
    match x.Rank with
    | 0
    | 1 -> Ops.expandDims 2 (atLeast 2 x)
    | 2 -> Ops.expandDims 2 x
    | _ -> x

let private column (x: Expr) = if x.Rank < 2 then Ops.expandDims 1 (atLeast 1 x) else x

let private cut name doc (axisOf: Expr -> int) least =
    several "numpy" name doc [ tensor "x"; wholes "indices_or_sections" ] (fun a ->
        let x = a.Tensor "x"
        if x.Rank < least then
            raise (ShapeException $"{name} needs at least {least} axes, got {x.Shape}")
        Forms.split a (axisOf x) x)

// The first parts have one more, where they cannot be equal.
let private arraySplit (a: Arguments) =
    let x = a.Tensor "x"
    let axis = Shape.axis x.Shape (a.Whole "axis")
    match a.Item "indices_or_sections" with
    | ArgumentValue.Whole parts when parts >= 1L ->
        let size = Places.sizeOf "array_split" axis x
        let start part = part * (size / parts) + min part (size % parts)
        [ for part in 0L .. parts - 1L -> Ops.slice axis (start part) (start (part + 1L)) x ]
    | _ -> Forms.split a axis x

// The sizes of a tensor that has been made wide by an axis, with both of its axes as one.
let private merged axis (count: int64) (x: Expr) = [
    for at in 0 .. x.Rank - 1 do
        match x.Shape[at] with
        | Dim.Known size when at = axis -> Extent.Size(count * size)
        | Dim.Unknown _ when at = axis -> Extent.Rest
        | _ -> Extent.Of(0, (if at < axis then at else at + 1))
]

// A new axis beside one, so many times, and both as one.
let private times inner axis (count: int64) (x: Expr) =
    if count = 1L then
        x
    else
        let added = if inner then axis + 1 else axis
        let wide = Ops.expandDims added x
        let extents = [ for at in 0 .. x.Rank -> if at = added then Extent.Size count else Extent.Of(0, at) ]
        Ops.broadcastTo extents [] wide |> Ops.reshapeTo (merged axis count x)

let private requireCount (name: string) count =
    if count < 0 then
        raise (ConfigurationException $"{name} must be at least 0, got {count}")
    int64 count

let private tile (counts: int list) (x: Expr) =
    let counts = counts |> List.map (requireCount "repeats")
    let x = atLeast counts.Length x
    let counts = List.replicate (x.Rank - counts.Length) 1L @ counts
    (x, List.indexed counts) ||> List.fold (fun x (axis, count) -> times false axis count x)

let private repeat (a: Arguments) =
    let x = a.Tensor "x"
    let x, axis =
        match a.TryWhole "axis" with
        | Some axis -> x, Shape.axis x.Shape axis
        | None -> flat x, 0
    match a.Wholes "repeats" |> List.map (requireCount "repeats") with
    | [ count ] -> times true axis count x
    | counts ->
        if Dim.Known(int64 counts.Length) <> x.Shape[axis] then
            raise (ShapeException $"repeats must be one number, or one for each element of axis {axis} of {x.Shape}")
        counts
        |> List.mapi (fun at count -> List.replicate (int count) at)
        |> List.concat
        |> Places.wholes
        |> Ops.take axis x

let private rollAxis (axis: int) (shift: int) (x: Expr) =
    match x.Shape[axis] with
    | Dim.Known 0L -> x
    | Dim.Known size ->
        let shift = ((int64 shift % size) + size) % size
        if shift = 0L then
            x
        else
            Ops.concat axis [ Ops.slice axis (size - shift) size x; Ops.slice axis 0L (size - shift) x ]
    | Dim.Unknown _ ->
        let places = Ops.modulo (Counting.along axis x - float shift) (Ops.count DType.Int32 [ axis ] x)
        Ops.take axis x places

let private roll (a: Arguments) =
    let x, shifts = a.Tensor "x", a.Wholes "shift"
    if a.IsNull "axis" then
        match shifts with
        | [ shift ] ->
            let sizes = [ for at in 0 .. x.Rank - 1 -> Extent.Of(1, at) ]
            Expr.Of(Op.Reshape sizes, [ flat x |> rollAxis 0 shift; x ])
        | _ -> raise (ConfigurationException "shift must be one number where no axis is named")
    else
        let axes = a.Wholes "axis" |> List.map (Shape.axis x.Shape)
        let pairs =
            match shifts, axes with
            | [ shift ], _ -> axes |> List.map (fun axis -> axis, shift)
            | _, [ axis ] -> shifts |> List.map (fun shift -> axis, shift)
            | _ when shifts.Length = axes.Length -> List.zip axes shifts
            | _ -> raise (ConfigurationException "shift and axis must name as many axes")
        (x, pairs) ||> List.fold (fun x (axis, shift) -> rollAxis axis shift x)

let private rot90 (a: Arguments) =
    let x = a.Tensor "array"
    match a.Wholes "axes" |> List.map (Shape.axis x.Shape) with
    | [ first; second ] when first <> second ->
        match ((a.Whole "k" % 4) + 4) % 4 with
        | 0 -> x
        | 1 -> Ops.flip [ second ] x |> Forms.swapAxes first second
        | 2 -> Ops.flip [ first; second ] x
        | _ -> Forms.swapAxes first second x |> Ops.flip [ second ]
    | _ -> raise (ConfigurationException $"""axes must be two, got {a.Item "axes"}""")

// The places of a mirrored axis: with its ends once (reflect) or twice (symmetric).
let private mirror isSymmetric axis (before, after) (x: Expr) =
    if before = 0 && after = 0 then
        x
    else
        let size = Places.sizeOf "pad with a mirror" axis x |> int
        let period = if isSymmetric then 2 * size else 2 * (size - 1)
        if size = 0 || (not isSymmetric && (before >= size || after >= size)) then
            raise (ShapeException $"a mirror of axis {axis} of {x.Shape} has not {max before after} elements")
        let at place =
            let place = ((place % period) + period) % period
            if place < size then place
            elif isSymmetric then period - 1 - place
            else period - place
        Places.wholes [ for place in -before .. size + after - 1 -> at place ] |> Ops.take axis x

let private pad (a: Arguments) =
    let x = a.Tensor "x"
    let mode = a.Text("mode", [ "constant"; "reflect"; "symmetric" ])
    if mode <> "constant" && not (a.IsNull "constant_values") then
        raise (ConfigurationException $"constant_values are for the mode constant, got {mode}")
    let given = a.Borders "pad_width"
    // Keras (on PyTorch): a single pair is for the last axis, but with symmetric mirrors for all.
    let pairs =
        match given with
        | [ pair ] when mode = "symmetric" -> List.replicate x.Rank pair
        | [ pair ] when x.Rank > 0 -> List.replicate (x.Rank - 1) (0, 0) @ [ pair ]
        | _ when given.Length = x.Rank -> given
        | _ -> raise (ShapeException $"pad_width must have a pair for each axis of {x.Shape}, got {given.Length}")
    match mode with
    | "constant" ->
        let value = a.TryReal "constant_values" |> Option.defaultValue 0.0
        Ops.pad (List.map fst pairs) (List.map snd pairs) value x
    | _ -> (x, List.indexed pairs) ||> List.fold (fun x (axis, pair) -> mirror (mode = "symmetric") axis pair x)

let private unstack (a: Arguments) =
    let x = a.Tensor "x"
    let axis = Shape.axis x.Shape (a.Whole "axis")
    let count =
        match a.TryWhole "num", x.Shape[axis] with
        | None, _ -> Places.sizeOf "unstack" axis x
        | Some count, Dim.Known size when int64 count <> size ->
            raise (ShapeException $"num must be the size of axis {axis} of {x.Shape}, got {count}")
        | Some count, _ -> requireCount "num" count
    [ for at in 0L .. count - 1L -> Ops.index axis at x ]

let private unravel (a: Arguments) =
    let indices, sizes = a.Tensor "indices", a.Wholes "shape"
    if indices.DType.IsFloat || indices.DType = DType.Bool then
        raise (ShapeException $"indices must be integers, got {indices.DType}")
    let within = Ops.cast DType.Int64 indices
    sizes
    |> List.mapi (fun axis size ->
        let stride = sizes |> List.skip (axis + 1) |> List.fold (fun product size -> product * int64 size) 1L
        if size < 1 then
            raise (ConfigurationException $"shape must have sizes of at least 1, got {size}")
        let number value = Ops.scalar DType.Int64 (float value)
        Ops.modulo (Ops.floorDiv within (number stride)) (number size) |> Ops.cast indices.DType)

let private takeAlong (a: Arguments) =
    let x, indices = a.Tensor "x", a.Tensor "indices"
    match a.TryWhole "axis" with
    | Some axis ->
        let axis = Shape.axis x.Shape axis
        Places.gather axis x (Forms.indicesOf axis x indices)
    | None -> let x = flat x in Ops.take 0 x (flat (Forms.indicesOf 0 x indices))

let private append (a: Arguments) =
    let parts = [ a.Tensor "x1"; a.Tensor "x2" ]
    match a.TryWhole "axis" with
    | Some axis -> Ops.concat axis parts
    | None -> Ops.concat 0 (List.map flat parts)

let private select (a: Arguments) =
    let conditions, choices = a.Tensors "condlist", a.Tensors "choicelist"
    if conditions.Length <> choices.Length || choices.IsEmpty then
        raise (
            ConfigurationException
                $"condlist and choicelist must be of one length of at least 1, got {conditions.Length} and {choices.Length}"
        )
    let dtype = choices |> List.map _.DType |> List.reduce DType.promote
    List.foldBack2 Ops.where conditions choices (a.Operand("default", dtype))

// How many elements of a sorted list stand before each value.
let private ranks sortedBefore (sorted: Expr) (values: Expr) =
    if sorted.Rank <> 1 then
        raise (ShapeException $"a sorted list must have one axis, got {sorted.Shape}")
    let isBefore = sortedBefore sorted (Ops.expandDims -1 values)
    isBefore |> Ops.cast DType.Int32 |> Ops.sum [ -1 ]

// NaN stands behind all others.
let private isLess (a: Expr) (b: Expr) = Ops.logicalNot (Ops.greaterEqual a b)

let private searchSorted (a: Arguments) =
    let sorted, values = a.Tensor "sorted_sequence", a.Tensor "values"
    match a.Text("side", [ "left"; "right" ]) with
    | "left" -> ranks isLess sorted values
    | _ -> ranks Ops.lessEqual sorted values

let all: Function list = [
    one "numpy" "ravel" "All elements in order along one axis." [ tensor "x" ] (fun a -> flat (a.Tensor "x"))
    stacked "hstack" "Tensors behind each other along the second axis, vectors along their only one." hstack
    stacked "vstack" "Tensors behind each other along the first axis, vectors as rows." (fun xs ->
        Ops.concat 0 (List.map (atLeast 2) xs))
    stacked "dstack" "Tensors behind each other along the third axis." (fun xs -> Ops.concat 2 (List.map deep xs))
    stacked "column_stack" "Tensors behind each other along the second axis, vectors as columns." (fun xs ->
        Ops.concat 1 (List.map column xs))
    one
        "numpy"
        "append"
        "The second behind the first along an axis, or all elements of both in order."
        [ tensor "x1"; tensor "x2"; whole "axis" |> orNone ]
        append
    several
        "numpy"
        "array_split"
        "Parts along an axis: so many, the first of which are longer by one where they cannot be equal, or cut at indices."
        [ tensor "x"; wholes "indices_or_sections"; whole "axis" |> orWhole 0L ]
        arraySplit
    cut "hsplit" "Parts along the second axis, of a vector along its only one." (fun x -> min 1 (x.Rank - 1)) 1
    cut "vsplit" "Parts along the first axis." (fun _ -> 0) 2
    cut "dsplit" "Parts along the third axis." (fun _ -> 2) 3
    several
        "core"
        "unstack"
        "The slices of an axis."
        [ tensor "x"; whole "num" |> orNone; whole "axis" |> orWhole 0L ]
        unstack
    one "numpy" "tile" "The tensor so many times over along each axis." [ tensor "x"; wholes "repeats" ] (fun a ->
        tile (a.Wholes "repeats") (a.Tensor "x"))
    one
        "numpy"
        "repeat"
        "Each element of an axis, or of all elements in order, so many times."
        [ tensor "x"; wholes "repeats"; whole "axis" |> orNone ]
        repeat
    one "numpy" "fliplr" "The second axis backwards." [ tensor "x" ] (fun a ->
        let x = a.Tensor "x"
        Ops.flip [ Shape.axis x.Shape 1 ] x)
    one "numpy" "flipud" "The first axis backwards." [ tensor "x" ] (fun a ->
        let x = a.Tensor "x"
        Ops.flip [ Shape.axis x.Shape 0 ] x)
    one
        "numpy"
        "roll"
        "The elements moved on along axes, or in order; those beyond the end come first."
        [ tensor "x"; wholes "shift"; wholes "axis" |> orNone ]
        roll
    one
        "numpy"
        "rot90"
        "Turned by a quarter so many times in the plane of two axes, (0, 1) when absent."
        [
            tensor "array"
            whole "k" |> orWhole 1L
            wholes "axes" |> otherwise (ArgumentValue.List [ ArgumentValue.Whole 0L; ArgumentValue.Whole 1L ])
        ]
        rot90
    one
        "numpy"
        "pad"
        "Further elements before and after each axis: <c>constantValues</c> (0 when absent), or mirrored ones. Keras: a single pair is for the last axis."
        [
            tensor "x"
            borders "pad_width"
            text "mode" |> orText "constant"
            real "constant_values" |> orNone |> ofCall
        ]
        pad
    several
        "numpy"
        "unravel_index"
        "The index of each axis for the place of an element in order."
        [ tensor "indices"; wholes "shape" ]
        unravel
    one
        "numpy"
        "take_along_axis"
        "The element of each index along an axis, or among all elements in order."
        [ tensor "x"; tensor "indices"; whole "axis" |> orNone ]
        takeAlong
    one
        "numpy"
        "select"
        "Each element from the first choice whose condition holds, the default where none does."
        [ tensors "condlist"; tensors "choicelist"; operand "default" |> orWhole 0L ]
        select
    {
        one
            "numpy"
            "searchsorted"
            "The place of each value in a sorted list, before equal elements or (<c>right</c>) after them, int32."
            [ tensor "sorted_sequence"; tensor "values"; text "side" |> orText "left" ]
            searchSorted with
            ClassName = "SearchSorted"
    }
    one
        "numpy"
        "digitize"
        "How many of the sorted bins are at most each value, int32."
        [ tensor "x"; tensor "bins" ]
        (fun a -> ranks Ops.lessEqual (a.Tensor "bins") (a.Tensor "x"))
    one "numpy" "size" "How many elements there are, int64." [ tensor "x" ] (fun a ->
        let x = a.Tensor "x"
        Ops.count DType.Int64 (Ops.axes x) x)
]
