module Functional.Tests.Descriptors

open System
open System.Reflection
open FsCheck
open FsCheck.FSharp
open FSharp.Reflection
open Functional
open Functional.Layers

// Numbers of a range up to one, its ends among them where they belong to it.
let private within (most: int) (range: NumberRange option) : Gen<float> =
    match range with
    | None -> Gen.choose (-8 * most, 8 * most) |> Gen.map (fun n -> float n / 8.0)
    | Some range ->
        let least = max range.Least (min 0.0 range.Most - float most)
        let most = min range.Most (least + float most)
        Gen.choose (0, 64) |> Gen.map (fun n -> least + (most - least) * float n / 64.0) |> Gen.filter range.Holds

let private wholeWithin (most: int) (range: NumberRange option) : Gen<int> =
    match range with
    | None -> Gen.choose (-(min most 9) / 2, most)
    | Some range ->
        Gen.choose (int range.Least, int (min range.Most (max range.Least (float most))))
        |> Gen.filter (float >> range.Holds)

let private parameterRange (t: Type) (name: string) : NumberRange option =
    t.GetCustomAttributes(typeof<ParameterRangeAttribute>, true)
    |> Seq.map (fun found -> found :?> ParameterRangeAttribute)
    |> Seq.tryFind (fun found -> found.Name = name)
    |> Option.map _.Range

/// Any value of a type that a field may have, in its range, numbers up to one.
let rec private anyOf (most: int) (range: NumberRange option) (t: Type) : Gen<obj> =
    let anyOf = anyOf most
    let arguments (t: Type) = t.GetGenericArguments()[0]
    let boxed gen = Gen.map box gen

    if t = typeof<bool> then
        Gen.elements [ true; false ] |> boxed
    elif t = typeof<int> then
        wholeWithin most range |> boxed
    elif t = typeof<int64> then
        wholeWithin most range |> Gen.map int64 |> boxed
    elif t = typeof<float> then
        within most range |> boxed
    elif t = typeof<string> then
        Gen.elements [ "hann"; "hamming" ] |> boxed
    elif t = typeof<DType> then
        Gen.elements DType.all |> boxed
    elif t = typeof<Activation> then
        Gen.elements (List.map snd Activation.named) |> boxed
    elif t = typeof<ILayer> then
        // Any class that holds none itself; every second one a cell, which is all that some take.
        let isCell (facts: ClassFacts) = facts.Template :? ICell
        let classes = Classes.layers |> List.filter (fun facts -> not (facts.Template :? IHolder))
        let ofClass (facts: ClassFacts) = upTo most facts.Template
        Gen.oneof [ Gen.elements (List.filter isCell classes); Gen.elements (List.filter (isCell >> not) classes) ]
        |> Gen.bind ofClass
        |> Gen.map2
            (fun number layer -> box { Configured.Of(layer :?> ILayer) with Name = Some $"inner_{number}" })
            (Gen.choose (0, 1_000_000))
    elif t = typeof<Rate> then
        Gen.oneof [
            within most range |> Gen.map (Rate.Number >> box)
            Gen.elements Classes.schedules
            |> Gen.bind (fun facts -> upTo most facts.Template)
            |> Gen.map (fun made -> Rate.Schedule(made :?> ISchedule) |> box)
        ]
    elif t = typeof<Optimizer> then
        // With settings of its own, at a rate as files keep it.
        Classes.optimizers
        |> List.map (fun facts -> facts.Template :?> Optimizer)
        |> List.filter Optimizer.hasSettings
        |> Gen.elements
        |> Gen.map2
            (fun number optimizer -> Optimizer.withRate (Rate.Number(float number / 64.0)) optimizer |> box)
            (Gen.choose (0, 64))
    elif t = typeof<Optimizers.OptimizerMap> then
        let optimizer = anyOf None typeof<Optimizer> |> Gen.map (fun one -> one :?> Optimizer)
        let patterns = [ "dense/kernel"; "dense_1/.*"; "(?:dense|other)/bias" ]
        Gen.map2
            (fun usual (others: Optimizer list) ->
                box {
                    Optimizers.OptimizerMap.Create usual with
                        Optimizers = List.zip (List.truncate others.Length patterns) others
                })
            optimizer
            (Gen.choose (0, patterns.Length) |> Gen.bind (fun size -> Gen.listOfLength size optimizer))
    elif t = typeof<Nested> then
        let number = within most range |> Gen.map Nested.One
        Gen.oneof [
            number
            Gen.choose (1, 4) |> Gen.bind (fun size -> Gen.listOfLength size number) |> Gen.map Nested.Several
        ]
        |> boxed
    elif
        t = typeof<WeightRule>
        || t = typeof<Salt>
        || t = typeof<Lora>
        || t = typeof<Fan>
        || t = typeof<RenormClipping>
    then
        FSharpType.GetRecordFields t
        |> List.ofArray
        |> List.map (anyField most)
        |> Gen.sequenceToList
        |> Gen.map (fun values -> FSharpValue.MakeRecord(t, Array.ofList values))
    elif t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<option<_>> then
        let some = FSharpType.GetUnionCases t |> Array.find (fun case -> case.Name = "Some")
        Gen.oneof [
            Gen.constant null
            anyOf range (arguments t) |> Gen.map (fun value -> FSharpValue.MakeUnion(some, [| value |]))
        ]
    elif t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<list<_>> then
        let cases = FSharpType.GetUnionCases t
        let nil = cases |> Array.find (fun case -> case.Name = "Empty")
        let cons = cases |> Array.find (fun case -> case.Name = "Cons")
        Gen.choose (0, 4)
        |> Gen.bind (fun size -> Gen.listOfLength size (anyOf range (arguments t)))
        |> Gen.map (fun values ->
            List.foldBack
                (fun head tail -> FSharpValue.MakeUnion(cons, [| head; tail |]))
                values
                (FSharpValue.MakeUnion(nil, [||])))
    else
        FSharpType.GetUnionCases t
        |> List.ofArray
        // Only inside of layers.
        |> List.filter (fun case -> case.Name <> "UnitForget" && case.Name <> "Own")
        |> List.map (fun case ->
            case.GetFields()
            |> List.ofArray
            |> List.map (fun part -> anyOf (parameterRange t part.Name) part.PropertyType)
            |> Gen.sequenceToList
            |> Gen.map (fun values -> FSharpValue.MakeUnion(case, Array.ofList values)))
        |> Gen.oneof


and private anyField (most: int) (field: PropertyInfo) : Gen<obj> =
    let attributes kind = field.GetCustomAttributes(kind, true) |> Array.tryHead
    let range = attributes typeof<RangeAttribute> |> Option.map (fun found -> (found :?> RangeAttribute).Range)
    // A range is kept from its lower end to its upper one.
    let spread = attributes typeof<SpreadAttribute>
    anyOf most range field.PropertyType
    |> Gen.map (fun value ->
        match value, spread with
        | (:? (float list) as ends), Some spread -> box (Spread.kept (spread :?> SpreadAttribute).Least ends)
        | other, _ -> other)

// A list with a number for each axis. One that may be absent is there: Keras writes it always.
and private perAxis (most: int) (range: NumberRange option) (count: int) (t: Type) : Gen<obj> =
    let items = Gen.listOfLength count (wholeWithin most range)
    if t = typeof<int list option> then Gen.map (Some >> box) items else Gen.map box items

/// Any value of each field of a template's class, in its range, numbers up to one where the range goes beyond it.
and parts (most: int) (template: obj) : Gen<obj> list =
    let t = template.GetType()
    let codec = Codec.descriptor t
    let isRecord = FSharpType.IsRecord t
    Array.zip codec.Fields (codec.Values template)
    |> List.ofArray
    |> List.map (fun (part, usual) ->
        let field =
            if isRecord then
                FSharpType.GetRecordFields t |> Array.find (fun field -> field.Name = part.Name)
            else
                t.GetProperty part.Name
        if part.Keys.IsEmpty then
            Gen.constant usual
        elif part.Name = "Vocabulary" then
            // Each token once.
            match field.PropertyType with
            | t when t = typeof<string list option> ->
                Gen.elements [ None; Some [ "hann"; "hamming" ]; Some [ "[UNK]"; "word"; "a" ] ] |> Gen.map box
            | _ -> Gen.elements [ None; Some [ 3L; 1L ]; Some [ -1L; 2L; 0L; 4L ] ] |> Gen.map box
        elif part.Name = "Equation" then
            Gen.elements [ "ab,bc->ac"; "...b,bc->...c"; "abc,cd->abd"; "ab...,bc->ac..." ] |> Gen.map box
        elif part.Name = "BiasAxes" then
            Gen.elements [ None; Some "c"; Some "d" ] |> Gen.map box
        elif field.IsDefined(typeof<PerAxisAttribute>, false) then
            let found kind = field.GetCustomAttributes(kind, true) |> Array.tryHead
            let range = found typeof<RangeAttribute> |> Option.map (fun found -> (found :?> RangeAttribute).Range)
            let count =
                match (found typeof<PerAxisAttribute>).Value :?> PerAxisAttribute with
                | axes when axes.Count > 0 -> axes.Count
                | _ -> unbox<int>((t.GetProperty "Rank").GetValue template)
            perAxis most range count field.PropertyType
        else
            anyField most field)

/// Any descriptor of a template's class of such values.
and upTo (most: int) (template: obj) : Gen<obj> =
    parts most template
    |> Gen.sequenceToList
    |> Gen.map (Array.ofList >> (Codec.descriptor (template.GetType())).Make)
    // What stands in each other's way.
    |> Gen.filter (fun made ->
        try
            Ranges.check id made
            match made with
            | :? IWritten as written -> ignore written.Written
            | _ -> ()
            true
        with :? ConfigurationException ->
            false)

/// Any descriptor of a template's class, each setting in its range.
let any (template: obj) : Gen<obj> = upTo 99 template
