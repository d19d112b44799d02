namespace Functional.Layers

open Functional
open Functional.Layer

[<AutoOpen>]
module internal Attending =

    let both (a: Expr option) (b: Expr option) : Expr option =
        match a, b with
        | Some a, Some b -> Some(Ops.logicalAnd a b)
        | a, b -> Option.orElse b a

    let private places (x: Expr) axis =
        Ops.scalar DType.Int32 1.0 |> Ops.broadcastTo [ Extent.Of(1, axis) ] [ x ] |> Ops.cumsum 0

    // Places of the steps of query and value along axis 1, as (1, T, 1) and (1, 1, S).
    let private steps (query: Expr) (value: Expr) =
        Ops.expandDims 0 (places query 1) |> Ops.expandDims -1, places value 1 |> Ops.expandDims 0 |> Ops.expandDims 0

    /// True where a step of the value is not behind that of the query, (1, T, S).
    let causal (query: Expr) (value: Expr) =
        let query, value = steps query value
        Ops.greaterEqual query value

    /// True where steps are less than so many apart, (1, T, S).
    let near (window: int) (query: Expr) (value: Expr) =
        let query, value = steps query value
        Ops.less (Ops.abs (query - value)) (Ops.scalar DType.Int32 (float window))

    /// With a share of the scores dropped in training.
    let dropped (scope: Scope) rate seed (scores: Expr) =
        if rate = 0.0 then
            scores
        else
            let stream = scope.Random seed
            if not scope.Training then scores
            elif rate = 1.0 then scores * 0.0
            else Expr.Of(Op.Dropout(rate, [], stream), [ scores ])

    /// What a call gave for its arguments.
    type Given = {
        Arguments: (string * Need * Argument<Expr>) list
    } with

        member this.Tensors name =
            this.Arguments
            |> List.tryPick (fun (key, _, argument) ->
                match argument with
                | Argument.Tensors tensors when key = name -> Some tensors
                | _ -> None)
            |> Option.defaultValue []

        member this.Tensor name = this.Tensors name |> List.tryHead

        /// One for each tensor of the inputs, or nothing where there is none.
        member this.Masks name =
            this.Arguments
            |> List.tryPick (fun (key, _, argument) ->
                match argument with
                | Argument.Tensors masks when key = name -> Some(List.map Some masks)
                | Argument.Gapped masks when key = name -> Some masks
                | _ -> None)

        member this.Flag name =
            this.Arguments
            |> List.exists (fun (key, _, argument) ->
                match argument with
                | Argument.Flag flag -> key = name && flag
                | _ -> false)

    let given form (scope: Scope) (inputs: Expr list) : Given = {
        Arguments = CallForm.bind form inputs scope.Arguments
    }

    /// Scores, as both kinds of attention over a list of tensors use them: query, value and, if it is another one, key.
    let attendTo (scope: Scope) inputs rate seed (scoresOf: Expr -> Expr -> Expr) =
        let given = given CallForm.Attention scope inputs
        let query, value, key =
            match given.Tensors "inputs" with
            | [ query; value ] -> query, value, value
            | [ query; value; key ] -> query, value, key
            | several -> raise (ShapeException $"expects query, value and possibly key, got {several.Length} inputs")
        for x in [ query; value; key ] do
            requireRank 3 x
        let maskOf, valueMask =
            match given.Masks "mask" with
            | Some(query :: value :: _) -> query, value
            | Some masks -> raise (ShapeException $"expects masks of query and value, got {masks.Length}")
            | None -> scope.Trace.TryMask query, scope.Trace.TryMask value
        let scores = scoresOf query key
        let mask =
            both
                (valueMask |> Option.map (Ops.expandDims 1))
                (if given.Flag "use_causal_mask" then Some(causal query value) else None)
        let scores =
            match mask with
            | None -> scores
            // Keras: where nothing counts, all counts alike.
            | Some mask ->
                let least = if scores.DType = DType.Float16 then 65504.0 else 1e9
                Ops.where mask scores (scores - least)
        let weights = Ops.softmax -1 scores |> dropped scope rate seed
        let output = weights *@ value
        let output =
            match maskOf with
            | Some mask -> Ops.where (Ops.expandDims -1 mask) output (Ops.scalarLike output 0.0)
            | None -> output
        scope.SetMask(output, maskOf)
        if given.Flag "return_attention_scores" then [ output; weights ] else [ output ]

/// How attention compares a query with a key.
[<RequireQualifiedAccess>]
type ScoreMode =
    /// q · k
    | Dot
    /// Σ tanh(q + k)
    | Concat

/// Attention over steps, softmax(scores(query, key)) · value (Luong et al. 2015). Called with [query; value] or [query; value; key]:
/// [batch, T, features], [batch, S, width], [batch, S, features] → [batch, T, width], and with <c>return_attention_scores</c> the softmax,
/// [batch, T, S].
type Attention = {
    /// Whether the scores are multiplied by a number that is trained.
    UseScale: bool
    /// How a query is compared with a key: <c>"dot"</c>, q · k, or <c>"concat"</c>, Σ tanh(q + k).
    ScoreMode: ScoreMode
    /// Share of the scores to drop in training.
    [<Within(0.0, 1.0)>]
    Dropout: float
    Seed: int64 option
} with

    static member Create() = { UseScale = false; ScoreMode = ScoreMode.Dot; Dropout = 0.0; Seed = None }

    interface ILayer with
        member this.Build(scope, inputs) =
            let ones name = scope.Weight(name, [], WeightRule.Of Initializer.Ones)
            let scale = if this.UseScale then Some(ones "scale") else None
            let scaled (x: Expr) = scale |> Option.fold (*) x
            attendTo scope inputs this.Dropout this.Seed (fun query key ->
                match this.ScoreMode with
                | ScoreMode.Dot -> scaled (query *@ Ops.moveAxis -1 -2 key)
                | ScoreMode.Concat ->
                    let sums = Ops.expandDims 2 query + Ops.expandDims 1 key
                    ones "concat_score_weight" * Ops.sum [ -1 ] (Ops.tanh (scaled sums)))

/// Attention over steps whose scores are Σ scale · tanh(query + key) (Bahdanau et al. 2015). Called as <c>Attention</c>:
/// [batch, T, features], [batch, S, width] → [batch, T, width].
type AdditiveAttention = {
    /// Whether the terms of a score are multiplied by numbers that are trained, one for each feature.
    UseScale: bool
    /// Share of the scores to drop in training.
    [<Within(0.0, 1.0)>]
    Dropout: float
    Seed: int64 option
} with

    static member Create() = { UseScale = true; Dropout = 0.0; Seed = None }

    interface ILayer with
        member this.Build(scope, inputs) =
            attendTo scope inputs this.Dropout this.Seed (fun query key ->
                let terms = Ops.tanh (Ops.expandDims 2 query + Ops.expandDims 1 key)
                Ops.sum
                    [ -1 ]
                    (if this.UseScale then
                         terms * scope.Weight("scale", [ lastAxis query ], WeightRule.Of Initializer.glorotUniform)
                     else
                         terms))
