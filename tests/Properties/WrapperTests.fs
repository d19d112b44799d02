/// Layers around layers, against the same layers called one by one.
module Functional.Tests.WrapperTests

open System.Text.Json.Nodes
open FsCheck.Xunit
open Xunit
open Functional
open Functional.Layers
open Functional.Tests.Evaluate
open Functional.Tests.CellTests

/// A layer in which samples of a batch meet.
type Centred() =
    inherit WithoutSettings()

    interface ILayer with
        member _.Build(_, inputs) = [ inputs.Head - Ops.meanKeep [ 0 ] inputs.Head ]

/// What <c>TimeDistributed</c> does, written out.
type private EachStep = {
    Layer: ILayer
} with

    interface ILayer with
        member this.Build(scope, inputs) =
            let x = inputs.Head
            let mask = scope.Argument "mask" |> List.tryHead
            let inner = scope.Child("layer", ClassName.nameOf this.Layer)
            [
                for t in 0L .. (Shape.sizes x.Shape)[1] - 1L do
                    let step = Ops.index 1 t x
                    scope.SetMask(step, Option.map (Ops.index 1 t) mask)
                    yield! Layer.build inner this.Layer [ step ]
            ]
            |> Ops.stack 1
            |> List.singleton

let private network () : ILayer =
    let x = Symbol.input (InputLayer.Create [ 4L; 2L ])
    let sums = Symbol.apply (LSTM.Create 3) [ x ]
    Network.Create([ x ], Symbol.apply (Dense.Create 2) sums)

// Layers with what they take at each step, and whether all steps may be one batch.
let private inner: (string * (unit -> ILayer) * int64 list * bool) list = [
    "dense", (fun () -> { Dense.Create 3 with Activation = Activation.softmax }), [ 2L ], true
    "convolution", (fun () -> Conv.Create(2, [ 2; 2 ])), [ 4L; 3L; 2L ], true
    "pool", (fun () -> Pooling.Create(PoolKind.Max, [ 2 ])), [ 4L; 2L ], true
    "flatten", (fun () -> Flatten.Create()), [ 4L; 2L ], true
    "layer normalization", (fun () -> LayerNormalization.Create()), [ 3L ], true
    "lstm", (fun () -> LSTM.Create 3), [ 4L; 2L ], true
    "gru", (fun () -> { GRU.Create 3 with ReturnSequences = true }), [ 4L; 2L ], true
    "cells", (fun () -> RNN.Create(MinimalGatedUnit.Create 3)), [ 4L; 2L ], true
    "network", network, [ 4L; 2L ], true
    "sequence", (fun () -> { Sequential.Layers = [ Dense.Create 3; Dense.Create 2 ] }), [ 2L ], true
    "itself", (fun () -> TimeDistributed.Create(Dense.Create 3)), [ 4L; 2L ], true
    "batch normalization", (fun () -> BatchNormalization.Create()), [ 2L ], false
    "samples that meet", (fun () -> Centred()), [ 2L ], false
    "penalty inside",
    (fun () -> {
        Sequential.Layers = [ { Dense.Create 3 with ActivityRegularizer = Some(Regularizer.parse "l2") } ]
    }),
    [ 2L ],
    false
]

let private modelOf (layer: ILayer) (sizes: int64 option list) (masks: int64 list option) : Model =
    let input sizes dtype = Symbol.input { InputLayer.Create [] with BatchShape = sizes; DType = dtype }
    let x = input sizes DType.Float64
    let mask = [ for steps in Option.toList masks -> input (List.truncate 1 sizes @ List.map Some steps) DType.Bool ]
    let layer = { Configured.Of layer with Name = Some "each"; Policy = Some(Policy.Of DType.Float64) }
    let named = if mask.IsEmpty then [] else [ "mask", Argument.Tensors mask ]
    Model.network "test" (x :: mask) (Symbol.call layer [ x ] named)

let private assertSame (title: string) (expected: Model) (actual: Model) =
    Setup.ready ()
    let keys, updates, expected = results id 3 expected
    for passes in [ id; Passes.run Passes.training ] do
        let keys', updates', actual = results passes 3 actual
        Assert.Equal<Key list>(keys, keys')
        Assert.Equal<Key list>(updates, updates')
        for a, b in List.zip expected actual do
            assertClose 1e-10 title a b

[<Theory>]
[<InlineData "dense">]
[<InlineData "convolution">]
[<InlineData "pool">]
[<InlineData "flatten">]
[<InlineData "layer normalization">]
[<InlineData "lstm">]
[<InlineData "gru">]
[<InlineData "cells">]
[<InlineData "network">]
[<InlineData "sequence">]
[<InlineData "itself">]
[<InlineData "batch normalization">]
[<InlineData "samples that meet">]
[<InlineData "penalty inside">]
let ``a layer is applied to each step, where it can be to all of them at once`` (title: string) =
    let _, make, sizes, isOne = inner |> List.find (fun (known, _, _, _) -> known = title)
    let layer = make ()
    let known = Some 2L :: Some 3L :: List.map Some sizes
    assertSame title (modelOf { Layer = layer } known None) (modelOf (TimeDistributed.Create layer) known None)
    let unknown = None :: None :: List.map Some sizes
    let build () = Model.build Mode.Training (modelOf (TimeDistributed.Create layer) unknown None)
    if isOne then
        Assert.DoesNotContain(
            Graph.nodes (build ()).Outputs,
            fun node ->
                match node.Op with
                | Op.Slice(1, _, _, _) -> string node.Layer = "each"
                | _ -> false
        )
    else
        let error = Assert.Throws<ShapeException>(fun () -> build () |> ignore)
        Assert.Contains("needs a known number of steps, got (batch, ", error.Message)

[<Fact>]
let ``steps have their part of a mask`` () =
    let sizes = [ Some 2L; Some 3L; Some 4L; Some 2L ]
    let each (layer: ILayer) sizes masks =
        assertSame "mask" (modelOf { Layer = layer } sizes masks) (modelOf (TimeDistributed.Create layer) sizes masks)
    each (LSTM.Create 3) sizes (Some [ 3L; 4L ])
    each (network ()) sizes (Some [ 3L; 4L ])
    each (BatchNormalization.Create()) [ Some 2L; Some 3L; Some 2L ] (Some [ 3L ])
    let deep = [ Some 2L; Some 3L; Some 4L; Some 5L; Some 2L ]
    each (TimeDistributed.Create(LSTM.Create 2)) deep (Some [ 3L; 4L; 5L ])
    let refused masks =
        let build () =
            Model.build Mode.Training (modelOf (TimeDistributed.Create(Dense.Create 2)) sizes masks) |> ignore
        Assert.Throws<ShapeException>(build).Message
    Assert.Equal("each: the mask must begin with batch and time of (2, 3, 4, 2), got (2, 4)", refused (Some [ 4L ]))

/// Steps of steps as one sequence.
type private AtOnce = {
    Layer: ILayer
} with

    interface ILayer with
        member this.Build(scope, inputs) =
            let inner = scope.Child("layer", ClassName.nameOf this.Layer)
            let once = Layer.build inner this.Layer [ Ops.reshape [ 2L; 12L; 2L ] inputs.Head ]
            [ Ops.reshape [ 2L; 3L; 4L; 3L ] once.Head ]

[<Fact>]
let ``a state goes on from step to step`` () =
    Setup.ready ()
    let layer: ILayer = { LSTM.Create 3 with Stateful = true; ReturnSequences = true }
    let outputs (layer: ILayer) =
        let _, updates, values = modelOf layer [ Some 2L; Some 3L; Some 4L; Some 2L ] None |> results id 3
        updates.Length, floats values.Head
    let count, each = outputs (TimeDistributed.Create layer)
    let _, once = outputs { Layer = layer }
    Assert.Equal(6, count)
    Assert.Equal<float[]>(once, each)

[<Fact>]
let ``the penalty of a layer's own output is left out, as in Keras`` () =
    let dense = { Dense.Create 3 with ActivityRegularizer = Some(Regularizer.parse "l2") }
    let losses (layer: ILayer) =
        (Model.build Mode.Training (modelOf layer [ Some 2L; Some 3L; Some 2L ] None)).Trace.Losses.Length
    Assert.Equal(1, losses dense)
    Assert.Equal(0, losses (TimeDistributed.Create dense))
    Assert.Equal(3, losses (TimeDistributed.Create { Sequential.Layers = [ dense ] }))

[<Fact>]
let ``steps that are built one by one are few`` () =
    let build steps =
        Model.build Mode.Training (modelOf (TimeDistributed.Create(Centred())) [ Some 2L; Some steps; Some 2L ] None)
    let error = Assert.Throws<ConfigurationException>(fun () -> build 10_001L |> ignore)
    Assert.Equal("each: layers are built for more than 10000 steps one by one", error.Message)

/// What <c>Bidirectional</c> does, written out.
type private Both = {
    Forward: ILayer
    Backward: ILayer
    Mode: MergeMode option
    ReturnSequences: bool
} with

    interface ILayer with
        member this.Build(scope, inputs) =
            let x, given = inputs.Head, scope.Argument "initial_state"
            let mask = scope.Argument "mask"
            let run name layer states =
                let named = [ "initial_state", Argument.Tensors states; "mask", Argument.Tensors mask ]
                let scope = scope.Child(name, name)
                let outputs = Layer.call scope layer [ x ] named
                outputs.Head, outputs.Tail
            let a, after = run "forward_layer" this.Forward (List.truncate (given.Length / 2) given)
            let b, after' = run "backward_layer" this.Backward (List.skip (given.Length / 2) given)
            let b = if this.ReturnSequences then Ops.flip [ 1 ] b else b
            let merged =
                match this.Mode with
                | None -> [ a; b ]
                | Some MergeMode.Concat -> [ Ops.concat -1 [ a; b ] ]
                | Some MergeMode.Sum -> [ b + a ]
                | Some MergeMode.Mul -> [ b * a ]
                | Some MergeMode.Ave -> [ 0.5 * a + 0.5 * b ]
            merged @ after @ after'

type Directions = {
    Mode: MergeMode option
    Cell: int
    HasOther: bool
    ReturnSequences: bool
    ReturnState: bool
    Stateful: bool
    IsMasked: bool
    HasInitialState: bool
}

// A recurrence of some kind, with as many states as it has.
let private recurrence (form: Directions) (kind: int) (goBackwards: bool) (zeroes: bool) : ILayer * int =
    let cell: ILayer =
        match abs (kind % 4) with
        | 0 -> MinimalGatedUnit.Create 3
        | 1 -> LSTMCell.Create 3
        | 2 -> GRUCell.Create 3
        | _ -> SimpleRNNCell.Create 3
    {
        RNN.Create cell with
            ReturnSequences = form.ReturnSequences
            ReturnState = form.ReturnState
            Stateful = form.Stateful
            GoBackwards = goBackwards
            ZeroOutputForMask = zeroes
    },
    (if cell :? LSTMCell then 2 else 1)

[<Property(MaxTest = 60)>]
let ``both directions are run with one sequence, the outputs of their steps in its order`` (form: Directions) =
    let other = if form.HasOther then form.Cell + 1 else form.Cell
    let forward, states = recurrence form form.Cell false form.ReturnSequences
    let backward, states' = recurrence form other true form.ReturnSequences
    let written = {
        Forward = forward
        Backward = backward
        Mode = form.Mode
        ReturnSequences = form.ReturnSequences
    }
    let around = {
        Bidirectional.Create(fst (recurrence form form.Cell false false)) with
            MergeMode = form.Mode
            BackwardLayer = if form.HasOther then Some(fst (recurrence form other true false)) else None
    }
    let model (layer: ILayer) =
        let input name sizes dtype =
            Symbol.input {
                Configured.Of { InputLayer.Create [] with BatchShape = List.map Some sizes; DType = dtype } with
                    Name = Some name
            }
        let x = input "x" [ 2L; 4L; 2L ] DType.Float64
        let named = [
            // Keras: half of them are for each direction.
            if form.HasInitialState && states = states' then
                "initial_state", [ for i in 1 .. states + states' -> input $"h{i}" [ 2L; 3L ] DType.Float64 ]
            if form.IsMasked then
                "mask", [ input "mask" [ 2L; 4L ] DType.Bool ]
        ]
        let layer = { Configured.Of layer with Name = Some "both"; Policy = Some(Policy.Of DType.Float64) }
        let outputs = Symbol.call layer [ x ] [ for name, tensors in named -> name, Argument.Tensors tensors ]
        Model.network "test" (x :: List.collect snd named) outputs
    assertSame (string form) (model written) (model around)

[<Fact>]
let ``directions have weights of their own, under Keras's names`` () =
    let lstm = LSTM.Create 3
    let paths (layers: ILayer list) =
        let x = Symbol.input (InputLayer.Create [ 4L; 2L ])
        let built =
            Model.build Mode.Inference (Model.network "test" [ x ] [ for y in layers -> (Symbol.apply y [ x ]).Head ])
        [ for weight in built.Trace.Weights -> string weight.KerasPath ]
    let kernels (paths: string list) =
        paths |> List.filter (fun path -> path.EndsWith("/kernel", System.StringComparison.Ordinal))
    Assert.Equal<string list>(
        [
            "bidirectional/forward_lstm/lstm_cell/kernel"
            "bidirectional/backward_lstm/lstm_cell/kernel"
            "bidirectional_1/forward_lstm/lstm_cell/kernel"
            "bidirectional_1/backward_lstm/lstm_cell/kernel"
            "lstm/lstm_cell/kernel"
        ],
        kernels (paths [ Bidirectional.Create lstm; Bidirectional.Create lstm; lstm ])
    )
    // One cell in both directions, and one layer in two places.
    let own = Bidirectional.Create(RNN.Create(MinimalGatedUnit.Create 3))
    Assert.Equal<string list>(
        [
            "bidirectional/forward_rnn/minimal_gated_unit/kernel"
            "bidirectional/backward_rnn/minimal_gated_unit/kernel"
        ],
        kernels (paths [ own; own ])
    )

[<Fact>]
let ``directions that do not fit each other are refused`` () =
    let refused (layer: Bidirectional) =
        let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 4L; Dim.Known 2L ]) DType.Float32
        let build () = Layer.build (Scope(Trace Mode.Inference).Child("both", "both")) layer [ x; x; x; x ] |> ignore
        Assert.ThrowsAny<FunctionalException>(build).Message
    let lstm = LSTM.Create 3
    let around (backward: ILayer) = refused { Bidirectional.Create lstm with BackwardLayer = Some backward }
    Assert.Equal("both: layer and backward_layer must run in different directions", around lstm)
    let turned = { lstm with GoBackwards = true }
    Assert.Equal(
        "both: layer and backward_layer must have the same return_state",
        around { turned with ReturnState = true }
    )
    Assert.Equal("both: needs a recurrence, got a layer of class Dense", around (Dense.Create 3))
    let create () = Bidirectional.Create(Dense.Create 3) |> ignore
    Assert.Equal("Bidirectional needs a recurrence, got a Dense", Assert.Throws<ConfigurationException>(create).Message)
    Assert.Equal("both: expects as many initial states for each direction, got 3 for both", around turned)
    // Keras: the other direction of a layer that goes backwards goes backwards, too.
    Assert.Equal(
        "both: layer and backward_layer must run in different directions",
        refused (Bidirectional.Create turned)
    )

[<Fact>]
let ``settings of a recurrence of convolutions that do not fit are refused`` () =
    let refused (layer: ConvLSTM) (dims: Dim list) =
        let x = Ops.input "x" (Shape.ofDims (Dim.Unknown "batch" :: Dim.Unknown "time" :: dims)) DType.Float32
        let build () = Layer.build (Scope(Trace Mode.Inference).Child("images", "images")) layer [ x ] |> ignore
        Assert.ThrowsAny<FunctionalException>(build).Message
    let layer = ConvLSTM.Create(2, [ 3; 3 ])
    let image = [ Dim.Known 5L; Dim.Known 4L; Dim.Known 1L ]
    Assert.Equal(
        "images/cell: the sizes of images and their channels must be known, got (batch, height, 4, 1)",
        refused layer (Dim.Unknown "height" :: image.Tail)
    )
    Assert.Equal(
        "images/cell: strides (2, 2) above 1 cannot go with dilation_rate (2, 2) above 1",
        refused { layer with Strides = [ 2; 2 ]; DilationRate = [ 2; 2 ] } image
    )
    Assert.Equal("images/cell: padding \"causal\" is for Conv1D", refused { layer with Padding = Padding.Causal } image)
    Assert.Equal("images/cell: expects an input of 4 axes, got (batch, 4, 1)", refused layer image.Tail)

[<Fact>]
let ``a direction that is made of the other one is written as Keras writes it`` () =
    let lstm = { Configured.Of { LSTM.Create 3 with ReturnSequences = true } with Name = Some "reader" }
    let json = ModelConfig.writeLayer "layer" (Bidirectional.Create lstm)
    let direction (key: string) =
        let at (keys: string list) = (json, keys) ||> List.fold (fun (node: JsonNode) key -> node[key])
        [ "name"; "go_backwards"; "zero_output_for_mask" ]
        |> List.map (fun setting -> (at [ "config"; key; "config"; setting ]).ToJsonString())
    Assert.Equal<string list>([ "\"forward_reader\""; "false"; "true" ], direction "layer")
    Assert.Equal<string list>([ "\"backward_reader\""; "true"; "true" ], direction "backward_layer")
