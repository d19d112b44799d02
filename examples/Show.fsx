// Every stage of a small model: descriptors, graph, passes, program.
// dotnet fsi examples/Show.fsx
#load "load.fsx"

open Functional
open Functional.Layers

let heading text = printfn $"\n== {text}\n"

let layers: ILayer list = [
    InputLayer.Create [ 8L; 8L; 1L ]
    { Conv.Create(4, [ 3; 3 ]) with UseBias = false }
    BatchNormalization.Create()
    ActivationLayer.Create Activation.relu
    Flatten.Create()
    { Dense.Create 3 with Activation = Activation.softmax }
]

heading "Descriptors: layers are values"
layers |> List.iter (printfn "%A")

let model = Model.sequential "show" layers

heading "Graph for inference: what the layers build"
let inference = Model.build Mode.Inference model
printfn "%s" (Print.graph inference.Outputs)

heading "Weights that building declared"
for weight in inference.Trace.Weights do
    printfn $"{weight.Key} {Shape.known weight.Shape}"

let stages = Passes.stages Passes.inference inference.Outputs

for (_, before), (name, after) in List.pairwise stages do
    let text = Print.graph after
    if text <> Print.graph before then
        heading $"After the pass: {name}"
        printfn "%s" text

let compile =
    CompileSettings.Create(
        Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-3, "adam"),
        Loss.Of(Losses.SparseCategoricalCrossentropy.Create())
    )

heading "Program of one training step: slots, and where they are freed"

let trainer, data =
    let device = Device.parse "cpu"
    let store = Weights.initialize device 0L inference
    let images = Values.Host(HostArray.Of(Array4D.create 4 8 8 1 0.5f))
    let labels = Values.Host(HostArray.Of [| 0L; 1L; 2L; 0L |])
    new Trainer(model, Some compile, store, 0L), DataSet.create device [ images ] [ labels ] []

trainer.Train(data.Inputs, data.Targets, data.Weights)

for name, program in trainer.Programs do
    printfn $"-- {name}\n{program}"

heading "Logs after the step"

for name, value in trainer.Logs() do
    printfn $"{name} = {value:F4}"

heading "A class: the facts beside its record, and what files write of it"
let facts = (Classes.tryLayer "GRU").Value
let arguments =
    CallForm.arguments facts.Call |> List.map (fun (name, need) -> $"{name}: {need}") |> String.concat ", "
printfn $"{facts.Id}, built from a shape: {facts.BuildsFromShape}, called with {arguments}"
printfn "%s" ((ModelConfig.writeLayer "gru" (GRU.Create 2)).ToJsonString())

heading "A call: which layer, and its arguments by name"
let enter (sizes: int64 list) = Symbol.input (InputLayer.Create sizes)
let steps, start = enter [ 5L; 3L ], enter [ 2L ]
let ofGru = (Symbol.call (GRU.Create 2) [ steps ] [ "initial_state", Argument.Tensors [ start ] ]).Head
printfn $"{ofGru.Call} -> {ofGru}"

heading "A holder: its parts, and where files keep them"
let rnn: ILayer = RNN.Create(SimpleRNNCell.Create 2)

for part in Holder.parts rnn do
    printfn $"{part.Name}: {ClassName.ofLayer part.Layer} '{part.KerasName}', {part.Place}"

heading "A cell: one step, looped over by what holds it"
let recurrent = Model.network "recurrent" [ steps ] (Symbol.apply rnn [ steps ])
printfn "%s" (Print.graph (Model.build Mode.Inference recurrent).Outputs)
