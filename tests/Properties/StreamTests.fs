module Functional.Tests.StreamTests

open System
open System.Collections.Generic
open System.IO
open System.Linq
open System.Threading
open System.Threading.Tasks
open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers

let private compile = {
    CompileSettings.Create(
        Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
        Loss.Of(Losses.SparseCategoricalCrossentropy.Create())
    ) with
        Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
}

let private quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; Output = TextWriter.Null }

let private features = 5

let private model () =
    Model.sequential "model" [
        InputLayer.Create [ int64 features ]
        { Dense.Create 7 with Activation = Activation.Tanh }
        Dropout.Create 0.2
        { Dense.Create 3 with Activation = Activation.softmax }
    ]

let private newTrainer seed =
    Setup.ready ()
    let model = model ()
    new Trainer(model, Some compile, Weights.initialize torch.CPU seed (Model.build Mode.Inference model), seed)

let private numbers count =
    let random = Random 3
    Array.init (count * features) (fun _ -> float32 (random.NextDouble() - 0.5)),
    Array.init count (fun _ -> int64 (random.Next 3))

let private batch (x: float32[]) (y: int64[]) : Batch =
    let inputs = { DType = DType.Float32; Shape = [| int64 y.Length; int64 features |]; Data = x }
    Batch.Of(Values.Host inputs, Values.Host(HostArray.Of y))

let private whole count = numbers count ||> batch

// The samples in their order, cut into batches.
let private cut size count : Batch list =
    let x, y = numbers count
    List.zip (x |> Array.chunkBySize (size * features) |> List.ofArray) (y |> Array.chunkBySize size |> List.ofArray)
    |> List.map (fun (x, y) -> batch x y)

let private bits (trainer: Trainer) =
    trainer.Store.Keys
    |> List.filter (fun key -> not key.IsMetricState)
    |> List.collect (fun key ->
        match (trainer.Store.Get key).Data with
        | :? (float32[]) as data -> data |> Array.map BitConverter.SingleToInt32Bits |> List.ofArray
        | _ -> [])

let private later (batches: seq<Batch>) : IAsyncEnumerable<Batch> =
    let select =
        Func<Batch, CancellationToken, ValueTask<Batch>>(fun batch token ->
            ValueTask<Batch>(
                task {
                    do! Task.Delay(1, token)
                    return batch
                }
            ))
    batches.ToAsyncEnumerable().Select(select)

let private indexed workers (batches: Batch list) item =
    BatchStream.Indexed(
        (fun () -> Nullable batches.Length),
        (fun i ->
            item i
            batches[i]),
        workers,
        10,
        ignore,
        ignore
    )

let private streams (batches: Batch list) = [
    "sequence", BatchStream.OfSeq batches
    "asynchronous", BatchStream.OfAsync(later batches)
    "numbered", indexed 1 batches ignore
    // The first calls take longest.
    "numbered, three workers", indexed 3 batches (fun i -> Thread.Sleep(max 0 (5 - i)))
]

// No tensor may wait for a finalizer; what other tests dropped must not be counted.
let private leavesNothing (work: unit -> unit) =
    work ()
    GC.Collect()
    GC.WaitForPendingFinalizers()
    let before = torch.Tensor.TotalCount
    work ()
    Assert.Equal(before, torch.Tensor.TotalCount)

[<Property(MaxTest = 12)>]
let ``a stream gives the bits and logs of the same samples in memory`` (size: PositiveInt) =
    let size = 1 + size.Get % 40
    let inMemory () =
        let trainer = newTrainer 4L
        let take (batch: Batch) = DataSet.create torch.CPU batch.Inputs batch.Targets []
        use data = take (whole 50)
        let validation = Validation.Data(take (whole 30))
        let settings = { quiet with Epochs = 3; BatchSize = size; Shuffle = false; Validation = validation }
        let history = Loop.fit trainer settings data
        let outputs = Loop.predict trainer size Verbosity.Silent [] TextWriter.Null CancellationToken.None data
        use evaluated = data.Slice(0L, 50L)
        let logs = Loop.evaluate trainer size Verbosity.Silent [] TextWriter.Null CancellationToken.None evaluated
        trainer, history, outputs, logs
    let expected, expectedHistory, expectedOutputs, expectedLogs = inMemory ()
    for (name, training), (_, validation) in Seq.zip (streams (cut size 50)) (streams (cut size 30)) do
        let trainer = newTrainer 4L
        let settings = { quiet with Epochs = 3; Shuffle = false; Validation = Validation.Stream validation }
        let history = Loop.fitStream trainer settings training
        for log in expectedHistory.Values.Keys do
            Assert.True(List.ofSeq expectedHistory[log] = List.ofSeq history[log], $"{name}: {log}")
        Assert.True((bits expected = bits trainer), name)
        let none, token = TextWriter.Null, CancellationToken.None
        let outputs = Loop.predictStream trainer None Verbosity.Silent [] none token training
        Assert.Equal<float32>(expectedOutputs.Head.Data :?> float32[], outputs.Head.Data :?> float32[])
        let logs = Loop.evaluateStream trainer None Verbosity.Silent [] none token training
        Assert.Equal(expectedLogs["loss"], logs["loss"])

[<Sealed; AllowNullLiteral>]
type private Item(number: int, living: int ref) =
    do Interlocked.Increment living |> ignore
    member _.Number = number

    interface IDisposable with
        member _.Dispose() = Interlocked.Decrement living |> ignore

[<Property(MaxTest = 60)>]
let ``what is made ahead arrives whole and in order, and what is not taken is disposed of``
    (count: NonNegativeInt)
    (ahead: PositiveInt)
    (taken: NonNegativeInt)
    (slowMaker: bool)
    (slowUser: bool)
    =
    let living = ref 0
    let made = ref 0
    use ending = new CancellationTokenSource()
    let next () =
        if made.Value = count.Get then
            null
        else
            made.Value <- made.Value + 1
            if slowMaker && made.Value % 3 = 0 then
                Thread.Sleep 1
            new Item(made.Value, living)
    let prefetch = Prefetch<Item>(ahead.Get, ending.Token, next, ignore)
    for expected in 1 .. min count.Get taken.Get do
        let item = prefetch.Next()
        Assert.Equal(expected, item.Number)
        Assert.True(made.Value <= expected + ahead.Get + 1)
        (item :> IDisposable).Dispose()
        if slowUser && expected % 3 = 0 then
            Thread.Sleep 1
    if taken.Get > count.Get then
        Assert.Null(prefetch.Next())
    ending.Cancel()
    Assert.True(prefetch.Join())
    Assert.Equal(0, living.Value)

[<Property(MaxTest = 40)>]
let ``batches of data in memory are the samples in an order that seed and epoch decide``
    (count: PositiveInt)
    (size: PositiveInt)
    (epoch: NonNegativeInt)
    =
    use trainer = newTrainer 9L
    let samples = whole count.Get
    use data = DataSet.create torch.CPU samples.Inputs samples.Targets []
    // As it was before batches were gathered by the chunk.
    use generator = new torch.Generator(uint64 (9L * 1_000_003L + int64 epoch.Get), torch.CPU)
    use order = torch.randperm (int64 count.Get, generator = generator)
    use feed = Feed.ofData trainer Purpose.Fit size.Get true None data
    feed.Begin epoch.Get
    let mutable at = 0L
    let mutable batch = feed.Next()
    while not (isNull batch) do
        use samples = batch
        use indices = order.narrow (0L, at, min (int64 size.Get) (int64 count.Get - at))
        use expected = data.Take indices
        Assert.True(expected.Inputs[0].Equals(samples.Inputs[0]))
        Assert.True(expected.Targets[0].Equals(samples.Targets[0]))
        at <- at + samples.Count
        batch <- feed.Next()
    feed.End()
    Assert.Equal(int64 count.Get, at)

[<Fact>]
let ``a run that is taken up again sees the batches that it would have seen`` () =
    let samples = whole 50
    use data = DataSet.create torch.CPU samples.Inputs samples.Targets []
    let atOnce = newTrainer 1L
    Loop.fit atOnce { quiet with Epochs = 4; BatchSize = 7 } data |> ignore
    let inTwo = newTrainer 1L
    Loop.fit inTwo { quiet with Epochs = 2; BatchSize = 7 } data |> ignore
    Loop.fit inTwo { quiet with InitialEpoch = 2; Epochs = 4; BatchSize = 7 } data |> ignore
    Assert.Equal<int list>(bits atOnce, bits inTwo)

[<Fact>]
let ``bytes in memory and in a stream are cast for the model`` () =
    let random = Random 5
    let bytes = Array.init (20 * features) (fun _ -> byte (random.Next 4))
    let values (array: Array) dtype = Values.Host { DType = dtype; Shape = [| 20L; int64 features |]; Data = array }
    let y = Values.Host(HostArray.Of(snd (numbers 20)))
    let fit (values: Values) =
        let trainer = newTrainer 2L
        use data = DataSet.create torch.CPU [ values ] [ y ] []
        Loop.fit trainer { quiet with BatchSize = 20; Shuffle = false } data |> ignore
        bits trainer
    let expected = fit (values (bytes |> Array.map float32) DType.Float32)
    Assert.Equal<int list>(expected, fit (values bytes DType.UInt8))
    let trainer = newTrainer 2L
    let batches = [ Batch.Of(values bytes DType.UInt8, y) ]
    Loop.fitStream trainer quiet (BatchStream.OfSeq batches) |> ignore
    Assert.Equal<int list>(expected, bits trainer)

[<Fact>]
let ``a stream may write into the same tensor again`` () =
    let fit stream =
        let trainer = newTrainer 2L
        Loop.fitStream trainer quiet (BatchStream.OfSeq stream) |> ignore
        bits trainer
    let rewriting =
        seq {
            use x = torch.zeros (10L, int64 features)
            use y = torch.zeros (10L, dtype = torch.ScalarType.Int64)
            for batch in cut 10 50 do
                use data = DataSet.create torch.CPU batch.Inputs batch.Targets []
                x.copy_ data.Inputs[0] |> ignore
                y.copy_ data.Targets[0] |> ignore
                yield Batch.Of(Values.Native x, Values.Native y)
        }
    Assert.Equal<int list>(fit (cut 10 50), fit rewriting)

[<Fact>]
let ``with steps_per_epoch the next epoch goes on where the last one stopped, and nothing is drawn in vain`` () =
    let drawn = ref 0
    let endless =
        seq {
            for batch in Seq.initInfinite (fun i -> (cut 10 50)[i % 5]) do
                drawn.Value <- drawn.Value + 1
                yield batch
        }
    let trainer = newTrainer 1L
    let settings = { quiet with Epochs = 3; StepsPerEpoch = Some 4 }
    Loop.fitStream trainer settings (BatchStream.OfSeq endless) |> ignore
    Assert.Equal(12L, trainer.Iteration)
    Assert.Equal(12, drawn.Value)
    let scores =
        Loop.evaluateStream
            trainer
            (Some 5)
            Verbosity.Silent
            []
            TextWriter.Null
            CancellationToken.None
            (BatchStream.OfSeq endless)
    Assert.Equal(17, drawn.Value)
    let samples = whole 50
    use data = DataSet.create torch.CPU samples.Inputs samples.Targets []
    let expected = Loop.evaluate trainer 10 Verbosity.Silent [] TextWriter.Null CancellationToken.None data
    Assert.Equal(expected["loss"], scores["loss"])

[<Fact>]
let ``a stream that ends with an epoch begins anew, one that ends within an epoch ends the run with a warning`` () =
    let fit steps epochs =
        use output = new StringWriter()
        let trainer = newTrainer 1L
        let settings = { quiet with Epochs = epochs; StepsPerEpoch = Some steps; Output = output }
        let history = Loop.fitStream trainer settings (BatchStream.OfSeq(cut 10 50))
        trainer.Iteration, history.Epoch.Count, (string output).Trim()
    Assert.Equal((15L, 3, ""), fit 5 3)
    Assert.Equal((5L, 2, "warning: steps_per_epoch asks for 3 batches, the stream gave 2"), fit 3 4)
    Assert.Equal((5L, 1, "warning: steps_per_epoch asks for 9 batches, the stream gave 5"), fit 9 2)

[<Fact>]
let ``a stream that can be read once trains one epoch`` () =
    let once = (cut 10 50 |> Seq.ofList).GetEnumerator()
    let batches =
        seq {
            while once.MoveNext() do
                yield once.Current
        }
    let trainer = newTrainer 1L
    let history = Loop.fitStream trainer { quiet with Epochs = 3 } (BatchStream.OfSeq batches)
    Assert.Equal(1, history.Epoch.Count)
    Assert.Equal(5L, trainer.Iteration)

[<Fact>]
let ``passes may have different lengths`` () =
    let pass = ref 0
    let batches =
        seq {
            pass.Value <- pass.Value + 1
            yield! cut 10 (10 * pass.Value)
        }
    let trainer = newTrainer 1L
    Loop.fitStream trainer { quiet with Epochs = 3 } (BatchStream.OfSeq batches) |> ignore
    Assert.Equal(6L, trainer.Iteration)

[<Fact>]
let ``numbered batches are shuffled by seed and epoch, each once`` () =
    let fit shuffle =
        let seen = List<int>()
        let trainer = newTrainer 6L
        let stream = indexed 1 (cut 5 50) seen.Add
        Loop.fitStream trainer { quiet with Epochs = 2; Shuffle = shuffle } stream |> ignore
        List.ofSeq seen, bits trainer
    let first, weights = fit true
    let epochs = List.chunkBySize 10 first
    Assert.Equal<int list>([ 0..9 ], List.sort epochs[0])
    Assert.Equal<int list>([ 0..9 ], List.sort epochs[1])
    Assert.NotEqual<int list>(epochs[0], epochs[1])
    Assert.Equal<int list>(first, fst (fit true))
    Assert.Equal<int list>(weights, snd (fit true))
    Assert.Equal<int list>([ 0..9 ] @ [ 0..9 ], fst (fit false))

[<Fact>]
let ``class weights hold for the batches of a stream`` () =
    let weights = dict [ 0, 3.0; 2, 0.5 ] |> Dictionary :> IReadOnlyDictionary<_, _>
    let settings = { quiet with Shuffle = false; BatchSize = 10; ClassWeight = Some weights }
    let samples = whole 50
    use data = DataSet.create torch.CPU samples.Inputs samples.Targets []
    let inMemory, streamed = newTrainer 1L, newTrainer 1L
    Loop.fit inMemory settings data |> ignore
    Loop.fitStream streamed { settings with BatchSize = 32 } (BatchStream.OfSeq(cut 10 50)) |> ignore
    Assert.Equal<int list>(bits inMemory, bits streamed)

let private expect<'e when 'e :> exn> message (work: unit -> unit) =
    Assert.Equal(message, Assert.Throws<'e>(work).Message)

let private fit settings (batches: seq<Batch>) =
    Loop.fitStream (newTrainer 1L) settings (BatchStream.OfSeq batches) |> ignore

[<Fact>]
let ``a mistake in a batch names the batch`` () =
    let spoil (change: float32[] -> int64[] -> Batch) =
        seq {
            yield! cut 10 20
            yield numbers 10 ||> change
        }
    let fails spoiled = fun () -> fit quiet spoiled
    expect<DataException>
        "batch 2: x must be finite numbers, got NaN in row 1"
        (fails (
            spoil (fun x y ->
                x[7] <- nanf
                batch x y)
        ))
    expect<DataException>
        "batch 2: y: class indices must be in [0, 3), got 3 in row 9"
        (fails (
            spoil (fun x y ->
                y[9] <- 3L
                batch x y)
        ))
    expect<DataException>
        "batch 2: y must be 10 samples like x, got 9"
        (fails (spoil (fun x y -> batch x y[1..] |> fun cut -> { cut with Inputs = (batch x y).Inputs })))
    expect<ShapeException>
        "batch 2: model: input 'input_layer' must have shape (batch, 5), got (5, 10)"
        (fails (
            spoil (fun x y -> {
                batch x y with
                    Inputs = [ Values.Host { DType = DType.Float32; Shape = [| 5L; 10L |]; Data = x } ]
                    Targets = [ Values.Host(HostArray.Of y[..4]) ]
            })
        ))

[<Fact>]
let ``what is for data in memory is refused for streams`` () =
    expect<ConfigurationException>
        "batch_size is for data in memory, a stream's batches have their own sizes, got 16"
        (fun () -> fit { quiet with BatchSize = 16 } (cut 10 50))
    expect<ConfigurationException>
        "validation_split is for data in memory, a stream takes validation data of its own, got 0.2"
        (fun () -> fit { quiet with Validation = Validation.Split 0.2 } (cut 10 50))
    expect<ConfigurationException> "steps_per_epoch must be at least 1, got 0" (fun () ->
        fit { quiet with StepsPerEpoch = Some 0 } (cut 10 50))
    expect<ConfigurationException> "validation_steps must be at least 1, got 0" (fun () ->
        fit { quiet with ValidationSteps = Some 0 } (cut 10 50))
    expect<DataException> "data: a stream must give at least one batch, got none" (fun () -> fit quiet [])
    let endless = BatchStream.Indexed((fun () -> Nullable()), (fun i -> (cut 10 50)[i % 5]), 1, 10, ignore, ignore)
    expect<ConfigurationException> "steps_per_epoch must be given for a dataset without a number of batches" (fun () ->
        Loop.fitStream (newTrainer 1L) quiet endless |> ignore)

let private breaks () : Batch seq =
    seq {
        yield! cut 10 20
        raise (IOException "the disk is gone")
    }

[<Fact>]
let ``an exception of the stream is raised by the run as it is, after the batches before it`` () =
    let trainer = newTrainer 1L
    let error =
        Assert.Throws<IOException>(fun () -> Loop.fitStream trainer quiet (BatchStream.OfSeq(breaks ())) |> ignore)
    Assert.Equal("the disk is gone", error.Message)
    Assert.Contains("breaks", error.StackTrace)
    Assert.Equal(2L, trainer.Iteration)

let private stopAfter steps = {
    new Callback() with
        override this.OnTrainBatchEnd(batch, _) =
            if batch = steps - 1 then
                this.StopTraining <- true
}

[<Fact>]
let ``no tensor is left behind, however a run ends`` () =
    let trainer = newTrainer 1L
    let closed = ref 0
    let many =
        seq {
            try
                for _ in 1..20 do
                    yield! cut 10 50
            finally
                Interlocked.Increment closed |> ignore
        }
    let stream = BatchStream.OfSeq many
    leavesNothing (fun () -> Loop.fitStream trainer quiet stream |> ignore)
    Assert.Equal(2, closed.Value)
    leavesNothing (fun () -> Loop.fitStream trainer { quiet with Callbacks = [ stopAfter 3 ] } stream |> ignore)
    Assert.Equal(4, closed.Value)
    leavesNothing (fun () -> Loop.fitStream trainer { quiet with StepsPerEpoch = Some 7; Epochs = 2 } stream |> ignore)
    Assert.Equal(6, closed.Value)
    leavesNothing (fun () ->
        Assert.Throws<IOException>(fun () -> Loop.fitStream trainer quiet (BatchStream.OfSeq(breaks ())) |> ignore)
        |> ignore)
    leavesNothing (fun () ->
        let shapeless =
            Seq.append (cut 10 50) [ Batch.Of(Values.Host(HostArray.Of [| 1f |]), Values.Host(HostArray.Of [| 1L |])) ]
        Assert.Throws<ShapeException>(fun () -> Loop.fitStream trainer quiet (BatchStream.OfSeq shapeless) |> ignore)
        |> ignore)
    leavesNothing (fun () ->
        use source = new CancellationTokenSource()
        let cancelling = {
            new Callback() with
                override _.OnTrainBatchEnd(batch, _) =
                    if batch = 2 then
                        source.Cancel()
        }
        let settings = { quiet with Callbacks = [ cancelling ]; Cancellation = source.Token }
        let error =
            Assert.Throws<OperationCanceledException>(fun () -> Loop.fitStream trainer settings stream |> ignore)
        Assert.Equal(source.Token, error.CancellationToken))
    for _, stream in streams (cut 10 50) do
        leavesNothing (fun () -> Loop.fitStream trainer { quiet with Callbacks = [ stopAfter 2 ] } stream |> ignore)
        leavesNothing (fun () ->
            Loop.predictStream trainer None Verbosity.Silent [] TextWriter.Null CancellationToken.None stream |> ignore)

[<Fact>]
let ``a run that waits for a stream that hangs can be cancelled`` () =
    let trainer = newTrainer 1L
    use goOn = new ManualResetEventSlim()
    use closed = new ManualResetEventSlim()
    let hanging =
        seq {
            try
                yield! cut 10 20
                goOn.Wait()
                yield! cut 10 20
            finally
                closed.Set()
        }
    use source = new CancellationTokenSource(200)
    let settings = { quiet with Cancellation = source.Token }
    Assert.Throws<OperationCanceledException>(fun () ->
        Loop.fitStream trainer settings (BatchStream.OfSeq hanging) |> ignore)
    |> ignore
    Assert.Equal(2L, trainer.Iteration)
    Assert.False closed.IsSet
    GC.Collect()
    GC.WaitForPendingFinalizers()
    let before = torch.Tensor.TotalCount
    goOn.Set()
    Assert.True(closed.Wait 5000)
    Assert.Equal(before, torch.Tensor.TotalCount)

[<Fact>]
let ``a stream that waits for a token ends with the run`` () =
    let waiting = {
        new IAsyncEnumerable<Batch> with
            member _.GetAsyncEnumerator token = {
                new IAsyncEnumerator<Batch> with
                    member _.Current = (cut 10 10).Head
                    member _.MoveNextAsync() =
                        ValueTask<bool>(
                            task {
                                do! Task.Delay(Timeout.Infinite, token)
                                return true
                            }
                        )
                    member _.DisposeAsync() = ValueTask()
            }
    }
    use source = new CancellationTokenSource(100)
    let clock = Diagnostics.Stopwatch.StartNew()
    Assert.Throws<OperationCanceledException>(fun () ->
        Loop.fitStream (newTrainer 1L) { quiet with Cancellation = source.Token } (BatchStream.OfAsync waiting)
        |> ignore)
    |> ignore
    Assert.True(clock.Elapsed < TimeSpan.FromSeconds 5.0)

[<Fact>]
let ``progress over a stream counts to what is not known before its end`` () =
    let logs = Logs()
    use writer = new StringWriter()
    let progress = Progress(writer, true, Verbosity.Bar, None)
    progress.Step(8, logs)
    progress.Finish(40, logs)
    let parts = (string writer).Split '\r'
    Assert.StartsWith("8/Unknown 0s ", parts[1])
    Assert.StartsWith("40/40 ━━━━━━━━━━━━━━━━━━━━", parts[2])

[<Fact>]
let ``a trained value is made from a stream, and the old one stays`` () =
    Setup.ready ()
    let start = Trained.create 1L (model ())
    let before = (start.Weight "dense/kernel").Data :?> float32[]
    let stream = BatchStream.OfSeq(cut 10 50)
    let trained, history = start |> Trained.fitStream compile { quiet with Epochs = 20 } stream
    Assert.True(Seq.last history["loss"] < Seq.head history["loss"])
    Assert.Equal<float32>(before, (start.Weight "dense/kernel").Data :?> float32[])
    Assert.Equal<int64>([| 50L; 3L |], (Trained.predictStream stream trained).Head.Shape)
    Assert.True((Trained.evaluateStream compile stream trained)["loss"] < Seq.head history["loss"])
