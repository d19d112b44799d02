using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using TorchSharp;

namespace Functional.Conformance;

/// <summary>
/// Calls the engine by its public doors; besides <see cref="EngineModel"/> nothing else does. What the engine lacks raises an
/// <see cref="UnsupportedException"/> with the name of what is lacking; such a case is counted apart. Any other exception
/// is a failure of its case.
/// </summary>
internal static class Engine
{
    private const string source = "case";

    static Engine() => NativeLibraries.ensure();

    /// <summary>Keras JSON decoded to the engine's own value and encoded again.</summary>
    public static JsonElement RoundTrip(Kind kind, JsonElement config)
    {
        var node = Node(config);
        return JsonElement.Parse(KerasJson.print(kind switch
        {
            Kind.Layer => ModelConfig.writeLayer("layer", ModelConfig.readLayer(source, node)),
            Kind.Loss => Catalogue.lossObject(source, Catalogue.readLoss(source, node)),
            Kind.Metric => Catalogue.metricObject(source, MetricOf(config)),
            Kind.Schedule => Catalogue.scheduleObject(source, Catalogue.readSchedule(source, node)),
            Kind.Optimizer => Catalogue.writeOptimizer(source, Catalogue.readOptimizer(source, node)),
            Kind.Regularizer => Catalogue.writeRegularizer(source, Catalogue.readRegularizer(source, node)),
            Kind.Constraint => Catalogue.writeConstraint(source, Catalogue.readConstraint(source, node)),
            Kind.Initializer => Catalogue.writeInitializer(source, Catalogue.readInitializer(source, node)),
            _ => throw Missing(config.GetProperty("class_name").GetString()!),
        }));
    }

    private static JsonNode? Node(JsonElement config) => KerasJson.parse(source, config.GetRawText());

    private static Metric MetricOf(JsonElement config) => Catalogue.readMetric(source, Node(config)) is MetricChoice.Metric metric
        ? metric.Item
        : throw new InvalidDataException($"{config} is no metric of its own");

    public static LayerRun RunLayer(LayerRequest request)
    {
        var call = new LayerCall(request, unknownBatch: true);
        var trace = call.Built.Trace;
        var declared = ModelModule.weights(call.Built).ToArray();
        if (request.Weights is { } recorded && declared.Length != recorded.Count)
            throw new InvalidDataException(
                $"has weights {string.Join(", ", declared.Select(weight => weight.KerasPath))}, "
                + $"Keras has {recorded.Count}");

        var values = declared.Zip(request.Weights ?? []).ToDictionary(pair => pair.First.Key, pair => pair.Second);
        using var store = request.Weights is null
            ? Weights.initialize(torch.CPU, 0, call.Built)
            : Weights.ofHost(
                torch.CPU,
                call.Built,
                FuncConvert.FromFunc((WeightDeclaration weight) => values.GetValueOrDefault(weight.Key) ?? Zeros(weight)));
        IReadOnlyList<HostArray> Values() => [.. declared.Select(weight => store.Get(weight.Key))];
        var before = Values();

        var masks = call.Outputs.Select(output => trace.TryMask(output)?.Value).ToList();
        var (paths, gradients) = Gradients(call, declared, request.Cotangents);
        var updates = trace.Updates.Select(update => Update.NewAssign(update.Item1, update.Item2)).ToList();

        List<IReadOnlyList<LayerOutput>> calls = [];
        LayerRun? run = null;
        for (var number = 0; number < request.Calls; number++)
        {
            var results = new Queue<HostArray>(Run(
                call.Given, store, updates, [.. call.Outputs, .. masks.OfType<Expr>(), .. trace.Losses, .. gradients]));
            var outputs = call.Outputs.Select(_ => results.Dequeue()).ToList();
            calls.Add([.. outputs.Select((output, i) => new LayerOutput(output, masks[i] is null ? null : results.Dequeue()))]);
            run ??= new()
            {
                Weights = [.. declared.Select(weight =>
                    new WeightInfo(weight.Name, weight.KerasPath.ToString(), weight.Trainable, weight.Shape))],
                WeightsBefore = before,
                WeightsAfter = Values(),
                Calls = calls,
                Losses = [.. trace.Losses.Select(_ => Comparison.Doubles(results.Dequeue())[0])],
                Gradients = paths.ToDictionary(path => path, _ => results.Dequeue()),
                Config = request.AdaptData is null
                    ? null
                    : JsonElement.Parse(KerasJson.print(ModelConfig.writeLayer("layer", call.Layer))),
            };
        }

        return run!;
    }

    /// <summary>
    /// Shapes of the outputs, depth first, inferred from the shapes of the arguments; null where a size is unknown.
    /// </summary>
    /// <param name="unknownBatch">The first axis of every input is unknown.</param>
    public static IReadOnlyList<long?[]> OutputShapes(LayerRequest request, bool unknownBatch)
    {
        var call = new LayerCall(request, unknownBatch);
        // A stateful layer is built for a number of samples, which its outputs then have on their first axis.
        var hidden = unknownBatch && call.Stateful ? 1 : 0;
        return [.. call.Outputs.Select(output => output.Shape.Dims
            .Select((dim, axis) => dim is Dim.Known known && axis >= hidden ? known.Item : (long?)null).ToArray())];
    }

    public static ValueAndGradient RunActivation(ActivationRequest request)
    {
        var (x, cotangent) = (Fixed("x", request.X), Fixed("cotangent", request.Cotangent));
        var y = ActivationModule.apply(ActivationOf(request.Function, request.Kwargs), x);
        return ValueAndGradient([(x, request.X), (cotangent, request.Cotangent)], y, Ops.sumAll(y * cotangent), x);
    }

    public static ValueAndGradient RunLoss(LossRequest request)
    {
        var loss = Catalogue.readLoss(source, Node(request.Config));
        var (target, prediction) = (Input("y_true", request.YTrue), Input("y_pred", request.YPred));
        List<(Expr, HostArray)> given = [(target, request.YTrue), (prediction, request.YPred)];
        var weight = Optional("sample_weight", request.SampleWeight, given);
        var mask = Optional("mask", request.Mask, given);
        var value = LossModule.apply(loss, target, prediction, weight, mask);
        return ValueAndGradient(given, value, Ops.sumAll(value), prediction);
    }

    public static MetricRun RunMetric(JsonElement config, IReadOnlyList<MetricUpdate> updates)
    {
        static HostArray?[] Arrays(MetricUpdate update) =>
            [update.Values, update.YTrue, update.YPred, update.SampleWeight, update.Mask];

        var metric = MetricOf(config);
        List<(Expr Symbol, HostArray)> given = [];
        var symbols = Arrays(updates[0]).Select((array, i) => Optional($"argument{i}", array, given)).ToList();
        var (target, prediction) = symbols[0] is { } values ? (values, values) : (symbols[1]!, symbols[2]!);
        var trace = new Trace(Mode.Training);
        var scope = new Scope(trace).Child(metric.Name, metric.Name).With(false, Policy.Of(metric.DType));
        var followed = MetricModule.follow(scope, metric, target.Value, prediction.Value, symbols[3], symbols[4]);
        var result = ((MetricResult.Value)followed).Item;
        var built = new BuiltModel(trace.Mode, List<Expr>([]), List<Expr>([]), List<string>([]), trace);
        var assignments = trace.Updates.Select(update => Update.NewAssign(update.Item1, update.Item2)).ToList();
        using var store = Weights.initialize(torch.CPU, 0, built);

        HostArray After(MetricUpdate update)
        {
            var arrays = Arrays(update).OfType<HostArray>();
            Run([.. given.Zip(arrays, (symbol, value) => (symbol.Symbol, value))], store, assignments, []);
            return Result();
        }

        HostArray Result() => Run([], store, [], [result])[0];

        var results = updates.Select(After).ToList();
        var variables = trace.Weights.Select(weight => new NamedArray(weight.Name, store.Get(weight.Key))).ToList();
        using var fresh = Weights.initialize(torch.CPU, 0, built);
        foreach (var weight in trace.Weights)
            store.Set(weight.Key, fresh.Get(weight.Key));
        return new()
        {
            Results = results,
            Variables = variables,
            ResultAfterReset = Result(),
            ResultAfterResetAndUpdate = After(updates[0]),
        };
    }

    public static OptimizerRun RunOptimizer(OptimizerRequest request)
    {
        var plain = RunOptimizer(request, fuse: false);
        var fused = RunOptimizer(request, fuse: true);
        static IEnumerable<HostArray> All(OptimizerRun run) => run.Steps.SelectMany(step => step.Values)
            .Concat(run.OptimizerVariables.Select(variable => variable.Value)).Concat(run.Finalized ?? []);
        foreach (var (own, native) in All(plain).Zip(All(fused)))
            if (Comparison.Compare(native, own, new(1e-5, 1e-6)) is { Agrees: false } apart)
                throw new InvalidDataException($"the fused update differs from the plain one by {apart.Difference:g3}");
        return plain;
    }

    private static OptimizerRun RunOptimizer(OptimizerRequest request, bool fuse)
    {
        var bare = Catalogue.readOptimizer(source, Node(request.Config));
        var optimizer = new Optimizer(bare.Rule, bare.Settings, bare.Name, List(request.ExcludeFromWeightDecay));
        var weights = List(request.Variables.Select(Declaration));
        using var store = new TensorStore(torch.CPU);
        foreach (var variable in request.Variables)
            store.Set(KeyOf(variable.Name), variable.Initial);
        var slots = Updates.variables(optimizer, weights);
        foreach (var slot in slots)
        {
            store.Put(slot.Key, torch.full(slot.Shape, slot.Start, Tensors.scalarType(slot.DType)));
        }
        var isSeveral = OptimizerModule.stepping(optimizer).Rule is IOptimizers;
        double LearningRate() => isSeveral ? double.NaN : Comparison.Doubles(Run([], store, [], [Updates.learningRate(optimizer)])[0])[0];
        IReadOnlyList<HostArray> Values() => [.. weights.Select(weight => store.Get(weight.Key))];

        var symbols = List(weights.Select(weight => Tuple.Create(weight, Weight(weight.Key, weight.Shape, weight.DType))));
        var gradients = request.Variables.Select((variable, i) => Fixed($"gradient{i}", variable.Initial)).ToList();
        List<OptimizerStep> steps = [];
        long Calls() => (long)Comparison.Doubles(store.Get(Key.Iteration))[0];
        for (var step = 0; step < request.Steps; step++)
        {
            var kinds = Updates.kindsOf(optimizer, FuncConvert.FromFunc(Calls));
            var updates = Updates.build(optimizer, fuse, kinds, symbols, List(gradients));
            Run([.. gradients.Zip(request.Variables, (symbol, one) => (symbol, one.Gradients[step]))], store, updates, []);
            // Keras: the property counts updates, the variable counts calls.
            var iterations = Calls() / (OptimizerModule.stepping(optimizer).Settings.GradientAccumulationSteps?.Value ?? 1);
            steps.Add(new(Values(), LearningRate(), iterations));
        }

        var variables = slots.Select(slot => new NamedArray(slot.KerasName, store.Get(slot.Key))).ToList();
        if (request.Finalize)
            Run([], store, Updates.finish(optimizer, weights), []);
        return new() { Steps = steps, OptimizerVariables = variables, Finalized = request.Finalize ? Values() : null };
    }

    private static WeightDeclaration Declaration(OptimizerVariable variable) => new(
        key: KeyOf(variable.Name),
        kerasPath: LayerPath.Root.Child(variable.Name),
        shape: variable.Initial.Shape,
        dType: variable.Initial.DType,
        trainable: true,
        isSeed: false,
        factorOf: null,
        rule: new(
            Initializer.Zeros,
            null,
            variable.Constraint is { } rule ? Catalogue.readConstraint(source, Node(rule)) : null),
        start: null);

    /// <summary>The learning rate at each step.</summary>
    public static HostArray RunSchedule(JsonElement config, HostArray steps) =>
        new(DType.Float32, steps.Shape, Rates.ofSteps(Catalogue.readSchedule(source, Node(config)), List(steps.AllRows())).ToArray());

    public static ValueAndGradient RunRegularizer(JsonElement config, HostArray x)
    {
        var symbol = Fixed("x", x);
        var value = RegularizerModule.apply(Catalogue.readRegularizer(source, Node(config)).Value, symbol);
        return ValueAndGradient([(symbol, x)], value, value, symbol);
    }

    public static HostArray RunConstraint(JsonElement config, HostArray x)
    {
        var symbol = Fixed("x", x);
        using var none = new TensorStore(torch.CPU);
        return Run([(symbol, x)], none, [], [ConstraintModule.apply(Catalogue.readConstraint(source, Node(config)).Value, symbol)])[0];
    }

    /// <summary>A float32 weight of that shape; another seed draws another one.</summary>
    public static HostArray RunInitializer(JsonElement config, long[] shape, int seed)
    {
        using var none = new TensorStore(torch.CPU);
        return Run([], none, [], [InitializerModule.apply(Catalogue.readInitializer(source, Node(config)), shape, DType.Float32, seed)])[0];
    }

    /// <summary>
    /// <c>keras.ops.FUNCTION(*args, **kwargs)</c>; a result that is a Python number is a <see cref="NumberArg"/>.
    /// </summary>
    public static Arg RunOp(OpRequest request)
    {
        List<HostArray> arrays = [];
        ArgumentValue Value(Arg arg) => arg switch
        {
            ArrayArg array => Tensor(array.Value),
            NumberArg { IsInteger: true } number => ArgumentValue.NewWhole((long)number.Value),
            NumberArg number => ArgumentValue.NewReal(number.Value),
            BoolArg flag => ArgumentValue.NewFlag(flag.Value),
            TextArg text => ArgumentValue.NewText(text.Value),
            NullArg => ArgumentValue.Null,
            SliceArg slice => ArgumentValue.NewSlice(Bound(slice.Start), Bound(slice.Stop), Bound(slice.Step)),
            ListArg list => ArgumentValue.NewList(List(list.Items.Select(Value))),
            _ => throw Missing($"{request.Function} with {arg}"),
        };
        ArgumentValue Tensor(HostArray array)
        {
            arrays.Add(array);
            return ArgumentValue.NewTensor(arrays.Count - 1);
        }

        static FSharpOption<long>? Bound(long? bound) => bound is { } at ? FSharpOption<long>.Some(at) : null;

        var function = FunctionTable.find(request.Function);
        var call = new FunctionCall(function, FunctionModule.bind(
            function,
            List(request.Args.Select(Value)),
            List(request.Kwargs.Select(entry => Tuple.Create(entry.Key, Value(entry.Value))))));
        List<Arg> results = [.. Eager.compute(call, List(arrays)).Select(result => new ArrayArg(result))];
        // Python's own numbers.
        if (request.Function is "shape" or "ndim")
            results = [.. results.Select(result => new NumberArg(Comparison.Doubles(((ArrayArg)result).Value)[0], IsInteger: true))];
        return (request.Function, results) switch
        {
            ("polar", [ArrayArg re, ArrayArg im]) => new ComplexArg(re.Value, im.Value),
            _ => FunctionModule.isOne(function, call.Arguments) ? results[0] : new ListArg(results),
        };
    }

    public static LookupRun RunLookup(LookupRequest request) => EngineLookup.Run(request);
    public static LoadedModel LoadModel(ModelRequest request) => new EngineModel(request);

    private static UnsupportedException Missing(string what) => new(what);

    private static FSharpList<T> List<T>(IEnumerable<T> items) => ListModule.OfSeq(items);

    /// <summary>A placeholder for data of that shape, the batch unknown.</summary>
    private static Expr Input(string name, HostArray value) => value.Shape.Length == 0
        ? Fixed(name, value)
        : Ops.input(
            name,
            ShapeModule.ofDims(List([Dim.NewUnknown("batch"), .. value.Shape.Skip(1).Select(Dim.NewKnown)])),
            value.DType);

    /// <summary>A placeholder for data of just that shape.</summary>
    private static Expr Fixed(string name, HostArray value) =>
        Ops.input(name, ShapeModule.known(value.Shape), value.DType);

    private static FSharpOption<Expr>? Optional(string name, HostArray? value, List<(Expr, HostArray)> given)
    {
        if (value is null)
            return null;
        given.Add((Input(name, value), value));
        return FSharpOption<Expr>.Some(given[^1].Item1);
    }

    private static Key KeyOf(string name) => Key.NewWeight(LayerPath.Root, name);

    private static Expr Weight(Key key, long[] shape, DType dtype) =>
        Expr.Of(Op.NewWeight(key, ShapeModule.known(shape), dtype), List<Expr>([]));

    private static HostArray Zeros(WeightDeclaration weight)
    {
        using var zeros = torch.zeros(weight.Shape, Tensors.scalarType(weight.DType));
        return Tensors.toHost(zeros);
    }

    /// <summary>Runs a graph once: carries out the updates and gives the outputs.</summary>
    private static HostArray[] Run(
        IReadOnlyList<(Expr Symbol, HostArray Value)> inputs,
        TensorStore store,
        IEnumerable<Update> updates,
        IReadOnlyList<Expr> outputs)
    {
        using var program = ProgramModule.compile(
            torch.CPU, new RunContext(), List(inputs.Select(input => input.Symbol)), List(updates), List(outputs));
        var given = inputs.Select(input => Tensors.ofHost(torch.CPU, input.Value)).ToArray();
        try
        {
            var results = program.Run(given, [.. program.Weights.Select(weight => store[weight.Item1])]);
            var values = results.Select(Tensors.toHost).ToArray();
            foreach (var result in results)
                result.Dispose();
            return values;
        }
        finally
        {
            foreach (var tensor in given)
                tensor.Dispose();
        }
    }

    private static ValueAndGradient ValueAndGradient(
        IReadOnlyList<(Expr, HostArray)> given, Expr value, Expr scalar, Expr source)
    {
        using var none = new TensorStore(torch.CPU);
        var results = Run(given, none, [], [value, Gradient(scalar, [source])[0]]);
        return new(results[0], results[1]);
    }

    private static IReadOnlyList<Expr> Gradient(Expr scalar, IEnumerable<Expr> sources) =>
        [.. Expr.Outputs(Op.Autograd, List([scalar, .. sources]))];

    /// <summary>The gradients that exist, by path.</summary>
    private static (IReadOnlyList<string> Paths, IReadOnlyList<Expr> Gradients) Gradients(
        LayerCall call, WeightDeclaration[] declared, IReadOnlyDictionary<int, HostArray>? cotangents)
    {
        if (cotangents is null)
            return ([], []);
        var scalar = cotangents.Select(pair => Ops.sumAll(call.Outputs[pair.Key] * Ops.constant(pair.Value)))
            .Aggregate((a, b) => a + b);
        List<(string Path, Expr Symbol)> sources = [
            .. call.Arguments.Where(argument => argument.Symbol.DType.IsFloat),
            .. declared.Select((weight, i) => (Path: $"weights/{i:00}", Weight: weight))
                .Where(pair => pair.Weight.Trainable)
                .Select(pair => (pair.Path, call.Built.Trace.Symbol(pair.Weight.Key))),
        ];
        List<(string Path, Expr Symbol)> reached = [.. sources.Where(source => Reaches(source.Symbol, scalar))];
        return reached.Count == 0
            ? ([], [])
            : ([.. reached.Select(source => source.Path)], Gradient(scalar, reached.Select(source => source.Symbol)));
    }

    /// <summary>Whether a way of floats, along which gradients pass, leads from one to the other.</summary>
    private static bool Reaches(Expr source, Expr scalar)
    {
        HashSet<Node> reached = [source.Node];
        foreach (var node in GraphModule.nodes([scalar]))
            if (!node.Op.IsStopGradient && node.Args.Any(arg => arg.DType.IsFloat && reached.Contains(arg.Node)))
                reached.Add(node);
        return reached.Contains(scalar.Node);
    }

    private static Activation ActivationOf(string function, IReadOnlyDictionary<string, Arg> kwargs)
    {
        double Number(string name, double otherwise) =>
            kwargs.GetValueOrDefault(name) is NumberArg number ? number.Value : otherwise;
        return ActivationModule.parse(function) switch
        {
            Activation.Relu => Activation.NewRelu(
                Number("negative_slope", 0),
                kwargs.GetValueOrDefault("max_value") is NumberArg top ? FSharpOption<double>.Some(top.Value) : null,
                Number("threshold", 0)),
            Activation.LeakyRelu leaky => Activation.NewLeakyRelu(Number("negative_slope", leaky.negativeSlope)),
            Activation.Elu elu => Activation.NewElu(Number("alpha", elu.alpha)),
            Activation.Celu celu => Activation.NewCelu(Number("alpha", celu.alpha)),
            Activation.Gelu gelu => Activation.NewGelu(
                kwargs.GetValueOrDefault("approximate") is BoolArg approximate ? approximate.Value : gelu.approximate),
            Activation.Squareplus squareplus => Activation.NewSquareplus(Number("b", squareplus.b)),
            Activation.HardShrink shrink => Activation.NewHardShrink(Number("threshold", shrink.threshold)),
            Activation.SoftShrink shrink => Activation.NewSoftShrink(Number("threshold", shrink.threshold)),
            Activation.Threshold threshold => Activation.NewThreshold(
                Number("threshold", threshold.threshold), Number("default_value", threshold.defaultValue)),
            Activation.Softmax softmax => Activation.NewSoftmax((int)Number("axis", softmax.axis)),
            Activation.LogSoftmax softmax => Activation.NewLogSoftmax((int)Number("axis", softmax.axis)),
            Activation.Sparsemax sparsemax => Activation.NewSparsemax((int)Number("axis", sparsemax.axis)),
            Activation.Glu glu => Activation.NewGlu((int)Number("axis", glu.axis)),
            var plain when kwargs.Count == 0 => plain,
            _ => throw Missing($"{function} with {string.Join(", ", kwargs.Keys)}"),
        };
    }

    /// <summary>A layer built for the arguments of a case.</summary>
    private sealed class LayerCall
    {
        private readonly List<(string Path, Expr Symbol, HostArray Value)> arguments = [];
        private readonly List<(Expr, HostArray)> masks = [];
        private readonly Trace trace;
        private readonly bool unknownBatch;

        public LayerCall(LayerRequest request, bool unknownBatch)
        {
            var layer = ModelConfig.readLayer(source, Node(request.Config));
            if (request.AdaptData is { } data)
                layer = Functional.Layers.Adapting.layer(Functional.Layers.Adapting.batch(data), layer);
            Layer = layer;
            trace = new(request.Training ? Mode.Training : Mode.Inference);
            var config = request.Config.GetProperty("config");
            Stateful = IsStateful(config);
            this.unknownBatch = unknownBatch && !Stateful;

            List<Expr> inputs = [.. request.Args.SelectMany(Tensors)];
            List<Tuple<string, Argument<Expr>>> named = [];
            foreach (var (name, value) in request.Kwargs)
                switch (name, value)
                {
                    case ("initial_state", ListArg or ArrayArg):
                        inputs.AddRange(Tensors(value));
                        break;
                    case ("mask", ArrayArg mask):
                        trace.SetMask(inputs[0], Mask(mask.Path, mask.Value));
                        break;
                    case ("mask", ListArg several):
                        named.Add(new(name, Argument<Expr>.NewGapped(List(several.Items.Select(item =>
                            item is ArrayArg mask ? FSharpOption<Expr>.Some(Mask(mask.Path, mask.Value)) : null)))));
                        break;
                    case (_, ArrayArg mask) when CallFormModule.isMask(name):
                        named.Add(new(name, Argument<Expr>.NewTensors(List([Mask(mask.Path, mask.Value)]))));
                        break;
                    case (_, ArrayArg array):
                        named.Add(new(name, Argument<Expr>.NewTensors(List([Tensor(array)]))));
                        break;
                    case (_, BoolArg flag):
                        named.Add(new(name, Argument<Expr>.NewFlag(flag.Value)));
                        break;
                    default:
                        throw Missing($"{request.Config.GetProperty("class_name")} with {name}");
                }

            var path = config.GetProperty("name").GetString();
            var outputs = Functional.Layer.call(new Scope(trace).Child(path, path), layer, List(inputs), List(named));
            Built = new(trace.Mode, List(inputs), outputs, List(outputs.Select((_, i) => $"output{i}")), trace);
        }

        // It, or a layer inside of it.
        private static bool IsStateful(JsonElement node) => node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject().Any(field =>
                (field.Name == "stateful" && field.Value.ValueKind == JsonValueKind.True) || IsStateful(field.Value)),
            JsonValueKind.Array => node.EnumerateArray().Any(IsStateful),
            _ => false,
        };

        /// <summary>Whether it keeps a state for each sample, and so needs their number.</summary>
        public bool Stateful { get; }

        public ILayer Layer { get; }
        public BuiltModel Built { get; }
        public IReadOnlyList<Expr> Outputs => [.. Built.Outputs];

        public IReadOnlyList<(string Path, Expr Symbol)> Arguments =>
            [.. arguments.Select(argument => (argument.Path, argument.Symbol))];

        /// <summary>All placeholders with what they are given.</summary>
        public IReadOnlyList<(Expr, HostArray)> Given =>
            [.. arguments.Select(argument => (argument.Symbol, argument.Value)), .. masks];

        private IEnumerable<Expr> Tensors(Arg arg) => arg switch
        {
            ArrayArg array => [Tensor(array)],
            ListArg list => list.Items.SelectMany(Tensors),
            _ => throw Missing($"an argument {arg}"),
        };

        private Expr Tensor(ArrayArg array)
        {
            var symbol = Symbol(array.Path, array.Value);
            arguments.Add((array.Path, symbol, array.Value));
            if (array.Mask is { } mask)
                trace.SetMask(symbol, Mask(array.Path + " mask", mask));
            return symbol;
        }

        private Expr Mask(string name, HostArray mask)
        {
            var symbol = Symbol(name, mask);
            masks.Add((symbol, mask));
            return Ops.cast(DType.Bool, symbol);
        }

        private Expr Symbol(string name, HostArray value)
        {
            // An input that is broadcast along the batch keeps its 1.
            var batch = arguments.Count == 0 ? value.Shape : arguments[0].Value.Shape;
            return unknownBatch && value.Shape is [var size, ..] && size == batch[0] ? Input(name, value) : Fixed(name, value);
        }
    }
}
