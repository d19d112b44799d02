namespace Functional

open System
open System.Collections
open System.Collections.Concurrent
open System.Globalization
open System.Reflection
open FSharp.Reflection

/// The rules that a descriptor's fields state of themselves.
[<RequireQualifiedAccess>]
module Ranges =

    /// Checks a descriptor, or another value; its first argument makes of a field's name what messages call it.
    type private Rule = (string -> string) -> obj -> unit

    let private fail (rule: string) : unit = raise (ConfigurationException rule)

    // Layers are checked each time they are built: nothing is made where all is well.
    let rec private allHold (range: NumberRange) (value: obj) : bool =
        match value with
        | null -> true
        | :? int as number -> range.Holds(float number)
        | :? int64 as number -> range.Holds(float number)
        | :? float as number -> range.Holds number
        | :? IRanged as value -> value.Number |> Option.forall range.Holds
        | :? (int option) as option -> range.Holds(float option.Value)
        | :? (int64 option) as option -> range.Holds(float option.Value)
        | :? (float option) as option -> range.Holds option.Value
        | :? (int list) as items -> items |> List.forall (fun item -> range.Holds(float item))
        | :? (int list option) as option -> option.Value |> List.forall (fun item -> range.Holds(float item))
        | :? IEnumerable as items -> items |> Seq.cast<obj> |> Seq.forall (allHold range)
        | _ -> true

    let rec private show (value: obj) : string =
        match value with
        | null -> "None"
        | :? IEnumerable as items -> items |> Seq.cast<obj> |> Seq.map show |> String.concat ", " |> sprintf "(%s)"
        | :? (int list option) as option -> show option.Value
        | :? (int option) as option -> string option.Value
        | :? (float option) as option -> option.Value.ToString CultureInfo.InvariantCulture
        | :? float as number -> number.ToString CultureInfo.InvariantCulture
        | :? IRanged as value -> show (Option.toObj (Option.map box value.Number))
        | other -> string other

    let private all<'a when 'a :> Attribute> (place: MemberInfo) : 'a list =
        place.GetCustomAttributes(typeof<'a>, true) |> Seq.cast<'a> |> List.ofSeq

    let private rangeOf (field: PropertyInfo) = all<RangeAttribute> field |> List.tryHead |> Option.map _.Range

    let private requireNumber (word: string -> string) field (range: NumberRange) (value: obj) =
        if not (allHold range value) then
            fail $"{word field} must be {range.Text}, got {show value}"

    let private requireList (word: string -> string) field (range: NumberRange option) (count: int) (items: int list) =
        if items.Length <> count || not (range |> Option.forall (fun range -> allHold range items)) then
            let each = range |> Option.map (fun range -> $", each {range.Text}") |> Option.defaultValue ""
            fail $"{word field} must be {count} numbers{each}, got {show items}"

    // How many numbers a list has, one for each axis.
    let private counter (t: Type) (axes: PerAxisAttribute) : obj -> int =
        if axes.Count > 0 then
            fun _ -> axes.Count
        else
            let rank = t.GetProperty "Rank"
            fun owner -> unbox<int>(rank.GetValue owner)

    let private numberRules (t: Type) (field: PropertyInfo) : Rule list =
        match all<PerAxisAttribute> field, rangeOf field with
        | [], range ->
            Option.toList range
            |> List.map (fun range word owner -> requireNumber word field.Name range (field.GetValue owner))
        | axes :: _, range ->
            let count = counter t axes
            [
                fun word owner ->
                    match field.GetValue owner with
                    | null -> ()
                    | :? (int list) as items -> requireList word field.Name range (count owner) items
                    | :? (int list option) as items -> requireList word field.Name range (count owner) items.Value
                    | _ -> ()
            ]

    let private listRules (t: Type) (field: PropertyInfo) : Rule list = [
        let items (field: PropertyInfo) owner = field.GetValue owner :?> IEnumerable |> Seq.cast<obj>
        for _ in all<IncreasingAttribute> field do
            fun word owner ->
                let numbers = items field owner |> Seq.map Convert.ToDouble
                if numbers |> Seq.pairwise |> Seq.exists (fun (a, b) -> a >= b) then
                    fail
                        $"{word field.Name} must each be greater than the one before, got {show (field.GetValue owner)}"
        for more in all<OneMoreThanAttribute> field do
            let other = t.GetProperty more.Field
            fun word owner ->
                let count, others = Seq.length (items field owner), Seq.length (items other owner)
                if count <> others + 1 then
                    fail $"{word field.Name} must be {others + 1} numbers, got {count}"
    ]

    let private exclusiveRules (t: Type) : Rule list = [
        for exclusive in all<ExclusiveAttribute> t do
            let fields = exclusive.Fields |> List.map t.GetProperty
            fun word owner ->
                let given = fields |> List.filter (fun field -> not (isNull (field.GetValue owner)))
                if given.Length > 1 then
                    let words (fields: PropertyInfo list) =
                        fields |> List.map (fun field -> word field.Name) |> String.concat ", "
                    fail $"only one of {words fields} may be given, got {words given}"
    ]

    let private pascal (name: string) = string (Char.ToUpperInvariant name[0]) + name.Substring 1

    // The ranges of a case's parameters, under the names that fields have, each with its property.
    let private parameterRanges (union: Type) (case: UnionCaseInfo) : (PropertyInfo * string * NumberRange) list = [
        for field in case.GetFields() do
            for range in all<ParameterRangeAttribute> union do
                if range.Name = field.Name then
                    field, pascal field.Name, range.Range
    ]

    let private unionRules (t: Type) : Rule list =
        if (all<ParameterRangeAttribute> t).IsEmpty then
            []
        else
            let cases = FSharpType.GetUnionCases t |> Array.map (parameterRanges t)
            let tag = FSharpValue.PreComputeUnionTagReader t
            [
                fun word value ->
                    for parameter, field, range in cases[tag value] do
                        requireNumber word field range (parameter.GetValue value)
            ]

    // The type itself, for a case of a union; what is inside, for an option.
    let rec private declared (t: Type) =
        if t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<option<_>> then
            declared (t.GetGenericArguments()[0])
        elif FSharpType.IsUnion t && not (isNull t.BaseType) && FSharpType.IsUnion t.BaseType then
            t.BaseType
        else
            t

    let private known = ConcurrentDictionary<Type, Rule list>()

    let rec private rulesOf (t: Type) : Rule list =
        match known.TryGetValue t with
        | true, rules -> rules
        | _ ->
            let own = declared t
            let rules =
                if FSharpType.IsRecord own then
                    let fields = FSharpType.GetRecordFields own |> List.ofArray
                    List.collect (numberRules own) fields
                    @ List.collect (listRules own) fields
                    @ List.collect innerRules fields
                    @ exclusiveRules own
                elif FSharpType.IsUnion own && not own.IsGenericType then
                    unionRules own
                else
                    []
            known[t] <- rules
            rules

    // What a field holds may have rules of its own.
    and private innerRules (field: PropertyInfo) : Rule list =
        let content: obj -> obj =
            if field.PropertyType.IsGenericType then
                let inside = field.PropertyType.GetProperty "Value"
                fun value -> if isNull value then null else inside.GetValue value
            else
                id
        rulesOf field.PropertyType
        |> List.map (fun rule word owner ->
            match content (field.GetValue owner) with
            | null -> ()
            | value -> rule word value)

    /// Raises <c>ConfigurationException</c> for a setting outside of what its field says. <c>word</c> makes of a field's name what the message
    /// calls it.
    let check (word: string -> string) (descriptor: obj) : unit =
        for rule in rulesOf (descriptor.GetType()) do
            rule word descriptor

    /// The ranges that the fields of a type state, by the name of the field: of a record, or of a case of a union.
    let ofType (t: Type) : (string * NumberRange) list =
        if FSharpType.IsRecord t then
            [
                for field in FSharpType.GetRecordFields t do
                    for range in Option.toList (rangeOf field) do
                        field.Name, range
            ]
        elif FSharpType.IsUnion t then
            [
                for case in FSharpType.GetUnionCases t do
                    if case.Name = t.Name then
                        for _, field, range in parameterRanges (declared t) case do
                            field, range
            ]
        else
            []
