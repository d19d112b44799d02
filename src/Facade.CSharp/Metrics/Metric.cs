namespace Functional.Keras;

/// <summary>
/// A number that is followed over batches. A string converts to it by Keras's name (<c>"mae"</c>); <c>"accuracy"</c> and
/// <c>"crossentropy"</c> are read from the shapes of target and prediction. Own metrics derive from it: means override
/// <see cref="Call"/>, others <see cref="UpdateState(KerasTensor, KerasTensor, KerasTensor)"/> and <see cref="Result()"/>.
/// </summary>
public partial class Metric
{
    private protected Metric(MetricChoice engine, string name)
    {
        Engine = engine;
        Name = name;
    }

    private protected Metric(Functional.Metric engine) : this(MetricChoice.NewMetric(engine), engine.Name)
    {
    }

    private protected Metric(IMetric rule, string name, string? dtype)
        : this(
            MetricChoice.NewMetric(new(
                rule: rule, name: name, dType: Loss.DTypeOf(dtype) ?? Functional.Metric.Of(rule, name).DType, wording: Wording.Object)),
            name) =>
        FSharp.Checked(ClassFactsModule.descriptor(rule), GetType().Name);

    /// <summary>An own metric: the mean of what <see cref="Call"/> gives, or what <see cref="Result()"/> makes of states.</summary>
    /// <param name="name">Name in logs; the class in snake case when absent.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">Another dtype.</exception>
    protected Metric(string? name = null, string? dtype = null)
    {
        Name = name ?? Functional.Layers.ClassName.toSnakeCase(GetType().Name);
        Engine = MetricChoice.NewMetric(new(
            rule: new OwnMetric(this), name: Name, dType: Loss.DTypeOf(dtype) ?? Functional.DType.Float32, wording: Wording.Object));
    }

    internal MetricChoice Engine { get; }

    /// <summary>What has the settings.</summary>
    private protected object Record => ClassFactsModule.descriptor(((MetricChoice.Metric)Engine).Item.Rule);

    /// <summary>The object of one of the engine's.</summary>
    internal static Metric Of(MetricChoice engine, string name) =>
        (engine is MetricChoice.Metric metric ? Made.Of(metric.Item) : null) ?? new(engine, name);

    /// <summary>Name in logs.</summary>
    public string Name { get; }

    /// <summary>Keras's name of what it computes in.</summary>
    public string DType => Engine is MetricChoice.Metric metric ? metric.Item.DType.Name : "float32";

    /// <summary>The metric of that Keras name, with Keras's defaults; the word is its name in logs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Metric(string name) => Of(
        FSharp.OrNull(Catalogue.tryMetric(name)) ?? throw new ConfigurationException(
            OneOf.message("metric", ["crossentropy", .. KerasNames.Of(Classes.metrics, facts => facts.SnakeName)], name)),
        name);

    /// <summary>The mean of a function of targets and predictions.</summary>
    public static implicit operator Metric(Func<KerasTensor, KerasTensor, KerasTensor> function) => new Metrics.MeanMetricWrapper(function);

    /// <summary>
    /// The values whose mean is followed: targets and predictions in, one number for each sample (or more) out. Targets have, if
    /// <see cref="TargetShape"/> says nothing else, the shape of the predictions: (n) comes as (n, 1) for predictions (n, 1).
    /// </summary>
    protected virtual KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
        throw new ConfigurationException($"{GetType().Name} must override Call");

    /// <summary>
    /// The shape of targets for predictions of some shape, by which they are checked before anything runs: that of the predictions, unless
    /// it is overridden; null where any will do. Sizes that are not known are null, and a last axis of size 1 may be there or not.
    /// </summary>
    protected virtual Shape? TargetShape(Shape yPred) => yPred;

    /// <summary>
    /// Takes a batch in: gives states new values by <see cref="Assign"/>. A metric that is not a mean overrides it and
    /// <see cref="Result()"/>.
    /// </summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="sampleWeight">What each sample, or step, weighs, 0 where a mask leaves it out; all the same when null.</param>
    protected virtual void UpdateState(KerasTensor yTrue, KerasTensor yPred, KerasTensor? sampleWeight) => Functional.Metrics.Mean.update(
        Now.Scope, FSharp.Gave(Call(yTrue, yPred), this, "Call").Expr, FSharp.OptionOf(sampleWeight));

    /// <summary>What the metric comes to so far: a tensor of known sizes, or several by name.</summary>
    protected virtual MetricResult Result() => new KerasTensor(Functional.Metrics.Mean.result(Now.Scope), Now);

    /// <summary>
    /// A state, declared where it is asked for first. Only inside <see cref="UpdateState(KerasTensor, KerasTensor, KerasTensor)"/> and <see cref="Result()"/>.
    /// </summary>
    /// <param name="name">Its name in this metric.</param>
    /// <param name="shape">Its shape; a scalar when absent.</param>
    /// <param name="initializer">How it begins, and begins again with every epoch; at zero when absent.</param>
    /// <exception cref="ConfigurationException">Called at another time.</exception>
    protected KerasTensor State(string name, Shape? shape = null, Initializer? initializer = null) =>
        Now.AddWeight(name, shape ?? [], initializer ?? "zeros", trainable: false, null, null);

    /// <summary>Gives a state a new value after the batch.</summary>
    /// <exception cref="ConfigurationException">It is not a state of this metric.</exception>
    protected void Assign(KerasTensor state, KerasTensor value) => Now.Assign(state, value);

    /// <summary>
    /// What a file is to hold of an own class, to be handed to its constructor: the parameters in snake case. As it is, what fields and
    /// properties of their names have. Numbers, texts, flags and lists of them.
    /// </summary>
    /// <exception cref="UnsupportedException">Nothing tells of a parameter.</exception>
    protected virtual Dictionary<string, object?> GetConfig() => OwnClass.ConfigOf(this);

    internal System.Text.Json.Nodes.JsonObject? ConfigOwn => OwnClass.IsCode(this) ? null : OwnClass.Write(this, GetConfig());

    [ThreadStatic]
    private static Tracing? tracing;

    private Tracing Now => tracing ?? throw new ConfigurationException(
        $"{GetType().Name}: states can be used only inside UpdateState and Result");

    private static T During<T>(Scope scope, Func<Tracing, T> work)
    {
        var outer = tracing;
        tracing = new(scope, new(), null);
        try
        {
            return work(tracing);
        }
        finally
        {
            tracing = outer;
        }
    }

    internal void UpdateOwn(Scope scope, Expr target, Expr prediction, Expr? weight) => During(scope, now =>
    {
        UpdateState(new KerasTensor(target, now), new KerasTensor(prediction, now), weight is { } given ? new KerasTensor(given, now) : null);
        return true;
    });

    internal Functional.MetricResult ResultOwn(Scope scope) => During(scope, _ => Result()?.Engine
        ?? throw new ConfigurationException($"{GetType().Name}: Result must not be null"));

    internal Shape? TargetShapeOwn(Shape yPred) => TargetShape(yPred);
}
