using System.Runtime.CompilerServices;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Engine = Functional.Layers;

namespace Functional.Keras;

/// <summary>Names F#'s own types, as <c>FSharp.Own.cs</c> does and no other file: lists, options and functions from and to .NET's.</summary>
internal static class FSharp
{
    public static FSharpList<T> List<T>(IEnumerable<T> items) => ListModule.OfSeq(items);

    /// <summary>A class's descriptor at Keras's defaults.</summary>
    public static T Usual<T>(string id) =>
        (T)ClassFactsModule.descriptor(Classes.all.Single(facts => facts.Id == id).Template);

    /// <summary>Keras's full name of the class that a descriptor is of; null for what Keras has not.</summary>
    public static string? IdOf(object descriptor) => OrNull(Classes.tryOf(descriptor))?.Id;

    /// <summary>An argument that must not be null.</summary>
    public static T Given<T>(T? argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class =>
        argument ?? throw new ArgumentNullException(name);

    /// <summary>What the user's own code gave, which has to be there.</summary>
    public static T Gave<T>(T? result, object owner, string member, string what = "a tensor") where T : class =>
        result ?? throw new ConfigurationException($"{owner.GetType().Name}: {member} must give {what}, got null");

    /// <summary>Layers as the engine sees them.</summary>
    public static FSharpList<ILayer> Descriptors(
        IEnumerable<Layer>? layers, [CallerArgumentExpression(nameof(layers))] string? name = null) =>
        List(Given(layers, name).Select(layer => Given(layer, name).Descriptor));

    public static FSharpList<T> List<T>(IEnumerable<T>? items, FSharpList<T> usual) => items is null ? usual : List(items);

    public static FSharpList<FSharpList<int>> Pairs(
        IEnumerable<(int Before, int After)>? pairs, FSharpList<FSharpList<int>> usual) => pairs is null ? usual : Pairs(pairs);

    /// <summary>The descriptor of a class, if its settings keep the rules that its fields state.</summary>
    /// <exception cref="ConfigurationException">One does not.</exception>
    public static T Checked<T>(T descriptor, string className) where T : class
    {
        Ranges.check(FuncConvert.FromFunc<string, string>(field => $"{className}: {FieldName.argument(field)}"), descriptor);
        return descriptor;
    }

    public static FSharpList<long> Longs(IEnumerable<int> items) => ListModule.OfSeq(items.Select(item => (long)item));

    public static FSharpList<FSharpOption<long>> KerasSizes(IEnumerable<int?> sizes) =>
        ListModule.OfSeq(sizes.Select(size => size is { } known ? new FSharpOption<long>(known) : FSharpOption<long>.None));

    /// <summary>Sizes with the batch first, from one of Keras's two forms.</summary>
    /// <exception cref="ConfigurationException">Both or none are given.</exception>
    public static FSharpList<FSharpOption<long>> BatchShape(Shape? shape, int? batchSize, Shape? batchShape) => (shape, batchShape) switch
    {
        ({ } sizes, null) => KerasSizes([batchSize, .. sizes]),
        (null, { } sizes) when batchSize is null => KerasSizes(sizes),
        _ => throw new ConfigurationException("Input: exactly one of shape and batchShape must be given"),
    };

    public static FSharpList<FSharpList<int>> Pairs(IEnumerable<(int Before, int After)> pairs) =>
        ListModule.OfSeq(pairs.Select(pair => List([pair.Before, pair.After])));

    /// <summary>A call of a function with arguments in order; tensors among them are added to the list.</summary>
    public static FunctionCall Call<T>(string name, ReadOnlySpan<object?> arguments, List<T> tensors) where T : class
    {
        var function = FunctionTable.find(name);
        List<ArgumentValue> values = [];
        foreach (var parameter in function.Parameters)
            values.Add(Value(arguments[values.Count] ?? (parameter is { IsOfCall: true, Default: null } ? throw new ArgumentNullException(parameter.Name) : null)));
        return new(function, FunctionModule.bind(function, List(values), List<Tuple<string, ArgumentValue>>([])));

        ArgumentValue Value(object? argument) => argument switch
        {
            T tensor => Tensor(tensor),
            IEnumerable<T> several => ArgumentValue.NewList(
                List(several.Select(part => Tensor(part ?? throw new ArgumentNullException(nameof(arguments)))))),
            Number number => Value(number.Value),
            Order order => Value(order.Value),
            IReadOnlyDictionary<string, int> sizes => ArgumentValue.NewList(List(sizes.Select(size =>
                ArgumentValue.NewList(List([ArgumentValue.NewText(size.Key), ArgumentValue.NewWhole(size.Value)]))))),
            bool flag => ArgumentValue.NewFlag(flag),
            int whole => ArgumentValue.NewWhole(whole),
            long whole => ArgumentValue.NewWhole(whole),
            double real => ArgumentValue.NewReal(real),
            string text => ArgumentValue.NewText(text),
            Sizes { One: { } size } => ArgumentValue.NewWhole(size),
            Sizes sizes => ArgumentValue.NewList(List(sizes.Select(size => ArgumentValue.NewWhole(size)))),
            Numbers numbers => ArgumentValue.NewList(List(numbers.Select(ArgumentValue.NewReal))),
            Borders { One: { } size } => ArgumentValue.NewWhole(size),
            Borders borders => ArgumentValue.NewList(List(borders.Select(pair =>
                ArgumentValue.NewList(List([ArgumentValue.NewWhole(pair.Before), ArgumentValue.NewWhole(pair.After)]))))),
            Slice slice => slice.Value,
            // One part stands alone, as in Python.
            Slice[] and [var part] => part.Value,
            Slice[] parts => ArgumentValue.NewList(List(parts.Select(part => part.Value))),
            null => ArgumentValue.Null,
            _ => throw new InvalidOperationException($"{name}: {argument.GetType().Name}"),
        };

        ArgumentValue Tensor(T tensor)
        {
            tensors.Add(tensor);
            return ArgumentValue.NewTensor(tensors.Count - 1);
        }
    }

    /// <summary>Arguments of a layer's call; one that is nothing is not given.</summary>
    public static FSharpList<Tuple<string, Argument<T>>> Arguments<T>(
        IEnumerable<(string Name, object? Value)> named, Func<KerasTensor, T> tensor) => List(
            from argument in named
            let value = argument.Value switch
            {
                KerasTensor one => Argument<T>.NewTensors(List([tensor(one)])),
                IReadOnlyList<KerasTensor?> gapped when gapped.Contains(null) =>
                    Argument<T>.NewGapped(List(gapped.Select(one =>
                        one is null ? FSharpOption<T>.None : FSharpOption<T>.Some(tensor(one))))),
                IEnumerable<KerasTensor> several => Argument<T>.NewTensors(List(several.Select(tensor))),
                true => Argument<T>.NewFlag(true),
                _ => null,
            }
            where value is not null
            select Tuple.Create(argument.Name, value));

    /// <summary>A cell's step, without a native kernel for all of them.</summary>
    public static Engine.Steps Steps(Func<Expr, IEnumerable<Expr>, (Expr Output, IEnumerable<Expr> States)> step) => new(
        step: FuncConvert.FromFunc<Expr, FSharpList<Expr>, Tuple<Expr, FSharpList<Expr>>>((x, states) =>
        {
            var (output, after) = step(x, states);
            return Tuple.Create(output, List(after));
        }),
        whole: null);

    public static ArgumentValue Range(int? start, int? stop, int? step) =>
        ArgumentValue.NewSlice(OptionLong(start), OptionLong(stop), OptionLong(step));

    public static FSharpOption<T> Option<T>(T? value) where T : class =>
        value is null ? FSharpOption<T>.None : new FSharpOption<T>(value);

    public static FSharpOption<T> Option<T>(T? value) where T : struct =>
        value is { } some ? new FSharpOption<T>(some) : FSharpOption<T>.None;

    public static bool? OrNull(FSharpOption<bool>? option) => option?.Value;

    public static int? OrNull(FSharpOption<int>? option) => option?.Value;

    public static double? OrNull(FSharpOption<double>? option) => option?.Value;

    public static long? OrNull(FSharpOption<long>? option) => option?.Value;

    public static FSharpOption<long> OptionLong(int? value) =>
        value is { } some ? new FSharpOption<long>(some) : FSharpOption<long>.None;

    public static FSharpOption<FSharpList<int>> OptionList(IEnumerable<int>? values) =>
        values is null ? FSharpOption<FSharpList<int>>.None : new FSharpOption<FSharpList<int>>(List(values));

    public static FSharpOption<FSharpList<double>> OptionList(IEnumerable<double>? values) =>
        values is null ? FSharpOption<FSharpList<double>>.None : new FSharpOption<FSharpList<double>>(List(values));

    public static FSharpOption<FSharpList<string>> OptionList(IEnumerable<string>? values) =>
        values is null ? FSharpOption<FSharpList<string>>.None : new FSharpOption<FSharpList<string>>(List(values));

    /// <summary>Keras's form of a shape: null is a size that is not known.</summary>
    public static IEnumerable<int?> Sizes(FSharpList<FSharpOption<long>> sizes) => sizes.Select(size => (int?)OrNull(size));

    /// <summary>Keras's form of a shape: null is a size that is not known.</summary>
    public static IEnumerable<int?> Sizes(Functional.Shape shape) =>
        shape.Dims.Select(dim => dim is Dim.Known known ? (int?)known.Item : null);

    public static InputSpec Unnamed(string name, IEnumerable<int?> batchShape, DType? dtype = null) =>
        new(name: name, shape: ShapeModule.ofKeras(name, KerasSizes(batchShape)), dType: dtype ?? DType.Float32);

    public static FSharpOption<FSharpList<long>> OptionList(IEnumerable<long>? values) =>
        values is null ? FSharpOption<FSharpList<long>>.None : new FSharpOption<FSharpList<long>>(List(values));

    /// <summary>Data as batches that a layer learns from.</summary>
    public static FSharpList<HostArray> Batches(HostArray data) => Engine.Adapting.batch(data);

    /// <summary>Numbers along any number of axes.</summary>
    public static FSharpOption<Nested> Nested(Data? numbers)
    {
        if (numbers is null)
            return FSharpOption<Nested>.None;
        var array = numbers.Alone("data");
        return new(NestedModule.ofFlat(List(array.Shape), List(array.ToArray<double>())));
    }

    /// <summary>A key for hashes: a number, or two.</summary>
    /// <exception cref="ConfigurationException">More.</exception>
    public static FSharpOption<Engine.Salt> Salt(Sizes? salt) => salt switch
    {
        null => FSharpOption<Engine.Salt>.None,
        { One: { } one } => new(Engine.Salt.Of(one)),
        { } some => some.ToArray() is [var first, var second]
            ? new(new Engine.Salt(first: first, second: second))
            : throw new ConfigurationException($"salt must be a number or two, got {some}"),
    };

    public static FSharpOption<Engine.NGrams> NGrams(Sizes? widths) => widths switch
    {
        null => FSharpOption<Engine.NGrams>.None,
        { One: { } most } => new(Engine.NGrams.NewUpTo(most)),
        { } some => new(Engine.NGrams.NewWidths(List(some))),
    };

    /// <summary>What a layer makes of arrays by itself, with its weights as a function says or as they begin.</summary>
    public static HostArray Alone(ILayer layer, IEnumerable<HostArray> inputs, Func<string, HostArray?> weight) =>
        Functional.Alone.callWith(
            FuncConvert.FromFunc<WeightDeclaration, FSharpOption<HostArray>>(declared => Option(weight(declared.Name))),
            layer,
            List(inputs),
            List<Tuple<string, Argument<HostArray>>>([])).Head;

    /// <summary>The graph of layers between tensors.</summary>
    public static Network Network(KerasTensors inputs, KerasTensors outputs) => Functional.Network.Keyed(
        List(inputs.Select(tensor => tensor.Symbol)),
        OptionList(inputs.Names),
        List(outputs.Select(tensor => tensor.Symbol)),
        OptionList(outputs.Names));

    /// <summary>The same tensors, with entrances in the place of inputs that layers made.</summary>
    public static (KerasTensors Inputs, KerasTensors Outputs) Between(KerasTensors inputs, KerasTensors outputs)
    {
        if (inputs.All(input => Holder.isEntrance(input.Symbol.Call.Layer)))
            return (inputs, outputs);
        var begun = Functional.Network
            .Create(List(inputs.Select(tensor => tensor.Symbol)), List(outputs.Select(tensor => tensor.Symbol)))
            .Begun();
        return (KerasTensors.Of(begun.Inputs, inputs.Names), KerasTensors.Of(begun.Outputs, outputs.Names));
    }

    /// <summary>The same error, which says in which model it happened.</summary>
    public static Exception Inside(string name, FunctionalException error) => error switch
    {
        ShapeException => new ShapeException($"{name}/{error.Message}"),
        ConfigurationException => new ConfigurationException($"{name}/{error.Message}"),
        _ => error,
    };

    /// <summary>A layer of the engine that is a function of one tensor.</summary>
    public static Engine.Lambda Lambda(Func<KerasTensor, KerasTensor> function) => new(
        FuncConvert.FromFunc<FSharpList<Symbol>, FSharpList<Symbol>>(inputs => List([
            (function(new(inputs.Head)) ?? throw new ConfigurationException("a Lambda's function must give a tensor, got null")).Symbol])));

    public static FSharpFunc<ILayer, ILayer> Replacing(Func<ILayer, ILayer> replace) => FuncConvert.FromFunc(replace);

    public static Functional.Model WithInputs(Functional.Model model, IEnumerable<InputSpec> inputs) =>
        ModelModule.withInputs(List(inputs), model);

    public static FSharpOption<Expr> OptionOf(KerasTensor? tensor) =>
        tensor is null ? FSharpOption<Expr>.None : new FSharpOption<Expr>(tensor.Expr);

    public static Expr? OrNothing(FSharpOption<Expr> option) =>
        FSharpOption<Expr>.get_IsSome(option) ? option.Value : null;

    public static T? OrNull<T>(FSharpOption<T> option) where T : class =>
        FSharpOption<T>.get_IsSome(option) ? option.Value : null;

    public static DataSet DataSet(
        TorchSharp.torch.Device device, IEnumerable<Values> inputs, IEnumerable<Values> targets, IEnumerable<Values?> weights) =>
        DataSetModule.create(device, List(inputs), List(targets), List(weights.Select(Option)));

    public static Functional.Batch Batch(
        IEnumerable<Values> inputs, IEnumerable<Values> targets, IEnumerable<Values?> weights) =>
        new(List(inputs), List(targets), List(weights.Select(Option)));

    public static Functional.Summary Summary(
        Functional.Model model, bool nested, IEnumerable<(long[] Shape, DType DType)>? optimizer) => SummaryModule.ofModel(
            nested, Option(optimizer is null ? null : List(optimizer.Select(entry => Tuple.Create(entry.Shape, entry.DType)))), model);

    /// <summary>What targets are, from their shape for predictions of some shape.</summary>
    public static TargetRule Targets(Func<Shape, Shape?> targetShape) => TargetRule.NewOwn(
        FuncConvert.FromFunc<Functional.Shape, FSharpOption<Functional.Shape>>(prediction =>
        {
            var yPred = Shape.Of(prediction);
            var yTrue = targetShape(yPred);
            return yTrue is null ? FSharpOption<Functional.Shape>.None
                // The same shape stays the same, with the names of its unknown sizes.
                : yTrue.Equals(yPred) ? new(prediction)
                : new(ShapeModule.ofKeras("target", KerasSizes(yTrue)));
        }));

    public static FSharpMap<Key, HostArray> Map(IEnumerable<Key> keys, Func<Key, HostArray> value) =>
        MapModule.OfSeq(keys.Select(key => Tuple.Create(key, value(key))));

    /// <summary>The model with other layers in the places of its own.</summary>
    public static Functional.Model Replace(Functional.Model model, Func<ILayer, ILayer> replace) =>
        ModelModule.mapLayers(FuncConvert.FromFunc(replace), model);

    /// <summary>The layer with others in the places of those inside.</summary>
    public static ILayer Replace(ILayer layer, Func<ILayer, ILayer> replace) =>
        Holder.map(FuncConvert.FromFunc(replace), layer);

    /// <summary>The model with weights that the optimizer changes, or leaves alone.</summary>
    public static Functional.Model WithTrainable(Functional.Model model, bool trainable)
    {
        var (options, root) = Holder.apart(model.Root);
        return options.Trainable == trainable ? model : new(
            name: model.Name,
            root: Holder.withOptions(new(name: options.Name, trainable: trainable, policy: options.Policy), root),
            inputs: model.Inputs);
    }

    public static CompileSettings Compile(
        Functional.Optimizer optimizer,
        PerOutput<Functional.Loss?>? loss,
        PerOutput<double> lossWeights,
        PerOutput<IReadOnlyList<MetricChoice>> metrics,
        PerOutput<IReadOnlyList<MetricChoice>> weightedMetrics,
        int stepsPerExecution,
        bool? jitCompile) => new(
            optimizer: optimizer,
            loss: Losses(loss ?? PerOutput<Functional.Loss?>.NewAll(null)),
            lossWeights: lossWeights,
            metrics: Metrics(metrics),
            weightedMetrics: Metrics(weightedMetrics),
            stepsPerExecution: stepsPerExecution,
            jitCompile: jitCompile is { } chosen ? FSharpOption<bool>.Some(chosen) : FSharpOption<bool>.None);

    private static PerOutput<FSharpOption<Functional.Loss>> Losses(PerOutput<Functional.Loss?> losses) => losses switch
    {
        PerOutput<Functional.Loss?>.All all => PerOutput<FSharpOption<Functional.Loss>>.NewAll(Option(all.Item)),
        PerOutput<Functional.Loss?>.Each each =>
            PerOutput<FSharpOption<Functional.Loss>>.NewEach(List(each.Item.Select(Option))),
        PerOutput<Functional.Loss?>.Named named => PerOutput<FSharpOption<Functional.Loss>>.NewNamed(
            List(named.Item.Select(entry => Tuple.Create(entry.Item1, Option(entry.Item2))))),
        _ => throw new InvalidOperationException(),
    };

    private static PerOutput<FSharpList<MetricChoice>> Metrics(PerOutput<IReadOnlyList<MetricChoice>> metrics) => metrics switch
    {
        PerOutput<IReadOnlyList<MetricChoice>>.All all => PerOutput<FSharpList<MetricChoice>>.NewAll(List(all.Item)),
        PerOutput<IReadOnlyList<MetricChoice>>.Each each =>
            PerOutput<FSharpList<MetricChoice>>.NewEach(List(each.Item.Select(List))),
        PerOutput<IReadOnlyList<MetricChoice>>.Named named => PerOutput<FSharpList<MetricChoice>>.NewNamed(
            List(named.Item.Select(entry => Tuple.Create(entry.Item1, List(entry.Item2))))),
        _ => throw new InvalidOperationException(),
    };
}
