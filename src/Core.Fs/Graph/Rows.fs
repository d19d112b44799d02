namespace Functional

open System.Collections.Generic

/// Rows along the first axis: whether each of a result is made of the same row of the inputs, whatever stands in the others.
[<RequireQualifiedAccess>]
module internal Rows =

    [<RequireQualifiedAccess>]
    type private Kind =
        /// Each row of it, or each part that rows are cut into, is made of one row of the inputs, in their order.
        | Own
        /// The inputs' elements are not in it.
        | Free
        /// Rows may be made of several ones, or what is drawn may be the same for several.
        | Mixed

    let rec private kindOf (rows: Dim) (node: Node) (kinds: Kind list) : Kind =
        let args = node.Args
        let shape = fst node.Types[0]
        let own i = List.tryItem i kinds = Some Kind.Own
        let ownIf fits = if fits then Kind.Own else Kind.Mixed
        let allOwn () = ownIf (List.forall ((=) Kind.Own) kinds)
        /// Of the rows of some arguments, beside others that are the same for all rows.
        let ofRows places =
            kinds |> List.indexed |> List.forall (fun (i, kind) -> (kind = Kind.Own) = List.contains i places) |> ownIf
        let isApart axis = Shape.axis args[0].Shape axis <> 0
        let along axis = ownIf (own 0 && isApart axis)
        // As an operand that broadcasts to the result.
        let operand i =
            if own i then
                args[i].Rank = shape.Rank && args[i].Shape[0] = shape[0]
            else
                args[i].Rank < shape.Rank || args[i].Shape[0] = Dim.Known 1L
        let elementwise () = [ 0 .. args.Length - 1 ] |> List.forall operand |> ownIf
        // Rows again, or parts of them: as many times their number.
        let isCut () =
            let source = args[0].Shape.Dims
            match rows, shape[0] with
            | Dim.Known rows, Dim.Known parts -> rows > 0L && parts % rows = 0L
            | _, first -> first = rows || List.scan Dim.mul source.Head source.Tail |> List.contains first
        // A size that is the number of rows.
        let isCount extent =
            match extent with
            | Extent.Of(argument, axis) -> own argument && Shape.axis args[argument].Shape axis = 0
            | Extent.Size _
            | Extent.Rest -> false
        match node.Op with
        | _ when List.contains Kind.Mixed kinds -> Kind.Mixed
        | _ when not (List.contains Kind.Own kinds) ->
            match (Traits.find node.Op).Source with
            | Source.Drawn
            | Source.Foreign
            | Source.Watched -> Kind.Mixed
            | Source.Computed
            | Source.Given
            | Source.Stored
            | Source.Fixed -> Kind.Free
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _ -> Kind.Free
        | Op.Unary _
        | Op.Binary _
        | Op.Select
        | Op.Cast _
        | Op.StopGradient
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> elementwise ()
        | Op.Random(_, extents, _, _) -> ownIf (not extents.IsEmpty && isCount extents.Head)
        | Op.Dropout(_, shared, _) -> ownIf (own 0 && List.forall isApart shared)
        | Op.Reduce(_, axes, _) -> ownIf (own 0 && List.forall isApart axes)
        | Op.Flip axes -> ownIf (own 0 && List.forall isApart axes)
        | Op.ArgMax axis
        | Op.CumSum axis
        | Op.Sort(axis, _)
        | Op.Softmax axis
        | Op.LogSoftmax axis
        | Op.Slice(axis, _, _, _) -> along axis
        | Op.Concat axis -> if isApart axis then allOwn () else Kind.Mixed
        | Op.Count(axes, _) -> if List.forall isApart axes then Kind.Free else Kind.Mixed
        | Op.Reshape _ -> ownIf (own 0 && shape.Rank > 0 && isCut ())
        | Op.Broadcast _ when own 0 -> ownIf (args[0].Rank = shape.Rank && shape[0] = args[0].Shape[0])
        | Op.Broadcast extents ->
            match extents with
            | first :: rest when isCount first && not (List.exists isCount rest) -> ownIf (operand 0)
            | _ when List.exists isCount extents -> Kind.Mixed
            | _ -> Kind.Free
        | Op.Transpose permutation -> ownIf (own 0 && permutation.Head = 0)
        | Op.Pad(before, after, _) -> ownIf (own 0 && before.Head = 0 && after.Head = 0)
        | Op.Gather axis -> if isApart axis then ofRows [ 0 ] else ofRows [ 1 ]
        | Op.OneHot _ -> Kind.Own
        | Op.MatMul when own 0 && own 1 -> ownIf (args[0].Rank > 2 && args[0].Rank = args[1].Rank)
        | Op.MatMul when own 0 -> ownIf (args[0].Rank > 1 && args[1].Rank = 2)
        | Op.MatMul -> ownIf (args[0].Rank = 2 && args[1].Rank > 2)
        | Op.Linear -> if args[0].Rank > 1 then ofRows [ 0 ] else Kind.Mixed
        | Op.Conv _
        | Op.ConvTranspose _
        | Op.Pool _
        | Op.AdaptivePool _
        | Op.MaxPoolPlaces _
        | Op.BatchNormInference _ -> ofRows [ 0 ]
        | Op.Embedding -> ofRows [ 1 ]
        | Op.Embeddings -> ofRows [ 0 ]
        | Op.SparseCrossEntropy
        | Op.CrossEntropy -> if args[0].Rank > 1 then allOwn () else Kind.Mixed
        | Op.LSTM _
        | Op.LSTMTraining _ -> ofRows [ 0; 4; 5 ]
        | Op.Scan scan ->
            let body = scan.Body :?> Graph
            let known = List.zip body.Inputs kinds
            ownIf (
                List.take (scan.Sequences + scan.States) kinds |> List.forall ((=) Kind.Own)
                && kindsOf rows known body.Outputs |> List.forall ((=) Kind.Own)
            )
        | Op.Special _
        | Op.BatchNorm _
        | Op.Autograd
        | Op.Backward _
        | Op.Custom _ -> Kind.Mixed

    and private kindsOf (rows: Dim) (known: (Expr * Kind) list) (outputs: Expr list) : Kind list =
        let kinds = Dictionary<Node, Kind>(HashIdentity.Reference)
        for input, kind in known do
            kinds[input.Node] <- kind
        for node in Graph.nodes outputs do
            if not (kinds.ContainsKey node) then
                kinds[node] <- kindOf rows node [ for arg in node.Args -> kinds[arg.Node] ]
        [ for output in outputs -> kinds[output.Node] ]

    /// Whether each row of the outputs is made of the same row of the inputs alone, as far as the operations tell. Then many batches
    /// below each other give what each of them gives.
    let areIndependent (inputs: Expr list) (outputs: Expr list) : bool =
        let known = [ for input in inputs -> input, Kind.Own ]
        kindsOf inputs.Head.Shape[0] known outputs
        |> List.map2 (fun (output: Expr) kind -> kind = Kind.Own && output.Shape[0] = inputs.Head.Shape[0]) outputs
        |> List.forall id
