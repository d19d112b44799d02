using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>A .NET function as a layer of the engine, with the layers that it applies, as far as it was built.</summary>
internal class DelegateLayer(
    Func<string> className,
    Func<Scope, IReadOnlyList<Expr>, IEnumerable<Expr>> build,
    Func<IReadOnlyList<(string Name, Layer Layer)>>? inside = null,
    Layer? owner = null) : IHolder, Engine.IClassName, IOwnClass
{
    public string RegisteredName => owner is null ? ClassName : OwnClass.NameOf(owner.GetType());

    public System.Text.Json.Nodes.JsonObject? Config => owner?.ConfigOwn;

    public string ClassName => className();

    public FSharpList<LayerPart> Parts =>
        FSharp.List((inside?.Invoke() ?? []).Select(child => OwnLayers.Part(child.Name, child.Layer)));

    public virtual FSharpList<Expr> Build(Scope scope, FSharpList<Expr> inputs) => FSharp.List(build(scope, [.. inputs]));

    public ILayer With(FSharpList<ILayer> layers) => layers.SequenceEqual(Parts.Select(part => part.Layer), ReferenceEqualityComparer.Instance)
        ? this
        : throw new ConfigurationException($"{ClassName}: its code holds its layers, so others cannot stand in their places");
}

/// <summary>An own schedule as the engine takes it.</summary>
internal sealed class OwnSchedule(LearningRateSchedule schedule) : ISchedule, Engine.IClassName
{
    public LearningRateSchedule Schedule => schedule;

    public string ClassName => schedule.GetType().Name;

    public Expr Rate(Expr step) => schedule.CallOwn(step);
}

/// <summary>Two .NET functions as a cell of the engine, with the layers that it applies, as far as it was built.</summary>
internal sealed class DelegateCell(
    Func<string> className,
    Func<Scope, Expr, IEnumerable<Shape>> stateSizes,
    Func<Scope, Expr, IReadOnlyList<Expr>, Engine.Steps> begin,
    Func<IReadOnlyList<(string Name, Layer Layer)>> inside)
    : DelegateLayer(className, (_, _) => [], inside), Engine.ICell
{
    public FSharpList<FSharpList<long>> StateSizes(Scope scope, Expr input) => FSharp.List(
        stateSizes(scope, input).Select((sizes, i) => FSharp.Longs(sizes.Select(size => size
            ?? throw new ShapeException($"state {i} needs known sizes, got {sizes}")))));

    public Engine.Steps Begin(Scope scope, Expr input, FSharpList<Expr> states) => begin(scope, input, [.. states]);

    public override FSharpList<Expr> Build(Scope scope, FSharpList<Expr> inputs) => Engine.Cell.build(this, scope, inputs);
}

/// <summary>An own loss as the engine takes it.</summary>
internal sealed class OwnLoss(Loss loss) : ILoss, ITargetRule, Engine.IClassName, IOwnClass
{
    public string RegisteredName => OwnClass.NameOf(loss.GetType());

    public System.Text.Json.Nodes.JsonObject? Config => loss.ConfigOwn;

    public string ClassName => loss.GetType().Name;

    public TargetRule Targets => FSharp.Targets(loss.TargetShapeOwn);

    public Tuple<Expr, FSharpOption<Expr>> Losses(Expr target, Expr prediction) =>
        Tuple.Create(loss.CallOwn(new(target, null), new(prediction, null)).Expr, FSharpOption<Expr>.None);
}

/// <summary>An own metric as the engine takes it.</summary>
internal sealed class OwnMetric(Metric metric) : IMetric, ITargetRule, Engine.IClassName, IOwnClass
{
    public string RegisteredName => OwnClass.NameOf(metric.GetType());

    public System.Text.Json.Nodes.JsonObject? Config => metric.ConfigOwn;

    public string ClassName => metric.GetType().Name;

    public TargetRule Targets => FSharp.Targets(metric.TargetShapeOwn);

    public MetricRule Rule => MetricRule.NewStates(FuncConvert.FromFunc<Scope, MetricBatch, Functional.MetricResult>((scope, batch) =>
    {
        metric.UpdateOwn(scope, batch.Target, batch.Prediction, FSharp.OrNothing(batch.Weight));
        return metric.ResultOwn(scope);
    }));
}

/// <summary>An own activation, penalty or constraint as the engine takes it.</summary>
internal sealed class OwnFunction(Func<string> name, Func<KerasTensor, KerasTensor> function, object owner) : IOwnFunction
{
    public object Owner => owner;

    public string Name => name();

    public Expr Apply(Expr x) => (function(new(x, null)) ?? throw new ConfigurationException($"{Name} must give a tensor, got null")).Expr;
}

/// <summary>An own initializer as the engine takes it.</summary>
internal sealed class OwnInitializer(Initializer initializer, Func<string> name) : IOwnInitializer
{
    public Initializer Owner => initializer;

    public string Name => name();

    public Expr Value(long[] shape, DType dtype, long stream) =>
        initializer.CallOwn(Shape.Of(shape.Select(size => (int?)size)), dtype, stream).Expr;
}

/// <summary>An own optimizer as the engine takes it.</summary>
internal sealed class OwnOptimizer(Optimizer optimizer) : IOptimizer
{
    public FSharpList<FSharpList<Slot>> SlotGroups(WeightDeclaration weight) =>
        FSharp.List(optimizer.SlotsOwn.Select(name => FSharp.List([Slot.Of(weight, name)])));

    public Expr Update(UpdateStep step, Expr weight, Expr gradient) => optimizer.UpdateOwn(step, weight, gradient);
}
