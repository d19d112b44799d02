namespace Functional

/// The settings that all optimizers share (<c>keras.optimizers.Optimizer</c>).
[<Exclusive("Clipnorm", "GlobalClipnorm", "Clipvalue")>]
type OptimizerSettings = {
    /// Step size; a schedule gives one for each step.
    [<AtLeast 0.0>]
    LearningRate: Rate
    /// Share of each weight, times the learning rate, taken off before an update.
    [<AtLeast 0.0>]
    WeightDecay: float option
    /// Largest norm of each gradient.
    [<Above 0.0>]
    Clipnorm: float option
    /// Largest norm of all gradients together.
    [<Above 0.0>]
    GlobalClipnorm: float option
    /// Largest absolute value in a gradient.
    [<Above 0.0>]
    Clipvalue: float option
    /// Whether a moving average of each weight is kept.
    UseEma: bool
    /// Share of the old average that stays.
    [<Within(0.0, 1.0)>]
    EmaMomentum: float
    /// Every so many steps the weights take their averages.
    [<AtLeast 1.0>]
    EmaOverwriteFrequency: int option
    /// The loss is multiplied by it and the gradients divided.
    [<Above 0.0>]
    LossScaleFactor: float option
    /// Gradients are averaged over so many steps before the weights change.
    [<AtLeast 2.0>]
    GradientAccumulationSteps: int option
} with

    static member Create(learningRate: Rate) = {
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

[<RequireQualifiedAccess>]
module Optimizer =

    /// Raises <c>ConfigurationException</c> where the learning rate follows from a schedule.
    let requireSettable (optimizer: Optimizer) =
        match optimizer.Settings.LearningRate with
        | Rate.Number _ -> ()
        | Rate.Schedule schedule ->
            raise (
                ConfigurationException
                    $"{optimizer.Name}: learning_rate follows from {Schedule.className schedule} and cannot be set; compile with a number to set it"
            )

    /// The optimizer at another rate. Raises where the rate follows from a schedule.
    let withLearningRate (rate: float) (optimizer: Optimizer) : Optimizer =
        requireSettable optimizer
        { optimizer with Settings = { optimizer.Settings with LearningRate = Rate.Number rate } }
