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
            let target = Functional.Shape.ofDims [ for size in this.TargetShape -> if size = -1L then Dim.Unknown "?" else Dim.Known size ]
            scope.Require(unknown <= 1 && this.TargetShape |> List.forall (fun size -> size >= -1L), $"target_shape may hold sizes and one -1, got {target}")
            let sizes = [ for size in this.TargetShape -> if size = -1L then Extent.Rest else Extent.Size size ]
            [ Ops.reshapeTo (Extent.Of(0, 0) :: sizes) x ]
