namespace Functional.Layers

open Functional
open Functional.Layer

/// Long short-term memory (Hochreiter and Schmidhuber 1997). [batch, time, features] → [batch, units], or [batch, time, units] with
/// <c>ReturnSequences</c>; with <c>ReturnState</c> the last hidden and cell states follow. Takes initial states as further inputs.
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

    /// One step, as in the paper: input, forget and output gates, and the candidate, in Keras's order i f c o.
    member private this.Step(kernel: Expr, recurrent: Expr, bias: Expr option, x: Expr, h: Expr, c: Expr) =
        let gates = bias |> Option.fold (+) ((x *@ kernel) + (h *@ recurrent))
        let activation, gate = Activation.apply this.Activation, Activation.apply this.RecurrentActivation
        match Ops.split -1 4 gates with
        | [ i; f; candidate; o ] ->
            let c = gate f * c + gate i * activation candidate
            gate o * activation c, c
        | _ -> invalidOp "lstm"

    interface ILayer with
        member this.Build(scope, inputs) =
            let x, given =
                match inputs with
                | [ x ] -> x, None
                | [ x; h; c ] -> x, Some(h, c)
                | _ ->
                    raise (ShapeException $"expects an input, or an input and two states, got {inputs.Length} tensors")
            requireRank 3 x
            let units = int64 this.Units
            let cell = scope.Child("cell", "lstm_cell")
            let biasRule =
                if this.UnitForgetBias then
                    { this.Bias with Initializer = Initializer.UnitForget this.Bias.Initializer }
                else
                    this.Bias
            let kernel = cell.Weight("kernel", [ lastAxis x; 4L * units ], this.Kernel)
            let recurrent = cell.Weight("recurrent_kernel", [ units; 4L * units ], this.Recurrent)
            let bias = if this.UseBias then Some(cell.Weight("bias", [ 4L * units ], biasRule)) else None
            let zeros () = Ops.scalar x.DType 0.0 |> Ops.broadcastTo [ Extent.Of(1, 0); Extent.Size units ] [ x ]
            let state name =
                match x.Shape[0] with
                | Dim.Known batch -> Ops.cast x.DType (scope.Memory(name, [ batch; units ]))
                | Dim.Unknown _ -> raise (ShapeException $"a stateful LSTM needs a known batch size, got {x.Shape}")
            let h0, c0 =
                match given with
                | Some states -> states
                | None when this.Stateful -> state "state_0", state "state_1"
                | None ->
                    let zeros = zeros ()
                    zeros, zeros
            let stream = if this.Dropout > 0.0 || this.RecurrentDropout > 0.0 then Some(cell.Random this.Seed) else None
            let dropped rate offset (like: Expr) =
                match stream with
                | Some stream when scope.Training && rate > 0.0 ->
                    Some(Expr.Of(Op.Dropout(rate, [], stream + offset), [ Ops.fullLike like like.DType 1.0 ]))
                | _ -> None
            let x =
                match dropped this.Dropout 0L (Ops.index 1 0L x) with
                | Some pattern -> x * Ops.expandDims 1 pattern
                | None -> x
            let pattern = dropped this.RecurrentDropout 1L h0
            let mask = scope.MaskOf inputs.Head
            let recurrence = { Reverse = this.GoBackwards }
            let outputs, h, c =
                match mask, pattern, this.Activation, this.RecurrentActivation with
                | None, None, Activation.Tanh, Activation.Sigmoid ->
                    let bias =
                        bias
                        |> Option.defaultWith (fun () ->
                            Ops.scalar x.DType 0.0 |> Ops.broadcastTo [ Extent.Size(4L * units) ] [])
                    Ops.lstm recurrence x kernel recurrent bias h0 c0
                | _ ->
                    let sequences = x :: Option.toList mask
                    let states = [ h0; c0 ] @ (if mask.IsSome then [ Ops.fullLike h0 x.DType 0.0 ] else [])
                    let step (inputs: Expr list) (states: Expr list) =
                        let h, c = states[0], states[1]
                        let recurred = pattern |> Option.fold (*) h
                        let h', c' = this.Step(kernel, recurrent, bias, inputs[0], recurred, c)
                        match inputs with
                        | [ _; mask ] ->
                            // Keras: a masked step repeats the output and the state before it, zeros at the start.
                            let counts = Ops.expandDims -1 mask
                            let before = if this.ZeroOutputForMask then Ops.fullLike h' h'.DType 0.0 else states[2]
                            let output = Ops.where counts h' before
                            [ output ], [ Ops.where counts h' h; Ops.where counts c' c; output ]
                        | _ -> [ h' ], [ h'; c' ]
                    let outputs, states = Ops.scan recurrence sequences states step
                    outputs.Head, states[0], states[1]
            if this.Stateful then
                scope.Assign("state_0", Ops.cast scope.Policy.Variable h)
                scope.Assign("state_1", Ops.cast scope.Policy.Variable c)
            let output =
                if this.ReturnSequences then outputs
                elif mask.IsSome then Ops.index 1 -1L outputs
                else h
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            if this.ReturnState then [ output; h; c ] else [ output ]
