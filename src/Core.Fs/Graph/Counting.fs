/// Whole numbers along axes.
module internal Functional.Counting

/// 0, 1, 2, … along an axis of a tensor as a list, int32; its size may be known only when data arrives.
let along axis (x: Expr) =
    let ones = Ops.scalar DType.Int32 1.0 |> Ops.broadcastTo [ Extent.Of(1, axis) ] [ x ]
    Ops.cumsum 0 ones - 1.0
