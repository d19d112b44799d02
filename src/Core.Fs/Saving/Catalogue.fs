namespace Functional

open System
open System.Text.Json.Nodes
open Functional.Layers
open Functional.Losses
open Functional.Metrics
open Functional.Optimizers
open Functional.CatalogueTables

/// Keras's classes and names: the allow-list by which files are read, one line a class.
[<RequireQualifiedAccess>]
module Catalogue =

    let private layersModule = "keras.layers"

    let private requireEnvelope place noun (fields: JsonObject) = Codec.requireKnown place noun Codec.envelope fields

    /// The float32 that Keras keeps a learning rate in.
    let private rounded (rate: float) = float (float32 rate)

    /// A layer without its name, with whether it and what holds it can be trained, and its policy or that of what holds it.
    let internal unwrap (inherited: Policy) (layer: ILayer) : bool * Policy * ILayer =
        let options, layer = Holder.apart layer
        options.Trainable, defaultArg options.Policy inherited, layer


    let internal writePolicy (policy: Policy) : JsonNode =
        objectNode "keras" "DTypePolicy" (fieldsNode [ "name", textNode policy.Name ])

    let internal readPolicy (place: string) (node: JsonNode) : Policy =
        let parse name = Fault.guard place (fun () -> Policy.Parse name)
        match node with
        | Null -> Policy.Float32
        | Text name -> parse name
        | Fields fields ->
            match Codec.takeApart place fields with
            | "DTypePolicy", config ->
                match tryField "name" config with
                | Some(Text name) -> parse name
                | _ -> Fault.refuse (field place "name") "is missing"
            | other, _ -> Fault.unsupported place $"the dtype policy {other} is not supported"
        | other -> Fault.refuse place $"{show other} is not a dtype policy"


    let private commonKeys = [ "name"; "trainable"; "dtype" ]

    // Keras: pooling writes the window's sizes where no strides are given.
    let private filled (layer: ILayer) : ILayer =
        match layer with
        | :? Pooling as pooling when pooling.Strides.IsNone -> { pooling with Strides = Some pooling.PoolSize }
        | other -> other

    // Names stand in the paths of all weights below.
    let private nameLimit = 256

    let internal requireName (place: string) (name: string) : string =
        if name = "" || name.Contains '/' || name.Contains '\000' then
            Fault.refuse (field place "name") $"{show (textNode name)} is not a name: a text without slashes"
        if name.Length > nameLimit then
            Fault.refuse (field place "name") $"{show (textNode name)} is longer than {nameLimit} characters"
        name

    let internal readName (place: string) (config: JsonObject) : string option =
        match tryField "name" config with
        | None
        | Some Null -> None
        | Some(Text name) -> Some(requireName place name)
        | Some other -> Fault.refuse (field place "name") $"{show other} is not a name: a text without slashes"

    let internal readTrainable (place: string) (config: JsonObject) : bool =
        match tryField "trainable" config with
        | None
        | Some Null -> true
        | Some(Flag trainable) -> trainable
        | Some other -> Fault.refuse (field place "trainable") $"{show other} is not true or false"

    let internal tryLayer (className: string) = layers.TryFind className

    /// The arguments that a call of a layer takes.
    let internal callForm (layer: ILayer) : CallForm =
        match Flow.tryOf layer with
        | Some(Flow.Graph network) when network.Inputs.Length <> 1 || network.InputKeys.IsSome ->
            CallForm.Named [ "inputs", Need.Tensors; "mask", Need.OptionalTensor ]
        | Some _ -> CallForm.Masked
        | None ->
            match tryLayer (ClassName.ofLayer layer) with
            | Some entry -> entry.Call
            | None -> CallForm.One

    /// A layer from its configuration. <c>inherited</c> is the policy of what holds it, <c>inside</c> reads the layers in it, which inherit its policy.
    let internal readLayerConfig
        (inside: Policy -> LayerReader)
        (place: string)
        (className: string)
        (inherited: Policy)
        (config: JsonObject)
        : ILayer =
        let entry =
            match layers.TryFind className with
            | Some entry -> entry
            | None -> Fault.unsupported place $"the layer {className} is not supported"
        let own = Codec.keys entry.Template
        Codec.requireKnown place className (own @ commonKeys @ List.map fst entry.Constants) config
        Codec.requirePresent place entry.Required config
        for key, only in entry.Constants do
            match tryField key config with
            | Some other when not (sameNode other only) ->
                Fault.unsupported (field place key) $"{show other} is not supported, only {show only}"
            | _ -> ()
        let policy =
            match entry.Template with
            | :? InputLayer -> inherited
            | _ ->
                tryField "dtype" config
                |> Option.map (readPolicy (field place "dtype"))
                |> Option.defaultValue inherited
        {
            Layer = Codec.readWith (inside policy) place entry.Template config :?> ILayer
            Name = readName place config
            Trainable = readTrainable place config
            Policy = if policy = inherited then None else Some policy
        }

    /// A layer's own fields and what Keras writes of every layer. Raises <c>UnsupportedException</c> for a layer that Keras does not
    /// know.
    let internal writeLayerConfig
        (inside: Policy -> LayerWriter)
        (place: string)
        (name: string)
        (inherited: Policy)
        (layer: ILayer)
        : JsonNode =
        let trainable, policy, layer = unwrap inherited layer
        let entry =
            match layers.TryFind(ClassName.ofLayer layer) with
            | Some entry when entry.Template.GetType() = layer.GetType() -> entry
            | _ -> Fault.unsupported place $"a {ClassName.ofLayer layer} cannot be written: Keras has no such layer"
        let usual = if entry.Quiet.IsEmpty then Map.empty else Map(Codec.write place entry.Template)
        let isQuiet (key, value) = List.contains key entry.Quiet && sameNode value usual[key]
        let fields = Codec.writeWith (inside policy) place (filled layer) |> List.filter (isQuiet >> not)
        let constants =
            entry.Constants |> List.map (fun (key, value) -> key, (if isNull value then null else value.DeepClone()))
        match layer with
        | :? InputLayer -> fieldsNode (fields @ constants @ [ "name", textNode name ])
        | _ ->
            let activity, others = fields |> List.partition (fun (key, _) -> key = "activity_regularizer")
            let first, inPlace =
                match activity with
                | [ _, Null ] -> [], fields
                | _ -> activity, others
            fieldsNode (
                [ "name", textNode name; "trainable", flagNode trainable; "dtype", writePolicy policy ]
                @ first
                @ inPlace
                @ constants
            )

    let internal layerNode (className: string) (config: JsonNode) = objectNode layersModule className config


    let private lossClass (template: ILoss) = template.GetType().Name

    let private findLoss (name: string) =
        let name = shortNames |> Map.tryFind name |> Option.defaultValue name
        lossList |> List.tryFind (fun loss -> lossClass loss = name || ClassName.toSnakeCase (lossClass loss) = name)

    let private lossOf name rule = {
        Function = rule
        Name = name
        Reduction = LossReduction.SumOverBatchSize
        DType = None
    }

    /// The loss of a Keras name: <c>mse</c>, <c>categorical_crossentropy</c>, <c>MeanSquaredError</c>, ….
    let tryLoss (name: string) : Loss option = findLoss name |> Option.map (lossOf name)

    /// A Keras name, Keras's form of a function's name, or an object of a known class.
    let private named what place tryName tryClass make (node: JsonNode) =
        let byName (name: string) =
            match tryName name with
            | Some found -> found
            | None -> Fault.unsupported place $"the {what} \"{name}\" is not supported"
        match node with
        | Text name -> byName name
        | Fields fields ->
            match tryField "class_name" fields, tryField "config" fields with
            | Some(Text "function"), Some(Text name) -> byName name
            | _ ->
                let name, config = Codec.takeApart place fields
                match tryClass name with
                | Some entry ->
                    let place = $"{place} {name}"
                    requireEnvelope place name fields
                    make place name entry config
                | None -> Fault.unsupported place $"the {what} {name} is not supported"
        | other -> Fault.refuse place $"{show other} is not a {what}"

    let private lossKeys = [ "name"; "reduction"; "dtype" ]

    let private readDType place (node: JsonNode) =
        match node with
        | Null -> None
        | other -> Some (readPolicy place other).Compute

    /// <summary>A loss from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readLoss (place: string) (node: JsonNode) : Loss =
        let tryClass name = lossList |> List.tryFind (fun loss -> lossClass loss = name)
        node
        |> named "loss" place tryLoss tryClass (fun place name template config ->
            Codec.requireKnown place name (Codec.keys template @ lossKeys) config
            {
                Function = Codec.read place template config :?> ILoss
                Name = readName place config |> Option.defaultValue (ClassName.toSnakeCase name)
                Reduction =
                    match tryField "reduction" config with
                    | None -> LossReduction.SumOverBatchSize
                    | Some node -> (Codec.value typeof<LossReduction>).Read (field place "reduction") 1 node |> unbox
                DType = tryField "dtype" config |> Option.bind (readDType (field place "dtype"))
            })

    /// <summary>A loss as Keras's object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="loss">The loss.</param>
    let lossObject (place: string) (loss: Loss) : JsonNode =
        if not (lossList |> List.exists (fun template -> template.GetType() = loss.Function.GetType())) then
            Fault.unsupported place $"the loss {lossClass loss.Function} cannot be written: Keras has no such loss"
        let common = [
            "name", textNode loss.Name
            "reduction", (Codec.value typeof<LossReduction>).Write place loss.Reduction
            match loss.DType with
            | Some dtype -> "dtype", textNode dtype.Name
            | None -> ()
        ]
        objectNode "keras.losses" (lossClass loss.Function) (fieldsNode (common @ Codec.write place loss.Function))

    /// <summary>A loss as its name, where the name says all of it, or else as an object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="loss">The loss.</param>
    let writeLoss (place: string) (loss: Loss) : JsonNode =
        let node = lossObject place loss
        match tryLoss loss.Name with
        | Some named when sameNode (lossObject place named) node -> textNode loss.Name
        | _ -> node


    // The descriptor inside a metric whose numbers are a loss's.
    let private metricParts (rule: IMetric) : obj * (obj -> IMetric) =
        match rule with
        | :? MeanOfLoss as mean -> mean.Loss, (fun loss -> MeanOfLoss(loss :?> ILoss))
        | other -> other, (fun rule -> rule :?> IMetric)

    let private sameKind (a: IMetric) (b: IMetric) =
        a.GetType() = b.GetType() && (fst (metricParts a)).GetType() = (fst (metricParts b)).GetType()

    let private metricFields place (entry: MetricEntry) (rule: IMetric) =
        let fields = Codec.write place (fst (metricParts rule))
        let usual = Codec.write place (fst (metricParts entry.Metric)) |> Map
        for key, value in fields do
            if List.contains key entry.Hidden && not (sameNode value usual[key]) then
                Fault.unsupported (field place key) $"the metric {entry.ClassName} cannot be written with {show value}"
        let isQuiet key value = List.contains key entry.Quiet && sameNode value usual[key]
        fields |> List.filter (fun (key, value) -> not (List.contains key entry.Hidden || isQuiet key value))

    /// The metric of a Keras name, which is also its name in logs: <c>mae</c>, <c>binary_accuracy</c>, …. The words <c>accuracy</c>, <c>acc</c>,
    /// <c>crossentropy</c> and <c>ce</c> stand for what fits the shapes.
    let tryMetric (name: string) : MetricChoice option =
        match name with
        | "accuracy"
        | "acc" -> Some(MetricChoice.Accuracy name)
        | "crossentropy"
        | "ce" -> Some(MetricChoice.Crossentropy name)
        | _ ->
            let className = shortNames |> Map.tryFind name |> Option.defaultValue name
            metricList
            |> List.tryFind (fun entry ->
                entry.ClassName = className || ClassName.toSnakeCase entry.ClassName = className)
            |> Option.map (fun entry -> MetricChoice.Metric { Rule = entry.Metric; Name = name; DType = DType.Float32 })

    /// <summary>A metric from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readMetric (place: string) (node: JsonNode) : MetricChoice =
        let tryClass name = metricList |> List.tryFind (fun entry -> entry.ClassName = name)
        node
        |> named "metric" place tryMetric tryClass (fun place name entry config ->
            let template, wrap = metricParts entry.Metric
            let keys = Codec.keys template |> List.filter (fun key -> not (List.contains key entry.Hidden))
            Codec.requireKnown place name (keys @ [ "name"; "dtype" ]) config
            MetricChoice.Metric {
                Rule = wrap (Codec.read place template config)
                Name = readName place config |> Option.defaultValue (ClassName.toSnakeCase name)
                DType =
                    tryField "dtype" config
                    |> Option.bind (readDType (field place "dtype"))
                    |> Option.defaultValue DType.Float32
            })

    /// <summary>A metric as Keras's object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="metric">The metric.</param>
    let metricObject (place: string) (metric: Metric) : JsonNode =
        match metricList |> List.tryFind (fun entry -> sameKind entry.Metric metric.Rule) with
        | None ->
            Fault.unsupported
                place
                $"the metric {metric.Rule.GetType().Name} cannot be written: Keras has no such metric"
        | Some entry ->
            let common = [ "name", textNode metric.Name; "dtype", textNode metric.DType.Name ]
            objectNode "keras.metrics" entry.ClassName (fieldsNode (common @ metricFields place entry metric.Rule))

    /// <summary>A metric as its name, where the name says all of it, or else as an object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="choice">The metric.</param>
    let writeMetric (place: string) (choice: MetricChoice) : JsonNode =
        match choice with
        | MetricChoice.Accuracy name
        | MetricChoice.Crossentropy name -> textNode name
        | MetricChoice.Metric metric ->
            let node = metricObject place metric
            match tryMetric metric.Name with
            | Some(MetricChoice.Metric named) when sameNode (metricObject place named) node -> textNode metric.Name
            | _ -> node


    /// The optimizer of a Keras name: <c>adam</c>, <c>sgd</c>, <c>RMSprop</c>, ….
    let tryOptimizer (name: string) : Optimizer option =
        optimizerList
        |> List.tryFind (fun (className, _) -> className.Equals(name, StringComparison.OrdinalIgnoreCase))
        |> Option.map snd

    /// <summary>An optimizer from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readOptimizer (place: string) (node: JsonNode) : Optimizer =
        match node with
        | Text name ->
            match tryOptimizer name with
            | Some optimizer -> optimizer
            | None -> Fault.unsupported place $"the optimizer \"{name}\" is not supported"
        | Fields fields ->
            let name, config = Codec.takeApart place fields
            let template =
                match optimizerList |> List.tryFind (fun (className, _) -> className = name) with
                | Some(_, template) -> template
                | None -> Fault.unsupported place $"the optimizer {name} is not supported"
            let place = $"{place} {name}"
            requireEnvelope place name fields
            Codec.requireKnown place name (Codec.keys template.Settings @ Codec.keys template.Rule @ [ "name" ]) config
            match tryField "learning_rate" config with
            | Some(Fields schedule) ->
                let name, _ = Codec.takeApart (field place "learning_rate") schedule
                Fault.unsupported (field place "learning_rate") $"the schedule {name} is not supported"
            | _ -> ()
            {
                template with
                    Rule = Codec.read place template.Rule config :?> IOptimizer
                    Settings = Codec.read place template.Settings config :?> OptimizerSettings
                    Name = readName place config |> Option.defaultValue template.Name
            }
        | other -> Fault.refuse place $"{show other} is not an optimizer"

    /// <summary>An optimizer as Keras's object. AdamW is Adam with weight decay under another name, and that name tells them apart.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="optimizer">The optimizer.</param>
    let writeOptimizer (place: string) (optimizer: Optimizer) : JsonNode =
        let className =
            match optimizer.Rule with
            | :? Adam when List.contains optimizer.Name adamWNames && optimizer.Settings.WeightDecay.IsSome -> "AdamW"
            | rule ->
                match optimizerList |> List.tryFind (fun (_, template) -> template.Rule.GetType() = rule.GetType()) with
                | Some(className, _) -> className
                | None ->
                    Fault.unsupported
                        place
                        $"the optimizer {rule.GetType().Name} cannot be written: Keras has no such optimizer"
        let settings = { optimizer.Settings with LearningRate = rounded optimizer.Settings.LearningRate }
        [ "name", textNode optimizer.Name ] @ Codec.write place settings @ Codec.write place optimizer.Rule
        |> fieldsNode
        |> objectNode "keras.optimizers" className


    let private readAs<'a> place (node: JsonNode) : 'a = (Codec.value typeof<'a>).Read place 1 node |> unbox
    let private writeAs<'a> place (value: 'a) : JsonNode = (Codec.value typeof<'a>).Write place (box value)

    /// An initializer from a Keras name or object.
    let readInitializer (place: string) (node: JsonNode) : Initializer = readAs place node

    /// An initializer as Keras's object.
    let writeInitializer (place: string) (initializer: Initializer) : JsonNode = writeAs place initializer

    /// A regularizer from a Keras name or object; none from null.
    let readRegularizer (place: string) (node: JsonNode) : Regularizer option = readAs place node

    /// A regularizer as Keras's object; null for none.
    let writeRegularizer (place: string) (regularizer: Regularizer option) : JsonNode = writeAs place regularizer

    /// A constraint from a Keras name or object; none from null.
    let readConstraint (place: string) (node: JsonNode) : Constraint option = readAs place node

    /// A constraint as Keras's object; null for none.
    let writeConstraint (place: string) (constraint': Constraint option) : JsonNode = writeAs place constraint'
