namespace Functional

/// Images with channels last, by what their pixels are.
[<RequireQualifiedAccess>]
module internal Colors =

    let private channels (x: Expr) = [ for i in 0L .. 2L -> Ops.index -1 i x ]

    let private require (x: Expr) =
        if x.Rank = 0 || x.Shape[-1] <> Dim.Known 3L then
            raise (ShapeException $"images must have the channels red, green and blue, got {x.Shape}")

    /// 0.2989 · red + 0.587 · green + 0.114 · blue, one channel; one channel alone stays.
    let toGray (x: Expr) =
        if x.Rank > 0 && x.Shape[-1] = Dim.Known 1L then
            x
        else
            require x
            let gray = List.map2 (fun (x: Expr) (weight: float) -> x * weight) (channels x) [ 0.2989; 0.587; 0.114 ]
            gray |> List.reduce (+) |> Ops.cast x.DType |> Ops.expandDims -1

    // The least step from 1, below which Keras takes a number for 0.
    let private epsilon dtype =
        match dtype with
        | DType.Float64 -> 2.220446049250313e-16
        | DType.Float16 -> 0.0009765625
        | DType.BFloat16 -> 0.0078125
        | _ -> 1.1920928955078125e-07

    /// Red, green and blue → hue, saturation and value, all in [0, 1] where the channels are.
    let toHsv (x: Expr) =
        require x
        if not x.DType.IsFloat then
            raise (ShapeException $"images must be floats, got {x.DType}")
        let number = Ops.scalarLike x
        let x = Ops.where (Ops.less (Ops.abs x) (number (epsilon x.DType))) (number 0.0) x
        match channels x with
        | [ r; g; b ] ->
            let value = Ops.maximum (Ops.maximum r g) b
            let range = value - Ops.minimum (Ops.minimum r g) b
            let isPositive (x: Expr) = Ops.greater x (number 0.0)
            let positive (x: Expr) = Ops.where (isPositive x) x (number 1.0)
            let saturation = Ops.where (isPositive value) (range / positive value) (number 0.0)
            let sixth = 1.0 / (positive range * 6.0)
            let hue = Ops.where (Ops.equal value g) (sixth * (b - r) + 2.0 / 6.0) (sixth * (r - g) + 4.0 / 6.0)
            let hue = Ops.where (Ops.equal value r) (sixth * (g - b)) hue
            // A negative hue is one from the other end.
            let behind = Ops.cast x.DType (Ops.less hue (number 0.0))
            let hue = Ops.where (isPositive range) hue (number 0.0) + behind
            Ops.stack -1 [ hue; saturation; value ]
        | _ -> invalidOp "channels"

    /// Hue, saturation and value → red, green and blue.
    let ofHsv (x: Expr) =
        require x
        if not x.DType.IsFloat then
            raise (ShapeException $"images must be floats, got {x.DType}")
        match channels x with
        | [ hue; saturation; value ] ->
            let sixths = Ops.modulo hue (Ops.scalarLike hue 1.0) * 6.0
            let share (x: Expr) = Ops.clip 0.0 1.0 x
            let parts = [
                share (Ops.abs (sixths - 3.0) - 1.0)
                share (2.0 - Ops.abs (sixths - 2.0))
                share (2.0 - Ops.abs (sixths - 4.0))
            ]
            Ops.stack -1 [ for part in parts -> value * (1.0 - saturation + saturation * part) ]
        | _ -> invalidOp "channels"

    /// Each channel of images (batch, height, width, channels) seen through one window of weights (height', width'), zeros beyond the border.
    let filter padding (weights: Expr) (x: Expr) =
        match x.Shape.Dims with
        | [ _; _; _; Dim.Known channels ] ->
            let kernel =
                Expr.Of(
                    Op.Broadcast [ Extent.Of(0, 0); Extent.Of(0, 1); Extent.Size 1L; Extent.Size channels ],
                    [ Ops.reshapeTo [ Extent.Of(0, 0); Extent.Of(0, 1); Extent.Size 1L; Extent.Size 1L ] weights ]
                )
            Ops.conv { Strides = [ 1; 1 ]; Padding = padding; Dilation = [ 1; 1 ] } (int channels) x kernel
        | _ -> raise (ShapeException $"images need four axes and a known number of channels, got {x.Shape}")

    // exp(−½ (x / sigma)²) at so many steps around 0, over their sum.
    let private bell (size: int) (sigma: Expr) =
        let steps = Resampling.count sigma.DType (int64 size) - float (size - 1) / 2.0
        let bell = Ops.exp (Ops.square (steps / sigma) * -0.5)
        bell / Ops.sumAll bell

    /// Weights (height, width) of a normal distribution with those standard deviations.
    let gaussian (height: int, width: int) (vertical: Expr) (horizontal: Expr) =
        Ops.reshape [ int64 height; 1L ] (bell height vertical) * bell width horizontal

    /// Images behind a window of a normal distribution.
    let blur size (vertical: Expr) (horizontal: Expr) (x: Expr) =
        filter Padding.Same (gaussian size vertical horizontal) x
