/// What is done for a model grows as the model does: twice the layers, twice the work.
module Functional.Tests.GrowthTests

open System
open Xunit
open TorchSharp
open Functional
open Functional.Layers

let private dense units : ILayer = { Dense.Create units with Activation = Activation.relu }

/// A sequence of that many operations in one layer.
type private Chain(length: int) =
    interface ILayer with
        member _.Build(_, inputs) = [
            (inputs.Head, seq { 1..length }) ||> Seq.fold (fun x _ -> Ops.tanh (x * 0.9 + 0.1))
        ]

/// One column of integers as a layer.
type private Column(at: int) =
    interface ILayer with
        member _.Build(_, inputs) = [ Ops.index 1 (int64 at) inputs.Head ]

/// The columns of a tensor, each on its own, and joined again.
type private Columns(count: int) =
    interface ILayer with
        member _.Build(_, inputs) = [
            Ops.concat -1 [
                for i in 0 .. count - 1 -> Ops.tanh (Ops.slice 1 (int64 i) (int64 i + 1L) inputs.Head) * float (i + 1)
            ]
        ]

let private sequential sizes (layers: ILayer list) = Model.sequential "model" (InputLayer.Create sizes :: layers)

let private apply (layer: ILayer) inputs = (Symbol.apply layer inputs).Head

/// A network around layers beside each other.
let private beside count (join: Symbol list -> Symbol list) =
    let input = Symbol.input (InputLayer.Create [ 4L ])
    Model.network "model" [ input ] (join [ for _ in 1..count -> apply (dense 2) [ input ] ])

let private kinds: Map<string, int -> Model> =
    Map [
        "layers in a row", fun n -> sequential [ 4L ] [ for _ in 1..n -> dense 4 ]
        "operations in one layer", fun n -> sequential [ 4L ] [ dense 4; Chain n ]
        "one layer again and again",
        fun n ->
            let layer = dense 4
            sequential [ 4L ] [ for _ in 1..n -> layer ]
        "residuals",
        fun n ->
            let input = Symbol.input (InputLayer.Create [ 4L ])
            let block x _ =
                let y = apply (BatchNormalization.Create()) [ apply (dense 4) [ x ] ]
                apply (Add()) [ x; apply (Dropout.Create 0.1) [ y ] ]
            Model.network "model" [ input ] [ Seq.fold block input (seq { 1 .. n / 4 }) ]
        "layers beside each other, joined", fun n -> beside n (fun ys -> [ apply (Concatenate.Create()) ys ])
        "layers beside each other, added", fun n -> beside n (fun ys -> [ apply (Add()) ys ])
        "many outputs", fun n -> beside (n / 2) id
        "penalties",
        fun n ->
            let kernel = {
                WeightRule.Of Initializer.glorotUniform with
                    Regularizer = Some(Regularizer.L1L2(0.1, 0.0))
            }
            sequential [ 4L ] [ for _ in 1..n -> { Dense.Create 4 with Kernel = kernel } ]
        "convolutions",
        fun n -> sequential [ 4L; 4L; 2L ] [ for _ in 1..n -> { Conv.Create(2, [ 3; 3 ]) with Padding = Padding.Same } ]
        "recurrences",
        fun n ->
            sequential [ 3L; 2L ] [
                for _ in 1 .. n / 8 -> { LSTM.Create 2 with ReturnSequences = true; Activation = Activation.relu }
            ]
        "tables of columns",
        fun n ->
            let input = Symbol.input { InputLayer.Create [ int64 n ] with DType = DType.Int32 }
            let rows i = apply (Embedding.Create(5, 2)) [ apply (Column i) [ input ] ]
            Model.network "model" [ input ] [ apply (Concatenate.Create()) [ for i in 0 .. n - 1 -> rows i ] ]
        "columns of one tensor", fun n -> sequential [ 4L ] [ dense n; Columns n; Columns n ]
        "models in models",
        fun n ->
            sequential [ 4L ] [
                for _ in 1 .. n / 4 ->
                    let inner: Sequential = { Layers = [ for _ in 1..4 -> dense 4 ] }
                    inner
            ]
    ]

let private settings rule = {
    CompileSettings.Create(
        Optimizer.Create(rule, OptimizerSettings.Create 1e-2, "optimizer"),
        Loss.Of(Losses.MeanSquaredError())
    ) with
        Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
}

/// What each stage from layers to programs allocates: a measure of its work that is the same in every run.
let private work (make: int -> Model) (rule: IOptimizer) (n: int) : (string * int64) list =
    let stages = ResizeArray<string * int64>()
    let stage name f =
        let before = GC.GetAllocatedBytesForCurrentThread()
        let result = f ()
        stages.Add(name, GC.GetAllocatedBytesForCurrentThread() - before)
        result
    let model = stage "making" (fun () -> make n)
    let built = stage "building" (fun () -> Model.build Mode.Training model)
    use store = stage "initial weights" (fun () -> Weights.initialize torch.CPU 1L built)
    use trainer = new Trainer(model, Some(settings rule), store, 1L)
    let targets = [|
        for output in built.Outputs ->
            torch.zeros [|
                for dim in output.Shape.Dims ->
                    match dim with
                    | Dim.Known size -> size
                    | Dim.Unknown _ -> 2L
            |]
    |]
    try
        use _ = stage "a training step's program" (fun () -> trainer.TrainingProgram targets)
        stage "a prediction's program" (fun () -> trainer.PredictProgram()) |> ignore
        let summary = stage "summary" (fun () -> Summary.ofModel true None model)
        stage "its text" (fun () -> Summary.text 76 true summary) |> ignore
        List.ofSeq stages
    finally
        for target in targets do
            target.Dispose()

let private assertProportional (make: int -> Model) rule =
    Setup.ready ()
    let n = 128
    // What is made once in a process is not counted.
    work make rule 8 |> ignore
    for (stage, once), (_, twice) in List.zip (work make rule n) (work make rule (2 * n)) do
        let ratio = float twice / float once
        Assert.True(ratio < 2.3, $"{stage}: {once} bytes for {n} layers, {twice} for {2 * n}")

let titles () = [ for entry in kinds -> [| box entry.Key |] ]

[<Theory; MemberData(nameof titles)>]
let ``twice the layers are twice the work`` title =
    Setup.onSmallStack (fun () -> assertProportional kinds[title] (Optimizers.Adam.Create()))

[<Fact>]
let ``an update of each weight for itself is no more work for one among many`` () =
    Setup.onSmallStack (fun () -> assertProportional kinds["layers in a row"] (Optimizers.RMSprop.Create()))

[<Fact>]
let ``numbers of programs go with them`` () =
    Setup.ready ()
    let x = Ops.input "x" (Shape.known [ 2L ]) DType.Float32
    use data = torch.ones [| 2L |]
    let compileAndDrop (first: int) count =
        for i in first .. first + count - 1 do
            let slope = 1e-7 * float i
            let y = Ops.leakyRelu slope (Ops.clip -slope slope x)
            use program = Program.compile torch.CPU (RunContext()) [ x ] [] [ y ]
            use result = (program.Run([| data |], [||]))[0]
            ignore result
        GC.GetTotalMemory true
    let before = compileAndDrop 1 1_000
    let after = compileAndDrop 1_001 10_000
    // A scalar that stayed took 24 bytes, its entry in a table as many.
    Assert.True(after - before < 200_000L, $"{after - before} bytes stay of 10,000 programs")
