module Functional.Tests.TrainingTests

open System
open System.IO
open System.Threading
open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers

let private optimizer = Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam")
let private sparse = Loss.Of(Losses.SparseCategoricalCrossentropy.Create())

let private compile = {
    CompileSettings.Create(optimizer, sparse) with
        Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
}

let private quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 16 }

let private layers () : ILayer list = [
    InputLayer.Create [ 6L; 6L; 1L ]
    { Conv.Create(4, [ 3; 3 ]) with Activation = Activation.relu }
    BatchNormalization.Create()
    Pooling.Create(PoolKind.Max, [ 2; 2 ])
    Flatten.Create()
    Dropout.Create 0.3
    { Dense.Create 3 with Activation = Activation.softmax }
]

// Images whose brightest third is their class.
let private images (count: int) =
    let random = Random 0
    let labels = Array.init count (fun _ -> int64 (random.Next 3))
    let pixels =
        Array.init (count * 36) (fun i ->
            let row = i % 36 / 6
            float32 (random.NextDouble()) + (if int64 (row / 2) = labels[i / 36] then 1f else 0f))
    Values.Host { DType = DType.Float32; Shape = [| int64 count; 6L; 6L; 1L |]; Data = pixels },
    Values.Host(HostArray.Of labels)

let private bits (store: TensorStore) key =
    match (store.Get key).Data with
    | :? (float32[]) as data -> data |> Array.map BitConverter.SingleToInt32Bits |> List.ofArray
    | _ -> []

let private train seed =
    Setup.ready ()
    let model = Model.sequential "model" (layers ())
    let store = Weights.initialize torch.CPU seed (Model.build Mode.Inference model)
    let trainer = new Trainer(model, Some compile, store, seed)
    let x, y = images 96
    use data = DataSet.create torch.CPU [ x ] [ y ] []
    let history = Loop.fit trainer { quiet with Epochs = 3 } data
    trainer, history

[<Fact>]
let ``training makes the loss fall and the old model stays as it was`` () =
    Setup.ready ()
    let x, y = images 96
    let start = Model.sequential "model" (layers ()) |> Trained.create 0L
    let before = (start.Weight "dense/kernel").Data :?> float32[] |> Array.copy
    let trained, history = start |> Trained.fit compile { quiet with Epochs = 10 } x y
    Assert.True(Seq.last history["loss"] < 0.5 * Seq.head history["loss"], string (Seq.last history["loss"]))
    Assert.True(Seq.last history["accuracy"] > 0.8)
    Assert.Equal<float32>(before, (start.Weight "dense/kernel").Data :?> float32[])
    Assert.NotEqual<float32>(before, (trained.Weight "dense/kernel").Data :?> float32[])

[<Fact>]
let ``the same seed gives the same bits, another seed others`` () =
    let first, h1 = train 7L
    let second, h2 = train 7L
    let third, _ = train 8L
    for key in first.Store.Keys do
        Assert.Equal<int list>(bits first.Store key, bits second.Store key)
    Assert.Equal<float>(h1["loss"], h2["loss"])
    Assert.NotEqual<int list>(bits first.Store (Setup.key "dense/kernel"), bits third.Store (Setup.key "dense/kernel"))

[<Fact>]
let ``thousands of steps and predictions leave no tensor behind`` () =
    let trainer, _ = train 1L
    use _ = trainer
    let x, y = images 32
    use data = DataSet.create torch.CPU [ x ] [ y ] []
    Loop.predict trainer 32 Verbosity.Silent [] TextWriter.Null CancellationToken.None data |> ignore
    // What other tests dropped must not be counted here.
    GC.Collect()
    GC.WaitForPendingFinalizers()
    let before = torch.Tensor.TotalCount
    Loop.fit trainer { quiet with Epochs = 1000 } data |> ignore
    Assert.Equal(before, torch.Tensor.TotalCount)
    for _ in 1..1000 do
        Loop.predict trainer 16 Verbosity.Silent [] TextWriter.Null CancellationToken.None data |> ignore
    Assert.Equal(before, torch.Tensor.TotalCount)

// What a rule says of itself counts, not its type.
let private own =
    let rule: IOptimizer = { Optimizers.SGD.Create() with Momentum = 0.5 }
    {
        new IOptimizer with
            member _.SlotGroups weight = rule.SlotGroups weight
            member _.Update(step, w, g) = rule.Update(step, w, g)
        interface INativeUpdate with
            member _.NativeUpdate = Some(NativeUpdate.Descent 0.5)
    }

let private optimizers: (string * IOptimizer) list = [
    for facts in Classes.optimizers do
        facts.Name, (facts.Template :?> Optimizer).Rule
    "Adam with amsgrad", { Optimizers.Adam.Create() with Amsgrad = true }
    "SGD with momentum", { Optimizers.SGD.Create() with Momentum = 0.9 }
    "SGD with Nesterov's momentum", { Optimizers.SGD.Create() with Momentum = 0.9; Nesterov = true }
    "an own one", own
    let adam: IOptimizer = Optimizers.Adam.Create()
    let sgd: IOptimizer = Optimizers.SGD.Create()
    for name, inner in [ "Adam", adam; "SGD", sgd ] do
        let inner = Optimizer.Create(inner, OptimizerSettings.Create 0.0, "inner")
        $"{name} with a scaled loss", (Optimizers.LossScaling.around inner).Rule
        let map = {
            Optimizers.OptimizerMap.Create(Optimizer.Create(own, inner.Settings, "own")) with
                Optimizers = [ "w", inner ]
        }
        $"{name} among several", Optimizers.MultiOptimizer.Create map
]

let optimizerNames = TheoryData<string>(optimizers |> List.map fst)

[<Theory; MemberData(nameof optimizerNames)>]
let ``libtorch's fused update agrees with the optimizer's own expressions`` (name: string) =
    Setup.ready ()
    let rule = optimizers |> List.find (fst >> (=) name) |> snd
    let schedule = Rate.Schedule(Optimizers.Schedules.CosineDecay.Create(0.02, 15.0))
    for decay, rate in List.allPairs [ None; Some 0.01 ] [ Rate.Number 0.02; schedule ] do
        let settings = { OptimizerSettings.Create rate with WeightDecay = decay }
        let optimizer =
            Optimizer.Create(rule, OptimizerSettings.Create 0.0, "test") |> Optimizer.mapSettings (fun _ -> settings)
        let weight: WeightDeclaration = {
            Key = Setup.key "w"
            KerasPath = LayerPath.Root.Child "w"
            Shape = [| 3L; 4L |]
            DType = DType.Float32
            Trainable = true
            IsSeed = false
            FactorOf = None
            Start = None
            Rule = WeightRule.Of Initializer.Zeros
        }
        let symbol = Expr.Of(Op.Weight(weight.Key, Shape.known weight.Shape, DType.Float32), [])
        let gradient = Ops.input "g" symbol.Shape DType.Float32
        let run fuse =
            use store = new TensorStore(torch.CPU)
            let random = Random 2
            let draw () = {
                DType = DType.Float32
                Shape = weight.Shape
                Data = Array.init 12 (fun _ -> float32 (random.NextDouble() - 0.5))
            }
            store.Set(weight.Key, draw ())
            for variable in Updates.variables optimizer [ weight ] do
                let zeros = torch.zeros (variable.Shape, Tensors.scalarType variable.DType)
                store.Put(variable.Key, (Scalars.real variable.Start).Call zeros.fill_)
            let updates =
                Updates.build optimizer fuse (Updates.kindsOf optimizer (fun () -> 0L)) [ weight, symbol ] [ gradient ]
            use program = Program.compile torch.CPU (RunContext()) [ gradient ] updates []
            for _ in 1..20 do
                use g = Tensors.ofHost torch.CPU (draw ())
                program.Run([| g |], program.Weights |> Array.map (fun (key, _, _) -> store[key])) |> ignore
            let isFused = (string program).Contains " in place "
            isFused, (store.Get weight.Key).Data :?> float32[]
        let plain, own = run false
        Assert.False plain
        let isFused, fused = run true
        let isStated =
            match (Optimizer.steppingFor optimizer weight).Rule with
            | :? INativeUpdate as rule ->
                match rule.NativeUpdate, decay with
                | Some(NativeUpdate.Adam _), _
                | Some(NativeUpdate.Descent _), None -> true
                | _ -> false
            | _ -> false
        Assert.Equal(isStated, isFused)
        for a, b in Seq.zip own fused do
            Assert.Equal(a, b, 2e-6f)

[<Fact>]
let ``the fused update is really used`` () =
    let trainer, _ = train 1L
    use _ = trainer
    Assert.Contains(trainer.Programs, fun (_, text: string) -> text.Contains "adam in place")

[<Property(MaxTest = 15)>]
let ``predicting in batches of any size gives the same numbers`` (batch: PositiveInt) =
    Setup.ready ()
    let start = Model.sequential "model" (layers ()) |> Trained.create 3L
    let x, _ = images 20
    let whole = (Trained.predict x start).Head.Data :?> float32[]
    use trainer = new Trainer(start.Model, None, start.Store, 3L)
    use data = DataSet.create torch.CPU [ x ] [] []
    let parts =
        Loop.predict trainer (1 + batch.Get % 25) Verbosity.Silent [] TextWriter.Null CancellationToken.None data
    for a, b in Seq.zip whole (parts.Head.Data :?> float32[]) do
        Assert.Equal(a, b, 1e-5f)

[<Fact>]
let ``a run that is cancelled stops between two steps and can go on`` () =
    let trainer, _ = train 1L
    use _ = trainer
    let x, y = images 96
    use data = DataSet.create torch.CPU [ x ] [ y ] []
    use source = new CancellationTokenSource()
    let stopping = {
        new Callback() with
            override _.OnTrainBatchEnd(batch, _) =
                if batch = 2 then
                    source.Cancel()
    }
    let before = trainer.Iteration
    Assert.Throws<OperationCanceledException>(fun () ->
        Loop.fit trainer { quiet with Epochs = 5; Callbacks = [ stopping ]; Cancellation = source.Token } data
        |> ignore)
    |> ignore
    Assert.Equal(before + 3L, trainer.Iteration)
    Loop.fit trainer quiet data |> ignore
    Assert.Equal(before + 9L, trainer.Iteration)

let private expect<'e when 'e :> exn> (trainer: Trainer) message (inputs: Values) (targets: Values) settings =
    let before = bits trainer.Store (Setup.key "dense/kernel")
    let error =
        Assert.Throws<'e>(fun () ->
            use data = DataSet.create torch.CPU [ inputs ] [ targets ] []
            Loop.fit trainer settings data |> ignore)
    Assert.Equal(message, error.Message)
    Assert.Equal<int list>(before, bits trainer.Store (Setup.key "dense/kernel"))

[<Fact>]
let ``bad data is refused with one line before anything changes`` () =
    let trainer, _ = train 1L
    use _ = trainer
    let x, y = images 8
    let host values =
        match values with
        | Values.Host array -> array
        | Values.Native _ -> invalidOp "host values"
    expect<ConfigurationException> trainer "batch_size must be at least 1, got 0" x y { quiet with BatchSize = 0 }
    expect<ConfigurationException> trainer "initial_epoch must be at least 0, got -1" x y {
        quiet with
            InitialEpoch = -1
    }
    expect<ConfigurationException> trainer "validation_batch_size must be at least 1, got 0" x y {
        quiet with
            Validation = Validation.Split 0.5
            ValidationBatchSize = Some 0
    }
    expect<DataException>
        trainer
        "y must be 8 samples like x, got 3"
        x
        (Values.Host(HostArray.Of [| 0L; 1L; 2L |]))
        quiet
    expect<DataException>
        trainer
        "y: class indices must be in [0, 3), got 3 in row 0"
        x
        (Values.Host(HostArray.Of(Array.create 8 3L)))
        quiet
    expect<DataException>
        trainer
        "x must not be empty, got shape (0, 6, 6, 1)"
        (Values.Host { DType = DType.Float32; Shape = [| 0L; 6L; 6L; 1L |]; Data = Array.empty<float32> })
        (Values.Host(HostArray.Of Array.empty<int64>))
        quiet
    let spoiled = Array.copy ((host x).Data :?> float32[])
    spoiled[17] <- nanf
    expect<DataException>
        trainer
        "x must be finite numbers, got NaN in row 0"
        (Values.Host { host x with Data = spoiled })
        y
        quiet
    expect<ShapeException>
        trainer
        "model: input 'input_layer' must have shape (batch, 6, 6, 1), got (8, 36)"
        (Values.Host { host x with Shape = [| 8L; 36L |] })
        y
        quiet

[<Fact>]
let ``the progress bar grows in one line and ends with all logs`` () =
    let logs = dict [ "accuracy", 0.94183; "loss", 0.0002084 ] |> System.Collections.Generic.Dictionary
    let shown interactive =
        use writer = new StringWriter()
        let progress = Progress(writer, interactive, Verbosity.Bar, Some 40)
        Assert.False progress.WantsLogs
        if interactive then
            progress.Step(8, logs)
        progress.Finish(40, logs)
        string writer
    let line = shown false
    Assert.StartsWith("40/40 ━━━━━━━━━━━━━━━━━━━━ 0s ", line)
    Assert.EndsWith("/step - accuracy: 0.9418 - loss: 2.0840e-04" + Environment.NewLine, line)
    let parts = (shown true).Split '\r'
    Assert.Equal(3, parts.Length)
    Assert.StartsWith(" 8/40 ━━━━\x1b[2m━━━━━━━━━━━━━━━━\x1b[0m ", parts[1])
    Assert.StartsWith("40/40 ", parts[2])

[<Fact>]
let ``a saved model predicts the same and goes on to the same bits`` () =
    Setup.ready ()
    let path = Path.Combine(Path.GetTempPath(), $"functional-{Guid.NewGuid()}.keras")
    let x, y = images 96
    let trained, _ = Model.sequential "model" (layers ()) |> Trained.create 5L |> Trained.fit compile quiet x y
    try
        TrainedFile.save path (Some compile) trained
        let loaded, settings = TrainedFile.load 5L path
        let numbers model = (Trained.predict x model).Head.Data :?> float32[]
        Assert.Equal<float32>(numbers trained, numbers loaded)
        let further model = fst (Trained.fit settings.Value { quiet with Epochs = 2 } x y model)
        let a, b = further trained, further loaded
        for path in [ "conv2d/kernel"; "batch_normalization/moving_mean"; "dense/kernel" ] do
            Assert.Equal<float32>((a.Weight path).Data :?> float32[], (b.Weight path).Data :?> float32[])
    finally
        File.Delete path

[<Property(MaxTest = 15)>]
let ``what is computed does not depend on where the samples lie in memory`` (offset: PositiveInt) (batch: PositiveInt) =
    Setup.ready ()
    let random = Random 6
    // Products of vectors: a batch of one, and a layer of one unit.
    let model =
        Model.sequential "model" [
            InputLayer.Create [ 37L ]
            { Dense.Create 10 with Activation = Activation.relu }
            Dense.Create 1
        ]
    let compile = CompileSettings.Create(optimizer, Loss.Of(Losses.MeanSquaredError()))
    let numbers count = Array.init count (fun _ -> float32 (random.NextDouble() - 0.5))
    let x = { DType = DType.Float32; Shape = [| 11L; 37L |]; Data = numbers (11 * 37) }
    let y = { DType = DType.Float32; Shape = [| 11L; 1L |]; Data = numbers 11 }
    let elsewhere (array: HostArray) =
        use dense = Tensors.ofHost torch.CPU array
        use wide = torch.empty [| array.Count + int64 offset.Get % 16L |]
        use part = wide.narrow (0L, int64 offset.Get % 16L, array.Count)
        let tensor = part.view array.Shape
        tensor.copy_ dense |> ignore
        Values.Native tensor
    let settings = { quiet with BatchSize = 1 + batch.Get % 12; Shuffle = false; Epochs = 2 }
    let compute (values: HostArray -> Values) =
        let trainer =
            new Trainer(model, Some compile, Weights.initialize torch.CPU 1L (Model.build Mode.Inference model), 1L)
        use data = DataSet.create torch.CPU [ values x ] [ values y ] []
        let history = Loop.fit trainer settings data
        let logs = [
            Loop.trainOnBatch trainer None data
            Loop.testOnBatch trainer data
            Loop.evaluate trainer settings.BatchSize Verbosity.Silent [] TextWriter.Null CancellationToken.None data
        ]
        let outputs =
            Loop.predict trainer settings.BatchSize Verbosity.Silent [] TextWriter.Null CancellationToken.None data
            @ Loop.call trainer false data
        List.ofSeq history["loss"] @ (logs |> List.map (fun logs -> logs["loss"])),
        outputs |> List.map (fun output -> List.ofArray (output.Data :?> float32[])),
        bits trainer.Store (Setup.key "dense/kernel")
    Assert.Equal(compute Values.Host, compute elsewhere)

[<Fact>]
let ``callbacks are called once for so many steps as one execution has`` () =
    Setup.ready ()
    let model = Model.sequential "model" (layers ())
    let store = Weights.initialize torch.CPU 0L (Model.build Mode.Inference model)
    use trainer = new Trainer(model, Some { compile with StepsPerExecution = 4 }, store, 0L)
    let x, y = images 96
    use data = DataSet.create torch.CPU [ x ] [ y ] []
    let seen = ResizeArray<int>()
    let watching = {
        new Callback() with
            override _.OnTrainBatchEnd(batch, _) = seen.Add batch
    }
    Loop.fit trainer { quiet with Callbacks = [ watching ] } data |> ignore
    Assert.Equal<int list>([ 3; 5 ], List.ofSeq seen)
    Assert.Equal(6L, trainer.Iteration)

[<Fact>]
let ``one trained value predicts and is evaluated on many threads at once`` () =
    let model =
        Model.sequential "m" [
            InputLayer.Create [ 6L; 6L; 1L ]
            { Conv.Create(4, [ 3; 3 ]) with UseBias = false }
            BatchNormalization.Create()
            Flatten.Create()
            Dense.Create 2
        ]
    let trained = Trained.create 3L model
    let x = Evaluate.host DType.Float32 [ 5L; 6L; 6L; 1L ] (Samples.spread 1 180L)
    let y = Evaluate.host DType.Float32 [ 5L; 2L ] (Samples.spread 2 10L)
    let compile =
        CompileSettings.Create(
            Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
            Loss.Of(Losses.MeanSquaredError())
        )
    let predict () = Trained.predict (Values.Host x) trained |> List.map Evaluate.floats
    let evaluate () = (Trained.evaluate compile (Values.Host x) (Values.Host y) trained)["loss"]
    let expected = predict (), evaluate ()
    for _ in 1..5 do
        let answers = Array.Parallel.init 16 (fun _ -> predict (), evaluate ())
        for answer in answers do
            Assert.Equal(expected, answer)

[<Fact>]
let ``programs are kept for the shapes that were used last`` () =
    Setup.ready ()
    let forgotten = Collections.Generic.List<Program>()
    let cache = ProgramCache(forgotten.Add)
    let output = Shape.ofDims [ Dim.Unknown "batch"; Dim.Unknown "time"; Dim.Known 3L ]
    let find (tensor: Tensor) = cache.TryFind("train", [| tensor |])
    let add (tensor: Tensor) =
        let program = Program.compile torch.CPU (RunContext()) [] [] []
        cache.Add("train", [| Signature.OfTarget(tensor, output) |], program)
        program
    // Lengths that the output does not know are one shape, others are not.
    use first = torch.zeros (4L, 5L, 3L)
    use longer = torch.zeros (2L, 9L, 3L)
    let program = add first
    Assert.Equal(ValueSome program, find longer)
    for size in 4L .. 40L do
        use other = torch.zeros (2L, 5L, size)
        Assert.Equal(ValueNone, find other)
        add other |> ignore
        Assert.Equal(ValueSome program, find longer)
    Assert.Equal(24, cache.All.Length)
    Assert.Equal(38 - 24, forgotten.Count)
    Assert.DoesNotContain(program, forgotten)
    cache.Clear()
    Assert.Equal(38, forgotten.Count)
