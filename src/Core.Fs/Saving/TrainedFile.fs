namespace Functional

/// <summary>A trained model in a <c>.keras</c> file, for scripts.</summary>
[<RequireQualifiedAccess>]
module TrainedFile =

    /// <summary>Writes a trained model, with what it was trained with, the optimizer's state, its seed and where its training stands.</summary>
    /// <param name="path">The file; one that is there is replaced, whole or not at all.</param>
    /// <param name="compile">What it was trained with, if that is to be kept.</param>
    /// <param name="trained">The model.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name does not end in <c>.keras</c>.</exception>
    /// <exception cref="T:Functional.UnsupportedException">A layer, loss, metric or optimizer that Keras does not know, or a name in <c>.h5</c>.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file cannot be written there.</exception>
    let save (path: string) (compile: CompileSettings option) (trained: Trained) : unit =
        // Keras: a model that is not built is a file without weights.
        let isBuilt = trained.Model.Inputs.IsSome
        let weights = if isBuilt then (Model.build Mode.Training trained.Model).Trace.Weights else []
        use trainer = new Trainer(trained.Model, compile, trained.Store, trained.Seed)
        let state = if isBuilt && compile.IsSome then trainer.OptimizerKeys else []
        KerasFile.save path {
            Model = trained.Model
            Compile = compile
            Weights = Map [ for weight in weights -> weight.Key, trained.Store.Get weight.Key ]
            OptimizerState = Map [ for key in state -> key, trained.Store.Get key ]
            Seed = Some trained.Seed
            Position = trained.Store.Position
        }

    let private loadWith (seed: int64 option) (path: string) : Trained * CompileSettings option =
        let saved = KerasFile.load path
        let seed = seed |> Option.orElse saved.Seed |> Option.defaultValue 0L
        if saved.Model.Inputs.IsNone then
            Trained.create seed saved.Model, saved.Compile
        else
            let store = Weights.initialize (Device.parse "cpu") seed (Model.build Mode.Training saved.Model)
            store.Position <- saved.Position
            for entry in saved.Weights do
                store.Set(entry.Key, entry.Value)
            if saved.Compile.IsSome then
                use trainer = new Trainer(saved.Model, saved.Compile, store, seed)
                // Made first, so that each lies in memory as its weight does.
                trainer.OptimizerVariables |> ignore
                for entry in saved.OptimizerState do
                    store.Set(entry.Key, entry.Value)
            Trained(saved.Model, store, seed), saved.Compile

    /// <summary>Reads a trained model, and what it was trained with if the file says so. One that was saved before it was built is built
    /// for the first data that it meets.</summary>
    /// <param name="seed">Of the random numbers of further training; the one in the file is left aside.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name ends in nothing that Keras saves models as.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged or malformed.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let load (seed: int64) (path: string) : Trained * CompileSettings option = loadWith (Some seed) path

    /// <summary>The same with the seed in the file: further training gives the bits that it would have given without a file between.
    /// Keras's own files have no seed; theirs is 0.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="T:Functional.ConfigurationException">The name ends in nothing that Keras saves models as.</exception>
    /// <exception cref="T:Functional.ModelFileException">The file is missing, truncated, damaged or malformed.</exception>
    /// <exception cref="T:Functional.UnsupportedException">Something that Keras has and this library does not, by name.</exception>
    let resume (path: string) : Trained * CompileSettings option = loadWith None path
