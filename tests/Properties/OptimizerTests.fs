/// What holds for every optimizer.
module Functional.Tests.OptimizerTests

open System
open System.IO
open Xunit
open TorchSharp
open Functional
open Functional.Layers

let names = TheoryData<string>(Classes.optimizers |> List.map _.Name)

let private optimizer (name: string) (rate: Rate) =
    let facts = Classes.optimizers |> List.find (fun facts -> facts.Name = name)
    Optimizer.withRate rate (facts.Template :?> Optimizer)

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

let private inners: (string * IOptimizer) list = [
    "SGD", { Optimizers.SGD.Create() with Momentum = 0.9 }
    "Adam", Optimizers.Adam.Create()
    "RMSprop", Optimizers.RMSprop.Create()
]

let innerNames = TheoryData<string>(List.map fst inners)

let private innerOf name =
    Optimizer.Create(inners |> List.find (fst >> (=) name) |> snd, OptimizerSettings.Create 0.05, "inner")

[<Theory; MemberData(nameof innerNames)>]
let ``a loss multiplied by a power of two makes the same steps`` (name: string) =
    Setup.ready ()
    let weights (optimizer: Optimizer) =
        let compile = CompileSettings.Create(optimizer, Loss.Of(Losses.MeanSquaredError()))
        let quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 8; Epochs = 3 }
        let trained = fst (Trained.fit compile quiet (values 3 0) (values 2 7) (model ()))
        [| for weight in [ "dense/kernel"; "dense/bias" ] -> (trained.Weight weight).Data :?> float32[] |]
    Assert.Equal<float32[][]>(weights (innerOf name), weights (Optimizers.LossScaling.around (innerOf name)))

// A weight that an optimizer with a scale of 8, which grows after two steps, changes by gradients of one number each.
let private scaled (inner: Optimizer) fuse (gradients: float list) : (Map<Key, HostArray> list) =
    let rule: Optimizers.LossScaleOptimizer = {
        Optimizers.LossScaleOptimizer.Create inner with
            InitialScale = 8.0
            DynamicGrowthSteps = 2
    }
    let optimizer = Optimizer.Create(rule, OptimizerSettings.Create 0.0, "scaled")
    let weight: WeightDeclaration = {
        Key = Setup.key "w"
        KerasPath = LayerPath.Root.Child "w"
        Shape = [| 2L; 3L |]
        DType = DType.Float32
        Trainable = true
        IsSeed = false
        FactorOf = None
        Start = None
        Rule = WeightRule.Of Initializer.Zeros
    }
    let full value = { DType = DType.Float32; Shape = weight.Shape; Data = Array.create 6 (float32 value) }
    use store = new TensorStore(torch.CPU)
    store.Set(weight.Key, full 1.0)
    let variables = Updates.variables optimizer [ weight ]
    for variable in variables do
        let zeros = torch.zeros (variable.Shape, Tensors.scalarType variable.DType)
        store.Put(variable.Key, (Scalars.real variable.Start).Call zeros.fill_)
    let symbol = Expr.Of(Op.Weight(weight.Key, Shape.known weight.Shape, DType.Float32), [])
    let gradient = Ops.input "g" symbol.Shape DType.Float32
    let updates = Updates.build optimizer fuse [ { Apply = true; Overwrite = false } ] [ weight, symbol ] [ gradient ]
    use program = Program.compile torch.CPU (RunContext()) [ gradient ] updates []
    let all () = Map [ for key in weight.Key :: [ for variable in variables -> variable.Key ] -> key, store.Get key ]
    [
        all ()
        for value in gradients do
            use g = Tensors.ofHost torch.CPU (full value)
            program.Run([| g |], program.Weights |> Array.map (fun (key, _, _) -> store[key])) |> ignore
            all ()
    ]

[<Theory; MemberData(nameof innerNames)>]
let ``a step with a gradient that is not finite changes nothing but the scale`` (name: string) =
    Setup.ready ()
    for fuse in [ false; true ] do
        let states = scaled (innerOf name) fuse [ 4.0; nan; 4.0; 4.0; infinity; -infinity; 4.0 ]
        let number key (state: Map<Key, HostArray>) = Convert.ToDouble(state[key].Data.GetValue 0)
        Assert.Equal<float list>([ 8.0; 8.0; 4.0; 4.0; 8.0; 4.0; 2.0; 2.0 ], List.map (number Key.DynamicScale) states)
        Assert.Equal<float list>([ 0.0; 1.0; 0.0; 1.0; 0.0; 0.0; 0.0; 1.0 ], List.map (number Key.StepCounter) states)
        Assert.Equal<float list>([ 0.0; 1.0; 1.0; 2.0; 3.0; 3.0; 3.0; 4.0 ], List.map (number Key.Iteration) states)
        for before, after in List.pairwise states do
            let isLeftOut = number Key.Iteration before = number Key.Iteration after
            for entry in before do
                match entry.Key with
                | Key.DynamicScale
                | Key.StepCounter -> ()
                | key when isLeftOut -> Assert.Equal<System.Collections.IEnumerable>(entry.Value.Data, after[key].Data)
                | _ -> ()
            Assert.Equal(not isLeftOut, number (Setup.key "w") before <> number (Setup.key "w") after)

[<Fact>]
let ``an optimizer with a scale is not put around another one`` () =
    let around inner = Optimizers.LossScaleOptimizer.Create inner
    let scaled = Optimizers.LossScaling.around (innerOf "SGD")
    let message = "inner_optimizer must be another one than a LossScaleOptimizer"
    let error = Assert.Throws<ConfigurationException>(fun () -> around scaled |> ignore)
    Assert.Equal(message, error.Message)
    let twice = { scaled with Rule = { around (innerOf "SGD") with InnerOptimizer = scaled } }
    let compile = CompileSettings.Create(twice, Loss.Of(Losses.MeanSquaredError()))
    let error = Assert.Throws<ConfigurationException>(fun () -> compile.Check())
    Assert.Equal(message, error.Message)
    let node = Catalogue.writeOptimizer "file" twice
    let error = Assert.Throws<ModelFileException>(fun () -> Catalogue.readOptimizer "file" node |> ignore)
    Assert.Equal($"file LossScaleOptimizer: {message}", error.Message)

[<Fact>]
let ``the scale that an inner optimizer has is left out`` () =
    let inner = Optimizer.mapSettings (fun settings -> { settings with LossScaleFactor = Some 4.0 }) (innerOf "SGD")
    Assert.Equal(None, (Optimizer.stepping (Optimizers.LossScaling.around inner)).Settings.LossScaleFactor)

let private declared name : WeightDeclaration = {
    Key = Setup.key name
    KerasPath = LayerPath.Parse name
    Shape = [| 3L |]
    DType = DType.Float32
    Trainable = true
    IsSeed = false
    FactorOf = None
    Start = None
    Rule = WeightRule.Of Initializer.Zeros
}

// What weights are after each of some steps, each with gradients of its own.
let private steps (optimizer: Optimizer) fuse (weights: WeightDeclaration list) : HostArray list list =
    use store = new TensorStore(torch.CPU)
    let array (weight: WeightDeclaration) (step: int) = {
        DType = DType.Float32
        Shape = weight.Shape
        Data = [| for i in 0..2 -> float32 (sin (float (hash (string weight.Key) % 97 + 5 * step + i))) |]
    }
    for weight in weights do
        store.Set(weight.Key, array weight 0)
    for variable in Updates.variables optimizer weights do
        let zeros = torch.zeros (variable.Shape, Tensors.scalarType variable.DType)
        store.Put(variable.Key, (Scalars.real variable.Start).Call zeros.fill_)
    let input name (weight: WeightDeclaration) = Ops.input name (Shape.known weight.Shape) DType.Float32
    let gradients = weights |> List.map (fun weight -> input (string weight.Key) weight)
    let symbols =
        weights
        |> List.map (fun weight -> weight, Expr.Of(Op.Weight(weight.Key, Shape.known weight.Shape, weight.DType), []))
    [
        for step in 1..6 do
            let kinds = Updates.kindsOf optimizer (fun () -> int64 (step - 1))
            let updates = Updates.build optimizer fuse kinds symbols gradients
            use program = Program.compile torch.CPU (RunContext()) gradients updates []
            let given = [| for weight in weights -> Tensors.ofHost torch.CPU (array weight step) |]
            program.Run(given, program.Weights |> Array.map (fun (key, _, _) -> store[key])) |> ignore
            for tensor in given do
                tensor.Dispose()
            [ for weight in weights -> store.Get weight.Key ]
    ]

let private several usual others : Optimizer =
    let map = { Optimizers.OptimizerMap.Create usual with Optimizers = others }
    Optimizer.Create(Optimizers.MultiOptimizer.Create map, OptimizerSettings.Create 0.0, "several")

[<Fact>]
let ``each of several optimizers makes the steps that it makes alone`` () =
    Setup.ready ()
    let under change name = innerOf name |> Optimizer.mapSettings change
    let adam =
        under (fun settings -> { settings with GradientAccumulationSteps = Some 2; GlobalClipnorm = Some 0.5 }) "Adam"
    let sgd = under (fun settings -> { settings with UseEma = true; EmaOverwriteFrequency = Some 3 }) "SGD"
    let rate = Rate.Schedule(Optimizers.Schedules.CosineDecay.Create(0.05, 5.0))
    let rms = under (fun settings -> { settings with LearningRate = rate; WeightDecay = Some 0.1 }) "RMSprop"
    let nadam = Optimizer.Create(Optimizers.Nadam.Create(), OptimizerSettings.Create 0.01, "nadam")
    let weights = [ for name in [ "a/kernel"; "b/kernel"; "a/bias"; "c/kernel"; "d" ] -> declared name ]
    let all = several adam [ "a/kernel", sgd; "a/.*", rms; "d", nadam ]
    let find names = weights |> List.filter (fun weight -> List.contains (string weight.Key) names)
    let values (runs: HostArray list list) = [
        for step in runs -> step |> List.map (fun array -> array.Data :?> float32[])
    ]
    for fuse in [ false; true ] do
        let together = steps all fuse weights |> values
        for optimizer, own in
            [
                adam, find [ "b/kernel"; "c/kernel" ]
                sgd, find [ "a/kernel" ]
                rms, find [ "a/bias" ]
                nadam, find [ "d" ]
            ] do
            let alone = steps optimizer fuse own |> values
            let places = own |> List.map (fun weight -> List.findIndex ((=) weight) weights)
            Assert.Equal<float32[] list list>(alone, together |> List.map (fun step -> [ for i in places -> step[i] ]))

[<Fact>]
let ``an optimizer in several places is one, also after a file`` () =
    let adam = innerOf "Adam"
    let all = several adam [ "a", adam; "b", innerOf "SGD" ]
    let again = Catalogue.writeOptimizer "test" all |> Catalogue.readOptimizer "test"
    for optimizer in [ all; again ] do
        Assert.Equal(2, (optimizer.Rule :?> IOptimizers).All.Length)

[<Fact>]
let ``what several optimizers cannot be is refused`` () =
    let sgd = innerOf "SGD"
    let message work = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message
    let variables optimizer = fun () -> Updates.variables optimizer [ declared "a/b" ]
    Assert.Equal(
        "optimizer_map must have one pattern for a/b, got \"a/.*\", \".*/b\"",
        message (variables (several sgd [ "a/.*", sgd; ".*/b", sgd ]))
    )
    Assert.Equal(
        "optimizer_map must be patterns without references, got \"(\"",
        message (variables (several sgd [ "(", sgd ]))
    )
    let nested = several sgd [ "a", several sgd [] ]
    let rule = "optimizer_map must have optimizers with settings of their own, got a MultiOptimizer"
    Assert.Equal(rule, message (variables nested))
    Assert.Equal(rule, message (CompileSettings.Create(nested, Loss.Of(Losses.MeanSquaredError())).Check))
    Assert.Equal(
        "several: learning_rate is that of each of its optimizers, not of all",
        message (fun () -> Optimizer.withLearningRate 0.1 (several sgd []))
    )
