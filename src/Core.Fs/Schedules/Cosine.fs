namespace Functional.Optimizers.Schedules

open System
open Functional

/// <summary>Half a cosine's wave, after a straight way up where there is a target for it (Loshchilov and Hutter 2016; Goyal et al. 2017):
/// rate = initial · ((1 − alpha) · (1 + cos(π · step / decay_steps)) / 2 + alpha).</summary>
type CosineDecay = {
    /// The rate at the start.
    [<AtLeast 0.0>]
    InitialLearningRate: float
    /// Steps after which the rate is the last one, counted from the end of the way up.
    [<Above 0.0>]
    DecaySteps: float
    /// The last rate as a share of the highest.
    [<AtLeast 0.0>]
    Alpha: float
    /// Name of the schedule.
    Name: string
    /// The rate at the end of the way up; none goes up when absent.
    [<AtLeast 0.0>]
    WarmupTarget: float option
    /// Steps of the way up.
    [<AtLeast 0.0>]
    WarmupSteps: float
} with

    static member Create(initialLearningRate, decaySteps) = {
        InitialLearningRate = initialLearningRate
        DecaySteps = decaySteps
        Alpha = 0.0
        Name = "CosineDecay"
        WarmupTarget = None
        WarmupSteps = 0.0
    }

    interface ISchedule with
        member this.Rate step =
            let step = Ops.cast DType.Float32 step
            let number = Ops.scalarLike step
            let decayed (highest: float) (step: Expr) =
                let cosine = 0.5 * (1.0 + Ops.cos (Math.PI * (step / this.DecaySteps)))
                highest * ((1.0 - this.Alpha) * cosine + this.Alpha)
            match this.WarmupTarget with
            | None -> Ops.minimum step (number this.DecaySteps) |> decayed this.InitialLearningRate
            | Some target ->
                let step = Ops.minimum step (number (this.DecaySteps + this.WarmupSteps))
                let rising =
                    (number target - this.InitialLearningRate) * (step / this.WarmupSteps) + this.InitialLearningRate
                Ops.where (Ops.less step (number this.WarmupSteps)) rising (decayed target (step - this.WarmupSteps))

/// Half a cosine's wave again and again, each over longer times and from another height (Loshchilov and Hutter 2016).
type CosineDecayRestarts = {
    /// The rate at the start.
    [<AtLeast 0.0>]
    InitialLearningRate: float
    /// Steps up to the first restart.
    [<Above 0.0>]
    FirstDecaySteps: float
    /// How many times longer each decay is than the one before.
    [<Above 0.0>]
    TMul: float
    /// What the height is multiplied by at each restart.
    [<AtLeast 0.0>]
    MMul: float
    /// The last rate as a share of the initial one.
    [<AtLeast 0.0>]
    Alpha: float
    /// Name of the schedule.
    Name: string
} with

    static member Create(initialLearningRate, firstDecaySteps) = {
        InitialLearningRate = initialLearningRate
        FirstDecaySteps = firstDecaySteps
        TMul = 2.0
        MMul = 1.0
        Alpha = 0.0
        Name = "SGDRDecay"
    }

    interface ISchedule with
        member this.Rate step =
            let times = Ops.cast DType.Float32 step / this.FirstDecaySteps
            let factor = Ops.scalarLike times this.TMul
            let restarts, share =
                if this.TMul = 1.0 then
                    let restarts = Ops.floor times
                    restarts, times - restarts
                else
                    // The decays before the i-th one took (1 − t_mulⁱ) / (1 − t_mul) times the first. A restart is where the quotient of
                    // two logarithms is whole: in float32 it would fall to one side or the other with the processor.
                    let log (x: Expr) = Ops.log (Ops.cast DType.Float64 x)
                    let reached = log (1.0 - times * (1.0 - this.TMul)) / log factor
                    let restarts = Ops.floor (Ops.cast DType.Float32 reached)
                    let before = (1.0 - Ops.pow factor restarts) / (1.0 - this.TMul)
                    restarts, (times - before) / Ops.pow factor restarts
            let cosine = 0.5 * Ops.pow (Ops.scalarLike times this.MMul) restarts * (1.0 + Ops.cos (Math.PI * share))
            this.InitialLearningRate * ((1.0 - this.Alpha) * cosine + this.Alpha)
