namespace Functional

open System

/// Operations as lines of TorchScript.
[<RequireQualifiedAccess>]
module internal ScriptForm =

    let private unary op x (kind: DType) =
        match op with
        | Unary.Neg -> Some $"torch.neg({x})"
        | Unary.Abs -> Some $"torch.abs({x})"
        | Unary.Sign -> Some $"torch.sign({x})"
        | Unary.Square -> Some $"torch.square({x})"
        | Unary.Reciprocal -> Some $"torch.reciprocal({x})"
        | Unary.Sqrt -> Some $"torch.sqrt({x})"
        | Unary.Rsqrt -> Some $"torch.rsqrt({x})"
        | Unary.Exp -> Some $"torch.exp({x})"
        | Unary.Expm1 -> Some $"torch.expm1({x})"
        | Unary.Log -> Some $"torch.log({x})"
        | Unary.Log1p -> Some $"torch.log1p({x})"
        | Unary.Sin -> Some $"torch.sin({x})"
        | Unary.Cos -> Some $"torch.cos({x})"
        | Unary.Tan -> Some $"torch.tan({x})"
        | Unary.Asin -> Some $"torch.asin({x})"
        | Unary.Acos -> Some $"torch.acos({x})"
        | Unary.Atan -> Some $"torch.atan({x})"
        | Unary.Sinh -> Some $"torch.sinh({x})"
        | Unary.Cosh -> Some $"torch.cosh({x})"
        | Unary.Tanh -> Some $"torch.tanh({x})"
        | Unary.Erf -> Some $"torch.erf({x})"
        | Unary.Erfc -> Some $"torch.erfc({x})"
        | Unary.Erfinv -> Some $"torch.erfinv({x})"
        | Unary.BesselI 0 -> Some $"torch.special_i0({x})"
        | Unary.BesselI _ -> Some $"torch.special_i1({x})"
        | Unary.Floor -> Some $"torch.floor({x})"
        | Unary.Ceil -> Some $"torch.ceil({x})"
        | Unary.Round -> Some(if kind.IsFloat then $"torch.round({x})" else x)
        | Unary.Sigmoid -> Some $"torch.sigmoid({x})"
        | Unary.LogSigmoid -> Some $"torch.log_sigmoid({x})"
        | Unary.Softplus -> Some $"torch.softplus({x}, 1, 20)"
        | Unary.Relu -> Some $"torch.relu({x})"
        | Unary.Silu -> Some $"torch.silu({x})"
        | Unary.Gelu true -> Some $"torch.gelu({x}, approximate='tanh')"
        | Unary.Gelu false -> Some $"torch.gelu({x}, approximate='none')"
        | Unary.Elu alpha -> Some $"torch.elu({x}, {ScriptText.number alpha})"
        | Unary.Selu -> Some $"torch.selu({x})"
        | Unary.LeakyRelu slope -> Some $"torch.leaky_relu({x}, {ScriptText.number slope})"
        | Unary.Clip(low, high) -> Some $"torch.clamp({x}, {ScriptText.number low}, {ScriptText.number high})"
        | Unary.Relu6 -> Some $"torch.hardtanh({x}, 0, 6)"
        | Unary.HardSigmoid -> Some $"torch.hardsigmoid({x})"
        | Unary.Not -> Some $"torch.logical_not({x})"
        | Unary.IsNan -> Some $"torch.isnan({x})"
        | Unary.IsFinite -> Some $"torch.isfinite({x})"

    let private binary op =
        match op with
        | Binary.Add -> "add"
        | Binary.Sub -> "sub"
        | Binary.Mul -> "mul"
        | Binary.Div -> "div"
        | Binary.FloorDiv -> "floor_divide"
        | Binary.Mod -> "remainder"
        | Binary.Pow -> "pow"
        | Binary.Maximum -> "maximum"
        | Binary.Minimum -> "minimum"
        | Binary.Equal -> "eq"
        | Binary.NotEqual -> "ne"
        | Binary.Less -> "lt"
        | Binary.LessEqual -> "le"
        | Binary.Greater -> "gt"
        | Binary.GreaterEqual -> "ge"
        | Binary.And -> "logical_and"
        | Binary.Or -> "logical_or"

    let private reduce kind axes keep (kind': DType) x =
        let axes = ScriptText.list axes
        match kind with
        | Reduction.Sum -> Some $"torch.sum({x}, {axes}, {ScriptText.truth keep}, dtype={ScriptText.dtype kind'})"
        | Reduction.Mean -> Some $"torch.mean({x}, {axes}, {ScriptText.truth keep})"
        | Reduction.Max -> Some $"torch.amax({x}, {axes}, {ScriptText.truth keep})"
        | Reduction.Min -> Some $"torch.amin({x}, {axes}, {ScriptText.truth keep})"
        | Reduction.Prod
        | Reduction.All
        | Reduction.Any -> None

    let private sizes (args: string list) (extents: Extent list) =
        extents
        |> List.map (fun extent ->
            match extent with
            | Extent.Size size -> string size
            | Extent.Of(argument, axis) -> $"{args[argument]}.size({axis})"
            | Extent.Rest -> "-1")
        |> ScriptText.list

    let private first x = $"{x}.permute([0, 3, 1, 2])"
    let private last x = $"{x}.permute([0, 2, 3, 1])"

    /// Padding of an image of known size: what is added before the call, and what is left to it.
    let private borders (window: Window) (kernel: int list) (x: Expr) =
        match x.Shape.Dims with
        | [ _; Dim.Known height; Dim.Known width; _ ] when window.Strides.Length = 2 ->
            let pads = Windows.padding window (Windows.longs kernel) [| height; width |]
            if pads |> Array.forall (fun (before, after) -> before = after) then
                Some(None, pads |> Array.map fst |> ScriptText.list)
            else
                Some(Some(Windows.padArgument pads |> ScriptText.list), "[0, 0]")
        | _ -> None

    let private widened fill pads x =
        match pads with
        | None -> x
        | Some pads -> $"torch.constant_pad_nd({x}, {pads}, {ScriptText.number fill})"

    /// Whether the kernel of a convolution may be one that <c>Windows.settled</c> is for: scripts have no words for it.
    let private isUnsettled groups (kernel: Expr) = groups > 1 || List.tryLast kernel.Shape.Dims = Some(Dim.Known 1L)

    let private kernelSize (kernel: Expr) =
        kernel.Shape.Dims
        |> List.take 2
        |> List.map (fun dim ->
            match dim with
            | Dim.Known size -> int size
            | Dim.Unknown _ -> 0)

    let private sameShape (a: Expr) (b: Expr) = a.Shape = b.Shape

    let private norm (x: Expr) (text: string) =
        match x.Rank with
        | 4 -> Some(first text, last)
        | 3 -> Some($"{text}.permute([0, 2, 1])", fun y -> $"{y}.permute([0, 2, 1])")
        | 2 -> Some(text, id)
        | _ -> None

    /// Right-hand sides, one a result, after lines that they need; nothing for an operation without a form.
    let private backward
        (op: Backward)
        (exprs: Expr list)
        (args: string list)
        (out: string)
        : (string list * string list) option =
        let g, x = args[0], args[1]
        let one text = Some([], [ text ])
        match op with
        | Backward.Relu -> one $"torch.threshold_backward({g}, {x}, 0, grad_input=torch.empty_like({g}))"
        | Backward.Tanh -> one $"torch.tanh_backward({g}, {x})"
        | Backward.Sigmoid -> one $"torch.sigmoid_backward({g}, {x})"
        | Backward.Softmax axis ->
            one $"torch._softmax_backward_data({g}, {x}, {axis}, {ScriptText.dtype exprs[1].DType})"
        | Backward.LogSoftmax axis ->
            one $"torch._log_softmax_backward_data({g}, {x}, {axis}, {ScriptText.dtype exprs[1].DType})"
        | Backward.Gelu approximate ->
            let kind = if approximate then "tanh" else "none"
            one $"torch.gelu_backward({g}, {x}, approximate='{kind}')"
        | Backward.Elu(alpha, scale) ->
            one $"torch.elu_backward({g}, {ScriptText.number alpha}, {ScriptText.number scale}, 1.0, False, {x})"
        | Backward.Softplus -> one $"torch.softplus_backward({g}, {x}, 1, 20)"
        | Backward.Silu -> one $"torch.silu_backward({g}, {x})"
        | Backward.LeakyRelu slope -> one $"torch.leaky_relu_backward({g}, {x}, {ScriptText.number slope}, False)"
        | Backward.SparseCrossEntropy ->
            let before = [ $"{out}i = {args[2]}.to(dtype=4)"; $"{out}w = {g}.unsqueeze(-1)" ]
            let result =
                if exprs[1].Rank = 2 then
                    $"torch.nll_loss_backward({g}, {x}, {out}i, None, 0, -100, {g}.new_empty([1])).addcmul_({x}, {out}w)"
                else
                    $"torch.mul({x}, {out}w).scatter_add_(-1, {out}i.unsqueeze(-1), torch.neg({out}w))"
            Some(before, [ result ])
        | Backward.ConvInput(_, groups)
        | Backward.ConvKernel(_, groups, _) when isUnsettled groups exprs[2] -> None
        | Backward.ConvInput(window, groups) ->
            match borders window (kernelSize exprs[2]) exprs[1] with
            | Some(None, padding) ->
                let kernel = $"{args[2]}.permute([3, 2, 0, 1])"
                Some(
                    [
                        $"{out}a, {out}b, {out}c = torch.convolution_backward({first g}, {first x}, {kernel}, None, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, False, [0, 0], {groups}, [True, False, False])"
                    ],
                    [ last $"{out}a" ]
                )
            | _ -> None
        | Backward.ConvKernel(window, groups, bias) ->
            match borders window (kernelSize exprs[2]) exprs[1] with
            | Some(pads, padding) ->
                let kernel = $"{args[2]}.permute([3, 2, 0, 1])"
                let x = widened 0.0 pads x
                let sizes = if bias then $"[{args[2]}.size(3)]" else "None"
                Some(
                    [
                        $"{out}a, {out}b, {out}c = torch.convolution_backward({first g}, {first x}, {kernel}, {sizes}, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, False, [0, 0], {groups}, [False, True, {ScriptText.truth bias}])"
                    ],
                    [
                        $"{out}b.permute([2, 3, 1, 0])"
                        if bias then
                            $"{out}c"
                    ]
                )
            | None -> None
        | Backward.MaxPool(size, window) ->
            match borders window size exprs[1] with
            | Some(None, padding) ->
                last
                    $"torch.max_pool2d_with_indices_backward({first g}, {first x}, {ScriptText.list size}, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, False, {first args[2]})"
                |> one
            | _ -> None
        | Backward.AdaptiveMaxPool _
        | Backward.AdaptiveAveragePool _ -> None
        | Backward.AveragePool(size, window) ->
            match borders window size exprs[1] with
            | Some(None, padding) ->
                last
                    $"torch.avg_pool2d_backward({first g}, {first x}, {ScriptText.list size}, {ScriptText.list window.Strides}, {padding}, False, False, None)"
                |> one
            | _ -> None
        | Backward.BatchNorm epsilon ->
            norm exprs[1] x
            |> Option.map (fun (x, back) ->
                let g = (norm exprs[1] g |> Option.get |> fst)
                [
                    $"{out}a, {out}b, {out}c = torch.native_batch_norm_backward({g}, {x}, {args[2]}.contiguous(), None, None, {args[3]}, {args[4]}, True, {ScriptText.number epsilon}, [True, True, True])"
                ],
                [ back $"{out}a"; $"{out}b"; $"{out}c" ])
        | Backward.SumTo -> one $"{g}.sum_to_size({x}.size())"
        | Backward.Embedding
        | Backward.Embeddings
        | Backward.Gather _
        | Backward.Slice _
        | Backward.Concat _
        | Backward.LSTM _ -> None

    /// Right-hand sides of a node's results, after lines that they need; nothing for an operation without a form.
    let form (node: Node) (args: string list) (out: string) : (string list * string list) option =
        let exprs = node.Args
        let kind = snd node.Types[0]
        let one text = Some([], [ text ])
        let maybe text = text |> Option.map (fun text -> [], [ text ])
        match node.Op with
        | Op.Unary op -> maybe (unary op args[0] exprs[0].DType)
        | Op.Binary Binary.Pow ->
            match exprs[1].Op with
            | Op.Scalar(exponent, dtype) when dtype.IsFloat -> one $"torch.pow({args[0]}, {ScriptText.number exponent})"
            | Op.Scalar _ -> None
            | _ -> one $"torch.pow({args[0]}, {args[1]})"
        | Op.Binary op -> one $"torch.{binary op}({args[0]}, {args[1]})"
        | Op.Select -> one $"torch.where({args[0]}, {args[1]}, {args[2]})"
        | Op.Cast target ->
            one (if exprs[0].DType = target then args[0] else $"{args[0]}.to(dtype={ScriptText.dtype target})")
        | Op.StopGradient -> one $"{args[0]}.detach()"
        | Op.Reduce(_, [], _) -> one args[0]
        | Op.Reduce(reduction, axes, keep) -> maybe (reduce reduction axes keep kind args[0])
        | Op.ArgMax axis -> one $"torch.argmax({args[0]}, {axis}).to(dtype=3)"
        | Op.CumSum axis -> one $"torch.cumsum({args[0]}, {axis}, dtype={ScriptText.dtype kind})"
        | Op.Reshape extents -> one $"{args[0]}.reshape({sizes args extents})"
        | Op.Broadcast extents -> one $"{args[0]}.expand({sizes args extents})"
        | Op.Transpose [ 1; 0 ] -> one $"{args[0]}.t()"
        | Op.Transpose permutation -> one $"{args[0]}.permute({ScriptText.list permutation})"
        | Op.Concat axis -> one $"torch.cat({ScriptText.list args}, {axis})"
        | Op.Slice(axis, start, stop, step) ->
            one $"torch.slice({args[0]}, {axis}, {start}, {defaultArg stop Int64.MaxValue}, {step})"
        | Op.Flip axes -> one $"torch.flip({args[0]}, {ScriptText.list axes})"
        | Op.Pad(before, after, value) ->
            let pads = [
                for before, after in List.rev (List.zip before after) do
                    before
                    after
            ]
            one $"torch.constant_pad_nd({args[0]}, {ScriptText.list pads}, {ScriptText.number value})"
        | Op.Count(axes, target) ->
            let count = axes |> List.map (fun axis -> $"{args[0]}.size({axis})") |> String.concat " * "
            let count = if count = "" then "1" else count
            one $"torch.full([], {count}, dtype={ScriptText.dtype target}, device={args[0]}.device)"
        | Op.MatMul when exprs |> List.forall (fun arg -> arg.Rank = 2) -> one $"torch.mm({args[0]}, {args[1]})"
        | Op.MatMul -> one $"torch.matmul({args[0]}, {args[1]})"
        | Op.Linear ->
            if exprs[0].Rank = 2 then
                one $"torch.addmm({args[2]}, {args[0]}, {args[1]}, beta=one)"
            else
                one $"torch.add(torch.matmul({args[0]}, {args[1]}), {args[2]})"
        | Op.Conv(_, groups) when isUnsettled groups exprs[1] -> None
        | Op.Conv(window, groups) ->
            match borders window (if exprs[1].Rank = 4 then kernelSize exprs[1] else []) exprs[0] with
            | Some(pads, padding) ->
                let x = first (widened 0.0 pads args[0])
                let bias = if args.Length > 2 then args[2] else "None"
                let kernel = $"{args[1]}.permute([3, 2, 0, 1])"
                one (
                    last
                        $"torch.conv2d({x}, {kernel}, {bias}, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, {groups})"
                )
            | None -> None
        | Op.Pool(PoolKind.Max, size, window) ->
            match borders window size exprs[0] with
            | Some(pads, padding) ->
                let x = first (widened Double.NegativeInfinity pads args[0])
                one (
                    last
                        $"torch.max_pool2d({x}, {ScriptText.list size}, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, False)"
                )
            | None -> None
        | Op.Pool(PoolKind.Average, size, window) ->
            match borders window size exprs[0] with
            | Some(None, padding) ->
                one (
                    last
                        $"torch.avg_pool2d({first args[0]}, {ScriptText.list size}, {ScriptText.list window.Strides}, {padding}, False, False)"
                )
            | _ -> None
        | Op.MaxPoolPlaces(size, window) ->
            match borders window size exprs[0] with
            | Some(None, padding) ->
                Some(
                    [
                        $"{out}a, {out}b = torch.max_pool2d_with_indices({first args[0]}, {ScriptText.list size}, {ScriptText.list window.Strides}, {padding}, {ScriptText.list window.Dilation}, False)"
                    ],
                    [ last $"{out}a"; last $"{out}b" ]
                )
            | _ -> None
        | Op.Embedding -> one $"torch.embedding({args[0]}, {args[1]})"
        | Op.Softmax axis -> one $"torch.softmax({args[0]}, {axis})"
        | Op.LogSoftmax axis -> one $"torch.log_softmax({args[0]}, {axis})"
        | Op.BatchNorm epsilon ->
            norm exprs[0] args[0]
            |> Option.map (fun (x, back) ->
                let elements = $"{args[0]}.numel() // {args[0]}.size({exprs[0].Rank - 1})"
                [
                    $"{out}m = torch.zeros_like({args[1]})"
                    $"{out}v = torch.ones_like({args[1]})"
                    $"{out}n = {elements}"
                    $"{out}a = torch.batch_norm({x}, {args[1]}.contiguous(), {args[2]}, {out}m, {out}v, True, 1.0, {ScriptText.number epsilon}, True)"
                ],
                [
                    back $"{out}a"
                    $"{out}m"
                    $"(torch.mul({out}v, ({out}n - 1) / {out}n) if {out}n > 1 else torch.zeros_like({out}v))"
                ])
        | Op.BatchNormInference epsilon ->
            norm exprs[0] args[0]
            |> Option.bind (fun (x, back) ->
                one (
                    back
                        $"torch.batch_norm({x}, {args[1]}, {args[2]}, {args[3]}, {args[4]}, False, 0.0, {ScriptText.number epsilon}, True)"
                ))
        | Op.SparseCrossEntropy ->
            if exprs[0].Rank = 2 then
                one $"torch.nll_loss(torch.log_softmax({args[0]}, -1), {args[1]}.to(dtype=4), None, 0, -100)"
            else
                one
                    $"torch.neg(torch.gather(torch.log_softmax({args[0]}, -1), -1, {args[1]}.to(dtype=4).unsqueeze(-1)).squeeze(-1))"
        | Op.CrossEntropy -> one $"torch.neg(torch.sum(torch.mul(torch.log_softmax({args[0]}, -1), {args[1]}), [-1]))"
        | Op.SigmoidCrossEntropy when sameShape exprs[0] exprs[1] ->
            one $"torch.binary_cross_entropy_with_logits({args[0]}, {args[1]}, None, None, 0)"
        | Op.BinaryCrossEntropy when sameShape exprs[0] exprs[1] ->
            one $"torch.binary_cross_entropy({args[0]}, {args[1]}, None, 0)"
        | Op.SigmoidCrossEntropy
        | Op.BinaryCrossEntropy -> None
        | Op.Backward op -> backward op exprs args out
        | Op.ConvTranspose _
        | Op.AdaptivePool _
        | Op.Embeddings
        | Op.Gather _
        | Op.OneHot _
        | Op.Input _
        | Op.Weight _
        | Op.Scalar _
        | Op.Constant _
        | Op.Random _
        | Op.Sort _
        | Op.Special _
        | Op.Dropout _
        | Op.LSTM _
        | Op.LSTMTraining _
        | Op.Scan _
        | Op.Autograd
        | Op.Custom _ -> None

    /// Whether an operation can stand in a script. The others remain calls of their own between scripts.
    let has (node: Node) = (form node (node.Args |> List.map (fun _ -> "x")) "v").IsSome
