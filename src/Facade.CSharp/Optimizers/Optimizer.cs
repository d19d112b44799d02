namespace Functional.Keras;

/// <summary>
/// How weights follow their gradients. A string converts to it by Keras's name (<c>"adam"</c>), with Keras's defaults.
/// </summary>
public class Optimizer
{
    internal Optimizer(Functional.Optimizer engine)
    {
        FSharp.Checked(engine.Settings, GetType().Name);
        FSharp.Checked(engine.Rule, GetType().Name);
        Engine = engine;
    }

    private protected Optimizer(IOptimizer rule, OptimizerSettings settings, string name)
        : this(Functional.Optimizer.Create(rule, settings, name))
    {
    }

    private Trainer? running;

    internal Functional.Optimizer Engine { get; private set; }

    /// <summary>The run whose learning rate this is.</summary>
    internal void Attach(Trainer? trainer) => running = trainer;

    /// <summary>Name of the optimizer.</summary>
    public string Name => Engine.Name;

    /// <summary>Step size of the next step; a change holds from then on.</summary>
    /// <exception cref="ConfigurationException">It is below 0 or not a number, or a schedule gives it.</exception>
    public double LearningRate
    {
        get => running?.LearningRate ?? Rates.at(0, Engine.Settings.LearningRate);
        set
        {
            var changed = OptimizerModule.withLearningRate(value, Engine);
            FSharp.Checked(changed.Settings, GetType().Name);
            if (running is not null)
                running.LearningRate = value;
            Engine = changed;
        }
    }

    /// <summary>Number of the steps that it has made.</summary>
    public long Iterations => running?.Iteration ?? 0;

    /// <summary>
    /// Names, or parts of names, of weights that weight decay leaves alone, such as <c>"bias"</c>. Must be set before
    /// <c>Compile</c>.
    /// </summary>
    public void ExcludeFromWeightDecay(params IEnumerable<string> varNames) => Engine = new(
        rule: Engine.Rule, settings: Engine.Settings, name: Engine.Name, excludeFromWeightDecay: FSharp.List(varNames));

    /// <summary>The optimizer of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Optimizer(string name) => new(
        FSharp.OrNull(Catalogue.tryOptimizer(name)) ?? throw new ConfigurationException(
            $"optimizer must be one of {KerasNames.Of(Classes.optimizers, facts => facts.Name.ToLowerInvariant())}, got \"{name}\""));
}
