namespace Functional.Layers

open Functional
open Functional.Layer

/// Which steps count: those whose value is another one, or of whose features one is.
type StepMask = { Value: float; OfFeatures: bool }

[<RequireQualifiedAccess>]
module StepMask =

    /// [batch, time] or [batch, time, features] → [batch, time]
    let apply (mask: StepMask) (x: Expr) : Expr =
        let differs = Ops.notEqual x (Ops.scalarLike x mask.Value)
        if mask.OfFeatures then Ops.any [ -1 ] differs else differs

/// Where a model's data enters: a shape without the batch, and a dtype.
type InputLayer = {
    /// Sizes with the batch first; nothing = unknown.
    [<AtLeast 0.0>]
    BatchShape: int64 option list
    /// Type of the elements.
    DType: DType
    /// Whether data for it may be left out.
    Optional: bool
} with

    /// An input of the given sizes behind the batch.
    static member Create(sizes: int64 list) = {
        BatchShape = None :: List.map Some sizes
        DType = DType.Float32
        Optional = false
    }

    interface IEntrance with
        member this.Build(_, inputs) = inputs
        member this.Shape = this.BatchShape
        member this.DType = this.DType

/// A trainable correction of low rank to a frozen weight: weight + a · b (Hu et al. 2021).
type Lora = {
    /// Rank of the correction.
    [<AtLeast 1.0>]
    Rank: int
    /// Kept for files. Keras: has no effect, since building a layer sets it to the rank, which makes the scale alpha / rank one.
    Alpha: float
}

[<RequireQualifiedAccess>]
module internal Lora =

    /// The weight, with its correction if there is one. Keras: the bias stands between the two in the order of weights, so the
    /// correction is declared by a second call.
    let weight (scope: Scope) (lora: Lora option) name shape rule =
        match lora with
        | None -> scope.Weight(name, shape, rule)
        | Some lora -> scope.With(false, None).Weight(name, shape, rule)

    /// Adds the correction to a weight of that shape; <c>initializer</c> is that of the first factor, the second is zero.
    let correct (scope: Scope) (lora: Lora option) name (shape: int64 list) initializer (weight: Expr) =
        match lora with
        | None -> weight
        | Some lora ->
            let rank = int64 lora.Rank
            let leading, width = List.take (shape.Length - 1) shape, List.last shape
            let a = scope.Factor($"lora_{name}_a", name, leading @ [ rank ], WeightRule.Of initializer)
            let b = scope.Factor($"lora_{name}_b", name, [ rank; width ], WeightRule.Of Initializer.Zeros)
            // Keras: building the layer sets alpha to the rank, whatever the configuration says.
            weight + (a *@ b)

/// Fully connected layer: <c>activation(x · kernel + bias)</c>, [..., features] → [..., units].
type Dense = {
    /// Size of the output's last axis.
    [<AtLeast 1.0>]
    Units: int
    /// Applied to the output.
    Activation: Activation
    /// Whether a bias is added.
    UseBias: bool
    Kernel: WeightRule
    Bias: WeightRule
    /// Penalty of the output.
    ActivityRegularizer: Regularizer option
    /// Freezes the kernel and trains a correction of low rank.
    Lora: Lora option
} with

    static member Create units = {
        Units = units
        Activation = Activation.Linear
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        Lora = None
    }

    interface ILayer with
        member this.Build(scope, One x) =
            let shape = [ lastAxis x; int64 this.Units ]
            let kernel = Lora.weight scope this.Lora "kernel" shape this.Kernel
            let bias = if this.UseBias then Some(scope.Weight("bias", [ this.Units ], this.Bias)) else None
            let kernel = Lora.correct scope this.Lora "kernel" shape (Initializer.HeUniform Fan.Default) kernel
            let product = x *@ kernel
            let sum = bias |> Option.fold (+) product
            let output = Activation.apply this.Activation sum
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ scope.PassMask output ]

/// Applies an activation function. [...] → [...].
type ActivationLayer = {
    Activation: Activation
    ActivityRegularizer: Regularizer option
} with

    static member Create activation = { Activation = activation; ActivityRegularizer = None }

    interface IClassName with
        member _.ClassName = "Activation"

    interface ILayer with
        member this.Build(scope, One x) =
            let output = Activation.apply this.Activation x
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ scope.PassMask output ]

/// The input. [...] → [...].
[<Sealed>]
type Identity() =
    inherit WithoutSettings()

    interface ILayer with
        member _.Build(scope, inputs) =
            for x in inputs do
                scope.SetMask(x, scope.MaskOf x)
            inputs

/// Makes a mask: a step counts unless all its features are <c>maskValue</c>. Others become zero. [batch, time, features] → the same.
type Masking = {
    /// Value of the features of a step that does not count.
    MaskValue: float
} with

    static member Create() = { MaskValue = 0.0 }

    member private this.Mask = { Value = this.MaskValue; OfFeatures = true }

    interface ILayer with
        member this.Build(scope, One x) =
            let mask = StepMask.apply this.Mask x
            let output = x * Ops.cast x.DType (Ops.expandDims -1 mask)
            scope.SetMask(output, Some mask)
            [ output ]

/// Adds a penalty of its input to the loss: <c>l1 · Σ |x| + l2 · Σ x²</c>, a mean over the samples. [...] → [...].
type ActivityRegularization = {
    /// Factor of the sum of sizes.
    [<AtLeast 0.0>]
    L1: float
    /// Factor of the sum of squares.
    [<AtLeast 0.0>]
    L2: float
} with

    static member Create() = { L1 = 0.0; L2 = 0.0 }

    interface ILayer with
        member this.Build(scope, One x) =
            scope.AddActivityLoss(Some(Regularizer.L1L2(this.L1, this.L2)), [ x ])
            [ scope.PassMask x ]

/// Rows of a table at integer indices. [...] of integers in [0, inputDim) → [..., outputDim].
type Embedding = {
    /// Number of rows: one more than the largest index.
    [<AtLeast 1.0>]
    InputDim: int
    /// Width of a row.
    [<AtLeast 1.0>]
    OutputDim: int
    Embeddings: WeightRule
    ActivityRegularizer: Regularizer option
    /// Whether index 0 means "no step here": it makes a mask for the layers that follow.
    MaskZero: bool
    /// Freezes the table and trains a correction of low rank.
    Lora: Lora option
} with

    static member Create(inputDim, outputDim) = {
        InputDim = inputDim
        OutputDim = outputDim
        Embeddings = WeightRule.Of(Initializer.RandomUniform(-0.05, 0.05, None))
        ActivityRegularizer = None
        MaskZero = false
        Lora = None
    }

    member private this.Mask = if this.MaskZero then Some { Value = 0.0; OfFeatures = false } else None

    interface ILayer with
        member this.Build(scope, One x) =
            let shape = [ int64 this.InputDim; int64 this.OutputDim ]
            let table =
                Lora.weight scope this.Lora "embeddings" shape this.Embeddings
                |> Lora.correct scope this.Lora "embeddings" shape (Initializer.HeUniform Fan.Default)
            let output = Ops.embedding table x
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            scope.SetMask(output, this.Mask |> Option.map (fun mask -> StepMask.apply mask x))
            [ output ]

[<RequireQualifiedAccess>]
module internal Dropping =

    /// The input with a share of its values dropped in training, along those axes together.
    let apply (scope: Scope) (rate: float) seed (shared: int list) (x: Expr) =
        if rate = 0.0 then
            [ scope.PassMask x ]
        else
            let stream = scope.Random seed
            [
                scope.PassMask(
                    if not scope.Training then x
                    elif rate = 1.0 then x * 0.0
                    else Expr.Of(Op.Dropout(rate, shared, stream), [ x ])
                )
            ]

/// Sets a share of the values to zero in training and scales the others up, so that the expected sum stays; nothing in inference.
/// [...] → [...] (Srivastava et al. 2014).
type Dropout = {
    /// Share of the values to drop.
    [<Within(0.0, 1.0)>]
    Rate: float
    /// Sizes of the pattern of dropped values; 1 repeats it along an axis. Absent: the input's sizes.
    NoiseShape: int64 option list option
    Seed: int64 option
} with

    static member Create rate = { Rate = rate; NoiseShape = None; Seed = None }

    interface ILayer with
        member this.Build(scope, One x) =
            let shared =
                match this.NoiseShape with
                | None -> []
                | _ when this.Rate = 0.0 -> []
                | Some sizes when sizes.Length = x.Rank ->
                    sizes
                    |> List.indexed
                    |> List.choose (fun (axis, size) -> if size = Some 1L then Some axis else None)
                | Some sizes ->
                    raise (
                        ShapeException
                            $"noise_shape must have {x.Rank} sizes for an input of shape {x.Shape}, got {sizes.Length}"
                    )
            Dropping.apply scope this.Rate this.Seed shared x
