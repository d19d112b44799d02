namespace Functional

/// One size of a shape: a number, or a name for a size that is known only when data arrives (<c>batch</c>, <c>time</c>).
/// Equal names are equal sizes; a size computed from an unknown one carries its formula as its name (<c>height//2</c>).
[<RequireQualifiedAccess>]
type Dim =
    | Known of int64
    | Unknown of string

    override this.ToString() =
        match this with
        | Known size -> string size
        | Unknown name -> name

[<RequireQualifiedAccess>]
module Dim =

    let isKnown dim =
        match dim with
        | Dim.Known _ -> true
        | Dim.Unknown _ -> false

    let private bracket (name: string) = if name |> Seq.exists (fun c -> "+-*/ ".Contains c) then $"({name})" else name

    let private combine (symbol: string) known a b =
        match a, b with
        | Dim.Known x, Dim.Known y ->
            try
                Dim.Known(known x y)
            with :? System.OverflowException ->
                raise (ShapeException $"numbers of elements must stay below 2^63, got {x} {symbol} {y}")
        | _ -> Dim.Unknown $"{bracket (string a)}{symbol}{bracket (string b)}"

    let add a b =
        match a, b with
        | other, Dim.Known 0L
        | Dim.Known 0L, other -> other
        | _ -> combine "+" Checked.(+) a b

    let mul a b =
        match a, b with
        | other, Dim.Known 1L
        | Dim.Known 1L, other -> other
        | Dim.Known 0L, _
        | _, Dim.Known 0L -> Dim.Known 0L
        | _ -> combine "*" Checked.(*) a b

    /// Rounds down. The divisor must be at least 1.
    let floorDiv a (b: int64) =
        if b < 1L then
            raise (ShapeException $"sizes are divided by numbers of at least 1, got {b}")
        if b = 1L then a else combine "//" (fun x y -> x / y - (if x % y < 0L then 1L else 0L)) a (Dim.Known b)

    /// Rounds up.
    let ceilDiv a (b: int64) = floorDiv (add a (Dim.Known(b - 1L))) b

/// Sizes of a tensor's axes, outermost first.
type Shape = {
    Dims: Dim list
} with

    /// Number of axes.
    member this.Rank = this.Dims.Length

    /// Size of an axis; negative axes count from the end.
    member this.Item
        with get (axis: int) =
            match List.tryItem (if axis < 0 then axis + this.Rank else axis) this.Dims with
            | Some dim -> dim
            | None -> raise (ShapeException $"axis {axis} is out of range for a tensor of shape {this}")

    /// Whether every size is a number.
    member this.IsKnown = this.Dims |> List.forall Dim.isKnown

    override this.ToString() =
        match this.Dims with
        | [] -> "()"
        | [ single ] -> $"({single},)"
        | dims -> "(" + (dims |> List.map string |> String.concat ", ") + ")"

[<RequireQualifiedAccess>]
module Shape =

    let scalar = { Dims = [] }

    let ofDims dims = { Dims = dims }

    /// A shape whose sizes are all known.
    let known (sizes: int64 seq) = { Dims = [ for size in sizes -> Dim.Known size ] }

    /// Keras's form: a missing size is unknown. The first is named <c>batch</c>, others <c>name.axis</c>.
    let ofKeras (name: string) (sizes: int64 option list) = {
        Dims =
            sizes
            |> List.mapi (fun axis size ->
                match size with
                | Some size -> Dim.Known size
                | None when axis = 0 -> Dim.Unknown "batch"
                | None -> Dim.Unknown $"{name}.{axis}")
    }

    /// Keras's form: a number for a known size, nothing for an unknown one.
    let toKeras shape =
        shape.Dims
        |> List.map (function
            | Dim.Known size -> Some size
            | Dim.Unknown _ -> None)

    /// Number of elements, if every size is known.
    let tryCount shape =
        match List.fold Dim.mul (Dim.Known 1L) shape.Dims with
        | Dim.Known count -> Some count
        | Dim.Unknown _ -> None

    /// Bytes that the elements take, where unknown sizes are 1. Raises <c>ShapeException</c> for more than a number can tell.
    let leastBytes (dtype: DType) shape : int64 =
        let known = shape.Dims |> List.filter Dim.isKnown
        match List.fold Dim.mul (Dim.Known(int64 dtype.Size)) known with
        | Dim.Known bytes -> bytes
        | Dim.Unknown _ -> 0L

    /// The sizes as numbers. Raises <c>ShapeException</c> when one is unknown.
    let sizes shape = [|
        for dim in shape.Dims ->
            match dim with
            | Dim.Known size -> size
            | Dim.Unknown name -> raise (ShapeException $"size '{name}' of {shape} must be known here")
    |]

    /// What an operation or a function is called in errors. It becomes text only there: the name of a union's case takes a hundred
    /// microseconds.
    let internal caller (what: 'a) = (string what).ToLowerInvariant()

    let private axisOr (where: unit -> string) (shape: Shape) axis =
        let rank = shape.Rank
        if axis < -rank || axis >= rank then
            raise (ShapeException $"{where ()}axis {axis} is out of range for a tensor of shape {shape}")
        if axis < 0 then axis + rank else axis

    /// The axis as a number in [0, rank). Raises <c>ShapeException</c> when it is outside.
    let axis (shape: Shape) axis = axisOr (fun () -> "") shape axis

    /// The same for an operation, which an error names.
    let axisFor (what: 'a) (shape: Shape) axis = axisOr (fun () -> caller what + ": ") shape axis

    /// Axes for an operation, as numbers in [0, rank), each once.
    let axesFor (what: 'a) (shape: Shape) axes =
        let found = axes |> List.map (axisFor what shape)
        if (List.distinct found).Length < found.Length then
            let got = axes |> List.map string |> String.concat ", "
            raise (
                ShapeException $"{caller what}: each axis may be given once, got ({got}) for a tensor of shape {shape}"
            )
        found

    let private broadcastDim a b =
        match a, b with
        | _ when a = b -> Some a
        | Dim.Known 1L, other
        | other, Dim.Known 1L -> Some other
        | Dim.Known _, Dim.Known _ -> None
        // Two different names may still be equal when data arrives; the kernel checks that.
        | Dim.Known size, Dim.Unknown _
        | Dim.Unknown _, Dim.Known size -> Some(Dim.Known size)
        | Dim.Unknown _, Dim.Unknown _ -> Some a

    /// NumPy's broadcasting of two shapes, if they fit.
    let tryBroadcast (a: Shape) (b: Shape) =
        let rank = max a.Rank b.Rank
        let pad (shape: Shape) = List.replicate (rank - shape.Rank) (Dim.Known 1L) @ shape.Dims
        let dims = List.map2 broadcastDim (pad a) (pad b)
        if List.forall Option.isSome dims then Some { Dims = List.choose id dims } else None

    /// Whether a tensor of shape <c>actual</c> may stand where <c>expected</c> is declared.
    let fits (expected: Shape) (actual: Shape) =
        expected.Rank = actual.Rank
        && List.forall2
            (fun e a ->
                match e, a with
                | Dim.Known e, Dim.Known a -> e = a
                | _ -> true)
            expected.Dims
            actual.Dims

    /// Raises where an argument beside others has not the sizes that they fix.
    let internal require (what: string) (argument: string) (expected: Shape) (actual: Shape) =
        if not (fits expected actual) then
            raise (ShapeException $"{what} needs a {argument} of shape {expected}, got {actual}")
