using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Functional.Keras;
using Xunit;

namespace FacadeTests;

/// <summary>
/// Every class and function of the facade that has an entry in Keras's API takes the same parameters, in the same order, with the
/// same defaults. What differs stands in <see cref="exceptions"/>, with its reason. What the facade has not at all is in docs/classes.md.
/// </summary>
public class ApiTests
{
    private static readonly Assembly facade = typeof(Model).Assembly;

    private static readonly Dictionary<string, JsonElement> entries = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "keras-api.json")))
        .RootElement.GetProperty("entries").EnumerateArray()
        .Where(entry => entry.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Array)
        .ToDictionary(entry => entry.GetProperty("id").GetString()!, entry => entry.GetProperty("params"));

    // With the other names of the same.
    private static readonly HashSet<string> names =
        [.. Functional.Generate.KerasApi.Entries.Values.SelectMany(entry => entry.Aliases.Prepend(entry.Id))];

    // What Keras has and the facade has not. The first part is an entry or "*", the second a parameter.
    private static readonly Dictionary<(string Id, string Parameter), string> exceptions = new()
    {
        [("*", "**kwargs")] = "the options of every layer are properties: Name, Trainable, DType",
        [("*", "*args")] = "C# names its arguments",
        [("keras.layers", "name")] = "the options of every layer are properties",
        [("keras.layers.Lambda", "output_shape")] = "the expression says it",
        [("keras.layers.Lambda", "mask")] = "operations take no masks",
        [("keras.layers.Lambda", "arguments")] = "C#'s functions hold what they use",
        [("*", "sparse")] = "there are no sparse tensors",
        [("*", "ragged")] = "there are no ragged tensors",
        [("*", "quantization_config")] = "there is no quantization",
        [("*", "gptq_unpacked_column_size")] = "there is no quantization",
        [("*", "input_tensor")] = "there is no foreign graph to take tensors from",
        [("keras.Input", "tensor")] = "there is no foreign graph to take tensors from",
        [("*", "return_dict")] = "the answer is always by name",
        [("keras.layers.Embedding", "weights")] = "SetWeights does it",
        [("keras.layers.Bidirectional", "weights")] = "SetWeights does it",
        [("keras.layers.LSTM", "use_cudnn")] = "the engine chooses kernels itself",
        [("keras.layers.GRU", "use_cudnn")] = "the engine chooses kernels itself",
        [("keras.Model.compile", "run_eagerly")] = "nothing runs eagerly",
        [("keras.callbacks.CallbackList", "**params")] = "a run says what it is going to do",
        [("keras.callbacks.CallbackList", "add_progbar")] = "every run prints its progress itself",
        [("keras.Model.save", "zipped")] = "a model is always one file",
        [("keras.Model.save_weights", "max_shard_size")] = "weights are always one file",
        [("keras.Model.load_weights", "skip_mismatch")] = "weights that do not fit are an error",
        [("keras.Model.summary", "positions")] = "columns have Keras's widths",
        [("keras.Model.summary", "layer_range")] = "the whole model is shown",
        [("keras.Sequential", "rebuild")] = "the model is always made again",
        [("keras.utils.PyDataset", "use_multiprocessing")] = "workers are threads",
        [("keras.layers.Layer.add_weight", "dtype")] = "the layer's policy decides",
        [("keras.layers.Layer.add_weight", "autocast")] = "the layer's policy decides",
        [("keras.layers.Layer.add_weight", "aggregation")] = "there is one device",
        [("keras.layers.Layer.add_weight", "overwrite_with_gradient")] = "there is no float8 training",
        [("*", "custom_objects")] = "a file never names code",
        [("*", "safe_mode")] = "loading is always safe",
        [("keras.ops.einsum", "*operands")] = "C# takes a list",
        [("keras.ops.meshgrid", "*x")] = "C# takes a list",
        [("keras.ops.rearrange", "**axes_lengths")] = "C# takes a dictionary",
        [("keras.ops.polar", "abs_")] = "no name of C#'s is in the way",
        [("keras.activations", "x")] = "an activation is a value; Apply takes the tensor",
    };

    // Public classes that Keras has not.
    private static readonly HashSet<string> own = ["RenormClipping"];

    private static readonly HashSet<string> kwargs =
        ["name", "trainable", "dtype", "activityRegularizer", "loraRank", "loraAlpha", "zeroOutputForMask", "unroll", "dataFormat"];

    // What the facade has and Keras has not.
    private static readonly Dictionary<(string Id, string Parameter), string> additions = new()
    {
        [("keras.layers.Layer.call", "inputs")] = "Keras leaves the arguments to the layer",
        [("keras.layers.Layer.call", "training")] = "Keras leaves the arguments to the layer",
        [("keras.Model", "trainable")] = "Keras takes it among **kwargs",
        [("keras.Model.save", "compile")] = "whether the file says what the model is compiled with",
        [("keras.Model.save", "verify")] = "whether the file is read back before it takes its name",
        [("keras.Model.summary", "memory")] = "what the memory plan consists of",
        [("keras.Model.summary", "batchSize")] = "the memory plan that follows Keras's table is for a batch size",
        [("keras.layers.AdditiveAttention", "seed")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onTestBegin")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onTestEnd")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onTestBatchBegin")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onTestBatchEnd")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onPredictBegin")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onPredictEnd")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onPredictBatchBegin")] = "Keras takes it among **kwargs",
        [("keras.callbacks.LambdaCallback", "onPredictBatchEnd")] = "Keras takes it among **kwargs",
        [("keras.ops.layer_normalization", "rmsScaling")] = "Keras takes it by **kwargs",
        [("keras.ops.einsum", "operands")] = "Keras takes further arguments",
        [("keras.ops.meshgrid", "x")] = "Keras takes further arguments",
        [("keras.ops.rearrange", "axesLengths")] = "Keras takes further arguments",
        [("keras.ops.polar", "abs")] = "Keras has a line behind it",
        [("keras.Model.load_weights", "byName")] = "Keras takes it by **kwargs",
        [("keras.saving.load_model", "seed")] = "seeds belong to models, not to their layers",
    };

    // Where C#'s parameter is not Keras's in camel case, or its default differs.
    private static readonly Dictionary<(string Id, string Parameter), string> different = new()
    {
        [("keras.Model.compile", "jit_compile")] = "null is Keras's \"auto\"",
        [("keras.callbacks.TensorBoard", "update_freq")] = "nothing given is \"epoch\"",
        [("keras.callbacks.ModelCheckpoint", "save_freq")] = "nothing given is \"epoch\"",
        [("keras.callbacks.BackupAndRestore", "save_freq")] = "nothing given is \"epoch\"",
        [("keras.Model.fit", "x")] = "data is required",
        [("keras.Model.evaluate", "x")] = "data is required",
        [("keras.ops.where", "x1")] = "the form that gives indices has no fixed shape",
        [("keras.ops.where", "x2")] = "the form that gives indices has no fixed shape",
    };

    public static TheoryData<string> Ids()
    {
        TheoryData<string> data = [];
        foreach (var id in entries.Keys.Where(id => !id.EndsWith("__") && Find(id).Any()))
            data.Add(id);
        return data;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_facade_takes_Keras_s_parameters_with_Keras_s_defaults(string id)
    {
        var candidates = Find(id).ToArray();
        Assert.NotEmpty(candidates);
        var failures = candidates.Select(candidate => Compare(id, candidate)).ToArray();
        if (!failures.Contains(null))
            Assert.Fail(string.Join("\n", failures));
    }

    [Fact]
    public void Every_public_class_that_Keras_has_too_is_compared()
    {
        string[] modules = ["Layers", "Losses", "Metrics", "Optimizers", "Optimizers.Schedules", "Initializers", "Regularizers", "Constraints", "Callbacks"];
        var missing =
            from type in facade.GetExportedTypes()
            where modules.Any(module => type.Namespace == $"Functional.Keras.{module}")
            let id = $"{type.Namespace!["Functional.".Length..].ToLowerInvariant()}.{type.Name}"
            where !type.IsAbstract && !own.Contains(type.Name) && !entries.ContainsKey(id)
            select id;
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_function_of_Ops_is_compared() => Assert.All(
        Functional.FunctionTable.all, function => Assert.Contains($"keras.ops.{function.Name}", names));

    [Theory]
    [InlineData("l1", typeof(Functional.Keras.Regularizers.L1))]
    [InlineData("l2", typeof(Functional.Keras.Regularizers.L2))]
    [InlineData("l1_l2", typeof(Functional.Keras.Regularizers.L1L2))]
    [InlineData("orthogonal_regularizer", typeof(Functional.Keras.Regularizers.OrthogonalRegularizer))]
    public void Words_stand_for_regularizers_with_Keras_s_defaults(string word, Type type) =>
        Assert.Equal((Regularizer)word, Make(type));

    [Theory]
    [InlineData("glorot_uniform", typeof(Functional.Keras.Initializers.GlorotUniform))]
    [InlineData("he_normal", typeof(Functional.Keras.Initializers.HeNormal))]
    [InlineData("uniform", typeof(Functional.Keras.Initializers.RandomUniform))]
    [InlineData("normal", typeof(Functional.Keras.Initializers.RandomNormal))]
    [InlineData("truncated_normal", typeof(Functional.Keras.Initializers.TruncatedNormal))]
    [InlineData("variance_scaling", typeof(Functional.Keras.Initializers.VarianceScaling))]
    [InlineData("orthogonal", typeof(Functional.Keras.Initializers.Orthogonal))]
    [InlineData("stft", typeof(Functional.Keras.Initializers.STFT))]
    public void Words_stand_for_initializers_with_Keras_s_defaults(string word, Type type) =>
        Assert.Equal((Initializer)word, Make(type));

    [Theory]
    [InlineData("max_norm", typeof(Functional.Keras.Constraints.MaxNorm))]
    [InlineData("min_max_norm", typeof(Functional.Keras.Constraints.MinMaxNorm))]
    [InlineData("non_neg", typeof(Functional.Keras.Constraints.NonNeg))]
    [InlineData("unit_norm", typeof(Functional.Keras.Constraints.UnitNorm))]
    public void Words_stand_for_constraints_with_Keras_s_defaults(string word, Type type) =>
        Assert.Equal((Constraint)word, Make(type));

    [Theory]
    [InlineData("mse", typeof(Functional.Keras.Losses.MeanSquaredError))]
    [InlineData("mae", typeof(Functional.Keras.Losses.MeanAbsoluteError))]
    [InlineData("bce", typeof(Functional.Keras.Losses.BinaryCrossentropy))]
    [InlineData("mape", typeof(Functional.Keras.Losses.MeanAbsolutePercentageError))]
    [InlineData("msle", typeof(Functional.Keras.Losses.MeanSquaredLogarithmicError))]
    [InlineData("kld", typeof(Functional.Keras.Losses.KLDivergence))]
    [InlineData("huber_loss", typeof(Functional.Keras.Losses.Huber))]
    [InlineData("MAPE", typeof(Functional.Keras.Metrics.MeanAbsolutePercentageError))]
    [InlineData("msle", typeof(Functional.Keras.Metrics.MeanSquaredLogarithmicError))]
    [InlineData("RMSprop", typeof(Functional.Keras.Optimizers.RMSprop))]
    [InlineData("Adamax", typeof(Functional.Keras.Optimizers.Adamax))]
    public void Short_words_stand_for_losses_metrics_and_optimizers_with_Keras_s_defaults(string word, Type type) =>
        Assert.Equal(Saved(Make(type)), Saved(OfWord(type.BaseType!, word)));

    // One that must be told something has no word.
    public static TheoryData<Type> Catalogued() =>
        [.. new[] { typeof(Loss), typeof(Metric), typeof(Optimizer) }.SelectMany(Classes)
            .Where(type => type.GetConstructors().Single().GetParameters().All(parameter => parameter.HasDefaultValue))];

    private static IEnumerable<Type> Classes(Type family) => facade.GetExportedTypes().Where(type => type.BaseType == family);

    [Theory]
    [MemberData(nameof(Catalogued))]
    public void Every_loss_metric_and_optimizer_has_its_word_with_Keras_s_defaults(Type type)
    {
        var word = type.BaseType == typeof(Optimizer)
            ? type.Name.ToLowerInvariant()
            : Functional.Layers.ClassName.toSnakeCase(type.Name);
        if (word == "accuracy")
            Assert.Equal("accuracy", ((Metric)word).Name); // The word stands for what fits the shapes.
        else
            Assert.Equal(Saved(Make(type)), Saved(OfWord(type.BaseType!, word)));
    }

    [Fact]
    public void Optimizers_have_the_names_of_Keras_s_files() => Assert.All(
        Classes(typeof(Optimizer)),
        type => Assert.Equal(Functional.Layers.ClassName.toSnakeCase(type.Name), ((Optimizer)Make(type)).Name));

    private static object OfWord(Type family, string word) =>
        family.GetMethod("op_Implicit", [typeof(string)])!.Invoke(null, [word])!;

    // The class and numbers as a file has them, without the name.
    private static string Saved(object made)
    {
        var node = Definition(made) switch
        {
            Functional.Loss loss => Functional.Catalogue.lossObject("", loss),
            Functional.MetricChoice.Metric metric => Functional.Catalogue.metricObject("", metric.Item),
            Functional.Optimizer optimizer => Functional.Catalogue.writeOptimizer("", optimizer),
            var other => throw new InvalidOperationException($"no file has {other}"),
        };
        node["config"]!.AsObject().Remove("name");
        return node.ToJsonString();
    }

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(Sample)]);
    }

    private static IEnumerable<MethodBase> Find(string id)
    {
        var parts = id.Split('.')[1..];
        string Pascal(string word) => string.Concat(word.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var type = parts switch
        {
            ["layers", "Layer", _] => typeof(Layer),
            ["utils", "PyDataset", ..] => typeof(PyDataset),
            ["Model" or "Sequential", _] => facade.GetType($"Functional.Keras.{parts[0]}"),
            ["ops", var module, _] => facade.GetType($"Functional.Keras.Ops+{Pascal(module)}"),
            ["ops" or "utils" or "activations", _] => facade.GetType($"Functional.Keras.{Pascal(parts[0])}"),
            ["models" or "saving", _] => typeof(Models),
            ["optimizers", "schedules", var name] =>
                facade.GetType($"Functional.Keras.{name}") ?? facade.GetType($"Functional.Keras.Optimizers.Schedules.{name}"),
            [var module, var name] => facade.GetType($"Functional.Keras.{Pascal(module)}.{name}"),
            [var name] => facade.GetType($"Functional.Keras.{name}"),
            _ => null,
        };
        if (type is null)
            return [];
        if (type.Name == parts[^1])
            return type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(constructor => constructor.IsPublic || (type.IsAbstract && constructor.IsFamily))
                .OrderByDescending(constructor => constructor.GetParameters().Length);
        var method = Pascal(parts[^1]);
        var property = type.GetProperty(method, all)?.GetMethod;
        return type.GetMethods(all).Where(candidate => candidate.Name == method && !candidate.IsPrivate)
            .Concat(property is null ? [] : new MethodBase[] { property });
    }

    private static string? Compare(string id, MethodBase candidate)
    {
        var mine = candidate.GetParameters().Where(parameter => parameter.ParameterType != typeof(CancellationToken)).ToList();
        foreach (var parameter in entries[id].EnumerateArray())
        {
            var keras = parameter[0].GetString()!;
            var name = Regex.Replace(keras, "_(.)", match => match.Groups[1].Value.ToUpperInvariant());
            // A single capital (vander's N) is small in C#.
            name = name.Length == 1 ? name.ToLowerInvariant() : name;
            var found = mine.Find(known => known.Name == name);
            if (found is null)
            {
                if (Covers(exceptions, id, keras))
                    continue;
                return $"{id}: {candidate} lacks {name}";
            }

            mine.Remove(found);
            if (Covers(different, id, keras))
                continue;
            if (parameter.GetArrayLength() == 1)
            {
                if (found.HasDefaultValue)
                    return $"{id}: {name} is required in Keras";
            }
            else if (!found.HasDefaultValue)
                return $"{id}: {name} is optional in Keras";
            else if (!Same(candidate, found, parameter[1]) && !IsOfTable(id, keras, parameter[1]))
                return $"{id}: {name} is {parameter[1]} in Keras, {found.DefaultValue ?? "null"} here";
        }

        mine.RemoveAll(parameter => additions.ContainsKey((id, parameter.Name!)));
        // What Keras's layers take by **kwargs.
        if (id.StartsWith("keras.layers.") && entries[id].EnumerateArray().Any(parameter => parameter[0].GetString() == "**kwargs"))
            mine.RemoveAll(parameter => kwargs.Contains(parameter.Name!));
        return mine.Count == 0 ? null : $"{id}: Keras does not have {string.Join(", ", mine.Select(parameter => parameter.Name))}";
    }

    // C# writes null for several numbers; the table of functions has them.
    private static bool IsOfTable(string id, string name, JsonElement keras) =>
        id.StartsWith("keras.ops.")
        && Functional.FunctionTable.tryFind(id["keras.ops.".Length..])?.Value.Parameters.Single(one => one.Name == name).Default is { } usual
        && usual.Value.ToString() == keras.ToString().Replace(".0", "").Replace(",", ", ").Replace("  ", " ");

    private static bool Covers(Dictionary<(string Id, string Parameter), string> list, string id, string parameter) =>
        list.Keys.Any(key => key.Parameter == parameter && (key.Id == "*" || id == key.Id || id.StartsWith(key.Id + ".")));

    // A default that C# cannot write is null, or the struct's default: what comes of it must be what comes of Keras's value.
    private static bool Same(MethodBase candidate, ParameterInfo parameter, JsonElement keras)
    {
        if (parameter.DefaultValue is { } value)
            return value switch
            {
                double number => keras.ValueKind == JsonValueKind.Number && keras.GetDouble() == number,
                int number => keras.ValueKind == JsonValueKind.Number && keras.GetDouble() == number,
                bool flag => keras.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
                string text => keras.ValueKind == JsonValueKind.String && keras.GetString() == text,
                _ => false,
            };
        if (keras.ValueKind == JsonValueKind.Null)
            return true;
        if (parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            return Activator.CreateInstance(parameter.ParameterType)!.ToString() == keras.ToString();
        if (candidate is not ConstructorInfo constructor)
            return candidate is MethodInfo { Name: "Compile" } && keras.ToString() == "rmsprop";
        var arguments = constructor.GetParameters().Select(Sample).ToArray();
        var plain = constructor.Invoke(arguments);
        arguments[parameter.Position] = Convert(parameter.ParameterType, keras);
        var given = constructor.Invoke(arguments);
        return Equals(Definition(plain), Definition(given));
    }

    internal static object? Sample(ParameterInfo parameter) => parameter.HasDefaultValue
        ? parameter.DefaultValue
        : parameter.ParameterType switch
        {
            var type when type == typeof(int) => 3,
            var type when type == typeof(double) => 0.5,
            var type when type == typeof(Sizes) => (Sizes)2,
            var type when type == typeof(Numbers) => (Numbers)1.0,
            var type when type == typeof(Shape) => (Shape)4,
            var type when type == typeof(string) && parameter.Name == "equation" => "ab,bc->ac",
            var type when type == typeof(ActivationFunction) => (ActivationFunction)"relu",
            var type when type == typeof(Functional.Keras.Optimizers.OptimizerMap) => new Functional.Keras.Optimizers.OptimizerMap("adam"),
            var type when type == typeof(Functional.Keras.Optimizer) => (Functional.Keras.Optimizer)"adam",
            var type when type == typeof(Cells) => (Cells)new Functional.Keras.Layers.SimpleRNNCell(3),
            var type when type == typeof(IEnumerable<Layer>) => new Layer[] { new Functional.Keras.Layers.SimpleRNNCell(3) },
            var type => throw new InvalidOperationException($"no sample of {type}"),
        };

    private static object Convert(Type type, JsonElement value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        object given = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when target == typeof(Numbers) => value.GetDouble(),
            JsonValueKind.Array when target == typeof(Numbers) => value.EnumerateArray().Select(item => item.GetDouble()).ToArray(),
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.Array when value[0].ValueKind == JsonValueKind.Array =>
                value.EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())).ToArray(),
            JsonValueKind.Array => value.EnumerateArray().Select(item => item.GetInt32()).ToArray(),
            _ => throw new InvalidOperationException($"no {type} of {value}"),
        };
        return target.GetMethods().Single(method =>
            method.Name == "op_Implicit" && method.GetParameters()[0].ParameterType == given.GetType()).Invoke(null, [given])!;
    }

    internal static object? Definition(object made)
    {
        const BindingFlags hidden = BindingFlags.NonPublic | BindingFlags.Instance;
        return made is Layer
            ? typeof(Layer).GetField("definition", hidden)!.GetValue(made)
            : made.GetType().GetProperty("Engine", hidden)!.GetValue(made);
    }
}
