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

/// A tensor that an optimizer keeps of a weight.
type Slot = {
    Name: string
    Shape: int64[]
    DType: DType
    /// What all its numbers begin as.
    Start: float
    /// Whether its name in Keras's files is that of the weight alone.
    IsUnnamed: bool
} with

    /// A slot in the shape of its weight that begins as zeros.
    static member Of(weight: WeightDeclaration, name) = {
        Name = name
        Shape = weight.Shape
        DType = weight.DType
        Start = 0.0
        IsUnnamed = false
    }

    /// Slots in the shape of their weight that begin as zeros.
    static member All(weight: WeightDeclaration, names: string list) =
        names |> List.map (fun name -> Slot.Of(weight, name))

/// What an optimizer's rule sees of one weight's update: its slots, the learning rate and the number of the step.
[<Sealed>]
type UpdateStep
    internal
    (
        weight: WeightDeclaration,
        before: Expr,
        slot: string -> Expr,
        assign: string * Expr -> unit,
        learningRate: Expr,
        number: Expr,
        own: Expr option
    ) =
    /// The weight that is updated.
    member _.Weight = weight
    /// What the weight was before it decayed.
    member _.Before = before
    /// The number that the optimizer keeps beside slots (<c>IOptimizerNumber</c>), after this update.
    member _.Own = own.Value
    /// A slot of this weight, by name.
    member _.Slot name = slot name
    /// A slot's new value.
    member _.Assign(name, value) = assign (name, value)
    /// The learning rate as a float64 scalar.
    member _.LearningRate = learningRate
    /// The number of this update, from 1, as a float64 scalar.
    member _.Number = number
    /// The same at another learning rate.
    member _.AtRate rate = UpdateStep(weight, before, slot, assign, rate, number, own)

/// How weights follow their gradients.
type IOptimizer =
    /// The slots of a weight in the order of Keras's files: group by group, and in a group weight by weight.
    abstract SlotGroups: weight: WeightDeclaration -> Slot list list
    /// The new value of a weight.
    abstract Update: step: UpdateStep * weight: Expr * gradient: Expr -> Expr

/// An optimizer that keeps a number of its own beside the slots of weights.
type IOptimizerNumber =
    /// Its name in Keras's files.
    abstract NumberName: string
    abstract NumberStart: float
    /// The number after an update. <c>number</c> is that of the update, from 1, float32.
    abstract NextNumber: before: Expr * number: Expr -> Expr

/// An optimizer whose weights decay by other shares than the common one.
type IDecayRule =
    /// The share of a weight, given the common one.
    abstract WeightDecay: common: float option * weight: WeightDeclaration -> float option

/// An update that libtorch makes of all weights at once, with the slots of the rules that have it.
[<RequireQualifiedAccess>]
type NativeUpdate =
    /// Adam's, over <c>momentum</c>, <c>velocity</c> and, for the largest ones, <c>velocity_hat</c>; weights may decay.
    | Adam of beta1: float * beta2: float * epsilon: float * amsgrad: bool
    /// v ← momentum · v − lr · g, w ← w + v, over <c>momentum</c> where that is not 0; without decay.
    | Descent of momentum: float

/// An optimizer whose update libtorch may have.
type INativeUpdate =
    /// Nothing where these settings have none.
    abstract NativeUpdate: NativeUpdate option

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

    interface IWrapper with
        member this.Inside = this.Rule
        member this.With rule = { this with Rule = rule :?> IOptimizer }

/// A rule around another optimizer, which makes the steps and has the settings. Slots and updates are that one's.
type IOptimizerAround =
    inherit IOptimizer
    /// The optimizer inside.
    abstract Inner: Optimizer
    /// The same around another one. Raises <c>ConfigurationException</c> for one that it cannot be around.
    abstract Around: inner: Optimizer -> IOptimizer

/// A rule of several optimizers, each of which makes the steps of some weights under settings of its own.
type IOptimizers =
    inherit IOptimizer
    /// Each once.
    abstract All: Optimizer list
    /// The place of the one that changes a weight.
    abstract PlaceOf: weight: WeightDeclaration -> int
    /// The same with others in their places. Raises <c>ConfigurationException</c> for one that it cannot have.
    abstract With: all: Optimizer list -> IOptimizer
    /// The loss is multiplied by it and the gradients divided, of all.
    abstract LossScaleFactor: float option
    /// The same with another one.
    abstract WithFactor: factor: float option -> IOptimizer

[<RequireQualifiedAccess>]
module Optimizer =

    /// Whether its settings are its own, and not those of optimizers inside.
    let hasSettings (optimizer: Optimizer) =
        match optimizer.Rule with
        | :? IOptimizerAround
        | :? IOptimizers -> false
        | _ -> true

    /// The optimizer that makes the steps: itself, or the one inside.
    let rec stepping (optimizer: Optimizer) : Optimizer =
        match optimizer.Rule with
        | :? IOptimizerAround as around -> stepping around.Inner
        | _ -> optimizer

    /// The optimizer that makes the steps of a weight.
    let steppingFor (optimizer: Optimizer) (weight: WeightDeclaration) : Optimizer =
        match (stepping optimizer).Rule with
        | :? IOptimizers as several -> several.All[several.PlaceOf weight]
        | _ -> stepping optimizer

    /// The learning rate of its steps. Raises <c>ConfigurationException</c> for several optimizers, each of which has its own.
    let rate (optimizer: Optimizer) : Rate =
        let stepping = stepping optimizer
        match stepping.Rule with
        | :? IOptimizers ->
            raise (
                ConfigurationException $"{stepping.Name}: learning_rate is that of each of its optimizers, not of all"
            )
        | _ -> stepping.Settings.LearningRate

    /// Raises <c>ConfigurationException</c> where the learning rate follows from a schedule.
    let requireSettable (optimizer: Optimizer) =
        match rate optimizer with
        | Rate.Number _ -> ()
        | Rate.Schedule schedule ->
            raise (
                ConfigurationException
                    $"{optimizer.Name}: learning_rate follows from {Schedule.className schedule} and cannot be set; compile with a number to set it"
            )

    /// The optimizer with its steps under other settings. What changes them is given the place of one among several.
    let rec mapPlaces
        (change: int option -> OptimizerSettings -> OptimizerSettings)
        (optimizer: Optimizer)
        : Optimizer =
        match optimizer.Rule with
        | :? IOptimizerAround as around -> { optimizer with Rule = around.Around(mapPlaces change around.Inner) }
        | :? IOptimizers as several ->
            let changed = several.All |> List.mapi (fun i -> mapPlaces (fun _ -> change (Some i)))
            { optimizer with Rule = several.With changed }
        | _ -> { optimizer with Settings = change None optimizer.Settings }

    /// The optimizer with its steps under other settings.
    let mapSettings (change: OptimizerSettings -> OptimizerSettings) = mapPlaces (fun _ -> change)

    /// The optimizer with its steps at another rate.
    let withRate (rate: Rate) = mapSettings (fun settings -> { settings with LearningRate = rate })

    /// The optimizer at another rate. Raises where the rate follows from a schedule.
    let withLearningRate (rate: float) (optimizer: Optimizer) : Optimizer =
        requireSettable optimizer
        withRate (Rate.Number rate) optimizer
