namespace Functional

open Functional.Metrics

/// A metric of one output under its name in logs.
type TrackedMetric = {
    LogName: string
    Metric: Metric
    /// Position of the output it looks at; nothing for a value of its own, such as the total loss.
    Output: int option
    Weighted: bool
}

/// What training makes small and what it follows: losses and metrics of a built model as expressions.
type Objective = {
    /// The total, which is differentiated.
    Loss: Expr
    /// Updates of the metrics' states.
    Updates: (Key * Expr) list
    /// What is declared for the metrics.
    States: WeightDeclaration list
    /// What is followed, from the states, with the names of its numbers.
    Results: (string list * Expr) list
}

[<RequireQualifiedAccess>]
module Objective =

    let private unique (used: System.Collections.Generic.HashSet<string>) prefix (name: string) =
        let candidates =
            seq {
                name
                if prefix <> "" then
                    $"{prefix}_{name}"
                for i in Seq.initInfinite ((+) 1) do
                    $"{name}_{i}"
            }
        let found = candidates |> Seq.find (used.Contains >> not)
        used.Add found |> ignore
        found

    // Keras: of logs with one name the last one's counts; the others are here too, with numbers.
    let private lastPlain (names: string list) : string list =
        let rec go (before: string list) (names: string list) =
            match names with
            | [] -> []
            | name :: rest ->
                let number = before |> List.filter ((=) name) |> List.length
                (if List.contains name rest then $"{name}_{number + 1}" else name) :: go (name :: before) rest
        go [] names

    /// The loss and metrics of a model whose outputs are compared with targets. Weights are one for each output or absent.
    let build
        (settings: CompileSettings)
        (built: BuiltModel)
        (targets: Expr list)
        (sampleWeights: Expr option list)
        : Objective =
        let names = built.OutputNames
        let several = names.Length > 1
        let outputs = TargetCheck.compared built (TargetCheck.outputs built) targets sampleWeights
        TargetCheck.check settings outputs
        let losses = PerOutput.forNames "loss" names None settings.Loss
        let lossWeights = PerOutput.forNames "loss_weights" names 1.0 settings.LossWeights
        let values =
            List.zip outputs losses
            |> List.map (fun (output, loss) ->
                loss
                |> Option.map (fun loss ->
                    let value =
                        TargetCheck.locate output $"loss {Loss.title loss}" (fun () ->
                            Loss.apply loss output.Target output.Prediction output.Weight output.Mask)
                    // Keras refuses to train on a vector of losses; its sum is what the gradient would be of.
                    Ops.sumAll value))
        let weighted =
            List.zip values lossWeights
            |> List.choose (fun (value, weight) ->
                value |> Option.map (fun value -> if weight = 1.0 then value else value * weight))
        let penalties = built.Trace.Losses |> List.map (Ops.cast DType.Float32)
        let total =
            match weighted @ penalties with
            | [] ->
                raise (ConfigurationException "there is nothing to train: no output has a loss and no layer adds one")
            | parts -> parts |> List.map (Ops.cast DType.Float32) |> List.reduce (+)

        let trace = Trace(Mode.Training, Key.MetricState)
        let scope name = Scope(trace).Child(name, name)
        let batch = Ops.count DType.Float32 [ 0 ] built.Inputs.Head
        let used = System.Collections.Generic.HashSet<string>()
        let results = ResizeArray<string list * Expr>()
        let follow name (metric: Metric) target prediction weight mask =
            let scope = (scope name).With(false, Some(Policy.Of metric.DType))
            let result = Metric.follow scope metric target prediction weight mask
            for names, value in MetricResult.named name result do
                let free number = if number = name then number else unique used "" number
                results.Add(List.map free names, value)
        let followLoss name (value: Expr) =
            let name = unique used "" name
            follow name (Metric.Of(MeanValue(), name)) value value (Some batch) None
        followLoss "loss" total
        if several then
            let followed =
                List.zip names values |> List.choose (fun (name, value) -> Option.map (fun value -> name, value) value)
            for name, (_, value) in List.zip (lastPlain [ for name, _ in followed -> $"{name}_loss" ]) followed do
                followLoss name value
        let metrics = PerOutput.forNames "metrics" names [] settings.Metrics
        let weightedMetrics = PerOutput.forNames "weighted_metrics" names [] settings.WeightedMetrics
        for choices, isWeighted in [ metrics, false; weightedMetrics, true ] do
            let resolved = [
                for output, choices in List.zip outputs choices do
                    for choice in choices ->
                        output, MetricChoice.resolve choice output.Target.Shape output.Prediction.Shape
            ]
            let logNames =
                lastPlain [
                    for output, metric in resolved -> if several then $"{output.Output}_{metric.Name}" else metric.Name
                ]
            for logName, (output, metric) in List.zip logNames resolved do
                let logName = unique used (if isWeighted then "weighted" else "") logName
                let weight = if isWeighted then output.Weight else None
                TargetCheck.locate output $"metric {metric.Name}" (fun () ->
                    follow logName metric output.Target output.Prediction weight output.Mask)
        {
            Loss = total
            Updates = trace.Updates
            States = trace.Weights
            Results = List.ofSeq results
        }
