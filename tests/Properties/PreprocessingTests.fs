/// What layers do that prepare data: what they learn, what text becomes, and the stage on the host before the graph.
module Functional.Tests.PreprocessingTests

open System
open System.IO
open System.Threading
open Xunit
open FsCheck
open FsCheck.Xunit
open TorchSharp
open Functional
open Functional.Layers

let private texts (items: string list) : HostArray = {
    DType = DType.String
    Shape = [| int64 items.Length |]
    Data = Array.ofList items
}

let private column (array: HostArray) = { array with Shape = [| array.Count; 1L |] }
let private whole (items: int64 list) = HostArray.Of(Array.ofList items)
let private longs (array: HostArray) = array.Data :?> int64[] |> List.ofArray
let private floats (array: HostArray) = array.Data :?> float32[] |> List.ofArray
let private strings (array: HostArray) = array.Data :?> string[] |> List.ofArray

let private message<'error when 'error :> exn> (work: unit -> obj) =
    let error = Assert.Throws<'error>(fun () -> work () |> ignore)
    Assert.DoesNotContain("\n", error.Message)
    error.Message

// A text layer at the head of a model that learns.
let private words = [ "good film"; "bad film"; "a good one"; "bad, bad!"; "the film"; "very good, the film" ]
let private vectorize =
    { TextVectorization.Create() with OutputSequenceLength = Some 4 } |> Adapting.adapt (texts words)

let private textModel (vectorize: ILayer) =
    Model.sequential "model" [
        { InputLayer.Create [ 1L ] with DType = DType.String }
        vectorize
        { Embedding.Create(20, 3) with MaskZero = true }
        GlobalPooling.Create(PoolKind.Average, 1)
        { Dense.Create 1 with Activation = Activation.Sigmoid }
    ]

let private compile =
    let optimizer = Optimizer.Create(Optimizers.Adam.Create(), OptimizerSettings.Create 0.1, "adam")
    CompileSettings.Create(optimizer, Loss.Of(Losses.BinaryCrossentropy.Create()))

let private targets = { DType = DType.Float32; Shape = [| 6L; 1L |]; Data = [| 1f; 0f; 1f; 0f; 1f; 1f |] }

let private predict (batch: int) (inputs: HostArray list) (trained: Trained) =
    use trainer = new Trainer(trained.Model, None, trained.Store, trained.Seed)
    use data = DataSet.create torch.CPU (List.map Values.Host inputs) [] []
    Loop.predict trainer batch Verbosity.Silent [] TextWriter.Null CancellationToken.None data

let private quiet = { FitSettings.Default with Verbosity = Verbosity.Silent; BatchSize = 2; Epochs = 3 }

[<Fact>]
let ``fingerprints are FarmHash's`` () =
    // From the documentation of BigQuery's FARM_FINGERPRINT.
    for text, expected in
        [ "1footrue", -1541654101129638711L; "2applefalse", 2794438866806483259L; "3true", -4880158226897771312L ] do
        Assert.Equal(expected, int64 (Hashes.fingerprint text))
    // Of the alphabet over and over, by FarmHash itself: each length has its own way.
    for length, expected in
        [
            17, 11394395984755135400UL
            20, 7349542659848948094UL
            32, 18417110746069939610UL
            33, 2004761416539416594UL
            40, 4224718273921451922UL
            64, 11261912070464707578UL
            65, 2608948203458330154UL
            100, 15335908545242240226UL
            127, 7796145376145211299UL
            129, 11176984671211548628UL
            200, 2725806534515858166UL
        ] do
        let text = String(Array.init length (fun i -> char (int 'a' + i % 26)))
        Assert.Equal(expected, Hashes.fingerprint text)

[<Fact>]
let ``keyed hashes are SipHash's`` () =
    // The first vectors of the paper: bytes 0, 1, 2, … under the key of bytes 0 to 15.
    let key0, key1 = 0x0706050403020100UL, 0x0f0e0d0c0b0a0908UL
    let hash n = Hashes.keyed key0 key1 (String(Array.init n char))
    Assert.Equal(0x726fdb47dd0e0e31UL, hash 0)
    Assert.Equal(0x74f839c593dc67fdUL, hash 1)
    Assert.Equal(0xa129ca6149be45e5UL, hash 15)

[<Property>]
let ``a hash has a bin below their number, whatever the text's length`` (text: string) (bins: PositiveInt) =
    let text = if isNull text then "" else text
    for length in [ 0; 1; 5; 12; 20; 40; 100 ] do
        let long = String.replicate (1 + length) text
        for salt in [ None; Some(1L, 2L) ] do
            let bin = Hashes.bin salt bins.Get long
            Assert.InRange(bin, 0L, int64 bins.Get - 1L)
            Assert.Equal(bin, Hashes.bin salt bins.Get long)

[<Property>]
let ``moments of batches are those of all data`` (rows: NonEmptyArray<NormalFloat * NormalFloat>) (cut: PositiveInt) =
    let rows = rows.Get |> Array.map (fun (a, b) -> a.Get % 1e3, b.Get % 1e3)
    let array (rows: (float * float)[]) = {
        DType = DType.Float64
        Shape = [| int64 rows.Length; 2L |]
        Data = rows |> Array.collect (fun (a, b) -> [| a; b |])
    }
    let cut = cut.Get % (rows.Length + 1)
    let batches = [ rows[.. cut - 1]; rows[cut..] ] |> List.filter (Array.isEmpty >> not) |> List.map array
    let layer = Normalization.Create() |> Adapting.adaptBatches batches
    let moments = layer.Moments.Value
    for column, pick in [ 0, fst; 1, snd ] do
        let values = rows |> Array.map pick
        let mean = Array.average values
        let variance = values |> Array.averageBy (fun value -> (value - mean) ** 2.0)
        Assert.Equal(mean, moments.Mean[column], 1e-6)
        Assert.Equal(variance, moments.Variance[column], 1e-4)

[<Fact>]
let ``normalized data have mean 0 and variance 1, and come back inverted`` () =
    let data = HostArray.Of(Array2D.init 50 3 (fun i j -> float (i * i) * float (j + 1) + 7.0))
    let layer = Normalization.Create() |> Adapting.adapt data
    let inDouble (layer: ILayer) : ILayer = { Configured.Of layer with Policy = Some(Policy.Of DType.Float64) }
    let normal = Alone.compute (inDouble layer) data
    let again = (Normalization.Create() |> Adapting.adapt normal).Moments.Value
    for mean, variance in List.zip again.Mean again.Variance do
        Assert.Equal(0.0, mean, 1e-9)
        Assert.Equal(1.0, variance, 1e-9)
    let back = Alone.compute (inDouble { layer with Invert = true }) normal
    for expected, actual in Seq.zip (Seq.cast<float> data.Data) (Seq.cast<float> back.Data) do
        Assert.Equal(expected, actual, 1e-6)

[<Property>]
let ``boundaries that are learned divide data into bins of about one size`` (seed: int) (bins: PositiveInt) =
    let bins = 2 + bins.Get % 8
    let random = Random seed
    let data = HostArray.Of(Array.init 2000 (fun _ -> float32 (random.NextDouble())))
    let layer = { Discretization.Create() with NumBins = Some bins } |> Adapting.adapt data
    Assert.Equal(bins - 1, layer.BinBoundaries.Value.Length)
    let found = (Alone.compute layer data).Data :?> int[] |> Array.countBy id
    Assert.Equal(bins, found.Length)
    for _, count in found do
        Assert.InRange(float count / 2000.0, 1.0 / float bins - 0.03, 1.0 / float bins + 0.03)

[<Property>]
let ``a token that was learned has an index that gives it back, another one has that of others`` (seen: string[]) =
    let seen =
        "word"
        :: [
            for text in seen do
                if not (String.IsNullOrEmpty text) then
                    text
        ]
    let lookup = { StringLookup.Create() with MaskToken = Some ""; NumOovIndices = 2 } |> Adapting.adapt (texts seen)
    let vocabulary = (lookup :> IVocabulary<string>).Vocabulary true
    Assert.Equal<string list>([ ""; "[UNK]"; "[UNK]" ], List.truncate 3 vocabulary)
    let counts = seen |> List.filter ((<>) "[UNK]") |> List.countBy id |> dict
    Assert.Equal(counts.Count + 3, vocabulary.Length)
    // The most frequent first.
    for a, b in vocabulary |> List.skip 3 |> List.pairwise do
        Assert.True(counts[a] >= counts[b])
    let indices = Alone.compute lookup (texts ("" :: "never seen \u0001" :: seen))
    Assert.Equal(0L, (longs indices).Head)
    Assert.InRange((longs indices)[1], 1L, 2L)
    let back = Alone.compute { lookup with Invert = true } indices |> strings
    Assert.Equal<string list>(seen, List.skip 2 back)

[<Fact>]
let ``text is made alike, split and taken together as settings say`` () =
    let tokens (layer: TextVectorization) (text: string) =
        (layer |> Adapting.adapt (texts [ text ]) :> IVocabulary<string>).Vocabulary false |> List.sort
    let layer = TextVectorization.Create()
    Assert.Equal<string list>([ "its"; "word" ], tokens layer " It's\ta  Word! a" |> List.except [ "a" ])
    Assert.Equal<string list>([ "It's"; "Word!" ], tokens { layer with Standardize = None } "It's Word!")
    Assert.Equal<string list>([ "é"; "漢" ], tokens { layer with Split = Some Split.Character } "é漢" |> List.sort)
    Assert.Equal<string list>(
        [ "a"; "a b"; "b"; "b c"; "c" ],
        tokens { layer with Ngrams = Some(NGrams.UpTo 2) } "a b c"
    )
    Assert.Equal<string list>([ "a b c" ], tokens { layer with Ngrams = Some(NGrams.Widths [ 3 ]) } "a b c")
    Assert.Equal<string list>([ "one text" ], tokens { layer with Split = None } "one text")

[<Fact>]
let ``weighted counts are those of Keras's formula`` () =
    let layer =
        { TextVectorization.Create() with OutputMode = LookupOutput.TfIdf }
        |> Adapting.adapt (texts [ "a b"; "a"; "a c c" ])
    Assert.Equal<string list>([ "[UNK]"; "a"; "c"; "b" ], (layer :> IVocabulary<string>).Vocabulary true)
    let weight df = log (1.0 + 3.0 / (1.0 + df))
    let other = (weight 3.0 + 2.0 * weight 1.0) / 3.0
    let expected = [ other; 2.0 * weight 3.0; weight 1.0; 0.0 ]
    for expected, actual in List.zip expected (Alone.compute layer (texts [ "a a c zebra" ]) |> floats) do
        Assert.Equal(expected, float actual, 1e-6)

[<Fact>]
let ``a model with text at its head predicts in any batches what the layers make of it`` () =
    Setup.ready ()
    let trained = Trained.create 1L (textModel vectorize)
    let data = column (texts words)
    let one = predict 6 [ data ] trained
    for batch in [ 1; 2; 4 ] do
        Assert.Equal<float32 list>(floats one.Head, floats (predict batch [ data ] trained).Head)

[<Fact>]
let ``training on text from memory is training on the same indices, shuffled or not`` () =
    Setup.ready ()
    let indices = Alone.compute vectorize (texts words)
    let plain =
        Model.sequential "model" [
            { InputLayer.Create [ 4L ] with DType = DType.Int64 }
            { Embedding.Create(20, 3) with MaskZero = true }
            GlobalPooling.Create(PoolKind.Average, 1)
            { Dense.Create 1 with Activation = Activation.Sigmoid }
        ]
    let train (model: Model) (inputs: HostArray) shuffle =
        let start = Trained.create 1L model
        use trainer = new Trainer(model, Some compile, start.Store, 1L)
        use data = DataSet.create torch.CPU [ Values.Host inputs ] [ Values.Host targets ] []
        Loop.fit trainer { quiet with Shuffle = shuffle } data |> ignore
        [ for key in List.sort start.Store.Keys -> (start.Store.Get key).Data |> Seq.cast<obj> |> List.ofSeq ]
    for shuffle in [ false; true ] do
        Assert.Equal<obj list list>(
            train plain indices shuffle,
            train (textModel vectorize) (column (texts words)) shuffle
        )

[<Fact>]
let ``a model with text trains on streams, and on part of the data`` () =
    Setup.ready ()
    let model = textModel vectorize
    let batches = [
        for i in 0..2 ->
            {
                Inputs = [ Values.Host(column (texts words[2 * i .. 2 * i + 1])) ]
                Targets = [
                    Values.Host {
                        targets with
                            Shape = [| 2L; 1L |]
                            Data = (targets.Data :?> float32[])[2 * i .. 2 * i + 1]
                    }
                ]
                Weights = []
            }
    ]
    let start = Trained.create 1L model
    use trainer = new Trainer(model, Some compile, start.Store, 1L)
    let history = Loop.fitStream trainer { quiet with BatchSize = 32 } (BatchStream.OfSeq batches)
    Assert.Equal(3, history.Epoch.Count)
    use data = DataSet.create torch.CPU [ Values.Host(column (texts words)) ] [ Values.Host targets ] []
    let history = Loop.fit trainer { quiet with Validation = Validation.Split 0.3 } data
    Assert.Equal(3, history.Epoch.Count)
    Loop.trainOnBatch trainer None data |> ignore
    Loop.testOnBatch trainer data |> ignore

[<Fact>]
let ``vocabularies and what tokens weigh are kept in files, wherever the layer stands`` () =
    Setup.ready ()
    let weighted =
        {
            StringLookup.Create() with
                OutputMode = LookupOutput.TfIdf
                PadToMaxTokens = true
                MaxTokens = Some 9
        }
        |> Adapting.adapt (texts [ "a"; "b"; "a"; "c d" ])
    let numbers =
        { IntegerLookup.Create() with OutputMode = LookupOutput.MultiHot } |> Adapting.adapt (whole [ 5L; 7L; 5L ])
    let a =
        Symbol.input {
            Configured.Of({ InputLayer.Create [ 2L ] with DType = DType.String }) with
                Name = Some "a"
        }
    let b =
        Symbol.input {
            Configured.Of({ InputLayer.Create [ 3L ] with DType = DType.Int64 }) with
                Name = Some "b"
        }
    let inner: Sequential = { Layers = [ weighted; Dense.Create 2 ] }
    let joined = Symbol.apply (Concatenate.Create()) (Symbol.apply inner [ a ] @ Symbol.apply numbers [ b ])
    let model = Model.network "model" [ a; b ] (Symbol.apply (Dense.Create 1) joined)
    let inputs = [
        { texts [ "a"; "b"; "c d"; "other" ] with Shape = [| 2L; 2L |] }
        { whole [ 5L; 7L; 9L; 7L; 7L; 7L ] with Shape = [| 2L; 3L |] }
    ]
    let trained = Trained.create 3L model
    Setup.inFolder (fun folder ->
        let path = Path.Combine(folder, "model.keras")
        TrainedFile.save path None trained
        let again, _ = TrainedFile.resume path
        Assert.Equal<float32 list>(floats (predict 2 inputs trained).Head, floats (predict 2 inputs again).Head)
        let names = (KerasArchive.read path).Assets |> List.map fst
        Assert.Contains("layers/integer_lookup/vocabulary.txt", names)
        Assert.Contains("layers/sequential/layers/string_lookup/vocabulary.txt", names))

[<Fact>]
let ``a file's path to a vocabulary is never opened`` () =
    let node = ModelConfig.writeLayer "x" (StringLookup.Create())
    node["config"]["vocabulary"] <- System.Text.Json.Nodes.JsonValue.Create "/etc/passwd"
    Assert.Equal(
        "test, field 'vocabulary': \"/etc/passwd\" is not a list",
        message<ModelFileException>(fun () -> box (ModelConfig.readLayer "test" node))
    )

let private refusedWhenBuilt (layers: ILayer list) =
    message<ConfigurationException>(fun () -> box (Model.build Mode.Inference (Model.sequential "model" layers)))

[<Fact>]
let ``what cannot be is refused by name when the model is built`` () =
    let text = { InputLayer.Create [ 1L ] with DType = DType.String } :> ILayer
    let shape layers =
        message<ShapeException>(fun () -> box (Model.build Mode.Inference (Model.sequential "model" layers)))
    Assert.Equal(
        "model/dense: cast takes numbers, got text, which only preprocessing layers take",
        shape [ text; Dense.Create 1 ]
    )
    Assert.Equal(
        "model/string_lookup: takes text, got float32",
        shape [ InputLayer.Create [ 1L ]; StringLookup.Create() ]
    )
    Assert.Equal("model/integer_lookup: takes whole numbers, got text", shape [ text; IntegerLookup.Create() ])
    Assert.Equal(
        "model/string_lookup: needs its vocabulary: adapt the layer to data or set one first",
        refusedWhenBuilt [ text; { StringLookup.Create() with OutputMode = LookupOutput.MultiHot } ]
    )
    Assert.Equal(
        "model/string_lookup: vocabulary must have each token once, got \"a\" twice",
        refusedWhenBuilt [ text; { StringLookup.Create() with Vocabulary = Some [ "a"; "b"; "a" ] } ]
    )
    Assert.Equal(
        "model/integer_lookup: works on the host before the graph, so it must be applied to inputs of the model, or to what follows from them without weights",
        refusedWhenBuilt [ InputLayer.Create [ 1L ]; Dense.Create 1; IntegerLookup.Create() ]
    )
    Assert.Equal(
        "model: outputs must be numbers, got text",
        refusedWhenBuilt [
            { InputLayer.Create [ 1L ] with DType = DType.Int64 }
            { StringLookup.Create() with Vocabulary = Some [ "a" ]; Invert = true }
        ]
    )

[<Fact>]
let ``what data cannot be is refused with the batch that has it`` () =
    Setup.ready ()
    let lookup = { StringLookup.Create() with Vocabulary = Some [ "a"; "b" ]; NumOovIndices = 0 }
    let model =
        Model.sequential "model" [
            { InputLayer.Create [ 1L ] with DType = DType.String }
            lookup
            Embedding.Create(2, 1)
        ]
    let trained = Trained.create 1L model
    let refused (inputs: HostArray) = message<DataException>(fun () -> box (predict 2 [ inputs ] trained))
    Assert.Equal(
        "batch 1: data: tokens must be in the vocabulary (num_oov_indices is 0), got \"c\"",
        refused (column (texts [ "a"; "b"; "a"; "c" ]))
    )
    Assert.Equal("model: input 'input_layer' must be text, got Int64", refused (column (whole [ 1L ])))
    let numbers = Trained.create 1L (Model.sequential "model" [ InputLayer.Create [ 1L ]; Dense.Create 1 ])
    Assert.Equal(
        "model: input 'input_layer' must be float32, got text",
        message<DataException>(fun () -> box (predict 2 [ column (texts [ "a" ]) ] numbers))
    )

[<Fact>]
let ``numbers that follow from inputs reach the host, too`` () =
    Setup.ready ()
    let input = { InputLayer.Create [ 1L ] with DType = DType.Float32 }
    let bins = { Discretization.Create() with BinBoundaries = Some [ 0.0; 1.0 ] }
    let lookup = { IntegerLookup.Create() with Vocabulary = Some [ 2L; 0L ] }
    let x = Symbol.input input
    let model = Model.network "model" [ x ] (Symbol.apply lookup (Symbol.apply bins [ x ]))
    let data = { DType = DType.Float32; Shape = [| 3L; 1L |]; Data = [| -1f; 0.5f; 7f |] }
    Assert.Equal<int64 list>([ 2L; 0L; 1L ], longs (predict 2 [ data ] (Trained.create 1L model)).Head)
