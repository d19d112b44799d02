module Functional.Tests.MemoryPlanTests

open System.Collections.Generic
open Xunit
open TorchSharp
open Functional
open Functional.Layers

let private settings rule loss = {
    CompileSettings.Create(Optimizer.Create(rule, OptimizerSettings.Create 1e-2, "optimizer"), loss) with
        Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
        // A script is one call, whose slots are not seen.
        JitCompile = Some false
}

let private adam = settings (Optimizers.Adam.Create()) (Loss.Of(Losses.SparseCategoricalCrossentropy.Create()))
let private rmsprop =
    settings (Optimizers.RMSprop.Create()) (Loss.Of(Losses.SparseCategoricalCrossentropy.Create()))

let private mlp = [
    InputLayer.Create [ 12L ] :> ILayer
    { Dense.Create 32 with Activation = Activation.relu }
    { Dense.Create 16 with Activation = Activation.Softplus }
    BatchNormalization.Create()
    Dropout.Create 0.3
    { Dense.Create 3 with Activation = Activation.softmax }
]

let private sequences = [
    InputLayer.Create [ 5L; 4L ] :> ILayer
    Permute.Create [ 2; 1 ]
    { Dense.Create 8 with Activation = Activation.Gelu false }
    Flatten.Create()
    { Dense.Create 3 with Activation = Activation.softmax }
]

let private images = [
    InputLayer.Create [ 8L; 8L; 2L ] :> ILayer
    { Pooling.Create(PoolKind.Average, [ 3; 3 ]) with Padding = Padding.Same }
    Flatten.Create()
    { Dense.Create 3 with Activation = Activation.softmax }
]

let private convolutions = [
    InputLayer.Create [ 8L; 8L; 1L ] :> ILayer
    { Conv.Create(4, [ 3; 3 ]) with Activation = Activation.relu }
    Pooling.Create(PoolKind.Max, [ 2; 2 ])
    Flatten.Create()
    { Dense.Create 3 with Activation = Activation.softmax }
]

let private model (layers: ILayer list) = Model.sequential "model" layers

let private bytesOf (tensor: Tensor) = tensor.numel () * int64 tensor.ElementSize

/// The most that the blocks of all slots hold at one time when the instructions run on real tensors.
let private heldPeak (program: Program) (inputs: Tensor[]) (weights: Tensor[]) =
    let addressOf (tensor: Tensor) =
        match tensor.dtype with
        | torch.ScalarType.Float32 -> tensor.storage<float32>().data_ptr()
        | torch.ScalarType.Int32 -> tensor.storage<int>().data_ptr()
        | torch.ScalarType.Int64 -> tensor.storage<int64>().data_ptr()
        | torch.ScalarType.Bool -> tensor.storage<bool>().data_ptr()
        | other -> failwith $"{other} is not expected here"
    let slots = Dictionary<int, Tensor>()
    Array.append inputs weights |> Array.iteri (fun slot tensor -> slots[slot] <- tensor)
    let owned = HashSet<nativeint>(slots.Values |> Seq.map addressOf)
    let sizes = Dictionary<nativeint, int64>()
    let mutable peak = 0L
    for instruction in program.Instructions do
        for slot, arg in Seq.zip instruction.Args instruction.Node.Args do
            if not (slots.ContainsKey slot) then
                match arg.Op with
                | Op.Scalar(value, dtype) ->
                    slots[slot] <-
                        (Scalars.ofDType dtype value)
                            .Call(fun number -> torch.full (Array.empty<int64>, number, Tensors.scalarType dtype))
                    owned.Add(addressOf slots[slot]) |> ignore
                | op -> failwith $"{op} is no constant"
        let args = instruction.Args |> Array.map (fun slot -> slots[slot])
        let results =
            match instruction.Kernel with
            | Kernel.One compute -> [| compute args |]
            | Kernel.Many compute -> compute args
        if instruction.InPlace then
            slots.Remove instruction.Args[0] |> ignore
        Array.iter2 (fun slot result -> slots[slot] <- result) instruction.Results results
        for result in results do
            let address = addressOf result
            if not (owned.Contains address || sizes.ContainsKey address) then
                sizes[address] <- bytesOf result
        let alive = slots.Values |> Seq.map addressOf |> Seq.filter sizes.ContainsKey |> Seq.distinct |> List.ofSeq
        peak <- max peak (alive |> List.sumBy (fun address -> sizes[address]))
        for slot in instruction.Dies do
            slots[slot].Dispose()
            slots.Remove slot |> ignore
        let alive = HashSet<nativeint>(slots.Values |> Seq.map addressOf)
        for address in List.ofSeq sizes.Keys do
            if not (alive.Contains address) then
                sizes.Remove address |> ignore
    peak

let private exact (settings: CompileSettings) layers (shape: int64 list) =
    Setup.ready ()
    use _ = torch.no_grad ()
    let model = model layers
    let batch = 7
    let store = Weights.initialize torch.CPU 0L (Model.build Mode.Training model)
    use trainer = new Trainer(model, Some settings, store, 0L)
    let targets = torch.zeros ([| int64 batch |], torch.ScalarType.Int32)
    let x = torch.rand (Array.ofList (int64 batch :: shape))
    use program = trainer.TrainingProgram [| targets |]
    let weights =
        program.Weights
        |> Array.map (fun (key, shape, dtype) ->
            if store.Contains key then store[key] else torch.zeros (Shape.sizes shape, Tensors.scalarType dtype))
    Assert.Equal(0, program.GradientEnd)
    Assert.Equal(heldPeak program [| x; targets |] weights, (MemoryPlan.follow batch program).HeldPeak)

[<Fact>]
let ``slots hold what the plan says when the instructions run`` () =
    exact adam mlp [ 12L ]
    exact rmsprop mlp [ 12L ]
    exact adam sequences [ 5L; 4L ]
    exact adam images [ 8L; 8L; 2L ]

[<Fact>]
let ``weights and slots are those that training makes`` () =
    Setup.ready ()
    for layers in [ mlp; sequences; convolutions ] do
        let model = model layers
        let store = Weights.initialize torch.CPU 0L (Model.build Mode.Training model)
        use trainer = new Trainer(model, Some adam, store, 0L)
        let slots = trainer.OptimizerVariables |> List.sumBy (fun variable -> bytesOf store[variable.Key])
        let weights = store.Keys |> List.filter _.IsWeight |> List.sumBy (fun key -> bytesOf store[key])
        let plan = MemoryPlan.ofModel adam 8 model
        let metrics = 16L
        Assert.Equal(weights + metrics, plan.Weights)
        Assert.Equal(slots, plan.Optimizer)
        Assert.Equal(plan.Trainable, plan.Gradients)

[<Fact>]
let ``activations and batches grow in proportion to the batch size`` () =
    Setup.ready ()
    for layers in [ mlp; sequences; images; convolutions ] do
        let at size = MemoryPlan.ofModel adam size (model layers)
        let a, b, c = at 1000, at 2000, at 3000
        Assert.Equal(b.Activations - a.Activations, c.Activations - b.Activations)
        Assert.Equal(b.InferenceActivations - a.InferenceActivations, c.InferenceActivations - b.InferenceActivations)
        Assert.Equal(2L * a.Batch, b.Batch)
        Assert.True(b.Activations > a.Activations)

[<Fact>]
let ``a peak is at least its fixed parts and at most the sum of all`` () =
    Setup.ready ()
    for settings in [ adam; rmsprop ] do
        for layers in [ mlp; sequences; images; convolutions ] do
            for size in [ 1; 64; 1000 ] do
                let plan = MemoryPlan.ofModel settings size (model layers)
                let always = plan.Weights + plan.Optimizer + plan.Batch + plan.Runtime
                Assert.InRange(plan.TrainingPeak, always + plan.Gradients, always + plan.Gradients + plan.Activations)
                Assert.True(plan.InferencePeak < plan.TrainingPeak)

[<Fact>]
let ``a batch of nothing is refused`` () =
    let error = Assert.Throws<ConfigurationException>(fun () -> MemoryPlan.ofModel adam 0 (model mlp) |> ignore)
    Assert.Equal("batch_size must be at least 1, got 0", error.Message)
