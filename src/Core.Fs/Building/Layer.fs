namespace Functional

open System.Collections.Generic
open System.Runtime.CompilerServices

/// The layers that are being built on this thread, each inside the one before it.
[<AbstractClass; Sealed>]
type internal Building private () =

    [<System.ThreadStatic; DefaultValue>]
    static val mutable private layers: List<struct (ILayer * LayerPath * int)>

    /// Each with its path and how many others it stands in; options around a layer do not count.
    static member Layers =
        if isNull Building.layers then
            Building.layers <- List()
        Building.layers

/// What layers are written with, beside the scope.
module Layer =

    /// So many layers may stand inside each other. Keras's own models stay below ten.
    let depthLimit = 100

    /// The error of layers that stand inside each other deeper than that.
    let tooDeep (place: string) : exn =
        ConfigurationException $"{place}: layers stand inside each other more than {depthLimit} deep"

    // Errors that already say where they happened, each with the path in it.
    let private located = ConditionalWeakTable<exn, LayerPath>()

    let private withMessage message (error: exn) : exn =
        match error with
        | :? ShapeException -> ShapeException message
        | :? ConfigurationException -> ConfigurationException message
        | :? UnsupportedException -> UnsupportedException message
        | other -> other

    let private at (path: LayerPath) (error: exn) : exn =
        let named = error |> withMessage (if path.IsRoot then error.Message else $"{path}: {error.Message}")
        located.AddOrUpdate(named, path)
        named

    let private locate (error: FunctionalException) : exn =
        match located.TryGetValue error with
        | true, _ -> error
        | _ -> at error.Layer error

    /// The error of a model that was built: with the model's name before the layer's path.
    let internal inModel (name: string) (error: FunctionalException) : exn =
        let error = locate error
        match located.TryGetValue error with
        | true, path when path.IsRoot -> error |> withMessage $"{name}: {error.Message}"
        | _ -> error |> withMessage $"{name}/{error.Message}"

    // Raises where a layer stands inside itself, or too deep in others: building is recursive, and stacks are small.
    let private enter (path: LayerPath) (layer: ILayer) =
        let building = Building.Layers
        for i in 0 .. building.Count - 1 do
            let struct (known, place, _) = building[i]
            if obj.ReferenceEquals(known, layer) then
                raise (at place (ConfigurationException "the layer is applied inside itself"))
        let level =
            if building.Count = 0 then
                0
            else
                let struct (_, outer, level) = building[building.Count - 1]
                if outer = path then level else level + 1
        if
            level > depthLimit
            || building.Count > 2 * depthLimit
            || not (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        then
            let error = tooDeep (List.head path.Names)
            located.AddOrUpdate(error, path)
            raise error
        if not path.IsRoot then
            LayerName.require "name" path.Name
        building.Add(struct (layer, path, level))

    // One sample, as far as sizes are known, must be something that a machine can hold.
    let private requireHeld (output: Expr) =
        let bytes = Shape.leastBytes output.DType output.Shape
        if bytes > PhysicalMemory.total then
            raise (
                ShapeException
                    $"an output of shape {output.Shape} takes {bytes} bytes a sample, the machine has {PhysicalMemory.total}"
            )

    /// The same of everything that outputs are computed from, but for weights: these may be put elsewhere.
    let internal requireAllHeld (outputs: Expr list) =
        for node in Graph.nodes outputs do
            match node.Op with
            | Op.Weight _ -> ()
            | op ->
                for shape, dtype in node.Types do
                    let bytes = Shape.leastBytes dtype shape
                    if bytes > PhysicalMemory.total then
                        let rule =
                            $"{DTypeRules.name op} of shape {shape} takes at least {bytes} bytes, the machine has {PhysicalMemory.total}"
                        raise (at node.Layer (ShapeException rule))

    let private workHere
        (scope: Scope)
        (layer: ILayer)
        (inputs: Expr list)
        (named: CallArguments<Expr>)
        (work: Scope -> Expr list -> 'a)
        : 'a =
        let isCast = not (layer :? IUncast)
        // Text and numbers go to the host as they are.
        let casts = isCast && not (layer :? IHostLayer)
        let cast (x: Expr) =
            if casts && x.DType.IsFloat && x.DType <> scope.Compute then
                let cast = Ops.cast scope.Compute x
                scope.SetMask(cast, scope.MaskOf x)
                cast
            else
                x
        if isCast then
            Ranges.check FieldName.key layer
        let inputs = inputs |> List.map cast
        let named =
            named |> CallArguments.map (fun name x -> if CallForm.isMask name then Ops.cast DType.Bool x else cast x)
        work (scope.OfCall(layer, inputs, named)) inputs

    /// Does a layer's work in its place: on inputs and arguments in the dtypes that it computes in, with its settings checked and its path
    /// in errors.
    let internal inside
        (scope: Scope)
        (layer: ILayer)
        (inputs: Expr list)
        (named: CallArguments<Expr>)
        (work: Scope -> Expr list -> 'a)
        : 'a =
        enter scope.Path layer
        try
            LayerPath.Within(scope.Path, fun () -> workHere scope layer inputs named work)
        finally
            Building.Layers.RemoveAt(Building.Layers.Count - 1)

    let private buildInside (scope: Scope) (layer: ILayer) inputs named : Expr list =
        let training, named = CallForm.training named
        for training in Option.toList training do
            scope.Trace.Said <- Some(if training then Mode.Training else Mode.Inference)
        inside scope layer inputs named (fun scope inputs ->
            let outputs = layer.Build(scope, inputs)
            match scope.Unknown with
            | [] -> ()
            | unknown :: _ -> raise (ConfigurationException $"a {layer.GetType().Name} takes no argument {unknown}")
            List.iter requireHeld outputs
            scope.Trace.AddLayer(scope.Path, { Layer = layer; Home = scope.Home; Inputs = inputs; Outputs = outputs })
            outputs)

    /// Builds a call of a layer under a scope, with named arguments: casts its float inputs to the compute dtype, and adds the layer's
    /// path to an error, once.
    let call (scope: Scope) (layer: ILayer) (inputs: Expr list) (named: CallArguments<Expr>) : Expr list =
        // Errors are caught outside of all layers: one that is caught and raised again takes kilobytes of the stack each time.
        if Building.Layers.Count > 0 then
            buildInside scope layer inputs named
        else
            try
                buildInside scope layer inputs named
            with
            | :? ShapeException
            | :? ConfigurationException
            | :? UnsupportedException as error -> raise (locate (error :?> FunctionalException))

    /// Builds a layer under a scope, from its inputs alone.
    let build (scope: Scope) (layer: ILayer) (inputs: Expr list) : Expr list = call scope layer inputs []

    /// The only input of a layer that takes one.
    let (|One|) (inputs: Expr list) =
        match inputs with
        | [ x ] -> x
        | _ -> raise (ShapeException $"expects one input, got {inputs.Length}")

    /// Size of the last axis, which must be known.
    let lastAxis (x: Expr) : int64 =
        if x.Rank = 0 then
            raise (ShapeException "expects an input with at least one axis, got a scalar")
        match x.Shape[-1] with
        | Dim.Known size -> size
        | Dim.Unknown _ -> raise (ShapeException $"the last axis of the input must be known, got {x.Shape}")

    /// Raises unless the input has that many axes.
    let requireRank rank (x: Expr) =
        if x.Rank <> rank then
            raise (ShapeException $"expects an input of {rank} axes, got {x.Shape}")
