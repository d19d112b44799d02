namespace Functional.Keras;

/// <content>What runs: the compiled steps, and the settings of a run.</content>
public partial class Model
{
    /// <summary>A run with the compiled steps over the model's store, which are made when they are first needed and stay until it ends.</summary>
    /// <param name="what">Name of a run that needs the model compiled and keeps it from changing; null for a prediction.</param>
    /// <param name="x">The data, where the shape of the input is not known.</param>
    /// <param name="work">The run.</param>
    private T Run<T>(string? what, Func<Data> x, Func<Trainer, T> work)
    {
        Recording.Settle();
        var running = making.Join(() =>
        {
            if (what is not null && compiled is null)
                throw NotCompiled;
            Know(x);
            MakeTrainer();
            // Another model may have changed the weights that both hold.
            if (isShared)
                store!.Touch();
            if (what is not null)
            {
                lock (runs)
                    runs.Add(what);
            }

            trainer!.Enter();
            return trainer;
        });
        try
        {
            return running.During(() => work(running));
        }
        finally
        {
            if (what is not null)
            {
                lock (runs)
                    runs.Remove(what);
            }
        }
    }

    // Takes the shape of the input from data, where nothing else says it.
    private bool Know(Func<Data> x)
    {
        if (IsKnown)
            return false;
        var unknown = Definition;
        var shapes = x().Shapes("x");
        definition = FSharp.WithInputs(unknown, shapes.Select((part, i) => FSharp.Unnamed(
            part.Name ?? (shapes.Count == 1 ? "input_layer" : $"input_layer_{i}"),
            [null, .. part.Shape.Skip(1).Select(size => (int?)size)],
            part.DType)));
        try
        {
            MakeTrainer();
        }
        catch
        {
            // Data that do not fit say nothing of the next.
            definition = unknown;
            throw;
        }

        return true;
    }

    /// <summary>Work on the model's numbers between two steps, while the model stays what it is.</summary>
    /// <exception cref="ObjectDisposedException">There are none any more.</exception>
    internal T Between<T>(Func<TensorStore, T> work)
    {
        // What waits was called with the numbers as they are.
        Recording.Settle();
        return BetweenSteps(work);
    }

    /// <summary>The same while calls on arrays run.</summary>
    internal T BetweenSteps<T>(Func<TensorStore, T> work)
    {
        while (true)
        {
            var (isDone, done, steps) = making.Join(() =>
            {
                trainer?.Enter();
                return trainer is null ? (true, work(EnsureStore()), (Trainer?)null) : (false, default(T), trainer);
            });
            // Others may have changed the model before it was their turn.
            if (steps is not null)
            {
                (isDone, done) = steps.During(() => steps.Between(() => making.Join(
                    () => ReferenceEquals(steps, trainer) ? (true, work(steps.Store)) : (false, default(T)))));
            }

            if (isDone)
                return done!;
        }
    }

    private void MakeTrainer()
    {
        if (trainer is not null)
            return;
        var numbers = EnsureStore();
        var outputs = ModelModule.build(Mode.Inference, Definition).Outputs.Length;
        trainer = new(Definition, FSharp.Option(compiled?.Settings(outputs)), numbers, Seed) { Own = Stepped };
        compiled?.Optimizer.Attach(trainer);
    }

    private ConfigurationException NotCompiled => new($"{Name}: compile the model before it is trained or evaluated");

    // What the model's own word ends runs by.
    private sealed class Ending : Functional.Callback;

    // Callbacks of ours know the model.
    private FSharpCallbacks Told(IEnumerable<Functional.Callback>? callbacks)
    {
        List<Functional.Callback> all = [.. callbacks ?? []];
        foreach (var callback in all.OfType<Callbacks.Callback>())
            callback.Model = this;
        return FSharp.List(all);
    }

    private static DataSet First(int? steps, int? batchSize, DataSet data)
    {
        if (steps is null)
            return data;
        using (data)
            return data.Slice(0, Math.Min(data.Count, (long)steps * (batchSize ?? 32)));
    }

    private static DataSet Load(Trainer running, Data? x, Data? y = null, Data? sampleWeight = null)
    {
        var names = new DataNames(running);
        return FSharp.DataSet(
            running.Store.Device,
            Data.Given("x", x).For("x", names.Inputs),
            y?.ForOutputs("y", names) ?? [],
            sampleWeight?.ForAllOutputs("sampleWeight", names) ?? []);
    }

    private History Train(
        RunSettings run,
        Func<Data> x,
        int? batchSize,
        double validationSplit,
        bool shuffle,
        Func<Trainer, FitSettings, Functional.History> fit)
    {
        run.Check();
        var callbacks = run.Callbacks?.ToArray() ?? [];
        var history = callbacks.OfType<History>().FirstOrDefault() ?? new();
        // As in Keras: the history is told after all others.
        var told = Told([ending, .. callbacks, .. Enumerable.Except<Functional.Callback>([history], callbacks)]);
        var known = Run("Fit", x, _ => run);
        foreach (var callback in told.OfType<Callbacks.Callback>())
        {
            if (callback.Prepare(this) is { } epoch)
                known = known with { InitialEpoch = epoch };
        }

        return Run("Fit", x, running =>
        {
            var (validation, owned) = known.ValidationData?.Engine((a, b, c) => Load(running, a, b, c), new DataNames(running))
                ?? (validationSplit > 0 ? Validation.NewSplit(validationSplit) : Validation.Absent, null);
            using (owned)
            {
                History = history;
                fit(running, known.Engine(told, validation, batchSize ?? 32, shuffle));
                return history;
            }
        });
    }

    private static void Positive(string name, int? value)
    {
        if (value < 1)
            throw new ConfigurationException($"{name} must be at least 1, got {value}");
    }

    private sealed record RunSettings(
        int Epochs,
        Verbose Verbose,
        IEnumerable<Functional.Callback>? Callbacks,
        ValidationData? ValidationData,
        IReadOnlyDictionary<int, double>? ClassWeight,
        int InitialEpoch,
        int? StepsPerEpoch,
        int? ValidationSteps,
        int? ValidationBatchSize,
        int ValidationFreq,
        CancellationToken CancellationToken)
    {
        public void Check()
        {
            Positive("validationBatchSize", ValidationBatchSize);
            Positive("stepsPerEpoch", StepsPerEpoch);
            Positive("validationSteps", ValidationSteps);
            Positive("validationFreq", ValidationFreq);
            if (Epochs < 0 || InitialEpoch < 0)
                throw new ConfigurationException($"epochs and initialEpoch must be at least 0, got {Epochs} and {InitialEpoch}");
        }

        public FitSettings Engine(
            FSharpCallbacks callbacks, Validation validation, int batchSize, bool shuffle) => new(
            epochs: Epochs,
            batchSize: batchSize,
            shuffle: shuffle,
            validation: validation,
            validationFreq: ValidationFreq,
            validationBatchSize: FSharp.Option(ValidationBatchSize),
            validationSteps: FSharp.Option(ValidationSteps),
            initialEpoch: InitialEpoch,
            stepsPerEpoch: FSharp.Option(StepsPerEpoch),
            classWeight: FSharp.Option(ClassWeight),
            callbacks: callbacks,
            verbosity: Verbose.Verbosity,
            output: Console.Out,
            cancellation: CancellationToken);
    }
}
