namespace Functional

/// Words for channels-last images and sequences <c>(batch, spatial..., channels)</c> that are made of several operations.
[<RequireQualifiedAccess>]
module internal Images =

    /// The largest or the average of each of so many parts of every spatial axis.
    let adaptivePool kind (counts: int list) (x: Expr) =
        let length (dim: Dim, count: int) =
            match dim with
            | Dim.Known size when size > 0L && size % int64 count = 0L -> Some(int (size / int64 count))
            | _ -> None
        match List.map length (List.zip (List.truncate counts.Length x.Shape.Dims.Tail) counts) with
        | lengths when List.forall Option.isSome lengths ->
            // Windows side by side.
            let lengths = List.choose id lengths
            Ops.pool
                kind
                lengths
                { Strides = lengths; Padding = Padding.Valid; Dilation = List.map (fun _ -> 1) lengths }
                x
        | _ ->
            let pool (x: Expr) = Expr.Of(Op.AdaptivePool(kind, counts), [ x ])
            match kind with
            // A double holds any pixel or count.
            | PoolKind.Max when not x.DType.IsFloat -> x |> Ops.cast DType.Float64 |> pool |> Ops.cast x.DType
            | _ -> pool (Ops.floats x)

    // The weights of the neighbours of a place that lies between two of them, by how far it is from the first; bicubic as in Keys 1981 with
    // libtorch's a = −0.75.
    let private bilinear (t: float) = [ 0L, 1.0 - t; 1L, t ]

    let private bicubic (t: float) =
        let a = -0.75
        let near x = ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0
        let far x = ((a * x - 5.0 * a) * x + 8.0 * a) * x - 4.0 * a
        [ -1L, far (t + 1.0); 0L, near t; 1L, near (1.0 - t); 2L, far (2.0 - t) ]

    // The axis so many times as long. A new place lies between the same neighbours wherever it is in its old one; what would be beyond the
    // ends is the last one there.
    let private stretched weights (x: Expr) (axis: int, times: int) =
        if times = 1 then
            x
        else
            let sizes (x: Expr) = [ for axis in 0 .. x.Rank - 1 -> Extent.Of(0, axis) ]
            let one = Ops.scalar DType.Int64 1.0
            let places = one |> Ops.broadcastTo [ Extent.Of(1, axis) ] [ x ] |> Ops.cumsum 0
            let last = Ops.count DType.Int64 [ axis ] x - one
            let shifted by =
                let place = places + Ops.scalar DType.Int64 (float (by - 1L))
                Ops.take axis x (Ops.minimum (Ops.maximum place (Ops.scalar DType.Int64 0.0)) last)
            let phases = [
                for phase in 0 .. times - 1 do
                    let place = (float phase + 0.5) / float times - 0.5
                    let first = floor place
                    [
                        for by, weight: float in weights (place - first) do
                            if weight <> 0.0 then
                                by + int64 first, weight
                    ]
            ]
            let neighbours =
                phases |> List.concat |> List.map fst |> List.distinct |> List.map (fun by -> by, shifted by) |> Map
            let stretched =
                phases
                |> List.map (List.map (fun (by, weight) -> neighbours[by] * weight) >> List.reduce (+))
                |> Ops.stack (axis + 1)
            let joined =
                match x.Shape[axis] with
                | Dim.Known size -> Extent.Size(size * int64 times)
                | Dim.Unknown _ -> Extent.Rest
            stretched
            |> Ops.reshapeTo [
                for i in 0 .. x.Rank - 1 ->
                    if i < axis then Extent.Of(0, i)
                    elif i = axis then joined
                    else Extent.Of(0, i + 1)
            ]

    // Keras: what is neither float32 nor float64 is computed in float32, and whole numbers are the nearest.
    let private upSample weights (times: int list) (x: Expr) =
        let wide = if x.DType = DType.Float64 then x else Ops.cast DType.Float32 x
        let stretched =
            (wide, List.indexed times |> List.map (fun (i, times) -> i + 1, times)) ||> List.fold (stretched weights)
        match x.DType with
        | DType.UInt8 -> stretched |> Ops.round |> Ops.clip 0.0 255.0 |> Ops.cast DType.UInt8
        | dtype when dtype.IsFloat -> Ops.cast dtype stretched
        | dtype -> stretched |> Ops.round |> Ops.cast dtype

    /// Each spatial axis so many times as long, with straight lines between the middles of the old places.
    let upSampleBilinear times x = upSample bilinear times x
    /// The same with cubic curves.
    let upSampleBicubic times x = upSample bicubic times x
