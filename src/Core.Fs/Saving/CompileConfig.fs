namespace Functional

open System.Text.Json.Nodes
open Functional.Optimizers

/// What a model is compiled with ↔ <c>compile_config</c> of a Keras file.
[<RequireQualifiedAccess>]
module internal CompileConfig =

    let private keys = [
        "optimizer"
        "loss"
        "loss_weights"
        "metrics"
        "weighted_metrics"
        "run_eagerly"
        "steps_per_execution"
        "jit_compile"
        "auto_scale_loss"
    ]

    let private named (place: string) (fields: JsonObject) (read: string -> JsonNode -> 'a) : (string * 'a) list = [
        for pair in fields -> pair.Key, read $"{place}['{pair.Key}']" pair.Value
    ]

    let private each (place: string) (items: JsonNode list) (read: string -> JsonNode -> 'a) : 'a list =
        items |> List.mapi (fun i item -> read $"{place}[{i}]" item)

    let private isObject (fields: JsonObject) = fields.ContainsKey "class_name"

    let private readLoss place (node: JsonNode) : PerOutput<Loss option> =
        let single place (node: JsonNode) = if isNull node then None else Some(Catalogue.readLoss place node)
        match node with
        | Fields fields when not (isObject fields) -> PerOutput.Named(named place fields single)
        | Items items -> PerOutput.Each(each place items single)
        | other -> PerOutput.All(single place other)

    let private readWeights place (node: JsonNode) : PerOutput<float> =
        let single place (node: JsonNode) =
            match node with
            | Null -> 1.0
            | Real weight -> weight
            | other -> Fault.refuse place $"{show other} is not a number"
        match node with
        | Fields fields -> PerOutput.Named(named place fields single)
        | Items items -> PerOutput.Each(each place items single)
        | other -> PerOutput.All(single place other)

    let private readMetrics outputs place (node: JsonNode) : PerOutput<MetricChoice list> =
        let several place (node: JsonNode) =
            match node with
            | Null -> []
            | Items items -> each place items Catalogue.readMetric
            | other -> [ MetricChoice.Alone(Catalogue.readMetric place other) ]
        let isList (node: JsonNode) =
            match node with
            | Items _ -> true
            | _ -> false
        match node with
        | Null -> PerOutput.All []
        | Fields fields when not (isObject fields) -> PerOutput.Named(named place fields several)
        // Keras: a flat list is for the only output, and for several outputs one metric each.
        | Items items when outputs > 1 || List.exists isList items -> PerOutput.Each(each place items several)
        | other -> PerOutput.All(several place other)

    /// Settings from a file; nothing for a model that was not compiled. <c>outputs</c> is the number of the model's outputs, <c>policy</c> its
    /// own.
    let read (place: string) (outputs: int) (policy: Policy) (node: JsonNode) : CompileSettings option =
        match node with
        | Null -> None
        | Fields fields when fields.Count = 0 -> None
        | Fields fields ->
            Codec.requireKnown place "compile_config" keys fields
            let at key = $"{place}, {key}"
            let find key = tryField key fields |> Option.toObj
            let flag key =
                match find key with
                | Null
                // Keras: "auto" leaves it to the backend.
                | Text "auto" -> None
                | Flag flag -> Some flag
                | other -> Fault.refuse (at key) $"{show other} is not true or false"
            flag "run_eagerly" |> ignore
            let scales = LossScaling.isFor policy && flag "auto_scale_loss" <> Some false
            Some {
                Optimizer =
                    match find "optimizer" with
                    | Null -> Fault.refuse (at "optimizer") "is missing"
                    | node ->
                        let optimizer = Catalogue.readOptimizer (at "optimizer") node
                        if scales then LossScaling.around optimizer else optimizer
                Loss = readLoss (at "loss") (find "loss")
                LossWeights = readWeights (at "loss_weights") (find "loss_weights")
                Metrics = readMetrics outputs (at "metrics") (find "metrics")
                WeightedMetrics = readMetrics outputs (at "weighted_metrics") (find "weighted_metrics")
                StepsPerExecution =
                    match find "steps_per_execution" with
                    | Null -> 1
                    | Whole steps when steps >= 1L && steps <= int64 System.Int32.MaxValue -> int steps
                    | other ->
                        Fault.refuse (at "steps_per_execution") $"{show other} is not a number of steps, at least 1"
                JitCompile = flag "jit_compile"
            }
        | other -> Fault.refuse place $"{show other} is not an object"

    let private write (single: 'a -> JsonNode) (value: PerOutput<'a>) : JsonNode =
        match value with
        | PerOutput.All value -> single value
        | PerOutput.Each values -> values |> List.map single |> listNode
        | PerOutput.Named values -> values |> List.map (fun (name, value) -> name, single value) |> fieldsNode

    let private writeMetrics place (metrics: PerOutput<MetricChoice list>) : JsonNode =
        metrics
        |> write (function
            | [] -> null
            | [ MetricChoice.Alone choice ] -> Catalogue.writeMetric place choice
            | several -> several |> List.map (Catalogue.writeMetric place) |> listNode)

    /// What Keras writes of the settings of a model of a policy; an empty object for one that is not compiled.
    let node (place: string) (policy: Policy) (settings: CompileSettings option) : JsonNode =
        match settings with
        | None -> JsonObject()
        | Some settings ->
            let at key = $"{place}, {key}"
            fieldsNode [
                "optimizer", Catalogue.writeOptimizer (at "optimizer") settings.Optimizer
                "loss", write (Option.map (Catalogue.writeLoss (at "loss")) >> Option.toObj) settings.Loss
                "loss_weights",
                (match settings.LossWeights with
                 | PerOutput.All 1.0 -> null
                 | weights -> write realNode weights)
                "metrics", writeMetrics (at "metrics") settings.Metrics
                "weighted_metrics", writeMetrics (at "weighted_metrics") settings.WeightedMetrics
                "run_eagerly", flagNode false
                "steps_per_execution", wholeNode (int64 settings.StepsPerExecution)
                "jit_compile",
                (match settings.JitCompile with
                 | Some jit -> flagNode jit
                 | None -> textNode "auto")
                // Keras reads it as an argument of compile.
                if LossScaling.isFor policy && not (LossScaling.isThere settings.Optimizer) then
                    "auto_scale_loss", flagNode false
            ]
