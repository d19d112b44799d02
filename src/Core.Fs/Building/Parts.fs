namespace Functional

open System.Collections.Generic
open System.Linq
open Functional.Layers

/// What holders are written with.
[<RequireQualifiedAccess>]
module Parts =

    // The items of each layer, under whatever options, in the order of the first ones.
    let private byLayer (layerOf: 'a -> ILayer) (items: 'a list) : ILookup<ILayer, 'a> =
        items.ToLookup((layerOf >> Holder.bare), HashIdentity.Reference)

    // One layer under the options that it has in several places: the first name and policy, frozen if it is so in one of them.
    let private together (places: ILayer seq) : ILayer =
        let first = Seq.head places
        if places |> Seq.forall (fun place -> obj.ReferenceEquals(place, first)) then
            first
        else
            let options = places |> Seq.map Holder.options
            Holder.bare first
            |> Holder.withOptions {
                Name = options |> Seq.tryPick _.Name
                Trainable = options |> Seq.forall _.Trainable
                Policy = options |> Seq.tryPick _.Policy
            }

    // Each layer once, with its name: the user's own, or the class in snake case, made unique by a number.
    let private named (layers: ILayer list) : (string * ILayer) list =
        let layers = [ for places in byLayer id layers -> together places ]
        let used = HashSet<string>()
        for layer in layers do
            match ClassName.given layer with
            | Some name when not (used.Add name) ->
                raise (ConfigurationException $"layer names must be unique in a model, got \"{name}\" twice")
            | _ -> ()
        // How many of a stem's names are taken for certain.
        let taken = Dictionary<string, int>()
        [
            for layer in layers do
                match ClassName.given layer with
                | Some name -> name, layer
                | None ->
                    let stem = ClassName.toSnakeCase (ClassName.ofLayer layer)
                    let mutable number = taken.GetValueOrDefault stem
                    let name () = if number = 0 then stem else $"{stem}_{number}"
                    while not (used.Add(name ())) do
                        number <- number + 1
                    taken[stem] <- number + 1
                    name (), layer
        ]

    /// A layer in an attribute of its own, by Keras's name of the attribute.
    let attribute (name: string) (layer: ILayer) : LayerPart = {
        Name = name
        KerasName = ClassName.nameOf layer
        Place = Place.Attribute
        Layer = layer
    }

    /// Layers in a list, by Keras's name of the attribute; each once, under a name that is unique among them. Raises
    /// <c>ConfigurationException</c> where two have one name.
    let listed (attribute: string) (layers: ILayer list) : LayerPart list = [
        for name, layer in named layers do
            { Name = name; KerasName = name; Place = Place.Listed attribute; Layer = layer }
    ]

    /// Each layer once, at the first of its places, under the options of all of them: the parts of a holder that may have one layer in
    /// several attributes. A layer in a list has the name that it would have there with those options.
    let distinct (parts: LayerPart list) : LayerPart list =
        let parts = [
            for places in parts |> byLayer _.Layer ->
                { Seq.head places with Layer = together [ for place in places -> place.Layer ] }
        ]
        let names = Dictionary<ILayer, string>(HashIdentity.Reference)
        for place, inPlace in parts |> List.groupBy _.Place do
            match place with
            | Place.Listed _ ->
                for name, layer in named [ for part in inPlace -> part.Layer ] do
                    names[Holder.bare layer] <- name
            | Place.Same
            | Place.Attribute
            | Place.Nowhere -> ()
        [
            for part in parts ->
                match names.TryGetValue(Holder.bare part.Layer) with
                | true, name -> { part with Name = name; KerasName = name }
                | _ -> part
        ]

    /// The part that a layer is, under whatever options.
    let finder (parts: LayerPart list) : ILayer -> LayerPart =
        let known = Dictionary<ILayer, LayerPart>(HashIdentity.Reference)
        for part in parts do
            known[Holder.bare part.Layer] <- part
        fun layer -> known[Holder.bare layer]

    /// What stands in the places of parts, by layer: what <c>IHolder.With</c> is written with.
    let replacing (parts: LayerPart list) (layers: ILayer list) : ILayer -> ILayer =
        let known = Dictionary<ILayer, ILayer>(HashIdentity.Reference)
        for part, layer in List.zip parts layers do
            known[Holder.bare part.Layer] <- layer
        fun layer -> known[Holder.bare layer]

    /// The scope of a part of what a scope is of.
    let internal place (scope: Scope) (part: LayerPart) : Scope =
        match Holder.bare part.Layer with
        // Keras: a model inside of a model does not stand in the paths of weights.
        | :? IContainer when Holder.isBuiltAlone part.Layer -> scope.Child(part.Name, "").Rooted ""
        | :? IContainer -> scope.Child(part.Name, "")
        | _ when Holder.isBuiltAlone part.Layer -> scope.Child(part.Name, "").Rooted part.KerasName
        | _ -> scope.Child(part.Name, part.KerasName)

    /// Builds a call of a part inside of what holds it.
    let call (scope: Scope) (part: LayerPart) (inputs: Expr list) (named: CallArguments<Expr>) : Expr list =
        Layer.call (place scope part) part.Layer inputs named

    /// Builds a part inside of what holds it, from inputs alone.
    let build (scope: Scope) (part: LayerPart) (inputs: Expr list) : Expr list = call scope part inputs []
