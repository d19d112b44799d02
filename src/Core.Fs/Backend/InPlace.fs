namespace Functional

open System.Collections.Generic

/// Results that are written over the first argument, where nobody reads that any more: no new memory, and less to walk through.
[<RequireQualifiedAccess>]
module internal InPlace =

    /// The change of a tensor that an operation makes of its first argument, given the others.
    let kernel (op: Op) : (Tensor[] -> Tensor) option =
        match op with
        | Op.Unary Unary.Relu -> Some(fun args -> args[0].relu_())
        | Op.Unary Unary.Tanh -> Some(fun args -> args[0].tanh_())
        | Op.Unary Unary.Sigmoid -> Some(fun args -> args[0].sigmoid_())
        | Op.Unary Unary.Exp -> Some(fun args -> args[0].exp_())
        | Op.Unary Unary.Sqrt -> Some(fun args -> args[0].sqrt_())
        | Op.Binary Binary.Add -> Some(fun args -> args[0].add_(args[1], Scalars.whole 1L))
        | Op.Binary Binary.Sub -> Some(fun args -> args[0].sub_ args[1])
        | Op.Binary Binary.Mul -> Some(fun args -> args[0].mul_ args[1])
        | Op.Binary Binary.Div -> Some(fun args -> args[0].div_ args[1])
        | _ -> None

    /// The same as text of a script.
    let script (op: Op) (args: string list) : string option =
        match op with
        | Op.Unary Unary.Relu -> Some $"torch.relu_({args[0]})"
        | Op.Unary Unary.Tanh -> Some $"torch.tanh_({args[0]})"
        | Op.Unary Unary.Sigmoid -> Some $"torch.sigmoid_({args[0]})"
        | Op.Unary Unary.Exp -> Some $"torch.exp_({args[0]})"
        | Op.Unary Unary.Sqrt -> Some $"torch.sqrt_({args[0]})"
        | Op.Binary Binary.Add -> Some $"{args[0]}.add_({args[1]})"
        | Op.Binary Binary.Sub -> Some $"{args[0]}.sub_({args[1]})"
        | Op.Binary Binary.Mul -> Some $"{args[0]}.mul_({args[1]})"
        | Op.Binary Binary.Div -> Some $"{args[0]}.div_({args[1]})"
        | Op.Backward Backward.Relu -> Some $"torch.threshold_backward({args[0]}, {args[1]}, 0, grad_input={args[0]})"
        | Op.Backward Backward.Tanh -> Some $"torch.tanh_backward({args[0]}, {args[1]}, grad_input={args[0]})"
        | Op.Backward Backward.Sigmoid -> Some $"torch.sigmoid_backward({args[0]}, {args[1]}, grad_input={args[0]})"
        | _ -> None

    /// Whether the result lies in memory that was made for it alone.
    let private isFresh (expr: Expr) =
        expr.DType.IsFloat
        && (match expr.Op with
            | Op.Unary _
            | Op.Binary _
            | Op.Select
            | Op.MatMul
            | Op.Linear
            | Op.Conv _
            | Op.Embedding
            | Op.Softmax _
            | Op.LogSoftmax _
            | Op.BatchNormInference _
            | Op.Backward(Backward.Relu | Backward.Tanh | Backward.Sigmoid) -> true
            | _ -> false)

    /// Nodes that may be written over their first argument: it is fresh, has this one reader, and has the result's form.
    let nodes (outputs: Expr list) : HashSet<Node> =
        let once = Pattern.usedOnce outputs
        let found = HashSet<Node>(HashIdentity.Reference)
        for node in Graph.nodes outputs do
            match node.Args, node.Types with
            | first :: _, [| shape, dtype |] when
                (script node.Op [ ""; "" ]).IsSome
                && isFresh first
                && once first
                && first.Shape = shape
                && first.DType = dtype
                ->
                found.Add node |> ignore
            | _ -> ()
        found
