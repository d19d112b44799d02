namespace Functional.Layers

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open Functional
open Functional.Layer

/// How the outputs of two directions become one.
[<RequireQualifiedAccess>]
type MergeMode =
    | Concat
    | Sum
    | Mul
    | Ave

/// A recurrence in both directions (Schuster and Paliwal 1997). [batch, time, ...] → what both give, put together; then the states of the
/// forward one and of the backward one, where they give them. Outputs of steps are in the order of the input. Takes initial states as further
/// inputs, or as the argument <c>initial_state</c>: those of the forward one first.
type Bidirectional = {
    /// The recurrence of the forward direction, which becomes a copy with weights of its own. Masked steps give zeros if the outputs of all
    /// steps are given.
    [<MadeBy "Forward">]
    Layer: ILayer
    /// How the outputs of both directions are put together, along the last axis or by numbers; both are given when absent.
    MergeMode: MergeMode option
    /// The recurrence of the other direction; the first one turned around, with weights of its own, when absent.
    BackwardLayer: ILayer option
} with

    // The other direction of a layer that is in no other place: the same however often it is asked for.
    static let turned = ConditionalWeakTable<ILayer, ILayer>()

    static member private Renamed(prefix: string, layer: ILayer) : ILayer =
        let options, bare = Holder.apart layer
        let name = (ClassName.nameOf layer).Replace("forward_", "", StringComparison.Ordinal)
        bare |> Holder.withOptions { options with Name = Some(prefix + name) }

    /// A copy of a recurrence as a direction, under Keras's name for it, with weights of its own.
    static member Forward(layer: ILayer) : ILayer =
        let options, bare = Holder.apart (Holder.copy layer)
        match bare with
        | :? IRecurrence as recurrence ->
            recurrence.With(recurrence.Options.GoBackwards, recurrence.Options.ReturnSequences)
            |> Holder.withOptions options
            |> fun layer -> Bidirectional.Renamed("forward_", layer)
        | _ -> raise (ConfigurationException $"Bidirectional needs a recurrence, got a {ClassName.ofLayer layer}")

    static member private TurnedAround(layer: ILayer) : ILayer =
        let options, bare = Holder.apart (Holder.copy layer)
        match bare with
        | :? IRecurrence as recurrence ->
            recurrence.With(true, recurrence.Options.ZeroOutputForMask)
            |> Holder.withOptions options
            |> fun layer -> Bidirectional.Renamed("backward_", layer)
        | _ -> layer

    /// Around a copy of a recurrence, with weights of its own.
    static member Create layer = {
        Layer = Bidirectional.Forward layer
        MergeMode = Some MergeMode.Concat
        BackwardLayer = None
    }

    member private this.Parts = [
        Parts.attribute "forward_layer" this.Layer
        this.BackwardLayer
        |> Option.defaultWith (fun () -> turned.GetValue(this.Layer, fun layer -> Bidirectional.TurnedAround layer))
        |> Parts.attribute "backward_layer"
    ]

    // Layers that own code holds, which are known once it has run, are not copied.
    static member private RequireApart(forward: ILayer, backward: ILayer) =
        let rec inside (layer: ILayer) = [
            for part in Holder.parts layer do
                Holder.bare part.Layer
                yield! inside part.Layer
        ]
        let known = HashSet<ILayer>(inside forward, HashIdentity.Reference)
        match inside backward |> List.tryFind known.Contains with
        | Some layer ->
            raise (
                ConfigurationException
                    $"both directions hold one {ClassName.ofLayer layer}, which own code made: backward_layer must be given"
            )
        | None -> ()

    // The options of a direction, and its call.
    static member private Direction(scope: Scope, part: LayerPart) =
        let options, bare = Holder.apart part.Layer
        match bare with
        | :? IRecurrence as recurrence ->
            let own = recurrence.Options
            let layer = recurrence.With(own.GoBackwards, own.ReturnSequences) |> Holder.withOptions options
            own, fun inputs named -> Layer.call (Parts.place scope part) layer inputs named
        | _ -> raise (ConfigurationException $"needs a recurrence, got a layer of class {ClassName.ofLayer part.Layer}")

    interface IHolder with
        member this.Parts = this.Parts
        member this.With layers = { this with Layer = layers[0]; BackwardLayer = Some layers[1] }

        member this.Build(scope, inputs) =
            let x, given = Cell.split scope "initial_state" inputs
            let parts = this.Parts
            let forward, runForward = Bidirectional.Direction(scope, parts[0])
            let backward, runBackward = Bidirectional.Direction(scope, parts[1])
            scope.Require(
                forward.GoBackwards <> backward.GoBackwards,
                "layer and backward_layer must run in different directions"
            )
            let alike name (option: RecurrenceOptions -> bool) =
                scope.Require(option forward = option backward, $"layer and backward_layer must have the same {name}")
            alike "return_sequences" _.ReturnSequences
            alike "return_state" _.ReturnState
            alike "stateful" _.Stateful
            if given.Length % 2 <> 0 then
                raise (ShapeException $"expects as many initial states for each direction, got {given.Length} for both")
            let mask = scope.MaskOf x |> Option.toList
            let call run states =
                match run [ x ] [ "initial_state", Argument.Tensors states; "mask", Argument.Tensors mask ] with
                | output :: states -> Ops.cast scope.Compute output, states
                | [] -> invalidOp "bidirectional"
            let ofForward, ofBackward = List.splitAt (given.Length / 2) given
            let a, statesOfForward = call runForward ofForward
            let b, statesOfBackward = call runBackward ofBackward
            if this.BackwardLayer.IsNone then
                Bidirectional.RequireApart(parts[0].Layer, parts[1].Layer)
            let b = if forward.ReturnSequences then Ops.flip [ 1 ] b else b
            let outputs =
                match this.MergeMode with
                | None -> [ a; b ]
                | Some MergeMode.Concat -> [ Ops.concat -1 [ a; b ] ]
                | Some MergeMode.Sum -> [ a + b ]
                | Some MergeMode.Mul -> [ a * b ]
                | Some MergeMode.Ave -> [ (a + b) / 2.0 ]
            outputs @ statesOfForward @ statesOfBackward

/// A layer applied to each step of a sequence by itself. [batch, time, ...] → [batch, time, ...']
type TimeDistributed = {
    /// What is applied to each step, [batch, ...] → [batch, ...'].
    Layer: ILayer
} with

    static member Create layer : TimeDistributed = { Layer = layer }

    member private this.Part = Parts.attribute "layer" this.Layer

    member private this.Call(scope: Scope, x: Expr, mask: Expr option) : Expr =
        scope.SetMask(x, mask)
        match Parts.build scope this.Part [ x ] with
        | [ output ] -> output
        | outputs -> raise (ShapeException $"the layer must give one tensor for a step, got {outputs.Length}")

    // All steps below each other, as the samples of one batch.
    static member private Rows(x: Expr) =
        x |> Ops.reshapeTo (Extent.Rest :: [ for axis in 2 .. x.Rank - 1 -> Extent.Of(0, axis) ])

    // Whether samples are apart from each other in the layer, and nothing stays behind: then all steps may be one batch.
    member private this.IsOneBatch(scope: Scope, x: Expr, mask: Expr option) : bool =
        let known = scope.Trace.OneBatch
        let key = $"{scope.Path}: {x.DType} {x.Shape} {mask.IsSome}"
        match known.TryGetValue key with
        | true, answer -> answer
        | _ ->
            let apart = scope.Apart
            let input name (x: Expr) = Ops.input name (TimeDistributed.Rows x).Shape x.DType
            let x, mask = input "steps" x, mask |> Option.map (input "mask")
            apart.Trace.Silence (Parts.place apart this.Part).Path
            let output = this.Call(apart, x, mask)
            let answer = apart.Trace.IsPure && Rows.areIndependent (x :: Option.toList mask) [ output ]
            known[key] <- answer
            answer

    interface IHolder with
        member this.Parts = [ this.Part ]
        member this.With layers = { Layer = List.exactlyOne layers }

        member this.Build(scope, One x) =
            if x.Rank < 3 then
                raise (ShapeException $"expects an input of at least 3 axes, got {x.Shape}")
            let mask = scope.MaskOf x
            let differ (a: Dim) b = a <> b && Dim.isKnown a && Dim.isKnown b
            for mask in Option.toList mask do
                if mask.Rank < 2 || List.exists2 differ (List.take 2 mask.Shape.Dims) (List.take 2 x.Shape.Dims) then
                    raise (ShapeException $"the mask must begin with batch and time of {x.Shape}, got {mask.Shape}")
            // Keras: the layer's own penalty of its output is left out, those of layers inside of it are not.
            scope.Trace.Silence (Parts.place scope this.Part).Path
            if this.IsOneBatch(scope, x, mask) then
                let output = this.Call(scope, TimeDistributed.Rows x, Option.map TimeDistributed.Rows mask)
                let sizes =
                    Extent.Of(1, 0) :: Extent.Of(1, 1) :: [ for axis in 1 .. output.Rank - 1 -> Extent.Of(0, axis) ]
                [ Expr.Of(Op.Reshape sizes, [ output; x ]) ]
            else
                match x.Shape[1] with
                | Dim.Known steps ->
                    scope.Trace.Repeat steps
                    let step t = this.Call(scope, Ops.index 1 t x, Option.map (Ops.index 1 t) mask)
                    [ Ops.stack 1 [ for t in 0L .. steps - 1L -> step t ] ]
                | Dim.Unknown _ ->
                    raise (
                        ShapeException
                            $"a layer in which samples meet, or of which something stays, needs a known number of steps, got {x.Shape}"
                    )
