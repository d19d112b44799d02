namespace Functional.Conformance;

/// <summary>One thing about one case that does not agree with Keras.</summary>
/// <param name="Subject">The Keras class or function of the case.</param>
/// <param name="Array">The array, or the aspect, that disagrees.</param>
/// <param name="Difference">|a - b| where it exceeds the tolerance most; infinite when the two cannot be
/// compared.</param>
/// <param name="Allowed">What would have agreed there.</param>
public sealed record CaseFailure(
    string Area, string Case, string Subject, string Array, double Difference, double Allowed, string Message)
{
    public override string ToString() => double.IsFinite(Difference)
        ? $"{Area} {Case} {Array}: {Difference:g3}, allowed {Allowed:g3} {Message}"
        : $"{Area} {Case} {Array}: {Message}";
}

/// <summary>A case that the engine cannot run yet.</summary>
/// <param name="Lacking">What the engine lacks.</param>
public sealed record UnsupportedCase(string Case, string Subject, string Lacking);

public sealed record AreaReport(
    string Area,
    int Passed,
    int Failed,
    IReadOnlyList<CaseFailure> Failures,
    IReadOnlyList<UnsupportedCase> Unsupported)
{
    public override string ToString() => $"{Area} passed {Passed} failed {Failed} unsupported {Unsupported.Count}";
}

public sealed record RunReport(IReadOnlyList<AreaReport> Areas)
{
    public int Passed => Areas.Sum(area => area.Passed);
    public int Failed => Areas.Sum(area => area.Failed);
    public int Unsupported => Areas.Sum(area => area.Unsupported.Count);

    /// <summary>
    /// All failures, worst first: what cannot be compared at all, then by difference over what is allowed.
    /// </summary>
    public IReadOnlyList<CaseFailure> Failures =>
        [.. Areas.SelectMany(area => area.Failures).OrderByDescending(
            failure => failure.Difference / Math.Max(failure.Allowed, 1e-12))];
}

/// <summary>Walks recorded cases through the engine and compares what it computes with what Keras computed.</summary>
public static class ConformanceRun
{
    /// <summary>The project's own copy of the data, found upward from the program or the current folder.</summary>
    public static string OwnData()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var data = Path.Combine(folder.FullName, "tests", "Conformance", "data");
                if (File.Exists(Path.Combine(folder.FullName, "Functional.sln")) && Directory.Exists(data))
                    return data;
            }

        throw new DirectoryNotFoundException(
            "There is no Functional.sln with tests/Conformance/data above the program or the current folder.");
    }

    /// <summary>The areas of a folder, in its index's order.</summary>
    public static IReadOnlyList<string> Areas(string folder) => new CaseFolder(folder).Areas;

    /// <summary>Runs all cases of the areas (all areas when none is named).</summary>
    /// <param name="saveFolder">Where models that are saved again are kept; a temporary folder that is removed when
    /// null.</param>
    /// <param name="areaDone">Called as soon as an area is through.</param>
    /// <param name="caseBegins">Called before each case.</param>
    public static RunReport Run(
        string folder,
        IReadOnlyCollection<string>? areas = null,
        string? saveFolder = null,
        Action<AreaReport>? areaDone = null,
        Action<string, string>? caseBegins = null)
    {
        var cases = new CaseFolder(folder);
        if (areas?.FirstOrDefault(area => !cases.Areas.Contains(area)) is { } unknown)
            throw new ArgumentException($"There is no area '{unknown}'. Areas: {string.Join(", ", cases.Areas)}.");

        var saved = saveFolder is null
            ? Directory.CreateTempSubdirectory("conformance-").FullName
            : Directory.CreateDirectory(saveFolder).FullName;
        try
        {
            List<AreaReport> reports = [];
            foreach (var name in cases.Areas.Where(name => areas is null || areas.Count == 0 || areas.Contains(name)))
            {
                using var area = cases.Open(name);
                reports.Add(Run(area, saved, caseBegins));
                areaDone?.Invoke(reports[^1]);
            }

            return new(reports);
        }
        finally
        {
            if (saveFolder is null)
                Directory.Delete(saved, recursive: true);
        }
    }

    private static AreaReport Run(CaseArea area, string saved, Action<string, string>? caseBegins)
    {
        var (passed, failed) = (0, 0);
        List<CaseFailure> failures = [];
        List<UnsupportedCase> unsupported = [];
        foreach (var item in area.Cases)
        {
            caseBegins?.Invoke(area.Name, item.Id);
            var check = new CaseCheck(area.Name, item);
            check.Aspect("case", () => Check(area.Schema, item, check, saved));
            // With a gradient that Keras could not compute, what it needed is not looked at either.
            var complete = check.Failures.Count == 0 && check.Unsupported is null && item.Get("grad_error") is null;
            if (complete && item.Unread is [var first, ..])
                check.Fail(first, "is recorded, but nothing compared it");

            if (check.Failures.Count > 0)
            {
                failed++;
                failures.AddRange(check.Failures);
            }
            else if (check.Unsupported is { } lacking)
                unsupported.Add(new(item.Id, item.Subject, lacking));
            else
                passed++;
        }

        return new(area.Name, passed, failed, failures, unsupported);
    }

    private static void Check(string schema, Case item, CaseCheck check, string saved)
    {
        switch (schema)
        {
            case "layer":
                LayerCases.Check(item, check);
                break;
            case "activation":
                ActivationCases.Check(item, check);
                break;
            case "loss":
                LossCases.Check(item, check);
                break;
            case "metric":
                MetricCases.Check(item, check);
                break;
            case "optimizer":
                OptimizerCases.Check(item, check);
                break;
            case "schedule":
                SmallCases.Schedule(item, check);
                break;
            case "regularizer":
                SmallCases.Regularizer(item, check);
                break;
            case "constraint":
                SmallCases.Constraint(item, check);
                break;
            case "initializer":
                SmallCases.Initializer(item, check);
                break;
            case "transcribed":
                LookupCases.Check(item, check);
                break;
            case "op":
                OpCases.Check(item, check);
                break;
            case "model":
                ModelCases.Check(item, check, saved);
                break;
            default:
                throw new InvalidDataException($"unknown schema '{schema}'");
        }
    }
}
