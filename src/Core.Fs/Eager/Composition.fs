namespace Functional

open System.Collections.Generic

/// A call as it was made: of a piece, or for gradients.
[<NoEquality; NoComparison>]
type internal CallStep = {
    /// Null for gradients: of the first argument, for the weights and then for the other arguments.
    Piece: Piece
    /// Numbers of results, or, below zero, of arrays that were there.
    Args: int[]
    Weights: Held[]
    /// What it gives; null for a gradient that is nothing.
    Results: LazyArray[]
    /// The number of its first result.
    First: int
}

/// How an optimizer follows gradients.
[<NoEquality; NoComparison>]
type internal Application = {
    /// Tells the optimizer from all others.
    Number: int
    Optimizer: Optimizer
    /// Where it keeps what it keeps.
    Place: Keeper
    /// Whether that is a place of its own, and not the model's.
    IsOwn: bool
    /// Makes what is not there yet.
    Ensure: ((Held -> WeightDeclaration) * (Held -> Tensor)) -> TensorStore -> unit
    Weights: Held[]
    /// Gradients by their numbers.
    Gradients: int[]
}

/// The calls of one program as one graph.
[<Sealed>]
type internal Composition(identity: Keeper -> Key -> int64) =

    let exprs = Dictionary<int, Expr>()
    let inputs = List<struct (int * Expr)>()
    let symbols = Dictionary<Key, Expr>()
    let latest = Dictionary<Key, Expr>()
    let origins = Dictionary<Key, struct (Keeper * Key)>()
    let updates = Dictionary<Key, Expr>()
    let order = List<Key>()

    // Weights of several models may have the same keys, or be the same under others.
    let renamed (place: Keeper) (key: Key) =
        let path = LayerPath.Root.Child(string (identity place key))
        let fresh =
            match key with
            | Key.Weight(_, name) -> Key.Weight(path, name)
            | Key.MetricState(_, name) -> Key.MetricState(path, name)
            | other -> other
        origins[fresh] <- struct (place, key)
        fresh

    let symbol (key: Key) shape dtype =
        match symbols.TryGetValue key with
        | true, symbol -> symbol
        | _ ->
            symbols[key] <- Expr.Of(Op.Weight(key, shape, dtype), [])
            symbols[key]

    // Random numbers of each call are others.
    let streamOf (number: int) (stream: int64) = stream + int64 number * 7_046_029_254_386_353_131L

    let rewritten (number: int) (piece: Piece) (given: Dictionary<Node, Expr>) (outputs: Expr list) =
        outputs
        |> Graph.rewrite (fun node args ->
            match node.Op with
            | Op.Input _ ->
                match given.TryGetValue node with
                | true, x -> [ x ]
                | _ -> Graph.results node
            | Op.Weight(key, shape, dtype) ->
                let key = renamed piece.Place key
                match latest.TryGetValue key with
                | true, value -> [ value ]
                | _ -> [ symbol key shape dtype ]
            | Op.Random(distribution, extents, dtype, stream) ->
                Expr.Outputs(Op.Random(distribution, extents, dtype, streamOf number stream), args)
            | Op.Dropout(rate, shared, stream) -> Expr.Outputs(Op.Dropout(rate, shared, streamOf number stream), args)
            | _ -> Graph.rebuild node args)

    /// Says what an array is that is there when the program runs, by its number.
    member _.Give(code: int, array: LazyArray) =
        if not (exprs.ContainsKey code) then
            let input = Ops.input $"x{inputs.Count}" (Shape.known array.Sizes) array.DType
            exprs[code] <- input
            inputs.Add(struct (code, input))

    member _.Inputs = [ for struct (_, input) in inputs -> input ]
    /// Numbers of the arrays that the program is given, in order.
    member _.Given = [| for struct (code, _) in inputs -> code |]
    member _.Result code = exprs[code]
    member _.Updates = [ for key in order -> key, updates[key] ]
    /// Where a weight of the program is.
    member _.Origin key = origins[key]

    /// The weight as the optimizer sees it: what a call replaced it by, where one did.
    member _.Weight(held: Held) : WeightDeclaration * Expr =
        let declaration = held.Declaration
        let key = renamed held.Place declaration.Key
        let current =
            match latest.TryGetValue key with
            | true, value -> value
            | _ -> symbol key (Shape.known declaration.Shape) declaration.DType
        { declaration with Key = key }, current

    /// Adds a call. What it changes counts only where it was not carried out before.
    member this.Add(number: int, step: CallStep, isDone: bool) =
        if isNull step.Piece then
            this.Differentiate step
        else
            let piece = step.Piece
            let given = Dictionary<Node, Expr>(HashIdentity.Reference)
            piece.Inputs |> List.iteri (fun i input -> given[input.Node] <- exprs[step.Args[i]])
            let all = rewritten number piece given (piece.Results @ List.map snd piece.Updates)
            let results, values = List.splitAt piece.Results.Length all
            results |> List.iteri (fun i result -> exprs[step.First + i] <- result)
            for (key, _), value in List.zip piece.Updates values do
                let key = renamed piece.Place key
                latest[key] <- value
                if not isDone then
                    if not (updates.ContainsKey key) then
                        order.Add key
                    updates[key] <- value

    member private this.Differentiate(step: CallStep) =
        let target = exprs[step.Args[0]]
        let loss = if target.Rank = 0 then target else Ops.sumAll target
        let sources = [
            for held in step.Weights do
                snd (this.Weight held)
            for code in Array.skip 1 step.Args do
                exprs[code]
        ]
        let reached = Graph.dependsOn sources [ loss ]
        let wanted = sources |> List.filter (fun source -> reached.Contains source.Node) |> List.distinct
        let gradients = if wanted.IsEmpty then [] else Expr.Outputs(Op.Autograd, loss :: wanted)
        sources
        |> List.iteri (fun i source ->
            exprs[step.First + i] <-
                match List.tryFindIndex (fun (other: Expr) -> other.Equals source) wanted with
                | Some at -> gradients[at]
                | None -> Ops.fullLike source source.DType 0.0)

[<RequireQualifiedAccess>]
module internal Composition =

    // What libtorch's autograd can have: the weights and inputs of one gradient.
    let private isPlain (outputs: Expr list) =
        let gradients = Graph.nodes outputs |> List.filter (fun node -> (Traits.find node.Op).Source = Source.Watched)
        gradients.Length < 2
        && gradients
           |> List.forall (fun node ->
               node.Args.Tail
               |> List.forall (fun source ->
                   match source.Op with
                   | Op.Weight _
                   | Op.Input _ -> true
                   | _ -> false))

    let private requirePlain outputs =
        if not (isPlain outputs) then
            raise (
                UnsupportedException
                    "GradientTape: gradients of gradients, and of what calls gave, need a rule for each operation between, and one has none"
            )

    /// A program for calls, and for an optimizer that follows their gradients. <c>wanted</c> are numbers of the results it gives.
    let compile
        (device: TorchSharp.torch.Device)
        (composed: Composition)
        (wanted: int[])
        (application: Application voption)
        (kinds: StepKind list)
        : Program * Workload =
        let outputs = [ for code in wanted -> composed.Result code ]
        let weights =
            match application with
            | ValueSome application -> application.Weights |> Array.map composed.Weight |> List.ofArray
            | ValueNone -> []
        // A weight that a call replaced is where the optimizer begins.
        let isFollowed (key, _) = weights |> List.exists (fun (weight, _) -> weight.Key = key)
        let states = composed.Updates |> List.filter (isFollowed >> not) |> List.map Update.Assign
        let changes =
            match application with
            | ValueNone -> []
            | ValueSome application ->
                let gradients = [ for code in application.Gradients -> composed.Result code ]
                Updates.build application.Optimizer true kinds weights gradients
        let all = outputs @ (states @ changes |> List.collect _.Args)
        let losses =
            Graph.nodes all
            |> List.filter (fun node -> (Traits.find node.Op).Source = Source.Watched)
            |> List.map _.Args.Head
        let passes =
            if losses.IsEmpty && application.IsNone then Passes.inference
            elif isPlain all && losses |> List.exists (StepPasses.isTracked None) then Passes.tracked
            else Passes.training
        let updates, outputs = StepPasses.optimise passes (states @ changes) outputs
        requirePlain (outputs @ (updates |> List.collect _.Args))
        let context = RunContext()
        let inputs = composed.Inputs
        let program =
            if losses.IsEmpty && application.IsNone then
                Program.compileLoops device context inputs updates outputs
            else
                Program.compileChoosing None device context inputs updates outputs
        program, Workload.Of(inputs, outputs @ (updates |> List.collect _.Args))
