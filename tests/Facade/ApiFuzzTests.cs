using System.Reflection;
using Functional.Keras;
using Functional.Keras.Layers;
using TorchSharp;
using Xunit;
using Callback = Functional.Callback;
using Data = Functional.Keras.Data;
using Layer = Functional.Keras.Layer;
using Model = Functional.Keras.Model;
using Sequential = Functional.Keras.Sequential;
using Shape = Functional.Keras.Shape;

namespace FacadeTests;

/// <summary>Whatever the facade is called with, it answers, or raises an exception that its documentation tells of.</summary>
public class ApiFuzzTests
{
    private static readonly Assembly facade = typeof(Model).Assembly;

    private static readonly Type[] types = [.. facade.GetExportedTypes().Where(type => !type.IsGenericTypeDefinition && !type.IsNested)];

    private static readonly int[] wholes = [int.MinValue, -7, -1, 0, 1, 1, 2, 2, 3, 4, 7, int.MaxValue];
    private static readonly double[] reals = [double.NaN, double.PositiveInfinity, -1, -1e-9, 0, 1e-3, 0.3, 0.5, 1, 2, 1e300];

    private static readonly string?[] words =
    [
        null, "", " ", "a/b", "relu", "softmax", "adam", "sgd", "mse", "accuracy", "binary_crossentropy", "categorical_crossentropy",
        "sparse_categorical_crossentropy", "glorot_uniform", "zeros", "l2", "max_norm", "same", "valid", "causal", "channels_first",
        "float32", "int32", "mixed_bfloat16", "bool", "name", "m.keras", "m.weights.h5", "m.h5", "none/m.keras", "nearest", "\u0000", "auto",
        "min", "val_loss", "loss",
    ];

    private sealed class Calls(int seed)
    {
        private readonly Random random = new(seed);

        private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

        private bool Chance(int of) => random.Next(of) == 0;

        private Array Elements(Type element, int length, int depth)
        {
            var array = Array.CreateInstance(element, length);
            for (var i = 0; i < length; i++)
                array.SetValue(Value(element, depth + 1), i);
            return array;
        }

        private Array Numbers()
        {
            int[] Sizes(int rank) => [.. Enumerable.Range(0, rank).Select(_ => Pick([0, 1, 2, 2, 3, 4, 4]))];
            var array = Array.CreateInstance(
                Pick([typeof(float), typeof(float), typeof(double), typeof(int), typeof(byte), typeof(bool), typeof(long), typeof(string), typeof(object)]),
                Sizes(Pick([1, 1, 2, 2, 3, 4])));
            if (array.GetType().GetElementType() == typeof(float))
            {
                Buffer.BlockCopy(
                    Enumerable.Range(0, array.Length).Select(_ => Chance(40) ? float.NaN : random.Next(3)).ToArray(), 0, array, 0, 4 * array.Length);
            }

            return array;
        }

        private KerasTensor Symbol() => new Input(Pick<Shape>([4, (4, 2), (4, 4, 3), new[] { 2, 3, 4, 2 }, Shape.Of(null, 3)]));

        public object? Value(Type type, int depth = 0)
        {
            if (type.IsByRef)
                type = type.GetElementType()!;
            if (Nullable.GetUnderlyingType(type) is { } inner)
                return Chance(2) ? null : Value(inner, depth);
            if (type == typeof(int))
                return Pick(wholes);
            if (type == typeof(long))
                return (long)Pick(wholes);
            if (type == typeof(double))
                return Pick(reals);
            if (type == typeof(float))
                return (float)Pick(reals);
            if (type == typeof(bool))
                return Chance(2);
            if (type == typeof(string))
                return Pick(words);
            if (type.IsEnum)
                return Enum.ToObject(type, Pick([0, 1, 2, 77]));
            if (type == typeof(CancellationToken))
                return new CancellationToken(Chance(20));
            if (depth > 4 || (!type.IsValueType && Chance(12)))
                return type.IsValueType ? Activator.CreateInstance(type) : null;
            if (type == typeof(object))
                return Pick<object?>([null, 3, "text", 2.5]);
            if (type == typeof(Array))
                return Numbers();
            if (type == typeof(torch.Tensor))
                return Tensor();
            if (type == typeof(KerasTensor) && !Chance(4))
                return Symbol();
            if (type == typeof(Callback))
                return Value(typeof(Functional.Keras.Callbacks.Callback), depth + 1);
            if (type.IsArray)
                return type.GetArrayRank() == 1 ? Elements(type.GetElementType()!, random.Next(4), depth) : null;
            if (type.IsGenericType && type.GetGenericArguments() is [var element]
                && type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)))
            {
                return Activator.CreateInstance(
                    typeof(List<>).MakeGenericType(element), Elements(element, random.Next(4), depth));
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition().Name.StartsWith("ValueTuple", StringComparison.Ordinal))
                return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select(part => Value(part, depth + 1))]);
            var conversions = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.Name == "op_Implicit" && method.ReturnType == type).ToArray();
            if (conversions.Length > 0 && !Chance(4))
            {
                var conversion = Pick(conversions);
                return Invoke(conversion, null, depth + 1);
            }

            return Made(type, depth);
        }

        private torch.Tensor Tensor()
        {
            var tensor = torch.ones(Pick(new long[][] { [4], [4, 2], [2, 4], [0] }));
            if (Chance(4))
                tensor.Dispose();
            return tensor;
        }

        /// <summary>An object of that type, or of one below it, from any of its constructors.</summary>
        private object? Made(Type type, int depth)
        {
            var constructors = types
                .Where(candidate => type.IsAssignableFrom(candidate) && !candidate.IsAbstract)
                .SelectMany(candidate => candidate.GetConstructors())
                .ToArray();
            if (constructors.Length == 0)
                return type.IsValueType ? Activator.CreateInstance(type) : null;
            var constructor = Pick(constructors);
            return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, depth))]);
        }

        // Most of the time one that the callee has a default for is left out.
        private object? Argument(ParameterInfo parameter, int depth) =>
            parameter.HasDefaultValue && !Chance(4) ? parameter.DefaultValue is DBNull or null ? Default(parameter.ParameterType) : parameter.DefaultValue
            : Value(parameter.ParameterType, depth + 1);

        private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

        public object? Invoke(MethodBase method, object? target, int depth = 0) =>
            method.Invoke(target, [.. method.GetParameters().Select(parameter => Argument(parameter, depth))]);

        private Model Small()
        {
            Sequential model = Pick<Func<Sequential>>(
            [
                () => [new Input([4]), new Dense(3, "relu"), new Dense(2, "softmax")],
                () => [new Input([4, 2]), new LSTM(3), new Dense(1)],
                () => [new Input([4, 4, 3]), new Conv2D(2, 3), new BatchNormalization(), new Flatten(), new Dense(2)],
                () => [new Input([4]), new Embedding(5, 2), new Flatten(), new Dense(1, "sigmoid")],
                () => [new Dense(3), new Dropout(0.5)],
                () => [],
            ])();
            if (!Chance(5))
                model.Compile("adam", Pick(["mse", "sparse_categorical_crossentropy", "binary_crossentropy", "categorical_crossentropy"]), metrics: ["accuracy"]);
            return model;
        }

        public void Run()
        {
            if (Chance(2))
            {
                // A method of a model, and another one after it.
                using var model = Small();
                var methods = typeof(Sequential).GetMethods(BindingFlags.Public | BindingFlags.Instance)
                    .Where(method => !method.IsGenericMethodDefinition && IsCallable(method)).ToArray();
                for (var i = 0; i < 2; i++)
                    Invoke(Pick(methods), model);
            }
            else if (Chance(2))
            {
                // A layer, applied, and a model with it.
                if (Made(typeof(Layer), 0) is not Layer layer || layer is Model)
                    return;
                var input = Symbol();
                var output = layer.Apply(input);
                if (Elements(input.Shape) * Elements(output.Shape) > 1e6)
                    return;
                using Model model = new(input, output);
                model.Compile("sgd", "mse");
                if (model.MemoryPlan(4).TrainingPeak > 1 << 30)
                    return;
                var sizes = input.Shape.Select(size => size ?? 2).ToArray();
                var x = Array.CreateInstance(typeof(float), sizes);
                var prediction = model.Predict((Data)x!, verbose: 0);
                model.TrainOnBatch((Data)x!, Data.From<float>(new float[prediction.Size], [.. prediction.Shape]));
            }
            else
            {
                // A static method, or one of an object that is not a model.
                var type = Pick(types);
                var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Where(method => !method.IsGenericMethodDefinition && IsCallable(method)).ToArray();
                if (methods.Length == 0 || typeof(Model).IsAssignableFrom(type) || type.IsInterface)
                    return;
                var method = Pick(methods);
                var target = method.IsStatic ? null : Made(type, 0);
                if (method.IsStatic || target is not null)
                    Invoke(method, target);
            }
        }

        private static double Elements(Shape shape) => shape.Aggregate(1.0, (product, size) => product * (size ?? 3));

        private static bool IsCallable(MethodInfo method) =>
            method.DeclaringType != typeof(object)
            && !method.IsAbstract
            && method.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike && !parameter.ParameterType.IsPointer);
    }

    /// <summary>What documentation tells of: the library's own exceptions, and .NET's for null, disposed objects and cancelled work.</summary>
    private static bool IsDocumented(Exception error) => error
        is Functional.FunctionalException
        or ObjectDisposedException
        or OperationCanceledException
        or InvalidCastException
        or ArgumentException { ParamName: not null };

    private static Exception Innermost(Exception error)
    {
        while (error is TargetInvocationException { InnerException: { } inner })
            error = inner;
        return error;
    }

    [Fact]
    public void Any_call_answers_or_raises_what_its_documentation_tells()
    {
        var output = Console.Out;
        var folder = Environment.CurrentDirectory;
        Console.SetOut(TextWriter.Null);
        Environment.CurrentDirectory = Directory.CreateTempSubdirectory("facade-").FullName;
        // One of each place.
        Dictionary<string, string> failures = [];
        try
        {
            for (var seed = 0; seed < (Long.Run ? 100_000 : 10_000); seed++)
            {
                try
                {
                    new Calls(seed).Run();
                }
                catch (Exception caught)
                {
                    var error = Innermost(caught);
                    if (!IsDocumented(error) || (error is Functional.FunctionalException && error.Message.Contains('\n')))
                        failures.TryAdd(Place(error), $"seed {seed}: {error}");
                }
            }
        }
        finally
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = folder;
            Config.Threads = null;
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));
    }

    private static string Place(Exception error) =>
        error.GetType().Name + (error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Functional", StringComparison.Ordinal)) ?? "");
}
