namespace Functional.Optimizers.Schedules

open Functional

// Keras computes rates in float32, whatever the step is counted in; so do these.

[<AutoOpen>]
module private Shares =

    // step / steps, in whole numbers where the rate goes down by stairs.
    let share (steps: float) staircase (step: Expr) =
        let share = Ops.cast DType.Float32 step / steps
        if staircase then Ops.floor share else share

/// A power of the share of <c>decay_steps</c> made: rate = initial · decay_rate ^ (step / decay_steps).
type ExponentialDecay = {
    /// The rate at the start.
    [<AtLeast 0.0>]
    InitialLearningRate: float
    /// Steps after which the rate has been multiplied once.
    [<Above 0.0>]
    DecaySteps: float
    /// What the rate is multiplied by.
    [<AtLeast 0.0>]
    DecayRate: float
    /// Whether the rate changes only after whole multiples of the steps.
    Staircase: bool
    /// Name of the schedule.
    Name: string
} with

    static member Create(initialLearningRate, decaySteps, decayRate) = {
        InitialLearningRate = initialLearningRate
        DecaySteps = decaySteps
        DecayRate = decayRate
        Staircase = false
        Name = "ExponentialDecay"
    }

    interface ISchedule with
        member this.Rate step =
            let p = share this.DecaySteps this.Staircase step
            this.InitialLearningRate * Ops.pow (Ops.scalarLike p this.DecayRate) p

/// The initial rate over what grows with the steps: rate = initial / (1 + decay_rate · step / decay_steps).
type InverseTimeDecay = {
    /// The rate at the start.
    [<AtLeast 0.0>]
    InitialLearningRate: float
    /// Steps after which the divisor has grown by the decay rate.
    [<Above 0.0>]
    DecaySteps: float
    /// How much the divisor grows.
    [<AtLeast 0.0>]
    DecayRate: float
    /// Whether the rate changes only after whole multiples of the steps.
    Staircase: bool
    /// Name of the schedule.
    Name: string
} with

    static member Create(initialLearningRate, decaySteps, decayRate) = {
        InitialLearningRate = initialLearningRate
        DecaySteps = decaySteps
        DecayRate = decayRate
        Staircase = false
        Name = "InverseTimeDecay"
    }

    interface ISchedule with
        member this.Rate step =
            let p = share this.DecaySteps this.Staircase step
            this.InitialLearningRate / (1.0 + this.DecayRate * p)

/// One number up to each boundary, the boundary included: rate = values[i] as long as step ≤ boundaries[i].
type PiecewiseConstantDecay = {
    /// The last steps of the parts, each greater than the one before.
    [<Increasing>]
    Boundaries: int list
    /// The rate of each part, one more than boundaries.
    [<AtLeast 0.0; OneMoreThan "Boundaries">]
    Values: float list
    /// Name of the schedule.
    Name: string
} with

    static member Create(boundaries, values) = { Boundaries = boundaries; Values = values; Name = "PiecewiseConstant" }

    interface ISchedule with
        member this.Rate step =
            let rate (value: float) = Ops.scalar DType.Float32 value
            List.zip this.Boundaries this.Values.Tail
            |> List.fold
                (fun before (boundary, value) ->
                    Ops.where (Ops.greater step (Ops.scalarLike step (float boundary))) (rate value) before)
                (rate this.Values.Head)

/// A power of what is left of <c>decay_steps</c>: rate = (initial − end) · (1 − step / decay_steps) ^ power + end.
type PolynomialDecay = {
    /// The rate at the start.
    [<AtLeast 0.0>]
    InitialLearningRate: float
    /// Steps after which the rate is the last one.
    [<Above 0.0>]
    DecaySteps: float
    /// The last rate.
    [<AtLeast 0.0>]
    EndLearningRate: float
    /// The power; 1 is a straight line.
    [<AtLeast 0.0>]
    Power: float
    /// Whether the decay begins anew, over longer and longer times, when it has come to its end.
    Cycle: bool
    /// Name of the schedule.
    Name: string
} with

    static member Create(initialLearningRate, decaySteps) = {
        InitialLearningRate = initialLearningRate
        DecaySteps = decaySteps
        EndLearningRate = 0.0001
        Power = 1.0
        Cycle = false
        Name = "PolynomialDecay"
    }

    interface ISchedule with
        member this.Rate step =
            let step = Ops.cast DType.Float32 step
            let steps = Ops.scalarLike step this.DecaySteps
            let p =
                if this.Cycle then
                    // The first multiple of the steps that is not below the step.
                    let times = Ops.maximum (Ops.ceil (step / steps)) (Ops.scalarLike step 1.0)
                    step / (steps * times)
                else
                    Ops.minimum step steps / steps
            (Ops.scalarLike step this.InitialLearningRate - this.EndLearningRate)
            * Ops.pow (1.0 - p) (Ops.scalarLike p this.Power)
            + this.EndLearningRate
