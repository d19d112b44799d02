namespace Functional.Keras;

/// <content>Calls on arrays.</content>
public partial class Model
{
    private Keeper? keeper;

    /// <summary>What keeps the model's weights for calls on arrays.</summary>
    internal Keeper Keeper => keeper ??= new Kept(this);

    /// <summary>Whether the shape of the input is known.</summary>
    internal bool IsKnown => FSharp.OrNull(Definition.Inputs) is not null;

    // Made for one layer, until another model has it.
    private bool isAlone;

    /// <summary>What a model of a layer alone is to the layer.</summary>
    internal static Home Alone(Layer layer, IEnumerable<InputSpec> inputs)
    {
        Sequential model = new([layer]);
        var alone = (Model)model;
        alone.isAlone = true;
        alone.definition = FSharp.WithInputs(model.Definition, inputs);
        alone.EnsureStore();
        return layer.Home!;
    }

    /// <summary>The model as it is now, and where its layers have their weights.</summary>
    internal (Functional.Model Model, Trace Trace) Around()
    {
        Refresh();
        EnsureStore();
        return (Definition, trace!);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NDArray> CallAll(Data x, bool training = false)
    {
        Data.Given("x", x);
        making.Join(() => Know(() => x));
        // The compiled steps give no penalties.
        if (!x.IsRecorded && !HasPenalties)
            return CallAtOnce(x, training);
        return Called(training, x.ArraysFor("x", InputNames));
    }

    /// <summary>Makes the compiled steps, which know what the optimizer keeps.</summary>
    internal Model Running() => making.Join(() =>
    {
        MakeTrainer();
        return this;
    });

    /// <summary>Makes what the optimizer keeps.</summary>
    internal void EnsureOptimizer() => _ = trainer!.OptimizerVariables;

    private (Trace Of, bool Has)? penalties;

    private bool HasPenalties
    {
        get
        {
            var (_, now) = Around();
            if (penalties is not { } known || !ReferenceEquals(known.Of, now))
                penalties = known = (now, now.Losses.Length > 0);
            return known.Has;
        }
    }

    private protected override Home Housed(LazyArray[] inputs) => new(this, LayerPath.Root);

    private sealed class Kept(Model model) : Keeper
    {
        public override long Seed => model.Seed;

        public override T Use<T>(Func<TensorStore, T> work) => model.BetweenSteps(work);
    }
}
