/// Functions of <c>keras.ops</c> with windows over spatial axes: transposed convolutions, adaptive pools, blocks of pixels as columns.
module internal Functional.Functions.Windowed

open Functional
open Functional.Row
open Functional.Functions.Sliding

/// The transposed convolution as Keras sizes it: longer than the shortest result by what the output padding says, or without one as many
/// times as long as the stride ("same"), or by what no window covers ("valid").
let transposed (window: Window) (outputPadding: int list option) (x: Expr) (kernel: Expr) =
    let longer =
        window.Strides
        |> List.mapi (fun i stride ->
            let size = List.item i (Shape.sizes kernel.Shape |> List.ofArray)
            let span = (int size - 1) * window.Dilation[i] + 1
            match outputPadding, window.Padding with
            | Some further, Padding.Valid -> further[i]
            | Some further, _ -> further[i] + span % 2 - 1
            | None, Padding.Valid -> max 0 (stride - span)
            | None, _ -> stride - 1)
    // Keras: with windows of even length and an output padding of 0, one step less than the shortest.
    let cut (y: Expr) (axis, longer) =
        if longer >= 0 then
            y
        elif y.Shape[axis] = Dim.Known 1L then
            raise (ShapeException $"output_padding of 0 leaves no step of axis {axis} of {x.Shape}")
        else
            Expr.Of(Op.Slice(axis, 1L, None, 1L), [ y ])
    (Ops.convTranspose window (longer |> List.map (max 0)) x kernel, longer |> List.mapi (fun i more -> i + 1, more))
    ||> List.fold cut

let private convTranspose (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    let kernel = a.Tensor "kernel"
    if kernel.Rank <> x.Rank || kernel.Shape[-1] <> x.Shape[-1] then
        raise (
            ShapeException
                $"a kernel (spatial..., filters, channels) must have the channels of {x.Shape}, got {kernel.Shape}"
        )
    let further = if a.IsNull "output_padding" then None else Some(perAxis a "output_padding" x)
    match further with
    | Some numbers when numbers |> List.exists (fun number -> number < 0) ->
        raise (ConfigurationException $"output_padding must be at least 0, got {numbers}")
    | _ -> ()
    transposed (windowOf a x) further (Ops.floats x) (Ops.floats kernel) |> ofLast a

let private adaptive kind (a: Arguments) =
    let x = a.Tensor "inputs" |> toLast a
    requireSpatial x
    let counts = perAxis a "output_size" x
    let x = Ops.floats x
    Expr.Of(Op.AdaptivePool(kind, counts), [ x ]) |> ofLast a

/// Windows over an image of that size: for each step of a window the place that it sees in each of its positions, among the pixels in order.
type private Blocks = {
    Size: int list
    Padded: int list
    Padding: int list
    Kernel: int list
    Counts: int list
} with

    member this.Window = List.fold (*) 1 this.Kernel
    member this.Positions = List.fold (*) 1 this.Counts

let private two least (a: Arguments) name =
    let isUsual number = number >= least && number <= 1048576
    match a.Item name, a.Wholes name with
    | ArgumentValue.Whole _, [ one ] when isUsual one -> [ one; one ]
    | ArgumentValue.List _, ([ _; _ ] as both) when List.forall isUsual both -> both
    | got, _ -> raise (ConfigurationException $"{name} must be one or two numbers in [{least}, 1048576], got {got}")

let private blocks (a: Arguments) (size: int list) =
    let kernel, dilation = two 1 a "kernel_size", two 1 a "dilation"
    let padding, stride = two 0 a "padding", two 1 a "stride"
    let padded = List.map2 (fun size padding -> size + 2 * padding) size padding
    let spans = List.map2 (fun size step -> step * (size - 1) + 1) kernel dilation
    let counts =
        List.map3 (fun size span stride -> if size < span then 0 else (size - span) / stride + 1) padded spans stride
    if List.contains 0 counts then
        raise (
            ShapeException
                $"windows of {spans[0]} by {spans[1]} need a larger image, got {size[0]} by {size[1]} with padding {padding}"
        )
    Places.requireMost "windows" [ for count in kernel @ counts -> int64 count ]
    let places = [
        for row in 0 .. kernel[0] - 1 do
            for column in 0 .. kernel[1] - 1 do
                for y in 0 .. counts[0] - 1 do
                    for x in 0 .. counts[1] - 1 ->
                        (y * stride[0] + row * dilation[0]) * padded[1] + x * stride[1] + column * dilation[1]
    ]
    { Size = size; Padded = padded; Padding = padding; Kernel = kernel; Counts = counts }, Places.wholes places

let private requireRank rank what (x: Expr) =
    if x.Rank <> rank then
        raise (ShapeException $"{what} needs {rank} axes, got {x.Shape}")

let private unfold (a: Arguments) =
    let x = a.Tensor "x"
    requireRank 4 "unfold" x
    let size = [ for axis in 2..3 -> int (Places.sizeOf "unfold" axis x) ]
    let blocks, places = blocks a size
    let channels = Places.sizeOf "unfold" 1 x
    let none = [ 0; 0 ]
    Ops.pad (none @ blocks.Padding) (none @ blocks.Padding) 0.0 x
    |> Ops.reshapeTo [
        Extent.Of(0, 0)
        Extent.Size channels
        Extent.Size(int64 blocks.Padded[0] * int64 blocks.Padded[1])
    ]
    |> fun pixels -> Ops.take 2 pixels places
    |> Ops.reshapeTo [
        Extent.Of(0, 0)
        Extent.Size(channels * int64 blocks.Window)
        Extent.Size(int64 blocks.Positions)
    ]

let private fold (a: Arguments) =
    let x = a.Tensor "x"
    requireRank 3 "fold" x
    let blocks, places = blocks a (two 1 a "output_size")
    let columns, window = Places.sizeOf "fold" 1 x, int64 blocks.Window
    if columns % window <> 0L || Places.sizeOf "fold" 2 x <> int64 blocks.Positions then
        raise (
            ShapeException
                $"fold needs (batch, a multiple of {window}, {blocks.Positions}) for these sizes, got {x.Shape}"
        )
    let channels = columns / window
    let rows =
        x
        |> Ops.reshapeTo [ Extent.Of(0, 0); Extent.Size channels; Extent.Size(window * int64 blocks.Positions) ]
        |> Ops.transpose [ 2; 0; 1 ]
    let pixels = int64 blocks.Padded[0] * int64 blocks.Padded[1]
    let zeros =
        Ops.broadcastTo [ Extent.Size pixels; Extent.Of(1, 1); Extent.Size channels ] [ rows ] (Ops.scalar x.DType 0.0)
    let whole =
        Linalg.scatter Meeting.Add zeros places rows
        |> Ops.transpose [ 1; 2; 0 ]
        |> Ops.reshapeTo [
            Extent.Of(0, 0)
            Extent.Size channels
            Extent.Size(int64 blocks.Padded[0])
            Extent.Size(int64 blocks.Padded[1])
        ]
    (whole, [ 0; 1 ])
    ||> List.fold (fun y at ->
        let start = int64 blocks.Padding[at]
        Ops.slice (at + 2) start (start + int64 blocks.Size[at]) y)

let private windows = [
    wholes "kernel_size"
    wholes "dilation" |> orWhole 1L
    wholes "padding" |> orWhole 0L
    wholes "stride" |> orWhole 1L
]

let private adaptively name doc kind =
    one
        "nn"
        name
        $"{doc} of each of so many parts of every spatial axis, as even as they can be."
        [ tensor "inputs"; wholes "output_size"; dataFormat ]
        (adaptive kind)

let all: Function list = [
    one
        "nn"
        "conv_transpose"
        "Transposed convolution over one to three spatial axes, kernel (spatial..., filters, channels)."
        [
            tensor "inputs"
            tensor "kernel"
            strides
            padding
            wholes "output_padding" |> orNone
            dataFormat
            dilation
        ]
        convTranspose
    adaptively "adaptive_average_pool" "Mean" PoolKind.Average
    adaptively "adaptive_max_pool" "The largest" PoolKind.Max
    one
        "nn"
        "unfold"
        "The windows of images (batch, channels, height, width) as columns: (batch, channels · window, positions)."
        (tensor "x" :: windows)
        unfold
    one
        "nn"
        "fold"
        "Images (batch, channels, height, width) from the columns of their windows, summed where windows lie over each other."
        (tensor "x" :: wholes "output_size" :: windows)
        fold
]
