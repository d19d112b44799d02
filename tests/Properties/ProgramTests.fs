module Functional.Tests.ProgramTests

open System
open Functional
open Functional.Tests.Evaluate
open Functional.Tests.Samples
open TorchSharp
open Xunit

/// Tensors alive before and after; what a finalizer would have freed does not count as freed.
let private grown (work: unit -> unit) : int64 =
    work ()
    GC.Collect()
    GC.WaitForPendingFinalizers()
    Assert.True(GC.TryStartNoGCRegion(200_000_000L))
    let before = torch.Tensor.TotalCount
    for _ in 1..20 do
        work ()
    let after = torch.Tensor.TotalCount
    GC.EndNoGCRegion()
    after - before

/// What frees what it makes, of every operation; a collection costs more than the runs, so that some are looked at together.
let private assertFrees (works: Sample -> (IDisposable * (unit -> unit)) list) =
    for part in List.chunkBySize 10 table do
        let parts = part |> List.collect (fun sample -> works sample |> List.map (fun work -> sample.Title, work))
        if grown (fun () -> parts |> List.iter (fun (_, (_, work)) -> work ())) <> 0L then
            for title, (_, work) in parts do
                Assert.Equal((title, 0L), (title, grown work))
        for _, (owner, _) in parts do
            owner.Dispose()

let private floatsOf (sample: Sample) =
    sample.Inputs |> List.map fst |> List.filter (fun input -> input.DType = DType.Float64)

[<Fact>]
let ``a program frees what it makes`` () =
    assertFrees (fun sample ->
        let evaluator (outputs: Expr list) =
            let program = new Evaluator(List.map fst sample.Inputs, outputs)
            program :> IDisposable, (fun () -> program.Run(List.map snd sample.Inputs) |> ignore)
        let weights =
            match operation sample with
            // TorchSharp goes on counting the empty answer for what gives only a size.
            | Op.Broadcast _
            | Op.Reshape _ -> [ (floatsOf sample).Head ]
            | _ -> floatsOf sample
        [
            evaluator sample.Outputs
            if not (withoutGradient (operation sample)) then
                evaluator (Expr.Outputs(Op.Autograd, weigh (graded sample) :: weights))
        ])

[<Fact>]
let ``a script frees what it makes`` () =
    Setup.ready ()
    assertFrees (fun sample ->
        let gradients =
            if withoutGradient (operation sample) then
                []
            else
                Gradient.tryOfLoss (weigh (graded sample)) (floatsOf sample) |> Option.defaultValue []
        let program =
            Program.lower
                (Scripting.Runs 1)
                torch.CPU
                (RunContext())
                (List.map fst sample.Inputs)
                []
                (sample.Outputs @ gradients)
        [ program, (fun () -> runTwice program (List.map snd sample.Inputs) |> ignore) ])

[<Fact>]
let ``a program that fails frees what it made`` () =
    let x, y = given [ Dim.Unknown "a", 3L; k 2L ], given [ Dim.Unknown "b", 4L; k 2L ]
    let first = Ops.exp (fst x)
    Setup.ready ()
    use program =
        Program.compile torch.CPU (RunContext()) [ fst x; fst y ] [] [ first; Ops.square (first + 1.0) + fst y ]
    use a = Tensors.ofHost torch.CPU (snd x)
    use b = Tensors.ofHost torch.CPU (snd y)
    let fail () =
        let error = Assert.Throws<ShapeException>(fun () -> program.Run([| a; b |], [||]) |> ignore)
        Assert.StartsWith("add needs shapes that broadcast, got (3, 2) and (4, 2)", error.Message)
    Assert.Equal(0L, grown fail)

[<Fact>]
let ``a program's constants live as long as it does`` () =
    let make () =
        use program =
            Program.compile torch.CPU (RunContext()) [] [] [
                Ops.constant (host DType.Float32 [ 3L ] [| 1.0; 2.0; 3.0 |]) * 2.5
            ]
        for result in program.Run([||], [||]) do
            result.Dispose()
    Setup.ready ()
    Assert.Equal(0L, grown make)

/// Outputs of a step, and the weights after it.
let private step (weights: (string * float[]) list) updates outputs =
    Setup.ready ()
    use program = Program.compile torch.CPU (RunContext()) [] updates outputs
    let table = dict weights
    let tensors = [|
        for key, _, _ in program.Weights ->
            let values = table[string key]
            Tensors.ofHost torch.CPU (host DType.Float32 [ int64 values.Length ] values)
    |]
    let results = program.Run([||], tensors)
    let read (tensor: Tensor) = floats (Tensors.toHost tensor) |> List.ofArray
    let after = [ for (key, _, _), tensor in Seq.zip program.Weights tensors -> string key, read tensor ]
    let outputs = results |> Array.map read |> List.ofArray
    for tensor in Seq.append results tensors do
        tensor.Dispose()
    outputs, dict after

[<Fact>]
let ``updates see the weights from before the step`` () =
    let a, b = weight "a" [ 2L ], weight "b" [ 2L ]
    let values = [ "a", [| 1.0; 2.0 |]; "b", [| 10.0; 20.0 |] ]
    let swapped = [ Update.Assign(Setup.key "a", b); Update.Assign(Setup.key "b", a) ]
    let _, after = step values swapped []
    Assert.Equal<float list>([ 10.0; 20.0 ], after["a"])
    Assert.Equal<float list>([ 1.0; 2.0 ], after["b"])
    // Views share a weight's memory.
    let flipped = [
        Update.Assign(Setup.key "a", a * 2.0)
        Update.Assign(Setup.key "b", Ops.stopGradient (Ops.reshape [ 2L ] a))
    ]
    let _, after = step values flipped []
    Assert.Equal<float list>([ 2.0; 4.0 ], after["a"])
    Assert.Equal<float list>([ 1.0; 2.0 ], after["b"])

[<Fact>]
let ``outputs are the values from before the step`` () =
    let a = weight "a" [ 2L ]
    let outputs, after =
        step [ "a", [| 1.0; 2.0 |] ] [ Update.Assign(Setup.key "a", a + 1.0) ] [
            a
            Ops.stopGradient a
            a * 3.0
            Ops.slice 0 0L 1L a
        ]
    Assert.Equal<float list>([ 2.0; 3.0 ], after["a"])
    Assert.Equal<float list list>([ [ 1.0; 2.0 ]; [ 1.0; 2.0 ]; [ 3.0; 6.0 ]; [ 1.0 ] ], outputs)

[<Fact>]
let ``an assigned weight takes the value even if the value is an output too`` () =
    let a = weight "a" [ 2L ]
    let next = a + 1.0
    let outputs, after = step [ "a", [| 1.0; 2.0 |] ] [ Update.Assign(Setup.key "a", next) ] [ next; next ]
    Assert.Equal<float list>([ 2.0; 3.0 ], after["a"])
    Assert.Equal<float list list>([ [ 2.0; 3.0 ]; [ 2.0; 3.0 ] ], outputs)

[<Fact>]
let ``a draw depends on seed, stream and step alone`` () =
    Setup.ready ()
    let drawn stream = Expr.Of(Op.Random(Distribution.Normal(0.0, 1.0), [ Extent.Size 8L ], DType.Float32, stream), [])
    let context = RunContext(Seed = 1L)
    use program = Program.compile torch.CPU context [] [] [ drawn 1L; drawn 2L; drawn 1L ]
    let draw seed step =
        context.Seed <- seed
        context.Step <- step
        let results = program.Run([||], [||])
        let values = results |> Array.map (Tensors.toHost >> floats >> List.ofArray)
        for result in results do
            result.Dispose()
        values[0], values[1], values[2]
    let one, two, again = draw 1L 1L
    Assert.Equal<float list>(one, again)
    Assert.NotEqual<float list>(one, two)
    Assert.Equal((one, two, again), draw 1L 1L)
    let next, _, _ = draw 1L 2L
    Assert.NotEqual<float list>(one, next)
    let other, _, _ = draw 2L 1L
    Assert.NotEqual<float list>(one, other)

let private sliced (x: Expr) t = Ops.index 1 (int64 t) x

/// A recurrence written out, step by step: outputs along axis 1, then the last states.
let private unrolled reverse steps (sequence: Expr) states step =
    let order = if reverse then [ steps - 1 .. -1 .. 0 ] else [ 0 .. steps - 1 ]
    let outputs, states =
        (states, order)
        ||> List.mapFold (fun states t ->
            let output, states = step [ sliced sequence t ] states
            List.head output, states)
    Ops.stack 1 outputs :: states

/// One step as in the paper, with Keras's gate order.
let private lstmStep kernel recurrent bias (inputs: Expr list) (states: Expr list) =
    match Ops.split -1 4 ((inputs.Head *@ kernel) + (states[0] *@ recurrent) + bias) with
    | [ i; f; g; o ] ->
        let c = Ops.sigmoid f * states[1] + Ops.sigmoid i * Ops.tanh g
        let h = Ops.sigmoid o * Ops.tanh c
        [ h ], [ h; c ]
    | _ -> failwith "four gates"

let private lstmInputs = [
    given [ batch 2L; k 4L; k 3L ]
    given [ k 3L; k 8L ]
    given [ k 2L; k 8L ]
    given [ k 8L ]
    given [ batch 2L; k 2L ]
    given [ batch 2L; k 2L ]
]

let private assertSame title (inputs: (Expr * HostArray) list) (expected: Expr list) (actual: Expr list) =
    Assert.Equal(expected.Length, actual.Length)
    let withGradients outputs = outputs @ Expr.Outputs(Op.Autograd, weigh outputs :: List.map fst inputs)
    for expected, actual in List.zip (run inputs (withGradients expected)) (run inputs (withGradients actual)) do
        assertClose 1e-9 title expected actual

[<Theory; InlineData false; InlineData true>]
let ``a scan is the unrolled loop`` reverse =
    match List.map fst lstmInputs with
    | [ x; kernel; recurrent; bias; h; c ] ->
        let step = lstmStep kernel recurrent bias
        let outputs, states = Ops.scan { Reverse = reverse } [ x ] [ h; c ] step
        assertSame "scan" lstmInputs (unrolled reverse 4 x [ h; c ] step) (outputs @ states)
    | _ -> failwith "six inputs"

[<Theory; InlineData false; InlineData true>]
let ``the LSTM operation is the scan of its step`` reverse =
    match List.map fst lstmInputs with
    | [ x; kernel; recurrent; bias; h; c ] ->
        let outputs, states = Ops.scan { Reverse = reverse } [ x ] [ h; c ] (lstmStep kernel recurrent bias)
        let outputs', h', c' = Ops.lstm { Reverse = reverse } x kernel recurrent bias h c
        assertSame "LSTM" lstmInputs (outputs @ states) [ outputs'; h'; c' ]
    | _ -> failwith "six inputs"

[<Fact>]
let ``a value that has one reader is written over, and any other is kept`` () =
    let x, y = given [ batch 3L; k 4L ], given [ batch 3L; k 4L ]
    let fresh = Ops.sin (fst x)
    let text (outputs: Expr list) =
        Setup.ready ()
        use program = Program.compile torch.CPU (RunContext()) [ fst x; fst y ] [] outputs
        string program
    Assert.Contains("   over ", text [ Ops.relu fresh ])
    Assert.Contains("   over ", text [ fresh * fst y ])
    // Inputs are the caller's; a value with two readers, or one that is handed out, is still needed; a view is of something else.
    Assert.DoesNotContain("   over ", text [ Ops.relu (fst x) ])
    Assert.DoesNotContain("   over ", text [ Ops.relu fresh; fresh ])
    Assert.DoesNotContain("   over ", text [ Ops.relu (Ops.transpose [ 1; 0 ] fresh) ])
    // The result is larger than what it would be written over.
    Assert.DoesNotContain("   over ", text [ Ops.sumKeep [ 0 ] (fst x) + fst y ])
    let inputs = [ x; y ]
    let values = Array.map sin (floats (snd x))
    assertClose
        1e-15
        "relu"
        (host DType.Float64 [ 3L; 4L ] (Array.map (max 0.0) values))
        (run inputs [ Ops.relu fresh ]).Head
    assertClose 0.0 "x" (run inputs [ fst x ]).Head (snd x)

[<System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)>]
let private tensorOfDroppedStore () =
    let store = new TensorStore(torch.CPU)
    store.Put(Setup.key "w", torch.ones 3L)
    store[Setup.key "w"]

[<Fact>]
let ``a tensor that a run reads outlives the store that nobody holds any more`` () =
    Setup.ready ()
    use tensor = tensorOfDroppedStore ()
    for _ in 1..3 do
        GC.Collect()
        GC.WaitForPendingFinalizers()
    use sum = tensor.sum ()
    Assert.Equal(3.0, Tensors.toFloat sum)
