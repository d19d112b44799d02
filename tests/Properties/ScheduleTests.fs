/// Learning rates: numbers and schedules, in steps, on the host and in files.
module Functional.Tests.ScheduleTests

open System
open System.IO
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers
open Functional.Optimizers
open Functional.Optimizers.Schedules

let names = TheoryData<string>(Classes.schedules |> List.map _.Name)

let private anyOf (name: string) : Gen<ISchedule> =
    let facts = Classes.schedules |> List.find (fun facts -> facts.Name = name)
    Descriptors.any facts.Template |> Gen.map (fun made -> made :?> ISchedule)

let private weight: WeightDeclaration = {
    Key = Setup.key "w"
    KerasPath = LayerPath.Root.Child "w"
    Shape = [| 1L |]
    DType = DType.Float32
    Trainable = true
    IsSeed = false
    FactorOf = None
    Start = None
    Rule = WeightRule.Of Initializer.Zeros
}

// Gradient descent from 0 against a gradient of −1 goes to the learning rate itself.
let private taken (rate: Rate) fuse script (step: int) : float32 =
    let optimizer = Optimizer.Create(SGD.Create(), OptimizerSettings.Create rate, "test")
    use store = new TensorStore(torch.CPU)
    store.Set(weight.Key, { DType = DType.Float32; Shape = [| 1L |]; Data = [| 0.0f |] })
    store.Set(Key.Iteration, { DType = DType.Int32; Shape = [||]; Data = [| step |] })
    let symbol = Expr.Of(Op.Weight(weight.Key, Shape.known weight.Shape, DType.Float32), [])
    let gradient = Ops.input "g" symbol.Shape DType.Float32
    let updates = Updates.build optimizer fuse [ { Apply = true; Overwrite = false } ] [ weight, symbol ] [ gradient ]
    use program = Program.compileChoosing (Some script) torch.CPU (RunContext()) [ gradient ] updates []
    use against = Tensors.ofHost torch.CPU { DType = DType.Float32; Shape = [| 1L |]; Data = [| -1.0f |] }
    program.Run([| against |], program.Weights |> Array.map (fun (key, _, _) -> store[key])) |> ignore
    ((store.Get weight.Key).Data :?> float32[])[0]

[<Theory; MemberData(nameof names)>]
let ``a step takes the rate that the host shows, to the bit, in every form of update`` (name: string) =
    Setup.ready ()
    let step = Gen.oneof [ Gen.choose (0, 200); Gen.choose (0, 10_000_000) ]
    for schedule, step in Gen.sample 20 (Gen.zip (anyOf name) step) do
        let rate = Rate.Schedule schedule
        let shown = float32 (Rates.at (int64 step) rate)
        for fuse in [ true; false ] do
            for script in [ true; false ] do
                let used = taken rate fuse script step
                // Minus zero is zero.
                let same = used.Equals shown
                Assert.True(same, $"{schedule} after {step} steps: {used} in a step, {shown} on the host")

let private model () =
    let layers: ILayer list = [ InputLayer.Create [ 3L ]; Dense.Create 1 ]
    Trained.create 4L (Model.sequential "model" layers)

let private compiled rule rate =
    let settings = OptimizerSettings.Create rate
    CompileSettings.Create(Optimizer.Create(rule, settings, "mine"), Loss.Of(Losses.MeanSquaredError()))

let private values size : Values =
    Values.Host {
        DType = DType.Float32
        Shape = [| 12L; int64 size |]
        Data = Array.init (12 * size) (fun i -> float32 (sin (float i)))
    }

[<Fact>]
let ``what a trainer shows follows the steps that it makes`` () =
    Setup.ready ()
    let rate = Rate.Schedule(PiecewiseConstantDecay.Create([ 1; 3 ], [ 0.5; 0.25; 0.125 ]))
    let start = model ()
    use trainer = new Trainer(start.Model, Some(compiled (Adam.Create()) rate), start.Store, 4L)
    use data = DataSet.create torch.CPU [ values 3 ] [ values 1 ] []
    let shown = [
        for _ in 0..5 do
            trainer.LearningRate
            Loop.trainOnBatch trainer None data |> ignore
    ]
    Assert.Equal<float>([ 0.5; 0.5; 0.25; 0.25; 0.125; 0.125 ], shown)
    Assert.Equal(6L, trainer.Iteration)
    let error = Assert.Throws<ConfigurationException>(fun () -> trainer.LearningRate <- 0.1)
    Assert.Equal(
        "mine: learning_rate follows from PiecewiseConstantDecay and cannot be set; compile with a number to set it",
        error.Message
    )

[<Fact>]
let ``a schedule is no variable of the optimizer`` () =
    let paths rate =
        let optimizer = Optimizer.Create(SGD.Create(), OptimizerSettings.Create rate, "sgd")
        Updates.variables optimizer [ weight ] |> List.map _.KerasName
    Assert.Equal<string>([ "iteration"; "learning_rate" ], paths (Rate.Number 0.1))
    Assert.Equal<string>([ "iteration" ], paths (Rate.Schedule(CosineDecay.Create(0.1, 9.0))))

let private inFile (work: string -> 'a) : 'a =
    let path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.keras")
    try
        work path
    finally
        File.Delete path

[<Theory; MemberData(nameof names)>]
let ``a file keeps a schedule`` (name: string) =
    Setup.ready ()
    for schedule in Gen.sample 5 (anyOf name) do
        let settings = compiled (SGD.Create()) (Rate.Schedule schedule)
        let again =
            inFile (fun path ->
                TrainedFile.save path (Some settings) (model ())
                snd (TrainedFile.resume path))
        Assert.Equal(Rate.Schedule schedule, again.Value.Optimizer.Settings.LearningRate)

[<Fact>]
let ``a function of the steps is a schedule, which no file can hold`` () =
    Setup.ready ()
    let rate = Rate.Of(fun step -> 0.5 / (1.0 + step))
    Assert.Equal(0.125, Rates.at 3L rate)
    Assert.Equal(0.125f, taken rate true true 3)
    let error =
        Assert.Throws<UnsupportedException>(fun () ->
            inFile (fun path -> TrainedFile.save path (Some(compiled (SGD.Create()) rate)) (model ())))
    Assert.EndsWith(
        "optimizer, field 'learning_rate': the schedule FunctionSchedule cannot be written: Keras has no such schedule",
        error.Message
    )

[<Fact>]
let ``a function must give one number for each step`` () =
    let rate = Rate.Of(fun step -> Ops.broadcastTo [ Extent.Size 2L ] [] step)
    let error = Assert.Throws<ConfigurationException>(fun () -> Rates.at 0L rate |> ignore)
    Assert.Equal("learning_rate must be a number for each step, got float32 (2,) of FunctionSchedule", error.Message)

[<Fact>]
let ``a file has the rate that was set last`` () =
    Setup.ready ()
    let settings = compiled (Adam.Create()) (Rate.Number 0.01)
    let start = model ()
    let set () =
        use trainer = new Trainer(start.Model, Some settings, start.Store, 4L)
        trainer.LearningRate <- 0.25
        Assert.Equal(0.25, trainer.LearningRate)
    set ()
    let again, compiled =
        inFile (fun path ->
            TrainedFile.save path (Some settings) start
            TrainedFile.resume path)
    Assert.Equal(Rate.Number 0.25, compiled.Value.Optimizer.Settings.LearningRate)
    Assert.Equal<float32>([| 0.25f |], (again.Store.Get Key.LearningRate).Data :?> float32[])

[<Fact>]
let ``boundaries rise, and there is one value more`` () =
    let check boundaries values =
        let schedule = PiecewiseConstantDecay.Create(boundaries, values)
        let error = Assert.Throws<ConfigurationException>(fun () -> Ranges.check FieldName.key schedule)
        error.Message
    Assert.Equal("boundaries must each be greater than the one before, got (3, 3)", check [ 3; 3 ] [ 1.0; 0.5; 0.1 ])
    Assert.Equal("values must be 3 numbers, got 2", check [ 3; 4 ] [ 1.0; 0.5 ])
    Assert.Equal("values must be at least 0, got (1, -0.5)", check [ 3 ] [ 1.0; -0.5 ])

[<Fact>]
let ``a schedule's settings are checked before it trains`` () =
    let rate = Rate.Schedule(CosineDecay.Create(0.1, 0.0))
    let error = Assert.Throws<ConfigurationException>(fun () -> (compiled (Adam.Create()) rate).Check())
    Assert.Equal("mine: decay_steps must be above 0, got 0", error.Message)
