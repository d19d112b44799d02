namespace Functional

/// Which way the numbers in logs get better.
[<RequireQualifiedAccess>]
module Directions =

    let private ofMetric (metric: Metric) : Direction option =
        let kind = ClassFacts.kind metric.Rule
        match Classes.metrics |> List.tryFind (fun facts -> ClassFacts.kind facts.Template = kind), metric.Rule with
        | Some facts, _ -> facts.Better
        // Of a loss that is no metric of Keras's.
        | None, (:? IWrapper as metric) when (metric.Inside :? ILoss) -> Some Direction.Down
        | None, _ -> None

    let rec private ofChoice (choice: MetricChoice) =
        match choice with
        | MetricChoice.Alone choice -> ofChoice choice
        | MetricChoice.Metric metric -> metric.Name, ofMetric metric
        | MetricChoice.Accuracy name -> name, Some Direction.Up
        | MetricChoice.Crossentropy name -> name, Some Direction.Down

    /// <summary>Which way a number in logs gets better: losses down, metrics as their classes say. Nothing for what is neither, and for
    /// metrics that do not get better or worse (counts, means, own ones).</summary>
    /// <param name="settings">What the model is compiled with.</param>
    /// <param name="outputs">Names of the model's outputs.</param>
    /// <param name="log">Name of the number, with <c>val_</c> for one of the validation.</param>
    let ofLog (settings: CompileSettings) (outputs: string list) (log: string) : Direction option =
        let name = if log.StartsWith("val_", System.StringComparison.Ordinal) then log[4..] else log
        // Names in logs may begin with the output's.
        let written =
            name
            :: (outputs
                |> List.filter (fun output -> name.StartsWith $"{output}_")
                |> List.map (fun output -> name[output.Length + 1 ..]))
        let metrics =
            List.concat (PerOutput.values settings.Metrics @ PerOutput.values settings.WeightedMetrics)
            |> List.map ofChoice
        let find name =
            if name = "loss" then
                Some(Some Direction.Down)
            else
                metrics
                |> List.tryFind (fun (metric, _) -> name = metric || name = $"weighted_{metric}")
                |> Option.map snd
        written |> List.tryPick find |> Option.flatten
