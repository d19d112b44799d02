namespace Functional

open System.Collections.Generic
open System.Reflection
open System.Runtime.CompilerServices

/// Where Keras's files keep a layer that another one holds.
[<RequireQualifiedAccess>]
type Place =
    /// In the place of what holds it, as a layer with options is that layer.
    | Same
    /// In an attribute, after which the part is named.
    | Attribute
    /// In an attribute with others, by class and number: <c>layers/dense_1</c>.
    | Listed of attribute: string
    /// Nowhere: Keras does not count it.
    | Nowhere

/// A layer inside of another one.
type LayerPart = {
    /// Its name in what holds it, which stands in the paths of its weights: the attribute, or the layer's own among others in a list.
    Name: string
    /// Its own name in Keras.
    KerasName: string
    Place: Place
    Layer: ILayer
}

/// A layer that holds layers. Whatever goes through layers inside of layers asks it, and nothing else: names, weights, files, summaries, options.
type IHolder =
    inherit ILayer
    /// The layers inside, each once.
    abstract Parts: LayerPart list
    /// The same holder with other layers, as many and in the order of its parts.
    abstract With: layers: ILayer list -> ILayer

/// A holder that counts a weight of its part among its own as well. Keras: it stands in an attribute of both, and in files at both places.
type ISharesWeights =
    /// Names that the weight may have; the first counts that is there.
    abstract Shared: string list

/// What Keras lets every layer be told: <c>name</c>, <c>trainable</c> and <c>dtype</c>.
type LayerOptions = {
    Name: string option
    Trainable: bool
    /// That of what holds the layer, where there is none.
    Policy: Policy option
} with

    static member None = { Name = None; Trainable = true; Policy = None }

/// Options around a layer, its only part. With them it is still the same layer.
type IOptions =
    inherit IHolder
    abstract Options: LayerOptions
    abstract Layer: ILayer

/// A layer with a name, frozen weights or dtypes of its own. Keras: the <c>name</c>, <c>trainable</c> and <c>dtype</c> of every layer.
/// It is the same layer, and shares the weights of the one without them.
[<CustomEquality; NoComparison>]
type Configured = {
    Layer: ILayer
    Name: string option
    Trainable: bool
    Policy: Policy option
} with

    static member Of layer = { Layer = layer; Name = None; Trainable = true; Policy = None }

    override this.Equals other =
        let rec same (a: IOptions) (b: IOptions) =
            a.Options = b.Options
            && match a.Layer, b.Layer with
               | (:? IOptions as a), (:? IOptions as b) -> same a b
               | a, b -> obj.Equals(a, b)
        match other with
        | :? IOptions as other -> same this other
        | _ -> false

    override this.GetHashCode() = System.HashCode.Combine(this.Name, this.Trainable, this.Policy)

    interface IContainer

    interface ILayer with
        member this.Build(scope, inputs) =
            Layer.call (scope.With(this.Trainable, this.Policy)) this.Layer inputs scope.Arguments

    interface IOptions with
        member this.Options = { Name = this.Name; Trainable = this.Trainable; Policy = this.Policy }
        member this.Layer = this.Layer
        member this.Parts = [ { Name = ""; KerasName = ""; Place = Place.Same; Layer = this.Layer } ]
        member this.With layers = { this with Layer = List.exactlyOne layers }

/// Layers inside of layers.
[<RequireQualifiedAccess>]
module Holder =

    /// The layer without options around it, which is what tells layers apart.
    let rec bare (layer: ILayer) : ILayer =
        match layer with
        | :? IOptions as around -> bare around.Layer
        | _ -> layer

    /// Names that a weight of its part may have that a layer counts among its own as well.
    let shared (layer: ILayer) : string list =
        match bare layer with
        | :? ISharesWeights as sharing -> sharing.Shared
        | _ -> []

    // By the layer itself, whatever is put around it later.
    let private builtAlone = ConditionalWeakTable<ILayer, obj>()

    /// Notes of a layer that a file says what it was built for. Keras: it is then built before what holds it, and the paths of its weights
    /// begin with it.
    let internal noteBuiltAlone (layer: ILayer) = builtAlone.AddOrUpdate(bare layer, obj ())

    /// Whether a layer was built before what holds it.
    let internal isBuiltAlone (layer: ILayer) : bool = fst (builtAlone.TryGetValue(bare layer))

    /// What the options around a layer come to: the outermost name, the innermost policy, frozen if one says so.
    let options (layer: ILayer) : LayerOptions =
        let rec inside (options: LayerOptions) (layer: ILayer) =
            match layer with
            | :? IOptions as around ->
                let own = around.Options
                around.Layer
                |> inside {
                    Name = options.Name |> Option.orElse own.Name
                    Trainable = options.Trainable && own.Trainable
                    Policy = own.Policy |> Option.orElse options.Policy
                }
            | _ -> options
        inside LayerOptions.None layer

    /// The options around a layer, and the layer without them.
    let apart (layer: ILayer) : LayerOptions * ILayer = options layer, bare layer

    /// A layer under options of its own.
    let withOptions (options: LayerOptions) (layer: ILayer) : ILayer =
        if options = LayerOptions.None then
            layer
        else
            {
                Layer = layer
                Name = options.Name
                Trainable = options.Trainable
                Policy = options.Policy
            }
            : Configured

    /// Where data enters, if a layer is that.
    let tryEntrance (layer: ILayer) : IEntrance option =
        match bare layer with
        | :? IEntrance as entrance -> Some entrance
        | _ -> None

    let isEntrance (layer: ILayer) = (tryEntrance layer).IsSome

    /// The layers that a layer holds; none of one that holds none.
    let parts (layer: ILayer) : LayerPart list =
        match bare layer with
        | :? IHolder as holder -> holder.Parts
        | _ -> []

    /// A layer of its own that is like another one, with copies of the layers inside of it.
    let rec internal copy (layer: ILayer) : ILayer =
        match apart layer with
        | options, (:? IHolder as holder) when not holder.Parts.IsEmpty ->
            holder.Parts |> List.map (_.Layer >> copy) |> holder.With |> withOptions options
        | options, bare ->
            let clone = typeof<obj>.GetMethod("MemberwiseClone", BindingFlags.Instance ||| BindingFlags.NonPublic)
            clone.Invoke(bare, [||]) :?> ILayer |> withOptions options

    /// The same layer with others in the places of its parts, for example with some of them frozen.
    let map (replace: ILayer -> ILayer) (layer: ILayer) : ILayer =
        match apart layer with
        | options, (:? IHolder as holder) ->
            let other = holder.Parts |> List.map (_.Layer >> replace) |> holder.With
            if isBuiltAlone holder then
                noteBuiltAlone other
            other |> withOptions options
        | _ -> layer

    /// The same layer with all layers frozen that are in a frozen model, wherever else they are. Keras: setting it on a model sets it on its
    /// layers, and its files keep it there.
    let freezeInside (layer: ILayer) : ILayer =
        let seen, frozen = HashSet<ILayer>(HashIdentity.Reference), HashSet<ILayer>(HashIdentity.Reference)
        let rec find isFrozen (layer: ILayer) =
            let options, bare = apart layer
            let isNew = (if isFrozen then frozen else seen).Add bare
            if isNew then
                let isFrozen = isFrozen || bare :? IContainer && not options.Trainable
                for part in parts bare do
                    find isFrozen part.Layer
        find false layer
        let known = Dictionary<ILayer, ILayer>(HashIdentity.Reference)
        let rec visit (layer: ILayer) =
            let options, inner = apart layer
            if not (known.ContainsKey inner) then
                let before = parts inner |> List.map _.Layer
                let inside = before |> List.map visit
                let places = Dictionary<ILayer, ILayer>(HashIdentity.Reference)
                List.iter2 (fun part other -> places[bare part] <- other) before inside
                let isSame = List.forall2 (fun a b -> obj.ReferenceEquals(a, b)) before inside
                known[inner] <- if isSame then inner else map (fun part -> places[bare part]) inner
            let isTrainable = options.Trainable && not (frozen.Contains inner)
            if isTrainable = options.Trainable && obj.ReferenceEquals(known[inner], inner) then
                layer
            else
                known[inner] |> withOptions { options with Trainable = isTrainable }
        if frozen.Count = 0 then layer else visit layer
