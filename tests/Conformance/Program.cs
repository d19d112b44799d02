using System.Diagnostics;
using Functional.Conformance;

const string usage = "usage: conformance [DIR] [--area NAME]... [--save DIR] [--verbose] [--trace]\n       conformance interop DIR|own [--verbose] [NAME]...";

if (args is ["interop", var models, .. var rest])
    return InteropRun.Print(models, [.. rest.Where(name => !name.StartsWith('-'))], rest.Contains("--verbose"));

string? folder = null, saveFolder = null;
var (verbose, trace) = (false, false);
List<string> areas = [];

for (var i = 0; i < args.Length; i++)
    switch (args[i])
    {
        case "--area" when i + 1 < args.Length:
            areas.Add(args[++i]);
            break;
        case "--save" when i + 1 < args.Length:
            saveFolder = args[++i];
            break;
        case "--verbose":
            verbose = true;
            break;
        case "--trace": // each case's name before it runs: native code that ends the process leaves no other word
            trace = true;
            break;
        case var name when !name.StartsWith('-') && folder is null:
            folder = name;
            break;
        default:
            Console.Error.WriteLine($"{args[i]}: unexpected. {usage}");
            return 2;
    }

RunReport report;
var clock = Stopwatch.StartNew();
try
{
    report = ConformanceRun.Run(
        folder ?? ConformanceRun.OwnData(),
        areas,
        saveFolder,
        areaDone: Console.WriteLine,
        caseBegins: trace ? (area, id) => Console.Error.WriteLine($"{area} {id}") : null);
}
catch (Exception error) when (error is ArgumentException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

var failures = report.Failures;
if (failures.Count > 0)
{
    Console.WriteLine($"\nfailures, worst first ({failures.Count}):");
    // Without --verbose one line a case, the worst of it.
    var shown = verbose ? failures : [.. failures.DistinctBy(failure => (failure.Area, failure.Case)).Take(40)];
    foreach (var failure in shown)
        Console.WriteLine("  " + failure);
    if (shown.Count < failures.Count)
        Console.WriteLine($"  ... and {failures.Count - shown.Count} more (--verbose shows all)");
}

var unsupported = report.Areas.SelectMany(area => area.Unsupported).ToList();
if (unsupported.Count > 0)
{
    Console.WriteLine($"\nunsupported, by class ({unsupported.Count}):");
    foreach (var group in unsupported.GroupBy(item => (item.Subject, item.Lacking)).OrderBy(group => group.Key))
        Console.WriteLine(group.Key.Lacking == group.Key.Subject
            ? $"  {group.Key.Subject} {group.Count()}"
            : $"  {group.Key.Subject} {group.Count()} ({group.Key.Lacking})");
}

var total = $"total passed {report.Passed} failed {report.Failed} unsupported {report.Unsupported}";
Console.WriteLine($"\n{total} in {clock.Elapsed.TotalSeconds:0.0} s");
return report.Failed == 0 ? 0 : 1;
