namespace Functional

open System.Collections.Generic

/// What a graph is built for. Known while building, so an inference graph holds no dropout and can fold batch normalisation.
[<RequireQualifiedAccess>]
type Mode =
    | Training
    | Inference

module private Known =

    let find (known: Dictionary<'key, 'value>) (key: 'key) : 'value option =
        match known.TryGetValue key with
        | true, value -> Some value
        | _ -> None

/// A layer: a configuration and one function from symbolic tensors to symbolic tensors. Its identity is the object, without the options
/// around it (<c>Configured</c>): one object applied twice shares its weights, also frozen or under another name.
[<AllowNullLiteral>]
type ILayer =
    /// Builds the layer into operations, asking the scope for weights.
    abstract Build: scope: Scope * inputs: Expr list -> Expr list

/// A layer where a model's data enters: nothing is before it.
and IEntrance =
    inherit ILayer
    /// Sizes with the batch first; nothing = unknown.
    abstract Shape: int64 option list
    abstract DType: DType

/// A layer that was built at a path, with the path of its weights.
and internal BuiltLayer = { Layer: ILayer; Home: LayerPath; Inputs: Expr list; Outputs: Expr list }

/// What building a model collects: weights, state updates, losses and masks. Tensors that stay are known by <c>key</c> of the path of
/// what has them and their name.
and [<Sealed; AllowNullLiteral>] Trace(mode: Mode, key: LayerPath * string -> Key) =
    let weights = Dictionary<Key, WeightDeclaration * Expr>()
    let order = List<Key>()
    let updates = List<Key * Expr>()
    let latest = Dictionary<Key, Expr>()
    let states = List<Key * int64[] * DType>()
    let declared = HashSet<Key>()
    let penalties = List<Key * Expr>()
    let losses = List<Expr>()
    let masks = Dictionary<Expr, Expr>()
    let layers = Dictionary<LayerPath, BuiltLayer>()
    let homes = Dictionary<ILayer, struct (LayerPath * LayerPath)>(HashIdentity.Reference)
    let draws = Dictionary<LayerPath, int>()
    let silent = HashSet<LayerPath>()
    let host = HostSteps()
    let mutable repeated = 0

    /// The trace of a model.
    new(mode) = Trace(mode, Key.Weight)

    /// Sizes of cells' states that were found, which hold for graphs apart from this one too.
    member val internal Sizes = Dictionary<string, int64 list list>() with get, set

    /// Whether the steps of a sequence can be one batch, where that was found out.
    member val internal OneBatch = Dictionary<string, bool>() with get, set

    /// The inputs whose data are there before the graph runs; none where anything may be.
    member internal _.Given
        with get () = host.Given
        and set given = host.Given <- given

    /// What is made on the host before the graph runs, in order.
    member _.HostSteps = host.All
    member internal _.AddHostStep step = host.Add step

    member _.Mode = mode
    /// What a call said of <c>training</c>. Keras: it then holds for all that is called after it, too.
    member val internal Said: Mode option = None with get, set
    member internal this.ModeNow = defaultArg this.Said mode
    /// The paths of the weights of all layers that were built.
    member internal _.Homes = homes
    member internal _.Key(path: LayerPath, name: string) = key (path, name)
    /// Weights in the order of their declaration.
    member _.Weights = [ for key in order -> fst weights[key] ]
    /// The symbol of a weight.
    member _.Symbol key = snd weights[key]
    member internal _.Has(key: Key) = weights.ContainsKey key
    /// New values of weights that are not the optimizer's, such as moving averages. A weight updated twice has its last value.
    member _.Updates = List.ofSeq updates
    /// What stays between batches but is no weight, such as the states of a stateful recurrence: key, shape and dtype. Begins at zero.
    member _.States = List.ofSeq states
    /// Penalties of outputs, then of weights, scalars.
    member _.Losses =
        let counts (key, _) = (fst weights[key]).Trainable
        List.ofSeq losses @ (penalties |> Seq.filter counts |> Seq.map snd |> List.ofSeq)

    member _.TryMask(x: Expr) = Known.find masks x

    member _.SetMask(x: Expr, mask: Expr) = masks[x] <- mask
    member internal _.AddUpdate(key, value) =
        updates.Add(key, value)
        latest[key] <- value
    member internal _.AddLoss loss = losses.Add loss

    /// From here on a value stands for a weight, which takes it: layers read it, gradients are of it, an optimizer's update begins with it.
    member internal this.Replace(key: Key, value: Expr) =
        let declaration, value = fst weights[key], Ops.stopGradient value
        weights[key] <- (declaration, value)
        for i in 0 .. penalties.Count - 1 do
            if fst penalties[i] = key then
                penalties[i] <- (key, Regularizer.apply declaration.Rule.Regularizer.Value value)
        this.AddUpdate(key, value)

    /// Whether nothing is left behind by what was built: no update, no state, no loss of an output.
    member internal _.IsPure = updates.Count = 0 && states.Count = 0 && losses.Count = 0 && host.All.IsEmpty

    /// What a layer at that path gives has no penalty.
    member internal _.Silence(path: LayerPath) = silent.Add path |> ignore
    member internal _.IsSilent(path: LayerPath) = silent.Contains path

    /// Counts how often layers are built for one step of a sequence after the other.
    member internal _.Repeat(times: int64) =
        let most = 10_000
        if times > int64 (most - repeated) then
            raise (ConfigurationException $"layers are built for more than {most} steps one by one")
        repeated <- repeated + int times

    /// The layer that was built at a path, with its outputs.
    member _.TryLayer(path: LayerPath) = Known.find layers path |> Option.map (fun built -> built.Layer, built.Outputs)

    /// The inputs of the layer that was built at a path.
    member internal _.InputsOf(path: LayerPath) : Expr list =
        Known.find layers path |> Option.map _.Inputs |> Option.defaultValue []

    /// The path of the weights of the layer that was built at a path: where it was built first.
    member _.HomeAt(path: LayerPath) : LayerPath = if layers.ContainsKey path then layers[path].Home else path

    /// The path of the weights of a layer, without its options; nothing for one that was not built.
    member _.TryHome(layer: ILayer) : LayerPath option =
        Known.find homes layer |> Option.map (fun (struct (home, _)) -> home)

    /// The paths, ours and Keras's, of the weights of a layer that is built at these: those at which it was built first.
    member internal _.Settle(layer: ILayer, path: LayerPath, kerasPath: LayerPath) : struct (LayerPath * LayerPath) =
        match homes.TryGetValue layer with
        | true, home -> home
        | _ ->
            homes[layer] <- struct (path, kerasPath)
            homes[layer]

    /// The number of a random draw among those of a layer.
    member internal _.NextDraw(path: LayerPath) : int =
        let number = draws.GetValueOrDefault path + 1
        draws[path] <- number
        number

    /// Paths of all layers that were built.
    member _.LayerPaths = List.ofSeq layers.Keys
    // A layer with options finishes after the one that it holds, and stands for both.
    member internal this.AddLayer(path: LayerPath, built: BuiltLayer) =
        let home = if layers.ContainsKey path then this.HomeAt path else built.Home
        layers[path] <- { built with Home = home }

    /// What the last update made of a weight, or the weight.
    member internal _.Latest(key: Key) = Known.find latest key |> Option.defaultWith (fun () -> snd weights[key])

    // Built again, a layer goes on from where it was left.
    member internal _.DeclareState(key: Key, shape: int64[], dtype: DType) =
        if declared.Add key then
            states.Add(key, shape, dtype)
        Known.find latest key |> Option.defaultWith (fun () -> Expr.Of(Op.Weight(key, Shape.known shape, dtype), []))

    member internal _.Declare(declaration: WeightDeclaration) =
        declaration.Check()
        match weights.TryGetValue declaration.Key with
        | true, (known, symbol) ->
            if known.Shape <> declaration.Shape then
                let was, is = Shape.known known.Shape, Shape.known declaration.Shape
                raise (ShapeException $"{declaration.Name} was built with shape {was}, this input needs {is}")
            // Frozen in one of its places, it is frozen.
            if known.Trainable && not declaration.Trainable then
                weights[declaration.Key] <- ({ known with Trainable = false }, symbol)
            symbol
        | _ ->
            let symbol = Expr.Of(Op.Weight(declaration.Key, Shape.known declaration.Shape, declaration.DType), [])
            weights[declaration.Key] <- (declaration, symbol)
            order.Add declaration.Key
            if declaration.Trainable then
                for rule in Option.toList declaration.Rule.Regularizer do
                    penalties.Add(declaration.Key, Regularizer.apply rule symbol)
            symbol

/// A layer that takes its inputs in the dtypes in which they come.
and IUncast =
    inherit ILayer

/// A layer that works on the host, before the graph: on data in .NET memory, of which some may be text.
and IHostLayer =
    inherit ILayer
    /// Shape and dtype of what it makes of data of those. Raises <c>ShapeException</c> for others.
    abstract Infer: inputs: (Shape * DType) list -> Shape * DType
    /// What it makes of data.
    abstract Compute: inputs: HostArray list -> HostArray

/// A layer that only holds other layers, and leaves it to them to cast their inputs.
and IContainer =
    inherit IUncast

/// What a layer is handed while it builds itself: the way to declare weights, state updates, losses, masks and random draws.
and [<Sealed; AllowNullLiteral>] Scope
    internal
    (
        trace: Trace,
        path: LayerPath,
        home: LayerPath,
        kerasPath: LayerPath,
        trainable: bool,
        policy: Policy,
        inputs: Expr list,
        arguments: CallArguments<Expr>
    ) =

    // Names of arguments that the layer knows: those that it asked for.
    let mutable asked: string list = []
    let below (path: LayerPath) (name: string) = if name = "" then path else path.Child name

    /// The scope of a whole model.
    new(trace: Trace) = Scope(trace, LayerPath.Root, LayerPath.Root, LayerPath.Root, true, Policy.Float32, [], [])

    member _.Trace = trace
    /// Names of the layers from the model down to this one.
    member _.Path = path
    /// Where the layer's weights are: its path where it was built first.
    member _.Home = home
    /// That of the graph, or what the last call said that said <c>training</c>.
    member _.Mode = trace.ModeNow
    member _.Training = trace.ModeNow = Mode.Training
    /// Whether the optimizer changes this layer's weights.
    member _.Trainable = trainable
    member _.Policy = policy
    /// The dtype the layer computes in.
    member _.Compute = policy.Compute
    /// The layer's inputs.
    member _.Inputs = inputs

    /// The tensors of a call's named argument; none where it is not given.
    member _.Argument(name: string) : Expr list =
        asked <- name :: asked
        CallArguments.tensors name arguments

    /// Whether a call's named argument is given as true.
    member _.Flag(name: string) : bool =
        asked <- name :: asked
        CallArguments.flag name arguments

    /// Gives inputs the masks that the call has for them, one for each or nothing in its place.
    member internal this.TakeMasks(inputs: Expr list) =
        asked <- "mask" :: asked
        let masks =
            match arguments |> List.tryFind (fun (name, _) -> name = "mask") with
            | Some(_, Argument.Tensors masks) -> List.map Some masks
            | Some(_, Argument.Gapped masks) -> masks
            | _ -> []
        Seq.iter2 (fun input mask -> this.SetMask(input, mask)) inputs masks

    /// All named arguments, for a layer that hands them on to another one.
    member internal _.Arguments =
        asked <- List.map fst arguments
        arguments

    /// All named arguments, which are not asked for by that.
    member internal _.Given = arguments

    /// The same place in a graph of its own: what is built there stays there.
    member internal _.Apart =
        let apart = Trace(trace.ModeNow, Sizes = trace.Sizes, OneBatch = trace.OneBatch, Given = trace.Given)
        Scope(apart, path, home, kerasPath, trainable, policy, inputs, arguments)

    /// Named arguments of the call that the layer did not ask for.
    member internal _.Unknown = arguments |> List.map fst |> List.except asked

    member private _.Declaration(name: string, shape: int64 list, rule: WeightRule, trainable: bool) =
        LayerName.require "the name of a weight" name
        {
            Key = trace.Key(home, name)
            KerasPath = kerasPath.Child name
            Shape = Array.ofList shape
            DType = policy.Variable
            Trainable = trainable
            IsSeed = false
            FactorOf = None
            Rule = rule
            Start = None
        }

    /// Declares a weight, or finds it again, and gives its symbol in the compute dtype.
    member this.Weight(name: string, shape: int64 list, rule: WeightRule) : Expr =
        this.Declaration(name, shape, rule, trainable) |> trace.Declare |> Ops.cast policy.Compute

    /// Declares a factor of a correction to a weight.
    member internal this.Factor(name: string, weight: string, shape: int64 list, rule: WeightRule) : Expr =
        { this.Declaration(name, shape, rule, trainable) with FactorOf = Some weight }
        |> trace.Declare
        |> Ops.cast policy.Compute

    /// Declares a weight that the optimizer leaves alone: a moving average, a state. In the dtype it is kept in.
    member this.State(name: string, shape: int64 list, rule: WeightRule) : Expr =
        trace.Declare(this.Declaration(name, shape, rule, false))

    /// A state that begins with known values, where there are some.
    member internal this.State(name: string, shape: int64 list, rule: WeightRule, start: HostArray option) : Expr =
        trace.Declare { this.Declaration(name, shape, rule, false) with Start = start }

    /// What a layer makes on the host of what is there.
    member internal _.OnHost(layer: IHostLayer, inputs: Expr list) : Expr =
        let shape, dtype = layer.Infer [ for x in inputs -> x.Shape, x.DType ]
        let output = Ops.input (string path) shape dtype
        trace.AddHostStep { Inputs = inputs; Output = output; Compute = layer.Compute }
        output

    /// A tensor that stays between batches, zero at the start. Keras neither counts it among the weights nor keeps it in files.
    member _.Memory(name: string, shape: int64 list) : Expr =
        LayerName.require "the name of a state" name
        trace.DeclareState(trace.Key(home, name), Array.ofList shape, policy.Variable)

    /// Whether the layer declared a weight or state of that name.
    member internal _.Has(name: string) = trace.Has(trace.Key(home, name))

    /// What a state is after the updates made so far.
    member _.Latest(name: string) = trace.Latest(trace.Key(home, name))

    /// Gives a state of this layer a new value after the step.
    member _.Assign(name: string, value: Expr) = trace.AddUpdate(trace.Key(home, name), value)

    /// A scalar that is added to the model's loss.
    member _.AddLoss(loss: Expr) = trace.AddLoss loss

    /// Adds the penalty of an output, if there is one to add: its mean over the samples.
    member _.AddActivityLoss(regularizer: Regularizer option, outputs: Expr list) =
        for rule in Option.toList regularizer |> List.filter (fun _ -> not (trace.IsSilent path)) do
            for output in outputs do
                trace.AddLoss(Regularizer.apply rule output / Ops.count output.DType [ 0 ] output)

    /// The scope of a part of this layer, by the attribute that holds it in Keras; <c>kerasName</c> is the part's own name in Keras's
    /// paths, or "" for one that does not stand in them.
    member _.Child(attribute: string, kerasName: string) =
        let path = below path attribute
        // It stands in the paths of all weights below.
        if path.Length > 2048 then
            raise (
                ConfigurationException
                    "the path of a layer must be at most 2048 characters long, with the layers that it is in"
            )
        Scope(trace, path, below home attribute, below kerasPath kerasName, trainable, policy, inputs, [])

    /// The same place under a name of its own in Keras, in nothing.
    member internal _.Rooted(kerasName: string) =
        Scope(trace, path, home, below LayerPath.Root kerasName, trainable, policy, inputs, [])

    /// The same scope with weights that stay as they are, or in other dtypes.
    member _.With(trainable': bool, policy': Policy option) =
        Scope(trace, path, home, kerasPath, trainable && trainable', defaultArg policy' policy, inputs, [])

    /// The scope of a call of a layer, whose weights are where it was built first.
    member internal _.OfCall(layer: ILayer, inputs': Expr list, arguments': CallArguments<Expr>) =
        let struct (home, kerasPath) = trace.Settle(layer, home, kerasPath)
        Scope(trace, path, home, kerasPath, trainable, policy, inputs', arguments')

    /// A stream of random numbers of its own, from the layer's path and the number of the draw among the layer's; also declares the generator's state that Keras keeps in files.
    member this.Random(seed: int64 option) : int64 = this.RandomOf("seed_generator", seed)

    /// The same where Keras keeps the generator in the attribute <c>generator</c>.
    member internal this.Generator(seed: int64 option) : int64 = this.RandomOf("generator", seed)

    member private this.RandomOf(attribute: string, seed: int64 option) : int64 =
        let number = trace.NextDraw home
        let generator = this.Child(attribute, "seed_generator")
        trace.Declare {
            generator.Declaration("seed_generator_state", [ 2L ], WeightRule.Of Initializer.Zeros, false) with
                DType = DType.Int64
                IsSeed = true
        }
        |> ignore
        match seed with
        | Some seed -> seed * 31L + int64 number
        | None -> Stream.ofText $"{home}#{number}"

    /// Mask of an input, if it came with one: true where a step counts. One that the call gives goes before that of the first input.
    member this.MaskOf(x: Expr) =
        match inputs, this.Argument "mask" with
        | first :: _, [ mask ] when x.Equals first -> Some mask
        | _ -> trace.TryMask x

    /// Gives a tensor a mask.
    member _.SetMask(x: Expr, mask: Expr option) = mask |> Option.iter (fun mask -> trace.SetMask(x, mask))

    /// Hands the first input's mask on to an output.
    member this.PassMask(output: Expr) : Expr =
        this.SetMask(output, trace.TryMask(List.head inputs))
        output

    /// A rule that the configuration must keep. Raises <c>ConfigurationException</c> that names the layer.
    member _.Require(condition: bool, rule: string) =
        if not condition then
            raise (ConfigurationException rule)
