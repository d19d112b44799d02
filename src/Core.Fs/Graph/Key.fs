namespace Functional

/// What a tensor is that stays between runs: stores, programs and graphs know it by this. Its text is for people.
[<RequireQualifiedAccess; StructuredFormatDisplay("{Text}")>]
type Key =
    /// What a layer keeps, by its name in it: a weight, a moving statistic, a state of a recurrence.
    | Weight of layer: LayerPath * name: string
    /// What a metric keeps; the path begins with its name in logs.
    | MetricState of metric: LayerPath * name: string
    /// What follows from weights alone and is computed once for many predictions, by number.
    | Prepared of int
    /// What an optimizer's rule keeps for a weight, by the rule's name for it.
    | Slot of name: string * weight: Key
    /// The moving average of a weight.
    | Average of weight: Key
    /// The sum of a weight's gradients over some steps.
    | Accumulator of weight: Key
    /// A weight as training left it, while the model has its moving average.
    | Unaveraged of weight: Key
    /// Number of the optimizer's steps.
    | Iteration
    | LearningRate
    /// A number that an optimizer keeps beside those.
    | OptimizerNumber
    /// What a loss is multiplied by, where that follows from the gradients.
    | DynamicScale
    /// Number of steps since that changed.
    | StepCounter
    /// What one of several optimizers keeps that are one, by its name among them.
    | OfPart of part: string * key: Key

    /// The key of a weight, by its path as text: <c>dense/kernel</c>.
    static member OfWeight(path: string) : Key =
        let path = LayerPath.Parse path
        Weight(path.Parent, path.Name)

    /// Whether it is the optimizer's, and goes with it.
    member this.IsOfOptimizer =
        match this with
        | Slot _
        | Average _
        | Accumulator _
        | Unaveraged _
        | Iteration
        | LearningRate
        | OptimizerNumber
        | DynamicScale
        | StepCounter
        | OfPart _ -> true
        | Weight _
        | MetricState _
        | Prepared _ -> false

    /// The weight that an optimizer keeps it for.
    member this.KeptFor =
        match this with
        | Slot(_, weight)
        | Average weight
        | Accumulator weight
        | Unaveraged weight -> Some weight
        | Weight _
        | MetricState _
        | Prepared _
        | Iteration
        | LearningRate
        | OptimizerNumber
        | DynamicScale
        | StepCounter
        | OfPart _ -> None

    /// The same of another weight.
    member this.For(weight: Key) : Key =
        match this with
        | Slot(name, _) -> Slot(name, weight)
        | Average _ -> Average weight
        | Accumulator _ -> Accumulator weight
        | Unaveraged _ -> Unaveraged weight
        | Weight _
        | MetricState _
        | Prepared _
        | Iteration
        | LearningRate
        | OptimizerNumber
        | DynamicScale
        | StepCounter
        | OfPart _ -> this

    /// The layer that keeps it; the root for what none keeps.
    member this.Layer =
        match this with
        | Weight(layer, _) -> layer
        | _ -> LayerPath.Root

    /// What a layer keeps, when the layer or what it is in stands <c>there</c> instead of <c>here</c>.
    member this.Moved(here: LayerPath, there: LayerPath) : Key =
        match this with
        | Weight(layer, name) -> Weight(layer.Moved(here, there), name)
        | _ -> this

    override this.ToString() =
        match this with
        | Weight(layer, name) -> string (layer.Child name)
        | MetricState(metric, name) -> $"metrics/{metric.Child name}"
        | Prepared number -> $"prepared/{number}"
        | Slot(name, weight) -> $"optimizer/{weight}/{name}"
        | Average weight -> $"optimizer/{weight}/average"
        | Accumulator weight -> $"optimizer/{weight}/gradient_accumulator"
        | Unaveraged weight -> $"optimizer/{weight}/unaveraged"
        | Iteration -> "optimizer/iteration"
        | LearningRate -> "optimizer/learning_rate"
        | OptimizerNumber -> "optimizer/number"
        | DynamicScale -> "optimizer/dynamic_scale"
        | StepCounter -> "optimizer/step_counter"
        | OfPart(part, key) -> $"{key} of {part}"

    member internal this.Text = string this
