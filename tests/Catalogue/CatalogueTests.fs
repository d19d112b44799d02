/// What holds for every class of layers, in every way to call it.
module Functional.Tests.CatalogueTests

open System
open System.IO
open Xunit
open TorchSharp
open Functional
open Functional.Layers
open Functional.Metrics
open Functional.Tests.Subjects

let calls = Subjects.theory ()

let private options = LayerOptions.None

let private places = [
    "by itself", { Around.Nothing with After = true }
    "in a model, under a name",
    {
        Around.Nothing with
            After = true
            Nested = true
            Options = { options with Name = Some "mine" }
    }
    "twice, in float64",
    {
        Around.Nothing with
            After = true
            Shared = true
            Options = { options with Policy = Some(Policy.Of DType.Float64) }
    }
    "in a model and beside it, frozen",
    {
        Around.Nothing with
            After = true
            Nested = true
            Shared = true
            Options = { options with Trainable = false }
    }
]

let private bytes (array: HostArray) =
    let data: Array =
        match array.Data with
        | :? (Half[]) as data -> Array.map BitConverter.HalfToUInt16Bits data :> Array
        | data -> data
    let bytes = Array.zeroCreate<byte>(Buffer.ByteLength data)
    Buffer.BlockCopy(data, 0, bytes, 0, bytes.Length)
    $"{array} {Convert.ToHexString bytes}"

// Without scripts, which take longer to compile than these models to run; that they are the kernels' equals has laws of its own.
let private compile =
    let optimizer = Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 0.01, "adam")
    {
        CompileSettings.Create(optimizer, Loss.Of(Losses.MeanSquaredError())) with
            JitCompile = Some false
    }

// Keras: the states of a stateful layer are not in files.
let private restart (trained: Trained) =
    for path, shape, dtype in (Model.build Mode.Training trained.Model).Trace.States do
        trained.Store.Put(path, torch.zeros (shape, Tensors.scalarType dtype, trained.Store.Device))

let private predict (inputs: HostArray list) (trained: Trained) =
    restart trained
    Subjects.predict inputs trained

let private train (compile: CompileSettings) (inputs: HostArray list) (targets: HostArray list) (start: Trained) =
    restart start
    let store = start.Store.Clone()
    use trainer = new Trainer(start.Model, Some compile, store, start.Seed)
    use data = DataSet.create store.Device (List.map Values.Host inputs) (List.map Values.Host targets) []
    let settings = {
        FitSettings.Default with
            Epochs = 2
            BatchSize = int (samples start.Model)
            Verbosity = Verbosity.Silent
    }
    Loop.fit trainer settings data |> ignore
    Trained(start.Model, store, start.Seed)

let private weights (model: Model) =
    (Model.build Mode.Training model).Trace.Weights
    |> List.map (fun weight -> weight.Key, weight.KerasPath, List.ofArray weight.Shape, weight.DType, weight.Trainable)

// Keras: in a model that was loaded, the paths of a layer inside of a layer's setting begin with it, since a file has it built first.
let private assertSameWeights (holds: bool) (expected: _ list) (actual: _ list) =
    let apart weights =
        weights
        |> List.map (fun (path, keras, shape, dtype, trainable) -> keras, (path, shape, dtype, trainable))
        |> List.unzip
    let (kerasPaths, others), (kerasPathsAgain, othersAgain) = apart expected, apart actual
    Assert.Equal<_ list>(others, othersAgain)
    for path: LayerPath, again: LayerPath in List.zip kerasPaths kerasPathsAgain do
        if not (holds && path.Depth > again.Depth && List.skip (path.Depth - again.Depth) path.Names = again.Names) then
            Assert.Equal(path, again)

let private summary (model: Model) = Summary.text 120 true (Summary.ofModel true None model)

let private stateOf (trained: Trained) = [
    for key in List.sort trained.Store.Keys -> key, bytes (trained.Store.Get key)
]

// What a model gives, saved and loaded: the same as it gave.
let private check (around: Around) (seed: int) (subject: Subject) =
    Setup.inFolder (fun folder ->
        let model = model around subject
        let random = Random seed
        let inputs = data random (samples model) subject.Below model
        let start = Trained.create 7L model
        let outputs = predict inputs start
        // Not where the samples of the outputs are others than those of the inputs, nor where a mask is as wide as its output, which
        // Keras gives with attention's scores and which fits no loss, nor where training gives other sizes, as a random crop does.
        let isSize (dim: Dim) size = not (Dim.isKnown dim) || dim = Dim.Known size
        let built = Model.build Mode.Training model
        let canTrain =
            List.zip outputs built.Outputs
            |> List.forall (fun (output, symbol) ->
                output.DType.IsFloat
                && output.Shape.Length > 0
                && output.Shape[0] = samples model
                && Seq.forall2 isSize symbol.Shape.Dims output.Shape
                && (built.Trace.TryMask symbol |> Option.forall (fun mask -> mask.Rank < symbol.Rank)))
        // Keras: a correction of low rank is added to its weight when it is saved, and begins anew.
        let isAdded = built.Trace.Weights |> List.exists _.FactorOf.IsSome
        let targets = [
            for output in outputs ->
                {
                    DType = DType.Float32
                    Shape = output.Shape
                    Data = Array.init output.Data.Length (fun _ -> float32 (random.NextDouble()))
                }
        ]
        let trained = if canTrain then train compile inputs targets start else start
        let path = Path.Combine(folder, "model.keras")
        TrainedFile.save path (if canTrain then Some compile else None) trained
        let again, settings = TrainedFile.resume path
        Assert.Equal(summary model, summary again.Model)
        assertSameWeights (not (Holder.parts subject.Layer).IsEmpty) (weights model) (weights again.Model)
        if not isAdded then
            Assert.Equal<string list>(predict inputs trained |> List.map bytes, predict inputs again |> List.map bytes)
        if canTrain && not isAdded then
            let further = train compile inputs targets trained
            Assert.Equal<_ list>(stateOf further, stateOf (train settings.Value inputs targets again)))

[<Theory; MemberData(nameof calls)>]
let ``a model with a class in it, saved and loaded, is the same, predicts and trains the same``
    (name: string)
    (way: string)
    =
    Setup.ready ()
    for seed, (place, around) in List.indexed places do
        let subject = find name way (seed % 2)
        try
            check around seed subject
        with error ->
            raise (Exception(sprintf "%s: %A: %s" place subject error.Message, error))

// A descriptor of a class with random settings, and the model's training with it.
let private settings (facts: ClassFacts) (seed: int) : CompileSettings =
    let random = Random seed
    let make (descriptor: obj) =
        let codec = Codec.descriptor (descriptor.GetType())
        let draw gen = (FsCheck.FSharp.Gen.sampleWithSeed (FsCheck.Rnd(uint64 (random.Next()))) 10 1 gen)[0]
        // What Keras's class has not stays as it is.
        let isHidden (field: FieldCodec) = field.Keys |> List.exists (fun key -> List.contains key facts.Hidden)
        Array.zip3 codec.Fields (codec.Values descriptor) (Array.ofList (Descriptors.parts 4 descriptor))
        |> Array.map (fun (field, usual, gen) -> if isHidden field then usual else draw gen)
        |> codec.Make
    match facts.Template with
    | :? ILoss as loss -> {
        compile with
            Loss = PerOutput.All(Some { Loss.Of(make loss :?> ILoss) with Name = facts.SnakeName })
      }
    | :? IMetric as metric ->
        let rule: IMetric =
            match make (ClassFacts.descriptor metric) with
            | :? ILoss as loss -> MeanOfLoss.Create loss
            | rule -> rule :?> IMetric
        {
            compile with
                Metrics = PerOutput.All [ MetricChoice.Metric(Metric.Of(rule, facts.SnakeName)) ]
        }
    | template ->
        let optimizer = template :?> Optimizer
        // As files keep it.
        let small (rate: Rate) =
            match rate with
            | Rate.Number number -> Rate.Number(float (float32 (number / 100.0)))
            | Rate.Schedule _ -> Rate.Schedule(Optimizers.Schedules.CosineDecay.Create(0.01, 3.0))
        let settings = if Optimizer.hasSettings optimizer then make optimizer.Settings else optimizer.Settings
        let optimizer =
            {
                optimizer with
                    Rule = make optimizer.Rule :?> IOptimizer
                    Settings = settings :?> OptimizerSettings
            }
            |> Optimizer.mapSettings (fun settings -> { settings with LearningRate = small settings.LearningRate })
        { compile with Optimizer = optimizer }

let trained =
    TheoryData<string> [ for facts in Classes.losses @ Classes.metrics @ Classes.optimizers -> facts.Id ]

[<Theory; MemberData(nameof trained)>]
let ``a model that is trained with a class, saved and loaded, trains the same`` (full: string) =
    Setup.ready ()
    let facts = Classes.all |> List.find (fun facts -> facts.Id = full)
    let model =
        Model.sequential "model" [
            InputLayer.Create [ 5L ]
            { Dense.Create 4 with Activation = Activation.relu }
            { Dense.Create 3 with Activation = Activation.softmax }
        ]
    let isAligned = facts.Name = "CTC"
    let model = if isAligned then Model.sequential "model" [ InputLayer.Create [ 6L; 5L ]; Dense.Create 4 ] else model
    let random = Random 5
    let inputs = data random 4L 1L model
    let numbers = [
        {
            DType = DType.Float32
            Shape = [| 4L; 3L |]
            Data = Array.init 12 (fun i -> if i % 4 = 0 then 1.0f else 0.0f)
        }
    ]
    let indices = [ HostArray.Of [| 0L; 2L; 1L; 0L |] ]
    let choices =
        match TargetRule.find (ClassFacts.descriptor facts.Template) with
        | _ when isAligned -> [ [ HostArray.Of(array2D [ [ 1L; 2L ]; [ 2L; 0L ]; [ 3L; 1L ]; [ 1L; 1L ] ]) ] ]
        | TargetRule.Indices _ -> [ indices ]
        | TargetRule.Own _ -> [ numbers; indices ]
        | _ -> [ numbers ]
    let compile targets (compile: CompileSettings) =
        match facts.Template, targets with
        | :? IMetric, [ { Shape = [| _ |] } ] -> {
            compile with
                Loss = PerOutput.All(Some(Loss.Of(Losses.SparseCategoricalCrossentropy.Create())))
          }
        | _ -> compile
    // Settings that do not fit the model are refused; others are drawn instead.
    let tryTrain (seed: int) =
        let targets = choices[seed % choices.Length]
        try
            let compile = compile targets (settings facts seed)
            Some(compile, targets, train compile inputs targets (Trained.create 7L model))
        with :? FunctionalException ->
            None
    let found =
        Seq.initInfinite (fun i -> tryTrain (1 + i))
        |> Seq.truncate 500
        |> Seq.choose id
        |> Seq.truncate 5
        |> List.ofSeq
    Assert.NotEmpty found
    for compile, targets, start in found do
        Setup.inFolder (fun folder ->
            let path = Path.Combine(folder, "model.keras")
            TrainedFile.save path (Some compile) start
            let again, settings = TrainedFile.resume path
            Assert.Equal<_ list>(
                stateOf (train compile inputs targets start),
                stateOf (train settings.Value inputs targets again)
            ))
