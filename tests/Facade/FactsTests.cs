using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Functional.Keras;
using Functional.Keras.Layers;
using Xunit;
using Constraint = Functional.Constraint;
using Initializer = Functional.Initializer;
using Layer = Functional.Keras.Layer;
using Loss = Functional.Loss;
using Optimizer = Functional.Optimizer;
using Regularizer = Functional.Regularizer;
using Shape = Functional.Keras.Shape;

namespace FacadeTests;

/// <summary>What the facade's constructors make is what the facts of the classes say.</summary>
public class FactsTests
{
    public static TheoryData<string> Ids => [.. Functional.Classes.all.Select(facts => facts.Id)];

    private static Functional.ClassFacts Find(string id) => Functional.Classes.all.Single(facts => facts.Id == id);

    private static ConstructorInfo Constructor(Functional.ClassFacts facts)
    {
        var area = string.Join('.', facts.Module.Split('.')[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        return typeof(Layer).Assembly.GetType($"Functional.Keras.{area}.{facts.Name}", true)!.GetConstructors().Single();
    }

    private static object?[] Arguments(ConstructorInfo constructor) => [.. constructor.GetParameters().Select(parameter =>
        parameter.ParameterType == typeof(Shape) && parameter.Name == "shape" ? (Shape)4
        : parameter.ParameterType == typeof(Layer) && !parameter.HasDefaultValue
            ? constructor.DeclaringType == typeof(Bidirectional) ? new LSTM(3) : new LSTMCell(3)
        // One more than there are boundaries.
        : parameter.ParameterType == typeof(Numbers) && !parameter.HasDefaultValue ? Numbers.Of(1, 1)
        : ApiTests.Sample(parameter))];

    private static JsonNode Written(object made) => ApiTests.Definition(made) switch
    {
        Functional.ILayer layer => Functional.ModelConfig.writeLayer("x", layer),
        Loss loss => Functional.Catalogue.lossObject("", loss),
        Functional.MetricChoice.Metric metric => Functional.Catalogue.metricObject("", metric.Item),
        Optimizer optimizer => Functional.Catalogue.writeOptimizer("", optimizer),
        Functional.ISchedule schedule => Functional.Catalogue.scheduleObject("", schedule),
        Initializer initializer => Functional.Catalogue.writeInitializer("", initializer),
        Regularizer regularizer => Functional.Catalogue.writeRegularizer("", new(regularizer)),
        Constraint constraint => Functional.Catalogue.writeConstraint("", new(constraint)),
        var other => throw new InvalidOperationException($"no file has {other}"),
    };

    private static JsonNode Again(Functional.ClassFacts facts, JsonNode node) => facts.Template switch
    {
        Functional.ILayer => Functional.ModelConfig.writeLayer("x", Functional.ModelConfig.readLayer("", node)),
        Functional.ILoss => Functional.Catalogue.lossObject("", Functional.Catalogue.readLoss("", node)),
        Functional.IMetric => Functional.Catalogue.metricObject("", ((Functional.MetricChoice.Metric)Functional.Catalogue.readMetric("", node)).Item),
        Optimizer => Functional.Catalogue.writeOptimizer("", Functional.Catalogue.readOptimizer("", node)),
        Functional.ISchedule => Functional.Catalogue.scheduleObject("", Functional.Catalogue.readSchedule("", node)),
        Initializer => Functional.Catalogue.writeInitializer("", Functional.Catalogue.readInitializer("", node)),
        Regularizer => Functional.Catalogue.writeRegularizer("", Functional.Catalogue.readRegularizer("", node)),
        _ => Functional.Catalogue.writeConstraint("", Functional.Catalogue.readConstraint("", node)),
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_class_makes_by_default_is_what_a_file_without_it_has(string id)
    {
        var facts = Find(id);
        var constructor = Constructor(facts);
        var node = Written(constructor.Invoke(Arguments(constructor)));
        var bare = node.DeepClone();
        var config = bare["config"]!.AsObject();
        foreach (var key in config.Select(pair => pair.Key).Except(facts.Required.Append("name")).ToArray())
            config.Remove(key);
        Assert.Equal(node.ToJsonString(), Again(facts, bare).ToJsonString());
    }

    // Those of a constructor's parameters.
    private static (string Name, object? Value)[] Shown(ConstructorInfo constructor, object made) =>
    [
        .. from parameter in constructor.GetParameters()
           // An entrance shows its shape with the batch.
           where !(made is InputLayer && parameter.Name is "shape" or "batchSize")
           let pascal = parameter.Name == "dtype" ? "DType" : char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..]
           // A member may not be called as its class.
           let name = pascal == made.GetType().Name ? "Value" : pascal
           let property = made.GetType().GetProperty(name)
           select (name, property is null ? throw new InvalidOperationException($"{name} is not shown") : property.GetValue(made)),
    ];

    private static object Back(object made)
    {
        var definition = ApiTests.Definition(made);
        if (definition is Functional.ILayer)
            definition = Functional.ModelConfig.readLayer("", Written(made));
        MethodInfo? of = null;
        for (var type = made.GetType().BaseType; of is null; type = type!.BaseType)
            of = type!.GetMethod("Of", BindingFlags.Static | BindingFlags.NonPublic);
        object?[] arguments = made is Metric metric ? [definition, metric.Name] : [definition];
        return of.Invoke(null, arguments)!;
    }

    private static string Text(object? value) => value switch
    {
        string text => text,
        Layer layer => layer.GetType().Name,
        System.Collections.IEnumerable several => string.Join(", ", several.Cast<object>().Select(Text)),
        _ => $"{value}",
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_class_is_made_with_it_shows_and_what_comes_from_the_engine_shows_the_same(string id)
    {
        var constructor = Constructor(Find(id));
        var arguments = Arguments(constructor);
        var made = constructor.Invoke(arguments);
        var shown = Shown(constructor, made).ToDictionary(entry => entry.Name, entry => Text(entry.Value));
        foreach (var (parameter, argument) in constructor.GetParameters().Zip(arguments))
        {
            if (argument is string or int or double or bool)
                Assert.Contains($"{argument}", shown.Values);
        }

        var back = Back(made);
        Assert.Equal(made.GetType(), back.GetType());
        // Some of what is absent follows from other settings, and stands in files.
        shown = shown.Where(entry => entry.Key != "Name" && entry.Value != "").ToDictionary();
        var again = Shown(constructor, back).ToDictionary(entry => entry.Name, entry => Text(entry.Value));
        Assert.Equal(shown, again.Where(entry => shown.ContainsKey(entry.Key)).ToDictionary());
    }

    // Numbers on both sides of a range's ends, and none at all.
    private static IEnumerable<double> Outside(Functional.NumberRange range) =>
        new[] { range.Least - 1, range.Most + 1, double.NaN, double.PositiveInfinity, range.Least, range.Most }
            .Where(number => !range.Holds(number));

    private static object? Like(Type type, double number)
    {
        var isWhole = double.IsFinite(number) && Math.Floor(number) == number;
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var one when one == typeof(double) => number,
            var one when one == typeof(LearningRate) => (LearningRate)number,
            var one when one == typeof(int) && isWhole => (int)number,
            var one when one == typeof(Sizes) && isWhole => (Sizes)(int)number,
            _ => null,
        };
    }

    private static readonly Dictionary<string, XElement> documented = XDocument
        .Load(Path.ChangeExtension(typeof(Layer).Assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Attribute("name")!.Value.Contains("#ctor("))
        .GroupBy(member => member.Attribute("name")!.Value.Split('(')[0])
        .ToDictionary(members => members.Key, members => members.First());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_setting_outside_of_its_range_is_refused_under_the_name_of_its_argument(string id)
    {
        var facts = Find(id);
        var constructor = Constructor(facts);
        object[] descriptors = facts.Template is Optimizer optimizer && Functional.OptimizerModule.hasSettings(optimizer)
            ? [optimizer.Rule, optimizer.Settings]
            : [Functional.ClassFactsModule.descriptor(facts.Template)];
        foreach (var (field, range) in descriptors.SelectMany(descriptor => Functional.Ranges.ofType(descriptor.GetType())))
        {
            var argument = Functional.FieldName.argument(field);
            if (constructor.GetParameters().SingleOrDefault(parameter => parameter.Name == argument) is not { } parameter)
                continue;
            var doc = documented[$"M:{constructor.DeclaringType!.FullName}.#ctor"].Elements("param")
                .Single(one => one.Attribute("name")!.Value == argument).Value;
            Assert.Contains(range.Text, Regex.Replace(doc, @"\s+", " "));
            foreach (var number in Outside(range))
            {
                if (Like(parameter.ParameterType, number) is not { } wrong)
                    continue;
                var arguments = Arguments(constructor);
                arguments[parameter.Position] = wrong;
                var error = Assert.Throws<TargetInvocationException>(() => constructor.Invoke(arguments)).InnerException;
                var message = Assert.IsType<Functional.ConfigurationException>(error).Message;
                Assert.StartsWith($"{facts.Name}: {argument} must be ", message);
                Assert.Contains(range.Text, message);
                Assert.DoesNotContain('\n', message);
            }
        }
    }
}
