module Functional.Tests.HolderTests

open System
open System.Text.Json.Nodes
open FsCheck.Xunit
open Xunit
open Functional
open Functional.Layers

/// An own layer with a layer in an attribute, and with a weight of its own.
type Residual = {
    Inner: ILayer
    Scale: WeightRule
} with

    static member Create inner = { Inner = inner; Scale = WeightRule.Of Initializer.Ones }

    member private this.Part = Parts.attribute "inner" this.Inner

    interface IHolder with
        member this.Build(scope, inputs) =
            let x = inputs.Head
            let y = (Parts.build scope this.Part [ x ]).Head
            [ x + Ops.cast x.DType y * Ops.cast x.DType (scope.Weight("scale", [], this.Scale)) ]

        member this.Parts = [ this.Part ]
        member this.With layers = { this with Inner = layers.Head }

/// An own layer with layers in a list, and one that may be missing.
type Stack = {
    Cells: ILayer list
    Last: ILayer option
} with

    member private this.Parts =
        Parts.listed "cells" this.Cells @ (this.Last |> Option.toList |> List.map (Parts.attribute "last_layer"))
        |> Parts.distinct

    interface IHolder with
        member this.Build(scope, inputs) =
            let part = Parts.finder this.Parts
            (inputs, this.Cells @ Option.toList this.Last)
            ||> List.fold (fun tensors layer -> Parts.build scope (part layer) tensors)

        member this.Parts = this.Parts
        member this.With layers =
            let replace = Parts.replacing this.Parts layers
            { Cells = List.map replace this.Cells; Last = Option.map replace this.Last }

/// A random model, by the seed of the choices in it and the most layers in a holder.
type ModelSpec = { Seed: int; Size: int }

let private width = 3L

/// Layers inside of layers, which keep the width: Keras's own alone, or with holders that are not Keras's.
let private generate (isOwn: bool) (spec: ModelSpec) : ILayer =
    let random = Random spec.Seed
    let below count = random.Next count
    let mutable names = 0
    let made = ResizeArray<ILayer>()
    let simple () : ILayer =
        match below 4 with
        | 0 -> Dense.Create(int width)
        | 1 -> Dropout.Create 0.5
        | 2 -> BatchNormalization.Create()
        | _ -> ActivationLayer.Create Activation.relu
    let rec fresh depth : ILayer =
        match below 8 with
        | 0
        | 1 when depth > 0 -> chain depth []
        | 2 when depth > 0 -> branches depth
        | 3 when depth > 0 && isOwn -> Residual.Create(layer (depth - 1))
        | 4 when depth > 0 && isOwn -> {
            Cells = layers (depth - 1)
            Last = if below 2 = 0 then Some(layer 0) else None
          }
        | _ -> simple ()
    and layers depth = [ for _ in 0 .. below spec.Size -> layer depth ]
    and layer depth : ILayer =
        let layer =
            // One that is somewhere else already is the same one here.
            if made.Count > 0 && below 9 = 0 then
                made[below made.Count]
            else
                let layer = fresh depth
                // A layer has one dtype, wherever it is.
                let policy = if below 6 = 0 then Some(Policy.Parse "mixed_bfloat16") else None
                made.Add { Configured.Of layer with Policy = policy }
                made[made.Count - 1]
        match below 6 with
        | 0 -> { Configured.Of layer with Trainable = false }
        | 1 ->
            names <- names + 1
            { Configured.Of layer with Name = Some $"given_{names}" }
        | _ -> layer
    // Keras knows no sequence with a layer twice.
    and chain depth (first: ILayer list) : ILayer = {
        Layers = first @ (layers (depth - 1) |> List.distinctBy (Holder.bare >> HashIdentity.Reference.GetHashCode))
    }
    and branches depth : ILayer =
        let x = Symbol.input (InputLayer.Create [ width ])
        let follow y layer = (Symbol.apply layer [ y ]).Head
        let left = layers (depth - 1) |> List.fold follow x
        let right = layers (depth - 1) |> List.fold follow x
        Network.Create([ x ], Symbol.apply (Add()) [ left; right ])
    if below 2 = 0 then chain 3 [ InputLayer.Create [ width ] ] else branches 3

let private modelOf root = Model.ofLayer "m" root

let private weights (model: Model) =
    Model.weights (Model.build Mode.Inference model)
    |> List.map (fun weight ->
        string weight.Key, string weight.KerasPath, List.ofArray weight.Shape, weight.DType, weight.Trainable)

// A file's places, with where in the model the numbers of each come from.
let private tree (model: Model) : string =
    let declarations = (Model.build Mode.Inference model).Trace.Weights
    let numbered = [
        for i, weight in List.indexed declarations do
            let count = int (Array.fold (*) 1L weight.Shape)
            let data: Array =
                match weight.DType with
                | DType.Int64 -> Array.create count (int64 i)
                | _ -> Array.create count (float32 i)
            weight.Key, { DType = weight.DType; Shape = weight.Shape; Data = data }
    ]
    let tree = WeightTree.write model (Map numbered) None
    Assert.Equal(numbered.Length, (WeightTree.read "test" model tree).Count)
    sprintf "%A" tree

let private summary (model: Model) = Summary.text 120 true (Summary.ofModel true None model)

let private frozen (layer: ILayer) : ILayer = { Configured.Of layer with Trainable = false }

// One layer in several holders stays one.
let private everywhere (replace: ILayer -> ILayer) (layer: ILayer) : ILayer =
    let known = System.Collections.Generic.Dictionary<ILayer, ILayer>(HashIdentity.Reference)
    let rec visit (layer: ILayer) : ILayer =
        let options, bare = Holder.apart layer
        if not (known.ContainsKey bare) then
            known[bare] <- Holder.map visit bare
        known[bare] |> Holder.withOptions options |> replace
    visit layer

let private rebuilds: (ILayer -> ILayer) list = [
    Holder.map id
    Holder.map (fun layer -> Configured.Of layer)
    everywhere id
    everywhere (fun layer -> Configured.Of layer)
]

type HolderArbitraries =
    static member Spec() =
        FsCheck.FSharp.Arb.fromGen (
            FsCheck.FSharp.Gen.map2
                (fun seed size -> { Seed = seed; Size = size })
                (FsCheck.FSharp.Gen.choose (1, 1_000_000))
                (FsCheck.FSharp.Gen.choose (1, 4))
        )

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``a holder with its own parts is the same holder`` (spec: ModelSpec) (isOwn: bool) =
    let root = generate isOwn spec
    let model = modelOf root
    for rebuild in rebuilds do
        let again = modelOf (rebuild root)
        Assert.Equal<_ list>(weights model, weights again)
        Assert.Equal(summary model, summary again)
        Assert.Equal(tree model, tree again)
        if not isOwn then
            Assert.Equal(ModelConfig.toJson model None, ModelConfig.toJson again None)

[<Fact>]
let ``a layer in a list has the name of its other places`` () =
    let shared: ILayer = Dense.Create 3
    let stack = {
        Cells = [ shared; Dense.Create 3 ]
        Last = Some({ Configured.Of shared with Name = Some "mine" })
    }
    Assert.Equal<string list>([ "mine"; "dense" ], Holder.parts stack |> List.map _.Name)
    Assert.Equal<string list>([ "mine"; "dense" ], Holder.parts (Holder.map id stack) |> List.map _.Name)

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``a model of models is read as it was written`` (spec: ModelSpec) =
    let model = modelOf (generate false spec)
    let again, _ = ModelConfig.ofJson (ModelConfig.toJson model None)
    // Between layers dtypes are those that each has by itself; a policy around several shows only in what is read.
    let third, _ = ModelConfig.ofJson (ModelConfig.toJson again None)
    Assert.Equal(ModelConfig.toJson again None, ModelConfig.toJson third None)
    Assert.Equal<_ list>(weights model, weights again)
    Assert.Equal(summary model, summary again)
    Assert.Equal(tree model, tree again)

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``frozen parts are frozen weights, and thawed ones are as before`` (spec: ModelSpec) (isOwn: bool) =
    let model = modelOf (generate isOwn spec)
    let trainable model = weights model |> List.filter (fun (_, _, _, _, isTrainable) -> isTrainable)
    Assert.Empty(trainable (Model.mapLayers frozen model))
    Assert.Empty(trainable { model with Root = frozen model.Root })
    Assert.Equal<_ list>(
        weights model |> List.map (fun (path, kerasPath, shape, dtype, _) -> path, kerasPath, shape, dtype),
        weights (Model.mapLayers frozen model)
        |> List.map (fun (path, kerasPath, shape, dtype, _) -> path, kerasPath, shape, dtype)
    )

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``names are unique, of weights and of layers beside each other`` (spec: ModelSpec) (isOwn: bool) =
    let root = generate isOwn spec
    let paths = weights (modelOf root) |> List.map (fun (path, _, _, _, _) -> path)
    Assert.Equal<string list>(List.distinct paths, paths)
    let rec check (layer: ILayer) =
        let names = Holder.parts layer |> List.map _.Name
        Assert.Equal<string list>(List.distinct names, names)
        for part in Holder.parts layer do
            check part.Layer
    check root

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``one layer under several options is one layer`` (spec: ModelSpec) (isOwn: bool) =
    let layer = generate isOwn spec
    let x = Symbol.input (InputLayer.Create [ width ])
    let network (layers: ILayer list) =
        Model.network "m" [ x ] [ layers |> List.fold (fun y layer -> (Symbol.apply layer [ y ]).Head) x ]
    let named name : ILayer = { Configured.Of layer with Name = Some name }
    let once = network [ named "one" ]
    let several = network [ layer; named "one"; Configured.Of layer; named "other"; frozen layer ]
    let unfrozen = weights >> List.map (fun (path, kerasPath, shape, dtype, _) -> path, kerasPath, shape, dtype)
    Assert.Equal<_ list>(unfrozen once, unfrozen several)
    Assert.All(weights several, (fun (_, _, _, _, isTrainable) -> Assert.False isTrainable))
    let rows model = (Summary.ofModel true None model).Rows |> List.map (fun row -> row.Name, row.Class, row.Params)
    Assert.Equal<_ list>(rows once, rows several)
    Assert.Equal(tree once, tree several)
    if not isOwn then
        let again, _ = ModelConfig.ofJson (ModelConfig.toJson several None)
        Assert.Equal<_ list>(weights several, weights again)

// Models inside of one, one after the other, around a layer each.
let private chained (layers: ILayer list) =
    let around (layer: ILayer) : ILayer =
        let x = Symbol.input (InputLayer.Create [ width ])
        Network.Create([ x ], Symbol.apply layer [ x ])
    let x = Symbol.input (InputLayer.Create [ width ])
    Model.network "m" [ x ] [ layers |> List.fold (fun y layer -> (Symbol.apply (around layer) [ y ]).Head) x ]

[<Property(MaxTest = 30, Arbitrary = [| typeof<HolderArbitraries> |])>]
let ``one layer in several models is one layer`` (spec: ModelSpec) =
    let layer = generate false spec
    let once, twice = chained [ layer ], chained [ layer; frozen layer ]
    let declared = weights >> List.map (fun (path, kerasPath, shape, dtype, _) -> path, kerasPath, shape, dtype)
    Assert.Equal<_ list>(declared once, declared twice)
    Assert.All(weights twice, (fun (_, _, _, _, isTrainable) -> Assert.False isTrainable))
    let counts model =
        let summary = Summary.ofModel false None model
        (summary.Trainable + summary.NonTrainable).Count, [ for row in summary.Rows.Tail -> row.Params ]
    let total, parts = counts once
    Assert.Equal((total, parts @ parts), counts twice)
    // Files have the weights at the first place, and nothing at the second.
    let stored (model: Model) =
        let weights = (Model.build Mode.Inference model).Trace.Weights
        let zeros (weight: WeightDeclaration) : Array =
            let count = int (Array.fold (*) 1L weight.Shape)
            if weight.DType = DType.Int64 then Array.zeroCreate<int64> count else Array.zeroCreate<float32> count
        let arrays = [
            for weight in weights -> weight.Key, { DType = weight.DType; Shape = weight.Shape; Data = zeros weight }
        ]
        let rec datasets path (group: Hdf5Group) = [
            for name, item in group.Children do
                match item with
                | Hdf5Item.Group inner -> yield! datasets $"{path}/{name}" inner
                | Hdf5Item.Dataset _ -> $"{path}/{name}"
        ]
        datasets "" (WeightTree.write model (Map arrays) None)
    Assert.Equal<string list>(stored once, stored twice)
    let again, _ = ModelConfig.ofJson (ModelConfig.toJson twice None)
    Assert.Equal<_ list>(weights twice, weights again)
    // Writing puts inputs in front of sequences, which are layers of what is read.
    let third, _ = ModelConfig.ofJson (ModelConfig.toJson again None)
    Assert.Equal(ModelConfig.toJson again None, ModelConfig.toJson third None)

[<Fact>]
let ``a layer in two models is trained as one that is applied twice`` () =
    Setup.ready ()
    let dense: ILayer = {
        Dense.Create 3 with
            Kernel = { WeightRule.Of(Initializer.Constant 0.1) with Regularizer = Some(Regularizer.L2 0.1) }
    }
    let random = Random 3
    let values = HostArray.Of(Array2D.init 8 3 (fun _ _ -> float32 (random.NextDouble()))) |> Values.Host
    let compile =
        CompileSettings.Create(
            Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 0.1, "adam"),
            Loss.Of(Losses.MeanSquaredError())
        )
    let fit (layers: ILayer list) =
        let start = Trained.create 1L (chained layers)
        let settings = { FitSettings.Default with Epochs = 3; Verbosity = Verbosity.Silent }
        let trained, history = Trained.fit compile settings values values start
        let numbers = [
            for weight in (Model.build Mode.Inference trained.Model |> Model.weights) ->
                (trained.Weight(string weight.Key)).Data
        ]
        numbers, List.ofSeq history["loss"]
    let nested = fit [ dense; dense ]
    let inOne = fit [ ({ Layers = [ dense; dense ] }: Sequential) ]
    Assert.Equal(sprintf "%A" inOne, sprintf "%A" nested)

[<Fact>]
let ``a random layer that is applied twice draws anew each time`` () =
    let drop: ILayer = Dropout.Create 0.5
    let model = Model.sequential "m" [ InputLayer.Create [ width ]; drop; drop ]
    let streams = [
        for node in Graph.nodes (Model.build Mode.Training model).Outputs do
            match node.Op with
            | Op.Dropout(_, _, stream) -> stream
            | _ -> ()
    ]
    Assert.Equal(2, (List.distinct streams).Length)

[<Fact>]
let ``one layer in several attributes is one layer`` () =
    let dense = Dense.Create 3
    let stack: Stack = { Cells = [ dense ]; Last = Some(frozen dense) }
    let model = Model.sequential "m" [ InputLayer.Create [ 3L ]; stack ]
    Assert.Equal<_ list>(
        [ "stack/dense/kernel", false; "stack/dense/bias", false ],
        weights model |> List.map (fun (path, _, _, _, isTrainable) -> path, isTrainable)
    )

[<Fact>]
let ``layers that are equal are two layers`` () =
    let dense () : ILayer = Dense.Create 3
    Assert.Equal(dense (), dense ())
    let two = Model.sequential "m" [ InputLayer.Create [ 3L ]; dense (); Configured.Of(dense ()) ]
    Assert.Equal<string list>(
        [ "dense/kernel"; "dense/bias"; "dense_1/kernel"; "dense_1/bias" ],
        weights two |> List.map (fun (path, _, _, _, _) -> path)
    )

[<Fact>]
let ``a sequence that applies a layer twice has it once, and is not written`` () =
    let dense = Dense.Create 3
    let model = Model.sequential "m" [ InputLayer.Create [ 3L ]; dense; frozen dense ]
    Assert.Equal(2, (weights model).Length)
    Assert.Equal(1, (Summary.ofModel true None model).Rows.Length)
    let error = Assert.Throws<UnsupportedException>(fun () -> ModelConfig.toJson model None |> ignore)
    Assert.Equal("m: a Sequential that applies 'dense' twice cannot be written, only a functional model", error.Message)

let private stack: Stack = {
    Cells = [
        Dense.Create 3
        { Configured.Of(Dense.Create 3) with Name = Some "mine"; Trainable = false }
        Residual.Create(Dense.Create 3)
    ]
    Last = Some({ Layers = [ Dense.Create 3 ] }: Sequential)
}

[<Fact>]
let ``layers in attributes and lists are where Keras has them`` () =
    let model = Model.sequential "m" [ InputLayer.Create [ 3L ]; stack ]
    let found = weights model |> List.map (fun (path, kerasPath, _, _, isTrainable) -> path, kerasPath, isTrainable)
    Assert.Equal<_ list>(
        [
            "stack/dense/kernel", "stack/dense/kernel", true
            "stack/dense/bias", "stack/dense/bias", true
            "stack/mine/kernel", "stack/mine/kernel", false
            "stack/mine/bias", "stack/mine/bias", false
            "stack/residual/inner/kernel", "stack/residual/dense/kernel", true
            "stack/residual/inner/bias", "stack/residual/dense/bias", true
            "stack/residual/scale", "stack/residual/scale", true
            "stack/last_layer/dense/kernel", "stack/dense/kernel", true
            "stack/last_layer/dense/bias", "stack/dense/bias", true
        ],
        found
    )
    let rec places path (group: Hdf5Group) = [
        for name, item in group.Children do
            match item with
            | Hdf5Item.Group inner ->
                if name = "vars" then
                    path, string (Hdf5Group.tryText "name" inner)
                yield! places $"{path}/{name}" inner
            | Hdf5Item.Dataset _ -> ()
    ]
    let arrays = [
        for weight in (Model.build Mode.Inference model).Trace.Weights do
            let count = int (Array.fold (*) 1L weight.Shape)
            weight.Key, { DType = weight.DType; Shape = weight.Shape; Data = Array.create count 0.0f }
    ]
    Assert.Equal<_ list>(
        [
            "", "Some(m)"
            "/layers/stack", "Some(stack)"
            "/layers/stack/cells/dense", "Some(dense)"
            "/layers/stack/cells/dense_1", "Some(mine)"
            "/layers/stack/cells/residual", "Some(residual)"
            "/layers/stack/cells/residual/inner", "Some(dense)"
            "/layers/stack/last_layer", "Some(sequential)"
            "/layers/stack/last_layer/layers/dense", "Some(dense)"
        ],
        places "" (WeightTree.write model (Map arrays) None) |> List.sort
    )

[<Fact>]
let ``a setting that is a layer stands in files as Keras's object, and comes back by the list of what may be read`` () =
    let write (holder: ILayer) = Codec.writeWith (ModelConfig.inside holder None Policy.Float32) "test" holder
    let read (template: obj) (fields: JsonNode) =
        Codec.readWith (ModelReader.inside Policy.Float32) "test" template (fields.AsObject())
    let residual = Residual.Create { Configured.Of(Dense.Create 3) with Name = Some "mine"; Trainable = false }
    let fields = fieldsNode (write residual)
    let inner = fields["inner"]
    Assert.Equal("keras.layers", string inner["module"])
    Assert.Equal("Dense", string inner["class_name"])
    Assert.Equal("mine", string (inner["config"]["name"]))
    Assert.Equal(box residual, read { residual with Inner = Dropout.Create 0.0 } fields)
    let named name layer : ILayer = { Configured.Of layer with Name = Some name }
    let stacks: Stack list = [
        { Cells = []; Last = None }
        {
            Cells = [ named "a" (Dense.Create 2); named "b" (LSTM.Create 3) ]
            Last = Some(named "c" (Dropout.Create 0.5))
        }
    ]
    for stack: Stack in stacks do
        let template: Stack = { Cells = [ Dense.Create 1 ]; Last = Some(Dense.Create 1) }
        Assert.Equal(box stack, read template (fieldsNode (write stack)))
    // What is built was built with its shape.
    let x = Symbol.input (InputLayer.Create [ width ])
    let built =
        Codec.writeWith (ModelConfig.inside residual (Some [ x ]) Policy.Float32) "test" residual |> fieldsNode
    Assert.Equal("{\"input_shape\": [null, 3]}", KerasJson.print (built["inner"]["build_config"]))
    Assert.Equal(box residual, read residual built)
    // Models are layers, too.
    let nested = { residual with Inner = generate false { Seed = 7; Size = 3 } }
    let again = read residual (fieldsNode (write nested)) :?> Residual
    Assert.Equal(KerasJson.print (fieldsNode (write nested)), KerasJson.print (fieldsNode (write again)))
    let refused (message: string) (text: string) =
        let fields = KerasJson.parse "test" $"""{{ "inner": {text} }}"""
        let error = Assert.ThrowsAny<FunctionalException>(fun () -> read residual fields |> ignore)
        Assert.Equal(message, error.Message)
    refused
        "test, field 'inner', Lambda: a Lambda of Python is code of Python's, which is not run; write it in Python with functions of keras.ops, or make the model here and load its weights"
        """{ "module": "keras.layers", "class_name": "Lambda", "config": {} }"""
    refused "test, field 'inner': 3 is not a layer" "3"

[<Fact>]
let ``what a holder applies its layers to is known without data`` () =
    let x = Symbol.input (InputLayer.Create [ width ])
    let inputs = Symbol.inside (Call.Of({ stack with Last = None }, [ x ], []))
    for cell in stack.Cells do
        Assert.Equal<string list>([ "float32 (batch, 3)" ], inputs cell |> List.map string)
