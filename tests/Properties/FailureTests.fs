/// What is said when libtorch refuses a call: the layer, the operation and the sizes, in one line, whichever way a graph runs.
module Functional.Tests.FailureTests

open System
open Functional
open Functional.Layers
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open TorchSharp
open Xunit

let private failureOf (compile: Expr list -> Expr list -> Program) (inputs: (Expr * HostArray) list) outputs =
    Setup.ready ()
    use program = compile (List.map fst inputs) outputs
    let error = Assert.ThrowsAny<FunctionalException>(fun () -> runTwice program (List.map snd inputs) |> ignore)
    Assert.DoesNotContain("\n", error.Message)
    Assert.DoesNotContain("TorchScript", error.Message)
    error.Message

let private context = RunContext()
let private kernels inputs outputs = Program.compile torch.CPU context inputs [] outputs
let private scripts inputs outputs = Program.lower (Scripting.Runs 1) torch.CPU context inputs [] outputs

/// Both say the same of operations that come before and after the one that fails.
let private saysOfBoth (expected: string) inputs (bad: Expr) =
    let before = Ops.exp (fst (List.head inputs))
    let outputs = [ before; Ops.sin (Ops.cast DType.Float64 bad) ]
    Assert.StartsWith(expected, failureOf kernels inputs outputs)
    Assert.Equal(failureOf kernels inputs outputs, failureOf scripts inputs outputs)

let private inLayer name (make: unit -> Expr) =
    let layer = {
        new ILayer with
            member _.Build(_, _) = [ make () ]
    }
    (Layer.build (Scope(Trace Mode.Inference).Child(name, name)) layer []).Head

[<Fact>]
let ``sizes that only data tells are named with the layer and the operation`` () =
    let a, b = given [ named "a" 3L; k 2L ], given [ named "b" 4L; k 2L ]
    let says rule inputs make = saysOfBoth $"head: {rule}" inputs (inLayer "head" make)
    says "mul needs shapes that broadcast, got (3, 2) and (4, 2)" [ a; b ] (fun () -> Ops.exp (fst a) * Ops.cos (fst b))
    says "cannot reshape (3, 2) so that 6 elements divide by 4" [ a; b ] (fun () ->
        Expr.Of(Op.Reshape [ Extent.Of(1, 0); Extent.Rest ], [ fst a; fst b ]))
    says "concatenation along axis 1 needs equal sizes on all other axes, got (3, 2), (4, 2)" [ a; b ] (fun () ->
        Ops.concat 1 [ fst a; fst b ])
    let x, kernel = given [ batch 2L; named "steps" 3L; k 2L ], given [ k 5L; k 2L; k 2L ]
    says "a window of 5 (dilation 1) needs at least that many steps, got spatial sizes (3,)" [ x; kernel ] (fun () ->
        Ops.conv (window [ 1 ] Functional.Padding.Valid [ 1 ]) 1 (fst x) (fst kernel))

[<Fact>]
let ``products whose sizes only data tells are refused, not ended by libtorch`` () =
    let x, w = given [ batch 2L; k 4L; named "d" 3L ], given [ k 1L; k 3L ]
    let product = inLayer "head" (fun () -> fst x *@ fst w)
    Assert.StartsWith(
        "head: matmul of (2, 4, 3), (1, 3): inner sizes must be equal",
        failureOf kernels [ x; w ] [ product ]
    )
    saysOfBoth "head: matmul of (2, 4, 3), (1, 3): inner sizes must be equal" [ x; w ] product
    let a, b = given [ named "a" 2L; k 4L; k 3L ], given [ named "b" 5L; k 3L; k 2L ]
    saysOfBoth "head: matmul of (2, 4, 3), (5, 3, 2): " [ a; b ] (inLayer "head" (fun () -> fst a *@ fst b))
    let bias = given [ k 3L ]
    saysOfBoth
        "head: linear of (2, 4, 3), (1, 3), (3,): inner sizes must be equal"
        [ x; w; bias ]
        (inLayer "head" (fun () -> Ops.linear (fst x) (fst w) (fst bias)))

[<Fact>]
let ``an index beyond the table is named with its range`` () =
    let table, x = given [ k 5L; k 3L ], given [ batch 4L ]
    let rows =
        inLayer "embedding" (fun () -> Expr.Of(Op.Embedding, [ fst table; Ops.cast DType.Int32 (fst x * 100.0) ]))
    saysOfBoth "embedding: embedding of (5, 3), (4,): indices must be in [0, 5), got " [ table; x ] rows

[<Fact>]
let ``NaN is no index`` () =
    let table, x = given [ k 5L; k 3L ], given [ batch 4L ]
    let nothing = Ops.log (Ops.exp (fst x) * -1.0)
    let rows = inLayer "embedding" (fun () -> Expr.Of(Op.Embedding, [ fst table; Ops.cast DType.Int32 nothing ]))
    saysOfBoth "embedding: embedding of (5, 3), (4,): indices must be in [0, 5), got " [ table; x ] rows

[<Fact>]
let ``gathering beyond the end is named with its range`` () =
    let x, at = given [ k 5L; k 3L ], indices 9 [ k 4L ]
    saysOfBoth "gather axis 0 of (5, 3), (4,): indices must be in [" [ x; at ] (Expr.Of(Op.Gather 0, [ fst x; fst at ]))

[<Fact>]
let ``memory that is not there is told in bytes`` () =
    let x = given [ batch 4L; k 2L ]
    let message before =
        failureOf kernels [ x ] [ inLayer "wide" (fun () -> Expr.Of(Op.Pad(before, [ 0; 0 ], 0.0), [ fst x ])) ]
    Assert.EndsWith(": 16000064016000064 bytes of memory are not there", message [ 1_000_000; 2_000_000_000 ])
    Assert.EndsWith(": more bytes of memory are needed than can be counted", message [ 2_000_000_000; 2_000_000_000 ])

/// A model whose embedding is reached through other layers, so that no check of the data sees the indices.
let private hidden (jitCompile: bool option) =
    let times: ILayer = {
        new ILayer with
            member _.Build(scope, inputs) = [ Ops.cast DType.Int32 (Ops.cast DType.Float32 inputs.Head * 3.0) ]
    }
    let model =
        Model.sequential "m" [
            InputLayer.Create [ 4L ]
            times
            Embedding.Create(10, 3)
            Flatten.Create()
            { Dense.Create 8 with Activation = Activation.Tanh }
            Dense.Create 1
        ]
    let compile = {
        CompileSettings.Create(
            Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
            Loss.Of(Losses.MeanSquaredError())
        ) with
            JitCompile = jitCompile
    }
    model, compile

[<Theory; InlineData true; InlineData false>]
let ``a step that fails leaves the weights as they were`` jitCompile =
    Setup.ready ()
    let model, compile = hidden (Some jitCompile)
    let built = Model.build Mode.Training model
    use store = Weights.initialize torch.CPU 1L built
    use trainer = new Trainer(model, Some compile, store, 1L)
    let step (values: float32[]) =
        use x = Tensors.ofHost torch.CPU { DType = DType.Float32; Shape = [| 2L; 4L |]; Data = values }
        use y = torch.ones ([| 2L; 1L |])
        trainer.Train([| x |], [| y |], [||])
    let weights () = [ for key in List.sort store.Keys -> key, store.Get key |> floats ]
    for _ in 1..3 do
        step (Array.create 8 2f)
    let before = weights ()
    for bad in [ 4f; -1f ] do
        let error = Assert.ThrowsAny<FunctionalException>(fun () -> step [| 1f; 1f; bad; 1f; 0f; 0f; 0f; 0f |])
        Assert.Equal(
            $"embedding: embedding of (10, 3), (2, 4): indices must be in [0, 10), got {3f * bad}",
            error.Message
        )
        Assert.Equal<(Key * float[]) list>(before, weights ())
    step (Array.create 8 2f)
    Assert.NotEqual<(Key * float[]) list>(before, weights ())

let private afterCropping: (string * ILayer list) list = [
    "lstm", [ LSTM.Create 3 ]
    "lstm, all steps", [ { LSTM.Create 3 with ReturnSequences = true } ]
    "lstm in steps", [ { LSTM.Create 3 with RecurrentActivation = Activation.relu } ]
    "conv", [ Conv.Create(2, [ 3 ]) ]
    "pool", [ Pooling.Create(PoolKind.Max, [ 2 ]) ]
    "normalisation", [ BatchNormalization.Create() ]
    "dense", [ { Dense.Create 3 with Activation = Activation.softmax } ]
]

let cropped () = [ for name, _ in afterCropping -> [| box name |] ]

[<Theory; MemberData(nameof cropped)>]
let ``sizes that end at nothing give numbers or one line`` name =
    Setup.ready ()
    let layers = afterCropping |> List.find (fst >> (=) name) |> snd
    let input: InputLayer = { InputLayer.Create [ 1L; 2L ] with BatchShape = [ None; None; Some 2L ] }
    let model =
        Model.sequential
            "m"
            ([ input :> ILayer; ({ Cropping = [ 2; 2 ] }: Cropping1D) ]
             @ layers
             @ [ { Dense.Create 3 with Activation = Activation.Tanh } ])
    let says (work: unit -> unit) =
        try
            work ()
        with :? FunctionalException as error ->
            Assert.DoesNotContain("\n", error.Message)
            Assert.DoesNotContain("TorchScript", error.Message)
    for jitCompile in [ true; false ] do
        let compile = {
            CompileSettings.Create(
                Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 1e-2, "adam"),
                Loss.Of(Losses.MeanSquaredError())
            ) with
                JitCompile = Some jitCompile
        }
        use store = Weights.initialize torch.CPU 1L (Model.build Mode.Training model)
        use trainer = new Trainer(model, Some compile, store, 1L)
        for time in 3L .. 8L do
            use x = torch.ones ([| 2L; time; 2L |])
            let mutable sizes = [||]
            says (fun () ->
                let outputs = trainer.Predict [| x |]
                sizes <- outputs[0].shape
                outputs[0].Dispose())
            if sizes.Length > 0 then
                says (fun () ->
                    use y = torch.ones sizes
                    trainer.Train([| x |], [| y |], [||]))

[<Fact>]
let ``what autograd cannot do is an exception, as when there is no memory for it`` () =
    Setup.ready ()
    use _ = torch.enable_grad ()
    use w = (torch.ones [| 2L |]).requires_grad_ true
    use product = w.mul w
    use loss = product.sum ()
    let gradients () = Natives.gradients [| loss |] [| w |] Array.empty false
    use found = (gradients ())[0]
    Assert.Equal<float list>([ 2.0; 2.0 ], Tensors.toFloats found)
    // What the loss led back through is gone by now.
    Assert.ThrowsAny<Runtime.InteropServices.ExternalException>(gradients >> ignore) |> ignore
