namespace Functional.Layers

open Functional
open Functional.Layer

/// Convolution over 1, 2 or 3 spatial axes: <c>activation(x ∗ kernel + bias)</c>.
/// [batch, spatial..., channels] → [batch, spatial'..., filters]. Keras: Conv1D, Conv2D, Conv3D.
type Conv = {
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    /// Number of output channels; a multiple of <c>Groups</c>.
    [<AtLeast 1.0>]
    Filters: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    KernelSize: int list
    /// Steps between windows.
    [<PerAxis; AtLeast 1.0>]
    Strides: int list
    /// <c>Causal</c> for one spatial axis only.
    Padding: Padding
    DataFormat: DataFormat
    /// Steps between the values a window takes. Not together with strides above 1.
    [<PerAxis; AtLeast 1.0>]
    DilationRate: int list
    /// Number of parts into which channels and filters are split.
    [<AtLeast 1.0>]
    Groups: int
    Activation: Activation
    UseBias: bool
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
    /// Freezes the kernel and trains a correction of low rank.
    Lora: Lora option
} with

    /// A convolution with windows of the given sizes, one for each spatial axis.
    static member Create(filters, kernelSize: int list) = {
        Rank = kernelSize.Length
        Filters = filters
        KernelSize = kernelSize
        Strides = kernelSize |> List.map (fun _ -> 1)
        Padding = Padding.Valid
        DataFormat = DataFormat.ChannelsLast
        DilationRate = kernelSize |> List.map (fun _ -> 1)
        Groups = 1
        Activation = Activation.Linear
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        Lora = None
    }

    interface IClassName with
        member this.ClassName = $"Conv{this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            scope.Require(
                this.Filters % this.Groups = 0,
                $"filters must be a multiple of groups ({this.Groups}), got {this.Filters}"
            )
            let strides = String.concat ", " (List.map string this.Strides)
            let dilation = String.concat ", " (List.map string this.DilationRate)
            scope.Require(
                List.forall ((=) 1) this.Strides || List.forall ((=) 1) this.DilationRate,
                $"strides ({strides}) above 1 cannot go with dilation_rate ({dilation}) above 1"
            )
            scope.Require(
                this.Padding <> Padding.Causal || (this.Rank = 1 && this.DataFormat = DataFormat.ChannelsLast),
                "padding \"causal\" is for Conv1D with channels last"
            )
            let x = DataFormat.toLast this.DataFormat x
            let channels = lastAxis x
            if channels % int64 this.Groups <> 0L then
                raise (ShapeException $"input channels must be a multiple of groups ({this.Groups}), got {x.Shape}")
            let shape = List.map int64 this.KernelSize @ [ channels / int64 this.Groups; int64 this.Filters ]
            let kernel = Lora.weight scope this.Lora "kernel" shape this.Kernel
            let bias = if this.UseBias then Some(scope.Weight("bias", [ this.Filters ], this.Bias)) else None
            let kernel = Lora.correct scope this.Lora "kernel" shape (Initializer.HeUniform Fan.Default) kernel
            let window = { Strides = this.Strides; Padding = this.Padding; Dilation = this.DilationRate }
            let sum = bias |> Option.fold (+) (Ops.conv window this.Groups x kernel)
            // Keras applies an activation along channels (softmax, glu) in the layer's own format.
            let output = Activation.apply this.Activation (DataFormat.ofLast this.DataFormat sum)
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ output ]
