module Functional.Tests.DataTests

open System
open System.Collections.Generic
open System.IO
open System.Threading
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers

let private samples = 4

let private settings = {
    CompileSettings.Create(
        Optimizer.Create(Optimizers.SGD.Create(), OptimizerSettings.Create 0.1, "sgd"),
        Loss.Of(Losses.MeanSquaredError())
    ) with
        WeightedMetrics =
            PerOutput.All [
                MetricChoice.Metric(Metric.Of(Metrics.MeanOfLoss.Create(Losses.MeanAbsoluteError()), "mae"))
            ]
}

let private trainerOf (settings: CompileSettings) (layers: ILayer list) =
    Setup.ready ()
    let model = Model.sequential "model" layers
    new Trainer(model, Some settings, Weights.initialize torch.CPU 1L (Model.build Mode.Inference model), 1L)

let private trainer () = trainerOf settings [ InputLayer.Create [ 3L ]; Dense.Create 2 ]

let private host dtype (shape: int list) (data: Array) =
    Values.Host { DType = dtype; Shape = Array.ofList (List.map int64 shape); Data = data }

let private floats shape (number: int -> float32) = host DType.Float32 shape (Array.init (List.fold (*) 1 shape) number)

let private x = floats [ samples; 3 ] (fun i -> float32 i / 12f)
let private y = floats [ samples; 2 ] (fun i -> float32 (i % 3))
let private weights = floats [ samples ] (fun i -> float32 i + 1f)

let private bits (trainer: Trainer) = [
    for path in [ "dense/kernel"; "dense/bias" ] do
        (trainer.Store.Get(Setup.key path)).Data :?> float32[]
        |> Array.map BitConverter.SingleToInt32Bits
        |> List.ofArray
]

let private quiet = {
    FitSettings.Default with
        Verbosity = Verbosity.Silent
        Output = TextWriter.Null
        BatchSize = 2
        Shuffle = false
}

let private none = CancellationToken.None

/// What is handed in at once: inputs, targets, weights.
type private Given = {
    X: Values
    Y: Values
    W: Values option
    Classes: IReadOnlyDictionary<int, float> option
}

let private classes (weights: (int * float) list) = Some(Dictionary(dict weights) :> IReadOnlyDictionary<int, float>)

let private good = { X = x; Y = y; W = None; Classes = None }

let private load given = DataSet.create torch.CPU [ given.X ] [ given.Y ] (given.W |> Option.map Some |> Option.toList)

let private stream given =
    let batch = {
        Inputs = [ given.X ]
        Targets = [ given.Y ]
        Weights = given.W |> Option.map Some |> Option.toList
    }
    BatchStream.OfSeq [ batch ]

// Ways into a run, by name: those that compare outputs with targets, and those that predict.
let private compared: (string * (Trainer -> Given -> unit)) list = [
    "fit",
    (fun trainer given ->
        use data = load given
        Loop.fit trainer { quiet with ClassWeight = given.Classes } data |> ignore)
    "validation",
    (fun trainer given ->
        use data = load good
        use other = load given
        // Nothing is trained before the validation data are looked at.
        Loop.fit trainer { quiet with Validation = Validation.Data other } data |> ignore)
    "evaluate",
    (fun trainer given ->
        use data = load given
        Loop.evaluate trainer 2 Verbosity.Silent [] TextWriter.Null none data |> ignore)
    "train on batch",
    (fun trainer given ->
        use data = load given
        Loop.trainOnBatch trainer given.Classes data |> ignore)
    "test on batch",
    (fun trainer given ->
        use data = load given
        Loop.testOnBatch trainer data |> ignore)
    "fit a stream",
    (fun trainer given ->
        Loop.fitStream trainer { quiet with ClassWeight = given.Classes; BatchSize = 32 } (stream given) |> ignore)
    "evaluate a stream",
    (fun trainer given ->
        Loop.evaluateStream trainer None Verbosity.Silent [] TextWriter.Null none (stream given) |> ignore)
]

let private predicting: (string * (Trainer -> Given -> unit)) list = [
    "predict",
    (fun trainer given ->
        use data = DataSet.create torch.CPU [ given.X ] [] []
        Loop.predict trainer 2 Verbosity.Silent [] TextWriter.Null none data |> ignore)
    "call",
    (fun trainer given ->
        use data = DataSet.create torch.CPU [ given.X ] [] []
        Loop.call trainer false data |> ignore)
    "call as in training",
    (fun trainer given ->
        use data = DataSet.create torch.CPU [ given.X ] [] []
        Loop.call trainer true data |> ignore)
    "predict a stream",
    (fun trainer given ->
        Loop.predictStream trainer None Verbosity.Silent [] TextWriter.Null none (stream given) |> ignore)
]

let private withClasses =
    compared |> List.filter (fun (name, _) -> List.contains name [ "fit"; "train on batch"; "fit a stream" ])

// Without data that fit another model.
let private alone = compared |> List.filter (fun (name, _) -> name <> "validation")

let private refuses (ways: (string * (Trainer -> Given -> unit)) list) (trainer: Trainer) message given =
    let before = bits trainer
    for name, way in ways do
        let error = Record.Exception(fun () -> way trainer given)
        Assert.True((error :? FunctionalException), $"{name}: {error}")
        let expected = if name.EndsWith "stream" then $"batch 0: {message}" else message
        Assert.Equal(expected, error.Message)
    Assert.Equal<int list list>(before, bits trainer)

let private disposed () =
    let tensor = torch.ones [| int64 samples; 3L |]
    tensor.Dispose()
    tensor

let private onMeta () = torch.ones ([| int64 samples; 3L |], device = torch.META)

let private quantized () =
    use ones = torch.ones [| int64 samples; 3L |]
    torch.quantize_per_tensor (ones, 0.1, 0L, torch.ScalarType.QUInt8)

// Values that cannot be read, and what is said of them behind the name.
let private unreadable: (string * (unit -> Values)) list = [
    "must not be null", (fun () -> Unchecked.defaultof<Values>)
    "must not be null", (fun () -> Values.Native null)
    "must not be null", (fun () -> Values.Host(Unchecked.defaultof<HostArray>))
    "must not be null", (fun () -> Values.Host { DType = DType.Float32; Shape = [| 4L; 3L |]; Data = null })
    "must be alive, got a disposed tensor", (fun () -> Values.Native(disposed ()))
    "must be dense, got a sparse tensor", (fun () -> Values.Native((torch.eye (int64 samples, 3L)).to_sparse()))
    "must have numbers, got a tensor on the device meta", (fun () -> Values.Native(onMeta ()))
    "must be real numbers, got a tensor of ComplexFloat32",
    (fun () -> Values.Native(torch.ones ([| int64 samples; 3L |], torch.ScalarType.ComplexFloat32)))
    "must be real numbers, got a tensor of QUInt8", (fun () -> Values.Native(quantized ()))
    "must be an array of float32, got one of Double",
    (fun () -> host DType.Float32 [ samples; 3 ] (Array.zeroCreate<float> 12))
    "must be as many numbers as their shape (4, 3) has, got 11",
    (fun () -> host DType.Float32 [ samples; 3 ] (Array.zeroCreate<float32> 11))
    "must be as many numbers as their shape (-4, -3) has, got 12",
    (fun () -> host DType.Float32 [ -samples; -3 ] (Array.zeroCreate<float32> 12))
    "must have samples along their first axis, got a scalar", (fun () -> floats [] float32)
]

[<Fact>]
let ``values that cannot be read are refused by their name, whatever they are for`` () =
    use trainer = trainer ()
    for said, make in unreadable do
        refuses (compared @ predicting) trainer $"x {said}" { good with X = make () }
        refuses compared trainer $"y {said}" { good with Y = make () }
        refuses compared trainer $"sampleWeight {said}" { good with W = Some(make ()) }

[<Fact>]
let ``empty data are refused by their name`` () =
    use trainer = trainer ()
    refuses (compared @ predicting) trainer "x must not be empty, got shape (0, 3)" {
        good with
            X = floats [ 0; 3 ] float32
            Y = floats [ 0; 2 ] float32
    }
    refuses compared trainer "y must not be empty, got shape (4, 0)" { good with Y = floats [ samples; 0 ] float32 }
    refuses compared trainer "sampleWeight must not be empty, got shape (0,)" {
        good with
            W = Some(floats [ 0 ] float32)
    }

[<Fact>]
let ``data have an input`` () =
    Setup.ready ()
    for make in [ (fun () -> DataSet.create torch.CPU [] [ y ] []); (fun () -> DataSet.copy [] [] []) ] do
        let error = Assert.Throws<DataException>(fun () -> make () |> ignore)
        Assert.Equal("x: at least one input is needed, got none", error.Message)

[<Fact>]
let ``an empty or missing batch of a stream is refused by its number`` () =
    use trainer = trainer ()
    let batches: Batch list = [ Batch.Of(x, y); Unchecked.defaultof<Batch> ]
    let error =
        Assert.Throws<DataException>(fun () ->
            Loop.fitStream trainer { quiet with BatchSize = 32 } (BatchStream.OfSeq batches) |> ignore)
    Assert.Equal("batch 1: data: a batch must not be null", error.Message)

[<Fact>]
let ``numbers that are not finite are refused in inputs, targets, sample weights and class weights`` () =
    use trainer = trainer ()
    for bad in [ nanf; infinityf; -infinityf ] do
        let spoiled shape = floats shape (fun i -> if i = 3 then bad else 1f)
        let got = if Single.IsNaN bad then "NaN" else "infinity"
        refuses compared trainer $"x must be finite numbers, got {got} in row 1" { good with X = spoiled [ 4; 3 ] }
        refuses compared trainer $"y must be finite numbers, got {got} in row 1" { good with Y = spoiled [ 4; 2 ] }
        refuses compared trainer $"sampleWeight must be finite numbers, got {got} in row 3" {
            good with
                W = Some(spoiled [ 4 ])
        }
        refuses withClasses trainer $"classWeight must be finite numbers, got {float bad} for class 7" {
            good with
                Classes = classes [ 0, 1.0; 7, float bad ]
        }

[<Fact>]
let ``doubles beyond float32 are refused, not made infinite`` () =
    use trainer = trainer ()
    let large shape =
        host DType.Float64 shape (Array.init (List.fold (*) 1 shape) (fun i -> if i = 2 then -1e300 else 1.0))
    let range = "float32, numbers in [-3.4028234663852886E+38, 3.4028234663852886E+38], got -1E+300"
    refuses (compared @ predicting) trainer $"model: input 'input_layer' must be {range} in row 0" {
        good with
            X = large [ 4; 3 ]
    }
    refuses compared trainer $"y must be {range} in row 1" { good with Y = large [ 4; 2 ] }
    refuses compared trainer $"sampleWeight must be {range} in row 2" { good with W = Some(large [ 4 ]) }

// A number in a dtype, through libtorch.
let private through (dtype: DType) (number: float) =
    use tensor = torch.tensor ([| number |], torch.ScalarType.Float64)
    use cast = tensor.``to`` (Tensors.scalarType dtype)
    use back = cast.``to`` torch.ScalarType.Float64
    (back.data<float>()).ToArray()[0]

let private edges = [
    0.0
    1.0
    -1.0
    0.5
    2.0
    127.0
    128.0
    -128.0
    -129.0
    255.0
    256.0
    300.0
    32767.0
    32768.0
    -32769.0
    65504.0
    1e6
    2147483647.0
    2147483648.0
    -2147483649.0
    1e15
    3e38
    1e39
    -1e300
    nan
    infinity
]

// The dtypes of data that hold the number itself.
let private holding (number: float) =
    DType.all
    |> List.filter (fun dtype ->
        let isWhole = number = Math.Floor number && abs number < 9e15
        if dtype.IsFloat then number.Equals(through dtype number) else isWhole && through dtype number = number)

let dtypeNames = TheoryData<string>(DType.all |> List.map _.Name)

[<Theory; MemberData(nameof dtypeNames)>]
let ``an input takes numbers that stay what they are in its dtype, and refuses others`` (name: string) =
    Setup.ready ()
    let dtype = (DType.tryParse name).Value
    let input = { InputLayer.Create [ 2L ] with DType = dtype }
    use trainer = trainerOf settings [ input; ActivationLayer.Create Activation.Linear ]
    for number in edges do
        for from in holding number do
            use wide = torch.tensor ([| 0.0; number |], torch.ScalarType.Float64)
            use given = wide.``to`` (Tensors.scalarType from)
            use data = DataSet.create torch.CPU [ Values.Native(given.reshape [| 1L; 2L |]) ] [] []
            let error = Record.Exception(fun () -> Loop.call trainer false data |> ignore)
            let stays =
                if dtype.IsFloat then
                    // Rounding is no other number, an infinity is.
                    not (Double.IsFinite number) || Double.IsFinite(through dtype number)
                else
                    List.contains dtype (holding number)
            if stays then
                Assert.Null error
            else
                Assert.IsType<DataException> error |> ignore
                Assert.StartsWith($"model: input 'input_layer' must be {dtype}, ", error.Message)
                Assert.EndsWith($", got {number} in row 0", error.Message)

[<Fact>]
let ``indices that reach a table directly are whole numbers inside it`` () =
    for dtype in [ DType.Int32; DType.Int64; DType.Float32 ] do
        let input = { InputLayer.Create [ 3L ] with DType = dtype }
        use trainer = trainerOf settings [ input; Embedding.Create(5, 2); Flatten.Create(); Dense.Create 2 ]
        let given (number: float) (from: torch.ScalarType) =
            use wide =
                torch.tensor (
                    Array.init 12 (fun i -> if i = 7 then number else float (i % 5)),
                    torch.ScalarType.Float64
                )
            Values.Native((wide.reshape [| 4L; 3L |]).``to`` from)
        for number in [ -1.0; 5.0; 2e9 ] do
            refuses (alone @ predicting) trainer $"x: indices must be in [0, 5), got {number} in row 2" {
                good with
                    X = given number torch.ScalarType.Int64
            }
        if dtype = DType.Float32 then
            for number in [ nan; 1.5 ] do
                refuses predicting trainer $"x: indices must be whole numbers in [0, 5), got {number} in row 2" {
                    good with
                        X = given number torch.ScalarType.Float32
                }

[<Fact>]
let ``class indices are whole numbers below the number of classes, but for the one that does not count`` () =
    let refused ignored (labels: float32 list) message =
        let loss = {
            Losses.SparseCategoricalCrossentropy.Create() with
                IgnoreClass = ignored
                FromLogits = true
        }
        use trainer =
            trainerOf
                {
                    settings with
                        Loss = PerOutput.All(Some(Loss.Of loss))
                        WeightedMetrics = PerOutput.All []
                }
                [ InputLayer.Create [ 3L ]; Dense.Create 2 ]
        let given = { good with Y = floats [ samples ] (fun i -> labels[i]) }
        match message with
        | Some message -> refuses alone trainer message given
        | None ->
            for _, way in alone do
                way trainer given
    refused None [ 0f; 1f; 1f; 0f ] None
    refused (Some 255) [ 0f; 1f; 255f; 0f ] None
    refused (Some -1) [ -1f; 1f; 0f; 0f ] None
    refused (Some -1) [ -1f; 1f; 2f; 0f ] (Some "y: class indices must be in [0, 2), got 2 in row 2")
    refused None [ 0f; -1f; 1f; 0f ] (Some "y: class indices must be in [0, 2), got -1 in row 1")
    refused None [ 0f; 0.5f; 1f; 0f ] (Some "y: class indices must be whole numbers in [0, 2), got 0.5 in row 1")

[<Fact>]
let ``class indices are looked at for the metric of a loss too`` () =
    let entropy = { Losses.SparseCategoricalCrossentropy.Create() with FromLogits = true }
    let settings = {
        settings with
            Loss = PerOutput.All(Some(Loss.Of { entropy with IgnoreClass = Some 9 }))
            Metrics = PerOutput.All [ MetricChoice.Metric(Metric.Of(Metrics.MeanOfLoss.Create entropy, "entropy")) ]
            WeightedMetrics = PerOutput.All []
    }
    use trainer = trainerOf settings [ InputLayer.Create [ 3L ]; Dense.Create 2 ]
    refuses alone trainer "y: class indices must be in [0, 2), got 9 in row 0" {
        good with
            Y = floats [ samples ] (fun _ -> 9f)
    }

type private OwnAccuracy(others: OtherIndex) =
    interface ITargetRule with
        member _.Targets = TargetRule.Indices(-1, others)

    interface IMetric with
        member _.Rule = (Metrics.SparseCategoricalAccuracy() :> IMetric).Rule

[<Fact>]
let ``what an index of no class is, a metric says itself`` () =
    let nines = { good with Y = floats [ samples ] (fun _ -> 9f) }
    let trainerOf others =
        let entropy = {
            Losses.SparseCategoricalCrossentropy.Create() with
                FromLogits = true
                IgnoreClass = Some 9
        }
        let settings = {
            settings with
                Loss = PerOutput.All(Some(Loss.Of entropy))
                Metrics = PerOutput.All [ MetricChoice.Metric(Metric.Of(OwnAccuracy others, "own")) ]
                WeightedMetrics = PerOutput.All []
        }
        trainerOf settings [ InputLayer.Create [ 3L ]; Dense.Create 2 ]
    use refusing = trainerOf (OtherIndex.Refused None)
    refuses alone refusing "y: class indices must be in [0, 2), got 9 in row 0" nines
    for others in [ OtherIndex.Refused(Some 9); OtherIndex.Wrong ] do
        use taking = trainerOf others
        for _, way in alone do
            way taking nines

// Keras's class_weight_to_sample_weights, line by line.
let private kerasWeights (classWeight: IReadOnlyDictionary<int, float>) (rows: float32[][]) =
    rows
    |> Array.map (fun row ->
        let label = if row.Length > 1 then float32 (Array.IndexOf(row, Array.max row)) else row[0]
        match classWeight.TryGetValue(int (Math.Round(float label))) with
        | true, weight -> float32 weight
        | _ -> 1f)

[<Property(MaxTest = 200)>]
let ``weights of classes are Keras's, whatever the classes and the keys`` (width: PositiveInt) (seed: int) =
    Setup.ready ()
    let random = Random seed
    let width = 1 + width.Get % 4
    let labels = [| -1f; 0f; 1f; 2f; 0.5f; 1.5f; 2.5f; -0.5f; 3.49f; 1e9f; 2e9f; -7f |]
    let rows = Array.init 9 (fun _ -> Array.init width (fun _ -> labels[random.Next labels.Length]))
    let keys = [| -7; -1; 0; 1; 2; 3; 1_000_000_000; 2_000_000_000 |]
    let classWeight = Dictionary<int, float>()
    for key in keys do
        if random.Next 2 = 0 then
            classWeight[key] <- float (random.Next 5) / 2.0
    let expected = kerasWeights classWeight rows
    let target = floats [ 9; width ] (fun i -> rows[i / width][i % width])
    let target = if width = 1 && seed % 2 = 0 then floats [ 9 ] (fun i -> rows[i][0]) else target
    let inputs = floats [ 9; 3 ] float32
    let own shape = floats shape (fun i -> float32 (i % 4) + 0.5f)
    let weightsWith (own: Values option) =
        use data = DataSet.create torch.CPU [ inputs ] [ target ] (own |> Option.map Some |> Option.toList)
        use weighted = DataSet.withClassWeights classWeight data
        Tensors.toHost weighted.Weights[0]
    Assert.Equal<float32>(expected, (weightsWith None).Data :?> float32[])
    // With sample weights: the product, of their shape.
    for shape in [ [ 9 ]; [ 9; 1 ]; [ 9; 2 ] ] do
        let columns = List.fold (*) 1 shape / 9
        let both = weightsWith (Some(own shape))
        Assert.Equal<int64>(shape |> List.map int64, both.Shape)
        let product = Array.init (9 * columns) (fun i -> (float32 (i % 4) + 0.5f) * expected[i / columns])
        Assert.Equal<float32>(product, both.Data :?> float32[])

[<Fact>]
let ``weights of classes are for targets with one class a sample`` () =
    use trainer = trainerOf settings [ InputLayer.Create [ 3L ]; Dense.Create 6; Reshape.Create [ 2L; 3L ] ]
    let before = trainer.Store.Get(Setup.key "dense/kernel")
    for _, way in withClasses do
        let error =
            Assert.Throws<DataException>(fun () ->
                way trainer { good with Y = floats [ samples; 2; 3 ] (fun _ -> 1f); Classes = classes [ 0, 2.0 ] })
        Assert.EndsWith("classWeight needs one class for each sample, got targets of shape (4, 2, 3)", error.Message)
    Assert.Equal<float32>(before.Data :?> float32[], (trainer.Store.Get(Setup.key "dense/kernel")).Data :?> float32[])

[<Fact>]
let ``data for a device without numbers are refused`` () =
    Setup.ready ()
    let error = Assert.Throws<DataException>(fun () -> DataSet.create torch.META [ x ] [] [] |> ignore)
    Assert.Equal("data: the device meta has shapes and no numbers", error.Message)

[<Fact>]
let ``a model that does not know its input is not built for values that cannot be read`` () =
    Setup.ready ()
    let start = Model.sequential "model" [ Dense.Create 2 ] |> Trained.create 1L
    let ways: (Values -> unit) list = [
        (fun x -> Trained.fit settings quiet x y start |> ignore)
        (fun x -> Trained.evaluate settings x y start |> ignore)
        (fun x -> Trained.predict x start |> ignore)
        (fun x -> Trained.fitStream settings { quiet with BatchSize = 32 } (stream { good with X = x }) start |> ignore)
        (fun x -> Trained.predictStream (stream { good with X = x }) start |> ignore)
    ]
    for said, make in unreadable do
        for way in ways do
            let error = Assert.Throws<DataException>(fun () -> way (make ()))
            Assert.Equal($"x {said}", error.Message)
    let none = BatchStream.OfSeq [ Unchecked.defaultof<Batch> ]
    let error = Assert.Throws<DataException>(fun () -> Trained.predictStream none start |> ignore)
    Assert.Equal("batch 0: data: a batch must not be null", error.Message)
