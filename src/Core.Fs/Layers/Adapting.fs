namespace Functional.Layers

open Functional

/// A layer that learns what it does from data.
type IAdaptable =
    /// The same layer with what it learns from batches, each with its samples along the first axis.
    abstract Adapt: batches: HostArray list -> ILayer

/// A layer of which files say more than its settings: what follows from them.
type IWritten =
    /// The layer as files have it.
    abstract Written: ILayer
    /// The policy that files have, where the layer goes by another one.
    abstract Policy: Policy -> Policy

[<RequireQualifiedAccess>]
module Adapting =

    /// The layer with what it learns from an array, samples along the first axis. Of a single axis each element is a sample.
    let adapt (data: HostArray) (layer: 'layer :> IAdaptable) : 'layer = layer.Adapt(Batches.ofArray data) :?> 'layer

    /// The layer with what it learns from batches.
    let adaptBatches (batches: HostArray seq) (layer: 'layer :> IAdaptable) : 'layer =
        layer.Adapt(List.ofSeq batches) :?> 'layer

    /// A layer of any class, under whatever options, with what it learns from batches. Raises <c>ConfigurationException</c> for one that does
    /// not learn.
    let layer (batches: HostArray list) (layer: ILayer) : ILayer =
        match Holder.apart layer with
        | options, (:? IAdaptable as adaptable) -> adaptable.Adapt batches |> Holder.withOptions options
        | _, other -> raise (ConfigurationException $"a {other.GetType().Name} does not adapt to data")

    /// Data as one batch. Keras: of a single axis each element is a sample.
    let batch (data: HostArray) : HostArray list = Batches.ofArray data

    let internal require (batches: HostArray list) =
        if batches.IsEmpty || batches |> List.exists (fun batch -> batch.Count = 0L) then
            raise (DataException "data: there must be something to adapt to, got nothing")

/// How many of the places along an axis an output has for categories, and what stands there.
[<RequireQualifiedAccess>]
module internal Categories =

    // Keras: those of a sample lie along the second axis.
    let private axis (x: Expr) = if x.Rank > 1 then 1 else 0

    /// One hot, [..., 1] or [...] → [..., depth]
    let oneHot (depth: int) (dtype: DType) (x: Expr) : Expr =
        let places =
            match List.rev x.Shape.Dims with
            | Dim.Known 1L :: _ :: _ -> Ops.squeeze -1 x
            | _ -> x
        Ops.oneHot depth dtype (Ops.cast DType.Int64 places)

    let private each depth dtype (x: Expr) = Ops.oneHot depth dtype (Ops.cast DType.Int64 x)

    /// Which categories there are, [batch, n, ...] → [batch, ..., depth]
    let multiHot (depth: int) (dtype: DType) (x: Expr) : Expr = Ops.max [ axis x ] (each depth dtype x)

    /// How many of each there are, each with a weight where there are some.
    let count (depth: int) (dtype: DType) (weights: Expr option) (x: Expr) : Expr =
        let hot = each depth dtype x
        let hot = weights |> Option.fold (fun hot weights -> hot * Ops.expandDims -1 weights) hot
        Ops.sum [ axis x ] hot
