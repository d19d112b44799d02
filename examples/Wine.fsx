// Which of three cultivars is a wine from? Thirteen measurements, one hidden layer, 5 folds.
// dotnet fsi examples/Wine.fsx
#load "load.fsx"

open System.IO
open Functional
open Functional.Layers

let rows =
    File.ReadAllLines(Path.Combine(__SOURCE_DIRECTORY__, "data", "wine.csv"))
    |> Array.skip 1
    |> Array.map (fun line -> line.Split ',' |> Array.map float32)

let features = rows[0].Length - 1

/// Rows in and out of a fold, standardised with what the training rows say.
let split fold =
    let test, train = rows |> Array.indexed |> Array.partition (fun (i, _) -> i % 5 = fold)
    let train, test = Array.map snd train, Array.map snd test
    let column j = train |> Array.map (fun row -> float row[j])
    let scales =
        Array.init features (fun j ->
            let values = column j
            let mean = Array.average values
            mean, sqrt (values |> Array.averageBy (fun v -> (v - mean) ** 2.0)))
    let inputs (rows: float32[][]) =
        Array2D.init rows.Length features (fun i j ->
            let mean, deviation = scales[j]
            let row = rows[i]
            float32 ((float row[j] - mean) / deviation))
    let targets (rows: float32[][]) = rows |> Array.map (fun row -> int64 row[features])
    let values array = Values.Host(HostArray.Of array)
    values (inputs train), values (targets train), values (inputs test), values (targets test)

let model =
    Model.sequential "wine" [
        InputLayer.Create [ int64 features ]
        { Dense.Create 32 with Activation = Activation.relu }
        Dropout.Create 0.2
        { Dense.Create 3 with Activation = Activation.softmax }
    ]

let compile = {
    CompileSettings.Create(
        Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
        Loss.Of(Losses.SparseCategoricalCrossentropy.Create())
    ) with
        Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
}

let settings = { FitSettings.Default with Epochs = 50; Verbosity = Verbosity.Silent }

let accuracies = [
    for fold in 0..4 do
        let xTrain, yTrain, xTest, yTest = split fold
        let untrained = Trained.create (int64 fold) model
        let trained, history = untrained |> Trained.fit compile settings xTrain yTrain
        let before = untrained |> Trained.evaluate compile xTest yTest
        let after = trained |> Trained.evaluate compile xTest yTest
        let last = Seq.last history["loss"]
        printfn
            $"""fold {fold}: training loss {last:F4}, test accuracy {before["accuracy"]:P1} -> {after["accuracy"]:P1}"""
        after["accuracy"]
]

printfn $"mean accuracy of 5 folds: {List.average accuracies:P1}"

if List.average accuracies < 0.93 then
    failwith "the model should reach 93 %"
