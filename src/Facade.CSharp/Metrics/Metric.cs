namespace Functional.Keras;

/// <summary>
/// A number that is followed over batches. A string converts to it by Keras's name (<c>"mae"</c>); <c>"accuracy"</c> and
/// <c>"crossentropy"</c> are read from the shapes of target and prediction. Own metrics that are means derive from it and override
/// <see cref="Call"/>.
/// </summary>
public class Metric
{
    private protected Metric(MetricChoice engine, string name)
    {
        Engine = engine;
        Name = name;
    }

    private protected Metric(IMetric rule, string name, string? dtype)
        : this(MetricChoice.NewMetric(new(rule: rule, name: name, dType: Loss.DTypeOf(dtype) ?? DType.Float32)), name) =>
        FSharp.Checked(ClassFactsModule.descriptor(rule), GetType().Name);

    /// <summary>An own metric: the mean of what <see cref="Call"/> gives.</summary>
    /// <param name="name">Name in logs; the class in snake case when absent.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">Another dtype.</exception>
    protected Metric(string? name = null, string? dtype = null)
    {
        Name = name ?? Functional.Layers.ClassName.toSnakeCase(GetType().Name);
        Engine = MetricChoice.NewMetric(new(rule: new OwnMetric(this), name: Name, dType: Loss.DTypeOf(dtype) ?? DType.Float32));
    }

    internal MetricChoice Engine { get; }

    /// <summary>Name in logs.</summary>
    public string Name { get; }

    /// <summary>The metric of that Keras name, with Keras's defaults; the word is its name in logs.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Metric(string name) => new(
        FSharp.OrNull(Catalogue.tryMetric(name)) ?? throw new ConfigurationException(
            $"metric must be one of crossentropy, {KerasNames.Of(typeof(Metric), Functional.Layers.ClassName.toSnakeCase)}, "
            + $"got \"{name}\""),
        name);

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

    internal KerasTensor CallOwn(KerasTensor yTrue, KerasTensor yPred) => Call(yTrue, yPred);

    internal Shape? TargetShapeOwn(Shape yPred) => TargetShape(yPred);
}
