namespace Functional.Layers

open Functional
open Functional.Layer

/// What long short-term memory is, whatever its products are made with.
[<RequireQualifiedAccess>]
module internal LongShortTerm =

    /// How the bias begins: the forget gate's part at 1 where that is asked for.
    let biasRule isForgetOne (rule: WeightRule) : WeightRule =
        if isForgetOne then { rule with Initializer = Initializer.UnitForget rule.Initializer } else rule

    /// Output and states from the sums of products, whose four parts along an axis are, in Keras's order i f c o, input and forget gates,
    /// the candidate and the output gate, and from the cell's state. As in the paper.
    let step (activation: Expr -> Expr) (gate: Expr -> Expr) axis (state: Expr) (sums: Expr) : Expr * Expr list =
        match Ops.split axis 4 sums with
        | [ i; f; candidate; o ] ->
            let c = gate f * state + gate i * activation candidate
            let h = gate o * activation c
            h, [ h; c ]
        | _ -> invalidOp "lstm"

/// One step of long short-term memory (Hochreiter and Schmidhuber 1997). [batch, features] and the hidden and the cell state, both
/// [batch, units] → output [batch, units] and both states.
type LSTMCell = {
    /// Size of the states.
    [<AtLeast 1.0>]
    Units: int
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
    /// Share of the inputs dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Share of the recurrent state dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    RecurrentDropout: float
    Seed: int64 option
} with

    static member Create units = {
        Units = units
        Activation = Activation.Tanh
        RecurrentActivation = Activation.Sigmoid
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        UnitForgetBias = true
        Dropout = 0.0
        RecurrentDropout = 0.0
        Seed = None
    }

    interface ICell with
        member this.StateSizes(_, _) = [ [ int64 this.Units ]; [ int64 this.Units ] ]

        member this.Begin(scope, x, states) =
            requireRank 2 x
            let units = int64 this.Units
            let biasRule = LongShortTerm.biasRule this.UnitForgetBias this.Bias
            let kernel = scope.Weight("kernel", [ lastAxis x; 4L * units ], this.Kernel)
            let recurrent = scope.Weight("recurrent_kernel", [ units; 4L * units ], this.Recurrent)
            let bias = if this.UseBias then Some(scope.Weight("bias", [ 4L * units ], biasRule)) else None
            let ofInput, ofState = Cell.patterns scope this.Seed (this.Dropout, x) (this.RecurrentDropout, states.Head)
            let activation, gate = Activation.apply this.Activation, Activation.apply this.RecurrentActivation
            let step (x: Expr) (states: Expr list) =
                let products = (Cell.times ofInput x *@ kernel) + (Cell.times ofState states[0] *@ recurrent)
                bias |> Option.fold (+) products |> LongShortTerm.step activation gate -1 states[1]
            let whole recurrence (x: Expr) (states: Expr list) =
                let bias =
                    bias
                    |> Option.defaultWith (fun () ->
                        Ops.scalar x.DType 0.0 |> Ops.broadcastTo [ Extent.Size(4L * units) ] [])
                let x = Cell.times (Option.map (Ops.expandDims 1) ofInput) x
                let outputs, h, c = Ops.lstm recurrence x kernel recurrent bias states[0] states[1]
                outputs, h, [ h; c ]
            let isKernel =
                ofState.IsNone && this.Activation = Activation.Tanh && this.RecurrentActivation = Activation.Sigmoid
            { Step = step; Whole = if isKernel then Some whole else None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// Long short-term memory (Hochreiter and Schmidhuber 1997). [batch, time, features] → [batch, units], or [batch, time, units] with
/// <c>ReturnSequences</c>; with <c>ReturnState</c> the last hidden and cell states follow. Takes initial states as further inputs, or
/// as the argument <c>initial_state</c>.
type LSTM = {
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
    /// Size of the states.
    [<AtLeast 1.0>]
    Units: int
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

    static member Create units = {
        ReturnSequences = false
        ReturnState = false
        GoBackwards = false
        Stateful = false
        Unroll = false
        ZeroOutputForMask = false
        Units = units
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

    member private this.Cell: LSTMCell = {
        Units = this.Units
        Activation = this.Activation
        RecurrentActivation = this.RecurrentActivation
        UseBias = this.UseBias
        Kernel = this.Kernel
        Recurrent = this.Recurrent
        Bias = this.Bias
        UnitForgetBias = this.UnitForgetBias
        Dropout = this.Dropout
        RecurrentDropout = this.RecurrentDropout
        Seed = this.Seed
    }

    interface IRecurrence with
        member this.Options = Recurrence.optionsOf this
        member this.With(goBackwards, zeroOutputForMask) = {
            this with
                GoBackwards = goBackwards
                ZeroOutputForMask = zeroOutputForMask
        }

        member this.Build(scope, inputs) =
            let cell = Parts.attribute "cell" this.Cell
            Recurrence.build (Recurrence.optionsOf this) this.ActivityRegularizer cell scope inputs

/// One step of a gated recurrent unit (Cho et al. 2014). [batch, features] and the state [batch, units] → output [batch, units] and the
/// state, which is the same.
type GRUCell = {
    /// Size of the states.
    [<AtLeast 1.0>]
    Units: int
    /// Of candidate and output.
    Activation: Activation
    /// Of the two gates.
    RecurrentActivation: Activation
    UseBias: bool
    /// The kernel of the inputs.
    Kernel: WeightRule
    /// The kernel of the states.
    Recurrent: WeightRule
    Bias: WeightRule
    /// Share of the inputs dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Share of the recurrent state dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    RecurrentDropout: float
    /// Whether the reset gate is applied after the product with the state, with a bias of its own there, or before it.
    ResetAfter: bool
    Seed: int64 option
} with

    static member Create units = {
        Units = units
        Activation = Activation.Tanh
        RecurrentActivation = Activation.Sigmoid
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        Dropout = 0.0
        RecurrentDropout = 0.0
        ResetAfter = true
        Seed = None
    }

    interface ICell with
        member this.StateSizes(_, _) = [ [ int64 this.Units ] ]

        member this.Begin(scope, x, states) =
            requireRank 2 x
            let units = int64 this.Units
            let kernel = scope.Weight("kernel", [ lastAxis x; 3L * units ], this.Kernel)
            let recurrent = scope.Weight("recurrent_kernel", [ units; 3L * units ], this.Recurrent)
            let bias, recurrentBias =
                match this.UseBias, this.ResetAfter with
                | false, _ -> None, None
                | true, false -> Some(scope.Weight("bias", [ 3L * units ], this.Bias)), None
                | true, true ->
                    let both = scope.Weight("bias", [ 2L; 3L * units ], this.Bias)
                    Some(Ops.index 0 0L both), Some(Ops.index 0 1L both)
            let ofInput, ofState = Cell.patterns scope this.Seed (this.Dropout, x) (this.RecurrentDropout, states.Head)
            let activation, gate = Activation.apply this.Activation, Activation.apply this.RecurrentActivation
            // Update and reset gates, and the candidate, in Keras's order z r h.
            let ofGates, ofCandidate =
                Ops.slice 1 0L (2L * units) recurrent, Ops.slice 1 (2L * units) (3L * units) recurrent
            let step (x: Expr) (states: Expr list) =
                let h = Cell.times ofState states.Head
                let inputs = bias |> Option.fold (+) (Cell.times ofInput x *@ kernel) |> Ops.split -1 3
                let z, candidate =
                    if this.ResetAfter then
                        let products = recurrentBias |> Option.fold (+) (h *@ recurrent) |> Ops.split -1 3
                        gate (inputs[0] + products[0]), inputs[2] + gate (inputs[1] + products[1]) * products[2]
                    else
                        let products = h *@ ofGates |> Ops.split -1 2
                        gate (inputs[0] + products[0]),
                        inputs[2] + ((gate (inputs[1] + products[1]) * h) *@ ofCandidate)
                let next = z * states.Head + (1.0 - z) * activation candidate
                next, [ next ]
            { Step = step; Whole = None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// A gated recurrent unit (Cho et al. 2014). [batch, time, features] → [batch, units], or [batch, time, units] with
/// <c>ReturnSequences</c>; with <c>ReturnState</c> the last state follows. Takes an initial state as a second input, or as the argument
/// <c>initial_state</c>.
type GRU = {
    /// Whether the output of every step is given, or only the last.
    ReturnSequences: bool
    /// Whether the last state is given too.
    ReturnState: bool
    /// From the last step to the first; the outputs come in that order.
    GoBackwards: bool
    /// Whether the state of a batch is the initial state of the next. Needs a known batch size.
    Stateful: bool
    /// Keras: whether the loop is unrolled in the graph. Has no effect on the result.
    Unroll: bool
    /// Whether a masked step gives zeros, instead of the output before it.
    ZeroOutputForMask: bool
    /// Size of the states.
    [<AtLeast 1.0>]
    Units: int
    /// Of candidate and output.
    Activation: Activation
    /// Of the two gates.
    RecurrentActivation: Activation
    UseBias: bool
    /// The kernel of the inputs.
    Kernel: WeightRule
    /// The kernel of the states.
    Recurrent: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
    /// Share of the inputs dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Share of the recurrent state dropped; the same at all steps.
    [<Within(0.0, 1.0)>]
    RecurrentDropout: float
    /// Whether the reset gate is applied after the product with the state, with a bias of its own there, or before it.
    ResetAfter: bool
    Seed: int64 option
} with

    static member Create units = {
        ReturnSequences = false
        ReturnState = false
        GoBackwards = false
        Stateful = false
        Unroll = false
        ZeroOutputForMask = false
        Units = units
        Activation = Activation.Tanh
        RecurrentActivation = Activation.Sigmoid
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        Dropout = 0.0
        RecurrentDropout = 0.0
        ResetAfter = true
        Seed = None
    }

    member private this.Cell: GRUCell = {
        Units = this.Units
        Activation = this.Activation
        RecurrentActivation = this.RecurrentActivation
        UseBias = this.UseBias
        Kernel = this.Kernel
        Recurrent = this.Recurrent
        Bias = this.Bias
        Dropout = this.Dropout
        RecurrentDropout = this.RecurrentDropout
        ResetAfter = this.ResetAfter
        Seed = this.Seed
    }

    interface IRecurrence with
        member this.Options = Recurrence.optionsOf this
        member this.With(goBackwards, zeroOutputForMask) = {
            this with
                GoBackwards = goBackwards
                ZeroOutputForMask = zeroOutputForMask
        }

        member this.Build(scope, inputs) =
            let cell = Parts.attribute "cell" this.Cell
            Recurrence.build (Recurrence.optionsOf this) this.ActivityRegularizer cell scope inputs
