/// The classes of layers with settings and calls that fit each other, found by trying.
module Functional.Tests.Subjects

open System
open System.Collections.Concurrent
open System.IO
open System.Threading
open Xunit
open FsCheck
open FsCheck.FSharp
open Functional
open Functional.Layers

/// A tensor that a call takes: its sizes behind the batch, and what it holds. Floats are in the dtype of the model around it.
type Given = { Sizes: int64 list; DType: DType }

/// A layer, and one call of it.
type Subject = {
    Layer: ILayer
    /// Samples of a batch, where the layer needs to know them.
    Batch: int64 option
    /// The tensors of the first argument, and the other arguments.
    Inputs: Given list
    Named: CallArguments<Given>
    /// Whole numbers in its data are below.
    Below: int64
}

/// Where a layer stands in a model, and under which options.
type Around = {
    Options: LayerOptions
    /// Whether a layer with weights is before it.
    After: bool
    /// Whether it is in a model inside of the model.
    Nested: bool
    /// Whether it is applied to two lots of tensors; the second one is not nested.
    Shared: bool
} with

    static member Nothing = { Options = LayerOptions.None; After = false; Nested = false; Shared = false }

/// The ways to call a class: with what must be given, with each of the arguments that may be, and with all of them.
let waysOf (facts: ClassFacts) : (string * Need) list list =
    if Holder.isEntrance (facts.Template :?> ILayer) then
        [ [] ]
    else
        // Constants are what own cells take, which are no classes.
        let arguments = CallForm.arguments facts.Call |> List.filter (fun (name, _) -> name <> "constants")
        let optional =
            arguments |> List.filter (fun (_, need) -> need <> Need.Tensor && need <> Need.Tensors) |> List.map fst
        [
            []
            for name in optional do
                [ name ]
            if optional.Length > 1 then
                optional
        ]
        |> List.map (fun given ->
            arguments |> List.filter (fun (name, _) -> not (List.contains name optional) || List.contains name given))

let private textOf (way: (string * Need) list) = way |> List.map fst |> String.concat ", "

/// Every class with every way to call it.
let calls: (string * string) list = [
    for facts in Classes.layers do
        for way in waysOf facts -> facts.Name, textOf way
]

/// The same for a test.
let theory () =
    let all = TheoryData<string, string>()
    for name, way in calls do
        all.Add(name, way)
    all

// What an argument behind the first one may be.
let private candidates (first: Given) (name: string, need: Need) : Argument<Given> list =
    let several (sizes: int64 list list) =
        Argument.Tensors [ for sizes in sizes -> { Sizes = sizes; DType = first.DType } ]
    let widths = [ for width in 1L .. 5L -> [ width ] ]
    match need with
    | Need.OptionalFlag -> [ Argument.Flag true ]
    | Need.OptionalMasks ->
        let steps = { Sizes = List.truncate 1 first.Sizes; DType = DType.Bool }
        [ Argument.Gapped [ None; Some steps ] ]
    | _ when CallForm.isMask name ->
        let steps = List.truncate 1 first.Sizes
        [ steps; first.Sizes; steps @ steps ]
        |> List.distinct
        |> List.map (fun sizes -> Argument.Tensors [ { Sizes = sizes; DType = DType.Bool } ])
    | Need.Tensor
    | Need.OptionalTensor -> first.Sizes :: widths |> List.map (List.singleton >> several)
    | Need.Tensors
    | Need.OptionalTensors -> [
        for a in first.Sizes :: widths do
            several [ a ]
            for b in widths do
                several [ a; b ]
        // States of a recurrence over pictures: those of a step, with a width of their own.
        match first.Sizes with
        | _ :: (_ :: _ :: _ as ofStep) ->
            for width in widths do
                let state = List.truncate (ofStep.Length - 1) ofStep @ width
                several [ state; state ]
        | _ -> ()
      ]

let rec private choices (candidates: Argument<Given> list list) : Argument<Given> list seq =
    match candidates with
    | [] -> Seq.singleton []
    | first :: rest ->
        seq {
            for choice in first do
                for others in choices rest -> choice :: others
        }

let private inputOf (batch: int64 option) (floats: DType) (name: string) (given: Given) : Symbol =
    let dtype = if given.DType.IsFloat then floats else given.DType
    let input: InputLayer = { BatchShape = batch :: List.map Some given.Sizes; DType = dtype; Optional = false }
    Symbol.input { Configured.Of input with Name = Some name }

/// A model with the layer in it. Raises a <c>FunctionalException</c> where settings or sizes do not fit.
let model (around: Around) (subject: Subject) : Model =
    let layer = subject.Layer |> Holder.withOptions around.Options
    let policy = defaultArg around.Options.Policy Policy.Float32
    let alike name (layer: ILayer) : ILayer = {
        Configured.Of layer with
            Name = Some name
            Policy = around.Options.Policy
    }
    let inputs = ResizeArray<Symbol>()
    // Tensors for one call of the layer.
    let tensors (enter: Given -> Symbol) =
        List.map enter subject.Inputs, CallArguments.map (fun _ -> enter) subject.Named
    let enter prefix given =
        let symbol = inputOf subject.Batch policy.Variable $"{prefix}{inputs.Count}" given
        inputs.Add symbol
        symbol
    // What works on the host stands before all weights.
    let isHost = Holder.bare layer :? IHostLayer
    let before (x: Symbol) =
        match x.Shape.Dims with
        | _ :: (_ :: _ as sizes) when around.After && not isHost && x.DType.IsFloat ->
            let width = (Shape.sizes (Shape.ofDims [ List.last sizes ]))[0]
            (Symbol.apply (alike $"before_{(ClassName.given x.Call.Layer).Value}" (Dense.Create(int width))) [ x ]).Head
        | _ -> x
    let outputs =
        if Holder.isEntrance layer then
            let x = Symbol.input layer
            let pass (x: Symbol) = (Symbol.apply (alike "pass" (ActivationLayer.Create Activation.Linear)) [ x ]).Head
            if around.Nested then
                let spec: InputLayer = {
                    BatchShape = (Holder.tryEntrance layer).Value.Shape
                    DType = x.DType
                    Optional = false
                }
                let outer = Symbol.input { Configured.Of spec with Name = Some "outer" }
                inputs.Add outer
                Symbol.apply (alike "inner" (Network.Create([ x ], [ pass x ]))) [ outer ]
            else
                inputs.Add x
                [ pass x ]
        elif around.Nested then
            let inner = ResizeArray<Symbol>()
            let enterInner given =
                inner.Add(inputOf subject.Batch policy.Variable $"a{inner.Count}" given)
                inner[inner.Count - 1]
            let x, named = tensors enterInner
            let network = Network.Create(List.ofSeq inner, Symbol.call layer x named)
            let x, named = tensors (enter "x")
            Symbol.apply (alike "inner" network) (List.map before x @ CallArguments.all named)
        else
            let x, named = tensors (enter "x")
            Symbol.call layer (List.map before x) named
    let again =
        if around.Shared && not (Holder.isEntrance layer) then
            let x, named = tensors (enter "y")
            Symbol.call layer x named
        else
            []
    Model.network "model" (List.ofSeq inputs) (outputs @ again)

/// Samples in a batch of data for a model.
let samples (model: Model) : int64 =
    match model.Inputs.Value.Head.Shape[0] with
    | Dim.Known batch -> batch
    | Dim.Unknown _ -> 4L

/// The sizes of a shape where unknown ones are three, but for the batch.
let sizesFor (batch: int64) (shape: Shape) : int64[] = [|
    for dim in shape.Dims ->
        match dim with
        | Dim.Known size -> size
        | Dim.Unknown "batch" -> batch
        | Dim.Unknown _ -> 3L
|]

/// Random data for a model.
let data (random: Random) (batch: int64) (below: int64) (model: Model) : HostArray list =
    let hasMasks =
        model.Inputs.Value.Length > 2 && model.Inputs.Value |> List.exists (fun spec -> spec.DType = DType.Bool)
    model.Inputs.Value
    |> List.map (fun spec ->
        let shape = sizesFor batch spec.Shape
        let count = int (Array.fold (*) 1L shape)
        let make dtype (value: unit -> 'a) : HostArray = {
            DType = dtype
            Shape = shape
            Data = Array.init count (fun _ -> value ())
        }
        // The largest is always there.
        let whole (i: int) = if i = 0 then below - 1L else random.NextInt64 below
        match spec.DType with
        // Among several tensors a mask leaves something: beside numbers of a billion, which hide all of a row, no difference can be seen.
        | DType.Bool when hasMasks -> {
            DType = DType.Bool
            Shape = shape
            Data = Array.init count (fun i -> i % int (Array.last shape) = 0 || random.Next 3 > 0)
          }
        | DType.Bool -> make DType.Bool (fun () -> random.Next 3 > 0)
        | DType.Float64 -> make DType.Float64 (fun () -> random.NextDouble() * 2.0 - 1.0)
        | DType.String -> make DType.String (fun () -> [| "hann"; "hamming"; "A hann, a word"; "" |][random.Next 4])
        | dtype when dtype.IsFloat -> make DType.Float32 (fun () -> float32 (random.NextDouble() * 2.0 - 1.0))
        | _ -> { DType = DType.Int64; Shape = shape; Data = Array.init count whole })

/// What a model makes of data.
let predict (inputs: HostArray list) (trained: Trained) : HostArray list =
    use trainer = new Trainer(trained.Model, None, trained.Store, trained.Seed)
    use data = DataSet.create trained.Store.Device (List.map Values.Host inputs) [] []
    let batch = int (samples trained.Model)
    Loop.predict trainer batch Verbosity.Silent [] TextWriter.Null CancellationToken.None data

let private isTaken (work: unit -> unit) =
    try
        work ()
        true
    with :? FunctionalException ->
        false

// Numbers that are not too large to be told from their neighbours.
let private isTame (outputs: HostArray list) =
    outputs
    |> List.forall (fun output ->
        output.Data |> Seq.cast<obj> |> Seq.forall (fun value -> value :? bool || abs (Convert.ToDouble value) <= 1e4))

// Whole numbers below this are taken, if any are.
let private tryBelow (subject: Subject) : int64 option =
    let model = model Around.Nothing subject
    let isWhole = subject.Inputs |> List.exists (fun given -> not given.DType.IsFloat)
    (if isWhole then [ 5L; 3L; 2L; 1L ] else [ 1L ])
    |> List.tryFind (fun below ->
        let mutable outputs = []
        isTaken (fun () -> outputs <- Trained.create 1L model |> predict (data (Random 1) (samples model) below model))
        && isTame outputs)

// The class at its defaults, with random settings where it has none, and a call that it can be built with. Then other settings one after
// the other, those that it can be built with as well.
let private tryOnce (random: Random) isDeep isLoose (facts: ClassFacts) (way: (string * Need) list) : Subject option =
    let codec = Codec.descriptor (facts.Template.GetType())
    let parts = Descriptors.parts (1 + random.Next 4) facts.Template |> Array.ofList
    let draw i = (parts[i] |> Gen.sampleWithSeed (Rnd(uint64 (random.Next()))) 10 1)[0]
    let isRandom = random.Next 2 = 0
    let isRequired i = codec.Fields[i].Keys |> List.exists (fun key -> List.contains key facts.Required)
    let isDrawn i = (isRandom && isRequired i) || (isLoose && random.Next 8 = 0)
    let start = codec.Values facts.Template |> Array.mapi (fun i usual -> if isDrawn i then draw i else usual)
    let first = {
        Sizes =
            if isDeep && random.Next 4 = 0 then
                List.init 5 (fun _ -> 1L + random.NextInt64 3L)
            else
                List.init (random.Next 5) (fun _ -> 1L + random.NextInt64(if random.Next 2 = 0 then 5L else 8L))
        DType =
            // Only those that work on the host may take text.
            match facts.Template with
            | :? IHostLayer when random.Next 2 = 0 -> DType.String
            | _ -> if random.Next 4 = 0 then DType.Int64 else DType.Float32
    }
    let inputs =
        match way with
        | [] -> []
        | (_, Need.Tensors) :: _ -> List.replicate (2 + random.Next 2) first
        | _ -> [ first ]
    let others = if way.IsEmpty then [] else way.Tail
    let batch = if random.Next 3 = 0 then Some 4L else None
    let builds mode (subject: Subject) =
        isTaken (fun () ->
            Ranges.check FieldName.key subject.Layer
            Model.build mode (model Around.Nothing subject) |> ignore)
    choices (others |> List.map (candidates first))
    |> Seq.map (fun choice -> {
        Layer = codec.Make start :?> ILayer
        Batch = batch
        Inputs = inputs
        Named = List.zip (List.map fst others) choice
        Below = 1L
    })
    |> Seq.tryFind (builds Mode.Training)
    |> Option.map (fun subject ->
        let mutable subject, values = subject, start
        for i in 0 .. parts.Length - 1 do
            for _ in 1..2 do
                if values[i] = start[i] then
                    let changed = Array.updateAt i (draw i) values
                    let other = { subject with Layer = codec.Make changed :?> ILayer }
                    if builds Mode.Training other then
                        subject <- other
                        values <- changed
        subject)
    |> Option.filter (builds Mode.Inference)
    |> Option.bind (fun subject -> tryBelow subject |> Option.map (fun below -> { subject with Below = below }))

let private search (name: string, way: string, seed: int) : Subject =
    Setup.ready ()
    let facts = Classes.layers |> List.find (fun facts -> facts.Name = name)
    let way' = waysOf facts |> List.find (fun known -> textOf known = way)
    let random = Random(int (Functional.Stream.ofText $"{name}({way}) {seed}"))
    // Where few axes do not, more are tried. Where defaults fit no small input, such as 32 groups of channels, some settings are others
    // from the start.
    Seq.init 5_000 (fun attempt -> tryOnce random (attempt >= 100) (attempt >= 500) facts way')
    |> Seq.tryPick id
    |> Option.defaultWith (fun () ->
        failwith $"no settings and inputs were found with which {name}({way}) can be built")

let private found = ConcurrentDictionary<string * string * int, Subject>()

/// A layer of a class called in a way, by the seed of the choices in it. Fails where none is found.
let find (name: string) (way: string) (seed: int) : Subject = found.GetOrAdd((name, way, seed), search)
