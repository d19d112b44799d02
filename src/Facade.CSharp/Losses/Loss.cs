namespace Functional.Keras;

/// <summary>
/// What training makes small. A string converts to it by Keras's name (<c>"mse"</c>). Own losses derive from it and override
/// <see cref="Call(KerasTensor, KerasTensor)"/>.
/// </summary>
public class Loss
{
    private readonly Functional.Loss? engine;
    private readonly string? name;
    private readonly LossReduction reduction = LossReduction.SumOverBatchSize;
    private readonly Functional.DType? dtype;

    private protected Loss(ILoss function, string reduction, string name, string? dtype) =>
        engine = new(
            function: FSharp.Checked(function, GetType().Name),
            name: name,
            reduction: ReductionOf(reduction),
            dType: FSharp.Option(DTypeOf(dtype)),
            wording: Wording.Object);

    private protected Loss(Functional.Loss engine) => this.engine = engine;

    /// <summary>An own loss.</summary>
    /// <param name="name">Its name; the class in snake case when absent.</param>
    /// <param name="reduction">How the losses of a batch become one number: <c>"sum_over_batch_size"</c>, <c>"sum"</c>,
    /// <c>"mean"</c>, <c>"mean_with_sample_weight"</c> or <c>"none"</c>.</param>
    /// <param name="dtype">What it computes in; float32 when absent.</param>
    /// <exception cref="ConfigurationException">Another reduction or dtype.</exception>
    protected Loss(string? name = null, string reduction = "sum_over_batch_size", string? dtype = null)
    {
        this.name = name;
        this.reduction = ReductionOf(reduction);
        this.dtype = DTypeOf(dtype);
    }

    /// <summary>The object of one of the engine's.</summary>
    internal static Loss Of(Functional.Loss engine) => Made.Of(engine) ?? new(engine);

    /// <summary>What has the settings.</summary>
    private protected object Record => engine!.Function;

    internal Functional.Loss Engine => engine ?? new(
        function: new OwnLoss(this), name: Name, reduction: reduction, dType: FSharp.Option(dtype), wording: Wording.Object);

    /// <summary>Name of the loss.</summary>
    public string Name => engine?.Name ?? name ?? Functional.Layers.ClassName.toSnakeCase(GetType().Name);

    /// <summary>How the losses of a batch become one number.</summary>
    public string Reduction => CaseName.word(Engine.Reduction);

    /// <summary>Keras's name of what it computes in; null where that is float32 by default.</summary>
    public string? DType => FSharp.OrNull(Engine.DType)?.Name;

    /// <summary>
    /// The losses of the elements: targets and predictions in, one number for each sample (or more) out. Targets have the dtype and, if
    /// <see cref="TargetShape"/> says nothing else, the shape of the predictions: (n) comes as (n, 1) for predictions (n, 1).
    /// </summary>
    protected virtual KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
        throw new ConfigurationException($"{GetType().Name} must override Call");

    /// <summary>The loss of data, reduced as <see cref="Reduction"/> says. A mask that came with predictions counts.</summary>
    /// <param name="yTrue">Targets.</param>
    /// <param name="yPred">Predictions.</param>
    /// <param name="sampleWeight">What each sample weighs; all the same when absent.</param>
    /// <exception cref="ShapeException">Targets, predictions and weights do not fit together.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public NDArray Call(Data yTrue, Data yPred, Data? sampleWeight = null) => new((call ??= new(Engine)).Call(
        Data.Given("yTrue", yTrue).Alone("yTrue").Lazy,
        Data.Given("yPred", yPred).Alone("yPred").Lazy,
        sampleWeight?.Alone("sampleWeight").Lazy));

    private LossCall? call;

    /// <summary>
    /// The shape of targets for predictions of some shape, by which they are checked before anything runs: that of the predictions, unless
    /// it is overridden; null where any will do. Sizes that are not known are null, and a last axis of size 1 may be there or not.
    /// </summary>
    protected virtual Shape? TargetShape(Shape yPred) => yPred;

    /// <summary>A loss that is a function of targets and predictions, which gives one number for each sample or more.</summary>
    /// <param name="function">The function.</param>
    /// <param name="name">Its name; that of the method when absent.</param>
    public static Loss Of(Func<KerasTensor, KerasTensor, KerasTensor> function, string? name = null) =>
        new FunctionLoss(FSharp.Given(function), name ?? FunctionName.Of(function));

    /// <summary>A loss that is a function of targets and predictions.</summary>
    public static implicit operator Loss(Func<KerasTensor, KerasTensor, KerasTensor> function) => Of(function);

    private sealed class FunctionLoss(Func<KerasTensor, KerasTensor, KerasTensor> function, string name) : Loss(name)
    {
        protected override KerasTensor Call(KerasTensor yTrue, KerasTensor yPred) =>
            function(yTrue, yPred) ?? throw new ConfigurationException($"{Name} must give a tensor, got null");
    }

    /// <summary>The loss of that Keras name, with Keras's defaults.</summary>
    /// <exception cref="ConfigurationException">There is none of that name.</exception>
    public static implicit operator Loss(string name) => Of(
        FSharp.OrNull(Catalogue.tryLoss(name)) ?? throw new ConfigurationException(
            OneOf.message("loss", KerasNames.Of(Classes.losses, facts => facts.SnakeName), name)));

    /// <summary>
    /// What a file is to hold of an own class, to be handed to its constructor: the parameters in snake case. As it is, what fields and
    /// properties of their names have. Numbers, texts, flags and lists of them.
    /// </summary>
    /// <exception cref="UnsupportedException">Nothing tells of a parameter.</exception>
    protected virtual Dictionary<string, object?> GetConfig() => OwnClass.ConfigOf(this);

    internal System.Text.Json.Nodes.JsonObject? ConfigOwn => OwnClass.IsCode(this) ? null : OwnClass.Write(this, GetConfig());

    internal static Functional.DType? DTypeOf(string? name) => name is null ? null : Policy.Parse(name).Compute;

    private static LossReduction ReductionOf(string name) => name switch
    {
        "sum_over_batch_size" => LossReduction.SumOverBatchSize,
        "sum" => LossReduction.Sum,
        "mean" => LossReduction.Mean,
        "mean_with_sample_weight" => LossReduction.MeanWithSampleWeight,
        "none" => LossReduction.None,
        _ => throw new ConfigurationException(
            $"reduction must be one of sum_over_batch_size, sum, mean, mean_with_sample_weight, none, got \"{name}\""),
    };

    internal KerasTensor CallOwn(KerasTensor yTrue, KerasTensor yPred) => FSharp.Gave(Call(yTrue, yPred), this, "Call");

    internal Shape? TargetShapeOwn(Shape yPred) => TargetShape(yPred);
}
