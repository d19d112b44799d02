namespace Functional.Layers

open Functional
open Functional.Layer

/// max(x, 0); below the threshold <c>negativeSlope · (x − threshold)</c>; at most <c>maxValue</c>. [...] → [...].
type ReLU = {
    /// Largest output.
    [<AtLeast 0.0>]
    MaxValue: float option
    /// Slope below the threshold.
    [<AtLeast 0.0>]
    NegativeSlope: float
    /// Where the output begins to follow the input.
    [<AtLeast 0.0>]
    Threshold: float
} with

    static member Create() = { MaxValue = None; NegativeSlope = 0.0; Threshold = 0.0 }

    interface ILayer with
        member this.Build(scope, One x) = [
            scope.PassMask(Activation.apply (Activation.Relu(this.NegativeSlope, this.MaxValue, this.Threshold)) x)
        ]

/// x, or <c>negativeSlope · x</c> where x is negative (Maas et al. 2013). [...] → [...].
type LeakyReLU = {
    /// Slope of the negative side. Keras: 0.3 for the layer, 0.2 for the activation.
    [<AtLeast 0.0>]
    NegativeSlope: float
} with

    static member Create() = { NegativeSlope = 0.3 }

    interface ILayer with
        member this.Build(scope, One x) = [
            scope.PassMask(Activation.apply (Activation.LeakyRelu this.NegativeSlope) x)
        ]

/// x, or <c>alpha · (exp x − 1)</c> where x is negative (Clevert et al. 2015). [...] → [...].
type ELU = {
    /// What the output goes to for very negative inputs, with a minus.
    Alpha: float
} with

    static member Create() = { Alpha = 1.0 }

    interface ILayer with
        member this.Build(scope, One x) = [ scope.PassMask(Activation.apply (Activation.Elu this.Alpha) x) ]

/// x, or <c>alpha · x</c> where x is negative, with slopes that are trained (He et al. 2015). [batch, ...] → [batch, ...].
type PReLU = {
    Alpha: WeightRule
    /// Axes, from 1, along which a slope is shared.
    SharedAxes: int list option
} with

    static member Create() = { Alpha = WeightRule.Of Initializer.Zeros; SharedAxes = None }

    interface ILayer with
        member this.Build(scope, One x) =
            let shared = this.SharedAxes |> Option.defaultValue [] |> List.map (Functional.Shape.axis x.Shape)
            let size axis =
                if List.contains axis shared then
                    1L
                else
                    match x.Shape[axis] with
                    | Dim.Known size -> size
                    | Dim.Unknown _ -> raise (ShapeException $"axis {axis} must be known or shared, got {x.Shape}")
            let alpha = scope.Weight("alpha", [ for axis in 1 .. x.Rank - 1 -> size axis ], this.Alpha)
            [ scope.PassMask(Ops.relu x - alpha * Ops.relu (-x)) ]

[<RequireQualifiedAccess>]
module internal Softmaxes =

    /// e^x over its sum over axes; of what a mask leaves out nothing counts.
    let apply (axes: int list) (mask: Expr option) (x: Expr) =
        let logits =
            match mask with
            | Some mask -> x + (1.0 - Ops.cast x.DType mask) * (if x.DType = DType.Float16 then -3e4 else -1e9)
            | None -> x
        let output =
            match axes with
            | [ axis ] -> Ops.softmax axis logits
            | axes ->
                let exponentials = Ops.exp (logits - Ops.stopGradient (Ops.maxKeep axes logits))
                exponentials / Ops.sumKeep axes exponentials
        // Keras: where nothing counts the output is zero.
        mask |> Option.fold (fun output mask -> output * Ops.cast output.DType mask) output

/// exp x / Σ exp x over an axis, or over several. A mask along with the input keeps elements out, where it broadcasts to it. [...] → [...].
type Softmax = {
    [<NumberOrList>]
    Axis: int list
} with

    static member Create() = { Axis = [ -1 ] }

    interface ILayer with
        member this.Build(scope, One x) =
            // Keras: a model of steps that a mask leaves out can be saved and loaded, but not run.
            let fits (mask: Expr) = (Shape.tryBroadcast mask.Shape x.Shape).IsSome
            let mask = scope.MaskOf x |> Option.filter fits
            [ scope.PassMask(Softmaxes.apply this.Axis mask x) ]
