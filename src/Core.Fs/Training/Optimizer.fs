namespace Functional

/// The settings that all optimizers share (<c>keras.optimizers.Optimizer</c>).
type OptimizerSettings = {
    /// Step size, above 0.
    LearningRate: float
    /// Share of each weight, times the learning rate, taken off before an update.
    WeightDecay: float option
    /// Largest norm of each gradient.
    Clipnorm: float option
    /// Largest norm of all gradients together.
    GlobalClipnorm: float option
    /// Largest absolute value in a gradient.
    Clipvalue: float option
    /// Whether a moving average of each weight is kept.
    UseEma: bool
    EmaMomentum: float
    /// Every so many steps the weights take their averages.
    EmaOverwriteFrequency: int option
    /// The loss is multiplied by it and the gradients divided.
    LossScaleFactor: float option
    /// Gradients are averaged over so many steps before the weights change.
    GradientAccumulationSteps: int option
} with

    static member Create learningRate = {
        LearningRate = learningRate
        WeightDecay = None
        Clipnorm = None
        GlobalClipnorm = None
        Clipvalue = None
        UseEma = false
        EmaMomentum = 0.99
        EmaOverwriteFrequency = None
        LossScaleFactor = None
        GradientAccumulationSteps = None
    }

/// What an optimizer's rule sees of one weight's update: its slots, the learning rate and the number of the step.
[<Sealed>]
type UpdateStep internal (slot: string -> Expr, assign: string * Expr -> unit, learningRate: Expr, number: Expr) =
    /// A slot of this weight, by name.
    member _.Slot name = slot name
    /// A slot's new value.
    member _.Assign(name, value) = assign (name, value)
    /// The learning rate as a float64 scalar.
    member _.LearningRate = learningRate
    /// The number of this update, from 1, as a float64 scalar.
    member _.Number = number

/// How weights follow their gradients.
type IOptimizer =
    /// Names of the slots in the order of Keras's files: group by group, and in a group weight by weight.
    abstract SlotGroups: string list list
    /// The new value of a weight.
    abstract Update: step: UpdateStep * weight: Expr * gradient: Expr -> Expr

/// An optimizer: its rule, the common settings, its name.
type Optimizer = {
    Rule: IOptimizer
    Settings: OptimizerSettings
    Name: string
    /// Parts of weight names that weight decay leaves alone. Keras: <c>exclude_from_weight_decay</c>; not kept in files.
    ExcludeFromWeightDecay: string list
} with

    static member Create(rule, settings, name) = {
        Rule = rule
        Settings = settings
        Name = name
        ExcludeFromWeightDecay = []
    }

namespace Functional.Optimizers

open Functional

/// Gradient descent with momentum: <c>v ← momentum·v − lr·g</c>, <c>w ← w + v</c>; Nesterov's form looks one step ahead.
type SGD = {
    /// Share of the last step that goes on, in [0, 1].
    Momentum: float
    Nesterov: bool
} with

    static member Create() = { Momentum = 0.0; Nesterov = false }

    interface IOptimizer with
        member this.SlotGroups = if this.Momentum <> 0.0 then [ [ "momentum" ] ] else []

        member this.Update(step, w, g) =
            let lr = Ops.cast w.DType step.LearningRate
            if this.Momentum = 0.0 then
                w - lr * g
            else
                let v = this.Momentum * step.Slot "momentum" - lr * g
                step.Assign("momentum", v)
                if this.Nesterov then w + this.Momentum * v - lr * g else w + v

/// Divides by a moving average of the gradient's size (Hinton 2012): <c>v ← rho·v + (1 − rho)·g²</c>,
/// <c>w ← w − lr·g / √(v + epsilon)</c>.
type RMSprop = {
    /// Share of the old average that stays, in [0, 1].
    Rho: float
    Momentum: float
    Epsilon: float
    /// Whether the average gradient is taken off the average square.
    Centered: bool
} with

    static member Create() = { Rho = 0.9; Momentum = 0.0; Epsilon = 1e-7; Centered = false }

    interface IOptimizer with
        member this.SlotGroups = [
            [ "velocity" ]
            if this.Momentum > 0.0 then
                [ "momentum" ]
            if this.Centered then
                [ "average_gradient" ]
        ]

        member this.Update(step, w, g) =
            let average name (value: Expr) =
                let moved = this.Rho * step.Slot name + (1.0 - this.Rho) * value
                step.Assign(name, moved)
                moved
            let v = average "velocity" (Ops.square g)
            let size = if this.Centered then v - Ops.square (average "average_gradient" g) else v
            let increment = Ops.cast w.DType step.LearningRate * g / Ops.sqrt (size + this.Epsilon)
            if this.Momentum > 0.0 then
                let m = this.Momentum * step.Slot "momentum" + increment
                step.Assign("momentum", m)
                w - m
            else
                w - increment

/// Moving averages of gradient and square, corrected for their start at zero (Kingma and Ba 2014). With <c>WeightDecay</c> set it
/// is AdamW (Loshchilov and Hutter 2017).
type Adam = {
    /// Share of the old average gradient that stays, in [0, 1).
    Beta1: float
    /// Share of the old average square that stays, in [0, 1).
    Beta2: float
    /// Added to the root.
    Epsilon: float
    /// Whether the largest average square so far is used (Reddi et al. 2018).
    Amsgrad: bool
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7; Amsgrad = false }

    interface IOptimizer with
        member this.SlotGroups = [
            [ "momentum"; "velocity" ]
            if this.Amsgrad then
                [ "velocity_hat" ]
        ]

        member this.Update(step, w, g) =
            let power beta = Ops.pow (Ops.scalar DType.Float64 beta) step.Number
            let alpha =
                step.LearningRate * Ops.sqrt (1.0 - power this.Beta2) / (1.0 - power this.Beta1) |> Ops.cast w.DType
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            step.Assign("momentum", m)
            step.Assign("velocity", v)
            let v =
                if this.Amsgrad then
                    let largest = Ops.maximum (step.Slot "velocity_hat") v
                    step.Assign("velocity_hat", largest)
                    largest
                else
                    v
            w - alpha * m / (Ops.sqrt v + this.Epsilon)

/// Adam with the largest gradient so far in place of the root of an average square (Kingma and Ba 2014).
type Adamax = {
    /// Share of the old average gradient that stays, in [0, 1).
    Beta1: float
    /// Share of the old largest size that stays, in [0, 1).
    Beta2: float
    Epsilon: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups = [ [ "momentum"; "norm" ] ]

        member this.Update(step, w, g) =
            let power = Ops.pow (Ops.scalar DType.Float64 this.Beta1) step.Number
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let u = Ops.maximum (this.Beta2 * step.Slot "norm") (Ops.abs g)
            step.Assign("momentum", m)
            step.Assign("norm", u)
            w - Ops.cast w.DType (step.LearningRate / (1.0 - power)) * m / (u + this.Epsilon)

/// Steps of a size that follows from past gradients and past steps, without a rate of its own (Zeiler 2012).
type Adadelta = {
    /// Share of the old averages that stays, in [0, 1].
    Rho: float
    Epsilon: float
} with

    static member Create() = { Rho = 0.95; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups = [ [ "accumulated_grad"; "accumulated_delta_var" ] ]

        member this.Update(step, w, g) =
            let average name (value: Expr) =
                let moved = this.Rho * step.Slot name + (1.0 - this.Rho) * Ops.square value
                step.Assign(name, moved)
                moved
            let root (x: Expr) = Ops.sqrt (x + this.Epsilon)
            let delta = -(root (step.Slot "accumulated_delta_var") * g / root (average "accumulated_grad" g))
            average "accumulated_delta_var" delta |> ignore
            w + Ops.cast w.DType step.LearningRate * delta

/// Steps of one size along the sign of an average gradient (Chen et al. 2023).
type Lion = {
    /// Share of the average in a step, in (0, 1].
    Beta1: float
    /// Share of the old average that stays, in [0, 1).
    Beta2: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.99 }

    interface IOptimizer with
        member _.SlotGroups = [ [ "momentum" ] ]

        member this.Update(step, w, g) =
            let m = step.Slot "momentum"
            step.Assign("momentum", m * this.Beta2 + g * (1.0 - this.Beta2))
            w - Ops.cast w.DType step.LearningRate * Ops.sign (m * this.Beta1 + g * (1.0 - this.Beta1))

/// Adam whose step for each weight is as long as the weight itself, times the learning rate (You et al. 2019).
type Lamb = {
    /// Share of the old average gradient that stays, in [0, 1).
    Beta1: float
    /// Share of the old average square that stays, in [0, 1).
    Beta2: float
    Epsilon: float
} with

    static member Create() = { Beta1 = 0.9; Beta2 = 0.999; Epsilon = 1e-7 }

    interface IOptimizer with
        member _.SlotGroups = [ [ "momentum"; "velocity" ] ]

        member this.Update(step, w, g) =
            let power beta = Ops.pow (Ops.scalar DType.Float64 beta) step.Number
            let corrected beta (x: Expr) = x / Ops.cast x.DType (1.0 - power beta)
            let m = step.Slot "momentum" + (g - step.Slot "momentum") * (1.0 - this.Beta1)
            let v = step.Slot "velocity" + (Ops.square g - step.Slot "velocity") * (1.0 - this.Beta2)
            step.Assign("momentum", m)
            step.Assign("velocity", v)
            let direction = corrected this.Beta1 m / (Ops.sqrt (corrected this.Beta2 v) + this.Epsilon)
            let norm (x: Expr) = Ops.sqrt (Ops.sumAll (Ops.square x))
            let zero = Ops.scalarLike w 0.0
            let one = Ops.scalarLike w 1.0
            let own, step' = norm w, norm direction
            let ratio = Ops.where (Ops.greater own zero) (Ops.where (Ops.greater step' zero) (own / step') one) one
            w - ratio * Ops.cast w.DType step.LearningRate * direction
