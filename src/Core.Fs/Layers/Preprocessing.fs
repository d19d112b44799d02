namespace Functional.Layers

open System
open Functional
open Functional.Layer

/// Mean and variance of data for each place along some axes.
type Moments = { Sizes: int64 list; Mean: float list; Variance: float list }

[<RequireQualifiedAccess>]
module internal Moments =

    /// Of batches, for each place along axes that are kept. Those of a batch are merged into those of the batches before it.
    let ofBatches (axes: int list) (batches: HostArray list) : Moments =
        Adapting.require batches
        let kept (batch: HostArray) =
            let rank = batch.Shape.Length
            for axis in axes do
                if axis < -rank || axis >= rank then
                    raise (ShapeException $"axis must be in [{-rank}, {rank}) for data of {rank} axes, got {axis}")
            axes |> List.map (fun axis -> if axis < 0 then axis + rank else axis) |> List.distinct |> List.sort
        let sizesOf (batch: HostArray) = [ for axis in kept batch -> batch.Shape[axis] ]
        let sizes = sizesOf batches.Head
        let places = int (List.fold (*) 1L sizes)
        let mean, spread, counts =
            Array.zeroCreate<float> places, Array.zeroCreate<float> places, Array.zeroCreate<float> places
        for batch in batches do
            if sizesOf batch <> sizes then
                raise (
                    ShapeException
                        $"data: batches must have sizes {Functional.Shape.known sizes} along the axes that are kept, got {Functional.Shape.known batch.Shape}"
                )
            let axes = kept batch
            let values = HostValues.floats batch
            let strides = Array.create batch.Shape.Length 0
            let mutable stride = 1
            for axis in List.rev axes do
                strides[axis] <- stride
                stride <- stride * int batch.Shape[axis]
            // The place of each element, counted up as a number whose digits are the indices.
            let index = Array.zeroCreate<int> batch.Shape.Length
            let mutable place = 0
            for value in values do
                // Welford 1962.
                counts[place] <- counts[place] + 1.0
                let error = value - mean[place]
                mean[place] <- mean[place] + error / counts[place]
                spread[place] <- spread[place] + error * (value - mean[place])
                let mutable axis = index.Length - 1
                let mutable carries = true
                while carries && axis >= 0 do
                    index[axis] <- index[axis] + 1
                    place <- place + strides[axis]
                    if index[axis] = int batch.Shape[axis] then
                        place <- place - strides[axis] * index[axis]
                        index[axis] <- 0
                        axis <- axis - 1
                    else
                        carries <- false
        {
            Sizes = sizes
            Mean = List.ofArray mean
            Variance = [ for place in 0 .. places - 1 -> spread[place] / counts[place] ]
        }

/// Shifts and scales numbers to mean 0 and variance 1: <c>(x − mean) / √variance</c>, with the mean and the variance of each place along
/// some axes, given or learned from data. [...] → [...].
type Normalization = {
    /// The axes along which every place has a mean and a variance of its own; none of them is one for all.
    Axis: int list
    /// The mean, of as many places as the axes have; learned from data when absent.
    Mean: Nested option
    /// The variance, like the mean.
    Variance: Nested option
    /// Whether to go back: <c>mean + x · √variance</c>.
    Invert: bool
    /// What was learned from data.
    [<Learned>]
    Moments: Moments option
} with

    static member Create() = { Axis = [ -1 ]; Mean = None; Variance = None; Invert = false; Moments = None }

    // Given numbers along the last of the kept axes.
    member private _.Along(x: Expr, axes: int list, numbers: Nested) : Expr =
        let sizes = Nested.sizes numbers
        if sizes.Length > axes.Length then
            raise (
                ConfigurationException
                    $"mean and variance must have at most {axes.Length} axes, as many as axis has, got {sizes.Length}"
            )
        let placed = List.zip (List.skip (axes.Length - sizes.Length) axes) sizes |> Map
        for axis, size in Map.toList placed do
            match x.Shape[axis] with
            | Dim.Known known when known <> size && size <> 1L ->
                raise (ShapeException $"mean and variance are for {size} places along axis {axis}, got {x.Shape}")
            | _ -> ()
        Ops.constant (Nested.toHost numbers)
        |> Ops.reshape [ for axis in 0 .. x.Rank - 1 -> defaultArg (placed.TryFind axis) 1L ]
        |> Ops.cast x.DType

    // Keras: the learned numbers are weights, with a count that is always 0.
    member private this.Kept(scope: Scope, x: Expr, axes: int list) : Expr * Expr =
        let sizes = [
            for axis in axes ->
                match x.Shape[axis] with
                | Dim.Known size -> size
                | Dim.Unknown _ -> raise (ShapeException $"axis {axis} of the input must be known, got {x.Shape}")
        ]
        match this.Moments with
        | Some moments when moments.Sizes <> sizes ->
            raise (
                ShapeException
                    $"was adapted to sizes {Functional.Shape.known moments.Sizes} along the axes that are kept, this input has {Functional.Shape.known sizes}"
            )
        | _ -> ()
        let start (numbers: Moments -> float list) =
            this.Moments
            |> Option.map (fun moments ->
                let shape, values = Array.ofList sizes, Array.ofList (numbers moments)
                if scope.Policy.Variable = DType.Float64 then
                    { DType = DType.Float64; Shape = shape; Data = values }
                else
                    { DType = DType.Float32; Shape = shape; Data = Array.map float32 values })
        let float' =
            if scope.Policy.Variable = DType.Float64 || scope.Policy.Variable = DType.Float32 then
                scope
            else
                scope.With(true, Some { scope.Policy with Variable = DType.Float32 })
        let along (state: Expr) =
            state
            |> Ops.reshape [
                for axis in 0 .. x.Rank - 1 ->
                    if List.contains axis axes then (sizes[List.findIndex ((=) axis) axes]) else 1L
            ]
            |> Ops.cast x.DType
        let mean = float'.State("mean", sizes, WeightRule.Of Initializer.Zeros, start _.Mean)
        let variance = float'.State("variance", sizes, WeightRule.Of Initializer.Ones, start _.Variance)
        scope
            .With(true, Some { scope.Policy with Variable = DType.Int32 })
            .State("count", [], WeightRule.Of Initializer.Zeros)
        |> ignore
        along mean, along variance

    interface ILayer with
        member this.Build(scope, One x) =
            // Whole numbers too.
            let x = Ops.cast scope.Compute x
            let axes = this.Axis |> List.map (Functional.Shape.axis x.Shape) |> List.distinct |> List.sort
            let mean, variance =
                match this.Mean, this.Variance with
                | Some mean, Some variance ->
                    scope.Require(
                        Nested.sizes mean = Nested.sizes variance,
                        $"mean and variance must have the same sizes, got {Functional.Shape.known (Nested.sizes mean)} and {Functional.Shape.known (Nested.sizes variance)}"
                    )
                    this.Along(x, axes, mean), this.Along(x, axes, variance)
                | None, None -> this.Kept(scope, x, axes)
                | _ -> raise (ConfigurationException "mean and variance must both be given, or none of them")
            let deviation = Ops.sqrt variance
            let deviation = Ops.maximum deviation (Ops.scalarLike deviation 1e-7)
            [ scope.PassMask(if this.Invert then mean + x * deviation else (x - mean) / deviation) ]

    interface IAdaptable with
        member this.Adapt batches =
            if this.Mean.IsSome then
                raise (ConfigurationException "mean and variance are given, so there is nothing to adapt")
            { this with Moments = Some(Moments.ofBatches this.Axis batches) }

/// What stands for a number's bin, or for the bin of a hash.
[<RequireQualifiedAccess>]
type BinOutput =
    /// Its number.
    | Int
    /// A vector with one 1 for each.
    | OneHot
    /// A vector with a 1 for each bin that a sample has.
    | MultiHot
    /// A vector with how often a sample has each bin.
    | Count

/// Boundaries between bins that hold about as many numbers each, from batches one after the other: those of a list of numbers with weights,
/// which is kept short.
[<RequireQualifiedAccess>]
module private Quantiles =

    // Numbers in order, with how many of the data each stands for; float32, as in Keras.
    type private Digest = { Values: float32[]; Weights: float32[] }

    let private ofValues (epsilon: float) (values: float32[]) : Digest =
        let sorted = Array.sort values
        let step = max (float sorted.Length * epsilon) 1.0
        let kept = [| for at in int (step - 1.0) .. int step .. sorted.Length - 1 -> sorted[at] |]
        { Values = kept; Weights = Array.create kept.Length (float32 step) }

    // Between the two places around it, along straight lines.
    let private interpolate (xs: float[]) (ys: float[]) (x: float) =
        let last = xs.Length - 1
        if x <= xs[0] then
            ys[0]
        elif x >= xs[last] then
            ys[last]
        else
            let above = Array.FindIndex(xs, fun other -> other > x)
            let below = above - 1
            ys[below] + (ys[above] - ys[below]) / (xs[above] - xs[below]) * (x - xs[below])

    let private shorten (epsilon: float) (digest: Digest) : Digest =
        if float digest.Values.Length * epsilon < 1.0 then
            digest
        else
            let shares = [| for i in 0 .. int (ceil (1.0 / epsilon)) - 1 -> epsilon + float i * epsilon |]
            let totals = Array.scan (+) 0.0f digest.Weights |> Array.tail
            let places = totals |> Array.map (fun total -> float (total / Array.last totals))
            let values = shares |> Array.map (interpolate places (Array.map float digest.Values))
            let counts = shares |> Array.map (interpolate places (Array.map float totals))
            {
                Values = Array.map float32 values
                Weights = Array.append [| 0.0 |] counts |> Array.pairwise |> Array.map (fun (a, b) -> float32 (b - a))
            }

    let private merge (epsilon: float) (a: Digest) (b: Digest) : Digest =
        let values, weights = Array.append a.Values b.Values, Array.append a.Weights b.Weights
        let order = Array.init values.Length id |> Array.sortBy (fun i -> values[i])
        shorten epsilon {
            Values = Array.map (Array.get values) order
            Weights = Array.map (Array.get weights) order
        }

    /// Boundaries of so many bins.
    let boundaries (epsilon: float) (bins: int) (batches: HostArray list) : float list =
        let digest =
            ({ Values = [||]; Weights = [||] }, batches)
            ||> List.fold (fun digest batch ->
                merge epsilon (HostValues.floats batch |> Array.map float32 |> ofValues epsilon) digest)
        let values = (shorten (1.0 / float bins) digest).Values
        values |> Array.truncate (values.Length - 1) |> Array.map float |> List.ofArray

/// Which of several ranges each number is in: 0 below the first boundary, 1 from there on, and so on. [...] → [...], or a vector of
/// the bins for each number or sample.
type Discretization = {
    /// Where bins begin, but for the first; learned from data when absent.
    BinBoundaries: float list option
    /// Into how many bins data are divided that boundaries are learned from.
    [<AtLeast 1.0>]
    NumBins: int option
    /// How far boundaries that are learned may be off, as a share of the data.
    [<AboveUpTo(0.0, 1.0)>]
    Epsilon: float
    /// What stands in the output: <c>"int"</c>, <c>"one_hot"</c>, <c>"multi_hot"</c> or <c>"count"</c>.
    OutputMode: BinOutput
} with

    static member Create() = { BinBoundaries = None; NumBins = None; Epsilon = 0.01; OutputMode = BinOutput.Int }

    interface ILayer with
        member this.Build(scope, One x) =
            let boundaries =
                match this.BinBoundaries with
                | Some boundaries -> boundaries
                | None when this.NumBins.IsSome ->
                    raise (ConfigurationException "needs its boundaries: adapt the layer to data first")
                | None -> raise (ConfigurationException "bin_boundaries or num_bins must be given")
            let bins =
                if boundaries.IsEmpty then
                    Ops.fullLike x DType.Int32 0.0
                else
                    let at =
                        Ops.constant {
                            DType = DType.Float64
                            Shape = [| int64 boundaries.Length |]
                            Data = Array.ofList boundaries
                        }
                    let at = Ops.cast (if x.DType.IsFloat then x.DType else DType.Float32) at
                    // What is no number is beyond all boundaries.
                    let isFrom = Ops.logicalNot (Ops.less (Ops.expandDims -1 x) at)
                    Ops.sum [ -1 ] (Ops.cast DType.Int32 isFrom)
            let depth = boundaries.Length + 1
            [
                match this.OutputMode with
                | BinOutput.Int -> bins
                | BinOutput.OneHot -> Categories.oneHot depth scope.Compute bins
                | BinOutput.MultiHot -> Categories.multiHot depth scope.Compute bins
                | BinOutput.Count -> Categories.count depth scope.Compute None bins
            ]

    interface IAdaptable with
        member this.Adapt batches =
            match this.NumBins with
            | None ->
                raise (
                    ConfigurationException
                        "bin_boundaries are given, so there is nothing to adapt; give num_bins instead"
                )
            | Some bins ->
                Ranges.check FieldName.key this
                Adapting.require batches
                { this with BinBoundaries = Some(Quantiles.boundaries this.Epsilon bins batches) }

/// What stands for categories in an output.
[<RequireQualifiedAccess>]
type CategoryOutput =
    /// A vector with one 1 for each.
    | OneHot
    /// A vector with a 1 for each category that a sample has.
    | [<AlsoCalled "binary">] MultiHot
    /// A vector with how often a sample has each category.
    | Count

/// Vectors that stand for categories, which are whole numbers from 0 on. [batch, n] → [batch, numTokens], or one for each:
/// [...] → [..., numTokens]. A number beyond the categories stands for none.
type CategoryEncoding = {
    /// How many categories there are.
    [<AtLeast 1.0>]
    NumTokens: int option
    /// What stands in the output: <c>"multi_hot"</c>, <c>"one_hot"</c> or <c>"count"</c>.
    OutputMode: CategoryOutput
} with

    static member Create(numTokens: int) = { NumTokens = Some numTokens; OutputMode = CategoryOutput.MultiHot }

    interface ILayer with
        member this.Build(scope, One x) =
            let depth =
                match this.NumTokens with
                | Some depth -> depth
                | None -> raise (ConfigurationException "num_tokens must be given")
            let weights =
                match scope.Argument "count_weights" with
                | [] -> None
                | weights :: _ ->
                    scope.Require(
                        (this.OutputMode = CategoryOutput.Count),
                        $"count_weights are for output_mode \"count\", got \"{CaseName.word this.OutputMode}\""
                    )
                    if weights.Rank <> x.Rank then
                        raise (
                            ShapeException
                                $"count_weights must be of shape {x.Shape}, as the input is, got {weights.Shape}"
                        )
                    Some(Ops.cast scope.Compute weights)
            [
                match this.OutputMode with
                | CategoryOutput.OneHot -> Categories.oneHot depth scope.Compute x
                | CategoryOutput.MultiHot -> Categories.multiHot depth scope.Compute x
                | CategoryOutput.Count -> Categories.count depth scope.Compute weights x
            ]
