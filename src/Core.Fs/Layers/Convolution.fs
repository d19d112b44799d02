namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module internal Convolving =

    // Windows with steps between them take values side by side only.
    let requireSteps (scope: Scope) (strides: int list) (dilation: int list) =
        let show (numbers: int list) = String.concat ", " (List.map string numbers)
        scope.Require(
            List.forall ((=) 1) strides || List.forall ((=) 1) dilation,
            $"strides ({show strides}) above 1 cannot go with dilation_rate ({show dilation}) above 1"
        )

    let requireNotCausal (scope: Scope) (padding: Padding) =
        scope.Require(padding <> Padding.Causal, "padding must be \"valid\" or \"same\", got \"causal\"")

    let biased (scope: Scope) useBias (rule: WeightRule) (x: Expr) =
        if useBias then x + scope.Weight("bias", [ lastAxis x ], rule) else x

    // Keras applies an activation along channels (softmax, glu) in the layer's own format.
    let activated (scope: Scope) format activation regularizer (x: Expr) =
        let output = Activation.apply activation (DataFormat.ofLast format x)
        scope.AddActivityLoss(regularizer, [ output ])
        [ output ]

    // Each channel by filters of its own: kernel (spatial..., channels, multiplier).
    let depthwise (window: Window) (x: Expr) (kernel: Expr) =
        let rank = window.Strides.Length
        let spatial = [ for axis in 0 .. rank - 1 -> Extent.Of(0, axis) ]
        let filters = kernel |> Ops.reshapeTo (spatial @ [ Extent.Size 1L; Extent.Rest ])
        Ops.conv window (int (lastAxis x)) x filters

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
        member this.ClassName = $"Conv{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            scope.Require(
                this.Filters % this.Groups = 0,
                $"filters must be a multiple of groups ({this.Groups}), got {this.Filters}"
            )
            requireSteps scope this.Strides this.DilationRate
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
            activated scope this.DataFormat this.Activation this.ActivityRegularizer sum

/// Convolution of each channel by itself over 1 or 2 spatial axes: <c>activation(x_c ∗ kernel_cm + bias_cm)</c>.
/// [batch, spatial..., channels] → [batch, spatial'..., channels · depthMultiplier]. Keras: DepthwiseConv1D, DepthwiseConv2D.
type DepthwiseConv = {
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 2.0)>]
    Rank: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    KernelSize: int list
    /// Steps between windows.
    [<PerAxis; AtLeast 1.0>]
    Strides: int list
    Padding: Padding
    /// Number of output channels that each input channel gives.
    [<AtLeast 1.0>]
    DepthMultiplier: int
    DataFormat: DataFormat
    /// Steps between the values a window takes.
    [<PerAxis; AtLeast 1.0>]
    DilationRate: int list
    Activation: Activation
    UseBias: bool
    Depthwise: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
} with

    /// A convolution with windows of the given sizes, one for each spatial axis.
    static member Create(kernelSize: int list) = {
        Rank = kernelSize.Length
        KernelSize = kernelSize
        Strides = kernelSize |> List.map (fun _ -> 1)
        Padding = Padding.Valid
        DepthMultiplier = 1
        DataFormat = DataFormat.ChannelsLast
        DilationRate = kernelSize |> List.map (fun _ -> 1)
        Activation = Activation.Linear
        UseBias = true
        Depthwise = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
    }

    interface IClassName with
        member this.ClassName = $"DepthwiseConv{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            requireNotCausal scope this.Padding
            let x = DataFormat.toLast this.DataFormat x
            let shape = List.map int64 this.KernelSize @ [ lastAxis x; int64 this.DepthMultiplier ]
            let window = { Strides = this.Strides; Padding = this.Padding; Dilation = this.DilationRate }
            scope.Weight("kernel", shape, this.Depthwise)
            |> depthwise window x
            |> biased scope this.UseBias this.Bias
            |> activated scope this.DataFormat this.Activation this.ActivityRegularizer

/// Convolution of each channel by itself, then of all channels place by place, over 1 or 2 spatial axes:
/// <c>activation((x ∗ depthwise) · pointwise + bias)</c>. [batch, spatial..., channels] → [batch, spatial'..., filters].
/// Keras: SeparableConv1D, SeparableConv2D.
type SeparableConv = {
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 2.0)>]
    Rank: int
    /// Number of output channels.
    [<AtLeast 1.0>]
    Filters: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    KernelSize: int list
    /// Steps between windows.
    [<PerAxis; AtLeast 1.0>]
    Strides: int list
    Padding: Padding
    DataFormat: DataFormat
    /// Steps between the values a window takes.
    [<PerAxis; AtLeast 1.0>]
    DilationRate: int list
    /// Number of channels that each input channel gives before they are joined.
    [<AtLeast 1.0>]
    DepthMultiplier: int
    Activation: Activation
    UseBias: bool
    Depthwise: WeightRule
    Pointwise: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
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
        DepthMultiplier = 1
        Activation = Activation.Linear
        UseBias = true
        Depthwise = WeightRule.Of Initializer.glorotUniform
        Pointwise = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
    }

    interface IClassName with
        member this.ClassName = $"SeparableConv{string this.Rank}D"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            requireNotCausal scope this.Padding
            let x = DataFormat.toLast this.DataFormat x
            let channels, multiplier = lastAxis x, int64 this.DepthMultiplier
            let ones = this.KernelSize |> List.map (fun _ -> 1)
            let window = { Strides = this.Strides; Padding = this.Padding; Dilation = this.DilationRate }
            let kernel =
                scope.Weight(
                    "depthwise_kernel",
                    List.map int64 this.KernelSize @ [ channels; multiplier ],
                    this.Depthwise
                )
            let shape = List.map int64 ones @ [ channels * multiplier; int64 this.Filters ]
            let pointwise = scope.Weight("pointwise_kernel", shape, this.Pointwise)
            Ops.conv
                { Strides = ones; Padding = Padding.Valid; Dilation = ones }
                1
                (depthwise window x kernel)
                pointwise
            |> biased scope this.UseBias this.Bias
            |> activated scope this.DataFormat this.Activation this.ActivityRegularizer

/// Transposed convolution over 1, 2 or 3 spatial axes: what a convolution makes its input of, <c>activation(x ∗ᵀ kernel + bias)</c>.
/// [batch, spatial..., channels] → [batch, spatial'..., filters], where spatial' is about spatial · strides. Keras: Conv1DTranspose to
/// Conv3DTranspose.
type ConvTranspose = {
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    /// Number of output channels.
    [<AtLeast 1.0>]
    Filters: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    KernelSize: int list
    /// Steps between the windows that are added up.
    [<PerAxis; AtLeast 1.0>]
    Strides: int list
    /// <c>Valid</c>: all that the windows reach; <c>Same</c>: as long as the input times the strides.
    Padding: Padding
    /// Steps by which the output is longer than the shortest, below the stride of each axis. Absent: as the padding says.
    [<PerAxis; AtLeast 0.0>]
    OutputPadding: int list option
    DataFormat: DataFormat
    /// Steps between the values a window gives. Not together with strides above 1.
    [<PerAxis; AtLeast 1.0>]
    DilationRate: int list
    Activation: Activation
    UseBias: bool
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
} with

    /// A transposed convolution with windows of the given sizes, one for each spatial axis.
    static member Create(filters, kernelSize: int list) = {
        Rank = kernelSize.Length
        Filters = filters
        KernelSize = kernelSize
        Strides = kernelSize |> List.map (fun _ -> 1)
        Padding = Padding.Valid
        OutputPadding = None
        DataFormat = DataFormat.ChannelsLast
        DilationRate = kernelSize |> List.map (fun _ -> 1)
        Activation = Activation.Linear
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
    }

    interface IClassName with
        member this.ClassName = $"Conv{string this.Rank}DTranspose"

    interface ILayer with
        member this.Build(scope, One x) =
            requireRank (this.Rank + 2) x
            requireNotCausal scope this.Padding
            requireSteps scope this.Strides this.DilationRate
            for further, stride in
                List.zip (defaultArg this.OutputPadding (List.map (fun _ -> 0) this.Strides)) this.Strides do
                scope.Require(further < stride, $"output_padding ({further}) must be below strides ({stride})")
            let x = DataFormat.toLast this.DataFormat x
            let shape = List.map int64 this.KernelSize @ [ int64 this.Filters; lastAxis x ]
            let window = { Strides = this.Strides; Padding = this.Padding; Dilation = this.DilationRate }
            scope.Weight("kernel", shape, this.Kernel)
            |> Functions.Windowed.transposed window this.OutputPadding x
            |> biased scope this.UseBias this.Bias
            |> activated scope this.DataFormat this.Activation this.ActivityRegularizer
