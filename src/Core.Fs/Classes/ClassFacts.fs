namespace Functional

open System
open FSharp.Reflection
open Functional.Layers
open Functional.Metrics

/// Which way a number of a run gets better.
[<RequireQualifiedAccess>]
type Direction =
    | Up
    | Down

/// What is known of one of Keras's classes. Names, types, defaults and ranges of its settings are those of its descriptor; the rest
/// is one line in a table (<c>Classes</c>). Files, messages, documentation, tests and the facade's constructors all read this.
type ClassFacts = {
    /// Keras's module: <c>keras.layers</c>, <c>keras.losses</c>, ….
    Module: string
    /// What it stands beside: the file of the facade that has its constructor.
    Family: string
    /// Keras's name of the class.
    Name: string
    /// The descriptor at Keras's defaults.
    Template: obj
    /// Other words that stand for it in Keras, beside its name in snake case.
    Words: string list
    /// Keys of settings of which only one value is known, null or a flag: Keras writes it, another is refused.
    Constants: (string * bool option) list
    /// What Keras writes of this layer of what it writes of every one.
    Common: string list
    /// Keys of the settings that have no default. They are found when they are first asked for: that takes reflection, which a program
    /// that reads no file can do without.
    Asked: Lazy<string list>
    /// Further keys that a file must have.
    AlsoRequired: string list
    /// Whether Keras writes the shape that a layer was built for.
    BuildsFromShape: bool
    /// The arguments of a call.
    Call: CallForm
    /// Keys that Keras writes only where they are not as usual.
    Quiet: string list
    /// Keys of settings that Keras's class has not.
    Hidden: string list
    /// Which way a metric gets better; nothing where it does not get better or worse.
    Better: Direction option
    /// Whether Keras writes the name of the weights' dtype in the place of the policy.
    PlainDType: bool
} with

    /// Keras's full name.
    member this.Id = $"{this.Module}.{this.Name}"

    /// Keras's name for the class in logs and layers.
    member this.SnakeName = ClassName.toSnakeCase this.Name

    /// Keys that a file must have.
    member this.Required = this.Asked.Value @ this.AlsoRequired

    /// Whether a word stands for the class.
    member this.IsCalled(word: string) = this.Name = word || this.SnakeName = word || List.contains word this.Words

/// The words of the table.
module ClassFacts =

    /// What has the settings: the descriptor, or the one inside of it.
    let descriptor (template: obj) : obj =
        match template with
        | :? IWrapper as wrapper -> wrapper.Inside
        | other -> other

    /// The same class with the settings of another descriptor.
    let withDescriptor (settings: obj) (template: obj) : obj =
        match template with
        | :? IWrapper as wrapper -> wrapper.With settings
        | _ -> settings

    // What <c>Create</c> asks for has no default.
    let private required (template: obj) : string list =
        let t = (descriptor template).GetType()
        match t.GetMethod "Create" with
        | null -> []
        | create ->
            let asked = create.GetParameters() |> Array.map (fun parameter -> parameter.Name.ToLowerInvariant())
            [
                for field in FSharpType.GetRecordFields t do
                    let isAsked = Array.contains (field.Name.ToLowerInvariant()) asked
                    if isAsked && not (field.IsDefined(typeof<OfClassAttribute>, false)) then
                        FieldName.key field.Name
            ]

    /// What Keras writes of every layer.
    let common = [ "name"; "trainable"; "dtype" ]

    /// The facts of a class of which nothing is unusual.
    let create (modul: string) (name: string) (template: obj) : ClassFacts = {
        Module = modul
        Family = ""
        Name = name
        Template = template
        Words = []
        Constants = []
        Common = common
        Asked = lazy (required template)
        AlsoRequired = []
        BuildsFromShape = false
        Call = CallForm.One
        Quiet = []
        Hidden = []
        Better = None
        PlainDType = false
    }

    /// What tells classes apart: the types of their descriptors, and the fields that the class says.
    let kind (template: obj) : Type list * obj list =
        let settings = descriptor template
        let t = settings.GetType()
        let fields = if FSharpType.IsRecord t then FSharpType.GetRecordFields t else [||]
        [ template.GetType(); t ],
        [
            for field in fields do
                if field.IsDefined(typeof<OfClassAttribute>, false) then
                    field.GetValue settings
        ]

    /// A layer's facts, under the name of its class.
    let layer (template: ILayer) = create "keras.layers" (ClassName.ofLayer template) template
    let loss (template: ILoss) = create "keras.losses" (template.GetType().Name) template
    let metric name (template: IMetric) = create "keras.metrics" name template
    let meanOf name (loss: ILoss) = { metric name (MeanOfLoss.Create loss) with Better = Some Direction.Down }
    /// A case of a union of Keras's classes.
    let case modul (template: obj) =
        create modul (fst (FSharpValue.GetUnionFields(template, template.GetType()))).Name template
    let schedule (template: ISchedule) = create "keras.optimizers.schedules" (template.GetType().Name) template
    let optimizer name (template: Optimizer) = create "keras.optimizers" name template

    /// Classes that stand beside each other.
    let family name (classes: ClassFacts list) = classes |> List.map (fun facts -> { facts with Family = name })

    let words words facts = { facts with Words = words }
    let built facts = { facts with BuildsFromShape = true }
    let calls form facts = { facts with Call = form }
    let only common facts = { facts with Common = common }
    let requires keys facts = { facts with AlsoRequired = facts.AlsoRequired @ keys }
    let quiet keys facts = { facts with Quiet = keys }
    let hides keys facts = { facts with Hidden = keys }
    let betterUp facts = { facts with Better = Some Direction.Up }
    let betterDown facts = { facts with Better = Some Direction.Down }
    let plainDType facts = { facts with PlainDType = true }
    let constant key value facts = { facts with Constants = facts.Constants @ [ key, value ] }
