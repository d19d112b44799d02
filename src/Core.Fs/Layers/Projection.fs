namespace Functional.Layers

open System.Text.RegularExpressions
open Functional
open Functional.Layer

/// What an equation of <c>EinsumDense</c> says for an input: shapes, and which axes of the kernel count as its inputs and outputs.
type internal EinsumPlan = {
    Input: char list
    Weight: char list
    Output: char list
    Kernel: int64 list
    /// Sizes of the bias, if there is one, which is added to the last axes.
    Bias: int64 list option
    InputAxes: int list
    OutputAxes: int list
}

[<RequireQualifiedAccess>]
module internal EinsumPlan =

    let private fail message = raise (ShapeException message)

    let private form =
        Regex(
            @"^(?:(?<left>\.\.\.)?([a-zA-Z]+),([a-zA-Z]+)->(?(left)\.\.\.)([a-zA-Z]+)|([a-zA-Z]{2,})(?<right>\.\.\.),([a-zA-Z]+)->([a-zA-Z]+)\.\.\.)$"
        )

    // Axes that dots stand for have letters of their own.
    let private hidden count = [ for i in 1..count -> char i ]

    let private letters (equation: string) =
        let found = form.Match equation
        if not found.Success then
            raise (
                ConfigurationException
                    $"equation must be like \"ab,bc->ac\", \"...a,ab->...b\" or \"ab...,bc->ac...\", got \"{equation}\""
            )
        let parts = [
            for i in 1..6 do
                if found.Groups[i].Success then
                    List.ofSeq found.Groups[i].Value
        ]
        for part in parts do
            if (List.distinct part).Length < part.Length then
                raise (ConfigurationException $"equation may name each axis of a tensor once, got \"{equation}\"")
        parts[0], parts[1], parts[2], found.Groups["left"].Success, found.Groups["right"].Success

    /// Raises for an equation that is none, or does not fit the sizes of input and output.
    let make (equation: string) (outputShape: int64 option list) (biasAxes: string option) (x: Shape) : EinsumPlan =
        let input, weight, output, isLeft, isRight = letters equation
        let elided = x.Rank - input.Length
        if elided < 0 || (elided > 0 && not (isLeft || isRight)) then
            fail $"equation \"{equation}\" needs an input of {input.Length} axes, got {x}"
        let around part = if isLeft then hidden elided @ part else part @ hidden elided
        // The first axis of the output is the batch.
        let named = if isLeft && elided > 0 then output else output.Tail
        if outputShape.Length <> named.Length then
            fail $"output_shape must be {named.Length} sizes for the equation \"{equation}\", got {outputShape.Length}"
        let input', output' = around input, around output
        let given = List.zip named outputShape |> Map
        let ofInput letter = input' |> List.tryFindIndex ((=) letter) |> Option.map (fun axis -> x[axis])
        let sizeOf letter =
            match Map.tryFind letter given |> Option.flatten, ofInput letter with
            | Some size, Some(Dim.Known other) when size <> other ->
                fail $"output_shape must have {other} for the axis {letter} of the input {x}, got {size}"
            | Some size, _
            | None, Some(Dim.Known size) -> size
            | None, _ -> fail $"the size of the axis {letter} of \"{equation}\" must be known, got input {x}"
        for letter in output do
            if not (List.contains letter input || List.contains letter weight) then
                fail $"equation must name each axis of the output in the input or the kernel, got \"{equation}\""
        for letter in weight do
            if not (List.contains letter input || List.contains letter output) then
                fail $"equation must name each axis of the kernel in the input or the output, got \"{equation}\""
        let bias =
            biasAxes
            |> Option.map (fun axes ->
                let axes = List.ofSeq axes
                if axes.IsEmpty || not (List.forall (fun letter -> List.contains letter output) axes) then
                    let got = System.String(Array.ofList axes)
                    fail $"bias_axes must be axes of the output of \"{equation}\", got \"{got}\""
                let first = axes |> List.map (fun letter -> List.findIndex ((=) letter) output) |> List.min
                [
                    for letter in List.skip first output -> if List.contains letter axes then sizeOf letter else 1L
                    if not isLeft then
                        yield! List.replicate elided 1L
                ])
        let outputs, inputs = List.indexed weight |> List.partition (fun (_, letter) -> List.contains letter output)
        {
            Input = input'
            Weight = weight
            Output = output'
            Kernel = List.map sizeOf weight
            Bias = bias
            InputAxes = List.map fst inputs
            OutputAxes = List.map fst outputs
        }

/// Fully connected layer over the axes that an equation names: <c>activation(Σ x · kernel + bias)</c>. [...] → [batch, outputShape...].
type EinsumDense = {
    /// Letters of the axes of input and kernel, and of those of the output: <c>"abc,cd->abd"</c>; dots stand for further axes in front or
    /// behind.
    Equation: string
    /// Sizes of the output behind the batch; nothing = as in the input.
    [<AtLeast 1.0>]
    OutputShape: int64 option list
    /// Applied to the output.
    Activation: Activation
    /// Letters of the output's axes that a bias has; no bias when absent.
    BiasAxes: string option
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
    /// Freezes the kernel and trains a correction of low rank.
    Lora: Lora option
} with

    static member Create(equation, outputShape) = {
        Equation = equation
        OutputShape = outputShape
        Activation = Activation.Linear
        BiasAxes = None
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
        Lora = None
    }

    interface ILayer with
        member this.Build(scope, One x) =
            let plan = EinsumPlan.make this.Equation this.OutputShape this.BiasAxes x.Shape
            let rule = {
                this.Kernel with
                    Initializer = Initializer.withAxes plan.InputAxes plan.OutputAxes this.Kernel.Initializer
            }
            let kernel = Lora.weight scope this.Lora "kernel" plan.Kernel rule
            let bias = plan.Bias |> Option.map (fun sizes -> scope.Weight("bias", sizes, this.Bias))
            let kernel = Lora.correct scope this.Lora "kernel" plan.Kernel (Initializer.HeUniform Fan.Default) kernel
            let sum = bias |> Option.fold (+) (Einsum.product (x, plan.Input) (kernel, plan.Weight) plan.Output)
            let output = Activation.apply this.Activation sum
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ output ]

/// An embedding that also goes back: rows of a table at integer indices, [...] → [..., outputDim], or called with <c>reverse</c> the logits
/// of the indices, <c>x · tableᵀ</c>, [..., outputDim] → [..., inputDim] (Press and Wolf 2016).
type ReversibleEmbedding = {
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
    /// Whether the way back uses the same table; a kernel of its own otherwise.
    TieWeights: bool
    /// Type in which the way back is computed; the layer's when absent.
    ReverseDtype: DType option
    /// Bound of the logits' size, which they approach as <c>cap · tanh(logits / cap)</c>; none when absent.
    LogitSoftCap: float option
    /// Freezes the table and trains a correction of low rank.
    Lora: Lora option
} with

    static member Create(inputDim, outputDim) = {
        InputDim = inputDim
        OutputDim = outputDim
        Embeddings = WeightRule.Of(Initializer.RandomUniform(-0.05, 0.05, None))
        ActivityRegularizer = None
        MaskZero = false
        TieWeights = true
        ReverseDtype = None
        LogitSoftCap = None
        Lora = None
    }

    interface ILayer with
        member this.Build(scope, One x) =
            let inputDim, outputDim = int64 this.InputDim, int64 this.OutputDim
            let table =
                Lora.weight scope this.Lora "embeddings" [ inputDim; outputDim ] this.Embeddings
                |> Lora.correct scope this.Lora "embeddings" [ inputDim; outputDim ] (Initializer.HeUniform Fan.Default)
            let back =
                if this.TieWeights then
                    Ops.transpose [ 1; 0 ] table
                else
                    let rule = WeightRule.Of this.Embeddings.Initializer
                    scope.Weight("reverse_embeddings", [ outputDim; inputDim ], rule)
            let output =
                if scope.Flag "reverse" then
                    let cast (x: Expr) = this.ReverseDtype |> Option.fold (fun x dtype -> Ops.cast dtype x) x
                    let logits = cast x *@ cast back
                    match this.LogitSoftCap with
                    | Some cap -> Ops.tanh (logits / cap) * cap
                    | None -> logits
                else
                    let output = Ops.embedding table x
                    if this.MaskZero then
                        scope.SetMask(output, Some(StepMask.apply { Value = 0.0; OfFeatures = false } x))
                    output
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ output ]

/// Fully connected layer whose kernel is −1, 0 or 1 forwards, while its gradient is that of the kernel itself:
/// <c>activation(β · x · ternary(kernel) + bias)</c>, [..., features] → [..., units], with β the mean size of the kernel, or 1 with a threshold
/// of one's own (BitNet b1.58, Ma et al. 2024).
type TernaryDense = {
    /// Size of the output's last axis.
    [<AtLeast 1.0>]
    Units: int
    /// Size up to which a weight counts as 0; half the mean size when absent.
    [<AtLeast 0.0>]
    Threshold: float option
    /// Applied to the output.
    Activation: Activation
    /// Whether a bias is added.
    UseBias: bool
    Kernel: WeightRule
    Bias: WeightRule
    ActivityRegularizer: Regularizer option
} with

    static member Create units = {
        Units = units
        Threshold = None
        Activation = Activation.Linear
        UseBias = true
        Kernel = WeightRule.Of Initializer.glorotUniform
        Bias = WeightRule.Of Initializer.Zeros
        ActivityRegularizer = None
    }

    interface ILayer with
        member this.Build(scope, One x) =
            let kernel = scope.Weight("kernel", [ lastAxis x; int64 this.Units ], this.Kernel)
            let size = Ops.abs kernel
            let mean = Ops.meanAll size
            let threshold = this.Threshold |> Option.map (Ops.scalarLike kernel) |> Option.defaultValue (mean * 0.5)
            let ternary = Ops.sign kernel * Ops.cast kernel.DType (Ops.greater size threshold)
            let product = x *@ (kernel + Ops.stopGradient (ternary - kernel))
            let scaled = if this.Threshold.IsSome then product else product * mean
            let sum = if this.UseBias then scaled + scope.Weight("bias", [ this.Units ], this.Bias) else scaled
            let output = Activation.apply this.Activation sum
            scope.AddActivityLoss(this.ActivityRegularizer, [ output ])
            [ scope.PassMask output ]
