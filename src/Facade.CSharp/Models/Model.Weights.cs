namespace Functional.Keras;

/// <content>Weights and summary.</content>
public partial class Model
{
    private IReadOnlyList<Variable>? variables;
    private (IReadOnlyList<Variable> Of, ILookup<LayerPath, Variable> Variables)? below;
    private long refreshed = -1;

    /// <summary>
    /// All weights, in Keras's order. They are made now where the input's shape is known; empty where it is not.
    /// </summary>
    public override IReadOnlyList<Variable> Weights
    {
        get
        {
            if (FSharp.OrNull(Definition.Inputs) is null)
                return Home is { } home && home.Model != this ? home.Model.WeightsBelow(home.Path) : [];
            return making.Join(() =>
            {
                Refresh();
                EnsureStore();
                return Variables;
            });
        }
    }

    private IReadOnlyList<Variable> Variables => variables ??=
        [.. ModelModule.weights(ModelModule.build(Mode.Inference, Definition)).Select(weight => new Variable(this, weight))];

    /// <summary>What the model consists of, as Keras prints it, and once it is compiled, how much memory it takes, in one line.</summary>
    /// <param name="lineLength">Length of the lines; 76 when absent.</param>
    /// <param name="printFn">Takes the text instead of the console.</param>
    /// <param name="expandNested">Whether layers of models among the layers are shown.</param>
    /// <param name="showTrainable">Whether it is shown which layers the optimizer changes.</param>
    /// <param name="batchSize">Samples a step, at least 1, for <see cref="MemoryPlan"/>.</param>
    /// <param name="memory">Whether it is shown what the memory is for.</param>
    /// <exception cref="ConfigurationException">The batch size is below 1, or the lines are too short for the columns.</exception>
    /// <exception cref="ShapeException">Layers do not fit together.</exception>
    public void Summary(
        int? lineLength = null,
        Action<string>? printFn = null,
        bool expandNested = false,
        bool showTrainable = false,
        int batchSize = 32,
        bool memory = false)
    {
        Positive("batchSize", batchSize);
        Refresh();
        var optimizer = store is null || trainer is null ? null : Between(numbers => numbers.Contains(Key.Iteration)
            ? trainer?.OptimizerVariables.Select(variable => (variable.Shape, variable.DType)).ToArray()
            : null);
        var summary = FSharp.Summary(Definition, expandNested, optimizer);
        var text = SummaryModule.text(lineLength ?? 76, showTrainable, summary);
        if (compiled is not null && FSharp.OrNull(Definition.Inputs) is not null)
            text += "\n" + MemoryText(batchSize, memory);
        (printFn ?? Console.WriteLine)(text);
    }

    private string MemoryText(int batchSize, bool isWhole)
    {
        try
        {
            var plan = MemoryPlan(batchSize);
            return isWhole ? MemoryPlanModule.text(plan) : MemoryPlanModule.line(plan);
        }
        catch (FunctionalException error)
        {
            return $" Memory: unknown ({error.Message})";
        }
    }

    /// <summary>
    /// How much memory training and predictions take with batches of a size, in bytes: weights + optimizer + gradients + batch +
    /// activations that live at the same time + what the process takes once. Computed from the compiled programs; nothing is run.
    /// </summary>
    /// <remarks>
    /// The data set is not included, nor what the allocator keeps between blocks (see the page on performance). Targets are
    /// taken to be class indices for a sparse loss, and as large as the outputs for others.
    /// </remarks>
    /// <param name="batchSize">Samples a step, at least 1.</param>
    /// <exception cref="ConfigurationException">
    /// The model is not compiled, the batch size is below 1, or a size besides the batch's is not known.
    /// </exception>
    /// <exception cref="ShapeException">Layers or the loss do not fit together.</exception>
    public MemoryPlan MemoryPlan(int batchSize = 32)
    {
        Positive("batchSize", batchSize);
        Refresh();
        if (compiled is null)
            throw new ConfigurationException($"{Name}: compile the model before its memory is planned");
        var outputs = ModelModule.build(Mode.Inference, Definition).Outputs.Length;
        return MemoryPlanModule.ofModel(compiled.Value.Settings(outputs), batchSize, Definition);
    }

    /// <summary>The weights of a part of the model; empty while the input's shape is not known.</summary>
    internal IReadOnlyList<Variable> WeightsBelow(LayerPath path)
    {
        var all = Weights;
        if (path.IsRoot)
            return all;
        if (below is not { } known || !ReferenceEquals(known.Of, all))
            below = known = (all, ByLayer(all, weight => weight.Layer));
        return [.. known.Variables[path]];
    }

    /// <inheritdoc/>
    public override void ResetStates()
    {
        ResetStatesBelow(LayerPath.Root);
        if (Home is { } home && home.Model != this)
            home.Model.ResetStatesBelow(home.Path);
    }

    internal void ResetStatesBelow(LayerPath path)
    {
        var steps = making.Join(() =>
        {
            // Where there are no numbers yet, states begin at zero.
            if (store is null)
                return null;
            MakeTrainer();
            trainer!.Enter();
            return trainer;
        });
        if (steps is null)
            return;
        steps.During(() =>
        {
            steps.ResetStates(path);
            return true;
        });
    }

    /// <summary>Has the moving averages of weights stand in for them, or no longer.</summary>
    /// <exception cref="ConfigurationException">The optimizer keeps no moving averages.</exception>
    internal void ShowAverages(bool shown)
    {
        var optimizer = RunningOptimizer.Engine;
        if (!optimizer.Settings.UseEma)
        {
            throw new ConfigurationException(
                $"SwapEMAWeights: the optimizer must keep moving averages (useEma), got {optimizer.Name} without");
        }

        trainer!.ShowsAverages = shown;
    }

    /// <summary>Takes up options of layers that were changed.</summary>
    internal void Refresh() => making.Join(() =>
    {
        TakeUp([this]);
        return true;
    });

    private protected override void TakeUp(HashSet<Layer> seen)
    {
        var now = Changes;
        if (refreshed == now)
            return;
        TakeUpInside(seen);
        refreshed = now;
        variables = null;
        var isNamed = GivenName is null || GivenName == Definition.Name;
        if (isNamed && !HasChanged(Definition.Root) && Holder.options(Definition.Root).Trainable == Trainable)
            return;
        var fresh = FSharp.WithTrainable(FSharp.Replace(Definition, layer => Of(layer).Descriptor), Trainable);
        fresh = isNamed ? fresh : new(Name, fresh.Root, fresh.Inputs);
        if (store is not null && AreNamedOtherwise(Definition.Root, fresh.Root))
            Rename(fresh);
        else
            definition = fresh;
        Forget();
    }

    private static bool AreNamedOtherwise(ILayer before, ILayer now) =>
        !ReferenceEquals(before, now)
        && Holder.parts(before).Zip(Holder.parts(now), (a, b) => a.Name != b.Name || AreNamedOtherwise(a.Layer, b.Layer)).Any(isNew => isNew);

    // Layers have other names now, by which numbers are known. What runs goes on under the old ones.
    private void Rename(Functional.Model fresh)
    {
        lock (runs)
        {
            if (runs.Count > 0)
                return;
        }

        definition = fresh;
        var (steps, old) = (DetachTrainer(), store);
        MakeStore(afresh: true, isRenamed: true);
        if (steps is not null)
            MakeTrainer();
        Retire(steps, old);
    }
}
