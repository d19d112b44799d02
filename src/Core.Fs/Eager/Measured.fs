namespace Functional

open System
open System.Collections.Generic
open TorchSharp

/// Pieces by the types of the arrays that they are for.
[<Sealed>]
type internal Pieces() =
    let known = Bounded<int[], Piece>(64, IntsComparer(), ignore)

    // Null ones too.
    let typesOf (first: int) (arrays: LazyArray[]) : int[] =
        let numbers = List<int>(4 * arrays.Length + 1)
        numbers.Add first
        for array in arrays do
            if isNull array then
                numbers.Add -1
            else
                numbers.Add(2 * hash array.DType + (if isNull array.Mask then 0 else 1))
                numbers.Add array.Sizes.Length
                for size in array.Sizes do
                    numbers.Add(int size)
        numbers.ToArray()

    /// The piece for arrays of such types; one more number may tell pieces apart.
    member _.For(first: int, arrays: LazyArray[], make: unit -> Piece) : Piece =
        lock known (fun () ->
            let key = typesOf first arrays
            match known.TryFind key with
            | ValueSome piece -> piece
            | ValueNone ->
                let piece = make ()
                known.Add(key, piece)
                piece)

    /// The arrays that are there, with their masks behind them.
    static member Args(arrays: LazyArray[]) : LazyArray[] =
        let given = arrays |> Array.filter (isNull >> not)
        Array.append given (given |> Array.map _.Mask |> Array.filter (isNull >> not))

/// <summary>A layer, or a whole model, on arrays.</summary>
/// <param name="keeper">What keeps its weights.</param>
/// <param name="around">The model there, as it was built.</param>
/// <param name="path">Where the layer stands in it; the root for the model itself.</param>
/// <param name="layer">The layer.</param>
/// <param name="dtypes">What the inputs are cast to; none where they come as they are.</param>
[<Sealed>]
type LayerCall(keeper: Keeper, around: Trace, path: LayerPath, layer: ILayer, dtypes: DType list) =
    let pieces = Pieces()

    /// <summary>The outputs, and penalties of these and of weights.</summary>
    /// <param name="training">Whether dropout drops and moving averages move.</param>
    /// <param name="inputs">The inputs.</param>
    member _.Call(training: bool, inputs: LazyArray[]) : struct (LazyArray[] * LazyArray[]) =
        let make () = Piece.ofLayer keeper around path layer dtypes training (List.ofArray inputs)
        let piece = pieces.For((if training then 1 else 0), inputs, make)
        let results = Recording.Call(piece, Pieces.Args inputs)
        struct (Array.truncate piece.Outputs results, Array.skip (results.Length - piece.Penalties) results)

/// <summary>A loss on arrays.</summary>
[<Sealed>]
type LossCall(loss: Loss) =
    let pieces = Pieces()

    /// <summary>The loss of targets and predictions, reduced as the loss says.</summary>
    /// <param name="target">The targets.</param>
    /// <param name="prediction">The predictions, whose mask counts.</param>
    /// <param name="weight">What each sample weighs, or null.</param>
    member _.Call(target: LazyArray, prediction: LazyArray, weight: LazyArray) : LazyArray =
        let piece =
            pieces.For(0, [| target; prediction; weight |], fun () -> Piece.ofLoss loss target prediction weight)
        let args = [| target; prediction; weight; prediction.Mask |] |> Array.filter (isNull >> not)
        Recording.Call(piece, args)[0]

/// <summary>A metric on arrays, with totals of its own.</summary>
/// <param name="choice">The metric.</param>
/// <param name="name">Its name in logs.</param>
/// <param name="device">Where the totals are.</param>
[<Sealed>]
type MetricCall(choice: MetricChoice, name: string, device: Func<torch.Device>) =

    let keeper = OwnKeeper(lazy (new TensorStore(device.Invoke())), 0L)
    let pieces = Pieces()
    let mutable states: WeightDeclaration list = []
    let mutable results: (string * Piece) list = []

    let start (states: WeightDeclaration list) =
        keeper.Use(fun store ->
            for state, start in List.zip states (Weights.begins store.Device 0L states) do
                if store.Contains state.Key then
                    use start = start
                    store[state.Key] |> Tensors.inPlace (fun state -> state.copy_ start)
                else
                    store.Put(state.Key, start))

    let make (target: LazyArray) (prediction: LazyArray) (weight: LazyArray) =
        let input name (array: LazyArray) = Ops.input name (Shape.known array.Sizes) array.DType
        let optional name (array: LazyArray) = if isNull array then None else Some(input name array)
        let t, p = input "target" target, input "prediction" prediction
        let w, mask = optional "sample_weight" weight, optional "mask" prediction.Mask
        let metric = MetricChoice.resolve choice t.Shape p.Shape
        let trace = Trace(Mode.Training, Key.MetricState)
        let scope = (Scope(trace).Child(name, name)).With(false, Some(Policy.Of metric.DType))
        let result = Metric.follow scope metric t p w mask
        let known = states |> List.map _.Key |> HashSet
        let fresh = trace.Weights |> List.filter (fun state -> not (known.Contains state.Key))
        start fresh
        states <- states @ fresh
        if results.IsEmpty then
            let named =
                match result with
                | MetricResult.Value value -> [ "", value ]
                | MetricResult.Named values -> values
            results <- [ for word, value in named -> word, Piece(keeper, false, [], [ value ], [], [], []) ]
        Piece(keeper, false, [ t; p ] @ Option.toList w @ Option.toList mask, [], [], [], trace.Updates)

    /// <summary>Takes a batch in.</summary>
    /// <param name="target">The targets.</param>
    /// <param name="prediction">The predictions, whose mask counts.</param>
    /// <param name="weight">What each sample weighs, or null.</param>
    member _.Update(target: LazyArray, prediction: LazyArray, weight: LazyArray) : unit =
        let piece = pieces.For(0, [| target; prediction; weight |], fun () -> make target prediction weight)
        let args = [| target; prediction; weight; prediction.Mask |] |> Array.filter (isNull >> not)
        Recording.Call(piece, args) |> ignore

    /// What it comes to so far, by words, one without a word: 0 before the first batch.
    member _.Results: (string * LazyArray) list =
        if results.IsEmpty then
            [ "", LazyArray.Of { DType = DType.Float32; Shape = [||]; Data = [| 0.0f |] } ]
        else
            [ for word, piece in results -> word, Recording.Call(piece, Array.empty)[0] ]

    /// Sets all totals back to their start.
    member _.Reset() : unit =
        Recording.Settle()
        use _ = torch.no_grad ()
        start states

/// <summary>What a model is compiled with, on arrays.</summary>
/// <param name="settings">What it is compiled with.</param>
/// <param name="names">Names of the outputs.</param>
[<Sealed>]
type CompiledLoss(settings: CompileSettings, names: string list) =
    let losses = PerOutput.forNames "loss" names None settings.Loss |> List.map (Option.map LossCall)
    let weights = PerOutput.forNames "loss_weights" names 1.0 settings.LossWeights
    let call name (arguments: ArgumentValue list) (values: LazyArray list) =
        (Recording.Call(FunctionCall.Create(name, arguments), values)).Head
    let add (a: LazyArray) (b: LazyArray) = call "add" [ ArgumentValue.Tensor 0; ArgumentValue.Tensor 1 ] [ a; b ]

    /// <summary>The weighted sum of the outputs' losses and of penalties.</summary>
    /// <param name="targets">One for each output.</param>
    /// <param name="predictions">One for each output.</param>
    /// <param name="sampleWeights">One for each output, or none.</param>
    /// <param name="penalties">What is added.</param>
    /// <exception cref="T:Functional.ConfigurationException">There is neither a loss nor a penalty.</exception>
    member _.Call
        (targets: LazyArray[], predictions: LazyArray[], sampleWeights: LazyArray[], penalties: LazyArray[])
        : LazyArray =
        let weigh (weight: float) value =
            if weight = 1.0 then
                value
            else
                call "multiply" [ ArgumentValue.Tensor 0; ArgumentValue.Real weight ] [ value ]
        let values = [
            for i, (loss, weight) in List.indexed (List.zip losses weights) do
                match loss with
                | Some loss when targets.Length > i && predictions.Length > i ->
                    weigh weight (loss.Call(targets[i], predictions[i], Array.tryItem i sampleWeights |> Option.toObj))
                | _ -> ()
        ]
        match values @ List.ofArray penalties with
        | [] -> raise (ConfigurationException "there is nothing to train: no output has a loss and no layer adds one")
        | parts -> List.reduce add parts

    /// The metrics that it is compiled with, those without sample weights first, with their names in logs.
    member _.Metrics: (string * MetricChoice) list =
        settings.MetricsOf names |> List.map (fun metric -> metric.LogName, metric.Choice)
