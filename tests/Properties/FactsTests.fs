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
            | :? Optimizer as optimizer -> optimizer.Settings
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
    elif t = typeof<float option> then Some(box (Some number))
    elif t = typeof<int> && isWhole then Some(box (int number))
    elif t = typeof<int option> && isWhole then Some(box (Some(int number)))
    elif t = typeof<int64> && isWhole then Some(box (int64 number))
    else None

[<Theory; MemberData(nameof names)>]
let ``a setting outside of its range is refused by its name`` (id: string) =
    for descriptor in snd (find id) do
        Ranges.check FieldName.key descriptor
        let t = descriptor.GetType()
        for name, range in Ranges.ofType t do
            let fields = FSharpType.GetRecordFields t
            let i = fields |> Array.findIndex (fun field -> field.Name = name)
            for number in outside range do
                match like fields[i].PropertyType number with
                | None -> ()
                | Some value ->
                    let values = FSharpValue.GetRecordFields descriptor
                    values[i] <- value
                    let wrong = FSharpValue.MakeRecord(t, values)
                    let told = message (fun () -> Ranges.check FieldName.key wrong)
                    Assert.StartsWith($"{FieldName.key name} must be {range.Text}, got ", told)

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
    | :? Optimizer as optimizer ->
        let node = Catalogue.writeOptimizer "test" optimizer
        Assert.Equal(
            written node,
            written (Catalogue.writeOptimizer "test" (Catalogue.readOptimizer "test" (bare node)))
        )
    | other -> failwith $"{other}"
