namespace Functional

/// What is beyond the border of an image.
[<RequireQualifiedAccess>]
type FillMode =
    /// One number.
    | Constant
    /// The nearest pixel.
    | Nearest
    /// The other side: a b c d | a b c d | a b c d.
    | Wrap
    /// The image from the border back: b c d | c b a.
    | Mirror
    /// The same, with the border twice: a b c d | d c b a.
    | Reflect

/// Values of tensors at places between their elements.
[<RequireQualifiedAccess>]
module internal Warping =

    /// Indices (int64) in [0, size) for any index: from both ends it goes back.
    let mirror (size: Expr) (index: Expr) =
        let half = size - 1.0
        // Of one element there is no other side.
        let wave = Ops.maximum (half * 2.0) (Ops.scalar DType.Int64 1.0)
        Ops.abs (Ops.modulo (index + half) wave - half)

    // Indices (int64) in [0, size) for any index, and whether it is one, where that matters.
    let private inside mode (size: Expr) (index: Expr) =
        let zero, last = Ops.scalar DType.Int64 0.0, size - 1.0
        let clipped () = Ops.minimum (Ops.maximum index zero) last
        match mode with
        | FillMode.Constant -> clipped (), Some(Ops.logicalAnd (Ops.greaterEqual index zero) (Ops.lessEqual index last))
        | FillMode.Nearest -> clipped (), None
        | FillMode.Wrap -> Ops.modulo index size, None
        | FillMode.Mirror -> mirror size index, None
        | FillMode.Reflect ->
            let twice = mirror (size * 2.0 + 1.0) (index * 2.0 + 1.0)
            Ops.floorDiv (twice - 1.0) (Ops.scalar DType.Int64 2.0), None

    // The places around a place on an axis, with what each weighs.
    let private neighbours isLinear (place: Expr) : (Expr * Expr option) list =
        let whole = Ops.cast DType.Int64
        if not isLinear then
            [ whole (if place.DType.IsFloat then Ops.round place else place), None ]
        else
            let first = Ops.floor place
            let share = place - first
            let index = whole first
            [ index, Some(1.0 - share); index + 1.0, Some share ]

    /// Sums over the neighbours of places on some axes of those sizes. <c>pick</c> gives the elements at indices, of a dtype in which they
    /// can be weighed, <c>outside</c> their shape for indices.
    let private sample isLinear mode (fill: float) (sizes: Expr list) (places: Expr list) pick outside =
        let rec all (axes: (Expr * Expr option) list list) =
            match axes with
            | [] -> [ [] ]
            | first :: rest -> [
                for one in first do
                    for others in all rest -> one :: others
              ]
        let together op (parts: Expr option list) =
            match List.choose id parts with
            | [] -> None
            | several -> Some(List.reduce op several)
        [
            for corner in all (List.map (neighbours isLinear) places) do
                let found = List.map2 (fun size (index, _) -> inside mode size index) sizes corner
                let picked: Expr = pick (List.map fst found)
                let picked =
                    match found |> List.map snd |> together Ops.logicalAnd with
                    | Some isThere -> Ops.where (outside isThere) picked (Ops.scalar picked.DType fill)
                    | None -> picked
                match corner |> List.map snd |> together (*) with
                | Some weight -> outside (Ops.cast picked.DType weight) * picked
                | None -> picked
        ]
        |> List.reduce (+)

    let private requireElements (x: Expr) =
        if List.contains (Dim.Known 0L) x.Shape.Dims then
            raise (ShapeException $"places between elements need elements, got {x.Shape}")

    // What weighed elements are computed in, and the result of it.
    let private weighed (x: Expr) (places: Expr list) compute : Expr =
        let floats = places |> List.map (fun place -> DType.toFloat place.DType) |> List.reduce DType.promote
        let dtype = if x.DType.IsFloat then DType.promote x.DType floats else floats
        let result: Expr = compute (Ops.cast dtype x) (places |> List.map (Ops.cast floats))
        Ops.cast x.DType (if x.DType.IsFloat then result else Ops.round result)

    /// The values of a tensor at places: a tensor of coordinates for each axis.
    let mapCoordinates isLinear mode (fill: float) (places: Expr list) (x: Expr) =
        requireElements x
        let fill = if x.DType.IsFloat then fill else truncate fill
        let sizes = [ for axis in 0 .. x.Rank - 1 -> Resampling.sizeOf DType.Int64 axis x ]
        let places = List.map2 (fun _ place -> place) sizes places
        let pick (x: Expr) =
            let flat = Ops.reshape [ -1L ] x
            fun (indices: Expr list) ->
                List.zip sizes indices
                |> List.fold
                    (fun (sum: Expr option) (size, index) ->
                        match sum with
                        | Some sum -> Some(sum * size + index)
                        | None -> Some index)
                    None
                |> Option.get
                |> Ops.take 0 flat
        if isLinear then
            weighed x places (fun x places -> sample true mode fill sizes places (pick x) id)
        else
            sample false mode fill sizes places (pick x) id

    /// Images (batch, height, width, channels) at places (batch, height', width') of theirs, the vertical ones first.
    let images isLinear mode (fill: float) (vertical: Expr) (horizontal: Expr) (x: Expr) =
        requireElements x
        let fill = if x.DType.IsFloat then fill else truncate fill
        let size axis = Resampling.sizeOf DType.Int64 axis x
        let height, width = size 1, size 2
        let number = Resampling.along DType.Int64 0 x |> Ops.reshape [ -1L; 1L; 1L ]
        let pick (x: Expr) =
            let pixels = Ops.reshapeTo [ Extent.Rest; Extent.Of(0, 3) ] x
            fun (indices: Expr list) -> Ops.take 0 pixels ((number * height + indices[0]) * width + indices[1])
        let ofPixels (x: Expr) = Ops.expandDims -1 x
        let at (x: Expr) (places: Expr list) = sample isLinear mode fill [ height; width ] places (pick x) ofPixels
        if isLinear then weighed x [ vertical; horizontal ] at else at x [ vertical; horizontal ]

    // The places of the pixels of images in a dtype: rows (height, 1) and columns (width).
    let private grid dtype (x: Expr) = Resampling.along dtype 1 x |> Ops.reshape [ -1L; 1L ], Resampling.along dtype 2 x

    // Column so of a matrix (batch, numbers) as (batch, 1, 1).
    let private column (matrix: Expr) (at: int) = Ops.index 1 (int64 at) matrix |> Ops.reshape [ -1L; 1L; 1L ]

    // Shapes of places are those of all images, also where one matrix is for all of them.
    let private ofAll (x: Expr) (places: Expr) =
        Ops.broadcastTo [ Extent.Of(1, 0); Extent.Of(1, 1); Extent.Of(1, 2) ] [ x ] places

    // Images at places that are sums of their pixels' columns and rows, by six numbers (batch, 1, 1).
    let private linear isLinear mode fill (numbers: Expr list) (x: Expr) =
        let rows, columns = grid numbers.Head.DType x
        let along at = columns * numbers[at] + rows * numbers[at + 1] + numbers[at + 2]
        images isLinear mode fill (ofAll x (along 3)) (ofAll x (along 0)) x

    /// Images whose pixel (row, column) is the old one at (b0 · column + b1 · row + b2, a0 · column + a1 · row + a2), for a list
    /// (a0, a1, a2, b0, b1, b2, …) an image.
    let affine isLinear mode fill (transform: Expr) (x: Expr) =
        let transform = Ops.floats transform
        linear isLinear mode fill [ for at in 0..5 -> column transform at ] x

    /// The same for a0, a1, a2, b0, b1 and b2 as tensors of a number an image, of any rank.
    let affineBy isLinear mode fill (numbers: Expr list) (x: Expr) =
        linear isLinear mode fill (numbers |> List.map (Ops.reshape [ -1L; 1L; 1L ])) x

    // (batch, 4, 2) corners as four pairs (batch).
    let private corners (points: Expr) =
        let points = Ops.cast DType.Float64 points
        [ for i in 0L .. 3L -> Ops.index 1 0L (Ops.index 1 i points), Ops.index 1 1L (Ops.index 1 i points) ]

    // The matrix that makes the corners of a square what four points are (Heckbert 1989), as columns of three.
    let private basis (points: (Expr * Expr) list) =
        match points with
        | [ x1, y1; x2, y2; x3, y3; x4, y4 ] ->
            // The fourth point as a sum of the others, up to a factor.
            let weight (xa: Expr, ya: Expr) (xb: Expr, yb: Expr) = xa * yb - xb * ya + x4 * (ya - yb) + y4 * (xb - xa)
            let l1 = weight (x2, y2) (x3, y3)
            let l2 = weight (x3, y3) (x1, y1)
            let l3 = weight (x1, y1) (x2, y2)
            [ [ x1 * l1; y1 * l1; l1 ]; [ x2 * l2; y2 * l2; l2 ]; [ x3 * l3; y3 * l3; l3 ] ]
        | _ -> invalidOp "corners"

    let private cross (a: Expr list) (b: Expr list) = [
        a[1] * b[2] - a[2] * b[1]
        a[2] * b[0] - a[0] * b[2]
        a[0] * b[1] - a[1] * b[0]
    ]

    /// The projection (batch, 8) that makes <c>start</c> of <c>target</c>, corners (batch, 4, 2): x' = (a0·x + a1·y + a2) / (a6·x + a7·y + 1).
    let projection (start: Expr) (target: Expr) =
        let own, other = basis (corners start), basis (corners target)
        // The inverse, up to a factor.
        let rows = [ cross other[1] other[2]; cross other[2] other[0]; cross other[0] other[1] ]
        let entry row column = [ for k in 0..2 -> own[k][row] * rows[k][column] ] |> List.reduce (+)
        let entries = [
            for row in 0..2 do
                for column in 0..2 -> entry row column
        ]
        Ops.stack 1 [ for at in 0..7 -> entries[at] / entries[8] ]

    /// Images of which the parts at <c>target</c> are what was at <c>start</c>, corners (batch, 4, 2) with x first.
    let perspective isLinear fill (start: Expr) (target: Expr) (x: Expr) =
        let dtype = DType.toFloat x.DType
        let matrix = projection start target |> Ops.cast dtype
        let rows, columns = grid dtype x
        let sum at = columns * column matrix at + rows * column matrix (at + 1)
        let divisor = sum 6 + 1.0
        let along at = (sum at + column matrix (at + 2)) / divisor
        images isLinear FillMode.Constant fill (ofAll x (along 3)) (ofAll x (along 0)) x
