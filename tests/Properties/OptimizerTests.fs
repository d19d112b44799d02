/// What holds for every optimizer.
module Functional.Tests.OptimizerTests

open System
open System.IO
open Xunit
open Functional
open Functional.Layers

let names = TheoryData<string>(Classes.optimizers |> List.map _.Name)

let private optimizer (name: string) (rate: Rate) =
    let facts = Classes.optimizers |> List.find (fun facts -> facts.Name = name)
    let usual = facts.Template :?> Optimizer
    { usual with Settings = { usual.Settings with LearningRate = rate } }

let private settings name rate = CompileSettings.Create(optimizer name rate, Loss.Of(Losses.MeanSquaredError()))

// A matrix and a vector.
let private model () =
    let layers: ILayer list = [ InputLayer.Create [ 3L ]; Dense.Create 2 ]
    Trained.create 5L (Model.sequential "model" layers)

let private values size shift : Values =
    Values.Host {
        DType = DType.Float32
        Shape = [| 16L; int64 size |]
        Data = Array.init (16 * size) (fun i -> float32 (sin (float (i + shift))))
    }

let private run name rate epochs start =
    let quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 8; Epochs = epochs }
    fst (Trained.fit (settings name rate) quiet (values 3 0) (values 2 7) start)

let private loss name (trained: Trained) =
    Trained.evaluate (settings name (Rate.Number 0.0)) (values 3 0) (values 2 7) trained
    |> Seq.find (fun entry -> entry.Key = "loss")
    |> _.Value

[<Theory; MemberData(nameof names)>]
let ``every optimizer lowers a convex loss`` (name: string) =
    Setup.ready ()
    let start = model ()
    let trained = run name (Rate.Number 0.02) 40 start
    Assert.True(loss name trained < loss name start, $"{loss name start} → {loss name trained}")

[<Theory; MemberData(nameof names)>]
let ``a run of any optimizer goes on through a file to the same bits`` (name: string) =
    Setup.ready ()
    let rate = Rate.Schedule(Optimizers.Schedules.CosineDecay.Create(0.05, 12.0))
    let whole = run name rate 5 (model ())
    let half = run name rate 2 (model ())
    let path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.keras")
    try
        TrainedFile.save path (Some(settings name rate)) half
        let rest = run name rate 3 (fst (TrainedFile.resume path))
        for weight in [ "dense/kernel"; "dense/bias" ] do
            Assert.Equal<float32>((whole.Weight weight).Data :?> float32[], (rest.Weight weight).Data :?> float32[])
    finally
        File.Delete path
