namespace Functional

open System
open System.Collections.Generic
open System.Threading

/// An operation applied to arguments. Two nodes are the same only when they are one object.
[<ReferenceEquality; StructuredFormatDisplay("{Text}")>]
type Node = {
    /// Rises with every node, so arguments have smaller ones: the order of ids is an order of computation.
    Id: int64
    Op: Op
    Args: Expr list
    /// Shape and dtype of each result.
    Types: (Shape * DType)[]
    /// The layer that made it; the root outside of layers.
    Layer: LayerPath
} with

    // Printed alone, without the graph behind it.
    member internal this.Text =
        "(" + String.Join(", ", this.Types |> Array.map (fun (shape, dtype) -> $"{dtype} {shape}")) + ")"
    override this.ToString() = this.Text

/// A result of a node: what layers, losses, metrics and optimizers compute with. Operators broadcast and promote as Keras does;
/// a plain number takes the other side's dtype.
and [<Struct; CustomEquality; NoComparison; StructuredFormatDisplay("{Text}")>] Expr = {
    Node: Node
    Index: int
} with

    // A structure that .NET has left empty has no node.
    member private this.Made =
        if isNull (box this.Node) then
            raise (ConfigurationException "an expression must not be null")
        this.Node

    member this.Shape = fst this.Made.Types[this.Index]
    member this.DType = snd this.Made.Types[this.Index]
    member this.Op = this.Made.Op
    member this.Rank = this.Shape.Rank

    override this.Equals other =
        match other with
        | :? Expr as other -> Object.ReferenceEquals(this.Node, other.Node) && this.Index = other.Index
        | _ -> false

    override this.GetHashCode() = if isNull (box this.Node) then 0 else HashCode.Combine(this.Node.Id, this.Index)
    member internal this.Text = if isNull (box this.Node) then "null" else $"{this.DType} {this.Shape}"
    override this.ToString() = this.Text

    static member (+)(a: Expr, b: Expr) = Expr.Binary(Binary.Add, a, b)
    static member (-)(a: Expr, b: Expr) = Expr.Binary(Binary.Sub, a, b)
    static member (*)(a: Expr, b: Expr) = Expr.Binary(Binary.Mul, a, b)
    static member (/)(a: Expr, b: Expr) = Expr.Binary(Binary.Div, a, b)
    static member (+)(a: Expr, b: float) = Expr.Binary(Binary.Add, a, Expr.ScalarLike(a, b))
    static member (-)(a: Expr, b: float) = Expr.Binary(Binary.Sub, a, Expr.ScalarLike(a, b))
    static member (*)(a: Expr, b: float) = Expr.Binary(Binary.Mul, a, Expr.ScalarLike(a, b))
    static member (/)(a: Expr, b: float) = Expr.Binary(Binary.Div, a, Expr.ScalarLike(a, b))
    static member (+)(a: float, b: Expr) = Expr.Binary(Binary.Add, Expr.ScalarLike(b, a), b)
    static member (-)(a: float, b: Expr) = Expr.Binary(Binary.Sub, Expr.ScalarLike(b, a), b)
    static member (*)(a: float, b: Expr) = Expr.Binary(Binary.Mul, Expr.ScalarLike(b, a), b)
    static member (/)(a: float, b: Expr) = Expr.Binary(Binary.Div, Expr.ScalarLike(b, a), b)
    static member (~-)(a: Expr) = Expr.Of(Op.Unary Unary.Neg, [ a ])

    /// Matrix product over the last axis of the left and the last but one of the right side.
    static member ( *@ )(a: Expr, b: Expr) =
        let dtype = DType.promote a.DType b.DType
        Expr.Of(Op.MatMul, [ Expr.Cast(a, dtype); Expr.Cast(b, dtype) ])

    /// The operation applied to arguments, all results.
    static member Outputs(op: Op, args: Expr list) : Expr list =
        Operands.requireParts op
        if isNull (box args) then
            raise (ConfigurationException $"{DTypeRules.name op}: arguments must not be null")
        let types = ShapeRules.infer op (args |> List.map (fun arg -> arg.Shape, arg.DType))
        let node = {
            Id = NodeId.Next()
            Op = op
            Args = args
            Types = Array.ofList types
            Layer = LayerPath.Current
        }
        types |> List.mapi (fun index _ -> { Node = node; Index = index })

    /// The operation applied to arguments, first result.
    static member Of(op: Op, args: Expr list) : Expr =
        match Expr.Outputs(op, args) with
        | first :: _ -> first
        | [] -> raise (ShapeException $"{DTypeRules.name op} has no result")

    /// The tensor with elements of that type.
    static member Cast(x: Expr, dtype: DType) : Expr =
        match x.Op with
        | _ when x.DType = dtype -> x
        | Op.Scalar(value, _) -> Expr.Of(Op.Scalar(value, dtype), [])
        | _ -> Expr.Of(Op.Cast dtype, [ x ])

    /// A number that takes the dtype of a tensor it meets; a fraction beside integers is float32.
    static member ScalarLike(x: Expr, value: float) : Expr =
        let dtype =
            if x.DType.IsFloat || (Math.Floor value = value && x.DType <> DType.Bool) then x.DType else DType.Float32
        Expr.Of(Op.Scalar(value, dtype), [])

    static member Binary(op: Binary, a: Expr, b: Expr) : Expr =
        let dtype = DType.promote a.DType b.DType
        Expr.Of(Op.Binary op, [ Expr.Cast(a, dtype); Expr.Cast(b, dtype) ])

/// The numbers of nodes.
and [<AbstractClass; Sealed>] internal NodeId private () =
    static let mutable last = 0L
    static member Next() = Interlocked.Increment &last

/// A graph as a value: what goes in and what comes out.
type Graph(inputs: Expr list, outputs: Expr list) =
    inherit Body()

    let depth =
        lazy
            (Graph.NodesSince(Int64.MinValue, outputs)
             |> List.fold
                 (fun depth node ->
                     match (Traits.find node.Op).Body with
                     | Some body -> max depth (1 + body.Depth)
                     | None -> depth)
                 0)

    member _.Inputs = inputs
    member _.Outputs = outputs
    override _.InputTypes = inputs |> List.map (fun input -> input.Shape, input.DType)
    override _.OutputTypes = outputs |> List.map (fun output -> output.Shape, output.DType)
    override _.Depth = depth.Value

    static member internal NodesSince(oldest: int64, outputs: Expr seq) : Node list =
        let seen = HashSet<Node>(HashIdentity.Reference)
        let pending = Stack<Node>(outputs |> Seq.map (fun output -> output.Node))
        while pending.Count > 0 do
            let node = pending.Pop()
            if node.Id >= oldest && seen.Add node then
                for arg in node.Args do
                    pending.Push arg.Node
        seen |> Seq.sortBy (fun node -> node.Id) |> List.ofSeq

[<RequireQualifiedAccess>]
module Graph =

    /// Every node that the outputs need, arguments first.
    let nodes (outputs: Expr seq) : Node list = Graph.NodesSince(Int64.MinValue, outputs)

    /// All results of a node.
    let results (node: Node) : Expr list = List.init node.Types.Length (fun index -> { Node = node; Index = index })

    /// The same outputs with nodes replaced. The function gets each node with its arguments already replaced, arguments first,
    /// and gives the expressions that stand for the node's results.
    let rewrite (replace: Node -> Expr list -> Expr list) (outputs: Expr list) : Expr list =
        let replaced = Dictionary<Node, Expr[]>(HashIdentity.Reference)
        let find (expr: Expr) = replaced[expr.Node][expr.Index]
        for node in nodes outputs do
            replaced[node] <-
                LayerPath.Within(node.Layer, fun () -> node.Args |> List.map find |> replace node |> Array.ofList)
        outputs |> List.map find

    /// The node itself when its arguments are the same, else the operation applied to the new ones.
    let rebuild (node: Node) (args: Expr list) : Expr list =
        if List.forall2 (fun (a: Expr) (b: Expr) -> a.Equals b) node.Args args then
            results node
        else
            Expr.Outputs(node.Op, args)

    /// The same outputs with expressions in the places of placeholders. Walks through no more than what was made since the placeholders.
    let substitute (replaced: IDictionary<Node, Expr>) (outputs: Expr list) : Expr list =
        if replaced.Count = 0 then
            outputs
        else
            let oldest = replaced.Keys |> Seq.map (fun node -> node.Id) |> Seq.min
            let rebuilt = Dictionary<Node, Expr[]>(HashIdentity.Reference)
            let find (expr: Expr) =
                match rebuilt.TryGetValue expr.Node with
                | true, results -> results[expr.Index]
                | _ -> expr
            for node in Graph.NodesSince(oldest, outputs) do
                rebuilt[node] <-
                    match replaced.TryGetValue node with
                    | true, expr -> [| expr |]
                    | _ ->
                        LayerPath.Within(
                            node.Layer,
                            fun () -> node.Args |> List.map find |> rebuild node |> Array.ofList
                        )
            outputs |> List.map find

    /// Those of the given tensors that the outputs do not depend on are left out of the answer.
    let dependsOn (sources: Expr seq) (outputs: Expr seq) : HashSet<Node> =
        let sources = HashSet<Node>(sources |> Seq.map (fun s -> s.Node), HashIdentity.Reference)
        let dependent = HashSet<Node>(HashIdentity.Reference)
        for node in nodes outputs do
            if sources.Contains node || node.Args |> List.exists (fun arg -> dependent.Contains arg.Node) then
                dependent.Add node |> ignore
        dependent
