module Functional.Tests.LayerTests

open System
open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers

/// A layer, the shapes of its inputs without the batch, and what the inputs hold.
type Subject = { Name: string; Layer: ILayer; Inputs: (int64 list * DType) list }

let private floats shape = shape, DType.Float64

/// Every layer of the library in forms that take its options through their branches.
let subjects: Subject list =
    let subject name (layer: ILayer) inputs = { Name = name; Layer = layer; Inputs = inputs }
    let kernel = { WeightRule.Of Initializer.glorotUniform with Regularizer = Some(Regularizer.L2 0.01) }
    [
        subject "InputLayer" (InputLayer.Create [ 3L ]) [ floats [ 3L ] ]
        subject "Dense" { Dense.Create 4 with Activation = Activation.Tanh; Kernel = kernel } [ floats [ 3L ] ]
        subject "Dense over time, no bias" { Dense.Create 4 with UseBias = false } [ floats [ 2L; 3L ] ]
        subject "Dense with a low-rank correction" { Dense.Create 4 with Lora = Some { Rank = 2; Alpha = 3.0 } } [
            floats [ 3L ]
        ]
        subject "Activation" (ActivationLayer.Create(Activation.Gelu false)) [ floats [ 3L ] ]
        subject "Dropout" (Dropout.Create 0.5) [ floats [ 6L ] ]
        subject "Dropout of whole columns" { Dropout.Create 0.5 with NoiseShape = Some [ None; Some 1L; Some 3L ] } [
            floats [ 4L; 3L ]
        ]
        subject "Flatten" (Flatten.Create()) [ floats [ 2L; 3L; 2L ] ]
        subject "Reshape" (Reshape.Create [ 3L; -1L ]) [ floats [ 2L; 6L ] ]
        subject "Conv1D causal" { Conv.Create(3, [ 2 ]) with Padding = Functional.Padding.Causal; DilationRate = [ 2 ] } [
            floats [ 5L; 2L ]
        ]
        subject "Conv2D" (Conv.Create(3, [ 2; 2 ])) [ floats [ 4L; 3L; 2L ] ]
        subject
            "Conv2D same, strides, groups"
            {
                Conv.Create(4, [ 3; 2 ]) with
                    Padding = Functional.Padding.Same
                    Strides = [ 2; 1 ]
                    Groups = 2
            }
            [ floats [ 5L; 4L; 2L ] ]
        subject "Conv2D channels first" { Conv.Create(3, [ 2; 2 ]) with DataFormat = DataFormat.ChannelsFirst } [
            floats [ 2L; 4L; 3L ]
        ]
        subject "Conv3D" (Conv.Create(2, [ 2; 2; 2 ])) [ floats [ 3L; 3L; 3L; 2L ] ]
        subject "MaxPooling2D" (Pooling.Create(PoolKind.Max, [ 2; 2 ])) [ floats [ 4L; 5L; 2L ] ]
        subject
            "AveragePooling2D same"
            {
                Pooling.Create(PoolKind.Average, [ 3; 2 ]) with
                    Padding = Functional.Padding.Same
                    Strides = Some [ 2; 2 ]
            }
            [ floats [ 5L; 5L; 2L ] ]
        subject "GlobalAveragePooling2D" { GlobalPooling.Create(PoolKind.Average, 2) with KeepDims = true } [
            floats [ 3L; 4L; 2L ]
        ]
        subject "GlobalMaxPooling1D" (GlobalPooling.Create(PoolKind.Max, 1)) [ floats [ 4L; 3L ] ]
        subject "BatchNormalization" (BatchNormalization.Create()) [ floats [ 3L; 4L; 2L ] ]
        subject "BatchNormalization of axis 1, no scale" { BatchNormalization.Create() with Axis = 1; Scale = false } [
            floats [ 3L; 4L ]
        ]
        subject "Embedding" (Embedding.Create(7, 3)) [ [ 4L ], DType.Int64 ]
        subject "LSTM" (LSTM.Create 3) [ floats [ 4L; 2L ] ]
        subject
            "LSTM with all outputs, backwards"
            { LSTM.Create 3 with ReturnSequences = true; ReturnState = true; GoBackwards = true }
            [ floats [ 3L; 2L ] ]
        subject
            "LSTM with other gates"
            { LSTM.Create 2 with RecurrentActivation = Activation.HardSigmoid; Dropout = 0.3 }
            [ floats [ 3L; 2L ] ]
        subject "GRU" { GRU.Create 3 with Kernel = kernel } [ floats [ 4L; 2L ] ]
        subject
            "GRU with the reset before the product, all outputs, backwards"
            {
                GRU.Create 3 with
                    ResetAfter = false
                    ReturnSequences = true
                    ReturnState = true
                    GoBackwards = true
            }
            [ floats [ 3L; 2L ] ]
        subject "GRU with dropout" { GRU.Create 2 with Dropout = 0.3; RecurrentDropout = 0.2 } [ floats [ 3L; 2L ] ]
        subject "SimpleRNN" (SimpleRNN.Create 3) [ floats [ 4L; 2L ] ]
        subject "RNN" { RNN.Create(LSTMCell.Create 2) with ReturnState = true } [ floats [ 3L; 2L ] ]
        subject "LSTMCell" (LSTMCell.Create 3) [ floats [ 2L ]; floats [ 3L ]; floats [ 3L ] ]
        subject "GRUCell" (GRUCell.Create 3) [ floats [ 2L ]; floats [ 3L ] ]
        subject "SimpleRNNCell" (SimpleRNNCell.Create 3) [ floats [ 2L ]; floats [ 3L ] ]
        subject "Add" (Add()) [ floats [ 3L ]; floats [ 3L ] ]
        subject "Concatenate" { Concatenate.Create() with Axis = 1 } [ floats [ 2L; 3L ]; floats [ 4L; 3L ] ]
    ]

let subjectNames = TheoryData<string>(subjects |> List.map _.Name)

let private find name = subjects |> List.find (fun subject -> subject.Name = name)

let private policy = Policy.Of DType.Float64

let private build mode (subject: Subject) =
    let specs =
        subject.Inputs
        |> List.mapi (fun i (sizes, dtype) -> {
            InputSpec.Name = $"x{i}"
            Shape = Shape.ofDims (Dim.Unknown "batch" :: List.map Dim.Known sizes)
            DType = dtype
        })
    let layer = { Configured.Of subject.Layer with Policy = Some policy }
    let root: Sequential = { Layers = [ { layer with Name = Some "layer" } ] }
    Model.build mode (Model.ofLayer "test" root |> Model.withInputs specs)

let private randomInputs (random: Random) batch (subject: Subject) : HostArray list =
    subject.Inputs
    |> List.map (fun (sizes, dtype) ->
        let shape = Array.ofList (batch :: sizes)
        let count = int (Array.fold (*) 1L shape)
        let data: Array =
            if dtype = DType.Int64 then
                Array.init count (fun _ -> random.NextInt64(0L, 7L))
            else
                Array.init count (fun _ -> random.NextDouble() * 2.0 - 1.0)
        { DType = dtype; Shape = shape; Data = data })

let private allOf (outputs: Expr list) =
    outputs
    |> List.filter _.DType.IsFloat
    |> List.mapi (fun i output -> Ops.sumAll (Ops.sin output * (1.0 + float i)))
    |> List.reduce (+)

[<Fact>]
let ``states of another shape than a cell's are refused when it is built`` () =
    let cells: ILayer list = [ SimpleRNNCell.Create 2; LSTMCell.Create 2; GRUCell.Create 2 ]
    let refused (layer: ILayer) (inputs: Expr list) =
        let build () = Layer.build (Scope(Trace Mode.Inference).Child("layer", "layer")) layer inputs |> ignore
        Assert.Throws<ShapeException>(build).Message
    let input name dims = Ops.input name (Shape.ofDims (Dim.Unknown "batch" :: dims)) DType.Float32
    for cell in cells do
        let states dims = List.init (if cell :? LSTMCell then 2 else 1) (fun i -> input $"h{i}" dims)
        for dims in [ []; [ Dim.Known 3L ]; [ Dim.Known 4L; Dim.Unknown "d" ] ] do
            let expected = $"layer: state 0 must have shape (batch, 2), got {(states dims).Head.Shape}"
            Assert.Equal(expected, refused cell (input "x" [ Dim.Known 5L ] :: states dims))
            let sequence = input "x" [ Dim.Unknown "time"; Dim.Known 5L ]
            Assert.Equal(expected, refused (RNN.Create cell) (sequence :: states dims))

[<Theory; MemberData(nameof subjectNames)>]
let ``the inferred shape of a layer is the computed shape`` (name: string) =
    Setup.ready ()
    let subject = find name
    for mode in [ Mode.Training; Mode.Inference ] do
        let built = build mode subject
        use store = Weights.initialize torch.CPU 1L built
        use program = Program.compile torch.CPU (RunContext()) built.Inputs [] built.Outputs
        for batch in [ 1L; 2L; 5L ] do
            let inputs = randomInputs (Random 3) batch subject |> List.map (Tensors.ofHost torch.CPU) |> Array.ofList
            let outputs = program.Run(inputs, program.Weights |> Array.map (fun (path, _, _) -> store[path]))
            for output, tensor in Seq.zip built.Outputs outputs do
                let bound =
                    output.Shape.Dims
                    |> List.map (fun dim ->
                        if dim = Dim.Unknown "batch" then batch else (Shape.sizes (Shape.ofDims [ dim ]))[0])
                Assert.Equal<int64>(bound, tensor.shape)
                Assert.Equal(output.DType, Tensors.dtype tensor.dtype)
            for tensor in Seq.append inputs outputs do
                tensor.Dispose()

[<Theory; MemberData(nameof subjectNames)>]
let ``a layer runs on meta, where there is no memory and no CPU`` (name: string) =
    Setup.ready ()
    let subject = find name
    for mode in [ Mode.Training; Mode.Inference ] do
        let built = build mode subject
        use program =
            Program.compile torch.META (RunContext()) built.Inputs [] (built.Outputs @ List.map snd built.Trace.Updates)
        let meta (shape: int64[]) dtype = torch.empty (shape, Tensors.scalarType dtype, torch.META)
        let inputs =
            subject.Inputs |> List.map (fun (sizes, dtype) -> meta (Array.ofList (3L :: sizes)) dtype) |> Array.ofList
        let weights = program.Weights |> Array.map (fun (_, shape, dtype) -> meta (Shape.sizes shape) dtype)
        let outputs = program.Run(inputs, weights)
        for tensor in outputs do
            Assert.Equal(DeviceType.META, tensor.device_type)
        for tensor in Seq.concat [ inputs; weights; outputs ] do
            tensor.Dispose()

/// Gradients of a scalar for leaves by libtorch, and by moving each element a little both ways.
let private compareGradients (built: BuiltModel) (inputs: HostArray list) (tolerance: float) =
    let context = RunContext(Seed = 5L)
    use store = Weights.initialize torch.CPU 1L built
    let loss = allOf built.Outputs
    let leaves = [
        for input in built.Inputs do
            if input.DType.IsFloat then
                input
        for weight in Model.weights built do
            if weight.Trainable then
                built.Trace.Symbol weight.Path
    ]
    Assert.NotEmpty leaves
    let reached = Graph.dependsOn leaves [ loss ]
    let leaves = leaves |> List.filter (fun leaf -> reached.Contains leaf.Node)
    use gradientProgram =
        Program.compile torch.CPU context built.Inputs [] (Expr.Outputs(Op.Autograd, loss :: leaves))
    use valueProgram = Program.compile torch.CPU context built.Inputs [] [ loss ]
    let tensors = inputs |> List.map (Tensors.ofHost torch.CPU) |> Array.ofList
    // One weight in ten away from its start, so that zeros are no special case.
    let random = Random 11
    for path in store.Paths do
        let value = store.Get path
        match value.Data with
        | :? (float[]) as data ->
            store.Set(path, { value with Data = data |> Array.map (fun v -> v + 0.1 * (random.NextDouble() + 0.2)) })
        | _ -> ()
    let weightsOf (program: Program) = program.Weights |> Array.map (fun (path, _, _) -> store[path])
    let gradients = gradientProgram.Run(tensors, weightsOf gradientProgram) |> Array.map Tensors.toHost
    let value () =
        use result = (valueProgram.Run(tensors, weightsOf valueProgram))[0]
        Tensors.toFloat result
    for leaf, gradient in Seq.zip leaves gradients do
        let tensor =
            match leaf.Op with
            | Op.Weight(path, _, _) -> store[path]
            | _ -> tensors[built.Inputs |> List.findIndex (fun input -> input.Equals leaf)]
        let flat = gradient.Data :?> float[]
        use noGrad = torch.no_grad ()
        use dense = tensor.detach ()
        let sizes = dense.shape
        let count = flat.Length
        // A sample of the elements is enough for large weights.
        for at in Seq.distinct (seq { for i in 0 .. min 12 count - 1 -> if count <= 13 then i else random.Next count }) do
            let index = Array.zeroCreate<int64> sizes.Length
            let mutable rest = int64 at
            for axis in sizes.Length - 1 .. -1 .. 0 do
                index[axis] <- rest % sizes[axis]
                rest <- rest / sizes[axis]
            let place = index |> Array.map torch.TensorIndex.Single
            use element = dense[place]
            let original = element.item<float>()
            let put (v: float) =
                use number = torch.tensor (v, torch.float64)
                element.copy_ number |> ignore
            let step = 1e-5
            put (original + step)
            let above = value ()
            put (original - step)
            let below = value ()
            put original
            let expected = (above - below) / (2.0 * step)
            Assert.True(
                abs (expected - flat[at]) <= tolerance * (1.0 + abs expected),
                $"{leaf} element {at}: finite difference {expected}, gradient {flat[at]}"
            )
    for tensor in tensors do
        tensor.Dispose()

[<Theory; MemberData(nameof subjectNames)>]
let ``gradients of a layer match finite differences`` (name: string) =
    Setup.ready ()
    let subject = find name
    for mode in [ Mode.Training; Mode.Inference ] do
        compareGradients (build mode subject) (randomInputs (Random 7) 3L subject) 1e-6

[<Property(MaxTest = 20)>]
let ``the LSTM kernel agrees with the loop over steps``
    (units: PositiveInt)
    (steps: PositiveInt)
    (reverse: bool)
    (seed: int)
    =
    Setup.ready ()
    let units, steps = 1 + units.Get % 5, 1 + steps.Get % 6
    let layer = {
        LSTM.Create units with
            ReturnSequences = true
            ReturnState = true
            GoBackwards = reverse
    }
    let subject = { Name = "LSTM"; Layer = layer; Inputs = [ floats [ int64 steps; 2L ] ] }
    let native = build Mode.Inference subject
    // A mask that is true everywhere changes nothing but the form.
    let masking = {
        new IContainer with
            member _.Build(scope, inputs) =
                let counts = Ops.fullLike (Ops.sum [ 2 ] inputs.Head) DType.Bool 1.0
                scope.SetMask(inputs.Head, Some counts)
                inputs
    }
    let root: Sequential = {
        Layers = [ masking; { Configured.Of layer with Name = Some "layer"; Policy = Some policy } ]
    }
    let looped =
        Model.build
            Mode.Inference
            (Model.ofLayer "test" root
             |> Model.withInputs [ { Name = "x"; Shape = native.Inputs.Head.Shape; DType = DType.Float64 } ])
    let isScan (node: Node) =
        match node.Op with
        | Op.Scan _ -> true
        | _ -> false
    Assert.Contains(Graph.nodes looped.Outputs, isScan)
    Assert.DoesNotContain(Graph.nodes native.Outputs, isScan)
    use store = Weights.initialize torch.CPU (int64 seed) native
    let input = Tensors.ofHost torch.CPU (randomInputs (Random seed) 3L subject).Head
    let run (built: BuiltModel) =
        use program = Program.compile torch.CPU (RunContext()) built.Inputs [] built.Outputs
        let outputs = program.Run([| input |], program.Weights |> Array.map (fun (path, _, _) -> store[path]))
        outputs |> Array.map (fun tensor -> (Tensors.toHost tensor).Data :?> float[])
    for a, b in Seq.zip (run native) (run looped) do
        for x, y in Seq.zip a b do
            Assert.Equal(x, y, 1e-12)
    input.Dispose()

[<Fact>]
let ``wrong shapes are refused when the model is built, with the layer's name`` () =
    let message (build: unit -> obj) = (Assert.ThrowsAny<FunctionalException>(fun () -> build () |> ignore)).Message
    let sequential layers () = box (Model.build Mode.Inference (Model.sequential "model" layers))
    Assert.Equal(
        "model/conv2d: expects an input of 4 axes, got (batch, 28, 28)",
        message (sequential [ InputLayer.Create [ 28L; 28L ]; Conv.Create(8, [ 3; 3 ]) ])
    )
    Assert.Equal(
        "model/hidden: units must be at least 1, got 0",
        message (sequential [ InputLayer.Create [ 4L ]; { Configured.Of(Dense.Create 0) with Name = Some "hidden" } ])
    )
    Assert.Equal(
        "model/dropout: rate must be in [0, 1], got 1.5",
        message (sequential [ InputLayer.Create [ 4L ]; Dropout.Create 1.5 ])
    )
    Assert.Equal(
        "model/reshape: cannot reshape (batch, 4) so that 4 elements divide by 3",
        message (sequential [ InputLayer.Create [ 4L ]; Reshape.Create [ 3L; -1L ] ])
    )

[<Fact>]
let ``an error inside a nested model names the whole path, once`` () =
    let inner: Sequential = { Layers = [ LSTM.Create 3 ] }
    let outer =
        Model.sequential "outer" [ InputLayer.Create [ 4L ]; { Configured.Of inner with Name = Some "inner" } ]
    let error = Assert.Throws<ShapeException>(fun () -> Model.build Mode.Inference outer |> ignore)
    Assert.Equal("outer/inner/lstm: expects an input of 3 axes, got (batch, 4)", error.Message)

[<Fact>]
let ``axes of an initializer that a weight lacks are refused when the layer is built`` () =
    for axes in [ [ 2 ]; [ -3 ]; [ Int32.MaxValue ]; [ Int32.MinValue ]; [ 0; 5 ] ] do
        for fan in
            [
                { Fan.Default with InputAxes = Some axes }
                { Fan.Default with OutputAxes = Some axes }
                { Fan.Default with InputAxes = Some [ 0 ]; OutputAxes = Some axes }
            ] do
            for initializer in [ Initializer.GlorotUniform fan; Initializer.HeNormal fan ] do
                let dense = { Dense.Create 3 with Kernel = WeightRule.Of initializer }
                let model = Model.sequential "model" [ InputLayer.Create [ 4L ]; dense ]
                let error = Assert.Throws<ShapeException>(fun () -> Model.build Mode.Training model |> ignore)
                let rule = "axes of an initializer must be in [-2, 2) for a weight of shape (4, 3)"
                Assert.Equal($"model/dense: kernel: {rule}, got {List.last axes}", error.Message)
