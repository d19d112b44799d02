module Functional.Tests.SavingTests

open System
open System.IO
open System.Text.Json.Nodes
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open FSharp.Reflection
open Functional
open Functional.Layers
open Functional.Losses
open Functional.Metrics
open Functional.Optimizers

let private modelFile name = Path.Combine(Setup.recorded, "models", name)

let private refused work = Assert.Throws<ModelFileException>(fun () -> work () |> ignore).Message
let private unsupported work = Assert.Throws<UnsupportedException>(fun () -> work () |> ignore).Message

// What says the same whatever program wrote it: no identities of Python objects, one module for optimizers, numbers as numbers.
let rec private plain (node: JsonNode) : string =
    match node with
    | Fields fields ->
        let optimizer =
            match tryField "module" fields with
            | Some(Text name) -> name.StartsWith "keras.src.backend.torch.optimizers" || name = "keras.optimizers"
            | _ -> false

        let kept =
            fields
            |> Seq.filter (fun pair ->
                pair.Key <> "shared_object_id"
                && not (optimizer && (pair.Key = "module" || pair.Key = "registered_name")))
            |> Seq.sortBy _.Key
            |> Seq.map (fun pair -> $"{pair.Key}: {plain pair.Value}")

        "{" + String.Join(", ", kept) + "}"
    | Items items -> "[" + String.Join(", ", List.map plain items) + "]"
    | Text _ -> KerasJson.print node
    | Real number -> string number
    | other -> KerasJson.print other

let private bytes (array: HostArray) =
    let bytes = Array.zeroCreate<byte>(Buffer.ByteLength array.Data)
    Buffer.BlockCopy(array.Data, 0, bytes, 0, bytes.Length)
    bytes

let rec private flat path (group: Hdf5Group) : (string * string) list =
    let ofItem (name, item) =
        match item with
        | Hdf5Item.Group inner -> ($"{path}/{name}", "") :: flat $"{path}/{name}" inner
        | Hdf5Item.Dataset array -> [ $"{path}/{name}", $"{array} {Convert.ToHexString(bytes array)}" ]

    (group.Attributes |> List.map (fun (name, value) -> $"{path}@{name}", string value))
    @ List.collect ofItem group.Children

let private sorted tree = flat "" tree |> List.sort

let private arrays (weights: Map<Key, HostArray>) =
    weights |> Map.map (fun _ array -> string array, Convert.ToHexString(bytes array))


let private input name (sizes: int64 list) =
    Symbol.input { Configured.Of(InputLayer.Create sizes) with Name = Some name }
let private apply (layer: ILayer) inputs = (Symbol.apply layer inputs).Head

// Files made of what is in the catalogue; some are compiled with what is not.
let private readable: obj[] list = [
    [| "class_weight"; true |]
    [| "embedding_lstm_mask"; true |]
    [| "float64_model"; true |]
    [| "mlp_sequential"; true |]
    [| "multi_io"; true |]
    [| "nested_model"; true |]
    [| "nested_sequential"; true |]
    [| "opt_ema_accumulation"; true |]
    [| "opt_rmsprop_centered"; true |]
    [| "residual_cnn"; true |]
    [| "unbuilt"; true |]
    [| "unbuilt_compiled"; true |]
    [| "uncompiled"; true |]
    [| "binary_weighted"; false |]
    [| "cnn1d_pool"; false |]
    [| "mlp_logits_adam"; false |]
    [| "multi_list"; false |]
]

let ``readable files`` = readable

let private load compiled name =
    (if compiled then KerasFile.load else KerasFile.loadUncompiled) (modelFile $"{name}.keras")

[<Theory; MemberData(nameof ``readable files``)>]
let ``a file that was loaded and saved says what Keras wrote`` (name: string) (compiled: bool) =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "copy.keras")
        KerasFile.save path (load compiled name)
        let original = KerasArchive.read (modelFile $"{name}.keras")
        let copy = KerasArchive.read path

        if compiled then
            Assert.Equal(plain original.Config, plain copy.Config)
            Assert.Equal<(string * string) list>(sorted original.Weights, sorted copy.Weights)
        else
            let without (node: JsonNode) =
                let node = node.DeepClone().AsObject()
                node["compile_config"] <- JsonObject()
                plain node

            let weights tree = sorted tree |> List.filter (fun (path, _) -> not (path.StartsWith "/optimizer"))
            Assert.Equal(without original.Config, without copy.Config)
            Assert.Equal<(string * string) list>(weights original.Weights, weights copy.Weights))

[<Theory; MemberData(nameof ``readable files``)>]
let ``a file that was saved loads as the same model`` (name: string) (compiled: bool) =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "copy.keras")
        let saved = load compiled name
        KerasFile.save path saved
        let again = KerasFile.load path
        Assert.Equal(ModelConfig.toJson saved.Model saved.Compile, ModelConfig.toJson again.Model again.Compile)
        Assert.Equal<Map<Key, string * string>>(arrays saved.Weights, arrays again.Weights)
        Assert.Equal<Map<Key, string * string>>(arrays saved.OptimizerState, arrays again.OptimizerState))

[<Fact>]
let ``every file of Keras loads, or names what is not supported`` () =
    for file in Directory.GetFiles(Path.Combine(Setup.recorded, "models")) do
        try
            KerasFile.load file |> ignore
        with
        | :? UnsupportedException as error -> Assert.Contains("not supported", error.Message)
        | :? ModelFileException as error ->
            Assert.EndsWith("holds weights without a model; load them into a model", error.Message)

[<Fact>]
let ``weights go through a file of weights`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "copy.weights.h5")
        let saved = load false "residual_cnn"
        KerasFile.saveWeights path saved.Model saved.Weights
        Assert.Equal<Map<Key, string * string>>(arrays saved.Weights, arrays (KerasFile.loadWeights path saved.Model))
        let fromWhole = KerasFile.loadWeights (modelFile "residual_cnn.keras") saved.Model
        Assert.Equal<Map<Key, string * string>>(arrays saved.Weights, arrays fromWhole))

[<Fact>]
let ``weights of a functional model come from where Keras puts them`` () =
    let x = input "input_layer" [ 4L ]
    let hidden = apply { Configured.Of(Dense.Create 5) with Name = Some "dense_1" } [ x ]
    let normal = apply (BatchNormalization.Create()) [ hidden ]
    let output = apply { Configured.Of(Dense.Create 2) with Name = Some "dense" } [ normal ]
    let weights =
        KerasFile.loadWeights (modelFile "weights_only.weights.h5") (Model.network "functional" [ x ] [ output ])
    Assert.Equal<int64[]>([| 4L; 5L |], weights[Setup.key "dense_1/kernel"].Shape)
    Assert.Equal<int64[]>([| 5L; 2L |], weights[Setup.key "dense/kernel"].Shape)


// Every recorded object of a kind, with its configuration.
let private recorded (area: string) =
    JsonNode.Parse(File.ReadAllText(Path.Combine(Setup.recorded, $"{area}.json"))).AsArray()
    |> Seq.map (fun case -> case["config"])
    |> Seq.filter (isNull >> not)

let private roundTrips (areas: string list) (again: JsonNode -> JsonNode) =
    let mutable known = 0

    for area in areas do
        for node in recorded area do
            try
                Assert.Equal(plain node, plain (again node))
                known <- known + 1
            with :? UnsupportedException ->
                ()

    Assert.True(known > 0, $"nothing of {areas} is known")

[<Fact>]
let ``configurations of layers that Keras wrote come back`` () =
    let areas =
        Directory.GetFiles(Setup.recorded, "layers_*.json")
        |> Array.map Path.GetFileNameWithoutExtension
        |> List.ofArray

    roundTrips areas (ModelConfig.readLayer "test" >> ModelConfig.writeLayer "layer")

[<Fact>]
let ``configurations of losses that Keras wrote come back`` () =
    roundTrips [ "losses" ] (Catalogue.readLoss "test" >> Catalogue.lossObject "test")

[<Fact>]
let ``configurations of metrics that Keras wrote come back`` () =
    roundTrips [ "metrics" ] (fun node ->
        match Catalogue.readMetric "test" node with
        | MetricChoice.Metric metric -> Catalogue.metricObject "test" metric
        | other -> Catalogue.writeMetric "test" other)

[<Fact>]
let ``configurations of optimizers that Keras wrote come back`` () =
    roundTrips [ "optimizers" ] (Catalogue.readOptimizer "test" >> Catalogue.writeOptimizer "test")

[<Fact>]
let ``configurations of initializers, regularizers and constraints that Keras wrote come back`` () =
    roundTrips [ "initializers" ] (Catalogue.readInitializer "test" >> Catalogue.writeInitializer "test")
    roundTrips [ "regularizers" ] (Catalogue.readRegularizer "test" >> Catalogue.writeRegularizer "test")
    roundTrips [ "constraints" ] (Catalogue.readConstraint "test" >> Catalogue.writeConstraint "test")

// Any value of a descriptor's field that a file can hold.
let private anyLayer =
    Classes.layers
    |> Seq.map (fun facts -> Descriptors.any facts.Template)
    |> Gen.oneof
    |> Gen.bind (fun layer ->
        Gen.map2
            (fun trainable policy -> {
                Layer = layer :?> ILayer
                Name = Some "x"
                Trainable = trainable
                Policy = policy
            })
            (Gen.elements [ true; false ])
            (Gen.elements [ None; Some(Policy.Parse "float64"); Some(Policy.Parse "mixed_bfloat16") ]))

let private hasWords (besides: string list) (named: (string * 'union) list) =
    Assert.Equal<Set<string>>(Samples.casesOf<'union> - Set besides, named |> List.map (snd >> Samples.caseOf) |> Set)

[<Fact>]
let ``every activation, initializer, regularizer and constraint has a word, which files write`` () =
    hasWords [ "Own" ] Activation.named
    // Only inside of layers.
    hasWords [ "Own"; "UnitForget" ] Initializer.named
    hasWords [ "Own" ] Regularizer.named
    hasWords [ "Own" ] Constraint.named

type private Descriptors =
    static member Layer() : Arbitrary<Configured> = Arb.fromGen anyLayer
    static member Optimizer() : Arbitrary<Optimizer> =
        Classes.optimizers
        |> List.map (fun facts -> Descriptors.any (ClassFacts.descriptor facts.Template))
        |> Gen.oneof
        |> Gen.map2
            (fun settings rule ->
                let settings = settings :> obj :?> OptimizerSettings
                let rate =
                    match settings.LearningRate with
                    | Rate.Number number -> Rate.Number(float (float32 number))
                    | Rate.Schedule _ -> settings.LearningRate
                let rule =
                    match box rule with
                    | :? IOptimizers as several -> several.With several.All
                    | rule -> rule :?> IOptimizer
                let made = Optimizer.Create(rule, { settings with LearningRate = rate }, "mine")
                if Optimizer.hasSettings made then made else { made with Settings = OptimizerSettings.Create 0.0 })
            (Descriptors.any (OptimizerSettings.Create 0.1) |> Gen.map (fun settings -> settings :?> OptimizerSettings))
        |> Arb.fromGen

let private reparsed (node: JsonNode) = KerasJson.parse "test" (KerasJson.print node)

// What a file makes of a layer, and of whatever layer inside of it: settings that are absent may be filled in, and not every class's options
// are written. A policy is that of what holds the layer, as it is written and as it is read.
let rec private kept (writing: Policy) (reading: Policy) (given: ILayer) (again: ILayer) : ILayer =
    let options, bare = Holder.apart given
    let isWritten key =
        Classes.tryLayer (ClassName.ofLayer bare) |> Option.forall (fun facts -> List.contains key facts.Common)
    let policy = defaultArg options.Policy writing
    let policy, layer =
        match bare with
        | :? IWritten as written -> written.Policy policy, written.Written
        | _ -> policy, bare
    let inside = kept policy (if isWritten "dtype" then policy else reading)
    let layer: ILayer =
        match layer, Holder.bare again with
        // The other direction is written, given or not.
        | (:? Bidirectional as given), (:? Bidirectional as again) ->
            let backward =
                match given.BackwardLayer, again.BackwardLayer with
                | Some given, Some again -> Some(inside given again)
                | given, again -> given |> Option.orElse again
            { given with Layer = inside given.Layer again.Layer; BackwardLayer = backward }
        | (:? IHolder as given), again when not given.Parts.IsEmpty && given.Parts.Length = (Holder.parts again).Length ->
            List.map2
                (fun (given: LayerPart) (again: LayerPart) -> inside given.Layer again.Layer)
                given.Parts
                (Holder.parts again)
            |> given.With
        | given, _ ->
            let codec = Codec.descriptor (given.GetType())
            let values = codec.Values given
            let fill (field: FieldCodec) (value: obj) =
                match field.WrittenAs with
                | Some other when isNull value ->
                    let i = codec.Fields |> Array.findIndex (fun field -> field.Name = other)
                    box (Some(unbox<int> values[i]))
                | _ -> value
            if codec.Fields |> Array.exists _.WrittenAs.IsSome then
                Array.map2 fill codec.Fields values |> codec.Make :?> ILayer
            else
                given
    {
        Configured.Of layer with
            Name = options.Name
            Trainable = options.Trainable || not (isWritten "trainable")
            Policy = if isWritten "dtype" && policy <> reading then Some policy else None
    }

[<Property(Arbitrary = [| typeof<Descriptors> |], MaxTest = 500)>]
let ``any layer comes back from its JSON`` (layer: Configured) =
    let again = ModelConfig.writeLayer "x" layer |> reparsed |> ModelConfig.readLayer "test"
    Assert.Equal<obj>(kept Policy.Float32 Policy.Float32 layer again, again)

[<Property(Arbitrary = [| typeof<Descriptors> |])>]
let ``any optimizer comes back from its JSON`` (optimizer: Optimizer) =
    let again = Catalogue.writeOptimizer "test" optimizer |> reparsed |> Catalogue.readOptimizer "test"
    Assert.Equal(optimizer.Name, again.Name)
    Assert.Equal(optimizer.Settings, again.Settings)
    Assert.Equal<obj>(optimizer.Rule, again.Rule)

[<Fact>]
let ``numbers that are no numbers come back`` () =
    let layer: ILayer = { Masking.Create() with MaskValue = nan }
    let again = ModelConfig.writeLayer "x" layer |> reparsed |> ModelConfig.readLayer "test" :?> Configured
    Assert.True(Double.IsNaN (again.Layer :?> Masking).MaskValue)

[<Theory>]
[<InlineData("mse", "mse")>]
[<InlineData("MAE", "MAE")>]
[<InlineData("categorical_crossentropy", "categorical_crossentropy")>]
let ``a loss given by a name keeps it`` (name: string) (written: string) =
    let loss = (Catalogue.tryLoss name).Value
    Assert.Equal($"\"{written}\"", KerasJson.print (Catalogue.writeLoss "test" loss))

let private meanOf (fn: string) =
    $"""{{"module": "keras.metrics", "class_name": "MeanMetricWrapper", "config": {{"name": "m", "dtype": "float32", "fn": {fn}}}, "registered_name": null}}"""
    |> KerasJson.parse "test"

let private functionOf (name: string) =
    $"""{{"module": "builtins", "class_name": "function", "config": "{name}", "registered_name": "function"}}"""

[<Theory>]
[<InlineData("mean_squared_error", true)>]
// Both a loss and, with the other sign, a metric.
[<InlineData("cosine_similarity", true)>]
[<InlineData("binary_accuracy", false)>]
let ``a mean of one of Keras's functions is known by the function's name`` (name: string) (isLoss: bool) =
    let node = meanOf (functionOf name)
    match Catalogue.readMetric "test" node with
    | MetricChoice.Metric({ Rule = :? Metrics.MeanOfFunction as mean } as metric) ->
        Assert.Equal("m", metric.Name)
        Assert.Equal(isLoss, (mean.Mean :? Metrics.MeanOfLoss))
        Assert.True(JsonNode.DeepEquals(node, Catalogue.metricObject "test" metric))
    | other -> failwith $"{other}"

[<Fact>]
let ``a mean of what is no function of Keras's is refused`` () =
    let refused (fn: string) =
        Assert.Throws<UnsupportedException>(fun () -> Catalogue.readMetric "test" (meanOf fn) |> ignore).Message
    Assert.Equal(
        "test MeanMetricWrapper, field 'fn': the function \"auc\" is not supported",
        refused (functionOf "auc")
    )
    Assert.Equal("test MeanMetricWrapper, field 'fn': the function {} is not supported", refused "{}")

[<Fact>]
let ``short and older forms are taken`` () =
    let dense =
        """{"class_name": "Dense", "config": {"units": 3, "dtype": "mixed_float16", "kernel_initializer": "he_normal", "kernel_regularizer": "l2",
           "bias_initializer": {"class_name": "OrthogonalInitializer", "config": {"gain": 2}}, "bias_constraint": "non_neg", "activation": null}}"""

    let configured = ModelConfig.readLayer "test" (KerasJson.parse "test" dense) :?> Configured
    Assert.Equal(Some(Policy.Parse "mixed_float16"), configured.Policy)

    Assert.Equal(
        {
            Dense.Create 3 with
                Kernel = {
                    Initializer = Initializer.HeNormal Fan.Default
                    Regularizer = Some(Regularizer.L2 0.01)
                    Constraint = None
                }
                Bias = {
                    Initializer = Initializer.Orthogonal(2.0, None)
                    Regularizer = None
                    Constraint = Some Constraint.NonNeg
                }
        },
        configured.Layer :?> Dense
    )

    let conv = """{"class_name": "Conv2D", "config": {"filters": 3, "kernel_size": 5, "strides": 2.0}}"""
    let configured = ModelConfig.readLayer "test" (KerasJson.parse "test" conv) :?> Configured
    Assert.Equal({ Conv.Create(3, [ 5; 5 ]) with Strides = [ 2; 2 ] }, configured.Layer :?> Conv)


let private comesBack (model: Model) =
    let text = ModelConfig.toJson model None
    let again, _ = ModelConfig.ofJson text
    Assert.Equal(text, ModelConfig.toJson again None)
    again

[<Fact>]
let ``a shared layer, states and dictionaries come back`` () =
    let a, b = input "a" [ 5L; 3L ], input "b" [ 5L; 3L ]
    let shared: ILayer = Dense.Create 4
    let lstm: ILayer = { LSTM.Create 4 with ReturnState = true }

    match Symbol.apply lstm [ apply shared [ a ] ] with
    | [ _; h; c ] ->
        let decoded = apply { LSTM.Create 4 with ReturnSequences = true } [ apply shared [ b ]; h; c ]
        let model = Model.network "pair" [ a; b ] [ decoded; h ]
        let root = model.Root :?> Network
        let named: Network = { root with InputKeys = Some [ "a"; "b" ]; OutputKeys = Some [ "out"; "state" ] }
        let again = comesBack (Model.ofLayer "pair" named)
        let network = again.Root :?> Network
        Assert.Equal(Some [ "a"; "b" ], network.InputKeys)
        Assert.Equal(Some [ "out"; "state" ], network.OutputKeys)
        Assert.Equal(5, network.Named.Length)
        Assert.Equal(6, network.Calls.Length)
    | other -> Assert.Fail $"{other.Length} outputs"

[<Fact>]
let ``a model with another one for a layer, called by keys, comes back`` () =
    let inner =
        let a, b = input "a" [ 3L ], input "b" [ 3L ]
        let network = (Model.network "inner" [ a; b ] [ apply (Concatenate.Create()) [ a; b ] ]).Root :?> Network
        { Configured.Of { network with InputKeys = Some [ "a"; "b" ] } with Name = Some "inner" }

    let x, y = input "x" [ 3L ], input "y" [ 3L ]
    comesBack (Model.network "outer" [ x; y ] [ apply inner [ y; x ] ]) |> ignore

[<Fact>]
let ``a Sequential built from data gets the input layer that Keras gives it`` () =
    let spec = { Name = "x"; Shape = Shape.ofKeras "x" [ None; Some 4L ]; DType = DType.Float32 }

    let model = Model.sequential "s" [ Dense.Create 2 ] |> Model.withInputs [ spec ]
    let again = comesBack model
    Assert.Equal<string list>([ "input_layer"; "dense" ], (again.Root :?> Sequential).Named |> List.map fst)
    Assert.Equal<int64 option list>([ None; Some 4L ], Shape.toKeras again.Inputs.Value.Head.Shape)

[<Fact>]
let ``layers stand in Keras's order, the longest way to the outputs first`` () =
    let left, right = input "left" [ 4L ], input "right" [ 3L ]
    let joined = apply (Concatenate.Create()) [ apply (Dense.Create 6) [ left ]; right ]
    let network = (Model.network "m" [ left; right ] [ joined ]).Root :?> Network
    Assert.Equal<string list>([ "left"; "dense"; "right"; "concatenate" ], network.Named |> List.map fst)

let private functional (layers: string) (inputs: string) (outputs: string) =
    $"""{{"class_name": "Functional", "config": {{"name": "m", "layers": [{layers}], "input_layers": {inputs}, "output_layers": {outputs}}}}}"""

let private tensor name call =
    $"""{{"class_name": "__keras_tensor__", "config": {{"shape": [null, 4], "dtype": "float32", "keras_history": ["{name}", {call}, 0]}}}}"""

let private layerText className name (config: string) (inbound: string) =
    $"""{{"class_name": "{className}", "name": "{name}", "config": {{"name": "{name}", {config}}}, "inbound_nodes": [{inbound}]}}"""

// As Keras writes it before and after 3.16: with its name in the configuration, or without.
let private functionText className name (config: string) (inbound: string) =
    $"""{{"module": "keras.src.ops.numpy", "class_name": "{className}", "name": "{name}", "config": {{{config}}}, "inbound_nodes": [{inbound}]}}"""

let private call args (kwargs: string) = $"""{{"args": [{args}], "kwargs": {{{kwargs}}}}}"""
let private inputText = layerText "InputLayer" "x" "\"batch_shape\": [null, 4], \"dtype\": \"int32\"" ""
let private openText text = ModelConfig.ofJson text |> fst

[<Fact>]
let ``the mask that Keras makes of an embedding stays an argument of the call`` () =
    let embedding =
        layerText "Embedding" "e" "\"input_dim\": 5, \"output_dim\": 2, \"mask_zero\": true" (call (tensor "x" 0) "")
    let x = tensor "x" 0
    let notEqual = functionText "NotEqual" "not_equal" "" (call $"{x}, 0" "")
    let lstm mask = layerText "LSTM" "l" "\"units\": 3" (call (tensor "e" 0) $"\"mask\": {mask}")
    let text mask =
        functional (String.Join(", ", [ inputText; embedding; notEqual; lstm mask ])) "[\"x\", 0, 0]" "[\"l\", 0, 0]"
    for mask in [ tensor "not_equal" 0; "null"; tensor "x" 0 ] do
        comesBack (openText (text mask)) |> ignore
    let unmasked = (text (tensor "not_equal" 0)).Replace("\"mask_zero\": true", "\"mask_zero\": false")
    comesBack (openText unmasked) |> ignore


[<Fact>]
let ``the mask that Keras makes of a layer that masks steps stays an argument of the call`` () =
    let input = layerText "InputLayer" "x" "\"batch_shape\": [null, 3, 4], \"dtype\": \"float32\"" ""
    let masking = layerText "Masking" "m" "\"mask_value\": -1.0" (call (tensor "x" 0) "")
    let notEqual (value: string) = functionText "NotEqual" "not_equal" "" (call $"""{tensor "x" 0}, {value}""" "")
    let any = functionText "Any" "any" "\"axis\": -1, \"keepdims\": false" (call (tensor "not_equal" 0) "")
    let lstm mask = layerText "LSTM" "l" "\"units\": 3" (call (tensor "m" 0) $"\"mask\": {mask}")
    let text value mask =
        functional
            (String.Join(", ", [ input; masking; notEqual value; any; lstm mask ]))
            "[\"x\", 0, 0]"
            "[\"l\", 0, 0]"
    for value, mask in [ "-1.0", tensor "any" 0; "-1.0", "null"; "-2.0", tensor "any" 0 ] do
        comesBack (openText (text value mask)) |> ignore

/// A model whose only layer between input and output drops half in training, called with what is said of training.
let private dropping (training: string) =
    let input = layerText "InputLayer" "x" "\"batch_shape\": [null, 40], \"dtype\": \"float32\"" ""
    let dropout = layerText "Dropout" "d" "\"rate\": 0.5" (call (tensor "x" 0) training)
    openText (functional $"{input}, {dropout}" "[\"x\", 0, 0]" "[\"d\", 0, 0]")

[<Fact>]
let ``what a call says of training counts in training and in use`` () =
    let drops mode model =
        let built = Model.build mode model
        Graph.nodes built.Outputs
        |> List.exists (fun node ->
            match node.Op with
            | Op.Dropout _ -> true
            | _ -> false)
    let found said = [ for mode in [ Mode.Training; Mode.Inference ] -> drops mode (dropping said) ]
    Assert.Equal<bool list>([ true; false ], found "")
    Assert.Equal<bool list>([ false; false ], found "\"training\": false")
    Assert.Equal<bool list>([ true; true ], found "\"training\": true")
    for said in [ "\"training\": false"; "\"training\": true" ] do
        Assert.Contains(said, ModelConfig.toJson (comesBack (dropping said)) None)

// As Keras 3.16 writes it, of what an earlier version wrote.
let private modern (text: string) : string =
    let node = KerasJson.parse "model JSON" text
    OlderForms.modernize None None node
    ModelConfig.toJson (ModelConfig.read "model JSON" false node |> fst) None

[<Fact>]
let ``older words for settings and calls are read`` () =
    let input = layerText "InputLayer" "x" "\"batch_shape\": [null, 3], \"dtype\": \"int32\"" ""
    let older = layerText "InputLayer" "x" "\"batch_input_shape\": [null, 3], \"dtype\": \"int32\"" ""
    let layers (long: bool) input =
        let inbound name = if long then call (tensor name 0) "" else $"[[\"{name}\", 0, 0, {{}}]]"
        let said (text: string) = if long then "" else text
        [
            input
            layerText
                "Embedding"
                "e"
                ("\"input_dim\": 5, \"output_dim\": 2" + said ", \"input_length\": 3")
                (inbound "x")
            layerText "LSTM" "l" ("\"units\": 3" + said ", \"implementation\": 2, \"time_major\": false") (inbound "e")
            layerText "LeakyReLU" "r" (if long then "\"negative_slope\": 0.2" else "\"alpha\": 0.2") (inbound "l")
        ]
    let text long input = functional (String.Join(", ", layers long input)) "[[\"x\", 0, 0]]" "[[\"r\", 0, 0]]"
    Assert.Equal(modern (text true input), modern (text false older))

    let dense shape = $"{{\"class_name\": \"Dense\", \"config\": {{\"name\": \"d\", \"units\": 2{shape}}}}}"
    let sequential layers =
        $"{{\"class_name\": \"Sequential\", \"config\": {{\"name\": \"s\", \"layers\": [{layers}]}}}}"
    let input =
        "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"input_layer\", \"batch_shape\": [null, 4]}}"
    Assert.Equal(
        modern (sequential $"""{input}, {dense ""}"""),
        modern (sequential (dense ", \"batch_input_shape\": [null, 4]"))
    )

[<Fact>]
let ``weights at the places of 2.13 and of another float type are read`` () =
    let model = Model.sequential "m" [ InputLayer.Create [ 3L ]; Dense.Create 2 ]
    let start = Trained.create 3L model
    let weights =
        Map [ for weight in (Model.build Mode.Inference model).Trace.Weights -> weight.Key, start.Store.Get weight.Key ]
    let rec older (group: Hdf5Group) : Hdf5Group = {
        group with
            Children = [
                for name, item in group.Children do
                    let name = if name = "layers" then "_layer_checkpoint_dependencies" else name
                    match item with
                    | Hdf5Item.Group inner -> name, Hdf5Item.Group(older inner)
                    | Hdf5Item.Dataset array ->
                        name,
                        Hdf5Item.Dataset {
                            array with
                                DType = DType.Float64
                                Data = (array.Data :?> float32[]) |> Array.map float
                        }
            ]
    }
    let tree = WeightTree.write model weights None |> older
    Assert.Equal<_ list>(
        Map.toList (arrays weights),
        Map.toList (arrays (WeightTree.read "m" model (OlderForms.tree tree)))
    )

[<Fact>]
let ``what was read back differs where it was changed`` () =
    let array (numbers: float32[]) = Hdf5Item.Dataset(HostArray.Of numbers)
    let tree numbers = {
        Hdf5Group.empty with
            Children = [ "layers", Hdf5Item.Group { Hdf5Group.empty with Children = [ "0", array numbers ] } ]
    }
    Assert.Equal(None, ReadBack.difference "" (tree [| 1.0f; nanf |]) (tree [| 1.0f; nanf |]))
    Assert.Equal(Some "layers/0", ReadBack.difference "" (tree [| 1.0f; 2.0f |]) (tree [| 1.0f; 3.0f |]))
    Assert.Equal(
        "m.keras: what was read back is not what was written, at layers/0; nothing was saved",
        refused (fun () -> ReadBack.require "m.keras" (Some "layers/0"))
    )

let private broken (from: string) (into: string) =
    let model =
        Model.sequential "m" [
            InputLayer.Create [ 8L; 8L; 1L ]
            Conv.Create(3, [ 3; 3 ])
            Flatten.Create()
            Dense.Create 2
        ]
    let text = ModelConfig.toJson model None
    Assert.Contains(from, text)
    ModelConfig.read "'mnist.keras', config.json" true (KerasJson.parse "test" (text.Replace(from, into)))

let private malformed: obj[] list = [
    [|
        "\"padding\": \"valid\""
        "\"padding\": \"samee\""
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'padding': \"samee\" is not one of \"valid\", \"same\", \"causal\""
    |]
    [|
        "\"units\": 2"
        "\"units\": \"two\""
        "'mnist.keras', config.json, layers[3] Dense 'dense', field 'units': \"two\" is not a whole number"
    |]
    [|
        "\"units\": 2"
        "\"unit\": 2, \"units\": 2"
        "'mnist.keras', config.json, layers[3] Dense 'dense', field 'unit': Dense has no such field"
    |]
    [| "\"units\": 2, "; ""; "'mnist.keras', config.json, layers[3] Dense 'dense', field 'units': is missing" |]
    [|
        "\"use_bias\": true"
        "\"use_bias\": 1"
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'use_bias': 1 is not true or false"
    |]
    [|
        "\"activation\": \"linear\""
        "\"activation\": {}"
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'activation': {} is not an activation"
    |]
    [|
        "{\"seed\": null"
        "{\"seed\": \"a\""
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'kernel_initializer', GlorotUniform, field 'seed': \"a\" is not a whole number"
    |]
    [|
        "\"bias_constraint\": null"
        "\"bias_constraint\": \"tight\""
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'bias_constraint': constraint must be one of max_norm, min_max_norm, non_neg, unit_norm, got \"tight\""
    |]
    [|
        "\"name\": \"flatten\""
        "\"name\": \"a/b\""
        "'mnist.keras', config.json, layers[2] Flatten 'a/b', field 'name': \"a/b\" is not a name: a text without slashes"
    |]
    [|
        "\"name\": \"flatten\""
        "\"name\": \"dense\""
        "'mnist.keras', config.json: layer names must be unique in a model, got \"dense\" twice"
    |]
]

let ``malformed configurations`` = malformed

[<Theory; MemberData(nameof ``malformed configurations``)>]
let ``a malformed configuration names file, layer and field`` (from: string) (into: string) (message: string) =
    Assert.Equal(message, refused (fun () -> broken from into))

let private refusedByName: obj[] list = [
    [|
        "\"class_name\": \"Flatten\""
        "\"class_name\": \"Mamba\""
        "'mnist.keras', config.json, layers[2] Mamba 'flatten': the layer Mamba is not supported"
    |]
    [|
        "\"quantization_config\": null"
        "\"quantization_config\": {\"mode\": \"int8\"}"
        "'mnist.keras', config.json, layers[3] Dense 'dense', field 'quantization_config': {\"mode\": \"int8\"} is not supported, only null"
    |]
    [|
        "\"class_name\": \"GlorotUniform\""
        "\"class_name\": \"Lucky\""
        "'mnist.keras', config.json, layers[1] Conv2D 'conv2d', field 'kernel_initializer': the initializer Lucky is not supported"
    |]
    [|
        "\"compile_config\": {}"
        "\"compile_config\": {\"optimizer\": {\"class_name\": \"SGD\", \"config\": {\"learning_rate\": {\"class_name\": \"Zigzag\", \"config\": {}}}}}"
        "'mnist.keras', config.json, compile_config, optimizer SGD, field 'learning_rate': the schedule Zigzag is not supported"
    |]
    [|
        "\"compile_config\": {}"
        "\"compile_config\": {\"optimizer\": \"adam\", \"loss\": \"bread\"}"
        "'mnist.keras', config.json, compile_config, loss: the loss \"bread\" is not supported"
    |]
]

let ``configurations with what is not supported`` = refusedByName

[<Theory; MemberData(nameof ``configurations with what is not supported``)>]
let ``what is not supported is named`` (from: string) (into: string) (message: string) =
    Assert.Equal(message, unsupported (fun () -> broken from into))

[<Fact>]
let ``an activation with numbers of its own cannot be written`` () =
    let layer: ILayer = { Dense.Create 2 with Activation = Activation.LeakyRelu 0.5 }

    Assert.Equal(
        "Dense 'd', field 'activation': Keras files name an activation without its numbers, so LeakyRelu 0.5 cannot be written, only \"leaky_relu\" as it is by default",
        unsupported (fun () -> ModelConfig.writeLayer "d" layer)
    )

[<Fact>]
let ``calls that are not there, circles and other arguments are refused`` () =
    let dense name from kwargs = layerText "Dense" name "\"units\": 3" (call (tensor from 0) kwargs)
    let text layers = functional (String.Join(", ", inputText :: layers)) "[\"x\", 0, 0]" "[\"a\", 0, 0]"

    Assert.Equal(
        "model JSON, layers[1] Dense 'a', inbound_nodes[0]: there is no call 0 of a layer 'z'",
        refused (fun () -> openText (text [ dense "a" "z" "" ]))
    )

    Assert.Equal(
        "model JSON, layers[1] Dense 'a', inbound_nodes[0]: the layers feed each other in a circle",
        refused (fun () -> openText (text [ dense "a" "b" ""; dense "b" "a" "" ]))
    )

    Assert.Equal(
        "model JSON, layers[1] Dense 'a', inbound_nodes[0]: a call with training = 3 is not supported",
        unsupported (fun () -> openText (text [ dense "a" "x" "\"training\": 3" ]))
    )

[<Fact>]
let ``a small file cannot ask for any number of calls`` () =
    let fromX, fromM = call (tensor "x" 0) "", call (tensor "m" 0) ""

    let rec nested depth =
        if depth = 0 then
            let relu = layerText "Activation" "a" "\"activation\": \"relu\"" fromX
            functional $"{inputText}, {relu}" "[\"x\", 0, 0]" "[\"a\", 0, 0]"
        else
            let inner = (KerasJson.parse "test" (nested (depth - 1))).AsObject()
            inner["name"] <- JsonValue.Create "m"
            inner["inbound_nodes"] <- JsonNode.Parse $"[{fromX}, {fromM}]"
            functional $"{inputText}, {KerasJson.print inner}" "[\"x\", 0, 0]" "[\"m\", 1, 0]"

    Assert.Matches(
        "more than 2.... calls of layers, those of nested models included$",
        refused (fun () -> openText (nested 20))
    )

// Every node of a tree, with what puts another one in its place.
let rec private places (node: JsonNode) : (JsonNode -> unit) list = [
    match node with
    | Fields fields ->
        for pair in List.ofSeq fields do
            yield (fun other -> fields[pair.Key] <- other)
            yield (fun _ -> fields.Remove pair.Key |> ignore)
            yield (fun other -> fields["new"] <- other)
            yield! places pair.Value
    | Items items ->
        for i in 0 .. items.Length - 1 do
            yield (fun other -> node.AsArray()[i] <- other)
            yield (fun _ -> node.AsArray().RemoveAt i)
            yield! places items[i]
    | _ -> ()
]

let private strange = [
    "null"
    "true"
    "0"
    "-1"
    "3"
    "1e400"
    "2.5"
    "NaN"
    "123456789012345678901234567890"
    "2147483647"
    "\"\""
    "\"relu\""
    "\"float16\""
    "[]"
    "[null, 3]"
    "[[1], {}]"
    "[9999999999, 9999999999, 9999999999]"
    "{}"
    "{\"class_name\": \"Dense\", \"config\": {\"units\": 3}}"
    "{\"class_name\": 3}"
]

let private damageable =
    lazy
        ([
            "multi_io"
            "nested_model"
            "nested_sequential"
            "residual_cnn"
            "embedding_lstm_mask"
            "multi_list"
            "uncompiled"
         ]
         |> List.map (fun name -> (KerasArchive.read (modelFile $"{name}.keras")).Config))

type private Damages =
    static member Damage() : Arbitrary<int list> =
        Gen.listOfLength 3 (Gen.choose (0, Int32.MaxValue - 1)) |> Arb.fromGen

[<Property(Arbitrary = [| typeof<Damages> |], MaxTest = 1000)>]
let ``a damaged configuration gives an error of ours or a model`` (damage: int list) =
    let pick i (items: 'a list) = items[damage[i] % items.Length]
    let config = (pick 0 damageable.Value).DeepClone()
    (places config |> pick 1) (KerasJson.parse "test" (pick 2 strange))

    try
        ModelConfig.read "test" true config |> ignore
    with :? FunctionalException as error ->
        Assert.DoesNotContain("\n", error.Message)

let private withTree (change: Hdf5Group -> Hdf5Group) work =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "model.keras")
        let archive = KerasArchive.read (modelFile "uncompiled.keras")
        KerasArchive.write path { archive with Weights = change archive.Weights }
        work path)

// A tree with the item at a path replaced, or taken away.
let rec private edit (path: string list) (item: Hdf5Item option) (group: Hdf5Group) : Hdf5Group =
    match path with
    | [ name ] ->
        let others = group.Children |> List.filter (fun (key, _) -> key <> name)
        {
            group with
                Children = others @ (item |> Option.map (fun item -> name, item) |> Option.toList)
        }
    | name :: rest -> {
        group with
            Children =
                group.Children
                |> List.map (fun (key, child) ->
                    match child with
                    | Hdf5Item.Group inner when key = name -> key, Hdf5Item.Group(edit rest item inner)
                    | _ -> key, child)
      }
    | [] -> group

let private zeros (shape: int64 list) =
    Hdf5Item.Dataset {
        DType = DType.Float32
        Shape = Array.ofList shape
        Data = Array.zeroCreate<float32>(int (List.fold (*) 1L shape))
    }

[<Fact>]
let ``weights that do not fit the model are named`` () =
    let path n = [ "layers"; "dense"; "vars"; n ]

    let message item n = withTree (edit (path n) item) (fun path -> refused (fun () -> KerasFile.load path))

    Assert.Equal(
        "model.keras, weights dense/kernel: shape is (4, 6), the model needs (4, 5)",
        message (Some(zeros [ 4L; 6L ])) "0"
    )
    Assert.Equal("model.keras, weights dense/bias: is missing, expected at layers/dense/vars/1", message None "1")
    Assert.Equal(
        "model.keras, weights layers/dense/vars/2: the model has no such weight",
        message (Some(zeros [ 1L ])) "2"
    )

    let whole = Hdf5Item.Dataset { DType = DType.Int64; Shape = [| 5L |]; Data = Array.zeroCreate<int64> 5 }

    Assert.Equal("model.keras, weights dense/bias: dtype is int64, the model needs float32", message (Some whole) "1")

[<Fact>]
let ``layers that do not fit together are an error of the file`` () =
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        let archive = KerasArchive.read (modelFile "uncompiled.keras")
        archive.Config["config"].["layers"].[0].["config"].["batch_shape"] <- JsonNode.Parse "[]"
        KerasArchive.write path archive

        Assert.Equal(
            "'m.keras', config.json: sequential/dense: expects an input with at least one axis, got a scalar",
            refused (fun () -> KerasFile.load path)
        ))

[<Fact>]
let ``a model without one of its weights is not saved`` () =
    Setup.inFolder (fun folder ->
        let saved = load false "uncompiled"
        let path = Path.Combine(folder, "m.keras")
        let without = { saved with Weights = saved.Weights.Remove(Setup.key "dense/bias") }
        Assert.Equal("sequential, weights dense/bias: is missing", refused (fun () -> KerasFile.save path without))
        Assert.False(File.Exists path))

[<Fact>]
let ``a low-rank correction is added to its weight, as Keras does`` () =
    let model =
        Model.sequential "m" [ InputLayer.Create [ 2L ]; { Dense.Create 2 with Lora = Some { Rank = 1; Alpha = 1.0 } } ]
    let array shape (data: float32 list) = {
        DType = DType.Float32
        Shape = Array.ofList shape
        Data = Array.ofList data
    }

    let weights =
        Map [
            Setup.key "dense/kernel", array [ 2L; 2L ] [ 1.0f; 2.0f; 3.0f; 4.0f ]
            Setup.key "dense/bias", array [ 2L ] [ 5.0f; 6.0f ]
            Setup.key "dense/lora_kernel_a", array [ 2L; 1L ] [ 1.0f; 2.0f ]
            Setup.key "dense/lora_kernel_b", array [ 1L; 2L ] [ 10.0f; 20.0f ]
        ]

    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        KerasFile.save path {
            Model = model
            Compile = None
            Weights = weights
            OptimizerState = Map.empty
            Seed = None
            Position = Position.Start
        }
        let again = KerasFile.load path
        Assert.Equal<Key list>(
            [ Setup.key "dense/bias"; Setup.key "dense/kernel" ],
            again.Weights |> Map.keys |> List.ofSeq
        )
        Assert.Equal<float32[]>(
            [| 11.0f; 22.0f; 23.0f; 44.0f |],
            again.Weights[Setup.key "dense/kernel"].Data :?> float32[]
        ))

[<Fact>]
let ``the state of an optimizer comes back, slot by slot`` () =
    let adam = { (Catalogue.tryOptimizer "adam").Value with Name = "mine" }
    let settings = {
        CompileSettings.Create(adam, (Catalogue.tryLoss "mse").Value) with
            Metrics = PerOutput.All [ (Catalogue.tryMetric "mae").Value ]
    }

    let saved = { load false "uncompiled" with Compile = Some settings }
    let weights = Model.build Mode.Inference saved.Model |> Model.weights |> List.filter _.Trainable
    let value i (variable: StateDeclaration) : HostArray =
        let count = int (Array.fold (*) 1L variable.Shape)
        {
            DType = variable.DType
            Shape = variable.Shape
            Data = if variable.DType = DType.Int32 then [| 7 |] :> Array else Array.create count (float32 i)
        }

    let state = Updates.variables adam weights |> List.mapi (fun i variable -> variable.Key, value i variable) |> Map

    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "m.keras")
        KerasFile.save path { saved with OptimizerState = state }
        let again = KerasFile.load path
        Assert.Equal<Map<Key, string * string>>(arrays state, arrays again.OptimizerState)
        let slots = KerasArchive.read path |> _.Weights |> Hdf5Group.tryGroup "optimizer/vars" |> Option.get
        Assert.Equal(state.Count, slots.Children.Length)
        Assert.Equal(Some "mine", Hdf5Group.tryText "name" slots)
        let short =
            saved.Compile
            |> Option.map (fun settings -> { settings with Optimizer = (Catalogue.tryOptimizer "sgd").Value })
        KerasArchive.write path { KerasArchive.read path with Config = ModelConfig.write saved.Model short }

        Assert.Equal(
            $"m.keras, weights optimizer/vars: has {state.Count} variables, the model's sgd needs 2, or 2 before its first step",
            refused (fun () -> KerasFile.load path)
        ))
