namespace Functional

open System
open System.Collections.Concurrent
open System.Collections.Generic
open System.Text.Json.Nodes
open FSharp.Reflection
open Functional.Layers
open Functional.Optimizers

/// A descriptor's type, taken apart.
type internal DescriptorCodec = { Fields: FieldCodec[]; Make: obj[] -> obj; Values: obj -> obj[] }

/// The one translation between descriptors and Keras's JSON, by the names and types of their fields: <c>UseBias</c> ↔
/// <c>use_bias</c>.
[<RequireQualifiedAccess>]
module internal Codec =

    let private key = FieldName.key

    let private descriptors = ConcurrentDictionary<Type, DescriptorCodec>()

    /// Raises for a key of a configuration that is not among the known ones.
    let requireKnown (place: string) (owner: string) (known: string seq) (fields: JsonObject) =
        for pair in fields do
            if not (Seq.contains pair.Key known) then
                Fault.refuse (field place pair.Key) $"{owner} has no such field"

    /// Raises for a key that must be there and is not.
    let requirePresent (place: string) (required: string seq) (fields: JsonObject) =
        for key in required do
            if not (fields.ContainsKey key) then
                Fault.refuse (field place key) "is missing"

    /// The optimizer of a Keras name: <c>adam</c>, <c>sgd</c>, <c>RMSprop</c>, …. One that must be told something has none.
    let tryOptimizer (name: string) : Optimizer option =
        Classes.optimizers
        |> List.tryFind (fun facts ->
            facts.Required.IsEmpty && facts.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        |> Option.map (fun facts -> facts.Template :?> Optimizer)

    // The float32 that Keras keeps a learning rate in.
    let private rounded (rate: Rate) =
        match rate with
        | Rate.Number number -> Rate.Number(float (float32 number))
        | Rate.Schedule _ -> rate

    let noLayer place _ = Fault.unsupported place "a layer is not supported here"

    /// A descriptor from the fields of a configuration, with the layers in it. What is missing is as in the template; keys of others are
    /// left alone.
    let rec readWith (layer: LayerReader) (place: string) (template: obj) (fields: JsonObject) : obj =
        let codec = descriptor (template.GetType())
        let usual = codec.Values template
        let rank =
            match codec.Fields |> Array.tryFindIndex (fun part -> part.Name = "Rank") with
            | Some i -> unbox<int> usual[i]
            | None -> 1
        codec.Fields
        |> Array.mapi (fun i part -> part.Read layer place rank usual[i] fields)
        |> codec.Make
        |> Fault.keeping place

    /// A descriptor's fields as Keras writes them, with the layers in it.
    and writeWith (layer: LayerWriter) (place: string) (descriptor': obj) : (string * JsonNode) list =
        let codec = descriptor (descriptor'.GetType())
        let values = codec.Values descriptor'
        let written (part: FieldCodec) (value: obj) =
            match part.WrittenAs with
            | Some other when isNull value ->
                let i = codec.Fields |> Array.findIndex (fun part -> part.Name = other)
                [ for _, node in codec.Fields[i].Write layer place values[i] -> part.Keys.Head, node ]
            | _ -> part.Write layer place value
        Array.map2 written codec.Fields values |> List.concat

    /// One of Keras's schedules.
    and readSchedule (place: string) (fields: JsonObject) : ISchedule =
        let name, config = KerasObject.takeApart place fields
        match Classes.schedules |> List.tryFind (fun facts -> facts.Name = name) with
        | None -> Fault.unsupported place $"the schedule {name} is not supported"
        | Some facts ->
            let place = $"{place} {name}"
            requireKnown place name KerasObject.envelope fields
            requireKnown place name (keys facts.Template) config
            requirePresent place facts.Required config
            readWith noLayer place facts.Template config :?> ISchedule

    and writeSchedule (place: string) (schedule: ISchedule) : JsonNode =
        let name = Schedule.className schedule
        if not (Classes.schedules |> List.exists (fun facts -> facts.Template.GetType() = schedule.GetType())) then
            Fault.unsupported place $"the schedule {name} cannot be written: Keras has no such schedule"
        objectNode "keras.optimizers.schedules" name (fieldsNode (writeWith noLayer place schedule))

    // A number, or one of Keras's schedules.
    and private rateField (name: string) : FieldCodec =
        let key = key name
        {
            Name = name
            WrittenAs = None
            Keys = [ key ]
            Read =
                fun _ place _ usual fields ->
                    match tryField key fields with
                    | None -> usual
                    | Some(Real number) -> Rate.Number number
                    | Some(Fields schedule) -> Rate.Schedule(readSchedule (field place key) schedule)
                    | Some other -> Fault.refuse (field place key) $"{show other} is not a number or a schedule"
            Write =
                fun _ place value ->
                    match value :?> Rate with
                    | Rate.Number number -> [ key, realNode number ]
                    | Rate.Schedule schedule -> [ key, writeSchedule (field place key) schedule ]
        }

    /// An optimizer from a Keras name or object.
    and readOptimizer (place: string) (node: JsonNode) : Optimizer =
        match node with
        | Text name ->
            match tryOptimizer name with
            | Some optimizer -> optimizer
            | None -> Fault.unsupported place $"the optimizer \"{name}\" is not supported"
        | Fields fields ->
            let name, config = KerasObject.takeApart place fields
            let facts =
                match Classes.optimizers |> List.tryFind (fun facts -> facts.Name = name) with
                | Some facts -> facts
                | None -> Fault.unsupported place $"the optimizer {name} is not supported"
            let template = facts.Template :?> Optimizer
            let isOwn = Optimizer.hasSettings template
            let place = $"{place} {name}"
            requireKnown place name KerasObject.envelope fields
            let known = (if isOwn then keys template.Settings else []) @ keys template.Rule @ [ "name" ]
            requireKnown place name known config
            requirePresent place facts.Required config
            let settings = if isOwn then readWith noLayer place template.Settings config else template.Settings
            let rule = readWith noLayer place template.Rule config :?> IOptimizer
            {
                template with
                    Rule =
                        match rule with
                        | :? IOptimizerAround as around -> Fault.guard place (fun () -> around.Around around.Inner)
                        | :? IOptimizers as several -> Fault.guard place (fun () -> several.With several.All)
                        | rule -> rule
                    Settings = settings :?> OptimizerSettings
                    Name = CommonConfig.readName place config |> Option.defaultValue template.Name
            }
        | other -> Fault.refuse place $"{show other} is not an optimizer"

    /// An optimizer as Keras's object.
    and writeOptimizer (place: string) (optimizer: Optimizer) : JsonNode =
        let className =
            match Classes.tryOf optimizer with
            | Some facts -> facts.Name
            | None ->
                Fault.unsupported
                    place
                    $"the optimizer {optimizer.Rule.GetType().Name} cannot be written: Keras has no such optimizer"
        let settings = { optimizer.Settings with LearningRate = rounded optimizer.Settings.LearningRate }
        [
            "name", textNode optimizer.Name
            if Optimizer.hasSettings optimizer then
                yield! writeWith noLayer place settings
            match optimizer.Rule with
            | :? IOptimizers as several -> yield! writeWith noLayer place (several.With several.All)
            | rule -> yield! writeWith noLayer place rule
        ]
        |> fieldsNode
        |> objectNode "keras.optimizers" className

    // An optimizer inside of another one.
    and private optimizerField (name: string) : FieldCodec =
        let key = key name
        {
            Name = name
            WrittenAs = None
            Keys = [ key ]
            Read =
                fun _ place _ usual fields ->
                    match tryField key fields with
                    | Some node -> readOptimizer (field place key) node
                    | None -> usual
            Write = fun _ place value -> [ key, writeOptimizer (field place key) (value :?> Optimizer) ]
        }

    // Optimizers by patterns of paths. One object in several places is written with a number, by which it is read as one again.
    and private optimizerMapField (name: string) : FieldCodec =
        let key = key name
        let className, usual, others = "OptimizerMap", "default_optimizer", "optimizer_map"
        let read place (node: JsonNode) : OptimizerMap =
            match node with
            | Fields fields ->
                let name, config = KerasObject.takeApart place fields
                if name <> className then
                    Fault.refuse place $"{name} is not an {className}"
                requireKnown place name KerasObject.envelope fields
                requireKnown place name [ usual; others ] config
                requirePresent place [ usual; others ] config
                let known = Dictionary<int64, Optimizer>()
                let one place (node: JsonNode) =
                    match node with
                    | Fields fields ->
                        match tryField "shared_object_id" fields with
                        | Some(Whole id) ->
                            if not (known.ContainsKey id) then
                                known[id] <- readOptimizer place node
                            known[id]
                        | _ -> readOptimizer place node
                    | _ -> readOptimizer place node
                {
                    Optimizers =
                        match config[others] with
                        | Null -> []
                        | Fields found -> [ for pair in found -> pair.Key, one (field place pair.Key) pair.Value ]
                        | other -> Fault.refuse (field place others) $"{show other} is not an object"
                    DefaultOptimizer = one (field place usual) config[usual]
                }
            | other -> Fault.refuse place $"{show other} is not an {className}"
        let write place (map: OptimizerMap) : JsonNode =
            let all = List.map snd map.Optimizers @ [ map.DefaultOptimizer ]
            let places (optimizer: Optimizer) =
                all |> List.indexed |> List.filter (fun (_, other) -> obj.ReferenceEquals(other, optimizer))
            let one place (optimizer: Optimizer) : JsonNode =
                let node = writeOptimizer place optimizer
                match places optimizer with
                | (first, _) :: _ :: _ -> node["shared_object_id"] <- wholeNode (int64 first)
                | _ -> ()
                node
            objectNode
                "keras.optimizers"
                className
                (fieldsNode [
                    usual, one (field place usual) map.DefaultOptimizer
                    others,
                    fieldsNode [
                        for pattern, optimizer in map.Optimizers -> pattern, one (field place pattern) optimizer
                    ]
                ])
        {
            Name = name
            WrittenAs = None
            Keys = [ key ]
            Read =
                fun _ place _ usual fields ->
                    match tryField key fields with
                    | Some node -> box (read (field place key) node)
                    | None -> usual
            Write = fun _ place value -> [ key, write (field place key) (value :?> OptimizerMap) ]
        }

    and private fieldOf (field': Reflection.PropertyInfo) : FieldCodec =
        let name, t = field'.Name, field'.PropertyType
        match name with
        | _ when field'.IsDefined(typeof<OfClassAttribute>, false) || field'.IsDefined(typeof<LearnedAttribute>, false) -> {
            Name = name
            WrittenAs = None
            Keys = []
            Read = (fun _ _ _ usual _ -> usual)
            Write = fun _ _ _ -> []
          }
        | _ when t = typeof<WeightRule> -> FieldCodec.rule name
        | _ when t = typeof<Initializer> ->
            FieldCodec.spread name [ $"{key name}_initializer", t ] List.singleton List.head
        | _ when t = typeof<Lora option> -> FieldCodec.lora name
        | _ when t = typeof<Rate> -> rateField name
        | _ when t = typeof<Optimizer> -> optimizerField name
        | _ when t = typeof<OptimizerMap> -> optimizerMapField name
        | _ when t = typeof<ILayer> || t = typeof<ILayer list> || t = typeof<ILayer option> -> FieldCodec.layer name t
        | _ -> FieldCodec.plain field'

    /// A descriptor's type, a record or a class without settings, taken apart.
    and descriptor (t: Type) : DescriptorCodec =
        descriptors.GetOrAdd(
            t,
            fun t ->
                if FSharpType.IsRecord t then
                    {
                        Fields = FSharpType.GetRecordFields t |> Array.map fieldOf
                        Make = FSharpValue.PreComputeRecordConstructor t
                        Values = FSharpValue.PreComputeRecordReader t
                    }
                else
                    { Fields = [||]; Make = (fun _ -> Activator.CreateInstance t); Values = fun _ -> [||] }
        )

    /// The keys that a descriptor takes.
    and keys (template: obj) : string list =
        (descriptor (template.GetType())).Fields |> Seq.collect _.Keys |> List.ofSeq

    /// A descriptor that holds no layers from the fields of a configuration.
    let read (place: string) (template: obj) (fields: JsonObject) : obj = readWith noLayer place template fields

    /// The fields of a descriptor that holds no layers as Keras writes them.
    let write (place: string) (descriptor': obj) : (string * JsonNode) list = writeWith noLayer place descriptor'

    let private usual = ConcurrentDictionary<string, Map<string, string>>()

    // Of a class, and so written once for all its layers.
    let private usualFields (facts: ClassFacts) =
        usual.GetOrAdd(
            facts.Id,
            fun id ->
                write id (ClassFacts.descriptor facts.Template) |> Map |> Map.map (fun _ node -> KerasJson.print node)
        )

    /// A descriptor's fields as Keras writes them of its class: without those that the class has not, which must be as usual, and those that
    /// Keras leaves out where they are.
    let writeUnusual
        (layer: LayerWriter)
        (place: string)
        (facts: ClassFacts)
        (descriptor': obj)
        : (string * JsonNode) list =
        let fields = writeWith layer place (ClassFacts.descriptor descriptor')
        if facts.Quiet.IsEmpty && facts.Hidden.IsEmpty then
            fields
        else
            let usual = usualFields facts
            fields
            |> List.filter (fun (key, value) ->
                let isUsual = usual.TryFind key = Some(KerasJson.print value)
                if List.contains key facts.Hidden && not isUsual then
                    Fault.unsupported (field place key) $"a {facts.Name} cannot be written with {show value}"
                not (List.contains key facts.Hidden) && not (isUsual && List.contains key facts.Quiet))
