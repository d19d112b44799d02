namespace Functional

/// What a metric comes to so far. Sizes must be known, for every number has a name in logs.
[<RequireQualifiedAccess; NoComparison>]
type MetricResult =
    /// One number, under the metric's name, or those of a tensor, with their places behind it: <c>name_0</c>, <c>name_1</c>, ….
    | Value of Expr
    /// Several, each with a word behind the metric's name: <c>name_word</c>.
    | Named of (string * Expr) list

[<RequireQualifiedAccess>]
module MetricResult =

    let private places (name: string, value: Expr) =
        let size (dim: Dim) =
            match dim with
            | Dim.Known size -> size
            | Dim.Unknown _ -> raise (ShapeException $"the result must have known sizes, got {value.Shape}")
        let below names size = [
            for name in names do
                for i in 0L .. size - 1L do
                    $"{name}_{i}"
        ]
        value.Shape.Dims |> List.map size |> List.fold below [ name ], value

    /// The tensors of a result, each with the names of its numbers in logs, in order.
    let named (name: string) (result: MetricResult) : (string list * Expr) list =
        match result with
        | MetricResult.Value value -> [ places (name, value) ]
        | MetricResult.Named values -> values |> List.map (fun (word, value) -> places ($"{name}_{word}", value))

/// What is followed over batches. Its totals are states like a layer's: declared and assigned through a scope, and kept on the
/// device. Each begins as its rule says, and again whenever the metric is reset.
/// <remarks>Targets have the shape of the prediction, unless the metric says otherwise (<c>ITargetRule</c>), as with losses.</remarks>
type IMetric =
    /// Takes a batch in: declares states and assigns their new values. <c>mask</c> travels with the prediction.
    abstract Update:
        scope: Scope * target: Expr * prediction: Expr * sampleWeight: Expr option * mask: Expr option -> unit
    /// What it comes to so far, from the states.
    abstract Result: scope: Scope -> MetricResult

/// A metric with its name.
type Metric = {
    Rule: IMetric
    Name: string
    DType: DType
} with

    /// A metric that computes in float32, as Keras's do by default.
    static member Of(rule: IMetric, name: string) = { Rule = rule; Name = name; DType = DType.Float32 }

namespace Functional.Metrics

open Functional

/// A mean whose total and count are kept: what most metrics come down to.
[<RequireQualifiedAccess>]
module Mean =

    let private zeros = WeightRule.Of Initializer.Zeros

    let private states (scope: Scope) = scope.State("total", [], zeros), scope.State("count", [], zeros)

    // One value and one weight a sample: means over all other axes.
    let private samplewise (values: Expr) (weight: Expr option) =
        let tail (x: Expr) from = if x.Rank > from then Ops.mean [ from .. x.Rank - 1 ] x else x
        match weight with
        | None -> tail values 1, None
        | Some weight ->
            let values, weight = Ranks.align true values weight
            let values = tail values weight.Rank * weight
            tail values 1, Some(tail weight 1)

    /// Adds a batch's values, each with its weight.
    let update (scope: Scope) (values: Expr) (weight: Expr option) =
        let total, count = states scope
        let values, weight = samplewise (Ops.cast total.DType values) (weight |> Option.map (Ops.cast total.DType))
        let number =
            match weight with
            | Some weight -> Ops.sumAll weight
            | None when values.Rank = 0 -> Ops.scalar total.DType 1.0
            | None -> Ops.count total.DType [ 0 ] values
        scope.Assign("total", total + Ops.sumAll values)
        scope.Assign("count", count + number)

    /// What a value weighs: its sample's weight, and nothing where a mask says that it does not count.
    let weight (scope: Scope) (sampleWeight: Expr option) (mask: Expr option) : Expr option =
        Loss.applyMask sampleWeight mask scope.Compute LossReduction.Sum

    /// total / count; 0 before the first batch.
    let result (scope: Scope) =
        let total, count = states scope
        let none = Ops.equal count (Ops.scalarLike count 0.0)
        Ops.where none (Ops.scalarLike total 0.0) (total / Ops.where none (Ops.scalarLike count 1.0) count)

/// The mean of values given as predictions, such as the loss itself.
type MeanValue() =
    interface ITargetRule with
        member _.Targets = TargetRule.Own(fun _ -> None)

    interface IMetric with
        member _.Update(scope, _, prediction, weight, _) = Mean.update scope prediction weight
        member _.Result scope = MetricResult.Value(Mean.result scope)

/// The mean of a function of targets and predictions.
[<AbstractClass>]
type MeanOf() =
    /// A value for each element, from targets that were prepared (<c>TargetRule.prepare</c>); means are taken over all axes.
    abstract Values: target: Expr * prediction: Expr -> Expr
    /// What targets are: numbers for numbers, unless it says otherwise.
    abstract Targets: TargetRule
    default _.Targets = TargetRule.Numbers
    /// The number so far, from the mean.
    abstract OfMean: mean: Expr -> Expr
    default _.OfMean mean = mean

    interface ITargetRule with
        member this.Targets = this.Targets

    interface IMetric with
        member this.Update(scope, target, prediction, weight, mask) =
            let values = this.Values(TargetRule.prepare this.Targets target prediction)
            Mean.update scope values (Mean.weight scope weight mask)

        member this.Result scope = MetricResult.Value(this.OfMean(Mean.result scope))

/// The mean of a loss's values.
type MeanOfLoss(loss: ILoss) =
    inherit MeanOf()
    member _.Loss = loss
    override _.Targets = TargetRule.find loss
    override _.Values(target, prediction) = fst (Loss.losses loss target prediction)
