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
        if store.Contains path then
            store.Get path
        else
            raise (ConfigurationException $"{model.Name}: there is no weight '{path}'")

/// The way through for scripts: a model as a value, data in, a trained model and its history out.
[<RequireQualifiedAccess>]
module Trained =

    let private quiet = TextWriter.Null

    /// The model with its initial weights. The same seed gives the same bits.
    let create (seed: int64) (model: Model) : Trained =
        Trained(model, Weights.initialize (Device.parse "cpu") seed (Model.build Mode.Inference model), seed)

    /// As above with given weights.
    let ofWeights (seed: int64) (model: Model) (value: WeightDeclaration -> HostArray) : Trained =
        Trained(model, Weights.ofHost (Device.parse "cpu") (Model.build Mode.Inference model) value, seed)

    /// Trains a copy. Gives the new model and the logs of every epoch.
    let fit
        (compile: CompileSettings)
        (settings: FitSettings)
        (inputs: Values)
        (targets: Values)
        (start: Trained)
        : Trained * History =
        let store = start.Store.Clone()
        try
            use trainer = new Trainer(start.Model, Some compile, store, start.Seed)
            use data = DataSet.create store.Device [ inputs ] [ targets ] []
            let history = Loop.fit trainer settings data
            Trained(start.Model, store, start.Seed), history
        with _ ->
            (store :> IDisposable).Dispose()
            reraise ()

    /// Loss and metrics of data.
    let evaluate (compile: CompileSettings) (inputs: Values) (targets: Values) (trained: Trained) : Logs =
        use trainer = new Trainer(trained.Model, Some compile, trained.Store, trained.Seed)
        use data = DataSet.create trained.Store.Device [ inputs ] [ targets ] []
        Loop.evaluate trainer 32 Verbosity.Silent [] quiet CancellationToken.None data

    /// The outputs for inputs.
    let predict (inputs: Values) (trained: Trained) : HostArray list =
        use trainer = new Trainer(trained.Model, None, trained.Store, trained.Seed)
        use data = DataSet.create trained.Store.Device [ inputs ] [] []
        Loop.predict trainer 32 Verbosity.Silent quiet CancellationToken.None data
