module Functional.Tests.FactsTests

open System
open System.Text.Json.Nodes
open Xunit
open FSharp.Reflection
open Functional
open Functional.Layers

/// Every class with the descriptors whose fields are its settings.
let private descriptors: (ClassFacts * obj list) list = [
    for facts in Classes.all ->
        facts,
        [
            ClassFacts.descriptor facts.Template
            match facts.Template with
            | :? Optimizer as optimizer when Optimizer.hasSettings optimizer -> optimizer.Settings
            | _ -> ()
        ]
]

let names = TheoryData<string>(Classes.all |> List.map _.Id |> List.sort)

let private find (id: string) = descriptors |> List.find (fun (facts, _) -> facts.Id = id)

let private message work = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message

// Numbers on both sides of a range's ends, and none at all.
let private outside (range: NumberRange) : float list =
    [ range.Least - 1.0; range.Most + 1.0; nan; infinity; -infinity; range.Least; range.Most ]
    |> List.filter (range.Holds >> not)

let private like (t: Type) (number: float) : obj option =
    let isWhole = Double.IsFinite number && floor number = number
    if t = typeof<float> then Some(box number)
    elif t = typeof<Rate> then Some(box (Rate.Number number))
    elif t = typeof<float option> then Some(box (Some number))
    elif t = typeof<int> && isWhole then Some(box (int number))
    elif t = typeof<int option> && isWhole then Some(box (Some(int number)))
    elif t = typeof<int64> && isWhole then Some(box (int64 number))
    else None

/// The descriptor with another value of a field.
let private replaced (descriptor: obj) (name: string) (number: float) : obj option =
    let t = descriptor.GetType()
    let others (fields: Reflection.PropertyInfo[]) (values: obj[]) make =
        let isIt (field: Reflection.PropertyInfo) = field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        let i = fields |> Array.findIndex isIt
        like fields[i].PropertyType number |> Option.map (fun value -> Array.updateAt i value values |> make)
    if FSharpType.IsRecord t then
        others (FSharpType.GetRecordFields t) (FSharpValue.GetRecordFields descriptor) (fun values ->
            FSharpValue.MakeRecord(t, values))
    else
        let case, values = FSharpValue.GetUnionFields(descriptor, t)
        others (case.GetFields()) values (fun values -> FSharpValue.MakeUnion(case, values))

let private settingsOf (optimizer: Optimizer) = CompileSettings.Create(optimizer, Loss.Of(Losses.MeanSquaredError()))

let private sgd = Optimizer.Create(Optimizers.SGD.Create(), OptimizerSettings.Create 0.1, "sgd")

let private written (node: JsonNode) = KerasJson.parse "test" (KerasJson.print node)

/// Uses a descriptor of a class: in a model or its compilation, and from a file.
let private uses (facts: ClassFacts) (descriptor: obj) : (unit -> unit) * (unit -> unit) =
    let build (layer: ILayer) = Layer.build (Scope(Trace Mode.Inference).Child("layer", "layer")) layer [] |> ignore
    let kernel rule = build { Dense.Create 1 with Kernel = rule }
    match descriptor, facts.Template with
    | :? Initializer as initializer, _ ->
        (fun () -> kernel (WeightRule.Of initializer)),
        (fun () ->
            Catalogue.writeInitializer "test" initializer |> written |> Catalogue.readInitializer "test" |> ignore)
    | :? Regularizer as regularizer, _ ->
        (fun () -> kernel { WeightRule.Of Initializer.Zeros with Regularizer = Some regularizer }),
        (fun () ->
            Catalogue.writeRegularizer "test" (Some regularizer)
            |> written
            |> Catalogue.readRegularizer "test"
            |> ignore)
    | :? Constraint as rule, _ ->
        (fun () -> kernel { WeightRule.Of Initializer.Zeros with Constraint = Some rule }),
        (fun () -> Catalogue.writeConstraint "test" (Some rule) |> written |> Catalogue.readConstraint "test" |> ignore)
    | :? ILayer as layer, _ ->
        (fun () -> build layer),
        (fun () -> ModelConfig.writeLayer "x" layer |> written |> ModelConfig.readLayer "test" |> ignore)
    | :? ISchedule as schedule, _ ->
        let optimizer = { sgd with Settings = OptimizerSettings.Create(Rate.Schedule schedule) }
        (fun () -> (settingsOf optimizer).Check()),
        (fun () -> Catalogue.scheduleObject "test" schedule |> written |> Catalogue.readSchedule "test" |> ignore)
    | :? ILoss as loss, :? ILoss ->
        let loss = Loss.Of loss
        (fun () -> (CompileSettings.Create(sgd, loss)).Check()),
        (fun () -> Catalogue.lossObject "test" loss |> written |> Catalogue.readLoss "test" |> ignore)
    | _, :? IMetric ->
        let rule: IMetric =
            match descriptor with
            | :? ILoss as loss -> Metrics.MeanOfLoss.Create loss
            | rule -> rule :?> IMetric
        let metric = Metric.Of(rule, "m")
        (fun () -> { settingsOf sgd with Metrics = PerOutput.All [ MetricChoice.Metric metric ] }.Check()),
        (fun () -> Catalogue.metricObject "test" metric |> written |> Catalogue.readMetric "test" |> ignore)
    | _, (:? Optimizer as optimizer) ->
        let optimizer =
            match descriptor with
            | :? OptimizerSettings as settings -> { optimizer with Settings = settings }
            | rule -> { optimizer with Rule = rule :?> IOptimizer }
        (fun () -> (settingsOf optimizer).Check()),
        (fun () -> Catalogue.writeOptimizer "test" optimizer |> written |> Catalogue.readOptimizer "test" |> ignore)
    | other -> failwith $"{other}"

// Whether files say it, rather than the class.
let private isInFiles (facts: ClassFacts) (descriptor: obj) (name: string) =
    let field = descriptor.GetType().GetProperty name
    let isOfClass = not (isNull field) && field.IsDefined(typeof<OfClassAttribute>, false)
    not isOfClass && not (List.contains (FieldName.key name) facts.Hidden)

[<Theory; MemberData(nameof names)>]
let ``a setting outside of its range is refused by its name, when it is used and in files`` (id: string) =
    let facts, descriptors = find id
    for descriptor in descriptors do
        Ranges.check FieldName.key descriptor
        for name, range in Ranges.ofType (descriptor.GetType()) do
            for number in outside range do
                match replaced descriptor name number with
                | None -> ()
                | Some wrong ->
                    let rule = $"{FieldName.key name} must be {range.Text}, got "
                    let told = message (fun () -> Ranges.check FieldName.key wrong)
                    Assert.StartsWith(rule, told)
                    let build, file = uses facts wrong
                    Assert.EndsWith(told, message build)
                    if isInFiles facts descriptor name then
                        Assert.EndsWith(told, Assert.Throws<ModelFileException>(file).Message)

[<Theory; MemberData(nameof names)>]
let ``what a class has by default is what a file without it has`` (id: string) =
    let facts, _ = find id
    let written (node: JsonNode) = KerasJson.print node
    let bare (node: JsonNode) =
        let node = KerasJson.parse "test" (KerasJson.print node)
        let config = node["config"].AsObject()
        for key in [ for pair in config -> pair.Key ] do
            if not (List.contains key facts.Required) then
                config.Remove key |> ignore
        node
    match facts.Template with
    | :? ILayer as layer ->
        let node = ModelConfig.writeLayer "x" layer
        let again = ModelConfig.readLayer "test" (bare node)
        Assert.Equal(written node, written (ModelConfig.writeLayer "x" again))
    | :? ILoss as loss ->
        let loss = { Loss.Of loss with Name = facts.SnakeName }
        let node = Catalogue.lossObject "test" loss
        Assert.Equal(written node, written (Catalogue.lossObject "test" (Catalogue.readLoss "test" (bare node))))
    | :? IMetric as rule ->
        let node = Catalogue.metricObject "test" (Metric.Of(rule, facts.SnakeName))
        match Catalogue.readMetric "test" (bare node) with
        | MetricChoice.Metric again -> Assert.Equal(written node, written (Catalogue.metricObject "test" again))
        | other -> failwith $"{other}"
    | :? ISchedule as schedule ->
        let node = Catalogue.scheduleObject "test" schedule
        Assert.Equal(
            written node,
            written (Catalogue.scheduleObject "test" (Catalogue.readSchedule "test" (bare node)))
        )
    | :? Optimizer as optimizer ->
        let node = Catalogue.writeOptimizer "test" optimizer
        Assert.Equal(
            written node,
            written (Catalogue.writeOptimizer "test" (Catalogue.readOptimizer "test" (bare node)))
        )
    | :? Initializer as initializer ->
        let node = Catalogue.writeInitializer "test" initializer
        Assert.Equal(initializer, Catalogue.readInitializer "test" (bare node))
    | :? Regularizer as regularizer ->
        let node = Catalogue.writeRegularizer "test" (Some regularizer)
        Assert.Equal(Some regularizer, Catalogue.readRegularizer "test" (bare node))
    | :? Constraint as rule ->
        let node = Catalogue.writeConstraint "test" (Some rule)
        Assert.Equal(Some rule, Catalogue.readConstraint "test" (bare node))
    | other -> failwith $"{other}"
