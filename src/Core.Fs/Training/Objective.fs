namespace Functional

open System.Collections.Generic
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

    let private unique (used: HashSet<string>) (name: string) =
        let candidates =
            seq {
                name
                for i in Seq.initInfinite ((+) 1) do
                    $"{name}_{i}"
            }
        Seq.find used.Add candidates

    // Keras: of logs with one name the last one's counts; the others are here too, with numbers.
    let private lastPlain (names: string list) : string list =
        let rec go (before: string list) (names: string list) =
            match names with
            | [] -> []
            | name :: rest ->
                let number = before |> List.filter ((=) name) |> List.length
                (if List.contains name rest then $"{name}_{number + 1}" else name) :: go (name :: before) rest
        go [] names

    /// The loss and metrics of a model whose outputs are compared with targets. Targets and weights are one for each output or absent.
    let build
        (settings: CompileSettings)
        (built: BuiltModel)
        (targets: Expr option list)
        (sampleWeights: Expr option list)
        : Objective =
        let names = built.OutputNames
        let several = names.Length > 1
        let outputs = TargetCheck.compared built (TargetCheck.outputs built) targets sampleWeights
        TargetCheck.check settings outputs
        let losses, lossWeights, _, _ = settings.ForOutputs names
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
        let used = HashSet<string>()
        let results = ResizeArray<string list * Expr>()
        let follow name (metric: Metric) target prediction weight mask =
            let scope = (scope name).With(false, Some(Policy.Of metric.DType))
            let result = Metric.follow scope metric target prediction weight mask
            for names, value in MetricResult.named name result do
                let free number = if number = name then number else unique used number
                results.Add(List.map free names, value)
        let followLoss name (value: Expr) =
            let name = unique used name
            follow name (Metric.Of(MeanValue(), name)) value value (Some batch) None
        followLoss "loss" total
        if several then
            let followed =
                List.zip names values |> List.choose (fun (name, value) -> Option.map (fun value -> name, value) value)
            for name, (_, value) in List.zip (lastPlain [ for name, _ in followed -> $"{name}_loss" ]) followed do
                followLoss name value
        for metric in settings.MetricsOf names do
            let output = outputs[metric.Output]
            let resolved = MetricChoice.resolve metric.Choice output.Target.Shape output.Prediction.Shape
            let weight = if metric.IsWeighted then output.Weight else None
            TargetCheck.locate output $"metric {resolved.Name}" (fun () ->
                follow (unique used metric.LogName) resolved output.Target output.Prediction weight output.Mask)
        {
            Loss = total
            Updates = trace.Updates
            States = trace.Weights
            Results = List.ofSeq results
        }
