using System.Text.Json;

namespace Functional.Conformance;

/// <summary>Collects what one case found. One aspect's exception does not keep the others from being checked.</summary>
internal sealed class CaseCheck(string area, Case item)
{
    private readonly List<CaseFailure> failures = [];

    public IReadOnlyList<CaseFailure> Failures => failures;

    /// <summary>What the engine lacks for this case, null when nothing.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Runs a part of the checks.</summary>
    public void Aspect(string name, Action work)
    {
        try
        {
            work();
        }
        catch (UnsupportedException lacking)
        {
            Unsupported ??= lacking.Message;
        }
        catch (Exception error)
        {
            Fail(name, $"{error.GetType().Name}: {error.Message}");
        }
    }

    public void Fail(string what, string message) => Fail(what, double.PositiveInfinity, 0, message);

    private void Fail(string what, double difference, double allowed, string message) =>
        failures.Add(new(area, item.Id, item.Subject, what, difference, allowed, message.ReplaceLineEndings(" ")));

    public void Array(string name, HostArray computed, HostArray recorded, Tolerance tolerance, bool sameDType = false)
    {
        var result = Comparison.Compare(computed, recorded, tolerance, sameDType);
        if (!result.Agrees)
            Fail(name, result.Difference, result.Allowed, result.Where);
    }

    public void Number(string name, double computed, double recorded, Tolerance tolerance)
    {
        var result = Comparison.Compare(computed, recorded, tolerance);
        if (!result.Agrees)
            Fail(name, result.Difference, result.Allowed, result.Where);
    }

    /// <summary>Arrays <c>prefix00</c>, … against the recorded ones, and their number.</summary>
    public void Arrays(
        string prefix, IReadOnlyList<HostArray> computed, IReadOnlyList<HostArray> recorded, Tolerance tolerance)
    {
        Equal(prefix + " count", computed.Count, recorded.Count);
        for (var i = 0; i < Math.Min(computed.Count, recorded.Count); i++)
            Array($"{prefix}{i:00}", computed[i], recorded[i], tolerance);
    }

    /// <summary>Trees of results: the same structure, and the dtype of an array is part of the answer.</summary>
    public void Tree(string name, Arg computed, Arg recorded, Tolerance tolerance)
    {
        switch (computed, recorded)
        {
            case (ArrayArg ours, ArrayArg theirs):
                Array(
                    theirs.Path.Length > 0 ? theirs.Path : name, ours.Value, theirs.Value, tolerance, sameDType: true);
                break;
            case (ComplexArg ours, ComplexArg theirs):
                Array(name + ".re", ours.Real, theirs.Real, tolerance, sameDType: true);
                Array(name + ".im", ours.Imaginary, theirs.Imaginary, tolerance, sameDType: true);
                break;
            case (NumberArg ours, NumberArg theirs):
                Number(name, ours.Value, theirs.Value, theirs.IsInteger ? Tolerance.Exact : tolerance);
                break;
            case (ListArg ours, ListArg theirs) when ours.Items.Count == theirs.Items.Count:
                for (var i = 0; i < theirs.Items.Count; i++)
                    Tree($"{name}/{i}", ours.Items[i], theirs.Items[i], tolerance);
                break;
            case (DictArg ours, DictArg theirs) when ours.Items.Keys.ToHashSet().SetEquals(theirs.Items.Keys):
                foreach (var (key, value) in theirs.Items)
                    Tree($"{name}/{key}", ours.Items[key], value, tolerance);
                break;
            case (TextArg or BoolArg or NullArg, TextArg or BoolArg or NullArg):
                Equal(name, computed, recorded);
                break;
            default:
                Fail(name, $"is {Form(computed)}, Keras has {Form(recorded)}");
                break;
        }
    }

    /// <summary>Names, paths and trainability in order.</summary>
    public void Weights(IReadOnlyList<WeightInfo> computed, IReadOnlyList<JsonElement> recorded)
    {
        Names("weights names", computed.Select(weight => weight.Name), recorded);
        var paths = recorded.Select(weight => weight.GetProperty("path").GetString()!);
        Sequence("weights paths", computed.Select(weight => weight.Path), paths);
        var trainable = recorded.Select(weight => weight.GetProperty("trainable").GetBoolean());
        Sequence("weights trainable", computed.Select(weight => weight.Trainable), trainable);
    }

    /// <summary>The names of recorded <c>{name, ...}</c> objects, in order.</summary>
    public void Names(string what, IEnumerable<string> computed, IEnumerable<JsonElement> recorded) =>
        Sequence(what, computed, recorded.Select(entry => entry.GetProperty("name").GetString()!));

    private static string Form(Arg arg) => arg switch
    {
        ListArg list => $"a list of {list.Items.Count}",
        DictArg dict => $"a dictionary of {string.Join(", ", dict.Items.Keys)}",
        ArrayArg array => $"an array of {array.Value}",
        _ => arg.ToString(),
    };

    public void Equal<T>(string what, T computed, T recorded)
    {
        if (!EqualityComparer<T>.Default.Equals(computed, recorded))
            Fail(what, $"is {computed}, Keras has {recorded}");
    }

    public void Sequence<T>(string what, IEnumerable<T> computed, IEnumerable<T> recorded)
    {
        if (!computed.SequenceEqual(recorded))
            Fail(what, $"is ({string.Join(", ", computed)}), Keras has ({string.Join(", ", recorded)})");
    }

    public void Config(string what, JsonElement computed, JsonElement recorded)
    {
        if (ConfigComparison.Difference(computed, recorded) is { } difference)
            Fail(what, difference);
    }

    /// <summary>The case's <c>config</c>, decoded and encoded, says the same.</summary>
    public void RoundTrip(Kind kind) =>
        Aspect(
            "config", () => Config("config", Engine.RoundTrip(kind, item.Required("config")), item.Required("config")));
}
