namespace Functional

open System.Collections.Generic
open System.Threading

/// <summary>What a call computes, as a graph: made once for inputs of some types, and then part of the programs of all such calls.</summary>
[<Sealed; AllowNullLiteral>]
type Piece
    internal
    (
        place: Keeper,
        isTraining: bool,
        inputs: Expr list,
        outputs: Expr list,
        masks: Expr option list,
        penalties: Expr list,
        updates: (Key * Expr) list
    ) =
    static let mutable last = 0

    let results = outputs @ List.choose id masks @ penalties
    let reads =
        lazy
            HashSet<Key>(
                seq {
                    for node in Graph.nodes results do
                        match node.Op with
                        | Op.Weight(key, _, _) -> key
                        | _ -> ()
                }
            )

    /// Tells it from all others.
    member val internal Number = Interlocked.Increment &last
    /// Where its weights are; null for one without.
    member internal _.Place = place
    /// Whether random numbers of each call are others.
    member internal _.IsTraining = isTraining
    member internal _.Inputs = inputs
    /// Outputs, their masks, penalties.
    member internal _.Results = results
    member internal _.Updates = updates
    /// Shape and dtype of each result.
    member val internal Gives = [| for result in results -> result.Shape, result.DType |]
    /// Keys of the weights that it computes with.
    member internal _.Reads = reads.Value
    /// How many of the results are outputs.
    member _.Outputs = outputs.Length
    /// How many of the results are penalties, at the end.
    member _.Penalties = penalties.Length

    /// Has the masks among the results travel with the outputs.
    member internal _.Settle(arrays: LazyArray[]) =
        let mutable at = outputs.Length
        masks
        |> List.iteri (fun i mask ->
            if mask.IsSome then
                arrays[i].Mask <- arrays[at]
                at <- at + 1)

[<RequireQualifiedAccess>]
module Piece =

    let private input (name: string) (array: LazyArray) = Ops.input name (Shape.known array.Sizes) array.DType

    /// A function of <c>keras.ops</c>.
    let internal ofFunction (call: FunctionCall) (values: LazyArray list) : Piece =
        let inputs = values |> List.mapi (fun i value -> input $"x{i}" value)
        let names = call.Function.Parameters |> List.map _.Name
        let call = { call with Arguments = List.map2 call.Function.OnValues names call.Arguments }
        let outputs = call.Apply inputs
        Layer.requireAllHeld outputs
        Piece(null, false, inputs, outputs, [], [], [])

    /// <summary>A layer, or a whole model.</summary>
    /// <param name="place">Where its weights are.</param>
    /// <param name="around">The model there, as it was built.</param>
    /// <param name="path">Where the layer stands in it; the root for the model itself.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="dtypes">What the inputs are cast to; none where they come as they are.</param>
    /// <param name="training">Whether dropout drops and moving averages move.</param>
    /// <param name="values">Inputs of those types.</param>
    let ofLayer
        (place: Keeper)
        (around: Trace)
        (path: LayerPath)
        (layer: ILayer)
        (dtypes: DType list)
        (training: bool)
        (values: LazyArray list)
        : Piece =
        let mode = if training then Mode.Training else Mode.Inference
        let trace = Trace(mode)
        for entry in around.Homes do
            trace.Homes[entry.Key] <- entry.Value
        let inputs = values |> List.mapi (fun i value -> input $"x{i}" value)
        let masked =
            values |> List.mapi (fun i value -> if isNull value.Mask then None else Some(input $"mask{i}" value.Mask))
        let cast = if dtypes.IsEmpty then inputs else List.map2 (fun (dtype: DType) x -> Ops.cast dtype x) dtypes inputs
        List.iter2 (fun x mask -> mask |> Option.iter (fun mask -> trace.SetMask(x, mask))) cast masked
        trace.Given <- inputs
        let scope = (Scope trace, path.Names) ||> List.fold (fun scope name -> scope.Child(name, name))
        let outputs = Layer.call scope layer cast []
        if not trace.HostSteps.IsEmpty then
            raise (UnsupportedException $"{path}: a layer that works before the graph is applied to arrays by Apply")
        Piece(
            place,
            training,
            inputs @ List.choose id masked,
            outputs,
            outputs |> List.map trace.TryMask,
            trace.Losses,
            trace.Updates
        )

    /// The loss of targets and predictions, as it is reduced.
    let internal ofLoss (loss: Loss) (target: LazyArray) (prediction: LazyArray) (weight: LazyArray) : Piece =
        let t, p = input "target" target, input "prediction" prediction
        let w = if isNull weight then None else Some(input "sample_weight" weight)
        let mask = if isNull prediction.Mask then None else Some(input "mask" prediction.Mask)
        let value = Loss.apply loss t p w mask
        Piece(null, false, [ t; p ] @ Option.toList w @ Option.toList mask, [ value ], [], [], [])
