namespace Functional

/// How values between pixels come about.
[<RequireQualifiedAccess>]
type Interpolation =
    | Nearest
    | Bilinear
    | Bicubic
    | Lanczos3
    | Lanczos5

/// Images (batch, height, width, channels) in other sizes. A new row or column is a weighted sum of old ones, so an axis is resized by a
/// product with a matrix of weights. Sizes may be known only when data arrives.
[<RequireQualifiedAccess>]
module internal Resampling =

    /// The size of an axis as a number of that dtype.
    let sizeOf dtype axis (x: Expr) =
        match x.Shape[axis] with
        | Dim.Known size -> Ops.scalar dtype (float size)
        | Dim.Unknown _ -> Ops.count dtype [ axis ] x

    // Places along an axis are numbers in memory.
    let private largest = 1L <<< 26

    /// 0, 1, 2, … as a list of that dtype. Raises <c>ShapeException</c> for a size beyond all images.
    let count (dtype: DType) (size: int64) =
        if size > largest then
            raise (ShapeException $"a size must be at most {largest} to be computed with, got {size}")
        Ops.constant { DType = DType.Float64; Shape = [| size |]; Data = Array.init (int size) float }
        |> Ops.cast dtype

    /// 0, 1, 2, … along an axis of a tensor as a list of that dtype.
    let along dtype axis (x: Expr) =
        match x.Shape[axis] with
        | Dim.Known size -> count dtype size
        | Dim.Unknown _ -> Counting.along axis x |> Ops.cast dtype

    /// The part of an axis that is resized: where it begins, and its size.
    type Part = { Start: Expr; Size: Expr }

    /// The whole axis.
    let whole axis (x: Expr) = { Start = Ops.scalar DType.Float64 0.0; Size = sizeOf DType.Float64 axis x }

    /// The largest part in the middle of images that has the sides' ratio of a size.
    let middle (height: int64, width: int64) (x: Expr) =
        let size axis = sizeOf DType.Float64 axis x
        let fitted (own: Expr) (other: Expr) (mine: int64) (others: int64) =
            let wanted = Ops.floor (other * float mine / float others)
            let size = Ops.maximum (Ops.minimum own wanted) (Ops.scalarLike own 1.0)
            { Start = Ops.floor ((own - size) / 2.0); Size = size }
        fitted (size 1) (size 2) height width, fitted (size 2) (size 1) width height

    /// Images with a border of that number, so that they have the sides' ratio of a size, as far as the border is the same on both sides.
    let bordered (height: int64, width: int64) (value: float) (x: Expr) =
        match x.Shape.Dims with
        | [ _; Dim.Known ownHeight; Dim.Known ownWidth; _ ] ->
            let border own other (mine: int64) (others: int64) =
                int ((max own (int64 (float (other * mine) / float others)) - own) / 2L)
            let sides = [ 0; border ownHeight ownWidth height width; border ownWidth ownHeight width height; 0 ]
            Ops.pad sides sides value x
        | _ -> raise (ShapeException $"a border needs images of known height and width, got {x.Shape}")

    // Keys 1981.
    let private near (a: float) (x: Expr) = ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0
    let private far (a: float) (x: Expr) = ((a * x - 5.0 * a) * x + 8.0 * a) * x - 4.0 * a

    /// Straight lines from 1 at 0 to 0 at 1.
    let triangle (x: Expr) = Ops.relu (1.0 - x)

    /// Cubic curves from 1 at 0 to 0 at 2.
    let cubic a (x: Expr) =
        let zero = Ops.scalarLike x 0.0
        let at limit = Ops.less x (Ops.scalarLike x limit)
        Ops.where (at 1.0) (near a x) (Ops.where (at 2.0) (far a x) zero)

    // Weights (new, old) of the places of an axis, in a float dtype.
    let private weights interpolation antialias (part: Part) (size: int64) axis (dtype: DType) (x: Expr) =
        let partSize = Ops.cast dtype part.Size
        let scale = partSize / float size
        let middle = Ops.reshape [ size; 1L ] (count dtype size + 0.5) * scale
        let place = Ops.reshapeTo [ Extent.Size 1L; Extent.Rest ] (along dtype axis x) - Ops.cast dtype part.Start
        let zero = Ops.scalar dtype 0.0
        let last = partSize - 1.0
        let inside low x high = Ops.minimum (Ops.maximum x low) high
        match interpolation, antialias with
        | Interpolation.Bilinear, false -> triangle (Ops.abs (inside zero (middle - 0.5) last - place))
        | Interpolation.Bicubic, false ->
            let place' = middle - 0.5
            let first = Ops.floor place'
            let t = place' - first
            let a = -0.75
            [ -1.0, far a (t + 1.0); 0.0, near a t; 1.0, near a (1.0 - t); 2.0, far a (2.0 - t) ]
            |> List.map (fun (by, weight) ->
                // What would be beyond the ends is the last one there.
                Ops.cast dtype (Ops.equal (inside zero (first + by) last) place) * weight)
            |> List.reduce (+)
        | _ ->
            // As wide as what becomes one place.
            let wide = Ops.maximum scale (Ops.scalar dtype 1.0)
            let kernel = if interpolation = Interpolation.Bilinear then triangle else cubic -0.5
            let weights = kernel (Ops.abs ((place + 0.5 - middle) / wide))
            let isPart = Ops.logicalAnd (Ops.greaterEqual place zero) (Ops.lessEqual place last)
            let weights = weights * Ops.cast dtype isPart
            weights / Ops.sumKeep [ 1 ] weights

    // Rows by a product of (height', height) · (height, width · channels), columns of (width', width) · (width, channels).
    let private product axis (size: int64) (weights: Expr) (x: Expr) =
        if axis = 1 then
            let rows = Ops.reshapeTo [ Extent.Of(0, 0); Extent.Of(0, 1); Extent.Rest ] x
            let sizes = [ Extent.Of(1, 0); Extent.Size size; Extent.Of(1, 2); Extent.Of(1, 3) ]
            Expr.Of(Op.Reshape sizes, [ weights *@ rows; x ])
        else
            weights *@ x

    let private smooth interpolation antialias (height: Part, width: Part) (size: int64 * int64) (x: Expr) =
        let wide = if x.DType = DType.Float64 then x else Ops.cast DType.Float32 x
        let matrix axis part size = weights interpolation antialias part size axis wide.DType x
        let resized =
            wide
            |> product 1 (fst size) (matrix 1 height (fst size))
            |> product 2 (snd size) (matrix 2 width (snd size))
        match x.DType with
        | DType.UInt8 -> resized |> Ops.round |> Ops.clip 0.0 255.0 |> Ops.cast DType.UInt8
        | dtype when dtype.IsFloat -> Ops.cast dtype resized
        | dtype -> resized |> Ops.round |> Ops.cast dtype

    // The place whose middle is nearest, in the float32 in which libtorch finds it.
    let private nearest (height: Part, width: Part) (size: int64 * int64) (x: Expr) =
        let pick axis (part: Part) size (x: Expr) =
            let single = Ops.cast DType.Float32
            let scale = single part.Size / float size
            let place = Ops.floor ((count DType.Float32 size + 0.5) * scale)
            let place = Ops.minimum place (single part.Size - 1.0) + single part.Start
            Ops.take axis x (Ops.cast DType.Int64 place)
        x |> pick 1 height (fst size) |> pick 2 width (snd size)

    /// Parts of images in another size.
    let resizePart interpolation antialias parts (size: int64 * int64) (x: Expr) =
        if x.Rank <> 4 then
            raise (ShapeException $"images (batch, height, width, channels) are needed, got {x.Shape}")
        let isEmpty axis = x.Shape[axis] = Dim.Known 0L
        if isEmpty 1 || isEmpty 2 then
            raise (ShapeException $"images to resize must have a pixel, got {x.Shape}")
        match interpolation with
        | Interpolation.Nearest -> nearest parts size x
        | Interpolation.Bilinear
        | Interpolation.Bicubic -> smooth interpolation antialias parts size x
        | Interpolation.Lanczos3
        | Interpolation.Lanczos5 -> raise (UnsupportedException $"resizing with {interpolation} is not supported")

    /// Images in another size; of one that has not the sides' ratio of their own the largest part in the middle, or all with a border of that
    /// number. Not both.
    let fit (crops: bool, pads: bool) (border: float) interpolation antialias size (x: Expr) =
        if crops then
            resizePart interpolation antialias (middle size x) size x
        else
            let x = if pads then bordered size border x else x
            resizePart interpolation antialias (whole 1 x, whole 2 x) size x

    /// Images in another size.
    let resize interpolation antialias size (x: Expr) = resizePart interpolation antialias (whole 1 x, whole 2 x) size x
