/// Functions of <c>keras.ops</c> with windows that slide over spatial axes: convolutions, pools, blocks.
module internal Functional.Functions.Sliding

open Functional
open Functional.Row

let strides = wholes "strides" |> orWhole 1L
let padding = text "padding" |> orText "valid"
let dataFormat = text "data_format" |> orNone
let dilation = wholes "dilation_rate" |> orWhole 1L

let isFirst (a: Arguments) =
    not (a.IsNull "data_format")
    && a.Text("data_format", [ "channels_last"; "channels_first" ]) = "channels_first"

let toLast a (x: Expr) = if isFirst a then Ops.moveAxis 1 -1 x else x
let ofLast a (x: Expr) = if isFirst a then Ops.moveAxis -1 1 x else x

/// The result of a function of (batch, spatial..., channels), for tensors with so many spatial axes, with or without a batch.
let onSpatial (a: Arguments) rank (f: Expr -> Expr) (x: Expr) =
    if x.Rank = rank + 1 then Ops.expandDims 0 x |> toLast a |> f |> ofLast a |> Ops.squeeze 0
    elif x.Rank = rank + 2 then toLast a x |> f |> ofLast a
    else raise (ShapeException $"{rank + 1} axes are needed, or {rank + 2} with a batch, got {x.Shape}")

let private paddingOf (a: Arguments) =
    if a.Text("padding", [ "valid"; "same" ]) = "same" then Padding.Same else Padding.Valid

// A number stands for all spatial axes.
let perAxis (a: Arguments) name (x: Expr) =
    match a.Item name, a.Wholes name with
    | ArgumentValue.Whole _, [ one ] -> List.replicate (x.Rank - 2) one
    | _, several when several.Length = x.Rank - 2 -> several
    | _, several ->
        raise (
            ShapeException
                $"{name} must have {x.Rank - 2} numbers for a tensor of shape {x.Shape}, got {several.Length}"
        )

let requireSpatial (x: Expr) =
    if x.Rank < 3 || x.Rank > 5 then
        raise (
            ShapeException $"windows need (batch, spatial..., channels) with one to three spatial axes, got {x.Shape}"
        )

let private channelsOf (x: Expr) = Places.sizeOf "a convolution" (x.Rank - 1) x

let windowOf (a: Arguments) (x: Expr) = {
    Strides = perAxis a "strides" x
    Padding = paddingOf a
    Dilation = perAxis a "dilation_rate" x
}

// In floats; the kernel has (spatial..., channels of a group, filters).
let private convolve window (x: Expr) (kernel: Expr) =
    if kernel.Rank <> x.Rank then
        raise (ShapeException $"the kernel must have {x.Rank} axes, got {kernel.Shape}")
    let inner = Places.sizeOf "a convolution" (kernel.Rank - 2) kernel
    let channels = channelsOf x
    if inner = 0L || channels % inner <> 0L then
        raise (ShapeException $"input channels must be a multiple of those of the kernel {kernel.Shape}, got {x.Shape}")
    Ops.conv window (int (channels / inner)) (Ops.floats x) (Ops.floats kernel)

let private conv (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    convolve (windowOf a x) x (a.Tensor "kernel") |> ofLast a

// (spatial..., channels, multiplier) as a group for each channel.
let private grouped (kernel: Expr) =
    if kernel.Rank < 3 then
        raise (ShapeException $"a kernel must have (spatial..., channels, multiplier), got {kernel.Shape}")
    let spatial = [ for axis in 0 .. kernel.Rank - 3 -> Extent.Of(0, axis) ]
    Ops.reshapeTo (spatial @ [ Extent.Size 1L; Extent.Rest ]) kernel

let private depthwise (a: Arguments) (x: Expr) (kernel: Expr) =
    if kernel.Rank <> x.Rank || kernel.Shape[-2] <> x.Shape[-1] then
        raise (ShapeException $"a depthwise kernel must have the channels of {x.Shape}, got {kernel.Shape}")
    convolve (windowOf a x) x (grouped kernel)

let private depthwiseConv (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    depthwise a x (a.Tensor "kernel") |> ofLast a

let private separableConv (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    let apart = depthwise a x (a.Tensor "depthwise_kernel")
    let ones = List.replicate (x.Rank - 2) 1
    let window = { Strides = ones; Padding = Padding.Valid; Dilation = ones }
    convolve window apart (a.Tensor "pointwise_kernel") |> ofLast a

let private pool kind (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    let size = perAxis a "pool_size" x
    let window = {
        Strides = if a.IsNull "strides" then size else perAxis a "strides" x
        Padding = paddingOf a
        Dilation = List.map (fun _ -> 1) size
    }
    Ops.pool kind size window x |> ofLast a

let private requireImages (x: Expr) =
    if x.Rank <> 4 then
        raise (ShapeException $"images of four axes are needed, got {x.Shape}")

let private blockOf (a: Arguments) =
    let size = a.Whole "block_size"
    if size < 1 || size > 65536 then
        raise (ConfigurationException $"block_size must be in [1, 65536], got {size}")
    int64 size

let private times number (x: Expr) axis =
    match x.Shape[axis] with
    | Dim.Known size -> Extent.Size(size * number)
    | Dim.Unknown _ -> Extent.Rest

let private part number (x: Expr) axis =
    let size = Places.sizeOf "blocks" axis x
    if size % number <> 0L then
        raise (ShapeException $"axis {axis} of {x.Shape} must be a multiple of {number}")
    Extent.Size(size / number)

let private depthToSpace (a: Arguments) =
    let x, block = a.Tensor "x", blockOf a
    requireImages x
    let at axis = Extent.Of(0, axis)
    let size = Extent.Size block
    if isFirst a then
        let channels = part (block * block) x 1
        let apart = Ops.reshapeTo [ at 0; channels; size; size; at 2; at 3 ] x
        let moved = Ops.transpose [ 0; 1; 4; 2; 5; 3 ] apart
        Ops.reshapeTo [ at 0; channels; times block x 2; times block x 3 ] moved
    else
        let channels = part (block * block) x 3
        let apart = Ops.reshapeTo [ at 0; at 1; at 2; size; size; channels ] x
        let moved = Ops.transpose [ 0; 1; 3; 2; 4; 5 ] apart
        Ops.reshapeTo [ at 0; times block x 1; times block x 2; channels ] moved

let private spaceToDepth (a: Arguments) =
    let x, block = a.Tensor "x", blockOf a
    requireImages x
    let at axis = Extent.Of(0, axis)
    let size = Extent.Size block
    if isFirst a then
        let high, wide = part block x 2, part block x 3
        let apart = Ops.reshapeTo [ at 0; at 1; high; size; wide; size ] x
        let moved = Ops.transpose [ 0; 1; 3; 5; 2; 4 ] apart
        Ops.reshapeTo [ at 0; times (block * block) x 1; high; wide ] moved
    else
        let high, wide = part block x 1, part block x 2
        let apart = Ops.reshapeTo [ at 0; high; size; wide; size; at 3 ] x
        let moved = Ops.transpose [ 0; 1; 3; 2; 4; 5 ] apart
        Ops.reshapeTo [ at 0; high; wide; times (block * block) x 3 ] moved

let private format = text "data_format" |> orText "channels_last"

let all: Function list = [
    one
        "nn"
        "conv"
        "Convolution over one to three spatial axes, kernel (spatial..., channels of a group, filters)."
        [ tensor "inputs"; tensor "kernel"; strides; padding; dataFormat; dilation ]
        conv
    one
        "nn"
        "depthwise_conv"
        "Convolution of each channel for itself, kernel (spatial..., channels, multiplier)."
        [ tensor "inputs"; tensor "kernel"; strides; padding; dataFormat; dilation ]
        depthwiseConv
    one
        "nn"
        "separable_conv"
        "Convolution of each channel for itself, and then of all channels at each place."
        [
            tensor "inputs"
            tensor "depthwise_kernel"
            tensor "pointwise_kernel"
            strides
            padding
            dataFormat
            dilation
        ]
        separableConv
    one
        "nn"
        "max_pool"
        "The largest of each window, side by side when no strides are given."
        [ tensor "inputs"; wholes "pool_size"; wholes "strides" |> orNone; padding; dataFormat ]
        (pool PoolKind.Max)
    one
        "nn"
        "average_pool"
        "The mean of each window, side by side when no strides are given."
        [ tensor "inputs"; wholes "pool_size"; wholes "strides" |> orNone; padding; dataFormat ]
        (pool PoolKind.Average)
    one "nn" "depth_to_space" "Channels as blocks of pixels." [ tensor "x"; whole "block_size"; format ] depthToSpace
    one "nn" "space_to_depth" "Blocks of pixels as channels." [ tensor "x"; whole "block_size"; format ] spaceToDepth
]
