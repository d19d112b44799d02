namespace Functional

open System
open System.Collections.Generic

/// Graphs as text, one operation a line.
[<RequireQualifiedAccess>]
module Print =

    let private number (value: float) = value.ToString("R", Globalization.CultureInfo.InvariantCulture)

    // Names of cases without fields, which are few; making such a text takes a tenth of a millisecond.
    let private words = System.Collections.Concurrent.ConcurrentDictionary<obj, string>()
    let private word (case: obj) = words.GetOrAdd(case, fun case -> (string case).ToLowerInvariant())

    let private list (items: 'a seq) = "(" + String.Join(", ", items) + ")"

    let private extent =
        function
        | Extent.Size size -> string size
        | Extent.Of(0, axis) -> $"axis {axis}"
        | Extent.Of(argument, axis) -> $"axis {axis} of argument {argument}"
        | Extent.Rest -> "rest"

    let private window (window: Window) =
        $"strides {list window.Strides}, {string window.Padding |> fun s -> s.ToLowerInvariant()}"
        + (if List.forall ((=) 1) window.Dilation then "" else $", dilation {list window.Dilation}")

    let private conv w groups = $"""{window w}{if groups = 1 then "" else $", groups {groups}"}"""

    let private slice axis start stop step =
        let stop = stop |> Option.map string |> Option.defaultValue "end"
        $"slice axis {axis} from {start} to {stop} step {step}"

    let private special (op: Special) =
        let name = SpecialRules.name op
        match op with
        | Special.SolveTriangular isLower -> $"""{name} {if isLower then "lower" else "upper"}"""
        | Special.Svd true
        | Special.Qr true -> $"{name} whole"
        | Special.Pinv(Some share) -> $"{name} from {number share}"
        | Special.Fourier true -> $"{name} inverse"
        | Special.ArgSort(axis, descending) -> $"""{name} axis {axis}{if descending then " descending" else ""}"""
        | Special.TopK(count, isSorted) -> $"""{name} {count}{if isSorted then " sorted" else ""}"""
        | Special.Scatter meeting -> $"{name} {word meeting}"
        | Special.BinCount least -> $"{name} of at least {least}"
        | Special.Bits dtype -> $"{name} as {dtype}"
        | Special.Cholesky
        | Special.Inverse
        | Special.Det
        | Special.LogDet
        | Special.Solve
        | Special.LU
        | Special.Eigh
        | Special.Svd false
        | Special.Pinv None
        | Special.Qr false
        | Special.Fourier false
        | Special.NonZero
        | Special.Unique
        | Special.BitAnd
        | Special.BitOr
        | Special.BitXor
        | Special.Gcd
        | Special.NextAfter
        | Special.GammaInc -> name

    let private backward (op: Backward) =
        match op with
        | Backward.Gelu approximate -> if approximate then "gelu tanh" else "gelu"
        | Backward.Elu(alpha, scale) -> $"elu {number alpha}, {number scale}"
        | Backward.LeakyRelu slope -> $"leakyRelu {number slope}"
        | Backward.Softmax axis -> $"softmax axis {axis}"
        | Backward.LogSoftmax axis -> $"logSoftmax axis {axis}"
        | Backward.SparseCrossEntropy -> "sparseCrossEntropy"
        | Backward.ConvInput(w, groups) -> $"convInput {conv w groups}"
        | Backward.ConvKernel(w, groups, bias) -> $"""convKernel {conv w groups}{if bias then ", bias" else ""}"""
        | Backward.MaxPool(size, w) -> $"maxPool {list size}, {window w}"
        | Backward.AveragePool(size, w) -> $"averagePool {list size}, {window w}"
        | Backward.AdaptiveMaxPool counts -> $"adaptiveMaxPool {list counts}"
        | Backward.AdaptiveAveragePool counts -> $"adaptiveAveragePool {list counts}"
        | Backward.BatchNorm epsilon -> $"batchNorm epsilon {number epsilon}"
        | Backward.Gather axis -> $"gather axis {axis}"
        | Backward.Slice(axis, start, stop, step) -> slice axis start stop step
        | Backward.Concat axis -> $"concat axis {axis}"
        | Backward.SumTo -> "sumTo"
        | Backward.LSTM recurrence -> if recurrence.Reverse then "lstm reverse" else "lstm"
        | Backward.Relu
        | Backward.Tanh
        | Backward.Sigmoid
        | Backward.Softplus
        | Backward.Silu
        | Backward.Embedding
        | Backward.Embeddings -> word op

    /// Name of an operation with what it is set to.
    let op (op: Op) : string =
        match op with
        | Op.Input(name, _, _) -> $"input {name}"
        | Op.Weight(key, _, _) -> $"weight {key}"
        | Op.Scalar(value, _) -> number value
        | Op.Constant array -> $"constant {array}"
        | Op.Random(distribution, _, _, _) -> $"random {distribution}"
        | Op.Unary(Unary.Gelu approximate) -> if approximate then "gelu tanh" else "gelu"
        | Op.Unary(Unary.Elu alpha) -> $"elu {number alpha}"
        | Op.Unary(Unary.BesselI order) -> $"besselI {order}"
        | Op.Unary(Unary.LeakyRelu slope) -> $"leakyRelu {number slope}"
        | Op.Unary(Unary.Clip(low, high)) -> $"clip to {number low}, {number high}"
        | Op.Unary op -> word op
        | Op.Binary op -> word op
        | Op.Select -> "select"
        | Op.Cast dtype -> $"cast {dtype}"
        | Op.StopGradient -> "stopGradient"
        | Op.Reduce(kind, axes, keep) ->
            let kept = if keep then " keep" else ""
            $"{word kind} over {list axes}{kept}"
        | Op.ArgMax axis -> $"argmax axis {axis}"
        | Op.CumSum axis -> $"cumsum axis {axis}"
        | Op.Sort(axis, descending) -> $"""sort axis {axis}{if descending then " descending" else ""}"""
        | Op.Reshape extents -> $"reshape {extents |> List.map extent |> list}"
        | Op.Broadcast extents -> $"broadcast {extents |> List.map extent |> list}"
        | Op.Transpose permutation -> $"transpose {list permutation}"
        | Op.Concat axis -> $"concat axis {axis}"
        | Op.Slice(axis, start, stop, step) -> slice axis start stop step
        | Op.Flip axes -> $"flip {list axes}"
        | Op.Pad(before, after, value) -> $"pad {list before} {list after} with {number value}"
        | Op.Gather axis -> $"gather axis {axis}"
        | Op.OneHot(classes, _) -> $"oneHot {classes}"
        | Op.Count(axes, _) -> $"count over {list axes}"
        | Op.MatMul -> "matmul"
        | Op.Linear -> "linear"
        | Op.Conv(w, groups) -> $"conv {conv w groups}"
        | Op.ConvTranspose(w, longer) -> $"convTranspose {window w}, longer by {list longer}"
        | Op.Pool(kind, size, w) -> $"{word kind}Pool {list size}, {window w}"
        | Op.AdaptivePool(kind, counts) -> $"adaptivePool {word kind}, {list counts}"
        | Op.MaxPoolPlaces(size, w) -> $"maxPoolPlaces {list size}, {window w}"
        | Op.Special op -> special op
        | Op.Embedding -> "embedding"
        | Op.Embeddings -> "embeddings"
        | Op.Softmax axis -> $"softmax axis {axis}"
        | Op.LogSoftmax axis -> $"logSoftmax axis {axis}"
        | Op.BatchNorm epsilon -> $"batchNorm epsilon {number epsilon}"
        | Op.BatchNormInference epsilon -> $"batchNormInference epsilon {number epsilon}"
        | Op.SparseCrossEntropy -> "sparseCrossEntropy"
        | Op.CrossEntropy -> "crossEntropy"
        | Op.SigmoidCrossEntropy -> "sigmoidCrossEntropy"
        | Op.BinaryCrossEntropy -> "binaryCrossEntropy"
        | Op.Dropout(rate, _, _) -> $"dropout {number rate}"
        | Op.LSTM recurrence -> if recurrence.Reverse then "lstm reverse" else "lstm"
        | Op.LSTMTraining recurrence -> if recurrence.Reverse then "lstmTraining reverse" else "lstmTraining"
        | Op.Scan scan ->
            (if scan.Recurrence.Reverse then "scan reverse" else "scan") + (if scan.InPlace then " in place" else "")
        | Op.Autograd -> "autograd"
        | Op.Backward op -> $"backward {backward op}"
        | Op.Custom custom -> $"custom {custom.Name}"

    /// Every operation that the outputs need: <c>%3 = linear(%1, dense/kernel, dense/bias) : float32 (batch, 10)</c>.
    let graph (outputs: Expr list) : string =
        let names = Dictionary<Node, string>(HashIdentity.Reference)
        let name (expr: Expr) =
            let node = names[expr.Node]
            if expr.Node.Types.Length > 1 then $"{node}.{expr.Index}" else node
        let lines = ResizeArray<string>()
        for node in Graph.nodes outputs do
            match node.Op with
            | Op.Scalar(value, _) -> names[node] <- number value
            | Op.Weight(key, _, _) -> names[node] <- string key
            | _ ->
                names[node] <- $"%%{lines.Count}"
                let args = if node.Args.IsEmpty then "" else " " + (node.Args |> List.map name |> list)
                let types = node.Types |> Seq.map (fun (shape, dtype) -> $"{dtype} {shape}") |> String.concat ", "
                let layer = if node.Layer.IsRoot then "" else $"  ; {node.Layer}"
                lines.Add $"{names[node]} = {op node.Op}{args} : {types}{layer}"
        let result = outputs |> List.map name |> String.concat ", "
        String.Join("\n", Seq.append lines [ $"return {result}" ])
