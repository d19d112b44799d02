namespace Functional.Layers

open Functional
open Functional.Layer

/// Long short-term memory with convolutions for products (Shi et al. 2015). [batch, time, spatial..., channels] → [batch, spatial'...,
/// filters], or [batch, time, spatial'..., filters] with <c>ReturnSequences</c>; with <c>ReturnState</c> the last hidden and cell states
/// follow. Takes initial states as further inputs, or as the argument <c>initial_state</c>. Keras: ConvLSTM1D, ConvLSTM2D, ConvLSTM3D.
type ConvLSTM = {
    /// Number of spatial axes.
    [<OfClass; Within(1.0, 3.0)>]
    Rank: int
    /// Whether the output of every step is given, or only the last.
    ReturnSequences: bool
    /// Whether the last states are given too.
    ReturnState: bool
    /// From the last step to the first; the outputs come in that order.
    GoBackwards: bool
    /// Whether the states of a batch are the initial states of the next. Needs a known batch size.
    Stateful: bool
    /// Keras: whether the loop is unrolled in the graph. Has no effect on the result.
    Unroll: bool
    /// Whether a masked step gives zeros, instead of the output before it.
    ZeroOutputForMask: bool
    /// Number of channels of output and states.
    [<AtLeast 1.0>]
    Filters: int
    /// Sizes of the window.
    [<PerAxis; AtLeast 1.0>]
    KernelSize: int list
    /// Steps between windows over the inputs. Those over states are next to each other.
    [<PerAxis; AtLeast 1.0>]
    Strides: int list
    /// Of the inputs. States have a border of their own, so that they keep their sizes.
    Padding: Padding
    DataFormat: DataFormat
    /// Steps between the values a window over inputs takes. Not together with strides above 1.
    [<PerAxis; AtLeast 1.0>]
    DilationRate: int list
    /// Of candidate and output.
    Activation: Activation
    /// Of the three gates.
    RecurrentActivation: Activation
    UseBias: bool
    /// The kernel of the inputs.
    Kernel: WeightRule
    /// The kernel of the states.
    Recurrent: WeightRule
    Bias: WeightRule
    /// Whether the forget gate's bias begins at 1 instead of the initializer's value (Jozefowicz et al. 2015).
    UnitForgetBias: bool
    ActivityRegularizer: Regularizer option
    /// Share of the inputs dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Share of the recurrent state dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    RecurrentDropout: float
    Seed: int64 option
} with

    /// With windows of the given sizes, one for each spatial axis.
    static member Create(filters, kernelSize: int list) = {
        Rank = kernelSize.Length
        ReturnSequences = false
        ReturnState = false
        GoBackwards = false
        Stateful = false
        Unroll = false
        ZeroOutputForMask = false
        Filters = filters
        KernelSize = kernelSize
        Strides = kernelSize |> List.map (fun _ -> 1)
        Padding = Padding.Valid
        DataFormat = DataFormat.ChannelsLast
        DilationRate = kernelSize |> List.map (fun _ -> 1)
        Activation = Activation.Tanh
        RecurrentActivation = Activation.Sigmoid
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        UnitForgetBias = true
        ActivityRegularizer = None
        Dropout = 0.0
        RecurrentDropout = 0.0
        Seed = None
    }

    interface IClassName with
        member this.ClassName = $"ConvLSTM{string this.Rank}D"

    interface IRecurrence with
        member this.Options = Recurrence.optionsOf this
        member this.With(goBackwards, zeroOutputForMask) = {
            this with
                GoBackwards = goBackwards
                ZeroOutputForMask = zeroOutputForMask
        }

        member this.Build(scope, inputs) =
            let cell = Parts.attribute "cell" (ConvLSTMCell this)
            Recurrence.build (Recurrence.optionsOf this) this.ActivityRegularizer cell scope inputs

/// Its step, which Keras has no public class for.
and [<Sealed>] private ConvLSTMCell(settings: ConvLSTM) =

    let filters = int64 settings.Filters
    let window = {
        Strides = settings.Strides
        Padding = settings.Padding
        Dilation = settings.DilationRate
    }
    let still = settings.KernelSize |> List.map (fun _ -> 1)
    let channels = if settings.DataFormat = DataFormat.ChannelsFirst then 1 else -1
    let toLast = DataFormat.toLast settings.DataFormat
    let ofLast = DataFormat.ofLast settings.DataFormat
    let shape inputs outputs = List.map int64 settings.KernelSize @ [ inputs; outputs ]

    // Keras drops for each of the four parts by itself.
    let products window (pattern: Expr option) (x: Expr) (kernel: Expr) =
        match pattern with
        | None -> Ops.conv window 1 x kernel
        | Some pattern ->
            List.map2
                (fun pattern kernel -> Ops.conv window 1 (x * pattern) kernel)
                (Ops.split -1 4 pattern)
                (Ops.split -1 4 kernel)
            |> Ops.concat -1

    interface IClassName with
        member _.ClassName = "ConvLSTMCell"

    interface ICell with
        member _.StateSizes(scope, x) =
            requireRank (settings.Rank + 2) x
            requireSteps scope settings.Strides settings.DilationRate
            scope.Require(settings.Padding <> Padding.Causal, "padding \"causal\" is for Conv1D")
            let x = toLast x
            if x.Shape.Dims.Tail |> List.exists (Dim.isKnown >> not) then
                raise (ShapeException $"the sizes of images and their channels must be known, got {x.Shape}")
            let kernel = Ops.input "kernel" (Shape.known (shape (lastAxis x) filters)) x.DType
            let sizes = (ofLast (Ops.conv window 1 x kernel)).Shape.Dims.Tail |> Shape.ofDims |> Shape.sizes
            List.replicate 2 (List.ofArray sizes)

        member _.Begin(scope, x, states) =
            let kernel = scope.Weight("kernel", shape (lastAxis (toLast x)) (4L * filters), settings.Kernel)
            let recurrent = scope.Weight("recurrent_kernel", shape filters (4L * filters), settings.Recurrent)
            let biasRule = LongShortTerm.biasRule settings.UnitForgetBias settings.Bias
            let bias = if settings.UseBias then Some(scope.Weight("bias", [ 4L * filters ], biasRule)) else None
            let four (x: Expr) = Ops.concat -1 (List.replicate 4 (toLast x))
            let ofInput, ofState =
                Cell.patterns
                    scope
                    settings.Seed
                    (settings.Dropout, four x)
                    (settings.RecurrentDropout, four states.Head)
            let activation, gate = Activation.apply settings.Activation, Activation.apply settings.RecurrentActivation
            let step (x: Expr) (states: Expr list) =
                let ofInputs = bias |> Option.fold (+) (products window ofInput (toLast x) kernel)
                let around = { Strides = still; Padding = Padding.Same; Dilation = still }
                let ofStates = products around ofState (toLast states[0]) recurrent
                ofLast (ofInputs + ofStates) |> LongShortTerm.step activation gate channels states[1]
            { Step = step; Whole = None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs
