namespace Functional

/// A value of a recurrence's step, outside of it.
[<RequireQualifiedAccess>]
type internal Lifted =
    /// The same at every step.
    | Same of Expr
    /// All steps, along a time axis after the first.
    | Whole of Expr

/// Operations of a recurrence's step as one operation over all steps.
[<RequireQualifiedAccess>]
module internal Lifting =

    let withTime time (shape: Shape) = Shape.ofDims (List.insertAt 1 time shape.Dims)

    let insertTime extent (extents: Extent list) = List.insertAt 1 extent extents

    /// Time before batch, where each step is dense: the form in which a recurrence leaves its outputs.
    let private swapTime (x: Expr) = Ops.transpose (1 :: 0 :: List.skip 2 (Ops.axes x)) x

    /// All steps of a matrix below each other.
    let private asRows (x: Expr) = swapTime x |> Ops.reshapeTo [ Extent.Rest; GradientRules.sizeOf 0 (swapTime x) 2 ]

    /// An operation of the step over all steps, if it has such a form. Its first result alone.
    let lift time (node: Node) (args: Lifted list) : Lifted option =
        let shape, dtype = node.Types[0]
        let traits = Traits.find node.Op
        let stepArgs = node.Args
        let allWhole () =
            args
            |> List.forall (function
                | Lifted.Whole _ -> true
                | Lifted.Same _ -> false)
        let expr i =
            match args[i] with
            | Lifted.Whole x
            | Lifted.Same x -> x
        let isWhole i =
            match args[i] with
            | Lifted.Whole _ -> true
            | Lifted.Same _ -> false
        let exprs () = List.init args.Length expr
        /// As an operand that broadcasts to the result.
        let operand i =
            match args[i] with
            | Lifted.Whole x when stepArgs[i].Rank = shape.Rank -> Some x
            | Lifted.Same x when x.Rank < shape.Rank -> Some x
            | Lifted.Same x when x.Rank = shape.Rank -> Some(Ops.expandDims 1 x)
            | _ -> None
        let elementwise () =
            let operands = List.init args.Length operand
            if shape.Rank > 0 && List.forall Option.isSome operands then
                Some(Expr.Of(node.Op, List.choose id operands))
            else
                None
        let axis a =
            match Shape.axis stepArgs[0].Shape a with
            | 0 -> 0
            | a -> a + 1
        let onFirst op = if isWhole 0 then Some(Expr.Of(op, exprs ())) else None
        /// Sizes of the step as sizes of the whole.
        let extentsOf extents =
            extents
            |> List.map (function
                | Extent.Of(argument, a) when isWhole argument -> Extent.Of(argument, (if a = 0 then 0 else a + 1))
                | extent -> extent)
        let timeExtent argument =
            match time with
            | Dim.Known size -> Extent.Size size
            | Dim.Unknown _ -> Extent.Of(argument, 1)
        let isMatrix i =
            match args[i] with
            | Lifted.Same w -> w.Rank = 2
            | Lifted.Whole _ -> false
        let product (rest: Expr list) =
            if isWhole 0 && stepArgs[0].Rank >= 2 && isMatrix 1 then
                let x = expr 0
                if stepArgs[0].Rank = 2 then
                    Some(swapTime (Expr.Of(node.Op, swapTime x :: rest)))
                else
                    Some(Expr.Of(node.Op, x :: rest))
            else
                None
        let whole =
            match node.Op with
            | _ when traits.Layout = Layout.Elementwise -> elementwise ()
            | _ when traits.Layout = Layout.Pointwise -> if allWhole () then elementwise () else None
            | Op.Reduce(kind, axes, keep) ->
                let axes' = List.map axis axes
                if keep || not (List.contains 0 axes') then onFirst (Op.Reduce(kind, axes', keep)) else None
            | Op.ArgMax a when axis a <> 0 -> onFirst (Op.ArgMax(axis a))
            | Op.CumSum a -> onFirst (Op.CumSum(axis a))
            | Op.Sort(a, descending) -> onFirst (Op.Sort(axis a, descending))
            | Op.Softmax a -> onFirst (Op.Softmax(axis a))
            | Op.LogSoftmax a -> onFirst (Op.LogSoftmax(axis a))
            | Op.Slice(a, start, stop, step) -> onFirst (Op.Slice(axis a, start, stop, step))
            | Op.Flip axes -> onFirst (Op.Flip(List.map axis axes))
            | Op.Pad(before, after, value) -> onFirst (Op.Pad(List.insertAt 1 0 before, List.insertAt 1 0 after, value))
            | Op.OneHot _ -> onFirst node.Op
            | Op.Transpose(0 :: rest) -> onFirst (Op.Transpose(0 :: 1 :: List.map ((+) 1) rest))
            | Op.Concat a when allWhole () -> onFirst (Op.Concat(axis a))
            | Op.Reshape(Extent.Rest :: _) -> None
            | Op.Reshape extents when shape.Rank > 0 && stepArgs[0].Shape[0] = shape[0] ->
                onFirst (Op.Reshape(insertTime (timeExtent 0) (extentsOf extents)))
            | Op.Broadcast extents when isWhole 0 && stepArgs[0].Rank = shape.Rank ->
                onFirst (Op.Broadcast(insertTime (timeExtent 0) (extentsOf extents)))
            | Op.MatMul when stepArgs[1].Rank = 2 -> product [ expr 1 ]
            | Op.MatMul when allWhole () && stepArgs[0].Rank > 2 && stepArgs[0].Rank = stepArgs[1].Rank ->
                onFirst node.Op
            | Op.Linear when not (isWhole 2) -> product [ expr 1; expr 2 ]
            | Op.Embedding
            | Op.Gather 0 when not (isWhole 0) && isWhole 1 && stepArgs[1].Rank > 0 -> Some(Expr.Of(node.Op, exprs ()))
            | _ -> None
        /// What needs no more than sizes of steps.
        let same () =
            match node.Op with
            | Op.Count(axes, dtype) when isWhole 0 -> Some(Expr.Of(Op.Count(List.map axis axes, dtype), exprs ()))
            | Op.Broadcast extents when not (isWhole 0) -> Some(Expr.Of(Op.Broadcast(extentsOf extents), exprs ()))
            | Op.Reshape extents when not (isWhole 0) -> Some(Expr.Of(Op.Reshape(extentsOf extents), exprs ()))
            | _ -> None
        if node.Types.Length > 1 then
            None
        elif not (List.exists isWhole [ 0 .. args.Length - 1 ]) then
            if traits.Source = Source.Watched then None else Some(Lifted.Same((Graph.rebuild node (exprs ())).Head))
        else
            let whole =
                whole
                |> Option.filter (fun x -> shape.Rank > 0 && x.Shape = withTime time shape && x.DType = dtype)
                |> Option.map Lifted.Whole
            let same () =
                same () |> Option.filter (fun x -> x.Shape = shape && x.DType = dtype) |> Option.map Lifted.Same
            whole |> Option.orElseWith same

    /// Whether a term that is added at every step is one product or sum over all steps.
    let rec isSummable (lifted: Expr -> bool) (term: Expr) =
        match term with
        | Pattern.Apply(Op.MatMul, [ Pattern.Apply(Op.Transpose [ 1; 0 ], [ x ]); g ]) ->
            x.Rank = 2 && g.Rank = 2 && not (lifted x && lifted g)
        | Pattern.Apply(Op.Reduce(Reduction.Sum, _, _), [ x ]) -> x.Rank > 0
        | Pattern.Apply((Op.Unary Unary.Neg | Op.Transpose _ | Op.Slice _ | Op.Pad(_, _, 0.0)), [ x ]) ->
            isSummable lifted x
        | Pattern.Apply(Op.Reshape extents, x :: _) -> x.Shape.IsKnown && term.Shape.IsKnown && isSummable lifted x
        | _ -> false

    /// The sum of such a term over all steps; <c>whole</c> gives a value at all steps.
    let sumOf (whole: Expr -> Expr) (term: Expr) : Expr =
        // What is done with the sum afterwards, the last first.
        let rec sum (following: Expr list) (term: Expr) =
            let args = term.Node.Args
            match term.Op with
            | Op.MatMul ->
                let x, g = args[0].Node.Args.Head, args[1]
                Ops.transpose [ 1; 0 ] (asRows (whole x)) *@ asRows (whole g), following
            | Op.Reduce(_, axes, keep) ->
                let x = args.Head
                let axes =
                    axes
                    |> List.map (fun a ->
                        match Shape.axis x.Shape a with
                        | 0 -> 0
                        | a -> a + 1)
                (if keep then Ops.sum [ 1 ] (Ops.sumKeep axes (whole x)) else Ops.sum (1 :: axes |> List.sort) (whole x)),
                following
            | _ -> sum (term :: following) args.Head
        sum [] term
        ||> List.fold (fun x term ->
            match term.Op with
            | Op.Reshape _ -> Ops.reshape (List.ofArray (Shape.sizes term.Shape)) x
            | op -> Expr.Of(op, [ x ]))
