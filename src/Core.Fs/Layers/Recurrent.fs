namespace Functional.Layers

open Functional
open Functional.Layer

/// One step of a fully connected recurrence, activation(x · kernel + h · recurrent kernel + bias). [batch, features] and the state
/// [batch, units] → output [batch, units] and the state, which is the same.
type SimpleRNNCell = {
    /// Size of the states.
    [<AtLeast 1.0>]
    Units: int
    /// Of the sum of both products.
    Activation: Activation
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
    Seed: int64 option
} with

    static member Create units = {
        Units = units
        Activation = Activation.Tanh
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        Dropout = 0.0
        RecurrentDropout = 0.0
        Seed = None
    }

    interface ICell with
        member this.StateSizes(_, _) = [ [ int64 this.Units ] ]

        member this.Begin(scope, x, states) =
            requireRank 2 x
            let units = int64 this.Units
            let kernel = scope.Weight("kernel", [ lastAxis x; units ], this.Kernel)
            let recurrent = scope.Weight("recurrent_kernel", [ units; units ], this.Recurrent)
            let bias = if this.UseBias then Some(scope.Weight("bias", [ units ], this.Bias)) else None
            let ofInput, ofState = Cell.patterns scope this.Seed (this.Dropout, x) (this.RecurrentDropout, states.Head)
            let step (x: Expr) (states: Expr list) =
                let products = (Cell.times ofInput x *@ kernel) + (Cell.times ofState states.Head *@ recurrent)
                let h = bias |> Option.fold (+) products |> Activation.apply this.Activation
                h, [ h ]
            { Step = step; Whole = None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// A fully connected recurrence, whose output is fed back. [batch, time, features] → [batch, units], or [batch, time, units] with
/// <c>ReturnSequences</c>; with <c>ReturnState</c> the last state follows. Takes an initial state as a second input, or as the argument
/// <c>initial_state</c>.
type SimpleRNN = {
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
    /// Of the sum of both products.
    Activation: Activation
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
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Recurrent = WeightRule.Of(Initializer.Orthogonal(1.0, None))
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        Dropout = 0.0
        RecurrentDropout = 0.0
        Seed = None
    }

    member private this.Cell: SimpleRNNCell = {
        Units = this.Units
        Activation = this.Activation
        UseBias = this.UseBias
        Kernel = this.Kernel
        Recurrent = this.Recurrent
        Bias = this.Bias
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
