namespace Functional

open System.Collections.Generic
open System.Runtime.CompilerServices
open Functional.Metrics

/// What losses and metrics of one output look at.
type internal Compared = {
    /// Name of the output.
    Output: string
    Prediction: Expr
    /// Travels with the prediction.
    Mask: Expr option
    Target: Expr
    Weight: Expr option
}

/// Targets, weights and outputs against each other, by shapes alone. Each rule that is broken is a <c>ShapeException</c> of one line.
[<RequireQualifiedAccess>]
module internal TargetCheck =

    let private fail (compared: Compared) message =
        raise (ShapeException $"output '{compared.Output}' of shape {compared.Prediction.Shape}: {message}")

    /// Says of an error which output, and which of its losses and metrics, has it.
    let locate (compared: Compared) (what: string) (build: unit -> 'result) : 'result =
        try
            build ()
        with :? ShapeException as error ->
            fail compared $"{what}: {error.Message}"

    let private dropLast (shape: Shape) = Shape.ofDims (List.take (shape.Rank - 1) shape.Dims)
    let private endsInOne (shape: Shape) = shape.Rank > 1 && shape[-1] = Dim.Known 1L

    let private fits isNumbers (wanted: Shape) (target: Shape) =
        Shape.fits wanted target
        || endsInOne target && Shape.fits wanted (dropLast target)
        || isNumbers && endsInOne wanted && Shape.fits (dropLast wanted) target

    // What a target of another shape is meant for, where that is certain.
    let private remedy (rule: TargetRule) (prediction: Shape) (target: Shape) =
        match rule with
        | TargetRule.Indices _ when Shape.fits prediction target ->
            "; one-hot targets are for categorical_crossentropy and categorical_accuracy"
        | TargetRule.OneHot axis when
            fits false (Shape.ofDims (List.removeAt (Shape.axis prediction axis) prediction.Dims)) target
            ->
            "; class indices are for sparse_categorical_crossentropy and sparse_categorical_accuracy"
        | _ -> ""

    let private checkTarget (compared: Compared) what (lossOrMetric: obj) =
        let rule = TargetRule.find lossOrMetric
        let prediction, target = compared.Prediction.Shape, compared.Target.Shape
        let wanted = locate compared what (fun () -> TargetRule.shape rule prediction)
        match wanted with
        | Some wanted when not (fits (wanted = prediction) wanted target) ->
            let takes =
                match rule with
                | TargetRule.Numbers -> "targets of the same shape"
                | TargetRule.OneHot _ -> "one-hot targets of the same shape"
                | TargetRule.Indices _ -> $"class indices of shape {wanted}"
                | TargetRule.Own _ when wanted = prediction -> "targets of the same shape"
                | TargetRule.Own _ -> $"targets of shape {wanted}"
            fail compared $"{what} takes {takes}, got {target}{remedy rule prediction target}"
        | _ -> ()

    let private sameSize a b =
        match a, b with
        | Dim.Known a, Dim.Known b -> a = b
        | _ -> true

    // Whether each of the values has a weight, its own or one for a whole axis.
    let private weighs (weight: Shape) (values: Shape) =
        weight.Rank <= values.Rank
        && List.forall2
            (fun weight value -> weight = Dim.Known 1L || sameSize weight value)
            weight.Dims
            (List.take weight.Rank values.Dims)

    let private checkWeights (compared: Compared) what isWhole (values: Expr) =
        let check kind (weight: Expr) =
            let aligned, weight' = Ranks.align true values weight
            if isWhole && aligned.Rank <> weight'.Rank || not (weighs weight'.Shape aligned.Shape) then
                let orOnes = if values.Rank > 1 then ", or 1 where one is for a whole axis" else ""
                fail compared $"{kind} for {what} must have shape {values.Shape}{orOnes}, got {weight.Shape}"
        compared.Mask |> Option.iter (check "the mask")
        compared.Weight |> Option.iter (check "sample weights")

    let private checkLoss (compared: Compared) (loss: Loss) =
        let what = $"loss {Loss.title loss}"
        checkTarget compared what loss.Function
        if compared.Weight.IsSome || compared.Mask.IsSome then
            locate compared what (fun () -> Loss.losses loss.Function compared.Target compared.Prediction)
            |> fst
            |> checkWeights compared what true

    let private checkMetric (compared: Compared) (metric: Metric) =
        let what = $"metric {metric.Name}"
        checkTarget compared what metric.Rule
        if compared.Weight.IsSome || compared.Mask.IsSome then
            match metric.Rule.Rule with
            | MetricRule.Mean values
            | MetricRule.OfMean(values, _) ->
                locate compared what (fun () ->
                    TargetRule.prepare (TargetRule.find metric.Rule) compared.Target compared.Prediction |> values)
            | MetricRule.States _ -> compared.Prediction
            |> checkWeights compared what false

    /// Raises where a loss or metric of an output cannot take its targets or weights.
    let check (settings: CompileSettings) (outputs: Compared list) : unit =
        let names = outputs |> List.map _.Output
        let losses, _, metrics, weightedMetrics = settings.ForOutputs names
        let resolve compared choice = MetricChoice.resolve choice compared.Target.Shape compared.Prediction.Shape
        for compared, loss, (metrics, weighted) in List.zip3 outputs losses (List.zip metrics weightedMetrics) do
            loss |> Option.iter (checkLoss compared)
            for choice in metrics do
                checkMetric { compared with Weight = None } (resolve compared choice)
            for choice in weighted do
                checkMetric compared (resolve compared choice)

    /// The outputs of a model beside their targets and weights.
    let compared
        (built: BuiltModel)
        (outputs: (Expr * Expr option) list)
        (targets: Expr option list)
        (weights: Expr option list)
        : Compared list =
        let names = built.OutputNames
        if targets.Length <> names.Length then
            let outputs = names |> List.map (fun name -> $"'{name}'") |> String.concat ", "
            raise (DataException $"targets must be one for each of the outputs {outputs}, got {targets.Length}")
        List.zip3 names outputs (List.zip targets weights)
        |> List.map (fun (name, (prediction, mask), (target, weight)) -> {
            Output = name
            Prediction = prediction
            Mask = mask
            // Nothing compares an output without a target.
            Target = Option.defaultValue prediction target
            Weight = weight
        })

    /// Which outputs have a loss or metrics.
    let isCompared (settings: CompileSettings) (names: string list) : bool list =
        let losses, _, metrics, weighted = settings.ForOutputs names
        List.map3 (fun loss a b -> Option.isSome loss || not (List.isEmpty (a @ b))) losses metrics weighted

    /// The outputs and their masks as they leave the model, of sizes that may be known only when data arrives.
    let outputs (built: BuiltModel) : (Expr * Expr option) list =
        built.Outputs |> List.map (fun output -> output, built.Trace.TryMask output)

    /// Whether some size of an output, but for the number of samples, is known only when data arrives.
    let isOpen (built: BuiltModel) =
        let samples = built.Inputs.Head.Shape[0]
        outputs built
        |> List.exists (fun (output, _) ->
            output.Rank = 0 || output.Shape[0] <> samples || List.exists (Dim.isKnown >> not) output.Shape.Dims.Tail)

    /// The outputs and their masks for inputs of these sizes.
    let sized (built: BuiltModel) (sizes: int64[] list) : (Expr * Expr option) list =
        let known = Dictionary<Node, Expr>(HashIdentity.Reference)
        for input, sizes in List.zip built.Inputs sizes do
            known[input.Node] <- Ops.input "" (Shape.known sizes) input.DType
        let rebuild (node: Node) args =
            match known.TryGetValue node with
            | true, input -> [ input ]
            | _ ->
                try
                    Graph.rebuild node args
                with :? ShapeException as error ->
                    raise (ShapeException $"{node.Layer}: {error.Message}")
        let outputs = outputs built
        let flat = Graph.rewrite rebuild ((outputs |> List.map fst) @ (outputs |> List.choose snd))
        let predictions, masks = List.splitAt outputs.Length flat
        let placeholder (expr: Expr) = Ops.input "" expr.Shape expr.DType
        let rec pair predictions (outputs: (Expr * Expr option) list) masks =
            match predictions, outputs, masks with
            | prediction :: predictions, (_, Some _) :: outputs, mask :: masks ->
                (placeholder prediction, Some(placeholder mask)) :: pair predictions outputs masks
            | prediction :: predictions, _ :: outputs, masks ->
                (placeholder prediction, None) :: pair predictions outputs masks
            | _ -> []
        pair predictions outputs masks

    let private placeholder (tensor: Tensor) =
        Ops.input "" (Shape.known (Tensors.sizes tensor)) (Tensors.dtype tensor.dtype)

    /// Raises where a loss or metric cannot take data like these, whatever the number of samples.
    let data
        (settings: CompileSettings)
        (built: BuiltModel)
        (inputs: Tensor[])
        (targets: Tensor[])
        (weights: Tensor option list)
        : unit =
        let targets = targets |> Array.map (Option.ofObj >> Option.map placeholder) |> List.ofArray
        let weights = weights |> List.map (Option.map placeholder)
        let check outputs = compared built outputs targets weights |> check settings
        if isOpen built then
            inputs |> Array.map Tensors.sizes |> List.ofArray |> sized built |> check
        // A size that is unknown to the program is no axis of size 1, whatever it is this time.
        check (outputs built)

/// Remembers the sizes of data that were found to fit, so that those of the same sizes are not looked at again.
[<Sealed>]
type internal TargetFit private (settings: CompileSettings, built: BuiltModel) =

    static let all = ConditionalWeakTable<BuiltModel, TargetFit>()
    // Streams of many lengths come back to few of them.
    static let most = 16

    let isOpen = TargetCheck.isOpen built
    // Numbers of targets, and sizes of what was looked at. Replaced as a whole, for there may be several threads.
    let mutable known: struct (int * int64[][]) list = []

    let isSame (sizes: int64[]) (tensor: Tensor) =
        if isNull tensor || isNull sizes then
            isNull tensor && isNull sizes
        else
            let mutable same = int64 sizes.Length = tensor.Dimensions
            let mutable axis = 1
            while same && axis < sizes.Length do
                same <- sizes[axis] = tensor.size axis
                axis <- axis + 1
            same

    let weightsOf (weights: Tensor[]) =
        let outputs = built.Outputs.Length
        match weights.Length with
        | 0 -> List.replicate outputs None
        | 1 -> List.replicate outputs (Option.ofObj weights[0])
        | count when count = outputs -> weights |> Array.map Option.ofObj |> List.ofArray
        | count ->
            raise (
                DataException $"sample weights must be one for all outputs or one for each of {outputs}, got {count}"
            )

    let classes =
        let losses, _, metrics, weighted = settings.ForOutputs built.OutputNames
        [
            for i, (loss, choices) in List.indexed (List.zip losses (List.map2 (@) metrics weighted)) do
                let compared: obj list = [
                    for loss in Option.toList loss do
                        loss.Function
                    for choice in choices do
                        for metric in Option.toList (MetricChoice.tryMetric choice) do
                            metric.Rule
                ]
                for lossOrMetric in compared do
                    match TargetRule.find lossOrMetric with
                    | TargetRule.Indices(axis, OtherIndex.Refused ignored) when abs axis < built.Outputs[i].Rank ->
                        match built.Outputs[i].Shape[axis] with
                        | Dim.Known classes -> i, classes, ignored
                        | Dim.Unknown _ -> ()
                    | _ -> ()
        ]
        |> List.distinct

    member private _.Settings = settings

    /// Outputs whose targets index classes, the number of classes, and the index that stands for what does not count.
    member _.Classes: (int * int64 * int option) list = classes

    /// What is remembered of a model that is compiled with those settings.
    static member Of(settings: CompileSettings, built: BuiltModel) : TargetFit =
        let fit = all.GetValue(built, fun built -> TargetFit(settings, built))
        if obj.ReferenceEquals(fit.Settings, settings) then
            fit
        else
            let fresh = TargetFit(settings, built)
            all.AddOrUpdate(built, fresh)
            fresh

    /// Raises where a loss or metric cannot take data like these.
    member _.Check(inputs: Tensor[], targets: Tensor[], weights: Tensor[]) : unit =
        let looked = Array.concat [ (if isOpen then inputs else [||]); targets; weights ]
        let isKnown (struct (count, sizes: int64[][])) =
            count = targets.Length && sizes.Length = looked.Length && Array.forall2 isSame sizes looked
        if not (List.exists isKnown known) then
            TargetCheck.data settings built inputs targets (weightsOf weights)
            let sizes = looked |> Array.map (fun tensor -> if isNull tensor then null else Tensors.sizes tensor)
            known <- struct (targets.Length, sizes) :: List.truncate (most - 1) known
