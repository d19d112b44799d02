namespace Functional

open System
open System.Collections.Generic
open Functional.Layers
open Functional.Optimizers

/// A model's numbers ↔ the tree of an HDF5 file, laid out as Keras does: <c>layers/dense/vars/0</c>, by classes and counters instead of
/// names, and by the order of declaration.
[<RequireQualifiedAccess>]
module internal WeightTree =

    /// The factors of a low-rank correction, whose product Keras adds to the weight when it saves.
    type private Correction = { First: Key; Second: Key }

    type private Slot = {
        Declaration: WeightDeclaration
        /// Group of the variables and the name that Keras gives it.
        Group: string
        Owner: string
        Path: string
        Correction: Correction option
    }

    type private Layout = {
        /// Groups of variables, with the names of the objects that own them. Keras writes empty ones too.
        Groups: (string * string) list
        Slots: Slot list
    }

    // A weight with what is left of its path below the object at hand.
    type private Below = string list * WeightDeclaration

    let private below (weights: Below list) : (string * Below list) list =
        weights
        |> List.choose (fun (path, weight) ->
            match path with
            | head :: (_ :: _ as rest) -> Some(head, (rest, weight))
            | _ -> None)
        |> List.groupBy fst
        |> List.map (fun (head, found) -> head, List.map snd found)

    // Keras's name of the object that owns a weight, so many steps up in its path.
    let private ownerName (steps: int) (weight: WeightDeclaration) =
        let parts = weight.KerasPath.Names
        parts[max 0 (parts.Length - 1 - steps)]

    // An object of Keras's: its own variables, then those of the objects inside of it.
    let private variables (group: string) (name: string) (weights: Below list) (inside: Layout list) : Layout =
        let vars = $"{group}vars"
        let own = weights |> List.choose (fun (path, weight) -> if path.Length = 1 then Some weight else None)
        let factors, others = own |> List.partition _.FactorOf.IsSome
        let slot i (weight: WeightDeclaration) = {
            Declaration = weight
            Group = vars
            Owner = name
            Path = $"{vars}/{i}"
            Correction =
                match factors |> List.filter (fun factor -> factor.FactorOf = Some weight.Name) with
                | [ first; second ] -> Some { First = first.Key; Second = second.Key }
                | _ -> None
        }
        // Keras 3.16 does not write random states, older versions did; they are in a file only where there is something to write.
        let isSeed = not own.IsEmpty && own |> List.forall _.IsSeed
        {
            Groups = (if isSeed then [] else [ vars, name ]) @ (inside |> List.collect _.Groups)
            Slots = List.mapi slot others @ (inside |> List.collect _.Slots)
        }

    // What a layer keeps its variables in that is no layer: a cell, a generator of random numbers.
    let rec private object (group: string) (name: string) (weights: Below list) : Layout =
        below weights |> List.map (objectBelow group) |> variables group name weights

    and private objectBelow group (attribute: string, weights: Below list) : Layout =
        let rest, weight = weights.Head
        object $"{group}{attribute}/" (ownerName rest.Length weight) weights

    // The layers of a model, each once: Keras writes one that stands in several places at the first of them.
    type private Walk = {
        Seen: HashSet<ILayer>
        /// The path of a layer's weights.
        Home: ILayer -> LayerPath option
        /// The weights below a path.
        Below: LayerPath -> Below list
    }

    // Where Keras's files keep the parts of a layer. In a list, objects have their classes as names, with numbers.
    let private placed (parts: LayerPart list) : (LayerPart * string) list =
        let used = Dictionary<string, int>()
        let place (part: LayerPart) =
            match part.Place with
            | Place.Listed attribute ->
                let className =
                    match Holder.bare part.Layer with
                    // It stands in files as what it comes to.
                    | :? Lambda -> "Functional"
                    | layer -> ClassName.ofLayer layer
                let stem = $"{attribute}/{ClassName.toSnakeCase className}"
                let number = used.GetValueOrDefault stem
                used[stem] <- number + 1
                Some(if number = 0 then stem else $"{stem}_{number}")
            | Place.Attribute -> Some part.Name
            | Place.Same
            | Place.Nowhere -> None
        parts |> List.choose (fun part -> place part |> Option.map (fun place -> part, place))

    /// The layers of a model, each once, without options, with their places in Keras's files: <c>layers/dense_1</c>.
    let places (model: Model) : (ILayer * string) list =
        let seen = HashSet<ILayer>(HashIdentity.Reference)
        let rec inside (group: string) (layer: ILayer) : (ILayer * string) list = [
            for part, place in placed (Holder.parts layer) do
                let bare = Holder.bare part.Layer
                if seen.Add bare then
                    bare, $"{group}{place}"
                    yield! inside $"{group}{place}/" bare
        ]
        inside "" model.Root

    // What a layer has of the weights of its part.
    let private shared (layer: ILayer) (weights: Below list) : Below list =
        let find name = weights |> List.tryFind (fun (path, _) -> path.Length = 2 && List.last path = name)
        Holder.shared layer |> List.choose find |> List.truncate 1 |> List.map (fun (path, w) -> path.Tail, w)

    let rec private visit (walk: Walk) group name (layer: ILayer) (path: LayerPath) (weights: Below list) : Layout =
        if not (walk.Seen.Add(Holder.bare layer)) then
            { Groups = []; Slots = [] }
        else
            let parts = Holder.parts layer
            let found = dict (below weights)
            let ofPart (part: LayerPart) (place: string) =
                let here = path.Child part.Name
                let home, weights =
                    match walk.Home(Holder.bare part.Layer), found.TryGetValue part.Name with
                    | Some home, _ when home <> here -> home, walk.Below home
                    | _, (true, weights) -> here, weights
                    | _ -> here, []
                visit walk $"{group}{place}/" part.KerasName part.Layer home weights
            let ofParts = [ for part, place in placed parts -> ofPart part place ]
            let isPart = HashSet(parts |> List.map _.Name)
            let others = below weights |> List.filter (fst >> isPart.Contains >> not) |> List.map (objectBelow group)
            variables group name (shared layer weights @ weights) (ofParts @ others)

    let private layout (model: Model) : Layout =
        let trace = if model.Inputs.IsNone then Trace Mode.Inference else (Model.build Mode.Inference model).Trace
        let weights = trace.Weights
        let walk = {
            Seen = HashSet HashIdentity.Reference
            Home = trace.TryHome
            Below =
                fun path -> [
                    for weight in weights do
                        if weight.Key.Layer.IsIn path then
                            List.skip path.Depth weight.Key.Layer.Names @ [ weight.Name ], weight
                ]
        }
        weights
        |> List.map (fun weight -> weight.Key.Layer.Names @ [ weight.Name ], weight)
        |> visit walk "" model.Name model.Root LayerPath.Root

    let rec private group
        (items: (string list * Hdf5Item) list)
        (names: Map<string, string>)
        (path: string)
        : Hdf5Group =
        let children =
            items
            |> List.groupBy (fun (path, _) -> path.Head)
            |> List.map (fun (head, found) ->
                let place = if path = "" then head else $"{path}/{head}"
                match found with
                | [ [ _ ], (Hdf5Item.Dataset _ as item) ] -> head, item
                | _ ->
                    let inner =
                        found
                        |> List.choose (fun (path, item) -> if path.Tail.IsEmpty then None else Some(path.Tail, item))
                    head, Hdf5Item.Group(group inner names place))
            |> List.sortWith (fun (a, _) (b, _) -> String.CompareOrdinal(a, b))
        {
            Attributes =
                match names.TryFind path with
                | Some name -> [ "name", Hdf5Value.Text name ]
                | None -> []
            Children = children
        }

    let private tree (groups: (string * string) list) (arrays: (string * HostArray) list) : Hdf5Group =
        let split (path: string) = List.ofArray (path.Split '/')
        let items =
            (groups |> List.map (fun (path, _) -> split path, Hdf5Item.Group Hdf5Group.empty))
            @ (arrays |> List.map (fun (path, array) -> split path, Hdf5Item.Dataset array))
        group items (Map groups) ""

    let private needed (where: string) (weights: Map<Key, HostArray>) (key: Key) (shape: int64[]) (dtype: DType) =
        match weights.TryFind key with
        | None -> Fault.refuse $"{where} {key}" "is missing"
        | Some array when array.Shape <> shape ->
            Fault.refuse
                $"{where} {key}"
                $"shape is {StoredWeight.sizes array.Shape}, the model needs {StoredWeight.sizes shape}"
        | Some array when array.DType <> dtype ->
            Fault.refuse $"{where} {key}" $"dtype is {array.DType}, the model needs {dtype}"
        | Some array -> array

    // weight + first · second, in double precision.
    let private corrected (correction: Correction) (weights: Map<Key, HostArray>) (weight: HostArray) : HostArray =
        let values (array: HostArray) = Array.init array.Data.Length (fun i -> Convert.ToDouble(array.Data.GetValue i))
        match weights.TryFind correction.First, weights.TryFind correction.Second with
        | Some first, Some second ->
            let rank, columns = int second.Shape[0], int second.Shape[1]
            let a, b, w = values first, values second, values weight
            let sum =
                w
                |> Array.mapi (fun i value ->
                    let row, column = i / columns, i % columns
                    let mutable product = 0.0
                    for k in 0 .. rank - 1 do
                        product <- product + a[row * rank + k] * b[k * columns + column]
                    value + product)
            let data: Array =
                match weight.DType with
                | DType.Float64 -> sum
                | DType.Float16 -> Array.map (fun (value: float) -> Half.op_Explicit value: Half) sum
                | _ -> Array.map float32 sum
            { weight with Data = data }
        | _ -> weight

    let private optimizerGroup = "optimizer/vars"

    // Beside Keras's group, which it counts: weights as training left them, where the model's have taken their moving averages.
    let private unaveragedGroup = "optimizer/unaveraged"

    let private trainable (model: Model) =
        if model.Inputs.IsNone then [] else Model.build Mode.Inference model |> Model.trainable

    // All of an optimizer's tensors, or, for one that never made a step, those that Keras has from the start.
    let private optimizerArrays
        (model: Model)
        (optimizer: Optimizer)
        (state: Map<Key, HostArray>)
        : (string * HostArray) list =
        let declarations = Updates.variables optimizer (trainable model)
        let isSlot (declaration: StateDeclaration) = not declaration.IsAlwaysThere
        let fresh = declarations |> List.exists (fun slot -> isSlot slot && state.ContainsKey slot.Key) |> not
        declarations
        |> List.filter (fun declaration -> not fresh || not (isSlot declaration))
        |> List.mapi (fun i declaration ->
            let array =
                if declaration.IsAlwaysThere && not (state.ContainsKey declaration.Key) then
                    Updates.start declaration
                else
                    needed $"{model.Name}, weights" state declaration.Key declaration.Shape declaration.DType
            $"{optimizerGroup}/{i}", array)

    let private unaveragedArrays (model: Model) (state: Map<Key, HostArray>) : (string * HostArray) list =
        trainable model
        |> List.indexed
        |> List.choose (fun (i, weight) ->
            state.TryFind(Key.Unaveraged weight.Key) |> Option.map (fun array -> $"{unaveragedGroup}/{i}", array))

    /// A model's weights, and the state of the optimizer it is compiled with, as Keras's tree; and other arrays at their places.
    let writeWith
        (others: (string * HostArray) list)
        (model: Model)
        (weights: Map<Key, HostArray>)
        (optimizer: (Optimizer * Map<Key, HostArray>) option)
        : Hdf5Group =
        let layout = layout model
        let written =
            layout.Slots
            |> List.filter (fun slot -> not slot.Declaration.IsSeed || weights.ContainsKey slot.Declaration.Key)
        let seeds = written |> List.filter _.Declaration.IsSeed |> List.map (fun slot -> slot.Group, slot.Owner)
        let array (slot: Slot) =
            let array =
                needed
                    $"{model.Name}, weights"
                    weights
                    slot.Declaration.Key
                    slot.Declaration.Shape
                    slot.Declaration.DType
            slot.Path, slot.Correction |> Option.fold (fun array correction -> corrected correction weights array) array
        let groups, arrays =
            match optimizer with
            | Some(optimizer, state) ->
                [ optimizerGroup, optimizer.Name ], optimizerArrays model optimizer state @ unaveragedArrays model state
            | None -> [], []
        tree (layout.Groups @ seeds @ groups) (List.map array written @ arrays @ others)

    /// A model's weights, and the state of the optimizer it is compiled with, as Keras's tree.
    let write = writeWith []

    /// Where the weights of a vocabulary stand below its layer.
    let weightsOfTokens = "/vars/idf_weights"

    let rec private datasets (path: string) (group: Hdf5Group) : string list = [
        for name, item in group.Children do
            let place = if path = "" then name else $"{path}/{name}"
            match item with
            | Hdf5Item.Dataset _ -> place
            | Hdf5Item.Group inner -> yield! datasets place inner
    ]

    /// <summary>A model's weights. Random states are among them where the file has them.</summary>
    /// <param name="skipped">Where to say what does not fit and is left out, object by object; nothing where that is an error.</param>
    /// <param name="file">What messages call the file.</param>
    /// <param name="model">The model; without inputs it has no weights yet.</param>
    /// <param name="tree">The file's content.</param>
    /// <exception cref="T:Functional.ModelFileException">A weight is missing, superfluous, or of another shape or dtype.</exception>
    let readWith (skipped: Skipped) (file: string) (model: Model) (tree: Hdf5Group) : Map<Key, HostArray> =
        let where = $"{file}, weights"
        let layout = layout model
        let find (slot: Slot) =
            let weight = slot.Declaration
            match Hdf5Group.tryDataset slot.Path tree with
            | Some array -> Some(weight.Key, StoredWeight.fitting where weight.Key weight.Shape weight.DType array)
            | None when weight.IsSeed -> None
            | None -> Fault.refuse $"{where} {weight.Key}" $"is missing, expected at {slot.Path}"
        let found =
            layout.Slots
            |> List.groupBy _.Group
            |> List.collect (fun (_, slots) -> Skipped.attempt skipped (fun () -> List.choose find slots))
        let expected = HashSet(layout.Slots |> List.map _.Path)
        for path in datasets "" tree do
            let known =
                expected.Contains path
                || path.StartsWith("optimizer/", StringComparison.Ordinal)
                || path.Contains "/seed_generator/"
                || path.EndsWith(weightsOfTokens, StringComparison.Ordinal)
            if not known then
                Skipped.attempt skipped (fun () -> Fault.refuse $"{where} {path}" "the model has no such weight")
                |> ignore<unit list>
        Map found

    /// A model's weights, every one of which must fit.
    let read (file: string) (model: Model) (tree: Hdf5Group) : Map<Key, HostArray> = readWith None file model tree

    let private countOf (tree: Hdf5Group) =
        Hdf5Group.tryGroup optimizerGroup tree |> Option.map _.Children.Length |> Option.defaultValue 0

    // How many variables a file may have of an optimizer: all, or those that are there before its first step.
    let private counts (model: Model) (optimizer: Optimizer) : int list =
        let declarations = Updates.variables optimizer (trainable model)
        [ declarations.Length; declarations |> List.filter _.IsAlwaysThere |> List.length ]

    /// The optimizer whose state a file has. Keras: of functional models no file says that their loss is scaled, only the state does.
    let optimizerOf (model: Model) (optimizer: Optimizer) (tree: Hdf5Group) : Optimizer =
        let count = countOf tree
        let isOf optimizer = counts model optimizer |> List.contains count
        let scaled = LossScaling.around optimizer
        if count <> 0 && not (isOf optimizer) && isOf scaled then scaled else optimizer

    /// The state of the optimizer. Empty slots, of an optimizer that never made a step, are left out.
    let readOptimizer (file: string) (model: Model) (optimizer: Optimizer) (tree: Hdf5Group) : Map<Key, HostArray> =
        let where = $"{file}, weights"
        let declarations = Updates.variables optimizer (trainable model)
        let count = countOf tree
        let scalars = declarations |> List.filter _.IsAlwaysThere
        if count <> 0 && count <> scalars.Length && count <> declarations.Length then
            Fault.refuse
                $"{where} {optimizerGroup}"
                $"has {count} variables, the model's {optimizer.Name} needs {declarations.Length}, or {scalars.Length} before its first step"
        (if count = scalars.Length then scalars else List.truncate count declarations)
        |> List.mapi (fun i declaration ->
            match Hdf5Group.tryDataset $"{optimizerGroup}/{i}" tree with
            | Some array ->
                declaration.Key, StoredWeight.fitting where declaration.Key declaration.Shape declaration.DType array
            | None -> Fault.refuse $"{where} {declaration.Key}" $"is missing, expected at {optimizerGroup}/{i}")
        |> List.append (
            trainable model
            |> List.indexed
            |> List.choose (fun (i, weight) ->
                let key = Key.Unaveraged weight.Key
                Hdf5Group.tryDataset $"{unaveragedGroup}/{i}" tree
                |> Option.map (fun array -> key, StoredWeight.fitting where key weight.Shape weight.DType array))
        )
        |> Map
