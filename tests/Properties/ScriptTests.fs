module Functional.Tests.ScriptTests

open Functional
open Functional.Layers
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open Functional.Tests.Generators
open FsCheck.Xunit
open TorchSharp
open Xunit

/// What the outputs are when runs of at least so many operations are scripts.
let private runScripted shortest (inputs: (Expr * HostArray) list) (outputs: Expr list) : HostArray list =
    Setup.ready ()
    let context = RunContext(Seed = 5L, Step = 3L)
    use program = Program.lower (Scripting.Runs shortest) torch.CPU context (List.map fst inputs) [] outputs
    runTwice program (List.map snd inputs)

let samples () = GraphTests.rows table

[<Theory; MemberData(nameof samples)>]
let ``an operation's script gives what its kernel gives`` title =
    let sample = table |> List.find (fun sample -> sample.Title = title)
    for expected, actual in List.zip (run sample.Inputs sample.Outputs) (runScripted 1 sample.Inputs sample.Outputs) do
        assertClose 0.0 title expected actual

[<Theory; MemberData(nameof samples)>]
let ``an operation's script gives what its kernel gives for float32 images`` title =
    let sample = table |> List.find (fun sample -> sample.Title = title)
    match operation sample with
    | Op.Conv _
    | Op.Pool _
    | Op.MaxPoolPlaces _
    | Op.BatchNorm _
    | Op.BatchNormInference _ ->
        let narrow =
            sample.Inputs
            |> List.map (fun (x, data) ->
                Ops.input "" x.Shape DType.Float32, host DType.Float32 data.Shape (floats data))
        let outputs = Expr.Outputs(operation sample, List.map fst narrow)
        let wrt = List.map fst narrow
        let gradients = Gradient.tryOfLoss (weigh (graded { sample with Outputs = outputs })) wrt
        let outputs = outputs @ Option.defaultValue [] gradients
        for expected, actual in List.zip (run narrow outputs) (runScripted 1 narrow outputs) do
            assertClose 0.0 title expected actual
    | _ -> ()

let private assertScripted (spec: GraphSpec) =
    let sample, _ = build Any spec
    let wrt = sample.Inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)
    let outputs = sample.Outputs @ (Gradient.tryOfLoss (weigh sample.Outputs) wrt).Value
    let isLoop (node: Node) =
        match node.Op with
        | Op.Scan _ -> true
        | _ -> false
    // The outputs of a loop lie otherwise in memory, which is summed in another order.
    let tolerance = if Graph.nodes outputs |> List.exists isLoop then 1e-12 else 0.0
    for shortest in [ 1; 4 ] do
        for expected, actual in List.zip (run sample.Inputs outputs) (runScripted shortest sample.Inputs outputs) do
            assertClose tolerance (string spec) expected actual

[<Property(MaxTest = 60)>]
let ``scripts and kernels agree on random graphs and their gradients`` (spec: GraphSpec) = assertScripted spec

/// A relu's gradient is written over the gradient that it is made of; in memory of its own it must lie alike.
[<Fact>]
let ``what is written over lies in memory as what is not`` () = assertScripted { Seed = 856313; Steps = 8 }

[<Fact>]
let ``numbers of every size can stand in a script`` () =
    let x = given [ batch 3L; k 4L ]
    for number in [ 1e-12; 1e-5; 0.1; 1.0; 3.0; 12345678.0; 1e20; 1e300; infinity ] do
        let outputs = [
            Expr.Of(Op.Unary(Unary.Clip(-number, number)), [ fst x ])
            Expr.Of(Op.Unary(Unary.LeakyRelu number), [ fst x ])
            Expr.Of(Op.Unary(Unary.Elu number), [ fst x ])
            Ops.pad [ 0; 1 ] [ 1; 0 ] -number (fst x)
            Ops.pow (Ops.abs (fst x)) (Ops.scalarLike (fst x) number)
        ]
        for expected, actual in List.zip (run [ x ] outputs) (runScripted 1 [ x ] outputs) do
            assertClose 0.0 (string number) expected actual

[<Fact>]
let ``lists in a script may be empty`` () =
    let x = given []
    let outputs = [
        Expr.Of(Op.Reshape [], [ fst x ])
        Expr.Of(Op.Broadcast [], [ fst x ])
        Expr.Of(Op.Transpose [], [ fst x ])
        Expr.Of(Op.Flip [], [ fst x ])
        Expr.Of(Op.Pad([], [], 1.0), [ fst x ])
        Expr.Of(Op.Reduce(Reduction.Sum, [], true), [ fst x ])
        Expr.Of(Op.Count([], DType.Float64), [ fst x ])
        Expr.Of(Op.Backward Backward.SumTo, [ fst x; fst x ])
    ]
    for expected, actual in List.zip (run [ x ] outputs) (runScripted 1 [ x ] outputs) do
        assertClose 0.0 "empty" expected actual

[<Fact>]
let ``scripts are chosen for graphs with many operations`` () =
    let x = given [ batch 3L; k 4L ]
    let image, kernel = given [ batch 2L; k 5L; k 4L; k 2L ], given [ k 1L; k 1L; k 2L; k 3L ]
    let isScriptedOf choice operations (inputs: Expr list) (start: Expr) =
        let y = Seq.fold (fun y _ -> Ops.sin y) start (seq { 1..operations })
        use program = Program.compileChoosing choice torch.CPU (RunContext()) inputs [] [ y ]
        (string program).Contains "script of"
    let isScripted choice operations = isScriptedOf choice operations [ fst x ] (fst x)
    Assert.Equal((false, true), (isScripted None 19, isScripted None 20))
    Assert.Equal((true, false), (isScripted (Some true) 4, isScripted (Some false) 20))
    // Beside convolutions the calls weigh nothing.
    let convolved = Ops.conv (window [ 1; 1 ] Functional.Padding.Valid [ 1; 1 ]) 1 (fst image) (fst kernel)
    Assert.False(isScriptedOf None 100 [ fst image; fst kernel ] convolved)

[<Fact>]
let ``only these operations have no script form`` () =
    let without =
        table
        |> List.filter (fun sample -> not (ScriptForm.has sample.Outputs.Head.Node))
        |> List.map (fun sample ->
            match operation sample with
            | Op.Backward op -> $"Backward {caseOf op}"
            | Op.Reduce(kind, _, _) -> $"Reduce {caseOf kind}"
            | op -> caseOf op)
        |> List.distinct
        |> List.sort
    let expected = [
        "AdaptivePool"
        "Autograd"
        "Backward AdaptiveAveragePool"
        "Backward AdaptiveMaxPool"
        "Backward AveragePool" // uneven border
        "Backward Concat"
        "Backward ConvInput" // uneven border
        "Backward Embedding"
        "Backward Embeddings"
        "Backward Gather"
        "Backward LSTM"
        "Backward MaxPool" // uneven border
        "Backward Slice"
        "BinaryCrossEntropy" // broadcast
        "Constant"
        "Conv" // one or three axes, or sizes that are not known
        "ConvTranspose"
        "Custom"
        "Dropout"
        "Embeddings"
        "Gather"
        "Input"
        "LSTM"
        "LSTMTraining"
        "MaxPoolPlaces" // as Conv
        "OneHot"
        "Pool" // as Conv
        "Random"
        "Reduce All"
        "Reduce Any"
        "Reduce Prod"
        "Scalar"
        "Scan"
        "SigmoidCrossEntropy" // broadcast
        "Sort"
        "Special"
    ]
    Assert.Equal<string list>(expected, without)

[<Fact>]
let ``a graph without draws is one script`` () =
    let x, w = given [ batch 3L; k 4L ], given [ k 4L; k 4L ]
    let y = Ops.tanh (Ops.tanh (fst x *@ fst w) *@ fst w) + 1.0
    use program = Program.compileScripted torch.CPU (RunContext()) [ fst x; fst w ] [] [ y ]
    Assert.Equal(2, (string program).Split('\n').Length)
    Assert.Contains("script of 5 operations", string program)

let private layers () : ILayer list = [
    InputLayer.Create [ 8L; 8L; 1L ]
    { Conv.Create(4, [ 3; 3 ]) with Activation = Activation.relu }
    BatchNormalization.Create()
    Pooling.Create(PoolKind.Max, [ 2; 2 ])
    Flatten.Create()
    Dropout.Create 0.3
    { Dense.Create 3 with Activation = Activation.softmax }
]

/// Weights and all other tensors after some steps, and a prediction; and the programs as text.
let private trained (rule: IOptimizer) layers jit =
    Setup.ready ()
    let optimizer = Optimizer.Create(rule, OptimizerSettings.Create 1e-2, "optimizer")
    let loss = Loss.Of(Losses.SparseCategoricalCrossentropy.Create())
    let settings = {
        CompileSettings.Create(optimizer, loss) with
            Metrics = PerOutput.All [ MetricChoice.Accuracy "accuracy" ]
            JitCompile = jit
    }
    let model = Model.sequential "model" layers
    let store = Weights.initialize torch.CPU 7L (Model.build Mode.Inference model)
    use trainer = new Trainer(model, Some settings, store, 7L)
    use x = Tensors.ofHost torch.CPU (host DType.Float32 [ 6L; 8L; 8L; 1L ] (spread 3 384L))
    use y = Tensors.ofHost torch.CPU (host DType.Int64 [ 6L ] [| 0.0; 1.0; 2.0; 0.0; 1.0; 2.0 |])
    use shorter = x.narrow (0L, 0L, 4L)
    use fewer = y.narrow (0L, 0L, 4L)
    for _ in 1..3 do
        trainer.Train([| x |], [| y |], [||])
        trainer.Train([| shorter |], [| fewer |], [||])
    trainer.Test([| x |], [| y |], [||])
    let predictions = trainer.Predict [| x |]
    let result = [
        for key in List.sort store.Keys -> string key, store.Get key
        for prediction in predictions -> "prediction", Tensors.toHost prediction
    ]
    let programs = trainer.Programs |> List.map snd |> String.concat "\n"
    programs, result @ [ for name, value in trainer.Logs() -> name, host DType.Float64 [] [| value |] ]

let private assertSame tolerance (expected: (string * HostArray) list) (actual: (string * HostArray) list) =
    for (path, expected), (path', actual) in List.zip expected actual do
        Assert.Equal(path, path')
        assertClose tolerance path expected actual

[<Fact>]
let ``training by scripts gives what training by kernels gives`` () =
    let byKernels, expected = trained (Optimizers.Adam.Create()) (layers ()) None
    let byScripts, actual = trained (Optimizers.Adam.Create()) (layers ()) (Some true)
    Assert.DoesNotContain("script of", byKernels)
    Assert.Contains("script of", byScripts)
    // libtorch's autograd adds up in another order.
    assertSame 1e-5 expected actual

let rules () = [
    for rule in
        [
            Optimizers.Adam.Create() :> IOptimizer
            { Optimizers.Adam.Create() with Amsgrad = true } :> IOptimizer
            Optimizers.SGD.Create() :> IOptimizer
            { Optimizers.SGD.Create() with Momentum = 0.9 } :> IOptimizer
            { Optimizers.SGD.Create() with Momentum = 0.9; Nesterov = true } :> IOptimizer
            Optimizers.RMSprop.Create() :> IOptimizer
        ] -> [| box rule |]
]

[<Theory; MemberData(nameof rules)>]
let ``a whole step as one script gives the bits that kernels give`` (rule: IOptimizer) =
    let layers: ILayer list = [
        InputLayer.Create [ 8L; 8L; 1L ]
        Flatten.Create()
        {
            Dense.Create 5 with
                Activation = Activation.relu
                Kernel = {
                    WeightRule.Of Initializer.glorotUniform with
                        Regularizer = Some(Regularizer.parse "l2")
                }
        }
        { Dense.Create 3 with Activation = Activation.softmax }
    ]
    let byKernels, expected = trained rule layers (Some false)
    let byScripts, actual = trained rule layers (Some true)
    Assert.DoesNotContain("script of", byKernels)
    let step = byScripts.Split('\n') |> Array.filter (fun line -> line.Contains "updates")
    // Training and test, and no line of either has more.
    Assert.Equal(2, step.Length)
    Assert.DoesNotContain("<-", byScripts)
    assertSame 0.0 expected actual

/// Many products of one tensor with weights of its own.
type private ManyProducts(count: int) =
    interface ILayer with
        member _.Build(scope, inputs) =
            let rule = WeightRule.Of Initializer.glorotUniform
            [
                for i in 1..count ->
                    inputs.Head *@ (scope.Weight($"kernel{i}", [ Layer.lastAxis inputs.Head; 2L ], rule))
            ]
            |> Ops.concat -1
            |> List.singleton

[<Theory; MemberData(nameof rules)>]
let ``a step that is too long for one script is cut, and gives the bits that kernels give`` (rule: IOptimizer) =
    let layers: ILayer list =
        InputLayer.Create [ 8L; 8L; 1L ]
        :: Flatten.Create()
        :: ManyProducts 20
        :: [ for _ in 1..280 -> { Dense.Create 5 with Activation = Activation.Tanh } ]
        @ [ { Dense.Create 3 with Activation = Activation.softmax } ]
    let byKernels, expected = trained rule layers (Some false)
    let byScripts, actual = trained rule layers (Some true)
    Assert.DoesNotContain("script of", byKernels)
    let lengths = [
        for found in System.Text.RegularExpressions.Regex.Matches(byScripts, "script of (\\d+)") ->
            int found.Groups[1].Value
    ]
    Assert.True(lengths.Length > 3)
    Assert.All(lengths, (fun length -> Assert.InRange(length, 2, 720)))
    assertSame 0.0 expected actual

[<Fact>]
let ``scripts that no program holds are freed, but for the last ones`` () =
    Setup.ready ()
    let x = given [ batch 2L ]
    let held =
        [ 1..5 ]
        |> List.map (fun i ->
            let y = Seq.fold (fun y _ -> Ops.sin y + float i * 0.001) (fst x) (seq { 1..4 })
            Program.lower (Scripting.Runs 1) torch.CPU (RunContext()) [ fst x ] [] [ y ])
    let expected = held |> List.map (fun program -> runTwice program [ snd x ])
    for i in 1..120 do
        let y = Seq.fold (fun y _ -> Ops.sin y * float i) (fst x) (seq { 1..4 })
        use program = Program.lower (Scripting.Runs 1) torch.CPU (RunContext()) [ fst x ] [] [ y ]
        runTwice program [ snd x ] |> ignore
    for _ in 1..3 do
        System.GC.Collect()
        System.GC.WaitForPendingFinalizers()
    // 32 stay, and what the programs of this and other tests hold.
    Assert.InRange(ScriptUnits.count (), 0, 80)
    for program, before in List.zip held expected do
        for expected, actual in List.zip before (runTwice program [ snd x ]) do
            assertClose 0.0 "held" expected actual
        (program :> System.IDisposable).Dispose()
