namespace Functional.Layers

open Functional
open Functional.Layer

/// What several heads of attention have in common: the part that they compute between the projections.
[<AutoOpen>]
module private Heads =

    // What the two kinds of heads differ in.
    type Setting = {
        /// What Keras's attributes of the projections begin with.
        Prefix: string
        Heads: int64
        /// Heads of keys and values, each for as many of the query.
        SharedHeads: int64
        KeyDim: int64
        ValueDim: int64
        UseGate: bool
        Window: int option
        FlashAttention: bool option
        Dropout: float
        Seed: int64 option
        Axes: int list
        OutputShape: int64 list
        /// Whether a mask that the call names for the query counts.
        TakesQueryMask: bool
    }

    let required (given: Given) name =
        match given.Tensor name with
        | Some x -> x
        | None -> raise (ShapeException $"expects query and value, got no {name}")

    /// The rules of the weights of all projections.
    type Projections = { Kernel: WeightRule; Bias: WeightRule option; Activity: Regularizer option }

    /// A projection of Keras's, <c>x · kernel + bias</c> over the last axes of x, to further axes; its weights stand under its name.
    let projectAll (scope: Scope) (rules: Projections) attribute name inner (sizes: int64 list) (x: Expr) =
        lastAxis x |> ignore
        let part = scope.Child(attribute, name)
        let free = x.Rank - inner
        let letters start count = [ for i in start .. start + count - 1 -> char (int 'a' + i) ]
        let outer, bound, added = letters 0 free, letters free inner, letters (free + inner) sizes.Length
        let inputs = x.Shape.Dims |> List.skip free |> Shape.ofDims |> Shape.sizes |> List.ofArray
        let axes start count = [ start .. start + count - 1 ]
        let initializer = Initializer.withAxes (axes 0 inner) (axes inner sizes.Length) rules.Kernel.Initializer
        let kernel = part.Weight("kernel", inputs @ sizes, { rules.Kernel with Initializer = initializer })
        let product = Einsum.product (x, outer @ bound) (kernel, bound @ added) (outer @ added)
        let output = rules.Bias |> Option.fold (fun y rule -> y + part.Weight("bias", sizes, rule)) product
        scope.AddActivityLoss(rules.Activity, [ output ])
        output

    let requireAlike (key: Expr) (value: Expr) =
        let middle (x: Expr) = List.truncate (x.Rank - 2) x.Shape.Dims.Tail
        if key.Rank <> value.Rank || middle key <> middle value then
            raise (ShapeException $"key and value must have the same steps, got {key.Shape} and {value.Shape}")

    // Keras: libtorch's gradient of the one call for all heads takes each weight for 1 where nothing counts, not for its share.
    // (batch, heads, T, S) → (batch, T, heads, features)
    let private keepingAll (mask: Expr) (softmax: Expr) (output: Expr) =
        let counts = Ops.expandDims 3 (Ops.any [ 3 ] mask)
        let steps = Ops.count output.DType [ 3 ] softmax
        let factor = Ops.where counts (Ops.scalarLike output 1.0) steps |> Ops.transpose [ 0; 2; 1; 3 ]
        let weighed = output * factor
        weighed + Ops.stopGradient (output - weighed)

    /// Softmax(scale · query · key) · value along those axes of (batch..., heads, features), and the softmax with its mask.
    let between isFused scope rate seed (axes: int list) (mask: Expr option) (query: Expr) (key: Expr) (value: Expr) =
        let rank = query.Rank
        let letters = [ for i in 0 .. rank - 1 -> char (int 'a' + i) ]
        let there =
            letters
            |> List.mapi (fun axis letter ->
                if List.contains axis axes then System.Char.ToUpperInvariant letter else letter)
        let batch =
            letters |> List.indexed |> List.filter (fun (axis, _) -> axis < rank - 1 && not (List.contains axis axes))
        let pick letters = [ for axis in axes -> List.item axis letters ]
        let scores = List.map snd batch @ pick letters @ pick there
        let scale = 1.0 / sqrt (float (lastAxis query))
        let raw = Einsum.product (query * scale, letters) (key, there) scores
        let rec widened (mask: Expr) =
            if mask.Rank < raw.Rank then widened (Ops.expandDims (-2 * axes.Length - 1) mask) else mask
        let mask = mask |> Option.map widened
        let softmax =
            match mask with
            // Keras: where nothing counts in one call for all heads, all counts alike.
            | Some mask when isFused ->
                let least = if raw.DType = DType.Float16 then -45850.0 else -0.7 * 3.38953e38
                Ops.softmax -1 (raw + Ops.where mask (Ops.scalarLike raw 0.0) (Ops.scalarLike raw least))
            | _ -> Softmaxes.apply [ -axes.Length .. -1 ] mask raw
        let dropped = dropped scope rate seed softmax
        let output = Einsum.product (dropped, scores) (value, there) letters
        match mask with
        | Some mask when isFused && raw.DType <> DType.Float16 && query.Shape[-1] = value.Shape[-1] ->
            keepingAll mask softmax output, softmax, Some mask
        | _ -> output, softmax, mask

    /// The whole layer.
    let attend (scope: Scope) (rules: Projections) (setting: Setting) (given: Given) (query: Expr) (value: Expr) =
        let key = defaultArg (given.Tensor "key") value
        requireAlike key value
        let isFlash, hasScores = (setting.FlashAttention = Some true), given.Flag "return_attention_scores"
        scope.Require(not (isFlash && setting.Dropout > 0.0), "flash_attention takes no dropout")
        scope.Require(not (isFlash && hasScores), "flash_attention gives no attention scores")
        for name in [ "query_mask"; "value_mask"; "key_mask" ] do
            for mask in Option.toList (given.Tensor name) do
                scope.Require(
                    query.Rank = 3 && mask.Rank = 2,
                    $"{name} must be (batch, steps) for tensors (batch, steps, features), got {mask.Shape}"
                )
        for mask in Option.toList (given.Tensor "attention_mask") do
            scope.Require(
                mask.Rank > 2,
                $"attention_mask must be (batch, query's steps, value's steps), got {mask.Shape}"
            )
        let project attribute name sizes x = projectAll scope rules attribute name 1 sizes x
        let q = project $"{setting.Prefix}query_dense" "query" [ setting.Heads; setting.KeyDim ] query
        let k = project $"{setting.Prefix}key_dense" "key" [ setting.SharedHeads; setting.KeyDim ] key
        let gate =
            if setting.UseGate then
                Some(Ops.sigmoid (project "_gate_dense" "gate" [ setting.Heads; setting.ValueDim ] query))
            else
                None
        let v = project $"{setting.Prefix}value_dense" "value" [ setting.SharedHeads; setting.ValueDim ] value
        let repeated (x: Expr) =
            if setting.SharedHeads = setting.Heads then
                x
            else
                let each = setting.Heads / setting.SharedHeads
                Ops.take
                    (x.Rank - 2)
                    x
                    (Ops.constant (HostArray.Of [| for i in 0L .. setting.Heads - 1L -> i / each |]))
        let travelled name (x: Expr) = given.Tensor name |> Option.orElse (scope.Trace.TryMask x)
        let ofQuery = scope.Trace.TryMask query
        let mask =
            [
                (if setting.TakesQueryMask then travelled "query_mask" query else ofQuery)
                |> Option.map (Ops.expandDims -1)
                travelled "value_mask" value |> Option.map (Ops.expandDims -2)
                (match given.Tensor "key" with
                 | Some key -> travelled "key_mask" key
                 | None -> given.Tensor "key_mask")
                |> Option.map (Ops.expandDims -2)
                (if given.Flag "use_causal_mask" then Some(causal query value) else None)
                setting.Window |> Option.map (fun steps -> near steps query value)
            ]
            |> List.fold both (given.Tensor "attention_mask")
        let dropout = scope.Child("_dropout_layer", "dropout")
        let isFused = not hasScores && setting.Dropout = 0.0 && q.Rank = 4
        let together, scores, mask =
            between isFused dropout setting.Dropout setting.Seed setting.Axes mask q (repeated k) (repeated v)
        let output =
            gate
            |> Option.fold (*) together
            |> projectAll scope rules $"{setting.Prefix}output_dense" "attention_output" 2 setting.OutputShape
        scope.SetMask(output, ofQuery)
        // Keras: the mask of the scores goes with them.
        if hasScores then
            scope.SetMask(scores, mask)
            [ output; scores ]
        else
            [ output ]

/// Attention in several heads (Vaswani et al. 2017): projections of query, key and value, softmax(q · k / √keyDim) · v in each head, and a
/// projection of all heads. Called with query [batch, T, features], value [batch, S, width] and possibly key [batch, S, width'] →
/// [batch, T, outputShape...], and with <c>return_attention_scores</c> the softmax, [batch, heads, T, S].
type MultiHeadAttention = {
    /// Number of heads.
    [<AtLeast 1.0>]
    NumHeads: int
    /// Width of a head's queries and keys.
    [<AtLeast 1.0>]
    KeyDim: int
    /// Width of a head's values; that of the keys when absent.
    [<AtLeast 1.0; WrittenAs "KeyDim">]
    ValueDim: int option
    /// Share of the scores to drop in training.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Whether the projections have biases.
    UseBias: bool
    /// Sizes of the output behind the steps; the query's last one when absent.
    [<AtLeast 1.0>]
    OutputShape: int list option
    /// Axes of the steps; all between the batch and the features when absent.
    AttentionAxes: int list option
    /// Each step of the query sees those less than so many steps away; all when absent.
    [<AtLeast 1.0>]
    SlidingWindow: int option
    /// Whether only calls are taken that need no scores: without dropout and without <c>return_attention_scores</c>.
    FlashAttention: bool option
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
    /// Whether what the heads give is multiplied by a sigmoid of a projection of the query.
    UseGate: bool
    Seed: int64 option
} with

    static member Create(numHeads, keyDim) = {
        NumHeads = numHeads
        KeyDim = keyDim
        ValueDim = None
        Dropout = 0.0
        UseBias = true
        OutputShape = None
        AttentionAxes = None
        SlidingWindow = None
        FlashAttention = None
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        UseGate = false
        Seed = None
    }

    interface ILayer with
        member this.Build(scope, inputs) =
            let given = given CallForm.Heads scope inputs
            let query, value = required given "query", required given "value"
            for x in [ query; value ] do
                if x.Rank < 3 then
                    raise (ShapeException $"expects query and value of at least 3 axes, got {x.Shape}")
            if value.Rank <> query.Rank then
                raise (ShapeException $"query and value must have as many axes, got {query.Shape} and {value.Shape}")
            let axes =
                match this.AttentionAxes with
                | None -> [ 1 .. query.Rank - 2 ]
                | Some axes -> axes |> List.map (fun axis -> if axis < 0 then query.Rank + axis else axis)
            let got = axes |> List.map string |> String.concat ", "
            scope.Require(
                not axes.IsEmpty
                && List.distinct axes = axes
                && axes |> List.forall (fun axis -> axis >= 1 && axis <= query.Rank - 2),
                $"attention_axes must be axes between the batch and the features of {query.Shape}, got ({got})"
            )
            let rules = {
                Kernel = this.Kernel
                Bias = if this.UseBias then Some this.Bias else None
                Activity = this.ActivityRegularizer
            }
            let setting = {
                Prefix = ""
                Heads = int64 this.NumHeads
                SharedHeads = int64 this.NumHeads
                KeyDim = int64 this.KeyDim
                ValueDim = int64 (defaultArg this.ValueDim this.KeyDim)
                UseGate = this.UseGate
                Window = this.SlidingWindow
                FlashAttention = this.FlashAttention
                Dropout = this.Dropout
                Seed = this.Seed
                Axes = axes
                OutputShape =
                    this.OutputShape |> Option.map (List.map int64) |> Option.defaultWith (fun () -> [ lastAxis query ])
                // Keras: only a mask that came with the query is looked at.
                TakesQueryMask = false
            }
            attend scope rules setting given query value

/// Attention in several heads that share keys and values in groups (Ainslie et al. 2023). Called with query [batch, T, features], value
/// [batch, S, features] and possibly key [batch, S, width] → [batch, T, features], and with <c>return_attention_scores</c> the softmax,
/// [batch, query heads, T, S].
type GroupQueryAttention = {
    /// Width of a head.
    [<AtLeast 1.0>]
    HeadDim: int
    /// Number of heads of the query; a multiple of that of keys and values.
    [<AtLeast 1.0>]
    NumQueryHeads: int
    /// Number of heads of keys and values.
    [<AtLeast 1.0>]
    NumKeyValueHeads: int
    /// Share of the scores to drop in training.
    [<Within(0.0, 1.0)>]
    Dropout: float
    /// Whether the projections have biases.
    UseBias: bool
    /// Whether only calls are taken that need no scores: without dropout and without <c>return_attention_scores</c>.
    FlashAttention: bool option
    /// Each step of the query sees those less than so many steps away; all when absent.
    [<AtLeast 1.0>]
    SlidingWindow: int option
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
    /// Whether what the heads give is multiplied by a sigmoid of a projection of the query.
    UseGate: bool
    Seed: int64 option
} with

    static member Create(headDim, numQueryHeads, numKeyValueHeads) = {
        HeadDim = headDim
        NumQueryHeads = numQueryHeads
        NumKeyValueHeads = numKeyValueHeads
        Dropout = 0.0
        UseBias = true
        FlashAttention = None
        SlidingWindow = None
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        UseGate = false
        Seed = None
    }

    interface ILayer with
        member this.Build(scope, inputs) =
            let given = given CallForm.Heads scope inputs
            let query, value = required given "query", required given "value"
            for x in [ query; value ] do
                requireRank 3 x
            if query.Shape[-1] <> value.Shape[-1] then
                raise (
                    ShapeException $"query and value must have as many features, got {query.Shape} and {value.Shape}"
                )
            scope.Require(
                this.NumQueryHeads % this.NumKeyValueHeads = 0,
                $"num_query_heads must be a multiple of num_key_value_heads ({this.NumKeyValueHeads}), got {this.NumQueryHeads}"
            )
            let rules = {
                Kernel = this.Kernel
                Bias = if this.UseBias then Some this.Bias else None
                Activity = this.ActivityRegularizer
            }
            let setting = {
                Prefix = "_"
                Heads = int64 this.NumQueryHeads
                SharedHeads = int64 this.NumKeyValueHeads
                KeyDim = int64 this.HeadDim
                ValueDim = int64 this.HeadDim
                UseGate = this.UseGate
                Window = this.SlidingWindow
                FlashAttention = this.FlashAttention
                Dropout = this.Dropout
                Seed = this.Seed
                Axes = [ 1 ]
                OutputShape = [ lastAxis query ]
                TakesQueryMask = true
            }
            attend scope rules setting given query value
