module Functional.Tests.DepthTests

open System
open System.IO
open Xunit
open Functional
open Functional.Layers
open Functional.Losses
open Functional.Optimizers

// Deeper than a megabyte of stack holds of anything that calls itself.
let private deep = 12_000

let private repeat count (step: Expr -> Expr) (x: Expr) = Seq.fold (fun x _ -> step x) x (seq { 1..count })

// Operations one after the other, of each kind that something looks through.
let private chains: (string * (Expr -> Expr)) list = [
    "sums", (fun x -> repeat deep (fun sum -> sum + x) x)
    "unary functions", repeat deep Ops.tanh
    "negations", repeat deep (~-)
    "casts", repeat (deep / 2) (fun x -> Ops.cast DType.Float32 (Ops.cast DType.Float64 x))
    "casts of a softmax",
    (fun x -> Ops.softmax -1 x |> repeat (deep / 2) (fun x -> Ops.cast DType.Float32 (Ops.cast DType.Float64 x)))
    "stopped gradients", repeat deep (fun x -> Expr.Of(Op.StopGradient, [ x ]))
    "numbers seen as tensors",
    (fun x -> x * repeat deep (fun x -> Expr.Of(Op.StopGradient, [ x ])) (Ops.scalar DType.Float32 1.0))
    "reshapes",
    repeat (deep / 2) (fun x ->
        Ops.reshapeTo
            [ Extent.Rest; Extent.Size 2L ]
            (Ops.reshapeTo [ Extent.Of(0, 0); Extent.Size 1L; Extent.Size 2L ] x))
    "transpositions", repeat (deep + 1) (Ops.transpose [ 1; 0 ]) >> Ops.transpose [ 1; 0 ]
    "slices", (fun x -> repeat deep (fun x -> Expr.Of(Op.Slice(0, 0L, None, 1L), [ x ])) x)
    "padded parts", (fun x -> repeat deep (fun sum -> sum + Ops.pad [ 0; 1 ] [ 0; 0 ] 0.0 (Ops.slice 1 0L 1L x)) x)
    "joined parts", repeat (deep / 2) (fun x -> Ops.slice 1 0L 2L (Ops.concat 1 [ x; x ]))
    "shared halves", repeat deep (fun x -> (x + x) * 0.5)
]

let ``kinds of chains`` = chains |> List.map (fun (name, _) -> [| box name |])

let private chain (name: string) (x: Expr) = x |> snd (List.find (fun (known, _) -> known = name) chains)

[<Theory; MemberData(nameof ``kinds of chains``)>]
let ``a deep graph goes through all passes and runs on a small stack`` (name: string) =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 2L ]) DType.Float32
        let w = Expr.Of(Op.Weight(Setup.key "w", Shape.known [| 2L |], DType.Float32), [])
        let y = chain name (x * w)
        let loss = Ops.mean [ 0; 1 ] y
        let gradients = Expr.Outputs(Op.Autograd, [ loss; w ])
        Assert.NotEmpty(Print.graph [ y ])
        Assert.True((sprintf "%A" y.Node).Length < 1_000)
        Prepare.split (Passes.run Passes.inference [ y ]) |> ignore
        let outputs = Passes.run Passes.training (y :: gradients)
        use program = Program.compile (Device.parse "cpu") (RunContext()) [ x ] [] outputs
        Assert.NotEmpty(string program)
        use data = TorchSharp.torch.ones (3L, 2L)
        use weight = TorchSharp.torch.ones (2L)
        for result in program.Run([| data |], [| weight |]) do
            result.Dispose())

[<Fact>]
let ``very many parts of one tensor are joined on a small stack`` () =
    Setup.onSmallStack (fun () ->
        let width = 2 * deep
        let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known(int64 width) ]) DType.Float32
        // Every second column, and the last two beside each other.
        let column i = Ops.pad [ 0; i ] [ 0; width - i - 1 ] 0.0 (Ops.slice 1 (int64 i) (int64 i + 1L) x)
        let sum = List.reduce (+) [ column (width - 1); yield! List.init deep (fun i -> column (2 * i)) ]
        let parts = Graph.nodes (PaddedParts.run [ sum ]) |> List.filter (fun node -> node.Op.IsPad)
        Assert.Equal(deep, parts.Length))

// Results for inputs and weights of ones.
let private run (passes: (string * (Expr list -> Expr list)) list) (inputs: Expr list) (outputs: Expr list) =
    use program = Program.compileScripted (Device.parse "cpu") (RunContext()) inputs [] (Passes.run passes outputs)
    let ones (shape: Shape) =
        TorchSharp.torch.ones [|
            for dim in shape.Dims -> if Dim.isKnown dim then (Shape.sizes (Shape.ofDims [ dim ]))[0] else 3L
        |]
    let data = [| for input in inputs -> ones input.Shape |]
    let weights = [| for _, shape, _ in program.Weights -> ones shape |]
    let results = program.Run(data, weights)
    for tensor in Array.concat [ data; weights; results ] do
        tensor.Dispose()

[<Fact>]
let ``a deep graph is differentiated by libtorch on a small stack`` () =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        for name in [ "sums"; "unary functions"; "shared halves" ] do
            let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 2L ]) DType.Float32
            let w = Expr.Of(Op.Weight(Setup.key "w", Shape.known [| 2L |], DType.Float32), [])
            let loss = Ops.mean [ 0; 1 ] (chain name (x * w))
            run Passes.tracked [ x ] (Expr.Outputs(Op.Autograd, [ loss; w ])))

[<Fact>]
let ``a recurrence with a deep step goes through all passes and runs on a small stack`` () =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        let x = Ops.input "x" (Shape.ofDims [ Dim.Unknown "batch"; Dim.Known 3L; Dim.Known 2L ]) DType.Float32
        let w = Expr.Of(Op.Weight(Setup.key "w", Shape.known [| 2L |], DType.Float32), [])
        let step (xs: Expr list) (states: Expr list) =
            // Of what depends on no state, which is a term that is added up, and of the state.
            let y = xs.Head * w |> chain "slices" |> chain "sums"
            [ states.Head + xs.Head |> chain "negations" |> chain "unary functions" ], [ states.Head + y ]
        let outputs, states = Ops.scan { Reverse = false } [ x ] [ Ops.sum [ 1 ] x * 0.0 ] step
        let loss = Ops.mean [ 0; 1; 2 ] outputs.Head + Ops.mean [ 0; 1 ] states.Head
        run Passes.inference [ x ] (outputs @ states)
        run Passes.training [ x ] (Expr.Outputs(Op.Autograd, [ loss; w ])))

let private input name (sizes: int64 list) =
    Symbol.input { Configured.Of(InputLayer.Create sizes) with Name = Some name }

let private apply (layer: ILayer) (x: Symbol) = (Symbol.apply layer [ x ]).Head

let private values shape =
    let count = int (Array.fold (*) 1L shape)
    Values.Host { DType = DType.Float32; Shape = shape; Data = Array.create count 1.0f }

let private compile =
    CompileSettings.Create(
        Optimizer.Create(SGD.Create(), OptimizerSettings.Create 1e-3, "sgd"),
        Loss.Of(MeanSquaredError())
    )

// Networks of so many calls, each on what the one before gave: of one layer, and of as many.
let private networks: (string * (int -> Symbol -> Symbol)) list = [
    "one layer",
    (fun count x ->
        let dense: ILayer = Dense.Create 2
        Seq.fold (fun x _ -> apply dense x) x (seq { 1..count }))
    "many layers",
    (fun count x -> Seq.fold (fun x _ -> apply (ActivationLayer.Create Activation.relu) x) x (seq { 1..count }))
    "two ways", (fun count x -> Seq.fold (fun x _ -> (Symbol.apply (Add()) [ x; x ]).Head) x (seq { 1..count }))
]

let ``kinds of networks`` = networks |> List.map (fun (name, _) -> [| box name |])

let private network name count =
    let x = input "x" [ 2L ]
    let _, grow = List.find (fun (known, _) -> known = name) networks
    Model.network "deep" [ x ] [ grow count x ]

[<Theory; MemberData(nameof ``kinds of networks``)>]
let ``a deep network is printed, summed up, run, saved and loaded on a small stack`` (name: string) =
    Setup.ready ()
    let file = Path.Combine(Path.GetTempPath(), $"functional-{Guid.NewGuid():N}.keras")

    try
        Setup.onSmallStack (fun () ->
            let model = network name 8_000
            let root = model.Root :?> Network
            Assert.Equal(8_001, root.Calls.Length)
            for text in [ sprintf "%A" root.Outputs; string root.Outputs.Head.Call; string root; sprintf "%A" model ] do
                Assert.True(text.Length < 1_000)
            Assert.NotEmpty(Summary.text 76 false (Summary.ofModel true None model))
            Assert.Equal(8_001, (Holder.map id root :?> Network).Calls.Length)
            let trained = Trained.create 0L model
            let predict model = (model |> Trained.predict (values [| 1L; 2L |])).Head.Data :?> float32[]
            let before = predict trained
            TrainedFile.save file None trained
            let again, _ = TrainedFile.load 1L file
            Assert.Equal<float32[]>(before, predict again))
    finally
        File.Delete file

[<Fact>]
let ``a deep network is trained on a small stack`` () =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        let settings = { FitSettings.Default with Verbosity = Verbosity.Silent }
        let trained, history =
            Trained.create 0L (network "one layer" 1_500)
            |> Trained.fit compile settings (values [| 2L; 2L |]) (values [| 2L; 2L |])
        Assert.Single history.Epoch |> ignore
        Assert.Equal<int64[]>([| 2L; 2L |], (trained.Weight "dense/kernel").Shape))

// An own layer that applies what it was given.
let private around (inner: ILayer option ref) = {
    new ILayer with
        member this.Build(scope, inputs) =
            Layer.build (scope.Child("inner", "inner")) (defaultArg inner.Value this) inputs
}

[<Fact>]
let ``an own layer that builds itself is refused by its name`` () =
    Setup.onSmallStack (fun () ->
        let named name layer : ILayer = { Configured.Of layer with Name = Some name }
        let message work = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message
        let own = around (ref None)
        let rule = "the layer is applied inside itself"
        Assert.Equal($"own: {rule}", message (fun () -> apply (named "own" own) (input "x" [ 2L ])))
        let model = Model.sequential "m" [ InputLayer.Create [ 2L ]; named "own" own ]
        Assert.Equal($"m/own: {rule}", message (fun () -> Model.build Mode.Training model))
        // Each applies the other.
        let second = ref None
        let first = around second
        second.Value <- Some(around (ref (Some first)))
        Assert.Equal($"first: {rule}", message (fun () -> apply (named "first" first) (input "x" [ 2L ]))))

[<Fact>]
let ``layers stand inside each other a hundred deep, and no deeper`` () =
    Setup.onSmallStack (fun () ->
        let message work = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message
        let wrap (hold: ILayer -> ILayer) depth =
            Seq.fold (fun layer _ -> hold layer) (Dense.Create 2 :> ILayer) (seq { 1..depth })
        let rule = "layers stand inside each other more than 100 deep"
        let holders: (ILayer -> ILayer) list = [
            fun layer -> { Layers = [ layer ] }: Sequential
            fun layer -> Configured.Of({ Layers = [ layer ] }: Sequential)
            fun layer -> Configured.Of layer
            fun layer -> around (ref (Some layer))
        ]

        for hold in holders do
            apply (wrap hold 99) (input "x" [ 2L ]) |> ignore
            Assert.EndsWith(rule, message (fun () -> apply (wrap hold 100_000) (input "x" [ 2L ])))
            let deep = wrap hold 100_000
            Assert.True(deep.Equals deep)
            Assert.NotEmpty(string deep)

        for hold in List.take 3 holders do
            let deep = wrap hold 100_000
            Assert.Equal($"deep: {rule}", message (fun () -> Model.ofLayer "deep" deep))
            // Made without asking.
            let model = { Name = "deep"; Root = deep; Inputs = None }
            Assert.Equal($"deep: {rule}", message (fun () -> ModelConfig.toJson model None))
            Assert.Equal($"deep: {rule}", message (fun () -> Summary.ofModel true None model))
            Assert.Equal($"deep: {rule}", message (fun () -> ModelConfig.writeLayer "deep" deep))

        // Each model holds two of the one inside of it.
        let twice (layer: ILayer) : ILayer =
            let x = input "x" [ 2L ]
            Network.Create([ x ], [ apply layer (apply layer x) ])
        Assert.Equal(6, (Summary.ofModel true None (Model.ofLayer "m" (wrap twice 3))).Rows.Length))

[<Fact>]
let ``paths of parts inside of parts are not without end`` () =
    Setup.onSmallStack (fun () ->
        let own = {
            new ILayer with
                member _.Build(scope, inputs) =
                    let inner = Seq.fold (fun (scope: Scope) _ -> scope.Child("a", "a")) scope (seq { 1..100_000 })
                    [ inputs.Head + inner.Weight("w", [], WeightRule.Of Initializer.Zeros) ]
        }
        let error = Assert.Throws<ConfigurationException>(fun () -> apply own (input "x" [ 2L ]) |> ignore)
        Assert.Contains("must be at most 2048 characters long", error.Message))

[<Fact>]
let ``recurrences stand inside each other twenty deep, and no deeper`` () =
    Setup.ready ()
    Setup.onSmallStack (fun () ->
        let rec nested depth (x: Expr) : Expr =
            let step (xs: Expr list) (states: Expr list) =
                let inner = if depth = 1 then xs.Head else nested (depth - 1) (Ops.expandDims 1 xs.Head)
                [ inner + states.Head ], [ inner + states.Head ]
            let start = Ops.sum [ 1 ] x * 0.0
            let outputs, _ = Ops.scan { Reverse = false } [ x ] [ start ] step
            Ops.sum [ 1 ] outputs.Head
        let x = Ops.input "x" (Shape.known [| 2L; 3L; 2L |]) DType.Float32
        let w = Expr.Of(Op.Weight(Setup.key "w", Shape.known [| 2L |], DType.Float32), [])
        let loss = Ops.mean [ 0; 1 ] (nested 20 (x * w))
        run Passes.training [ x ] (Expr.Outputs(Op.Autograd, [ loss; w ]))
        run Passes.tracked [ x ] (Expr.Outputs(Op.Autograd, [ loss; w ]))
        let message = Assert.Throws<ConfigurationException>(fun () -> nested 21 x |> ignore).Message
        Assert.Equal("recurrences stand inside each other more than 20 deep", message))
