namespace Functional.Layers

open Functional
open Functional.Layer

/// Order of an image's axes.
[<RequireQualifiedAccess>]
type DataFormat =
    /// (batch, spatial..., channels), Keras's default.
    | ChannelsLast
    /// (batch, channels, spatial...).
    | ChannelsFirst

[<RequireQualifiedAccess>]
module internal DataFormat =

    /// Places of the spatial axes.
    let spatialAxes format rank =
        match format with
        | DataFormat.ChannelsLast -> [ 1..rank ]
        | DataFormat.ChannelsFirst -> [ 2 .. rank + 1 ]

    /// The tensor with channels last.
    let toLast format (x: Expr) =
        match format with
        | DataFormat.ChannelsLast -> x
        | DataFormat.ChannelsFirst -> Ops.moveAxis 1 (x.Rank - 1) x

    /// A channels-last tensor in the given format.
    let ofLast format (x: Expr) =
        match format with
        | DataFormat.ChannelsLast -> x
        | DataFormat.ChannelsFirst -> Ops.moveAxis (x.Rank - 1) 1 x

/// All axes behind the batch as one. [batch, ...] → [batch, product].
type Flatten = {
    DataFormat: DataFormat
} with

    static member Create() = { DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(_, One x) =
            let x = if x.Rank > 2 then DataFormat.toLast this.DataFormat x else x
            let sizes = Extent.Of(0, 0) :: [ Extent.Rest ]
            if x.Rank = 1 then [ Ops.expandDims 1 x ] else [ Ops.reshapeTo sizes x ]

/// Other sizes for the axes behind the batch. [batch, ...] → [batch, targetShape].
type Reshape = {
    /// Sizes without the batch; one may be −1.
    TargetShape: int64 list
} with

    static member Create targetShape = { TargetShape = targetShape }

    interface ILayer with
        member this.Build(scope, One x) =
            let unknown = this.TargetShape |> List.filter (fun size -> size = -1L) |> List.length
            let target =
                Functional.Shape.ofDims [
                    for size in this.TargetShape -> if size = -1L then Dim.Unknown "?" else Dim.Known size
                ]
            scope.Require(
                unknown <= 1 && this.TargetShape |> List.forall (fun size -> size >= -1L),
                $"target_shape may hold sizes and one -1, got {target}"
            )
            let sizes = [ for size in this.TargetShape -> if size = -1L then Extent.Rest else Extent.Size size ]
            [ Ops.reshapeTo (Extent.Of(0, 0) :: sizes) x ]

/// Axes in another order. [batch, ...] → [batch, ...].
type Permute = {
    /// For each axis behind the batch the one that takes its place, counted from 1.
    Dims: int list
} with

    static member Create dims = { Dims = dims }

    interface ILayer with
        member this.Build(scope, One x) =
            let got = this.Dims |> List.map string |> String.concat ", "
            scope.Require(
                List.sort this.Dims = [ 1 .. this.Dims.Length ],
                $"dims must be the numbers from 1 in some order, got ({got})"
            )
            requireRank (this.Dims.Length + 1) x
            [ Ops.transpose (0 :: this.Dims) x ]

/// Each row n times, as steps. [batch, features] → [batch, n, features].
type RepeatVector = {
    /// Number of steps.
    [<AtLeast 1.0>]
    N: int
} with

    static member Create n = { N = n }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 2 x
            [ Ops.expandDims 1 x |> Ops.broadcastTo [ Extent.Of(0, 0); Extent.Size(int64 this.N); Extent.Of(0, 2) ] [] ]

[<AutoOpen>]
module private Borders =

    let require (scope: Scope) what rank (borders: int list list) =
        let pair border = "(" + (border |> List.map string |> String.concat ", ") + ")"
        let got = borders |> List.map pair |> String.concat ", "
        scope.Require(
            borders.Length = rank
            && borders |> List.forall (fun border -> border.Length = 2 && List.forall (fun size -> size >= 0) border),
            $"{what} must be {rank} pairs of sizes of at least 0, got ({got})"
        )

    let pad format (borders: int list list) (x: Expr) =
        let side i = 0 :: (borders |> List.map (fun border -> border[i])) @ [ 0 ]
        DataFormat.toLast format x |> Ops.pad (side 0) (side 1) 0.0 |> DataFormat.ofLast format

    let crop format (borders: int list list) (x: Expr) =
        let cut (x: Expr) (axis, border: int list) =
            let start, behind = int64 border[0], int64 border[1]
            match x.Shape[axis] with
            | Dim.Known size when start + behind >= size ->
                raise (ShapeException $"cropping {start} and {behind} leaves nothing of axis {axis} of {x.Shape}")
            | _ ->
                if start = 0L && behind = 0L then
                    x
                else
                    Expr.Of(Op.Slice(axis, start, (if behind = 0L then None else Some -behind), 1L), [ x ])
        (DataFormat.toLast format x, List.indexed borders |> List.map (fun (i, border) -> i + 1, border))
        ||> List.fold cut
        |> DataFormat.ofLast format

    // Each element of an axis several times.
    let repeat (x: Expr) (axis: int, times: int) =
        if times = 1 then
            x
        else
            let sizes (x: Expr) = [ for axis in 0 .. x.Rank - 1 -> Extent.Of(0, axis) ]
            let spread = Ops.expandDims (axis + 1) x
            let spread =
                spread |> Ops.broadcastTo (sizes spread |> List.updateAt (axis + 1) (Extent.Size(int64 times))) []
            let joined =
                match x.Shape[axis] with
                | Dim.Known size -> Extent.Size(size * int64 times)
                | Dim.Unknown _ -> Extent.Rest
            spread
            |> Ops.reshapeTo (
                sizes spread
                |> List.removeAt (axis + 1)
                |> List.updateAt axis joined
                |> List.mapi (fun i size ->
                    match size with
                    | Extent.Of(argument, _) when i > axis -> Extent.Of(argument, i + 1)
                    | other -> other)
            )

/// Zeros before and after the steps. [batch, time, features] → [batch, time', features].
type ZeroPadding1D = {
    /// Numbers of steps before and after.
    [<PerAxis 2; AtLeast 0.0>]
    Padding: int list
    DataFormat: DataFormat
} with

    static member Create() = { Padding = [ 1; 1 ]; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(scope, One x) =
            require scope "padding" 1 [ this.Padding ]
            requireRank 3 x
            [ pad this.DataFormat [ this.Padding ] x ]

/// Zeros around images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras: ZeroPadding2D, ZeroPadding3D.
type ZeroPadding = {
    /// Number of spatial axes.
    [<OfClass; Within(2.0, 3.0)>]
    Rank: int
    /// Sizes before and after each spatial axis.
    Padding: int list list
    DataFormat: DataFormat
} with

    static member Create(padding: int list list) = {
        Rank = padding.Length
        Padding = padding
        DataFormat = DataFormat.ChannelsLast
    }

    interface IClassName with
        member this.ClassName = $"ZeroPadding{this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            require scope "padding" this.Rank this.Padding
            requireRank (this.Rank + 2) x
            [ pad this.DataFormat this.Padding x ]

/// Takes off steps at both ends. [batch, time, features] → [batch, time', features].
type Cropping1D = {
    /// Numbers of steps at the start and at the end.
    [<PerAxis 2; AtLeast 0.0>]
    Cropping: int list
} with

    static member Create() = { Cropping = [ 1; 1 ] }

    interface ILayer with
        member this.Build(scope, One x) =
            require scope "cropping" 1 [ this.Cropping ]
            requireRank 3 x
            [ crop DataFormat.ChannelsLast [ this.Cropping ] x ]

/// Takes the borders off images or volumes. [batch, spatial..., channels] → [batch, spatial'..., channels]. Keras: Cropping2D, Cropping3D.
type Cropping = {
    /// Number of spatial axes.
    [<OfClass; Within(2.0, 3.0)>]
    Rank: int
    /// Sizes at the start and the end of each spatial axis.
    Cropping: int list list
    DataFormat: DataFormat
} with

    static member Create(cropping: int list list) = {
        Rank = cropping.Length
        Cropping = cropping
        DataFormat = DataFormat.ChannelsLast
    }

    interface IClassName with
        member this.ClassName = $"Cropping{this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            require scope "cropping" this.Rank this.Cropping
            requireRank (this.Rank + 2) x
            [ crop this.DataFormat this.Cropping x ]

/// Each step several times. [batch, time, features] → [batch, time · size, features].
type UpSampling1D = {
    /// How often.
    [<AtLeast 1.0>]
    Size: int
} with

    static member Create() = { Size = 2 }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 3 x
            [ repeat x (1, this.Size) ]

/// Each pixel several times along each axis. [batch, height, width, channels] → [batch, height', width', channels].
type UpSampling2D = {
    /// How often along each spatial axis.
    [<PerAxis 2; AtLeast 1.0>]
    Size: int list
    DataFormat: DataFormat
    /// All but <c>Lanczos3</c> and <c>Lanczos5</c>.
    Interpolation: Interpolation
} with

    static member Create() = {
        Size = [ 2; 2 ]
        DataFormat = DataFormat.ChannelsLast
        Interpolation = Interpolation.Nearest
    }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 4 x
            let x = DataFormat.toLast this.DataFormat x
            let output =
                match this.Interpolation with
                | Interpolation.Nearest ->
                    (x, List.indexed this.Size |> List.map (fun (i, size) -> i + 1, size)) ||> List.fold repeat
                | Interpolation.Bilinear -> Images.upSampleBilinear this.Size x
                | Interpolation.Bicubic -> Images.upSampleBicubic this.Size x
                | Interpolation.Lanczos3
                | Interpolation.Lanczos5 ->
                    raise (
                        UnsupportedException $"UpSampling2D with interpolation {this.Interpolation} is not supported"
                    )
            [ DataFormat.ofLast this.DataFormat output ]

/// Each voxel several times along each axis. [batch, d, h, w, channels] → [batch, d', h', w', channels].
type UpSampling3D = {
    /// How often along each spatial axis.
    [<PerAxis 3; AtLeast 1.0>]
    Size: int list
    DataFormat: DataFormat
} with

    static member Create() = { Size = [ 2; 2; 2 ]; DataFormat = DataFormat.ChannelsLast }

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank 5 x
            let output =
                (DataFormat.toLast this.DataFormat x, List.indexed this.Size |> List.map (fun (i, size) -> i + 1, size))
                ||> List.fold repeat
            [ DataFormat.ofLast this.DataFormat output ]
