/// Functions of <c>keras.ops.image</c>: sizes, colors, and places of images.
module internal Functional.Functions.Pictures

open Functional
open Functional.Row
open Functional.Functions.Sliding

let private requireImages (x: Expr) =
    if x.Rank <> 3 && x.Rank <> 4 then
        raise (ShapeException $"images must have three axes, or four with a batch, got {x.Shape}")

let interpolationOf (a: Arguments) words =
    match a.Text("interpolation", words) with
    | "nearest" -> Interpolation.Nearest
    | "bicubic" -> Interpolation.Bicubic
    | "lanczos3" -> Interpolation.Lanczos3
    | "lanczos5" -> Interpolation.Lanczos5
    | _ -> Interpolation.Bilinear

let private sizeOf (a: Arguments) name count =
    match a.Wholes name with
    | sizes when sizes.Length = count && List.forall (fun size -> size > 0) sizes -> sizes
    | sizes -> raise (ConfigurationException $"{name} must be {count} sizes of at least 1, got {sizes}")

let private resize (a: Arguments) =
    let interpolation = interpolationOf a [ "bilinear"; "nearest"; "bicubic"; "lanczos3"; "lanczos5" ]
    a.Text("fill_mode", [ "constant" ]) |> ignore
    let crops, pads = a.Flag "crop_to_aspect_ratio", a.Flag "pad_to_aspect_ratio"
    if crops && pads then
        raise (ConfigurationException "only one of crop_to_aspect_ratio and pad_to_aspect_ratio may be true")
    let size =
        match sizeOf a "size" 2 with
        | [ height; width ] -> int64 height, int64 width
        | _ -> invalidOp "size"
    let change = Resampling.fit (crops, pads) (a.Real "fill_value") interpolation (a.Flag "antialias") size
    a.Tensor "images" |> onSpatial a 2 change

let private fillModes = [ "constant"; "nearest"; "wrap"; "mirror"; "reflect" ]

let private fillModeOf (a: Arguments) =
    match a.Text("fill_mode", fillModes) with
    | "nearest" -> FillMode.Nearest
    | "wrap" -> FillMode.Wrap
    | "mirror" -> FillMode.Mirror
    | "reflect" -> FillMode.Reflect
    | _ -> FillMode.Constant

let private isLinear a = interpolationOf a [ "nearest"; "bilinear" ] = Interpolation.Bilinear

let private sameBatch what (x: Expr) (of': Expr) =
    match x.Shape[0], of'.Shape[0] with
    | Dim.Known images, Dim.Known own when images <> own && own <> 1L ->
        raise (ShapeException $"{what} must be one, or one for each of {images} images, got {of'.Shape}")
    | _ -> ()

let private affineTransform (a: Arguments) =
    let transform = a.Tensor "transform"
    let transform = if transform.Rank = 1 then Ops.expandDims 0 transform else transform
    if transform.Rank <> 2 || transform.Shape[1] <> Dim.Known 8L then
        raise (ShapeException $"transform must be eight numbers an image, got {transform.Shape}")
    let change (x: Expr) =
        sameBatch "transform" x transform
        Warping.affine (isLinear a) (fillModeOf a) (a.Real "fill_value") transform x
    a.Tensor "images" |> onSpatial a 2 change

let private perspectiveTransform (a: Arguments) =
    let corners name =
        let points = a.Tensor name
        let points = if points.Rank = 2 then Ops.expandDims 0 points else points
        if points.Rank <> 3 || points.Shape[1] <> Dim.Known 4L || points.Shape[2] <> Dim.Known 2L then
            raise (ShapeException $"{name} must be four points (x, y) an image, got {points.Shape}")
        points
    let start, target = corners "start_points", corners "end_points"
    let change (x: Expr) =
        sameBatch "start_points" x start
        sameBatch "end_points" x target
        Warping.perspective (isLinear a) (a.Real "fill_value") start target x
    a.Tensor "images" |> onSpatial a 2 change

let private mapCoordinates (a: Arguments) =
    let x = a.Tensor "inputs"
    let places =
        match a.Item "coordinates" with
        | ArgumentValue.List(ArgumentValue.Tensor _ :: _) -> a.Tensors "coordinates"
        | _ ->
            let places = a.Tensor "coordinates"
            if places.Rank = 0 || places.Shape[0] <> Dim.Known(int64 x.Rank) then
                raise (ShapeException $"coordinates must be of {x.Rank} axes, got {places.Shape}")
            [ for axis in 0 .. x.Rank - 1 -> Ops.index 0 (int64 axis) places ]
    if places.Length <> x.Rank || x.Rank = 0 then
        raise (ShapeException $"coordinates must be of {x.Rank} axes, got those of {places.Length}")
    match a.Whole "order" with
    | 0
    | 1 as order -> Warping.mapCoordinates (order = 1) (fillModeOf a) (a.Real "fill_value") places x
    | order -> raise (ConfigurationException $"order must be 0 or 1, got {order}")

let private reals (a: Arguments) name =
    match a.Reals name with
    | [ both ] -> both, both
    | [ first; second ] -> first, second
    | several -> raise (ConfigurationException $"{name} must be two numbers, got {several}")

// Keras: the numbers are of the width first, the sizes of the height.
let private gaussianBlur (a: Arguments) =
    let horizontal, vertical = reals a "sigma"
    if not (horizontal > 0.0 && vertical > 0.0) then
        raise (ConfigurationException $"sigma must be above 0, got {horizontal} and {vertical}")
    let size =
        match sizeOf a "kernel_size" 2 with
        | [ height; width ] -> height, width
        | _ -> invalidOp "kernel_size"
    let blur (x: Expr) =
        let number value = Ops.scalar (DType.toFloat x.DType) value
        Colors.blur size (number vertical) (number horizontal) x
    a.Tensor "images" |> onSpatial a 2 blur

let private sobelEdges (a: Arguments) =
    let x = a.Tensor "images"
    if x.Rank <> 4 then
        raise (ShapeException $"images must have four axes, got {x.Shape}")
    let x = toLast a x
    let edges (weights: float list) =
        let weights = Ops.constant { DType = DType.Float64; Shape = [| 3L; 3L |]; Data = Array.ofList weights }
        Colors.filter Padding.Same (Ops.cast (DType.toFloat x.DType) weights) x
    let horizontal = edges [ -1.0; 0.0; 1.0; -2.0; 0.0; 2.0; -1.0; 0.0; 1.0 ]
    let vertical = edges [ -1.0; -2.0; -1.0; 0.0; 0.0; 0.0; 1.0; 2.0; 1.0 ]
    let both = Ops.stack -1 [ vertical; horizontal ] |> Ops.cast x.DType
    if isFirst a then Ops.moveAxis 3 1 both else both

let private ssim (a: Arguments) =
    let image1, image2 = a.Tensor "image1", a.Tensor "image2"
    requireImages image1
    requireImages image2
    let dtype = DType.promote (DType.toFloat image1.DType) (DType.toFloat image2.DType)
    let prepared (x: Expr) =
        let x = if x.Rank = 3 then Ops.expandDims 0 x else x
        Ops.cast dtype (toLast a x)
    let x, y = prepared image1, prepared image2
    let size, sigma = a.Whole "filter_size", a.Real "filter_sigma"
    if size < 1 || not (sigma > 0.0) then
        raise (
            ConfigurationException $"filter_size must be at least 1 and filter_sigma above 0, got {size} and {sigma}"
        )
    let window = Colors.gaussian (size, size) (Ops.scalar dtype sigma) (Ops.scalar dtype sigma)
    let mean = Colors.filter Padding.Valid window
    let square (value: float) = value * value
    let c1, c2 = square (a.Real "k1" * a.Real "max_val"), square (a.Real "k2" * a.Real "max_val")
    let mx, my = mean x, mean y
    let vx, vy = mean (x * x) - mx * mx, mean (y * y) - my * my
    let together = mean (x * y) - mx * my
    let alike = (2.0 * mx * my + c1) * (2.0 * together + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2))
    let result = alike |> Ops.mean [ 1; 2 ] |> Ops.mean [ 1 ] |> Ops.cast image1.DType
    if image1.Rank = 3 then Ops.squeeze 0 result else result

let private lanczos (radius: float) (x: Expr) =
    let turn = x * System.Math.PI
    let y = Ops.sin turn * Ops.sin (turn / radius) * radius
    let isNear = Ops.lessEqual x (Ops.scalarLike x 1e-3)
    let square = Ops.square (Ops.where isNear (Ops.scalarLike x 1.0) turn)
    let inside = Ops.where isNear (Ops.scalarLike x 1.0) (y / square)
    Ops.where (Ops.greater x (Ops.scalarLike x radius)) (Ops.scalarLike x 0.0) inside

let private scaleAndTranslate (a: Arguments) =
    let x, axes = a.Tensor "images", a.Wholes "spatial_dims"
    let axes = axes |> List.map (Shape.axis x.Shape)
    let sizes = a.Wholes "output_shape"
    if sizes.Length <> x.Rank || List.exists (fun size -> size < 1) sizes then
        raise (ConfigurationException $"output_shape must be {x.Rank} sizes of at least 1, got {sizes}")
    let kernel =
        match
            a.Text(
                "method",
                [ "linear"; "bilinear"; "trilinear"; "cubic"; "bicubic"; "tricubic"; "lanczos3"; "lanczos5" ]
            )
        with
        | "lanczos3" -> lanczos 3.0
        | "lanczos5" -> lanczos 5.0
        | word when word.EndsWith "linear" -> Resampling.triangle
        | _ -> Resampling.cubic -0.5
    let scale, translation = a.Tensor "scale", a.Tensor "translation"
    let dtype = DType.promote (DType.toFloat scale.DType) (DType.toFloat translation.DType)
    let number name at (x: Expr) =
        match x.Shape.Dims with
        | [ Dim.Known count ] when count = int64 axes.Length -> Ops.cast dtype (Ops.index 0 (int64 at) x)
        | _ -> raise (ShapeException $"{name} must be {axes.Length} numbers, got {x.Shape}")
    let weights at axis (x: Expr) =
        let scale, translation = number "scale" at scale, number "translation" at translation
        let place = (Resampling.count dtype (int64 sizes[axis]) + 0.5) / scale - translation / scale - 0.5
        let wide = if a.Flag "antialias" then Ops.maximum (1.0 / scale) (Ops.scalar dtype 1.0) else Ops.scalar dtype 1.0
        let old = Ops.reshape [ -1L; 1L ] (Resampling.along dtype axis x)
        let weights = kernel (Ops.abs (Ops.expandDims 0 place - old) / wide)
        let total = Ops.sumKeep [ 0 ] weights
        let zero = Ops.scalar dtype 0.0
        let isSome = Ops.greater (Ops.abs total) (Ops.scalar dtype (1000.0 * 1.1920928955078125e-07))
        let weights = Ops.where isSome (weights / Ops.where isSome total (Ops.scalar dtype 1.0)) zero
        let isInside =
            Ops.logicalAnd
                (Ops.greaterEqual place (Ops.scalar dtype -0.5))
                (Ops.lessEqual place (Resampling.sizeOf dtype axis x - 0.5))
        Ops.where (Ops.expandDims 0 isInside) weights zero
    let wide = if x.DType.IsFloat then x else Ops.cast DType.Float32 x
    let resized =
        (wide, List.indexed axes)
        ||> List.fold (fun (y: Expr) (at, axis) ->
            let last = Ops.moveAxis axis -1 y
            let rows = if last.Rank = 1 then Ops.expandDims 0 last else last
            let product = rows *@ Ops.cast y.DType (weights at axis y)
            (if last.Rank = 1 then Ops.squeeze 0 product else product) |> Ops.moveAxis -1 axis)
    for axis, size in List.indexed sizes do
        if not (List.contains axis axes) && Dim.isKnown x.Shape[axis] && x.Shape[axis] <> Dim.Known(int64 size) then
            raise (ShapeException $"output_shape must be that of {x.Shape} beside spatial_dims, got {sizes}")
    if x.DType.IsFloat || axes.IsEmpty then
        Ops.cast x.DType resized
    else
        let floats = Ops.cast DType.Float32
        let low, high = Ops.min (Ops.axes x) x, Ops.max (Ops.axes x) x
        Ops.minimum (Ops.maximum (Ops.round resized) (floats low)) (floats high) |> Ops.cast x.DType

let private picture name className doc parameters build = {
    one "image" $"image.{name}" doc parameters build with
        ClassName = className
}

// Keras sets the format of channels in a model alone.
let private channelsFirst name value =
    match name, value with
    | "data_format", ArgumentValue.Null -> ArgumentValue.Text "channels_first"
    | _ -> value

let private images = tensor "images"
let private interpolation = text "interpolation" |> orText "bilinear"
let private fillMode = text "fill_mode" |> orText "constant"
let private fillValue = real "fill_value" |> orWhole 0L

let all: Function list = [
    picture
        "resize"
        "Resize"
        "Images in another size, by the nearest pixel or by lines or curves between pixels."
        [
            images
            wholes "size"
            interpolation
            flag "antialias" |> orFalse
            flag "crop_to_aspect_ratio" |> orFalse
            flag "pad_to_aspect_ratio" |> orFalse
            fillMode
            real "fill_value" |> orReal 0.0
            dataFormat
        ]
        resize
    picture
        "affine_transform"
        "AffineTransform"
        "Images moved, turned and stretched, each by eight numbers: the pixel (x, y) is the old one at (a0·x + a1·y + a2, b0·x + b1·y + b2)."
        [ images; tensor "transform"; interpolation; fillMode; fillValue; dataFormat ]
        affineTransform
    picture
        "perspective_transform"
        "PerspectiveTransform"
        "Images seen from elsewhere: what was at four points is at four others."
        [ images; tensor "start_points"; tensor "end_points"; interpolation; fillValue; dataFormat ]
        perspectiveTransform
    picture
        "map_coordinates"
        "MapCoordinates"
        "Values at places between elements, a tensor of coordinates for each axis."
        [ tensor "inputs"; tensor "coordinates"; whole "order"; fillMode; fillValue ]
        mapCoordinates
    picture
        "rgb_to_grayscale"
        "RGBToGrayscale"
        "0.2989 · red + 0.587 · green + 0.114 · blue."
        [ images; dataFormat ]
        (fun a -> a.Tensor "images" |> onSpatial a 2 Colors.toGray)
    picture
        "rgb_to_hsv"
        "RGBToHSV"
        "Hue, saturation and value of red, green and blue in [0, 1]."
        [ images; dataFormat ]
        (fun a -> a.Tensor "images" |> onSpatial a 2 Colors.toHsv)
    picture
        "hsv_to_rgb"
        "HSVToRGB"
        "Red, green and blue of hue, saturation and value in [0, 1]."
        [ images; dataFormat ]
        (fun a -> a.Tensor "images" |> onSpatial a 2 Colors.ofHsv)
    {
        picture
            "gaussian_blur"
            "GaussianBlur"
            "Images behind a window of a normal distribution. On values channels come first where data_format is not given, as in Keras."
            [
                images
                wholes "kernel_size"
                |> otherwise (ArgumentValue.List [ ArgumentValue.Whole 3L; ArgumentValue.Whole 3L ])
                numbers "sigma" |> otherwise (ArgumentValue.List [ ArgumentValue.Real 1.0; ArgumentValue.Real 1.0 ])
                dataFormat
            ]
            gaussianBlur with
            OnValues = channelsFirst
    }
    picture
        "scale_and_translate"
        "ScaleAndTranslate"
        "Axes stretched by a scale, and then moved."
        [
            images
            wholes "output_shape" |> ofCall
            tensor "scale"
            tensor "translation"
            wholes "spatial_dims"
            text "method"
            flag "antialias" |> otherwise (ArgumentValue.Flag true)
        ]
        scaleAndTranslate
    picture
        "sobel_edges"
        "SobelEdges"
        "How steep images are, downwards and to the right, along a new last axis."
        [ images; dataFormat ]
        sobelEdges
    picture
        "ssim"
        "SSIM"
        "How alike two images are in structure, an image, 1 for the same ones (Wang et al. 2004)."
        [
            tensor "image1"
            tensor "image2"
            real "max_val" |> orReal 1.0
            whole "filter_size" |> orWhole 11L
            real "filter_sigma" |> orReal 1.5
            real "k1" |> orReal 0.01
            real "k2" |> orReal 0.03
            dataFormat
        ]
        ssim
]
