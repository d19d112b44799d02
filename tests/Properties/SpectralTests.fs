/// A layer whose weight is divided by its largest singular value in training, against the same layer that begins with the divided weight.
module Functional.Tests.SpectralTests

open System
open Xunit
open Functional
open Functional.Layers

// Layers of which it is the kernel, with the shape of an input.
let private inner: (string * (unit -> ILayer) * int64 list) list = [
    let rule = { WeightRule.Of Initializer.glorotUniform with Regularizer = Some(Regularizer.L2 0.05) }
    "dense", (fun () -> { Dense.Create 3 with Kernel = rule }), [ 4L ]
    "dense of steps", (fun () -> { Dense.Create 3 with Kernel = rule }), [ 2L; 4L ]
    "convolution", (fun () -> { Conv.Create(3, [ 2; 2 ]) with Kernel = rule }), [ 3L; 3L; 2L ]
]

let names = TheoryData<string>(List.map (fun (name, _, _) -> name) inner)

// The estimate is as good as the singular value after that many rounds.
let private many = 200

let private modelOf (first: ILayer) shape =
    Model.sequential "model" [
        InputLayer.Create shape
        { Configured.Of first with Name = Some "first" }
        Flatten.Create()
        Dense.Create 2
    ]

let private spectral (layer: ILayer) : ILayer = { SpectralNormalization.Create layer with PowerIterations = many }

let private floats (array: HostArray) = array.Data :?> float32[]

let private divided (kernel: HostArray) : HostArray =
    let columns = int (Array.last kernel.Shape)
    let values = floats kernel |> Array.map float
    let matrix =
        MathNet.Numerics.LinearAlgebra.Matrix<float>.Build.Dense(
            values.Length / columns,
            columns,
            (fun i j -> values[i * columns + j])
        )
    let largest = matrix.Svd(false).S[0]
    { kernel with Data = values |> Array.map (fun value -> float32 (value / largest)) }

let private values (scale: float) (shape: int64 list) : Values =
    let size = int (List.fold (*) 6L shape)
    Values.Host {
        DType = DType.Float32
        Shape = Array.ofList (6L :: shape)
        Data = Array.init size (fun i -> float32 (scale * sin (float (7 * i + 1))))
    }

let private quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 6; Shuffle = false }

let private step scale (optimizer: Optimizer) jit shape (start: Trained) =
    let compile = {
        CompileSettings.Create(optimizer, Loss.Of(Losses.MeanSquaredError())) with
            JitCompile = jit
    }
    fst (Trained.fit compile quiet (values scale shape) (values 1.0 [ 2L ]) start)

let private sgd rate =
    Optimizer.Create({ Optimizers.SGD.Create() with Momentum = 0.9 }, OptimizerSettings.Create(Rate.Number rate), "sgd")

let private adam = Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 0.01, "adam")

let private find name =
    inner |> List.pick (fun (known, layer, shape) -> if known = name then Some(layer, shape) else None)

let private close (expected: HostArray) (actual: HostArray) =
    Assert.Equal<int64[]>(expected.Shape, actual.Shape)
    for a, b in Array.zip (floats expected) (floats actual) do
        Assert.Equal(a, b, 2e-5f)

// Both models after some steps of the same data: of the second one, the first layer is given divided before each.
let private both name optimizer jit =
    let layer, shape = find name
    let plain = modelOf (layer ()) shape
    let place (key: Key) = (string key).Replace("first/", "first/layer/")
    let start = Trained.create 3L (modelOf (spectral (layer ())) shape)
    let same =
        Trained.ofWeights 3L plain (fun weight ->
            let value = start.Weight(place weight.Key)
            if string weight.Key = "first/kernel" then divided value else value)
    step 1.0 optimizer jit shape start, step 1.0 optimizer jit shape same

[<Theory; MemberData(nameof names)>]
let ``a step begins with the weight over its largest singular value`` (name: string) =
    Setup.ready ()
    for optimizer in [ sgd 0.1; adam; Optimizers.LossScaling.around adam ] do
        for jit in [ None; Some true; Some false ] do
            let spectral, plain = both name optimizer jit
            for weight in [ "kernel"; "bias" ] do
                close (plain.Weight $"first/{weight}") (spectral.Weight $"first/layer/{weight}")
                close (plain.Weight $"dense/{weight}") (spectral.Weight $"dense/{weight}")

[<Theory; MemberData(nameof names)>]
let ``a step in which the optimizer leaves weights alone divides the weight all the same`` (name: string) =
    Setup.ready ()
    let layer, shape = find name
    let collecting = Optimizer.mapSettings (fun settings -> { settings with GradientAccumulationSteps = Some 2 }) adam
    let frozen (layer: ILayer) : ILayer = { Configured.Of layer with Trainable = false }
    for scale, optimizer, around in
        [
            1.0, collecting, id
            1.0, sgd 0.0, id
            1.0, adam, frozen
            // The loss is beyond what a float32 can be.
            1e30, Optimizers.LossScaling.around adam, id
        ] do
        let start = Trained.create 3L (modelOf (around (spectral (layer ()))) shape)
        let after = step scale optimizer None shape start
        close (divided (start.Weight "first/layer/kernel")) (after.Weight "first/layer/kernel")
        Assert.NotEqual<float32[]>(floats (start.Weight "first/vector_u"), floats (after.Weight "first/vector_u"))
        Assert.Equal<float32[]>(floats (start.Weight "first/layer/bias"), floats (after.Weight "first/layer/bias"))

[<Fact>]
let ``a weight of nothing but zeros stays as it is`` () =
    Setup.ready ()
    let layer = { Dense.Create 3 with Kernel = WeightRule.Of Initializer.Zeros }
    let start = Trained.create 3L (modelOf (SpectralNormalization.Create layer) [ 4L ])
    let after = step 1.0 (sgd 0.0) None [ 4L ] start
    for weight in [ "first/layer/kernel"; "first/vector_u" ] do
        Assert.Equal<float32[]>(floats (start.Weight weight), floats (after.Weight weight))

[<Fact>]
let ``a layer that is called twice is divided once in a step`` () =
    Setup.ready ()
    let x = Symbol.input (InputLayer.Create [ 4L ])
    let layer = spectral (Dense.Create 4)
    let call y = (Symbol.apply layer [ y ]).Head
    let start =
        Trained.create
            3L
            (Model.ofLayer "model" (Network.Create([ x ], Symbol.apply (Dense.Create 2) [ call (call x) ])))
    let after = step 1.0 (sgd 0.0) None [ 4L ] start
    close
        (divided (start.Weight "spectral_normalization/layer/kernel"))
        (after.Weight "spectral_normalization/layer/kernel")

[<Fact>]
let ``a layer that cannot be divided is refused`` () =
    Setup.ready ()
    let refused (layers: ILayer list) message =
        let model = Model.sequential "model" (InputLayer.Create [ 4L ] :: layers)
        let error = Assert.Throws<ConfigurationException>(fun () -> Trained.create 1L model |> ignore)
        Assert.Equal(message, error.Message)
    refused
        [ SpectralNormalization.Create(Flatten.Create()) ]
        "model/spectral_normalization: layer must have a weight kernel or embeddings, got a layer of class Flatten"
    refused
        [ SpectralNormalization.Create { Dense.Create 4 with Lora = Some { Rank = 2; Alpha = 2.0 } } ]
        "model/spectral_normalization: layer must have no correction of low rank"
    let shared: ILayer = Dense.Create 4
    refused
        [ shared; SpectralNormalization.Create shared ]
        "model/spectral_normalization: layer must be in no other place than the SpectralNormalization"
