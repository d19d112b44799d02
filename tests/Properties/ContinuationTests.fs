/// Training in several runs is training in one: the same order of samples, the same random numbers, the same bits.
module Functional.Tests.ContinuationTests

open System
open System.IO
open System.Threading
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers
open Functional.Optimizers.Schedules

/// What a model and its training are made of.
type Case = {
    Kind: int
    Script: bool option
    Rule: int
    Rate: Rate
    Average: bool
    OverwriteEvery: int option
    Accumulate: int option
    Shuffle: bool
    /// Samples in memory, numbered batches, numbered batches of which an epoch takes some, or a sequence.
    Source: int
    StepsPerEpoch: int
    /// Epochs of each run, and what happens before the next.
    Runs: (int * int) list
}

let private cases =
    gen {
        let! kind = Gen.choose (0, 4)
        let! script = Gen.elements [ None; Some true; Some false ]
        let! rule = Gen.choose (0, 2)
        let! rate =
            Gen.elements [
                Rate.Number 1e-2
                Rate.Schedule(CosineDecay.Create(1e-2, 20.0))
                Rate.Schedule(PiecewiseConstantDecay.Create([ 3; 7 ], [ 1e-2; 2e-2; 5e-3 ]))
            ]
        let! average = Gen.elements [ true; false ]
        let! overwrite = Gen.elements [ None; Some 2; Some 3 ]
        let! accumulate = Gen.elements [ None; None; Some 2; Some 3 ]
        let! shuffle = Gen.frequency [ 3, Gen.constant true; 1, Gen.constant false ]
        let! source = Gen.choose (0, 3)
        let! steps = Gen.elements [ 1; 3; 4; 6 ]
        let! runs = Gen.nonEmptyListOf (Gen.zip (Gen.choose (1, 2)) (Gen.choose (0, 3)))
        return {
            Kind = kind
            Script = script
            Rule = rule
            Rate = rate
            Average = average
            OverwriteEvery = if average then overwrite else None
            Accumulate = accumulate
            Shuffle = shuffle
            Source = source
            StepsPerEpoch = steps
            Runs = List.truncate 4 runs
        }
    }

let private shared () =
    let input = Symbol.input (InputLayer.Create [ 6L ])
    let dense: ILayer = { Dense.Create 6 with Activation = Activation.Tanh }
    let apply (layer: ILayer) x = (Symbol.apply layer [ x ]).Head
    // The gradient of the kernel is a sum of products, one for each call.
    let hidden = [ 1..6 ] |> List.fold (fun x _ -> apply (Dropout.Create 0.1) (apply dense x)) input
    Model.network "model" [ input ] [ apply { Dense.Create 3 with Activation = Activation.softmax } hidden ]

let private model kind =
    let last: ILayer = { Dense.Create 3 with Activation = Activation.softmax }
    let layers: ILayer list =
        match kind with
        | 0 -> [ { Dense.Create 8 with Activation = Activation.relu }; Dropout.Create 0.3; last ]
        | 1 -> [
            Reshape.Create [ 3L; 2L; 1L ]
            { Conv.Create(4, [ 2; 2 ]) with Activation = Activation.relu }
            BatchNormalization.Create()
            Flatten.Create()
            Dropout.Create 0.3
            last
          ]
        | 2 -> [ Reshape.Create [ 3L; 2L ]; LSTM.Create 4; GaussianNoise.Create 0.1; last ]
        | _ -> [
            {
                Dense.Create 8 with
                    Kernel = { WeightRule.Of Initializer.Ones with Constraint = Some(Constraint.MaxNorm(1.0, [ 0 ])) }
            }
            GaussianDropout.Create 0.2
            BatchNormalization.Create()
            last
          ]
    if kind = 4 then shared () else Model.sequential "model" ((InputLayer.Create [ 6L ] :> ILayer) :: layers)

let private compile (case: Case) =
    let rule: IOptimizer =
        match case.Rule with
        | 0 -> Optimizers.Adam.Create()
        | 1 -> { Optimizers.SGD.Create() with Momentum = 0.9 }
        | _ -> Optimizers.RMSprop.Create()
    let settings = {
        OptimizerSettings.Create case.Rate with
            UseEma = case.Average
            EmaMomentum = 0.8
            EmaOverwriteFrequency = case.OverwriteEvery
            GradientAccumulationSteps = case.Accumulate
    }
    {
        CompileSettings.Create(
            Optimizer.Create(rule, settings, "mine"),
            Loss.Of(Losses.SparseCategoricalCrossentropy.Create())
        ) with
            JitCompile = case.Script
    }

let private samples = 43

let private values =
    let random = Random 4
    let x = Array.init (samples * 6) (fun _ -> float32 (random.NextDouble() - 0.5))
    let y = Array.init samples (fun _ -> int64 (random.Next 3))
    x, y

let private x = Values.Host { DType = DType.Float32; Shape = [| int64 samples; 6L |]; Data = fst values }
let private y = Values.Host(HostArray.Of(snd values))

// Twelve batches, the last of them smaller.
let private batches: Batch[] =
    Array.zip (Array.chunkBySize 24 (fst values)) (Array.chunkBySize 4 (snd values) |> Array.truncate 11)
    |> Array.map (fun (x, y) ->
        let rows = { DType = DType.Float32; Shape = [| int64 y.Length; 6L |]; Data = x }
        Batch.Of(Values.Host rows, Values.Host(HostArray.Of y)))

let private numbered count =
    BatchStream.Indexed((fun () -> Nullable count), (fun i -> batches[i % batches.Length]), 2, 3, ignore, ignore)

let private fit (case: Case) (epochs: int) (start: Trained) =
    let settings = {
        FitSettings.Default with
            Epochs = epochs
            Shuffle = case.Shuffle
            Verbosity = Verbosity.Silent
    }
    let compile = compile case
    match case.Source with
    | 0 -> Trained.fit compile { settings with BatchSize = 8 } x y start
    | 1 -> Trained.fitStream compile settings (numbered 11) start
    // A pass is twelve batches, however many an epoch takes.
    | 2 -> Trained.fitStream compile { settings with StepsPerEpoch = Some case.StepsPerEpoch } (numbered 12) start
    | _ -> Trained.fitStream compile settings (BatchStream.OfSeq batches) start

let private bits (trained: Trained) = [
    for key in List.sort trained.Store.Keys do
        match (trained.Store.Get key).Data with
        | :? (float32[]) as data -> key, data |> Array.map BitConverter.SingleToInt32Bits |> List.ofArray
        | :? (int[]) as data -> key, List.ofArray data
        | _ -> ()
]

let private throughFile (compile: CompileSettings) (read: string -> Trained * CompileSettings option) trained =
    let path = Path.Combine(Path.GetTempPath(), $"functional-{Guid.NewGuid()}.keras")
    try
        TrainedFile.save path (Some compile) trained
        fst (read path)
    finally
        File.Delete path

let private between (case: Case) what (trained: Trained) =
    match what with
    | 0 -> trained
    | 1 ->
        Trained.predict x trained |> ignore
        Trained.evaluate (compile case) x y trained |> ignore
        trained
    | 2 -> throughFile (compile case) TrainedFile.resume trained
    | _ -> throughFile (compile case) (TrainedFile.load 7L) trained

[<Property(MaxTest = 30)>]
let ``training in any number of runs, with files between, gives the bits of one run`` () =
    Setup.ready ()
    Prop.forAll (Arb.fromGen cases) (fun case ->
        let start = Trained.create 7L (model case.Kind)
        let once, history = fit case (List.sumBy fst case.Runs) start
        let losses = Collections.Generic.List<float>()
        let inParts =
            case.Runs
            |> List.fold
                (fun trained (epochs, what) ->
                    let trained, history = fit case epochs (between case what trained)
                    losses.AddRange history["loss"]
                    trained)
                start
        Assert.Equal<float>(history["loss"], losses)
        Assert.Equal<(Key * int list) list>(bits once, bits inParts)
        Assert.Equal(once.Store.Position, inParts.Store.Position))

let private simple = {
    Kind = 0
    Script = None
    Rule = 0
    Rate = Rate.Number 1e-2
    Average = false
    OverwriteEvery = None
    Accumulate = None
    Shuffle = true
    Source = 1
    StepsPerEpoch = 4
    Runs = []
}

let private quiet = { FitSettings.Default with Verbosity = Verbosity.Silent }

let private trainerOf (trained: Trained) settings =
    new Trainer(trained.Model, Some settings, trained.Store, trained.Seed)

// The numbers of the batches of each run.
let private orders settings (stream: (int -> unit) -> BatchStream) (runs: FitSettings list) =
    let trainer = trainerOf (Trained.create 3L (model 0)) settings
    [
        for run in runs do
            let seen = Collections.Generic.List<int>()
            Loop.fitStream trainer run (stream seen.Add) |> ignore
            List.ofSeq seen
    ]

let private watched count see =
    BatchStream.Indexed(
        (fun () -> Nullable count),
        (fun i ->
            see i
            batches[i % batches.Length]),
        1,
        3,
        ignore,
        ignore
    )

[<Fact>]
let ``each epoch has an order of its own, whichever run it belongs to`` () =
    Setup.ready ()
    let runs = orders (compile simple) (watched 10) [ quiet; quiet; { quiet with Epochs = 2 }; quiet ]
    let epochs = runs |> List.collect (List.chunkBySize 10)
    Assert.Equal(5, (List.distinct epochs).Length)
    for epoch in epochs do
        Assert.Equal<int list>([ 0..9 ], List.sort epoch)
    Assert.Equal<int list list>(
        epochs,
        (orders (compile simple) (watched 10) [ { quiet with Epochs = 5 } ]).Head |> List.chunkBySize 10
    )

[<Fact>]
let ``a number for the first epoch takes up a run whose epochs the model does not know, and changes no other`` () =
    Setup.ready ()
    let order = orders (compile simple) (watched 10)
    let whole = (order [ { quiet with Epochs = 4 } ]).Head |> List.chunkBySize 10
    Assert.Equal<int list list>(
        whole[2..],
        (order [ { quiet with InitialEpoch = 2; Epochs = 4 } ]).Head |> List.chunkBySize 10
    )
    let runs = order [ { quiet with Epochs = 2 }; { quiet with InitialEpoch = 2; Epochs = 4 } ]
    Assert.Equal<int list list>(whole, runs |> List.concat |> List.chunkBySize 10)

[<Fact>]
let ``a pass that epochs share goes on with the next run, in order`` () =
    Setup.ready ()
    let run = { quiet with StepsPerEpoch = Some 3 }
    let seen = orders (compile simple) (watched 12) [ run; { run with Epochs = 2 }; run; run ]
    let passes = List.concat seen |> List.chunkBySize 12
    Assert.Equal<int list>([ 3; 6; 3; 3 ], seen |> List.map List.length)
    Assert.Equal<int list>([ 0..11 ], List.sort passes[0])
    // Without steps an epoch is a pass, and begins one.
    let seen = orders (compile simple) (watched 12) [ run; quiet; run ]
    Assert.Equal<int list>([ 0..11 ], List.sort seen[1])

[<Fact>]
let ``a sequence is enumerated anew, and goes on behind what was taken where the run says that it is taken up`` () =
    Setup.ready ()
    let sequence see =
        BatchStream.OfSeq(
            seq {
                for i in 0..99 do
                    see i
                    batches[i % batches.Length]
            }
        )
    let run = { quiet with StepsPerEpoch = Some 3 }
    let seen = orders (compile simple) sequence [ run; run; { run with InitialEpoch = 1; Epochs = 2 } ]
    Assert.Equal<int list list>([ [ 0..2 ]; [ 0..2 ]; [ 0..5 ] ], seen)
    let trained settings =
        let trainer = trainerOf (Trained.create 3L (model 0)) (compile simple)
        for settings in settings do
            Loop.fitStream trainer settings (sequence ignore) |> ignore
        [
            for key in trainer.Store.Keys do
                string (trainer.Store.Get key).Data, Tensors.toFloat (trainer.Store[key].sum())
        ]
    let parts = [ run; { run with InitialEpoch = 1; Epochs = 3 } ]
    Assert.Equal<(string * float) list>(trained [ { run with Epochs = 3 } ], trained parts)

[<Fact>]
let ``a run that a mistake ends before its first step leaves the order as it was`` () =
    Setup.ready ()
    let trainer = trainerOf (Trained.create 3L (model 0)) (compile simple)
    let wrong = BatchStream.OfSeq [ Batch.Of(x, Values.Host(HostArray.Of [| 1L |])) ]
    Assert.Throws<DataException>(fun () -> Loop.fitStream trainer quiet wrong |> ignore) |> ignore
    Assert.Equal(Position.Start, trainer.Store.Position)

[<Fact>]
let ``after a run weights are their moving averages, and training goes on from the weights themselves`` () =
    Setup.ready ()
    let case = { simple with Average = true; Source = 0 }
    let once, _ = fit case 1 (Trained.create 1L (model 0))
    let weight (trained: Trained) key = (trained.Store.Get key).Data :?> float32[]
    let kernel, second = Setup.key "dense/kernel", Setup.key "dense_1/kernel"
    Assert.Equal<float32>(weight once (Key.Average kernel), weight once kernel)
    Assert.NotEqual<float32>(weight once (Key.Unaveraged kernel), weight once kernel)
    // What a user sets is what training goes on from.
    let store = once.Store.Clone()
    let zeros = { once.Store.Get kernel with Data = Array.zeroCreate<float32> 48 }
    store.Set(kernel, zeros)
    let trainer = new Trainer(once.Model, Some(compile case), store, 1L)
    trainer.LearningRate <- 0.0
    use data = DataSet.create torch.CPU [ x ] [ y ] []
    Loop.trainOnBatch trainer None data |> ignore
    Assert.Equal<float32>(zeros.Data :?> float32[], (store.Get kernel).Data :?> float32[])
    Assert.Equal<float32>(weight once (Key.Unaveraged second), (store.Get second).Data :?> float32[])
    Assert.DoesNotContain(Key.Unaveraged kernel, store.Keys)

[<Fact>]
let ``calls for training have random numbers of their own, which go on through a file`` () =
    Setup.ready ()
    use data = DataSet.create torch.CPU [ x ] [] []
    let call (trained: Trained) =
        use trainer = trainerOf trained (compile simple)
        (Loop.call trainer true data).Head.Data :?> float32[]
    let trained = Trained.create 2L (model 0)
    let first, second = call trained, call trained
    Assert.NotEqual<float32>(first, second)
    let again = Trained.create 2L (model 0)
    Assert.Equal<float32>(first, call again)
    let loaded = throughFile (compile simple) TrainedFile.resume again
    Assert.Equal<float32>(second, call loaded)

[<Property(MaxTest = 100)>]
let ``seed and position come back from metadata`` (seed: int64 option) (numbers: NonNegativeInt[]) (heedless: bool) =
    let at i = if i < numbers.Length then numbers[i].Get else 0
    let position = {
        Epochs = at 0
        Steps = int64 (at 1) <<< 20
        Calls = int64 (at 2)
        PassEpoch = at 3
        PassBatches = at 4
    }
    let entry = { Seed = seed; Position = position; HeedlessTraining = heedless }
    let written = OwnEntry.write entry (KerasArchive.metadata DateTime.Now)
    let again = KerasJson.parse "metadata.json" (KerasJson.print written)
    Assert.Equal(Some entry, OwnEntry.read "m" again)
    Assert.Equal(None, OwnEntry.read "m" (KerasArchive.metadata DateTime.Now))

[<Theory>]
[<InlineData("""{"functional": 3}""", "m, functional: must be a JSON object, got 3")>]
[<InlineData("""{"functional": {"epochs": -1}}""",
             "m, functional.epochs: must be a whole number from 0 to 1073741823, got -1")>]
[<InlineData("""{"functional": {"seed": "x"}}""",
             "m, functional.seed: must be a whole number from -9223372036854775808 to 9223372036854775807, got \"x\"")>]
[<InlineData("""{"functional": {"epochs": 1}}""", "m, functional: steps is missing")>]
let ``a malformed position is an error of the file`` (json: string) (message: string) =
    let metadata = KerasJson.parse "m" json
    let error = Assert.Throws<ModelFileException>(fun () -> OwnEntry.read "m" metadata |> ignore)
    Assert.Equal(message, error.Message)
