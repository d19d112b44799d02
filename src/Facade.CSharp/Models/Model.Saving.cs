namespace Functional.Keras;

/// <content>Files.</content>
public partial class Model
{
    /// <summary>
    /// Reads a model from a <c>.keras</c> file, or from one of the older format (<c>.h5</c>, <c>.hdf5</c>): layers, weights, and what it was compiled with. One that was saved before it was built is
    /// built for the first data that it meets.
    /// </summary>
    /// <param name="filepath">The file. It is data, never code, whoever made it.</param>
    /// <param name="compile">Whether the model is compiled as it was.</param>
    /// <param name="seed">
    /// Seed of further training; the one that the model was saved with when absent. Files of Python's Keras have none: then a random one.
    /// </param>
    /// <param name="customObjects">Classes of one's own by their names in the file, beside those that are registered.</param>
    /// <remarks>
    /// Training goes on to the bits that it would have come to without a file between: the order of samples and random numbers follow from
    /// the seed and from the epochs and steps made, which the file tells.
    /// </remarks>
    /// <exception cref="ConfigurationException">The file has not the name of a model's.</exception>
    /// <exception cref="ModelFileException">The file is missing, truncated, malformed or not allowed.</exception>
    /// <exception cref="UnsupportedException">It holds something that this library does not have.</exception>
    public static Model Load(
        string filepath, bool compile = true, long? seed = null, IReadOnlyDictionary<string, Type>? customObjects = null)
    {
        var saved = OwnClasses.Within(new OwnObjects(customObjects), () => compile ? KerasFile.load(filepath) : KerasFile.loadUncompiled(filepath));
        var (options, root) = Holder.apart(saved.Model.Root);
        var model = OrNull(root, new(FSharp.Option(saved.Model.Name), options.Trainable, options.Policy)) ?? (Model)Of(saved.Model.Root);
        model.definition = saved.Model;
        if ((seed ?? FSharp.OrNull(saved.Seed)) is { } given)
            model.seed = given;
        // Without the shape of its input a model has no weights yet.
        var isBuilt = FSharp.OrNull(saved.Model.Inputs) is not null;
        if (isBuilt)
        {
            model.EnsureStore().Position = saved.Position;
            foreach (var (key, values) in saved.Weights)
                model.store!.Set(key, values);
        }

        if (FSharp.OrNull(saved.Compile) is { } settings)
        {
            model.compiled = (Optimizer.Of(settings.Optimizer), _ => settings);
            if (isBuilt)
            {
                model.MakeTrainer();
                // Made first, so that each lies in memory as its weight does.
                _ = model.trainer!.OptimizerVariables;
                foreach (var (key, values) in saved.OptimizerState)
                    model.store!.Set(key, values);
            }
        }

        return model;
    }

    /// <summary>Writes the model to a <c>.keras</c> file, for this library and Python's Keras 3.</summary>
    /// <param name="filepath">The file; its name ends in <c>.keras</c>. A symbolic link is followed.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="compile">
    /// Whether what the model is compiled with, and the optimizer's state, are written too. Own losses and metrics cannot be.
    /// </param>
    /// <param name="verify">Whether the file is read back and compared before it takes its name.</param>
    /// <exception cref="ConfigurationException">Another name.</exception>
    /// <exception cref="UnsupportedException">
    /// The model holds own layers, losses or metrics, which a file cannot, or the name asks for the older format (<c>.h5</c>).
    /// </exception>
    /// <exception cref="ModelFileException">
    /// The file cannot be written, or is there and is not to be replaced, or what was read back is not what was written.
    /// </exception>
    public void Save(string filepath, bool overwrite = true, bool compile = true, bool verify = true)
    {
        KerasFile.requireArchiveName(filepath);
        Refuse(filepath, overwrite);
        Refresh();
        // Keras: a model that is not built is a file without weights.
        if (FSharp.OrNull(Definition.Inputs) is null)
        {
            KerasFile.saveWith(verify, filepath, new(
                model: Definition,
                compile: FSharp.Option(compile ? compiled?.Settings(1) : null),
                weights: FSharp.Map([], key => store!.Get(key)),
                optimizerState: FSharp.Map([], key => store!.Get(key)),
                seed: FSharp.Option((long?)Seed),
                position: Position.Start));
            return;
        }

        EnsureStore();
        KerasFile.saveWith(verify, filepath, Between(numbers =>
        {
            if (compiled is not null)
                MakeTrainer();
            return new SavedModel(
                model: Definition,
                // With the learning rate as it is now.
                compile: compile ? FSharp.Option(compiled?.Settings(trainer!.OutputNames.Length)) : null,
                weights: FSharp.Map(WeightKeys, numbers.Get),
                optimizerState: FSharp.Map(compiled is null || !compile ? [] : trainer!.OptimizerKeys, numbers.Get),
                seed: FSharp.Option((long?)Seed),
                position: numbers.Position);
        }));
    }

    /// <summary>The model's layers and settings as Keras's JSON, without weights.</summary>
    /// <exception cref="UnsupportedException">The model holds own layers, which a file cannot.</exception>
    public string ToJson()
    {
        Refresh();
        return ModelConfig.write(Definition, FSharp.Option<CompileSettings>(null)).ToJsonString();
    }

    /// <summary>
    /// Writes the weights to a <c>.weights.h5</c> file, or to several beside a <c>.weights.json</c> file, for this library and Python's Keras 3.
    /// </summary>
    /// <param name="filepath">The file; its name ends in <c>.weights.h5</c>, or in <c>.weights.json</c> with <paramref name="maxShardSize"/>.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="maxShardSize">Gigabytes of numbers in one file, above 0; all are in one when absent.</param>
    /// <exception cref="ConfigurationException">
    /// The shape of the input is not known yet, another name, or a size that is not above 0 or below that of a weight.
    /// </exception>
    /// <exception cref="ModelFileException">The file cannot be written, or is there and is not to be replaced.</exception>
    public void SaveWeights(string filepath, bool overwrite = true, double? maxShardSize = null)
    {
        if (maxShardSize is null)
            KerasFile.requireWeightsName(filepath);
        else
            KerasFile.requireShardsName(filepath);
        Refuse(filepath, overwrite);
        EnsureStore();
        var (model, weights) = Between(numbers => (Definition, FSharp.Map(WeightKeys, numbers.Get)));
        if (maxShardSize is { } size)
            KerasFile.saveWeightShards(filepath, size, model, weights);
        else
            KerasFile.saveWeights(filepath, model, weights);
    }

    /// <summary>
    /// Reads the weights from a <c>.weights.h5</c>, <c>.weights.json</c>, <c>.keras</c>, or, of the older format, <c>.h5</c> or <c>.hdf5</c>
    /// file. Nothing changes when one does not fit, unless it is to be skipped.
    /// </summary>
    /// <param name="filepath">The file.</param>
    /// <param name="skipMismatch">
    /// Whether what is missing, superfluous or of another shape is left out: of files in the present format all weights of a layer or cell where
    /// one does not fit. A warning is printed for each.
    /// </param>
    /// <param name="byName">Whether the names of layers tell which weights are whose; only of files in the older format.</param>
    /// <returns>A line for each thing that was left out.</returns>
    /// <exception cref="ConfigurationException">
    /// The shape of the input is not known yet, another name, or <paramref name="byName"/> of a file in the present format.
    /// </exception>
    /// <exception cref="ModelFileException">The file is missing, truncated or malformed, or holds other weights.</exception>
    public IReadOnlyList<string> LoadWeights(string filepath, bool skipMismatch = false, bool byName = false)
    {
        while (true)
        {
            var model = Definition;
            var (weights, skipped) = KerasFile.loadWeightsWith(skipMismatch, byName, filepath, model);
            EnsureStore();
            var isDone = Between(numbers =>
            {
                if (!ReferenceEquals(model, Definition))
                    return false;
                foreach (var (path, values) in weights)
                    numbers.Set(path, values);
                return true;
            });
            if (!isDone)
                continue;
            foreach (var line in skipped)
                Console.WriteLine($"warning: skipped {line}");
            return skipped;
        }
    }

    /// <summary>Writes where a training stands: weights, the optimizer, the seed, the order of samples.</summary>
    internal void SaveState(string filepath) => TrainingStateModule.save(
        filepath,
        Definition,
        RunningOptimizer.Engine,
        Between(numbers =>
        {
            MakeTrainer();
            return new TrainingState(
                weights: FSharp.Map(WeightKeys, numbers.Get),
                optimizerState: FSharp.Map(trainer!.OptimizerKeys, numbers.Get),
                seed: Seed,
                position: numbers.Position);
        }));

    /// <summary>Takes up a training where such a file says that it stood. Nothing changes when it does not fit.</summary>
    /// <exception cref="ModelFileException">The file is damaged, or of another model or optimizer.</exception>
    internal void LoadState(string filepath)
    {
        var state = TrainingStateModule.load(filepath, Definition, RunningOptimizer.Engine);
        Change("taking up a backup", () =>
        {
            if (seed != state.Seed)
                Retire(DetachTrainer(), null);
            seed = state.Seed;
            MakeTrainer();
            // Made first, so that each lies in memory as its weight does.
            _ = trainer!.OptimizerVariables;
            store!.Position = state.Position;
            foreach (var (key, values) in state.Weights.Concat(state.OptimizerState))
                store.Set(key, values);
        });
    }

    // With the states of random generators, which files keep too.
    private IEnumerable<Key> WeightKeys =>
        ModelModule.build(Mode.Training, Definition).Trace.Weights.Select(weight => weight.Key);

    private static void Refuse(string filepath, bool overwrite)
    {
        if (!overwrite && File.Exists(filepath))
            throw new ModelFileException($"'{Path.GetFileName(filepath)}': the file exists and overwrite is false");
    }
}

/// <summary>Keras's <c>keras.models</c>.</summary>
public static class Models
{
    /// <summary>Reads a model from a <c>.keras</c> file (<c>keras.models.load_model</c>).</summary>
    /// <param name="filepath">The file. It is data, never code, whoever made it.</param>
    /// <param name="compile">Whether the model is compiled as it was.</param>
    /// <param name="seed">Seed of further training; the one that the model was saved with when absent.</param>
    /// <param name="customObjects">Classes of one's own by their names in the file, beside those that are registered.</param>
    /// <exception cref="ConfigurationException">The file has not the name of a model's.</exception>
    /// <exception cref="ModelFileException">The file is missing, truncated, malformed or not allowed.</exception>
    /// <exception cref="UnsupportedException">It holds something that this library does not have.</exception>
    public static Model LoadModel(
        string filepath, bool compile = true, long? seed = null, IReadOnlyDictionary<string, Type>? customObjects = null) =>
        Model.Load(filepath, compile, seed, customObjects);
}
