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

    // Around another one, which has the settings.
    private protected Optimizer(IOptimizer rule, string name) : this(rule, OptimizerSettings.Create(0), name)
    {
    }

    /// <summary>An optimizer of one's own: override <see cref="Slots"/> and <see cref="UpdateStep"/>.</summary>
    /// <param name="learningRate">Step size, at least 0; a schedule gives one for each step.</param>
    /// <param name="weightDecay">Share of each weight, times the learning rate, taken off before an update, at least 0.</param>
    /// <param name="clipnorm">Largest norm of each gradient, above 0.</param>
    /// <param name="clipvalue">Largest absolute value in a gradient, above 0.</param>
    /// <param name="globalClipnorm">Largest norm of all gradients together, above 0.</param>
    /// <param name="useEma">Whether a moving average of each weight is kept.</param>
    /// <param name="emaMomentum">Share of the old average that stays, in [0, 1].</param>
    /// <param name="emaOverwriteFrequency">Every so many steps the weights take their averages, at least 1.</param>
    /// <param name="lossScaleFactor">The loss is multiplied by it and the gradients divided, above 0.</param>
    /// <param name="gradientAccumulationSteps">Gradients are averaged over so many steps before the weights change, at least 2.</param>
    /// <param name="name">Its name; its class in snake case when absent.</param>
    /// <exception cref="ConfigurationException">A setting that cannot be.</exception>
    protected Optimizer(
        LearningRate learningRate,
        double? weightDecay = null,
        double? clipnorm = null,
        double? clipvalue = null,
        double? globalClipnorm = null,
        bool useEma = false,
        double emaMomentum = 0.99,
        int? emaOverwriteFrequency = null,
        double? lossScaleFactor = null,
        int? gradientAccumulationSteps = null,
        string? name = null)
    {
        OptimizerSettings settings = new(
            learningRate: FSharp.Given(learningRate).Engine,
            weightDecay: FSharp.Option(weightDecay),
            clipnorm: FSharp.Option(clipnorm),
            globalClipnorm: FSharp.Option(globalClipnorm),
            clipvalue: FSharp.Option(clipvalue),
            useEma: useEma,
            emaMomentum: emaMomentum,
            emaOverwriteFrequency: FSharp.Option(emaOverwriteFrequency),
            lossScaleFactor: FSharp.Option(lossScaleFactor),
            gradientAccumulationSteps: FSharp.Option(gradientAccumulationSteps));
        Engine = Functional.Optimizer.Create(
            new OwnOptimizer(this),
            FSharp.Checked(settings, GetType().Name),
            name ?? Functional.Layers.ClassName.toSnakeCase(GetType().Name));
    }

    [ThreadStatic]
    private static UpdateStep? step;

    /// <summary>Names of what is kept of each weight, in its shape, zero at the start.</summary>
    protected virtual IReadOnlyList<string> Slots => [];

    /// <summary>The new value of a weight. Called when the step's graph is made, for each weight.</summary>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="variable">The weight.</param>
    /// <param name="learningRate">The step size, a scalar in the weight's type.</param>
    protected virtual KerasTensor UpdateStep(KerasTensor gradient, KerasTensor variable, KerasTensor learningRate) =>
        throw new ConfigurationException($"{GetType().Name} must override UpdateStep");

    /// <summary>What is kept of the weight that is updated. Only inside <see cref="UpdateStep"/>.</summary>
    /// <param name="name">One of <see cref="Slots"/>.</param>
    /// <exception cref="ConfigurationException">Another name, or called at another time.</exception>
    protected KerasTensor Slot(string name) => Slots.Contains(name)
        ? new(Now.Slot(name), null)
        : throw new ConfigurationException($"{GetType().Name}: there is no slot \"{name}\"; Slots names {string.Join(", ", Slots)}");

    /// <summary>Gives what is kept of the weight a new value. Only inside <see cref="UpdateStep"/>.</summary>
    /// <param name="name">One of <see cref="Slots"/>.</param>
    /// <param name="value">The new value, in the weight's shape.</param>
    /// <exception cref="ConfigurationException">Another name, or called at another time.</exception>
    protected void Assign(string name, KerasTensor value) =>
        Now.Assign(name, Functional.Ops.cast(Slot(name).Expr.DType, FSharp.Given(value).Expr));

    /// <summary>The number of the step, from 1, a scalar. Only inside <see cref="UpdateStep"/>.</summary>
    /// <exception cref="ConfigurationException">Called at another time.</exception>
    protected KerasTensor StepNumber => new(Functional.Ops.cast(Now.Weight.DType, Now.Number), null);

    private UpdateStep Now => step ?? throw new ConfigurationException($"{GetType().Name}: slots can be used only inside UpdateStep");

    internal IReadOnlyList<string> SlotsOwn =>
        [.. FSharp.Gave(Slots, this, nameof(Slots), "names").Select(name => FSharp.Gave(name, this, nameof(Slots), "names"))];

    internal Expr UpdateOwn(UpdateStep now, Expr weight, Expr gradient)
    {
        var outer = step;
        step = now;
        try
        {
            var rate = Functional.Ops.cast(weight.DType, now.LearningRate);
            var updated = FSharp.Gave(UpdateStep(new(gradient, null), new(weight, null), new(rate, null)), this, nameof(UpdateStep));
            return updated.Shape.Equals(Shape.Of(weight.Shape))
                ? Functional.Ops.cast(weight.DType, updated.Expr)
                : throw new ShapeException($"{GetType().Name}: UpdateStep must give the weight's shape {Shape.Of(weight.Shape)}, got {updated.Shape}");
        }
        finally
        {
            step = outer;
        }
    }

    private readonly Following following = new(() => Config.TorchDevice);

    /// <summary>Makes a step in a loop of one's own. Weights without a gradient stay.</summary>
    /// <param name="gradients">What <see cref="GradientTape"/> gave, or something made of it: one for each weight, or null.</param>
    /// <param name="trainableVariables">The weights.</param>
    /// <remarks>
    /// Where the tape's calls are not computed yet, they, the gradients and the step are one program. Gradients can be read until the next
    /// <c>Apply</c>.
    /// </remarks>
    /// <exception cref="ConfigurationException">There is not a gradient for each weight, or none at all.</exception>
    /// <exception cref="ShapeException">A gradient has another shape than its weight.</exception>
    public void Apply(IEnumerable<NDArray?> gradients, IEnumerable<Variable> trainableVariables)
    {
        Held[] weights = [.. FSharp.Given(trainableVariables).Select(variable => FSharp.Given(variable).Held)];
        var model = weights.All(weight => ReferenceEquals(weight.Place, Attached?.Keeper)) ? Attached : null;
        following.Apply(
            Engine,
            model?.Running().Keeper,
            () => model!.EnsureOptimizer(),
            [.. FSharp.Given(gradients).Select(gradient => gradient?.Lazy)],
            weights);
    }

    // The model that is compiled with it.
    private Model? Attached =>
        owner is not null && owner.TryGetTarget(out var model) && ReferenceEquals(model.Optimizer, this) ? model : null;

    /// <summary>
    /// The loss to be differentiated in a loop of one's own, times what <c>Apply</c> divides by: <see cref="LossScaleFactor"/>, or the scale of a
    /// <c>LossScaleOptimizer</c>.
    /// </summary>
    /// <param name="loss">The loss.</param>
    public NDArray ScaleLoss(NDArray loss) =>
        following.Scale(Engine, Attached?.Keeper) is { } scale ? FSharp.Given(loss) * scale : FSharp.Given(loss);

    /// <summary>Makes a step in a loop of one's own: <c>ApplyGradients(gradients.Zip(weights))</c>.</summary>
    /// <param name="gradsAndVars">Weights with their gradients, or null.</param>
    /// <exception cref="ConfigurationException">There is no gradient at all.</exception>
    /// <exception cref="ShapeException">A gradient has another shape than its weight.</exception>
    public void ApplyGradients(IEnumerable<(NDArray? Gradient, Variable Variable)> gradsAndVars)
    {
        var pairs = FSharp.Given(gradsAndVars).ToArray();
        Apply(pairs.Select(pair => pair.Gradient), pairs.Select(pair => pair.Variable));
    }

    private Trainer? running;

    internal Functional.Optimizer Engine { get; private set; }

    /// <summary>What has the settings.</summary>
    private protected object Record => Engine.Rule;

    /// <summary>The object of one of the engine's.</summary>
    internal static Optimizer Of(Functional.Optimizer engine) => Made.Of(engine) ?? new(engine);

    // The model that was compiled with it, as long as somebody holds that.
    private WeakReference<Model>? owner;

    /// <summary>The run whose learning rate this is.</summary>
    internal void Attach(Trainer? trainer) => running = trainer;

    // What the run says, as long as it is this optimizer's: the model may be compiled anew at any moment.
    private T Asked<T>(Func<Trainer, T> run, Func<T> alone)
    {
        var steps = running;
        if (steps is null)
            return alone();
        try
        {
            return run(steps);
        }
        catch (ObjectDisposedException) when (!ReferenceEquals(steps, running))
        {
            return alone();
        }
    }

    /// <summary>Takes note of the model that it trains.</summary>
    /// <exception cref="ConfigurationException">It trains another one: what it keeps is of that one's weights.</exception>
    internal void Take(Model model)
    {
        if (owner is not null && owner.TryGetTarget(out var other) && other != model
            && !other.IsDisposed && ReferenceEquals(other.Optimizer, this))
        {
            throw new ConfigurationException(
                $"{model.Name}: the optimizer \"{Name}\" trains the model {other.Name} already; each model needs one of its own");
        }

        owner = new(model);
    }

    /// <summary>Name of the optimizer.</summary>
    public string Name => Engine.Name;

    /// <summary>Step size of the next step; a change holds from then on.</summary>
    /// <exception cref="ConfigurationException">It is below 0 or not a number, or a schedule gives it.</exception>
    public double LearningRate
    {
        get => Asked(run => run.LearningRate, () => Rates.at(following.Iterations, OptimizerModule.rate(Engine)));
        set
        {
            var changed = OptimizerModule.withLearningRate(value, Engine);
            FSharp.Checked(OptimizerModule.stepping(changed).Settings, GetType().Name);
            Asked(run => run.LearningRate = value, () => value);
            following.SetLearningRate(value);
            Engine = changed;
        }
    }

    /// <summary>What gives the step size, where it is not a number.</summary>
    public LearningRateSchedule? Schedule =>
        OptimizerModule.rate(Engine) is Rate.Schedule schedule ? LearningRateSchedule.Of(schedule.Item) : null;

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
    public virtual double? LossScaleFactor => FSharp.OrNull(Engine.Settings.LossScaleFactor);

    /// <summary>Gradients are averaged over so many steps before the weights change.</summary>
    public int? GradientAccumulationSteps => FSharp.OrNull(Engine.Settings.GradientAccumulationSteps);

    /// <summary>Number of the steps that it has made.</summary>
    public long Iterations => Asked(run => run.Iteration, () => following.Iterations);

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
            OneOf.message("optimizer", KerasNames.Of(Classes.optimizers, facts => facts.Name.ToLowerInvariant()), name)));
}
