/// Own cells in a recurrence, against the same steps written out.
module Functional.Tests.CellTests

open System
open FsCheck.Xunit
open TorchSharp
open Xunit
open Functional
open Functional.Layers
open Functional.Tests.Evaluate

let private glorot = WeightRule.Of Initializer.glorotUniform

/// A minimal gated unit (Zhou et al. 2016): one gate says what is forgotten and what is new.
type MinimalGatedUnit = {
    Units: int
    Dropout: float
} with

    static member Create units = { Units = units; Dropout = 0.0 }

    interface ICell with
        member this.StateSizes(_, _) = [ [ int64 this.Units ] ]

        member this.Begin(scope, x, states) =
            let units = int64 this.Units
            let kernel = scope.Weight("kernel", [ Layer.lastAxis x; 2L * units ], glorot)
            let ofGate = scope.Weight("gate_kernel", [ units; units ], glorot)
            let ofCandidate = scope.Weight("candidate_kernel", [ units; units ], glorot)
            let ofInput, _ = Cell.patterns scope None (this.Dropout, x) (0.0, states.Head)
            let step (x: Expr) (states: Expr list) =
                let h = states.Head
                match Cell.times ofInput x *@ kernel |> Ops.split -1 2 with
                | [ gate; candidate ] ->
                    let f = Ops.sigmoid (gate + (h *@ ofGate))
                    let h' = (1.0 - f) * h + f * Ops.tanh (candidate + ((f * h) *@ ofCandidate))
                    h', [ h' ]
                | other -> failwith $"{other}"
            { Step = step; Whole = None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// A cell of two states, which takes a constant: a hidden state, and a trace of it that fades.
type Tracing = {
    Units: int
} with

    interface ICell with
        member this.StateSizes(_, _) = [ [ int64 this.Units ]; [ int64 this.Units ] ]

        member this.Begin(scope, x, _) =
            let units = int64 this.Units
            let kernel = scope.Weight("kernel", [ Layer.lastAxis x; units ], glorot)
            let recurrent = scope.Weight("recurrent_kernel", [ units; units ], glorot)
            let context =
                match scope.Argument "constants" with
                | [ constant ] -> constant *@ scope.Weight("context_kernel", [ Layer.lastAxis constant; units ], glorot)
                | other -> raise (ShapeException $"needs one constant, got {other.Length}")
            let step (x: Expr) (states: Expr list) =
                let h = Ops.tanh ((x *@ kernel) + (states[0] *@ recurrent) + context)
                let trace = 0.75 * states[1] + h
                h * trace, [ h; trace ]
            { Step = step; Whole = None }

    interface ILayer with
        member this.Build(scope, inputs) = Cell.build this scope inputs

/// The same recurrences with plain operations, a step after the other.
type private Written = {
    Cell: ILayer
    Steps: int
    Options: RecurrenceOptions
} with

    // Weights where the recurrence has them, and the step.
    static member private Begin(cell: ILayer, scope: Scope, features: int64, constants: Expr list) =
        let weight name shape = scope.Weight(name, shape, glorot)
        match cell with
        | :? MinimalGatedUnit as cell ->
            let units = int64 cell.Units
            let kernel = weight "kernel" [ features; 2L * units ]
            let u, v = weight "gate_kernel" [ units; units ], weight "candidate_kernel" [ units; units ]
            [ units ],
            fun (x: Expr) (states: Expr list) ->
                let h = states.Head
                let f = Ops.sigmoid ((x *@ Ops.slice 1 0L units kernel) + (h *@ u))
                let candidate = Ops.tanh ((x *@ Ops.slice 1 units (2L * units) kernel) + ((f * h) *@ v))
                let h' = h + f * (candidate - h)
                h', [ h' ]
        | :? Tracing as cell ->
            let units = int64 cell.Units
            let kernel, recurrent = weight "kernel" [ features; units ], weight "recurrent_kernel" [ units; units ]
            let context = weight "context_kernel" [ Layer.lastAxis constants.Head; units ]
            [ units; units ],
            fun (x: Expr) (states: Expr list) ->
                let joined = Ops.concat -1 [ x; states[0]; constants.Head ]
                let h = Ops.tanh (joined *@ Ops.concat 0 [ kernel; recurrent; context ])
                let trace = states[1] * 0.75 + h
                trace * h, [ h; trace ]
        | other -> failwith $"{other}"

    interface ILayer with
        member this.Build(scope, inputs) =
            let x, options = inputs.Head, this.Options
            let inner = scope.Child("cell", ClassName.nameOf this.Cell)
            let sizes, step = Written.Begin(this.Cell, inner, Layer.lastAxis x, scope.Argument "constants")
            let zeros (size: int64) = Ops.broadcastTo [ Extent.Size 2L; Extent.Size size ] [] (Ops.scalar x.DType 0.0)
            let given = scope.Argument "initial_state"
            let states =
                if not given.IsEmpty then given
                elif options.Stateful then sizes |> List.mapi (fun i size -> scope.Memory($"state_{i}", [ 2L; size ]))
                else List.map zeros sizes
            let mask = scope.Argument "mask" |> List.tryHead
            let order = [ 0 .. this.Steps - 1 ] |> if options.GoBackwards then List.rev else id
            let outputs, (last, states) =
                ((zeros sizes.Head, states), order)
                ||> List.mapFold (fun (before, states) t ->
                    let output, after = step (Ops.index 1 (int64 t) x) states
                    match mask with
                    | None -> output, (output, after)
                    | Some mask ->
                        let counts = Ops.index 1 (int64 t) mask |> Ops.expandDims -1
                        let instead = if options.ZeroOutputForMask then Ops.fullLike output x.DType 0.0 else before
                        let output = Ops.where counts output instead
                        output, (output, List.map2 (Ops.where counts) after states))
            if options.Stateful then
                states |> List.iteri (fun i state -> scope.Assign($"state_{i}", state))
            let output = if options.ReturnSequences then Ops.stack 1 outputs else last
            if options.ReturnState then output :: states else [ output ]

/// What a recurrence is asked for.
type Form = {
    IsTracing: bool
    ReturnSequences: bool
    ReturnState: bool
    GoBackwards: bool
    Stateful: bool
    Unroll: bool
    ZeroOutputForMask: bool
    IsMasked: bool
    HasInitialState: bool
    Seed: int
}

let private steps, units = 4, 3

let private model (form: Form) (layer: ILayer) : Model =
    let input name sizes dtype =
        Symbol.input {
            Configured.Of { InputLayer.Create [] with BatchShape = List.map Some sizes; DType = dtype } with
                Name = Some name
        }
    let x = input "x" [ 2L; int64 steps; 2L ] DType.Float64
    let state i = input $"h{i}" [ 2L; int64 units ] DType.Float64
    let named = [
        if form.HasInitialState then
            "initial_state", List.init (if form.IsTracing then 2 else 1) state
        if form.IsMasked then
            "mask", [ input "mask" [ 2L; int64 steps ] DType.Bool ]
        if form.IsTracing then
            "constants", [ input "constant" [ 2L; 5L ] DType.Float64 ]
    ]
    let layer = { Configured.Of layer with Name = Some "rnn"; Policy = Some(Policy.Of DType.Float64) }
    let outputs = Symbol.call layer [ x ] [ for name, tensors in named -> name, Argument.Tensors tensors ]
    Model.network "test" (x :: List.collect snd named) outputs

let private both (form: Form) : Model * Model =
    let cell: ILayer = if form.IsTracing then { Units = units }: Tracing else MinimalGatedUnit.Create units
    let rnn = {
        RNN.Create cell with
            ReturnSequences = form.ReturnSequences
            ReturnState = form.ReturnState
            GoBackwards = form.GoBackwards
            Stateful = form.Stateful
            Unroll = form.Unroll
            ZeroOutputForMask = form.ZeroOutputForMask
    }
    let written = { Cell = cell; Steps = steps; Options = Recurrence.optionsOf rnn }
    model form rnn, model form written

let internal numbers (random: Random) (input: Expr) : HostArray =
    let sizes = Shape.sizes input.Shape
    let count = int (Array.fold (*) 1L sizes)
    host input.DType sizes (Array.init count (fun _ -> 2.0 * random.NextDouble() - 1.0))

/// Outputs, state updates and gradients of a model for its initial weights and some inputs.
let internal results (passes: Expr list -> Expr list) (seed: int) (model: Model) =
    let built = Model.build Mode.Training model
    use store = Weights.initialize torch.CPU 5L built
    let random = Random seed
    for key, shape, _ in built.Trace.States do
        store.Set(key, numbers random (Ops.input (string key) (Shape.known shape) DType.Float64))
    let inputs = [ for input in built.Inputs -> input, numbers random input ]
    let sources = [
        yield! built.Inputs |> List.filter _.DType.IsFloat
        for weight in built.Trace.Weights -> built.Trace.Symbol weight.Key
    ]
    let gradients = Expr.Outputs(Op.Autograd, weigh built.Outputs :: sources)
    let weights = [ for key in store.Keys -> key, store.Get key ]
    let outputs = passes (built.Outputs @ List.map snd built.Trace.Updates @ gradients)
    List.map fst weights, List.map fst built.Trace.Updates, runWithWeights weights inputs outputs

[<Property(MaxTest = 60)>]
let ``an own cell is run as its steps written out, with the same gradients`` (form: Form) =
    Setup.ready ()
    let recurrent, written = both form
    let keys, updates, expected = results id form.Seed written
    for passes in [ id; Passes.run Passes.training ] do
        let keys', updates', actual = results passes form.Seed recurrent
        Assert.Equal<Key list>(List.sort keys, List.sort keys')
        Assert.Equal<Key list>(updates, updates')
        Assert.Equal(expected.Length, actual.Length)
        for a, b in List.zip expected actual do
            assertClose 1e-10 (string form) a b

let private adam = Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 0.02, "adam")
let private squared = CompileSettings.Create(adam, Loss.Of(Losses.MeanSquaredError()))

// A model of one input, whose constant is made of it.
let private trainable (layer: ILayer) : Model =
    // The recurrence that is written out is for batches of two.
    let sizes = [ Some 2L; Some(int64 steps); Some 2L ]
    let x = Symbol.input { InputLayer.Create [] with BatchShape = sizes; DType = DType.Float64 }
    let policy layer : ILayer = { Configured.Of layer with Name = Some "rnn"; Policy = Some(Policy.Of DType.Float64) }
    let constant = Symbol.apply (GlobalPooling.Create(PoolKind.Average, 1)) [ x ]
    Model.network "test" [ x ] (Symbol.call (policy layer) [ x ] [ "constants", Argument.Tensors constant ])

[<Fact>]
let ``an own cell is trained as its steps written out, and learns`` () =
    Setup.ready ()
    let cell: ILayer = { Units = units }: Tracing
    let rnn = { RNN.Create cell with GoBackwards = true }
    let random = Random 3
    let array sizes = host DType.Float64 sizes (Array.init (int (Seq.fold (*) 1L sizes)) (fun _ -> random.NextDouble()))
    let data = array [ 16L; int64 steps; 2L ]
    // What came first, which it meets last.
    let first =
        floats data
        |> Array.chunkBySize (2 * steps)
        |> Array.collect (fun x -> Array.init units (fun j -> 0.5 * x[j % 2]))
    let x, y = Values.Host data, Values.Host(host DType.Float64 [ 16L; int64 units ] first)
    let settings = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 2; Epochs = 15 }
    let fit layer = Trained.create 7L (trainable layer) |> Trained.fit squared settings x y
    let trained, history = fit rnn
    let written, historyOfWritten = fit { Cell = cell; Steps = steps; Options = Recurrence.optionsOf rnn }
    Assert.True(Seq.last history["loss"] < 0.5 * Seq.head history["loss"], string (Seq.last history["loss"]))
    for a, b in Seq.zip history["loss"] historyOfWritten["loss"] do
        Assert.Equal(a, b, 1e-9)
    for name in [ "kernel"; "recurrent_kernel"; "context_kernel" ] do
        assertClose 1e-9 name (written.Weight $"rnn/cell/{name}") (trained.Weight $"rnn/cell/{name}")

[<Fact>]
let ``an own cell gives the numbers of its formula`` () =
    let rnn = { RNN.Create(MinimalGatedUnit.Create 2) with ReturnSequences = true }
    let trained = Trained.create 1L (Model.sequential "m" [ InputLayer.Create [ 3L; 2L ]; rnn ])
    let weight name =
        let values = floats (trained.Weight $"rnn/cell/{name}")
        fun i j -> values[i * (values.Length / 2) + j]
    let kernel, u, v = weight "kernel", weight "gate_kernel", weight "candidate_kernel"
    let x = [| 0.3; -1.2; 0.7; 0.1; -0.4; 2.0 |]
    let sigmoid z = 1.0 / (1.0 + exp -z)
    let dot (a: float[]) (m: int -> int -> float) column = a[0] * m 0 column + a[1] * m 1 column
    let step (h: float[]) t =
        let x = x[2 * t .. 2 * t + 1]
        let f = [| for j in 0..1 -> sigmoid (dot x kernel j + dot h u j) |]
        let forgotten = Array.map2 (*) f h
        [| for j in 0..1 -> (1.0 - f[j]) * h[j] + f[j] * tanh (dot x kernel (2 + j) + dot forgotten v j) |]
    let expected = [| 0..2 |] |> Array.scan step [| 0.0; 0.0 |] |> Array.tail |> Array.concat
    let actual = trained |> Trained.predict (Values.Host(host DType.Float32 [ 1L; 3L; 2L ] x)) |> List.exactlyOne
    assertClose 1e-6 "formula" (host DType.Float32 [ 1L; 3L; 2L ] expected) actual

[<Fact>]
let ``own cells in a stack are layers of recurrences one after the other`` () =
    let cell units : ILayer = { Configured.Of(MinimalGatedUnit.Create units) with Name = Some $"unit_{units}" }
    let input: ILayer = InputLayer.Create [ 4L; 2L ]
    let stacked = RNN.Stacked [ cell 3; StackedRNNCells.Create [ cell 4; LSTMCell.Create 2 ] ]
    let weights =
        dict [
            "rnn/cell/unit_3/", "a/cell/"
            "rnn/cell/stacked_rnn_cells/unit_4/", "b/cell/"
            "rnn/cell/stacked_rnn_cells/lstm_cell/", "c/cell/"
        ]
    let named name layer : ILayer = { Configured.Of layer with Name = Some name }
    let rnn cell = { RNN.Create cell with ReturnSequences = true; ReturnState = true }
    let x = Symbol.input input
    let all outputs = Model.network "all" [ x ] outputs
    let together = Symbol.apply (named "rnn" { stacked with ReturnSequences = true; ReturnState = true }) [ x ]
    let a = Symbol.apply (named "a" (rnn (MinimalGatedUnit.Create 3))) [ x ]
    let b = Symbol.apply (named "b" (rnn (MinimalGatedUnit.Create 4))) [ a.Head ]
    let c = Symbol.apply (named "c" (rnn (LSTMCell.Create 2))) [ b.Head ]
    let apart = all ([ c.Head ] @ a.Tail @ b.Tail @ c.Tail)
    let trained = Trained.create 2L (all together)
    let given =
        Trained.ofWeights 2L apart (fun weight ->
            let path = string weight.Key
            let place = weights |> Seq.find (fun pair -> path.StartsWith pair.Value)
            trained.Weight(place.Key + path.Substring place.Value.Length))
    let data = Values.Host(host DType.Float32 [ 5L; 4L; 2L ] (Array.init 40 (fun i -> sin (float i))))
    let expected, actual = Trained.predict data given, Trained.predict data trained
    Assert.Equal(5, actual.Length)
    for a, b in List.zip expected actual do
        assertClose 1e-6 "stack" a b

[<Fact>]
let ``dropout in a cell is drawn once for all steps`` () =
    let steps = 5
    // Its output is what is left of its input.
    let cell = {
        new ICell with
            member _.StateSizes(_, _) = [ [ 8L ] ]
            member _.Begin(scope, x, states) =
                let ofInput, _ = Cell.patterns scope None (0.5, x) (0.0, states.Head)
                { Step = (fun x states -> Cell.times ofInput x, states); Whole = None }
            member this.Build(scope, inputs) = Cell.build this scope inputs
    }
    let rnn = { RNN.Create cell with ReturnSequences = true }
    let model = Model.sequential "m" [ InputLayer.Create [ int64 steps; 8L ]; rnn ]
    Setup.ready ()
    use store = Weights.initialize torch.CPU 1L (Model.build Mode.Training model)
    use trainer = new Trainer(model, None, store, 1L)
    use ones = torch.ones [| 3L; int64 steps; 8L |]
    let output = trainer.Call [| ones |] |> Array.exactlyOne
    let rows = (Tensors.toHost output).Data :?> float32[] |> Array.chunkBySize 8
    output.Dispose()
    for sample in Array.chunkBySize steps rows do
        for row in sample do
            Assert.Equal<float32>(sample[0], row)
    Assert.Equal<Set<float32>>(Set [ 0.0f; 2.0f ], Set(Array.concat rows))

[<Fact>]
let ``what a cell cannot be, or be given, is refused by its place`` () =
    let x = Symbol.input (InputLayer.Create [ 4L; 2L ])
    let constant = Symbol.input (InputLayer.Create [ 5L ])
    let refused (layer: ILayer) named =
        let named = [ for name, tensors in named -> name, Argument.Tensors tensors ]
        (Assert.ThrowsAny<FunctionalException>(fun () -> Symbol.call layer [ x ] named |> ignore)).Message
    Assert.Equal("rnn: a recurrence needs a cell, got a layer of class Dense", refused (RNN.Create(Dense.Create 3)) [])
    Assert.Equal(
        "rnn: a RNN takes no argument constants",
        refused (RNN.Create(LSTMCell.Create 3)) [ "constants", [ constant ] ]
    )
    Assert.Equal("rnn/cell: needs one constant, got 0", refused (RNN.Create({ Units = 3 }: Tracing)) [])
    Assert.Equal(
        "rnn: expects an input, or an input and 2 states, got 2 tensors",
        refused (RNN.Create(LSTMCell.Create 3)) [ "initial_state", [ constant ] ]
    )
    Assert.Equal(
        "rnn: state 0 must have shape (batch, 3), got (batch, 5)",
        refused (RNN.Create(MinimalGatedUnit.Create 3)) [ "initial_state", [ constant ] ]
    )
    Assert.Equal(
        "rnn/cell/lstm_cell: units must be at least 1, got 0",
        refused (RNN.Stacked [ MinimalGatedUnit.Create 3; LSTMCell.Create 0 ]) []
    )
    Assert.Equal("rnn/cell: cells must be at least one, got none", refused (RNN.Stacked []) [])
    // Constants go to the cells of a stack that take them.
    let stack = RNN.Stacked [ MinimalGatedUnit.Create 3; ({ Units = 2 }: Tracing) ]
    let outputs = Symbol.call stack [ x ] [ "constants", Argument.Tensors [ constant ] ]
    Assert.Equal<string list>([ "float32 (batch, 2)" ], List.map string outputs)

[<Fact>]
let ``states go on from batch to batch until they are reset, of all layers or of one`` () =
    Setup.ready ()
    let stateful name layer : ILayer = { Configured.Of layer with Name = Some name }
    let input: ILayer = { InputLayer.Create [] with BatchShape = [ Some 2L; Some 2L; Some 3L ] }
    let rnn = { RNN.Create(MinimalGatedUnit.Create 3) with ReturnSequences = true; Stateful = true }
    let gru = { GRU.Create 2 with ReturnSequences = true; Stateful = true }
    let model = Model.sequential "m" [ input; stateful "a" rnn; stateful "b" gru ]
    let trained = Trained.create 3L model
    let values = Array.init 24 (fun i -> sin (2.3 * float i))
    let data = Values.Host(host DType.Float32 [ 2L; 2L; 3L ] values[..11])
    let predict trained = Trained.predict data trained |> List.exactlyOne
    let first, second = predict trained, predict trained
    Assert.True(distance first second > 0.01)
    // Two batches are the same steps as one batch that is twice as long.
    let longer: ILayer = { InputLayer.Create [] with BatchShape = [ Some 2L; Some 4L; Some 3L ] }
    let twice = Array.concat [ values[..5]; values[..5]; values[6..11]; values[6..11] ]
    let atOnce =
        Trained.ofWeights 3L (Model.sequential "m" [ longer; stateful "a" rnn; stateful "b" gru ]) (fun weight ->
            trained.Weight(string weight.Key))
        |> Trained.predict (Values.Host(host DType.Float32 [ 2L; 4L; 3L ] twice))
        |> List.exactlyOne
    let halves = [ first; second ] |> List.map (floats >> Array.chunkBySize 4)
    let joined = [| for sample in 0..1 -> Array.append halves[0].[sample] halves[1].[sample] |] |> Array.concat
    assertClose 1e-6 "at once" atOnce (host DType.Float32 [ 2L; 4L; 2L ] joined)
    let again = Trained.resetStates "" trained
    assertClose 0.0 "reset" first (predict again)
    // The other model has gone on.
    Assert.True(distance first (predict trained) > 0.01)
    let ofOne = Trained.resetStates "a" again |> predict
    Assert.True(distance first ofOne > 1e-4 && distance second ofOne > 1e-4)
