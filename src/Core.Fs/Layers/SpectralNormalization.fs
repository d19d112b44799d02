namespace Functional.Layers

open Functional
open Functional.Layer

/// A layer whose weight is divided by an estimate of its largest singular value in each step of training (Miyato et al. 2018). [...] → [...'] as
/// the layer has it, in the input's dtype.
type SpectralNormalization = {
    /// What is applied, a layer of which a weight is called <c>kernel</c> or <c>embeddings</c>. Training replaces that weight: the
    /// optimizer's step begins with the one that was divided.
    Layer: ILayer
    /// Rounds of the power iteration in a step, each of which makes the estimate better.
    [<AtLeast 1.0>]
    PowerIterations: int
} with

    static member Create layer = { Layer = layer; PowerIterations = 1 }

    member private this.Part = Parts.attribute "layer" this.Layer

    static member private Names = [ "kernel"; "embeddings" ]

    // The weight of a layer that is alone in a graph.
    member private this.Kernel(scope: Scope, x: Expr) : WeightDeclaration =
        let apart = scope.Apart
        Parts.build apart this.Part [ x ] |> ignore
        let home = (Parts.place apart this.Part).Home
        let weights = apart.Trace.Weights
        let named name = weights |> List.tryFind (fun weight -> weight.Key = Key.Weight(home, name))
        match List.tryPick named SpectralNormalization.Names with
        | Some weight ->
            let isCorrected = weights |> List.exists (fun factor -> factor.FactorOf = Some weight.Name)
            scope.Require(not isCorrected, "layer must have no correction of low rank")
            weight
        | None ->
            raise (
                ConfigurationException
                    $"layer must have a weight kernel or embeddings, got a layer of class {ClassName.ofLayer this.Layer}"
            )

    // The weight over the estimate, and the direction in which it was found. One of nothing but zeros stays as it is.
    member private this.Divided(kernel: Expr, u: Expr) : Expr * Expr =
        let turned (x: Expr) = Ops.transpose [ 1; 0 ] x
        let normalize (x: Expr) = Ops.normalize [ 0; 1 ] 1e-7 x
        let matrix = Ops.reshapeTo [ Extent.Rest; Extent.Of(0, kernel.Rank - 1) ] kernel
        let mutable direction = u
        let mutable other = u
        for _ in 1 .. this.PowerIterations do
            other <- normalize (direction *@ turned matrix)
            direction <- normalize (other *@ matrix)
        let largest = Ops.reshape [] (other *@ matrix *@ turned direction)
        let isZero = Ops.all [ 0 .. kernel.Rank - 1 ] (Ops.equal kernel (Ops.scalarLike kernel 0.0))
        Ops.where isZero kernel (kernel / largest), Ops.where isZero u direction

    // Declares the weight of the layer and the direction, in Keras's order. A layer that is called again has both.
    member private this.Declare(scope: Scope, x: Expr) : unit =
        let trace = scope.Trace
        scope.Require(
            (trace.TryHome(Holder.bare this.Layer)).IsNone,
            "layer must be in no other place than the SpectralNormalization"
        )
        let weight = this.Kernel(scope, x)
        let symbol = trace.Declare weight
        let kept = scope.With(true, Some { scope.Policy with Variable = weight.DType })
        let rule = WeightRule.Of(Initializer.TruncatedNormal(0.0, 0.02, None))
        let u = kept.State("vector_u", [ 1L; Array.last weight.Shape ], rule)
        if scope.Training then
            let divided, direction = this.Divided(Ops.cast scope.Compute symbol, Ops.cast scope.Compute u)
            trace.Replace(weight.Key, Ops.cast weight.DType divided)
            scope.Assign("vector_u", Ops.cast weight.DType direction)

    interface ISharesWeights with
        member _.Shared = SpectralNormalization.Names

    interface IHolder with
        member this.Parts = [ this.Part ]
        member this.With layers = { this with Layer = List.exactlyOne layers }

        member this.Build(scope, One x) =
            if not (scope.Has "vector_u") then
                this.Declare(scope, x)
            match Parts.build scope this.Part [ x ] with
            | [ output ] -> [ Ops.cast x.DType output ]
            | outputs -> raise (ShapeException $"the layer must give one tensor, got {outputs.Length}")
