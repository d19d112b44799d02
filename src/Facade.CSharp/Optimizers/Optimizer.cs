namespace Functional.Keras;

/// <summary>
/// How weights follow their gradients. A string converts to it by Keras's name (<c>"adam"</c>), with Keras's defaults.
/// </summary>
public class Optimizer
{
    private protected Optimizer(Functional.Optimizer engine)
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

    /// <summary>What has the settings.</summary>
    private protected object Record => Engine.Rule;

    /// <summary>The object of one of the engine's.</summary>
    internal static Optimizer Of(Functional.Optimizer engine) => Made.Of(engine) ?? new(engine);

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

    /// <summary>What gives the step size, where it is not a number.</summary>
    public LearningRateSchedule? Schedule =>
        Engine.Settings.LearningRate is Rate.Schedule schedule ? LearningRateSchedule.Of(schedule.Item) : null;

    /// <summary>Share of each weight, times the learning rate, that is taken off before an update.</summary>
    public double? WeightDecay => FSharp.OrNull(Engine.Settings.WeightDecay);

    /// <summary>Largest norm of each gradient.</summary>
    public double? Clipnorm => FSharp.OrNull(Engine.Settings.Clipnorm);

    /// <summary>Largest norm of all gradients together.</summary>
    public double? GlobalClipnorm => FSharp.OrNull(Engine.Settings.GlobalClipnorm);

    /// <summary>Largest absolute value in a gradient.</summary>
    public double? Clipvalue => FSharp.OrNull(Engine.Settings.Clipvalue);

    /// <summary>Whether a moving average of each weight is kept.</summary>
    public bool UseEma => Engine.Settings.UseEma;

    /// <summary>Share of the old average that stays.</summary>
    public double EmaMomentum => Engine.Settings.EmaMomentum;

    /// <summary>Every so many steps the weights take their averages.</summary>
    public int? EmaOverwriteFrequency => FSharp.OrNull(Engine.Settings.EmaOverwriteFrequency);

    /// <summary>The loss is multiplied by it and the gradients divided.</summary>
    public double? LossScaleFactor => FSharp.OrNull(Engine.Settings.LossScaleFactor);

    /// <summary>Gradients are averaged over so many steps before the weights change.</summary>
    public int? GradientAccumulationSteps => FSharp.OrNull(Engine.Settings.GradientAccumulationSteps);

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
    public static implicit operator Optimizer(string name) => Of(
        FSharp.OrNull(Catalogue.tryOptimizer(name)) ?? throw new ConfigurationException(
            $"optimizer must be one of {KerasNames.Of(Classes.optimizers, facts => facts.Name.ToLowerInvariant())}, got \"{name}\""));
}
