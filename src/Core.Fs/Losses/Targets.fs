namespace Functional

[<RequireQualifiedAccess>]
module internal Ranks =

    /// Keras: a trailing axis of size 1 on one side only is dropped, or added to a side of one axis.
    let align (expandVectors: bool) (a: Expr) (b: Expr) =
        let last (x: Expr) = x.Shape[-1] = Dim.Known 1L
        if a.Rank = b.Rank + 1 && last a then
            if b.Rank = 1 && expandVectors then a, Ops.expandDims -1 b else Ops.squeeze -1 a, b
        elif b.Rank = a.Rank + 1 && last b then
            if a.Rank = 1 && expandVectors then Ops.expandDims -1 a, b else a, Ops.squeeze -1 b
        else
            a, b

/// What an index is that is no class's.
[<RequireQualifiedAccess>]
type OtherIndex =
    /// An error, but for one that may stand for elements that do not count.
    | Refused of except: int option
    /// A wrong answer, whatever was predicted.
    | Wrong

/// What a loss or a metric takes as targets.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type TargetRule =
    /// A number for each number of the prediction.
    | Numbers
    /// A number for each number of the prediction, which has those of the classes along an axis: one hot, or probabilities.
    | OneHot of axis: int
    /// Indices of the classes that the prediction has along an axis: its shape without that axis.
    | Indices of axis: int * others: OtherIndex
    /// For predictions of some shape another one, or nothing where any will do.
    | Own of (Shape -> Shape option)

/// A loss or metric that says what it takes as targets. Others take <c>TargetRule.Numbers</c>.
type ITargetRule =
    abstract Targets: TargetRule

[<RequireQualifiedAccess>]
module TargetRule =

    /// The rule of a loss or metric.
    let find (lossOrMetric: obj) : TargetRule =
        match lossOrMetric with
        | :? ITargetRule as own -> own.Targets
        | _ -> TargetRule.Numbers

    let private classAxis axis (prediction: Shape) =
        let place = Shape.axis prediction axis
        if place = 0 then
            raise (
                ShapeException $"classes must lie along another axis than the samples, got axis {axis} of {prediction}"
            )
        place

    /// The shape of targets for predictions of some shape; nothing where any will do. Raises <c>ShapeException</c> where there are no targets
    /// for such predictions. An axis of size 1 at the end of the targets may be there or not.
    let shape (rule: TargetRule) (prediction: Shape) : Shape option =
        match rule with
        | TargetRule.Numbers -> Some prediction
        | TargetRule.OneHot axis ->
            classAxis axis prediction |> ignore
            Some prediction
        | TargetRule.Indices(axis, _) -> Some(Shape.ofDims (List.removeAt (classAxis axis prediction) prediction.Dims))
        | TargetRule.Own shape -> shape prediction

    /// Whether targets are a number for each of the prediction's.
    let internal isNumbers (rule: TargetRule) (prediction: Expr) =
        match rule with
        | TargetRule.Numbers
        | TargetRule.OneHot _ -> true
        | TargetRule.Indices _ -> false
        | TargetRule.Own shape -> shape prediction.Shape = Some prediction.Shape

    /// Targets as numbers, and of the prediction's rank where they are to have its shape.
    let prepare (rule: TargetRule) (target: Expr) (prediction: Expr) : Expr * Expr =
        let target = if target.DType = DType.Bool then Ops.cast (DType.toFloat prediction.DType) target else target
        if isNumbers rule prediction then Ranks.align true target prediction else target, prediction
