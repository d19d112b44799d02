namespace Functional

open System
open System.Collections
open System.Collections.Concurrent
open System.Globalization
open System.Text.RegularExpressions
open FSharp.Reflection

/// The numbers that a setting may be.
type NumberRange = {
    Least: float
    Most: float
    /// Whether the ends belong to it.
    HasLeast: bool
    HasMost: bool
} with

    static member AtLeast least = { Least = least; Most = infinity; HasLeast = true; HasMost = false }
    static member Above least = { NumberRange.AtLeast least with HasLeast = false }
    static member Within(least, most) = { Least = least; Most = most; HasLeast = true; HasMost = true }

    /// Whether a number is in the range; NaN and infinity never are.
    member this.Holds(number: float) =
        (if this.HasLeast then number >= this.Least else number > this.Least)
        && (if this.HasMost then number <= this.Most else number < this.Most)

    /// The rule in words, as documentation and messages have it: "at least 1", "in [0, 1)".
    member this.Text =
        let show (number: float) = number.ToString CultureInfo.InvariantCulture
        if Double.IsNegativeInfinity this.Least then
            $"at most {show this.Most}"
        elif Double.IsPositiveInfinity this.Most then
            $"""{if this.HasLeast then "at least" else "above"} {show this.Least}"""
        else
            $"""in {if this.HasLeast then "[" else "("}{show this.Least}, {show this.Most}{if this.HasMost then "]" else ")"}"""

/// What the numbers of a descriptor's field may be: of a number, of each number of a list, or of one that may be absent.
[<AbstractClass; AttributeUsage(AttributeTargets.Property)>]
type RangeAttribute(range: NumberRange) =
    inherit Attribute()
    member _.Range = range

/// Numbers from <c>least</c> on.
[<Sealed>]
type AtLeastAttribute(least: float) =
    inherit RangeAttribute(NumberRange.AtLeast least)

/// Numbers up to <c>most</c>.
[<Sealed>]
type AtMostAttribute(most: float) =
    inherit RangeAttribute({ NumberRange.Within(-infinity, most) with HasLeast = false })

/// Numbers above <c>least</c>.
[<Sealed>]
type AboveAttribute(least: float) =
    inherit RangeAttribute(NumberRange.Above least)

/// Numbers from <c>least</c> to <c>most</c>, both of them too.
[<Sealed>]
type WithinAttribute(least: float, most: float) =
    inherit RangeAttribute(NumberRange.Within(least, most))

/// Numbers between <c>least</c> and <c>most</c>, neither of them.
[<Sealed>]
type BetweenAttribute(least: float, most: float) =
    inherit RangeAttribute({ Least = least; Most = most; HasLeast = false; HasMost = false })

/// Numbers above <c>least</c> up to <c>most</c>.
[<Sealed>]
type AboveUpToAttribute(least: float, most: float) =
    inherit RangeAttribute({ NumberRange.Within(least, most) with HasLeast = false })

/// A share below one: numbers in [0, 1).
[<Sealed>]
type ShareAttribute() =
    inherit RangeAttribute({ NumberRange.Within(0.0, 1.0) with HasMost = false })

/// A list of numbers each of which is greater than the one before.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type IncreasingAttribute() =
    inherit Attribute()

/// A list with one item more than another list has.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type OneMoreThanAttribute(field: string) =
    inherit Attribute()
    member _.Field = field

/// What may be a number or something else, as a learning rate may: its field's range is that of the number.
type IRanged =
    abstract Number: float option

/// A list with a number for each axis: as many as the field <c>Rank</c> says, or as many as given here.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type PerAxisAttribute(count: int) =
    inherit Attribute()
    new() = PerAxisAttribute 0
    member _.Count = count

/// What a parameter of a union's cases may be, by its name: numbers from <c>least</c> on, or up to <c>most</c>.
[<Sealed; AttributeUsage(AttributeTargets.Class, AllowMultiple = true)>]
type ParameterRangeAttribute(name: string, range: NumberRange) =
    inherit Attribute()
    new(name: string, least: float) = ParameterRangeAttribute(name, NumberRange.AtLeast least)
    new(name: string, least: float, most: float) = ParameterRangeAttribute(name, NumberRange.Within(least, most))
    member _.Name = name
    member _.Range = range

/// A field that the class says, not the file: a convolution's rank, a pool's kind.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type OfClassAttribute() =
    inherit Attribute()

/// Fields of a record of which at most one may be given.
[<Sealed; AttributeUsage(AttributeTargets.Class)>]
type ExclusiveAttribute([<ParamArray>] fields: string[]) =
    inherit Attribute()
    member _.Fields = List.ofArray fields

/// A layer in whose place several may be given, which are one upon the other.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type StackableAttribute() =
    inherit Attribute()

/// A list that Keras writes as a number where it has one item: a field, or a parameter of a union's cases by its name.
[<Sealed; AttributeUsage(AttributeTargets.Property ||| AttributeTargets.Class)>]
type NumberOrListAttribute(parameter: string) =
    inherit Attribute()
    new() = NumberOrListAttribute ""
    member _.Parameter = parameter

/// A parameter of a union's case that Keras does not write where it is as usual.
[<Sealed; AttributeUsage(AttributeTargets.Class)>]
type QuietParameterAttribute(case: string, parameter: string) =
    inherit Attribute()
    member _.Case = case
    member _.Parameter = parameter

/// A field that Keras writes as another one where it is absent.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type WrittenAsAttribute(field: string) =
    inherit Attribute()
    member _.Field = field

/// Another word that Keras takes for a case, beside its name.
[<Sealed; AttributeUsage(AttributeTargets.Property ||| AttributeTargets.Method)>]
type AlsoCalledAttribute(word: string) =
    inherit Attribute()
    member _.Word = word

/// Keras's word for a case, where it is not the name in snake case.
[<Sealed; AttributeUsage(AttributeTargets.Property ||| AttributeTargets.Method)>]
type WordAttribute(word: string) =
    inherit Attribute()
    member _.Word = word

/// A descriptor without settings: two of one class are equal, as records with the same settings are.
[<AbstractClass>]
type WithoutSettings() =
    override this.Equals other = not (isNull other) && other.GetType() = this.GetType()
    override this.GetHashCode() = this.GetType().GetHashCode()

/// The names of a descriptor's fields outside of it.
[<RequireQualifiedAccess>]
module FieldName =

    // Names that Keras writes otherwise than by the rule.
    let private spelled = Map [ "KeepDims", "keepdims"; "DType", "dtype" ]

    /// Keras's key: <c>LabelSmoothing</c> → <c>label_smoothing</c>, <c>Beta1</c> → <c>beta_1</c>.
    let key (name: string) =
        match spelled.TryFind name with
        | Some key -> key
        | None -> Regex.Replace(name, "(?<=.)([A-Z])|(?<=[a-z]{2})([0-9])", "_$1$2").ToLowerInvariant()

    /// C#'s argument: <c>LabelSmoothing</c> → <c>labelSmoothing</c>, <c>KeepDims</c> → <c>keepdims</c>.
    let argument (name: string) = Regex.Replace(key name, "_(.)", fun found -> found.Groups[1].Value.ToUpperInvariant())

/// Keras's words for the cases of a union without parameters: <c>ChannelsLast</c> ↔ <c>channels_last</c>.
[<RequireQualifiedAccess>]
module CaseName =

    // <c>Lanczos3</c> → <c>lanczos3</c>.
    let private snake (name: string) = Regex.Replace(name, "(?<=.)([A-Z])", "_$1").ToLowerInvariant()

    /// Keras's word for a case.
    let private wordOf (case: UnionCaseInfo) =
        match case.GetCustomAttributes typeof<WordAttribute> with
        | [| own |] -> (own :?> WordAttribute).Word
        | _ -> snake case.Name

    /// Every case with its word.
    let all (t: Type) : (string * obj) list = [
        for case in FSharpType.GetUnionCases t -> wordOf case, FSharpValue.MakeUnion(case, [||])
    ]

    /// Keras's word for a value.
    let word (value: obj) = wordOf (fst (FSharpValue.GetUnionFields(value, value.GetType())))

    /// The words as messages list them.
    let listed (t: Type) = all t |> List.map (fun (word, _) -> $"\"{word}\"") |> String.concat ", "

    /// The case of a word.
    let tryFind (t: Type) (text: string) : obj option =
        FSharpType.GetUnionCases t
        |> Array.tryFind (fun case ->
            let others = case.GetCustomAttributes typeof<AlsoCalledAttribute>
            wordOf case = text || others |> Array.exists (fun found -> (found :?> AlsoCalledAttribute).Word = text))
        |> Option.map (fun case -> FSharpValue.MakeUnion(case, [||]))

    /// The case of a word. Raises <c>ConfigurationException</c>, under the argument's name, for another.
    let parse<'a> (argument: string) (word: string) : 'a =
        match tryFind typeof<'a> word with
        | Some case -> unbox case
        | None -> raise (ConfigurationException $"{argument} must be one of {listed typeof<'a>}, got \"{word}\"")

/// The rules that a descriptor's fields state of themselves.
[<RequireQualifiedAccess>]
module Ranges =

    type private Rule = { Check: (string -> string) -> obj -> unit }

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
        | :? IEnumerable as items -> items |> Seq.cast<obj> |> Seq.forall (allHold range)
        | _ -> true

    let rec private show (value: obj) : string =
        match value with
        | null -> "None"
        | :? IEnumerable as items -> items |> Seq.cast<obj> |> Seq.map show |> String.concat ", " |> sprintf "(%s)"
        | :? (int option) as option -> string option.Value
        | :? (float option) as option -> option.Value.ToString CultureInfo.InvariantCulture
        | :? float as number -> number.ToString CultureInfo.InvariantCulture
        | :? IRanged as value -> show (Option.toObj (Option.map box value.Number))
        | other -> string other

    let private tryAttribute<'a when 'a :> Attribute> (property: Reflection.PropertyInfo) : 'a option =
        property.GetCustomAttributes(typeof<'a>, true) |> Array.tryHead |> Option.map (fun found -> found :?> 'a)

    let private requireNumber (word: string -> string) field (range: NumberRange) (value: obj) =
        if not (allHold range value) then
            fail $"{word field} must be {range.Text}, got {show value}"

    let private requireList (word: string -> string) field (range: NumberRange option) (count: int) (items: int list) =
        if items.Length <> count || not (range |> Option.forall (fun range -> allHold range items)) then
            let each = range |> Option.map (fun range -> $", each {range.Text}") |> Option.defaultValue ""
            fail $"{word field} must be {count} numbers{each}, got {show items}"

    let private rules = ConcurrentDictionary<Type, Rule list>()

    let private property (t: Type) (name: string) = t.GetProperty name

    let private fieldRule (t: Type) (field: Reflection.PropertyInfo) : Rule option =
        let range = tryAttribute<RangeAttribute> field |> Option.map _.Range
        let read = FSharpValue.PreComputeRecordFieldReader field
        match tryAttribute<PerAxisAttribute> field, range with
        | None, None -> None
        | None, Some range -> Some { Check = fun word owner -> requireNumber word field.Name range (read owner) }
        | Some axes, range ->
            let rank = FSharpType.GetRecordFields t |> Array.tryFind (fun other -> other.Name = "Rank")
            let readRank = rank |> Option.map FSharpValue.PreComputeRecordFieldReader
            Some {
                Check =
                    fun word owner ->
                        let count = if axes.Count > 0 then axes.Count else unbox<int>(readRank.Value owner)
                        match read owner with
                        | null -> ()
                        | :? (int list) as items -> requireList word field.Name range count items
                        | :? (int list option) as items -> requireList word field.Name range count items.Value
                        | _ -> ()
            }

    let private listRule (t: Type) (field: Reflection.PropertyInfo) : Rule option =
        let items (field: Reflection.PropertyInfo) owner = field.GetValue owner :?> IEnumerable |> Seq.cast<obj>
        match tryAttribute<IncreasingAttribute> field, tryAttribute<OneMoreThanAttribute> field with
        | Some _, _ ->
            Some {
                Check =
                    fun word owner ->
                        let numbers = items field owner |> Seq.map Convert.ToDouble
                        if numbers |> Seq.pairwise |> Seq.exists (fun (a, b) -> a >= b) then
                            fail
                                $"{word field.Name} must each be greater than the one before, got {show (field.GetValue owner)}"
            }
        | None, Some more ->
            let other = property t more.Field
            Some {
                Check =
                    fun word owner ->
                        let count, others = Seq.length (items field owner), Seq.length (items other owner)
                        if count <> others + 1 then
                            fail $"{word field.Name} must be {others + 1} numbers, got {count}"
            }
        | None, None -> None

    let private exclusiveRule (t: Type) : Rule list =
        t.GetCustomAttributes(typeof<ExclusiveAttribute>, false)
        |> Seq.map (fun found ->
            let fields = (found :?> ExclusiveAttribute).Fields |> List.map (property t)
            {
                Check =
                    fun word owner ->
                        let given = fields |> List.filter (fun field -> not (isNull (field.GetValue owner)))
                        if given.Length > 1 then
                            let words (fields: Reflection.PropertyInfo list) =
                                fields |> List.map (fun field -> word field.Name) |> String.concat ", "
                            fail $"only one of {words fields} may be given, got {words given}"
            })
        |> List.ofSeq

    let private pascal (name: string) = string (Char.ToUpperInvariant name[0]) + name.Substring 1

    let private parameterRanges (t: Type) : Map<string, NumberRange> =
        t.GetCustomAttributes(typeof<ParameterRangeAttribute>, false)
        |> Seq.map (fun found ->
            let found = found :?> ParameterRangeAttribute
            found.Name, found.Range)
        |> Map

    let private unionRules (t: Type) : Rule list =
        let ranges = parameterRanges t
        let tag = FSharpValue.PreComputeUnionTagReader t
        let ranged = [|
            for case in FSharpType.GetUnionCases t do
                let read = FSharpValue.PreComputeUnionReader case
                [
                    for i, field in Array.indexed (case.GetFields()) do
                        match ranges.TryFind field.Name with
                        | Some range -> pascal field.Name, range, (fun value -> (read value)[i])
                        | None -> ()
                ]
        |]
        if ranges.IsEmpty then
            []
        else
            [
                {
                    Check =
                        fun word value ->
                            for field, range, read in ranged[tag value] do
                                requireNumber word field range (read value)
                }
            ]

    // The type itself, for a case of a union; what is inside, for an option.
    let rec private declared (t: Type) =
        if t.IsGenericType && t.GetGenericTypeDefinition() = typedefof<option<_>> then
            declared (t.GetGenericArguments()[0])
        elif FSharpType.IsUnion t && not (isNull t.BaseType) && FSharpType.IsUnion t.BaseType then
            t.BaseType
        else
            t

    let rec private rulesOf (t: Type) : Rule list =
        match rules.TryGetValue t with
        | true, known -> known
        | _ ->
            let own = declared t
            let made =
                if FSharpType.IsRecord own then
                    let fields = FSharpType.GetRecordFields own |> List.ofArray
                    List.choose (fieldRule own) fields
                    @ List.choose (listRule own) fields
                    @ List.collect innerRules fields
                    @ exclusiveRule own
                elif FSharpType.IsUnion own && not own.IsGenericType then
                    unionRules own
                else
                    []
            rules[t] <- made
            made

    // What a field holds may have rules of its own.
    and private innerRules (field: Reflection.PropertyInfo) : Rule list =
        match rulesOf field.PropertyType with
        | [] -> []
        | inner ->
            let read = FSharpValue.PreComputeRecordFieldReader field
            let content: obj -> obj =
                if field.PropertyType.IsGenericType then
                    let inside = field.PropertyType.GetProperty "Value"
                    fun value -> if isNull value then null else inside.GetValue value
                else
                    id
            [
                {
                    Check =
                        fun word owner ->
                            match content (read owner) with
                            | null -> ()
                            | value -> inner |> List.iter (fun rule -> rule.Check word value)
                }
            ]

    /// Raises <c>ConfigurationException</c> for a setting outside of what its field says. <c>word</c> makes of a field's name what the message
    /// calls it.
    let check (word: string -> string) (descriptor: obj) : unit =
        for rule in rulesOf (descriptor.GetType()) do
            rule.Check word descriptor

    /// The ranges that the fields of a type state, by the name of the field: of a record, or of a case of a union.
    let ofType (t: Type) : (string * NumberRange) list =
        if FSharpType.IsRecord t then
            FSharpType.GetRecordFields t
            |> Seq.choose (fun field ->
                tryAttribute<RangeAttribute> field |> Option.map (fun range -> field.Name, range.Range))
            |> List.ofSeq
        elif FSharpType.IsUnion t then
            let ranges = parameterRanges (declared t)
            FSharpType.GetUnionCases t
            |> Seq.tryFind (fun case -> case.Name = t.Name)
            |> Option.map (fun case -> [
                for field in case.GetFields() do
                    match ranges.TryFind field.Name with
                    | Some range -> pascal field.Name, range
                    | None -> ()
            ])
            |> Option.defaultValue []
        else
            []
