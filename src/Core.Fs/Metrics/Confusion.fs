namespace Functional.Metrics

open Functional

/// From where on predictions count as positive: one number, or several with a result each.
[<RequireQualifiedAccess; ParameterRange("thresholds", 0.0, 1.0)>]
type Thresholds =
    | One of thresholds: float
    | Several of thresholds: float list

[<RequireQualifiedAccess>]
module internal Confusion =

    // Keras: below every prediction.
    let private least = -1e10

    let private limits (thresholds: Thresholds option) (topK: int option) : float list =
        let given =
            match thresholds with
            | Some(Thresholds.One threshold) -> [ threshold ]
            | Some(Thresholds.Several thresholds) -> thresholds
            | None -> []
        match thresholds with
        | Some _ when given.IsEmpty -> raise (ConfigurationException "thresholds must be at least one, got none")
        | Some _ -> given
        | None -> [ (if topK.IsSome then least else 0.5) ]

    // The k largest along the last axis as they are, the others below all.
    let private largest (k: int) (prediction: Expr) =
        let last = min (int64 k) (Layer.lastAxis prediction) - 1L
        let bound = Ops.slice -1 last (last + 1L) (Ops.sort -1 true prediction)
        Ops.where (Ops.greaterEqual prediction bound) prediction (Ops.scalarLike prediction least)

    let private ofClass (at: int) (x: Expr) =
        let classes = Layer.lastAxis x
        if at < 0 || int64 at >= classes then
            raise (ConfigurationException $"class_id must be in [0, {classes}), got {at}")
        Ops.slice -1 (int64 at) (int64 at + 1L) x

    /// What counts are made of, for each threshold along a new last axis: whether predictions are above it, whether targets are true,
    /// and the sum of the weights where something holds.
    let parts (scope: Scope) thresholds topK classId (target: Expr) (prediction: Expr) (weight: Expr option) =
        let limits = limits thresholds topK
        let prediction = topK |> Option.fold (fun x k -> largest k x) (Ops.cast scope.Compute prediction)
        let chosen (x: Expr) = classId |> Option.fold (fun x at -> ofClass at x) x
        let target, prediction = chosen target, chosen prediction
        let array = { DType = DType.Float64; Shape = [| int64 limits.Length |]; Data = Array.ofList limits }
        let isAbove = Ops.greater (Ops.expandDims -1 prediction) (Ops.cast scope.Compute (Ops.constant array))
        let isTrue = Ops.expandDims -1 (Ops.cast DType.Bool target)
        let rec withRank rank (x: Expr) = if x.Rank < rank then withRank rank (Ops.expandDims -1 x) else x
        let weight = weight |> Option.map (Ops.cast scope.Compute >> withRank isAbove.Rank)
        let count (holds: Expr) =
            let ones = Ops.cast scope.Compute holds
            let weighted = weight |> Option.fold (fun ones weight -> ones * weight) ones
            Ops.sum [ 0 .. weighted.Rank - 2 ] weighted
        isAbove, isTrue, count

/// Share of the positive predictions whose targets are true, true positives / (true positives + false positives); 0 where there are
/// none. Targets are 0 or 1.
type Precision = {
    /// A prediction above it is positive, in [0, 1]; 0.5 when absent, and with <c>TopK</c> every one of the largest is.
    Thresholds: Thresholds option
    /// Only so many of the largest predictions along the last axis can be positive.
    [<AtLeast 1.0>]
    TopK: int option
    /// The only class that counts, an index along the last axis.
    [<AtLeast 0.0>]
    ClassId: int option
} with

    static member Create() = { Thresholds = None; TopK = None; ClassId = None }

    member private this.States(scope: Scope) =
        let size =
            match this.Thresholds with
            | Some(Thresholds.Several several) -> several.Length
            | Some(Thresholds.One _)
            | None -> 1
        let state name = scope.State(name, [ int64 size ], WeightRule.Of Initializer.Zeros)
        state "true_positives", state "false_positives"

    member private this.Update (scope: Scope) (batch: MetricBatch) =
        let isAbove, isTrue, count =
            Confusion.parts scope this.Thresholds this.TopK this.ClassId batch.Target batch.Prediction batch.Weight
        let right, wrong = this.States scope
        scope.Assign("true_positives", right + count (Ops.logicalAnd isAbove isTrue))
        scope.Assign("false_positives", wrong + count (Ops.logicalAnd isAbove (Ops.logicalNot isTrue)))

    member private this.Result(scope: Scope) =
        let right, wrong = this.States scope
        let all = right + wrong
        let none = Ops.equal all (Ops.scalarLike all 0.0)
        let share = Ops.where none (Ops.scalarLike all 0.0) (right / Ops.where none (Ops.scalarLike all 1.0) all)
        MetricResult.Value(if share.Shape[0] = Dim.Known 1L then Ops.squeeze 0 share else share)

    interface IMetric with
        member this.Rule = MetricRule.States(this.Update, this.Result)
