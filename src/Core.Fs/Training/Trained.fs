namespace Functional

open System
open System.IO
open System.Threading

/// A model with numbers: its weights, and the optimizer's tensors of the runs so far. A value: training gives a new one and leaves
/// this one as it is.
[<Sealed>]
type Trained internal (model: Model, store: TensorStore, seed: int64) =
    member _.Model = model
    member internal _.Store = store
    member internal _.Seed = seed

    /// The values of a weight, by path (<c>dense/kernel</c>).
    member _.Weight(path: string) : HostArray =
        let key = Key.OfWeight path
        if not (store.Contains key) then
            raise (ConfigurationException $"{model.Name}: there is no weight '{path}'")
        store.Get key

/// The way through for scripts: a model as a value, data in, a trained model and its history out.
[<RequireQualifiedAccess>]
module Trained =

    let private quiet = TextWriter.Null

    /// The model with its initial weights. The same seed gives the same bits.
    let create (seed: int64) (model: Model) : Trained =
        let device = Device.parse "cpu"
        match model.Inputs with
        | None -> Trained(model, new TensorStore(device), seed)
        | Some _ -> Trained(model, Weights.initialize device seed (Model.build Mode.Inference model), seed)

    // A model that does not know its input is built for the first data that it meets.
    let private builtFor (inputs: unit -> Values list) (trained: Trained) : Trained =
        if trained.Model.Inputs.IsSome then
            trained
        else
            let all = inputs ()
            let spec i (values: Values) =
                let name = if all.Length = 1 then "input_layer" else $"input_layer_{i}"
                let sizes = DataCheck.sizesOf (DataCheck.nth "x" all.Length i) values
                let known = sizes |> Seq.skip 1 |> Seq.map Some |> List.ofSeq
                {
                    Name = name
                    Shape = Shape.ofKeras name (None :: known)
                    DType = Values.inputDType values
                }
            create trained.Seed (Model.withInputs (List.mapi spec all) trained.Model)

    let private firstOf (stream: BatchStream) () : Values list =
        match Seq.tryHead (stream.Batches(Seq.singleton 0, CancellationToken.None)) with
        | Some batch when isNull (box batch) -> raise (DataException "batch 0: data: a batch must not be null")
        | Some batch -> batch.Inputs
        | None -> raise (DataException "data: a stream must have at least one batch")

    /// As above with given weights.
    let ofWeights (seed: int64) (model: Model) (value: WeightDeclaration -> HostArray) : Trained =
        Trained(model, Weights.ofHost (Device.parse "cpu") (Model.build Mode.Inference model) value, seed)

    let private train compile (start: Trained) (run: Trainer -> History) : Trained * History =
        let store = start.Store.Clone()
        try
            use trainer = new Trainer(start.Model, Some compile, store, start.Seed)
            let history = run trainer
            Trained(start.Model, store, start.Seed), history
        with _ ->
            (store :> IDisposable).Dispose()
            reraise ()

    /// Trains a copy. Gives the new model and the logs of every epoch.
    let fit (compile: CompileSettings) (settings: FitSettings) (inputs: Values) (targets: Values) (start: Trained) =
        train compile (builtFor (fun () -> [ inputs ]) start) (fun trainer ->
            use data = DataSet.create trainer.Store.Device [ inputs ] [ targets ] []
            Loop.fit trainer settings data)

    /// Trains a copy on the batches of a stream.
    let fitStream (compile: CompileSettings) (settings: FitSettings) (stream: BatchStream) (start: Trained) =
        train compile (builtFor (firstOf stream) start) (fun trainer -> Loop.fitStream trainer settings stream)

    /// Loss and metrics of data.
    let evaluate (compile: CompileSettings) (inputs: Values) (targets: Values) (trained: Trained) : Logs =
        let trained = builtFor (fun () -> [ inputs ]) trained
        use trainer = new Trainer(trained.Model, Some compile, trained.Store, trained.Seed)
        use data = DataSet.create trained.Store.Device [ inputs ] [ targets ] []
        Loop.evaluate trainer 32 Verbosity.Silent [] quiet CancellationToken.None data

    /// Loss and metrics of a stream's batches.
    let evaluateStream (compile: CompileSettings) (stream: BatchStream) (trained: Trained) : Logs =
        let trained = builtFor (firstOf stream) trained
        use trainer = new Trainer(trained.Model, Some compile, trained.Store, trained.Seed)
        Loop.evaluateStream trainer None Verbosity.Silent [] quiet CancellationToken.None stream

    /// The model with the states at zero of the layer at a path (<c>encoder/gru</c>) and of those inside of it; of all layers for "".
    let resetStates (path: string) (trained: Trained) : Trained =
        let store = trained.Store.Clone()
        if trained.Model.Inputs.IsSome then
            Weights.resetStates store (Model.build Mode.Inference trained.Model) (LayerPath.Parse path)
        Trained(trained.Model, store, trained.Seed)

    /// The outputs for inputs.
    let predict (inputs: Values) (trained: Trained) : HostArray list =
        let trained = builtFor (fun () -> [ inputs ]) trained
        use trainer = new Trainer(trained.Model, None, trained.Store, trained.Seed)
        use data = DataSet.create trained.Store.Device [ inputs ] [] []
        Loop.predict trainer 32 Verbosity.Silent [] quiet CancellationToken.None data

    /// The outputs for a stream's inputs.
    let predictStream (stream: BatchStream) (trained: Trained) : HostArray list =
        let trained = builtFor (firstOf stream) trained
        use trainer = new Trainer(trained.Model, None, trained.Store, trained.Seed)
        Loop.predictStream trainer None Verbosity.Silent [] quiet CancellationToken.None stream
