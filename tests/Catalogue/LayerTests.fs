module Functional.Tests.LayerTests

open System
open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers
open Functional.Tests.Subjects

// The number of threads of libtorch is one for the whole process.
[<assembly: CollectionBehavior(DisableTestParallelization = true)>]
do ()

let calls = Subjects.theory ()

/// Settings that are tried of each class in each way to call it.
let private subjects name way = [ for seed in 0..1 -> Subjects.find name way seed ]

let private policy = Policy.Of DType.Float64

let private modelOf (subject: Subject) =
    model
        {
            Around.Nothing with
                Options = { LayerOptions.None with Name = Some "layer"; Policy = Some policy }
        }
        subject

// Data as a feed hands it over, in the dtypes of the inputs.
let private tensorsFor (built: BuiltModel) (inputs: HostArray list) : torch.Tensor[] = [|
    for input, array in List.zip built.Inputs (HostStage.run built inputs) do
        use tensor = Tensors.ofHost torch.CPU array
        let dtype = Tensors.scalarType input.DType
        if tensor.dtype = dtype then tensor.alias () else tensor.``to`` dtype
|]

// A number that changes with all float64 outputs, if there are any.
let private allOf (outputs: Expr list) : Expr option =
    outputs
    |> List.filter (fun output -> output.DType = DType.Float64)
    |> List.mapi (fun i output -> Ops.sumAll (Ops.sin output * (1.0 + float i)))
    |> function
        | [] -> None
        | sums -> Some(List.reduce (+) sums)

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

[<Theory; MemberData(nameof calls)>]
let ``the inferred shape of a layer is the computed shape`` (name: string) (way: string) =
    Setup.ready ()
    for subject in subjects name way do
        let model = modelOf subject
        for mode in [ Mode.Training; Mode.Inference ] do
            let built = Model.build mode model
            use store = Weights.initialize torch.CPU 1L built
            use program = Program.compile torch.CPU (RunContext()) built.Inputs [] built.Outputs
            let isKnown = Dim.isKnown model.Inputs.Value.Head.Shape[0]
            for batch in (if isKnown then [ samples model ] else [ 1L; 2L; 5L ]) do
                let inputs = data (Random 3) batch subject.Below model |> tensorsFor built
                let outputs = program.Run(inputs, program.Weights |> Array.map (fun (key, _, _) -> store[key]))
                for output, tensor in Seq.zip built.Outputs outputs do
                    // Sizes that follow from data have no number before.
                    for dim, inferred, size in Seq.zip3 output.Shape.Dims (sizesFor batch output.Shape) tensor.shape do
                        if Dim.isKnown dim || dim = Dim.Unknown "batch" then
                            Assert.Equal(inferred, size)
                    Assert.Equal(output.Rank, tensor.shape.Length)
                    Assert.Equal(output.DType, Tensors.dtype tensor.dtype)
                for tensor in Seq.append inputs outputs do
                    tensor.Dispose()

[<Theory; MemberData(nameof calls)>]
let ``a layer runs on meta, where there is no memory and no CPU`` (name: string) (way: string) =
    Setup.ready ()
    for subject in subjects name way do
        let model = modelOf subject
        for mode in [ Mode.Training; Mode.Inference ] do
            let built = Model.build mode model
            use program =
                Program.compile
                    torch.META
                    (RunContext())
                    built.Inputs
                    []
                    (built.Outputs @ List.map snd built.Trace.Updates)
            let meta (shape: int64[]) dtype = torch.empty (shape, Tensors.scalarType dtype, torch.META)
            let inputs = [| for input in built.Inputs -> meta (sizesFor (samples model) input.Shape) input.DType |]
            let weights = program.Weights |> Array.map (fun (_, shape, dtype) -> meta (Shape.sizes shape) dtype)
            let outputs = program.Run(inputs, weights)
            for tensor in outputs do
                Assert.Equal(DeviceType.META, tensor.device_type)
            for tensor in Seq.concat [ inputs; weights; outputs ] do
                tensor.Dispose()

/// Gradients of a scalar for leaves by libtorch, and by moving each element a little both ways.
let private compareGradients (built: BuiltModel) (loss: Expr) (inputs: HostArray list) (tolerance: float) =
    let context = RunContext(Seed = 5L)
    use store = Weights.initialize torch.CPU 1L built
    let leaves = [
        for input in built.Inputs do
            if input.DType = DType.Float64 then
                input
        for weight in Model.weights built do
            if weight.Trainable then
                built.Trace.Symbol weight.Key
    ]
    let reached = Graph.dependsOn leaves [ loss ]
    let leaves = leaves |> List.filter (fun leaf -> reached.Contains leaf.Node)
    use gradientProgram =
        Program.compile torch.CPU context built.Inputs [] (Expr.Outputs(Op.Autograd, loss :: leaves))
    use valueProgram = Program.compile torch.CPU context built.Inputs [] [ loss ]
    let tensors = tensorsFor built inputs
    // One weight in ten away from its start, so that zeros are no special case.
    let random = Random 11
    for key in store.Keys do
        let value = store.Get key
        match value.Data with
        | :? (float[]) as data ->
            store.Set(key, { value with Data = data |> Array.map (fun v -> v + 0.1 * (random.NextDouble() + 0.2)) })
        | _ -> ()
    let weightsOf (program: Program) = program.Weights |> Array.map (fun (key, _, _) -> store[key])
    let gradients = gradientProgram.Run(tensors, weightsOf gradientProgram) |> Array.map Tensors.toHost
    let value () =
        use result = (valueProgram.Run(tensors, weightsOf valueProgram))[0]
        Tensors.toFloat result
    for leaf, gradient in Seq.zip leaves gradients do
        let tensor =
            match leaf.Op with
            | Op.Weight(key, _, _) -> store[key]
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
            use element =
                if index.Length = 0 then dense.alias () else dense[index |> Array.map torch.TensorIndex.Single]
            let original = element.item<float>()
            let put (v: float) =
                use number = torch.tensor (v, torch.float64)
                element.copy_ number |> ignore
            let difference step =
                put (original + step)
                let above = value ()
                put (original - step)
                let below = value ()
                put original
                (above - below) / (2.0 * step)
            let expected = difference 1e-5
            // Where another step gives another number, the function breaks or bends within it, or is rounded away beside large ones.
            let isSmooth step = abs (difference step - expected) <= 0.5 * tolerance * (1.0 + abs expected)
            if isSmooth 2e-5 && isSmooth 3.7e-5 then
                Assert.True(
                    abs (expected - flat[at]) <= tolerance * (1.0 + abs expected),
                    $"{leaf} element {at}: finite difference {expected}, gradient {flat[at]}"
                )
    for tensor in tensors do
        tensor.Dispose()

[<Theory; MemberData(nameof calls)>]
let ``gradients of a layer match finite differences`` (name: string) (way: string) =
    Setup.ready ()
    for subject in subjects name way do
        let model = modelOf subject
        for mode in [ Mode.Training; Mode.Inference ] do
            let built = Model.build mode model
            // Where gradients are stopped, a difference sees more than they do.
            let isStopped (node: Node) =
                match node.Op with
                | Op.StopGradient -> true
                | _ -> false
            let isWhole = Graph.nodes built.Outputs |> Seq.exists isStopped |> not
            for loss in (if isWhole then Option.toList (allOf built.Outputs) else []) do
                try
                    compareGradients built loss (data (Random 7) (samples model) subject.Below model) 1e-6
                with error ->
                    raise (Exception($"{error.Message}, of %A{subject} in %A{mode}", error))

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
    let lstm =
        modelOf {
            Layer = layer
            Batch = None
            Inputs = [ { Sizes = [ int64 steps; 2L ]; DType = DType.Float64 } ]
            Named = []
            Below = 1L
        }
    let native = Model.build Mode.Inference lstm
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
    let input = Tensors.ofHost torch.CPU (data (Random seed) 3L 1L lstm).Head
    let run (built: BuiltModel) =
        use program = Program.compile torch.CPU (RunContext()) built.Inputs [] built.Outputs
        let outputs = program.Run([| input |], program.Weights |> Array.map (fun (key, _, _) -> store[key]))
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

[<Fact>]
let ``a seed of its own gives an initializer the same numbers in every model and place, and no other seed gives them``
    ()
    =
    Setup.ready ()
    let seeded seed (initializer: Initializer) =
        match initializer with
        | Initializer.RandomUniform(low, high, _) -> Initializer.RandomUniform(low, high, seed)
        | Initializer.RandomNormal(mean, stddev, _) -> Initializer.RandomNormal(mean, stddev, seed)
        | Initializer.TruncatedNormal(mean, stddev, _) -> Initializer.TruncatedNormal(mean, stddev, seed)
        | Initializer.Orthogonal(gain, _) -> Initializer.Orthogonal(gain, seed)
        | Initializer.VarianceScaling(scale, mode, form, fan) ->
            Initializer.VarianceScaling(scale, mode, form, { fan with Seed = seed })
        | Initializer.GlorotUniform fan -> Initializer.GlorotUniform { fan with Seed = seed }
        | Initializer.GlorotNormal fan -> Initializer.GlorotNormal { fan with Seed = seed }
        | Initializer.HeUniform fan -> Initializer.HeUniform { fan with Seed = seed }
        | Initializer.HeNormal fan -> Initializer.HeNormal { fan with Seed = seed }
        | Initializer.LecunUniform fan -> Initializer.LecunUniform { fan with Seed = seed }
        | Initializer.LecunNormal fan -> Initializer.LecunNormal { fan with Seed = seed }
        | other -> other
    let kernels (seed: int64) (initializer: Initializer) =
        let dense = { Dense.Create 6 with Kernel = WeightRule.Of initializer; UseBias = false }
        let model = Model.sequential "model" [ InputLayer.Create [ 6L ]; dense; { dense with UseBias = false } ]
        use store = Weights.initialize torch.CPU seed (Model.build Mode.Training model)
        [ for key in store.Keys -> (store.Get key).Data :?> float32[] ]
    let drawn =
        Initializer.named |> List.filter (fun (_, initializer) -> (Initializer.draw initializer [| 6L; 6L |]).IsSome)
    Assert.NotEmpty drawn
    for _, initializer in drawn do
        match kernels 1L (seeded (Some 3L) initializer), kernels 2L (seeded (Some 3L) initializer) with
        | [ a; b ], [ c; d ] ->
            Assert.Equal<float32[]>(a, b)
            Assert.Equal<float32[]>(a, c)
            Assert.Equal<float32[]>(a, d)
            Assert.NotEqual<float32[]>(a, (kernels 1L (seeded (Some 4L) initializer)).Head)
            match kernels 1L initializer with
            | [ a; b ] -> Assert.NotEqual<float32[]>(a, b)
            | _ -> failwith "two kernels"
        | _ -> failwith "two kernels"
