namespace Functional

open System
open System.Text.Json.Nodes
open Functional.Layers
open Functional.Losses
open Functional.Metrics

/// Keras's classes and names in files: the allow-list (<c>Classes</c>) by which they are read.
[<RequireQualifiedAccess>]
module Catalogue =

    let private requireEnvelope place noun (fields: JsonObject) =
        Codec.requireKnown place noun KerasObject.envelope fields

    /// A layer without its name, with whether it and what holds it can be trained, and its policy or that of what holds it.
    let internal unwrap (inherited: Policy) (layer: ILayer) : bool * Policy * ILayer =
        let options, layer = Holder.apart layer
        options.Trainable, defaultArg options.Policy inherited, layer

    let private constantNode (value: bool option) : JsonNode = value |> Option.map flagNode |> Option.toObj

    /// The arguments that a call of a layer takes.
    let internal callForm (layer: ILayer) : CallForm =
        match Flow.tryOf layer with
        | Some(Flow.Graph network) when network.Inputs.Length <> 1 || network.InputKeys.IsSome ->
            CallForm.Named [ "inputs", Need.Tensors; "mask", Need.OptionalMasks ]
        | Some _ -> CallForm.Masked
        | None when (Holder.bare layer :? Lambda) -> CallForm.Masked
        | None ->
            match Classes.tryLayer (ClassName.ofLayer layer) with
            | Some facts -> facts.Call
            | None -> CallForm.One

    /// A layer from its configuration. <c>inherited</c> is the policy of what holds it, <c>inside</c> reads the layers in it, which inherit its policy.
    let internal readLayerConfig
        (inside: Policy -> LayerReader)
        (place: string)
        (className: string)
        (inherited: Policy)
        (config: JsonObject)
        : ILayer =
        let facts =
            match Classes.tryLayer className with
            | Some facts -> facts
            | None when className = "Lambda" ->
                Fault.unsupported
                    place
                    "a Lambda of Python is code of Python's, which is not run; write it in Python with functions of keras.ops, or make the model here and load its weights"
            | None -> Fault.unsupported place $"the layer {className} is not supported"
        let own = Codec.keys facts.Template
        Codec.requireKnown place className (own @ ClassFacts.common @ List.map fst facts.Constants) config
        Codec.requirePresent place facts.Required config
        for key, only in facts.Constants do
            match tryField key config with
            | Some other when not (sameNode other (constantNode only)) ->
                Fault.unsupported (field place key) $"{show other} is not supported, only {show (constantNode only)}"
            | _ -> ()
        let policy =
            if List.contains "dtype" facts.Common then
                tryField "dtype" config
                |> Option.map (CommonConfig.readPolicy (field place "dtype"))
                |> Option.defaultValue inherited
            else
                inherited
        {
            Layer = Codec.readWith (inside policy) place facts.Template config :?> ILayer
            Name = CommonConfig.readName place config
            Trainable = CommonConfig.readTrainable place config
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
        let policy, layer =
            match layer with
            | :? IWritten as written -> written.Policy policy, written.Written
            | _ -> policy, layer
        let facts =
            match Classes.tryLayer (ClassName.ofLayer layer) with
            | Some facts when facts.Template.GetType() = layer.GetType() -> facts
            | _ -> Fault.unsupported place $"a {ClassName.ofLayer layer} cannot be written: Keras has no such layer"
        // A layer that its holder makes itself is written as if it had been given.
        let parts = Holder.parts layer
        let fields =
            Codec.writeUnusual (inside policy) place facts layer
            |> List.map (fun (key, value) ->
                match parts |> List.tryFind (fun part -> part.Name = key) with
                | Some part when isNull value -> key, inside policy (field place key) part.Layer
                | _ -> key, value)
        let constants = facts.Constants |> List.map (fun (key, value) -> key, constantNode value)
        let dtype =
            if facts.PlainDType && policy.Compute = policy.Variable then
                textNode policy.Name
            else
                CommonConfig.writePolicy policy
        let common =
            [ "name", textNode name; "trainable", flagNode trainable; "dtype", dtype ]
            |> List.filter (fun (key, _) -> List.contains key facts.Common)
        // Keras: a penalty of the output comes first, an absent one in its place.
        let first, others =
            fields |> List.partition (fun (key, value) -> key = "activity_regularizer" && not (isNull value))
        fieldsNode (common @ first @ others @ constants)

    /// A layer of a user's own class that may be made.
    let internal readOwnLayer (place: string) (className: string) (config: JsonObject) : ILayer =
        let config = config.DeepClone() :?> JsonObject
        for dtype in Option.toList (tryField "dtype" config) do
            config["dtype"] <- textNode (CommonConfig.readPolicy (field place "dtype") dtype).Name
        match OwnClasses.Current.Make(place, className, config) with
        | :? ILayer as layer -> layer
        | _ -> Fault.unsupported place $"{className} is no layer"

    let internal layerNode (className: string) (config: JsonNode) = objectNode "keras.layers" className config

    let private lossOf name rule = {
        Function = rule
        Name = name
        Reduction = LossReduction.SumOverBatchSize
        DType = None
        Wording = Wording.Word
    }

    /// The loss of a Keras name: <c>mse</c>, <c>categorical_crossentropy</c>, <c>MeanSquaredError</c>, ….
    let tryLoss (name: string) : Loss option =
        Classes.tryWord Classes.losses name |> Option.map (fun facts -> lossOf name (facts.Template :?> ILoss))

    // What Keras writes of a function of its own.
    let private functionNode (name: string) : JsonNode =
        fieldsNode [
            "module", textNode "builtins"
            "class_name", textNode "function"
            "config", textNode name
            "registered_name", textNode "function"
        ]

    // By its name as it was given, where that says all of it, or else as an object.
    let private worded (wording: Wording) name (saysAll: bool) (node: JsonNode) : JsonNode =
        match wording with
        | Wording.Word when saysAll -> textNode name
        | Wording.Function when saysAll -> functionNode name
        | _ -> node

    // A Keras name, Keras's form of a function's name, or an object of a known class.
    let private named what (classes: ClassFacts list) place tryName asFunction make (node: JsonNode) : 'a =
        let byName (name: string) =
            match tryName name with
            | Some found -> found
            | None -> Fault.unsupported place $"the {what} \"{name}\" is not supported"
        match node with
        | Text name -> byName name
        | Fields fields ->
            match tryField "class_name" fields, tryField "config" fields with
            | Some(Text "function"), Some(Text name) -> asFunction (byName name)
            | _ ->
                let name, config = KerasObject.takeApart place fields
                match classes |> List.tryFind (fun facts -> facts.Name = name) with
                | Some facts ->
                    let place = $"{place} {name}"
                    requireEnvelope place name fields
                    make place facts config
                | None when OwnClasses.Knows name ->
                    match OwnClasses.Current.Make($"{place} {name}", name, config) with
                    | :? 'a as made -> made
                    | _ -> Fault.unsupported place $"{name} is no {what}"
                | None -> Fault.unsupported place $"the {what} {name} is not supported"
        | other -> Fault.refuse place $"{show other} is not a {what}"

    let private lossKeys = [ "name"; "reduction"; "dtype" ]

    let private readDType place (node: JsonNode) =
        match node with
        | Null -> None
        | other -> Some (CommonConfig.readPolicy place other).Compute

    /// <summary>A loss from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readLoss (place: string) (node: JsonNode) : Loss =
        let asFunction (loss: Loss) = { loss with Wording = Wording.Function }
        node
        |> named "loss" Classes.losses place tryLoss asFunction (fun place facts config ->
            Codec.requireKnown place facts.Name (Codec.keys facts.Template @ lossKeys) config
            {
                Function = Codec.read place facts.Template config :?> ILoss
                Name = CommonConfig.readName place config |> Option.defaultValue facts.SnakeName
                Reduction =
                    match tryField "reduction" config with
                    | None -> LossReduction.SumOverBatchSize
                    | Some node ->
                        (SettingCodec.ofType typeof<LossReduction>).Read (field place "reduction") 1 node |> unbox
                DType = tryField "dtype" config |> Option.bind (readDType (field place "dtype"))
                Wording = Wording.Object
            })

    // One of the user's own says its class.
    let private classOf (what: obj) : string =
        match what with
        | :? IClassName as own -> own.ClassName
        | _ -> what.GetType().Name

    let private knownLossObject (place: string) (loss: Loss) : JsonNode =
        let name = classOf loss.Function
        if not (Classes.losses |> List.exists (fun facts -> facts.Template.GetType() = loss.Function.GetType())) then
            Fault.unsupported place $"the loss {name} cannot be written: Keras has no such loss"
        let common = [
            "name", textNode loss.Name
            "reduction", (SettingCodec.ofType typeof<LossReduction>).Write place loss.Reduction
            match loss.DType with
            | Some dtype -> "dtype", textNode dtype.Name
            | None -> ()
        ]
        objectNode "keras.losses" name (fieldsNode (common @ Codec.write place loss.Function))

    /// <summary>A loss as Keras's object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="loss">The loss.</param>
    let lossObject (place: string) (loss: Loss) : JsonNode =
        match loss.Function with
        | Own own -> ownNode (classOf loss.Function) own []
        | _ -> knownLossObject place loss

    /// <summary>A loss as it was given: by its name, where the name says all of it, or else as an object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="loss">The loss.</param>
    let writeLoss (place: string) (loss: Loss) : JsonNode =
        let node = lossObject place loss
        let saysAll = tryLoss loss.Name |> Option.exists (fun named -> sameNode (lossObject place named) node)
        worded loss.Wording loss.Name saysAll node

    let private readRule place (facts: ClassFacts) config : IMetric =
        let settings = Codec.read place (ClassFacts.descriptor facts.Template) config
        ClassFacts.withDescriptor settings facts.Template :?> IMetric

    /// The metric of a Keras name, which is also its name in logs: <c>mae</c>, <c>binary_accuracy</c>, …. The words <c>accuracy</c>, <c>acc</c>,
    /// <c>crossentropy</c> and <c>ce</c> stand for what fits the shapes.
    let tryMetric (name: string) : MetricChoice option =
        match name with
        | "accuracy"
        | "acc" -> Some(MetricChoice.Accuracy name)
        | "crossentropy"
        | "ce" -> Some(MetricChoice.Crossentropy name)
        | _ ->
            Classes.tryWord Classes.metrics name
            |> Option.map (fun facts ->
                MetricChoice.Metric { Metric.Of(facts.Template :?> IMetric, name) with Wording = Wording.Word })

    // It stands in no path of a file, so slashes are letters like others.
    let private readMetricName (place: string) (config: JsonObject) : string option =
        match tryField "name" config with
        | None
        | Some Null -> None
        | Some(Text name) when name <> "" && name.Length <= CommonConfig.nameLimit -> Some name
        | Some other ->
            Fault.refuse
                (field place "name")
                $"{show other} is not a name: a text of 1 to {CommonConfig.nameLimit} characters"

    let private wrapper = "MeanMetricWrapper"

    // Keras: losses first, whose functions some metrics share the name with.
    let private meanOf place (node: JsonNode) : IMetric =
        let refuse (what: string) = Fault.unsupported place $"the function {what} is not supported"
        match node with
        | Fields fields ->
            match tryField "class_name" fields, tryField "config" fields with
            | Some(Text "function"), Some(Text name) ->
                match tryLoss name, tryMetric name with
                | Some loss, _ -> { Function = name; Mean = MeanOfLoss.Create loss.Function }
                | None, Some(MetricChoice.Metric { Rule = rule }) when rule.Rule.IsMean -> {
                    Function = name
                    Mean = rule
                  }
                | _ -> refuse $"\"{name}\""
            | _ -> refuse (show node)
        | other -> Fault.refuse place $"{show other} is not a function"

    /// <summary>A metric from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readMetric (place: string) (node: JsonNode) : MetricChoice =
        let asFunction (choice: MetricChoice) =
            match choice with
            | MetricChoice.Metric metric -> MetricChoice.Metric { metric with Wording = Wording.Function }
            | MetricChoice.Alone _
            | MetricChoice.Accuracy _
            | MetricChoice.Crossentropy _ -> choice
        let typeOf place (config: JsonObject) (metric: Metric) =
            let dtype = tryField "dtype" config |> Option.bind (readDType (field place "dtype"))
            MetricChoice.Metric { metric with DType = defaultArg dtype metric.DType }
        match node with
        | Fields fields when
            tryField "class_name" fields |> Option.exists (fun name -> sameNode name (textNode wrapper))
            ->
            let _, config = KerasObject.takeApart place fields
            let place = $"{place} {wrapper}"
            requireEnvelope place wrapper fields
            Codec.requireKnown place wrapper [ "fn"; "name"; "dtype" ] config
            Codec.requirePresent place [ "fn" ] config
            let name = readMetricName place config |> Option.defaultValue (ClassName.toSnakeCase wrapper)
            Metric.Of(meanOf (field place "fn") config["fn"], name) |> typeOf place config
        | _ ->

            node
            |> named "metric" Classes.metrics place tryMetric asFunction (fun place facts config ->
                let keys =
                    Codec.keys (ClassFacts.descriptor facts.Template)
                    |> List.filter (fun key -> not (List.contains key facts.Hidden))
                Codec.requireKnown place facts.Name (keys @ [ "name"; "dtype" ]) config
                let name = readMetricName place config |> Option.defaultValue facts.SnakeName
                Metric.Of(readRule place facts config, name) |> typeOf place config)

    /// <summary>A metric as Keras's object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="metric">The metric.</param>
    let metricObject (place: string) (metric: Metric) : JsonNode =
        let common = [ "name", textNode metric.Name; "dtype", textNode metric.DType.Name ]
        let isOf (facts: ClassFacts) = ClassFacts.kind facts.Template = ClassFacts.kind metric.Rule
        match metric.Rule, List.tryFind isOf Classes.metrics with
        | (:? MeanOfFunction as mean), _ ->
            objectNode "keras.metrics" wrapper (fieldsNode (common @ [ "fn", functionNode mean.Function ]))
        | Own own, None -> ownNode (classOf metric.Rule) own []
        | _, None ->
            Fault.unsupported place $"the metric {classOf metric.Rule} cannot be written: Keras has no such metric"
        | _, Some facts ->
            objectNode
                facts.Module
                facts.Name
                (fieldsNode (common @ Codec.writeUnusual Codec.noLayer place facts metric.Rule))

    /// <summary>A metric as it was given: by its name, where the name says all of it, or else as an object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="choice">The metric.</param>
    let rec writeMetric (place: string) (choice: MetricChoice) : JsonNode =
        match choice with
        | MetricChoice.Alone choice -> writeMetric place choice
        | MetricChoice.Accuracy name
        | MetricChoice.Crossentropy name -> textNode name
        | MetricChoice.Metric metric ->
            let node = metricObject place metric
            let saysAll =
                match tryMetric metric.Name with
                | Some(MetricChoice.Metric named) -> sameNode (metricObject place named) node
                | _ -> false
            worded metric.Wording metric.Name saysAll node

    /// The optimizer of a Keras name: <c>adam</c>, <c>sgd</c>, <c>RMSprop</c>, ….
    let tryOptimizer (name: string) : Optimizer option = Codec.tryOptimizer name

    /// <summary>An optimizer from a Keras name or object.</summary>
    /// <param name="place">What messages call the source.</param>
    /// <param name="node">The name or object.</param>
    let readOptimizer (place: string) (node: JsonNode) : Optimizer = Codec.readOptimizer place node

    /// <summary>An optimizer as Keras's object.</summary>
    /// <param name="place">What messages call the place where it stands.</param>
    /// <param name="optimizer">The optimizer.</param>
    let writeOptimizer (place: string) (optimizer: Optimizer) : JsonNode = Codec.writeOptimizer place optimizer

    /// A schedule of learning rates from Keras's object.
    let readSchedule (place: string) (node: JsonNode) : ISchedule =
        match node with
        | Fields fields -> Codec.readSchedule place fields
        | other -> Fault.refuse place $"{show other} is not a schedule"

    /// A schedule of learning rates as Keras's object.
    let scheduleObject (place: string) (schedule: ISchedule) : JsonNode = Codec.writeSchedule place schedule

    let private readAs<'a> place (node: JsonNode) : 'a = (SettingCodec.ofType typeof<'a>).Read place 1 node |> unbox
    let private writeAs<'a> place (value: 'a) : JsonNode = (SettingCodec.ofType typeof<'a>).Write place (box value)

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
