namespace Functional.Keras;

/// <content>What runs: the compiled steps, and the settings of a run.</content>
public partial class Model
{
    // The compiled steps over the model's store, made when they are first needed.
    private Trainer Running(Data? x, bool needsCompile) => Running(() => Data.Given("x", x), needsCompile);

    private Trainer Running(Func<Data> x, bool needsCompile)
    {
        if (needsCompile && compiled is null)
            throw new ConfigurationException($"{Name}: compile the model before it is trained or evaluated");
        lock (making)
        {
            if (FSharp.OrNull(Definition.Inputs) is null)
            {
                var unknown = Definition;
                var shapes = x().Shapes("x");
                definition = FSharp.WithInputs(unknown, shapes.Select((part, i) => FSharp.Unnamed(
                    part.Name ?? (shapes.Count == 1 ? "input_layer" : $"input_layer_{i}"),
                    [null, .. part.Shape.Skip(1).Select(size => (int?)size)])));
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
            }

            MakeTrainer();
            // Another model may have changed the weights that both hold.
            if (isShared)
                store!.Touch();
            return trainer!;
        }
    }

    private void MakeTrainer()
    {
        if (trainer is not null)
            return;
        var numbers = EnsureStore();
        var outputs = ModelModule.build(Mode.Inference, Definition).Outputs.Length;
        trainer = new(Definition, FSharp.Option(compiled?.Settings(outputs)), numbers, Seed);
        compiled?.Optimizer.Attach(trainer);
    }

    private static (string[] Inputs, string[] Outputs) NamesOf(Trainer running) =>
        (running.InputNames, running.OutputNames);

    private static DataSet First(int? steps, int? batchSize, DataSet data)
    {
        if (steps is null)
            return data;
        using (data)
            return data.Slice(0, Math.Min(data.Count, (long)steps * (batchSize ?? 32)));
    }

    private static DataSet Load(Trainer running, Data? x, Data? y = null, Data? sampleWeight = null)
    {
        var (inputs, outputs) = NamesOf(running);
        return FSharp.DataSet(
            running.Store.Device,
            Data.Given("x", x).For("x", inputs),
            y?.For("y", outputs) ?? [],
            sampleWeight?.OptionalFor("sampleWeight", outputs) ?? []);
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
        var running = Running(x, needsCompile: true);
        var (inputs, outputs) = NamesOf(running);
        var (validation, owned) = run.ValidationData?.Engine((a, b, c) => Load(running, a, b, c), inputs, outputs)
            ?? (validationSplit > 0 ? Validation.NewSplit(validationSplit) : Validation.Absent, null);
        using (owned)
        {
            List<Functional.Callback> all = [.. run.Callbacks ?? []];
            foreach (var callback in all.OfType<Callbacks.Callback>())
                callback.Model = this;
            Interlocked.Increment(ref runs);
            try
            {
                return new(fit(running, run.Engine(all, validation, batchSize ?? 32, shuffle)));
            }
            finally
            {
                Interlocked.Decrement(ref runs);
            }
        }
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
            IEnumerable<Functional.Callback> callbacks, Validation validation, int batchSize, bool shuffle) => new(
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
            callbacks: FSharp.List(callbacks),
            verbosity: Verbose.Verbosity,
            output: Console.Out,
            cancellation: CancellationToken);
    }
}
