namespace Functional

open System.Collections.Generic

/// Results that are written over the first argument, where nobody reads that any more: no new memory, and less to walk through.
[<RequireQualifiedAccess>]
module internal InPlace =

    /// The change of a tensor that an operation makes of its first argument, given the others.
    let kernel (op: Op) : (Tensor[] -> Tensor) option =
        let change overwrite : (Tensor[] -> Tensor) option =
            match overwrite with
            | Overwrite.Relu -> Some(fun args -> args[0].relu_())
            | Overwrite.Tanh -> Some(fun args -> args[0].tanh_())
            | Overwrite.Sigmoid -> Some(fun args -> args[0].sigmoid_())
            | Overwrite.Exp -> Some(fun args -> args[0].exp_())
            | Overwrite.Sqrt -> Some(fun args -> args[0].sqrt_())
            | Overwrite.Add -> Some(fun args -> args[0].add_(args[1], Scalars.one))
            | Overwrite.Sub -> Some(fun args -> args[0].sub_ args[1])
            | Overwrite.Mul -> Some(fun args -> args[0].mul_ args[1])
            | Overwrite.Div -> Some(fun args -> args[0].div_ args[1])
            | Overwrite.ReluBackward
            | Overwrite.TanhBackward
            | Overwrite.SigmoidBackward -> None
        (Traits.find op).Overwrite |> Option.bind change

    /// The same as text of a script.
    let script (op: Op) (args: string list) : string option =
        let change overwrite =
            match overwrite with
            | Overwrite.Relu -> $"torch.relu_({args[0]})"
            | Overwrite.Tanh -> $"torch.tanh_({args[0]})"
            | Overwrite.Sigmoid -> $"torch.sigmoid_({args[0]})"
            | Overwrite.Exp -> $"torch.exp_({args[0]})"
            | Overwrite.Sqrt -> $"torch.sqrt_({args[0]})"
            | Overwrite.Add -> $"{args[0]}.add_({args[1]})"
            | Overwrite.Sub -> $"{args[0]}.sub_({args[1]})"
            | Overwrite.Mul -> $"{args[0]}.mul_({args[1]})"
            | Overwrite.Div -> $"{args[0]}.div_({args[1]})"
            | Overwrite.ReluBackward -> $"torch.threshold_backward({args[0]}, {args[1]}, 0, grad_input={args[0]})"
            | Overwrite.TanhBackward -> $"torch.tanh_backward({args[0]}, {args[1]}, grad_input={args[0]})"
            | Overwrite.SigmoidBackward -> $"torch.sigmoid_backward({args[0]}, {args[1]}, grad_input={args[0]})"
        (Traits.find op).Overwrite |> Option.map change

    /// Whether the result lies in memory that was made for it alone.
    let private isFresh (expr: Expr) = expr.DType.IsFloat && expr.Node.Types.Length = 1 && (Traits.find expr.Op).IsFresh

    /// Nodes that may be written over their first argument: it is fresh, has this one reader, and has the result's form.
    let nodes (outputs: Expr list) : HashSet<Node> =
        let once = Pattern.usedOnce outputs
        let found = HashSet<Node>(HashIdentity.Reference)
        for node in Graph.nodes outputs do
            match node.Args, node.Types with
            | first :: _, [| shape, dtype |] when
                (Traits.find node.Op).Overwrite.IsSome
                && isFresh first
                && once first
                && first.Shape = shape
                && first.DType = dtype
                ->
                found.Add node |> ignore
            | _ -> ()
        found
