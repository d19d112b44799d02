namespace Functional

open System.Collections.Generic

/// What passes look for in a graph.
[<RequireQualifiedAccess>]
module internal Pattern =

    /// How often each result is read, by nodes and by the outputs.
    let uses (outputs: Expr list) : Dictionary<Expr, int> =
        let counts = Dictionary<Expr, int>()
        let count (expr: Expr) = counts[expr] <- 1 + (counts.GetValueOrDefault(expr, 0))
        for node in Graph.nodes outputs do
            List.iter count node.Args
        List.iter count outputs
        counts

    /// Whether a result has a single reader, so that it is gone when that reader no longer needs it.
    let usedOnce (outputs: Expr list) : Expr -> bool =
        let counts = uses outputs
        fun expr -> counts.GetValueOrDefault(expr, 0) = 1

    /// Nodes whose values change only when weights change: nothing they need is an input, a draw, a .NET function or a recurrence.
    let fixedNodes (outputs: Expr list) : HashSet<Node> =
        let nodes = HashSet<Node>(HashIdentity.Reference)
        for node in Graph.nodes outputs do
            let traits = Traits.find node.Op
            let isFixed =
                match traits.Source with
                | Source.Stored
                | Source.Fixed -> true
                | Source.Computed -> traits.Body.IsNone
                | Source.Given
                | Source.Drawn
                | Source.Foreign
                | Source.Watched -> false
            if isFixed && node.Args |> List.forall (fun arg -> nodes.Contains arg.Node) then
                nodes.Add node |> ignore
        nodes

    /// A scalar's number.
    let (|Number|_|) (expr: Expr) =
        match expr.Op with
        | Op.Scalar(value, _) -> Some value
        | _ -> None

    /// The number that all elements are.
    let rec (|Uniform|_|) (expr: Expr) =
        match expr.Op with
        | Op.Scalar(value, _) -> Some value
        | op when (Traits.find op).IsForm -> (|Uniform|_|) expr.Node.Args.Head
        | _ -> None

    /// A node as its operation and its arguments.
    let (|Apply|) (expr: Expr) = expr.Op, expr.Node.Args

    /// Rewrites single-result nodes. A replacement of another shape or dtype is not one: shapes, dtypes and the names of unknown
    /// sizes stay as they are in every pass.
    let rewrite (replace: Node -> Expr list -> Expr option) (outputs: Expr list) : Expr list =
        outputs
        |> Graph.rewrite (fun node args ->
            match replace node args with
            | Some expr when node.Types = [| expr.Shape, expr.DType |] -> [ expr ]
            | _ -> Graph.rebuild node args)
