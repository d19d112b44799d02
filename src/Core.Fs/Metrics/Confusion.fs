namespace Functional.Metrics

open Functional

/// From where on predictions count as positive: one number, or several with a result each.
[<RequireQualifiedAccess; ParameterRange("thresholds", 0.0, 1.0)>]
type Thresholds =
    | One of thresholds: float
    | Several of thresholds: float list

    /// Each of them.
    member this.All =
        match this with
        | One threshold -> [ threshold ]
        | Several thresholds -> thresholds

/// What a prediction turns out to be beside its target.
[<RequireQualifiedAccess>]
type Outcome =
    | TruePositive
    | FalsePositive
    | TrueNegative
    | FalseNegative

[<RequireQualifiedAccess>]
module internal Confusion =

    let private zeros = WeightRule.Of Initializer.Zeros

    // Keras: below every prediction.
    let private least = -1e10

    /// The thresholds of a metric that may have none.
    let limits (thresholds: Thresholds option) (topK: int option) : float list =
        match thresholds with
        | Some(Thresholds.Several []) -> raise (ConfigurationException "thresholds must be at least one, got none")
        | Some(Thresholds.Several several) -> several
        | Some(Thresholds.One threshold) -> [ threshold ]
        | None -> [ (if topK.IsSome then least else 0.5) ]

    /// So many thresholds in equal steps from 0 to 1, at the lowest of which every prediction counts as positive.
    let evenly (number: int) : float list =
        match number with
        | 1 -> [ 0.5 ]
        | 2 -> [ 0.0; 1.0 ]
        | _ -> -Loss.epsilon :: [ for i in 1 .. number - 1 -> float i / float (number - 1) ]

    /// The k largest along the last axis as they are, the others below all.
    let largest (k: int) (prediction: Expr) =
        let last = min (int64 k) (Layer.lastAxis prediction) - 1L
        let bound = Ops.slice -1 last (last + 1L) (Ops.sort -1 true prediction)
        Ops.where (Ops.greaterEqual prediction bound) prediction (Ops.scalarLike prediction least)

    /// One class along the last axis.
    let ofClass (at: int) (x: Expr) =
        let classes = Layer.lastAxis x
        if at < 0 || int64 at >= classes then
            raise (ConfigurationException $"class_id must be in [0, {classes}), got {at}")
        Ops.slice -1 (int64 at) (int64 at + 1L) x

    let rec private withRank rank (x: Expr) = if x.Rank < rank then withRank rank (Ops.expandDims -1 x) else x

    /// Adds to a state for each outcome how much of a batch turns out so, at each threshold, and where labels are told apart for each
    /// of them. Gives the states.
    let follow (scope: Scope) byLabel (limits: float list) (outcomes: (string * Outcome) list) (batch: MetricBatch) =
        let array = { DType = DType.Float64; Shape = [| int64 limits.Length |]; Data = Array.ofList limits }
        let prediction = Ops.expandDims -1 (Ops.cast scope.Compute batch.Prediction)
        let isAbove = Ops.greater prediction (Ops.cast scope.Compute (Ops.constant array))
        let isTrue = Ops.expandDims -1 (Ops.cast DType.Bool batch.Target)
        let weight = batch.Weight |> Option.map (Ops.cast scope.Compute >> withRank isAbove.Rank)
        let labels = if byLabel then [ Layer.lastAxis batch.Prediction ] else []
        [
            for name, outcome in outcomes do
                let holds =
                    match outcome with
                    | Outcome.TruePositive -> Ops.logicalAnd isAbove isTrue
                    | Outcome.FalsePositive -> Ops.logicalAnd isAbove (Ops.logicalNot isTrue)
                    | Outcome.TrueNegative -> Ops.logicalNot (Ops.logicalOr isAbove isTrue)
                    | Outcome.FalseNegative -> Ops.logicalAnd (Ops.logicalNot isAbove) isTrue
                let ones = Ops.cast scope.Compute holds
                let weighted = weight |> Option.fold (fun ones weight -> ones * weight) ones
                let total =
                    if byLabel then
                        Ops.transpose [ 1; 0 ] (Ops.sum [ 0 ] weighted)
                    else
                        Ops.sum [ 0 .. weighted.Rank - 2 ] weighted
                let state = scope.State(name, int64 limits.Length :: labels, zeros)
                scope.Assign(name, state + total)
                state
        ]

    /// The four states that curves are made of: true and false positives, true and false negatives.
    let followAll (scope: Scope) byLabel limits (batch: MetricBatch) : Expr * Expr * Expr * Expr =
        let outcomes = [
            "true_positives", Outcome.TruePositive
            "false_positives", Outcome.FalsePositive
            "true_negatives", Outcome.TrueNegative
            "false_negatives", Outcome.FalseNegative
        ]
        match follow scope byLabel limits outcomes batch with
        | [ truePositives; falsePositives; trueNegatives; falseNegatives ] ->
            truePositives, falsePositives, trueNegatives, falseNegatives
        | _ -> invalidOp "outcomes"

    /// a / b, and 0 where b is 0.
    let share (a: Expr) (b: Expr) =
        let none = Ops.equal b (Ops.scalarLike b 0.0)
        Ops.where none (Ops.scalarLike b 0.0) (a / Ops.where none (Ops.scalarLike b 1.0) b)

    /// A number for each threshold; of one threshold the number alone.
    let result (x: Expr) = MetricResult.Value(if x.Shape[0] = Dim.Known 1L then Ops.squeeze 0 x else x)

    /// The share of true positives among them and what another outcome counts: precision, recall.
    let shareOf (name: string, outcome: Outcome) thresholds (topK: int option) (classId: int option) =
        MetricRule.States(fun scope batch ->
            let prediction = topK |> Option.fold (fun x k -> largest k x) (Ops.cast scope.Compute batch.Prediction)
            let chosen (x: Expr) = classId |> Option.fold (fun x at -> ofClass at x) x
            let batch = { batch with Target = chosen batch.Target; Prediction = chosen prediction }
            let outcomes = [ "true_positives", Outcome.TruePositive; name, outcome ]
            match follow scope false (limits thresholds topK) outcomes batch with
            | [ right; other ] -> result (share right (right + other))
            | _ -> invalidOp "outcomes")

/// Weight of the predictions that turn out so beside their targets, at each threshold. Targets are 0 or 1.
type OutcomeCount = {
    [<OfClass>]
    Outcome: Outcome
    /// A prediction above it is positive, in [0, 1]; 0.5 when absent.
    Thresholds: Thresholds option
} with

    static member Create outcome = { Outcome = outcome; Thresholds = None }

    interface IMetric with
        member this.Rule =
            MetricRule.States(fun scope batch ->
                Confusion.follow
                    scope
                    false
                    (Confusion.limits this.Thresholds None)
                    [ "accumulator", this.Outcome ]
                    batch
                |> List.head
                |> Confusion.result)

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

    interface IMetric with
        member this.Rule =
            Confusion.shareOf ("false_positives", Outcome.FalsePositive) this.Thresholds this.TopK this.ClassId

/// Share of the true targets that are predicted, true positives / (true positives + false negatives); 0 where there are none. Targets
/// are 0 or 1.
type Recall = {
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

    interface IMetric with
        member this.Rule =
            Confusion.shareOf ("false_negatives", Outcome.FalseNegative) this.Thresholds this.TopK this.ClassId
