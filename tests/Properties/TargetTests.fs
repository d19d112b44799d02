module Functional.Tests.TargetTests

open System
open System.Collections.Generic
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers
open Functional.Metrics

let private samples = 6

let private optimizer = Optimizer.Create(Optimizers.SGD.Create(), OptimizerSettings.Create 0.1, "sgd")

/// Looks at the predictions only.
type private Blind() =
    interface ITargetRule with
        member _.Targets = TargetRule.Own(fun _ -> None)

    interface ILoss with
        member _.Losses(_, prediction) = Ops.mean [ 1 .. prediction.Rank - 1 ] (Ops.square prediction), None

/// The mean squared error as somebody would write it, without a word on ranks.
type private OwnError() =
    interface ILoss with
        member _.Losses(target, prediction) =
            let error = target - prediction
            Ops.mean [ 1 .. error.Rank - 1 ] (error * error), None

/// The same as a metric with states of its own.
type private OwnMetric() =
    interface IMetric with
        member _.Rule =
            MetricRule.States(fun scope batch ->
                let error = batch.Target - batch.Prediction
                let state name (added: Expr) =
                    let state = scope.State(name, [], WeightRule.Of Initializer.Zeros)
                    scope.Assign(name, state + added)
                    state
                let sum = state "sum" (Ops.sumAll (error * error))
                MetricResult.Value(sum / state "number" (Ops.count DType.Float32 (Ops.axes error) error)))

let private named name (layer: ILayer) : ILayer = { Configured.Of layer with Name = Some name }

// A model whose output 'out' has those sizes behind the batch.
let private model (sizes: int64 list) =
    Model.sequential "model" [
        InputLayer.Create [ 4L ]
        { Dense.Create(int (List.fold (*) 1L sizes)) with Activation = Activation.Sigmoid }
        named "out" (Reshape.Create sizes)
    ]

let private trainerOf settings model =
    Setup.ready ()
    new Trainer(model, Some settings, Weights.initialize torch.CPU 1L (Model.build Mode.Inference model), 1L)

let private settingsOf (loss: ILoss) (metrics: (string * IMetric) list) = {
    CompileSettings.Create(optimizer, Loss.Of loss) with
        Metrics = PerOutput.All [ for name, rule in metrics -> MetricChoice.Metric(Metric.Of(rule, name)) ]
}

let private array (sizes: int64 list) (number: int -> float32) =
    let shape = int64 samples :: sizes
    let count = int (List.fold (*) 1L shape)
    Values.Host { DType = DType.Float32; Shape = Array.ofList shape; Data = Array.init count number }

let private inputs = array [ 4L ] (fun i -> float32 (i % 7) / 7f - 0.4f)
let private binary sizes = array sizes (fun i -> float32 (i * i % 3 % 2))

let private bits (trainer: Trainer) = [
    for key in trainer.Store.Keys do
        if not key.IsOfOptimizer then
            match (trainer.Store.Get key).Data with
            | :? (float32[]) as data -> key, data |> Array.map BitConverter.SingleToInt32Bits |> List.ofArray
            | _ -> ()
]

let private step (trainer: Trainer) targets weights =
    use data = DataSet.create torch.CPU [ inputs ] [ targets ] (weights |> Option.map Some |> Option.toList)
    Loop.trainOnBatch trainer None data

// The message with which a step is refused, after which every weight must have the bits it had.
let private refusal (trainer: Trainer) targets weights =
    let before = bits trainer
    let error = Assert.Throws<ShapeException>(fun () -> step trainer targets weights |> ignore)
    Assert.Equal<(Key * int list) list>(before, bits trainer)
    Assert.DoesNotContain("\n", error.Message)
    error.Message

let private text (sizes: int64 list) = string (Shape.known (int64 samples :: sizes))
let private batchText (sizes: int64 list) = string (Shape.ofDims (Dim.Unknown "batch" :: List.map Dim.Known sizes))

/// Sizes behind the batch of a prediction and of a target, often alike.
type Sizes = { Prediction: int64 list; Target: int64 list }

type TargetSizes =
    static member Sizes() =
        let size = Gen.elements [ 1L; 2L; 3L; int64 samples ]
        let sizes low high = Gen.choose (low, high) |> Gen.bind (fun rank -> Gen.listOfLength rank size)
        gen {
            let! prediction = sizes 1 3
            let! target =
                Gen.oneof [
                    sizes 0 3
                    Gen.constant prediction
                    Gen.constant (prediction @ [ 1L ])
                    Gen.constant (List.take (prediction.Length - 1) prediction)
                    Gen.constant (List.take (prediction.Length - 1) prediction @ [ 1L ])
                ]
            return { Prediction = prediction; Target = target }
        }
        |> Arb.fromGen

// Keras: of the same shape, but for an axis of size 1 at the end of one of them; class indices instead of the last axis.
let private fits (lossOrMetric: obj) { Prediction = prediction; Target = target } =
    let alike = target = prediction || target = prediction @ [ 1L ] || target @ [ 1L ] = prediction
    match TargetRule.find lossOrMetric with
    | TargetRule.Indices _ ->
        let rows = List.take (prediction.Length - 1) prediction
        target = rows || target = rows @ [ 1L ]
    | TargetRule.Own own ->
        let shape = Shape.known (int64 samples :: prediction)
        match own shape with
        | None -> true
        | Some same when same = shape -> alike
        | Some other ->
            let rows = Shape.sizes other |> List.ofArray |> List.tail
            target = rows || target = rows @ [ 1L ]
    | _ -> alike

// Whether there are targets at all for predictions of those sizes.
let private suits (prediction: int64 list) (lossOrMetric: obj) =
    match TargetRule.find lossOrMetric with
    | TargetRule.Own own ->
        try
            own (Shape.known (int64 samples :: prediction)) |> ignore
            true
        with :? ShapeException ->
            false
    | _ -> true

// CTC's are sequences of labels, of any length.
let private losses =
    OwnError() :> ILoss
    :: [
        for facts in Classes.losses do
            if facts.Name <> "CTC" then
                facts.Template :?> ILoss
    ]

let private metrics =
    ("own", OwnMetric() :> IMetric)
    :: [ for facts in Classes.metrics -> facts.SnakeName, facts.Template :?> IMetric ]

[<Fact>]
let ``losses and metrics of class indices say so, and no others`` () =
    for facts in Classes.losses @ Classes.metrics do
        let isIndexed =
            match TargetRule.find facts.Template with
            | TargetRule.Indices _ -> true
            | _ -> false
        // Keras calls them so, but for one.
        let isCalledSo = facts.Name.StartsWith("Sparse", StringComparison.Ordinal)
        Assert.Equal(isCalledSo || facts.Name = "CategoricalGeneralizedCrossEntropy", isIndexed)

[<Property(MaxTest = 60, Arbitrary = [| typeof<TargetSizes> |])>]
let ``a target of another shape is refused by every loss before a weight changes`` (sizes: Sizes) =
    for loss in losses |> List.filter (suits sizes.Prediction) do
        if not (fits loss sizes) then
            use trainer = trainerOf (settingsOf loss []) (model sizes.Prediction)
            let message = refusal trainer (array sizes.Target (fun _ -> 0f)) None
            let name = ClassName.toSnakeCase (loss.GetType().Name)
            Assert.StartsWith($"output 'out' of shape {batchText sizes.Prediction}: loss {name} takes ", message)
            Assert.Contains($", got {text sizes.Target}", message)

[<Property(MaxTest = 6, Arbitrary = [| typeof<TargetSizes> |])>]
let ``a target that fits gives every loss the number of the same target in the shape of the prediction``
    (sizes: Sizes)
    =
    for loss in losses |> List.filter (suits sizes.Prediction) do
        if fits loss sizes then
            let full =
                match TargetRule.find loss with
                | TargetRule.Indices _ -> List.take (sizes.Prediction.Length - 1) sizes.Prediction
                | TargetRule.Own own when (own (Shape.known (int64 samples :: sizes.Prediction))).IsSome ->
                    (own (Shape.known (int64 samples :: sizes.Prediction))).Value
                    |> Shape.sizes
                    |> List.ofArray
                    |> List.tail
                | _ -> sizes.Prediction
            let number targets =
                use trainer = trainerOf (settingsOf loss []) (model sizes.Prediction)
                (step trainer targets None)["loss"]
            let target sizes' =
                match TargetRule.find loss with
                | TargetRule.Indices _ -> array sizes' (fun i -> float32 (i % int (List.last sizes.Prediction)))
                | _ -> binary sizes'
            // Keras: beside a prediction (n, 3) a target (n, 3, 1) is (n, 3); beside (n, 3, 1) a target (n, 3) makes it (n, 3).
            if full.Length < 2 || List.last full <> 1L then
                Assert.Equal(number (target full), number (target sizes.Target))
            else
                number (target sizes.Target) |> ignore

[<Property(MaxTest = 40, Arbitrary = [| typeof<TargetSizes> |])>]
let ``a target of another shape is refused by every metric before a weight changes`` (sizes: Sizes) =
    for name, metric in metrics |> List.filter (snd >> suits sizes.Prediction) do
        if not (fits metric sizes) then
            use trainer = trainerOf (settingsOf (Blind()) [ name, metric ]) (model sizes.Prediction)
            let message = refusal trainer (array sizes.Target (fun _ -> 0f)) None
            Assert.StartsWith($"output 'out' of shape {batchText sizes.Prediction}: metric {name} takes ", message)
            Assert.Contains($", got {text sizes.Target}", message)

[<Property(MaxTest = 6, Arbitrary = [| typeof<TargetSizes> |])>]
let ``a target that fits is taken by every metric`` (sizes: Sizes) =
    let fitting = metrics |> List.filter (fun (_, metric) -> suits sizes.Prediction metric && fits metric sizes)
    use trainer = trainerOf (settingsOf (Blind()) fitting) (model sizes.Prediction)
    let logs = step trainer (array sizes.Target (fun _ -> 0f)) None
    for name, _ in fitting do
        // Several numbers have their places behind the name.
        Assert.Contains(logs.Keys, (fun (key: string) -> key = name || key.StartsWith $"{name}_"))

[<Fact>]
let ``own losses and metrics get a target of the prediction's rank, as the built-in ones do`` () =
    let logs (loss: ILoss) target =
        let metrics: (string * IMetric) list = [
            "own", OwnMetric()
            "built_in", MeanOfLoss.Create(Losses.MeanSquaredError())
            "own_mean", MeanOfLoss.Create(OwnError())
        ]
        use trainer = trainerOf (settingsOf loss metrics) (model [ 1L ])
        step trainer target None
    let built = logs (Losses.MeanSquaredError()) (binary [ 1L ])
    for target in [ binary []; binary [ 1L ]; binary [ 1L; 1L ] ] do
        for loss in [ OwnError() :> ILoss; Losses.MeanSquaredError() ] do
            let logs = logs loss target
            for name in [ "loss"; "own"; "built_in"; "own_mean" ] do
                Assert.Equal(built["loss"], logs[name], 1e-6)

[<Fact>]
let ``truth values are targets of every loss and metric`` () =
    let targetOf (lossOrMetric: obj) classes (convert: bool[] -> Array) dtype =
        let sizes =
            match TargetRule.find lossOrMetric with
            | TargetRule.Indices _ -> []
            | TargetRule.Own own when (own (Shape.known [ int64 samples; classes ])).IsSome ->
                (own (Shape.known [ int64 samples; classes ])).Value |> Shape.sizes |> List.ofArray |> List.tail
            | _ -> [ classes ]
        let count = samples * int (List.fold (*) 1L sizes)
        let data = convert (Array.init count (fun i -> i * i % 3 % 2 = 1))
        Values.Host { DType = dtype; Shape = Array.ofList (int64 samples :: sizes); Data = data }
    let truth rule classes = targetOf rule classes (fun data -> data) DType.Bool
    let numbers rule classes =
        targetOf
            rule
            classes
            (Array.map (fun yes -> if yes then 1f else 0f) >> (fun data -> data :> Array))
            DType.Float32
    let same settings (rule: obj) =
        let logs target =
            use trainer = trainerOf settings (model [ 3L ])
            step trainer (target rule 3L) None
        let expected, got = logs numbers, logs truth
        for entry in expected do
            Assert.Equal(entry.Value, got[entry.Key])
    for loss in losses do
        same (settingsOf loss []) loss
    for name, metric in metrics do
        same (settingsOf (Blind()) [ name, metric ]) metric

// Keras: a weight for each loss, or one for a whole axis.
let private weighs (losses: int64 list) (weights: int64 list) =
    let alike a b =
        List.length a = List.length b && List.forall2 (fun value weight -> weight = 1L || weight = value) a b
    alike losses weights
    || (not weights.IsEmpty && List.last weights = 1L && alike losses (List.take (weights.Length - 1) weights))
    || (not losses.IsEmpty && List.last losses = 1L && alike (List.take (losses.Length - 1) losses) weights)

[<Property(MaxTest = 60, Arbitrary = [| typeof<TargetSizes> |])>]
let ``sample weights of another shape than the losses are refused before a weight changes`` (sizes: Sizes) =
    let losses = List.take (sizes.Prediction.Length - 1) sizes.Prediction
    let weights = array sizes.Target (fun i -> float32 (i % 3))
    use trainer = trainerOf (settingsOf (Losses.MeanAbsoluteError()) []) (model sizes.Prediction)
    if weighs losses sizes.Target then
        step trainer (binary sizes.Prediction) (Some weights) |> ignore
    else
        let message = refusal trainer (binary sizes.Prediction) (Some weights)
        let orOnes = if losses.IsEmpty then "" else ", or 1 where one is for a whole axis"
        Assert.Equal(
            $"output 'out' of shape {batchText sizes.Prediction}: sample weights for loss mean_absolute_error must have shape "
            + $"{text losses}{orOnes}, got {text sizes.Target}",
            message
        )

[<Fact>]
let ``weights of a metric's values are one for each or for a part of them`` () =
    let settings = {
        settingsOf (Blind()) [] with
            Loss = PerOutput.Named []
            WeightedMetrics = PerOutput.All [ MetricChoice.Metric(Metric.Of(RootMeanSquaredError(), "rmse")) ]
    }
    let test weights =
        let model = model [ 3L; 2L ]
        let settings = { settings with Loss = PerOutput.All(Some(Loss.Of(Blind()))) }
        use trainer = trainerOf { settings with Loss = PerOutput.All None } model
        use data = DataSet.create torch.CPU [ inputs ] [ binary [ 3L; 2L ] ] [ Some(array weights (fun _ -> 1f)) ]
        Loop.testOnBatch trainer data
    // There is nothing to train, which is said only where the weights fit.
    for weights in [ []; [ 3L ]; [ 1L ]; [ 3L; 2L ]; [ 3L; 1L ] ] do
        Assert.Throws<ConfigurationException>(fun () -> test weights |> ignore) |> ignore
    for weights in [ [ 2L ]; [ 3L; 3L ]; [ 3L; 2L; 2L ] ] do
        let error = Assert.Throws<ShapeException>(fun () -> test weights |> ignore)
        Assert.Equal(
            "output 'out' of shape (batch, 3, 2): sample weights for metric rmse must have shape (6, 3, 2), or 1 where one is for a "
            + $"whole axis, got {text weights}",
            error.Message
        )

// Time is known only when data arrives; strided, it has half as many steps.
let private overTime (layers: ILayer list) =
    let input = { InputLayer.Create [] with BatchShape = [ None; None; Some 2L ] }
    Model.sequential "model" ((input :: layers) @ [ named "out" (Dense.Create 3) ])

[<Fact>]
let ``targets of a size that is known only when data arrives are refused with the same line`` () =
    let x time = array [ time; 2L ] (fun i -> float32 (i % 5))
    let strided: ILayer = { Conv.Create(2, [ 1 ]) with Strides = [ 2 ] }
    for layers, steps in [ [], (fun time -> time); [ strided ], (fun time -> (time + 1L) / 2L) ] do
        use trainer = trainerOf (settingsOf (OwnError()) []) (overTime layers)
        let train time target =
            use data = DataSet.create torch.CPU [ x time ] [ binary target ] []
            Loop.trainOnBatch trainer None data |> ignore
        for time in [ 1L; 4L; 7L ] do
            train time [ steps time; 3L ]
            let before = bits trainer
            for wrong in [ [ steps time + 1L; 3L ]; [ 3L ]; []; [ steps time; 2L ] ] do
                let error = Assert.Throws<ShapeException>(fun () -> train time wrong)
                let got = text [ steps time; 3L ]
                Assert.Equal(
                    $"output 'out' of shape {got}: loss own_error takes targets of the same shape, got {text wrong}",
                    error.Message
                )
            Assert.Equal<(Key * int list) list>(before, bits trainer)

[<Fact>]
let ``an axis that happens to be of size 1 is not dropped`` () =
    let model =
        Model.sequential "model" [
            { InputLayer.Create [] with BatchShape = [ None; None ] }
            named "out" (ActivationLayer.Create Activation.Sigmoid)
        ]
    use trainer = trainerOf (settingsOf (OwnError()) []) model
    use data = DataSet.create torch.CPU [ array [ 1L ] float32 ] [ binary [] ] []
    let error = Assert.Throws<ShapeException>(fun () -> Loop.testOnBatch trainer data |> ignore)
    Assert.StartsWith(
        "output 'out' of shape (batch, input_layer.1): loss own_error takes targets of the same shape",
        error.Message
    )

/// Says how often it was asked.
type private Counting(asked: int ref) =
    interface ITargetRule with
        member _.Targets =
            TargetRule.Own(fun prediction ->
                asked.Value <- asked.Value + 1
                Some prediction)

    interface ILoss with
        member _.Losses(target, prediction) = Ops.mean [ -1 ] (Ops.square (target - prediction)), None

[<Fact>]
let ``shapes are looked at once, not once a step`` () =
    let asked = ref 0
    use trainer = trainerOf (settingsOf (Counting asked) []) (model [ 2L ])
    for _ in 1..3 do
        step trainer (binary [ 2L ]) None |> ignore
    let first = asked.Value
    for _ in 1..50 do
        step trainer (binary [ 2L ]) None |> ignore
    Assert.Equal(first, asked.Value)

[<Fact>]
let ``an error inside an own loss or metric names the output and the loss`` () =
    let broken = {
        new ILoss with
            member _.Losses(_, prediction) =
                prediction + Ops.fullLike (Ops.slice -1 0L 2L prediction) DType.Float32 1.0, None
    }
    use trainer =
        trainerOf
            {
                settingsOf broken [] with
                    Loss = PerOutput.All(Some { Loss.Of broken with Name = "mine" })
            }
            (model [ 3L ])
    Assert.Equal(
        "output 'out' of shape (batch, 3): loss mine: add needs shapes that broadcast, got (batch, 3) and (batch, 2)",
        refusal trainer (binary [ 3L ]) None
    )

[<Fact>]
let ``a weight for a whole axis and one for each step are told apart, whatever the length`` () =
    let loss = Losses.MeanSquaredError()
    use trainer = trainerOf (settingsOf loss []) (overTime [])
    // The same model without names for its sizes.
    let test time (weights: int64 list) =
        let x = array [ time; 2L ] (fun i -> float32 (i % 5))
        let weight = array weights (fun i -> float32 (i % 3) + 1f)
        use data = DataSet.create torch.CPU [ x ] [ binary [ time; 3L ] ] [ Some weight ]
        (Loop.testOnBatch trainer data)["loss"]
    let expected time (weights: int64 list) =
        let known = Model.sequential "model" [ InputLayer.Create [ time; 2L ]; named "out" (Dense.Create 3) ]
        use other = trainerOf (settingsOf loss []) known
        let x = array [ time; 2L ] (fun i -> float32 (i % 5))
        let weight = array weights (fun i -> float32 (i % 3) + 1f)
        use data = DataSet.create torch.CPU [ x ] [ binary [ time; 3L ] ] [ Some weight ]
        (Loop.testOnBatch other data)["loss"]
    for time, weights in [ 4L, [ 4L ]; 4L, [ 1L ]; 1L, [ 1L ]; 5L, [ 5L; 1L ]; 5L, [ 1L ]; 1L, [ 1L; 1L ]; 7L, [ 7L ] ] do
        Assert.Equal(expected time weights, test time weights, 1e-6)

[<Fact>]
let ``a mask that is for other losses is refused, and one for these is used`` () =
    let model =
        Model.sequential "model" [
            { InputLayer.Create [ 5L ] with DType = DType.Int32 }
            { Embedding.Create(4, 3) with MaskZero = true }
            named "out" (Dense.Create 1)
        ]
    let x = Values.Host { DType = DType.Int32; Shape = [| 6L; 5L |]; Data = Array.init 30 (fun i -> i % 4) }
    use trainer = trainerOf (settingsOf (Losses.MeanSquaredError()) []) model
    let test target =
        use data = DataSet.create torch.CPU [ x ] [ target ] []
        Loop.testOnBatch trainer data |> ignore
    test (binary [ 5L; 1L ])
    // Keras: beside a target (6, 5) the prediction is (6, 5) too, and has a loss a sample.
    let error = Assert.Throws<ShapeException>(fun () -> test (binary [ 5L ]))
    Assert.Equal(
        "output 'out' of shape (batch, 5, 1): the mask for loss mean_squared_error must have shape (6,), got (batch, 5)",
        error.Message
    )
