namespace Functional

open System
open System.Globalization

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

/// A field with what a layer learned from data, which stands beside the settings: files keep it elsewhere, if at all.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type LearnedAttribute() =
    inherit Attribute()

/// A field that files say and nobody sets.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type OfFileAttribute() =
    inherit Attribute()

/// A field of which <c>Create</c> makes something else: what it is given goes through the static member of that name.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type MadeByAttribute(name: string) =
    inherit Attribute()
    member _.Name = name

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
    /// Whether an axis that counts from the front stands in a list all the same, as Keras writes that of a layer that was built.
    member val FrontListed = false with get, set

/// A range of numbers, of which one alone is the upper end: the lower one is its negative, or <c>least</c> where that is more. Keras keeps both.
[<Sealed; AttributeUsage(AttributeTargets.Property)>]
type SpreadAttribute(least: float) =
    inherit Attribute()
    member _.Least = least

/// Ranges that one number may stand for.
module Spread =

    /// Both ends of a range that is given by one number or two.
    let ends (least: float) (values: float list) : float * float =
        match values with
        | [ one ] -> max (0.0 - abs one) least, abs one
        | [ first; second ] -> min first second, max first second
        | _ -> raise (ConfigurationException $"a range must be a number or two, got {values}")

    /// The range as Keras keeps it; what is none stays as it is.
    let kept (least: float) (values: float list) : float list =
        match values with
        | [ _ ]
        | [ _; _ ] -> ends least values |> fun (low, high) -> [ low; high ]
        | _ -> values

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

/// What has the settings of a descriptor inside of it.
type IWrapper =
    /// The descriptor.
    abstract Inside: obj
    /// The same around another one.
    abstract With: inside: obj -> obj

/// A descriptor without settings: two of one class are equal, as records with the same settings are.
[<AbstractClass>]
type WithoutSettings() =
    override this.Equals other = not (isNull other) && other.GetType() = this.GetType()
    override this.GetHashCode() = this.GetType().GetHashCode()
