namespace Functional.Layers

open Functional
open Functional.Layer

/// The largest value or the average of each window over 1, 2 or 3 spatial axes. [batch, spatial..., channels] →
/// [batch, spatial'..., channels]. Keras: MaxPooling1D to 3D, AveragePooling1D to 3D.
type Pooling = {
    [<OfClass>]
    Kind: PoolKind
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    PoolSize: int list
    /// Steps between windows; the window's sizes when absent.
    [<PerAxis; AtLeast 1.0; WrittenAs "PoolSize">]
    Strides: int list option
    Padding: Padding
    DataFormat: DataFormat
} with

    /// Pooling with windows of the given sizes, one for each spatial axis, side by side.
    static member Create(kind, poolSize: int list) = {
        Kind = kind
        Rank = poolSize.Length
        PoolSize = poolSize
        Strides = None
        Padding = Padding.Valid
        DataFormat = DataFormat.ChannelsLast
    }

    interface IClassName with
        member this.ClassName = $"{this.Kind.Name}Pooling{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            let strides = defaultArg this.Strides this.PoolSize
            scope.Require(this.Padding <> Padding.Causal, "padding must be \"valid\" or \"same\", got \"causal\"")
            let window = { Strides = strides; Padding = this.Padding; Dilation = List.map (fun _ -> 1) strides }
            [
                DataFormat.toLast this.DataFormat x
                |> Ops.pool this.Kind this.PoolSize window
                |> DataFormat.ofLast this.DataFormat
            ]

/// The largest value or the average over all spatial axes. [batch, spatial..., channels] → [batch, channels]. Keras:
/// GlobalMaxPooling1D to 3D, GlobalAveragePooling1D to 3D.
type GlobalPooling = {
    [<OfClass>]
    Kind: PoolKind
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    DataFormat: DataFormat
    /// Whether the spatial axes stay, with size 1.
    KeepDims: bool
} with

    static member Create(kind, rank) = {
        Kind = kind
        Rank = rank
        DataFormat = DataFormat.ChannelsLast
        KeepDims = false
    }

    interface IClassName with
        member this.ClassName = $"Global{this.Kind.Name}Pooling{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            let axes = DataFormat.spatialAxes this.DataFormat this.Rank
            let keep (pooled: Expr) =
                if this.KeepDims then List.fold (fun x axis -> Ops.expandDims axis x) pooled axes else pooled
            match this.Kind, scope.MaskOf x with
            | PoolKind.Max, _ -> [ keep (Ops.max axes x) ]
            | PoolKind.Average, Some mask when this.Rank = 1 ->
                // Keras: only GlobalAveragePooling1D looks at a mask.
                let weights =
                    Ops.expandDims (if this.DataFormat = DataFormat.ChannelsLast then 2 else 1) (Ops.cast x.DType mask)
                [ keep (Ops.sum axes (x * weights) / Ops.sum axes weights) ]
            | PoolKind.Average, _ -> [ keep (Ops.mean axes x) ]

/// The largest value or the average of each of so many parts of every spatial axis, as even as they can be.
/// [batch, spatial..., channels] → [batch, outputSize..., channels]. Keras: AdaptiveMaxPooling1D to 3D, AdaptiveAveragePooling1D to 3D.
type AdaptivePooling = {
    [<OfClass>]
    Kind: PoolKind
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    /// Number of parts of each spatial axis.
    [<PerAxis; AtLeast 1.0>]
    OutputSize: int list
    DataFormat: DataFormat
} with

    /// Pooling into so many parts, a number for each spatial axis.
    static member Create(kind, outputSize: int list) = {
        Kind = kind
        Rank = outputSize.Length
        OutputSize = outputSize
        DataFormat = DataFormat.ChannelsLast
    }

    interface IClassName with
        member this.ClassName = $"Adaptive{this.Kind.Name}Pooling{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            [
                DataFormat.toLast this.DataFormat x
                |> Images.adaptivePool this.Kind this.OutputSize
                |> DataFormat.ofLast this.DataFormat
            ]
