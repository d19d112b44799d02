/// Where elements stand along an axis.
module internal Functional.Functions.Places

open Functional

/// A list of numbers of one axis as a tensor of a rank, along one of its axes.
let spread rank axis (x: Expr) = x |> Ops.reshape [ for at in 0 .. rank - 1 -> if at = axis then -1L else 1L ]

/// The size of an axis where it must be known.
let sizeOf (what: string) axis (x: Expr) =
    match x.Shape[axis] with
    | Dim.Known size -> size
    | Dim.Unknown _ -> raise (ShapeException $"{what} needs a known size on axis {axis}, got {x.Shape}")

/// Numbers that a function makes one by one here, and that stand in the program then, are no more than these.
let most = 1L <<< 26

/// Raises for sizes with more places than that.
let requireMost (what: string) (sizes: int64 list) =
    if List.fold (fun count size -> count * float size) 1.0 sizes > float most then
        let got = sizes |> List.map string |> String.concat " by "
        raise (ConfigurationException $"{what} may have {most} elements here, got {got}")

/// A tensor of whole numbers, int32.
let wholes (numbers: int seq) =
    let numbers = Array.ofSeq numbers
    Ops.constant { DType = DType.Int32; Shape = [| int64 numbers.Length |]; Data = numbers }

/// The element of each index along an axis: indices have the rank of the tensor, and its sizes or 1 on the other axes.
let gather axis (x: Expr) (indices: Expr) =
    if indices.Rank <> x.Rank then
        raise (ShapeException $"indices along an axis need {x.Rank} axes, got {indices.Shape}")
    if x.Rank = 1 then
        Ops.take 0 x indices
    else
        // The axis goes last; then the place of an element is that of its row and the index in it.
        let x, indices = Ops.moveAxis axis -1 x, Ops.moveAxis axis -1 indices
        let last = x.Rank - 1
        let rows = [ for at in 0 .. last - 1 -> Extent.Of(1, at) ]
        let indices = Ops.broadcastTo (rows @ [ Extent.Of(0, last) ]) [ x ] indices
        let dtype = DType.Int64
        let flat = indices |> Ops.cast dtype
        let starts =
            [ last - 1 .. -1 .. 0 ]
            |> List.fold
                (fun (starts: Expr, stride: Expr) at ->
                    let part = Ops.cast dtype (Counting.along at x) * stride
                    starts + spread x.Rank at part, stride * Ops.count dtype [ at ] x)
                (Ops.scalar dtype 0.0, Ops.count dtype [ last ] x)
            |> fst
        Ops.take 0 (Ops.reshape [ -1L ] x) (starts + flat) |> Ops.moveAxis -1 axis
