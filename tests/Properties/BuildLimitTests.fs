/// Layers with any settings on inputs of any shapes: a model that computes what was inferred, or one line that says what is wrong.
module Functional.Tests.BuildLimitTests

open System
open FSharp.Reflection
open Xunit
open TorchSharp
open Functional
open Functional.Layers

let private pick (random: Random) (items: 'a list) = items[random.Next items.Length]

let private whole (random: Random) =
    pick random [ -2147483648; -2; -1; 0; 1; 1; 1; 2; 2; 3; 3; 4; 7; 100; 1_000_000; 2147483647 ]

let private real (random: Random) = pick random [ nan; infinity; -1.0; 0.0; 1e-3; 0.3; 0.5; 1.0; 2.0; 1e300 ]

/// Another value of the type; the one that is there for what has no odd ones.
let rec private other (random: Random) (kind: Type) (value: obj) : obj =
    if kind = typeof<int> then
        box (whole random)
    elif kind = typeof<int64> then
        box (int64 (whole random) * pick random [ 1L; 1L; 1L; 4_000_000_000L ])
    elif kind = typeof<float> then
        box (real random)
    elif kind = typeof<bool> then
        box (random.Next 2 = 0)
    elif kind = typeof<int list> then
        box (List.init (random.Next 5) (fun _ -> whole random))
    elif kind = typeof<int64 list> then
        box (List.init (random.Next 5) (fun _ -> int64 (whole random)))
    elif kind = typeof<int list list> then
        box (List.init (random.Next 4) (fun _ -> List.init (random.Next 4) (fun _ -> whole random)))
    elif kind = typeof<int64 option list> then
        box (List.init (random.Next 5) (fun _ -> if random.Next 2 = 0 then None else Some(int64 (whole random))))
    elif kind = typeof<int list option> then
        box (if random.Next 2 = 0 then None else Some(List.init (random.Next 4) (fun _ -> whole random)))
    elif kind = typeof<DType> then
        box (pick random DType.all)
    elif
        FSharpType.IsUnion kind
        && FSharpType.GetUnionCases kind |> Array.forall (fun case -> case.GetFields().Length = 0)
    then
        FSharpValue.MakeUnion(pick random (List.ofArray (FSharpType.GetUnionCases kind)), [||])
    elif FSharpType.IsRecord kind then
        changed random 1 value
    else
        value

/// A record with some fields changed.
and private changed (random: Random) (count: int) (record: obj) : obj =
    let fields = FSharpType.GetRecordFields(record.GetType())
    let values = FSharpValue.GetRecordFields record
    for _ in 1..count do
        let at = random.Next fields.Length
        values[at] <- other random fields[at].PropertyType values[at]
    FSharpValue.MakeRecord(record.GetType(), values)

let private templates =
    lazy
        [
            yield! Classes.layers |> List.map (fun facts -> facts.Template :?> ILayer)
            for name, way in Subjects.calls do
                (Subjects.find name way 0).Layer
        ]

let private randomLayer (random: Random) : ILayer =
    let template = pick random (templates.Force())
    if FSharpType.IsRecord(template.GetType()) then
        changed random (random.Next 4) template :?> ILayer
    else
        template

let private randomShape (random: Random) =
    let rank = pick random [ 1; 2; 2; 2; 3; 3; 3; 4; 4; 5 ]
    Dim.Unknown "batch"
    :: List.init (rank - 1) (fun i ->
        match random.Next 6 with
        | 0 -> Dim.Unknown $"d{i}"
        | _ -> Dim.Known(int64 (pick random [ 1; 2; 2; 3; 4; 4; 5; 6 ])))
    |> Shape.ofDims

let private sizesOf (shape: Shape) (batch: int64) = [|
    for dim in shape.Dims ->
        match dim with
        | Dim.Known size -> size
        | Dim.Unknown "batch" -> batch
        | Dim.Unknown _ -> 3L
|]

let private isSmall (shape: Shape) = Array.fold (fun product size -> product * float size) 1.0 (sizesOf shape 2L) < 2e6

let private data (random: Random) (shape: Shape) (dtype: DType) =
    let sizes = sizesOf shape 2L
    let count = int (Array.fold (*) 1L sizes)
    Tensors.ofHost torch.CPU (Evaluate.host dtype sizes (Array.init count (fun _ -> float (random.Next 3))))

/// Only errors that this library raises on purpose, of one line.
let private says (title: string) (work: unit -> unit) =
    try
        work ()
    with
    | :? FunctionalException as error ->
        Assert.False(error.Message.Contains '\n' || error.Message.Contains "TorchScript", $"{title}: {error.Message}")
    | error -> Assert.Fail $"{title}: {error.GetType().Name}: {error.Message} {error.StackTrace}"

// Layers that were built and computed.
let mutable private ran = 0

let private tryOne (seed: int) =
    Setup.ready ()
    let random = Random seed
    let layer = randomLayer random
    let inputs =
        match layer with
        | :? Concatenate
        | :? Add -> 2
        | _ -> pick random [ 1; 1; 1; 1; 1; 2; 3 ]
    let first = randomShape random
    let specs =
        List.init inputs (fun i -> {
            InputSpec.Name = $"x{i}"
            Shape = if i = 0 || random.Next 3 > 0 then first else randomShape random
            DType =
                pick random [
                    DType.Float32
                    DType.Float32
                    DType.Float32
                    DType.Float32
                    DType.Int32
                    DType.Bool
                    DType.Float64
                ]
        })
    let policy =
        pick random [
            None
            None
            None
            None
            Some(Policy.Of(pick random DType.all))
            Some(Policy.Parse "mixed_bfloat16")
        ]
    let root: Sequential = { Layers = [ { Configured.Of layer with Policy = policy; Name = Some "layer" } ] }
    let shapes = specs |> List.map (fun spec -> $"{spec.DType} {spec.Shape}") |> String.concat ", "
    let title = $"seed {seed}: %A{layer} of {shapes}, policy %A{policy}"
    says title (fun () ->
        let model = Model.ofLayer "m" root |> Model.withInputs specs
        let built = Model.build Mode.Inference model
        let weights = (Model.build Mode.Training model).Trace.Weights
        let areSmall =
            weights |> List.forall (fun weight -> isSmall (Shape.known weight.Shape))
            && Graph.nodes built.Outputs |> List.forall (fun node -> node.Types |> Seq.forall (fst >> isSmall))
            // A feed makes what stands before the graph, not a trainer.
            && built.Trace.HostSteps.IsEmpty
        let compile =
            CompileSettings.Create(
                Optimizer.Create(Optimizers.SGD.Create(), OptimizerSettings.Create 1e-2, "sgd"),
                Loss.Of(Losses.MeanSquaredError())
            )
        let compile = { compile with JitCompile = Some(random.Next 2 = 0) }
        if areSmall then
            ran <- ran + 1
            use store = Weights.initialize torch.CPU 1L (Model.build Mode.Training model)
            use trainer = new Trainer(model, Some compile, store, 1L)
            let tensors = specs |> List.map (fun spec -> data random spec.Shape spec.DType) |> Array.ofList
            // Sizes that are known were checked when the layer was built. Indices, numbers beyond a dtype, and dtypes that a device's kernels
            // lack show when it runs.
            let isKnown = specs |> List.forall (fun spec -> List.forall Dim.isKnown spec.Shape.Dims.Tail)
            let isOfNumbers (error: exn) =
                [ "indices must be"; "without overflow"; "not implemented for" ] |> List.exists error.Message.Contains
            let outputs =
                try
                    trainer.Predict tensors
                with :? FunctionalException as error when isKnown && not (isOfNumbers error) ->
                    failwith $"{title}: was built, and fails when it runs: {error.Message}"
            for tensor, expected in Seq.zip outputs built.Outputs do
                let known =
                    Shape.ofDims (
                        expected.Shape.Dims
                        |> List.map (fun dim ->
                            match dim with
                            | Dim.Unknown _ -> Dim.Unknown "any"
                            | known -> known)
                    )
                Assert.True(Tensors.fits known tensor, $"{title}: {Shape.known tensor.shape} is not {expected.Shape}")
                Assert.True(
                    (Tensors.dtype tensor.dtype = expected.DType),
                    $"{title}: {tensor.dtype} is not {expected.DType}"
                )
            if outputs.Length = 1 && built.Outputs.Head.DType.IsFloat && outputs[0].Dimensions > 0L then
                use target = torch.zeros (outputs[0].shape)
                trainer.Train(tensors, [| target |], [||])
            for tensor in Array.append tensors outputs do
                tensor.Dispose())

[<Fact>]
let ``a layer of any settings computes what was inferred, or is refused in one line`` () =
    let count = if Setup.isLong then 100_000 else 1_500
    for seed in 1..count do
        tryOne seed
    // Not all are refused.
    Assert.InRange(ran, count / 20, count)
