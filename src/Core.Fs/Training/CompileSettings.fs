namespace Functional

open System.Collections.Generic
open Functional.Metrics

/// Something for the outputs of a model: the same for all, one for each in order, or by the name of the output's layer.
[<RequireQualifiedAccess>]
type PerOutput<'a> =
    | All of 'a
    | Each of 'a list
    | Named of (string * 'a) list

[<RequireQualifiedAccess>]
module PerOutput =

    /// All that were given.
    let values (choice: PerOutput<'a>) : 'a list =
        match choice with
        | PerOutput.All value -> [ value ]
        | PerOutput.Each values -> values
        | PerOutput.Named values -> List.map snd values

    /// One for each output, in order. Raises <c>ConfigurationException</c> for another number of them, or for an unknown name.
    let forNames what (names: string list) (missing: 'a) (choice: PerOutput<'a>) : 'a list =
        match choice with
        | PerOutput.All value -> names |> List.map (fun _ -> value)
        | PerOutput.Each values when values.Length = names.Length -> values
        | PerOutput.Each values ->
            raise (
                ConfigurationException $"{what} must be one for each of the {names.Length} outputs, got {values.Length}"
            )
        | PerOutput.Named values ->
            for name, _ in values do
                if not (List.contains name names) then
                    let known = names |> List.map (fun name -> $"\"{name}\"") |> String.concat ", "
                    raise (ConfigurationException $"{what} must be for one of the outputs {known}, got \"{name}\"")
            names
            |> List.map (fun name ->
                values |> List.tryFind (fst >> (=) name) |> Option.map snd |> Option.defaultValue missing)

/// A metric, or a word whose meaning depends on the shapes of target and prediction.
[<RequireQualifiedAccess>]
type MetricChoice =
    | Metric of Metric
    /// <c>"accuracy"</c>: binary, categorical or sparse categorical accuracy. The text is the name in logs.
    | Accuracy of name: string
    /// <c>"crossentropy"</c>: the cross-entropy of the same kind.
    | Crossentropy of name: string
    /// One that is given by itself where a list may be, which files keep.
    | Alone of MetricChoice

[<RequireQualifiedAccess>]
module MetricChoice =

    /// The name in logs, before it is told from others.
    let rec internal nameOf (choice: MetricChoice) : string =
        match choice with
        | MetricChoice.Metric metric -> metric.Name
        | MetricChoice.Alone choice -> nameOf choice
        | MetricChoice.Accuracy name
        | MetricChoice.Crossentropy name -> name

    /// The metric itself; nothing for a word.
    let rec tryMetric (choice: MetricChoice) : Metric option =
        match choice with
        | MetricChoice.Metric metric -> Some metric
        | MetricChoice.Alone choice -> tryMetric choice
        | MetricChoice.Accuracy _
        | MetricChoice.Crossentropy _ -> None

    /// Keras's reading of "accuracy" and "crossentropy" from the shapes of target and prediction.
    let rec internal resolve (choice: MetricChoice) (target: Shape) (prediction: Shape) : Metric =
        let one = Dim.Known 1L
        let isBinary = prediction.Rank > 0 && prediction[-1] = one
        let isSparse = target.Rank < prediction.Rank || (target.Rank > 0 && target[-1] = one)
        match choice with
        | MetricChoice.Alone choice -> resolve choice target prediction
        | MetricChoice.Metric metric -> metric
        | MetricChoice.Accuracy name ->
            let rule: IMetric =
                if isBinary then BinaryAccuracy.Create()
                elif isSparse then SparseCategoricalAccuracy()
                else CategoricalAccuracy()
            Metric.Of(rule, name)
        | MetricChoice.Crossentropy name ->
            let loss: ILoss =
                if isBinary then Losses.BinaryCrossentropy.Create()
                elif isSparse then Losses.SparseCategoricalCrossentropy.Create()
                else Losses.CategoricalCrossentropy.Create()
            Metric.Of(MeanOfLoss.Create loss, name)

/// A metric of an output under its name in logs.
type internal LoggedMetric = {
    LogName: string
    Choice: MetricChoice
    /// Position of the output.
    Output: int
    /// Whether it takes sample weights.
    IsWeighted: bool
}

/// What a model is compiled with (Keras's <c>compile</c>).
type CompileSettings = {
    Optimizer: Optimizer
    /// A loss for each output that is trained.
    Loss: PerOutput<Loss option>
    LossWeights: PerOutput<float>
    /// Metrics that ignore sample weights.
    Metrics: PerOutput<MetricChoice list>
    /// Metrics that use sample weights.
    WeightedMetrics: PerOutput<MetricChoice list>
    /// Batches between looks at the logs.
    StepsPerExecution: int
    /// Whether training and evaluation run as scripts, one native call for a run of operations, rather than a call an operation: faster
    /// for many small operations, slower to start. Nothing is Keras's <c>"auto"</c>: scripts for many operations without convolutions.
    JitCompile: bool option
} with

    static member Create(optimizer, loss) = {
        Optimizer = optimizer
        Loss = PerOutput.All(Some loss)
        LossWeights = PerOutput.All 1.0
        Metrics = PerOutput.All []
        WeightedMetrics = PerOutput.All []
        StepsPerExecution = 1
        JitCompile = None
    }

    /// For each output its loss, the weight of that, and its metrics without and with sample weights. Raises <c>ConfigurationException</c>
    /// where one of them is for an output that is not among the names.
    member internal this.ForOutputs(names: string list) =
        PerOutput.forNames "loss" names None this.Loss,
        PerOutput.forNames "lossWeights" names 1.0 this.LossWeights,
        PerOutput.forNames "metrics" names [] this.Metrics,
        PerOutput.forNames "weightedMetrics" names [] this.WeightedMetrics

    /// The metrics of all outputs, those without sample weights first. Keras: of those with one name the first has it, the others are numbered; a
    /// weighted one says that it is before it has a number.
    member internal this.MetricsOf(names: string list) : LoggedMetric list =
        let taken = Dictionary<string, int>()
        let take name =
            let number = taken.GetValueOrDefault(name, 0)
            taken[name] <- number + 1
            if number = 0 then name else $"{name}_{number}"
        let _, _, metrics, weighted = this.ForOutputs names
        [
            for choices, isWeighted in [ metrics, false; weighted, true ] do
                for i, (output, choices) in List.indexed (List.zip names choices) do
                    for choice in choices do
                        let ofOutput name = if names.Length > 1 then $"{output}_{name}" else name
                        let name = MetricChoice.nameOf choice
                        let isTaken = isWeighted && taken.ContainsKey(ofOutput name)
                        {
                            LogName = take (ofOutput (if isTaken then $"weighted_{name}" else name))
                            Choice = choice
                            Output = i
                            IsWeighted = isWeighted
                        }
        ]

    /// Raises <c>ConfigurationException</c> where something is said of an output that a model with those does not have.
    member this.CheckOutputs(names: string list) : unit = this.ForOutputs names |> ignore

    /// Raises <c>ConfigurationException</c> for a setting of the optimizer, of a loss or of a metric outside of what its field says.
    member internal this.Check() =
        let check (owner: string) (descriptor: obj) =
            Ranges.check (fun field -> $"{owner}: {FieldName.key field}") (ClassFacts.descriptor descriptor)
        let rec checkOptimizer (optimizer: Optimizer) =
            check optimizer.Name optimizer.Settings
            check optimizer.Name optimizer.Rule
            match optimizer.Settings.LearningRate, optimizer.Rule with
            | Rate.Schedule schedule, _ -> check optimizer.Name schedule
            | _, (:? IOptimizerAround as around) -> checkOptimizer around.Inner
            | _, (:? IOptimizers as several) -> List.iter checkOptimizer several.All
            | Rate.Number _, _ -> ()
        checkOptimizer this.Optimizer
        for loss in PerOutput.values this.Loss |> List.choose id do
            check (Loss.title loss) loss.Function
        for choice in List.concat (PerOutput.values this.Metrics @ PerOutput.values this.WeightedMetrics) do
            for metric in Option.toList (MetricChoice.tryMetric choice) do
                check metric.Name metric.Rule
