/// Files in the older format, several files for one model's weights, and weights that fit a model in part.
module Functional.Tests.OlderFileTests

open System
open System.IO
open Functional
open Functional.Layers
open Xunit

let private recorded name = Path.Combine(Setup.recorded, "models", name)

let private refused (work: unit -> 'a) = Assert.Throws<ModelFileException>(fun () -> work () |> ignore).Message

let private wrong (work: unit -> 'a) = Assert.Throws<ConfigurationException>(fun () -> work () |> ignore).Message

let private named (name: string) (layer: ILayer) : ILayer = { Configured.Of layer with Name = Some name }

let private dense name units : ILayer = named name (Dense.Create units)

let private model layers = Model.sequential "m" (InputLayer.Create [ 4L ] :: layers)

let private three = lazy (model [ dense "a" 5; dense "b" 3; dense "c" 2 ])

let private weightsOf (model: Model) =
    let trained = Trained.create 0L model
    Map [
        for weight in (Model.build Mode.Inference model).Trace.Weights -> weight.Key, trained.Weight(string weight.Key)
    ]

let private keys (weights: Map<Key, HostArray>) = [ for pair in weights -> string pair.Key ]

[<Fact>]
let ``a whole model in the older format is read with what it was trained with`` () =
    let saved = KerasFile.load (recorded "legacy_h5_trained.h5")
    Assert.Equal(4, saved.Weights.Count)
    Assert.Equal(10, saved.OptimizerState.Count)
    Assert.Equal("adam", saved.Compile.Value.Optimizer.Name)
    Assert.True((KerasFile.loadUncompiled (recorded "legacy_h5_trained.h5")).Compile.IsNone)

[<Fact>]
let ``weights in the older format go by order or by names`` () =
    let path = recorded "legacy_h5_trained.h5"
    let other = model [ dense "first" 5; dense "second" 2 ]
    Assert.Equal<string list>(
        [ "first/bias"; "first/kernel"; "second/bias"; "second/kernel" ],
        keys (KerasFile.loadWeights path other)
    )
    let part = model [ dense "dense" 5; dense "head" 2 ]
    let weights, skipped = KerasFile.loadWeightsWith false true path part
    Assert.Equal<string list>([ "dense/bias"; "dense/kernel" ], keys weights)
    Assert.Empty skipped
    Assert.Equal(
        "legacy_h5_trained.h5, weights: of 2 layers, the model has 3 with weights",
        refused (fun () -> KerasFile.loadWeights path three.Value)
    )
    let wide = model [ dense "dense" 6; dense "dense_1" 2 ]
    Assert.Equal(
        "legacy_h5_trained.h5, weights dense/kernel: shape is (4, 5), the model needs (4, 6)",
        refused (fun () -> KerasFile.loadWeights path wide)
    )
    let weights, skipped = KerasFile.loadWeightsWith true true path wide
    Assert.Equal<string list>([ "dense_1/bias" ], keys weights)
    Assert.Equal(3, skipped.Length)

[<Fact>]
let ``names go with files in the older format`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.weights.h5")
        KerasFile.saveWeights path three.Value (weightsOf three.Value)
        Assert.Equal(
            $"byName is for files that end in .h5 or .hdf5, got \"{path}\"",
            wrong (fun () -> KerasFile.loadWeightsWith false true path three.Value)
        )
        let older = Path.Combine(folder, "m.h5")
        File.Copy(path, older)
        Assert.Equal(
            "m.h5: has no layer_names, so it holds no weights of the older format",
            refused (fun () -> KerasFile.loadWeights older three.Value)
        )
        Assert.Equal(
            "m.h5: holds weights without a model; load them into a model",
            refused (fun () -> KerasFile.load older)
        )
        let renamed = Path.Combine(folder, "n.weights.h5")
        File.Copy(recorded "legacy_h5_trained.h5", renamed)
        Assert.Equal(
            "n.weights.h5: is of the older format; its name must end in .h5 or .hdf5",
            refused (fun () -> KerasFile.loadWeights renamed three.Value)
        ))

[<Fact>]
let ``a file of Keras 2 is named as such where it cannot be read`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.h5")
        let tree = KerasArchive.readWeights (recorded "legacy_h5_trained.h5")
        let of2 (name, value) =
            match name, value with
            | "keras_version", _ -> name, Hdf5Value.Text "2.15.0"
            | "model_config", Hdf5Value.Text text -> name, Hdf5Value.Text(text.Replace("\"units\"", "\"unit\""))
            | _ -> name, value
        KerasArchive.writeWeights path { tree with Attributes = List.map of2 tree.Attributes }
        Assert.Equal(
            "'m.h5', model_config of Keras 2.15.0, layers[1] Dense 'dense', field 'unit': Dense has no such field",
            refused (fun () -> KerasFile.load path)
        ))

[<Fact>]
let ``what does not fit is left out where that is asked, and told`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.weights.h5")
        KerasFile.saveWeights path three.Value (weightsOf three.Value)
        let other = model [ dense "a" 5; dense "b" 4; dense "c" 2; dense "d" 1 ]
        let weights, skipped = KerasFile.loadWeightsWith true false path other
        Assert.Equal<string list>([ "a/bias"; "a/kernel" ], keys weights)
        Assert.Equal<string list>(
            [
                "m.weights.h5, weights b/kernel: shape is (5, 3), the model needs (5, 4)"
                "m.weights.h5, weights c/kernel: shape is (3, 2), the model needs (4, 2)"
                "m.weights.h5, weights d/kernel: is missing, expected at layers/dense_3/vars/0"
            ],
            skipped
        )
        let shorter = model [ dense "a" 5 ]
        let weights, skipped = KerasFile.loadWeightsWith true false path shorter
        Assert.Equal(2, weights.Count)
        Assert.Equal(4, skipped.Length)
        Assert.Equal("m.weights.h5, weights layers/dense_1/vars/0: the model has no such weight", skipped.Head))

[<Fact>]
let ``weights go through several files`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.weights.json")
        let weights = weightsOf three.Value
        let size bytes = float (bytes: int) / float (1 <<< 30)
        // Kernels of 80, 60 and 24 bytes, biases of 20, 12 and 8.
        KerasFile.saveWeightShards path (size 84) three.Value weights
        Assert.Equal<string[]>(
            [| "m.weights.json"; "m_00000.weights.h5"; "m_00001.weights.h5"; "m_00002.weights.h5" |],
            Directory.GetFiles folder |> Array.map Path.GetFileName |> Array.sort
        )
        let again = KerasFile.loadWeights path three.Value
        Assert.Equal<string list>(keys weights, keys again)
        for pair in weights do
            Assert.Equal<float32[]>(pair.Value.Data :?> float32[], again[pair.Key].Data :?> float32[])
        Assert.Equal(
            "maxShardSize must hold each weight, got 79 bytes for 80 of layers/dense/vars/0",
            wrong (fun () -> KerasFile.saveWeightShards path (size 79) three.Value weights)
        )
        Assert.Equal(
            "maxShardSize must be above 0, got 0",
            wrong (fun () -> KerasFile.saveWeightShards path 0.0 three.Value weights)
        )
        let elsewhere = Path.Combine(folder, "m.weights.h5")
        Assert.Equal(
            $"filepath must end in .weights.json where maxShardSize is given, got \"{elsewhere}\"",
            wrong (fun () -> KerasFile.saveWeightShards elsewhere 1.0 three.Value weights)
        )
        File.WriteAllText(path, """{"weight_map": {"/vars": "../other.weights.h5"}}""")
        Assert.Equal(
            "m.weights.json, field '/vars': \"../other.weights.h5\" is not the name of a .weights.h5 file beside it",
            refused (fun () -> KerasFile.loadWeights path three.Value)
        )
        File.WriteAllText(path, "{}")
        Assert.Equal("m.weights.json: has no weight_map", refused (fun () -> KerasFile.loadWeights path three.Value)))

[<Fact>]
let ``a softmax with a mask of steps that does not broadcast to its features can be built`` () =
    let model = Model.sequential "m" [ InputLayer.Create [ 6L; 3L ]; Masking.Create(); Softmax.Create() ]
    let output = (Model.build Mode.Inference model).Outputs.Head
    Assert.Equal(3, output.Shape.Rank)

[<Fact>]
let ``a metric by itself stays out of a list in files`` () =
    let text = """{"a": "mae", "b": ["mae"], "c": ["mae", "mse"]}"""
    let config = (KerasArchive.read (recorded "multi_io.keras")).Config
    config["compile_config"]["metrics"] <- KerasJson.parse "test" text
    let model, settings = ModelConfig.read "test" true config
    let written = ModelConfig.write model settings
    Assert.Equal(text, KerasJson.print (written["compile_config"]["metrics"]))
